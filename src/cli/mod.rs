//! The commands: one file each. They read arguments, call the engine and print; findings and
//! errors become exit codes here.

mod banks;
mod check;
mod error;
mod evaluate;
mod findings;
mod fit;
mod generate;
mod log;
mod mark;
mod numbers;
#[cfg(feature = "serve")]
mod open;
mod parameters;
mod patterns;
#[cfg(feature = "serve")]
mod place;
mod plot;
#[cfg(feature = "serve")]
mod practise;
mod predict;
mod progress;
#[cfg(feature = "serve")]
mod replay;
#[cfg(feature = "serve")]
mod serve;
mod simulate_log;
#[cfg(feature = "serve")]
mod staff;
mod tables;

pub use banks::Banks;
pub use error::{Error, Exit};

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Adaptive assessment and item generation: practise until consistently proficient.
///
/// Without a command it serves the practice pages, as `retake serve` does.
#[derive(Debug, Parser)]
#[command(name = "retake", version, about, long_about, after_long_help = MANUAL)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

const MANUAL: &str = "\
A bank is a folder with a bank.toml, which describes its competencies, and one folder per
competency with its templates. Without --bank all banks in the folder item-banks are used;
answers are kept in the file retake.sqlite unless --database names another place. Both are looked
for in the current folder.

Examples:
  retake
      practise in the browser: open the printed address
  retake practise --learner Ada
      practise in the terminal
  retake place --learner Ada
      find out where to begin, by a few questions
  retake check item-banks
      prove every template of every bank
  retake generate item-banks/pre-algebra decimals/compare-decimals --learner ada --count 5
      five problems for a learner

Exit codes:
  0  fine
  1  something is to be mended: findings of `check`, differences of `replay`, lines that `mark`
     cannot make sense of
  2  a command was called in a way that makes no sense
  3  a file, the network or the database did not do its part";

#[derive(Debug, clap::Subcommand)]
enum Command {
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    #[cfg(feature = "serve")]
    Practise(practise::Practise),
    #[cfg(feature = "serve")]
    Place(place::Place),
    Check(check::Check),
    Generate(generate::Generate),
    Fit(fit::Fit),
    Evaluate(evaluate::Evaluate),
    Predict(predict::Predict),
    Trace(predict::Trace),
    Patterns(patterns::Patterns),
    SimulateLog(simulate_log::SimulateLog),
    Plot(plot::Plot),
    Mark(mark::Mark),
    #[cfg(feature = "serve")]
    Replay(replay::Replay),
    #[cfg(feature = "serve")]
    Staff(staff::Staff),
}

/// Runs the command the program was called with.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Some(Command::Check(check)) => check.run(),
        Some(Command::Generate(generate)) => generate.run(),
        Some(Command::Fit(fit)) => fit.run(),
        Some(Command::Evaluate(evaluate)) => evaluate.run(),
        Some(Command::Predict(predict)) => predict.run(),
        Some(Command::Trace(trace)) => trace.run(),
        Some(Command::SimulateLog(simulate)) => simulate.run(),
        Some(Command::Plot(plot)) => plot.run(),
        Some(Command::Patterns(patterns)) => patterns.run(),
        Some(Command::Mark(mark)) => mark.run(),
        #[cfg(feature = "serve")]
        Some(Command::Practise(practise)) => practise.run(),
        #[cfg(feature = "serve")]
        Some(Command::Place(place)) => place.run(),
        #[cfg(feature = "serve")]
        Some(Command::Replay(replay)) => replay.run(),
        #[cfg(feature = "serve")]
        Some(Command::Serve(serve)) => serve.run(),
        #[cfg(feature = "serve")]
        Some(Command::Staff(staff)) => staff.run(),
        #[cfg(feature = "serve")]
        None => serve::Serve::default().run(),
        #[cfg(not(feature = "serve"))]
        None => help(),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) if error.is_broken_pipe() => Exit::Fine.into(),
        Err(error) => {
            // Where standard error is gone too, the exit code is all that is left to say it.
            _ = writeln!(anstream::stderr(), "\x1b[1;31merror\x1b[0m: {error}");
            error.exit().into()
        }
    }
}

#[cfg(not(feature = "serve"))]
fn help() -> Result<Exit, Error> {
    use clap::CommandFactory;
    Arguments::command().print_help()?;
    Ok(Exit::Usage)
}
