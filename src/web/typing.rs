//! How answers are typed: an example under the field, and the signs a phone's keyboard hides.

use crate::base::Locale;
use crate::service::AnswerField;

/// A key of the keypad under a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PadKey {
    /// What it puts into the field.
    pub insert: String,
    /// What stands on it.
    pub shown: String,
    /// What it is called.
    pub name: String,
}

fn key(insert: &str, shown: &str, name: &str) -> PadKey {
    PadKey {
        insert: insert.to_owned(),
        shown: shown.to_owned(),
        name: name.to_owned(),
    }
}

/// Between the values in brackets: a decimal comma asks for a semicolon.
pub const fn separator(locale: Locale) -> &'static str {
    if locale.decimal_mark == ',' {
        "; "
    } else {
        ", "
    }
}

/// How an answer is typed, by example.
pub fn how_to_type(field: &AnswerField, locale: Locale) -> String {
    let (mark, comma) = (locale.decimal_mark, separator(locale));
    let letter = |symbols: &[String]| symbols.first().map_or("x", String::as_str).to_owned();
    match field {
        AnswerField::Number => format!("For example −7, 3/4, 1 1/2 or 2{mark}5."),
        AnswerField::Quantity => {
            format!("A number and its unit, for example 2{mark}5 m/s or 30 cm^2.")
        }
        AnswerField::Expression { symbols } => {
            let x = letter(symbols);
            format!("For example 2{x} + 3, −{x}/4 or {x}^2 for {x}².")
        }
        AnswerField::Equation { symbols } => {
            let x = letter(symbols);
            let y = symbols.get(1).map_or("y", String::as_str);
            format!("An equation, for example {y} = 2{x} + 3.")
        }
        AnswerField::RealSet {
            intervals: true, ..
        } => {
            format!(
                "For example [2{comma}5), (−∞{comma}3] or (1{comma}2) or [4{comma}∞). For ∞ you can type inf."
            )
        }
        AnswerField::RealSet { symbols, .. } => {
            let x = letter(symbols);
            format!("For example {x} > 2, −1 <= {x} < 3 or {x} < 1 or {x} >= 4.")
        }
        AnswerField::Collection { brackets, symbols } => {
            let (open, close) = brackets;
            match symbols.first() {
                Some(x) => format!("For example {open}{x}{comma}2{x} + 1{close}."),
                None => format!("For example {open}−1{comma}4{close}."),
            }
        }
        AnswerField::Points { count: 1, .. } => {
            format!("For example (3{comma}−2). You can also click on the plane.")
        }
        AnswerField::Points { .. } => {
            format!("For example (0{comma}1), (2{comma}−3). You can also click on the plane.")
        }
        _ => String::new(),
    }
}

/// The signs a phone's keyboard hides, for this kind of answer.
pub fn keys(field: &AnswerField, locale: Locale) -> Vec<PadKey> {
    let minus = || key("-", "−", "minus");
    let over = || key("/", "/", "over, for a fraction");
    let power = || key("^", "^", "to the power of");
    let letters = |symbols: &[String]| -> Vec<PadKey> {
        let keys = symbols.iter().map(|symbol| key(symbol, symbol, symbol));
        keys.collect()
    };
    let brackets = || {
        [
            key("(", "(", "opening bracket"),
            key(")", ")", "closing bracket"),
        ]
    };
    let mut keys = Vec::new();
    match field {
        AnswerField::Number => {
            let mark = locale.decimal_mark.to_string();
            keys.extend([minus(), over(), key(&mark, &mark, "decimal mark")]);
            keys.push(key(" ", "space", "space, as in 1 1/2"));
        }
        AnswerField::Quantity => {
            keys.extend([minus(), over(), power(), key("²", "²", "squared")]);
            keys.extend([key("³", "³", "cubed"), key("°", "°", "degree")]);
        }
        AnswerField::Expression { symbols } => {
            keys.extend(letters(symbols));
            keys.extend([key("+", "+", "plus"), minus(), over(), power()]);
            keys.extend([key("√", "√", "square root")]);
            keys.extend(brackets());
        }
        AnswerField::Equation { symbols } => {
            keys.extend(letters(symbols));
            keys.extend([key("=", "=", "equals"), key("+", "+", "plus"), minus()]);
            keys.extend([over(), power()]);
            keys.extend(brackets());
        }
        AnswerField::RealSet { symbols, intervals } => {
            if !intervals {
                keys.extend(letters(symbols));
                keys.extend([key("<", "<", "less than"), key("≤", "≤", "at most")]);
                keys.extend([key(">", ">", "greater than"), key("≥", "≥", "at least")]);
                keys.push(key(" or ", "or", "or"));
            }
            keys.extend([
                key("[", "[", "closed bracket"),
                key("]", "]", "closed bracket"),
            ]);
            keys.extend(brackets());
            keys.extend([key("∞", "∞", "infinity"), minus(), over()]);
        }
        AnswerField::Collection { brackets, symbols } => {
            keys.extend(letters(symbols));
            keys.push(key(brackets.0, brackets.0, "opening bracket"));
            keys.push(key(
                separator(locale).trim(),
                separator(locale).trim(),
                "between two",
            ));
            keys.push(key(brackets.1, brackets.1, "closing bracket"));
            keys.extend([minus(), over()]);
        }
        AnswerField::Points { .. } => {
            keys.extend(brackets());
            keys.push(key(
                separator(locale).trim(),
                separator(locale).trim(),
                "between two",
            ));
            keys.push(minus());
        }
        _ => {}
    }
    keys
}
