//! Likelihood and expected counts sequence by sequence: the reference the trie is held against.

use super::tables::{Counts, Impossible, Tables};
use crate::research::sequences::{Sequences, Symbol};

/// Forward masses below this are brought up again, so that they never underflow.
const LEAST: f64 = 1e-150;

/// What they are then multiplied by: a power of two, which loses no digit.
const UP: f64 = (1_u128 << 127) as f64 * (1_u128 << 127) as f64 * (1_u128 << 127) as f64;

/// For every symbol P(from → to) P(symbol | to).
type Moves = Vec<[[f64; 2]; 2]>;

/// ln P(all responses) and the expected counts, each sequence by itself.
///
/// Forward and backward passes (Rabiner 1989, doi:10.1109/5.18626) on the masses themselves: they
/// are scaled only where they become small, so that no step waits for a division.
///
/// # Errors
/// A response has probability 0.
pub fn count_plain(sequences: &Sequences, tables: &Tables) -> Result<Counts, Impossible> {
    let moves: Moves = tables
        .steps
        .iter()
        .map(|step| {
            let [on_unknown, on_known] = step.emission;
            step.transition
                .map(|[unknown, known]| [unknown * on_unknown, known * on_known])
        })
        .collect();
    let mut counts = Counts::nothing(tables.steps.len());
    let mut forward = Vec::new();
    for (sequence, (symbols, count)) in sequences.iter().enumerate() {
        let Some((&first, later)) = symbols.split_first() else {
            continue;
        };
        let [on_unknown, on_known] = tables.step(first).emission;
        let start = [tables.prior[0] * on_unknown, tables.prior[1] * on_known];
        let ups = go_forward(start, later, &moves, &mut forward);
        let [unknown, known] = forward[later.len()];
        let likelihood = unknown + known;
        if likelihood <= 0.0 {
            let nothing = |[unknown, known]: &[f64; 2]| unknown + known <= 0.0;
            return Err(Impossible {
                skill: 0,
                sequence,
                position: forward.iter().position(nothing).unwrap_or(0),
            });
        }
        counts.log_likelihood += count * (likelihood.ln() - ups * UP.ln());
        let future = go_backward(
            [count / likelihood; 2],
            later,
            &moves,
            &forward,
            &mut counts.transition,
        );
        for state in 0..2 {
            let met = forward[0][state] * future[state];
            counts.prior[state] += met;
            counts.emission[first as usize][state] += met;
        }
    }
    for (symbol, moved) in counts.transition.iter_mut().enumerate() {
        for (from, row) in moved.iter_mut().enumerate() {
            for (to, moved) in row.iter_mut().enumerate() {
                *moved *= moves[symbol][from][to];
                // Whoever came to a state was in it.
                counts.emission[symbol][to] += *moved;
            }
        }
    }
    Ok(counts)
}

/// P(responses so far, state) after every response, brought up where small; returns how often.
fn go_forward(
    start: [f64; 2],
    later: &[Symbol],
    moves: &Moves,
    forward: &mut Vec<[f64; 2]>,
) -> f64 {
    forward.clear();
    forward.push(start);
    let [mut unknown, mut known] = start;
    let mut ups = 0.0;
    for &symbol in later {
        let [[uu, uk], [ku, kk]] = moves[symbol as usize];
        (unknown, known) = (unknown * uu + known * ku, unknown * uk + known * kk);
        if unknown + known < LEAST {
            (unknown, known) = (unknown * UP, known * UP);
            ups += 1.0;
        }
        forward.push([unknown, known]);
    }
    ups
}

/// Adds up, for every symbol, forward mass before it × backward mass behind it; returns the backward
/// masses behind the first response. `future` is what the last one is worth.
fn go_backward(
    future: [f64; 2],
    later: &[Symbol],
    moves: &Moves,
    forward: &[[f64; 2]],
    moved: &mut [[[f64; 2]; 2]],
) -> [f64; 2] {
    let [mut unknown, mut known] = future;
    for (&symbol, before) in later.iter().zip(forward).rev() {
        let [[uu, uk], [ku, kk]] = moves[symbol as usize];
        let [before_unknown, before_known] = *before;
        // Brought up on the way forward, here brought up too: their product stays what it is.
        if (before_unknown * uu + before_known * ku) + (before_unknown * uk + before_known * kk)
            < LEAST
        {
            (unknown, known) = (unknown * UP, known * UP);
        }
        let moved = &mut moved[symbol as usize];
        moved[0][0] += before_unknown * unknown;
        moved[0][1] += before_unknown * known;
        moved[1][0] += before_known * unknown;
        moved[1][1] += before_known * known;
        (unknown, known) = (unknown * uu + known * uk, unknown * ku + known * kk);
    }
    [unknown, known]
}
