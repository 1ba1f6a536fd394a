//! The use cases over a real database: from the first problem to proficient, and what may come
//! in between.

use crate::small_bank::{
    TEXT, Text, ada, answer, load, long_sums, only, problem, scored, serve, small, start, sum, sums,
};
use crate::store::{Folder, run};
use crate::trial;
use libtest_mimic::Trial;
use retake::base::{BankId, CompetencyId};
use retake::service::{
    Administered, Answered, AskAgain, Error, Hinted, Next, Service, Status, StopKind, Verdict,
    replay,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};
use std::collections::HashSet;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "service::from_the_first_problem_to_proficient",
            from_the_first_problem_to_proficient,
        ),
        trial(
            "service::no_problem_comes_twice_until_all_are_used_up",
            no_problem_comes_twice_until_all_are_used_up,
        ),
        trial(
            "service::an_answer_may_be_sent_twice",
            an_answer_may_be_sent_twice,
        ),
        trial(
            "service::an_unreadable_answer_costs_nothing",
            an_unreadable_answer_costs_nothing,
        ),
        trial(
            "service::a_named_mistake_is_named",
            a_named_mistake_is_named,
        ),
        trial(
            "service::hints_come_one_by_one_and_then_the_solution",
            hints_come_one_by_one_and_then_the_solution,
        ),
        trial(
            "service::a_problem_may_be_put_aside",
            a_problem_may_be_put_aside,
        ),
        trial(
            "service::no_key_before_the_answer",
            no_key_before_the_answer,
        ),
        trial(
            "service::an_edited_bank_leaves_alone_what_is_under_way",
            an_edited_bank_leaves_alone_what_is_under_way,
        ),
        trial(
            "service::a_text_edit_brings_nothing_back",
            a_text_edit_brings_nothing_back,
        ),
        trial(
            "service::a_domain_edit_skips_what_was_seen",
            a_domain_edit_skips_what_was_seen,
        ),
        trial(
            "service::eight_at_once_leave_one_piece_of_evidence",
            eight_at_once_leave_one_piece_of_evidence,
        ),
        trial(
            "service::eight_at_once_begin_one_problem",
            eight_at_once_begin_one_problem,
        ),
        trial(
            "service::several_wrong_in_a_row_lead_to_a_suggestion",
            several_wrong_in_a_row_lead_to_a_suggestion,
        ),
        trial(
            "service::what_can_no_longer_be_shown_is_put_aside",
            what_can_no_longer_be_shown_is_put_aside,
        ),
        trial(
            "service::what_is_not_there_says_so",
            what_is_not_there_says_so,
        ),
    ]
}

fn from_the_first_problem_to_proficient() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let map = service.overview(&ada(), &small()).await.unwrap();
        let statuses: Vec<Status> = map.competencies.iter().map(|c| c.status).collect();
        assert_eq!(statuses, [Status::Ready, Status::Locked]);
        assert_eq!(map.recommended, Some(sums()));
        let locked = service
            .start_or_resume(&ada(), &small(), &long_sums())
            .await;
        let Next::Stop(stop) = locked.unwrap() else {
            panic!("a locked competency gives a problem");
        };
        assert_eq!((stop.kind, &stop.next[0].id), (StopKind::Locked, &sums()));

        let mut problem = start(&service).await;
        let mut before = problem.mastery;
        let reached = loop {
            let feedback = answer(&service, &problem, true).await;
            assert_eq!(feedback.verdict, Verdict::Right);
            assert!(feedback.mastery_after > feedback.mastery_before);
            assert!(feedback.mastery_before >= before, "learning comes between");
            before = feedback.mastery_after;
            if feedback.reached {
                break feedback;
            }
            assert!(!feedback.missing.is_empty());
            assert!(feedback.problem.opportunity < 20, "{feedback:?}");
            problem =
                crate::small_bank::problem(service.next(problem.administration).await.unwrap());
        };
        assert_eq!(reached.status, Status::Proficient);
        assert!(reached.missing.is_empty());
        assert_eq!(reached.opened[0].id, long_sums());

        let map = service.overview(&ada(), &small()).await.unwrap();
        let statuses: Vec<Status> = map.competencies.iter().map(|c| c.status).collect();
        assert_eq!(statuses, [Status::Proficient, Status::Ready]);
        assert_eq!(map.recommended, Some(long_sums()));
        let history = service.history(&ada(), &small(), &sums()).await.unwrap();
        assert_eq!(history.start, 0.25);
        assert_eq!(history.points.len() as u32, reached.problem.opportunity);
        let last = history.points.last().unwrap();
        assert_eq!(last.mastery, reached.mastery_after);
        assert!(replay(service.store()).await.unwrap().is_identical());
    });
}

fn no_problem_comes_twice_until_all_are_used_up() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let mut met = HashSet::new();
        let mut problem = start(&service).await;
        // Two templates of 25 instances each.
        for n in 0..50 {
            assert!(
                met.insert(problem.stem.text.clone()),
                "{}",
                problem.stem.text
            );
            assert!(!problem.seen_before);
            answer(&service, &problem, n % 3 > 0).await;
            problem = go_on(&service, problem.administration).await;
        }
        assert!(problem.seen_before);
        assert!(met.contains(&problem.stem.text));
        let feedback = answer(&service, &problem, true).await;
        assert!(!feedback.counted);
    });
}

/// The next problem, past any suggestion to do something else.
async fn go_on(
    service: &Service,
    after: retake::store::AdministrationId,
) -> retake::service::ProblemView {
    loop {
        match service.next(after).await.unwrap() {
            Next::Problem(problem) => return *problem,
            Next::Stop(stop) => assert_eq!(stop.kind, StopKind::Suggestion),
            Next::Help(help) => panic!("this bank has no interventions: {help:?}"),
        }
    }
}

fn an_answer_may_be_sent_twice() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let problem = start(&service).await;
        let id = problem.administration;
        let out_of_turn = service.answer(id, 2, &only("1")).await;
        assert!(matches!(out_of_turn, Err(Error::OutOfTurn { next: 1, .. })));

        let first = answer(&service, &problem, true).await;
        let again = answer(&service, &problem, true).await;
        let json = |view| serde_json::to_value(view).unwrap();
        assert_eq!(json(&first), json(&again));
        let Administered::Answered(later) = service.problem(id).await.unwrap() else {
            panic!("an answered problem stays answered");
        };
        assert_eq!(json(&first), json(&later));
        let history = service.history(&ada(), &small(), &sums()).await.unwrap();
        assert_eq!(history.points.len(), 1);

        let other = service.answer(id, 1, &only("1")).await;
        assert!(matches!(other, Err(Error::Conflict { attempt: 1, .. })));
        let third = service.answer(id, 2, &only("1")).await;
        assert!(matches!(third, Err(Error::Finished(_))));
    });
}

fn an_unreadable_answer_costs_nothing() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let problem = start(&service).await;
        for attempt in 1..=2 {
            let answered = service
                .answer(problem.administration, attempt, &only("1 ? 2"))
                .await
                .unwrap();
            let Answered::Again { replies, problem } = answered else {
                panic!("{answered:?}");
            };
            assert!(
                matches!(replies[0].ask, Some(AskAgain::Unreadable { start: 2, .. })),
                "{replies:?}"
            );
            assert_eq!(problem.attempt, attempt + 1);
        }
        let Administered::Open(problem) = service.problem(problem.administration).await.unwrap()
        else {
            panic!("it waits for an answer");
        };
        assert_eq!(problem.attempt, 3);
        let feedback = answer(&service, &problem, true).await;
        assert_eq!(feedback.problem.opportunity, 1);
        assert!(feedback.counted);

        // Sent again now, it does not bring the problem back.
        let unread = only("1 ? 2");
        let late = service.answer(problem.administration, 1, &unread);
        assert_eq!(
            scored(late.await.unwrap()).parts[0].raw,
            feedback.parts[0].raw
        );
        let next = crate::small_bank::problem(service.next(problem.administration).await.unwrap());
        let id = next.administration;
        service.answer(id, 1, &only("1 ? 2")).await.unwrap();
        service.skip(id).await.unwrap();
        let late = service.answer(id, 1, &only("1 ? 2")).await;
        assert!(matches!(late, Err(Error::Finished(_))), "{late:?}");
    });
}

fn a_named_mistake_is_named() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let problem = start(&service).await;
        let last = problem.stem.text.split(|c: char| !c.is_ascii_digit());
        let last: u64 = last.filter_map(|n| n.parse().ok()).next_back().unwrap();
        let raw = (sum(&problem) - last).to_string();
        let answered = service.answer(problem.administration, 1, &only(&raw)).await;
        let feedback = scored(answered.unwrap());
        assert_eq!(feedback.verdict, Verdict::Wrong);
        let [misconception] = feedback.parts[0].misconceptions.as_slice() else {
            panic!("{feedback:?}");
        };
        assert_eq!(misconception.id.as_str(), "leaves_out");
        let words = &misconception.feedback.as_ref().unwrap().text;
        assert!(words.contains("left the last one out"), "{words}");
        assert!(feedback.solution.is_some());
        assert!(feedback.mastery_after < feedback.mastery_before);
    });
}

fn hints_come_one_by_one_and_then_the_solution() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let first = start(&service).await;
        assert_eq!((first.hints.len(), first.hints_left), (0, 2));
        // Sent twice at the same moment, it is one hint.
        let twice = tokio::join!(
            service.hint(first.administration, 0),
            service.hint(first.administration, 0),
        );
        let (Ok(Hinted::Hint(hinted)), Ok(Hinted::Hint(again))) = twice else {
            panic!("there are two hints");
        };
        assert_eq!((hinted.hints.len(), hinted.hints_left), (1, 1));
        assert_eq!(hinted.hints, again.hints);
        let feedback = answer(&service, &hinted, true).await;
        assert!(!feedback.counted, "it was given with help");
        let history = service.history(&ada(), &small(), &sums()).await.unwrap();
        assert!(history.points[0].assisted);
        let refused = service.hint(first.administration, 1).await;
        assert!(matches!(refused, Err(Error::Finished(_))));

        let second = problem(service.next(first.administration).await.unwrap());
        for shown in 0..2 {
            service.hint(second.administration, shown).await.unwrap();
        }
        for _ in 0..2 {
            let Hinted::Solution(solution) = service.hint(second.administration, 2).await.unwrap()
            else {
                panic!("all hints were taken");
            };
            assert_eq!(solution.keys[0].1.text, sum(&second).to_string());
        }
        let again = service.problem(second.administration).await.unwrap();
        assert!(matches!(again, Administered::Revealed(_)));
        let third = problem(service.next(second.administration).await.unwrap());
        assert_eq!(third.template, second.template, "the same is asked again");
        assert_eq!(third.opportunity, 2, "a solution read is no evidence");
    });
}

fn a_problem_may_be_put_aside() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let first = start(&service).await;
        let second = problem(service.skip(first.administration).await.unwrap());
        assert_ne!(first.administration, second.administration);
        assert_ne!(first.stem, second.stem);
        assert_eq!(second.opportunity, 1);
        let again = problem(service.skip(first.administration).await.unwrap());
        assert_eq!(
            again.administration, second.administration,
            "it was put aside already"
        );
        let aside = service.problem(first.administration).await.unwrap();
        assert!(matches!(aside, Administered::Skipped(_)));
        let answered = service.answer(first.administration, 1, &only("1")).await;
        assert!(matches!(answered, Err(Error::Finished(_))));
    });
}

fn no_key_before_the_answer() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let mut open = start(&service).await;
        for _ in 0..20 {
            answer(&service, &open, true).await;
            open = go_on(&service, open.administration).await;
        }
        let mut long = service
            .start_or_resume(&ada(), &small(), &long_sums())
            .await;
        for _ in 0..5 {
            let open = problem(long.unwrap());
            let key = sum(&open).to_string();
            let shown = serde_json::to_string(&open).unwrap();
            let again = service
                .answer(open.administration, 1, &only("?"))
                .await
                .unwrap();
            let again = serde_json::to_string(&again).unwrap();
            for text in [&shown, &again] {
                assert!(!text.contains(&key), "{key} in {text}");
            }
            long = service.skip(open.administration).await;
        }
    });
}

fn an_edited_bank_leaves_alone_what_is_under_way() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let before = start(&service).await;
        service.store().close().await;

        let edited = Text {
            version: 2,
            domain: "1..9",
            words: "How much is",
        };
        let service = serve(&folder, edited).await;
        let after = start(&service).await;
        assert_eq!(after.administration, before.administration);
        assert_eq!(after.stem, before.stem);
        let feedback = answer(&service, &after, true).await;
        assert_eq!(feedback.verdict, Verdict::Right);
        let next = problem(service.next(after.administration).await.unwrap());
        assert!(
            next.stem.text.starts_with("How much is"),
            "{}",
            next.stem.text
        );
    });
}

fn a_text_edit_brings_nothing_back() {
    run(async {
        let folder = Folder::new();
        let mut met = HashSet::new();
        let mut after = None;
        for version in 1..=5 {
            let words =
                ["", "What is", "Add:", "Find", "How much is", "Work out"][version as usize];
            let service = serve(
                &folder,
                Text {
                    version,
                    words,
                    ..TEXT
                },
            )
            .await;
            for _ in 0..10 {
                let open = match after {
                    None => start(&service).await,
                    Some(id) => go_on(&service, id).await,
                };
                assert!(!open.seen_before);
                let numbers = open.stem.text.trim_start_matches(words).to_owned();
                assert!(met.insert(numbers), "{}", open.stem.text);
                answer(&service, &open, true).await;
                after = Some(open.administration);
            }
            service.store().close().await;
        }
    });
}

fn a_domain_edit_skips_what_was_seen() {
    run(async {
        let folder = Folder::new();
        let mut met = HashSet::new();
        let mut after = None;
        // The second domain holds the first one: 2 × 16 of its 2 × 36 problems are known by then.
        for (domain, problems) in [("1..4", 32), ("1..6", 40)] {
            let service = serve(&folder, Text { domain, ..TEXT }).await;
            for _ in 0..problems {
                let open = match after {
                    None => start(&service).await,
                    Some(id) => go_on(&service, id).await,
                };
                assert!(!open.seen_before);
                assert!(met.insert(open.stem.text.clone()), "{}", open.stem.text);
                answer(&service, &open, true).await;
                after = Some(open.administration);
            }
            let open = go_on(&service, after.unwrap()).await;
            assert!(open.seen_before, "every problem was met");
            service.skip(open.administration).await.unwrap();
            let open = start(&service).await;
            answer(&service, &open, true).await;
            after = Some(open.administration);
            service.store().close().await;
        }
    });
}

fn eight_at_once_leave_one_piece_of_evidence() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        for _ in 0..5 {
            let problem = start(&service).await;
            let attempts: Vec<_> = (0..8)
                .map(|_| {
                    let (service, problem) = (service.clone(), problem.clone());
                    tokio::spawn(async move { answer(&service, &problem, true).await })
                })
                .collect();
            let mut told = HashSet::new();
            for attempt in attempts {
                told.insert(serde_json::to_string(&attempt.await.unwrap()).unwrap());
            }
            assert_eq!(told.len(), 1, "all are told the same");
        }
        let history = service.history(&ada(), &small(), &sums()).await.unwrap();
        assert_eq!(history.points.len(), 5);
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical());
        assert_eq!(report.evidence, 5);
    });
}

fn eight_at_once_begin_one_problem() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let starts: Vec<_> = (0..8)
            .map(|_| {
                let service = service.clone();
                tokio::spawn(async move { start(&service).await.administration })
            })
            .collect();
        let mut begun = HashSet::new();
        for start in starts {
            begun.insert(start.await.unwrap());
        }
        assert_eq!(begun.len(), 1);
    });
}

fn several_wrong_in_a_row_lead_to_a_suggestion() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let mut open = start(&service).await;
        let suggestion = loop {
            answer(&service, &open, false).await;
            assert!(open.opportunity < 10);
            match service.next(open.administration).await.unwrap() {
                Next::Problem(problem) => open = *problem,
                Next::Stop(stop) => break stop,
                Next::Help(help) => panic!("this bank has no interventions: {help:?}"),
            }
        };
        assert_eq!(suggestion.kind, StopKind::Suggestion);
        assert!(!suggestion.why.is_empty());
        problem(service.next(open.administration).await.unwrap());
    });
}

fn what_can_no_longer_be_shown_is_put_aside() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let first = start(&service).await;
        let file = SqliteConnectOptions::new().filename(folder.path());
        let mut other = file.connect().await.unwrap();
        let break_it =
            "DROP TRIGGER administrations_stay; UPDATE administrations SET pinned = '{}'";
        other.execute(break_it).await.unwrap();
        let broken = service.problem(first.administration).await;
        assert!(matches!(broken, Err(Error::Unusable { .. })));
        let second = start(&service).await;
        assert_ne!(second.administration, first.administration);
        answer(&service, &second, true).await;
    });
}

fn what_is_not_there_says_so() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        let none = BankId::new("none").unwrap();
        let error = service.overview(&ada(), &none).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no bank `none`; the start page lists the banks there are"
        );
        let absent = CompetencyId::new("absent").unwrap();
        let error = service.start_or_resume(&ada(), &small(), &absent).await;
        assert!(matches!(error, Err(Error::NoCompetency { .. })));
        let id = retake::store::AdministrationId::new(retake::base::Timestamp::from_ms(0));
        let error = service.problem(id).await;
        assert!(matches!(error, Err(Error::NoAdministration(_))));

        let open = start(&service).await;
        let long = "1".repeat(10_001);
        let error = service.answer(open.administration, 1, &only(&long)).await;
        assert!(matches!(error, Err(Error::TooLong { .. })));

        let twice = vec![load(TEXT), load(TEXT)];
        let store = service.store().clone();
        let error = Service::open(store, twice, crate::small_bank::clock(), None).await;
        assert!(matches!(error, Err(Error::SameBank(_))));
    });
}
