//! A part of a problem, as it is written down.

use super::Maker;
use crate::doc::Output;
use crate::template::{Part, Section};
use serde::Serialize;

/// What stands of a part beside the stem.
#[derive(Serialize)]
pub(super) struct Written {
    id: String,
    kind: &'static str,
    /// The part it is a step of: that of a problem as a whole, for whoever wants it smaller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_of: Option<String>,
    /// What its section asks, if it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is matched or sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    pub options: Vec<String>,
    pub key: String,
    /// Whether there is a blank for it in the stem or in its text.
    #[serde(skip)]
    pub has_blank: bool,
}

impl Written {
    /// The part at a place among those of the problem that was made last.
    pub fn of(maker: &mut Maker<'_>, at: usize, part: &Part, output: Output) -> Self {
        let mut text = String::new();
        let section = Section::Part(part.id().as_str());
        maker
            .instance
            .write(section, output, maker.locale, &mut text);
        let instance = &maker.instance;
        let each = |count: usize, write: &dyn Fn(usize, &mut String)| {
            let written = |place| {
                let mut out = String::new();
                write(place, &mut out);
                out
            };
            (0..count).map(written).collect::<Vec<String>>()
        };
        let mut key = String::new();
        instance.write_key(at, output, maker.locale, &mut key);
        Self {
            id: part.id().as_str().to_owned(),
            kind: part.kind().name(),
            step_of: part.step_of().map(|id| id.as_str().to_owned()),
            text: text.trim_end().to_owned(),
            prompts: each(instance.prompt_count(at), &|place, out| {
                instance.write_prompt(at, place, output, maker.locale, out);
            }),
            options: each(instance.option_count(at), &|place, out| {
                instance.write_option(at, place, output, maker.locale, out);
            }),
            key,
            has_blank: part.has_slot(),
        }
    }

    /// Whether all of it stands among the words of the stem.
    pub const fn is_in_stem(&self) -> bool {
        self.has_blank && self.text.is_empty() && self.options.is_empty() && self.prompts.is_empty()
    }

    /// Whether something is to be written where no option is marked and no prompt is filled.
    pub const fn needs_blank(&self) -> bool {
        !self.has_blank && self.options.is_empty() && self.prompts.is_empty()
    }
}
