//! The learners of all banks, for the staff: where each stands with each competency.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::service::{ClassView, LearnerCell, LearnerRow, Service, Status};

use super::fault::Fault;
use super::frame::Frame;
use super::signed::Signed;
use super::{show, words};

/// A table for each bank that somebody has begun with.
#[derive(Debug, Template)]
#[template(path = "class.html")]
pub struct ClassPage {
    /// The page's header.
    pub frame: Frame,
    /// A bank each.
    pub classes: Vec<ClassView>,
}

/// `GET /learners`
pub async fn get(State(service): State<Service>, Signed(staff): Signed) -> Result<Response, Fault> {
    let mut classes = Vec::new();
    for bank in service.banks() {
        let class = service.class(&staff, &bank.id).await?;
        if !class.learners.is_empty() {
            classes.push(class);
        }
    }
    show(&ClassPage {
        frame: Frame::staff(&staff),
        classes,
    })
}

/// A learner's cells, each with the page of the evidence behind it.
fn cells<'c>(class: &'c ClassView, row: &'c LearnerRow) -> Vec<(&'c LearnerCell, String)> {
    let cells = row.cells.iter().zip(&class.competencies);
    cells
        .map(|(cell, (id, _))| (cell, words::evidence(&row.learner, &class.bank, id)))
        .collect()
}

/// What a cell says to who cannot see its symbol.
fn in_words(cell: &LearnerCell) -> String {
    let status = words::status(&cell.status);
    match cell.opportunities {
        0 => status.to_owned(),
        1 => format!("{status}, {} after 1 answer", words::percent(&cell.mastery)),
        n => format!(
            "{status}, {} after {n} answers",
            words::percent(&cell.mastery)
        ),
    }
}
