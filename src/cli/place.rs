//! `retake place`: a few questions in the terminal that find out where to begin.

use super::Error;
use super::error::Exit;
use super::open::{Engine, runtime};
use super::practise::Terminal;
use crate::base::{BankId, LearnerId};
use crate::service::{PlaceAnswered, PlacementView, Placing, QuestionView, Service, Standing};
use std::future::Future;
use tokio::runtime::Runtime;

/// Find out where to begin, by a few questions from all over a map.
///
/// Type an answer and press Enter. Beside answers these words are understood: pass for a thing you
/// do not know yet, stop to see what your answers show so far, help, and quit, to go on another time;
/// what was answered is kept.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  retake place --learner Ada
      on the first of the banks
  retake place --bank item-banks/algebra-1 --learner Ada
      on this one")]
pub struct Place {
    #[command(flatten)]
    engine: Engine,
    /// Your name [default: asked for]
    #[arg(long, value_name = "NAME", value_parser = LearnerId::new)]
    learner: Option<LearnerId>,
}

/// What a learner typed.
enum Line {
    Unknown,
    Stop,
    Help,
    Quit,
    Answer(String),
}

impl Line {
    fn of(text: String) -> Self {
        match text.to_lowercase().as_str() {
            "pass" => Self::Unknown,
            "stop" => Self::Stop,
            "help" | "?" => Self::Help,
            "quit" | "exit" => Self::Quit,
            _ => Self::Answer(text),
        }
    }
}

impl Place {
    /// Asks until there is nothing more to ask, the learner has enough, or the input ends.
    ///
    /// # Errors
    /// A bank or the database cannot be used, the bank offers no placement, or the terminal is gone.
    pub fn run(&self) -> Result<Exit, Error> {
        let runtime = runtime()?;
        let service = runtime.block_on(self.engine.start())?;
        let mut terminal = Terminal::new();
        terminal.aside(&self.engine.whereabouts())?;
        let bank = service.banks().into_iter().next();
        let bank = bank.ok_or(Error::NoBanks {
            usual: super::banks::USUAL,
        })?;
        if let Some(learner) = terminal.learner(self.learner.as_ref())? {
            terminal.heading(&bank.title, &learner)?;
            terminal
                .aside("Type your answer, or: pass (I don’t know this yet), stop, help, quit")?;
            Asking {
                runtime: &runtime,
                service: &service,
                terminal,
                learner,
                bank: bank.id,
            }
            .hold()?;
        }
        runtime.block_on(service.store().close());
        Ok(Exit::Fine)
    }
}

/// A placement under way.
struct Asking<'a> {
    runtime: &'a Runtime,
    service: &'a Service,
    terminal: Terminal,
    learner: LearnerId,
    bank: BankId,
}

impl Asking<'_> {
    fn hold(&mut self) -> Result<(), Error> {
        let mut next = self.wait(self.service.place(&self.learner, &self.bank))?;
        loop {
            match next {
                Placing::Placed(placed) => return self.placed(&placed),
                Placing::Question(question) => match self.question(*question)? {
                    Some(placing) => next = placing,
                    None => {
                        let words = "What you have answered is kept. Go on whenever you like.";
                        return self.terminal.say(words);
                    }
                },
            }
        }
    }

    /// One question, until it is done with; none where the learner goes on another time.
    fn question(&mut self, mut question: QuestionView) -> Result<Option<Placing>, Error> {
        let (number, most) = (question.number, question.most);
        let count = format!("Question {number} of at most {most}");
        self.terminal.question(&question.problem, &count)?;
        loop {
            let id = question.problem.administration;
            let Some(line) = self.terminal.ask("> ")? else {
                return Ok(None);
            };
            match Line::of(line) {
                Line::Quit => return Ok(None),
                Line::Help => {
                    let words = "pass: you do not know it yet. stop: see what your answers show so far. quit: go on another time.";
                    self.terminal.say(words)?;
                }
                Line::Unknown => {
                    let passed = self.service.pass_placing(&self.learner, id);
                    return self.wait(passed).map(Some);
                }
                Line::Stop => {
                    let stopped = self.service.stop_placing(&self.learner, &self.bank);
                    let placed = self.wait(stopped)?;
                    return Ok(placed.map(|placed| Placing::Placed(Box::new(placed))));
                }
                Line::Answer(raw) => match self.answer(&question, &raw)? {
                    PlaceAnswered::TakenIn(next) => return Ok(Some(next)),
                    PlaceAnswered::Again { question: same, .. } => question = *same,
                },
            }
        }
    }

    fn answer(&mut self, question: &QuestionView, first: &str) -> Result<PlaceAnswered, Error> {
        let problem = &question.problem;
        let mut answers = self.terminal.ask_parts(problem, first)?;
        let (id, attempt) = (problem.administration, problem.attempt);
        let (service, learner) = (self.service, &self.learner);
        let answered = self.wait(service.answer_placing(learner, id, attempt, &answers))?;
        match &answered {
            PlaceAnswered::Again { replies, .. }
                if self.terminal.settle(replies, &mut answers)? =>
            {
                self.wait(service.answer_placing(&self.learner, id, attempt, &answers))
            }
            _ => Ok(answered),
        }
    }

    /// What all answers showed, what is known first.
    fn placed(&mut self, placed: &PlacementView) -> Result<(), Error> {
        for (standing, heading) in [
            (Standing::Shown, "You showed that you know"),
            (Standing::Inferred, "You likely know, by your other answers"),
            (Standing::Open, "Practice will tell"),
            (Standing::NotYet, "New to you"),
        ] {
            let own = placed.competencies.iter();
            let own: Vec<String> = own
                .filter(|one| one.standing == standing)
                .map(|one| {
                    format!(
                        "{}, {:.0} %",
                        one.title,
                        (one.known * 100.0).clamp(1.0, 99.0)
                    )
                })
                .collect();
            if !own.is_empty() {
                self.terminal.say(&format!("\n{heading}"))?;
                self.terminal.list(&own)?;
            }
        }
        if let Some(next) = &placed.next {
            let words = format!(
                "\nA good place to begin: {}\n  retake practise --learner \"{}\" --competency {}",
                next.title, self.learner, next.id
            );
            self.terminal.say(&words)?;
        }
        Ok(())
    }

    fn wait<T>(
        &self,
        work: impl Future<Output = Result<T, crate::service::Error>>,
    ) -> Result<T, Error> {
        Ok(self.runtime.block_on(work)?)
    }
}
