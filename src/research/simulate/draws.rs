//! What is random about one learner.

use crate::base::{Key, Stream};

/// The draws of one learner, in their order.
pub(in crate::research) struct Draws(Stream);

impl Draws {
    pub fn new(key: &Key, learner: u64) -> Self {
        Self(Stream::new(key, learner))
    }

    /// A number in [0, 1), a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        self.0.unit()
    }

    /// Whether something of this probability happens: never at 0, always at 1.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// One of the numbers below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        // With one to choose from there is nothing to draw.
        if n > 1 {
            self.0.below(n as u64) as usize
        } else {
            0
        }
    }

    /// Two independent standard normal numbers (Box & Muller 1958, doi:10.1214/aoms/1177706645).
    pub fn normals(&mut self) -> [f64; 2] {
        // 1 − u is in (0, 1].
        let radius = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
        let angle = std::f64::consts::TAU * self.uniform();
        [radius * libm::cos(angle), radius * libm::sin(angle)]
    }
}
