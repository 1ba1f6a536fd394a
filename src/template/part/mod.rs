//! A part of an item: what it asks, how it is marked, what it is worth.

mod candidates;
mod carry;
mod coincidence;
mod fit;
mod interval;
mod keys;
mod listed;
mod question;
mod same;
mod show;
mod spec;
mod value;

pub(super) use candidates::{Ask, Candidates, Classes, MAX_CANDIDATES, members};
pub(super) use listed::Listed;
pub(super) use question::{all_categories, permutation, question, symbol};
pub(super) use same::{Memo, same_answer, sense};
pub(super) use show::Show;
pub(super) use value::value;

use super::codes;
use super::compile::{Compiled, Compiler, Found, Reported, Result};
use super::front_matter::{FrontMatter, RawAnswer, RawMisconception};
use super::program::{Block, Register};
use crate::answer::{AnswerKind, Credit};
use crate::base::{Code, PartId, Span, Spanned, closest};
use crate::math::Decimal;

/// What a step costs where the template does not say: a share of what its part is worth.
const STEPS_COST: f64 = 0.25;

/// A part, compiled.
#[derive(Clone, Debug)]
pub struct Part {
    id: PartId,
    weight: f64,
    step_of: Option<PartId>,
    steps_cost: Credit,
    pub(super) wrong_form_credit: Credit,
    /// Whether a place in the body is its field's own.
    pub(super) slot: bool,
    pub(super) candidates: Candidates,
    /// Computes key and misconceptions, and which of them coincide.
    pub(super) block: Block,
    /// Where later parts find what was found in it, where that is a number.
    pub(super) found: Option<Register>,
    /// Whether what is found in earlier parts decides what is right.
    pub(super) follows: bool,
}

impl Part {
    /// Its name.
    pub const fn id(&self) -> &PartId {
        &self.id
    }

    /// What kind of answer it asks for.
    pub const fn kind(&self) -> &AnswerKind {
        &self.candidates.kind
    }

    /// What it counts beside the other parts, greater than 0.
    pub const fn weight(&self) -> f64 {
        self.weight
    }

    /// The part it is a step of, if any.
    pub const fn step_of(&self) -> Option<&PartId> {
        self.step_of.as_ref()
    }

    /// Which share of its credit is given up when its steps are opened.
    pub const fn steps_cost(&self) -> Credit {
        self.steps_cost
    }

    /// Whether a place in the stem or a part's section is its field's own; otherwise its field
    /// stands below its section, or below the stem.
    pub const fn has_slot(&self) -> bool {
        self.slot
    }
}

/// Compiles the parts in file order, each into a block of its own.
pub(super) fn compile(compiler: &mut Compiler<'_>, front: &FrontMatter) -> Result<Vec<Part>> {
    let several = front.parts.len() > 1;
    let placed = check_names(compiler, front);
    let misconceptions = misconceptions(compiler, front);
    let mut compiled = Vec::new();
    for (at, answer) in front.parts.iter().enumerate() {
        let own: Vec<&RawMisconception> = misconceptions
            .iter()
            .filter(|(part, _)| *part == at)
            .map(|(_, misconception)| *misconception)
            .collect();
        // What one part computes must not be relied upon by another: with what a learner found put
        // in, each is computed anew.
        compiled.push(if several {
            compiler.apart(|compiler| one(compiler, answer, &own, true))
        } else {
            one(compiler, answer, &own, false)
        });
    }
    compiler.found.clear();
    let parts = compiled.into_iter().collect::<Result<Vec<Part>>>()?;
    placed?;
    if parts.is_empty() {
        return Err(Reported);
    }
    Ok(parts)
}

fn one(
    compiler: &mut Compiler<'_>,
    answer: &RawAnswer,
    misconceptions: &[&RawMisconception],
    several: bool,
) -> Result<Part> {
    let id = name(answer);
    compiler.found_read = false;
    let compiled = keys::compile(compiler, answer, misconceptions);
    let follows = compiler.found_read;
    let mut found = None;
    if several {
        let known = match &compiled {
            Ok(candidates) => {
                found = found_in(compiler, candidates)?;
                found.map_or(Found::NoNumber, Found::Number)
            }
            Err(Reported) => Found::Unknown,
        };
        compiler.found.push((id.as_str().to_owned(), known));
    }
    let block = compiler.end_block();
    let candidates = compiled?;
    if follows && candidates.has_order() {
        return compiler.fail(
            codes::FOUND,
            answer.kind.span,
            "what is offered cannot follow from an earlier answer",
            "only answers that are typed follow from others",
        );
    }
    let share = |share: &Option<Spanned<Decimal>>| {
        let share = share.as_ref()?;
        Credit::new(share.value.value().to_f64())
    };
    let step_of = answer.step_of.as_ref();
    Ok(Part {
        id,
        weight: answer
            .weight
            .as_ref()
            .map_or(1.0, |weight| weight.value.value().to_f64()),
        step_of: step_of.and_then(|id| PartId::new(&id.value).ok()),
        steps_cost: share(&answer.steps_cost)
            .or(Credit::new(STEPS_COST))
            .unwrap_or_default(),
        wrong_form_credit: share(&answer.wrong_form_credit).unwrap_or_default(),
        slot: false,
        candidates,
        block,
        found,
        follows,
    })
}

/// Keeps the key where later parts find it, if it is a number.
fn found_in(compiler: &mut Compiler<'_>, candidates: &Candidates) -> Result<Option<Register>> {
    let carried = matches!(
        candidates.kind,
        AnswerKind::Number(_) | AnswerKind::Quantity(_)
    );
    match (candidates.all.first(), &candidates.ask) {
        (Some(key), Ask::Value) if carried => match key.value {
            Compiled::Number(register, _) => compiler.keep(register, key.span).map(Some),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The name of a part.
fn name(answer: &RawAnswer) -> PartId {
    let id = answer.id.as_ref();
    id.and_then(|id| PartId::new(&id.value).ok())
        .unwrap_or_else(PartId::only)
}

/// Names are different, and steps are those of parts that are none.
fn check_names(compiler: &mut Compiler<'_>, front: &FrontMatter) -> Result<()> {
    let ids: Vec<PartId> = front.parts.iter().map(name).collect();
    let mut sound = Ok(());
    for (at, answer) in front.parts.iter().enumerate() {
        // A part without a name has been reported.
        if let Some(id) = &answer.id
            && ids[..at].contains(&ids[at])
        {
            let message = format!("there are two parts `{}`", ids[at]);
            sound = compiler.fail(codes::PART_ID, id.span, message, "rename one of them");
        }
        let Some(of) = &answer.step_of else { continue };
        let main = front.parts.iter().zip(&ids);
        let main = main.filter(|(_, id)| id.as_str() == of.value);
        sound = match main.map(|(main, _)| main).next() {
            Some(main) if main.step_of.is_none() && main.span != answer.span => sound,
            Some(_) => compiler.fail(
                codes::STEP_OF,
                of.span,
                format!("`{}` is a step itself", of.value),
                "a step leads to a part that is none",
            ),
            None => no_part(compiler, codes::STEP_OF, of.span, &of.value, &ids),
        };
    }
    sound
}

fn no_part<T>(
    compiler: &mut Compiler<'_>,
    code: Code,
    span: Span,
    given: &str,
    ids: &[PartId],
) -> Result<T> {
    let names = || ids.iter().map(PartId::as_str);
    let help = match closest(given, names()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("the parts are {}", names().collect::<Vec<_>>().join(", ")),
    };
    compiler.fail(code, span, format!("there is no part `{given}`"), help)
}

/// The misconceptions, each with the place of its part.
fn misconceptions<'f>(
    compiler: &mut Compiler<'_>,
    front: &'f FrontMatter,
) -> Vec<(usize, &'f RawMisconception)> {
    let ids: Vec<PartId> = front.parts.iter().map(name).collect();
    let mut placed = Vec::new();
    for misconception in &front.misconceptions {
        let at = match &misconception.part {
            None if ids.len() <= 1 => Some(0),
            None => {
                compiler
                    .report(
                        codes::MISCONCEPTION_PART,
                        misconception.id.span,
                        format!("of which part is `{}`?", misconception.id.value),
                    )
                    .help(format!("add `part = \"{}\"`", ids[0]));
                None
            }
            Some(part) => {
                let at = ids.iter().position(|id| id.as_str() == part.value);
                at.or_else(|| {
                    let code = codes::MISCONCEPTION_PART;
                    no_part(compiler, code, part.span, &part.value, &ids).ok()
                })
            }
        };
        placed.extend(at.map(|at| (at, misconception)));
    }
    placed
}
