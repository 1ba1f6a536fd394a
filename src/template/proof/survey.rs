//! What is seen along a stretch of a domain, and how stretches are put together.

use super::flaw::Flaw;
use super::{Count, Method, Proof, Stratum, estimate, report};
use crate::doc::figure::LayoutFault;
use crate::template::item_template::ItemTemplate;
use crate::template::part::Ask;
use crate::template::program::Fault;
use crate::template::tuple::Stage;
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

/// The most strata of a template: radicals have few values, or they say nothing about difficulty.
pub(super) const MAX_STRATA: usize = 256;

/// A place in a program: the stage and the operation.
pub(super) type Origin = (Stage, u32);

/// Something seen on some instances: the first of them, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub first: u64,
    pub count: u64,
}

impl Seen {
    pub fn note(seen: &mut Option<Self>, index: u64) {
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

    /// Notes one more of a kind.
    pub fn count<K: Ord>(seen: &mut BTreeMap<K, Self>, kind: K, index: u64) {
        seen.entry(kind)
            .and_modify(|seen| seen.count += 1)
            .or_insert(Self {
                first: index,
                count: 1,
            });
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
    pub ruled_out: &'t [AtomicBool],
    pub valid: u64,
    strata: Vec<(Vec<i64>, Vec<u32>)>,
    /// What a learner sees of each instance, hashed: its stem and its options.
    pub problems: Vec<u64>,
    pub faults: BTreeMap<(Origin, Fault), Seen>,
    pub parts: Vec<PartSurvey>,
    /// By the place of the part.
    pub flaws: BTreeMap<(usize, Flaw), Seen>,
    pub bad_formats: BTreeMap<(usize, usize), Seen>,
    /// What is wrong with figures, the first of each kind; by section.
    pub figures: Vec<FigureSeen>,
    pub bad_radicals: BTreeMap<usize, Seen>,
    pub many_strata: Option<Seen>,
    /// Which rows of the table any instance holds.
    pub used_rows: Vec<bool>,
    /// For every `if` of every section whether its condition ever failed, and whether it ever held.
    pub branches: Vec<Vec<[bool; 2]>>,
    /// The same of the named expressions.
    pub value_branches: Vec<[bool; 2]>,
    /// Two instances that look the same.
    pub twins: Option<(u64, u64)>,
}

/// A fault of the figure of a section.
pub(super) struct FigureSeen {
    pub section: usize,
    /// As it is on the first instance.
    pub fault: LayoutFault,
    pub seen: Seen,
    /// The last instance that has it: one may have it several times over.
    last: u64,
}

/// What is seen of one part.
#[derive(Default)]
pub(super) struct PartSurvey {
    /// How often each key is one, by its hash.
    pub keys: HashMap<u64, u64, FixedState>,
    /// Per candidate, on how many instances it is an answer of its own.
    pub active: Vec<u64>,
    /// Per candidate those that are the same as it on all of those instances.
    pub alike: Vec<u32>,
    /// The fewest options of those instances that have too few.
    pub least: Option<usize>,
    /// The lowest and the highest rank the key can have among the options, by size.
    pub rank: Option<(usize, usize)>,
    /// How often a statement is false and how often true.
    pub truths: [u64; 2],
}

impl PartSurvey {
    /// Notes between which ranks by size the key can stand.
    pub fn note_rank(&mut self, lowest: usize, highest: usize) {
        self.rank = Some(match self.rank {
            None => (lowest, highest),
            Some((low, high)) => (low.min(lowest), high.max(highest)),
        });
    }

    /// The share of `valid` instances that have the most frequent key.
    pub fn top_key_share(&self, valid: u64) -> f64 {
        let most = self.keys.values().copied().max().unwrap_or(0);
        most as f64 / valid.max(1) as f64
    }

    fn merge(&mut self, later: Self) {
        for (key, count) in later.keys {
            *self.keys.entry(key).or_default() += count;
        }
        for (active, more) in self.active.iter_mut().zip(later.active) {
            *active += more;
        }
        for (alike, more) in self.alike.iter_mut().zip(later.alike) {
            *alike &= more;
        }
        self.least = match (self.least, later.least) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (earlier, later) => earlier.or(later),
        };
        if let Some((low, high)) = later.rank {
            self.note_rank(low, high);
        }
        for (count, more) in self.truths.iter_mut().zip(later.truths) {
            *count += more;
        }
    }
}

impl<'t> Survey<'t> {
    pub fn new(template: &'t ItemTemplate, ruled_out: &'t [AtomicBool]) -> Self {
        let parts = template.parts.iter().map(|part| PartSurvey {
            active: vec![0; part.candidates.all.len()],
            alike: vec![u32::MAX; part.candidates.all.len()],
            ..PartSurvey::default()
        });
        Self {
            template,
            ruled_out,
            valid: 0,
            strata: Vec::new(),
            problems: Vec::new(),
            faults: BTreeMap::new(),
            parts: parts.collect(),
            flaws: BTreeMap::new(),
            bad_formats: BTreeMap::new(),
            figures: Vec::new(),
            bad_radicals: BTreeMap::new(),
            many_strata: None,
            used_rows: vec![false; template.row_count()],
            branches: (template.sections.iter())
                .map(|section| vec![[false; 2]; section.block.branches.len()])
                .collect(),
            value_branches: vec![[false; 2]; template.values.branches.len()],
            twins: None,
        }
    }

    /// Notes a fault of the figure of a section.
    pub fn note_figure(&mut self, section: usize, fault: &LayoutFault, index: u64) {
        let mut known = self.figures.iter_mut();
        let known =
            known.find(|known| known.section == section && known.fault.kind() == fault.kind());
        match known {
            Some(known) if known.last == index => {}
            Some(known) => {
                known.last = index;
                known.seen.count += 1;
            }
            None => self.figures.push(FigureSeen {
                section,
                fault: fault.clone(),
                seen: Seen {
                    first: index,
                    count: 1,
                },
                last: index,
            }),
        }
    }

    /// Notes an instance with these radicals.
    pub fn note_stratum(&mut self, radicals: &[i64], index: u64) {
        let known = self.strata.iter().position(|(known, _)| known == radicals);
        let at = match known {
            Some(at) => at,
            None if self.strata.len() == MAX_STRATA => {
                return Seen::note(&mut self.many_strata, index);
            }
            None => {
                self.strata.push((radicals.to_vec(), Vec::new()));
                self.strata.len() - 1
            }
        };
        // In a sampled domain only the number of places counts, not what they are.
        self.strata[at].1.push(index as u32);
    }

    /// Notes the rows of the table that an instance holds.
    pub fn note_rows(&mut self, digits: &[u64]) {
        if self.used_rows.is_empty() {
            return;
        }
        let drawn = self.template.domain.parameters().iter().zip(digits);
        // The rows of a table come first.
        for row in drawn
            .take(1)
            .flat_map(|(parameter, &digit)| parameter.rows_of(digit))
        {
            if let Some(used) = self.used_rows.get_mut(row) {
                *used = true;
            }
        }
    }

    /// Notes a flaw of a part.
    pub fn note(&mut self, part: usize, flaw: Flaw, index: u64) {
        Seen::count(&mut self.flaws, (part, flaw), index);
    }

    /// Puts two stretches together, the earlier one first.
    pub fn merge(mut self, later: Self) -> Self {
        self.valid += later.valid;
        for (radicals, indices) in later.strata {
            let known = self.strata.iter().position(|(known, _)| *known == radicals);
            match known {
                Some(at) => self.strata[at].1.extend(indices),
                None if self.strata.len() == MAX_STRATA => {
                    let first = indices.first().map_or(0, |&index| u64::from(index));
                    Seen::note(&mut self.many_strata, first);
                }
                None => self.strata.push((radicals, indices)),
            }
        }
        self.problems.extend(later.problems);
        merge_seen(&mut self.faults, later.faults);
        merge_seen(&mut self.bad_formats, later.bad_formats);
        for more in later.figures {
            let mut known = self.figures.iter_mut();
            let same = |known: &&mut FigureSeen| {
                known.section == more.section && known.fault.kind() == more.fault.kind()
            };
            match known.find(same) {
                Some(known) => known.seen = known.seen.and(Some(more.seen)),
                None => self.figures.push(more),
            }
        }
        merge_seen(&mut self.bad_radicals, later.bad_radicals);
        merge_seen(&mut self.flaws, later.flaws);
        for (used, more) in self.used_rows.iter_mut().zip(later.used_rows) {
            *used |= more;
        }
        let branches = self.branches.iter_mut().flatten().flatten();
        for (seen, more) in branches.zip(later.branches.into_iter().flatten().flatten()) {
            *seen |= more;
        }
        let branches = self.value_branches.iter_mut().flatten();
        for (seen, more) in branches.zip(later.value_branches.into_iter().flatten()) {
            *seen |= more;
        }
        for (part, later) in self.parts.iter_mut().zip(later.parts) {
            part.merge(later);
        }
        self.many_strata = Seen::merge(self.many_strata, later.many_strata);
        self
    }

    /// The requirements that never ruled anything out.
    pub fn idle_requirements(&self) -> impl Iterator<Item = usize> {
        let requirements = self.template.requirements.iter().zip(self.ruled_out);
        let idle = requirements
            .enumerate()
            .filter(|(_, (requirement, ruled_out))| {
                !requirement.guards_table && !ruled_out.load(Ordering::Relaxed)
            });
        idle.map(|(at, _)| at)
    }

    /// The first two instances that look as this hash says; `problems` are those of all instances, in
    /// the order of the domain.
    fn instances_of(&self, problems: &[u64], hash: u64) -> Option<(u64, u64)> {
        let strata = self.strata.iter().flat_map(|(_, indices)| indices);
        let mut indices: Vec<u32> = strata.copied().collect();
        indices.sort_unstable();
        let all = indices.len() == problems.len();
        let alike = problems.iter().zip(indices).filter(|_| all);
        let mut alike = alike.filter(|(problem, _)| **problem == hash);
        let mut next = || alike.next().map(|(_, index)| u64::from(index));
        Some((next()?, next()?))
    }

    /// Draws the conclusions.
    pub fn conclude(mut self, method: Method, domain: u64, looked_at: u64) -> Proof {
        let parts = self.template.parts.iter().zip(&self.parts);
        let keyed = parts.filter(|(part, _)| !matches!(part.candidates.ask, Ask::Work));
        let shares = keyed.map(|(_, seen)| seen.top_key_share(self.valid));
        let top_key_share = shares.fold(0.0, f64::max);
        let in_order = self.problems.clone();
        self.problems.sort_unstable();
        let same = self.problems.windows(2).find(|pair| pair[0] == pair[1]);
        self.twins = same.and_then(|pair| self.instances_of(&in_order, pair[0]));
        drop(in_order);
        self.problems.dedup();
        let diagnostics = report::diagnostics(&self, method);
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

fn merge_seen<K: Ord>(earlier: &mut BTreeMap<K, Seen>, later: BTreeMap<K, Seen>) {
    for (key, more) in later {
        earlier
            .entry(key)
            .and_modify(|seen| *seen = seen.and(Some(more)))
            .or_insert(more);
    }
}
