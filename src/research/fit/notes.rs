//! What a reader must know of a fit, in words.

use super::skill::{BOUNDARY, Degeneracy, SkillFit};
use super::uncertainty::Uncertain;
use crate::research::model::{Layout, Role};

/// A standard error above this, in logits, leaves a probability anywhere between a tenth and nine
/// tenths of what there is.
const WEAK: f64 = 2.0;

/// Fewer responses than this say little, whatever their standard errors.
const FEW: u64 = 30;

/// The notes of one skill's fit.
pub(super) fn notes(
    layout: &Layout,
    fit: &SkillFit,
    uncertain: &[Uncertain],
    responses: u64,
) -> Vec<String> {
    let chosen = fit.chosen();
    let mut notes = Vec::new();
    if responses < FEW {
        notes.push(format!(
            "only {responses} responses: little can be said of this skill"
        ));
    }
    if !chosen.converged {
        notes.push("the fit has not converged".to_owned());
    }
    for degeneracy in &chosen.degenerate {
        notes.push(match degeneracy {
            Degeneracy::RightAnswerSpeaksAgainst => {
                "guess + slip is 1 or more: a right answer speaks against knowing; do not use these parameters with learners".to_owned()
            }
            Degeneracy::OneAnswerSettles(role) => {
                format!("{role} is at its boundary: one answer settles the belief; a Beta prior on {role} would keep it off")
            }
        });
    }
    if fit.usable.is_some() {
        notes.push(format!(
            "the likeliest fit is degenerate; this one is {:.2} nats less likely and is not",
            fit.best.log_likelihood - chosen.log_likelihood
        ));
    }
    let parameters = layout
        .parameters()
        .iter()
        .zip(&chosen.values)
        .zip(uncertain);
    for ((parameter, &value), uncertain) in parameters {
        if !parameter.is_free()
            || matches!(parameter.role, Role::Guess | Role::Slip) && at_boundary(value)
        {
            continue;
        }
        let name = parameter.role.name();
        if parameter.role.is_probability() && at_boundary(value) {
            notes.push(format!(
                "{name} is at {}: its boundary",
                if value < 0.5 { 0 } else { 1 }
            ));
        } else if uncertain.error.is_some_and(|error| error > WEAK) {
            notes.push(format!("{name} is weakly identified: these responses would be nearly as likely with quite another"));
        }
    }
    notes.dedup();
    notes
}

fn at_boundary(value: f64) -> bool {
    !(BOUNDARY..=1.0 - BOUNDARY).contains(&value)
}
