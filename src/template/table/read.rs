//! From the cells of a file to a table; everything wrong is reported at its line and column.

use super::cells::{Cell, Record, records};
use super::{Cells, Column, Table};
use crate::base::{Code, Diagnostic, Source, Span, counted};
use crate::math::Decimal;
use crate::template::codes;
use std::collections::HashMap;

/// The most rows of a table.
const MAX_ROWS: usize = 2_000;

/// The most columns of a table.
const MAX_COLUMNS: usize = 32;

/// The most findings about one table: one slip in a file can break every line of it.
const MAX_FINDINGS: usize = 20;

/// Reads a table; `None` where anything in it is in error.
pub(in crate::template) fn read(
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let mut reader = Reader {
        source,
        findings: Vec::new(),
    };
    let table = reader.table();
    let sound = !reader.findings.iter().any(Diagnostic::is_error);
    reader.findings.truncate(MAX_FINDINGS);
    diagnostics.append(&mut reader.findings);
    table.filter(|_| sound)
}

struct Reader<'s> {
    source: &'s Source,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn error(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        self.findings
            .push(Diagnostic::error(code, self.source, span, message).help(help));
    }

    fn table(&mut self) -> Option<Table> {
        let mut records = records(self.source);
        self.check_quotes(&records);
        self.check_characters(&records);
        if records.len() < 2 {
            let help =
                "write the names of its columns in the first line, and a row in each that follows";
            self.error(
                codes::TABLE_EMPTY,
                Span::at(0),
                "the table has no rows",
                help,
            );
            return None;
        }
        let rows = records.split_off(1);
        let header = records.pop()?;
        self.check_size(&header, &rows)?;
        self.check_header(&header);
        // An open quote swallows the cells after it.
        if !self
            .findings
            .iter()
            .any(|finding| finding.code == codes::TABLE_QUOTES)
        {
            self.check_widths(header.len(), &rows);
        }
        if self.findings.iter().any(Diagnostic::is_error) {
            return None;
        }
        let mut columns: Vec<Column> = header
            .iter()
            .enumerate()
            .map(|(at, name)| self.column(name, rows.iter().filter_map(|row| row.get(at))))
            .collect();
        columns.sort_by(|a, b| a.name.cmp(&b.name));
        let called = header.first().map_or("", |first| first.text.as_str());
        let mut table = Table {
            source: self.source.clone(),
            lead: columns.iter().position(|column| column.name == called)?,
            columns,
            places: rows.iter().map(|row| place(row)).collect(),
        };
        self.sort(&mut table);
        Some(table)
    }

    fn check_quotes(&mut self, records: &[Record]) {
        for cell in records.iter().flatten().filter(|cell| !cell.sound) {
            self.error(
                codes::TABLE_QUOTES,
                first_line(self.source, cell.span),
                "the quotes of this cell do not go together",
                "put the whole cell in quotes, right after the comma, and double each quote inside: \"say \"\"yes\"\"\"",
            );
        }
    }

    /// What no text shows, such as a NUL out of a file that is no CSV.
    fn check_characters(&mut self, records: &[Record]) {
        let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        for cell in records
            .iter()
            .flatten()
            .filter(|cell| cell.text.contains(strange))
        {
            self.error(
                codes::TABLE_CHARACTER,
                first_line(self.source, cell.span),
                "this cell has a character that cannot be shown",
                "save the table as CSV in UTF-8, and remove the character",
            );
        }
    }

    fn check_size(&mut self, header: &Record, rows: &[Record]) -> Option<()> {
        let (over, place) = if rows.len() > MAX_ROWS {
            let first_over = rows.get(MAX_ROWS).map_or(Span::at(0), |row| place(row));
            (format!("the table has {} rows", rows.len()), first_over)
        } else if header.len() > MAX_COLUMNS {
            (
                format!("the table has {} columns", header.len()),
                place(header),
            )
        } else {
            return Some(());
        };
        let help = format!("a table has at most {MAX_ROWS} rows and {MAX_COLUMNS} columns");
        self.error(codes::TABLE_TOO_LARGE, place, over, &help);
        None
    }

    fn check_header(&mut self, header: &Record) {
        let mut known: HashMap<&str, Span> = HashMap::new();
        for cell in header {
            let name = cell.text.as_str();
            if !is_name(name) {
                let message = match name {
                    "" => "this column has no name".to_owned(),
                    _ => format!("`{name}` cannot be the name of a column"),
                };
                let help = match header.len() {
                    1 if name.contains([';', '\t', '|']) => "cells are divided by commas",
                    _ => "a name is made of letters, digits and `_`, and begins with a letter",
                };
                self.error(codes::TABLE_COLUMN, cell.span, message, help);
            } else if let Some(&first) = known.get(name) {
                let message = format!("there are two columns `{name}`");
                let finding =
                    Diagnostic::error(codes::TABLE_COLUMN, self.source, cell.span, message);
                let finding = finding
                    .also(first, "the first one")
                    .help("rename one of them");
                self.findings.push(finding);
            } else {
                known.insert(name, cell.span);
            }
        }
    }

    fn check_widths(&mut self, width: usize, rows: &[Record]) {
        for row in rows.iter().filter(|row| row.len() != width) {
            let cells = counted(row.len(), "cell");
            let message = format!("this row has {cells}, the header {width}");
            let help = "divide cells by commas; a cell with a comma in it stands in quotes";
            self.error(codes::TABLE_RAGGED, place(row), message, help);
        }
    }

    /// A column of numbers where every cell is one that does not stand in quotes.
    fn column<'c>(&mut self, name: &Cell, cells: impl Iterator<Item = &'c Cell>) -> Column {
        let cells: Vec<&Cell> = cells.collect();
        let numbers: Vec<Option<Decimal>> = cells.iter().map(|cell| number(cell)).collect();
        let count = numbers.iter().flatten().count();
        let odd = cells
            .iter()
            .zip(&numbers)
            .find(|(cell, number)| number.is_none() && !cell.quoted);
        if let Some((odd, _)) = odd
            && count * 2 > cells.len()
        {
            let message = format!(
                "`{}` is no column of numbers because of this cell",
                name.text
            );
            let finding = Diagnostic::warning(codes::TABLE_MIXED, self.source, odd.span, message);
            let help = "write a number here, such as 1450 or -0.5, or put the cell in quotes";
            self.findings.push(finding.help(help));
        }
        for (cell, number) in cells.iter().zip(&numbers) {
            let too_large = |number: &&Decimal| number.value().to_ratio().is_none();
            if count == cells.len() && number.as_ref().filter(too_large).is_some() {
                let help = "numbers of a table have up to 18 digits";
                self.error(
                    codes::DOMAIN_TOO_LARGE,
                    cell.span,
                    "the number is too large",
                    help,
                );
            }
        }
        let cells = match numbers.into_iter().collect::<Option<Vec<Decimal>>>() {
            Some(numbers) => Cells::Numbers(numbers),
            None => Cells::Texts(cells.iter().map(|cell| cell.text.clone()).collect()),
        };
        Column {
            name: name.text.clone(),
            cells,
            tells: true,
        }
    }

    /// Sorts rows by content, and reports those that stand there twice.
    fn sort(&mut self, table: &mut Table) {
        let rows = 0..table.places.len();
        let mut order: Vec<(Vec<String>, usize)> =
            rows.map(|row| (table.row(row, true), row)).collect();
        order.sort();
        for pair in order.windows(2) {
            let [(earlier, first), (later, second)] = pair else {
                continue;
            };
            let places = (table.places.get(*first), table.places.get(*second));
            if let (true, (Some(&first), Some(&second))) = (earlier == later, places) {
                let message = "this row stands there twice";
                let finding =
                    Diagnostic::error(codes::TABLE_DUPLICATE, self.source, second, message);
                self.findings.push(
                    finding
                        .also(first, "the first time")
                        .help("remove one of them"),
                );
            }
        }
        let order: Vec<usize> = order.into_iter().map(|(_, row)| row).collect();
        table.keep(&order);
    }
}

fn number(cell: &Cell) -> Option<Decimal> {
    (!cell.quoted).then(|| Decimal::parse(&cell.text))?
}

/// From the first cell of a row to its last.
fn place(row: &[Cell]) -> Span {
    match (row.first(), row.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::at(0),
    }
}

/// The part of a span in the line where it begins: an open quote would else point at half of the file.
fn first_line(source: &Source, span: Span) -> Span {
    let line = source.slice(span).lines().next().unwrap_or_default();
    Span::new(span.start, span.start + line.len())
}

fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as `name: cell, cell` by column, and findings as `line:column code`.
    fn told(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new("t.csv", text);
        let mut diagnostics = Vec::new();
        let table = read(&source, &mut diagnostics);
        let column = |column: &Column| {
            let cells = match &column.cells {
                Cells::Numbers(cells) => cells.iter().map(ToString::to_string).collect(),
                Cells::Texts(cells) => cells.clone(),
            };
            format!("{}: {}", column.name, cells.join(", "))
        };
        let finding = |finding: &Diagnostic| {
            let (line, column) = finding.line_column();
            format!("{line}:{column} {}", finding.code)
        };
        (
            table
                .iter()
                .flat_map(|t| t.columns.iter().map(column))
                .collect(),
            diagnostics.iter().map(finding).collect(),
        )
    }

    #[test]
    fn rows_are_sorted_by_content_and_columns_typed() {
        let (columns, found) = told("word,level,year\nshe,2.50,\"1066\"\nhe,1,\"1450\"\n");
        assert_eq!(
            columns,
            ["level: 1, 2.50", "word: he, she", "year: 1450, 1066"]
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn neither_the_order_of_rows_nor_of_columns_nor_zeros_make_another_content() {
        let content = |text: &str| -> Vec<String> {
            let source = Source::new("t.csv", text);
            read(&source, &mut Vec::new()).map_or_else(Vec::new, |table| table.content().collect())
        };
        let first = content("a,b\nx,1\ny,2.50\n");
        assert_eq!(first, ["a", "b", "x", "1", "y", "5/2"]);
        assert_eq!(first, content("b,a\n2.5,y\n1,x\n"));
        assert_ne!(first, content("a,b\nx,1\ny,2.51\n"));
    }

    #[test]
    fn mistakes_are_found_at_their_line_and_column() {
        for (text, expected) in [
            ("", &["1:1 T195"][..]),
            ("a,b\n", &["1:1 T195"]),
            ("a,a\n1,2\n", &["1:3 T194"]),
            ("a,2nd,\n1,2,3\n", &["1:3 T194", "1:7 T194"]),
            ("a,b\n1,2\n3\n4,5,6\n", &["3:1 T193", "4:1 T193"]),
            ("a,b\n1,2\n3,4\n1.0,2\n", &["4:1 T197"]),
            ("a,b\nx,\"open\nmore\n", &["2:3 T192"]),
            ("a,b\nx,1\ny,2\nz,c. 3\n", &["4:3 T198"]),
            ("a,b\nx,1\ny,2\nz,\"c. 3\"\n", &[]),
            ("a\n99999999999999999999\n", &["2:1 T082"]),
            ("a;b\nx;y\n", &["1:1 T194"]),
            ("a,b\nx\0,y\n", &["2:1 T200"]),
            ("a,b\n\"x,y\nv,u\n", &["2:1 T192"]),
        ] {
            assert_eq!(told(text).1, expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let long = (0..=MAX_ROWS).fold("a\n".to_owned(), |text, n| format!("{text}{n}\n"));
        assert_eq!(told(&long).1, ["2002:1 T196"]);
        let names: Vec<String> = (0..=MAX_COLUMNS).map(|n| format!("c{n}")).collect();
        let wide = format!("{0}\n{0}\n", names.join(","));
        assert_eq!(told(&wide).1, ["1:1 T196"]);
    }
}
