//! Parameters that were fitted to a response log, in place of those the manifest declares.

use super::codes;
use super::files::{self, Root};
use super::folders::MANIFEST;
use super::manifest::RawCompetency;
use crate::base::{Code, Diagnostic, Severity, Source, Spanned, closest, counted};
use crate::mastery::{MasteryError, RawParameters};
use crate::research::model::{Constraints, Role};
use crate::research::{
    Coding, FORMAT, Fitted, FittedSkill, HintCoding, Model, ModelSpec, PartialCoding, SkipCoding,
};
use crate::template::front_matter::Text;
use crate::template::front_matter::reader::{Reader, Table};
use std::collections::HashMap;
use std::path::Path;

/// Keys of `[fitted]`.
const FITTED: [&str; 2] = ["file", "skills"];

/// `[fitted]` as it was written.
pub(super) struct RawFitted {
    file: Text,
    /// Skills of the file that are called otherwise than their competencies, with those.
    skills: Vec<(Spanned<String>, Text)>,
}

/// What a file of fitted parameters gives to the competencies of a bank.
#[derive(Default)]
pub(super) struct Given {
    by_competency: HashMap<String, Own>,
}

/// What it gives to one of them.
pub(super) struct Own {
    skill: String,
    parameters: RawParameters,
    /// Where the values come from, in words.
    pub reason: String,
    place: Text,
    file: String,
    refit: String,
}

/// Reads `[fitted]`.
pub(super) fn read(reader: &mut Reader<'_>, top: &Table<'_>) -> Option<RawFitted> {
    let value = top.get("fitted")?;
    let allowed = "a table such as { file = \"params.json\" }";
    let table = reader.table("[fitted]", value, allowed)?;
    reader.check_keys(&table, &FITTED, &[], &[]);
    let Some(file) = table.get("file") else {
        reader.missing(&table, "file", "what `retake fit --out` wrote, in quotes");
        return None;
    };
    let file = reader.text("`file`", file, "the name of a file, in quotes")?;
    let skills = table.get("skills").and_then(|value| {
        reader.table(
            "[fitted.skills]",
            value,
            "a table such as { \"Adding fractions\" = \"fractions\" }",
        )
    });
    let mut named = Vec::new();
    for (skill, value) in skills.iter().flat_map(|table| &table.entries) {
        let what = format!("`{}`", skill.value);
        if let Some(competency) = reader.text(&what, value, "a competency, in quotes") {
            named.push((Spanned::new(skill.value.to_owned(), skill.span), competency));
        }
    }
    Some(RawFitted {
        file,
        skills: named,
    })
}

impl RawFitted {
    /// Reads the file, sees whether practice can use it, and says which competency gets what.
    pub fn load(
        &self,
        root: &Root<'_>,
        source: &Source,
        competencies: &[RawCompetency],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Given {
        let path = root.shown(&self.file.value);
        let read = root.check_inside(&path).and_then(|()| files::read(&path));
        let text = match read {
            Ok(text) => text,
            Err(finding) => {
                diagnostics.push(*finding);
                return Given::default();
            }
        };
        let fitted: Fitted = match serde_json::from_str(text.text()) {
            Ok(fitted) => fitted,
            Err(error) => {
                let finding = self.error(source, codes::FITTED, error.to_string());
                diagnostics.push(finding.help("name a file that `retake fit --out` wrote"));
                return Given::default();
            }
        };
        let before = diagnostics.len();
        let refit = refit(&fitted, &path);
        self.check(source, &fitted, &refit, diagnostics);
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return Given::default();
        }
        self.give(source, &fitted, &refit, competencies, diagnostics)
    }

    fn error(&self, source: &Source, code: Code, message: String) -> Diagnostic {
        let message = format!("`{}`: {message}", self.file.value);
        Diagnostic::error(code, source, self.file.span, message)
    }

    /// Whether the parameters mean to practice what they mean to the file.
    fn check(
        &self,
        source: &Source,
        fitted: &Fitted,
        refit: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if fitted.format != FORMAT {
            let message = format!("format {}, and format {FORMAT} is read", fitted.format);
            let finding = self.error(source, codes::FITTED, message);
            diagnostics.push(finding.help(refit));
            return;
        }
        if let Some(reason) = unusable(&fitted.model) {
            let message = format!("the model `{}` {reason}", fitted.model);
            let finding = self.error(source, codes::FITTED_MODEL, message);
            diagnostics.push(finding.help(refit));
        }
        for message in differences(&fitted.coding) {
            let finding = self.error(source, codes::FITTED_CODING, message.to_owned());
            diagnostics.push(finding.help(refit));
        }
        if fitted.coding.hints == HintCoding::Untold {
            let message = format!(
                "`{}`: the log it was fitted to does not tell which answers were given with hints",
                self.file.value
            );
            let finding =
                Diagnostic::warning(codes::FITTED_CODING, source, self.file.span, message);
            diagnostics.push(finding.help(format!(
                "if some were, guess and slip are off: name the column of hints and refit: {refit} --column hints=NAME"
            )));
        }
    }

    /// What each competency gets.
    fn give(
        &self,
        source: &Source,
        fitted: &Fitted,
        refit: &str,
        competencies: &[RawCompetency],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Given {
        let ids = || competencies.iter().map(|raw| raw.id.value.as_str());
        for (skill, competency) in &self.skills {
            if !fitted.skills.contains_key(&skill.value) {
                let close = closest(&skill.value, fitted.skills.keys().map(String::as_str));
                let message = format!("`{}` has no skill `{}`", self.file.value, skill.value);
                let finding = Diagnostic::error(codes::FITTED_SKILL, source, skill.span, message);
                diagnostics.push(finding.help(meant(close, "name a skill of the file")));
            }
            if !ids().any(|id| id == competency.value) {
                let message = format!("the bank has no competency `{}`", competency.value);
                let finding =
                    Diagnostic::error(codes::FITTED_SKILL, source, competency.span, message);
                let close = closest(&competency.value, ids());
                diagnostics.push(finding.help(meant(close, "name a competency of the bank")));
            }
        }
        let mut given = Given::default();
        let mut unused = Vec::new();
        for (name, skill) in &fitted.skills {
            let mapped = self.skills.iter().find(|(own, _)| own.value == *name);
            let competency = mapped.map_or(name.as_str(), |(_, to)| to.value.as_str());
            if !ids().any(|id| id == competency) {
                unused.push(name.as_str());
                continue;
            }
            let Some(own) = self.own(fitted, refit, name, skill) else {
                let message = format!("the skill `{name}` lacks a parameter of its model");
                let finding = self.error(source, codes::FITTED, message);
                diagnostics.push(finding.help(refit));
                continue;
            };
            let twice = given.by_competency.insert(competency.to_owned(), own);
            if let Some(first) = twice {
                let message = format!(
                    "both `{}` and `{name}` are the competency `{competency}`",
                    first.skill
                );
                let finding = self.error(source, codes::FITTED_SKILL, message);
                diagnostics.push(finding.help("map one of them in [fitted.skills] to another"));
            }
        }
        self.tell_unused(source, &unused, given.by_competency.is_empty(), diagnostics);
        given
    }

    fn own(&self, fitted: &Fitted, refit: &str, name: &str, skill: &FittedSkill) -> Option<Own> {
        let value = |role: Role| skill.value(role, None, None);
        let parameters = RawParameters {
            prior: value(Role::Prior)?,
            learn: value(Role::Learn)?,
            // A model without it is one that never forgets.
            forget: value(Role::Forget).unwrap_or(0.0),
            guess: value(Role::Guess)?,
            slip: value(Role::Slip)?,
            hint: 0.0,
        };
        Some(Own {
            skill: name.to_owned(),
            parameters,
            reason: format!(
                "Fitted by `{}` to {} of {} on `{name}`.",
                fitted.model,
                counted(skill.responses as usize, "response"),
                counted(skill.learners as usize, "learner"),
            ),
            place: self.file.clone(),
            file: self.file.value.clone(),
            refit: refit.to_owned(),
        })
    }

    /// Skills that no competency takes; where that is all of them the file is of no use.
    fn tell_unused(
        &self,
        source: &Source,
        unused: &[&str],
        all: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(first) = unused.first() else {
            return;
        };
        let more = match unused.len() {
            1 => String::new(),
            several => format!(" and {} more", several - 1),
        };
        let message = format!("no competency is called `{first}`{more}");
        let mut finding = self.error(source, codes::FITTED_SKILL, message);
        if !all {
            finding.severity = Severity::Warning;
        }
        diagnostics.push(finding.help(format!(
            "say in {MANIFEST} which competency it is: [fitted.skills] with \"{first}\" = \"…\""
        )));
    }
}

impl Given {
    /// What a competency gets.
    pub fn of(&self, competency: &str) -> Option<&Own> {
        self.by_competency.get(competency)
    }
}

impl Own {
    /// The parameters, with the declared share of help in a hint.
    pub fn parameters(&self, declared: RawParameters) -> RawParameters {
        RawParameters {
            hint: declared.hint,
            ..self.parameters
        }
    }

    /// A finding about a value that practice cannot use.
    pub fn finding(&self, source: &Source, error: &MasteryError) -> Diagnostic {
        let text = error.to_string();
        let message = text
            .split_once("; ")
            .map_or(text.as_str(), |(what, _)| what);
        let name = match error {
            MasteryError::OutOfRange { name, .. } => name,
            MasteryError::LearnAndForget { .. } => "learn",
            _ => "guess",
        };
        let finding = Diagnostic::error(
            codes::FITTED_VALUE,
            source,
            self.place.span,
            format!("`{}`, skill `{}`: {message}", self.file, self.skill),
        );
        finding.help(format!(
            "a prior keeps it off: {} --beta {name}=2,18",
            self.refit
        ))
    }
}

/// The command that fits what practice can use.
fn refit(fitted: &Fitted, out: &Path) -> String {
    let model = match &fitted.model {
        Model::Tracing(ModelSpec { forget: false, .. }) => "bkt",
        _ => "bkt+forget",
    };
    format!(
        "retake fit LOG --model {model}{} --hints-unseen --skips-left-out --out {}",
        laid_down(&fitted.constraints, model),
        out.display()
    )
}

/// Why practice cannot use a model; nothing where it can.
fn unusable(model: &Model) -> Option<&'static str> {
    const NEEDS: &str = "is more than practice can use: it takes prior, learn, forget, guess and slip of each skill, so `bkt` or `bkt+forget`";
    let usable = |spec: &ModelSpec| {
        let plain = ModelSpec {
            forget: spec.forget,
            ..ModelSpec::default()
        };
        *spec == plain
    };
    match model {
        Model::Tracing(spec) if usable(spec) => None,
        Model::Tracing(_) => Some(NEEDS),
        Model::Baseline(_) => Some(
            "has no states to know or not to know, which practice follows: `bkt` or `bkt+forget` have",
        ),
    }
}

/// In what a coding differs from what practice does: an answer with hints moves the belief by a guess
/// that is raised for them, so that guess and slip are those of answers without; a problem that is
/// skipped is no opportunity; credit in part lies between the wrong and the right answer, so that
/// these are the answers without and with full credit.
fn differences(coding: &Coding) -> Vec<&'static str> {
    let hints = match coding.hints {
        HintCoding::Unseen | HintCoding::None | HintCoding::Untold => None,
        HintCoding::AsGiven => Some(
            "answers with hints were taken as given, and practice needs guess and slip of answers without help",
        ),
        HintCoding::Wrong => Some(
            "answers with hints were taken as wrong, and practice needs guess and slip of answers without help",
        ),
    };
    let skips = match coding.skips {
        SkipCoding::LeftOut | SkipCoding::None => None,
        SkipCoding::Missing => Some(
            "problems without an answer were taken as opportunities to learn, and in practice they are none",
        ),
        SkipCoding::Wrong => Some(
            "problems without an answer were taken as wrong, and in practice they are no opportunity at all",
        ),
    };
    let partial = match coding.partial {
        PartialCoding::Refused | PartialCoding::None => None,
        PartialCoding::RightFrom(_) => Some(
            "credit in part was taken as right or wrong, and in practice it lies between the two: leave --right-from out",
        ),
    };
    [hints, skips, partial].into_iter().flatten().collect()
}

/// What was laid down, as options of `retake fit`.
fn laid_down(constraints: &Constraints, model: &str) -> String {
    let mut options = String::new();
    for (name, constraint) in constraints {
        let known = ["prior", "learn", "guess", "slip"].contains(&name.as_str())
            || name == "forget" && model != "bkt";
        if !known {
            continue;
        }
        if let Some(value) = constraint.fixed {
            options.push_str(&format!(" --fix {name}={value}"));
        }
        if let Some((low, high)) = constraint.bounds {
            options.push_str(&format!(" --bound {name}={low}..{high}"));
        }
        if let Some((alpha, beta)) = constraint.beta {
            options.push_str(&format!(" --beta {name}={alpha},{beta}"));
        }
    }
    options
}

fn meant(close: Option<&str>, otherwise: &str) -> String {
    close.map_or_else(
        || otherwise.to_owned(),
        |close| format!("did you mean `{close}`?"),
    )
}
