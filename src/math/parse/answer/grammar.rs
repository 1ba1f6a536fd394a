//! What the words of an answer mean together.
//!
//! Loosest first:
//!
//! ```text
//! or   and   not   = ≠ < ≤ > ≥ ∈   ∪   + − ±   × ÷ (and juxtaposition)   −a ±a   ^   ! % [i]
//! ```
//!
//! Operators of one level go from left to right, `^` from right to left: −2^2 is −4 and 2^3^2 is
//! 2^9. A chain `a < b < c` means `a < b and b < c`. Two operands side by side are a product, at the
//! level of `×`. A bar closes the innermost one that is open within its bracket where a value has
//! just ended, and opens another where a value is due or none is open.

use super::fault::{Fault, Trouble};
use super::token::{Bracket, Kind, Token};
use super::{Ambiguity, AnswerSyntax, ReadingRule};
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Collection, Function};

/// How deep an answer may be, brackets and operators of a chain together. Whoever walks the tree may
/// recurse: this many frames fit every stack.
const DEPTH: usize = 128;

/// How deep brackets, signs and arguments may be nested. Reading one level of these takes many
/// frames; so many levels fit a thread's stack of 2 MB in every build.
const NESTING: usize = 64;

/// How many nodes a tree may have. The source's length bounds what is read; this bounds what chains
/// of comparisons repeat.
const NODES: usize = 20_000;

pub(super) type Read<T> = Result<T, Trouble>;

/// Levels of binding, loosest first.
pub(super) mod level {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const COMPARISON: u8 = 4;
    pub const UNION: u8 = 5;
    pub const SUM: u8 = 6;
    pub const PRODUCT: u8 = 7;
    pub const SIGN: u8 = 8;
    pub const POWER: u8 = 9;
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

/// Reads all words as one answer; `end` is where the source ends.
pub(super) fn read(
    tokens: &[Token],
    end: usize,
    syntax: &AnswerSyntax<'_>,
) -> Read<(Ast, Vec<Ambiguity>)> {
    let mut grammar = Grammar {
        tokens,
        end,
        syntax,
        at: 0,
        depth: 0,
        nesting: 0,
        nodes: 0,
        bars: 0,
        square_closes: false,
        ambiguities: Vec::new(),
    };
    if tokens.is_empty() {
        return Err(grammar.trouble(Fault::Empty));
    }
    let ast = grammar.answer()?;
    match grammar.peek() {
        None => Ok((ast, grammar.ambiguities)),
        Some(Kind::Close(_)) => Err(grammar.trouble(Fault::NotOpened)),
        Some(_) => Err(grammar.trouble(Fault::Stray)),
    }
}

/// What is wrong before the word at `end` that cannot be read: then that is to be mended first.
pub(super) fn first_fault(
    tokens: &[Token],
    end: usize,
    syntax: &AnswerSyntax<'_>,
) -> Option<Trouble> {
    let trouble = read(tokens, end, syntax).err()?;
    trouble.is_settled(end).then_some(trouble)
}

pub(super) struct Grammar<'a> {
    pub tokens: &'a [Token],
    pub syntax: &'a AnswerSyntax<'a>,
    pub at: usize,
    /// How many bars are open within the innermost bracket.
    pub bars: usize,
    /// Whether a `[` may close the innermost bracket, as in `[2; 5[`.
    pub square_closes: bool,
    pub ambiguities: Vec<Ambiguity>,
    end: usize,
    depth: usize,
    nesting: usize,
    nodes: usize,
}

/// What joins a value to the next one.
#[derive(Clone, Copy)]
enum Joint {
    Operator(BinaryOp),
    PlusMinus {
        flipped: bool,
    },
    Union,
    In,
    /// Nothing: a product.
    Side,
}

impl Joint {
    const fn level(self) -> u8 {
        match self {
            Self::Operator(op) => level_of(op),
            Self::PlusMinus { .. } => level::SUM,
            Self::Union => level::UNION,
            Self::In => level::COMPARISON,
            Self::Side => level::PRODUCT,
        }
    }
}

/// A comparison that the next one of a chain continues: `a < b` with `b` and the nodes it has.
struct Compared {
    right: Ast,
    nodes: usize,
}

impl Grammar<'_> {
    pub fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The next word's place; after the last one the source's end.
    pub fn place(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or(Span::at(self.end), |token| token.span)
    }

    fn previous(&self) -> Option<&Token> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    pub fn trouble(&self, fault: Fault) -> Trouble {
        Trouble {
            fault,
            span: self.place(),
        }
    }

    pub fn node(&mut self, node: Node, span: Span) -> Ast {
        self.nodes += 1;
        Ast { node, span }
    }

    pub fn doubt(&mut self, span: Span, rule: ReadingRule) {
        self.ambiguities.push(Ambiguity { span, rule });
    }

    /// Counts nodes that are made by repeating others.
    pub fn repeats(&mut self, ast: &Ast) -> Read<()> {
        fn size(ast: &Ast) -> usize {
            1 + ast.children().into_iter().map(size).sum::<usize>()
        }
        self.nodes += size(ast);
        if self.nodes > NODES {
            return Err(self.trouble(Fault::TooDeep));
        }
        Ok(())
    }

    pub fn deepen(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH || self.nodes > NODES {
            return Err(self.trouble(Fault::TooDeep));
        }
        Ok(())
    }

    /// Operators of level `min` and tighter.
    pub fn expression(&mut self, min: u8) -> Read<Ast> {
        self.deeper(|grammar| grammar.chain(min))
    }

    /// Reads something one level down.
    pub fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Read<Ast>) -> Read<Ast> {
        let (depth, nesting) = (self.depth, self.nesting);
        self.deepen()?;
        if nesting >= NESTING {
            return Err(self.trouble(Fault::TooDeep));
        }
        self.nesting += 1;
        let ast = read(self);
        self.nesting = nesting;
        let ast = ast?;
        self.depth = depth;
        Ok(ast)
    }

    /// What joins the next word to the value before it, if it goes on.
    fn joint(&self, left: &Ast) -> Option<Joint> {
        Some(match self.peek()? {
            Kind::Operator(op) => Joint::Operator(*op),
            Kind::PlusMinus { flipped } => Joint::PlusMinus { flipped: *flipped },
            Kind::Union => Joint::Union,
            Kind::In => Joint::In,
            Kind::Name(name) if matches!(&**name, "U" | "u") && super::sets::is_set(left) => {
                Joint::Union
            }
            _ if self.goes_on() => Joint::Side,
            _ => return None,
        })
    }

    /// Whether an operand begins here, right after another one.
    pub fn goes_on(&self) -> bool {
        match self.peek() {
            Some(Kind::Bar) => self.bars == 0,
            Some(Kind::Open(Bracket::Square)) => !self.closes_by_opening(),
            Some(kind) => kind.begins_operand(),
            None => false,
        }
    }

    fn chain(&mut self, min: u8) -> Read<Ast> {
        let mut left = self.prefixed(min)?;
        let mut compared: Option<Compared> = None;
        // Whether `left` ends in a division written in this very chain, as in `1/2` before `x`.
        let mut divided = false;
        while let Some(joint) = self.joint(&left) {
            let level = joint.level();
            if level < min {
                break;
            }
            self.deepen()?;
            if !matches!(joint, Joint::Side) {
                self.at += 1;
            }
            let before = self.nodes;
            left = match joint {
                Joint::Side => self.side_by_side(left, divided)?,
                Joint::PlusMinus { flipped } => {
                    let start = self.previous().map_or(left.span, |token| token.span);
                    let term = self.expression(level + 1)?;
                    let term = self.plus_minus(start, flipped, term);
                    self.operation(BinaryOp::Add, left, term)?
                }
                Joint::Union => {
                    let right = self.expression(level + 1)?;
                    self.union(left, right)?
                }
                Joint::In => {
                    let set = self.expression(level + 1)?;
                    self.membership(left, set)?
                }
                Joint::Operator(BinaryOp::Power) => {
                    let exponent = self.expression(level)?;
                    self.operation(BinaryOp::Power, left, exponent)?
                }
                Joint::Operator(op) if level == level::COMPARISON => {
                    let right = self.expression(level + 1)?;
                    let next = Compared {
                        right: right.clone(),
                        nodes: self.nodes - before,
                    };
                    self.comparison(op, left, compared.replace(next), right)?
                }
                Joint::Operator(op) => {
                    let right = self.expression(level + 1)?;
                    self.operation(op, left, right)?
                }
            };
            divided = matches!(joint, Joint::Operator(BinaryOp::Divide));
        }
        Ok(left)
    }

    pub fn plus_minus(&mut self, start: Span, flipped: bool, term: Ast) -> Ast {
        let span = start.to(term.span);
        let term = ungrouped(term);
        let both = self.node(Node::Unary(UnaryOp::PlusMinus, Box::new(term)), span);
        if flipped {
            return self.node(Node::Unary(UnaryOp::Negate, Box::new(both)), span);
        }
        both
    }

    /// `left op right`, with what follows from both.
    pub fn operation(&mut self, op: BinaryOp, left: Ast, right: Ast) -> Read<Ast> {
        let span = left.span.to(right.span);
        match op {
            BinaryOp::Or => return self.either(left, right),
            BinaryOp::And => {
                return Ok(self.node(Node::Binary(op, Box::new(left), Box::new(right)), span));
            }
            _ => {}
        }
        let (left, right) = (ungrouped(left), ungrouped(right));
        if op == BinaryOp::Power
            && matches!(right.node, Node::Binary(BinaryOp::Power, ..))
            && !in_brackets(&right)
        {
            self.doubt(span, ReadingRule::PowerOfPower);
        }
        // `3/4%` is three quarters of a per cent: the sign belongs to the whole fraction.
        let right_start = right.span.start;
        Ok(match (op, &left.node, right.node) {
            (BinaryOp::Divide, Node::Number(_), Node::Percent(inner))
                if matches!(inner.node, Node::Number(_)) && inner.span.start == right_start =>
            {
                self.doubt(span, ReadingRule::PercentOfFraction);
                let fraction_span = left.span.to(inner.span);
                let fraction = self.node(Node::Binary(op, Box::new(left), inner), fraction_span);
                self.node(Node::Percent(Box::new(fraction)), span)
            }
            (_, _, node) => {
                let right = Ast {
                    node,
                    span: right.span,
                };
                self.node(Node::Binary(op, Box::new(left), Box::new(right)), span)
            }
        })
    }

    /// `left op right`, or its conjunction with the comparison `left` that it continues.
    fn comparison(
        &mut self,
        op: BinaryOp,
        left: Ast,
        compared: Option<Compared>,
        right: Ast,
    ) -> Read<Ast> {
        let span = left.span.to(right.span);
        let Some(Compared {
            right: middle,
            nodes,
        }) = compared
        else {
            return Ok(self.node(Node::Binary(op, Box::new(left), Box::new(right)), span));
        };
        if op == BinaryOp::Equal {
            return Err(Trouble {
                fault: Fault::SecondEqual,
                span: right.span,
            });
        }
        self.nodes += nodes;
        let span_next = middle.span.to(right.span);
        let next = self.node(
            Node::Binary(op, Box::new(middle), Box::new(right)),
            span_next,
        );
        Ok(self.node(
            Node::Binary(BinaryOp::And, Box::new(left), Box::new(next)),
            span,
        ))
    }

    /// Whether the last factor read stands right behind a bar, as the x in `|2|x`.
    fn follows_bars(&self, left: &Ast) -> bool {
        let Node::Binary(BinaryOp::Multiply, _, last) = &left.node else {
            return false;
        };
        let read = self.tokens.get(..self.at).unwrap_or_default();
        let mut before = read
            .iter()
            .rev()
            .skip_while(|token| token.span.start >= last.span.start);
        before.next().is_some_and(|token| token.kind == Kind::Bar)
            && !matches!(&last.node, Node::Call(name, ..) if name == Function::Abs.name())
    }

    /// A product without a sign: `2x`, `2(x + 3)`, `x y`.
    fn side_by_side(&mut self, left: Ast, divided: bool) -> Read<Ast> {
        let (Some(previous), Some(next)) = (self.previous(), self.tokens.get(self.at)) else {
            return Err(self.trouble(Fault::Stray));
        };
        if previous.kind.is_number() && next.kind.is_number() {
            let (left, right) = (previous.span, next.span);
            return Err(self.trouble(Fault::NoOperator { left, right }));
        }
        let is_unit = matches!(next.kind, Kind::Unit(_));
        let rule = if next.kind == Kind::Bar && self.follows_bars(&left) {
            Some(ReadingRule::Bars)
        } else if next.kind.is_number() {
            Some(ReadingRule::NumberAfterFactor)
        } else if divided && is_unit && matches!(previous.kind, Kind::Unit(_)) {
            Some(ReadingRule::LeftToRight)
        } else if next.spaced || is_unit {
            // A blank shows what belongs together: `1/2 x` is a half of x.
            None
        } else if divided {
            Some(ReadingRule::LeftToRight)
        } else if matches!(previous.kind, Kind::Mixed(..)) {
            Some(ReadingRule::MixedFactor)
        } else {
            None
        };
        let right = self.expression(level::SIGN)?;
        if let Some(rule) = rule {
            self.doubt(left.span.to(right.span), rule);
        }
        self.operation(BinaryOp::Multiply, left, right)
    }
}

/// Whether brackets stand around an operation: it ends after its last operand.
pub(super) fn in_brackets(ast: &Ast) -> bool {
    match &ast.node {
        Node::Unary(_, last) | Node::Binary(_, _, last) => ast.span.end > last.span.end,
        _ => false,
    }
}

/// One value in square or curly brackets, which within arithmetic only group.
pub(super) fn ungrouped(ast: Ast) -> Ast {
    match ast.node {
        Node::Collection(Collection::List | Collection::Set, mut elements)
            if elements.len() == 1 =>
        {
            match elements.pop() {
                Some(only) => Ast {
                    span: ast.span,
                    ..only
                },
                None => Ast {
                    node: Node::Collection(Collection::Set, elements),
                    ..ast
                },
            }
        }
        node => Ast { node, ..ast },
    }
}
