//! Instances: one problem out of a domain, with its values, its question and its texts.

use super::draw::{Draw, Drawer};
use super::item_template::{ItemTemplate, Section};
use super::part::{self, Candidates, Classes, MAX_CANDIDATES};
use super::pinned::{Orders, Pinned};
use super::program::Flow;
use super::slots;
use super::tuple::{File, Stage, Tuple, over};
use crate::answer::{Credit, Question};
use crate::base::{Locale, PartId};
use crate::doc::Output;
use serde_json::{Map, Value as Json};

/// Why there is no such instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InstanceError {
    /// The index lies outside the domain.
    #[error("index {index} lies outside the domain of {domain} tuples")]
    OutsideDomain {
        /// The index asked for.
        index: u64,
        /// The size of the domain.
        domain: u64,
    },
    /// A requirement rules the tuple out.
    #[error("the requirement `{name}` rules out {values}")]
    RuledOut {
        /// The requirement.
        name: String,
        /// The values of the parameters.
        values: String,
    },
    /// An expression has no value; a proved template has none such.
    #[error("an expression has no value for {values}")]
    NoValue {
        /// The values of the parameters.
        values: String,
    },
    /// The incidentals or options do not go with the template.
    #[error("the pinned values are not those of this version of the template")]
    NotOfThisVersion,
}

/// Puts instances of one template together, keeping its buffers from one to the next.
#[derive(Clone, Debug)]
pub struct Instantiator<'t> {
    template: &'t ItemTemplate,
    tuple: Tuple<'t>,
    pinned: Pinned,
    /// For each part.
    classes: Vec<Classes>,
    wrong: Vec<u8>,
}

impl<'t> Instantiator<'t> {
    /// For a template; an instance must be put in before anything is written.
    pub fn new(template: &'t ItemTemplate) -> Self {
        Self {
            template,
            tuple: Tuple::new(template),
            pinned: Pinned {
                version: template.version(),
                ..Pinned::default()
            },
            classes: vec![Classes::default(); template.parts.len()],
            wrong: Vec::with_capacity(MAX_CANDIDATES),
        }
    }

    /// Puts in what a draw gives.
    ///
    /// # Errors
    /// The template does not hold what its proof says, which its check would have found.
    pub fn issue(&mut self, drawer: &mut Drawer<'_>, draw: &Draw) -> Result<(), InstanceError> {
        drawer.surface(draw, &mut self.pinned.incidentals);
        self.pinned.stratum = draw.stratum;
        self.evaluate(draw.index)?;
        self.pinned.options.resize(self.template.parts.len());
        for (at, part) in self.template.parts.iter().enumerate() {
            if part.candidates.is_choice() {
                self.choose(at, &part.candidates, drawer, draw);
            } else if part.candidates.has_order() {
                let count = self.shuffled(&part.candidates);
                drawer.shuffle(at, draw, count, &mut self.pinned.options.0[at]);
            }
        }
        Ok(())
    }

    /// Chooses the options of a part and their order.
    fn choose(
        &mut self,
        part: usize,
        candidates: &Candidates,
        drawer: &mut Drawer<'_>,
        draw: &Draw,
    ) {
        let classes = &self.classes[part];
        self.wrong.clear();
        let wrong = classes.wrong().iter();
        self.wrong
            .extend(wrong.map(|class| class.trailing_zeros() as u8));
        let right = classes.right();
        let wrong_count = candidates.option_count(classes).saturating_sub(right.len());
        let order = &mut self.pinned.options.0[part];
        drawer.options(part, draw, (right, &mut self.wrong), wrong_count, order);
    }

    /// Puts in an instance that was pinned.
    ///
    /// # Errors
    /// The values are not those of this text of the template.
    pub fn put(&mut self, pinned: &Pinned) -> Result<(), InstanceError> {
        let incidentals = self.template.incidentals.parameters();
        let fits = incidentals.len() == pinned.incidentals.len()
            && incidentals
                .iter()
                .zip(&pinned.incidentals)
                .all(|(parameter, &digit)| u64::from(digit) < parameter.count())
            && pinned.options.0.len() <= self.template.parts.len();
        if !fits {
            return Err(InstanceError::NotOfThisVersion);
        }
        self.pinned.clone_from(pinned);
        self.evaluate(pinned.index)?;
        let parts = self.template.parts.iter().enumerate();
        for (at, part) in parts {
            let candidates = &part.candidates;
            let count = match candidates.is_choice() {
                true => candidates.all.len(),
                false => self.shuffled(candidates),
            };
            let order = pinned.options.of(at);
            let mut seen = vec![false; count];
            let each_once = order.iter().all(|&at| {
                let seen = seen.get_mut(usize::from(at));
                seen.is_some_and(|seen| !std::mem::replace(seen, true))
            });
            let whole = candidates.is_choice() || order.is_empty() || order.len() == count;
            if !each_once || !whole {
                return Err(InstanceError::NotOfThisVersion);
            }
        }
        Ok(())
    }

    /// How many things of a part have an order of their own, options of a choice apart.
    fn shuffled(&self, candidates: &Candidates) -> usize {
        over!(self.tuple.file(), registers => candidates.shuffled(registers))
    }

    fn evaluate(&mut self, index: u64) -> Result<(), InstanceError> {
        let domain = self.template.domain.size();
        if index >= domain {
            return Err(InstanceError::OutsideDomain { index, domain });
        }
        self.pinned.index = index;
        self.tuple.set_surface(
            self.pinned
                .incidentals
                .iter()
                .map(|&digit| u64::from(digit)),
        );
        self.tuple.set(index);
        let values = || self.template.describe(index);
        match self.tuple.run(Stage::Validity) {
            Flow::Done => {}
            Flow::Pruned(requirement) => {
                let name = self.template.requirements[usize::from(requirement)]
                    .name
                    .clone();
                return Err(InstanceError::RuledOut {
                    name,
                    values: values(),
                });
            }
            Flow::Faulted(..) => return Err(InstanceError::NoValue { values: values() }),
        }
        if self.tuple.run_values().is_err() {
            return Err(InstanceError::NoValue { values: values() });
        }
        for (classes, part) in self.classes.iter_mut().zip(&self.template.parts) {
            *classes = self.tuple.classes(part);
        }
        Ok(())
    }

    /// The values that give this instance again.
    pub const fn pinned(&self) -> &Pinned {
        &self.pinned
    }

    /// Appends a section; `false`, with nothing written, where the template has none such or it has no
    /// value, which the proof rules out.
    pub fn write(
        &mut self,
        section: Section<'_>,
        output: Output,
        locale: Locale,
        out: &mut String,
    ) -> bool {
        let Some(at) = self.template.section(section, locale) else {
            return false;
        };
        if self.tuple.run(Stage::Section(at)) != Flow::Done {
            return false;
        }
        over!(self.tuple.file(), registers => {
            self.template.sections[at].write(registers, output, locale, &mut slots::blank, out);
        });
        true
    }

    /// How many options a part offers; 0 where there is nothing to choose.
    pub fn option_count(&self, part: usize) -> usize {
        self.count(part, |shown| shown.0)
    }

    /// How many prompts a part has; 0 where nothing is matched or sorted.
    pub fn prompt_count(&self, part: usize) -> usize {
        self.count(part, |shown| shown.1)
    }

    fn count(&self, part: usize, which: impl Fn((usize, usize)) -> usize) -> usize {
        self.template.parts.get(part).map_or(0, |_| {
            which(over!(self.tuple.file(), registers => {
                let show = self.template.show(&self.pinned, part, registers, Output::Text, Locale::ENGLISH);
                show.map_or((0, 0), |show| (show.option_count(), show.prompt_count()))
            }))
        })
    }

    /// Offers every option there can be, in the order of the file.
    pub(super) fn offer_all(&mut self) {
        let parts = self.template.parts.iter().zip(&self.classes);
        let orders = parts.map(|(part, classes)| {
            if !part.candidates.is_choice() {
                let count = self.shuffled(&part.candidates);
                return (0..u8::try_from(count).unwrap_or(u8::MAX)).collect();
            }
            let wrong = classes.wrong().iter();
            let wrong = wrong.map(|class| class.trailing_zeros() as u8);
            classes.right().iter().copied().chain(wrong).collect()
        });
        self.pinned.options = Orders(orders.collect());
    }

    /// Appends the option of a part at a place of the order shown.
    pub fn write_option(
        &self,
        part: usize,
        at: usize,
        output: Output,
        locale: Locale,
        out: &mut String,
    ) {
        over!(self.tuple.file(), registers => {
            if let Some(show) = self.template.show(&self.pinned, part, registers, output, locale) {
                show.option(at, out);
            }
        });
    }

    /// Appends the prompt of a part at a place of the order shown.
    pub fn write_prompt(
        &self,
        part: usize,
        at: usize,
        output: Output,
        locale: Locale,
        out: &mut String,
    ) {
        over!(self.tuple.file(), registers => {
            if let Some(show) = self.template.show(&self.pinned, part, registers, output, locale) {
                show.prompt(at, out);
            }
        });
    }

    /// Appends the key of a part; several of them separated by semicolons.
    pub fn write_key(&self, part: usize, output: Output, locale: Locale, out: &mut String) {
        over!(self.tuple.file(), registers => {
            if let Some(show) = self.template.show(&self.pinned, part, registers, output, locale) {
                show.key(out);
            }
        });
    }

    /// The values of the parameters by name.
    pub fn parameters(&self) -> Map<String, Json> {
        self.template.parameters_json(self.tuple.digits())
    }

    /// The values of the incidentals by name.
    pub fn incidentals(&self) -> Map<String, Json> {
        let parameters = self.template.incidentals.parameters().iter();
        parameters
            .zip(&self.pinned.incidentals)
            .map(|(parameter, &digit)| (parameter.name.to_string(), parameter.json(digit.into())))
            .collect()
    }

    /// The instance as it stands, on its own.
    ///
    /// # Errors
    /// A section has no value, which the proof rules out.
    pub fn instance(mut self) -> Result<ItemInstance, InstanceError> {
        let parts = (0..self.template.parts.len()).map(|at| self.part(at));
        let parts = parts.collect();
        let identity = self.template.identity(self.tuple.digits());
        let (parameters, incidentals) = (self.parameters(), self.incidentals());
        for at in 0..self.template.sections.len() {
            if self.tuple.run(Stage::Section(at)) != Flow::Done {
                let values = self.template.describe(self.pinned.index);
                return Err(InstanceError::NoValue { values });
            }
        }
        Ok(ItemInstance {
            pinned: self.pinned,
            parameters,
            incidentals,
            parts,
            identity,
            file: self.tuple.into_file(),
        })
    }

    fn part(&self, at: usize) -> PartInstance {
        let part = &self.template.parts[at];
        let question = over!(self.tuple.file(), registers => part::question(
            &part.candidates,
            &self.classes[at],
            self.pinned.options.of(at),
            &self.template.symbols,
            registers,
        ));
        PartInstance {
            id: part.id().clone(),
            weight: part.weight(),
            step_of: part.step_of().cloned(),
            steps_cost: part.steps_cost(),
            slot: part.has_slot(),
            question: Question {
                wrong_form_credit: part.wrong_form_credit,
                ..question
            },
        }
    }
}

/// What one part of a problem asks.
#[derive(Clone, Debug)]
pub struct PartInstance {
    /// Its name.
    pub id: PartId,
    /// What it counts beside the other parts, greater than 0.
    pub weight: f64,
    /// The part it is a step of, if any.
    pub step_of: Option<PartId>,
    /// Which share of its credit is given up when its steps are opened.
    pub steps_cost: Credit,
    /// Whether a place in the body is its field's own; otherwise the field stands below the part's
    /// section, or below the stem.
    pub slot: bool,
    /// What is asked, with its key.
    pub question: Question,
}

/// One problem on its own: to be shown, answered and marked.
#[derive(Clone, Debug)]
pub struct ItemInstance {
    /// What gives it again.
    pub pinned: Pinned,
    /// The values of the parameters by name.
    pub parameters: Map<String, Json>,
    /// The values of the incidentals by name.
    pub incidentals: Map<String, Json>,
    /// What is asked, in file order; one part or more.
    pub parts: Vec<PartInstance>,
    /// The hash of template and parameters: two instances with the same one are the same problem.
    pub identity: [u8; 16],
    pub(super) file: File,
}

impl ItemTemplate {
    /// The instance that was pinned.
    ///
    /// # Errors
    /// The values are not those of this text of the template.
    pub fn instance(&self, pinned: &Pinned) -> Result<ItemInstance, InstanceError> {
        let mut instantiator = Instantiator::new(self);
        instantiator.put(pinned)?;
        instantiator.instance()
    }

    /// The values of a tuple in words: `a = 3, b = -5`.
    pub(super) fn describe(&self, index: u64) -> String {
        let mut digits = Vec::new();
        self.domain.digits(index, &mut digits);
        let values = self.domain.parameters().iter().zip(&digits);
        let described = values.map(|(p, &digit)| format!("{} = {}", p.name, p.describe(digit)));
        described.collect::<Vec<_>>().join(", ")
    }

    fn parameters_json(&self, digits: &[u64]) -> Map<String, Json> {
        let parameters = self.domain.parameters().iter().zip(digits);
        parameters
            .map(|(p, &digit)| (p.name.to_string(), p.json(digit)))
            .collect()
    }

    fn identity(&self, digits: &[u64]) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_derive_key("retake instance identity v1");
        hasher.update(self.id().as_str().as_bytes());
        // Sorted by name: the order of parameters in the file does not make another problem.
        let parameters = self.domain.parameters().iter().zip(digits);
        let values = parameters.map(|(p, &digit)| (p.name.clone(), p.identity(digit)));
        let mut values: Vec<_> = values.collect();
        values.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, value) in values {
            hasher.update(format!("\0{name}={value}").as_bytes());
        }
        let mut identity = [0; 16];
        identity.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        identity
    }

    /// The first of these indices that is an instance with these radicals.
    pub(super) fn first_with(
        &self,
        indices: impl Iterator<Item = u64>,
        radicals: &[(std::sync::Arc<str>, i64)],
    ) -> Option<u64> {
        let mut tuple = Tuple::new(self);
        indices.into_iter().find(|&index| {
            tuple.set(index);
            tuple.is_sound()
                && self
                    .radicals
                    .iter()
                    .zip(radicals)
                    .all(|(radical, (_, wanted))| tuple.radical(radical.value) == Some(*wanted))
        })
    }
}
