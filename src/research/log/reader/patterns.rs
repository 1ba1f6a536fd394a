//! Patterns of responses with how often each occurs, as a log.

use super::super::columns::{Columns, Role};
use super::super::gaps::{BINS, bin_of_mean};
use super::super::outcome::{Found, shortened};
use super::super::records::{Record, Records};
use super::pass::{Bad, Ended, Pass, numbered};
use crate::research::dataset::{Dataset, Names, Packed};
use crate::research::events::Events;
use crate::research::fitted::{Coding, HintCoding, PartialCoding, SkipCoding};
use crate::research::log::Keep;
use crate::research::patterns::elements;
use crate::research::response::{Alphabet, Outcome, Response};
use std::io::Read;

/// Learners and responses are counted exactly up to here.
const MOST: u64 = 1 << 53;

/// Where the columns of a file of patterns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PatternColumns {
    skill: usize,
    pattern: usize,
    count: usize,
}

impl PatternColumns {
    /// Recognises a header: a competency, a pattern and a count, and nobody who answered.
    pub fn recognise<'h>(
        header: impl Iterator<Item = &'h [u8]>,
        told: &[(Role, String)],
    ) -> Option<Self> {
        let names: Vec<String> = header
            .map(|name| String::from_utf8_lossy(name).to_lowercase())
            .collect();
        let only = |name: &str| {
            let mut places = (0..names.len()).filter(|&place| names[place] == name);
            places.next().filter(|_| places.next().is_none())
        };
        let own = told
            .iter()
            .find(|(role, _)| *role == Role::Skill)
            .map(|(_, name)| name.to_lowercase());
        let skill = match own {
            Some(name) => only(&name),
            None => Columns::conventional(Role::Skill, &names),
        };
        let answered = [Role::Learner, Role::Correct]
            .into_iter()
            .any(|role| Columns::conventional(role, &names).is_some());
        let (pattern, count) = (only("pattern")?, only("count")?);
        skill.filter(|_| !answered).map(|skill| Self {
            skill,
            pattern,
            count,
        })
    }
}

/// Patterns put together.
pub(super) struct PatternBuilder {
    keep: Keep,
    alphabet: Alphabet,
    by_skill: Vec<Vec<(u32, u32)>>,
    packed: Packed,
    /// The gaps met, in days; the first is none.
    days: Vec<f64>,
    responses: u64,
}

impl PatternBuilder {
    pub fn new(keep: Keep) -> Self {
        let mut alphabet = Alphabet::default();
        for outcome in [Outcome::Wrong, Outcome::Right, Outcome::Missing] {
            alphabet.symbol(Response::plain(outcome));
        }
        Self {
            keep,
            alphabet,
            by_skill: Vec::new(),
            packed: Packed::new(!keep.classes && !keep.gaps),
            days: vec![0.0],
            responses: 0,
        }
    }

    /// The gap of so many days, by its place among those met.
    fn gap(&mut self, days: f64) -> Result<u8, String> {
        let known = self.days.iter().position(|&own| own == days);
        let place = known.unwrap_or_else(|| {
            self.days.push(days);
            self.days.len() - 1
        });
        u8::try_from(place).map_err(|_| {
            "more than 255 lengths of gaps; write all of a bin alike, by their mean".to_owned()
        })
    }

    /// The data set.
    pub fn finish(mut self, skills: Names, mut classes: Names) -> Dataset {
        let ranks = classes.sort();
        let (gap_days, gaps) = self.gaps();
        let mut alphabet = Alphabet::default();
        for &letter in self.alphabet.letters() {
            alphabet.symbol(Response {
                outcome: letter.outcome,
                class: ranks.get(letter.class as usize).copied().unwrap_or(0),
                gap: gaps.get(usize::from(letter.gap)).copied().unwrap_or(0),
            });
        }
        self.by_skill.resize_with(skills.len(), Vec::new);
        Dataset {
            learners: Names::default(),
            skills,
            classes,
            items: Names::default(),
            alphabet,
            gap_days,
            by_skill: self.by_skill,
            packed: self.packed,
            events: Events::default(),
            responses: self.responses,
        }
    }

    /// The days every bin stands for, and the bin of every gap met: the bins of a log where no two
    /// gaps fall into one, else a bin for each in the order of their lengths.
    fn gaps(&self) -> (Vec<f64>, Vec<u8>) {
        if !self.keep.gaps {
            return (Vec::new(), Vec::new());
        }
        let bins: Vec<u8> = self.days.iter().map(|&days| bin_of_mean(days)).collect();
        let mut days = vec![0.0; BINS];
        let mut taken = [false; BINS];
        let apart = bins.iter().zip(&self.days).all(|(&bin, &own)| {
            let bin = usize::from(bin);
            days[bin] = own;
            !std::mem::replace(&mut taken[bin], true)
        });
        if apart {
            return (days, bins);
        }
        let mut order: Vec<usize> = (0..self.days.len()).collect();
        order.sort_by(|&a, &b| self.days[a].total_cmp(&self.days[b]));
        let mut bins = vec![0; self.days.len()];
        for (bin, &place) in order.iter().enumerate() {
            // There are no more than a byte holds.
            bins[place] = bin as u8;
        }
        (order.iter().map(|&place| self.days[place]).collect(), bins)
    }
}

impl Pass<'_> {
    /// A row for every pattern of a competency.
    pub(super) fn patterns<R: Read>(
        &mut self,
        records: &mut Records<R>,
        columns: PatternColumns,
        fields: usize,
    ) -> Result<(), Ended> {
        let asked = self.options.coding;
        self.report.found = found(&asked);
        while let Some(record) = records.next()? {
            let done = self.pattern(&record, columns, fields);
            self.settle(done, &record)?;
        }
        Ok(())
    }

    fn pattern(
        &mut self,
        record: &Record<'_>,
        columns: PatternColumns,
        fields: usize,
    ) -> Result<(), Bad> {
        self.report.rows += 1;
        let (Some(skill), Some(pattern), Some(count), true) = (
            record.field(columns.skill),
            record.field(columns.pattern),
            record.field(columns.count),
            record.len() == fields,
        ) else {
            let reason = format!("{} fields, and the header has {fields}", record.len());
            return Err(Bad::Row(None, reason));
        };
        let shown = |field: &[u8]| shortened(&String::from_utf8_lossy(field));
        let number = std::str::from_utf8(count).ok();
        let count: u64 = number.and_then(|count| count.parse().ok()).ok_or_else(|| {
            let reason = format!("`{}` is no count of learners", shown(count));
            Bad::Row(Some(columns.count), reason)
        })?;
        let bad = |reason: String| Bad::Row(Some(columns.pattern), reason);
        let pattern =
            std::str::from_utf8(pattern).map_err(|_| bad("the pattern is not UTF-8".to_owned()))?;
        if skill.is_empty() {
            self.report.without_skill += 1;
            return Ok(());
        }
        let keep = self.options.keep;
        let mut symbols = Vec::new();
        for element in elements(pattern) {
            let element = element.map_err(|error| bad(error.to_string()))?;
            let class = match (keep.classes, &element.class) {
                (false, _) => 0,
                (true, Some(class)) => self.met.classes.number(class.as_bytes()),
                (true, None) => {
                    return Err(bad(
                        "no class, and the model tells classes apart; make patterns with its --model"
                            .to_owned(),
                    ));
                }
            };
            if element.outcome == Outcome::Missing {
                let coding = self.options.coding;
                let seen = matches!(coding.skips, SkipCoding::Wrong | SkipCoding::LeftOut);
                if seen && coding.hints != HintCoding::Unseen {
                    return Err(bad(
                        "an opportunity without an answer, and by the options there are none; make patterns with the same options"
                            .to_owned(),
                    ));
                }
                self.report.found.skipped = self.report.found.skipped.saturating_add(count);
            }
            let builder = &mut self.patterns;
            let gap = if keep.gaps {
                builder.gap(element.days).map_err(bad)?
            } else {
                0
            };
            symbols.push(builder.alphabet.symbol(Response {
                outcome: element.outcome,
                class,
                gap,
            }));
        }
        if symbols.is_empty() {
            return Err(bad("no response; write 1, 0 or - for each".to_owned()));
        }
        let more = count.checked_mul(symbols.len() as u64);
        let responses = more.and_then(|more| more.checked_add(self.patterns.responses));
        let responses = responses.filter(|&all| all < MOST).ok_or_else(|| {
            let reason =
                "with this there are more than 2^53 responses, which cannot be counted exactly";
            Bad::Row(Some(columns.count), reason.to_owned())
        })?;
        let skill = numbered(&mut self.met.skills, skill)
            .map_err(|reason| Bad::Row(Some(columns.skill), reason))?;
        if count == 0 {
            return Ok(());
        }
        let builder = &mut self.patterns;
        builder.responses = responses;
        let sequence = builder.packed.begin_shared(count);
        for symbol in symbols {
            builder.packed.push(sequence, symbol);
        }
        let skill = skill as usize;
        if builder.by_skill.len() <= skill {
            builder.by_skill.resize_with(skill + 1, Vec::new);
        }
        builder.by_skill[skill].push((sequence, sequence));
        Ok(())
    }
}

/// What there was in the log that patterns were made of, as far as it was said how it was coded.
fn found(asked: &Coding) -> Found {
    Found {
        tells_hints: asked.hints != HintCoding::AsGiven,
        hinted: u64::from(asked.hints != HintCoding::AsGiven),
        skipped: u64::from(asked.skips != SkipCoding::Missing),
        partial: u64::from(matches!(asked.partial, PartialCoding::RightFrom(_))),
    }
}
