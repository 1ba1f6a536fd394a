//! Problems from a table, as a service gives them: the text kept is the template's and the table's.

use crate::small_bank::{ada, clock, only, problem, scored};
use crate::store::{Folder, run};
use crate::trial;
use libtest_mimic::Trial;
use retake::bank::Bank;
use retake::base::{BankId, CompetencyId, Secret};
use retake::service::{Next, Service, Verdict};
use std::fs;
use std::path::Path;

const MANIFEST: &str = r#"
title = "Words"
description = "One competency."
language = "en"
[parameters]
prior = 0.25
learn = 0.12
forget = 0.01
guess = 0.05
slip = 0.08
hint = 0.25
reason = "For tests."
[mastery]
boundary = 0.95
right = 4
of = 5
templates = 1
[competencies.its]
title = "Its"
statement = "Tells its from it's."
mastery = "I can tell its from it's."
"#;

const TEMPLATE: &str = r#"+++
title = "How many"
version = 1
[table]
file = "words.csv"
[answer]
kind = "number"
key = "row.count"
+++
How many letters has the word *@{row.word}*?
"#;

pub fn trials() -> Vec<Trial> {
    vec![trial(
        "tables::a_table_edited_under_way_leaves_its_problem_alone",
        a_table_edited_under_way_leaves_its_problem_alone,
    )]
}

/// A bank whose table has these words, with some letters more counted than they have.
fn write(folder: &Path, first: char, more: usize) -> Bank {
    let competency = folder.join("words").join("its");
    fs::create_dir_all(&competency).unwrap();
    fs::write(folder.join("words/bank.toml"), MANIFEST).unwrap();
    fs::write(competency.join("letters.md"), TEMPLATE).unwrap();
    let mut table = "word,count\n".to_owned();
    for length in 1..=26 {
        let word: String = (first..='z').chain('a'..first).take(length).collect();
        table.push_str(&format!("{word},{}\n", length + more));
    }
    fs::write(competency.join("words.csv"), table).unwrap();
    let loaded = Bank::load(&folder.join("words"));
    let findings: Vec<String> = loaded.diagnostics.into_iter().map(|f| f.message).collect();
    loaded.bank.unwrap_or_else(|| panic!("{findings:?}"))
}

async fn serve(database: &Folder, bank: Bank) -> Service {
    let store = database.open().await.unwrap();
    let secret = Some(Secret::from_seed("1"));
    Service::open(store, vec![bank], clock(), secret)
        .await
        .unwrap()
}

async fn start(service: &Service) -> Next {
    let bank = BankId::new("words").unwrap();
    let competency = CompetencyId::new("its").unwrap();
    let next = service.start_or_resume(&ada(), &bank, &competency).await;
    next.unwrap()
}

fn a_table_edited_under_way_leaves_its_problem_alone() {
    run(async {
        let (folder, database) = (tempfile::tempdir().unwrap(), Folder::new());
        let service = serve(&database, write(folder.path(), 'a', 0)).await;
        let before = problem(start(&service).await);
        service.store().close().await;

        let service = serve(&database, write(folder.path(), 'k', 100)).await;
        let after = problem(start(&service).await);
        assert_eq!(after.administration, before.administration);
        assert_eq!(after.stem, before.stem);
        let word = after.stem.text.split(' ').next_back().unwrap();
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        let answered = service
            .answer(
                after.administration,
                after.attempt,
                &only(&letters.to_string()),
            )
            .await;
        let feedback = scored(answered.unwrap());
        assert_eq!(feedback.verdict, Verdict::Right);
        let next = problem(service.next(after.administration).await.unwrap());
        let word = next.stem.text.split(' ').next_back().unwrap_or_default();
        assert!(word.trim_start_matches('*').starts_with('k'), "{word}");
    });
}
