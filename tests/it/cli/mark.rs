//! `retake mark`: a line for a line, in order, whatever stands in it.

use super::{outcome, retake};
use crate::trial;
use libtest_mimic::Trial;
use serde_json::Value;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "mark::every_kind_is_marked_from_plain_data",
            every_kind_is_marked_from_plain_data,
        ),
        trial(
            "mark::a_line_without_sense_gets_its_error_in_its_place",
            a_line_without_sense_gets_its_error_in_its_place,
        ),
        trial(
            "mark::places_are_counted_in_characters",
            places_are_counted_in_characters,
        ),
        trial(
            "mark::many_lines_keep_their_order",
            many_lines_keep_their_order,
        ),
    ]
}

/// What the lines were answered with, and the exit code.
fn mark(lines: &str) -> (Vec<Value>, i32) {
    let done = outcome(&mut retake(&["mark"]), lines);
    assert_eq!(done.stderr, "");
    let replies = done
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")));
    (replies.collect(), done.code)
}

fn every_kind_is_marked_from_plain_data() {
    let cases = [
        (r#"{"kind":"number","key":"3/4","answer":"0.75"}"#, "right"),
        (
            r#"{"kind":"number","key":"3/4","answer":"6/8","form":"lowest_terms"}"#,
            "right_value_wrong_form",
        ),
        (
            r#"{"kind":"number","key":0.3,"answer":"0,3","locale":"de"}"#,
            "right",
        ),
        (
            r#"{"kind":"number","key":"sqrt(2)","answer":"1.41","precision":"significant_figures 3"}"#,
            "right",
        ),
        (
            r#"{"kind":"number","key":"pi","answer":"3.1","tolerance":"2%"}"#,
            "right",
        ),
        (
            r#"{"kind":"number","range":["1","2"],"answer":"1.5"}"#,
            "right",
        ),
        (
            r#"{"kind":"quantity","key":25,"unit":"g","answer":"0.025 kg"}"#,
            "right",
        ),
        (
            r#"{"kind":"quantity","key":25,"unit":"g","answer":"0.025 kg","compatible_units":false}"#,
            "right_value_wrong_form",
        ),
        (
            r#"{"kind":"quantity","key":25,"unit":"g","answer":"25 m"}"#,
            "wrong",
        ),
        (
            r#"{"kind":"expression","key":"2(x+3)","answer":"2x+6"}"#,
            "right",
        ),
        (
            r#"{"kind":"expression","key":"x^2-1","answer":"x^2-1","form":"factored"}"#,
            "right_value_wrong_form",
        ),
        (
            r#"{"kind":"equation","key":"y = 2x + 1","answer":"2x + 1 = y"}"#,
            "right",
        ),
        (
            r#"{"kind":"equation","key":"y = 2x + 1","answer":"y - 2x = 1","form":"solved_for y"}"#,
            "right_value_wrong_form",
        ),
        (
            r#"{"kind":"inequality","key":"x > 2","answer":"2 < x"}"#,
            "right",
        ),
        (
            r#"{"kind":"inequality","key":"x > 2","answer":"(2, inf)"}"#,
            "right",
        ),
        (
            r#"{"kind":"interval","key":"(2, 5]","answer":"2 < x <= 5"}"#,
            "right_value_wrong_form",
        ),
        (
            r#"{"kind":"interval","key":"[2, 5]","answer":"[2, 5)"}"#,
            "wrong",
        ),
        (
            r#"{"kind":"set","key":"{1, 2}","answer":"{2, 1, 1}"}"#,
            "right",
        ),
        (r#"{"kind":"set","key":"{1, 2}","answer":"2, 1"}"#, "right"),
        (
            r#"{"kind":"list","key":"[1, 2]","answer":"[2, 1]"}"#,
            "wrong",
        ),
        (
            r#"{"kind":"tuple","key":"(1, 2)","answer":"(1, 4/2)"}"#,
            "right",
        ),
        (
            r#"{"kind":"matrix","key":"[[1, 2], [3, 4]]","answer":"[[1, 2], [3, 4]]"}"#,
            "right",
        ),
        (
            r#"{"kind":"choice","key":"blue","options":["red","blue"],"answer":"b"}"#,
            "right",
        ),
        (
            r#"{"kind":"choices","key":"a,c","options":["1","2","3"],"answer":"c a"}"#,
            "right",
        ),
        (
            r#"{"kind":"true_false","key":true,"answer":"false"}"#,
            "wrong",
        ),
        (
            r#"{"kind":"ordering","key":["x","y"],"options":["y","x"],"answer":"b,a"}"#,
            "right",
        ),
        (
            r#"{"kind":"text","key":["colour","color"],"answer":"Color "}"#,
            "right",
        ),
        (
            r#"{"kind":"point","key":"(3, -2)","answer":"(3, -2)"}"#,
            "right",
        ),
        (
            r#"{"kind":"number","key":"2","answer":"two"}"#,
            "unreadable",
        ),
    ];
    let lines: Vec<&str> = cases.iter().map(|(line, _)| *line).collect();
    let (replies, code) = mark(&lines.join("\n"));
    assert_eq!(replies.len(), cases.len());
    for ((line, expected), reply) in cases.iter().zip(&replies) {
        assert_eq!(reply["outcome"], *expected, "{line}: {reply}");
    }
    assert_eq!(code, 0);
}

fn a_line_without_sense_gets_its_error_in_its_place() {
    let (replies, code) = mark(concat!(
        "not json\n",
        "\n",
        "{\"kind\":\"numer\",\"key\":\"1\",\"answer\":\"1\"}\n",
        "{\"kind\":\"number\",\"key\":\"1\",\"answer\":\"1\"}\n",
        "{\"kind\":\"number\",\"key\":\"x\",\"answer\":\"1\"}\n",
    ));
    assert_eq!(code, 1);
    let errors: Vec<Option<&str>> = replies
        .iter()
        .map(|reply| reply["error"].as_str())
        .collect();
    assert!(errors[0].is_some());
    assert_eq!(
        errors[1],
        Some("kind `numer` is not known; did you mean `number`?")
    );
    assert_eq!(replies[2]["outcome"], "right");
    assert_eq!(errors[3], Some("key `x` cannot be read: it is no number"));
    assert_eq!(replies[3]["line"], 5);
}

fn places_are_counted_in_characters() {
    let (replies, _) = mark(r#"{"kind":"number","key":"2","answer":"½ + ö"}"#);
    assert_eq!(
        replies[0]["at"],
        serde_json::json!([4, 5]),
        "{}",
        replies[0]
    );
}

fn many_lines_keep_their_order() {
    use std::fmt::Write;
    let mut lines = String::new();
    for number in 0..10_000 {
        writeln!(
            lines,
            r#"{{"kind":"number","key":"{number}","answer":"{number}.0"}}"#
        )
        .expect("a string takes it");
    }
    let (replies, code) = mark(&lines);
    assert_eq!(code, 0);
    for (number, reply) in replies.iter().enumerate() {
        assert_eq!(reply["understood_as"], format!("{number}.0"), "{reply}");
    }
    assert_eq!(replies.len(), 10_000);
}
