//! Likelihood and expected counts on the trie: one pass down, one pass up.

use super::tables::{Counts, Impossible, Step, Tables};
use super::trie::{Group, Trie};

/// A running product is folded into the sum of logarithms once it is below this: a factor of
/// [`LEAST_FACTOR`] more still fits above the least number of full precision, 2 × 10⁻³⁰⁸.
const FOLD_BELOW: f64 = 1e-200;

/// Chances below this get a logarithm of their own.
const LEAST_FACTOR: f64 = 1e-100;

/// A mass below this, and not 0, is held at it: after hundreds of answers that speak for the other
/// state it would underflow to 0 and could never come back, and on the way there arithmetic on
/// numbers of lost precision is a hundred times slower. Nothing likelier than 10⁻²⁸⁰ feels it.
const LEAST_MASS: f64 = 1e-280;

/// Memory for the passes, to be used again for the next skill.
#[derive(Clone, Debug, Default)]
pub struct Passes {
    filtered: Vec<[f64; 2]>,
    inverse: Vec<f64>,
    future: Vec<[f64; 2]>,
}

impl Passes {
    /// ln P(all responses), and with it the filtered belief at every node.
    ///
    /// For a node with symbol o behind a node with belief b:
    ///
    /// jointᵢ = Σⱼ bⱼ T(j → i) P(o | i),  P(o | before) = Σᵢ jointᵢ,  belief = joint / P(o | before)
    ///
    /// # Errors
    /// A response has probability 0.
    pub fn log_likelihood(&mut self, trie: &Trie, tables: &Tables) -> Result<f64, Impossible> {
        self.filtered.resize(trie.len(), [0.0; 2]);
        self.inverse.resize(trie.len(), 0.0);
        let mut sum = 0.0;
        for group in &trie.groups {
            sum += self.down(trie, tables, group);
        }
        // A probability of 0 leaves −∞ or NaN behind; both are looked for once, here.
        if sum.is_finite() {
            Ok(sum)
        } else {
            Err(self.impossible(trie))
        }
    }

    /// The beliefs of one group from those of its parents; returns its share of the logarithm.
    fn down(&mut self, trie: &Trie, tables: &Tables, group: &Group) -> f64 {
        let Step {
            transition: [[uu, uk], [ku, kk]],
            emission: [on_unknown, on_known],
        } = *tables.step(group.symbol);
        let here = group.start..group.end;
        let (above, filtered) = self.filtered.split_at_mut(group.start);
        let nodes = filtered.iter_mut().zip(&mut self.inverse[here.clone()]);
        if group.first {
            let unknown = tables.prior[0] * on_unknown;
            let known = tables.prior[1] * on_known;
            let chance = unknown + known;
            let inverse = 1.0 / chance;
            let mut passing = 0.0;
            for ((belief, node), own) in nodes.zip(&trie.passing[here]) {
                *belief = [unknown * inverse, known * inverse];
                *node = inverse;
                passing += own;
            }
            return times_ln(passing, chance.ln());
        }
        let mut log = Logarithm::default();
        let [uu, uk] = [uu * on_unknown, uk * on_known];
        let [ku, kk] = [ku * on_unknown, kk * on_known];
        let nodes = nodes.zip(&trie.parents[here.clone()]);
        let enter = |((belief, node), parent): ((&mut [f64; 2], &mut f64), &u32)| {
            let [before_unknown, before_known] = above[*parent as usize];
            let unknown = before_unknown * uu + before_known * ku;
            let known = before_unknown * uk + before_known * kk;
            let chance = unknown + known;
            let inverse = 1.0 / chance;
            *belief = [unknown * inverse, known * inverse];
            if unknown.min(known) < LEAST_MASS {
                *belief = belief.map(held);
            }
            *node = inverse;
            chance
        };
        match group.passing {
            Some(passing) => {
                for node in nodes {
                    log.add(enter(node));
                }
                times_ln(passing, log.sum())
            }
            None => nodes
                .zip(&trie.passing[here])
                .map(|(node, &passing)| times_ln(passing, enter(node).ln()))
                .sum(),
        }
    }

    /// The expected counts, behind [`Self::log_likelihood`] on the same trie and tables.
    ///
    /// With B(i) = Σ over the sequences through a node of P(what follows | state i) / P(what
    /// follows | what came), which is the number of those that end here plus what its children
    /// send: with w(i) = P(o | i) B(i) / P(o | before) of a child,
    ///
    /// B(j) of the parent grows by Σᵢ T(j → i) w(i),  and j → i happened belief(j) T(j → i) w(i) times.
    pub fn count(&mut self, trie: &Trie, tables: &Tables, counts: &mut Counts) {
        self.future.clear();
        self.future
            .extend(trie.ending.iter().map(|&ending| [ending; 2]));
        self.collect(trie, tables, counts);
    }

    /// The same with weights of the sequences, one for each, in place of their counts.
    pub fn count_weighted(
        &mut self,
        trie: &Trie,
        tables: &Tables,
        weights: &[f64],
        counts: &mut Counts,
    ) {
        self.future.clear();
        self.future.resize(trie.len(), [0.0; 2]);
        for (sequence, weight) in weights.iter().enumerate() {
            if let Some(leaf) = trie.leaf(sequence) {
                self.future[leaf][0] += weight;
                self.future[leaf][1] += weight;
            }
        }
        self.collect(trie, tables, counts);
    }

    fn collect(&mut self, trie: &Trie, tables: &Tables, counts: &mut Counts) {
        for group in trie.groups.iter().rev() {
            if group.first {
                self.begin(group, counts);
            } else {
                self.up(trie, tables, group, counts);
            }
        }
    }

    /// First responses: who they are of is who there was at the start.
    fn begin(&self, group: &Group, counts: &mut Counts) {
        let here = group.start..group.end;
        for (belief, future) in self.filtered[here.clone()].iter().zip(&self.future[here]) {
            let emission = &mut counts.emission[group.symbol as usize];
            for state in 0..2 {
                let met = belief[state] * future[state];
                emission[state] += met;
                counts.prior[state] += met;
            }
        }
    }

    fn up(&mut self, trie: &Trie, tables: &Tables, group: &Group, counts: &mut Counts) {
        let Step {
            transition: [[uu, uk], [ku, kk]],
            emission: [on_unknown, on_known],
        } = *tables.step(group.symbol);
        let here = group.start..group.end;
        let (above, future) = self.future.split_at_mut(group.start);
        let nodes = future.iter().zip(&self.inverse[here.clone()]);
        let beliefs = &self.filtered[..group.start];
        // Σ belief(j) w(i); the factor T(j → i) is the same for all and comes last.
        let mut moved = [[0.0; 2]; 2];
        for ((future, &inverse), &parent) in nodes.zip(&trie.parents[here]) {
            let parent = parent as usize;
            let mut unknown = on_unknown * inverse * future[0];
            let mut known = on_known * inverse * future[1];
            if unknown.min(known) < LEAST_MASS {
                [unknown, known] = [held(unknown), held(known)];
            }
            let [before_unknown, before_known] = beliefs[parent];
            moved[0][0] += before_unknown * unknown;
            moved[0][1] += before_unknown * known;
            moved[1][0] += before_known * unknown;
            moved[1][1] += before_known * known;
            let to = &mut above[parent];
            to[0] += uu * unknown + uk * known;
            to[1] += ku * unknown + kk * known;
        }
        let moved = [
            [moved[0][0] * uu, moved[0][1] * uk],
            [moved[1][0] * ku, moved[1][1] * kk],
        ];
        let symbol = group.symbol as usize;
        for (from, row) in moved.iter().enumerate() {
            for (to, moved) in row.iter().enumerate() {
                counts.transition[symbol][from][to] += moved;
                // Whoever came to a state was in it.
                counts.emission[symbol][to] += moved;
            }
        }
    }

    /// The belief at every node after its response, from the last pass down.
    pub fn filtered(&self) -> &[[f64; 2]] {
        &self.filtered
    }

    /// P(response | what came before) at a node, from the last pass down.
    pub fn chance(&self, node: usize) -> f64 {
        1.0 / self.inverse[node]
    }

    /// ln P(sequence) of every sequence, from the last pass down; 0 for one without a response.
    pub fn log_likelihoods(&self, trie: &Trie) -> Vec<f64> {
        let mut sums = vec![0.0; trie.len()];
        for (node, (_, parent)) in trie.nodes().enumerate() {
            let before = parent.map_or(0.0, |parent| sums[parent]);
            sums[node] = before - self.inverse[node].ln();
        }
        (0..trie.leaves.len())
            .map(|sequence| trie.leaf(sequence).map_or(0.0, |leaf| sums[leaf]))
            .collect()
    }

    /// Where the first response of probability 0 is.
    fn impossible(&self, trie: &Trie) -> Impossible {
        let parents: Vec<_> = trie.nodes().map(|(_, parent)| parent).collect();
        // Parents come first: the first such node has a possible beginning.
        let bad = self
            .inverse
            .iter()
            .position(|inverse| !inverse.is_finite())
            .unwrap_or(0);
        let before = |node: usize| std::iter::successors(Some(node), |&node| parents[node]);
        let sequence = (0..)
            .map_while(|sequence| trie.leaf(sequence))
            .position(|leaf| before(leaf).any(|node| node == bad))
            .unwrap_or(0);
        Impossible {
            skill: 0,
            sequence,
            position: before(bad).count() - 1,
        }
    }
}

/// count × logarithm; where nobody is, even ln 0 says nothing.
fn times_ln(count: f64, ln: f64) -> f64 {
    if count > 0.0 { count * ln } else { 0.0 }
}

#[cold]
fn held(mass: f64) -> f64 {
    if mass > 0.0 {
        mass.max(LEAST_MASS)
    } else {
        mass
    }
}

/// Σ ln chance with few logarithms: chances are multiplied first.
struct Logarithm {
    sum: f64,
    product: f64,
}

impl Default for Logarithm {
    fn default() -> Self {
        Self {
            sum: 0.0,
            product: 1.0,
        }
    }
}

impl Logarithm {
    #[inline]
    fn add(&mut self, chance: f64) {
        if chance < LEAST_FACTOR {
            self.sum += chance.ln();
            return;
        }
        self.product *= chance;
        if self.product < FOLD_BELOW {
            self.sum += self.product.ln();
            self.product = 1.0;
        }
    }

    fn sum(&self) -> f64 {
        self.sum + self.product.ln()
    }
}
