//! From what an author writes of an answer to its candidates.

use super::candidates::{Candidate, Candidates, MAX_CANDIDATES};
use super::codes;
use crate::answer::{AnswerKind, ExpressionSpec, NumberNotation, NumberSpec, Partial, Tolerance};
use crate::base::{MisconceptionId, Span, Spanned, closest};
use crate::doc::Format;
use crate::math::{Form, Rational};
use crate::template::compile::{Compiled, Compiler, Reported, Result};
use crate::template::front_matter::{
    FrontMatter, RawAnswer, RawAnswerKind, RawMisconception, RawTolerance,
};
use crate::template::program::Register;
use crate::template::sections::Filling;

/// The most options of a choice: each needs a letter, and their order one word of a stream.
const MAX_OPTIONS: usize = 20;

/// Compiles key and misconceptions.
pub(super) fn compile(
    compiler: &mut Compiler<'_>,
    front: &FrontMatter,
    answer: &RawAnswer,
) -> Result<Candidates> {
    let kind = kind(compiler, answer);
    let show = show(compiler, answer);
    let mut all = Vec::new();
    let mut failed = false;
    for key in &answer.key {
        match compiler
            .text(key)
            .and_then(|value| fits(compiler, answer, value, key))
        {
            Ok(value) => all.push(candidate(compiler, value, show, None, None, key.span)?),
            Err(Reported) => failed = true,
        }
    }
    let keys = all.len();
    for misconception in &front.misconceptions {
        match one_misconception(compiler, answer, misconception, all.first()) {
            Ok((value, id, unless)) => {
                let span = misconception.id.span;
                all.push(candidate(compiler, value, show, Some(id), unless, span)?);
            }
            Err(Reported) => failed = true,
        }
    }
    let offered = match answer.kind.value {
        RawAnswerKind::Number | RawAnswerKind::Expression => 0,
        RawAnswerKind::Choice | RawAnswerKind::Choices => answer
            .options
            .as_ref()
            .map_or(all.len(), |options| options.value as usize),
    };
    if offered > MAX_OPTIONS {
        return compiler.fail(
            codes::TOO_MANY_OPTIONS,
            answer
                .options
                .as_ref()
                .map_or(answer.span, |options| options.span),
            format!("a choice of {offered} options"),
            format!("a choice offers at most {MAX_OPTIONS}; ask for fewer with `options`"),
        );
    }
    if all.len() > MAX_CANDIDATES {
        return compiler.fail(
            codes::TOO_MANY_OPTIONS,
            answer.span,
            format!("there are {} keys and misconceptions", all.len()),
            format!("a template has at most {MAX_CANDIDATES}"),
        );
    }
    let (kind, false) = (kind?, failed || keys == 0) else {
        return Err(Reported);
    };
    if all.len() > 1 {
        // Each by itself first, so that what is too complex is said of the one that is.
        for candidate in &all {
            compiler.check_algebra(&candidate.value, candidate.span)?;
        }
    }
    let tolerance = match &kind {
        AnswerKind::Number(spec) => spec.tolerance.as_ref(),
        _ => None,
    };
    let mut same = Vec::new();
    for high in 1..all.len() {
        for low in 0..high {
            let tolerance = tolerance.filter(|_| low < keys);
            same.push(compile_same(compiler, &all[low], &all[high], tolerance)?);
        }
    }
    let options = answer
        .options
        .as_ref()
        .map_or(0, |options| options.value as usize);
    Ok(Candidates {
        kind,
        all,
        keys,
        options,
        same,
        span: answer.span,
    })
}

/// Whether two candidates coincide; where one of them is ruled out that is never asked. Within the
/// tolerance of a key a misconception is the key.
fn compile_same(
    compiler: &mut Compiler<'_>,
    low: &Candidate,
    high: &Candidate,
    tolerance: Option<&Tolerance>,
) -> Result<Register> {
    let span = high.span;
    let same = |compiler: &mut Compiler<'_>| match (tolerance, &low.value, &high.value) {
        (Some(tolerance), Compiled::Number(key, _), Compiled::Number(other, _)) => {
            compiler.within_tolerance(*key, *other, tolerance, span)
        }
        (_, a, b) => compiler.same(a, b, span),
    };
    match (low.unless, high.unless) {
        (None, None) => same(compiler),
        (Some(unless), None) | (None, Some(unless)) => compiler.unless(unless, span, same),
        (Some(first), Some(second)) => {
            compiler.unless(first, span, |compiler| compiler.unless(second, span, same))
        }
    }
}

fn candidate(
    compiler: &Compiler<'_>,
    value: Compiled,
    show: Option<Format>,
    misconception: Option<MisconceptionId>,
    unless: Option<Register>,
    span: Span,
) -> Result<Candidate> {
    let filling = Filling::of_value(compiler, &value, show)?;
    Ok(Candidate {
        value,
        filling,
        misconception,
        unless,
        span,
    })
}

/// Whether a key is of a type that goes with its kind of answer.
fn fits(
    compiler: &mut Compiler<'_>,
    answer: &RawAnswer,
    value: Compiled,
    key: &Spanned<String>,
) -> Result<Compiled> {
    let (fits, wanted) = match answer.kind.value {
        RawAnswerKind::Number => (matches!(value, Compiled::Number(..)), "a number"),
        RawAnswerKind::Expression => (
            matches!(value, Compiled::Number(..) | Compiled::Symbolic(_)),
            "an expression in symbols",
        ),
        RawAnswerKind::Choice | RawAnswerKind::Choices => (
            matches!(
                value,
                Compiled::Number(..) | Compiled::Symbolic(_) | Compiled::Text(_)
            ),
            "a number, a text or an expression in symbols",
        ),
    };
    if fits {
        return Ok(value);
    }
    compiler.fail(
        codes::KEY_TYPE,
        key.span,
        format!("the key is {value}"),
        format!("this kind of answer needs {wanted}"),
    )
}

type Misconceived = (Compiled, MisconceptionId, Option<Register>);

fn one_misconception(
    compiler: &mut Compiler<'_>,
    answer: &RawAnswer,
    raw: &RawMisconception,
    key: Option<&Candidate>,
) -> Result<Misconceived> {
    let id = MisconceptionId::new(&raw.id.value).or_else(|error| {
        compiler.fail(
            codes::ANSWER_WORD,
            raw.id.span,
            error.to_string(),
            "choose another name",
        )
    })?;
    let unless = match &raw.unless {
        None => None,
        Some(text) => match compiler.text(text)? {
            Compiled::Boolean(register) => Some(register),
            other => return compiler.expected("true or false", &other, text.span),
        },
    };
    let value = match unless {
        None => compiler.text(&raw.value)?,
        Some(unless) => {
            compiler.unless(unless, raw.value.span, |compiler| compiler.text(&raw.value))?
        }
    };
    let comparable = key.is_none_or(|key| {
        matches!(
            (&key.value, &value),
            (Compiled::Text(_), Compiled::Text(_))
                | (
                    Compiled::Number(..) | Compiled::Symbolic(_),
                    Compiled::Number(..) | Compiled::Symbolic(_)
                )
        ) && (answer.kind.value != RawAnswerKind::Number || matches!(value, Compiled::Number(..)))
    });
    if !comparable {
        return compiler.fail(
            codes::MISCONCEPTION_TYPE,
            raw.value.span,
            format!("this misconception leads to {value}"),
            "it must lead to a value of the key's type",
        );
    }
    Ok((value, id, unless))
}

fn kind(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<AnswerKind> {
    Ok(match answer.kind.value {
        RawAnswerKind::Choice => AnswerKind::ChoiceOne,
        RawAnswerKind::Choices => AnswerKind::ChoiceMany(Partial::None),
        RawAnswerKind::Expression => {
            let form = word(compiler, answer.form.as_ref(), &Form::NAMES, Form::parse)?;
            AnswerKind::Expression(ExpressionSpec {
                form,
                strict: false,
            })
        }
        RawAnswerKind::Number => {
            let of_numbers = |name: &str| Form::parse(name).filter(Form::is_of_numbers);
            let form = word(compiler, answer.form.as_ref(), &Form::NAMES, of_numbers)?;
            let names = NumberNotation::ALL.map(NumberNotation::name);
            let mut accept = Vec::new();
            for notation in &answer.accept {
                accept.extend(word(
                    compiler,
                    Some(notation),
                    &names,
                    NumberNotation::parse,
                )?);
            }
            let tolerance = answer.tolerance.as_ref().map(tolerance);
            AnswerKind::Number(NumberSpec {
                accept,
                form,
                tolerance,
                precision: None,
            })
        }
    })
}

fn tolerance(raw: &RawTolerance) -> Tolerance {
    match raw {
        RawTolerance::Absolute(number) => Tolerance::Absolute(number.value.value().clone()),
        RawTolerance::Percent(number) => {
            let share = Rational::new(1, 100).unwrap_or(Rational::ZERO);
            Tolerance::Relative(number.value.value() * &share)
        }
    }
}

/// A word out of a closed set.
fn word<T>(
    compiler: &mut Compiler<'_>,
    text: Option<&Spanned<String>>,
    names: &[&'static str],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    let Some(text) = text else { return Ok(None) };
    match parse(&text.value) {
        Some(value) => Ok(Some(value)),
        None => {
            let help = match closest(&text.value, names.iter().copied()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("allowed are {}", names.join(", ")),
            };
            let message = format!("`{}` is not allowed here", text.value);
            compiler.fail(codes::ANSWER_WORD, text.span, message, help)
        }
    }
}

fn show(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Option<Format> {
    let show = answer.show.as_ref()?;
    if matches!(show.value, Format::List | Format::AsWritten) {
        compiler
            .report(
                codes::HOLE_FORMAT,
                show.span,
                "a key is no list and is not shown as written",
            )
            .help("choose the format of a number");
        return None;
    }
    Some(show.value)
}
