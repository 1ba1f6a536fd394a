//! The competency map: which competency rests on which, checked to lead somewhere.

use super::codes;
use super::manifest::RawCompetency;
use crate::base::{Diagnostic, Source, closest};
use petgraph::algo::{astar, tarjan_scc};
use petgraph::graph::{DiGraph, NodeIndex};

/// Resolves every competency's prerequisites to indices; reports those that do not exist, those
/// named twice and those that go round in a circle.
pub(super) fn prerequisites(
    source: &Source,
    competencies: &[RawCompetency],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<usize>> {
    let resolved: Vec<Vec<usize>> = competencies
        .iter()
        .map(|competency| resolve(source, competency, competencies, diagnostics))
        .collect();
    report_cycles(source, competencies, &resolved, diagnostics);
    resolved
}

fn resolve(
    source: &Source,
    competency: &RawCompetency,
    all: &[RawCompetency],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut indices = Vec::new();
    for name in &competency.prerequisites {
        let index = all.iter().position(|other| other.id.value == name.value);
        match index {
            Some(index) if indices.contains(&index) => diagnostics.push(
                Diagnostic::error(
                    codes::REPEATED_PREREQUISITE,
                    source,
                    name.span,
                    format!("`{}` is named twice", name.value),
                )
                .help("keep one of them"),
            ),
            Some(index) => indices.push(index),
            None => {
                let names = all.iter().map(|other| other.id.value.as_str());
                let help = closest(&name.value, names).map_or_else(
                    || "name a competency of this bank, or add it as [competencies.…]".to_owned(),
                    |meant| format!("did you mean `{meant}`?"),
                );
                diagnostics.push(
                    Diagnostic::error(
                        codes::UNKNOWN_PREREQUISITE,
                        source,
                        name.span,
                        format!("there is no competency `{}`", name.value),
                    )
                    .help(help),
                );
            }
        }
    }
    indices
}

fn report_cycles(
    source: &Source,
    competencies: &[RawCompetency],
    prerequisites: &[Vec<usize>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let edges = prerequisites
        .iter()
        .enumerate()
        .flat_map(|(from, to)| to.iter().map(move |&to| (from as u32, to as u32)));
    let graph = DiGraph::<(), ()>::from_edges(edges);
    for component in tarjan_scc(&graph) {
        let Some(first) = component.into_iter().min() else {
            continue;
        };
        let Some(cycle) = shortest_cycle(&graph, first) else {
            continue;
        };
        // Where each step of the circle is written.
        let mut places = cycle.windows(2).filter_map(|step| {
            let competency = competencies.get(step[0].index())?;
            let needed = &competencies.get(step[1].index())?.id.value;
            let name = competency
                .prerequisites
                .iter()
                .find(|name| name.value == *needed)?;
            Some(name.span)
        });
        let names: Vec<&str> = cycle
            .iter()
            .filter_map(|step| competencies.get(step.index()))
            .map(|competency| competency.id.value.as_str())
            .collect();
        let Some(place) = places.next() else { continue };
        let finding = Diagnostic::error(
            codes::CYCLE,
            source,
            place,
            format!("prerequisites go round in a circle: {}", names.join(" → ")),
        )
        .help("nobody could begin here: remove one of these prerequisites");
        diagnostics.push(places.fold(finding, |finding, place| finding.also(place, "")));
    }
}

/// The shortest way from a node back to itself, both ends included.
fn shortest_cycle(graph: &DiGraph<(), ()>, start: NodeIndex) -> Option<Vec<NodeIndex>> {
    graph
        .neighbors(start)
        .filter_map(|next| astar(graph, next, |node| node == start, |_| 1_u32, |_| 0))
        .min_by_key(|(length, _)| *length)
        .map(|(_, path)| std::iter::once(start).chain(path).collect())
}
