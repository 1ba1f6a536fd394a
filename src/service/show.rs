//! Problems and what came of them, put into words and markup.

use super::shelf::Problem;
use super::{
    AnswerField, MisconceptionView, OptionView, ProblemView, Rendered, Service, SolutionView,
    Verdict,
};
use crate::answer::{AnswerKind, Outcome, Question, Understood, label};
use crate::base::{BankId, Locale};
use crate::decision::Rationale;
use crate::doc::Output;
use crate::mastery::Trace;
use crate::store::Administration;
use crate::template::Section;

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

    fn hint(&self, number: u32) -> Rendered {
        // Hints go from 1 for the learner, from 0 in the template.
        let hint = Section::Hint(number.saturating_sub(1) as usize);
        self.section(hint).unwrap_or_default()
    }

    /// What is asked.
    pub(super) fn question(&self) -> &Question {
        &self.instance.parts[0].question
    }

    fn options(&self) -> Vec<OptionView> {
        let write = |n, output| {
            self.template
                .render_option(&self.instance, 0, n, output, self.locale)
        };
        let option = |n| OptionView {
            label: label(n).to_string(),
            shown: Rendered {
                html: write(n, Output::Html),
                text: write(n, Output::Text),
            },
        };
        (0..self.question().options.len()).map(option).collect()
    }

    fn field(&self) -> AnswerField {
        match self.question().kind {
            AnswerKind::Expression(_) => AnswerField::Expression {
                symbols: self
                    .question()
                    .symbols
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            },
            AnswerKind::ChoiceOne => AnswerField::ChoiceOne {
                options: self.options(),
            },
            AnswerKind::ChoiceMany(_) => AnswerField::ChoiceMany {
                options: self.options(),
            },
            _ => AnswerField::Number,
        }
    }

    /// The right answer; of a choice of several all that are to be chosen.
    pub(super) fn key(&self) -> Rendered {
        let options = &self.question().options;
        let write = |output| {
            let option = |n| {
                let template = &self.template;
                template.render_option(&self.instance, 0, n, output, self.locale)
            };
            match self.question().kind {
                AnswerKind::ChoiceMany(_) => {
                    let right = options
                        .iter()
                        .enumerate()
                        .filter(|(_, option)| option.right);
                    let shown: Vec<String> = right.map(|(n, _)| option(n)).collect();
                    shown.join("; ")
                }
                _ => self
                    .template
                    .render_key(&self.instance, 0, output, self.locale),
            }
        };
        Rendered {
            html: write(Output::Html),
            text: write(Output::Text),
        }
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

pub(super) const fn verdict(outcome: &Outcome) -> Verdict {
    match outcome {
        Outcome::Right => Verdict::Right,
        Outcome::RightValueWrongForm => Verdict::RightValueWrongForm,
        Outcome::Wrong { .. } | Outcome::Unreadable { .. } => Verdict::Wrong,
    }
}

impl Service {
    /// The language of a bank; English for one that is not loaded any more.
    pub(super) fn locale(&self, bank: &BankId) -> Locale {
        self.bank(bank)
            .map_or(Locale::ENGLISH, |bank| bank.language())
    }

    /// A problem before it is answered: nothing in it gives the key away. `attempts` were made.
    pub(super) fn problem_view(
        &self,
        given: &Administration,
        problem: &Problem<'_>,
        trace: &Trace,
        attempts: usize,
    ) -> ProblemView {
        let place = &given.place;
        let title = self
            .bank(&place.bank)
            .ok()
            .and_then(|bank| bank.competency(&place.competency))
            .map_or(place.competency.as_str(), |competency| {
                competency.title.as_str()
            });
        let hints = problem.template.hint_count(problem.locale) as u32;
        // A rationale that an earlier version wrote otherwise is no reason not to go on.
        let why = serde_json::from_str(&given.rationale).unwrap_or_default();
        ProblemView {
            administration: given.id,
            learner: place.learner.clone(),
            bank: place.bank.clone(),
            competency: place.competency.clone(),
            competency_title: title.to_owned(),
            template: given.template.clone(),
            template_title: problem.template.title().to_owned(),
            locale: problem.locale,
            stem: problem.section(Section::Stem).unwrap_or_default(),
            field: problem.field(),
            hints: (1..=given.hints)
                .map(|number| problem.hint(number))
                .collect(),
            hints_left: hints.saturating_sub(given.hints),
            attempt: u32::try_from(attempts).map_or(u32::MAX, |n| n.saturating_add(1)),
            seen_before: given.seen_before,
            why: words(&why),
            opportunity: trace.opportunities.saturating_add(1),
            mastery: trace.mastery(),
        }
    }

    pub(super) fn solution_view(&self, problem: &Problem<'_>, view: ProblemView) -> SolutionView {
        SolutionView {
            problem: view,
            key: problem.key(),
            solution: problem.section(Section::Solution),
        }
    }
}
