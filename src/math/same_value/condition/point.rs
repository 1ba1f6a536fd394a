//! Points of the number line at which something may change, put in order.

use super::real_root::{Root, Univariate};
use crate::math::same_value::{Sense, scalar};
use crate::math::{Expr, Rational, enclose};

/// How often bounds of points are narrowed to tell them apart.
const MAX_ROUNDS: usize = 200;

/// The most points at which something may change.
const MAX_POINTS: usize = 200;

/// A point at which something may change.
#[derive(Clone, Debug)]
pub(super) enum Point {
    Root(Root),
    /// Another constant, with its bounds and the bits they are made with.
    Constant(Expr<Rational>, Rational, Rational, usize),
}

impl Point {
    pub(super) const fn bounds(&self) -> (&Rational, &Rational) {
        match self {
            Self::Root(root) => (&root.low, &root.high),
            Self::Constant(_, low, high, _) => (low, high),
        }
    }

    fn refine(&mut self) -> Option<()> {
        match self {
            Self::Root(root) => root.refine(),
            Self::Constant(expr, low, high, bits) => {
                *bits += 32;
                (*low, *high) = enclose(expr, *bits)?;
            }
        }
        Some(())
    }

    pub(super) fn to_expr(&self) -> Option<Expr<Rational>> {
        match self {
            Self::Root(root) => root.to_expr(),
            Self::Constant(expr, ..) => Some(expr.clone()),
        }
    }
}

/// A fraction below the first point, one between every two, one above the last.
pub(super) fn gaps(points: &[Point]) -> Vec<Rational> {
    let one = Rational::ONE;
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return vec![one];
    };
    let mut gaps = vec![&first.bounds().0.floor() - &one];
    for pair in points.windows(2) {
        if let [a, b] = pair {
            gaps.push(between(a.bounds().1, b.bounds().0));
        }
    }
    gaps.push(&last.bounds().1.ceil() + &one);
    gaps
}

/// A fraction between two others: an integer where there is one.
fn between(low: &Rational, high: &Rational) -> Rational {
    let integer = &low.floor() + &Rational::ONE;
    if integer < *high {
        return integer;
    }
    let sum = low + high;
    sum.checked_div(&2.into()).unwrap_or(sum)
}

/// The points in ascending order with bounds that do not meet, each once.
pub(super) fn separated(mut points: Vec<Point>) -> Option<Vec<Point>> {
    if points.len() > MAX_POINTS {
        return None;
    }
    for round in 0..MAX_ROUNDS {
        points.sort_by(|a, b| a.bounds().cmp(&b.bounds()));
        let mut clash = None;
        for index in 1..points.len() {
            if points.get(index - 1)?.bounds().1 >= points.get(index)?.bounds().0 {
                clash = Some(index);
                break;
            }
        }
        let Some(index) = clash else {
            return Some(points);
        };
        let (a, b) = (points.get(index - 1)?, points.get(index)?);
        let same = match (a, b) {
            // Roots of different irreducible polynomials are different; the same one is isolated.
            (Point::Root(a), Point::Root(b)) => {
                a.low == a.high && b.low == b.high && a.low == b.low
            }
            _ => round % 8 == 7 && are_same(a, b)?,
        };
        if same {
            merge(&mut points, index)?;
            continue;
        }
        points.get_mut(index - 1)?.refine()?;
        points.get_mut(index)?.refine()?;
    }
    None
}

/// Whether a constant is proved to be another one, or the root that it cannot be told from.
fn are_same(a: &Point, b: &Point) -> Option<bool> {
    let zero = Expr::Number(Rational::ZERO);
    let (root, constant) = match (a, b) {
        (Point::Root(root), Point::Constant(..)) => (root, b),
        (Point::Constant(..), Point::Root(root)) => (root, a),
        _ => {
            let (a, b) = (a.to_expr()?, b.to_expr()?);
            return Some(scalar::compare(&a, &b, &Sense::default()).is_equal());
        }
    };
    let value = root.polynomial_at(&constant.to_expr()?);
    if !scalar::compare(&value, &zero, &Sense::default()).is_equal() {
        return Some(false);
    }
    // It is a root: this one, if it is within its bounds, where there is no other.
    let mut constant = constant.clone();
    for _ in 0..MAX_ROUNDS {
        let (low, high) = constant.bounds();
        if root.low <= *low && *high <= root.high {
            return Some(true);
        }
        if *high < root.low || root.high < *low || root.low == root.high {
            return Some(root.low == root.high && *low <= root.low && root.low <= *high);
        }
        constant.refine()?;
    }
    None
}

/// Makes one of two points that are the same: the root, in the words of the constant.
fn merge(points: &mut Vec<Point>, index: usize) -> Option<()> {
    let (first, second) = (points.get(index - 1)?, points.get(index)?);
    let (kept, dropped) = match (first, second) {
        (Point::Constant(..), Point::Root(_)) => (index, index - 1),
        _ => (index - 1, index),
    };
    let words = points.get(dropped)?.to_expr();
    if let Point::Root(root) = points.get_mut(kept)? {
        root.alias = root.alias.take().or(words);
    }
    points.remove(dropped);
    Some(())
}

/// Adds the roots of a polynomial that is not among the known ones.
pub(super) fn add_roots(points: &mut Vec<Point>, polynomial: &Univariate) -> Option<()> {
    let known = points
        .iter()
        .any(|point| matches!(point, Point::Root(root) if root.polynomial == *polynomial));
    if !known {
        points.extend(polynomial.roots()?.into_iter().map(Point::Root));
    }
    Some(())
}
