//! One number of a model: what it is, where it may lie, and the scale it is fitted on.

use super::spec::Constraint;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a parameter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// P(L₀): known at the first meeting.
    Prior,
    /// P(right) at the first response.
    FirstRight,
    /// Known after a first response that was wrong.
    PriorAfterWrong,
    /// Known after a first response that was right.
    PriorAfterRight,
    /// P(T): unknown → known at one opportunity.
    Learn,
    /// P(F): known → unknown between two opportunities.
    Forget,
    /// P(G): right though unknown.
    Guess,
    /// P(S): wrong though known.
    Slip,
    /// Days after which half of what was known is forgotten.
    HalfLifeDays,
    /// How much harder an item is than the skill's others, in logits.
    Difficulty,
    /// How easy a skill is, or what is asked on the whole, in logits.
    Easiness,
    /// What a right answer before adds, in logits.
    PerRight,
    /// What a wrong answer before adds, in logits.
    PerWrong,
    /// The standard deviation of learners' abilities, in logits.
    AbilitySd,
    /// How far a first answer moves an estimate: *a* of a / (1 + b n), in logits.
    Step,
    /// How quickly later answers move it less: *b* of a / (1 + b n).
    StepDecay,
}

impl Role {
    /// The name in files and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::FirstRight => "first_right",
            Self::PriorAfterWrong => "prior_after_wrong",
            Self::PriorAfterRight => "prior_after_right",
            Self::Learn => "learn",
            Self::Forget => "forget",
            Self::Guess => "guess",
            Self::Slip => "slip",
            Self::HalfLifeDays => "half_life_days",
            Self::Difficulty => "difficulty",
            Self::Easiness => "easiness",
            Self::PerRight => "per_right",
            Self::PerWrong => "per_wrong",
            Self::AbilitySd => "ability_sd",
            Self::Step => "step",
            Self::StepDecay => "step_decay",
        }
    }

    /// Whether it is a probability.
    pub const fn is_probability(self) -> bool {
        matches!(
            self,
            Self::Prior
                | Self::FirstRight
                | Self::PriorAfterWrong
                | Self::PriorAfterRight
                | Self::Learn
                | Self::Forget
                | Self::Guess
                | Self::Slip
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Half of it is forgotten in a minute at the shortest, in three centuries at the longest.
const HALF_LIFE_DAYS: (f64, f64) = (1.0 / 1440.0, 1e5);

/// Fitted numbers on the logit scale stay within ±30: 10⁻¹³ from 0 and from 1.
const FARTHEST: f64 = 30.0;

/// A parameter of a skill.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// What it says.
    pub role: Role,
    /// Of which class, or of which pair of classes; none for the whole skill.
    pub class: Option<(u32, Option<u32>)>,
    /// What was laid down for it.
    pub constraint: Constraint,
}

impl Parameter {
    /// Whether the fit may move it.
    pub fn is_free(&self) -> bool {
        self.constraint.fixed.is_none()
    }

    pub(super) fn bounds(&self) -> (f64, f64) {
        self.constraint.bounds.unwrap_or(match self.role {
            Role::HalfLifeDays => HALF_LIFE_DAYS,
            _ => (0.0, 1.0),
        })
    }

    /// The value at `x` on the unbounded scale the fit walks on: logit between the bounds for a
    /// probability, the same on logarithms for a half-life, itself for a difficulty.
    pub fn value(&self, x: f64) -> f64 {
        if let Some(fixed) = self.constraint.fixed {
            return fixed;
        }
        let (low, high) = self.bounds();
        match self.role {
            Role::Difficulty => x,
            Role::HalfLifeDays => (low.ln() + (high / low).ln() * logistic(x)).exp(),
            _ if (low, high) == (0.0, 1.0) => logistic(x),
            _ => low + (high - low) * logistic(x),
        }
    }

    /// d value / d x at `x`; 0 for a fixed one.
    pub fn slope(&self, x: f64) -> f64 {
        if !self.is_free() {
            return 0.0;
        }
        let (low, high) = self.bounds();
        let rise = logistic(x) * logistic(-x);
        match self.role {
            Role::Difficulty => 1.0,
            Role::HalfLifeDays => self.value(x) * (high / low).ln() * rise,
            _ => (high - low) * rise,
        }
    }

    /// d logit(value) / d x at `x`, for a probability.
    pub(super) fn slope_of_logit(&self, x: f64) -> f64 {
        if self.bounds() == (0.0, 1.0) {
            return 1.0;
        }
        let value = self.value(x);
        self.slope(x) / (value * (1.0 - value))
    }

    /// Where a value lies on that scale, at most ±30; what is out of bounds lies at their end.
    pub fn place(&self, value: f64) -> f64 {
        let (low, high) = self.bounds();
        let share = match self.role {
            Role::HalfLifeDays => (value / low).ln() / (high / low).ln(),
            role if role.is_probability() => (value - low) / (high - low),
            _ => return value.clamp(-FARTHEST, FARTHEST),
        };
        logit(share.clamp(0.0, 1.0)).clamp(-FARTHEST, FARTHEST)
    }
}

/// 1 / (1 + e⁻ˣ).
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// ln(p / (1 − p)).
pub fn logit(p: f64) -> f64 {
    libm::log(p) - libm::log1p(-p)
}
