use super::*;
use crate::base::Locale;
use crate::math::{AnswerSyntax, Notation, Shape, expand, factor, parse_answer, write_expr};
use proptest::prelude::*;

fn read(text: &str) -> Expr<WrittenNumber> {
    let reading = parse_answer(text, &AnswerSyntax::default());
    reading
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .expr
}

/// What people write for an expression.
fn printed(expr: &Expr<Rational>) -> String {
    let mut out = String::new();
    let locale = Locale::ENGLISH;
    write_expr(
        expr,
        Shape::Neat,
        Notation::Text,
        locale,
        &Rational::clone,
        &mut out,
    );
    out
}

fn fits(expr: &Expr<Rational>, form: &Form) -> Result<(), FormFault> {
    has_form(&read(&printed(expr)), form, &Expr::Boolean(true))
}

fn number(value: i64) -> Expr<Rational> {
    Expr::Number(value.into())
}

/// a x + b, b not 0
fn linear() -> impl Strategy<Value = Expr<Rational>> {
    (1_i64..=9, 1_i64..=9).prop_map(|(a, b)| {
        let x = Expr::Symbol("x".into());
        Expr::Sum(vec![Expr::Product(vec![number(a), x]), number(b)])
    })
}

fn products() -> impl Strategy<Value = Expr<Rational>> {
    prop::collection::vec(linear(), 2..4).prop_map(Expr::Product)
}

/// Every sum and product backwards.
fn commuted(expr: &Expr<WrittenNumber>) -> Expr<WrittenNumber> {
    let backwards = |parts: &[Expr<WrittenNumber>]| parts.iter().rev().map(commuted).collect();
    match expr {
        Expr::Sum(terms) => Expr::Sum(backwards(terms)),
        Expr::Product(factors) => Expr::Product(backwards(factors)),
        Expr::Negate(inner) => Expr::Negate(Box::new(commuted(inner))),
        Expr::Quotient(a, b) => Expr::Quotient(Box::new(commuted(a)), Box::new(commuted(b))),
        other => other.clone(),
    }
}

#[test]
fn names_are_read_back() {
    for name in Form::NAMES {
        let form = [name.to_owned(), format!("{name} 3"), format!("{name} x")]
            .iter()
            .find_map(|text| Form::parse(text))
            .unwrap_or_else(|| panic!("{name}"));
        assert_eq!(form.name(), name);
        assert_eq!(Form::parse(&form.to_string()), Some(form));
    }
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.name()), Some(rule));
    }
    for unknown in [
        "",
        "factord",
        "expanded x",
        "solved_for",
        "significant_figures 0",
        "like_key x",
    ] {
        assert_eq!(Form::parse(unknown), None, "{unknown}");
    }
}

/// One line, one case: what is written, what it is to be like, and with which rules it is.
#[test]
fn rules_say_what_may_be_rewritten() {
    for (a, b, rules) in [
        ("x + 0", "x", "plus_zero"),
        ("0x", "0", "times_zero"),
        ("1x", "x", "times_one"),
        ("x/1", "x", "over_one"),
        ("1^x", "1", "power_of_one"),
        ("x^1", "x", "power_one"),
        ("0^x", "0", "power_of_zero"),
        ("x^0", "1", "power_zero"),
        ("(-x)(-y)", "x y", "minus_minus"),
        ("1/(-x)", "-1/x", "minus_below"),
        ("-(x-y)", "y-x", "minus_sum"),
        ("-(x+y)", "-x-y", "minus_distributed"),
        ("x/(y/z)", "x z/y", "fraction_of_fractions"),
        ("x y/x", "y", "cancelled times_one"),
        ("2 + 3 + x", "5 + x", "integers_added"),
        ("2*3*x", "6x", "integers_multiplied"),
        ("2^3", "8", "integers_raised"),
        ("12", "2^2*3", "integers_factored"),
        ("1/2 + 1/3", "5/6", "fractions_added"),
        ("sqrt(x)", "x^(1/2)", "roots_as_powers"),
    ] {
        let set: Rules = rules
            .split(' ')
            .map(|name| Rule::parse(name).unwrap())
            .collect();
        assert!(
            written_alike(&read(a), &read(b), set),
            "{a} and {b} by {rules}"
        );
        assert!(
            !written_alike(&read(a), &read(b), Rules::default()),
            "{a} and {b}"
        );
    }
    for (a, b) in [
        ("a + (b + c)", "(c + b) + a"),
        ("x*(-y)", "-x*y"),
        ("a/b*c", "a c/b"),
        ("y = 1 + 2x", "y = 2x + 1"),
        ("{1, 2}", "{2, 1}"),
    ] {
        assert!(
            written_alike(&read(a), &read(b), Rules::default()),
            "{a} and {b}"
        );
    }
    let in_order = Rules::default().with(Rule::TermsInOrder);
    assert!(!written_alike(&read("a + b"), &read("b + a"), in_order));
}

proptest! {
    #[test]
    fn what_is_reduced_is_in_lowest_terms(over in -99_i64..=99, under in 2_i64..=40, k in 2_i64..=9) {
        let value = Rational::new(over, under).unwrap();
        let text = value.to_string();
        prop_assert_eq!(has_form(&read(&text), &Form::LowestTerms, &number(0)), Ok(()), "{}", text);
        let text = format!("{}/{}", over.max(1) * k, under * k);
        prop_assert!(has_form(&read(&text), &Form::LowestTerms, &number(0)).is_err(), "{}", text);
    }

    #[test]
    fn what_is_factored_is_in_factored_form(product in products()) {
        let factored = factor(&product).unwrap();
        prop_assert_eq!(fits(&factored, &Form::Factored(None)), Ok(()), "{}", printed(&factored));
        let expanded = expand(&product).unwrap();
        prop_assert!(fits(&expanded, &Form::Factored(None)).is_err(), "{}", printed(&expanded));
    }

    #[test]
    fn what_is_multiplied_out_is_in_expanded_form(product in products()) {
        let expanded = expand(&product).unwrap();
        prop_assert_eq!(fits(&expanded, &Form::Expanded), Ok(()), "{}", printed(&expanded));
        prop_assert_eq!(fits(&expanded, &Form::Simplified), Ok(()), "{}", printed(&expanded));
    }

    #[test]
    fn order_does_not_matter_to_likeness(product in products()) {
        let written = read(&printed(&product));
        prop_assert!(written_alike(&written, &commuted(&written), Rules::default()));
    }

    #[test]
    fn rounding_twice_is_rounding_once(over in -9999_i64..=9999, under in 1_i64..=999, n in 1_u32..=6) {
        let value = Rational::new(over, under).unwrap();
        let rounded = round_to_figures(&value, n);
        prop_assert_eq!(&round_to_figures(&rounded, n), &rounded);
        let places = rounded.decimal_places().unwrap();
        prop_assert!(rounded.is_zero() || Figures::of(&rounded, places).least <= n);
    }
}
