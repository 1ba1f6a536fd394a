//! Fitting and predicting with any model.

use super::baseline::{fit_baseline, predict_baseline};
use super::dataset::Dataset;
use super::fit::{FitError, FitOptions, Intervals, Progress, WholeFit, fit_tracing};
use super::fitted::Fitted;
use super::model::Model;
use super::predict::{PredictError, Prediction, predict_tracing};

/// Fits a model to a log. `progress` is called with every [`Stage`](super::fit::Stage).
///
/// The result does not depend on the number of threads.
///
/// ```
/// use retake::research::{FitOptions, LogOptions, fit_log, read_log};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("log.csv");
/// # std::fs::write(&path, "user_id,skill_name,correct\na,add,0\na,add,1\na,add,1\nb,add,0\nb,add,0\nb,add,1\n")?;
/// let log = read_log(&[path], &LogOptions::default())?;
/// let options = FitOptions {
///     model: "bkt".parse()?,
///     ..FitOptions::default()
/// };
/// let fit = fit_log(&log.dataset, &options, &|_| {})?;
/// for parameter in &fit.fitted.skills["add"].parameters {
///     println!("{} {:.3}", parameter.name, parameter.value);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What [`FitError`] says.
pub fn fit_log(
    dataset: &Dataset,
    options: &FitOptions,
    progress: Progress<'_>,
) -> Result<WholeFit, FitError> {
    let of_learners = matches!(options.intervals, Intervals::Bootstrap(_));
    if dataset.is_of_patterns() && (of_learners || !options.model.keep_to_fit().patterns) {
        return Err(FitError::Patterns);
    }
    match &options.model {
        Model::Tracing(spec) => fit_tracing(dataset, spec, options, progress),
        Model::Baseline(baseline) => fit_baseline(dataset, *baseline, options, progress),
    }
}

/// Follows every learner on every skill of a data set, in its order, and says of each response how
/// likely it was to be right, from those before it alone: `each` is called with a skill, a learner
/// and what is said of the learner's responses on the skill.
///
/// A response with several skills is predicted for each of them, before what came of it is used for
/// any. A skill without parameters is predicted by the share of right answers the fit was made on.
///
/// # Errors
/// What [`PredictError`] says.
pub fn predict(
    dataset: &Dataset,
    fitted: &Fitted,
    each: impl FnMut(usize, u32, &[Prediction]),
) -> Result<(), PredictError> {
    if dataset.is_of_patterns() {
        return Err(PredictError::Patterns);
    }
    match &fitted.model {
        Model::Tracing(spec) => predict_tracing(dataset, spec, fitted, each),
        Model::Baseline(baseline) => {
            predict_baseline(dataset, *baseline, fitted, each);
            Ok(())
        }
    }
}
