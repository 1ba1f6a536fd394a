//! A CSV file divided into cells, each with its place (RFC 4180).

use crate::base::{Source, Span};
use csv_core::{ReadFieldResult, Reader};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text, without quotes around it or blanks at its ends.
    pub text: String,
    /// Where it stands, quotes and all.
    pub span: Span,
    /// Whether it stands in quotes: then it is a text, whatever it looks like.
    pub quoted: bool,
    /// Whether its quotes go together.
    pub sound: bool,
}

/// One row; a line unless a quoted cell goes on in the next.
pub(super) type Record = Vec<Cell>;

/// The rows of a file, blank lines apart.
pub(super) fn records(source: &Source) -> Vec<Record> {
    let text = source.text();
    let mut reader = Reader::new();
    // No cell is longer than the file, so that one buffer is always enough.
    let mut buffer = vec![0; text.len() + 1];
    let (mut records, mut record) = (Vec::new(), Record::new());
    let (mut start, mut at, mut filled) = (0, 0, 0);
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let free = buffer.get_mut(filled..).unwrap_or_default();
        let (result, read, written) = reader.read_field(rest, free);
        at += read;
        filled += written;
        match result {
            // Asked again with nothing left, the reader gives what it holds, then says that it ends.
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::Field { record_end } => {
                let unquoted = buffer.get(..filled).unwrap_or_default();
                record.push(cell(text, Span::new(start, at), unquoted, record_end));
                if record_end {
                    records.push(std::mem::take(&mut record));
                }
                (start, filled) = (at, 0);
            }
            ReadFieldResult::OutputFull | ReadFieldResult::End => return records,
        }
    }
}

/// A cell out of the stretch that was read for it: with what divides it from its neighbours.
fn cell(text: &str, stretch: Span, unquoted: &[u8], last: bool) -> Cell {
    let raw = text.get(stretch.start..stretch.end).unwrap_or_default();
    let raw = match raw.strip_suffix(',') {
        Some(before) if !last => before,
        _ => raw,
    };
    let raw = raw.trim_end_matches(['\r', '\n']);
    let begins = raw.trim_start_matches(['\u{feff}', '\r', '\n']);
    let written = begins.trim();
    let start = written.as_ptr() as usize - text.as_ptr() as usize;
    let quoted = begins.starts_with('"');
    let inside = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let sound = match inside {
        Some(inside) if quoted => !inside.replace("\"\"", "").contains('"'),
        // A quote after a blank is none to CSV: a comma after it would divide the cell.
        _ => !written.starts_with('"'),
    };
    Cell {
        text: String::from_utf8_lossy(unquoted).trim().to_owned(),
        span: Span::new(start, start + written.len()),
        quoted,
        sound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Vec<(String, String)>> {
        let source = Source::new("t.csv", text);
        let told = |cell: &Cell| {
            let mark = if cell.sound { "" } else { "!" };
            (
                format!("{mark}{}", cell.text),
                source.slice(cell.span).to_owned(),
            )
        };
        let records = records(&source);
        records
            .iter()
            .map(|record| record.iter().map(told).collect())
            .collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let told = |record: Vec<(String, String)>| record.into_iter().map(|(text, _)| text);
        read(text).into_iter().map(|r| told(r).collect()).collect()
    }

    #[test]
    fn every_cell_has_its_place() {
        let text = "\u{feff}a, b ,c\r\n\r\n\"x, \"\"y\"\"\",,3\n1,2,\"two\nlines\"";
        assert_eq!(
            read(text),
            [
                [("a", "a"), ("b", "b"), ("c", "c")],
                [("x, \"y\"", "\"x, \"\"y\"\"\""), ("", ""), ("3", "3")],
                [("1", "1"), ("2", "2"), ("two\nlines", "\"two\nlines\"")],
            ]
            .map(|record| record.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec())
        );
    }

    #[test]
    fn quotes_that_do_not_go_together_are_seen() {
        assert_eq!(cells("a,\"b\nc,d"), [["a", "!b\nc,d"]]);
        assert_eq!(cells("\"a\"b,c"), [["!ab", "c"]]);
        assert_eq!(cells("a, \"b\""), [["a", "!\"b\""]]);
        assert_eq!(cells("5\" tall,it's"), [["5\" tall", "it's"]]);
        assert_eq!(cells(""), [[""; 0]; 0]);
        assert_eq!(cells("\n\n"), [[""; 0]; 0]);
    }

    proptest! {
        #[test]
        fn what_is_written_by_the_rules_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a-c,\"é\n]{1,5}", 2..4), 1..5),
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
            let trimmed: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
                .collect();
            prop_assert_eq!(cells(&text), trimmed);
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "[a-b,\"\r\n é\u{feff}]{0,30}") {
            let source = Source::new("t.csv", text.as_str());
            for cell in records(&source).iter().flatten() {
                prop_assert!(text.get(cell.span.start..cell.span.end).is_some());
            }
        }
    }
}
