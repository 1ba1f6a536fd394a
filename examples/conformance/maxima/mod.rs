//! A front end for the syntax of Maxima, as STACK writes its test cases: text to our expressions.
//!
//! It is none of the library's: it reads what a computer algebra system reads, where every product has
//! its sign, and refuses commands that ask such a system to compute something.

mod parts;
mod tokens;

use parts::{joined, special};
use retake::math::{Collection, Constant, Expr, Function, WrittenNumber};
use std::fmt;
use tokens::{Token, tokens};

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
const COMMANDS: [&str; 60] = [
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
    "intersection",
    "%intersection",
    "setdifference",
    "powerset",
    "subsetp",
    "elementp",
    "%not",
    "naturaldomain",
    "realset",
    "real_set",
    "partfrac",
    "desolve",
    "radcan",
];

/// Whether an expression is a derivative, an integral or the like that is not worked out.
pub fn is_noun(expr: &Written) -> bool {
    matches!(expr, Expr::Apply(name, _) if name.starts_with('\'') || name.starts_with("noun"))
}

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
                        // A product of matrices, where order matters.
                        "." => level::PRODUCT + 1,
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
                        "nouneq" => level::RELATION,
                        "nounadd" | "nounsub" => level::SUM,
                        "nounmul" | "noundiv" => level::PRODUCT,
                        "nounpow" => level::POWER,
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
            // There, these work entry by entry.
            let table = |expr: &Written| expr.any(&mut |part| matches!(part, Expr::Matrix(_)));
            if table(&left) && (sign == "^" || (sign == "*" && table(&right))) {
                return Err(Untranslatable::Command(sign));
            }
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
        // A noun: what it names is not worked out.
        if self.take("'") {
            let Some(Token::Name(name)) = self.peek().cloned() else {
                return Err(Untranslatable::Syntax("`'`".to_owned()));
            };
            self.at += 1;
            self.expect("(")?;
            return Ok(Expr::Apply(
                format!("'{name}").as_str().into(),
                self.list(")")?,
            ));
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
        // A value of its own, as a line of reasoning.
        if name == "stackeq" && arguments.len() == 1 {
            return arguments
                .pop()
                .ok_or_else(|| Untranslatable::Syntax("stackeq".to_owned()));
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
