//! Giving a task: drawn and pinned as a problem is, and beside the problem under way.

use super::super::draw::{Drawing, LONGEST_SEARCH};
use super::super::{Error, PATIENCE, Service};
use super::view::{TaskLink, TaskState};
use crate::bank::Bank;
use crate::base::{BankId, CompetencyId, LearnerId, TemplateId};
use crate::decision::Rationale;
use crate::store::{
    Administration, AdministrationId, AdministrationState, Change, Entry, Place, Written,
};
use crate::template::ItemTemplate;

impl Service {
    /// The tasks of a competency, and how far a learner is with each.
    ///
    /// # Errors
    /// There is no such bank or competency, or the database does not answer.
    pub async fn tasks(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
    ) -> Result<Vec<TaskLink>, Error> {
        let bank = self.bank(bank)?;
        let competency = self.competency(bank, competency)?;
        let mut tasks = competency.templates.iter().filter(is_task).peekable();
        if tasks.peek().is_none() {
            return Ok(Vec::new());
        }
        let begun = self
            .store
            .snapshot()
            .await?
            .tasks(learner, bank.id())
            .await?;
        let link = |template: &ItemTemplate| {
            // The latest comes first.
            let own = begun.iter().find(|task| task.template == *template.id());
            TaskLink {
                template: template.id().clone(),
                title: template
                    .title(self.language.unwrap_or(bank.language()))
                    .to_owned(),
                minutes: template.minutes(),
                begun: own.and_then(|task| Some((task.id, TaskState::of(task.state)?))),
            }
        };
        Ok(tasks.map(link).collect())
    }

    /// Gives a task; where it is under way already, that one.
    ///
    /// # Errors
    /// There is no such bank or task, or the database cannot be written.
    pub async fn give_task(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        template: &TemplateId,
    ) -> Result<AdministrationId, Error> {
        let bank = self.bank(bank)?;
        let template = task_of(bank, template)?;
        let competency = self.competency(bank, &template.id().competency())?;
        let place = Place::new(learner, bank.id(), &competency.id);
        for _ in 0..PATIENCE {
            let mut snapshot = self.store.snapshot().await?;
            let begun = snapshot.tasks(learner, bank.id()).await?;
            let exposures = snapshot.exposures(&place).await?;
            let met = snapshot.issued(&place, template.id()).await?;
            drop(snapshot);
            let under_way = |task: &&Administration| {
                task.template == *template.id() && task.state != AdministrationState::Marked
            };
            if let Some(task) = begun.iter().find(under_way) {
                return Ok(task.id);
            }
            // The stratum given least often, and in it the next draw.
            let drawn = |stratum: u32| {
                let own = exposures.iter().find(|exposure| {
                    exposure.template == *template.id()
                        && exposure.stratum == stratum
                        && exposure.fingerprint == *template.domain_fingerprint()
                });
                own.map_or((0, 0), |exposure| (exposure.given, exposure.next))
            };
            let strata = u32::try_from(template.proof().strata.len()).unwrap_or(u32::MAX);
            let stratum = (0..strata).min_by_key(|&stratum| drawn(stratum).0);
            let undrawable = || Error::Undrawable {
                competency: competency.id.clone(),
                detail: format!("`{}` has no instance", template.id()),
            };
            let stratum = stratum.ok_or_else(undrawable)?;
            let drawing = Drawing {
                place: &place,
                template,
                parameters: &competency.parameters,
                rationale: &Rationale::default(),
                seed: 0,
                state: AdministrationState::Assigned,
                placement: None,
            };
            let first = drawn(stratum).1;
            let mut given = None;
            for counter in (first..).take(LONGEST_SEARCH) {
                if let Some((_, administration)) = self.draw(&drawing, stratum, counter)?
                    && (administration.seen_before || !met.contains(&administration.identity))
                {
                    given = Some(administration);
                    break;
                }
            }
            let given = given.ok_or_else(undrawable)?;
            let id = given.id;
            self.enter(learner).await?;
            let change = Change {
                place: &place,
                projection: None,
                entries: &[Entry::Administered(Box::new(given))],
            };
            if self.store.write_all(&[change]).await? == Written::Done {
                return Ok(id);
            }
        }
        Err(Error::Busy)
    }
}

fn is_task(template: &&ItemTemplate) -> bool {
    template.task().is_some()
}

fn task_of<'b>(bank: &'b Bank, id: &TemplateId) -> Result<&'b ItemTemplate, Error> {
    let template = bank.template(id).filter(is_task);
    template.ok_or_else(|| Error::NoTask(id.clone()))
}
