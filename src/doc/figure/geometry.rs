//! Labelled shapes: polygons, angles, circles and segments, drawn to scale.

use super::lettering::{Lettering, measure};
use super::scene::{AROUND, Pen, Scene, Shape, Spot, WIDTH, spot};
use super::{LayoutFault, value_text};

/// A drawing of plane geometry.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    /// The main shape.
    pub shape: Outline,
    /// A name for each vertex, or fewer.
    pub names: Vec<String>,
    /// What stands beside each side, the first from the first vertex to the second.
    pub sides: Vec<String>,
    /// What stands in each angle, which then has an arc.
    pub angles: Vec<String>,
    /// The vertices, from 1, whose angles are marked as right.
    pub right_angles: Vec<f64>,
    /// The sides, from 1, that are marked as equally long.
    pub equal_sides: Vec<f64>,
    /// Circles: centre and radius.
    pub circles: Vec<[f64; 3]>,
    /// Segments, solid ones first.
    pub segments: Vec<[f64; 4]>,
    /// How many of the segments are solid; the others are dashed.
    pub solid: usize,
    /// What stands beside each segment, or fewer.
    pub segment_labels: Vec<String>,
    /// Points.
    pub points: Vec<(f64, f64)>,
    /// A name for each point, or fewer.
    pub labels: Vec<String>,
}

/// The main shape of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// Nothing but circles, segments and points.
    None,
    /// By its vertices.
    Polygon(Vec<(f64, f64)>),
    /// By its sides.
    Triangle([f64; 3]),
    /// With so many equal sides.
    Regular(f64),
    /// Two rays from the first vertex, so many degrees apart.
    Angle(f64),
}

/// More corners look like a circle.
const MOST_SIDES: f64 = 20.0;

/// How high a drawing may be without its labels.
const HEIGHT: f64 = 200.0;

/// Around a drawing at first; labels ask for more.
const PAD: f64 = 12.0;

/// Rounds of making room for the labels.
const ROUNDS: usize = 8;

/// What is marked as right or equal is so up to this share.
const ROUNDING: f64 = 1e-6;

const RADIUS: f64 = 4.0;

/// The shape in its own coordinates, y upwards.
struct Vertices {
    places: Vec<(f64, f64)>,
    /// Two rays rather than a closed line; the degrees between them.
    open: Option<f64>,
}

/// From the coordinates of the shape to pixels.
struct View {
    scale: f64,
    /// Where the origin is.
    origin: Spot,
    height: f64,
}

impl View {
    fn at(&self, (x, y): (f64, f64)) -> Spot {
        spot(
            self.origin.x + x * self.scale,
            self.origin.y - y * self.scale,
        )
    }
}

impl Outline {
    fn vertices(&self) -> Result<Vertices, LayoutFault> {
        let closed = |places| Vertices { places, open: None };
        match self {
            Self::None => Ok(closed(Vec::new())),
            Self::Polygon(places) => Ok(closed(places.clone())),
            &Self::Triangle([a, b, c]) => {
                let x = (a * a + c * c - b * b) / (2.0 * a);
                let square = c * c - x * x;
                if !(a > 0.0 && b > 0.0 && c > 0.0 && square > ROUNDING * c * c) {
                    return Err(LayoutFault::Flat {
                        shape: "the triangle",
                    });
                }
                Ok(closed(vec![(0.0, 0.0), (a, 0.0), (x, square.sqrt())]))
            }
            &Self::Regular(sides) => {
                if sides.fract() != 0.0 || !(3.0..=MOST_SIDES).contains(&sides) {
                    return Err(LayoutFault::Flat {
                        shape: "the regular polygon",
                    });
                }
                // The first side is the one at the bottom.
                let turn = 2.0 * std::f64::consts::PI / sides;
                let corner = |at: u32| {
                    let angle = (f64::from(at) - 0.5) * turn - std::f64::consts::FRAC_PI_2;
                    (libm::cos(angle), libm::sin(angle))
                };
                Ok(closed((0..sides as u32).map(corner).collect()))
            }
            &Self::Angle(degrees) => {
                if !(degrees > 0.0 && degrees < 360.0) {
                    return Err(LayoutFault::Flat { shape: "the angle" });
                }
                let angle = degrees.to_radians();
                let end = (libm::cos(angle), libm::sin(angle));
                Ok(Vertices {
                    places: vec![(0.0, 0.0), (1.0, 0.0), end],
                    open: Some(degrees),
                })
            }
        }
    }
}

impl Geometry {
    pub(super) fn draw(&self, scene: &mut Scene) {
        let vertices = match self.shape.vertices() {
            Ok(vertices) => vertices,
            Err(fault) => return scene.fault(fault),
        };
        let mut pads = [PAD; 4];
        for round in 1..=ROUNDS {
            scene.clear();
            let Some(view) = self.view(&vertices, &pads) else {
                return scene.fault(LayoutFault::Flat {
                    shape: "the drawing",
                });
            };
            self.place(&vertices, &view, scene);
            let overflow = scene.overflow(view.height);
            if round == ROUNDS || overflow.iter().all(|beyond| *beyond <= 0.5) {
                return scene.finish(view.height);
            }
            for (pad, beyond) in pads.iter_mut().zip(overflow) {
                // Two labels at the edges take at most two thirds of the width.
                *pad = (*pad + beyond).min(WIDTH / 3.0);
            }
        }
    }

    /// All that is drawn, in the middle of the room within the pads.
    fn view(&self, vertices: &Vertices, pads: &[f64; 4]) -> Option<View> {
        let [left, top, right, bottom] = *pads;
        let mut low = (f64::INFINITY, f64::INFINITY);
        let mut high = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        let mut hold = |(x, y): (f64, f64)| {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        };
        vertices.places.iter().copied().for_each(&mut hold);
        self.points.iter().copied().for_each(&mut hold);
        if vertices.open.is_some_and(|degrees| degrees > 90.0) {
            // The arc of a wide angle reaches beyond its rays.
            [(-0.3, 0.3), (-0.3, -0.3)].into_iter().for_each(&mut hold);
        }
        for &[x1, y1, x2, y2] in &self.segments {
            hold((x1, y1));
            hold((x2, y2));
        }
        for &[x, y, radius] in &self.circles {
            hold((x - radius, y - radius));
            hold((x + radius, y + radius));
        }
        let (width, height) = (high.0 - low.0, high.1 - low.1);
        if !(width.is_finite() && height.is_finite()) || width.max(height) <= 0.0 {
            return None;
        }
        let room = WIDTH - left - right;
        let scale = (room / width).min(HEIGHT / height);
        // Whatever has no width at all stands in the middle.
        let start = left + (room - width * scale) / 2.0;
        Some(View {
            scale,
            origin: spot(start - low.0 * scale, top + high.1 * scale),
            height: top + height * scale + bottom,
        })
    }

    fn place(&self, vertices: &Vertices, view: &View, scene: &mut Scene) {
        let corners: Vec<Spot> = vertices.places.iter().map(|&at| view.at(at)).collect();
        for &[x, y, radius] in &self.circles {
            if radius > 0.0 {
                scene.circle(view.at((x, y)), radius * view.scale, Pen::Outline);
            } else {
                scene.fault(LayoutFault::Flat { shape: "a circle" });
            }
        }
        let sides = side_ends(&corners, vertices.open.is_some());
        if vertices.open.is_some() {
            for &(from, to) in &sides {
                scene.line(from, to, Pen::Outline);
            }
        } else if !corners.is_empty() {
            if corners.len() < 3 || area(&corners).abs() < 1.0 {
                scene.fault(LayoutFault::Flat {
                    shape: "the polygon",
                });
            }
            scene.path(corners.iter().copied(), true, Pen::Outline);
        }
        for (at, &[x1, y1, x2, y2]) in self.segments.iter().enumerate() {
            let pen = if at < self.solid {
                Pen::Outline
            } else {
                Pen::Dashed
            };
            scene.line(view.at((x1, y1)), view.at((x2, y2)), pen);
        }
        for &at in &self.points {
            scene.circle(view.at(at), RADIUS, Pen::Mark);
        }
        self.mark_right_angles(&corners, scene);
        self.mark_equal_sides(&sides, scene);
        self.place_angles(&corners, vertices.open, scene);
        self.place_sides(&corners, &sides, scene);
        self.place_names(&corners, vertices.open, scene);
        for (&[x1, y1, x2, y2], label) in self.segments.iter().zip(&self.segment_labels) {
            let (from, to) = (view.at((x1, y1)), view.at((x2, y2)));
            let along = from.to(to).unit();
            let aside = [spot(along.y, -along.x), spot(-along.y, along.x)];
            let middle = (from.middle(to), 5.0);
            scene.label_near(label, middle, &aside, Lettering::Measure);
        }
        for (&at, label) in self.points.iter().zip(&self.labels) {
            let clear = (view.at(at), RADIUS + 2.0);
            scene.label_near(label, clear, &AROUND, Lettering::Name);
        }
        self.check_counts(corners.len(), sides.len(), scene);
    }

    fn check_counts(&self, corners: usize, sides: usize, scene: &mut Scene) {
        for (what, first, second) in [
            ("vertex names", self.names.len(), corners),
            ("side labels", self.sides.len(), sides),
            ("angle labels", self.angles.len(), corners),
            (
                "segment labels",
                self.segment_labels.len(),
                self.segments.len(),
            ),
            ("labels", self.labels.len(), self.points.len()),
        ] {
            if first > second {
                scene.fault(LayoutFault::Lengths {
                    what,
                    first,
                    second,
                });
            }
        }
    }

    fn mark_right_angles(&self, corners: &[Spot], scene: &mut Scene) {
        for &vertex in &self.right_angles {
            let Some((at, before, after)) =
                place_in(vertex, corners.len()).and_then(|at| corner(corners, at))
            else {
                scene.fault(LayoutFault::Untrue {
                    claim: format!("vertex {} has a right angle", value_text(vertex)),
                });
                continue;
            };
            let (a, b) = (at.to(before).unit(), at.to(after).unit());
            if (a.x * b.x + a.y * b.y).abs() > ROUNDING {
                scene.fault(LayoutFault::Untrue {
                    claim: format!("the angle at vertex {} is right", value_text(vertex)),
                });
            }
            let size = arc_radius(at, before, after).min(14.0);
            let (first, last) = (at.towards(a, size), at.towards(b, size));
            scene.path([first, first.towards(b, size), last], false, Pen::Axis);
        }
    }

    fn mark_equal_sides(&self, sides: &[(Spot, Spot)], scene: &mut Scene) {
        let mut length = None;
        for &side in &self.equal_sides {
            let ends = place_in(side, sides.len()).and_then(|at| sides.get(at));
            let Some(&(from, to)) = ends else {
                scene.fault(LayoutFault::Untrue {
                    claim: format!("there is a side {}", value_text(side)),
                });
                continue;
            };
            let own = from.to(to).length();
            let first = *length.get_or_insert(own);
            if (own - first).abs() > ROUNDING * first {
                scene.fault(LayoutFault::Untrue {
                    claim: format!("side {} is as long as the others marked", value_text(side)),
                });
            }
            let along = from.to(to).unit();
            let aside = spot(-along.y, along.x);
            let middle = from.middle(to);
            scene.line(
                middle.towards(aside, 5.0),
                middle.towards(aside, -5.0),
                Pen::Outline,
            );
        }
    }

    fn place_angles(&self, corners: &[Spot], open: Option<f64>, scene: &mut Scene) {
        // Corners run the other way round where the shape is given clockwise.
        let clockwise = area(corners) > 0.0;
        for (at, label) in self.angles.iter().enumerate() {
            let Some((vertex, before, after)) = corner(corners, at) else {
                continue;
            };
            if label.is_empty() || (open.is_some() && at > 0) {
                continue;
            }
            let (from, to) = match (open, clockwise) {
                // From the second ray to the first.
                (Some(_), _) => (before, after),
                (None, true) => (after, before),
                (None, false) => (before, after),
            };
            let (from, to) = (vertex.to(from).unit(), vertex.to(to).unit());
            let degrees = turn(from, to);
            let half = (degrees / 2.0).to_radians();
            let (sin, cos) = (libm::sin(half), libm::cos(half));
            // The bisector: `from` turned clockwise, as it is seen, by half the angle.
            let bisector = spot(from.x * cos - from.y * sin, from.x * sin + from.y * cos);
            let (width, height, _) = measure(label, Lettering::Measure);
            let mut radius = arc_radius(vertex, before, after);
            if degrees < 40.0 {
                radius = (radius * 1.5).min(34.0);
            }
            let right = self
                .right_angles
                .iter()
                .any(|marked| *marked == (at + 1) as f64);
            if !right {
                scene.shapes.push(Shape::Arc {
                    centre: vertex,
                    radius,
                    ends: (vertex.towards(from, radius), vertex.towards(to, radius)),
                    large: degrees > 180.0,
                    sector: false,
                    pen: Pen::Axis,
                });
            }
            let reach = (bisector.x.abs() * width + bisector.y.abs() * height) / 2.0;
            // Far enough for the label to fit between the sides.
            let across = (bisector.y.abs() * width + bisector.x.abs() * height) / 2.0 + 2.0;
            let fits = across * (cos / sin.abs().max(0.05)).max(0.0) + reach;
            let limit = vertex.to(before).length().min(vertex.to(after).length()) * 0.8;
            let distance = (radius + 3.0 + reach).max(fits.min(limit));
            let clear = (vertex, distance - reach);
            scene.label_near(label, clear, &[bisector], Lettering::Measure);
        }
    }

    fn place_sides(&self, corners: &[Spot], sides: &[(Spot, Spot)], scene: &mut Scene) {
        let outwards = if area(corners) > 0.0 { 1.0 } else { -1.0 };
        for (at, (&(from, to), label)) in sides.iter().zip(&self.sides).enumerate() {
            let along = from.to(to).unit();
            let aside = spot(along.y * outwards, -along.x * outwards);
            let marked = self.equal_sides.iter().any(|side| *side == (at + 1) as f64);
            let clear = if marked { 9.0 } else { 5.0 };
            let middle = (from.middle(to), clear);
            scene.label_near(label, middle, &[aside], Lettering::Measure);
        }
    }

    fn place_names(&self, corners: &[Spot], open: Option<f64>, scene: &mut Scene) {
        for (at, name) in self.names.iter().enumerate() {
            let Some((vertex, before, after)) = corner(corners, at) else {
                continue;
            };
            let (a, b) = (before.to(vertex).unit(), after.to(vertex).unit());
            let away = match open {
                // The end of a ray has nothing beyond it.
                Some(_) if at > 0 => corners.first().map_or(a, |first| first.to(vertex).unit()),
                _ => {
                    let sum = spot(a.x + b.x, a.y + b.y);
                    if sum.length() > 1e-6 {
                        sum.unit()
                    } else {
                        spot(a.y, -a.x)
                    }
                }
            };
            // A reflex corner has its free side within the angle of the two sides.
            let reflex = open.is_none() && {
                let cross = before.to(vertex).x * vertex.to(after).y
                    - before.to(vertex).y * vertex.to(after).x;
                cross * area(corners) < 0.0
            };
            let away = if reflex { spot(-away.x, -away.y) } else { away };
            let turned =
                |sin: f64, cos: f64| spot(away.x * cos - away.y * sin, away.x * sin + away.y * cos);
            let directions = [away, turned(0.5, 0.866), turned(-0.5, 0.866)];
            scene.label_near(name, (vertex, 4.0), &directions, Lettering::Name);
        }
    }
}

/// The place an author calls `number`, the first being 1.
fn place_in(number: f64, len: usize) -> Option<usize> {
    let fits = number.fract() == 0.0 && number >= 1.0 && number <= len as f64;
    fits.then(|| number as usize - 1)
}

/// A vertex, the one before it and the one after it.
fn corner(corners: &[Spot], at: usize) -> Option<(Spot, Spot, Spot)> {
    let len = corners.len();
    let before = corners.get((at + len.checked_sub(1)?) % len)?;
    Some((*corners.get(at)?, *before, *corners.get((at + 1) % len)?))
}

/// The ends of the sides, in order; of two rays, both begin at the first vertex.
fn side_ends(corners: &[Spot], open: bool) -> Vec<(Spot, Spot)> {
    let Some(&first) = corners.first() else {
        return Vec::new();
    };
    if open {
        return corners.iter().skip(1).map(|&end| (first, end)).collect();
    }
    let next = corners.iter().skip(1).chain([&first]);
    corners.iter().copied().zip(next.copied()).collect()
}

/// Twice the area, positive where the corners run clockwise as they are seen.
fn area(corners: &[Spot]) -> f64 {
    side_ends(corners, false)
        .iter()
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum()
}

/// By how many degrees one direction is turned clockwise, as it is seen, to become the other.
fn turn(from: Spot, to: Spot) -> f64 {
    let cross = from.x * to.y - from.y * to.x;
    let dot = from.x * to.x + from.y * to.y;
    let degrees = libm::atan2(cross, dot).to_degrees();
    if degrees < 0.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

fn arc_radius(at: Spot, before: Spot, after: Spot) -> f64 {
    let shorter = at.to(before).length().min(at.to(after).length());
    (shorter * 0.3).clamp(8.0, 24.0)
}
