//! What the log teaches: how well interventions work here, and which problems drift from what was
//! predicted of them.

use super::map::begun_with;
use super::{Error, Service, Staff};
use crate::bank::{Bank, Efficacies, Intervention, Outcome};
use crate::base::{BankId, CompetencyId, TemplateId};
use crate::mastery::{Drift, Drifted, Model, Trace};
use crate::store::{Help, HelpStep, Place};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

/// After so many interventions taken the log is gone through again.
pub(super) const RELEARN: u32 = 25;

/// P(an alarm, ever, although a template answers as predicted).
const FALSE_ALARM: f64 = 0.001;

/// A template that answers otherwise than predicted.
#[derive(Clone, Debug, Serialize)]
pub struct DriftView {
    /// In which bank.
    pub bank: BankId,
    /// The competency it is evidence for.
    pub competency: CompetencyId,
    /// Its title.
    pub title: String,
    /// The template; none where it is the competency as a whole.
    pub template: Option<TemplateId>,
    /// Answers looked at.
    pub answers: u64,
    /// Right ones among them.
    pub right: u64,
    /// Right ones that were predicted.
    pub expected: f64,
    /// Which way.
    pub drifted: Drifted,
}

impl Service {
    /// Learns from all the outcomes in the log how well interventions work; decisions go by it from
    /// here on.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn learn(&self) -> Result<(), Error> {
        for bank in self.banks.iter() {
            let had = self.store.snapshot().await?.helps_had(bank.id()).await?;
            let mut known: BTreeMap<usize, Efficacies> = BTreeMap::new();
            for help in &had {
                let HelpStep::Taken { intervention, .. } = &help.step else {
                    continue;
                };
                let Some((place, intervention)) = of_bank(bank, help, intervention.as_str()) else {
                    continue;
                };
                let Some(outcome) = self.outcome(help, &had).await? else {
                    continue;
                };
                let own = known.entry(place).or_default();
                let before = own.get(&intervention.id).copied();
                if let Some(before) = before.or(intervention.efficacy) {
                    own.insert(intervention.id.clone(), before.after(&outcome));
                }
            }
            for (place, efficacies) in known {
                bank.learn(place, efficacies);
            }
        }
        Ok(())
    }

    /// What came of an intervention; none before any answer.
    async fn outcome(&self, help: &Help, all: &[Help]) -> Result<Option<Outcome>, Error> {
        let log = self.store.snapshot().await?.evidence(&help.place).await?;
        let Some(mut trace) = log.first().and_then(begun_with) else {
            return Ok(None);
        };
        let told_by = told_by(help, all);
        let mut answers = Vec::new();
        for evidence in &log {
            let scored = &evidence.scored;
            if scored.opportunity < *told_by.start() {
                trace = trace.absorb(&scored.evidence)?;
            } else if told_by.contains(&scored.opportunity) {
                answers.push(&scored.evidence);
            }
        }
        if answers.is_empty() {
            return Ok(None);
        }
        let outcome = Outcome::new(&trace.predictive, &trace.pace, answers.into_iter());
        Ok(Some(outcome))
    }

    /// The templates and competencies whose answers drift from what was predicted of them, those
    /// that do so most first. All evidence is gone through.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn drifts(&self, _: &Staff) -> Result<Vec<DriftView>, Error> {
        let mut snapshot = self.store.snapshot().await?;
        let mut traces: HashMap<Place, Trace> = HashMap::new();
        let mut watched: BTreeMap<Watched, Drift> = BTreeMap::new();
        let mut seq = 0;
        loop {
            let page = snapshot.evidence_after(seq).await?;
            let (Some(first), Some(last)) = (page.first(), page.last()) else {
                break;
            };
            let templates = snapshot.templates_of_evidence(first.seq, last.seq).await?;
            seq = last.seq;
            for evidence in page {
                let before = traces.get(&evidence.place).copied();
                let Some(before) = before.or_else(|| begun_with(&evidence)) else {
                    continue;
                };
                let scored = &evidence.scored;
                let Ok(after) = before.absorb(&scored.evidence) else {
                    continue;
                };
                // Help and partial credit say less of a template than a plain answer.
                if scored.counts && scored.evidence.model == Model::Bkt {
                    let seen = before.predict(&scored.evidence);
                    let predicted = if scored.right { seen } else { 1.0 - seen };
                    let Place {
                        bank, competency, ..
                    } = &evidence.place;
                    let template = templates.get(&evidence.seq).cloned();
                    let both = [Some(None), template.map(Some)];
                    for template in both.into_iter().flatten() {
                        let key = (bank.clone(), competency.clone(), template);
                        let drift = watched.entry(key).or_default();
                        drift.push(predicted.clamp(0.0, 1.0), scored.right)?;
                    }
                }
                traces.insert(evidence.place, after);
            }
        }
        let mut alarmed: Vec<(f64, DriftView)> = watched
            .into_iter()
            .filter_map(|(key, drift)| Some((drift.evidence(), self.drift_view(key, &drift)?)))
            .collect();
        alarmed.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(alarmed.into_iter().map(|(_, view)| view).collect())
    }

    /// None where nothing has drifted, or the competency is no longer served.
    fn drift_view(
        &self,
        (bank, competency, template): Watched,
        drift: &Drift,
    ) -> Option<DriftView> {
        let drifted = drift.alarm(FALSE_ALARM)?;
        let title = self
            .bank(&bank)
            .ok()?
            .competency(&competency)?
            .title
            .clone();
        Some(DriftView {
            bank,
            competency,
            title,
            template,
            answers: drift.answers(),
            right: drift.right(),
            expected: drift.expected(),
            drifted,
        })
    }
}

/// A template, or a competency as a whole.
type Watched = (BankId, CompetencyId, Option<TemplateId>);

/// The answers that tell what a help did: those behind it, up to the next help, be it by a teacher.
fn told_by(help: &Help, all: &[Help]) -> RangeInclusive<u32> {
    let later = all
        .iter()
        .filter(|other| other.place == help.place && other.seq > help.seq);
    let next = later.map(|other| other.opportunity).min();
    help.opportunity.saturating_add(1)..=next.unwrap_or(u32::MAX)
}

/// The place of the competency a help was for, and the intervention, where the bank still has them.
fn of_bank<'b>(bank: &'b Bank, help: &Help, id: &str) -> Option<(usize, &'b Intervention)> {
    let place = bank.position(&help.place.competency)?;
    let mut own = bank.interventions_for(&bank.competencies()[place].id);
    Some((place, own.find(|one| one.id.as_str() == id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{InterventionId, LearnerId, StaffId, Timestamp};
    use crate::mastery::Shift;

    fn help(seq: i64, learner: &str, opportunity: u32, by_teacher: bool) -> Help {
        let shift = Shift::default();
        Help {
            seq,
            place: Place::new(
                &LearnerId::new(learner).unwrap(),
                &BankId::new("b").unwrap(),
                &CompetencyId::new("c").unwrap(),
            ),
            step: match by_teacher {
                true => HelpStep::Came {
                    staff: StaffId::new("grace").unwrap(),
                    shift,
                    note: String::new(),
                },
                false => HelpStep::Taken {
                    intervention: InterventionId::new("c-page").unwrap(),
                    shift,
                },
            },
            opportunity,
            at: Timestamp::from_ms(seq),
        }
    }

    #[test]
    fn what_a_teacher_did_is_not_put_down_to_the_page_before() {
        let all = [
            help(1, "ada", 4, false),
            help(2, "bob", 5, true),
            help(3, "ada", 8, true),
            help(4, "ada", 8, false),
        ];
        assert_eq!(told_by(&all[0], &all), 5..=8);
        // Nothing was answered between the two.
        assert!(told_by(&all[2], &all).is_empty());
        assert_eq!(told_by(&all[3], &all), 9..=u32::MAX);
        assert_eq!(told_by(&all[1], &all), 6..=u32::MAX);
    }
}
