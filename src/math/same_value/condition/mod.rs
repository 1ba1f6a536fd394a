//! Conditions: equations and inequalities, joined by and, or, not; and sets of real numbers, as
//! conditions on their members.

mod kernel;
mod point;
mod real_root;
mod real_set;
mod truth_table;

use super::{Comparison, Doubt, Sense};
use crate::math::numeric::evaluate;
use crate::math::{Collection, Constant, Expr, Rational, Relation, Symbol};
use std::cmp::Ordering;

/// The most relations and letters of two conditions together.
const MAX_ATOMS: usize = 64;

/// A condition with negations only at its letters: a relation that is not true is true with the
/// opposite sign, and where a side has no value neither is.
#[derive(Clone, Debug)]
enum Formula {
    Constant(bool),
    /// f is in this relation to 0; the number of f.
    Sign(usize, Relation),
    /// A letter, or its negation.
    Letter(usize, bool),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

/// What conditions speak of.
#[derive(Debug, Default)]
struct Atoms {
    /// The left sides minus the right sides.
    functions: Vec<Expr<Rational>>,
    letters: Vec<Symbol>,
    /// Whether some letters stand for relations to ±∞, so that not every case need occur.
    unbounded: bool,
}

impl Atoms {
    fn formula(&mut self, expr: &Expr<Rational>, negated: bool) -> Option<Formula> {
        match expr {
            Expr::Boolean(value) => Some(Formula::Constant(*value != negated)),
            Expr::Symbol(symbol) => {
                let known = self.letters.iter().position(|own| own == symbol);
                let place = known.unwrap_or_else(|| {
                    self.letters.push(symbol.clone());
                    self.letters.len() - 1
                });
                Some(Formula::Letter(place, negated))
            }
            Expr::Not(inner) => self.formula(inner, !negated),
            Expr::And(parts) => self.join(parts, negated, negated),
            Expr::Or(parts) => self.join(parts, negated, !negated),
            Expr::Relation(relation, left, right) => {
                let relation = if negated {
                    relation.negated()
                } else {
                    *relation
                };
                self.relation(relation, left, right)
            }
            _ => None,
        }
    }

    fn join(&mut self, parts: &[Expr<Rational>], negated: bool, any: bool) -> Option<Formula> {
        let parts = parts
            .iter()
            .map(|part| self.formula(part, negated))
            .collect::<Option<Vec<_>>>()?;
        Some(if any {
            Formula::Any(parts)
        } else {
            Formula::All(parts)
        })
    }

    fn relation(
        &mut self,
        relation: Relation,
        left: &Expr<Rational>,
        right: &Expr<Rational>,
    ) -> Option<Formula> {
        if is_infinite(left) || is_infinite(right) {
            return Some(self.unbounded(relation, left, right));
        }
        let difference = Expr::Sum(vec![left.clone(), Expr::Negate(Box::new(right.clone()))]);
        if difference.any(&mut |part| matches!(part, Expr::Constant(Constant::Infinity))) {
            return None;
        }
        match super::both_signs(&difference) {
            None => Some(self.sign(difference, relation)),
            Some(both) => Some(Formula::Any(
                both.into_iter()
                    .map(|one| self.sign(one, relation))
                    .collect(),
            )),
        }
    }

    /// A relation to ±∞ is the same as one that is written alike, either way round; nothing more is
    /// said of it.
    fn unbounded(
        &mut self,
        relation: Relation,
        left: &Expr<Rational>,
        right: &Expr<Rational>,
    ) -> Formula {
        let text = if is_infinite(left) {
            format!("{right:?} {:?} {left:?}", relation.flipped())
        } else {
            format!("{left:?} {relation:?} {right:?}")
        };
        self.unbounded = true;
        let known = self.letters.iter().position(|own| **own == *text);
        let place = known.unwrap_or_else(|| {
            self.letters.push(text.into());
            self.letters.len() - 1
        });
        Formula::Letter(place, false)
    }

    fn sign(&mut self, function: Expr<Rational>, relation: Relation) -> Formula {
        let known = self.functions.iter().position(|own| *own == function);
        let place = known.unwrap_or_else(|| {
            self.functions.push(function);
            self.functions.len() - 1
        });
        Formula::Sign(place, relation)
    }

    /// The symbols that numbers are put in for.
    fn symbols(&self) -> Vec<Symbol> {
        let mut symbols = Vec::new();
        for function in &self.functions {
            function.any(&mut |part| {
                if let Expr::Symbol(name) | Expr::Unit(name) | Expr::Apply(name, _) = part
                    && !symbols.contains(name)
                {
                    symbols.push(name.clone());
                }
                false
            });
        }
        symbols
    }
}

const fn holds(relation: Relation, sign: Ordering) -> bool {
    match relation {
        Relation::Equal => sign.is_eq(),
        Relation::NotEqual => sign.is_ne(),
        Relation::Less => sign.is_lt(),
        Relation::LessEqual => sign.is_le(),
        Relation::Greater => sign.is_gt(),
        Relation::GreaterEqual => sign.is_ge(),
    }
}

/// The sign of a function where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Known(Ordering),
    /// It has no real value there.
    Undefined,
    Unknown,
}

impl Formula {
    /// Whether it is true; `None` where that is not known.
    fn is_true(
        &self,
        sign: &mut impl FnMut(usize) -> Sign,
        letter: &impl Fn(usize) -> bool,
    ) -> Option<bool> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Letter(place, negated) => Some(letter(*place) != *negated),
            Self::Sign(place, relation) => match sign(*place) {
                Sign::Known(sign) => Some(holds(*relation, sign)),
                Sign::Undefined => Some(false),
                Sign::Unknown => None,
            },
            Self::All(parts) => Self::decided(parts, false, sign, letter),
            Self::Any(parts) => Self::decided(parts, true, sign, letter),
        }
    }

    /// Whether one of the parts is `wanted`: then the whole is; otherwise it is the opposite.
    fn decided(
        parts: &[Self],
        wanted: bool,
        sign: &mut impl FnMut(usize) -> Sign,
        letter: &impl Fn(usize) -> bool,
    ) -> Option<bool> {
        let mut known = true;
        for part in parts {
            match part.is_true(sign, letter) {
                Some(value) if value == wanted => return Some(wanted),
                Some(_) => {}
                None => known = false,
            }
        }
        known.then_some(!wanted)
    }
}

/// Compares two conditions: by the numbers that satisfy them where they speak of one symbol, else
/// by the cases in which they are true.
pub(super) fn compare(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    let mut atoms = Atoms::default();
    let (Some(left), Some(right)) = (atoms.formula(a, false), atoms.formula(b, false)) else {
        return if a == b {
            Comparison::Equal(super::Proof::Identical)
        } else {
            Comparison::Undecided(Doubt::Beyond)
        };
    };
    if atoms.functions.len() + atoms.letters.len() > MAX_ATOMS {
        return Comparison::Undecided(Doubt::Budget(crate::math::Budget::Operations));
    }
    if let ([symbol], []) = (atoms.symbols().as_slice(), atoms.letters.as_slice()) {
        let formulas = [&left, &right];
        let decided = real_set::compare(&atoms.functions, formulas, symbol, sense);
        if !matches!(decided, Comparison::Undecided(_)) {
            return decided;
        }
    }
    truth_table::compare(&atoms, [&left, &right], sense)
}

/// The condition that a real number is in a set; `None` for what is no set of real numbers.
pub(super) fn membership(set: &Expr<Rational>, member: &Expr<Rational>) -> Option<Expr<Rational>> {
    let relation = |relation, value: &Expr<Rational>| {
        Expr::Relation(relation, Box::new(member.clone()), Box::new(value.clone()))
    };
    match set {
        Expr::Boolean(value) => Some(Expr::Boolean(*value)),
        Expr::Interval(interval) => {
            let mut ends = Vec::new();
            for (end, closed, inside, at) in [
                (
                    &interval.low,
                    interval.low_closed,
                    Relation::Greater,
                    Relation::GreaterEqual,
                ),
                (
                    &interval.high,
                    interval.high_closed,
                    Relation::Less,
                    Relation::LessEqual,
                ),
            ] {
                if !is_infinite(end) {
                    ends.push(relation(if closed { at } else { inside }, end));
                }
            }
            Some(match ends.len() {
                0 => Expr::Boolean(true),
                1 => ends.remove(0),
                _ => Expr::And(ends),
            })
        }
        Expr::Collection(Collection::Set, elements) => Some(any(elements
            .iter()
            .map(|element| relation(Relation::Equal, element))
            .collect())),
        Expr::Union(parts) => Some(any(parts
            .iter()
            .map(|part| membership(part, member))
            .collect::<Option<_>>()?)),
        _ => None,
    }
}

fn any(mut parts: Vec<Expr<Rational>>) -> Expr<Rational> {
    match parts.len() {
        0 => Expr::Boolean(false),
        1 => parts.remove(0),
        _ => Expr::Or(parts),
    }
}

/// Whether an end is infinite on its side; an end on the wrong side makes no set anyone means.
fn is_infinite(end: &Expr<Rational>) -> bool {
    match end {
        Expr::Constant(Constant::Infinity) => true,
        Expr::Negate(inner) => is_infinite(inner),
        _ => false,
    }
}

/// The sign of a function at a point that is given by fractions.
fn sign_at(function: &Expr<Rational>, at: &[(Symbol, Rational)]) -> Sign {
    for bits in [64, 256] {
        match evaluate(function, at, bits) {
            Ok(value) if !value.is_real() => return Sign::Undefined,
            Ok(value) => {
                if let Some(sign) = value.signum() {
                    return Sign::Known(sign.cmp(&0));
                }
            }
            Err(crate::math::numeric::NoNumber::Undefined) => return Sign::Undefined,
            Err(crate::math::numeric::NoNumber::Unknown) => {}
        }
    }
    Sign::Unknown
}
