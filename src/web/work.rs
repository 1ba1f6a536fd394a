//! Tasks that people mark, for learners: the task, handing it in, what came of it, and the works of
//! others to look at.

use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::base::{BankId, LearnerId, TemplateId};
use crate::service::{Error, FileView, Service, TaskState, TaskView, WorkLink};
use crate::store::AdministrationId;

use super::at::At;
use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::learner::Learner;
use super::rubric::{self, Judgement, Row};
use super::upload::Upload;
use super::{again, show, words};

/// A learner's tasks, and works of others.
#[derive(Debug, Template)]
#[template(path = "works.html")]
pub struct WorksPage {
    /// The page's header.
    pub frame: Frame,
    /// The own ones.
    pub own: Vec<WorkLink>,
    /// Those of others.
    pub peers: Vec<WorkLink>,
}

/// A task with the own work.
#[derive(Debug, Template)]
#[template(path = "work.html")]
pub struct WorkPage {
    /// The page's header.
    pub frame: Frame,
    /// The task.
    pub task: TaskView,
    /// What stands in the text field.
    pub text: String,
    /// What is wrong with what was handed in.
    pub problem: Option<String>,
    /// The rubric, with what the teacher gave.
    pub rubric: Vec<Row>,
    /// The rubric, with the own assessment.
    pub own: Vec<Row>,
    /// What is wrong with the own assessment.
    pub own_problem: Option<String>,
    /// What others chose, each with the rubric.
    pub peers: Vec<Said>,
}

/// What somebody said of a work.
#[derive(Debug)]
pub struct Said {
    /// The levels.
    pub rows: Vec<Row>,
    /// The words.
    pub comment: String,
}

/// The work of another learner.
#[derive(Debug, Template)]
#[template(path = "peer.html")]
pub struct PeerPage {
    /// The page's header.
    pub frame: Frame,
    /// The task and the work.
    pub task: TaskView,
    /// The rubric, with what this learner chose.
    pub rubric: Vec<Row>,
    /// What this learner said.
    pub comment: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// `GET /works`
pub async fn list(
    State(service): State<Service>,
    Learner(learner): Learner,
) -> Result<Response, Fault> {
    show(&WorksPage {
        frame: Frame::of(&learner),
        own: service.own_works(&learner).await?,
        peers: service.peer_works(&learner).await?,
    })
}

/// `POST /task/{bank}/{competency}/{template}`: gives a task, or goes on with it.
pub async fn begin(
    State(service): State<Service>,
    Learner(learner): Learner,
    At((bank, competency, template)): At<(BankId, String, String)>,
) -> Result<Response, Fault> {
    let template = TemplateId::new(&format!("{competency}/{template}"));
    let template = template.map_err(|_| Fault::NotFound)?;
    let id = service.give_task(&learner, &bank, &template).await?;
    Ok(to(id, ""))
}

/// `GET /works/{administration}`: the own work, or another learner's that was given to this one.
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    At(id): At<AdministrationId>,
) -> Result<Response, Fault> {
    match service.task(&learner, id).await {
        Ok(task) => show(&work_page(task)),
        Err(Error::NoAdministration(_)) => {
            show(&peer_page(&learner, service.peer_work(&learner, id).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /works/{administration}/hand-in`
pub async fn hand_in(
    State(service): State<Service>,
    Learner(learner): Learner,
    At(id): At<AdministrationId>,
    Upload { fields, files }: Upload,
) -> Result<Response, Fault> {
    let text = fields.get("text").unwrap_or_default();
    let number = fields.number("submission")?;
    match service.hand_in(&learner, id, number, text, &files).await {
        Ok(()) => Ok(to(id, "#handed-in")),
        Err(error) if is_mendable(&error) => again(&WorkPage {
            text: text.to_owned(),
            problem: Some(error.to_string()),
            ..work_page(service.task(&learner, id).await?)
        }),
        Err(error) => Err(error.into()),
    }
}

/// `POST /works/{administration}/assess`: of the own work, or as a peer.
pub async fn assess(
    State(service): State<Service>,
    Learner(learner): Learner,
    At(id): At<AdministrationId>,
    fields: Fields,
) -> Result<Response, Fault> {
    let sent = Judgement::of(&fields)?;
    let assessed = service.assess(&learner, id, sent.submission, &sent.levels, sent.comment);
    match assessed.await {
        Ok(()) => Ok(to(id, "#assessed")),
        Err(error) if is_mendable(&error) => {
            let problem = Some(error.to_string());
            match service.task(&learner, id).await {
                Ok(task) => again(&WorkPage {
                    own: rubric::chosen(&task.rubric, &fields),
                    own_problem: problem,
                    ..work_page(task)
                }),
                Err(_) => {
                    let task = service.peer_work(&learner, id).await?;
                    again(&PeerPage {
                        rubric: rubric::chosen(&task.rubric, &fields),
                        comment: sent.comment.to_owned(),
                        problem,
                        ..peer_page(&learner, task)
                    })
                }
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /works/{administration}/file/{submission}/{place}`
pub async fn file(
    State(service): State<Service>,
    Learner(learner): Learner,
    At((id, submission, place)): At<(AdministrationId, u32, u32)>,
) -> Result<Response, Fault> {
    let file = service.file(&learner, id, submission, place).await?;
    Ok(download(file))
}

/// A file to be saved and never to be shown: what a learner hands in does not act as a page of ours.
pub fn download(file: FileView) -> Response {
    let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC);
    let headers = [
        (CONTENT_TYPE, file.media_type),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{name}"),
        ),
    ];
    (headers, file.bytes).into_response()
}

/// Whether whoever filled in the form can mend it there.
pub fn is_mendable(error: &Error) -> bool {
    matches!(
        error,
        Error::NothingHandedIn
            | Error::NotAskedFor(_)
            | Error::TooManyFiles { .. }
            | Error::FileTooLarge { .. }
            | Error::FileKind { .. }
            | Error::TooLong { .. }
            | Error::NoCriterion(_)
            | Error::NoLevel { .. }
            | Error::MarkedTwice(_)
            | Error::MissingCriterion(_)
            | Error::NewerWork { .. }
    )
}

fn work_page(task: TaskView) -> WorkPage {
    let said = |mark| Said {
        rows: rubric::rows(&task.rubric, Some(mark)),
        comment: mark.comment.clone(),
    };
    WorkPage {
        frame: Frame::of(&task.learner),
        text: task
            .submission
            .as_ref()
            .map_or_else(String::new, |handed| handed.text.clone()),
        problem: None,
        rubric: rubric::rows(&task.rubric, task.teacher.as_ref()),
        own: rubric::rows(&task.rubric, task.own.as_ref()),
        own_problem: None,
        peers: task.peers.iter().map(said).collect(),
        task,
    }
}

fn peer_page(learner: &LearnerId, task: TaskView) -> PeerPage {
    PeerPage {
        frame: Frame::of(learner),
        rubric: rubric::rows(&task.rubric, task.own.as_ref()),
        comment: rubric::comment(task.own.as_ref()),
        problem: None,
        task,
    }
}

fn to(id: AdministrationId, place: &str) -> Response {
    Redirect::to(&format!("/works/{id}{place}")).into_response()
}
