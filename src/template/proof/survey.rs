//! What is seen along a stretch of a domain, and how stretches are put together.

use super::{Count, Method, Proof, Stratum, estimate, report};
use crate::template::item_template::ItemTemplate;
use crate::template::program::Fault;
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

/// The most strata of a template: radicals have few values, or they say nothing about difficulty.
pub(super) const MAX_STRATA: usize = 256;

/// A place in a program: the stage and the operation.
pub(super) type Origin = (u16, u32);

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
    pub keys: HashMap<u64, u64, FixedState>,
    pub faults: BTreeMap<(Origin, Fault), Seen>,
    /// Per candidate, on how many instances it is an answer of its own.
    pub active: Vec<u64>,
    pub few_options: Option<(Seen, usize)>,
    /// The lowest and the highest rank the key can have among the options, by size.
    pub rank: Option<(usize, usize)>,
    pub bad_formats: BTreeMap<(usize, usize), Seen>,
    pub bad_radicals: BTreeMap<usize, Seen>,
    pub bad_shows: BTreeMap<usize, Seen>,
    pub key_without_form: Option<Seen>,
    pub unwritable_key: Option<Seen>,
    pub unmarkable_key: Option<Seen>,
    pub look_alike: Option<Seen>,
    pub many_strata: Option<Seen>,
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
            bad_shows: BTreeMap::new(),
            key_without_form: None,
            unwritable_key: None,
            unmarkable_key: None,
            look_alike: None,
            many_strata: None,
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

    /// Notes an instance that has only so many options.
    pub fn note_few_options(&mut self, there: usize, index: u64) {
        let least = self
            .few_options
            .map_or(there, |(_, least)| least.min(there));
        let mut seen = self.few_options.map(|(seen, _)| seen);
        Seen::note(&mut seen, index);
        self.few_options = seen.map(|seen| (seen, least));
    }

    /// Notes between which ranks by size the key can stand.
    pub fn note_rank(&mut self, lowest: usize, highest: usize) {
        self.rank = Some(match self.rank {
            None => (lowest, highest),
            Some((low, high)) => (low.min(lowest), high.max(highest)),
        });
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
        merge_seen(&mut self.bad_shows, later.bad_shows);
        for (earlier, later) in [
            (&mut self.key_without_form, later.key_without_form),
            (&mut self.unwritable_key, later.unwritable_key),
            (&mut self.unmarkable_key, later.unmarkable_key),
            (&mut self.look_alike, later.look_alike),
            (&mut self.many_strata, later.many_strata),
        ] {
            *earlier = Seen::merge(*earlier, later);
        }
        self
    }

    /// The requirements that never ruled anything out.
    pub fn idle_requirements(&self) -> impl Iterator<Item = usize> {
        (0..self.ruled_out.len()).filter(|&at| !self.ruled_out[at].load(Ordering::Relaxed))
    }

    /// Draws the conclusions.
    pub fn conclude(mut self, method: Method, domain: u64, looked_at: u64) -> Proof {
        let most = self.keys.values().copied().max().unwrap_or(0);
        let top_key_share = most as f64 / self.valid.max(1) as f64;
        self.problems.sort_unstable();
        self.problems.dedup();
        let diagnostics = report::diagnostics(&self, method, top_key_share);
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
