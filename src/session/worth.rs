//! What the parts of a problem are worth together.

use crate::answer::Credit;
use crate::base::PartId;

/// One part of a problem as it was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct PartWorth {
    /// Its name.
    pub part: PartId,
    /// How much it counts beside the others; above 0.
    pub weight: f64,
    /// What its answer is worth; nothing for a step that was left blank.
    pub credit: Credit,
    /// The part it is a step of.
    pub step_of: Option<PartId>,
    /// The share of its own credit that opening its steps costs, in [0, 1].
    pub steps_cost: f64,
}

/// The credit of a whole problem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// What the answers show: evidence, for which opened steps are help and cost nothing more.
    pub shown: Credit,
    /// What is given for them, after the cost of opened steps.
    pub given: Credit,
}

impl Worth {
    /// Σ weight × credit / Σ weight over the parts that are no steps. A part whose steps were
    /// `opened` is worth
    ///
    /// (1 − cost) × max(own credit, weighted credit of its steps)
    ///
    /// and what it shows is the same without the cost.
    pub fn of(parts: &[PartWorth], opened: &[PartId]) -> Self {
        let with = |charge: bool| {
            mean(parts, None, |part| {
                let own = part.credit.value();
                if !opened.contains(&part.part) {
                    return own;
                }
                let steps = mean(parts, Some(&part.part), |step| step.credit.value());
                let cost = if charge { part.steps_cost } else { 0.0 };
                (1.0 - cost) * own.max(steps)
            })
        };
        let credit = |share: f64| Credit::new(share.clamp(0.0, 1.0)).unwrap_or_default();
        Self {
            shown: credit(with(false)),
            given: credit(with(true)),
        }
    }
}

/// The weighted mean over the steps of a part, or over those that are no steps; 0 of none.
fn mean(parts: &[PartWorth], step_of: Option<&PartId>, credit: impl Fn(&PartWorth) -> f64) -> f64 {
    let among = || parts.iter().filter(|part| part.step_of.as_ref() == step_of);
    let weight: f64 = among().map(|part| part.weight).sum();
    // Full credit throughout is full credit to the bit, whatever the weights are.
    if among().all(|part| credit(part) == 1.0) && weight > 0.0 {
        return 1.0;
    }
    match weight > 0.0 {
        true => among().map(|part| part.weight * credit(part)).sum::<f64>() / weight,
        false => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(name: &str) -> PartId {
        PartId::new(name).unwrap()
    }

    fn part(name: &str, weight: f64, credit: f64, step_of: Option<&str>) -> PartWorth {
        PartWorth {
            part: id(name),
            weight,
            credit: Credit::new(credit).unwrap(),
            step_of: step_of.map(id),
            steps_cost: 0.25,
        }
    }

    #[test]
    fn parts_are_weighed_and_steps_cost_their_share() {
        let parts = [
            part("main", 3.0, 0.0, None),
            part("first", 1.0, 1.0, Some("main")),
            part("second", 1.0, 0.0, Some("main")),
            part("other", 1.0, 1.0, None),
        ];
        let closed = Worth::of(&parts, &[]);
        assert_eq!((closed.shown.value(), closed.given.value()), (0.25, 0.25));
        let opened = Worth::of(&parts, &[id("main")]);
        // (3 × ½ + 1) / 4, and (3 × ¾ × ½ + 1) / 4
        assert_eq!(
            (opened.shown.value(), opened.given.value()),
            (0.625, 0.53125)
        );
        let right = [part("main", 0.3, 1.0, None), part("b", 0.1, 1.0, None)];
        assert_eq!(Worth::of(&right, &[]).shown, Credit::FULL);
        assert_eq!(Worth::of(&[], &[]).shown, Credit::NONE);
    }

    proptest! {
        #[test]
        fn opening_steps_never_pays_more_than_it_shows(
            parts in proptest::collection::vec((0.1f64..5.0, 0.0f64..=1.0, any::<bool>()), 1..8)
        ) {
            let mut all = vec![part("main", 1.0, 0.5, None)];
            for (at, (weight, credit, step)) in parts.into_iter().enumerate() {
                all.push(part(&format!("p{at}"), weight, credit, step.then_some("main")));
            }
            let (closed, opened) = (Worth::of(&all, &[]), Worth::of(&all, &[id("main")]));
            prop_assert_eq!(closed.shown, closed.given);
            prop_assert!(opened.given <= opened.shown);
            prop_assert!(closed.shown <= opened.shown);
        }
    }
}
