//! Letters as declared symbols: `xy` is x times y.

use super::glyph::letter;
use crate::math::Symbol;

/// The letters no symbol accounts for, as bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnknownLetters {
    pub from: usize,
    pub to: usize,
}

/// Splits the letters a text begins with into symbols, each with its length in bytes.
///
/// Longer symbols win: with `a`, `b` and `ab` declared, `ab` is the last. A symbol in the wrong case
/// counts where no other differs from it by case only.
pub(super) fn split<'s>(
    text: &str,
    symbols: &'s [Symbol],
) -> Result<Vec<(&'s Symbol, usize)>, UnknownLetters> {
    // A declared symbol may go on with digits and underscores, as `x_1` does.
    let end = text
        .find(|c: char| letter(c).is_none() && !c.is_ascii_digit() && c != '_')
        .unwrap_or(text.len());
    let run = &text[..end];
    let letters_end = |from: usize| {
        let rest = &run[from..];
        from + rest.find(|c| letter(c).is_none()).unwrap_or(rest.len())
    };
    // From the back: the longest symbol at each place from which the rest can be read as well.
    let mut steps: Vec<Option<(&'s Symbol, usize)>> = vec![None; end + 1];
    let is_end = |at: usize| at == end || run[at..].starts_with(|c| letter(c).is_none());
    for (at, _) in run.char_indices().rev() {
        steps[at] = symbols
            .iter()
            .filter_map(|symbol| Some((symbol, length_of(symbol, &run[at..], symbols)?)))
            .filter(|&(_, length)| is_end(at + length) || steps[at + length].is_some())
            .max_by_key(|&(_, length)| length);
    }
    let mut names = Vec::new();
    let mut at = 0;
    while let Some((symbol, length)) = steps[at] {
        names.push((symbol, length));
        at += length;
        if is_end(at) {
            return Ok(names);
        }
    }
    // Nothing fits all of it: point at the first letter that is none of the symbols.
    at = 0;
    while let Some(length) = symbols
        .iter()
        .filter_map(|symbol| length_of(symbol, &run[at..], symbols))
        .max()
    {
        at += length;
    }
    let to = if at == 0 {
        letters_end(0)
    } else {
        at + run[at..].chars().next().map_or(0, char::len_utf8)
    };
    Err(UnknownLetters { from: at, to })
}

/// The bytes of `text` that spell the symbol at its beginning.
fn length_of(symbol: &Symbol, text: &str, symbols: &[Symbol]) -> Option<usize> {
    spelled(symbol, text, |a, b| a == b).or_else(|| {
        let folded = symbol.to_lowercase();
        let twins = symbols
            .iter()
            .filter(|other| other.to_lowercase() == folded)
            .count();
        (twins == 1).then(|| spelled(symbol, text, |a, b| a.to_lowercase().eq(b.to_lowercase())))?
    })
}

fn spelled(symbol: &str, text: &str, equal: impl Fn(char, char) -> bool) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for expected in symbol.chars() {
        let found = chars.next()?;
        if !equal(letter(found).unwrap_or(found), expected) {
            return None;
        }
        length += found.len_utf8();
    }
    (length > 0).then_some(length)
}

/// What to write instead of letters that stand for nothing.
pub(super) fn advice(text: &str, symbols: &[Symbol]) -> String {
    let is_word = text.chars().nth(1).is_some();
    match symbols {
        _ if is_word && is_number_word(text) => "write the number with digits".to_owned(),
        [] if text.eq_ignore_ascii_case("x") => "to multiply, write * or ×".to_owned(),
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
