//! Instances: one problem out of a domain, with its values, its question and its texts.

use super::candidates::{Classes, MAX_CANDIDATES, members};
use super::compile::{Compiled, Symbolic};
use super::draw::{Draw, Drawer};
use super::item_template::{ItemTemplate, Section};
use super::program::{Flow, Number};
use super::sections::Filling;
use super::tuple::{File, Stage, Tuple, over};
use crate::answer::{AnswerKind, ChoiceOption, Distractor, Question, Value};
use crate::base::{Locale, MisconceptionId};
use crate::doc::{Output, Place};
use crate::math::Expr;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// What an administration stores: with the text of the template it gives the same instance again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    /// The template's version.
    pub version: u32,
    /// The index in the domain.
    pub index: u64,
    /// The stratum, by its place in the proof.
    pub stratum: usize,
    /// The values of the incidentals, by their numbers, in file order.
    pub incidentals: Vec<u32>,
    /// The options in the order shown: keys and misconceptions by their numbers, keys first.
    pub options: Vec<u8>,
}

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
    classes: Classes,
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
            classes: Classes::default(),
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
        let candidates = &self.template.candidates;
        if candidates.is_choice() {
            self.wrong.clear();
            let classes = self.classes.wrong().iter();
            self.wrong
                .extend(classes.map(|class| class.trailing_zeros() as u8));
            let right = self.classes.right();
            let wrong_count = candidates
                .option_count(&self.classes)
                .saturating_sub(right.len());
            drawer.options(
                draw,
                (right, &mut self.wrong),
                wrong_count,
                &mut self.pinned.options,
            );
        }
        Ok(())
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
            && pinned
                .options
                .iter()
                .all(|&at| usize::from(at) < self.template.candidates.all.len());
        if !fits {
            return Err(InstanceError::NotOfThisVersion);
        }
        self.pinned.clone_from(pinned);
        self.evaluate(pinned.index)
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
        match self.tuple.run(Stage::Values) {
            Flow::Done => self.classes = self.tuple.classes(),
            _ => return Err(InstanceError::NoValue { values: values() }),
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
            self.template.sections[at].write(registers, output, locale, out);
        });
        true
    }

    /// How many options are offered; 0 where the item is no choice.
    pub fn option_count(&self) -> usize {
        self.pinned.options.len()
    }

    /// Every option there can be, in the order of the file.
    pub(super) fn every_option(&self) -> Vec<u8> {
        let wrong = self
            .classes
            .wrong()
            .iter()
            .map(|class| class.trailing_zeros() as u8);
        self.classes.right().iter().copied().chain(wrong).collect()
    }

    /// Appends the option at a place of the order shown.
    pub fn write_option(&self, at: usize, output: Output, locale: Locale, out: &mut String) {
        if let Some(&candidate) = self.pinned.options.get(at) {
            self.write_candidate(usize::from(candidate), output, locale, out);
        }
    }

    /// Appends the key; several of them separated by semicolons.
    pub fn write_key(&self, output: Output, locale: Locale, out: &mut String) {
        for (at, &key) in self.classes.right().iter().enumerate() {
            if at > 0 {
                out.push_str("; ");
            }
            self.write_candidate(usize::from(key), output, locale, out);
        }
    }

    fn write_candidate(&self, at: usize, output: Output, locale: Locale, out: &mut String) {
        let filling = &self.template.candidates.all[at].filling;
        over!(self.tuple.file(), registers => write_value(filling, registers, output, locale, out));
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
        let question = self.question();
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
            question,
            identity,
            file: self.tuple.into_file(),
        })
    }

    fn question(&self) -> Question {
        let candidates = &self.template.candidates;
        let distractors = self.classes.wrong().iter().map(|&class| Distractor {
            misconceptions: self.named(class),
            value: value(&self.tuple, class.trailing_zeros() as usize),
        });
        let options = self.pinned.options.iter().map(|&at| {
            let at = usize::from(at);
            let class = self
                .classes
                .wrong()
                .iter()
                .find(|&&class| class >> at & 1 == 1);
            ChoiceOption {
                shown: value(&self.tuple, at),
                right: at < candidates.keys,
                misconceptions: class.map(|&class| self.named(class)).unwrap_or_default(),
            }
        });
        Question {
            distractors: distractors.collect(),
            options: options.collect(),
            symbols: self.template.symbols.clone(),
            ..Question::new(candidates.kind.clone(), value(&self.tuple, 0))
        }
    }

    fn named(&self, class: u32) -> Vec<MisconceptionId> {
        let all = &self.template.candidates.all;
        members(class)
            .filter_map(|at| all[at].misconception.clone())
            .collect()
    }
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
    /// What is asked, with its key.
    pub question: Question,
    /// The hash of template and parameters: two instances with the same one are the same problem.
    pub identity: [u8; 16],
    file: File,
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

    /// A section of an instance; `None` where the template has none such.
    pub fn render(
        &self,
        instance: &ItemInstance,
        section: Section<'_>,
        output: Output,
        locale: Locale,
    ) -> Option<String> {
        let at = self.section(section, locale)?;
        let mut out = String::new();
        over!(&instance.file, registers => {
            self.sections[at].write(registers, output, locale, &mut out);
        });
        Some(out)
    }

    /// The option at a place of the order shown; empty where there is none.
    pub fn render_option(
        &self,
        instance: &ItemInstance,
        at: usize,
        output: Output,
        locale: Locale,
    ) -> String {
        let at = instance.pinned.options.get(at).map(|&at| usize::from(at));
        self.render_candidate(instance, at, output, locale)
    }

    /// The key as it is shown; the first of several.
    pub fn render_key(&self, instance: &ItemInstance, output: Output, locale: Locale) -> String {
        self.render_candidate(instance, Some(0), output, locale)
    }

    fn render_candidate(
        &self,
        instance: &ItemInstance,
        at: Option<usize>,
        output: Output,
        locale: Locale,
    ) -> String {
        let mut out = String::new();
        if let Some(candidate) = at.and_then(|at| self.candidates.all.get(at)) {
            over!(&instance.file, registers => {
                write_value(&candidate.filling, registers, output, locale, &mut out);
            });
        }
        out
    }

    /// The values of a tuple in words: `a = 3, b = -5`.
    pub(super) fn describe(&self, index: u64) -> String {
        let mut digits = Vec::new();
        self.domain.digits(index, &mut digits);
        let values = self.parameters_json(&digits);
        let described = values
            .iter()
            .map(|(name, value)| format!("{name} = {value}"));
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
        let mut values: Vec<_> = self.parameters_json(digits).into_iter().collect();
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

fn write_value<N: Number>(
    filling: &Filling,
    registers: &super::program::Registers<N>,
    output: Output,
    locale: Locale,
    out: &mut String,
) {
    filling.write(
        registers,
        Place {
            output,
            math: false,
            after_operand: false,
        },
        locale,
        out,
    );
}

/// The key of an evaluated tuple, the first of several.
pub(super) fn key(tuple: &Tuple<'_>) -> Value {
    value(tuple, 0)
}

/// The value of a candidate, of the type its kind of answer is marked in.
fn value(tuple: &Tuple<'_>, candidate: usize) -> Value {
    let candidates = &tuple.template().candidates;
    over!(tuple.file(), registers => match &candidates.all[candidate].value {
        Compiled::Text(register) => Value::Text(registers.text(*register).to_owned()),
        Compiled::Number(register, _) => {
            let number = registers.number(*register).to_rational();
            match candidates.kind {
                AnswerKind::Expression(_) => Value::Expression(Expr::Number(number)),
                _ => Value::Number(number),
            }
        }
        Compiled::Symbolic(symbolic) => Value::Expression(Symbolic::expr(symbolic, registers)),
        Compiled::Boolean(_) | Compiled::Numbers(..) | Compiled::Texts(_) | Compiled::Record(_) => {
            unreachable!("a candidate is a number, a text or an expression")
        }
    })
}
