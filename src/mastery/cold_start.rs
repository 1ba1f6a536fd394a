//! A prior for a school with few learners: its own counts, drawn towards the bank's value.

use super::parameters::{LEAST, within};
use super::{Belief, BktParameters, Evidence, MasteryError, Trace};

/// How far a school's own learners move a prior.
///
/// The bank's P(L₀) counts as a Beta distribution of a stated weight, n₀ learners' worth: n learners
/// of whom x knew at the first meeting make
///
/// (n₀ P(L₀) + x) / (n₀ + n)
///
/// the mean of Beta(n₀ P(L₀) + x, n₀ (1 − P(L₀)) + n − x). With no learners it is the bank's value,
/// with many the school's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrinkage {
    prior: f64,
    weight: f64,
    learners: f64,
    knew: f64,
}

impl Shrinkage {
    /// Begins with the bank's value, worth so many learners.
    ///
    /// # Errors
    /// A weight outside [1, 10,000].
    pub fn new(parameters: &BktParameters, weight: f64) -> Result<Self, MasteryError> {
        const HELP: &str = "it says how many learners the bank's value is worth";
        within("weight", weight, 1.0, 10_000.0, HELP)?;
        Ok(Self {
            prior: parameters.prior(),
            weight,
            learners: 0.0,
            knew: 0.0,
        })
    }

    /// Takes a learner in who knew at the first meeting with this probability, all their answers
    /// taken together; see [`knew_at_first`].
    ///
    /// # Errors
    /// `knew` is no probability; nothing is taken in.
    pub fn push(&mut self, knew: f64) -> Result<(), MasteryError> {
        within("knew", knew, 0.0, 1.0, "it is a probability")?;
        self.learners += 1.0;
        self.knew += knew;
        Ok(())
    }

    /// The prior for the school's next learner, within what the filter takes.
    pub fn prior(&self) -> f64 {
        let mean = (self.weight * self.prior + self.knew) / (self.weight + self.learners);
        mean.clamp(LEAST, 1.0 - LEAST)
    }

    /// α and β of what is believed of the prior.
    pub fn beta(&self) -> (f64, f64) {
        let well = self.weight * self.prior + self.knew;
        (well, self.weight + self.learners - well)
    }
}

/// P(known at the first meeting | answers), by Bayes from the likelihood of the answers with and
/// without: how likely they are is P(answers) under a belief that is sure of either.
///
/// # Errors
/// An answer that is impossible.
pub fn knew_at_first(
    parameters: &BktParameters,
    answers: &[Evidence],
) -> Result<f64, MasteryError> {
    let likelihood = |prior: f64| -> Result<f64, MasteryError> {
        let belief = Belief::begin(prior, parameters.learners())?;
        let pace = parameters.learners().pace([]);
        let mut trace = Trace::begin(belief).at(pace);
        let mut log = 0.0;
        for evidence in answers {
            log += libm::log(trace.predictive.predict(&evidence.likelihood, &trace.pace));
            trace = trace.absorb(evidence)?.at(pace);
        }
        Ok(log)
    };
    let (with, without) = (likelihood(1.0)?, likelihood(0.0)?);
    let odds = parameters.prior() / (1.0 - parameters.prior()) * libm::exp(with - without);
    // Odds too large to hold are certainty.
    Ok(if odds.is_finite() {
        odds / (1.0 + odds)
    } else {
        1.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{RawParameters, ResponseFormat};

    fn parameters() -> BktParameters {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.1,
            forget: 0.0,
            guess: 0.2,
            slip: 0.1,
            hint: 0.25,
        };
        raw.check().unwrap()
    }

    fn answers(answers: &[bool]) -> Vec<Evidence> {
        let evidence =
            |&right: &bool| Evidence::new(&parameters(), ResponseFormat::Typed, 0, right);
        answers.iter().map(evidence).collect()
    }

    #[test]
    fn a_school_is_drawn_towards_the_bank() {
        let mut school = Shrinkage::new(&parameters(), 20.0).unwrap();
        assert_eq!(school.prior(), 0.25);
        for knew in [1.0, 0.0, 1.0, 1.0] {
            school.push(knew).unwrap();
        }
        // (5 + 3) / 24
        assert!((school.prior() - 8.0 / 24.0).abs() < 1e-12);
        assert_eq!(school.beta(), (8.0, 16.0));
        (0..5_000).for_each(|_| school.push(1.0).unwrap());
        assert!(school.prior() > 0.99 && school.prior() <= 0.999);
        for wrong in [f64::NAN, -0.1, 1.5] {
            assert!(school.push(wrong).is_err());
        }
        for wrong in [f64::NAN, 0.0, 1e9] {
            assert!(Shrinkage::new(&parameters(), wrong).is_err());
        }
    }

    /// One right answer: .25 × .9 against .75 × .2. The next one counts by what was learned meanwhile.
    #[test]
    fn what_was_known_at_first_by_hand() {
        let knew = |given: &[bool]| knew_at_first(&parameters(), &answers(given)).unwrap();
        assert!((knew(&[]) - 0.25).abs() < 1e-12);
        assert!((knew(&[true]) - 0.225 / (0.225 + 0.15)).abs() < 1e-12);
        let not = 0.75 * 0.8 * (0.1 * 0.9 + 0.9 * 0.2);
        let yes = 0.25 * 0.1 * 0.9;
        assert!((knew(&[false, true]) - yes / (yes + not)).abs() < 1e-12);
        assert!(knew(&[false; 400]) >= 0.0);
    }
}
