//! Fitted parameters as they are kept: `PARAMS.json`.

use super::dataset::Names;
use super::log::Found;
use super::model::{Constraints, Model, Parameter, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the file's format.
pub const FORMAT: u32 = 1;

/// The JSON Schema of the file: what every field means, in which unit and range.
pub const SCHEMA: &str = include_str!("../../docs/params.schema.json");

/// What a fit leaves behind: enough to predict with it, to use it in a bank, and to judge it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fitted {
    /// The version of this format: 1.
    pub format: u32,
    /// The model.
    pub model: Model,
    /// How the log's answers were made right and wrong.
    pub coding: Coding,
    /// What was laid down before the fit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constraints: Constraints,
    /// For every gap bin the days it stands for; empty where time plays no part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gap_days: Vec<f64>,
    /// How learners differ, where the model says they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learners: Option<LearnerKinds>,
    /// Parameters of the whole log, not of one skill.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub whole: Vec<FittedParameter>,
    /// The difficulties of the items in logits, by name, where the model has them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, f64>,
    /// What a reader must know of the whole fit, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// P(right) over the whole log: what is predicted for a skill without parameters.
    pub right: f64,
    /// The skills by name.
    pub skills: BTreeMap<String, FittedSkill>,
}

/// The fit of one skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedSkill {
    /// The parameters to use.
    pub parameters: Vec<FittedParameter>,
    /// ln P(responses) with them; where learners differ, of this skill by itself.
    pub log_likelihood: f64,
    /// Responses fitted to.
    pub responses: u64,
    /// Learners they are of.
    pub learners: u64,
    /// The likeliest parameters, where those to use are others, with their logarithm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likeliest: Option<Likeliest>,
    /// What a reader must know of the fit, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl FittedSkill {
    /// The value of a parameter, for a class and the one behind it where there are any. A class the
    /// fit has not met gets the mean of those it has, a difficulty of 0; none where the skill has no
    /// such parameter at all.
    pub fn value(&self, name: Role, class: Option<&str>, then: Option<&str>) -> Option<f64> {
        let all = || self.parameters.iter().filter(|own| own.name == name);
        let met = all().find(|own| own.class.as_deref() == class && own.then.as_deref() == then);
        match met {
            Some(own) => Some(own.value),
            None if name == Role::Difficulty => Some(0.0),
            None => {
                let count = all().count();
                let sum: f64 = all().map(|own| own.value).sum();
                (count > 0).then(|| sum / count as f64)
            }
        }
    }

    /// The value of a parameter of a layout whose classes have names; see [`FittedSkill::value`].
    pub fn value_of(&self, parameter: &Parameter, classes: &Names) -> Option<f64> {
        let class = parameter.class.map(|(class, _)| classes.name(class));
        let then = parameter.class.and_then(|(_, then)| then);
        let then = then.map(|class| classes.name(class));
        self.value(parameter.role, class.as_deref(), then.as_deref())
    }
}

/// Parameters likelier than those to use, which are degenerate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Likeliest {
    /// The parameters.
    pub parameters: Vec<FittedParameter>,
    /// ln P(responses) with them.
    pub log_likelihood: f64,
}

/// One parameter of a skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedParameter {
    /// What it says.
    pub name: Role,
    /// Of which class of items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Of which class behind that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// Its value.
    pub value: f64,
    /// Its standard error; none where the data do not tell, or where it was laid down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// A 95 % interval; made on the logit scale, so that it stays within bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
}

/// How learners differ across skills.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LearnerKinds {
    /// Normally, in prior and learn: the standard deviations in logits.
    Individual {
        /// Of the prior.
        prior_sd: f64,
        /// Of learn.
        learn_sd: f64,
    },
    /// By types.
    Types {
        /// What is added to the usual learn in logits, for the slow and for the quick.
        speeds: (f64, f64),
        /// Shares of the usual, the slow, the quick and the stuck.
        shares: (f64, f64, f64, f64),
    },
}

/// How what a log says of an answer became right, wrong or missing. Parameters fitted under one
/// coding mean something else under another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// An answer given with hints.
    pub hints: HintCoding,
    /// An opportunity without an answer.
    pub skips: SkipCoding,
    /// An answer between wrong and right.
    pub partial: PartialCoding,
}

/// What an answer with hints counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HintCoding {
    /// What the log's column of outcomes says.
    #[default]
    AsGiven,
    /// Wrong.
    Wrong,
    /// Not observed: an opportunity to learn, and nothing seen, so that guess and slip are those of
    /// answers without help.
    Unseen,
    /// There are none: the log tells of hints, and no answer had any.
    None,
    /// The log has no column that tells.
    Untold,
}

/// What an opportunity without an answer counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipCoding {
    /// Not observed: time to learn, and nothing seen.
    #[default]
    Missing,
    /// Wrong.
    Wrong,
    /// No opportunity at all.
    LeftOut,
    /// There are none.
    None,
}

/// What an answer between wrong (0) and right (1) counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartialCoding {
    /// A bad row: the log is asked to say.
    #[default]
    Refused,
    /// There are none.
    None,
    /// Right from so much credit on, wrong below.
    RightFrom(f64),
}

impl Coding {
    /// What is true of a log in which this was found: how hints, skips and partial credit were coded
    /// is said only where there were any.
    pub fn of(self, found: &Found) -> Self {
        Self {
            hints: match found {
                Found {
                    tells_hints: false, ..
                } => HintCoding::Untold,
                Found { hinted: 0, .. } => HintCoding::None,
                _ => self.hints,
            },
            skips: match found.skipped {
                0 => SkipCoding::None,
                _ => self.skips,
            },
            partial: match found.partial {
                0 => PartialCoding::None,
                _ => self.partial,
            },
        }
    }

    /// For reading another log: as this one was coded, and as `asked` what there was none of.
    pub fn or(self, asked: Self) -> Self {
        Self {
            hints: match self.hints {
                HintCoding::None | HintCoding::Untold => asked.hints,
                own => own,
            },
            skips: match self.skips {
                SkipCoding::None => asked.skips,
                own => own,
            },
            partial: match self.partial {
                PartialCoding::None => asked.partial,
                own => own,
            },
        }
    }
}

impl Default for Coding {
    fn default() -> Self {
        Self {
            hints: HintCoding::AsGiven,
            skips: SkipCoding::Missing,
            partial: PartialCoding::Refused,
        }
    }
}
