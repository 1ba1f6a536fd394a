//! Exact values, the literature's figures, and what deciding by costs comes to.

mod given;
mod plans;
mod rules;

use super::{Chain, Estimate, Measured, Measures, Rule, Scenario, worlds};
use crate::base::TemplateId;
use crate::mastery::RawCriterion;

/// The scenarios that figures are given for: B1, B3 and B5.
fn chains() -> Vec<Chain> {
    let wanted = worlds::SCENARIOS
        .iter()
        .filter(|(name, _)| ["B1", "B3", "B5"].contains(name));
    let chains = wanted.filter_map(|(_, scenario)| match scenario {
        Scenario::Sudden(chain) => Some(*chain),
        Scenario::Gradual(_) => None,
    });
    chains.collect()
}

/// A criterion over answers, as banks write it.
fn criterion(chain: &Chain, raw: &str) -> Rule {
    let raw: RawCriterion = serde_json::from_str(raw).unwrap();
    Rule::Criterion {
        criterion: raw.check().unwrap(),
        chain: *chain,
        template: TemplateId::new("any/item").unwrap(),
    }
}

fn in_a_row(chain: &Chain, n: u32) -> Rule {
    criterion(chain, &format!(r#"{{ "streak": {n} }}"#))
}

fn belief(chain: &Chain, above: f64) -> Rule {
    Rule::Belief {
        chain: *chain,
        above,
    }
}

fn flat(measures: &Measures) -> [f64; 5] {
    [
        measures.wmad,
        measures.effort,
        measures.premature,
        measures.overpractice,
        measures.not_detected,
    ]
}

fn estimates(measured: &Measured) -> [Estimate; 5] {
    [
        measured.wmad,
        measured.effort,
        measured.premature,
        measured.overpractice,
        measured.not_detected,
    ]
}
