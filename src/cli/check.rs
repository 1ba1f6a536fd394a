//! `retake check`: proves templates over their whole domain and says what is wrong with a bank.

mod costs;
mod criteria;

use super::error::Exit;
use super::tables::Tables;
use super::{Error, banks, findings};
use crate::bank::{Criteria, CriterionReport, FieldRule, LoadedAll, Stakes, TemplateReport};
use crate::base::{CompetencyId, Diagnostic, Severity, counted, grouped};
use crate::template::{Count, Method};
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Check banks or single templates.
///
/// Every template is compiled and proved: all problems it can pose are computed, so that none
/// divides by zero, repeats an option or offers the key twice. Prints a line per template, how
/// often a guesser and a knower meet the criterion of each competency within 20 opportunities, what
/// the costs of a bank come to, and everything that is to be mended, each with its place and what to do.
///
/// Exits with 0 where there is nothing to mend, with 1 where there is.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  retake check item-banks
      every bank in a folder
  retake check item-banks/pre-algebra --format json
      for other programs
  retake check item-banks/pre-algebra/decimals/compare-decimals.md
      one template, while writing it")]
pub struct Check {
    /// A bank, a folder of banks, or a template's file
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Leave out what the costs of a bank come to, which takes seconds the first time
    #[arg(long)]
    no_tables: bool,
    #[command(flatten)]
    tables: Tables,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one object with `templates`, `criteria`, `field_rules`, `costs` and `diagnostics`
    Json,
}

/// Everything a check found.
#[derive(Serialize)]
struct Report {
    templates: Vec<TemplateReport>,
    criteria: Vec<CriterionReport>,
    field_rules: Vec<FieldRule>,
    costs: Vec<Stakes>,
    diagnostics: Vec<Finding>,
}

/// A finding without the text it is in.
#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: Severity,
    message: String,
    path: String,
    line: usize,
    column: usize,
    help: Option<String>,
}

impl Check {
    /// Checks and prints.
    ///
    /// # Errors
    /// Standard output does not take what is printed.
    pub fn run(&self) -> Result<Exit, Error> {
        let mut loaded = banks::load(&self.paths);
        let criteria = self.criteria(&mut loaded);
        let stakes = self.stakes(&mut loaded);
        match self.format {
            Format::Text => print_text(&loaded, criteria, &stakes)?,
            Format::Json => print_json(&loaded, criteria, stakes)?,
        }
        // A path that is not there is no finding about a bank.
        Ok(if self.paths.iter().any(|path| !path.exists()) {
            Exit::Io
        } else if loaded.diagnostics.is_empty() {
            Exit::Fine
        } else {
            Exit::Findings
        })
    }

    /// Who meets the criteria of every bank, with what that warns of among the findings.
    fn criteria(&self, loaded: &mut LoadedAll) -> Vec<Criteria> {
        let cache = self.tables.cache();
        let all = loaded.banks.iter();
        let mut all: Vec<Criteria> = all.map(|bank| bank.criteria(cache.as_ref())).collect();
        for bank in &mut all {
            loaded.diagnostics.append(&mut bank.warnings);
        }
        all
    }

    /// What the costs of every bank come to, with what that warns of among the findings.
    fn stakes(&self, loaded: &mut LoadedAll) -> Vec<Stakes> {
        let mut all = Vec::new();
        if self.no_tables {
            return all;
        }
        let cache = self.tables.cache();
        for bank in &loaded.banks {
            let stakes = bank.stakes(cache.as_ref());
            loaded.diagnostics.extend(bank.warnings(&stakes));
            all.extend(stakes);
        }
        all
    }
}

fn print_json(loaded: &LoadedAll, banks: Vec<Criteria>, costs: Vec<Stakes>) -> Result<(), Error> {
    let (mut criteria, mut field_rules) = (Vec::new(), Vec::new());
    for bank in banks {
        criteria.extend(bank.reports);
        field_rules.extend(bank.field);
    }
    let report = Report {
        templates: loaded.templates.clone(),
        criteria,
        field_rules,
        costs,
        diagnostics: loaded.diagnostics.iter().map(Finding::new).collect(),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

fn print_text(loaded: &LoadedAll, criteria: Vec<Criteria>, stakes: &[Stakes]) -> Result<(), Error> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    print_templates(&mut out, &loaded.templates)?;
    criteria::print(&mut out, &criteria)?;
    costs::print(&mut out, stakes)?;
    print_reading(&mut out, &loaded.templates)?;
    for finding in &loaded.diagnostics {
        findings::write(&mut out, finding)?;
    }
    let count = |severity| {
        let same = |finding: &&Diagnostic| finding.severity == severity;
        loaded.diagnostics.iter().filter(same).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let templates = counted(loaded.templates.len(), "template");
    let interventions: usize = loaded
        .banks
        .iter()
        .map(|bank| bank.interventions().len())
        .sum();
    let checked = match interventions {
        0 => templates,
        _ => format!("{templates} and {}", counted(interventions, "intervention")),
    };
    writeln!(
        out,
        "{checked} checked: {}",
        match (errors, warnings) {
            (0, 0) => "nothing to mend".to_owned(),
            (_, 0) => counted(errors, "error"),
            (0, _) => counted(warnings, "warning"),
            _ => format!(
                "{} and {}",
                counted(errors, "error"),
                counted(warnings, "warning")
            ),
        }
    )?;
    out.flush()?;
    Ok(())
}

fn print_templates(out: &mut impl Write, templates: &[TemplateReport]) -> Result<(), Error> {
    if templates.is_empty() {
        return Ok(());
    }
    let rows: Vec<[String; 6]> = templates.iter().map(template_row).collect();
    let header = [
        "template", "tuples", "problems", "distinct", "strata", "proof",
    ];
    print_table(out, header.map(str::to_owned), &rows)
}

fn template_row(template: &TemplateReport) -> [String; 6] {
    [
        template.id.to_string(),
        grouped(template.domain),
        count(template.valid),
        count(template.distinct),
        grouped(template.strata as u64),
        match template.proof {
            Method::Exhaustive => "exhaustive".to_owned(),
            Method::Sampled => "sampled".to_owned(),
        },
    ]
}

fn print_reading(out: &mut impl Write, templates: &[TemplateReport]) -> Result<(), Error> {
    let mut rows: Vec<(CompetencyId, f64, f64)> = Vec::new();
    for template in templates {
        let (id, Some(grade)) = (template.id.competency(), template.reading_grade) else {
            continue;
        };
        match rows.iter_mut().find(|(known, ..)| *known == id) {
            Some((_, low, high)) => (*low, *high) = (low.min(grade), high.max(grade)),
            None => rows.push((id, grade, grade)),
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let range = |(id, low, high): &(CompetencyId, f64, f64)| {
        let range = if low == high {
            format!("{low:.1}")
        } else {
            format!("{low:.1} to {high:.1}")
        };
        [id.to_string(), range]
    };
    let rows: Vec<[String; 2]> = rows.iter().map(range).collect();
    writeln!(
        out,
        "School grade in which the stems are understood (Flesch–Kincaid):"
    )?;
    print_table(out, ["competency", "grade"].map(str::to_owned), &rows)
}

/// A table whose first column is text and whose others stand at the right.
fn print_table<const N: usize>(
    out: &mut impl Write,
    header: [String; N],
    rows: &[[String; N]],
) -> Result<(), Error> {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .chain([&header])
            .map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    for row in [&header].into_iter().chain(rows) {
        for (column, cell) in row.iter().enumerate() {
            let width = widths[column];
            match column {
                0 => write!(out, "{cell:width$}")?,
                _ => write!(out, "  {cell:>width$}")?,
            }
        }
        writeln!(out)?;
    }
    writeln!(out)?;
    Ok(())
}

fn count(count: Count) -> String {
    match count {
        Count::Exact(count) => grouped(count),
        Count::Between { low, high } => {
            format!("{}–{}", grouped(low), grouped(high))
        }
    }
}

impl Finding {
    fn new(finding: &Diagnostic) -> Self {
        let (line, column) = finding.line_column();
        Self {
            code: finding.code.0,
            severity: finding.severity,
            message: finding.message.clone(),
            path: finding.path.to_string(),
            line,
            column,
            help: finding.help.clone(),
        }
    }
}
