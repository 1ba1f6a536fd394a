//! Numbers with marks: `1,000.5` in English, `1.000,5` in German, `.75`, `1 000`.

use super::glyph::{digit, is_slash};
use crate::base::Locale;
use crate::math::ast::Literal;

/// A number at the beginning of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numeral {
    pub literal: Literal,
    /// Its bytes in the text.
    pub length: usize,
    /// Whether its marks could be meant otherwise.
    pub is_doubtful: bool,
    /// Whether it is digits only, as the parts of a mixed number are.
    pub is_plain: bool,
}

/// Digits and marks that are no number in this locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadMarks {
    /// The bytes of digits and marks.
    pub length: usize,
}

/// A mark between two runs of digits, blanks of every width being one.
fn mark_of(c: char) -> Option<char> {
    match c {
        '.' | '．' => Some('.'),
        ',' | '，' => Some(','),
        '\'' | '’' => Some('’'),
        c if c.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// Runs of digits with the marks between them.
#[derive(Default)]
struct Runs {
    /// At least one; the first is empty where the text begins with a mark.
    digits: Vec<String>,
    /// One fewer.
    marks: Vec<char>,
    length: usize,
}

impl Runs {
    fn scan(text: &str, locale: Locale) -> Self {
        let mut runs = Self::default();
        runs.run(text);
        while let Some(mark) = text[runs.length..].chars().next() {
            let after = &text[runs.length + mark.len_utf8()..];
            let Some(kind) = mark_of(mark) else { break };
            if after.chars().next().and_then(digit).is_none() {
                break;
            }
            if kind == ' ' && !runs.blank_groups(after, locale) {
                break;
            }
            runs.marks.push(kind);
            runs.length += mark.len_utf8();
            runs.run(text);
        }
        runs
    }

    fn run(&mut self, text: &str) {
        let rest = &text[self.length..];
        let digits: String = rest.chars().map_while(digit).collect();
        self.length += rest
            .find(|c: char| digit(c).is_none())
            .unwrap_or(rest.len());
        self.digits.push(digits);
    }

    /// Whether a blank here groups digits: three follow, nothing but such groups stands before, and
    /// it is no mixed number, `1 100/7`, unless the locale groups by blanks.
    fn blank_groups(&self, after: &str, locale: Locale) -> bool {
        let three = after.chars().take_while(|&c| digit(c).is_some()).count() == 3;
        let beyond = after
            .trim_start_matches(|c| digit(c).is_some())
            .trim_start();
        three
            && self.marks.iter().all(|&mark| mark == ' ')
            && self.is_grouped()
            && (locale.group_mark.is_whitespace() || !beyond.starts_with(is_slash))
    }

    /// Whether the runs are as groups of thousands are: one to three digits without leading zero,
    /// then three each.
    fn is_grouped(&self) -> bool {
        is_grouped(&self.digits)
    }
}

fn is_grouped(runs: &[String]) -> bool {
    let Some((first, rest)) = runs.split_first() else {
        return false;
    };
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|run| run.len() == 3)
}

/// Reads the number a text begins with; the text begins with a digit, or with a mark before one.
///
/// The locale's decimal mark may stand once, its group mark only where it groups by three. Where the
/// comma is the decimal mark, a single point is one too unless it groups: calculators have it so.
pub(super) fn numeral(text: &str, locale: Locale) -> Result<Numeral, BadMarks> {
    let runs = Runs::scan(text, locale);
    let length = runs.length;
    let bad = BadMarks { length };
    let decimal = if locale.decimal_mark == ',' { ',' } else { '.' };
    let grouping =
        |mark: char| mark == ' ' || mark == '’' || (mark != decimal && mark == locale.group_mark);
    let (is_decimal, is_doubtful) = match runs.marks.split_last() {
        None => (false, false),
        Some((&last, before)) if last == decimal => {
            let whole = &runs.digits[..runs.digits.len() - 1];
            let fits = match before.split_first() {
                None => true,
                Some((&mark, others)) => {
                    grouping(mark) && others.iter().all(|&other| other == mark) && is_grouped(whole)
                }
            };
            if !fits {
                return Err(bad);
            }
            (true, false)
        }
        Some((&last, before)) => {
            let groups =
                grouping(last) && before.iter().all(|&mark| mark == last) && runs.is_grouped();
            let is_point = last == '.' && before.is_empty();
            let fraction_follows = text[length..].trim_start().starts_with(is_slash);
            if groups {
                (false, is_point || (last == ' ' && fraction_follows))
            } else if is_point {
                (true, false)
            } else {
                return Err(bad);
            }
        }
    };
    let places = match runs.digits.last() {
        Some(fraction) if is_decimal => fraction.len(),
        _ => 0,
    };
    let digits = runs.digits.concat();
    let significant = digits.trim_start_matches('0');
    Ok(Numeral {
        literal: Literal {
            digits: if significant.is_empty() {
                "0"
            } else {
                significant
            }
            .to_owned(),
            places: u32::try_from(places).map_err(|_| bad)?,
        },
        length,
        is_doubtful,
        is_plain: runs.marks.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Decimal;

    fn read(text: &str, language: &str) -> String {
        let locale = Locale::of(language).unwrap_or_default();
        match numeral(text, locale) {
            Ok(numeral) => {
                let doubt = if numeral.is_doubtful { "?" } else { "" };
                format!(
                    "{}{doubt}|{}",
                    Decimal::from(&numeral.literal),
                    &text[numeral.length..]
                )
            }
            Err(bad) => format!("no|{}", &text[bad.length..]),
        }
    }

    #[test]
    fn marks_are_read_by_locale() {
        for (text, language, expect) in [
            ("12 ", "en", "12| "),
            (".75", "en", "0.75|"),
            ("0.50", "en", "0.50|"),
            ("１２．５", "en", "12.5|"),
            ("1,000", "en", "1000|"),
            ("12,345,678.90x", "en", "12345678.90|x"),
            ("1.234", "en", "1.234|"),
            ("0,5", "en", "no|"),
            ("1,00", "en", "no|"),
            ("1234,567", "en", "no|"),
            ("0,123", "en", "no|"),
            ("1.2.3", "en", "no|"),
            ("1 000", "en", "1000|"),
            ("1 000/7", "en", "1| 000/7"),
            ("12 5", "en", "12| 5"),
            ("2, 3", "en", "2|, 3"),
            ("5.", "en", "5|."),
            ("0,5", "de", "0.5|"),
            (",5", "de", "0.5|"),
            ("1,234", "de", "1.234|"),
            ("1.234", "de", "1234?|"),
            ("1.234.567", "de", "1234567|"),
            ("1.234,5", "de", "1234.5|"),
            ("1.5", "de", "1.5|"),
            ("1.234.5", "de", "no|"),
            ("1\u{202f}000,5", "fr", "1000.5|"),
            ("1 500/7", "fr", "1500?|/7"),
            ("1’000", "de", "1000|"),
        ] {
            assert_eq!(read(text, language), expect, "{text} in {language}");
        }
    }
}
