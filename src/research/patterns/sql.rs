//! The query that counts the patterns of a table in a warehouse, as [`patterns`](super::patterns)
//! counts those of a log.

mod engine;

use super::count::PatternsError;
use crate::research::fitted::{Coding, HintCoding, PartialCoding, SkipCoding};
use crate::research::log::{BINS, Keep, Role, SESSION_SECONDS};
use crate::research::model::Model;
pub use engine::Engine;
use std::fmt::Write;
use thiserror::Error;

/// A table with a row for every response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, with that of its schema before a dot.
    pub name: String,
    /// The names of its columns, by what they say.
    pub columns: Vec<(Role, String)>,
    /// How it says when a response was.
    pub time: TimeIs,
    /// What stands between several skills in one field.
    pub separator: Option<String>,
}

/// How a table says when a response was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeIs {
    /// In the engine's own type.
    #[default]
    Timestamp,
    /// In seconds.
    Seconds,
    /// In milliseconds.
    Milliseconds,
}

/// A query that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SqlError {
    /// A model that patterns do not tell enough.
    #[error(transparent)]
    Model(#[from] PatternsError),
    /// A column nobody told.
    #[error("which column is the {role}? tell it with --column {role}=NAME{why}")]
    NoColumn {
        /// What it says.
        role: &'static str,
        /// What it is for.
        why: &'static str,
    },
    /// No table.
    #[error("of which table? name it with --table NAME")]
    NoTable,
}

/// Writes the query; its result has the columns `competency`, `pattern` and `count`, and is what
/// [`patterns`](super::patterns) makes of the same responses read from a file.
///
/// Of rows that are alike in everything a table does not tell which are repeated by mistake: all
/// count. Where order and time are the same, the engine decides.
///
/// # Errors
/// What [`SqlError`] says.
pub fn sql(
    engine: Engine,
    table: &Table,
    model: &Model,
    coding: &Coding,
) -> Result<String, SqlError> {
    let keep = model.keep_to_fit();
    if !keep.patterns {
        return Err(PatternsError(model.to_string()).into());
    }
    if table.name.is_empty() {
        return Err(SqlError::NoTable);
    }
    let query = Query {
        engine,
        table,
        keep,
        coding,
    };
    let mut text = format!("-- How often each pattern of responses occurs, for {model}.\nWITH ");
    let steps = [
        Some(query.read()?),
        Some(query.coded()),
        keep.gaps.then(|| query.between()),
        keep.gaps.then(|| query.binned()),
        keep.gaps.then(|| query.bins()),
        Some(query.spelt()),
        Some(query.joined()),
    ];
    let steps: Vec<String> = steps.into_iter().flatten().collect();
    text.push_str(&steps.join(",\n"));
    let binary = engine.in_order_of_bytes();
    // A text takes whatever is written.
    _ = writeln!(
        text,
        "\nSELECT competency, pattern, count(*) AS {} FROM patterns\nGROUP BY competency, pattern\nORDER BY competency{binary}, pattern{binary};",
        engine.name("count")
    );
    Ok(text)
}

/// A query in the making; each step is a table of those before it.
struct Query<'q> {
    engine: Engine,
    table: &'q Table,
    keep: Keep,
    coding: &'q Coding,
}

impl Query<'_> {
    /// The name of a column, as the engine quotes it.
    fn column(&self, role: Role) -> Option<String> {
        let told = self.table.columns.iter().find(|(own, _)| *own == role);
        told.map(|(_, name)| self.engine.name(name))
    }

    fn needed(&self, role: Role, why: &'static str) -> Result<String, SqlError> {
        let role_name = role.name();
        self.column(role).ok_or(SqlError::NoColumn {
            role: role_name,
            why,
        })
    }

    /// Fields as texts without blanks around them, order and time as numbers.
    fn read(&self) -> Result<String, SqlError> {
        let engine = self.engine;
        let text = |column: String| engine.trimmed(&engine.text(&column));
        let mut fields = vec![
            (text(self.needed(Role::Learner, "")?), "learner"),
            (text(self.needed(Role::Skill, "")?), "skills"),
            (text(self.needed(Role::Correct, "")?), "correct"),
        ];
        let time = self.column(Role::Time);
        let seconds = time.map(|column| engine.seconds(&column, self.table.time));
        let placed = match (self.column(Role::Order), &seconds) {
            (Some(order), _) => order,
            (None, Some(seconds)) => seconds.clone(),
            (None, None) => {
                return Err(SqlError::NoColumn {
                    role: Role::Order.name(),
                    why: ", or that of the time: the rows of a table have no order of their own",
                });
            }
        };
        fields.push((placed, "placed"));
        if self.keep.gaps {
            let seconds = seconds.ok_or(SqlError::NoColumn {
                role: Role::Time.name(),
                why: ": the model looks at the time between responses",
            })?;
            fields.push((seconds, "seconds"));
        }
        if self.keep.classes {
            let class = self.column(Role::Class).or_else(|| self.column(Role::Item));
            let class = class.ok_or(SqlError::NoColumn {
                role: Role::Class.name(),
                why: ": the model tells classes of items apart",
            })?;
            fields.push((format!("coalesce({}, '')", text(class)), "class"));
        }
        if matches!(self.coding.hints, HintCoding::Wrong | HintCoding::Unseen) {
            let hints = self.needed(Role::Hints, ": answers with hints count by themselves")?;
            fields.push((text(hints), "hints"));
        }
        let fields: Vec<String> = fields
            .into_iter()
            .map(|(value, name)| format!("{value} AS {name}"))
            .collect();
        let table: Vec<String> = self
            .table
            .name
            .split('.')
            .map(|part| engine.name(part))
            .collect();
        Ok(format!(
            "given AS (\n  SELECT {}\n  FROM {}\n)",
            fields.join(",\n         "),
            table.join(".")
        ))
    }

    /// A row for every skill, with the outcome as 0 or 1, `m` where there is none, and NULL where it
    /// says neither; and then as patterns have it, without what says no outcome, learner or skill.
    fn coded(&self) -> String {
        let engine = self.engine;
        let credit = engine.number("correct");
        let partial = match self.coding.partial {
            PartialCoding::Refused | PartialCoding::None => String::new(),
            PartialCoding::RightFrom(least) => format!(
                "\n           WHEN {credit} > 0 AND {credit} < 1 THEN CASE WHEN {credit} >= {least:?} THEN '1' ELSE '0' END"
            ),
        };
        let hinted = match self.coding.hints {
            HintCoding::Wrong | HintCoding::Unseen => {
                ",\n         coalesce(hints, '') NOT IN ('', '0', '0.0', '.') OR lower(correct) = 'hint' AS hinted"
            }
            _ => "",
        };
        let (from, skill) = match &self.table.separator {
            None => ("given".to_owned(), "skills"),
            Some(separator) => (engine.split("given", "skills", separator), "skill"),
        };
        let more = self.more();
        let every = format!(
            "every AS (\n  SELECT learner, {} AS competency, placed{more},\n         CASE\n           WHEN correct IS NULL OR lower(correct) IN ('', 'na', 'nan', 'null', 'none', '.', '?') THEN 'm'\n           WHEN lower(correct) IN ('true', 'correct', 'right', 'yes', 'ok') THEN '1'\n           WHEN lower(correct) IN ('false', 'incorrect', 'wrong', 'no', 'error', 'hint') THEN '0'\n           WHEN {credit} = 1 THEN '1'\n           WHEN {credit} = 0 THEN '0'{partial}\n         END AS seen{hinted}\n  FROM {from}\n)",
            engine.trimmed(skill)
        );
        let skipped = match self.coding.skips {
            SkipCoding::Wrong => "'0'",
            _ => "'-'",
        };
        let hints = match self.coding.hints {
            HintCoding::Wrong => " WHEN hinted THEN '0'",
            HintCoding::Unseen => " WHEN hinted THEN '-'",
            _ => "",
        };
        let left_out = match self.coding.skips {
            SkipCoding::LeftOut => " AND seen <> 'm'",
            _ => "",
        };
        let timed = if self.keep.gaps {
            " AND seconds IS NOT NULL"
        } else {
            ""
        };
        format!(
            "{every},\ncoded AS (\n  SELECT learner, competency, placed{more},\n         CASE WHEN seen = 'm' THEN {skipped}{hints} ELSE seen END AS outcome\n  FROM every\n  WHERE seen IS NOT NULL AND learner <> '' AND competency <> '' AND lower(competency) <> 'na'\n    AND placed IS NOT NULL{timed}{left_out}\n)"
        )
    }

    /// The columns that go along.
    fn more(&self) -> String {
        let mut more = String::new();
        if self.keep.gaps {
            more.push_str(", seconds");
        }
        if self.keep.classes {
            more.push_str(", class");
        }
        more
    }

    /// The time since the learner's last response on the competency.
    fn between(&self) -> String {
        "between_responses AS (\n  SELECT *, seconds - lag(seconds) OVER (PARTITION BY learner, competency ORDER BY placed) AS gap\n  FROM coded\n)".to_owned()
    }

    /// Gaps in bins: within a session, then each twice as long as the one before.
    fn binned(&self) -> String {
        let mut cases = String::from("WHEN gap IS NULL OR gap < 3600 THEN 0");
        let mut end = SESSION_SECONDS;
        for bin in 1..BINS - 1 {
            end *= 2.0;
            _ = write!(cases, "\n              WHEN gap < {end} THEN {bin}");
        }
        let last = BINS - 1;
        format!(
            "binned AS (\n  SELECT *, CASE {cases}\n              ELSE {last} END AS bin\n  FROM between_responses\n)"
        )
    }

    /// What each bin stands for: the mean of its gaps in days, to a millionth.
    fn bins(&self) -> String {
        let days = self.engine.to_a_millionth("sum(gap) / count(*) / 86400.0");
        format!(
            "bins AS (\n  SELECT bin, '@' || {days} AS days FROM binned WHERE bin > 0 GROUP BY bin\n)"
        )
    }

    /// Responses as patterns spell them.
    fn spelt(&self) -> String {
        let mut element = String::from("outcome");
        if self.keep.gaps {
            element.push_str(" || coalesce(days, '')");
        }
        if self.keep.classes {
            element.push_str(" || ':' || replace(replace(class, '%', '%25'), ' ', '%20')");
        }
        let from = if self.keep.gaps {
            "binned LEFT JOIN bins ON binned.bin = bins.bin"
        } else {
            "coded"
        };
        format!(
            "spelt AS (\n  SELECT learner, competency, placed, {element} AS element\n  FROM {from}\n)"
        )
    }

    /// A pattern for every learner and competency.
    fn joined(&self) -> String {
        let separator = if self.keep.gaps || self.keep.classes {
            " "
        } else {
            ""
        };
        let pattern = self.engine.joined("element", separator, "placed");
        format!(
            "patterns AS (\n  SELECT competency, {pattern} AS pattern\n  FROM spelt\n  GROUP BY learner, competency\n)"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            name: "school.responses".to_owned(),
            columns: [
                (Role::Learner, "user_id"),
                (Role::Skill, "skill \"name\""),
                (Role::Correct, "correct"),
                (Role::Time, "at"),
            ]
            .map(|(role, name)| (role, name.to_owned()))
            .to_vec(),
            time: TimeIs::Timestamp,
            separator: None,
        }
    }

    fn written(engine: Engine, table: &Table, model: &str) -> Result<String, SqlError> {
        sql(engine, table, &model.parse().unwrap(), &Coding::default())
    }

    #[test]
    fn each_engine_has_its_own_words() {
        for (engine, words) in [
            (
                Engine::PostgreSql,
                [
                    r#""school"."responses""#,
                    "string_agg(element, '' ORDER BY placed)",
                    r#""skill ""name""""#,
                ],
            ),
            (
                Engine::DuckDb,
                [
                    r#""school"."responses""#,
                    "string_agg(element, '' ORDER BY placed)",
                    r#""skill ""name""""#,
                ],
            ),
            (
                Engine::Spark,
                ["`school`.`responses`", "array_join(", "`skill \"name\"`"],
            ),
        ] {
            let text = written(engine, &table(), "bkt").unwrap();
            for word in words {
                assert!(text.contains(word), "{word}: {text}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let without = |role: Role| {
            let mut table = table();
            table.columns.retain(|(own, _)| *own != role);
            table
        };
        for (table, model, told) in [
            (
                without(Role::Learner),
                "bkt",
                "which column is the learner?",
            ),
            (without(Role::Time), "bkt", "have no order of their own"),
            (table(), "bkt+guess-slip", "tells classes of items apart"),
            (
                table(),
                "rasch",
                "`rasch` looks at what a learner does on several skills",
            ),
            (table(), "bkt+types", "`bkt+types` looks at"),
            (
                Table {
                    name: String::new(),
                    ..table()
                },
                "bkt",
                "--table NAME",
            ),
        ] {
            let error = written(Engine::DuckDb, &table, model)
                .unwrap_err()
                .to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
