//! Whether a right number is written in the way asked for.

use super::Written;
use crate::answer::{NumberNotation, NumberSpec};
use crate::math::{Form, Rational};

/// What is still to be done to a number of the right value, in a learner's words.
pub(super) fn fault(spec: &NumberSpec, written: &Written, value: &Rational) -> Option<String> {
    let Some(notation) = written.notation() else {
        return Some("Work it out to a single number.".to_owned());
    };
    // A whole number is the plainest form of itself, whichever notation is asked for; but 1 is not
    // how 100% is written.
    let special = [NumberNotation::Percent, NumberNotation::Scientific];
    let only_special = !spec.accept.is_empty()
        && spec
            .accept
            .iter()
            .all(|accepted| special.contains(accepted));
    if notation == NumberNotation::Integer && !only_special {
        return None;
    }
    if !spec.accept.is_empty() && !spec.accept.contains(&notation) {
        return Some(format!("Write it as {}.", any_of(&spec.accept)));
    }
    form_fault(spec, written, value)
}

fn form_fault(spec: &NumberSpec, written: &Written, value: &Rational) -> Option<String> {
    let advice = match (spec.form.as_ref()?, written) {
        (Form::LowestTerms, Written::Fraction(over, under)) => {
            return reducible(over, under).then(|| reduce(over, under));
        }
        (Form::LowestTerms, Written::Mixed(_, over, under)) => {
            if over >= under {
                "The fraction part must be less than 1. Carry the whole over."
            } else {
                return reducible(over, under).then(|| reduce(over, under));
            }
        }
        (Form::LowestTerms, _) => {
            // A notation that the author lists beside the form is welcome as it is.
            if !spec.accept.is_empty() {
                return None;
            }
            "Write it as a fraction in lowest terms."
        }
        (Form::Integer, _) => "Write it as a whole number.",
        (Form::Mixed, Written::Mixed(_, over, under)) if over < under => return None,
        (Form::Mixed, Written::Mixed(..)) => {
            "The fraction part must be less than 1. Carry the whole over."
        }
        // Below 1 there is no whole number to write.
        (Form::Mixed, Written::Fraction(over, under)) if over < under => return None,
        (Form::Mixed, Written::Fraction(..)) if value.is_integer() => "Write it as a whole number.",
        (Form::Mixed, _) => "Write it as a mixed number, such as 2 1/3.",
        (Form::Fraction, Written::Fraction(..)) | (Form::Decimal, Written::Decimal(_)) => {
            return None;
        }
        (Form::Fraction, _) => "Write it as a fraction.",
        (Form::Decimal, _) => "Write it as a decimal.",
        _ => return None,
    };
    Some(advice.to_owned())
}

fn reducible(over: &Rational, under: &Rational) -> bool {
    under.is_one() || over.checked_gcd(under).is_some_and(|gcd| !gcd.is_one())
}

fn reduce(over: &Rational, under: &Rational) -> String {
    format!("{over}/{under} can still be reduced. Write it in lowest terms.")
}

/// “a fraction or a decimal”
fn any_of(notations: &[NumberNotation]) -> String {
    let names: Vec<&str> = notations
        .iter()
        .map(|notation| match notation {
            NumberNotation::Integer => "a whole number",
            NumberNotation::Fraction => "a fraction",
            NumberNotation::Mixed => "a mixed number",
            NumberNotation::Decimal => "a decimal",
            NumberNotation::Percent => "a percentage",
            NumberNotation::Scientific => "a number times a power of ten",
        })
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
