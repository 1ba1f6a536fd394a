use super::*;
use crate::base::{Diagnostic, Source};

fn front(toml: &str) -> (FrontMatter, Vec<Diagnostic>, Source) {
    let source = Source::new("t.md", format!("+++\n{toml}\n+++\nStem"));
    let mut diagnostics = Vec::new();
    let (span, _) = split(&source, &mut diagnostics).expect("front matter");
    let front = read(&source, span, &mut diagnostics);
    (front, diagnostics, source)
}

/// Every finding as `line:column code what is pointed at`, with its help.
fn findings(toml: &str) -> Vec<(String, String)> {
    let (_, diagnostics, source) = front(toml);
    diagnostics
        .iter()
        .map(|finding| {
            let (line, column) = finding.line_column();
            let at = source.slice(finding.labels[0].span);
            let place = format!("{line}:{column} {} {at}", finding.code);
            (place, finding.help.clone().unwrap_or_default())
        })
        .collect()
}

/// Head and tail of a front matter without mistakes.
fn around(middle: &str) -> String {
    format!("title = \"T\"\nversion = 1\n{middle}\n[answer]\nkind = \"number\"\nkey = \"a\"\n")
}

fn only(middle: &str) -> (String, String) {
    let mut found = findings(&around(middle));
    assert_eq!(found.len(), 1, "{middle}: {found:?}");
    found.remove(0)
}

#[test]
fn everything_is_read_in_file_order_with_its_place() {
    let (front, diagnostics, source) = front(
        r#"title = "Solve"
version = 3
symbols = ["x", "y"]
minutes = 1.5

[parameters]
root = "-9..9 except 0"
a = [2, 3.50, -0.25]
tree = { rows = [{ name = "oak", rho = 0.75 }, { rho = 0.6, name = 'elm' }] }
data = { list = "1..9", length = [8, 7], kind = "multiset" }

[incidentals]
who = ["Ada", "Émile \"E\""]

[let]
z = 'a*root'
c = "z + 1"

[require]
small = "abs(c) < 100"

[radicals]
negative = "root < 0"

[answer]
kind = "number"
key = "root"
accept = ["integer", "fraction"]
tolerance = "2%"
show = "decimal 2"

[misconceptions.added]
value = "c + 1"
unless = "c == 0"

[[example]]
given = { a = 3, data = [1, 2], tree = { name = "oak" } }
answers = { "2" = "right", "x = 2" = "right", 'two' = "unreadable" }
"#,
    );
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let slice = |span| source.slice(span);
    assert_eq!((front.version, front.symbols.len()), (3, 2));
    assert_eq!(
        front.minutes.map(|m| m.value.to_string()).as_deref(),
        Some("1.5")
    );
    let names: Vec<_> = front
        .parameters
        .iter()
        .map(|p| p.name.value.as_str())
        .collect();
    assert_eq!(names, ["root", "a", "tree", "data"]);
    let RawDomain::Range(range) = &front.parameters[0].value.value else {
        panic!("a range")
    };
    assert_eq!(slice(range.span), range.value);
    let RawDomain::Values(values) = &front.parameters[1].value.value else {
        panic!("values")
    };
    let written: Vec<_> = values.iter().map(|value| slice(value.span())).collect();
    assert_eq!(written, ["2", "3.50", "-0.25"]);
    let RawDomain::Rows(rows) = &front.parameters[2].value.value else {
        panic!("rows")
    };
    let second: Vec<_> = rows[1]
        .value
        .iter()
        .map(|(name, _)| name.value.as_str())
        .collect();
    assert_eq!(second, ["name", "rho"], "in the order of the first row");
    let RawDomain::List { lengths, kind, .. } = &front.parameters[3].value.value else {
        panic!("a list")
    };
    assert_eq!(
        (lengths[0].value, lengths[1].value, *kind),
        (8, 7, ListKind::Multiset)
    );
    assert_eq!(
        front.lets[0].name.value, "z",
        "file order, not the alphabet's"
    );
    assert_eq!(slice(front.lets[0].value.span), "a*root");
    let answer = front.parts.first().expect("an answer");
    assert_eq!(
        (answer.kind.value, answer.accept.len()),
        (RawAnswerKind::Number, 2)
    );
    assert!(matches!(answer.tolerance, Some(RawTolerance::Percent(_))));
    assert_eq!(
        slice(
            front.misconceptions[0]
                .unless
                .as_ref()
                .map_or(Span::default(), |u| u.span)
        ),
        "c == 0"
    );
    let typed: Vec<_> = front.examples[0]
        .attempts
        .iter()
        .flatten()
        .map(|response| slice(response.typed.span))
        .collect();
    assert_eq!(typed, ["2", "x = 2", "two"]);
    assert_eq!(front.examples[0].given.len(), 3);
}

#[test]
fn several_mistakes_are_reported_in_one_run() {
    let found = findings(
        r#"titel = "Solve"
minutes = -1
colour = "red"

[parameters]
version = 1
a = 2..9
b = 2026-11-22
b-c = [1]

[requires]
x = "a > 1"

[let]
d = "a \" b"
e = 3

[answer]
kind = "numbr"
key = ["a", "b"]
unit = "g"
title = "here"

[misconceptions.Added]
value = "1"
part = "x"

[figure]
kind = "plot"

[[example]]
answers = { 0.75 = "right" }
"#,
    );
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        [
            "2:1 T005 titel",
            "3:11 T015 -1",
            "4:1 T005 colour",
            "7:1 T006 version",
            "8:5 T003 2..9",
            "9:5 T007 2026-11-22",
            "10:1 T011 b-c",
            "12:2 T005 requires",
            "16:8 T009 \\\"",
            "17:5 T007 3",
            "20:9 T014 numbr",
            "23:1 T006 title",
            "25:17 T011 Added",
            "30:9 T014 plot",
            "33:13 T007 0",
        ]
    );
    assert_eq!(found[0].1, "did you mean `title`?");
    assert!(found[3].1.starts_with("move it above the first table"));
    assert_eq!(found[4].1, "write it as text, such as \"2..9\"");
    assert_eq!(found[7].1, "did you mean `require`?");
}

#[test]
fn names_that_could_not_be_read_are_still_known() {
    let (front, diagnostics, _) = front(&around(
        "[parameters]\na = 3\nb = \"1..2\"\n[let]\nc = \"d\"\ne = 2",
    ));
    assert_eq!(diagnostics.len(), 2);
    let unread: Vec<_> = front
        .unread
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    assert_eq!(unread, ["a", "e"]);
}

#[test]
fn missing_keys_are_named() {
    let found = findings("[answer]\n[misconceptions.a]\n");
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        [
            "2:1 T008 ",
            "2:1 T008 ",
            "2:1 T008 [answer]",
            "2:1 T008 [answer]",
            "3:1 T008 [misconceptions.a]"
        ]
    );
    assert_eq!(
        found[0].1,
        "add `title = …`: what the template is about, in quotes"
    );
}

#[test]
fn each_domain_mistake_has_its_code() {
    let place = |middle| only(middle).0;
    assert_eq!(place("[parameters]\na = [1, \"b\"]"), "5:10 T017 b");
    assert_eq!(place("[parameters]\na = [0.5, 0.50]"), "5:11 T019 0.50");
    assert_eq!(place("[parameters]\na = []"), "5:5 T016 []");
    assert_eq!(place("[parameters]\na = 3"), "5:5 T007 3");
    assert_eq!(place("[parameters]\na = [1e3]"), "5:6 T013 1e3");
    assert_eq!(place("[parameters]\na = [0x1F]"), "5:6 T013 0x1F");
    assert_eq!(
        place("[parameters]\na = { list = \"1..9\" }"),
        "5:5 T008 { list = \"1..9\" }"
    );
    assert_eq!(
        place("[parameters]\na = { list = \"1..9\", length = 0 }"),
        "5:31 T015 0"
    );
    assert_eq!(
        place("[parameters]\na = { list = \"1..9\", length = [2, 2] }"),
        "5:35 T019 2"
    );
    assert_eq!(
        place("[parameters]\na = { list = \"1..9\", length = 2, kind = \"sets\" }"),
        "5:42 T014 sets"
    );
    assert_eq!(
        place("[parameters]\na = { rows = [{ a = 1 }, { a = \"b\" }] }"),
        "5:26 T018 { a = \"b\" }"
    );
    assert_eq!(
        place("[parameters]\na = \"1..9\"\na = \"1..8\""),
        "6:1 T004 a"
    );
}

#[test]
fn keys_that_do_not_go_with_the_kind_are_refused() {
    let found = findings(
        "title = \"T\"\nversion = 1\n[answer]\nkind = \"choice\"\nkey = \"a\"\ntolerance = 0.5\noptions = 1\nshow = \"fractions\"\n",
    );
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        ["7:1 T020 tolerance", "8:11 T015 1", "9:9 T014 fractions"]
    );
    assert_eq!(found[2].1, "did you mean `fraction`?");
}

#[test]
fn several_keys_belong_to_choices_only() {
    let (place, _) =
        only("[let]\nq = \"\"\"\na + 1\"\"\"\n[misconceptions.x]\nvalue = \"p\\u0071\"\n");
    assert_eq!(place, "8:11 T009 \\u");
    let found = findings(
        "title = \"T\"\nversion = 1\n[answer]\nkind = \"choices\"\nkey = [\"a\", \"b\"]\n",
    );
    assert_eq!(found, []);
}
