//! Fitting: the parameters that make the responses of a log likeliest.

mod across;
mod curvature;
mod error;
mod gaps;
mod joint;
mod kinds;
mod lbfgs;
mod near;
mod notes;
mod objective;
mod population;
#[cfg(test)]
mod recovery;
mod report;
mod skill;
mod squarem;
mod stage;
mod starts;
mod tape;
#[cfg(test)]
mod tests;
mod uncertainty;
mod whole;

pub use error::FitError;
pub use joint::Joint;
pub use kinds::kinds_of;
pub use lbfgs::{Ascent, lbfgs};
pub use objective::{Improve, Objective, SkillObjective};
pub use population::{Population, PopulationSkill, Within};
pub(in crate::research) use report::share_right;
pub use skill::{Degeneracy, Optimum, Options, SkillFit, fit_skill};
pub use squarem::squarem;
pub use stage::{Progress, Stage};
pub use uncertainty::{
    Intervals, Uncertain, by_bootstrap, by_information, by_profile, information,
};
pub use whole::{FitOptions, WholeFit, fit_tracing};
