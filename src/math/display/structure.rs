//! What is no sum, product, quotient or power: functions, relations, collections and the like.
//!
//! Both shapes write these alike; they differ in how they write the parts.

use super::{Firmness, Notation, Pen};
use crate::math::{Collection, Constant, Expr, Function, Interval, Relation};

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
        Expr::PlusMinus(a) => {
            pen.operator("±", r"\pm ", "±");
            part(a, Firmness::Quotient, pen);
        }
        Expr::Call(Function::Sqrt, arguments) if arguments.len() == 1 => {
            for argument in arguments {
                pen.root(None::<fn(&mut Pen<'_>)>, |pen| {
                    part(argument, Firmness::Sum, pen);
                });
            }
        }
        Expr::Call(Function::Abs, arguments) => {
            pen.fence("|", r"\left|", "|");
            separated(arguments, pen, part);
            pen.fence("|", r"\right|", "|");
        }
        Expr::Call(Function::Factorial, arguments) => {
            for argument in arguments {
                part(argument, Firmness::Atom, pen);
            }
            pen.operator("!", "!", "!");
        }
        Expr::Call(function, arguments) => {
            pen.function(function.name());
            pen.brackets(|pen| separated(arguments, pen, part));
        }
        Expr::Apply(name, arguments) => {
            pen.symbol(name);
            pen.brackets(|pen| separated(arguments, pen, part));
        }
        Expr::Relation(relation, a, b) => {
            part(a, side(a), pen);
            pen.relation(*relation);
            part(b, side(b), pen);
        }
        Expr::Not(a) => {
            pen.word("not ");
            part(a, Firmness::Quotient, pen);
        }
        Expr::And(parts) => joined(parts, " and ", pen, part),
        Expr::Or(parts) => joined(parts, " or ", pen, part),
        Expr::Collection(collection, parts) => {
            let (open, close) = match collection {
                Collection::List => (("[", "[", "["), ("]", "]", "]")),
                Collection::Set => (("{", r"\{", "{"), ("}", r"\}", "}")),
                Collection::Tuple => (("(", "(", "("), (")", ")", ")")),
                Collection::Vector => (("⟨", r"\langle ", "⟨"), ("⟩", r"\rangle ", "⟩")),
            };
            pen.fence(open.0, open.1, open.2);
            separated(parts, pen, part);
            pen.fence(close.0, close.1, close.2);
        }
        Expr::Matrix(rows) => pen.matrix(rows, |cell, pen| part(cell, Firmness::Sum, pen)),
        Expr::Interval(interval) => bounds(interval, pen, part),
        Expr::Union(parts) => {
            for (at, one) in parts.iter().enumerate() {
                if at > 0 {
                    pen.operator(" ∪ ", r" \cup ", "∪");
                }
                part(one, Firmness::Product, pen);
            }
        }
        Expr::Number(_)
        | Expr::Symbol(_)
        | Expr::Negate(_)
        | Expr::Sum(_)
        | Expr::Product(_)
        | Expr::Quotient(..)
        | Expr::Power(..) => part(expr, Firmness::Sum, pen),
    }
}

/// How firmly it holds together; `None` for arithmetic and algebra, where it depends on the shape.
pub(super) const fn firmness<N>(expr: &Expr<N>) -> Option<Firmness> {
    Some(match expr {
        Expr::Constant(_)
        | Expr::Unit(_)
        | Expr::Boolean(_)
        | Expr::Call(..)
        | Expr::Apply(..)
        | Expr::Collection(..)
        | Expr::Matrix(_)
        | Expr::Interval(_) => Firmness::Atom,
        Expr::PlusMinus(_) => Firmness::Quotient,
        Expr::Relation(..) | Expr::Not(_) | Expr::And(_) | Expr::Or(_) | Expr::Union(_) => {
            Firmness::Sum
        }
        Expr::Number(_)
        | Expr::Symbol(_)
        | Expr::Negate(_)
        | Expr::Sum(_)
        | Expr::Product(_)
        | Expr::Quotient(..)
        | Expr::Power(..) => return None,
    })
}

/// What a side of a relation has to be: a statement there has brackets.
const fn side<N>(expr: &Expr<N>) -> Firmness {
    match expr {
        Expr::Relation(..) | Expr::Not(_) | Expr::And(_) | Expr::Or(_) => Firmness::Quotient,
        _ => Firmness::Sum,
    }
}

fn separated<N>(
    parts: &[Expr<N>],
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    for (at, one) in parts.iter().enumerate() {
        if at > 0 {
            pen.separator();
        }
        part(one, Firmness::Sum, pen);
    }
}

fn joined<N>(
    parts: &[Expr<N>],
    word: &str,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    for (at, one) in parts.iter().enumerate() {
        if at > 0 {
            pen.word(word);
        }
        let alone = matches!(one, Expr::Relation(..) | Expr::Boolean(_));
        part(
            one,
            if alone {
                Firmness::Sum
            } else {
                Firmness::Quotient
            },
            pen,
        );
    }
}

fn bounds<N>(
    interval: &Interval<N>,
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    let open = if interval.low_closed { "[" } else { "(" };
    let close = if interval.high_closed { "]" } else { ")" };
    pen.fence(open, open, open);
    part(&interval.low, Firmness::Sum, pen);
    pen.separator();
    part(&interval.high, Firmness::Sum, pen);
    pen.fence(close, close, close);
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

impl Function {
    /// Every function known.
    pub const ALL: [Self; 28] = [
        Self::Sqrt,
        Self::Root,
        Self::Abs,
        Self::Exp,
        Self::Ln,
        Self::Log,
        Self::Sin,
        Self::Cos,
        Self::Tan,
        Self::Sec,
        Self::Csc,
        Self::Cot,
        Self::Asin,
        Self::Acos,
        Self::Atan,
        Self::Sinh,
        Self::Cosh,
        Self::Tanh,
        Self::Factorial,
        Self::Binomial,
        Self::Floor,
        Self::Ceil,
        Self::Round,
        Self::Sign,
        Self::Min,
        Self::Max,
        Self::Gcd,
        Self::Lcm,
    ];

    /// Its name, as it is typed and written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqrt => "sqrt",
            Self::Root => "root",
            Self::Abs => "abs",
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Log => "log",
            Self::Sin => "sin",
            Self::Cos => "cos",
            Self::Tan => "tan",
            Self::Sec => "sec",
            Self::Csc => "csc",
            Self::Cot => "cot",
            Self::Asin => "arcsin",
            Self::Acos => "arccos",
            Self::Atan => "arctan",
            Self::Sinh => "sinh",
            Self::Cosh => "cosh",
            Self::Tanh => "tanh",
            Self::Factorial => "factorial",
            Self::Binomial => "binomial",
            Self::Floor => "floor",
            Self::Ceil => "ceil",
            Self::Round => "round",
            Self::Sign => "sign",
            Self::Min => "min",
            Self::Max => "max",
            Self::Gcd => "gcd",
            Self::Lcm => "lcm",
        }
    }

    /// The function of a name as [`name`](Self::name) gives it.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|function| function.name() == name)
    }
}

impl Pen<'_> {
    fn operator(&mut self, text: &str, latex: &str, mathml: &str) {
        match self.notation {
            Notation::Text => self.out.push_str(text),
            Notation::Latex => self.out.push_str(latex),
            Notation::MathMl => self.element("mo", mathml),
        }
    }

    fn fence(&mut self, text: &str, latex: &str, mathml: &str) {
        self.operator(text, latex, mathml);
    }

    fn element(&mut self, tag: &str, text: &str) {
        for piece in ["<", tag, ">", text, "</", tag, ">"] {
            self.out.push_str(piece);
        }
    }

    /// Between the parts of a collection; a decimal comma asks for a semicolon.
    fn separator(&mut self) {
        let mark = if self.locale.decimal_mark == ',' {
            ";"
        } else {
            ","
        };
        match self.notation {
            Notation::MathMl => self.element("mo", mark),
            Notation::Text | Notation::Latex => {
                self.out.push_str(mark);
                self.out.push(' ');
            }
        }
    }

    fn word(&mut self, word: &str) {
        match self.notation {
            Notation::Text => self.out.push_str(word),
            Notation::Latex => {
                for piece in [r"\text{", word, "}"] {
                    self.out.push_str(piece);
                }
            }
            Notation::MathMl => {
                // Blanks at the ends of <mtext> are dropped unless they do not break.
                let word = word.replace(' ', "\u{a0}");
                self.element("mtext", &word);
            }
        }
    }

    fn function(&mut self, name: &str) {
        match self.notation {
            Notation::Text => self.out.push_str(name),
            Notation::Latex => {
                for piece in [r"\operatorname{", name, "}"] {
                    self.out.push_str(piece);
                }
            }
            Notation::MathMl => {
                self.element("mi", name);
                self.element("mo", "\u{2061}");
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
        match self.notation {
            Notation::Text => self.out.push_str(constant.sign()),
            Notation::Latex => self.out.push_str(latex),
            Notation::MathMl => self.element("mi", constant.sign()),
        }
    }

    fn unit(&mut self, unit: &str) {
        match self.notation {
            Notation::Text => self.out.push_str(unit),
            Notation::Latex => {
                for piece in [r"\mathrm{", unit, "}"] {
                    self.out.push_str(piece);
                }
            }
            Notation::MathMl => {
                for piece in ["<mi mathvariant=\"normal\">", unit, "</mi>"] {
                    self.out.push_str(piece);
                }
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
            Notation::Text => {
                for piece in [" ", relation.sign(), " "] {
                    self.out.push_str(piece);
                }
            }
            Notation::Latex => self.out.push_str(latex),
            Notation::MathMl => self.element("mo", mathml),
        }
    }

    /// A root with its index; the second root has none.
    fn root(&mut self, index: Option<impl FnOnce(&mut Self)>, radicand: impl FnOnce(&mut Self)) {
        match (self.notation, index) {
            (Notation::Text, None) => {
                self.out.push('√');
                self.brackets(radicand);
            }
            (Notation::Text, Some(index)) => {
                self.out.push_str("root(");
                radicand(self);
                self.separator();
                index(self);
                self.out.push(')');
            }
            (Notation::Latex, index) => {
                self.out.push_str(r"\sqrt");
                if let Some(index) = index {
                    self.out.push('[');
                    index(self);
                    self.out.push(']');
                }
                self.out.push('{');
                radicand(self);
                self.out.push('}');
            }
            (Notation::MathMl, None) => {
                self.out.push_str("<msqrt>");
                radicand(self);
                self.out.push_str("</msqrt>");
            }
            (Notation::MathMl, Some(index)) => {
                self.out.push_str("<mroot><mrow>");
                radicand(self);
                self.out.push_str("</mrow><mrow>");
                index(self);
                self.out.push_str("</mrow></mroot>");
            }
        }
    }

    fn matrix<T>(&mut self, rows: &[Vec<T>], mut cell: impl FnMut(&T, &mut Self)) {
        let (open, between_cells, between_rows, close) = match self.notation {
            Notation::Text => ("[[", ", ", "], [", "]]"),
            Notation::Latex => (r"\begin{pmatrix}", " & ", r" \\ ", r"\end{pmatrix}"),
            Notation::MathMl => (
                "<mo>(</mo><mtable><mtr><mtd>",
                "</mtd><mtd>",
                "</mtd></mtr><mtr><mtd>",
                "</mtd></mtr></mtable><mo>)</mo>",
            ),
        };
        self.out.push_str(open);
        for (at, row) in rows.iter().enumerate() {
            if at > 0 {
                self.out.push_str(between_rows);
            }
            for (at, one) in row.iter().enumerate() {
                if at > 0 {
                    self.out.push_str(between_cells);
                }
                cell(one, self);
            }
        }
        self.out.push_str(close);
    }
}
