//! The belief over opportunities, as a small line chart.

use crate::service::{HistoryPoint, HistoryView};

/// Width and height of the drawing, and the box of its plot, in its own units (about a pixel).
const WIDTH: f64 = 328.0;
const HEIGHT: f64 = 168.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 316.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 156.0;

/// Answers drawn at most: more would run into each other.
const SHOWN: usize = 24;

/// The fewest steps the width is divided into, so that two answers do not span it.
const FEWEST_STEPS: usize = 6;

/// What an answer was, drawn by shape as well as by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Right, unassisted.
    Right,
    /// Right with a hint's help.
    Hinted,
    /// Not right.
    Wrong,
}

impl Mark {
    /// In the order of the legend.
    pub const ALL: [Self; 3] = [Self::Right, Self::Hinted, Self::Wrong];

    /// What an answer of the history was.
    pub fn of(point: &HistoryPoint) -> Self {
        match (point.right, point.assisted) {
            (true, false) => Self::Right,
            (true, true) => Self::Hinted,
            (false, _) => Self::Wrong,
        }
    }

    /// The style sheet's name for it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Hinted => "hinted",
            Self::Wrong => "wrong",
        }
    }

    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Hinted => "right with a hint",
            Self::Wrong => "not right",
        }
    }
}

/// One answer in the plot.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Place in the drawing.
    pub x: f64,
    /// Place in the drawing, downwards.
    pub y: f64,
    /// What the answer was.
    pub mark: Mark,
}

/// A line of the scale.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Place in the drawing, downwards.
    pub y: f64,
    /// What stands beside it.
    pub label: String,
}

/// The chart, ready to be written as SVG.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Of the drawing.
    pub width: f64,
    /// Of the drawing.
    pub height: f64,
    /// Where the plot begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// The scale.
    pub ticks: Vec<Tick>,
    /// Where the mastery asked for lies.
    pub goal_y: f64,
    /// The mastery asked for, in per cent.
    pub goal_label: String,
    /// The path through all dots.
    pub line: String,
    /// The answers.
    pub dots: Vec<Dot>,
    /// What the last answer left, in per cent.
    pub now: String,
    /// All of it in words.
    pub description: String,
}

/// A probability as people read it: `72%`; neither 0 nor 1 is ever claimed.
pub fn percent(probability: f64) -> String {
    match (probability * 100.0).round() {
        p if p < 1.0 => "under 1%".to_owned(),
        p if p > 99.0 => "over 99%".to_owned(),
        p => format!("{p}%"),
    }
}

/// Downwards from the top: 1 at the top of the plot, 0 at its bottom.
fn height_of(probability: f64) -> f64 {
    tenth(BOTTOM - probability.clamp(0.0, 1.0) * (BOTTOM - TOP))
}

/// A tenth of a pixel is precise enough and keeps the page small.
fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

impl Chart {
    /// The chart of a history; none before the first answer.
    pub fn of(history: &HistoryView) -> Option<Self> {
        let skipped = history.points.len().saturating_sub(SHOWN);
        let shown = history.points.get(skipped..).unwrap_or_default();
        let last = shown.last()?;
        let start = match skipped.checked_sub(1).and_then(|n| history.points.get(n)) {
            Some(before) => before.mastery,
            None => history.start,
        };
        let step = (RIGHT - LEFT - 8.0) / shown.len().max(FEWEST_STEPS) as f64;
        let dots: Vec<Dot> = shown
            .iter()
            .zip(1u32..)
            .map(|(point, n)| Dot {
                x: tenth(LEFT + step * f64::from(n)),
                y: height_of(point.mastery),
                mark: Mark::of(point),
            })
            .collect();
        let mut line = format!("M{LEFT} {}", height_of(start));
        for dot in &dots {
            line.push_str(&format!("L{} {}", dot.x, dot.y));
        }
        Some(Self {
            width: WIDTH,
            height: HEIGHT,
            left: LEFT,
            right: RIGHT,
            ticks: [0.0, 0.25, 0.5, 0.75, 1.0]
                .map(|p: f64| Tick {
                    y: height_of(p),
                    label: format!("{}%", p * 100.0),
                })
                .to_vec(),
            goal_y: height_of(history.boundary),
            goal_label: percent(history.boundary),
            line,
            dots,
            now: percent(last.mastery),
            description: describe(shown, start, last.mastery, history.boundary),
        })
    }
}

fn describe(shown: &[HistoryPoint], start: f64, now: f64, boundary: f64) -> String {
    let count = |mark| shown.iter().filter(|point| Mark::of(point) == mark).count();
    format!(
        "Over {} answer{} the estimate went from {} to {}; the line for proficient is at {}. {} right, {} right with a hint, {} not right.",
        shown.len(),
        if shown.len() == 1 { "" } else { "s" },
        percent(start),
        percent(now),
        percent(boundary),
        count(Mark::Right),
        count(Mark::Hinted),
        count(Mark::Wrong),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::sample;

    #[test]
    fn the_line_runs_from_the_prior_through_every_answer() {
        let chart =
            Chart::of(&sample::history(&[(true, 0.6), (false, 0.3), (true, 0.96)])).unwrap();
        assert_eq!(chart.dots.len(), 3);
        assert_eq!(chart.line.matches('L').count(), 3);
        assert!(chart.dots[2].y < chart.goal_y && chart.goal_y < chart.dots[0].y);
        assert!(
            chart
                .description
                .starts_with("Over 3 answers the estimate went from 25% to 96%")
        );
        assert!(Chart::of(&sample::history(&[])).is_none());
    }

    #[test]
    fn a_long_history_keeps_its_end() {
        let long: Vec<(bool, f64)> = (0..100)
            .map(|n| (n % 2 == 0, f64::from(n) / 100.0))
            .collect();
        let chart = Chart::of(&sample::history(&long)).unwrap();
        assert_eq!(chart.dots.len(), SHOWN);
        assert_eq!(chart.now, "99%");
        assert!(chart.dots.iter().all(|dot| dot.x <= RIGHT));
    }

    #[test]
    fn certainty_is_never_claimed() {
        assert_eq!(percent(1.0), "over 99%");
        assert_eq!(percent(0.0), "under 1%");
        assert_eq!(percent(0.715), "72%");
    }
}
