//! What the words of a template's expression mean together.
//!
//! Loosest first:
//!
//! ```text
//! or   and   not   == != < <= > >=   + -   * / mod   -a   ^   [i] .name
//! ```
//!
//! Operators of one level go from left to right, `^` from right to left: −2^2 is −4 and 2^3^2 is
//! 2^9. A chain `a < b < c` means `a < b and b < c`.

use super::token::{Bracket, Kind, Token};
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};

/// How deep an expression may be, brackets and operators of a chain together. Whoever walks the
/// tree may recurse: this many frames fit every stack.
const DEPTH: usize = 128;

/// How many nodes a tree may have. The source's length bounds what is read; this bounds what chains
/// of comparisons repeat.
const NODES: usize = 20_000;

/// What keeps tokens from being an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing at all.
    Empty,
    /// It ends where a value is due.
    EndsEarly,
    /// Something else stands where a value is due.
    NoValue,
    /// Two values with nothing between them; the spans are theirs.
    NoOperator { left: Span, right: Span },
    /// Something that cannot follow a value.
    Stray,
    /// A bracket that is never closed.
    Unclosed,
    /// A bracket that closes nothing, or one of another shape.
    WrongClose,
    /// No name after the dot.
    NoField,
    /// `not` after an operator that binds tighter.
    TightNot,
    /// Past the budget of depth or nodes.
    TooDeep,
}

/// A fault and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub fault: Fault,
    pub span: Span,
}

impl Trouble {
    /// Whether it would still be one if there were more tokens after `end`.
    fn is_settled(&self, end: usize) -> bool {
        self.span.start < end && self.fault != Fault::Unclosed
    }
}

/// What is wrong before the word at `end` that cannot be read: then that is to be mended first.
pub(super) fn first_fault(tokens: &[Token], end: usize) -> Option<Trouble> {
    let trouble = read(tokens, end).err()?;
    trouble.is_settled(end).then_some(trouble)
}

type Read<T> = Result<T, Trouble>;

/// Levels of binding, loosest first.
mod level {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const COMPARISON: u8 = 4;
    pub const SUM: u8 = 5;
    pub const PRODUCT: u8 = 6;
    pub const SIGN: u8 = 7;
    pub const POWER: u8 = 8;
}

const fn level_of(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => level::OR,
        BinaryOp::And => level::AND,
        BinaryOp::Equal
        | BinaryOp::NotEqual
        | BinaryOp::Less
        | BinaryOp::LessEqual
        | BinaryOp::Greater
        | BinaryOp::GreaterEqual => level::COMPARISON,
        BinaryOp::Add | BinaryOp::Subtract => level::SUM,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Mod => level::PRODUCT,
        BinaryOp::Power => level::POWER,
    }
}

/// Reads all tokens as one expression; `end` is where the source ends.
pub(super) fn read(tokens: &[Token], end: usize) -> Read<Ast> {
    let mut grammar = Grammar {
        tokens,
        end,
        at: 0,
        depth: 0,
        nodes: 0,
    };
    if tokens.is_empty() {
        return Err(grammar.trouble(Fault::Empty));
    }
    let ast = grammar.expression(level::OR)?;
    match grammar.peek() {
        None => Ok(ast),
        Some(Kind::Close(_)) => Err(grammar.trouble(Fault::WrongClose)),
        Some(_) => Err(grammar.trouble(Fault::Stray)),
    }
}

struct Grammar<'a> {
    tokens: &'a [Token],
    end: usize,
    at: usize,
    depth: usize,
    nodes: usize,
}

/// A comparison that the next one of a chain continues: `a < b` with `b` and the nodes it has.
struct Compared {
    right: Ast,
    nodes: usize,
}

impl Grammar<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The next token's place; after the last one the source's end.
    fn place(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or(Span::at(self.end), |token| token.span)
    }

    fn previous(&self) -> Option<&Token> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    fn trouble(&self, fault: Fault) -> Trouble {
        Trouble {
            fault,
            span: self.place(),
        }
    }

    fn node(&mut self, node: Node, span: Span) -> Ast {
        self.nodes += 1;
        Ast { node, span }
    }

    fn deepen(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH || self.nodes > NODES {
            return Err(self.trouble(Fault::TooDeep));
        }
        Ok(())
    }

    /// Operators of level `min` and tighter.
    fn expression(&mut self, min: u8) -> Read<Ast> {
        let depth = self.depth;
        self.deepen()?;
        let ast = self.chain(min)?;
        self.depth = depth;
        Ok(ast)
    }

    fn chain(&mut self, min: u8) -> Read<Ast> {
        let mut left = self.prefixed(min)?;
        let mut compared: Option<Compared> = None;
        while let Some(kind) = self.peek() {
            let op = match kind {
                Kind::Operator(op) => *op,
                kind if kind.begins_operand() && min <= level::PRODUCT => {
                    return Err(self.no_operator());
                }
                _ => break,
            };
            let level = level_of(op);
            if level < min {
                break;
            }
            self.deepen()?;
            self.at += 1;
            let before = self.nodes;
            let right = self.expression(if op == BinaryOp::Power {
                level
            } else {
                level + 1
            })?;
            if level == level::COMPARISON {
                let next = Compared {
                    right: right.clone(),
                    nodes: self.nodes - before,
                };
                left = self.comparison(op, left, compared.replace(next), right);
            } else {
                let span = left.span.to(right.span);
                left = self.node(Node::Binary(op, Box::new(left), Box::new(right)), span);
            }
        }
        Ok(left)
    }

    /// `left op right`, or its conjunction with the comparison `left` that it continues.
    fn comparison(
        &mut self,
        op: BinaryOp,
        left: Ast,
        compared: Option<Compared>,
        right: Ast,
    ) -> Ast {
        let span = left.span.to(right.span);
        let Some(Compared {
            right: middle,
            nodes,
        }) = compared
        else {
            return self.node(Node::Binary(op, Box::new(left), Box::new(right)), span);
        };
        self.nodes += nodes;
        let span_next = middle.span.to(right.span);
        let next = self.node(
            Node::Binary(op, Box::new(middle), Box::new(right)),
            span_next,
        );
        self.node(
            Node::Binary(BinaryOp::And, Box::new(left), Box::new(next)),
            span,
        )
    }

    /// Two values with nothing between them.
    fn no_operator(&self) -> Trouble {
        let right = self.place();
        let left = self.previous().map_or(right, |token| token.span);
        self.trouble(Fault::NoOperator { left, right })
    }

    /// An operand with the signs and `not` before it.
    fn prefixed(&mut self, min: u8) -> Read<Ast> {
        let start = self.place();
        let (op, level) = match self.peek() {
            Some(Kind::Operator(BinaryOp::Subtract)) => (UnaryOp::Negate, level::SIGN),
            Some(Kind::Not) if min <= level::NOT => (UnaryOp::Not, level::NOT),
            Some(Kind::Not) => return Err(self.trouble(Fault::TightNot)),
            _ => return self.postfixed(),
        };
        self.at += 1;
        let operand = self.expression(level)?;
        let span = start.to(operand.span);
        Ok(self.node(Node::Unary(op, Box::new(operand)), span))
    }

    /// A value with what is attached behind it: `data[1]`, `row.name`.
    fn postfixed(&mut self) -> Read<Ast> {
        let mut value = self.value()?;
        loop {
            match self.peek() {
                Some(Kind::Open(Bracket::Square)) => {
                    self.deepen()?;
                    let open = self.place();
                    self.at += 1;
                    let index = self.expression(level::OR)?;
                    let span = value.span.to(self.close(Bracket::Square, open)?);
                    value = self.node(Node::Index(Box::new(value), Box::new(index)), span);
                }
                Some(Kind::Dot) => {
                    self.deepen()?;
                    self.at += 1;
                    let name_span = self.place();
                    let Some(Kind::Name(name)) = self.peek() else {
                        return Err(self.trouble(Fault::NoField));
                    };
                    let name = name.clone();
                    self.at += 1;
                    let span = value.span.to(name_span);
                    value = self.node(Node::Field(Box::new(value), name, name_span), span);
                }
                _ => return Ok(value),
            }
        }
    }

    fn value(&mut self) -> Read<Ast> {
        let Some(token) = self.tokens.get(self.at) else {
            return Err(self.trouble(Fault::EndsEarly));
        };
        let span = token.span;
        let node = match &token.kind {
            Kind::Number(literal) => Node::Number(literal.clone()),
            Kind::Text(text) => Node::Text(text.clone()),
            Kind::Boolean(value) => Node::Boolean(*value),
            Kind::Name(name) => {
                let name = name.clone();
                self.at += 1;
                return self.named(name, span);
            }
            Kind::Open(bracket) => {
                let bracket = *bracket;
                self.at += 1;
                return self.bracketed(bracket, span);
            }
            _ => return Err(self.trouble(Fault::NoValue)),
        };
        self.at += 1;
        Ok(self.node(node, span))
    }

    /// A name, or a call of the function of that name.
    fn named(&mut self, name: String, span: Span) -> Read<Ast> {
        if self.peek() != Some(&Kind::Open(Bracket::Round)) {
            return Ok(self.node(Node::Name(name), span));
        }
        let open = self.place();
        self.at += 1;
        let (arguments, close) = self.listed(Bracket::Round, open)?;
        Ok(self.node(Node::Call(name, span, arguments), span.to(close)))
    }

    /// What a bracket just opened holds: a list in a template, else an expression of its own.
    fn bracketed(&mut self, bracket: Bracket, open: Span) -> Read<Ast> {
        if bracket == Bracket::Square {
            let (elements, close) = self.listed(bracket, open)?;
            return Ok(self.node(Node::List(elements), open.to(close)));
        }
        let mut inner = self.expression(level::OR)?;
        inner.span = open.to(self.close(bracket, open)?);
        Ok(inner)
    }

    /// Expressions between commas, up to the closing bracket, whose place comes with them.
    fn listed(&mut self, bracket: Bracket, open: Span) -> Read<(Vec<Ast>, Span)> {
        let mut elements = Vec::new();
        if self.peek() == Some(&Kind::Close(bracket)) {
            return Ok((elements, self.close(bracket, open)?));
        }
        loop {
            elements.push(self.expression(level::OR)?);
            if self.peek() != Some(&Kind::Comma) {
                return Ok((elements, self.close(bracket, open)?));
            }
            self.at += 1;
        }
    }

    fn close(&mut self, bracket: Bracket, open: Span) -> Read<Span> {
        match self.peek() {
            Some(Kind::Close(closing)) if *closing == bracket => {
                let span = self.place();
                self.at += 1;
                Ok(span)
            }
            None => Err(Trouble {
                fault: Fault::Unclosed,
                span: open,
            }),
            Some(Kind::Close(_)) => Err(self.trouble(Fault::WrongClose)),
            Some(_) => Err(self.trouble(Fault::Stray)),
        }
    }
}
