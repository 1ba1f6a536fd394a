//! `[mastery]`, criteria and phases as they are written.

use super::{TOP, competency, lines, manifest_findings};
use crate::bank::manifest;
use crate::base::Source;
use crate::mastery::{PhaseWords, RawCheck};

const PAGE: &str = include_str!("../../../docs/mastery.md");

/// What is said of a `[mastery]` of one line.
fn said(line: &str) -> Vec<String> {
    let text = [TOP, "[mastery]\n", line, "\n", &competency("a", "[]")].concat();
    manifest_findings(&text)
}

#[test]
fn criteria_are_read_however_they_are_joined() {
    for line in [
        "boundary = 0.95",
        "boundary = \"costs\"",
        "boundary = 0.95\nright = 4\nof = 5\ntemplates = 2",
        "streak = 3",
        "moving_average = { memory = 0.8, above = 0.9 }",
        "points = 5",
        "accuracy = 0.75\nstrata = \"all\"\ntemplates = \"all\"",
        "accuracy = { target = 0.75, of = 20, certainty = 0.9 }",
        "templates = { at_least = 2, of = 6 }\nsessions = 2",
        "any = [{ streak = 5 }, { then = [{ streak = 3 }, { all = [{ points = 5 }] }] }]",
        "[mastery.confirmed]\nright = 3\nof = 4\nhours = 18.5",
        "[mastery.extending]\nstreak = 4\nstrata = \"all\"",
        "[phases]\nemerging = \"A start.\"",
    ] {
        assert_eq!(said(line), [""; 0], "{line}");
    }
}

#[test]
fn what_is_wrong_with_a_criterion_is_said_where_it_stands() {
    for (line, finding) in [
        (
            "streek = 3",
            "T005 14:1 there is no key `streek` in [mastery] | did you mean `streak`?",
        ),
        (
            "any = [{ streak = 3 }, { pionts = 5 }]",
            "T005 14:26 there is no key `pionts` in a table of `any` | did you mean `points`?",
        ),
        (
            "streak = 0",
            "T015 14:10 `streak` must be a whole number from 1 to 50 | write a whole number from 1 to 50",
        ),
        (
            "streak = 2.5",
            "T007 14:10 `streak` must be a whole number from 1 to 50, not a number | write a whole number from 1 to 50",
        ),
        (
            "boundary = \"cost\"",
            "B011 14:13 `boundary` must be a number or \"costs\", not \"cost\" | write \"costs\"",
        ),
        (
            "strata = \"every\"",
            "B011 14:11 `strata` must be a number or \"all\", not \"every\" | write \"all\"",
        ),
        (
            "boundary = 1.2",
            "B011 14:1 boundary 1.2 must lie between 0.5 and 0.999 | below, not knowing is the likelier; above, nobody could show it",
        ),
        (
            "right = 4",
            "B011 14:1 `right` stands without `of` | give both, such as `right = 4` and `of = 5`",
        ),
        (
            "all = [{ right = 6, of = 5 }]",
            "B011 14:10 right = 6 must lie between 1 and 5 | no more answers can be right than `of` counts",
        ),
        (
            "accuracy = { of = 3 }",
            "T008 14:12 `accuracy` has no `target` | add `target = …`: a number",
        ),
        (
            "accuracy = { target = 0.95, of = 3 }",
            "B012 14:1 with 3 answers, even all right, no bound of certainty 0.8 reaches 0.95 | raise `of` or lower `target`",
        ),
        (
            "any = { streak = 3 }",
            "T007 14:7 `any` must be a list of tables such as [{ streak = 3 }, { right = 8, of = 10 }], not a table | write a list of tables such as [{ streak = 3 }, { right = 8, of = 10 }]",
        ),
        (
            "any = []",
            "B011 14:1 `any` lists no criteria | give one or more tables, such as { streak = 3 }",
        ),
        (
            "then = [{ streak = 3 }]",
            "B011 14:1 `then` has 1 criteria | give two, the first and what comes after it",
        ),
        (
            "all = [{ all = [{ all = [{ all = [{ all = [{ streak = 1 }] }] }] }] }]",
            "B011 13:1 criteria are nested deeper than 4 | write it with fewer levels",
        ),
        (
            "[mastery.confirmed]\nright = 4\nof = 3",
            "B011 15:1 right = 4 must lie between 1 and 3 | no more answers can be right than there are",
        ),
        (
            "[mastery.confirmed]\nhours = -1",
            "B011 15:1 hours -1 must lie between 0 and 8760 | it is the time after which mastery is looked at again",
        ),
        (
            "[mastery.extending]\nstreak = 99",
            "T015 15:10 `streak` must be a whole number from 1 to 50 | write a whole number from 1 to 50",
        ),
        (
            "[phases]\nextendig = \"More.\"",
            "T005 15:1 there is no key `extendig` in [phases] | did you mean `extending`?",
        ),
    ] {
        assert_eq!(said(line), [finding], "{line}");
    }
}

#[test]
fn a_competency_may_have_a_criterion_of_its_own() {
    let own = |criterion: &str| {
        let head = competency("a", &format!("[]\ncriterion = {criterion}"));
        manifest_findings(&[TOP, &head].concat())
    };
    assert_eq!(own("{ streak = 5, boundary = 0.9 }"), [""; 0]);
    assert_eq!(
        own("{ right = 9, of = 8 }"),
        [
            "B011 19:15 `a`: right = 9 must lie between 1 and 8 | no more answers can be right than `of` counts"
        ]
    );
    assert_eq!(
        own("\"strict\""),
        [
            "T007 19:13 `criterion` must be a table such as { right = 4, of = 5 }, not a text | write a table such as { right = 4, of = 5 }"
        ]
    );
}

#[test]
fn what_is_left_out_is_usual() {
    let source = Source::new(
        "bank.toml",
        [TOP, "[phases]\nemerging = \"Go.\"\n"].concat(),
    );
    let mut diagnostics = Vec::new();
    let manifest = manifest::read(&source, &mut diagnostics);
    let usual = PhaseWords::default();
    assert_eq!(manifest.mastery.phases.emerging, "Go.");
    assert_eq!(manifest.mastery.phases.proficient, usual.proficient);
    assert_eq!(
        RawCheck::from(manifest.mastery.confirmed),
        RawCheck::default()
    );
}

#[test]
fn the_examples_of_the_page_are_sound() {
    let described = "title = \"T\"\nstatement = \"S\"\nmastery = \"I can\"\nprerequisites = []";
    let mut seen = 0;
    for block in PAGE.split("```toml\n").skip(1) {
        let block = block.split("```").next().unwrap_or("");
        if !block.contains("[mastery") {
            continue;
        }
        let block = block.replace("# …", described);
        let text = match block.contains("[competencies") {
            true => [TOP, &block].concat(),
            false => [TOP, &block, &competency("a", "[]")].concat(),
        };
        let source = Source::new("bank.toml", text);
        let mut diagnostics = Vec::new();
        manifest::read(&source, &mut diagnostics);
        assert_eq!(lines(&diagnostics), [""; 0], "{block}");
        seen += 1;
    }
    assert!(seen >= 2);
}
