//! `retake plot`: response logs and fitted parameters as pictures.

use super::Error;
use super::error::Exit;
use super::log::LogArguments;
use super::parameters::read_parameters;
use crate::research::log::{LogOptions, read_log};
use crate::research::plot::{plot_curves, plot_parameters};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Draw learning curves, calibration or the intervals of parameters, as SVG or PNG.
///
/// From logs alone the learning curves as they were observed; from logs and parameters those observed
/// against those fitted, and how often what was predicted came true; from parameters alone their
/// intervals. Which file is which is seen by what is in it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MANUAL)]
pub struct Plot {
    #[command(flatten)]
    log: LogArguments,
    /// The picture: its name ends in .svg or .png.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Draw this skill; may be given more than once. Without it, those with the most answers.
    #[arg(long = "skill", value_name = "NAME")]
    skills: Vec<String>,
}

const MANUAL: &str = "\
Examples:
  retake plot log.csv --out curves.svg
      the share right at each opportunity, with 95 % intervals
  retake plot params.json log.csv --out fit.png
      the same beside the mean of what was predicted, and calibration
  retake plot params.json --out parameters.svg --skill adding
      the parameters of one skill with their 95 % intervals";

/// What a picture is written as.
#[derive(Clone, Copy)]
enum Kind {
    Svg,
    Png,
}

impl Plot {
    /// Reads, draws and writes.
    ///
    /// # Errors
    /// A file that cannot be read or written, or a skill that is not there.
    pub fn run(&self) -> Result<Exit, Error> {
        let kind = self.kind()?;
        let (parameters, logs) = self.files()?;
        let fitted = parameters.map(|path| read_parameters(path)).transpose()?;
        let plot = match &fitted {
            Some(fitted) if logs.is_empty() => plot_parameters(fitted, &self.skills)?,
            fitted => {
                let mut options = self.log.options();
                if let Some(fitted) = fitted {
                    options = LogOptions {
                        coding: fitted.coding.or(options.coding),
                        keep: fitted.model.keep_to_predict(),
                        ..options
                    };
                }
                let log = read_log(&logs, &options)?;
                self.log.tell(&log.report)?;
                plot_curves(&log.dataset, fitted.as_ref(), &self.skills)?
            }
        };
        let mut stderr = anstream::stderr();
        for note in &plot.notes {
            writeln!(stderr, "{note}")?;
        }
        let bytes = match kind {
            Kind::Svg => plot.to_svg().into_bytes(),
            Kind::Png => plot.to_png()?,
        };
        fs::write(&self.out, bytes).map_err(|error| Error::WriteFile {
            path: self.out.clone(),
            error,
        })?;
        Ok(Exit::Fine)
    }

    fn kind(&self) -> Result<Kind, Error> {
        let extension = self.out.extension().map(|text| text.to_ascii_lowercase());
        match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("svg") => Ok(Kind::Svg),
            Some("png") => Ok(Kind::Png),
            _ => Err(Error::Picture(self.out.clone())),
        }
    }

    /// The file of parameters, if there is one, and the logs.
    fn files(&self) -> Result<(Option<&PathBuf>, Vec<PathBuf>), Error> {
        let mut parameters: Option<&PathBuf> = None;
        let mut logs = Vec::new();
        for path in &self.log.logs {
            if !is_json(path)? {
                logs.push(path.clone());
            } else if let Some(first) = parameters.replace(path) {
                return Err(Error::TwoParameters(first.clone(), path.clone()));
            }
        }
        Ok((parameters, logs))
    }
}

/// Whether a file begins as JSON does, which no log does; standard input is a log.
fn is_json(path: &Path) -> Result<bool, Error> {
    if path == Path::new("-") {
        return Ok(false);
    }
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(64).read_to_end(&mut start))
        .map_err(|error| Error::Read {
            path: path.to_owned(),
            error,
        })?;
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    Ok(first == Some(&b'{'))
}
