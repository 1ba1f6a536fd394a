//! Finding out where to begin, over a real database: from the first question to what it opens, and
//! what may come in between.

use crate::small_bank::{TEXT, ada, only, problem, scored, sum};
use crate::store::{Folder, run};
use crate::trial;
use libtest_mimic::Trial;
use retake::bank::Bank;
use retake::base::{BankId, CompetencyId, LearnerId, Secret, Timestamp};
use retake::service::{
    Clock, Error, Next, PlaceAnswered, PlacedCompetency, PlacementOffer, PlacementView, Placing,
    QuestionView, Service, Standing, Status, replay,
};
use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "placement::it_finds_how_far_a_learner_is",
            it_finds_how_far_a_learner_is,
        ),
        trial(
            "placement::what_it_finds_seeds_and_opens",
            what_it_finds_seeds_and_opens,
        ),
        trial("placement::own_answers_take_over", own_answers_take_over),
        trial(
            "placement::it_goes_on_where_it_stopped",
            it_goes_on_where_it_stopped,
        ),
        trial(
            "placement::an_answer_is_taken_in_once",
            an_answer_is_taken_in_once,
        ),
        trial(
            "placement::eight_at_once_are_one_answer",
            eight_at_once_are_one_answer,
        ),
        trial(
            "placement::a_learner_may_stop_and_begin_again",
            a_learner_may_stop_and_begin_again,
        ),
        trial("placement::practice_is_left_alone", practice_is_left_alone),
        trial(
            "placement::what_was_practised_counts_before_the_first_question",
            what_was_practised_counts_before_the_first_question,
        ),
        trial(
            "placement::a_bank_without_a_map_offers_none",
            a_bank_without_a_map_offers_none,
        ),
        trial(
            "placement::an_entangled_map_is_a_warning",
            an_entangled_map_is_a_warning,
        ),
    ]
}

const TOP: &str = r#"
title = "Chain"
description = "Each competency rests on the one before."
language = "en"

[parameters]
prior = 0.5
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
templates = 2

[placement]
questions = 12
leak = 0.02
"#;

/// As many competencies, two templates each; each rests on those that `before` names.
fn write(folder: &Path, competencies: u32, before: impl Fn(u32) -> Range<u32>) {
    let mut manifest = TOP.to_owned();
    for number in 0..competencies {
        let id = step(number);
        let before: Vec<String> = before(number)
            .map(|one| format!("\"{}\"", step(one)))
            .collect();
        let before = before.join(", ");
        manifest += &format!(
            "\n[competencies.{id}]\ntitle = \"Step {number}\"\nstatement = \"Adds.\"\nmastery = \"I can add.\"\nprerequisites = [{before}]\nparameters = {{ prior = 0.{}, reason = \"For tests.\" }}\n",
            9 - number.min(5)
        );
        let folder = folder.join(id.as_str());
        fs::create_dir_all(&folder).unwrap();
        for (name, first) in [("one", 10), ("two", 20)] {
            let text = TEXT.write(100 * (number + 1) + first);
            fs::write(folder.join(format!("{name}.md")), text).unwrap();
        }
    }
    fs::write(folder.join("bank.toml"), manifest).unwrap();
}

fn load(competencies: u32) -> Bank {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("chain");
    write(&path, competencies, |number| {
        number.saturating_sub(1)..number
    });
    let loaded = Bank::load(&path);
    let findings: Vec<String> = loaded.diagnostics.into_iter().map(|f| f.message).collect();
    loaded.bank.unwrap_or_else(|| panic!("{findings:?}"))
}

/// A minute passes whenever somebody looks: nobody answers in a hurry.
fn clock() -> Clock {
    let now = AtomicI64::new(1_800_000_000_000);
    Arc::new(move || Timestamp::from_ms(now.fetch_add(60_000, Ordering::Relaxed)))
}

async fn serve(folder: &Folder) -> Service {
    let store = folder.open().await.unwrap();
    let secret = Some(Secret::from_seed("1"));
    Service::open(store, vec![load(6)], clock(), secret)
        .await
        .unwrap()
}

fn chain() -> BankId {
    BankId::new("chain").unwrap()
}

fn step(number: u32) -> CompetencyId {
    CompetencyId::new(&format!("step-{number}")).unwrap()
}

fn question(placing: Placing) -> QuestionView {
    match placing {
        Placing::Question(question) => *question,
        Placing::Placed(placed) => panic!("it is over: {placed:?}"),
    }
}

/// Which of the chain a question is about.
fn about(question: &QuestionView) -> u32 {
    let id = question.problem.competency.as_str();
    id.trim_start_matches("step-").parse().unwrap()
}

async fn answer(service: &Service, question: &QuestionView, right: bool) -> Placing {
    let problem = &question.problem;
    let raw = (sum(problem) + if right { 0 } else { 100 }).to_string();
    let answered = service
        .answer_placing(&ada(), problem.administration, problem.attempt, &only(&raw))
        .await;
    match answered.unwrap() {
        PlaceAnswered::TakenIn(next) => next,
        other => panic!("not taken in: {other:?}"),
    }
}

/// Answers every question as somebody who knows the first so many, and says so of the others.
async fn finish(service: &Service, knows: u32) -> PlacementView {
    let mut next = service.place(&ada(), &chain()).await.unwrap();
    loop {
        next = match next {
            Placing::Placed(placed) => return *placed,
            Placing::Question(question) if about(&question) < knows => {
                answer(service, &question, true).await
            }
            Placing::Question(question) => {
                let id = question.problem.administration;
                service.pass_placing(&ada(), id).await.unwrap()
            }
        }
    }
}

/// How many of the chain, from its beginning, were settled as known.
fn known(placed: &PlacementView) -> u32 {
    let all = placed.competencies.iter();
    let is_known =
        |one: &&PlacedCompetency| matches!(one.standing, Standing::Shown | Standing::Inferred);
    all.take_while(is_known).count() as u32
}

async fn statuses(service: &Service) -> Vec<Status> {
    let map = service.overview(&ada(), &chain()).await.unwrap();
    map.competencies.iter().map(|one| one.status).collect()
}

fn it_finds_how_far_a_learner_is() {
    run(async {
        for knows in [0, 2, 4, 6] {
            let folder = Folder::new();
            let service = serve(&folder).await;
            let placed = finish(&service, knows).await;
            assert!(!placed.stopped && placed.questions <= 12, "{placed:?}");
            let mut open = 0;
            for (number, one) in (0..).zip(&placed.competencies) {
                match one.standing {
                    Standing::Shown | Standing::Inferred => {
                        assert!(number < knows && one.known >= 0.95, "{knows} {placed:?}");
                    }
                    Standing::NotYet => {
                        assert!(number >= knows && one.known <= 0.05, "{knows} {placed:?}");
                    }
                    Standing::Open => open += 1,
                }
            }
            assert!(open <= 2, "{knows} {placed:?}");
            // Fewer questions than competencies settle all of them where much is known.
            let asked = placed.competencies.iter();
            let inferred = asked
                .filter(|one| one.standing == Standing::Inferred)
                .count();
            assert!(knows < 4 || inferred > 0, "{placed:?}");
            let report = replay(service.store()).await.unwrap();
            assert_eq!((report.evidence, report.is_identical()), (0, true));
        }
    });
}

fn what_it_finds_seeds_and_opens() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        assert_eq!(
            statuses(&service).await,
            [
                Status::Ready,
                Status::Locked,
                Status::Locked,
                Status::Locked,
                Status::Locked,
                Status::Locked
            ]
        );
        let placed = finish(&service, 4).await;
        let known = known(&placed);
        assert!((3..=4).contains(&known), "{placed:?}");
        let expected: Vec<Status> = (0..6)
            .map(|number| match number {
                _ if number < known => Status::Inferred,
                _ if number == known => Status::Ready,
                _ => Status::Locked,
            })
            .collect();
        assert_eq!(statuses(&service).await, expected);
        assert_eq!(placed.next.as_ref().unwrap().id, step(known));
        let map = service.overview(&ada(), &chain()).await.unwrap();
        assert_eq!(map.recommended, Some(step(known)));
        assert!(matches!(map.placement, Some(PlacementOffer::Done { .. })));

        // Beliefs begin where it left them, and the log holds what was begun with.
        for (number, one) in (0..).zip(&placed.competencies) {
            assert_eq!(
                map.competencies[number as usize].mastery,
                one.known.clamp(0.001, 0.999)
            );
        }
        let next = service
            .start_or_resume(&ada(), &chain(), &step(known))
            .await;
        let given = problem(next.unwrap());
        assert_eq!(
            given.mastery,
            placed.competencies[known as usize]
                .known
                .clamp(0.001, 0.999)
        );
        let raw = sum(&given).to_string();
        let told = service.answer(given.administration, 1, &only(&raw)).await;
        let told = scored(told.unwrap());
        assert_eq!(told.mastery_before, given.mastery);
        assert!(told.mastery_after > told.mastery_before);
        let history = service
            .history(&ada(), &chain(), &step(known))
            .await
            .unwrap();
        assert_eq!(history.start, given.mastery);
        let report = replay(service.store()).await.unwrap();
        assert_eq!((report.evidence, report.is_identical()), (1, true));

        // The same when the projection is lost and made anew from the log.
        service.store().close().await;
        let lost = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path());
        let mut connection = sqlx::ConnectOptions::connect(&lost).await.unwrap();
        sqlx::Executor::execute(&mut connection, "DELETE FROM beliefs")
            .await
            .unwrap();
        drop(connection);
        let service = serve(&folder).await;
        let next = service.next(given.administration).await;
        let later = problem(next.unwrap());
        assert!(
            later.mastery >= told.mastery_after,
            "learning comes between"
        );
        assert_eq!(later.opportunity, 2);
        assert!(replay(service.store()).await.unwrap().is_identical());
    });
}

fn own_answers_take_over() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let last = known(&finish(&service, 4).await) - 1;
        let at = last as usize;
        let mut mastery = 1.0;
        for wrong in 1..=4 {
            let next = service.start_or_resume(&ada(), &chain(), &step(last)).await;
            let given = match next.unwrap() {
                Next::Problem(given) => *given,
                // After several wrong answers something else is suggested, once.
                Next::Stop(_) | Next::Help(_) => {
                    let next = service.start_or_resume(&ada(), &chain(), &step(last)).await;
                    problem(next.unwrap())
                }
            };
            let raw = (sum(&given) + 100).to_string();
            let told = service
                .answer(given.administration, given.attempt, &only(&raw))
                .await;
            mastery = scored(told.unwrap()).mastery_after;
            let now = statuses(&service).await;
            assert_eq!(now[at], Status::Practising);
            // One slip closes nothing; answers that speak against it do.
            let open = match mastery >= 0.5 {
                true => Status::Ready,
                false => Status::Locked,
            };
            assert_eq!(now[at + 1], open, "{wrong} {mastery}");
            assert!(wrong > 1 || open == Status::Ready, "{mastery}");
        }
        assert!(mastery < 0.5);
        assert_eq!(statuses(&service).await[at - 1], Status::Inferred);
    });
}

fn it_goes_on_where_it_stopped() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        assert!(service.placing(&ada(), &chain()).await.unwrap().is_none());
        let first = question(service.place(&ada(), &chain()).await.unwrap());
        assert_eq!((first.number, first.most), (1, 12));
        let problem = &first.problem;
        assert_eq!((problem.hints_left, problem.hints.len()), (0, 0));
        let second = question(answer(&service, &first, true).await);
        assert_eq!(second.number, 2);
        assert_ne!(second.problem.administration, first.problem.administration);
        let map = service.overview(&ada(), &chain()).await.unwrap();
        assert_eq!(
            map.placement,
            Some(PlacementOffer::UnderWay { answered: 1 })
        );
        service.store().close().await;

        let service = serve(&folder).await;
        for _ in 0..2 {
            let again = question(service.place(&ada(), &chain()).await.unwrap());
            assert_eq!(again.number, 2);
            assert_eq!(again.problem.administration, second.problem.administration);
            assert_eq!(again.problem.stem, second.problem.stem);
        }
        let other = LearnerId::new("Bob").unwrap();
        let id = second.problem.administration;
        let stolen = service.answer_placing(&other, id, 1, &only("1")).await;
        assert!(matches!(stolen, Err(Error::NoAdministration(_))));
        let stolen = service.pass_placing(&other, id).await;
        assert!(matches!(stolen, Err(Error::NoAdministration(_))));
        match answer(&service, &second, true).await {
            Placing::Question(third) => assert_eq!(third.number, 3),
            Placing::Placed(placed) => assert_eq!(placed.questions, 2),
        }
    });
}

fn an_answer_is_taken_in_once() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let first = question(service.place(&ada(), &chain()).await.unwrap());
        let id = first.problem.administration;
        // What cannot be read costs nothing.
        let unread = service.answer_placing(&ada(), id, 1, &only("7 & 3")).await;
        let PlaceAnswered::Again { question: same, .. } = unread.unwrap() else {
            panic!("it was taken in");
        };
        assert_eq!((same.number, same.problem.attempt), (1, 2));
        let raw = sum(&first.problem).to_string();
        let early = service.answer_placing(&ada(), id, 3, &only(&raw)).await;
        assert!(matches!(early, Err(Error::OutOfTurn { next: 2, .. })));
        let mut after = None;
        for _ in 0..3 {
            let taken = service.answer_placing(&ada(), id, 2, &only(&raw)).await;
            let PlaceAnswered::TakenIn(next) = taken.unwrap() else {
                panic!("it was not taken in");
            };
            let next = question(next);
            assert_eq!(next.number, 2);
            let next = next.problem.administration;
            assert_eq!(*after.get_or_insert(next), next);
        }
        let other = service.answer_placing(&ada(), id, 2, &only("1")).await;
        assert!(matches!(other, Err(Error::Conflict { attempt: 2, .. })));
        let again = service.answer_placing(&ada(), id, 1, &only("7 & 3")).await;
        assert!(matches!(again.unwrap(), PlaceAnswered::TakenIn(_)));
        // That it is not known is said once, too.
        let second = after.unwrap();
        for _ in 0..2 {
            let third = question(service.pass_placing(&ada(), second).await.unwrap());
            assert_eq!(third.number, 3);
        }
        let late = service.answer_placing(&ada(), second, 1, &only("1")).await;
        assert!(matches!(late, Err(Error::Finished(_))));
    });
}

fn eight_at_once_are_one_answer() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let begin = (0..8).map(|_| {
            let service = service.clone();
            tokio::spawn(async move { question(service.place(&ada(), &chain()).await.unwrap()) })
        });
        let mut questions = HashSet::new();
        for begun in begin.collect::<Vec<_>>() {
            questions.insert(begun.await.unwrap().problem.administration);
        }
        assert_eq!(questions.len(), 1);
        let first = question(service.place(&ada(), &chain()).await.unwrap());
        let answers = (0..8).map(|_| {
            let (service, first) = (service.clone(), first.clone());
            tokio::spawn(async move { question(answer(&service, &first, true).await) })
        });
        for answered in answers.collect::<Vec<_>>() {
            assert_eq!(answered.await.unwrap().number, 2);
        }
    });
}

fn a_learner_may_stop_and_begin_again() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        assert!(
            service
                .stop_placing(&ada(), &chain())
                .await
                .unwrap()
                .is_none()
        );
        let first = question(service.place(&ada(), &chain()).await.unwrap());
        let second = question(answer(&service, &first, true).await);
        let placed = service
            .stop_placing(&ada(), &chain())
            .await
            .unwrap()
            .unwrap();
        assert!(placed.stopped);
        assert_eq!(placed.questions, 1);
        assert!(
            service
                .stop_placing(&ada(), &chain())
                .await
                .unwrap()
                .is_none()
        );
        let id = second.problem.administration;
        let late = service.answer_placing(&ada(), id, 1, &only("1")).await;
        assert!(matches!(late, Err(Error::Finished(_))));
        let Some(Placing::Placed(kept)) = service.placing(&ada(), &chain()).await.unwrap() else {
            panic!("what it came to is kept");
        };
        assert_eq!(kept.competencies, placed.competencies);
        // Begun again, it asks what was not asked before.
        let again = question(service.place(&ada(), &chain()).await.unwrap());
        assert_eq!(again.number, 1);
        assert_ne!(again.problem.stem, first.problem.stem);
        finish(&service, 6).await;
        assert_eq!(statuses(&service).await, [Status::Inferred; 6]);
        // What is left is to show it.
        let map = service.overview(&ada(), &chain()).await.unwrap();
        assert_eq!(map.recommended, Some(step(0)));
    });
}

fn practice_is_left_alone() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let next = service.start_or_resume(&ada(), &chain(), &step(0)).await;
        let open = problem(next.unwrap());
        let mut seen = HashSet::from([open.stem.text.clone()]);
        let mut next = service.place(&ada(), &chain()).await.unwrap();
        let mut questions = Vec::new();
        while let Placing::Question(asked) = next {
            assert!(seen.insert(asked.problem.stem.text.clone()), "{asked:?}");
            questions.push(asked.problem.administration);
            next = answer(&service, &asked, about(&asked) == 0).await;
        }
        assert!(questions.len() > 1);
        for id in questions {
            let gone = service.answer(id, 1, &only("1")).await;
            assert!(matches!(gone, Err(Error::NoAdministration(_))));
            assert!(service.problem(id).await.is_err());
            assert!(service.hint(id, 0).await.is_err());
            assert!(service.skip(id).await.is_err());
        }
        let next = service.start_or_resume(&ada(), &chain(), &step(0)).await;
        let mut given = problem(next.unwrap());
        assert_eq!(given.administration, open.administration);
        assert_eq!(given.opportunity, 1);
        for _ in 0..30 {
            given = problem(service.skip(given.administration).await.unwrap());
            assert!(!given.seen_before);
            assert!(seen.insert(given.stem.text.clone()), "{}", given.stem.text);
        }
        let practised = service.problem(open.administration).await;
        assert!(practised.is_ok());
        assert!(replay(service.store()).await.unwrap().is_identical());
    });
}

fn what_was_practised_counts_before_the_first_question() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        for _ in 0..6 {
            let next = service.start_or_resume(&ada(), &chain(), &step(0)).await;
            let given = problem(next.unwrap());
            let raw = sum(&given).to_string();
            let told = service
                .answer(given.administration, given.attempt, &only(&raw))
                .await;
            scored(told.unwrap());
        }
        assert_eq!(statuses(&service).await[0], Status::Proficient);
        let mut next = service.place(&ada(), &chain()).await.unwrap();
        while let Placing::Question(asked) = next {
            assert_ne!(about(&asked), 0, "it was shown in practice");
            let id = asked.problem.administration;
            next = service.pass_placing(&ada(), id).await.unwrap();
        }
        let now = statuses(&service).await;
        assert_eq!(
            now[..3],
            [Status::Proficient, Status::Ready, Status::Locked]
        );
    });
}

fn a_bank_without_a_map_offers_none() {
    run(async {
        let folder = Folder::new();
        let store = folder.open().await.unwrap();
        let service = Service::open(store, vec![load(1)], clock(), None)
            .await
            .unwrap();
        let map = service.overview(&ada(), &chain()).await.unwrap();
        assert_eq!(map.placement, None);
        let none = service.place(&ada(), &chain()).await;
        assert!(matches!(none, Err(Error::NoPlacement(_))));
        assert!(service.placing(&ada(), &chain()).await.unwrap().is_none());
    });
}

fn an_entangled_map_is_a_warning() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("chain");
    // The last rests on all others.
    write(&path, 18, |number| 0..if number == 17 { 17 } else { 0 });
    let loaded = Bank::load(&path);
    assert!(loaded.bank.unwrap().placement().is_none());
    let [finding] = loaded.diagnostics.as_slice() else {
        panic!("{:?}", loaded.diagnostics);
    };
    assert!(!finding.is_error());
    assert_eq!(finding.code.to_string(), "B030");
    assert!(
        finding
            .message
            .starts_with("placement is not offered: the map ties 18")
    );
    let help = finding.help.as_deref().unwrap();
    assert_eq!(help, "leave out prerequisites that others imply");
}
