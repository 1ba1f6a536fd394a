//! How far two people who marked the same work agree.

use serde::Serialize;

/// The levels two markers gave the same criterion of the same work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// What the one gave, from 1.
    pub first: u8,
    /// What the other gave, from 1.
    pub second: u8,
    /// How many levels the criterion has.
    pub levels: u8,
}

/// Agreement beyond chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Quadratic weighted kappa: 1 where they always agree, 0 where they agree as often as chance
    /// would have it, negative where less.
    Kappa(f64),
    /// No disagreement is to be expected by chance: nothing was marked by both, or both gave one
    /// and the same level throughout. Then agreement beyond chance has no meaning.
    Undefined,
}

/// The least common multiple of 1 to 7, the steps that a scale of 2 to 8 levels has.
const UNITS: i64 = 420;

impl Agreement {
    /// Cohen's kappa with quadratic weights,
    ///
    /// κ = 1 − Σ (aᵢ − bᵢ)² / (1/n) Σᵢ Σⱼ (aᵢ − bⱼ)²
    ///
    /// over the n pairs. Criteria with different numbers of levels are put on one scale, the lowest
    /// level at one end and the highest at the other. Computed in integers but for the last division.
    ///
    /// Cohen (1968), doi:10.1037/h0026256.
    ///
    /// ```
    /// use retake::mastery::{Agreement, Ratings};
    /// let pair = |first, second| Ratings { first, second, levels: 4 };
    /// let both = [pair(1, 1), pair(2, 2), pair(3, 3), pair(4, 3)];
    /// assert_eq!(Agreement::of(both), Agreement::Kappa(0.875));
    /// assert_eq!(Agreement::of([pair(3, 3), pair(3, 3)]), Agreement::Undefined);
    /// ```
    pub fn of(pairs: impl IntoIterator<Item = Ratings>) -> Self {
        let (mut n, mut a, mut b, mut squares, mut observed) = (0_i64, 0, 0, 0, 0);
        for pair in pairs {
            let step = UNITS / i64::from(pair.levels.saturating_sub(1).max(1));
            let (first, second) = (i64::from(pair.first) * step, i64::from(pair.second) * step);
            n += 1;
            a += first;
            b += second;
            squares += first * first + second * second;
            observed += (first - second) * (first - second);
        }
        // Σᵢ Σⱼ (aᵢ − bⱼ)² = n Σa² + n Σb² − 2 Σa Σb
        let expected = n * squares - 2 * a * b;
        if expected == 0 {
            return Self::Undefined;
        }
        Self::Kappa(1.0 - (n * observed) as f64 / expected as f64)
    }

    /// The coefficient, where there is one.
    pub const fn kappa(self) -> Option<f64> {
        match self {
            Self::Kappa(kappa) => Some(kappa),
            Self::Undefined => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kappa(first: &[u8], second: &[u8], levels: u8) -> Option<f64> {
        let pairs = first.iter().zip(second).map(|(&first, &second)| Ratings {
            first,
            second,
            levels,
        });
        Agreement::of(pairs).kappa()
    }

    #[test]
    fn known_answers() {
        let cases: [(&[u8], &[u8], Option<f64>); 8] = [
            (&[1, 2, 3], &[1, 2, 3], Some(1.0)),
            (&[1, 2, 3, 4], &[4, 3, 2, 1], Some(-1.0)),
            (&[1, 2, 1], &[1, 2, 2], Some(0.4)),
            (&[1, 2, 3, 1, 2, 2, 3], &[1, 2, 3, 1, 2, 3, 2], Some(0.75)),
            (&[1, 4], &[1, 1], Some(0.0)),
            // Both always the same level; nobody; and one who never varies beside one who does.
            (&[2, 2, 2], &[2, 2, 2], None),
            (&[], &[], None),
            (&[3, 3, 3], &[1, 2, 3], Some(0.0)),
        ];
        for (first, second, expected) in cases {
            let found = kappa(first, second, 4);
            let close = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
                (found, expected) => found == expected,
            };
            assert!(close, "{first:?} {second:?}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn it_is_symmetric_and_at_most_one(
            pairs in proptest::collection::vec((1u8..=5, 1u8..=5), 1..40)
        ) {
            let (first, second): (Vec<u8>, Vec<u8>) = pairs.into_iter().unzip();
            let one = kappa(&first, &second, 5);
            prop_assert_eq!(one, kappa(&second, &first, 5));
            prop_assert!(one.is_none_or(|kappa| (-1.0 - 1e-12..=1.0).contains(&kappa)));
            prop_assert_eq!(one == Some(1.0), one.is_some() && first == second);
        }
    }
}
