//! `bank.toml` as it was written: read with recovery, every value with its place.

use super::Competency;
use super::codes;
use super::costs::{self, OwnCosts, RawCosts};
use super::criterion::{self, Written};
use super::fitted::{self, RawFitted};
use super::learners::{self, LearnerTypes};
use super::mastery::{self, RawMastery};
use super::placement::{self, RawPlacement};
use super::review;
use crate::base::{CompetencyId, Diagnostic, Locale, Source, Span, Spanned, closest};
use crate::mastery::{MasteryError, RawParameters, Reviewing};
use crate::template::front_matter::Text;
use crate::template::front_matter::languages;
use crate::template::front_matter::reader::{Reader, Table, Value};
use crate::template::front_matter::syntax;

const TOP_VALUES: [&str; 5] = ["title", "description", "language", "languages", "grade"];
const TOP: [&str; 14] = [
    "title",
    "description",
    "language",
    "languages",
    "grade",
    "parameters",
    "fitted",
    "mastery",
    "phases",
    "placement",
    "costs",
    "learners",
    "review",
    "competencies",
];
const LATER: [&str; 2] = ["interventions", "blueprints"];
const PARAMETERS: [&str; 7] = [
    "prior", "learn", "forget", "guess", "slip", "hint", "reason",
];
const COMPETENCY: [&str; 8] = [
    "title",
    "statement",
    "mastery",
    "standard",
    "prerequisites",
    "parameters",
    "costs",
    "criterion",
];

/// The last year of school; a university's bank says it is for this.
const HIGHEST_GRADE: u32 = 13;

/// What a manifest holds, in file order.
pub(super) struct Manifest {
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub language: Locale,
    /// Those its templates are translated into.
    pub languages: Vec<Spanned<Locale>>,
    /// The lowest and the highest school grade it is for.
    pub grades: Option<(u32, u32)>,
    /// Those that hold wherever a competency names none of its own.
    pub parameters: RawNumbers,
    /// Those that were fitted, which go before.
    pub fitted: Option<RawFitted>,
    /// When mastery counts as shown, and what it is called in words.
    pub mastery: RawMastery,
    /// How a learner's place on the map is found.
    pub placement: RawPlacement,
    pub reviewing: Reviewing,
    /// What decisions weigh.
    pub costs: Option<RawCosts>,
    pub learners: LearnerTypes,
    pub competencies: Vec<RawCompetency>,
}

/// Numbers by name, with the table they stand in.
pub(super) struct RawNumbers {
    pub span: Span,
    pub numbers: Vec<(Spanned<String>, f64)>,
    pub reason: Option<Text>,
}

/// One `[competencies.<id>]`.
pub(super) struct RawCompetency {
    pub id: Spanned<String>,
    pub title: Option<Text>,
    pub statement: Option<Text>,
    pub mastery: Option<Text>,
    pub standard: Vec<Text>,
    pub prerequisites: Vec<Text>,
    pub parameters: Option<RawNumbers>,
    pub costs: Option<OwnCosts>,
    pub criterion: Option<Written>,
}

/// Reads a manifest; everything wrong is reported in one run, and what could be read is returned.
pub(super) fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Manifest {
    let healed = syntax::heal(source.text());
    let (toml, broken) = syntax::parse(&healed, source, 0, diagnostics);
    let mut reader = Reader {
        source,
        offset: 0,
        broken,
        diagnostics,
    };
    let top = reader.entries("bank.toml", Span::at(0), toml.get_ref());
    reader.check_keys(&top, &TOP, &LATER, &[]);
    Manifest {
        title: required_text(
            &mut reader,
            &top,
            "title",
            "what the bank is called, in quotes",
        ),
        description: required_text(
            &mut reader,
            &top,
            "description",
            "what it is about, in a sentence or two",
        ),
        language: language(&mut reader, &top),
        languages: top
            .get("languages")
            .map_or_else(Vec::new, |value| languages::languages(&mut reader, value)),
        grades: grades(&mut reader, &top),
        parameters: parameters(&mut reader, &top),
        fitted: fitted::read(&mut reader, &top),
        mastery: mastery::read(&mut reader, &top, &TOP_VALUES),
        placement: placement::read(&mut reader, &top),
        reviewing: review::read(&mut reader, &top),
        costs: costs::read(&mut reader, &top),
        learners: learners::read(&mut reader, &top),
        competencies: competencies(&mut reader, &top),
    }
}

impl RawNumbers {
    const fn none() -> Self {
        Self {
            span: Span::at(0),
            numbers: Vec::new(),
            reason: None,
        }
    }

    fn get(&self, name: &str) -> Option<f64> {
        let found = self.numbers.iter().find(|(key, _)| key.value == name);
        found.map(|(_, number)| *number)
    }

    fn place(&self, name: &str) -> Option<Span> {
        let found = self.numbers.iter().find(|(key, _)| key.value == name);
        found.map(|(key, _)| key.span)
    }
}

impl Manifest {
    /// The parameters of a competency, as far as they are complete.
    pub fn raw_parameters(&self, competency: &RawCompetency) -> Option<RawParameters> {
        let own = competency.parameters.as_ref();
        let number = |name| {
            own.and_then(|own| own.get(name))
                .or_else(|| self.parameters.get(name))
        };
        Some(RawParameters {
            prior: number("prior")?,
            learn: number("learn")?,
            forget: number("forget")?,
            guess: number("guess")?,
            slip: number("slip")?,
            hint: number("hint")?,
        })
    }

    /// Where the values of a competency come from, in the author's words.
    pub fn reason(&self, competency: &RawCompetency) -> Option<String> {
        let own = competency
            .parameters
            .as_ref()
            .and_then(|own| own.reason.as_ref());
        own.or(self.parameters.reason.as_ref())
            .map(|reason| reason.value.clone())
    }

    /// Where what an error speaks of is written: with the competency, else for the whole bank.
    pub fn place_of(&self, error: &MasteryError, competency: Option<&RawCompetency>) -> Span {
        let name = match error {
            MasteryError::OutOfRange { name, .. } | MasteryError::Count { name, .. } => name,
            MasteryError::GuessNotBelowKnowing { .. } => "guess",
            MasteryError::LearnAndForget { .. } => "learn",
            _ => "",
        };
        let own = competency.and_then(|competency| competency.parameters.as_ref()?.place(name));
        own.or_else(|| self.parameters.place(name))
            .or_else(|| competency.map(|competency| competency.id.span))
            .unwrap_or(self.parameters.span)
    }

    /// A criterion that asks for what costs least needs costs.
    pub fn check_costs_asked(
        &self,
        raw: &RawCompetency,
        competency: &Competency,
        source: &Source,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if self.costs.is_none() && competency.criterion.asks_costs() {
            let message = format!(
                "`{}`: the boundary of its criterion follows from costs, and the bank has none",
                raw.id.value
            );
            let place = self.mastery.place_of(raw);
            let finding = Diagnostic::error(codes::PARAMETER, source, place, message);
            diagnostics.push(finding.help("add [costs], or write a number such as 0.95"));
        }
    }

    /// A finding about numbers.
    pub fn finding(
        &self,
        source: &Source,
        error: &MasteryError,
        competency: Option<&RawCompetency>,
    ) -> Diagnostic {
        let place = self.place_of(error, competency);
        criterion::finding(
            source,
            place,
            error,
            competency.map(|own| own.id.value.as_str()),
        )
    }
}

fn parameters(reader: &mut Reader<'_>, top: &Table<'_>) -> RawNumbers {
    let Some(value) = top.get("parameters") else {
        reader.missing(
            top,
            "[parameters]",
            "the numbers of knowledge tracing and their reason",
        );
        return RawNumbers::none();
    };
    let Some(table) = reader.table("[parameters]", value, "a table") else {
        return RawNumbers::none();
    };
    for name in &PARAMETERS[..PARAMETERS.len() - 1] {
        if table.get(name).is_none() {
            reader.missing(&table, name, "a number from 0 to 1");
        }
    }
    numbers(reader, &table)
}

/// Parameters of knowledge tracing, any of them, and the reason for their values.
fn numbers(reader: &mut Reader<'_>, table: &Table<'_>) -> RawNumbers {
    reader.check_keys(table, &PARAMETERS, &[], &TOP_VALUES);
    let mut numbers = Vec::new();
    for (key, value) in &table.entries {
        if !PARAMETERS.contains(&key.value) || key.value == "reason" {
            continue;
        }
        let what = format!("`{}`", key.value);
        if let Some(number) = reader.number(&what, value, "a number from 0 to 1") {
            let name = Spanned::new(key.value.to_owned(), key.span);
            numbers.push((name, number.value.value().to_f64()));
        }
    }
    let allowed = "in quotes, where these values come from";
    RawNumbers {
        span: table.span,
        numbers,
        reason: required_text(reader, table, "reason", allowed),
    }
}

fn competencies(reader: &mut Reader<'_>, top: &Table<'_>) -> Vec<RawCompetency> {
    let Some(value) = top.get("competencies") else {
        reader.missing(top, "[competencies.…]", "one table per competency");
        return Vec::new();
    };
    let allowed = "tables such as [competencies.integers]";
    let Some(table) = reader.table("[competencies]", value, allowed) else {
        return Vec::new();
    };
    table
        .entries
        .iter()
        .filter_map(|(id, value)| competency(reader, id, value))
        .collect()
}

fn competency(
    reader: &mut Reader<'_>,
    id: &Spanned<&str>,
    value: &Value<'_>,
) -> Option<RawCompetency> {
    let name = format!("[competencies.{}]", id.value);
    let table = reader.table(&name, value, "a table")?;
    reader.check_keys(&table, &COMPETENCY, &[], &TOP_VALUES);
    if let Err(error) = CompetencyId::new(id.value) {
        let help = "it is the name of a folder: rename both, such as `two-step-equations`";
        reader.error(codes::NAME, id.span, error.to_string(), help);
        return None;
    }
    let parameters = table.get("parameters").and_then(|value| {
        reader.table(
            "`parameters`",
            value,
            "a table such as { prior = 0.4, reason = \"…\" }",
        )
    });
    let criterion = table
        .get("criterion")
        .and_then(|value| criterion::read(reader, "`criterion`", value, Some(id.value)));
    Some(RawCompetency {
        criterion,
        id: Spanned::new(id.value.to_owned(), id.span),
        title: required_text(reader, &table, "title", "what it is called, in quotes"),
        statement: required_text(
            reader,
            &table,
            "statement",
            "in quotes, what the learner can do",
        ),
        mastery: required_text(
            reader,
            &table,
            "mastery",
            "in quotes, the same in a learner's words",
        ),
        standard: texts(reader, &table, "standard"),
        prerequisites: texts(reader, &table, "prerequisites"),
        parameters: parameters.map(|table| numbers(reader, &table)),
        costs: costs::read_own(reader, &table),
    })
}

/// A list of texts, which may be empty or missing.
fn texts(reader: &mut Reader<'_>, table: &Table<'_>, key: &str) -> Vec<Text> {
    let what = format!("`{key}`");
    let allowed = "a list of texts in quotes";
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    let Some(values) = value.get_ref().as_array() else {
        reader.wrong_type(&what, value, allowed);
        return Vec::new();
    };
    values
        .iter()
        .filter_map(|value| reader.text(&what, value, allowed))
        .collect()
}

fn language(reader: &mut Reader<'_>, top: &Table<'_>) -> Locale {
    let known = Locale::ALL.map(|locale| locale.language);
    let Some(text) = required_text(reader, top, "language", "a code such as \"en\"") else {
        return Locale::default();
    };
    Locale::of(&text.value).unwrap_or_else(|| {
        let help = closest(&text.value, known).map_or_else(
            || format!("the languages are {}", known.join(", ")),
            |meant| format!("did you mean `{meant}`?"),
        );
        let message = format!("the language `{}` is not known", text.value);
        reader.error(codes::LANGUAGE, text.span, message, help);
        Locale::default()
    })
}

/// `grade = [6, 8]`, or one grade alone.
fn grades(reader: &mut Reader<'_>, top: &Table<'_>) -> Option<(u32, u32)> {
    let value = top.get("grade")?;
    let grades: Vec<u32> = reader
        .one_or_more("`grade`", value)
        .into_iter()
        .filter_map(|grade| reader.whole("a grade", grade, 0, HIGHEST_GRADE))
        .map(|grade| grade.value)
        .collect();
    match grades[..] {
        [only] => Some((only, only)),
        [low, high] if low <= high => Some((low, high)),
        _ => {
            let help = "write the lowest and the highest, such as `grade = [6, 8]`";
            let message = "`grade` holds one school grade or two".to_owned();
            reader.error(codes::GRADE, reader.span(value), message, help);
            None
        }
    }
}

/// A text that must be there.
pub(super) fn required_text(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    key: &str,
    allowed: &str,
) -> Option<Text> {
    match table.get(key) {
        Some(value) => reader.text(&format!("`{key}`"), value, allowed),
        None => {
            reader.missing(table, key, allowed);
            None
        }
    }
}
