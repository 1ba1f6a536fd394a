//! What a path given on the command line means: a bank, several, or templates alone.

use super::codes;
use super::files::unreadable;
use crate::base::Diagnostic;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Something that can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A folder with a `bank.toml`.
    Bank(PathBuf),
    /// A template outside of its bank.
    Template(PathBuf),
}

/// Finds what a path means: a bank's folder or its `bank.toml`, a folder of banks, a template's
/// file, or a folder of templates.
///
/// # Errors
/// There is nothing at the path, or nothing that can be checked.
pub fn locate(path: &Path) -> Result<Vec<Target>, Box<Diagnostic>> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    let found = if metadata.is_dir() {
        in_folder(path).map_err(|error| unreadable(path, &error))?
    } else if path.file_name().is_some_and(|name| name == "bank.toml") {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        vec![Target::Bank(folder.unwrap_or(Path::new(".")).to_path_buf())]
    } else if is_template(path) {
        vec![Target::Template(path.to_path_buf())]
    } else {
        Vec::new()
    };
    if found.is_empty() {
        let message = "is neither a bank, a folder of banks nor a template";
        let finding = Diagnostic::file(codes::NO_BANK, path.to_string_lossy(), message);
        let help = "a bank is a folder with a bank.toml; a template is an .md file";
        return Err(Box::new(finding.help(help)));
    }
    Ok(found)
}

fn in_folder(path: &Path) -> io::Result<Vec<Target>> {
    let is_bank = |folder: &Path| folder.join("bank.toml").exists();
    if is_bank(path) {
        return Ok(vec![Target::Bank(path.to_path_buf())]);
    }
    let mut entries = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    entries.sort_unstable();
    let banks: Vec<Target> = entries
        .iter()
        .filter(|entry| is_bank(entry))
        .map(|entry| Target::Bank(entry.clone()))
        .collect();
    if !banks.is_empty() {
        return Ok(banks);
    }
    let templates = entries.into_iter().filter(|entry| is_template(entry));
    Ok(templates.map(Target::Template).collect())
}

fn is_template(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md") && path.is_file()
}
