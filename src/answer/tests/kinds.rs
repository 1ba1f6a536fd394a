//! Kinds without mathematics: one line a case.

use crate::answer::{
    AnswerKind, ChoiceOption, Credit, Distractor, Outcome, Partial, PlaneSpec, Question, TextSpec,
    Value, mark,
};
use crate::base::MisconceptionId;
use crate::math::{AnswerSyntax, parse_answer};

fn options(shown: &str, right: &str) -> Vec<ChoiceOption> {
    let option = |word: &str| ChoiceOption {
        shown: Value::Text(word.to_owned()),
        right: word == right,
        misconceptions: vec![MisconceptionId::new(word).unwrap()],
    };
    shown.split(' ').map(option).collect()
}

/// The outcome and, where it is worth something without being right, its credit.
fn outcome(question: &Question, raw: &str) -> String {
    let marking = mark(question, raw);
    let name = match &marking.outcome {
        Outcome::Wrong { misconceptions } if !misconceptions.is_empty() => {
            let names = misconceptions.iter().map(MisconceptionId::as_str);
            names.collect::<Vec<_>>().join(" ")
        }
        outcome => outcome.name().to_owned(),
    };
    match marking.credit {
        Credit::NONE => name,
        Credit::FULL if marking.outcome == Outcome::Right => name,
        credit => format!("{name} {:.2}", credit.value()),
    }
}

#[test]
fn an_order_is_right_as_a_whole_or_in_parts() {
    // Shown b, d, a, c of the order a, b, c, d.
    let question = |partial| Question {
        options: options("beta delta alpha gamma", ""),
        distractors: vec![Distractor {
            misconceptions: vec![MisconceptionId::new("backwards").unwrap()],
            value: Value::Order(vec![1, 3, 0, 2]),
        }],
        ..Question::new(
            AnswerKind::Ordering(partial),
            Value::Order(vec![2, 0, 3, 1]),
        )
    };
    for (partial, raw, expected) in [
        (Partial::None, "c,a,d,b", "right"),
        (Partial::None, "c a d b", "right"),
        (Partial::None, "b,d,a,c", "backwards"),
        (Partial::None, "a,c,d,b", "wrong"),
        // α β γ are two of the three pairs.
        (Partial::AdjacentPairs, "b,c,a,d", "wrong 0.67"),
        (Partial::AdjacentPairs, "b,d,a,c", "backwards"),
        (Partial::Each, "a,c,d,b", "wrong 0.50"),
        (Partial::Each, "c,a,d", "unreadable"),
        (Partial::Each, "c,a,d,e", "unreadable"),
    ] {
        assert_eq!(
            outcome(&question(partial), raw),
            expected,
            "{raw} {partial:?}"
        );
    }
    let left_out = mark(&question(Partial::None), "c,a,d").message.unwrap();
    assert_eq!(left_out, "Put all 4 in order. b is not placed yet.");
}

#[test]
fn every_prompt_gets_its_option() {
    let question = |kind| Question {
        options: options("one two three four", ""),
        prompts: vec![Value::Boolean(true); 3],
        ..Question::new(kind, Value::Assignment(vec![1, 0, 3]))
    };
    let (matching, categorise) = (AnswerKind::Matching, AnswerKind::Categorise);
    for (kind, raw, expected) in [
        (matching(Partial::None), "b,a,d", "right"),
        (matching(Partial::None), "b,a,c", "wrong"),
        (matching(Partial::Each), "b,a,c", "wrong 0.67"),
        (matching(Partial::Each), "c,b,a", "wrong"),
        (matching(Partial::Each), "b,b,d", "unreadable"),
        (matching(Partial::Each), "b,-,d", "unreadable"),
        (matching(Partial::Each), "b,a", "unreadable"),
        (matching(Partial::Each), "b,a,d,c", "unreadable"),
        (matching(Partial::Each), "b,a,z", "unreadable"),
        (categorise(Partial::Each), "b,b,d", "wrong 0.67"),
    ] {
        assert_eq!(
            outcome(&question(kind.clone()), raw),
            expected,
            "{raw} {kind:?}"
        );
    }
}

#[test]
fn a_word_needs_its_reason() {
    let with_reason = |key| Question {
        options: options("sum sign size", "sign"),
        ..Question::new(AnswerKind::TrueFalse, Value::Boolean(key))
    };
    for (key, raw, expected) in [
        (true, "true, b", "right"),
        (true, "True b", "right"),
        (true, "t(b)", "right"),
        (true, "true, a", "sum"),
        (true, "false, b", "wrong"),
        (false, "false, b", "right"),
        (true, "true", "unreadable"),
        (true, "b", "unreadable"),
        (true, "true, b, c", "unreadable"),
        (true, "maybe, b", "unreadable"),
    ] {
        assert_eq!(outcome(&with_reason(key), raw), expected, "{raw}");
    }
    let bare = Question::new(AnswerKind::TrueFalse, Value::Boolean(false));
    for (raw, expected) in [
        ("false", "right"),
        ("true.", "wrong"),
        ("false b", "unreadable"),
    ] {
        assert_eq!(outcome(&bare, raw), expected, "{raw}");
    }
}

#[test]
fn picking_everything_is_worth_nothing() {
    let question = Question {
        options: ["yes", "no", "yes", "no"]
            .into_iter()
            .map(|word| ChoiceOption {
                shown: Value::Text(word.to_owned()),
                right: word == "yes",
                misconceptions: Vec::new(),
            })
            .collect(),
        ..Question::new(AnswerKind::ChoiceMany(Partial::Each), Value::Boolean(true))
    };
    for (raw, expected) in [
        ("a,c", "right"),
        ("a", "wrong 0.50"),
        ("a,b,c", "wrong 0.50"),
        ("a,b", "wrong"),
        ("a,b,c,d", "wrong"),
        ("b,d", "wrong"),
    ] {
        assert_eq!(outcome(&question, raw), expected, "{raw}");
    }
}

fn words(spec: TextSpec, key: &[&str], wrong: &[(&str, &str)]) -> Question {
    Question {
        distractors: wrong
            .iter()
            .map(|(id, text)| Distractor {
                misconceptions: vec![MisconceptionId::new(id).unwrap()],
                value: Value::Text((*text).to_owned()),
            })
            .collect(),
        ..Question::new(
            AnswerKind::Text(spec),
            Value::Texts(key.iter().map(|&text| text.to_owned()).collect()),
        )
    }
}

#[test]
fn what_does_not_matter_in_words_is_left_out() {
    let plain = TextSpec::default;
    let spelling = |spelling| TextSpec {
        spelling,
        ..plain()
    };
    for (spec, key, raw, expected) in [
        (plain(), "it's", "It’s", "right"),
        (plain(), "it's", "its", "its"),
        (plain(), "it's", "it`s.", "right"),
        (plain(), "ice cream", "  Ice   cream! ", "right"),
        (plain(), "ice cream", "icecream", "wrong"),
        (plain(), "Málaga", "malaga", "right"),
        (plain(), "Malaga", "Ma\u{301}laga", "right"),
        (plain(), "Málaga", "\u{200f}Málaga\u{200b}", "right"),
        (plain(), "straße", "STRASSE", "wrong"),
        (plain(), "x", "?!", "unreadable"),
        (plain(), "x", "\u{200b}", "unreadable"),
        (
            TextSpec {
                accents: true,
                ..plain()
            },
            "año",
            "ano",
            "wrong",
        ),
        (
            TextSpec {
                accents: true,
                ..plain()
            },
            "año",
            "an\u{303}o",
            "right",
        ),
        (
            TextSpec {
                case: true,
                ..plain()
            },
            "Polish",
            "polish",
            "wrong",
        ),
        (plain(), "evaporation", "evaporaton", "wrong"),
        (spelling(1), "evaporation", "evaporaton", "right"),
        (spelling(1), "evaporation", "evaproation", "right"),
        (spelling(1), "evaporation", "evapration!", "right"),
        (spelling(1), "evaporation", "evaprotion", "wrong"),
        (spelling(2), "evaporation", "evaprotion", "right"),
        // Too short to have a letter to spare.
        (spelling(1), "sun", "son", "wrong"),
        // As near to a known wrong answer as to the right one.
        (spelling(1), "its mine", "itss mine", "right"),
        (spelling(1), "desert", "dessert", "dessert"),
        (spelling(2), "desert", "desssert", "wrong"),
    ] {
        let wrong = [("its", "its"), ("dessert", "dessert")];
        let question = words(spec.clone(), &[key], &wrong);
        assert_eq!(
            outcome(&question, raw),
            expected,
            "{raw} for {key}, {spec:?}"
        );
    }
    let told = mark(&words(spelling(1), &["evaporation"], &[]), "evaporaton");
    assert_eq!(told.message.unwrap(), "It is spelled “evaporation”.");
}

#[test]
fn words_that_must_be_there_are_looked_for_one_by_one() {
    let spec = TextSpec {
        spelling: 1,
        required: vec!["water".into(), "more slowly than".into()],
        forbidden: vec!["land".into()],
        ..TextSpec::default()
    };
    let question = words(spec, &["Water warms later"], &[]);
    for (raw, expected) in [
        ("Water warms more slowly than sand", "right"),
        ("The watr heats up more slowly than it does.", "right"),
        ("water warms later", "right"),
        ("Water warms slowly", "wrong"),
        ("more slowly, than water", "right"),
        ("Waterfowl warm more slowly than others", "wrong"),
        ("water warms more slowly than land", "wrong"),
        ("water warms more slowly than the islands", "right"),
    ] {
        assert_eq!(outcome(&question, raw), expected, "{raw}");
    }
}

#[test]
fn a_hostile_text_is_answered() {
    let spec = TextSpec {
        spelling: 3,
        required: vec!["because".into()],
        ..TextSpec::default()
    };
    let question = words(spec, &["because it rains"], &[]);
    for raw in [
        "a ".repeat(1_000),
        "\u{202e}".repeat(600),
        "ﷺ".repeat(600),
        "x".repeat(9_999),
    ] {
        let name = mark(&question, &raw).outcome.name();
        assert!(matches!(name, "wrong" | "unreadable"), "{name}");
    }
}

#[test]
fn points_are_given_by_their_coordinates() {
    let question = |kind: AnswerKind, key: &str| {
        let reading = parse_answer(key, &AnswerSyntax::default()).unwrap();
        let key = reading.expr.map(&mut |number| number.value().clone());
        Question {
            symbols: vec!["x".into()],
            distractors: vec![Distractor {
                misconceptions: vec![MisconceptionId::new("swapped").unwrap()],
                value: Value::Expression(
                    parse_answer("[(-2, 3)]", &AnswerSyntax::default())
                        .unwrap()
                        .expr
                        .map(&mut |number| number.value().clone()),
                ),
            }],
            ..Question::new(kind, Value::Expression(key))
        }
    };
    let plane = |tolerance: i64| PlaneSpec {
        x: ((-10).into(), 10.into()),
        y: ((-10).into(), 10.into()),
        tolerance: tolerance.into(),
    };
    let graph = |points| AnswerKind::Graph {
        points,
        plane: plane(0),
    };
    for (kind, key, raw, expected) in [
        (AnswerKind::Point(plane(0)), "(3, -2)", "(3, −2)", "right"),
        (
            AnswerKind::Point(plane(0)),
            "(3, -2)",
            "(6/2, -2.0)",
            "right",
        ),
        (AnswerKind::Point(plane(0)), "(3, -2)", "(-2, 3)", "swapped"),
        (AnswerKind::Point(plane(0)), "(3, -2)", "(3, 2)", "wrong"),
        (AnswerKind::Point(plane(1)), "(3, -2)", "(4, -3)", "right"),
        (AnswerKind::Point(plane(0)), "(3, -2)", "3", "unreadable"),
        (
            AnswerKind::Point(plane(0)),
            "(3, -2)",
            "(1, 2), (3, 4)",
            "unreadable",
        ),
        (
            AnswerKind::Point(plane(0)),
            "[(1, 2), (3, 4)]",
            "(3, 4), (1, 2)",
            "right",
        ),
        (
            AnswerKind::Point(plane(0)),
            "[(1, 2), (3, 4)]",
            "{(3, 4), (1, 2)}",
            "right",
        ),
        (
            AnswerKind::Point(plane(0)),
            "[(1, 2), (3, 4)]",
            "(1, 2), (1, 2)",
            "unreadable",
        ),
        (graph(2), "2x + 1", "(0, 1), (2, 5)", "right"),
        (graph(2), "2x + 1", "(0, 1), (2, 4)", "wrong"),
        (graph(2), "2x + 1", "(0, 1)", "unreadable"),
        (graph(2), "x/2", "(1, 1/2), (-3, -1.5)", "right"),
        (graph(2), "sqrt(x)", "(4, -2), (9, 3)", "wrong"),
        (graph(2), "1/x", "(0, 0), (1, 1)", "wrong"),
        (graph(1), "3", "(5, 3)", "right"),
    ] {
        assert_eq!(
            outcome(&question(kind, key), raw),
            expected,
            "{raw} for {key}"
        );
    }
}
