//! From the syntax tree to typed values.

use super::emit::Bank;
use super::names::Binding;
use super::symbolic::{product, sum};
use super::{Compiled, Compiler, Found, NumberKind, Reported, Result, Symbolic};
use crate::base::{Span, closest};
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Constant, Decimal, Expr, Rational, Relation};
use crate::template::codes;
use crate::template::program::{Action, Register};
use std::sync::Arc;

/// The most numbers, symbols and operations of one expression in symbols, names put in.
pub(super) const MAX_SHAPE: usize = 1_000;

impl Compiler<'_> {
    /// Compiles a tree whose names have been computed.
    pub(super) fn lower(&mut self, ast: &Ast) -> Result<Compiled> {
        match &ast.node {
            Node::Number(literal) => {
                let decimal = Decimal::from(literal);
                let register = self.constant(decimal.value());
                Ok(Compiled::Number(
                    register,
                    NumberKind::of_places(decimal.places()),
                ))
            }
            Node::Text(text) => Ok(Compiled::Text(self.constant_text(text))),
            Node::Boolean(value) => Ok(Compiled::Boolean(self.constant_boolean(*value))),
            Node::Name(name) => self.name(name, ast.span),
            Node::Unary(UnaryOp::Negate, operand) => self.negate(operand, ast.span),
            Node::Unary(UnaryOp::Not, operand) => {
                let operand = self.truth(operand)?;
                Ok(Compiled::Boolean(self.emit(
                    Action::Not,
                    Bank::Booleans,
                    operand,
                    0,
                    ast.span,
                )?))
            }
            Node::Binary(op, left, right) => self.binary(*op, left, right, ast.span),
            Node::Call(name, span, arguments) => self.call(name, *span, arguments, ast.span),
            Node::List(elements) => self.list(elements, ast.span),
            Node::Index(list, index) => self.index(list, index, ast.span),
            Node::Field(record, field, span) => self.field(record, field, *span),
            _ => self.fail(
                codes::SYNTAX,
                ast.span,
                "this notation is for answers",
                "write a fraction or a decimal",
            ),
        }
    }

    fn name(&mut self, name: &str, span: Span) -> Result<Compiled> {
        match self.names.get(name).cloned() {
            Some(_) if self.names.is_surface(name) && !self.on_surface() => self.fail(
                codes::SURFACE,
                span,
                format!("`{name}` depends on an incidental"),
                "an incidental changes the surface only; make it a parameter if it decides what the problem is",
            ),
            Some(Binding::Value(value)) => {
                self.surface_read.extend(self.names.incidentals_of(name));
                Ok(value)
            }
            Some(Binding::Let(at)) => {
                self.surface_read.extend(self.names.incidentals_of(name));
                self.compute_let(at)
            }
            Some(Binding::Symbol) => {
                Ok(Compiled::Symbolic(Arc::new(Symbolic::Plain(Expr::Symbol(name.into())))))
            }
            None => {
                if let Some(constant) = constant(name) {
                    let plain = Symbolic::Plain(Expr::Constant(constant));
                    return Ok(Compiled::Symbolic(Arc::new(plain)));
                }
                let help = match closest(name, self.names.all()) {
                    Some("row") if name == "rows" => {
                        "say how many in [table], such as `rows = 4`, or use `row`".into()
                    }
                    Some(close) => format!("did you mean `{close}`?"),
                    None => "names come from symbols, [parameters], [incidentals] and [let]".into(),
                };
                self.fail(codes::UNKNOWN_NAME, span, format!("there is no `{name}`"), help)
            }
        }
    }

    /// A number, or a report that it is none.
    pub(super) fn number(&mut self, ast: &Ast) -> Result<(Register, NumberKind)> {
        match self.lower(ast)? {
            Compiled::Number(register, kind) => Ok((register, kind)),
            other => self.expected("a number", &other, ast.span),
        }
    }

    fn as_number(&mut self, value: &Compiled, span: Span) -> Result<Register> {
        match value {
            Compiled::Number(register, _) => Ok(*register),
            other => self.expected("a number", other, span),
        }
    }

    /// A boolean, or a report that it is none.
    pub(super) fn truth(&mut self, ast: &Ast) -> Result<Register> {
        match self.lower(ast)? {
            Compiled::Boolean(register) => Ok(register),
            other => self.expected("true or false", &other, ast.span),
        }
    }

    /// Reports a value of the wrong type.
    pub(in crate::template) fn expected<T>(
        &mut self,
        wanted: &str,
        found: &Compiled,
        span: Span,
    ) -> Result<T> {
        self.fail(
            codes::TYPE,
            span,
            format!("this is {found}, not {wanted}"),
            format!("write an expression that gives {wanted}"),
        )
    }

    fn negate(&mut self, operand: &Ast, span: Span) -> Result<Compiled> {
        match self.lower(operand)? {
            Compiled::Number(register, kind) => {
                let zero = self.integer(0);
                let value = match self.constant_value(register) {
                    Some(_) => self.emit_number(Action::Subtract, zero, register, span)?,
                    None => self.emit(Action::Negate, Bank::Numbers, register, 0, span)?,
                };
                Ok(Compiled::Number(value, kind))
            }
            Compiled::Symbolic(symbolic) => {
                let negated = symbolic.map(&|expr| Expr::Negate(Box::new(expr.clone())));
                Ok(Compiled::Symbolic(Arc::new(negated)))
            }
            other => self.expected("a number", &other, operand.span),
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Ast, right: &Ast, span: Span) -> Result<Compiled> {
        match op {
            BinaryOp::And | BinaryOp::Or => self.connective(op, left, right, span),
            BinaryOp::Equal | BinaryOp::NotEqual => {
                let (a, b) = (self.lower(left)?, self.lower(right)?);
                let same = self.same(&a, &b, span)?;
                Ok(Compiled::Boolean(if op == BinaryOp::Equal {
                    same
                } else {
                    self.emit(Action::Not, Bank::Booleans, same, 0, span)?
                }))
            }
            BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
                let (a, b) = (self.lower(left)?, self.lower(right)?);
                if let (Compiled::Symbolic(_), _) | (_, Compiled::Symbolic(_)) = (&a, &b) {
                    let relation = match op {
                        BinaryOp::Less => Relation::Less,
                        BinaryOp::LessEqual => Relation::LessEqual,
                        BinaryOp::Greater => Relation::Greater,
                        _ => Relation::GreaterEqual,
                    };
                    return self.relation(relation, (&a, left.span), (&b, right.span));
                }
                let (a, b) = (
                    self.as_number(&a, left.span)?,
                    self.as_number(&b, right.span)?,
                );
                let (action, a, b) = match op {
                    BinaryOp::Less => (Action::Less, a, b),
                    BinaryOp::LessEqual => (Action::LessEqual, a, b),
                    BinaryOp::Greater => (Action::Less, b, a),
                    _ => (Action::LessEqual, b, a),
                };
                Ok(Compiled::Boolean(self.emit(
                    action,
                    Bank::Booleans,
                    a,
                    b,
                    span,
                )?))
            }
            BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Divide
            | BinaryOp::Mod
            | BinaryOp::Power => {
                let (a, b) = (self.lower(left)?, self.lower(right)?);
                match (&a, &b) {
                    (Compiled::Number(x, left_kind), Compiled::Number(y, right_kind)) => {
                        // The place of a division is its divisor: that is what may be 0.
                        let origin = if matches!(op, BinaryOp::Divide | BinaryOp::Mod) {
                            right.span
                        } else {
                            span
                        };
                        self.arithmetic(op, (*x, *left_kind), (*y, *right_kind), origin)
                    }
                    _ => self.algebra(op, (&a, left.span), (&b, right.span)),
                }
            }
        }
    }

    /// `and`, `or`: the right side runs only where it decides.
    fn connective(
        &mut self,
        op: BinaryOp,
        left: &Ast,
        right: &Ast,
        span: Span,
    ) -> Result<Compiled> {
        let first = match self.lower(left)? {
            Compiled::Boolean(register) => register,
            symbolic @ Compiled::Symbolic(_) => {
                let second = self.lower(right)?;
                return self.connected(op, (&symbolic, left.span), (&second, right.span));
            }
            other => return self.expected("true or false", &other, left.span),
        };
        let known = Ok(Compiled::Boolean(first));
        if op == BinaryOp::And {
            let second = |compiler: &mut Self| compiler.truth(right).map(Compiled::Boolean);
            self.branch(first, span, second, |_| known)
        } else {
            let second = |compiler: &mut Self| compiler.truth(right).map(Compiled::Boolean);
            self.branch(first, span, |_| known, second)
        }
    }

    fn arithmetic(
        &mut self,
        op: BinaryOp,
        (a, left): (Register, NumberKind),
        (b, right): (Register, NumberKind),
        origin: Span,
    ) -> Result<Compiled> {
        let (action, kind) = match op {
            BinaryOp::Add => (Action::Add, left.join(right)),
            BinaryOp::Subtract => (Action::Subtract, left.join(right)),
            BinaryOp::Multiply => (Action::Multiply, left.product(right)),
            BinaryOp::Divide => (Action::Divide, NumberKind::Rational),
            BinaryOp::Mod => (Action::Modulo, left.join(right)),
            _ => (Action::Power, self.power_kind(left, b)),
        };
        Ok(Compiled::Number(
            self.emit_number(action, a, b, origin)?,
            kind,
        ))
    }

    /// A power of an integer is an integer only where the exponent is known not to be negative.
    fn power_kind(&self, base: NumberKind, exponent: Register) -> NumberKind {
        let exponent = self.constant_value(exponent).and_then(Rational::to_i64);
        match (base.places(), exponent.and_then(|n| u32::try_from(n).ok())) {
            (Some(places), Some(exponent)) => {
                NumberKind::of_places(places.saturating_mul(exponent).min(1_000))
            }
            _ => NumberKind::Rational,
        }
    }

    /// Arithmetic on expressions in symbols keeps their shape.
    fn algebra(
        &mut self,
        op: BinaryOp,
        (left, left_span): (&Compiled, Span),
        (right, right_span): (&Compiled, Span),
    ) -> Result<Compiled> {
        let (a, b) = (
            self.scalar((left, left_span))?,
            self.scalar((right, right_span))?,
        );
        // Names can double a shape at every step.
        let alternatives = a.alternatives() * b.alternatives();
        if (a.size() + b.size()) * alternatives > MAX_SHAPE {
            return self.too_large_a_shape(left_span.to(right_span));
        }
        let boxed = |expr: &Expr<Register>| Box::new(expr.clone());
        let value = match op {
            BinaryOp::Add => a.combine(&b, &|a, b| sum(a, b.clone())),
            BinaryOp::Subtract => a.combine(&b, &|a, b| sum(a, Expr::Negate(boxed(b)))),
            BinaryOp::Multiply => a.combine(&b, &product),
            BinaryOp::Divide => {
                self.nonzero(&b, right_span)?;
                a.combine(&b, &|a, b| Expr::Quotient(boxed(a), boxed(b)))
            }
            BinaryOp::Power => a.combine(&b, &|a, b| Expr::Power(boxed(a), boxed(b))),
            _ => return self.expected("a number", left, left_span),
        };
        Ok(Compiled::Symbolic(Arc::new(value)))
    }

    pub(super) fn too_large_a_shape<T>(&mut self, span: Span) -> Result<T> {
        self.fail(
            codes::TOO_COMPLEX,
            span,
            format!("the expression has more than {MAX_SHAPE} parts"),
            "multiply out in steps with expand(…), or make it simpler",
        )
    }

    fn list(&mut self, elements: &[Ast], span: Span) -> Result<Compiled> {
        if let [
            Ast {
                node: Node::List(_),
                ..
            },
            ..,
        ] = elements
        {
            return self.matrix(elements, span);
        }
        let mut lowered = Vec::new();
        for element in elements {
            lowered.push((self.lower(element)?, element.span));
        }
        if lowered
            .iter()
            .any(|(value, _)| matches!(value, Compiled::Symbolic(_)))
        {
            return self.symbolic_list(&lowered, span);
        }
        let mut numbers = Vec::new();
        let mut texts = Vec::new();
        let mut kind = NumberKind::Integer;
        for (element, at) in lowered {
            match element {
                Compiled::Number(register, element_kind) if texts.is_empty() => {
                    kind = kind.join(element_kind);
                    numbers.push(register);
                }
                Compiled::Text(register) if numbers.is_empty() => texts.push(register),
                other => {
                    return self.fail(
                        codes::TYPE,
                        at,
                        format!("{other} in a list"),
                        "a list holds numbers only or texts only",
                    );
                }
            }
        }
        if texts.is_empty() {
            let (a, b) = self.operands(&numbers, span)?;
            Ok(Compiled::Numbers(
                self.emit(Action::MakeNumbers, Bank::Lists, a, b, span)?,
                kind,
            ))
        } else {
            let (a, b) = self.operands(&texts, span)?;
            Ok(Compiled::Texts(self.emit(
                Action::MakeTexts,
                Bank::Lists,
                a,
                b,
                span,
            )?))
        }
    }

    fn index(&mut self, list: &Ast, index: &Ast, span: Span) -> Result<Compiled> {
        let value = self.lower(list)?;
        let (at, _) = self.number(index)?;
        match value {
            Compiled::Rows(rows) => self.row_at(&rows, at, span),
            Compiled::Numbers(..) | Compiled::Texts(_) => self.element(&value, at, span),
            other => self.expected("a list", &other, list.span),
        }
    }

    fn field(&mut self, record: &Ast, field: &str, span: Span) -> Result<Compiled> {
        if matches!(&record.node, Node::Name(name) if name == "part")
            && self.names.get("part").is_none()
        {
            return self.found_in(field, span);
        }
        match self.lower(record)? {
            Compiled::Record(fields) => match fields.iter().find(|(name, _)| name == field) {
                Some((_, value)) => {
                    self.fields_told.insert(field.to_owned());
                    Ok(value.clone())
                }
                None => self.no_field(field, fields.iter().map(|(name, _)| name.as_str()), span),
            },
            Compiled::Rows(rows) => self.rows_field(&rows, field, span),
            other => self.expected("a record", &other, record.span),
        }
    }

    /// What was found in an earlier part.
    fn found_in(&mut self, part: &str, span: Span) -> Result<Compiled> {
        let known = self.found.iter().find(|(id, _)| id == part);
        match known.map(|(_, found)| *found) {
            Some(Found::Number(register)) => {
                self.found_read = true;
                Ok(Compiled::Number(register, NumberKind::Rational))
            }
            Some(Found::Unknown) => Err(Reported),
            Some(Found::NoNumber) => self.fail(
                codes::FOUND,
                span,
                format!("what is found in part `{part}` is no number"),
                "only numbers and quantities are carried forward",
            ),
            None => {
                let help = match closest(part, self.found.iter().map(|(id, _)| id.as_str())) {
                    Some(close) => format!("did you mean `part.{close}`?"),
                    None => "`part.density` is what was found in an earlier [[part]] of that id, \
                             for keys and misconceptions of later ones"
                        .to_owned(),
                };
                let message = format!("there is no earlier part `{part}` here");
                self.fail(codes::FOUND, span, message, help)
            }
        }
    }

    /// The shape of an expression with its numbers left as they stand: `3 × 4 + 2`.
    ///
    /// Names and whatever is no plain arithmetic become numbers.
    pub(in crate::template) fn as_written(&mut self, ast: &Ast) -> Result<Expr<Register>> {
        self.compute_names(ast)?;
        self.written(ast)
    }

    fn written(&mut self, ast: &Ast) -> Result<Expr<Register>> {
        let boxed = |expr| Box::new(expr);
        match &ast.node {
            Node::Unary(UnaryOp::Negate, operand) => {
                Ok(Expr::Negate(boxed(self.written(operand)?)))
            }
            Node::Binary(op, left, right) => {
                let right_span = right.span;
                let (left, right) = (self.written(left)?, self.written(right)?);
                match op {
                    BinaryOp::Add => Ok(sum(&left, right)),
                    BinaryOp::Subtract => Ok(sum(&left, Expr::Negate(boxed(right)))),
                    BinaryOp::Multiply => Ok(product(&left, &right)),
                    BinaryOp::Divide => {
                        self.nonzero(&Symbolic::Plain(right.clone()), right_span)?;
                        Ok(Expr::Quotient(boxed(left), boxed(right)))
                    }
                    BinaryOp::Power => Ok(Expr::Power(boxed(left), boxed(right))),
                    BinaryOp::Equal => Ok(Expr::equation(left, right)),
                    _ => self.evaluated(ast),
                }
            }
            _ => self.evaluated(ast),
        }
    }

    /// A part of an expression that is shown as its value.
    fn evaluated(&mut self, ast: &Ast) -> Result<Expr<Register>> {
        match self.lower(ast)? {
            Compiled::Number(register, _) => Ok(Expr::Number(register)),
            Compiled::Symbolic(symbolic) => match symbolic.as_ref() {
                Symbolic::Plain(expr) => Ok(expr.clone()),
                _ => self.fail(
                    codes::HOLE_FORMAT,
                    ast.span,
                    "this has no one shape to be written in",
                    "leave out `: as written`",
                ),
            },
            other => self.expected("a number", &other, ast.span),
        }
    }
}

/// The numbers that have a name of their own, unless the template gives it to something else.
fn constant(name: &str) -> Option<Constant> {
    match name {
        "pi" => Some(Constant::Pi),
        "e" => Some(Constant::E),
        _ => None,
    }
}
