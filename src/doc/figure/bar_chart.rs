//! A bar chart: a bar for every category, upright, or lying where the names are long.

use super::axis::{Axis, Run, Scale, TickLabels};
use super::lettering::{Lettering, text_width};
use super::scene::{Anchor, Pen, Rect, Scene, WIDTH, spot};
use super::{LayoutFault, value_text};
use crate::base::Locale;
use crate::math::Rational;

/// A bar chart.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// The names of the bars.
    pub labels: Vec<String>,
    /// How long the bars are.
    pub values: Vec<f64>,
    /// What the lengths are read from; where there is none, from 0 to past the longest.
    pub axis: Option<Axis>,
    /// What the bars are.
    pub x_title: String,
    /// What their lengths are.
    pub y_title: String,
}

/// How high upright bars may be.
const HEIGHT: f64 = 170.0;

/// The share of its slot that a bar fills.
const FILLED: f64 = 0.62;

/// A slot smaller than this is none.
const LEAST_SLOT: f64 = 9.0;

/// How high the slot of a lying bar is.
const LYING: f64 = 30.0;

impl BarChart {
    pub(super) fn draw(&self, locale: Locale, scene: &mut Scene) {
        if self.labels.len() != self.values.len() {
            return scene.fault(LayoutFault::Lengths {
                what: "labels",
                first: self.labels.len(),
                second: self.values.len(),
            });
        }
        let own;
        let axis = match &self.axis {
            Some(axis) => axis,
            None => {
                own = own_axis(&self.values);
                &own
            }
        };
        let widths = self
            .labels
            .iter()
            .map(|label| text_width(label, Lettering::Tick.size()));
        let widest = widths.fold(0.0, f64::max);
        let slot = (WIDTH - 48.0) / self.values.len().max(1) as f64;
        let drawn = if widest + 4.0 <= slot {
            self.upright(axis, locale, scene)
        } else {
            self.lying(axis, widest, locale, scene)
        };
        if let Err(fault) = drawn {
            scene.fault(fault);
        }
    }

    fn upright(&self, axis: &Axis, locale: Locale, scene: &mut Scene) -> Result<(), LayoutFault> {
        let top = if self.y_title.is_empty() { 10.0 } else { 30.0 };
        let scale = axis.scale(top + HEIGHT, top)?;
        let mut numbers = Vec::new();
        scale.labels(TickLabels::All, Run::Up, locale, |y, text| {
            numbers.push((y, text.to_owned()));
        })?;
        let size = Lettering::Tick.size();
        let widest = numbers
            .iter()
            .map(|(_, text)| text_width(text, size))
            .fold(0.0, f64::max);
        let (left, right) = (widest + 12.0, WIDTH - 4.0);
        if !self.y_title.is_empty() {
            let at = spot(2.0, 4.0);
            scene.label(&self.y_title, at, Anchor::Start, Lettering::Title);
        }
        for tick in 0..scale.ticks {
            let y = scale.tick(tick);
            scene.line(spot(left, y), spot(right, y), Pen::Grid);
        }
        for (y, text) in &numbers {
            let at = spot(left - 6.0, y - size / 2.0);
            scene.label(text, at, Anchor::End, Lettering::Tick);
        }
        let ground = scale.at(ground(&scale));
        let slot = (right - left) / self.values.len().max(1) as f64;
        self.check_slots(slot)?;
        let names = top + HEIGHT + 5.0;
        let bars = (0_u32..).zip(self.values.iter().zip(&self.labels));
        for (at, (&value, label)) in bars {
            let centre = left + (f64::from(at) + 0.5) * slot;
            if scale.holds(value) {
                let end = scale.at(value);
                let half = slot * FILLED / 2.0;
                let bar = Rect {
                    left: centre - half,
                    top: end.min(ground),
                    right: centre + half,
                    bottom: end.max(ground),
                };
                scene.rectangle(bar, Pen::Bar);
            } else {
                scene.fault(outside(label, value));
            }
            scene.label(label, spot(centre, names), Anchor::Middle, Lettering::Tick);
        }
        scene.line(spot(left, ground), spot(right, ground), Pen::Axis);
        scene.line(spot(left, top), spot(left, top + HEIGHT), Pen::Axis);
        self.end(names + 16.0, (left + right) / 2.0, &self.x_title, scene);
        Ok(())
    }

    fn lying(
        &self,
        axis: &Axis,
        widest: f64,
        locale: Locale,
        scene: &mut Scene,
    ) -> Result<(), LayoutFault> {
        let top = if self.x_title.is_empty() { 6.0 } else { 26.0 };
        let (left, right) = (widest + 10.0, WIDTH - 14.0);
        if left > WIDTH * 0.6 {
            let longest = self.labels.iter().max_by_key(|label| label.chars().count());
            return Err(LayoutFault::LabelOutside {
                label: longest.cloned().unwrap_or_default(),
            });
        }
        let scale = axis.scale(left, right)?;
        let height = LYING.min(420.0 / self.values.len().max(1) as f64);
        self.check_slots(height / 1.7)?;
        let bottom = top + height * self.values.len() as f64;
        for tick in 0..scale.ticks {
            let x = scale.tick(tick);
            scene.line(spot(x, top), spot(x, bottom), Pen::Grid);
        }
        if !self.x_title.is_empty() {
            let at = spot(2.0, 4.0);
            scene.label(&self.x_title, at, Anchor::Start, Lettering::Title);
        }
        let ground = scale.at(ground(&scale));
        let size = Lettering::Tick.size();
        let bars = (0_u32..).zip(self.values.iter().zip(&self.labels));
        for (at, (&value, label)) in bars {
            let centre = top + (f64::from(at) + 0.5) * height;
            if scale.holds(value) {
                let end = scale.at(value);
                let half = height * FILLED / 2.0;
                let bar = Rect {
                    left: end.min(ground),
                    top: centre - half,
                    right: end.max(ground),
                    bottom: centre + half,
                };
                scene.rectangle(bar, Pen::Bar);
            } else {
                scene.fault(outside(label, value));
            }
            let beside = spot(left - 7.0, centre - size / 2.0);
            scene.label(label, beside, Anchor::End, Lettering::Tick);
        }
        scene.line(spot(ground, top), spot(ground, bottom), Pen::Axis);
        scene.line(spot(left, bottom), spot(right, bottom), Pen::Axis);
        scale.labels(TickLabels::All, Run::Across, locale, |x, text| {
            scene.label(text, spot(x, bottom + 5.0), Anchor::Middle, Lettering::Tick);
        })?;
        self.end(bottom + 22.0, (left + right) / 2.0, &self.y_title, scene);
        Ok(())
    }

    fn check_slots(&self, slot: f64) -> Result<(), LayoutFault> {
        if slot >= LEAST_SLOT {
            return Ok(());
        }
        Err(LayoutFault::Crowded {
            marks: self.values.len(),
        })
    }

    fn end(&self, lowest: f64, centre: f64, title: &str, scene: &mut Scene) {
        if title.is_empty() {
            return scene.finish(lowest + 4.0);
        }
        let at = spot(centre, lowest + 3.0);
        scene.label(title, at, Anchor::Middle, Lettering::Title);
        scene.finish(lowest + 22.0);
    }
}

fn outside(label: &str, value: f64) -> LayoutFault {
    LayoutFault::MarkOutside {
        mark: format!("the bar “{label}” with {}", value_text(value)),
    }
}

/// Where bars begin: at 0, or at the end of the axis that is nearest to it.
fn ground(scale: &Scale) -> f64 {
    0.0_f64.clamp(scale.from, scale.to)
}

/// An axis of its own: from 0, or below it, to the next round number past the longest bar.
fn own_axis(values: &[f64]) -> Axis {
    let highest = values.iter().copied().fold(0.0, f64::max);
    let lowest = values.iter().copied().fold(0.0, f64::min);
    let length = (highest - lowest).clamp(1e-6, 1e12);
    // About five steps.
    let mut step = Rational::ONE;
    'found: for exponent in -7..=12_i32 {
        let power = Rational::power_of_ten(exponent.unsigned_abs());
        for lead in [1_i64, 2, 5] {
            let lead = Rational::from(lead);
            step = if exponent < 0 {
                lead.checked_div(&power).unwrap_or(Rational::ONE)
            } else {
                &lead * &power
            };
            if length / step.to_f64() <= 6.0 {
                break 'found;
            }
        }
    }
    let steps = |value: f64| Rational::from(value.clamp(-1e6, 1e6) as i64);
    let size = step.to_f64();
    Axis {
        from: &step * &steps((lowest / size).floor()),
        to: &step * &steps((highest / size).ceil().max(1.0)),
        step: Some(step),
        decimals: true,
    }
}
