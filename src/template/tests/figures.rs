//! Figures from the front matter to the page.

use super::*;

/// The head of a template around a figure; `body` ends it.
fn with(figure: &str, body: &str) -> String {
    format!(
        r#"+++
title = "A figure"
version = 1
symbols = ["x"]

[parameters]
a = "1..4"
b = "5..8"

[incidentals]
who = ["Ann", "Bo"]

[let]
list = "[a, b, b]"
names = '["one", "two"]'

[answer]
kind = "number"
key = "a + b"

[figure]
{figure}
+++
{body}
"#
    )
}

/// A figure of each kind, with what its keys can be.
const KINDS: &[(&str, &str)] = &[
    (
        r#"kind = "number_line"
axis = "-2..10"
points = ["a"]
labels = ["@{a}"]
intervals = ["if(a > 2, [a, b), (a, b])", "(9, inf)"]
alt = "@{a} @{b}""#,
        "class=\"stretch\"",
    ),
    (
        r#"kind = "number_line"
axis = "0..12"
jumps = ["0..a", "a..a + b"]
jump_labels = ["@{a : signed}", "@{b : signed}"]
tick_labels = "ends"
alt = "@{a} @{b}""#,
        ">+1</text>",
    ),
    (
        r#"kind = "axes"
x = "-10..10"
y = "-10..10"
functions = ["x/a - 1"]
points = ["[a, b]"]
labels = ["P"]
regions = ["y < x/a - 1", "x >= 2"]
segments = ["[0, 0, a, b]"]
alt = "@{a} @{b}""#,
        "class=\"curve\"",
    ),
    (
        r#"kind = "axes"
x = "0..10"
y = "0..10"
points = { x = "[1, 2, 3]", y = "list" }
joined = true
x_title = "time (s)"
y_title = "way (m)"
alt = "@{list : list}""#,
        "time (s)",
    ),
    (
        r#"kind = "bar_chart"
labels = "names"
values = ["a", "b"]
y_title = "Points of @{who}"
alt = "@{a} @{b}""#,
        "class=\"bar\"",
    ),
    (
        r#"kind = "dot_plot"
axis = "1..9"
values = "list"
title = "seen by @{who}"
alt = "@{tally(list) : list}""#,
        "class=\"mark\"",
    ),
    (
        r#"kind = "fraction_bar"
parts = "b"
shaded = "a"
labels = ["@{a}/@{b}"]
alt = "@{a} of @{b}""#,
        "class=\"bar\"",
    ),
    (
        r#"kind = "fraction_circle"
parts = ["b", 4]
shaded = ["a", 1]
alt = "@{a} of @{b}""#,
        "class=\"bar\"",
    ),
    (
        r#"kind = "geometry"
vertices = ["[0, 0]", "[b, 0]", "[b, a]"]
names = ["A", "B", "C"]
sides = ["@{b} cm", "@{a} cm"]
angles = ["α"]
right_angles = [2]
alt = "@{a} @{b}""#,
        " cm</text>",
    ),
    (
        r#"kind = "geometry"
triangle = "[b, b, a]"
equal_sides = [1, 2]
alt = "@{a} @{b}""#,
        "class=\"outline\"",
    ),
    (
        r#"kind = "table"
heads = ["x", "y"]
columns = ["[1, 2, 3]", "list"]
across = true
alt = "@{list : list}""#,
        "<th scope=\"row\">x</th><td>1</td>",
    ),
];

#[test]
fn every_kind_is_proved_and_shown() {
    for (figure, part) in KINDS {
        let template = sound(&with(figure, "What is @{a} + @{b}?"));
        assert_eq!(template.proof().distinct.at_least(), 16, "{figure}");
        let html = shown(&template, Output::Html);
        assert!(html.contains(part), "{html}");
        assert!(html.starts_with("<p>What is 1 + 5?</p>\n<"), "{html}");
        let text = shown(&template, Output::Text);
        assert!(text.starts_with("What is 1 + 5?\n\n"), "{text}");
        assert!(text.len() > "What is 1 + 5?\n\n".len(), "{text}");
    }
}

fn shown(template: &ItemTemplate, output: Output) -> String {
    shown_in(template, output, Locale::ENGLISH)
}

fn shown_in(template: &ItemTemplate, output: Output, locale: Locale) -> String {
    let mut instantiator = Instantiator::new(template);
    let pinned = Pinned {
        incidentals: vec![0],
        ..Pinned::default()
    };
    instantiator.put(&pinned).unwrap();
    let mut out = String::new();
    assert!(instantiator.write(Section::Stem, output, locale, &mut out));
    out
}

const LINE: &str =
    "kind = \"number_line\"\naxis = \"0..10\"\npoints = [\"b\"]\nalt = \"A point at @{b}.\"";

#[test]
fn a_figure_stands_in_its_slot() {
    let template = sound(&with(LINE, "Look:\n\n@[figure]\n\nAdd @{a} and @{b}."));
    assert_eq!(
        shown(&template, Output::Text),
        "Look:\n\nA point at 5.\n\nAdd 1 and 5."
    );
    let html = shown(&template, Output::Html);
    assert!(html.starts_with("<p>Look:</p>\n<svg "), "{html}");
    assert!(html.ends_with("</svg>\n<p>Add 1 and 5.</p>"), "{html}");
}

#[test]
fn each_language_has_its_own_words() {
    let titled = format!("{LINE}\n[titles]\nes = \"Una figura\"");
    let spanish = "\n[figure.es]\nalt = \"Un punto en @{b}.\"";
    let body = "Add @{a} and @{b}.\n\n## Stem (es)\nSuma @{a} y @{b}.";
    let template = sound(&with(&format!("{titled}{spanish}"), body));
    let es = Locale::of("es").unwrap();
    assert_eq!(
        shown_in(&template, Output::Text, es),
        "Suma 1 y 5.\n\nUn punto en 5."
    );
    let found = findings(&with(&titled, body));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].1.as_str()), ("T220", "[figure]"));
}

#[test]
fn what_only_the_alt_text_shows_makes_a_problem_different() {
    let silent = LINE.replace("A point at @{b}.", "A point.");
    let found = findings(&with(&silent, "Add @{a}."));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "T143");
    sound(&with(LINE, "Add @{a}."));
}

/// What is changed in the number line, the code, what is pointed at, and a part of what is said.
const FINDINGS: &[(&str, &str, &str, &str, &str)] = &[
    ("alt = \"A point at @{b}.\"", "", "T170", "number_line", ""),
    ("number_line", "numberline", "T014", "numberline", ""),
    ("points", "point", "T005", "point", ""),
    ("axis = \"0..10\"", "", "T171", "number_line", ""),
    ("0..10", "0-10", "T171", "0-10", ""),
    ("[\"b\"]", "[\"c\"]", "T061", "c", ""),
    ("[\"b\"]", "\"names\"", "T064", "names", ""),
    (
        "0..10",
        "10..0",
        "T173",
        "number_line",
        "when a = 1, b = 5 (16 such instances)",
    ),
    ("0..10", "0..500 step 1", "T173", "number_line", "when"),
    (
        "0..10",
        "0..7",
        "T173",
        "number_line",
        "when a = 1, b = 8 (4 such instances)",
    ),
    (
        "[\"b\"]",
        "[\"b\", \"b + 1\"]\nlabels = [\"a long label\", \"another one\"]",
        "T173",
        "number_line",
        "when",
    ),
    ("[\"b\"]", "[\"b/(a - 2)\"]", "T012", "(a - 2)", "when"),
    (
        "points = [\"b\"]",
        "intervals = [\"a, b\"]",
        "T171",
        "a, b",
        "",
    ),
    (
        "points = [\"b\"]",
        "intervals = [\"[b, a]\"]",
        "T173",
        "number_line",
        "when",
    ),
    (
        "@{b}.",
        "@{b/3 : decimal}.",
        "T137",
        "b/3",
        "when a = 1, b = 5",
    ),
    (
        "points = [\"b\"]",
        "tick_labels = \"end\"",
        "T171",
        "end",
        "",
    ),
    ("points = [\"b\"]", "points = true", "T171", "true", ""),
];

#[test]
fn what_is_wrong_with_a_figure_is_found_where_it_is() {
    for &(from, to, code, place, said) in FINDINGS {
        let figure = LINE.replace(from, to);
        assert_ne!(figure, LINE);
        let found = findings(&with(&figure, "Add @{a} and @{b}."));
        let is_it = |(found, at, label): &(&str, String, String)| {
            *found == code && at == place && label.contains(said)
        };
        assert!(found.iter().any(is_it), "{to}: {found:?}");
    }
    let nothing = findings(&with(LINE, "@[figure]").replace(&format!("[figure]\n{LINE}"), ""));
    assert_eq!(nothing[0].0, "T172", "{nothing:?}");
}

#[test]
fn texts_stay_texts_in_a_figure() {
    let figure = LINE
        .replace("alt", "labels = [\"@{who} &\"]\nalt")
        .replace("A point", "@{who} & a point");
    let text = with(&figure, "Add @{a} and @{b}.").replace("Ann", "<b>");
    let html = shown(&sound(&text), Output::Html);
    assert!(html.contains(">&lt;b&gt; &amp;</text>"), "{html}");
    assert!(
        html.contains("aria-label=\"&lt;b&gt; &amp; a point at 5.\""),
        "{html}"
    );
}
