//! Figures: drawn from values, checked before they are shown, read aloud by their alt text.
//!
//! ```text
//! values → Figure → Scene (shapes and labels at their places) → layout faults | SVG
//! ```
//!
//! The same scene is checked and written. Coordinates come from exact values; sines and powers from a
//! portable library; they are printed in fixed point, so that the bytes are the same everywhere.
//! A drawing is 320 pixels wide, so that its smallest letters are readable on a phone, and it is
//! drawn in the colour of the text around it: light, dark and high contrast need nothing more. What
//! a page may colour has a class: `grid`, `axis`, `outline`, `stretch`, `curve`, `dashed`, `shade`,
//! `bar`, `mark`, `hollow`, `head`.

mod axes;
mod axis;
mod bar_chart;
mod dot_plot;
mod fault;
mod fractions;
mod geometry;
mod lettering;
mod number_line;
mod plot;
mod scene;
mod svg;
mod table;
#[cfg(test)]
mod tests;

pub use axes::{Axes, Boundary, Region};
pub use axis::{Axis, TickLabels};
pub use bar_chart::BarChart;
pub use dot_plot::DotPlot;
pub use fault::LayoutFault;
pub use fractions::{Fraction, Fractions};
pub use geometry::{Geometry, Outline};
pub use lettering::text_width;
pub use number_line::{Bound, Interval, Jump, NumberLine};
pub use plot::Plot;
pub use scene::Scene;
pub use table::Table;

use super::{Output, Place, write_text};
use crate::base::Locale;

/// A figure with its values.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A number line.
    NumberLine(NumberLine),
    /// A coordinate plane.
    Axes(Axes),
    /// A bar chart.
    BarChart(BarChart),
    /// A dot plot.
    DotPlot(DotPlot),
    /// Fractions as parts of bars.
    FractionBars(Fractions),
    /// Fractions as parts of circles.
    FractionCircles(Fractions),
    /// Labelled shapes.
    Geometry(Geometry),
    /// A table.
    Table(Table),
}

impl Figure {
    /// Lays the figure out and returns what is wrong with it; the scene is emptied first.
    ///
    /// ```
    /// use retake::base::Locale;
    /// use retake::doc::figure::{Axis, DotPlot, Figure, LayoutFault, Scene};
    /// use retake::math::Rational;
    ///
    /// let axis = Axis {
    ///     from: Rational::from(1),
    ///     to: Rational::from(9),
    ///     step: None,
    ///     decimals: false,
    /// };
    /// let values = vec![3.0, 3.0, 12.0];
    /// let figure = Figure::DotPlot(DotPlot { axis, values, title: String::new() });
    /// let faults = figure.check(Locale::ENGLISH, &mut Scene::default()).to_vec();
    /// assert!(matches!(faults.as_slice(), [LayoutFault::MarkOutside { .. }]));
    /// ```
    pub fn check<'s>(&self, locale: Locale, scene: &'s mut Scene) -> &'s [LayoutFault] {
        scene.clear();
        match self {
            Self::NumberLine(line) => line.draw(locale, scene),
            Self::Axes(axes) => axes.draw(locale, scene),
            Self::BarChart(chart) => chart.draw(locale, scene),
            Self::DotPlot(plot) => plot.draw(locale, scene),
            Self::FractionBars(fractions) => fractions.draw_bars(scene),
            Self::FractionCircles(fractions) => fractions.draw_circles(scene),
            Self::Geometry(geometry) => geometry.draw(scene),
            Self::Table(table) => table.check(scene),
        }
        scene.faults()
    }

    /// Appends the figure: in HTML as SVG or a table named by `alt`, elsewhere as `alt` alone.
    pub fn write(&self, alt: &str, output: Output, locale: Locale, out: &mut String) {
        match (output, self) {
            (Output::Text | Output::Latex, _) => write_text(alt, Place::prose(output), out),
            (Output::Html, Self::Table(table)) => table.write(alt, out),
            (Output::Html, _) => {
                let mut scene = Scene::default();
                self.check(locale, &mut scene);
                svg::write(&scene, alt, out);
            }
        }
    }
}

/// A value as a finding names it.
fn value_text(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}
