//! What the machine does with lists.

use super::machine::{ListRef, Registers, TextRef};
use super::texts::{self, alphabetical};
use super::{Action, Fault, Number, Operation, Program};
use crate::base::Locale;
use crate::math::{Notation, write_number};
use std::fmt::Write as _;

/// The most elements the lists of one tuple may have together.
const MAX_ELEMENTS: usize = 10_000;

/// Runs one operation on lists.
pub(super) fn step<N: Number>(
    registers: &mut Registers<N>,
    program: &Program,
    operation: Operation,
) -> Result<(), Fault> {
    use Action as A;
    let Operation { action, d, a, b } = operation;
    let (d, first, second) = (usize::from(d), usize::from(a), usize::from(b));
    if registers.number_arena.len() + registers.text_arena.len() > MAX_ELEMENTS {
        return Err(Fault::TooLarge);
    }
    match action {
        A::MakeNumbers => {
            let start = registers.number_arena.len();
            for &operand in &program.operands[first..first + second] {
                let element = registers.number(operand).clone();
                registers.number_arena.push(element);
            }
            registers.lists[d] = numbers_from(registers, start);
        }
        A::MakeTexts => {
            let start = registers.text_arena.len();
            for &operand in &program.operands[first..first + second] {
                registers
                    .text_arena
                    .push(registers.texts[usize::from(operand)]);
            }
            registers.lists[d] = texts_from(registers, start);
        }
        A::IndexNumber => {
            let at = position(registers.number(b), registers.number_list(a).len())?;
            registers.numbers[d] = registers.number_list(a)[at].clone();
        }
        A::IndexText => {
            let at = position(registers.number(b), registers.text_list(a).len())?;
            registers.texts[d] = registers.text_list(a)[at];
        }
        A::Length => registers.numbers[d] = N::integer(registers.lists[first].len() as i64),
        A::Sum => registers.numbers[d] = sum(registers.number_list(a))?,
        A::ListMinimum => {
            registers.numbers[d] = registers
                .number_list(a)
                .iter()
                .min()
                .cloned()
                .ok_or(Fault::EmptyList)?;
        }
        A::ListMaximum => {
            registers.numbers[d] = registers
                .number_list(a)
                .iter()
                .max()
                .cloned()
                .ok_or(Fault::EmptyList)?;
        }
        A::Mean => {
            let elements = registers.number_list(a);
            if elements.is_empty() {
                return Err(Fault::EmptyList);
            }
            registers.numbers[d] = sum(elements)?.divide(&N::integer(elements.len() as i64))?;
        }
        A::Median => {
            let sorted = sort(registers, a);
            let elements = &registers.number_arena[sorted.start as usize..sorted.end as usize];
            let half = elements.len() / 2;
            registers.numbers[d] = match elements.len() {
                0 => return Err(Fault::EmptyList),
                odd if odd % 2 == 1 => elements[half].clone(),
                _ => elements[half - 1]
                    .add(&elements[half])?
                    .divide(&N::integer(2))?,
            };
        }
        A::Sort => registers.lists[d] = sort(registers, a),
        A::SortTexts => {
            let mut sorted = registers.text_list(a).to_vec();
            sorted.sort_by(|&a, &b| alphabetical(registers.text_of(a), registers.text_of(b)));
            registers.lists[d] = registers.push_texts(sorted);
        }
        A::PickNumbers => {
            let places = places_in(registers, b, registers.lists[first].len())?;
            let start = registers.number_arena.len();
            for place in places {
                let element = registers.number_list(a)[place].clone();
                registers.number_arena.push(element);
            }
            registers.lists[d] = numbers_from(registers, start);
        }
        A::PickTexts => {
            let places = places_in(registers, b, registers.lists[first].len())?;
            let picked: Vec<TextRef> = places
                .iter()
                .map(|&at| registers.text_list(a)[at])
                .collect();
            registers.lists[d] = registers.push_texts(picked);
        }
        A::OrderNumbers => {
            let keys = registers.number_list(a);
            let mut places: Vec<usize> = (0..keys.len()).collect();
            places.sort_by(|&a, &b| keys[a].cmp(&keys[b]));
            registers.lists[d] = push_places(registers, &places);
        }
        A::OrderTexts => {
            let keys = registers.text_list(a);
            let mut places: Vec<usize> = (0..keys.len()).collect();
            let text = |at: usize| registers.text_of(keys[at]);
            places.sort_by(|&a, &b| alphabetical(text(a), text(b)));
            registers.lists[d] = push_places(registers, &places);
        }
        A::Places => {
            let places: Vec<usize> = (0..registers.lists[first].len()).collect();
            registers.lists[d] = push_places(registers, &places);
        }
        A::PlacesOfNumber => {
            let (list, wanted) = (registers.number_list(a), registers.number(b));
            let places: Vec<usize> = (0..list.len()).filter(|&at| list[at] == *wanted).collect();
            registers.lists[d] = push_places(registers, &places);
        }
        A::PlacesOfText => {
            let (list, wanted) = (registers.text_list(a), registers.text(b));
            let is_it = |&at: &usize| registers.text_of(list[at]) == wanted;
            let places: Vec<usize> = (0..list.len()).filter(is_it).collect();
            registers.lists[d] = push_places(registers, &places);
        }
        A::AllEqualNumbers => {
            let list = registers.number_list(a);
            registers.booleans[d] = list.windows(2).all(|pair| pair[0] == pair[1]);
        }
        A::AllEqualTexts => {
            let (list, text) = (registers.text_list(a), |text| registers.text_of(text));
            registers.booleans[d] = list.windows(2).all(|pair| text(pair[0]) == text(pair[1]));
        }
        A::AllDifferentNumbers => {
            let list = registers.number_list(a);
            registers.booleans[d] = all_different(list.len(), |a, b| list[a] == list[b]);
        }
        A::AllDifferentTexts => {
            let (list, text) = (registers.text_list(a), |text| registers.text_of(text));
            registers.booleans[d] =
                all_different(list.len(), |a, b| text(list[a]) == text(list[b]));
        }
        A::SameNumbers => {
            registers.booleans[d] = registers.number_list(a) == registers.number_list(b);
        }
        A::SameTexts => {
            let texts = |list| {
                registers
                    .text_list(list)
                    .iter()
                    .map(|&text| registers.text_of(text))
            };
            registers.booleans[d] = texts(a).eq(texts(b));
        }
        A::MinGap => registers.numbers[d] = min_gap(registers.number_list(a))?,
        A::SameLength => {
            if registers.lists[first].len() != registers.lists[second].len() {
                return Err(Fault::Uneven);
            }
        }
        A::Modes => registers.lists[d] = modes(registers, a)?,
        A::Tally => registers.lists[d] = tally(registers, a)?,
        A::ReverseNumbers => {
            let start = registers.number_arena.len();
            registers
                .number_arena
                .extend_from_within(list_range(registers.lists[first]));
            registers.number_arena[start..].reverse();
            registers.lists[d] = numbers_from(registers, start);
        }
        A::ReverseTexts => {
            let start = registers.text_arena.len();
            registers
                .text_arena
                .extend_from_within(list_range(registers.lists[first]));
            registers.text_arena[start..].reverse();
            registers.lists[d] = texts_from(registers, start);
        }
        A::ContainsNumber => {
            registers.booleans[d] = registers.number_list(a).contains(registers.number(b));
        }
        A::ContainsText => registers.booleans[d] = text_count(registers, a, b) > 0,
        A::CountNumber => {
            let wanted = registers.number(b);
            let count = registers
                .number_list(a)
                .iter()
                .filter(|&x| x == wanted)
                .count();
            registers.numbers[d] = N::integer(count as i64);
        }
        A::CountText => registers.numbers[d] = N::integer(text_count(registers, a, b) as i64),
        A::Digits => {
            let mut rest = registers.number(a).require_i64()?.unsigned_abs();
            let start = registers.number_arena.len();
            loop {
                registers.number_arena.push(N::integer((rest % 10) as i64));
                rest /= 10;
                if rest == 0 {
                    break;
                }
            }
            registers.number_arena[start..].reverse();
            registers.lists[d] = numbers_from(registers, start);
        }
        _ => texts::step(registers, program, operation)?,
    }
    Ok(())
}

const fn list_range(list: ListRef) -> std::ops::Range<usize> {
    list.start as usize..list.end as usize
}

fn numbers_from<N>(registers: &Registers<N>, start: usize) -> ListRef {
    ListRef {
        start: start as u32,
        end: registers.number_arena.len() as u32,
    }
}

fn texts_from<N>(registers: &Registers<N>, start: usize) -> ListRef {
    ListRef {
        start: start as u32,
        end: registers.text_arena.len() as u32,
    }
}

/// The place of the element an author calls `index`, the first being 1.
fn position<N: Number>(index: &N, len: usize) -> Result<usize, Fault> {
    let index = usize::try_from(index.require_i64()?).map_err(|_| Fault::OutOfRange)?;
    if (1..=len).contains(&index) {
        Ok(index - 1)
    } else {
        Err(Fault::OutOfRange)
    }
}

/// The elements of a list of places, from 0, each below `len`.
fn places_in<N: Number>(
    registers: &Registers<N>,
    places: u16,
    len: usize,
) -> Result<Vec<usize>, Fault> {
    let places = registers.number_list(places).iter();
    places.map(|place| position(place, len)).collect()
}

/// Puts places, from 0, into the arena as an author counts them.
fn push_places<N: Number>(registers: &mut Registers<N>, places: &[usize]) -> ListRef {
    let start = registers.number_arena.len();
    let counted = places.iter().map(|&at| N::integer(at as i64 + 1));
    registers.number_arena.extend(counted);
    numbers_from(registers, start)
}

fn all_different(len: usize, same: impl Fn(usize, usize) -> bool) -> bool {
    (1..len).all(|later| (0..later).all(|earlier| !same(earlier, later)))
}

/// The least difference between any two of the numbers.
fn min_gap<N: Number>(elements: &[N]) -> Result<N, Fault> {
    let mut least: Option<N> = None;
    for (at, later) in elements.iter().enumerate() {
        for earlier in &elements[..at] {
            let gap = later.subtract(earlier)?.absolute()?;
            least = Some(least.map_or_else(|| gap.clone(), |least| least.min(gap.clone())));
        }
    }
    least.ok_or(Fault::EmptyList)
}

fn sum<N: Number>(elements: &[N]) -> Result<N, Fault> {
    elements
        .iter()
        .try_fold(N::integer(0), |sum, element| sum.add(element))
}

fn sort<N: Number>(registers: &mut Registers<N>, list: u16) -> ListRef {
    let start = registers.number_arena.len();
    registers
        .number_arena
        .extend_from_within(list_range(registers.lists[usize::from(list)]));
    registers.number_arena[start..].sort_unstable();
    numbers_from(registers, start)
}

fn text_count<N: Number>(registers: &Registers<N>, list: u16, wanted: u16) -> usize {
    let wanted = registers.text(wanted);
    registers
        .text_list(list)
        .iter()
        .filter(|&&text| registers.text_of(text) == wanted)
        .count()
}

/// The values that occur most often, in ascending order.
fn modes<N: Number>(registers: &mut Registers<N>, list: u16) -> Result<ListRef, Fault> {
    let sorted = sort(registers, list);
    let sorted: Vec<N> = registers.number_arena[list_range(sorted)].to_vec();
    let runs = || sorted.chunk_by(|a, b| a == b);
    let most = runs().map(<[N]>::len).max().ok_or(Fault::EmptyList)?;
    let start = registers.number_arena.len();
    for run in runs().filter(|run| run.len() == most) {
        registers.number_arena.push(run[0].clone());
    }
    Ok(numbers_from(registers, start))
}

/// How often each value occurs, in ascending order: `3 (×2)`.
fn tally<N: Number>(registers: &mut Registers<N>, list: u16) -> Result<ListRef, Fault> {
    let sorted = sort(registers, list);
    let sorted: Vec<N> = registers.number_arena[list_range(sorted)].to_vec();
    let mut entries: Vec<TextRef> = Vec::new();
    let mut entry = String::new();
    for run in sorted.chunk_by(|a, b| a == b) {
        entry.clear();
        write_number(
            &run[0].to_rational(),
            Notation::Text,
            Locale::ENGLISH,
            &mut entry,
        );
        write!(entry, " (×{})", run.len()).map_err(|_| Fault::TooLarge)?;
        entries.push(registers.push_text(&entry));
    }
    let start = registers.text_arena.len();
    registers.text_arena.extend(entries);
    Ok(texts_from(registers, start))
}
