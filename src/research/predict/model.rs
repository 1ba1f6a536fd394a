//! One skill's fitted model over the alphabet of a data set.

use super::Prediction;
use crate::research::chain::Tables;
use crate::research::dataset::Dataset;
use crate::research::fit::kinds_of;
use crate::research::fitted::{Fitted, FittedSkill};
use crate::research::model::{Constraints, Layout, ModelSpec, Role, Shift};
use crate::research::response::Outcome;
use crate::research::sequences::{Sequences, Symbol};

/// One skill's model over the alphabet of a data set: for every kind of learner.
#[derive(Debug)]
pub(super) struct SkillModel {
    kinds: Vec<Kind>,
    /// For every symbol P(right | state) in its circumstances, whatever came of it.
    right: Vec<[f64; 2]>,
    outcomes: Vec<Outcome>,
    /// What is said of opportunities without an answer that the model leaves out: those before a
    /// first answer, where it asks for the first.
    before: Prediction,
}

#[derive(Debug)]
struct Kind {
    share: f64,
    tables: Tables,
}

/// What is believed of a learner on one skill: for every kind of learner the masses of the states
/// after the last response.
#[derive(Clone, Debug)]
pub(super) struct Beliefs {
    masses: Vec<[f64; 2]>,
    begun: bool,
}

impl SkillModel {
    /// The model of a fitted skill for its responses in a data set, and those responses as the
    /// model tells them apart.
    ///
    /// A class the fit has not met gets the mean of those it has, a difficulty of 0.
    pub(super) fn new(
        dataset: &Dataset,
        spec: &ModelSpec,
        fitted: &Fitted,
        skill: &FittedSkill,
        sequences: &Sequences,
    ) -> (Self, Sequences) {
        let (layout, recoded) = Layout::new(
            spec,
            &Constraints::new(),
            dataset.alphabet.letters(),
            sequences,
            &dataset.gap_days,
        );
        let values: Vec<f64> = layout
            .parameters()
            .iter()
            .map(|parameter| skill.value_of(parameter, &dataset.classes).unwrap_or(0.0))
            .collect();
        let kinds = kinds_of(fitted.learners.as_ref())
            .into_iter()
            .map(|(share, shift): (f64, Shift)| Kind {
                share,
                tables: layout.tables(&values, &shift),
            })
            .collect();
        let model = Self {
            kinds,
            right: layout.right(&values),
            outcomes: layout.outcomes(),
            before: before(fitted, skill),
        };
        (model, recoded)
    }

    /// The shares of the kinds of learners.
    pub(super) fn shares(&self) -> Vec<f64> {
        self.kinds.iter().map(|kind| kind.share).collect()
    }

    /// What is believed before the first response.
    pub(super) fn start(&self) -> Beliefs {
        Beliefs {
            masses: self.kinds.iter().map(|kind| kind.tables.prior).collect(),
            begun: false,
        }
    }

    /// Takes beliefs up to a response; returns for every kind P(right).
    pub(super) fn enter(&self, beliefs: &mut Beliefs, symbol: Symbol) -> Vec<f64> {
        let on = self.right[symbol as usize];
        let begun = std::mem::replace(&mut beliefs.begun, true);
        let kinds = beliefs.masses.iter_mut().zip(&self.kinds);
        kinds
            .map(|(belief, kind)| {
                if begun {
                    let [[uu, uk], [ku, kk]] = kind.tables.step(symbol).transition;
                    *belief = [
                        belief[0] * uu + belief[1] * ku,
                        belief[0] * uk + belief[1] * kk,
                    ];
                }
                belief[0] * on[0] + belief[1] * on[1]
            })
            .collect()
    }

    /// Takes the response into account; returns for every kind P(response).
    pub(super) fn observe(&self, beliefs: &mut Beliefs, symbol: Symbol) -> Vec<f64> {
        let kinds = beliefs.masses.iter_mut().zip(&self.kinds);
        kinds
            .map(|(belief, kind)| {
                let on = kind.tables.step(symbol).emission;
                let joint = [belief[0] * on[0], belief[1] * on[1]];
                let chance = joint[0] + joint[1];
                if chance > 0.0 {
                    *belief = [joint[0] / chance, joint[1] / chance];
                }
                chance
            })
            .collect()
    }

    /// What came of the response a symbol stands for.
    pub(super) fn outcome(&self, symbol: Symbol) -> Outcome {
        self.outcomes[symbol as usize]
    }

    /// Follows one learner's responses, `left_out` of which come before the symbols; the place of
    /// one that cannot be is the error.
    ///
    /// # Errors
    /// A response has probability 0.
    pub(super) fn follow(
        &self,
        symbols: &[Symbol],
        left_out: usize,
    ) -> Result<Vec<Prediction>, usize> {
        let mut predictions = vec![self.before; left_out];
        let mut beliefs = self.start();
        let mut shares = self.shares();
        for (position, &symbol) in symbols.iter().enumerate() {
            let right = mixed(&shares, &self.enter(&mut beliefs, symbol));
            if !weigh(&mut shares, &self.observe(&mut beliefs, symbol)) {
                return Err(left_out + position);
            }
            predictions.push(Prediction {
                right,
                mastery: Some(beliefs.mastery(&shares)),
                outcome: self.outcome(symbol),
            });
        }
        Ok(predictions)
    }
}

impl Beliefs {
    /// P(known), kinds in these shares.
    pub(super) fn mastery(&self, shares: &[f64]) -> f64 {
        let each = self.masses.iter().zip(shares);
        each.map(|(belief, share)| share * belief[1]).sum()
    }
}

/// The mean over the kinds.
pub(super) fn mixed(shares: &[f64], each: &[f64]) -> f64 {
    shares
        .iter()
        .zip(each)
        .map(|(share, one)| share * one)
        .sum()
}

/// Shares of the kinds behind something that has these chances under each; whether it can be.
pub(super) fn weigh(shares: &mut [f64], chances: &[f64]) -> bool {
    let all = mixed(shares, chances);
    if all <= 0.0 {
        return false;
    }
    for (share, chance) in shares.iter_mut().zip(chances) {
        *share *= chance / all;
    }
    true
}

/// What is said before a first answer.
fn before(fitted: &Fitted, skill: &FittedSkill) -> Prediction {
    let of = |role: Role| {
        let mut all = skill.parameters.iter();
        all.find(|own| own.name == role).map(|own| own.value)
    };
    let right = of(Role::FirstRight).unwrap_or(fitted.right);
    let after = |role| of(role).unwrap_or_default();
    Prediction {
        right,
        mastery: Some(
            right * after(Role::PriorAfterRight) + (1.0 - right) * after(Role::PriorAfterWrong),
        ),
        outcome: Outcome::Missing,
    }
}
