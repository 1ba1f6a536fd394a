//! An intervention on offer: shown, taken or put aside.

use super::super::outcomes::RELEARN;
use super::super::practise::Going;
use super::super::{Error, Next, Rendered, Service};
use super::view::{HelpKind, HelpSection, HelpView};
use crate::bank::{
    Bank, Competency, Intervention, InterventionKind, InterventionSection, SectionReader,
};
use crate::base::{BankId, CompetencyId, InterventionId, LearnerId};
use crate::doc::Output;
use crate::store::Place;
use std::sync::atomic::Ordering;

impl Service {
    /// The learner went through the intervention on offer, and practice goes on. Sent again, what
    /// comes next is shown once more.
    ///
    /// # Errors
    /// There is no such bank or competency, the intervention is not on offer, or the database cannot
    /// be written.
    pub async fn take_help(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
        intervention: &InterventionId,
    ) -> Result<Next, Error> {
        let place = place(learner, bank, competency);
        let next = self
            .go(&place, &Going::Helped(intervention.clone()))
            .await?;
        let taken = self.taken.fetch_add(1, Ordering::Relaxed) + 1;
        if taken.is_multiple_of(RELEARN) {
            self.learn().await?;
        }
        Ok(next)
    }

    /// The learner puts the intervention on offer aside, which costs nothing.
    ///
    /// # Errors
    /// There is no such bank or competency, the intervention is not on offer, or the database cannot
    /// be written.
    pub async fn decline_help(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
        intervention: &InterventionId,
    ) -> Result<Next, Error> {
        let place = place(learner, bank, competency);
        self.go(&place, &Going::Declined(intervention.clone()))
            .await
    }
}

fn place(learner: &LearnerId, bank: &BankId, competency: &CompetencyId) -> Place {
    Place::new(learner, bank, competency)
}

/// An intervention as it is shown, and why it comes.
pub(in crate::service) fn help_view(
    bank: &Bank,
    competency: &Competency,
    intervention: &Intervention,
    why: Vec<String>,
) -> HelpView {
    let sections = |for_teacher: bool| {
        let sections = intervention.sections.iter();
        let own =
            sections.filter(|section| (section.reader == SectionReader::Teacher) == for_teacher);
        own.map(|section| HelpSection {
            heading: section.heading.clone(),
            afterwards: section.reader == SectionReader::LearnerAfterwards,
            text: rendered(section),
        })
        .collect()
    };
    HelpView {
        bank: bank.id().clone(),
        competency: competency.id.clone(),
        title: competency.title.clone(),
        intervention: intervention.id.clone(),
        name: intervention.title.clone(),
        kind: match intervention.kind {
            InterventionKind::Peer => HelpKind::Peer,
            kind if kind.needs_teacher() => HelpKind::Teacher,
            _ => HelpKind::Alone,
        },
        minutes: intervention.minutes,
        sections: sections(false),
        for_teacher: sections(true),
        why,
    }
}

fn rendered(section: &InterventionSection) -> Rendered {
    let write = |output| {
        let mut out = String::new();
        section.write(output, &mut out);
        out
    };
    Rendered {
        html: write(Output::Html),
        text: write(Output::Text),
    }
}
