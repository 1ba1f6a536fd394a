//! How far a fit is.

use super::objective::Objective;
use crate::research::chain::Impossible;

/// Something a fit has done, told as it happens, from any thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The responses are laid out for the model.
    Prepared,
    /// One skill has been fitted by itself.
    Skill,
    /// All skills together have been gone through so many times.
    Together(usize),
    /// One skill has its intervals.
    Intervals,
}

/// Whom to tell.
pub type Progress<'p> = &'p (dyn Fn(Stage) + Sync);

/// An objective of all skills together that tells every pass.
pub(super) struct Told<'o, O> {
    pub objective: &'o mut O,
    pub progress: Progress<'o>,
    pub passes: usize,
}

impl<O> Told<'_, O> {
    fn tell(&mut self) {
        self.passes += 1;
        (self.progress)(Stage::Together(self.passes));
    }
}

impl<O: Objective> Objective for Told<'_, O> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        self.tell();
        self.objective.gradient(x, gradient)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        self.tell();
        self.objective.value(x)
    }

    fn precondition(&self, gradient: &mut [f64]) {
        self.objective.precondition(gradient);
    }
}
