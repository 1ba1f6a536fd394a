//! The few expressions of JME that marking settings are written in, computed exactly.

use retake::math::{Expr, Rational, enclose, round_to_figures, round_to_places};
use std::str::Chars;

/// A value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(Rational),
    List(Vec<Value>),
    /// Rows of a matrix.
    Matrix(Vec<Vec<Rational>>),
}

/// Computes a text; `None` for what is not known here.
pub fn value(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches('{').trim_end_matches('}');
    let mut reader = Reader { rest: text.chars() };
    let value = reader.sum()?;
    reader.skip();
    reader.rest.as_str().is_empty().then_some(value)
}

struct Reader<'t> {
    rest: Chars<'t>,
}

impl Reader<'_> {
    fn skip(&mut self) {
        while self.rest.as_str().starts_with(char::is_whitespace) {
            self.rest.next();
        }
    }

    fn take(&mut self, sign: char) -> bool {
        self.skip();
        let found = self.rest.as_str().starts_with(sign);
        if found {
            self.rest.next();
        }
        found
    }

    fn run(&mut self, is: impl Fn(char) -> bool) -> String {
        self.skip();
        let text = self.rest.as_str();
        let end = text.find(|c| !is(c)).unwrap_or(text.len());
        let run = text[..end].to_owned();
        self.rest = text[end..].chars();
        run
    }

    fn sum(&mut self) -> Option<Value> {
        let mut left = self.product()?;
        loop {
            if self.take('+') {
                left = numbers(left, self.product()?, |a, b| Some(a + b))?;
            } else if self.take('-') {
                left = numbers(left, self.product()?, |a, b| Some(a - b))?;
            } else {
                return Some(left);
            }
        }
    }

    fn product(&mut self) -> Option<Value> {
        let mut left = self.power()?;
        loop {
            if self.take('*') {
                left = numbers(left, self.power()?, |a, b| Some(a * b))?;
            } else if self.take('/') {
                left = match (left, self.power()?) {
                    (Value::Matrix(rows), Value::Number(divisor)) => {
                        let divided = |row: Vec<Rational>| {
                            row.iter()
                                .map(|entry| entry.checked_div(&divisor))
                                .collect()
                        };
                        Value::Matrix(rows.into_iter().map(divided).collect::<Option<_>>()?)
                    }
                    (left, right) => numbers(left, right, Rational::checked_div)?,
                };
            } else {
                return Some(left);
            }
        }
    }

    fn power(&mut self) -> Option<Value> {
        if self.take('-') {
            return numbers(Value::Number(Rational::ZERO), self.power()?, |a, b| {
                Some(a - b)
            });
        }
        let base = self.operand()?;
        if self.take('^') {
            return numbers(base, self.power()?, raised);
        }
        Some(base)
    }

    fn operand(&mut self) -> Option<Value> {
        if self.take('(') {
            let inner = self.sum()?;
            return self.take(')').then_some(inner);
        }
        if self.take('[') {
            return Some(Value::List(self.list(']')?));
        }
        if self.take('"') {
            let text = self.run(|c| c != '"');
            self.take('"').then_some(())?;
            return number(&text).map(Value::Number);
        }
        self.skip();
        if self
            .rest
            .as_str()
            .starts_with(|c: char| c.is_ascii_digit() || c == '.')
        {
            let digits = self.run(|c| c.is_ascii_digit() || c == '.');
            return number(&digits).map(Value::Number);
        }
        let name = self.run(char::is_alphanumeric);
        self.take('(').then_some(())?;
        let arguments = self.list(')')?;
        call(&name, arguments)
    }

    fn list(&mut self, end: char) -> Option<Vec<Value>> {
        let mut values = Vec::new();
        if self.take(end) {
            return Some(values);
        }
        loop {
            values.push(self.sum()?);
            if !self.take(',') {
                return self.take(end).then_some(values);
            }
        }
    }
}

/// `0.5`, `1.62e+6`
fn number(text: &str) -> Option<Rational> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (
            mantissa,
            exponent.trim_start_matches('+').parse::<i32>().ok()?,
        ),
        None => (text, 0),
    };
    let value = retake::math::Decimal::parse(mantissa)?.value().clone();
    let power = Rational::power_of_ten(exponent.unsigned_abs().min(1000));
    if exponent < 0 {
        value.checked_div(&power)
    } else {
        Some(&value * &power)
    }
}

fn numbers(
    a: Value,
    b: Value,
    compute: impl Fn(&Rational, &Rational) -> Option<Rational>,
) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compute(&a, &b).map(Value::Number),
        _ => None,
    }
}

/// Near enough where the exponent is a fraction.
fn raised(base: &Rational, exponent: &Rational) -> Option<Rational> {
    let number = |value: &Rational| Box::new(Expr::Number(value.clone()));
    base.checked_pow(exponent).ok().or_else(|| {
        let power = Expr::Power(number(base), number(exponent));
        enclose(&power, 128).map(|(low, _)| low)
    })
}

fn call(name: &str, arguments: Vec<Value>) -> Option<Value> {
    let mut arguments = arguments.into_iter();
    match name {
        "dec" | "number" | "rational" => arguments.next(),
        "precround" | "siground" => {
            let (Value::Number(value), Value::Number(digits)) =
                (arguments.next()?, arguments.next()?)
            else {
                return None;
            };
            let digits = u32::try_from(digits.to_i64()?).ok()?;
            Some(Value::Number(if name == "precround" {
                round_to_places(&value, digits)
            } else {
                round_to_figures(&value, digits)
            }))
        }
        "id" => {
            let Value::Number(size) = arguments.next()? else {
                return None;
            };
            let size = usize::try_from(size.to_i64()?)
                .ok()
                .filter(|&size| size < 100)?;
            let entry = |row, column| {
                if row == column {
                    Rational::ONE
                } else {
                    Rational::ZERO
                }
            };
            let row = |row| (0..size).map(|column| entry(row, column)).collect();
            Some(Value::Matrix((0..size).map(row).collect()))
        }
        "matrix" => {
            let rows = arguments.map(|row| match row {
                Value::List(entries) => entries
                    .into_iter()
                    .map(|entry| match entry {
                        Value::Number(value) => Some(value),
                        _ => None,
                    })
                    .collect(),
                _ => None,
            });
            Some(Value::Matrix(rows.collect::<Option<_>>()?))
        }
        _ => None,
    }
}
