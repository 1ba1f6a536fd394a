//! One figure of each kind, and what they are built from.

use crate::doc::figure::*;
use crate::math::{Expr, Rational};

pub(super) fn number(text: &str) -> Rational {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    Rational::new(
        over.parse().expect("digits"),
        under.parse().expect("digits"),
    )
    .expect("a number")
}

/// `-5..5`, `0..2 step 1/4`
pub(super) fn axis(text: &str) -> Axis {
    let (ends, step) = text
        .split_once(" step ")
        .map_or((text, None), |(ends, step)| (ends, Some(step)));
    let (from, to) = ends.split_once("..").expect("a range");
    Axis {
        from: number(from),
        to: number(to),
        step: step.map(number),
        decimals: false,
    }
}

pub(super) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub(super) fn line() -> NumberLine {
    NumberLine {
        axis: axis("-5..5"),
        tick_labels: TickLabels::All,
        points: Vec::new(),
        labels: Vec::new(),
        intervals: Vec::new(),
        jumps: Vec::new(),
        title: String::new(),
    }
}

pub(super) const fn bound(value: f64, closed: bool) -> Option<Bound> {
    Some(Bound { value, closed })
}

pub(super) fn plane() -> Axes {
    Axes {
        x: axis("-6..6"),
        y: axis("-6..6"),
        x_title: String::new(),
        y_title: String::new(),
        functions: Vec::new(),
        function_labels: Vec::new(),
        points: Vec::new(),
        labels: Vec::new(),
        joined: false,
        segments: Vec::new(),
        regions: Vec::new(),
    }
}

pub(super) fn geometry(shape: Outline) -> Geometry {
    Geometry {
        shape,
        names: Vec::new(),
        sides: Vec::new(),
        angles: Vec::new(),
        right_angles: Vec::new(),
        equal_sides: Vec::new(),
        circles: Vec::new(),
        segments: Vec::new(),
        solid: 0,
        segment_labels: Vec::new(),
        points: Vec::new(),
        labels: Vec::new(),
    }
}

pub(super) fn x() -> Expr<Rational> {
    Expr::Symbol("x".into())
}

pub(super) fn integer(value: i64) -> Expr<Rational> {
    Expr::Number(Rational::from(value))
}

pub(super) fn times(a: Expr<Rational>, b: Expr<Rational>) -> Expr<Rational> {
    Expr::Product(vec![a, b])
}

pub(super) fn plus(a: Expr<Rational>, b: Expr<Rational>) -> Expr<Rational> {
    Expr::Sum(vec![a, b])
}

pub(super) fn over(a: Expr<Rational>, b: Expr<Rational>) -> Expr<Rational> {
    Expr::Quotient(Box::new(a), Box::new(b))
}

pub(super) fn plot(expr: Expr<Rational>) -> Plot {
    Plot::of(&expr).expect("a function")
}

/// One of each kind, most with all they can have.
pub(super) fn gallery() -> Vec<(&'static str, Figure)> {
    let slope = || plot(plus(over(x(), integer(2)), integer(-1)));
    let square = plot(plus(
        times(over(integer(1), integer(2)), times(x(), x())),
        integer(-3),
    ));
    vec![
        (
            "number_line_points",
            Figure::NumberLine(NumberLine {
                axis: axis("0..2 step 1/4"),
                points: vec![0.75, 1.375],
                labels: texts(&["A", "B"]),
                ..line()
            }),
        ),
        (
            "number_line_inequality",
            Figure::NumberLine(NumberLine {
                intervals: vec![
                    Interval {
                        from: None,
                        to: bound(-2.0, true),
                    },
                    Interval {
                        from: bound(1.0, false),
                        to: bound(4.0, true),
                    },
                ],
                title: "x".to_owned(),
                ..line()
            }),
        ),
        (
            "number_line_jumps",
            Figure::NumberLine(NumberLine {
                axis: axis("-4..10"),
                jumps: vec![
                    Jump {
                        from: 0.0,
                        to: 8.0,
                        label: "+8".to_owned(),
                    },
                    Jump {
                        from: 8.0,
                        to: -3.0,
                        label: "−11".to_owned(),
                    },
                ],
                points: vec![-3.0],
                ..line()
            }),
        ),
        (
            "axes_functions",
            Figure::Axes(Axes {
                functions: vec![slope(), square],
                function_labels: texts(&["f", "g"]),
                points: vec![(2.0, 0.0), (-2.0, -2.0)],
                labels: texts(&["A", "B(−2, −2)"]),
                ..plane()
            }),
        ),
        (
            "axes_pole",
            Figure::Axes(Axes {
                functions: vec![plot(over(integer(4), plus(x(), integer(-1))))],
                ..plane()
            }),
        ),
        (
            "axes_region",
            Figure::Axes(Axes {
                regions: vec![Region {
                    boundary: Boundary::Graph(slope()),
                    beyond: true,
                    closed: false,
                }],
                ..plane()
            }),
        ),
        (
            "axes_line_graph",
            Figure::Axes(Axes {
                x: axis("0..60 step 10"),
                y: axis("0..12 step 2"),
                x_title: "time (min)".to_owned(),
                y_title: "distance (km)".to_owned(),
                points: vec![(0.0, 0.0), (10.0, 3.0), (30.0, 3.0), (50.0, 11.0)],
                joined: true,
                ..plane()
            }),
        ),
        (
            "bar_chart",
            Figure::BarChart(BarChart {
                labels: texts(&["Mon", "Tue", "Wed", "Thu", "Fri"]),
                values: vec![12.0, 7.0, 15.0, 4.0, 9.0],
                axis: None,
                x_title: "day".to_owned(),
                y_title: "visitors".to_owned(),
            }),
        ),
        (
            "bar_chart_lying",
            Figure::BarChart(BarChart {
                labels: texts(&["by bicycle", "on foot", "by bus and train", "by car"]),
                values: vec![12.0, 7.0, 15.0, 4.0],
                axis: Some(axis("0..16 step 2")),
                x_title: String::new(),
                y_title: "pupils".to_owned(),
            }),
        ),
        (
            "dot_plot",
            Figure::DotPlot(DotPlot {
                axis: axis("1..9"),
                values: vec![2.0, 3.0, 3.0, 5.0, 5.0, 5.0, 8.0, 9.0],
                title: "books read".to_owned(),
            }),
        ),
        (
            "fraction_bars",
            Figure::FractionBars(Fractions {
                fractions: vec![
                    Fraction {
                        shaded: 3.0,
                        parts: 4.0,
                    },
                    Fraction {
                        shaded: 8.0,
                        parts: 5.0,
                    },
                ],
                labels: texts(&["3/4", "1 3/5"]),
            }),
        ),
        (
            "fraction_circles",
            Figure::FractionCircles(Fractions {
                fractions: vec![
                    Fraction {
                        shaded: 2.0,
                        parts: 3.0,
                    },
                    Fraction {
                        shaded: 5.0,
                        parts: 4.0,
                    },
                ],
                labels: texts(&["2/3", "5/4"]),
            }),
        ),
        (
            "triangle",
            Figure::Geometry(Geometry {
                names: texts(&["A", "B", "C"]),
                sides: texts(&["12 cm", "5 cm", "x"]),
                angles: texts(&["α", "", "67°"]),
                right_angles: vec![2.0],
                ..geometry(Outline::Polygon(vec![(0.0, 0.0), (12.0, 0.0), (12.0, 5.0)]))
            }),
        ),
        (
            "angle",
            Figure::Geometry(Geometry {
                names: texts(&["V", "P", "Q"]),
                angles: texts(&["35°"]),
                ..geometry(Outline::Angle(35.0))
            }),
        ),
        (
            "circle",
            Figure::Geometry(Geometry {
                circles: vec![[0.0, 0.0, 3.0]],
                segments: vec![[0.0, 0.0, 3.0, 0.0]],
                solid: 1,
                segment_labels: texts(&["3 cm"]),
                points: vec![(0.0, 0.0)],
                labels: texts(&["M"]),
                ..geometry(Outline::None)
            }),
        ),
        (
            "trapezium",
            Figure::Geometry(Geometry {
                sides: texts(&["9 m", "5 m", "4 m", "4.2 m"]),
                segments: vec![[2.0, 0.0, 2.0, 4.0]],
                segment_labels: texts(&["h"]),
                ..geometry(Outline::Polygon(vec![
                    (0.0, 0.0),
                    (9.0, 0.0),
                    (6.0, 4.0),
                    (2.0, 4.0),
                ]))
            }),
        ),
        (
            "hexagon",
            Figure::Geometry(Geometry {
                sides: texts(&["4 cm"]),
                equal_sides: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
                angles: texts(&["", "", "", "", "120°"]),
                ..geometry(Outline::Regular(6.0))
            }),
        ),
        (
            "table",
            Figure::Table(Table {
                title: String::new(),
                heads: texts(&["x", "y"]),
                columns: vec![texts(&["1", "2", "3"]), texts(&["5", "7", ""])],
                across: false,
            }),
        ),
    ]
}
