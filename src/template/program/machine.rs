//! Runs blocks over a file of registers.

use super::lists;
use super::texts::MAX_TEXT;
use super::{Action, Block, Fault, Number, Operation, Piece, Program, Register};
use crate::base::Locale;
use crate::math::{Notation, Rational, write_decimal, write_number};

/// A text: a stretch of the registers' text buffer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::template) struct TextRef {
    start: u32,
    end: u32,
}

impl TextRef {
    /// How many bytes it has.
    pub(super) const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The bytes from `start` to `end` of it.
    pub(super) const fn part(self, start: usize, end: usize) -> Self {
        Self {
            start: self.start + start as u32,
            end: self.start + end as u32,
        }
    }
}

/// A list: a stretch of the arena of its kind of element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::template) struct ListRef {
    pub start: u32,
    pub end: u32,
}

impl ListRef {
    pub(in crate::template) const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How a block ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::template) enum Flow {
    /// It ran to its end.
    Done,
    /// This requirement does not hold.
    Pruned(u16),
    /// The operation at this place of the block has no result.
    Faulted(u32, Fault),
}

/// The values of one tuple: four banks, and arenas that are reused from tuple to tuple.
#[derive(Clone, Debug)]
pub(in crate::template) struct Registers<N> {
    pub numbers: Vec<N>,
    pub booleans: Vec<bool>,
    pub texts: Vec<TextRef>,
    pub lists: Vec<ListRef>,
    pub number_arena: Vec<N>,
    pub text_arena: Vec<TextRef>,
    text: String,
    /// Where the constants end in the text buffer: each tuple begins there anew.
    constants: usize,
}

impl<N: Number> Registers<N> {
    /// Registers of a program, its constants in place; `None` where a constant does not fit `N`.
    pub fn new(program: &Program, fit: impl Fn(&Rational) -> Option<N>) -> Option<Self> {
        let mut registers = Self {
            numbers: vec![N::integer(0); usize::from(program.numbers)],
            booleans: vec![false; usize::from(program.booleans)],
            texts: vec![TextRef::default(); usize::from(program.texts)],
            lists: vec![ListRef::default(); usize::from(program.lists)],
            number_arena: Vec::new(),
            text_arena: Vec::new(),
            text: String::new(),
            constants: 0,
        };
        for (register, value) in &program.number_constants {
            registers.numbers[usize::from(*register)] = fit(value)?;
        }
        for &(register, value) in &program.boolean_constants {
            registers.booleans[usize::from(register)] = value;
        }
        for (register, value) in &program.text_constants {
            registers.texts[usize::from(*register)] = registers.push_text(value);
        }
        registers.constants = registers.text.len();
        Some(registers)
    }

    /// Forgets the last tuple's lists and texts.
    pub fn clear(&mut self) {
        self.number_arena.clear();
        self.text_arena.clear();
        self.text.truncate(self.constants);
    }

    /// Puts a text into the buffer.
    pub fn push_text(&mut self, text: &str) -> TextRef {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        TextRef {
            start,
            end: self.text.len() as u32,
        }
    }

    /// The text in a register.
    pub fn text(&self, register: Register) -> &str {
        self.text_of(self.texts[usize::from(register)])
    }

    /// The text of an element of a list.
    pub fn text_of(&self, text: TextRef) -> &str {
        &self.text[text.start as usize..text.end as usize]
    }

    /// The number in a register.
    pub fn number(&self, register: Register) -> &N {
        &self.numbers[usize::from(register)]
    }

    /// The boolean in a register.
    pub fn boolean(&self, register: Register) -> bool {
        self.booleans[usize::from(register)]
    }

    /// The elements of a list of numbers.
    pub fn number_list(&self, register: Register) -> &[N] {
        &self.number_arena[self.lists[usize::from(register)].range()]
    }

    /// The elements of a list of texts.
    pub fn text_list(&self, register: Register) -> &[TextRef] {
        &self.text_arena[self.lists[usize::from(register)].range()]
    }

    /// Runs a block from its beginning.
    pub fn run(&mut self, program: &Program, block: &Block) -> Flow {
        let mut at = 0;
        while let Some(&operation) = block.operations.get(at) {
            match self.step(program, operation) {
                Ok(Next::Following) => at += 1,
                Ok(Next::At(target)) => at = usize::from(target),
                Ok(Next::Pruned(requirement)) => return Flow::Pruned(requirement),
                Err(fault) => return Flow::Faulted(at as u32, fault),
            }
        }
        Flow::Done
    }

    #[inline(always)]
    fn step(&mut self, program: &Program, operation: Operation) -> Result<Next, Fault> {
        use Action as A;
        let Operation { action, d, a, b } = operation;
        let (d, left, right) = (usize::from(d), usize::from(a), usize::from(b));
        match action {
            A::Add => self.numbers[d] = self.numbers[left].add(&self.numbers[right])?,
            A::Subtract => self.numbers[d] = self.numbers[left].subtract(&self.numbers[right])?,
            A::Multiply => self.numbers[d] = self.numbers[left].multiply(&self.numbers[right])?,
            A::Divide => self.numbers[d] = self.numbers[left].divide(&self.numbers[right])?,
            A::Modulo => self.numbers[d] = self.numbers[left].modulo(&self.numbers[right])?,
            A::Power => self.numbers[d] = self.numbers[left].power(&self.numbers[right])?,
            A::Negate => self.numbers[d] = self.numbers[left].negate()?,
            A::Absolute => self.numbers[d] = self.numbers[left].absolute()?,
            A::Minimum => {
                let least = if self.numbers[right] < self.numbers[left] {
                    right
                } else {
                    left
                };
                self.numbers[d] = self.numbers[least].clone();
            }
            A::Maximum => {
                let most = if self.numbers[right] > self.numbers[left] {
                    right
                } else {
                    left
                };
                self.numbers[d] = self.numbers[most].clone();
            }
            A::GreatestDivisor => self.numbers[d] = self.numbers[left].gcd(&self.numbers[right])?,
            A::LeastMultiple => self.numbers[d] = self.numbers[left].lcm(&self.numbers[right])?,
            A::Floor => self.numbers[d] = self.numbers[left].floor(),
            A::Ceil => self.numbers[d] = self.numbers[left].ceil(),
            A::Round => self.numbers[d] = self.numbers[left].round(),
            A::RoundTo => self.numbers[d] = round_to(&self.numbers[left], &self.numbers[right])?,
            A::Sign => self.numbers[d] = N::integer(self.numbers[left].signum()),
            A::Numerator => self.numbers[d] = self.numbers[left].numerator(),
            A::Denominator => self.numbers[d] = self.numbers[left].denominator(),
            A::CopyNumber => self.numbers[d] = self.numbers[left].clone(),
            A::IsPrime => self.booleans[d] = is_prime(self.numbers[left].require_i64()?),
            A::IsSquare => self.booleans[d] = is_square(&self.numbers[left])?,
            A::IsInteger => self.booleans[d] = self.numbers[left].is_integer(),
            A::Equal => self.booleans[d] = self.numbers[left] == self.numbers[right],
            A::Less => self.booleans[d] = self.numbers[left] < self.numbers[right],
            A::LessEqual => self.booleans[d] = self.numbers[left] <= self.numbers[right],
            A::Not => self.booleans[d] = !self.booleans[left],
            A::Both => self.booleans[d] = self.booleans[left] && self.booleans[right],
            A::SameTruth => self.booleans[d] = self.booleans[left] == self.booleans[right],
            A::CopyBoolean => self.booleans[d] = self.booleans[left],
            A::SameText => self.booleans[d] = self.text(a) == self.text(b),
            A::CopyText => self.texts[d] = self.texts[left],
            A::CopyList => self.lists[d] = self.lists[left],
            A::Jump => return Ok(Next::At(b)),
            A::JumpUnless if self.booleans[left] => {}
            A::JumpUnless => return Ok(Next::At(b)),
            A::Require if self.booleans[left] => {}
            A::Require => return Ok(Next::Pruned(b)),
            A::AnyNonZero => {
                let operands = &program.operands[left..left + right];
                if operands
                    .iter()
                    .all(|&operand| self.number(operand).is_zero())
                {
                    return Err(Fault::DivisionByZero);
                }
            }
            _ => lists::step(self, program, operation)?,
        }
        Ok(Next::Following)
    }

    /// Faults where the texts of the tuple are past their budget.
    pub(super) fn check_text(&self) -> Result<(), Fault> {
        if self.text.len() - self.constants > MAX_TEXT {
            Err(Fault::TooLarge)
        } else {
            Ok(())
        }
    }

    /// Where the text put in next begins.
    pub(super) const fn end(&self) -> u32 {
        self.text.len() as u32
    }

    /// What has been put in since.
    pub(super) const fn since(&self, start: u32) -> TextRef {
        TextRef {
            start,
            end: self.end(),
        }
    }

    /// Where a text is put together.
    pub(super) const fn buffer(&mut self) -> &mut String {
        &mut self.text
    }

    /// Puts in what stands elsewhere in the buffer.
    pub(super) fn copy(&mut self, part: TextRef) {
        self.text
            .extend_from_within(part.start as usize..part.end as usize);
    }

    /// Puts a list of texts into the arena.
    pub(super) fn push_texts(&mut self, texts: impl IntoIterator<Item = TextRef>) -> ListRef {
        let start = self.text_arena.len() as u32;
        self.text_arena.extend(texts);
        ListRef {
            start,
            end: self.text_arena.len() as u32,
        }
    }

    /// Puts pieces together, those of lists with their element number `at`, from 0.
    pub(super) fn join(&mut self, pieces: &[Piece], at: usize) -> TextRef {
        let start = self.end();
        for &piece in pieces {
            match piece {
                Piece::Text(register) => self.copy(self.texts[usize::from(register)]),
                Piece::TextAt(list) => self.copy(self.text_list(list)[at]),
                Piece::Number(register) => self.push_number(self.number(register).to_rational()),
                Piece::NumberAt(list) => {
                    self.push_number(self.number_list(list)[at].to_rational());
                }
                Piece::Decimal(register, places) => {
                    self.push_decimal(self.number(register).to_rational(), places);
                }
                Piece::DecimalAt(list, places) => {
                    self.push_decimal(self.number_list(list)[at].to_rational(), places);
                }
            }
        }
        self.since(start)
    }

    fn push_number(&mut self, value: Rational) {
        write_number(&value, Notation::Text, Locale::ENGLISH, &mut self.text);
    }

    fn push_decimal(&mut self, value: Rational, places: u32) {
        let (notation, locale) = (Notation::Text, Locale::ENGLISH);
        write_decimal(&value, places, notation, locale, &mut self.text);
    }
}

/// Where the machine goes after an operation.
enum Next {
    Following,
    At(u16),
    Pruned(u16),
}

/// Rounds to `places` after the decimal mark, halves away from zero.
fn round_to<N: Number>(value: &N, places: &N) -> Result<N, Fault> {
    let unit = N::integer(10).power(places)?;
    value.multiply(&unit)?.round().divide(&unit)
}

/// Whether a number is the square of a rational.
fn is_square<N: Number>(value: &N) -> Result<bool, Fault> {
    let perfect = |part: N| {
        let part = part.require_i64()?;
        let root = part.max(0).isqrt();
        Ok(root * root == part)
    };
    Ok(perfect(value.numerator())? && perfect(value.denominator())?)
}

/// Deterministic Miller–Rabin: these twelve bases decide every number below 2^64
/// (Sorenson & Webster 2017, doi:10.1090/mcom/3134).
fn is_prime(value: i64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    let Ok(n) = u64::try_from(value) else {
        return false;
    };
    if n < 2 {
        return false;
    }
    if let Some(&base) = BASES.iter().find(|&&base| n % base == 0) {
        return n == base;
    }
    let multiply = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(n)) as u64;
    let twos = (n - 1).trailing_zeros();
    BASES.iter().all(|&base| {
        let (mut power, mut square, mut exponent) = (1, base, (n - 1) >> twos);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = multiply(power, square);
            }
            square = multiply(square, square);
            exponent >>= 1;
        }
        if power == 1 || power == n - 1 {
            return true;
        }
        (1..twos).any(|_| {
            power = multiply(power, power);
            power == n - 1
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Ratio;

    #[test]
    fn primes_agree_with_trial_division() {
        let by_trial = |n: i64| n > 1 && (2..).take_while(|d| d * d <= n).all(|d| n % d != 0);
        for n in -3..5_000 {
            assert_eq!(is_prime(n), by_trial(n), "{n}");
        }
        // The largest prime below 2^63, and a strong pseudoprime to the first nine bases.
        assert!(is_prime(9_223_372_036_854_775_783));
        assert!(!is_prime(3_825_123_056_546_413_051));
    }

    #[test]
    fn squares_of_rationals() {
        let square = |n, d| is_square(&Ratio::new(n, d).unwrap()).unwrap();
        assert!(square(0, 1) && square(49, 1) && square(4, 9));
        assert!(!square(-4, 1) && !square(2, 1) && !square(4, 3));
    }

    #[test]
    fn rounding_is_away_from_zero_at_halves() {
        let rounded =
            |n, d, places| round_to(&Ratio::new(n, d).unwrap(), &Ratio::integer(places)).unwrap();
        assert_eq!(rounded(25, 1000, 2), Ratio::new(3, 100).unwrap());
        assert_eq!(rounded(-5, 2, 0), Ratio::integer(-3));
        assert_eq!(rounded(1250, 1, -2), Ratio::integer(1300));
    }
}
