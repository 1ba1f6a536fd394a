//! Tasks that people mark: who may do what, what is evidence, and what is refused with nothing
//! recorded.

use crate::store::{Folder, run};
use crate::trial;
use crate::work_bank::{
    handed_in, learner, line, lines, load, part, reports, serve, slope, survey, teacher, work,
};
use libtest_mimic::Trial;
use retake::base::{CriterionId, StaffId};
use retake::mastery::Agreement;
use retake::service::{Between, Error, Service, TaskState, replay};
use retake::store::AdministrationId;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "tasks::practice_goes_on_beside_a_task",
            practice_goes_on_beside_a_task,
        ),
        trial(
            "tasks::a_work_is_handed_in_until_it_is_marked",
            a_work_is_handed_in_until_it_is_marked,
        ),
        trial(
            "tasks::only_what_is_asked_for_is_taken",
            only_what_is_asked_for_is_taken,
        ),
        trial(
            "tasks::files_are_for_those_who_may_see_them",
            files_are_for_those_who_may_see_them,
        ),
        trial(
            "tasks::a_mark_is_evidence_for_every_competency_of_the_rubric",
            a_mark_is_evidence_for_every_competency_of_the_rubric,
        ),
        trial(
            "tasks::what_is_refused_leaves_nothing_behind",
            what_is_refused_leaves_nothing_behind,
        ),
        trial(
            "tasks::a_changed_mark_is_as_if_it_had_been_the_first",
            a_changed_mark_is_as_if_it_had_been_the_first,
        ),
        trial(
            "tasks::own_and_peer_assessments_are_no_evidence",
            own_and_peer_assessments_are_no_evidence,
        ),
        trial("tasks::two_markers_agree_or_not", two_markers_agree_or_not),
        trial("tasks::a_code_lets_in_once", a_code_lets_in_once),
        trial(
            "tasks::a_rubric_names_competencies_of_the_bank",
            a_rubric_names_competencies_of_the_bank,
        ),
    ]
}

/// Levels on display, conclusion and line.
fn levels(levels: [u8; 3]) -> Vec<(CriterionId, u8)> {
    let name = |name| CriterionId::new(name).unwrap();
    ["display", "conclusion", "line"]
        .into_iter()
        .map(name)
        .zip(levels)
        .collect()
}

/// How many marks and pieces of evidence there are.
async fn recorded(folder: &Folder) -> (i64, i64) {
    let file = SqliteConnectOptions::new().filename(folder.path());
    let mut other = file.connect().await.unwrap();
    sqlx::query_as("SELECT (SELECT count(*) FROM marks), (SELECT count(*) FROM evidence)")
        .fetch_one(&mut other)
        .await
        .unwrap()
}

async fn mastery(service: &Service, who: &str) -> [f64; 2] {
    let map = service.overview(&learner(who), &work()).await.unwrap();
    [lines(), reports()].map(|id| {
        let mut all = map.competencies.iter();
        all.find(|own| own.id == id).unwrap().mastery
    })
}

fn practice_goes_on_beside_a_task() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let ada = learner("Ada");
        let open = line(&service, &ada).await;
        let tasks = service.tasks(&ada, &work(), &reports()).await.unwrap();
        assert_eq!((tasks.len(), tasks[0].begun), (1, None));
        let (one, two) = (survey(), survey());
        let bank = work();
        let both = tokio::join!(
            service.give_task(&ada, &bank, &one),
            service.give_task(&ada, &bank, &two)
        );
        let id = both.0.unwrap();
        assert_eq!(id, both.1.unwrap(), "one task is under way");
        let task = service.task(&ada, id).await.unwrap();
        assert_eq!((task.state, task.next), (TaskState::Assigned, 1));
        assert!(task.stem.text.contains("people"));
        service.hand_in(&ada, id, 1, "Done.", &[]).await.unwrap();
        // The task waits, and the problem under way is still the same.
        assert_eq!(
            line(&service, &ada).await.administration,
            open.administration
        );
        let (a, b) = slope(&open);
        let answers = [part("slope", a), part("value", a * 10 + b)];
        service
            .answer(open.administration, 1, &answers)
            .await
            .unwrap();
        let next = line(&service, &ada).await;
        assert_ne!(next.administration, open.administration);
        let refused = service.answer(id, 1, &answers).await;
        assert!(refused.is_err(), "a task has no answers");
    });
}

fn a_work_is_handed_in_until_it_is_marked() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let ada = learner("Ada");
        let id = handed_in(&service, &ada).await;
        // Sent again, it is taken once; with other content it is refused.
        service
            .hand_in(&ada, id, 1, "Most walk.", &[])
            .await
            .unwrap();
        let other = service.hand_in(&ada, id, 1, "Few walk.", &[]).await;
        assert!(matches!(other, Err(Error::Conflict { .. })));
        let early = service.hand_in(&ada, id, 3, "Few walk.", &[]).await;
        assert!(matches!(early, Err(Error::OutOfTurn { next: 2, .. })));
        service
            .hand_in(&ada, id, 2, "Few walk.", &[])
            .await
            .unwrap();
        let task = service.task(&ada, id).await.unwrap();
        assert_eq!(task.submission.unwrap().text, "Few walk.");
        assert_eq!((task.state, task.next), (TaskState::Submitted, 3));
        let teacher = teacher(&service, "Ms Okafor").await;
        let stale = service.mark(&teacher, id, 1, &levels([3, 3, 3]), "").await;
        assert!(matches!(stale, Err(Error::NewerWork { latest: 2, .. })));
        let queue = service.queue(&teacher).await.unwrap();
        assert_eq!((queue.waiting.len(), queue.marked.len()), (1, 0));
        service
            .mark(&teacher, id, 2, &levels([3, 3, 3]), "Clear.")
            .await
            .unwrap();
        let late = service.hand_in(&ada, id, 3, "All walk.", &[]).await;
        assert!(matches!(late, Err(Error::MarkingBegan(_))));
        let task = service.task(&ada, id).await.unwrap();
        assert_eq!(task.state, TaskState::Marked);
        let mark = task.teacher.unwrap();
        assert_eq!(mark.levels, [Some(3), Some(3), Some(3)]);
        assert_eq!((mark.comment.as_str(), mark.by), ("Clear.", None));
        // Another one is another problem.
        let again = service.give_task(&ada, &work(), &survey()).await.unwrap();
        let other = service.task(&ada, again).await.unwrap();
        assert_ne!(other.stem, task.stem);
        // What belongs to somebody else does not exist.
        let bob = learner("Bob");
        assert!(service.task(&bob, id).await.is_err());
        assert!(service.hand_in(&bob, again, 1, "Mine.", &[]).await.is_err());
    });
}

const PDF: &[u8] = b"%PDF-1.7 a display";

fn pdf(name: &str) -> (String, Vec<u8>) {
    (name.to_owned(), PDF.to_vec())
}

fn only_what_is_asked_for_is_taken() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let ada = learner("Ada");
        let id = service.give_task(&ada, &work(), &survey()).await.unwrap();
        let hand_in = async |text: &str, files: &[(String, Vec<u8>)]| {
            service.hand_in(&ada, id, 1, text, files).await.unwrap_err()
        };
        assert!(matches!(hand_in(" ", &[]).await, Error::NothingHandedIn));
        let program = ("display.pdf".to_owned(), b"MZ\x90".to_vec());
        assert_eq!(
            hand_in("", &[program]).await.to_string(),
            "the file “display.pdf” is not pdf or image; save it as one of these and hand it in again"
        );
        let mut large = PDF.to_vec();
        large.resize(1_000_001, b' ');
        let large = [("large.pdf".to_owned(), large)];
        let refused = hand_in("", &large).await;
        assert!(matches!(refused, Error::FileTooLarge { limit: 1, .. }));
        let many: Vec<_> = (0..6).map(|_| pdf("a.pdf")).collect();
        assert!(matches!(
            hand_in("", &many).await,
            Error::TooManyFiles { .. }
        ));
        let long = "a".repeat(100_001);
        assert!(matches!(hand_in(&long, &[]).await, Error::TooLong { .. }));
        let task = service.task(&ada, id).await.unwrap();
        assert_eq!((task.state, task.next), (TaskState::Assigned, 1));
    });
}

fn files_are_for_those_who_may_see_them() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let (ada, bob) = (learner("Ada"), learner("Bob"));
        service.enter(&bob).await.unwrap();
        let id = service.give_task(&ada, &work(), &survey()).await.unwrap();
        let files = [pdf("C:\\work\\my \"display\".pdf"), pdf("again.pdf")];
        service.hand_in(&ada, id, 1, "", &files).await.unwrap();
        service.hand_in(&ada, id, 1, "", &files).await.unwrap();
        let file = service.file(&ada, id, 1, 1).await.unwrap();
        assert_eq!(file.name, "my \"display\".pdf");
        assert_eq!(
            (file.media_type.as_str(), &*file.bytes),
            ("application/pdf", PDF)
        );
        assert!(service.file(&bob, id, 1, 1).await.is_err());
        assert!(service.file(&ada, id, 1, 3).await.is_err());
        let teacher = teacher(&service, "Ms Okafor").await;
        assert!(service.file_for_staff(&teacher, id, 1, 2).await.is_ok());
        service.share(&teacher, id, &bob).await.unwrap();
        assert!(service.file(&bob, id, 1, 1).await.is_ok());
        // The same content is kept once.
        let file = SqliteConnectOptions::new().filename(folder.path());
        let mut other = file.connect().await.unwrap();
        let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM files")
            .fetch_one(&mut other)
            .await
            .unwrap();
        assert_eq!(kept, 1);
    });
}

fn a_mark_is_evidence_for_every_competency_of_the_rubric() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let teacher = teacher(&service, "Ms Okafor").await;
        let prior = mastery(&service, "Nobody").await;
        let mut after = Vec::new();
        for (name, given) in [
            ("Low", [1, 1, 1]),
            ("Below", [2, 2, 2]),
            ("Mixed", [4, 2, 3]),
            ("Proficient", [3, 3, 3]),
            ("High", [4, 4, 4]),
        ] {
            let id = handed_in(&service, &learner(name)).await;
            let marked = service.mark(&teacher, id, 1, &levels(given), "").await;
            marked.unwrap();
            after.push(mastery(&service, name).await);
        }
        let (low, below, mixed, proficient, high) =
            (after[0], after[1], after[2], after[3], after[4]);
        for at in 0..2 {
            assert!(low[at] < below[at] && below[at] < prior[at]);
            assert!(prior[at] < proficient[at] && proficient[at] < high[at]);
        }
        // Two criteria are one piece of evidence, between what either alone would say.
        assert!(below[1] < mixed[1] && mixed[1] < high[1]);
        assert_eq!(
            mixed[0], proficient[0],
            "the other competency has its own level"
        );
        assert_eq!(recorded(&folder).await, (5, 10));
        let history = service
            .history(&learner("Mixed"), &work(), &reports())
            .await;
        let points = history.unwrap().points;
        assert_eq!(
            (points.len(), points[0].right),
            (1, false),
            "one level is missing"
        );
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
    });
}

fn what_is_refused_leaves_nothing_behind() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let (ada, bob) = (learner("Ada"), learner("Bob"));
        service.enter(&bob).await.unwrap();
        let teacher = teacher(&service, "Ms Okafor").await;
        let id = service.give_task(&ada, &work(), &survey()).await.unwrap();
        let all = levels([3, 3, 3]);
        let early = service.mark(&teacher, id, 1, &all, "").await;
        assert!(matches!(early, Err(Error::NotHandedIn(_))));
        service.hand_in(&ada, id, 1, "Done.", &[]).await.unwrap();

        let refused = async |levels: &[(CriterionId, u8)]| {
            let marked = service.mark(&teacher, id, 1, levels, "").await;
            marked.unwrap_err().to_string()
        };
        assert_eq!(
            refused(&levels([3, 5, 3])).await,
            "`conclusion` has levels 1 to 4, not 5; choose one of them"
        );
        assert!(refused(&levels([3, 3, 0])).await.contains("not 0"));
        assert_eq!(
            refused(&all[..2]).await,
            "no level was chosen for “A line through the data”; choose one for every criterion"
        );
        let mut unknown = all.clone();
        unknown.push((CriterionId::new("style").unwrap(), 3));
        assert!(refused(&unknown).await.contains("no criterion `style`"));
        let twice = [all.clone(), all[..1].to_vec()].concat();
        assert!(refused(&twice).await.contains("two levels"));
        // Nobody without a session has what it takes to mark.
        for token in ["", "0", &"a".repeat(64)] {
            let nobody = service.staff(token).await;
            assert!(matches!(nobody, Err(Error::NotStaff)), "{nobody:?}");
        }
        // Neither a stranger nor the learner as a peer of the own work.
        let stranger = service.assess(&bob, id, 1, &all, "").await;
        assert!(matches!(stranger, Err(Error::NotYours(_))));
        let own = service.share(&teacher, id, &ada).await;
        assert!(matches!(own, Err(Error::OwnWork(_))));
        let nobody = service.share(&teacher, id, &learner("Carol")).await;
        assert!(matches!(nobody, Err(Error::NoLearner(_))));
        let none = AdministrationId::new(retake::base::Timestamp::from_ms(0));
        let missing = service.mark(&teacher, none, 1, &all, "").await;
        assert!(matches!(missing, Err(Error::NoAdministration(_))));
        assert_eq!(recorded(&folder).await, (0, 0));
        assert_eq!(
            mastery(&service, "Ada").await,
            mastery(&service, "Bob").await
        );
    });
}

fn a_changed_mark_is_as_if_it_had_been_the_first() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let (okafor, lind) = (
            teacher(&service, "Ms Okafor").await,
            teacher(&service, "Mr Lind").await,
        );
        let answer = async |who: &str| {
            let problem = line(&service, &learner(who)).await;
            let (a, b) = slope(&problem);
            let answers = [part("slope", a), part("value", a * 10 + b)];
            let answered = service.answer(problem.administration, 1, &answers).await;
            answered.unwrap();
        };
        let (at_once, changed) = ("At once", "Changed");
        for (who, first) in [(at_once, [4, 3, 4]), (changed, [1, 2, 1])] {
            let id = handed_in(&service, &learner(who)).await;
            service
                .mark(&okafor, id, 1, &levels(first), "")
                .await
                .unwrap();
            answer(who).await;
            if who == changed {
                let then = mastery(&service, who).await;
                // The same again is nothing new; another teacher's mark is no evidence.
                service
                    .mark(&okafor, id, 1, &levels(first), "")
                    .await
                    .unwrap();
                service
                    .mark(&lind, id, 1, &levels([4, 4, 4]), "")
                    .await
                    .unwrap();
                assert_eq!(mastery(&service, who).await, then);
                let better = levels([4, 3, 4]);
                service
                    .mark(&okafor, id, 1, &better, "Better.")
                    .await
                    .unwrap();
                let view = service.work(&okafor, id).await.unwrap();
                assert!(view.mine.unwrap().revised);
                assert_eq!(view.teachers.len(), 2);
            }
        }
        assert_eq!(
            mastery(&service, changed).await,
            mastery(&service, at_once).await
        );
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
        assert_eq!(report.evidence, 6);
        assert_eq!(report.revised, 2);

        // A projection that is lost comes back from the log with the changed numbers.
        let then = mastery(&service, changed).await;
        let file = SqliteConnectOptions::new().filename(folder.path());
        let mut other = file.connect().await.unwrap();
        other.execute("DELETE FROM beliefs").await.unwrap();
        answer(changed).await;
        let now = mastery(&service, changed).await;
        assert!(now[0] > then[0]);
        assert!(
            replay(service.store())
                .await
                .unwrap()
                .differences
                .iter()
                .all(|difference| difference.learner == learner(at_once)
                    || difference.competency == reports())
        );
    });
}

fn own_and_peer_assessments_are_no_evidence() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let (ada, bob) = (learner("Ada"), learner("Bob"));
        service.enter(&bob).await.unwrap();
        let teacher = teacher(&service, "Ms Okafor").await;
        let id = handed_in(&service, &ada).await;
        service
            .assess(&ada, id, 1, &levels([4, 4, 4]), "")
            .await
            .unwrap();
        for _ in 0..2 {
            service.share(&teacher, id, &bob).await.unwrap();
        }
        let seen = service.peer_work(&bob, id).await.unwrap();
        assert!(seen.own.is_none() && seen.teacher.is_none());
        let works = service.peer_works(&bob).await.unwrap();
        assert_eq!((works.len(), &works[0].learner), (1, &None));
        service
            .assess(&bob, id, 1, &levels([3, 2, 3]), "Label the axes.")
            .await
            .unwrap();
        let task = service.task(&ada, id).await.unwrap();
        assert_eq!(task.own.unwrap().levels, [Some(4); 3]);
        let peer = &task.peers[0];
        assert_eq!(
            (peer.comment.as_str(), &peer.by),
            ("Label the axes.", &None)
        );
        assert!(task.teacher.is_none());
        assert_eq!(recorded(&folder).await, (2, 0));
        assert_eq!(task.state, TaskState::Submitted);
    });
}

fn two_markers_agree_or_not() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let (okafor, lind) = (
            teacher(&service, "Ms Okafor").await,
            teacher(&service, "Mr Lind").await,
        );
        let none = service
            .agreement(&okafor, &work(), &survey())
            .await
            .unwrap();
        assert!(none.iter().all(|view| view.overall == Agreement::Undefined));
        let marks = [
            ([1, 3, 2], [1, 3, 2]),
            ([2, 3, 2], [2, 3, 1]),
            ([3, 3, 3], [3, 3, 3]),
            ([4, 3, 4], [3, 3, 4]),
        ];
        for (at, (first, second)) in marks.into_iter().enumerate() {
            let id = handed_in(&service, &learner(&format!("Learner {at}"))).await;
            service
                .mark(&okafor, id, 1, &levels(first), "")
                .await
                .unwrap();
            service
                .mark(&lind, id, 1, &levels(second), "")
                .await
                .unwrap();
        }
        let all = service
            .agreement(&okafor, &work(), &survey())
            .await
            .unwrap();
        let teachers = all
            .iter()
            .find(|view| view.between == Between::Teachers)
            .unwrap();
        assert_eq!(teachers.pairs, 4);
        // By hand: 1 − (1/4)/2; and both always gave 3, so that nothing was left to disagree about.
        assert_eq!(teachers.criteria[0].agreement, Agreement::Kappa(0.875));
        assert_eq!(teachers.criteria[1].agreement, Agreement::Undefined);
        let overall = teachers.overall.kappa().unwrap();
        assert!((0.8..1.0).contains(&overall), "{overall}");
    });
}

fn a_code_lets_in_once() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let name = StaffId::new("Ms Okafor").unwrap();
        let code = service.invite(&name).await.unwrap();
        assert_eq!(code.len(), 23, "four groups of five");
        // Typed in capitals, without the hyphens.
        let typed = code.to_uppercase().replace('-', " ");
        let token = service.sign_in(&typed, None).await.unwrap();
        assert_eq!(service.staff(&token).await.unwrap().name(), &name);
        for used in [code.as_str(), "", "abc"] {
            let refused = service.sign_in(used, None).await;
            assert!(matches!(refused, Err(Error::NoCode)), "{used}");
        }
        // Neither code nor token can be read in the database.
        let file = std::fs::read(folder.path()).unwrap();
        let digits = code.replace('-', "");
        for secret in [digits.as_bytes(), token.as_bytes()] {
            assert!(!file.windows(secret.len()).any(|bytes| bytes == secret));
        }
        service.sign_out(&token).await.unwrap();
        assert!(matches!(service.staff(&token).await, Err(Error::NotStaff)));
    });
}

fn a_rubric_names_competencies_of_the_bank() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("work");
    crate::work_bank::write(&path);
    let file = path.join("reports/survey.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"lines\"", "\"line\"")).unwrap();
    let loaded = retake::bank::Bank::load(&path);
    assert!(loaded.bank.is_none());
    let found = loaded
        .diagnostics
        .iter()
        .find(|finding| finding.code.0 == "B019");
    let found = found.unwrap();
    assert_eq!(found.message, "the bank has no competency `line`");
    assert_eq!(found.help.as_deref(), Some("did you mean `lines`?"));
    assert!(load().template(&survey()).unwrap().task().is_some());
}
