//! What a log says came of a response.

use crate::research::fitted::{Coding, HintCoding, PartialCoding, SkipCoding};
use crate::research::response::Outcome;

/// What of a log was not simply right or wrong: how it was coded says something only where there is
/// any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Whether a column tells of hints.
    pub tells_hints: bool,
    /// Answers given with hints.
    pub hinted: u64,
    /// Opportunities without an answer.
    pub skipped: u64,
    /// Answers between wrong and right.
    pub partial: u64,
}

/// Reads an outcome: 1 and 0, true and false, correct and incorrect in any case; nothing, `NA` or
/// `.` for what is missing; credit between 0 and 1; `hint` for one who asked for help first. None
/// for what is no opportunity as the log is to be coded.
///
/// # Errors
/// Why the row cannot be used.
pub(super) fn outcome(
    field: &[u8],
    hinted: bool,
    coding: &Coding,
    found: &mut Found,
) -> Result<Option<Outcome>, String> {
    let asked_first = field.eq_ignore_ascii_case(b"hint");
    let hinted = hinted || asked_first;
    found.hinted += u64::from(hinted);
    found.tells_hints |= asked_first;
    let outcome = match field {
        b"1" => Outcome::Right,
        b"0" => Outcome::Wrong,
        _ => in_words(field, coding, found)?,
    };
    if outcome == Outcome::Missing {
        found.skipped += 1;
        return Ok(match coding.skips {
            SkipCoding::Wrong => Some(Outcome::Wrong),
            SkipCoding::LeftOut => None,
            SkipCoding::Missing | SkipCoding::None => Some(Outcome::Missing),
        });
    }
    Ok(Some(match coding.hints {
        HintCoding::Wrong if hinted => Outcome::Wrong,
        HintCoding::Unseen if hinted => Outcome::Missing,
        _ => outcome,
    }))
}

fn in_words(field: &[u8], coding: &Coding, found: &mut Found) -> Result<Outcome, String> {
    let is = |words: &[&str]| {
        words
            .iter()
            .any(|word| field.eq_ignore_ascii_case(word.as_bytes()))
    };
    if field.is_empty() || is(&["na", "nan", "null", "none", ".", "?"]) {
        return Ok(Outcome::Missing);
    }
    if is(&["true", "correct", "right", "yes", "ok"]) {
        return Ok(Outcome::Right);
    }
    if is(&["false", "incorrect", "wrong", "no", "error", "hint"]) {
        return Ok(Outcome::Wrong);
    }
    let text = String::from_utf8_lossy(field);
    let Ok(credit) = text.parse::<f64>() else {
        return Err(format!(
            "`{}` says neither right nor wrong; write 1, 0, or nothing where there was no answer",
            shortened(&text)
        ));
    };
    if credit == 1.0 {
        Ok(Outcome::Right)
    } else if credit == 0.0 {
        Ok(Outcome::Wrong)
    } else if !(0.0..=1.0).contains(&credit) {
        Err(format!(
            "an outcome of {credit} is outside 0 (wrong) to 1 (right)"
        ))
    } else {
        found.partial += 1;
        match coding.partial {
            PartialCoding::RightFrom(least) if credit >= least => Ok(Outcome::Right),
            PartialCoding::RightFrom(_) => Ok(Outcome::Wrong),
            PartialCoding::Refused | PartialCoding::None => Err(format!(
                "an outcome of {credit} is neither right nor wrong; say from what credit on an answer is right: --right-from {credit}"
            )),
        }
    }
}

/// A field as an error shows it.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars().take(MOST).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_in_the_spellings_of_logs() {
        let plain = Coding::default();
        let from_half = Coding {
            partial: PartialCoding::RightFrom(0.5),
            ..plain
        };
        let strict = Coding {
            hints: HintCoding::Wrong,
            skips: SkipCoding::Wrong,
            ..plain
        };
        let unassisted = Coding {
            hints: HintCoding::Unseen,
            skips: SkipCoding::LeftOut,
            ..plain
        };
        let cases: [(&str, bool, &Coding, Option<Outcome>); 21] = [
            ("1", false, &plain, Some(Outcome::Right)),
            ("0", false, &plain, Some(Outcome::Wrong)),
            ("1.0", false, &plain, Some(Outcome::Right)),
            ("TRUE", false, &plain, Some(Outcome::Right)),
            ("incorrect", false, &plain, Some(Outcome::Wrong)),
            ("hint", false, &plain, Some(Outcome::Wrong)),
            ("", false, &plain, Some(Outcome::Missing)),
            ("NA", false, &plain, Some(Outcome::Missing)),
            ("", false, &strict, Some(Outcome::Wrong)),
            ("1", true, &plain, Some(Outcome::Right)),
            ("1", true, &strict, Some(Outcome::Wrong)),
            ("0.5", false, &plain, None),
            ("0.5", false, &from_half, Some(Outcome::Right)),
            ("0.4", false, &from_half, Some(Outcome::Wrong)),
            ("2", false, &from_half, None),
            ("-1", false, &plain, None),
            ("maybe", false, &plain, None),
            ("1", true, &unassisted, Some(Outcome::Missing)),
            ("0", true, &unassisted, Some(Outcome::Missing)),
            ("hint", false, &unassisted, Some(Outcome::Missing)),
            ("", false, &unassisted, None),
        ];
        let mut found = Found::default();
        for (field, hinted, coding, expected) in cases {
            assert_eq!(
                outcome(field.as_bytes(), hinted, coding, &mut found)
                    .ok()
                    .flatten(),
                expected,
                "{field}"
            );
        }
        let counted = Found {
            tells_hints: true,
            hinted: 6,
            skipped: 4,
            partial: 3,
        };
        assert_eq!(found, counted);
    }
}
