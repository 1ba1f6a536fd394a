//! Words that are typed: compared after what does not matter is taken away.
//!
//! Capital letters, accents, blanks, the shapes of quotation marks and dashes, and marks at the end
//! do not matter unless the template says so. Apostrophes and hyphens within a word always do:
//! “its” is not “it's”. Letters that are forgiven are counted as optimal string alignments do
//! (inserted, left out, replaced, or exchanged with the neighbour).

use super::reading::Unreadable;
use super::{Marking, Outcome, Question, TextSpec, Understood, Value};
use crate::base::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word this short has no letter to spare: one is forgiven for every so many.
const LETTERS_PER_SLIP: usize = 4;

/// The longest text, in bytes.
const LONGEST: usize = 2_000;

/// Marks words.
pub(super) fn mark(question: &Question, spec: &TextSpec, raw: &str) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    if raw.len() > LONGEST {
        return Err(Unreadable::new(
            whole,
            "This is too long. Write a shorter answer.",
        ));
    }
    let typed = normalised(raw, spec);
    if typed.is_empty() {
        return Err(Unreadable::new(whole, "Write your answer in words."));
    }
    Ok(Marking {
        understood: Some(Understood::words(raw.trim())),
        ..judge(question, spec, &typed)
    })
}

fn judge(question: &Question, spec: &TextSpec, typed: &str) -> Marking {
    let wrong =
        |misconceptions, message| Marking::scored(Outcome::Wrong { misconceptions }, message);
    if let Some(word) = forbidden_word(typed, spec) {
        let message = format!("“{}” does not belong in the answer.", word.trim());
        return wrong(Vec::new(), Some(message));
    }
    let accepted: Vec<&str> = accepted(&question.key).collect();
    if accepted.iter().any(|text| normalised(text, spec) == *typed) {
        return Marking::scored(Outcome::Right, None);
    }
    let mut misconceived = Vec::new();
    for distractor in &question.distractors {
        for text in self::accepted(&distractor.value) {
            let text = normalised(text, spec);
            if text == *typed {
                return wrong(distractor.misconceptions.clone(), None);
            }
            misconceived.push(text);
        }
    }
    if !spec.required.is_empty() {
        let has = |word: &String| holds(typed, &normalised(word, spec), spec.spelling);
        return if spec.required.iter().all(has) {
            Marking::scored(Outcome::Right, None)
        } else {
            let message = "The answer leaves out something that belongs in it.".to_owned();
            wrong(Vec::new(), Some(message))
        };
    }
    // What is as near to a known wrong answer may as well be that one.
    let nearest_wrong = misconceived
        .iter()
        .map(|text| strsim::osa_distance(typed, text))
        .min()
        .unwrap_or(usize::MAX);
    let meant = accepted.iter().find(|text| {
        let text = normalised(text, spec);
        let distance = strsim::osa_distance(typed, &text);
        distance <= forgiven(&text, spec.spelling) && distance < nearest_wrong
    });
    match meant {
        Some(text) => {
            let message = format!("It is spelled “{}”.", text.trim());
            Marking::scored(Outcome::Right, Some(message))
        }
        None => wrong(Vec::new(), None),
    }
}

/// How many letters of a text may be wrong.
fn forgiven(text: &str, spelling: u32) -> usize {
    (spelling as usize).min(text.chars().count() / LETTERS_PER_SLIP)
}

/// Whether words stand one after the other among those of a text.
fn holds(text: &str, words: &str, spelling: u32) -> bool {
    let split = |text: &str| -> Vec<String> {
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-');
        let words = text.split(|c: char| !is_letter(c));
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (text, words) = (split(text), split(words));
    !words.is_empty()
        && text.windows(words.len()).any(|window| {
            window.iter().zip(&words).all(|(typed, word)| {
                typed == word || strsim::osa_distance(typed, word) <= forgiven(word, spelling)
            })
        })
}

fn accepted(value: &Value) -> impl Iterator<Item = &str> {
    let (one, several) = match value {
        Value::Text(text) => (Some(text.as_str()), &[][..]),
        Value::Texts(texts) => (None, texts.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(several.iter().map(String::as_str))
}

/// The first forbidden word in a text without what does not matter.
pub fn forbidden_word<'s>(text: &str, spec: &'s TextSpec) -> Option<&'s str> {
    let mut forbidden = spec.forbidden.iter().map(String::as_str);
    forbidden.find(|word| holds(text, &normalised(word, spec), 0))
}

/// A text without what does not matter.
pub fn normalised(text: &str, spec: &TextSpec) -> String {
    let plain = text.nfkc().filter(|c| !is_ignorable(*c)).map(plain);
    let mut folded: String = if spec.accents {
        plain.collect()
    } else {
        plain
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .nfc()
            .collect()
    };
    if !spec.case {
        folded = folded.to_lowercase();
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    let joined = words.join(" ");
    let is_outside =
        |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '…') || c == ' ';
    joined.trim_matches(is_outside).to_owned()
}

/// One shape for signs that look alike.
const fn plain(character: char) -> char {
    match character {
        '‘' | '’' | '‛' | 'ʼ' | '´' | '`' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// Characters without a look.
const fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}
