//! `retake replay`: every belief once more from the log.

use super::Error;
use super::error::Exit;
use super::open::{Database, runtime};
use crate::base::{counted, grouped};
use crate::service;
use crate::store::{Options, Store};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Rebuild every belief from the log, and say whether all are identical.
///
/// The log holds the numbers that were applied to each belief. Replaying them must lead to the
/// very bits the database holds; nothing is changed. Exits with 1 where a belief differs.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  retake replay --database sqlite:retake.sqlite")]
pub struct Replay {
    #[command(flatten)]
    database: Database,
}

impl Replay {
    /// Replays and prints.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn run(&self) -> Result<Exit, Error> {
        if let Some(path) = self.missing_file() {
            return Err(Error::NoDatabase { path });
        }
        let replay = runtime()?.block_on(async {
            let read_only = Options {
                read_only: true,
                ..Options::default()
            };
            let store = Store::open(&self.database.url, &read_only).await?;
            let replay = service::replay(&store).await?;
            store.close().await;
            Ok::<_, Error>(replay)
        })?;
        let mut out = anstream::stdout().lock();
        for difference in &replay.differences {
            writeln!(out, "{difference}")?;
        }
        let what = format!(
            "{} from {}",
            counted(replay.beliefs as usize, "belief"),
            counted(replay.evidence as usize, "answer")
        );
        if replay.revised > 0 {
            let revised = counted(replay.revised as usize, "mark");
            writeln!(
                out,
                "{revised} changed since: the latest ones were replayed"
            )?;
        }
        if replay.is_identical() {
            writeln!(out, "{what}: identical, to the bit")?;
            Ok(Exit::Fine)
        } else {
            let differing = grouped(replay.differences.len() as u64);
            writeln!(out, "{what}: {differing} differ")?;
            Ok(Exit::Findings)
        }
    }

    /// The file of the database, where there is none.
    fn missing_file(&self) -> Option<PathBuf> {
        let file = self.database.url.strip_prefix("sqlite:")?;
        let path = Path::new(file.split('?').next()?.trim_start_matches("//"));
        (path != Path::new(":memory:") && !path.exists()).then(|| path.to_path_buf())
    }
}
