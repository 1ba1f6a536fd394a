//! One operand: a value with the signs before it and what is attached behind it.

use super::fault::Fault;
use super::grammar::{Grammar, Read, level, ungrouped};
use super::token::{Bracket, Kind};
use crate::math::ast::{Ast, BinaryOp, Literal, Node, UnaryOp};
use crate::math::{Collection, Function};

impl Grammar<'_> {
    /// An operand with the signs and `not` before it.
    pub fn prefixed(&mut self, min: u8) -> Read<Ast> {
        let start = self.place();
        match self.peek() {
            Some(Kind::Operator(BinaryOp::Subtract)) => {
                self.at += 1;
                let operand = ungrouped(self.expression(level::SIGN)?);
                let span = start.to(operand.span);
                Ok(self.node(Node::Unary(UnaryOp::Negate, Box::new(operand)), span))
            }
            Some(Kind::Operator(BinaryOp::Add)) => {
                self.at += 1;
                self.expression(level::SIGN)
            }
            Some(&Kind::PlusMinus { flipped }) => {
                self.at += 1;
                let operand = self.expression(level::SIGN)?;
                Ok(self.plus_minus(start, flipped, operand))
            }
            Some(Kind::Not) if min <= level::NOT => {
                self.at += 1;
                let operand = self.expression(level::NOT)?;
                let span = start.to(operand.span);
                Ok(self.node(Node::Unary(UnaryOp::Not, Box::new(operand)), span))
            }
            Some(Kind::Not) => Err(self.trouble(Fault::TightNot)),
            _ => self.postfixed(),
        }
    }

    /// A value with what is attached behind it: `75%`, `n!`, `a[1]`.
    fn postfixed(&mut self) -> Read<Ast> {
        let mut value = self.value()?;
        loop {
            let place = self.place();
            let span = value.span.to(place);
            match self.peek() {
                Some(Kind::Percent) => {
                    self.deepen()?;
                    self.at += 1;
                    value = self.node(Node::Percent(Box::new(ungrouped(value))), span);
                }
                Some(Kind::Factorial) => {
                    self.deepen()?;
                    self.at += 1;
                    let name = Function::Factorial.name().to_owned();
                    value = self.node(Node::Call(name, place, vec![ungrouped(value)]), span);
                }
                Some(Kind::Subscript | Kind::Open(Bracket::Square)) => {
                    match self.indexed(value)? {
                        Ok(indexed) => value = indexed,
                        Err(value) => return Ok(value),
                    }
                }
                _ => return Ok(value),
            }
        }
    }

    pub fn value(&mut self) -> Read<Ast> {
        let Some(token) = self.tokens.get(self.at) else {
            return Err(self.trouble(Fault::EndsEarly));
        };
        let span = token.span;
        let number = |literal: &Literal| Node::Number(literal.clone());
        let node = match &token.kind {
            Kind::Number(literal) => number(literal),
            Kind::Mixed(whole, over, under) => {
                if under.digits == "0" {
                    return Err(self.trouble(Fault::ZeroDenominator));
                }
                Node::Mixed(whole.clone(), over.clone(), under.clone())
            }
            Kind::Vulgar(over, under) => {
                let over = self.node(Node::Number((*over).into()), span);
                let under = self.node(Node::Number((*under).into()), span);
                Node::Binary(BinaryOp::Divide, Box::new(over), Box::new(under))
            }
            Kind::Constant(constant) => Node::Constant(*constant),
            Kind::Unit(unit) => Node::Unit(unit.clone()),
            Kind::Boolean(value) => Node::Boolean(*value),
            Kind::Empty => Node::Collection(Collection::Set, Vec::new()),
            Kind::Reals => {
                self.at += 1;
                return Ok(self.all_reals(span));
            }
            Kind::Name(name) => {
                self.at += 1;
                return self.named(name, span);
            }
            Kind::Function(named) => {
                self.at += 1;
                return self.function(*named, span);
            }
            Kind::Root(index) => {
                self.at += 1;
                return self.root(*index, span);
            }
            Kind::Bar => {
                self.at += 1;
                return self.bars(span);
            }
            Kind::Open(bracket) => {
                self.at += 1;
                return self.bracketed(*bracket, span);
            }
            Kind::Operator(BinaryOp::Less) => {
                self.at += 1;
                return self.bracketed(Bracket::Angle, span);
            }
            Kind::Close(Bracket::Square) if self.opens_by_closing() => {
                self.at += 1;
                return self.open_interval(span);
            }
            Kind::Close(_) if self.at == 0 => return Err(self.trouble(Fault::NotOpened)),
            _ => return Err(self.trouble(Fault::NoValue)),
        };
        self.at += 1;
        Ok(self.node(node, span))
    }
}
