//! The answer field of one part: what it is called, what stands in it, and what comforts it has.

use crate::base::Locale;
use crate::service::{AnswerField, PartReply, PartView, ProblemView};

use super::form::Fields;
use super::reply::Reply;

/// A part of a problem on a page.
#[derive(Clone, Debug)]
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

/// A key of the keypad under a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PadKey {
    /// What it puts into the field.
    pub insert: String,
    /// What stands on it.
    pub shown: String,
    /// What it is called.
    pub name: String,
}

fn key(insert: &str, shown: &str, name: &str) -> PadKey {
    PadKey {
        insert: insert.to_owned(),
        shown: shown.to_owned(),
        name: name.to_owned(),
    }
}

/// The fields of a problem, with what was typed in them so far.
pub fn fields(problem: &ProblemView, typed: &Fields) -> Vec<Field> {
    let several = problem.parts.len() > 1;
    let mut main = 0;
    let mut step = 0;
    let field = |part: &PartView| Field {
        typed: typed.answer(&part.id),
        label: match (&part.step_of, several) {
            (_, false) => "Your answer".to_owned(),
            (Some(_), true) => {
                step += 1;
                format!("Step {step}")
            }
            (None, true) => {
                main += 1;
                format!("Part {main}")
            }
        },
        part: part.clone(),
        locale: problem.locale,
        reply: Reply::None,
        focus: false,
    };
    let mut fields: Vec<Field> = problem.parts.iter().map(field).collect();
    if let Some(first) = fields.first_mut() {
        first.focus = true;
    }
    fields
}

/// The fields of a problem that is asked again: the page begins where something is to be done, or
/// at the button where all there is to do is to confirm.
pub fn fields_again(problem: &ProblemView, replies: Vec<PartReply>) -> Vec<Field> {
    let mut fields = fields(problem, &Fields::default());
    for reply in replies {
        for field in fields.iter_mut().filter(|own| own.part.id == reply.part) {
            field.typed.clone_from(&reply.raw);
            field.reply = match reply.ask.clone() {
                Some(ask) => Reply::again(ask, &reply.raw, &field.part.field),
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

impl Field {
    /// The name of its controls in the form, and what their ids begin with.
    pub fn name(&self) -> String {
        Fields::name(&self.part.id)
    }

    /// The id of what is said about it.
    pub fn reply_id(&self) -> String {
        self.name().replacen("answer", "reply", 1)
    }

    /// Whether an option was chosen.
    pub fn is_chosen(&self, label: &str) -> bool {
        self.typed.split(',').any(|chosen| chosen.trim() == label)
    }

    /// How an answer is written, by example.
    pub fn how_to_type(&self) -> String {
        let mark = self.locale.decimal_mark;
        match &self.part.field {
            AnswerField::Expression { symbols } => {
                let letter = symbols.first().map_or("x", String::as_str);
                format!("For example 2{letter} + 3, −{letter}/4 or {letter}^2 for {letter}².")
            }
            _ => format!("For example −7, 3/4, 1 1/2 or 2{mark}5."),
        }
    }

    /// The signs a phone's keyboard hides, for this kind of answer.
    pub fn keys(&self) -> Vec<PadKey> {
        let minus = key("-", "−", "minus");
        let over = key("/", "/", "over, for a fraction");
        match &self.part.field {
            AnswerField::Expression { symbols } => symbols
                .iter()
                .map(|symbol| key(symbol, symbol, symbol))
                .chain([
                    key("+", "+", "plus"),
                    minus,
                    over,
                    key("^", "^", "to the power of"),
                    key("(", "(", "opening bracket"),
                    key(")", ")", "closing bracket"),
                ])
                .collect(),
            AnswerField::Number => {
                let mark = self.locale.decimal_mark.to_string();
                let decimal = key(&mark, &mark, "decimal mark");
                vec![
                    minus,
                    over,
                    decimal,
                    key(" ", "space", "space, as in 1 1/2"),
                ]
            }
            _ => Vec::new(),
        }
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
