//! Functions, roots and indices, with brackets and without.

use super::ReadingRule;
use super::fault::{Fault, Trouble};
use super::grammar::{Grammar, Read, level, ungrouped};
use super::token::{Bracket, Kind, Named};
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Collection, Function};

/// Functions that are only named where any letter is a symbol.
const USUAL: [&str; 6] = ["f", "g", "h", "F", "G", "H"];

/// How far ahead is looked for a second value in a bracket.
const LONGEST_LIST: usize = 100;

impl Grammar<'_> {
    /// A known function, from behind its name.
    pub fn function(&mut self, named: Named, span: Span) -> Read<Ast> {
        // Exponent and base may be functions again, without an expression between.
        self.deeper(|grammar| grammar.applied(named, span))
    }

    fn applied(&mut self, named: Named, span: Span) -> Read<Ast> {
        let exponent = match self.peek() {
            Some(Kind::Operator(BinaryOp::Power)) => {
                self.at += 1;
                Some(self.bare_exponent()?)
            }
            _ => None,
        };
        let base = match (self.peek(), named) {
            (Some(Kind::Subscript), Named::Known(Function::Log)) => {
                self.at += 1;
                Some(ungrouped(self.value()?))
            }
            _ => None,
        };
        let is_root = matches!(named, Named::Known(Function::Sqrt) | Named::RootOf(_));
        let mut arguments = match self.peek() {
            Some(Kind::Open(bracket)) if *bracket != Bracket::Angle => self.arguments()?,
            _ if is_root => vec![self.radicand(span)?],
            _ => vec![self.bare_argument(span)?],
        };
        if arguments.is_empty() {
            return Err(Trouble {
                fault: Fault::NoArgument,
                span,
            });
        }
        arguments.extend(base);
        let end = self.end_of_last();
        let whole = Span::new(span.start, end.max(span.end));
        let inverse = exponent.as_ref().filter(|exponent| is_minus_one(exponent));
        if inverse.is_some()
            && let Some(inverse) = inverse_of(named)
        {
            self.doubt(whole, ReadingRule::InverseFunction);
            return self.call(Named::Known(inverse), span, arguments, whole);
        }
        let call = self.call(named, span, arguments, whole)?;
        match exponent {
            None => Ok(call),
            Some(exponent) => Ok(self.node(
                Node::Binary(BinaryOp::Power, Box::new(call), Box::new(exponent)),
                whole,
            )),
        }
    }

    /// Where the last word that was read ends.
    fn end_of_last(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |token| token.span.end)
    }

    /// The exponent between a function and its argument: `sin² x`, `sin^-1 x`.
    fn bare_exponent(&mut self) -> Read<Ast> {
        let start = self.place();
        if self.peek() != Some(&Kind::Operator(BinaryOp::Subtract)) {
            return Ok(ungrouped(self.value()?));
        }
        self.at += 1;
        let value = ungrouped(self.value()?);
        let span = start.to(value.span);
        Ok(self.node(Node::Unary(UnaryOp::Negate, Box::new(value)), span))
    }

    /// The arguments in a bracket, which opens here.
    fn arguments(&mut self) -> Read<Vec<Ast>> {
        let open = self.place();
        let Some(&Kind::Open(bracket)) = self.peek() else {
            return Err(self.trouble(Fault::Stray));
        };
        self.deepen()?;
        self.at += 1;
        let arguments = self.elements(bracket, open)?;
        self.close(bracket, open)?;
        Ok(arguments)
    }

    /// The argument without brackets: all factors up to the next sign or function.
    fn bare_argument(&mut self, function: Span) -> Read<Ast> {
        self.has_argument(function)?;
        let mut argument = ungrouped(self.expression(level::SIGN)?);
        let mut doubtful = matches!(argument.node, Node::Binary(BinaryOp::Power, ..));
        while self.goes_on() && !matches!(self.peek(), Some(Kind::Function(_) | Kind::Root(_))) {
            let ends_in_number = self
                .at
                .checked_sub(1)
                .and_then(|at| self.tokens.get(at))
                .is_some_and(|token| token.kind.is_number());
            if ends_in_number && self.peek().is_some_and(Kind::is_number) {
                break;
            }
            self.deepen()?;
            let factor = self.expression(level::SIGN)?;
            argument = self.operation(BinaryOp::Multiply, argument, factor)?;
            doubtful = true;
        }
        let divided = self.peek() == Some(&Kind::Operator(BinaryOp::Divide));
        let by_function = matches!(
            self.tokens.get(self.at + 1).map(|token| &token.kind),
            Some(Kind::Function(_))
        );
        if doubtful || (divided && !by_function) {
            self.doubt(function.to(argument.span), ReadingRule::FunctionArgument);
        }
        Ok(argument)
    }

    fn has_argument(&self, function: Span) -> Read<()> {
        let begins = match self.peek() {
            Some(Kind::Operator(BinaryOp::Subtract) | Kind::PlusMinus { .. }) => true,
            Some(Kind::Bar) => self.bars == 0,
            Some(kind) => kind.begins_operand(),
            None => false,
        };
        if begins {
            return Ok(());
        }
        Err(Trouble {
            fault: Fault::NoArgument,
            span: function,
        })
    }

    /// `√`, `∛`, from behind the sign.
    pub fn root(&mut self, index: u32, span: Span) -> Read<Ast> {
        let arguments = match self.peek() {
            Some(Kind::Open(Bracket::Round | Bracket::Curly)) => self.arguments()?,
            _ => vec![self.radicand(span)?],
        };
        let named = match index {
            2 => Named::Known(Function::Sqrt),
            index => Named::RootOf(index),
        };
        if arguments.is_empty() {
            return Err(Trouble {
                fault: Fault::NoArgument,
                span,
            });
        }
        let whole = Span::new(span.start, self.end_of_last().max(span.end));
        self.call(named, span, arguments, whole)
    }

    /// What is under a root without brackets: one factor.
    fn radicand(&mut self, root: Span) -> Read<Ast> {
        self.has_argument(root)?;
        let radicand = ungrouped(self.expression(level::SIGN)?);
        let touches = self.goes_on()
            && !matches!(self.peek(), Some(Kind::Function(_) | Kind::Root(_)))
            && self.tokens.get(self.at).is_some_and(|next| !next.spaced);
        if touches || matches!(radicand.node, Node::Binary(BinaryOp::Power, ..)) {
            let end = if touches { self.place() } else { radicand.span };
            self.doubt(root.to(end), ReadingRule::RootOfFactor);
        }
        Ok(radicand)
    }

    /// A function with its arguments, as many as it takes.
    fn call(
        &mut self,
        named: Named,
        span: Span,
        mut arguments: Vec<Ast>,
        whole: Span,
    ) -> Read<Ast> {
        let (least, most) = match named {
            Named::Known(function) => arity(function),
            Named::Matrix => (1, usize::MAX),
            _ => (1, 1),
        };
        if arguments.len() < least || arguments.len() > most {
            return Err(Trouble {
                fault: Fault::Arguments { least, most },
                span,
            });
        }
        let function = match named {
            Named::Matrix => {
                let length = |row: &Ast| match &row.node {
                    Node::Collection(Collection::List, row) => Some(row.len()),
                    _ => None,
                };
                let first = arguments.first().and_then(length);
                if first.is_none() || arguments.iter().any(|row| length(row) != first) {
                    return Err(Trouble {
                        fault: Fault::UnequalRows,
                        span: whole,
                    });
                }
                return Ok(self.node(Node::Collection(Collection::List, arguments), whole));
            }
            Named::Known(Function::Root) if arguments.len() == 1 => Function::Sqrt,
            Named::Known(function) => function,
            Named::LogTo(base) => {
                arguments.push(self.node(Node::Number(base.into()), span));
                Function::Log
            }
            Named::RootOf(index) => {
                arguments.push(self.node(Node::Number(index.into()), span));
                Function::Root
            }
            Named::Reciprocal(function) => {
                let one = self.node(Node::Number(1.into()), span);
                let name = function.name().to_owned();
                let call = self.node(Node::Call(name, span, arguments), whole);
                let reciprocal = Node::Binary(BinaryOp::Divide, Box::new(one), Box::new(call));
                return Ok(self.node(reciprocal, whole));
            }
        };
        let name = function.name().to_owned();
        Ok(self.node(Node::Call(name, span, arguments), whole))
    }

    /// A symbol, or a function that is only named with its arguments.
    pub fn named(&mut self, name: &str, span: Span) -> Read<Ast> {
        let opens = self.peek() == Some(&Kind::Open(Bracket::Round));
        if opens && self.is_function(name) {
            let arguments = self.arguments()?;
            if arguments.is_empty() {
                return Err(Trouble {
                    fault: Fault::NoArgument,
                    span,
                });
            }
            let whole = Span::new(span.start, self.end_of_last());
            return Ok(self.node(Node::Call(name.to_owned(), span, arguments), whole));
        }
        Ok(self.node(Node::Name(name.to_owned()), span))
    }

    /// Whether a name before a bracket is one of a function.
    fn is_function(&self, name: &str) -> bool {
        if self
            .syntax
            .functions
            .iter()
            .any(|function| **function == *name)
        {
            return true;
        }
        self.syntax.symbols.is_none()
            && self.tokens.get(self.at).is_some_and(|open| !open.spaced)
            && (USUAL.contains(&name) || self.lists_values())
    }

    /// Whether the bracket that opens here holds more than one value.
    fn lists_values(&self) -> bool {
        let mut depth = 0_usize;
        for token in self.tokens.iter().skip(self.at).take(LONGEST_LIST) {
            match token.kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => depth = depth.saturating_sub(1),
                Kind::Separator if depth == 1 => return true,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        false
    }

    /// A symbol with an index in brackets, `a[1]`, `a_(n + 1)`; the value back where it is none.
    ///
    /// `a[1]` is the symbol `a_1`, where it is declared or any letter is one; `a[n + 1]` is the
    /// function `a_` of n + 1.
    pub fn indexed(&mut self, value: Ast) -> Read<Result<Ast, Ast>> {
        let is_subscript = self.peek() == Some(&Kind::Subscript);
        let opening = self.at + usize::from(is_subscript);
        let touches = self
            .tokens
            .get(opening)
            .is_some_and(|token| !token.spaced && matches!(token.kind, Kind::Open(_)));
        let name = match &value.node {
            Node::Name(name) if touches && !name.contains('_') => name.clone(),
            _ if is_subscript => return Err(self.trouble(Fault::Stray)),
            _ => return Ok(Err(value)),
        };
        if !is_subscript && self.closes_by_opening() {
            return Ok(Err(value));
        }
        let any = self.syntax.symbols.is_none();
        let literal = match self.tokens.get(opening + 1).map(|token| &token.kind) {
            Some(Kind::Number(literal)) if literal.is_integer() => Some(literal.digits.clone()),
            Some(Kind::Name(index)) => Some(index.clone()),
            _ => None,
        };
        let ends = matches!(
            self.tokens.get(opening + 2).map(|token| &token.kind),
            Some(Kind::Close(_))
        );
        let symbol = literal
            .filter(|_| ends)
            .map(|index| format!("{name}_{index}"));
        let sequence = format!("{name}_");
        let is_sequence = self
            .syntax
            .functions
            .iter()
            .any(|known| **known == *sequence);
        match symbol {
            Some(symbol) if any || self.syntax.declares(&symbol) => {
                let span = Span::new(value.span.start, self.tokens[opening + 2].span.end);
                self.at = opening + 3;
                Ok(Ok(self.node(Node::Name(symbol), span)))
            }
            _ if any || is_sequence => {
                self.at = opening;
                let arguments = self.arguments()?;
                let span = Span::new(value.span.start, self.end_of_last());
                Ok(Ok(
                    self.node(Node::Call(sequence, value.span, arguments), span)
                ))
            }
            _ if is_subscript => Err(self.trouble(Fault::Stray)),
            _ => Ok(Err(value)),
        }
    }
}

/// How many arguments a function takes, at least and at most.
const fn arity(function: Function) -> (usize, usize) {
    match function {
        Function::Root | Function::Log => (1, 2),
        Function::Binomial => (2, 2),
        Function::Min | Function::Max | Function::Gcd | Function::Lcm => (1, usize::MAX),
        _ => (1, 1),
    }
}

/// What the exponent −1 makes of a function.
const fn inverse_of(named: Named) -> Option<Function> {
    match named {
        Named::Known(Function::Sin) => Some(Function::Asin),
        Named::Known(Function::Cos) => Some(Function::Acos),
        Named::Known(Function::Tan) => Some(Function::Atan),
        _ => None,
    }
}

fn is_minus_one(ast: &Ast) -> bool {
    let Node::Unary(UnaryOp::Negate, inner) = &ast.node else {
        return false;
    };
    matches!(&inner.node, Node::Number(literal) if literal.is_integer() && literal.digits == "1")
}
