//! What a log says came of a response.

use crate::research::fitted::{Coding, HintCoding, PartialCoding, SkipCoding};
use crate::research::response::Outcome;

/// Reads an outcome: 1 and 0, true and false, correct and incorrect in any case; nothing, `NA` or
/// `.` for what is missing; credit between 0 and 1.
///
/// # Errors
/// Why the row cannot be used.
pub(super) fn outcome(field: &[u8], hinted: bool, coding: &Coding) -> Result<Outcome, String> {
    let outcome = match field {
        b"1" => Outcome::Right,
        b"0" => Outcome::Wrong,
        _ => in_words(field, coding)?,
    };
    Ok(match (outcome, coding.hints, coding.skips) {
        (Outcome::Missing, _, SkipCoding::Wrong) => Outcome::Wrong,
        (Outcome::Right, HintCoding::Wrong, _) if hinted => Outcome::Wrong,
        _ => outcome,
    })
}

fn in_words(field: &[u8], coding: &Coding) -> Result<Outcome, String> {
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
        match coding.partial {
            PartialCoding::RightFrom(least) if credit >= least => Ok(Outcome::Right),
            PartialCoding::RightFrom(_) => Ok(Outcome::Wrong),
            PartialCoding::Refused => Err(format!(
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
        let cases: [(&str, bool, &Coding, Option<Outcome>); 17] = [
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
        ];
        for (field, hinted, coding, expected) in cases {
            assert_eq!(
                outcome(field.as_bytes(), hinted, coding).ok(),
                expected,
                "{field}"
            );
        }
    }
}
