//! Mathematics as plain text that can be read aloud: `3/4 × 2 = 1 1/2`.

use super::dress::dressed;
use super::hole::{Hole, hole_index};
use super::markdown::Formula;
use super::program::{Dress, Program};
use super::{Format, Output, Place};
use pulldown_latex::event::{
    Content, EnvironmentFlow, Event, Grouping, ScriptPosition, ScriptType, Visual,
};
use pulldown_latex::{Parser, Storage};
use std::iter::Peekable;

/// Elements within each other; deeper ones are left out.
const MAX_DEPTH: usize = 64;

/// Writes a formula that has been checked.
pub(super) fn write(formula: &Formula, holes: &[Hole]) -> Program {
    let storage = Storage::new();
    let events = Parser::new(&formula.source, &storage).map_while(Result::ok);
    let mut reader = Reader {
        events: events.peekable(),
        holes,
        line_break: if formula.display { "\n" } else { "; " },
        depth: 0,
    };
    reader.rows()
}

/// What an element is to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Atom {
    Operand,
    /// An operand that reads wrongly next to another one.
    Fraction,
    Operator,
    Relation,
    Open,
    Close,
    Punctuation,
    Function,
    /// Words, with their own spaces.
    Words,
    Space,
    /// Nothing that is written.
    Nothing,
}

struct Part {
    atom: Atom,
    program: Program,
}

impl Part {
    fn text(atom: Atom, text: &str) -> Self {
        let mut program = Program::default();
        program.literal(text);
        Self { atom, program }
    }
}

/// A row of elements, spaced as they come.
#[derive(Default)]
struct Row {
    program: Program,
    last: Option<Atom>,
    spaced: bool,
}

impl Row {
    fn after_operand(&self) -> bool {
        matches!(
            self.last,
            Some(Atom::Operand | Atom::Fraction | Atom::Close | Atom::Words)
        )
    }

    fn space(&mut self) {
        if !self.spaced && !self.program.is_empty() {
            self.program.character(' ');
            self.spaced = true;
        }
    }

    fn push(&mut self, part: Part) {
        let spaced_before = match part.atom {
            Atom::Nothing => return,
            Atom::Space => {
                self.space();
                return;
            }
            Atom::Operator => self.after_operand(),
            Atom::Relation => true,
            Atom::Fraction => self.after_operand(),
            Atom::Operand | Atom::Open => {
                self.last == Some(Atom::Fraction)
                    || (self.last == Some(Atom::Function) && part.atom != Atom::Open)
            }
            Atom::Function => self.after_operand() || self.last == Some(Atom::Function),
            Atom::Close | Atom::Punctuation | Atom::Words => false,
        };
        let binary = part.atom == Atom::Operator && self.after_operand();
        if spaced_before {
            self.space();
        }
        self.spaced = part.program.literals().ends_with(' ') && !part.program.has_holes();
        self.program.append(part.program);
        if binary || matches!(part.atom, Atom::Relation | Atom::Punctuation) {
            self.space();
        }
        self.last = Some(part.atom);
    }

    fn finish(mut self) -> Program {
        if !self.program.has_holes() || self.spaced {
            self.program.trim_end();
        }
        self.program
    }
}

struct Reader<'h, I: Iterator> {
    events: Peekable<I>,
    holes: &'h [Hole],
    /// Between the rows of an array.
    line_break: &'static str,
    depth: usize,
}

impl<'e, I: Iterator<Item = Event<'e>>> Reader<'_, I> {
    /// Rows of cells, up to the end of the group or the formula.
    fn rows(&mut self) -> Program {
        let mut program = self.row();
        while let Some(Event::EnvironmentFlow(flow)) = self
            .events
            .next_if(|event| matches!(event, Event::EnvironmentFlow(_)))
        {
            let cell = self.row();
            if cell.is_empty() {
                continue;
            }
            let between = match flow {
                EnvironmentFlow::NewLine { .. } => self.line_break,
                EnvironmentFlow::Alignment | EnvironmentFlow::StartLines { .. } => " ",
            };
            program.literal(if program.is_empty() { "" } else { between });
            program.append(cell);
        }
        program
    }

    fn row(&mut self) -> Program {
        let mut row = Row::default();
        while let Some(event) = self
            .events
            .next_if(|event| !matches!(event, Event::End | Event::EnvironmentFlow(_)))
        {
            let after_operand = row.after_operand();
            let part = self.element(event, after_operand);
            if after_operand && self.is_signed(&part) {
                row.space();
            }
            row.push(part);
        }
        row.finish()
    }

    fn is_signed(&self, part: &Part) -> bool {
        let signed = |hole: &(usize, &Hole)| {
            hole.1
                .format
                .as_ref()
                .is_some_and(|format| format.value == Format::Signed)
        };
        part.program.literals().is_empty()
            && self
                .holes
                .iter()
                .enumerate()
                .filter(signed)
                .any(|(index, _)| part.program.contains_hole(index))
    }

    /// The next element, on its own.
    fn next(&mut self) -> Program {
        match self
            .events
            .next_if(|event| !matches!(event, Event::End | Event::EnvironmentFlow(_)))
        {
            Some(event) => self.element(event, false).program,
            None => Program::default(),
        }
    }

    fn element(&mut self, event: Event<'e>, after_operand: bool) -> Part {
        if self.depth == MAX_DEPTH {
            return Part::text(Atom::Nothing, "");
        }
        self.depth += 1;
        let part = match event {
            Event::Content(content) => self.content(content, after_operand),
            Event::Begin(grouping) => self.group(&grouping),
            Event::Visual(visual) => self.visual(visual),
            Event::Script { ty, position } => self.script(ty, position),
            Event::Space { width, .. } => {
                let visible = width.is_some_and(|width| width.value > 0.0);
                Part::text(if visible { Atom::Space } else { Atom::Nothing }, "")
            }
            Event::StateChange(_) | Event::End | Event::EnvironmentFlow(_) => {
                Part::text(Atom::Nothing, "")
            }
        };
        self.depth -= 1;
        part
    }

    fn content(&mut self, content: Content<'e>, after_operand: bool) -> Part {
        match content {
            Content::Text(text) => self.words(text),
            Content::Number(number) => Part::text(Atom::Operand, number),
            Content::Function(name) => Part::text(Atom::Function, name),
            Content::Ordinary { content, .. } => self.character(content, after_operand),
            Content::LargeOp { content, .. } => {
                Part::text(Atom::Function, content.encode_utf8(&mut [0; 4]))
            }
            Content::BinaryOp { content, .. } => operator(content),
            Content::Relation { content, .. } => {
                let mut buffer = [0; 8];
                let text = content.encode_utf8_to_buf(&mut buffer);
                Part::text(Atom::Relation, std::str::from_utf8(text).unwrap_or(""))
            }
            Content::Delimiter { content, ty, .. } => {
                let atom = match ty {
                    pulldown_latex::event::DelimiterType::Open => Atom::Open,
                    pulldown_latex::event::DelimiterType::Fence => Atom::Operand,
                    pulldown_latex::event::DelimiterType::Close => Atom::Close,
                };
                Part::text(atom, content.encode_utf8(&mut [0; 4]))
            }
            Content::Punctuation(content) => {
                // A point is a decimal mark: `0.\overline{3}`.
                let tight = matches!(content, '.' | '!');
                let atom = if tight {
                    Atom::Operand
                } else {
                    Atom::Punctuation
                };
                Part::text(atom, content.encode_utf8(&mut [0; 4]))
            }
        }
    }

    fn character(&mut self, character: char, after_operand: bool) -> Part {
        let Some(index) = hole_index(character) else {
            return match character {
                '/' => Part::text(Atom::Open, "/"),
                _ => Part::text(Atom::Operand, character.encode_utf8(&mut [0; 4])),
            };
        };
        let place = Place {
            output: Output::Text,
            math: true,
            after_operand,
        };
        let mut program = Program::default();
        program.hole(index, place, Dress::Plain);
        Part {
            atom: Atom::Operand,
            program,
        }
    }

    fn words(&mut self, text: &str) -> Part {
        let mut program = Program::default();
        for character in text.chars() {
            match hole_index(character) {
                Some(index) => program.hole(index, Place::prose(Output::Text), Dress::Plain),
                None => program.character(character),
            }
        }
        Part {
            atom: Atom::Words,
            program,
        }
    }

    /// What a group holds, its end included.
    fn group(&mut self, grouping: &Grouping) -> Part {
        let inner = self.rows();
        self.events.next_if(|event| matches!(event, Event::End));
        let (opening, closing) = match grouping {
            Grouping::LeftRight(opening, closing) => (*opening, *closing),
            Grouping::Cases { left: true } => (Some('{'), None),
            Grouping::Cases { left: false } => (None, Some('}')),
            _ => (None, None),
        };
        let mut program = Program::default();
        opening.into_iter().for_each(|c| program.character(c));
        program.append(inner);
        closing.into_iter().for_each(|c| program.character(c));
        Part {
            atom: Atom::Operand,
            program,
        }
    }

    fn visual(&mut self, visual: Visual) -> Part {
        let mut program = Program::default();
        let mut atom = Atom::Operand;
        match visual {
            Visual::SquareRoot => {
                program.character('√');
                program.append(dressed(Dress::Denominator, self.next()));
            }
            Visual::Root => {
                let radicand = self.next();
                program.append(dressed(Dress::Exponent, self.next()));
                program.character('√');
                program.append(dressed(Dress::Denominator, radicand));
            }
            Visual::Fraction(_) => {
                program.append(dressed(Dress::Numerator, self.next()));
                program.character('/');
                program.append(dressed(Dress::Denominator, self.next()));
                atom = Atom::Fraction;
            }
            Visual::Negation => {
                program.append(self.next());
                program.character('\u{338}');
                atom = Atom::Relation;
            }
        }
        Part { atom, program }
    }

    fn script(&mut self, ty: ScriptType, position: ScriptPosition) -> Part {
        let base = self.next();
        let (lower, upper) = match ty {
            ScriptType::Subscript => (Some(self.next()), None),
            ScriptType::Superscript => (None, Some(self.next())),
            ScriptType::SubSuperscript => (Some(self.next()), Some(self.next())),
        };
        if position == ScriptPosition::AboveBelow {
            return Part {
                atom: Atom::Operand,
                program: over(base, upper),
            };
        }
        let mut program = dressed(Dress::Base, base);
        for (dress, script) in [(Dress::Subscript, lower), (Dress::Exponent, upper)] {
            if let Some(script) = script {
                program.append(dressed(dress, script));
            }
        }
        Part {
            atom: Atom::Operand,
            program,
        }
    }
}

/// A line over digits says that they repeat; other marks above and below are left out.
fn over(base: Program, mark: Option<Program>) -> Program {
    let line = mark.is_some_and(|mark| matches!(mark.literals(), "‾" | "¯" | "―"));
    if !line || base.has_holes() {
        return base;
    }
    let mut program = Program::default();
    for character in base.literals().chars() {
        program.character(character);
        program.character('\u{305}');
    }
    program
}

fn operator(character: char) -> Part {
    let sign = match character {
        '⋅' => '·',
        '∗' => '*',
        '-' => '−',
        other => other,
    };
    let atom = match sign {
        '/' | '∘' => Atom::Open,
        _ => Atom::Operator,
    };
    Part::text(atom, sign.encode_utf8(&mut [0; 4]))
}
