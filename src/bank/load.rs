//! From a folder to a bank, in parallel, with nothing loaded half-way.

use super::competency::pooled;
use super::costs::RawCosts;
use super::files::{self, Root};
use super::fitted::Given;
use super::folders::{Folders, MANIFEST, compile, misnamed};
use super::manifest::{self, Manifest, RawCompetency};
use super::{
    Bank, Competency, Intervention, Target, TemplateReport, codes, intervention, map, placement,
    tables,
};
use crate::base::{
    BankId, CompetencyId, Diagnostic, IdError, Locale, Source, Span, TemplateId, closest,
};
use crate::decision::PoolTemplate;
use crate::mastery::{Criterion, OPPORTUNITIES};
use crate::template::ItemTemplate;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// Grades by which a stem may be harder to read than the bank's highest: the formula's own spread.
const READING_LEEWAY: u32 = 2;

/// What came of loading.
#[derive(Debug)]
pub struct Loaded {
    /// The bank; none where anything in it is in error.
    pub bank: Option<Bank>,
    /// What the proofs found, also for templates of a bank that is not loaded.
    pub templates: Vec<TemplateReport>,
    /// Everything found, by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Bank {
    /// Loads the bank in a folder.
    pub fn load(folder: &Path) -> Loaded {
        load(folder, &|_, _| {})
    }
}

/// What came of loading several targets.
#[derive(Debug, Default)]
pub struct LoadedAll {
    /// The banks without an error.
    pub banks: Vec<Bank>,
    /// What the proofs found.
    pub templates: Vec<TemplateReport>,
    /// Everything found: target by target, then by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads banks and templates. `progress` is told, from several threads, how many templates of a
/// bank are done, and of how many.
pub fn load_all(targets: &[Target], progress: &(dyn Fn(usize, usize) + Sync)) -> LoadedAll {
    let mut all = LoadedAll::default();
    for target in targets {
        let (loaded, path) = match target {
            Target::Bank(folder) => (load(folder, progress), folder),
            Target::Template(file) => (load_alone(file), file),
        };
        all.templates.extend(loaded.templates);
        all.diagnostics.extend(loaded.diagnostics);
        let Some(bank) = loaded.bank else { continue };
        if all.banks.iter().any(|other| other.id == bank.id) {
            let message = format!("there is another bank `{}`", bank.id);
            let finding = Diagnostic::file(codes::DUPLICATE_BANK, path.to_string_lossy(), message);
            all.diagnostics
                .push(finding.help("rename one of the folders: a bank's id is its folder's name"));
        } else {
            all.banks.push(bank);
        }
    }
    all
}

fn load(folder: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Loaded {
    let mut loaded = match Root::open(folder) {
        Ok(root) => load_root(&root, progress),
        Err(finding) => Loaded {
            bank: None,
            templates: Vec::new(),
            diagnostics: vec![*finding],
        },
    };
    // Files are read in parallel; what is said of them has one order.
    loaded
        .diagnostics
        .sort_by_cached_key(|finding| (finding.path.clone(), finding.line_column()));
    if loaded.diagnostics.iter().any(Diagnostic::is_error) {
        loaded.bank = None;
    }
    loaded
}

/// Compiles a template that stands alone; its id comes from the names of its folder and file.
fn load_alone(path: &Path) -> Loaded {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let (template, diagnostics) =
        match (alone_id(path), Root::open(folder.unwrap_or(Path::new(".")))) {
            (Ok(id), Ok(root)) => compile(&root, &id, path),
            (Err(error), _) => (None, vec![misnamed(path, &error)]),
            (_, Err(finding)) => (None, vec![*finding]),
        };
    Loaded {
        bank: None,
        templates: template
            .iter()
            .map(|template| TemplateReport::new(template, Locale::default()))
            .collect(),
        diagnostics,
    }
}

/// The templates of a bank, by the names of their files; what is no template is passed over.
///
/// # Errors
/// The folder cannot be read.
pub fn template_ids(folder: &Path) -> io::Result<Vec<TemplateId>> {
    std::fs::read_dir(folder)?;
    let root = match Root::open(folder) {
        Ok(root) => root,
        Err(_) => return Ok(Vec::new()),
    };
    let templates = Folders::find(&root, &mut Vec::new()).templates;
    Ok(templates.into_iter().map(|(id, _)| id).collect())
}

/// The language a bank is written in, so far as its manifest says; what is wrong with the rest of it
/// is not said here.
pub fn language_of(folder: &Path) -> Locale {
    let root = Root::open(folder).ok();
    let manifest = root.and_then(|root| read_manifest(&root, &mut Vec::new()));
    manifest.map_or_else(Locale::default, |(manifest, _)| manifest.language)
}

/// One template of a bank, compiled and proved without the rest of the bank.
pub fn load_template(folder: &Path, id: &TemplateId) -> (Option<ItemTemplate>, Vec<Diagnostic>) {
    match Root::open(folder) {
        Ok(root) => compile(&root, id, &folder.join(format!("{id}.md"))),
        Err(finding) => (None, vec![*finding]),
    }
}

fn load_root(root: &Root<'_>, progress: &(dyn Fn(usize, usize) + Sync)) -> Loaded {
    let mut diagnostics = Vec::new();
    let manifest = read_manifest(root, &mut diagnostics);
    let folders = Folders::find(root, &mut diagnostics);
    if let Some((manifest, source)) = &manifest {
        folders.check_against(manifest, source, root, &mut diagnostics);
    }
    let interventions = match folders.interventions {
        true => intervention::read_all(root, &mut diagnostics),
        false => Vec::new(),
    };
    let compiled = folders.compile(root, progress);
    let mut templates = Vec::new();
    for (template, found) in compiled {
        diagnostics.extend(found);
        templates.extend(template);
    }
    let language = manifest
        .as_ref()
        .map_or_else(Locale::default, |(manifest, _)| manifest.language);
    let reports: Vec<TemplateReport> = templates
        .par_iter()
        .map(|template| TemplateReport::new(template, language))
        .collect();
    if let Some((manifest, _)) = &manifest {
        check_reading(manifest, &templates, &reports, &mut diagnostics);
    }
    let bank = match (BankId::new(&root.name()), manifest) {
        (Ok(id), Some((manifest, source))) => {
            let fitted = manifest
                .fitted
                .as_ref()
                .map_or_else(Given::default, |fitted| {
                    fitted.load(root, &source, &manifest.competencies, &mut diagnostics)
                });
            let described = Described {
                manifest: &manifest,
                fitted: &fitted,
                source: &source,
            };
            assemble(id, &described, templates, interventions, &mut diagnostics)
        }
        (Err(error), _) => {
            diagnostics.push(misnamed(root.shown, &error));
            None
        }
        (Ok(_), None) => None,
    };
    Loaded {
        bank,
        templates: reports,
        diagnostics,
    }
}

fn read_manifest(root: &Root<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<(Manifest, Source)> {
    let path = root.shown(MANIFEST);
    if !path.exists() {
        let finding = Diagnostic::file(
            codes::NO_BANK,
            root.shown.to_string_lossy(),
            format!("the folder has no {MANIFEST}"),
        );
        diagnostics.push(finding.help("give the folder of a bank, or write its bank.toml"));
        return None;
    }
    match root.check_inside(&path).and_then(|()| files::read(&path)) {
        Ok(source) => Some((manifest::read(&source, diagnostics), source)),
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    }
}

/// What a bank says of itself.
struct Described<'m> {
    manifest: &'m Manifest,
    fitted: &'m Given,
    source: &'m Source,
}

/// Puts a bank together; none where something in it is missing, which then was reported.
fn assemble(
    id: BankId,
    described: &Described<'_>,
    templates: Vec<ItemTemplate>,
    interventions: Vec<Intervention>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Bank> {
    let Described {
        manifest, source, ..
    } = *described;
    let prerequisites = map::prerequisites(source, &manifest.competencies, diagnostics);
    let mut by_competency: HashMap<CompetencyId, Vec<ItemTemplate>> = HashMap::new();
    for template in templates {
        by_competency
            .entry(template.id().competency())
            .or_default()
            .push(template);
    }
    let competencies: Vec<Option<Competency>> = manifest
        .competencies
        .iter()
        .zip(prerequisites)
        .map(|(raw, prerequisites)| {
            let id = CompetencyId::new(&raw.id.value).ok()?;
            let templates = by_competency.remove(&id).unwrap_or_default();
            let mut competency =
                competency(described, raw, id, prerequisites, templates, diagnostics)?;
            (competency.criterion, competency.extending) =
                manifest
                    .mastery
                    .criteria_of(raw, &competency, source, diagnostics);
            manifest.check_costs_asked(raw, &competency, source, diagnostics);
            check_supply(&competency, diagnostics);
            check_languages(manifest, &competency, diagnostics);
            Some(competency)
        })
        .collect();
    let competencies: Vec<Competency> = competencies.into_iter().collect::<Option<_>>()?;
    check_rubrics(&competencies, diagnostics);
    intervention::check(&interventions, &competencies, diagnostics);
    let placement = placement::plan(&manifest.placement, &competencies, source, diagnostics);
    let learned = (&competencies[..], &interventions[..]);
    let tables = tables::of_bank(manifest, learned, source, diagnostics);
    let places = competencies
        .iter()
        .enumerate()
        .flat_map(|(at, competency)| {
            let templates = competency.templates.iter().enumerate();
            templates.map(move |(place, template)| (template.id().clone(), (at, place)))
        })
        .collect();
    Some(Bank {
        id,
        title: manifest.title.as_ref()?.value.clone(),
        description: manifest.description.as_ref()?.value.clone(),
        language: manifest.language,
        languages: manifest.languages.iter().map(|l| l.value).collect(),
        confirmed: manifest.mastery.confirmed,
        phases: manifest.mastery.phases.clone(),
        competencies,
        placement,
        reviewing: manifest.reviewing,
        interventions,
        costs: manifest.costs.as_ref().and_then(RawCosts::complete),
        costs_at: manifest
            .costs
            .as_ref()
            .map(|raw| (source.clone(), raw.span)),
        learners: manifest.learners.clone(),
        tables,
        places,
    })
}

fn competency(
    described: &Described<'_>,
    raw: &RawCompetency,
    id: CompetencyId,
    prerequisites: Vec<usize>,
    templates: Vec<ItemTemplate>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Competency> {
    let Described {
        manifest,
        fitted,
        source,
    } = *described;
    let declared = manifest.raw_parameters(raw)?;
    let own = fitted.of(id.as_str());
    let parameters = own
        .map_or(declared, |own| own.parameters(declared))
        .check()
        .map(|parameters| parameters.with_learners(manifest.learners.types))
        .map_err(|error| {
            diagnostics.push(match own {
                Some(own) => own.finding(source, &error),
                None => manifest.finding(source, &error, Some(raw)),
            });
        })
        .ok()?;
    Some(Competency {
        id,
        title: raw.title.as_ref()?.value.clone(),
        statement: raw.statement.as_ref()?.value.clone(),
        mastery: raw.mastery.as_ref()?.value.clone(),
        standard: raw.standard.iter().map(|text| text.value.clone()).collect(),
        prerequisites,
        parameters,
        criterion: Criterion::default(),
        criterion_at: Some((source.clone(), manifest.mastery.place_of(raw))),
        extending: Criterion::default(),
        reason: own.map_or_else(|| manifest.reason(raw), |own| Some(own.reason.clone())),
        // A task is chosen, never drawn among the problems.
        pool: templates
            .iter()
            .filter(|template| template.task().is_none())
            .map(pooled)
            .collect(),
        templates,
    })
}

/// There must be problems enough to meet a criterion.
fn check_supply(competency: &Competency, diagnostics: &mut Vec<Diagnostic>) {
    let templates = competency.pool.len();
    // Without templates the competency was reported already.
    if templates == 0 {
        return;
    }
    let share = u64::from(OPPORTUNITIES).div_ceil(templates as u64);
    let problems = competency.templates.iter();
    let problems = problems.filter(|template| template.task().is_none());
    for (template, item) in problems.zip(&competency.pool) {
        let problems: u64 = item.strata.iter().sum();
        // What is wrong with its proof was reported.
        if problems < share && template.proof().is_sound() {
            let finding = Diagnostic::warning(
                codes::FEW_PROBLEMS,
                template.source(),
                Span::at(0),
                format!(
                    "{problems} problems are few: a learner could need {share} of this template"
                ),
            );
            diagnostics.push(finding.help(format!(
                "widen [parameters], or add templates: {OPPORTUNITIES} opportunities are shared by {}",
                templates
            )));
        } else if template.proof().is_sound() {
            diagnostics.extend(scarce_stratum(template, item, share));
        }
    }
}

/// The stratum with the fewest problems, where they are fewer than a learner could need of it: of
/// `share` problems of the template every stratum gives as many.
fn scarce_stratum(template: &ItemTemplate, item: &PoolTemplate, share: u64) -> Option<Diagnostic> {
    let needed = share.div_ceil(item.strata.len() as u64);
    let scarce = item.strata.iter().zip(&template.proof().strata);
    let (&problems, stratum) = scarce.min_by_key(|(problems, _)| **problems)?;
    (problems < needed).then(|| {
        let radicals = stratum.radicals.iter();
        let named = radicals.map(|(name, value)| format!("{name} = {value}"));
        let message = format!(
            "{problems} problems with {} are few: a learner could need {needed} of them",
            named.collect::<Vec<_>>().join(", ")
        );
        Diagnostic::warning(
            codes::FEW_IN_STRATUM,
            template.source(),
            Span::at(0),
            message,
        )
        .help("widen [parameters], rule this stratum out, or join it to another")
    })
}

/// Every template is translated into the languages the bank declares; one that begins to be has
/// said itself what it lacks.
fn check_languages(
    manifest: &Manifest,
    competency: &Competency,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for language in manifest.languages.iter().map(|language| language.value) {
        for template in &competency.templates {
            if !template.speaks(language) && !template.begins_to_speak(language) {
                let finding = Diagnostic::warning(
                    codes::UNTRANSLATED,
                    template.source(),
                    Span::at(0),
                    format!("there is no translation into `{}`", language.language),
                );
                diagnostics.push(finding.help(format!(
                    "write its sections as `## Stem ({0})` and so on, or take `{0}` out of {MANIFEST}",
                    language.language
                )));
            }
        }
    }
}

/// No stem is much harder to read than the grades the bank is for.
fn check_reading(
    manifest: &Manifest,
    templates: &[ItemTemplate],
    reports: &[TemplateReport],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some((_, highest)) = manifest.grades else {
        return;
    };
    for (template, report) in templates.iter().zip(reports) {
        if let Some(grade) = report.reading_grade
            && grade > f64::from(highest + READING_LEEWAY)
        {
            let message =
                format!("the stem reads at grade {grade:.1}, the bank is for grade {highest}");
            let finding =
                Diagnostic::warning(codes::HARD_TO_READ, template.source(), Span::at(0), message);
            let help = "use shorter sentences and plainer words (Flesch–Kincaid counts both)";
            diagnostics.push(finding.help(help));
        }
    }
}

/// The id of a template that stands alone.
fn alone_id(path: &Path) -> Result<TemplateId, IdError> {
    let part = |path: Option<&std::ffi::OsStr>| {
        path.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let resolved = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = part(resolved.parent().and_then(Path::file_name));
    let competency = CompetencyId::new(&folder).or_else(|_| CompetencyId::new("template"))?;
    TemplateId::of(&competency, &part(resolved.file_stem()))
}

/// What a rubric is evidence for is a competency of the bank.
fn check_rubrics(competencies: &[Competency], diagnostics: &mut Vec<Diagnostic>) {
    let ids = || competencies.iter().map(|competency| competency.id.as_str());
    for template in competencies.iter().flat_map(|own| &own.templates) {
        for criterion in template.task().iter().flat_map(|task| &task.rubric) {
            let id = criterion.competency.as_str();
            if ids().any(|known| known == id) {
                continue;
            }
            let finding = Diagnostic::error(
                codes::RUBRIC,
                template.source(),
                criterion.competency_span,
                format!("the bank has no competency `{id}`"),
            );
            diagnostics.push(finding.help(match closest(id, ids()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "name a competency of the bank".to_owned(),
            }));
        }
    }
}
