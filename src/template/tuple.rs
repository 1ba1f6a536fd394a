//! One tuple at a time: values put in, blocks run, over big numbers where small ones overflow.

use super::domain::Domain;
use super::item_template::{ItemTemplate, RadicalValue};
use super::part::{Classes, Memo, Part};
use super::pinned::Pinned;
use super::program::{Block, Fault, Flow, Number, Register, Registers};
use super::proof;
use crate::math::{Ratio, Rational};

/// The stages of an instance, each on top of those before; a section needs all but the sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Validity,
    Values,
    Part(usize),
    Section(usize),
}

/// The registers of one tuple.
#[derive(Clone, Debug)]
pub(super) enum File {
    Small(Registers<Ratio>),
    Big(Box<Registers<Rational>>),
}

/// Runs an expression over whichever registers are in use.
macro_rules! over {
    ($file:expr, $registers:ident => $body:expr) => {
        match $file {
            $crate::template::tuple::File::Small($registers) => $body,
            $crate::template::tuple::File::Big($registers) => $body,
        }
    };
}
pub(super) use over;

/// Evaluates tuples of one template, keeping its buffers from one to the next.
#[derive(Clone, Debug)]
pub(super) struct Tuple<'t> {
    template: &'t ItemTemplate,
    digits: Vec<u64>,
    surface: Vec<u64>,
    file: File,
    /// Small registers set aside while a tuple runs over big numbers.
    spare: Option<Registers<Ratio>>,
    stages: Vec<Stage>,
    memo: Memo,
    /// Whether `digits` are those of a tuple that was put in.
    loaded: bool,
}

impl<'t> Tuple<'t> {
    pub fn new(template: &'t ItemTemplate) -> Self {
        let file = match Registers::new(&template.program, Rational::to_ratio) {
            Some(registers) => File::Small(registers),
            None => File::Big(Box::new(big(template))),
        };
        Self {
            template,
            digits: Vec::new(),
            surface: vec![0; template.incidentals.parameters().len()],
            file,
            spare: None,
            stages: Vec::new(),
            memo: Memo::default(),
            loaded: false,
        }
    }

    /// Chooses the values of the incidentals for the tuples to come.
    pub fn set_surface(&mut self, digits: impl IntoIterator<Item = u64>) {
        self.surface.clear();
        self.surface.extend(digits);
        self.loaded = false;
    }

    /// Puts in the tuple with this index.
    pub fn set(&mut self, index: u64) {
        self.template.domain.digits(index, &mut self.digits);
        self.loaded = false;
        self.load(0);
    }

    /// Moves on to the next tuple.
    pub fn advance(&mut self) {
        let changed = self.template.domain.advance(&mut self.digits);
        self.load(changed);
    }

    /// The digits of the tuple.
    pub fn digits(&self) -> &[u64] {
        &self.digits
    }

    /// The registers as they are.
    pub const fn file(&self) -> &File {
        &self.file
    }

    /// The registers as they are, for keeps.
    pub fn into_file(self) -> File {
        self.file
    }

    fn load(&mut self, changed: usize) {
        let mut changed = changed;
        if let Some(small) = self.spare.take() {
            self.file = File::Small(small);
            changed = 0;
        }
        let from = if self.loaded { changed } else { 0 };
        let surface_from = if self.loaded { self.surface.len() } else { 0 };
        let (domain, incidentals) = (&self.template.domain, &self.template.incidentals);
        over!(&mut self.file, registers => {
            put(registers, (domain, &self.digits, from), (incidentals, &self.surface, surface_from));
        });
        self.loaded = true;
        self.stages.clear();
    }

    /// Runs a stage; those before it must have run.
    pub fn run(&mut self, stage: Stage) -> Flow {
        let template = self.template;
        let block = block(template, stage);
        let flow = over!(&mut self.file, registers => registers.run(&template.program, block));
        match flow {
            Flow::Faulted(_, Fault::Overflow) => self.run_big(stage),
            flow => {
                self.stages.push(stage);
                flow
            }
        }
    }

    /// Begins the tuple again over big numbers, up to this stage.
    fn run_big(&mut self, stage: Stage) -> Flow {
        let template = self.template;
        let mut registers = big(template);
        put(
            &mut registers,
            (&template.domain, &self.digits, 0),
            (&template.incidentals, &self.surface, 0),
        );
        for &done in &self.stages {
            let _ = registers.run(&template.program, block(template, done));
        }
        let flow = registers.run(&template.program, block(template, stage));
        let before = std::mem::replace(&mut self.file, File::Big(Box::new(registers)));
        if let File::Small(small) = before {
            self.spare = Some(small);
        }
        self.stages.push(stage);
        flow
    }

    /// Whether the tuple is an instance that can be shown and answered: what the proof sees to over
    /// a whole domain, asked of one tuple out of a domain that was only sampled.
    pub fn is_sound(&mut self) -> bool {
        let template = self.template;
        let stages = [Stage::Validity, Stage::Values].into_iter();
        let stages = stages.chain((0..template.parts.len()).map(Stage::Part));
        let stages = stages.chain((0..template.sections.len()).map(Stage::Section));
        for stage in stages {
            if self.run(stage) != Flow::Done {
                return false;
            }
        }
        template.parts.iter().all(|part| {
            let (candidates, classes) = (&part.candidates, self.classes(part));
            let there = classes.right().len() + classes.wrong().len();
            let offers =
                !candidates.is_choice() || there >= candidates.option_count(&classes).max(2);
            offers && over!(&self.file, registers => proof::is_sound(candidates, registers))
        })
    }

    /// Computes the values and all parts; what else must be computed needs them.
    pub fn run_values(&mut self) -> Result<(), (Stage, Flow)> {
        let stages = (0..self.template.parts.len()).map(Stage::Part);
        for stage in std::iter::once(Stage::Values).chain(stages) {
            match self.run(stage) {
                Flow::Done => {}
                flow => return Err((stage, flow)),
            }
        }
        Ok(())
    }

    /// Whether the requirement rules the tuple out, whatever the others say; a fault says nothing.
    pub fn rules_out(&mut self, requirement: usize) -> bool {
        let template = self.template;
        let alone = &template.requirements[requirement].alone;
        let flow = over!(&mut self.file, registers => registers.run(&template.program, alone));
        match flow {
            Flow::Faulted(_, Fault::Overflow) => {
                let mut registers = big(template);
                put(
                    &mut registers,
                    (&template.domain, &self.digits, 0),
                    (&template.incidentals, &self.surface, 0),
                );
                matches!(registers.run(&template.program, alone), Flow::Pruned(_))
            }
            flow => matches!(flow, Flow::Pruned(_)),
        }
    }

    /// The boolean in a register.
    pub fn holds(&self, register: Register) -> bool {
        over!(&self.file, registers => registers.boolean(register))
    }

    /// The candidates of a part by their values, which have been computed.
    pub fn classes(&mut self, part: &Part) -> Classes {
        over!(&self.file, registers => part.candidates.classes(registers, &mut self.memo))
    }

    /// The value of a radical, where it is an integer of 16 bits.
    pub fn radical(&self, value: RadicalValue) -> Option<i64> {
        let value = match value {
            RadicalValue::Boolean(register) => i64::from(self.holds(register)),
            RadicalValue::Number(register) => {
                over!(&self.file, registers => registers.number(register).to_i64())?
            }
        };
        i16::try_from(value).ok().map(i64::from)
    }
}

/// The registers of a pinned instance over big numbers, its parts still to be computed; `None` where
/// it is none.
pub(super) fn whole(template: &ItemTemplate, pinned: &Pinned) -> Option<Registers<Rational>> {
    let mut digits = Vec::new();
    template.domain.digits(pinned.index, &mut digits);
    let surface: Vec<u64> = pinned
        .incidentals
        .iter()
        .map(|&digit| digit.into())
        .collect();
    let mut registers = big(template);
    put(
        &mut registers,
        (&template.domain, &digits, 0),
        (&template.incidentals, &surface, 0),
    );
    let mut stages = [Stage::Validity, Stage::Values].into_iter();
    let computed =
        stages.all(|stage| registers.run(&template.program, block(template, stage)) == Flow::Done);
    computed.then_some(registers)
}

fn big(template: &ItemTemplate) -> Registers<Rational> {
    match Registers::new(&template.program, |value| Some(value.clone())) {
        Some(registers) => registers,
        None => unreachable!("every constant is a rational"),
    }
}

fn put<N: Number>(
    registers: &mut Registers<N>,
    (domain, digits, from): (&Domain, &[u64], usize),
    (incidentals, surface, surface_from): (&Domain, &[u64], usize),
) {
    registers.clear();
    domain.load(digits, from, registers);
    incidentals.load(surface, surface_from, registers);
}

pub(super) fn block(template: &ItemTemplate, stage: Stage) -> &Block {
    match stage {
        Stage::Validity => &template.validity,
        Stage::Values => &template.values,
        Stage::Part(at) => &template.parts[at].block,
        Stage::Section(at) => &template.sections[at].block,
    }
}
