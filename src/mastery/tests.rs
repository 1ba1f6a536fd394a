//! Known answers derived by hand, and the laws of the filter.

use super::*;
use crate::answer::Credit;
use proptest::prelude::*;

/// Rounding of a few operations on numbers near 1.
const ROUNDING: f64 = 1e-12;

/// One speed.
fn alone() -> Pace {
    Pace::default()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING
}

fn parameters(prior: f64, learn: f64, forget: f64, guess: f64, slip: f64) -> BktParameters {
    RawParameters {
        prior,
        learn,
        forget,
        guess,
        slip,
        hint: 0.25,
    }
    .check()
    .unwrap()
}

/// Prior .4, learn .3, guess .2, slip .1, no forgetting; a right answer, then a wrong one.
///
/// ```text
/// P(right)  = .4 × .9 + .6 × .2          = .36 + .12    = .48
/// L⁺        = .36 / .48                                 = 3/4
/// L′        = 3/4 + 1/4 × .3                            = .825
/// P(wrong)  = .825 × .1 + .175 × .8      = .0825 + .14  = .2225
/// L⁺        = .0825 / .2225                             = 33/89
/// L′        = 33/89 + 56/89 × .3         = 49.8/89
/// ```
#[test]
fn a_right_and_a_wrong_answer_by_hand() {
    let given = parameters(0.4, 0.3, 0.0, 0.2, 0.1);
    let start = Trace::before(&given);
    let right = Evidence::new(&given, ResponseFormat::Typed, 0, true);
    let wrong = Evidence::new(&given, ResponseFormat::Typed, 0, false);
    assert!(near(
        start.predictive.predict(&right.likelihood, &alone()),
        0.48
    ));
    let first = start.absorb(&right).unwrap();
    assert!(near(first.mastery(), 0.75));
    assert!(near(first.expected(), 0.825));
    assert!(near(
        first.predictive.predict(&wrong.likelihood, &alone()),
        0.2225
    ));
    let second = first.absorb(&wrong).unwrap();
    assert!(near(second.mastery(), 33.0 / 89.0));
    assert!(near(second.expected(), 49.8 / 89.0));
    assert_eq!(second.opportunities, 2);
}

/// The same start with forgetting .2: after the right answer L⁺ = 3/4 as before, then
///
/// ```text
/// L′ = 3/4 × .8 + 1/4 × .3 = .6 + .075 = .675
/// ```
#[test]
fn forgetting_by_hand() {
    let given = parameters(0.4, 0.3, 0.2, 0.2, 0.1);
    let right = Evidence::new(&given, ResponseFormat::Typed, 0, true);
    let trace = Trace::before(&given).absorb(&right).unwrap();
    assert!(near(trace.mastery(), 0.75));
    assert!(near(trace.expected(), 0.675));
    assert!(near(trace.predictive.unknown()[0], 0.325));
}

/// Guess .2 and η = .25. One hint: 1 − .8 × .75 = .4; two: 1 − .8 × .5625 = .55. From prior .4,
/// slip .1, after one hint L⁺ = .36/(.36 + .6 × .4) = .6. One option of four: guess 1/4, so
/// L⁺ = .36/(.36 + .15) = 12/17. Any of three: 1/7 lies below the typed guess, so that stays.
#[test]
fn help_and_options_by_hand() {
    let given = parameters(0.4, 0.3, 0.0, 0.2, 0.1);
    let emission = |format, help| Emission::new(&given, format, help);
    assert!(near(emission(ResponseFormat::Typed, 1).guess(), 0.4));
    assert!(near(emission(ResponseFormat::Typed, 2).guess(), 0.55));
    let four = ResponseFormat::ChooseOne { options: 4 };
    assert!(near(emission(four, 0).guess(), 0.25));
    assert!(near(emission(four, 1).guess(), 1.0 - 0.75 * 0.75));
    let three = ResponseFormat::ChooseMany { options: 3 };
    assert!(near(emission(three, 0).guess(), 0.2));
    let few = parameters(0.4, 0.3, 0.0, 0.05, 0.1);
    assert!(near(Emission::new(&few, three, 0).guess(), 1.0 / 7.0));
    let after = |format, help| {
        Belief::before(&given)
            .filter(&emission(format, help).likelihood(true))
            .unwrap()
            .mastery(&alone())
    };
    assert!(near(after(ResponseFormat::Typed, 1), 0.6));
    assert!(near(after(four, 0), 12.0 / 17.0));
}

#[test]
fn a_wrong_answer_without_slip_settles_that_it_is_not_known() {
    let belief = Belief::new(0.9).unwrap();
    let wrong = Likelihood {
        unknown: 0.7,
        known: 0.0,
    };
    assert_eq!(belief.filter(&wrong).unwrap().mastery(&alone()), 0.0);
    let certain = Belief::new(1.0).unwrap();
    assert_eq!(
        certain.filter(&wrong),
        Err(MasteryError::ImpossibleEvidence)
    );
}

#[test]
fn no_streak_is_so_long_that_wrong_answers_cannot_undo_it() {
    let given = parameters(0.25, 0.12, 0.0, 0.05, 0.08);
    let right = Evidence::new(&given, ResponseFormat::Typed, 0, true);
    let wrong = Evidence::new(&given, ResponseFormat::Typed, 0, false);
    for streak in [142, 10_000] {
        let log = std::iter::repeat_n(&right, streak);
        let high = Trace::replay(Belief::before(&given), log).unwrap();
        let after = high.absorb(&wrong).unwrap();
        assert!(
            after.filtered.unknown()[0] > high.filtered.unknown()[0],
            "{streak}"
        );
        let log = std::iter::repeat_n(&wrong, 400);
        let low = log.fold(high, |trace, wrong| trace.absorb(wrong).unwrap());
        assert!(low.mastery() < 0.1, "{streak}: {}", low.mastery());
    }
}

#[test]
fn errors_say_what_is_allowed_and_what_to_do() {
    let good = RawParameters {
        prior: 0.25,
        learn: 0.12,
        forget: 0.0,
        guess: 0.05,
        slip: 0.08,
        hint: 0.25,
    };
    let message = |raw: RawParameters| raw.check().unwrap_err().to_string();
    assert_eq!(
        message(RawParameters { guess: 0.0, ..good }),
        "guess 0 must lie between 0.001 and 0.999; at 0 or 1 one answer would settle the belief for ever"
    );
    assert_eq!(
        message(RawParameters {
            guess: 0.9,
            slip: 0.3,
            ..good
        }),
        "guess 0.9 must be below 1 − slip = 0.7; lower guess or slip"
    );
    assert_eq!(
        message(RawParameters {
            learn: 0.6,
            forget: 0.6,
            ..good
        }),
        "learn 0.6 + forget 0.6 must be at most 1; lower one of them"
    );
    assert!(
        message(RawParameters {
            prior: f64::NAN,
            ..good
        })
        .starts_with("prior NaN must lie")
    );
}

#[test]
fn beliefs_and_evidence_survive_json_to_the_bit() {
    let given = parameters(0.1, 0.3, 0.1, 0.2, 0.1);
    let evidence = Evidence::new(&given, ResponseFormat::ChooseOne { options: 3 }, 2, true);
    let trace = Trace::before(&given).absorb(&evidence).unwrap();
    let text = serde_json::to_string(&(trace, &evidence)).unwrap();
    assert!(text.contains(r#""model":"bkt-1""#), "{text}");
    assert_eq!(
        serde_json::from_str::<(Trace, Evidence)>(&text).unwrap(),
        (trace, evidence)
    );
    for damaged in [
        r#"["7ff8000000000000","0000000000000000"]"#,
        r#"["4000000000000000","0000000000000000"]"#,
        r#"["0000000000000000","3fe0000000000000"]"#,
        r#"["x","y"]"#,
    ] {
        assert!(
            serde_json::from_str::<Belief>(damaged).is_err(),
            "{damaged}"
        );
    }
}

/// Parameters anywhere in the range a service allows.
fn any_parameters() -> impl Strategy<Value = BktParameters> {
    let edge = |low: f64, high: f64| prop_oneof![Just(low), low..=high, Just(high)];
    (
        edge(0.001, 0.999),
        edge(0.0, 0.999),
        edge(0.0, 0.999),
        edge(0.001, 0.999),
        edge(0.001, 0.999),
        edge(0.0, 1.0),
    )
        .prop_filter_map("checked", |(prior, learn, forget, guess, slip, hint)| {
            let raw = RawParameters {
                prior,
                learn,
                forget,
                guess,
                slip,
                hint,
            };
            raw.check().ok()
        })
}

fn any_format() -> impl Strategy<Value = ResponseFormat> {
    prop_oneof![
        Just(ResponseFormat::Typed),
        (0_u32..40).prop_map(|options| ResponseFormat::ChooseOne { options }),
        (0_u32..80).prop_map(|options| ResponseFormat::ChooseMany { options }),
    ]
}

fn any_answers() -> impl Strategy<Value = Vec<(ResponseFormat, u32, bool)>> {
    proptest::collection::vec((any_format(), 0_u32..6, any::<bool>()), 0..60)
}

fn follow(given: &BktParameters, answers: &[(ResponseFormat, u32, bool)]) -> Vec<Evidence> {
    let evidence = |&(format, help, right): &_| Evidence::new(given, format, help, right);
    answers.iter().map(evidence).collect()
}

proptest! {
    #[test]
    fn the_expected_posterior_is_the_prior(given in any_parameters(), format in any_format(), help in 0_u32..6, at in 0.0..=1.0) {
        let belief = Belief::new(at).unwrap();
        let emission = Emission::new(&given, format, help);
        let expected: f64 = [true, false].into_iter().map(|right| {
            let likelihood = emission.likelihood(right);
            belief.predict(&likelihood, &alone()) * belief.filter(&likelihood).unwrap().mastery(&alone())
        }).sum();
        prop_assert!(near(expected, at), "{expected} from {at}");
    }

    #[test]
    fn a_right_answer_never_lowers_mastery_nor_a_wrong_one_raises_it(given in any_parameters(), format in any_format(), help in 0_u32..200, at in 0.0..=1.0) {
        let belief = Belief::new(at).unwrap();
        let emission = Emission::new(&given, format, help);
        let after = |right| belief.filter(&emission.likelihood(right)).unwrap().mastery(&alone());
        prop_assert!(after(true) >= at - ROUNDING && after(false) <= at + ROUNDING);
        prop_assert!(emission.guess() < 1.0 - emission.slip());
    }

    #[test]
    fn the_more_help_the_less_a_right_answer_says(given in any_parameters(), format in any_format(), help in 0_u32..10) {
        let guess = |help| Emission::new(&given, format, help).guess();
        prop_assert!(guess(help + 1) >= guess(help) - ROUNDING);
    }

    #[test]
    fn masses_stay_probabilities_that_sum_to_one(given in any_parameters(), answers in any_answers()) {
        let mut trace = Trace::before(&given);
        for evidence in follow(&given, &answers) {
            trace = trace.absorb(&evidence).unwrap();
            for belief in [trace.filtered, trace.predictive] {
                let (unknown, known) = (belief.unknown()[0], belief.known()[0]);
                prop_assert!(unknown >= 0.0 && known >= 0.0 && near(unknown + known, 1.0));
            }
        }
    }

    #[test]
    fn a_log_replays_to_the_same_bits_in_one_go_or_in_two(given in any_parameters(), answers in any_answers(), cut in 0_usize..60) {
        let log = follow(&given, &answers);
        let stored: Vec<Evidence> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
        let live = log.iter().try_fold(Trace::before(&given), |trace, evidence| trace.absorb(evidence)).unwrap();
        let (first, second) = stored.split_at(cut.min(stored.len()));
        let half = Trace::replay(Belief::before(&given), first).unwrap();
        let half: Trace = serde_json::from_str(&serde_json::to_string(&half).unwrap()).unwrap();
        let whole = second.iter().try_fold(half, |trace, evidence| trace.absorb(evidence)).unwrap();
        prop_assert_eq!(live, Trace::replay(Belief::before(&given), &stored).unwrap());
        prop_assert_eq!(live, whole);
    }

    #[test]
    fn a_run_of_right_answers_tends_to_the_ceiling(given in any_parameters(), format in any_format()) {
        let right = Evidence::new(&given, format, 0, true);
        let ceiling = given.ceiling(format);
        // The ceiling is a fixed point: from there a right answer leads there again.
        let at = Belief::new(ceiling).unwrap().transition(&right.transition);
        let again = at.filter(&right.likelihood).unwrap().mastery(&alone());
        prop_assert!((again - ceiling).abs() < 1e-9, "{again} {ceiling}");
    }
}

proptest! {
    #[test]
    fn more_credit_never_says_less_and_its_ends_are_wrong_and_right(
        guess in 0.001f64..0.45, slip in 0.001f64..0.45, help in 0u32..4, steps in 2usize..50,
    ) {
        let raw = RawParameters { prior: 0.25, learn: 0.12, forget: 0.0, guess, slip, hint: 0.25 };
        let parameters = raw.check().unwrap();
        let graded = |credit| Evidence::graded(&parameters, ResponseFormat::Typed, help, credit);
        for (credit, right) in [(Credit::NONE, false), (Credit::FULL, true)] {
            let plain = Evidence::new(&parameters, ResponseFormat::Typed, help, right);
            prop_assert_eq!(graded(credit), plain);
        }
        let ratios: Vec<f64> = (0..=steps)
            .map(|step| graded(Credit::share(step, steps)).likelihood)
            .map(|likelihood| likelihood.known / likelihood.unknown)
            .collect();
        prop_assert!(ratios.windows(2).all(|pair| pair[0] < pair[1]), "{ratios:?}");
    }
}

#[test]
fn several_parts_are_as_hard_to_guess_as_the_hardest() {
    let choose = |options| ResponseFormat::ChooseOne { options };
    let all = |formats: &[ResponseFormat]| ResponseFormat::of_all(formats.iter().copied());
    assert_eq!(all(&[choose(2), choose(4)]), choose(4));
    assert_eq!(
        all(&[choose(4), ResponseFormat::Typed]),
        ResponseFormat::Typed
    );
    assert_eq!(all(&[]), ResponseFormat::Typed);
}
