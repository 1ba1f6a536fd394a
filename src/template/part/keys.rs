//! From what an author writes of an answer to its keys and misconceptions.

use super::candidates::{Ask, Candidate, Candidates, MAX_CANDIDATES};
use super::coincidence::samenesses;
use super::fit::{collection, fit, wanted};
use super::interval::as_intervals;
use super::listed::Listed;
use super::spec;
use crate::answer::{AnswerKind, Precision};
use crate::base::{Code, MisconceptionId, Span};
use crate::doc::Format;
use crate::template::codes;
use crate::template::compile::{Compiled, Compiler, Reported, Result};
use crate::template::front_matter::{
    RawAnswer, RawAnswerKind as Kind, RawMisconception, RawShow, Text,
};
use crate::template::program::Register;
use crate::template::sections::{Filling, own};
use std::sync::Arc;

/// The most options of a choice: each needs a letter, and their order one word of a stream.
const MAX_OPTIONS: usize = 20;

/// Compiles key and misconceptions of a part.
pub(super) fn compile(
    compiler: &mut Compiler<'_>,
    answer: &RawAnswer,
    misconceptions: &[&RawMisconception],
) -> Result<Candidates> {
    let kind = spec::kind(compiler, answer);
    let mut keys = Keys {
        answer,
        kind: answer.kind.value,
        show: format(compiler, answer, kind.as_ref().ok()),
        all: Vec::new(),
    };
    let ask = keys.ask(compiler);
    let count = keys.all.len();
    let mut misconceived = Ok(());
    for misconception in misconceptions {
        // What is wrong with one has been reported; the others are still compiled.
        misconceived = keys
            .misconception(compiler, misconception)
            .and(misconceived);
    }
    let (kind, mut ask) = (kind?, ask?);
    misconceived?;
    let all = keys.all;
    let options = answer.options.as_ref();
    check_count(compiler, answer, all.len())?;
    if let Ask::Order { others, .. } = &mut ask {
        let lists = all[count..].iter().map(|other| &other.value);
        others.extend(lists.filter_map(|value| Listed::of(compiler, value, None)));
    }
    let same = samenesses(compiler, &kind, &ask, &all, count)?;
    Ok(Candidates {
        kind,
        ask,
        all,
        keys: count,
        options: options.map_or(0, |options| options.value as usize),
        same,
        span: answer.span,
    })
}

fn check_count(compiler: &mut Compiler<'_>, answer: &RawAnswer, count: usize) -> Result<()> {
    let offered = match (answer.kind.value, &answer.options, &answer.reason) {
        (Kind::Choice | Kind::Choices, options, _) | (Kind::TrueFalse, options, Some(_)) => options
            .as_ref()
            .map_or(count, |options| options.value as usize),
        _ => 0,
    };
    if offered > MAX_OPTIONS {
        return compiler.fail(
            codes::TOO_MANY_OPTIONS,
            answer
                .options
                .as_ref()
                .map_or(answer.span, |options| options.span),
            format!("a choice of {offered} options"),
            format!("a choice offers at most {MAX_OPTIONS}; ask for fewer with `options`"),
        );
    }
    if count > MAX_CANDIDATES {
        return compiler.fail(
            codes::TOO_MANY_OPTIONS,
            answer.span,
            format!("there are {count} keys and misconceptions"),
            format!("a part has at most {MAX_CANDIDATES}"),
        );
    }
    Ok(())
}

/// The format that keys and options are shown in: the one asked for, or that of the precision.
fn format(
    compiler: &mut Compiler<'_>,
    answer: &RawAnswer,
    kind: Option<&AnswerKind>,
) -> Option<Format> {
    match &answer.show {
        Some(RawShow::Format(show)) if matches!(show.value, Format::List | Format::AsWritten) => {
            let message = "a key is no list and is not shown as written";
            compiler
                .report(codes::HOLE_FORMAT, show.span, message)
                .help("choose the format of a number");
            None
        }
        Some(RawShow::Format(show)) => Some(show.value),
        _ => match kind?.number()?.precision? {
            Precision::SignificantFigures(figures) => Some(Format::Sigfig(figures)),
            Precision::DecimalPlaces(places) => Some(Format::Decimal(Some(places))),
        },
    }
}

/// Keys and misconceptions, as far as they are compiled.
struct Keys<'a> {
    answer: &'a RawAnswer,
    kind: Kind,
    show: Option<Format>,
    all: Vec<Candidate>,
}

impl Keys<'_> {
    /// Compiles what is right.
    fn ask(&mut self, compiler: &mut Compiler<'_>) -> Result<Ask> {
        let answer = self.answer;
        match self.kind {
            Kind::Performance => Ok(Ask::Work),
            Kind::Matching => {
                let left = list(compiler, answer.left.as_ref());
                let right = list(compiler, answer.right.as_ref());
                let extra = answer.extra.as_ref();
                let extra = extra.map(|extra| Listed::compile(compiler, extra, None));
                Ok(Ask::Match {
                    left: left?,
                    right: right?,
                    extra: extra.transpose()?,
                })
            }
            Kind::Categorise => {
                let items = list(compiler, answer.items.as_ref());
                let category = list(compiler, answer.category.as_ref());
                let categories = answer.categories.as_ref();
                let categories = categories.map(|all| Listed::compile(compiler, all, None));
                Ok(Ask::Sort {
                    items: items?,
                    category: category?,
                    categories: categories.transpose()?,
                })
            }
            Kind::Ordering => self.order(compiler),
            Kind::TrueFalse => self.truth(compiler),
            Kind::Number if answer.range.is_some() => self.range(compiler),
            _ => {
                let mut failed = false;
                for key in &answer.key {
                    failed |= self.key(compiler, key).is_err();
                }
                if failed || self.all.is_empty() {
                    return Err(Reported);
                }
                Ok(Ask::Value)
            }
        }
    }

    fn key(&mut self, compiler: &mut Compiler<'_>, key: &Text) -> Result<()> {
        let value = self.value(compiler, key)?;
        let value = self.fitting(compiler, &value, key, (codes::KEY_TYPE, "the key is"))?;
        self.push(compiler, value, None, None, key.span)
    }

    fn push(
        &mut self,
        compiler: &Compiler<'_>,
        value: Compiled,
        misconception: Option<MisconceptionId>,
        unless: Option<Register>,
        span: Span,
    ) -> Result<()> {
        let filling = self.filling(compiler, &value)?;
        self.all.push(Candidate {
            value,
            filling,
            misconception,
            unless,
            span,
        });
        Ok(())
    }

    fn filling(&self, compiler: &Compiler<'_>, value: &Compiled) -> Result<Filling> {
        match (self.kind, value) {
            (Kind::Quantity, Compiled::Number(register, kind)) => {
                let unit = self.answer.unit.as_ref();
                let unit = unit.map_or("", |unit| unit.value.trim());
                let format = self.show.or(own(*kind));
                let unit = with_superscripts(unit).into();
                Ok(Filling::Quantity(*register, format, unit))
            }
            (Kind::Interval, Compiled::Symbolic(symbolic)) => {
                let shown = Arc::new(symbolic.map(&|conditions| {
                    as_intervals(conditions).unwrap_or_else(|| conditions.clone())
                }));
                Ok(Filling::symbolic(compiler, &shown))
            }
            (_, Compiled::Numbers(register, _)) => match collection(self.kind) {
                Some(kind) => Ok(Filling::Collected(kind, *register)),
                None => Filling::of_value(compiler, value, self.show),
            },
            _ => Filling::of_value(compiler, value, self.show),
        }
    }

    /// A value as an author means it in this kind.
    fn value(&self, compiler: &mut Compiler<'_>, text: &Text) -> Result<Compiled> {
        match self.kind {
            Kind::Number | Kind::Quantity | Kind::Text | Kind::Ordering => compiler.text(text),
            _ => {
                let ast = compiler.parse(text)?;
                compiler.statement(&ast)
            }
        }
    }

    /// A value that goes with the kind, in the shape answers have.
    fn fitting(
        &self,
        compiler: &mut Compiler<'_>,
        value: &Compiled,
        text: &Text,
        (code, what): (Code, &str),
    ) -> Result<Compiled> {
        match fit(self.kind, value) {
            Some(value) => Ok(value),
            None => {
                let message = format!("{what} {value}");
                let help = format!("this kind of answer needs {}", wanted(self.kind));
                compiler.fail(code, text.span, message, help)
            }
        }
    }

    fn range(&mut self, compiler: &mut Compiler<'_>) -> Result<Ask> {
        let Some((low_text, high_text)) = &self.answer.range else {
            return Err(Reported);
        };
        let mut end = |text: &Text| match compiler.text(text)? {
            Compiled::Number(register, kind) => Ok((register, kind)),
            other => compiler.expected("a number", &other, text.span),
        };
        let ((low, kind), (high, _)) = (end(low_text)?, end(high_text)?);
        self.all.push(Candidate {
            value: Compiled::Number(low, kind),
            filling: Filling::Between(low, high, self.show.or(own(kind))),
            misconception: None,
            unless: None,
            span: low_text.span,
        });
        Ok(Ask::Range(high))
    }

    /// The truth, and with a reason that as the key.
    fn truth(&mut self, compiler: &mut Compiler<'_>) -> Result<Ask> {
        let Some(key) = self.answer.key.first() else {
            return Err(Reported);
        };
        let truth = match compiler.text(key)? {
            Compiled::Boolean(register) => register,
            other => return compiler.expected("true or false", &other, key.span),
        };
        if let Some(reason) = &self.answer.reason {
            self.key(compiler, reason)?;
            return Ok(Ask::Reason(truth));
        }
        self.push(compiler, Compiled::Boolean(truth), None, None, key.span)?;
        Ok(Ask::Value)
    }

    fn order(&mut self, compiler: &mut Compiler<'_>) -> Result<Ask> {
        let Some(key) = self.answer.key.first() else {
            return Err(Reported);
        };
        let value = compiler.text(key)?;
        let sorted = match &value {
            Compiled::Rows(rows) => rows.order(),
            list => list.list(),
        };
        let sorted_by = sorted.and_then(|list| compiler.sorted_by(list)).cloned();
        let value = self.elements(compiler, value, key, (codes::KEY_TYPE, "the key is"))?;
        let right = Listed::of(compiler, &value, self.element_format()).ok_or(Reported)?;
        self.push(compiler, value, None, None, key.span)?;
        let by = match &self.answer.by {
            Some(by) => Some(Listed::compile(compiler, by, None)?),
            None => sorted_by.and_then(|list| Listed::of(compiler, &list, None)),
        };
        Ok(Ask::Order {
            right,
            by,
            others: Vec::new(),
        })
    }

    /// How the elements of an order are printed, where `show` names no field.
    fn element_format(&self) -> Option<Format> {
        match &self.answer.show {
            Some(RawShow::Field(text)) => Format::parse(&text.value).ok(),
            _ => None,
        }
    }

    /// What is shown of the elements of an order.
    fn elements(
        &self,
        compiler: &mut Compiler<'_>,
        value: Compiled,
        text: &Text,
        (code, what): (Code, &str),
    ) -> Result<Compiled> {
        let Compiled::Rows(rows) = &value else {
            return self.fitting(compiler, &value, text, (code, what));
        };
        match &self.answer.show {
            Some(RawShow::Field(field)) => compiler.rows_field(rows, &field.value, field.span),
            _ => compiler.fail(
                code,
                text.span,
                "what is shown of these rows?",
                "name a field of them: `show = \"event\"`",
            ),
        }
    }

    fn misconception(&mut self, compiler: &mut Compiler<'_>, raw: &RawMisconception) -> Result<()> {
        if matches!(
            self.kind,
            Kind::Matching | Kind::Categorise | Kind::Performance
        ) || (self.kind == Kind::TrueFalse && self.answer.reason.is_none())
        {
            return compiler.fail(
                codes::NO_MISCONCEPTIONS,
                raw.id.span,
                format!(
                    "an answer of kind \"{}\" has no misconceptions here",
                    self.kind.name()
                ),
                match self.kind {
                    Kind::TrueFalse => "give it a `reason`; misconceptions lead to wrong reasons",
                    _ => "leave it out; what is wrong is told by what is right",
                },
            );
        }
        let id = MisconceptionId::new(&raw.id.value).or_else(|error| {
            let help = "choose another name";
            compiler.fail(codes::ANSWER_WORD, raw.id.span, error.to_string(), help)
        })?;
        let unless = match &raw.unless {
            None => None,
            Some(text) => match compiler.text(text)? {
                Compiled::Boolean(register) => Some(register),
                other => return compiler.expected("true or false", &other, text.span),
            },
        };
        let value = match unless {
            None => self.misconceived(compiler, &raw.value)?,
            Some(unless) => compiler.unless(unless, raw.value.span, |compiler| {
                self.misconceived(compiler, &raw.value)
            })?,
        };
        self.push(compiler, value, Some(id), unless, raw.id.span)
    }

    fn misconceived(&self, compiler: &mut Compiler<'_>, text: &Text) -> Result<Compiled> {
        let what = "this misconception leads to";
        let mut value = self.value(compiler, text)?;
        if self.kind == Kind::Ordering {
            value = self.elements(compiler, value, text, (codes::MISCONCEPTION_TYPE, what))?;
        }
        let value = self.fitting(compiler, &value, text, (codes::MISCONCEPTION_TYPE, what))?;
        let is_text = |value: &Compiled| matches!(value, Compiled::Text(_) | Compiled::Texts(_));
        let key = self.all.first();
        if key.is_some_and(|key| is_text(&key.value) != is_text(&value)) {
            return compiler.fail(
                codes::MISCONCEPTION_TYPE,
                text.span,
                format!("{what} {value}"),
                "it must lead to a value of the key's type",
            );
        }
        Ok(value)
    }
}

fn list(compiler: &mut Compiler<'_>, text: Option<&Text>) -> Result<Listed> {
    match text {
        Some(text) => Listed::compile(compiler, text, None),
        None => Err(Reported),
    }
}

/// `g/cm³` for `g/cm^3`.
fn with_superscripts(unit: &str) -> String {
    let mut raised = false;
    let mut shown = String::new();
    for c in unit.chars() {
        let superscript = match (c, raised) {
            ('^', _) => {
                raised = true;
                continue;
            }
            ('-', true) => Some('⁻'),
            (digit, true) => digit
                .to_digit(10)
                .and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize)),
            _ => None,
        };
        raised = superscript.is_some();
        shown.push(match superscript {
            Some(superscript) => superscript,
            None if c == '*' => '·',
            None => c,
        });
    }
    shown
}
