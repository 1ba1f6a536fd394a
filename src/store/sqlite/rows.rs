//! Rows into records: nothing is trusted because it stands in a file.

use crate::answer::Credit;
use crate::base::{LearnerId, Locale, Timestamp};
use crate::session::Scored;
use crate::store::{
    Administration, AdministrationId, AdministrationState, Error, Evidence, Exposure, Place,
    PlacementId, Projection, Response, SourceHash,
};
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Row};
use std::fmt::Display;

/// One row of a table, with what an error needs to say where it stands.
pub(super) struct Columns<'r> {
    pub(super) at: &'r str,
    pub(super) table: &'static str,
    pub(super) row: &'r SqliteRow,
}

/// What a row can be read as.
pub(super) trait Record: Sized {
    /// The table it comes from, for errors.
    const TABLE: &'static str;

    /// Reads one row.
    fn read(row: &Columns<'_>) -> Result<Self, Error>;
}

impl Columns<'_> {
    pub(super) fn wrong(&self, detail: impl Display) -> Error {
        Error::Record {
            at: self.at.to_owned(),
            table: self.table,
            detail: detail.to_string(),
        }
    }

    pub(super) fn get<'r, T>(&'r self, name: &'static str) -> Result<T, Error>
    where
        T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
        &'static str: ColumnIndex<SqliteRow>,
    {
        self.row.try_get(name).map_err(|error| self.wrong(error))
    }

    /// A text that is checked on the way in, such as an id.
    pub(super) fn text<T>(&self, name: &'static str) -> Result<T, Error>
    where
        T: TryFrom<String, Error: Display>,
    {
        T::try_from(self.get::<String>(name)?).map_err(|error| self.wrong(error))
    }

    /// An integer that fits a narrower type.
    pub(super) fn integer<T: TryFrom<i64>>(&self, name: &'static str) -> Result<T, Error> {
        let value: i64 = self.get(name)?;
        T::try_from(value).map_err(|_| self.wrong(format_args!("{name} is {value}")))
    }

    fn bytes<const N: usize>(&self, name: &'static str) -> Result<[u8; N], Error> {
        let bytes: &[u8] = self.get(name)?;
        bytes
            .try_into()
            .map_err(|_| self.wrong(format_args!("{name} has {} bytes, not {N}", bytes.len())))
    }

    pub(super) fn time(&self, name: &'static str) -> Result<Timestamp, Error> {
        self.get(name).map(Timestamp::from_ms)
    }

    pub(super) fn json<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, Error> {
        self.read_json(name, self.get(name)?)
    }

    fn read_json<T: DeserializeOwned>(&self, name: &'static str, json: &str) -> Result<T, Error> {
        serde_json::from_str(json).map_err(|error| self.wrong(format_args!("{name}: {error}")))
    }

    pub(super) fn id(&self, name: &'static str) -> Result<AdministrationId, Error> {
        AdministrationId::from_bytes(self.get(name)?)
            .ok_or_else(|| self.wrong(format_args!("{name} is no UUID")))
    }

    pub(super) fn place(&self) -> Result<Place, Error> {
        Ok(Place {
            learner: self.text("learner")?,
            bank: self.text("bank")?,
            competency: self.text("competency")?,
        })
    }
}

impl Record for LearnerId {
    const TABLE: &'static str = "learners";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        row.text("id")
    }
}

impl Record for Administration {
    const TABLE: &'static str = "administrations";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let state: &str = row.get("state")?;
        Ok(Self {
            id: row.id("id")?,
            place: row.place()?,
            template: row.text("template")?,
            source: SourceHash(row.bytes("source")?),
            fingerprint: row.bytes("fingerprint")?,
            stratum: row.integer("stratum")?,
            counter: row.integer("counter")?,
            epoch: row.integer("epoch")?,
            identity: row.bytes("identity")?,
            seen_before: row.get("seen_before")?,
            generator_version: row.integer("generator_version")?,
            language: row
                .get::<Option<&str>>("language")?
                .map(|language| Locale::of(language).ok_or_else(|| row.wrong("language")))
                .transpose()?,
            pinned: row.get("pinned")?,
            parameters: row.get("parameters")?,
            rationale: row.get("rationale")?,
            seed: row.get::<i64>("seed")?.cast_unsigned(),
            shown: row.time("shown_ms")?,
            placement: row.get::<Option<i64>>("placement")?.map(PlacementId),
            state: state_of(state).ok_or_else(|| row.wrong(format_args!("state is {state}")))?,
            hints: row.integer("hints")?,
            steps: row.json("steps")?,
        })
    }
}

impl Record for Exposure {
    const TABLE: &'static str = "administrations";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            template: row.text("template")?,
            fingerprint: row.bytes("fingerprint")?,
            stratum: row.integer("stratum")?,
            given: row.integer("given")?,
            next: row.integer("next")?,
            last: row.time("last_ms")?,
        })
    }
}

impl Record for [u8; 16] {
    const TABLE: &'static str = "administrations";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        row.bytes("identity")
    }
}

impl Record for Response {
    const TABLE: &'static str = "responses";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            administration: row.id("administration")?,
            part: row.text("part")?,
            attempt: row.integer("attempt")?,
            raw: row.get("raw")?,
            marking: row.get("marking")?,
            decision: row.get("decision")?,
            at: row.time("at_ms")?,
        })
    }
}

impl Record for Evidence {
    const TABLE: &'static str = "evidence";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            seq: row.get("seq")?,
            place: row.place()?,
            administration: row.id("administration")?,
            prior: row
                .get::<Option<&str>>("prior")?
                .map(|json| row.read_json("prior", json))
                .transpose()?,
            scored: Scored {
                opportunity: row.integer("opportunity")?,
                right: row.get("correct")?,
                help: row.integer("help")?,
                counts: row.get("counts")?,
                evidence: row.json("applied")?,
            },
            credit: Credit::new(row.get("credit")?).ok_or_else(|| row.wrong("credit"))?,
            revision: row.integer("revision")?,
            at: row.time("at_ms")?,
        })
    }
}

impl Record for Projection {
    const TABLE: &'static str = "beliefs";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            place: row.place()?,
            version: row.get("version")?,
            state: row.json("state")?,
        })
    }
}

/// Where a belief stands, and the belief or what is wrong with it.
impl Record for (Place, Result<Projection, String>) {
    const TABLE: &'static str = Projection::TABLE;

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let projection = Projection::read(row).map_err(|error| match error {
            Error::Record { detail, .. } => detail,
            other => other.to_string(),
        });
        Ok((row.place()?, projection))
    }
}

fn state_of(name: &str) -> Option<AdministrationState> {
    [
        AdministrationState::Open,
        AdministrationState::Answered,
        AdministrationState::Skipped,
        AdministrationState::Revealed,
        AdministrationState::Assigned,
        AdministrationState::Submitted,
        AdministrationState::Marked,
    ]
    .into_iter()
    .find(|state| state.name() == name)
}

impl AdministrationState {
    /// What the table calls it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Skipped => "skipped",
            Self::Revealed => "revealed",
            Self::Assigned => "assigned",
            Self::Submitted => "submitted",
            Self::Marked => "marked",
        }
    }
}
