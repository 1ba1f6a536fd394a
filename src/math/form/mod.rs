//! Whether an expression is written in a form that was asked for.
//!
//! A form looks at the learner's own shape; the value does not matter to it. One file a form.

mod completed_square;
mod expanded;
mod factored;
mod fault;
mod figures;
mod kernel;
mod like_key;
mod lowest_terms;
mod notation;
mod partial_fractions;
mod radical;
mod simplified;
mod single_fraction;
mod solved;
mod terms;

pub use fault::FormFault;
pub use figures::{Figures, magnitude, round_to_figures, round_to_places};
pub use like_key::{Rule, Rules};

use super::{Expr, Rational, Symbol, WrittenNumber};
use factored::Wanted;
use std::fmt;

/// A form that an expression may be asked for in.
///
/// Templates write a form by its name and, where it has one, its argument:
///
/// ```
/// use retake::math::{Count, Form};
/// assert_eq!(Form::parse("factored"), Some(Form::Factored(None)));
/// assert_eq!(Form::parse("solved_for y"), Some(Form::SolvedFor("y".into())));
/// assert_eq!(
///     Form::parse("significant_figures 3"),
///     Some(Form::SignificantFigures(Count::Exactly(3)))
/// );
/// assert_eq!(Form::DecimalPlaces(Count::AtMost(2)).to_string(), "decimal_places at_most 2");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// A whole number, worked out: `2`, not `4/2`.
    Integer,
    /// A fraction, or an integer: `3/2`, not `1 1/2`.
    Fraction,
    /// A mixed number with a proper fraction, or an integer: `1 1/2`, not `3/2`.
    Mixed,
    /// A decimal, or an integer: `0.75`, not `3/4`.
    Decimal,
    /// Scientific notation, one digit other than 0 before the decimal mark: `1.5 × 10³`.
    Scientific,
    /// So many digits after the decimal mark.
    DecimalPlaces(Count),
    /// So many significant figures.
    SignificantFigures(Count),
    /// No fraction that can be reduced: `3/4`, not `6/8`; x + 1, not (x² − 1)/(x − 1).
    LowestTerms,
    /// One fraction bar at most: (a + b)/c, not a/c + b/c.
    SingleFraction,
    /// Multiplied out, like terms collected: x² + 5x + 6.
    Expanded,
    /// A product of factors that cannot be factored over the rationals, numbers taken out:
    /// 2(x + 2)(x + 3); in a symbol, if it is given.
    Factored(Option<Symbol>),
    /// As [`Factored`](Self::Factored), with integer coefficients only: (2x − 1)(x + 3)/2.
    FactoredOverIntegers(Option<Symbol>),
    /// a (x + b)² + c; in a symbol or a function of one, `sin(x)`, if it is given.
    CompletedSquare(Option<Symbol>),
    /// A sum of proper fractions over powers of irreducible polynomials; in a symbol, if it is given.
    PartialFractions(Option<Symbol>),
    /// Like terms collected, fractions in lowest terms, no redundant brackets.
    Simplified,
    /// No square left in a square root, no fraction in a root, no root in a denominator: 2√3/3.
    SimplifiedRadical,
    /// No root in a denominator.
    RationalDenominator,
    /// An equation with this symbol alone on one side.
    SolvedFor(Symbol),
    /// Written like the key but for the order and grouping of terms and factors, and for rewriting
    /// steps that these rules allow.
    LikeKey(Rules),
}

/// How many digits are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// So many.
    Exactly(u32),
    /// So many or more.
    AtLeast(u32),
    /// So many or fewer.
    AtMost(u32),
}

impl Form {
    /// The names of all forms, as templates use them.
    pub const NAMES: [&'static str; 19] = [
        "integer",
        "fraction",
        "mixed",
        "decimal",
        "scientific",
        "decimal_places",
        "significant_figures",
        "lowest_terms",
        "single_fraction",
        "expanded",
        "factored",
        "factored_over_integers",
        "completed_square",
        "partial_fractions",
        "simplified",
        "simplified_radical",
        "rational_denominator",
        "solved_for",
        "like_key",
    ];

    /// The name that templates use, without an argument.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Fraction => "fraction",
            Self::Mixed => "mixed",
            Self::Decimal => "decimal",
            Self::Scientific => "scientific",
            Self::DecimalPlaces(_) => "decimal_places",
            Self::SignificantFigures(_) => "significant_figures",
            Self::LowestTerms => "lowest_terms",
            Self::SingleFraction => "single_fraction",
            Self::Expanded => "expanded",
            Self::Factored(_) => "factored",
            Self::FactoredOverIntegers(_) => "factored_over_integers",
            Self::CompletedSquare(_) => "completed_square",
            Self::PartialFractions(_) => "partial_fractions",
            Self::Simplified => "simplified",
            Self::SimplifiedRadical => "simplified_radical",
            Self::RationalDenominator => "rational_denominator",
            Self::SolvedFor(_) => "solved_for",
            Self::LikeKey(_) => "like_key",
        }
    }

    /// The form of a name with its argument.
    ///
    /// Counts are `3`, `at_least 3` or `at_most 3`; a symbol is named, `factored x`; rules are
    /// listed, `like_key times_one plus_zero`.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, argument) = text.split_once(' ').unwrap_or((text, ""));
        let argument = argument.trim();
        let symbol = || (!argument.is_empty()).then(|| Symbol::from(argument));
        let form = match name {
            "decimal_places" => return Some(Self::DecimalPlaces(Count::parse(argument)?)),
            "significant_figures" => {
                let count = Count::parse(argument).filter(|count| count.number() > 0)?;
                return Some(Self::SignificantFigures(count));
            }
            "factored" => return Some(Self::Factored(symbol())),
            "factored_over_integers" => return Some(Self::FactoredOverIntegers(symbol())),
            "completed_square" => return Some(Self::CompletedSquare(symbol())),
            "partial_fractions" => return Some(Self::PartialFractions(symbol())),
            "solved_for" => return symbol().map(Self::SolvedFor),
            "like_key" => {
                let rules: Option<Rules> = argument.split_whitespace().map(Rule::parse).collect();
                return rules.map(Self::LikeKey);
            }
            "integer" => Self::Integer,
            "fraction" => Self::Fraction,
            "mixed" => Self::Mixed,
            "decimal" => Self::Decimal,
            "scientific" => Self::Scientific,
            "lowest_terms" => Self::LowestTerms,
            "single_fraction" => Self::SingleFraction,
            "expanded" => Self::Expanded,
            "simplified" => Self::Simplified,
            "simplified_radical" => Self::SimplifiedRadical,
            "rational_denominator" => Self::RationalDenominator,
            _ => return None,
        };
        argument.is_empty().then_some(form)
    }

    /// Whether a single number can have it.
    pub const fn is_of_numbers(&self) -> bool {
        !matches!(
            self,
            Self::Expanded
                | Self::Factored(_)
                | Self::FactoredOverIntegers(_)
                | Self::CompletedSquare(_)
                | Self::PartialFractions(_)
                | Self::SolvedFor(_)
        )
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::DecimalPlaces(count) | Self::SignificantFigures(count) => write!(f, " {count}"),
            Self::Factored(Some(symbol))
            | Self::FactoredOverIntegers(Some(symbol))
            | Self::CompletedSquare(Some(symbol))
            | Self::PartialFractions(Some(symbol))
            | Self::SolvedFor(symbol) => write!(f, " {symbol}"),
            Self::LikeKey(rules) => rules
                .iter()
                .try_for_each(|rule| write!(f, " {}", rule.name())),
            _ => Ok(()),
        }
    }
}

impl Count {
    /// Whether a number is what is asked for.
    pub const fn allows(self, number: u32) -> bool {
        match self {
            Self::Exactly(wanted) => number == wanted,
            Self::AtLeast(least) => number >= least,
            Self::AtMost(most) => number <= most,
        }
    }

    /// The number in it.
    pub const fn number(self) -> u32 {
        match self {
            Self::Exactly(number) | Self::AtLeast(number) | Self::AtMost(number) => number,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (kind, number) = match text.split_once(' ') {
            Some(("at_least", number)) => (Self::AtLeast as fn(u32) -> Self, number),
            Some(("at_most", number)) => (Self::AtMost as fn(u32) -> Self, number),
            Some(_) => return None,
            None => (Self::Exactly as fn(u32) -> Self, text),
        };
        number.trim().parse().ok().map(kind)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(number) => write!(f, "{number}"),
            Self::AtLeast(number) => write!(f, "at_least {number}"),
            Self::AtMost(number) => write!(f, "at_most {number}"),
        }
    }
}

/// Tests an expression's own shape, as the learner wrote it; its value does not matter. Only
/// [`Form::LikeKey`] looks at the key.
///
/// ```
/// use retake::math::{AnswerSyntax, Expr, Form, has_form, parse_answer};
/// let sum = parse_answer("x + x", &AnswerSyntax::default()).unwrap().expr;
/// let fault = has_form(&sum, &Form::Simplified, &Expr::Boolean(true)).unwrap_err();
/// assert_eq!(fault.to_string(), "Collect the like terms x and x.");
/// ```
///
/// # Errors
/// The first thing that is still to be done.
pub fn has_form(
    written: &Expr<WrittenNumber>,
    form: &Form,
    key: &Expr<Rational>,
) -> Result<(), FormFault> {
    match form {
        Form::Integer | Form::Fraction | Form::Mixed | Form::Decimal => {
            return notation::check(written, form);
        }
        Form::Scientific => return figures::scientific(written),
        Form::DecimalPlaces(count) => return figures::decimal_places(written, *count),
        Form::SignificantFigures(count) => return figures::significant(written, *count),
        Form::LikeKey(rules) => {
            // A key does not remember whether ½ was written 0.5: either will do.
            let alike = |as_decimal: bool| {
                let exact = |value: &Rational| {
                    let ends = value.decimal_places().is_some_and(|places| places > 0);
                    (value.clone(), as_decimal && ends)
                };
                like_key::alike(written, key, *rules, &leaf, &exact)
            };
            return if alike(false) || alike(true) {
                Ok(())
            } else {
                Err(FormFault::NotLikeKey)
            };
        }
        _ => {}
    }
    shaped(&written.map(&mut |number| number.value().clone()), form)
}

fn leaf(number: &WrittenNumber) -> (Rational, bool) {
    (number.value().clone(), number.is_decimal())
}

/// Whether two expressions are written alike but for the order and grouping of terms and factors, and
/// for rewriting steps that the rules allow.
///
/// ```
/// use retake::math::{AnswerSyntax, Rules, parse_answer, written_alike};
/// let read = |text| parse_answer(text, &AnswerSyntax::default()).unwrap().expr;
/// assert!(written_alike(&read("2x + 1"), &read("1 + x*2"), Rules::default()));
/// assert!(!written_alike(&read("x + x + 1"), &read("1 + 2x"), Rules::default()));
/// ```
pub fn written_alike(a: &Expr<WrittenNumber>, b: &Expr<WrittenNumber>, rules: Rules) -> bool {
    like_key::alike(a, b, rules, &leaf, &leaf)
}

/// Tests a shape whose numbers are only values, as [`has_form`] does; forms that ask how a number is
/// written hold.
///
/// # Errors
/// The first thing that is still to be done.
pub fn shaped(expr: &Expr<Rational>, form: &Form) -> Result<(), FormFault> {
    match form {
        Form::LowestTerms => lowest_terms::check(expr),
        Form::SingleFraction => single_fraction::check(expr),
        Form::Expanded => expanded::check(expr),
        Form::Factored(symbol) | Form::FactoredOverIntegers(symbol) => {
            let wanted = Wanted {
                symbol: symbol.as_ref(),
                integers: matches!(form, Form::FactoredOverIntegers(_)),
            };
            factored::check(expr, wanted)
        }
        Form::CompletedSquare(symbol) => completed_square::check(expr, symbol.as_ref()),
        Form::PartialFractions(symbol) => partial_fractions::check(expr, symbol.as_ref()),
        Form::Simplified => simplified::check(expr),
        Form::SimplifiedRadical => radical::simplified(expr),
        Form::RationalDenominator => radical::rational_denominator(expr),
        Form::SolvedFor(symbol) => solved::check(expr, symbol),
        Form::Integer
        | Form::Fraction
        | Form::Mixed
        | Form::Decimal
        | Form::Scientific
        | Form::DecimalPlaces(_)
        | Form::SignificantFigures(_)
        | Form::LikeKey(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
