use super::*;
use crate::base::{Diagnostic, Source, Span};

fn compile(text: &str) -> (Document, Vec<Diagnostic>, Source) {
    let source = Source::new("t.md", text);
    let mut diagnostics = Vec::new();
    let document = Document::compile(&source, Span::new(0, text.len()), &mut diagnostics);
    (document, diagnostics, source)
}

/// Writes a document with every hole's own expression as its value.
fn written(text: &str, output: Output) -> String {
    let (document, diagnostics, _) = compile(text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let mut out = String::new();
    document.write(
        output,
        &mut |index, place, out| match (place.output, place.math) {
            (Output::Html, true) => {
                out.push_str("<mi>");
                out.push_str(&document.holes()[index].expression.value);
                out.push_str("</mi>");
            }
            _ => out.push_str(&document.holes()[index].expression.value),
        },
        &mut out,
    );
    out
}

#[test]
fn probe() {
    let text =
        std::fs::read_to_string(std::env::var("PROBE").unwrap_or_default()).unwrap_or_default();
    if !text.is_empty() {
        for output in Output::ALL {
            println!("=== {output:?}\n{}", written(&text, output));
        }
    }
}
