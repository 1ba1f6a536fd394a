//! Numbers with marks: `1,000.5` in English, `1.000,5` in German, `.75`, `1 000`, `0.1(6)`.

use super::ReadingRule;
use super::glyph::{digit, is_slash};
use crate::base::Locale;
use crate::math::ast::Literal;

/// The most digits of one number: more than anybody types.
const MOST_DIGITS: usize = 1_000;

/// A number at the beginning of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numeral {
    pub literal: Literal,
    /// Its bytes in the text.
    pub length: usize,
    /// Why it could be meant otherwise.
    pub doubt: Option<ReadingRule>,
    /// Whether it is digits only, as the parts of a mixed number are.
    pub is_plain: bool,
}

/// Digits and marks that are no number in this locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BadMarks {
    /// The bytes of digits and marks.
    pub length: usize,
    pub why: WhyBad,
}

/// What is wrong with the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhyBad {
    /// Marks where this locale has none.
    Marks,
    /// Dots after digits that do not repeat.
    NothingRepeats,
    /// More digits than anybody types.
    TooLong,
}

/// What a comma does that stands between digits and is no decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commas {
    /// It groups by three.
    Group,
    /// It groups by three where it can, else it separates: a list without brackets.
    GroupOrSeparate,
    /// It separates: a list in brackets.
    Separate,
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

/// How a digit can be marked as recurring: by a line over all of them, or by a dot over the first
/// and the last one.
fn is_recurring_mark(c: char) -> bool {
    matches!(c, '\u{304}' | '\u{305}' | '\u{307}')
}

/// Runs of digits with the marks between them.
#[derive(Default)]
struct Runs {
    /// At least one; the first is empty where the text begins with a mark.
    digits: Vec<String>,
    /// One fewer.
    marks: Vec<char>,
    length: usize,
    /// How many digits stand before the first one that is marked as recurring.
    recurring_from: Option<usize>,
    doubt: Option<ReadingRule>,
}

impl Runs {
    fn scan(text: &str, locale: Locale, commas: Commas) -> Self {
        let mut runs = Self::default();
        runs.run(text);
        while let Some(mark) = text[runs.length..].chars().next() {
            let after = &text[runs.length + mark.len_utf8()..];
            let Some(kind) = mark_of(mark) else { break };
            if after.chars().next().and_then(digit).is_none()
                || (kind == ' ' && !runs.blank_groups(after, locale))
                || (kind == ',' && locale.decimal_mark != ',' && runs.separates(after, commas))
            {
                break;
            }
            runs.marks.push(kind);
            runs.length += mark.len_utf8();
            runs.run(text);
        }
        runs
    }

    fn run(&mut self, text: &str) {
        let before: usize = self.digits.iter().map(String::len).sum();
        let mut digits = String::new();
        for c in text[self.length..].chars() {
            if let Some(digit) = digit(c) {
                digits.push(digit);
            } else if is_recurring_mark(c) && !digits.is_empty() {
                self.recurring_from.get_or_insert(before + digits.len() - 1);
            } else {
                break;
            }
            self.length += c.len_utf8();
        }
        self.digits.push(digits);
    }

    /// Whether a blank here groups digits: three follow, nothing but such groups stands before, and
    /// it is no mixed number, `1 100/7`, unless the locale groups by blanks.
    fn blank_groups(&self, after: &str, locale: Locale) -> bool {
        let three = after
            .chars()
            .take_while(|&c| digit(c).is_some())
            .take(4)
            .count()
            == 3;
        three && self.marks.iter().all(|&mark| mark == ' ') && self.is_grouped() && {
            let beyond = after
                .trim_start_matches(|c| digit(c).is_some())
                .trim_start();
            locale.group_mark.is_whitespace() || !beyond.starts_with(is_slash)
        }
    }

    /// Whether a comma here stands between two values.
    fn separates(&mut self, after: &str, commas: Commas) -> bool {
        let three = after
            .chars()
            .take_while(|&c| digit(c).is_some())
            .take(4)
            .count()
            == 3;
        let could_group = three && self.marks.iter().all(|&mark| mark == ',') && self.is_grouped();
        let separates = match commas {
            Commas::Group => return false,
            Commas::GroupOrSeparate => !could_group,
            // Nobody writes 000 for a value.
            Commas::Separate => !could_group || !after.starts_with('0'),
        };
        if could_group {
            self.doubt = Some(if separates {
                ReadingRule::CommaSeparates
            } else {
                ReadingRule::DigitGroups
            });
        }
        separates
    }

    /// Whether the runs are as groups of thousands are: one to three digits without leading zero,
    /// then three each.
    fn is_grouped(&self) -> bool {
        is_grouped(&self.digits)
    }

    fn count(&self) -> usize {
        self.digits.iter().map(String::len).sum()
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
/// Recurring digits stand in brackets or have a line or dots over them; with dots behind, `0.166…`,
/// the shortest block that repeats at the end recurs.
pub(super) fn numeral(text: &str, locale: Locale, commas: Commas) -> Result<Numeral, BadMarks> {
    let runs = Runs::scan(text, locale, commas);
    let mut length = runs.length;
    let bad = |why| BadMarks { length, why };
    if runs.count() > MOST_DIGITS {
        return Err(bad(WhyBad::TooLong));
    }
    let (is_decimal, mut doubt) =
        decimal_and_doubt(&runs, text, locale).ok_or(bad(WhyBad::Marks))?;
    let places = match runs.digits.last() {
        Some(fraction) if is_decimal => fraction.len(),
        _ => 0,
    };
    let mut digits = runs.digits.concat();
    let mut period = 0;
    let mut extra = 0;
    let after = &text[length..];
    if let Some(from) = runs.recurring_from {
        period = digits.len() - from;
        if period > places {
            return Err(bad(WhyBad::Marks));
        }
    } else if let Some((block, bytes)) = bracketed_block(after, is_decimal, locale) {
        if is_decimal {
            doubt = doubt.or(Some(ReadingRule::RecurringDigits));
        }
        period = block.len();
        extra = block.len();
        digits.push_str(&block);
        length += bytes;
    } else if let Some(bytes) = dots(after) {
        let fraction = digits.get(digits.len() - places..).unwrap_or_default();
        period = repeated(fraction).ok_or(BadMarks {
            length: length + bytes,
            why: WhyBad::NothingRepeats,
        })?;
        length += bytes;
    }
    let too_long = BadMarks {
        length,
        why: WhyBad::TooLong,
    };
    if digits.len() > MOST_DIGITS {
        return Err(too_long);
    }
    let places = u32::try_from(places + extra).map_err(|_| too_long)?;
    let mut literal = Literal::new(&digits, places);
    literal.period = u32::try_from(period).map_err(|_| too_long)?;
    Ok(Numeral {
        is_plain: runs.marks.is_empty() && literal.is_integer(),
        literal,
        length,
        doubt,
    })
}

/// Whether the last mark is the decimal one, and whether the marks could be meant otherwise; `None`
/// where they are no number's.
fn decimal_and_doubt(
    runs: &Runs,
    text: &str,
    locale: Locale,
) -> Option<(bool, Option<ReadingRule>)> {
    let decimal = if locale.decimal_mark == ',' { ',' } else { '.' };
    let grouping =
        |mark: char| mark == ' ' || mark == '’' || (mark != decimal && mark == locale.group_mark);
    let groups_so_far = |marks: &[char], digits: &[String]| match marks.split_first() {
        None => true,
        Some((&mark, others)) => {
            grouping(mark) && others.iter().all(|&other| other == mark) && is_grouped(digits)
        }
    };
    let Some((&last, before)) = runs.marks.split_last() else {
        return Some((false, runs.doubt));
    };
    if last == decimal {
        let whole = &runs.digits[..runs.digits.len() - 1];
        return groups_so_far(before, whole).then_some((true, runs.doubt));
    }
    let is_point = last == '.' && before.is_empty();
    if groups_so_far(&runs.marks, &runs.digits) {
        let fraction_follows = text[runs.length..].trim_start().starts_with(is_slash);
        let doubtful = is_point || (last == ' ' && fraction_follows);
        let doubt = doubtful.then_some(ReadingRule::DigitGroups);
        return Some((false, runs.doubt.or(doubt)));
    }
    is_point.then_some((true, runs.doubt))
}

/// Recurring digits in brackets, `(6)` of `0.1(6)` or `.(3)` of `0.(3)`, with their bytes.
fn bracketed_block(after: &str, is_decimal: bool, locale: Locale) -> Option<(String, usize)> {
    let opened = if is_decimal {
        after
    } else {
        after.strip_prefix(['.', locale.decimal_mark])?
    };
    let inside = opened.strip_prefix('(')?;
    let block: String = inside.chars().map_while(digit).collect();
    let rest = inside.trim_start_matches(|c| digit(c).is_some());
    let tail = rest.strip_prefix(')')?;
    (!block.is_empty()).then(|| (block, after.len() - tail.len()))
}

/// The bytes of dots that stand for more digits.
fn dots(after: &str) -> Option<usize> {
    if after.starts_with('…') {
        return Some('…'.len_utf8());
    }
    let count = after.bytes().take_while(|&byte| byte == b'.').count();
    (count >= 3).then_some(count)
}

/// The length of the shortest block that the digits end with twice or more; a single digit recurs
/// alone.
fn repeated(digits: &str) -> Option<usize> {
    let digits = digits.as_bytes();
    if digits.len() == 1 {
        return Some(1);
    }
    (1..=digits.len() / 2).find(|&period| {
        let (rest, last) = digits.split_at(digits.len() - period);
        rest.ends_with(last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Decimal;

    fn read(text: &str, language: &str) -> String {
        let locale = Locale::of(language).unwrap_or_default();
        match numeral(text, locale, Commas::Group) {
            Ok(numeral) => {
                let doubt = if numeral.doubt.is_some() { "?" } else { "" };
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
