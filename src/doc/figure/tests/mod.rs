//! Figures as they are written, and figures that cannot be shown.

mod gallery;

use self::gallery::*;
use super::*;
use proptest::prelude::*;

fn written(figure: &Figure) -> String {
    let mut out = String::new();
    figure.write(
        "A <figure> & \"more\"",
        Output::Html,
        Locale::ENGLISH,
        &mut out,
    );
    out
}

fn faults(figure: &Figure) -> Vec<LayoutFault> {
    figure
        .check(Locale::ENGLISH, &mut Scene::default())
        .to_vec()
}

#[test]
fn one_of_each_kind_is_sound() {
    for (name, figure) in gallery() {
        assert_eq!(faults(&figure), [], "{name}");
    }
}

#[test]
fn figures_are_written_as_they_always_were() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/doc/figure/golden");
    for (name, figure) in gallery() {
        let path = format!("{folder}/{name}.html");
        let svg = written(&figure).replace("><", ">\n<") + "\n";
        if std::env::var_os("GOLDEN").is_some() {
            std::fs::write(&path, &svg).expect("the folder is there");
        }
        assert_eq!(
            std::fs::read_to_string(&path).unwrap_or_default(),
            svg,
            "{name}"
        );
    }
}

/// What makes a figure unfit, and the beginning of what is said.
#[test]
fn what_cannot_be_shown_is_found() {
    let line_with = |line: NumberLine| faults(&Figure::NumberLine(line));
    let points = |points: &[f64], labels: &[&str]| {
        line_with(NumberLine {
            points: points.to_vec(),
            labels: texts(labels),
            ..line()
        })
    };
    let bars = |values: &[f64], labels: &[&str]| {
        faults(&Figure::BarChart(BarChart {
            labels: texts(labels),
            values: values.to_vec(),
            axis: Some(axis("0..10")),
            x_title: String::new(),
            y_title: String::new(),
        }))
    };
    let dots = |values: Vec<f64>| {
        let axis = axis("0..10");
        faults(&Figure::DotPlot(DotPlot {
            axis,
            values,
            title: String::new(),
        }))
    };
    let parts = |shaded: f64, parts: f64| {
        let fractions = vec![Fraction { shaded, parts }];
        faults(&Figure::FractionBars(Fractions {
            fractions,
            labels: Vec::new(),
        }))
    };
    let shape = |geometry: Geometry| faults(&Figure::Geometry(geometry));
    let triangle = || Outline::Polygon(vec![(0.0, 0.0), (4.0, 0.0), (1.0, 3.0)]);
    let long = "a label that is much too long to stand in any figure of this width";
    let cases = [
        (points(&[7.0], &[]), "the point 7 lies outside"),
        (points(&[0.0; 6], &["a long label here"; 6]), "the labels"),
        (points(&[0.0], &[long]), "the label"),
        (points(&[0.0], &["A", "B"]), "2 labels go with 1"),
        (
            line_with(NumberLine {
                axis: axis("0..1000 step 1"),
                ..line()
            }),
            "an axis has 1000 ticks",
        ),
        (
            line_with(NumberLine {
                intervals: vec![Interval {
                    from: bound(2.0, true),
                    to: bound(1.0, true),
                }],
                ..line()
            }),
            "an interval has no extent",
        ),
        (
            line_with(NumberLine {
                jumps: vec![Jump {
                    from: 1.0,
                    to: 1.0,
                    label: String::new(),
                }],
                ..line()
            }),
            "a jump has no extent",
        ),
        (bars(&[12.0], &["A"]), "the bar “A” with 12 lies outside"),
        (bars(&[1.0], &[]), "0 labels go with 1"),
        (bars(&[1.0], &[long]), "the label"),
        (bars(&[1.0; 60], &["A"; 60]), "60 marks stand so close"),
        (dots(vec![11.0]), "the dot at 11 lies outside"),
        (dots(vec![3.0, 3.001]), "2 marks stand so close"),
        (dots(vec![3.0; 50]), "50 marks stand so close"),
        (parts(1.0, 0.0), "1 of 0 parts"),
        (parts(1.5, 4.0), "1.5 of 4 parts"),
        (parts(100.0, 4.0), "100 of 4 parts"),
        (
            faults(&Figure::Axes(Axes {
                points: vec![(0.0, 7.0)],
                ..plane()
            })),
            "the point (0, 7)",
        ),
        (
            faults(&Figure::Axes(Axes {
                functions: vec![plot(integer(9))],
                ..plane()
            })),
            "nothing of the graph of function 1",
        ),
        (
            shape(Geometry {
                right_angles: vec![1.0],
                ..geometry(triangle())
            }),
            "it is marked that",
        ),
        (
            shape(Geometry {
                equal_sides: vec![1.0, 2.0],
                ..geometry(triangle())
            }),
            "it is marked that",
        ),
        (
            shape(geometry(Outline::Triangle([1.0, 2.0, 3.0]))),
            "the triangle has no extent",
        ),
        (
            shape(geometry(Outline::Regular(2.5))),
            "the regular polygon has no extent",
        ),
        (
            shape(geometry(Outline::Angle(400.0))),
            "the angle has no extent",
        ),
        (shape(geometry(Outline::None)), "the drawing has no extent"),
        (
            shape(Geometry {
                sides: texts(&[long]),
                ..geometry(triangle())
            }),
            "the label",
        ),
    ];
    for (found, said) in cases {
        assert!(
            found
                .iter()
                .any(|fault| fault.to_string().starts_with(said)),
            "{said}: {found:?}"
        );
        assert!(found.iter().all(|fault| !fault.help().is_empty()));
    }
}

/// Whether every tag is closed in order, and nothing but tags and escaped text stands there.
fn is_well_formed(markup: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((tag, after)) = after.split_once('>') else {
            return false;
        };
        let quotes = tag.matches('"').count();
        if before.contains('>') || !quotes.is_multiple_of(2) {
            return false;
        }
        let name = tag
            .split([' ', '/'])
            .find(|part| !part.is_empty())
            .unwrap_or("");
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = after;
    }
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
    let escaped = markup.match_indices('&').all(|(at, _)| {
        entities
            .iter()
            .any(|entity| markup[at..].starts_with(entity))
    });
    open.is_empty() && escaped
}

#[test]
fn whatever_stands_in_a_figure_is_escaped() {
    for (name, figure) in gallery() {
        let markup = written(&figure);
        assert!(is_well_formed(&markup), "{name}: {markup}");
        assert!(
            markup.contains("aria-label=\"A &lt;figure&gt; &amp; &quot;more&quot;\""),
            "{name}"
        );
        assert!(
            !markup.contains("NaN") && !markup.contains(" style="),
            "{name}"
        );
    }
    let points = vec![1.0];
    let labels = texts(&["<b> & \u{7}\"'"]);
    let markup = written(&Figure::NumberLine(NumberLine {
        points,
        labels,
        ..line()
    }));
    assert!(
        markup.contains(">&lt;b&gt; &amp;  &quot;&#39;</text>"),
        "{markup}"
    );
    assert!(is_well_formed(&markup));
}

#[test]
fn plain_text_and_latex_have_the_alt_text() {
    let figure = Figure::NumberLine(line());
    let shown = |output| {
        let mut out = String::new();
        figure.write("5 % & more", output, Locale::ENGLISH, &mut out);
        out
    };
    assert_eq!(shown(Output::Text), "5 % & more");
    assert_eq!(shown(Output::Latex), "5 \\% \\& more");
}

proptest! {
    #[test]
    fn any_values_are_drawn_or_refused(values in proptest::collection::vec(any::<f64>(), 6), text in ".{0,12}") {
        let [a, b, c, d, e, f] = values.as_slice() else { unreachable!() };
        let labels = vec![text];
        for figure in [
            Figure::NumberLine(NumberLine {
                points: vec![*a],
                labels: labels.clone(),
                intervals: vec![Interval { from: bound(*b, true), to: bound(*c, false) }],
                jumps: vec![Jump { from: *d, to: *e, label: String::new() }],
                ..line()
            }),
            Figure::Axes(Axes {
                points: vec![(*a, *b)],
                labels: labels.clone(),
                segments: vec![[*c, *d, *e, *f]],
                regions: vec![Region { boundary: Boundary::Upright(*a), beyond: true, closed: true }],
                ..plane()
            }),
            Figure::BarChart(BarChart {
                labels: labels.clone(),
                values: vec![*a],
                axis: None,
                x_title: String::new(),
                y_title: String::new(),
            }),
            Figure::DotPlot(DotPlot { axis: axis("0..10"), values: values.clone(), title: String::new() }),
            Figure::FractionCircles(Fractions {
                fractions: vec![Fraction { shaded: *a, parts: *b }],
                labels: labels.clone(),
            }),
            Figure::Geometry(Geometry {
                names: labels.clone(),
                sides: labels.clone(),
                angles: labels.clone(),
                circles: vec![[*a, *b, *c]],
                segment_labels: Vec::new(),
                ..geometry(Outline::Polygon(vec![(*a, *b), (*c, *d), (*e, *f)]))
            }),
            Figure::Geometry(geometry(Outline::Triangle([*a, *b, *c]))),
        ] {
            prop_assert!(is_well_formed(&written(&figure)));
        }
    }
}
