//! `retake staff`: who may mark.

use super::Error;
use super::error::Exit;
use super::open::{Database, runtime};
use crate::base::{StaffId, Timestamp};
use crate::service::Service;
use crate::store::{Options, Store};
use std::io::Write;
use std::sync::Arc;
use std::time::SystemTime;

/// Let people mark the works of learners.
#[derive(Debug, clap::Args)]
pub struct Staff {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print a code by which somebody of the staff can sign in once, within three days
    ///
    /// It is typed at the address /staff of the pages. Only a hash of it is kept; for a name that
    /// is known already it is one more code.
    #[command(after_long_help = "\
Example:
  retake staff add \"Ms Okafor\" --database sqlite:retake.sqlite")]
    Add {
        /// Who
        #[arg(value_parser = StaffId::new)]
        name: StaffId,
        #[command(flatten)]
        database: Database,
    },
}

impl Staff {
    /// Does it and prints.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn run(&self) -> Result<Exit, Error> {
        let Command::Add {
            name: staff,
            database,
        } = &self.command;
        let code = runtime()?.block_on(async {
            let store = Store::open(&database.url, &Options::default()).await?;
            let clock = Arc::new(|| Timestamp::from(SystemTime::now()));
            let service = Service::open(store, Vec::new(), clock, None).await?;
            let code = service.invite(staff).await?;
            service.store().close().await;
            Ok::<_, Error>(code)
        })?;
        let mut out = anstream::stdout().lock();
        writeln!(out, "{code}")?;
        writeln!(
            anstream::stderr(),
            "{staff} signs in with this code at /staff, once and within three days"
        )?;
        Ok(Exit::Fine)
    }
}
