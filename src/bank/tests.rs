mod costs;
mod criteria;
mod fitted;

use super::files::{self, Root};
use super::{Bank, SectionReader, Target, locate, manifest, map};
use crate::base::{CompetencyId, Diagnostic, Source};
use crate::doc::Output;
use std::fs;
use std::path::Path;

/// Code, line and column, message and help of every finding.
fn lines(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|finding| {
            let (line, column) = finding.line_column();
            format!(
                "{} {line}:{column} {} | {}",
                finding.code,
                finding.message,
                finding.help.as_deref().unwrap_or("")
            )
        })
        .collect()
}

const TOP: &str = r#"title = "T"
description = "D"
language = "en"

[parameters]
prior = 0.25
learn = 0.12
forget = 0
guess = 0.05
slip = 0.08
hint = 0.25
reason = "none yet"
"#;

fn competency(id: &str, prerequisites: &str) -> String {
    format!(
        "\n[competencies.{id}]\ntitle = \"T\"\nstatement = \"S\"\nmastery = \"I can\"\nprerequisites = {prerequisites}\n"
    )
}

fn manifest_findings(text: &str) -> Vec<String> {
    let source = Source::new("bank.toml", text);
    let mut diagnostics = Vec::new();
    let manifest = manifest::read(&source, &mut diagnostics);
    map::prerequisites(&source, &manifest.competencies, &mut diagnostics);
    for raw in &manifest.competencies {
        if let Some(Err(error)) = manifest.raw_parameters(raw).map(|raw| raw.check()) {
            diagnostics.push(manifest.finding(&source, &error, Some(raw)));
        }
    }
    lines(&diagnostics)
}

#[test]
fn a_sound_manifest_has_no_findings() {
    let text = [TOP, &competency("a", "[]"), &competency("b", "[\"a\"]")].concat();
    assert_eq!(manifest_findings(&text), [""; 0]);
}

#[test]
fn the_map_is_checked() {
    let text = [
        TOP,
        &competency("sums", "[\"products\"]"),
        &competency("products", "[\"powers\", \"powers\"]"),
        &competency("powers", "[\"sums\", \"product\", \"roots-of-unity\"]"),
        &competency("alone", "[\"alone\"]"),
    ]
    .concat();
    assert_eq!(
        manifest_findings(&text),
        [
            "B009 24:29 `powers` is named twice | keep one of them",
            "B008 30:27 there is no competency `product` | did you mean `products`?",
            "B008 30:38 there is no competency `roots-of-unity` | name a competency of this bank, or add it as [competencies.…]",
            "B010 18:19 prerequisites go round in a circle: sums → products → powers → sums | nobody could begin here: remove one of these prerequisites",
            "B010 36:19 prerequisites go round in a circle: alone → alone | nobody could begin here: remove one of these prerequisites",
        ]
    );
}

#[test]
fn placement_says_what_it_can_hold() {
    let text = [
        TOP,
        "\n[placement]\nquestions = 0\nleak = 0.7\nsure = \"very\"\nquestion = 3\n",
        &competency("a", "[]"),
    ]
    .concat();
    assert_eq!(
        manifest_findings(&text),
        [
            "T005 18:1 there is no key `question` in [placement] | did you mean `questions`?",
            "T015 15:13 `questions` must be a whole number from 1 to 100 | write a whole number from 1 to 100",
            "B030 16:8 `leak` must be a number from 0 to 0.5 | it is how often somebody knows a competency without what it rests on",
            "T007 17:8 `sure` must be a number from 0.6 to 0.99, not a text | write a number from 0.6 to 0.99",
        ]
    );
    let whole = [
        TOP,
        "\n[placement]\nquestions = 8\nleak = 0\nsure = 0.9\n",
        &competency("a", "[]"),
    ];
    assert_eq!(manifest_findings(&whole.concat()), [""; 0]);
}

#[test]
fn numbers_are_checked_where_they_stand() {
    let text = [
        TOP.replace("guess = 0.05", "guess = 0.95")
            .replace("hint", "hnit"),
        "[mastery]\nboundary = 0.95\nright = 6\nof = 5\n".to_owned(),
        competency("a", "[]"),
        competency(
            "b",
            "[]\nparameters = { guess = 0.1, prior = 1, reason = \"r\" }",
        ),
    ]
    .concat()
    .replace("slip = 0.08", "slip = 0.08\nhint = 0.25");
    assert_eq!(
        manifest_findings(&text),
        [
            "T005 12:1 there is no key `hnit` in [parameters] | did you mean `hint`?",
            "B011 16:1 right = 6 must lie between 1 and 5 | no more answers can be right than `of` counts",
            "B011 9:1 `a`: guess 0.95 must be below 1 − slip = 0.92 | lower guess or slip",
            "B011 30:29 `b`: prior 1 must lie between 0.001 and 0.999 | at 0 or 1 one answer would settle the belief for ever",
        ]
    );
}

#[test]
fn files_that_are_no_text_are_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("latin.md"), b"+++\ntitle = \"caf\xe9\"\n").unwrap();
    let huge = fs::File::create(path("huge.md")).unwrap();
    huge.set_len(100 << 20).unwrap();
    let finding = |name: &str| lines(&[*files::read(&path(name)).unwrap_err()]).concat();
    assert_eq!(
        finding("latin.md"),
        "T023 2:13 the file is not UTF-8 | save it with the encoding UTF-8"
    );
    assert_eq!(
        finding("huge.md"),
        "T022 1:1 the file has 104857600 bytes, more than the 1048576 that are read | one template is one problem family: split it, or move data out"
    );
    assert!(finding("none.md").starts_with("B001 1:1 cannot be read: No such file"));
    assert!(finding("").starts_with("B001 1:1 cannot be read: it is no regular file"));
}

#[cfg(unix)]
#[test]
fn links_out_of_a_bank_are_refused() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.md"), "").unwrap();
    let bank = tempfile::tempdir().unwrap();
    fs::create_dir(bank.path().join("a")).unwrap();
    fs::write(bank.path().join("a/inside.md"), "").unwrap();
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, bank.path().join(name)).unwrap();
    };
    link(&outside.path().join("x.md"), "a/outside.md");
    link(&bank.path().join("a/inside.md"), "a/again.md");
    link(outside.path(), "b");
    let root = Root::open(bank.path()).unwrap();
    let mut diagnostics = Vec::new();
    assert_eq!(
        root.list("a", &mut diagnostics).files,
        ["again.md", "inside.md"]
    );
    assert_eq!(root.list("", &mut diagnostics).folders, ["a"]);
    let codes: Vec<&str> = diagnostics.iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["B002", "B002"]);
}

#[test]
fn a_path_means_a_bank_banks_or_templates() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (file, text) in [
        ("banks/b/bank.toml", ""),
        ("banks/a/bank.toml", ""),
        ("alone/x.md", ""),
        ("alone/y.csv", ""),
    ] {
        fs::create_dir_all(path(file).parent().unwrap()).unwrap();
        fs::write(path(file), text).unwrap();
    }
    let banks = vec![Target::Bank(path("banks/a")), Target::Bank(path("banks/b"))];
    assert_eq!(locate(&path("banks")).unwrap(), banks);
    assert_eq!(locate(&path("banks/a")).unwrap(), banks[..1]);
    assert_eq!(locate(&path("banks/a/bank.toml")).unwrap(), banks[..1]);
    let template = vec![Target::Template(path("alone/x.md"))];
    assert_eq!(locate(&path("alone")).unwrap(), template);
    assert_eq!(locate(&path("alone/x.md")).unwrap(), template);
    assert_eq!(locate(&path("alone/y.csv")).unwrap_err().code.0, "B003");
    assert_eq!(locate(&path("none")).unwrap_err().code.0, "B001");
}

#[test]
fn an_empty_folder_is_no_bank() {
    let folder = tempfile::tempdir().unwrap();
    let bank = folder.path().join("empty");
    fs::create_dir(&bank).unwrap();
    let loaded = Bank::load(&bank);
    assert!(loaded.bank.is_none());
    assert_eq!(
        lines(&loaded.diagnostics),
        [
            "B003 1:1 the folder has no bank.toml | give the folder of a bank, or write its bank.toml"
        ]
    );
}

const WORDS: &str = r#"+++
title = "Choose"
version = 1
[table]
file = "words.csv"
[answer]
kind = "choice"
key = "row.right"
[misconceptions.alike]
value = "row.wrong"
+++
Which fits? @{row.sentence}
## Misconception: alike
No.
"#;

/// A bank of one template with a table of so many rows.
fn bank_with_table(rows: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join("words").join(name);
    fs::create_dir_all(path("it")).unwrap();
    let manifest = [
        TOP,
        "[mastery]\nright = 4\nof = 5\ntemplates = 1\n",
        &competency("it", "[]"),
    ];
    fs::write(path("bank.toml"), manifest.concat()).unwrap();
    fs::write(path("it/its.md"), WORDS).unwrap();
    let line = |n| format!("The dog wagged … tail {n} times.,its{n},it's{n}\n");
    let table: String = (0..rows).map(line).collect();
    fs::write(
        path("it/words.csv"),
        format!("sentence,right,wrong\n{table}"),
    )
    .unwrap();
    folder
}

fn load_findings(folder: &Path) -> Vec<String> {
    lines(&Bank::load(&folder.join("words")).diagnostics)
}

#[test]
fn a_table_is_read_beside_its_template() {
    let folder = bank_with_table(30);
    let loaded = Bank::load(&folder.path().join("words"));
    assert_eq!(lines(&loaded.diagnostics), [""; 0]);
    let bank = loaded.bank.unwrap();
    let text = bank
        .templates()
        .next()
        .unwrap()
        .whole_source()
        .text()
        .clone();
    assert!(
        text.contains("\n+++ table words.csv\nsentence,right,wrong\n"),
        "{text}"
    );
}

#[test]
fn a_table_that_cannot_be_used_is_found() {
    let folder = bank_with_table(30);
    let path = |name: &str| folder.path().join("words").join(name);
    fs::remove_file(path("it/words.csv")).unwrap();
    let found = load_findings(folder.path());
    assert!(
        found[0].starts_with("T191 5:9 the table `words.csv` is not there"),
        "{found:?}"
    );
    fs::write(path("it/words.csv"), b"sentence,right,wrong\n\xe9,a,b\n").unwrap();
    let found = load_findings(folder.path());
    assert!(
        found[0].starts_with("T023 2:1 the file is not UTF-8"),
        "{found:?}"
    );
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_a_bank() {
    let folder = bank_with_table(30);
    let path = |name: &str| folder.path().join("words").join(name);
    for name in ["it/words.csv", "bank.toml"] {
        let outside = folder.path().join("outside");
        fs::rename(path(name), &outside).unwrap();
        std::os::unix::fs::symlink(&outside, path(name)).unwrap();
        let found = load_findings(folder.path());
        assert!(
            found
                .iter()
                .any(|told| told.starts_with("B002 1:1 this link leads out")),
            "{name} {found:?}"
        );
        fs::remove_file(path(name)).unwrap();
        fs::rename(&outside, path(name)).unwrap();
    }
}

#[test]
fn a_bank_says_its_languages_and_grades() {
    let folder = bank_with_table(30);
    let manifest = folder.path().join("words/bank.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let with = |line: &str| {
        fs::write(&manifest, format!("{line}\n{text}")).unwrap();
        load_findings(folder.path())
    };
    let found = with("languages = [\"es\"]");
    assert!(
        found[0].starts_with("B015 1:1 there is no translation into `es`"),
        "{found:?}"
    );
    assert_eq!(with("grade = [0, 4]"), [""; 0]);
    assert!(with("grade = [8, 6]")[0].starts_with("B017"));
    let hard = WORDS.replace(
        "Which fits?",
        "Considering grammatical characteristics, determine the appropriate alternative:",
    );
    fs::write(folder.path().join("words/it/its.md"), hard).unwrap();
    let found = with("grade = 4");
    assert!(
        found[0].starts_with("B016 1:1 the stem reads at grade"),
        "{found:?}"
    );
}

#[test]
fn a_stratum_with_too_few_problems_is_found() {
    let folder = bank_with_table(30);
    let rare = WORDS.replace(
        "[answer]",
        "[radicals]\nrare = \"row.right == 'its3'\"\n[answer]",
    );
    fs::write(folder.path().join("words/it/its.md"), rare).unwrap();
    let found = load_findings(folder.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(
            "B018 1:1 1 problems with rare = 1 are few: a learner could need 10 of them"
        ),
        "{found:?}"
    );
}

const SOUND: &str = r#"kind = "worked_example"
title = "Whose is it?"
competency = "it"
minutes = 4
efficacy = { teaches = [3, 7], frees = [1, 9] }
misconceptions = ["alike"]
reason = "expert values"
"#;

/// What is found where the bank has these interventions: name, front matter and body of each.
fn intervention_findings(files: &[(&str, &str, &str)]) -> (Option<Bank>, Vec<String>) {
    let folder = bank_with_table(30);
    let path = folder.path().join("words/interventions");
    fs::create_dir(&path).unwrap();
    for (name, front, body) in files {
        fs::write(
            path.join(format!("{name}.md")),
            format!("+++\n{front}+++\n{body}"),
        )
        .unwrap();
    }
    let loaded = Bank::load(&folder.path().join("words"));
    (loaded.bank, lines(&loaded.diagnostics))
}

#[test]
fn interventions_are_data_of_a_bank() {
    let body = "*Its* owns.\n\n## Try it\nThe cat licked … paw.\n\n## Answer\n*its*\n\n## For the teacher\nAsk.\n\n## Listen for\nOwning.\n";
    let later =
        SOUND.replace("worked_example", "peer") + "once = false\nafter = [\"it-example\"]\n";
    let (bank, found) =
        intervention_findings(&[("it-example", SOUND, body), ("it-peer", &later, "Explain.")]);
    assert_eq!(found, [""; 0]);
    let bank = bank.unwrap();
    let [example, peer] = bank.interventions() else {
        panic!("{:?}", bank.interventions());
    };
    assert_eq!(example.efficacy.unwrap().teaches.mean(), 0.3);
    assert_eq!(
        (example.minutes, example.once, peer.once),
        (4.0, true, false)
    );
    assert_eq!(peer.after, std::slice::from_ref(&example.id));
    let told: Vec<(Option<&str>, SectionReader, String)> = example
        .sections
        .iter()
        .map(|section| {
            let mut text = String::new();
            section.write(Output::Text, &mut text);
            (section.heading.as_deref(), section.reader, text)
        })
        .collect();
    use SectionReader::{Learner, LearnerAfterwards, Teacher};
    let expected = [
        (None, Learner, "Its owns."),
        (Some("Try it"), Learner, "The cat licked … paw."),
        (Some("Answer"), LearnerAfterwards, "its"),
        (Some("For the teacher"), Teacher, "Ask."),
        (Some("Listen for"), Teacher, "Owning."),
    ];
    for ((heading, reader, text), expected) in told.iter().zip(expected) {
        assert_eq!((*heading, *reader, text.trim()), expected);
    }
    assert_eq!(told.len(), expected.len());
    let it = CompetencyId::new("it").unwrap();
    assert_eq!(bank.interventions_for(&it).count(), 2);
}

#[test]
fn interventions_that_cannot_be_used_are_found() {
    let swap = |from: &str, to: &str| SOUND.replace(from, to);
    let mut faults = Vec::new();
    for (front, body, expected) in [
        (
            swap("worked_example", "worked-example"),
            "T",
            "B025 2:9 there is no kind `worked-example` of intervention | did you mean `worked_example`?",
        ),
        (
            swap("\"it\"", "\"its\""),
            "T",
            "B025 4:1 there is no competency `its` | did you mean `it`?",
        ),
        (
            swap("minutes = 4", "minutes = 0"),
            "T",
            "B025 5:11 0 minutes are a number above 0, at most 60 | say how long it takes a learner; what is longer is a lesson of its own",
        ),
        (
            swap("[1, 9]", "[1, 0]"),
            "T",
            "B025 6:44 `frees` holds 0; it must be two numbers above 0, such as [3, 7] | α and β count tries that came out well and ill, imagined ones included",
        ),
        (
            swap("worked_example", "enrichment"),
            "T",
            "B025 6:1 an enrichment is for those who know: it has no efficacy | take the key out",
        ),
        (
            swap("alike", "unlike"),
            "T",
            "B025 7:20 no template of `it` names `unlike` | did you mean `alike`?",
        ),
        (
            swap("worked_example", "prerequisite_review"),
            "T",
            "B025 2:1 a review of a prerequisite says which | add `prerequisite = \"…\"`; `it` rests on nothing",
        ),
        (
            SOUND.to_owned() + "prerequisite = \"it\"\n",
            "T",
            "B025 9:1 only a review of a prerequisite has one | take the key out, or change the kind",
        ),
        (
            SOUND.to_owned() + "after = [\"other\"]\n",
            "T",
            "B025 9:11 there is no intervention `other` for `it` | there are help",
        ),
        (
            SOUND.to_owned() + "after = [\"help\"]\n",
            "T",
            "B025 9:11 this intervention can never come: it waits for itself | take one of the names out of `after`",
        ),
        (
            SOUND.to_owned(),
            "",
            "B025 10:1 the intervention has no text for the learner | write it below the front matter",
        ),
        (
            SOUND.to_owned(),
            "T @{x}",
            "B025 10:3 an intervention is the same for everyone: it has no holes | write the number or the word itself",
        ),
        (
            SOUND.to_owned(),
            "T\n## Answer\n",
            "B025 11:1 this section has no text | write it, or take the heading out",
        ),
    ] {
        let (bank, found) = intervention_findings(&[("help", &front, body)]);
        if found != [expected] || bank.is_some() {
            faults.push(format!("{front}\n{found:#?}\n{expected}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
