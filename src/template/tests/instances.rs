//! Single problems: shown, marked, pinned.

use super::*;
use crate::answer::{AnswerKind, Outcome, mark};

#[test]
fn an_instance_is_shown_and_marked() {
    let template = sound(TWO_STEP);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let draw = drawer.free(0).unwrap();
    let mut instantiator = Instantiator::new(&template);
    instantiator.issue(&mut drawer, &draw).unwrap();
    let pinned = instantiator.pinned().clone();
    let instance = template.instance(&pinned).unwrap();
    let value = |name: &str| instance.parameters[name].as_i64().unwrap();
    let (a, root, b) = (value("a"), value("root"), value("b"));
    let sign = |n: i64| if n < 0 { "−" } else { "+" };
    let number = |n: i64| n.to_string().replace('-', "−");
    let text = |section| {
        template
            .render(&instance, section, Output::Text, Locale::ENGLISH)
            .unwrap()
    };
    assert_eq!(
        text(Section::Stem).trim(),
        format!(
            "Solve {a}x {} {} = {}.",
            sign(b),
            b.abs(),
            number(a * root + b)
        )
    );
    let brackets = if root < 0 {
        format!("({})", number(root))
    } else {
        number(root)
    };
    assert_eq!(
        text(Section::Solution).trim(),
        format!(
            "{a} × {brackets} {} {} = {}",
            "+",
            if b < 0 {
                format!("({})", number(b))
            } else {
                number(b)
            },
            number(a * root + b)
        )
    );
    assert_eq!(
        mark(&instance.parts[0].question, &root.to_string()).outcome,
        Outcome::Right
    );
    let stopped = mark(&instance.parts[0].question, &(a * root).to_string()).outcome;
    assert_eq!(stopped.misconceptions()[0].as_str(), "stopped");
}

#[test]
fn what_is_pinned_comes_back_word_for_word() {
    let template = sound(CHOICE);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    for k in 0..40 {
        let draw = drawer.free(k).unwrap();
        let mut instantiator = Instantiator::new(&template);
        instantiator.issue(&mut drawer, &draw).unwrap();
        let mut live = String::new();
        instantiator.write(Section::Stem, Output::Html, Locale::ENGLISH, &mut live);
        let json = serde_json::to_string(instantiator.pinned()).unwrap();
        let again = template
            .instance(&serde_json::from_str(&json).unwrap())
            .unwrap();
        let shown = template
            .render(&again, Section::Stem, Output::Html, Locale::ENGLISH)
            .unwrap();
        assert_eq!(live, shown);
        assert_eq!(again.parts[0].question.options.len(), 3);
        assert_eq!(
            again.parts[0]
                .question
                .options
                .iter()
                .filter(|option| option.right)
                .count(),
            1
        );
        assert_eq!(again.parts[0].question.kind, AnswerKind::ChoiceOne);
    }
}

#[test]
fn pinned_values_of_another_text_are_refused() {
    let template = sound(CHOICE);
    let refused = |pinned: Pinned| template.instance(&pinned).unwrap_err();
    let good = Pinned {
        version: 1,
        index: 1,
        incidentals: vec![0, 0],
        ..Pinned::default()
    };
    assert!(template.instance(&good).is_ok());
    let outside = Pinned {
        index: 64,
        ..good.clone()
    };
    assert_eq!(
        refused(outside),
        InstanceError::OutsideDomain {
            index: 64,
            domain: 64
        }
    );
    assert!(matches!(
        refused(Pinned { index: 0, ..good.clone() }),
        InstanceError::RuledOut { name, .. } if name == "ordered"
    ));
    let surface = Pinned {
        incidentals: vec![9, 0],
        ..good.clone()
    };
    assert_eq!(refused(surface), InstanceError::NotOfThisVersion);
    assert_eq!(
        refused(Pinned {
            options: vec![7].into(),
            ..good
        }),
        InstanceError::NotOfThisVersion
    );
}

#[test]
fn numbers_past_64_bits_are_exact() {
    let text = CHOICE.replace("a*b\"\noptions", "a^70 + b\"\noptions");
    let template = sound(
        &text
            .replace("a*b -", "a^70 -")
            .replace("a*b +", "a^70 + 2*"),
    );
    // Index 1 is a = 2, b = 3.
    let pinned = Pinned {
        version: 1,
        index: 1,
        incidentals: vec![0, 0],
        ..Pinned::default()
    };
    let instance = template.instance(&pinned).unwrap();
    let key = template.render_key(&instance, 0, Output::Text, Locale::ENGLISH);
    assert_eq!(key, "1180591620717411303427");
}

#[test]
fn algebra_coincides_by_value_not_by_shape() {
    let text = r#"+++
title = "Factor"
version = 1
symbols = ["x"]

[parameters]
p = "-4..4 except 0"
q = "-4..4 except 0"

[require]
ordered = "p <= q"

[answer]
kind = "expression"
key = "(x + p)*(x + q)"
form = "factored"

[misconceptions.signs]
value = "x^2 - (p + q)*x + p*q"

[misconceptions.constant]
value = "(x + p)*(x - q)"

[[example]]
given = { p = 2, q = 3 }
answers = { "(3+x)(x+2)" = "right", "x^2+5x+6" = "right_value_wrong_form", "(x-2)(x-3)" = "signs" }
+++
Factor $@{expand((x + p)*(x + q))}$.

## Misconception: signs
Check the middle term.

## Misconception: constant
Check the last term.
"#;
    let template = sound(text);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let Count::Exact(valid) = template.proof().valid else {
        panic!("64 tuples are few")
    };
    for k in 0..valid {
        let draw = drawer.free(k).unwrap();
        let mut instantiator = Instantiator::new(&template);
        instantiator.issue(&mut drawer, &draw).unwrap();
        let instance = instantiator.instance().unwrap();
        let value = |name: &str| instance.parameters[name].as_i64().unwrap();
        let (p, q) = (value("p"), value("q"));
        // x² − (p + q)x + pq is the key itself just where p + q = 0.
        let signs = instance.parts[0]
            .question
            .distractors
            .iter()
            .any(|distractor| {
                distractor
                    .misconceptions
                    .iter()
                    .any(|id| id.as_str() == "signs")
            });
        assert_eq!(signs, p + q != 0, "p = {p}, q = {q}");
        let shown = template.render(&instance, Section::Stem, Output::Latex, Locale::ENGLISH);
        let term = |n: i64, letter: &str| match n {
            0 => String::new(),
            1 => format!(" + {letter}"),
            -1 => format!(" - {letter}"),
            n if n < 0 => format!(" - {}{letter}", -n),
            n => format!(" + {n}{letter}"),
        };
        let middle = term(p + q, "x");
        let last = if p * q < 0 {
            format!(" - {}", -p * q)
        } else {
            format!(" + {}", p * q)
        };
        assert_eq!(
            shown.unwrap().trim(),
            format!("Factor $x^{{2}}{middle}{last}$.")
        );
    }
}
