//! Learners who wait for a teacher, and the evidence about one of them on one page.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::base::{BankId, CompetencyId, LearnerId};
use crate::mastery::Drifted;
use crate::service::{AskedView, DriftView, Error, EvidenceView, Service, Staff};

use super::at::At;
use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::signed::Signed;
use super::{again, show, words};

/// The learners who wait.
#[derive(Debug, Template)]
#[template(path = "asked.html")]
pub struct AskedPage {
    /// The page's header.
    pub frame: Frame,
    /// Who waits, the longest first.
    pub asked: Vec<AskedView>,
}

/// What answers otherwise than predicted.
#[derive(Debug, Template)]
#[template(path = "drifts.html")]
pub struct DriftsPage {
    /// The page's header.
    pub frame: Frame,
    /// What drifts, most of all first.
    pub drifts: Vec<DriftView>,
}

/// `GET /drifts`
pub async fn drifts(
    State(service): State<Service>,
    Signed(staff): Signed,
) -> Result<Response, Fault> {
    show(&DriftsPage {
        frame: Frame::staff(&staff),
        drifts: service.drifts(&staff).await?,
    })
}

/// One learner and one competency.
#[derive(Debug, Template)]
#[template(path = "evidence.html")]
pub struct EvidencePage {
    /// The page's header.
    pub frame: Frame,
    /// What there is to see.
    pub evidence: EvidenceView,
    /// What the teacher wrote, where it could not be taken.
    pub text: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl EvidencePage {
    /// How fast the learner learns, in words.
    fn speed(&self) -> &'static str {
        match self.evidence.pace {
            ..0.8 => "more slowly than most",
            0.8..1.25 => "about as fast as most",
            _ => "faster than most",
        }
    }
}

/// `GET /asked`
pub async fn list(
    State(service): State<Service>,
    Signed(staff): Signed,
) -> Result<Response, Fault> {
    show(&AskedPage {
        frame: Frame::staff(&staff),
        asked: service.asked_for(&staff).await?,
    })
}

/// Whose evidence, on what.
type Whose = (LearnerId, BankId, CompetencyId);

/// `GET /evidence/{learner}/{bank}/{competency}`
pub async fn get(
    State(service): State<Service>,
    Signed(staff): Signed,
    At(whose): At<Whose>,
) -> Result<Response, Fault> {
    show(&page(&service, &staff, &whose).await?)
}

/// `POST /evidence/{learner}/{bank}/{competency}`: the teacher worked with the learner, or says
/// whether the learner is proficient.
pub async fn post(
    State(service): State<Service>,
    Signed(staff): Signed,
    At(whose): At<Whose>,
    fields: Fields,
) -> Result<Response, Fault> {
    let (learner, bank, competency) = &whose;
    let text = fields.get("text").unwrap_or_default();
    let declare = |proficient| service.declare(&staff, learner, bank, competency, proficient, text);
    let done = match fields.get("did") {
        Some("visited") => {
            service
                .visited(&staff, learner, bank, competency, text)
                .await
        }
        Some("proficient") => declare(true).await,
        Some("not_yet") => declare(false).await,
        _ => return Err(Fault::Malformed),
    };
    match done {
        Ok(()) => {
            let address = words::evidence(learner, bank, competency);
            Ok(Redirect::to(&address).into_response())
        }
        Err(error @ (Error::NoReason | Error::LongNote { .. })) => again(&EvidencePage {
            text: text.to_owned(),
            problem: Some(words::sentence(&error.to_string())),
            ..page(&service, &staff, &whose).await?
        }),
        Err(error) => Err(error.into()),
    }
}

async fn page(
    service: &Service,
    staff: &Staff,
    (learner, bank, competency): &Whose,
) -> Result<EvidencePage, Error> {
    Ok(EvidencePage {
        frame: Frame::staff(staff),
        evidence: service.evidence(staff, learner, bank, competency).await?,
        text: String::new(),
        problem: None,
    })
}
