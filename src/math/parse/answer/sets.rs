//! Unions and membership.

use super::brackets::is_infinite;
use super::fault::{Fault, Trouble};
use super::grammar::{Grammar, Read};
use crate::math::Collection;
use crate::math::ast::{Ast, BinaryOp, Node};

/// Whether it can stand beside ∪: an interval, a union, a set, or two ends in brackets.
pub(super) fn is_set(ast: &Ast) -> bool {
    match &ast.node {
        Node::Interval { .. } | Node::Union(_) | Node::Collection(Collection::Set, _) => true,
        Node::Collection(Collection::List | Collection::Tuple, ends) => ends.len() == 2,
        _ => false,
    }
}

impl Grammar<'_> {
    /// A set of numbers: `(2, 5)` and `[2, 5]` are intervals where a set is due.
    fn set(&mut self, ast: Ast) -> Read<Ast> {
        let span = ast.span;
        match ast.node {
            Node::Interval { .. } | Node::Union(_) | Node::Collection(Collection::Set, _) => {
                Ok(ast)
            }
            Node::Collection(kind @ (Collection::List | Collection::Tuple), ends)
                if ends.len() == 2 =>
            {
                let closed = kind == Collection::List;
                self.interval(ends, (closed, closed), span)
            }
            _ => Err(Trouble {
                fault: Fault::NoSet,
                span,
            }),
        }
    }

    /// `left ∪ right`, a union within joining it.
    pub fn union(&mut self, left: Ast, right: Ast) -> Read<Ast> {
        let span = left.span.to(right.span);
        let mut sets = Vec::new();
        for side in [left, right] {
            let set = self.set(side)?;
            match set.node {
                Node::Union(parts) => sets.extend(parts),
                node => sets.push(Ast { node, ..set }),
            }
        }
        Ok(self.node(Node::Union(sets), span))
    }

    /// `x ∈ set`, as the statement that says the same: x ∈ [2, 5) is 2 ≤ x and x < 5.
    ///
    /// All real numbers, and none, stay the set they are.
    pub fn membership(&mut self, symbol: Ast, set: Ast) -> Read<Ast> {
        let set = self.set(set)?;
        let span = symbol.span.to(set.span);
        if !matches!(symbol.node, Node::Name(_)) {
            return Err(Trouble {
                fault: Fault::Stray,
                span: symbol.span,
            });
        }
        let parts = match set.node {
            Node::Union(parts) => parts,
            Node::Collection(Collection::Set, elements) if elements.is_empty() => {
                let empty = Node::Collection(Collection::Set, elements);
                return Ok(self.node(empty, span));
            }
            node => vec![Ast { node, ..set }],
        };
        let mut whole: Option<Ast> = None;
        let mut join = |grammar: &mut Self, statement: Ast| {
            whole = Some(match whole.take() {
                None => Ast { span, ..statement },
                Some(left) => grammar.node(
                    Node::Binary(BinaryOp::Or, Box::new(left), Box::new(statement)),
                    span,
                ),
            });
        };
        for part in parts {
            match part.node {
                Node::Collection(_, elements) => {
                    for element in elements {
                        self.deepen()?;
                        let equal = self.relation(BinaryOp::Equal, &symbol, element);
                        join(self, equal);
                    }
                }
                Node::Interval {
                    low,
                    low_closed,
                    high,
                    high_closed,
                } => {
                    self.deepen()?;
                    let bounds = (
                        (!is_infinite(&low)).then_some(*low),
                        (!is_infinite(&high)).then_some(*high),
                    );
                    let above = |closed| {
                        if closed {
                            BinaryOp::LessEqual
                        } else {
                            BinaryOp::Less
                        }
                    };
                    let statement = match bounds {
                        (Some(low), Some(high)) => {
                            let first = self.node(
                                Node::Binary(
                                    above(low_closed),
                                    Box::new(low),
                                    Box::new(symbol.clone()),
                                ),
                                span,
                            );
                            let second = self.relation(above(high_closed), &symbol, high);
                            self.node(
                                Node::Binary(BinaryOp::And, Box::new(first), Box::new(second)),
                                span,
                            )
                        }
                        (Some(low), None) => {
                            let op = if low_closed {
                                BinaryOp::GreaterEqual
                            } else {
                                BinaryOp::Greater
                            };
                            self.relation(op, &symbol, low)
                        }
                        (None, Some(high)) => self.relation(above(high_closed), &symbol, high),
                        (None, None) => self.all_reals(span),
                    };
                    join(self, statement);
                }
                _ => {}
            }
        }
        whole.ok_or_else(|| self.trouble(Fault::Stray))
    }

    fn relation(&mut self, op: BinaryOp, symbol: &Ast, value: Ast) -> Ast {
        let span = value.span;
        self.node(
            Node::Binary(op, Box::new(symbol.clone()), Box::new(value)),
            span,
        )
    }
}
