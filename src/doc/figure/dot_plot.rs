//! A dot plot: one dot for every value, equal ones above one another.

use super::axis::{Axis, Run, TickLabels};
use super::lettering::Lettering;
use super::scene::{Anchor, Pen, Scene, WIDTH, spot};
use super::{LayoutFault, value_text};
use crate::base::Locale;

/// A dot plot.
#[derive(Clone, Debug, PartialEq)]
pub struct DotPlot {
    /// The values there can be.
    pub axis: Axis,
    /// The values there are.
    pub values: Vec<f64>,
    /// What they are values of.
    pub title: String,
}

const MARGIN: f64 = 20.0;

/// The largest and the smallest radius of a dot.
const LARGE: f64 = 7.5;
const SMALL: f64 = 2.5;

/// How high the dots may stand.
const ROOM: f64 = 180.0;

/// The least height above the line, so that a plot with few dots is still one.
const LEAST: f64 = 48.0;

impl DotPlot {
    pub(super) fn draw(&self, locale: Locale, scene: &mut Scene) {
        let scale = match self.axis.scale(MARGIN, WIDTH - MARGIN) {
            Ok(scale) => scale,
            Err(fault) => return scene.fault(fault),
        };
        let mut values = self.values.clone();
        values.sort_by(f64::total_cmp);
        let stacks = || values.chunk_by(|a, b| a == b);
        let highest = stacks().map(<[f64]>::len).max().unwrap_or(0);
        let closest = values
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if a < b => Some(scale.at(*b) - scale.at(*a)),
                _ => None,
            })
            .fold(scale.gap(), f64::min);
        let room = ROOM / highest.max(1) as f64;
        let radius = (closest * 0.42).min(room / 2.0 - 0.75).min(LARGE);
        if radius < SMALL {
            return scene.fault(LayoutFault::Crowded {
                marks: values.len(),
            });
        }
        let step = 2.0 * radius + 1.5;
        let line = 8.0 + (highest as f64 * step + 4.0).max(LEAST);
        scene.line(spot(8.0, line), spot(WIDTH - 8.0, line), Pen::Axis);
        for tick in 0..scale.ticks {
            let x = scale.tick(tick);
            scene.line(spot(x, line), spot(x, line + 6.0), Pen::Axis);
        }
        for stack in stacks() {
            let Some(&value) = stack.first() else {
                continue;
            };
            if !scale.holds(value) {
                scene.fault(LayoutFault::MarkOutside {
                    mark: format!("the dot at {}", value_text(value)),
                });
                continue;
            }
            for above in 0..stack.len() {
                let y = line - 5.0 - radius - above as f64 * step;
                scene.dot(spot(scale.at(value), y), radius);
            }
        }
        let numbered = scale.labels(TickLabels::All, Run::Across, locale, |x, text| {
            scene.label(text, spot(x, line + 8.0), Anchor::Middle, Lettering::Tick);
        });
        if let Err(fault) = numbered {
            scene.fault(fault);
        }
        let mut lowest = line + 8.0;
        for label in &scene.labels {
            lowest = label.area.bottom.max(lowest);
        }
        if !self.title.is_empty() {
            let at = spot(WIDTH / 2.0, lowest + 6.0);
            scene.label(&self.title, at, Anchor::Middle, Lettering::Title);
            lowest += 20.0;
        }
        scene.finish(lowest + 4.0);
    }
}
