//! Why a command ends early, and with which exit code.

#[cfg(feature = "serve")]
use crate::base::CompetencyId;
use crate::template::InstanceError;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// It did its work and found something to mend.
    Findings = 1,
    /// It was called in a way that makes no sense.
    Usage = 2,
    /// A file, the network or the database did not do its part.
    Io = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ended early: one clear line with the next step.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No bank was named and the usual place has none.
    #[error(
        "there is no folder `{usual}` here; go to the folder that has it, or name a bank with --bank DIR"
    )]
    NoBanks {
        /// Where banks usually are.
        usual: &'static str,
    },
    /// There is nothing where a bank was said to be.
    #[error("there is no folder {}; name a bank or a folder of banks with --bank DIR", path.display())]
    NoBank {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A bank has errors in it, which have been printed.
    #[error(
        "the bank was not loaded: mend what is listed above; `retake check` tells when all is well"
    )]
    Findings,
    /// A template of a bank does not exist.
    #[error("the bank has no template `{given}`; {}", meant(.closest, "a template is named `competency/template`, as its folder and file are"))]
    NoTemplate {
        /// What was given.
        given: String,
        /// What was probably meant.
        closest: Option<String>,
    },
    /// No bank has a competency.
    #[cfg(feature = "serve")]
    #[error("there is no competency `{given}`; {}", meant(.closest, "`retake check` lists them"))]
    NoCompetency {
        /// What was given.
        given: CompetencyId,
        /// What was probably meant.
        closest: Option<String>,
    },
    /// A template has no problem to give.
    #[error("the template has no problems; `retake check` says why")]
    NoProblems,
    /// Standard output does not take what is written.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// A path cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// What the operating system says.
        error: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {error}", path.display())]
    WriteFile {
        /// The path.
        path: PathBuf,
        /// What the operating system says.
        error: io::Error,
    },
    /// A response log cannot be read.
    #[error(transparent)]
    Log(#[from] crate::research::log::LogError),
    /// Parameters that no log can be drawn from.
    #[error(transparent)]
    Simulate(#[from] crate::research::SimulateError),
    /// A plot that cannot be made.
    #[error(transparent)]
    Plot(#[from] crate::research::plot::PlotError),
    /// A picture that is neither SVG nor PNG.
    #[error("{}: what kind of picture? end its name in .svg or .png", .0.display())]
    Picture(PathBuf),
    /// More than one file of parameters where one is drawn.
    #[error("{} and {}: one file of parameters is drawn at a time", .0.display(), .1.display())]
    TwoParameters(PathBuf, PathBuf),
    /// What should be fitted parameters is something else.
    #[error("{}: {error}; fitted parameters are what `retake fit --out` writes", path.display())]
    Parameters {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: serde_json::Error,
    },
    /// Fitted parameters of another version.
    #[error("{}: format {got}, and this program reads format {}; fit again with it", path.display(), crate::research::FORMAT)]
    ParameterFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        got: u32,
    },
    /// An error, and the row it is about.
    #[error("{place}: {error}")]
    Placed {
        /// Where the row stands.
        place: crate::research::log::Place,
        /// What is wrong with it.
        error: Box<Self>,
    },
    /// A response that the parameters make impossible.
    #[error(transparent)]
    Predict(#[from] crate::research::PredictError),
    /// A model makes no sense.
    #[error(transparent)]
    Model(#[from] crate::research::ModelError),
    /// A model cannot be fitted to the log.
    #[error(transparent)]
    Fit(#[from] crate::research::fit::FitError),
    /// A model that patterns do not tell enough.
    #[error(transparent)]
    Patterns(#[from] crate::research::patterns::PatternsError),
    /// A query that cannot be written.
    #[error(transparent)]
    Sql(#[from] crate::research::patterns::SqlError),
    /// A log that cannot be dealt into folds as asked.
    #[error(transparent)]
    Folds(#[from] crate::research::folds::FoldsError),
    /// A cross-validation that cannot be made.
    #[error(transparent)]
    Cross(#[from] crate::research::folds::CrossError),
    /// Parameters that were fitted to logs coded in different ways.
    #[error(
        "{} and {} were fitted to logs that code hints, skips or partial credit in different ways: no log is the same to both; fit them to one log", first.display(), other.display()
    )]
    Codings {
        /// A file.
        first: PathBuf,
        /// Another.
        other: PathBuf,
    },
    /// A problem cannot be made.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// No randomness.
    #[error("the operating system gives no randomness ({0}); give a --seed")]
    Randomness(io::Error),
    /// There is no database to replay.
    #[cfg(feature = "serve")]
    #[error("there is no database {}; name the one answers were kept in with --database sqlite:FILE", path.display())]
    NoDatabase {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The service needs threads.
    #[cfg(feature = "serve")]
    #[error("the operating system gives no threads: {0}")]
    Runtime(io::Error),
    /// The pages cannot be served.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Serve(#[from] super::serve::ServeError),
    /// A use case failed.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Service(#[from] crate::service::Error),
    /// The database failed.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

impl Error {
    /// The exit code that goes with it.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Findings | Self::NoProblems => Exit::Findings,
            Self::NoBanks { .. }
            | Self::NoTemplate { .. }
            | Self::Model(_)
            | Self::Picture(_)
            | Self::TwoParameters(..)
            | Self::Patterns(_)
            | Self::Sql(_)
            | Self::Folds(_)
            | Self::Codings { .. } => Exit::Usage,
            #[cfg(feature = "serve")]
            Self::NoCompetency { .. } => Exit::Usage,
            _ => Exit::Io,
        }
    }

    /// Whether it is no more than a reader who has seen enough, such as `head`.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

fn meant(closest: &Option<String>, otherwise: &str) -> String {
    match closest {
        Some(name) => format!("did you mean `{name}`?"),
        None => otherwise.to_owned(),
    }
}
