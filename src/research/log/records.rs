//! Records of a delimited text from its bytes: one pass, one buffer, no text kept.

use super::error::{LogError, Place};
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter};
use std::io::Read;
use std::ops::Range;

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;

/// The longest record: sequences of a learner in one line are long, and nothing else is.
pub(super) const LONGEST: usize = 64 << 20;

const MARK: u8 = b'"';

/// Reads records: fields between delimiters, quoted as RFC 4180 has it, lines ended by LF, CRLF or,
/// in a text that has no other ends, CR.
pub(super) struct Records<R> {
    input: R,
    file: String,
    buffer: Vec<u8>,
    /// What of the buffer has not been given out yet.
    rest: Range<usize>,
    ended: bool,
    /// The line after the record given out last, from 1.
    next_line: u64,
    delimiter: u8,
    /// What ends a line.
    end: u8,
    fields: Fields,
}

/// The fields of a record.
#[derive(Default)]
struct Fields {
    /// Where they are: in the record, or in `unquoted` where a field of it is quoted.
    places: Vec<Range<usize>>,
    /// Where each begins in the record, where that is another place.
    begins: Vec<usize>,
    /// Fields as they are meant.
    unquoted: Vec<u8>,
}

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Record<'r> {
    /// As it stands in the text, without its end.
    pub raw: &'r [u8],
    bytes: &'r [u8],
    places: &'r [Range<usize>],
    begins: &'r [usize],
    /// The line it begins in, from 1.
    pub line: u64,
    end: u8,
}

impl<'r> Record<'r> {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// A field without the blanks around it; none past the last.
    pub fn field(&self, index: usize) -> Option<&'r [u8]> {
        let place = self.places.get(index)?;
        Some(self.bytes[place.clone()].trim_ascii())
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &'r [u8]> + use<'r> {
        let bytes = self.bytes;
        let fields = self.places.iter();
        fields.map(move |place| bytes[place.clone()].trim_ascii())
    }

    /// The line and the column in bytes, both from 1, at which a field begins; without one, those
    /// of the record, whose column is 0.
    pub fn place_of(&self, field: Option<usize>) -> (u64, u64) {
        let begins = field.and_then(|field| {
            let own = self.places.get(field).map(|place| place.start);
            self.begins.get(field).copied().or(own)
        });
        let Some(before) = begins.and_then(|begins| self.raw.get(..begins)) else {
            return (self.line, 0);
        };
        let lines = memchr_iter(self.end, before).count() as u64;
        let column = before.len() - memchr::memrchr(self.end, before).map_or(0, |at| at + 1);
        (self.line + lines, column as u64 + 1)
    }
}

impl<R: Read> Records<R> {
    /// Reads `input`, called `file` in errors; the delimiter is found in the first line.
    pub fn new(input: R, file: &str) -> Result<Self, LogError> {
        let mut records = Self {
            input,
            file: file.to_owned(),
            buffer: Vec::new(),
            rest: 0..0,
            ended: false,
            next_line: 1,
            delimiter: b',',
            end: b'\n',
            fields: Fields::default(),
        };
        records.find_end()?;
        let Some(line) = records.line()? else {
            return Ok(records);
        };
        let mut first = &records.buffer[line];
        for mark in [[0xff, 0xfe], [0xfe, 0xff]] {
            if first.starts_with(&mark) {
                return Err(LogError::Utf16(records.file));
            }
        }
        if let Some(at) = memchr(0, first) {
            return Err(LogError::NoText {
                place: records.place(1, at as u64 + 1),
            });
        }
        if let Some(without) = first.strip_prefix("\u{feff}".as_bytes()) {
            records.rest.start += first.len() - without.len();
            first = without;
        }
        let count = |delimiter| memchr_iter(delimiter, first).count();
        // Tabs are never part of a name; else whatever there is more of.
        records.delimiter = if count(b'\t') > 0 {
            b'\t'
        } else if count(b';') > count(b',') {
            b';'
        } else {
            b','
        };
        Ok(records)
    }

    /// The next record that is not blank; none at the end.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, LogError> {
        loop {
            let line = self.next_line;
            let Some((range, quoted)) = self.record()? else {
                return Ok(None);
            };
            self.rest.start = (range.end + 1).min(self.rest.end);
            self.next_line += 1;
            let raw = &self.buffer[range.clone()];
            if quoted {
                self.next_line += memchr_iter(self.end, raw).count() as u64;
                self.fields.unquote(raw, self.delimiter);
            } else if raw.trim_ascii().is_empty() {
                continue;
            } else {
                self.fields.split(raw, self.delimiter);
            }
            let Fields {
                places,
                begins,
                unquoted,
            } = &self.fields;
            let raw = &self.buffer[range];
            return Ok(Some(Record {
                raw,
                bytes: if quoted { unquoted } else { raw },
                places,
                begins,
                line,
                end: self.end,
            }));
        }
    }

    /// The fields of the first line, which stays to be read; marks are not looked at.
    pub fn peek(&mut self) -> Result<Vec<&[u8]>, LogError> {
        let line = self.line()?.unwrap_or(0..0);
        let delimiter = self.delimiter;
        let fields = self.buffer[line].split(move |&byte| byte == delimiter);
        Ok(fields.map(<[u8]>::trim_ascii).collect())
    }

    /// Finds out what ends a line: CR where the first line has one that no LF follows.
    fn find_end(&mut self) -> Result<(), LogError> {
        let mut at = 0;
        loop {
            match memchr2(
                b'\r',
                b'\n',
                &self.buffer[self.rest.start + at..self.rest.end],
            ) {
                Some(found) => {
                    let behind = self.rest.start + at + found;
                    if self.buffer[behind] == b'\n' {
                        return Ok(());
                    }
                    if behind + 1 == self.rest.end && !self.ended {
                        self.fill()?;
                    }
                    let next = self.buffer[..self.rest.end].get(self.rest.start + at + found + 1);
                    if next != Some(&b'\n') {
                        self.end = b'\r';
                    }
                    return Ok(());
                }
                None if self.ended => return Ok(()),
                None => at = self.more()?,
            }
        }
    }

    /// The first line left, without its end; none at the end of the input.
    fn line(&mut self) -> Result<Option<Range<usize>>, LogError> {
        let mut at = 0;
        loop {
            let start = self.rest.start;
            if let Some(found) = memchr(self.end, &self.buffer[start + at..self.rest.end]) {
                return Ok(Some(start..start + at + found));
            }
            if self.ended {
                return Ok((!self.rest.is_empty()).then(|| self.rest.clone()));
            }
            at = self.more()?;
        }
    }

    /// The next record without its end, and whether a field of it is quoted; none at the end of
    /// the input.
    fn record(&mut self) -> Result<Option<(Range<usize>, bool)>, LogError> {
        // Places are counted from the start of what is left, which moves when more is read.
        let mut at = 0;
        let mut opened: Option<usize> = None;
        let mut quoted = false;
        loop {
            let left = &self.buffer[self.rest.clone()];
            let behind = &left[at..];
            let found = match opened {
                None => memchr2(self.end, MARK, behind),
                Some(_) => memchr(MARK, behind),
            };
            let Some(found) = found else {
                if self.ended {
                    if let Some(opened) = opened {
                        return Err(self.open_quote(opened));
                    }
                    let whole = self.rest.clone();
                    return Ok((!whole.is_empty()).then_some((whole, quoted)));
                }
                at = match self.more() {
                    Err(LogError::TooLong { .. }) if opened.is_some() => {
                        return Err(self.open_quote(opened.unwrap_or(0)));
                    }
                    more => more?,
                };
                continue;
            };
            let place = at + found;
            at = place + 1;
            if opened.is_some() {
                // The byte behind the mark decides; it may not have been read yet.
                if at == left.len() && !self.ended {
                    self.more()?;
                }
                if self.buffer[self.rest.clone()].get(at) == Some(&MARK) {
                    at += 1;
                } else {
                    opened = None;
                }
            } else if left[place] != MARK {
                let start = self.rest.start;
                return Ok(Some((start..start + place, quoted)));
            } else if begins_field(&left[..place], self.delimiter) {
                opened = Some(place);
                quoted = true;
            }
        }
    }

    /// Reads more of a record that goes on; returns how much of it was there before.
    fn more(&mut self) -> Result<usize, LogError> {
        let before = self.rest.len();
        if before > LONGEST {
            return Err(LogError::TooLong {
                place: self.place(self.next_line, 0),
                most: LONGEST,
            });
        }
        self.fill()?;
        Ok(before)
    }

    /// Reads another block, moving what is left to the front.
    fn fill(&mut self) -> Result<(), LogError> {
        if self.rest.start > 0 {
            self.buffer.copy_within(self.rest.clone(), 0);
            self.rest = 0..self.rest.len();
        }
        if self.buffer.len() < self.rest.end + BLOCK {
            self.buffer.resize(self.rest.end + BLOCK, 0);
        }
        let read = loop {
            match self.input.read(&mut self.buffer[self.rest.end..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let read = read.map_err(|source| LogError::Damaged {
            file: self.file.clone(),
            line: self.next_line,
            source,
        })?;
        self.rest.end += read;
        self.ended = read == 0;
        Ok(())
    }

    /// A mark, so many bytes behind the start of the record at hand, that has no other.
    fn open_quote(&self, opened: usize) -> LogError {
        let before = &self.buffer[self.rest.start..self.rest.start + opened];
        let lines = memchr_iter(self.end, before).count() as u64;
        let column = before.len() - memchr::memrchr(self.end, before).map_or(0, |at| at + 1);
        LogError::OpenQuote {
            place: self.place(self.next_line + lines, column as u64 + 1),
        }
    }

    /// A place in this log.
    fn place(&self, line: u64, column: u64) -> Place {
        Place {
            file: self.file.clone(),
            line,
            column,
        }
    }
}

/// Whether a mark behind this begins a field: blanks before it are no part of it.
fn begins_field(before: &[u8], delimiter: u8) -> bool {
    let last = before.iter().rev().find(|&&byte| byte != b' ');
    last.is_none_or(|&byte| byte == delimiter)
}

impl Fields {
    /// Splits a record none of whose fields is quoted.
    fn split(&mut self, raw: &[u8], delimiter: u8) {
        self.places.clear();
        self.begins.clear();
        let mut start = 0;
        for at in memchr_iter(delimiter, raw) {
            self.places.push(start..at);
            start = at + 1;
        }
        self.places.push(start..raw.len());
    }

    /// Splits a record with quoted fields; what stands between marks is taken without them, and
    /// two marks in it are one.
    fn unquote(&mut self, raw: &[u8], delimiter: u8) {
        self.places.clear();
        self.begins.clear();
        self.unquoted.clear();
        let mut start = 0;
        let mut field = 0;
        let mut copied = 0;
        // The first mark of a field opens it, or every mark in it is meant as itself.
        let (mut inside, mut opened) = (false, false);
        let mut marks = memchr2_iter(delimiter, MARK, raw).peekable();
        while let Some(at) = marks.next() {
            if raw[at] == delimiter {
                if !inside {
                    self.unquoted.extend_from_slice(&raw[copied..at]);
                    self.push(start, field);
                    (start, copied) = (at + 1, at + 1);
                    field = self.unquoted.len();
                    opened = false;
                }
            } else if inside {
                self.unquoted.extend_from_slice(&raw[copied..at]);
                copied = at + 1;
                let doubled = |&next: &usize| next == at + 1 && raw[next] == MARK;
                if marks.next_if(doubled).is_some() {
                    self.unquoted.push(MARK);
                    copied = at + 2;
                } else {
                    inside = false;
                }
            } else if !std::mem::replace(&mut opened, true)
                && raw[start..at].iter().all(|&byte| byte == b' ')
            {
                inside = true;
                copied = at + 1;
            }
        }
        self.unquoted
            .extend_from_slice(&raw[copied.min(raw.len())..]);
        self.push(start, field);
    }

    fn push(&mut self, begins: usize, field: usize) {
        self.begins.push(begins);
        self.places.push(field..self.unquoted.len());
    }
}
