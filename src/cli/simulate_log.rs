//! `retake simulate-log`: a response log drawn from fitted parameters.

use super::Error;
use super::error::Exit;
use super::parameters::read_parameters;
use super::progress::Progress;
use crate::research::{SimulateOptions, Simulation};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

/// Draw a response log from fitted parameters, for recovery studies.
///
/// Learners practise every skill of the parameters in rounds, one response a skill and round. The
/// log is CSV as `retake fit` reads it without any option; the same seed gives the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MANUAL)]
pub struct SimulateLog {
    /// What `retake fit --out` wrote, or a file like it.
    #[arg(value_name = "PARAMS.json")]
    parameters: PathBuf,
    /// Learners.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    learners: u64,
    /// Responses of each learner on each skill.
    #[arg(long, value_name = "L", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    length: u64,
    /// What the log is drawn by.
    #[arg(long, default_value = "1", value_name = "S")]
    seed: String,
    /// Where the log goes; standard output unless told.
    #[arg(long, value_name = "LOG.csv")]
    out: Option<PathBuf>,
}

const MANUAL: &str = "\
Columns: order_id, user_id, skill_name, correct; template_id where the model has classes of items, and
time (in seconds) where recall decays. Where skills work together half of the rows have two.

Examples:
  retake simulate-log params.json --learners 1000 --length 20 --out log.csv
  retake simulate-log params.json --learners 500 --length 10 --seed 7 | retake fit -";

/// What is printed where the log goes into a file.
#[derive(Serialize)]
struct Summary {
    model: String,
    rows: u64,
    learners: u64,
    skills: usize,
    seconds: f64,
}

impl SimulateLog {
    /// Reads parameters, draws and writes.
    ///
    /// # Errors
    /// Parameters that cannot be read or drawn from; a file that cannot be written.
    pub fn run(&self) -> Result<Exit, Error> {
        let begun = Instant::now();
        let fitted = read_parameters(&self.parameters)?;
        let simulation = Simulation::new(
            &fitted,
            &SimulateOptions {
                learners: self.learners,
                length: self.length,
                seed: self.seed.clone(),
            },
        )?;
        let Some(path) = &self.out else {
            self.write(&simulation, &mut io::stdout().lock())?;
            return Ok(Exit::Fine);
        };
        let failed = |error| Error::WriteFile {
            path: path.clone(),
            error,
        };
        let mut file = File::create(path).map_err(failed)?;
        self.write(&simulation, &mut file).map_err(failed)?;
        let summary = Summary {
            model: fitted.model.to_string(),
            rows: simulation.rows(),
            learners: self.learners,
            skills: fitted.skills.len(),
            seconds: begun.elapsed().as_secs_f64(),
        };
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &summary).map_err(io::Error::from)?;
        writeln!(out)?;
        Ok(Exit::Fine)
    }

    fn write(&self, simulation: &Simulation, out: &mut impl Write) -> io::Result<()> {
        let progress = Progress::new("learners");
        simulation.write(out, |done| progress.report(done, self.learners))
    }
}
