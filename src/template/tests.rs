//! Templates as a whole: what they mean, what is found wrong with them, what a learner gets.

use super::*;
use crate::answer::{AnswerKind, Outcome, mark};
use crate::base::{Diagnostic, LearnerId, Locale, Secret, Source, TemplateId};
use crate::doc::Output;
use std::collections::{HashMap, HashSet};

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

## Hint (es)
Deshaz el $@{b : signed}$.

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

#[test]
fn counts_are_those_of_a_plain_loop() {
    let template = sound(TWO_STEP);
    let mut strata: HashMap<(bool, bool), u64> = HashMap::new();
    for a in 2_i64..=9 {
        for root in (-9_i64..=9).filter(|&root| root != 0) {
            for b in (-20_i64..=20).filter(|&b| b != 0) {
                if (a * root + b).abs() < 60 {
                    *strata.entry((root < 0, b < 0)).or_default() += 1;
                }
            }
        }
    }
    let proof = template.proof();
    assert_eq!(
        (proof.method, proof.domain),
        (Method::Exhaustive, 8 * 18 * 40)
    );
    assert_eq!(proof.valid, Count::Exact(strata.values().sum()));
    assert_eq!(proof.distinct, proof.valid);
    for stratum in &proof.strata {
        let radicals = (stratum.radicals[0].1 == 1, stratum.radicals[1].1 == 1);
        assert_eq!(
            stratum.valid,
            Count::Exact(strata[&radicals]),
            "{radicals:?}"
        );
    }
}

#[test]
fn an_instance_is_shown_and_marked() {
    let template = sound(TWO_STEP);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let draw = drawer.free(0).unwrap();
    let mut instantiator = Instantiator::new(&template);
    instantiator.issue(&mut drawer, &draw).unwrap();
    let pinned = instantiator.pinned().clone();
    let instance = template.instance(&pinned).unwrap();
    let value = |name: &str| instance.parameters[name].as_i64().unwrap();
    let (a, root, b) = (value("a"), value("root"), value("b"));
    let sign = |n: i64| if n < 0 { "−" } else { "+" };
    let number = |n: i64| n.to_string().replace('-', "−");
    let text = |section| {
        template
            .render(&instance, section, Output::Text, Locale::ENGLISH)
            .unwrap()
    };
    assert_eq!(
        text(Section::Stem).trim(),
        format!(
            "Solve {a}x {} {} = {}.",
            sign(b),
            b.abs(),
            number(a * root + b)
        )
    );
    let brackets = if root < 0 {
        format!("({})", number(root))
    } else {
        number(root)
    };
    assert_eq!(
        text(Section::Solution).trim(),
        format!(
            "{a} × {brackets} {} {} = {}",
            "+",
            if b < 0 {
                format!("({})", number(b))
            } else {
                number(b)
            },
            number(a * root + b)
        )
    );
    assert_eq!(
        mark(&instance.question, &root.to_string()).outcome,
        Outcome::Right
    );
    let stopped = mark(&instance.question, &(a * root).to_string()).outcome;
    assert_eq!(stopped.misconceptions()[0].as_str(), "stopped");
}

#[test]
fn a_section_in_another_language_falls_back_to_the_bank_s_own() {
    let template = sound(TWO_STEP);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let draw = drawer.free(0).unwrap();
    let mut instantiator = Instantiator::new(&template);
    instantiator.issue(&mut drawer, &draw).unwrap();
    let instance = instantiator.instance();
    let spanish = Locale::of("es").unwrap();
    let hint = |locale| {
        template
            .render(&instance, Section::Hint(0), Output::Text, locale)
            .unwrap()
    };
    assert!(hint(spanish).starts_with("Deshaz"));
    assert!(hint(Locale::ENGLISH).starts_with("Undo"));
    assert_eq!(template.hint_count(spanish), 1);
    assert!(
        template
            .render(&instance, Section::Solution, Output::Text, spanish)
            .is_some()
    );
    assert!(
        template
            .render(&instance, Section::Hint(1), Output::Text, Locale::ENGLISH)
            .is_none()
    );
}

#[test]
fn no_problem_comes_twice_until_all_have_come() {
    let template = sound(CHOICE);
    let Count::Exact(valid) = template.proof().valid else {
        panic!("28 tuples are few")
    };
    assert_eq!(valid, 28);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let round = |drawer: &mut Drawer<'_>, from: u64| -> Vec<Draw> {
        (from..from + valid)
            .map(|k| drawer.free(k).unwrap())
            .collect()
    };
    let (first, second) = (round(&mut drawer, 0), round(&mut drawer, valid));
    let indices = |draws: &[Draw]| draws.iter().map(|draw| draw.index).collect::<Vec<_>>();
    assert_eq!(
        indices(&first).iter().collect::<HashSet<_>>().len() as u64,
        valid
    );
    assert_eq!(
        indices(&second).iter().collect::<HashSet<_>>().len() as u64,
        valid
    );
    assert!(first.iter().all(|draw| !draw.seen_before));
    assert!(second.iter().all(|draw| draw.seen_before));
    assert_ne!(indices(&first), indices(&second));
    let mut other = template.drawer(&secret(), &learner("ben"));
    assert_ne!(indices(&first), indices(&round(&mut other, 0)));
}

#[test]
fn an_edit_of_the_text_changes_no_draw_and_one_of_the_domain_does() {
    let edited = TWO_STEP
        .replace("version = 1", "version = 2")
        .replace("Solve $", "Find $x$ in $")
        .replace("abs(c) < 60", "abs( c )<60");
    let (template, reworded) = (sound(TWO_STEP), sound(&edited));
    let narrowed = sound(&TWO_STEP.replace("< 60", "< 50"));
    let draws = |template: &ItemTemplate| -> Vec<u64> {
        let mut drawer = template.drawer(&secret(), &learner("ada"));
        (0..50)
            .map(|counter| drawer.draw(0, counter).unwrap().index)
            .collect()
    };
    assert_eq!(template.domain_fingerprint(), reworded.domain_fingerprint());
    assert_eq!(draws(&template), draws(&reworded));
    assert_ne!(template.domain_fingerprint(), narrowed.domain_fingerprint());
    // A definition that a requirement uses belongs to the domain as well.
    let redefined = sound(&TWO_STEP.replace("a*root + b\"", "b + a*root\""));
    assert_ne!(
        template.domain_fingerprint(),
        redefined.domain_fingerprint()
    );
}

#[test]
fn what_is_pinned_comes_back_word_for_word() {
    let template = sound(CHOICE);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    for k in 0..40 {
        let draw = drawer.free(k).unwrap();
        let mut instantiator = Instantiator::new(&template);
        instantiator.issue(&mut drawer, &draw).unwrap();
        let mut live = String::new();
        instantiator.write(Section::Stem, Output::Html, Locale::ENGLISH, &mut live);
        let json = serde_json::to_string(instantiator.pinned()).unwrap();
        let again = template
            .instance(&serde_json::from_str(&json).unwrap())
            .unwrap();
        let shown = template
            .render(&again, Section::Stem, Output::Html, Locale::ENGLISH)
            .unwrap();
        assert_eq!(live, shown);
        assert_eq!(again.question.options.len(), 3);
        assert_eq!(
            again
                .question
                .options
                .iter()
                .filter(|option| option.right)
                .count(),
            1
        );
        assert_eq!(again.question.kind, AnswerKind::ChoiceOne);
    }
}

#[test]
fn the_key_stands_everywhere_equally_often() {
    let template = sound(CHOICE);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let mut instantiator = Instantiator::new(&template);
    let mut places = [0_u32; 3];
    let draws = 3_000;
    for k in 0..draws {
        let draw = drawer.free(k).unwrap();
        instantiator.issue(&mut drawer, &draw).unwrap();
        let key = instantiator
            .pinned()
            .options
            .iter()
            .position(|&option| option == 0)
            .unwrap();
        places[key] += 1;
    }
    let expected = draws as f64 / 3.0;
    let chi_square: f64 = places
        .iter()
        .map(|&n| (f64::from(n) - expected).powi(2) / expected)
        .sum();
    // 99.9 % of the chi-square distribution with two degrees of freedom lie below this.
    assert!(chi_square < 13.82, "{places:?}");
}

#[test]
fn pinned_values_of_another_text_are_refused() {
    let template = sound(CHOICE);
    let refused = |pinned: Pinned| template.instance(&pinned).unwrap_err();
    let good = Pinned {
        version: 1,
        index: 1,
        incidentals: vec![0, 0],
        ..Pinned::default()
    };
    assert!(template.instance(&good).is_ok());
    let outside = Pinned {
        index: 64,
        ..good.clone()
    };
    assert_eq!(
        refused(outside),
        InstanceError::OutsideDomain {
            index: 64,
            domain: 64
        }
    );
    assert!(matches!(
        refused(Pinned { index: 0, ..good.clone() }),
        InstanceError::RuledOut { name, .. } if name == "ordered"
    ));
    let surface = Pinned {
        incidentals: vec![9, 0],
        ..good.clone()
    };
    assert_eq!(refused(surface), InstanceError::NotOfThisVersion);
    assert_eq!(
        refused(Pinned {
            options: vec![7],
            ..good
        }),
        InstanceError::NotOfThisVersion
    );
}

#[test]
fn numbers_past_64_bits_are_exact() {
    let text = CHOICE.replace("a*b\"\noptions", "a^70 + b\"\noptions");
    let template = sound(
        &text
            .replace("a*b -", "a^70 -")
            .replace("a*b +", "a^70 + 2*"),
    );
    // Index 1 is a = 2, b = 3.
    let pinned = Pinned {
        version: 1,
        index: 1,
        incidentals: vec![0, 0],
        ..Pinned::default()
    };
    let instance = template.instance(&pinned).unwrap();
    let key = template.render_key(&instance, Output::Text, Locale::ENGLISH);
    assert_eq!(key, "1180591620717411303427");
}

#[test]
fn a_huge_domain_is_sampled_and_says_so() {
    let text = TWO_STEP
        .replace("-20..20 except 0", "1..4000000")
        .replace("abs(c) < 60", "c mod 3 == 0");
    let text = text.replace("negative_constant = \"b < 0\"", "even = \"b mod 2 == 0\"");
    let text = text
        .replace("b = 5 }", "b = 3 }")
        .replace("\"16/3\"", "\"4\"");
    let (template, diagnostics) = compile(&text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let template = template.unwrap();
    let proof = template.proof();
    assert_eq!(
        (proof.method, proof.domain),
        (Method::Sampled, 8 * 18 * 4_000_000)
    );
    // One sum in three is divisible by 3, whatever a·root is.
    let truth = proof.domain / 3;
    match proof.valid {
        Count::Between { low, high } => {
            assert!(low <= truth && truth <= high, "{low} {high}");
            assert!(high - low < proof.domain / 100);
        }
        Count::Exact(_) => panic!("576 million tuples were not gone through"),
    }
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let mut seen = HashSet::new();
    for stratum in 0..proof.strata.len() {
        for counter in 0..100 {
            let draw = drawer.draw(stratum, counter).unwrap();
            assert!(seen.insert(draw.index) && !draw.seen_before);
            let shown = stem(&template, &draw, &mut drawer);
            assert!(shown.starts_with("Solve"), "{shown}");
        }
    }
}

#[test]
fn proofs_do_not_depend_on_the_number_of_threads() {
    let facts = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let template = sound(&TWO_STEP.replace("-20..20", "-400..400"));
            let proof = template.proof();
            let mut drawer = template.drawer(&secret(), &learner("ada"));
            let draws: Vec<u64> = (0..20).map(|k| drawer.free(k).unwrap().index).collect();
            (
                proof.valid,
                proof.distinct,
                proof.top_key_share.to_bits(),
                draws,
            )
        })
    };
    assert_eq!(facts(1), facts(3));
}

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
        "(a - 3) is 0 when a = 3",
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
fn algebra_coincides_by_value_not_by_shape() {
    let text = r#"+++
title = "Factor"
version = 1
symbols = ["x"]

[parameters]
p = "-4..4 except 0"
q = "-4..4 except 0"

[require]
ordered = "p <= q"

[answer]
kind = "expression"
key = "(x + p)*(x + q)"
form = "factored"

[misconceptions.signs]
value = "x^2 - (p + q)*x + p*q"

[misconceptions.constant]
value = "(x + p)*(x - q)"

[[example]]
given = { p = 2, q = 3 }
answers = { "(3+x)(x+2)" = "right", "x^2+5x+6" = "right_value_wrong_form", "(x-2)(x-3)" = "signs" }
+++
Factor $@{expand((x + p)*(x + q))}$.

## Misconception: signs
Check the middle term.

## Misconception: constant
Check the last term.
"#;
    let template = sound(text);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let Count::Exact(valid) = template.proof().valid else {
        panic!("64 tuples are few")
    };
    for k in 0..valid {
        let draw = drawer.free(k).unwrap();
        let mut instantiator = Instantiator::new(&template);
        instantiator.issue(&mut drawer, &draw).unwrap();
        let instance = instantiator.instance();
        let value = |name: &str| instance.parameters[name].as_i64().unwrap();
        let (p, q) = (value("p"), value("q"));
        // x² − (p + q)x + pq is the key itself just where p + q = 0.
        let signs = instance.question.distractors.iter().any(|distractor| {
            distractor
                .misconceptions
                .iter()
                .any(|id| id.as_str() == "signs")
        });
        assert_eq!(signs, p + q != 0, "p = {p}, q = {q}");
        let shown = template.render(&instance, Section::Stem, Output::Latex, Locale::ENGLISH);
        let term = |n: i64, letter: &str| match n {
            0 => String::new(),
            1 => format!(" + {letter}"),
            -1 => format!(" - {letter}"),
            n if n < 0 => format!(" - {}{letter}", -n),
            n => format!(" + {n}{letter}"),
        };
        let middle = term(p + q, "x");
        let last = if p * q < 0 {
            format!(" - {}", -p * q)
        } else {
            format!(" + {}", p * q)
        };
        assert_eq!(
            shown.unwrap().trim(),
            format!("Factor $x^{{2}}{middle}{last}$.")
        );
    }
}
