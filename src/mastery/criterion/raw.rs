//! A criterion as a bank gives it, and its check.

use super::{
    Accuracy, Average, Checked, Criterion, Kinds, Leaf, Need, Node, Part, Points, Recent, Scope,
    Sessions, Strata, Streak, Templates,
};
use crate::mastery::MasteryError;
use crate::mastery::parameters::within;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The criterion as a bank gives it; nothing is checked yet. It holds where all that is given does.
///
/// ```
/// use retake::mastery::RawCriterion;
///
/// let raw: RawCriterion = serde_json::from_str(r#"{ "boundary": 0.95, "right": 4, "of": 5 }"#)?;
/// let criterion = raw.check()?;
/// assert_eq!(criterion.to_string(), "{ boundary = 0.95, right = 4, of = 5 }");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawCriterion {
    /// Filtered mastery reaches this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boundary: Option<RawBoundary>,
    /// So many right answers in a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streak: Option<u32>,
    /// A moving average above a threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moving_average: Option<RawAverage>,
    /// At least so many right …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<u32>,
    /// … of the last so many answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    /// So many points: one for a right answer, two from the second in a row, one off for a wrong
    /// one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// A lower bound of accuracy over the last answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<RawAccuracy>,
    /// Right answers on so many templates among the last answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub templates: Option<RawTemplates>,
    /// Right answers in so many strata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strata: Option<RawCoverage>,
    /// Right answers in so many sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sessions: Option<u32>,
    /// All of these hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<RawCriterion>>,
    /// One of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<RawCriterion>>,
    /// The first holds, then the second for the answers that come after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Vec<RawCriterion>>,
}

/// What mastery must reach.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawBoundary {
    /// A probability.
    At(f64),
    /// Whatever the bank's costs say.
    By(ByCosts),
}

/// The word for a boundary that follows from costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ByCosts {
    /// Declaring mastery is expected to cost least.
    #[serde(rename = "costs")]
    Costs,
}

/// A moving average s = a s + (1 − a) x, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAverage {
    /// a, the weight of what was before.
    pub memory: f64,
    /// The threshold s must exceed.
    pub above: f64,
}

/// A lower bound of accuracy.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawAccuracy {
    /// Its target, over the last 12 answers, with certainty .8.
    Target(f64),
    /// All of it.
    Full(FullAccuracy),
}

/// A lower bound of accuracy with its window and certainty.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullAccuracy {
    /// What the bound must reach.
    pub target: f64,
    /// Over so many of the last answers.
    #[serde(default = "usual_window")]
    pub of: u32,
    /// How certain it must be that accuracy is no lower.
    #[serde(default = "usual_certainty")]
    pub certainty: f64,
}

const fn usual_window() -> u32 {
    RawCriterion::USUAL_WINDOW
}

const fn usual_certainty() -> f64 {
    RawCriterion::USUAL_CERTAINTY
}

impl RawAccuracy {
    /// With what is left out filled in.
    pub const fn full(self) -> FullAccuracy {
        match self {
            Self::Full(full) => full,
            Self::Target(target) => FullAccuracy {
                target,
                of: usual_window(),
                certainty: usual_certainty(),
            },
        }
    }
}

/// How much is to be covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawCoverage {
    /// So many.
    AtLeast(u32),
    /// All there are.
    Every(Every),
}

/// The word for all there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Every {
    /// All of the competency.
    #[serde(rename = "all")]
    All,
}

/// Templates to be covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawTemplates {
    /// Among the answers the criterion looks at.
    Covered(RawCoverage),
    /// Among the last `of` answers.
    Among {
        /// How many.
        at_least: RawCoverage,
        /// The answers looked at.
        of: u32,
    },
}

impl RawCriterion {
    /// The answers a bound of accuracy looks at, unless it says otherwise.
    pub const USUAL_WINDOW: u32 = 12;
    /// How certain a bound of accuracy is, unless it says otherwise.
    pub const USUAL_CERTAINTY: f64 = 0.8;

    /// Checks a criterion that covers no particular competency.
    ///
    /// # Errors
    /// A number out of its range, a list that is empty or too deep, or `"all"`, which needs
    /// [`RawCriterion::check_for`].
    pub fn check(self) -> Result<Criterion, MasteryError> {
        self.checked(None)
    }

    /// Checks a criterion for a competency with these templates and strata.
    ///
    /// # Errors
    /// As [`RawCriterion::check`], and more templates or strata than there are.
    pub fn check_for(self, scope: &Scope) -> Result<Criterion, MasteryError> {
        self.checked(Some(scope))
    }

    /// Checks what can be checked without knowing the competency.
    ///
    /// # Errors
    /// As [`RawCriterion::check`], but for `"all"`.
    pub fn check_alone(&self) -> Result<(), MasteryError> {
        let mut check = Check {
            there: There::Unknown,
            leaves: 0,
        };
        check.table(self, 1).map(|_| ())
    }

    fn checked(self, scope: Option<&Scope>) -> Result<Criterion, MasteryError> {
        let mut check = Check {
            there: scope.map_or(There::Nothing, There::Scope),
            leaves: 0,
        };
        let root = check.table(&self, 1)?.into();
        Ok(Criterion(Arc::new(Checked {
            raw: self,
            root,
            kinds: scope.map_or_else(Kinds::default, Kinds::of),
        })))
    }
}

impl Default for Criterion {
    /// [`RawCriterion::usual`].
    fn default() -> Self {
        let raw = RawCriterion::usual();
        raw.clone().check().unwrap_or_else(|_| {
            Self(Arc::new(Checked {
                raw,
                // One of none: it would never hold.
                root: Node::Any(Vec::new()).into(),
                kinds: Kinds::default(),
            }))
        })
    }
}

struct Check<'s> {
    there: There<'s>,
    leaves: u32,
}

/// What there is to cover.
#[derive(Clone, Copy)]
enum There<'s> {
    /// A competency that is not known yet.
    Unknown,
    /// No competency.
    Nothing,
    /// One with these templates and strata.
    Scope(&'s Scope),
}

impl Check<'_> {
    /// A table: all that it holds.
    fn table(&mut self, raw: &RawCriterion, depth: u32) -> Result<Node, MasteryError> {
        if depth > Criterion::DEEPEST {
            return Err(MasteryError::TooDeep {
                limit: Criterion::DEEPEST,
            });
        }
        let mut nodes = self.own(raw)?;
        self.leaves += nodes.len() as u32;
        if self.leaves > Criterion::LARGEST {
            return Err(MasteryError::TooLarge {
                limit: Criterion::LARGEST,
            });
        }
        if let Some(all) = &raw.all {
            nodes.push(Node::All(self.tables("all", all, depth)?));
        }
        if let Some(any) = &raw.any {
            nodes.push(Node::Any(self.tables("any", any, depth)?));
        }
        if let Some(then) = &raw.then {
            let got = then.len();
            let parts: Box<[Part; 2]> = self
                .tables("then", then, depth)?
                .try_into()
                .map_err(|_| MasteryError::ThenTakesTwo { got })?;
            if parts[0].node.boundaries().next().is_some() {
                return Err(MasteryError::BoundaryFirst);
            }
            nodes.push(Node::Then(parts));
        }
        if nodes.is_empty() {
            return Err(MasteryError::EmptyCriterion);
        }
        Ok(match nodes.len() {
            1 => nodes.swap_remove(0),
            _ => Node::All(nodes.into_iter().map(Part::from).collect()),
        })
    }

    fn tables(
        &mut self,
        name: &'static str,
        tables: &[RawCriterion],
        depth: u32,
    ) -> Result<Vec<Part>, MasteryError> {
        if tables.is_empty() {
            return Err(MasteryError::EmptyList { name });
        }
        let tables = tables.iter();
        tables
            .map(|raw| Ok(self.table(raw, depth + 1)?.into()))
            .collect()
    }

    /// The requirements a table names itself.
    fn own(&self, raw: &RawCriterion) -> Result<Vec<Node>, MasteryError> {
        let mut nodes = Vec::new();
        let leaves = [
            raw.streak.map(streak).transpose()?,
            raw.moving_average.map(average).transpose()?,
            recent(raw.right, raw.of)?,
            raw.points.map(points).transpose()?,
            raw.accuracy.map(accuracy).transpose()?,
            self.templates(raw)?,
            raw.strata.map(|strata| self.strata(strata)).transpose()?,
            raw.sessions.map(sessions).transpose()?,
        ];
        nodes.extend(leaves.into_iter().flatten().map(Node::Leaf));
        match raw.boundary {
            Some(RawBoundary::At(boundary)) => {
                const HELP: &str =
                    "below, not knowing is the likelier; above, nobody could show it";
                within("boundary", boundary, 0.5, 0.999, HELP)?;
                nodes.push(Node::Boundary(Some(boundary)));
            }
            Some(RawBoundary::By(ByCosts::Costs)) => nodes.push(Node::Boundary(None)),
            None => {}
        }
        Ok(nodes)
    }

    fn templates(&self, raw: &RawCriterion) -> Result<Option<Leaf>, MasteryError> {
        let (coverage, of) = match raw.templates {
            None => return Ok(None),
            Some(RawTemplates::Among { at_least, of }) => (at_least, of),
            Some(RawTemplates::Covered(coverage)) => {
                let window = raw.of.or(raw.accuracy.map(|accuracy| accuracy.full().of));
                (coverage, window.unwrap_or(RawCriterion::USUAL_WINDOW))
            }
        };
        window(of)?;
        let need = self.need("templates", coverage, Scope::template_count)?;
        count(
            "templates",
            need.count(),
            1,
            of,
            "each needs a right answer of its own",
        )?;
        match self.count(Scope::template_count) {
            Some(got) if got < need.count() => Err(MasteryError::TooFewTemplates {
                needed: need.count(),
                got,
            }),
            _ => Ok(Some(Leaf::Templates(Templates { need, of }))),
        }
    }

    fn strata(&self, coverage: RawCoverage) -> Result<Leaf, MasteryError> {
        let need = self.need("strata", coverage, Scope::stratum_count)?;
        count(
            "strata",
            need.count(),
            1,
            Criterion::LONGEST,
            "each needs a right answer of its own among the latest",
        )?;
        match self.count(Scope::stratum_count) {
            Some(got) if got < need.count() => Err(MasteryError::TooFewStrata {
                needed: need.count(),
                got,
            }),
            _ => Ok(Leaf::Strata(Strata { need })),
        }
    }

    fn need(
        &self,
        name: &'static str,
        coverage: RawCoverage,
        count: fn(&Scope) -> u32,
    ) -> Result<Need, MasteryError> {
        match (coverage, self.there) {
            (RawCoverage::AtLeast(n), _) => Ok(Need::AtLeast(n)),
            (RawCoverage::Every(Every::All), There::Scope(scope)) => Ok(Need::All(count(scope))),
            (RawCoverage::Every(Every::All), There::Unknown) => Ok(Need::All(1)),
            (RawCoverage::Every(Every::All), There::Nothing) => {
                Err(MasteryError::AllOfNothing { name })
            }
        }
    }

    /// How many of something there are, where that is known.
    fn count(&self, count: fn(&Scope) -> u32) -> Option<u32> {
        match self.there {
            There::Scope(scope) => Some(count(scope)),
            There::Unknown | There::Nothing => None,
        }
    }
}

/// Refuses a count outside its range.
fn count(
    name: &'static str,
    got: u32,
    low: u32,
    high: u32,
    help: &'static str,
) -> Result<(), MasteryError> {
    if (low..=high).contains(&got) {
        Ok(())
    } else {
        Err(MasteryError::Count {
            name,
            got,
            low,
            high,
            help,
        })
    }
}

fn window(of: u32) -> Result<(), MasteryError> {
    count(
        "of",
        of,
        1,
        Criterion::LONGEST,
        "it is how many recent answers count",
    )
}

fn streak(right: u32) -> Result<Leaf, MasteryError> {
    const HELP: &str = "it is how many right answers in a row are enough";
    count("streak", right, 1, Criterion::LONGEST, HELP)?;
    Ok(Leaf::Streak(Streak { right }))
}

fn average(RawAverage { memory, above }: RawAverage) -> Result<Leaf, MasteryError> {
    within("memory", memory, 0.0, 0.99, "at 1 no answer would count")?;
    within("above", above, 0.0, 0.999, "no average exceeds 1")?;
    Ok(Leaf::Average(Average { memory, above }))
}

fn recent(right: Option<u32>, of: Option<u32>) -> Result<Option<Leaf>, MasteryError> {
    let (right, of) = match (right, of) {
        (None, None) => return Ok(None),
        (Some(right), Some(of)) => (right, of),
        (Some(_), None) => {
            return Err(MasteryError::Alone {
                name: "right",
                needs: "of",
            });
        }
        (None, Some(_)) => {
            return Err(MasteryError::Alone {
                name: "of",
                needs: "right",
            });
        }
    };
    window(of)?;
    const HELP: &str = "no more answers can be right than `of` counts";
    count("right", right, 1, of, HELP)?;
    Ok(Some(Leaf::Recent(Recent { right, of })))
}

fn points(learned: u32) -> Result<Leaf, MasteryError> {
    const HELP: &str = "it is how many points are enough; 5 is usual";
    count("points", learned, 1, Criterion::LONGEST, HELP)?;
    Ok(Leaf::Points(Points { learned }))
}

fn accuracy(raw: RawAccuracy) -> Result<Leaf, MasteryError> {
    let FullAccuracy {
        target,
        of,
        certainty,
    } = raw.full();
    within(
        "target",
        target,
        0.05,
        0.99,
        "it is a share of right answers",
    )?;
    const HELP: &str =
        "below, the likelier is not even required; above, hardly anybody could show it";
    within("certainty", certainty, 0.5, 0.99, HELP)?;
    window(of)?;
    let accuracy = Accuracy::new(target, certainty, of);
    match accuracy.fewest() {
        Some(_) => Ok(Leaf::Accuracy(accuracy)),
        None => Err(MasteryError::TooFewAnswers {
            of,
            target,
            certainty,
        }),
    }
}

fn sessions(at_least: u32) -> Result<Leaf, MasteryError> {
    const HELP: &str = "more would keep everybody waiting";
    count("sessions", at_least, 1, 4, HELP)?;
    Ok(Leaf::Sessions(Sessions { at_least }))
}
