//! Derivatives by remembering what was computed: reverse accumulation (Linnainmaa 1976,
//! doi:10.1007/BF01931367).

use crate::research::together::Arithmetic;

/// A number on the tape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Var {
    pub value: f64,
    place: u32,
}

/// Every number computed, with what it was computed from and how it grows with each.
#[derive(Debug, Default)]
pub(super) struct Tape {
    nodes: Vec<[(u32, f64); 2]>,
    adjoints: Vec<f64>,
}

impl Tape {
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
    }

    fn push(&mut self, value: f64, from: [(Var, f64); 2]) -> Var {
        let place = self.nodes.len() as u32;
        self.nodes.push(from.map(|(var, slope)| (var.place, slope)));
        Var { value, place }
    }

    fn push_one(&mut self, value: f64, from: Var, slope: f64) -> Var {
        self.push(value, [(from, slope), (from, 0.0)])
    }

    /// The natural logarithm.
    pub(super) fn ln(&mut self, a: Var) -> Var {
        self.push_one(a.value.ln(), a, 1.0 / a.value)
    }

    /// How `result` grows with every number on the tape; ask with [`Self::adjoint`].
    pub(super) fn backward(&mut self, result: Var) {
        self.adjoints.clear();
        self.adjoints.resize(self.nodes.len(), 0.0);
        self.adjoints[result.place as usize] = 1.0;
        for (place, from) in self.nodes.iter().enumerate().rev() {
            let adjoint = self.adjoints[place];
            if adjoint != 0.0 {
                for (source, slope) in from {
                    // A number that depends on nothing names itself with slope 0.
                    self.adjoints[*source as usize] += adjoint * slope;
                }
            }
        }
    }

    pub(super) fn adjoint(&self, var: Var) -> f64 {
        self.adjoints[var.place as usize]
    }
}

impl Arithmetic for Tape {
    type Number = Var;

    fn value(&self, number: Var) -> f64 {
        number.value
    }

    fn number(&mut self, value: f64) -> Var {
        let place = self.nodes.len() as u32;
        self.nodes.push([(place, 0.0); 2]);
        Var { value, place }
    }

    fn add(&mut self, a: Var, b: Var) -> Var {
        self.push(a.value + b.value, [(a, 1.0), (b, 1.0)])
    }

    fn multiply(&mut self, a: Var, b: Var) -> Var {
        self.push(a.value * b.value, [(a, b.value), (b, a.value)])
    }

    fn divide(&mut self, a: Var, b: Var) -> Var {
        let value = a.value / b.value;
        self.push(value, [(a, 1.0 / b.value), (b, -value / b.value)])
    }

    fn scale(&mut self, a: Var, factor: f64) -> Var {
        self.push_one(a.value * factor, a, factor)
    }

    fn complement(&mut self, a: Var) -> Var {
        self.push_one(1.0 - a.value, a, -1.0)
    }

    fn apply(&mut self, a: Var, value: f64, slope: f64) -> Var {
        self.push_one(value, a, slope)
    }
}
