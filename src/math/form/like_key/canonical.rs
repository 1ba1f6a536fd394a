//! The one tree that all expressions written alike share.
//!
//! A difference is a sum with minus signs, a quotient is a product with reciprocals, and a minus is a
//! factor of its own; sums and products are flat and sorted. Every node is built by a function that
//! applies the rules to it, its children being canonical already.

use super::{Rule, Rules};
use crate::math::{Expr, Function, Rational, Symbol};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// −1 as a factor.
    Minus,
    /// Not negative; whether it is a decimal: 4.0 is not written like 4.
    Number(Rational, bool),
    Symbol(Symbol),
    Power(Box<Node>, Box<Node>),
    Reciprocal(Box<Node>),
    Product(Vec<Node>),
    Sum(Vec<Node>),
    /// Anything else by its kind and name, with its parts in order.
    Other(&'static str, Symbol, Vec<Node>),
}

/// The canonical tree of an expression; `number` gives a leaf's value and whether it is a decimal.
pub(super) fn canonical<N>(
    expr: &Expr<N>,
    rules: Rules,
    number: &impl Fn(&N) -> (Rational, bool),
) -> Node {
    let of = |part: &Expr<N>| canonical(part, rules, number);
    let all = |parts: &[Expr<N>]| parts.iter().map(of).collect::<Vec<_>>();
    let unnamed = || Symbol::from("");
    let named = |index: u8| Symbol::from(index.to_string());
    let sorted = |mut parts: Vec<Node>| {
        parts.sort();
        parts
    };
    match expr {
        Expr::Number(leaf) => {
            let (value, decimal) = number(leaf);
            literal(value, decimal, rules)
        }
        Expr::Symbol(symbol) => Node::Symbol(symbol.clone()),
        Expr::Constant(constant) => Node::Other("constant", named(*constant as u8), Vec::new()),
        Expr::Unit(unit) => Node::Other("unit", unit.clone(), Vec::new()),
        Expr::Boolean(value) => Node::Other("boolean", named(u8::from(*value)), Vec::new()),
        Expr::Negate(inner) => product(vec![Node::Minus, of(inner)], rules),
        Expr::Sum(terms) => sum(all(terms), rules),
        Expr::Product(factors) => product(all(factors), rules),
        Expr::Quotient(over, under) => {
            let (over, under) = (of(over), of(under));
            if rules.has(Rule::OverOne) && is(&under, &Rational::ONE) {
                return over;
            }
            product(vec![over, reciprocal(under, rules)], rules)
        }
        Expr::Power(base, exponent) => power(of(base), of(exponent), rules),
        Expr::Call(Function::Sqrt, arguments) if rules.has(Rule::RootsAsPowers) => {
            let [inside] = arguments.as_slice() else {
                return Node::Other("call", named(Function::Sqrt as u8), all(arguments));
            };
            let half = reciprocal(Node::Number(2.into(), false), rules);
            let half = product(vec![Node::Number(Rational::ONE, false), half], rules);
            power(of(inside), half, rules)
        }
        Expr::Call(function, arguments) => {
            Node::Other("call", named(*function as u8), all(arguments))
        }
        Expr::Apply(name, arguments) => Node::Other("apply", name.clone(), all(arguments)),
        Expr::PlusMinus(inner) => Node::Other("plus_minus", unnamed(), vec![of(inner)]),
        Expr::Relation(relation, left, right) => Node::Other(
            "relation",
            named(*relation as u8),
            vec![of(left), of(right)],
        ),
        Expr::Not(inner) => Node::Other("not", unnamed(), vec![of(inner)]),
        Expr::And(parts) => Node::Other("and", unnamed(), sorted(all(parts))),
        Expr::Or(parts) => Node::Other("or", unnamed(), sorted(all(parts))),
        Expr::Union(parts) => Node::Other("union", unnamed(), sorted(all(parts))),
        Expr::Collection(collection, parts) => {
            let parts = match collection {
                crate::math::Collection::Set => sorted(all(parts)),
                _ => all(parts),
            };
            Node::Other("collection", named(*collection as u8), parts)
        }
        Expr::Matrix(rows) => {
            let rows = rows
                .iter()
                .map(|row| Node::Other("row", unnamed(), all(row)));
            Node::Other("matrix", unnamed(), rows.collect())
        }
        Expr::Interval(interval) => Node::Other(
            "interval",
            named(u8::from(interval.low_closed) * 2 + u8::from(interval.high_closed)),
            vec![of(&interval.low), of(&interval.high)],
        ),
    }
}

/// A number as it is written: 1/3 as a quotient, −2 as a negation.
fn literal(value: Rational, decimal: bool, rules: Rules) -> Node {
    let magnitude = value.abs();
    let node = if decimal || magnitude.is_integer() {
        integer(magnitude, decimal, rules)
    } else {
        let over = integer(magnitude.numerator(), false, rules);
        let under = integer(magnitude.denominator(), false, rules);
        product(vec![over, reciprocal(under, rules)], rules)
    };
    if value.is_negative() {
        product(vec![Node::Minus, node], rules)
    } else {
        node
    }
}

/// 12, or 2^2 × 3.
fn integer(value: Rational, decimal: bool, rules: Rules) -> Node {
    /// Above, a number stays as it is.
    const LARGEST: i64 = 1_000_000_000_000;
    let plain = Node::Number(value.clone(), decimal);
    if decimal || !rules.has(Rule::IntegersFactored) {
        return plain;
    }
    let Some(mut rest) = value.to_i64().filter(|&n| n > 1 && n <= LARGEST) else {
        return plain;
    };
    let mut factors = Vec::new();
    let mut take = |prime: i64, exponent: i64| {
        let prime = Node::Number(prime.into(), false);
        factors.push(match exponent {
            1 => prime,
            n => Node::Power(Box::new(prime), Box::new(Node::Number(n.into(), false))),
        });
    };
    let mut divisor = 2;
    while divisor * divisor <= rest {
        let mut exponent = 0;
        while rest % divisor == 0 {
            rest /= divisor;
            exponent += 1;
        }
        if exponent > 0 {
            take(divisor, exponent);
        }
        divisor += 1;
    }
    if rest > 1 {
        take(rest, 1);
    }
    product(factors, rules.without(Rule::IntegersMultiplied))
}

/// One part alone, several together, none as what they begin with.
fn joined(mut parts: Vec<Node>, several: fn(Vec<Node>) -> Node, none: Rational) -> Node {
    match parts.len() {
        0 => Node::Number(none, false),
        1 => parts.remove(0),
        _ => several(parts),
    }
}

fn is(node: &Node, value: &Rational) -> bool {
    matches!(node, Node::Number(number, false) if number == value)
}

fn sum(parts: Vec<Node>, rules: Rules) -> Node {
    let mut terms = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Node::Sum(inner) => terms.extend(inner),
            Node::Product(factors) if rules.has(Rule::MinusSum) => match factors.as_slice() {
                [Node::Minus, Node::Sum(inner)] => terms.extend(inner.iter().map(negation)),
                _ => terms.push(Node::Product(factors)),
            },
            other => terms.push(other),
        }
    }
    if rules.has(Rule::PlusZero) {
        terms.retain(|term| !is(term, &Rational::ZERO));
    }
    let addable = |node: &Node| {
        let value = rational(node)?;
        let wanted = rules.has(Rule::FractionsAdded)
            || (rules.has(Rule::IntegersAdded) && value.is_integer());
        wanted.then_some(value)
    };
    if terms.iter().filter(|term| addable(term).is_some()).count() > 1 {
        let total = terms
            .iter()
            .filter_map(addable)
            .fold(Rational::ZERO, |total, value| &total + &value);
        terms.retain(|term| addable(term).is_none());
        if !total.is_zero() || terms.is_empty() {
            terms.push(literal(total, false, rules));
        }
    }
    if !rules.has(Rule::TermsInOrder) {
        terms.sort();
    }
    if rules.has(Rule::MinusSum)
        && let Some(turned) = turned(&terms)
    {
        return Node::Product(vec![Node::Minus, turned]);
    }
    joined(terms, Node::Sum, Rational::ZERO)
}

/// The sum with the other sign, x − y for y − x, where that comes first.
fn turned(terms: &[Node]) -> Option<Node> {
    let mut own = terms.to_vec();
    let mut negated: Vec<Node> = terms.iter().map(negation).collect();
    own.sort();
    negated.sort();
    (terms.len() > 1 && negated < own).then_some(Node::Sum(negated))
}

/// The value of −2/3 as it is built here.
fn rational(node: &Node) -> Option<Rational> {
    match node {
        Node::Minus => Some(-&Rational::ONE),
        Node::Number(value, false) => Some(value.clone()),
        Node::Reciprocal(inner) => rational(inner)?.checked_recip(),
        Node::Product(factors) => factors.iter().try_fold(Rational::ONE, |product, factor| {
            Some(&product * &rational(factor)?)
        }),
        _ => None,
    }
}

fn product(parts: Vec<Node>, rules: Rules) -> Node {
    let mut factors = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Node::Product(inner) => factors.extend(inner),
            other => factors.push(other),
        }
    }
    if rules.has(Rule::TimesZero) && factors.iter().any(|factor| is(factor, &Rational::ZERO)) {
        return Node::Number(Rational::ZERO, false);
    }
    if rules.has(Rule::Cancelled) {
        cancel(&mut factors);
    }
    if rules.has(Rule::IntegersMultiplied) {
        let whole = |node: &Node| matches!(node, Node::Number(value, false) if value.is_integer());
        if factors.iter().filter(|factor| whole(factor)).count() > 0 {
            let value = factors
                .iter()
                .filter(|factor| whole(factor))
                .filter_map(rational)
                .fold(Rational::ONE, |product, value| &product * &value);
            factors.retain(|factor| !whole(factor));
            factors.insert(0, Node::Number(value, false));
        }
    }
    let minus = factors
        .iter()
        .filter(|factor| **factor == Node::Minus)
        .count();
    if rules.has(Rule::MinusMinus) && minus > 1 {
        factors.retain(|factor| *factor != Node::Minus);
        if minus % 2 == 1 {
            factors.insert(0, Node::Minus);
        }
    }
    // A minus keeps something to stand before: −1 is not the bare sign.
    if rules.has(Rule::TimesOne) && factors.iter().any(|factor| *factor != Node::Minus) {
        let one = |factor: &Node| is(factor, &Rational::ONE);
        let mut others = factors.iter().filter(|factor| **factor != Node::Minus);
        if others.clone().all(one) {
            let mut kept = false;
            factors.retain(|factor| !one(factor) || !std::mem::replace(&mut kept, true));
        } else if others.any(one) {
            factors.retain(|factor| !one(factor));
        }
    }
    if rules.has(Rule::MinusDistributed)
        && let [Node::Minus, Node::Sum(terms)] = factors.as_slice()
    {
        let negated = terms
            .iter()
            .map(|term| product(vec![Node::Minus, term.clone()], rules));
        return sum(negated.collect(), rules);
    }
    if !rules.has(Rule::FactorsInOrder) {
        factors.sort();
    } else if rules.has(Rule::NumbersAnywhere) {
        factors.sort_by(|a, b| match (movable(a), movable(b)) {
            (true, true) => a.cmp(b),
            (a, b) => b.cmp(&a),
        });
    } else if rules.has(Rule::MinusAnywhere) {
        factors.sort_by_key(|factor| *factor != Node::Minus);
    }
    joined(factors, Node::Product, Rational::ONE)
}

const fn movable(node: &Node) -> bool {
    matches!(node, Node::Minus | Node::Number(..))
}

/// −a, without two signs before it.
fn negation(node: &Node) -> Node {
    match node {
        Node::Product(factors) => {
            let mut factors = factors.clone();
            match factors.iter().position(|factor| *factor == Node::Minus) {
                Some(at) => {
                    factors.remove(at);
                }
                None => factors.insert(0, Node::Minus),
            }
            joined(factors, Node::Product, Rational::ONE)
        }
        other => Node::Product(vec![Node::Minus, other.clone()]),
    }
}

/// Factors that stand above and below are left out.
fn cancel(factors: &mut Vec<Node>) {
    let mut at = 0;
    while let Some(factor) = factors.get(at) {
        let below = Node::Reciprocal(Box::new(factor.clone()));
        match factors.iter().position(|other| *other == below) {
            Some(other) if *factor != Node::Minus && !is(factor, &Rational::ZERO) => {
                factors.remove(other.max(at));
                factors.remove(other.min(at));
                at = 0;
            }
            _ => at += 1,
        }
    }
}

fn reciprocal(node: Node, rules: Rules) -> Node {
    if rules.has(Rule::OverOne) && is(&node, &Rational::ONE) {
        return node;
    }
    match node {
        Node::Product(factors) if rules.has(Rule::FractionOfFractions) => {
            let parts = factors.into_iter().map(|factor| match factor {
                Node::Minus => factor,
                other => reciprocal(other, rules),
            });
            product(parts.collect(), rules)
        }
        Node::Reciprocal(inner) if rules.has(Rule::FractionOfFractions) => *inner,
        Node::Product(factors) if rules.has(Rule::MinusBelow) && factors.contains(&Node::Minus) => {
            let (signs, rest): (Vec<Node>, Vec<Node>) = factors
                .into_iter()
                .partition(|factor| *factor == Node::Minus);
            let below = joined(rest, Node::Product, Rational::ONE);
            let below = Node::Reciprocal(Box::new(below));
            product(signs.into_iter().chain([below]).collect(), rules)
        }
        other => Node::Reciprocal(Box::new(other)),
    }
}

fn power(base: Node, exponent: Node, rules: Rules) -> Node {
    if rules.has(Rule::PowerOfOne) && is(&base, &Rational::ONE) {
        return base;
    }
    if rules.has(Rule::PowerOne) && is(&exponent, &Rational::ONE) {
        return base;
    }
    if rules.has(Rule::PowerOfZero) && is(&base, &Rational::ZERO) && !is(&exponent, &Rational::ZERO)
    {
        return base;
    }
    if rules.has(Rule::PowerZero) && is(&exponent, &Rational::ZERO) && !is(&base, &Rational::ZERO) {
        return Node::Number(Rational::ONE, false);
    }
    if rules.has(Rule::IntegersRaised)
        && let (Node::Number(base, false), Node::Number(exponent, false)) = (&base, &exponent)
        && let Ok(value) = base.checked_pow(exponent)
    {
        return integer(value, false, rules);
    }
    Node::Power(Box::new(base), Box::new(exponent))
}
