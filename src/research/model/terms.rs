//! What expected counts say of one parameter: its gradient, and the value that suits them best.

use super::parameter::{Parameter, Role, logistic, logit};
use std::f64::consts::LN_2;

/// Difficulties are drawn towards 0 by a normal prior of this standard deviation, in logits: they
/// are told apart from guess and slip by it, and an item few have met stays near its skill.
const DIFFICULTY_SD: f64 = 1.0;

/// Enough for Newton's method within a bracket to reach the last bit.
const STEPS: usize = 60;

/// Something happened `yes` times and did not `no` times, with log-odds of the parameter's own
/// plus `offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Term {
    yes: f64,
    no: f64,
    offset: f64,
}

impl Term {
    pub(super) const fn new(yes: f64, no: f64, offset: f64) -> Self {
        Self { yes, no, offset }
    }
}

/// What was known was `kept` over so many days by some and `lost` by others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fade {
    pub days: f64,
    pub kept: f64,
    pub lost: f64,
}

/// Everything seen of one parameter. Its likelihood is concave in the log-odds (in 1 / half-life).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    terms: Vec<Term>,
    fades: Vec<Fade>,
    /// 1 / variance of a normal prior around 0.
    precision: f64,
}

impl Terms {
    /// What was laid down for a parameter before anything is seen.
    pub fn prior(parameter: &Parameter) -> Self {
        let mut terms = Self::default();
        if let Some((alpha, beta)) = parameter.constraint.beta {
            terms.add(Term::new(alpha - 1.0, beta - 1.0, 0.0));
        }
        if parameter.role == Role::Difficulty {
            terms.precision = 1.0 / (DIFFICULTY_SD * DIFFICULTY_SD);
        }
        terms
    }

    /// ln P(value) under what was laid down, up to a constant.
    pub fn log_prior(parameter: &Parameter, value: f64) -> f64 {
        let beta = parameter.constraint.beta.map_or(0.0, |(alpha, beta)| {
            times_ln(alpha - 1.0, value) + times_ln(beta - 1.0, 1.0 - value)
        });
        if parameter.role == Role::Difficulty {
            beta - 0.5 * (value / DIFFICULTY_SD).powi(2)
        } else {
            beta
        }
    }

    pub(super) fn add(&mut self, term: Term) {
        let same = |other: &&mut Term| other.offset == term.offset;
        if let Some(known) = self.terms.iter_mut().find(same) {
            known.yes += term.yes;
            known.no += term.no;
        } else {
            self.terms.push(term);
        }
    }

    pub(super) fn fade(&mut self, fade: Fade) {
        let same = |other: &&mut Fade| other.days == fade.days;
        if let Some(known) = self.fades.iter_mut().find(same) {
            known.kept += fade.kept;
            known.lost += fade.lost;
        } else {
            self.fades.push(fade);
        }
    }

    /// Adds what was seen elsewhere.
    pub fn merge(&mut self, other: Self) {
        other.terms.into_iter().for_each(|term| self.add(term));
        other.fades.into_iter().for_each(|fade| self.fade(fade));
        self.precision += other.precision;
    }

    /// d ln P / d log-odds at a probability, whatever scale it is fitted on.
    pub fn slope_by_log_odds(&self, value: f64) -> f64 {
        self.odds(logit(value)).0
    }

    /// d ln P / d x at `x` on the parameter's unbounded scale.
    pub fn gradient(&self, parameter: &Parameter, x: f64) -> f64 {
        if !parameter.is_free() {
            return 0.0;
        }
        let value = parameter.value(x);
        match parameter.role {
            Role::HalfLifeDays => {
                // y = ln 2 / half-life, so dy/dx = −y/half-life × slope.
                let y = LN_2 / value;
                self.fading(y).0 * -y / value * parameter.slope(x)
            }
            Role::Difficulty => self.odds(value).0,
            _ => self.odds(logit(value)).0 * parameter.slope_of_logit(x),
        }
    }

    /// The value that makes what was seen likeliest.
    pub fn best(&self, parameter: &Parameter, now: f64) -> f64 {
        if let Some(fixed) = parameter.constraint.fixed {
            return fixed;
        }
        let (low, high) = parameter.bounds();
        match parameter.role {
            Role::HalfLifeDays => {
                if self.fades.iter().all(|fade| fade.kept + fade.lost <= 0.0) {
                    return now;
                }
                LN_2 / climb(LN_2 / high, LN_2 / low, LN_2 / now, |y| self.fading(y))
            }
            Role::Difficulty => climb(-30.0, 30.0, now, |x| self.odds(x)),
            _ => match self.terms.as_slice() {
                [] => now,
                [Term { yes, no, offset }] if *offset == 0.0 => {
                    if yes + no > 0.0 {
                        (yes / (yes + no)).clamp(low, high)
                    } else {
                        now
                    }
                }
                _ => logistic(climb(-30.0, 30.0, logit(now), |x| self.odds(x))).clamp(low, high),
            },
        }
    }

    /// First and second derivative by the log-odds x: Σ yes − (yes + no) σ(x + offset).
    fn odds(&self, x: f64) -> (f64, f64) {
        let start = (-self.precision * x, -self.precision);
        self.terms.iter().fold(start, |(slope, bend), term| {
            let all = term.yes + term.no;
            let (yes, no) = (logistic(x + term.offset), logistic(-x - term.offset));
            // yes(1 − p) − no p loses no digit where p is near 0 or 1.
            (slope + term.yes * no - term.no * yes, bend - all * yes * no)
        })
    }

    /// First and second derivative by the rate y of forgetting a day:
    /// Σ −kept g + lost g / (e^{gy} − 1).
    fn fading(&self, y: f64) -> (f64, f64) {
        self.fades.iter().fold((0.0, 0.0), |(slope, bend), fade| {
            let grown = libm::expm1(fade.days * y);
            let per = fade.lost * fade.days / grown;
            (
                slope - fade.kept * fade.days + per,
                bend - per * fade.days * (1.0 + grown) / grown,
            )
        })
    }
}

/// Where the falling function `slope` is 0 within [low, high]: Newton's method, halving where it
/// would leave the bracket.
fn climb(mut low: f64, mut high: f64, start: f64, derivatives: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut x = start.clamp(low, high);
    for _ in 0..STEPS {
        let (slope, bend) = derivatives(x);
        if slope > 0.0 {
            low = x;
        } else if slope < 0.0 {
            high = x;
        } else {
            return x;
        }
        let newton = x - slope / bend;
        let next = if newton > low && newton < high {
            newton
        } else {
            low + (high - low) / 2.0
        };
        if (next - x).abs() <= 1e-14 * (1.0 + x.abs()) {
            return next;
        }
        x = next;
    }
    x
}

/// n ln p, and 0 where n is 0 whatever p.
fn times_ln(n: f64, p: f64) -> f64 {
    if n == 0.0 { 0.0 } else { n * libm::log(p) }
}
