//! Lists as a language writes them.

use super::{Output, Place};
use crate::base::Locale;

/// Appends a list of `len` elements, each written by `element`: “3, 4 and 5” among words, 3, 4, 5 in
/// mathematics.
///
/// Where a decimal comma stands in one of them, semicolons divide them.
pub fn write_list(
    len: usize,
    place: Place,
    locale: Locale,
    out: &mut String,
    mut element: impl FnMut(usize, &mut String),
) {
    if place.math && place.output == Output::Html {
        out.push_str("<mrow>");
        for at in 0..len {
            out.push_str(if at > 0 { "<mo>,</mo>" } else { "" });
            element(at, out);
        }
        out.push_str("</mrow>");
        return;
    }
    let start = out.len();
    let mut commas = false;
    let mut write = |separator: &str, commas: &mut bool, out: &mut String| {
        for at in 0..len {
            let begin = if at > 0 && at + 1 == len && !place.math {
                let mut last = String::new();
                element(at, &mut last);
                out.push(' ');
                out.push_str(locale.conjunction_before(&last));
                out.push(' ');
                out.push_str(&last);
                out.len() - last.len()
            } else {
                out.push_str(if at > 0 { separator } else { "" });
                let begin = out.len();
                element(at, out);
                begin
            };
            *commas |= out.get(begin..).is_some_and(|text| text.contains(','));
        }
    };
    write(", ", &mut commas, out);
    if commas {
        out.truncate(start);
        write("; ", &mut commas, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::write_text;

    fn shown(elements: &[&str], place: Place, language: &str) -> String {
        let locale = Locale::of(language).unwrap_or_default();
        let mut out = String::new();
        write_list(elements.len(), place, locale, &mut out, |at, out| {
            write_text(elements[at], place, out);
        });
        out
    }

    #[test]
    fn lists_read_as_the_language_has_them() {
        let prose = Place::prose(Output::Text);
        assert_eq!(shown(&["3", "4", "5"], prose, "en"), "3, 4 and 5");
        assert_eq!(shown(&["3", "4"], prose, "es"), "3 y 4");
        assert_eq!(shown(&["padres", "hijos"], prose, "es"), "padres e hijos");
        assert_eq!(shown(&["3"], prose, "en"), "3");
        assert_eq!(shown(&[], prose, "en"), "");
        assert_eq!(shown(&["3,5", "4", "5"], prose, "de"), "3,5; 4 und 5");
        assert_eq!(
            shown(&["3", "4", "5"], Place::math(Output::Text), "en"),
            "3, 4, 5"
        );
        assert_eq!(
            shown(&["3", "4"], Place::math(Output::Html), "en"),
            "<mrow><mtext>3</mtext><mo>,</mo><mtext>4</mtext></mrow>"
        );
    }
}
