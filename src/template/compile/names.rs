//! The names of a template and what they stand for.

use super::{Compiled, Compiler, Reported, Result};
use crate::base::{Span, Spanned};
use crate::math::Symbol;
use crate::math::ast::{Ast, Node};
use crate::template::codes;
use std::collections::HashMap;

/// Words that cannot be names.
const KEYWORDS: [&str; 6] = ["and", "or", "not", "mod", "true", "false"];

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// A parameter or an incidental, in its registers.
    Value(Compiled),
    /// A named expression, compiled where it is first needed.
    Let(usize),
    /// A free symbol.
    Symbol,
}

/// A named expression.
struct Definition {
    name: Spanned<String>,
    /// `None` where it has no value: reported once, silent from then on.
    expression: Option<Ast>,
}

/// Every name and its meaning.
#[derive(Default)]
pub(super) struct Names {
    bindings: HashMap<String, Binding>,
    /// Names that depend on an incidental, directly or through others.
    surface: HashMap<String, bool>,
    definitions: Vec<Definition>,
}

impl Names {
    pub fn get(&self, name: &str) -> Option<&Binding> {
        self.bindings.get(name)
    }

    pub fn is_surface(&self, name: &str) -> bool {
        self.surface.get(name).copied().unwrap_or(false)
    }

    /// The incidentals a name depends on, directly or through others.
    pub fn incidentals_of(&self, name: &str) -> Vec<String> {
        if !self.is_surface(name) {
            return Vec::new();
        }
        match self.get(name) {
            Some(&Binding::Let(at)) => {
                let expression = self.definitions[at].expression.iter();
                let names = expression.flat_map(|ast| names_in(ast));
                names
                    .flat_map(|(name, _)| self.incidentals_of(name))
                    .collect()
            }
            _ => vec![name.to_owned()],
        }
    }

    /// All names, for “did you mean”.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.bindings.keys().map(String::as_str)
    }

    pub fn symbols(&self) -> Vec<Symbol> {
        let symbols = self
            .bindings
            .iter()
            .filter(|(_, b)| matches!(b, Binding::Symbol));
        let mut symbols: Vec<Symbol> = symbols.map(|(name, _)| name.as_str().into()).collect();
        symbols.sort();
        symbols
    }

    /// For each named expression whether it uses what is found in a part, directly or through
    /// others; definitions stand in any order, so this goes on until nothing more changes.
    fn following(&self) -> Vec<bool> {
        let is_part = |(name, _): (&str, Span)| name == "part" && self.get(name).is_none();
        let mut following: Vec<bool> = self
            .definitions
            .iter()
            .map(|definition| {
                let names = definition.expression.iter().flat_map(names_in);
                names.into_iter().any(is_part)
            })
            .collect();
        loop {
            let more: Vec<usize> = (0..following.len())
                .filter(|&at| !following[at])
                .filter(|&at| {
                    let expression = self.definitions[at].expression.iter();
                    let mut lets = expression.flat_map(|ast| self.lets_in(ast));
                    lets.any(|at| following[at])
                })
                .collect();
            if more.is_empty() {
                return following;
            }
            for at in more {
                following[at] = true;
            }
        }
    }

    /// The named expressions an expression uses.
    fn lets_in(&self, ast: &Ast) -> Vec<usize> {
        let binding = |(name, _): (&str, Span)| match self.get(name) {
            Some(&Binding::Let(at)) => Some(at),
            _ => None,
        };
        names_in(ast).into_iter().filter_map(binding).collect()
    }
}

impl Compiler<'_> {
    fn bind(&mut self, name: &Spanned<String>, binding: Binding, surface: bool) {
        if KEYWORDS.contains(&name.value.as_str()) {
            let message = format!("`{}` is a word of the language", name.value);
            self.report(codes::COLLISION, name.span, message)
                .help("choose another name");
            return;
        }
        if self.names.get(&name.value).is_some() {
            let message = format!("`{}` stands for something else already", name.value);
            self.report(codes::COLLISION, name.span, message)
                .help("choose another name");
            // Which of them is meant where it is used nobody knows.
            let unknown = Binding::Let(self.names.definitions.len());
            self.names.definitions.push(Definition {
                name: name.clone(),
                expression: None,
            });
            self.names.bindings.insert(name.value.clone(), unknown);
            return;
        }
        self.names.bindings.insert(name.value.clone(), binding);
        self.names.surface.insert(name.value.clone(), surface);
    }

    /// Makes a free symbol known.
    pub fn bind_symbol(&mut self, name: &Spanned<String>) {
        self.bind(name, Binding::Symbol, false);
    }

    /// Makes a parameter known.
    pub fn bind_parameter(&mut self, name: &Spanned<String>, value: Compiled) {
        self.bind(name, Binding::Value(value), false);
    }

    /// Lets a name stand for nothing again.
    pub fn forget(&mut self, name: &str) {
        self.names.bindings.remove(name);
        self.names.surface.remove(name);
    }

    /// Makes an incidental known, usable only where the surface is printed.
    pub fn bind_incidental(&mut self, name: &Spanned<String>, value: Compiled) {
        self.bind(name, Binding::Value(value), true);
    }

    /// Makes a name known whose definition could not be read: reported once, silent from then on.
    pub fn bind_unread(&mut self, name: &Spanned<String>) {
        self.bind(name, Binding::Let(self.names.definitions.len()), false);
        self.names.definitions.push(Definition {
            name: name.clone(),
            expression: None,
        });
    }

    /// Makes named expressions known; they may stand in any order but not lead back to themselves.
    pub fn define<'e>(
        &mut self,
        lets: impl Iterator<Item = (&'e Spanned<String>, &'e Spanned<String>)>,
    ) {
        for (name, text) in lets {
            let expression = self.parse(text).ok();
            self.bind(name, Binding::Let(self.names.definitions.len()), false);
            self.names.definitions.push(Definition {
                name: name.clone(),
                expression,
            });
        }
        self.break_circles();
        self.spread_surface();
    }

    /// Reports every circle once and forgets its expressions.
    fn break_circles(&mut self) {
        let definitions = &self.names.definitions;
        let mut graph = petgraph::graph::DiGraph::<usize, ()>::new();
        let nodes: Vec<_> = (0..definitions.len())
            .map(|at| graph.add_node(at))
            .collect();
        for (at, definition) in definitions.iter().enumerate() {
            for other in definition
                .expression
                .iter()
                .flat_map(|ast| self.names.lets_in(ast))
            {
                graph.update_edge(nodes[at], nodes[other], ());
            }
        }
        for component in petgraph::algo::tarjan_scc(&graph) {
            let mut circle: Vec<usize> = component.iter().map(|&node| graph[node]).collect();
            circle.sort_unstable();
            if circle.len() == 1 && !graph.contains_edge(component[0], component[0]) {
                continue;
            }
            let named = |at: &usize| format!("`{}`", self.names.definitions[*at].name.value);
            let names = circle.iter().map(named).collect::<Vec<_>>().join(", ");
            let message = match circle.len() {
                1 => format!("{names} is defined by itself"),
                _ => format!("{names} are defined by one another"),
            };
            let span = self.names.definitions[circle[0]].name.span;
            self.report(codes::CYCLE, span, message)
                .help("a name may use only names that do not lead back to it");
            for at in circle {
                self.names.definitions[at].expression = None;
            }
        }
    }

    /// Whatever uses a name of the surface is surface itself; definitions stand in any order, so
    /// this goes on until nothing more changes.
    fn spread_surface(&mut self) {
        loop {
            let names = &self.names;
            let uses_surface = |ast: &Ast| names_in(ast).iter().any(|(n, _)| names.is_surface(n));
            let spread: Vec<String> = names
                .definitions
                .iter()
                .filter(|definition| !names.is_surface(&definition.name.value))
                .filter(|definition| definition.expression.as_ref().is_some_and(uses_surface))
                .map(|definition| definition.name.value.clone())
                .collect();
            if spread.is_empty() {
                return;
            }
            self.names
                .surface
                .extend(spread.into_iter().map(|name| (name, true)));
        }
    }

    /// The expression a name stands for, where it stands for one.
    pub(super) fn definition(&self, name: &str) -> Option<Ast> {
        match self.names.get(name) {
            Some(&Binding::Let(at)) => self.names.definitions[at].expression.clone(),
            _ => None,
        }
    }

    /// Computes every name an expression uses, outside any of its branches: a named expression has
    /// one value, wherever it is used.
    pub(super) fn compute_names(&mut self, ast: &Ast) -> Result<()> {
        for at in self.names.lets_in(ast) {
            self.compute_let(at)?;
        }
        Ok(())
    }

    /// The value of a named expression, computed at its first use.
    pub(super) fn compute_let(&mut self, at: usize) -> Result<Compiled> {
        if let Some(value) = self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.lets.get(&at))
        {
            return Ok(value.clone());
        }
        let expression = self.names.definitions[at]
            .expression
            .clone()
            .ok_or(Reported)?;
        match self.expression(&expression) {
            Ok(value) => {
                self.scope().lets.insert(at, value.clone());
                Ok(value)
            }
            Err(Reported) => {
                self.names.definitions[at].expression = None;
                Err(Reported)
            }
        }
    }

    /// Computes all named expressions that depend neither on incidentals nor on what is found in a
    /// part, so that each is proved to have a value everywhere; the others are computed where they
    /// are used.
    pub fn compute_lets(&mut self) {
        for (at, follows) in self.names.following().into_iter().enumerate() {
            let name = &self.names.definitions[at].name.value;
            if !follows && !self.names.is_surface(name) {
                // What goes wrong here has been reported; the other names are still computed.
                let _ = self.compute_let(at);
            }
        }
    }
}

/// The names an expression uses, and where.
pub(in crate::template) fn names_in(ast: &Ast) -> Vec<(&str, Span)> {
    fn walk<'a>(ast: &'a Ast, names: &mut Vec<(&'a str, Span)>) {
        if let Node::Name(name) = &ast.node {
            names.push((name, ast.span));
        }
        for child in ast.children() {
            walk(child, names);
        }
    }
    let mut names = Vec::new();
    walk(ast, &mut names);
    names
}
