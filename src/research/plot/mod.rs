//! Plots: learning curves observed against fitted, calibration, and the intervals of parameters.

mod calibration;
mod canvas;
mod curves;
mod error;
mod forest;
mod letters;
mod panel;
mod png;
mod svg;
mod tally;
#[cfg(test)]
mod tests;

pub use error::PlotError;

use super::dataset::Dataset;
use super::fitted::{Fitted, LearnerKinds};
use crate::base::{closest, grouped};
use canvas::{BODY, Canvas, TITLE};
use curves::Curve;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use tally::Tallies;

/// Skills drawn where none is named: more are small beyond reading.
const SKILLS: usize = 12;

/// Rows of parameters drawn where no skill is named.
const ROWS: usize = 60;

/// Stretches of the calibration.
const STRETCHES: usize = 12;

/// A drawn plot.
#[derive(Clone, Debug)]
pub struct Plot {
    canvas: Canvas,
    /// What is to be said beside it: skills that were left out, and why.
    pub notes: Vec<String>,
}

impl Plot {
    /// As SVG.
    pub fn to_svg(&self) -> String {
        svg::write(&self.canvas)
    }

    /// As PNG of two dots a pixel.
    ///
    /// # Errors
    /// [`PlotError::TooLarge`].
    pub fn to_png(&self) -> Result<Vec<u8>, PlotError> {
        png::write(&self.canvas).ok_or(PlotError::TooLarge)
    }
}

/// Draws the learning curves of a log; with parameters observed against fitted, and calibration.
/// `skills` names those to draw; without one they are those with the most answers.
///
/// # Errors
/// A skill that is not there, a log without any that has parameters, a response that the parameters
/// make impossible.
pub fn plot_curves(
    dataset: &Dataset,
    fitted: Option<&Fitted>,
    skills: &[String],
) -> Result<Plot, PlotError> {
    let names: Vec<String> = (0..dataset.by_skill.len() as u32)
        .map(|skill| dataset.skills.name(skill).into_owned())
        .collect();
    let has = |name: &String| fitted.is_none_or(|fitted| fitted.skills.contains_key(name));
    if let Some(fitted) = fitted
        && !names.iter().any(has)
    {
        return Err(PlotError::NothingInCommon {
            log: some(names.iter().map(String::as_str)),
            parameters: some(fitted.skills.keys().map(String::as_str)),
        });
    }
    let judged: Vec<bool> = names
        .iter()
        .map(|name| has(name) && (skills.is_empty() || skills.contains(name)))
        .collect();
    let mut tallies = match fitted {
        Some(fitted) => Tallies::predicted(dataset, fitted, &judged)?,
        None => Tallies::observed(dataset),
    };
    let answers = |skill: usize| -> f64 {
        let curve = &tallies.curves[skill];
        curve.iter().map(|point| point.answers).sum()
    };
    let mut drawn = chosen(&names, skills, "log", answers)?;
    let mut notes = Vec::new();
    if fitted.is_some() {
        let without: BTreeSet<&str> = (0..names.len())
            .filter(|&skill| !has(&names[skill]))
            .map(|skill| names[skill].as_str())
            .collect();
        if !without.is_empty() {
            notes.push(format!(
                "without parameters, and drawn as observed only if named: {}",
                some(without.iter().copied())
            ));
        }
        if skills.is_empty() {
            drawn.retain(|&skill| has(&names[skill]));
        }
    }
    let all = if skills.is_empty() { drawn.len() } else { 0 };
    if skills.is_empty() {
        drawn.truncate(SKILLS);
        drawn.sort_by(|&a, &b| by_name(&names[a], &names[b]));
    }
    let stretches = tallies.calibration(STRETCHES);
    let curves: Vec<Curve<'_>> = drawn
        .iter()
        .map(|&skill| Curve {
            name: &names[skill],
            points: &tallies.curves[skill],
            fitted: fitted.is_some() && has(&names[skill]),
        })
        .collect();
    let mut canvas = Canvas::new(curves::width(curves.len()).max(700.0));
    canvas.title = match fitted {
        Some(fitted) => format!("Learning curves, observed and fitted: {}", fitted.model),
        None => "Learning curves".to_owned(),
    };
    let choice = if drawn.len() < all {
        format!(
            "{} of {all} skills, those with the most answers",
            drawn.len()
        )
    } else {
        "All skills".to_owned()
    };
    let choice = if skills.is_empty() {
        choice
    } else {
        named(&drawn)
    };
    let subtitle = format!(
        "{choice}. The log has {} responses of {} learners.",
        grouped(dataset.responses),
        grouped(dataset.learners.len() as u64)
    );
    canvas.description = describe(&curves, &subtitle, fitted.is_some());
    let top = heading(&mut canvas, &subtitle);
    let top = curves::legend(&mut canvas, (24.0, top + 12.0), fitted.is_some());
    let mut bottom = curves::draw(&mut canvas, top - 4.0, &curves);
    if !stretches.is_empty() {
        bottom = calibration::draw(&mut canvas, curves::LEFT, bottom + 22.0, &stretches);
    }
    canvas.height = bottom + 8.0;
    Ok(Plot { canvas, notes })
}

/// Draws the intervals of fitted parameters. `skills` names those to draw; without one they are those
/// with the most responses.
///
/// # Errors
/// A skill that is not there, or parameters of no skill.
pub fn plot_parameters(fitted: &Fitted, skills: &[String]) -> Result<Plot, PlotError> {
    let names: Vec<String> = fitted.skills.keys().cloned().collect();
    let each: Vec<_> = fitted.skills.values().collect();
    let drawn = chosen(&names, skills, "parameters", |skill| {
        each[skill].responses as f64
    })?;
    let mut rows = Vec::new();
    if skills.is_empty() {
        rows.extend(forest::rows("the whole log", &fitted.whole));
    }
    let mut shown = Vec::new();
    let mut filled = rows.len();
    for &skill in &drawn {
        let own = forest::rows(&names[skill], &each[skill].parameters);
        if skills.is_empty() && filled > 0 && filled + own.len() > ROWS {
            break;
        }
        filled += own.len();
        shown.push((skill, own));
    }
    let count = shown.len();
    if skills.is_empty() {
        shown.sort_by(|(a, _), (b, _)| by_name(&names[*a], &names[*b]));
    }
    rows.extend(shown.into_iter().flat_map(|(_, own)| own));
    if rows.is_empty() {
        return Err(PlotError::NoParameters);
    }
    let mut canvas = Canvas::new(forest::width(&rows).max(560.0));
    canvas.title = format!("Fitted parameters: {}", fitted.model);
    let choice = match (skills.is_empty(), count < names.len()) {
        (false, _) => named(&drawn),
        (true, true) => format!(
            "{count} of {} skills, those with the most responses",
            names.len()
        ),
        (true, false) => "All skills".to_owned(),
    };
    let subtitle = format!(
        "{choice}. Dots are the values, lines their 95 % intervals; a dot alone was laid down, or the responses do not tell how sure it is.{}",
        fitted.learners.as_ref().map(differing).unwrap_or_default()
    );
    canvas.description = format!("{subtitle} {} rows.", rows.len());
    let top = heading(&mut canvas, &subtitle);
    canvas.height = forest::draw(&mut canvas, top + 8.0, &rows);
    Ok(Plot {
        canvas,
        notes: Vec::new(),
    })
}

/// Title and subtitle; returns the height below.
fn heading(canvas: &mut Canvas, subtitle: &str) -> f64 {
    let title = letters::cut(&canvas.title, TITLE, canvas.width - 48.0);
    canvas.strong((24.0, 36.0), TITLE, &title);
    let most = canvas.width - 48.0;
    canvas.paragraph((24.0, 58.0), BODY, most, subtitle)
}

/// The places of the skills named, in that order; of all by how much there is of each, the most
/// first, where none is.
fn chosen(
    names: &[String],
    skills: &[String],
    place: &'static str,
    much: impl Fn(usize) -> f64,
) -> Result<Vec<usize>, PlotError> {
    if skills.is_empty() {
        let mut all: Vec<usize> = (0..names.len()).collect();
        all.sort_by(|&a, &b| much(b).total_cmp(&much(a)).then(a.cmp(&b)));
        return Ok(all);
    }
    let mut places = Vec::new();
    for skill in skills {
        let found = names.iter().position(|name| name == skill);
        let found = found.ok_or_else(|| PlotError::NoSkill {
            skill: skill.clone(),
            place,
            close: closest(skill, names.iter().map(String::as_str)).map(str::to_owned),
            known: some(names.iter().map(String::as_str)),
        })?;
        if !places.contains(&found) {
            places.push(found);
        }
    }
    Ok(places)
}

/// Numbers by size and before words, words by their letters.
fn by_name(a: &str, b: &str) -> Ordering {
    let number = |name: &str| name.parse::<u64>().unwrap_or(u64::MAX);
    number(a).cmp(&number(b)).then_with(|| a.cmp(b))
}

fn named(drawn: &[usize]) -> String {
    match drawn.len() {
        1 => "One skill".to_owned(),
        several => format!("{several} skills"),
    }
}

fn differing(kinds: &LearnerKinds) -> String {
    match kinds {
        LearnerKinds::Individual { prior_sd, learn_sd } => format!(
            " Learners differ: standard deviations of {prior_sd:.2} logits in prior and {learn_sd:.2} in learn."
        ),
        LearnerKinds::Types { shares, .. } => format!(
            " Learners differ: {:.0} % usual, {:.0} % slow, {:.0} % quick, {:.0} % stuck.",
            100.0 * shares.0,
            100.0 * shares.1,
            100.0 * shares.2,
            100.0 * shares.3
        ),
    }
}

/// A few names as a text.
fn some<'n>(names: impl Iterator<Item = &'n str> + Clone) -> String {
    const MOST: usize = 5;
    let count = names.clone().count();
    let quoted: Vec<String> = names.take(MOST).map(|name| format!("`{name}`")).collect();
    let more = if count > MOST {
        format!(" and {} more", count - MOST)
    } else {
        String::new()
    };
    format!("{}{more}", quoted.join(", "))
}

/// The curves in words: where each begins and where it ends.
fn describe(curves: &[Curve<'_>], subtitle: &str, fitted: bool) -> String {
    let mut text = subtitle.to_owned();
    for curve in curves {
        let told = curves::told(curve.points);
        let (Some(first), Some(last)) = (told.first(), told.last()) else {
            continue;
        };
        text.push_str(&format!(
            " {}: {:.0} % right at the first opportunity, {:.0} % at opportunity {}.",
            curve.name,
            100.0 * first.share(),
            100.0 * last.share(),
            told.len()
        ));
    }
    if fitted {
        text.push_str(" Each with the mean of what was predicted; below, how often what was predicted came true.");
    }
    text
}
