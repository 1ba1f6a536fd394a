use super::*;
use dashu_int::IBig;
use dashu_ratio::RBig;
use proptest::prelude::*;

/// Small numbers, where everything cancels, and the edges of 64 bits, where everything overflows.
fn integers() -> impl Strategy<Value = i64> {
    prop_oneof![
        -12..=12_i64,
        any::<i64>(),
        (0..4_i64).prop_map(|n| i64::MIN + n),
        (0..4_i64).prop_map(|n| i64::MAX - n),
        (0..63_u32).prop_map(|bit| 1 << bit),
    ]
}

fn ratios() -> impl Strategy<Value = Ratio> {
    (integers(), integers()).prop_filter_map("no ratio", |(n, d)| Ratio::new(n, d))
}

fn big(ratio: Ratio) -> RBig {
    RBig::from_parts_signed(ratio.numerator.into(), ratio.denominator.into())
}

/// What must come out: the value where it fits, in lowest terms as dashu has it.
fn fits(value: &RBig) -> Option<Ratio> {
    Some(Ratio {
        numerator: i64::try_from(value.numerator()).ok()?,
        denominator: i64::try_from(value.denominator()).ok()?,
    })
}

/// A result may be missing where an intermediate number overflows, but it may never be wrong, and
/// small numbers always have one.
fn agrees(result: Option<Ratio>, expect: &RBig, operands: &[Ratio]) -> Result<(), TestCaseError> {
    match result {
        Some(result) => prop_assert_eq!(Some(result), fits(expect)),
        None => {
            let small = operands.iter().all(|ratio| {
                ratio.numerator.unsigned_abs() < 1 << 30 && ratio.denominator < 1 << 30
            });
            prop_assert!(!small, "{:?} has {}", operands, expect);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn field_operations_agree_with_big_numbers(a in ratios(), b in ratios()) {
        let (x, y) = (big(a), big(b));
        agrees(a.checked_add(b), &(&x + &y), &[a, b])?;
        agrees(a.checked_sub(b), &(&x - &y), &[a, b])?;
        agrees(a.checked_mul(b), &(&x * &y), &[a, b])?;
        agrees(a.checked_neg(), &(-&x), &[a])?;
        if b == Ratio::ZERO {
            prop_assert_eq!(a.checked_div(b), None);
            prop_assert_eq!(a.checked_mod(b), None);
        } else {
            agrees(a.checked_div(b), &(&x / &y), &[a, b])?;
            let rest = &x - &y * RBig::from((&x / &y).floor());
            agrees(a.checked_mod(b), &rest, &[a, b])?;
        }
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
    }

    #[test]
    fn roundings_agree_with_big_numbers(a in ratios()) {
        let x = big(a);
        prop_assert_eq!(IBig::from(a.floor()), x.floor());
        prop_assert_eq!(IBig::from(a.ceil()), x.ceil());
        prop_assert!((&x - RBig::from(a.round())) <= RBig::from_parts(IBig::ONE, 2_u8.into()));
    }

    #[test]
    fn powers_agree_with_big_numbers(n in -9..=9_i64, d in 1..=9_i64, exponent in -6..=6_i64) {
        let Some(a) = Ratio::new(n, d) else {
            return Err(TestCaseError::fail("a denominator above zero"));
        };
        match a.checked_pow(exponent) {
            Some(power) => prop_assert_eq!(Some(power), fits(&big(a).pow(exponent as isize))),
            None => prop_assert!(n == 0 && exponent < 0),
        }
    }

    #[test]
    fn lowest_terms(n in integers(), d in integers()) {
        if let Some(ratio) = Ratio::new(n, d) {
            prop_assert!(ratio.denominator > 0);
            let expect = RBig::from_parts_signed(n.into(), d.into());
            prop_assert_eq!(Some(ratio), fits(&expect));
        }
    }
}

#[test]
fn halves_round_away_from_zero() {
    for (n, d, expect) in [
        (1, 2, 1),
        (-1, 2, -1),
        (5, 2, 3),
        (-5, 2, -3),
        (1, 3, 0),
        (-2, 3, -1),
    ] {
        let ratio = Ratio::new(n, d);
        assert_eq!(ratio.map(Ratio::round), Some(expect), "{n}/{d}");
    }
}

#[test]
fn remainders_have_the_sign_of_the_divisor() {
    for (a, b, expect) in [(7, 3, 1), (-7, 3, 2), (7, -3, -2), (-7, -3, -1), (6, 3, 0)] {
        let rest = Ratio::integer(a).checked_mod(Ratio::integer(b));
        assert_eq!(rest, Some(Ratio::integer(expect)), "{a} mod {b}");
    }
}
