//! Where an expression has a real value: the conditions that its text asks for.

use crate::math::numeric::{FIRST_BITS, Number, evaluate, varies};
use crate::math::{Expr, Function, Rational, Relation};

/// The condition under which every part of an expression has a real value.
pub(super) fn domain(expr: &Expr<Rational>) -> Expr<Rational> {
    let mut conditions = Vec::new();
    collect(expr, &mut conditions);
    match conditions.len() {
        0 => Expr::Boolean(true),
        1 => conditions.remove(0),
        _ => Expr::And(conditions),
    }
}

fn collect(expr: &Expr<Rational>, conditions: &mut Vec<Expr<Rational>>) {
    for child in expr.children() {
        collect(child, conditions);
    }
    let mut ask = |part: &Expr<Rational>, relation, bound: i64| {
        if varies(part) {
            let bound = Expr::Number(bound.into());
            conditions.push(Expr::Relation(
                relation,
                Box::new(part.clone()),
                Box::new(bound),
            ));
        }
    };
    let call = |function, part: &Expr<Rational>| Expr::Call(function, vec![part.clone()]);
    match expr {
        Expr::Quotient(_, below) => ask(below, Relation::NotEqual, 0),
        Expr::Power(base, exponent) => power(base, exponent, &mut ask),
        Expr::Call(Function::Root, parts) => {
            if let [base, n] = parts.as_slice() {
                let one = Expr::Number(Rational::ONE);
                power(
                    base,
                    &Expr::Quotient(Box::new(one), Box::new(n.clone())),
                    &mut ask,
                );
            }
        }
        Expr::Call(function, parts) => match (function, parts.as_slice()) {
            (Function::Sqrt, [a]) => ask(a, Relation::GreaterEqual, 0),
            (Function::Ln | Function::Log, [a, rest @ ..]) => {
                ask(a, Relation::Greater, 0);
                for base in rest {
                    ask(base, Relation::Greater, 0);
                    ask(base, Relation::NotEqual, 1);
                }
            }
            (Function::Tan | Function::Sec, [a]) => {
                ask(&call(Function::Cos, a), Relation::NotEqual, 0);
            }
            (Function::Cot | Function::Csc, [a]) => {
                ask(&call(Function::Sin, a), Relation::NotEqual, 0);
            }
            (Function::Asin | Function::Acos, [a]) => {
                ask(a, Relation::GreaterEqual, -1);
                ask(a, Relation::LessEqual, 1);
            }
            _ => {}
        },
        _ => {}
    }
}

fn power(
    base: &Expr<Rational>,
    exponent: &Expr<Rational>,
    ask: &mut impl FnMut(&Expr<Rational>, Relation, i64),
) {
    let Ok(Number::Exact(value)) = evaluate(exponent, &[], FIRST_BITS) else {
        ask(base, Relation::Greater, 0);
        return;
    };
    let even = value.denominator().checked_mod(&2.into()) == Some(Rational::ZERO);
    match (even, value.is_negative()) {
        (true, true) => ask(base, Relation::Greater, 0),
        (true, false) => ask(base, Relation::GreaterEqual, 0),
        (false, true) => ask(base, Relation::NotEqual, 0),
        (false, false) => {}
    }
}
