//! A drawing before it is written: shapes and labels at their places, in pixels.
//!
//! The same scene is checked by the proof, which writes nothing, and written for a learner, so that
//! what was proved is what is shown.

use super::LayoutFault;
use super::lettering::{Lettering, Stack, measure};
use std::ops::Range;

/// How wide a drawing is: so that it stands on a phone without being made smaller.
pub(super) const WIDTH: f64 = 320.0;

/// More labels than this are no figure.
const MOST_LABELS: usize = 200;

/// Labels may touch by so much before they overlap: widths are upper bounds.
const TOUCH: f64 = 0.5;

/// How much farther from its place a label may stand where it does not stand well.
const FARTHER: [f64; 3] = [0.0, 9.0, 20.0];

/// Places at which a bow is looked at.
const BOW_SAMPLES: u32 = 24;

/// Around a label, where no line should be, in pixels.
const AIR: f64 = 2.0;

/// A place in a drawing; `y` grows downwards. Also a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spot {
    pub x: f64,
    pub y: f64,
}

pub(super) const fn spot(x: f64, y: f64) -> Spot {
    Spot { x, y }
}

impl Spot {
    /// The place so far in a direction.
    pub fn towards(self, direction: Self, distance: f64) -> Self {
        spot(
            self.x + direction.x * distance,
            self.y + direction.y * distance,
        )
    }

    pub fn to(self, other: Self) -> Self {
        spot(other.x - self.x, other.y - self.y)
    }

    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The direction of length 1; straight up for no direction at all.
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-9 && length.is_finite() {
            spot(self.x / length, self.y / length)
        } else {
            spot(0.0, -1.0)
        }
    }

    pub fn middle(self, other: Self) -> Self {
        self.part(other, 0.5)
    }

    /// So far along the way to another place, 1 being all of it.
    fn part(self, other: Self, share: f64) -> Self {
        self.towards(self.to(other), share)
    }
}

/// A box, its edges parallel to those of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    pub fn around(centre: Spot, width: f64, height: f64) -> Self {
        Self {
            left: centre.x - width / 2.0,
            top: centre.y - height / 2.0,
            right: centre.x + width / 2.0,
            bottom: centre.y + height / 2.0,
        }
    }

    fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    pub fn overlaps(&self, other: &Self, tolerance: f64) -> bool {
        self.left < other.right - tolerance
            && other.left < self.right - tolerance
            && self.top < other.bottom - tolerance
            && other.top < self.bottom - tolerance
    }

    fn holds(&self, at: Spot) -> bool {
        (self.left..=self.right).contains(&at.x) && (self.top..=self.bottom).contains(&at.y)
    }

    /// Whether a straight line from `a` to `b` runs through it: Liang & Barsky (1984).
    fn crosses(&self, a: Spot, b: Spot) -> bool {
        let d = a.to(b);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in [
            (-d.x, a.x - self.left),
            (d.x, self.right - a.x),
            (-d.y, a.y - self.top),
            (d.y, self.bottom - a.y),
        ] {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enters = enters.max(room / step);
            } else {
                leaves = leaves.min(room / step);
            }
        }
        enters <= leaves
    }
}

/// How a shape is drawn; the style sheet of a page may colour each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pen {
    /// Squared paper.
    Grid,
    /// An axis and its ticks.
    Axis,
    /// The outline of a shape.
    Outline,
    /// Part of a number line.
    Stretch,
    /// The graph of a function, solid, dashed or dotted by its number.
    Curve(usize),
    /// A helping line, or a boundary that is not part of a region.
    Dashed,
    /// A region.
    Shade,
    /// A bar or a shaded part.
    Bar,
    /// A point.
    Mark,
    /// A point that is left out.
    Hollow,
    /// The head of an arrow.
    Head,
    /// The head of a stretch that goes on without end.
    Arrow,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Line(Spot, Spot, Pen),
    /// Straight lines through a stretch of the scene's spots.
    Path {
        spots: Range<usize>,
        closed: bool,
        pen: Pen,
    },
    Circle(Spot, f64, Pen),
    /// A parabola from one end to the other, bent towards the control point.
    Bow(Spot, Spot, Spot, Pen),
    /// A part of a circle from one spot of it to another, clockwise; with its two radii or without.
    Arc {
        centre: Spot,
        radius: f64,
        ends: (Spot, Spot),
        large: bool,
        sector: bool,
        pen: Pen,
    },
}

/// Which edge of a label is where it is for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text at its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    text: Range<usize>,
    pub stack: Option<Stack>,
    pub area: Rect,
    pub anchor: Anchor,
    pub lettering: Lettering,
}

/// Directions to try around a point, the best first.
pub(super) const AROUND: [Spot; 8] = [
    spot(0.707, -0.707),
    spot(-0.707, -0.707),
    spot(0.707, 0.707),
    spot(-0.707, 0.707),
    spot(0.0, -1.0),
    spot(1.0, 0.0),
    spot(0.0, 1.0),
    spot(-1.0, 0.0),
];

/// A drawing, its buffers kept from one figure to the next.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
    pub(super) spots: Vec<Spot>,
    pub(super) labels: Vec<Label>,
    /// Where no label should stand.
    marks: Vec<Rect>,
    text: String,
    faults: Vec<LayoutFault>,
}

impl Scene {
    /// Forgets the last figure.
    pub(super) fn clear(&mut self) {
        self.height = 0.0;
        self.shapes.clear();
        self.spots.clear();
        self.labels.clear();
        self.marks.clear();
        self.text.clear();
        self.faults.clear();
    }

    /// What is wrong with the figure drawn last.
    pub fn faults(&self) -> &[LayoutFault] {
        &self.faults
    }

    pub(super) fn fault(&mut self, fault: LayoutFault) {
        self.faults.push(fault);
    }

    pub(super) fn line(&mut self, from: Spot, to: Spot, pen: Pen) {
        self.shapes.push(Shape::Line(from, to, pen));
    }

    pub(super) fn path(&mut self, spots: impl IntoIterator<Item = Spot>, closed: bool, pen: Pen) {
        let start = self.spots.len();
        self.spots.extend(spots);
        let spots = start..self.spots.len();
        self.shapes.push(Shape::Path { spots, closed, pen });
    }

    pub(super) fn rectangle(&mut self, area: Rect, pen: Pen) {
        let Rect {
            left,
            top,
            right,
            bottom,
        } = area;
        let corners = [
            spot(left, top),
            spot(right, top),
            spot(right, bottom),
            spot(left, bottom),
        ];
        self.path(corners, true, pen);
    }

    pub(super) fn circle(&mut self, centre: Spot, radius: f64, pen: Pen) {
        if matches!(pen, Pen::Mark | Pen::Hollow) {
            self.marks
                .push(Rect::around(centre, 2.0 * radius, 2.0 * radius));
        }
        self.shapes.push(Shape::Circle(centre, radius, pen));
    }

    /// The head of an arrow whose tip stands at `tip`.
    pub(super) fn head(&mut self, tip: Spot, direction: Spot, length: f64) {
        let along = direction.unit();
        let aside = spot(-along.y, along.x);
        let foot = tip.towards(along, -length);
        let corners = [
            tip,
            foot.towards(aside, length * 0.45),
            foot.towards(aside, -length * 0.45),
        ];
        self.path(corners, true, Pen::Head);
    }

    /// The same for a stretch of a number line that goes on without end.
    pub(super) fn arrow(&mut self, tip: Spot, direction: Spot, length: f64) {
        self.head(tip, direction, length);
        if let Some(Shape::Path { pen, .. }) = self.shapes.last_mut() {
            *pen = Pen::Arrow;
        }
    }

    /// One of many dots: nothing is written near it.
    pub(super) fn dot(&mut self, centre: Spot, radius: f64) {
        self.shapes.push(Shape::Circle(centre, radius, Pen::Mark));
    }

    /// A parabola from one place to another, bent towards `control`.
    pub(super) fn bow(&mut self, from: Spot, control: Spot, to: Spot, pen: Pen) {
        self.shapes.push(Shape::Bow(from, control, to, pen));
    }

    /// The text of a label.
    pub(super) fn text(&self, label: &Label) -> &str {
        self.text.get(label.text.clone()).unwrap_or_default()
    }

    fn push(&mut self, text: &str, area: Rect, anchor: Anchor, lettering: Lettering) {
        let start = self.text.len();
        self.text.push_str(text);
        self.labels.push(Label {
            text: start..self.text.len(),
            stack: Stack::find(text),
            area,
            anchor,
            lettering,
        });
    }

    /// A label whose upper edge is at `at.y`, and the anchored edge or its middle at `at.x`.
    pub(super) fn label(&mut self, text: &str, at: Spot, anchor: Anchor, lettering: Lettering) {
        if text.is_empty() {
            return;
        }
        let (width, height, _) = measure(text, lettering);
        let left = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let area = Rect {
            left,
            top: at.y,
            right: left + width,
            bottom: at.y + height,
        };
        self.push(text, area, anchor, lettering);
    }

    /// A label wholly beyond `clear` pixels from a place, in the direction where it stands best: not past the
    /// edge, on no other label, no point and no line, and early in `directions`.
    pub(super) fn label_near(
        &mut self,
        text: &str,
        (at, clear): (Spot, f64),
        directions: &[Spot],
        lettering: Lettering,
    ) {
        if text.is_empty() {
            return;
        }
        let (width, height, _) = measure(text, lettering);
        let mut best: Option<(u32, Rect, Spot)> = None;
        'search: for farther in FARTHER {
            for direction in directions {
                // So far that the box just touches the line across the direction.
                let reach = (direction.x.abs() * width + direction.y.abs() * height) / 2.0;
                let centre = at.towards(*direction, clear + farther + reach);
                let area = Rect::around(centre, width, height);
                let cost = self.cost(&area);
                if best.is_none_or(|(least, ..)| cost < least) {
                    best = Some((cost, area, *direction));
                }
                if cost == 0 {
                    break 'search;
                }
            }
        }
        if let Some((_, area, direction)) = best {
            let anchor = match direction.x {
                x if x > 0.5 => Anchor::Start,
                x if x < -0.5 => Anchor::End,
                _ => Anchor::Middle,
            };
            self.push(text, area, anchor, lettering);
        }
    }

    /// How much a label would be in the way in a box.
    fn cost(&self, area: &Rect) -> u32 {
        let overlaps = |others: &mut dyn Iterator<Item = &Rect>| {
            others.filter(|o| area.overlaps(o, TOUCH)).count() as u32
        };
        let labels = overlaps(&mut self.labels.iter().map(|label| &label.area));
        let marks = overlaps(&mut self.marks.iter());
        let airy = area.grown(AIR);
        let lines = self
            .shapes
            .iter()
            .filter(|shape| self.touches(shape, &airy));
        let outside = u32::from(self.is_outside(area));
        1_000 * (outside + labels) + 100 * marks + lines.count() as u32
    }

    /// Whether a label past which nothing is bounded yet would leave the drawing.
    fn is_outside(&self, area: &Rect) -> bool {
        let below = self.height > 0.0 && area.bottom > self.height + TOUCH;
        area.left < -TOUCH || area.top < -TOUCH || area.right > WIDTH + TOUCH || below
    }

    fn touches(&self, shape: &Shape, area: &Rect) -> bool {
        match shape {
            Shape::Line(_, _, Pen::Grid) => false,
            Shape::Line(a, b, _) => area.crosses(*a, *b),
            Shape::Path { spots, closed, pen } => {
                let spots = self.spots.get(spots.clone()).unwrap_or_default();
                let last = spots.last().filter(|_| *closed).zip(spots.first());
                *pen != Pen::Shade
                    && (spots.windows(2).any(|pair| match pair {
                        [a, b] => area.crosses(*a, *b),
                        _ => false,
                    }) || last.is_some_and(|(a, b)| area.crosses(*a, *b)))
            }
            Shape::Circle(centre, radius, _) => {
                let corners = [
                    spot(area.left, area.top),
                    spot(area.right, area.top),
                    spot(area.right, area.bottom),
                    spot(area.left, area.bottom),
                ];
                let inside = |corner: &Spot| centre.to(*corner).length() < *radius;
                let count = corners.iter().filter(|corner| inside(corner)).count();
                (1..4).contains(&count) || (count == 0 && area.holds(*centre) && *radius > 0.0)
            }
            Shape::Bow(from, control, to, _) => (0..=BOW_SAMPLES).any(|at| {
                let t = f64::from(at) / f64::from(BOW_SAMPLES);
                let (a, b) = (from.part(*control, t), control.part(*to, t));
                area.holds(a.part(b, t))
            }),
            Shape::Arc { ends, .. } => area.crosses(ends.0, ends.1),
        }
    }

    /// How far labels reach beyond the drawing: left, top, right and bottom, each at least 0.
    pub(super) fn overflow(&self, height: f64) -> [f64; 4] {
        let mut most = [0.0_f64; 4];
        for label in &self.labels {
            let area = label.area.grown(AIR);
            let beyond = [
                -area.left,
                -area.top,
                area.right - WIDTH,
                area.bottom - height,
            ];
            for (most, beyond) in most.iter_mut().zip(beyond) {
                *most = most.max(beyond);
            }
        }
        most
    }

    /// Ends the drawing at a height, and notes which labels do not stand well.
    pub(super) fn finish(&mut self, height: f64) {
        self.height = height;
        if self.labels.len() > MOST_LABELS {
            let marks = self.labels.len();
            return self.fault(LayoutFault::Crowded { marks });
        }
        let mut found = Vec::new();
        for (at, label) in self.labels.iter().enumerate() {
            if self.is_outside(&label.area) {
                found.push(LayoutFault::LabelOutside {
                    label: self.text(label).to_owned(),
                });
            }
            let earlier = self.labels.get(..at).unwrap_or_default();
            if let Some(other) = earlier
                .iter()
                .find(|other| other.area.overlaps(&label.area, TOUCH))
            {
                found.push(LayoutFault::LabelsOverlap {
                    first: self.text(other).to_owned(),
                    second: self.text(label).to_owned(),
                });
            }
        }
        self.faults.append(&mut found);
    }
}
