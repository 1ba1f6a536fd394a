//! Looking at the tuples of a stretch one by one.

use super::asked;
use super::flaw::Flaw;
use super::survey::{Origin, Seen, Survey};
use crate::answer::AnswerKind;
use crate::base::Locale;
use crate::doc::figure::Scene;
use crate::doc::{Format, Output, Place};
use crate::template::compile::Compiled;
use crate::template::item_template::{ItemTemplate, Section};
use crate::template::part::{Ask, Candidates, Classes, Show, members};
use crate::template::program::{Block, Fault, Flow};
use crate::template::sections::CompiledSection;
use crate::template::tuple::{Stage, Tuple, over};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::sync::atomic::Ordering;

/// Looks at tuples and notes what it sees.
pub(super) struct Look<'t> {
    survey: Survey<'t>,
    tuple: Tuple<'t>,
    /// The stem and the sections of parts.
    asking: Vec<usize>,
    /// Sections that compute something.
    computed: Vec<usize>,
    /// Sections with a figure.
    figured: Vec<usize>,
    scene: Scene,
    /// Sections with holes whose format cannot print every value.
    choosy: Vec<usize>,
    /// The other values of the incidentals that a hole could stumble over.
    surfaces: Vec<Vec<u64>>,
    radicals: Vec<i64>,
    text: String,
    /// What is wrong with keys in symbols, by part and hash.
    asked: HashMap<(usize, u64), Vec<Flaw>, FixedState>,
    /// The options of the choices, hashed, in an order that does not tell which is the key.
    shown: Vec<u64>,
}

impl<'t> Look<'t> {
    pub fn new(survey: Survey<'t>) -> Self {
        let template = survey.template;
        let sections = |wanted: fn(&CompiledSection) -> bool| {
            let all = 0..template.sections.len();
            all.filter(|&at| wanted(&template.sections[at])).collect()
        };
        let parts = template.parts.iter();
        let parts = parts.map(|part| Section::Part(part.id().as_str()));
        let asking = std::iter::once(Section::Stem).chain(parts);
        let asking = asking.map(|section| template.section(section, Locale::ENGLISH));
        Self {
            survey,
            tuple: Tuple::new(template),
            asking: asking.flatten().collect(),
            computed: sections(|section| !section.block.operations.is_empty()),
            figured: sections(|section| section.figure.is_some()),
            scene: Scene::default(),
            choosy: sections(|section| section.choosy().next().is_some()),
            surfaces: surfaces(template),
            radicals: Vec::new(),
            text: String::new(),
            asked: HashMap::default(),
            shown: Vec::new(),
        }
    }

    /// Looks at neighbouring tuples.
    pub fn walk(mut self, indices: std::ops::Range<u64>) -> Survey<'t> {
        let start = indices.start;
        for index in indices {
            if index == start || !self.surfaces.is_empty() {
                self.tuple.set(index);
            } else {
                self.tuple.advance();
            }
            self.look(index);
        }
        self.survey
    }

    /// Looks at single tuples.
    pub fn visit(mut self, indices: impl Iterator<Item = u64>) -> Survey<'t> {
        for index in indices {
            self.tuple.set(index);
            self.look(index);
        }
        self.survey
    }

    fn look(&mut self, index: u64) {
        match self.tuple.run(Stage::Validity) {
            Flow::Done => {}
            Flow::Pruned(requirement) => {
                let known = &self.survey.ruled_out[usize::from(requirement)];
                known.store(true, Ordering::Relaxed);
                self.look_at_idle_requirements();
                return;
            }
            Flow::Faulted(at, fault) => {
                // Another requirement may rule the tuple out before this one is even asked.
                if !self.is_ruled_out() {
                    self.note_fault((Stage::Validity, at), fault, index);
                }
                return;
            }
        }
        if let Err((stage, flow)) = self.tuple.run_values() {
            if let Flow::Faulted(at, fault) = flow {
                self.note_fault((stage, at), fault, index);
            }
            return;
        }
        self.survey.valid += 1;
        self.survey.note_rows(self.tuple.digits());
        self.note_stratum(index);
        let values = &self.survey.template.values;
        follow(&self.tuple, values, &mut self.survey.value_branches);
        self.shown.clear();
        let template = self.survey.template;
        for (part, compiled) in template.parts.iter().enumerate() {
            let classes = self.tuple.classes(compiled);
            let candidates = &compiled.candidates;
            self.note_candidates(part, candidates, &classes, index);
            let key = self.note_shown(part, candidates, &classes, index);
            self.note_key(part, candidates, &classes, index);
            self.note_asked((part, key), candidates, index);
            self.note_endless(part, candidates, &classes, index);
        }
        self.note_sections(index);
        self.note_surfaces(index);
    }

    /// Asks the requirements that have not ruled anything out so far.
    fn look_at_idle_requirements(&mut self) {
        for (at, known) in self.survey.ruled_out.iter().enumerate() {
            if !known.load(Ordering::Relaxed) && self.tuple.rules_out(at) {
                known.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Asks every requirement on its own.
    fn is_ruled_out(&mut self) -> bool {
        let mut any = false;
        for (at, known) in self.survey.ruled_out.iter().enumerate() {
            if self.tuple.rules_out(at) {
                known.store(true, Ordering::Relaxed);
                any = true;
            }
        }
        any
    }

    fn note_fault(&mut self, origin: Origin, fault: Fault, index: u64) {
        Seen::count(&mut self.survey.faults, (origin, fault), index);
    }

    fn note_stratum(&mut self, index: u64) {
        self.radicals.clear();
        for (at, radical) in self.survey.template.radicals.iter().enumerate() {
            let value = self.tuple.radical(radical.value);
            if value.is_none() {
                Seen::count(&mut self.survey.bad_radicals, at, index);
            }
            self.radicals.push(value.unwrap_or(0));
        }
        self.survey.note_stratum(&self.radicals, index);
    }

    fn note_candidates(
        &mut self,
        part: usize,
        candidates: &Candidates,
        classes: &Classes,
        index: u64,
    ) {
        let seen = &mut self.survey.parts[part];
        for &class in classes.wrong() {
            for member in members(class) {
                seen.active[member] += 1;
                seen.alike[member] &= class;
            }
        }
        if !candidates.is_choice() {
            return;
        }
        let wanted = candidates.option_count(classes);
        let there = classes.right().len() + classes.wrong().len();
        if there < wanted.max(2) {
            seen.least = Some(seen.least.map_or(there, |least| least.min(there)));
            self.survey.note(part, Flaw::FewOptions, index);
        } else if candidates.kind == AnswerKind::ChoiceOne
            && let Some((below, above)) = self.around_key(candidates, classes)
        {
            let drawn = wanted - 1;
            self.survey.parts[part].note_rank(drawn - drawn.min(above), drawn.min(below));
        }
    }

    /// How many wrong options are smaller and how many larger than the key, where all are numbers.
    fn around_key(&self, candidates: &Candidates, classes: &Classes) -> Option<(usize, usize)> {
        let all = &candidates.all;
        let number = |at: usize| all[at].filling.number().map(|(register, _)| register);
        let key = number(usize::from(*classes.right().first()?))?;
        let mut below = 0;
        for class in classes.wrong() {
            let other = number(class.trailing_zeros() as usize)?;
            let smaller = over!(self.tuple.file(), registers => {
                registers.number(other) < registers.number(key)
            });
            below += usize::from(smaller);
        }
        Some((below, classes.wrong().len() - below))
    }

    /// Notes what is shown of the keys, and of a choice that the rest looks different; the hash of
    /// the keys.
    fn note_shown(
        &mut self,
        part: usize,
        candidates: &Candidates,
        classes: &Classes,
        index: u64,
    ) -> u64 {
        let start = self.shown.len();
        if candidates.has_order() && !candidates.is_choice() {
            return self.note_arranged(part, candidates);
        }
        for &key in classes.right() {
            let hash = self.hash_shown(candidates, usize::from(key));
            self.shown.push(hash);
        }
        let key = hash(&self.shown[start..]);
        *self.survey.parts[part].keys.entry(key).or_default() += 1;
        if !candidates.is_choice() {
            self.shown.truncate(start);
            return key;
        }
        for class in classes.wrong() {
            let hash = self.hash_shown(candidates, class.trailing_zeros() as usize);
            self.shown.push(hash);
        }
        let options = &mut self.shown[start..];
        options.sort_unstable();
        if options.windows(2).any(|pair| pair[0] == pair[1]) {
            self.survey.note(part, Flaw::LookAlike, index);
        }
        key
    }

    /// Notes what is put in order, matched or sorted: the right order tells all of it.
    fn note_arranged(&mut self, part: usize, candidates: &Candidates) -> u64 {
        self.text.clear();
        let place = Place::prose(Output::Text);
        over!(self.tuple.file(), registers => {
            let count = candidates.shuffled(registers).min(usize::from(u8::MAX)) as u8;
            let order: Vec<u8> = (0..count).collect();
            let locale = Locale::ENGLISH;
            Show { candidates, order: &order, registers, place, locale }.key(&mut self.text);
        });
        let key = hash(&self.text);
        *self.survey.parts[part].keys.entry(key).or_default() += 1;
        self.shown.push(key);
        key
    }

    /// Notes which of a statement's two truths it has, and what cannot be told apart.
    fn note_key(&mut self, part: usize, candidates: &Candidates, classes: &Classes, index: u64) {
        if let Some((low, high)) = classes.undecided {
            self.survey.note(part, Flaw::Undecided(low, high), index);
        }
        let truth = match (
            &candidates.ask,
            candidates.all.first().map(|key| &key.value),
        ) {
            (Ask::Reason(truth), _) | (Ask::Value, Some(Compiled::Boolean(truth))) => Some(*truth),
            _ => None,
        };
        if let Some(truth) = truth {
            let truth = usize::from(self.tuple.holds(truth));
            self.survey.parts[part].truths[truth] += 1;
        }
    }

    /// Notes whether what is asked can be answered and marked. Of expressions, which say it at some
    /// cost, each is looked at once in a stretch.
    fn note_asked(&mut self, key: (usize, u64), candidates: &Candidates, index: u64) {
        let flaws = || over!(self.tuple.file(), registers => asked::flaws(candidates, registers));
        let in_symbols = candidates.all.first();
        let in_symbols = in_symbols.is_some_and(|key| matches!(key.value, Compiled::Symbolic(_)));
        if !in_symbols {
            for flaw in flaws() {
                self.survey.note(key.0, flaw, index);
            }
            return;
        }
        let flaws = self.asked.entry(key).or_insert_with(flaws);
        for &flaw in flaws.iter() {
            self.survey.note(key.0, flaw, index);
        }
    }

    /// Notes what is shown of an answer and cannot be printed: the keys, and of a choice the rest.
    fn note_endless(
        &mut self,
        part: usize,
        candidates: &Candidates,
        classes: &Classes,
        index: u64,
    ) {
        let wrong = if candidates.is_choice() {
            classes.wrong()
        } else {
            &[]
        };
        let shown = classes.right().iter().map(|&key| usize::from(key));
        for at in shown.chain(wrong.iter().map(|class| class.trailing_zeros() as usize)) {
            let filling = &candidates.all[at].filling;
            if filling.is_choosy()
                && !over!(self.tuple.file(), registers => filling.can_print(registers))
            {
                self.survey.note(part, Flaw::Endless(at), index);
            }
        }
    }

    fn hash_shown(&mut self, candidates: &Candidates, candidate: usize) -> u64 {
        let filling = &candidates.all[candidate].filling;
        over!(self.tuple.file(), registers => match filling.number() {
            // Printed by its value: different values look different.
            Some((register, None | Some(Format::Fraction))) => hash(registers.number(register)),
            _ => {
                let place = Place { output: Output::Text, math: true, after_operand: false };
                self.text.clear();
                filling.write(registers, place, Locale::ENGLISH, &mut self.text);
                hash(&self.text)
            }
        })
    }

    fn note_sections(&mut self, index: u64) {
        if self.run_sections(index) && !self.asking.is_empty() {
            self.text.clear();
            for &at in &self.asking {
                let section = &self.survey.template.sections[at];
                over!(self.tuple.file(), registers => {
                    let mut slot = |_: &str, _: Output, _: &mut String| {};
                    section.write(registers, Output::Text, Locale::ENGLISH, &mut slot, &mut self.text);
                });
            }
            self.survey.problems.push(hash(&(&self.text, &self.shown)));
        }
    }

    /// Computes what all sections show; whether everything has a value.
    fn run_sections(&mut self, index: u64) -> bool {
        let mut sound = true;
        for place in 0..self.computed.len() {
            let at = self.computed[place];
            if let Flow::Faulted(operation, fault) = self.tuple.run(Stage::Section(at)) {
                self.note_fault((Stage::Section(at), operation), fault, index);
                sound = false;
            } else {
                self.note_branches(at);
            }
        }
        for &at in &self.choosy {
            for (hole, (filling, _)) in self.survey.template.sections[at].choosy().enumerate() {
                if !over!(self.tuple.file(), registers => filling.can_print(registers)) {
                    Seen::count(&mut self.survey.bad_formats, (at, hole), index);
                }
            }
        }
        if sound {
            self.note_figures(index);
        }
        sound
    }

    /// Notes which results of every `if` in a section are shown.
    fn note_branches(&mut self, section: usize) {
        let block = &self.survey.template.sections[section].block;
        follow(&self.tuple, block, &mut self.survey.branches[section]);
    }

    /// Lays the figures out as they will be shown, and notes what is wrong with them.
    fn note_figures(&mut self, index: u64) {
        for &at in &self.figured {
            let section = &self.survey.template.sections[at];
            let locale = section.language.unwrap_or(Locale::ENGLISH);
            if let Some(figure) = &section.figure {
                let figure =
                    over!(self.tuple.file(), registers => figure.figure(registers, locale));
                for fault in figure.check(locale, &mut self.scene) {
                    self.survey.note_figure(at, fault, index);
                }
            }
        }
    }

    /// The same with the other values of the incidentals.
    fn note_surfaces(&mut self, index: u64) {
        if self.surfaces.is_empty() {
            return;
        }
        let surfaces = std::mem::take(&mut self.surfaces);
        for surface in &surfaces {
            self.tuple.set_surface(surface.iter().copied());
            self.tuple.set(index);
            self.tuple.run(Stage::Validity);
            if self.tuple.run_values().is_err() || !self.run_sections(index) {
                break;
            }
        }
        self.surfaces = surfaces;
        self.tuple.set_surface(
            self.survey
                .template
                .incidentals
                .parameters()
                .iter()
                .map(|_| 0),
        );
    }
}

/// Notes which results of every `if` in a block are come to.
fn follow(tuple: &Tuple<'_>, block: &Block, seen: &mut [[bool; 2]]) {
    if seen.iter().flatten().all(|seen| *seen) {
        return;
    }
    block.follow(
        |condition| tuple.holds(condition),
        |branch, held| seen[branch][usize::from(held)] = true,
    );
}

/// 64 bits of what is the same in every run; among 10⁷ problems two fall together by chance once in
/// 400,000 templates.
fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    FixedState::default().hash_one(value)
}

/// All combinations of the incidentals that a hole could stumble over, but for the first.
fn surfaces(template: &ItemTemplate) -> Vec<Vec<u64>> {
    let parameters = template.incidentals.parameters();
    let counts: Vec<u64> = parameters
        .iter()
        .map(|parameter| {
            if template.is_fragile(parameter) {
                parameter.count()
            } else {
                1
            }
        })
        .collect();
    (1..counts.iter().product())
        .map(|mut at| {
            let digit = |&count: &u64| {
                let digit = at % count;
                at /= count;
                digit
            };
            counts.iter().map(digit).collect()
        })
        .collect()
}
