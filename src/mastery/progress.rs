//! How far a learner is from the criterion, in numbers and in plain words.

use super::criterion::{Leaf, Node, Part, Points, Sessions, Strata, each, stages};
use super::{Criterion, Judgement, Tally, Window};
use crate::base::TemplateId;
use serde::{Deserialize, Serialize};

/// One thing still to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Right answers in a row that would be enough for what is counted.
    RightAnswers {
        /// How many more.
        more: u32,
    },
    /// Right answers on further templates.
    Templates {
        /// Templates with a recent right answer.
        have: u32,
        /// Templates asked for.
        need: u32,
    },
    /// Right answers in further strata.
    Strata {
        /// Strata with a right answer.
        have: u32,
        /// Strata asked for.
        need: u32,
    },
    /// Right answers in further sessions.
    Sessions {
        /// Sessions with a right answer.
        have: u32,
        /// Sessions asked for.
        need: u32,
    },
    /// Points.
    Points {
        /// Points there are.
        have: u32,
        /// Points asked for.
        need: u32,
    },
    /// Mastery is below its boundary.
    Mastery {
        /// Filtered mastery.
        now: f64,
        /// What it must reach; none where it follows from costs.
        boundary: Option<f64>,
    },
    /// One of these ways would do.
    OneOf {
        /// What each still lacks.
        ways: Vec<Vec<Missing>>,
    },
    /// Something else comes after all that is missing.
    Afterwards {
        /// What each of its requirements asks for.
        then: Vec<Missing>,
    },
}

/// Where a learner stands before the criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Filtered mastery.
    pub mastery: f64,
    /// What is still missing; empty when the criterion holds.
    pub missing: Vec<Missing>,
}

impl Progress {
    /// Measures a learner by a criterion.
    pub fn new(criterion: &Criterion, judgement: &Judgement, window: &Window) -> Self {
        let tally = criterion.fold(window);
        Self {
            mastery: judgement.mastery,
            missing: criterion.root().missing(judgement, &tally.state),
        }
    }

    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// What is still missing, for the learner.
    pub fn for_student(&self) -> String {
        sentences(&self.missing)
    }
}

impl Tally {
    /// Whether a right answer in this stratum of this template would cover something that the
    /// criterion still asks for and others would not; nothing is while all would.
    pub fn wants(&self, template: &TemplateId, stratum: u32) -> bool {
        let root = self.criterion.root();
        root.wants(&self.state, self.kinds.find(template, stratum))
    }
}

impl Part {
    fn missing(&self, judgement: &Judgement, state: &[u64]) -> Vec<Missing> {
        if self.holds(judgement, state) {
            return Vec::new();
        }
        match &self.node {
            Node::Boundary(boundary) => vec![Missing::Mastery {
                now: judgement.mastery,
                boundary: *boundary,
            }],
            Node::Leaf(leaf) => leaf.missing(state).into_iter().collect(),
            Node::All(parts) => {
                let all = each(parts, state).flat_map(|(part, own)| part.missing(judgement, own));
                together(all.collect())
            }
            Node::Any(parts) => {
                let mut ways: Vec<Vec<Missing>> = each(parts, state)
                    .map(|(part, own)| part.missing(judgement, own))
                    .collect();
                ways.dedup();
                match ways.len() {
                    1 => ways.swap_remove(0),
                    _ => vec![Missing::OneOf { ways }],
                }
            }
            Node::Then(parts) => {
                let (held, of_first, of_second) = stages(parts, state);
                let [first, second] = parts.as_ref();
                let then = second.missing(judgement, of_second);
                if held {
                    return then;
                }
                let mut missing = first.missing(judgement, of_first);
                missing.push(Missing::Afterwards { then });
                missing
            }
        }
    }

    fn wants(&self, state: &[u64], kind: (u32, u32)) -> bool {
        match &self.node {
            Node::Boundary(_) => false,
            Node::Leaf(leaf) => leaf.wants(state, kind),
            Node::All(parts) | Node::Any(parts) => {
                each(parts, state).any(|(part, own)| part.wants(own, kind))
            }
            Node::Then(parts) => {
                let (held, of_first, of_second) = stages(parts, state);
                let [first, second] = parts.as_ref();
                match held {
                    false => first.wants(of_first, kind),
                    true => second.wants(of_second, kind),
                }
            }
        }
    }
}

impl Leaf {
    fn missing(&self, state: &[u64]) -> Option<Missing> {
        let more = self.more(state);
        let missing = match self {
            Self::Streak(_) | Self::Recent(_) | Self::Average(_) | Self::Accuracy(_) => {
                Missing::RightAnswers { more }
            }
            Self::Points(rule) => Missing::Points {
                have: Points::now(state),
                need: rule.learned,
            },
            Self::Templates(rule) => Missing::Templates {
                have: rule.need.count().saturating_sub(more),
                need: rule.need.count(),
            },
            Self::Strata(rule) => Missing::Strata {
                have: rule.need.count().saturating_sub(more),
                need: rule.need.count(),
            },
            Self::Sessions(rule) => Missing::Sessions {
                have: Sessions::now(state),
                need: rule.at_least,
            },
        };
        // Where one kind will do, any right answer is on it.
        let any_will_do = matches!(
            missing,
            Missing::Templates { need: 1, .. } | Missing::Strata { need: 1, .. }
        );
        Some(match any_will_do {
            true => Missing::RightAnswers { more },
            false => missing,
        })
    }

    fn wants(&self, state: &[u64], (template, stratum): (u32, u32)) -> bool {
        let (need, set, kind) = match self {
            Self::Templates(rule) => (rule.need, rule.set(state), template),
            Self::Strata(rule) => (rule.need, Strata::set(state), stratum),
            _ => return false,
        };
        set != 0 && need.wants(set, kind)
    }
}

/// Several at once: the right answers that are enough for the most demanding are enough for all.
fn together(missing: Vec<Missing>) -> Vec<Missing> {
    let counts = missing.iter().filter_map(|missing| match missing {
        Missing::RightAnswers { more } => Some(*more),
        _ => None,
    });
    let most = counts.max().map(|more| Missing::RightAnswers { more });
    let others = missing
        .into_iter()
        .filter(|missing| !matches!(missing, Missing::RightAnswers { .. }));
    most.into_iter().chain(others).collect()
}

fn sentences(missing: &[Missing]) -> String {
    missing
        .iter()
        .map(Missing::for_student)
        .collect::<Vec<_>>()
        .join(" ")
}

impl Missing {
    /// One sentence for the learner, or a few.
    pub fn for_student(&self) -> String {
        match self {
            Self::RightAnswers { more: 1 } => "One more right answer without hints.".to_owned(),
            Self::RightAnswers { more } => {
                format!("{} more right answers without hints.", number(*more))
            }
            Self::Templates { have: 0, need } => format!(
                "They need to be on {} kinds of problem or more.",
                number(*need).to_lowercase()
            ),
            Self::Templates { have, need } => match need.saturating_sub(*have) {
                1 => "A right answer on one other kind of problem.".to_owned(),
                more => format!(
                    "Right answers on {} other kinds of problem.",
                    number(more).to_lowercase()
                ),
            },
            Self::Strata { have, need } => match need.saturating_sub(*have) {
                1 => "A right answer at a sort of problem, easier or harder, that you have not shown yet."
                    .to_owned(),
                more => format!(
                    "Right answers at {} sorts of problem, easier and harder, that you have not shown yet.",
                    number(more).to_lowercase()
                ),
            },
            Self::Sessions { have, need } => match need.saturating_sub(*have) {
                1 => "A right answer on another occasion: come back later or tomorrow.".to_owned(),
                more => format!(
                    "Right answers on {} more occasions: come back later or tomorrow.",
                    number(more).to_lowercase()
                ),
            },
            Self::Points { have, need } => match need.saturating_sub(*have) {
                1 => "One more point: any right answer gives it.".to_owned(),
                more => format!(
                    "{} more points: one for a right answer, two from the second in a row.",
                    number(more)
                ),
            },
            Self::Mastery { .. } => {
                "A little more practice, so that we can both be sure it was not luck.".to_owned()
            }
            Self::OneOf { ways } => {
                let ways: Vec<String> = ways.iter().map(|way| sentences(way)).collect();
                format!("One of these. {}", ways.join(" Or: "))
            }
            Self::Afterwards { then } => match then.is_empty() {
                true => "After that you are there.".to_owned(),
                false => format!("After that: {}", sentences(then)),
            },
        }
    }
}

/// A small number as a word at the start of a sentence.
fn number(n: u32) -> String {
    const WORDS: [&str; 11] = [
        "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    ];
    let word = n.checked_sub(2).and_then(|at| WORDS.get(at as usize));
    word.map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{Answer, RawCriterion};

    fn window(answers: &[(&str, bool)]) -> Window {
        let mut window = Window::default();
        for &(template, right) in answers {
            let template = TemplateId::new(template).unwrap();
            window.push(Answer {
                template,
                stratum: 0,
                right,
                session: 0,
            });
        }
        window
    }

    fn words_of(criterion: &str, mastery: f64, answers: &[(&str, bool)]) -> String {
        let raw: RawCriterion = serde_json::from_str(criterion).unwrap();
        let criterion = raw.check().unwrap();
        Progress::new(&criterion, &Judgement::of(mastery), &window(answers)).for_student()
    }

    fn words(mastery: f64, answers: &[(&str, bool)]) -> String {
        let four_of_five = r#"{ "boundary": 0.95, "right": 4, "of": 5, "templates": 2 }"#;
        words_of(four_of_five, mastery, answers)
    }

    #[test]
    fn it_says_what_is_missing_in_plain_words() {
        assert_eq!(
            words(0.25, &[]),
            "Four more right answers without hints. They need to be on two kinds of problem or more. \
             A little more practice, so that we can both be sure it was not luck."
        );
        assert_eq!(
            words(0.97, &[("c/a", true), ("c/a", true), ("c/a", true)]),
            "One more right answer without hints. A right answer on one other kind of problem."
        );
        assert_eq!(
            words(
                0.96,
                &[("c/a", true), ("c/b", true), ("c/a", true), ("c/a", true)]
            ),
            ""
        );
    }

    #[test]
    fn a_right_answer_pushes_out_the_oldest() {
        let more = |answers: &[bool]| {
            let answers: Vec<_> = answers.iter().map(|&right| ("c/a", right)).collect();
            let raw = RawCriterion {
                right: Some(4),
                of: Some(5),
                ..RawCriterion::default()
            };
            let criterion = raw.check().unwrap();
            criterion
                .root()
                .more(&criterion.fold(&window(&answers)).state)
        };
        assert_eq!(more(&[true, true, true, false, false]), 4);
        assert_eq!(more(&[false, false, true, true, true]), 1);
        assert_eq!(more(&[true, false, true, false, true]), 2);
        assert_eq!(more(&[false; 5]), 4);
        assert_eq!(more(&[true, true, false, true, true]), 0);
    }
}
