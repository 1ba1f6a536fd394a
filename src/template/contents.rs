//! From front matter and sections to the blocks of a template, in the order they run.

use super::body;
use super::codes;
use super::compile::{Compiled, Compiler, Reported, Result};
use super::domain::{self, Domain, Parameter};
use super::front_matter::{Entry, FrontMatter, RawDomain};
use super::item_template::{Radical, RadicalValue, Requirement};
use super::part::{self, Part};
use super::program::Block;
use super::rubric::Task;
use super::sections::{self, CompiledSection};
use super::slots;
use super::table::Table;
use crate::base::{Diagnostic, Source, Span, Spanned};
use crate::math::ast::Ast;

/// The most combinations of the incidentals that a hole computes with.
const MAX_SURFACES: u64 = 256;

/// What a template is made of once it has compiled.
pub(super) struct Contents {
    pub domain: Domain,
    pub incidentals: Domain,
    pub table: Option<Table>,
    pub validity: Block,
    pub requirements: Vec<Requirement>,
    pub radicals: Vec<Radical>,
    pub values: Block,
    pub parts: Vec<Part>,
    pub sections: Vec<CompiledSection>,
    pub task: Option<Task>,
}

impl Contents {
    /// Compiles all of it, as far as it can be.
    pub fn compile(
        compiler: &mut Compiler<'_>,
        (source, mut table): (&Source, Option<Table>),
        front: &FrontMatter,
        sections: &[body::Section],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self> {
        for symbol in &front.symbols {
            compiler.bind_symbol(symbol);
        }
        for name in &front.unread {
            compiler.bind_unread(name);
        }
        let rows = rows(compiler, front, &mut table);
        let (drawn, conditions) = match rows {
            Ok(Some((drawn, conditions))) => (Ok(Some(drawn)), conditions),
            Ok(None) => (Ok(None), Vec::new()),
            Err(Reported) => (Err(Reported), Vec::new()),
        };
        let domain = parameters(compiler, drawn, &front.parameters, Compiler::bind_parameter);
        let surface = &front.incidentals;
        let incidentals = parameters(compiler, Ok(None), surface, Compiler::bind_incidental);
        compiler.define(front.lets.iter().map(|entry| (&entry.name, &entry.value)));
        let requirements = requirements(compiler, front, conditions);
        let radicals = radicals(compiler, front);
        let validity = compiler.end_block();
        compiler.compute_lets();
        let values = compiler.end_block();
        let mut parts = part::compile(compiler, front);
        let task = Task::compile(compiler, front);
        let shown = (sections, front.figure.as_ref());
        let sections = sections::compile(compiler, source, shown, diagnostics);
        if let Ok(parts) = &mut parts {
            slots::place(compiler, parts, &sections);
        }
        let (incidentals, mut domain) = (incidentals?, domain?);
        if let Some(table) = &mut table {
            let order = table.settle(compiler.fields_told());
            domain.settle(&order, compiler.fields_told());
        }
        check_surfaces(compiler, front, &incidentals, &sections)?;
        Ok(Self {
            task: task?,
            domain,
            incidentals,
            table,
            validity,
            requirements: requirements?,
            radicals: radicals?,
            values,
            parts: parts?,
            sections,
        })
    }
}

/// The rows of a problem as a parameter, and the conditions on them together.
fn rows(
    compiler: &mut Compiler<'_>,
    front: &FrontMatter,
    table: &mut Option<Table>,
) -> Result<Option<(Parameter, Vec<Ast>)>> {
    let Some(raw) = &front.table else {
        return Ok(None);
    };
    let name = |name: &str| Spanned::new(name.to_owned(), raw.file.span);
    let built = match table {
        Some(table) => domain::build_table(compiler, raw, table),
        None => Err(Reported),
    };
    match built {
        Ok(built) => {
            compiler.bind_parameter(&name(built.name), built.value);
            Ok(Some((built.parameter, built.conditions)))
        }
        Err(Reported) => {
            compiler.bind_unread(&name(if raw.rows.is_some() {
                domain::ROWS
            } else {
                domain::ROW
            }));
            Err(Reported)
        }
    }
}

/// A domain: the rows of a table, where there are any, and then parameters in file order.
fn parameters<'s>(
    compiler: &mut Compiler<'s>,
    rows: Result<Option<Parameter>>,
    entries: &[Entry<Spanned<RawDomain>>],
    bind: impl Fn(&mut Compiler<'s>, &Spanned<String>, Compiled),
) -> Result<Domain> {
    let built: Vec<Result<Parameter>> = entries
        .iter()
        .map(|entry| {
            let built = domain::build(compiler, &entry.name, &entry.value);
            let (parameter, value) = built.inspect_err(|_| compiler.bind_unread(&entry.name))?;
            bind(compiler, &entry.name, value);
            Ok(parameter)
        })
        .collect();
    let built = built.into_iter().collect::<Result<Vec<Parameter>>>()?;
    let largest = (0..built.len()).max_by_key(|&at| built[at].count());
    match Domain::new(rows?.into_iter().chain(built).collect()) {
        Some(domain) => Ok(domain),
        None => compiler.fail(
            codes::DOMAIN_TOO_LARGE,
            largest.map_or(Span::at(0), |at| entries[at].name.span),
            "the domain has more than 2^62 tuples",
            "use fewer or shorter domains",
        ),
    }
}

/// Each requirement runs as soon as its inputs exist, those with the least work first.
fn requirements(
    compiler: &mut Compiler<'_>,
    front: &FrontMatter,
    of_rows: Vec<Ast>,
) -> Result<Vec<Requirement>> {
    let guards = of_rows.len();
    let of_rows = of_rows.into_iter().map(|ast| ("where".to_owned(), Ok(ast)));
    let written = front.require.iter();
    let written = written.map(|entry| (entry.name.value.clone(), compiler.parse(&entry.value)));
    let conditions: Vec<(String, Result<Ast>)> =
        of_rows.chain(written.collect::<Vec<_>>()).collect();
    let mut requirements = Vec::new();
    let mut failed = false;
    for (at, (name, ast)) in conditions.into_iter().enumerate() {
        let Ok(ast) = ast else {
            failed = true;
            continue;
        };
        let span = ast.span;
        let (compiled, alone) = compiler.alone(|compiler| {
            let condition = compiler.condition(&ast)?;
            compiler.require(condition, 0, span)
        });
        failed |= compiled.is_err();
        let requirement = Requirement {
            name,
            span,
            guards_table: at < guards,
            alone,
        };
        requirements.push((requirement, ast));
    }
    if failed {
        return Err(Reported);
    }
    requirements.sort_by_key(|(requirement, _)| requirement.alone.operations.len());
    for (at, (requirement, ast)) in requirements.iter().enumerate() {
        let condition = compiler.condition(ast)?;
        compiler.require(condition, at as u16, requirement.span)?;
    }
    Ok(requirements
        .into_iter()
        .map(|(requirement, _)| requirement)
        .collect())
}

fn radicals(compiler: &mut Compiler<'_>, front: &FrontMatter) -> Result<Vec<Radical>> {
    let compiled: Vec<Result<Radical>> = front
        .radicals
        .iter()
        .map(|entry| {
            let value = match compiler.text(&entry.value)? {
                Compiled::Boolean(register) => RadicalValue::Boolean(register),
                Compiled::Number(register, _) => RadicalValue::Number(register),
                other => {
                    return compiler.expected(
                        "true or false or a small integer",
                        &other,
                        entry.value.span,
                    );
                }
            };
            let name = entry.name.value.as_str().into();
            Ok(Radical {
                name,
                value,
                span: entry.value.span,
            })
        })
        .collect();
    compiled.into_iter().collect()
}

/// The proof goes through the incidentals that a hole could stumble over, so they must be few.
fn check_surfaces(
    compiler: &mut Compiler<'_>,
    front: &FrontMatter,
    incidentals: &Domain,
    sections: &[CompiledSection],
) -> Result<()> {
    let is_fragile = |name: &str| {
        sections
            .iter()
            .any(|section| section.fragile.contains(name))
    };
    let fragile = || {
        incidentals
            .parameters()
            .iter()
            .filter(|p| is_fragile(&p.name))
    };
    let combinations = fragile().try_fold(1_u64, |product, p| product.checked_mul(p.count()));
    if combinations.is_some_and(|combinations| combinations <= MAX_SURFACES) {
        return Ok(());
    }
    let entry = front
        .incidentals
        .iter()
        .find(|entry| is_fragile(&entry.name.value));
    let names: Vec<&str> = fragile().map(|parameter| parameter.name.as_ref()).collect();
    compiler.fail(
        codes::MANY_SURFACES,
        entry.map_or(Span::at(0), |entry| entry.name.span),
        format!(
            "holes compute with {}, which have too many values to be proved",
            names.join(", ")
        ),
        format!(
            "at most {MAX_SURFACES} combinations can be; make it a parameter, or leave it as words"
        ),
    )
}
