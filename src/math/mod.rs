//! Exact numbers, the expression tree, its parser, normal forms and display.
//!
//! One engine, two readers: the expressions of a template and the answers of learners.

pub mod ast;
mod expr;
mod ratio;

pub use expr::{Expr, Symbol};
pub use ratio::Ratio;
