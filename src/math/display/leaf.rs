//! What stands for a number in a tree, and how it is written.

use super::{Firmness, Notation, Pen};
use crate::math::{Rational, Spelling, WrittenNumber};

/// How the numbers of a tree in its own shape are written.
pub(super) trait Leaf<N> {
    /// Whether it is to read back as the very same tree: every bracket shows, and a quotient of
    /// numbers is a fraction rather than a division to be done.
    const AS_TYPED: bool;

    /// The number.
    fn value(&self, leaf: &N) -> Rational;

    /// Whether it is written on the line with something between its digits, a blank or a sign.
    fn is_composed(&self, leaf: &N) -> bool;

    /// The integer that stands there as one.
    fn integer(&self, leaf: &N) -> Option<i64>;

    /// Writes it without its sign.
    fn magnitude(&self, leaf: &N, pen: &mut Pen<'_>);

    /// Whether it is the hundred of a percent sign.
    fn is_percent(&self, _leaf: &N) -> bool {
        false
    }

    /// Whether a percent sign may follow it.
    fn takes_percent(&self, _leaf: &N) -> bool {
        false
    }
}

/// Numbers known by their value: integers and fractions in lowest terms.
pub(super) struct Valued<'f, F>(pub &'f F);

impl<N, F: Fn(&N) -> Rational> Leaf<N> for Valued<'_, F> {
    const AS_TYPED: bool = false;

    fn value(&self, leaf: &N) -> Rational {
        (self.0)(leaf)
    }

    fn is_composed(&self, leaf: &N) -> bool {
        !self.value(leaf).is_integer()
    }

    fn integer(&self, leaf: &N) -> Option<i64> {
        self.value(leaf).to_i64()
    }

    fn magnitude(&self, leaf: &N, pen: &mut Pen<'_>) {
        pen.magnitude(&self.value(leaf));
    }
}

/// Numbers as somebody typed them.
pub(super) struct AsTyped;

impl Leaf<WrittenNumber> for AsTyped {
    const AS_TYPED: bool = true;

    fn value(&self, leaf: &WrittenNumber) -> Rational {
        leaf.value().clone()
    }

    fn is_composed(&self, leaf: &WrittenNumber) -> bool {
        matches!(
            leaf.spelling(),
            Spelling::Mixed { .. } | Spelling::Scientific { .. }
        )
    }

    fn integer(&self, leaf: &WrittenNumber) -> Option<i64> {
        leaf.is_integer().then(|| leaf.value().to_i64())?
    }

    fn is_percent(&self, leaf: &WrittenNumber) -> bool {
        *leaf.spelling() == Spelling::Percent
    }

    fn takes_percent(&self, leaf: &WrittenNumber) -> bool {
        !matches!(leaf.spelling(), Spelling::Scientific { .. })
    }

    fn magnitude(&self, leaf: &WrittenNumber, pen: &mut Pen<'_>) {
        let value = leaf.value();
        match leaf.spelling() {
            Spelling::Integer | Spelling::Percent => pen.magnitude(value),
            Spelling::Decimal { places } => pen.decimal_number(value, *places),
            Spelling::Recurring { places, period } => pen.recurring(value, *places, *period),
            Spelling::Scientific { places, exponent } => {
                let power = Rational::power_of_ten(exponent.unsigned_abs());
                let mantissa = if *exponent < 0 {
                    value * &power
                } else {
                    value.checked_div(&power).unwrap_or(Rational::ZERO)
                };
                pen.row(|pen| {
                    pen.decimal_number(&mantissa, *places);
                    pen.times();
                    pen.integer_power(|pen| pen.magnitude(&10.into()), i64::from(*exponent));
                });
            }
            Spelling::Mixed { whole, over, under } => pen.row(|pen| {
                pen.magnitude(whole);
                if pen.notation == Notation::Text {
                    pen.out.push(' ');
                }
                pen.fraction(|pen| pen.magnitude(over), |pen| pen.magnitude(under));
            }),
        }
    }
}

/// How firmly a number holds together that is written with something between its digits.
pub(super) const COMPOSED: Firmness = Firmness::Quotient;
