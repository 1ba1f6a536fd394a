//! Which instance a learner gets: every draw is a stratum and the next index in it.

use super::item_template::ItemTemplate;
use super::proof::{Count, Method};
use crate::base::{Key, LearnerId, Permutation, Secret, Stream, name_id};
use std::collections::HashMap;

/// How many instances of its stratum a stretch of a sampled domain holds on average; one of them is
/// used, and a stretch without any comes once in e¹⁶ times.
const STRETCH: f64 = 16.0;

/// Words set aside for the order of one instance's options.
const OPTION_WORDS: u64 = 4;

/// One draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The stratum, by its place in the proof.
    pub stratum: usize,
    /// The count of draws from that stratum before this one.
    pub counter: u64,
    /// The index of the instance in the domain.
    pub index: u64,
    /// How often the stratum had been used up before.
    pub epoch: u64,
    /// Whether the learner has had this instance before, by the counter alone.
    pub seen_before: bool,
}

/// Draws instances of one template for one learner.
///
/// The order within a stratum is a permutation that the installation's secret decides, over learner,
/// template, the fingerprint of the domain, stratum and epoch: nobody foresees another's problems,
/// and a corrected typo brings no seen problem back.
#[derive(Clone, Debug)]
pub struct Drawer<'t> {
    template: &'t ItemTemplate,
    key: Key,
    orders: HashMap<(usize, u64), Permutation>,
    surface: Vec<Stream>,
    options: Stream,
    strata: Stream,
}

impl ItemTemplate {
    /// Draws for a learner.
    pub fn drawer(&self, secret: &Secret, learner: &LearnerId) -> Drawer<'_> {
        let fields: [&[u8]; 3] = [
            learner.as_str().as_bytes(),
            self.id().as_str().as_bytes(),
            self.domain_fingerprint(),
        ];
        let key = secret.key("draw", &fields);
        let surface = self.incidentals.parameters().iter();
        Drawer {
            template: self,
            orders: HashMap::new(),
            surface: surface
                .map(|p| Stream::new(&key, name_id(&p.name)))
                .collect(),
            options: Stream::new(&key, name_id("## options")),
            strata: Stream::new(&key, name_id("## strata")),
            key,
        }
    }
}

impl<'t> Drawer<'t> {
    /// The template drawn from.
    pub const fn template(&self) -> &'t ItemTemplate {
        self.template
    }

    /// The instance that draw number `counter`, from 0, gives from a stratum.
    ///
    /// `None` where there is no such stratum, and once in a few million times in a domain so large
    /// that it was only sampled: draw the next one then.
    pub fn draw(&mut self, stratum: usize, counter: u64) -> Option<Draw> {
        let proof = self.template.proof();
        let found = proof.strata.get(stratum)?;
        let (index, epoch) = match proof.method {
            Method::Exhaustive => {
                let count = found.indices.len() as u64;
                let epoch = counter.checked_div(count)?;
                let place = self.order(stratum, epoch, count).at(counter % count);
                (u64::from(found.indices[place as usize]), epoch)
            }
            Method::Sampled => self.search(stratum, found.valid, counter)?,
        };
        Some(Draw {
            stratum,
            counter,
            index,
            epoch,
            seen_before: epoch > 0,
        })
    }

    /// Looks for an instance of the stratum in stretch number `counter` of the shuffled domain.
    fn search(&mut self, stratum: usize, valid: Count, counter: u64) -> Option<(u64, u64)> {
        let template = self.template;
        let domain = template.domain.size();
        let share = valid.at_least().max(1) as f64 / domain as f64;
        let stretch = ((STRETCH / share).ceil() as u64).clamp(1, domain);
        let stretches = domain / stretch;
        let (epoch, place) = (counter / stretches, counter % stretches);
        let order = self.order(stratum, epoch, domain).clone();
        let radicals = &template.proof().strata[stratum].radicals;
        let indices = (place * stretch..(place + 1) * stretch).map(|at| order.at(at));
        let index = template.first_with(indices, radicals)?;
        Some((index, epoch))
    }

    fn order(&mut self, stratum: usize, epoch: u64, len: u64) -> &Permutation {
        let key = &self.key;
        self.orders.entry((stratum, epoch)).or_insert_with(|| {
            let fields: [&[u8]; 2] = [&(stratum as u64).to_le_bytes(), &epoch.to_le_bytes()];
            Permutation::new(&key.key("stratum", &fields), len)
        })
    }

    /// The stratum and counter of free draw number `k`: over a whole domain every instance comes
    /// once before any comes again, each stratum as often as it has instances.
    pub fn schedule(&mut self, k: u64) -> Option<(usize, u64)> {
        let proof = self.template.proof();
        let counts = proof.strata.iter().map(|stratum| stratum.valid.at_least());
        let total: u64 = counts.clone().sum();
        let epoch = k.checked_div(total)?;
        let place = match proof.method {
            Method::Exhaustive => self.order(usize::MAX, epoch, total).at(k % total),
            Method::Sampled => self.strata.seek(k).below(total),
        };
        let mut before = 0;
        for (stratum, count) in counts.enumerate() {
            if place < before + count {
                return Some(match proof.method {
                    Method::Exhaustive => (stratum, epoch * count + place - before),
                    Method::Sampled => (stratum, k),
                });
            }
            before += count;
        }
        None
    }

    /// The values of the incidentals of a draw, by their numbers.
    pub(super) fn surface(&mut self, draw: &Draw, digits: &mut Vec<u32>) {
        digits.clear();
        let parameters = self.template.incidentals.parameters();
        for (stream, parameter) in self.surface.iter_mut().zip(parameters) {
            digits.push(stream.seek(word(draw)).below(parameter.count()) as u32);
        }
    }

    /// Chooses `wrong_count` of the wrong options and puts them and the right ones in an order of
    /// their own.
    pub(super) fn options(
        &mut self,
        draw: &Draw,
        (right, wrong): (&[u8], &mut [u8]),
        wrong_count: usize,
        order: &mut Vec<u8>,
    ) {
        self.options.seek(word(draw) * OPTION_WORDS);
        self.options.shuffle(wrong);
        order.clear();
        order.extend_from_slice(right);
        order.extend_from_slice(&wrong[..wrong_count.min(wrong.len())]);
        self.options.shuffle(order);
    }
}

/// The word of a keyed stream that belongs to a draw: no two draws of a template share one.
const fn word(draw: &Draw) -> u64 {
    ((draw.stratum as u64) << 40) | draw.counter
}
