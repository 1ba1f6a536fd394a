//! Exact marginals on a map: a tree of cliques, passed through once up and once down.
//!
//! Variable elimination (Zhang & Poole 1996, doi:10.1613/jair.305) with the messages kept, so that
//! one sweep back gives all marginals (Shafer & Shenoy 1990). Variables are eliminated where they
//! tie the fewest others together anew.

use super::error::PlacementError;
use super::map::PlacementMap;
use std::collections::BTreeSet;

/// Competencies in one clique at most: its table has 2ⁿ entries.
const MOST: usize = 16;

/// One clique: a variable with those it was tied to when it was eliminated.
#[derive(Clone, Debug)]
struct Clique {
    /// The variable and, behind it, the separator; the variable is bit 0.
    variables: Vec<usize>,
    /// The clique that takes its message; none for the last of a connected piece.
    parent: Option<usize>,
    /// For every entry of the parent's table, the entry of the separator.
    from_parent: Vec<u32>,
    /// What the map says: the product of the factors given to this clique.
    factor: Vec<f64>,
}

/// A map, ready for inference.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// In the order of elimination: children before parents.
    cliques: Vec<Clique>,
    /// For every variable the clique it was eliminated in.
    home: Vec<usize>,
}

/// Memory for the passes.
#[derive(Clone, Debug, Default)]
pub(super) struct Passes {
    tables: Vec<Vec<f64>>,
    messages: Vec<Vec<f64>>,
}

impl Tree {
    pub fn new(map: &PlacementMap) -> Result<Self, PlacementError> {
        let order = elimination(map);
        if let Some(widest) = order.iter().map(|(_, tied)| tied.len() + 1).max()
            && widest > MOST
        {
            return Err(PlacementError::Entangled {
                got: widest,
                most: MOST,
            });
        }
        let mut home = vec![0; order.len()];
        for (place, (variable, _)) in order.iter().enumerate() {
            home[*variable] = place;
        }
        let mut cliques: Vec<Clique> = order
            .iter()
            .map(|(variable, tied)| {
                let mut variables = vec![*variable];
                variables.extend(tied);
                Clique {
                    parent: tied.iter().map(|&other| home[other]).min(),
                    from_parent: Vec::new(),
                    factor: vec![1.0; 1 << variables.len()],
                    variables,
                }
            })
            .collect();
        for place in 0..cliques.len() {
            if let Some(parent) = cliques[place].parent {
                let bits = bits_of(&cliques[place].variables[1..], &cliques[parent].variables);
                let entries = 0..cliques[parent].factor.len();
                cliques[place].from_parent = entries.map(|entry| gather(entry, &bits)).collect();
            }
        }
        for (competency, own) in map.competencies().iter().enumerate() {
            let mut scope = vec![competency];
            scope.extend(&own.prerequisites);
            let first = scope.iter().map(|&one| home[one]).min().unwrap_or(0);
            let clique = &mut cliques[first];
            let bits = bits_of(&scope, &clique.variables);
            for (entry, factor) in clique.factor.iter_mut().enumerate() {
                let states = gather(entry, &bits);
                let all = states >> 1 == (1 << own.prerequisites.len()) - 1;
                let known = if all { own.known } else { own.leak };
                *factor *= if states & 1 == 1 { known } else { 1.0 - known };
            }
        }
        Ok(Self { cliques, home })
    }

    /// P(known) of every competency, with how likely what was seen of each is if it is not known and
    /// if it is.
    pub fn marginals(&self, seen: &[[f64; 2]], passes: &mut Passes) -> Vec<f64> {
        self.up(seen, passes);
        self.down(passes);
        self.home
            .iter()
            .map(|&place| {
                let table = &passes.tables[place];
                let known: f64 = table.iter().skip(1).step_by(2).sum();
                let unknown: f64 = table.iter().step_by(2).sum();
                known / (known + unknown)
            })
            .collect()
    }

    /// Messages from the leaves to the roots.
    fn up(&self, seen: &[[f64; 2]], passes: &mut Passes) {
        passes.tables.resize(self.cliques.len(), Vec::new());
        passes.messages.resize(self.cliques.len(), Vec::new());
        for (table, clique) in passes.tables.iter_mut().zip(&self.cliques) {
            table.clone_from(&clique.factor);
            let [unknown, known] = seen[clique.variables[0]];
            for pair in table.chunks_exact_mut(2) {
                pair[0] *= unknown;
                pair[1] *= known;
            }
        }
        for (place, clique) in self.cliques.iter().enumerate() {
            let table = &passes.tables[place];
            let mut message: Vec<f64> = table
                .chunks_exact(2)
                .map(|pair| pair[0] + pair[1])
                .collect();
            // Only proportions count; so they never underflow.
            let greatest = message.iter().fold(0.0_f64, |a, &b| a.max(b));
            if greatest > 0.0 {
                message.iter_mut().for_each(|one| *one /= greatest);
            }
            if let Some(parent) = clique.parent {
                for (entry, &from) in passes.tables[parent].iter_mut().zip(&clique.from_parent) {
                    *entry *= message[from as usize];
                }
            }
            passes.messages[place] = message;
        }
    }

    /// And back: every table then holds all that was seen.
    fn down(&self, passes: &mut Passes) {
        for (place, clique) in self.cliques.iter().enumerate().rev() {
            let Some(parent) = clique.parent else {
                continue;
            };
            // What the parent believes of the separator, without what this clique told it.
            let mut believed = vec![0.0; passes.messages[place].len()];
            for (&entry, &from) in passes.tables[parent].iter().zip(&clique.from_parent) {
                believed[from as usize] += entry;
            }
            for (believed, &told) in believed.iter_mut().zip(&passes.messages[place]) {
                *believed = if told > 0.0 { *believed / told } else { 0.0 };
            }
            for (pair, &outside) in passes.tables[place].chunks_exact_mut(2).zip(&believed) {
                pair[0] *= outside;
                pair[1] *= outside;
            }
            let sum: f64 = passes.tables[place].iter().sum();
            if sum > 0.0 {
                passes.tables[place].iter_mut().for_each(|one| *one /= sum);
            }
        }
    }
}

/// Every variable in the order of elimination, with those it is tied to at that time.
fn elimination(map: &PlacementMap) -> Vec<(usize, Vec<usize>)> {
    let n = map.competencies().len();
    let mut tied: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    for (competency, own) in map.competencies().iter().enumerate() {
        let mut scope = vec![competency];
        scope.extend(&own.prerequisites);
        for &a in &scope {
            tied[a].extend(scope.iter().copied().filter(|&b| b != a));
        }
    }
    let mut left: BTreeSet<usize> = (0..n).collect();
    let mut order = Vec::with_capacity(n);
    while let Some(next) = left
        .iter()
        .copied()
        .min_by_key(|&one| (new_ties(&tied, one), tied[one].len(), one))
    {
        left.remove(&next);
        let others: Vec<usize> = std::mem::take(&mut tied[next]).into_iter().collect();
        for &a in &others {
            tied[a].remove(&next);
            tied[a].extend(others.iter().copied().filter(|&b| b != a));
        }
        order.push((next, others));
    }
    order
}

/// How many pairs eliminating a variable would tie to each other that are not yet.
fn new_ties(tied: &[BTreeSet<usize>], one: usize) -> usize {
    let others: Vec<usize> = tied[one].iter().copied().collect();
    let pairs = others.iter().enumerate();
    pairs
        .map(|(at, a)| {
            let behind = &others[at + 1..];
            behind.iter().filter(|b| !tied[*a].contains(b)).count()
        })
        .sum()
}

/// Where variables stand among those of a clique.
fn bits_of(variables: &[usize], clique: &[usize]) -> Vec<u32> {
    variables
        .iter()
        .filter_map(|one| clique.iter().position(|other| other == one))
        .map(|bit| bit as u32)
        .collect()
}

/// The bits of an entry that stand at these places, in their order.
fn gather(entry: usize, bits: &[u32]) -> u32 {
    bits.iter()
        .enumerate()
        .map(|(at, bit)| ((entry >> bit & 1) as u32) << at)
        .sum()
}
