//! The folders of a bank: which templates there are, and whether each belongs to a competency.

use super::codes;
use super::files::{self, Root};
use super::intervention;
use super::manifest::Manifest;
use crate::base::{CompetencyId, Diagnostic, IdError, Source, TemplateId, closest};
use crate::template::front_matter::Text;
use crate::template::{ItemTemplate, missing_table};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The file that makes a folder a bank.
pub(super) const MANIFEST: &str = "bank.toml";

/// The folders of a bank with the templates in them.
pub(super) struct Folders {
    names: Vec<String>,
    pub templates: Vec<(TemplateId, PathBuf)>,
    /// Whether there is a folder of interventions.
    pub interventions: bool,
}

impl Folders {
    /// Lists them; a name that can be no id is reported.
    pub fn find(root: &Root<'_>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names = root.list("", diagnostics).folders;
        let folders = names.len();
        names.retain(|name| name != intervention::FOLDER);
        let interventions = names.len() < folders;
        let mut templates = Vec::new();
        for folder in &names {
            for file in root.list(folder, diagnostics).files {
                let Some(name) = file.strip_suffix(".md") else {
                    continue;
                };
                let path = root.shown(folder).join(&file);
                match CompetencyId::new(folder).and_then(|id| TemplateId::of(&id, name)) {
                    Ok(id) => templates.push((id, path)),
                    Err(error) => diagnostics.push(misnamed(&path, &error)),
                }
            }
        }
        Self {
            names,
            templates,
            interventions,
        }
    }

    /// Holds folders and competencies against each other.
    pub fn check_against(
        &self,
        manifest: &Manifest,
        source: &Source,
        root: &Root<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let ids = || {
            manifest
                .competencies
                .iter()
                .map(|raw| raw.id.value.as_str())
        };
        for folder in &self.names {
            if ids().all(|id| id != folder) {
                let help = closest(folder, ids()).map_or_else(
                    || {
                        format!(
                            "describe it as [competencies.{folder}] in {MANIFEST}, or move it out"
                        )
                    },
                    |meant| format!("did you mean `{meant}`?"),
                );
                let path = root.shown(folder).to_string_lossy().into_owned();
                let message = format!("no competency of {MANIFEST} is called `{folder}`");
                let finding = Diagnostic::file(codes::UNLISTED_FOLDER, path, message);
                diagnostics.push(finding.help(help));
            }
        }
        for raw in &manifest.competencies {
            let id = raw.id.value.as_str();
            if self
                .templates
                .iter()
                .any(|(template, _)| template.competency().as_str() == id)
            {
                continue;
            }
            let help = match closest(id, self.names.iter().map(String::as_str)) {
                Some(folder) if folder != id => format!("did you mean the folder `{folder}`?"),
                _ => format!("write its templates as {id}/….md"),
            };
            let finding = Diagnostic::error(
                codes::NO_TEMPLATES,
                source,
                raw.id.span,
                format!("the competency `{id}` has no templates"),
            );
            diagnostics.push(finding.help(help));
        }
    }

    /// Compiles and proves every template, in parallel.
    pub fn compile(
        &self,
        root: &Root<'_>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Vec<(Option<ItemTemplate>, Vec<Diagnostic>)> {
        let done = AtomicUsize::new(0);
        self.templates
            .par_iter()
            .map(|(id, path)| {
                let compiled = compile(root, id, path);
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                progress(done, self.templates.len());
                compiled
            })
            .collect()
    }
}

/// Compiles a file, with the table beside it, and proves it over its whole domain.
pub(super) fn compile(
    root: &Root<'_>,
    id: &TemplateId,
    path: &Path,
) -> (Option<ItemTemplate>, Vec<Diagnostic>) {
    match files::read(path) {
        Ok(source) => {
            let beside = source.clone();
            let open = |file: &Text| table(root, path, (&beside, file));
            let (template, mut diagnostics) =
                ItemTemplate::compile_beside(id.clone(), source, open);
            if let Some(template) = &template {
                diagnostics.extend(template.proof().diagnostics.iter().cloned());
            }
            (template, diagnostics)
        }
        Err(finding) => (None, vec![*finding]),
    }
}

/// The table that the template at `path` asks for.
fn table(
    root: &Root<'_>,
    path: &Path,
    (template, file): (&Source, &Text),
) -> Result<Source, Box<Diagnostic>> {
    let table = path.with_file_name(&file.value);
    // A link to nowhere is there, but cannot be read.
    if table.symlink_metadata().is_err() {
        return Err(missing_table(template, file));
    }
    root.check_inside(&table)?;
    files::read(&table)
}

/// A finding about a name that can be no id.
pub(super) fn misnamed(path: &Path, error: &IdError) -> Diagnostic {
    Diagnostic::file(codes::NAME, path.to_string_lossy(), error.to_string())
        .help("rename it: ids come from the names of folders and files")
}
