//! One-line cases, what is refused, and the laws of criteria.

use super::*;
use crate::base::TemplateId;
use crate::mastery::{Answer, BktParameters, ItemClass, RawParameters, ResponseFormat, pass_rates};
use proptest::prelude::*;

fn raw(json: &str) -> RawCriterion {
    serde_json::from_str(json).unwrap()
}

fn scope() -> Scope {
    let templates = [("c/a", 2), ("c/b", 1), ("c/c", 1)];
    Scope::new(templates.map(|(id, strata)| (TemplateId::new(id).unwrap(), strata)))
}

fn criterion(json: &str) -> Criterion {
    raw(json).check_for(&scope()).unwrap()
}

/// `A` and `a` stand for a right and a wrong answer on template a, `0` and `1` before them for the
/// stratum, `/` begins a session.
fn window(answers: &str) -> Window {
    let mut window = Window::default();
    let (mut stratum, mut session) = (0, 0);
    for letter in answers.chars() {
        match letter {
            '0' | '1' => stratum = u32::from(letter == '1'),
            '/' => session += 1,
            _ => window.push(Answer {
                template: TemplateId::new(&format!("c/{}", letter.to_ascii_lowercase())).unwrap(),
                stratum: std::mem::take(&mut stratum),
                right: letter.is_ascii_uppercase(),
                session,
            }),
        }
    }
    window
}

#[test]
fn each_kind_holds_where_it_should() {
    for (json, answers, mastery, holds) in [
        // The usual one: mastery, consistency, variety.
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "ABaAB",
            0.95,
            true,
        ),
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "ABaAB",
            0.9499,
            false,
        ),
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "ABAB",
            0.99,
            true,
        ),
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "AAAAA",
            0.99,
            false,
        ),
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "AbaAB",
            0.99,
            false,
        ),
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "BAAAAA",
            0.99,
            false,
        ),
        (r#"{"boundary":"costs"}"#, "", 0.99, false),
        (r#"{"streak":3}"#, "aAAA", 0.0, true),
        (r#"{"streak":3}"#, "AAaA", 0.0, false),
        (r#"{"right":2,"of":3}"#, "AaA", 0.0, true),
        (r#"{"right":2,"of":3}"#, "Aaa", 0.0, false),
        // .5, .75, .875
        (
            r#"{"moving_average":{"memory":0.5,"above":0.8}}"#,
            "AA",
            0.0,
            false,
        ),
        (
            r#"{"moving_average":{"memory":0.5,"above":0.8}}"#,
            "AAA",
            0.0,
            true,
        ),
        // 1, 3, 5; 1, 3, 2, 3; never below 0.
        (r#"{"points":5}"#, "AAA", 0.0, true),
        (r#"{"points":5}"#, "AAaA", 0.0, false),
        (r#"{"points":5}"#, "AAaAA", 0.0, true),
        (r#"{"points":1}"#, "aaaaA", 0.0, true),
        (r#"{"accuracy":0.8}"#, "AAAA", 0.0, true),
        (r#"{"accuracy":0.8}"#, "AAA", 0.0, false),
        (r#"{"accuracy":0.8}"#, "aAAAAAAAAA", 0.0, false),
        (r#"{"accuracy":0.8}"#, "aAAAAAAAAAA", 0.0, true),
        (r#"{"templates":2}"#, "AB", 0.0, true),
        (r#"{"templates":2}"#, "Ab", 0.0, false),
        (r#"{"templates":{"at_least":2,"of":3}}"#, "BAAA", 0.0, false),
        (r#"{"templates":{"at_least":2,"of":3}}"#, "BAA", 0.0, true),
        (r#"{"templates":"all"}"#, "ABC", 0.0, true),
        // A template that is no longer part of the competency.
        (r#"{"templates":"all"}"#, "ABD", 0.0, false),
        (r#"{"strata":"all"}"#, "ABC", 0.0, false),
        (r#"{"strata":"all"}"#, "A1ABC", 0.0, true),
        (r#"{"strata":"all"}"#, "A1AB1B", 0.0, false),
        (r#"{"strata":3}"#, "A1Ab", 0.0, false),
        (r#"{"strata":3}"#, "A1AB", 0.0, true),
        (r#"{"sessions":2}"#, "AA/a", 0.0, false),
        (r#"{"sessions":2}"#, "AA/aA", 0.0, true),
        (r#"{"sessions":2}"#, "//A/A", 0.0, true),
        (
            r#"{"any":[{"streak":3},{"right":4,"of":6}]}"#,
            "AaAAaA",
            0.0,
            true,
        ),
        (
            r#"{"any":[{"streak":3},{"right":4,"of":6}]}"#,
            "AaAaA",
            0.0,
            false,
        ),
        (
            r#"{"all":[{"streak":2},{"strata":3}]}"#,
            "AB1AaA",
            0.0,
            false,
        ),
        (
            r#"{"all":[{"streak":2},{"strata":3}]}"#,
            "AB1AAA",
            0.0,
            true,
        ),
        // The answers that make the first hold do not count for the second.
        (r#"{"then":[{"streak":2},{"streak":2}]}"#, "AAA", 0.0, false),
        (
            r#"{"then":[{"streak":2},{"streak":2}]}"#,
            "AAaAA",
            0.0,
            true,
        ),
        (
            r#"{"then":[{"streak":2},{"streak":2}]}"#,
            "AaAaAAAA",
            0.0,
            true,
        ),
        (
            r#"{"then":[{"streak":2},{"boundary":0.9}]}"#,
            "AAaa",
            0.9,
            true,
        ),
    ] {
        let held = criterion(json).holds_for(&Judgement::of(mastery), &window(answers));
        assert_eq!(held, holds, "{json} {answers} {mastery}");
    }
}

#[test]
fn costs_decide_where_they_are_asked() {
    let criterion = criterion(r#"{"boundary":"costs","streak":1}"#);
    let judgement = |pays| Judgement { mastery: 0.1, pays };
    assert!(criterion.asks_costs() && criterion.boundary().is_none());
    assert!(criterion.holds_for(&judgement(true), &window("A")));
    assert!(!criterion.holds_for(&judgement(false), &window("A")));
}

#[test]
fn what_makes_no_sense_is_refused_with_advice() {
    let deep = |levels: usize| {
        let inner = r#"{"streak":2}"#.to_owned();
        (1..levels).fold(inner, |inner, _| format!(r#"{{"all":[{inner}]}}"#))
    };
    let many = format!(r#"{{"any":[{}]}}"#, vec![r#"{"streak":2}"#; 33].join(","));
    for (json, message) in [
        (
            r#"{}"#,
            "the criterion is empty and would always hold; name what is to be shown",
        ),
        (
            r#"{"right":6,"of":5}"#,
            "right = 6 must lie between 1 and 5; no more answers can be right than `of` counts",
        ),
        (
            r#"{"right":4}"#,
            "`right` stands without `of`; give both, such as `right = 4` and `of = 5`",
        ),
        (
            r#"{"of":5,"streak":2}"#,
            "`of` stands without `right`; give both, such as `right = 4` and `of = 5`",
        ),
        (
            r#"{"right":0,"of":5}"#,
            "right = 0 must lie between 1 and 5; no more answers can be right than `of` counts",
        ),
        (
            r#"{"right":1,"of":0}"#,
            "of = 0 must lie between 1 and 50; it is how many recent answers count",
        ),
        (
            r#"{"right":1,"of":51}"#,
            "of = 51 must lie between 1 and 50; it is how many recent answers count",
        ),
        (
            r#"{"streak":51}"#,
            "streak = 51 must lie between 1 and 50; it is how many right answers in a row are enough",
        ),
        (
            r#"{"boundary":1.0}"#,
            "boundary 1 must lie between 0.5 and 0.999; below, not knowing is the likelier; above, nobody could show it",
        ),
        (
            r#"{"points":0}"#,
            "points = 0 must lie between 1 and 50; it is how many points are enough; 5 is usual",
        ),
        (
            r#"{"moving_average":{"memory":1.0,"above":0.5}}"#,
            "memory 1 must lie between 0 and 0.99; at 1 no answer would count",
        ),
        (
            r#"{"accuracy":1.5}"#,
            "target 1.5 must lie between 0.05 and 0.99; it is a share of right answers",
        ),
        (
            r#"{"accuracy":{"target":0.95,"of":5}}"#,
            "with 5 answers, even all right, no bound of certainty 0.8 reaches 0.95; raise `of` or lower `target`",
        ),
        (
            r#"{"templates":4}"#,
            "the criterion asks for 4 templates but the competency has 3; add templates or lower `templates`",
        ),
        (
            r#"{"templates":{"at_least":3,"of":2}}"#,
            "templates = 3 must lie between 1 and 2; each needs a right answer of its own",
        ),
        (
            r#"{"strata":5}"#,
            "the criterion asks for 5 strata but the competency has 4; add radicals or lower `strata`",
        ),
        (
            r#"{"sessions":5}"#,
            "sessions = 5 must lie between 1 and 4; more would keep everybody waiting",
        ),
        (
            r#"{"all":[]}"#,
            "`all` lists no criteria; give one or more tables, such as { streak = 3 }",
        ),
        (
            r#"{"then":[{"streak":2}]}"#,
            "`then` has 1 criteria; give two, the first and what comes after it",
        ),
        (
            r#"{"then":[{"any":[{"boundary":0.9},{"streak":2}]},{"streak":2}]}"#,
            "the first criterion of `then` holds a boundary; put it beside `then`, for mastery is judged as it is in the end",
        ),
        (
            &deep(5),
            "criteria are nested deeper than 4; write it with fewer levels",
        ),
        (
            &many,
            "the criterion has more than 32 requirements; leave some out",
        ),
    ] {
        let error = raw(json).check_for(&scope()).unwrap_err();
        assert_eq!(error.to_string(), message, "{json}");
    }
    assert!(raw(&deep(4)).check().is_ok());
    let nan = RawCriterion {
        boundary: Some(RawBoundary::At(f64::NAN)),
        ..RawCriterion::default()
    };
    assert!(
        nan.check()
            .unwrap_err()
            .to_string()
            .starts_with("boundary NaN")
    );
    assert_eq!(
        raw(r#"{"strata":"all"}"#).check().unwrap_err().to_string(),
        "`strata = \"all\"` needs a competency with problems; give a number here"
    );
    assert!(raw(r#"{"strata":"all"}"#).check_alone().is_ok());
    for json in [
        r#"{"strek":3}"#,
        r#"{"boundary":"cost"}"#,
        r#"{"strata":"every"}"#,
    ] {
        assert!(
            serde_json::from_str::<RawCriterion>(json).is_err(),
            "{json}"
        );
    }
}

#[test]
fn it_is_said_exactly_to_teachers_and_plainly_to_learners() {
    for (json, teacher, student) in [
        (
            r#"{"boundary":0.95,"right":4,"of":5,"templates":2}"#,
            "at least 4 of the last 5 answers right, right answers on at least 2 templates among the last 5 answers and a mastery of 95 % or more",
            "at least 4 of your last 5 answers right, right answers on 2 kinds of problem or more and enough right answers that it was not luck",
        ),
        (
            r#"{"accuracy":0.75,"strata":3}"#,
            "over the last 12 answers an accuracy of 75 % or more, with 80 % certainty and right answers in at least 3 strata",
            "at least 11 of your last 12 answers right (or your first 3, without a mistake) and right answers at 3 different sorts of problem, easier and harder",
        ),
        (
            r#"{"then":[{"streak":3},{"any":[{"points":5},{"sessions":2}]}]}"#,
            "3 right answers in a row, and after that (either (5 points (one for a right answer, two from the second in a row, one off for a wrong one)) or right answers in at least 2 sessions)",
            "3 right answers in a row, and after that (either (5 points (one for a right answer, two from the second in a row, one off for a wrong one)) or right answers on 2 different occasions)",
        ),
    ] {
        let criterion = criterion(json);
        assert_eq!(criterion.for_teacher(), teacher);
        assert_eq!(criterion.for_student(), student);
    }
}

fn parameters(forget: f64, guess: f64) -> BktParameters {
    let raw = RawParameters {
        prior: 0.25,
        learn: 0.12,
        forget,
        guess,
        slip: 0.08,
        hint: 0.25,
    };
    raw.check().unwrap()
}

fn mix() -> Vec<ItemClass> {
    let item = |(template, stratum): (&str, u32)| ItemClass {
        template: TemplateId::new(template).unwrap(),
        stratum,
        format: ResponseFormat::Typed,
    };
    [("c/a", 0), ("c/b", 0), ("c/c", 0), ("c/a", 1)]
        .map(item)
        .to_vec()
}

/// With learn .12, forget .3, guess .3 and slip .08 the ceiling x solves
/// .62 × .58 x² + (.3 + .62 × .12 − .92 × .58) x − .92 × .12 = 0, that is
/// .3596 x² − .1592 x − .1104 = 0: x = (.1592 + √(.02534 + .15880))/.7192 = .8180.
#[test]
fn what_nobody_or_everybody_would_meet_is_refused() {
    let forgetful = parameters(0.3, 0.3);
    let usual = parameters(0.0, 0.05);
    for (json, parameters, message) in [
        (r#"{"boundary":0.95,"right":4,"of":5}"#, usual, ""),
        (
            r#"{"boundary":0.95,"right":4,"of":5}"#,
            forgetful,
            "boundary 0.95 cannot be reached: with these parameters mastery stays below 0.8180; \
             lower the boundary to at most 0.81, or lower forget, guess or slip",
        ),
        (r#"{"boundary":0.81,"right":4,"of":5}"#, forgetful, ""),
        (r#"{"any":[{"boundary":0.95},{"streak":3}]}"#, forgetful, ""),
        (
            r#"{"right":25,"of":30}"#,
            usual,
            "the criterion cannot be met within 20 opportunities, even if every answer is right; ask for less",
        ),
        (
            r#"{"accuracy":0.85}"#,
            usual,
            "target 0.85 must be at most 1 − slip − 0.1 = 0.82; lower the target or slip",
        ),
        (r#"{"accuracy":0.82}"#, usual, ""),
        (
            r#"{"any":[{"streak":2},{"all":[{"accuracy":0.9}]}]}"#,
            usual,
            "target 0.9 must be at most 1 − slip − 0.1 = 0.82; lower the target or slip",
        ),
        (r#"{"sessions":4}"#, usual, ""),
        (r#"{"boundary":"costs"}"#, usual, ""),
    ] {
        let refused = criterion(json).check_reachable(&parameters, &mix()).err();
        let refused = refused.map_or(String::new(), |error| error.to_string());
        assert_eq!(refused, message, "{json}");
    }
    let fast = RawParameters {
        learn: 0.9,
        ..parameters(0.0, 0.05).into()
    };
    let error = criterion(r#"{"boundary":0.5}"#)
        .check_reachable(&fast.check().unwrap(), &mix())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the criterion is met within 20 opportunities even if every answer is wrong; ask for more"
    );
}

fn leaf() -> impl Strategy<Value = RawCriterion> {
    let none = RawCriterion::default;
    let covered = prop_oneof![
        (1_u32..4).prop_map(RawCoverage::AtLeast),
        Just(RawCoverage::Every(Every::All)),
    ];
    prop_oneof![
        (1_u32..6).prop_map(move |n| RawCriterion {
            streak: Some(n),
            ..none()
        }),
        (1_u32..8, 0_u32..5).prop_map(move |(right, more)| RawCriterion {
            right: Some(right),
            of: Some(right + more),
            ..none()
        }),
        (0.0..0.99, 0.0..0.999).prop_map(move |(memory, above)| RawCriterion {
            moving_average: Some(RawAverage { memory, above }),
            ..none()
        }),
        (1_u32..9).prop_map(move |n| RawCriterion {
            points: Some(n),
            ..none()
        }),
        (0.1..0.8, 10_u32..14, 0.5..0.9).prop_map(move |(target, of, certainty)| RawCriterion {
            accuracy: Some(RawAccuracy::Full(FullAccuracy {
                target,
                of,
                certainty
            })),
            ..none()
        }),
        covered.clone().prop_map(move |covered| RawCriterion {
            templates: Some(RawTemplates::Covered(covered)),
            ..none()
        }),
        (covered.clone(), 3_u32..9).prop_map(move |(at_least, of)| RawCriterion {
            templates: Some(RawTemplates::Among { at_least, of }),
            ..none()
        }),
        covered.prop_map(move |covered| RawCriterion {
            strata: Some(covered),
            ..none()
        }),
        (1_u32..4).prop_map(move |n| RawCriterion {
            sessions: Some(n),
            ..none()
        }),
    ]
}

fn any_criterion() -> impl Strategy<Value = RawCriterion> {
    let bounded = || {
        (leaf(), proptest::option::of(0.5..0.999)).prop_map(|(leaf, boundary)| RawCriterion {
            boundary: boundary.map(RawBoundary::At),
            ..leaf
        })
    };
    prop_oneof![
        4 => bounded(),
        1 => proptest::collection::vec(bounded(), 1..3)
            .prop_map(|all| RawCriterion { all: Some(all), ..RawCriterion::default() }),
        1 => proptest::collection::vec(bounded(), 1..3)
            .prop_map(|any| RawCriterion { any: Some(any), ..RawCriterion::default() }),
        1 => (leaf(), bounded())
            .prop_map(|(a, b)| RawCriterion { then: Some(vec![a, b]), ..RawCriterion::default() }),
    ]
}

fn any_answers() -> impl Strategy<Value = Vec<Answer>> {
    let answer = (
        0_usize..4,
        0_u32..2,
        proptest::bool::weighted(0.7),
        0_u32..3,
    );
    proptest::collection::vec(answer, 0..50).prop_map(|answers| {
        let mut session = 0;
        let answer = |(template, stratum, right, later): (usize, u32, bool, u32)| {
            session += later / 2;
            Answer {
                template: TemplateId::new(["c/a", "c/b", "c/c", "c/d"][template]).unwrap(),
                stratum,
                right,
                session,
            }
        };
        answers.into_iter().map(answer).collect()
    })
}

fn check(raw: RawCriterion) -> Criterion {
    raw.check_for(&scope()).unwrap()
}

/// Guesser and knower within eight opportunities.
fn rates(raw: RawCriterion) -> [f64; 2] {
    let parameters = parameters(0.01, 0.3);
    let judge = |belief: &crate::mastery::Belief| {
        Judgement::of(belief.mastery(&parameters.learners().pace([])))
    };
    let rates = pass_rates(&check(raw), &parameters, &mix(), 8, &judge).unwrap();
    [rates.guesser_passes, rates.knower_passes]
}

/// Rounding of sums of probabilities.
const ROUNDING: f64 = 1e-12;

proptest! {
    #[test]
    fn answer_by_answer_is_the_window_at_once(raw in any_criterion(), answers in any_answers(), mastery in 0.0..=1.0) {
        let criterion = check(raw);
        let (mut tally, mut window) = (criterion.begin(), Window::default());
        for answer in answers {
            tally.push(&answer);
            window.push(answer);
            let judgement = Judgement::of(mastery);
            prop_assert_eq!(tally.holds(&judgement), criterion.holds_for(&judgement, &window));
            prop_assert_eq!(&tally.state, &criterion.fold(&window).state);
        }
    }

    #[test]
    fn what_is_printed_is_read_again(raw in any_criterion()) {
        let printed = format!("criterion = {raw}");
        let table: toml_of_tests::Table = ::toml::from_str(&printed).unwrap();
        let (again, given) = (check(table.criterion), check(raw.clone()));
        prop_assert_eq!(again.root(), given.root());
        let json = serde_json::to_string(&raw).unwrap();
        prop_assert_eq!(serde_json::from_str::<RawCriterion>(&json).unwrap(), raw);
    }

    #[test]
    fn mastery_never_harms(raw in any_criterion(), answers in any_answers(), low in 0.0..=1.0, high in 0.0..=1.0) {
        prop_assume!(low <= high);
        let tally = answers.iter().fold(check(raw).begin(), |mut tally, answer| { tally.push(answer); tally });
        prop_assert!(!tally.holds(&Judgement::of(low)) || tally.holds(&Judgement::of(high)));
    }

    #[test]
    fn it_never_holds_sooner_than_it_says(raw in any_criterion(), answers in any_answers(), then in any_answers()) {
        let mut tally = answers.iter().fold(check(raw).begin(), |mut tally, answer| { tally.push(answer); tally });
        let more = tally.criterion.root().more(&tally.state) as usize;
        for answer in then.iter().take(more.saturating_sub(1)) {
            tally.push(answer);
            let best = Judgement { mastery: 1.0, pays: true };
            prop_assert!(!tally.holds(&best));
        }
    }

    #[test]
    fn all_is_met_no_more_often_and_any_no_less_often_than_either(a in any_criterion(), b in any_criterion()) {
        let both = |all, any| RawCriterion { all, any, ..RawCriterion::default() };
        let pair = vec![a.clone(), b.clone()];
        let (of_a, of_b) = (rates(a), rates(b));
        let all = rates(both(Some(pair.clone()), None));
        let any = rates(both(None, Some(pair)));
        for who in 0..2 {
            prop_assert!(all[who] <= of_a[who].min(of_b[who]) + ROUNDING);
            prop_assert!(any[who] >= of_a[who].max(of_b[who]) - ROUNDING);
        }
    }

    #[test]
    fn what_one_wants_brings_it_nearer(raw in any_criterion(), answers in any_answers(), template in 0_usize..4, stratum in 0_u32..2) {
        let tally = answers.iter().fold(check(raw).begin(), |mut tally, answer| { tally.push(answer); tally });
        let template = TemplateId::new(["c/a", "c/b", "c/c", "c/d"][template]).unwrap();
        if tally.wants(&template, stratum) {
            // It changes what is remembered: something not covered is, then.
            let mut after = tally.clone();
            after.push(&Answer { template: template.clone(), stratum, right: true, session: 0 });
            prop_assert!(after.state != tally.state);
            prop_assert!(!after.wants(&template, stratum) || after.criterion.raw().then.is_some());
        }
    }
}

/// A table around a criterion.
mod toml_of_tests {
    use super::RawCriterion;
    use serde::Deserialize;

    #[derive(Deserialize)]
    pub struct Table {
        pub criterion: RawCriterion,
    }
}
