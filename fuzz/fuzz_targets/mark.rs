//! Any answer to any key is marked in every mathematical kind: an unreadable one points into what was
//! typed, and credit goes with the outcome.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retake::answer::{
    AnswerKind, CollectionSpec, Credit, EquationSpec, ExpressionSpec, NumberSpec, Outcome,
    QuantitySpec, Question, RealSetNotation, Value, mark,
};
use retake::math::{AnswerSyntax, Collection, parse_answer};

fuzz_target!(|input: &[u8]| {
    let Some((&kind, rest)) = input.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    let Some((key, typed)) = text.split_once('\n') else {
        return;
    };
    let Ok(reading) = parse_answer(key, &AnswerSyntax::default()) else {
        return;
    };
    let key = reading.expr.map(&mut |number| number.value().clone());
    let kind = match kind % 8 {
        0 => AnswerKind::Number(NumberSpec::default()),
        1 => AnswerKind::Quantity(QuantitySpec {
            unit: "m/s".into(),
            compatible_units: true,
            number: NumberSpec::default(),
        }),
        2 => AnswerKind::Expression(ExpressionSpec::default()),
        3 => AnswerKind::Equation(EquationSpec::default()),
        4 => AnswerKind::RealSet(RealSetNotation::Either),
        5 => AnswerKind::Collection(CollectionSpec {
            collection: Collection::Set,
            multiplicity: false,
        }),
        6 => AnswerKind::Collection(CollectionSpec {
            collection: Collection::Tuple,
            multiplicity: false,
        }),
        _ => AnswerKind::Matrix,
    };
    let question = Question {
        symbols: vec!["x".into(), "y".into()],
        ..Question::new(kind, Value::Expression(key))
    };
    let marking = mark(&question, typed);
    match marking.outcome {
        Outcome::Right => assert_eq!(marking.credit, Credit::FULL),
        Outcome::Unreadable { at } => {
            assert!(at.start <= at.end && at.end <= typed.len());
            assert!(typed.is_char_boundary(at.start) && typed.is_char_boundary(at.end));
        }
        Outcome::RightValueWrongForm | Outcome::Wrong { .. } => {}
    }
});
