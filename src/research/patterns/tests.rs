//! A log and its patterns say the same.

use super::patterns;
use crate::research::fit::{FitError, FitOptions, Intervals, WholeFit};
use crate::research::log::{Format, LogError, LogOptions, ReadLog, quoted, read_log};
use crate::research::{Model, PredictError, fit_log, predict};
use std::fmt::Write as _;
use std::io::Write as _;

/// A log of two skills with classes and times, in which who has practised tends to know.
fn log() -> String {
    let mut text = String::from("user_id,skill_name,correct,template_id,timestamp\n");
    let mut time = 1_000_000;
    for learner in 0..80_u64 {
        for place in 0..9_u64 {
            time += [60, 4000, 90_000, 200, 700_000][(learner * 3 + place * 7) as usize % 5];
            let right = u64::from((learner * 7 + place * 5) % 11 < 3 + place);
            let other = match (learner * 3 + place * 11) % 13 {
                12 => "".to_owned(),
                rest => u64::from(rest < 4 + place).to_string(),
            };
            let class = ["b 1", "a%", "c"][(learner + place * place) as usize % 3];
            writeln!(text, "l{learner},adding,{right},{class},{time}").unwrap();
            writeln!(text, "l{learner},\"taking, away\",{other},{class},{time}").unwrap();
        }
    }
    text
}

fn read(text: &str, model: &Model) -> Result<ReadLog, LogError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let options = LogOptions {
        keep: model.keep_to_fit(),
        ..LogOptions::default()
    };
    read_log(&[file.path().to_owned()], &options)
}

fn counted(read: &ReadLog, model: &Model) -> String {
    let mut text = String::from("competency,pattern,count\n");
    for one in patterns(&read.dataset, model).unwrap() {
        let (competency, pattern) = (quoted(&one.competency), quoted(&one.pattern));
        writeln!(text, "{competency},{pattern},{}", one.count).unwrap();
    }
    text
}

fn fit(read: &ReadLog, model: &Model) -> WholeFit {
    let options = FitOptions {
        model: model.clone(),
        starts: 2,
        ..FitOptions::default()
    };
    fit_log(&read.dataset, &options, &|_| {}).unwrap()
}

#[test]
fn a_fit_to_patterns_is_the_fit_to_the_log_to_the_bit() {
    let log = log();
    for model in [
        "bkt",
        "bkt+forget",
        "bkt+guess-slip",
        "bkt+order",
        "bkt+first-response",
        "bkt+difficulty",
        "bkt+decay",
        "bkt+learn+decay+forget",
    ] {
        let model: Model = model.parse().unwrap();
        let of_log = read(&log, &model).unwrap();
        let text = counted(&of_log, &model);
        let of_patterns = read(&text, &model).unwrap();
        assert_eq!(of_patterns.report.format, Format::Patterns);
        assert_eq!(of_patterns.dataset.responses, of_log.dataset.responses);
        assert_eq!(counted(&of_patterns, &model), text);
        assert_eq!(
            fit(&of_log, &model).fitted,
            fit(&of_patterns, &model).fitted,
            "{model}"
        );
    }
}

#[test]
fn the_order_of_learners_changes_nothing() {
    let log = log();
    let (header, rows) = log.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    // Whole learners, the last first.
    rows.sort_by_key(|row| std::cmp::Reverse(row.split(',').next()));
    let turned = format!("{header}\n{}\n", rows.join("\n"));
    let model: Model = "bkt+order".parse().unwrap();
    assert_eq!(
        fit(&read(&log, &model).unwrap(), &model).fitted,
        fit(&read(&turned, &model).unwrap(), &model).fitted
    );
}

#[test]
fn patterns_as_they_are_spelt() {
    let text = "user_id,skill_name,correct,template_id,timestamp\na,s,1,t 1,0\na,s,,t2,7200\na,s,0,t2,7201\nb,s,1,t 1,0\n";
    for (model, expected) in [
        ("bkt", "s,1,1\ns,1-0,1\n"),
        ("bkt+decay", "s,1,1\ns,1 -@0.083333 0,1\n"),
        ("bkt+guess-slip", "s,1:t%201,1\ns,1:t%201 -:t2 0:t2,1\n"),
        (
            "bkt+learn+decay",
            "s,1:t%201,1\ns,1:t%201 -@0.083333:t2 0:t2,1\n",
        ),
    ] {
        let model: Model = model.parse().unwrap();
        let counted = counted(&read(text, &model).unwrap(), &model);
        assert_eq!(
            counted,
            format!("competency,pattern,count\n{expected}"),
            "{model}"
        );
    }
}

#[test]
fn counts_of_any_size_are_exact() {
    let bkt = Model::default();
    let with = |scale: u64| {
        let counts = [400, 300, 200, 100].map(|count| count * scale);
        let [a, b, c, d] = counts;
        let text =
            format!("KC,Count,Pattern\ns,{a},0011\ns,{b},0111\ns,{c},000\ns,{d},1101\ns,0,11\n");
        let read = read(&text, &bkt).unwrap();
        assert_eq!(read.dataset.responses, 3800 * scale);
        fit(&read, &bkt).fitted
    };
    let (small, huge) = (with(1), with(1_000_000_000));
    assert_eq!(huge.skills["s"].learners, 1_000_000_000_000);
    assert_eq!(small.right, huge.right);
    for (small, huge) in small.skills["s"]
        .parameters
        .iter()
        .zip(&huge.skills["s"].parameters)
    {
        assert!(
            (small.value - huge.value).abs() < 1e-4,
            "{small:?} {huge:?}"
        );
    }
}

#[test]
fn patterns_that_make_no_sense() {
    let bkt = Model::default();
    let classes: Model = "bkt+guess-slip".parse().unwrap();
    for (text, model, told) in [
        ("s,01x,1", &bkt, ":2:3: `x` is no outcome"),
        ("s,01,-1", &bkt, ":2:6: `-1` is no count of learners"),
        ("s,01,1.5", &bkt, ":2:6: `1.5` is no count of learners"),
        ("s,,1", &bkt, ":2:3: no response"),
        ("s,01", &bkt, ":2: 2 fields, and the header has 3"),
        (
            "s,01,18446744073709551615",
            &bkt,
            ":2:6: with this there are more than 2^53 responses",
        ),
        ("s,01,1", &classes, ":2:3: no class"),
    ] {
        let error = read(&format!("competency,pattern,count\n{text}\n"), model).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[test]
fn models_that_ask_who_answered_are_refused() {
    let text = "competency,pattern,count\ns,01,5\n";
    for model in [
        "rasch",
        "pfa",
        "bkt+types",
        "bkt+individual",
        "bkt+conjunctive",
    ] {
        let model: Model = model.parse().unwrap();
        let error = read(text, &model).unwrap_err().to_string();
        assert!(error.contains("not who gave them"), "{error}");
        assert!(patterns(&read(text, &Model::default()).unwrap().dataset, &model).is_err());
        let options = FitOptions {
            model,
            ..FitOptions::default()
        };
        let of_patterns = read(text, &Model::default()).unwrap();
        let refused = fit_log(&of_patterns.dataset, &options, &|_| {});
        assert!(matches!(refused, Err(FitError::Patterns)));
    }
    let options = FitOptions {
        intervals: Intervals::Bootstrap(10),
        ..FitOptions::default()
    };
    let of_patterns = read(text, &Model::default()).unwrap();
    assert!(matches!(
        fit_log(&of_patterns.dataset, &options, &|_| {}),
        Err(FitError::Patterns)
    ));
    let fitted = fit(&of_patterns, &Model::default()).fitted;
    let predicted = predict(&of_patterns.dataset, &fitted, |_, _, _| {});
    assert_eq!(predicted, Err(PredictError::Patterns));
}
