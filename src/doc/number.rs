//! Numbers by format, place and locale.

use super::rounding::{exponent, round_to, scaled_down, significant};
use super::{Format, Output, Place};
use crate::base::Locale;
use crate::math::{Notation, Rational, write_decimal};

/// What begins mathematics among the words of HTML.
const MATH: &str = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">";

/// Appends mathematics for its place: `inner` writes it in the notation it is given, and among
/// words it is marked as mathematics.
pub fn write_math(place: Place, out: &mut String, inner: impl FnOnce(Notation, &mut String)) {
    let (opening, closing) = match (place.output, place.math) {
        (_, true) | (Output::Text, false) => ("", ""),
        (Output::Latex, false) => ("$", "$"),
        (Output::Html, false) => (MATH, "</math>"),
    };
    out.push_str(opening);
    inner(place.notation(), out);
    out.push_str(closing);
}

/// Appends a number as its format asks for; without one, as an integer or a textbook fraction.
///
/// A decimal without end, asked for with as many places as needed, is written as a fraction.
///
/// ```
/// use retake::base::Locale;
/// use retake::doc::{Format, Output, Place, write_number};
/// use retake::math::Rational;
///
/// let value = Rational::new(-3, 2).unwrap();
/// let shown = |format, output| {
///     let mut out = String::new();
///     write_number(&value, format, Place::prose(output), Locale::ENGLISH, &mut out);
///     out
/// };
/// assert_eq!(shown(None, Output::Text), "−3/2");
/// assert_eq!(shown(Some(Format::Mixed), Output::Latex), r"$-1\frac{1}{2}$");
/// assert_eq!(shown(Some(Format::Decimal(Some(2))), Output::Html), "−1.50");
/// ```
pub fn write_number(
    value: &Rational,
    format: Option<Format>,
    place: Place,
    locale: Locale,
    out: &mut String,
) {
    // Most holes: nothing to decide.
    if matches!(format, None | Some(Format::Fraction)) {
        if place.math || place.output == Output::Text {
            return crate::math::write_number(value, place.notation(), locale, out);
        }
        // Digits are the same among words; only LaTeX would set the sign as a hyphen.
        if value.is_integer() {
            if place.output == Output::Latex && value.is_negative() {
                out.push('$');
                crate::math::write_number(value, Notation::Latex, locale, out);
                out.push('$');
            } else {
                crate::math::write_number(value, Notation::Text, locale, out);
            }
            return;
        }
    }
    let magnitude = Magnitude::of(value, format);
    let sign = Sign::of(value, &magnitude, format);
    // Among words digits are digits; a bar, or a sign that LaTeX would set as a hyphen, is mathematics.
    let as_words = !place.math
        && match place.output {
            Output::Text => true,
            Output::Html => !magnitude.has_bar(),
            Output::Latex => !magnitude.has_bar() && !magnitude.is_raised() && sign == Sign::None,
        };
    if as_words {
        let percent = if place.output == Output::Latex {
            "\\%"
        } else {
            "%"
        };
        write(&magnitude, sign, Notation::Text, percent, locale, out);
        return;
    }
    let operator = place.after_operand && format == Some(Format::Signed);
    write_math(place, out, |notation, out| match notation {
        Notation::MathMl if operator => {
            out.push_str(if sign == Sign::Minus {
                "<mo>−</mo>"
            } else {
                "<mo>+</mo>"
            });
            write(&magnitude, Sign::None, notation, "<mi>%</mi>", locale, out);
        }
        Notation::MathMl => write(&magnitude, sign, notation, "<mi>%</mi>", locale, out),
        Notation::Text | Notation::Latex => {
            let percent = if notation == Notation::Latex {
                "\\%"
            } else {
                "%"
            };
            if operator {
                let minus = if notation == Notation::Latex {
                    "- "
                } else {
                    "− "
                };
                out.push_str(if sign == Sign::Minus { minus } else { "+ " });
                write(&magnitude, Sign::None, notation, percent, locale, out);
            } else {
                write(&magnitude, sign, notation, percent, locale, out);
            }
        }
    });
}

/// What stands before a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Plus,
    Minus,
    /// A minus sign, all of it in brackets.
    Brackets,
}

impl Sign {
    fn of(value: &Rational, magnitude: &Magnitude, format: Option<Format>) -> Self {
        match format {
            Some(Format::Signed) if value.is_negative() => Self::Minus,
            Some(Format::Signed) => Self::Plus,
            _ if !value.is_negative() || magnitude.is_zero() => Self::None,
            Some(Format::Paren) => Self::Brackets,
            _ => Self::Minus,
        }
    }
}

/// A number without its sign, divided into what is written.
enum Magnitude {
    /// An integer or a fraction.
    Number(Rational),
    /// A whole number and a proper fraction.
    Mixed(Rational, Rational),
    /// So many places, and whether it is a share of a hundred.
    Decimal(Rational, u32, bool),
    /// One figure before the mark, so many after it, times this power of ten.
    Scientific(Rational, u32, i64),
    /// A fraction of a hundred that has no end as a decimal.
    Percent(Rational),
}

impl Magnitude {
    fn of(value: &Rational, format: Option<Format>) -> Self {
        let value = value.abs();
        match format {
            None
            | Some(
                Format::Signed
                | Format::Paren
                | Format::Fraction
                | Format::List
                | Format::AsWritten,
            ) => Self::Number(value),
            Some(Format::Mixed) => {
                let whole = value.floor();
                if value.is_integer() || whole.is_zero() {
                    return Self::Number(value);
                }
                let part = &value - &whole;
                Self::Mixed(whole, part)
            }
            Some(Format::Decimal(places)) => match places.or_else(|| value.decimal_places()) {
                Some(places) => Self::Decimal(value, places, false),
                None => Self::Number(value),
            },
            Some(Format::Sigfig(figures)) => {
                let (value, places) = significant(value, figures);
                Self::Decimal(value, places, false)
            }
            Some(Format::Scientific(_)) if value.is_zero() => Self::Number(value),
            Some(Format::Scientific(figures)) => {
                let rounded = match figures {
                    Some(figures) => round_to(&value, figures, exponent(&value)),
                    None => value,
                };
                let exponent = exponent(&rounded);
                let leading = scaled_down(&rounded, exponent);
                let places = figures.map(|figures| figures.saturating_sub(1));
                match places.or_else(|| leading.decimal_places()) {
                    Some(places) => Self::Scientific(leading, places, exponent),
                    None => Self::Number(rounded),
                }
            }
            Some(Format::Percent(places)) => {
                let value = &value * &Rational::from(100);
                match places.or_else(|| value.decimal_places()) {
                    Some(places) => Self::Decimal(value, places, true),
                    None => Self::Percent(value),
                }
            }
        }
    }

    /// Whether it is written with a fraction bar.
    fn has_bar(&self) -> bool {
        match self {
            Self::Number(value) => !value.is_integer(),
            Self::Mixed(..) | Self::Percent(_) => true,
            Self::Decimal(..) | Self::Scientific(..) => false,
        }
    }

    /// Whether plain characters cannot write it in LaTeX.
    fn is_raised(&self) -> bool {
        matches!(self, Self::Scientific(..))
    }

    /// Whether only zeros are written.
    fn is_zero(&self) -> bool {
        match self {
            Self::Number(value) => value.is_zero(),
            Self::Decimal(value, places, _) => {
                (value * &Rational::power_of_ten(*places)).round().is_zero()
            }
            Self::Mixed(..) | Self::Percent(_) | Self::Scientific(..) => false,
        }
    }

    /// Whether in MathML it is one element by itself.
    fn is_one_element(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Decimal(_, _, false))
    }
}

fn write(
    magnitude: &Magnitude,
    sign: Sign,
    notation: Notation,
    percent: &str,
    locale: Locale,
    out: &mut String,
) {
    let row = notation == Notation::MathMl && (sign != Sign::None || !magnitude.is_one_element());
    out.push_str(if row { "<mrow>" } else { "" });
    let tall = notation == Notation::Latex && magnitude.has_bar();
    let minus = match notation {
        Notation::Text => "−",
        Notation::Latex => "-",
        Notation::MathMl => "<mo>−</mo>",
    };
    match sign {
        Sign::None => {}
        Sign::Plus if notation == Notation::MathMl => out.push_str("<mo>+</mo>"),
        Sign::Plus => out.push('+'),
        Sign::Minus => out.push_str(minus),
        Sign::Brackets => {
            out.push_str(match notation {
                Notation::MathMl => "<mo>(</mo><mrow>",
                _ if tall => "\\left(",
                _ => "(",
            });
            out.push_str(minus);
        }
    }
    match magnitude {
        Magnitude::Number(value) => crate::math::write_number(value, notation, locale, out),
        Magnitude::Mixed(whole, part) => {
            crate::math::write_number(whole, notation, locale, out);
            out.push_str(if notation == Notation::Text { " " } else { "" });
            crate::math::write_number(part, notation, locale, out);
        }
        Magnitude::Decimal(value, places, share) => {
            write_decimal(value, *places, notation, locale, out);
            if *share {
                write_percent(notation, percent, locale, out);
            }
        }
        Magnitude::Scientific(leading, places, exponent) => {
            write_decimal(leading, *places, notation, locale, out);
            write_power_of_ten(*exponent, notation, out);
        }
        Magnitude::Percent(value) => {
            write(
                &Magnitude::of(value, Some(Format::Mixed)),
                Sign::None,
                notation,
                percent,
                locale,
                out,
            );
            write_percent(notation, percent, locale, out);
        }
    }
    if sign == Sign::Brackets {
        out.push_str(match notation {
            Notation::MathMl => "</mrow><mo>)</mo>",
            _ if tall => "\\right)",
            _ => ")",
        });
    }
    out.push_str(if row { "</mrow>" } else { "" });
}

/// The sign for a share of a hundred; languages other than English leave a narrow space before it.
fn write_percent(notation: Notation, percent: &str, locale: Locale, out: &mut String) {
    if locale.language != Locale::ENGLISH.language {
        out.push_str(match notation {
            Notation::Text => "\u{202f}",
            Notation::Latex => "\\,",
            Notation::MathMl => "<mspace width=\"0.2em\"/>",
        });
    }
    out.push_str(percent);
}

/// ` × 10⁵`
fn write_power_of_ten(exponent: i64, notation: Notation, out: &mut String) {
    let digits = exponent.unsigned_abs().to_string();
    let negative = exponent < 0;
    match notation {
        Notation::Text => {
            out.push_str(" × 10");
            out.push_str(if negative { "⁻" } else { "" });
            let raised = |digit: char| {
                let digit = digit.to_digit(10)? as usize;
                "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit)
            };
            out.extend(digits.chars().filter_map(raised));
        }
        Notation::Latex => {
            let sign = if negative { "-" } else { "" };
            out.push_str(&format!(" \\times 10^{{{sign}{digits}}}"));
        }
        Notation::MathMl => {
            let sign = if negative { "<mo>−</mo>" } else { "" };
            out.push_str(&format!(
                "<mo>×</mo><msup><mn>10</mn><mrow>{sign}<mn>{digits}</mn></mrow></msup>"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(value: (i64, i64), format: &str, place: Place, locale: Locale) -> String {
        let value = Rational::new(value.0, value.1).expect("a number");
        let format = (!format.is_empty()).then(|| Format::parse(format).expect("a format"));
        let mut out = String::new();
        write_number(&value, format, place, locale, &mut out);
        out
    }

    fn text(value: (i64, i64), format: &str) -> String {
        shown(value, format, Place::prose(Output::Text), Locale::ENGLISH)
    }

    #[test]
    fn each_format_in_text() {
        assert_eq!(text((-3, 4), ""), "−3/4");
        assert_eq!(text((5, 1), "signed"), "+5");
        assert_eq!(text((-5, 1), "signed"), "−5");
        assert_eq!(text((0, 1), "signed"), "+0");
        assert_eq!(text((-3, 1), "paren"), "(−3)");
        assert_eq!(text((3, 1), "paren"), "3");
        assert_eq!(text((7, 2), "fraction"), "7/2");
        assert_eq!(text((-7, 2), "mixed"), "−3 1/2");
        assert_eq!(text((1, 2), "mixed"), "1/2");
        assert_eq!(text((4, 1), "mixed"), "4");
        assert_eq!(text((1, 8), "decimal"), "0.125");
        assert_eq!(text((1, 3), "decimal"), "1/3");
        assert_eq!(text((1, 8), "decimal 2"), "0.13");
        assert_eq!(text((-1, 1000), "decimal 2"), "0.00");
        assert_eq!(text((1, 4), "percent"), "25%");
        assert_eq!(text((1, 3), "percent 1"), "33.3%");
        assert_eq!(text((1, 3), "percent"), "33 1/3%");
        assert_eq!(text((3, 1), "list"), "3");
    }

    #[test]
    fn significant_figures_stay_significant() {
        assert_eq!(text((123_456, 1000), "sigfig 3"), "123");
        assert_eq!(text((123_456, 1), "sigfig 2"), "120000");
        assert_eq!(text((996, 100), "sigfig 2"), "10");
        assert_eq!(text((995, 100), "sigfig 3"), "9.95");
        assert_eq!(text((9996, 1000), "sigfig 3"), "10.0");
        assert_eq!(text((5, 10_000), "sigfig 2"), "0.00050");
        assert_eq!(text((-1, 3), "sigfig 2"), "−0.33");
        assert_eq!(text((0, 1), "sigfig 2"), "0");
    }

    #[test]
    fn powers_of_ten_have_one_figure_before_the_mark() {
        assert_eq!(text((35_000, 1), "scientific 3"), "3.50 × 10⁴");
        assert_eq!(text((9_996, 1), "scientific 2"), "1.0 × 10⁴");
        assert_eq!(text((7, 2_000), "scientific"), "3.5 × 10⁻³");
        assert_eq!(text((-4, 1), "scientific"), "−4 × 10⁰");
        assert_eq!(text((0, 1), "scientific 2"), "0");
        assert_eq!(text((1, 3), "scientific"), "1/3");
        let german = Locale::of("de").expect("German");
        let latex = Place::prose(Output::Latex);
        assert_eq!(
            shown((35_000, 1), "scientific", latex, german),
            "$3{,}5 \\times 10^{4}$"
        );
        assert_eq!(
            shown(
                (7, 2_000),
                "scientific",
                Place::math(Output::Html),
                Locale::ENGLISH
            ),
            "<mrow><mn>3.5</mn><mo>×</mo><msup><mn>10</mn>\
             <mrow><mo>−</mo><mn>3</mn></mrow></msup></mrow>"
        );
    }

    #[test]
    fn places_and_locales_set_numbers_their_way() {
        let german = Locale::of("de").expect("German");
        let html = Place::prose(Output::Html);
        let latex = Place::prose(Output::Latex);
        let (mathml, tex) = (Place::math(Output::Html), Place::math(Output::Latex));
        let english = Locale::ENGLISH;
        assert_eq!(shown((-3, 1), "", html, english), "−3");
        assert_eq!(
            shown((3, 4), "", html, english),
            format!("{MATH}<mfrac><mrow><mn>3</mn></mrow><mrow><mn>4</mn></mrow></mfrac></math>")
        );
        assert_eq!(shown((3, 1), "", latex, english), "3");
        assert_eq!(shown((-3, 1), "", latex, english), "$-3$");
        assert_eq!(shown((3, 4), "", latex, english), "$\\frac{3}{4}$");
        assert_eq!(shown((5, 1), "signed", latex, english), "$+5$");
        assert_eq!(shown((3, 2), "decimal", html, german), "1,5");
        assert_eq!(shown((3, 2), "decimal", tex, german), "1{,}5");
        assert_eq!(shown((1, 4), "percent", tex, german), "25\\,\\%");
        assert_eq!(shown((1, 4), "percent", latex, english), "25\\%");
        assert_eq!(
            shown((-3, 4), "paren", tex, english),
            "\\left(-\\frac{3}{4}\\right)"
        );
        assert_eq!(
            shown((-3, 1), "paren", mathml, english),
            "<mrow><mo>(</mo><mrow><mo>−</mo><mn>3</mn></mrow><mo>)</mo></mrow>"
        );
        assert_eq!(
            shown((1, 4), "percent", mathml, english),
            "<mrow><mn>25</mn><mi>%</mi></mrow>"
        );
    }

    #[test]
    fn a_signed_number_after_an_operand_is_an_operation() {
        let after = |output| Place {
            after_operand: true,
            ..Place::math(output)
        };
        let of = |output, value| shown((value, 1), "signed", after(output), Locale::ENGLISH);
        assert_eq!(of(Output::Text, 5), "+ 5");
        assert_eq!(of(Output::Text, -5), "− 5");
        assert_eq!(of(Output::Latex, -5), "- 5");
        assert_eq!(of(Output::Html, -5), "<mo>−</mo><mn>5</mn>");
        assert_eq!(
            shown((5, 1), "signed", Place::math(Output::Html), Locale::ENGLISH),
            "<mrow><mo>+</mo><mn>5</mn></mrow>"
        );
    }

    proptest! {
        #[test]
        fn significant_figures_are_the_nearest_number_with_so_many(
            over in 1_i64..1_000_000, under in 1_i64..10_000, figures in 1_u32..6
        ) {
            let value = Rational::new(over, under).expect("a number");
            let (rounded, places) = significant(value.clone(), figures);
            let unit = exponent(&value) - i64::from(figures) + 1;
            let unit = match u32::try_from(unit) {
                Ok(unit) => Rational::power_of_ten(unit),
                Err(_) => Rational::ONE.checked_div(&Rational::power_of_ten(unit.unsigned_abs() as u32)).expect("not zero"),
            };
            let off = &(&rounded - &value).abs() + &(&rounded - &value).abs();
            prop_assert!(off <= unit);
            prop_assert!((&rounded * &Rational::power_of_ten(places)).is_integer());
        }
    }
}
