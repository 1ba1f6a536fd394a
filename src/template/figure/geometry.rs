//! Plane geometry: one main shape, its labels and marks, circles and segments.

use super::super::compile::Result;
use super::super::program::{Number, Register, Registers};
use super::plan::arrays;
use super::values::{Keys, Labels, Numbers, Points, array, value};
use crate::base::Locale;
use crate::doc::figure::{Figure, Geometry, Outline};

/// Shapes and their labels.
#[derive(Clone, Debug)]
pub(super) struct GeometryPlan {
    shape: ShapePlan,
    names: Labels,
    sides: Labels,
    angles: Labels,
    right_angles: Numbers,
    equal_sides: Numbers,
    circles: Vec<[Register; 3]>,
    segments: Vec<[Register; 4]>,
    dashed: Vec<[Register; 4]>,
    segment_labels: Labels,
    points: Points,
    labels: Labels,
}

#[derive(Clone, Debug)]
enum ShapePlan {
    None,
    Vertices(Points),
    Triangle([Register; 3]),
    Regular(Register),
    Angle(Register),
}

impl GeometryPlan {
    /// Compiles what the keys of a drawing hold.
    pub fn compile(keys: &mut Keys<'_, '_>) -> Result<Self> {
        const SHAPES: [&str; 4] = ["vertices", "triangle", "regular", "angle"];
        let given: Vec<&str> = SHAPES
            .into_iter()
            .filter(|key| keys.get(key).is_some())
            .collect();
        let shape = match given.as_slice() {
            [] => ShapePlan::None,
            ["vertices"] => ShapePlan::Vertices(keys.points("vertices")?),
            ["triangle"] => match keys.tuples("triangle")?.as_slice() {
                [sides] => ShapePlan::Triangle(*sides),
                _ => {
                    let span = keys.figure.kind.span;
                    return keys.wrong(
                        span,
                        "`triangle` has its three sides",
                        "write \"[a, b, c]\"",
                    );
                }
            },
            [key @ ("regular" | "angle")] => {
                let value = keys.required(key)?;
                let number = keys.one_number(value)?;
                match *key {
                    "regular" => ShapePlan::Regular(number),
                    _ => ShapePlan::Angle(number),
                }
            }
            several => {
                let span = keys.figure.kind.span;
                let message = format!(
                    "one drawing has one main shape, not {}",
                    several.join(" and ")
                );
                let help = "draw the others as `segments` and `circles`";
                return keys.wrong(span, &message, help);
            }
        };
        Ok(Self {
            shape,
            names: keys.labels("names")?,
            sides: keys.labels("sides")?,
            angles: keys.labels("angles")?,
            right_angles: keys.optional_numbers("right_angles")?,
            equal_sides: keys.optional_numbers("equal_sides")?,
            circles: keys.tuples("circles")?,
            segments: keys.tuples("segments")?,
            dashed: keys.tuples("dashed")?,
            segment_labels: keys.labels("segment_labels")?,
            points: keys.points("points")?,
            labels: keys.labels("labels")?,
        })
    }

    /// The drawing of the values at hand.
    pub fn figure<N: Number>(&self, registers: &Registers<N>, locale: Locale) -> Figure {
        let texts = |labels: &Labels| labels.texts(registers, locale);
        let mut segments = arrays(registers, &self.segments);
        segments.extend(arrays(registers, &self.dashed));
        Figure::Geometry(Geometry {
            shape: match &self.shape {
                ShapePlan::None => Outline::None,
                ShapePlan::Vertices(points) => Outline::Polygon(points.values(registers)),
                ShapePlan::Triangle(sides) => Outline::Triangle(array(registers, sides)),
                ShapePlan::Regular(sides) => Outline::Regular(value(registers, *sides)),
                ShapePlan::Angle(degrees) => Outline::Angle(value(registers, *degrees)),
            },
            names: texts(&self.names),
            sides: texts(&self.sides),
            angles: texts(&self.angles),
            right_angles: self.right_angles.values(registers),
            equal_sides: self.equal_sides.values(registers),
            circles: arrays(registers, &self.circles),
            solid: self.segments.len(),
            segments,
            segment_labels: texts(&self.segment_labels),
            points: self.points.values(registers),
            labels: texts(&self.labels),
        })
    }
}
