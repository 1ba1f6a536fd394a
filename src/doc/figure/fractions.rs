//! Fractions as parts of bars or of circles.

use super::lettering::{Lettering, measure};
use super::scene::{Anchor, Pen, Rect, Scene, Shape, Spot, WIDTH, spot};
use super::{LayoutFault, value_text};

/// One or several fractions, one below or beside the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Fractions {
    /// The fractions.
    pub fractions: Vec<Fraction>,
    /// A name for each of them, or fewer.
    pub labels: Vec<String>,
}

/// A number of parts of a whole; more than there are in one make a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fraction {
    /// How many parts are shaded.
    pub shaded: f64,
    /// Into how many a whole is divided.
    pub parts: f64,
}

/// More parts cannot be counted.
const MOST_PARTS: f64 = 24.0;

/// More wholes do not fit.
const MOST_WHOLES: u32 = 6;

const MARGIN: f64 = 6.0;
const BAR: f64 = 34.0;
const GAP: f64 = 10.0;

impl Fraction {
    /// Shaded parts, parts of a whole, and how many wholes it takes.
    fn check(self) -> Result<(u32, u32, u32), LayoutFault> {
        let fault = || LayoutFault::Parts {
            shaded: value_text(self.shaded),
            parts: value_text(self.parts),
        };
        let whole = |value: f64| value.fract() == 0.0;
        let fits = whole(self.parts) && (1.0..=MOST_PARTS).contains(&self.parts);
        if !fits || !whole(self.shaded) || !(0.0..=1_000.0).contains(&self.shaded) {
            return Err(fault());
        }
        let (shaded, parts) = (self.shaded as u32, self.parts as u32);
        let wholes = shaded.div_ceil(parts).max(1);
        if wholes > MOST_WHOLES {
            return Err(fault());
        }
        Ok((shaded, parts, wholes))
    }
}

impl Fractions {
    fn label(&self, at: usize) -> &str {
        self.labels.get(at).map_or("", String::as_str)
    }

    /// Every whole, in order: how many of its parts are shaded, how many it has, and the label of
    /// the last of a fraction.
    fn wholes(&self, scene: &mut Scene) -> Vec<(u32, u32, &str, usize)> {
        let mut wholes = Vec::new();
        for (at, fraction) in self.fractions.iter().enumerate() {
            match fraction.check() {
                Ok((shaded, parts, count)) => wholes.extend((0..count).map(|whole| {
                    let here = shaded.saturating_sub(whole * parts).min(parts);
                    let label = if whole == 0 { self.label(at) } else { "" };
                    (here, parts, label, at)
                })),
                Err(fault) => scene.fault(fault),
            }
        }
        if self.labels.len() > self.fractions.len() {
            scene.fault(LayoutFault::Lengths {
                what: "labels",
                first: self.labels.len(),
                second: self.fractions.len(),
            });
        }
        wholes
    }

    /// Bars of the same length, one below the other.
    pub(super) fn draw_bars(&self, scene: &mut Scene) {
        let wholes = self.wholes(scene);
        let widest = self
            .labels
            .iter()
            .map(|label| measure(label, Lettering::Measure).0)
            .fold(0.0, f64::max);
        let left = if widest > 0.0 { widest + 12.0 } else { MARGIN };
        let right = WIDTH - MARGIN;
        let mut top = MARGIN;
        let mut before = None;
        for &(shaded, parts, label, fraction) in &wholes {
            if before.is_some_and(|before| before != fraction) {
                top += GAP;
            }
            before = Some(fraction);
            let part = (right - left) / f64::from(parts);
            let cell = |at: u32, count: u32| Rect {
                left: left + part * f64::from(at),
                top,
                right: left + part * f64::from(at + count),
                bottom: top + BAR,
            };
            for at in 0..shaded {
                scene.rectangle(cell(at, 1), Pen::Bar);
            }
            for at in 1..parts {
                let x = left + part * f64::from(at);
                scene.line(spot(x, top), spot(x, top + BAR), Pen::Axis);
            }
            scene.rectangle(cell(0, parts), Pen::Outline);
            let (_, height, _) = measure(label, Lettering::Measure);
            let at = spot(left - 8.0, top + (BAR - height) / 2.0);
            scene.label(label, at, Anchor::End, Lettering::Measure);
            top += BAR + 5.0;
        }
        scene.finish(top + MARGIN - 5.0);
    }

    /// Circles side by side, in rows of up to three.
    pub(super) fn draw_circles(&self, scene: &mut Scene) {
        let wholes = self.wholes(scene);
        let across = wholes.len().clamp(1, 3);
        let slot = WIDTH / across as f64;
        let radius = (slot / 2.0 - 10.0).min(72.0);
        let below = if self.labels.iter().all(String::is_empty) {
            0.0
        } else {
            let heights = self.labels.iter();
            heights
                .map(|label| measure(label, Lettering::Measure).1 + 8.0)
                .fold(0.0, f64::max)
        };
        let height = 2.0 * radius + 12.0 + below;
        let mut top = 0.0;
        for row in wholes.chunks(across) {
            let start = (WIDTH - slot * row.len() as f64) / 2.0;
            for (at, &(shaded, parts, label, fraction)) in (0_u32..).zip(row) {
                let centre = spot(start + slot * (f64::from(at) + 0.5), top + radius + 6.0);
                draw_circle(scene, centre, radius, (shaded, parts));
                // In the middle below all wholes of its fraction that follow in this row.
                let rest = row.get(at as usize..).unwrap_or_default();
                let same = rest.iter().take_while(|whole| whole.3 == fraction).count();
                let under = spot(
                    centre.x + slot * (same as f64 - 1.0) / 2.0,
                    centre.y + radius + 7.0,
                );
                scene.label(label, under, Anchor::Middle, Lettering::Measure);
            }
            top += height;
        }
        scene.finish(top + 2.0);
    }
}

/// Parts of a circle, clockwise from the top.
fn draw_circle(scene: &mut Scene, centre: Spot, radius: f64, (shaded, parts): (u32, u32)) {
    let rim = |at: u32| {
        let turn = f64::from(at) / f64::from(parts) * 2.0 * std::f64::consts::PI;
        centre.towards(spot(libm::sin(turn), -libm::cos(turn)), radius)
    };
    if shaded == parts && parts == 1 {
        scene.circle(centre, radius, Pen::Bar);
    } else {
        for at in 0..shaded {
            scene.shapes.push(Shape::Arc {
                centre,
                radius,
                ends: (rim(at), rim(at + 1)),
                large: false,
                sector: true,
                pen: Pen::Bar,
            });
        }
    }
    if parts > 1 {
        for at in 0..parts {
            scene.line(centre, rim(at), Pen::Axis);
        }
    }
    scene.circle(centre, radius, Pen::Outline);
}
