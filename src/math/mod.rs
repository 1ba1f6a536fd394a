//! Exact numbers, the expression tree, its parser, normal forms and display.
//!
//! One engine, two readers: the expressions of a template and the answers of learners.

pub mod ast;
mod decimal;
mod display;
mod expr;
mod parse;
mod ratio;
mod rational;

pub use decimal::Decimal;
pub use display::{Notation, Shape, write_decimal, write_expr, write_number};
pub use expr::{Expr, Symbol};
pub use parse::{
    Ambiguity, AnswerSyntax, Reading, ReadingRule, SyntaxError, parse_answer, parse_expression,
};
pub use ratio::Ratio;
pub use rational::{POWER_BITS, PowerError, Rational};
