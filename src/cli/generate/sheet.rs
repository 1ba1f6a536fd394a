//! Problems one after another and their answers at the end, to be read or printed.

use super::part::Written;
use super::{Format, Made, Maker};
use crate::base::Locale;
use crate::doc::Output;
use crate::template::ItemTemplate;
use std::io::{self, Write};

const HEAD: &str = include_str!("sheet.html");

/// Writes what stands before the problems.
pub fn begin(
    format: Format,
    template: &ItemTemplate,
    language: Locale,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Jsonl => Ok(()),
        Format::Text => writeln!(out, "{}\n", template.title(language)),
        Format::Html => {
            let head = HEAD
                .replace("{language}", language.language)
                .replace("{title}", &escaped(template.title(language)));
            out.write_all(head.as_bytes())?;
            writeln!(out, "<ol class=\"problems\">")
        }
    }
}

/// Writes the answers and what stands after them.
pub fn end(
    format: Format,
    language: Locale,
    answers: &[u8],
    out: &mut impl Write,
) -> io::Result<()> {
    let heading = answers_heading(language);
    match format {
        Format::Jsonl => Ok(()),
        Format::Text => {
            writeln!(out, "{heading}\n")?;
            out.write_all(answers)
        }
        Format::Html => {
            writeln!(out, "</ol>\n<h2>{heading}</h2>\n<ol class=\"answers\">")?;
            out.write_all(answers)?;
            writeln!(out, "</ol>\n</html>")
        }
    }
}

/// What stands above the answers; [`Locale::ALL`] are the languages of banks.
fn answers_heading(language: Locale) -> &'static str {
    match language.language {
        "es" => "Respuestas",
        "de" => "Lösungen",
        "fr" => "Réponses",
        "pt" => "Respostas",
        "it" => "Risposte",
        _ => "Answers",
    }
}

/// Writes a problem and its answer as plain text.
pub fn write_text(maker: &mut Maker<'_>, number: u64, made: &mut Made) -> io::Result<()> {
    let indent = " ".repeat(number.to_string().len() + 2);
    let mut stem = String::new();
    maker.stem(Output::Text, &mut stem);
    let parts = asked(maker, Output::Text);
    let below_stem = !parts.iter().all(Written::is_in_stem);
    let out = &mut made.problems;
    write_lines(&stem, &format!("{number}. "), &indent, out)?;
    for (part, number) in parts.iter().zip(1..).filter(|_| below_stem) {
        let first = match parts.len() {
            1 => indent.clone(),
            _ => format!("{indent}({number}) "),
        };
        let below = " ".repeat(first.len());
        if parts.len() > 1 || !part.text.is_empty() {
            write_lines(&part.text, &first, &below, out)?;
        }
        for prompt in &part.prompts {
            writeln!(out, "{below}____ {prompt}")?;
        }
        for (label, option) in ('a'..).zip(&part.options) {
            writeln!(out, "{below}{label}) {option}")?;
        }
        if parts.len() > 1 && part.needs_blank() {
            writeln!(out, "{below}____")?;
        }
    }
    writeln!(out)?;
    writeln!(made.answers, "{number}. {}", keys(&parts))
}

/// What a sheet asks: steps are for whoever asks for them, which paper cannot be asked.
fn asked(maker: &mut Maker<'_>, output: Output) -> Vec<Written> {
    let mut parts = maker.parts(output);
    parts.retain(|part| part.step_of.is_none());
    parts
}

/// Writes lines, the first after something else than the others.
fn write_lines(text: &str, first: &str, indent: &str, out: &mut impl Write) -> io::Result<()> {
    if text.trim_end().is_empty() {
        return writeln!(out, "{}", first.trim_end());
    }
    for (place, line) in text.trim_end().lines().enumerate() {
        match (place, line) {
            (0, line) => writeln!(out, "{first}{line}")?,
            (_, "") => writeln!(out)?,
            (_, line) => writeln!(out, "{indent}{line}")?,
        }
    }
    Ok(())
}

/// The keys of all parts; of several each after its number.
fn keys(parts: &[Written]) -> String {
    match parts {
        [only] => only.key.clone(),
        several => {
            let keys = several.iter().zip(1..);
            let keys = keys.map(|(part, number)| format!("({number}) {}", part.key));
            keys.collect::<Vec<String>>().join(" ")
        }
    }
}

/// Writes a problem and its answer as items of HTML lists.
pub fn write_html(maker: &mut Maker<'_>, number: u64, made: &mut Made) -> io::Result<()> {
    const BLANK: &str = "<span class=\"blank\"></span>";
    let mut text = format!("<li value=\"{number}\">");
    maker.stem(Output::Html, &mut text);
    let parts = asked(maker, Output::Html);
    let several = parts.len() > 1 && !parts.iter().all(Written::is_in_stem);
    if several {
        text.push_str("<ol class=\"parts\">");
    }
    for part in &parts {
        text.push_str(if several { "<li>" } else { "" });
        text.push_str(&part.text);
        write_list(&part.prompts, "prompts", &format!("{BLANK} "), &mut text);
        write_list(&part.options, "options", "", &mut text);
        if several && part.needs_blank() {
            text.extend(["<p>", BLANK, "</p>"]);
        }
        text.push_str(if several { "</li>" } else { "" });
    }
    if several {
        text.push_str("</ol>");
    }
    writeln!(made.problems, "{text}</li>")?;
    writeln!(made.answers, "<li value=\"{number}\">{}</li>", keys(&parts))
}

/// Appends a list, unless it is empty; something stands before each item.
fn write_list(items: &[String], class: &str, before: &str, text: &mut String) {
    if items.is_empty() {
        return;
    }
    text.push_str(&format!("<ol class=\"{class}\">"));
    for item in items {
        text.extend(["<li>", before, item, "</li>"]);
    }
    text.push_str("</ol>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
