//! A front end for the syntax of Maxima, as STACK writes its test cases: text to our expressions.
//!
//! It is none of the library's: it reads what a computer algebra system reads, where every product has
//! its sign, and refuses commands that ask such a system to compute something.

use retake::math::ast::Literal;
use retake::math::{
    Collection, Constant, Expr, Function, Interval, Relation, WrittenNumber, round_to_places,
};
use std::fmt;

pub type Written = Expr<WrittenNumber>;

/// What stands in a test case.
#[derive(Clone, Debug)]
pub struct Source {
    pub expr: Written,
    /// Whether the variables are assumed positive.
    pub positive: bool,
}

/// Why a text cannot be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untranslatable {
    /// It asks a computer algebra system to compute something, by this name.
    Command(String),
    /// It is not written in the syntax known here.
    Syntax(String),
}

impl fmt::Display for Untranslatable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Command(name) => write!(f, "`{name}` asks a computer algebra system to compute"),
            Self::Syntax(what) => write!(f, "not read: {what}"),
        }
    }
}

/// Names of commands: what they stand for is computed, not written.
const COMMANDS: [&str; 47] = [
    "taylor",
    "diff",
    "int",
    "integrate",
    "sum",
    "product",
    "limit",
    "solve",
    "expand",
    "factor",
    "simplify",
    "ev",
    "transpose",
    "invert",
    "makelist",
    "lambda",
    "subst",
    "ratsimp",
    "trigsimp",
    "rand",
    "num",
    "denom",
    "map",
    "apply",
    "append",
    "length",
    "first",
    "last",
    "rest",
    "sort",
    "listify",
    "setify",
    "args",
    "op",
    "float",
    "numer",
    "at",
    "block",
    "if",
    "determinant",
    "charpoly",
    "eigenvalues",
    "conjugate",
    "realpart",
    "imagpart",
    "trigexpand",
    "fullratsimp",
];

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(Literal),
    Name(String),
    Text(String),
    Sign(&'static str),
}

/// Longest first, so that `<=` is not `<` and `=`.
const SIGNS: [&str; 26] = [
    "#pm#", "+-", "**", "<=", ">=", "<", ">", "=", "#", "+", "-", "*", "/", "^", "!", "(", ")",
    "[", "]", "{", "}", ",", ";", "'", ":", ".",
];

/// Reads a text.
pub fn read(text: &str) -> Result<Source, Untranslatable> {
    let mut reader = Reader {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
        positive: false,
    };
    let expr = reader.expression(0)?;
    if reader.at < reader.tokens.len() {
        return Err(Untranslatable::Syntax(format!(
            "something follows in `{text}`"
        )));
    }
    Ok(Source {
        expr,
        positive: reader.positive,
    })
}

fn tokens(text: &str) -> Result<Vec<Token>, Untranslatable> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit()
            || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let (literal, length) = number(rest);
            tokens.push(Token::Number(literal.ok_or_else(|| {
                Untranslatable::Syntax(format!("number in `{text}`"))
            })?));
            length
        } else if first.is_alphabetic() || matches!(first, '_' | '%') {
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '%'))
                .unwrap_or(rest.len());
            tokens.push(Token::Name(rest[..length].to_owned()));
            length
        } else if first == '"' {
            let end = rest[1..]
                .find('"')
                .ok_or_else(|| Untranslatable::Syntax("open text".to_owned()))?;
            tokens.push(Token::Text(rest[1..=end].to_owned()));
            end + 2
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push(Token::Sign(sign));
            sign.len()
        } else {
            return Err(Untranslatable::Syntax(format!("`{first}`")));
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// `12`, `1.50`, `1.5e-3`
fn number(text: &str) -> (Option<Literal>, usize) {
    let mut seen_point = false;
    let mantissa = text
        .find(|c: char| {
            !(c.is_ascii_digit() || (c == '.' && !std::mem::replace(&mut seen_point, true)))
        })
        .unwrap_or(text.len());
    let digits = text[..mantissa].trim_end_matches('.');
    let literal = Literal::parse(digits);
    let after = &text[mantissa..];
    if after.starts_with(['e', 'E']) {
        let sign = usize::from(after[1..].starts_with(['+', '-']));
        let digits = after[1 + sign..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len() - 1 - sign);
        if digits > 0 {
            let end = 1 + sign + digits;
            let exponent = after[1..end].trim_start_matches('+').parse().ok();
            let literal = literal.zip(exponent).map(|(literal, exponent)| Literal {
                exponent: Some(exponent),
                ..literal
            });
            return (literal, mantissa + end);
        }
    }
    (literal, mantissa)
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
    positive: bool,
}

/// How tightly signs bind.
mod level {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const RELATION: u8 = 4;
    pub const SUM: u8 = 5;
    pub const PRODUCT: u8 = 6;
    pub const SIGN: u8 = 7;
    pub const POWER: u8 = 8;
    pub const POSTFIX: u8 = 9;
}

fn boxed(expr: Written) -> Box<Written> {
    Box::new(expr)
}

fn negated(expr: Written) -> Written {
    Expr::Negate(boxed(expr))
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(found)) if *found == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Untranslatable> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(Untranslatable::Syntax(format!("`{sign}` is missing")))
        }
    }

    fn expression(&mut self, least: u8) -> Result<Written, Untranslatable> {
        self.depth += 1;
        if self.depth > 200 {
            return Err(Untranslatable::Syntax("too deep".to_owned()));
        }
        // What stands in brackets is one part; what does not may go on.
        let mut open = !self.is_sign("(");
        let mut left = self.prefix(least)?;
        loop {
            let (sign, binds) = match self.peek() {
                Some(Token::Sign(sign)) => {
                    let binds = match *sign {
                        "<" | ">" | "<=" | ">=" | "=" | "#" => level::RELATION,
                        "+" | "-" | "#pm#" | "+-" => level::SUM,
                        "*" | "/" => level::PRODUCT,
                        "^" | "**" => level::POWER,
                        "!" => level::POSTFIX,
                        _ => break,
                    };
                    ((*sign).to_owned(), binds)
                }
                Some(Token::Name(name)) => {
                    let binds = match name.as_str() {
                        "or" | "nounor" | "xor" | "xnor" | "nor" | "implies" => level::OR,
                        "and" | "nounand" | "nand" => level::AND,
                        _ => break,
                    };
                    (name.clone(), binds)
                }
                _ => break,
            };
            if binds < least {
                break;
            }
            self.at += 1;
            if sign == "!" {
                left = Expr::Call(Function::Factorial, vec![left]);
                open = true;
                continue;
            }
            // Powers go from right to left, all else from left to right.
            let right = self.expression(if binds == level::POWER {
                level::SIGN
            } else {
                binds + 1
            })?;
            left = joined(&sign, left, open, right);
            open = true;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self, least: u8) -> Result<Written, Untranslatable> {
        // A sign before a term takes all of it, one before a factor or an exponent that alone.
        let reach = least.max(level::PRODUCT);
        if self.take("-") {
            return Ok(negated(self.expression(reach)?));
        }
        if self.take("+") {
            return self.expression(reach);
        }
        if self.take("#pm#") || self.take("+-") {
            return Ok(Expr::PlusMinus(boxed(self.expression(reach)?)));
        }
        // The first line of reasoning may begin with the sign.
        if self.take("=") {
            return self.expression(level::RELATION + 1);
        }
        if matches!(self.peek(), Some(Token::Name(name)) if name == "not" || name == "nounnot") {
            self.at += 1;
            return Ok(Expr::Not(boxed(self.expression(level::NOT)?)));
        }
        self.operand()
    }

    fn operand(&mut self) -> Result<Written, Untranslatable> {
        let token = self
            .peek()
            .cloned()
            .ok_or_else(|| Untranslatable::Syntax("it ends early".to_owned()))?;
        self.at += 1;
        match token {
            Token::Number(literal) => Ok(Expr::Number((&literal).into())),
            Token::Text(text) => Ok(Expr::Apply(
                "text".into(),
                vec![Expr::Symbol(text.as_str().into())],
            )),
            Token::Sign("(") => {
                let mut parts = self.list(")")?;
                match parts.pop() {
                    // (a, b) is a sequence: what it does first is an assumption, if anything.
                    Some(last) => Ok(last),
                    None => Err(Untranslatable::Syntax("empty brackets".to_owned())),
                }
            }
            Token::Sign("[") => Ok(Expr::Collection(Collection::List, self.list("]")?)),
            Token::Sign("{") => Ok(Expr::Collection(Collection::Set, self.list("}")?)),
            Token::Name(name) => self.named(name),
            Token::Sign(sign) => Err(Untranslatable::Syntax(format!("`{sign}`"))),
        }
    }

    fn list(&mut self, end: &str) -> Result<Vec<Written>, Untranslatable> {
        let mut parts = Vec::new();
        if self.take(end) {
            return Ok(parts);
        }
        loop {
            parts.push(self.expression(0)?);
            if !self.take(",") {
                self.expect(end)?;
                return Ok(parts);
            }
        }
    }

    fn named(&mut self, name: String) -> Result<Written, Untranslatable> {
        if self.take("(") {
            let arguments = self.list(")")?;
            return self.call(&name, arguments);
        }
        if self.take("[") {
            // a[1] is a name of its own.
            let indices = self.list("]")?;
            return Ok(Expr::Apply(format!("{name}[]").as_str().into(), indices));
        }
        Ok(match name.trim_start_matches('%') {
            "pi" => Expr::Constant(Constant::Pi),
            "e" => Expr::Constant(Constant::E),
            "i" => Expr::Constant(Constant::I),
            "inf" => Expr::Constant(Constant::Infinity),
            "minf" => negated(Expr::Constant(Constant::Infinity)),
            "true" | "all" => Expr::Boolean(true),
            "false" | "none" => Expr::Boolean(false),
            plain => Expr::Symbol(plain.into()),
        })
    }

    fn call(&mut self, name: &str, mut arguments: Vec<Written>) -> Result<Written, Untranslatable> {
        if COMMANDS.contains(&name) {
            return Err(Untranslatable::Command(name.to_owned()));
        }
        if name == "assume" {
            self.positive = true;
            return Ok(Expr::Boolean(true));
        }
        let reciprocal = |function, arguments| {
            Expr::Quotient(
                boxed(Expr::Number(1.into())),
                boxed(Expr::Call(function, arguments)),
            )
        };
        let known = match name {
            "sqrt" => Function::Sqrt,
            "root" => {
                if arguments.len() == 1 {
                    arguments.push(Expr::Number(2.into()));
                }
                Function::Root
            }
            "abs" => Function::Abs,
            "exp" => Function::Exp,
            "ln" | "log" => Function::Ln,
            "lg" => Function::Log,
            "log10" => Function::Log,
            "sin" => Function::Sin,
            "cos" => Function::Cos,
            "tan" => Function::Tan,
            "sec" => Function::Sec,
            "csc" | "cosec" => Function::Csc,
            "cot" => Function::Cot,
            "asin" | "arcsin" => Function::Asin,
            "acos" | "arccos" => Function::Acos,
            "atan" | "arctan" => Function::Atan,
            "sinh" => Function::Sinh,
            "cosh" => Function::Cosh,
            "tanh" => Function::Tanh,
            "sech" => return Ok(reciprocal(Function::Cosh, arguments)),
            "csch" | "cosech" => return Ok(reciprocal(Function::Sinh, arguments)),
            "coth" => return Ok(reciprocal(Function::Tanh, arguments)),
            "factorial" | "fact" => Function::Factorial,
            "floor" => Function::Floor,
            "ceiling" | "ceil" => Function::Ceil,
            "round" => Function::Round,
            "signum" | "sgn" | "sign" => Function::Sign,
            "min" => Function::Min,
            "max" => Function::Max,
            "gcd" => Function::Gcd,
            "lcm" => Function::Lcm,
            "binomial"
                if !arguments
                    .iter()
                    .any(|part| matches!(part, Expr::Collection(..))) =>
            {
                Function::Binomial
            }
            _ => return special(name, arguments),
        };
        Ok(Expr::Call(known, arguments))
    }
}

/// What is written as a call and is none.
fn special(name: &str, mut arguments: Vec<Written>) -> Result<Written, Untranslatable> {
    let count = arguments.len();
    let mut take = || arguments.remove(0);
    Ok(match (name, count) {
        ("cc" | "co" | "oc" | "oo", 2) => Expr::Interval(Box::new(Interval {
            low: take(),
            low_closed: name.starts_with('c'),
            high: take(),
            high_closed: name.ends_with('c'),
        })),
        ("union" | "%union", 1) => take(),
        ("union" | "%union", _) => Expr::Union(arguments),
        ("ntuple", _) => Expr::Collection(Collection::Tuple, arguments),
        ("matrix", _) => {
            let rows = arguments.into_iter().map(|row| match row {
                Expr::Collection(Collection::List, row) => Ok(row),
                _ => Err(Untranslatable::Syntax("matrix".to_owned())),
            });
            Expr::Matrix(rows.collect::<Result<_, _>>()?)
        }
        ("exdowncase", 1) => lowered(&take()),
        ("stackunits" | "stack_unit_si_declare", 2) => Expr::Product(arguments),
        ("dispdp" | "displaydp", 2) => {
            let (value, places) = (take(), take());
            displayed(&value, &places, None)?
        }
        ("displaysci", 3) => {
            let (value, places, exponent) = (take(), take(), take());
            displayed(&value, &places, Some(&exponent))?
        }
        ("rationalized", 1) => roots_below(&take()),
        // A multinomial coefficient: the order of what is below does not matter.
        ("binomial", 2) => {
            let above = take();
            match take() {
                Expr::Collection(Collection::List, mut below) => {
                    below.sort_by_cached_key(|part| format!("{part:?}"));
                    below.insert(0, above);
                    Expr::Apply("multinomial".into(), below)
                }
                below => Expr::Call(Function::Binomial, vec![above, below]),
            }
        }
        _ => Expr::Apply(name.into(), arguments),
    })
}

fn joined(sign: &str, left: Written, open: bool, right: Written) -> Written {
    let both = |mut parts: Vec<Written>, last| {
        parts.push(last);
        parts
    };
    let relation = |relation, left, right| Expr::Relation(relation, boxed(left), boxed(right));
    let not = |expr: Written| Expr::Not(boxed(expr));
    match sign {
        "=" => relation(Relation::Equal, left, right),
        "#" => relation(Relation::NotEqual, left, right),
        "<" => relation(Relation::Less, left, right),
        "<=" => relation(Relation::LessEqual, left, right),
        ">" => relation(Relation::Greater, left, right),
        ">=" => relation(Relation::GreaterEqual, left, right),
        "+" | "-" | "#pm#" | "+-" => {
            let right = match sign {
                "+" => right,
                "-" => negated(right),
                _ => Expr::PlusMinus(boxed(right)),
            };
            match left {
                Expr::Sum(terms) if open => Expr::Sum(both(terms, right)),
                left => Expr::Sum(vec![left, right]),
            }
        }
        "*" => match left {
            Expr::Product(factors) if open => Expr::Product(both(factors, right)),
            // -2*x is the negation of a product.
            Expr::Negate(inner) if open => negated(joined("*", *inner, true, right)),
            left => Expr::Product(vec![left, right]),
        },
        "/" => match left {
            Expr::Negate(inner) if open => negated(joined("/", *inner, true, right)),
            left => Expr::Quotient(boxed(left), boxed(right)),
        },
        "and" | "nounand" => match left {
            Expr::And(parts) if open => Expr::And(both(parts, right)),
            left => Expr::And(vec![left, right]),
        },
        "or" | "nounor" => match left {
            Expr::Or(parts) if open => Expr::Or(both(parts, right)),
            left => Expr::Or(vec![left, right]),
        },
        "nand" => not(Expr::And(vec![left, right])),
        "nor" => not(Expr::Or(vec![left, right])),
        "implies" => Expr::Or(vec![not(left), right]),
        "xor" | "xnor" => {
            let first = Expr::And(vec![left.clone(), not(right.clone())]);
            let either = Expr::Or(vec![first, Expr::And(vec![not(left), right])]);
            if sign == "xor" { either } else { not(either) }
        }
        _ => Expr::Power(boxed(left), boxed(right)),
    }
}

/// The same with all names in lower case.
fn lowered(expr: &Written) -> Written {
    expr.replaced(&mut |part| match part {
        Expr::Symbol(name) => Some(Expr::Symbol(name.to_lowercase().as_str().into())),
        _ => None,
    })
}

fn integer(expr: &Written) -> Option<i64> {
    match expr {
        Expr::Number(number) => number.value().to_i64(),
        Expr::Negate(inner) => integer(inner)?.checked_neg(),
        _ => None,
    }
}

/// A number shown with so many decimal places, times a power of ten where one is given.
fn displayed(
    value: &Written,
    places: &Written,
    exponent: Option<&Written>,
) -> Result<Written, Untranslatable> {
    let syntax = || Untranslatable::Syntax("a displayed number".to_owned());
    match value {
        Expr::Negate(inner) => displayed(inner, places, exponent).map(negated),
        Expr::Number(number) => {
            let places = integer(places)
                .and_then(|places| u32::try_from(places).ok())
                .filter(|&places| places < 1000)
                .ok_or_else(syntax)?;
            let rounded = round_to_places(number.value(), places);
            let scale = round_to_places(&retake::math::Rational::power_of_ten(places), 0);
            let literal = Literal {
                exponent: match exponent {
                    Some(exponent) => {
                        let exponent = integer(exponent).ok_or_else(syntax)?;
                        Some(i32::try_from(exponent).map_err(|_| syntax())?)
                    }
                    None => None,
                },
                ..Literal::new(&(&rounded * &scale).to_string(), places)
            };
            Ok(Expr::Number((&literal).into()))
        }
        _ => Err(syntax()),
    }
}

/// The list of the irrational parts of all denominators.
fn roots_below(expr: &Written) -> Written {
    let mut found: Vec<Written> = Vec::new();
    let mut below = Vec::new();
    expr.any(&mut |part| {
        if let Expr::Quotient(_, under) = part {
            below.push((**under).clone());
        }
        false
    });
    for under in &below {
        under.any(&mut |part| {
            let irrational = matches!(
                part,
                Expr::Call(Function::Sqrt | Function::Root, _) | Expr::Constant(Constant::I)
            );
            if irrational && !found.contains(part) {
                found.push(part.clone());
            }
            false
        });
    }
    if found.is_empty() {
        Expr::Boolean(true)
    } else {
        Expr::Collection(Collection::List, found)
    }
}
