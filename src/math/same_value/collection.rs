//! Lists, sets, tuples, vectors and matrices: element by element.

use super::{Comparison, Doubt, Proof, Sense, Witness, both_signs, same_value};
use crate::math::{Collection, Expr, Rational};

/// The most elements of two sets that are compared each with each.
const MAX_SET: usize = 64;

/// Compares two collections of the same kind.
pub(super) fn compare(
    kind: Collection,
    a: &[Expr<Rational>],
    b: &[Expr<Rational>],
    sense: &Sense,
) -> Comparison {
    match kind {
        Collection::Set => sets(a, b, sense),
        Collection::List | Collection::Tuple | Collection::Vector => {
            in_order(a.iter(), b.iter(), sense)
        }
    }
}

/// Compares two matrices.
pub(super) fn matrices(
    a: &[Vec<Expr<Rational>>],
    b: &[Vec<Expr<Rational>>],
    sense: &Sense,
) -> Comparison {
    let width = |rows: &[Vec<_>]| rows.first().map_or(0, Vec::len);
    if width(a) != width(b) {
        return Comparison::Different(Witness::Length);
    }
    in_order(a.iter().flatten(), b.iter().flatten(), sense)
}

fn in_order<'a>(
    a: impl Iterator<Item = &'a Expr<Rational>>,
    b: impl Iterator<Item = &'a Expr<Rational>>,
    sense: &Sense,
) -> Comparison {
    let (a, b): (Vec<_>, Vec<_>) = (a.collect(), b.collect());
    if a.len() != b.len() {
        return Comparison::Different(Witness::Length);
    }
    let mut proof = Proof::NormalForm;
    let mut doubt = None;
    for (place, (a, b)) in a.into_iter().zip(b).enumerate() {
        match same_value(a, b, sense) {
            Comparison::Equal(own) => proof = weaker(proof, own),
            Comparison::Different(_) => {
                return Comparison::Different(Witness::LeftElement(place));
            }
            Comparison::Undecided(own) => doubt = doubt.or(Some(own)),
        }
    }
    doubt.map_or(Comparison::Equal(proof), Comparison::Undecided)
}

/// Of two proofs the one that says less: a probable one.
const fn weaker(a: Proof, b: Proof) -> Proof {
    match (a, b) {
        (Proof::Modular { .. }, _) => a,
        (_, Proof::NormalForm) => a,
        _ => b,
    }
}

/// Sets by mutual membership; with multiplicity, by how often each element occurs.
fn sets(a: &[Expr<Rational>], b: &[Expr<Rational>], sense: &Sense) -> Comparison {
    let (a, b) = (elements(a), elements(b));
    if a.len() > MAX_SET || b.len() > MAX_SET {
        return Comparison::Undecided(Doubt::Budget(crate::math::Budget::Terms));
    }
    if sense.multiplicity && a.len() != b.len() {
        return Comparison::Different(Witness::Length);
    }
    let mut proof = Proof::NormalForm;
    let mut doubt = None;
    let sides = [(&a, &b, false), (&b, &a, true)];
    for (own, other, swapped) in sides {
        for (place, element) in own.iter().enumerate() {
            let among = |list: &[Expr<Rational>], doubt: &mut Option<Doubt>| {
                let mut count = 0;
                let mut unsure = None;
                let mut best = None;
                for candidate in list {
                    match same_value(element, candidate, sense) {
                        Comparison::Equal(found) => {
                            count += 1;
                            best = Some(found);
                            if !sense.multiplicity {
                                break;
                            }
                        }
                        Comparison::Different(_) => {}
                        Comparison::Undecided(own) => unsure = Some(own),
                    }
                }
                let sure = unsure.is_none() || best.is_some() && !sense.multiplicity;
                if !sure {
                    *doubt = doubt.or(unsure);
                }
                (count, sure, best)
            };
            let (found, sure, best) = among(other, &mut doubt);
            let wanted = if sense.multiplicity {
                let (own, own_sure, _) = among(own, &mut doubt);
                if !own_sure {
                    continue;
                }
                own
            } else {
                found.max(1)
            };
            if let Some(best) = best {
                proof = weaker(proof, best);
            }
            if sure && found != wanted {
                return Comparison::Different(if swapped {
                    Witness::RightElement(place)
                } else {
                    Witness::LeftElement(place)
                });
            }
        }
    }
    doubt.map_or(Comparison::Equal(proof), Comparison::Undecided)
}

/// The elements; one with ± is two.
fn elements(list: &[Expr<Rational>]) -> Vec<Expr<Rational>> {
    list.iter()
        .flat_map(|element| match both_signs(element) {
            Some(both) if !matches!(element, Expr::Relation(..)) => both.to_vec(),
            _ => vec![element.clone()],
        })
        .collect()
}
