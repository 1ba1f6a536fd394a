//! Finding out where to begin: what it is, its questions, and what they showed.
//!
//! A question's form carries the administration and the number of the attempt, as in practice, so
//! that sending it twice does no more than sending it once.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::base::{BankId, LearnerId};
use crate::service::{
    Error, PartAnswer, PlaceAnswered, PlacedCompetency, PlacementOffer, PlacementView, Placing,
    QuestionView, Service, Standing, Status,
};

use super::at::At;
use super::fault::Fault;
use super::field::{Field, Piece, fields, fields_again, pieces};
use super::form::Fields;
use super::frame::Frame;
use super::language::Language;
use super::learner::Learner;
use super::map::Section;
use super::reply::Reply;
use super::{show, words};

/// What it is, before it begins.
#[derive(Debug, Template)]
#[template(path = "place-begin.html")]
pub struct BeginPage {
    /// The page's header.
    pub frame: Frame,
    /// The bank.
    pub bank: BankId,
    /// The bank's title.
    pub title: String,
    /// How many questions there are at most.
    pub questions: u32,
}

/// A question.
#[derive(Debug, Template)]
#[template(path = "place.html")]
pub struct QuestionPage {
    /// The page's header.
    pub frame: Frame,
    /// The bank's title.
    pub title: String,
    /// The question.
    pub question: QuestionView,
    /// A field for each of its parts.
    pub fields: Vec<Field>,
}

impl QuestionPage {
    /// The stem, with the fields that have their places in it.
    fn stem(&self) -> Vec<Piece<'_>> {
        pieces(&self.question.problem.stem.html, &self.fields)
    }

    /// What a part says, likewise.
    fn text<'p>(&'p self, html: &'p str) -> Vec<Piece<'p>> {
        pieces(html, &self.fields)
    }

    /// Whether the fields that stand within a text have something said about them.
    fn is_inline_again(&self) -> bool {
        let mut inline = self.fields.iter().filter(|field| field.part.inline);
        inline.any(|field| !matches!(field.reply, Reply::None))
    }

    /// What the title says first, for it is what a screen reader says first.
    fn reply_title(&self) -> &'static str {
        let replies = || self.fields.iter().map(|field| &field.reply);
        let first = replies().find(|reply| reply.is_again());
        let first = first.or_else(|| replies().find(|reply| reply.is_confirm()));
        first.map_or("", Reply::title)
    }

    /// Whether all there is to do is to confirm.
    fn is_confirm(&self) -> bool {
        let again = self.fields.iter().any(|field| field.reply.is_again());
        !again && self.fields.iter().any(|field| field.reply.is_confirm())
    }
}

/// What all answers showed.
#[derive(Debug, Template)]
#[template(path = "placed.html")]
pub struct PlacedPage {
    /// The page's header.
    pub frame: Frame,
    /// What they showed.
    pub placed: PlacementView,
    /// The map.
    pub section: Section,
}

/// Competencies of which the same is said.
struct Group<'p> {
    heading: &'static str,
    words: &'static str,
    competencies: Vec<&'p PlacedCompetency>,
}

impl PlacedPage {
    /// What is known first.
    fn groups(&self) -> Vec<Group<'_>> {
        [
            (
                Standing::Shown,
                "You showed that you know",
                "By your own answers. What builds on it is open to you.",
            ),
            (
                Standing::Inferred,
                "You likely know",
                "Worked out from your other answers. What builds on it is open to you, too.",
            ),
            (
                Standing::Open,
                "Practice will tell",
                "Your answers leave this open. Begin wherever the map lets you.",
            ),
            (
                Standing::NotYet,
                "New to you",
                "Each of these comes when what it builds on is in place.",
            ),
        ]
        .into_iter()
        .map(|(standing, heading, words)| Group {
            heading,
            words,
            competencies: self
                .placed
                .competencies
                .iter()
                .filter(|one| one.standing == standing)
                .collect(),
        })
        .filter(|group| !group.competencies.is_empty())
        .collect()
    }
}

/// `GET /place/{bank}`: the question under way, what the last placement showed, or what it is.
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
    At(bank): At<BankId>,
) -> Result<Response, Fault> {
    let speaking = service.speaking(wished);
    let placing = speaking.placing(&learner, &bank).await?;
    let overview = service.overview(&learner, &bank).await?;
    match (placing, overview.placement) {
        (Some(Placing::Question(question)), _) => {
            let fields = fields(&question.problem, &Fields::default());
            question_page(&learner, overview.title, *question, fields)
        }
        (Some(Placing::Placed(placed)), _) => show(&PlacedPage {
            frame: Frame::of(&learner),
            section: Section::of(placed.overview.clone()),
            placed: *placed,
        }),
        (None, Some(PlacementOffer::New { questions })) => show(&BeginPage {
            frame: Frame::of(&learner),
            title: overview.title,
            questions,
            bank,
        }),
        (None, _) => Err(Error::NoPlacement(bank).into()),
    }
}

/// `POST /place/{bank}/begin`
pub async fn begin(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
    At(bank): At<BankId>,
) -> Result<Response, Fault> {
    service.speaking(wished).place(&learner, &bank).await?;
    Ok(to(&bank))
}

/// `POST /place/{bank}/answer`
pub async fn answer(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
    At(bank): At<BankId>,
    form: Fields,
) -> Result<Response, Fault> {
    let service = service.speaking(wished);
    let (id, attempt) = (form.administration()?, form.attempt()?);
    let under_way = match service.placing(&learner, &bank).await? {
        Some(Placing::Question(question)) if question.problem.administration == id => question,
        // It was taken in before, and another question waits, or none.
        _ => return Ok(to(&bank)),
    };
    let problem = &under_way.problem;
    let parts = problem.parts.iter();
    let answers: Vec<PartAnswer> = parts
        .map(|part| form.part_answer(part, problem.locale))
        .collect();
    match service
        .answer_placing(&learner, id, attempt, &answers)
        .await?
    {
        PlaceAnswered::TakenIn(_) => Ok(to(&bank)),
        PlaceAnswered::Again { replies, question } => {
            let title = service.overview(&learner, &bank).await?.title;
            let fields = fields_again(&question.problem, replies);
            question_page(&learner, title, *question, fields)
        }
    }
}

/// `POST /place/{bank}/unknown`: the learner does not know this yet.
pub async fn unknown(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
    At(bank): At<BankId>,
    form: Fields,
) -> Result<Response, Fault> {
    let id = form.administration()?;
    let service = service.speaking(wished);
    service.pass_placing(&learner, id).await?;
    Ok(to(&bank))
}

/// `POST /place/{bank}/stop`
pub async fn stop(
    State(service): State<Service>,
    Learner(learner): Learner,
    At(bank): At<BankId>,
) -> Result<Response, Fault> {
    service.stop_placing(&learner, &bank).await?;
    Ok(to(&bank))
}

/// The address of a form, opened as a page: back to the question.
pub async fn back(At(bank): At<BankId>) -> Response {
    to(&bank)
}

fn question_page(
    learner: &LearnerId,
    title: String,
    question: QuestionView,
    fields: Vec<Field>,
) -> Result<Response, Fault> {
    show(&QuestionPage {
        frame: Frame::of(learner),
        title,
        question,
        fields,
    })
}

fn to(bank: &BankId) -> Response {
    Redirect::to(&format!("/place/{bank}")).into_response()
}
