//! What is no sum, product, quotient or power: functions, relations, collections and the like.
//!
//! Both shapes write these alike; they differ in how they write the parts. In MathML each of them is
//! one element, so that it may be a base.

use super::{Firmness, Notation, Pen, function};
use crate::math::{Collection, Constant, Expr, Function, Interval, Relation, Symbol};

/// Writes one, its parts by `part`, which is told how firm each has to be.
pub(super) fn write<N>(
    expr: &Expr<N>,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    match expr {
        Expr::Constant(constant) => pen.constant(*constant),
        Expr::Unit(unit) => pen.unit(unit),
        Expr::Boolean(value) => pen.word(if *value { "true" } else { "false" }),
        _ => pen.row(|pen| composed(expr, pen, part)),
    }
}

fn composed<N>(
    expr: &Expr<N>,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    match expr {
        Expr::PlusMinus(a) => {
            pen.plus_minus(false);
            part(a, Firmness::Quotient, pen);
        }
        Expr::Call(function, arguments) => function::write(*function, arguments, pen, part),
        Expr::Apply(name, arguments) => applied(name, arguments, pen, part),
        Expr::Relation(relation, a, b) => {
            pen.row(|pen| part(a, Firmness::Union, pen));
            pen.relation(*relation);
            pen.row(|pen| part(b, Firmness::Union, pen));
        }
        Expr::Not(a) => {
            pen.word("not ");
            part(a, Firmness::Not, pen);
        }
        Expr::And(parts) => conjunction(parts, pen, part),
        Expr::Or(parts) => {
            let word = pen.conjunction("or");
            joined(parts, word, Firmness::And, pen, part);
        }
        Expr::Collection(collection, parts) => self::collection(*collection, parts, pen, part),
        Expr::Matrix(rows) => {
            let rows: Vec<&[Expr<N>]> = rows.iter().map(Vec::as_slice).collect();
            pen.matrix(&rows, part);
        }
        Expr::Interval(interval) => bounds(interval, pen, part),
        Expr::Union(parts) => {
            for (at, one) in parts.iter().enumerate() {
                if at > 0 {
                    pen.stroke(" ∪ ", r" \cup ", "<mo>∪</mo>");
                }
                part(one, Firmness::Product, pen);
            }
        }
        _ => part(expr, Firmness::Sum, pen),
    }
}

/// How firmly it holds together; `None` for arithmetic and algebra, where it depends on the shape.
pub(super) const fn firmness<N>(expr: &Expr<N>) -> Option<Firmness> {
    Some(match expr {
        Expr::Call(Function::Factorial, _) => Firmness::Power,
        Expr::Constant(_)
        | Expr::Unit(_)
        | Expr::Boolean(_)
        | Expr::Call(..)
        | Expr::Apply(..)
        | Expr::Collection(..)
        | Expr::Matrix(_)
        | Expr::Interval(_) => Firmness::Atom,
        Expr::PlusMinus(_) => Firmness::Quotient,
        Expr::Union(_) => Firmness::Union,
        Expr::Relation(..) => Firmness::Relation,
        Expr::Not(_) => Firmness::Not,
        Expr::And(_) => Firmness::And,
        Expr::Or(_) => Firmness::Or,
        Expr::Number(_)
        | Expr::Symbol(_)
        | Expr::Negate(_)
        | Expr::Sum(_)
        | Expr::Product(_)
        | Expr::Quotient(..)
        | Expr::Power(..) => return None,
    })
}

/// A function that is only named, or a sequence, whose name ends in an underscore: f(x), aₙ.
fn applied<N>(
    name: &Symbol,
    arguments: &[Expr<N>],
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    let Some(sequence) = name.strip_suffix('_') else {
        pen.symbol(name);
        pen.stroke("", "", "<mo>\u{2061}</mo>");
        return pen.brackets(|pen| separated(arguments, Firmness::Or, pen, part));
    };
    pen.stroke("", "", "<msub>");
    pen.symbol(sequence);
    pen.stroke("_(", "_{", "<mrow>");
    separated(arguments, Firmness::Or, pen, part);
    pen.stroke(")", "}", "</mrow></msub>");
}

/// Parts with the locale's separator between them.
pub(super) fn separated<N>(
    parts: &[Expr<N>],
    least: Firmness,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    for (at, one) in parts.iter().enumerate() {
        if at > 0 {
            pen.separator();
        }
        // A row of its own: a minus at its beginning is set as a sign.
        pen.row(|pen| part(one, least, pen));
    }
}

fn joined<N>(
    parts: &[Expr<N>],
    word: &str,
    least: Firmness,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    for (at, one) in parts.iter().enumerate() {
        if at > 0 {
            pen.word(word);
        }
        part(one, least, pen);
    }
}

/// `a and b`; where two comparisons share the symbol between them, a chain: 1 < x ≤ 3.
fn conjunction<N>(
    parts: &[Expr<N>],
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    let word = pen.conjunction("and");
    let mut before: Option<&Expr<N>> = None;
    for one in parts {
        match (before, one) {
            (Some(before), Expr::Relation(relation, _, right)) if continues(before, one) => {
                pen.relation(*relation);
                pen.row(|pen| part(right, Firmness::Union, pen));
            }
            _ => {
                if before.is_some() {
                    pen.word(word);
                }
                part(one, Firmness::Not, pen);
            }
        }
        before = Some(one);
    }
}

/// Whether one inequality begins with the symbol that the other one ends with.
fn continues<N>(before: &Expr<N>, next: &Expr<N>) -> bool {
    let (Expr::Relation(first, _, end), Expr::Relation(second, start, _)) = (before, next) else {
        return false;
    };
    let ascends = |relation| matches!(relation, Relation::Less | Relation::LessEqual);
    let descends = |relation| matches!(relation, Relation::Greater | Relation::GreaterEqual);
    let one_way = (ascends(*first) && ascends(*second)) || (descends(*first) && descends(*second));
    one_way && matches!((&**end, &**start), (Expr::Symbol(a), Expr::Symbol(b)) if a == b)
}

fn collection<N>(
    collection: Collection,
    parts: &[Expr<N>],
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    let fences = match collection {
        Collection::Set if parts.is_empty() => {
            return pen.stroke("∅", r"\emptyset ", "<mi>∅</mi>");
        }
        Collection::Vector if pen.notation != Notation::Text => {
            let rows: Vec<&[Expr<N>]> = parts.chunks(1).collect();
            return pen.matrix(&rows, part);
        }
        Collection::List => [["[", "[", "["], ["]", "]", "]"]],
        Collection::Set => [["{", r"\{", "{"], ["}", r"\}", "}"]],
        Collection::Tuple => [["(", "(", "("], [")", ")", ")"]],
        Collection::Vector => [["⟨", "", ""], ["⟩", "", ""]],
    };
    // Within angles on the line a > would close.
    let least = if collection == Collection::Vector {
        Firmness::Union
    } else {
        Firmness::Or
    };
    pen.enclosed(fences, |pen| separated(parts, least, pen, part));
}

/// Whether it is ∞ or −∞.
fn is_infinite<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Constant(Constant::Infinity) => true,
        Expr::Negate(a) => is_infinite(a),
        _ => false,
    }
}

fn bounds<N>(
    interval: &Interval<N>,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    if is_infinite(&interval.low) && is_infinite(&interval.high) {
        return pen.stroke("ℝ", r"\mathbb{R}", "<mi>ℝ</mi>");
    }
    let open = if interval.low_closed { "[" } else { "(" };
    let close = if interval.high_closed { "]" } else { ")" };
    pen.enclosed([[open; 3], [close; 3]], |pen| {
        pen.row(|pen| part(&interval.low, Firmness::Or, pen));
        pen.separator();
        pen.row(|pen| part(&interval.high, Firmness::Or, pen));
    });
}

impl Constant {
    /// Its sign in plain text.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Pi => "π",
            Self::E => "e",
            Self::I => "i",
            Self::Infinity => "∞",
        }
    }
}

impl Relation {
    /// Its sign in plain text.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::LessEqual => "≤",
            Self::Greater => ">",
            Self::GreaterEqual => "≥",
        }
    }
}

impl Pen<'_> {
    /// Something between two fences, each given as text, LaTeX and MathML.
    pub(super) fn enclosed(
        &mut self,
        [open, close]: [[&str; 3]; 2],
        inner: impl FnOnce(&mut Self),
    ) {
        self.fence(open);
        inner(self);
        self.fence(close);
    }

    fn fence(&mut self, [text, latex, mathml]: [&str; 3]) {
        match self.notation {
            Notation::Text => self.out.push_str(text),
            Notation::Latex => self.out.push_str(latex),
            Notation::MathMl => self.out.extend(["<mo>", mathml, "</mo>"]),
        }
    }

    /// Between the parts of a collection; a decimal comma asks for a semicolon.
    pub(super) fn separator(&mut self) {
        if self.locale.decimal_mark == ',' {
            self.stroke("; ", "; ", "<mo separator=\"true\">;</mo>");
        } else {
            self.stroke(", ", ", ", "<mo separator=\"true\">,</mo>");
        }
    }

    /// “ or ” and “ and ” in the language.
    fn conjunction(&self, english: &'static str) -> &'static str {
        match (self.locale.language, english) {
            ("de", "or") => " oder ",
            ("de", _) => " und ",
            ("es", "or") => " o ",
            ("es", _) => " y ",
            ("fr", "or") => " ou ",
            ("fr", _) => " et ",
            (_, "or") => " or ",
            _ => " and ",
        }
    }

    fn word(&mut self, word: &str) {
        match self.notation {
            Notation::Text => self.out.push_str(word),
            Notation::Latex => self.out.extend([r"\text{", word, "}"]),
            Notation::MathMl => {
                // Blanks at the ends of <mtext> are dropped unless they do not break.
                let word = word.replace(' ', "\u{a0}");
                self.out.extend(["<mtext>", &word, "</mtext>"]);
            }
        }
    }

    fn constant(&mut self, constant: Constant) {
        let latex = match constant {
            Constant::Pi => r"\pi ",
            Constant::E => r"\mathrm{e}",
            Constant::I => r"\mathrm{i}",
            Constant::Infinity => r"\infty ",
        };
        match (self.notation, constant) {
            (Notation::Text, _) => self.out.push_str(constant.sign()),
            (Notation::Latex, _) => self.out.push_str(latex),
            (Notation::MathMl, Constant::Infinity) => self.out.push_str("<mn>∞</mn>"),
            (Notation::MathMl, _) => self.out.extend(["<mi>", constant.sign(), "</mi>"]),
        }
    }

    fn unit(&mut self, unit: &str) {
        match self.notation {
            Notation::Text => self.out.push_str(unit),
            Notation::Latex => self.out.extend([r"\mathrm{", unit, "}"]),
            Notation::MathMl => {
                self.out
                    .extend(["<mi mathvariant=\"normal\">", unit, "</mi>"]);
            }
        }
    }

    fn relation(&mut self, relation: Relation) {
        let (latex, mathml) = match relation {
            Relation::Equal => (" = ", "="),
            Relation::NotEqual => (r" \ne ", "≠"),
            Relation::Less => (" < ", "&lt;"),
            Relation::LessEqual => (r" \le ", "≤"),
            Relation::Greater => (" > ", "&gt;"),
            Relation::GreaterEqual => (r" \ge ", "≥"),
        };
        match self.notation {
            Notation::Text => self.out.extend([" ", relation.sign(), " "]),
            Notation::Latex => self.out.push_str(latex),
            Notation::MathMl => self.out.extend(["<mo>", mathml, "</mo>"]),
        }
    }

    fn matrix<N>(
        &mut self,
        rows: &[&[Expr<N>]],
        part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
    ) {
        self.stroke("[[", r"\begin{pmatrix}", "<mo>(</mo><mtable><mtr><mtd>");
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                self.stroke("]", r" \\ ", "</mtd></mtr><mtr><mtd>");
                if self.notation == Notation::Text {
                    self.separator();
                    self.out.push('[');
                }
            }
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    match self.notation {
                        Notation::Text => self.separator(),
                        _ => self.stroke("", " & ", "</mtd><mtd>"),
                    }
                }
                part(cell, Firmness::Or, self);
            }
        }
        self.stroke("]]", r"\end{pmatrix}", "</mtd></mtr></mtable><mo>)</mo>");
    }
}
