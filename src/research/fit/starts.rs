//! Where fits start from.

use crate::base::{Key, Stream};
use crate::research::model::{Parameter, Role};

/// No start is further out, in logits: from there a parameter is still free to leave its boundary.
pub(super) const FREE: f64 = 8.0;

/// The first starts: prior, learn, forget, guess, slip.
///
/// What tutoring systems commonly find; much known and little learnt; little known and quickly
/// learnt; and its mirror image, in which those who practise get worse: where that is the likeliest
/// it must be seen, to be named.
const DESIGNED: [[f64; 5]; 5] = [
    [0.3, 0.15, 0.05, 0.2, 0.1],
    [0.6, 0.05, 0.02, 0.3, 0.05],
    [0.1, 0.3, 0.1, 0.1, 0.3],
    [0.3, 0.1, 0.05, 0.8, 0.6],
    [0.8, 0.1, 0.3, 0.15, 0.15],
];

/// What a designed start says of a parameter.
fn designed([prior, learn, forget, guess, slip]: [f64; 5], role: Role) -> f64 {
    match role {
        Role::Prior | Role::PriorAfterWrong => prior,
        Role::PriorAfterRight => prior + (1.0 - prior) / 2.0,
        Role::FirstRight => 0.5,
        Role::Learn => learn,
        Role::Forget => forget,
        Role::Guess => guess,
        Role::Slip => slip,
        Role::HalfLifeDays => 1.0 / forget,
        // Logits, around those of the skill's others; baselines are not fitted from starts.
        _ => 0.0,
    }
}

/// The others lie in these ranges: wide, and with guess + slip < 1.
fn range(role: Role) -> (f64, f64) {
    match role {
        Role::Prior | Role::PriorAfterWrong | Role::PriorAfterRight | Role::FirstRight => {
            (0.05, 0.95)
        }
        Role::Learn => (0.01, 0.5),
        Role::Forget => (0.005, 0.3),
        Role::Guess => (0.05, 0.5),
        Role::Slip => (0.02, 0.45),
        Role::HalfLifeDays => (1.0, 200.0),
        _ => (-0.5, 0.5),
    }
}

/// Where an ascent starts.
pub(super) struct Start {
    /// Which it is, from 0.
    pub number: u64,
    /// On the unbounded scale.
    pub place: Vec<f64>,
    /// How far below the best of all it came among a sample of the learners, in nats.
    pub behind: f64,
}

/// The `start`-th start of a skill: the designed ones first, then such as `key` draws evenly from
/// their ranges.
pub(super) fn start(parameters: &[Parameter], key: &Key, start: u64) -> Start {
    let mut stream = Stream::new(key, start);
    let place = parameters
        .iter()
        .map(|parameter| {
            if !parameter.is_free() {
                return 0.0;
            }
            let (low, high) = range(parameter.role);
            let value = usize::try_from(start)
                .ok()
                .and_then(|start| DESIGNED.get(start))
                .map_or_else(
                    || low + (high - low) * stream.unit(),
                    |&start| designed(start, parameter.role),
                );
            parameter.place(value).clamp(-FREE, FREE)
        })
        .collect();
    Start {
        number: start,
        place,
        behind: 0.0,
    }
}
