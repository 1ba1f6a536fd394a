use crate::answer::{AnswerKind, ChoiceOption, Outcome, Partial, Question, Value, mark};
use crate::base::{MisconceptionId, Span};

/// Options a to d with these right, each wrong one with a misconception of its own.
fn question(kind: AnswerKind, right: &str) -> Question {
    let options = "abcd".chars().map(|label| ChoiceOption {
        shown: Value::Text(format!("option {label}")),
        right: right.contains(label),
        misconceptions: vec![MisconceptionId::new(&format!("picked_{label}")).unwrap()],
    });
    Question {
        options: options.collect(),
        ..Question::new(kind, Value::Text(String::new()))
    }
}

/// An outcome in one line: its name, or the misconceptions.
fn outcome(kind: AnswerKind, right: &str, raw: &str) -> String {
    match mark(&question(kind, right), raw).outcome {
        Outcome::Wrong { misconceptions } => misconceptions
            .iter()
            .map(MisconceptionId::as_str)
            .collect::<Vec<_>>()
            .join(" "),
        outcome => outcome.name().to_owned(),
    }
}

#[test]
fn one() {
    let cases = [
        ("b", "right"),
        (" B ", "right"),
        ("(b)", "right"),
        ("b.", "right"),
        ("c", "picked_c"),
        ("e", "unreadable"),
        ("", "unreadable"),
        ("()", "unreadable"),
        ("b c", "unreadable"),
        ("2", "unreadable"),
    ];
    for (raw, expected) in cases {
        assert_eq!(outcome(AnswerKind::ChoiceOne, "b", raw), expected, "{raw}");
    }
}

#[test]
fn many() {
    let cases = [
        ("a,c", "right"),
        ("C A", "right"),
        ("ac", "right"),
        ("a;c;a", "right"),
        // A right one missing is wrong without a misconception.
        ("a", ""),
        ("a,b,c", "picked_b"),
        ("b,d", "picked_b picked_d"),
        ("a,x", "unreadable"),
    ];
    for (raw, expected) in cases {
        assert_eq!(
            outcome(AnswerKind::ChoiceMany(Partial::None), "ac", raw),
            expected,
            "{raw}"
        );
    }
}

#[test]
fn an_unknown_label_is_pointed_at() {
    let marking = mark(&question(AnswerKind::ChoiceOne, "b"), " é");
    assert_eq!(
        marking.outcome,
        Outcome::Unreadable {
            at: Span::new(1, 3)
        }
    );
    assert_eq!(
        marking.message.as_deref(),
        Some("There is no answer “é”. Choose from a to d.")
    );
}
