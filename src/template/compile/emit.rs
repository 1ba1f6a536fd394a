//! Emitting operations: fresh registers, constants, each value computed once, branches.

use super::{Compiled, Compiler, Reported, Result, Scope, Symbolic, names_in};
use crate::answer::Tolerance;
use crate::base::Span;
use crate::math::ast::Ast;
use crate::math::{Expr, Rational};
use crate::template::codes;
use crate::template::program::{Action, Branch, Number, Operation, Piece, Register};
use std::sync::Arc;

/// The most operations of one block, and the most registers of one bank.
const MAX_OPERATIONS: usize = 20_000;

/// The banks of registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bank {
    Numbers,
    Booleans,
    Texts,
    Lists,
}

impl Compiler<'_> {
    pub(in crate::template) fn fresh_number(&mut self) -> Register {
        fresh(&mut self.program.numbers)
    }

    pub(in crate::template) fn fresh_boolean(&mut self) -> Register {
        fresh(&mut self.program.booleans)
    }

    pub(in crate::template) fn fresh_text(&mut self) -> Register {
        fresh(&mut self.program.texts)
    }

    pub(in crate::template) fn fresh_list(&mut self) -> Register {
        fresh(&mut self.program.lists)
    }

    fn fresh_in(&mut self, bank: Bank) -> Register {
        match bank {
            Bank::Numbers => self.fresh_number(),
            Bank::Booleans => self.fresh_boolean(),
            Bank::Texts => self.fresh_text(),
            Bank::Lists => self.fresh_list(),
        }
    }

    /// The register of a constant number.
    pub(in crate::template) fn constant(&mut self, value: &Rational) -> Register {
        if let Some(&register) = self.constants.get(value) {
            return register;
        }
        let register = self.fresh_number();
        self.program
            .number_constants
            .push((register, value.clone()));
        self.constants.insert(value.clone(), register);
        self.constant_values.insert(register, value.clone());
        register
    }

    pub(super) fn integer(&mut self, value: i64) -> Register {
        self.constant(&Rational::from(value))
    }

    /// The value of a register that holds a constant.
    pub(in crate::template) fn constant_value(&self, register: Register) -> Option<&Rational> {
        self.constant_values.get(&register)
    }

    pub(super) fn constant_boolean(&mut self, value: bool) -> Register {
        let register = self.fresh_boolean();
        self.program.boolean_constants.push((register, value));
        register
    }

    pub(in crate::template) fn constant_text(&mut self, value: &str) -> Register {
        if let Some(&register) = self.constant_texts.get(value) {
            return register;
        }
        let register = self.fresh_text();
        self.constant_texts.insert(value.to_owned(), register);
        self.program
            .text_constants
            .push((register, value.to_owned()));
        register
    }

    /// Emits an operation, or finds the register where it has been computed already.
    pub(super) fn emit(
        &mut self,
        action: Action,
        bank: Bank,
        a: Register,
        b: Register,
        origin: Span,
    ) -> Result<Register> {
        let key = Operation { action, d: 0, a, b };
        if let Some(&known) = self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.computed.get(&key))
        {
            return Ok(known);
        }
        let d = self.fresh_in(bank);
        self.push(Operation { d, ..key }, origin)?;
        self.scope().computed.insert(key, d);
        Ok(d)
    }

    /// Emits an operation on numbers, or computes it now where both are constants.
    pub(super) fn emit_number(
        &mut self,
        action: Action,
        a: Register,
        b: Register,
        origin: Span,
    ) -> Result<Register> {
        if let (Some(left), Some(right)) = (self.constant_value(a), self.constant_value(b))
            && let Some(value) = fold(action, left, right)
        {
            return Ok(self.constant(&value));
        }
        self.emit(action, Bank::Numbers, a, b, origin)
    }

    /// Emits an operation without looking whether it is known: for results that are not values.
    pub(super) fn push(&mut self, operation: Operation, origin: Span) -> Result<()> {
        let full = [
            self.program.numbers,
            self.program.booleans,
            self.program.texts,
            self.program.lists,
        ]
        .contains(&Register::MAX);
        if full || self.block.operations.len() >= MAX_OPERATIONS {
            return self.too_complex(origin);
        }
        self.block.operations.push(operation);
        self.block.origins.push(origin);
        Ok(())
    }

    /// Notes registers side by side for an operation that takes many.
    pub(super) fn operands(
        &mut self,
        registers: &[Register],
        origin: Span,
    ) -> Result<(Register, Register)> {
        let start = self.program.operands.len();
        self.program.operands.extend_from_slice(registers);
        self.stretch(start, registers.len(), origin)
    }

    /// Notes the pieces of a text side by side.
    pub(super) fn pieces(
        &mut self,
        pieces: &[Piece],
        origin: Span,
    ) -> Result<(Register, Register)> {
        let start = self.program.pieces.len();
        self.program.pieces.extend_from_slice(pieces);
        self.stretch(start, pieces.len(), origin)
    }

    /// A stretch of a list as an operation names it.
    fn stretch(&mut self, start: usize, len: usize, origin: Span) -> Result<(Register, Register)> {
        match (Register::try_from(start), Register::try_from(len)) {
            (Ok(start), Ok(len)) => Ok((start, len)),
            _ => self.too_complex(origin),
        }
    }

    fn too_complex<T>(&mut self, origin: Span) -> Result<T> {
        self.fail(
            codes::TOO_COMPLEX,
            origin,
            format!("the template needs more than {MAX_OPERATIONS} steps"),
            "make it simpler; powers of long sums multiply out to many terms",
        )
    }

    /// Notes that the `if` which comes next decides between two results; one that depends on the
    /// surface is not noted, as not every surface is looked at.
    pub(super) fn note_branch(&mut self, condition: &Ast, then: Span, otherwise: Span) {
        let names = names_in(condition);
        if !names.iter().any(|(name, _)| self.names.is_surface(name)) {
            self.block.branches.push(Branch {
                jump: self.block.operations.len(),
                then,
                otherwise,
            });
        }
    }

    /// The value of one of two branches; the other one does not run.
    pub(super) fn branch(
        &mut self,
        condition: Register,
        origin: Span,
        then: impl FnOnce(&mut Self) -> Result<Compiled>,
        otherwise: impl FnOnce(&mut Self) -> Result<Compiled>,
    ) -> Result<Compiled> {
        let leave = self.jump(Action::JumpUnless, condition, origin)?;
        let then = self.in_scope(then);
        let then_copy = self.placeholder(origin)?;
        let skip = self.jump(Action::Jump, 0, origin)?;
        self.land(leave);
        let otherwise = self.in_scope(otherwise);
        let otherwise_copy = self.placeholder(origin)?;
        self.land(skip);
        let (then, otherwise) = (then?, otherwise?);
        self.merge(
            condition,
            (then, then_copy),
            (otherwise, otherwise_copy),
            origin,
        )
    }

    /// Compiles something that may be jumped over: what it computes is not known afterwards.
    pub(super) fn in_scope<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Scope::default());
        let value = compile(self);
        self.scopes.pop();
        value
    }

    /// Emits a jump whose target is set by [`land`](Self::land).
    pub(super) fn jump(&mut self, action: Action, a: Register, origin: Span) -> Result<usize> {
        self.push(
            Operation {
                action,
                d: 0,
                a,
                b: 0,
            },
            origin,
        )?;
        Ok(self.block.operations.len() - 1)
    }

    /// Lets a jump lead to what is emitted next.
    pub(super) fn land(&mut self, jump: usize) {
        let target = self.block.operations.len() as Register;
        self.block.operations[jump].b = target;
    }

    /// An operation to be filled in once the common type of two branches is known.
    fn placeholder(&mut self, origin: Span) -> Result<usize> {
        let at = self.block.operations.len();
        let following = (at + 1) as Register;
        self.push(
            Operation {
                action: Action::Jump,
                d: 0,
                a: 0,
                b: following,
            },
            origin,
        )?;
        Ok(at)
    }

    fn merge(
        &mut self,
        condition: Register,
        (then, then_copy): (Compiled, usize),
        (otherwise, otherwise_copy): (Compiled, usize),
        origin: Span,
    ) -> Result<Compiled> {
        use Compiled as C;
        let (action, d, a, b, value) = match (&then, &otherwise) {
            (C::Number(a, left), C::Number(b, right)) => {
                let d = self.fresh_number();
                (
                    Action::CopyNumber,
                    d,
                    *a,
                    *b,
                    C::Number(d, left.join(*right)),
                )
            }
            (C::Boolean(a), C::Boolean(b)) => {
                let d = self.fresh_boolean();
                (Action::CopyBoolean, d, *a, *b, C::Boolean(d))
            }
            (C::Text(a), C::Text(b)) => {
                let d = self.fresh_text();
                (Action::CopyText, d, *a, *b, C::Text(d))
            }
            (C::Numbers(a, left), C::Numbers(b, right)) => {
                let d = self.fresh_list();
                (
                    Action::CopyList,
                    d,
                    *a,
                    *b,
                    C::Numbers(d, left.join(*right)),
                )
            }
            (C::Texts(a), C::Texts(b)) => {
                let d = self.fresh_list();
                (Action::CopyList, d, *a, *b, C::Texts(d))
            }
            _ => return self.choose(condition, &then, &otherwise, origin),
        };
        for (at, a) in [(then_copy, a), (otherwise_copy, b)] {
            self.block.operations[at] = Operation { action, d, a, b: 0 };
        }
        Ok(value)
    }

    /// One of two expressions in symbols.
    fn choose(
        &mut self,
        condition: Register,
        then: &Compiled,
        otherwise: &Compiled,
        origin: Span,
    ) -> Result<Compiled> {
        let (Some(left), Some(right)) = (as_symbolic(then), as_symbolic(otherwise)) else {
            return self.fail(
                codes::TYPE,
                origin,
                format!("`if` gives {then} or {otherwise}"),
                "both results must be of one type",
            );
        };
        let choice = Symbolic::Choice {
            condition,
            then: left,
            otherwise: right,
        };
        Ok(Compiled::Symbolic(Arc::new(choice)))
    }

    /// Whether two values are the same, as a boolean register.
    pub(in crate::template) fn same(
        &mut self,
        left: &Compiled,
        right: &Compiled,
        origin: Span,
    ) -> Result<Register> {
        use Compiled as C;
        let (action, a, b) = match (left, right) {
            (C::Number(a, _), C::Number(b, _)) => (Action::Equal, *a, *b),
            (C::Boolean(a), C::Boolean(b)) => (Action::SameTruth, *a, *b),
            (C::Text(a), C::Text(b)) => (Action::SameText, *a, *b),
            (C::Numbers(a, _), C::Numbers(b, _)) => (Action::SameNumbers, *a, *b),
            (C::Texts(a), C::Texts(b)) => (Action::SameTexts, *a, *b),
            _ => match (as_symbolic(left), as_symbolic(right)) {
                (Some(left), Some(right)) => return self.same_symbolic(&left, &right, origin),
                _ => {
                    return self.fail(
                        codes::TYPE,
                        origin,
                        format!("{left} cannot be compared with {right}"),
                        "compare two values of one type",
                    );
                }
            },
        };
        self.emit(action, Bank::Booleans, a, b, origin)
    }

    /// Whether a value lies within the tolerance of a key.
    pub(in crate::template) fn within_tolerance(
        &mut self,
        key: Register,
        other: Register,
        tolerance: &Tolerance,
        origin: Span,
    ) -> Result<Register> {
        let difference = self.emit_number(Action::Subtract, key, other, origin)?;
        let distance = self.emit(Action::Absolute, Bank::Numbers, difference, 0, origin)?;
        let limit = match tolerance {
            Tolerance::Absolute(limit) => self.constant(limit),
            Tolerance::Relative(share) => {
                let share = self.constant(share);
                let size = self.emit(Action::Absolute, Bank::Numbers, key, 0, origin)?;
                self.emit_number(Action::Multiply, share, size, origin)?
            }
        };
        self.emit(Action::LessEqual, Bank::Booleans, distance, limit, origin)
    }

    /// Whether a value lies within a range.
    pub(in crate::template) fn between(
        &mut self,
        from: Register,
        value: Register,
        to: Register,
        origin: Span,
    ) -> Result<Register> {
        let above = self.emit(Action::LessEqual, Bank::Booleans, from, value, origin)?;
        let below = self.emit(Action::LessEqual, Bank::Booleans, value, to, origin)?;
        self.emit(Action::Both, Bank::Booleans, above, below, origin)
    }

    /// Keeps a number where another may be put in its place.
    pub(in crate::template) fn keep(&mut self, value: Register, origin: Span) -> Result<Register> {
        let d = self.fresh_number();
        let action = Action::CopyNumber;
        self.push(
            Operation {
                action,
                d,
                a: value,
                b: 0,
            },
            origin,
        )?;
        Ok(d)
    }

    /// Ends the tuple unless the condition holds.
    pub(in crate::template) fn require(
        &mut self,
        condition: Register,
        requirement: u16,
        origin: Span,
    ) -> Result<()> {
        self.push(
            Operation {
                action: Action::Require,
                d: 0,
                a: condition,
                b: requirement,
            },
            origin,
        )
    }

    /// Compiles something that runs only unless `condition` holds.
    pub(in crate::template) fn unless<T>(
        &mut self,
        condition: Register,
        origin: Span,
        compile: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let not = self.emit(Action::Not, Bank::Booleans, condition, 0, origin)?;
        let leave = self.jump(Action::JumpUnless, not, origin)?;
        let value = self.in_scope(compile);
        self.land(leave);
        value
    }
}

fn fresh(count: &mut u16) -> Register {
    let register = *count;
    // The last register stands for “full”, which the next emitted operation reports.
    *count = count.saturating_add(1);
    register
}

/// An operation on constants, where it has a value; otherwise it is left to the machine, whose
/// fault then names the place.
fn fold(action: Action, a: &Rational, b: &Rational) -> Option<Rational> {
    match action {
        Action::Add => a.add(b),
        Action::Subtract => a.subtract(b),
        Action::Multiply => a.multiply(b),
        Action::Divide => a.divide(b),
        Action::Power => a.power(b),
        Action::Negate => a.negate(),
        _ => return None,
    }
    .ok()
}

/// A number or an expression in symbols as the latter.
pub(in crate::template) fn as_symbolic(value: &Compiled) -> Option<Arc<Symbolic>> {
    match value {
        Compiled::Symbolic(symbolic) => Some(symbolic.clone()),
        Compiled::Number(register, _) => Some(Arc::new(Symbolic::Plain(Expr::Number(*register)))),
        _ => None,
    }
}

impl Compiled {
    /// The register of a boolean.
    pub(super) fn boolean(&self) -> Result<Register> {
        match self {
            Self::Boolean(register) => Ok(*register),
            _ => Err(Reported),
        }
    }
}
