//! What kind of answer a question asks for.

use crate::math::{Collection, Form, Rational, Symbol};

/// What a learner is asked to give.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerKind {
    /// A number.
    Number(NumberSpec),
    /// A number with a unit.
    Quantity(QuantitySpec),
    /// An algebraic expression.
    Expression(ExpressionSpec),
    /// An equation.
    Equation(EquationSpec),
    /// Conditions on one symbol, written as inequalities or as intervals: a set of real numbers.
    RealSet(RealSetNotation),
    /// Several values in brackets.
    Collection(CollectionSpec),
    /// A matrix.
    Matrix,
    /// One of the options.
    ChoiceOne,
    /// All options that are right, and none that is not.
    ChoiceMany(Partial),
    /// Whether a statement is true; with options, which of them is the reason.
    TrueFalse,
    /// The options in the right order.
    Ordering(Partial),
    /// For every prompt the option that belongs to it; an option is taken once at most.
    Matching(Partial),
    /// For every prompt the option it belongs to; an option may be taken by several.
    Categorise(Partial),
    /// Words.
    Text(TextSpec),
    /// One point of a plane or several, in any order.
    Point(PlaneSpec),
    /// Points of a function's graph, different ones, by which the learner draws it.
    Graph {
        /// How many points, at least 1.
        points: u32,
        /// The plane they are set on.
        plane: PlaneSpec,
    },
    /// Work that a person marks on a rubric.
    Performance,
}

/// What is given for an answer that is right in parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Partial {
    /// Nothing.
    #[default]
    None,
    /// A share for each part that is right: option, prompt or place.
    Each,
    /// In an ordering a share for each pair of neighbours of the right order that stand one after
    /// the other.
    AdjacentPairs,
}

/// What counts as a right number, beside its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberSpec {
    /// The notations that are accepted; empty for all.
    pub accept: Vec<NumberNotation>,
    /// The form asked for, if any: one [of numbers](Form::is_of_numbers).
    pub form: Option<Form>,
    /// How far from the key still counts as right; `None` for not at all.
    pub tolerance: Option<Tolerance>,
    /// To how many figures or places the answer is to be rounded.
    pub precision: Option<Precision>,
}

/// To how many figures or places an answer is to be rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// So many significant figures, at least 1.
    SignificantFigures(u32),
    /// So many places after the decimal mark.
    DecimalPlaces(u32),
}

/// What counts as a right quantity, beside its value.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantitySpec {
    /// The unit asked for, as authors write it: `g/cm^3`.
    pub unit: String,
    /// Whether a unit of the same dimension will do: 0.025 kg for 25 g.
    pub compatible_units: bool,
    /// What counts as the right number of the unit asked for.
    pub number: NumberSpec,
}

/// What counts as a right equation, beside being equivalent to the key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EquationSpec {
    /// The symbol it is to be solved for, if any.
    pub solved_for: Option<Symbol>,
    /// Whether only the real solutions count, however the equation comes by them.
    pub solution_set: bool,
}

/// How a set of real numbers may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RealSetNotation {
    /// As inequalities, `x > 2 and x <= 5`, `2 < x <= 5`, or as intervals.
    Either,
    /// As intervals, `(2, 5]`; as inequalities the form is wrong.
    Intervals,
}

/// What counts as a right collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CollectionSpec {
    /// Which: it decides whether the order matters, and what brackets are expected.
    pub collection: Collection,
    /// Whether elements of a set count as often as they are written.
    pub multiplicity: bool,
}

/// What counts as the right words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSpec {
    /// How many letters may be wrong: inserted, left out, replaced or exchanged with a neighbour.
    pub spelling: u32,
    /// Whether capital letters matter.
    pub case: bool,
    /// Whether accents matter.
    pub accents: bool,
    /// Words that must be there; with some, the rest of the text is free.
    pub required: Vec<String>,
    /// Words that must not be there.
    pub forbidden: Vec<String>,
}

/// A plane that points are set on.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaneSpec {
    /// Its least and greatest x.
    pub x: (Rational, Rational),
    /// Its least and greatest y.
    pub y: (Rational, Rational),
    /// How far off, in either direction, a point may be; 0 for not at all.
    pub tolerance: Rational,
}

/// What counts as a right expression, beside its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExpressionSpec {
    /// The form asked for, if any.
    pub form: Option<Form>,
    /// Whether it must have a value exactly where the key has one.
    pub strict: bool,
}

/// How a number can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberNotation {
    /// `-5`
    Integer,
    /// `3/4`, `4/2`
    Fraction,
    /// `1 1/2`
    Mixed,
    /// `0.75`
    Decimal,
    /// `75%`
    Percent,
    /// `1.5 × 10³`
    Scientific,
}

/// How far a right number may lie from the key.
#[derive(Clone, Debug, PartialEq)]
pub enum Tolerance {
    /// |answer − key| at most this.
    Absolute(Rational),
    /// |answer − key| at most this times |key|.
    Relative(Rational),
}

impl AnswerKind {
    /// What counts as the right number, where one is asked for.
    pub const fn number(&self) -> Option<&NumberSpec> {
        match self {
            Self::Number(spec) => Some(spec),
            Self::Quantity(spec) => Some(&spec.number),
            _ => None,
        }
    }

    /// The name that templates use.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Quantity(_) => "quantity",
            Self::Expression(_) => "expression",
            Self::Equation(_) => "equation",
            Self::RealSet(RealSetNotation::Either) => "inequality",
            Self::RealSet(RealSetNotation::Intervals) => "interval",
            Self::Collection(spec) => match spec.collection {
                Collection::List => "list",
                Collection::Set => "set",
                Collection::Tuple => "tuple",
                Collection::Vector => "vector",
            },
            Self::Matrix => "matrix",
            Self::ChoiceOne => "choice",
            Self::ChoiceMany(_) => "choices",
            Self::TrueFalse => "true_false",
            Self::Ordering(_) => "ordering",
            Self::Matching(_) => "matching",
            Self::Categorise(_) => "categorise",
            Self::Text(_) => "text",
            Self::Point(_) => "point",
            Self::Graph { .. } => "graph",
            Self::Performance => "performance",
        }
    }
}

impl NumberNotation {
    /// Every notation.
    pub const ALL: [Self; 6] = [
        Self::Integer,
        Self::Fraction,
        Self::Mixed,
        Self::Decimal,
        Self::Percent,
        Self::Scientific,
    ];

    /// The name that templates use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Fraction => "fraction",
            Self::Mixed => "mixed",
            Self::Decimal => "decimal",
            Self::Percent => "percent",
            Self::Scientific => "scientific",
        }
    }

    /// The notation of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|notation| notation.name() == name)
    }
}
