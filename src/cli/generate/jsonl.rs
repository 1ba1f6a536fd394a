//! One JSON object a line.

use super::Maker;
use crate::base::TemplateId;
use crate::doc::Output;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io;

/// One problem.
#[derive(Serialize)]
struct Row<'a> {
    template: &'a TemplateId,
    version: u32,
    /// Its place in the template's domain.
    index: u64,
    stratum: usize,
    parameters: Map<String, Value>,
    incidentals: Map<String, Value>,
    stem: String,
    options: Vec<String>,
    key: String,
    /// Only where it is so: the learner had this problem before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    seen_before: bool,
}

/// Writes a problem as text, on a line of its own.
pub fn write(maker: &mut Maker<'_>, seen_before: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let (mut stem, mut key) = (String::new(), String::new());
    maker.stem(Output::Text, &mut stem);
    maker.key(Output::Text, &mut key);
    let row = Row {
        template: maker.template.id(),
        version: maker.template.version(),
        index: maker.instance.pinned().index,
        stratum: maker.instance.pinned().stratum,
        parameters: maker.instance.parameters(),
        incidentals: maker.instance.incidentals(),
        stem,
        options: maker.options(Output::Text),
        key,
        seen_before,
    };
    serde_json::to_writer(&mut *out, &row)?;
    out.push(b'\n');
    Ok(())
}
