//! What the machine does with texts.

use super::machine::{ListRef, Registers, TextRef};
use super::{Action, Fault, Number, Operation, Piece, Program, Register};

/// The most bytes the texts of one tuple may have together, before the last of them.
pub(super) const MAX_TEXT: usize = 100_000;

/// What stands where a word is to be put.
const BLANK: &str = "{}";

/// Runs one operation on texts.
pub(super) fn step<N: Number>(
    registers: &mut Registers<N>,
    program: &Program,
    operation: Operation,
) -> Result<(), Fault> {
    use Action as A;
    let Operation { action, d, a, b } = operation;
    let (d, first, second) = (usize::from(d), usize::from(a), usize::from(b));
    registers.check_text()?;
    match action {
        A::Join => {
            let pieces = &program.pieces[first..first + second];
            registers.texts[d] = registers.join(pieces, 0);
        }
        A::Each => {
            let list = each(registers, &program.pieces[first..first + second])?;
            registers.lists[d] = list;
        }
        A::Fill => registers.texts[d] = fill(registers, &program.pieces[first..first + second])?,
        A::JoinList => registers.texts[d] = join_list(registers, a, b)?,
        A::Upper => {
            registers.texts[d] = mapped(registers, a, |_, c, out| out.extend(c.to_uppercase()))
        }
        A::Lower => {
            registers.texts[d] = mapped(registers, a, |_, c, out| out.extend(c.to_lowercase()))
        }
        A::Capitalise => {
            registers.texts[d] = mapped(registers, a, |first, c, out| match first {
                true => out.extend(c.to_uppercase()),
                false => out.push(c),
            });
        }
        A::Replace => {
            let operands = &program.operands[first..first + second];
            registers.texts[d] = replace(registers, operands)?;
        }
        A::TextLength => {
            let length = registers.text(a).chars().count();
            registers.numbers[d] = N::integer(length as i64);
        }
        A::TextContains => registers.booleans[d] = registers.text(a).contains(registers.text(b)),
        A::StartsWith => registers.booleans[d] = registers.text(a).starts_with(registers.text(b)),
        A::EndsWith => registers.booleans[d] = registers.text(a).ends_with(registers.text(b)),
        A::Split => registers.lists[d] = split(registers, a, b),
        A::Letters => {
            let text = registers.texts[first];
            let cuts = registers
                .text(a)
                .char_indices()
                .map(|(at, c)| (at, at + c.len_utf8()));
            let letters: Vec<TextRef> = cuts.map(|(start, end)| text.part(start, end)).collect();
            registers.lists[d] = registers.push_texts(letters);
        }
        _ => unreachable!("machine and lists run every action that is not about texts"),
    }
    Ok(())
}

/// A text of its own for every element of the lists among the pieces.
fn each<N: Number>(registers: &mut Registers<N>, pieces: &[Piece]) -> Result<ListRef, Fault> {
    let list = pieces.iter().find_map(|piece| piece.list());
    let length = list.map_or(0, |list| registers.lists[usize::from(list)].len());
    let mut texts = Vec::with_capacity(length);
    for at in 0..length {
        registers.check_text()?;
        texts.push(registers.join(pieces, at));
    }
    Ok(registers.push_texts(texts))
}

/// The first piece with the others in its blanks; a single one in all of them.
fn fill<N: Number>(registers: &mut Registers<N>, pieces: &[Piece]) -> Result<TextRef, Fault> {
    let (Some(Piece::Text(shape)), Some(words)) = (pieces.first(), pieces.get(1..)) else {
        return Err(Fault::Blanks);
    };
    let shape = registers.texts[usize::from(*shape)];
    let blanks: Vec<usize> = registers
        .text_of(shape)
        .match_indices(BLANK)
        .map(|(at, _)| at)
        .collect();
    if blanks.is_empty() || (words.len() > 1 && words.len() != blanks.len()) {
        return Err(Fault::Blanks);
    }
    let start = registers.end();
    let mut copied = 0;
    for (nth, &blank) in blanks.iter().enumerate() {
        registers.check_text()?;
        registers.copy(shape.part(copied, blank));
        let word = if words.len() == 1 {
            &words[..1]
        } else {
            &words[nth..=nth]
        };
        registers.join(word, 0);
        copied = blank + BLANK.len();
    }
    registers.copy(shape.part(copied, shape.len()));
    Ok(registers.since(start))
}

fn join_list<N: Number>(
    registers: &mut Registers<N>,
    list: Register,
    between: Register,
) -> Result<TextRef, Fault> {
    let list = registers.lists[usize::from(list)];
    let between = registers.texts[usize::from(between)];
    let start = registers.end();
    for at in 0..list.len() {
        registers.check_text()?;
        if at > 0 {
            registers.copy(between);
        }
        let element = registers.text_arena[list.start as usize + at];
        registers.copy(element);
    }
    Ok(registers.since(start))
}

/// A text character by character; the first of them is told.
fn mapped<N: Number>(
    registers: &mut Registers<N>,
    text: Register,
    map: impl Fn(bool, char, &mut String),
) -> TextRef {
    let text = registers.texts[usize::from(text)];
    let start = registers.end();
    let mut at = 0;
    while let Some(c) = registers
        .text_of(text)
        .get(at..)
        .and_then(|rest| rest.chars().next())
    {
        map(at == 0, c, registers.buffer());
        at += c.len_utf8();
    }
    registers.since(start)
}

fn replace<N: Number>(
    registers: &mut Registers<N>,
    operands: &[Register],
) -> Result<TextRef, Fault> {
    let &[text, old, new] = operands else {
        return Err(Fault::TooLarge);
    };
    let (shape, word) = (
        registers.texts[usize::from(text)],
        registers.texts[usize::from(new)],
    );
    let old = registers.text(old);
    if old.is_empty() {
        return Ok(shape);
    }
    let length = old.len();
    let places: Vec<usize> = registers
        .text(text)
        .match_indices(old)
        .map(|(at, _)| at)
        .collect();
    let start = registers.end();
    let mut copied = 0;
    for place in places {
        registers.check_text()?;
        registers.copy(shape.part(copied, place));
        registers.copy(word);
        copied = place + length;
    }
    registers.copy(shape.part(copied, shape.len()));
    Ok(registers.since(start))
}

/// The parts of a text; the whole of it where nothing stands between them.
fn split<N: Number>(registers: &mut Registers<N>, text: Register, between: Register) -> ListRef {
    let whole = registers.texts[usize::from(text)];
    let (all, between) = (registers.text(text), registers.text(between));
    let parts: Vec<TextRef> = if between.is_empty() {
        vec![whole]
    } else {
        let mut start = 0;
        let part = |part: &str| {
            let found = whole.part(start, start + part.len());
            start += part.len() + between.len();
            found
        };
        all.split(between).map(part).collect()
    };
    registers.push_texts(parts)
}

/// As a dictionary has them: by their letters, case apart; accented letters come after z.
pub(super) fn alphabetical(a: &str, b: &str) -> std::cmp::Ordering {
    let letters = |text: &str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<Vec<char>>()
    };
    letters(a).cmp(&letters(b)).then_with(|| a.cmp(b))
}
