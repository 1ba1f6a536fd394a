//! From a template's expressions to blocks of operations: names, types, registers.

mod emit;
mod expression;
mod functions;
mod names;
mod polynomial;
mod rows;
mod statement;
mod symbolic;
mod texts;
mod value;

pub(super) use emit::as_symbolic;
#[cfg(test)]
pub(super) use functions::names as function_names;
pub(super) use names::names_in;
pub(super) use rows::Rows;
pub(super) use symbolic::Symbolic;
pub(super) use value::{Compiled, NumberKind};

use super::codes;
use super::program::{Block, Operation, Program, Register};
use crate::base::{Code, Diagnostic, Source, Span, Spanned};
use crate::math::ast::Ast;
use crate::math::{Rational, Symbol, parse_expression};
use names::Names;
use std::collections::{BTreeSet, HashMap};

/// What an expression may be, where nothing more precise can be said.
const EXPRESSIONS: &str =
    "an expression has numbers, names, texts in quotes, + - * / ^ mod, comparisons and functions";

/// A mistake that has been reported already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reported;

pub(super) type Result<T> = std::result::Result<T, Reported>;

/// What has been computed by operations that are sure to have run before.
#[derive(Default)]
struct Scope {
    computed: HashMap<Operation, Register>,
    lets: HashMap<usize, Compiled>,
    /// Whether the values of incidentals may be used.
    surface: bool,
}

/// What a learner finds in a part, for parts after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A number, in this register.
    Number(Register),
    /// Something else.
    NoNumber,
    /// What its author did not say in a way that can be understood: that has been reported.
    Unknown,
}

/// Compiles the expressions of one template.
pub(super) struct Compiler<'s> {
    source: &'s Source,
    pub program: Program,
    pub diagnostics: Vec<Diagnostic>,
    names: Names,
    block: Block,
    scopes: Vec<Scope>,
    constants: HashMap<Rational, Register>,
    constant_values: HashMap<Register, Rational>,
    constant_texts: HashMap<String, Register>,
    /// The fields that say which problem it is: all that are read but where only an answer is
    /// explained.
    fields_told: BTreeSet<String>,
    /// The lists that some lists were sorted by.
    sorted_by: HashMap<Register, Compiled>,
    /// The incidentals that have been read since this was last emptied.
    surface_read: BTreeSet<String>,
    /// The parts whose answers may be used, by name.
    pub found: Vec<(String, Found)>,
    /// Whether one of those has been used since this was last unset.
    pub found_read: bool,
}

impl<'s> Compiler<'s> {
    /// A compiler that knows no names yet.
    pub fn new(source: &'s Source) -> Self {
        Self {
            source,
            program: Program::default(),
            diagnostics: Vec::new(),
            names: Names::default(),
            block: Block::default(),
            scopes: vec![Scope::default()],
            constants: HashMap::new(),
            constant_values: HashMap::new(),
            constant_texts: HashMap::new(),
            fields_told: BTreeSet::new(),
            sorted_by: HashMap::new(),
            surface_read: BTreeSet::new(),
            found: Vec::new(),
            found_read: false,
        }
    }

    /// The free symbols, in alphabetical order.
    pub fn symbols(&self) -> Vec<Symbol> {
        self.names.symbols()
    }

    /// Reads an expression, its places those of the file.
    pub fn parse(&mut self, text: &Spanned<String>) -> Result<Ast> {
        match parse_expression(&text.value) {
            Ok(ast) => Ok(ast.shifted(text.span.start)),
            Err(error) => {
                let span = error.span.shifted(text.span.start);
                let help = error.help.unwrap_or_else(|| EXPRESSIONS.to_owned());
                self.fail(codes::SYNTAX, span, error.message, help)
            }
        }
    }

    /// Reads and compiles an expression into the current block.
    pub fn text(&mut self, text: &Spanned<String>) -> Result<Compiled> {
        let ast = self.parse(text)?;
        self.expression(&ast)
    }

    /// Compiles an expression into the current block, after the names it needs.
    pub fn expression(&mut self, ast: &Ast) -> Result<Compiled> {
        self.compute_names(ast)?;
        self.lower(ast)
    }

    /// Compiles a condition into the current block, after the names it needs.
    pub fn condition(&mut self, ast: &Ast) -> Result<Register> {
        match self.expression(ast)? {
            Compiled::Boolean(register) => Ok(register),
            other => self.expected("true or false", &other, ast.span),
        }
    }

    /// Compiles something into the current block; what it computes is not known afterwards.
    pub fn apart<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        self.in_scope(compile)
    }

    /// Compiles something on top of what has been computed so far, which it does not add to.
    pub fn within<T>(&mut self, surface: bool, compile: impl FnOnce(&mut Self) -> T) -> (T, Block) {
        let outer = std::mem::take(&mut self.block);
        self.scopes.push(Scope {
            surface,
            ..Scope::default()
        });
        let value = compile(self);
        self.scopes.pop();
        (value, std::mem::replace(&mut self.block, outer))
    }

    /// Compiles what explains an answer: the fields it reads do not say which problem it is.
    pub fn explaining<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        let told = self.fields_told.clone();
        let value = compile(self);
        self.fields_told = told;
        value
    }

    /// The fields of rows that say which problem it is.
    pub const fn fields_told(&self) -> &BTreeSet<String> {
        &self.fields_told
    }

    /// Compiles something from the parameters alone.
    pub fn alone<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> (T, Block) {
        let scopes = std::mem::take(&mut self.scopes);
        let compiled = self.within(false, compile);
        self.scopes = scopes;
        compiled
    }

    /// Compiles something, and says which incidentals could make it fail: those it reads, where it
    /// does something that not every operand has a result for.
    pub fn reading<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> (T, BTreeSet<String>) {
        let start = self.emitted();
        self.surface_read.clear();
        let value = compile(self);
        let fragile = self.can_fault_since(start);
        let read = self.take_read();
        (value, if fragile { read } else { BTreeSet::new() })
    }

    /// The incidentals that have been read since this was last asked.
    pub fn take_read(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.surface_read)
    }

    /// How many operations the current block has.
    pub const fn emitted(&self) -> usize {
        self.block.operations.len()
    }

    /// Whether one of the operations from this one on has no result for some operands.
    pub fn can_fault_since(&self, start: usize) -> bool {
        let mut since = self.block.operations.iter().skip(start);
        since.any(|operation| operation.action.can_fault())
    }

    /// Ends the current block; what it computed stays known.
    pub fn end_block(&mut self) -> Block {
        std::mem::take(&mut self.block)
    }

    fn scope(&mut self) -> &mut Scope {
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    /// Whether the values of incidentals may be used here.
    fn on_surface(&self) -> bool {
        self.scopes.iter().any(|scope| scope.surface)
    }

    /// Reports an error; the handle adds to it.
    pub fn report(&mut self, code: Code, span: Span, message: impl Into<String>) -> Handle<'_> {
        self.diagnostics
            .push(Diagnostic::error(code, self.source, span, message));
        Handle(&mut self.diagnostics)
    }

    /// Reports an error and gives up on the value.
    pub fn fail<T>(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Result<T> {
        self.report(code, span, message).help(help);
        Err(Reported)
    }
}

/// The diagnostic reported last.
pub(super) struct Handle<'d>(&'d mut Vec<Diagnostic>);

impl Handle<'_> {
    /// Says what to do.
    pub fn help(self, help: impl Into<String>) {
        if let Some(last) = self.0.last_mut() {
            last.help = Some(help.into());
        }
    }
}
