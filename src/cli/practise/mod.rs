//! `retake practise`: problem after problem in the terminal, as the pages give them.

mod parts;
mod say;
mod sitting;

use super::Error;
use super::error::Exit;
use super::open::{Engine, runtime};
use crate::base::{BankId, CompetencyId, LearnerId, closest};
use crate::service::{BankView, Service};
pub use say::Terminal;
use sitting::Sitting;
use tokio::runtime::Runtime;

/// Practise in the terminal.
///
/// Type an answer and press Enter. Beside answers these words are understood: hint, skip for
/// another problem, why for the reason it came, map for all competencies, help, and quit; what
/// was answered is kept.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  retake practise
      asks for a name and begins where it is most worth while
  retake practise --learner Ada --competency decimals
      begins with a competency")]
pub struct Practise {
    #[command(flatten)]
    engine: Engine,
    /// Your name [default: asked for]
    #[arg(long, value_name = "NAME", value_parser = LearnerId::new)]
    learner: Option<LearnerId>,
    /// The competency to begin with [default: the recommended one]
    #[arg(long, value_name = "ID", value_parser = CompetencyId::new)]
    competency: Option<CompetencyId>,
}

impl Practise {
    /// Practises until the learner has enough or the input ends.
    ///
    /// # Errors
    /// A bank or the database cannot be used, or the terminal is gone.
    pub fn run(&self) -> Result<Exit, Error> {
        let runtime = runtime()?;
        let service = runtime.block_on(self.engine.start())?;
        let mut terminal = Terminal::new();
        terminal.aside(&self.engine.whereabouts())?;
        let learner = terminal.learner(self.learner.as_ref())?;
        if let Some(learner) = learner {
            runtime.block_on(service.enter(&learner))?;
            let bank = self.bank(&runtime, &service, &learner)?;
            Sitting::new(&runtime, &service, terminal, learner, bank)
                .hold(self.competency.clone())?;
        }
        runtime.block_on(service.store().close());
        Ok(Exit::Fine)
    }

    /// The bank that has the competency asked for; the first one where none is.
    fn bank(
        &self,
        runtime: &Runtime,
        service: &Service,
        learner: &LearnerId,
    ) -> Result<BankId, Error> {
        let banks: Vec<BankId> = service
            .banks()
            .into_iter()
            .map(|BankView { id, .. }| id)
            .collect();
        let Some(wanted) = &self.competency else {
            let first = banks.into_iter().next();
            return first.ok_or(Error::NoBanks {
                usual: super::banks::USUAL,
            });
        };
        let mut known = Vec::new();
        for bank in banks {
            let overview = runtime.block_on(service.overview(learner, &bank))?;
            for competency in overview.competencies {
                if competency.id == *wanted {
                    return Ok(bank);
                }
                known.push(competency.id);
            }
        }
        let names = known.iter().map(CompetencyId::as_str);
        Err(Error::NoCompetency {
            given: wanted.clone(),
            closest: closest(wanted.as_str(), names).map(str::to_owned),
        })
    }
}

impl Terminal {
    /// Who it is: the name given, else asked for until one can be used; none once the input ends.
    pub fn learner(&mut self, given: Option<&LearnerId>) -> Result<Option<LearnerId>, Error> {
        if let Some(given) = given {
            return Ok(Some(given.clone()));
        }
        loop {
            let Some(line) = self.ask("Your name: ")? else {
                return Ok(None);
            };
            if line.is_empty() {
                self.say("Type your name")?;
                continue;
            }
            match LearnerId::new(&line) {
                Ok(learner) => return Ok(Some(learner)),
                Err(error) => self.say(&error.to_string())?,
            }
        }
    }
}
