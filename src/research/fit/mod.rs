//! Fitting: the parameters that make the responses of a log likeliest.

mod joint;
mod lbfgs;
mod notes;
mod objective;
mod population;
mod skill;
mod squarem;
mod starts;
mod tape;
#[cfg(test)]
mod tests;
mod uncertainty;
mod whole;

pub use joint::{Joint, joint_parameters};
pub use lbfgs::{Ascent, lbfgs};
pub use objective::{Improve, Objective, SkillObjective};
pub use population::{Population, PopulationSkill, kinds_of};
pub use skill::{Degeneracy, Optimum, Options, SkillFit, fit_skill};
pub use squarem::squarem;
pub use uncertainty::{information, standard_errors};
pub use whole::{FitError, FitOptions, WholeFit, fit_tracing};
