//! What "so many right in a row" comes to, without drawing anybody.

use super::measures::{Measures, TOO_EARLY};
use super::scenario::Chain;

/// What a rule of `n` right answers in a row makes of all learners of a chain, on average over them:
/// a dynamic program over the answers, the streak at hand and whether the learner knows.
pub fn in_a_row(n: usize, chain: &Chain, length: usize) -> Measures {
    let mut found = Measures::default();
    // By streak: P(not knowing); P(knowing); and Σ P × the first answer given knowing.
    let mut unknown = vec![0.0; n];
    let mut known = vec![[0.0; 2]; n];
    // Nobody practises for a rule that asks for nothing.
    let Some(begin) = unknown.first_mut() else {
        return found;
    };
    *begin = 1.0 - chain.prior;
    known[0] = [chain.prior, 0.0];
    for answer in 0..length {
        let (mut next_unknown, mut next_known) = (vec![0.0; n], vec![[0.0; 2]; n]);
        for streak in 0..n {
            for right in [true, false] {
                let (if_known, if_unknown) = match right {
                    true => (1.0 - chain.slip, chain.guess),
                    false => (chain.slip, 1.0 - chain.guess),
                };
                let mass = unknown[streak] * if_unknown;
                let [knowing, since] = known[streak].map(|sum| sum * if_known);
                let streak = if right { streak + 1 } else { 0 };
                if streak == n {
                    found.content(answer, mass, [knowing, since], chain.learn, length);
                    continue;
                }
                let learns = mass * chain.learn;
                next_unknown[streak] += mass - learns;
                next_known[streak][0] += knowing + learns;
                next_known[streak][1] += since + learns * (answer + 1) as f64;
            }
        }
        (unknown, known) = (next_unknown, next_known);
    }
    // Whoever never came to know is taken to know from the end on.
    let end = length as f64;
    let never: f64 = unknown.iter().sum();
    let [knowing, since] = known
        .iter()
        .fold([0.0; 2], |sums, sum| [sums[0] + sum[0], sums[1] + sum[1]]);
    found.not_detected = never + knowing;
    found.effort += found.not_detected * end;
    found.overpractice += knowing * end - since;
    found.wmad += found.overpractice;
    found
}

impl Measures {
    /// Takes in those with whom the rule is content after an answer.
    fn content(
        &mut self,
        answer: usize,
        unknown: f64,
        [knowing, since]: [f64; 2],
        learn: f64,
        length: usize,
    ) {
        // Σ P(they do not know yet after so many answers more), up to the end.
        let mut early = 0.0;
        let mut still = 1.0;
        for _ in answer..length {
            early += still;
            still *= 1.0 - learn;
        }
        self.effort += (unknown + knowing) * answer as f64;
        self.premature += unknown;
        self.overpractice += knowing * answer as f64 - since;
        self.wmad += TOO_EARLY * unknown * early;
    }
}
