//! Cases, one a line, and laws.

mod laws;
mod notation;

use super::*;
pub(super) fn parse(source: &str) -> Expr<Rational> {
    notation::parse(source)
}

#[derive(serde::Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    a: String,
    b: String,
    #[serde(default)]
    sense: Vec<String>,
    expect: String,
}

fn sense(words: &[String]) -> Sense {
    let has = |word: &str| words.iter().any(|own| own == word);
    Sense {
        strict: has("strict"),
        solution_set: has("solution_set"),
        multiplicity: has("multiplicity"),
        positive: has("positive"),
    }
}

pub(super) fn outcome(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison::Equal(_) => "equal",
        Comparison::Different(_) => "different",
        Comparison::Undecided(_) => "undecided",
    }
}

/// Every case, both ways round.
#[test]
fn cases() {
    let table: Table = toml::from_str(include_str!("cases.toml")).unwrap();
    let mut failed = Vec::new();
    for case in &table.case {
        let sense = sense(&case.sense);
        let (a, b) = (parse(&case.a), parse(&case.b));
        for (left, right) in [(&a, &b), (&b, &a)] {
            let found = same_value(left, right, &sense);
            if outcome(&found) != case.expect {
                failed.push(format!(
                    "{} | {} should be {}: {found:?}",
                    case.a, case.b, case.expect
                ));
            }
        }
    }
    assert!(
        failed.is_empty(),
        "{} failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
