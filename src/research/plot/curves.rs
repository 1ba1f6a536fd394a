//! Learning curves as small multiples: the share right at each opportunity, observed and fitted.

use super::canvas::{Anchor, BODY, COUNT, Canvas, FITTED, HEADING, OBSERVED, SMALL, SOFT};
use super::letters;
use super::panel::{Panel, plainly};
use super::tally::Tally;

/// A panel with what stands around it.
const CELL: (f64, f64) = (296.0, 236.0);

/// Panels side by side.
const COLUMNS: usize = 3;

/// Room for the axis title and the labels at the left of all panels.
pub(super) const LEFT: f64 = 62.0;

/// A single skill has room for more.
const ALONE: (f64, f64) = (640.0, 380.0);

/// An opportunity with fewer answers says too little.
const FEWEST: f64 = 10.0;

/// The last opportunity drawn has at least this share of the answers of the first.
const STAYED: f64 = 0.04;

/// Opportunities drawn at most.
const LONGEST: usize = 50;

/// Height of the bars that say how many answers there are.
const BARS: f64 = 20.0;

/// One skill.
pub(super) struct Curve<'c> {
    pub name: &'c str,
    pub points: &'c [Tally],
    /// Whether its predictions are drawn.
    pub fitted: bool,
}

/// How wide a drawing of so many curves is.
pub(super) fn width(curves: usize) -> f64 {
    if curves == 1 {
        LEFT + ALONE.0 + 18.0
    } else {
        LEFT + CELL.0 * COLUMNS.min(curves) as f64 + 18.0
    }
}

/// Draws curves below a height; returns the height below them.
pub(super) fn draw(canvas: &mut Canvas, top: f64, curves: &[Curve<'_>]) -> f64 {
    let (wide, high) = if curves.len() == 1 { ALONE } else { CELL };
    let rows = curves.len().div_ceil(COLUMNS).max(1);
    for (at, curve) in curves.iter().enumerate() {
        let corner = (
            LEFT + (at % COLUMNS) as f64 * wide,
            top + (at / COLUMNS) as f64 * high,
        );
        panel(canvas, corner, (wide, high), curve);
    }
    let bottom = top + rows as f64 * high;
    let middle = LEFT + wide * curves.len().min(COLUMNS) as f64 / 2.0;
    canvas.text(
        (middle, bottom + 8.0),
        Anchor::Middle,
        BODY,
        SOFT,
        "opportunity: answers of a learner on the skill, counted from 1",
    );
    canvas.upwards(
        (20.0, f64::midpoint(top, bottom)),
        BODY,
        SOFT,
        "share right (%)",
    );
    bottom + 20.0
}

/// What the marks mean, from a place on; returns the height below.
pub(super) fn legend(canvas: &mut Canvas, (mut x, y): (f64, f64), fitted: bool) -> f64 {
    let middle = y - 4.0;
    let entry = |canvas: &mut Canvas, x: &mut f64, text: &str| {
        canvas.text((*x, y), Anchor::Start, BODY, SOFT, text);
        *x += letters::width(text, BODY) + 26.0;
    };
    canvas.area(
        vec![
            (x, y - 11.0),
            (x + 28.0, y - 11.0),
            (x + 28.0, y + 3.0),
            (x, y + 3.0),
        ],
        OBSERVED,
        BAND,
    );
    canvas.line(vec![(x, middle), (x + 28.0, middle)], OBSERVED, 1.5);
    canvas.disc((x + 14.0, middle), 3.5, OBSERVED);
    x += 36.0;
    entry(canvas, &mut x, "observed, with its 95 % interval");
    if fitted {
        canvas.line(vec![(x, middle), (x + 28.0, middle)], FITTED, 2.5);
        x += 36.0;
        entry(canvas, &mut x, "fitted: the mean prediction");
    }
    for (bar, height) in [10.0, 7.0, 4.0].into_iter().enumerate() {
        let left = x + bar as f64 * 8.0;
        canvas.block((left, y + 1.0 - height), (left + 6.0, y + 1.0), COUNT);
    }
    x += 32.0;
    entry(canvas, &mut x, "number of answers");
    y + 20.0
}

/// How strong a band is.
const BAND: f64 = 0.18;

/// The opportunities that say enough.
pub(super) fn told(points: &[Tally]) -> &[Tally] {
    let most = points.iter().map(|point| point.answers).fold(0.0, f64::max);
    let least = FEWEST.max(STAYED * most).min(most);
    let end = points
        .iter()
        .take(LONGEST)
        .position(|point| point.answers < least)
        .unwrap_or(points.len().min(LONGEST));
    &points[..end]
}

fn panel(
    canvas: &mut Canvas,
    (left, top): (f64, f64),
    (wide, high): (f64, f64),
    curve: &Curve<'_>,
) {
    let points = told(curve.points);
    let last = points.len().max(2) as f64;
    let inner = Panel::new(
        (left + 8.0, top + 34.0),
        (left + wide - 22.0, top + high - BARS - 34.0),
        (0.5, last + 0.5),
        (0.0, 1.0),
    );
    let name = letters::cut(curve.name, HEADING, wide - 34.0);
    canvas.strong((inner.left, top + 22.0), HEADING, &name);
    inner.shares(canvas);
    let ticks: Vec<(f64, String)> = if last <= 6.0 {
        (1..=last as usize).map(|at| at as f64).collect::<Vec<_>>()
    } else {
        let mut ticks = super::panel::Scale::new((0.0, last), (0.0, 1.0)).ticks(5);
        ticks.retain(|tick| *tick >= 1.0);
        ticks.insert(0, 1.0);
        ticks
    }
    .into_iter()
    .map(|tick| (tick, plainly(tick)))
    .collect();
    bars(canvas, &inner, points);
    if points.is_empty() {
        let middle = inner.place((last + 1.0) / 2.0, 0.5);
        canvas.text(middle, Anchor::Middle, BODY, SOFT, "no answers");
        return;
    }
    let place = |at: usize, share: f64| inner.place(at as f64 + 1.0, share);
    let mut band: Vec<(f64, f64)> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        band.push(place(at, point.interval().1));
    }
    for (at, point) in points.iter().enumerate().rev() {
        band.push(place(at, point.interval().0));
    }
    canvas.area(band, OBSERVED, BAND);
    let through = |of: fn(&Tally) -> f64| -> Vec<(f64, f64)> {
        let each = points.iter().enumerate();
        each.map(|(at, point)| place(at, of(point))).collect()
    };
    canvas.line(through(Tally::share), OBSERVED, 1.25);
    if curve.fitted {
        canvas.line(through(Tally::mean), FITTED, 2.5);
    }
    let radius = if points.len() > 25 { 2.5 } else { 3.5 };
    for dot in through(Tally::share) {
        canvas.disc(dot, radius, OBSERVED);
    }
    inner.below(canvas, &ticks);
}

/// How many answers there are at each opportunity, below the axis.
fn bars(canvas: &mut Canvas, inner: &Panel, points: &[Tally]) {
    let most = points.iter().map(|point| point.answers).fold(0.0, f64::max);
    let bottom = inner.bottom + 24.0 + BARS;
    let half = ((inner.right - inner.left) / points.len().max(2) as f64 * 0.36).min(9.0);
    for (at, point) in points.iter().enumerate() {
        let x = inner.x.place(at as f64 + 1.0);
        let height = BARS * point.answers / most.max(1.0);
        canvas.block((x - half, bottom - height), (x + half, bottom), COUNT);
    }
    let place = (inner.left - 6.0, bottom - BARS + SMALL * 0.8);
    canvas.text(place, Anchor::End, SMALL, SOFT, &short(most));
}

/// A count in at most four characters: 950, 12k, 1.2M.
fn short(count: f64) -> String {
    let (number, unit) = match count {
        n if n >= 1e6 => (n / 1e6, "M"),
        n if n >= 1e4 => (n / 1e3, "k"),
        n => (n, ""),
    };
    if number < 10.0 && !unit.is_empty() {
        format!("{number:.1}{unit}")
    } else {
        format!("{number:.0}{unit}")
    }
}
