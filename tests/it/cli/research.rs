//! `retake fit`, `evaluate`, `predict` and `trace`, as a researcher with a log runs them.

use super::{json, outcome, retake, run};
use crate::trial;
use libtest_mimic::Trial;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "research::a_log_is_fitted_and_predicted",
            a_log_is_fitted_and_predicted,
        ),
        trial(
            "research::the_same_seed_gives_the_same_bytes_on_any_number_of_threads",
            the_same_seed_gives_the_same_bytes_on_any_number_of_threads,
        ),
        trial(
            "research::a_later_response_moves_no_earlier_prediction",
            a_later_response_moves_no_earlier_prediction,
        ),
        trial(
            "research::without_slips_a_wrong_answer_leaves_nothing_known",
            without_slips_a_wrong_answer_leaves_nothing_known,
        ),
        trial(
            "research::what_makes_no_sense_is_told",
            what_makes_no_sense_is_told,
        ),
        trial(
            "research::an_impossible_response_is_told_with_its_row",
            an_impossible_response_is_told_with_its_row,
        ),
        trial("research::hmm_scalable_is_read", hmm_scalable_is_read),
        trial(
            "research::what_says_little_is_fitted_without_nonsense",
            what_says_little_is_fitted_without_nonsense,
        ),
    ]
}

/// A folder with a log of two skills, made by a simple rule: who has answered twice tends to know.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut text = String::from("user_id,skill_name,correct\n");
    for learner in 0..60 {
        for place in 0..8 {
            let adding = u32::from((learner * 7 + place * 5) % 10 < 3 + place);
            let other = u32::from((learner * 3 + place * 11) % 13 < 4 + place);
            writeln!(
                text,
                "l{learner},adding,{adding}\nl{learner},\"taking, away\",{other}"
            )
            .unwrap();
        }
    }
    let log = folder.path().join("log.csv");
    fs::write(&log, text).expect("a log can be written");
    (folder, log)
}

fn a_log_is_fitted_and_predicted() {
    let (folder, log) = folder();
    let parameters = folder.path().join("params.json");
    let [log, parameters] = [&log, &parameters].map(|path| path.to_str().expect("a plain path"));
    let summary = json(&run(&[
        "fit",
        log,
        "--model",
        "bkt+forget",
        "--out",
        parameters,
    ]));
    assert_eq!(summary["rows"], 960);
    assert_eq!(summary["learners"], 60);
    assert_eq!(summary["skills"], 2);
    assert_eq!(summary["ordered_by"], "row");
    assert!(
        summary["log_likelihood"]
            .as_f64()
            .is_some_and(|ln| ln < -400.0 && ln > -666.0)
    );
    let measures = json(&run(&[
        "evaluate",
        log,
        "--params",
        parameters,
        "--by-skill",
    ]));
    assert_eq!(measures["responses"], 960);
    assert!(
        measures["pooled"]["auc"]["value"]
            .as_f64()
            .is_some_and(|auc| auc > 0.6)
    );
    assert_eq!(
        measures["skills"].as_object().map(serde_json::Map::len),
        Some(2)
    );
    for command in ["predict", "trace"] {
        let done = run(&[command, parameters, log]);
        assert_eq!(done.code, 0, "{}", done.stderr);
        assert_eq!(done.stdout.lines().count(), 961);
        assert!(done.stdout.contains("l0,\"taking, away\",1,"), "{command}");
        let numbers = done
            .stdout
            .lines()
            .skip(1)
            .map(|line| line.rsplit(',').next().unwrap_or(""));
        for number in numbers {
            let number: f64 = number.parse().expect("a number");
            assert!((0.0..=1.0).contains(&number));
        }
    }
}

fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let (folder, log) = folder();
    let written = |threads: &str| {
        let out = folder.path().join(format!("{threads}.json"));
        let mut command = retake(&["fit", "--starts", "8", "--seed", "x"]);
        command
            .arg(&log)
            .arg("--out")
            .arg(&out)
            .env("RAYON_NUM_THREADS", threads);
        assert_eq!(outcome(&mut command, "").code, 0);
        fs::read_to_string(out).expect("parameters were written")
    };
    assert_eq!(written("1"), written("3"));
}

fn a_later_response_moves_no_earlier_prediction() {
    let (folder, log) = folder();
    let parameters = folder.path().join("params.json");
    let mut fit = retake(&["fit", "--model", "bkt+forget"]);
    assert_eq!(
        outcome(fit.arg(&log).arg("--out").arg(&parameters), "").code,
        0
    );
    let text = fs::read_to_string(&log).expect("the log is there");
    let predict = |text: &str| -> Vec<String> {
        let mut command = retake(&["predict"]);
        let done = outcome(command.arg(&parameters).arg("-"), text);
        assert_eq!(done.code, 0, "{}", done.stderr);
        done.stdout.lines().map(str::to_owned).collect()
    };
    // The last response of one learner on one skill, turned round.
    let last = text
        .lines()
        .rfind(|line| line.starts_with("l5,adding,"))
        .expect("there is one");
    let turned = if last.ends_with('1') {
        "l5,adding,0"
    } else {
        "l5,adding,1"
    };
    let place = text.rfind(last).expect("it is there");
    let changed = format!("{}{turned}{}", &text[..place], &text[place + last.len()..]);
    let differ: Vec<(String, String)> = predict(&text)
        .into_iter()
        .zip(predict(&changed))
        .filter(|(before, after)| before != after)
        .collect();
    // Only its own row, and there only what came, not what was predicted.
    assert_eq!(differ.len(), 1, "{differ:?}");
    let predicted = |row: &str| row.rsplit(',').next().map(str::to_owned);
    assert_eq!(predicted(&differ[0].0), predicted(&differ[0].1));
}

fn without_slips_a_wrong_answer_leaves_nothing_known() {
    let (folder, _) = folder();
    let log = folder.path().join("one.csv");
    fs::write(&log, "user_id,skill_name,correct\na,s,0\nb,s,1\nb,s,1\n").expect("a log");
    let parameters = folder.path().join("params.json");
    let mut fit = retake(&["fit", "--fix", "slip=0", "--fix", "prior=0.9"]);
    assert_eq!(
        outcome(fit.arg(&log).arg("--out").arg(&parameters), "").code,
        0
    );
    let mut trace = retake(&["trace"]);
    let done = outcome(trace.arg(&parameters).arg(&log), "");
    assert!(done.stdout.contains("a,s,1,0,0\n"), "{}", done.stdout);
}

/// Neither guesses nor slips, known from the start: the wrong answer in the fourth line cannot be.
fn an_impossible_response_is_told_with_its_row() {
    let (folder, _) = folder();
    let log = folder.path().join("one.csv");
    let rows = "order_id,user_id,skill_name,correct\n3,b,s,1\n1,a,s,1\n2,a,s,0\n4,a,t,0\n";
    fs::write(&log, rows).expect("a log");
    let shown = log.display().to_string();
    let parameters = folder.path().join("params.json");
    let mut fit = retake(&["fit", "--fix", "slip=0", "--fix", "prior=1"]);
    let done = outcome(fit.arg(&log), "");
    let place = format!("{shown}:4: skill `s`, learner `a`, response 2");
    assert_eq!(done.code, 3, "{}", done.stderr);
    assert!(done.stderr.contains(&place), "{}", done.stderr);
    // Fitted where nothing contradicts it, and then met by what does.
    let sound = folder.path().join("sound.csv");
    fs::write(
        &sound,
        rows.replace("2,a,s,0", "2,a,s,1")
            .replace("4,a,t,0", "4,a,t,1"),
    )
    .expect("a log");
    let mut fit = retake(&["fit", "--fix", "slip=0", "--fix", "prior=1"]);
    let done = outcome(fit.arg(&sound).arg("--out").arg(&parameters), "");
    assert_eq!(done.code, 0, "{}", done.stderr);
    for command in ["predict", "trace"] {
        let done = outcome(retake(&[command]).arg(&parameters).arg(&log), "");
        assert!(done.stderr.contains(&place), "{}", done.stderr);
    }
    let mut evaluate = retake(&["evaluate"]);
    let done = outcome(evaluate.arg(&log).arg("--params").arg(&parameters), "");
    assert!(done.stderr.contains(&place), "{}", done.stderr);
}

fn what_makes_no_sense_is_told() {
    let (folder, log) = folder();
    let log = log.to_str().expect("a plain path");
    let cases: [(&[&str], i32, &str); 7] = [
        (
            &["fit", log, "--model", "bkt+forgett"],
            2,
            "did you mean `forget`?",
        ),
        (
            &["fit", log, "--fix", "gues=0.2"],
            2,
            "the model has no parameter `gues`; it has prior, learn, guess, slip",
        ),
        (
            &["fit", log, "--fix", "guess=2"],
            2,
            "the fixed value of guess 2 must be a probability",
        ),
        (
            &["fit", log, "--model", "bkt+decay"],
            3,
            "decay needs responses with time between them",
        ),
        (
            &["fit", log, "--column", "skill=topic"],
            3,
            "no column `topic`",
        ),
        (&["fit", "nowhere.csv"], 3, "nowhere.csv"),
        (
            &["evaluate", log, "--params", log],
            3,
            "fitted parameters are what `retake fit --out` writes",
        ),
    ];
    for (arguments, code, told) in cases {
        let done = run(arguments);
        assert_eq!(done.code, code, "{arguments:?}: {}", done.stderr);
        assert!(done.stderr.contains(told), "{arguments:?}: {}", done.stderr);
        assert_eq!(done.stdout, "");
    }
    drop(folder);
}

fn hmm_scalable_is_read() {
    let log = "2\ta\tx\tadd\n1\ta\ty\tadd~take\n1\ta\tz\ttake\n2\tb\tx\t.\n1\tb\tx\tadd\n";
    let summary = json(&outcome(&mut retake(&["fit", "-"]), log));
    assert_eq!(
        (&summary["rows"], &summary["responses"]),
        (&5.into(), &5.into())
    );
}

/// Logs from which little or nothing follows: a fit has numbers or says why not, never NaN.
fn what_says_little_is_fitted_without_nonsense() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name);
    let every = |row: &str| -> String {
        (0..40).fold(String::new(), |mut rows, at| {
            writeln!(rows, "l{},s,{row},t{}", at / 4, at % 2).unwrap();
            rows
        })
    };
    let cases = [
        ("one response", "a,s,1,t\n".to_owned(), true),
        (
            "one learner",
            "a,s,0,t\na,s,1,t\na,s,1,t\n".to_owned(),
            true,
        ),
        ("all right", every("1"), true),
        ("all wrong", every("0"), true),
        ("nothing seen", every(""), true),
        (
            "a skill of which nothing is seen",
            every("1") + "a,t,,t\n",
            true,
        ),
        ("no skill", "a,,1,t\n".to_owned(), false),
    ];
    for (name, rows, fits) in cases {
        let log = path("log.csv");
        fs::write(
            &log,
            format!("user_id,skill_name,correct,template_id\n{rows}"),
        )
        .expect("a log");
        for model in [
            "bkt+forget",
            "bkt+guess-slip+learn",
            "bkt+first-response",
            "bkt+difficulty",
        ] {
            let mut fit = retake(&["fit", "--starts", "2", "--model", model, "--out"]);
            let done = outcome(fit.arg(path("params.json")).arg(&log), "");
            let said = format!("{name}, {model}: {}{}", done.stdout, done.stderr);
            if !fits {
                assert_eq!(done.code, 3, "{said}");
                assert!(done.stderr.contains("no response with a skill"), "{said}");
                continue;
            }
            assert_eq!(done.code, 0, "{said}");
            let parameters = fs::read_to_string(path("params.json")).expect("parameters");
            assert!(
                !parameters.contains("null"),
                "{name}, {model}: {parameters}"
            );
            assert!(!done.stdout.contains("null"), "{said}");
            for command in ["predict", "trace"] {
                let done = outcome(retake(&[command]).arg(path("params.json")).arg(&log), "");
                assert_eq!(done.code, 0, "{name}, {model}: {}", done.stderr);
                assert!(
                    !done.stdout.contains("NaN"),
                    "{name}, {model}: {}",
                    done.stdout
                );
            }
            let mut evaluate = retake(&["evaluate", "--params"]);
            let done = outcome(evaluate.arg(path("params.json")).arg(&log), "");
            assert_eq!(done.code, 0, "{name}, {model}: {}", done.stderr);
            assert!(
                !done.stdout.contains("NaN"),
                "{name}, {model}: {}",
                done.stdout
            );
        }
    }
}
