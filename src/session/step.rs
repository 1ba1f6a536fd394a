//! One step of a session.

use super::help::{declared, offered, visited};
use super::outlook::{EARLIEST_VERDICT, HORIZON};
use super::scoring::{Given, Scored, answer, assess};
use super::{Administration, Context, Event, SessionError, Setting, State, Status};
use crate::base::{MisconceptionId, PartId, TemplateId, Timestamp};
use crate::decision::{
    Candidate, Decision, Help, Intervention, REVISIT_AFTER, Rationale, Reason, Situation,
};
use crate::mastery::is_hurried_hint;

/// What a step leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The state from here on.
    pub state: State,
    /// What to do next.
    pub decision: Decision,
    /// Why.
    pub rationale: Rationale,
    /// The answer, if one was scored.
    pub scored: Option<Scored>,
}

/// Takes one event in.
///
/// - `Start` and `Next` give a problem: the open one if there is one, else the policy's choice. After
///   several wrong answers in a row they first suggest, once, to go back to a prerequisite.
/// - An answer that cannot be read, or in two ways, costs nothing and is asked for again.
/// - The right value in the wrong form is not wrong: the learner is told and may write it anew, once.
///   What comes then is scored as an answer given with help, and the wrong form a second time is
///   scored wrong, since the form was the question.
/// - All parts are answered together: one that cannot be read asks for all of them again.
/// - Credit in part is evidence in part, and for the criterion no right answer.
/// - Opening steps is help, as a hint is; opening them again does nothing.
/// - A work marked on its rubric is scored whenever the mark comes, beside the problem under way.
/// - Only one answer of an administration is scored. It closes it, and mastery is judged on the
///   filtered belief, before the next transition.
/// - Setting a problem aside, or reading its solution instead of answering, is no evidence; another
///   one of the same stratum takes its place.
/// - A rapid guess is kept, shown and no evidence; another problem of the same stratum takes its place.
/// - An intervention on offer is taken or put aside before practice goes on; each is offered once.
/// - After a break what was known fades, and that goes into the belief with the next evidence.
/// - Once proficient, always so, unless a teacher says otherwise; practice may go on.
///
/// # Errors
/// [`SessionError::NothingOpen`] for an event that needs an open problem; [`SessionError::Mastery`]
/// for evidence the belief holds impossible, which checked parameters never give.
pub fn step(
    setting: &Setting,
    state: &State,
    event: &Event,
    context: &Context,
) -> Result<Step, SessionError> {
    let mut state = state.clone();
    state.arrive(setting, context);
    match event {
        Event::Start | Event::Next => Ok(next(setting, state, context)),
        Event::HintAsked => help(state, context),
        Event::StepsOpened { part } => open_steps(state, part),
        Event::Skipped => skip(setting, state, context),
        Event::Answered {
            mark,
            credit,
            format,
            seen_before,
            time,
        } => {
            let given = Given {
                time: *time,
                credit: *credit,
                format: *format,
                seen_before: *seen_before,
            };
            answer(setting, state, mark, given, context)
        }
        Event::Assessed {
            template,
            levels,
            seen_before,
        } => assess(setting, state, template, levels, *seen_before, context),
        Event::Helped {
            intervention,
            shift,
        } => offered(setting, state, intervention, Some(*shift), context),
        Event::Declined { intervention } => offered(setting, state, intervention, None, context),
        Event::Visited { shift } => Ok(visited(state, *shift)),
        Event::Declared { proficient } => Ok(declared(state, *proficient, context)),
    }
}

impl State {
    /// Gives the next instance of a stratum.
    pub(super) fn give(
        &mut self,
        setting: &Setting,
        template: &TemplateId,
        stratum: u32,
        now: Option<Timestamp>,
    ) {
        let counter = self.exposures.give(template, stratum);
        self.again = None;
        self.current = Some(Administration {
            template: template.clone(),
            stratum,
            counter,
            hints: setting.hints(template),
            hints_used: 0,
            steps: Vec::new(),
            wrong_form: 0,
            unreadable: 0,
            looked: now,
        });
    }
}

impl Step {
    pub(super) fn new(
        state: State,
        decision: Decision,
        reasons: impl IntoIterator<Item = Reason>,
    ) -> Self {
        Self {
            state,
            decision,
            rationale: Rationale::new(reasons),
            scored: None,
        }
    }

    /// Gives the open problem (again).
    fn open(state: State, open: &Administration, reason: Reason) -> Self {
        let decision = Decision::Administer {
            template: open.template.clone(),
            stratum: open.stratum,
            counter: open.counter,
        };
        Self::new(state, decision, [reason])
    }
}

pub(super) fn next(setting: &Setting, mut state: State, context: &Context) -> Step {
    if let Some(open) = state.current.clone() {
        return Step::open(state, &open, Reason::StillOpen);
    }
    if let Some(intervention) = state.help.open().cloned() {
        let offer = Decision::Intervene(Intervention::Remedy { intervention });
        return Step::new(state, offer, [Reason::StillOffered]);
    }
    let candidates = setting.candidates(&state);
    if let Some(again) = same_stratum(&state, &candidates) {
        state.give(setting, &again.template, again.stratum, context.now);
        let decision = again.administer();
        return Step::new(state, decision, [Reason::InPlaceOfTheLast]);
    }
    let current = state.current();
    let opportunities = state.trace.opportunities;
    let situation = Situation {
        trace: &state.trace,
        current: &current,
        proficient_since: state.proficient_since(),
        wrong_in_a_row: if state.trouble_unsaid {
            state.wrong_in_a_row
        } else {
            0
        },
        weakest_prerequisite: context.weakest_prerequisite.as_ref(),
        will_not_reach: will_not_reach(setting, &state),
        since_help: opportunities.saturating_sub(state.help.latest),
        used: &state.help.offered,
        teacher_free: !context.teachers_busy && !state.help.handed_over,
        candidates: &candidates,
        seed: context.seed,
    };
    let (decision, rationale) = setting.policy.next(&situation);
    match &decision {
        Decision::Administer {
            template, stratum, ..
        } => state.give(setting, template, *stratum, context.now),
        Decision::Intervene(intervention) => {
            state.trouble_unsaid = false;
            let is_help = matches!(
                intervention,
                Intervention::Remedy { .. } | Intervention::HandOver
            );
            if is_help {
                state.help.latest = opportunities;
            }
            match intervention {
                Intervention::Remedy { intervention } => {
                    state.help.offered.push(intervention.clone());
                    state.help.waiting = true;
                }
                Intervention::HandOver => state.help.handed_over = true,
                _ => {}
            }
        }
        Decision::Stop(_) => {}
    }
    Step {
        state,
        decision,
        rationale,
        scored: None,
    }
}

/// Looked at only where the latest answers were wrong: it takes a millisecond.
fn will_not_reach(setting: &Setting, state: &State) -> Option<f64> {
    let is_due = state.trace.opportunities >= EARLIEST_VERDICT
        && state.wrong_in_a_row >= REVISIT_AFTER
        && state.status == Status::Practising;
    let outlook = is_due.then(|| setting.outlook(state, HORIZON)).flatten();
    outlook.map(|outlook| outlook.will_not_reach())
}

/// The stratum of the problem set aside, while it has fresh instances.
fn same_stratum<'a>(state: &State, candidates: &'a [Candidate]) -> Option<&'a Candidate> {
    let (template, stratum) = state.again.as_ref()?;
    candidates
        .iter()
        .find(|candidate| candidate.template == *template && candidate.stratum == *stratum)
        .filter(|candidate| candidate.fresh > 0)
}

fn help(mut state: State, context: &Context) -> Result<Step, SessionError> {
    let mut open = state.current.take().ok_or(SessionError::NothingOpen)?;
    if let (Some(now), Some(looked)) = (context.now, open.looked) {
        state.effort.hinted(is_hurried_hint(now.ms_since(looked)));
    }
    match open.next_help() {
        Help::Hint { number } => {
            open.hints_used = number;
            open.looked = context.now;
            let reason = Reason::HelpAsked {
                hints: number,
                of: open.hints,
            };
            state.current = Some(open);
            let hint = Decision::Intervene(Intervention::Hint { number });
            Ok(Step::new(state, hint, [reason]))
        }
        Help::WorkedSolution => {
            let reason = Reason::HelpAsked {
                hints: open.hints_used + 1,
                of: open.hints,
            };
            state.again = Some((open.template, open.stratum));
            let shown = Decision::Intervene(solution(&[]));
            Ok(Step::new(state, shown, [reason]))
        }
    }
}

fn open_steps(mut state: State, part: &PartId) -> Result<Step, SessionError> {
    let open = state.current.as_mut().ok_or(SessionError::NothingOpen)?;
    if !open.steps.contains(part) {
        open.steps.push(part.clone());
    }
    let steps = Decision::Intervene(Intervention::Steps { part: part.clone() });
    Ok(Step::new(state, steps, [Reason::StepsOpened]))
}

/// The worked solution, with the misconceptions that explain the answer.
pub(super) fn solution(misconceptions: &[MisconceptionId]) -> Intervention {
    Intervention::WorkedSolution {
        misconceptions: misconceptions.to_vec(),
    }
}

fn skip(setting: &Setting, mut state: State, context: &Context) -> Result<Step, SessionError> {
    let open = state.current.take().ok_or(SessionError::NothingOpen)?;
    state.again = Some((open.template, open.stratum));
    Ok(next(setting, state, context))
}
