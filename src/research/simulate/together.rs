//! Learners whose responses take several skills at once.

use super::draws::Draws;
use super::{Row, SimulateError, Simulation, Together};
use crate::research::fitted::FittedSkill;
use crate::research::model::{ModelSpec, Role, logistic, logit};

/// A skill among others.
#[derive(Debug)]
pub(super) struct JointSkill {
    prior: f64,
    learn: f64,
    forget: f64,
    guess: f64,
    slip: f64,
}

impl JointSkill {
    pub fn new(spec: &ModelSpec, name: &str, skill: &FittedSkill) -> Result<Self, SimulateError> {
        let value = |role: Role| {
            let value = skill.value(role, None, None);
            value.ok_or_else(|| SimulateError::NoParameter {
                skill: name.to_owned(),
                parameter: role,
            })
        };
        Ok(Self {
            prior: value(Role::Prior)?,
            learn: value(Role::Learn)?,
            forget: if spec.forget {
                value(Role::Forget)?
            } else {
                0.0
            },
            guess: value(Role::Guess)?,
            slip: value(Role::Slip)?,
        })
    }

    /// Whether the skill is known as a response meets it.
    fn meet(&self, before: Option<bool>, draws: &mut Draws) -> bool {
        draws.happens(match before {
            None => self.prior,
            Some(false) => self.learn,
            Some(true) => 1.0 - self.forget,
        })
    }
}

/// The mean on the logit scale; a single one itself.
fn mean<const N: usize>(probabilities: [f64; N]) -> f64 {
    match probabilities.as_slice() {
        [alone] => *alone,
        all => logistic(all.iter().map(|&p| logit(p)).sum::<f64>() / all.len() as f64),
    }
}

impl Simulation {
    /// Draws a learner's states and responses; the states are drawn, and not their marginals, so
    /// that the log is of the model itself.
    pub(super) fn learner_together(
        &self,
        draws: &mut Draws,
        skills: &[JointSkill],
        together: Together,
        mut each: impl FnMut(&Row<'_>),
    ) {
        let mut known: Vec<Option<bool>> = vec![None; skills.len()];
        let mut begun = 0;
        for round in 0..self.length {
            if round > 0 {
                begun += self.gaps.draw(draws).2;
            }
            for (at, skill) in skills.iter().enumerate() {
                let second = (skills.len() > 1 && draws.happens(0.5)).then(|| {
                    let other = draws.below(skills.len() - 1);
                    other + usize::from(other >= at)
                });
                let own = skill.meet(known[at], draws);
                known[at] = Some(own);
                let (able, guess, slip) = match second {
                    None => (own, skill.guess, skill.slip),
                    Some(second) => {
                        let other = &skills[second];
                        let also = other.meet(known[second], draws);
                        known[second] = Some(also);
                        let able = match together {
                            Together::Conjunctive => own && also,
                            Together::Compensatory if own == also => own,
                            Together::Compensatory => draws.happens(0.5),
                        };
                        let guess = mean([skill.guess, other.guess]);
                        (able, guess, mean([skill.slip, other.slip]))
                    }
                };
                let right = draws.happens(if able { 1.0 - slip } else { guess });
                let taken = [at as u32, second.unwrap_or_default() as u32];
                each(&Row {
                    skills: &taken[..1 + usize::from(second.is_some())],
                    item: 0,
                    class: 0,
                    gap: 0,
                    seconds: begun + at as u64 * self.gaps.pace,
                    right,
                });
            }
        }
    }
}
