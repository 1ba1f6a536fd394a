//! A session's rules one by one, and its laws over any sequence of events.

use super::*;
use crate::answer::{AnswerKind, Credit, NumberSpec, Question, Value};
use crate::base::{CompetencyId, InterventionId, MisconceptionId, PartId, TemplateId, Timestamp};
use crate::decision::{
    AskAgain, Decision, Help, Intervention, Policy, PoolTemplate, Rationale, Reason, Situation,
    StopReason, ThresholdPolicy,
};
use crate::mastery::{
    Answer, Belief, BktParameters, Check, Criterion, Emission, Evidence, Pace, RawCriterion,
    RawLearners, RawParameters, ResponseFormat, ResponseTime, Reviewing, RubricScale, Shift, Speed,
    Trace,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Mastery .95, and four of the last five right on two templates.
fn four_of_five() -> Criterion {
    let json = r#"{ "boundary": 0.95, "right": 4, "of": 5, "templates": 2 }"#;
    let raw: RawCriterion = serde_json::from_str(json).unwrap();
    raw.check().unwrap()
}

fn parameters() -> BktParameters {
    let raw = RawParameters {
        prior: 0.25,
        learn: 0.12,
        forget: 0.0,
        guess: 0.05,
        slip: 0.08,
        hint: 0.25,
    };
    raw.check().unwrap()
}

fn setting() -> Setting {
    let template = |name: &str, format, strata: &[u64]| PoolTemplate {
        id: TemplateId::new(name).unwrap(),
        format,
        hints: 2,
        strata: strata.to_vec(),
    };
    Setting {
        confirmed: Check::default(),
        reviewing: Reviewing::default(),
        parameters: parameters(),
        criterion: four_of_five(),
        policy: Arc::new(ThresholdPolicy::default()),
        pool: vec![
            template("c/a", ResponseFormat::Typed, &[40, 3]),
            template("c/b", ResponseFormat::Typed, &[60]),
            template("c/d", ResponseFormat::ChooseOne { options: 4 }, &[5, 5]),
        ],
    }
}

fn credit_of(mark: &Mark) -> Credit {
    match mark {
        Mark::Right => Credit::FULL,
        _ => Credit::NONE,
    }
}

fn answered(mark: Mark) -> Event {
    Event::Answered {
        credit: credit_of(&mark),
        mark,
        format: ResponseFormat::Typed,
        seen_before: false,
        time: None,
    }
}

fn right() -> Event {
    answered(Mark::Right)
}

fn wrong() -> Event {
    answered(Mark::Wrong {
        misconceptions: vec![MisconceptionId::new("added").unwrap()],
    })
}

/// A learner at work.
struct Practice {
    setting: Setting,
    state: State,
    context: Context,
}

impl Practice {
    fn begin() -> Self {
        let setting = setting();
        let state = State::new(&setting.parameters);
        Self {
            setting,
            state,
            context: Context::default(),
        }
    }

    fn on(&mut self, event: &Event) -> Step {
        let step = step_of(self, event).unwrap();
        self.state = step.state.clone();
        step
    }

    /// Asks for the next problem and gives one answer to it.
    fn answer(&mut self, event: &Event) -> Step {
        let given = self.on(&Event::Next);
        assert!(
            matches!(given.decision, Decision::Administer { .. }),
            "{given:?}"
        );
        self.on(event)
    }

    fn open(&self) -> &Administration {
        self.state.current.as_ref().unwrap()
    }
}

#[test]
fn four_right_answers_on_two_templates_reach_mastery_and_nothing_takes_it_back() {
    let mut practice = Practice::begin();
    for opportunity in 1..=3 {
        let step = practice.answer(&right());
        assert_eq!(step.decision, Decision::Intervene(Intervention::Affirm));
        let to_go = Reason::RightAnswersToGo {
            more: 4 - opportunity,
        };
        assert!(
            step.rationale.reasons().contains(&to_go),
            "{:?}",
            step.rationale
        );
        assert_eq!(practice.state.status, Status::Practising);
    }
    let step = practice.answer(&right());
    assert_eq!(
        step.decision,
        Decision::Stop(StopReason::MasteryReached { opportunity: 4 })
    );
    assert!(practice.setting.progress(&practice.state).is_complete());
    assert_eq!(
        practice.setting.right_answers_to_go(&practice.state),
        Some(0)
    );
    for _ in 0..4 {
        practice.context.weakest_prerequisite = None;
        if practice.state.trouble_unsaid {
            practice.on(&Event::Next);
        }
        practice.answer(&wrong());
        assert_eq!(
            practice.state.status,
            Status::Proficient {
                since: 4,
                at: None,
                confirmed: None,
                by_teacher: false
            }
        );
    }
    practice.on(&Event::Next);
    let more = practice.on(&Event::Next);
    assert_eq!(more.rationale.reasons()[0], Reason::StillOpen);
}

#[test]
fn what_cannot_be_read_or_is_not_confirmed_costs_nothing_and_is_asked_again() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    let (trace, open) = (practice.state.trace, practice.open().clone());
    for (mark, why) in [
        (Mark::Unreadable, AskAgain::Unreadable),
        (Mark::Unconfirmed, AskAgain::Unconfirmed),
        (Mark::Unreadable, AskAgain::Unreadable),
    ] {
        let step = practice.on(&answered(mark));
        assert_eq!(
            step.decision,
            Decision::Intervene(Intervention::AskAgain(why))
        );
        assert_eq!(step.scored, None);
        assert_eq!(practice.state.trace, trace);
    }
    assert_eq!(
        practice.open(),
        &Administration {
            unreadable: 2,
            ..open
        }
    );
    let scored = practice.on(&right()).scored.unwrap();
    assert!(
        scored.counts && scored.help == 0,
        "it is still an answer without help"
    );
}

#[test]
fn the_wrong_form_may_be_mended_once_and_then_counts_as_helped() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    let step = practice.on(&answered(Mark::RightValueWrongForm));
    assert_eq!(
        step.decision,
        Decision::Intervene(Intervention::AskAgain(AskAgain::WrongForm))
    );
    assert_eq!(step.scored, None);
    let scored = practice.on(&right()).scored.unwrap();
    assert!(scored.right && scored.help == 1 && !scored.counts);

    practice.answer(&answered(Mark::RightValueWrongForm));
    let step = practice.on(&answered(Mark::RightValueWrongForm));
    assert_eq!(step.rationale.reasons()[0], Reason::WrongFormAgain);
    let scored = step.scored.unwrap();
    assert!(
        !scored.right && scored.help == 1,
        "the form was the question"
    );
    assert_eq!(practice.state.current, None);
}

#[test]
fn hints_come_one_by_one_then_the_solution_and_another_of_the_same_sort() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    let open = practice.open().clone();
    for number in 1..=2 {
        assert_eq!(practice.open().next_help(), Help::Hint { number });
        let step = practice.on(&Event::HintAsked);
        assert_eq!(
            step.decision,
            Decision::Intervene(Intervention::Hint { number })
        );
    }
    assert_eq!(practice.open().next_help(), Help::WorkedSolution);
    let step = practice.on(&Event::HintAsked);
    assert!(matches!(
        step.decision,
        Decision::Intervene(Intervention::WorkedSolution { .. })
    ));
    assert_eq!((practice.state.trace.opportunities, step.scored), (0, None));
    let step = practice.on(&Event::Next);
    assert_eq!(
        step.decision,
        Decision::Administer {
            template: open.template,
            stratum: open.stratum,
            counter: open.counter + 1
        }
    );
}

#[test]
fn a_right_answer_after_a_hint_says_less_and_does_not_count_for_the_criterion() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    practice.on(&Event::HintAsked);
    let scored = practice.on(&right()).scored.unwrap();
    assert!(scored.help == 1 && !scored.counts);
    let mut alone = Practice::begin();
    alone.answer(&right());
    assert!(parameters().prior() < practice.state.trace.mastery());
    assert!(practice.state.trace.mastery() < alone.state.trace.mastery());
    assert_eq!(practice.state.window.answers().len(), 0);
}

#[test]
fn an_instance_seen_before_is_evidence_but_no_fresh_success() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    let step = practice.on(&Event::Answered {
        mark: Mark::Right,
        credit: Credit::FULL,
        format: ResponseFormat::Typed,
        seen_before: true,
        time: None,
    });
    assert!(!step.scored.unwrap().counts);
    assert_eq!(practice.state.trace.opportunities, 1);
    assert_eq!(practice.state.window.answers().len(), 0);
}

#[test]
fn setting_aside_is_no_evidence_and_brings_another_of_the_same_stratum() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    let open = practice.open().clone();
    let step = practice.on(&Event::Skipped);
    assert_eq!(step.scored, None);
    assert_eq!(practice.state.trace.opportunities, 0);
    let now = practice.open();
    assert_eq!((&now.template, now.stratum), (&open.template, open.stratum));
    assert_eq!(now.counter, open.counter + 1);
    assert_eq!(step.rationale.reasons(), [Reason::InPlaceOfTheLast]);
}

#[test]
fn three_wrong_answers_in_a_row_suggest_a_way_back_once() {
    let mut practice = Practice::begin();
    let rests_on = CompetencyId::new("integers").unwrap();
    practice.context.weakest_prerequisite = Some(rests_on.clone());
    for _ in 0..3 {
        let step = practice.answer(&wrong());
        assert!(matches!(
            step.decision,
            Decision::Intervene(Intervention::WorkedSolution { misconceptions }) if misconceptions.len() == 1
        ));
    }
    let step = practice.on(&Event::Next);
    let back = Intervention::RevisitPrerequisite {
        competency: rests_on,
    };
    assert_eq!(step.decision, Decision::Intervene(back));
    let step = practice.on(&Event::Next);
    assert!(matches!(step.decision, Decision::Administer { .. }));
    practice.on(&right());
    for _ in 0..3 {
        practice.answer(&wrong());
    }
    practice.context.weakest_prerequisite = None;
    let step = practice.on(&Event::Next);
    assert_eq!(
        step.decision,
        Decision::Intervene(Intervention::OtherCompetency)
    );
}

#[test]
fn without_an_open_problem_there_is_nothing_to_answer() {
    let practice = Practice::begin();
    for event in [right(), Event::HintAsked, Event::Skipped] {
        let error = step(
            &practice.setting,
            &practice.state,
            &event,
            &practice.context,
        );
        assert_eq!(error, Err(SessionError::NothingOpen));
    }
}

#[test]
fn without_items_it_says_so() {
    let mut practice = Practice::begin();
    practice.setting.pool.clear();
    let step = practice.on(&Event::Next);
    assert_eq!(step.decision, Decision::Stop(StopReason::NoItems));
    assert_eq!(practice.setting.right_answers_to_go(&practice.state), None);
}

#[test]
fn credit_in_part_is_evidence_in_part_and_no_right_answer() {
    let part = |right| Event::Answered {
        mark: Mark::Wrong {
            misconceptions: Vec::new(),
        },
        credit: Credit::share(right, 4),
        format: ResponseFormat::Typed,
        seen_before: false,
        time: None,
    };
    let mastery = |event: &Event| {
        let mut practice = Practice::begin();
        let scored = practice.answer(event).scored.unwrap();
        (practice.state.trace.mastery(), scored.right)
    };
    let (none, half, all) = (mastery(&part(0)), mastery(&part(2)), mastery(&right()));
    assert!(none.0 < half.0 && half.0 < all.0);
    assert_eq!((none.1, half.1, all.1), (false, false, true));
}

#[test]
fn steps_are_help_and_opening_them_twice_is_once() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    for _ in 0..2 {
        let part = PartId::new("main").unwrap();
        practice.on(&Event::StepsOpened { part });
    }
    assert_eq!(practice.open().help(), 1);
    let scored = practice.on(&right()).scored.unwrap();
    assert!(scored.right && scored.help == 1 && !scored.counts);
}

#[test]
fn a_work_is_scored_beside_the_problem_under_way() {
    let mut practice = Practice::begin();
    practice.on(&Event::Start);
    let open = practice.open().clone();
    let levels = |level| Event::Assessed {
        template: TemplateId::new("c/task").unwrap(),
        levels: vec![(RubricScale::new(4, 3).unwrap(), level)],
        seen_before: false,
    };
    let step = practice.on(&levels(4));
    let scored = step.scored.unwrap();
    assert!(scored.right && scored.counts);
    assert_eq!(practice.open(), &open);
    assert!(!practice.on(&levels(2)).scored.unwrap().right);
    let refused = step_of(&practice, &levels(5));
    assert!(matches!(refused, Err(SessionError::Mastery(_))));
}

fn step_of(practice: &Practice, event: &Event) -> Result<Step, SessionError> {
    step(&practice.setting, &practice.state, event, &practice.context)
}

#[test]
fn parts_are_right_together_and_the_weightiest_reason_to_ask_comes_first() {
    let wrong = |name: &str| Mark::Wrong {
        misconceptions: vec![MisconceptionId::new(name).unwrap()],
    };
    let marking = |mark: &Mark| {
        crate::answer::mark(
            &Question::new(
                AnswerKind::Number(NumberSpec::default()),
                Value::Number(2.into()),
            ),
            match mark {
                Mark::Right => "2",
                Mark::Unreadable => "?",
                _ => "3",
            },
        )
    };
    let all = |marks: &[Mark]| {
        let markings: Vec<_> = marks.iter().map(marking).collect();
        Mark::of_all(&markings)
    };
    let none = Mark::Wrong {
        misconceptions: Vec::new(),
    };
    assert_eq!(all(&[Mark::Right, Mark::Right]), Mark::Right);
    assert_eq!(all(&[Mark::Right, wrong("a"), wrong("b")]), none);
    assert_eq!(all(&[wrong("a"), Mark::Unreadable]), Mark::Unreadable);
}

fn any_event() -> impl Strategy<Value = Event> {
    let mark = prop_oneof![
        4 => Just(Mark::Right),
        3 => Just(Mark::Wrong { misconceptions: Vec::new() }),
        1 => Just(Mark::RightValueWrongForm),
        1 => Just(Mark::Unreadable),
        1 => Just(Mark::Unconfirmed),
    ];
    prop_oneof![
        5 => Just(Event::Next),
        1 => Just(Event::Start),
        1 => Just(Event::HintAsked),
        1 => Just(Event::Skipped),
        1 => "[ab]".prop_map(|part| Event::StepsOpened { part: PartId::new(&part).unwrap() }),
        1 => (1u8..=4).prop_map(|level| Event::Assessed {
            template: TemplateId::new("c/task").unwrap(),
            levels: vec![(RubricScale::new(4, 3).unwrap(), level)],
            seen_before: false,
        }),
        6 => (mark, 0..4_usize, 2_u32..6, any::<bool>()).prop_map(|(mark, part, options, seen_before)| Event::Answered {
            credit: if mark == Mark::Right { Credit::FULL } else { Credit::share(part, 4) },
            mark,
            format: ResponseFormat::ChooseOne { options },
            seen_before, time: None
        }),
    ]
}

/// A policy that offers one intervention, then hands over, then practises.
#[derive(Debug)]
struct Ladder;

impl Policy for Ladder {
    fn next(&self, situation: &Situation) -> (Decision, Rationale) {
        let decision = match situation.used {
            [] => Decision::Intervene(Intervention::Remedy {
                intervention: remedy(),
            }),
            _ if situation.teacher_free => Decision::Intervene(Intervention::HandOver),
            _ => situation.candidates[0].administer(),
        };
        (decision, Rationale::default())
    }

    fn pays(&self, _: &Belief, _: &Pace) -> bool {
        false
    }
}

fn remedy() -> InterventionId {
    InterventionId::new("c-worked-example").unwrap()
}

#[test]
fn help_is_taken_once_and_goes_into_the_belief_with_the_next_answer() {
    let mut practice = Practice::begin();
    practice.setting.policy = Arc::new(Ladder);
    let offer = Decision::Intervene(Intervention::Remedy {
        intervention: remedy(),
    });
    assert_eq!(practice.on(&Event::Next).decision, offer);
    assert_eq!(practice.on(&Event::Next).decision, offer, "it waits");
    let shift = Shift::help(0.5, 0.0).unwrap();
    let helped = Event::Helped {
        intervention: remedy(),
        shift,
    };
    let before = practice.state.expected();
    let step = practice.on(&helped);
    assert_eq!(step.decision, Decision::Intervene(Intervention::HandOver));
    let expected = before + (1.0 - before) * 0.5;
    assert!((practice.state.expected() - expected).abs() < 1e-12);
    // The log's belief moves only with evidence.
    assert_eq!(practice.state.trace.mastery(), before);
    let again = step_of(&practice, &helped).unwrap_err();
    assert_eq!(
        again.to_string(),
        "`c-worked-example` is not on offer; ask for the next step first"
    );
    // The teacher is asked once, and practice may go on meanwhile.
    assert!(matches!(
        practice.on(&Event::Next).decision,
        Decision::Administer { .. }
    ));
    practice.on(&Event::Visited { shift });
    assert_eq!(
        (practice.state.help.visits, practice.state.help.handed_over),
        (1, false)
    );
    let step = practice.on(&right());
    let evidence = step.scored.unwrap().evidence;
    assert_eq!(evidence.shifts, [shift, shift]);
    assert!(practice.state.pending.is_empty());
    let start = Trace::before(&practice.setting.parameters);
    assert_eq!(start.absorb(&evidence).unwrap(), practice.state.trace);
}

#[test]
fn help_put_aside_moves_nothing_and_is_not_offered_again() {
    let mut practice = Practice::begin();
    practice.setting.policy = Arc::new(Ladder);
    practice.context.teachers_busy = true;
    practice.on(&Event::Next);
    let before = practice.state.expected();
    let step = practice.on(&Event::Declined {
        intervention: remedy(),
    });
    assert!(matches!(step.decision, Decision::Administer { .. }));
    assert_eq!(practice.state.expected(), before);
    assert_eq!(practice.state.help.offered, [remedy()]);
}

#[test]
fn a_rapid_guess_is_no_evidence_and_the_same_sort_comes_again() {
    let mut practice = Practice::begin();
    let timed = |mark: Mark, took| Event::Answered {
        credit: credit_of(&mark),
        mark,
        format: ResponseFormat::Typed,
        seen_before: false,
        time: Some(ResponseTime::new(took, 60_000.0).unwrap()),
    };
    for mark in [
        Mark::Right,
        Mark::Wrong {
            misconceptions: vec![],
        },
    ] {
        practice.on(&Event::Next);
        let (template, stratum) = (practice.open().template.clone(), practice.open().stratum);
        let before = practice.state.trace;
        let step = practice.on(&timed(mark, 1_000));
        assert_eq!(step.decision, Decision::Intervene(Intervention::SlowDown));
        assert_eq!((step.scored, practice.state.trace), (None, before));
        practice.on(&Event::Next);
        let open = practice.open();
        assert_eq!((&open.template, open.stratum), (&template, stratum));
        practice.on(&timed(Mark::Right, 30_000));
        practice.state.trace = before;
    }
    assert_eq!(practice.state.effort.response_time_effort(), Some(0.5));
    practice.on(&Event::Next);
    assert!(practice.on(&timed(Mark::Unreadable, 0)).scored.is_none());
    assert_eq!(
        practice.state.effort.timed, 4,
        "nothing could be read of it"
    );
}

#[test]
fn after_a_break_what_was_known_fades_and_the_log_says_by_how_much() {
    let day = 86_400_000;
    let at = |ms| Some(Timestamp::from_ms(ms));
    let mut practice = Practice::begin();
    practice.context.now = at(0);
    practice.answer(&right());
    let before = practice.state.expected();
    practice.context.now = at(14 * day);
    practice.on(&Event::Next);
    assert!((practice.state.expected() - before / 2.0).abs() < 1e-12);
    assert_eq!(practice.state.visits.session, 2);
    let scored = practice.on(&right()).scored.unwrap();
    assert_eq!(scored.evidence.shifts, [Shift::time(0.5).unwrap()]);
    // What came back after a break is kept longer.
    let due = practice
        .state
        .visits
        .review_due(&practice.setting.reviewing);
    assert!(due > at(14 * day + 11 * day));
}

#[test]
fn new_learner_types_take_the_belief_over() {
    let mut practice = Practice::begin();
    practice.answer(&right());
    let before = practice.state.expected();
    let speed = |pace| Speed { pace, share: 0.5 };
    let learners = RawLearners {
        speeds: vec![speed(0.5), speed(2.0)],
        stuck: 0.1,
    };
    let learners = learners.check().unwrap();
    practice.setting.parameters = practice.setting.parameters.with_learners(learners);
    practice.context.pace = Some(learners.pace([]));
    let old = practice.state.trace;
    practice.on(&Event::Next);
    assert!((practice.state.expected() - before).abs() < 1e-12);
    let evidence = practice.on(&right()).scored.unwrap().evidence;
    assert!(evidence.anew.is_some() && evidence.pace.is_some());
    assert_eq!(old.absorb(&evidence).unwrap(), practice.state.trace);
    assert_eq!(practice.state.trace.filtered.speeds(), 2);
    let evidence = practice.answer(&right()).scored.unwrap().evidence;
    assert_eq!(evidence.anew, None);
}

/// Hours after 1970.
fn hours(hours: i64) -> Option<Timestamp> {
    Some(Timestamp::from_ms(hours * 3_600_000))
}

fn proficient() -> Practice {
    let mut practice = Practice::begin();
    practice.context.now = hours(0);
    while practice.state.status == Status::Practising {
        practice.answer(&right());
    }
    practice
}

fn confirmed(practice: &Practice) -> Option<Timestamp> {
    match practice.state.status {
        Status::Proficient { confirmed, .. } => confirmed,
        Status::Practising => None,
    }
}

#[test]
fn a_delayed_check_confirms_what_was_shown() {
    let mut practice = proficient();
    practice.answer(&right());
    assert_eq!(confirmed(&practice), None, "the same session is none");
    practice.context.now = hours(19);
    practice.answer(&right());
    assert_eq!(practice.state.check.answered, 0, "too early");
    practice.context.now = hours(30);
    assert!(
        practice
            .state
            .check_due(&practice.setting, hours(30).unwrap())
    );
    practice.answer(&wrong());
    practice.answer(&right());
    assert_eq!(confirmed(&practice), None);
    let step = practice.answer(&right());
    assert_eq!(confirmed(&practice), hours(30));
    assert!(step.rationale.reasons().contains(&Reason::Confirmed));
    practice.answer(&wrong());
    assert_eq!(confirmed(&practice), hours(30), "a slip takes nothing back");
}

#[test]
fn a_failed_check_calls_for_a_review_and_takes_nothing_back() {
    let mut practice = proficient();
    practice.context.now = hours(30);
    practice.answer(&wrong());
    let step = practice.answer(&wrong());
    assert!(step.rationale.reasons().contains(&Reason::CheckFailed));
    assert!(practice.state.check.review && practice.state.proficient_since().is_some());
    practice.context.now = hours(31);
    let mut reviewed = false;
    for _ in 0..20 {
        let step = practice.answer(&right());
        reviewed = step.rationale.reasons().contains(&Reason::Reviewed);
        if reviewed {
            break;
        }
    }
    assert!(reviewed && !practice.state.check.review);
    practice.context.now = hours(40);
    assert!(
        !practice
            .state
            .check_due(&practice.setting, hours(40).unwrap())
    );
    practice.context.now = hours(60);
    practice.answer(&right());
    practice.answer(&right());
    assert_eq!(confirmed(&practice), hours(60));
}

#[test]
fn the_outlook_is_what_the_next_answer_makes_of_it_on_average() {
    let mut practice = Practice::begin();
    for event in [right(), wrong(), right(), right()] {
        practice.answer(&event);
        let (setting, state) = (&practice.setting, &practice.state);
        let whole = setting.outlook(state, 6).unwrap();
        assert!(whole.within.is_sorted());
        // The first that comes is typed, of the first stratum.
        let emission = Emission::new(&setting.parameters, ResponseFormat::Typed, 0);
        let mut average = 0.0;
        for right in [true, false] {
            let likelihood = emission.likelihood(right);
            let chance = state.current().predict(&likelihood, &state.trace.pace);
            let mut next = state.clone();
            let evidence = Evidence::new(&setting.parameters, ResponseFormat::Typed, 0, right);
            next.trace = next.trace.absorb(&evidence).unwrap();
            next.window.push(Answer {
                template: setting.pool[0].id.clone(),
                stratum: 0,
                right,
                session: 0,
            });
            // The templates take turns: the next one comes first now.
            let mut turned = setting.clone();
            turned.pool.rotate_left(1);
            let holds = setting
                .criterion
                .holds_for(&setting.judge(&next.trace), &next.window);
            average += chance
                * match holds {
                    true => 1.0,
                    false => turned.outlook(&next, 2).unwrap().within[2],
                };
        }
        // Three answers ahead the turns have not come round, so that both look at the same ones.
        assert!(
            (whole.within[3] - average).abs() < 1e-6,
            "{whole:?} {average}"
        );
    }
    let done = proficient();
    let outlook = done.setting.outlook(&done.state, 3).unwrap();
    assert_eq!(
        (outlook.will_not_reach(), outlook.answers(0.9)),
        (0.0, Some(0))
    );
}

#[test]
fn a_teacher_may_say_otherwise() {
    let mut practice = Practice::begin();
    practice.on(&Event::Declared { proficient: true });
    assert_eq!(practice.state.proficient_since(), Some(0));
    practice.answer(&wrong());
    assert_eq!(
        practice.state.proficient_since(),
        Some(0),
        "one slip never demotes"
    );
    practice.on(&Event::Declared { proficient: false });
    assert_eq!(practice.state.status, Status::Practising);
}

proptest! {
    #[test]
    fn whatever_happens_the_books_balance(events in proptest::collection::vec((any_event(), any::<u64>()), 0..80)) {
        let setting = setting();
        let mut state = State::new(&setting.parameters);
        let prior = state.trace.filtered;
        let mut log = Vec::new();
        let mut given = BTreeSet::new();
        for (event, seed) in events {
            let context = Context { seed, ..Context::default() };
            let Ok(step) = step(&setting, &state, &event, &context) else {
                prop_assert_eq!(&state.current, &None);
                continue;
            };
            prop_assert_eq!(&super::step(&setting, &state, &event, &context).unwrap(), &step);
            prop_assert!((1..=3).contains(&step.rationale.reasons().len()));
            if let Decision::Administer { template, stratum, counter } = &step.decision {
                let open = step.state.current.as_ref().unwrap();
                prop_assert_eq!((template, *stratum, *counter), (&open.template, open.stratum, open.counter));
                let is_new = given.insert((template.clone(), *stratum, *counter));
                prop_assert_eq!(is_new, state.current != step.state.current);
            }
            if let Some(scored) = &step.scored {
                log.push(scored.evidence.clone());
                prop_assert_eq!(scored.opportunity as usize, log.len());
                match event {
                    Event::Assessed { .. } => prop_assert_eq!(&step.state.current, &state.current),
                    _ => prop_assert_eq!(&step.state.current, &None),
                }
            } else {
                prop_assert_eq!(state.trace, step.state.trace);
                prop_assert_eq!(&state.window, &step.state.window);
            }
            prop_assert!(state.status == Status::Practising || step.state.status == state.status);
            let stored = serde_json::to_string(&step.state).unwrap();
            state = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(&state, &step.state);
        }
        prop_assert_eq!(Trace::replay(prior, &log).unwrap(), state.trace);
    }
}
