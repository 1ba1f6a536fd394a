//! What the parser reads, before anything is known about names and types.

use super::{Collection, Constant};
use crate::base::Span;

/// A node and the place it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    /// What was read.
    pub node: Node,
    /// Where.
    pub span: Span,
}

/// A number as it was written: `digits × 10^−places`, the last `period` digits recurring, times
/// `10^exponent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// All digits, without mark or separators, without leading zeros save one.
    pub digits: String,
    /// How many of them stand after the decimal mark; 0 for an integer.
    pub places: u32,
    /// How many of these, the last ones, recur for ever; 0 for a number that ends (answers only).
    pub period: u32,
    /// The power of ten of scientific notation (answers only).
    pub exponent: Option<i32>,
}

impl Literal {
    /// Digits without leading zeros, so many of them after the decimal mark.
    pub fn new(digits: &str, places: u32) -> Self {
        let significant = digits.trim_start_matches('0');
        Self {
            digits: if significant.is_empty() {
                "0"
            } else {
                significant
            }
            .to_owned(),
            places,
            period: 0,
            exponent: None,
        }
    }

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
        let places = u32::try_from(fraction.len()).ok()?;
        Some(Self::new(&format!("{whole}{fraction}"), places))
    }

    /// Whether it is digits only.
    pub const fn is_integer(&self) -> bool {
        self.places == 0 && self.exponent.is_none()
    }
}

impl From<u32> for Literal {
    fn from(value: u32) -> Self {
        Self::new(&value.to_string(), 0)
    }
}

/// The kinds of node.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `2`, `0.50`.
    Number(Literal),
    /// `"text"`, without its quotes (templates only).
    Text(String),
    /// `true`, `false`.
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
    /// `π`, `∞` (answers only).
    Constant(Constant),
    /// `km` (answers only).
    Unit(String),
    /// `{a, b}`, `(a, b)`, `[a, b]` (answers only).
    Collection(Collection, Vec<Ast>),
    /// `[a, b)` (answers only).
    Interval {
        /// The lower end.
        low: Box<Ast>,
        /// Whether the lower end belongs to it.
        low_closed: bool,
        /// The upper end.
        high: Box<Ast>,
        /// Whether the upper end belongs to it.
        high_closed: bool,
    },
    /// `A ∪ B ∪ C` (answers only).
    Union(Vec<Ast>),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-a`
    Negate,
    /// `not a`
    Not,
    /// `±a` (answers only).
    PlusMinus,
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

impl BinaryOp {
    /// Whether it compares two values.
    pub const fn is_relation(self) -> bool {
        matches!(
            self,
            Self::Equal
                | Self::NotEqual
                | Self::Less
                | Self::LessEqual
                | Self::Greater
                | Self::GreaterEqual
        )
    }
}

impl Ast {
    /// The nodes directly below this one, from left to right.
    pub fn children(&self) -> Vec<&Ast> {
        match &self.node {
            Node::Unary(_, a) | Node::Percent(a) | Node::Field(a, ..) => vec![a],
            Node::Binary(_, a, b) | Node::Index(a, b) => vec![a, b],
            Node::Call(_, _, children)
            | Node::List(children)
            | Node::Collection(_, children)
            | Node::Union(children) => children.iter().collect(),
            Node::Interval { low, high, .. } => vec![low, high],
            Node::Number(_)
            | Node::Text(_)
            | Node::Boolean(_)
            | Node::Name(_)
            | Node::Mixed(..)
            | Node::Constant(_)
            | Node::Unit(_) => Vec::new(),
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
            Node::List(children) | Node::Collection(_, children) | Node::Union(children) => {
                children.iter_mut().for_each(|child| child.shift(offset));
            }
            Node::Interval { low, high, .. } => {
                low.shift(offset);
                high.shift(offset);
            }
            Node::Number(_)
            | Node::Text(_)
            | Node::Boolean(_)
            | Node::Name(_)
            | Node::Mixed(..)
            | Node::Constant(_)
            | Node::Unit(_) => {}
        }
    }
}
