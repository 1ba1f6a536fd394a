//! A compiled template.

use super::body::{self, SectionKind};
use super::codes;
use super::compile::Compiler;
use super::contents::Contents;
use super::domain::{Domain, Parameter};
use super::fingerprint;
use super::front_matter::{self, FrontMatter, RawExample, Text};
use super::languages;
use super::part::Part;
use super::program::{Block, Program, Register};
use super::proof::Proof;
use super::rubric::Task;
use super::sections::CompiledSection;
use super::source::TemplateSource;
use super::table::{self, Table};
use crate::base::{Diagnostic, Locale, Source, Span, TemplateId};
use crate::math::Symbol;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// How long a learner is thought to take where the template does not say, in minutes.
const DEFAULT_MINUTES: f64 = 2.0;

/// A template, read, typed and compiled; proved when its [`proof`](Self::proof) is first asked for.
#[derive(Debug)]
pub struct ItemTemplate {
    id: TemplateId,
    source: TemplateSource,
    title: String,
    titles: Vec<(Locale, Text)>,
    /// Those besides the bank's own that it is translated into whole.
    languages: Vec<Locale>,
    version: u32,
    minutes: Option<f64>,
    fingerprint: [u8; 32],
    pub(super) symbols: Vec<Symbol>,
    pub(super) program: Program,
    pub(super) domain: Domain,
    pub(super) incidentals: Domain,
    /// The rows its problems come from, those left out that a condition rules out one by one.
    pub(super) table: Option<Table>,
    /// Requirements, then radicals.
    pub(super) validity: Block,
    pub(super) requirements: Vec<Requirement>,
    pub(super) radicals: Vec<Radical>,
    /// Named expressions.
    pub(super) values: Block,
    pub(super) parts: Vec<Part>,
    pub(super) sections: Vec<CompiledSection>,
    pub(super) examples: Vec<RawExample>,
    task: Option<Task>,
    proof: OnceLock<Proof>,
}

/// A condition that every instance meets.
#[derive(Clone, Debug)]
pub(super) struct Requirement {
    pub name: String,
    pub span: Span,
    /// Whether it guards the rows of a table: then it may never rule anything out, as tables grow.
    pub guards_table: bool,
    /// The condition computed from the parameters alone, whatever the others say.
    pub alone: Block,
}

/// A feature that changes difficulty.
#[derive(Clone, Debug)]
pub(super) struct Radical {
    pub name: Arc<str>,
    pub value: RadicalValue,
    pub span: Span,
}

/// Where the value of a radical is found.
#[derive(Clone, Copy, Debug)]
pub(super) enum RadicalValue {
    Boolean(Register),
    Number(Register),
}

/// A part of an item that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section<'a> {
    /// The problem.
    Stem,
    /// What one part asks.
    Part(&'a str),
    /// A hint, the first being 0.
    Hint(usize),
    /// The worked solution.
    Solution,
    /// What is said to a learner who shows this misconception.
    Misconception(&'a str),
}

impl ItemTemplate {
    /// Compiles a template's file.
    ///
    /// All that is wrong comes back in one run; with an error among it there is no template.
    pub fn compile(
        id: TemplateId,
        source: impl Into<TemplateSource>,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let source = source.into();
        let template = source.template().clone();
        Self::compile_beside(id, template, |file| source.open(file))
    }

    /// Compiles a template's file; `open` gives the table beside it that it asks for by name.
    pub fn compile_beside(
        id: TemplateId,
        source: Source,
        open: impl FnOnce(&Text) -> std::result::Result<Source, Box<Diagnostic>>,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let Some((front_span, body_span)) = front_matter::split(&source, &mut diagnostics) else {
            return (None, diagnostics);
        };
        let front = front_matter::read(&source, front_span, &mut diagnostics);
        let sections = body::sections(&source, body_span, &mut diagnostics);
        let beside = front.table.as_ref().map(|raw| open(&raw.file));
        let beside = beside.and_then(|found| found.map_err(|e| diagnostics.push(*e)).ok());
        let table = beside
            .as_ref()
            .and_then(|source| table::read(source, &mut diagnostics));
        let languages = languages::complete(&front, &sections, &source, &mut diagnostics);
        let mut compiler = Compiler::new(&source);
        let contents = Contents::compile(
            &mut compiler,
            (&source, table),
            &front,
            &sections,
            &mut diagnostics,
        );
        check_feedback(&mut compiler, &front, &sections);
        let symbols = compiler.symbols();
        let Compiler {
            program,
            diagnostics: found,
            ..
        } = compiler;
        diagnostics.extend(found);
        in_order_once(&mut diagnostics);
        let sound = !diagnostics.iter().any(Diagnostic::is_error);
        let template = contents.ok().filter(|_| sound).map(|contents| Self {
            fingerprint: fingerprint::of(&source, &front, contents.table.as_ref()),
            title: front.title.map_or_else(String::new, |title| title.value),
            titles: front.titles,
            languages,
            version: front.version,
            minutes: front.minutes.map(|minutes| minutes.value.value().to_f64()),
            examples: front.examples,
            id,
            source: TemplateSource::new(source, beside),
            symbols,
            program,
            domain: contents.domain,
            incidentals: contents.incidentals,
            table: contents.table,
            validity: contents.validity,
            requirements: contents.requirements,
            radicals: contents.radicals,
            values: contents.values,
            parts: contents.parts,
            sections: contents.sections,
            task: contents.task,
            proof: OnceLock::new(),
        });
        (template, diagnostics)
    }

    /// Its name.
    pub const fn id(&self) -> &TemplateId {
        &self.id
    }

    /// The file it was compiled from.
    pub const fn source(&self) -> &Source {
        self.source.template()
    }

    /// All the text it was compiled from: its file and the table beside it.
    pub const fn whole_source(&self) -> &TemplateSource {
        &self.source
    }

    /// What it is called, in the language where it speaks it.
    pub fn title(&self, locale: Locale) -> &str {
        let mut titles = self.titles.iter().filter(|_| self.speaks(locale));
        let title = titles.find(|(language, _)| *language == locale);
        title.map_or(&self.title, |(_, title)| &title.value)
    }

    /// Whether all of it is translated into a language; of the bank's own that need not be asked.
    pub fn speaks(&self, locale: Locale) -> bool {
        self.languages.contains(&locale)
    }

    /// Whether anything of it is in a language.
    pub fn begins_to_speak(&self, locale: Locale) -> bool {
        let mut sections = self.sections.iter();
        sections.any(|section| section.language == Some(locale))
            || self.titles.iter().any(|(titled, _)| *titled == locale)
    }

    /// The language its whole page is in where a learner wishes for one: that one, or else the
    /// bank's own.
    pub fn spoken(&self, wished: Locale, own: Locale) -> Locale {
        if self.speaks(wished) { wished } else { own }
    }

    /// The author's count of revisions.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// How long a learner typically takes, in minutes.
    pub fn minutes(&self) -> f64 {
        self.minutes.unwrap_or(DEFAULT_MINUTES)
    }

    /// The same as far as the template says it.
    pub const fn stated_minutes(&self) -> Option<f64> {
        self.minutes
    }

    /// What it asks, in file order; one part or more.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What it asks for and is marked by, where people mark it.
    pub const fn task(&self) -> Option<&Task> {
        self.task.as_ref()
    }

    /// The hash of all that decides which problems there are: parameters, requirements and radicals
    /// with what they use, but neither text nor version.
    pub const fn domain_fingerprint(&self) -> &[u8; 32] {
        &self.fingerprint
    }

    /// The misconceptions its answers can show, by name.
    pub fn misconceptions(&self) -> impl Iterator<Item = &str> {
        self.sections
            .iter()
            .filter_map(|section| match &section.kind {
                SectionKind::Misconception(id) => Some(id.as_str()),
                _ => None,
            })
    }

    /// How many hints there are.
    pub fn hint_count(&self) -> usize {
        let own = self
            .sections
            .iter()
            .filter(|section| section.language.is_none());
        own.filter(|section| section.kind == SectionKind::Hint)
            .count()
    }

    /// What is known of the whole domain; worked out when it is first asked for.
    pub fn proof(&self) -> &Proof {
        self.proof.get_or_init(|| Proof::of(self))
    }

    /// How many rows its table has, those left out that a condition rules out one by one.
    pub(super) fn row_count(&self) -> usize {
        self.table.as_ref().map_or(0, |table| table.places.len())
    }

    /// Whether a hole could stumble over a value of this incidental.
    pub(super) fn is_fragile(&self, incidental: &Parameter) -> bool {
        self.sections
            .iter()
            .any(|section| section.fragile.contains(incidental.name.as_ref()))
    }

    /// The place of a section among the compiled ones: in the language where the template speaks it,
    /// else in the bank's own.
    pub(super) fn section(&self, section: Section<'_>, locale: Locale) -> Option<usize> {
        let is_kind = |kind: &SectionKind| match (section, kind) {
            (Section::Stem, SectionKind::Stem)
            | (Section::Hint(_), SectionKind::Hint)
            | (Section::Solution, SectionKind::Solution) => true,
            (Section::Misconception(id), SectionKind::Misconception(known))
            | (Section::Part(id), SectionKind::Part(known)) => id == known,
            _ => false,
        };
        let nth = match section {
            Section::Hint(at) => at,
            _ => 0,
        };
        let language = self.speaks(locale).then_some(locale);
        (0..self.sections.len())
            .filter(|&at| is_kind(&self.sections[at].kind))
            .filter(|&at| self.sections[at].language == language)
            .nth(nth)
    }
}

/// Every misconception has a section that helps, and every such section a misconception.
fn check_feedback(compiler: &mut Compiler<'_>, front: &FrontMatter, sections: &[body::Section]) {
    let sections = sections.iter().filter_map(|section| match &section.kind {
        SectionKind::Misconception(id) => Some((id.as_str(), section.heading)),
        _ => None,
    });
    let written: Vec<(&str, Span)> = sections.collect();
    for misconception in &front.misconceptions {
        let id = &misconception.id;
        if !written.iter().any(|(known, _)| *known == id.value) {
            compiler
                .report(
                    codes::NO_FEEDBACK,
                    id.span,
                    format!("nothing is said to a learner who shows `{}`", id.value),
                )
                .help(format!("add a section `## Misconception: {}`", id.value));
        }
    }
    for (id, heading) in written {
        let mut known = front.misconceptions.iter().map(|known| &known.id.value);
        let mut unread = front.unread_misconceptions.iter();
        if !known.any(|known| known == id) && !unread.any(|unread| unread == id) {
            let ids = front
                .misconceptions
                .iter()
                .map(|known| known.id.value.as_str());
            let help = match crate::base::closest(id, ids) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("add [misconceptions.{id}] with its value"),
            };
            compiler
                .report(
                    codes::NO_MISCONCEPTION,
                    heading,
                    format!("there is no misconception `{id}`"),
                )
                .help(help);
        }
    }
}

/// Findings in the order of the file, each of them once.
fn in_order_once(diagnostics: &mut Vec<Diagnostic>) {
    let place = |diagnostic: &Diagnostic| diagnostic.labels.first().map(|label| label.span);
    let mut seen = HashSet::new();
    diagnostics.retain(|diagnostic| seen.insert((diagnostic.code, place(diagnostic))));
    diagnostics.sort_by_key(place);
}
