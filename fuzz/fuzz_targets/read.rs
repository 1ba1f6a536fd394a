//! Whatever is typed is read or refused with its place, and what is read can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retake::base::Locale;
use retake::math::{AnswerSyntax, Notation, Shape, Symbol, parse_answer, write_expr};

fuzz_target!(|input: &[u8]| {
    let Some((&mode, typed)) = input.split_first() else {
        return;
    };
    let Ok(typed) = std::str::from_utf8(typed) else {
        return;
    };
    let locale = if mode & 1 == 0 {
        Locale::ENGLISH
    } else {
        Locale::of("de").unwrap_or(Locale::ENGLISH)
    };
    let symbols: [Symbol; 2] = ["x".into(), "y".into()];
    let syntax = AnswerSyntax {
        symbols: (mode & 2 == 0).then_some(&symbols),
        units: (mode & 4 != 0).then_some(|name| name.len() <= 2),
        bare_lists: mode & 8 != 0,
        locale,
        ..AnswerSyntax::default()
    };
    match parse_answer(typed, &syntax) {
        Ok(reading) => {
            for notation in [Notation::Text, Notation::Latex, Notation::MathMl] {
                for shape in [Shape::Neat, Shape::AsWritten] {
                    let mut out = String::new();
                    let value = |number: &retake::math::WrittenNumber| number.value().clone();
                    write_expr(&reading.expr, shape, notation, locale, &value, &mut out);
                }
            }
        }
        Err(error) => {
            assert!(error.span.start <= error.span.end && error.span.end <= typed.len());
            assert!(typed.is_char_boundary(error.span.start));
            assert!(typed.is_char_boundary(error.span.end));
        }
    }
});
