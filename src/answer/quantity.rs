//! Quantities: a number with a unit.

use super::comparing::doubtful;
use super::number::{Fit, Real, Written, fit, misconceptions};
use super::reading::{Unreadable, doubt, exact, read_quantity};
use super::{Marking, Outcome, QuantitySpec, Question, Understood};
use crate::base::Span;
use crate::math::{
    Constant, Expr, Quantity, QuantityFault, Rational, Unit, WrittenNumber, has_form,
};

/// Marks a quantity by its number and its unit.
pub(super) fn mark(
    question: &Question,
    spec: &QuantitySpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let reading = read_quantity(question, raw)?;
    let asked = Asked::new(question, spec).ok_or_else(|| {
        Unreadable::new(
            whole,
            "This question cannot be marked: its unit is not known.",
        )
    })?;
    let expr = &reading.expr;
    let marking = match Quantity::of(expr, &mut |number: &WrittenNumber| number.value().clone()) {
        Ok(quantity) => asked.mark(&quantity, whole)?,
        Err(QuantityFault::NoUnit) => asked.mark_without_unit(expr, whole)?,
        Err(QuantityFault::NoNumber) => {
            return Err(Unreadable::new(whole, "Type the number before the unit."));
        }
        Err(QuantityFault::Scale) => {
            return Err(Unreadable::new(
                whole,
                "A temperature in degrees cannot be multiplied or divided. Use kelvins (K) here.",
            ));
        }
        Err(_) => {
            return Err(Unreadable::new(
                whole,
                "Type one number and then its unit, such as 3 m/s.",
            ));
        }
    };
    Ok(Marking {
        understood: Some(Understood::reading(expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// The number that was typed, in the unit asked for: of a number without a unit that number, of a
/// unit that measures something else nothing.
pub(super) fn value(question: &Question, spec: &QuantitySpec, raw: &str) -> Option<Rational> {
    let expr = read_quantity(question, raw).ok()?.expr;
    let asked = Unit::parse(&spec.unit)?;
    let real = |expr: &Expr<WrittenNumber>| Real::of(&exact(expr)).ok()?;
    let found = match Quantity::of(&expr, &mut |number: &WrittenNumber| number.value().clone()) {
        Ok(quantity) if quantity.unit.measures_the_same(&asked) => {
            converted(&real(&quantity.number)?, &quantity.unit, &asked)
        }
        Err(QuantityFault::NoUnit) => real(&expr)?,
        _ => return None,
    };
    found.rational().cloned()
}

/// What is asked for.
struct Asked<'q> {
    question: &'q Question,
    spec: &'q QuantitySpec,
    unit: Unit,
    /// The number of the unit asked for.
    key: Real,
}

impl<'q> Asked<'q> {
    fn new(question: &'q Question, spec: &'q QuantitySpec) -> Option<Self> {
        Some(Self {
            question,
            spec,
            unit: Unit::parse(&spec.unit)?,
            key: Real::of_value(&question.key)?,
        })
    }

    fn mark(&self, quantity: &Quantity<WrittenNumber>, at: Span) -> Result<Marking, Unreadable> {
        let typed = number(&quantity.number, at)?;
        let written = Written::of(&quantity.number);
        let unit = &quantity.unit;
        if !unit.measures_the_same(&self.unit) {
            let fit = fit(&self.spec.number, &typed, &written, &self.key);
            let right = matches!(fit, Ok(Fit::Right | Fit::Unrounded(_)));
            return Ok(wrong(Some(format!(
                "{} a unit like {}.",
                if right {
                    "The number is right, but it should have"
                } else {
                    "The answer should have"
                },
                self.spec.unit
            ))));
        }
        // Rounding is about the number as it was typed, so that the key is brought to its unit.
        let key = converted(&self.key, &self.unit, unit);
        let fit =
            fit(&self.spec.number, &typed, &written, &key).map_err(|doubt| doubtful(at, doubt))?;
        let same_unit = *unit == self.unit;
        Ok(match fit {
            Fit::Right if !same_unit && !self.spec.compatible_units => {
                in_wrong_form(format!("Give it in {}.", self.spec.unit))
            }
            Fit::Right => match self.fault(&quantity.number) {
                Some(message) => in_wrong_form(message),
                None => Marking::scored(Outcome::Right, None),
            },
            Fit::Unrounded(message) => in_wrong_form(message),
            Fit::Wrong(message) => {
                let in_asked = converted(&typed, unit, &self.unit);
                let misconceptions = if same_unit {
                    misconceptions(self.question, &typed, &written, message.is_some())
                } else {
                    misconceptions(self.question, &in_asked, &Written::Calculation, false)
                };
                let message = message.filter(|_| misconceptions.is_empty());
                Marking::scored(
                    Outcome::Wrong { misconceptions },
                    message.map(str::to_owned),
                )
            }
        })
    }

    /// A number alone: it may be right, but it is no quantity yet.
    fn mark_without_unit(
        &self,
        expr: &Expr<WrittenNumber>,
        at: Span,
    ) -> Result<Marking, Unreadable> {
        let typed = number(expr, at)?;
        let written = Written::of(expr);
        let fit = fit(&self.spec.number, &typed, &written, &self.key)
            .map_err(|doubt| doubtful(at, doubt))?;
        Ok(match fit {
            Fit::Right | Fit::Unrounded(_) => {
                in_wrong_form("The number is right. Give its unit as well.".to_owned())
            }
            Fit::Wrong(_) => {
                let misconceptions = misconceptions(self.question, &typed, &written, false);
                Marking::scored(
                    Outcome::Wrong { misconceptions },
                    Some("The answer should also have a unit.".to_owned()),
                )
            }
        })
    }

    /// What is still to be done to the number.
    fn fault(&self, number: &Expr<WrittenNumber>) -> Option<String> {
        let form = self.spec.number.form.as_ref()?;
        let key = super::comparing::expression_of(&self.question.key)?;
        has_form(number, form, &key)
            .err()
            .map(|fault| fault.to_string())
    }
}

fn wrong(message: Option<String>) -> Marking {
    let misconceptions = Vec::new();
    Marking::scored(Outcome::Wrong { misconceptions }, message)
}

fn in_wrong_form(message: String) -> Marking {
    Marking::scored(Outcome::RightValueWrongForm, Some(message))
}

fn number(expr: &Expr<WrittenNumber>, at: Span) -> Result<Real, Unreadable> {
    Real::of(&exact(expr))
        .map_err(|error| Unreadable::beyond(at, error))?
        .ok_or_else(|| Unreadable::new(at, "Type a number with its unit."))
}

/// The number of one unit as the number of another that measures the same.
fn converted(number: &Real, from: &Unit, to: &Unit) -> Real {
    if from == to {
        return number.clone();
    }
    let ratio = from.factor.checked_div(&to.factor).unwrap_or(Rational::ONE);
    let pi = i64::from(from.pi) - i64::from(to.pi);
    let factor = match pi {
        0 => Real::Rational(ratio.clone()),
        power => Real::Constant(Expr::Product(vec![
            Expr::Number(ratio.clone()),
            Expr::Power(
                Box::new(Expr::Constant(Constant::Pi)),
                Box::new(Expr::Number(power.into())),
            ),
        ])),
    };
    let offset = (&from.offset - &to.offset)
        .checked_div(&to.factor)
        .unwrap_or(Rational::ZERO);
    number.scaled(&factor, &offset)
}
