//! The answer field of one part: what it is called, what stands in it, and what comforts it has.

use askama::Template;

use crate::base::Locale;
use crate::service::{
    AnswerField, FIELD_END, OPEN_FIELD, PartReply, PartView, PlaneView, ProblemView,
};

use super::form::Fields;
use super::plane::Plane;
use super::reply::Reply;
use super::typing::{self, PadKey};

/// A part of a problem on a page; it writes itself.
#[derive(Clone, Debug, Template)]
#[template(path = "field.html")]
pub struct Field {
    /// The part.
    pub part: PartView,
    /// How it is called among the others.
    pub label: String,
    /// The language of the problem.
    pub locale: Locale,
    /// What was typed before, if the problem is shown again.
    pub typed: String,
    /// Why it is shown again.
    pub reply: Reply,
    /// Whether the page begins here.
    pub focus: bool,
}

/// What the parts on a page are called: steps are counted by themselves.
pub fn labels(parts: &[PartView]) -> Vec<String> {
    if parts.len() < 2 {
        return vec!["Your answer".to_owned(); parts.len()];
    }
    let (mut main, mut step) = (0, 0);
    let label = |part: &PartView| match part.step_of {
        Some(_) => {
            step += 1;
            format!("Step {step}")
        }
        None => {
            main += 1;
            format!("Part {main}")
        }
    };
    parts.iter().map(label).collect()
}

/// The fields of a problem, with what was typed in them so far.
pub fn fields(problem: &ProblemView, typed: &Fields) -> Vec<Field> {
    let parts = problem.parts.iter().zip(labels(&problem.parts));
    let field = |(part, label): (&PartView, String)| Field {
        typed: typed.answer(&part.id),
        label,
        part: part.clone(),
        locale: problem.locale,
        reply: Reply::None,
        focus: false,
    };
    let mut fields: Vec<Field> = parts.map(field).collect();
    if let Some(first) = fields.first_mut() {
        first.focus = true;
    }
    fields
}

/// A text with blanks where fields had their places.
pub fn with_blanks(html: &str) -> String {
    let pieces = pieces(html, &[]);
    let texts: Vec<&str> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Html(html) => *html,
            Piece::Field(_) => "",
        })
        .collect();
    texts.join("<span class=\"gap\"><span class=\"hidden\">blank</span></span>")
}

/// The fields of a problem that is asked again: the page begins where something is to be done, or
/// at the button where all there is to do is to confirm.
pub fn fields_again(problem: &ProblemView, replies: Vec<PartReply>) -> Vec<Field> {
    let mut fields = fields(problem, &Fields::default());
    for reply in replies {
        for field in fields.iter_mut().filter(|own| own.part.id == reply.part) {
            field.typed.clone_from(&reply.raw);
            field.reply = match reply.ask.clone() {
                Some(ask) => Reply::again(ask, &reply.raw, field),
                None => Reply::None,
            };
        }
    }
    let mut found = false;
    for field in &mut fields {
        field.focus = !found && field.reply.is_again();
        found |= field.focus;
    }
    fields
}

/// A piece of a text in which fields have their places.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'f> {
    /// HTML as it stands.
    Html(&'f str),
    /// The field of a part.
    Field(&'f Field),
}

/// A text cut at the places of fields. A place without a field, such as that of an answered one,
/// shows nothing.
pub fn pieces<'f>(html: &'f str, fields: &'f [Field]) -> Vec<Piece<'f>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(OPEN_FIELD) {
        let Some((part, after)) = after.split_once(FIELD_END) else {
            break;
        };
        pieces.push(Piece::Html(before));
        let own = fields.iter().find(|field| field.part.id.as_str() == part);
        pieces.extend(own.map(Piece::Field));
        rest = after;
    }
    pieces.push(Piece::Html(rest));
    pieces
}

/// What is said beside a field that is shown again.
///
/// A template of its own, not included: every place that includes one compiles it once more.
#[derive(Debug, Template)]
#[template(path = "reply.html")]
pub struct Asked<'f> {
    field: &'f Field,
}

impl Field {
    /// What is said beside it.
    pub fn asked(&self) -> Asked<'_> {
        Asked { field: self }
    }

    /// The name of its controls in the form, and what their ids begin with.
    pub fn name(&self) -> String {
        Fields::name(&self.part.id)
    }

    /// The name of the controls that give a reason.
    pub fn reason_name(&self) -> String {
        self.name().replacen("answer", "reason", 1)
    }

    /// The ids of what describes it.
    pub fn described_by(&self) -> String {
        let mut ids = "stem".to_owned();
        if self.reply.is_again() {
            ids.insert_str(0, &format!("{} ", self.reply_id()));
        }
        if !self.how_to_type().is_empty() {
            ids.push_str(&format!(" {}-help", self.name()));
        }
        ids
    }

    /// The id of what is said about it.
    pub fn reply_id(&self) -> String {
        self.name().replacen("answer", "reply", 1)
    }

    /// Whether an option was chosen.
    pub fn is_chosen(&self, label: &str) -> bool {
        self.typed.split(',').any(|chosen| chosen.trim() == label)
    }

    /// What was picked at a place.
    pub fn picked(&self, place: &usize) -> &str {
        self.typed.split(',').nth(*place).map_or("", str::trim)
    }

    /// What was typed in a cell of a matrix.
    pub fn cell(&self, row: &usize, column: &usize) -> String {
        let rows = self.typed.trim_start_matches("[[").trim_end_matches("]]");
        let row = rows.split("], [").nth(*row).unwrap_or_default();
        let cell = row.split(self.separator()).nth(*column);
        cell.unwrap_or_default().trim().to_owned()
    }

    /// Whether the page begins at its first control since something is to be done there. Where an
    /// answer is chosen, a page seen for the first time begins at its top.
    pub fn begins_here(&self) -> bool {
        self.focus && self.reply.is_again()
    }

    /// Whether the page begins in a cell of a matrix.
    pub fn is_first_cell(&self, row: &usize, column: &usize) -> bool {
        match self.reply.is_again() {
            true => self.focus && self.is_cell_again(row, column),
            false => self.focus && (*row, *column) == (0, 0),
        }
    }

    /// Whether a cell of a matrix has to be changed; all of it where no cell is named.
    pub fn is_cell_again(&self, row: &usize, column: &usize) -> bool {
        match &self.reply {
            Reply::Unreadable {
                pointed: Some(pointed),
                ..
            } => pointed.cell == Some((row + 1, column + 1)),
            reply => reply.is_again(),
        }
    }

    /// “1st”, “2nd”, “3rd” …
    pub fn ordinal(&self, place: &usize) -> String {
        let ending = match (place % 10, place % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        format!("{place}{ending}")
    }

    /// Whether words are typed.
    pub const fn is_text(&self) -> bool {
        matches!(self.part.field, AnswerField::Text)
    }

    /// Between the values in brackets.
    pub const fn separator(&self) -> &'static str {
        typing::separator(self.locale)
    }

    /// How an answer is written, by example.
    pub fn how_to_type(&self) -> String {
        typing::how_to_type(&self.part.field, self.locale)
    }

    /// The signs a phone's keyboard hides, for this kind of answer.
    pub fn keys(&self) -> Vec<PadKey> {
        typing::keys(&self.part.field, self.locale)
    }

    /// The drawing of a plane.
    pub fn plane(&self, plane: &PlaneView) -> Plane {
        Plane::of(*plane)
    }

    /// A number with a real minus sign.
    pub fn signed(&self, number: &i64) -> String {
        number.to_string().replace('-', "−")
    }

    /// What opening its steps costs, in words; none where there is nothing to open.
    pub fn steps_offer(&self) -> Option<String> {
        let steps = self.part.steps.filter(|steps| !steps.opened)?;
        let percent = (steps.cost * 100.0).round();
        Some(match percent > 0.0 {
            true => format!("Show me the steps (costs {percent}% of the credit)"),
            false => "Show me the steps".to_owned(),
        })
    }
}
