//! Polynomials whose coefficients are registers: equality and expansion are decided by operations
//! that were worked out when the template compiled.

use super::emit::Bank;
use super::{Compiled, Compiler, Result, Symbolic};
use crate::base::Span;
use crate::math::{
    Budget, Expr, Fraction, Monomial, NormalFormError, Polynomial, Rational, Ring, normal_form,
};
use crate::template::codes;
use crate::template::program::{Action, Operation, Register};
use std::sync::Arc;

/// The most alternatives two expressions may have together.
const MAX_ALTERNATIVES: usize = 64;

/// Coefficients as registers of a compiler.
struct Registers<'c, 's> {
    compiler: &'c mut Compiler<'s>,
    origin: Span,
}

impl Registers<'_, '_> {
    fn emit(
        &mut self,
        action: Action,
        a: Register,
        b: Register,
    ) -> std::result::Result<Register, Budget> {
        // A block past its budget has been reported; the polynomial just stops growing.
        self.compiler
            .emit_number(action, a, b, self.origin)
            .map_err(|_| Budget::Operations)
    }
}

impl Ring for Registers<'_, '_> {
    type Element = Register;

    fn number(&mut self, value: &Rational) -> Register {
        self.compiler.constant(value)
    }

    fn add(&mut self, a: &Register, b: &Register) -> std::result::Result<Register, Budget> {
        self.emit(Action::Add, *a, *b)
    }

    fn mul(&mut self, a: &Register, b: &Register) -> std::result::Result<Register, Budget> {
        let one = Some(&Rational::ONE);
        if self.compiler.constant_value(*a) == one {
            return Ok(*b);
        }
        if self.compiler.constant_value(*b) == one {
            return Ok(*a);
        }
        self.emit(Action::Multiply, *a, *b)
    }

    fn negate(&mut self, a: &Register) -> std::result::Result<Register, Budget> {
        let minus_one = self.compiler.integer(-1);
        self.emit(Action::Multiply, *a, minus_one)
    }

    fn divide(
        &mut self,
        a: &Register,
        b: &Register,
    ) -> std::result::Result<Option<Register>, Budget> {
        self.emit(Action::Divide, *a, *b).map(Some)
    }

    fn is_zero(&self, a: &Register) -> bool {
        self.compiler
            .constant_value(*a)
            .is_some_and(Rational::is_zero)
    }
}

impl Compiler<'_> {
    /// Whether two expressions have the same value wherever both have one.
    pub(super) fn same_symbolic(
        &mut self,
        left: &Arc<Symbolic>,
        right: &Arc<Symbolic>,
        origin: Span,
    ) -> Result<Register> {
        if left.alternatives() * right.alternatives() > MAX_ALTERNATIVES {
            return self.fail(
                codes::TOO_COMPLEX,
                origin,
                "too many alternatives to compare",
                "use fewer `if`s in expressions with symbols",
            );
        }
        if let Symbolic::Choice {
            condition,
            then,
            otherwise,
        } = left.as_ref()
        {
            return self.same_by_case(*condition, (then, otherwise), right, origin);
        }
        if let Symbolic::Choice {
            condition,
            then,
            otherwise,
        } = right.as_ref()
        {
            return self.same_by_case(*condition, (then, otherwise), left, origin);
        }
        let difference = self.difference(left, right, origin)?;
        let zero = self.integer(0);
        let mut same = None;
        for coefficient in difference {
            let vanishes = self.emit(Action::Equal, Bank::Booleans, coefficient, zero, origin)?;
            same = Some(match same {
                None => vanishes,
                Some(same) => self.emit(Action::Both, Bank::Booleans, same, vanishes, origin)?,
            });
        }
        Ok(same.unwrap_or_else(|| self.constant_boolean(true)))
    }

    fn same_by_case(
        &mut self,
        condition: Register,
        (then, otherwise): (&Arc<Symbolic>, &Arc<Symbolic>),
        other: &Arc<Symbolic>,
        origin: Span,
    ) -> Result<Register> {
        let value = self.branch(
            condition,
            origin,
            |compiler| {
                compiler
                    .same_symbolic(then, other, origin)
                    .map(Compiled::Boolean)
            },
            |compiler| {
                compiler
                    .same_symbolic(otherwise, other, origin)
                    .map(Compiled::Boolean)
            },
        )?;
        value.boolean()
    }

    /// The coefficients of left − right after clearing denominators: all 0 where they are the same.
    fn difference(
        &mut self,
        left: &Symbolic,
        right: &Symbolic,
        origin: Span,
    ) -> Result<Vec<Register>> {
        let left = self.fraction(left, origin)?;
        let right = self.fraction(right, origin)?;
        let mut ring = Registers {
            compiler: self,
            origin,
        };
        let difference = (|| {
            let a = match right.denominator() {
                Some(below) => left.numerator().multiply(&mut ring, below)?,
                None => left.numerator().clone(),
            };
            let b = match left.denominator() {
                Some(below) => right.numerator().multiply(&mut ring, below)?,
                None => right.numerator().clone(),
            };
            let b = b.negate(&mut ring)?;
            a.add(&mut ring, b)
        })();
        match difference {
            Ok(difference) => Ok(difference.terms().map(|(_, &register)| register).collect()),
            Err(budget) => self.over_budget(NormalFormError::Budget(budget), origin),
        }
    }

    /// One numerator over one denominator, with registers for coefficients; a denominator that is 0
    /// as a whole faults where it is computed.
    fn fraction(&mut self, symbolic: &Symbolic, origin: Span) -> Result<Fraction<Register>> {
        let (Symbolic::Plain(expr) | Symbolic::Factored(expr)) = symbolic else {
            return self.fail(
                codes::TOO_COMPLEX,
                origin,
                "an `if` cannot stand inside this expression",
                "put the `if` outside",
            );
        };
        let constants = self.constant_values.clone();
        let mut exponent = |register: &Register| constants.get(register).and_then(Rational::to_i64);
        let mut ring = Registers {
            compiler: self,
            origin,
        };
        let fraction = normal_form(&mut ring, expr, &mut |_, &register| register, &mut exponent);
        let fraction = match fraction {
            Ok(fraction) => fraction,
            Err(error) => return self.over_budget(error, origin),
        };
        if let Some(below) = fraction.denominator() {
            let registers: Vec<Register> = below.terms().map(|(_, &register)| register).collect();
            let (a, b) = self.operands(&registers, origin)?;
            self.push(
                Operation {
                    action: Action::AnyNonZero,
                    d: 0,
                    a,
                    b,
                },
                origin,
            )?;
        }
        Ok(fraction)
    }

    /// Whether a value is compared by operations that can be worked out beforehand: a quotient of
    /// polynomials, or no expression in symbols at all.
    pub(in crate::template) fn is_algebra(&self, value: &Compiled) -> bool {
        match value {
            Compiled::Symbolic(symbolic) => symbolic.every(&|expr| self.is_rational(expr)),
            _ => true,
        }
    }

    /// Whether an expression is a quotient of polynomials whatever its numbers are.
    fn is_rational(&self, expr: &Expr<Register>) -> bool {
        !expr.any(&mut |part| match part {
            Expr::Number(_)
            | Expr::Symbol(_)
            | Expr::Negate(_)
            | Expr::Sum(_)
            | Expr::Product(_)
            | Expr::Quotient(..) => false,
            Expr::Power(_, exponent) => match exponent.as_ref() {
                Expr::Number(register) => {
                    let exponent = self.constant_value(*register);
                    !exponent.is_some_and(Rational::is_integer)
                }
                Expr::Negate(positive) => !matches!(positive.as_ref(), Expr::Number(register)
                    if self.constant_value(*register).is_some_and(Rational::is_integer)),
                _ => true,
            },
            _ => true,
        })
    }

    /// Reports an expression in symbols that cannot be compared with another.
    pub(in crate::template) fn check_algebra(
        &mut self,
        value: &Compiled,
        origin: Span,
    ) -> Result<()> {
        match value {
            Compiled::Symbolic(symbolic) => self.check_shapes(symbolic, origin),
            _ => Ok(()),
        }
    }

    fn check_shapes(&mut self, symbolic: &Symbolic, origin: Span) -> Result<()> {
        match symbolic {
            Symbolic::Choice {
                condition,
                then,
                otherwise,
            } => {
                let truth = self.constant_boolean(true);
                self.branch(
                    *condition,
                    origin,
                    |compiler| {
                        compiler
                            .check_shapes(then, origin)
                            .map(|()| Compiled::Boolean(truth))
                    },
                    |compiler| {
                        compiler
                            .check_shapes(otherwise, origin)
                            .map(|()| Compiled::Boolean(truth))
                    },
                )
                .map(|_| ())
            }
            _ => self.fraction(symbolic, origin).map(|_| ()),
        }
    }

    /// Faults, where it is computed, on tuples on which an expression is 0 as a whole.
    pub(super) fn nonzero(&mut self, symbolic: &Symbolic, origin: Span) -> Result<()> {
        if let Symbolic::Choice {
            condition,
            then,
            otherwise,
        } = symbolic
        {
            let truth = self.constant_boolean(true);
            self.branch(
                *condition,
                origin,
                |compiler| {
                    compiler
                        .nonzero(then, origin)
                        .map(|()| Compiled::Boolean(truth))
                },
                |compiler| {
                    compiler
                        .nonzero(otherwise, origin)
                        .map(|()| Compiled::Boolean(truth))
                },
            )?;
            return Ok(());
        }
        if !symbolic.every(&|expr| self.is_rational(expr)) {
            // Whether it has a value is seen when it is compared with itself.
            return Ok(());
        }
        let fraction = self.fraction(symbolic, origin)?;
        let coefficients = fraction.numerator().terms().map(|(_, &register)| register);
        let coefficients: Vec<Register> = coefficients.collect();
        let known = |register: &Register| {
            self.constant_value(*register)
                .is_some_and(|value| !value.is_zero())
        };
        if coefficients.iter().any(known) {
            return Ok(());
        }
        let (a, b) = self.operands(&coefficients, origin)?;
        self.push(
            Operation {
                action: Action::AnyNonZero,
                d: 0,
                a,
                b,
            },
            origin,
        )
    }

    fn over_budget<T>(&mut self, error: NormalFormError, origin: Span) -> Result<T> {
        let (message, help) = match error {
            NormalFormError::Exponent => (
                "an exponent of a symbol must be a known integer".to_owned(),
                "write the exponent as a number, or choose between powers with `if`",
            ),
            NormalFormError::NotRational => (
                error.to_string(),
                "only polynomials and their quotients are compared or multiplied out here",
            ),
            error => (error.to_string(), "make the expression simpler"),
        };
        self.fail(codes::TOO_COMPLEX, origin, message, help)
    }

    /// Multiplies out: a sum of monomials in falling order.
    pub(super) fn expand(
        &mut self,
        symbolic: &Arc<Symbolic>,
        origin: Span,
    ) -> Result<Arc<Symbolic>> {
        if let Symbolic::Choice {
            condition,
            then,
            otherwise,
        } = symbolic.as_ref()
        {
            let value = self.branch(
                *condition,
                origin,
                |compiler| compiler.expand(then, origin).map(Compiled::Symbolic),
                |compiler| compiler.expand(otherwise, origin).map(Compiled::Symbolic),
            )?;
            return match value {
                Compiled::Symbolic(symbolic) => Ok(symbolic),
                _ => Err(super::Reported),
            };
        }
        let fraction = self.fraction(symbolic, origin)?;
        let above = self.sum_of(fraction.numerator());
        let expr = match fraction.denominator() {
            Some(below) => Expr::Quotient(Box::new(above), Box::new(self.sum_of(below))),
            None => above,
        };
        Ok(Arc::new(Symbolic::Plain(expr)))
    }

    fn sum_of(&mut self, polynomial: &Polynomial<Register>) -> Expr<Register> {
        let mut terms: Vec<Expr<Register>> = Vec::new();
        for (monomial, &coefficient) in polynomial.terms() {
            terms.push(self.term(coefficient, monomial));
        }
        match terms.len() {
            0 => Expr::Number(self.integer(0)),
            1 => terms.remove(0),
            _ => Expr::Sum(terms),
        }
    }

    fn term(&mut self, coefficient: Register, monomial: &Monomial) -> Expr<Register> {
        let mut factors = vec![Expr::Number(coefficient)];
        factors.extend(monomial.factors(|exponent| self.constant(exponent)));
        match factors.len() {
            1 => factors.remove(0),
            _ => Expr::Product(factors),
        }
    }
}
