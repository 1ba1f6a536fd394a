//! The choice of the next item: expected information, with exposure and recency in play.

use super::{Candidate, Rationale, Reason};
use crate::mastery::Emission;
use serde::{Deserialize, Serialize};

/// What the terms beside information weigh, each in bits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Taken off for a template n problems ago: recency/n.
    pub recency: f64,
    /// Put on for each problem a stratum lags behind its fair share, taken off for each it is ahead.
    pub exposure: f64,
    /// Put on where a right answer adds a template the criterion still asks for.
    pub variety: f64,
}

impl Default for Weights {
    /// The latest template must tell half a bit more than another to come twice in a row, which is
    /// what a typed answer tells of one who is undecided; and nothing is so little telling that it
    /// never comes up: ten problems' lag outweigh that.
    fn default() -> Self {
        Self {
            recency: 0.5,
            exposure: 0.05,
            variety: 0.25,
        }
    }
}

/// The item chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Its place among the candidates.
    pub index: usize,
    /// Why it.
    pub rationale: Rationale,
}

/// Chooses the candidate of the highest value in bits:
///
/// information − recency/last + exposure × due + variety if needed
///
/// Those with fresh instances come before all others. Among equals the `seed` decides, which is
/// to be logged with the decision. None where there is no candidate.
pub fn select(
    known: f64,
    candidates: &[Candidate],
    weights: &Weights,
    seed: u64,
) -> Option<Selection> {
    let only_seen_left = candidates.iter().all(|candidate| candidate.fresh == 0);
    let mut best = f64::NEG_INFINITY;
    let mut equals: Vec<usize> = Vec::new();
    // Strata of a template, and templates of one format, say the same: it is reckoned once.
    let mut same: Option<(Emission, f64)> = None;
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.fresh == 0 && !only_seen_left {
            continue;
        }
        let bits = match same {
            Some((emission, bits)) if emission == candidate.emission() => bits,
            _ => candidate.information(known),
        };
        same = Some((candidate.emission(), bits));
        let value = bits + adjustment(candidate, weights);
        if value > best {
            best = value;
            equals.clear();
        }
        if value >= best {
            equals.push(index);
        }
    }
    // Lemire's mapping of a word to a range; the bias over so few is below 2⁻⁵⁰.
    let place = (u128::from(seed) * equals.len() as u128) >> 64;
    let index = *equals.get(place as usize)?;
    let candidate = candidates.get(index)?;
    Some(Selection {
        index,
        rationale: explain(candidate, known, weights),
    })
}

/// What recency, exposure and variety put on or take off, in bits.
fn adjustment(candidate: &Candidate, weights: &Weights) -> f64 {
    let recency = candidate
        .last
        .map_or(0.0, |last| weights.recency / f64::from(last.max(1)));
    let variety = if candidate.needed {
        weights.variety
    } else {
        0.0
    };
    weights.exposure * candidate.due - recency + variety
}

/// The terms that speak for a candidate, the weightiest first; each term's weight is what it is
/// worth in bits against a candidate without it.
fn explain(candidate: &Candidate, known: f64, weights: &Weights) -> Rationale {
    let bits = candidate.information(known);
    let mut terms = vec![(bits, Reason::Information { bits })];
    match candidate.last {
        None => terms.push((weights.recency, Reason::NewKind)),
        Some(problems) if problems >= LONG_AGO => terms.push((
            weights.recency * (1.0 - 1.0 / f64::from(problems)),
            Reason::WhileAgo { problems },
        )),
        _ => {}
    }
    if candidate.needed {
        terms.push((weights.variety, Reason::AnotherKindNeeded));
    }
    if candidate.last.is_some() && candidate.due >= 1.0 {
        terms.push((
            weights.exposure * candidate.due,
            Reason::RarelySeen {
                behind: candidate.due,
            },
        ));
    }
    if candidate.fresh == 0 {
        terms.push((f64::INFINITY, Reason::OnlySeenLeft));
    }
    terms.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    Rationale::new(terms.into_iter().map(|(_, reason)| reason))
}

/// So many problems ago is worth a mention.
const LONG_AGO: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::TemplateId;
    use crate::mastery::{BktParameters, Emission, RawParameters, ResponseFormat};

    fn parameters() -> BktParameters {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.0,
            guess: 0.05,
            slip: 0.08,
            hint: 0.25,
        };
        raw.check().unwrap()
    }

    fn candidate(template: &str, format: ResponseFormat) -> Candidate {
        let emission = Emission::new(&parameters(), format, 0);
        Candidate::new(TemplateId::new(template).unwrap(), 0, 10, emission)
    }

    fn chosen(candidates: &[Candidate], seed: u64) -> Option<Selection> {
        select(parameters().prior(), candidates, &Weights::default(), seed)
    }

    const CHOICE: ResponseFormat = ResponseFormat::ChooseOne { options: 4 };

    #[test]
    fn what_tells_most_comes_first() {
        let candidates = [
            candidate("c/a", CHOICE),
            candidate("c/b", ResponseFormat::Typed),
        ];
        let selection = chosen(&candidates, 0).unwrap();
        assert_eq!(selection.index, 1);
        let information =
            |reason: &Reason| matches!(reason, Reason::Information { bits } if *bits > 0.4);
        assert!(selection.rationale.reasons().iter().any(information));
    }

    #[test]
    fn the_latest_template_gives_way_to_another() {
        let mut candidates = [
            candidate("c/a", ResponseFormat::Typed),
            candidate("c/b", CHOICE),
        ];
        candidates[0].last = Some(1);
        let selection = chosen(&candidates, 0).unwrap();
        assert_eq!(selection.index, 1);
        assert!(selection.rationale.reasons().contains(&Reason::NewKind));
    }

    #[test]
    fn what_lags_behind_comes_up_in_the_end() {
        let mut candidates = [
            candidate("c/a", ResponseFormat::Typed),
            candidate("c/b", ResponseFormat::ChooseOne { options: 2 }),
        ];
        candidates[0].last = Some(2);
        candidates[1].last = Some(9);
        assert_eq!(chosen(&candidates, 0).unwrap().index, 0);
        candidates[1].due = 6.0;
        let selection = chosen(&candidates, 0).unwrap();
        assert_eq!(selection.index, 1);
        let behind = Reason::RarelySeen { behind: 6.0 };
        assert!(selection.rationale.reasons().contains(&behind));
    }

    #[test]
    fn a_template_the_criterion_still_needs_is_preferred() {
        let mut candidates = [
            candidate("c/a", ResponseFormat::Typed),
            candidate("c/b", ResponseFormat::Typed),
        ];
        candidates[1].needed = true;
        let selection = chosen(&candidates, 0).unwrap();
        assert_eq!(selection.index, 1);
        assert!(
            selection
                .rationale
                .reasons()
                .contains(&Reason::AnotherKindNeeded)
        );
    }

    #[test]
    fn fresh_instances_come_before_all_others() {
        let mut candidates = [
            candidate("c/a", ResponseFormat::Typed),
            candidate("c/b", CHOICE),
        ];
        candidates[0].fresh = 0;
        assert_eq!(chosen(&candidates, 0).unwrap().index, 1);
        candidates[1].fresh = 0;
        let selection = chosen(&candidates, 0).unwrap();
        assert_eq!(selection.index, 0);
        assert_eq!(selection.rationale.reasons()[0], Reason::OnlySeenLeft);
        assert_eq!(chosen(&[], 0), None);
    }

    #[test]
    fn the_seed_settles_ties_evenly() {
        let candidates: Vec<_> = (0..3)
            .map(|i| candidate(&format!("c/t{i}"), ResponseFormat::Typed))
            .collect();
        let third = u64::MAX / 3;
        for (seed, index) in [
            (0, 0),
            (third - 1, 0),
            (third + 2, 1),
            (2 * third + 4, 2),
            (u64::MAX, 2),
        ] {
            assert_eq!(chosen(&candidates, seed).unwrap().index, index, "{seed}");
        }
    }
}
