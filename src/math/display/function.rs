//! Known functions: their names and how they are set.

use super::{Firmness, Notation, Pen};
use crate::math::{Expr, Function};

/// Writes a function with its arguments, these by `part`.
pub(super) fn write<N>(
    function: Function,
    arguments: &[Expr<N>],
    pen: &mut Pen<'_>,
    part: &mut dyn FnMut(&Expr<N>, Firmness, &mut Pen<'_>),
) {
    let is_text = pen.notation == Notation::Text;
    match (function, arguments) {
        (Function::Sqrt, [a]) => pen.root(|pen| part(a, Firmness::Or, pen), None),
        (Function::Root, [a, index]) if !is_text => {
            let mut index = |pen: &mut Pen<'_>| part(index, Firmness::Or, pen);
            let mut shown = String::new();
            index(&mut Pen::new(pen.notation, pen.locale, &mut shown));
            pen.root(|pen| part(a, Firmness::Or, pen), Some(&shown));
        }
        (Function::Abs, [a]) => {
            pen.enclosed(BARS, |pen| pen.row(|pen| part(a, Firmness::Union, pen)))
        }
        (Function::Floor, [a]) if !is_text => {
            pen.enclosed(FLOOR, |pen| part(a, Firmness::Or, pen));
        }
        (Function::Ceil, [a]) if !is_text => {
            pen.enclosed(CEILING, |pen| part(a, Firmness::Or, pen));
        }
        (Function::Factorial, [a]) => {
            part(a, Firmness::Atom, pen);
            pen.stroke("!", "!", "<mo>!</mo>");
        }
        (Function::Binomial, [n, k]) if !is_text => {
            pen.stroke(
                "",
                r"\binom{",
                "<mo>(</mo><mfrac linethickness=\"0\"><mrow>",
            );
            part(n, Firmness::Or, pen);
            pen.stroke("", "}{", "</mrow><mrow>");
            part(k, Firmness::Or, pen);
            pen.stroke("", "}", "</mrow></mfrac><mo>)</mo>");
        }
        (Function::Log, [a, base]) if !is_text || is_plain(base) => {
            pen.stroke("log_", r"\log_{", "<msub><mi>log</mi><mrow>");
            part(base, Firmness::Atom, pen);
            pen.stroke("", "}", "</mrow></msub><mo>\u{2061}</mo>");
            pen.brackets(|pen| part(a, Firmness::Or, pen));
        }
        _ => {
            pen.function(function);
            pen.brackets(|pen| super::structure::separated(arguments, Firmness::Or, pen, part));
        }
    }
}

/// Bars around an absolute value; fences as the notations have them.
const BARS: [[&str; 3]; 2] = [["|", r"\left|", "|"], ["|", r"\right|", "|"]];
const FLOOR: [[&str; 3]; 2] = [["", r"\lfloor ", "⌊"], ["", r" \rfloor", "⌋"]];
const CEILING: [[&str; 3]; 2] = [["", r"\lceil ", "⌈"], ["", r" \rceil", "⌉"]];

/// Whether it can be an index without brackets.
const fn is_plain<N>(expr: &Expr<N>) -> bool {
    matches!(expr, Expr::Number(_) | Expr::Symbol(_) | Expr::Constant(_))
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

    /// Whether LaTeX knows it by name.
    const fn has_command(self) -> bool {
        !matches!(
            self,
            Self::Root | Self::Sign | Self::Round | Self::Lcm | Self::Factorial | Self::Binomial
        ) && !matches!(self, Self::Floor | Self::Ceil | Self::Abs | Self::Sqrt)
    }

    /// The function of a name as [`name`](Self::name) gives it.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|function| function.name() == name)
    }
}

impl Pen<'_> {
    /// A function's name before its arguments.
    fn function(&mut self, function: Function) {
        let name = function.name();
        match self.notation {
            Notation::Text => self.out.push_str(name),
            Notation::Latex => {
                let command = if function.has_command() {
                    ["\\", name, ""]
                } else {
                    [r"\operatorname{", name, "}"]
                };
                self.out.extend(command);
            }
            Notation::MathMl => {
                self.out.extend(["<mi>", name, "</mi><mo>\u{2061}</mo>"]);
            }
        }
    }

    /// A root, with the index that is already written; the second root has none.
    fn root(&mut self, radicand: impl FnOnce(&mut Self), index: Option<&str>) {
        match (self.notation, index) {
            (Notation::Text, _) => {
                self.out.push('√');
                self.brackets(radicand);
            }
            (Notation::Latex, index) => {
                self.out.push_str(r"\sqrt");
                if let Some(index) = index {
                    self.out.extend(["[", index, "]"]);
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
                self.out.extend(["</mrow><mrow>", index, "</mrow></mroot>"]);
            }
        }
    }
}
