//! A learner's state such as the service gives it, for the tests of the pages.

use super::frame::Frame;
use crate::base::{
    BankId, CompetencyId, LearnerId, Locale, MisconceptionId, PartId, TemplateId, Timestamp,
};
use crate::base::{CriterionId, StaffId};
use crate::service::{
    AnswerField, CompetencyLink, CompetencyView, FeedbackView, HistoryPoint, HistoryView,
    MisconceptionView, OptionView, Overview, PartFeedback, PartView, PlacementOffer, ProblemView,
    Rendered, Status, StepsView, Verdict,
};
use crate::service::{
    CriterionView, MarkView, SubmissionView, SubmitView, TaskState, TaskView, WorkLink,
};
use crate::store::AdministrationId;
use crate::store::HandedFile;

fn competency_id(name: &str) -> CompetencyId {
    CompetencyId::new(name).unwrap()
}

fn bank() -> BankId {
    BankId::new("pre-algebra").unwrap()
}

fn administration() -> AdministrationId {
    AdministrationId::new(Timestamp::from_ms(1_795_372_800_000))
}

pub fn learner() -> LearnerId {
    LearnerId::new("Zoë <Byrne>").unwrap()
}

pub fn rendered(html: &str) -> Rendered {
    Rendered {
        html: html.to_owned(),
        text: html.to_owned(),
    }
}

/// A history: for each answer whether it was right and the belief after it.
pub fn history(points: &[(bool, f64)]) -> HistoryView {
    HistoryView {
        competency: competency_id("two-step-equations"),
        title: "Solve two-step equations".to_owned(),
        boundary: 0.95,
        start: 0.25,
        points: points
            .iter()
            .zip(1..)
            .map(|(&(right, mastery), opportunity)| HistoryPoint {
                opportunity,
                mastery,
                right,
                assisted: opportunity % 5 == 3,
                administration: administration(),
            })
            .collect(),
    }
}

/// Id, title, what comes before, state and mastery.
type Line = (&'static str, &'static str, &'static [usize], Status, f64);

const MAP: [Line; 14] = [
    (
        "integers",
        "Add and subtract integers",
        &[],
        Status::Proficient,
        0.98,
    ),
    (
        "integer-products",
        "Multiply and divide integers",
        &[0],
        Status::Proficient,
        0.97,
    ),
    (
        "order-of-operations",
        "Use order of operations",
        &[0, 1],
        Status::Practising,
        0.62,
    ),
    (
        "factors-multiples",
        "Find factors and multiples",
        &[],
        Status::Proficient,
        0.99,
    ),
    (
        "equivalent-fractions",
        "Simplify and compare fractions",
        &[3],
        Status::Practising,
        0.31,
    ),
    (
        "fraction-operations",
        "Calculate with fractions",
        &[4],
        Status::Locked,
        0.25,
    ),
    (
        "decimals",
        "Calculate with decimals",
        &[0],
        Status::Ready,
        0.25,
    ),
    (
        "percents",
        "Work with percents",
        &[5, 6],
        Status::Locked,
        0.25,
    ),
    (
        "ratios",
        "Reason with ratios and rates",
        &[4],
        Status::Locked,
        0.25,
    ),
    (
        "expressions",
        "Write and simplify expressions",
        &[2],
        Status::Locked,
        0.25,
    ),
    (
        "one-step-equations",
        "Solve one-step equations",
        &[9, 0],
        Status::Locked,
        0.25,
    ),
    (
        "two-step-equations",
        "Solve two-step equations",
        &[10],
        Status::Locked,
        0.25,
    ),
    (
        "inequalities",
        "Solve and read inequalities",
        &[11],
        Status::Locked,
        0.25,
    ),
    (
        "coordinates",
        "Plot and read coordinates",
        &[0],
        Status::Ready,
        0.25,
    ),
];

pub fn overview() -> Overview {
    let link = |&n: &usize| CompetencyLink {
        id: competency_id(MAP[n].0),
        title: MAP[n].1.to_owned(),
        status: MAP[n].3,
    };
    Overview {
        learner: learner(),
        bank: bank(),
        title: "Pre-algebra".to_owned(),
        description: "Numbers, fractions, ratios and first equations.".to_owned(),
        competencies: MAP
            .iter()
            .map(|&(id, title, needs, status, mastery)| CompetencyView {
                phase: None,
                to_come: None,
                enrichments: Vec::new(),
                id: competency_id(id),
                title: title.to_owned(),
                statement: "Evaluates numerical expressions with several operations, brackets and whole-number exponents.".to_owned(),
                mastery_words: "I can look at any calculation, say which step comes first and why, and get it right without a calculator.".to_owned(),
                standards: vec!["CCSS.MATH.CONTENT.6.EE.A.1".to_owned()],
                prerequisites: needs.iter().map(link).collect(),
                status,
                mastery,
                opportunities: if mastery == 0.25 { 0 } else { 9 },
                missing: missing(),
                has_problems: true,
                under_way: None,
            })
            .collect(),
        recommended: Some(competency_id("order-of-operations")),
        placement: Some(PlacementOffer::New { questions: 20 }),
    }
}

pub fn missing() -> Vec<String> {
    vec![
        "3 of your last 5 answers on your own were right; 4 are needed.".to_owned(),
        "You have shown it on 1 kind of problem; 2 are needed.".to_owned(),
    ]
}

pub const EQUATION: &str = r#"<math display="block"><mrow><mn>3</mn><mi>x</mi><mo>−</mo><mn>5</mn><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></math>"#;

/// A part that stands below the stem.
pub fn part(id: &str, field: AnswerField) -> PartView {
    PartView {
        id: PartId::new(id).unwrap(),
        field,
        text: None,
        inline: false,
        step_of: None,
        steps: None,
    }
}

/// Two parts, the first with its steps open.
pub fn parts() -> Vec<PartView> {
    let steps = |opened| Some(StepsView { opened, cost: 0.25 });
    vec![
        PartView {
            text: Some(rendered("<p>First find the slope.</p>")),
            steps: steps(true),
            ..part("slope", AnswerField::Number)
        },
        PartView {
            step_of: Some(PartId::new("slope").unwrap()),
            text: Some(rendered("<p>How far up does it go?</p>")),
            ..part("rise", AnswerField::Number)
        },
        PartView {
            text: Some(rendered("<p>Then choose the line.</p>")),
            steps: steps(false),
            ..part("line", AnswerField::ChoiceOne { options: options() })
        },
    ]
}

pub fn problem(field: AnswerField, hints: usize) -> ProblemView {
    ProblemView {
        administration: administration(),
        learner: learner(),
        bank: bank(),
        competency: competency_id("two-step-equations"),
        competency_title: "Solve two-step equations".to_owned(),
        template: TemplateId::new("two-step-equations/solve").unwrap(),
        template_title: "Solve a two-step equation".to_owned(),
        locale: Locale::ENGLISH,
        stem: rendered(&format!("<p>Solve for <math><mi>x</mi></math>:</p>{EQUATION}")),
        parts: vec![part("answer", field)],
        hints: vec![rendered("<p>What would undo the <math><mo>−</mo><mn>5</mn></math>?</p>"); hints],
        hints_left: 2 - u32::try_from(hints).unwrap(),
        attempt: 1,
        seen_before: false,
        why: vec![
            "Your last answers with negative numbers were not yet sure, and this one tells us most.".to_owned(),
            "You have not met this kind of problem for a while.".to_owned(),
        ],
        opportunity: 8,
        mastery: 0.62,
    }
}

pub fn options() -> Vec<OptionView> {
    let fraction = |n: &str, d: &str| {
        rendered(&format!(
            "<math><mfrac><mn>{n}</mn><mn>{d}</mn></mfrac></math>"
        ))
    };
    ["a", "b", "c", "d"]
        .into_iter()
        .zip([
            fraction("5", "6"),
            fraction("2", "5"),
            fraction("1", "6"),
            rendered("It cannot be done without knowing more about the two numbers"),
        ])
        .map(|(label, shown)| OptionView {
            label: label.to_owned(),
            shown,
        })
        .collect()
}

pub fn feedback(verdict: Verdict, status: Status) -> FeedbackView {
    FeedbackView {
        problem: problem(AnswerField::Number, 0),
        verdict,
        credit: f64::from(u8::from(verdict == Verdict::Right)),
        parts: vec![part_feedback("answer", verdict)],
        solution: Some(rendered("<ol><li>Undo the <math><mo>−</mo><mn>5</mn></math> on both sides: <math><mn>3</mn><mi>x</mi><mo>=</mo><mfrac><mn>11</mn><mn>2</mn></mfrac></math>.</li><li>Divide both sides by <math><mn>3</mn></math>: <math><mi>x</mi><mo>=</mo><mfrac><mn>11</mn><mn>6</mn></mfrac></math>.</li></ol>")),
        mastery_before: 0.62,
        mastery_after: 0.41,
        counted: true,
        missing: missing(),
        status,
        reached: status == Status::Proficient,
        opened: overview().competencies.remove(7).prerequisites,
        why: vec!["This answer lowered the estimate: it fits somebody who still adds where they should subtract.".to_owned()],
    }
}

pub fn part_feedback(id: &str, verdict: Verdict) -> PartFeedback {
    PartFeedback {
        part: PartId::new(id).unwrap(),
        raw: "16/3".to_owned(),
        verdict,
        credit: f64::from(u8::from(verdict == Verdict::Right)),
        understood: Some(rendered(
            "<math><mfrac><mn>16</mn><mn>3</mn></mfrac></math>",
        )),
        message: None,
        misconceptions: match verdict {
            Verdict::Wrong => vec![MisconceptionView {
                id: MisconceptionId::new("added_instead").unwrap(),
                feedback: Some(rendered(
                    "<p>You moved the <math><mo>−</mo><mn>5</mn></math> across as it stands. To undo it, do the opposite on both sides.</p>",
                )),
            }],
            _ => Vec::new(),
        },
        key: rendered("<math><mfrac><mn>11</mn><mn>6</mn></mfrac></math>"),
    }
}

/// A task in a state, with everything that can be said of it.
pub fn task(state: TaskState) -> TaskView {
    let mark = |levels: [u8; 2]| MarkView {
        by: None,
        submission: 1,
        levels: levels.map(Some).to_vec(),
        comment: "Say <how> many.".to_owned(),
        at: Timestamp::from_ms(0),
        revised: false,
    };
    let handed = state != TaskState::Assigned;
    let criterion = |id: &str, title: &str| CriterionView {
        id: CriterionId::new(id).unwrap(),
        title: title.to_owned(),
        competency: competency_id("ratios"),
        competency_title: "Reason with ratios and rates".to_owned(),
        levels: [
            "There is none.",
            "Labels are <missing>.",
            "It shows the pattern.",
        ]
        .map(str::to_owned)
        .to_vec(),
        needed: 2,
    };
    TaskView {
        administration: administration(),
        learner: learner(),
        bank: bank(),
        competency: competency_id("ratios"),
        competency_title: "Reason with ratios and rates".to_owned(),
        template: TemplateId::new("ratios/survey").unwrap(),
        title: "Report on a survey".to_owned(),
        minutes: 90.0,
        locale: Locale::ENGLISH,
        stem: rendered("<p>Ask at least 15 people.</p>"),
        submit: SubmitView {
            text: true,
            kinds: vec!["pdf", "image"],
            accept: "application/pdf,image/png".to_owned(),
            most_bytes: 10_000_000,
            most_files: 5,
        },
        rubric: vec![
            criterion("display", "A display"),
            criterion("line", "A line"),
        ],
        state,
        submission: handed.then(|| SubmissionView {
            number: 1,
            text: "Most <walk>.".to_owned(),
            files: vec![HandedFile {
                place: 1,
                name: "<display>.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                bytes: 1_234_567,
            }],
            at: Timestamp::from_ms(0),
        }),
        next: if handed { 2 } else { 1 },
        own: handed.then(|| mark([3, 2])),
        peers: if handed {
            vec![mark([1, 2])]
        } else {
            Vec::new()
        },
        teacher: (state == TaskState::Marked).then(|| mark([3, 1])),
    }
}

pub fn work(state: TaskState) -> WorkLink {
    WorkLink {
        administration: administration(),
        learner: Some(learner()),
        title: "Report on a survey".to_owned(),
        competency_title: "Reason with ratios and rates".to_owned(),
        state,
    }
}

/// The header of a page for the staff.
pub fn staff_frame() -> Frame {
    Frame {
        staff: Some(StaffId::new("Ms <Byrne>").unwrap()),
        ..Frame::default()
    }
}
