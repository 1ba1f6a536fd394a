//! Making every character of a text stand for itself.

use super::{Output, Place};

/// Appends a text as it is read: escaped for its place, never parsed.
///
/// Within mathematics a sign such as `+` or `≤` is an operator, a single letter a symbol; all else
/// stands as words: `<mtext>`, `\text{…}`.
pub fn write_text(text: &str, place: Place, out: &mut String) {
    if place.math && write_glyph(text, place, out) {
        return;
    }
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

/// Signs as text, LaTeX and MathML have them.
const SIGNS: [(&str, &str, &str); 12] = [
    ("+", "+", "+"),
    ("−", "-", "−"),
    ("-", "-", "−"),
    ("×", "\\times ", "×"),
    ("·", "\\cdot ", "⋅"),
    ("÷", "\\div ", "÷"),
    ("=", "=", "="),
    ("≠", "\\ne ", "≠"),
    ("<", "<", "&lt;"),
    (">", ">", "&gt;"),
    ("≤", "\\le ", "≤"),
    ("≥", "\\ge ", "≥"),
];

/// Writes a text that is a sign or a symbol of mathematics; `false` for any other.
fn write_glyph(text: &str, place: Place, out: &mut String) -> bool {
    let mut characters = text.chars();
    let (Some(first), None) = (characters.next(), characters.next()) else {
        return false;
    };
    let sign = SIGNS.iter().find(|(sign, _, _)| *sign == text);
    match (place.output, sign) {
        (Output::Html, Some((_, _, mathml))) => {
            out.push_str("<mo>");
            out.push_str(mathml);
            out.push_str("</mo>");
        }
        (Output::Latex, Some((_, latex, _))) => out.push_str(latex),
        (Output::Text, Some(_)) => {
            out.push_str(if place.after_operand { " " } else { "" });
            out.push(if first == '-' { '−' } else { first });
            out.push_str(if place.after_operand { " " } else { "" });
        }
        (Output::Html, None) if first.is_alphabetic() => {
            out.push_str("<mi>");
            out.push(first);
            out.push_str("</mi>");
        }
        (Output::Latex, None) if first.is_ascii_alphabetic() => out.push(first),
        _ => return false,
    }
    true
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, place: Place) -> String {
        let mut out = String::new();
        write_text(text, place, &mut out);
        out
    }

    #[test]
    fn every_character_stands_for_itself() {
        assert_eq!(
            shown("<b> & \"c\"\n'd'", Place::prose(Output::Html)),
            "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"
        );
        assert_eq!(
            shown("50% of {a_1} \\ $3", Place::prose(Output::Latex)),
            "50\\% of \\{a\\_1\\} \\textbackslash{} \\$3"
        );
        assert_eq!(shown("a*b\u{7}", Place::prose(Output::Text)), "a*b ");
        assert_eq!(
            shown("a & b", Place::math(Output::Html)),
            "<mtext>a &amp; b</mtext>"
        );
        assert_eq!(
            shown("a & b", Place::math(Output::Latex)),
            "\\text{a \\& b}"
        );
    }

    #[test]
    fn signs_and_letters_are_mathematics_where_that_stands() {
        let after = |output| Place {
            after_operand: true,
            ..Place::math(output)
        };
        assert_eq!(shown("≤", Place::math(Output::Html)), "<mo>≤</mo>");
        assert_eq!(shown("<", Place::math(Output::Html)), "<mo>&lt;</mo>");
        assert_eq!(shown("×", Place::math(Output::Latex)), "\\times ");
        assert_eq!(shown("-", after(Output::Text)), " − ");
        assert_eq!(shown("-", Place::math(Output::Text)), "−");
        assert_eq!(shown("n", Place::math(Output::Latex)), "n");
        assert_eq!(shown("n", Place::math(Output::Html)), "<mi>n</mi>");
        assert_eq!(shown("+", Place::prose(Output::Html)), "+");
    }
}
