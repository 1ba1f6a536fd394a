//! `[table]`: the CSV file beside the template that its rows come from.

use super::codes;
use super::reader::{Reader, Value};
use super::{RawTable, Text};
use crate::base::Spanned;

/// The most rows one problem may hold.
const MAX_ROWS: u32 = 20;

/// Reads `[table]`; `None` where its file cannot be said.
pub(super) fn table(reader: &mut Reader<'_>, value: &Value<'_>, top: &[&str]) -> Option<RawTable> {
    let table = reader.table("[table]", value, "a table with a `file`")?;
    reader.check_keys(&table, &["file", "where", "rows"], &[], top);
    let condition = table
        .get("where")
        .and_then(|value| reader.formula("`where`", value, "a condition in quotes"));
    let rows = table
        .get("rows")
        .and_then(|value| reader.whole("`rows`", value, 2, MAX_ROWS));
    let Some(value) = table.get("file") else {
        reader.missing(&table, "file", "the name of a CSV file in quotes");
        return None;
    };
    let file = reader.formula("`file`", value, "the name of a CSV file in quotes")?;
    Some(RawTable {
        file: named(reader, file)?,
        condition,
        rows,
    })
}

/// The name of a file that stands beside the template, and nowhere else.
fn named(reader: &mut Reader<'_>, file: Text) -> Option<Text> {
    let name = file.value.as_str();
    let leaves = name.contains(['/', '\\', ':']) || name.starts_with('.');
    let message = if leaves {
        "a table stands in the folder of its template"
    } else if name.chars().any(char::is_control) || name.trim() != name {
        "this is no name of a file"
    } else if !name.ends_with(".csv") {
        "a table is a CSV file"
    } else {
        return Some(file);
    };
    let help = "write its name alone, such as `file = \"words.csv\"`";
    reader.error(codes::TABLE_FILE, file.span, message.to_owned(), help);
    None
}

/// The names a table gives, where it could not be read: `row`, or `rows` where it asks for several.
pub(super) fn unread(reader: &Reader<'_>, value: &Value<'_>) -> Vec<Spanned<String>> {
    let span = reader.span(value);
    let name = |name: &str| Spanned::new(name.to_owned(), span);
    vec![name("row"), name("rows")]
}
