//! Markdown parsed once into a small tree; what documents do not have is reported.

use super::codes;
use super::hole::{Masked, is_stand_in, slot_index};
use crate::base::{Code, Diagnostic, Source, Span};
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};
use std::iter::Peekable;
use std::ops::Range;

/// A part of a document that stands by itself.
pub(super) enum Block {
    /// Inline content, with space around it.
    Paragraph(Vec<Inline>),
    /// Inline content as an item of a tight list.
    Plain(Vec<Inline>),
    /// Items, numbered from a first number or marked.
    List {
        first: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// Lines of code.
    Code(String),
    /// A quotation.
    Quote(Vec<Block>),
    /// A table.
    Table(Table),
    /// Something that is put in.
    Slot(usize),
}

/// Rows of cells.
pub(super) struct Table {
    pub alignment: Vec<Alignment>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A part of a line. Texts hold private-use characters for holes.
pub(super) enum Inline {
    Text(String),
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Link {
        address: String,
        text: Vec<Inline>,
    },
    Math(Formula),
    /// The end of a line in the source.
    SoftBreak,
    /// The end of a line.
    HardBreak,
}

/// Mathematics as written between its dollar signs.
pub(super) struct Formula {
    pub source: String,
    /// Whether it stands on a line of its own.
    pub display: bool,
    /// In the file, without the dollar signs.
    pub span: Span,
}

/// Lists, quotations and emphasis within each other: no reader could follow more.
const MAX_DEPTH: usize = 16;

/// Parses a text whose holes have been taken out.
pub(super) fn parse(
    masked: &Masked,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_MATH;
    let events = Parser::new_ext(&masked.text, options).into_offset_iter();
    let mut builder = Builder {
        events: events.peekable(),
        masked,
        source,
        diagnostics,
        depth: 0,
        lone_dollar: false,
    };
    builder.blocks()
}

struct Builder<'a, I: Iterator> {
    events: Peekable<I>,
    masked: &'a Masked,
    source: &'a Source,
    diagnostics: &'a mut Vec<Diagnostic>,
    depth: usize,
    /// Whether a `$` that begins no mathematics has been reported in this block.
    lone_dollar: bool,
}

impl<'e, I: Iterator<Item = (Event<'e>, Range<usize>)>> Builder<'_, I> {
    /// Blocks up to the end of what holds them.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(_)))
        {
            self.lone_dollar = false;
            match event {
                Event::Start(tag) if is_block(&tag) => {
                    let block = self.nested(range, |builder, range| builder.block(tag, range));
                    blocks.extend(block.flatten());
                }
                Event::Rule => {
                    let help = "leave it out; sections have headings";
                    self.report(
                        codes::NOT_IN_DOCUMENTS,
                        range,
                        "a document has no rules",
                        help,
                    );
                }
                inline => {
                    let mut line = Vec::new();
                    self.inline(inline, range, &mut line);
                    self.inlines(&mut line);
                    blocks.push(only_slot(&line).map_or(Block::Plain(line), Block::Slot));
                }
            }
        }
        blocks
    }

    /// The block a tag opens, its end included.
    fn block(&mut self, tag: Tag<'e>, range: Range<usize>) -> Option<Block> {
        let block = match tag {
            Tag::Paragraph => {
                let mut line = Vec::new();
                self.inlines(&mut line);
                Some(only_slot(&line).map_or(Block::Paragraph(line), Block::Slot))
            }
            Tag::List(first) => {
                let mut items = Vec::new();
                while self
                    .events
                    .next_if(|(event, _)| matches!(event, Event::Start(Tag::Item)))
                    .is_some()
                {
                    items.push(self.blocks());
                    self.events.next();
                }
                Some(Block::List { first, items })
            }
            Tag::CodeBlock(_) => {
                let mut code = String::new();
                while let Some((Event::Text(text), _)) = self
                    .events
                    .next_if(|(event, _)| matches!(event, Event::Text(_)))
                {
                    code.push_str(&text);
                }
                Some(Block::Code(code.trim_end_matches('\n').to_owned()))
            }
            Tag::BlockQuote(_) => Some(Block::Quote(self.blocks())),
            Tag::Table(alignment) => Some(Block::Table(self.table(alignment))),
            Tag::Heading { .. } => {
                let help = "sections are the only headings; write the line in **bold**, or leave an empty line above `---`";
                self.report(
                    codes::HEADING,
                    range,
                    "a section has no headings of its own",
                    help,
                );
                let mut line = Vec::new();
                self.inlines(&mut line);
                Some(Block::Paragraph(line))
            }
            Tag::HtmlBlock => {
                self.report(
                    codes::RAW_HTML,
                    range,
                    "HTML is not part of a document",
                    HTML_HELP,
                );
                self.skip();
                None
            }
            _ => {
                let help = "write paragraphs, lists, tables or code";
                self.report(
                    codes::NOT_IN_DOCUMENTS,
                    range,
                    "this is not part of a document",
                    help,
                );
                self.skip();
                None
            }
        };
        self.events.next();
        block
    }

    fn table(&mut self, alignment: Vec<Alignment>) -> Table {
        let mut table = Table {
            alignment,
            head: Vec::new(),
            rows: Vec::new(),
        };
        while let Some((event, _)) = self
            .events
            .next_if(|(event, _)| !matches!(event, Event::End(TagEnd::Table)))
        {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells();
                    table.rows.push(row);
                }
                _ => {}
            }
        }
        table
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while self
            .events
            .next_if(|(event, _)| matches!(event, Event::Start(Tag::TableCell)))
            .is_some()
        {
            let mut cell = Vec::new();
            self.inlines(&mut cell);
            self.events.next();
            cells.push(cell);
        }
        cells
    }

    /// Inline content up to the end of what holds it, or to the next block.
    fn inlines(&mut self, line: &mut Vec<Inline>) {
        while let Some((event, range)) = self.events.next_if(|(event, _)| match event {
            Event::Start(tag) => !is_block(tag),
            Event::End(_) | Event::Rule => false,
            _ => true,
        }) {
            self.inline(event, range, line);
        }
    }

    fn inline(&mut self, event: Event<'e>, range: Range<usize>, line: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => {
                self.check_dollars(&text, &range);
                match line.last_mut() {
                    Some(Inline::Text(before)) => before.push_str(&text),
                    _ => line.push(Inline::Text(text.into_string())),
                }
            }
            Event::Code(code) => line.push(Inline::Code(code.into_string())),
            Event::InlineMath(source) => {
                line.push(self.formula(source.into_string(), false, range))
            }
            Event::DisplayMath(source) => {
                line.push(self.formula(source.into_string(), true, range))
            }
            Event::SoftBreak => line.push(Inline::SoftBreak),
            Event::HardBreak => line.push(Inline::HardBreak),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.report(
                    codes::RAW_HTML,
                    range,
                    "HTML is not part of a document",
                    HTML_HELP,
                );
            }
            Event::Start(tag) => {
                let inline = self.nested(range, |builder, range| builder.span(tag, range));
                line.extend(inline.flatten());
            }
            _ => {
                let help = "write plain text, emphasis, code, links or mathematics";
                self.report(
                    codes::NOT_IN_DOCUMENTS,
                    range,
                    "this is not part of a document",
                    help,
                );
            }
        }
    }

    /// The inline element a tag opens, its end included.
    fn span(&mut self, tag: Tag<'e>, range: Range<usize>) -> Option<Inline> {
        let mut line = Vec::new();
        self.inlines(&mut line);
        self.events.next();
        match tag {
            Tag::Emphasis => Some(Inline::Emphasis(line)),
            Tag::Strong => Some(Inline::Strong(line)),
            Tag::Link { dest_url, .. } => {
                let address = dest_url.into_string();
                if address.chars().any(is_stand_in) {
                    let help = "write the whole address; a value can stand in the link's text";
                    self.report(
                        codes::MISPLACED_HOLE,
                        range,
                        "a value cannot be part of an address",
                        help,
                    );
                } else if !address.starts_with("https://") {
                    let help = "write an address that begins with `https://`";
                    self.report(
                        codes::LINK,
                        range,
                        "a link must lead to an `https` address",
                        help,
                    );
                } else {
                    return Some(Inline::Link {
                        address,
                        text: line,
                    });
                }
                None
            }
            Tag::Image { .. } => {
                let help = "say it in words, or with a table";
                self.report(codes::IMAGE, range, "a document has no images", help);
                None
            }
            _ => {
                let help = "write plain text, emphasis, code, links or mathematics";
                self.report(
                    codes::NOT_IN_DOCUMENTS,
                    range,
                    "this is not part of a document",
                    help,
                );
                None
            }
        }
    }

    fn formula(&self, source: String, display: bool, range: Range<usize>) -> Inline {
        let marks = if display { 2 } else { 1 };
        let inside = (range.start + marks, range.end.saturating_sub(marks));
        Inline::Math(Formula {
            source,
            display,
            span: self.masked.origin(inside.0, inside.1.max(inside.0)),
        })
    }

    /// A `$` in a text is either written `\$` or part of mathematics that went wrong.
    fn check_dollars(&mut self, text: &str, range: &Range<usize>) {
        // An escaped character begins a text of its own.
        let escaped = self
            .masked
            .text
            .get(..range.start)
            .is_some_and(|before| before.ends_with('\\'));
        let mut dollars = text.match_indices('$').map(|(at, _)| at);
        let lone = dollars.find(|at| !(escaped && *at == 0));
        // One `$` that went wrong turns all those after it in its paragraph.
        let Some(at) = lone.filter(|_| !self.lone_dollar) else {
            return;
        };
        self.lone_dollar = true;
        let place = range.start + at..range.start + at + 1;
        let message = "this `$` begins no mathematics";
        let help = "close the mathematics and every `{` in it, without a space inside its `$` signs; a currency sign is written `\\$`";
        self.report(codes::LONE_DOLLAR, place, message, help);
    }

    /// What `build` makes of the events of an element, unless it stands too deep.
    fn nested<T>(
        &mut self,
        range: Range<usize>,
        build: impl FnOnce(&mut Self, Range<usize>) -> T,
    ) -> Option<T> {
        if self.depth == MAX_DEPTH {
            let help = format!(
                "at most {MAX_DEPTH} lists, quotations and emphases can stand within each other"
            );
            self.report(codes::TOO_DEEP, range, "this stands too deep", &help);
            self.skip();
            self.events.next();
            return None;
        }
        self.depth += 1;
        let built = build(self, range);
        self.depth -= 1;
        Some(built)
    }

    /// Leaves out everything up to the end of the element that has begun.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while self
            .events
            .next_if(|(event, _)| match event {
                Event::Start(_) => {
                    depth += 1;
                    true
                }
                Event::End(_) if depth == 0 => false,
                Event::End(_) => {
                    depth -= 1;
                    true
                }
                _ => true,
            })
            .is_some()
        {}
    }

    fn report(&mut self, code: Code, range: Range<usize>, message: &str, help: &str) {
        let text = self.masked.text.get(range.clone()).unwrap_or("");
        let place = self
            .masked
            .origin(range.start, range.start + text.trim_end().len());
        self.diagnostics
            .push(Diagnostic::error(code, self.source, place, message).help(help));
    }
}

const HTML_HELP: &str = "write Markdown; a plain `<` is `\\<`";

/// The slot that a line consists of.
fn only_slot(line: &[Inline]) -> Option<usize> {
    let [Inline::Text(text)] = line else {
        return None;
    };
    let mut characters = text.chars();
    let slot = characters.next().and_then(slot_index);
    slot.filter(|_| characters.next().is_none())
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}
