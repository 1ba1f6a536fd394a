//! The strokes that the notations differ in.

use super::{Notation, is_word};
use crate::base::Locale;
use crate::math::Rational;

/// Writes signs, numbers and symbols in one notation.
pub(super) struct Pen<'o> {
    pub notation: Notation,
    pub locale: Locale,
    pub out: &'o mut String,
}

/// The digits 0 to 9 as exponents.
const SUPERSCRIPTS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

impl<'o> Pen<'o> {
    pub fn new(notation: Notation, locale: Locale, out: &'o mut String) -> Self {
        Self {
            notation,
            locale,
            out,
        }
    }

    /// One of three spellings.
    pub fn stroke(&mut self, text: &str, latex: &str, mathml: &str) {
        self.out.push_str(match self.notation {
            Notation::Text => text,
            Notation::Latex => latex,
            Notation::MathMl => mathml,
        });
    }

    /// Runs of elements become one element.
    pub fn row(&mut self, inner: impl FnOnce(&mut Self)) {
        self.stroke("", "", "<mrow>");
        inner(self);
        self.stroke("", "", "</mrow>");
    }

    pub fn brackets(&mut self, inner: impl FnOnce(&mut Self)) {
        // A row of its own: a minus at its beginning is set as a sign, not as a difference.
        self.stroke("(", "(", "<mrow><mo>(</mo><mrow>");
        inner(self);
        self.stroke(")", ")", "</mrow><mo>)</mo></mrow>");
    }

    /// The minus of a negative number or term.
    pub fn sign(&mut self) {
        self.stroke("−", "-", "<mo>−</mo>");
    }

    pub fn plus(&mut self) {
        self.stroke(" + ", " + ", "<mo>+</mo>");
    }

    pub fn minus(&mut self) {
        self.stroke(" − ", " - ", "<mo>−</mo>");
    }

    pub fn times(&mut self) {
        self.stroke(" × ", r" \times ", "<mo>×</mo>");
    }

    pub fn divided_by(&mut self) {
        self.stroke(" ÷ ", r" \div ", "<mo>÷</mo>");
    }

    /// ± before a term, or ∓.
    pub fn plus_minus(&mut self, flipped: bool) {
        if flipped {
            self.stroke("∓", r"\mp ", "<mo>∓</mo>");
        } else {
            self.stroke("±", r"\pm ", "<mo>±</mo>");
        }
    }

    /// ± between two terms, or ∓.
    pub fn plus_minus_between(&mut self, flipped: bool) {
        if flipped {
            self.stroke(" ∓ ", r" \mp ", "<mo>∓</mo>");
        } else {
            self.stroke(" ± ", r" \pm ", "<mo>±</mo>");
        }
    }

    pub fn percent(&mut self) {
        self.stroke("%", r"\%", "<mo>%</mo>");
    }

    /// Between two units.
    pub fn slash(&mut self) {
        self.stroke("/", "/", "<mo lspace=\"0\" rspace=\"0\">/</mo>");
    }

    /// Before a unit.
    pub fn thin_space(&mut self) {
        self.stroke(" ", r"\,", "<mspace width=\"0.17em\"></mspace>");
    }

    /// A product without sign; after a fraction on the line a blank shows where that ends.
    pub fn invisible_times(&mut self, after_fraction: bool) {
        let text = if after_fraction { " " } else { "" };
        self.stroke(text, "", "<mo>\u{2062}</mo>");
    }

    /// A fraction: with a bar, or on one line in text, where the parts bring their brackets.
    pub fn fraction(&mut self, over: impl FnOnce(&mut Self), under: impl FnOnce(&mut Self)) {
        self.stroke("", r"\frac{", "<mfrac><mrow>");
        over(self);
        self.stroke("/", "}{", "</mrow><mrow>");
        under(self);
        self.stroke("", "}", "</mrow></mfrac>");
    }

    /// A base, which is one element, with an exponent.
    pub fn power(&mut self, base: impl FnOnce(&mut Self), exponent: impl FnOnce(&mut Self)) {
        self.stroke("", "", "<msup>");
        base(self);
        self.stroke("^", "^{", "<mrow>");
        exponent(self);
        self.stroke("", "}", "</mrow></msup>");
    }

    /// A base with an integer exponent, raised in text too.
    pub fn integer_power(&mut self, base: impl FnOnce(&mut Self), exponent: i64) {
        if self.notation != Notation::Text {
            return self.power(base, |pen| pen.integer(exponent));
        }
        base(self);
        if exponent < 0 {
            self.out.push('⁻');
        }
        let start = self.out.len();
        super::number::push_digits(exponent.unsigned_abs(), self.out);
        // Digits are one byte each, their raised forms are not: append those, then drop the former.
        let end = self.out.len();
        for at in start..end {
            let digit = self.out.as_bytes().get(at).map_or(0, |byte| byte - b'0');
            self.out.push_str(SUPERSCRIPTS[usize::from(digit % 10)]);
        }
        self.out.replace_range(start..end, "");
    }

    fn integer(&mut self, value: i64) {
        if value < 0 {
            self.sign();
        }
        self.magnitude_of_integer(value.unsigned_abs());
    }

    fn magnitude_of_integer(&mut self, magnitude: u64) {
        self.stroke("", "", "<mn>");
        super::number::push_digits(magnitude, self.out);
        self.stroke("", "", "</mn>");
    }

    /// |value| as an integer or a fraction.
    pub fn magnitude(&mut self, value: &Rational) {
        let Some(ratio) = value.to_ratio() else {
            return self.big_magnitude(value);
        };
        let over = ratio.numerator().unsigned_abs();
        if ratio.is_integer() {
            return self.magnitude_of_integer(over);
        }
        let under = ratio.denominator().unsigned_abs();
        self.fraction(
            |pen| pen.magnitude_of_integer(over),
            |pen| pen.magnitude_of_integer(under),
        );
    }

    #[cold]
    fn big_magnitude(&mut self, value: &Rational) {
        let digits = |pen: &mut Self, integer: Rational| {
            pen.stroke("", "", "<mn>");
            pen.out.push_str(&integer.abs().to_string());
            pen.stroke("", "", "</mn>");
        };
        if value.is_integer() {
            return digits(self, value.clone());
        }
        self.fraction(
            |pen| digits(pen, value.numerator()),
            |pen| digits(pen, value.denominator()),
        );
    }

    /// The digits of a decimal, written by `digits`.
    pub fn decimal(&mut self, digits: impl FnOnce(&mut Self)) {
        self.stroke("", "", "<mn>");
        digits(self);
        self.stroke("", "", "</mn>");
    }

    /// The locale's mark between units and tenths; LaTeX would set a bare comma as punctuation.
    pub fn decimal_mark(&mut self) {
        match (self.notation, self.locale.decimal_mark) {
            (Notation::Latex, ',') => self.out.push_str("{,}"),
            (_, mark) => self.out.push(mark),
        }
    }

    /// A symbol; what follows an underscore is its index, and several letters are a word.
    pub fn symbol(&mut self, symbol: &str) {
        if symbol.len() == 1 || self.notation == Notation::Text {
            self.stroke("", "", "<mi>");
            self.out.push_str(symbol);
            self.stroke("", "", "</mi>");
            return;
        }
        if let Some((letter, index)) = symbol.split_once('_') {
            self.stroke("", "", "<msub>");
            self.symbol(letter);
            self.stroke("", "_{", "");
            if index.bytes().all(|byte| byte.is_ascii_digit()) {
                self.stroke("", "", "<mn>");
                self.out.push_str(index);
                self.stroke("", "", "</mn>");
            } else {
                self.symbol(index);
            }
            self.stroke("", "}", "</msub>");
            return;
        }
        if self.notation == Notation::Latex
            && let Some(name) = latex_letter(symbol)
        {
            self.out.extend(["\\", name, " "]);
            return;
        }
        let latex = if is_word(symbol) { r"\mathrm{" } else { "{" };
        self.stroke("", latex, "<mi>");
        self.out.push_str(symbol);
        self.stroke("", "}", "</mi>");
    }
}

/// LaTeX's command for a Greek letter.
fn latex_letter(symbol: &str) -> Option<&'static str> {
    const LETTERS: [(&str, &str); 33] = [
        ("α", "alpha"),
        ("β", "beta"),
        ("γ", "gamma"),
        ("δ", "delta"),
        ("ε", "varepsilon"),
        ("ζ", "zeta"),
        ("η", "eta"),
        ("θ", "theta"),
        ("ι", "iota"),
        ("κ", "kappa"),
        ("λ", "lambda"),
        ("μ", "mu"),
        ("ν", "nu"),
        ("ξ", "xi"),
        ("π", "pi"),
        ("ρ", "rho"),
        ("σ", "sigma"),
        ("τ", "tau"),
        ("υ", "upsilon"),
        ("φ", "varphi"),
        ("χ", "chi"),
        ("ψ", "psi"),
        ("ω", "omega"),
        ("Γ", "Gamma"),
        ("Δ", "Delta"),
        ("Θ", "Theta"),
        ("Λ", "Lambda"),
        ("Ξ", "Xi"),
        ("Σ", "Sigma"),
        ("Φ", "Phi"),
        ("Ψ", "Psi"),
        ("Ω", "Omega"),
        ("Π", "Pi"),
    ];
    LETTERS
        .into_iter()
        .find(|(letter, _)| *letter == symbol)
        .map(|(_, name)| name)
}
