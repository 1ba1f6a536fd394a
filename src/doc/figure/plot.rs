//! The values of a function, computed fast enough to draw its graph.

use crate::math::{Constant, Expr, Function, Rational};

/// A function of one variable, made ready to be evaluated often.
///
/// ```
/// use retake::doc::figure::Plot;
/// use retake::math::{Expr, Rational};
///
/// let x = || Box::new(Expr::Symbol("x".into()));
/// let square = Expr::Power(x(), Box::new(Expr::Number(Rational::from(2))));
/// let plot = Plot::of(&square).unwrap();
/// assert_eq!(plot.at(-3.0), 9.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    steps: Vec<Step>,
    /// How high the stack grows.
    depth: usize,
}

/// One step on a stack of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Number(f64),
    Variable,
    Negate,
    Add,
    Multiply,
    Divide,
    Power,
    /// Applies a function to the topmost number.
    Apply(Function),
}

/// Deeper expressions are not drawn.
const MAX_DEPTH: usize = 64;

impl Plot {
    /// Makes an expression ready; its symbol is the variable. `None` for what is no function of numbers.
    pub fn of(expr: &Expr<Rational>) -> Option<Self> {
        let mut steps = Vec::new();
        let depth = push(expr, 0, &mut steps)?;
        Some(Self { steps, depth })
    }

    /// The value at `x`; not finite where there is none.
    pub fn at(&self, x: f64) -> f64 {
        let mut stack = Vec::with_capacity(self.depth);
        self.evaluate(x, &mut stack)
    }

    /// The same, on a stack that is kept from one value to the next.
    pub(super) fn evaluate(&self, x: f64, stack: &mut Vec<f64>) -> f64 {
        stack.clear();
        for &step in &self.steps {
            let value = match step {
                Step::Number(value) => value,
                Step::Variable => x,
                Step::Negate => -pop(stack),
                Step::Apply(function) => apply(function, pop(stack)),
                Step::Add | Step::Multiply | Step::Divide | Step::Power => {
                    let right = pop(stack);
                    let left = pop(stack);
                    match step {
                        Step::Add => left + right,
                        Step::Multiply => left * right,
                        Step::Divide => left / right,
                        _ => power(left, right),
                    }
                }
            };
            stack.push(value);
        }
        pop(stack)
    }
}

fn pop(stack: &mut Vec<f64>) -> f64 {
    stack.pop().unwrap_or(f64::NAN)
}

fn power(base: f64, exponent: f64) -> f64 {
    match exponent {
        2.0 => base * base,
        3.0 => base * base * base,
        _ => libm::pow(base, exponent),
    }
}

fn apply(function: Function, x: f64) -> f64 {
    match function {
        Function::Sqrt => x.sqrt(),
        Function::Abs => x.abs(),
        Function::Exp => libm::exp(x),
        Function::Ln => libm::log(x),
        Function::Log => libm::log10(x),
        Function::Sin => libm::sin(x),
        Function::Cos => libm::cos(x),
        Function::Tan => libm::tan(x),
        Function::Sec => 1.0 / libm::cos(x),
        Function::Csc => 1.0 / libm::sin(x),
        Function::Cot => libm::cos(x) / libm::sin(x),
        Function::Asin => libm::asin(x),
        Function::Acos => libm::acos(x),
        Function::Atan => libm::atan(x),
        Function::Sinh => libm::sinh(x),
        Function::Cosh => libm::cosh(x),
        Function::Tanh => libm::tanh(x),
        Function::Floor => x.floor(),
        Function::Ceil => x.ceil(),
        Function::Sign if x == 0.0 => 0.0,
        Function::Sign => x.signum(),
        _ => f64::NAN,
    }
}

/// Adds the steps of an expression; returns how high they fill the stack.
fn push(expr: &Expr<Rational>, depth: usize, steps: &mut Vec<Step>) -> Option<usize> {
    if depth == MAX_DEPTH {
        return None;
    }
    let inner = |expr: &Expr<Rational>, steps: &mut Vec<Step>| push(expr, depth + 1, steps);
    let several = |parts: &[Expr<Rational>], step: Step, steps: &mut Vec<Step>| {
        let mut highest = 0;
        for (at, part) in parts.iter().enumerate() {
            highest = highest.max(inner(part, steps)? + usize::from(at > 0));
            if at > 0 {
                steps.push(step);
            }
        }
        (!parts.is_empty()).then_some(highest)
    };
    match expr {
        Expr::Number(value) => {
            steps.push(Step::Number(value.to_f64()));
            Some(1)
        }
        Expr::Symbol(_) => {
            steps.push(Step::Variable);
            Some(1)
        }
        Expr::Constant(constant) => {
            steps.push(Step::Number(match constant {
                Constant::Pi => std::f64::consts::PI,
                Constant::E => std::f64::consts::E,
                Constant::I | Constant::Infinity => return None,
            }));
            Some(1)
        }
        Expr::Negate(a) => {
            let height = inner(a, steps)?;
            steps.push(Step::Negate);
            Some(height)
        }
        Expr::Sum(parts) => several(parts, Step::Add, steps),
        Expr::Product(parts) => several(parts, Step::Multiply, steps),
        Expr::Quotient(a, b) | Expr::Power(a, b) => {
            let height = inner(a, steps)?.max(inner(b, steps)? + 1);
            steps.push(match expr {
                Expr::Quotient(..) => Step::Divide,
                _ => Step::Power,
            });
            Some(height)
        }
        Expr::Call(function, arguments) => match arguments.as_slice() {
            [argument] => {
                let height = inner(argument, steps)?;
                steps.push(Step::Apply(*function));
                Some(height)
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn x() -> Expr<Rational> {
        Expr::Symbol("x".into())
    }

    fn number(value: i64) -> Expr<Rational> {
        Expr::Number(Rational::from(value))
    }

    #[test]
    fn expressions_have_the_values_of_their_shape() {
        let line = Expr::Sum(vec![
            Expr::Product(vec![number(3), x()]),
            Expr::Negate(Box::new(number(4))),
        ]);
        assert_eq!(Plot::of(&line).unwrap().at(2.0), 2.0);
        let pole = Expr::Quotient(Box::new(number(1)), Box::new(x()));
        assert!(!Plot::of(&pole).unwrap().at(0.0).is_finite());
        let root = Expr::Call(Function::Sqrt, vec![x()]);
        assert_eq!(Plot::of(&root).unwrap().at(9.0), 3.0);
        assert!(Plot::of(&root).unwrap().at(-1.0).is_nan());
        let power = Expr::Power(Box::new(number(2)), Box::new(x()));
        assert_eq!(Plot::of(&power).unwrap().at(3.0), 8.0);
        assert_eq!(Plot::of(&Expr::Boolean(true)), None);
    }

    #[test]
    fn a_shape_past_its_budget_is_not_drawn() {
        let deep = (0..100).fold(x(), |inner, _| Expr::Negate(Box::new(inner)));
        assert_eq!(Plot::of(&deep), None);
    }
}
