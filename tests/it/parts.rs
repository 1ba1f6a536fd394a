//! Several parts in one administration, their credit and their steps.

use crate::store::{Folder, run};
use crate::trial;
use crate::work_bank::{learner, line, lines, part, serve, slope, work};
use libtest_mimic::Trial;
use retake::base::PartId;
use retake::service::{Administered, Answered, AskAgain, Error, FeedbackView, Verdict, replay};

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "parts::they_are_one_attempt_and_one_piece_of_evidence",
            they_are_one_attempt_and_one_piece_of_evidence,
        ),
        trial(
            "parts::one_that_cannot_be_read_asks_for_all_and_loses_nothing",
            one_that_cannot_be_read_asks_for_all_and_loses_nothing,
        ),
        trial(
            "parts::credit_is_weighed_and_moves_the_belief_in_part",
            credit_is_weighed_and_moves_the_belief_in_part,
        ),
        trial(
            "parts::an_error_is_carried_forward",
            an_error_is_carried_forward,
        ),
        trial(
            "parts::steps_open_once_and_cost_their_share",
            steps_open_once_and_cost_their_share,
        ),
    ]
}

fn scored(answered: Answered) -> FeedbackView {
    match answered {
        Answered::Scored(feedback) => *feedback,
        Answered::Again { replies, .. } => panic!("asked again: {replies:?}"),
    }
}

fn they_are_one_attempt_and_one_piece_of_evidence() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let ada = learner("Ada");
        let problem = line(&service, &ada).await;
        let names: Vec<&str> = problem.parts.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(names, ["slope", "value"], "the step is not shown");
        assert!(problem.parts[0].text.is_some());
        let (a, b) = slope(&problem);
        let answers = [part("slope", a), part("value", a * 10 + b)];
        let id = problem.administration;
        let first = scored(service.answer(id, 1, &answers).await.unwrap());
        assert_eq!((first.verdict, first.credit), (Verdict::Right, 1.0));
        assert!(first.counted);
        let again = scored(service.answer(id, 1, &answers).await.unwrap());
        let Administered::Answered(later) = service.problem(id).await.unwrap() else {
            panic!("it was answered");
        };
        let json = |view: &FeedbackView| serde_json::to_string(view).unwrap();
        assert_eq!(json(&first), json(&again));
        assert_eq!(json(&first), json(&later));
        let other = [part("slope", a), part("value", 1)];
        let other = service.answer(id, 1, &other).await;
        assert!(matches!(other, Err(Error::Conflict { .. })));
        let step = [part("rise", 2 * a)];
        let closed = service.answer(id, 1, &step).await;
        assert!(matches!(closed, Err(Error::NoPart { .. })), "{closed:?}");

        let mut snapshot = service.store().snapshot().await.unwrap();
        let stored = snapshot.responses(id).await.unwrap();
        assert_eq!(stored.len(), 2, "a response for each part");
        drop(snapshot);
        let report = replay(service.store()).await.unwrap();
        assert_eq!((report.evidence, report.is_identical()), (1, true));
    });
}

fn one_that_cannot_be_read_asks_for_all_and_loses_nothing() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let ada = learner("Ada");
        let problem = line(&service, &ada).await;
        let id = problem.administration;
        let (a, b) = slope(&problem);
        let answers = [part("slope", a), part("value", "?")];
        for _ in 0..2 {
            let Answered::Again { replies, problem } =
                service.answer(id, 1, &answers).await.unwrap()
            else {
                panic!("it cannot be read");
            };
            assert_eq!(problem.attempt, 2);
            let raws: Vec<&str> = replies.iter().map(|reply| reply.raw.as_str()).collect();
            assert_eq!(raws, [a.to_string().as_str(), "?"]);
            assert!(replies[0].ask.is_none(), "nothing is said of the other");
            assert!(matches!(
                replies[1].ask,
                Some(AskAgain::Unreadable { start: 0, .. })
            ));
        }
        // A part that is left out is blank.
        let blank = service.answer(id, 2, &[part("slope", a)]).await.unwrap();
        assert!(matches!(blank, Answered::Again { .. }));
        let answers = [part("slope", a), part("value", a * 10 + b)];
        let feedback = scored(service.answer(id, 3, &answers).await.unwrap());
        assert!(feedback.counted, "what cannot be read costs nothing");
    });
}

fn credit_is_weighed_and_moves_the_belief_in_part() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let mut after = Vec::new();
        for (name, right, credit, verdict) in [
            ("None", (false, false), 0.0, Verdict::Wrong),
            ("One", (false, true), 1.0 / 3.0, Verdict::Partly),
            ("Two", (true, false), 2.0 / 3.0, Verdict::Partly),
            ("All", (true, true), 1.0, Verdict::Right),
        ] {
            let problem = line(&service, &learner(name)).await;
            let (a, b) = slope(&problem);
            let off = |right: bool| if right { 0 } else { 777 };
            let answers = [
                part("slope", a + off(right.0)),
                part("value", a * 10 + b + off(right.1)),
            ];
            let answered = service.answer(problem.administration, 1, &answers).await;
            let feedback = scored(answered.unwrap());
            assert!((feedback.credit - credit).abs() < 1e-12, "{name}");
            assert_eq!(feedback.verdict, verdict, "{name}");
            after.push(feedback.mastery_after);
        }
        assert!(after.windows(2).all(|pair| pair[0] < pair[1]), "{after:?}");
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical());
    });
}

fn an_error_is_carried_forward() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let problem = line(&service, &learner("Ada")).await;
        let (a, b) = slope(&problem);
        let wrong = a + 1;
        let answers = [part("slope", wrong), part("value", wrong * 10 + b)];
        let answered = service.answer(problem.administration, 1, &answers).await;
        let feedback = scored(answered.unwrap());
        let verdicts: Vec<Verdict> = feedback.parts.iter().map(|part| part.verdict).collect();
        assert_eq!(verdicts, [Verdict::Wrong, Verdict::Right]);
        assert!((feedback.credit - 1.0 / 3.0).abs() < 1e-12);
    });
}

fn steps_open_once_and_cost_their_share() {
    run(async {
        let folder = Folder::new();
        let service = serve(&folder).await;
        let ada = learner("Ada");
        let problem = line(&service, &ada).await;
        let id = problem.administration;
        let offered = problem.parts[0].steps.unwrap();
        assert_eq!((offered.opened, offered.cost), (false, 0.25));
        assert!(problem.parts[1].steps.is_none());
        let part_id = |name| PartId::new(name).unwrap();
        let none = service.open_steps(id, &part_id("value")).await;
        assert!(matches!(none, Err(Error::NoSteps { .. })));
        let (slope_id, again) = (part_id("slope"), part_id("slope"));
        let both = tokio::join!(
            service.open_steps(id, &slope_id),
            service.open_steps(id, &again)
        );
        let (opened, _) = (both.0.unwrap(), both.1.unwrap());
        assert_eq!(opened.parts.len(), 3);
        assert_eq!(opened.parts[1].step_of, Some(part_id("slope")));

        let (a, b) = slope(&problem);
        // The step may be left blank.
        let answers = [
            part("slope", a),
            part("rise", ""),
            part("value", a * 10 + b),
        ];
        let feedback = scored(service.answer(id, 1, &answers).await.unwrap());
        // (2 × ¾ + 1) / 3
        assert!((feedback.credit - 2.5 / 3.0).abs() < 1e-12);
        assert!(!feedback.counted, "steps are help");
        assert!(feedback.mastery_after > feedback.mastery_before);
        let late = service.open_steps(id, &part_id("slope")).await;
        assert!(matches!(late, Err(Error::Finished(_))));

        // A step that was found makes up for part of the answer it leads to.
        let problem = line(&service, &ada).await;
        let id = problem.administration;
        service.open_steps(id, &part_id("slope")).await.unwrap();
        let (a, b) = slope(&problem);
        let answers = [
            part("slope", 777),
            part("rise", 2 * a),
            part("value", a * 10 + b),
        ];
        let feedback = scored(service.answer(id, 1, &answers).await.unwrap());
        assert!((feedback.credit - 2.5 / 3.0).abs() < 1e-12);
        assert_eq!(feedback.verdict, Verdict::Partly);

        let history = service.history(&ada, &work(), &lines()).await.unwrap();
        assert!(history.points.iter().all(|point| point.assisted));
        let report = replay(service.store()).await.unwrap();
        assert!(report.is_identical(), "{:?}", report.differences);
    });
}
