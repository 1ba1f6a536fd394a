//! `[rubric.<id>]`: what people mark a work by.

use super::reader::{Reader, Value};
use super::{Text, codes};
use crate::base::{CompetencyId, CriterionId, Spanned, counted};
use toml::de::DeValue;

/// Fewest and most levels: below two there is nothing to tell apart, and more than eight nobody can.
const LEVELS: std::ops::RangeInclusive<usize> = 2..=8;

/// One criterion as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct RawCriterion {
    /// Its name.
    pub id: Spanned<CriterionId>,
    /// What a learner reads above its levels.
    pub title: Text,
    /// What reaching its levels is evidence for.
    pub competency: Spanned<CompetencyId>,
    /// Its levels in words, the lowest first; 2 to 8.
    pub levels: Vec<Text>,
}

/// Reads every criterion of `[rubric]`; `None` where one of them cannot be read.
pub(super) fn rubric(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    top: &[&str],
) -> Option<Vec<RawCriterion>> {
    let table = reader.table("[rubric]", value, "tables such as [rubric.conclusion]")?;
    let criteria: Vec<Option<RawCriterion>> = table
        .entries
        .iter()
        .map(|(id, value)| criterion(reader, id, value, top))
        .collect();
    criteria.into_iter().collect()
}

fn criterion(
    reader: &mut Reader<'_>,
    id: &Spanned<&str>,
    value: &Value<'_>,
    top: &[&str],
) -> Option<RawCriterion> {
    let name = format!("[rubric.{}]", id.value);
    let table = reader.table(
        &name,
        value,
        "a table with `title`, `competency` and `levels`",
    )?;
    reader.check_keys(&table, &["title", "competency", "levels"], &[], top);
    let checked = CriterionId::new(id.value);
    if let Err(error) = &checked {
        let help = "rename it, such as `conclusion`";
        reader.error(codes::NAME, id.span, error.to_string(), help);
    }
    let what = |key: &str| format!("`{key}` of {name}");
    let title = match table.get("title") {
        Some(value) => reader.text(&what("title"), value, "a text in quotes"),
        None => {
            reader.missing(&table, "title", "what the criterion asks for, in quotes");
            None
        }
    };
    let competency = match table.get("competency") {
        Some(value) => reader
            .text(&what("competency"), value, "the id of a competency")
            .and_then(|text| match CompetencyId::new(&text.value) {
                Ok(id) => Some(Spanned::new(id, text.span)),
                Err(error) => {
                    let help = "write the id of a competency of the bank";
                    reader.error(codes::NAME, text.span, error.to_string(), help);
                    None
                }
            }),
        None => {
            let allowed = "the id of the competency its levels are evidence for";
            reader.missing(&table, "competency", allowed);
            None
        }
    };
    let allowed = "the levels in words, the lowest first";
    let levels = match table.get("levels") {
        Some(value) => match value.get_ref() {
            DeValue::Array(array) => {
                let read = array.iter();
                let levels: Vec<Text> = read
                    .filter_map(|level| reader.text("a level", level, "a sentence in quotes"))
                    .collect();
                for (place, level) in levels.iter().enumerate() {
                    let earlier = levels.iter().take(place);
                    if earlier
                        .into_iter()
                        .any(|earlier| earlier.value.trim() == level.value.trim())
                    {
                        let message = format!("{name} has this level twice");
                        let help = "say what a work shows here that it does not a level below";
                        reader.error(codes::DUPLICATE_VALUE, level.span, message, help);
                    }
                }
                if !LEVELS.contains(&array.len()) {
                    let span = reader.span(value);
                    let message = format!("{name} has {}", counted(array.len(), "level"));
                    let help = "a criterion has 2 to 8 levels";
                    reader.error(codes::OUT_OF_RANGE, span, message, help);
                }
                (LEVELS.contains(&array.len()) && levels.len() == array.len()).then_some(levels)
            }
            _ => {
                reader.wrong_type(&what("levels"), value, "a list of texts");
                None
            }
        },
        None => {
            reader.missing(&table, "levels", allowed);
            None
        }
    };
    Some(RawCriterion {
        id: Spanned::new(checked.ok()?, id.span),
        title: title?,
        competency: competency?,
        levels: levels?,
    })
}
