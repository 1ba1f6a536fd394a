//! Problems and what came of them, put into words and markup.

use super::field::right_labels;
use super::shelf::Problem;
use super::{
    MisconceptionView, PartView, ProblemView, Rendered, Service, SolutionView, StepsView, Verdict,
};
use crate::answer::{AnswerKind, Credit, Marking, Outcome, Understood};
use crate::base::{BankId, CompetencyId, Locale, PartId};
use crate::decision::Rationale;
use crate::doc::Output;
use crate::mastery::Trace;
use crate::store::Administration;
use crate::template::{PartInstance, Section};

/// Before the name of a part, where its field is to be put in.
pub const OPEN_FIELD: &str = "<!--field:";

/// Behind that name.
pub const FIELD_END: &str = "-->";

impl Problem<'_> {
    pub(super) fn section(&self, section: Section<'_>) -> Option<Rendered> {
        let write = |output| {
            self.template
                .render(&self.instance, section, output, self.locale)
        };
        Some(Rendered {
            html: write(Output::Html)?,
            text: write(Output::Text)?,
        })
    }

    /// A section in which the field of every part that has its place there is left open, for the
    /// page to put it in; a terminal shows a blank.
    fn open_section(&self, section: Section<'_>) -> Option<Rendered> {
        let write = |output| {
            let mut field = |part: &str, output, out: &mut String| match output {
                Output::Html => {
                    out.push_str(OPEN_FIELD);
                    out.push_str(part);
                    out.push_str(FIELD_END);
                }
                _ => out.push_str("____"),
            };
            self.template
                .render_with(&self.instance, section, output, self.locale, &mut field)
        };
        Some(Rendered {
            html: write(Output::Html)?,
            text: write(Output::Text)?,
        })
    }

    fn hint(&self, number: u32) -> Rendered {
        // Hints go from 1 for the learner, from 0 in the template.
        let hint = Section::Hint(number.saturating_sub(1) as usize);
        self.section(hint).unwrap_or_default()
    }

    /// The parts that stand on the page while the steps of those `opened` are open.
    fn part_views(&self, opened: &[PartId]) -> Vec<PartView> {
        let view = |(at, part): (usize, &PartInstance)| PartView {
            field: self.field(at, part),
            text: self.open_section(Section::Part(part.id.as_str())),
            inline: part.slot,
            steps: self.has_steps(&part.id).then(|| StepsView {
                opened: opened.contains(&part.id),
                cost: part.steps_cost.value(),
            }),
            step_of: part.step_of.clone(),
            id: part.id.clone(),
        };
        let is_field = |(_, part): &(usize, &PartInstance)| {
            // A work has a page of its own.
            !matches!(part.question.kind, AnswerKind::Performance)
        };
        self.shown(opened).filter(is_field).map(view).collect()
    }

    /// The right answer to a part: what is to be chosen in the words of the options, else the key.
    pub(super) fn key(&self, part: &PartId) -> Rendered {
        let Some((at, part)) = self.part(part) else {
            return Rendered::default();
        };
        let chosen =
            right_labels(&part.question).and_then(|labels| self.field(at, part).in_words(&labels));
        chosen.unwrap_or_else(|| {
            let write = |output| {
                self.template
                    .render_key(&self.instance, at, output, self.locale)
            };
            Rendered {
                html: write(Output::Html),
                text: write(Output::Text),
            }
        })
    }

    pub(super) fn misconceptions(&self, outcome: &Outcome) -> Vec<MisconceptionView> {
        let view = |id: &crate::base::MisconceptionId| MisconceptionView {
            id: id.clone(),
            feedback: self.section(Section::Misconception(id.as_str())),
        };
        outcome.misconceptions().iter().map(view).collect()
    }
}

/// What was understood, for a page and a terminal.
pub(super) fn rendered(understood: &Understood) -> Rendered {
    Rendered {
        html: format!("<math>{}</math>", understood.mathml),
        text: understood.text.clone(),
    }
}

/// The reasons in the student's words.
pub(super) fn words(rationale: &Rationale) -> Vec<String> {
    let reasons = rationale.reasons().iter();
    reasons.map(|reason| reason.for_student()).collect()
}

/// What an answer was, all its parts together: right or in another form only if all of them are.
pub(super) fn verdict<'a>(
    markings: impl IntoIterator<Item = &'a Marking>,
    credit: Credit,
) -> Verdict {
    let (mut all, mut another_form, mut none) = (true, false, true);
    for marking in markings {
        none = false;
        match marking.outcome {
            Outcome::Right => {}
            Outcome::RightValueWrongForm => another_form = true,
            Outcome::Wrong { .. } | Outcome::Unreadable { .. } => all = false,
        }
    }
    match (all && !none, another_form) {
        (true, false) => Verdict::Right,
        (true, true) => Verdict::RightValueWrongForm,
        (false, _) if credit > Credit::NONE => Verdict::Partly,
        (false, _) => Verdict::Wrong,
    }
}

impl Service {
    /// The language of a bank; English for one that is not loaded any more.
    pub(super) fn locale(&self, bank: &BankId) -> Locale {
        self.bank(bank)
            .map_or(Locale::ENGLISH, |bank| bank.language())
    }

    /// A competency's title; its id where no bank loaded has it.
    pub(super) fn competency_title(&self, bank: &BankId, competency: &CompetencyId) -> String {
        let bank = self.bank(bank).ok();
        let known = bank.and_then(|bank| bank.competency(competency));
        known.map_or_else(|| competency.to_string(), |known| known.title.clone())
    }

    /// A problem before it is answered: nothing in it gives the key away. `attempts` were made.
    pub(super) fn problem_view(
        &self,
        given: &Administration,
        problem: &Problem<'_>,
        trace: &Trace,
        attempts: u32,
    ) -> ProblemView {
        ProblemView {
            opportunity: trace.opportunities.saturating_add(1),
            mastery: trace.mastery(),
            ..self.bare_problem_view(given, problem, attempts)
        }
    }

    /// The same without anything on where its learner stands.
    pub(super) fn bare_problem_view(
        &self,
        given: &Administration,
        problem: &Problem<'_>,
        attempts: u32,
    ) -> ProblemView {
        let place = &given.place;
        let hints = problem.template.hint_count() as u32;
        // A rationale that an earlier version wrote otherwise is no reason not to go on.
        let why = serde_json::from_str(&given.rationale).unwrap_or_default();
        ProblemView {
            administration: given.id,
            learner: place.learner.clone(),
            bank: place.bank.clone(),
            competency: place.competency.clone(),
            competency_title: self.competency_title(&place.bank, &place.competency),
            template: given.template.clone(),
            template_title: problem.template.title(problem.locale).to_owned(),
            locale: problem.locale,
            stem: problem.open_section(Section::Stem).unwrap_or_default(),
            parts: problem.part_views(&given.steps),
            hints: (1..=given.hints)
                .map(|number| problem.hint(number))
                .collect(),
            hints_left: hints.saturating_sub(given.hints),
            attempt: attempts.saturating_add(1),
            seen_before: given.seen_before,
            why: words(&why),
            opportunity: 1,
            mastery: 0.0,
        }
    }

    pub(super) fn solution_view(&self, problem: &Problem<'_>, view: ProblemView) -> SolutionView {
        SolutionView {
            keys: view
                .parts
                .iter()
                .map(|part| (part.id.clone(), problem.key(&part.id)))
                .collect(),
            problem: view,
            solution: problem.section(Section::Solution),
        }
    }
}
