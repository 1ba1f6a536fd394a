//! Likelihood and expected counts sequence by sequence: the reference the trie is held against.

use super::tables::{Counts, Impossible, Tables};
use crate::research::sequences::Sequences;

/// ln P(all responses) and the expected counts, each sequence by itself.
///
/// Forward and backward passes scaled by the chance of each response (Rabiner 1989,
/// doi:10.1109/5.18626).
///
/// # Errors
/// A response has probability 0.
pub fn count_plain(sequences: &Sequences, tables: &Tables) -> Result<Counts, Impossible> {
    let mut counts = Counts::nothing(tables.steps.len());
    let mut filtered: Vec<[f64; 2]> = Vec::new();
    let mut chances: Vec<f64> = Vec::new();
    for (index, (symbols, count)) in sequences.iter().enumerate() {
        filtered.clear();
        chances.clear();
        let mut before = tables.prior;
        for (position, &symbol) in symbols.iter().enumerate() {
            let step = tables.step(symbol);
            if position > 0 {
                let [[uu, uk], [ku, kk]] = step.transition;
                before = [
                    before[0] * uu + before[1] * ku,
                    before[0] * uk + before[1] * kk,
                ];
            }
            let joint = [before[0] * step.emission[0], before[1] * step.emission[1]];
            let chance = joint[0] + joint[1];
            if chance <= 0.0 {
                return Err(Impossible {
                    skill: 0,
                    sequence: index,
                    position,
                });
            }
            counts.log_likelihood += count * chance.ln();
            before = [joint[0] / chance, joint[1] / chance];
            filtered.push(before);
            chances.push(chance);
        }
        let mut future = [count; 2];
        for position in (0..symbols.len()).rev() {
            let symbol = symbols[position] as usize;
            let step = &tables.steps[symbol];
            for state in 0..2 {
                counts.emission[symbol][state] += filtered[position][state] * future[state];
            }
            let Some(previous) = position.checked_sub(1) else {
                for state in 0..2 {
                    counts.prior[state] += filtered[0][state] * future[state];
                }
                continue;
            };
            let sent = [0, 1].map(|to| step.emission[to] * future[to] / chances[position]);
            let mut next = [0.0; 2];
            for from in 0..2 {
                for (to, sent) in sent.iter().enumerate() {
                    let message = step.transition[from][to] * sent;
                    counts.transition[symbol][from][to] += filtered[previous][from] * message;
                    next[from] += message;
                }
            }
            future = next;
        }
    }
    Ok(counts)
}
