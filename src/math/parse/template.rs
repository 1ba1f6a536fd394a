//! The author's reader: the expressions of a template, where everything is written out.

mod grammar;
mod token;

use super::SyntaxError;
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Literal};
use grammar::{Fault, Trouble};
use token::{Bracket, Kind, Token};

/// The longest expression, in bytes: pages of it, and read in a moment.
const LONGEST: usize = 10_000;

/// Reads a template's expression.
///
/// Loosest first: `or`, `and`, `not`, comparisons (`a < b < c` means both), `+ -`, `* / mod`, unary
/// minus, `^` (from right to left), then `data[1]`, `row.name` and calls.
///
/// ```
/// use retake::math::parse_expression;
/// assert!(parse_expression("a*root + b").is_ok());
/// let error = parse_expression("2x = 6").unwrap_err();
/// assert_eq!(error.help.unwrap(), "write `2*x`");
/// ```
///
/// # Errors
/// What cannot be read, where, and what to write instead; also past the budgets of length and depth.
pub fn parse_expression(source: &str) -> Result<Ast, SyntaxError> {
    if source.len() > LONGEST {
        return Err(SyntaxError::new(
            Span::new(0, source.len()),
            format!("the expression has more than {LONGEST} bytes"),
        )
        .help("give its parts names in [let]"));
    }
    let mut tokens = Vec::new();
    Lexer { source, at: 0 }
        .read(&mut tokens)
        .map_err(|unknown| {
            grammar::first_fault(&tokens, unknown.span.start)
                .map_or(unknown, |trouble| explain(source, trouble))
        })?;
    grammar::read(&tokens, source.len()).map_err(|trouble| explain(source, trouble))
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn read(mut self, tokens: &mut Vec<Token>) -> Result<(), SyntaxError> {
        loop {
            let rest = self.rest().trim_start();
            let start = self.source.len() - rest.len();
            let spaced = start > self.at;
            self.at = start;
            let Some(first) = rest.chars().next() else {
                return Ok(());
            };
            let kind = self.token(first)?;
            let span = Span::new(start, self.at);
            tokens.push(Token { kind, span, spaced });
        }
    }

    fn token(&mut self, first: char) -> Result<Kind, SyntaxError> {
        if first.is_ascii_digit() {
            return Ok(self.number());
        }
        if first.is_alphabetic() || first == '_' {
            return Ok(self.word());
        }
        if first == '"' || first == '\'' {
            return self.text(first);
        }
        if let Some((sign, kind)) = SIGNS
            .iter()
            .find(|(sign, _)| self.rest().starts_with(*sign))
        {
            self.at += sign.len();
            return Ok(kind.clone());
        }
        Err(self.unknown(first))
    }

    fn number(&mut self) -> Kind {
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut length = digits(rest);
        if let Some(fraction) = rest[length..].strip_prefix('.') {
            // `data[1].x` is a field; a point without digits is left to the grammar.
            let places = digits(fraction);
            length += if places > 0 { places + 1 } else { 0 };
        }
        let literal = Literal::parse(&rest[..length]);
        self.at += length;
        Kind::Number(literal.unwrap_or_else(|| 0.into()))
    }

    fn word(&mut self) -> Kind {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let kind = match &rest[..length] {
            "or" => Kind::Operator(BinaryOp::Or),
            "and" => Kind::Operator(BinaryOp::And),
            "not" => Kind::Not,
            "mod" => Kind::Operator(BinaryOp::Mod),
            "true" => Kind::Boolean(true),
            "false" => Kind::Boolean(false),
            name => Kind::Name(name.to_owned()),
        };
        self.at += length;
        kind
    }

    fn text(&mut self, quote: char) -> Result<Kind, SyntaxError> {
        let inner = &self.rest()[1..];
        let Some(length) = inner.find(quote) else {
            return Err(SyntaxError::new(
                Span::new(self.at, self.source.len()),
                "this text is never closed",
            )
            .help(format!("end it with {quote}")));
        };
        let text = inner[..length].to_owned();
        self.at += length + 2;
        Ok(Kind::Text(text))
    }

    /// What stands for nothing here, with what its author most likely meant.
    fn unknown(&self, first: char) -> SyntaxError {
        let rest = self.rest();
        let known = HABITS.iter().find(|(sign, _)| rest.starts_with(*sign));
        let (sign, help) = match known {
            Some((sign, help)) => (*sign, Some(*help)),
            None => (&rest[..first.len_utf8()], None),
        };
        let error = SyntaxError::new(
            Span::new(self.at, self.at + sign.len()),
            format!("`{sign}` means nothing in an expression"),
        );
        match help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

/// The signs, longer ones before their beginnings.
const SIGNS: [(&str, Kind); 18] = [
    ("==", Kind::Operator(BinaryOp::Equal)),
    ("!=", Kind::Operator(BinaryOp::NotEqual)),
    ("<=", Kind::Operator(BinaryOp::LessEqual)),
    (">=", Kind::Operator(BinaryOp::GreaterEqual)),
    ("<", Kind::Operator(BinaryOp::Less)),
    (">", Kind::Operator(BinaryOp::Greater)),
    ("+", Kind::Operator(BinaryOp::Add)),
    ("-", Kind::Operator(BinaryOp::Subtract)),
    ("*", Kind::Operator(BinaryOp::Multiply)),
    ("/", Kind::Operator(BinaryOp::Divide)),
    ("^", Kind::Operator(BinaryOp::Power)),
    (",", Kind::Comma),
    (".", Kind::Dot),
    ("(", Kind::Open(Bracket::Round)),
    (")", Kind::Close(Bracket::Round)),
    ("[", Kind::Open(Bracket::Square)),
    ("]", Kind::Close(Bracket::Square)),
    // Only so that the grammar can say that it opens nothing.
    ("}", Kind::Close(Bracket::Curly)),
];

/// Habits from other languages and from typesetting, and what to write instead.
const HABITS: [(&str, &str); 19] = [
    ("=", "write `==` to compare"),
    ("&&", "use `and` instead of `&&`"),
    ("||", "use `or` instead of `||`"),
    ("!", "use `not` instead of `!`"),
    ("%", "use `mod` for a remainder"),
    ("−", "write `-`, the hyphen of the keyboard"),
    ("–", "write `-`, the hyphen of the keyboard"),
    ("×", "write `*` to multiply"),
    ("·", "write `*` to multiply"),
    ("÷", "write `/` to divide"),
    ("≤", "write `<=`"),
    ("≥", "write `>=`"),
    ("≠", "write `!=`"),
    ("²", "write `^2` for a power"),
    ("³", "write `^3` for a power"),
    ("{", "use `( )` for grouping and `[ ]` for a list"),
    ("“", "use straight quotes for a text"),
    ("”", "use straight quotes for a text"),
    (
        "@",
        "a hole's expression stands inside its braces, without `@`",
    ),
];

fn explain(source: &str, Trouble { fault, span }: Trouble) -> SyntaxError {
    let text = |span: Span| source.get(span.start..span.end).unwrap_or_default();
    let found = text(span);
    let error = |message: String| SyntaxError::new(span, message);
    match fault {
        Fault::Empty => error("the expression is empty".into()).help("write a value or a name"),
        Fault::EndsEarly => error("the expression ends where a value is due".into()),
        Fault::NoValue if found == "." => error("a number does not begin with its point".into())
            .help("write a zero before it: `0.5`"),
        Fault::NoValue if found == "+" => {
            error("a `+` stands between two values only".into()).help("leave the sign out")
        }
        Fault::NoValue if found == "*" && source[..span.start].ends_with('*') => {
            error("`**` means nothing in an expression".into()).help("write `^` for a power")
        }
        Fault::NoValue => error(format!("a value is due here, not `{found}`")),
        Fault::NoOperator { left, right } => {
            let (left, right) = (text(left), text(right));
            let error = SyntaxError::new(span, format!("an operator is missing before `{right}`"));
            let next_is_word = right.starts_with(char::is_alphabetic) || right == "(";
            if matches!(right, "AND" | "OR" | "NOT" | "MOD") {
                error.help(format!("write `{}`", right.to_lowercase()))
            } else if next_is_word && right != "(" {
                error.help(format!("write `{left}*{right}`"))
            } else if next_is_word {
                error.help("a product is written with `*`")
            } else {
                error
            }
        }
        Fault::Stray if found == "," => {
            error("a comma stands only in a list and between arguments".into())
                .help("write a number without separators, with a point before its decimal places")
        }
        Fault::Stray => error(format!("`{found}` cannot follow a value")),
        Fault::Unclosed => error(format!("this `{found}` is never closed")),
        Fault::WrongClose => error(format!("this `{found}` closes nothing")),
        Fault::NoField => error("a name is due after the dot".into()),
        Fault::TightNot => error("`not` binds less than what stands before it".into())
            .help("put it in brackets: `(not a)`"),
        Fault::TooDeep => error("the expression is nested too deeply".into())
            .help("give its parts names in [let]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::parse::outline;

    fn read(source: &str) -> String {
        match parse_expression(source) {
            Ok(ast) => outline(&ast),
            Err(error) => panic!("{source}: {error:?}"),
        }
    }

    #[test]
    fn levels_bind_as_documented() {
        for (source, expect) in [
            ("a*x + b", "((a * x) + b)"),
            ("a - b - c", "((a - b) - c)"),
            ("a/b*c", "((a / b) * c)"),
            ("-2^2", "(-(2 ^ 2))"),
            ("2^3^2", "(2 ^ (3 ^ 2))"),
            ("2^-3", "(2 ^ (-3))"),
            ("-a*b", "((-a) * b)"),
            ("a*-b", "(a * (-b))"),
            ("d2 mod d1 == 0", "((d2 mod d1) == 0)"),
            ("a or b and not c == d", "(a or (b and (not (c == d))))"),
            ("not a and b", "((not a) and b)"),
            ("1 < a < b <= 9", "(((1 < a) and (a < b)) and (b <= 9))"),
            ("gcd(n1, d1) == 1", "(gcd(n1, d1) == 1)"),
            ("data[1].height^2", "(data[1].height ^ 2)"),
            (
                "sum([1, 2.50, x]) + len([])",
                "(sum([1, 2.50, x]) + len([]))",
            ),
            ("if(a, \"it's\", 'so')", "if(a, \"it's\", \"so\")"),
            ("(a)(0) ", "panic"),
        ] {
            if expect == "panic" {
                assert!(parse_expression(source).is_err());
            } else {
                assert_eq!(read(source), expect, "{source}");
            }
        }
    }

    #[test]
    fn decimals_keep_their_places() {
        let Ok(ast) = parse_expression(" 007.50") else {
            panic!("a decimal is read");
        };
        assert_eq!(ast.span, Span::new(1, 7));
        assert_eq!(outline(&ast), "7.50");
    }

    #[test]
    fn faults_say_where_and_what_to_write() {
        for (source, span, message, help) in [
            (
                "a = 2",
                2..3,
                "`=` means nothing in an expression",
                "write `==` to compare",
            ),
            (
                "a && b",
                2..4,
                "`&&` means nothing in an expression",
                "use `and` instead of `&&`",
            ),
            (
                "2x",
                1..2,
                "an operator is missing before `x`",
                "write `2*x`",
            ),
            (
                "2(x + 1)",
                1..2,
                "an operator is missing before `(`",
                "a product is written with `*`",
            ),
            (
                "a AND b",
                2..5,
                "an operator is missing before `AND`",
                "write `and`",
            ),
            (
                "a**2",
                2..3,
                "`**` means nothing in an expression",
                "write `^` for a power",
            ),
            ("*2", 0..1, "a value is due here, not `*`", ""),
            ("a +", 3..3, "the expression ends where a value is due", ""),
            (
                "",
                0..0,
                "the expression is empty",
                "write a value or a name",
            ),
            ("(a + b", 0..1, "this `(` is never closed", ""),
            ("a + b)", 5..6, "this `)` closes nothing", ""),
            ("[1, 2)", 5..6, "this `)` closes nothing", ""),
            (
                ".5",
                0..1,
                "a number does not begin with its point",
                "write a zero before it: `0.5`",
            ),
            (
                "1,000",
                1..2,
                "a comma stands only in a list and between arguments",
                "write a number without separators, with a point before its decimal places",
            ),
            ("a.", 2..2, "a name is due after the dot", ""),
            ("'so", 0..3, "this text is never closed", "end it with '"),
            (
                "a + not b",
                4..7,
                "`not` binds less than what stands before it",
                "put it in brackets: `(not a)`",
            ),
            (
                "a − b",
                2..5,
                "`−` means nothing in an expression",
                "write `-`, the hyphen of the keyboard",
            ),
            ("a # b", 2..3, "`#` means nothing in an expression", ""),
        ] {
            let Err(error) = parse_expression(source) else {
                panic!("{source} is read");
            };
            assert_eq!(error.span, span.into(), "{source}");
            assert_eq!(error.message, message, "{source}");
            assert_eq!(error.help.unwrap_or_default(), help, "{source}");
        }
    }

    #[test]
    fn budgets_hold() {
        for opening in ["(", "[", "-", "not ", "f(", "2^", "a+", "a[", "a<"] {
            let source = opening.repeat(9_000 / opening.len());
            assert!(parse_expression(&source).is_err(), "{opening}");
        }
        // Chains repeat their middle, and chains within chains would double it at every level.
        let nested = (0..60).fold("1".to_owned(), |inner, _| format!("(0 < {inner} < 2)"));
        let Err(error) = parse_expression(&nested) else {
            panic!("a tree of 2^60 nodes is built");
        };
        assert_eq!(error.message, "the expression is nested too deeply");
        assert!(parse_expression(&"a".repeat(10_001)).is_err());
    }
}
