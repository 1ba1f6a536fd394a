//! Solved for a symbol: the symbol alone on one side, and not on the other.

use super::FormFault;
use crate::math::{Expr, Rational, Relation, Symbol};

pub(super) fn check(expr: &Expr<Rational>, symbol: &Symbol) -> Result<(), FormFault> {
    let fault = || FormFault::SolveFor {
        symbol: symbol.to_string(),
    };
    match expr {
        Expr::Relation(Relation::Equal, left, right) => {
            let (alone, other) = match (&**left, &**right) {
                (Expr::Symbol(name), other) if name == symbol => (true, other),
                (other, Expr::Symbol(name)) => (name == symbol, other),
                _ => return Err(fault()),
            };
            let again = other.any(&mut |part| matches!(part, Expr::Symbol(name) if name == symbol));
            if alone && !again {
                Ok(())
            } else {
                Err(fault())
            }
        }
        // x = 2 or x = −2
        Expr::Or(parts) | Expr::And(parts) => parts.iter().try_for_each(|part| check(part, symbol)),
        _ => Err(fault()),
    }
}
