//! Logistic regression on what a learner has done before: PFA and Best-LR.

use super::counts::{Counts, Tally};
use super::fit::{Found, log_odds, parameter, softplus};
use super::follow::{Follow, difficulties, value};
use super::information::Information;
use super::penalty::{log_prior, prior_slopes, summed};
use super::turns::{Turn, Turns};
use crate::research::chain::Impossible;
use crate::research::fit::{Objective, lbfgs};
use crate::research::fitted::{Fitted, FittedParameter};
use crate::research::model::{Baseline, Role, logistic};
use rayon::prelude::*;

/// Every weight is taken to be normal beforehand, around 0 with this standard deviation in logits:
/// the ridge of one that logistic regression usually has, so that an item seen once stays near the
/// others.
const PRIOR_SD: f64 = 1.0;

/// What is asked on the whole may be far from even odds.
const EASINESS_SD: f64 = 10.0;

/// Steps of the ascent before the curvature is looked at anew, and how often it is.
const STEPS: usize = 10;
const ROUNDS: usize = 50;

/// No component of the gradient is above this at the end: a weight is then off by no more, for its
/// prior alone has a curvature of 1.
const FLAT: f64 = 1e-3;

/// Responses gone through together: blocks are as many whatever the threads, so that sums are the
/// same to the bit.
const BLOCK: usize = 1 << 14;

/// At most so many blocks, each with a gradient of its own.
const BLOCKS: usize = 64;

/// What the model has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Whether counts go in by their logarithm, with those of all skills and the item.
    best: bool,
    pub skills: usize,
    items: usize,
}

/// Numbers in front: easiness, and the weights of right and wrong answers on the whole.
pub(super) const WHOLE: usize = 3;

/// Numbers of a skill: easiness, and the weights of right and wrong answers on it.
pub(super) const PER_SKILL: usize = 3;

impl Shape {
    fn new(baseline: Baseline, turns: &Turns<'_>) -> Self {
        let best = baseline == Baseline::BestLr;
        Self {
            best,
            skills: turns.dataset.skills.len(),
            // Where no item has a name, its difficulty is its skill's.
            items: if best && turns.named {
                turns.items.len()
            } else {
                0
            },
        }
    }

    fn skill(&self, skill: u32) -> usize {
        WHOLE + PER_SKILL * skill as usize
    }

    /// Where the items begin.
    pub fn items(&self) -> usize {
        WHOLE + PER_SKILL * self.skills
    }

    fn dimension(&self) -> usize {
        self.items() + self.items
    }

    /// How a count goes in.
    fn scale(&self, count: u32) -> f64 {
        if self.best {
            libm::log1p(f64::from(count))
        } else {
            f64::from(count)
        }
    }

    fn features(&self, tally: Tally) -> [f64; 2] {
        [self.scale(tally.right), self.scale(tally.wrong)]
    }
}

/// One answer.
struct Row {
    right: bool,
    item: u32,
    all: [f32; 2],
    /// Where its skills begin; they end where those of the next begin.
    skills: usize,
}

/// A skill of an answer, and what was done on it before.
struct On {
    skill: u32,
    counts: [f32; 2],
}

/// The answers of a log, and what came before each.
pub(super) struct Answers {
    pub shape: Shape,
    rows: Vec<Row>,
    on: Vec<On>,
    information: Option<Information>,
}

impl Answers {
    fn new(turns: &Turns<'_>, shape: Shape) -> Self {
        let mut answers = Self {
            shape,
            rows: Vec::new(),
            on: Vec::new(),
            information: None,
        };
        // Single precision, so that a log of any length fits: 10⁻⁷ of a count.
        let short = |tally| shape.features(tally).map(|feature| feature as f32);
        for learner in 0..turns.learners() {
            let mut counts = Counts::default();
            for (turn, right) in turns.answers(learner) {
                answers.rows.push(Row {
                    right,
                    item: turn.item,
                    all: short(counts.all()),
                    skills: answers.on.len(),
                });
                answers.on.extend(turn.skills.iter().map(|&skill| On {
                    skill,
                    counts: short(counts.on(skill)),
                }));
                counts.add(turn.skills, right);
            }
        }
        answers
    }

    /// Calls `each` with every place that an answer depends on, and with what it is weighted by.
    fn weigh(&self, row: usize, mut each: impl FnMut(usize, f64)) {
        let Row {
            item, all, skills, ..
        } = self.rows[row];
        each(0, 1.0);
        if self.shape.best {
            each(1, f64::from(all[0]));
            each(2, f64::from(all[1]));
        }
        if self.shape.items > 0 {
            each(self.shape.items() + item as usize, -1.0);
        }
        let end = self
            .rows
            .get(row + 1)
            .map_or(self.on.len(), |next| next.skills);
        for on in &self.on[skills..end] {
            let place = self.shape.skill(on.skill);
            each(place, 1.0);
            each(place + 1, f64::from(on.counts[0]));
            each(place + 2, f64::from(on.counts[1]));
        }
    }

    fn logit(&self, row: usize, x: &[f64]) -> f64 {
        let mut logit = 0.0;
        self.weigh(row, |place, weight| logit += x[place] * weight);
        logit
    }

    /// Calls `each` with the features of every answer and p (1 − p), its weight in the information.
    pub fn informed(&self, x: &[f64], mut each: impl FnMut(&[(usize, f64)], f64)) {
        let mut features = Vec::new();
        for row in 0..self.rows.len() {
            features.clear();
            self.weigh(row, |place, weight| features.push((place, weight)));
            let logit: f64 = features
                .iter()
                .map(|&(place, weight)| x[place] * weight)
                .sum();
            each(&features, logistic(logit) * logistic(-logit));
        }
    }

    /// 1 / variance of the prior of a number.
    pub fn precision(place: usize) -> f64 {
        let sd = if place == 0 { EASINESS_SD } else { PRIOR_SD };
        1.0 / (sd * sd)
    }

    /// Σ ln P over all answers, and onto `gradient` its gradient where it is asked for.
    fn log_likelihood(&self, x: &[f64], gradient: Option<&mut [f64]>) -> f64 {
        let block = self.rows.len().div_ceil(BLOCKS).max(BLOCK);
        let wanted = gradient.is_some();
        let blocks: Vec<(f64, Vec<f64>)> = (0..self.rows.len().div_ceil(block))
            .into_par_iter()
            .map(|number| {
                let mut own = vec![0.0; if wanted { x.len() } else { 0 }];
                let mut sum = 0.0;
                for row in number * block..((number + 1) * block).min(self.rows.len()) {
                    let logit = self.logit(row, x);
                    let right = self.rows[row].right;
                    sum -= softplus(if right { -logit } else { logit });
                    if wanted {
                        let off = f64::from(u8::from(right)) - logistic(logit);
                        self.weigh(row, |place, weight| own[place] += off * weight);
                    }
                }
                (sum, own)
            })
            .collect();
        summed(&blocks, gradient)
    }
}

impl Objective for Answers {
    fn dimension(&self) -> usize {
        self.shape.dimension()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        prior_slopes(x, Self::precision, gradient);
        Ok(self.log_likelihood(x, Some(gradient)) + log_prior(x, Self::precision))
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        Ok(self.log_likelihood(x, None) + log_prior(x, Self::precision))
    }

    fn precondition(&self, gradient: &mut [f64]) {
        if let Some(information) = &self.information {
            information.step(gradient);
        }
    }
}

/// Fits PFA or Best-LR.
pub(super) fn fit(turns: &Turns<'_>, baseline: Baseline, with_errors: bool) -> Found {
    let shape = Shape::new(baseline, turns);
    let mut answers = Answers::new(turns, shape);
    let mut x = vec![0.0; shape.dimension()];
    let right = answers.rows.iter().filter(|row| row.right).count() as f64;
    x[0] = log_odds(right, answers.rows.len() as f64);
    let mut notes = Vec::new();
    let mut steps = 0;
    let mut flat = false;
    for _ in 0..ROUNDS {
        answers.information = Information::new(&answers, &x);
        // A sum of logarithms of probabilities is finite wherever x is: no step can fail.
        let Ok(ascent) = lbfgs(&mut answers, &mut x, FLAT, STEPS) else {
            break;
        };
        steps += ascent.steps;
        flat = ascent.gradient <= FLAT;
        if flat || ascent.steps < STEPS {
            break;
        }
    }
    if !flat {
        notes.push("the fit has not converged".to_owned());
    }
    let mut errors = vec![None; shape.items()];
    if with_errors {
        match Information::new(&answers, &x).map(|known| known.standard_errors()) {
            Some(Ok(known)) => errors = known.into_iter().map(Some).collect(),
            Some(Err(why)) => notes.push(why),
            None => notes.push("no standard errors: the answers tell too little".to_owned()),
        }
    }
    let named = |place: usize, role| parameter(role, x[place], errors[place]);
    let roles = [Role::Easiness, Role::PerRight, Role::PerWrong];
    let three = |first: usize| -> Vec<FittedParameter> {
        let roles = roles.into_iter().enumerate();
        roles.map(|(at, role)| named(first + at, role)).collect()
    };
    let mut whole = three(0);
    if !shape.best {
        whole.truncate(1);
    }
    Found {
        whole,
        skills: (0..shape.skills as u32)
            .map(|skill| three(shape.skill(skill)))
            .collect(),
        items: x[shape.items()..].to_vec(),
        log_likelihood: answers.log_likelihood(&x, None),
        evaluations: steps,
        notes,
    }
}

/// Fitted weights, by the numbers of a data set.
pub(super) struct Logistic {
    shape: Shape,
    whole: [f64; 3],
    skills: Vec<[f64; 3]>,
    items: Vec<f64>,
}

impl Logistic {
    /// What was fitted, for the skills and items of these responses.
    pub fn new(baseline: Baseline, fitted: &Fitted, turns: &Turns<'_>) -> Self {
        let three = |parameters: &[FittedParameter]| {
            [Role::Easiness, Role::PerRight, Role::PerWrong].map(|role| value(parameters, role))
        };
        let skills = &turns.dataset.skills;
        Self {
            shape: Shape::new(baseline, turns),
            whole: three(&fitted.whole),
            skills: (0..skills.len() as u32)
                .map(|skill| {
                    let skill = fitted.skills.get(skills.name(skill).as_ref());
                    skill.map_or([0.0; 3], |skill| three(&skill.parameters))
                })
                .collect(),
            items: difficulties(fitted, turns),
        }
    }
}

/// Easiness and counts, weighted.
fn weighted([easiness, per_right, per_wrong]: [f64; 3], [right, wrong]: [f64; 2]) -> f64 {
    easiness + per_right * right + per_wrong * wrong
}

impl Follow for Logistic {
    type Learner = Counts;

    fn begin(&self) -> Counts {
        Counts::default()
    }

    fn predict(&self, counts: &Counts, turn: &Turn<'_>) -> f64 {
        let mut logit = weighted(self.whole, self.shape.features(counts.all()));
        if self.shape.items > 0 {
            logit -= self.items[turn.item as usize];
        }
        for &skill in turn.skills {
            let features = self.shape.features(counts.on(skill));
            logit += weighted(self.skills[skill as usize], features);
        }
        logistic(logit)
    }

    fn learn(&self, counts: &mut Counts, turn: &Turn<'_>, right: bool) {
        counts.add(turn.skills, right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::baseline::tests::dataset;

    #[test]
    fn the_gradient_is_the_slope() {
        let log = dataset("a,x,s,1\na,y,s~~t,0\na,x,t,1\nb,y,t,0\nb,z,s,1\nb,x,s,0\n");
        let turns = Turns::new(&log);
        for baseline in [Baseline::Pfa, Baseline::BestLr] {
            let mut answers = Answers::new(&turns, Shape::new(baseline, &turns));
            let mut x: Vec<f64> = (0..answers.dimension())
                .map(|place| 0.3 - 0.1 * place as f64)
                .collect();
            let mut gradient = vec![0.0; x.len()];
            answers.gradient(&x, &mut gradient).unwrap();
            for place in 0..x.len() {
                let apart = 1e-5;
                let at = x[place];
                x[place] = at + apart;
                let ahead = answers.value(&x).unwrap();
                x[place] = at - apart;
                let behind = answers.value(&x).unwrap();
                x[place] = at;
                let slope = (ahead - behind) / (2.0 * apart);
                assert!(
                    (slope - gradient[place]).abs() < 1e-8,
                    "{baseline:?} {place}"
                );
            }
        }
    }
}
