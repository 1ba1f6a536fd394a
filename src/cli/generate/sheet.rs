//! Problems one after another and their answers at the end, to be read or printed.

use super::{Format, Made, Maker};
use crate::base::Locale;
use crate::doc::Output;
use crate::template::ItemTemplate;
use std::io::{self, Write};

const HEAD: &str = include_str!("sheet.html");

/// Writes what stands before the problems.
pub fn begin(format: Format, template: &ItemTemplate, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Jsonl => Ok(()),
        Format::Text => writeln!(out, "{}\n", template.title(Locale::ENGLISH)),
        Format::Html => {
            let head = HEAD
                .replace("{language}", Locale::default().language)
                .replace("{title}", &escaped(template.title(Locale::ENGLISH)));
            out.write_all(head.as_bytes())?;
            writeln!(out, "<ol class=\"problems\">")
        }
    }
}

/// Writes the answers and what stands after them.
pub fn end(format: Format, answers: &[u8], out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Jsonl => Ok(()),
        Format::Text => {
            writeln!(out, "Answers\n")?;
            out.write_all(answers)
        }
        Format::Html => {
            writeln!(out, "</ol>\n<h2>Answers</h2>\n<ol class=\"answers\">")?;
            out.write_all(answers)?;
            writeln!(out, "</ol>\n</html>")
        }
    }
}

/// Writes a problem and its answer as plain text.
pub fn write_text(maker: &mut Maker<'_>, number: u64, made: &mut Made) -> io::Result<()> {
    let indent = " ".repeat(number.to_string().len() + 2);
    let mut stem = String::new();
    maker.stem(Output::Text, &mut stem);
    let out = &mut made.problems;
    for (place, line) in stem.trim_end().lines().enumerate() {
        match (place, line) {
            (0, line) => writeln!(out, "{number}. {line}")?,
            (_, "") => writeln!(out)?,
            (_, line) => writeln!(out, "{indent}{line}")?,
        }
    }
    let options = maker.options(Output::Text);
    for (label, option) in ('a'..).zip(&options) {
        writeln!(out, "{indent}{label}) {option}")?;
    }
    writeln!(out)?;
    let mut key = String::new();
    maker.key(Output::Text, &mut key);
    writeln!(made.answers, "{number}. {key}")
}

/// Writes a problem and its answer as items of HTML lists.
pub fn write_html(maker: &mut Maker<'_>, number: u64, made: &mut Made) -> io::Result<()> {
    let mut text = format!("<li value=\"{number}\">");
    maker.stem(Output::Html, &mut text);
    let options = maker.options(Output::Html);
    if !options.is_empty() {
        text.push_str("<ol class=\"options\">");
        for option in options {
            text.extend(["<li>", &option, "</li>"]);
        }
        text.push_str("</ol>");
    }
    writeln!(made.problems, "{text}</li>")?;
    let mut key = format!("<li value=\"{number}\">");
    maker.key(Output::Html, &mut key);
    writeln!(made.answers, "{key}</li>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
