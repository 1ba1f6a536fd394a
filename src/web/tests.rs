//! Laws every page keeps, on a learner's state such as the service gives it.

mod contrast;
mod place;

use askama::Template;

use super::competency::CompetencyPage;
use super::field::{Field, fields, fields_again};
use super::form::Fields;
use super::frame::Frame;
use super::map::{MapPage, Section};
use super::marking::{MarkingPage, QueuePage};
use super::problem::ProblemPage;
use super::reply::{Pointed, Reply};
use super::revealed::RevealedPage;
use super::rubric;
use super::sample;
use super::staff::StaffPage;
use super::standing::{Progress, Standing};
use super::stop::StopPage;
use super::verdict::VerdictPage;
use super::welcome::WelcomePage;
use super::work::{PeerPage, Said, WorkPage, WorksPage};
use crate::base::{BankId, CompetencyId, Locale, PartId, StaffId};
use crate::mastery::Agreement;
use crate::service::{AgreementView, Between, CriterionAgreement, Queue, TaskState, WorkView};
use crate::service::{
    AnswerField, AskAgain, BankView, HistoryView, PartReply, PartView, ProblemView, Status,
    StopKind, StopView, Verdict,
};

fn frame() -> Frame {
    Frame::of(&sample::learner())
}

fn history() -> HistoryView {
    let points = [0.25, 0.52, 0.74, 0.55, 0.79, 0.9, 0.62].map(|mastery| (mastery > 0.56, mastery));
    sample::history(&points)
}

fn standing(status: Status) -> Standing {
    let mut view = sample::overview().competencies.remove(2);
    view.status = status;
    Standing {
        view,
        opens: sample::overview().competencies.remove(10).prerequisites,
        history: history(),
    }
}

fn progress(status: Status) -> Progress {
    standing(status).progress()
}

fn problem_page(field: AnswerField, hints: usize, typed: &str, reply: Reply) -> String {
    let mut fields = fields(&sample::problem(field.clone(), hints), &Fields::default());
    for field in &mut fields {
        field.typed = typed.to_owned();
        field.focus &= !reply.is_confirm();
        field.reply = reply.clone();
    }
    fields_page(sample::problem(field, hints), fields)
}

fn fields_page(problem: ProblemView, fields: Vec<Field>) -> String {
    let page = ProblemPage {
        frame: frame(),
        path: "pre-algebra/two-step-equations".to_owned(),
        problem,
        fields,
        progress: progress(Status::Practising),
    };
    page.render().unwrap()
}

/// Several parts, one of which could not be read.
fn parts_page() -> String {
    let mut problem = sample::problem(AnswerField::Number, 0);
    problem.parts = sample::parts();
    let reply = |part: &PartView| PartReply {
        part: part.id.clone(),
        raw: "b".to_owned(),
        ask: (part.step_of.is_some()).then(|| AskAgain::Unreadable {
            start: 0,
            end: 1,
            message: "I cannot read this.".to_owned(),
        }),
    };
    let replies = problem.parts.iter().map(reply).collect();
    let fields = fields_again(&problem, replies);
    fields_page(problem, fields)
}

/// The verdict on several parts.
fn parts_verdict() -> String {
    let mut feedback = sample::feedback(Verdict::Partly, Status::Practising);
    feedback.problem.parts = sample::parts();
    feedback.credit = 0.625;
    feedback.parts = ["slope", "rise", "line"]
        .into_iter()
        .zip([Verdict::Right, Verdict::Wrong, Verdict::Partly])
        .map(|(id, verdict)| sample::part_feedback(id, verdict))
        .collect();
    let page = VerdictPage {
        frame: frame(),
        path: "pre-algebra/two-step-equations".to_owned(),
        problem: feedback.problem.clone(),
        feedback,
        progress: progress(Status::Practising),
    };
    page.render().unwrap()
}

/// The verdict on options chosen.
fn choice_page(raw: &str) -> String {
    let mut feedback = sample::feedback(Verdict::Wrong, Status::Practising);
    let options = sample::options();
    feedback.problem = sample::problem(AnswerField::ChoiceMany { options }, 0);
    feedback.parts[0].raw = raw.to_owned();
    feedback.parts[0].understood = feedback.problem.parts[0].field.in_words(raw);
    let page = VerdictPage {
        frame: frame(),
        path: "pre-algebra/two-step-equations".to_owned(),
        problem: feedback.problem.clone(),
        feedback,
        progress: progress(Status::Practising),
    };
    page.render().unwrap()
}

fn verdict_page(verdict: Verdict, status: Status) -> String {
    let feedback = sample::feedback(verdict, status);
    let page = VerdictPage {
        frame: frame(),
        path: "pre-algebra/two-step-equations".to_owned(),
        problem: feedback.problem.clone(),
        feedback,
        progress: progress(status),
    };
    page.render().unwrap()
}

fn work_page(state: TaskState, problem: Option<&str>) -> String {
    let task = sample::task(state);
    let said = |mark| Said {
        rows: rubric::rows(&task.rubric, Some(mark)),
        comment: "Label the <axes>.".to_owned(),
    };
    let page = WorkPage {
        frame: frame(),
        text: "Most <walk>.".to_owned(),
        problem: problem.map(str::to_owned),
        rubric: rubric::rows(&task.rubric, task.teacher.as_ref()),
        own: rubric::rows(&task.rubric, task.own.as_ref()),
        own_problem: None,
        peers: task.peers.iter().map(said).collect(),
        task,
    };
    page.render().unwrap()
}

fn peer_page() -> String {
    let task = sample::task(TaskState::Submitted);
    let page = PeerPage {
        frame: frame(),
        rubric: rubric::rows(&task.rubric, None),
        comment: String::new(),
        problem: Some("no level was chosen for “A display”; choose one".to_owned()),
        task,
    };
    page.render().unwrap()
}

fn works_page() -> String {
    let page = WorksPage {
        frame: frame(),
        own: vec![sample::work(TaskState::Submitted)],
        peers: vec![sample::work(TaskState::Marked)],
    };
    page.render().unwrap()
}

fn queue_page() -> String {
    let page = QueuePage {
        frame: sample::staff_frame(),
        queue: Queue {
            waiting: vec![sample::work(TaskState::Submitted)],
            marked: vec![sample::work(TaskState::Marked)],
        },
    };
    page.render().unwrap()
}

fn marking_page() -> String {
    let task = sample::task(TaskState::Marked);
    let between = |between| AgreementView {
        between,
        pairs: 3,
        criteria: vec![CriterionAgreement {
            title: "A display".to_owned(),
            agreement: Agreement::Undefined,
        }],
        overall: Agreement::Kappa(-0.25),
    };
    let page = MarkingPage {
        frame: sample::staff_frame(),
        rubric: rubric::rows(&task.rubric, task.teacher.as_ref()),
        comment: "Say <how> many.".to_owned(),
        problem: None,
        agreement: vec![between(Between::Teachers), between(Between::PeerAndTeacher)],
        work: WorkView {
            teachers: task.teacher.iter().cloned().collect(),
            mine: task.teacher.clone(),
            peers: vec![sample::learner()],
            others: vec![sample::learner()],
            staff: StaffId::new("Ms <Byrne>").unwrap(),
            task,
        },
    };
    let html = page.render().unwrap();
    assert!(html.contains("−0.25") && html.contains("undefined"));
    html
}

/// Every page in every state that looks different.
fn pages() -> Vec<(&'static str, String)> {
    [practice_pages(), place::pages()].concat()
}

fn practice_pages() -> Vec<(&'static str, String)> {
    let unreadable = Reply::Unreadable {
        pointed: Some(Pointed::at("2x + & 3", 5, 6)),
        message: "I cannot read this sign.".to_owned(),
    };
    let confirm = Reply::Confirm {
        understood: sample::rendered("<math><mfrac><mn>1</mn><mn>2</mn></mfrac><mi>x</mi></math>"),
        message: "It could also be read as 1 over 2x; put brackets where you mean them.".to_owned(),
    };
    let form = Reply::WrongForm {
        message: "Write it in lowest terms: divide top and bottom by what they share.".to_owned(),
    };
    let expression = AnswerField::Expression {
        symbols: vec!["x".to_owned()],
    };
    let options = sample::options();
    let welcome = WelcomePage {
        frame: Frame::default(),
        banks: vec![BankView {
            id: BankId::new("pre-algebra").unwrap(),
            competencies: 14,
            languages: vec![Locale::ENGLISH],
            title: "Pre-algebra".to_owned(),
            description: "From integers to first equations, in fourteen competencies.".to_owned(),
        }],
        name: String::new(),
        problem: None,
    };
    let shown = sample::feedback(Verdict::Wrong, Status::Practising);
    let revealed = RevealedPage {
        frame: frame(),
        path: "pre-algebra/two-step-equations".to_owned(),
        problem: sample::problem(AnswerField::Number, 2),
        keys: vec![(PartId::only(), shown.parts[0].key.clone())],
        solution: shown.solution,
        progress: progress(Status::Practising),
    };
    let stop = StopPage {
        frame: frame(),
        stop: StopView {
            bank: BankId::new("pre-algebra").unwrap(),
            competency: CompetencyId::new("integers").unwrap(),
            title: "Add and subtract integers".to_owned(),
            kind: StopKind::Suggestion,
            why: vec!["Three answers in a row did not fit. Looking again at what this builds on may help more.".to_owned()],
            mastery: 0.97,
            next: sample::overview().competencies.remove(10).prerequisites,
        },
        progress: progress(Status::Proficient),
    };
    let map = MapPage {
        frame: Frame {
            on_map: true,
            ..frame()
        },
        sections: vec![Section::of(sample::overview())],
        languages: Locale::ALL.to_vec(),
        wished: Locale::of("es"),
    };
    let competency = CompetencyPage {
        frame: frame(),
        bank: BankId::new("pre-algebra").unwrap(),
        path: "pre-algebra/order-of-operations".to_owned(),
        view: sample::overview().competencies.remove(2),
        opens: sample::overview().competencies.remove(10).prerequisites,
        history: history(),
        tasks: Vec::new(),
        progress: progress(Status::Practising),
    };
    let staff = StaffPage {
        frame: Frame::default(),
        problem: Some("This code does not let you in.".to_owned()),
    };
    vec![
        ("staff", staff.render().unwrap()),
        ("works", works_page()),
        (
            "task",
            work_page(TaskState::Assigned, Some("nothing was handed in")),
        ),
        ("task-waiting", work_page(TaskState::Submitted, None)),
        ("task-marked", work_page(TaskState::Marked, None)),
        ("peer", peer_page()),
        ("queue", queue_page()),
        ("marking", marking_page()),
        ("welcome", welcome.render().unwrap()),
        ("map", map.render().unwrap()),
        ("competency", competency.render().unwrap()),
        ("revealed", revealed.render().unwrap()),
        ("stop", stop.render().unwrap()),
        (
            "number",
            problem_page(AnswerField::Number, 0, "", Reply::None),
        ),
        (
            "hint",
            problem_page(AnswerField::Number, 2, "4", Reply::None),
        ),
        (
            "unreadable",
            problem_page(expression.clone(), 0, "2x + & 3", unreadable),
        ),
        ("confirm", problem_page(expression, 1, "1/2x", confirm)),
        ("form", problem_page(AnswerField::Number, 0, "4/8", form)),
        (
            "one",
            problem_page(
                AnswerField::ChoiceOne {
                    options: options.clone(),
                },
                0,
                "b",
                Reply::None,
            ),
        ),
        (
            "many",
            problem_page(AnswerField::ChoiceMany { options }, 0, "a,c", Reply::None),
        ),
        ("right", verdict_page(Verdict::Right, Status::Practising)),
        ("wrong", verdict_page(Verdict::Wrong, Status::Practising)),
        (
            "wrong-form",
            verdict_page(Verdict::RightValueWrongForm, Status::Practising),
        ),
        ("parts", parts_page()),
        ("parts-verdict", parts_verdict()),
        (
            "proficient",
            verdict_page(Verdict::Right, Status::Proficient),
        ),
    ]
}

#[test]
fn the_policy_finds_nothing_to_refuse() {
    for (name, html) in pages() {
        assert!(!html.contains(" style="), "{name} has an inline style");
        assert!(!html.contains("<style"), "{name} has an inline style sheet");
        assert!(!html.contains(" onclick"), "{name} has an inline handler");
        assert!(!html.contains("<script>"), "{name} has an inline script");
        assert!(!html.contains("://"), "{name} refers to another site");
    }
}

#[test]
fn a_name_is_text_and_never_markup() {
    for (name, html) in pages() {
        for text in [
            "<Byrne>",
            "<walk>",
            "<axes>",
            "<how>",
            "<missing>",
            "<display>",
        ] {
            assert!(!html.contains(text), "{name}: {text}");
        }
    }
}

#[test]
fn ids_are_unique_and_whatever_is_referred_to_exists() {
    for (name, html) in pages() {
        let values = |attribute: &str| -> Vec<String> {
            let mark = format!(" {attribute}=\"");
            let pieces = html.split(&mark).skip(1);
            pieces
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_owned)
                .collect()
        };
        let ids = values("id");
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{name}: {id}"
            );
        }
        for attribute in [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "data-keys-for",
        ] {
            for id in values(attribute).iter().flat_map(|list| list.split(' ')) {
                assert!(
                    ids.iter().any(|known| known == id),
                    "{name}: {attribute} names `{id}`"
                );
            }
        }
        assert!(
            values("autofocus").is_empty(),
            "autofocus is a bare attribute"
        );
        assert!(
            html.matches(" autofocus").count() <= 1,
            "{name} has one focus at most"
        );
        assert_eq!(
            html.matches("<h1").count(),
            1,
            "{name} has one main heading"
        );
    }
}

#[test]
fn options_are_answered_with_in_their_words() {
    let page = choice_page("a,d");
    assert!(page.contains("</math></li><li>It cannot be done"), "{page}");
}
