//! A box with two scales, in which data are drawn.

use super::canvas::{Anchor, Canvas, GRID, INK, SMALL, SOFT};
use super::letters;

/// Values along a line of pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
    logarithmic: bool,
}

impl Scale {
    /// From `values.0` at `pixels.0` to `values.1` at `pixels.1`.
    pub fn new(values: (f64, f64), pixels: (f64, f64)) -> Self {
        Self {
            from: values.0,
            to: values.1,
            start: pixels.0,
            end: pixels.1,
            logarithmic: false,
        }
    }

    /// The same for values above 0, each decade as wide as the next.
    pub fn decades(values: (f64, f64), pixels: (f64, f64)) -> Self {
        Self {
            logarithmic: true,
            ..Self::new(values, pixels)
        }
    }

    /// Where a value stands; one outside at the end.
    pub fn place(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value / self.from).ln() / (self.to / self.from).ln()
        } else {
            (value - self.from) / (self.to - self.from)
        };
        self.start + share.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// Values to write, at most about so many, in steps of 1, 2 or 5 of a power of ten.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        if self.logarithmic {
            let (low, high) = (
                self.from.log10().ceil() as i32,
                self.to.log10().floor() as i32,
            );
            let step = ((high - low + 1).max(1) as usize).div_ceil(most.max(1));
            return (low..=high)
                .step_by(step)
                .map(|power| 10_f64.powi(power))
                .collect();
        }
        let span = self.to - self.from;
        if !(span > 0.0 && span.is_finite()) {
            return vec![self.from];
        }
        let rough = span / most.max(1) as f64;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|digit| digit * power)
            .find(|step| *step >= rough * (1.0 - 1e-9))
            .unwrap_or(10.0 * power);
        let first = (self.from / step - 1e-9).ceil() as i64;
        let last = (self.to / step + 1e-9).floor() as i64;
        (first..=last).map(|count| count as f64 * step).collect()
    }
}

/// A box with its scales.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub x: Scale,
    pub y: Scale,
}

impl Panel {
    /// A box by two corners, for these values.
    pub fn new(
        (left, top): (f64, f64),
        (right, bottom): (f64, f64),
        x: (f64, f64),
        y: (f64, f64),
    ) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
            x: Scale::new(x, (left, right)),
            y: Scale::new(y, (bottom, top)),
        }
    }

    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.place(x), self.y.place(y))
    }

    /// Lines across with their values at the left, in per cent.
    pub fn shares(&self, canvas: &mut Canvas) {
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let y = self.y.place(share);
            canvas.line(vec![(self.left, y), (self.right, y)], GRID, 1.0);
            let label = format!("{}", share * 100.0);
            let place = (self.left - 6.0, y + SMALL * 0.36);
            canvas.text(place, Anchor::End, SMALL, SOFT, &label);
        }
    }

    /// The axis below with ticks at these values, those left out whose labels would touch.
    pub fn below(&self, canvas: &mut Canvas, ticks: &[(f64, String)]) {
        let line = vec![(self.left, self.bottom), (self.right, self.bottom)];
        canvas.line(line, INK, 1.0);
        let mut free_from = f64::NEG_INFINITY;
        for (value, label) in ticks {
            let x = self.x.place(*value);
            let half = letters::width(label, SMALL) / 2.0;
            if x - half < free_from {
                continue;
            }
            free_from = x + half + 5.0;
            canvas.line(vec![(x, self.bottom), (x, self.bottom + 4.0)], INK, 1.0);
            let place = (x, self.bottom + 6.0 + SMALL);
            canvas.text(place, Anchor::Middle, SMALL, SOFT, label);
        }
    }
}

/// A number as short as it can be said at the precision of a tick.
pub(super) fn plainly(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6 + 0.0;
    format!("{rounded}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        let ticks = |from, to, most| Scale::new((from, to), (0.0, 1.0)).ticks(most);
        assert_eq!(
            ticks(0.0, 1.0, 5),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        assert_eq!(ticks(-3.0, 3.0, 4), [-2.0, 0.0, 2.0]);
        assert_eq!(ticks(1.0, 1.0, 4), [1.0]);
        let decades = Scale::decades((0.01, 1000.0), (0.0, 5.0));
        assert_eq!(decades.ticks(3), [0.01, 1.0, 100.0]);
        assert!((decades.place(1.0) - 2.0).abs() < 1e-12);
        assert_eq!(plainly(-0.30000000000000004), "−0.3");
    }
}
