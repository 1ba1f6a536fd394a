//! The tree: requirements and what joins them.

use super::{
    Accuracy, Average, Judgement, Observed, Points, Recent, Rule, Sessions, Strata, Streak,
    Templates,
};

/// A requirement, or several joined.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) enum Node {
    /// Mastery reaches a boundary; none for where declaring it costs least.
    Boundary(Option<f64>),
    /// The answers meet a rule.
    Leaf(Leaf),
    /// All of them hold.
    All(Vec<Part>),
    /// One of them holds.
    Any(Vec<Part>),
    /// The second holds for the answers after the first held.
    Then(Box<[Part; 2]>),
}

/// A node with the words of its state.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Part {
    pub node: Node,
    pub words: usize,
}

/// A rule over answers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) enum Leaf {
    Streak(Streak),
    Recent(Recent),
    Average(Average),
    Points(Points),
    Accuracy(Accuracy),
    Templates(Templates),
    Strata(Strata),
    Sessions(Sessions),
}

impl Leaf {
    fn rule(&self) -> &dyn Rule {
        match self {
            Self::Streak(rule) => rule,
            Self::Recent(rule) => rule,
            Self::Average(rule) => rule,
            Self::Points(rule) => rule,
            Self::Accuracy(rule) => rule,
            Self::Templates(rule) => rule,
            Self::Strata(rule) => rule,
            Self::Sessions(rule) => rule,
        }
    }

    /// The fewest answers after which it can hold.
    pub fn more(&self, state: &[u64]) -> u32 {
        self.rule().more(state)
    }

    fn span(&self) -> u32 {
        match self {
            Self::Streak(rule) => rule.right,
            Self::Recent(rule) => rule.of,
            Self::Accuracy(rule) => rule.of,
            Self::Templates(rule) => rule.of,
            Self::Average(_) | Self::Points(_) | Self::Strata(_) | Self::Sessions(_) => 0,
        }
    }
}

impl From<Node> for Part {
    fn from(node: Node) -> Self {
        let sum = |parts: &[Self]| parts.iter().map(|part| part.words).sum();
        let words = match &node {
            Node::Boundary(_) => 0,
            Node::Leaf(leaf) => leaf.rule().words(),
            Node::All(parts) | Node::Any(parts) => sum(parts),
            // One for whether the first has held.
            Node::Then(parts) => 1 + sum(parts.as_slice()),
        };
        Self { node, words }
    }
}

/// The parts, each with its words of the state.
pub(in crate::mastery) fn each<'p, 's>(
    parts: &'p [Part],
    mut state: &'s [u64],
) -> impl Iterator<Item = (&'p Part, &'s [u64])> {
    parts.iter().map(move |part| {
        let (own, rest) = state.split_at_checked(part.words).unwrap_or((state, &[]));
        state = rest;
        (part, own)
    })
}

/// The states of `then`: whether its first has held, and those of its parts.
pub(in crate::mastery) fn stages<'s>(
    [first, _]: &[Part; 2],
    state: &'s [u64],
) -> (bool, &'s [u64], &'s [u64]) {
    let (held, rest) = state
        .split_first()
        .map_or((0, state), |(held, rest)| (*held, rest));
    let (of_first, of_second) = rest.split_at_checked(first.words).unwrap_or((rest, &[]));
    (held > 0, of_first, of_second)
}

impl Part {
    /// Takes in an answer.
    pub fn push(&self, state: &mut [u64], answer: &Observed) {
        match &self.node {
            Node::Boundary(_) => {}
            Node::Leaf(leaf) => leaf.rule().push(state, answer),
            Node::All(parts) | Node::Any(parts) => {
                let mut rest = state;
                for part in parts {
                    let Some((own, others)) = rest.split_at_mut_checked(part.words) else {
                        return;
                    };
                    part.push(own, answer);
                    rest = others;
                }
            }
            Node::Then(parts) => {
                let [first, second] = parts.as_ref();
                let Some((held, rest)) = state.split_first_mut() else {
                    return;
                };
                let Some((of_first, of_second)) = rest.split_at_mut_checked(first.words) else {
                    return;
                };
                if *held > 0 {
                    second.push(of_second, answer);
                    return;
                }
                first.push(of_first, answer);
                // A boundary cannot stand in the first part.
                if first.holds(&Judgement::of(0.0), of_first) {
                    *held = 1;
                    of_first.fill(0);
                }
            }
        }
    }

    /// Whether it holds.
    pub fn holds(&self, judgement: &Judgement, state: &[u64]) -> bool {
        match &self.node {
            Node::Boundary(Some(boundary)) => judgement.mastery >= *boundary,
            Node::Boundary(None) => judgement.pays,
            Node::Leaf(leaf) => leaf.rule().holds(state),
            Node::All(parts) => each(parts, state).all(|(part, own)| part.holds(judgement, own)),
            Node::Any(parts) => each(parts, state).any(|(part, own)| part.holds(judgement, own)),
            Node::Then(parts) => {
                let (held, _, of_second) = stages(parts, state);
                held && parts[1].holds(judgement, of_second)
            }
        }
    }

    /// The fewest answers after which it can hold, whatever mastery is.
    pub fn more(&self, state: &[u64]) -> u32 {
        match &self.node {
            Node::Boundary(_) => 0,
            Node::Leaf(leaf) => leaf.rule().more(state),
            Node::All(parts) => {
                let more = each(parts, state).map(|(part, own)| part.more(own));
                more.max().unwrap_or(0)
            }
            Node::Any(parts) => {
                let more = each(parts, state).map(|(part, own)| part.more(own));
                more.min().unwrap_or(0)
            }
            Node::Then(parts) => {
                let (held, of_first, of_second) = stages(parts, state);
                let second = parts[1].more(of_second);
                if held {
                    second
                } else {
                    parts[0].more(of_first).saturating_add(second)
                }
            }
        }
    }
}

impl Node {
    fn parts(&self) -> &[Part] {
        match self {
            Self::Boundary(_) | Self::Leaf(_) => &[],
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Then(parts) => parts.as_slice(),
        }
    }

    /// Every boundary in it.
    pub fn boundaries(&self) -> Box<dyn Iterator<Item = Option<f64>> + '_> {
        let own = match self {
            Self::Boundary(boundary) => Some(*boundary),
            _ => None,
        };
        let others = self.parts().iter().flat_map(|part| part.node.boundaries());
        Box::new(own.into_iter().chain(others))
    }

    /// The most answers one of its rules looks at.
    pub fn span(&self) -> u32 {
        let own = match self {
            Self::Leaf(leaf) => leaf.span(),
            _ => 0,
        };
        let others = self.parts().iter().map(|part| part.node.span());
        others.fold(own, u32::max)
    }
}
