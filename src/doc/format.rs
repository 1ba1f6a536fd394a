//! Where a value is printed, and in which way.

use crate::base::closest;
use crate::math::Notation;

/// What a document is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// Plain text for a terminal or a table.
    Text,
    /// LaTeX, to stand in a document.
    Latex,
    /// HTML with MathML.
    Html,
}

impl Output {
    /// Every output.
    pub const ALL: [Self; 3] = [Self::Text, Self::Latex, Self::Html];
}

/// Where a value is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// What the document is written as.
    pub output: Output,
    /// Whether it stands within mathematics.
    pub math: bool,
    /// Within mathematics: whether an operand stands right before it, so that a sign is an operator.
    pub after_operand: bool,
}

impl Place {
    /// Among words.
    pub const fn prose(output: Output) -> Self {
        Self {
            output,
            math: false,
            after_operand: false,
        }
    }

    /// Within mathematics, with nothing before it.
    pub const fn math(output: Output) -> Self {
        Self {
            output,
            math: true,
            after_operand: false,
        }
    }

    /// What mathematics is written in here.
    pub const fn notation(self) -> Notation {
        match self.output {
            Output::Text => Notation::Text,
            Output::Latex => Notation::Latex,
            Output::Html => Notation::MathMl,
        }
    }
}

/// How a value is printed; without one, as an integer or a textbook fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `signed`: always with its sign, `+5` and `−5`.
    Signed,
    /// `paren`: a negative number in brackets.
    Paren,
    /// `fraction`: numerator over denominator, improper ones too.
    Fraction,
    /// `mixed`: a whole number and a proper fraction.
    Mixed,
    /// `decimal` as many places as needed, `decimal 2` exactly so many.
    Decimal(Option<u32>),
    /// `sigfig 3`: so many significant figures.
    Sigfig(u32),
    /// `scientific`, `scientific 3`: so many significant figures times a power of ten.
    Scientific(Option<u32>),
    /// `percent`, `percent 1`: times 100, with its sign.
    Percent(Option<u32>),
    /// `list`: “3, 4 and 5”.
    List,
    /// `as written`: the expression's shape with values put in.
    AsWritten,
}

/// As many places or figures as a format may ask for: more than a learner would ever read.
const MAX_DIGITS: u32 = 20;

/// A format that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// There is no such format.
    #[error("there is no format `{given}`")]
    Unknown {
        /// What was written.
        given: String,
        /// What was probably meant.
        meant: Option<&'static str>,
    },
    /// Its number is missing.
    #[error("`{name}` needs a number")]
    NumberMissing {
        /// The format.
        name: &'static str,
    },
    /// Its number is no number, or too large.
    #[error("`{given}` is not a number from {least} to {MAX_DIGITS}")]
    Number {
        /// What was written.
        given: String,
        /// The least that is allowed.
        least: u32,
    },
    /// It takes no number.
    #[error("`{name}` takes nothing after it")]
    Surplus {
        /// The format.
        name: &'static str,
    },
}

impl FormatError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Unknown {
                meant: Some(meant), ..
            } => format!("did you mean `{meant}`?"),
            Self::Unknown { meant: None, .. } => format!(
                "the formats are {}",
                Format::NAMES.map(|name| format!("`{name}`")).join(", ")
            ),
            Self::NumberMissing { name } => format!("write `{name} 3`, for example"),
            Self::Number { .. } => {
                "write `decimal 2`, `sigfig 3`, `scientific 3` or `percent 1`".to_owned()
            }
            Self::Surplus { name } => format!("write `{name}` alone"),
        }
    }
}

impl Format {
    /// The names of all formats, as an author writes them.
    pub const NAMES: [&str; 10] = [
        "signed",
        "paren",
        "fraction",
        "mixed",
        "decimal",
        "sigfig",
        "scientific",
        "percent",
        "list",
        "as written",
    ];

    /// Reads a format as an author writes it, such as `decimal 2`.
    ///
    /// # Errors
    /// Says what is wrong; [`FormatError::help`] says what is allowed.
    pub fn parse(text: &str) -> Result<Self, FormatError> {
        let mut words = text.split_whitespace();
        let given = words.next().unwrap_or("");
        let rest = words.collect::<Vec<_>>().join(" ");
        let plain = |name: &'static str, format: Self| match rest.as_str() {
            "" => Ok(format),
            _ => Err(FormatError::Surplus { name }),
        };
        let digits = |least: u32| match rest.as_str() {
            "" => Ok(None),
            number => number
                .parse()
                .ok()
                .filter(|digits| (least..=MAX_DIGITS).contains(digits))
                .map(Some)
                .ok_or_else(|| FormatError::Number {
                    given: rest.clone(),
                    least,
                }),
        };
        match given {
            "signed" => plain("signed", Self::Signed),
            "paren" => plain("paren", Self::Paren),
            "fraction" => plain("fraction", Self::Fraction),
            "mixed" => plain("mixed", Self::Mixed),
            "list" => plain("list", Self::List),
            "as" if rest == "written" => Ok(Self::AsWritten),
            "decimal" => digits(0).map(Self::Decimal),
            "percent" => digits(0).map(Self::Percent),
            "scientific" => digits(1).map(Self::Scientific),
            "sigfig" => digits(1)?
                .map(Self::Sigfig)
                .ok_or(FormatError::NumberMissing { name: "sigfig" }),
            _ => Err(FormatError::Unknown {
                given: text.trim().to_owned(),
                meant: closest(text.trim(), Self::NAMES).or_else(|| closest(given, Self::NAMES)),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_read_as_authors_write_them() {
        assert_eq!(Format::parse(" signed "), Ok(Format::Signed));
        assert_eq!(Format::parse("decimal"), Ok(Format::Decimal(None)));
        assert_eq!(Format::parse("decimal 2"), Ok(Format::Decimal(Some(2))));
        assert_eq!(Format::parse("sigfig  3"), Ok(Format::Sigfig(3)));
        assert_eq!(Format::parse("percent 1"), Ok(Format::Percent(Some(1))));
        assert_eq!(
            Format::parse("scientific 3"),
            Ok(Format::Scientific(Some(3)))
        );
        assert_eq!(Format::parse("as  written"), Ok(Format::AsWritten));
    }

    #[test]
    fn a_format_that_cannot_be_used_says_what_to_write() {
        let help = |text| Format::parse(text).map_err(|error| error.help());
        assert_eq!(help("sined"), Err("did you mean `signed`?".into()));
        assert_eq!(help("decimals 2"), Err("did you mean `decimal`?".into()));
        assert_eq!(help("asis"), help("colour"));
        assert_eq!(help("sigfig"), Err("write `sigfig 3`, for example".into()));
        assert_eq!(help("list 3"), Err("write `list` alone".into()));
        assert!(matches!(
            Format::parse("sigfig 0"),
            Err(FormatError::Number { least: 1, .. })
        ));
        assert!(Format::parse("decimal 21").is_err());
    }
}
