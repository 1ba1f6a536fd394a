//! The kinds of answer, and the keys that go with each.

/// The keys that go with every kind of answer.
pub(super) const EVERY: [&str; 2] = ["kind", "id"];

/// The keys that say what a part counts beside the others; a part of its own needs none of them.
pub(super) const PLACE: [&str; 3] = ["weight", "step_of", "steps_cost"];

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal: needs [$($needed:literal),*], takes [$($taken:literal),*];)*) => {
        /// The kinds of answer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RawAnswerKind {
            $($(#[$doc])* $kind,)*
        }

        impl RawAnswerKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// As an author writes it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The keys it cannot do without.
            pub const fn needs(self) -> &'static [&'static str] {
                match self {
                    $(Self::$kind => &[$($needed),*],)*
                }
            }

            /// The keys it has beside those.
            pub const fn takes(self) -> &'static [&'static str] {
                match self {
                    $(Self::$kind => &[$($taken),*],)*
                }
            }
        }
    };
}

kinds! {
    /// A number.
    Number = "number": needs ["key"],
        takes ["accept", "form", "tolerance", "significant_figures", "decimal_places", "range", "show", "wrong_form_credit"];
    /// A number with a unit.
    Quantity = "quantity": needs ["key", "unit"],
        takes ["compatible_units", "form", "tolerance", "significant_figures", "decimal_places", "show", "wrong_form_credit"];
    /// An expression in symbols.
    Expression = "expression": needs ["key"], takes ["form", "domain", "wrong_form_credit"];
    /// An equation in symbols.
    Equation = "equation": needs ["key"], takes ["form", "solution_set", "wrong_form_credit"];
    /// Conditions on one symbol.
    Inequality = "inequality": needs ["key"], takes [];
    /// The same, to be written as intervals.
    Interval = "interval": needs ["key"], takes ["wrong_form_credit"];
    /// Values without an order.
    Set = "set": needs ["key"], takes ["multiplicity"];
    /// Values in order.
    List = "list": needs ["key"], takes [];
    /// Values in order, such as a point or a solution.
    Tuple = "tuple": needs ["key"], takes [];
    /// The components of a vector.
    Vector = "vector": needs ["key"], takes [];
    /// Rows of values.
    Matrix = "matrix": needs ["key"], takes [];
    /// One of the options is right.
    Choice = "choice": needs ["key"], takes ["options", "show"];
    /// Several of the options may be.
    Choices = "choices": needs ["key"], takes ["options", "show", "partial"];
    /// Whether a statement is true, possibly with the reason.
    TrueFalse = "true_false": needs ["key"], takes ["reason", "options", "show"];
    /// Things to be put in order.
    Ordering = "ordering": needs ["key"], takes ["by", "show", "partial"];
    /// Things that belong together two by two.
    Matching = "matching": needs ["left", "right"], takes ["extra", "partial"];
    /// Things and the categories they belong to.
    Categorise = "categorise": needs ["items", "category"], takes ["categories", "partial"];
    /// Words.
    Text = "text": needs ["key"], takes ["spelling", "case", "accents", "required", "forbidden"];
    /// Points of a plane.
    Point = "point": needs ["key"], takes ["plane", "tolerance"];
    /// A function, drawn by points of it.
    Graph = "graph": needs ["key"], takes ["points", "plane", "tolerance"];
    /// Work that a person marks.
    Performance = "performance": needs ["submit"], takes ["proficient"];
}

impl RawAnswerKind {
    /// The kind of a name.
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.name() == name)
    }

    /// Whether a key goes with it.
    pub fn has(self, key: &str) -> bool {
        self.needs().contains(&key) || self.takes().contains(&key)
    }

    /// Every key that goes with some kind.
    pub fn all_keys() -> Vec<&'static str> {
        let mut keys: Vec<&str> = EVERY.into_iter().chain(PLACE).collect();
        for kind in Self::ALL {
            for key in kind.needs().iter().chain(kind.takes()) {
                if !keys.contains(key) {
                    keys.push(key);
                }
            }
        }
        keys
    }
}
