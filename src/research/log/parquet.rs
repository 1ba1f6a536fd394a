//! Parquet, as the text it stands for: a line of names and a line for every row, apart by tabs.
//!
//! So it is read by the same code as every log, and a row is told by the line it would have.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use std::fs::File;
use std::io::{self, Read, Write};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The text of a file.
pub(super) struct ParquetText {
    rows: RowIter<'static>,
    text: Vec<u8>,
    given: usize,
}

impl ParquetText {
    /// Opens a file.
    ///
    /// # Errors
    /// It is no Parquet, or damaged.
    pub fn new(file: File) -> io::Result<Self> {
        let reader = SerializedFileReader::new(file)?;
        let schema = reader.metadata().file_metadata().schema();
        let names: Vec<Field> = schema
            .get_fields()
            .iter()
            .map(|field| Field::Str(field.name().to_owned()))
            .collect();
        let mut text = Vec::new();
        write_line(&mut text, names.iter())?;
        Ok(Self {
            rows: RowIter::from_file_into(Box::new(reader)),
            text,
            given: 0,
        })
    }
}

impl Read for ParquetText {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            self.text.clear();
            self.given = 0;
            while self.text.len() < into.len() {
                let Some(row) = self.rows.next() else {
                    break;
                };
                let row: Row = row?;
                write_line(
                    &mut self.text,
                    row.get_column_iter().map(|(_, field)| field),
                )?;
            }
        }
        let mut left = &self.text[self.given..];
        let read = left.read(into)?;
        self.given += read;
        Ok(read)
    }
}

fn write_line<'f>(text: &mut Vec<u8>, fields: impl Iterator<Item = &'f Field>) -> io::Result<()> {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            text.push(b'\t');
        }
        let start = text.len();
        write_value(text, field)?;
        if text[start..].iter().any(|byte| b"\t\n\r\"".contains(byte)) {
            let value = text.split_off(start);
            text.push(b'"');
            for byte in value {
                if byte == b'"' {
                    text.push(b'"');
                }
                text.push(byte);
            }
            text.push(b'"');
        }
    }
    text.push(b'\n');
    Ok(())
}

/// A value as a log in text has it: times in seconds, lists with commas, nothing for null.
fn write_value(text: &mut Vec<u8>, field: &Field) -> io::Result<()> {
    match field {
        Field::Null => Ok(()),
        Field::Str(value) => text.write_all(value.as_bytes()),
        Field::Bytes(value) => text.write_all(value.data()),
        Field::Float(value) => write!(text, "{value}"),
        Field::Double(value) => write!(text, "{value}"),
        Field::Date(days) => write!(text, "{}", i64::from(*days) * DAY),
        Field::TimeMillis(value) => write_seconds(text, i64::from(*value), 3),
        Field::TimestampMillis(value) => write_seconds(text, *value, 3),
        Field::TimeMicros(value) | Field::TimestampMicros(value) => write_seconds(text, *value, 6),
        Field::ListInternal(list) => {
            for (place, element) in list.elements().iter().enumerate() {
                if place > 0 {
                    text.push(b',');
                }
                write_value(text, element)?;
            }
            Ok(())
        }
        // Without a place behind the point it is written with a point all the same.
        Field::Decimal(_) => write!(text, "{}", field.to_string().trim_end_matches('.')),
        // Numbers and truth values as they are written; groups and maps are no fields of a
        // log.
        other => write!(text, "{other}"),
    }
}

/// A count of units of which a second has 10^`digits`.
fn write_seconds(text: &mut Vec<u8>, count: i64, digits: u32) -> io::Result<()> {
    let unit = 10_u64.pow(digits);
    let (sign, count) = (if count < 0 { "-" } else { "" }, count.unsigned_abs());
    let (whole, part) = (count / unit, count % unit);
    write!(
        text,
        "{sign}{whole}.{part:0width$}",
        width = digits as usize
    )
}

#[cfg(test)]
mod tests {
    use crate::research::log::{Keep, LogOptions, OrderedBy, read_log};
    use crate::research::patterns::patterns;
    use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::fmt::Write;
    use std::fs::{self, File};
    use std::path::Path;
    use std::sync::Arc;

    const SCHEMA: &str = "message log {
        required int64 user_id;
        optional binary skill_name (utf8);
        optional boolean correct;
        required int64 timestamp (timestamp_micros);
    }";

    type Row = (i64, Option<String>, Option<bool>, i64);

    fn rows() -> Vec<Row> {
        (0..3000_i64)
            .map(|at| {
                let skill = ["a \"b\"", "c\td", "", "e\n"][(at * 7 % 4) as usize];
                let skill = (!skill.is_empty()).then(|| skill.to_owned());
                let right = (at % 11 > 0).then_some(at % 3 > 0);
                // Before and after 1970, not in order.
                (
                    at * at % 17,
                    skill,
                    right,
                    (at * 7919 % 3000 - 40) * 5_000_000_001,
                )
            })
            .collect()
    }

    fn written(path: &Path, rows: &[Row]) {
        let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
        let properties = Arc::new(WriterProperties::default());
        let file = File::create(path).unwrap();
        let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
        for rows in rows.chunks(1000) {
            let mut group = writer.next_row_group().unwrap();
            let numbers = |number: fn(&Row) -> i64| rows.iter().map(number).collect::<Vec<i64>>();
            let mut column = group.next_column().unwrap().unwrap();
            let typed = column.typed::<Int64Type>();
            typed
                .write_batch(&numbers(|row| row.0), None, None)
                .unwrap();
            column.close().unwrap();
            let skills: Vec<ByteArray> = rows
                .iter()
                .filter_map(|row| row.1.as_deref().map(ByteArray::from))
                .collect();
            let levels: Vec<i16> = rows.iter().map(|row| row.1.is_some().into()).collect();
            let mut column = group.next_column().unwrap().unwrap();
            let typed = column.typed::<ByteArrayType>();
            typed.write_batch(&skills, Some(&levels), None).unwrap();
            column.close().unwrap();
            let right: Vec<bool> = rows.iter().filter_map(|row| row.2).collect();
            let levels: Vec<i16> = rows.iter().map(|row| row.2.is_some().into()).collect();
            let mut column = group.next_column().unwrap().unwrap();
            let typed = column.typed::<BoolType>();
            typed.write_batch(&right, Some(&levels), None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            let typed = column.typed::<Int64Type>();
            typed
                .write_batch(&numbers(|row| row.3), None, None)
                .unwrap();
            column.close().unwrap();
            group.close().unwrap();
        }
        writer.close().unwrap();
    }

    #[test]
    fn parquet_is_the_log_it_was_written_from() {
        let folder = tempfile::tempdir().unwrap();
        let (csv, parquet) = (folder.path().join("log.csv"), folder.path().join("log"));
        let rows = rows();
        written(&parquet, &rows);
        let mut text = String::from("user_id,skill_name,correct,timestamp\n");
        for (learner, skill, right, time) in &rows {
            let skill = skill.as_deref().unwrap_or_default().replace('"', "\"\"");
            let right = right.map_or("", |right| if right { "1" } else { "0" });
            writeln!(text, "{learner},\"{skill}\",{right},{}", *time as f64 / 1e6).unwrap();
        }
        fs::write(&csv, text).unwrap();
        let options = LogOptions {
            keep: Keep {
                gaps: true,
                events: true,
                ..Keep::default()
            },
            ..LogOptions::default()
        };
        let [of_text, of_parquet] =
            [csv, parquet.clone()].map(|path| read_log(&[path], &options).unwrap());
        assert_eq!(
            of_parquet.report.order,
            OrderedBy::Column("timestamp".to_owned())
        );
        assert_eq!(of_parquet.report, of_text.report);
        let model = "bkt+decay".parse().unwrap();
        let counted = |read: &crate::research::ReadLog| patterns(&read.dataset, &model).unwrap();
        assert_eq!(counted(&of_parquet), counted(&of_text));
        for learner in 0..of_text.dataset.learners.len() {
            let of = |read: &crate::research::ReadLog| read.dataset.events.of(learner).to_vec();
            assert_eq!(of(&of_parquet), of(&of_text));
        }
        // Cut short, it is told and not read in part.
        let bytes = fs::read(&parquet).unwrap();
        fs::write(&parquet, &bytes[..bytes.len() / 2]).unwrap();
        let error = read_log(&[parquet], &options).unwrap_err().to_string();
        assert!(error.contains("reading broke off at line 1"), "{error}");
    }
}
