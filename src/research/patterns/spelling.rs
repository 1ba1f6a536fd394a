//! Patterns as text.

use crate::research::response::Outcome;
use std::borrow::Cow;
use std::fmt::Write;
use thiserror::Error;

/// One response of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'p> {
    /// What came of it.
    pub outcome: Outcome,
    /// The days since the learner's last response on the skill that its bin stands for; 0 within a
    /// session.
    pub days: f64,
    /// The class of the item, where classes are told apart.
    pub class: Option<Cow<'p, str>>,
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SpellingError {
    /// Something else than an outcome.
    #[error("`{0}` is no outcome; write 1, 0, or - where there was no answer")]
    NoOutcome(char),
    /// A gap that is no length of time.
    #[error("`{0}` is no gap; write days, above 0")]
    NoGap(String),
    /// A percent sign without two hexadecimal digits.
    #[error(
        "`{0}` has a % without two hexadecimal digits behind it; write %25 for % and %20 for a blank"
    )]
    NoByte(String),
}

/// The responses of a pattern.
///
/// A response is its outcome, `1`, `0` or `-` (no answer); behind it `@` and the days since the
/// learner's last response on the skill, where it was an hour or more and the model looks at time;
/// and behind that `:` and the class of the item, where the model tells classes apart. What begins
/// with `@` or `:` ends at the next blank; in a class `%20` is a blank and `%25` a percent sign.
/// Gaps come in bins: those of one bin are all written alike, by their mean.
///
/// ```
/// use retake::research::patterns::elements;
///
/// let plain: Vec<_> = elements("011-").collect::<Result<_, _>>().unwrap();
/// assert_eq!(plain.len(), 4);
/// let rich: Vec<_> = elements("0:t1 1@2.5:two%20steps").collect::<Result<_, _>>().unwrap();
/// assert_eq!((rich[1].days, rich[1].class.as_deref()), (2.5, Some("two steps")));
/// ```
///
/// # Errors
/// What [`SpellingError`] says; nothing comes behind it.
pub fn elements(pattern: &str) -> impl Iterator<Item = Result<Element<'_>, SpellingError>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        if rest.is_empty() {
            return None;
        }
        let element = element(&mut rest);
        if element.is_err() {
            rest = "";
        }
        Some(element)
    })
}

fn element<'p>(rest: &mut &'p str) -> Result<Element<'p>, SpellingError> {
    let mut letters = rest.chars();
    let outcome = match letters.next() {
        Some('0') => Outcome::Wrong,
        Some('1') => Outcome::Right,
        Some('-') => Outcome::Missing,
        other => return Err(SpellingError::NoOutcome(other.unwrap_or(' '))),
    };
    *rest = letters.as_str();
    let days = match rest.strip_prefix('@') {
        None => 0.0,
        Some(behind) => {
            let end = behind.find([' ', ':']).unwrap_or(behind.len());
            let (days, behind) = behind.split_at(end);
            *rest = behind;
            let read = days.parse().ok();
            read.filter(|days: &f64| days.is_finite() && *days > 0.0)
                .ok_or_else(|| SpellingError::NoGap(days.to_owned()))?
        }
    };
    let class = match rest.strip_prefix(':') {
        None => None,
        Some(behind) => {
            let end = behind.find(' ').unwrap_or(behind.len());
            let (class, behind) = behind.split_at(end);
            *rest = behind;
            Some(unescaped(class)?)
        }
    };
    Ok(Element {
        outcome,
        days,
        class,
    })
}

/// Writes a response onto the end of a pattern, with a blank between it and the one before where
/// they are to stand apart: where gaps or classes are told.
pub(super) fn write_element(pattern: &mut String, element: &Element<'_>, apart: bool) {
    if apart && !pattern.is_empty() {
        pattern.push(' ');
    }
    pattern.push(match element.outcome {
        Outcome::Wrong => '0',
        Outcome::Right => '1',
        Outcome::Missing => '-',
    });
    if element.days > 0.0 {
        // A text takes whatever is written.
        _ = write!(pattern, "@{}", element.days);
    }
    if let Some(class) = &element.class {
        pattern.push(':');
        for letter in class.chars() {
            match letter {
                '%' => pattern.push_str("%25"),
                ' ' => pattern.push_str("%20"),
                other => pattern.push(other),
            }
        }
    }
}

fn unescaped(class: &str) -> Result<Cow<'_, str>, SpellingError> {
    if !class.contains('%') {
        return Ok(Cow::Borrowed(class));
    }
    let no_byte = || SpellingError::NoByte(class.to_owned());
    let mut bytes = Vec::with_capacity(class.len());
    let mut parts = class.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let (digits, behind) = part.split_at_checked(2).ok_or_else(no_byte)?;
        let digits =
            Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.ok_or_else(no_byte)?);
        bytes.extend_from_slice(behind.as_bytes());
    }
    String::from_utf8(bytes)
        .map(Cow::Owned)
        .map_err(|_| no_byte())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_pattern() {
        for (pattern, said) in [
            ("01x", "`x` is no outcome"),
            ("1@", "`` is no gap"),
            ("1@-2", "`-2` is no gap"),
            ("1@inf:a", "`inf` is no gap"),
            ("1:a%2", "`a%2` has a %"),
            ("1:%+1", "`%+1` has a %"),
            ("1:%ff", "`%ff` has a %"),
            ("1,0", "`,` is no outcome"),
        ] {
            let error = elements(pattern)
                .collect::<Result<Vec<_>, _>>()
                .unwrap_err();
            assert!(error.to_string().starts_with(said), "{error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(responses in proptest::collection::vec((0_u8..3, prop_oneof![Just(0.0), 1e-6..1e6], "[ a-z%@:é]{0,4}"), 1..9), classes: bool) {
            let pattern: Vec<Element> = responses
                .iter()
                .map(|&(outcome, days, ref class)| Element {
                    outcome: [Outcome::Wrong, Outcome::Right, Outcome::Missing][usize::from(outcome)],
                    days,
                    class: classes.then_some(Cow::Borrowed(class.as_str())),
                })
                .collect();
            let mut text = String::new();
            let apart = classes || responses.iter().any(|(_, days, _)| *days > 0.0);
            for element in &pattern {
                write_element(&mut text, element, apart);
            }
            let read: Vec<Element> = elements(&text).collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(read, pattern);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[01 @:%.a-]{0,20}") {
            _ = elements(&text).count();
        }
    }
}
