//! Where a value is printed, and in which way.

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
    /// `percent`, `percent 1`: times 100, with its sign.
    Percent(Option<u32>),
    /// `list`: “3, 4 and 5”.
    List,
    /// `as written`: the expression's shape with values put in.
    AsWritten,
}
