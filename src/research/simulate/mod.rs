//! Response logs drawn from fitted parameters: what a log would look like if they were true.

mod baseline;
mod chain;
mod dataset;
mod draws;
mod error;
mod gaps;
mod learner;
#[cfg(test)]
mod tests;
mod together;
mod write;

pub use error::SimulateError;

use super::dataset::{Dataset, Names};
use super::fit::kinds_of;
use super::fitted::{Fitted, LearnerKinds};
use super::model::{LearnBy, Model, ModelSpec, Shift, Together};
use crate::base::{Key, Secret};
use baseline::Answers;
use chain::{Chain, SimulatedSkill};
pub(super) use draws::Draws;
use gaps::Gaps;
use together::JointSkill;

/// How large a log is drawn, and from which seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulateOptions {
    /// Learners; each practises every skill of the parameters.
    pub learners: u64,
    /// Responses of each learner on each skill.
    pub length: u64,
    /// What is drawn by.
    pub seed: String,
}

/// A log that can be drawn from fitted parameters, learner by learner.
///
/// Learners practise in rounds, one response on every skill a round, so that all are practised at
/// once and what a learner is like shows on all of them. A round begins a gap after the one before
/// where time matters, each gap bin of the parameters as likely as any other. An item is of each of
/// the skill's classes as likely as of any other; with `order` of those that the parameters know to
/// follow the class before. Where skills work together, half of the responses take a second skill,
/// drawn among the others.
///
/// A learner is drawn from a stream of its own: more learners, or longer logs, leave what was drawn
/// before as it is.
///
/// ```
/// use retake::research::{FitOptions, Fitted, SimulateOptions, Simulation, fit_log};
///
/// let truth: Fitted = serde_json::from_str(r#"{
///     "format": 1, "model": "bkt", "right": 0.6,
///     "coding": { "hints": "as_given", "skips": "missing", "partial": "refused" },
///     "skills": { "adding": { "log_likelihood": 0, "responses": 0, "learners": 0, "parameters": [
///         { "name": "prior", "value": 0.3 }, { "name": "learn", "value": 0.2 },
///         { "name": "guess", "value": 0.2 }, { "name": "slip", "value": 0.1 }
///     ] } }
/// }"#)?;
/// let options = SimulateOptions { learners: 500, length: 10, seed: "1".to_owned() };
/// let dataset = Simulation::new(&truth, &options)?.dataset();
/// let fit = fit_log(&dataset, &FitOptions::default(), &|_| {})?;
/// assert_eq!((dataset.responses, fit.skills), (5000, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Simulation {
    learners: u64,
    length: u64,
    key: Key,
    skills: Names,
    classes: Names,
    items: Names,
    /// Whether classes and times are part of the log.
    tells: Tells,
    gaps: Gaps,
    kinds: Kinds,
    model: Drawn,
}

/// What a log tells beside learner, skill and outcome.
#[derive(Clone, Copy, Debug)]
struct Tells {
    classes: bool,
    times: bool,
    items: bool,
    /// Whether the data set keeps every response with all its skills.
    events: bool,
}

/// How the learners to be drawn differ.
#[derive(Debug)]
enum Kinds {
    /// By kinds, each with its share.
    Shares(Vec<(f64, Shift)>),
    /// Normally: the standard deviations of prior and learn in logits.
    Normal { prior: f64, learn: f64 },
}

/// What is drawn from.
#[derive(Debug)]
enum Drawn {
    /// Every skill by itself: for every skill its chain for every kind of learner.
    Alone {
        skills: Vec<SimulatedSkill>,
        chains: Vec<Vec<Chain>>,
    },
    /// Several skills a response.
    Joint {
        skills: Vec<JointSkill>,
        together: Together,
    },
    /// Without hidden states.
    Baseline(Answers),
}

/// One drawn response.
#[derive(Clone, Copy, Debug)]
struct Row<'r> {
    skills: &'r [u32],
    item: u32,
    class: u32,
    gap: u8,
    seconds: u64,
    right: bool,
}

impl Simulation {
    /// Prepares the drawing of a log.
    ///
    /// # Errors
    /// Parameters that lack one, or that a log cannot be drawn from.
    pub fn new(fitted: &Fitted, options: &SimulateOptions) -> Result<Self, SimulateError> {
        if fitted.skills.is_empty() {
            return Err(SimulateError::NoSkills);
        }
        let mut simulation = Self {
            learners: options.learners,
            length: options.length,
            key: Secret::from_seed(&options.seed).key("simulate-log", &[]),
            skills: Names::default(),
            classes: Names::default(),
            items: Names::default(),
            tells: Tells {
                classes: false,
                times: false,
                items: false,
                events: fitted.model.keep_to_predict().events,
            },
            gaps: Gaps::none(fitted),
            kinds: Kinds::new(fitted),
            model: Drawn::Alone {
                skills: Vec::new(),
                chains: Vec::new(),
            },
        };
        for name in fitted.skills.keys() {
            simulation.skills.number(name.as_bytes());
        }
        match &fitted.model {
            Model::Tracing(spec) => simulation.trace(spec, fitted)?,
            Model::Baseline(baseline) => {
                let answers = Answers::new(*baseline, fitted, &mut simulation.items)?;
                simulation.tells.items = !simulation.items.is_empty();
                simulation.model = Drawn::Baseline(answers);
            }
        }
        Ok(simulation)
    }

    /// Lays out a model of tracing.
    fn trace(&mut self, spec: &ModelSpec, fitted: &Fitted) -> Result<(), SimulateError> {
        self.tells.classes = spec.needs_classes();
        self.tells.times = spec.decay;
        if spec.decay {
            self.gaps = Gaps::new(fitted, self.length)?;
        }
        self.model = Drawn::traced(spec, fitted, &self.gaps, &self.kinds, &mut self.classes)?;
        Ok(())
    }

    /// How many rows the log has.
    pub fn rows(&self) -> u64 {
        let skills = self.skills.len() as u64;
        self.learners
            .saturating_mul(self.length)
            .saturating_mul(skills)
    }

    /// The log as a data set, as if it had been written and read: nothing is written.
    pub fn dataset(&self) -> Dataset {
        dataset::drawn(self)
    }

    /// What a learner is like, and the stream the rest of the learner is drawn from.
    fn begin(&self, learner: u64) -> (Draws, Kind) {
        let mut draws = Draws::new(&self.key, learner);
        let kind = match &self.kinds {
            Kinds::Shares(shares) => {
                let mut rest = draws.uniform();
                let place = shares.iter().position(|(share, _)| {
                    rest -= share;
                    rest < 0.0
                });
                // Shares sum to 1 but for rounding.
                Kind::Listed(place.unwrap_or(shares.len() - 1))
            }
            Kinds::Normal { prior, learn } => {
                let [first, second] = draws.normals();
                Kind::Own(Shift {
                    prior: prior * first,
                    learn: learn * second,
                    stuck: false,
                })
            }
        };
        (draws, kind)
    }
}

/// What one learner is like.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Of a kind with its chains worked out, by its place.
    Listed(usize),
    /// Like nobody else.
    Own(Shift),
}

impl Kinds {
    fn new(fitted: &Fitted) -> Self {
        match fitted.learners {
            Some(LearnerKinds::Individual { prior_sd, learn_sd }) => Self::Normal {
                prior: prior_sd,
                learn: learn_sd,
            },
            ref other => Self::Shares(kinds_of(other.as_ref())),
        }
    }
}

impl Drawn {
    fn traced(
        spec: &ModelSpec,
        fitted: &Fitted,
        gaps: &Gaps,
        kinds: &Kinds,
        classes: &mut Names,
    ) -> Result<Self, SimulateError> {
        if let Some(together) = spec.together {
            let skills = fitted.skills.iter();
            let skills = skills.map(|(name, skill)| JointSkill::new(spec, name, skill));
            return Ok(Self::Joint {
                skills: skills.collect::<Result<_, _>>()?,
                together,
            });
        }
        let skills = fitted.skills.iter();
        let skills: Vec<SimulatedSkill> = skills
            .map(|(name, skill)| SimulatedSkill::new(spec, name, skill, gaps, classes))
            .collect::<Result<_, _>>()?;
        let listed: &[(f64, Shift)] = match kinds {
            Kinds::Shares(shares) => shares,
            Kinds::Normal { .. } => &[],
        };
        let chains = skills
            .iter()
            .map(|skill| listed.iter().map(|(_, shift)| skill.chain(shift)).collect())
            .collect();
        Ok(Self::Alone { skills, chains })
    }
}
