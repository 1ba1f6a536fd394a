//! What a model consists of, as a researcher writes it: `bkt+forget+guess-slip`.

use super::error::ModelError;
use crate::base::closest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A variant of Bayesian knowledge tracing (Corbett & Anderson 1995, doi:10.1007/BF01099821).
///
/// Written `bkt` with what is added to it behind plus signs:
///
/// | | |
/// |---|---|
/// | `forget` | known → unknown between two opportunities |
/// | `guess-slip` | guess and slip for every class of items: KT-IDEM (Pardos & Heffernan 2011, doi:10.1007/978-3-642-22362-4_21) |
/// | `learn` | learn for every class of the item just practised (Pardos & Heffernan 2009, *Detecting the learning value of items in a randomized problem set*) |
/// | `order` | learn for every pair of classes in the order they came (Pardos & Heffernan 2009, *Determining the significance of item order in randomized problem sets*) |
/// | `first-response` | a prior for those who began right and one for those who began wrong (Pardos & Heffernan 2010, doi:10.1007/978-3-642-13470-8_24) |
/// | `difficulty` | items of a skill differ in difficulty, in the emission: LFKT (Khajah et al. 2014) |
/// | `decay` | recall fades with the time between two responses, by a half-life |
/// | `individual` | learners differ in prior and in learn, normally on the logit scale, across skills (Yudelson et al. 2013, doi:10.1007/978-3-642-39112-5_18) |
/// | `types` | some learners are slow, some quick, some stuck: shares and speeds across skills |
/// | `conjunctive` | a response with several skills takes all of them |
/// | `compensatory` | a response with several skills takes any of them, each as often |
///
/// ```
/// use retake::research::ModelSpec;
///
/// let spec: ModelSpec = "bkt+forget+guess-slip".parse().unwrap();
/// assert!(spec.forget && spec.guess_slip && !spec.decay);
/// assert_eq!(spec.to_string(), "bkt+forget+guess-slip");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelSpec {
    /// Known → unknown between two opportunities.
    pub forget: bool,
    /// Guess and slip for every class.
    pub guess_slip: bool,
    /// What learn depends on.
    pub learn: LearnBy,
    /// Priors by the first response.
    pub first_response: bool,
    /// A difficulty for every class, in the emission.
    pub difficulty: bool,
    /// Recall fades with time.
    pub decay: bool,
    /// How learners differ.
    pub learners: Learners,
    /// How several skills work together in one response; none for each skill by itself.
    pub together: Option<Together>,
}

/// What learn depends on beside the skill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LearnBy {
    /// Nothing.
    #[default]
    Skill,
    /// The class of the item just practised.
    Class,
    /// That class and the one that comes next.
    Order,
}

/// How learners differ beside what they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Learners {
    /// Not at all.
    #[default]
    Alike,
    /// Normally, in prior and learn on the logit scale.
    Individual,
    /// By one of a few speeds, or stuck.
    Types,
}

/// How skills work together in one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// All are needed: K = ∏ Lₖ.
    Conjunctive,
    /// Any may serve, each as often: K = mean of Lₖ.
    Compensatory,
}

/// The words of a specification in the order they are written.
const WORDS: [&str; 11] = [
    "forget",
    "guess-slip",
    "learn",
    "order",
    "first-response",
    "difficulty",
    "decay",
    "individual",
    "types",
    "conjunctive",
    "compensatory",
];

impl ModelSpec {
    fn has(&self, word: &str) -> bool {
        match word {
            "forget" => self.forget,
            "guess-slip" => self.guess_slip,
            "learn" => self.learn == LearnBy::Class,
            "order" => self.learn == LearnBy::Order,
            "first-response" => self.first_response,
            "difficulty" => self.difficulty,
            "decay" => self.decay,
            "individual" => self.learners == Learners::Individual,
            "types" => self.learners == Learners::Types,
            "conjunctive" => self.together == Some(Together::Conjunctive),
            _ => self.together == Some(Together::Compensatory),
        }
    }

    /// The names of the parameters it has.
    pub fn parameters(&self) -> Vec<&'static str> {
        let mut names = if self.first_response {
            vec!["first_right", "prior_after_wrong", "prior_after_right"]
        } else {
            vec!["prior"]
        };
        names.extend(["learn", "guess", "slip"]);
        let with = [
            (self.forget, "forget"),
            (self.decay, "half_life_days"),
            (self.difficulty, "difficulty"),
        ];
        names.extend(
            with.into_iter()
                .filter_map(|(has, name)| has.then_some(name)),
        );
        names
    }

    /// Whether what is laid down makes sense for the model.
    ///
    /// # Errors
    /// A parameter the model does not have, or a number out of its range.
    pub fn check(&self, constraints: &Constraints) -> Result<(), ModelError> {
        let known = self.parameters();
        for (name, constraint) in constraints {
            if !known.contains(&name.as_str()) {
                return Err(ModelError::NoSuchParameter {
                    name: name.clone(),
                    known: known.join(", "),
                });
            }
            let kind = match name.as_str() {
                "half_life_days" => Kind::Days,
                "difficulty" => Kind::Logits,
                _ => Kind::Probability,
            };
            constraint.check(name, kind)?;
        }
        Ok(())
    }

    /// Whether the class of an item matters.
    pub fn needs_classes(&self) -> bool {
        self.guess_slip || self.difficulty || self.learn != LearnBy::Skill
    }
}

impl FromStr for ModelSpec {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let mut words = text.split('+').map(str::trim);
        let first = words.next().unwrap_or_default();
        if first != "bkt" {
            return Err(ModelError::NotBkt(first.to_owned()));
        }
        let mut spec = Self::default();
        for word in words {
            if WORDS.contains(&word) && spec.has(word) {
                return Err(ModelError::Twice(word.to_owned()));
            }
            match word {
                "forget" => spec.forget = true,
                "guess-slip" => spec.guess_slip = true,
                "learn" | "order" if spec.learn != LearnBy::Skill => {
                    return Err(ModelError::Together("learn", "order"));
                }
                "learn" => spec.learn = LearnBy::Class,
                "order" => spec.learn = LearnBy::Order,
                "first-response" => spec.first_response = true,
                "difficulty" => spec.difficulty = true,
                "decay" => spec.decay = true,
                "individual" | "types" if spec.learners != Learners::Alike => {
                    return Err(ModelError::Together("individual", "types"));
                }
                "individual" => spec.learners = Learners::Individual,
                "types" => spec.learners = Learners::Types,
                "conjunctive" | "compensatory" if spec.together.is_some() => {
                    return Err(ModelError::Together("conjunctive", "compensatory"));
                }
                "conjunctive" => spec.together = Some(Together::Conjunctive),
                "compensatory" => spec.together = Some(Together::Compensatory),
                _ => {
                    return Err(ModelError::Unknown {
                        word: word.to_owned(),
                        close: closest(word, WORDS.iter().copied()).map(str::to_owned),
                    });
                }
            }
        }
        if spec.guess_slip && spec.difficulty {
            return Err(ModelError::Together("guess-slip", "difficulty"));
        }
        if spec.first_response && spec.learners != Learners::Alike {
            return Err(ModelError::Together(
                "first-response",
                "individual or types",
            ));
        }
        if spec.together.is_some() {
            let alone = WORDS.iter().find(|word| {
                spec.has(word) && !matches!(**word, "forget" | "conjunctive" | "compensatory")
            });
            if let Some(word) = alone {
                return Err(ModelError::NotTogether(word));
            }
        }
        Ok(spec)
    }
}

impl fmt::Display for ModelSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bkt")?;
        WORDS
            .iter()
            .filter(|word| self.has(word))
            .try_for_each(|word| write!(f, "+{word}"))
    }
}

impl TryFrom<String> for ModelSpec {
    type Error = ModelError;

    fn try_from(text: String) -> Result<Self, ModelError> {
        text.parse()
    }
}

impl From<ModelSpec> for String {
    fn from(spec: ModelSpec) -> Self {
        spec.to_string()
    }
}

/// What is laid down for a parameter before any fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Constraint {
    /// Held at this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<f64>,
    /// Held within these bounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<(f64, f64)>,
    /// A Beta(α, β) prior, α and β at least 1: the fit is then the most probable, not the likeliest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beta: Option<(f64, f64)>,
}

/// What a parameter is measured in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Probability,
    Days,
    Logits,
}

impl Constraint {
    fn check(&self, name: &str, kind: Kind) -> Result<(), ModelError> {
        let refused = |what: &str, got: f64, allowed: &'static str| {
            Err(ModelError::OutOfRange {
                name: format!("{what} of {name}"),
                got,
                allowed,
            })
        };
        let fits = |value: f64| match kind {
            Kind::Probability => (0.0..=1.0).contains(&value),
            Kind::Days => value > 0.0 && value.is_finite(),
            Kind::Logits => value.is_finite(),
        };
        let range = match kind {
            Kind::Probability => "a probability, from 0 to 1",
            Kind::Days => "more than 0 days",
            Kind::Logits => "a number",
        };
        if let Some(fixed) = self.fixed
            && !fits(fixed)
        {
            return refused("the fixed value", fixed, range);
        }
        if let Some((low, high)) = self.bounds {
            if kind == Kind::Logits {
                return refused(
                    "a bound",
                    low,
                    "left out: difficulties have a prior of their own",
                );
            }
            for bound in [low, high] {
                if !fits(bound) {
                    return refused("a bound", bound, range);
                }
            }
            if low >= high {
                return refused("the lower bound", low, "below the upper one");
            }
        }
        if let Some((alpha, beta)) = self.beta {
            if kind != Kind::Probability {
                return refused("the Beta prior", alpha, "for a probability only");
            }
            for shape in [alpha, beta] {
                // Below 1 the most probable value is 0 or 1, whatever the data.
                if !(shape >= 1.0 && shape.is_finite()) {
                    return refused("a Beta prior", shape, "1 or more");
                }
            }
        }
        Ok(())
    }
}

/// Constraints by the name of a parameter: prior, learn, forget, guess, slip.
pub type Constraints = BTreeMap<String, Constraint>;
