//! Templates as a whole: what they mean, what is found wrong with them, what a learner gets.

mod draws;
mod figures;
mod findings;
mod instances;
mod kinds;
mod languages;
mod parts;
mod proofs;
mod reference;
mod tables;

use super::*;
use crate::base::{Diagnostic, LearnerId, Locale, Secret, Source, TemplateId};
use crate::doc::Output;

const TWO_STEP: &str = r#"+++
title = "Solve a two-step equation"
version = 1
symbols = ["x"]

[parameters]
a = "2..9"
root = "-9..9 except 0"
b = "-20..20 except 0"

[let]
c = "a*root + b"

[require]
small = "abs(c) < 60"

[radicals]
negative_root = "root < 0"
negative_constant = "b < 0"

[answer]
kind = "number"
key = "root"

[misconceptions.added]
value = "(c + b)/a"

[misconceptions.stopped]
value = "c - b"

[[example]]
given = { a = 3, root = 2, b = 5 }
answers = { "2" = "right", "x = 2" = "right", "16/3" = "added", "6" = "stopped", "two" = "unreadable", "7" = "wrong" }
+++
Solve $@{a*x + b} = @{c}$.

## Hint
Undo the $@{b : signed}$.

## Solution
$@{a*root + b : as written} = @{c}$

## Misconception: added
Do the opposite.

## Misconception: stopped
Divide by $@{a}$.
"#;

const CHOICE: &str = r#"+++
title = "Choose the product"
version = 1

[parameters]
a = "2..9"
b = "2..9"

[incidentals]
thing = ["apples", "pears", "plums"]
boxes = "2..4"

[require]
ordered = "a < b"

[answer]
kind = "choice"
key = "a*b"
options = 3

[misconceptions.sum]
value = "a + b"

[misconceptions.less]
value = "a*b - a"

[misconceptions.more]
value = "a*b + b"
+++
@{boxes} boxes: @{a} times @{b} @{thing}?

## Misconception: sum
That is the sum.

## Misconception: less
One row more.

## Misconception: more
One row less.
"#;

fn compile(text: &str) -> (Option<ItemTemplate>, Vec<Diagnostic>) {
    let id = TemplateId::new("test/template").unwrap();
    ItemTemplate::compile(id, Source::new("test.md", text))
}

fn sound(text: &str) -> ItemTemplate {
    let (template, diagnostics) = compile(text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let template = template.unwrap();
    assert!(
        template.proof().diagnostics.is_empty(),
        "{:#?}",
        template.proof().diagnostics
    );
    template
}

/// All findings of compiling and proving, as (code, the text pointed at, what is said there).
fn findings(text: &str) -> Vec<(&'static str, String, String)> {
    let (template, mut diagnostics) = compile(text);
    if let Some(template) = &template {
        diagnostics.extend(template.proof().diagnostics.clone());
    }
    let told = diagnostics.iter().map(|diagnostic| {
        let label = &diagnostic.labels[0];
        let source = diagnostic.source.as_ref().unwrap();
        (
            diagnostic.code.0,
            source.slice(label.span).to_owned(),
            label.text.clone(),
        )
    });
    told.collect()
}

fn secret() -> Secret {
    Secret::from_seed("test")
}

fn learner(name: &str) -> LearnerId {
    LearnerId::new(name).unwrap()
}

fn stem(template: &ItemTemplate, draw: &Draw, drawer: &mut Drawer<'_>) -> String {
    let mut instantiator = Instantiator::new(template);
    instantiator.issue(drawer, draw).unwrap();
    let mut out = String::new();
    assert!(instantiator.write(Section::Stem, Output::Text, Locale::ENGLISH, &mut out));
    out
}
