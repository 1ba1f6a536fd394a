//! Letters as names: `xy` is x times y, `2sinx` has a function in it.

use super::AnswerSyntax;
use super::glyph::{letter, look_alike, subscript};
use super::names;
use super::token::{Kind, Named};
use crate::math::Symbol;

/// Letters with the digits and indices behind them, each character as it is meant.
pub(super) struct Run {
    /// Letters, digits, and underscores before an index.
    pub text: String,
    /// For each byte of the text the byte of the source it begins at, and where all of it ends.
    places: Vec<usize>,
    /// The first letter that only looks like the one it was taken for.
    pub look_alike: Option<char>,
}

impl Run {
    /// The run a text begins with, up to the third letter behind digits or an underscore: no symbol
    /// is longer. Look-alikes stay where the item speaks of them.
    pub fn of(source: &str, syntax: &AnswerSyntax<'_>) -> Self {
        let mut run = Self {
            text: String::new(),
            places: Vec::new(),
            look_alike: None,
        };
        let mut end = 0;
        let mut lowered = false;
        let mut parts = 0;
        for (at, c) in source.char_indices() {
            let meant = match subscript(c) {
                Some(index) => {
                    if !lowered {
                        run.push('_', at);
                    }
                    lowered = true;
                    Some(index)
                }
                None => {
                    lowered = false;
                    letter(c).or((c.is_ascii_digit() || c == '_').then_some(c))
                }
            };
            let Some(mut meant) = meant else { break };
            if meant.is_alphabetic() && run.text.ends_with(|c: char| !c.is_alphabetic()) {
                parts += 1;
                if parts > MOST_PARTS {
                    break;
                }
            }
            if let Some(plain) = look_alike(c)
                && !declares_letter(syntax, c)
            {
                run.look_alike.get_or_insert(c);
                meant = plain;
            }
            run.push(meant, at);
            end = at + c.len_utf8();
        }
        run.places.push(end);
        run
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    /// Where a byte of the text stands in the source.
    pub fn place(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or_default()
    }
}

/// How often the letters of a symbol may begin anew behind digits or an underscore.
const MOST_PARTS: usize = 2;

/// The most letters side by side: more are no product that could be followed.
pub(super) const LONGEST_RUN: usize = 250;

fn declares_letter(syntax: &AnswerSyntax<'_>, c: char) -> bool {
    syntax
        .symbols
        .is_some_and(|symbols| symbols.iter().any(|symbol| symbol.contains(c)))
}

/// A name in a run, and its length there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub kind: Kind,
    pub length: usize,
    /// Whether digits behind a letter were taken for its index.
    pub indexed: bool,
}

impl Piece {
    fn new(kind: Kind, length: usize) -> Self {
        Self {
            kind,
            length,
            indexed: false,
        }
    }
}

/// The letters nothing accounts for, as bytes of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownLetters {
    pub from: usize,
    pub to: usize,
}

/// Splits the letters a run begins with into names; `after` is what follows the run.
///
/// Longer names win: with `a`, `b` and `ab` declared, `ab` is the last; declared symbols before
/// units, functions and constants of the same length. Where any letter is a symbol, what is left is
/// one symbol a letter.
pub(super) fn split(
    run: &str,
    after: &str,
    syntax: &AnswerSyntax<'_>,
) -> Result<Vec<Piece>, UnknownLetters> {
    let end = run.len();
    let is_end = |at: usize| !run[at..].starts_with(char::is_alphabetic);
    // From the back: the longest name at each place from which the rest can be read as well.
    let mut steps: Vec<Option<Piece>> = vec![None; end + 1];
    let mut longest: Vec<usize> = vec![0; end + 1];
    for (at, c) in run.char_indices().rev() {
        if !c.is_alphabetic() {
            continue;
        }
        let mut best: Option<Piece> = None;
        candidates(&run[at..], after, syntax, &mut |piece| {
            longest[at] = longest[at].max(piece.length);
            let next = at + piece.length;
            let fits = is_end(next) || steps.get(next).is_some_and(Option::is_some);
            if fits && best.as_ref().is_none_or(|best| best.length < piece.length) {
                best = Some(piece);
            }
        });
        steps[at] = best;
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(piece) = steps.get_mut(at).and_then(Option::take) {
        at += piece.length;
        pieces.push(piece);
        if is_end(at) {
            return Ok(pieces);
        }
    }
    // Nothing fits all of it: point at the first letter that is no name.
    at = 0;
    while let Some(&length) = longest.get(at)
        && length > 0
    {
        at += length;
    }
    let rest = run.get(at..).unwrap_or_default();
    let to = if at == 0 {
        at + rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len())
    } else {
        at + rest.chars().next().map_or(0, char::len_utf8)
    };
    Err(UnknownLetters { from: at, to })
}

/// Every name the text begins with.
fn candidates(text: &str, after: &str, syntax: &AnswerSyntax<'_>, found: &mut impl FnMut(Piece)) {
    for symbol in syntax.symbols.unwrap_or_default() {
        if let Some(length) = spelled_at(symbol, text, syntax.symbols.unwrap_or_default()) {
            found(Piece::new(Kind::Name(symbol.to_string()), length));
        }
    }
    for function in syntax.functions {
        let rest = text.strip_prefix(&**function);
        if rest.is_some_and(|rest| opens(rest, after)) {
            found(Piece::new(Kind::Name(function.to_string()), function.len()));
        }
    }
    if let Some(is_unit) = syntax.units {
        unit_names(text, is_unit, &mut |length| {
            let name = text.get(..length).unwrap_or_default();
            found(Piece::new(Kind::Unit(name.to_owned()), length));
        });
    }
    // A name that ends its run sees the bracket behind it.
    let ahead: String;
    let seen = if text.len() <= LONGEST_NAME {
        ahead = text.chars().chain(after.chars().take(2)).collect();
        ahead.as_str()
    } else {
        text
    };
    if let Some((named, length)) = names::function(seen, syntax.locale) {
        found(Piece::new(Kind::Function(named), length));
    }
    if let Some((constant, length)) = names::constant(text) {
        found(Piece::new(Kind::Constant(constant), length));
    }
    if syntax.symbols.is_none() {
        let (name, length) = match names::greek(text) {
            Some((letter, length)) => (letter.to_owned(), length),
            None => text
                .chars()
                .next()
                .map(|c| (c.to_string(), c.len_utf8()))
                .unwrap_or_default(),
        };
        let (index, indexed) = index(&text[length..]);
        let name = name + index;
        found(Piece {
            kind: Kind::Name(name),
            length: length + index.len(),
            indexed,
        });
    }
}

/// No name of a function is longer, nor is the part of a run that is looked at with what follows.
const LONGEST_NAME: usize = 24;

fn opens(rest: &str, after: &str) -> bool {
    rest.starts_with('(') || (rest.is_empty() && after.starts_with(['(', '（']))
}

/// The lengths of the units a text begins with.
fn unit_names(text: &str, is_unit: fn(&str) -> bool, found: &mut impl FnMut(usize)) {
    const LONGEST: usize = 12;
    let letters = text
        .char_indices()
        .take_while(|(_, c)| c.is_alphabetic())
        .take(LONGEST);
    for (at, c) in letters {
        let length = at + c.len_utf8();
        if text.get(..length).is_some_and(is_unit) {
            found(length);
        }
    }
}

/// The index behind a letter: `_1`, `_max`, or digits that follow at once.
fn index(rest: &str) -> (&str, bool) {
    if let Some(index) = rest.strip_prefix('_') {
        let digits = index.bytes().take_while(u8::is_ascii_digit).count();
        let length = if digits > 0 {
            digits
        } else {
            index
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(index.len())
        };
        let length = if length == 0 { 0 } else { length + 1 };
        return (rest.get(..length).unwrap_or_default(), false);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (rest.get(..digits).unwrap_or_default(), digits > 0)
}

/// The bytes of the text that spell the symbol at its beginning: as it is declared, in the wrong
/// case where no other differs from it by case only, by the name or the sign of a Greek letter, or
/// without the underscore of its index.
fn spelled_at(symbol: &Symbol, text: &str, symbols: &[Symbol]) -> Option<usize> {
    spelled(symbol, text, |a, b| a == b)
        .or_else(|| spelled(names::greek_twin(symbol)?, text, |a, b| a == b))
        .or_else(|| {
            let (letter, index) = symbol.split_once('_')?;
            let is_plain = index.bytes().all(|byte| byte.is_ascii_digit());
            let joined = [letter, index].concat();
            (is_plain && text.starts_with(&joined)).then_some(joined.len())
        })
        .or_else(|| {
            let first = symbol.chars().next()?;
            let start = text.chars().next()?;
            if !first.to_lowercase().eq(start.to_lowercase()) {
                return None;
            }
            let folded = symbol.to_lowercase();
            let twins = symbols
                .iter()
                .filter(|other| other.to_lowercase() == folded)
                .count();
            (twins == 1)
                .then(|| spelled(symbol, text, |a, b| a.to_lowercase().eq(b.to_lowercase())))?
        })
}

fn spelled(symbol: &str, text: &str, equal: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for expected in symbol.chars() {
        let found = chars.next()?;
        if !equal(found, expected) {
            return None;
        }
        length += found.len_utf8();
    }
    (length > 0).then_some(length)
}

/// Whether letters that only happen to be symbols are a word: where any letter is one, `hello` is
/// no product.
pub(super) fn is_word(pieces: &[Piece]) -> bool {
    let single = |piece: &&Piece| {
        matches!(&piece.kind, Kind::Name(name) if name.len() == 1)
            || matches!(piece.kind, Kind::Constant(_) if piece.length == 1)
    };
    let letters: String = pieces
        .iter()
        .filter(single)
        .filter_map(|piece| match &piece.kind {
            Kind::Name(name) => Some(name.as_str()),
            Kind::Constant(constant) => Some(constant.sign()),
            _ => None,
        })
        .collect();
    pieces.iter().filter(single).count() == pieces.len() && names::is_no_product(&letters)
}

/// What to write instead of letters that stand for nothing.
pub(super) fn advice(text: &str, syntax: &AnswerSyntax<'_>) -> String {
    let is_word = text.chars().nth(1).is_some();
    let symbols = syntax.symbols.unwrap_or_default();
    let known = symbols
        .iter()
        .map(|symbol| &**symbol)
        .filter(|symbol| symbol.chars().nth(1).is_some())
        .chain(names::functions());
    let meant = || crate::base::closest(text, known);
    if is_word && is_number_word(text) {
        return "write the number with digits".to_owned();
    }
    if is_word
        && text.is_ascii()
        && let Some(meant) = meant()
    {
        if meant.eq_ignore_ascii_case(text) {
            return format!("put brackets behind {meant}");
        }
        return format!("did you mean {meant}?");
    }
    match symbols {
        _ if syntax.symbols.is_none() => {
            "write a sign such as * between letters that are multiplied".to_owned()
        }
        [] if text.eq_ignore_ascii_case("x") => "to multiply, write * or ×".to_owned(),
        [] if syntax.units.is_some() => "I don't know this unit".to_owned(),
        [] => "write the answer with digits".to_owned(),
        [only] => format!("the only letter here is {only}"),
        [first @ .., last] => format!("the letters here are {} and {last}", first.join(", ")),
    }
}

/// Numbers up to twelve and the tens are what learners write in words.
fn is_number_word(text: &str) -> bool {
    const WORDS: [&str; 25] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
        "ninety", "hundred", "half", "third", "quarter",
    ];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a bracket has to follow for the name to be one of a function.
pub(super) const fn is_function(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Function(Named::Known(_) | Named::Reciprocal(_) | Named::LogTo(_) | Named::RootOf(_))
    )
}
