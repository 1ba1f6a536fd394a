//! The shapes of test cases, one JSON object a line.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A line of a file of cases.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Case {
    Stack(Stack),
    Numbas(Numbas),
    Separator(Separator),
    Validation(Validation),
    Figures(Figures),
    Display(Display),
}

/// An answer test: does the student's answer pass against the teacher's?
#[derive(Clone, Debug, Deserialize)]
pub struct Stack {
    pub test: String,
    #[serde(default)]
    pub options: Value,
    pub student: Option<String>,
    #[serde(default)]
    pub teacher: Option<String>,
    pub expected: String,
}

/// A part of a question with an answer and its credit.
#[derive(Clone, Debug, Deserialize)]
pub struct Numbas {
    pub test: String,
    pub part: Map<String, Value>,
    pub student: Value,
    pub credit: f64,
}

/// What is typed, whether it is valid and how it is understood.
#[derive(Clone, Debug, Deserialize)]
pub struct Validation {
    pub kind: String,
    pub input: String,
    pub valid: bool,
    #[serde(default)]
    pub parsed: String,
    #[serde(default)]
    pub notes: Value,
}

/// The same with a decimal point and with a decimal comma.
#[derive(Clone, Debug, Deserialize)]
pub struct Separator {
    pub input: String,
    pub british_valid: bool,
    pub british: String,
    pub continental_valid: bool,
    pub continental: String,
}

/// How many figures a number has.
#[derive(Clone, Debug, Deserialize)]
pub struct Figures {
    pub input: String,
    pub min_sf: u32,
    pub max_sf: u32,
    pub dp: u32,
}

/// A number shown with so many places.
#[derive(Clone, Debug, Deserialize)]
pub struct Display {
    pub input: String,
    pub dp: u32,
    pub out: String,
}
