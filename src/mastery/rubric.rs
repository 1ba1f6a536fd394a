//! What a level on a rubric says: a table of likelihoods whose ratio grows with the level.

use super::{BktParameters, Emission, Evidence, Likelihood, MasteryError, Model, ResponseFormat};
use serde::{Deserialize, Serialize};

/// The levels of one criterion: how many there are, and from which on the work is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct RubricScale {
    levels: u8,
    needed: u8,
}

impl RubricScale {
    /// Fewest levels: below one there is nothing to tell apart.
    pub const FEWEST: u8 = 2;
    /// Most levels: more than markers can tell apart.
    pub const MOST: u8 = 8;

    /// A scale of 2 to 8 `levels`, of which level `needed`, 2 or above, is the first that shows
    /// the competency.
    ///
    /// # Errors
    /// A number out of its range.
    pub fn new(levels: u8, needed: u8) -> Result<Self, MasteryError> {
        let within = |name, got, low, high, help| match (low..=high).contains(&got) {
            true => Ok(()),
            false => Err(MasteryError::Count {
                name,
                got: u32::from(got),
                low: u32::from(low),
                high: u32::from(high),
                help,
            }),
        };
        let (few, many) = (Self::FEWEST, Self::MOST);
        within("levels", levels, few, many, "so many can be told apart")?;
        within("proficient", needed, few, levels, "level 1 is the lowest")?;
        Ok(Self { levels, needed })
    }

    /// How many levels there are.
    pub const fn levels(self) -> u8 {
        self.levels
    }

    /// The first level that shows the competency.
    pub const fn needed(self) -> u8 {
        self.needed
    }

    /// How likely each level is in each state, level 1 first.
    ///
    /// The level needed, or one above it, is reached as often as a right answer is given:
    ///
    /// P(level ≥ needed | known) = 1 − s,  P(level ≥ needed | unknown) = g
    ///
    /// Within the n levels on either side of that line the mass grows geometrically with the level
    /// for one who knows and falls by the same ratio for one who does not, so that the logarithm of
    /// the likelihood ratio is linear in the level. The step is |ln ratio of the side| / (n − 1):
    ///
    /// ln ratio(i) = Λ (½ + i/(n − 1)) above the line, Λ (3/2 − i/(n − 1)) below it, i = 0 … n − 1
    ///
    /// with Λ that of a plain right or wrong answer. So the ratio grows with every level, the level
    /// needed speaks for knowing with half the weight of a right answer, the highest with one and a
    /// half times that weight, and in the middle of a side a level says what the plain answer says.
    /// Each column sums to 1.
    pub fn likelihoods(self, emission: &Emission) -> Vec<Likelihood> {
        let below = usize::from(self.needed - 1);
        let above = usize::from(self.levels) - below;
        let mut table = side(emission.likelihood(false), below);
        table.extend(side(emission.likelihood(true), above));
        table
    }
}

impl TryFrom<(u8, u8)> for RubricScale {
    type Error = MasteryError;

    fn try_from((levels, needed): (u8, u8)) -> Result<Self, MasteryError> {
        Self::new(levels, needed)
    }
}

impl From<RubricScale> for (u8, u8) {
    fn from(scale: RubricScale) -> Self {
        (scale.levels, scale.needed)
    }
}

/// One side of the line: its mass in each state spread over `n` levels.
fn side(mass: Likelihood, n: usize) -> Vec<Likelihood> {
    let ratio = libm::log(mass.known / mass.unknown).abs();
    let step = if n > 1 { ratio / (n - 1) as f64 } else { 0.0 };
    let weight = |i: usize| libm::exp(0.5 * step * i as f64);
    let sum: f64 = (0..n).map(weight).sum();
    (0..n)
        .map(|i| Likelihood {
            unknown: mass.unknown * weight(n - 1 - i) / sum,
            known: mass.known * weight(i) / sum,
        })
        .collect()
}

impl Evidence {
    /// The evidence of a work's levels on the criteria of one competency, after `help` steps of help.
    ///
    /// Criteria of one work hang together, so that they count as one piece of evidence: for each
    /// state the geometric mean of their likelihoods.
    ///
    /// # Errors
    /// A level that its scale does not have, or no criterion at all.
    pub fn of_levels(
        parameters: &BktParameters,
        help: u32,
        marks: &[(RubricScale, u8)],
    ) -> Result<Self, MasteryError> {
        let emission = Emission::new(parameters, ResponseFormat::Typed, help);
        let (mut unknown, mut known) = (0.0, 0.0);
        for &(scale, level) in marks {
            let table = scale.likelihoods(&emission);
            let at = usize::from(level).checked_sub(1);
            let likelihood = at.and_then(|at| table.get(at)).ok_or(MasteryError::Count {
                name: "level",
                got: u32::from(level),
                low: 1,
                high: u32::from(scale.levels),
                help: "choose one of the rubric's levels",
            })?;
            unknown += libm::log(likelihood.unknown);
            known += libm::log(likelihood.known);
        }
        if marks.is_empty() {
            return Err(MasteryError::NoCriterion);
        }
        let n = marks.len() as f64;
        let likelihood = Likelihood {
            unknown: libm::exp(unknown / n),
            known: libm::exp(known / n),
        };
        Ok(Self::of(parameters, Model::Rubric, likelihood))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::RawParameters;
    use proptest::prelude::*;

    /// Sums of eight rounded terms.
    const ROUNDING: f64 = 1e-12;

    fn parameters(guess: f64, slip: f64) -> BktParameters {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.0,
            guess,
            slip,
            hint: 0.25,
        };
        raw.check().unwrap()
    }

    fn ratio(likelihood: &Likelihood) -> f64 {
        likelihood.known / likelihood.unknown
    }

    proptest! {
        #[test]
        fn columns_sum_to_one_and_the_ratio_grows(
            guess in 0.001f64..0.45, slip in 0.001f64..0.45, levels in 2u8..=8, needed in 2u8..=8,
            help in 0u32..4,
        ) {
            prop_assume!(needed <= levels);
            let scale = RubricScale::new(levels, needed).unwrap();
            let emission = Emission::new(&parameters(guess, slip), ResponseFormat::Typed, help);
            let table = scale.likelihoods(&emission);
            prop_assert_eq!(table.len(), usize::from(levels));
            let sum = |of: fn(&Likelihood) -> f64| table.iter().map(of).sum::<f64>();
            prop_assert!((sum(|l| l.unknown) - 1.0).abs() < ROUNDING);
            prop_assert!((sum(|l| l.known) - 1.0).abs() < ROUNDING);
            let reached: f64 = table.iter().skip(usize::from(needed) - 1).map(|l| l.known).sum();
            prop_assert!((reached - (1.0 - slip)).abs() < ROUNDING);
            for pair in table.windows(2) {
                prop_assert!(ratio(&pair[0]) < ratio(&pair[1]));
            }
            for (level, likelihood) in (1..).zip(&table) {
                prop_assert_eq!(ratio(likelihood) > 1.0, level >= needed);
            }
        }

        #[test]
        fn a_higher_level_on_any_criterion_never_says_less(
            marks in proptest::collection::vec(1u8..=4, 1..5), raised in 0usize..5,
        ) {
            prop_assume!(raised < marks.len() && marks[raised] < 4);
            let scale = RubricScale::new(4, 3).unwrap();
            let says = |marks: &[u8]| {
                let marks: Vec<_> = marks.iter().map(|&level| (scale, level)).collect();
                ratio(&Evidence::of_levels(&parameters(0.05, 0.08), 0, &marks).unwrap().likelihood)
            };
            let mut better = marks.clone();
            better[raised] += 1;
            prop_assert!(says(&better) > says(&marks));
        }
    }

    #[test]
    fn two_levels_are_a_wrong_and_a_right_answer() {
        let parameters = parameters(0.05, 0.08);
        let scale = RubricScale::new(2, 2).unwrap();
        let emission = Emission::new(&parameters, ResponseFormat::Typed, 0);
        let plain = [emission.likelihood(false), emission.likelihood(true)];
        assert_eq!(scale.likelihoods(&emission), plain);
    }

    #[test]
    fn what_is_no_level_is_refused() {
        assert!(RubricScale::new(1, 1).is_err());
        assert!(RubricScale::new(9, 3).is_err());
        assert!(RubricScale::new(4, 1).is_err());
        assert!(RubricScale::new(4, 5).is_err());
        let scale = RubricScale::new(4, 3).unwrap();
        for level in [0, 5] {
            let error = Evidence::of_levels(&parameters(0.05, 0.08), 0, &[(scale, level)]);
            assert_eq!(
                error.unwrap_err().to_string(),
                format!(
                    "level = {level} must lie between 1 and 4; choose one of the rubric's levels"
                )
            );
        }
        assert!(Evidence::of_levels(&parameters(0.05, 0.08), 0, &[]).is_err());
    }
}
