//! Learners who differ, and differ in the same way on every skill: all skills fitted together.

use super::objective::Objective;
use crate::research::chain::{Counts, Impossible, Passes, Trie};
use crate::research::fitted::LearnerKinds;
use crate::research::model::{Layout, Learners, Role, Shift, Terms};
use rayon::prelude::*;

/// Nodes and weights of Gauss and Hermite's rule of five points for the standard normal
/// distribution: exact for polynomials up to degree nine (Abramowitz & Stegun 1964, table 25.10,
/// rescaled).
const NORMAL: [(f64, f64); 5] = [
    (-2.856_970_013_872_805_6, 0.011_257_411_327_720_688),
    (-1.355_626_179_974_265_8, 0.222_075_922_005_612_64),
    (0.0, 0.533_333_333_333_333_3),
    (1.355_626_179_974_265_8, 0.222_075_922_005_612_64),
    (2.856_970_013_872_805_6, 0.011_257_411_327_720_688),
];

/// Kinds of learners among the types, the stuck apart: usual, slow and quick.
const SPEEDS: usize = 3;

/// Where the speeds start, in logits of learn.
const SPEED_STARTS: [f64; SPEEDS - 1] = [-1.5, 1.5];

/// Standard deviations start here, in logits.
const SPREAD_START: f64 = 0.7;

/// One skill of a population.
#[derive(Debug)]
pub struct PopulationSkill<'d> {
    /// Its parameters.
    pub layout: &'d Layout,
    /// Its responses.
    pub trie: &'d Trie,
    /// The learner of every sequence.
    pub learners: &'d [u32],
}

/// All skills, and how learners differ.
///
/// Every learner is of one kind for all skills; the kinds are a few types, or stand for a normal
/// distribution by its quadrature. What is maximised is
///
/// Σ_learners ln Σ_kinds share × ∏_skills P(responses | kind)
///
/// exactly: the likelihood of a sequence under every kind, then what each kind is to each learner,
/// then expected counts weighted with it.
#[derive(Debug)]
pub struct Population<'d> {
    skills: Vec<PopulationSkill<'d>>,
    learners: usize,
    kind: Learners,
    starts: Vec<usize>,
    dimension: usize,
}

/// The kinds of learners that fitted parameters speak of, each with its share.
pub fn kinds_of(learners: Option<&LearnerKinds>) -> Vec<(f64, Shift)> {
    match learners {
        None => vec![(1.0, Shift::default())],
        Some(LearnerKinds::Individual { prior_sd, learn_sd }) => NORMAL
            .iter()
            .flat_map(|a| NORMAL.iter().map(move |b| (a, b)))
            .map(|(a, b)| {
                let shift = Shift {
                    prior: prior_sd * a.0,
                    learn: learn_sd * b.0,
                    stuck: false,
                };
                (a.1 * b.1, shift)
            })
            .collect(),
        Some(LearnerKinds::Types { speeds, shares }) => {
            let speed = |learn| Shift {
                learn,
                ..Shift::default()
            };
            let stuck = Shift {
                stuck: true,
                ..Shift::default()
            };
            vec![
                (shares.0, speed(0.0)),
                (shares.1, speed(speeds.0)),
                (shares.2, speed(speeds.1)),
                (shares.3, stuck),
            ]
        }
    }
}

/// Of one skill what is known of its parameters, and for every kind how the value grows with its
/// shift of the prior and of learn.
type Expected = (Vec<Terms>, Vec<[f64; 2]>);

/// ln Σ exp, without leaving the range of numbers.
fn ln_sum(lns: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = lns.clone().fold(f64::NEG_INFINITY, f64::max);
    most + lns.map(|ln| (ln - most).exp()).sum::<f64>().ln()
}

/// What learners are like, as the last numbers of a place say.
struct Kinds {
    shifts: Vec<Shift>,
    ln_shares: Vec<f64>,
}

impl<'d> Population<'d> {
    /// All skills of so many learners.
    pub fn new(skills: Vec<PopulationSkill<'d>>, learners: usize, kind: Learners) -> Self {
        let mut starts = Vec::with_capacity(skills.len());
        let mut dimension = 0;
        for skill in &skills {
            starts.push(dimension);
            dimension += skill.layout.parameters().len();
        }
        let dimension = dimension + Self::extra(kind);
        Self {
            skills,
            learners,
            kind,
            starts,
            dimension,
        }
    }

    /// How many numbers say how learners differ.
    const fn extra(kind: Learners) -> usize {
        match kind {
            Learners::Alike => 0,
            // ln of the two standard deviations.
            Learners::Individual => 2,
            // Speeds of the slow and the quick, and the log-odds of three kinds against the usual.
            Learners::Types => SPEEDS - 1 + SPEEDS,
        }
    }

    /// Where the numbers that say how learners differ start.
    pub fn start(kind: Learners) -> Vec<f64> {
        match kind {
            Learners::Alike => Vec::new(),
            Learners::Individual => vec![SPREAD_START.ln(); 2],
            // A tenth of the learners stuck, a fifth each slow and quick.
            Learners::Types => {
                let half = 0.5_f64;
                let mut start = SPEED_STARTS.to_vec();
                start.extend([0.2 / half, 0.2 / half, 0.1 / half].map(f64::ln));
                start
            }
        }
    }

    /// What the numbers that say how learners differ come to.
    pub(super) fn fitted(kind: Learners, own: &[f64]) -> LearnerKinds {
        match own {
            [slow, quick, odds @ ..] if kind == Learners::Types => {
                let most = odds.iter().fold(0.0_f64, |a, &b| a.max(b));
                let usual = (-most).exp();
                let sum = usual + odds.iter().map(|odd| (odd - most).exp()).sum::<f64>();
                let share = |at: usize| odds.get(at).map_or(0.0, |odd| (odd - most).exp() / sum);
                LearnerKinds::Types {
                    speeds: (*slow, *quick),
                    shares: (usual / sum, share(0), share(1), share(2)),
                }
            }
            _ => LearnerKinds::Individual {
                prior_sd: own.first().map_or(0.0, |ln| ln.exp()),
                learn_sd: own.get(1).map_or(0.0, |ln| ln.exp()),
            },
        }
    }

    fn kinds(&self, x: &[f64]) -> Kinds {
        Self::kinds_of(self.kind, &x[self.dimension - Self::extra(self.kind)..])
    }

    fn kinds_of(kind: Learners, own: &[f64]) -> Kinds {
        let fitted = (kind != Learners::Alike).then(|| Self::fitted(kind, own));
        let (shares, shifts): (Vec<f64>, Vec<Shift>) =
            kinds_of(fitted.as_ref()).into_iter().unzip();
        Kinds {
            shifts,
            ln_shares: shares.into_iter().map(f64::ln).collect(),
        }
    }

    fn place<'x>(&self, skill: usize, x: &'x [f64]) -> &'x [f64] {
        let start = self.starts[skill];
        &x[start..start + self.skills[skill].layout.parameters().len()]
    }

    /// ln P(sequence | kind), for every skill, kind and sequence.
    fn sequences_by_kind(
        &self,
        x: &[f64],
        kinds: &Kinds,
    ) -> Result<Vec<Vec<Vec<f64>>>, Impossible> {
        let one = |passes: &mut Passes, number: usize, skill: &PopulationSkill<'_>| {
            let values = skill.layout.values(self.place(number, x));
            let mut each = Vec::with_capacity(kinds.shifts.len());
            for shift in &kinds.shifts {
                let tables = skill.layout.tables(&values, shift);
                passes
                    .log_likelihood(skill.trie, &tables)
                    .map_err(|impossible| Impossible {
                        skill: number,
                        ..impossible
                    })?;
                each.push(passes.log_likelihoods(skill.trie));
            }
            Ok(each)
        };
        self.skills
            .par_iter()
            .enumerate()
            .map_init(Passes::default, |passes, (number, skill)| {
                one(passes, number, skill)
            })
            .collect()
    }

    /// ln P(all a learner did | kind) for every learner, kinds side by side.
    fn by_kind(&self, x: &[f64], kinds: &Kinds) -> Result<Vec<f64>, Impossible> {
        let each = self.sequences_by_kind(x, kinds)?;
        let width = kinds.shifts.len();
        let mut sums = vec![0.0; self.learners * width];
        for (skill, kinds) in self.skills.iter().zip(&each) {
            for (kind, sequences) in kinds.iter().enumerate() {
                for (&learner, ln) in skill.learners.iter().zip(sequences) {
                    sums[learner as usize * width + kind] += ln;
                }
            }
        }
        Ok(sums)
    }

    /// For every skill ln P(its responses) by themselves, each learner of any kind by its share:
    /// what the other skills say of a learner is left out, so that these do not add up to the whole.
    ///
    /// # Errors
    /// A response has probability 0.
    pub fn alone(&self, x: &[f64]) -> Result<Vec<f64>, Impossible> {
        let kinds = self.kinds(x);
        let skill = |by_kind: &Vec<Vec<f64>>| -> f64 {
            let sequences = by_kind.first().map_or(0, Vec::len);
            (0..sequences)
                .map(|sequence| {
                    let each = by_kind.iter().zip(&kinds.ln_shares);
                    ln_sum(each.map(|(sequences, share)| share + sequences[sequence]))
                })
                .sum()
        };
        let each = self.sequences_by_kind(x, &kinds)?;
        Ok(each.iter().map(skill).collect())
    }

    /// The value at x, and P(kind | all a learner did), learners' kinds side by side.
    ///
    /// # Errors
    /// A response has probability 0.
    pub fn posterior(&self, x: &[f64]) -> Result<(f64, Vec<f64>), Impossible> {
        let kinds = self.kinds(x);
        let mut each = self.by_kind(x, &kinds)?;
        let mut value = self.log_prior(x);
        for learner in each.chunks_exact_mut(kinds.shifts.len()) {
            for (ln, share) in learner.iter_mut().zip(&kinds.ln_shares) {
                *ln += share;
            }
            let ln_all = ln_sum(learner.iter().copied());
            learner.iter_mut().for_each(|ln| *ln = (*ln - ln_all).exp());
            value += ln_all;
        }
        Ok((value, each))
    }

    fn log_prior(&self, x: &[f64]) -> f64 {
        let skills = self.skills.iter().enumerate();
        skills
            .map(|(number, skill)| {
                let values = skill.layout.values(self.place(number, x));
                skill.layout.log_prior(&values)
            })
            .sum()
    }

    /// For every skill what is known of its parameters, and for every kind how the value grows with
    /// its shift of the prior and of learn.
    fn expectation(
        &self,
        x: &[f64],
        kinds: &Kinds,
        posterior: &[f64],
    ) -> Result<Vec<Expected>, Impossible> {
        let width = kinds.shifts.len();
        let one = |passes: &mut Passes, number: usize, skill: &PopulationSkill<'_>| {
            let values = skill.layout.values(self.place(number, x));
            let mut terms = skill.layout.terms();
            let mut by_shift = Vec::with_capacity(width);
            for (kind, shift) in kinds.shifts.iter().enumerate() {
                let weights: Vec<f64> = skill
                    .learners
                    .iter()
                    .map(|&learner| posterior[learner as usize * width + kind])
                    .collect();
                let tables = skill.layout.tables(&values, shift);
                passes.log_likelihood(skill.trie, &tables)?;
                let mut counts = Counts::nothing(skill.layout.symbols());
                passes.count_weighted(skill.trie, &tables, &weights, &mut counts);
                let mut own = vec![Terms::default(); values.len()];
                skill.layout.weigh(&values, shift, &counts, &mut own);
                let slope = |role: Role| -> f64 {
                    let parameters = skill.layout.parameters().iter().zip(&values).zip(&own);
                    parameters
                        .filter(|((parameter, _), _)| parameter.role == role)
                        .map(|((_, &value), terms)| terms.slope_by_log_odds(value))
                        .sum()
                };
                by_shift.push([slope(Role::Prior), slope(Role::Learn)]);
                for (sum, own) in terms.iter_mut().zip(own) {
                    sum.merge(own);
                }
            }
            Ok((terms, by_shift))
        };
        self.skills
            .par_iter()
            .enumerate()
            .map_init(Passes::default, |passes, (number, skill)| {
                one(passes, number, skill)
            })
            .collect()
    }

    /// d value / d the numbers that say how learners differ.
    fn gradient_of_kinds(
        &self,
        kinds: &Kinds,
        posterior: &[f64],
        by_shift: &[&[[f64; 2]]],
        gradient: &mut [f64],
    ) {
        let slope =
            |kind: usize, of: usize| -> f64 { by_shift.iter().map(|skill| skill[kind][of]).sum() };
        match self.kind {
            Learners::Alike => {}
            Learners::Individual => {
                // shift = eˣ × node, so d shift / d x is the shift itself.
                gradient.fill(0.0);
                for (kind, shift) in kinds.shifts.iter().enumerate() {
                    gradient[0] += slope(kind, 0) * shift.prior;
                    gradient[1] += slope(kind, 1) * shift.learn;
                }
            }
            Learners::Types => {
                for speed in 1..SPEEDS {
                    gradient[speed - 1] = slope(speed, 1);
                }
                for kind in 1..=SPEEDS {
                    let width = kinds.shifts.len();
                    let expected: f64 = posterior.iter().skip(kind).step_by(width).sum();
                    gradient[SPEEDS - 2 + kind] =
                        expected - self.learners as f64 * kinds.ln_shares[kind].exp();
                }
            }
        }
    }
}

impl Objective for Population<'_> {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let kinds = self.kinds(x);
        let (value, posterior) = self.posterior(x)?;
        let expected = self.expectation(x, &kinds, &posterior)?;
        for (number, (skill, (terms, _))) in self.skills.iter().zip(&expected).enumerate() {
            let place = self.place(number, x);
            let parameters = skill.layout.parameters().iter().zip(place).zip(terms);
            let slots = &mut gradient[self.starts[number]..];
            for (slot, ((parameter, &x), terms)) in slots.iter_mut().zip(parameters) {
                *slot = terms.gradient(parameter, x);
            }
        }
        let by_shift: Vec<&[[f64; 2]]> = expected
            .iter()
            .map(|(_, slopes)| slopes.as_slice())
            .collect();
        let own = self.dimension - Self::extra(self.kind);
        self.gradient_of_kinds(&kinds, &posterior, &by_shift, &mut gradient[own..]);
        Ok(value)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        Ok(self.posterior(x)?.0)
    }
}
