//! Making every character of a text stand for itself.

use super::{Output, Place};

/// Appends a text as it is read: escaped for its place, never parsed.
///
/// Within mathematics it stands as words: `<mtext>`, `\text{…}`.
pub fn write_text(text: &str, place: Place, out: &mut String) {
    match (place.output, place.math) {
        (Output::Text, _) => text.chars().for_each(|c| out.push(visible(c))),
        (Output::Latex, false) => latex(text, out),
        (Output::Latex, true) => {
            out.push_str("\\text{");
            latex(text, out);
            out.push('}');
        }
        (Output::Html, false) => html(text, out),
        (Output::Html, true) => {
            out.push_str("<mtext>");
            html(text, out);
            out.push_str("</mtext>");
        }
    }
}

/// Control characters have no place in any output; a line break in a value is a space.
fn visible(character: char) -> char {
    if character.is_control() {
        ' '
    } else {
        character
    }
}

pub(super) fn html(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(visible(other)),
        }
    }
}

pub(super) fn latex(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(character);
            }
            '−' => out.push_str("$-$"),
            '×' => out.push_str("$\\times$"),
            '÷' => out.push_str("$\\div$"),
            '≤' => out.push_str("$\\le$"),
            '≥' => out.push_str("$\\ge$"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '"' => out.push_str("\\textquotedbl{}"),
            other => out.push(visible(other)),
        }
    }
}
