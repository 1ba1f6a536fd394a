//! The intervals of fitted parameters: a row for every skill, a column for every parameter.

use super::canvas::{Anchor, BODY, Canvas, Colour, FITTED, GRID, HEADING, INK, SMALL, SOFT};
use super::letters;
use super::panel::{Scale, plainly};
use crate::research::fitted::FittedParameter;
use crate::research::model::Role;

/// Height of a row.
const ROW: f64 = 21.0;

/// Width of a column with what stands between it and the next.
const COLUMN: f64 = 148.0;

/// Between two columns.
const GAP: f64 = 22.0;

/// The widest a name may be.
const NAME: f64 = 240.0;

/// Every other row stands on this.
const STRIPE: Colour = Colour(246, 248, 250);

/// A row.
pub(super) struct Row<'f> {
    pub name: String,
    pub parameters: Vec<&'f FittedParameter>,
}

/// The rows of a skill: one for what is of the whole skill, and one for every class.
pub(super) fn rows<'f>(name: &str, parameters: &'f [FittedParameter]) -> Vec<Row<'f>> {
    let mut rows: Vec<(String, Vec<&FittedParameter>)> = Vec::new();
    for parameter in parameters {
        let key = match (&parameter.class, &parameter.then) {
            (None, _) => name.to_owned(),
            (Some(class), None) => format!("{name}: {class}"),
            (Some(class), Some(then)) => format!("{name}: {class} → {then}"),
        };
        match rows.iter_mut().find(|(known, _)| *known == key) {
            Some((_, own)) => own.push(parameter),
            None => rows.push((key, vec![parameter])),
        }
    }
    let rows = rows.into_iter();
    rows.map(|(name, parameters)| Row { name, parameters })
        .collect()
}

/// The parameters that rows have, in the order of their columns.
pub(super) fn columns(rows: &[Row<'_>]) -> Vec<Role> {
    let mut roles: Vec<Role> = rows
        .iter()
        .flat_map(|row| &row.parameters)
        .map(|parameter| parameter.name)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// How wide a drawing of rows is.
pub(super) fn width(rows: &[Row<'_>]) -> f64 {
    names(rows) + columns(rows).len() as f64 * COLUMN + 24.0
}

fn names(rows: &[Row<'_>]) -> f64 {
    let widest = rows
        .iter()
        .map(|row| letters::width(&row.name, BODY))
        .fold(60.0, f64::max);
    24.0 + widest.min(NAME) + 16.0
}

/// Draws rows below a height; returns the height below them.
pub(super) fn draw(canvas: &mut Canvas, top: f64, rows: &[Row<'_>]) -> f64 {
    let left = names(rows);
    let columns = columns(rows);
    let first = top + 44.0;
    let bottom = first + rows.len() as f64 * ROW;
    let right = left + columns.len() as f64 * COLUMN;
    for (at, row) in rows.iter().enumerate() {
        let y = first + at as f64 * ROW;
        if at % 2 == 0 {
            canvas.block((16.0, y), (right, y + ROW), STRIPE);
        }
        let name = letters::cut(&row.name, BODY, left - 40.0);
        canvas.text((24.0, y + ROW * 0.69), Anchor::Start, BODY, INK, &name);
    }
    for (at, &role) in columns.iter().enumerate() {
        let start = left + at as f64 * COLUMN + GAP / 2.0;
        let scale = scale(role, rows, (start, start + COLUMN - GAP));
        canvas.strong((start, top + 14.0), HEADING, title(role));
        let ticks = scale.ticks(4);
        for (place, &tick) in ticks.iter().enumerate() {
            let x = scale.place(tick);
            canvas.line(vec![(x, first - 4.0), (x, bottom)], GRID, 1.0);
            // Every other label where there are many, and never one across the edge of the column.
            if ticks.len() <= 4 || place % 2 == 0 {
                let label = plainly(tick);
                for y in [first - 9.0, bottom + SMALL + 4.0] {
                    canvas.text((x, y), Anchor::Middle, SMALL, SOFT, &label);
                }
            }
        }
        for (at, row) in rows.iter().enumerate() {
            let y = first + (at as f64 + 0.5) * ROW;
            for parameter in row.parameters.iter().filter(|own| own.name == role) {
                if let Some((low, high)) = parameter.interval {
                    let ends = [low, high].map(|end| (scale.place(end), y));
                    canvas.line(ends.to_vec(), FITTED, 2.0);
                }
                canvas.disc((scale.place(parameter.value), y), 4.0, FITTED);
            }
        }
    }
    bottom + 30.0
}

/// What a column is called: the parameter and its unit.
fn title(role: Role) -> &'static str {
    match role {
        Role::Prior => "prior P(L₀)",
        Role::FirstRight => "first right",
        Role::PriorAfterWrong => "prior if wrong",
        Role::PriorAfterRight => "prior if right",
        Role::Learn => "learn P(T)",
        Role::Forget => "forget P(F)",
        Role::Guess => "guess P(G)",
        Role::Slip => "slip P(S)",
        Role::HalfLifeDays => "half-life (days)",
        Role::Difficulty => "difficulty (logits)",
        Role::Easiness => "easiness (logits)",
        Role::PerRight => "per right (logits)",
        Role::PerWrong => "per wrong (logits)",
        Role::AbilitySd => "ability sd (logits)",
        Role::Step => "step (logits)",
        Role::StepDecay => "step decay",
    }
}

/// The scale of a column: probabilities from 0 to 1, half-lives by decades, all else as far as it
/// reaches.
fn scale(role: Role, rows: &[Row<'_>], pixels: (f64, f64)) -> Scale {
    if role.is_probability() {
        return Scale::new((0.0, 1.0), pixels);
    }
    let parameters = rows.iter().flat_map(|row| &row.parameters);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for parameter in parameters.filter(|own| own.name == role) {
        let (from, to) = parameter
            .interval
            .unwrap_or((parameter.value, parameter.value));
        for value in [from, to, parameter.value] {
            if value.is_finite() {
                (low, high) = (low.min(value), high.max(value));
            }
        }
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    if role == Role::HalfLifeDays {
        let low = 10_f64.powf(low.max(1e-4).log10().floor());
        let high = 10_f64.powf(high.max(1e-4).log10().ceil()).max(low * 10.0);
        return Scale::decades((low, high), pixels);
    }
    let room = ((high - low) * 0.06).max(0.05);
    Scale::new((low.min(0.0) - room, high.max(0.0) + room), pixels)
}
