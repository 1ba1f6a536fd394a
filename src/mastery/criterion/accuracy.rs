//! A lower bound of accuracy past its target.

use super::tally::{Observed, Rule, latest};
use statrs::function::beta::beta_reg;

/// Over the last answers the one-sided bound of accuracy reaches its target.
///
/// With r of n right, Jeffreys' bound at certainty c is the quantile of order 1 − c of
/// Beta(r + ½, n − r + ½). Brown, Cai & DasGupta (2001), doi:10.1214/ss/1009213286.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Accuracy {
    pub of: u32,
    /// By number of answers: the fewest that must be right, or one more where all are too few.
    least: Vec<u32>,
}

impl Accuracy {
    /// Tabulates the bound. `target` and `certainty` lie within (0, 1).
    pub fn new(target: f64, certainty: f64, of: u32) -> Self {
        let least = |n: u32| {
            let reaches = |&right: &u32| bound_reaches(target, certainty, right, n);
            (0..=n).find(reaches).unwrap_or(n + 1)
        };
        Self {
            of,
            least: (0..=of).map(least).collect(),
        }
    }

    /// How many of `n` answers must be right; none where even all are too few.
    pub fn least_of(&self, n: u32) -> Option<u32> {
        let least = self.least.get(n as usize).copied()?;
        (n > 0 && least <= n).then_some(least)
    }

    /// The fewest answers that are enough if all are right.
    pub fn fewest(&self) -> Option<u32> {
        (1..=self.of).find(|&n| self.least_of(n).is_some())
    }

    fn reached(&self, window: u64) -> bool {
        self.least_of(latest::length(window))
            .is_some_and(|least| latest::right(window) >= least)
    }
}

/// Whether the quantile of order 1 − certainty is at least the target: whether no more than that
/// lies below the target.
fn bound_reaches(target: f64, certainty: f64, right: u32, of: u32) -> bool {
    let (a, b) = (f64::from(right) + 0.5, f64::from(of - right) + 0.5);
    beta_reg(a, b, target) <= 1.0 - certainty
}

impl Rule for Accuracy {
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [window] = state {
            *window = latest::push(*window, answer.right, self.of);
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        state.first().is_some_and(|&window| self.reached(window))
    }

    fn more(&self, state: &[u64]) -> u32 {
        latest::right_answers_until(state, self.of, |window| self.reached(window))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of order .2 by an independent computation: Beta(4.5, .5) .8449, Beta(3.5, .5)
    /// .8011 … the counts below are those whose distribution function at the target is at most .2.
    #[test]
    fn the_counts_are_those_of_the_quantiles() {
        let least = |target: f64| {
            let rule = Accuracy::new(target, 0.8, 12);
            (1..=12).map(|n| rule.least_of(n)).collect::<Vec<_>>()
        };
        let of = |counts: [u32; 12]| {
            counts
                .into_iter()
                .map(|count| (count > 0).then_some(count))
                .collect::<Vec<_>>()
        };
        assert_eq!(least(0.7), of([0, 0, 3, 4, 5, 6, 6, 7, 8, 9, 10, 10]));
        assert_eq!(least(0.75), of([0, 0, 3, 4, 5, 6, 7, 8, 8, 9, 10, 11]));
        assert_eq!(least(0.8), of([0, 0, 0, 4, 5, 6, 7, 8, 9, 10, 10, 11]));
        assert_eq!(least(0.85), of([0, 0, 0, 0, 5, 6, 7, 8, 9, 10, 11, 12]));
    }

    #[test]
    fn a_wrong_answer_must_leave_the_window_or_be_outweighed() {
        let rule = Accuracy::new(0.8, 0.8, 12);
        let mut state = [0];
        let mut push = |right| {
            let answer = Observed {
                template: 0,
                stratum: 0,
                right,
                session: 0,
            };
            rule.push(&mut state, &answer);
            (rule.holds(&state), rule.more(&state))
        };
        assert_eq!(push(false), (false, 10));
        for more in (1..=9).rev() {
            assert_eq!(push(true), (false, more));
        }
        // 10 of 11, 11 of 12; then the first is forgotten.
        assert_eq!([push(true), push(true), push(true)], [(true, 0); 3]);
        assert_eq!(push(false), (true, 0));
        assert_eq!(push(false), (false, 11));
    }
}
