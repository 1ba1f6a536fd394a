//! Rasch's model: one ability a learner, one difficulty an item.

use super::fit::{Found, log_odds, parameter, softplus};
use super::follow::{Follow, difficulties, value};
use super::penalty::{log_prior, prior_slopes, summed};
use super::turns::{Turn, Turns};
use crate::research::chain::Impossible;
use crate::research::fit::{Objective, lbfgs};
use crate::research::fitted::Fitted;
use crate::research::model::{Role, logistic};
use rayon::prelude::*;

/// Abilities are followed on so many places, in steps of an eighth of their standard deviation up to
/// five to either side: the sum over equal steps is as good as the integral as long as what hundreds
/// of answers tell is not much narrower than a step.
const PLACES: usize = 81;

/// The outermost of them.
const FARTHEST: f64 = 5.0;

/// Difficulties are taken to be normal beforehand, with this standard deviation in logits, so that
/// an item seen once stays near the others.
const DIFFICULTY_SD: f64 = 1.0;

/// So is what is asked on the whole, with much more room,
const EASINESS_SD: f64 = 10.0;

/// and the logarithm of the abilities' standard deviation.
const LN_SPREAD_SD: f64 = 2.0;

/// Steps of the ascent.
const STEPS: usize = 500;

/// No component of the gradient is above this at the end.
const FLAT: f64 = 1e-3;

/// At most so many blocks of learners: as many whatever the threads, so that sums are the same to
/// the bit.
const BLOCKS: usize = 64;

/// Numbers in front: easiness, and the logarithm of the abilities' standard deviation.
const WHOLE: usize = 2;

/// Places of an ability, in standard deviations.
fn places() -> [f64; PLACES] {
    std::array::from_fn(|at| FARTHEST * (2.0 * at as f64 / (PLACES - 1) as f64 - 1.0))
}

/// The normal distribution over them.
fn normal() -> [f64; PLACES] {
    let heights = places().map(|place| libm::exp(-place * place / 2.0));
    let sum: f64 = heights.iter().sum();
    heights.map(|height| height / sum)
}

/// Answers of a learner to one item.
struct Answered {
    item: u32,
    right: f64,
    all: f64,
}

/// All answers of a log: the order of a learner's does not matter to an ability that stays.
struct Abilities {
    answered: Vec<Answered>,
    /// Where the answers of each learner begin; one more at the end.
    starts: Vec<usize>,
    items: usize,
    ln_normal: [f64; PLACES],
    curvature: Vec<f64>,
}

/// For every item and place of ability ln(1 + eᶻ) and P(right).
struct Tables {
    softplus: Vec<[f64; PLACES]>,
    right: Vec<[f64; PLACES]>,
}

impl Abilities {
    fn new(turns: &Turns<'_>) -> Self {
        let mut answered: Vec<Answered> = Vec::new();
        let mut starts = vec![0];
        let mut own: Vec<(u32, bool)> = Vec::new();
        for learner in 0..turns.learners() {
            own.clear();
            own.extend(
                turns
                    .answers(learner)
                    .map(|(turn, right)| (turn.item, right)),
            );
            own.sort_unstable();
            answered.extend(own.chunk_by(|a, b| a.0 == b.0).map(|same| Answered {
                item: same[0].0,
                right: same.iter().filter(|(_, right)| *right).count() as f64,
                all: same.len() as f64,
            }));
            starts.push(answered.len());
        }
        Self {
            answered,
            starts,
            items: turns.items.len(),
            ln_normal: normal().map(f64::ln),
            curvature: Vec::new(),
        }
    }

    fn learners(&self) -> usize {
        self.starts.len() - 1
    }

    fn tables(&self, x: &[f64]) -> Tables {
        let spread = libm::exp(x[1]);
        let logits = |difficulty: f64| places().map(|place| x[0] + spread * place - difficulty);
        let logits: Vec<[f64; PLACES]> = x[WHOLE..].iter().map(|&b| logits(b)).collect();
        Tables {
            softplus: logits
                .par_iter()
                .map(|logits| logits.map(softplus))
                .collect(),
            right: logits
                .par_iter()
                .map(|logits| logits.map(logistic))
                .collect(),
        }
    }

    /// ln P of all a learner's answers; onto `gradient` its gradient.
    fn learner(&self, learner: usize, x: &[f64], tables: &Tables, gradient: &mut [f64]) -> f64 {
        let answered = &self.answered[self.starts[learner]..self.starts[learner + 1]];
        let spread = libm::exp(x[1]);
        let places = places();
        let mut lns = self.ln_normal;
        let (mut rights, mut fixed) = (0.0, 0.0);
        for answer in answered {
            rights += answer.right;
            fixed += answer.right * (x[0] - x[WHOLE + answer.item as usize]);
            let softplus = &tables.softplus[answer.item as usize];
            for (ln, softplus) in lns.iter_mut().zip(softplus) {
                *ln -= answer.all * softplus;
            }
        }
        for (ln, place) in lns.iter_mut().zip(&places) {
            *ln += rights * spread * place;
        }
        let most = lns.iter().fold(f64::NEG_INFINITY, |most, &ln| most.max(ln));
        let mut posterior = lns.map(|ln| libm::exp(ln - most));
        let sum: f64 = posterior.iter().sum();
        posterior.iter_mut().for_each(|share| *share /= sum);
        let mut expected_at = [0.0; PLACES];
        for answer in answered {
            let mut expected = 0.0;
            let right = &tables.right[answer.item as usize];
            for ((at, right), share) in expected_at.iter_mut().zip(right).zip(&posterior) {
                *at += answer.all * right;
                expected += share * right;
            }
            let off = answer.right - answer.all * expected;
            gradient[0] += off;
            gradient[WHOLE + answer.item as usize] -= off;
        }
        let by_place = posterior.iter().zip(&places).zip(&expected_at);
        gradient[1] += spread
            * by_place
                .map(|((share, place), expected)| share * place * (rights - expected))
                .sum::<f64>();
        fixed + most + libm::log(sum)
    }

    /// 1 / variance of the prior of a number.
    fn precision(place: usize) -> f64 {
        let sd = match place {
            0 => EASINESS_SD,
            1 => LN_SPREAD_SD,
            _ => DIFFICULTY_SD,
        };
        1.0 / (sd * sd)
    }

    /// Σ ln P over all learners, and onto `gradient` its gradient.
    fn log_likelihood(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let tables = self.tables(x);
        let block = self.learners().div_ceil(BLOCKS).max(1);
        let blocks: Vec<(f64, Vec<f64>)> = (0..self.learners().div_ceil(block))
            .into_par_iter()
            .map(|number| {
                let mut own = vec![0.0; x.len()];
                let learners = number * block..((number + 1) * block).min(self.learners());
                let sum = learners
                    .map(|learner| self.learner(learner, x, &tables, &mut own))
                    .sum();
                (sum, own)
            })
            .collect();
        summed(&blocks, Some(gradient))
    }
}

impl Objective for Abilities {
    fn dimension(&self) -> usize {
        WHOLE + self.items
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        prior_slopes(x, Self::precision, gradient);
        Ok(self.log_likelihood(x, gradient) + log_prior(x, Self::precision))
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        let mut gradient = vec![0.0; x.len()];
        Objective::gradient(self, x, &mut gradient)
    }

    fn precondition(&self, gradient: &mut [f64]) {
        for (slot, curvature) in gradient.iter_mut().zip(&self.curvature) {
            *slot /= curvature;
        }
    }
}

/// Fits by marginal maximum likelihood: abilities are summed over, difficulties and what is asked
/// on the whole are the likeliest (Bock & Aitkin 1981, doi:10.1007/BF02293801).
pub(super) fn fit(turns: &Turns<'_>) -> Found {
    let mut abilities = Abilities::new(turns);
    let by_item = turns.by_item();
    let (right, all) = by_item
        .iter()
        .fold((0.0, 0.0), |sum, item| (sum.0 + item.0, sum.1 + item.1));
    let easiness = log_odds(right, all);
    let mut x = vec![easiness, 0.0];
    x.extend(by_item.iter().map(|&(right, all)| {
        // Pulled to the others as by the prior: four answers or so tell as much.
        (easiness - log_odds(right, all)) * all / (all + 4.0)
    }));
    let known = |(place, told): (usize, f64)| told + Abilities::precision(place);
    // What a learner tells of the abilities' mean and spread; an answer tells at most a quarter.
    let learners = turns.learners() as f64 / 2.0;
    let told = [learners, learners].into_iter();
    let told = told.chain(by_item.iter().map(|&(_, all)| all / 5.0));
    abilities.curvature = told.enumerate().map(known).collect();
    let mut notes = vec!["standard errors are not worked out for this model".to_owned()];
    // A sum of logarithms of probabilities is finite wherever x is.
    let steps = match lbfgs(&mut abilities, &mut x, FLAT, STEPS) {
        Ok(ascent) => {
            if ascent.gradient > FLAT {
                notes.push("the fit has not converged".to_owned());
            }
            ascent.steps
        }
        Err(_) => 0,
    };
    let mut unused = vec![0.0; x.len()];
    Found {
        whole: vec![
            parameter(Role::Easiness, x[0], None),
            parameter(Role::AbilitySd, libm::exp(x[1]), None),
        ],
        skills: vec![Vec::new(); turns.dataset.by_skill.len()],
        items: x[WHOLE..].to_vec(),
        log_likelihood: abilities.log_likelihood(&x, &mut unused),
        evaluations: steps,
        notes,
    }
}

/// Fitted difficulties, as P(right) of every item at every place of ability.
pub(super) struct Rasch {
    right: Vec<[f64; PLACES]>,
}

impl Rasch {
    /// What was fitted, for the items of these responses.
    pub fn new(fitted: &Fitted, turns: &Turns<'_>) -> Self {
        let easiness = value(&fitted.whole, Role::Easiness);
        let spread = value(&fitted.whole, Role::AbilitySd);
        let right = |difficulty: f64| {
            places().map(|place| logistic(easiness + spread * place - difficulty))
        };
        Self {
            right: difficulties(fitted, turns).into_iter().map(right).collect(),
        }
    }
}

impl Follow for Rasch {
    /// P(ability | answers so far).
    type Learner = [f64; PLACES];

    fn begin(&self) -> [f64; PLACES] {
        normal()
    }

    fn predict(&self, shares: &[f64; PLACES], turn: &Turn<'_>) -> f64 {
        let right = &self.right[turn.item as usize];
        shares
            .iter()
            .zip(right)
            .map(|(share, right)| share * right)
            .sum()
    }

    fn learn(&self, shares: &mut [f64; PLACES], turn: &Turn<'_>, right: bool) {
        let chances = &self.right[turn.item as usize];
        let mut sum = 0.0;
        for (share, chance) in shares.iter_mut().zip(chances) {
            *share *= if right { *chance } else { 1.0 - chance };
            sum += *share;
        }
        if sum > 0.0 {
            shares.iter_mut().for_each(|share| *share /= sum);
        } else {
            // So unlikely that no number is left of it: nothing more can be told from it.
            *shares = normal();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::baseline::tests::dataset;

    #[test]
    fn the_gradient_is_the_slope() {
        let log = dataset("a,x,s,1\na,y,s,0\na,x,t,1\nb,y,t,0\nb,z,s,1\nb,x,s,0\n");
        let mut abilities = Abilities::new(&Turns::new(&log));
        let mut x = vec![0.4, -0.2, 0.3, -0.5, 0.1];
        let mut gradient = vec![0.0; x.len()];
        abilities.gradient(&x, &mut gradient).unwrap();
        for place in 0..x.len() {
            let apart = 1e-5;
            let at = x[place];
            x[place] = at + apart;
            let ahead = abilities.value(&x).unwrap();
            x[place] = at - apart;
            let behind = abilities.value(&x).unwrap();
            x[place] = at;
            let slope = (ahead - behind) / (2.0 * apart);
            assert!((slope - gradient[place]).abs() < 1e-8, "{place}");
        }
    }

    #[test]
    fn the_places_hold_the_normal_distribution() {
        let moment = |power: i32| -> f64 {
            let both = places().into_iter().zip(normal());
            both.map(|(place, share)| share * place.powi(power)).sum()
        };
        // What lies outside of five standard deviations is 6 × 10⁻⁷.
        for (power, expected) in [(0, 1.0), (1, 0.0), (2, 1.0), (4, 3.0)] {
            assert!((moment(power) - expected).abs() < 1e-3, "{power}");
        }
    }
}
