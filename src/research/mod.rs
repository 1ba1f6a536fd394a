//! Knowledge tracing for researchers: response logs in, fitted models, predictions and their
//! honesty out.

mod any;
pub mod baseline;
pub mod chain;
mod dataset;
mod evaluate;
mod events;
pub mod fit;
mod fitted;
pub mod folds;
pub mod log;
pub mod model;
mod names;
pub mod patterns;
pub mod plot;
mod predict;
mod response;
mod sequences;
mod simulate;
pub mod stopping;
pub mod together;
mod units;

pub use any::{fit_log, predict};
pub use dataset::{Dataset, Names, Packed};
pub use evaluate::{
    Calibration, Comparison, Difference, Evaluated, Interval, Measure, Measures, Scored, evaluate,
    evaluate_all,
};
pub use events::{Event, Events};
pub use fit::{FitError, FitOptions, WholeFit};
pub use fitted::{
    Coding, FORMAT, Fitted, FittedParameter, FittedSkill, HintCoding, LearnerKinds, Likeliest,
    PartialCoding, SCHEMA, SkipCoding,
};
pub use log::{LogError, LogOptions, LogReport, ReadLog, read_log};
pub use model::{Baseline, Model, ModelError, ModelSpec};
pub use predict::{PredictError, Prediction};
pub use response::{Alphabet, Outcome, Response};
pub use sequences::{Sequences, Symbol};
pub use simulate::{SimulateError, SimulateOptions, Simulation};
pub use units::Units;
