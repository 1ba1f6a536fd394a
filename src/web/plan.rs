//! A session laid out for the minutes there are, and when the map may be done.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;

use crate::base::BankId;
use crate::service::{BlockView, PlanView, Purpose, Service};

use super::at::At;
use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::learner::Learner;
use super::{show, words};

/// Minutes of a session unless the learner says otherwise.
const USUAL: f64 = 20.0;

/// The shortest and the longest session, in minutes.
const RANGE: (f64, f64) = (5.0, 180.0);

/// A session laid out.
#[derive(Debug, Template)]
#[template(path = "plan.html")]
pub struct PlanPage {
    /// The page's header.
    pub frame: Frame,
    /// The plan.
    pub plan: PlanView,
}

impl PlanPage {
    /// What a stretch is for, in words.
    fn purpose(&self, block: &BlockView) -> &'static str {
        match block.purpose {
            Purpose::Check => "Check what you learnt",
            Purpose::Review => "Bring it back",
            Purpose::Practice => "Go on",
            Purpose::New => "Something new",
        }
    }

    /// What it is likely to come to, in words.
    fn gain(&self, block: &BlockView) -> String {
        let percent = (block.gain * 100.0).round().clamp(1.0, 99.0);
        match block.purpose {
            Purpose::Check => format!("You are {percent}% likely to pass."),
            Purpose::Review => format!("About {percent}% has faded by now."),
            Purpose::Practice | Purpose::New => {
                format!("It brings you {percent}% closer to proficient.")
            }
        }
    }

    fn problems(&self, problems: &u32) -> String {
        match problems {
            1 => "1 problem".to_owned(),
            problems => format!("{problems} problems"),
        }
    }
}

/// `GET /plan/{bank}?minutes=20`
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    At(bank): At<BankId>,
    typed: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Fault> {
    let typed: Fields = typed.map_or_else(|_| Fields::default(), |Query(typed)| typed.into());
    let minutes = typed.get("minutes").and_then(|text| text.parse().ok());
    // What is no number of minutes is taken as none given.
    let minutes = minutes
        .filter(|minutes: &f64| minutes.is_finite())
        .map_or(USUAL, |minutes| minutes.clamp(RANGE.0, RANGE.1));
    show(&PlanPage {
        frame: Frame::of(&learner),
        plan: service.plan(&learner, &bank, minutes).await?,
    })
}
