//! Help in place of a problem: an intervention to go through, or to put aside.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::base::{BankId, CompetencyId, InterventionId};
use crate::service::{HelpKind, HelpView, Service};

use super::at::At;
use super::chart::Mark;
use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::learner::Learner;
use super::standing::Progress;

/// An intervention.
#[derive(Debug, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    /// The page's header.
    pub frame: Frame,
    /// The intervention.
    pub help: HelpView,
    /// What stands at the side.
    pub progress: Progress,
}

impl HelpPage {
    /// How long it takes, in words.
    fn takes(&self) -> String {
        match self.help.minutes.round() {
            1.0 => "About a minute".to_owned(),
            minutes => format!("About {minutes} minutes"),
        }
    }
}

/// `POST /practise/{bank}/{competency}/help`: the intervention on offer was gone through, or is put
/// aside; what comes next has its own address.
pub async fn post(
    State(service): State<Service>,
    Learner(learner): Learner,
    At((bank, competency)): At<(BankId, CompetencyId)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let intervention = InterventionId::new(fields.get("intervention").unwrap_or_default());
    let intervention = intervention.map_err(|_| Fault::Malformed)?;
    match fields.get("did") {
        Some("done") => {
            service
                .take_help(&learner, &bank, &competency, &intervention)
                .await?
        }
        Some("later") => {
            service
                .decline_help(&learner, &bank, &competency, &intervention)
                .await?
        }
        _ => return Err(Fault::Malformed),
    };
    Ok(Redirect::to(&format!("/practise/{bank}/{competency}")).into_response())
}
