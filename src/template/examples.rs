//! The author's own tests: every `[[example]]` is run.

use super::codes;
use super::front_matter::{RawExample, RawResponse, Text};
use super::instance::{InstanceError, Instantiator, ItemInstance};
use super::item_template::ItemTemplate;
use super::pinned::Pinned;
use crate::answer::{AnswerKind, Marking, Outcome, Value, label};
use crate::base::{Code, Diagnostic, Locale, PartId, Span, closest};
use crate::doc::Output;
use crate::math::{Decimal, Rational};

/// A credit in an example may be rounded to two places.
const CREDIT_ROUNDING: f64 = 0.005;

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
            .attempts
            .iter()
            .flat_map(|attempt| check(template, &instance, attempt))
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

/// Makes one attempt and compares what comes of each response with what should.
fn check(
    template: &ItemTemplate,
    instance: &ItemInstance,
    attempt: &[RawResponse],
) -> Vec<Diagnostic> {
    let checker = Checker { template, instance };
    let prepared: Result<Vec<Prepared<'_>>, Box<Diagnostic>> = attempt
        .iter()
        .map(|response| checker.prepare(response))
        .collect();
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(finding) => return vec![*finding],
    };
    let responses: Vec<(PartId, &str)> = prepared
        .iter()
        .map(|response| {
            (
                instance.parts[response.part].id.clone(),
                response.raw.as_str(),
            )
        })
        .collect();
    let marked = instance.mark(template, &responses);
    let outcome = |response: &Prepared<'_>| {
        let id = &instance.parts[response.part].id;
        let marking = marked.iter().find(|(part, _)| part == id)?;
        checker.compare(response, &marking.1)
    };
    prepared.iter().filter_map(outcome).collect()
}

/// A response as a learner would send it, and what should come of it.
struct Prepared<'e> {
    written: &'e RawResponse,
    part: usize,
    raw: String,
    outcome: &'e str,
    credit: Option<f64>,
}

struct Checker<'a> {
    template: &'a ItemTemplate,
    instance: &'a ItemInstance,
}

impl Checker<'_> {
    fn error(&self, code: Code, span: Span, message: String) -> Diagnostic {
        Diagnostic::error(code, self.template.source(), span, message)
    }

    /// Says what cannot be tried, and what to do.
    fn refused(
        &self,
        code: Code,
        text: &Text,
        message: String,
        help: impl Into<String>,
    ) -> Box<Diagnostic> {
        Box::new(self.error(code, text.span, message).help(help))
    }

    fn prepare<'e>(&self, response: &'e RawResponse) -> Result<Prepared<'e>, Box<Diagnostic>> {
        let part = self.part(response)?;
        let (outcome, credit) = self.expected(part, &response.expected)?;
        let typed = &response.typed;
        let raw = Options::of(self, part).as_response(&typed.value);
        let raw = raw.ok_or_else(|| {
            let message = format!("`{}` is not among the options", typed.value);
            let help = how_to_answer(&self.instance.parts[part].question.kind);
            self.refused(codes::EXAMPLE_OUTCOME, typed, message, help)
        })?;
        Ok(Prepared {
            written: response,
            part,
            raw,
            outcome,
            credit,
        })
    }

    /// The place of the part that a response answers.
    fn part(&self, response: &RawResponse) -> Result<usize, Box<Diagnostic>> {
        let Some(id) = &response.part else {
            return Ok(0);
        };
        let names = || self.instance.parts.iter().map(|part| part.id.as_str());
        names().position(|name| name == id.value).ok_or_else(|| {
            let help = match closest(&id.value, names()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("the parts are {}", names().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("there is no part `{}`", id.value);
            self.refused(codes::EXAMPLE_WORD, id, message, help)
        })
    }

    /// `right`, `wrong 0.5`: an outcome and possibly its credit.
    fn expected<'e>(
        &self,
        part: usize,
        text: &'e Text,
    ) -> Result<(&'e str, Option<f64>), Box<Diagnostic>> {
        let candidates = &self.template.parts[part].candidates;
        let ids = || candidates.misconceptions().map(|(_, id, _)| id.as_str());
        let known = ["right", "wrong", "right_value_wrong_form", "unreadable"];
        let words: Vec<&str> = text.value.split_whitespace().collect();
        let (outcome, credit) = match words.as_slice() {
            [outcome] => (*outcome, Ok(None)),
            [outcome, credit] => (
                *outcome,
                number(credit).map(|credit| Some(credit.to_f64())).ok_or(()),
            ),
            _ => (text.value.as_str(), Ok(None)),
        };
        if !known.contains(&outcome) && !ids().any(|id| id == outcome) {
            let help = match closest(outcome, known.into_iter().chain(ids())) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("outcomes are {}, or a misconception's id", known.join(", ")),
            };
            let message = format!("there is no outcome `{outcome}`");
            return Err(self.refused(codes::EXAMPLE_WORD, text, message, help));
        }
        match credit {
            Ok(credit) => Ok((outcome, credit)),
            Err(()) => {
                let message = format!("`{}` has no credit", text.value);
                let help = "write a share after the outcome, such as `wrong 0.5` or `wrong 2/3`";
                Err(self.refused(codes::EXAMPLE_WORD, text, message, help))
            }
        }
    }

    /// What is said where something else came out.
    fn compare(&self, response: &Prepared<'_>, marking: &Marking) -> Option<Diagnostic> {
        let came_out = match &marking.outcome {
            Outcome::Wrong { misconceptions } if !misconceptions.is_empty() => {
                misconceptions.iter().map(|id| id.as_str()).collect()
            }
            outcome => vec![outcome.name()],
        };
        let (typed, credit) = (&response.written.typed, marking.credit.value());
        let message = if !came_out.contains(&response.outcome) {
            format!(
                "`{}` comes out as {}, not {}",
                typed.value,
                came_out.join(" or "),
                response.outcome
            )
        } else if response
            .credit
            .is_some_and(|wanted| (wanted - credit).abs() > CREDIT_ROUNDING)
        {
            format!("`{}` is worth {credit:.2}", typed.value)
        } else {
            return None;
        };
        let (template, instance) = (self.template, self.instance);
        let key = template.render_key(instance, response.part, Output::Text, Locale::ENGLISH);
        Some(
            self.error(codes::EXAMPLE_OUTCOME, typed.span, message)
                .labelled(format!(
                    "the key is {key} when {}",
                    template.describe(instance.pinned.index)
                ))
                .help("mend the example, or the key or misconception it tests"),
        )
    }
}

/// How an example answers what is not typed.
const fn how_to_answer(kind: &AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Ordering(_) => "an order is given by what is shown: `first; second; third`",
        AnswerKind::Matching(_) | AnswerKind::Categorise(_) => {
            "what belongs together is given by what is shown: `dog -> animal; oak -> plant`"
        }
        AnswerKind::TrueFalse => "write `true` or `false`, and the reason after it: `true: …`",
        _ => "a choice is answered with what an option shows; several are separated by `;`",
    }
}

/// Options and prompts of a part as they are shown.
struct Options<'a> {
    kind: &'a AnswerKind,
    options: Vec<(String, Option<Rational>)>,
    prompts: Vec<String>,
}

impl<'a> Options<'a> {
    fn of(checker: &Checker<'a>, part: usize) -> Self {
        let (template, instance) = (checker.template, checker.instance);
        let question = &instance.parts[part].question;
        let options = question.options.iter().enumerate().map(|(at, option)| {
            let shown = template.render_option(instance, part, at, Output::Text, Locale::ENGLISH);
            let number = match &option.shown {
                Value::Number(number) => Some(number.clone()),
                _ => None,
            };
            (plain(&shown), number)
        });
        let prompts = (0..question.prompts.len()).map(|at| {
            let shown = template.render_prompt(instance, part, at, Output::Text, Locale::ENGLISH);
            plain(&shown)
        });
        Self {
            kind: &question.kind,
            options: options.collect(),
            prompts: prompts.collect(),
        }
    }

    /// The label of the option that shows what was typed.
    fn label(&self, typed: &str) -> Option<String> {
        let (text, number) = (plain(typed), number(typed));
        let mut options = self.options.iter();
        let at = options
            .position(|(shown, value)| *shown == text || (value.is_some() && *value == number));
        at.map(|at| label(at).to_string())
    }

    fn labels(&self, typed: &str, between: &[char]) -> Option<String> {
        let labels = typed.split(between).map(|part| self.label(part));
        labels
            .collect::<Option<Vec<String>>>()
            .map(|labels| labels.join(","))
    }

    /// What a learner would send: for what is not typed the labels of what is shown.
    fn as_response(&self, typed: &str) -> Option<String> {
        match self.kind {
            AnswerKind::ChoiceOne => self.label(typed),
            // A comma may stand within an option, so it comes second.
            AnswerKind::ChoiceMany(_) => {
                let by_semicolon = self.labels(typed, &[';']);
                by_semicolon.or_else(|| self.labels(typed, &[';', ',']))
            }
            AnswerKind::Ordering(_) => self.labels(typed, &[';']),
            AnswerKind::TrueFalse => match typed.split_once(':') {
                Some((truth, reason)) => Some(format!("{truth},{}", self.label(reason)?)),
                None => Some(typed.to_owned()),
            },
            AnswerKind::Matching(_) | AnswerKind::Categorise(_) => self.pairs(typed),
            _ => Some(typed.to_owned()),
        }
    }

    /// `dog -> animal; oak → plant`: for each prompt the label of its option, `-` for none.
    fn pairs(&self, typed: &str) -> Option<String> {
        let mut given = vec!["-".to_owned(); self.prompts.len()];
        for pair in typed.split(';') {
            let (prompt, option) = pair.split_once("->").or_else(|| pair.split_once('→'))?;
            let prompt = plain(prompt);
            let mut prompts = self.prompts.iter();
            let at = prompts.position(|shown| *shown == prompt)?;
            *given.get_mut(at)? = self.label(option)?;
        }
        Some(given.join(","))
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
fn number(typed: &str) -> Option<Rational> {
    let decimal = |text: &str| Decimal::parse(text.trim()).map(|decimal| decimal.value().clone());
    match typed.split_once('/') {
        Some((above, below)) => decimal(above)?.checked_div(&decimal(below)?),
        None => decimal(typed),
    }
}
