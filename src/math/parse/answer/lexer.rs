//! From characters to words.

use super::glyph::{
    digit, is_dash, is_invisible, is_slash, is_times, letter, look_alike, sign, subscript,
    superscript, turns_text, vulgar_fraction,
};
use super::letters::{self, Piece, Run};
use super::names;
use super::numeral::{Commas, Numeral, WhyBad, numeral};
use super::token::{Bracket, Kind, Token};
use super::{Ambiguity, AnswerSyntax, ReadingRule, SyntaxError};
use crate::base::Span;
use crate::math::ast::{BinaryOp, Literal};

/// The greatest power of ten of scientific notation, either way.
const LARGEST_EXPONENT: u32 = 1_000;

/// Reads the words of an answer.
pub(super) struct Lexer<'a> {
    source: &'a str,
    syntax: &'a AnswerSyntax<'a>,
    at: usize,
    /// How many brackets are open.
    open: usize,
    pub tokens: Vec<Token>,
    pub doubts: Vec<Ambiguity>,
}

impl<'a> Lexer<'a> {
    pub fn new(source: &'a str, syntax: &'a AnswerSyntax<'a>) -> Self {
        Self {
            source,
            syntax,
            at: 0,
            open: 0,
            tokens: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Reads all of it, up to the first word that is none.
    pub fn read(&mut self) -> Result<(), SyntaxError> {
        loop {
            let skipped = self.rest();
            let rest = skipped.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
            let blank = &skipped[..skipped.len() - rest.len()];
            self.at += blank.len();
            match rest.chars().next() {
                None => return Ok(()),
                // The full stop of a sentence.
                Some('.') if rest[1..].trim().is_empty() && !self.tokens.is_empty() => {
                    return Ok(());
                }
                Some(first) => self.word(first, blank.contains(char::is_whitespace))?,
            }
        }
    }

    fn push(&mut self, kind: Kind, length: usize, spaced: bool) {
        match kind {
            Kind::Open(_) => self.open += 1,
            // Where a value is due they open something: `]2, 5[`, `<2, 5>`.
            Kind::Close(Bracket::Square) | Kind::Operator(BinaryOp::Less)
                if !self.follows_value() =>
            {
                self.open += 1;
            }
            Kind::Close(_) => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        self.tokens.push(Token { kind, span, spaced });
    }

    fn doubt(&mut self, length: usize, rule: ReadingRule) {
        let span = Span::new(self.at, self.at + length);
        self.doubts.push(Ambiguity { span, rule });
    }

    fn last(&self) -> Option<&Kind> {
        self.tokens.last().map(|token| &token.kind)
    }

    /// Whether the last word can end a value.
    fn follows_value(&self) -> bool {
        self.last()
            .is_some_and(|last| last.ends_operand() || *last == Kind::Bar)
    }

    fn follows_function(&self) -> bool {
        self.last().is_some_and(letters::is_function)
    }

    fn word(&mut self, first: char, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let second = rest[first.len_utf8()..].chars().next();
        let is_mark = matches!(first, '.' | ',' | '．' | '，');
        let separates = matches!(first, ',' | '，') && self.follows_value();
        if digit(first).is_some()
            || (is_mark && !separates && second.is_some_and(|c| digit(c).is_some()))
        {
            return self.number(spaced);
        }
        if let Some((over, under)) = vulgar_fraction(first) {
            self.push(Kind::Vulgar(over, under), first.len_utf8(), spaced);
            return Ok(());
        }
        if superscript(first).is_some() {
            return self.raised(spaced);
        }
        if first == '°' && self.syntax.units.is_some() {
            return self.degrees(spaced);
        }
        if let Some((kind, length)) = sign(rest) {
            if matches!(&kind, Kind::PlusMinus { .. }) && rest.starts_with('+') {
                if !rest.starts_with("+/") {
                    self.doubt(length, ReadingRule::PlusMinus);
                }
            } else if kind == Kind::Factorial && rest[length..].starts_with('!') {
                return Err(self.unreadable(length + 1).help("use one ! only"));
            }
            self.push(kind, length, spaced);
            return Ok(());
        }
        if letter(first).is_some() {
            return self.letters(spaced);
        }
        if first == '_' && (self.follows_value() || self.follows_function()) {
            self.push(Kind::Subscript, 1, spaced);
            return Ok(());
        }
        if subscript(first).is_some() && self.follows_function() {
            return self.lowered(spaced);
        }
        Err(self.unknown(first))
    }

    fn unreadable(&self, length: usize) -> SyntaxError {
        let span = Span::new(self.at, self.at + length);
        let text = self.source.get(span.start..span.end).unwrap_or_default();
        SyntaxError::new(span, format!("I can't read `{text}`"))
    }

    fn unknown(&self, first: char) -> SyntaxError {
        let rest = self.rest();
        let error = self.unreadable(first.len_utf8());
        match first {
            ':' => error.help("write a ratio as a fraction, with /"),
            '$' | '€' | '£' | '¥' | '°' => error.help("write only the number"),
            '≈' | '~' => error.help("write the value itself"),
            '.' if rest.starts_with("..") => error.help("write out all the digits you mean"),
            '\'' | '’' | '′' => error.help("leave the apostrophe out"),
            '"' | '“' | '”' => error.help("leave the quotation marks out"),
            '∩' => error.help("write the set itself"),
            '\\' => error.help("write the sign itself instead of a command"),
            c if turns_text(c) => {
                let span = error.span;
                SyntaxError::new(span, "a hidden mark here turns the text around")
                    .help("type the answer again instead of pasting it")
            }
            _ => error,
        }
    }

    fn number(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let locale = self.syntax.locale;
        let commas = match (self.open, self.syntax.bare_lists) {
            (0, false) => Commas::Group,
            (0, true) => Commas::GroupOrSeparate,
            _ => Commas::Separate,
        };
        let read = numeral(rest, locale, commas).map_err(|bad| {
            let error = self.unreadable(bad.length);
            match bad.why {
                WhyBad::Marks if locale.decimal_mark == ',' => {
                    error.help("write decimals with a comma, as in 0,5")
                }
                WhyBad::Marks => error.help("write decimals with a point, as in 0.5"),
                WhyBad::NothingRepeats => {
                    error.help("put the digits that repeat in brackets, as in 0.1(6)")
                }
                WhyBad::TooLong => SyntaxError::new(error.span, "this number is too long for me")
                    .help("write it in a shorter way"),
            }
        })?;
        if let Some((kind, length)) = self.mixed(&read) {
            self.push(kind, length, spaced);
            return Ok(());
        }
        if let Some(rule) = read.doubt {
            self.doubt(read.length, rule);
        }
        if let Some(scientific) = self.scientific(&read) {
            return self.scaled(read, scientific, spaced);
        }
        self.push(Kind::Number(read.literal), read.length, spaced);
        Ok(())
    }

    fn after_division_or_power(&self) -> bool {
        matches!(
            self.last(),
            Some(Kind::Operator(BinaryOp::Divide | BinaryOp::Power) | Kind::Root(_))
        )
    }

    /// The mixed number that begins with a whole one: `1½`, `1 ½`, `1 1/2`.
    fn mixed(&self, whole: &Numeral) -> Option<(Kind, usize)> {
        if !whole.is_plain {
            return None;
        }
        let rest = self.rest();
        let after = &rest[whole.length..];
        let fraction = after.trim_start();
        let end = |tail: &str| rest.len() - tail.len();
        if let Some(first) = fraction.chars().next()
            && let Some((over, under)) = vulgar_fraction(first)
        {
            let kind = Kind::Mixed(whole.literal.clone(), over.into(), under.into());
            return Some((kind, end(&fraction[first.len_utf8()..])));
        }
        // `5/1 1/2` could be taken apart in two ways: it is left to the grammar, which asks.
        if self.after_division_or_power() || fraction.len() == after.len() {
            return None;
        }
        let (over, tail) = plain_integer(fraction)?;
        let tail = tail.trim_start().strip_prefix(is_slash)?.trim_start();
        let (under, tail) = plain_integer(tail)?;
        Some((Kind::Mixed(whole.literal.clone(), over, under), end(tail)))
    }

    /// The power of ten behind a number: `e5`, `E-5`, `× 10^5`.
    fn scientific(&self, mantissa: &Numeral) -> Option<Scientific> {
        if mantissa.literal.period > 0 {
            return None;
        }
        let rest = self.rest();
        let after = &rest[mantissa.length..];
        let trimmed = after.trim_start();
        let first = trimmed.chars().next()?;
        if is_times(first) {
            if self.after_division_or_power() {
                return None;
            }
            let times = trimmed[first.len_utf8()..].strip_prefix('*');
            if first == '*' && times.is_some() {
                return None;
            }
            let ten = trimmed[first.len_utf8()..].trim_start();
            let (negative, digits, tail) = power_of_ten(ten)?;
            // The exponent goes on: it is left to the grammar.
            let goes_on = tail.trim_start();
            if goes_on.starts_with(['^', '!'])
                || goes_on.starts_with("**")
                || tail.starts_with(|c| digit(c).is_some() || superscript(c).is_some())
            {
                return None;
            }
            return Some(Scientific {
                negative,
                digits,
                length: rest.len() - tail.len(),
                doubt: None,
            });
        }
        if !matches!(first, 'e' | 'E' | 'ᴇ') || self.syntax.declares("e") && first == 'e' {
            return None;
        }
        let spaced = trimmed.len() < after.len();
        let behind = &trimmed[first.len_utf8()..];
        let exponent = behind.trim_start();
        if !spaced && exponent.len() < behind.len() {
            return None;
        }
        let (sign, unsigned) = match exponent.chars().next()? {
            c if is_dash(c) => (Some(true), &exponent[c.len_utf8()..]),
            '+' => (Some(false), &exponent[1..]),
            _ => (None, exponent),
        };
        let (digits, tail) = digits(unsigned)?;
        if tail.starts_with(['.', ','])
            && tail[1..].starts_with(|c| digit(c).is_some())
            && self.open == 0
        {
            return None;
        }
        Some(Scientific {
            negative: sign == Some(true),
            digits,
            length: rest.len() - tail.len(),
            // `2e-3` could be twice e, less three.
            doubt: (first == 'e' && sign.is_some()).then_some(ReadingRule::PowerOfTen),
        })
    }

    fn scaled(
        &mut self,
        mantissa: Numeral,
        scientific: Scientific,
        spaced: bool,
    ) -> Result<(), SyntaxError> {
        let Scientific {
            negative,
            digits,
            length,
            doubt,
        } = scientific;
        let exponent = digits
            .parse::<u32>()
            .ok()
            .filter(|&exponent| exponent <= LARGEST_EXPONENT)
            .and_then(|exponent| i32::try_from(exponent).ok())
            .ok_or_else(|| {
                let span = Span::new(self.at, self.at + length);
                SyntaxError::new(span, "this power of ten is too large for me")
                    .help("write a smaller exponent")
            })?;
        if let Some(rule) = doubt {
            self.doubt(length, rule);
        }
        let literal = Literal {
            exponent: Some(if negative { -exponent } else { exponent }),
            ..mantissa.literal
        };
        self.push(Kind::Number(literal), length, spaced);
        Ok(())
    }

    /// Raised characters: a power, or the index of a root.
    fn raised(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let length = rest
            .find(|c| superscript(c).is_none())
            .unwrap_or(rest.len());
        let (raised, after) = rest.split_at(length);
        let plain: String = raised.chars().filter_map(superscript).collect();
        let ends_operand = self.follows_value() || self.follows_function();
        if !ends_operand
            && after.starts_with('√')
            && let Ok(index @ 2..) = plain.parse()
        {
            self.push(Kind::Root(index), length + '√'.len_utf8(), spaced);
            return Ok(());
        }
        // The raising is no character of its own: it stands at those that are raised.
        let whole = Span::new(self.at, self.at + length);
        let at_whole = |kind| Token {
            kind,
            span: whole,
            spaced: false,
        };
        self.tokens.push(Token {
            kind: Kind::Operator(BinaryOp::Power),
            span: whole,
            spaced,
        });
        let unsigned = plain.trim_start_matches(['-', '+']);
        let is_simple =
            unsigned.chars().count() == 1 || unsigned.bytes().all(|byte| byte.is_ascii_digit());
        if !is_simple {
            self.tokens.push(at_whole(Kind::Open(Bracket::Round)));
        }
        let mut chars = raised.chars().peekable();
        while let Some(c) = chars.next() {
            let meant = superscript(c).unwrap_or(c);
            let mut length = c.len_utf8();
            let kind = match meant {
                '+' => Kind::Operator(BinaryOp::Add),
                '-' => Kind::Operator(BinaryOp::Subtract),
                '(' => Kind::Open(Bracket::Round),
                ')' => Kind::Close(Bracket::Round),
                first if first.is_ascii_digit() => {
                    let mut digits = String::from(first);
                    while let Some(next) = chars
                        .next_if(|&c| superscript(c).is_some_and(|meant| meant.is_ascii_digit()))
                    {
                        digits.extend(superscript(next));
                        length += next.len_utf8();
                    }
                    Kind::Number(Literal::new(&digits, 0))
                }
                name => {
                    let name = name.to_string();
                    match letters::split(&name, "", self.syntax) {
                        Ok(pieces) => match pieces.into_iter().next() {
                            Some(piece) => piece.kind,
                            None => return Err(self.unreadable(length)),
                        },
                        Err(_) => {
                            let help = letters::advice(&name, self.syntax);
                            return Err(self.unreadable(length).help(help));
                        }
                    }
                }
            };
            self.push(kind, length, false);
        }
        if !is_simple {
            self.tokens.push(at_whole(Kind::Close(Bracket::Round)));
        }
        Ok(())
    }

    /// Lowered digits or a letter: the base of a logarithm.
    fn lowered(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let length = rest.find(|c| subscript(c).is_none()).unwrap_or(rest.len());
        let base: String = rest[..length].chars().filter_map(subscript).collect();
        let kind = if base.bytes().all(|byte| byte.is_ascii_digit()) {
            Kind::Number(Literal::new(&base, 0))
        } else {
            match letters::split(&base, "", self.syntax).map(|pieces| pieces.into_iter().next()) {
                Ok(Some(piece)) if piece.length == base.len() => piece.kind,
                _ => return Err(self.unreadable(length)),
            }
        };
        self.push(Kind::Subscript, 0, spaced);
        self.push(kind, length, false);
        Ok(())
    }

    /// `°C`, `°F`, `°`
    fn degrees(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let is_unit = |name: &str| self.syntax.units.is_some_and(|is_unit| is_unit(name));
        let length = '°'.len_utf8();
        let with_letter = rest[length..]
            .chars()
            .next()
            .map_or(length, |c| length + c.len_utf8());
        for length in [with_letter, length] {
            if let Some(name) = rest.get(..length)
                && is_unit(name)
            {
                self.push(Kind::Unit(name.to_owned()), length, spaced);
                return Ok(());
            }
        }
        Err(self.unknown('°'))
    }

    /// Letters: words and names.
    fn letters(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let run = Run::of(rest, self.syntax);
        let whole = run.place(run.text.len());
        if run.text.len() > letters::LONGEST_RUN {
            let span = Span::new(self.at, self.at + whole);
            return Err(SyntaxError::new(span, "these are too many letters for me")
                .help("write the answer in fewer of them"));
        }
        if run.look_alike.is_none() && self.syntax.declares(&run.text) {
            self.push(Kind::Name(run.text), whole, spaced);
            return Ok(());
        }
        if let Some((kind, length)) = self.reserved(rest, &run) {
            self.push(kind, length, spaced);
            return Ok(());
        }
        let after = rest.get(whole..).unwrap_or_default();
        let pieces = letters::split(&run.text, after, self.syntax)
            .map_err(|unknown| self.unknown_letters(&run, unknown.from, unknown.to))?;
        let length = pieces.iter().map(|piece| piece.length).sum();
        if run.look_alike.is_some() {
            self.doubt(run.place(length), ReadingRule::LookAlike);
        }
        if self.syntax.symbols.is_none() {
            if let Some(from) = self.called(&run, &pieces, after) {
                self.pieces(&run, pieces.into_iter(), from, spaced);
                let name = run.text.get(from..length).unwrap_or_default().to_owned();
                let (start, end) = (run.place(from), run.place(length));
                self.push(Kind::Name(name), end - start, spaced && from == 0);
                return Ok(());
            }
            let calls = pieces.len() > 2 && after.starts_with('(');
            if letters::is_word(&pieces) || (calls && pieces.iter().all(|piece| piece.length == 1))
            {
                return Err(self.unknown_letters(&run, 0, length));
            }
        }
        self.pieces(&run, pieces.into_iter(), length, spaced);
        Ok(())
    }

    /// Pushes the pieces of a run that end at `end` or before.
    fn pieces(&mut self, run: &Run, pieces: impl Iterator<Item = Piece>, end: usize, spaced: bool) {
        let mut at = 0;
        for piece in pieces {
            let next = at + piece.length;
            if next > end {
                return;
            }
            let length = run.place(next) - run.place(at);
            if piece.indexed {
                self.doubt(length, ReadingRule::IndexedName);
            }
            self.push(piece.kind, length, spaced && at == 0);
            at = next;
        }
    }

    /// A word such as `or`, where it is no symbol and nothing of a longer name.
    fn reserved(&self, rest: &str, run: &Run) -> Option<(Kind, usize)> {
        let after_in = self.last() == Some(&Kind::In);
        let alone = self.tokens.is_empty() && run.text.len() == rest.trim_end().len();
        if run.text == "R" && !self.syntax.declares("R") && (after_in || alone) {
            return Some((Kind::Reals, 1));
        }
        if matches!(&*run.text, "U" | "u")
            && self.syntax.symbols.is_some()
            && !self.syntax.declares(&run.text)
        {
            let opens = rest[1..].trim_start().starts_with(['(', '[', ']', '{']);
            let closed = matches!(
                self.last(),
                Some(Kind::Close(_) | Kind::Open(Bracket::Square))
            );
            return (opens && closed).then_some((Kind::Union, 1));
        }
        let (word, kind, length) = names::word(rest, self.syntax.locale)?;
        let is_unit = self.syntax.units.is_some_and(|is_unit| is_unit(word));
        let is_letter = word.len() == 1 && self.syntax.symbols.is_none();
        let is_call = matches!(word, "union" | "oo") && rest[length..].starts_with('(');
        let is_name = is_unit || is_letter || is_call || self.syntax.declares(&run.text);
        (!is_name).then_some((kind, length))
    }

    /// Where any letter is a symbol: where the name of an unknown function begins, of more than one
    /// letter, with values listed in the bracket behind it.
    fn called(&self, run: &Run, pieces: &[Piece], after: &str) -> Option<usize> {
        let single = |piece: &&Piece| {
            piece.length == 1 && matches!(piece.kind, Kind::Name(_) | Kind::Constant(_))
        };
        let letters = pieces.iter().rev().take_while(single).count();
        let ends: usize = pieces.iter().map(|piece| piece.length).sum();
        (letters > 1 && ends == run.text.len() && lists_values(after)).then(|| ends - letters)
    }

    fn unknown_letters(&self, run: &Run, from: usize, to: usize) -> SyntaxError {
        let rest = self.rest();
        let (start, end) = (run.place(from), run.place(to));
        let text = rest.get(start..end).unwrap_or_default();
        let span = Span::new(self.at + start, self.at + end);
        let mut chars = text.chars();
        if let Some(c) = chars.find(|&c| look_alike(c).is_some()) {
            let meant = look_alike(c).unwrap_or(c);
            return SyntaxError::new(span, format!("this `{c}` only looks like {meant}"))
                .help(format!("type {meant} with an English keyboard"));
        }
        SyntaxError::new(span, format!("I can't read `{text}`"))
            .help(letters::advice(text, self.syntax))
    }
}

/// The power of ten behind a number.
struct Scientific {
    negative: bool,
    digits: String,
    /// The bytes of number and power.
    length: usize,
    doubt: Option<ReadingRule>,
}

/// Digits, with what follows; `None` where there is none.
fn digits(text: &str) -> Option<(String, &str)> {
    let digits: String = text.chars().map_while(digit).collect();
    let tail = text.trim_start_matches(|c| digit(c).is_some());
    (!digits.is_empty()).then_some((digits, tail))
}

/// Digits only, with what follows; not the beginning of a decimal.
fn plain_integer(text: &str) -> Option<(Literal, &str)> {
    let (digits, tail) = digits(text)?;
    let mut after = tail.chars();
    let is_mark = matches!(after.next(), Some('.' | ','));
    if is_mark && after.next().is_some_and(|c| digit(c).is_some()) {
        return None;
    }
    Some((Literal::new(&digits, 0), tail))
}

/// `10^5`, `10^-5`, `10^(-5)`, `10⁻⁵`: whether the exponent is negative, its digits, what follows.
fn power_of_ten(text: &str) -> Option<(bool, String, &str)> {
    let (ten, after) = digits(text)?;
    if ten != "10" {
        return None;
    }
    if after.starts_with(|c| superscript(c).is_some()) {
        let end = after
            .find(|c| superscript(c).is_none())
            .unwrap_or(after.len());
        let (raised, tail) = after.split_at(end);
        let plain: String = raised.chars().filter_map(superscript).collect();
        let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
        let fits = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
        return fits.then(|| (plain.starts_with('-'), unsigned.to_owned(), tail));
    }
    let after = after.trim_start();
    let after = after
        .strip_prefix("**")
        .or_else(|| after.strip_prefix(['^', 'ˆ', '＾']))?
        .trim_start();
    let (bracket, inside) = match after.chars().next()? {
        '(' => (")", &after[1..]),
        '{' => ("}", &after[1..]),
        _ => ("", after),
    };
    let inside = inside.trim_start();
    let unsigned = inside.strip_prefix(is_dash);
    let (digits, tail) = digits(unsigned.unwrap_or(inside).trim_start())?;
    let tail = if bracket.is_empty() {
        tail
    } else {
        tail.trim_start().strip_prefix(bracket)?
    };
    let is_decimal = tail.starts_with(['.', ',']) && tail[1..].starts_with(|c| digit(c).is_some());
    (!is_decimal || !bracket.is_empty()).then_some((unsigned.is_some(), digits, tail))
}

/// Whether a bracket opens here that holds more than one value.
fn lists_values(text: &str) -> bool {
    let mut depth = 0_usize;
    // No list of arguments is longer, and every name looks.
    for c in text.chars().take(200) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 1 => return true,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}
