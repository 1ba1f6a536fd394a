//! Where solved tables are kept between commands.

use crate::bank::TableCache;
use std::env;
use std::path::PathBuf;

/// Where solved tables are kept.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Tables {
    /// Keep what was solved from a bank's costs in this folder [default: retake in the platform's
    /// folder for caches]
    #[arg(long = "tables", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Tables {
    /// The cache; none where the platform has no folder for it and none was named.
    pub fn cache(&self) -> Option<TableCache> {
        let folder = self.folder.clone().or_else(usual)?;
        Some(TableCache::new(folder))
    }
}

/// The folder for caches that the platform's conventions name, with a folder of our own in it.
fn usual() -> Option<PathBuf> {
    let named = |variable: &str| {
        let path = PathBuf::from(env::var_os(variable)?);
        path.is_absolute().then_some(path)
    };
    let caches = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Caches"))
    } else {
        named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("retake"))
}
