//! The author's own tests: every `[[example]]` is run.

use super::codes;
use super::front_matter::{RawExample, Text};
use super::instance::{InstanceError, Instantiator, ItemInstance, Pinned};
use super::item_template::ItemTemplate;
use crate::answer::{AnswerKind, Outcome, Value, mark};
use crate::base::{Diagnostic, Locale, Span, closest};
use crate::doc::Output;
use crate::math::Decimal;

/// Runs every example and reports what comes out otherwise.
pub(super) fn run(template: &ItemTemplate) -> Vec<Diagnostic> {
    template
        .examples
        .iter()
        .flat_map(|example| one(template, example))
        .collect()
}

fn one(template: &ItemTemplate, example: &RawExample) -> Vec<Diagnostic> {
    let error =
        |code, span, message: String| Diagnostic::error(code, template.source(), span, message);
    let index = match template.domain.find(&example.given) {
        Ok(index) => index,
        Err((span, message)) => {
            let span = span.unwrap_or(example.span);
            return vec![
                error(codes::EXAMPLE_PARAMETERS, span, message)
                    .help("`given` names a value of every parameter"),
            ];
        }
    };
    match instance(template, index) {
        Ok(instance) => example
            .answers
            .iter()
            .filter_map(|(typed, expected)| check(template, &instance, typed, expected))
            .collect(),
        Err(InstanceError::RuledOut { name, .. }) => {
            let message = format!("the requirement `{name}` rules this example out");
            vec![
                error(codes::EXAMPLE_RULED_OUT, example.span, message)
                    .help("give other values, or mend the requirement"),
            ]
        }
        Err(other) => vec![error(
            codes::EXAMPLE_PARAMETERS,
            example.span,
            other.to_string(),
        )],
    }
}

/// The instance of an index, every option offered in the order of the file.
fn instance(template: &ItemTemplate, index: u64) -> Result<ItemInstance, InstanceError> {
    let mut instantiator = Instantiator::new(template);
    let pinned = Pinned {
        version: template.version(),
        index,
        incidentals: vec![0; template.incidentals.parameters().len()],
        ..Pinned::default()
    };
    instantiator.put(&pinned)?;
    instantiator.offer_all();
    instantiator.instance()
}

fn check(
    template: &ItemTemplate,
    instance: &ItemInstance,
    typed: &Text,
    expected: &Text,
) -> Option<Diagnostic> {
    let error = |code, span: Span, message: String| {
        Diagnostic::error(code, template.source(), span, message)
    };
    let ids = || {
        template.parts[0]
            .candidates
            .misconceptions()
            .map(|(_, id, _)| id.as_str())
    };
    let known = ["right", "wrong", "right_value_wrong_form", "unreadable"];
    if !known.contains(&expected.value.as_str()) && !ids().any(|id| id == expected.value) {
        let help = match closest(&expected.value, known.into_iter().chain(ids())) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("outcomes are {}, or a misconception's id", known.join(", ")),
        };
        let message = format!("there is no outcome `{}`", expected.value);
        return Some(error(codes::EXAMPLE_WORD, expected.span, message).help(help));
    }
    let Some(raw) = as_response(template, instance, &typed.value) else {
        let message = format!("`{}` is not among the options", typed.value);
        return Some(
            error(codes::EXAMPLE_OUTCOME, typed.span, message)
                .help("a choice is answered with what an option shows"),
        );
    };
    let outcome = mark(&instance.parts[0].question, &raw).outcome;
    let came_out = match &outcome {
        Outcome::Wrong { misconceptions } if !misconceptions.is_empty() => {
            misconceptions.iter().map(|id| id.as_str()).collect()
        }
        outcome => vec![outcome.name()],
    };
    if came_out.contains(&expected.value.as_str()) {
        return None;
    }
    let message = format!(
        "`{}` comes out as {}, not {}",
        typed.value,
        came_out.join(" or "),
        expected.value
    );
    let key = template.render_key(instance, 0, Output::Text, Locale::ENGLISH);
    Some(
        error(codes::EXAMPLE_OUTCOME, typed.span, message)
            .labelled(format!(
                "the key is {key} when {}",
                template.describe(instance.pinned.index)
            ))
            .help("mend the example, or the key or misconception it tests"),
    )
}

/// What a learner would send: for a choice the labels of the options that show what was typed.
fn as_response(template: &ItemTemplate, instance: &ItemInstance, typed: &str) -> Option<String> {
    let question = &instance.parts[0].question;
    let options = &question.options;
    let label = |typed: &str| {
        let number = number(typed);
        (0..options.len())
            .find(|&at| {
                let shown = template.render_option(instance, 0, at, Output::Text, Locale::ENGLISH);
                plain(&shown) == plain(typed)
                    || matches!(&options[at].shown, Value::Number(value) if Some(value) == number.as_ref())
            })
            .map(|at| char::from(b'a' + at as u8).to_string())
    };
    match question.kind {
        AnswerKind::ChoiceOne => label(typed.trim()),
        AnswerKind::ChoiceMany(_) => {
            let labels = typed.split([';', ',']).map(|part| label(part.trim()));
            labels
                .collect::<Option<Vec<_>>>()
                .map(|labels| labels.join(","))
        }
        _ => Some(typed.to_owned()),
    }
}

/// A text as it is typed on a keyboard.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '−' | '–') { '-' } else { c })
        .collect()
}

/// `3/4`, `-0.75` as a number.
fn number(typed: &str) -> Option<crate::math::Rational> {
    let decimal = |text: &str| Decimal::parse(text.trim()).map(|decimal| decimal.value().clone());
    match typed.split_once('/') {
        Some((above, below)) => decimal(above)?.checked_div(&decimal(below)?),
        None => decimal(typed),
    }
}
