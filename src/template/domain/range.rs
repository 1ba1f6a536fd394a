//! Reading a range: `-9..9 except 0`, `0.5..3 step 0.25`.

use crate::base::{Code, Span, Spanned};
use crate::math::{Decimal, Ratio};
use crate::template::codes;

/// What is wrong with a range, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RangeError {
    pub code: Code,
    pub span: Span,
    pub message: String,
    pub help: &'static str,
}

/// A range as read: an arithmetic progression with some values left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub start: Ratio,
    pub step: Ratio,
    /// How many values before any is left out.
    pub count: u64,
    /// Values left out, each of them one of the range's own.
    pub except: Vec<Ratio>,
    /// The most places of the numbers it is written with.
    pub places: u32,
}

const GRAMMAR: &str = "write a range such as \"-9..9 except 0\" or \"0.5..3 step 0.25\"";

/// Reads a range; places in errors are those of the file.
pub(super) fn read(text: &Spanned<String>) -> Result<Range, RangeError> {
    let error = |code, span, message: String| RangeError {
        code,
        span,
        message,
        help: GRAMMAR,
    };
    let all = &text.value;
    let at = |part: &str| {
        let start = part.as_ptr() as usize - all.as_ptr() as usize;
        Span::new(start, start + part.len()).shifted(text.span.start)
    };
    let number = |part: &str| {
        let part = part.trim();
        let decimal = Decimal::parse(part).ok_or_else(|| {
            error(
                codes::DOMAIN_SYNTAX,
                at(part),
                format!("`{part}` is not a number"),
            )
        })?;
        let value = decimal.value().to_ratio().ok_or_else(|| {
            error(
                codes::DOMAIN_TOO_LARGE,
                at(part),
                format!("`{part}` is too large"),
            )
        })?;
        Ok((value, decimal.places()))
    };
    let (rest, except) = match all.split_once(" except ") {
        Some((rest, except)) => (rest, Some(except)),
        None => (all.as_str(), None),
    };
    let (bounds, step) = match rest.split_once(" step ") {
        Some((bounds, step)) => (bounds, Some(step)),
        None => (rest, None),
    };
    let (first, last) = bounds.split_once("..").ok_or_else(|| {
        error(
            codes::DOMAIN_SYNTAX,
            at(all),
            format!("`{all}` is not a range"),
        )
    })?;
    let ((start, start_places), (end, end_places)) = (number(first)?, number(last)?);
    let mut places = start_places.max(end_places);
    let step = match step {
        Some(text) => {
            let (step, step_places) = number(text)?;
            places = places.max(step_places);
            if step.signum() <= 0 {
                let message = format!("the step {} is not above 0", text.trim());
                return Err(error(codes::DOMAIN_SYNTAX, at(text.trim()), message));
            }
            step
        }
        None if places > 0 => {
            let message = "a range of decimals needs a step".to_owned();
            return Err(error(codes::DOMAIN_SYNTAX, at(all), message));
        }
        None => Ratio::ONE,
    };
    let too_large = || {
        error(
            codes::DOMAIN_TOO_LARGE,
            at(all),
            "the range is too long".to_owned(),
        )
    };
    let steps = end
        .checked_sub(start)
        .and_then(|width| width.checked_div(step));
    let steps = steps.ok_or_else(too_large)?.floor();
    if steps < 0 {
        let message = format!(
            "the range {all} is empty: {} is above {}",
            first.trim(),
            last.trim()
        );
        return Err(error(codes::DOMAIN_EMPTY, at(all), message));
    }
    let mut range = Range {
        start,
        step,
        count: steps as u64 + 1,
        except: Vec::new(),
        places,
    };
    for part in except.iter().flat_map(|except| except.split(',')) {
        let (value, _) = number(part)?;
        if range.place_of(value).is_none() {
            let part = part.trim();
            let message = format!("{part} is not in the range, so it cannot be left out");
            return Err(error(codes::DOMAIN_SYNTAX, at(part), message));
        }
        if !range.except.contains(&value) {
            range.except.push(value);
        }
    }
    if range.count == range.except.len() as u64 {
        let message = format!("the range {all} leaves nothing");
        return Err(error(codes::DOMAIN_EMPTY, at(all), message));
    }
    Ok(range)
}

impl Range {
    /// The value at a place, exceptions not counted out.
    pub fn value(&self, place: u64) -> Option<Ratio> {
        let place = Ratio::integer(i64::try_from(place).ok()?);
        self.start.checked_add(self.step.checked_mul(place)?)
    }

    /// The place of a value, exceptions not counted out.
    pub fn place_of(&self, value: Ratio) -> Option<u64> {
        let place = value.checked_sub(self.start)?.checked_div(self.step)?;
        let place = place
            .is_integer()
            .then(|| u64::try_from(place.numerator()).ok())??;
        (place < self.count).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Rational;

    fn range(text: &str) -> Result<Range, RangeError> {
        read(&Spanned::new(
            text.to_owned(),
            Span::new(100, 100 + text.len()),
        ))
    }

    fn values(text: &str) -> Vec<String> {
        let range = range(text).unwrap();
        (0..range.count)
            .filter_map(|place| range.value(place))
            .filter(|value| !range.except.contains(value))
            .map(|value| Rational::from(value).to_string())
            .collect()
    }

    #[test]
    fn ranges_are_read_exactly() {
        assert_eq!(values("-2..2 except 0"), ["-2", "-1", "1", "2"]);
        assert_eq!(values("0.5..1.1 step 0.25"), ["1/2", "3/4", "1"]);
        assert_eq!(values("1..9 step 4 except 5, 9"), ["1"]);
        assert_eq!(range("0.5..3 step 0.25").unwrap().places, 2);
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (text, code, at) in [
            ("1-9", codes::DOMAIN_SYNTAX, 100),
            ("1..x", codes::DOMAIN_SYNTAX, 103),
            ("0.5..2", codes::DOMAIN_SYNTAX, 100),
            ("1..9 step 0", codes::DOMAIN_SYNTAX, 110),
            ("9..1", codes::DOMAIN_EMPTY, 100),
            ("1..9 except 10", codes::DOMAIN_SYNTAX, 112),
            ("1..2 except 1, 2", codes::DOMAIN_EMPTY, 100),
        ] {
            let error = range(text).unwrap_err();
            assert_eq!(
                (error.code, error.span.start),
                (code, at),
                "{text}: {}",
                error.message
            );
        }
    }
}
