//! The page of a problem that waits for an answer.

use askama::Template;

use crate::service::ProblemView;

use super::chart::Mark;
use super::field::{Field, Piece, pieces};
use super::frame::Frame;
use super::reply::Reply;
use super::standing::Progress;

/// A problem, its answer fields, why it came and where the learner stands.
#[derive(Debug, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// The page's header.
    pub frame: Frame,
    /// Bank and competency, as addresses name them.
    pub path: String,
    /// The problem.
    pub problem: ProblemView,
    /// A field for each of its parts.
    pub fields: Vec<Field>,
    /// What stands at the side.
    pub progress: Progress,
}

impl ProblemPage {
    /// The stem, with the fields that have their places in it.
    fn stem(&self) -> Vec<Piece<'_>> {
        pieces(&self.problem.stem.html, &self.fields)
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

    fn hint_count(&self) -> usize {
        self.problem.hints.len() + self.problem.hints_left as usize
    }

    /// What the title says first, for it is what a screen reader says first.
    fn title(&self) -> &'static str {
        let replies = || self.fields.iter().map(|field| &field.reply);
        let first = replies().find(|reply| reply.is_again());
        let first = first.or_else(|| replies().find(|reply| reply.is_confirm()));
        first.map_or("", Reply::title)
    }

    /// Whether all there is to do is to confirm.
    fn is_confirm(&self) -> bool {
        let mut replies = self.fields.iter().map(|field| &field.reply);
        let again = self.fields.iter().any(|field| field.reply.is_again());
        !again && replies.any(Reply::is_confirm)
    }
}
