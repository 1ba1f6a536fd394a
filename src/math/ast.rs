//! What the parser reads, before anything is known about names and types.

use crate::base::Span;

/// A node and the place it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    /// What was read.
    pub node: Node,
    /// Where.
    pub span: Span,
}

/// A number as it was written: `digits × 10^−places`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// All digits, without mark or separators, without leading zeros save one.
    pub digits: String,
    /// How many of them stand after the decimal mark; 0 for an integer.
    pub places: u32,
}

impl Literal {
    /// Reads digits with at most one point among or before them, such as `12`, `0.50` or `.5`;
    /// `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || (whole.len() + fraction.len() == 0) {
            return None;
        }
        if text.ends_with('.') {
            return None;
        }
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        Some(Self {
            digits: if significant.is_empty() {
                "0"
            } else {
                significant
            }
            .to_owned(),
            places: u32::try_from(fraction.len()).ok()?,
        })
    }
}

/// The kinds of node.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `2`, `0.50`.
    Number(Literal),
    /// `"text"`, without its quotes (templates only).
    Text(String),
    /// `true`, `false` (templates only).
    Boolean(bool),
    /// A name or a symbol.
    Name(String),
    /// `-a`, `not a`.
    Unary(UnaryOp, Box<Ast>),
    /// `a + b`.
    Binary(BinaryOp, Box<Ast>, Box<Ast>),
    /// `gcd(a, b)`; the span is the name's.
    Call(String, Span, Vec<Ast>),
    /// `[a, b]`.
    List(Vec<Ast>),
    /// `data[1]`; the first element is 1.
    Index(Box<Ast>, Box<Ast>),
    /// `row.name`; the span is the name's.
    Field(Box<Ast>, String, Span),
    /// `1 1/2` (answers only): whole, numerator, denominator; a sign stands outside.
    Mixed(Literal, Literal, Literal),
    /// `75%` (answers only).
    Percent(Box<Ast>),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-a`
    Negate,
    /// `not a`
    Not,
}

/// Operators with two operands, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `a or b`
    Or,
    /// `a and b`
    And,
    /// `a == b` in templates, `a = b` in answers
    Equal,
    /// `a != b`
    NotEqual,
    /// `a < b`
    Less,
    /// `a <= b`
    LessEqual,
    /// `a > b`
    Greater,
    /// `a >= b`
    GreaterEqual,
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`; in answers also juxtaposition
    Multiply,
    /// `a / b`
    Divide,
    /// `a mod b`: the remainder with the sign of `b`
    Mod,
    /// `a ^ b`, right-associative, binding tighter than a minus before it
    Power,
}

impl Ast {
    /// The nodes directly below this one, from left to right.
    pub fn children(&self) -> Vec<&Ast> {
        match &self.node {
            Node::Unary(_, a) | Node::Percent(a) | Node::Field(a, ..) => vec![a],
            Node::Binary(_, a, b) | Node::Index(a, b) => vec![a, b],
            Node::Call(_, _, children) | Node::List(children) => children.iter().collect(),
            Node::Number(_)
            | Node::Text(_)
            | Node::Boolean(_)
            | Node::Name(_)
            | Node::Mixed(..) => Vec::new(),
        }
    }

    /// The same tree in a text that begins `offset` bytes earlier.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        self.shift(offset);
        self
    }

    fn shift(&mut self, offset: usize) {
        self.span = self.span.shifted(offset);
        match &mut self.node {
            Node::Unary(_, a) | Node::Percent(a) => a.shift(offset),
            Node::Field(a, _, span) => {
                *span = span.shifted(offset);
                a.shift(offset);
            }
            Node::Binary(_, a, b) | Node::Index(a, b) => {
                a.shift(offset);
                b.shift(offset);
            }
            Node::Call(_, span, children) => {
                *span = span.shifted(offset);
                children.iter_mut().for_each(|child| child.shift(offset));
            }
            Node::List(children) => children.iter_mut().for_each(|child| child.shift(offset)),
            Node::Number(_)
            | Node::Text(_)
            | Node::Boolean(_)
            | Node::Name(_)
            | Node::Mixed(..) => {}
        }
    }
}
