use super::*;
use crate::math::Decimal;
use proptest::prelude::*;
use std::collections::HashSet;

fn rational(text: &str) -> Rational {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let part = |text: &str| Decimal::parse(text).map(|decimal| decimal.value().clone());
    match part(over).zip(part(under)) {
        Some((over, under)) => over.checked_div(&under).unwrap_or(Rational::ZERO),
        None => panic!("{text} is no rational"),
    }
}

/// Values on both sides of 64 bits.
fn rationals() -> impl Strategy<Value = Rational> {
    let integers = prop_oneof![
        (-9..=9_i128),
        any::<i64>().prop_map(i128::from),
        any::<i128>(),
        (-2..=2_i128).prop_map(|n| i128::from(i64::MAX) + n),
        (-2..=2_i128).prop_map(|n| i128::from(i64::MIN) + n),
    ];
    (integers.clone(), integers).prop_filter_map("a denominator of 0", |(n, d)| {
        let over = Rational::from_integer(n.into());
        over.checked_div(&Rational::from_integer(d.into()))
    })
}

proptest! {
    #[test]
    fn field_laws(a in rationals(), b in rationals(), c in rationals()) {
        prop_assert_eq!(&a + &b, &b + &a);
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!(&(&a + &b) + &c, &a + &(&b + &c));
        prop_assert_eq!(&(&a * &b) * &c, &a * &(&b * &c));
        prop_assert_eq!(&a * &(&b + &c), &(&a * &b) + &(&a * &c));
        prop_assert_eq!(&a - &b, &a + &-&b);
        prop_assert_eq!(&(&a - &b) + &b, a.clone());
        if let Some(quotient) = a.checked_div(&b) {
            prop_assert_eq!(&quotient * &b, a.clone());
        }
    }

    /// Equal values are equal bits, whichever way they were come by.
    #[test]
    fn canonical(a in rationals(), b in rationals()) {
        let there_and_back = &(&a + &b) - &b;
        let set = HashSet::from([a.clone(), there_and_back]);
        prop_assert_eq!(set.len(), 1);
        prop_assert_eq!(rational(&a.to_string()), a.clone());
        let parts = a.numerator().checked_div(&a.denominator());
        prop_assert_eq!(parts, Some(a));
    }

    #[test]
    fn order_is_the_sign_of_the_difference(a in rationals(), b in rationals()) {
        prop_assert_eq!(a.cmp(&b), (&a - &b).signum().cmp(&0));
    }

    #[test]
    fn roundings_enclose(a in rationals()) {
        prop_assert!(a.floor() <= a && a <= a.ceil());
        prop_assert!(&a.ceil() - &a.floor() <= Rational::ONE);
        let half = rational("1/2");
        prop_assert!((&a - &a.round()).abs() <= half);
        prop_assert_eq!(-&a.round(), (-&a).round());
        prop_assert!(a.round().is_integer());
    }

    #[test]
    fn remainders(a in rationals(), b in rationals()) {
        if let Some(rest) = a.checked_mod(&b) {
            prop_assert!(rest.abs() < b.abs());
            prop_assert!(rest.is_zero() || rest.signum() == b.signum());
            let quotient = (&a - &rest).checked_div(&b);
            prop_assert!(quotient.is_some_and(|quotient| quotient.is_integer()));
        }
    }

    #[test]
    fn divisors(a in rationals(), b in rationals()) {
        let (a, b) = (a.numerator(), b.numerator());
        let (Some(gcd), Some(lcm)) = (a.checked_gcd(&b), a.checked_lcm(&b)) else {
            return Err(TestCaseError::fail("both are integers"));
        };
        prop_assert_eq!(&gcd * &lcm, (&a * &b).abs());
    }

    #[test]
    fn decimal_places_are_enough_and_needed(digits in any::<i64>(), places in 0..40_u32) {
        let scale = Rational::power_of_ten(places);
        let value = Rational::from(digits).checked_div(&scale);
        let value = value.unwrap_or(Rational::ZERO);
        let Some(needed) = value.decimal_places() else {
            return Err(TestCaseError::fail("a decimal ends"));
        };
        prop_assert!(needed <= places);
        prop_assert!((&value * &Rational::power_of_ten(needed)).is_integer());
        if needed > 0 {
            prop_assert!(!(&value * &Rational::power_of_ten(needed - 1)).is_integer());
        }
        let decimal = Decimal::new(value, places).map(|decimal| decimal.to_string());
        let again = decimal.as_deref().and_then(Decimal::parse);
        prop_assert_eq!(again.map(|decimal| decimal.to_string()), decimal);
    }
}

#[test]
fn powers_are_exact_and_bounded() {
    let power = |base: &str, exponent: &str| rational(base).checked_pow(&rational(exponent));
    assert_eq!(power("-2/3", "-3"), Ok(rational("-27/8")));
    assert_eq!(power("0", "0"), Ok(Rational::ONE));
    assert_eq!(power("2", "64"), Ok(rational("18446744073709551616")));
    assert_eq!(power("-1", "100000000000000000000001"), Ok(rational("-1")));
    assert_eq!(power("0", "100000000000000000000001"), Ok(Rational::ZERO));
    assert!(matches!(power("0", "-1"), Err(PowerError::ZeroBase { .. })));
    assert!(matches!(
        power("4", "1/2"),
        Err(PowerError::FractionalExponent { .. })
    ));
    assert!(matches!(
        power("2", "100000"),
        Err(PowerError::TooLarge { .. })
    ));
    assert!(matches!(
        power("2", "-100000"),
        Err(PowerError::TooLarge { .. })
    ));
    let error = power("10", "9999").map_err(|error| error.to_string());
    assert_eq!(
        error,
        Err("10 to the power 9999 has more than 4096 bits".to_owned())
    );
}

#[test]
fn floating_point_is_the_nearest() {
    assert_eq!(rational("1/3").to_f64(), 1.0 / 3.0);
    assert_eq!(
        rational("9007199254740993").to_f64(),
        9_007_199_254_740_992.0
    );
    let huge = rational(&format!("1{}", "0".repeat(400)));
    assert_eq!(huge.to_f64(), f64::INFINITY);
}

#[test]
fn divisors_at_the_edge() {
    let least = Rational::from(i64::MIN);
    let gcd = least.checked_gcd(&Rational::ZERO);
    assert_eq!(gcd, Some(rational("9223372036854775808")));
    assert_eq!(rational("1/2").checked_gcd(&Rational::ONE), None);
    assert_eq!(
        Rational::ZERO.checked_lcm(&Rational::ZERO),
        Some(Rational::ZERO)
    );
    assert_eq!(Rational::new(i64::MIN, i64::MIN), Some(Rational::ONE));
    assert_eq!(
        Rational::new(1, i64::MIN),
        Some(rational("-1/9223372036854775808"))
    );
}
