//! Records of a delimited text from its bytes: one pass, one buffer, no text kept.

use super::error::{LogError, Place};
use memchr::{memchr, memchr_iter, memchr2};
use std::io::Read;
use std::ops::Range;

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;

/// The longest record: sequences of a learner in one line are long, and nothing else is.
pub(super) const LONGEST: usize = 64 << 20;

/// Reads records: fields between delimiters, quoted as RFC 4180 has it, lines ended by LF or CRLF.
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
    /// Quoted fields as they are meant.
    unquoted: Vec<u8>,
    fields: Vec<Range<usize>>,
}

/// One record.
pub(super) struct Record<'r> {
    bytes: &'r [u8],
    fields: &'r [Range<usize>],
    /// The line it begins in, from 1.
    pub line: u64,
}

impl<'r> Record<'r> {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field without the blanks around it; none past the last.
    pub fn field(&self, index: usize) -> Option<&'r [u8]> {
        let field = self.fields.get(index)?;
        Some(self.bytes[field.clone()].trim_ascii())
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &'r [u8]> {
        let bytes = self.bytes;
        self.fields
            .iter()
            .map(move |field| bytes[field.clone()].trim_ascii())
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
            unquoted: Vec::new(),
            fields: Vec::new(),
        };
        let line = records.line_at(0)?.unwrap_or(0..0);
        let mut first = &records.buffer[line];
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
            let Some(line) = self.line_at(0)? else {
                return Ok(None);
            };
            let begins = self.next_line;
            let bytes = &self.buffer[line.clone()];
            if memchr(b'"', bytes).is_some() {
                let length = self.unquote(begins)?;
                self.rest.start += length;
                if self.fields.is_empty() {
                    continue;
                }
                return Ok(Some(Record {
                    bytes: &self.unquoted,
                    fields: &self.fields,
                    line: begins,
                }));
            }
            self.next_line += 1;
            self.rest.start = (line.end + 1).min(self.rest.end);
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            self.fields.clear();
            let mut start = 0;
            for at in memchr_iter(self.delimiter, bytes) {
                self.fields.push(start..at);
                start = at + 1;
            }
            self.fields.push(start..bytes.len());
            return Ok(Some(Record {
                bytes: &self.buffer[line],
                fields: &self.fields,
                line: begins,
            }));
        }
    }

    /// The fields of the first line, which stays to be read; marks are not looked at.
    pub fn peek(&mut self) -> Result<Vec<&[u8]>, LogError> {
        let line = self.line_at(0)?.unwrap_or(0..0);
        let delimiter = self.delimiter;
        let fields = self.buffer[line].split(move |&byte| byte == delimiter);
        Ok(fields.map(<[u8]>::trim_ascii).collect())
    }

    /// The line that begins `from` bytes behind what was given out, without its end; none at the
    /// end of the input.
    fn line_at(&mut self, from: usize) -> Result<Option<Range<usize>>, LogError> {
        let mut searched = from;
        loop {
            let start = self.rest.start + from;
            let seen = self.rest.start + searched;
            if seen < self.rest.end
                && let Some(at) = memchr(b'\n', &self.buffer[seen..self.rest.end])
            {
                return Ok(Some(start..seen + at));
            }
            searched = self.rest.len().max(from);
            if self.ended {
                let line = start.min(self.rest.end)..self.rest.end;
                return Ok((!line.is_empty()).then_some(line));
            }
            if self.rest.len() > LONGEST {
                return Err(LogError::TooLong {
                    place: self.place(self.next_line, 0),
                    most: LONGEST,
                });
            }
            self.fill()?;
        }
    }

    /// Reads another block, moving what is left to the front.
    fn fill(&mut self) -> Result<(), LogError> {
        self.buffer.copy_within(self.rest.clone(), 0);
        self.rest = 0..self.rest.len();
        self.buffer.resize(self.rest.end + BLOCK, 0);
        let read = loop {
            match self.input.read(&mut self.buffer[self.rest.end..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let read = read.map_err(|source| LogError::Io {
            path: self.file.clone().into(),
            source,
        })?;
        self.rest.end += read;
        self.ended = read == 0;
        Ok(())
    }

    /// Parses a record with quotation marks in it, over as many lines as it takes; returns its
    /// length with its end.
    fn unquote(&mut self, begins: u64) -> Result<usize, LogError> {
        self.unquoted.clear();
        self.fields.clear();
        let mut at = 0;
        let mut field = 0;
        while let Some(line) = self.line_at(at)? {
            let end = line.end - self.rest.start;
            let start = self.rest.start;
            let byte = |at: usize| (at < end).then(|| self.buffer[start + at]);
            // Blanks before a mark are no part of it.
            let mut mark = at;
            while byte(mark) == Some(b' ') {
                mark += 1;
            }
            if byte(mark) == Some(b'"') {
                at = self.quoted(mark + 1, begins)?;
                continue_to_delimiter(&mut at, self.delimiter, &self.buffer[start..self.rest.end]);
            } else {
                let rest = &self.buffer[start + at..line.end];
                let length = memchr(self.delimiter, rest).unwrap_or(rest.len());
                self.unquoted.extend_from_slice(&rest[..length]);
                at += length;
            }
            self.fields.push(field..self.unquoted.len());
            field = self.unquoted.len();
            match self.buffer.get(self.rest.start + at) {
                Some(&byte) if byte == self.delimiter && self.rest.start + at < self.rest.end => {
                    at += 1;
                }
                _ => break,
            }
        }
        self.next_line += 1;
        Ok((at + 1).min(self.rest.len()))
    }

    /// What stands between a mark and its other, from `at`; returns the place behind the other.
    fn quoted(&mut self, mut at: usize, begins: u64) -> Result<usize, LogError> {
        let opened = (self.next_line, at as u64);
        loop {
            let start = self.rest.start;
            let rest = &self.buffer[(start + at).min(self.rest.end)..self.rest.end];
            match memchr2(b'"', b'\n', rest) {
                Some(length) => {
                    self.unquoted.extend_from_slice(&rest[..length]);
                    let found = rest[length];
                    at += length + 1;
                    if found == b'\n' {
                        self.unquoted.push(b'\n');
                        self.next_line += 1;
                        continue;
                    }
                    // The byte behind the mark decides; it may not have been read yet.
                    if start + at >= self.rest.end && !self.ended {
                        self.fill()?;
                    }
                    if self.rest.start + at < self.rest.end
                        && self.buffer[self.rest.start + at] == b'"'
                    {
                        self.unquoted.push(b'"');
                        at += 1;
                        continue;
                    }
                    return Ok(at);
                }
                None if self.ended || self.rest.len() > LONGEST => {
                    let (line, column) = opened;
                    let column = if line == begins { column } else { 0 };
                    return Err(LogError::OpenQuote {
                        place: self.place(line, column),
                    });
                }
                None => self.fill()?,
            }
        }
    }

    /// A place in this log.
    pub fn place(&self, line: u64, column: u64) -> Place {
        Place {
            file: self.file.clone(),
            line,
            column,
        }
    }
}

/// Behind a closing mark nothing but blanks is expected before the delimiter or the line's end;
/// what is there is left out.
fn continue_to_delimiter(at: &mut usize, delimiter: u8, bytes: &[u8]) {
    let rest = bytes.get(*at..).unwrap_or_default();
    *at += memchr2(delimiter, b'\n', rest).unwrap_or(rest.len());
}
