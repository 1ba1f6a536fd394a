//! Brackets and bars: grouping, lists, sets, tuples, vectors, intervals, absolute values.

use super::fault::{Fault, Trouble};
use super::grammar::{Grammar, Read, level};
use super::token::{Bracket, Kind};
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Collection, Constant, Function};

/// How far ahead is looked for the end of an interval that opens by a closing bracket.
const LONGEST_INTERVAL: usize = 200;

impl Grammar<'_> {
    /// Reads what stands within a bracket or bars, where those outside do not count.
    fn within<T>(&mut self, bars: usize, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let outside = (self.bars, self.square_closes);
        (self.bars, self.square_closes) = (bars, false);
        let inside = read(self);
        (self.bars, self.square_closes) = outside;
        inside
    }

    /// What a bracket just opened holds.
    pub fn bracketed(&mut self, bracket: Bracket, open: Span) -> Read<Ast> {
        if bracket == Bracket::Curly && self.begins_condition() {
            // {x | x > 2} is the set of what makes the statement true.
            self.at += 2;
            let mut statement = self.within(0, |grammar| grammar.expression(level::OR))?;
            statement.span = open.to(self.close(bracket, open)?);
            return Ok(statement);
        }
        let elements = self.elements(bracket, open)?;
        let closing = self.closing(open, bracket)?;
        let span = open.to(self.place());
        let is_pair = elements.len() == 2;
        let low_closed = bracket == Bracket::Square;
        match closing {
            Closing::Same => {}
            Closing::Other { high_closed } if is_pair => {
                self.at += 1;
                return self.interval(elements, (low_closed, high_closed), span);
            }
            Closing::Other { .. } => {
                return Err(self.trouble(Fault::OtherBracket { open }));
            }
        }
        self.at += 1;
        match bracket {
            Bracket::Round => self.parenthesised(elements, span),
            Bracket::Square => Ok(self.node(Node::Collection(Collection::List, elements), span)),
            Bracket::Curly => Ok(self.node(Node::Collection(Collection::Set, elements), span)),
            Bracket::Angle => Ok(self.node(Node::Collection(Collection::Vector, elements), span)),
        }
    }

    /// Whether a symbol and a bar stand here, the bar without another one.
    fn begins_condition(&self) -> bool {
        let mut inside = self.tokens.iter().skip(self.at).take(LONGEST_INTERVAL);
        matches!(inside.next().map(|token| &token.kind), Some(Kind::Name(_)))
            && matches!(inside.next().map(|token| &token.kind), Some(Kind::Bar))
            && inside
                .take_while(|token| !matches!(token.kind, Kind::Close(Bracket::Curly)))
                .filter(|token| token.kind == Kind::Bar)
                .count()
                % 2
                == 0
    }

    /// A value in parentheses, a tuple, or an open interval that is infinite.
    fn parenthesised(&mut self, mut elements: Vec<Ast>, span: Span) -> Read<Ast> {
        match elements.len() {
            0 => Err(Trouble {
                fault: Fault::EmptyBrackets,
                span,
            }),
            1 => match elements.pop() {
                // A collection keeps its own place, so that it is not taken for another one.
                Some(only) => Ok(Ast { span, ..only }),
                None => Err(self.trouble(Fault::EmptyBrackets)),
            },
            2 if elements.iter().any(is_infinite) => self.interval(elements, (false, false), span),
            _ => Ok(self.node(Node::Collection(Collection::Tuple, elements), span)),
        }
    }

    /// The interval between two ends.
    pub fn interval(&mut self, ends: Vec<Ast>, closed: (bool, bool), span: Span) -> Read<Ast> {
        let mut ends = ends.into_iter().map(Box::new);
        let (Some(low), Some(high)) = (ends.next(), ends.next()) else {
            return Err(self.trouble(Fault::Stray));
        };
        let interval = Node::Interval {
            // No number is infinite.
            low_closed: closed.0 && !is_infinite(&low),
            high_closed: closed.1 && !is_infinite(&high),
            low,
            high,
        };
        Ok(self.node(interval, span))
    }

    /// The interval of all real numbers.
    pub fn all_reals(&mut self, span: Span) -> Ast {
        let infinity = self.node(Node::Constant(Constant::Infinity), span);
        let low = Node::Unary(UnaryOp::Negate, Box::new(infinity.clone()));
        let reals = Node::Interval {
            low: Box::new(self.node(low, span)),
            low_closed: false,
            high: Box::new(infinity),
            high_closed: false,
        };
        self.node(reals, span)
    }

    /// `]2; 5[`, from behind its first bracket.
    pub fn open_interval(&mut self, open: Span) -> Read<Ast> {
        let elements = self.elements(Bracket::Square, open)?;
        let high_closed = match self.peek() {
            Some(Kind::Close(Bracket::Square)) => true,
            Some(Kind::Open(Bracket::Square) | Kind::Close(Bracket::Round)) => false,
            Some(Kind::Close(_)) => return Err(self.trouble(Fault::OtherBracket { open })),
            _ => {
                return Err(Trouble {
                    fault: Fault::Unclosed,
                    span: open,
                });
            }
        };
        let span = open.to(self.place());
        if elements.len() != 2 {
            return Err(Trouble {
                fault: Fault::NotOpened,
                span: open,
            });
        }
        self.at += 1;
        self.interval(elements, (false, high_closed), span)
    }

    /// Whether a `]` where a value is due opens an interval: a separator and its other bracket
    /// follow.
    pub fn opens_by_closing(&self) -> bool {
        let mut depth = 0_usize;
        let mut separated = false;
        let ahead = self.tokens.iter().skip(self.at + 1);
        for token in ahead.take(LONGEST_INTERVAL) {
            match token.kind {
                Kind::Separator if depth == 0 => separated = true,
                Kind::Close(Bracket::Square | Bracket::Round) | Kind::Open(Bracket::Square)
                    if depth == 0 && separated =>
                {
                    return true;
                }
                Kind::Open(_) => depth += 1,
                Kind::Close(_) if depth == 0 => return false,
                Kind::Close(_) => depth -= 1,
                _ => {}
            }
        }
        false
    }

    /// Whether the `[` here closes the interval that is open: nothing that it could open follows.
    pub fn closes_by_opening(&self) -> bool {
        let kind = |ahead: usize| self.tokens.get(self.at + ahead).map(|token| &token.kind);
        self.square_closes
            && match kind(1) {
                None => true,
                Some(Kind::Name(name)) if matches!(&**name, "U" | "u") => {
                    matches!(kind(2), Some(Kind::Open(_) | Kind::Close(Bracket::Square)))
                }
                Some(
                    Kind::Operator(BinaryOp::Subtract | BinaryOp::Add)
                    | Kind::PlusMinus { .. }
                    | Kind::Bar,
                ) => false,
                Some(next) => !next.begins_operand(),
            }
    }

    /// Values between separators, up to the closing bracket.
    pub fn elements(&mut self, bracket: Bracket, open: Span) -> Read<Vec<Ast>> {
        // Within <a, b> the sign > closes.
        let least = if bracket == Bracket::Angle {
            level::UNION
        } else {
            level::OR
        };
        self.within(0, |grammar| {
            let mut elements = Vec::new();
            match grammar.peek() {
                None => {
                    return Err(Trouble {
                        fault: Fault::Unclosed,
                        span: open,
                    });
                }
                Some(Kind::Close(_)) => return Ok(elements),
                _ => {}
            }
            loop {
                elements.push(grammar.expression(least)?);
                if grammar.peek() != Some(&Kind::Separator) {
                    return Ok(elements);
                }
                grammar.at += 1;
                grammar.square_closes = elements.len() == 1 && bracket == Bracket::Square;
            }
        })
    }

    /// How the bracket that is due closes what was opened.
    fn closing(&self, open: Span, bracket: Bracket) -> Read<Closing> {
        let half_open = matches!(bracket, Bracket::Round | Bracket::Square);
        match self.peek() {
            Some(Kind::Close(closing)) if *closing == bracket => Ok(Closing::Same),
            Some(Kind::Operator(BinaryOp::Greater)) if bracket == Bracket::Angle => {
                Ok(Closing::Same)
            }
            Some(Kind::Close(Bracket::Round)) if half_open => {
                Ok(Closing::Other { high_closed: false })
            }
            Some(Kind::Close(Bracket::Square)) if half_open => {
                Ok(Closing::Other { high_closed: true })
            }
            Some(Kind::Open(Bracket::Square)) if bracket == Bracket::Square => {
                Ok(Closing::Other { high_closed: false })
            }
            Some(Kind::Close(_)) => Err(self.trouble(Fault::OtherBracket { open })),
            None => Err(Trouble {
                fault: Fault::Unclosed,
                span: open,
            }),
            Some(_) => Err(self.trouble(Fault::Stray)),
        }
    }

    /// Passes the closing bracket of the same shape.
    pub fn close(&mut self, bracket: Bracket, open: Span) -> Read<Span> {
        match self.closing(open, bracket)? {
            Closing::Same => {
                let span = self.place();
                self.at += 1;
                Ok(span)
            }
            Closing::Other { .. } => Err(self.trouble(Fault::OtherBracket { open })),
        }
    }

    /// `|x|`, from behind its first bar.
    pub fn bars(&mut self, open: Span) -> Read<Ast> {
        let bars = self.bars + 1;
        let inner = self.within(bars, |grammar| grammar.expression(level::UNION))?;
        if self.peek() != Some(&Kind::Bar) {
            return Err(match self.peek() {
                Some(Kind::Separator | Kind::Operator(_)) => self.trouble(Fault::Stray),
                _ => Trouble {
                    fault: Fault::Unclosed,
                    span: open,
                },
            });
        }
        let span = open.to(self.place());
        self.at += 1;
        let name = Function::Abs.name().to_owned();
        Ok(self.node(Node::Call(name, open, vec![inner]), span))
    }
}

/// How a bracket closes.
enum Closing {
    /// By its like.
    Same,
    /// By another one, as a half-open interval does.
    Other { high_closed: bool },
}

/// Whether it is ∞ or −∞.
pub(super) fn is_infinite(ast: &Ast) -> bool {
    match &ast.node {
        Node::Constant(Constant::Infinity) => true,
        Node::Unary(UnaryOp::Negate, inner) => {
            matches!(inner.node, Node::Constant(Constant::Infinity))
        }
        _ => false,
    }
}
