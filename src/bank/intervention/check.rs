//! Interventions against the bank they stand in.

use super::{Intervention, InterventionKind};
use crate::bank::codes;
use crate::bank::competency::Competency;
use crate::base::{CompetencyId, Diagnostic, InterventionId, Span, closest};

/// Whether what interventions speak of is there, and whether they can come in some order.
pub(in crate::bank) fn check(
    interventions: &[Intervention],
    competencies: &[Competency],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for intervention in interventions {
        let own = competencies
            .iter()
            .find(|competency| competency.id == intervention.competency);
        match own {
            Some(own) => {
                check_prerequisite(intervention, own, competencies, diagnostics);
                check_misconceptions(intervention, own, diagnostics);
            }
            None => {
                let ids = || competencies.iter().map(|one| one.id.as_str());
                let message = format!("there is no competency `{}`", intervention.competency);
                let place = intervention.places.competency;
                diagnostics.push(unknown(
                    intervention,
                    place,
                    message,
                    intervention.competency.as_str(),
                    &ids().collect::<Vec<_>>(),
                ));
            }
        }
        check_after(intervention, interventions, diagnostics);
    }
    for intervention in interventions {
        if rests_on_itself(intervention, interventions) {
            let place = intervention.places.after.first().copied();
            let finding = Diagnostic::error(
                codes::INTERVENTION,
                &intervention.source,
                place.unwrap_or_default(),
                "this intervention can never come: it waits for itself",
            );
            diagnostics.push(finding.help("take one of the names out of `after`"));
        }
    }
}

fn check_prerequisite(
    intervention: &Intervention,
    own: &Competency,
    competencies: &[Competency],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let place = intervention.places.prerequisite;
    let ids: Vec<&CompetencyId> = own
        .prerequisites
        .iter()
        .filter_map(|&at| Some(&competencies.get(at)?.id))
        .collect();
    let names: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
    match (&intervention.prerequisite, intervention.kind) {
        (Some(prerequisite), InterventionKind::PrerequisiteReview) => {
            if !ids.contains(&prerequisite) {
                let message = format!("`{}` does not rest on `{prerequisite}`", own.id);
                diagnostics.push(unknown(
                    intervention,
                    place,
                    message,
                    prerequisite.as_str(),
                    &names,
                ));
            }
        }
        (None, InterventionKind::PrerequisiteReview) => {
            let message = "a review of a prerequisite says which".to_owned();
            let finding =
                Diagnostic::error(codes::INTERVENTION, &intervention.source, place, message);
            diagnostics.push(finding.help(format!(
                "add `prerequisite = \"…\"`; `{}` rests on {}",
                own.id,
                if names.is_empty() {
                    "nothing".to_owned()
                } else {
                    names.join(", ")
                }
            )));
        }
        (Some(_), _) => {
            let message = "only a review of a prerequisite has one".to_owned();
            let finding =
                Diagnostic::error(codes::INTERVENTION, &intervention.source, place, message);
            diagnostics.push(finding.help("take the key out, or change the kind"));
        }
        (None, _) => {}
    }
}

fn check_misconceptions(
    intervention: &Intervention,
    own: &Competency,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known: Vec<&str> = own
        .templates
        .iter()
        .flat_map(|template| template.misconceptions())
        .collect();
    let named = intervention.misconceptions.iter();
    for (misconception, &place) in named.zip(&intervention.places.misconceptions) {
        if !known.contains(&misconception.as_str()) {
            let message = format!("no template of `{}` names `{misconception}`", own.id);
            let name = misconception.as_str();
            diagnostics.push(unknown(intervention, place, message, name, &known));
        }
    }
}

fn check_after(
    intervention: &Intervention,
    interventions: &[Intervention],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let same: Vec<&str> = interventions
        .iter()
        .filter(|other| other.competency == intervention.competency)
        .map(|other| other.id.as_str())
        .collect();
    for (before, &place) in intervention.after.iter().zip(&intervention.places.after) {
        if !same.contains(&before.as_str()) {
            let message = format!(
                "there is no intervention `{before}` for `{}`",
                intervention.competency
            );
            diagnostics.push(unknown(
                intervention,
                place,
                message,
                before.as_str(),
                &same,
            ));
        }
    }
}

/// Whether, going back by `after`, one comes to where one began.
fn rests_on_itself(intervention: &Intervention, all: &[Intervention]) -> bool {
    let mut seen: Vec<&InterventionId> = Vec::new();
    let mut open: Vec<&InterventionId> = intervention.after.iter().collect();
    while let Some(id) = open.pop() {
        if *id == intervention.id {
            return true;
        }
        if !seen.contains(&id) {
            seen.push(id);
            let before = all.iter().find(|other| other.id == *id);
            open.extend(before.iter().flat_map(|other| &other.after));
        }
    }
    false
}

fn unknown(
    intervention: &Intervention,
    place: Span,
    message: String,
    name: &str,
    known: &[&str],
) -> Diagnostic {
    let help = match closest(name, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if known.is_empty() => "take it out".to_owned(),
        None => format!("there are {}", known.join(", ")),
    };
    Diagnostic::error(codes::INTERVENTION, &intervention.source, place, message).help(help)
}
