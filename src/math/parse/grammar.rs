//! The one grammar, over the tokens of either reader.
//!
//! Loosest first:
//!
//! ```text
//! or   and   not   == != < <= > >=   + -   * / mod (and juxtaposition)   -a   ^   [i] .name %
//! ```
//!
//! Operators of one level go from left to right, `^` from right to left: −2^2 is −4 and 2^3^2 is
//! 2^9. A chain `a < b < c` means `a < b and b < c`. In an answer two operands side by side are a
//! product, at the level of `*`.

use super::token::{Bracket, Kind, Token};
use super::{Ambiguity, ReadingRule};
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};

/// How deep an expression may be, brackets and operators of a chain together. Whoever walks the
/// tree may recurse: this many frames fit every stack.
const DEPTH: usize = 128;

/// How many nodes a tree may have. The source's length bounds what is read; this bounds what chains
/// of comparisons repeat.
const NODES: usize = 20_000;

/// Whose expressions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Calls, lists, texts; every operator is written.
    Template,
    /// Products may go without sign; any bracket is a parenthesis.
    Answer,
}

/// What keeps tokens from being an expression; each reader words it for its people.
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
    /// A second `=` in an answer.
    SecondEqual,
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
pub(super) fn first_fault(tokens: &[Token], end: usize, dialect: Dialect) -> Option<Trouble> {
    let trouble = read(tokens, end, dialect).err()?;
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
pub(super) fn read(tokens: &[Token], end: usize, dialect: Dialect) -> Read<(Ast, Vec<Ambiguity>)> {
    let mut grammar = Grammar {
        tokens,
        end,
        dialect,
        at: 0,
        depth: 0,
        nodes: 0,
        ambiguities: Vec::new(),
    };
    if tokens.is_empty() {
        return Err(grammar.trouble(Fault::Empty));
    }
    let ast = grammar.expression(level::OR)?;
    match grammar.peek() {
        None => Ok((ast, grammar.ambiguities)),
        Some(Kind::Close(_)) => Err(grammar.trouble(Fault::WrongClose)),
        Some(_) => Err(grammar.trouble(Fault::Stray)),
    }
}

struct Grammar<'a> {
    tokens: &'a [Token],
    end: usize,
    dialect: Dialect,
    at: usize,
    depth: usize,
    nodes: usize,
    ambiguities: Vec<Ambiguity>,
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
        // Whether `left` ends in a division written in this very chain, as in `1/2` before `x`.
        let mut divided = false;
        while let Some(kind) = self.peek() {
            let op = match kind {
                Kind::Operator(op) => Some(*op),
                kind if kind.begins_operand() => None,
                _ => break,
            };
            let level = op.map_or(level::PRODUCT, level_of);
            if level < min {
                break;
            }
            self.deepen()?;
            match op {
                None => {
                    left = self.juxtaposed(left, divided)?;
                    divided = false;
                    continue;
                }
                Some(_) => self.at += 1,
            }
            let op = op.unwrap_or(BinaryOp::Multiply);
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
                left = self.comparison(op, left, compared.replace(next), right)?;
            } else {
                left = self.operation(op, left, right);
            }
            divided = op == BinaryOp::Divide;
        }
        Ok(left)
    }

    fn operation(&mut self, op: BinaryOp, left: Ast, right: Ast) -> Ast {
        let span = left.span.to(right.span);
        // `3/4%` is three quarters of a per cent: the sign belongs to the whole fraction.
        match (op, &left.node, right.node) {
            (BinaryOp::Divide, Node::Number(_), Node::Percent(inner))
                if matches!(inner.node, Node::Number(_)) =>
            {
                self.ambiguities.push(Ambiguity {
                    span,
                    rule: ReadingRule::PercentOfFraction,
                });
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
        }
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
        if self.dialect == Dialect::Answer && op == BinaryOp::Equal {
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

    /// A product without a sign, as answers may have: `2x`, `2(x + 3)`, `x y`.
    fn juxtaposed(&mut self, left: Ast, divided: bool) -> Read<Ast> {
        let (Some(previous), Some(next)) = (self.previous(), self.tokens.get(self.at)) else {
            return Err(self.trouble(Fault::Stray));
        };
        let after_number = previous.kind.is_number();
        if self.dialect == Dialect::Template || (after_number && next.kind.is_number()) {
            let (left, right) = (previous.span, next.span);
            return Err(self.trouble(Fault::NoOperator { left, right }));
        }
        let rule = if next.kind.is_number() {
            Some(ReadingRule::NumberAfterFactor)
        } else if next.spaced {
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
        let span = left.span.to(right.span);
        if let Some(rule) = rule {
            self.ambiguities.push(Ambiguity { span, rule });
        }
        Ok(self.operation(BinaryOp::Multiply, left, right))
    }

    /// An operand with the signs and `not` before it.
    fn prefixed(&mut self, min: u8) -> Read<Ast> {
        let start = self.place();
        let (op, level) = match self.peek() {
            Some(Kind::Operator(BinaryOp::Subtract)) => (UnaryOp::Negate, level::SIGN),
            Some(Kind::Not) if min <= level::NOT => (UnaryOp::Not, level::NOT),
            Some(Kind::Not) => return Err(self.trouble(Fault::TightNot)),
            Some(Kind::Operator(BinaryOp::Add)) if self.dialect == Dialect::Answer => {
                self.at += 1;
                return self.expression(level::SIGN);
            }
            _ => return self.postfixed(),
        };
        self.at += 1;
        let operand = self.expression(level)?;
        let span = start.to(operand.span);
        Ok(self.node(Node::Unary(op, Box::new(operand)), span))
    }

    /// A value with what is attached behind it: `data[1]`, `row.name`, `75%`.
    fn postfixed(&mut self) -> Read<Ast> {
        let mut value = self.value()?;
        loop {
            match (self.peek(), self.dialect) {
                (Some(Kind::Open(Bracket::Square)), Dialect::Template) => {
                    self.deepen()?;
                    let open = self.place();
                    self.at += 1;
                    let index = self.expression(level::OR)?;
                    let span = value.span.to(self.close(Bracket::Square, open)?);
                    value = self.node(Node::Index(Box::new(value), Box::new(index)), span);
                }
                (Some(Kind::Dot), Dialect::Template) => {
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
                (Some(Kind::Percent), Dialect::Answer) => {
                    self.deepen()?;
                    let span = value.span.to(self.place());
                    self.at += 1;
                    value = self.node(Node::Percent(Box::new(value)), span);
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
            Kind::Mixed(whole, over, under) => {
                Node::Mixed(whole.clone(), over.clone(), under.clone())
            }
            Kind::Vulgar(over, under) => {
                let over = self.node(Node::Number(over.clone()), span);
                let under = self.node(Node::Number(under.clone()), span);
                Node::Binary(BinaryOp::Divide, Box::new(over), Box::new(under))
            }
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
        if self.dialect == Dialect::Answer || self.peek() != Some(&Kind::Open(Bracket::Round)) {
            return Ok(self.node(Node::Name(name), span));
        }
        let open = self.place();
        self.at += 1;
        let (arguments, close) = self.listed(Bracket::Round, open)?;
        Ok(self.node(Node::Call(name, span, arguments), span.to(close)))
    }

    /// What a bracket just opened holds: a list in a template, else an expression of its own.
    fn bracketed(&mut self, bracket: Bracket, open: Span) -> Read<Ast> {
        if self.dialect == Dialect::Template && bracket == Bracket::Square {
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
