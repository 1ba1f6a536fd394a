//! One grammar with two readers: the expressions of a template, and what learners type.
//!
//! Each reader has its own spelling, turned into [tokens](token), and its own words for what it
//! cannot read; what tokens mean together is decided once, by the [grammar].

mod answer;
mod error;
mod glyph;
mod grammar;
mod numeral;
mod reading;
mod symbols;
mod template;
mod token;

pub use answer::{AnswerSyntax, parse_answer};
pub use error::SyntaxError;
pub use reading::{Ambiguity, Reading, ReadingRule};
pub use template::parse_expression;

/// A tree in brackets, for tests to compare.
#[cfg(test)]
fn outline(ast: &super::ast::Ast) -> String {
    use super::ast::{BinaryOp, Literal, Node, UnaryOp};
    let number = |literal: &Literal| super::Decimal::from(literal).to_string();
    let list =
        |elements: &[super::ast::Ast]| elements.iter().map(outline).collect::<Vec<_>>().join(", ");
    match &ast.node {
        Node::Number(literal) => number(literal),
        Node::Text(text) => format!("\"{text}\""),
        Node::Boolean(value) => value.to_string(),
        Node::Name(name) => name.clone(),
        Node::Unary(UnaryOp::Negate, a) => format!("(-{})", outline(a)),
        Node::Unary(UnaryOp::Not, a) => format!("(not {})", outline(a)),
        Node::Binary(op, a, b) => {
            let op = match op {
                BinaryOp::Or => "or",
                BinaryOp::And => "and",
                BinaryOp::Equal => "==",
                BinaryOp::NotEqual => "!=",
                BinaryOp::Less => "<",
                BinaryOp::LessEqual => "<=",
                BinaryOp::Greater => ">",
                BinaryOp::GreaterEqual => ">=",
                BinaryOp::Add => "+",
                BinaryOp::Subtract => "-",
                BinaryOp::Multiply => "*",
                BinaryOp::Divide => "/",
                BinaryOp::Mod => "mod",
                BinaryOp::Power => "^",
            };
            format!("({} {op} {})", outline(a), outline(b))
        }
        Node::Call(name, _, arguments) => format!("{name}({})", list(arguments)),
        Node::List(elements) => format!("[{}]", list(elements)),
        Node::Index(a, index) => format!("{}[{}]", outline(a), outline(index)),
        Node::Field(a, name, _) => format!("{}.{name}", outline(a)),
        Node::Mixed(whole, over, under) => {
            format!("({} {}/{})", number(whole), number(over), number(under))
        }
        Node::Percent(a) => format!("({}%)", outline(a)),
    }
}
