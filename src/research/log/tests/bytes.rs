//! Bytes of any kind, in blocks of any size.

use super::{read, told};
use crate::research::log::error::LogError;
use crate::research::log::records::{LONGEST, Records};
use crate::research::log::{Keep, LogOptions};
use proptest::prelude::*;
use std::io::Read;

/// Hands out a text in blocks of given sizes, over and over.
struct Blocks<'t> {
    text: &'t [u8],
    sizes: std::iter::Cycle<std::slice::Iter<'t, usize>>,
}

impl Read for Blocks<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes.next().copied().unwrap_or(1);
        let size = size.min(into.len()).min(self.text.len());
        let (now, later) = self.text.split_at(size);
        into[..size].copy_from_slice(now);
        self.text = later;
        Ok(size)
    }
}

/// All records, with the places of their fields; or the error.
fn records(input: impl Read) -> Result<Vec<String>, String> {
    let mut records = Records::new(input, "log").map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    while let Some(record) = records.next().map_err(|error| error.to_string())? {
        let places: Vec<(u64, u64)> = (0..record.len())
            .map(|at| record.place_of(Some(at)))
            .collect();
        let fields: Vec<String> = record
            .fields()
            .map(|field| field.escape_ascii().to_string())
            .collect();
        all.push(format!("{} {fields:?} {places:?}", record.line));
    }
    Ok(all)
}

/// Bytes that mean something in a log, and a few that do not.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        8 => proptest::sample::select(b"01,\"\n".to_vec()),
        4 => proptest::sample::select(b"ab; \t\r~.-@:%".to_vec()),
        1 => any::<u8>(),
    ];
    proptest::collection::vec(byte, 0..120)
}

const HEADERS: [&str; 7] = [
    "",
    "user_id,skill_name,correct\n",
    "order_id,user_id,skill_name,correct,template_id\n",
    "timestamp\tuser_id\tskill_name\tcorrect\titem_id\n",
    "uid,concepts,responses,timestamps\n",
    "competency,pattern,count\n",
    "1\ta\tb\tc\n",
];

proptest! {
    #[test]
    fn blocks_of_any_size_give_the_same_records(text in bytes(), header in 0..HEADERS.len(), sizes in proptest::collection::vec(1_usize..9, 1..5)) {
        let text = [HEADERS[header].as_bytes(), &text].concat();
        let blocks = Blocks { text: &text, sizes: sizes.iter().cycle() };
        prop_assert_eq!(records(blocks), records(text.as_slice()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in bytes(), header in 0..HEADERS.len(), classes: bool, gaps: bool, events: bool) {
        let options = LogOptions {
            keep: Keep { classes, gaps, events, patterns: true },
            ..LogOptions::default()
        };
        let text = [HEADERS[header].as_bytes(), &text].concat();
        if let Ok(read) = read(text, &options) {
            let report = &read.report;
            prop_assert!(report.rows > report.bad);
            let responses: usize = told(&read).iter().map(|line| line.rsplit(' ').next().map_or(0, str::len)).sum();
            if !read.dataset.is_of_patterns() {
                prop_assert_eq!(responses as u64, read.dataset.responses);
            }
        }
    }

    #[test]
    fn names_of_any_kind_come_back(names in proptest::collection::vec("[ -~\n\r\té\"]{0,6}", 1..20)) {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let mut text = String::from("user_id,skill_name,correct\n");
        for name in &names {
            text.push_str(&format!("{},s,1\n", quoted(name)));
        }
        let trimmed: Vec<&str> = names.iter().map(|name| name.trim_ascii()).collect();
        if let Ok(read) = read(text, &LogOptions::default()) {
            let learners = &read.dataset.learners;
            for name in trimmed.iter().filter(|name| !name.is_empty()) {
                prop_assert!(learners.find(name.as_bytes()).is_some(), "{:?}", name);
            }
        } else {
            prop_assert!(trimmed.iter().all(|name| name.is_empty()));
        }
    }
}

#[test]
fn a_line_without_an_end_takes_no_more_memory_than_a_line_may() {
    let header = b"user_id,skill_name,correct\n".as_slice();
    for (line, told) in [
        (b"abc".as_slice(), "log:2: longer than 67108864 bytes"),
        (b"a,\"", "log:2:3: a quotation mark opens here"),
    ] {
        let mut given = 0;
        let endless = header
            .chain(line)
            .chain(std::io::repeat(b'x').take(1 << 30));
        let counted = Counted {
            input: endless,
            given: &mut given,
        };
        let error = records(counted).unwrap_err();
        assert!(error.starts_with(told), "{error}");
        assert!(given < 2 * LONGEST, "{given}");
    }
    let first = Records::new(std::io::repeat(b'x').take(1 << 30), "log");
    assert!(matches!(first.err(), Some(LogError::TooLong { place, .. }) if place.line == 1));
}

/// Counts what is read.
struct Counted<'c, R> {
    input: R,
    given: &'c mut usize,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(into)?;
        *self.given += read;
        Ok(read)
    }
}
