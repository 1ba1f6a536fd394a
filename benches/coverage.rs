//! How often 95 % intervals hold what they should: logs are drawn from known parameters, fitted,
//! and the intervals looked at. A study of 200 logs a model, not a timing.

use rayon::prelude::*;
use retake::research::fit::Intervals;
use retake::research::model::Role;
use retake::research::{Coding, FORMAT, FitOptions, Fitted, SimulateOptions, Simulation, fit_log};
use serde_json::{Value, json};

const LOGS: u64 = 200;

/// What logs are drawn from and how large they are.
struct Case {
    model: &'static str,
    truth: &'static [(Role, f64)],
    learners: u64,
    length: u64,
}

const CASES: [Case; 3] = [
    Case {
        model: "bkt",
        truth: &[
            (Role::Prior, 0.35),
            (Role::Learn, 0.12),
            (Role::Guess, 0.2),
            (Role::Slip, 0.1),
        ],
        learners: 1000,
        length: 10,
    },
    Case {
        model: "bkt",
        truth: &[
            (Role::Prior, 0.6),
            (Role::Learn, 0.05),
            (Role::Guess, 0.3),
            (Role::Slip, 0.2),
        ],
        learners: 2000,
        length: 12,
    },
    Case {
        model: "bkt+forget",
        truth: &[
            (Role::Prior, 0.3),
            (Role::Learn, 0.2),
            (Role::Forget, 0.08),
            (Role::Guess, 0.15),
            (Role::Slip, 0.08),
        ],
        learners: 1000,
        length: 15,
    },
];

fn truth(case: &Case) -> Fitted {
    let parameter = |&(name, value): &(Role, f64)| json!({ "name": name, "value": value });
    let parameters: Vec<Value> = case.truth.iter().map(parameter).collect();
    let truth = json!({
        "format": FORMAT,
        "model": case.model,
        "coding": Coding::default(),
        "right": 0.5,
        "skills": { "skill": {
            "parameters": parameters, "log_likelihood": 0, "responses": 0, "learners": 0,
        } },
    });
    serde_json::from_value(truth).expect("these are parameters")
}

/// For every parameter: its estimate, and whether its interval holds the truth.
fn fit(case: &Case, truth: &Fitted, intervals: Intervals, seed: u64) -> Vec<(f64, bool)> {
    let simulated = Simulation::new(
        truth,
        &SimulateOptions {
            learners: case.learners,
            length: case.length,
            seed: seed.to_string(),
        },
    );
    let dataset = simulated.expect("the parameters make a log").dataset();
    let options = FitOptions {
        model: truth.model.clone(),
        intervals,
        ..FitOptions::default()
    };
    let fit = fit_log(&dataset, &options, &|_| {}).expect("the log can be fitted");
    let parameters = &fit.fitted.skills["skill"].parameters;
    let one = |&(name, value): &(Role, f64)| {
        let own = parameters.iter().find(|own| own.name == name);
        let own = own.expect("the model has it");
        let held = own
            .interval
            .is_some_and(|(low, high)| low <= value && value <= high);
        (own.value, held)
    };
    case.truth.iter().map(one).collect()
}

fn main() {
    for case in &CASES {
        let truth = truth(case);
        println!(
            "\n{}, {} learners × {} responses, {LOGS} logs",
            case.model, case.learners, case.length
        );
        for (name, intervals) in [
            ("information", Intervals::Information),
            ("profile", Intervals::Profile),
        ] {
            let all: Vec<Vec<(f64, bool)>> = (0..LOGS)
                .into_par_iter()
                .map(|seed| fit(case, &truth, intervals, seed))
                .collect();
            for (at, (role, value)) in case.truth.iter().enumerate() {
                let of = |log: &Vec<(f64, bool)>| log[at];
                let mean = all.iter().map(|log| of(log).0).sum::<f64>() / LOGS as f64;
                let held = all.iter().filter(|log| of(log).1).count();
                println!(
                    "  {name:<12} {role:<7} true {value:.2}, mean estimate {mean:.4}, held in {:.1} %",
                    100.0 * held as f64 / LOGS as f64
                );
            }
        }
    }
}
