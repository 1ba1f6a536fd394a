//! Where a learner stands with a competency: what every page of it has at its side.

use crate::base::{BankId, CompetencyId, LearnerId};
use crate::service::{CompetencyLink, CompetencyView, Error, HistoryView, Service, Status};

use super::chart::Chart;

/// The chart and what is still missing.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The belief over opportunities; none before the first answer.
    pub chart: Option<Chart>,
    /// Whether proficiency is reached.
    pub proficient: bool,
    /// What is still missing for it, a sentence each.
    pub missing: Vec<String>,
}

/// A competency with its neighbours on the map and its past.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The competency.
    pub view: CompetencyView,
    /// What it is a prerequisite of.
    pub opens: Vec<CompetencyLink>,
    /// Every scored answer.
    pub history: HistoryView,
}

impl Standing {
    /// Where the learner stands now.
    ///
    /// # Errors
    /// There is no such competency, or the database does not answer.
    pub async fn load(
        service: &Service,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
    ) -> Result<Self, Error> {
        let overview = service.overview(learner, bank).await?;
        let history = service.history(learner, bank, competency).await?;
        let needs =
            |view: &&CompetencyView| view.prerequisites.iter().any(|link| link.id == *competency);
        let opens = overview
            .competencies
            .iter()
            .filter(needs)
            .map(link)
            .collect();
        let mut all = overview.competencies.into_iter();
        match all.find(|view| view.id == *competency) {
            Some(view) => Ok(Self {
                view,
                opens,
                history,
            }),
            None => Err(Error::NoCompetency {
                bank: bank.clone(),
                competency: competency.clone(),
            }),
        }
    }

    /// The chart and what is still missing.
    pub fn progress(&self) -> Progress {
        Progress {
            chart: Chart::of(&self.history),
            proficient: self.view.status == Status::Proficient,
            // Of answers, that is: a task is judged by its rubric.
            missing: match self.view.has_problems {
                true => self.view.missing.clone(),
                false => Vec::new(),
            },
        }
    }
}

fn link(view: &CompetencyView) -> CompetencyLink {
    CompetencyLink {
        id: view.id.clone(),
        title: view.title.clone(),
        status: view.status,
    }
}
