use super::*;
use crate::base::Locale;
use crate::math::{
    Collection, Constant, Expr, Function, Interval, Notation, Relation, Symbol, WrittenNumber,
    write_reading,
};
use proptest::prelude::*;
use serde::Deserialize;

/// One line: what is typed, and what is shown back or said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    typed: String,
    /// What was read, as plain text; without it the text as typed, save that all of it is unreadable
    /// where there is `says`.
    shown: Option<String>,
    /// The rule that decided, where it could be meant otherwise.
    rule: Option<String>,
    /// What is said where it is unreadable, with what to do behind a semicolon.
    says: Option<String>,
    /// Where it is unreadable: from which character, counted from 1.
    at: Option<usize>,
    /// The symbols declared; x, y and n without it.
    symbols: Option<Vec<String>>,
    #[serde(default)]
    any: bool,
    #[serde(default)]
    functions: Vec<String>,
    #[serde(default)]
    units: bool,
    #[serde(default)]
    bare: bool,
    locale: Option<String>,
}

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

fn is_unit(name: &str) -> bool {
    [
        "m", "s", "kg", "km", "h", "J", "K", "N", "min", "in", "°C", "°", "cm",
    ]
    .contains(&name)
}

impl Case {
    /// What is not as expected.
    fn fault(&self) -> Option<String> {
        let given: Vec<Symbol> = match &self.symbols {
            Some(symbols) => symbols
                .iter()
                .map(|symbol| symbol.as_str().into())
                .collect(),
            None => ["x", "y", "n"].map(Symbol::from).to_vec(),
        };
        let functions: Vec<Symbol> = self
            .functions
            .iter()
            .map(|name| name.as_str().into())
            .collect();
        let locale = self.locale.as_deref().unwrap_or("en");
        let syntax = AnswerSyntax {
            symbols: (!self.any).then_some(&given),
            functions: &functions,
            units: self.units.then_some(is_unit),
            bare_lists: self.bare,
            locale: Locale::of(locale).unwrap_or_default(),
        };
        let got = match parse_answer(&self.typed, &syntax) {
            Ok(reading) => {
                let shown = text(&reading.expr, syntax.locale);
                let rules: Vec<String> = reading
                    .ambiguities
                    .iter()
                    .map(|ambiguity| format!("{:?}", ambiguity.rule))
                    .collect();
                let expected = self.shown.as_deref().unwrap_or(&self.typed);
                let rule = self.rule.clone().unwrap_or_default();
                if self.says.is_none() && shown == expected && rules.join(" ") == rule {
                    // What is shown may be typed, and asks for nothing.
                    return match parse_answer(&shown, &syntax) {
                        Ok(again) if again.expr == reading.expr => None,
                        again => Some(format!("{}: {shown} reads back as {again:?}", self.typed)),
                    };
                }
                format!("{shown} [{}]", rules.join(" "))
            }
            Err(error) => {
                let place = self
                    .typed
                    .get(..error.span.start)
                    .unwrap_or_default()
                    .chars()
                    .count()
                    + 1;
                let said = match &error.help {
                    Some(help) => format!("{}; {help}", error.message),
                    None => error.message,
                };
                if self.says.as_ref() == Some(&said) && self.at == Some(place) {
                    return None;
                }
                format!("at {place}: {said}")
            }
        };
        Some(format!("{}: {got}", self.typed))
    }
}

fn text(expr: &Expr<WrittenNumber>, locale: Locale) -> String {
    let mut text = String::new();
    write_reading(expr, Notation::Text, locale, &mut text);
    text
}

#[test]
fn cases() {
    let corpora = [
        include_str!("cases/numbers.toml"),
        include_str!("cases/algebra.toml"),
        include_str!("cases/functions.toml"),
        include_str!("cases/statements.toml"),
        include_str!("cases/collections.toml"),
        include_str!("cases/names.toml"),
        include_str!("cases/unreadable.toml"),
    ];
    let faults: Vec<String> = corpora
        .iter()
        .flat_map(|corpus| toml::from_str::<Corpus>(corpus).unwrap().cases)
        .filter_map(|case| case.fault())
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn read(source: &str) -> Result<Reading, SyntaxError> {
    let symbols = ["x".into(), "y".into()];
    parse_answer(source, &AnswerSyntax::of(&symbols, Locale::ENGLISH))
}

#[test]
fn budgets_hold() {
    for opening in [
        "(", "-", "x", "2^", "1+", "x<", "²", "1 ", "½", "%", "[{(", "|", "√", "sin ", "f(", "]",
        "<", "x or ", "not ", "a[", "{x|", "x∈", "∪", "±", "log_", "1,", "x=1,", "3e", "!", "x_",
        "e", "ab(", "𝔘", "𝑅",
    ] {
        let source = opening.repeat(10_000 / opening.len());
        for syntax in [
            AnswerSyntax::default(),
            AnswerSyntax::of(&[], Locale::ENGLISH),
        ] {
            let bare = AnswerSyntax {
                bare_lists: true,
                ..syntax
            };
            for syntax in [syntax, bare] {
                if let Ok(reading) = parse_answer(&source, &syntax) {
                    assert!(opening == "1,", "{opening} reads as {:?}", reading.expr);
                }
            }
        }
    }
    assert!(read(&"1".repeat(1_000)).is_ok());
    assert!(read(&"1".repeat(1_001)).is_err());
    assert!(read(&" ".repeat(10_001)).is_err());
    // Chains repeat their middle, and chains within chains would double it at every level.
    let nested = (0..60).fold("x".to_owned(), |inner, _| format!("(0 < {inner} < 2)"));
    assert!(read(&nested).is_err());
}

/// Expressions as the reader gives them, numbers without sign.
fn expressions() -> BoxedStrategy<Expr<WrittenNumber>> {
    let written = |source: &str| match read(source) {
        Ok(reading) => reading.expr,
        Err(error) => panic!("{source}: {error}"),
    };
    let leaf = prop_oneof![
        "[1-9][0-9]{0,2}|0\\.[0-9]{1,3}|[1-9]e[1-9]|[1-9] 1/[2-9]|0\\.[0-9]\u{305}|0\\.1[2-9]\u{305}"
            .prop_map(move |source| written(&source)),
        "[xy]".prop_map(|symbol| Expr::Symbol(symbol.as_str().into())),
        prop_oneof![Just(Constant::Pi), Just(Constant::E), Just(Constant::I)].prop_map(Expr::Constant),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let several = prop::collection::vec(inner.clone(), 2..4);
        let one = prop_oneof![
            Just(Function::Sqrt),
            Just(Function::Abs),
            Just(Function::Sin),
            Just(Function::Atan),
            Just(Function::Ln),
            Just(Function::Log),
            Just(Function::Exp),
            Just(Function::Factorial),
            Just(Function::Floor),
        ];
        let two = prop_oneof![
            Just(Function::Root),
            Just(Function::Log),
            Just(Function::Binomial),
            Just(Function::Gcd),
            Just(Function::Max),
        ];
        prop_oneof![
            boxed.clone().prop_map(Expr::Negate),
            boxed.clone().prop_map(Expr::PlusMinus),
            several.clone().prop_map(Expr::Sum),
            several.prop_map(Expr::Product),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Expr::Quotient(a, b)),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Expr::Power(a, b)),
            boxed.prop_map(|a| {
                Expr::Quotient(a, Box::new(Expr::Number(WrittenNumber::percent())))
            }),
            (one, inner.clone()).prop_map(|(function, a)| Expr::Call(function, vec![a])),
            (two, inner.clone(), inner)
                .prop_map(|(function, a, b)| Expr::Call(function, vec![a, b])),
        ]
    })
    .boxed()
}

/// Statements and collections of such expressions.
fn answers() -> impl Strategy<Value = Expr<WrittenNumber>> {
    let value = expressions();
    let relation = prop_oneof![
        Just(Relation::Equal),
        Just(Relation::NotEqual),
        Just(Relation::Less),
        Just(Relation::LessEqual),
        Just(Relation::Greater),
        Just(Relation::GreaterEqual),
    ];
    let statement = (relation, value.clone(), value.clone())
        .prop_map(|(relation, a, b)| Expr::Relation(relation, Box::new(a), Box::new(b)));
    let statement = statement
        .prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
                inner.prop_map(Box::new).prop_map(Expr::Not),
            ]
        })
        .boxed();
    let interval = (value.clone(), value.clone(), any::<bool>()).prop_map(|(low, high, open)| {
        Expr::Interval(Box::new(Interval {
            low,
            low_closed: !open,
            high,
            high_closed: open,
        }))
    });
    let several = || prop::collection::vec(value.clone(), 2..4);
    prop_oneof![
        value.clone(),
        statement.clone(),
        interval.clone(),
        prop::collection::vec(interval, 2..4).prop_map(Expr::Union),
        several().prop_map(|parts| Expr::Collection(Collection::List, parts)),
        several().prop_map(|parts| Expr::Collection(Collection::Set, parts)),
        several().prop_map(|parts| Expr::Collection(Collection::Tuple, parts)),
        several().prop_map(|parts| Expr::Collection(Collection::Vector, parts)),
        prop::collection::vec(statement, 1..4)
            .prop_map(|parts| Expr::Collection(Collection::Set, parts)),
        prop::collection::vec(prop::collection::vec(value.clone(), 2), 1..3).prop_map(Expr::Matrix),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// What is shown reads back as the very same expression, and nobody has to ask what was meant.
    #[test]
    fn text_reads_back(expr in answers()) {
        let shown = text(&expr, Locale::ENGLISH);
        let reading = match read(&shown) {
            Ok(reading) => reading,
            Err(error) => return Err(TestCaseError::fail(format!("{shown}: {error:?}"))),
        };
        prop_assert_eq!(&reading.ambiguities, &[], "{}", shown);
        prop_assert_eq!(reading.expr, expr, "{}", shown);
    }

    /// Whatever is typed is read or refused, and a refusal points into the text.
    #[test]
    fn nothing_panics(
        source in "([0-9xyzabeUn.,;/%+*^(){}\\[\\]=<>|! _½²⁻√−±∈∪∞π…𝔘𝑅𝒙\u{305}-]|sin|log|sqrt|or|and|not|inf|e-|10\\^){0,20}",
        language in "en|de|fr|es", any_letter in any::<bool>(), bare_lists in any::<bool>(),
    ) {
        let symbols: Vec<Symbol> = ["x", "y", "xy", "X", "x_1"].map(Symbol::from).to_vec();
        let syntax = AnswerSyntax {
            symbols: (!any_letter).then_some(&symbols),
            functions: &["f".into()],
            units: any_letter.then_some(is_unit),
            bare_lists,
            locale: Locale::of(&language).unwrap_or_default(),
        };
        match parse_answer(&source, &syntax) {
            Ok(reading) => {
                let mut out = String::new();
                for notation in [Notation::Text, Notation::Latex, Notation::MathMl] {
                    write_reading(&reading.expr, notation, syntax.locale, &mut out);
                }
                for ambiguity in reading.ambiguities {
                    let span = ambiguity.span;
                    prop_assert!(source.get(span.start..span.end).is_some(), "{:?}", ambiguity);
                }
            }
            Err(error) => prop_assert!(source.get(error.span.start..error.span.end).is_some()),
        }
    }

    #[test]
    fn nothing_panics_on_any_text(source in "\\PC{0,16}", any_letter in any::<bool>()) {
        let syntax = AnswerSyntax {
            symbols: (!any_letter).then_some(&[]),
            ..AnswerSyntax::default()
        };
        if let Err(error) = parse_answer(&source, &syntax) {
            prop_assert!(source.get(error.span.start..error.span.end).is_some());
        }
    }
}
