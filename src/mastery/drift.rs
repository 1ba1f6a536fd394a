//! An alarm for items that answer otherwise than predicted: by template, or by competency.

use super::MasteryError;
use super::parameters::within;
use serde::{Deserialize, Serialize};

/// How much easier or harder answers may have become, in logits. Both ways, small and large: what
/// lies between is seen nearly as soon.
const TILTS: [f64; 8] = [-2.0, -1.0, -0.5, -0.25, 0.25, 0.5, 1.0, 2.0];

/// Predicted beside observed right answers, watched for as long as one likes.
///
/// For a tilt θ the likelihood ratio of the answers y, were each right with odds eᶿ times those
/// predicted,
///
/// Mₙ(θ) = Π exp(θ yᵢ) / (1 − pᵢ + pᵢ eᶿ)
///
/// has expectation 1 after any number of answers if the predictions are right, whatever they are and
/// however they came about, and so has the mean of several tilts. By Ville's inequality it ever
/// reaches 1/α with probability at most α: one may look after every answer, and no look costs
/// anything. Ville (1939); mixtures: Robbins (1970), doi:10.1214/aoms/1177696786; Howard, Ramdas,
/// McAuliffe & Sekhon (2021), doi:10.1214/20-AOS1991.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    answers: u64,
    right: u64,
    expected: f64,
    variance: f64,
    /// ln M(θ) of every tilt.
    log_ratios: [f64; TILTS.len()],
}

/// What has drifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Drifted {
    /// More right answers than predicted: it has become known, or leaks its key.
    Easier,
    /// Fewer: it is wrong somewhere, or harder than its class says.
    Harder,
}

impl Drift {
    /// Takes an answer in that was predicted to be right with probability `predicted`, before it was
    /// seen.
    ///
    /// # Errors
    /// `predicted` is no probability; nothing is taken in.
    pub fn push(&mut self, predicted: f64, right: bool) -> Result<(), MasteryError> {
        within("predicted", predicted, 0.0, 1.0, "it is a probability")?;
        self.answers = self.answers.saturating_add(1);
        self.right = self.right.saturating_add(u64::from(right));
        self.expected += predicted;
        self.variance += predicted * (1.0 - predicted);
        for (log, tilt) in self.log_ratios.iter_mut().zip(TILTS) {
            let given = if right { tilt } else { 0.0 };
            *log += given - libm::log(1.0 - predicted + predicted * libm::exp(tilt));
        }
        Ok(())
    }

    /// How many answers were taken in.
    pub const fn answers(&self) -> u64 {
        self.answers
    }

    /// How many of them were right.
    pub const fn right(&self) -> u64 {
        self.right
    }

    /// How many were predicted to be.
    pub const fn expected(&self) -> f64 {
        self.expected
    }

    /// (right − expected) / √Σ p(1 − p): for people to read. It is about 1 by chance, and must not
    /// be tested after every answer; [`alarm`](Self::alarm) may be. 0 before the first answer that
    /// could have surprised.
    pub fn standardised(&self) -> f64 {
        match self.variance > 0.0 {
            true => (self.right as f64 - self.expected) / self.variance.sqrt(),
            false => 0.0,
        }
    }

    /// ln of the mean of M over the tilts: how strongly the answers speak against the predictions.
    pub fn evidence(&self) -> f64 {
        let most = self.log_ratios.iter().copied().fold(f64::MIN, f64::max);
        let sum: f64 = self
            .log_ratios
            .iter()
            .map(|log| libm::exp(log - most))
            .sum();
        most + libm::log(sum / TILTS.len() as f64)
    }

    /// What has drifted, if anything has; wrong, if the predictions are right, with probability
    /// `level` at most over all the answers there will ever be. Never for a level outside (0, 1].
    pub fn alarm(&self, level: f64) -> Option<Drifted> {
        let proper = level > 0.0 && level <= 1.0;
        if !proper || self.evidence() < -libm::log(level) {
            return None;
        }
        match self.right as f64 > self.expected {
            true => Some(Drifted::Easier),
            false => Some(Drifted::Harder),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Secret, Stream};

    /// Answers until the alarm; none where it stays silent.
    fn alarm_after(stream: &mut Stream, answers: u32, odds: f64) -> Option<(u32, Drifted)> {
        let mut drift = Drift::default();
        for answer in 1..=answers {
            let predicted = 0.1 + 0.85 * stream.unit();
            let truth = predicted * odds / (1.0 - predicted + predicted * odds);
            let right = stream.unit() < truth;
            drift.push(predicted, right).unwrap();
            if let Some(drifted) = drift.alarm(0.01) {
                return Some((answer, drifted));
            }
        }
        None
    }

    /// At most 1 % false alarms; of 2,000 runs no more than 32 but once in 10,000 (binomial).
    #[test]
    fn false_alarms_are_as_rare_as_promised() {
        let mut stream = Stream::new(&Secret::from_seed("quiet").key("drift", &[]), 0);
        let alarms = (0..2_000).filter(|_| alarm_after(&mut stream, 1_000, 1.0).is_some());
        assert!(alarms.count() <= 38);
    }

    #[test]
    fn a_drift_is_found_and_told_which_way() {
        let mut stream = Stream::new(&Secret::from_seed("loud").key("drift", &[]), 0);
        for (odds, drifted, within) in [
            (4.0, Drifted::Easier, 120),
            (0.25, Drifted::Harder, 120),
            (0.6, Drifted::Harder, 800),
        ] {
            let runs: Vec<_> = (0..200)
                .map(|_| alarm_after(&mut stream, 2_000, odds))
                .collect();
            let found = runs.iter().flatten().filter(|run| run.1 == drifted);
            let soon = found.filter(|run| run.0 <= within).count();
            assert!(soon >= 190, "{odds}: {soon}");
        }
    }

    #[test]
    fn the_ratio_is_expected_to_be_one() {
        let predicted = 0.3;
        let mut expected = 0.0;
        for pattern in 0..1_u32 << 6 {
            let mut drift = Drift::default();
            let mut chance = 1.0;
            for at in 0..6 {
                let right = pattern >> at & 1 == 1;
                drift.push(predicted, right).unwrap();
                chance *= if right { predicted } else { 1.0 - predicted };
            }
            expected += chance * drift.evidence().exp();
        }
        assert!((expected - 1.0_f64).abs() < 1e-12);
    }

    #[test]
    fn by_hand_and_at_the_edges() {
        let mut drift = Drift::default();
        assert_eq!((drift.standardised(), drift.alarm(0.05)), (0.0, None));
        for right in [true, true, false] {
            drift.push(0.5, right).unwrap();
        }
        // (2 − 1.5) / √.75
        assert!((drift.standardised() - 0.5 / 0.75_f64.sqrt()).abs() < 1e-12);
        for wrong in [f64::NAN, -0.1, 1.1] {
            assert!(drift.push(wrong, true).is_err());
        }
        assert_eq!(drift.answers(), 3);
        for level in [0.0, -1.0, f64::NAN, 2.0] {
            assert_eq!(drift.alarm(level), None);
        }
        // What was certain and did not happen.
        drift.push(1.0, false).unwrap();
        assert!(drift.evidence().is_finite());
    }
}
