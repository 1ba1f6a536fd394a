//! Measures and their intervals.

use super::sums::{Predictions, Values};
use serde::Serialize;
use std::fmt;

/// What predictions are measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// P(a right answer was predicted higher than a wrong one), ties half. Hanley & McNeil (1982),
    /// doi:10.1148/radiology.143.1.7063747.
    Auc,
    /// √ mean (predicted − right)².
    Rmse,
    /// The mean of −ln P(what came).
    LogLoss,
    /// The share that was on the predicted side of one half.
    Accuracy,
    /// Mean (predicted − right)²: Brier (1950).
    Brier,
    /// Σ share of a stretch × |predicted − right| over ten stretches of equal width.
    CalibrationError,
}

impl Measure {
    /// All of them, as values have them.
    pub const ALL: [Self; 6] = [
        Self::Auc,
        Self::Rmse,
        Self::LogLoss,
        Self::Accuracy,
        Self::Brier,
        Self::CalibrationError,
    ];

    /// Whether more of it is better.
    pub const fn grows(self) -> bool {
        matches!(self, Self::Auc | Self::Accuracy)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auc => "AUC",
            Self::Rmse => "RMSE",
            Self::LogLoss => "log-loss",
            Self::Accuracy => "accuracy",
            Self::Brier => "Brier score",
            Self::CalibrationError => "calibration error",
        })
    }
}

/// A measure with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The measure on all responses.
    pub value: f64,
    /// The interval, by resampling learners; none without resamples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
}

/// One stretch of predictions: what was predicted there and what came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// The mean of the predictions.
    pub predicted: f64,
    /// The share that was right.
    pub right: f64,
    /// How many there are.
    pub responses: u64,
}

/// How good predictions are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measures {
    /// Responses predicted.
    pub responses: u64,
    /// Learners they are of.
    pub learners: u64,
    /// [`Measure::Auc`]; none where all or no answers are right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auc: Option<Interval>,
    /// [`Measure::Rmse`].
    pub rmse: Interval,
    /// [`Measure::LogLoss`]; none where something came that was predicted impossible, for it is
    /// infinite then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_loss: Option<Interval>,
    /// [`Measure::Accuracy`].
    pub accuracy: Interval,
    /// [`Measure::Brier`].
    pub brier: Interval,
    /// [`Measure::CalibrationError`].
    pub calibration_error: Interval,
    /// The stretches of the calibration.
    pub calibration: Vec<Calibration>,
    /// What a reader must know of these numbers, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Fewer learners than this do not stand for all that might have been: intervals by resampling them
/// are too narrow.
const FEW: usize = 20;

/// The measures of predictions, from their values on the whole and on each resample.
pub(super) fn measured(
    predictions: &Predictions,
    learners: usize,
    whole: &Values,
    drawn: &[Values],
) -> Measures {
    let of = |measure: Measure| {
        let at = measure as usize;
        let interval = middle(measure, whole[at], drawn.iter().map(|values| values[at]));
        Interval {
            value: whole[at],
            // None of them is below 0.
            interval: interval.map(|(low, high)| (low.max(0.0), high)),
        }
    };
    let finite = |measure: Measure| Some(of(measure)).filter(|own| own.value.is_finite());
    Measures {
        responses: predictions.responses,
        learners: learners as u64,
        auc: finite(Measure::Auc),
        rmse: of(Measure::Rmse),
        log_loss: finite(Measure::LogLoss),
        accuracy: of(Measure::Accuracy),
        brier: of(Measure::Brier),
        calibration_error: of(Measure::CalibrationError),
        calibration: predictions.calibration.clone(),
        notes: notes(predictions, learners, !drawn.is_empty()),
    }
}

fn notes(predictions: &Predictions, learners: usize, drawn: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let impossible = predictions.impossible();
    if impossible > 0 {
        notes.push(format!(
            "{impossible} responses came that were predicted impossible: the log-loss is infinite"
        ));
    }
    if predictions.right == 0 || predictions.right == predictions.responses {
        let which = if predictions.right == 0 {
            "wrong"
        } else {
            "right"
        };
        notes.push(format!("all answers are {which}: there is no AUC"));
    }
    if learners == 1 {
        notes.push(
            "all responses are of one learner: there are no intervals, which come from drawing learners"
                .to_owned(),
        );
    } else if learners < FEW && drawn {
        notes.push(format!(
            "only {learners} learners: the intervals, which come from drawing them, are too narrow"
        ));
    }
    notes
}

/// The middle 95 % of what resampling makes of a measure, or of a difference of it; none of nothing.
///
/// A resample adds noise to what was observed, and noise looks like poor calibration: the calibration
/// error of resamples lies above that of the responses on average, and its interval is moved down by
/// as much.
pub(super) fn middle(
    measure: Measure,
    value: f64,
    drawn: impl Iterator<Item = f64>,
) -> Option<(f64, f64)> {
    let mut drawn: Vec<f64> = drawn.filter(|value| value.is_finite()).collect();
    drawn.sort_by(f64::total_cmp);
    let above = if measure == Measure::CalibrationError {
        drawn.iter().sum::<f64>() / drawn.len() as f64 - value
    } else {
        0.0
    };
    let at = |share: f64| {
        let place = (drawn.len().checked_sub(1)? as f64 * share).round() as usize;
        drawn.get(place).map(|drawn| drawn - above)
    };
    Some((at(0.025)?, at(0.975)?))
}
