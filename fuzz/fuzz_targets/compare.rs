//! Two expressions never compare as equal from one side and as different from the other, and what is called equal is equal in floating
//! point, too, wherever that can tell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retake::math::{
    AnswerSyntax, Constant, Expr, Function, Rational, Sense, parse_answer, same_value,
};

/// Values for symbols: none of them special.
const POINTS: [f64; 4] = [0.737, 2.391, -1.413, 5.127];

fuzz_target!(|input: &[u8]| {
    let Some((&mode, rest)) = input.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    let Some((left, right)) = text.split_once('\n') else {
        return;
    };
    let read = |typed: &str| -> Option<Expr<Rational>> {
        let reading = parse_answer(typed, &AnswerSyntax::default()).ok()?;
        Some(reading.expr.map(&mut |number| number.value().clone()))
    };
    let (Some(left), Some(right)) = (read(left), read(right)) else {
        return;
    };
    let sense = Sense {
        strict: mode & 1 != 0,
        solution_set: mode & 2 != 0,
        multiplicity: mode & 4 != 0,
        positive: mode & 8 != 0,
    };
    let forth = same_value(&left, &right, &sense);
    let back = same_value(&right, &left, &sense);
    // One side may tell what the other leaves undecided; they never contradict each other.
    let contradicts = (forth.is_equal() && back.is_different())
        || (forth.is_different() && back.is_equal());
    assert!(!contradicts, "{forth:?} and {back:?}");
    assert!(!same_value(&left, &left, &sense).is_different());
    if forth.is_equal() {
        for (at, _) in POINTS.iter().enumerate() {
            let point = |name: &str| {
                let place = name.bytes().map(usize::from).sum::<usize>();
                let value = POINTS[(place + at) % POINTS.len()];
                if sense.positive { value.abs() } else { value }
            };
            let (Some(a), Some(b)) = (value(&left, &point), value(&right, &point)) else {
                continue;
            };
            assert!((a - b).abs() <= 1e-4 * (1.0 + a.abs()), "{a} against {b}");
        }
    }
});

/// A value in floating point; none where rounding could have spoiled it, or for what is no number.
fn value(expr: &Expr<Rational>, point: &impl Fn(&str) -> f64) -> Option<f64> {
    let at = |expr: &Expr<Rational>| value(expr, point);
    let result = match expr {
        Expr::Number(number) => number.to_f64(),
        Expr::Symbol(symbol) => point(symbol),
        Expr::Constant(Constant::Pi) => std::f64::consts::PI,
        Expr::Constant(Constant::E) => std::f64::consts::E,
        Expr::Negate(a) => -at(a)?,
        Expr::Sum(terms) => terms.iter().try_fold(0.0, |sum, term| Some(sum + at(term)?))?,
        Expr::Product(all) => all.iter().try_fold(1.0, |product, one| Some(product * at(one)?))?,
        Expr::Quotient(a, b) => at(a)? / at(b)?,
        Expr::Power(a, b) => {
            let (base, exponent) = (at(a)?, at(b)?);
            // The real odd root of a negative number is no principal value.
            if base <= 0.0 && exponent.fract() != 0.0 {
                return None;
            }
            base.powf(exponent)
        }
        Expr::Call(function, arguments) => {
            let [argument] = arguments.as_slice() else {
                return None;
            };
            let argument = at(argument)?;
            match function {
                Function::Sqrt => argument.sqrt(),
                Function::Abs => argument.abs(),
                Function::Exp => argument.exp(),
                Function::Ln => argument.ln(),
                Function::Log => argument.log10(),
                Function::Sin => argument.sin(),
                Function::Cos => argument.cos(),
                Function::Tan => argument.tan(),
                Function::Sinh => argument.sinh(),
                Function::Cosh => argument.cosh(),
                Function::Tanh => argument.tanh(),
                _ => return None,
            }
        }
        _ => return None,
    };
    (result.is_finite() && (result == 0.0 || (1e-6..1e6).contains(&result.abs()))).then_some(result)
}
