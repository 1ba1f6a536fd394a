//! Exact numbers, the expression tree, its parser, normal forms and display.
//!
//! One engine, two readers: the expressions of a template and the answers of learners.

pub mod ast;
mod decimal;
mod display;
mod expand;
mod expr;
mod factor;
mod form;
mod normal_form;
mod numeric;
mod parse;
mod polynomial;
mod ratio;
mod rational;
mod same_value;
mod unit;
mod written_number;

pub use decimal::Decimal;
pub use display::{Notation, Shape, write_decimal, write_expr, write_number, write_reading};
pub use expand::expand;
pub use expr::{Collection, Constant, Expr, Function, Interval, Relation, Symbol};
pub use factor::{Factorization, MAX_FACTOR_DEGREE, factor};
pub use form::{
    Count, Figures, Form, FormFault, Rule, Rules, has_form, magnitude, round_to_figures,
    round_to_places, shaped, written_alike,
};
pub use normal_form::{Fraction, NormalFormError, normal_form};
pub use numeric::enclose;
pub use parse::{
    Ambiguity, AnswerSyntax, Reading, ReadingRule, SyntaxError, parse_answer, parse_expression,
};
pub use polynomial::{
    Budget, MAX_COEFFICIENT_BITS, MAX_DEGREE, MAX_OPERATIONS, MAX_TERMS, Monomial, Polynomial,
    Rationals, Ring,
};
pub use ratio::Ratio;
pub use rational::{POWER_BITS, PowerError, Rational};
pub use same_value::{Comparison, Doubt, Proof, Sense, Witness, same_system, same_value};
pub use unit::{Dimension, Quantity, QuantityFault, Unit, is_unit};
pub use written_number::{Spelling, WrittenNumber};
