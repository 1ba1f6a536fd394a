//! What is maximised: the logarithm of the likelihood of one skill's responses, times what was
//! laid down beforehand.

use crate::research::chain::{Counts, Impossible, Passes, Trie};
use crate::research::model::{Layout, Role, Shift, Terms};

/// A function of a place x on the unbounded scale, with its gradient.
pub trait Objective {
    /// How many numbers a place has.
    fn dimension(&self) -> usize;

    /// The value at x; the gradient into `gradient`.
    ///
    /// # Errors
    /// A response has probability 0.
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible>;

    /// The value at x, without the gradient.
    ///
    /// # Errors
    /// As for [`Self::gradient`].
    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible>;

    /// Turns a gradient into a step by what is known of the curvature beforehand; as long as
    /// nothing is, leaves it as it is.
    fn precondition(&self, _gradient: &mut [f64]) {}
}

/// An objective with a step that never lowers it.
pub trait Improve: Objective {
    /// The value at x, and into `next` a place that is no worse: one step of expectation and
    /// maximisation (Dempster, Laird & Rubin 1977, doi:10.1111/j.2517-6161.1977.tb01600.x).
    ///
    /// # Errors
    /// As for [`Objective::gradient`].
    fn step(&mut self, x: &[f64], next: &mut [f64]) -> Result<f64, Impossible>;
}

/// One skill's responses under one model.
#[derive(Debug)]
pub struct SkillObjective<'d> {
    layout: &'d Layout,
    trie: &'d Trie,
    symbols: usize,
    passes: Passes,
    counts: Counts,
    /// How often the responses were gone through.
    pub evaluations: usize,
}

impl<'d> SkillObjective<'d> {
    /// For a trie over the layout's alphabet.
    pub fn new(layout: &'d Layout, trie: &'d Trie, passes: Passes) -> Self {
        Self {
            layout,
            trie,
            symbols: layout.symbols(),
            passes,
            counts: Counts::default(),
            evaluations: 0,
        }
    }

    /// The memory of the passes, for the next skill.
    pub fn into_passes(self) -> Passes {
        self.passes
    }

    /// Everything seen of every parameter, at these values; ln P of the responses alone.
    fn terms(&mut self, values: &[f64]) -> Result<(f64, Vec<Terms>), Impossible> {
        self.evaluations += 1;
        let tables = self.layout.tables(values, &Shift::default());
        let log_likelihood = self.passes.log_likelihood(self.trie, &tables)?;
        self.counts = Counts::nothing(self.symbols);
        self.passes.count(self.trie, &tables, &mut self.counts);
        let mut terms = self.layout.terms();
        self.layout
            .weigh(values, &Shift::default(), &self.counts, &mut terms);
        Ok((log_likelihood, terms))
    }
}

impl Objective for SkillObjective<'_> {
    fn dimension(&self) -> usize {
        self.layout.parameters().len()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let values = self.layout.values(x);
        let (log_likelihood, terms) = self.terms(&values)?;
        let parameters = self.layout.parameters();
        for (((slot, terms), parameter), &x) in
            gradient.iter_mut().zip(&terms).zip(parameters).zip(x)
        {
            *slot = terms.gradient(parameter, x);
        }
        Ok(log_likelihood + self.layout.log_prior(&values))
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        self.evaluations += 1;
        let values = self.layout.values(x);
        let tables = self.layout.tables(&values, &Shift::default());
        Ok(self.passes.log_likelihood(self.trie, &tables)? + self.layout.log_prior(&values))
    }
}

impl Improve for SkillObjective<'_> {
    fn step(&mut self, x: &[f64], next: &mut [f64]) -> Result<f64, Impossible> {
        let values = self.layout.values(x);
        let (log_likelihood, terms) = self.terms(&values)?;
        let parameters = self.layout.parameters();
        let is_difficulty = |at: &usize| parameters[*at].role == Role::Difficulty;
        let mut best = values.clone();
        for at in (0..parameters.len()).filter(|at| !is_difficulty(at)) {
            best[at] = terms[at].best(&parameters[at], values[at]);
        }
        // Difficulties share their terms with guess and slip: each is the best for the others only
        // where the others have already moved (Meng & Rubin 1993, doi:10.1093/biomet/80.2.267).
        let difficulties: Vec<usize> = (0..parameters.len()).filter(is_difficulty).collect();
        if !difficulties.is_empty() {
            let mut terms = self.layout.terms();
            self.layout
                .weigh(&best, &Shift::default(), &self.counts, &mut terms);
            for at in difficulties {
                best[at] = terms[at].best(&parameters[at], values[at]);
            }
        }
        for ((next, parameter), value) in next.iter_mut().zip(parameters).zip(best) {
            *next = parameter.place(value);
        }
        Ok(log_likelihood + self.layout.log_prior(&values))
    }
}
