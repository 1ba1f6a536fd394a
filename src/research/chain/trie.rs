//! Sequences merged by their common beginnings, level by level.

use crate::research::sequences::{Sequences, Symbol};

/// A prefix tree in level order.
///
/// What is believed after a response depends on the responses up to it alone, so learners who
/// began alike share all work until they part. A node is one response after one beginning. Nodes
/// of one depth stand together and behind all of lesser depth, and among them those of one symbol
/// that as many learners pass through: a loop over such a group has one emission, one transition and
/// one logarithm for all its nodes.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    pub(super) parents: Vec<u32>,
    pub(super) passing: Vec<f64>,
    pub(super) ending: Vec<f64>,
    pub(super) groups: Vec<Group>,
    pub(super) leaves: Vec<u32>,
}

/// The nodes `start..end`: of one depth, one symbol and, as a rule, one number of learners.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub symbol: Symbol,
    /// Whether the nodes are first responses, which have no parent.
    pub first: bool,
    /// How many learners pass through each of the nodes; none where they differ.
    pub passing: Option<f64>,
    pub start: usize,
    pub end: usize,
}

/// A node in the making: the sequences `start..end` of the sorted order pass through it, the first
/// `ended` of them end here.
struct Run {
    symbol: Symbol,
    parent: u32,
    start: usize,
    end: usize,
    ended: usize,
    passing: f64,
    ending: f64,
}

impl Trie {
    /// Merges sequences; at most 2³² − 1 nodes, which is more than fit into memory.
    pub fn new(sequences: &Sequences) -> Self {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        order.sort_unstable_by(|&a, &b| sequences.get(a).0.cmp(sequences.get(b).0).then(a.cmp(&b)));
        let mut trie = Self {
            leaves: vec![u32::MAX; sequences.len()],
            ..Self::default()
        };
        let mut open = vec![(0, order.len(), 0)];
        for depth in 0.. {
            let mut runs = Vec::new();
            for (start, end, parent) in open {
                split(sequences, &order, depth, start..end, parent, &mut runs);
            }
            if runs.is_empty() {
                break;
            }
            // Stable: within a group the nodes follow the order of their parents.
            runs.sort_by(|a, b| {
                let passing = a.passing.total_cmp(&b.passing);
                a.symbol.cmp(&b.symbol).then(passing)
            });
            open = trie.grow(depth == 0, &order, &runs);
        }
        trie
    }

    /// Adds a level; returns what goes on behind it.
    fn grow(&mut self, first: bool, order: &[usize], runs: &[Run]) -> Vec<(usize, usize, u32)> {
        let mut open = Vec::with_capacity(runs.len());
        for group in runs.chunk_by(|a, b| (a.symbol, a.passing) == (b.symbol, b.passing)) {
            let start = self.len();
            for run in group {
                let node = u32::try_from(self.len()).unwrap_or(u32::MAX);
                self.parents.push(run.parent);
                self.passing.push(run.passing);
                self.ending.push(run.ending);
                let behind = run.start + run.ended;
                for &sequence in &order[run.start..behind] {
                    self.leaves[sequence] = node;
                }
                if behind < run.end {
                    open.push((behind, run.end, node));
                }
            }
            self.groups.push(Group {
                symbol: group[0].symbol,
                first,
                passing: Some(group[0].passing),
                start,
                end: self.len(),
            });
        }
        open
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is no response at all.
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The node at which a sequence ends; none for one without a response.
    pub fn leaf(&self, sequence: usize) -> Option<usize> {
        let leaf = *self.leaves.get(sequence)?;
        (leaf != u32::MAX).then_some(leaf as usize)
    }

    /// How many responses a sequence has.
    pub fn depth(&self, sequence: usize) -> usize {
        self.leaf(sequence)
            .map_or(0, |leaf| self.path(leaf).count())
    }

    /// A node and those before it, the first response last.
    fn path(&self, node: usize) -> impl Iterator<Item = usize> {
        let first = self.groups.iter().take_while(|group| group.first);
        let firsts = first.last().map_or(0, |group| group.end);
        let before = move |&node: &usize| (node >= firsts).then(|| self.parents[node] as usize);
        std::iter::successors(Some(node), before)
    }

    /// The nodes with their symbols and their parents, parents first.
    pub fn nodes(&self) -> impl Iterator<Item = (Symbol, Option<usize>)> {
        self.groups.iter().flat_map(move |group| {
            (group.start..group.end).map(move |node| {
                let parent = (!group.first).then(|| self.parents[node] as usize);
                (group.symbol, parent)
            })
        })
    }

    /// How many learners end at each node.
    pub fn ending(&self) -> &[f64] {
        &self.ending
    }

    /// The same beginnings with other numbers of learners, given by the node they end at; those
    /// without a response are not counted.
    #[must_use]
    pub fn recounted(&self, ending: Vec<f64>) -> Self {
        let mut passing = ending.clone();
        for group in self.groups.iter().rev().filter(|group| !group.first) {
            for node in group.start..group.end {
                passing[self.parents[node] as usize] += passing[node];
            }
        }
        let groups = self.groups.iter().map(|&group| {
            let own = &passing[group.start..group.end];
            let same = own.windows(2).all(|pair| pair[0] == pair[1]);
            Group {
                passing: same.then(|| own[0]),
                ..group
            }
        });
        Self {
            parents: self.parents.clone(),
            groups: groups.collect(),
            leaves: self.leaves.clone(),
            passing,
            ending,
        }
    }

    /// One of every so many learners: those in such places of all, sorted by their sequences, so that
    /// what is common comes as often as it should.
    pub fn one_of(&self, every: u32) -> Sequences {
        let every = f64::from(every.max(1));
        let mut sequences = Sequences::default();
        // Where the next child of a node begins in the order; last, where the next first response.
        let mut next = vec![0.0; self.len() + 1];
        let mut path = Vec::new();
        let symbols: Vec<Symbol> = self.nodes().map(|(symbol, _)| symbol).collect();
        for (node, (_, parent)) in self.nodes().enumerate() {
            let begin = next[parent.unwrap_or(self.len())];
            let behind = begin + self.ending[node];
            next[parent.unwrap_or(self.len())] += self.passing[node];
            next[node] = behind;
            let taken = (behind / every).ceil() - (begin / every).ceil();
            if taken > 0.0 {
                path.clear();
                path.extend(self.path(node).map(|node| symbols[node]));
                sequences.push(path.iter().rev().copied(), taken);
            }
        }
        sequences
    }

    /// How many learners pass through each node, ending there or not.
    pub fn passing(&self) -> &[f64] {
        &self.passing
    }
}

/// Splits the sorted sequences `within`, which share their first `depth` symbols, by the next.
fn split(
    sequences: &Sequences,
    order: &[usize],
    depth: usize,
    within: std::ops::Range<usize>,
    parent: u32,
    runs: &mut Vec<Run>,
) {
    let mut at = within.start;
    while at < within.end {
        let Some(&symbol) = sequences.get(order[at]).0.get(depth) else {
            at += 1;
            continue;
        };
        let mut run = Run {
            symbol,
            parent,
            start: at,
            end: at,
            ended: 0,
            passing: 0.0,
            ending: 0.0,
        };
        while run.end < within.end {
            let (sequence, count) = sequences.get(order[run.end]);
            if sequence[depth] != symbol {
                break;
            }
            run.passing += count;
            // Sorted, the shortest come first.
            if sequence.len() == depth + 1 {
                run.ending += count;
                run.ended += 1;
            }
            run.end += 1;
        }
        at = run.end;
        runs.push(run);
    }
}
