//! Whether a number is the one asked for: exactly, within a tolerance, within a range, or rounded.

use super::real::{Real, decided};
use super::written::Written;
use crate::answer::{NumberSpec, Precision, Tolerance};
use crate::math::{Doubt, Figures, Rational};

/// How a number fits the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::answer) enum Fit {
    /// It is the number asked for.
    Right,
    /// It is, but for how it is rounded; with what to do.
    Unrounded(String),
    /// It is not; with what to say where it is the key rounded too far.
    Wrong(Option<&'static str>),
}

/// Compares what was typed with a key in the same unit.
///
/// # Errors
/// It cannot be told.
pub(in crate::answer) fn fit(
    spec: &NumberSpec,
    typed: &Real,
    written: &Written,
    key: &Real,
) -> Result<Fit, Doubt> {
    if let Some(precision) = spec.precision {
        return rounded(spec, precision, typed, written, key);
    }
    if is_near(spec, typed, key)? {
        return Ok(Fit::Right);
    }
    let coarse = typed
        .rational()
        .is_some_and(|typed| stands_for(written, typed, key));
    Ok(Fit::Wrong(coarse.then_some(match spec.tolerance {
        None => "This is rounded; give the exact value.",
        Some(_) => "This is rounded too far; give more decimal places.",
    })))
}

/// Whether it is the key, or within the tolerance of it.
pub(in crate::answer) fn is_near(
    spec: &NumberSpec,
    typed: &Real,
    key: &Real,
) -> Result<bool, Doubt> {
    let distance = match &spec.tolerance {
        None => return decided(&typed.compare(key)),
        Some(Tolerance::Absolute(tolerance)) => tolerance.clone(),
        Some(Tolerance::Relative(share)) => {
            let size = key.magnitude().ok_or(Doubt::Beyond)?;
            share * &size
        }
    };
    typed.is_within(&distance, key).ok_or(Doubt::Beyond)
}

/// Whether a decimal was typed that an exact number becomes when it is rounded, or cut off, to as
/// many places.
pub(in crate::answer) fn stands_for(written: &Written, typed: &Rational, exact: &Real) -> bool {
    match exact {
        Real::Rational(exact) => written.stands_for(typed, exact),
        Real::Constant(_) => written.figures(typed).is_some_and(|figures| {
            let places = Precision::DecimalPlaces(figures.places);
            figures.places > 0
                && exact
                    .rounded(places)
                    .is_some_and(|rounded| rounded == *typed)
        }),
    }
}

/// A number that is to be rounded: right if it is the key rounded, written with so many figures; of
/// the right value if it is the key rounded otherwise, or not at all.
fn rounded(
    spec: &NumberSpec,
    precision: Precision,
    typed: &Real,
    written: &Written,
    key: &Real,
) -> Result<Fit, Doubt> {
    let unrounded = || Fit::Unrounded(advice(precision));
    let Some(value) = typed.rational() else {
        // √2 for 1.41
        return Ok(if decided(&typed.compare(key))? {
            unrounded()
        } else {
            Fit::Wrong(None)
        });
    };
    let Some(figures) = written.figures(value) else {
        return Ok(if decided(&typed.compare(key))? {
            unrounded()
        } else {
            Fit::Wrong(None)
        });
    };
    let wanted = key.rounded(precision).ok_or(Doubt::Beyond)?;
    let near = match spec.tolerance {
        Some(_) => is_near(spec, typed, key)?,
        None => *value == wanted,
    };
    if near && has(figures, precision) {
        return Ok(Fit::Right);
    }
    let own = match precision {
        Precision::DecimalPlaces(_) => Precision::DecimalPlaces(figures.places),
        Precision::SignificantFigures(_) => Precision::SignificantFigures(figures.least),
    };
    // Every digit that is written must be right: 1.20 is not 1.22 rounded.
    let is_own = || Some(key.rounded(own)? == *value);
    let is_key = decided(&typed.compare(key)).unwrap_or(false);
    let fits = if is_key || (near && !is_finer(figures, precision)) {
        true
    } else if is_finer(figures, precision) {
        is_own().ok_or(Doubt::Beyond)?
    } else {
        let says_something = !value.is_zero() || wanted.is_zero();
        says_something && is_own().ok_or(Doubt::Beyond)?
    };
    Ok(if fits { unrounded() } else { Fit::Wrong(None) })
}

/// Whether a number was written with so many figures; zeros at the end of an integer may count.
const fn has(figures: Figures, precision: Precision) -> bool {
    match precision {
        Precision::DecimalPlaces(places) => figures.places == places,
        Precision::SignificantFigures(wanted) => figures.least <= wanted && wanted <= figures.most,
    }
}

const fn is_finer(figures: Figures, precision: Precision) -> bool {
    match precision {
        Precision::DecimalPlaces(places) => figures.places > places,
        Precision::SignificantFigures(wanted) => figures.least > wanted,
    }
}

fn advice(precision: Precision) -> String {
    let (number, what) = match precision {
        Precision::DecimalPlaces(0) => return "Round it to a whole number.".to_owned(),
        Precision::DecimalPlaces(places) => (places, "decimal place"),
        Precision::SignificantFigures(figures) => (figures, "significant figure"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("Give it rounded to {number} {what}{plural}.")
}
