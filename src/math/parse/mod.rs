//! Two readers, one tree: the expressions of a template, where everything is written out, and what
//! learners type, where much is not.
//!
//! Each turns characters into words and words into a tree, and has its own words for what it cannot
//! read.

mod answer;
mod error;
mod reading;
mod template;

pub use answer::{AnswerSyntax, parse_answer};
pub use error::SyntaxError;
pub use reading::{Ambiguity, Reading, ReadingRule};
pub use template::parse_expression;

/// A tree in brackets, for tests to compare.
#[cfg(test)]
fn outline(ast: &super::ast::Ast) -> String {
    use super::ast::{BinaryOp, Literal, Node, UnaryOp};
    let number = |literal: &Literal| {
        let plain = super::Decimal::from(&Literal {
            period: 0,
            exponent: None,
            ..literal.clone()
        });
        let exponent = literal.exponent.map(|exponent| format!("e{exponent}"));
        let recurring = if literal.period > 0 { "…" } else { "" };
        format!("{plain}{recurring}{}", exponent.unwrap_or_default())
    };
    let list =
        |elements: &[super::ast::Ast]| elements.iter().map(outline).collect::<Vec<_>>().join(", ");
    match &ast.node {
        Node::Number(literal) => number(literal),
        Node::Text(text) => format!("\"{text}\""),
        Node::Boolean(value) => value.to_string(),
        Node::Name(name) => name.clone(),
        Node::Unary(UnaryOp::Negate, a) => format!("(-{})", outline(a)),
        Node::Unary(UnaryOp::Not, a) => format!("(not {})", outline(a)),
        Node::Unary(UnaryOp::PlusMinus, a) => format!("(±{})", outline(a)),
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
        Node::Constant(constant) => constant.sign().to_owned(),
        Node::Unit(unit) => format!("<{unit}>"),
        Node::Collection(kind, elements) => format!("{kind:?}[{}]", list(elements)),
        Node::Interval {
            low,
            low_closed,
            high,
            high_closed,
        } => format!(
            "{}{}, {}{}",
            if *low_closed { '[' } else { '(' },
            outline(low),
            outline(high),
            if *high_closed { ']' } else { ')' },
        ),
        Node::Union(parts) => parts.iter().map(outline).collect::<Vec<_>>().join(" ∪ "),
    }
}
