//! What is seen along a stretch of a domain, and how stretches are put together.

use super::{Count, Method, Proof, Stratum, estimate, report};
use crate::answer::{AnswerKind, Value};
use crate::base::Locale;
use crate::doc::{Format, Output, Place};
use crate::math::{Rational, has_form};
use crate::template::candidates::{Classes, members};
use crate::template::instance;
use crate::template::item_template::{ItemTemplate, Section};
use crate::template::program::{Fault, Flow, Number};
use crate::template::tuple::{Stage, Tuple, over};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::sync::atomic::{AtomicBool, Ordering};

/// A place in a program: the stage and the operation.
pub(super) type Origin = (u16, u32);

/// Something seen on some instances: the first of them, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub first: u64,
    pub count: u64,
}

impl Seen {
    fn note(seen: &mut Option<Self>, index: u64) {
        match seen {
            Some(seen) => seen.count += 1,
            None => {
                *seen = Some(Self {
                    first: index,
                    count: 1,
                })
            }
        }
    }

    fn and(self, later: Option<Self>) -> Self {
        let more = later.map_or(0, |later| later.count);
        Self {
            count: self.count + more,
            ..self
        }
    }

    fn merge(earlier: Option<Self>, later: Option<Self>) -> Option<Self> {
        earlier.map_or(later, |earlier| Some(earlier.and(later)))
    }
}

/// What is seen along a stretch of the domain.
pub(super) struct Survey<'t> {
    pub template: &'t ItemTemplate,
    /// Whether each requirement has ruled out any tuple at all, in whatever stretch.
    ruled_out: &'t [AtomicBool],
    valid: u64,
    strata: Vec<(Vec<i64>, Vec<u32>)>,
    /// What a learner sees of each instance, hashed: its stem and its options.
    problems: Vec<u64>,
    keys: HashMap<u64, u64, FixedState>,
    pub faults: BTreeMap<(Origin, Fault), Seen>,
    /// Per candidate, on how many instances it is an answer of its own.
    pub active: Vec<u64>,
    pub few_options: Option<(Seen, usize)>,
    /// The lowest and the highest rank the key can have among the options, by size.
    pub rank: Option<(usize, usize)>,
    pub bad_formats: BTreeMap<(usize, usize), Seen>,
    pub bad_radicals: BTreeMap<usize, Seen>,
    pub key_without_form: Option<Seen>,
}

impl<'t> Survey<'t> {
    pub fn new(template: &'t ItemTemplate, ruled_out: &'t [AtomicBool]) -> Self {
        Self {
            template,
            ruled_out,
            valid: 0,
            strata: Vec::new(),
            problems: Vec::new(),
            keys: HashMap::default(),
            faults: BTreeMap::new(),
            active: vec![0; template.candidates.all.len()],
            few_options: None,
            rank: None,
            bad_formats: BTreeMap::new(),
            bad_radicals: BTreeMap::new(),
            key_without_form: None,
        }
    }

    /// Looks at neighbouring tuples.
    pub fn walk(&mut self, indices: std::ops::Range<u64>) {
        let mut tuple = Tuple::new(self.template);
        let mut buffers = Buffers::default();
        let start = indices.start;
        for index in indices {
            if index == start {
                tuple.set(index);
            } else {
                tuple.advance();
            }
            self.look(&mut tuple, index, &mut buffers);
        }
    }

    /// Looks at single tuples.
    pub fn visit(&mut self, indices: impl Iterator<Item = u64>) {
        let mut tuple = Tuple::new(self.template);
        let mut buffers = Buffers::default();
        for index in indices {
            tuple.set(index);
            self.look(&mut tuple, index, &mut buffers);
        }
    }

    fn look(&mut self, tuple: &mut Tuple<'_>, index: u64, buffers: &mut Buffers) {
        match tuple.run(Stage::Validity) {
            Flow::Done => {}
            Flow::Pruned(requirement) => {
                self.ruled_out[usize::from(requirement)].store(true, Ordering::Relaxed);
                self.look_at_requirements(tuple);
                return;
            }
            Flow::Faulted(at, fault) => {
                // Another requirement may rule the tuple out before this one is even asked.
                if !self.look_at_requirements(tuple) {
                    self.note_fault((0, at), fault, index);
                }
                return;
            }
        }
        if let Flow::Faulted(at, fault) = tuple.run(Stage::Values) {
            self.note_fault((1, at), fault, index);
            return;
        }
        self.valid += 1;
        self.note_stratum(tuple, index, buffers);
        let classes = tuple.classes();
        self.note_candidates(tuple, &classes, index);
        self.note_key(tuple, &classes, index, buffers);
        self.note_sections(tuple, index, buffers);
    }

    /// Asks the requirements that are not known to rule anything out; whether one of all does.
    fn look_at_requirements(&mut self, tuple: &mut Tuple<'_>) -> bool {
        let mut any = false;
        for (at, known) in self.ruled_out.iter().enumerate() {
            if known.load(Ordering::Relaxed) && any {
                continue;
            }
            if tuple.rules_out(at) {
                known.store(true, Ordering::Relaxed);
                any = true;
            }
        }
        any
    }

    fn note_fault(&mut self, origin: Origin, fault: Fault, index: u64) {
        self.faults
            .entry((origin, fault))
            .and_modify(|seen| seen.count += 1)
            .or_insert(Seen {
                first: index,
                count: 1,
            });
    }

    fn note_stratum(&mut self, tuple: &Tuple<'_>, index: u64, buffers: &mut Buffers) {
        buffers.radicals.clear();
        for (at, radical) in self.template.radicals.iter().enumerate() {
            let value = tuple.radical(radical.value);
            if value.is_none() {
                self.bad_radicals
                    .entry(at)
                    .and_modify(|seen| seen.count += 1)
                    .or_insert(Seen {
                        first: index,
                        count: 1,
                    });
            }
            buffers.radicals.push(value.unwrap_or(0));
        }
        let at = match self
            .strata
            .iter()
            .position(|(radicals, _)| *radicals == buffers.radicals)
        {
            Some(at) => at,
            None => {
                self.strata.push((buffers.radicals.clone(), Vec::new()));
                self.strata.len() - 1
            }
        };
        // In a sampled domain only the number of places counts, not what they are.
        self.strata[at].1.push(index as u32);
    }

    fn note_candidates(&mut self, tuple: &Tuple<'_>, classes: &Classes, index: u64) {
        let candidates = &self.template.candidates;
        for &class in classes.wrong() {
            for member in members(class) {
                self.active[member] += 1;
            }
        }
        if !candidates.is_choice() {
            return;
        }
        let (wanted, there) = (
            candidates.option_count(classes),
            classes.right().len() + classes.wrong().len(),
        );
        if there < wanted.max(2) {
            let (seen, least) = self
                .few_options
                .take()
                .map_or((None, there), |(s, l)| (Some(s), l));
            let mut seen = seen;
            Seen::note(&mut seen, index);
            self.few_options = seen.map(|seen| (seen, least.min(there)));
        } else if candidates.kind == AnswerKind::ChoiceOne
            && let Some((below, above)) = around_key(tuple, classes)
        {
            let drawn = wanted - 1;
            let (lowest, highest) = (drawn - drawn.min(above), drawn.min(below));
            self.rank = Some(match self.rank {
                None => (lowest, highest),
                Some((low, high)) => (low.min(lowest), high.max(highest)),
            });
        }
    }

    fn note_key(
        &mut self,
        tuple: &Tuple<'_>,
        classes: &Classes,
        index: u64,
        buffers: &mut Buffers,
    ) {
        let candidates = &self.template.candidates;
        buffers.shown.clear();
        for &key in classes.right() {
            buffers.note_shown(tuple, usize::from(key));
        }
        *self.keys.entry(hash(&buffers.shown)).or_default() += 1;
        if candidates.is_choice() {
            for class in classes.wrong() {
                buffers.note_shown(tuple, class.trailing_zeros() as usize);
            }
            buffers.shown.sort_unstable();
        } else {
            buffers.shown.clear();
        }
        if let AnswerKind::Expression(spec) = &candidates.kind
            && let Some(form) = spec.form
            && let Value::Expression(key) = instance::key(tuple)
            && has_form(&key, form).is_err()
        {
            Seen::note(&mut self.key_without_form, index);
        }
    }

    fn note_sections(&mut self, tuple: &mut Tuple<'_>, index: u64, buffers: &mut Buffers) {
        let template = self.template;
        let stem = template.section(Section::Stem, Locale::ENGLISH);
        for (at, section) in template.sections.iter().enumerate() {
            if let Flow::Faulted(operation, fault) = tuple.run(Stage::Section(at)) {
                self.note_fault((at as u16 + 2, operation), fault, index);
                continue;
            }
            for (hole, (register, format, _)) in section.numbers().enumerate() {
                if !matches!(format, Some(Format::Decimal(None) | Format::Percent(None))) {
                    continue;
                }
                let value =
                    over!(tuple.file(), registers => registers.number(register).to_rational());
                if Rational::decimal_places(&value).is_none() {
                    self.bad_formats
                        .entry((at, hole))
                        .and_modify(|seen| seen.count += 1)
                        .or_insert(Seen {
                            first: index,
                            count: 1,
                        });
                }
            }
            if Some(at) == stem {
                buffers.text.clear();
                over!(tuple.file(), registers => {
                    section.write(registers, Output::Text, Locale::ENGLISH, &mut buffers.text);
                });
                self.problems.push(hash(&(&buffers.text, &buffers.shown)));
            }
        }
    }

    /// Puts two stretches together, the earlier one first.
    pub fn merge(mut self, later: Self) -> Self {
        self.valid += later.valid;
        for (radicals, indices) in later.strata {
            match self.strata.iter_mut().find(|(known, _)| *known == radicals) {
                Some((_, known)) => known.extend(indices),
                None => self.strata.push((radicals, indices)),
            }
        }
        self.problems.extend(later.problems);
        for (key, count) in later.keys {
            *self.keys.entry(key).or_default() += count;
        }
        merge_seen(&mut self.faults, later.faults);
        merge_seen(&mut self.bad_formats, later.bad_formats);
        merge_seen(&mut self.bad_radicals, later.bad_radicals);
        for (active, more) in self.active.iter_mut().zip(later.active) {
            *active += more;
        }
        self.few_options = match (self.few_options, later.few_options) {
            (Some((seen, a)), Some((more, b))) => Some((seen.and(Some(more)), a.min(b))),
            (earlier, later) => earlier.or(later),
        };
        self.rank = match (self.rank, later.rank) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (earlier, later) => earlier.or(later),
        };
        self.key_without_form = Seen::merge(self.key_without_form, later.key_without_form);
        self
    }

    /// How many instances were seen.
    pub const fn valid(&self) -> u64 {
        self.valid
    }

    /// The requirements that never ruled anything out.
    pub fn idle_requirements(&self) -> impl Iterator<Item = usize> {
        (0..self.ruled_out.len()).filter(|&at| !self.ruled_out[at].load(Ordering::Relaxed))
    }

    /// Draws the conclusions.
    pub fn conclude(mut self, method: Method, domain: u64, looked_at: u64) -> Proof {
        let most = self.keys.values().copied().max().unwrap_or(0);
        let top_key_share = most as f64 / self.valid.max(1) as f64;
        let diagnostics = report::diagnostics(&self, method, top_key_share);
        self.problems.sort_unstable();
        self.problems.dedup();
        let seen = self.problems.len() as u64;
        let count = |hits: u64| match method {
            Method::Exhaustive => Count::Exact(hits),
            Method::Sampled => estimate(hits, looked_at, domain),
        };
        let valid = count(self.valid);
        let distinct = match valid {
            Count::Exact(_) => Count::Exact(seen),
            Count::Between { high, .. } => Count::Between { low: seen, high },
        };
        self.strata.sort();
        let names: Vec<_> = self
            .template
            .radicals
            .iter()
            .map(|radical| &radical.name)
            .collect();
        let strata = self
            .strata
            .into_iter()
            .map(|(radicals, indices)| Stratum {
                radicals: names
                    .iter()
                    .map(|name| (*name).clone())
                    .zip(radicals)
                    .collect(),
                valid: count(indices.len() as u64),
                indices: if method == Method::Exhaustive {
                    indices
                } else {
                    Vec::new()
                },
            })
            .collect();
        Proof {
            method,
            domain,
            valid,
            distinct,
            strata,
            top_key_share,
            diagnostics,
        }
    }
}

/// What is used again from tuple to tuple.
#[derive(Default)]
struct Buffers {
    radicals: Vec<i64>,
    text: String,
    /// The options of a choice, hashed, in an order that does not tell which is the key.
    shown: Vec<u64>,
}

impl Buffers {
    fn note_shown(&mut self, tuple: &Tuple<'_>, candidate: usize) {
        let filling = &tuple.template().candidates.all[candidate].filling;
        let hash = over!(tuple.file(), registers => match filling.number() {
            // Printed by its value: different values look different.
            Some((register, None | Some(Format::Fraction))) => hash(registers.number(register)),
            _ => {
                let place = Place { output: Output::Text, math: true, after_operand: false };
                self.text.clear();
                filling.write(registers, place, Locale::ENGLISH, &mut self.text);
                hash(&self.text)
            }
        });
        self.shown.push(hash);
    }
}

/// 64 bits of what is the same in every run; among 10⁷ problems two fall together by chance once in
/// 400,000 templates.
fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    FixedState::default().hash_one(value)
}

fn merge_seen<K: Ord>(earlier: &mut BTreeMap<K, Seen>, later: BTreeMap<K, Seen>) {
    for (key, more) in later {
        earlier
            .entry(key)
            .and_modify(|seen| *seen = seen.and(Some(more)))
            .or_insert(more);
    }
}

/// How many wrong options are smaller and how many larger than the key, where all are numbers.
fn around_key(tuple: &Tuple<'_>, classes: &Classes) -> Option<(usize, usize)> {
    let candidates = &tuple.template().candidates;
    let number = |at: usize| {
        candidates.all[at]
            .filling
            .number()
            .map(|(register, _)| register)
    };
    let key = number(usize::from(*classes.right().first()?))?;
    let (mut below, mut above) = (0, 0);
    for class in classes.wrong() {
        let other = number(class.trailing_zeros() as usize)?;
        let smaller =
            over!(tuple.file(), registers => registers.number(other) < registers.number(key));
        if smaller {
            below += 1;
        } else {
            above += 1;
        }
    }
    Some((below, above))
}
