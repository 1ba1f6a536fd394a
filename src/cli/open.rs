//! What `serve` and `practise` begin with: banks, a database, the service over both.

use super::{Banks, Error};
use crate::base::{Secret, Timestamp};
use crate::service::Service;
use crate::store::{Options, Store};
use std::sync::Arc;
use std::time::SystemTime;
use tokio::runtime::{Builder, Runtime};

/// Where answers are kept unless told otherwise: a file to be seen, copied and deleted.
const USUAL: &str = "sqlite:retake.sqlite";

/// Which database.
#[derive(Clone, Debug, clap::Args)]
pub struct Database {
    /// Where answers are kept: sqlite:FILE
    #[arg(long = "database", value_name = "URL", default_value = USUAL)]
    pub url: String,
}

/// Banks, database and the secret that decides which problems a learner meets.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Engine {
    #[command(flatten)]
    banks: Banks,
    #[command(flatten)]
    database: Database,
    /// Any text in place of the database's own secret: the same problems for the same names
    #[arg(long, value_name = "S")]
    seed: Option<String>,
    /// Do not look at how long answers take: none is put down as a rapid guess
    #[arg(long)]
    untimed: bool,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: USUAL.to_owned(),
        }
    }
}

impl Engine {
    /// Loads the banks and opens the database.
    ///
    /// # Errors
    /// A bank or the database cannot be used.
    pub async fn start(&self) -> Result<Service, Error> {
        let banks = self.banks.load()?;
        let store = Store::open(&self.database.url, &Options::default()).await?;
        let clock = Arc::new(|| Timestamp::from(SystemTime::now()));
        let secret = self.seed.as_deref().map(Secret::from_seed);
        let service = Service::open(store, banks, clock, secret).await?;
        Ok(match self.untimed {
            true => service.untimed(),
            false => service,
        })
    }

    /// One line on where answers are kept.
    pub fn whereabouts(&self) -> String {
        let url = self.database.url.as_str();
        let file = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"));
        match file.unwrap_or(url) {
            ":memory:" => "answers are forgotten at the end".to_owned(),
            place => format!("answers are kept in {place}"),
        }
    }
}

/// A runtime for the service.
///
/// # Errors
/// The operating system gives no threads.
pub fn runtime() -> Result<Runtime, Error> {
    let runtime = Builder::new_multi_thread().enable_all().build();
    runtime.map_err(Error::Runtime)
}
