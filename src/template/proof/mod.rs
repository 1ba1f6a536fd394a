//! The proof: what holds of every instance of a template, found by going through all of them.
//!
//! Up to [`EXHAUSTIVE`] tuples each one is evaluated, in parallel, and counts are exact. Beyond,
//! one tuple out of each of [`SAMPLE`] equal stretches of the domain is, counts are intervals, and
//! the proof says so.

mod asked;
mod flaw;
mod look;
mod report;
mod survey;

use self::look::Look;
use self::survey::Survey;
use super::codes;
use super::examples;
use super::item_template::ItemTemplate;
use super::part::Candidates;
use super::program::{Number, Registers};
use crate::base::{Diagnostic, Key, Secret, Stream, name_id};
use rayon::prelude::*;
use serde::Serialize;
use statrs::distribution::{Beta, ContinuousCDF};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The most tuples that are gone through one by one.
pub const EXHAUSTIVE: u64 = 10_000_000;

/// How many tuples stand for a larger domain.
pub const SAMPLE: u64 = 1 << 20;

/// Tuples that one task goes through; the result does not depend on it.
const CHUNK: u64 = 1 << 14;

/// The confidence of an interval, split between its two ends.
const CONFIDENCE: f64 = 0.99;

/// How the domain was gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Every tuple.
    Exhaustive,
    /// A stratified sample.
    Sampled,
}

/// A count of instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Count {
    /// Exactly so many.
    Exact(u64),
    /// Between these, with 99 % confidence.
    Between {
        /// At least so many.
        low: u64,
        /// At most so many.
        high: u64,
    },
}

impl Count {
    /// The count, or the lower end of its interval.
    pub const fn at_least(self) -> u64 {
        match self {
            Self::Exact(count) | Self::Between { low: count, .. } => count,
        }
    }
}

/// Instances with the same radicals, hence about equally hard.
#[derive(Clone, Debug)]
pub struct Stratum {
    /// The radicals by name, in file order; true is 1.
    pub radicals: Vec<(Arc<str>, i64)>,
    /// How many instances.
    pub valid: Count,
    /// Their indices in rising order; empty where the domain was sampled.
    pub(super) indices: Vec<u32>,
}

/// What is known of a template's whole domain.
#[derive(Clone, Debug)]
pub struct Proof {
    /// How it was gone through.
    pub method: Method,
    /// How many tuples there are before any requirement.
    pub domain: u64,
    /// How many of them are instances.
    pub valid: Count,
    /// How many different problems a learner can see, incidentals apart.
    pub distinct: Count,
    /// The strata in rising order of their radicals.
    pub strata: Vec<Stratum>,
    /// The share of the instances that have the most frequent key, in [0, 1]; of several parts the
    /// greatest.
    pub top_key_share: f64,
    /// What is wrong with the template.
    pub diagnostics: Vec<Diagnostic>,
}

impl Proof {
    /// Goes through the domain of a template.
    pub(super) fn of(template: &ItemTemplate) -> Self {
        let domain = template.domain.size();
        let method = if domain <= EXHAUSTIVE {
            Method::Exhaustive
        } else {
            Method::Sampled
        };
        let looked_at = match method {
            Method::Exhaustive => domain,
            Method::Sampled => SAMPLE,
        };
        let ruled_out: Vec<AtomicBool> = template
            .requirements
            .iter()
            .map(|_| AtomicBool::new(false))
            .collect();
        let chunks = looked_at.div_ceil(CHUNK);
        let sample_key = Secret::from_seed("sample").key("proof", &[template.domain_fingerprint()]);
        let survey = (0..chunks)
            .into_par_iter()
            .map(|chunk| {
                let places = chunk * CHUNK..((chunk + 1) * CHUNK).min(looked_at);
                let look = Look::new(Survey::new(template, &ruled_out));
                match method {
                    Method::Exhaustive => look.walk(places),
                    Method::Sampled => look.visit(stretches(&sample_key, domain, places)),
                }
            })
            .reduce(|| Survey::new(template, &ruled_out), Survey::merge);
        let mut proof = survey.conclude(method, domain, looked_at);
        if !proof.diagnostics.iter().any(Diagnostic::is_error) {
            proof.diagnostics.extend(examples::run(template));
        }
        proof
    }

    /// Whether the template may be used.
    pub fn is_sound(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Whether a part can be answered and marked on an instance, whatever its misconceptions.
pub(super) fn is_sound<N: Number>(candidates: &Candidates, registers: &Registers<N>) -> bool {
    asked::flaws(candidates, registers).is_empty()
}

/// One index out of each of [`SAMPLE`] equal stretches of a domain.
fn stretches(key: &Key, domain: u64, places: std::ops::Range<u64>) -> impl Iterator<Item = u64> {
    let mut stream = Stream::new(key, name_id("index"));
    let edge =
        move |place: u64| (u128::from(place) * u128::from(domain) / u128::from(SAMPLE)) as u64;
    places.map(move |place| {
        let (start, end) = (edge(place), edge(place + 1));
        start + stream.seek(place).below(end - start)
    })
}

/// How many of `domain` there are if `hits` of `looked_at` were found: the interval of Clopper &
/// Pearson (1934, doi:10.1093/biomet/26.4.404), to which stratified sampling does at least justice.
fn estimate(hits: u64, looked_at: u64, domain: u64) -> Count {
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let (h, n) = (hits as f64, looked_at as f64);
    let quantile = |a: f64, b: f64, p: f64| Beta::new(a, b).map_or(0.0, |beta| beta.inverse_cdf(p));
    let low = if hits == 0 {
        0.0
    } else {
        quantile(h, n - h + 1.0, tail)
    };
    let high = if hits == looked_at {
        1.0
    } else {
        quantile(h + 1.0, n - h, 1.0 - tail)
    };
    let share = |share: f64| (share * domain as f64) as u64;
    Count::Between {
        low: share(low).max(hits),
        high: share(high).min(domain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_what_was_found() {
        // Clopper–Pearson for 5 of 50 at 99 %: [.0216, .2579], from tables.
        match estimate(5, 50, 1_000_000) {
            Count::Between { low, high } => {
                assert!((21_000..23_000).contains(&low), "{low}");
                assert!((255_000..262_000).contains(&high), "{high}");
            }
            Count::Exact(_) => panic!("an estimate is no exact count"),
        }
    }
}
