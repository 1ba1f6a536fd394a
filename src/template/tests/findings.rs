//! What is found wrong with a template, and where.

use super::*;

/// What is changed in a sound template, the code, what is pointed at, and a part of what is said.
const FINDINGS: &[(&str, &str, &str, &str, &str)] = &[
    // Expressions
    ("a*root + b\"", "a*root + \"", "T060", "", ""),
    ("a*root + b\"", "a*rot + b\"", "T061", "rot", ""),
    ("abs(c) < 60", "ab(c) < 60", "T062", "ab", ""),
    ("abs(c) < 60", "abs(c, a) < 60", "T063", "abs(c, a)", ""),
    ("abs(c) < 60", "abs(c) + 60", "T064", "abs(c) + 60", ""),
    ("abs(c) < 60", "not c", "T064", "c", ""),
    (
        "c = \"a*root + b\"",
        "c = \"d + b\"\nd = \"c*a\"",
        "T065",
        "c",
        "",
    ),
    (
        "c = \"a*root + b\"",
        "c = \"a*root + b\"\nx = \"1\"",
        "T066",
        "x",
        "",
    ),
    ("abs(c) < 60", "9^9^9^9 > c", "T068", "9^9^9", "when"),
    ("@{c}$.", "@{c : list}$.", "T069", "list", ""),
    ("@{c}$.", "@{c > 1}$.", "T069", "c > 1", ""),
    // Domains
    ("2..9", "2-9", "T080", "2-9", ""),
    ("2..9", "9..2", "T081", "9..2", ""),
    // Answer
    (
        "key = \"root\"",
        "key = \"root\"\naccept = [\"integr\"]",
        "T100",
        "integr",
        "",
    ),
    (
        "key = \"root\"",
        "key = \"root > 1\"",
        "T101",
        "root > 1",
        "",
    ),
    ("value = \"c - b\"", "value = \"a*x\"", "T102", "a*x", ""),
    (
        "## Misconception: added",
        "## Misconception: aded",
        "T103",
        "added",
        "",
    ),
    // The proof
    (
        "(c + b)/a",
        "(c + b)/(a - 3)",
        "T012",
        "(a - 3)",
        "a - 3 is 0 when a = 3",
    ),
    (
        "(c + b)/a",
        "gcd(a/4, 2)",
        "T130",
        "gcd(a/4, 2)",
        "when a = 2",
    ),
    ("abs(c) < 60", "abs(c) > 900", "T131", "abs(c) > 900", ""),
    ("abs(c) < 60", "abs(c) < 900", "T132", "abs(c) < 900", ""),
    ("(c + b)/a", "(c - b)/a", "T133", "added", ""),
    (
        "b < 0\"",
        "root/2\"",
        "T138",
        "root/2",
        "when a = 2, root = -9",
    ),
    ("@{c}$.", "@{c/3 : decimal}$.", "T137", "c/3", "when"),
    (
        "negative_root = \"root < 0\"",
        "negative_root = \"root < 0\"\nwide = \"b\"\nwider = \"root\"",
        "T142",
        "root < 0",
        "when",
    ),
    (
        "Solve $@{a*x + b} = @{c}$.",
        "Solve the equation.",
        "T143",
        "",
        "",
    ),
    (
        "key = \"root\"",
        "key = \"root/7\"\naccept = [\"integer\"]",
        "T144",
        "root/7",
        "when",
    ),
    (
        "c = \"a*root + b\"",
        "c = \"a*root + b\"\nd = \"(x + a)*(x + b)\"\ne = \"d*d*d*d\"\nf = \"e*e*e*e\"\ng = \"f*f*f*f\"\nh = \"g*g*g*g\"",
        "T068",
        "g*g",
        "",
    ),
    (
        "c = \"a*root + b\"",
        "c = \"a*root + b\"\nmod = \"1\"",
        "T066",
        "mod",
        "",
    ),
    (
        "@{c}$.",
        "@{x/(a - 3)}$.",
        "T012",
        "(a - 3)",
        "a - 3 is 0 when a = 3",
    ),
    // Examples
    ("given = { a = 3", "given = { a = 1", "T160", "1", ""),
    (
        "given = { a = 3, root = 2, b = 5",
        "given = { a = 9, root = 9, b = 5",
        "T161",
        "[[example]]",
        "",
    ),
    (
        "\"7\" = \"wrong\"",
        "\"7\" = \"right\"",
        "T162",
        "7",
        "the key is 2",
    ),
    ("\"7\" = \"wrong\"", "\"7\" = \"rong\"", "T163", "rong", ""),
];

#[test]
fn each_mistake_is_found_where_it_is() {
    let mut missed = Vec::new();
    for (from, to, code, pointed_at, said) in FINDINGS {
        assert!(TWO_STEP.contains(from), "{from}");
        let found = findings(&TWO_STEP.replacen(from, to, 1));
        let hit = found.iter().any(|(found, place, told)| {
            found == code && place.contains(pointed_at) && told.contains(said)
        });
        if !hit {
            missed.push((to, code, found));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn choices_are_checked_for_their_options() {
    let of = |from: &str, to: &str| findings(&CHOICE.replacen(from, to, 1));
    // Three misconceptions give four options; at a = 3, b = 6 the sum is not among the products.
    assert!(
        of("options = 3", "options = 5")
            .iter()
            .any(|found| found.0 == "T134")
    );
    let telling = CHOICE
        .replace("a*b - a", "a*b + a")
        .replace("a + b", "a*b + 1");
    let found = findings(&telling);
    assert!(found.iter().any(|found| found.0 == "T135"), "{found:?}");
    let found = of("key = \"a*b\"", "key = \"if(a == 2, 1, 0)\"");
    assert!(found.iter().any(|found| found.0 == "T136"), "{found:?}");
    assert!(
        of("ordered = \"a < b\"", "ordered = \"a < boxes\"")
            .iter()
            .any(|f| f.0 == "T067")
    );
}

#[test]
fn a_requirement_is_asked_even_where_another_has_no_value() {
    let text = TWO_STEP.replace(
        "small = \"abs(c) < 60\"",
        "whole = \"c/(b - 3) > -1000\"\nnot_three = \"b != 3\"\nsmall = \"abs(c) < 60 and c/(b - 3) < 20\"",
    );
    let found = findings(&text);
    assert!(!found.iter().any(|found| found.0 == "T012"), "{found:?}");
}

#[test]
fn an_incidental_that_can_make_an_expression_fail_is_tried_with_every_value() {
    let found = findings(&CHOICE.replace("@{boxes} boxes", "@{a/(boxes - 4)} boxes"));
    assert!(
        found
            .iter()
            .any(|found| found.0 == "T012" && found.1 == "(boxes - 4)"),
        "{found:?}"
    );
}

#[test]
fn options_that_look_the_same_are_found() {
    let text = CHOICE
        .replace("options = 3", "options = 3\nshow = \"decimal 0\"")
        .replace("value = \"a*b - a\"", "value = \"a*b + 1/10\"");
    assert!(findings(&text).iter().any(|found| found.0 == "T141"));
}

#[test]
fn a_misconception_within_the_tolerance_is_the_key() {
    let near = TWO_STEP.replace("key = \"root\"", "key = \"root\"\ntolerance = 2");
    let near = near
        .replace("(c + b)/a", "root + 1")
        .replace("\"16/3\" = \"added\", ", "");
    assert!(
        findings(&near)
            .iter()
            .any(|found| found.0 == "T133" && found.1 == "added")
    );
}

#[test]
fn words_can_lead_an_expression_into_a_failing_branch() {
    let hole = "@{if(thing == \"plums\", a/(boxes - boxes), 1)} boxes";
    let found = findings(&CHOICE.replace("@{boxes} boxes", hole));
    assert!(found.iter().any(|found| found.0 == "T012"), "{found:?}");
    let many = CHOICE.replace("boxes = \"2..4\"", "boxes = \"2..400\"");
    assert!(findings(&many).is_empty());
    let many = many.replace("@{boxes} boxes", "@{a/boxes} boxes");
    assert!(
        findings(&many)
            .iter()
            .any(|found| found.0 == "T106" && found.1 == "boxes")
    );
}

#[test]
fn what_grows_without_end_is_stopped() {
    let doubled: String = (1..40)
        .map(|n| format!("t{n} = \"join(t{0}, t{0})\"\n", n - 1))
        .collect();
    let text = TWO_STEP.replace("[let]\n", &format!("[let]\nt0 = \"join(a, b)\"\n{doubled}"));
    assert!(findings(&text).iter().any(|found| found.0 == "T068"));
}
