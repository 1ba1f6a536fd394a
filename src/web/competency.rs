//! What a competency is about and how the learner came to where they are with it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::base::{BankId, CompetencyId};
use crate::service::{
    CompetencyLink, CompetencyView, HistoryView, Service, Status, TaskLink, TaskState,
};

use super::at::At;
use super::chart::{self, Mark};
use super::fault::Fault;
use super::frame::Frame;
use super::learner::Learner;
use super::standing::{Progress, Standing};
use super::{show, words};

/// One competency.
#[derive(Debug, Template)]
#[template(path = "competency.html")]
pub struct CompetencyPage {
    /// The page's header.
    pub frame: Frame,
    /// Its bank.
    pub bank: BankId,
    /// Bank and competency, as addresses name them.
    pub path: String,
    /// The competency.
    pub view: CompetencyView,
    /// What it is a prerequisite of.
    pub opens: Vec<CompetencyLink>,
    /// Every scored answer.
    pub history: HistoryView,
    /// The larger tasks of it.
    pub tasks: Vec<TaskLink>,
    /// What stands at the side.
    pub progress: Progress,
}

/// `GET /competency/{bank}/{competency}`
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    At((bank, competency)): At<(BankId, CompetencyId)>,
) -> Result<Response, Fault> {
    let tasks = service.tasks(&learner, &bank, &competency).await?;
    let standing = Standing::load(&service, &learner, &bank, &competency).await?;
    show(&CompetencyPage {
        frame: Frame::of(&learner),
        path: format!("{bank}/{competency}"),
        bank,
        progress: standing.progress(),
        view: standing.view,
        opens: standing.opens,
        history: standing.history,
        tasks,
    })
}
