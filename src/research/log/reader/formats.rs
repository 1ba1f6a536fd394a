//! Logs that are no rows under a header.

use super::super::columns::{Columns, Role};
use super::super::error::LogError;
use super::super::moment::seconds;
use super::super::outcome::{outcome, shortened};
use super::super::records::{Record, Records};
use super::pass::{Bad, Ended, Pass, Spelt};
use std::io::Read;

impl Pass<'_> {
    /// A row for a learner, with a list of skills and one of outcomes.
    pub(super) fn lists(&mut self, record: &Record<'_>, columns: &Columns) -> Result<(), Ended> {
        let list = |role: Role| -> Vec<&[u8]> {
            let field = columns.place(role).and_then(|place| record.field(place));
            field.map_or_else(Vec::new, |field| {
                field
                    .split(|&byte| byte == b',')
                    .map(<[u8]>::trim_ascii)
                    .collect()
            })
        };
        let learner = columns
            .place(Role::Learner)
            .and_then(|place| record.field(place))
            .unwrap_or_default();
        let [skills, outcomes, items, times] =
            [Role::Skill, Role::Correct, Role::Item, Role::Time].map(list);
        if skills.len() != outcomes.len() {
            self.report.rows += 1;
            let reason = format!("{} skills and {} outcomes", skills.len(), outcomes.len());
            return self.settle(Err(Bad::Row(columns.place(Role::Correct), reason)), record);
        }
        for (place, (skill, correct)) in skills.into_iter().zip(outcomes).enumerate() {
            // Sequences are filled up to their length with −1.
            if skill == b"-1" || correct == b"-1" {
                continue;
            }
            self.report.rows += 1;
            let at = |list: &[&[u8]]| list.get(place).copied().and_then(seconds);
            let done = outcome(correct, false, &self.options.coding, &mut self.report.found)
                .map_err(|reason| Bad::Row(columns.place(Role::Correct), reason))
                .and_then(|outcome| {
                    self.respond(&Spelt {
                        learner,
                        skills: skill,
                        separator: "_",
                        outcome,
                        item: items.get(place).copied().unwrap_or_default(),
                        class: items.get(place).copied().unwrap_or_default(),
                        order: None,
                        seconds: at(&times).unwrap_or(f64::NAN),
                        fields: [Role::Learner, Role::Skill].map(|role| columns.place(role)),
                        line: record.line,
                    })
                });
            self.settle(done, record)?;
        }
        Ok(())
    }

    /// Four columns: 1 for right or 2 for wrong, learner, item, skills between tildes.
    pub(super) fn hmm_scalable<R: Read>(&mut self, records: &mut Records<R>) -> Result<(), Ended> {
        while let Some(record) = records.next()? {
            let done = self.hmm_scalable_row(&record);
            self.settle(done, &record)?;
        }
        Ok(())
    }

    fn hmm_scalable_row(&mut self, record: &Record<'_>) -> Result<(), Bad> {
        self.report.rows += 1;
        let (Some(seen), Some(learner), Some(item), Some(skills), 4) = (
            record.field(0),
            record.field(1),
            record.field(2),
            record.field(3),
            record.len(),
        ) else {
            let reason = format!(
                "{} fields, and there are four: outcome, learner, item, skill",
                record.len()
            );
            return Err(Bad::Row(None, reason));
        };
        let seen = match seen {
            b"1" => b"1".as_slice(),
            b"2" => b"0",
            b"." => b".",
            other => {
                let other = String::from_utf8_lossy(other);
                let reason = format!(
                    "`{}` is no outcome; 1 is right, 2 wrong and . not observed",
                    shortened(&other)
                );
                return Err(Bad::Row(Some(0), reason));
            }
        };
        let outcome = outcome(seen, false, &self.options.coding, &mut self.report.found)
            .map_err(|reason| Bad::Row(Some(0), reason))?;
        self.respond(&Spelt {
            learner,
            skills: if skills == b"." { b"" } else { skills },
            separator: "~",
            outcome,
            item,
            class: item,
            order: None,
            seconds: f64::NAN,
            fields: [Some(1), Some(3)],
            line: record.line,
        })
    }

    /// Three lines a learner: how many responses, their skills, their outcomes.
    pub(super) fn three_lines<R: Read>(&mut self, records: &mut Records<R>) -> Result<(), Ended> {
        let mut learner = 0_u64;
        while let Some(record) = records.next()? {
            let Some(length) = length_of(record.fields()) else {
                let reason = "a line with the number of responses was expected".to_owned();
                self.report.rows += 1;
                self.settle(Err(Bad::Row(Some(0), reason)), &record)?;
                continue;
            };
            learner += 1;
            let mut skills: Vec<Vec<u8>> = Vec::new();
            if let Some(record) = records.next()? {
                let fields = record.fields().filter(|field| !field.is_empty());
                skills.extend(fields.map(<[u8]>::to_vec));
            }
            let Some(record) = records.next()? else {
                return Err(LogError::BrokenOff(self.file.clone()).into());
            };
            let outcomes: Vec<&[u8]> = record.fields().filter(|field| !field.is_empty()).collect();
            if skills.len() != length || outcomes.len() != length {
                let reason = format!(
                    "{length} responses are announced, {} skills and {} outcomes given",
                    skills.len(),
                    outcomes.len()
                );
                self.report.rows += 1;
                self.settle(Err(Bad::Row(None, reason)), &record)?;
                continue;
            }
            // Names of learners are not part of the format: they are numbered, file by file.
            let name = format!("{}#{learner}", self.file);
            for (place, (skill, correct)) in skills.iter().zip(outcomes).enumerate() {
                self.report.rows += 1;
                let done = outcome(correct, false, &self.options.coding, &mut self.report.found)
                    .map_err(|reason| Bad::Row(Some(place), reason))
                    .and_then(|outcome| {
                        self.respond(&Spelt {
                            learner: name.as_bytes(),
                            skills: skill,
                            separator: "~~",
                            outcome,
                            item: skill,
                            class: skill,
                            order: None,
                            seconds: f64::NAN,
                            fields: [None, None],
                            line: record.line,
                        })
                    });
                self.settle(done, &record)?;
            }
        }
        Ok(())
    }
}

/// Four columns of which the first is an outcome.
pub(super) fn is_hmm_scalable(first: &[&[u8]]) -> bool {
    first.len() == 4 && matches!(first[0], b"1" | b"2" | b".")
}

/// How many responses a line by itself announces.
pub(super) fn length_of<'r>(fields: impl Iterator<Item = &'r [u8]>) -> Option<usize> {
    let mut fields = fields.filter(|field| !field.is_empty());
    let length = std::str::from_utf8(fields.next()?).ok()?.parse().ok()?;
    fields.next().is_none().then_some(length)
}
