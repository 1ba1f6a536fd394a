//! The banks a command works with: those named, or those in the usual place.

use super::progress::Progress;
use super::{Error, findings};
use crate::bank::{Bank, LoadedAll, Target, load_all, locate};
use crate::base::Diagnostic;
use std::path::{Path, PathBuf};

/// Where banks are looked for when none is named.
pub const USUAL: &str = "item-banks";

/// Which banks.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Banks {
    /// A bank, or a folder of banks; may be given more than once [default: item-banks]
    #[arg(long = "bank", value_name = "DIR")]
    pub folders: Vec<PathBuf>,
}

impl Banks {
    /// Loads them. Findings are printed on standard error; an error in any of them ends the
    /// command, as nobody should be stranded in half of what was asked for.
    ///
    /// # Errors
    /// No bank is found, or one has an error in it.
    pub fn load(&self) -> Result<Vec<Bank>, Error> {
        let usual = [PathBuf::from(USUAL)];
        let folders = match self.folders.as_slice() {
            [] if !Path::new(USUAL).is_dir() => return Err(Error::NoBanks { usual: USUAL }),
            [] => &usual,
            given => given,
        };
        if let Some(path) = folders.iter().find(|folder| !folder.exists()) {
            return Err(Error::NoBank { path: path.clone() });
        }
        let LoadedAll {
            banks, diagnostics, ..
        } = load(folders);
        let mut stderr = anstream::stderr().lock();
        for finding in &diagnostics {
            findings::write(&mut stderr, finding)?;
        }
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Error::Findings);
        }
        Ok(banks)
    }
}

/// Loads whatever the paths mean, with a progress bar if it takes long.
pub fn load(paths: &[PathBuf]) -> LoadedAll {
    let mut targets: Vec<Target> = Vec::new();
    let mut nowhere = Vec::new();
    for path in paths {
        match locate(path) {
            Ok(found) => targets.extend(found),
            Err(finding) => nowhere.push(*finding),
        }
    }
    let progress = Progress::new("templates");
    let mut loaded = load_all(&targets, &|done, of| {
        progress.report(done as u64, of as u64)
    });
    loaded.diagnostics.splice(0..0, nowhere);
    loaded
}
