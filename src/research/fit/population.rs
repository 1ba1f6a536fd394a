//! Learners who differ, and differ in the same way on every skill: all skills fitted together.

use super::curvature::Blocks;
use super::kinds::Kinds;
use super::objective::{Objective, SkillObjective};
use crate::research::chain::{Counts, Impossible, Passes, Trie};
use crate::research::model::{Layout, Learners, Role, Terms};
use rayon::prelude::*;

/// What one learner tells of how learners differ, as curvature: a first guess, to step by.
const TOLD_BY_A_LEARNER: f64 = 0.1;

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
    curvature: Option<Blocks>,
}

/// Of one skill what is known of its parameters, and for every kind how the value grows with its
/// shift of the prior and of learn.
type Expected = (Vec<Terms>, Vec<[f64; 2]>);

/// For every kind ln P(sequence | kind) of every sequence of a skill.
type ByKind = Vec<Vec<f64>>;

/// ln Σ exp, without leaving the range of numbers.
fn ln_sum(lns: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = lns.clone().fold(f64::NEG_INFINITY, f64::max);
    most + lns.map(|ln| (ln - most).exp()).sum::<f64>().ln()
}

/// Makes logarithms of shares probabilities; returns the logarithm of their sum.
fn normalise(lns: &mut [f64]) -> f64 {
    let ln_all = ln_sum(lns.iter().copied());
    lns.iter_mut().for_each(|ln| *ln = (*ln - ln_all).exp());
    ln_all
}

impl PopulationSkill<'_> {
    /// ln P(sequence | kind) for every kind and sequence.
    fn by_kind(
        &self,
        values: &[f64],
        kinds: &Kinds,
        passes: &mut Passes,
    ) -> Result<ByKind, Impossible> {
        let one = |shift| {
            let tables = self.layout.tables(values, shift);
            passes.log_likelihood(self.trie, &tables)?;
            Ok(passes.log_likelihoods(self.trie))
        };
        kinds.shifts.iter().map(one).collect()
    }

    /// What is expected, with P(kind | all a learner did) by `posterior`, learners' kinds side by
    /// side.
    fn expected(
        &self,
        values: &[f64],
        kinds: &Kinds,
        posterior: &[f64],
        passes: &mut Passes,
    ) -> Result<Expected, Impossible> {
        let width = kinds.shifts.len();
        let mut terms = self.layout.terms();
        let mut by_shift = Vec::with_capacity(width);
        for (kind, shift) in kinds.shifts.iter().enumerate() {
            let weights: Vec<f64> = self
                .learners
                .iter()
                .map(|&learner| posterior[learner as usize * width + kind])
                .collect();
            let tables = self.layout.tables(values, shift);
            passes.log_likelihood(self.trie, &tables)?;
            let mut counts = Counts::nothing(self.layout.symbols());
            passes.count_weighted(self.trie, &tables, &weights, &mut counts);
            let mut own = vec![Terms::default(); values.len()];
            self.layout.weigh(values, shift, &counts, &mut own);
            let slope = |role: Role| -> f64 {
                let parameters = self.layout.parameters().iter().zip(values).zip(&own);
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
    }

    /// The gradient that these terms give at a place.
    fn gradient(&self, x: &[f64], terms: &[Terms], gradient: &mut [f64]) {
        let parameters = self.layout.parameters().iter().zip(x).zip(terms);
        for (slot, ((parameter, &x), terms)) in gradient.iter_mut().zip(parameters) {
            *slot = terms.gradient(parameter, x);
        }
    }
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
        let dimension = dimension + Kinds::numbers(kind);
        Self {
            skills,
            learners,
            kind,
            starts,
            dimension,
            curvature: None,
        }
    }

    /// Takes each skill's curvature at a place for that of the whole, to step by.
    pub fn know_curvature(&mut self, x: &[f64]) {
        let one = |(number, skill): (usize, &PopulationSkill<'_>)| {
            let mut objective = SkillObjective::new(skill.layout, skill.trie, Passes::default());
            let place = self.place(number, x);
            let places = (self.starts[number]..).take(place.len()).collect();
            Blocks::at(places, &mut objective, place)
        };
        let mut blocks: Blocks = self
            .skills
            .par_iter()
            .enumerate()
            .map(one)
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        let own = self.dimension - Kinds::numbers(self.kind)..self.dimension;
        blocks.even(own.collect(), TOLD_BY_A_LEARNER * self.learners as f64);
        self.curvature = Some(blocks);
    }

    fn kinds(&self, x: &[f64]) -> Kinds {
        Kinds::of(self.kind, &x[self.dimension - Kinds::numbers(self.kind)..])
    }

    fn place<'x>(&self, skill: usize, x: &'x [f64]) -> &'x [f64] {
        let start = self.starts[skill];
        &x[start..start + self.skills[skill].layout.parameters().len()]
    }

    fn values(&self, skill: usize, x: &[f64]) -> Vec<f64> {
        self.skills[skill].layout.values(self.place(skill, x))
    }

    /// Something of every skill, side by side; an error names the skill it came up in.
    fn each<T: Send>(
        &self,
        one: impl Fn(usize, &PopulationSkill<'_>, &mut Passes) -> Result<T, Impossible> + Sync,
    ) -> Result<Vec<T>, Impossible> {
        self.skills
            .par_iter()
            .enumerate()
            .map_init(Passes::default, |passes, (number, skill)| {
                one(number, skill, passes).map_err(|impossible| Impossible {
                    skill: number,
                    ..impossible
                })
            })
            .collect()
    }

    fn by_kind(&self, x: &[f64], kinds: &Kinds) -> Result<Vec<ByKind>, Impossible> {
        self.each(|number, skill, passes| skill.by_kind(&self.values(number, x), kinds, passes))
    }

    /// ln(share × P(all a learner did | kind)) for every learner, kinds side by side.
    fn shares(&self, kinds: &Kinds, each: &[ByKind]) -> Vec<f64> {
        let width = kinds.shifts.len();
        let mut sums = kinds.ln_shares.repeat(self.learners);
        for (skill, by_kind) in self.skills.iter().zip(each) {
            for (kind, sequences) in by_kind.iter().enumerate() {
                for (&learner, ln) in skill.learners.iter().zip(sequences) {
                    sums[learner as usize * width + kind] += ln;
                }
            }
        }
        sums
    }

    /// For every skill ln P(its responses) by themselves, each learner of any kind by its share:
    /// what the other skills say of a learner is left out, so that these do not add up to the whole.
    ///
    /// # Errors
    /// A response has probability 0.
    pub fn alone(&self, x: &[f64]) -> Result<Vec<f64>, Impossible> {
        let kinds = self.kinds(x);
        let skill = |by_kind: &ByKind| -> f64 {
            let sequences = by_kind.first().map_or(0, Vec::len);
            (0..sequences)
                .map(|sequence| {
                    let each = by_kind.iter().zip(&kinds.ln_shares);
                    ln_sum(each.map(|(sequences, share)| share + sequences[sequence]))
                })
                .sum()
        };
        Ok(self.by_kind(x, &kinds)?.iter().map(skill).collect())
    }

    /// The value at x, and P(kind | all a learner did), learners' kinds side by side.
    fn posterior(&self, x: &[f64], kinds: &Kinds) -> Result<(f64, Vec<f64>), Impossible> {
        let mut shares = self.shares(kinds, &self.by_kind(x, kinds)?);
        let log_likelihood: f64 = shares
            .chunks_exact_mut(kinds.shifts.len())
            .map(normalise)
            .sum();
        let log_prior: f64 = (0..self.skills.len())
            .map(|skill| self.skills[skill].layout.log_prior(&self.values(skill, x)))
            .sum();
        Ok((log_likelihood + log_prior, shares))
    }

    /// Something of each skill's objective while the other skills, and how learners differ, stay as
    /// they are at x.
    ///
    /// # Errors
    /// A response has probability 0.
    pub fn within<T: Send>(
        &self,
        x: &[f64],
        of: impl Fn(&mut Within<'_>, &[f64]) -> T + Sync,
    ) -> Result<Vec<T>, Impossible> {
        let kinds = self.kinds(x);
        let width = kinds.shifts.len();
        let each = self.by_kind(x, &kinds)?;
        let shares = self.shares(&kinds, &each);
        self.each(|number, skill, passes| {
            let mut others = Vec::with_capacity(skill.learners.len() * width);
            for (sequence, &learner) in skill.learners.iter().enumerate() {
                let all = &shares[learner as usize * width..][..width];
                let own = each[number].iter().map(|sequences| sequences[sequence]);
                others.extend(all.iter().zip(own).map(|(all, own)| all - own));
            }
            let sequences: Vec<u32> = (0..skill.learners.len() as u32).collect();
            let mut within = Within {
                skill: PopulationSkill {
                    learners: &sequences,
                    ..*skill
                },
                kinds: &kinds,
                others,
                passes: std::mem::take(passes),
            };
            Ok(of(&mut within, self.place(number, x)))
        })
    }
}

impl Objective for Population<'_> {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let kinds = self.kinds(x);
        let (value, posterior) = self.posterior(x, &kinds)?;
        let expected = self.each(|number, skill, passes| {
            skill.expected(&self.values(number, x), &kinds, &posterior, passes)
        })?;
        let mut by_shift = vec![[0.0; 2]; kinds.shifts.len()];
        for (number, (terms, slopes)) in expected.iter().enumerate() {
            let own = self.place(number, x);
            self.skills[number].gradient(own, terms, &mut gradient[self.starts[number]..]);
            for (sum, slope) in by_shift.iter_mut().zip(slopes) {
                sum[0] += slope[0];
                sum[1] += slope[1];
            }
        }
        let own = &mut gradient[self.dimension - Kinds::numbers(self.kind)..];
        kinds.gradient(self.kind, &posterior, &by_shift, own);
        Ok(value)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        Ok(self.posterior(x, &self.kinds(x))?.0)
    }

    fn precondition(&self, gradient: &mut [f64]) {
        if let Some(blocks) = &self.curvature {
            blocks.turn(gradient);
        }
    }
}

/// One skill of a population, the others held where they are.
#[derive(Debug)]
pub struct Within<'w> {
    skill: PopulationSkill<'w>,
    kinds: &'w Kinds,
    /// ln(share × P(what a learner did on the other skills | kind)), kinds side by side.
    others: Vec<f64>,
    passes: Passes,
}

impl Within<'_> {
    /// The parameters of the skill.
    pub fn layout(&self) -> &Layout {
        self.skill.layout
    }

    fn posterior(&mut self, values: &[f64]) -> Result<(f64, Vec<f64>), Impossible> {
        let by_kind = self.skill.by_kind(values, self.kinds, &mut self.passes)?;
        let mut shares = self.others.clone();
        let mut value = self.skill.layout.log_prior(values);
        for (sequence, shares) in shares.chunks_exact_mut(by_kind.len()).enumerate() {
            for (share, sequences) in shares.iter_mut().zip(&by_kind) {
                *share += sequences[sequence];
            }
            value += normalise(shares);
        }
        Ok((value, shares))
    }
}

impl Objective for Within<'_> {
    fn dimension(&self) -> usize {
        self.skill.layout.parameters().len()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let values = self.skill.layout.values(x);
        let (value, posterior) = self.posterior(&values)?;
        let passes = &mut self.passes;
        let (terms, _) = self
            .skill
            .expected(&values, self.kinds, &posterior, passes)?;
        self.skill.gradient(x, &terms, gradient);
        Ok(value)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        let values = self.skill.layout.values(x);
        Ok(self.posterior(&values)?.0)
    }
}
