//! Predicted against observed: whether what was predicted came true as often.

use super::canvas::{Anchor, BODY, Canvas, HEADING, OBSERVED, SOFT};
use super::panel::{Panel, plainly};
use super::tally::Stretch;
use crate::base::grouped;

/// Side of the square.
const SIDE: f64 = 320.0;

/// Draws the stretches below a height; returns the height below.
pub(super) fn draw(canvas: &mut Canvas, left: f64, top: f64, stretches: &[Stretch]) -> f64 {
    canvas.strong((left + 8.0, top + 14.0), HEADING, "Calibration");
    let inner = Panel::new(
        (left + 8.0, top + 30.0),
        (left + 8.0 + SIDE, top + 30.0 + SIDE),
        (0.0, 1.0),
        (0.0, 1.0),
    );
    inner.shares(canvas);
    canvas.dashes(
        vec![inner.place(0.0, 0.0), inner.place(1.0, 1.0)],
        SOFT,
        1.25,
    );
    let line: Vec<(f64, f64)> = stretches
        .iter()
        .map(|one| inner.place(one.tally.mean(), one.tally.share()))
        .collect();
    for (one, dot) in stretches.iter().zip(&line) {
        let (low, high) = one.interval;
        let ends = [low, high].map(|share| (dot.0, inner.y.place(share)));
        canvas.line(ends.to_vec(), OBSERVED, 2.0);
    }
    canvas.line(line.clone(), OBSERVED, 1.25);
    for dot in line {
        canvas.disc(dot, 4.5, OBSERVED);
    }
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| (share, plainly(share * 100.0)));
    inner.below(canvas, &ticks);
    let below = (f64::midpoint(inner.left, inner.right), inner.bottom + 38.0);
    canvas.text(
        below,
        Anchor::Middle,
        BODY,
        SOFT,
        "predicted chance of a right answer (%)",
    );
    let beside = (left - 42.0, f64::midpoint(inner.top, inner.bottom));
    canvas.upwards(beside, BODY, SOFT, "observed share right (%)");
    explain(canvas, &inner, stretches);
    inner.bottom + 56.0
}

fn explain(canvas: &mut Canvas, inner: &Panel, stretches: &[Stretch]) {
    let answers: f64 = stretches.iter().map(|one| one.tally.answers).sum();
    let error: f64 = stretches
        .iter()
        .map(|one| one.tally.answers * (one.tally.mean() - one.tally.share()).abs())
        .sum();
    let x = inner.right + 36.0;
    let most = (canvas.width - x - 20.0).min(420.0);
    if most < 160.0 {
        return;
    }
    let mut y = inner.top + 12.0;
    canvas.dashes(vec![(x, y - 4.0), (x + 28.0, y - 4.0)], SOFT, 1.25);
    canvas.text(
        (x + 36.0, y),
        Anchor::Start,
        BODY,
        SOFT,
        "right as often as predicted",
    );
    y += 22.0;
    canvas.line(
        vec![(x + 14.0, y - 12.0), (x + 14.0, y + 4.0)],
        OBSERVED,
        2.0,
    );
    canvas.disc((x + 14.0, y - 4.0), 4.5, OBSERVED);
    canvas.text(
        (x + 36.0, y),
        Anchor::Start,
        BODY,
        SOFT,
        "observed, with its 95 % interval",
    );
    let text = format!(
        "{} answers, predicted each from those before it alone, in {} stretches of about as many by what was predicted. On average a stretch is off by {:.1} percentage points. Intervals take learners as independent, and the answers of one learner as not. Dots above the dashed line: learners did better than predicted.",
        grouped(answers as u64),
        stretches.len(),
        100.0 * error / answers.max(1.0),
    );
    canvas.paragraph((x, y + 30.0), BODY, most, &text);
}
