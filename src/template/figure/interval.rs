//! Stretches of a number line, which may differ by a condition.

use super::super::compile::Result;
use super::super::front_matter::Text;
use super::super::program::{Number, Register, Registers};
use super::values::{Keys, part, value};
use crate::doc::figure::{Bound, Interval};

/// A stretch of a number line.
#[derive(Clone, Debug)]
pub(super) enum IntervalPlan {
    /// Its ends, each with whether it belongs to it; none where it goes on for ever.
    Ends([Option<(Register, bool)>; 2]),
    /// The first where a condition holds, else the second.
    Either(Register, Box<[Self; 2]>),
}

impl IntervalPlan {
    /// The stretch of the values at hand.
    pub fn interval<N: Number>(&self, registers: &Registers<N>) -> Interval {
        match self {
            Self::Ends([from, to]) => {
                let bound = |end: &(Register, bool)| Bound {
                    value: value(registers, end.0),
                    closed: end.1,
                };
                Interval {
                    from: from.as_ref().map(bound),
                    to: to.as_ref().map(bound),
                }
            }
            Self::Either(condition, plans) => {
                let [first, second] = plans.as_ref();
                let chosen = if registers.boolean(*condition) {
                    first
                } else {
                    second
                };
                chosen.interval(registers)
            }
        }
    }
}

/// `[a, b)`, `(-inf, b]`, `if(closed, [a, inf), (a, inf))`
pub(super) fn interval(keys: &mut Keys<'_, '_>, text: &Text) -> Result<IntervalPlan> {
    let help = "write an interval such as \"[a, b)\", \"(c, inf)\" or \"if(closed, [a, inf), (a, inf))\"; \
                a square bracket holds its end";
    let written = text.value.trim();
    let choice = written.strip_prefix("if(");
    if let Some(choice) = choice.and_then(|rest| rest.strip_suffix(')')) {
        let pieces =
            at_comma(choice).and_then(|(condition, rest)| Some((condition, at_comma(rest)?)));
        let Some((condition, (first, second))) = pieces else {
            return keys.wrong(text.span, "this is no choice between two intervals", help);
        };
        let condition = keys.condition(&part(text, condition));
        // One choice is enough, so that this goes one step deep.
        let mut ends = |one: &str| ends(keys, &part(text, one), help).map(IntervalPlan::Ends);
        let (first, second) = (ends(first), ends(second));
        return Ok(IntervalPlan::Either(
            condition?,
            Box::new([first?, second?]),
        ));
    }
    ends(keys, text, help).map(IntervalPlan::Ends)
}

fn ends(keys: &mut Keys<'_, '_>, text: &Text, help: &str) -> Result<[Option<(Register, bool)>; 2]> {
    let written = text.value.trim();
    let inside = written
        .strip_prefix(['[', '('])
        .and_then(|rest| rest.strip_suffix([']', ')']));
    let ends = inside.and_then(at_comma);
    let Some((from, to)) = ends else {
        return keys.wrong(text.span, "this is no interval", help);
    };
    let mut end = |end: &str, infinite: [&str; 2], closed: bool| {
        if infinite.contains(&end.trim()) {
            return Ok(None);
        }
        let register = keys.number(&part(text, end))?;
        Ok(Some((register, closed)))
    };
    let from = end(from, ["-inf", "−∞"], written.starts_with('['));
    let to = end(to, ["inf", "∞"], written.ends_with(']'));
    Ok([from?, to?])
}

/// What stands before and behind the first comma that stands in no brackets.
fn at_comma(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    let comma = text.char_indices().find_map(|(at, character)| {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        (depth == 0 && character == ',').then_some(at)
    })?;
    Some((text.get(..comma)?, text.get(comma + 1..)?))
}
