//! One JSON object a line.

use super::Maker;
use super::part::Written;
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
    #[serde(flatten)]
    asked: Asked,
    /// Only where it is so: the learner had this problem before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    seen_before: bool,
}

/// What is asked: one part, or several.
#[derive(Serialize)]
#[serde(untagged)]
enum Asked {
    Once {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        prompts: Vec<String>,
        options: Vec<String>,
        key: String,
    },
    InParts {
        parts: Vec<Written>,
    },
}

/// Writes a problem as text, on a line of its own.
pub fn write(maker: &mut Maker<'_>, seen_before: bool, out: &mut Vec<u8>) -> io::Result<()> {
    let mut stem = String::new();
    maker.stem(Output::Text, &mut stem);
    let mut parts = maker.parts(Output::Text);
    let asked = match parts.len() {
        1 => {
            let only = parts.remove(0);
            Asked::Once {
                prompts: only.prompts,
                options: only.options,
                key: only.key,
            }
        }
        _ => Asked::InParts { parts },
    };
    let row = Row {
        template: maker.template.id(),
        version: maker.template.version(),
        index: maker.instance.pinned().index,
        stratum: maker.instance.pinned().stratum,
        parameters: maker.instance.parameters(),
        incidentals: maker.instance.incidentals(),
        stem,
        asked,
        seen_before,
    };
    serde_json::to_writer(&mut *out, &row)?;
    out.push(b'\n');
    Ok(())
}
