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
    /// What the projection holds; none if it lacks the belief.
    pub projected: Option<Trace>,
    /// What the log leads to; none if it has no evidence, or evidence that cannot be applied.
    pub replayed: Option<Trace>,
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
        let say = |trace: Option<&Trace>| match trace {
            Some(trace) => format!(
                "mastery {} after {} answers",
                trace.mastery(),
                trace.opportunities
            ),
            None => "nothing".to_owned(),
        };
        write!(
            f,
            "{}, {}/{}: the projection has {}, the log leads to {}",
            self.learner,
            self.bank,
            self.competency,
            say(self.projected.as_ref()),
            say(self.replayed.as_ref()),
        )
    }
}

/// Rebuilds every belief from the evidence log and compares it with the projection, bit by bit.
///
/// Only what the log holds is used: no bank, no parameters of today.
///
/// # Errors
/// The database does not answer, or a record cannot be read.
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
        for evidence in page {
            let before = replayed.get(&evidence.place).copied();
            let after = absorb(before, &evidence);
            replayed.insert(evidence.place, after);
        }
    }
    let mut place = None;
    loop {
        let page = snapshot.projections_after(place.as_ref()).await?;
        let Some(last) = page.last() else { break };
        place = Some(last.place.clone());
        for projection in page {
            report.beliefs += 1;
            let replayed = replayed.remove(&projection.place);
            let had_evidence = replayed.is_some();
            let replayed = replayed.flatten();
            let found = projection.state.trace;
            let is_same = match &replayed {
                Some(replayed) => is_same(replayed, &found),
                // Before the first answer there is nothing to replay.
                None => found.opportunities == 0 && !had_evidence,
            };
            if !is_same {
                let found = Some(found);
                report
                    .differences
                    .push(difference(projection.place, found, replayed));
            }
        }
    }
    // What is left has evidence and no belief.
    for (place, trace) in replayed {
        report.differences.push(difference(place, None, trace));
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
        [trace.filtered, trace.predictive].map(|belief| belief.masses().map(f64::to_bits))
    };
    bits(a) == bits(b) && a.opportunities == b.opportunities
}

fn difference(place: Place, projected: Option<Trace>, replayed: Option<Trace>) -> Difference {
    Difference {
        learner: place.learner,
        bank: place.bank,
        competency: place.competency,
        projected,
        replayed,
    }
}
