//! Which column says what: recognised by the names logs conventionally have, or told.

use super::error::LogError;
use super::outcome::shortened;
use crate::base::closest;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who answered.
    Learner,
    /// What the item asks for.
    Skill,
    /// Right or wrong.
    Correct,
    /// The item.
    Item,
    /// The class of the item, for models by class.
    Class,
    /// A number that grows with time.
    Order,
    /// When it was.
    Time,
    /// How long it took.
    ResponseTime,
    /// How many hints were taken.
    Hints,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Learner,
        Self::Skill,
        Self::Correct,
        Self::Item,
        Self::Class,
        Self::Order,
        Self::Time,
        Self::ResponseTime,
        Self::Hints,
    ];

    /// The name in commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Skill => "skill",
            Self::Correct => "correct",
            Self::Item => "item",
            Self::Class => "class",
            Self::Order => "order",
            Self::Time => "time",
            Self::ResponseTime => "response_time",
            Self::Hints => "hints",
        }
    }

    /// Conventional names in lower case, the more telling first: those of ASSISTments, DataShop and
    /// the KDD Cup 2010, pyBKT, pyKT, Gervet's data sets, and retake's own.
    const fn conventional(self) -> &'static [&'static str] {
        match self {
            Self::Learner => &[
                "user_id",
                "anon student id",
                "student_id",
                "student id",
                "learner",
                "learner_id",
                "student",
                "user",
                "uid",
                "studentid",
                "anon_student_id",
            ],
            Self::Skill => &[
                "skill_name",
                "competency",
                "skill_id",
                "skill",
                "skills",
                "concepts",
                "concept",
                "kc",
                "knowledge_component",
            ],
            Self::Correct => &[
                "correct",
                "correct first attempt",
                "first attempt",
                "is_correct",
                "outcome",
                "responses",
                "response",
                "score",
            ],
            Self::Item => &[
                "problem_id",
                "item_id",
                "item",
                "step name",
                "problem name",
                "questions",
                "question_id",
                "question",
                "problem",
                "step",
            ],
            Self::Class => &["class", "template_id", "template"],
            Self::Order => &["order_id", "order", "row", "sequence"],
            Self::Time => &[
                "timestamp",
                "timestamps",
                "time",
                "first transaction time",
                "step start time",
                "start_time",
                "time_stamp",
                "unix_time",
            ],
            Self::ResponseTime => &[
                "response_time",
                "response_time_ms",
                "ms_first_response",
                "step duration (sec)",
                "usetimes",
                "overlap_time",
            ],
            Self::Hints => &["hint_count", "hints"],
        }
    }
}

/// The place of the column of every role in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    places: [Option<usize>; Role::ALL.len()],
    names: Vec<String>,
}

impl Columns {
    /// Recognises the columns of a header; what is `told` (role and name) goes before.
    ///
    /// # Errors
    /// A name told that the header does not have; or no learner, skill or outcome.
    pub fn recognise<'h>(
        file: &str,
        header: impl Iterator<Item = &'h [u8]>,
        told: &[(Role, String)],
    ) -> Result<Self, LogError> {
        let names: Vec<String> = header
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect();
        let known = || quoted(&names);
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let mut places = [None; Role::ALL.len()];
        for role in Role::ALL {
            places[role as usize] = Self::conventional(role, &lower);
        }
        for (role, name) in told {
            let place = names.iter().position(|other| other == name);
            let Some(place) =
                place.or_else(|| lower.iter().position(|other| *other == name.to_lowercase()))
            else {
                return Err(LogError::NoColumn {
                    file: file.to_owned(),
                    name: name.clone(),
                    close: closest(name, names.iter().map(String::as_str)).map(str::to_owned),
                    known: known(),
                });
            };
            places[*role as usize] = Some(place);
        }
        for role in [Role::Learner, Role::Skill, Role::Correct] {
            if places[role as usize].is_none() {
                return Err(LogError::Unmapped {
                    file: file.to_owned(),
                    role: role.name(),
                    known: known(),
                    alone: names.len() == 1,
                });
            }
        }
        Ok(Self { places, names })
    }

    /// The place of the column that conventionally has a role, of names in lower case.
    pub(super) fn conventional(role: Role, names: &[String]) -> Option<usize> {
        let mut conventional = role.conventional().iter();
        let named = conventional.find_map(|name| names.iter().position(|other| other == name));
        // DataShop names the model of skills in the column: KC(Default), KC(Unique-step), …
        let of_model = |name: &String| name.starts_with("kc(") || name.starts_with("kc (");
        named.or_else(|| {
            let skill = role == Role::Skill;
            skill.then(|| names.iter().position(of_model)).flatten()
        })
    }

    /// Where the column of a role is.
    pub fn place(&self, role: Role) -> Option<usize> {
        self.places[role as usize]
    }

    /// What the column of a role is called.
    pub fn name(&self, role: Role) -> Option<&str> {
        self.place(role).map(|place| self.names[place].as_str())
    }

    /// The second of two columns of one name, where the name is that of a column in use.
    pub(super) fn doubled(&self, told: &[(Role, String)]) -> Option<usize> {
        Role::ALL.into_iter().find_map(|role| {
            let place = self.place(role)?;
            let name = &self.names[place];
            let exactly = told
                .iter()
                .any(|(told, exact)| *told == role && exact == name);
            self.names
                .iter()
                .enumerate()
                .filter(|&(other, _)| other != place)
                .find(|(_, other)| {
                    *other == name || (!exactly && other.to_lowercase() == name.to_lowercase())
                })
                .map(|(other, _)| other.max(place))
        })
    }

    /// Whether one of two columns is there.
    pub(super) fn need_one_of(&self, file: &str, roles: [Role; 2]) -> Result<(), LogError> {
        if roles.iter().any(|&role| self.place(role).is_some()) {
            return Ok(());
        }
        Err(LogError::Unmapped {
            file: file.to_owned(),
            role: roles[0].name(),
            known: quoted(&self.names),
            alone: false,
        })
    }

    /// Whether rows are of learners, with lists of responses: pyKT's name in the plural.
    pub(super) fn are_lists(&self) -> bool {
        self.name(Role::Correct)
            .is_some_and(|name| name.eq_ignore_ascii_case("responses"))
    }

    /// How many columns the header has.
    pub fn count(&self) -> usize {
        self.names.len()
    }
}

/// Names as an error lists them; of many the first.
fn quoted(names: &[String]) -> String {
    const MOST: usize = 40;
    let quoted: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{}`", shortened(name)))
        .collect();
    let more = if names.len() > MOST { ", …" } else { "" };
    quoted.join(", ") + more
}
