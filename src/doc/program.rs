//! A flat program: literals and holes, in the order they are written.

use super::{Place, dress};
use std::ops::Range;

/// One step of writing a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Text that is ready to be written.
    Literal(Range<usize>),
    /// A value.
    Hole {
        index: usize,
        place: Place,
        dress: Dress,
    },
    /// Something that is put in.
    Slot(usize),
}

/// What a value needs around it in plain text, where a fraction bar or a raised line does not hold it
/// together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dress {
    /// Nothing.
    Plain,
    /// Above a fraction bar.
    Numerator,
    /// Below a fraction bar, or under a root.
    Denominator,
    /// What is raised to a power.
    Base,
    /// A power.
    Exponent,
    /// An index.
    Subscript,
}

/// A document for one output, compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Program {
    text: String,
    steps: Vec<Step>,
}

impl Program {
    /// Adds text that is ready to be written.
    pub fn literal(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.extend_literal(start);
    }

    /// Adds one character that is ready to be written.
    pub fn character(&mut self, character: char) {
        let start = self.text.len();
        self.text.push(character);
        self.extend_literal(start);
    }

    fn extend_literal(&mut self, start: usize) {
        let end = self.text.len();
        match self.steps.last_mut() {
            Some(Step::Literal(range)) if range.end == start => range.end = end,
            _ if start == end => {}
            _ => self.steps.push(Step::Literal(start..end)),
        }
    }

    /// Adds a hole.
    pub fn hole(&mut self, index: usize, place: Place, dress: Dress) {
        self.steps.push(Step::Hole {
            index,
            place,
            dress,
        });
    }

    /// Adds a slot.
    pub fn slot(&mut self, index: usize) {
        self.steps.push(Step::Slot(index));
    }

    /// Adds all steps of another program.
    pub fn append(&mut self, other: Self) {
        for step in other.steps {
            match step {
                Step::Literal(range) => self.literal(other.text.get(range).unwrap_or("")),
                other => self.steps.push(other),
            }
        }
    }

    /// The same program with every line but the first indented.
    pub fn indented(mut self, indent: &str) -> Self {
        let mut deeper = Self::default();
        for step in std::mem::take(&mut self.steps) {
            match step {
                Step::Literal(range) => {
                    let literal = self.text.get(range).unwrap_or("");
                    for (at, line) in literal.split('\n').enumerate() {
                        if at > 0 {
                            deeper.character('\n');
                        }
                        // The indent of an empty line would be white space at its end.
                        if at > 0 && !line.is_empty() {
                            deeper.literal(indent);
                        }
                        deeper.literal(line);
                    }
                }
                other => deeper.steps.push(other),
            }
        }
        deeper
    }

    /// Removes white space from the end.
    pub fn trim_end(&mut self) {
        if let Some(Step::Literal(range)) = self.steps.last_mut() {
            self.text
                .truncate(self.text.trim_end().len().max(range.start));
            range.end = self.text.len();
        }
    }

    /// Dresses the one hole this program consists of; `false` if it is anything else.
    pub fn dress_only_hole(&mut self, dressing: Dress) -> bool {
        match self.steps.as_mut_slice() {
            [Step::Hole { dress, .. }] => {
                *dress = dressing;
                true
            }
            _ => false,
        }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether something of it is only known when a value is.
    pub fn has_holes(&self) -> bool {
        self.steps
            .iter()
            .any(|step| !matches!(step, Step::Literal(_)))
    }

    /// All literal text, one after the other.
    pub fn literals(&self) -> &str {
        &self.text
    }

    /// About how many characters it takes; a hole or slot counts as two.
    pub fn width(&self) -> usize {
        let holes = self
            .steps
            .iter()
            .filter(|step| !matches!(step, Step::Literal(_)));
        self.text.chars().count() + 2 * holes.count()
    }

    /// Whether this hole is among the steps.
    pub fn contains_hole(&self, hole: usize) -> bool {
        let wanted = |step: &Step| matches!(step, Step::Hole { index, .. } if *index == hole);
        self.steps.iter().any(wanted)
    }

    /// Appends the document: `fill` appends the value of a hole, `slot` what is put in a slot.
    pub fn write(
        &self,
        fill: &mut impl FnMut(usize, Place, &mut String),
        slot: &mut impl FnMut(usize, &mut String),
        out: &mut String,
    ) {
        for step in &self.steps {
            match step {
                Step::Literal(range) => out.push_str(self.text.get(range.clone()).unwrap_or("")),
                Step::Hole {
                    index,
                    place,
                    dress: Dress::Plain,
                } => fill(*index, *place, out),
                Step::Hole {
                    index,
                    place,
                    dress,
                } => {
                    let start = out.len();
                    fill(*index, *place, out);
                    dress::dress(*dress, start, out);
                }
                Step::Slot(index) => slot(*index, out),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Output;

    fn shown(program: &Program) -> String {
        let mut out = String::new();
        program.write(
            &mut |index, _, out| out.push_str(&format!("<{index}>")),
            &mut |index, out: &mut String| out.push_str(&format!("[{index}]")),
            &mut out,
        );
        out
    }

    #[test]
    fn literals_grow_together_and_holes_keep_their_order() {
        let mut program = Program::default();
        program.literal("a");
        program.character('b');
        program.hole(1, Place::prose(Output::Text), Dress::Plain);
        let mut rest = Program::default();
        rest.hole(0, Place::prose(Output::Text), Dress::Plain);
        rest.slot(3);
        rest.literal("c \n");
        program.append(rest);
        assert_eq!(shown(&program), "ab<1><0>[3]c \n");
        program.trim_end();
        assert_eq!(shown(&program), "ab<1><0>[3]c");
        assert_eq!((program.steps.len(), program.width()), (5, 9));
        assert!(program.contains_hole(0) && !program.contains_hole(2));
    }

    #[test]
    fn indenting_leaves_the_first_line_and_empty_ones() {
        let mut program = Program::default();
        program.literal("a\nb\n\nc");
        assert_eq!(shown(&program.indented("  ")), "a\n  b\n\n  c");
    }
}
