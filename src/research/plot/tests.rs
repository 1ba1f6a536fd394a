//! Plots of drawn logs.

use super::{Plot, PlotError, plot_curves, plot_parameters};
use crate::research::fitted::Fitted;
use crate::research::{Dataset, SimulateOptions, Simulation};
use serde_json::json;

fn fitted(skills: &[&str]) -> Fitted {
    let skill = json!({
        "log_likelihood": 0, "responses": 100, "learners": 10,
        "parameters": [
            { "name": "prior", "value": 0.3, "standard_error": 0.05, "interval": [0.2, 0.4] },
            { "name": "learn", "value": 0.2 },
            { "name": "guess", "value": 0.2, "interval": [0.15, 0.25] },
            { "name": "slip", "value": 0.1, "interval": [0.05, 0.2] }
        ]
    });
    let skills: serde_json::Map<_, _> = skills
        .iter()
        .map(|name| ((*name).to_owned(), skill.clone()))
        .collect();
    serde_json::from_value(json!({
        "format": 1, "model": "bkt", "right": 0.6, "skills": skills,
        "coding": { "hints": "untold", "skips": "none", "partial": "none" }
    }))
    .unwrap()
}

fn dataset(fitted: &Fitted) -> Dataset {
    let options = SimulateOptions {
        learners: 300,
        length: 12,
        seed: "plot".to_owned(),
    };
    Simulation::new(fitted, &options).unwrap().dataset()
}

/// No two texts that run across overlap, and none leaves the drawing.
#[track_caller]
fn is_clear(plot: &Plot) {
    use super::canvas::{Anchor, Mark};
    let canvas = &plot.canvas;
    let texts: Vec<(f64, f64, f64, f64, &str)> = canvas
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text(text) if !text.upwards => {
                let width = super::letters::width(&text.text, text.size);
                let left = match text.anchor {
                    Anchor::Start => text.x,
                    Anchor::Middle => text.x - width / 2.0,
                    Anchor::End => text.x - width,
                };
                let top = text.y - text.size * 0.76;
                Some((
                    left,
                    top,
                    left + width,
                    text.y + text.size * 0.2,
                    text.text.as_str(),
                ))
            }
            _ => None,
        })
        .collect();
    for (at, a) in texts.iter().enumerate() {
        let inside = a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= canvas.width && a.3 <= canvas.height;
        assert!(inside, "{a:?} leaves the drawing");
        for b in &texts[..at] {
            let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
            assert!(apart, "{a:?} and {b:?} overlap");
        }
    }
}

#[test]
fn plots_are_clear_and_say_what_they_show() {
    let names = [
        "adding",
        "a name that goes on and on, far beyond what a panel has room for",
        "<x> & y",
    ];
    let fitted = fitted(&names);
    let dataset = dataset(&fitted);
    let one = ["adding".to_owned()];
    let plots = [
        plot_curves(&dataset, None, &[]).unwrap(),
        plot_curves(&dataset, Some(&fitted), &[]).unwrap(),
        plot_curves(&dataset, Some(&fitted), &one).unwrap(),
        plot_parameters(&fitted, &[]).unwrap(),
        plot_parameters(&fitted, &one).unwrap(),
    ];
    for plot in &plots {
        is_clear(plot);
        let svg = plot.to_svg();
        assert!(svg.contains("<title id=\"title\">") && svg.contains("<desc id=\"description\">"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert!(!svg.contains("<x>"));
        let png = plot.to_png().unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(png, plot.to_png().unwrap());
    }
    let with = plots[1].to_svg();
    assert!(with.contains("Calibration") && with.contains("10,800 responses of 300 learners"));
    assert!(with.contains("&lt;x&gt; &amp; y"));
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let fitted = fitted(&["adding", "taking away"]);
    let dataset = dataset(&fitted);
    let told = |error: PlotError| error.to_string();
    let wrong = ["adding up".to_owned()];
    assert_eq!(
        told(plot_parameters(&fitted, &["ading".to_owned()]).unwrap_err()),
        "no skill `ading` in the parameters; did you mean `adding`?; there are `adding`, `taking away`"
    );
    assert!(
        told(plot_curves(&dataset, None, &wrong).unwrap_err())
            .starts_with("no skill `adding up` in the log")
    );
    let others = self::fitted(&["other"]);
    assert_eq!(
        told(plot_curves(&dataset, Some(&others), &[]).unwrap_err()),
        "no skill of the log has parameters: the log has `adding`, `taking away`, the parameters have `other`"
    );
    let none = self::fitted(&[]);
    assert!(matches!(
        plot_parameters(&none, &[]),
        Err(PlotError::NoParameters)
    ));
}
