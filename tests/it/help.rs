//! Help beyond problems: offered, taken, logged and replayed; a teacher who is asked and decides.

use crate::small_bank::{
    TEXT, ada, answer, clock, long_sums, problem, small, start, sums, write as write_bank,
};
use crate::store::Folder;
use libtest_mimic::Trial;
use retake::bank::Bank;
use retake::base::{Secret, StaffId, Timestamp};
use retake::service::{
    Error, HelpView, Next, ProblemView, Service, Staff, Status, StopKind, replay,
};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

pub fn trials() -> Vec<Trial> {
    let trial = |name: &str, run: fn()| {
        Trial::test(format!("help::{name}"), move || {
            run();
            Ok(())
        })
    };
    vec![
        trial("an_intervention_is_offered_taken_and_replayed", taken),
        trial(
            "a_teacher_is_asked_sees_the_evidence_and_decides",
            handed_over,
        ),
        trial("a_lost_projection_comes_back_with_its_help", rebuilt),
        trial("a_rapid_guess_is_kept_and_says_nothing", rapid),
        trial("a_plan_is_laid_out_and_forecast", planned),
        trial("what_drifts_is_told", drifts),
    ]
}

/// Many are stuck, and help is cheap: a few wrong answers bring it about.
const COSTS: &str = r#"
[learners]
speeds = [{ pace = 0.5, share = 0.5 }, { pace = 2, share = 0.5 }]
stuck = 0.3
reason = "For tests."

[costs]
false_mastery = 60
teacher = { minutes = 10, visits_per_week = 2, teaches = [6, 4], frees = [8, 2] }
reason = "For tests."
"#;

const EXAMPLE: &str = r#"+++
kind = "worked_example"
title = "One after the other"
competency = "sums"
minutes = 2
efficacy = { teaches = [3, 7], frees = [4, 6] }
reason = "For tests."
+++
Add the first two, then the third.

## Try it
$1 + 2 + 3$

## Answer
$6$

## For the teacher
Listen for which numbers are left out.
"#;

fn bank() -> Bank {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("small");
    write_bank(&path, TEXT);
    let manifest = fs::read_to_string(path.join("bank.toml")).unwrap();
    fs::write(path.join("bank.toml"), format!("{manifest}{COSTS}")).unwrap();
    let interventions = path.join("interventions");
    fs::create_dir_all(&interventions).unwrap();
    fs::write(interventions.join("sums-worked-example.md"), EXAMPLE).unwrap();
    let loaded = Bank::load(&path);
    let findings: Vec<String> = loaded.diagnostics.into_iter().map(|f| f.message).collect();
    loaded.bank.unwrap_or_else(|| panic!("{findings:?}"))
}

async fn serve(folder: &Folder) -> Service {
    let store = folder.open().await.unwrap();
    let secret = Some(Secret::from_seed("1"));
    Service::open(store, vec![bank()], clock(), secret)
        .await
        .unwrap()
}

fn run(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work);
}

async fn next(service: &Service) -> Next {
    service
        .start_or_resume(&ada(), &small(), &sums())
        .await
        .unwrap()
}

/// Wrong answers until something else than a problem comes.
async fn until_other(service: &Service) -> Next {
    for _ in 0..40 {
        match next(service).await {
            Next::Problem(open) => {
                answer(service, &open, false).await;
            }
            other => return other,
        }
    }
    panic!("nothing but problems");
}

async fn until_help(service: &Service) -> HelpView {
    for _ in 0..10 {
        match until_other(service).await {
            Next::Help(help) => return *help,
            Next::Stop(stop) => assert_eq!(stop.kind, StopKind::Suggestion),
            Next::Problem(_) => {}
        }
    }
    panic!("no help");
}

/// Goes on, whatever is offered, until a teacher is asked.
async fn until_teacher(service: &Service) {
    for _ in 0..20 {
        match until_other(service).await {
            Next::Help(help) => {
                let took = service
                    .take_help(&ada(), &small(), &sums(), &help.intervention)
                    .await;
                if let Next::Stop(stop) = took.unwrap() {
                    assert_eq!(stop.kind, StopKind::Teacher);
                    return;
                }
            }
            Next::Stop(stop) if stop.kind == StopKind::Teacher => return,
            Next::Stop(stop) if stop.kind == StopKind::Suggestion => {}
            other => panic!("{other:?}"),
        }
    }
    panic!("no teacher was asked");
}

async fn teacher(service: &Service) -> Staff {
    let code = service.invite(&StaffId::new("grace").unwrap()).await;
    let token = service.sign_in(&code.unwrap(), None).await.unwrap();
    service.staff(&token).await.unwrap()
}

fn taken() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let help = until_help(&service).await;
        assert_eq!(help.name, "One after the other");
        assert!(!help.why.is_empty());
        assert_eq!((help.sections.len(), help.for_teacher.len()), (3, 1));
        assert!(help.sections[2].afterwards);
        // It waits, also for another process.
        let service = serve(&folder).await;
        assert_eq!(until_help(&service).await.intervention, help.intervention);
        let (who, bank, what) = (ada(), small(), sums());
        let take = || service.take_help(&who, &bank, &what, &help.intervention);
        let after = take().await.unwrap();
        // Sent twice it is taken once.
        let again = take().await.unwrap();
        let id = |next: &Next| match next {
            Next::Problem(problem) => Some(problem.administration),
            _ => None,
        };
        assert_eq!(id(&after), id(&again));
        let refused = service
            .take_help(&ada(), &small(), &long_sums(), &help.intervention)
            .await;
        assert!(refused.is_err() || matches!(refused, Ok(Next::Stop(_))));
        if let Next::Problem(open) = next(&service).await {
            answer(&service, &open, true).await;
        }
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
        service.learn().await.unwrap();
    });
}

fn handed_over() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        until_teacher(&service).await;
        let staff = teacher(&service).await;
        let asked = service.asked_for(&staff).await.unwrap();
        assert_eq!(asked.len(), 1);
        assert_eq!(
            (&asked[0].learner, &asked[0].title),
            (&ada(), &"Sums".to_owned())
        );
        let (who, bank, what) = (ada(), small(), sums());
        let look = || service.evidence(&staff, &who, &bank, &what);
        let evidence = look().await.unwrap();
        assert!(evidence.opportunities >= 4 && evidence.asked.is_some());
        assert!(evidence.stuck > 0.3 && evidence.mastery < 0.5);
        assert!(evidence.will_not_reach.unwrap() > 0.5);
        assert!(!evidence.recent.is_empty() && !evidence.helps.is_empty());
        // Practice may go on meanwhile.
        let open: ProblemView = problem(next(&service).await);
        answer(&service, &open, false).await;
        let visit = service.visited(&staff, &who, &bank, &what, "Counted on fingers.");
        visit.await.unwrap();
        assert!(service.asked_for(&staff).await.unwrap().is_empty());
        let evidence = look().await.unwrap();
        assert!(
            evidence
                .helps
                .iter()
                .any(|help| help.note == "Counted on fingers.")
        );
        let declare =
            |reason: &'static str| service.declare(&staff, &who, &bank, &what, true, reason);
        assert!(matches!(declare("  ").await, Err(Error::NoReason)));
        declare("Shown at the board.").await.unwrap();
        let evidence = look().await.unwrap();
        assert_eq!(evidence.status, Status::Proficient);
        assert_eq!(evidence.declarations[0].1, "Shown at the board.");
        let open = problem(next(&service).await);
        answer(&service, &open, true).await;
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
    });
}

fn rebuilt() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        until_teacher(&service).await;
        let staff = teacher(&service).await;
        let (who, bank, what) = (ada(), small(), sums());
        let look = || service.evidence(&staff, &who, &bank, &what);
        let before = look().await.unwrap();
        let kept = next(&service).await;
        let file = SqliteConnectOptions::new().filename(folder.path());
        let mut other = file.connect().await.unwrap();
        let lose = sqlx::query("DELETE FROM beliefs");
        lose.execute(&mut other).await.unwrap();
        let after = next(&service).await;
        let id = |next: &Next| match next {
            Next::Problem(problem) => Some(problem.administration),
            _ => None,
        };
        assert_eq!(id(&kept), id(&after));
        let again = look().await.unwrap();
        assert_eq!((before.mastery, before.stuck), (again.mastery, again.stuck));
        let visit = service.visited(&staff, &who, &bank, &what, "");
        visit.await.unwrap();
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
    });
}

fn rapid() {
    run(async {
        let folder = Folder::new();
        let store = folder.open().await.unwrap();
        let now = Arc::new(AtomicI64::new(1_800_000_000_000));
        let hand = Arc::clone(&now);
        let clock = Arc::new(move || Timestamp::from_ms(hand.load(Ordering::Relaxed)));
        let secret = Some(Secret::from_seed("1"));
        let service = Service::open(store, vec![bank()], clock, secret).await;
        let service = service.unwrap();
        let open = start(&service).await;
        now.fetch_add(900, Ordering::Relaxed);
        let told = answer(&service, &open, true).await;
        assert!(!told.counted && told.mastery_after == told.mastery_before);
        assert!(
            told.why[0].starts_with("That was too fast"),
            "{:?}",
            told.why
        );
        let open = problem(next(&service).await);
        assert_eq!(open.opportunity, 1);
        now.fetch_add(60_000, Ordering::Relaxed);
        assert!(answer(&service, &open, true).await.counted);
        // A clock that runs backwards is no reason to doubt an answer.
        let open = problem(next(&service).await);
        now.fetch_sub(600_000, Ordering::Relaxed);
        assert!(answer(&service, &open, true).await.counted);
        let staff = teacher(&service).await;
        let evidence = service.evidence(&staff, &ada(), &small(), &sums()).await;
        let evidence = evidence.unwrap();
        assert_eq!((evidence.rapid, evidence.effort), (1, Some(0.5)));
        let untimed = service.clone().untimed();
        let open = problem(next(&untimed).await);
        assert!(answer(&untimed, &open, true).await.counted);
    });
}

fn planned() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let plan = service.plan(&ada(), &small(), 20.0).await.unwrap();
        assert_eq!(plan.left, 2);
        // What is locked is not proposed.
        assert_eq!(plan.blocks.len(), 1);
        assert_eq!(plan.blocks[0].competency.id, sums());
        let (even, likely) = plan.days.unwrap();
        assert!(0 < even && even <= likely);
        assert_eq!((plan.dates, plan.next_review), (None, None));
        let none = service.plan(&ada(), &small(), 0.0).await.unwrap();
        assert!(none.blocks.is_empty() && none.days.is_none());
        let again = service.plan(&ada(), &small(), 20.0).await.unwrap();
        assert_eq!(again.days, plan.days, "the same answers, the same forecast");
    });
}

fn drifts() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let staff = teacher(&service).await;
        assert!(service.drifts(&staff).await.unwrap().is_empty());
        // Nobody is as good as this at what nobody knows: some thirty learners, all right at once.
        for learner in 0..30 {
            let learner = retake::base::LearnerId::new(&format!("L{learner}")).unwrap();
            for _ in 0..3 {
                let open = service.start_or_resume(&learner, &small(), &sums()).await;
                answer(&service, &problem(open.unwrap()), true).await;
            }
        }
        let drifts = service.drifts(&staff).await.unwrap();
        assert!(drifts.iter().any(|one| one.template.is_none()));
        assert!(drifts.iter().all(|one| one.right as f64 > one.expected));
    });
}
