//! One learner at one terminal, from the first problem to `quit`.

use super::say::Terminal;
use crate::base::{BankId, CompetencyId, LearnerId};
use crate::cli::Error;
use crate::service::{
    Answered, CompetencyLink, CompetencyView, FeedbackView, HelpView, Hinted, Next, Overview,
    ProblemView, Service, Status, StopKind, StopView,
};
use std::future::Future;
use tokio::runtime::Runtime;

/// A sitting under way.
pub struct Sitting<'a> {
    runtime: &'a Runtime,
    service: &'a Service,
    terminal: Terminal,
    learner: LearnerId,
    bank: BankId,
}

/// What a learner typed.
enum Line {
    Hint,
    Skip,
    Why,
    Map,
    Help,
    Quit,
    Answer(String),
}

impl Line {
    fn of(text: String) -> Self {
        match text.to_lowercase().as_str() {
            "hint" => Self::Hint,
            "skip" => Self::Skip,
            "why" => Self::Why,
            "map" => Self::Map,
            "help" | "?" => Self::Help,
            "quit" | "exit" => Self::Quit,
            _ => Self::Answer(text),
        }
    }
}

/// Where a learner wants to go on.
enum Choice {
    /// To another competency.
    Go(CompetencyId),
    /// Where they are.
    Stay,
    /// Nowhere: enough for now, or the input has ended.
    End,
}

impl<'a> Sitting<'a> {
    /// A learner sits down.
    pub fn new(
        runtime: &'a Runtime,
        service: &'a Service,
        terminal: Terminal,
        learner: LearnerId,
        bank: BankId,
    ) -> Self {
        Self {
            runtime,
            service,
            terminal,
            learner,
            bank,
        }
    }

    /// Goes from problem to problem, beginning with a competency or else the recommended one.
    ///
    /// # Errors
    /// The service fails, or the terminal is gone.
    pub fn hold(&mut self, wanted: Option<CompetencyId>) -> Result<(), Error> {
        let overview = self.wait(self.service.overview(&self.learner, &self.bank))?;
        self.terminal.greet(&overview)?;
        let competency = wanted.or(overview.recommended);
        let mut next = match competency {
            Some(competency) => Some(self.start(&competency)?),
            None => {
                self.terminal
                    .say("You are proficient in everything here.")?;
                match self.choose_from_map("Its number to go there, or Enter to end: ")? {
                    Choice::Go(competency) => Some(self.start(&competency)?),
                    Choice::Stay | Choice::End => None,
                }
            }
        };
        while let Some(step) = next {
            next = match step {
                Next::Problem(problem) => self.practise(*problem)?,
                Next::Help(help) => self.help(&help)?,
                Next::Stop(stop) => self.stop(&stop)?,
            };
        }
        self.terminal
            .say("What you have answered is kept. See you next time!")
    }

    /// One problem, until it is done with; none where the learner has enough.
    fn practise(&mut self, mut problem: ProblemView) -> Result<Option<Next>, Error> {
        self.terminal.problem(&problem)?;
        loop {
            let id = problem.administration;
            let Some(line) = self.terminal.ask("> ")? else {
                return Ok(None);
            };
            match Line::of(line) {
                Line::Quit => return Ok(None),
                Line::Why => self.terminal.list(&problem.why)?,
                Line::Skip => return self.wait(self.service.skip(id)).map(Some),
                Line::Help => self.terminal.help()?,
                Line::Map => {
                    match self.choose_from_map("Its number to go there, or Enter to go back: ")? {
                        Choice::Go(competency) => return self.start(&competency).map(Some),
                        Choice::Stay => self.terminal.problem(&problem)?,
                        Choice::End => return Ok(None),
                    }
                }
                Line::Hint => match self.wait(self.service.hint(id, problem.hints.len()))? {
                    Hinted::Hint(view) => {
                        problem = *view;
                        self.terminal.last_hint(&problem)?;
                    }
                    Hinted::Solution(view) => {
                        self.terminal.solution(&view)?;
                        return self.wait(self.service.next(id)).map(Some);
                    }
                },
                Line::Answer(raw) => match self.answer(&problem, &raw)? {
                    Answered::Scored(feedback) => return self.feedback(&feedback),
                    Answered::Again { problem: view, .. } => problem = *view,
                },
            }
        }
    }

    /// Hands an answer in, once every part has one; an ambiguous one only once the learner says
    /// what was meant.
    fn answer(&mut self, problem: &ProblemView, first: &str) -> Result<Answered, Error> {
        let mut answers = self.terminal.ask_parts(problem, first)?;
        let (id, attempt) = (problem.administration, problem.attempt);
        let answered = self.wait(self.service.answer(id, attempt, &answers))?;
        match &answered {
            Answered::Again { replies, .. } if self.terminal.settle(replies, &mut answers)? => {
                self.wait(self.service.answer(id, attempt, &answers))
            }
            _ => Ok(answered),
        }
    }

    fn feedback(&mut self, feedback: &FeedbackView) -> Result<Option<Next>, Error> {
        self.terminal.feedback(feedback)?;
        let problem = &feedback.problem;
        if feedback.reached && !feedback.opened.is_empty() {
            return self.choose(&feedback.opened, &problem.competency);
        }
        self.wait(self.service.next(problem.administration))
            .map(Some)
    }

    /// An intervention: read, then on with practice; what is to be tried first comes before its
    /// answer.
    fn help(&mut self, help: &HelpView) -> Result<Option<Next>, Error> {
        self.terminal.help_view(help)?;
        for section in help.sections.iter().filter(|section| section.afterwards) {
            if self.terminal.ask("Enter to see the answer: ")?.is_none() {
                return Ok(None);
            }
            self.terminal.help_section(section)?;
        }
        let question = "Enter when you have been through it, or later to practise on: ";
        let Some(said) = self.terminal.ask(question)? else {
            return Ok(None);
        };
        let (learner, service) = (&self.learner, self.service);
        let (bank, competency, id) = (&help.bank, &help.competency, &help.intervention);
        let next = match said.to_lowercase().as_str() {
            "quit" | "exit" => return Ok(None),
            "later" => self.wait(service.decline_help(learner, bank, competency, id))?,
            _ => self.wait(service.take_help(learner, bank, competency, id))?,
        };
        Ok(Some(next))
    }

    /// There is no problem for now: the learner chooses where to go on. What is suggested comes
    /// first, then all else that is open.
    fn stop(&mut self, stop: &StopView) -> Result<Option<Next>, Error> {
        self.terminal.list(&stop.why)?;
        let overview = self.wait(self.service.overview(&self.learner, &self.bank))?;
        let open = links(overview)
            .into_iter()
            .filter(|link| matches!(link.status, Status::Ready | Status::Practising));
        let mut choices: Vec<CompetencyLink> = Vec::new();
        for link in stop.next.iter().cloned().chain(open) {
            let known = choices.iter().any(|choice| choice.id == link.id);
            if !known && link.id != stop.competency && link.status != Status::Locked {
                choices.push(link);
            }
        }
        // A suggestion may be declined.
        if matches!(stop.kind, StopKind::Suggestion | StopKind::Teacher) {
            if stop.kind == StopKind::Teacher {
                self.terminal
                    .say("Your teacher has been asked to look at this with you.")?;
            }
            if let Some(suggested) = choices.first() {
                let words = format!("Time for something else? Perhaps: {}", suggested.title);
                self.terminal.say(&words)?;
            }
            return self.choose(&choices, &stop.competency);
        }
        self.terminal.links(&choices)?;
        match self.pick(&choices, "Its number to go on there, or Enter to end: ")? {
            Choice::Go(competency) => self.start(&competency).map(Some),
            Choice::Stay | Choice::End => Ok(None),
        }
    }

    fn choose_from_map(&mut self, question: &str) -> Result<Choice, Error> {
        let overview = self.wait(self.service.overview(&self.learner, &self.bank))?;
        self.terminal.map(&overview)?;
        self.pick(&links(overview), question)
    }

    /// On to one of several competencies, or on with the present one.
    fn choose(
        &mut self,
        links: &[CompetencyLink],
        present: &CompetencyId,
    ) -> Result<Option<Next>, Error> {
        self.terminal.links(links)?;
        let question = match links {
            [] => "Enter to stay with this, or quit: ",
            _ => "Enter to stay with this, a number to go on there, or quit: ",
        };
        match self.pick(links, question)? {
            Choice::Go(competency) => self.start(&competency).map(Some),
            Choice::Stay => self.start(present).map(Some),
            Choice::End => Ok(None),
        }
    }

    /// Asks until it is clear which one is meant.
    fn pick(&mut self, links: &[CompetencyLink], question: &str) -> Result<Choice, Error> {
        loop {
            let Some(line) = self.terminal.ask(question)? else {
                return Ok(Choice::End);
            };
            if line.is_empty() {
                return Ok(Choice::Stay);
            }
            let number: Option<usize> = line.parse().ok();
            let link = number.and_then(|number| links.get(number.checked_sub(1)?));
            match (link, Line::of(line)) {
                (Some(link), _) => return Ok(Choice::Go(link.id.clone())),
                (None, Line::Quit) => return Ok(Choice::End),
                (None, _) => self
                    .terminal
                    .say("Type a number that is listed, press Enter, or type quit.")?,
            }
        }
    }

    fn start(&self, competency: &CompetencyId) -> Result<Next, Error> {
        self.wait(
            self.service
                .start_or_resume(&self.learner, &self.bank, competency),
        )
    }

    fn wait<T>(
        &self,
        work: impl Future<Output = Result<T, crate::service::Error>>,
    ) -> Result<T, Error> {
        Ok(self.runtime.block_on(work)?)
    }
}

fn links(overview: Overview) -> Vec<CompetencyLink> {
    let link = |competency: CompetencyView| CompetencyLink {
        id: competency.id,
        title: competency.title,
        status: competency.status,
    };
    overview.competencies.into_iter().map(link).collect()
}
