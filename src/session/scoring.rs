//! What an answer does: asked again, or scored and spoken about.

use super::count::{Change, Counted};
use super::step::{Step, solution};
use super::{Administration, Context, Mark, SessionError, Setting, State, Status};
use crate::answer::Credit;
use crate::base::TemplateId;
use crate::decision::{AskAgain, Decision, Intervention, Rationale, Reason, mastered};
use crate::mastery::{Evidence, ResponseFormat, ResponseTime, RubricScale};
use serde::{Deserialize, Serialize};

/// A scored answer, for the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// Which, from 1.
    pub opportunity: u32,
    /// Whether it was right.
    pub right: bool,
    /// Hints and second tries before it.
    pub help: u32,
    /// Whether it counts for the criterion: unassisted, on a fresh instance.
    pub counts: bool,
    /// The numbers applied to the belief.
    pub evidence: Evidence,
}

/// What an answer is worth, and how it was given.
pub(super) struct Given {
    pub(super) credit: Credit,
    pub(super) format: ResponseFormat,
    pub(super) seen_before: bool,
    pub(super) time: Option<ResponseTime>,
}

/// Takes an answer in.
pub(super) fn answer(
    setting: &Setting,
    mut state: State,
    mark: &Mark,
    given: Given,
    context: &Context,
) -> Result<Step, SessionError> {
    let mut open = state.current.take().ok_or(SessionError::NothingOpen)?;
    let readable = !matches!(mark, Mark::Unreadable | Mark::Unconfirmed);
    if let (true, Some(time)) = (readable, given.time) {
        let rapid = time.is_rapid() && open.help() == 0;
        state.effort.answered(rapid);
        if rapid {
            state.again = Some((open.template, open.stratum));
            let slow_down = Decision::Intervene(Intervention::SlowDown);
            return Ok(Step::new(state, slow_down, [Reason::RapidGuess]));
        }
    }
    // Steps that were all right make up for the answer they lead to, and are not that answer.
    let is_wrong = matches!(mark, Mark::Wrong { .. });
    let full = given.credit == Credit::FULL && !is_wrong;
    let (response, verdict) = match mark {
        Mark::Unreadable => {
            open.unreadable = open.unreadable.saturating_add(1);
            return Ok(ask_again(state, open, AskAgain::Unreadable));
        }
        Mark::Unconfirmed => return Ok(ask_again(state, open, AskAgain::Unconfirmed)),
        Mark::RightValueWrongForm if open.wrong_form == 0 && !full => {
            open.wrong_form = 1;
            return Ok(ask_again(state, open, AskAgain::WrongForm));
        }
        _ if full => {
            let help = open.help();
            (Intervention::Affirm, Reason::Right { help })
        }
        Mark::Wrong { misconceptions } => (solution(misconceptions), in_part(given.credit)),
        Mark::RightValueWrongForm if given.credit == Credit::NONE => {
            (solution(&[]), Reason::WrongFormAgain)
        }
        Mark::RightValueWrongForm | Mark::Right => (solution(&[]), in_part(given.credit)),
    };
    let help = open.help();
    match mark {
        Mark::Wrong { misconceptions } => {
            state.misconceptions.shown(&open.template, misconceptions);
        }
        _ if full && help == 0 => state.misconceptions.passed(&open.template),
        _ => {}
    }
    // What was met before may be remembered: it says as much as an answer after a hint, no more.
    let support = help.max(u32::from(given.seen_before));
    let observed = Observed {
        template: open.template,
        stratum: open.stratum,
        evidence: Evidence::graded(&setting.parameters, given.format, support, given.credit),
        right: full,
        help,
        seen_before: given.seen_before,
    };
    let from = state.trace.mastery();
    let scored = score(setting, &mut state, observed, context)?;
    Ok(feed_back(setting, state, scored, from, response, verdict))
}

/// What an answer was that is not all right.
fn in_part(credit: Credit) -> Reason {
    match credit > Credit::NONE {
        true => Reason::Partly {
            credit: credit.value(),
        },
        false => Reason::Wrong,
    }
}

/// Takes the levels of a work in. The problem under way is left alone.
pub(super) fn assess(
    setting: &Setting,
    mut state: State,
    template: &TemplateId,
    levels: &[(RubricScale, u8)],
    seen_before: bool,
    context: &Context,
) -> Result<Step, SessionError> {
    let reached = levels.iter().all(|(scale, level)| *level >= scale.needed());
    let help = u32::from(seen_before);
    let observed = Observed {
        template: template.clone(),
        // A task is one problem: whatever its stratum, it is marked on its rubric.
        stratum: 0,
        evidence: Evidence::of_levels(&setting.parameters, help, levels)?,
        right: reached,
        help: 0,
        seen_before,
    };
    let from = state.trace.mastery();
    let scored = score(setting, &mut state, observed, context)?;
    let verdict = Reason::Marked { reached };
    Ok(feed_back(
        setting,
        state,
        scored,
        from,
        Intervention::Levels,
        verdict,
    ))
}

/// Leaves the problem open.
fn ask_again(mut state: State, open: Administration, why: AskAgain) -> Step {
    state.current = Some(open);
    let ask = Decision::Intervene(Intervention::AskAgain(why));
    Step::new(state, ask, [Reason::NotScored(why)])
}

/// What is taken into a belief, and what else counts of it.
struct Observed {
    template: TemplateId,
    stratum: u32,
    evidence: Evidence,
    right: bool,
    help: u32,
    seen_before: bool,
}

/// Takes what was observed into the belief, the window and the run of wrong answers.
fn score(
    setting: &Setting,
    state: &mut State,
    observed: Observed,
    context: &Context,
) -> Result<(Scored, Change), SessionError> {
    let Observed {
        template,
        stratum,
        mut evidence,
        right,
        help,
        seen_before,
    } = observed;
    let counts = help == 0 && !seen_before;
    evidence.anew = state.anew.take();
    evidence.shifts = std::mem::take(&mut state.pending);
    // Of one speed there is nothing to say.
    evidence.pace = (evidence.transition.learn.len() > 1).then_some(state.trace.pace);
    state.trace = state.trace.absorb(&evidence)?;
    let change = state.count(
        setting,
        &Counted {
            template: &template,
            stratum,
            right,
            help,
            counts,
            at: context.now,
        },
    );
    let scored = Scored {
        opportunity: state.trace.opportunities,
        right,
        help,
        counts,
        evidence,
    };
    Ok((scored, change))
}

/// Says what the answer was and what it did; where it meets the criterion, that comes before all.
fn feed_back(
    setting: &Setting,
    state: State,
    (scored, change): (Scored, Change),
    from: f64,
    response: Intervention,
    verdict: Reason,
) -> Step {
    let (decision, rationale) = if change == Change::Proficient {
        mastered(&setting.criterion, &state.trace, &state.window)
    } else {
        // A wrong answer early on can leave mastery higher than before, since learning goes on
        // meanwhile: true, but no help to somebody who just got it wrong.
        let to = state.trace.mastery();
        let moved = ((to > from) == scored.right).then_some(Reason::MasteryMoved { from, to });
        let outlook = match state.status {
            Status::Practising => setting
                .right_answers_to_go(&state)
                .map(|more| Reason::RightAnswersToGo { more }),
            Status::Proficient { since, .. } => Some(match change {
                Change::Confirmed => Reason::Confirmed,
                Change::CheckFailed => Reason::CheckFailed,
                Change::Reviewed => Reason::Reviewed,
                Change::Stays | Change::Proficient => {
                    Reason::AlreadyProficient { opportunity: since }
                }
            }),
        };
        (
            Decision::Intervene(response),
            Rationale::new([Some(verdict), moved, outlook].into_iter().flatten()),
        )
    };
    Step {
        state,
        decision,
        rationale,
        scored: Some(scored),
    }
}
