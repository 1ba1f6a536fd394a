//! What numbers must be able to do to follow beliefs: plain ones, and ones that remember where
//! they came from.

/// Numbers, and how they are computed with.
pub trait Arithmetic {
    /// A number.
    type Number: Copy;

    /// What it comes to.
    fn value(&self, number: Self::Number) -> f64;
    /// A number that depends on nothing.
    fn number(&mut self, value: f64) -> Self::Number;
    /// a + b.
    fn add(&mut self, a: Self::Number, b: Self::Number) -> Self::Number;
    /// a × b.
    fn multiply(&mut self, a: Self::Number, b: Self::Number) -> Self::Number;
    /// a / b.
    fn divide(&mut self, a: Self::Number, b: Self::Number) -> Self::Number;
    /// a × factor.
    fn scale(&mut self, a: Self::Number, factor: f64) -> Self::Number;
    /// 1 − a.
    fn complement(&mut self, a: Self::Number) -> Self::Number;
    /// A function of one number, given its value and its slope there.
    fn apply(&mut self, a: Self::Number, value: f64, slope: f64) -> Self::Number;
}

/// Numbers as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Arithmetic for Plain {
    type Number = f64;

    fn value(&self, number: f64) -> f64 {
        number
    }

    fn number(&mut self, value: f64) -> f64 {
        value
    }

    fn add(&mut self, a: f64, b: f64) -> f64 {
        a + b
    }

    fn multiply(&mut self, a: f64, b: f64) -> f64 {
        a * b
    }

    fn divide(&mut self, a: f64, b: f64) -> f64 {
        a / b
    }

    fn scale(&mut self, a: f64, factor: f64) -> f64 {
        a * factor
    }

    fn complement(&mut self, a: f64) -> f64 {
        1.0 - a
    }

    fn apply(&mut self, _: f64, value: f64, _: f64) -> f64 {
        value
    }
}
