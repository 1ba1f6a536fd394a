//! `retake generate`: problems for a learner, as many as asked for, the same bytes every time.

mod jsonl;
mod part;
mod sheet;

use self::part::Written;
use super::error::Exit;
use super::progress::Progress;
use super::{Error, findings};
use crate::bank::{language_of, load_template, template_ids};
use crate::base::{Diagnostic, LearnerId, Locale, Secret, closest, grouped};
use crate::doc::Output;
use crate::template::{Drawer, Instantiator, ItemTemplate, Section};
use rayon::prelude::*;
use std::io::{BufWriter, IsTerminal, Write};
use std::ops::Range;
use std::path::PathBuf;

/// Problems made by one thread at a time: enough to make handing them over cheap.
const CHUNK: u64 = 256;

/// Chunks made before they are written: what is held in memory at once.
const BATCH: u64 = 64;

/// Generate problems for a learner.
///
/// The K-th problem of a learner is always the same under the same seed, and no problem comes
/// twice before every one of the template was given; then they begin again and the note on
/// standard error says where. The same seed gives the same bytes on every machine and with any
/// number of threads.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  retake generate item-banks/pre-algebra decimals/compare-decimals --learner ada --count 5 --seed 1
      five problems, one JSON object a line
  retake generate item-banks/pre-algebra decimals/compare-decimals --learner ada --count 5 --from 5 --seed 1
      the next five
  retake generate item-banks/pre-algebra decimals/compare-decimals --learner ada --count 10 --format html > sheet.html
      a sheet to print, with the answers on a page of their own")]
pub struct Generate {
    /// The bank's folder
    bank: PathBuf,
    /// The template: competency/template, as its folder and file are named
    template: String,
    /// Whom the problems are for: another learner gets others
    #[arg(long, value_name = "ID", value_parser = LearnerId::new)]
    learner: LearnerId,
    /// How many
    #[arg(long, value_name = "N")]
    count: u64,
    /// How many of this learner's problems to pass over first
    #[arg(long, value_name = "K", default_value_t = 0)]
    from: u64,
    /// Any text; without it a new one is made and printed on standard error
    #[arg(long, value_name = "S")]
    seed: Option<String>,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line
    #[default]
    Jsonl,
    /// A sheet of plain text, answers at its end
    Text,
    /// A page to print, mathematics as MathML, answers on a page of their own
    Html,
}

/// Makes one problem after another for one learner, each thread with one of its own.
struct Maker<'a> {
    template: &'a ItemTemplate,
    drawer: Drawer<'a>,
    instance: Instantiator<'a>,
    locale: Locale,
}

impl<'a> Maker<'a> {
    fn new(
        template: &'a ItemTemplate,
        secret: &Secret,
        learner: &LearnerId,
        locale: Locale,
    ) -> Self {
        Self {
            template,
            drawer: template.drawer(secret, learner),
            instance: Instantiator::new(template),
            locale,
        }
    }

    /// Makes the problem that comes after `number` others; says whether it came before. None
    /// where a domain that was only sampled has no problem there.
    fn make(&mut self, number: u64) -> Result<Option<bool>, Error> {
        let Some(draw) = self.drawer.free(number) else {
            return Ok(None);
        };
        self.instance.issue(&mut self.drawer, &draw)?;
        Ok(Some(draw.seen_before))
    }

    fn stem(&mut self, output: Output, out: &mut String) {
        self.instance.write(Section::Stem, output, self.locale, out);
    }

    fn parts(&mut self, output: Output) -> Vec<Written> {
        let parts = self.template.parts().iter().enumerate();
        parts
            .map(|(at, part)| Written::of(self, at, part, output))
            .collect()
    }
}

/// What is written of some problems.
#[derive(Default)]
struct Made {
    problems: Vec<u8>,
    /// For the end of a sheet.
    answers: Vec<u8>,
    remarks: Remarks,
}

/// What is said of the problems beside them.
#[derive(Default)]
struct Remarks {
    /// The number, from 1, of the first problem this learner has met before.
    first_repeated: Option<u64>,
    /// Numbers without a problem.
    gaps: u64,
}

impl Generate {
    /// Generates and prints.
    ///
    /// # Errors
    /// There is no such template, it has errors, or standard output does not take the problems.
    pub fn run(&self) -> Result<Exit, Error> {
        let template = self.load()?;
        if template.proof().strata.is_empty() {
            return Err(Error::NoProblems);
        }
        let secret = match &self.seed {
            Some(seed) => Secret::from_seed(seed),
            None => fresh_seed()?,
        };
        let remarks = self.write(&template, &secret)?;
        if let Some(number) = remarks.first_repeated {
            note(&format!(
                "from number {} on problems come that this learner has seen before: all of the template were given",
                grouped(number)
            ));
        }
        if remarks.gaps > 0 {
            note(&format!(
                "{} fewer, as this domain is too large to be listed and has gaps: ask for so many more",
                grouped(remarks.gaps)
            ));
        }
        Ok(Exit::Fine)
    }

    fn load(&self) -> Result<ItemTemplate, Error> {
        let ids = template_ids(&self.bank).map_err(|error| Error::Read {
            path: self.bank.clone(),
            error,
        })?;
        let names = ids.iter().map(|id| id.as_str());
        let Some(id) = ids.iter().find(|id| id.as_str() == self.template) else {
            return Err(Error::NoTemplate {
                given: self.template.clone(),
                closest: closest(&self.template, names).map(str::to_owned),
            });
        };
        let (template, diagnostics) = load_template(&self.bank, id);
        let mut stderr = anstream::stderr().lock();
        for finding in &diagnostics {
            findings::write(&mut stderr, finding)?;
        }
        if diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Error::Findings);
        }
        template.ok_or(Error::Findings)
    }

    /// Writes every problem, batch by batch.
    fn write(&self, template: &ItemTemplate, secret: &Secret) -> Result<Remarks, Error> {
        let stdout = std::io::stdout();
        // A bar would run through what is written to the same terminal.
        let progress = (!stdout.is_terminal()).then(|| Progress::new("problems"));
        let mut out = BufWriter::new(stdout.lock());
        let mut remarks = Remarks::default();
        let mut answers = Vec::new();
        let language = language_of(&self.bank);
        let end = self.from.saturating_add(self.count);
        sheet::begin(self.format, template, language, &mut out)?;
        for batch in ranges(self.from..end, CHUNK * BATCH) {
            let chunks: Vec<Range<u64>> = ranges(batch.clone(), CHUNK).collect();
            let made: Vec<Made> = chunks
                .into_par_iter()
                .map_init(
                    || Maker::new(template, secret, &self.learner, language),
                    |maker, chunk| self.make(maker, chunk),
                )
                .collect::<Result<_, Error>>()?;
            for part in made {
                out.write_all(&part.problems)?;
                answers.extend(part.answers);
                let first = part.remarks.first_repeated;
                remarks.first_repeated = remarks.first_repeated.or(first);
                remarks.gaps += part.remarks.gaps;
            }
            if let Some(progress) = &progress {
                progress.report(batch.end - self.from, self.count);
            }
        }
        sheet::end(self.format, language, &answers, &mut out)?;
        out.flush()?;
        Ok(remarks)
    }

    fn make(&self, maker: &mut Maker<'_>, numbers: Range<u64>) -> Result<Made, Error> {
        let mut made = Made::default();
        for number in numbers {
            let Some(seen_before) = maker.make(number)? else {
                made.remarks.gaps += 1;
                continue;
            };
            if seen_before && made.remarks.first_repeated.is_none() {
                made.remarks.first_repeated = Some(number + 1);
            }
            match self.format {
                Format::Jsonl => jsonl::write(maker, seen_before, &mut made.problems)?,
                Format::Text => sheet::write_text(maker, number + 1, &mut made)?,
                Format::Html => sheet::write_html(maker, number + 1, &mut made)?,
            }
        }
        Ok(made)
    }
}

/// A range in pieces of at most `len`.
fn ranges(whole: Range<u64>, len: u64) -> impl Iterator<Item = Range<u64>> {
    let mut next = whole.start;
    std::iter::from_fn(move || {
        let start = next;
        next = start.saturating_add(len).min(whole.end);
        (start < next).then_some(start..next)
    })
}

/// A secret of its own, from a seed that is told, so that the problems can be made again.
fn fresh_seed() -> Result<Secret, Error> {
    let hex = Secret::random().map_err(Error::Randomness)?.to_hex();
    // 64 of its bits: short enough to be typed.
    let seed = &hex[..16];
    note(&format!(
        "give --seed {seed} to get the same problems again"
    ));
    Ok(Secret::from_seed(seed))
}

fn note(text: &str) {
    // Where standard error is closed nobody wants to read it.
    _ = writeln!(anstream::stderr(), "note: {text}");
}
