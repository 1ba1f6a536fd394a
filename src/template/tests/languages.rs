//! Templates in more than one language: whole or not at all.

use super::*;

const BOTH: &str = r#"+++
title = "Half of a number"
version = 1
languages = ["es"]

[titles]
es = "La mitad de un número"

[parameters]
n = "1..9 step 2"
m = "1..5"

[answer]
kind = "number"
key = "n/2"

[misconceptions.twice]
value = "2*n"
+++
What is half of @{n}? Numbers: @{[n/2, m] : decimal}.

## Hint
Divide.

## Misconception: twice
That is twice.

## Stem (es)
¿Cuánto es la mitad de @{n}? Números: @{[n/2, m] : decimal}.

## Hint (es)
Divide entre dos.

## Misconception: twice (es)
Eso es el doble.
"#;

fn spanish() -> Locale {
    Locale::of("es").unwrap()
}

#[test]
fn a_language_spoken_whole_prints_numbers_and_lists_its_way() {
    let template = sound(BOTH);
    assert!(template.speaks(spanish()) && !template.speaks(Locale::of("fr").unwrap()));
    assert_eq!(template.title(spanish()), "La mitad de un número");
    assert_eq!(template.spoken(spanish(), Locale::ENGLISH), spanish());
    let instance = template
        .instance(&Pinned {
            version: 1,
            index: 1,
            ..Pinned::default()
        })
        .unwrap();
    let shown = |section, locale| template.render(&instance, section, Output::Text, locale);
    assert_eq!(
        shown(Section::Stem, spanish()).unwrap(),
        "¿Cuánto es la mitad de 1? Números: 0,5 y 2."
    );
    assert_eq!(
        shown(Section::Stem, Locale::ENGLISH).unwrap(),
        "What is half of 1? Numbers: 0.5 and 2."
    );
    assert_eq!(
        shown(Section::Hint(0), spanish()).unwrap(),
        "Divide entre dos."
    );
    assert_eq!(
        shown(Section::Misconception("twice"), spanish()).unwrap(),
        "Eso es el doble."
    );
}

#[test]
fn a_page_is_never_mixed() {
    let partly = BOTH.replace("## Hint (es)\nDivide entre dos.\n", "");
    let (template, diagnostics) = compile(&partly);
    let template = template.unwrap();
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(
        diagnostics[0].message,
        "the translation into `es` has no `## Hint (es)`"
    );
    assert!(!template.speaks(spanish()) && template.begins_to_speak(spanish()));
    assert_eq!(template.spoken(spanish(), Locale::ENGLISH), Locale::ENGLISH);
    assert_eq!(template.title(spanish()), "Half of a number");
    let instance = template
        .instance(&Pinned {
            version: 1,
            ..Pinned::default()
        })
        .unwrap();
    let hint = template.render(&instance, Section::Hint(0), Output::Text, spanish());
    assert_eq!(hint.unwrap(), "Divide.");
}

#[test]
fn what_is_missing_or_superfluous_is_named() {
    let found = |from: &str, to: &str| {
        let told = findings(&BOTH.replace(from, to));
        let told = told
            .into_iter()
            .map(|(code, text, _)| format!("{code} {text}"));
        told.collect::<Vec<String>>()
    };
    assert_eq!(
        found("es = \"La mitad de un número\"", ""),
        ["T220 Half of a number"]
    );
    assert_eq!(found("## Hint\nDivide.\n", ""), ["T221 ## Hint (es)"]);
    assert_eq!(found("[\"es\"]", "[\"es\", \"xx\"]"), ["T222 xx"]);
    assert_eq!(found("[\"es\"]", "[\"es\", \"es\"]"), ["T222 es"]);
    assert_eq!(
        found("[\"es\"]", "[\"es\", \"fr\"]"),
        ["T220 Half of a number"]
    );
    assert_eq!(found("languages = [\"es\"]\n", ""), [""; 0]);
}

#[test]
fn everybody_marks_by_the_same_words() {
    let task = r#"+++
title = "Report"
version = 1

[titles]
es = "Informe"

[parameters]
n = "10..40"

[answer]
kind = "performance"
submit = ["text"]

[rubric.clear]
title = "Clear"
competency = "reports"
levels = ["It is not.", "Mostly.", "Throughout."]
+++
Ask @{n} people.

## Stem (es)
Pregunta a @{n} personas.
"#;
    let (template, diagnostics) = compile(task);
    assert_eq!(
        diagnostics[0].message,
        "a work marked on a rubric is not translated into `es`"
    );
    assert!(!template.unwrap().speaks(spanish()));
}
