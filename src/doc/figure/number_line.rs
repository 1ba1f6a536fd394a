//! A number line: points, intervals with open and closed ends, jumps.

use super::axis::{Axis, Run, Scale, TickLabels};
use super::lettering::Lettering;
use super::scene::{Anchor, Pen, Scene, Spot, WIDTH, spot};
use super::{LayoutFault, value_text};
use crate::base::Locale;

/// A number line.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberLine {
    /// Its numbers.
    pub axis: Axis,
    /// Which ticks are numbered.
    pub tick_labels: TickLabels,
    /// Points on it.
    pub points: Vec<f64>,
    /// A name for each point, or fewer.
    pub labels: Vec<String>,
    /// Stretches of it: the solutions of an inequality.
    pub intervals: Vec<Interval>,
    /// Steps from one number to another.
    pub jumps: Vec<Jump>,
    /// What its numbers are.
    pub title: String,
}

/// A stretch of a number line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end; none where it goes on without end.
    pub from: Option<Bound>,
    /// Its upper end; none where it goes on without end.
    pub to: Option<Bound>,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// Where it is.
    pub value: f64,
    /// Whether it belongs to the interval.
    pub closed: bool,
}

/// A step along a number line.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    /// Where it begins.
    pub from: f64,
    /// Where it leads.
    pub to: f64,
    /// What stands over it.
    pub label: String,
}

/// From the edge to the first and the last number: an arrow stands there.
const MARGIN: f64 = 26.0;

const RADIUS: f64 = 5.5;
const TICK: f64 = 6.0;

impl NumberLine {
    pub(super) fn draw(&self, locale: Locale, scene: &mut Scene) {
        let scale = match self.axis.scale(MARGIN, WIDTH - MARGIN) {
            Ok(scale) => scale,
            Err(fault) => return scene.fault(fault),
        };
        let jumps: f64 = if self.jumps.is_empty() { 0.0 } else { 74.0 };
        let names = if self.labels.iter().all(String::is_empty) {
            0.0
        } else {
            24.0
        };
        let line = 14.0 + jumps.max(names);
        let hollows: Vec<f64> = self
            .bounds()
            .filter(|bound| !bound.closed && scale.holds(bound.value))
            .map(|bound| scale.at(bound.value))
            .collect();
        draw_line(scene, &scale, line, &hollows);
        for interval in &self.intervals {
            draw_interval(scene, &scale, line, interval);
        }
        let apexes: Vec<_> = self
            .jumps
            .iter()
            .filter_map(|jump| Some((draw_jump(scene, &scale, line, jump)?, &jump.label)))
            .collect();
        for (apex, label) in apexes {
            let beside = [spot(0.0, -1.0), spot(0.0, 1.0)];
            scene.label_near(label, (apex, 4.0), &beside, Lettering::Measure);
        }
        let mut lowest = line + TICK;
        let numbered = scale.labels(self.tick_labels, Run::Across, locale, |x, text| {
            scene.label(
                text,
                spot(x, line + TICK + 3.0),
                Anchor::Middle,
                Lettering::Tick,
            );
        });
        if let Err(fault) = numbered {
            scene.fault(fault);
        }
        for label in &scene.labels {
            lowest = label.area.bottom.max(lowest);
        }
        for &value in &self.points {
            if scale.holds(value) {
                scene.circle(spot(scale.at(value), line), RADIUS, Pen::Mark);
            } else {
                scene.fault(outside("point", value));
            }
        }
        let above = [
            spot(0.0, -1.0),
            spot(0.35, -0.94),
            spot(-0.35, -0.94),
            spot(0.7, -0.72),
            spot(-0.7, -0.72),
        ];
        for (&value, label) in self.points.iter().zip(&self.labels) {
            if scale.holds(value) {
                let at = spot(scale.at(value), line);
                scene.label_near(label, (at, RADIUS + 3.0), &above, Lettering::Name);
            }
        }
        if self.labels.len() > self.points.len() {
            scene.fault(LayoutFault::Lengths {
                what: "labels",
                first: self.labels.len(),
                second: self.points.len(),
            });
        }
        if !self.title.is_empty() {
            let at = spot(WIDTH / 2.0, lowest + 7.0);
            scene.label(&self.title, at, Anchor::Middle, Lettering::Title);
            lowest += 22.0;
        }
        scene.finish(lowest + 4.0);
    }

    fn bounds(&self) -> impl Iterator<Item = Bound> {
        let ends = |interval: &Interval| [interval.from, interval.to];
        self.intervals.iter().flat_map(ends).flatten()
    }
}

fn outside(what: &str, value: f64) -> LayoutFault {
    LayoutFault::MarkOutside {
        mark: format!("the {what} {}", value_text(value)),
    }
}

/// The line itself, open where a point is left out.
fn draw_line(scene: &mut Scene, scale: &Scale, y: f64, hollows: &[f64]) {
    let mut gaps = hollows.to_vec();
    gaps.sort_by(f64::total_cmp);
    let mut from = 4.0;
    for gap in gaps {
        if gap - RADIUS > from {
            scene.line(spot(from, y), spot(gap - RADIUS, y), Pen::Axis);
        }
        from = gap + RADIUS;
    }
    scene.line(spot(from, y), spot(WIDTH - 4.0, y), Pen::Axis);
    scene.head(spot(WIDTH - 2.0, y), spot(1.0, 0.0), 9.0);
    scene.head(spot(2.0, y), spot(-1.0, 0.0), 9.0);
    for tick in 0..scale.ticks {
        let x = scale.tick(tick);
        if hollows.iter().all(|hollow| (hollow - x).abs() > RADIUS) {
            scene.line(spot(x, y - TICK), spot(x, y + TICK), Pen::Axis);
        }
    }
}

fn draw_interval(scene: &mut Scene, scale: &Scale, y: f64, interval: &Interval) {
    let ends = [interval.from, interval.to].into_iter().flatten();
    for bound in ends.filter(|bound| !scale.holds(bound.value)) {
        scene.fault(outside("end of the interval at", bound.value));
    }
    let rises = match (interval.from, interval.to) {
        (Some(from), Some(to)) => {
            from.value < to.value || (from.value == to.value && from.closed && to.closed)
        }
        _ => true,
    };
    if !rises {
        scene.fault(LayoutFault::Flat {
            shape: "an interval",
        });
    }
    // A line ends at the rim of a point that is left out.
    let place = |bound: Bound, inwards: f64| {
        scale.at(bound.value) + if bound.closed { 0.0 } else { inwards * RADIUS }
    };
    let from = interval.from.map_or(10.0, |bound| place(bound, 1.0));
    let to = interval.to.map_or(WIDTH - 10.0, |bound| place(bound, -1.0));
    scene.line(spot(from, y), spot(to, y), Pen::Stretch);
    for (bound, tip, direction) in [(interval.from, 0.5, -1.0), (interval.to, WIDTH - 0.5, 1.0)] {
        match bound {
            Some(bound) if scale.holds(bound.value) => {
                let pen = if bound.closed { Pen::Mark } else { Pen::Hollow };
                scene.circle(spot(scale.at(bound.value), y), RADIUS, pen);
            }
            Some(_) => {}
            None => {
                let tip = spot(tip, y);
                let head = spot(direction, 0.0);
                scene.arrow(tip, head, 14.0);
            }
        }
    }
}

/// Draws a jump; returns its highest place.
fn draw_jump(scene: &mut Scene, scale: &Scale, y: f64, jump: &Jump) -> Option<Spot> {
    for value in [jump.from, jump.to] {
        if !scale.holds(value) {
            scene.fault(outside("jump to or from", value));
            return None;
        }
    }
    let (from, to) = (scale.at(jump.from), scale.at(jump.to));
    let width = (to - from).abs();
    if width < 1.0 {
        scene.fault(LayoutFault::Flat { shape: "a jump" });
        return None;
    }
    // A parabola rises half as high as its control point.
    let top = y - RADIUS - 3.0;
    let rise = (12.0 + width * 0.18).min(48.0);
    let control = spot((from + to) / 2.0, top - 2.0 * rise);
    let (start, end) = (spot(from, top), spot(to, top));
    scene.bow(start, control, end, Pen::Outline);
    scene.head(end, control.to(end), 9.0);
    Some(spot(control.x, top - rise))
}
