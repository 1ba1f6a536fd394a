//! `retake patterns`: how often each pattern of responses occurs, from a log or as SQL for a
//! warehouse.

use super::Error;
use super::error::Exit;
use super::log::Reading;
use crate::research::log::{quoted, read_log};
use crate::research::patterns::{Engine, Table, TimeIs, patterns, sql};
use crate::research::{LogOptions, Model};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Count how often each pattern of responses occurs, or print the SQL that does.
///
/// Patterns are all that a model of separate skills can know of a log, and far fewer than its rows:
/// `retake fit` reads them in its place, and comes to the same parameters to the last bit.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MANUAL)]
pub struct Patterns {
    /// Response logs, one behind the other; - is standard input.
    #[arg(
        required_unless_present = "sql",
        conflicts_with = "sql",
        value_name = "LOG"
    )]
    logs: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// The model the patterns are for: what it does not look at is left out.
    #[arg(long, default_value = "bkt", value_name = "SPEC")]
    model: Model,
    /// Print the query that counts the patterns of a table: postgresql, duckdb or spark.
    #[arg(long, value_name = "ENGINE", requires = "table")]
    sql: Option<Engine>,
    /// The table, with its schema before a dot where it needs one.
    #[arg(long, requires = "sql", value_name = "NAME")]
    table: Option<String>,
    /// How the table says when a response was: timestamp, seconds or milliseconds.
    #[arg(long, requires = "sql", default_value = "timestamp", value_name = "KIND", value_parser = time)]
    time: TimeIs,
    /// What stands between several skills in one field of the table, such as ~~.
    #[arg(long, requires = "sql", value_name = "TEXT")]
    separator: Option<String>,
}

const MANUAL: &str = "\
What is printed is CSV with the columns competency, pattern and count: so many learners have this
pattern on this competency. A pattern has a character for each response, in order: 1 right, 0 wrong,
- no answer. Where the model looks at time, @ and the days since the learner's last response on the
competency stand behind it, if it was an hour or more; where it looks at classes of items, : and the
class. Responses then stand apart by a blank; in a class %20 is a blank and %25 a percent sign:

  competency,pattern,count
  adding,0110-,17
  taking away,0:t1 1:t2 1@2.041667:t1,3

Gaps come in bins: 1 to 2 hours, 2 to 4, and so on; each is written as the mean of all gaps in its bin.

Models that look across skills (individual, types, conjunctive, compensatory, and the baselines)
cannot be fitted to patterns, and no prediction can be made for them: give the log itself.

The SQL is tested on PostgreSQL 15, where it gives the same table as this command, as it did on DuckDB
2.0; that for Spark says the same in its words. Name the columns as for `fit`; a table has no order of rows,
so a column of order or time is needed. Give `fit` the options by which patterns were coded, such as
--skips-wrong, so that PARAMS.json says so.

Examples:
  retake patterns log.csv > patterns.csv
  retake fit patterns.csv --out params.json
  retake patterns --sql postgresql --table responses --column learner=user_id --column skill=skill \\
    --column correct=correct --column time=answered_at > patterns.sql
  psql --csv --quiet --file patterns.sql school > patterns.csv";

impl Patterns {
    /// Counts, or writes the query.
    ///
    /// # Errors
    /// A log that cannot be read, or a model that patterns do not tell enough.
    pub fn run(&self) -> Result<Exit, Error> {
        let mut out = BufWriter::new(std::io::stdout().lock());
        if let (Some(engine), Some(name)) = (self.sql, &self.table) {
            let table = Table {
                name: name.clone(),
                columns: self.reading.columns.clone(),
                time: self.time,
                separator: self.separator.clone(),
            };
            let query = sql(engine, &table, &self.model, &self.reading.coding())?;
            out.write_all(query.as_bytes())?;
        } else {
            let options = LogOptions {
                keep: self.model.keep_to_fit(),
                ..self.reading.options()
            };
            let log = read_log(&self.logs, &options)?;
            self.reading.tell(&log.report)?;
            let counted = patterns(&log.dataset, &self.model)?;
            writeln!(out, "competency,pattern,count")?;
            for one in counted {
                let [competency, pattern] =
                    [&one.competency, &one.pattern].map(|text| quoted(text));
                writeln!(out, "{competency},{pattern},{}", one.count)?;
            }
        }
        out.flush()?;
        Ok(Exit::Fine)
    }
}

fn time(text: &str) -> Result<TimeIs, String> {
    match text {
        "timestamp" => Ok(TimeIs::Timestamp),
        "seconds" => Ok(TimeIs::Seconds),
        "milliseconds" => Ok(TimeIs::Milliseconds),
        _ => Err("write timestamp, seconds or milliseconds".to_owned()),
    }
}
