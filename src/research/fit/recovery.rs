//! What is fitted to logs drawn from known parameters is those parameters.

use super::{FitOptions, WholeFit};
use crate::research::fit_log;
use crate::research::fitted::{Fitted, LearnerKinds};
use crate::research::model::Role;
use crate::research::simulate::{SimulateOptions, Simulation};
use serde_json::{Value, json};

/// Parameters by hand: of every skill those given.
fn truth(model: &str, learners: Value, skills: &[&[(Role, f64)]]) -> Fitted {
    let skill = |(number, parameters): (usize, &&[(Role, f64)])| {
        let parameters: Vec<Value> = parameters
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        let skill = json!({
            "parameters": parameters, "log_likelihood": 0, "responses": 0, "learners": 0,
        });
        (format!("s{number}"), skill)
    };
    let skills: serde_json::Map<String, Value> = skills.iter().enumerate().map(skill).collect();
    serde_json::from_value(json!({
        "format": 1,
        "model": model,
        "coding": { "hints": "as_given", "skips": "missing", "partial": "refused" },
        "learners": learners,
        "right": 0.5,
        "skills": skills,
    }))
    .unwrap()
}

fn refit(truth: &Fitted, learners: u64, length: u64, seed: u64) -> WholeFit {
    let options = SimulateOptions {
        learners,
        length,
        seed: seed.to_string(),
    };
    let dataset = Simulation::new(truth, &options).unwrap().dataset();
    let options = FitOptions {
        model: truth.model.clone(),
        starts: 2,
        ..FitOptions::default()
    };
    fit_log(&dataset, &options, &|_| {}).unwrap()
}

const SKILL: [(Role, f64); 4] = [
    (Role::Prior, 0.35),
    (Role::Learn, 0.12),
    (Role::Guess, 0.2),
    (Role::Slip, 0.1),
];

/// Of the parameters of all skills how many were found within two standard errors, and of how many.
fn within_two_errors(truth: &Fitted, fit: &WholeFit) -> (usize, usize) {
    let mut found = (0, 0);
    for (name, skill) in &truth.skills {
        for (own, fitted) in skill
            .parameters
            .iter()
            .flat_map(|own| {
                fit.fitted.skills[name]
                    .parameters
                    .iter()
                    .map(move |fitted| (own, fitted))
            })
            .filter(|(own, fitted)| own.name == fitted.name)
        {
            let error = fitted.standard_error.unwrap();
            found.0 += usize::from((fitted.value - own.value).abs() <= 2.0 * error);
            found.1 += 1;
        }
    }
    found
}

#[test]
fn known_parameters_are_found_within_two_standard_errors_nearly_always() {
    let truth = truth("bkt", Value::Null, &[&SKILL]);
    let (mut within, mut all) = (0, 0);
    for seed in 0..40 {
        let found = within_two_errors(&truth, &refit(&truth, 500, 10, seed));
        within += found.0;
        all += found.1;
    }
    assert_eq!(all, 160);
    // Of 160 an average of 152.7 lie within; fewer than 144 would come once in a thousand times.
    assert!(within >= 144, "{within} of {all}");
}

#[test]
fn how_learners_differ_is_found() {
    let slow = [
        (Role::Prior, 0.2),
        (Role::Learn, 0.08),
        (Role::Guess, 0.15),
        (Role::Slip, 0.1),
    ];
    let skills: [&[(Role, f64)]; 4] = [&SKILL, &slow, &SKILL, &slow];
    let individual = json!({ "individual": { "prior_sd": 1.2, "learn_sd": 0.8 } });
    let truth = truth("bkt+individual", individual, &skills);
    let fit = refit(&truth, 1500, 12, 1);
    let Some(LearnerKinds::Individual { prior_sd, learn_sd }) = fit.fitted.learners else {
        panic!("{:?}", fit.fitted.learners);
    };
    assert!((prior_sd - 1.2).abs() < 0.25, "{prior_sd}");
    assert!((learn_sd - 0.8).abs() < 0.25, "{learn_sd}");
    let (within, all) = within_two_errors(&truth, &fit);
    assert!(within * 10 >= all * 8, "{within} of {all}");
}

#[test]
fn responses_of_several_skills_tell_each_of_them() {
    let forgets = |forget| {
        let mut skill = SKILL.to_vec();
        skill.push((Role::Forget, forget));
        skill
    };
    let (first, second) = (forgets(0.05), forgets(0.02));
    for model in ["bkt+forget+conjunctive", "bkt+forget+compensatory"] {
        let truth = truth(model, Value::Null, &[&first, &second]);
        let fit = refit(&truth, 1500, 12, 1);
        let (within, all) = within_two_errors(&truth, &fit);
        assert!(within + 2 >= all, "{model}: {within} of {all}");
    }
}
