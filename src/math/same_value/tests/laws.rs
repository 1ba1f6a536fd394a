//! Laws: what a valid rewriting changes is never found different, what is changed in value never
//! equal, and which comes first does not matter.

use super::{outcome, parse, same_value};
use crate::math::numeric::evaluate;
use crate::math::{Expr, Function, Rational, Relation, Sense};
use proptest::prelude::*;

type Tree = Expr<Rational>;

fn number(value: i64) -> Tree {
    Expr::Number(value.into())
}

fn call(function: Function, inner: Tree) -> Tree {
    Expr::Call(function, vec![inner])
}

fn power(base: Tree, exponent: Tree) -> Tree {
    Expr::Power(Box::new(base), Box::new(exponent))
}

fn over(above: Tree, below: Tree) -> Tree {
    Expr::Quotient(Box::new(above), Box::new(below))
}

/// Expressions in x and y with roots, moduli, angles, powers and logarithms, a few levels deep.
fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (-4_i64..=4).prop_map(number),
        Just(over(number(1), number(2))),
        Just(Expr::Symbol("x".into())),
        Just(Expr::Symbol("y".into())),
        Just(parse("pi")),
        Just(parse("sqrt(2)")),
    ];
    let functions = prop::sample::select(vec![
        Function::Sqrt,
        Function::Abs,
        Function::Sin,
        Function::Cos,
        Function::Exp,
        Function::Ln,
    ]);
    leaf.prop_recursive(3, 10, 2, move |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Expr::Sum(vec![a, b])),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Expr::Product(vec![a, b])),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| over(a, b)),
            inner.clone().prop_map(|a| Expr::Negate(Box::new(a))),
            (inner.clone(), -2_i64..=3).prop_map(|(a, n)| power(a, number(n))),
            (functions.clone(), inner).prop_map(|(function, a)| call(function, a)),
        ]
    })
}

/// A tree written otherwise, with the same value wherever it has one.
fn rewritten(tree: &Tree, how: &mut impl Iterator<Item = u8>) -> Tree {
    let mut again = |part: &Tree| rewritten(part, how);
    let same = match tree {
        Expr::Sum(parts) => Expr::Sum(parts.iter().rev().map(&mut again).collect()),
        Expr::Product(parts) => Expr::Product(parts.iter().rev().map(&mut again).collect()),
        Expr::Quotient(a, b) => {
            let (a, b) = (again(a), again(b));
            Expr::Product(vec![a, power(b, number(-1))])
        }
        Expr::Negate(a) => Expr::Product(vec![again(a), number(-1)]),
        Expr::Power(a, n) => Expr::Power(Box::new(again(a)), n.clone()),
        Expr::Call(Function::Sqrt, parts) => power(again(&parts[0]), over(number(1), number(2))),
        Expr::Call(Function::Abs, parts) => {
            let negative = Expr::Negate(Box::new(again(&parts[0])));
            call(Function::Abs, negative)
        }
        Expr::Call(Function::Cos, parts) => {
            call(Function::Cos, Expr::Negate(Box::new(again(&parts[0]))))
        }
        Expr::Call(function, parts) => call(*function, again(&parts[0])),
        other => other.clone(),
    };
    match how.next() {
        Some(0) => Expr::Sum(vec![same, number(0)]),
        Some(1) => Expr::Product(vec![number(1), same]),
        Some(2) => Expr::Negate(Box::new(Expr::Negate(Box::new(same)))),
        Some(3) => over(Expr::Product(vec![number(3), same]), number(3)),
        _ => same,
    }
}

/// A tree after one of the rewritings that learners believe in, of which most are wrong.
fn believed(tree: &Tree, rule: u8) -> Tree {
    let apart = |function: Function, parts: &[Tree], join: fn(Vec<Tree>) -> Tree| {
        join(
            parts
                .iter()
                .map(|part| call(function, part.clone()))
                .collect(),
        )
    };
    let inner = |parts: &[Tree]| parts[0].clone();
    match tree {
        Expr::Call(Function::Ln, parts) => match (&parts[0], rule) {
            (Expr::Product(factors), _) => apart(Function::Ln, factors, Expr::Sum),
            (Expr::Sum(terms), _) => apart(Function::Ln, terms, Expr::Sum),
            (Expr::Power(base, n), _) => {
                Expr::Product(vec![(**n).clone(), call(Function::Ln, (**base).clone())])
            }
            (Expr::Call(Function::Exp, parts), _) => inner(parts),
            _ => call(Function::Ln, believed(&parts[0], rule)),
        },
        Expr::Call(Function::Exp, parts) => match &parts[0] {
            Expr::Sum(terms) if rule.is_multiple_of(2) => {
                apart(Function::Exp, terms, Expr::Product)
            }
            Expr::Product(factors) => apart(Function::Exp, factors, Expr::Product),
            Expr::Call(Function::Ln, parts) => inner(parts),
            _ => call(Function::Exp, believed(&parts[0], rule)),
        },
        Expr::Call(Function::Abs, parts) if rule.is_multiple_of(3) => inner(parts),
        Expr::Call(function, parts) => match &parts[0] {
            Expr::Product(factors) => apart(*function, factors, Expr::Product),
            Expr::Sum(terms) => apart(*function, terms, Expr::Sum),
            Expr::Negate(a) if rule.is_multiple_of(2) => call(*function, (**a).clone()),
            Expr::Power(base, n) => power(call(*function, (**base).clone()), (**n).clone()),
            Expr::Quotient(a, b) => over(
                call(*function, (**a).clone()),
                call(*function, (**b).clone()),
            ),
            Expr::Call(_, _) => call(*function, believed(&parts[0], rule)),
            other => power(
                call(*function, power(other.clone(), number(2))),
                parse("1/2"),
            ),
        },
        Expr::Power(base, n) => match &**base {
            Expr::Sum(terms) => Expr::Sum(
                terms
                    .iter()
                    .map(|term| power(term.clone(), (**n).clone()))
                    .collect(),
            ),
            Expr::Call(Function::Sqrt, parts) => {
                power(inner(parts), over((**n).clone(), number(2)))
            }
            other => power(
                power(power(other.clone(), (**n).clone()), number(2)),
                parse("1/2"),
            ),
        },
        Expr::Sum(parts) => Expr::Sum(parts.iter().map(|part| believed(part, rule)).collect()),
        Expr::Product(parts) => {
            Expr::Product(parts.iter().map(|part| believed(part, rule)).collect())
        }
        Expr::Quotient(a, b) => over(believed(a, rule), believed(b, rule)),
        Expr::Negate(a) => Expr::Negate(Box::new(believed(a, rule))),
        other => call(Function::Abs, other.clone()),
    }
}

/// Whether two trees are seen to differ at points that no proof looks at.
fn differ_somewhere(a: &Tree, b: &Tree) -> bool {
    let values = [(17, 13), (-29, 11), (101, 7), (-3, 19), (8, 9), (-7, 1)];
    values.iter().any(|&x| {
        values.iter().any(|&y| {
            let at: Vec<(crate::math::Symbol, Rational)> = [("x", x), ("y", y)]
                .map(|(name, (above, below))| (name.into(), Rational::new(above, below).unwrap()))
                .to_vec();
            match (evaluate(a, &at, 96), evaluate(b, &at, 96)) {
                (Ok(a), Ok(b)) => a.is_real() && b.is_real() && a.is_apart(&b, 96),
                _ => false,
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_equal_differs_nowhere(tree in trees(), rule in 0_u8..6) {
        let other = believed(&tree, rule);
        if same_value(&tree, &other, &Sense::default()).is_equal() {
            prop_assert!(!differ_somewhere(&tree, &other), "{other:?}");
        }
    }

    #[test]
    fn what_is_written_otherwise_is_never_different(
        tree in trees(), how in prop::collection::vec(0_u8..8, 24),
    ) {
        let other = rewritten(&tree, &mut how.into_iter());
        let found = same_value(&tree, &other, &Sense::default());
        prop_assert!(!found.is_different(), "{found:?}");
    }

    #[test]
    fn a_little_more_is_never_equal(tree in trees(), places in 1_u32..30) {
        let little = Rational::power_of_ten(places).checked_recip().unwrap();
        let more = Expr::Sum(vec![tree.clone(), Expr::Number(little)]);
        let found = same_value(&tree, &more, &Sense::default());
        prop_assert!(!found.is_equal(), "{found:?}");
    }

    #[test]
    fn twice_is_equal_only_to_nothing(tree in trees()) {
        let twice = Expr::Product(vec![number(2), tree.clone()]);
        let zero = same_value(&tree, &number(0), &Sense::default());
        if same_value(&tree, &twice, &Sense::default()).is_equal() {
            prop_assert!(!zero.is_different());
        }
    }

    #[test]
    fn which_comes_first_does_not_matter(a in trees(), b in trees()) {
        let (there, back) = (
            same_value(&a, &b, &Sense::default()),
            same_value(&b, &a, &Sense::default()),
        );
        prop_assert_eq!(outcome(&there), outcome(&back));
    }

    #[test]
    fn a_strict_comparison_accepts_no_more(a in trees(), how in prop::collection::vec(0_u8..8, 24)) {
        let b = rewritten(&a, &mut how.into_iter());
        let strict = Sense { strict: true, ..Sense::default() };
        if same_value(&a, &b, &strict).is_equal() {
            prop_assert!(same_value(&a, &b, &Sense::default()).is_equal());
        }
    }

    #[test]
    fn an_inequality_is_its_own_scaled_and_flipped(
        roots in prop::collection::vec(-5_i64..=5, 1..4), scale in 1_i64..9, strict in any::<bool>(),
    ) {
        let x = || Expr::Symbol("x".into());
        let factor = |root: &i64| Expr::Sum(vec![x(), number(-root)]);
        let product = Expr::Product(
            roots.iter().map(factor).chain([number(1)]).collect(),
        );
        let relation = if strict { Relation::Less } else { Relation::LessEqual };
        let relate = |relation, a: Tree, b: Tree| Expr::Relation(relation, Box::new(a), Box::new(b));
        let first = relate(relation, product.clone(), number(0));
        let scaled = Expr::Product(vec![number(-scale), product.clone()]);
        let second = relate(relation.flipped(), scaled, number(0));
        prop_assert!(same_value(&first, &second, &Sense::default()).is_equal());
        let closed = relate(Relation::LessEqual, product.clone(), number(0));
        let open = relate(Relation::Less, product, number(0));
        prop_assert!(same_value(&closed, &open, &Sense::default()).is_different());
    }

    #[test]
    fn a_set_is_itself_in_any_order(mut elements in prop::collection::vec(trees(), 0..4)) {
        let set = |elements: &[Tree]| {
            Expr::Collection(crate::math::Collection::Set, elements.to_vec())
        };
        let first = set(&elements);
        elements.reverse();
        let found = same_value(&first, &set(&elements), &Sense::default());
        prop_assert!(!found.is_different(), "{found:?}");
    }
}
