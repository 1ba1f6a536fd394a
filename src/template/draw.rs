//! Which instance a learner gets: every draw is a stratum and the next index in it.

use super::item_template::ItemTemplate;
use super::proof::{Count, Method};
use crate::base::{Key, LearnerId, Permutation, Secret, Stream, name_id};

/// How many instances of its stratum a stretch of a sampled domain holds on average; one of them is
/// used, and a stretch without any comes once in e⁴⁰ times.
const STRETCH: f64 = 40.0;

/// Words set aside for the order of one instance's options.
const OPTION_WORDS: u64 = 2;

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
    /// The word of the keyed streams that decides its surface.
    word: u64,
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
    /// The order last used of each stratum, after that of the whole domain.
    orders: Vec<Option<(u64, Permutation)>>,
    surface: Vec<Stream>,
    /// For each part.
    options: Vec<Stream>,
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
            orders: Vec::new(),
            surface: surface
                .map(|p| Stream::new(&key, name_id(&p.name)))
                .collect(),
            options: (0..self.parts.len())
                .map(|at| option_stream(&key, at))
                .collect(),
            strata: Stream::new(&key, name_id("## strata")),
            key,
        }
    }
}

impl ItemTemplate {
    /// How many draws a stratum gives before any instance comes again: all its instances, or in a
    /// domain that was only sampled as many as can be told apart without counting them.
    pub fn draws_per_epoch(&self, stratum: usize) -> u64 {
        let proof = self.proof();
        let Some(found) = proof.strata.get(stratum) else {
            return 0;
        };
        match proof.method {
            Method::Exhaustive => found.indices.len() as u64,
            Method::Sampled => self.domain.size() / stretch(found.valid, self.domain.size()),
        }
    }
}

/// The stream that decides the order of a part's options.
fn option_stream(key: &Key, part: usize) -> Stream {
    Stream::new(
        key,
        match part {
            0 => name_id("## options"),
            at => name_id(&format!("## options {at}")),
        },
    )
}

/// How many tuples one draw from a sampled stratum looks through.
fn stretch(valid: Count, domain: u64) -> u64 {
    let share = valid.at_least().max(1) as f64 / domain as f64;
    ((STRETCH / share).ceil() as u64).clamp(1, domain)
}

impl<'t> Drawer<'t> {
    /// The template drawn from.
    pub const fn template(&self) -> &'t ItemTemplate {
        self.template
    }

    /// The instance that draw number `counter`, from 0, gives from a stratum.
    ///
    /// `None` where there is no such stratum.
    pub fn draw(&mut self, stratum: usize, counter: u64) -> Option<Draw> {
        let proof = self.template.proof();
        let found = proof.strata.get(stratum)?;
        let (index, epoch) = match proof.method {
            Method::Exhaustive => {
                let count = found.indices.len() as u64;
                let epoch = counter.checked_div(count)?;
                let place = self.order(Some(stratum), epoch, count).at(counter % count);
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
            word: ((stratum as u64) << 40) | counter,
        })
    }

    /// Looks for an instance of the stratum in stretch number `counter` of the shuffled domain.
    fn search(&mut self, stratum: usize, valid: Count, counter: u64) -> Option<(u64, u64)> {
        let template = self.template;
        let domain = template.domain.size();
        let stretch = stretch(valid, domain);
        let stretches = domain / stretch;
        let (epoch, place) = (counter / stretches, counter % stretches);
        let order = self.order(Some(stratum), epoch, domain).clone();
        let radicals = &template.proof().strata[stratum].radicals;
        let indices = (place * stretch..(place + 1) * stretch).map(|at| order.at(at));
        let index = template.first_with(indices, radicals)?;
        Some((index, epoch))
    }

    /// The order of a stratum, or of the whole domain where there is none.
    fn order(&mut self, stratum: Option<usize>, epoch: u64, len: u64) -> &Permutation {
        let place = stratum.map_or(0, |stratum| stratum + 1);
        if self.orders.len() <= place {
            self.orders.resize(place + 1, None);
        }
        let slot = &mut self.orders[place];
        let (_, order) = match slot.take() {
            Some(known) if known.0 == epoch => slot.insert(known),
            _ => {
                let fields: [&[u8]; 2] = [&(place as u64).to_le_bytes(), &epoch.to_le_bytes()];
                slot.insert((
                    epoch,
                    Permutation::new(&self.key.key("order", &fields), len),
                ))
            }
        };
        order
    }

    /// Free draw number `k`: a stratum first, each as likely as it has instances left. Over a whole
    /// domain every instance comes once before any comes again.
    pub fn free(&mut self, k: u64) -> Option<Draw> {
        let (stratum, counter) = self.schedule(k)?;
        let draw = self.draw(stratum, counter)?;
        // Neighbours share a window of the streams, so that a row costs no set-up.
        Some(Draw { word: k, ..draw })
    }

    fn schedule(&mut self, k: u64) -> Option<(usize, u64)> {
        let proof = self.template.proof();
        let total: u64 = proof
            .strata
            .iter()
            .map(|stratum| stratum.valid.at_least())
            .sum();
        let epoch = k.checked_div(total)?;
        let mut place = match proof.method {
            Method::Exhaustive => self.order(None, epoch, total).at(k % total),
            Method::Sampled => self.strata.seek(k).below(total),
        };
        for (stratum, found) in proof.strata.iter().enumerate() {
            let count = found.valid.at_least();
            if place < count {
                return Some(match proof.method {
                    Method::Exhaustive => (stratum, epoch * count + place),
                    Method::Sampled => (stratum, k),
                });
            }
            place -= count;
        }
        None
    }

    /// The values of the incidentals of a draw, by their numbers.
    pub(super) fn surface(&mut self, draw: &Draw, digits: &mut Vec<u32>) {
        digits.clear();
        let parameters = self.template.incidentals.parameters();
        for (stream, parameter) in self.surface.iter_mut().zip(parameters) {
            digits.push(stream.seek(draw.word).below(parameter.count()) as u32);
        }
    }

    /// Chooses `wrong_count` of the wrong options of a part and puts them and the right ones in an
    /// order of their own.
    pub(super) fn options(
        &mut self,
        part: usize,
        draw: &Draw,
        (right, wrong): (&[u8], &mut [u8]),
        wrong_count: usize,
        order: &mut Vec<u8>,
    ) {
        let stream = self.options[part].seek(draw.word * OPTION_WORDS);
        stream.shuffle(wrong);
        order.clear();
        order.extend_from_slice(right);
        order.extend_from_slice(&wrong[..wrong_count.min(wrong.len())]);
        stream.shuffle(order);
    }

    /// Puts so many things of a part into an order of their own, which is not the one they are in.
    pub(super) fn shuffle(&mut self, part: usize, draw: &Draw, count: usize, order: &mut Vec<u8>) {
        let stream = self.options[part].seek(draw.word * OPTION_WORDS);
        order.clear();
        order.extend(0..u8::try_from(count).unwrap_or(u8::MAX));
        stream.shuffle(order);
        if order.is_sorted() {
            order.rotate_left(1.min(count));
        }
    }
}
