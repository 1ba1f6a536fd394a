//! A coordinate plane: graphs of functions, points, segments, half-planes.

use super::axis::{Axis, Run, Scale, TickLabels};
use super::lettering::{Lettering, measure};
use super::scene::{AROUND, Anchor, Pen, Rect, Scene, Spot, WIDTH, spot};
use super::{LayoutFault, Plot, value_text};
use crate::base::Locale;

/// A coordinate plane and what is drawn on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    /// The axis across.
    pub x: Axis,
    /// The axis upwards.
    pub y: Axis,
    /// What the axis across is; `x` where it is not said.
    pub x_title: String,
    /// What the axis upwards is; `y` where it is not said.
    pub y_title: String,
    /// Functions of x.
    pub functions: Vec<Plot>,
    /// A name for each function, or fewer.
    pub function_labels: Vec<String>,
    /// Points.
    pub points: Vec<(f64, f64)>,
    /// A name for each point, or fewer.
    pub labels: Vec<String>,
    /// Whether lines join the points in their order.
    pub joined: bool,
    /// Straight lines from one point to another.
    pub segments: Vec<[f64; 4]>,
    /// Regions.
    pub regions: Vec<Region>,
}

/// What lies on one side of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its boundary.
    pub boundary: Boundary,
    /// Whether it lies above or to the right of its boundary.
    pub beyond: bool,
    /// Whether the boundary belongs to it.
    pub closed: bool,
}

/// The boundary of a region.
#[derive(Clone, Debug, PartialEq)]
pub enum Boundary {
    /// y = f(x)
    Graph(Plot),
    /// x = c
    Upright(f64),
}

/// From value to value of a graph, in pixels.
const SAMPLE: f64 = 2.0;

/// Rounds of halving to find where a graph enters the plane, or that it jumps.
const HALVINGS: usize = 24;

const RADIUS: f64 = 4.5;

/// How high the plane may be, and how high it is where the scales differ.
const HEIGHTS: (f64, f64) = (110.0, 330.0);
const HEIGHT: f64 = 230.0;

/// The plane laid out.
struct Plane {
    x: Scale,
    y: Scale,
    /// Where its edges are.
    area: Rect,
}

impl Plane {
    fn at(&self, x: f64, y: f64) -> Spot {
        spot(self.x.at(x), self.y.at(y))
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        self.x.holds(x) && self.y.holds(y)
    }
}

impl Axes {
    pub(super) fn draw(&self, locale: Locale, scene: &mut Scene) {
        let plane = match self.plane(locale) {
            Ok(plane) => plane,
            Err(fault) => return scene.fault(fault),
        };
        let mut stack = Vec::new();
        for region in &self.regions {
            draw_region(scene, &plane, region, &mut stack);
        }
        let crossing = self.draw_axes(scene, &plane, locale);
        if let Err(fault) = crossing {
            scene.fault(fault);
        }
        let mut names = Vec::new();
        for (number, function) in self.functions.iter().enumerate() {
            let runs = graph(&plane, function, &mut stack);
            if runs.iter().all(|run| run.len() < 2) {
                scene.fault(LayoutFault::CurveOutside { number: number + 1 });
            }
            let last = runs.last().map_or(&[][..], Vec::as_slice);
            names.extend(last.get(last.len().saturating_sub(8)).copied());
            for run in runs.into_iter().filter(|run| run.len() > 1) {
                scene.path(run, false, Pen::Curve(number));
            }
        }
        for &[x1, y1, x2, y2] in &self.segments {
            if plane.holds(x1, y1) && plane.holds(x2, y2) {
                scene.line(plane.at(x1, y1), plane.at(x2, y2), Pen::Outline);
            } else {
                let (x, y) = if plane.holds(x1, y1) {
                    (x2, y2)
                } else {
                    (x1, y1)
                };
                scene.fault(outside("end of a segment", x, y));
            }
        }
        self.draw_points(scene, &plane);
        for (at, name) in names.into_iter().zip(&self.function_labels) {
            scene.label_near(name, (at, 5.0), &AROUND, Lettering::Name);
        }
        for (what, labels, of) in [
            ("labels", self.labels.len(), self.points.len()),
            (
                "function labels",
                self.function_labels.len(),
                self.functions.len(),
            ),
        ] {
            if labels > of {
                scene.fault(LayoutFault::Lengths {
                    what,
                    first: labels,
                    second: of,
                });
            }
        }
        let height = scene.height;
        scene.finish(height);
    }

    /// Lays the axes out: squares where the scales allow it.
    fn plane(&self, locale: Locale) -> Result<Plane, LayoutFault> {
        // How long the axes are decides nothing about how wide the numbers are.
        let upwards = self.y.scale(HEIGHT, 0.0)?;
        let mut widest = 0.0_f64;
        if self.x.from.signum() >= 0 {
            upwards.labels(TickLabels::All, Run::Up, locale, |_, text| {
                widest = widest.max(measure(text, Lettering::Tick).0);
            })?;
            widest += 10.0;
        }
        // The first number across stands half to the left of its tick.
        let mut left = widest.max(14.0);
        let rough = self.x.scale(left, WIDTH - 18.0)?;
        let mut beyond = 0.0_f64;
        rough.labels(TickLabels::All, Run::Across, locale, |x, text| {
            beyond = beyond.max(measure(text, Lettering::Tick).0 / 2.0 - x);
        })?;
        left += beyond;
        let right = WIDTH - 18.0;
        let top = if self.y_title.is_empty() { 20.0 } else { 34.0 };
        let x = self.x.scale(left, right)?;
        let unit = (right - left) / (x.to - x.from);
        let square = unit * (upwards.to - upwards.from);
        let height = if (HEIGHTS.0..=HEIGHTS.1).contains(&square) {
            square
        } else {
            HEIGHT
        };
        let y = self.y.scale(top + height, top)?;
        let area = Rect {
            left,
            top,
            right,
            bottom: top + height,
        };
        Ok(Plane { x, y, area })
    }

    fn draw_axes(
        &self,
        scene: &mut Scene,
        plane: &Plane,
        locale: Locale,
    ) -> Result<(), LayoutFault> {
        let area = &plane.area;
        for tick in 0..plane.x.ticks {
            let x = plane.x.tick(tick);
            scene.line(spot(x, area.top), spot(x, area.bottom), Pen::Grid);
        }
        for tick in 0..plane.y.ticks {
            let y = plane.y.tick(tick);
            scene.line(spot(area.left, y), spot(area.right, y), Pen::Grid);
        }
        // Each axis stands where the other is 0, or at the edge next to it.
        let across = plane.y.at(0.0_f64.clamp(plane.y.from, plane.y.to));
        let up = plane.x.at(0.0_f64.clamp(plane.x.from, plane.x.to));
        let tip = spot(area.right + 10.0, across);
        scene.line(spot(area.left, across), tip, Pen::Axis);
        scene.head(tip, spot(1.0, 0.0), 8.0);
        let tip = spot(up, area.top - 10.0);
        scene.line(spot(up, area.bottom), tip, Pen::Axis);
        scene.head(tip, spot(0.0, -1.0), 8.0);
        let inside = up > area.left + 1.0 && across < area.bottom - 1.0;
        let mut lowest = area.bottom;
        plane
            .x
            .labels(TickLabels::All, Run::Across, locale, |x, text| {
                // Where both axes run through 0, one number serves both.
                let shared = (x - up).abs() < 1.0 && inside;
                if !shared {
                    scene.label(text, spot(x, across + 5.0), Anchor::Middle, Lettering::Tick);
                }
            })?;
        plane
            .y
            .labels(TickLabels::All, Run::Up, locale, |y, text| {
                let (_, height, _) = measure(text, Lettering::Tick);
                let shared = (y - across).abs() < 1.0 && inside;
                let at = if shared {
                    spot(up - 4.0, across + 5.0)
                } else {
                    spot(up - 5.0, y - height / 2.0)
                };
                scene.label(text, at, Anchor::End, Lettering::Tick);
            })?;
        for label in &scene.labels {
            lowest = label.area.bottom.max(lowest);
        }
        if self.y_title.is_empty() {
            scene.label(
                "y",
                spot(up + 8.0, area.top - 16.0),
                Anchor::Start,
                Lettering::Name,
            );
        } else {
            scene.label(
                &self.y_title,
                spot(2.0, 3.0),
                Anchor::Start,
                Lettering::Title,
            );
        }
        if self.x_title.is_empty() {
            let at = spot(area.right + 12.0, across - 20.0);
            scene.label("x", at, Anchor::End, Lettering::Name);
        } else {
            let at = spot(WIDTH - 2.0, lowest + 3.0);
            scene.label(&self.x_title, at, Anchor::End, Lettering::Title);
            lowest += 18.0;
        }
        scene.height = lowest + 4.0;
        Ok(())
    }

    fn draw_points(&self, scene: &mut Scene, plane: &Plane) {
        let spots = self.points.iter();
        let spots: Vec<Option<Spot>> = spots
            .map(|&(x, y)| {
                let held = plane.holds(x, y);
                if !held {
                    scene.fault(outside("point", x, y));
                }
                held.then(|| plane.at(x, y))
            })
            .collect();
        if self.joined && spots.len() > 1 {
            let run: Vec<Spot> = spots.iter().flatten().copied().collect();
            scene.path(run, false, Pen::Curve(0));
        }
        for &at in spots.iter().flatten() {
            scene.circle(at, RADIUS, Pen::Mark);
        }
        for (at, label) in spots.iter().zip(&self.labels) {
            if let Some(at) = at {
                let clear = (*at, RADIUS + 2.0);
                scene.label_near(label, clear, &AROUND, Lettering::Name);
            }
        }
    }
}

fn outside(what: &str, x: f64, y: f64) -> LayoutFault {
    LayoutFault::MarkOutside {
        mark: format!("the {what} ({}, {})", value_text(x), value_text(y)),
    }
}

/// The graph of a function within the plane, in pieces between its poles and the edges.
fn graph(plane: &Plane, function: &Plot, stack: &mut Vec<f64>) -> Vec<Vec<Spot>> {
    let steps = ((plane.area.right - plane.area.left) / SAMPLE)
        .round()
        .max(1.0);
    let mut value = |x: f64| function.evaluate(x, stack);
    let mut runs: Vec<Vec<Spot>> = Vec::new();
    let mut run: Vec<Spot> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for step in 0..=steps as u32 {
        let share = f64::from(step) / steps;
        let x = plane.x.from + share * (plane.x.to - plane.x.from);
        let y = value(x);
        let held = plane.y.holds(y);
        if let Some(earlier) = before {
            let was_held = plane.y.holds(earlier.1);
            if held && !was_held {
                run.extend(edge(plane, &mut value, (x, y), earlier));
            } else if was_held && !held {
                run.extend(edge(plane, &mut value, earlier, (x, y)));
                runs.push(std::mem::take(&mut run));
            } else if !held && !was_held && (y > plane.y.to) != (earlier.1 > plane.y.to) {
                runs.extend(crossing(plane, &mut value, earlier, (x, y)));
            }
        }
        if held {
            run.push(plane.at(x, y));
        }
        before = Some((x, y));
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

/// Where a graph leaves the plane between a point within and one without; none where it jumps.
fn edge(
    plane: &Plane,
    value: &mut impl FnMut(f64) -> f64,
    inside: (f64, f64),
    outside: (f64, f64),
) -> Option<Spot> {
    let (mut near, mut far) = (inside, outside);
    for _ in 0..HALVINGS {
        let x = (near.0 + far.0) / 2.0;
        let middle = (x, value(x));
        if plane.y.holds(middle.1) {
            near = middle;
        } else {
            far = middle;
        }
    }
    (near.0 != inside.0).then(|| plane.at(near.0, near.1))
}

/// A graph so steep that it runs through the whole plane between two values; none where it jumps.
fn crossing(
    plane: &Plane,
    value: &mut impl FnMut(f64) -> f64,
    from: (f64, f64),
    to: (f64, f64),
) -> Option<Vec<Spot>> {
    if !from.1.is_finite() || !to.1.is_finite() {
        return None;
    }
    let (mut low, mut high) = if from.1 < to.1 {
        (from, to)
    } else {
        (to, from)
    };
    for _ in 0..HALVINGS {
        let x = (low.0 + high.0) / 2.0;
        let y = value(x);
        if plane.y.holds(y) {
            let ends = [low, high].map(|end| edge(plane, value, (x, y), end));
            let [first, last] = ends;
            let middle = plane.at(x, y);
            return Some(vec![
                first.unwrap_or(middle),
                middle,
                last.unwrap_or(middle),
            ]);
        }
        if !y.is_finite() {
            return None;
        }
        if y < plane.y.from {
            low = (x, y);
        } else {
            high = (x, y);
        }
    }
    None
}

fn draw_region(scene: &mut Scene, plane: &Plane, region: &Region, stack: &mut Vec<f64>) {
    let area = &plane.area;
    let pen = if region.closed {
        Pen::Outline
    } else {
        Pen::Dashed
    };
    match &region.boundary {
        Boundary::Upright(c) if plane.x.holds(*c) => {
            let x = plane.x.at(*c);
            let shaded = Rect {
                left: if region.beyond { x } else { area.left },
                right: if region.beyond { area.right } else { x },
                ..*area
            };
            scene.rectangle(shaded, Pen::Shade);
            scene.line(spot(x, area.top), spot(x, area.bottom), pen);
        }
        Boundary::Upright(c) => scene.fault(LayoutFault::MarkOutside {
            mark: format!("the boundary at {}", value_text(*c)),
        }),
        Boundary::Graph(plot) => {
            let runs = graph(plane, plot, stack);
            if runs.is_empty() {
                return scene.fault(LayoutFault::MarkOutside {
                    mark: "the boundary of a region".to_owned(),
                });
            }
            let far = if region.beyond { area.top } else { area.bottom };
            let steps = ((area.right - area.left) / SAMPLE).round().max(1.0) as u32;
            let along = (0..=steps).filter_map(|step| {
                let x = area.left + f64::from(step) * (area.right - area.left) / f64::from(steps);
                let y = plot.evaluate(plane.x.value(x), stack);
                y.is_finite()
                    .then(|| spot(x, plane.y.at(y).clamp(area.top, area.bottom)))
            });
            let mut outline: Vec<Spot> = along.collect();
            if let (Some(first), Some(last)) = (outline.first().copied(), outline.last().copied()) {
                outline.push(spot(last.x, far));
                outline.push(spot(first.x, far));
            }
            scene.path(outline, true, Pen::Shade);
            for run in runs {
                scene.path(run, false, pen);
            }
        }
    }
}
