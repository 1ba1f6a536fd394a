//! What the terminal shows and how it asks.

use crate::base::LearnerId;
use crate::cli::Error;
use crate::service::{
    AnswerField, AskAgain, CompetencyLink, FeedbackView, HelpKind, HelpSection, HelpView, Overview,
    PartView, ProblemView, Rendered, SolutionView, Status, Verdict,
};
use std::io::{BufRead, Write};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const RESET: &str = "\x1b[0m";

/// The words understood beside answers, and what they do.
const WORDS: [(&str, &str); 6] = [
    ("hint", "one more hint, after the last one the solution"),
    ("skip", "another problem in place of this one, at no cost"),
    ("why", "why this problem came"),
    ("map", "all competencies, to go to another one"),
    ("help", "this list"),
    ("quit", "end; what was answered is kept"),
];

/// Tenths of mastery shown in a bar.
const BAR: usize = 10;

/// Standard input and output, colours where they are seen.
pub struct Terminal {
    input: std::io::StdinLock<'static>,
    out: anstream::AutoStream<std::io::StdoutLock<'static>>,
}

impl Terminal {
    /// Takes both.
    pub fn new() -> Self {
        Self {
            input: std::io::stdin().lock(),
            out: anstream::stdout().lock(),
        }
    }

    /// Asks for a line; none where the input has ended. What is no text is asked for again.
    pub fn ask(&mut self, question: &str) -> Result<Option<String>, Error> {
        loop {
            write!(self.out, "{BOLD}{question}{RESET}")?;
            self.out.flush()?;
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line)? == 0 {
                writeln!(self.out)?;
                return Ok(None);
            }
            match str::from_utf8(&line) {
                Ok(line) => return Ok(Some(line.trim().to_owned())),
                Err(_) => self.say("That line is not UTF-8 text. Type it again.")?,
            }
        }
    }

    /// A line.
    pub fn say(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(self.out, "{text}")?)
    }

    /// A line of lesser weight.
    pub fn aside(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(self.out, "{DIM}{text}{RESET}")?)
    }

    /// Lines with dashes.
    pub fn list(&mut self, lines: &[String]) -> Result<(), Error> {
        for line in lines {
            writeln!(self.out, "  – {line}")?;
        }
        Ok(())
    }

    /// What is practised, and which words are understood.
    pub fn greet(&mut self, overview: &Overview) -> Result<(), Error> {
        self.heading(&overview.title, &overview.learner)?;
        self.aside("Type your answer, or: hint, skip, why, map, help, quit")
    }

    /// What it is about, and for whom.
    pub fn heading(&mut self, title: &str, learner: &LearnerId) -> Result<(), Error> {
        Ok(writeln!(self.out, "\n{BOLD}{title}{RESET}, for {learner}")?)
    }

    /// What each word does.
    pub fn help(&mut self) -> Result<(), Error> {
        for (word, does) in WORDS {
            writeln!(self.out, "  {BOLD}{word:<4}{RESET}  {does}")?;
        }
        Ok(())
    }

    /// A problem, with the hints taken so far.
    pub fn problem(&mut self, problem: &ProblemView) -> Result<(), Error> {
        writeln!(
            self.out,
            "\n{BOLD}{}{RESET}  {}",
            problem.competency_title,
            bar(problem.mastery)
        )?;
        if problem.seen_before {
            self.aside("You have seen this one before: it is practice, and no longer counts.")?;
        }
        self.stem(problem)?;
        for hint in &problem.hints {
            self.hint(&hint.text)?;
        }
        Ok(())
    }

    /// A question that comes without hints or mastery; `count` says which it is.
    pub fn question(&mut self, problem: &ProblemView, count: &str) -> Result<(), Error> {
        let title = &problem.competency_title;
        writeln!(self.out, "\n{BOLD}{title}{RESET}  {DIM}{count}{RESET}")?;
        self.stem(problem)
    }

    /// What is asked, down to the first part.
    fn stem(&mut self, problem: &ProblemView) -> Result<(), Error> {
        self.paragraph(&problem.stem.text)?;
        if let [first, more @ ..] = problem.parts.as_slice() {
            if !more.is_empty() {
                let parts = problem.parts.len();
                self.aside(&format!("{parts} parts: type the answer to the first one."))?;
            }
            self.part(first)?;
        }
        Ok(())
    }

    /// Asks for a further part's answer.
    pub fn ask_part(&mut self, part: &PartView) -> Result<Option<String>, Error> {
        self.part(part)?;
        self.ask(&format!("{}> ", part.id))
    }

    /// What a part says, and what there is to choose from.
    fn part(&mut self, part: &PartView) -> Result<(), Error> {
        if let Some(text) = &part.text {
            self.paragraph(&text.text)?;
        }
        if let AnswerField::ChoiceOne { options } | AnswerField::ChoiceMany { options } =
            &part.field
        {
            for option in options {
                writeln!(
                    self.out,
                    "  {BOLD}{}{RESET}  {}",
                    option.label,
                    option.shown.text.trim()
                )?;
            }
            writeln!(self.out)?;
        }
        if let AnswerField::ChoiceMany { .. } = part.field {
            self.aside("Several may be right: type their letters with commas between.")?;
        }
        Ok(())
    }

    /// The hint that was just taken.
    pub fn last_hint(&mut self, problem: &ProblemView) -> Result<(), Error> {
        if let Some(hint) = problem.hints.last() {
            self.hint(&hint.text)?;
        }
        match problem.hints_left {
            0 => self.aside("That was the last hint; one more shows the solution."),
            _ => Ok(()),
        }
    }

    fn hint(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(self.out, "{YELLOW}Hint{RESET}  {}", text.trim())?)
    }

    /// The solution of a problem that was not answered.
    pub fn solution(&mut self, view: &SolutionView) -> Result<(), Error> {
        writeln!(
            self.out,
            "The answer is {BOLD}{}{RESET}.",
            in_a_row(view.keys.iter().map(|(_, key)| key))
        )?;
        match &view.solution {
            Some(solution) => self.paragraph(&solution.text),
            None => Ok(()),
        }
    }

    /// An intervention, without what is tried first.
    pub fn help_view(&mut self, help: &HelpView) -> Result<(), Error> {
        writeln!(self.out, "\n{BOLD}{}{RESET}", help.name)?;
        self.list(&help.why)?;
        for section in help.sections.iter().filter(|section| !section.afterwards) {
            self.help_section(section)?;
        }
        match (help.kind, help.sections.is_empty()) {
            (HelpKind::Teacher, true) => self.say("Ask your teacher to look at this with you."),
            _ => Ok(()),
        }
    }

    /// A stretch of an intervention.
    pub fn help_section(&mut self, section: &HelpSection) -> Result<(), Error> {
        if let Some(heading) = &section.heading {
            writeln!(self.out, "{BOLD}{heading}{RESET}")?;
        }
        self.paragraph(&section.text.text)
    }

    /// Why an answer is asked for once more.
    pub fn again(&mut self, ask: &AskAgain, raw: &str) -> Result<(), Error> {
        let message = match ask {
            AskAgain::Unreadable { start, message, .. } => {
                // Below what was typed behind the prompt `> `.
                let before = raw.get(..*start).unwrap_or(raw).chars().count();
                writeln!(self.out, "  {raw}\n  {:before$}{YELLOW}^{RESET}", "")?;
                message
            }
            AskAgain::WrongForm { message } | AskAgain::Confirm { message, .. } => message,
        };
        self.say(message)
    }

    /// What became of an answer.
    pub fn feedback(&mut self, view: &FeedbackView) -> Result<(), Error> {
        match view.verdict {
            Verdict::Right => writeln!(self.out, "{GREEN}{BOLD}Right!{RESET}")?,
            Verdict::RightValueWrongForm => {
                writeln!(
                    self.out,
                    "{YELLOW}{BOLD}The value is right, the form is not.{RESET}"
                )?;
            }
            Verdict::Partly | Verdict::Wrong => {
                let heading = match view.verdict {
                    Verdict::Partly => "Partly right.",
                    _ => "Not this time.",
                };
                let keys = in_a_row(view.parts.iter().map(|part| &part.key));
                writeln!(
                    self.out,
                    "{YELLOW}{BOLD}{heading}{RESET} The answer is {BOLD}{keys}{RESET}."
                )?;
            }
        }
        for part in &view.parts {
            if let Some(message) = &part.message {
                self.say(message)?;
            }
            for misconception in &part.misconceptions {
                if let Some(feedback) = &misconception.feedback {
                    self.paragraph(&feedback.text)?;
                }
            }
        }
        if let (Some(solution), false) = (&view.solution, view.verdict == Verdict::Right) {
            self.paragraph(&solution.text)?;
        }
        writeln!(
            self.out,
            "{} → {}",
            bar(view.mastery_before),
            bar(view.mastery_after)
        )?;
        if view.reached {
            let title = &view.problem.competency_title;
            writeln!(
                self.out,
                "{GREEN}{BOLD}Consistently proficient: {title}{RESET}"
            )?;
        }
        self.list(&view.missing)
    }

    /// The competencies with where the learner stands, numbered.
    pub fn map(&mut self, overview: &Overview) -> Result<(), Error> {
        writeln!(self.out)?;
        for (number, competency) in (1..).zip(&overview.competencies) {
            writeln!(
                self.out,
                "{number:>3}  {}  {}  {DIM}{}{RESET}",
                bar(competency.mastery),
                competency.title,
                status(competency.status)
            )?;
        }
        Ok(())
    }

    /// Where to go on, numbered.
    pub fn links(&mut self, links: &[CompetencyLink]) -> Result<(), Error> {
        for (number, link) in (1..).zip(links) {
            writeln!(
                self.out,
                "{number:>3}  {}  {DIM}{}{RESET}",
                link.title,
                status(link.status)
            )?;
        }
        Ok(())
    }

    fn paragraph(&mut self, text: &str) -> Result<(), Error> {
        writeln!(self.out)?;
        for line in text.trim().lines() {
            writeln!(self.out, "{}", format!("  {line}").trim_end())?;
        }
        Ok(writeln!(self.out)?)
    }
}

/// The answers to the parts of a problem.
fn in_a_row<'a>(keys: impl Iterator<Item = &'a Rendered>) -> String {
    let keys: Vec<&str> = keys.map(|key| key.text.trim()).collect();
    keys.join("; ")
}

/// `▰▰▰▰▰▰▱▱▱▱ 62 %`
fn bar(mastery: f64) -> String {
    // Rounded down: the bar is full only for who is certain.
    let full = (mastery.clamp(0.0, 1.0) * BAR as f64) as usize;
    let (full, open) = ("▰".repeat(full), "▱".repeat(BAR - full));
    format!("{full}{open} {:.0} %", (mastery * 100.0).floor())
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Locked => "not open yet",
        Status::Ready => "ready to begin",
        Status::Inferred => "likely known",
        Status::Practising => "begun",
        Status::Proficient => "proficient",
    }
}
