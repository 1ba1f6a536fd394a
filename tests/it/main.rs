//! The integration tests: one binary, so that the crate is linked once, and a harness that can
//! say that a test cannot run here. One file per topic; `trials` in each lists its tests.

#[cfg(feature = "serve")]
mod browser;
#[cfg(feature = "serve")]
mod chromium;
mod cli;
#[cfg(feature = "serve")]
mod desk;
#[cfg(feature = "serve")]
mod help;
mod layering;
mod licences;
#[cfg(feature = "serve")]
mod migration;
#[cfg(feature = "serve")]
mod pages;
#[cfg(feature = "serve")]
mod parts;
#[cfg(feature = "serve")]
mod place_pages;
#[cfg(feature = "serve")]
mod placement;
mod postgres;
#[cfg(feature = "serve")]
mod replay;
#[cfg(feature = "serve")]
mod service;
#[cfg(feature = "serve")]
mod small_bank;
#[cfg(feature = "serve")]
mod store;
#[cfg(feature = "serve")]
mod tables;
#[cfg(feature = "serve")]
mod tasks;
#[cfg(feature = "serve")]
mod work_bank;
#[cfg(feature = "serve")]
mod work_pages;

use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(feature = "serve")]
    replay::answer_if_asked();
    let arguments = Arguments::from_args();
    let trials = [
        cli::trials(),
        layering::trials(),
        licences::trials(),
        #[cfg(feature = "serve")]
        store::trials(),
        #[cfg(feature = "serve")]
        service::trials(),
        #[cfg(feature = "serve")]
        help::trials(),
        #[cfg(feature = "serve")]
        migration::trials(),
        #[cfg(feature = "serve")]
        parts::trials(),
        #[cfg(feature = "serve")]
        placement::trials(),
        #[cfg(feature = "serve")]
        place_pages::trials(),
        #[cfg(feature = "serve")]
        work_pages::trials(),
        #[cfg(feature = "serve")]
        tables::trials(),
        #[cfg(feature = "serve")]
        tasks::trials(),
        #[cfg(feature = "serve")]
        replay::trials(),
        #[cfg(feature = "serve")]
        pages::trials(),
        #[cfg(feature = "serve")]
        browser::trials(),
    ]
    .into_iter()
    .flatten()
    .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test that fails by panicking, as tests do everywhere else.
fn trial(name: &str, test: fn()) -> Trial {
    Trial::test(name, move || {
        test();
        Ok(())
    })
}
