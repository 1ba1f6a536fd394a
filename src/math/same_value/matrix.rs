//! Matrices and vectors worked out: sums, differences, multiples, products and whole powers.

use crate::math::{Collection, Expr, Rational};

/// The most products of entries that are written out.
const MAX_PRODUCTS: usize = 4096;

/// The highest power of a matrix that is worked out.
const MAX_POWER: i64 = 12;

/// What entries stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Matrix,
    Vector,
}

/// Entries, row by row.
struct Table {
    shape: Shape,
    rows: Vec<Vec<Expr<Rational>>>,
}

enum Value {
    Number(Expr<Rational>),
    Table(Table),
}

/// Whether an expression computes with matrices or vectors, and is none itself.
pub(super) fn is_computed(expr: &Expr<Rational>) -> bool {
    matches!(
        expr,
        Expr::Sum(_) | Expr::Negate(_) | Expr::Product(_) | Expr::Quotient(..) | Expr::Power(..)
    ) && has_table(expr)
}

fn has_table(expr: &Expr<Rational>) -> bool {
    expr.any(&mut |part| {
        matches!(
            part,
            Expr::Matrix(_) | Expr::Collection(Collection::Vector, _)
        )
    })
}

/// The matrix or the vector that an expression comes to; `None` where it makes no sense or is too
/// large.
pub(super) fn worked_out(expr: &Expr<Rational>) -> Option<Expr<Rational>> {
    let mut budget = MAX_PRODUCTS;
    match value(expr, &mut budget)? {
        Value::Number(number) => Some(number),
        Value::Table(Table {
            shape: Shape::Matrix,
            rows,
        }) => Some(Expr::Matrix(rows)),
        Value::Table(Table { rows, .. }) => Some(Expr::Collection(
            Collection::Vector,
            rows.into_iter().flatten().collect(),
        )),
    }
}

fn value(expr: &Expr<Rational>, budget: &mut usize) -> Option<Value> {
    if !is_computed(expr) {
        return Some(match expr {
            Expr::Matrix(rows) => Value::Table(Table {
                shape: Shape::Matrix,
                rows: rows.clone(),
            }),
            Expr::Collection(Collection::Vector, entries) => Value::Table(Table {
                shape: Shape::Vector,
                rows: vec![entries.clone()],
            }),
            // A function of a matrix is none that is known here.
            number if has_table(number) => return None,
            number => Value::Number(number.clone()),
        });
    }
    match expr {
        Expr::Negate(inner) => {
            let minus = Expr::Number(Rational::from(-1));
            times(Value::Number(minus), value(inner, budget)?, budget)
        }
        Expr::Sum(terms) => {
            let mut terms = terms.iter();
            let mut sum = value(terms.next()?, budget)?;
            for term in terms {
                sum = plus(sum, value(term, budget)?, budget)?;
            }
            Some(sum)
        }
        Expr::Product(factors) => {
            let mut factors = factors.iter();
            let mut product = value(factors.next()?, budget)?;
            for factor in factors {
                product = times(product, value(factor, budget)?, budget)?;
            }
            Some(product)
        }
        Expr::Quotient(above, below) if !has_table(below) => {
            let one = Box::new(Expr::Number(Rational::ONE));
            let share = Expr::Quotient(one, below.clone());
            times(Value::Number(share), value(above, budget)?, budget)
        }
        Expr::Power(base, exponent) => {
            let Expr::Number(exponent) = &**exponent else {
                return None;
            };
            let exponent = exponent.to_i64().filter(|n| (1..=MAX_POWER).contains(n))?;
            let mut power = value(base, budget)?;
            for _ in 1..exponent {
                power = times(power, value(base, budget)?, budget)?;
            }
            Some(power)
        }
        _ => None,
    }
}

fn plus(a: Value, b: Value, budget: &mut usize) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(Value::Number(Expr::Sum(vec![a, b]))),
        (Value::Table(a), Value::Table(b)) if a.shape == b.shape && alike(&a, &b) => {
            spend(budget, a.rows.iter().map(Vec::len).sum())?;
            let rows = a.rows.into_iter().zip(b.rows).map(|(a, b)| {
                let entries = a.into_iter().zip(b);
                entries.map(|(a, b)| Expr::Sum(vec![a, b])).collect()
            });
            Some(Value::Table(Table {
                shape: a.shape,
                rows: rows.collect(),
            }))
        }
        _ => None,
    }
}

fn alike(a: &Table, b: &Table) -> bool {
    let sizes = |table: &Table| table.rows.iter().map(Vec::len).collect::<Vec<_>>();
    sizes(a) == sizes(b)
}

fn times(a: Value, b: Value, budget: &mut usize) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(Value::Number(Expr::Product(vec![a, b]))),
        (Value::Number(number), Value::Table(table))
        | (Value::Table(table), Value::Number(number)) => {
            spend(budget, table.rows.iter().map(Vec::len).sum())?;
            let multiple = |entry| Expr::Product(vec![number.clone(), entry]);
            let rows = table.rows.into_iter();
            Some(Value::Table(Table {
                shape: table.shape,
                rows: rows
                    .map(|row| row.into_iter().map(multiple).collect())
                    .collect(),
            }))
        }
        (Value::Table(a), Value::Table(b)) => {
            let matrices = a.shape == Shape::Matrix && b.shape == Shape::Matrix;
            let width = b.rows.first()?.len();
            let fits = a.rows.iter().all(|row| row.len() == b.rows.len())
                && b.rows.iter().all(|row| row.len() == width);
            if !matrices || !fits {
                return None;
            }
            spend(budget, a.rows.len() * width * b.rows.len())?;
            let entry = |row: &[Expr<Rational>], column: usize| {
                let pairs = row.iter().zip(&b.rows);
                let products = pairs.map(|(left, right)| {
                    Some(Expr::Product(vec![
                        left.clone(),
                        right.get(column)?.clone(),
                    ]))
                });
                products.collect::<Option<Vec<_>>>().map(Expr::Sum)
            };
            let rows = a
                .rows
                .iter()
                .map(|row| (0..width).map(|column| entry(row, column)).collect());
            Some(Value::Table(Table {
                shape: Shape::Matrix,
                rows: rows.collect::<Option<_>>()?,
            }))
        }
    }
}

/// Entries grow as they are multiplied; so there is an end to it.
fn spend(budget: &mut usize, products: usize) -> Option<()> {
    *budget = budget.checked_sub(products)?;
    Some(())
}
