//! How far the learners of a bank are, for the staff.

use super::stands::stands;
use super::{ClassView, Error, LearnerCell, LearnerRow, Service, Staff, Status};
use crate::base::BankId;

impl Service {
    /// Where every learner who has begun with a bank stands in each of its competencies, by name.
    ///
    /// # Errors
    /// There is no such bank, or the database does not answer.
    pub async fn class(&self, _: &Staff, bank: &BankId) -> Result<ClassView, Error> {
        let bank = self.bank(bank)?;
        let mut snapshot = self.store.snapshot().await?;
        let mut learners = Vec::new();
        for learner in snapshot.learners().await? {
            let stands = stands(&mut snapshot, &learner, bank).await?;
            if !stands.has_begun() {
                continue;
            }
            let cells = bank.competencies().iter().enumerate();
            let cell = |(place, competency)| {
                let (_, state) = stands.state(competency);
                LearnerCell {
                    status: stands.status(place),
                    mastery: state.trace.mastery(),
                    opportunities: state.trace.opportunities,
                }
            };
            let cells: Vec<LearnerCell> = cells.map(cell).collect();
            let is_proficient = |cell: &&LearnerCell| cell.status == Status::Proficient;
            learners.push(LearnerRow {
                proficient: cells.iter().filter(is_proficient).count(),
                learner,
                cells,
            });
        }
        Ok(ClassView {
            bank: bank.id().clone(),
            title: bank.title().to_owned(),
            competencies: bank
                .competencies()
                .iter()
                .map(|competency| (competency.id.clone(), competency.title.clone()))
                .collect(),
            learners,
        })
    }
}
