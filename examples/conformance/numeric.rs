//! STACK's tests of numbers: tolerances, figures, places, units, order.

use crate::maxima::{self, Written};
use crate::stack::exact;
use crate::verdict::Got;
use retake::math::{
    Collection, Constant, Count, Expr, Figures, Form, Fraction, Quantity, Rational, Unit,
    WrittenNumber, enclose, has_form, is_unit, round_to_figures, round_to_places,
};

/// Bits of bounds: more than any case can tell apart.
const BITS: usize = 256;

/// The most digits that a case asks for.
pub const MOST_DIGITS: usize = 1000;

/// Where a number is irrational, both of its bounds answer the question alike.
fn settle<T: PartialEq>(expr: &Expr<Rational>, question: impl Fn(&Rational) -> T) -> Option<T> {
    let (low, high) = bounds(expr)?;
    let answer = question(&low);
    (answer == question(&high)).then_some(answer)
}

fn bounds(expr: &Expr<Rational>) -> Option<(Rational, Rational)> {
    match Fraction::of(expr)
        .ok()
        .and_then(|fraction| fraction.as_number())
    {
        Some(value) => Some((value.clone(), value)),
        None => enclose(expr, BITS),
    }
}

fn minus(a: &Expr<Rational>, b: &Expr<Rational>) -> Expr<Rational> {
    Expr::Sum(vec![a.clone(), Expr::Negate(Box::new(b.clone()))])
}

fn times(a: Expr<Rational>, b: &Expr<Rational>) -> Expr<Rational> {
    Expr::Product(vec![a, b.clone()])
}

pub fn got(test: &str, a: &Written, b: &Written, options: &str) -> Got {
    match test {
        "GT" => order(a, b, false),
        "GTE" => order(a, b, true),
        "NumRelative" => within(a, b, options, true),
        "NumAbsolute" => within(a, b, options, false),
        "NumSigFigs" => match Wanted::read(options) {
            Some(wanted) => figures(a, &exact(a), &exact(b), wanted),
            None => Got::Undecided("options".to_owned()),
        },
        "NumDecPlaces" => places(a, b, options),
        "NumDecPlacesWrong" => digits(a, b, options),
        "SigFigsStrict" => match options.trim().parse() {
            Ok(count) => {
                let form = Form::SignificantFigures(Count::Exactly(count));
                match has_form(a, &form, &Expr::Boolean(true)) {
                    Ok(()) => Got::Same,
                    Err(fault) => Got::Different(fault.to_string()),
                }
            }
            Err(_) => Got::Undecided("options".to_owned()),
        },
        _ => match test.strip_prefix("Units") {
            Some(rest) => {
                let (strict, rest) = match rest.strip_prefix("Strict") {
                    Some(rest) => (true, rest),
                    None => (false, rest),
                };
                match rest {
                    "" | "SigFigs" | "Relative" | "Absolute" => units(a, b, options, strict, rest),
                    _ => Got::NotApplicable(format!("test `{test}`")),
                }
            }
            None => Got::NotApplicable(format!("test `{test}`")),
        },
    }
}

fn order(a: &Written, b: &Written, or_equal: bool) -> Got {
    let difference = minus(&exact(a), &exact(b));
    match settle(&difference, Rational::signum) {
        Some(sign) => Got::so(sign > 0 || (or_equal && sign == 0), "smaller"),
        None => Got::Different("no numbers".to_owned()),
    }
}

/// A tolerance: 5 % where none is given.
fn tolerance(options: &str) -> Option<Rational> {
    if options.trim().is_empty() {
        return Rational::new(1, 20);
    }
    let expr = exact(&maxima::read(options).ok()?.expr);
    Fraction::of(&expr).ok()?.as_number()
}

fn within(a: &Written, b: &Written, options: &str, relative: bool) -> Got {
    let Some(tolerance) = tolerance(options) else {
        return Got::Different("the tolerance is not read".to_owned());
    };
    match (a, b) {
        (Expr::Collection(one, own), Expr::Collection(other, wanted)) => {
            if one != other || own.len() != wanted.len() {
                return Got::Different("another collection".to_owned());
            }
            let near = |a: &Written, b: &Written| {
                is_near(&exact(a), &exact(b), &tolerance, relative) == Some(true)
            };
            let fits = match one {
                Collection::Set => {
                    own.iter().all(|a| wanted.iter().any(|b| near(a, b)))
                        && wanted.iter().all(|b| own.iter().any(|a| near(a, b)))
                }
                _ => own.iter().zip(wanted).all(|(a, b)| near(a, b)),
            };
            Got::so(fits, "an element is too far off")
        }
        _ => match is_near(&exact(a), &exact(b), &tolerance, relative) {
            Some(near) => Got::so(near, "too far off"),
            None => Got::Different("no numbers".to_owned()),
        },
    }
}

fn is_near(
    a: &Expr<Rational>,
    b: &Expr<Rational>,
    tolerance: &Rational,
    relative: bool,
) -> Option<bool> {
    let allowed = if relative {
        let (low, high) = bounds(b)?;
        tolerance * &low.abs().max(high.abs())
    } else {
        tolerance.clone()
    };
    settle(&minus(a, b), |difference| difference.abs() <= allowed)
}

/// So many figures written, so many of them right.
#[derive(Clone, Copy)]
struct Wanted {
    count: Option<Count>,
    accurate: u32,
}

impl Wanted {
    /// `3`: three, all right; `[4, 3]`: four, three of them right; `[3, 0]`: three, whatever they
    /// are; `[3, -1]`: three right ones or more.
    fn read(options: &str) -> Option<Self> {
        let list = options.trim().trim_start_matches('[').trim_end_matches(']');
        let mut numbers = list.split(',').map(|number| number.trim().parse::<i64>());
        let most = |figures: &u32| *figures as usize <= MOST_DIGITS;
        let figures = u32::try_from(numbers.next()?.ok()?).ok().filter(most)?;
        Some(match numbers.next() {
            None => Self {
                count: Some(Count::Exactly(figures)),
                accurate: figures,
            },
            Some(Ok(-1)) => Self {
                count: Some(Count::AtLeast(figures)),
                accurate: figures,
            },
            Some(accurate) => Self {
                count: Some(Count::Exactly(figures)),
                accurate: u32::try_from(accurate.ok()?).ok().filter(most)?,
            },
        })
    }
}

/// `written` shows how many figures there are; `a` and `b` are compared.
fn figures(written: &Written, a: &Expr<Rational>, b: &Expr<Rational>, wanted: Wanted) -> Got {
    let Some(figures) = Figures::written(written) else {
        return Got::Different("no number written with digits".to_owned());
    };
    // Zeros at the end of an integer may count or not.
    let fits = |count: Count| (figures.least..=figures.most).any(|number| count.allows(number));
    if !wanted.count.is_none_or(fits) {
        return Got::Different("another number of figures".to_owned());
    }
    if wanted.accurate == 0 {
        return Got::Same;
    }
    let rounded = |expr| settle(expr, |value| round_to_figures(value, wanted.accurate));
    match (rounded(a), rounded(b)) {
        (Some(a), Some(b)) => Got::so(a == b, "not accurate"),
        _ => Got::Different("no numbers".to_owned()),
    }
}

fn places(a: &Written, b: &Written, options: &str) -> Got {
    let count = options.trim().parse::<u32>().ok();
    let Some(count) = count.filter(|count| *count as usize <= MOST_DIGITS) else {
        return Got::Different("the number of places is not read".to_owned());
    };
    let Some(figures) = Figures::written(a) else {
        return Got::Different("no number written with digits".to_owned());
    };
    if figures.places != count {
        return Got::Different("another number of places".to_owned());
    }
    let rounded = |expr: &Written| settle(&exact(expr), |value| round_to_places(value, count));
    match (rounded(a), rounded(b)) {
        (Some(a), Some(b)) => Got::so(a == b, "not accurate"),
        _ => Got::Different("no numbers".to_owned()),
    }
}

/// The same first figures, wherever the decimal mark stands.
fn digits(a: &Written, b: &Written, options: &str) -> Got {
    let count = options.trim().parse::<usize>().ok();
    let Some(count) = count.filter(|count| *count <= MOST_DIGITS) else {
        return Got::Different("the number of figures is not read".to_owned());
    };
    let first = |expr: &Written| {
        let figures = Figures::written(expr)?;
        let value = Fraction::of(&exact(expr)).ok()?.as_number()?;
        let scaled = &value.abs() * &Rational::power_of_ten(figures.places);
        // What stands behind a power of ten does not count, nor do zeros in front.
        let text = scaled.numerator().to_string();
        let text = text.trim_start_matches('0');
        Some((
            value.signum(),
            text.chars()
                .chain(std::iter::repeat('0'))
                .take(count)
                .collect::<String>(),
        ))
    };
    match (first(a), first(b)) {
        (Some(a), Some(b)) => Got::so(a == b, "other figures"),
        _ => Got::Different("no numbers written with digits".to_owned()),
    }
}

/// An expression with its names of units as units.
pub fn with_units(expr: &Written) -> Written {
    expr.replaced(&mut |part| match part {
        Expr::Symbol(name) if is_unit(name) => Some(Expr::Unit(name.clone())),
        _ => None,
    })
}

fn quantity(expr: &Written) -> Option<Quantity<WrittenNumber>> {
    Quantity::of(&with_units(expr), &mut |number: &WrittenNumber| {
        number.value().clone()
    })
    .ok()
}

/// The factor that brings numbers of one unit to another.
fn factor(from: &Unit, to: &Unit) -> Expr<Rational> {
    let ratio = from.factor.checked_div(&to.factor).unwrap_or(Rational::ONE);
    let ratio = Expr::Number(ratio);
    match from.pi - to.pi {
        0 => ratio,
        power => Expr::Product(vec![
            ratio,
            Expr::Power(
                Box::new(Expr::Constant(Constant::Pi)),
                Box::new(Expr::Number(i64::from(power).into())),
            ),
        ]),
    }
}

fn units(a: &Written, b: &Written, options: &str, strict: bool, test: &str) -> Got {
    let (Some(own), Some(asked)) = (quantity(a), quantity(b)) else {
        return Got::Different("no quantity".to_owned());
    };
    if !own.unit.measures_the_same(&asked.unit) {
        return Got::Different("another dimension".to_owned());
    }
    if strict && own.unit != asked.unit {
        return Got::Different("another unit".to_owned());
    }
    let number = exact(&own.number);
    let (left, right) = if own.unit == asked.unit {
        (number, exact(&asked.number))
    } else {
        (
            times(number, &factor(&own.unit, &asked.unit)),
            exact(&asked.number),
        )
    };
    if matches!(test, "" | "SigFigs") {
        return match Wanted::read(options) {
            Some(wanted) => figures(&own.number, &left, &right, wanted),
            None => Got::Undecided("options".to_owned()),
        };
    }
    let tolerance = match maxima::read(options)
        .ok()
        .and_then(|source| quantity(&source.expr))
    {
        // A tolerance with a unit of its own.
        Some(tolerance) => bounds(&times(
            exact(&tolerance.number),
            &factor(&tolerance.unit, &asked.unit),
        ))
        .map(|(low, _)| low),
        None => self::tolerance(options),
    };
    let near =
        tolerance.and_then(|tolerance| is_near(&left, &right, &tolerance, test == "Relative"));
    match near {
        Some(near) => Got::so(near, "too far off"),
        None => Got::Different("no numbers".to_owned()),
    }
}
