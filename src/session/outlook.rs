//! What practice can be expected to come to: every course of right and wrong answers, as far as
//! it is followed.

use super::{Setting, State, Status};
use crate::mastery::{Answer, Emission, Evidence, Pace, ResponseFormat, Tally, Trace};

/// No verdict on anybody before so many scored answers.
pub const EARLIEST_VERDICT: u32 = 4;

/// How many more answers are looked ahead for a verdict.
pub const HORIZON: u32 = 10;

/// Courses less likely than this are not followed: together they are some thousandths.
const LIKELY: f64 = 1e-5;

/// When the criterion will hold, if practice goes on as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// P(it holds within n more answers), for n = 0, 1, 2 …; never falling.
    pub within: Vec<f64>,
}

impl Outlook {
    /// P(it will not hold within all the answers that were looked at).
    pub fn will_not_reach(&self) -> f64 {
        1.0 - self.within.last().copied().unwrap_or(0.0)
    }

    /// The number of further answers after which it holds with probability `chance`; none where
    /// that is further off than was looked.
    pub fn answers(&self, chance: f64) -> Option<u32> {
        let place = self.within.iter().position(|&within| within >= chance)?;
        u32::try_from(place).ok()
    }
}

/// One course of answers.
struct Course {
    chance: f64,
    trace: Trace,
    tally: Tally,
}

impl Setting {
    /// Follows the answers to come, the templates taking turns, for `horizon` answers at most (some
    /// twelve are followed at once; each one more doubles the work). None where there is nothing to
    /// practise.
    ///
    /// Each answer is as likely as the belief has it. Whoever is proficient already is there.
    pub fn outlook(&self, state: &State, horizon: u32) -> Option<Outlook> {
        if let Status::Proficient { .. } = state.status {
            let within = vec![1.0; horizon as usize + 1];
            return Some(Outlook { within });
        }
        let mut turns = self.turns();
        let mut begun = state.trace;
        begun.predictive = state.current();
        let first = Course {
            chance: 1.0,
            tally: self.criterion.fold(&state.window),
            trace: begun,
        };
        let holds = first.tally.holds(&self.judge(&state.trace));
        let mut reached = if holds { 1.0 } else { 0.0 };
        let mut within = vec![reached];
        let mut open: Vec<Course> = Some(first).filter(|_| !holds).into_iter().collect();
        for _ in 0..horizon {
            let (format, answer) = turns.next()?;
            let mut next = Vec::with_capacity(2 * open.len());
            for course in &open {
                for right in [true, false] {
                    let Some(course) = self.after(course, format, &answer, right) else {
                        continue;
                    };
                    if course.tally.holds(&self.judge(&course.trace)) {
                        reached += course.chance;
                    } else if course.chance > LIKELY {
                        next.push(course);
                    }
                }
            }
            within.push(reached.min(1.0));
            open = next;
        }
        Some(Outlook { within })
    }

    /// What comes, round after round: of every template, each time its next stratum.
    pub(super) fn turns(&self) -> impl Iterator<Item = (ResponseFormat, Answer)> {
        let round = move |round: u32| {
            self.pool.iter().map(move |template| {
                let answer = Answer {
                    template: template.id.clone(),
                    stratum: round % (template.strata.len().max(1) as u32),
                    right: true,
                    session: 0,
                };
                (template.format, answer)
            })
        };
        // Without templates there is no round at all.
        (0..u32::MAX)
            .take(if self.pool.is_empty() { 0 } else { usize::MAX })
            .flat_map(round)
    }

    fn after(
        &self,
        course: &Course,
        format: ResponseFormat,
        answer: &Answer,
        right: bool,
    ) -> Option<Course> {
        let pace: Pace = course.trace.pace;
        let likelihood = Emission::new(&self.parameters, format, 0).likelihood(right);
        let chance = course.chance * course.trace.predictive.predict(&likelihood, &pace);
        let mut evidence = Evidence::new(&self.parameters, format, 0, right);
        evidence.pace = Some(pace);
        let mut tally = course.tally.clone();
        tally.push(&Answer {
            right,
            ..answer.clone()
        });
        Some(Course {
            chance,
            trace: course.trace.absorb(&evidence).ok()?,
            tally,
        })
    }
}
