//! Handing a work in: text and files as the task asks for them, until marking begins.

use super::super::{Error, PATIENCE, Service};
use crate::base::LearnerId;
use crate::store::{
    AdministrationId, AdministrationState, Change, Entry, File, Handed, Submission, Written,
};
use crate::template::{FileRule, Submit};

/// The longest text, in bytes: about thirty pages.
const LONGEST_TEXT: usize = 100_000;

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

/// How many files one submission may have.
pub(super) const MOST_FILES: usize = 5;

impl Service {
    /// Takes a work in. `number` is the one shown with the task: sent again with the same content it
    /// is taken once, with other content it is refused. What a file is, its bytes tell.
    ///
    /// # Errors
    /// There is no such task of this learner, nothing is handed in, something is handed in that the
    /// task does not ask for or is too large, it is out of turn, marking has begun, or the database
    /// cannot be written.
    pub async fn hand_in(
        &self,
        learner: &LearnerId,
        id: AdministrationId,
        number: u32,
        text: &str,
        files: &[(String, Vec<u8>)],
    ) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let look = self.look(id).await?;
            if look.given.place.learner != *learner {
                return Err(Error::NoAdministration(id));
            }
            let (text, files) = checked(&look.task().submit, text, files)?;
            let latest = look.submissions.last();
            if let Some(latest) = latest.filter(|latest| latest.number == number) {
                return match self.is_same(id, latest, &text, &files).await? {
                    true => Ok(()),
                    false => Err(Error::Conflict {
                        administration: id,
                        attempt: number,
                    }),
                };
            }
            let next = latest.map_or(1, |latest| latest.number.saturating_add(1));
            if number != next {
                return Err(Error::OutOfTurn {
                    administration: id,
                    attempt: number,
                    next,
                });
            }
            let first = match look.given.state {
                AdministrationState::Assigned => true,
                AdministrationState::Submitted => false,
                _ => return Err(Error::MarkingBegan(id)),
            };
            let at = (self.clock)();
            let mut entries = vec![Entry::Submitted(Submission {
                administration: id,
                number,
                text,
                files,
                at,
            })];
            if first {
                entries.push(Entry::Moved {
                    administration: id,
                    from: AdministrationState::Assigned,
                    to: AdministrationState::Submitted,
                    at,
                });
            }
            let change = Change {
                place: &look.given.place,
                projection: None,
                entries: &entries,
            };
            if self.store.write_all(&[change]).await? == Written::Done {
                return Ok(());
            }
        }
        Err(Error::Busy)
    }

    async fn is_same(
        &self,
        id: AdministrationId,
        stored: &Handed,
        text: &str,
        files: &[File],
    ) -> Result<bool, Error> {
        if stored.text != text || stored.files.len() != files.len() {
            return Ok(false);
        }
        let mut snapshot = self.store.snapshot().await?;
        for (stored_file, file) in stored.files.iter().zip(files) {
            let bytes = snapshot
                .file_bytes(id, stored.number, stored_file.place)
                .await?;
            if stored_file.name != file.name || bytes.as_ref() != Some(&file.bytes) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What may be handed in, in the form it is kept.
fn checked(
    submit: &Submit,
    text: &str,
    files: &[(String, Vec<u8>)],
) -> Result<(String, Vec<File>), Error> {
    let text = text.trim();
    if text.len() > LONGEST_TEXT {
        return Err(Error::TooLong {
            bytes: text.len(),
            limit: LONGEST_TEXT,
        });
    }
    if text.is_empty() && files.is_empty() {
        return Err(Error::NothingHandedIn);
    }
    if !text.is_empty() && !submit.text {
        return Err(Error::NotAskedFor("a text"));
    }
    if files.len() > MOST_FILES {
        return Err(Error::TooManyFiles {
            files: files.len(),
            limit: MOST_FILES,
        });
    }
    let rule = match &submit.files {
        Some(rule) => rule,
        None if files.is_empty() => return Ok((text.to_owned(), Vec::new())),
        None => return Err(Error::NotAskedFor("a file")),
    };
    let files = files.iter().map(|(name, bytes)| file(rule, name, bytes));
    Ok((text.to_owned(), files.collect::<Result<_, _>>()?))
}

fn file(rule: &FileRule, name: &str, bytes: &[u8]) -> Result<File, Error> {
    // Browsers of old send the whole path; control characters would break what is sent back.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    let name = match name.is_empty() {
        true => "file".to_owned(),
        false => name,
    };
    if bytes.len() as u64 > rule.most_bytes {
        return Err(Error::FileTooLarge {
            name,
            limit: rule.most_bytes / 1_000_000,
        });
    }
    let kinds = rule.kinds.iter();
    let media_type = kinds.clone().find_map(|kind| kind.media_type(bytes));
    match media_type {
        Some(media_type) => Ok(File {
            name,
            media_type: media_type.to_owned(),
            bytes: bytes.to_vec(),
        }),
        None => Err(Error::FileKind {
            name,
            allowed: kinds
                .map(|kind| kind.name())
                .collect::<Vec<_>>()
                .join(" or "),
        }),
    }
}
