use super::*;
use crate::base::Locale;
use crate::math::Symbol;
use crate::math::parse::outline;
use proptest::prelude::*;

fn read_in(source: &str, symbols: &[&str], language: &str) -> Result<Reading, SyntaxError> {
    let symbols: Vec<Symbol> = symbols.iter().map(|&symbol| symbol.into()).collect();
    let locale = Locale::of(language).unwrap_or_default();
    parse_answer(source, &AnswerSyntax::of(&symbols, locale))
}

fn read(source: &str) -> Result<Reading, SyntaxError> {
    read_in(source, &["x", "y"], "en")
}

#[test]
fn what_learners_type() {
    for (source, expect) in [
        ("3", "3"),
        (" 0.50 ", "0.50"),
        (".75", "0.75"),
        ("1,000", "1000"),
        ("3/4", "(3 / 4)"),
        ("1 1/2", "(1 1/2)"),
        ("1\u{a0}1⁄2", "(1 1/2)"),
        ("−1 1 / 2", "(-(1 1/2))"),
        ("1½", "(1 1/2)"),
        ("1 ½", "(1 1/2)"),
        ("½", "(1 / 2)"),
        ("¾x", "((3 / 4) * x)"),
        ("75%", "(75%)"),
        ("75 %", "(75%)"),
        ("−5", "(-5)"),
        ("–5", "(-5)"),
        ("—5", "(-5)"),
        ("‐5", "(-5)"),
        ("‑5", "(-5)"),
        ("﹣5", "(-5)"),
        ("-5", "(-5)"),
        ("+5", "5"),
        ("2x+3", "((2 * x) + 3)"),
        ("2 × 3", "(2 * 3)"),
        ("2·3", "(2 * 3)"),
        ("6÷2", "(6 / 2)"),
        ("x²", "(x ^ 2)"),
        ("x⁻¹²y", "((x ^ (-12)) * y)"),
        ("x^2", "(x ^ 2)"),
        ("x**2", "(x ^ 2)"),
        ("-x²", "(-(x ^ 2))"),
        ("2(x+3)", "(2 * (x + 3))"),
        ("(x+1)(x+2)", "((x + 1) * (x + 2))"),
        ("[x+1]{x+2}", "((x + 1) * (x + 2))"),
        ("x y", "(x * y)"),
        ("xy", "(x * y)"),
        ("2XY", "((2 * x) * y)"),
        ("2x^2y", "((2 * (x ^ 2)) * y)"),
        ("x = 2", "(x == 2)"),
        ("x=−1/2", "(x == ((-1) / 2))"),
        ("0 < x ≤ 4", "((0 < x) and (x <= 4))"),
        ("２ｘ＋３", "((2 * x) + 3)"),
        ("2𝑥", "(2 * x)"),
        ("2\u{2062}x", "(2 * x)"),
        ("\u{200e}7\u{200e}", "7"),
        ("x = 2.", "(x == 2)"),
        ("1/2 x", "((1 / 2) * x)"),
        ("(1/2)x", "((1 / 2) * x)"),
    ] {
        match read(source) {
            Ok(reading) => {
                assert_eq!(outline(&reading.ast), expect, "{source}");
                assert_eq!(reading.ambiguities, [], "{source}");
            }
            Err(error) => panic!("{source}: {error:?}"),
        }
    }
}

#[test]
fn two_meanings_are_decided_and_told() {
    for (source, expect, span, rule) in [
        ("1/2x", "((1 / 2) * x)", 0..4, ReadingRule::LeftToRight),
        (
            "3 + x/2(y+1)",
            "(3 + ((x / 2) * (y + 1)))",
            4..12,
            ReadingRule::LeftToRight,
        ),
        ("x2", "(x * 2)", 0..2, ReadingRule::NumberAfterFactor),
        (
            "(x+1)2",
            "((x + 1) * 2)",
            0..6,
            ReadingRule::NumberAfterFactor,
        ),
        ("2 1/2x", "((2 1/2) * x)", 0..6, ReadingRule::MixedFactor),
        ("1/2%", "((1 / 2)%)", 0..4, ReadingRule::PercentOfFraction),
    ] {
        let Ok(reading) = read(source) else {
            panic!("{source} is not read");
        };
        assert_eq!(outline(&reading.ast), expect, "{source}");
        let span = span.into();
        assert_eq!(reading.ambiguities, [Ambiguity { span, rule }], "{source}");
    }
    let Ok(reading) = read_in("1.234", &[], "de") else {
        panic!("groups are read");
    };
    assert_eq!(reading.ambiguities[0].rule, ReadingRule::DigitGroups);
}

#[test]
fn symbols_are_found_in_letters() {
    for (source, symbols, expect) in [
        ("ab", &["a", "b"][..], "(a * b)"),
        ("ab", &["a", "b", "ab"], "ab"),
        ("aba", &["a", "ab", "ba"], "(ab * a)"),
        ("X", &["x"], "x"),
        ("X", &["x", "X"], "X"),
        ("Speed", &["speed"], "speed"),
        ("2x_1", &["x_1", "x_2"], "(2 * x_1)"),
        ("θ", &["θ"], "θ"),
    ] {
        match read_in(source, symbols, "en") {
            Ok(reading) => assert_eq!(outline(&reading.ast), expect, "{source}"),
            Err(error) => panic!("{source}: {error:?}"),
        }
    }
}

#[test]
fn the_unreadable_is_pointed_at_kindly() {
    for (source, span, message, help) in [
        (
            "two",
            0..3,
            "I can't read `two`",
            "write the number with digits",
        ),
        (
            "2z",
            1..2,
            "I can't read `z`",
            "the letters here are x and y",
        ),
        (
            "xz",
            1..2,
            "I can't read `z`",
            "the letters here are x and y",
        ),
        ("", 0..0, "there is nothing to read yet", "type your answer"),
        (
            "  ",
            0..0,
            "there is nothing to read yet",
            "type your answer",
        ),
        ("2 +", 3..3, "something is missing at the end", ""),
        ("*2", 0..1, "something is missing before `*`", ""),
        ("²", 0..2, "something is missing before `²`", ""),
        (
            "2 3",
            2..3,
            "I can't tell how `2` and `3` belong together",
            "put a sign such as + or × between them",
        ),
        (
            "0,5",
            0..3,
            "I can't read `0,5`",
            "write decimals with a point, as in 0.5",
        ),
        ("2, 3", 1..2, "I can't read `,`", "give one answer only"),
        (
            "(x+1",
            0..1,
            "this `(` is never closed",
            "add the closing bracket",
        ),
        (
            "x+1)",
            3..4,
            "this `)` closes nothing",
            "add the opening bracket, or leave this one out",
        ),
        (
            "x = 2 = y",
            8..9,
            "there is more than one equals sign",
            "write one equation",
        ),
        ("−$5", 3..4, "I can't read `$`", "write only the number"),
        (
            "2 3 $",
            2..3,
            "I can't tell how `2` and `3` belong together",
            "put a sign such as + or × between them",
        ),
        ("(2 + $", 5..6, "I can't read `$`", "write only the number"),
        ("x?", 1..2, "I can't read `?`", ""),
    ] {
        let Err(error) = read(source) else {
            panic!("{source} is read");
        };
        assert_eq!(error.message, message, "{source}");
        assert_eq!(error.span, span.into(), "{source}");
        assert_eq!(error.help.unwrap_or_default(), help, "{source}");
    }
    let Err(error) = read_in("3x4", &[], "en") else {
        panic!("no symbol is declared");
    };
    assert_eq!(error.help.as_deref(), Some("to multiply, write * or ×"));
}

#[test]
fn budgets_hold() {
    for opening in ["(", "-", "x", "2^", "1+", "x<", "²", "1 ", "½", "%", "[{("] {
        let source = opening.repeat(1_000 / opening.len());
        assert!(read(&source).is_err(), "{opening}");
    }
    assert!(read(&"1".repeat(1_000)).is_ok());
    assert!(read(&"1".repeat(1_001)).is_err());
}

proptest! {
    /// Whatever is typed is read or refused, and a refusal points into the text.
    #[test]
    fn nothing_panics(source in "[0-9xyz.,/%+*^()\\[\\]= ½²⁻−–÷'’π-]{0,24}", language in "en|de|fr") {
        if let Err(error) = read_in(&source, &["x", "y", "xy", "X"], &language) {
            prop_assert!(source.get(error.span.start..error.span.end).is_some());
        }
    }

    #[test]
    fn nothing_panics_on_any_text(source in "\\PC{0,16}") {
        if let Err(error) = read(&source) {
            prop_assert!(source.get(error.span.start..error.span.end).is_some());
        }
    }
}
