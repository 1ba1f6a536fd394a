//! Texts: put together, taken apart, asked about.

use super::emit::Bank;
use super::{Compiled, Compiler, NumberKind, Reported, Result};
use crate::base::Span;
use crate::math::ast::{Ast, Node};
use crate::template::codes;
use crate::template::program::{Action, Piece, Register};

impl Compiler<'_> {
    /// A text, or a report that it is none.
    pub(super) fn text_register(&mut self, ast: &Ast) -> Result<Register> {
        match self.lower(ast)? {
            Compiled::Text(register) => Ok(register),
            other => self.expected("a text", &other, ast.span),
        }
    }

    /// A text or number as a piece of a longer text.
    fn piece(&mut self, ast: &Ast) -> Result<Piece> {
        Ok(match self.lower(ast)? {
            Compiled::Text(register) => Piece::Text(register),
            Compiled::Number(register, NumberKind::Decimal(places)) => {
                Piece::Decimal(register, places)
            }
            Compiled::Number(register, _) => Piece::Number(register),
            other => return self.expected("a text or a number", &other, ast.span),
        })
    }

    /// `join("a", n, …)`: side by side; `join(list, ", ")`: with something between.
    pub(super) fn join(&mut self, arguments: &[Ast], span: Span) -> Result<Compiled> {
        if let [list, between] = arguments {
            let value = self.lower(list)?;
            if value.list().is_some() {
                let texts = self.each_with(&value, "{}", list.span)?;
                let between = self.text_register(between)?;
                let joined = self.emit(Action::JoinList, Bank::Texts, texts, between, span)?;
                return Ok(Compiled::Text(joined));
            }
        }
        let pieces: Vec<Piece> = arguments
            .iter()
            .map(|argument| self.piece(argument))
            .collect::<Result<_>>()?;
        let (a, b) = self.pieces(&pieces, span)?;
        Ok(Compiled::Text(self.emit(
            Action::Join,
            Bank::Texts,
            a,
            b,
            span,
        )?))
    }

    /// `fill("{} and {}", "a", "b")`: words in place of the blanks; a single word in all of them.
    pub(super) fn fill(&mut self, arguments: &[Ast], span: Span) -> Result<Compiled> {
        let text = arguments.first().ok_or(Reported)?;
        let mut pieces = vec![Piece::Text(self.text_register(text)?)];
        for word in arguments.get(1..).unwrap_or_default() {
            pieces.push(self.piece(word)?);
        }
        let (a, b) = self.pieces(&pieces, span)?;
        Ok(Compiled::Text(self.emit(
            Action::Fill,
            Bank::Texts,
            a,
            b,
            text.span,
        )?))
    }

    /// `each(rows, "{event} ({year})")`, `each(list, "{} cm")`: a text for every row or element.
    pub(super) fn each(&mut self, what: &Ast, shape: &Ast) -> Result<Compiled> {
        let value = self.lower(what)?;
        let Node::Text(text) = &shape.node else {
            let message = "what `each` writes is not a text in quotes";
            let help = "write it out, such as each(rows, \"{event} ({year})\")";
            return self.fail(codes::TYPE, shape.span, message, help);
        };
        if !matches!(value, Compiled::Rows(_)) && value.list().is_none() {
            return self.expected("rows or a list", &value, what.span);
        }
        self.each_with(&value, text, shape.span)
            .map(Compiled::Texts)
    }

    fn each_with(&mut self, value: &Compiled, shape: &str, span: Span) -> Result<Register> {
        if let (Compiled::Texts(list), "{}") = (value, shape) {
            return Ok(*list);
        }
        let mut pieces = Vec::new();
        let mut rest = shape;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Text(self.constant_text(before)));
            }
            let Some((field, after)) = after.split_once('}') else {
                let help = "write the name of a field between { and }";
                return self.fail(codes::SYNTAX, span, "this `{` is never closed", help);
            };
            pieces.push(self.element_piece(value, field.trim(), span)?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(self.constant_text(rest)));
        }
        if !pieces.iter().any(|piece| piece.list().is_some()) {
            let help = "write {field} for a field of the row, {} for an element of a list";
            return self.fail(
                codes::SYNTAX,
                span,
                "this is the same for every element",
                help,
            );
        }
        let (a, b) = self.pieces(&pieces, span)?;
        self.emit(Action::Each, Bank::Lists, a, b, span)
    }

    /// What stands in one pair of braces.
    fn element_piece(&mut self, value: &Compiled, field: &str, span: Span) -> Result<Piece> {
        let list = match (value, field) {
            (Compiled::Rows(rows), field) => self.rows_field(rows, field, span)?,
            (list, "") => list.clone(),
            (_, field) => {
                let message = format!("an element of a list has no field `{field}`");
                return self.fail(
                    codes::UNKNOWN_NAME,
                    span,
                    message,
                    "write {} for the element",
                );
            }
        };
        match list {
            Compiled::Texts(list) => Ok(Piece::TextAt(list)),
            Compiled::Numbers(list, NumberKind::Decimal(places)) => {
                Ok(Piece::DecimalAt(list, places))
            }
            Compiled::Numbers(list, _) => Ok(Piece::NumberAt(list)),
            other => self.expected("a list", &other, span),
        }
    }

    /// A text to another.
    pub(super) fn of_text(&mut self, action: Action, text: &Ast, span: Span) -> Result<Compiled> {
        let text = self.text_register(text)?;
        Ok(Compiled::Text(self.emit(
            action,
            Bank::Texts,
            text,
            0,
            span,
        )?))
    }

    /// A question about two texts.
    pub(super) fn text_test(
        &mut self,
        action: Action,
        (text, part): (&Ast, &Ast),
        span: Span,
    ) -> Result<Compiled> {
        let (text, part) = (self.text_register(text)?, self.text_register(part)?);
        Ok(Compiled::Boolean(self.emit(
            action,
            Bank::Booleans,
            text,
            part,
            span,
        )?))
    }

    /// `split("a, b", ", ")`: the parts of a text.
    pub(super) fn split(&mut self, text: &Ast, by: &Ast, span: Span) -> Result<Compiled> {
        let (text, by) = (self.text_register(text)?, self.text_register(by)?);
        Ok(Compiled::Texts(self.emit(
            Action::Split,
            Bank::Lists,
            text,
            by,
            span,
        )?))
    }

    /// `letters("its")`: the characters of a text.
    pub(super) fn letters(&mut self, text: &Ast, span: Span) -> Result<Compiled> {
        let text = self.text_register(text)?;
        Ok(Compiled::Texts(self.emit(
            Action::Letters,
            Bank::Lists,
            text,
            0,
            span,
        )?))
    }

    /// `replace(text, old, new)`: `new` wherever `old` stood.
    pub(super) fn replace(&mut self, arguments: &[Ast], span: Span) -> Result<Compiled> {
        let registers: Vec<Register> = arguments
            .iter()
            .map(|argument| self.text_register(argument))
            .collect::<Result<_>>()?;
        let (a, b) = self.operands(&registers, span)?;
        Ok(Compiled::Text(self.emit(
            Action::Replace,
            Bank::Texts,
            a,
            b,
            span,
        )?))
    }
}
