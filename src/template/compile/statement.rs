//! What an answer can be beside a number or an expression: relations between expressions in
//! symbols, lists and matrices of them.

use super::emit::as_symbolic;
use super::{Compiled, Compiler, Result, Symbolic};
use crate::base::{Span, counted};
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Collection, Expr, Relation};
use crate::template::codes;
use crate::template::program::Register;
use std::sync::Arc;

impl Compiler<'_> {
    /// Compiles a key: `y == m*x + b` is an equation in it, not the question whether both sides are
    /// the same.
    pub fn statement(&mut self, ast: &Ast) -> Result<Compiled> {
        self.compute_names(ast)?;
        self.stated(ast)
    }

    fn stated(&mut self, ast: &Ast) -> Result<Compiled> {
        match &ast.node {
            Node::Binary(op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right) => {
                let (a, b) = (self.lower(left)?, self.lower(right)?);
                if !in_symbols(&a) && !in_symbols(&b) {
                    return self.lower(ast);
                }
                let relation = match op {
                    BinaryOp::Equal => Relation::Equal,
                    _ => Relation::NotEqual,
                };
                self.relation(relation, (&a, left.span), (&b, right.span))
            }
            Node::Binary(op @ (BinaryOp::And | BinaryOp::Or), left, right) => {
                let (a, b) = (self.stated(left)?, self.stated(right)?);
                if in_symbols(&a) || in_symbols(&b) {
                    return self.connected(*op, (&a, left.span), (&b, right.span));
                }
                self.lower(ast)
            }
            Node::Unary(UnaryOp::Not, operand) => match self.stated(operand)? {
                Compiled::Symbolic(symbolic) => {
                    let negated = symbolic.map(&|expr| Expr::Not(Box::new(expr.clone())));
                    Ok(Compiled::Symbolic(Arc::new(negated)))
                }
                _ => self.lower(ast),
            },
            Node::Call(name, _, arguments) if name == "if" => match arguments.as_slice() {
                [condition, then, otherwise] => {
                    let condition = self.truth(condition)?;
                    let then = |compiler: &mut Self| compiler.stated(then);
                    let otherwise = |compiler: &mut Self| compiler.stated(otherwise);
                    self.branch(condition, ast.span, then, otherwise)
                }
                _ => self.lower(ast),
            },
            Node::Name(name) => match self.definition(name) {
                Some(definition) => self.stated(&definition),
                None => self.lower(ast),
            },
            _ => self.lower(ast),
        }
    }

    /// A relation between two expressions, one of them at least in symbols.
    pub(super) fn relation(
        &mut self,
        relation: Relation,
        left: (&Compiled, Span),
        right: (&Compiled, Span),
    ) -> Result<Compiled> {
        let (a, b) = (self.scalar(left)?, self.scalar(right)?);
        let boxed = |expr: &Expr<Register>| Box::new(expr.clone());
        let joined = a.combine(&b, &|a, b| Expr::Relation(relation, boxed(a), boxed(b)));
        self.bounded(joined, left.1.to(right.1))
    }

    /// `a and b`, `a or b` of two conditions in symbols.
    pub(super) fn connected(
        &mut self,
        op: BinaryOp,
        left: (&Compiled, Span),
        right: (&Compiled, Span),
    ) -> Result<Compiled> {
        let (a, b) = (
            self.condition_in_symbols(left)?,
            self.condition_in_symbols(right)?,
        );
        let joined = a.combine(&b, &|a, b| {
            let flat = |expr: &Expr<Register>| match (op, expr) {
                (BinaryOp::And, Expr::And(parts)) | (BinaryOp::Or, Expr::Or(parts)) => {
                    parts.clone()
                }
                _ => vec![expr.clone()],
            };
            let parts = flat(a).into_iter().chain(flat(b)).collect();
            match op {
                BinaryOp::And => Expr::And(parts),
                _ => Expr::Or(parts),
            }
        });
        self.bounded(joined, left.1.to(right.1))
    }

    fn condition_in_symbols(&mut self, (value, span): (&Compiled, Span)) -> Result<Arc<Symbolic>> {
        match value {
            Compiled::Symbolic(symbolic) => Ok(symbolic.clone()),
            other => self.expected("a condition on a symbol", other, span),
        }
    }

    /// A number or an expression in symbols that has a number's value.
    pub(super) fn scalar(&mut self, (value, span): (&Compiled, Span)) -> Result<Arc<Symbolic>> {
        match as_symbolic(value) {
            Some(symbolic) if symbolic.is_scalar() => Ok(symbolic),
            _ => self.expected("a number", value, span),
        }
    }

    /// `[a, b]` with elements in symbols.
    pub(super) fn symbolic_list(
        &mut self,
        elements: &[(Compiled, Span)],
        span: Span,
    ) -> Result<Compiled> {
        let mut list = Symbolic::Plain(Expr::Collection(Collection::List, Vec::new()));
        for (element, at) in elements {
            let element = self.scalar((element, *at))?;
            list = list.combine(&element, &|list, element| match list {
                Expr::Collection(kind, elements) => {
                    let elements = elements.iter().chain([element]).cloned().collect();
                    Expr::Collection(*kind, elements)
                }
                other => other.clone(),
            });
        }
        self.bounded(list, span)
    }

    /// `[[a, b], [c, d]]`: rows of equal length.
    pub(super) fn matrix(&mut self, rows: &[Ast], span: Span) -> Result<Compiled> {
        let mut matrix = Symbolic::Plain(Expr::Matrix(Vec::new()));
        let mut length = None;
        for row in rows {
            let Node::List(elements) = &row.node else {
                let value = self.lower(row)?;
                return self.expected("a row of the matrix", &value, row.span);
            };
            if elements.is_empty() || *length.get_or_insert(elements.len()) != elements.len() {
                return self.fail(
                    codes::TYPE,
                    row.span,
                    format!("this row has {}", counted(elements.len(), "element")),
                    "all rows have as many elements as the first, one or more",
                );
            }
            matrix = matrix.map(&|matrix| with_row(matrix));
            for element in elements {
                let value = self.lower(element)?;
                let value = self.scalar((&value, element.span))?;
                matrix = matrix.combine(&value, &with_element);
            }
        }
        self.bounded(matrix, span)
    }

    /// Lists double with every alternative in them.
    fn bounded(&mut self, symbolic: Symbolic, span: Span) -> Result<Compiled> {
        if symbolic.size() > super::expression::MAX_SHAPE {
            return self.too_large_a_shape(span);
        }
        Ok(Compiled::Symbolic(Arc::new(symbolic)))
    }
}

fn in_symbols(value: &Compiled) -> bool {
    matches!(value, Compiled::Symbolic(_))
}

fn with_row(matrix: &Expr<Register>) -> Expr<Register> {
    match matrix {
        Expr::Matrix(rows) => Expr::Matrix(rows.iter().cloned().chain([Vec::new()]).collect()),
        other => other.clone(),
    }
}

fn with_element(matrix: &Expr<Register>, element: &Expr<Register>) -> Expr<Register> {
    let mut matrix = matrix.clone();
    if let Expr::Matrix(rows) = &mut matrix
        && let Some(row) = rows.last_mut()
    {
        row.push(element.clone());
    }
    matrix
}
