//! Elo's ratings: abilities and difficulties moved by each answer (Pelánek 2016,
//! doi:10.1016/j.compedu.2016.03.017).

use super::fit::{Found, log_odds, parameter};
use super::follow::{Follow, difficulties, value};
use super::turns::{Turn, Turns};
use crate::research::fitted::Fitted;
use crate::research::model::{Role, logistic};

/// How far the *n*-th answer moves an estimate: K(n) = a / (1 + b n), n from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Steps {
    a: f64,
    b: f64,
}

impl Steps {
    fn after(self, answers: u32) -> f64 {
        self.a / (1.0 + self.b * f64::from(answers))
    }
}

/// What is thought of a learner or an item, and how many answers it stands on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Estimate {
    value: f64,
    answers: u32,
}

impl Estimate {
    fn moved(&mut self, steps: Steps, by: f64) {
        self.value += steps.after(self.answers) * by;
        self.answers += 1;
    }
}

/// One answer.
struct Answer {
    place: u64,
    learner: u32,
    item: u32,
    right: bool,
}

/// A product of probabilities is taken the logarithm of before it leaves the range of numbers.
const SMALL: f64 = 1e-200;

/// The answers of a log in their order.
struct Answers {
    answers: Vec<Answer>,
    learners: usize,
    items: usize,
    easiness: f64,
}

/// The same estimate under several ways to move it.
#[derive(Clone, Copy)]
struct Side<const N: usize> {
    values: [f64; N],
    answers: u32,
}

impl Answers {
    /// For each of these steps Σ ln P of every answer from those before it, and where the items end.
    ///
    /// All are followed in one pass: they wait for the same memory, and not for each other.
    fn run<const N: usize>(&self, steps: [Steps; N]) -> ([f64; N], Vec<Side<N>>) {
        let none = Side {
            values: [0.0; N],
            answers: 0,
        };
        let mut learners = vec![none; self.learners];
        let mut items = vec![none; self.items];
        let (mut sums, mut products) = ([0.0; N], [1.0; N]);
        for answer in &self.answers {
            let learner = &mut learners[answer.learner as usize];
            let item = &mut items[answer.item as usize];
            for at in 0..N {
                let logit = self.easiness + learner.values[at] - item.values[at];
                let chance = logistic(if answer.right { logit } else { -logit });
                products[at] *= chance;
                if products[at] < SMALL {
                    sums[at] += libm::log(products[at]);
                    products[at] = 1.0;
                }
                let off = if answer.right {
                    1.0 - chance
                } else {
                    chance - 1.0
                };
                learner.values[at] += steps[at].after(learner.answers) * off;
                item.values[at] -= steps[at].after(item.answers) * off;
            }
            learner.answers += 1;
            item.answers += 1;
        }
        for (sum, product) in sums.iter_mut().zip(products) {
            *sum += libm::log(product);
        }
        (sums, items)
    }
}

/// Where the search for a and b starts: those the source found to serve on different data.
const START: Steps = Steps { a: 1.0, b: 0.05 };

/// The first steps of the search on ln a and ln b: a factor of about four.
const FIRST: f64 = 1.4;

/// The last: a fiftieth, where the sum hardly changes any more.
const LAST: f64 = 0.02;

/// Below this *b* a hundred thousand answers move an estimate as the first does: it need not be told from
/// 0, nor searched for further.
const LEAST_B: f64 = 1e-6;

/// Fits a and b so that each answer of the log is likeliest from those before it.
///
/// The search looks at four places around the best so far and goes to the best of them, or comes
/// closer where none is better (Hooke & Jeeves 1961, doi:10.1145/321062.321069).
pub(super) fn fit(turns: &Turns<'_>) -> Found {
    let mut answers = Vec::new();
    for learner in 0..turns.learners() {
        answers.extend(turns.answers(learner).map(|(turn, right)| Answer {
            place: turn.place,
            learner: learner as u32,
            item: turn.item,
            right,
        }));
    }
    answers.sort_by_key(|answer| answer.place);
    let right = answers.iter().filter(|answer| answer.right).count() as f64;
    let answers = Answers {
        easiness: log_odds(right, answers.len() as f64),
        answers,
        learners: turns.learners(),
        items: turns.items.len(),
    };
    let ([first], _) = answers.run([START]);
    let (mut best, mut apart, mut evaluations) = ((first, START), FIRST, 1);
    while apart > LAST {
        let around = [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)].map(|(a, b)| Steps {
            a: best.1.a * libm::exp(apart * a),
            b: (best.1.b * libm::exp(apart * b)).max(LEAST_B),
        });
        let (sums, _) = answers.run(around);
        evaluations += sums.len();
        let there = sums.into_iter().zip(around);
        let there = there.fold(
            best,
            |best, there| if there.0 > best.0 { there } else { best },
        );
        if there == best {
            apart /= 2.0;
        }
        best = there;
    }
    let ([log_likelihood], items) = answers.run([best.1]);
    Found {
        whole: vec![
            parameter(Role::Easiness, answers.easiness, None),
            parameter(Role::Step, best.1.a, None),
            parameter(Role::StepDecay, best.1.b, None),
        ],
        skills: vec![Vec::new(); turns.dataset.by_skill.len()],
        items: items.iter().map(|item| item.values[0]).collect(),
        log_likelihood,
        evaluations,
        notes: vec!["ratings have no standard errors".to_owned()],
    }
}

/// Fitted ratings: those of the items stay as they were at the end of the log they were fitted to,
/// those of learners begin at 0 and move.
pub(super) struct Elo {
    steps: Steps,
    easiness: f64,
    items: Vec<f64>,
}

impl Elo {
    /// What was fitted, for the items of these responses.
    pub fn new(fitted: &Fitted, turns: &Turns<'_>) -> Self {
        Self {
            steps: Steps {
                a: value(&fitted.whole, Role::Step),
                b: value(&fitted.whole, Role::StepDecay),
            },
            easiness: value(&fitted.whole, Role::Easiness),
            items: difficulties(fitted, turns),
        }
    }
}

impl Follow for Elo {
    type Learner = Estimate;

    fn begin(&self) -> Estimate {
        Estimate::default()
    }

    fn predict(&self, learner: &Estimate, turn: &Turn<'_>) -> f64 {
        logistic(self.easiness + learner.value - self.items[turn.item as usize])
    }

    fn learn(&self, learner: &mut Estimate, turn: &Turn<'_>, right: bool) {
        let off = f64::from(u8::from(right)) - self.predict(learner, turn);
        learner.moved(self.steps, off);
    }
}
