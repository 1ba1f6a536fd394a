//! The log leads to the beliefs, to the bit: live, after tampering, and after a `kill -9`.

use crate::small_bank::{TEXT, ada, answer, problem, serve, small, start, sums};
use crate::store::{Folder, run};
use crate::trial;
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use retake::base::{LearnerId, Secret};
use retake::service::{Administered, Hinted, Next, Service, replay};
use retake::store::{AdministrationId, Options, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Names the database a child process is to answer into.
const ANSWER_INTO: &str = "RETAKE_TEST_ANSWER_INTO";

pub fn trials() -> Vec<Trial> {
    vec![
        trial("replay::leads_to_what_was_lived", leads_to_what_was_lived),
        trial(
            "replay::finds_what_was_tampered_with",
            finds_what_was_tampered_with,
        ),
        trial("replay::rebuilds_what_was_lost", rebuilds_what_was_lost),
        trial(
            "replay::a_kill_loses_no_acknowledged_answer",
            a_kill_loses_no_acknowledged_answer,
        ),
    ]
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Right,
    Wrong,
    Unreadable,
    Hint,
    Skip,
}

fn acts() -> impl Strategy<Value = Vec<(bool, Act)>> {
    let act = prop_oneof![
        4 => Just(Act::Right),
        3 => Just(Act::Wrong),
        1 => Just(Act::Unreadable),
        2 => Just(Act::Hint),
        1 => Just(Act::Skip),
    ];
    // Two learners by turns.
    prop::collection::vec((any::<bool>(), act), 1..40)
}

async fn act(service: &Service, learner: &LearnerId, act: Act) {
    let next = service.start_or_resume(learner, &small(), &sums()).await;
    let Next::Problem(problem) = next.unwrap() else {
        return;
    };
    match act {
        Act::Right => drop(answer(service, &problem, true).await),
        Act::Wrong => drop(answer(service, &problem, false).await),
        Act::Unreadable => {
            let (id, attempt) = (problem.administration, problem.attempt);
            service
                .answer(id, attempt, &crate::small_bank::only("?"))
                .await
                .unwrap();
        }
        Act::Hint => drop(
            service
                .hint(problem.administration, problem.hints.len())
                .await
                .unwrap(),
        ),
        Act::Skip => drop(service.skip(problem.administration).await.unwrap()),
    }
}

fn leads_to_what_was_lived() {
    // Each case writes to the disk some forty times.
    let config = Config {
        cases: 16,
        failure_persistence: None,
        ..Config::default()
    };
    let lived = TestRunner::new(config).run(&acts(), |acts| {
        run(async {
            let folder = Folder::new();
            let service = serve(&folder, TEXT).await;
            let learners = [ada(), LearnerId::new("Blaise").unwrap()];
            for &(second, what) in &acts {
                act(&service, &learners[usize::from(second)], what).await;
            }
            let report = replay(service.store()).await.unwrap();
            prop_assert!(report.is_identical(), "{:?}", report.differences);
            let scored = acts
                .iter()
                .filter(|(_, act)| matches!(act, Act::Right | Act::Wrong));
            prop_assert!(report.evidence <= scored.count() as u64);
            Ok(())
        })
    });
    lived.unwrap();
}

fn finds_what_was_tampered_with() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        for right in [true, false, true] {
            let problem = start(&service).await;
            answer(&service, &problem, right).await;
        }
        assert!(replay(service.store()).await.unwrap().is_identical());

        let file = SqliteConnectOptions::new().filename(folder.path());
        let mut other = file.connect().await.unwrap();
        // One bit of P(known).
        let tamper = "UPDATE beliefs SET state = json_set(state, '$.trace.filtered[1]', \
                      substr(json_extract(state, '$.trace.filtered[1]'), 1, 15) || \
                      CASE substr(json_extract(state, '$.trace.filtered[1]'), 16) \
                      WHEN '0' THEN '1' ELSE '0' END)";
        other.execute(tamper).await.unwrap();
        let report = replay(service.store()).await.unwrap();
        let [difference] = report.differences.as_slice() else {
            panic!("{report:?}");
        };
        let line = difference.to_string();
        assert!(
            line.starts_with("Ada, small/sums: the projection has mastery 0."),
            "{line}"
        );

        let blaise = LearnerId::new("Blaise").unwrap();
        act(&service, &blaise, Act::Right).await;
        let damage = "UPDATE beliefs SET state = '{' WHERE learner = 'Ada'";
        other.execute(damage).await.unwrap();
        let report = replay(service.store()).await.unwrap();
        assert_eq!((report.beliefs, report.differences.len()), (2, 1));
        let line = report.differences[0].to_string();
        assert!(
            line.starts_with("Ada, small/sums: the projection cannot be read (state: "),
            "{line}"
        );

        other.execute("DELETE FROM beliefs").await.unwrap();
        let report = replay(service.store()).await.unwrap();
        let line = report.differences[0].to_string();
        assert!(
            line.contains("the projection has nothing, the log leads to mastery"),
            "{line}"
        );
    });
}

/// A projection that is lost is rebuilt when it is needed, and practice goes on.
fn rebuilds_what_was_lost() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder, TEXT).await;
        for right in [true, false, true] {
            let problem = start(&service).await;
            answer(&service, &problem, right).await;
        }
        let file = SqliteConnectOptions::new().filename(folder.path());
        let mut other = file.connect().await.unwrap();
        let before = start(&service).await;
        let hinted = service.hint(before.administration, 0).await.unwrap();
        for begins in [true, false] {
            other.execute("DELETE FROM beliefs").await.unwrap();
            let open = match begins {
                true => start(&service).await,
                false => before.clone(),
            };
            assert_eq!(open.mastery, before.mastery);
            assert_eq!(open.opportunity, before.opportunity);
            if begins {
                assert!(matches!(&hinted, Hinted::Hint(view) if view.hints == open.hints));
            } else {
                let feedback = answer(&service, &open, true).await;
                assert!(!feedback.counted, "a hint was taken");
                assert_eq!(feedback.mastery_before, before.mastery);
            }
            assert!(replay(service.store()).await.unwrap().is_identical());
        }
        // Nothing open: the next problem is a fresh one.
        other.execute("DELETE FROM beliefs").await.unwrap();
        let next = start(&service).await;
        assert_eq!(next.opportunity, 5);
        answer(&service, &next, true).await;
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
        assert_eq!(report.evidence, 5);
    });
}

/// Answers problem after problem into the database named in the environment, and says so on the
/// standard output once an answer is acknowledged. Only ends by being killed.
pub fn answer_if_asked() {
    let Some(url) = env::var(ANSWER_INTO).ok() else {
        return;
    };
    run(async {
        let store = Store::open(&url, &Options::default()).await.unwrap();
        let secret = Some(Secret::from_seed("1"));
        let bank = crate::small_bank::load(TEXT);
        let clock = crate::small_bank::clock();
        let service = Service::open(store, vec![bank], clock, secret)
            .await
            .unwrap();
        let mut open = start(&service).await;
        loop {
            let right = open.opportunity % 4 > 0;
            let feedback = answer(&service, &open, right).await;
            let mut out = std::io::stdout().lock();
            writeln!(out, "{} {}", open.administration, feedback.parts[0].raw).unwrap();
            out.flush().unwrap();
            drop(out);
            open = loop {
                if let Next::Problem(next) = service.next(open.administration).await.unwrap() {
                    break *next;
                }
            };
        }
    });
}

fn a_kill_loses_no_acknowledged_answer() {
    for answers in [1, 7, 23] {
        let folder = Folder::new();
        let mut child = Command::new(env::current_exe().unwrap())
            .env(ANSWER_INTO, folder.url())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged: Vec<String> =
            lines.by_ref().take(answers).map(Result::unwrap).collect();
        // On Unix this is SIGKILL: nothing of the program runs any more.
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(lines.map_while(Result::ok));
        assert!(acknowledged.len() >= answers);

        run(async {
            let service = serve(&folder, TEXT).await;
            for line in &acknowledged {
                let Some((id, raw)) = line.split_once(' ') else {
                    continue;
                };
                let Ok(id) = id.parse::<AdministrationId>() else {
                    continue;
                };
                let Administered::Answered(kept) = service.problem(id).await.unwrap() else {
                    panic!("{id} was acknowledged and is not answered");
                };
                assert_eq!(kept.parts[0].raw, raw);
            }
            let report = replay(service.store()).await.unwrap();
            assert!(report.is_identical(), "{:?}", report.differences);
            assert!(report.evidence >= acknowledged.len() as u64);
            let goes_on = service.start_or_resume(&ada(), &small(), &sums()).await;
            problem(goes_on.unwrap());
        });
    }
}
