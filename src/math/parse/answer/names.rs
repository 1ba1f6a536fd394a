//! The names known: functions, constants, Greek letters, words.

use super::token::{Kind, Named};
use crate::base::Locale;
use crate::math::ast::BinaryOp;
use crate::math::{Constant, Function};

use Function as F;

/// Functions as they are typed, in English notation and in that of the other languages known.
const FUNCTIONS: [(&str, Named); 67] = [
    ("sqrt", Named::Known(F::Sqrt)),
    ("cbrt", Named::RootOf(3)),
    ("root", Named::Known(F::Root)),
    ("nthroot", Named::Known(F::Root)),
    ("abs", Named::Known(F::Abs)),
    ("exp", Named::Known(F::Exp)),
    ("ln", Named::Known(F::Ln)),
    ("log", Named::Known(F::Log)),
    ("lg", Named::Known(F::Log)),
    ("sin", Named::Known(F::Sin)),
    ("sine", Named::Known(F::Sin)),
    ("cos", Named::Known(F::Cos)),
    ("cosine", Named::Known(F::Cos)),
    ("tan", Named::Known(F::Tan)),
    ("tangent", Named::Known(F::Tan)),
    ("tg", Named::Known(F::Tan)),
    ("sec", Named::Known(F::Sec)),
    ("csc", Named::Known(F::Csc)),
    ("cosec", Named::Known(F::Csc)),
    ("cot", Named::Known(F::Cot)),
    ("cotan", Named::Known(F::Cot)),
    ("ctg", Named::Known(F::Cot)),
    ("cotg", Named::Known(F::Cot)),
    ("asin", Named::Known(F::Asin)),
    ("arcsin", Named::Known(F::Asin)),
    ("acos", Named::Known(F::Acos)),
    ("arccos", Named::Known(F::Acos)),
    ("atan", Named::Known(F::Atan)),
    ("arctan", Named::Known(F::Atan)),
    ("arctg", Named::Known(F::Atan)),
    ("sinh", Named::Known(F::Sinh)),
    ("cosh", Named::Known(F::Cosh)),
    ("tanh", Named::Known(F::Tanh)),
    ("coth", Named::Reciprocal(F::Tanh)),
    ("sech", Named::Reciprocal(F::Cosh)),
    ("csch", Named::Reciprocal(F::Sinh)),
    ("cosech", Named::Reciprocal(F::Sinh)),
    ("fact", Named::Known(F::Factorial)),
    ("factorial", Named::Known(F::Factorial)),
    ("binomial", Named::Known(F::Binomial)),
    ("binom", Named::Known(F::Binomial)),
    ("choose", Named::Known(F::Binomial)),
    ("floor", Named::Known(F::Floor)),
    ("ceil", Named::Known(F::Ceil)),
    ("ceiling", Named::Known(F::Ceil)),
    ("round", Named::Known(F::Round)),
    ("sign", Named::Known(F::Sign)),
    ("signum", Named::Known(F::Sign)),
    ("sgn", Named::Known(F::Sign)),
    ("min", Named::Known(F::Min)),
    ("max", Named::Known(F::Max)),
    ("gcd", Named::Known(F::Gcd)),
    ("gcf", Named::Known(F::Gcd)),
    ("hcf", Named::Known(F::Gcd)),
    ("lcm", Named::Known(F::Lcm)),
    ("ggt", Named::Known(F::Gcd)),
    ("kgv", Named::Known(F::Lcm)),
    ("mcd", Named::Known(F::Gcd)),
    ("mcm", Named::Known(F::Lcm)),
    ("pgcd", Named::Known(F::Gcd)),
    ("ppcm", Named::Known(F::Lcm)),
    ("sen", Named::Known(F::Sin)),
    ("arcsen", Named::Known(F::Asin)),
    ("senh", Named::Known(F::Sinh)),
    ("raiz", Named::Known(F::Sqrt)),
    ("wurzel", Named::Known(F::Sqrt)),
    ("matrix", Named::Matrix),
];

/// Functions of several values, which are words of their own unless a bracket follows.
const fn needs_bracket(named: Named) -> bool {
    matches!(
        named,
        Named::Matrix
            | Named::Known(
                F::Min
                    | F::Max
                    | F::Gcd
                    | F::Lcm
                    | F::Binomial
                    | F::Root
                    | F::Round
                    | F::Floor
                    | F::Ceil
                    | F::Sign
                    | F::Factorial
            )
    )
}

/// Names from other languages than English, which only these read.
const FOREIGN: [(&str, &str); 10] = [
    ("ggt", "de"),
    ("kgv", "de"),
    ("wurzel", "de"),
    ("mcd", "es"),
    ("mcm", "es"),
    ("sen", "es"),
    ("arcsen", "es"),
    ("senh", "es"),
    ("raiz", "es"),
    ("pgcd", "fr"),
];

/// The longest name of a function that a text begins with, upper case forgiven, with its length.
pub(super) fn function(text: &str, locale: Locale) -> Option<(Named, usize)> {
    FUNCTIONS
        .iter()
        .filter(|(name, named)| {
            begins(text, name)
                && !FOREIGN
                    .iter()
                    .any(|(foreign, language)| foreign == name && *language != locale.language)
                && (!needs_bracket(*named) || text[name.len()..].trim_start().starts_with(is_open))
        })
        .max_by_key(|(name, _)| name.len())
        .map(
            |&(name, named)| match (named, base_in_name(&text[name.len()..])) {
                (Named::Known(F::Log), Some((base, digits))) => {
                    (Named::LogTo(base), name.len() + digits)
                }
                _ => (named, name.len()),
            },
        )
}

/// Whether a text begins with a name, upper case forgiven.
fn begins(text: &str, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    // Most differ in their first letter.
    text.first().map(u8::to_ascii_lowercase) == name.first().map(u8::to_ascii_lowercase)
        && text
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// The base in `log10(` and `log2(`.
fn base_in_name(after: &str) -> Option<(u32, usize)> {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let base = after.get(..digits)?.parse().ok()?;
    after[digits..].starts_with('(').then_some((base, digits))
}

const fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（')
}

/// Names of all functions, for “did you mean”.
pub(super) fn functions<'a>() -> impl Iterator<Item = &'a str> {
    FUNCTIONS.iter().map(|(name, _)| *name)
}

/// The Greek letters by their names.
const GREEK: [(&str, &str, &str); 24] = [
    ("alpha", "α", "Α"),
    ("beta", "β", "Β"),
    ("gamma", "γ", "Γ"),
    ("delta", "δ", "Δ"),
    ("epsilon", "ε", "Ε"),
    ("zeta", "ζ", "Ζ"),
    ("eta", "η", "Η"),
    ("theta", "θ", "Θ"),
    ("iota", "ι", "Ι"),
    ("kappa", "κ", "Κ"),
    ("lambda", "λ", "Λ"),
    ("mu", "μ", "Μ"),
    ("nu", "ν", "Ν"),
    ("xi", "ξ", "Ξ"),
    ("omicron", "ο", "Ο"),
    ("pi", "π", "Π"),
    ("rho", "ρ", "Ρ"),
    ("sigma", "σ", "Σ"),
    ("tau", "τ", "Τ"),
    ("upsilon", "υ", "Υ"),
    ("phi", "φ", "Φ"),
    ("chi", "χ", "Χ"),
    ("psi", "ψ", "Ψ"),
    ("omega", "ω", "Ω"),
];

/// The Greek letter whose name a text begins with, and the name's length: `Phi` is the capital.
pub(super) fn greek(text: &str) -> Option<(&'static str, usize)> {
    let bytes = text.as_bytes();
    GREEK
        .iter()
        .filter(|(name, ..)| begins(text, name))
        .max_by_key(|(name, ..)| name.len())
        .map(|&(name, small, capital)| {
            let is_capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
            (if is_capital { capital } else { small }, name.len())
        })
}

/// The letter of a Greek letter's name, and the name of a letter.
pub(super) fn greek_twin(symbol: &str) -> Option<&'static str> {
    GREEK.iter().find_map(|&(name, small, capital)| {
        if symbol == name {
            Some(small)
        } else if symbol == small {
            Some(name)
        } else if symbol.eq_ignore_ascii_case(name) {
            Some(capital)
        } else {
            None
        }
    })
}

/// A constant that a text begins with, and its length.
pub(super) fn constant(text: &str) -> Option<(Constant, usize)> {
    const CONSTANTS: [(&str, Constant); 6] = [
        ("pi", Constant::Pi),
        ("Pi", Constant::Pi),
        ("PI", Constant::Pi),
        ("π", Constant::Pi),
        ("e", Constant::E),
        ("i", Constant::I),
    ];
    CONSTANTS
        .into_iter()
        .find(|(name, _)| text.starts_with(name))
        .map(|(name, constant)| (constant, name.len()))
}

/// Words that stand alone, the longest first, and the language they belong to.
const WORDS: [(&str, &str, Kind); 36] = [
    ("infinitely many solutions", "", Kind::Reals),
    ("all real numbers", "", Kind::Reals),
    ("no real solutions", "", Kind::Empty),
    ("no real solution", "", Kind::Empty),
    ("all the reals", "", Kind::Reals),
    ("no solutions", "", Kind::Empty),
    ("empty set", "", Kind::Empty),
    ("no solution", "", Kind::Empty),
    ("all reals", "", Kind::Reals),
    ("emptyset", "", Kind::Empty),
    ("infinity", "", Kind::Constant(Constant::Infinity)),
    ("reals", "", Kind::Reals),
    ("union", "", Kind::Union),
    ("false", "", Kind::Boolean(false)),
    ("none", "", Kind::Empty),
    ("true", "", Kind::Boolean(true)),
    ("infty", "", Kind::Constant(Constant::Infinity)),
    ("all", "", Kind::Reals),
    ("and", "", Kind::Operator(BinaryOp::And)),
    ("not", "", Kind::Not),
    ("inf", "", Kind::Constant(Constant::Infinity)),
    ("or", "", Kind::Operator(BinaryOp::Or)),
    ("in", "", Kind::In),
    ("oo", "", Kind::Constant(Constant::Infinity)),
    ("und", "de", Kind::Operator(BinaryOp::And)),
    ("oder", "de", Kind::Operator(BinaryOp::Or)),
    ("nicht", "de", Kind::Not),
    ("wahr", "de", Kind::Boolean(true)),
    ("falsch", "de", Kind::Boolean(false)),
    ("y", "es", Kind::Operator(BinaryOp::And)),
    ("o", "es", Kind::Operator(BinaryOp::Or)),
    ("no", "es", Kind::Not),
    ("et", "fr", Kind::Operator(BinaryOp::And)),
    ("ou", "fr", Kind::Operator(BinaryOp::Or)),
    ("vrai", "fr", Kind::Boolean(true)),
    ("faux", "fr", Kind::Boolean(false)),
];

/// A word that a text begins with, nothing of a name behind it, and its length.
pub(super) fn word(text: &str, locale: Locale) -> Option<(&'static str, Kind, usize)> {
    WORDS
        .iter()
        .filter(|(_, language, _)| language.is_empty() || *language == locale.language)
        .filter(|(word, ..)| begins(text, word))
        .find_map(|(word, _, kind)| {
            let after = text[word.len()..].chars().next();
            let ends = !after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\'');
            ends.then(|| (*word, kind.clone(), word.len()))
        })
}

/// Whether it is a word of a sentence rather than letters that are multiplied.
pub(super) fn is_no_product(word: &str) -> bool {
    const REFUSED: [&str; 12] = [
        "nan",
        "null",
        "nor",
        "xor",
        "nand",
        "xnor",
        "mod",
        "div",
        "iff",
        "the",
        "is",
        "undefined",
    ];
    REFUSED
        .iter()
        .any(|refused| word.eq_ignore_ascii_case(refused))
        || word.chars().count() > 4
}
