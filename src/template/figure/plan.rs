//! The kinds of figure: which keys each has, and the drawing they make.

use super::super::compile::{Result, Symbolic};
use super::super::front_matter::{RawFigureKind, RawFigureValue, Text};
use super::super::program::{Number, Register, Registers};
use super::geometry::GeometryPlan;
use super::interval::{IntervalPlan, interval};
use super::values::{AxisValues, Keys, Labels, Numbers, Points, Words, array, part, plot, value};
use crate::base::{Locale, closest};
use crate::doc::figure::{
    Axes, BarChart, Boundary, DotPlot, Figure, Fraction, Fractions, Jump, NumberLine, Region,
    Table, TickLabels,
};
use std::sync::Arc;

/// A figure whose values are in registers.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    NumberLine {
        axis: AxisValues,
        tick_labels: TickLabels,
        points: Numbers,
        labels: Labels,
        intervals: Vec<IntervalPlan>,
        jumps: Vec<[Register; 2]>,
        jump_labels: Labels,
        title: Words,
    },
    Axes {
        axes: Box<[AxisValues; 2]>,
        titles: Box<[Words; 2]>,
        functions: Vec<Arc<Symbolic>>,
        function_labels: Labels,
        points: Points,
        labels: Labels,
        joined: bool,
        segments: Vec<[Register; 4]>,
        regions: Vec<RegionPlan>,
    },
    BarChart {
        labels: Labels,
        values: Numbers,
        axis: Option<AxisValues>,
        titles: Box<[Words; 2]>,
    },
    DotPlot {
        axis: AxisValues,
        values: Numbers,
        title: Words,
    },
    Fractions {
        circles: bool,
        parts: Numbers,
        shaded: Numbers,
        labels: Labels,
    },
    Geometry(Box<GeometryPlan>),
    Table {
        title: Words,
        heads: Labels,
        columns: Vec<Labels>,
        across: bool,
    },
}

/// A region and its boundary.
#[derive(Clone, Debug)]
pub(super) struct RegionPlan {
    boundary: BoundaryPlan,
    beyond: bool,
    closed: bool,
}

#[derive(Clone, Debug)]
enum BoundaryPlan {
    Graph(Arc<Symbolic>),
    Upright(Register),
}

impl Plan {
    /// Compiles what the keys of a figure hold.
    pub fn compile(keys: &mut Keys<'_, '_>) -> Result<Self> {
        match keys.figure.kind.value {
            RawFigureKind::NumberLine => number_line(keys),
            RawFigureKind::Axes => axes(keys),
            RawFigureKind::BarChart => bar_chart(keys),
            RawFigureKind::DotPlot => {
                let (axis, values) = (
                    required_axis(keys, "axis"),
                    required_numbers(keys, "values"),
                );
                Ok(Self::DotPlot {
                    axis: axis?,
                    values: values?,
                    title: keys.title("title")?,
                })
            }
            kind @ (RawFigureKind::FractionBar | RawFigureKind::FractionCircle) => {
                let parts = required_numbers(keys, "parts");
                let shaded = required_numbers(keys, "shaded");
                Ok(Self::Fractions {
                    circles: kind == RawFigureKind::FractionCircle,
                    parts: parts?,
                    shaded: shaded?,
                    labels: keys.labels("labels")?,
                })
            }
            RawFigureKind::Geometry => {
                let plan = GeometryPlan::compile(keys)?;
                Ok(Self::Geometry(Box::new(plan)))
            }
            RawFigureKind::Table => table(keys),
        }
    }

    /// The figure of the values at hand.
    pub fn figure<N: Number>(&self, registers: &Registers<N>, locale: Locale) -> Figure {
        let words = |words: &Words| words.text(registers, locale);
        let texts = |labels: &Labels| labels.texts(registers, locale);
        match self {
            Self::NumberLine {
                axis,
                tick_labels,
                points,
                labels,
                intervals,
                jumps,
                jump_labels,
                title,
            } => {
                let mut over = texts(jump_labels).into_iter();
                let jumps = jumps.iter().map(|jump| {
                    let [from, to] = array(registers, jump);
                    let label = over.next().unwrap_or_default();
                    Jump { from, to, label }
                });
                let jumps = jumps.collect();
                Figure::NumberLine(NumberLine {
                    axis: axis.axis(registers),
                    tick_labels: *tick_labels,
                    points: points.values(registers),
                    labels: texts(labels),
                    intervals: intervals
                        .iter()
                        .map(|interval| interval.interval(registers))
                        .collect(),
                    jumps,
                    title: words(title),
                })
            }
            Self::Axes {
                axes,
                titles,
                functions,
                function_labels,
                points,
                labels,
                joined,
                segments,
                regions,
            } => {
                let [x, y] = axes.as_ref();
                let [x_title, y_title] = titles.as_ref();
                Figure::Axes(Axes {
                    x: x.axis(registers),
                    y: y.axis(registers),
                    x_title: words(x_title),
                    y_title: words(y_title),
                    functions: functions
                        .iter()
                        .map(|function| plot(registers, function))
                        .collect(),
                    function_labels: texts(function_labels),
                    points: points.values(registers),
                    labels: texts(labels),
                    joined: *joined,
                    segments: arrays(registers, segments),
                    regions: regions
                        .iter()
                        .map(|region| region.region(registers))
                        .collect(),
                })
            }
            Self::BarChart {
                labels,
                values,
                axis,
                titles,
            } => {
                let [x_title, y_title] = titles.as_ref();
                Figure::BarChart(BarChart {
                    labels: texts(labels),
                    values: values.values(registers),
                    axis: axis.as_ref().map(|axis| axis.axis(registers)),
                    x_title: words(x_title),
                    y_title: words(y_title),
                })
            }
            Self::DotPlot {
                axis,
                values,
                title,
            } => Figure::DotPlot(DotPlot {
                axis: axis.axis(registers),
                values: values.values(registers),
                title: words(title),
            }),
            Self::Fractions {
                circles,
                parts,
                shaded,
                labels,
            } => {
                let (parts, shaded) = (parts.values(registers), shaded.values(registers));
                let fractions = Fractions {
                    fractions: parts
                        .into_iter()
                        .zip(shaded)
                        .map(|(parts, shaded)| Fraction { shaded, parts })
                        .collect(),
                    labels: texts(labels),
                };
                if *circles {
                    Figure::FractionCircles(fractions)
                } else {
                    Figure::FractionBars(fractions)
                }
            }
            Self::Geometry(plan) => plan.figure(registers, locale),
            Self::Table {
                title,
                heads,
                columns,
                across,
            } => Figure::Table(Table {
                title: words(title),
                heads: texts(heads),
                columns: columns.iter().map(texts).collect(),
                across: *across,
            }),
        }
    }
}

impl RegionPlan {
    fn region<N: Number>(&self, registers: &Registers<N>) -> Region {
        Region {
            boundary: match &self.boundary {
                BoundaryPlan::Graph(function) => Boundary::Graph(plot(registers, function)),
                BoundaryPlan::Upright(register) => Boundary::Upright(value(registers, *register)),
            },
            beyond: self.beyond,
            closed: self.closed,
        }
    }
}

/// The values in the registers of several tuples.
pub(super) fn arrays<N: Number, const K: usize>(
    registers: &Registers<N>,
    tuples: &[[Register; K]],
) -> Vec<[f64; K]> {
    tuples.iter().map(|tuple| array(registers, tuple)).collect()
}

fn required_axis(keys: &mut Keys<'_, '_>, key: &str) -> Result<AxisValues> {
    let value = keys.required(key)?;
    keys.axis(value)
}

fn required_numbers(keys: &mut Keys<'_, '_>, key: &str) -> Result<Numbers> {
    let value = keys.required(key)?;
    keys.numbers(value)
}

fn titles(keys: &mut Keys<'_, '_>) -> Result<Box<[Words; 2]>> {
    let (x, y) = (keys.title("x_title"), keys.title("y_title"));
    Ok(Box::new([x?, y?]))
}

fn number_line(keys: &mut Keys<'_, '_>) -> Result<Plan> {
    let axis = required_axis(keys, "axis");
    let tick_labels = tick_labels(keys);
    let points = keys.optional_numbers("points");
    let labels = keys.labels("labels");
    let intervals: Vec<Result<_>> = keys
        .texts("intervals")?
        .iter()
        .map(|text| interval(keys, text))
        .collect();
    let jumps: Vec<Result<[Register; 2]>> = keys
        .texts("jumps")?
        .iter()
        .map(|text| jump(keys, text))
        .collect();
    let jump_labels = keys.labels("jump_labels");
    Ok(Plan::NumberLine {
        axis: axis?,
        tick_labels: tick_labels?,
        points: points?,
        labels: labels?,
        intervals: intervals.into_iter().collect::<Result<_>>()?,
        jumps: jumps.into_iter().collect::<Result<_>>()?,
        jump_labels: jump_labels?,
        title: keys.title("title")?,
    })
}

fn tick_labels(keys: &mut Keys<'_, '_>) -> Result<TickLabels> {
    const WORDS: [(&str, TickLabels); 3] = [
        ("all", TickLabels::All),
        ("ends", TickLabels::Ends),
        ("none", TickLabels::None),
    ];
    let text = match keys.get("tick_labels") {
        None => return Ok(TickLabels::All),
        Some(RawFigureValue::One(text)) => text,
        Some(other) => {
            return keys.wrong(other.span(), "`tick_labels` is one word", "write \"ends\"");
        }
    };
    match WORDS.into_iter().find(|(word, _)| *word == text.value) {
        Some((_, labels)) => Ok(labels),
        None => {
            let help = match closest(&text.value, WORDS.map(|(word, _)| word)) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => "write \"all\", \"ends\" or \"none\"".to_owned(),
            };
            let message = format!("`tick_labels` cannot be \"{}\"", text.value);
            keys.wrong(text.span, &message, &help)
        }
    }
}

/// `a..b`
fn jump(keys: &mut Keys<'_, '_>, text: &Text) -> Result<[Register; 2]> {
    match text.value.split_once("..") {
        Some((from, to)) => {
            let from = keys.number(&part(text, from));
            let to = keys.number(&part(text, to));
            Ok([from?, to?])
        }
        None => keys.wrong(
            text.span,
            "this is no jump",
            "write it from..to, such as \"a..a + b\"",
        ),
    }
}

fn axes(keys: &mut Keys<'_, '_>) -> Result<Plan> {
    let (x, y) = (required_axis(keys, "x"), required_axis(keys, "y"));
    let functions: Vec<Result<_>> = keys
        .texts("functions")?
        .iter()
        .map(|text| keys.function(text))
        .collect();
    let regions: Vec<Result<_>> = keys
        .texts("regions")?
        .iter()
        .map(|text| region(keys, text))
        .collect();
    let points = keys.points("points");
    Ok(Plan::Axes {
        axes: Box::new([x?, y?]),
        titles: titles(keys)?,
        functions: functions.into_iter().collect::<Result<_>>()?,
        function_labels: keys.labels("function_labels")?,
        points: points?,
        labels: keys.labels("labels")?,
        joined: keys.flag("joined")?,
        segments: keys.tuples("segments")?,
        regions: regions.into_iter().collect::<Result<_>>()?,
    })
}

/// `y > a*x + b`, `x <= 3`
fn region(keys: &mut Keys<'_, '_>, text: &Text) -> Result<RegionPlan> {
    let help = "write what lies beside a graph, such as \"y > a*x + b\", or beside an upright line, such as \"x <= 3\"";
    let found = ["<=", ">=", "<", ">"]
        .into_iter()
        .find_map(|sign| Some((sign, text.value.split_once(sign)?)));
    let Some((sign, (left, right))) = found else {
        return keys.wrong(text.span, "this is no region", help);
    };
    let boundary = match left.trim() {
        "y" => BoundaryPlan::Graph(keys.function(&part(text, right))?),
        "x" => BoundaryPlan::Upright(keys.number(&part(text, right))?),
        _ => return keys.wrong(text.span, "a region begins with `y` or `x`", help),
    };
    Ok(RegionPlan {
        boundary,
        beyond: sign.starts_with('>'),
        closed: sign.ends_with('='),
    })
}

fn bar_chart(keys: &mut Keys<'_, '_>) -> Result<Plan> {
    keys.required("labels")?;
    let labels = keys.labels("labels");
    let values = required_numbers(keys, "values");
    let axis = keys.get("axis").map(|value| keys.axis(value)).transpose();
    Ok(Plan::BarChart {
        labels: labels?,
        values: values?,
        axis: axis?,
        titles: titles(keys)?,
    })
}

fn table(keys: &mut Keys<'_, '_>) -> Result<Plan> {
    keys.required("heads")?;
    keys.required("columns")?;
    let columns: Vec<Result<Labels>> = keys
        .texts("columns")?
        .iter()
        .map(|text| keys.list_of_labels(text))
        .collect();
    Ok(Plan::Table {
        title: keys.title("title")?,
        heads: keys.labels("heads")?,
        columns: columns.into_iter().collect::<Result<_>>()?,
        across: keys.flag("across")?,
    })
}
