//! Marking for the staff: the works that wait, and the work beside its rubric.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::base::LearnerId;
use crate::mastery::Agreement;
use crate::service::{
    AgreementView, Between, CriterionView, MarkView, Queue, Service, Staff, WorkView,
};
use crate::store::AdministrationId;

use super::at::At;
use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::rubric::{self, Judgement, Row};
use super::signed::Signed;
use super::work::{download, is_mendable};
use super::{again, show, words};

/// The works that wait, and those that were marked.
#[derive(Debug, Template)]
#[template(path = "queue.html")]
pub struct QueuePage {
    /// The page's header.
    pub frame: Frame,
    /// The works.
    pub queue: Queue,
}

/// One work beside its rubric.
#[derive(Debug, Template)]
#[template(path = "marking.html")]
pub struct MarkingPage {
    /// The page's header.
    pub frame: Frame,
    /// The work.
    pub work: WorkView,
    /// The rubric, with what this teacher chose.
    pub rubric: Vec<Row>,
    /// What this teacher said.
    pub comment: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// How far markers agree on this task.
    pub agreement: Vec<AgreementView>,
}

/// `GET /marking`
pub async fn list(
    State(service): State<Service>,
    Signed(staff): Signed,
) -> Result<Response, Fault> {
    show(&QueuePage {
        frame: Frame::staff(&staff),
        queue: service.queue(&staff).await?,
    })
}

/// `GET /marking/{administration}`
pub async fn get(
    State(service): State<Service>,
    Signed(staff): Signed,
    At(id): At<AdministrationId>,
) -> Result<Response, Fault> {
    let work = service.work(&staff, id).await?;
    show(&page(&service, &staff, work).await?)
}

/// `POST /marking/{administration}`
pub async fn mark(
    State(service): State<Service>,
    Signed(staff): Signed,
    At(id): At<AdministrationId>,
    fields: Fields,
) -> Result<Response, Fault> {
    let sent = Judgement::of(&fields)?;
    let marked = service.mark(&staff, id, sent.submission, &sent.levels, sent.comment);
    match marked.await {
        Ok(()) => Ok(Redirect::to(&format!("/marking/{id}#marked")).into_response()),
        Err(error) if is_mendable(&error) => {
            let work = service.work(&staff, id).await?;
            again(&MarkingPage {
                rubric: rubric::chosen(&work.task.rubric, &fields),
                comment: sent.comment.to_owned(),
                problem: Some(error.to_string()),
                ..page(&service, &staff, work).await?
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /marking/{administration}/share`: gives the work to another learner to look at.
pub async fn share(
    State(service): State<Service>,
    Signed(staff): Signed,
    At(id): At<AdministrationId>,
    fields: Fields,
) -> Result<Response, Fault> {
    let peer = LearnerId::new(fields.get("peer").unwrap_or_default());
    let peer = peer.map_err(|_| Fault::Malformed)?;
    service.share(&staff, id, &peer).await?;
    Ok(Redirect::to(&format!("/marking/{id}#peers")).into_response())
}

/// `GET /marking/{administration}/file/{submission}/{place}`
pub async fn file(
    State(service): State<Service>,
    Signed(staff): Signed,
    At((id, submission, place)): At<(AdministrationId, u32, u32)>,
) -> Result<Response, Fault> {
    let file = service
        .file_for_staff(&staff, id, submission, place)
        .await?;
    Ok(download(file))
}

async fn page(service: &Service, staff: &Staff, work: WorkView) -> Result<MarkingPage, Fault> {
    let task = &work.task;
    Ok(MarkingPage {
        frame: Frame::staff(staff),
        rubric: rubric::rows(&task.rubric, work.mine.as_ref()),
        comment: rubric::comment(work.mine.as_ref()),
        problem: None,
        agreement: service
            .agreement(staff, &task.bank, &task.template)
            .await
            .unwrap_or_default(),
        work,
    })
}

impl MarkingPage {
    /// The others' marks, each with who gave it.
    fn said(&self) -> Vec<(String, &MarkView)> {
        let task = &self.work.task;
        let own = task.own.iter().map(|mark| ("The learner".to_owned(), mark));
        let peers = task.peers.iter();
        let peers = peers.map(|mark| ("Another learner".to_owned(), mark));
        let counts = self
            .work
            .teachers
            .first()
            .and_then(|first| first.by.as_ref());
        let teachers = self.work.teachers.iter().map(|mark| {
            let name = mark.by.clone().unwrap_or_default();
            match mark.by.as_ref() == counts {
                true => (format!("{name} (counts)"), mark),
                false => (name, mark),
            }
        });
        teachers.chain(own).chain(peers).collect()
    }

    fn criteria(&self) -> &[CriterionView] {
        &self.work.task.rubric
    }
}

/// Whose marks are held against each other, in words.
fn between(view: &AgreementView) -> &'static str {
    match view.between {
        Between::Teachers => "Two teachers",
        Between::LearnerAndTeacher => "Learner and teacher",
        Between::PeerAndTeacher => "Another learner and teacher",
    }
}

/// A coefficient as it is read, or what there is instead.
fn kappa(agreement: &Agreement) -> String {
    match agreement {
        Agreement::Kappa(kappa) => format!("{kappa:.2}").replace('-', "−"),
        Agreement::Undefined => "undefined".to_owned(),
    }
}
