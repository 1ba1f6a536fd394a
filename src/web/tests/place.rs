//! The pages on which a learner finds out where to begin.

use super::{frame, sample};
use crate::base::{BankId, Timestamp};
use crate::service::{
    AnswerField, AskAgain, CompetencyLink, PartReply, PlacedCompetency, PlacementOffer,
    PlacementView, QuestionView, Standing, Status,
};
use crate::web::field::{Field, fields, fields_again};
use crate::web::form::Fields;
use crate::web::map::{MapPage, Section};
use crate::web::place::{BeginPage, PlacedPage, QuestionPage};
use askama::Template;

fn question() -> QuestionView {
    QuestionView {
        problem: sample::problem(AnswerField::Number, 0),
        number: 4,
        most: 20,
    }
}

fn question_page(question: QuestionView, fields: Vec<Field>) -> String {
    let page = QuestionPage {
        frame: frame(),
        title: "Pre-algebra".to_owned(),
        question,
        fields,
    };
    page.render().unwrap()
}

/// A question whose answer could not be read.
fn again() -> String {
    let question = question();
    let reply = PartReply {
        part: question.problem.parts[0].id.clone(),
        raw: "2 &".to_owned(),
        ask: Some(AskAgain::Unreadable {
            start: 2,
            end: 3,
            message: "I cannot read this sign.".to_owned(),
        }),
    };
    let fields = fields_again(&question.problem, vec![reply]);
    question_page(question, fields)
}

/// The end after so many questions, a competency of each standing in turn.
fn placed(questions: u32, stopped: bool) -> String {
    let mut overview = sample::overview();
    let turns = [
        (Standing::Shown, 0.99, Status::Inferred),
        (Standing::Inferred, 0.96, Status::Inferred),
        (Standing::Open, 0.4, Status::Ready),
        (Standing::NotYet, 0.004, Status::Locked),
    ];
    let mut competencies = Vec::new();
    for (one, (standing, known, status)) in overview
        .competencies
        .iter_mut()
        .zip(turns.into_iter().cycle())
    {
        one.status = status;
        competencies.push(PlacedCompetency {
            id: one.id.clone(),
            title: one.title.clone(),
            standing,
            known,
            status,
        });
    }
    let next = overview.competencies.first().map(|first| CompetencyLink {
        id: first.id.clone(),
        title: first.title.clone(),
        status: first.status,
    });
    let page = PlacedPage {
        frame: frame(),
        section: Section::of(overview.clone()),
        placed: PlacementView {
            stopped,
            questions,
            at: Timestamp::from_ms(0),
            competencies,
            next,
            overview,
        },
    };
    page.render().unwrap()
}

fn map(placement: Option<PlacementOffer>) -> String {
    let mut overview = sample::overview();
    overview.placement = placement;
    let page = MapPage {
        frame: frame(),
        sections: vec![Section::of(overview)],
        languages: Vec::new(),
        wished: None,
    };
    page.render().unwrap()
}

/// Every state of them.
pub(super) fn pages() -> Vec<(&'static str, String)> {
    let begin = BeginPage {
        frame: frame(),
        bank: BankId::new("pre-algebra").unwrap(),
        title: "Pre-algebra".to_owned(),
        questions: 20,
    };
    let asked = question();
    let asked_fields = fields(&asked.problem, &Fields::default());
    vec![
        ("place-begin", begin.render().unwrap()),
        ("place-question", question_page(asked, asked_fields)),
        ("place-again", again()),
        ("placed", placed(14, false)),
        ("placed-stopped", placed(0, true)),
        (
            "map-under-way",
            map(Some(PlacementOffer::UnderWay { answered: 3 })),
        ),
    ]
}

#[test]
fn the_map_offers_what_there_is_to_do() {
    let new = map(Some(PlacementOffer::New { questions: 12 }));
    assert!(new.contains("Up to 12 questions find it out."));
    let done = map(Some(PlacementOffer::Done {
        at: Timestamp::from_ms(0),
    }));
    assert!(done.contains("See what it showed"));
    assert!(!map(None).contains("/place/"));
}

#[test]
fn nobody_is_told_to_be_certain_or_proficient() {
    let page = placed(14, false);
    for chance in ["99%", "96%", "40%", "1%"] {
        assert!(page.contains(&format!("<span class=\"chip-note\">{chance}</span>")));
    }
    assert!(page.contains("Likely known") && !page.contains("card proficient"));
    assert!(again().contains("<title>Please check what you typed: Question 4 of at most 20"));
    assert!(placed(0, true).contains("you have not answered a question yet"));
}
