//! The functions an expression can call.

use super::emit::{Bank, as_symbolic};
use super::{Compiled, Compiler, NumberKind, Result, Symbolic};
use crate::base::{Span, closest, counted};
use crate::math::ast::Ast;
use crate::math::{self, Expr, Rational};
use crate::template::codes;
use crate::template::program::{Action, Register};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A function's family: what it takes and what it gives.
#[derive(Clone, Copy, Debug)]
enum Function {
    /// `if(condition, then, otherwise)`
    If,
    /// A number to one of the same kind.
    SameKind(Action),
    /// A number to an integer.
    ToInteger(Action),
    /// `round(x)`, `round(x, places)`
    Round,
    /// Numbers side by side or in a list to one of them.
    Extreme {
        pair: Action,
        list: Action,
    },
    /// Two or more integers to an integer.
    OfIntegers(Action),
    /// A number to true or false.
    Test(Action),
    /// A list to its length.
    Length,
    Sum,
    /// A list of numbers to a rational.
    Average(Action),
    /// A list of numbers to another.
    Rearrange(Action),
    /// Numbers or texts, in rising order.
    Sort,
    /// A list or rows, from last to first.
    Reverse,
    /// `sort_by(rows, rows.year)`: a list or rows, by what stands beside.
    SortBy,
    /// `select(rows.word, rows.kind, "noun")`: those beside which a value stands.
    Select,
    /// `position(list, value)`: the first place of a value.
    Position,
    /// A list of numbers or texts to true or false.
    ListTest(Action, Action),
    /// `min_gap(list)`: the least difference between any two numbers.
    MinGap,
    /// `each(rows, "{event} ({year})")`
    Each,
    /// `fill("{} and {}", "a", "b")`
    Fill,
    /// A text to another.
    OfText(Action),
    /// `starts_with(text, part)`
    TextTest(Action),
    /// `split(text, between)`
    Split,
    /// A text to its characters.
    Letters,
    /// `replace(text, old, new)`
    Replace,
    Digits,
    Tally,
    /// `contains(list, element)`, `contains(text, part)`
    Contains,
    /// `count(list, element)`
    Count,
    /// `join("a", n, …)`, `join(list, between)`
    Join,
    /// `plural(n, "apple", "apples")`
    Plural,
    Expand,
    Factor,
    /// A function of algebra: what it gives is an expression in symbols.
    OfAlgebra(math::Function),
}

/// The most arguments of a function that takes any number of them.
const MANY: usize = 64;

/// Name, family, how many arguments.
const FUNCTIONS: &[(&str, Function, RangeInclusive<usize>)] = &[
    ("if", Function::If, 3..=3),
    ("abs", Function::SameKind(Action::Absolute), 1..=1),
    ("sign", Function::ToInteger(Action::Sign), 1..=1),
    ("floor", Function::ToInteger(Action::Floor), 1..=1),
    ("ceil", Function::ToInteger(Action::Ceil), 1..=1),
    ("round", Function::Round, 1..=2),
    ("numerator", Function::ToInteger(Action::Numerator), 1..=1),
    (
        "denominator",
        Function::ToInteger(Action::Denominator),
        1..=1,
    ),
    (
        "min",
        Function::Extreme {
            pair: Action::Minimum,
            list: Action::ListMinimum,
        },
        1..=MANY,
    ),
    (
        "max",
        Function::Extreme {
            pair: Action::Maximum,
            list: Action::ListMaximum,
        },
        1..=MANY,
    ),
    (
        "gcd",
        Function::OfIntegers(Action::GreatestDivisor),
        2..=MANY,
    ),
    ("lcm", Function::OfIntegers(Action::LeastMultiple), 2..=MANY),
    ("is_prime", Function::Test(Action::IsPrime), 1..=1),
    ("is_square", Function::Test(Action::IsSquare), 1..=1),
    ("is_integer", Function::Test(Action::IsInteger), 1..=1),
    ("len", Function::Length, 1..=1),
    ("sum", Function::Sum, 1..=1),
    ("mean", Function::Average(Action::Mean), 1..=1),
    ("median", Function::Average(Action::Median), 1..=1),
    ("modes", Function::Rearrange(Action::Modes), 1..=1),
    ("sort", Function::Sort, 1..=1),
    ("sort_by", Function::SortBy, 2..=2),
    ("reverse", Function::Reverse, 1..=1),
    ("select", Function::Select, 3..=3),
    ("position", Function::Position, 2..=2),
    (
        "all_equal",
        Function::ListTest(Action::AllEqualNumbers, Action::AllEqualTexts),
        1..=1,
    ),
    (
        "all_different",
        Function::ListTest(Action::AllDifferentNumbers, Action::AllDifferentTexts),
        1..=1,
    ),
    ("min_gap", Function::MinGap, 1..=1),
    ("digits", Function::Digits, 1..=1),
    ("tally", Function::Tally, 1..=1),
    ("contains", Function::Contains, 2..=2),
    ("count", Function::Count, 2..=2),
    ("join", Function::Join, 1..=MANY),
    ("each", Function::Each, 2..=2),
    ("fill", Function::Fill, 2..=MANY),
    ("upper", Function::OfText(Action::Upper), 1..=1),
    ("lower", Function::OfText(Action::Lower), 1..=1),
    ("capitalise", Function::OfText(Action::Capitalise), 1..=1),
    ("starts_with", Function::TextTest(Action::StartsWith), 2..=2),
    ("ends_with", Function::TextTest(Action::EndsWith), 2..=2),
    ("split", Function::Split, 2..=2),
    ("letters", Function::Letters, 1..=1),
    ("replace", Function::Replace, 3..=3),
    ("plural", Function::Plural, 3..=3),
    ("expand", Function::Expand, 1..=1),
    ("factor", Function::Factor, 1..=1),
    ("sqrt", Function::OfAlgebra(math::Function::Sqrt), 1..=1),
    ("root", Function::OfAlgebra(math::Function::Root), 2..=2),
    ("exp", Function::OfAlgebra(math::Function::Exp), 1..=1),
    ("ln", Function::OfAlgebra(math::Function::Ln), 1..=1),
    ("log", Function::OfAlgebra(math::Function::Log), 1..=2),
    ("sin", Function::OfAlgebra(math::Function::Sin), 1..=1),
    ("cos", Function::OfAlgebra(math::Function::Cos), 1..=1),
    ("tan", Function::OfAlgebra(math::Function::Tan), 1..=1),
    ("sec", Function::OfAlgebra(math::Function::Sec), 1..=1),
    ("csc", Function::OfAlgebra(math::Function::Csc), 1..=1),
    ("cot", Function::OfAlgebra(math::Function::Cot), 1..=1),
    ("asin", Function::OfAlgebra(math::Function::Asin), 1..=1),
    ("acos", Function::OfAlgebra(math::Function::Acos), 1..=1),
    ("atan", Function::OfAlgebra(math::Function::Atan), 1..=1),
];

/// The names of all functions.
pub(in crate::template) fn names() -> impl Iterator<Item = &'static str> + Clone {
    FUNCTIONS.iter().map(|(name, ..)| *name)
}

impl Compiler<'_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        name_span: Span,
        arguments: &[Ast],
        span: Span,
    ) -> Result<Compiled> {
        let Some((_, function, arity)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
            let help = match closest(name, names()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!(
                    "the functions are {}",
                    names().collect::<Vec<_>>().join(", ")
                ),
            };
            let message = format!("there is no function `{name}`");
            return self.fail(codes::UNKNOWN_FUNCTION, name_span, message, help);
        };
        if !arity.contains(&arguments.len()) {
            let wanted = match (*arity.start(), *arity.end()) {
                (least, MANY) => format!("{least} or more"),
                (least, most) if least == most => least.to_string(),
                (least, most) => format!("{least} or {most}"),
            };
            return self.fail(
                codes::ARGUMENTS,
                span,
                format!("`{name}` has {}", counted(arguments.len(), "argument")),
                format!("it takes {wanted}"),
            );
        }
        self.apply(*function, arguments, span)
    }

    fn apply(&mut self, function: Function, arguments: &[Ast], span: Span) -> Result<Compiled> {
        let first = &arguments[0];
        match function {
            Function::If => {
                let condition = self.truth(first)?;
                let (then, otherwise) = (&arguments[1], &arguments[2]);
                self.note_branch(first, then.span, otherwise.span);
                self.branch(condition, span, |c| c.lower(then), |c| c.lower(otherwise))
            }
            Function::SameKind(action) => match self.lower(first)? {
                Compiled::Number(a, kind) => Ok(Compiled::Number(
                    self.emit(action, Bank::Numbers, a, 0, span)?,
                    kind,
                )),
                Compiled::Symbolic(_) => self.of_algebra(math::Function::Abs, arguments),
                other => self.expected("a number", &other, first.span),
            },
            Function::ToInteger(action) => {
                let (a, _) = self.number(first)?;
                let value = self.emit(action, Bank::Numbers, a, 0, span)?;
                Ok(Compiled::Number(value, NumberKind::Integer))
            }
            Function::Round => self.round(arguments, span),
            Function::Extreme { pair, list } => self.extreme(pair, list, arguments, span),
            Function::OfIntegers(action) => {
                let (mut value, _) = self.number(first)?;
                for argument in &arguments[1..] {
                    let (next, _) = self.number(argument)?;
                    value = self.emit(action, Bank::Numbers, value, next, span)?;
                }
                Ok(Compiled::Number(value, NumberKind::Integer))
            }
            Function::Test(action) => {
                let (a, _) = self.number(first)?;
                Ok(Compiled::Boolean(self.emit(
                    action,
                    Bank::Booleans,
                    a,
                    0,
                    span,
                )?))
            }
            Function::Length => self.length(first, span),
            Function::Sum => {
                let (list, kind) = self.numbers(first)?;
                Ok(Compiled::Number(
                    self.emit(Action::Sum, Bank::Numbers, list, 0, span)?,
                    kind,
                ))
            }
            Function::Average(action) => {
                let (list, _) = self.numbers(first)?;
                let value = self.emit(action, Bank::Numbers, list, 0, span)?;
                Ok(Compiled::Number(value, NumberKind::Rational))
            }
            Function::Rearrange(action) => {
                let (list, kind) = self.numbers(first)?;
                Ok(Compiled::Numbers(
                    self.emit(action, Bank::Lists, list, 0, span)?,
                    kind,
                ))
            }
            Function::Sort => match self.lower(first)? {
                Compiled::Numbers(list, kind) => {
                    let value = self.emit(Action::Sort, Bank::Lists, list, 0, span)?;
                    Ok(Compiled::Numbers(value, kind))
                }
                Compiled::Texts(list) => {
                    let value = self.emit(Action::SortTexts, Bank::Lists, list, 0, span)?;
                    Ok(Compiled::Texts(value))
                }
                other => self.expected("a list", &other, first.span),
            },
            Function::Reverse => self.reverse(first, span),
            Function::SortBy => self.sort_by(first, &arguments[1], span),
            Function::Select => self.select(arguments, span),
            Function::Position => self.position(first, &arguments[1], span),
            Function::ListTest(of_numbers, of_texts) => {
                self.list_test((of_numbers, of_texts), first, span)
            }
            Function::MinGap => {
                let (list, kind) = self.numbers(first)?;
                let value = self.emit(Action::MinGap, Bank::Numbers, list, 0, span)?;
                Ok(Compiled::Number(value, kind))
            }
            Function::Each => self.each(first, &arguments[1]),
            Function::Fill => self.fill(arguments, span),
            Function::OfText(action) => self.of_text(action, first, span),
            Function::TextTest(action) => self.text_test(action, (first, &arguments[1]), span),
            Function::Split => self.split(first, &arguments[1], span),
            Function::Letters => self.letters(first, span),
            Function::Replace => self.replace(arguments, span),
            Function::Digits => {
                let (a, _) = self.number(first)?;
                let value = self.emit(Action::Digits, Bank::Lists, a, 0, span)?;
                Ok(Compiled::Numbers(value, NumberKind::Integer))
            }
            Function::Tally => {
                let (list, _) = self.numbers(first)?;
                Ok(Compiled::Texts(self.emit(
                    Action::Tally,
                    Bank::Lists,
                    list,
                    0,
                    span,
                )?))
            }
            Function::Contains => {
                let actions = (Action::ContainsNumber, Action::ContainsText);
                let value = self.search(actions, Bank::Booleans, arguments, span)?;
                Ok(Compiled::Boolean(value))
            }
            Function::Count => {
                let actions = (Action::CountNumber, Action::CountText);
                let value = self.search(actions, Bank::Numbers, arguments, span)?;
                Ok(Compiled::Number(value, NumberKind::Integer))
            }
            Function::Join => self.join(arguments, span),
            Function::Plural => self.plural(arguments, span),
            Function::Expand => {
                let symbolic = self.symbolic(first)?;
                Ok(Compiled::Symbolic(self.expand(&symbolic, span)?))
            }
            Function::Factor => {
                let symbolic = self.symbolic(first)?;
                let factored = match symbolic.as_ref() {
                    Symbolic::Plain(expr) | Symbolic::Factored(expr) => {
                        Symbolic::Factored(expr.clone())
                    }
                    Symbolic::Choice { .. } => {
                        return self.fail(
                            codes::TOO_COMPLEX,
                            span,
                            "`factor` of an `if`",
                            "put the `if` outside: if(c, factor(…), factor(…))",
                        );
                    }
                };
                Ok(Compiled::Symbolic(Arc::new(factored)))
            }
            Function::OfAlgebra(function) => self.of_algebra(function, arguments),
        }
    }

    fn of_algebra(&mut self, function: math::Function, arguments: &[Ast]) -> Result<Compiled> {
        let mut call = Symbolic::Plain(Expr::Call(function, Vec::new()));
        for argument in arguments {
            let value = self.lower(argument)?;
            let value = self.scalar((&value, argument.span))?;
            call = call.combine(&value, &|call, value| match call {
                Expr::Call(function, arguments) => {
                    let arguments = arguments.iter().chain([value]).cloned().collect();
                    Expr::Call(*function, arguments)
                }
                other => other.clone(),
            });
        }
        Ok(Compiled::Symbolic(Arc::new(call)))
    }

    fn numbers(&mut self, ast: &Ast) -> Result<(Register, NumberKind)> {
        match self.lower(ast)? {
            Compiled::Numbers(list, kind) => Ok((list, kind)),
            other => self.expected("a list of numbers", &other, ast.span),
        }
    }

    fn symbolic(&mut self, ast: &Ast) -> Result<Arc<Symbolic>> {
        let value = self.lower(ast)?;
        match as_symbolic(&value) {
            Some(symbolic) => Ok(symbolic),
            None => self.expected("an expression in symbols", &value, ast.span),
        }
    }

    fn round(&mut self, arguments: &[Ast], span: Span) -> Result<Compiled> {
        let (a, _) = self.number(&arguments[0])?;
        let Some(places) = arguments.get(1) else {
            let value = self.emit(Action::Round, Bank::Numbers, a, 0, span)?;
            return Ok(Compiled::Number(value, NumberKind::Integer));
        };
        let (register, _) = self.number(places)?;
        let kind = match self.constant_value(register).and_then(Rational::to_i64) {
            Some(known @ -18..=18) => NumberKind::of_places(known.max(0) as u32),
            Some(_) => {
                return self.fail(
                    codes::TYPE,
                    places.span,
                    "too many places",
                    "round to −18 up to 18 places",
                );
            }
            None => NumberKind::Rational,
        };
        let value = self.emit(Action::RoundTo, Bank::Numbers, a, register, span)?;
        Ok(Compiled::Number(value, kind))
    }

    fn extreme(
        &mut self,
        pair: Action,
        list: Action,
        arguments: &[Ast],
        span: Span,
    ) -> Result<Compiled> {
        if let [only] = arguments {
            let (register, kind) = self.numbers(only)?;
            return Ok(Compiled::Number(
                self.emit(list, Bank::Numbers, register, 0, span)?,
                kind,
            ));
        }
        let (mut value, mut kind) = self.number(&arguments[0])?;
        for argument in &arguments[1..] {
            let (next, next_kind) = self.number(argument)?;
            value = self.emit(pair, Bank::Numbers, value, next, span)?;
            kind = kind.join(next_kind);
        }
        Ok(Compiled::Number(value, kind))
    }

    /// `contains` and `count`, over numbers or texts.
    fn search(
        &mut self,
        (of_number, of_text): (Action, Action),
        bank: Bank,
        arguments: &[Ast],
        span: Span,
    ) -> Result<Register> {
        let (list, element) = (&arguments[0], &arguments[1]);
        match self.lower(list)? {
            Compiled::Numbers(register, _) => {
                let (wanted, _) = self.number(element)?;
                self.emit(of_number, bank, register, wanted, span)
            }
            Compiled::Texts(register) => {
                let wanted = self.text_register(element)?;
                self.emit(of_text, bank, register, wanted, span)
            }
            Compiled::Text(register) if bank == Bank::Booleans => {
                let part = self.text_register(element)?;
                self.emit(Action::TextContains, bank, register, part, span)
            }
            other => self.expected("a list", &other, list.span),
        }
    }

    /// The word that goes with a number: the first for 1 and −1, the second for all others.
    fn plural(&mut self, arguments: &[Ast], span: Span) -> Result<Compiled> {
        let (n, _) = self.number(&arguments[0])?;
        let (one, many) = (&arguments[1], &arguments[2]);
        let magnitude = self.emit(Action::Absolute, Bank::Numbers, n, 0, span)?;
        let unit = self.integer(1);
        let single = self.emit(Action::Equal, Bank::Booleans, magnitude, unit, span)?;
        self.branch(
            single,
            span,
            |compiler| compiler.text_register(one).map(Compiled::Text),
            |compiler| compiler.text_register(many).map(Compiled::Text),
        )
    }
}
