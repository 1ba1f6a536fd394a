//! The words in which engines differ.

use super::TimeIs;
use std::str::FromStr;

/// An engine that understands SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// PostgreSQL, 13 or later: the one the queries are tested on.
    PostgreSql,
    /// DuckDB; tried by hand on 2.0.
    DuckDb,
    /// Spark SQL, 3.2 or later; not tried.
    Spark,
}

impl Engine {
    /// All of them, by their names in commands.
    pub const ALL: [(&'static str, Self); 3] = [
        ("postgresql", Self::PostgreSql),
        ("duckdb", Self::DuckDb),
        ("spark", Self::Spark),
    ];

    /// A name, quoted.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::PostgreSql | Self::DuckDb => format!("\"{}\"", name.replace('"', "\"\"")),
            Self::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// A text, quoted.
    fn quoted(self, text: &str) -> String {
        match self {
            Self::PostgreSql | Self::DuckDb => format!("'{}'", text.replace('\'', "''")),
            Self::Spark => format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'")),
        }
    }

    /// A value as text.
    pub(super) fn text(self, value: &str) -> String {
        match self {
            Self::PostgreSql => format!("{value}::text"),
            Self::DuckDb => format!("CAST({value} AS VARCHAR)"),
            Self::Spark => format!("CAST({value} AS STRING)"),
        }
    }

    /// A text without blanks, tabs and ends of lines around it.
    pub(super) fn trimmed(self, text: &str) -> String {
        match self {
            Self::PostgreSql => format!(r"btrim({text}, E' \t\n\f\r')"),
            Self::DuckDb => {
                format!("trim({text}, ' ' || chr(9) || chr(10) || chr(12) || chr(13))")
            }
            Self::Spark => format!(r"trim(BOTH ' \t\n\u000C\r' FROM {text})"),
        }
    }

    /// A text as a number; NULL where it is none.
    pub(super) fn number(self, text: &str) -> String {
        match self {
            Self::PostgreSql => format!(
                r"(CASE WHEN {text} ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$' THEN {text}::float8 END)"
            ),
            Self::DuckDb => format!("TRY_CAST({text} AS DOUBLE)"),
            Self::Spark => format!("try_cast({text} AS DOUBLE)"),
        }
    }

    /// A column of times in seconds.
    pub(super) fn seconds(self, column: &str, time: TimeIs) -> String {
        let number = match self {
            Self::PostgreSql => format!("{column}::float8"),
            Self::DuckDb | Self::Spark => format!("CAST({column} AS DOUBLE)"),
        };
        match (time, self) {
            (TimeIs::Seconds, _) => number,
            (TimeIs::Milliseconds, _) => format!("{number} / 1000.0"),
            (TimeIs::Timestamp, Self::PostgreSql) => {
                format!("extract(epoch FROM {column})::float8")
            }
            (TimeIs::Timestamp, Self::DuckDb) => format!("epoch({column})"),
            (TimeIs::Timestamp, Self::Spark) => {
                format!("CAST(CAST({column} AS TIMESTAMP) AS DOUBLE)")
            }
        }
    }

    /// A table with a row for every part of a field between separators, each once, as `skill`.
    pub(super) fn split(self, table: &str, field: &str, separator: &str) -> String {
        let quoted = self.quoted(separator);
        match self {
            Self::PostgreSql => format!(
                "{table} CROSS JOIN LATERAL (SELECT DISTINCT {} AS skill FROM unnest(string_to_array({field}, {quoted})) AS part) AS parts",
                self.trimmed("part")
            ),
            Self::DuckDb => format!(
                "{table} CROSS JOIN LATERAL (SELECT DISTINCT {} AS skill FROM (SELECT unnest(string_split({field}, {quoted})) AS part)) AS parts",
                self.trimmed("part")
            ),
            Self::Spark => format!(
                "{table} LATERAL VIEW explode(array_distinct(transform(split({field}, {}), part -> {}))) parts AS skill",
                self.quoted(&format!(r"\Q{separator}\E")),
                self.trimmed("part")
            ),
        }
    }

    /// Elements put together in the order of a column.
    pub(super) fn joined(self, element: &str, separator: &str, order: &str) -> String {
        match self {
            Self::PostgreSql | Self::DuckDb => {
                format!("string_agg({element}, '{separator}' ORDER BY {order})")
            }
            Self::Spark => format!(
                "array_join(transform(array_sort(collect_list(struct({order}, {element}))), one -> one.{element}), '{separator}')"
            ),
        }
    }

    /// A number to six decimal places as text.
    pub(super) fn to_a_millionth(self, number: &str) -> String {
        match self {
            Self::PostgreSql => format!("trim_scale(round(({number})::numeric, 6))::text"),
            Self::DuckDb => format!("CAST(round({number}, 6) AS VARCHAR)"),
            Self::Spark => format!("CAST(round({number}, 6) AS STRING)"),
        }
    }

    /// What makes an engine sort texts by their bytes.
    pub(super) fn in_order_of_bytes(self) -> &'static str {
        match self {
            Self::PostgreSql => " COLLATE \"C\"",
            Self::DuckDb | Self::Spark => "",
        }
    }
}

impl FromStr for Engine {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = Self::ALL.into_iter().find(|(name, _)| *name == text);
        let names = || Self::ALL.map(|(name, _)| name).join(", ");
        named
            .map(|(_, engine)| engine)
            .ok_or_else(|| format!("`{text}` is no engine known here; there are {}", names()))
    }
}
