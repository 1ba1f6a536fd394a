//! The parts of a problem: which stand on the page, how they are marked, what they are worth.

use super::shelf::Problem;
use super::{Error, PartAnswer};
use crate::answer::{Credit, Marking, Outcome};
use crate::base::PartId;
use crate::mastery::ResponseFormat;
use crate::session::{Mark, PartWorth, Worth};
use crate::store::AdministrationId;
use crate::template::PartInstance;

/// Unreadable answers are kept too, but not of any length; in bytes.
const LONGEST_RAW: usize = 10_000;

/// One part's answer, marked.
pub(super) struct Marked {
    pub(super) part: PartId,
    pub(super) raw: String,
    pub(super) marking: Marking,
}

impl Problem<'_> {
    /// Every part, in the order of the file.
    pub(super) fn parts(&self) -> &[PartInstance] {
        &self.instance.parts
    }

    /// A part and its place among all.
    pub(super) fn part(&self, id: &PartId) -> Option<(usize, &PartInstance)> {
        let mut parts = self.parts().iter().enumerate();
        parts.find(|(_, part)| part.id == *id)
    }

    /// The parts on the page while the steps of those `opened` are open.
    pub(super) fn shown<'p>(
        &'p self,
        opened: &'p [PartId],
    ) -> impl Iterator<Item = (usize, &'p PartInstance)> {
        let is_shown = |part: &PartInstance| {
            let parent = part.step_of.as_ref();
            parent.is_none_or(|parent| opened.contains(parent))
        };
        let parts = self.parts().iter().enumerate();
        parts.filter(move |(_, part)| is_shown(part))
    }

    /// Whether a part is a step towards another.
    pub(super) fn is_step(&self, id: &PartId) -> bool {
        self.part(id)
            .is_some_and(|(_, part)| part.step_of.is_some())
    }

    /// Whether a part has steps to open.
    pub(super) fn has_steps(&self, part: &PartId) -> bool {
        self.parts()
            .iter()
            .any(|step| step.step_of.as_ref() == Some(part))
    }

    /// What was handed in for each part on the page, in its order; what is missing is blank.
    ///
    /// # Errors
    /// An answer is too long or belongs to no part on the page.
    pub(super) fn sorted(
        &self,
        id: AdministrationId,
        opened: &[PartId],
        answers: &[PartAnswer],
    ) -> Result<Vec<PartAnswer>, Error> {
        for answer in answers {
            if answer.raw.len() > LONGEST_RAW {
                return Err(Error::TooLong {
                    bytes: answer.raw.len(),
                    limit: LONGEST_RAW,
                });
            }
            if !self.shown(opened).any(|(_, part)| part.id == answer.part) {
                return Err(Error::NoPart {
                    administration: id,
                    part: answer.part.clone(),
                });
            }
        }
        let given = |(_, part): (usize, &PartInstance)| {
            let found = answers.iter().find(|answer| answer.part == part.id);
            found.cloned().unwrap_or_else(|| PartAnswer {
                part: part.id.clone(),
                raw: String::new(),
                confirmed: false,
            })
        };
        Ok(self.shown(opened).map(given).collect())
    }

    /// Marks what was handed in, an error carried forward to later parts. Steps left blank are not
    /// marked. A reading that was confirmed is ambiguous no longer.
    pub(super) fn mark(&self, answers: &[PartAnswer]) -> Vec<Marked> {
        let blank =
            |answer: &&PartAnswer| answer.raw.trim().is_empty() && self.is_step(&answer.part);
        let given: Vec<(PartId, &str)> = answers
            .iter()
            .filter(|answer| !blank(answer))
            .map(|answer| (answer.part.clone(), answer.raw.as_str()))
            .collect();
        let confirmed = |part: &PartId| {
            let own = answers.iter().find(|answer| answer.part == *part);
            own.is_some_and(|answer| answer.confirmed)
        };
        let raw = |part: &PartId| {
            let own = given.iter().find(|(own, _)| own == part);
            own.map_or_else(String::new, |(_, raw)| (*raw).to_owned())
        };
        let marked = self.instance.mark(&self.template, &given).into_iter();
        marked
            .map(|(part, mut marking)| {
                if confirmed(&part) {
                    marking.confirm = None;
                }
                Marked {
                    raw: raw(&part),
                    part,
                    marking,
                }
            })
            .collect()
    }

    /// How the whole is marked. A step may be wrong; it must be read.
    pub(super) fn whole(&self, marked: &[Marked]) -> Mark {
        let counts = |marked: &&Marked| {
            !self.is_step(&marked.part)
                || matches!(
                    Mark::from(&marked.marking),
                    Mark::Unreadable | Mark::Unconfirmed
                )
        };
        Mark::of_all(marked.iter().filter(counts).map(|marked| &marked.marking))
    }

    /// What the whole is worth.
    pub(super) fn worth(&self, marked: &[Marked], opened: &[PartId]) -> Worth {
        let worth = |part: &PartInstance| PartWorth {
            credit: marked
                .iter()
                .find(|marked| marked.part == part.id)
                .map_or(Credit::NONE, |marked| credit(&marked.marking)),
            part: part.id.clone(),
            weight: part.weight,
            step_of: part.step_of.clone(),
            steps_cost: part.steps_cost.value(),
        };
        let parts: Vec<PartWorth> = self.parts().iter().map(worth).collect();
        Worth::of(&parts, opened)
    }

    /// How the whole is answered; steps play no part, for they are help.
    pub(super) fn format(&self) -> ResponseFormat {
        let whole = self.parts().iter().filter(|part| part.step_of.is_none());
        ResponseFormat::of_all(whole.map(|part| ResponseFormat::from(&part.question)))
    }
}

/// What a part's answer is worth. An earlier version wrote no credit, and gave none in part.
pub(super) fn credit(marking: &Marking) -> Credit {
    match marking.outcome {
        Outcome::Right => Credit::FULL,
        _ => marking.credit,
    }
}
