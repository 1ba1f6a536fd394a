//! All beliefs once more from the log, held against the projection.

use super::Error;
use crate::base::{BankId, CompetencyId, LearnerId};
use crate::mastery::Trace;
use crate::store::{Evidence, Place, Store};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What came of replaying a log.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Replay {
    /// Pieces of evidence read.
    pub evidence: u64,
    /// Pieces of evidence among them whose mark was changed since: the latest numbers were replayed.
    pub revised: u64,
    /// Beliefs compared.
    pub beliefs: u64,
    /// Where log and projection disagree; empty when they are identical to the bit.
    pub differences: Vec<Difference>,
}

/// A belief that is not what its log leads to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Who.
    pub learner: LearnerId,
    /// Which bank.
    pub bank: BankId,
    /// Which competency.
    pub competency: CompetencyId,
    /// What the projection holds.
    pub projected: Projected,
    /// What the log leads to; none if it has no evidence, or evidence that cannot be applied.
    pub replayed: Option<Trace>,
}

/// What the projection holds of a belief.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Projected {
    /// It lacks the belief.
    Nothing,
    /// The belief.
    Belief(Box<Trace>),
    /// A record that cannot be read, and what is wrong with it.
    Unreadable(String),
}

impl Replay {
    /// Whether every belief is what its log leads to, to the bit.
    pub fn is_identical(&self) -> bool {
        self.differences.is_empty()
    }
}

/// One line: who, what, and both beliefs.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let say = |trace: &Trace| {
            let opportunities = trace.opportunities;
            format!("mastery {} after {opportunities} answers", trace.mastery())
        };
        let projected = match &self.projected {
            Projected::Nothing => "has nothing".to_owned(),
            Projected::Belief(trace) => format!("has {}", say(trace)),
            Projected::Unreadable(detail) => format!("cannot be read ({detail})"),
        };
        let replayed = self.replayed.as_ref().map_or("nothing".to_owned(), say);
        write!(
            f,
            "{}, {}/{}: the projection {projected}, the log leads to {replayed}",
            self.learner, self.bank, self.competency,
        )
    }
}

/// Rebuilds every belief from the evidence log and compares it with the projection, bit by bit.
///
/// Only what the log holds is used: no bank, no parameters of today.
///
/// # Errors
/// The database does not answer, or a piece of evidence cannot be read.
pub async fn replay(store: &Store) -> Result<Replay, Error> {
    let mut snapshot = store.snapshot().await?;
    let mut report = Replay::default();
    let mut replayed: BTreeMap<Place, Option<Trace>> = BTreeMap::new();
    let mut seq = 0;
    loop {
        let page = snapshot.evidence_after(seq).await?;
        let Some(last) = page.last() else { break };
        seq = last.seq;
        report.evidence += page.len() as u64;
        let revised = page.iter().filter(|evidence| evidence.revision > 0);
        report.revised += revised.count() as u64;
        for evidence in page {
            let before = replayed.get(&evidence.place).copied();
            let after = absorb(before, &evidence);
            replayed.insert(evidence.place, after);
        }
    }
    let mut place = None;
    loop {
        let page = snapshot.projections_after(place.as_ref()).await?;
        let Some((last, _)) = page.last() else { break };
        place = Some(last.clone());
        for (place, projection) in page {
            report.beliefs += 1;
            let replayed = replayed.remove(&place);
            let had_evidence = replayed.is_some();
            let replayed = replayed.flatten();
            let found = match projection {
                Ok(projection) => Projected::Belief(Box::new(projection.state.trace)),
                Err(detail) => Projected::Unreadable(detail),
            };
            let is_same = match (&found, &replayed) {
                (Projected::Belief(found), Some(replayed)) => is_same(replayed, found),
                // Before the first answer there is nothing to replay.
                (Projected::Belief(found), None) => found.opportunities == 0 && !had_evidence,
                _ => false,
            };
            if !is_same {
                report.differences.push(difference(place, found, replayed));
            }
        }
    }
    // What is left has evidence and no belief.
    for (place, trace) in replayed {
        report
            .differences
            .push(difference(place, Projected::Nothing, trace));
    }
    Ok(report)
}

/// The belief after one more piece of evidence; none once the log does not make sense.
fn absorb(before: Option<Option<Trace>>, evidence: &Evidence) -> Option<Trace> {
    let before = match before {
        None => Trace::begin(evidence.prior?),
        Some(before) => before?,
    };
    let after = before.absorb(&evidence.scored.evidence).ok()?;
    (after.opportunities == evidence.scored.opportunity).then_some(after)
}

/// Equal bits, so that 0 and −0 differ.
fn is_same(a: &Trace, b: &Trace) -> bool {
    let bits = |trace: &Trace| {
        let beliefs = [trace.filtered, trace.predictive];
        let masses = beliefs.iter().flat_map(|belief| {
            let all = [belief.unknown(), belief.known(), belief.stuck()];
            all.into_iter().flatten().map(|mass| mass.to_bits())
        });
        masses.collect::<Vec<u64>>()
    };
    bits(a) == bits(b) && a.opportunities == b.opportunities
}

fn difference(place: Place, projected: Projected, replayed: Option<Trace>) -> Difference {
    Difference {
        learner: place.learner,
        bank: place.bank,
        competency: place.competency,
        projected,
        replayed,
    }
}
