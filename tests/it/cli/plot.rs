//! `retake plot`: pictures of a log and of what is fitted to it.

use super::{json, run, text};
use crate::trial;
use libtest_mimic::Trial;
use std::fmt::Write;
use std::fs;

pub fn trials() -> Vec<Trial> {
    vec![
        trial("plot::pictures_are_drawn", pictures_are_drawn),
        trial(
            "plot::what_makes_no_sense_is_told",
            what_makes_no_sense_is_told,
        ),
    ]
}

/// A folder with a log and parameters fitted to it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let [log, parameters] = ["log.csv", "params.json"].map(|name| folder.path().join(name));
    let mut rows = String::from("user_id,skill_name,correct\n");
    for learner in 0..60 {
        for place in 0..8 {
            let right = u32::from((learner * 7 + place * 5) % 10 < 3 + place);
            let other = u32::from((learner * 3 + place * 11) % 13 < 4 + place);
            writeln!(
                rows,
                "l{learner},adding,{right}\nl{learner},taking away,{other}"
            )
            .expect("a text grows");
        }
    }
    fs::write(&log, rows).expect("a log can be written");
    json(&run(&["fit", text(&log), "--out", text(&parameters)]));
    folder
}

fn pictures_are_drawn() {
    let folder = folder();
    let [log, parameters, svg, png] =
        ["log.csv", "params.json", "plot.svg", "plot.png"].map(|name| folder.path().join(name));
    let cases: [(&[&str], &[&str]); 4] = [
        (
            &[text(&log)],
            &["Learning curves", ">adding<", ">taking away<"],
        ),
        (
            &[text(&log), text(&parameters)],
            &["observed and fitted: bkt", "Calibration"],
        ),
        (
            &[text(&parameters)],
            &["Fitted parameters: bkt", "slip P(S)"],
        ),
        (
            &[text(&parameters), text(&log), "--skill", "adding"],
            &["One skill", ">adding<"],
        ),
    ];
    for (arguments, shown) in cases {
        for out in [&svg, &png] {
            let arguments = [&["plot"], arguments, &["--out", text(out)]].concat();
            let done = run(&arguments);
            assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{arguments:?}");
        }
        let drawn = fs::read_to_string(&svg).expect("it was written");
        for text in shown {
            assert!(drawn.contains(text), "{arguments:?}: {text}");
        }
        let drawn = fs::read(&png).expect("it was written");
        assert!(drawn.starts_with(b"\x89PNG"));
    }
}

fn what_makes_no_sense_is_told() {
    let folder = folder();
    let [log, parameters, other] =
        ["log.csv", "params.json", "other.csv"].map(|name| folder.path().join(name));
    fs::write(&other, "user_id,skill_name,correct\na,else,1\n").expect("a log can be written");
    let out = folder.path().join("plot.svg");
    let [log, parameters, other, out] = [&log, &parameters, &other, &out].map(|path| text(path));
    let cases: [(&[&str], i32, &str); 5] = [
        (
            &[log, "--out", "plot.jpg"],
            2,
            "end its name in .svg or .png",
        ),
        (
            &[parameters, parameters, "--out", out],
            2,
            "one file of parameters",
        ),
        (
            &[log, "--out", out, "--skill", "ading"],
            3,
            "did you mean `adding`?",
        ),
        (
            &[parameters, other, "--out", out],
            3,
            "no skill of the log has parameters",
        ),
        (&["nowhere.csv", "--out", out], 3, "nowhere.csv"),
    ];
    for (arguments, code, told) in cases {
        let done = run(&[&["plot"], arguments].concat());
        assert_eq!(done.code, code, "{arguments:?}: {}", done.stderr);
        assert!(done.stderr.contains(told), "{arguments:?}: {}", done.stderr);
    }
}
