//! Points all over the simplex of beliefs, and values between them.
//!
//! The regular triangulation of Freudenthal: with tails xᵢ = M Σⱼ≥ᵢ bⱼ a belief lies between as many
//! neighbouring points as there are states, found by rounding down and sorting the remainders.
//! A value that is concave lies nowhere below what is interpolated so (Lovejoy 1991,
//! doi:10.1287/opre.39.1.162).

use super::world::{MOST_STATES, Masses};

/// The points with coordinates in units of 1/M.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    states: usize,
    steps: usize,
    /// `choose[n][k]`: ways to choose k of n.
    choose: Vec<[usize; MOST_STATES + 1]>,
}

/// A belief as a mixture of points: places and weights, the first `len` of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Mixture {
    pub places: [u32; MOST_STATES],
    pub weights: [f64; MOST_STATES],
    pub len: usize,
}

impl Mixture {
    /// The value between the points.
    pub fn of(&self, values: &[f64]) -> f64 {
        let both = self.places.iter().zip(&self.weights).take(self.len);
        both.map(|(&place, weight)| weight * values[place as usize])
            .sum()
    }
}

impl Grid {
    /// For so many states, with points 1/`steps` apart.
    pub fn new(states: usize, steps: usize) -> Self {
        let mut choose = vec![[0; MOST_STATES + 1]; steps + MOST_STATES + 1];
        for n in 0..choose.len() {
            choose[n][0] = 1;
            for k in 1..=MOST_STATES.min(n) {
                choose[n][k] = choose[n - 1][k - 1] + choose[n - 1][k];
            }
        }
        Self {
            states,
            steps,
            choose,
        }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.choose[self.steps + self.states - 1][self.states - 1]
    }

    /// Every point, in the order of their places.
    pub fn points(&self) -> Vec<Masses> {
        let mut points = vec![[0.0; MOST_STATES]; self.len()];
        let mut tails = [0; MOST_STATES];
        tails[0] = self.steps;
        self.fill(1, &mut tails, &mut points);
        points
    }

    fn fill(&self, at: usize, tails: &mut [usize; MOST_STATES], points: &mut [Masses]) {
        if at == self.states {
            let mut masses = [0.0; MOST_STATES];
            for state in 0..self.states {
                let next = if state + 1 < self.states {
                    tails[state + 1]
                } else {
                    0
                };
                masses[state] = (tails[state] - next) as f64 / self.steps as f64;
            }
            points[self.place(tails)] = masses;
            return;
        }
        for tail in 0..=tails[at - 1] {
            tails[at] = tail;
            self.fill(at + 1, tails, points);
        }
    }

    /// The place of the point with these tails: non-increasing, so that they count as combinations.
    fn place(&self, tails: &[usize; MOST_STATES]) -> usize {
        (1..self.states)
            .map(|at| {
                let left = self.states - at;
                // Tails below this one with everything behind it free.
                self.choose[tails[at] + left - 1][left]
            })
            .sum()
    }

    /// A belief as a mixture of the points around it.
    pub fn around(&self, masses: &Masses) -> Mixture {
        let scale = self.steps as f64;
        let mut tails = [0; MOST_STATES];
        let mut rests = [(0.0, 0); MOST_STATES];
        tails[0] = self.steps;
        let mut tail = 0.0;
        for at in (1..self.states).rev() {
            tail += masses[at];
            let x = (tail * scale).clamp(0.0, scale);
            tails[at] = x as usize;
            rests[at - 1] = (x - tails[at] as f64, at);
        }
        let order = &mut rests[..self.states - 1];
        // Equal rests: the earlier tail first, so that tails stay non-increasing.
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut mixture = Mixture::default();
        let mut above = 1.0;
        for step in 0..self.states {
            let below = if step + 1 < self.states {
                order[step].0
            } else {
                0.0
            };
            let weight = above - below;
            if weight > 0.0 {
                mixture.places[mixture.len] = self.place(&tails) as u32;
                mixture.weights[mixture.len] = weight;
                mixture.len += 1;
            }
            above = below;
            if step + 1 < self.states {
                tails[order[step].1] += 1;
            }
        }
        mixture
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn beliefs(states: usize) -> impl Strategy<Value = Masses> {
        proptest::collection::vec(0.0_f64..1.0, states).prop_map(|weights| {
            let sum: f64 = weights.iter().sum::<f64>().max(1e-9);
            let mut masses = [0.0; MOST_STATES];
            for (mass, weight) in masses.iter_mut().zip(&weights) {
                *mass = weight / sum;
            }
            masses[0] += 1.0 - masses.iter().sum::<f64>();
            masses
        })
    }

    proptest! {
        #[test]
        fn a_mixture_is_the_belief(
            (states, masses) in (2..=MOST_STATES).prop_flat_map(|n| (Just(n), beliefs(n))),
            steps in 1_usize..20,
        ) {
            let grid = Grid::new(states, steps);
            let points = grid.points();
            let mixture = grid.around(&masses);
            let mut sum = [0.0; MOST_STATES];
            for at in 0..mixture.len {
                for (sum, mass) in sum.iter_mut().zip(&points[mixture.places[at] as usize]) {
                    *sum += mixture.weights[at] * mass;
                }
            }
            for (sum, mass) in sum.iter().zip(&masses) {
                prop_assert!((sum - mass).abs() < 1e-9, "{sum:?} {masses:?}");
            }
        }
    }

    #[test]
    fn every_point_has_a_place_of_its_own() {
        for states in 2..=MOST_STATES {
            let grid = Grid::new(states, 6);
            let points = grid.points();
            for (place, point) in points.iter().enumerate() {
                assert!((point.iter().sum::<f64>() - 1.0).abs() < 1e-12);
                let mixture = grid.around(point);
                let whole = (0..mixture.len).find(|&at| mixture.weights[at] > 1.0 - 1e-9);
                assert_eq!(mixture.places[whole.unwrap()] as usize, place, "{states}");
            }
        }
    }
}
