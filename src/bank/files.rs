//! Files and folders of a bank, read with care: what cannot be read becomes a finding, what is too
//! large is not read at all, and no link leads out.

use super::codes;
use crate::base::{Diagnostic, Source, Span};
use crate::template::front_matter::{MAX_TEMPLATE_BYTES, NOT_UTF8, TOO_LARGE};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A bank's folder: its place on the disk, resolved, and what its author calls it.
pub(super) struct Root<'a> {
    /// As given; diagnostics begin with it.
    pub shown: &'a Path,
    resolved: PathBuf,
}

/// What a folder holds, by name.
#[derive(Default)]
pub(super) struct Listing {
    pub folders: Vec<String>,
    pub files: Vec<String>,
}

impl<'a> Root<'a> {
    /// Resolves a folder.
    pub fn open(shown: &'a Path) -> Result<Self, Box<Diagnostic>> {
        match fs::canonicalize(shown) {
            Ok(resolved) => Ok(Self { shown, resolved }),
            Err(error) => Err(unreadable(shown, &error)),
        }
    }

    /// The folder's own name.
    pub fn name(&self) -> String {
        let name = self.resolved.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// A path below the bank's folder as its author calls it.
    pub fn shown(&self, below: &str) -> PathBuf {
        if below.is_empty() {
            self.shown.to_path_buf()
        } else {
            self.shown.join(below)
        }
    }

    /// What a folder of the bank holds, by name; hidden entries are passed over.
    pub fn list(&self, below: &str, diagnostics: &mut Vec<Diagnostic>) -> Listing {
        let mut listing = Listing::default();
        let folder = self.shown(below);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                diagnostics.push(*unreadable(&folder, &error));
                return listing;
            }
        };
        for entry in entries {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(error) => {
                    diagnostics.push(*unreadable(&folder, &error));
                    continue;
                }
            };
            let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            match self.kind(&path) {
                Ok(kind) if kind.is_dir() => listing.folders.push(name.into_owned()),
                Ok(_) => listing.files.push(name.into_owned()),
                Err(finding) => diagnostics.push(*finding),
            }
        }
        listing.folders.sort_unstable();
        listing.files.sort_unstable();
        listing
    }

    /// Sees to it that a path leads to something in the bank.
    pub fn check_inside(&self, path: &Path) -> Result<(), Box<Diagnostic>> {
        self.kind(path).map(|_| ())
    }

    fn kind(&self, path: &Path) -> Result<fs::FileType, Box<Diagnostic>> {
        let resolved = fs::canonicalize(path).map_err(|error| unreadable(path, &error))?;
        if !resolved.starts_with(&self.resolved) {
            let finding = Diagnostic::file(
                codes::OUTSIDE,
                path.to_string_lossy(),
                "this link leads out of the bank",
            );
            let help = "put the file itself here: a bank is complete in its folder";
            return Err(Box::new(finding.help(help)));
        }
        let metadata = fs::metadata(&resolved).map_err(|error| unreadable(path, &error))?;
        Ok(metadata.file_type())
    }
}

/// Reads a text file of at most [`MAX_TEMPLATE_BYTES`]; larger ones are not read.
pub(super) fn read(path: &Path) -> Result<Source, Box<Diagnostic>> {
    let shown = path.to_string_lossy();
    let (size, file) = open(path).map_err(|error| unreadable(path, &error))?;
    let limit = MAX_TEMPLATE_BYTES as u64;
    let mut bytes = Vec::new();
    if size <= limit {
        // One byte more, as the file may grow meanwhile.
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(path, &error))?;
    }
    if size.max(bytes.len() as u64) > limit {
        let finding = Diagnostic::file(
            TOO_LARGE,
            shown,
            format!("the file has {size} bytes, more than the {limit} that are read"),
        );
        let help = match path.extension().and_then(std::ffi::OsStr::to_str) {
            Some("csv") => "a table has at most 2000 rows: keep those that problems are made of",
            Some("json") => "fit the skills of this bank only",
            _ => "one template is one problem family: split it, or move data out",
        };
        return Err(Box::new(finding.help(help)));
    }
    String::from_utf8(bytes)
        .map(|text| Source::new(shown.as_ref(), text))
        .map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(error.as_bytes());
            let source = Source::new(path.to_string_lossy(), text);
            let place = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
            let finding = Diagnostic::error(NOT_UTF8, &source, place, "the file is not UTF-8")
                .labelled(format!("byte 0x{byte:02X} is no character here"));
            Box::new(finding.help("save it with the encoding UTF-8"))
        })
}

/// A regular file and its size: a pipe would be waited for without end.
fn open(path: &Path) -> io::Result<(u64, File)> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    Ok((metadata.len(), File::open(path)?))
}

/// What the operating system says about a file or folder.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let finding = Diagnostic::file(
        codes::UNREADABLE,
        path.to_string_lossy(),
        format!("cannot be read: {error}"),
    );
    Box::new(finding.help(match error.kind() {
        io::ErrorKind::NotFound => "check the path for a slip of the finger",
        io::ErrorKind::PermissionDenied => "give yourself the right to read it",
        _ => "mend or remove it",
    }))
}
