//! Statements: `or` and commas between them.

use super::fault::{Fault, Trouble};
use super::grammar::{Grammar, Read, level};
use super::token::Kind;
use crate::math::Collection;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};

/// Whether it is true or false rather than a value.
fn is_statement(ast: &Ast) -> bool {
    match &ast.node {
        Node::Binary(op, ..) => op.is_relation() || matches!(op, BinaryOp::And | BinaryOp::Or),
        Node::Unary(op, _) => *op == UnaryOp::Not,
        Node::Boolean(_) => true,
        _ => false,
    }
}

/// The left side of the equation that a statement is or ends with.
fn solved(ast: &Ast) -> Option<&Ast> {
    match &ast.node {
        Node::Binary(BinaryOp::Equal, left, _) => Some(left),
        Node::Binary(BinaryOp::Or, _, last) => solved(last),
        _ => None,
    }
}

impl Grammar<'_> {
    /// `left or right`: a union of intervals, `x = 2 or -2`, or just that.
    pub fn either(&mut self, left: Ast, right: Ast) -> Read<Ast> {
        let is_interval = |ast: &Ast| matches!(ast.node, Node::Interval { .. } | Node::Union(_));
        if (is_interval(&left) && super::sets::is_set(&right))
            || (is_interval(&right) && super::sets::is_set(&left))
        {
            return self.union(left, right);
        }
        let right = match solved(&left) {
            Some(symbol) if !is_statement(&right) => {
                let symbol = symbol.clone();
                self.equation(symbol, right)?
            }
            _ => right,
        };
        let span = left.span.to(right.span);
        Ok(self.node(
            Node::Binary(BinaryOp::Or, Box::new(left), Box::new(right)),
            span,
        ))
    }

    /// `symbol = value`, where only the value was written again.
    fn equation(&mut self, symbol: Ast, value: Ast) -> Read<Ast> {
        self.repeats(&symbol)?;
        let span = value.span;
        Ok(self.node(
            Node::Binary(BinaryOp::Equal, Box::new(symbol), Box::new(value)),
            span,
        ))
    }

    /// All of an answer: one statement or value, or several between separators.
    pub fn answer(&mut self) -> Read<Ast> {
        let first = self.expression(level::OR)?;
        if self.peek() != Some(&Kind::Separator) {
            return Ok(first);
        }
        let comma = self.place();
        let mut parts = vec![first];
        while self.peek() == Some(&Kind::Separator) {
            self.at += 1;
            parts.push(self.expression(level::OR)?);
        }
        if !parts.iter().any(is_statement) {
            if !self.syntax.bare_lists {
                return Err(Trouble {
                    fault: Fault::SeveralValues,
                    span: comma,
                });
            }
            let span = parts.iter().fold(comma, |span, part| span.to(part.span));
            return Ok(self.node(Node::Collection(Collection::List, parts), span));
        }
        self.joined(parts).ok_or(Trouble {
            fault: Fault::UnclearComma,
            span: comma,
        })?
    }

    /// Statements between commas: `x = 2, x = -2` and `x = 2, -2` are alternatives, since both
    /// cannot be; statements about different symbols hold together. `None` where neither is so.
    fn joined(&mut self, parts: Vec<Ast>) -> Option<Read<Ast>> {
        let mut statements: Vec<Ast> = Vec::new();
        for part in parts {
            let statement = match statements.last().and_then(solved) {
                Some(symbol) if !is_statement(&part) => {
                    let symbol = symbol.clone();
                    match self.equation(symbol, part) {
                        Ok(equation) => equation,
                        Err(trouble) => return Some(Err(trouble)),
                    }
                }
                _ if is_statement(&part) => part,
                _ => return None,
            };
            statements.push(statement);
        }
        let subjects: Vec<Option<&str>> = statements.iter().map(subject).collect();
        let mut op = BinaryOp::And;
        for (at, subject) in subjects.iter().enumerate() {
            let name = (*subject)?;
            if subjects
                .iter()
                .skip(at + 1)
                .any(|other| *other == Some(name))
            {
                op = BinaryOp::Or;
            }
        }
        if op == BinaryOp::Or {
            let is_one = subjects.iter().all(|subject| *subject == subjects[0]);
            if !is_one
                || !statements
                    .iter()
                    .all(|statement| solved(statement).is_some())
            {
                return None;
            }
        }
        let mut statements = statements.into_iter();
        let first = statements.next()?;
        Some(statements.try_fold(first, |left, right| {
            self.deepen()?;
            let span = left.span.to(right.span);
            Ok(self.node(Node::Binary(op, Box::new(left), Box::new(right)), span))
        }))
    }
}

/// The symbol that a statement is about: the one that stands alone on a side.
fn subject(statement: &Ast) -> Option<&str> {
    match &statement.node {
        Node::Binary(BinaryOp::Or, left, right) => {
            subject(left).filter(|&name| subject(right) == Some(name))
        }
        Node::Binary(op, left, right) if op.is_relation() => {
            [left, right].into_iter().find_map(|side| match &side.node {
                Node::Name(name) => Some(name.as_str()),
                _ => None,
            })
        }
        _ => None,
    }
}
