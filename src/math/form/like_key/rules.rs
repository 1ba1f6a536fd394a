//! Rewriting steps that two expressions may differ by and still count as written alike.

/// A rewriting step that two expressions may differ by and still count as written alike.
///
/// Without any, they may differ in the order and the grouping of terms and factors, in where a minus
/// stands among factors, and in a/b for a × 1/b's other factors: a/b × c is a c/b.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// x + 0 is x.
    PlusZero,
    /// 0 x is 0.
    TimesZero,
    /// 1 x is x.
    TimesOne,
    /// x/1 is x.
    OverOne,
    /// 1^x is 1.
    PowerOfOne,
    /// x^1 is x.
    PowerOne,
    /// 0^x is 0.
    PowerOfZero,
    /// x^0 is 1.
    PowerZero,
    /// (−a)(−b) is a b.
    MinusMinus,
    /// 1/(−x) is −1/x.
    MinusBelow,
    /// −(x − y) is y − x.
    MinusSum,
    /// −(x + y) is −x − y.
    MinusDistributed,
    /// a/(b/c) is a c/b, and 1/(a b) is 1/a × 1/b.
    FractionOfFractions,
    /// a/a is 1.
    Cancelled,
    /// 2 + 3 is 5.
    IntegersAdded,
    /// 2 × 3 is 6.
    IntegersMultiplied,
    /// 2^3 is 8.
    IntegersRaised,
    /// 12 is 2^2 × 3.
    IntegersFactored,
    /// 1/2 + 1/3 is 5/6.
    FractionsAdded,
    /// √x is x^(1/2).
    RootsAsPowers,
    /// The order of terms matters.
    TermsInOrder,
    /// The order of factors matters.
    FactorsInOrder,
    /// A minus may stand at any factor, even where their order matters.
    MinusAnywhere,
    /// Numbers may stand at any place, even where the order of factors matters.
    NumbersAnywhere,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 24] = [
        Self::PlusZero,
        Self::TimesZero,
        Self::TimesOne,
        Self::OverOne,
        Self::PowerOfOne,
        Self::PowerOne,
        Self::PowerOfZero,
        Self::PowerZero,
        Self::MinusMinus,
        Self::MinusBelow,
        Self::MinusSum,
        Self::MinusDistributed,
        Self::FractionOfFractions,
        Self::Cancelled,
        Self::IntegersAdded,
        Self::IntegersMultiplied,
        Self::IntegersRaised,
        Self::IntegersFactored,
        Self::FractionsAdded,
        Self::RootsAsPowers,
        Self::TermsInOrder,
        Self::FactorsInOrder,
        Self::MinusAnywhere,
        Self::NumbersAnywhere,
    ];

    /// The name that templates use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlusZero => "plus_zero",
            Self::TimesZero => "times_zero",
            Self::TimesOne => "times_one",
            Self::OverOne => "over_one",
            Self::PowerOfOne => "power_of_one",
            Self::PowerOne => "power_one",
            Self::PowerOfZero => "power_of_zero",
            Self::PowerZero => "power_zero",
            Self::MinusMinus => "minus_minus",
            Self::MinusBelow => "minus_below",
            Self::MinusSum => "minus_sum",
            Self::MinusDistributed => "minus_distributed",
            Self::FractionOfFractions => "fraction_of_fractions",
            Self::Cancelled => "cancelled",
            Self::IntegersAdded => "integers_added",
            Self::IntegersMultiplied => "integers_multiplied",
            Self::IntegersRaised => "integers_raised",
            Self::IntegersFactored => "integers_factored",
            Self::FractionsAdded => "fractions_added",
            Self::RootsAsPowers => "roots_as_powers",
            Self::TermsInOrder => "terms_in_order",
            Self::FactorsInOrder => "factors_in_order",
            Self::MinusAnywhere => "minus_anywhere",
            Self::NumbersAnywhere => "numbers_anywhere",
        }
    }

    /// The rule of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// Some rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rules(u32);

impl Rules {
    /// Whether a rule is among them.
    pub const fn has(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u32) != 0
    }

    /// These rules and one more.
    #[must_use]
    pub const fn with(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule as u32)
    }

    /// These rules without one.
    #[must_use]
    pub const fn without(self, rule: Rule) -> Self {
        Self(self.0 & !(1 << rule as u32))
    }

    /// The rules, in the order of [`Rule::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |&rule| self.has(rule))
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Self {
        rules.into_iter().fold(Self::default(), Self::with)
    }
}
