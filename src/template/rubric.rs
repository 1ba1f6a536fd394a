//! A task that people mark: what is handed in, and the rubric it is marked by.

use super::codes;
use super::compile::{Compiler, Reported, Result};
use super::front_matter::{FrontMatter, RawAnswer, RawAnswerKind};
use crate::base::{CompetencyId, CriterionId, Span};

/// The largest file that may be asked for, in bytes: larger ones belong elsewhere.
const LARGEST_FILE: u64 = 50 * MEGABYTE;

/// A file's size where the template does not say, in bytes.
const USUAL_FILE: u64 = 10 * MEGABYTE;

const MEGABYTE: u64 = 1_000_000;

/// A task that people mark.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Task {
    /// What is handed in.
    pub submit: Submit,
    /// What it is marked by, in file order; at least one.
    pub rubric: Vec<Criterion>,
}

/// What may be handed in; at least one of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Submit {
    /// Whether something is written.
    pub text: bool,
    /// What may be attached, if anything.
    pub files: Option<FileRule>,
}

/// Which files may be attached.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileRule {
    /// Their kinds; at least one.
    pub kinds: Vec<FileKind>,
    /// How large one may be, in bytes.
    pub most_bytes: u64,
}

/// A kind of file, told by how it begins and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A PDF document.
    Pdf,
    /// A picture: PNG, JPEG, GIF or WebP.
    Image,
    /// Plain text in UTF-8.
    Text,
}

/// One criterion of a rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Criterion {
    /// Its name.
    pub id: CriterionId,
    /// What a learner reads above its levels.
    pub title: String,
    /// What reaching its levels is evidence for.
    pub competency: CompetencyId,
    /// Where the file names that competency.
    pub competency_span: Span,
    /// Its levels in words, level 1 first; 2 to 8.
    pub levels: Vec<String>,
    /// The first level that shows the competency: 2 or above, and one there is.
    pub needed: u8,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Image, Self::Text];

    /// As an author writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Image => "image",
            Self::Text => "text",
        }
    }

    /// What a browser offers to choose from: the `accept` of a file field.
    pub const fn accept(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Image => "image/png,image/jpeg,image/gif,image/webp",
            Self::Text => "text/plain,.txt,.md,.csv",
        }
    }

    /// The media type of a file of this kind with these bytes; none if it is of another kind.
    ///
    /// ```
    /// use retake::template::FileKind;
    /// assert_eq!(FileKind::Pdf.media_type(b"%PDF-1.7"), Some("application/pdf"));
    /// assert_eq!(FileKind::Image.media_type(b"<svg>"), None);
    /// ```
    pub fn media_type(self, bytes: &[u8]) -> Option<&'static str> {
        let begins = |mark: &[u8]| bytes.starts_with(mark);
        match self {
            Self::Pdf => begins(b"%PDF-").then_some("application/pdf"),
            Self::Image if begins(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
            Self::Image if begins(b"\xff\xd8\xff") => Some("image/jpeg"),
            Self::Image if begins(b"GIF87a") || begins(b"GIF89a") => Some("image/gif"),
            Self::Image if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => {
                Some("image/webp")
            }
            Self::Image => None,
            // Nothing that a text has no use for: what a browser would take for something else.
            Self::Text => str::from_utf8(bytes)
                .is_ok_and(|text| !text.contains('\0'))
                .then_some("text/plain; charset=utf-8"),
        }
    }
}

impl Task {
    /// The task of a template that asks for one.
    pub(super) fn compile(
        compiler: &mut Compiler<'_>,
        front: &FrontMatter,
    ) -> Result<Option<Self>> {
        let is_task = |answer: &&RawAnswer| answer.kind.value == RawAnswerKind::Performance;
        let answer = front.parts.iter().find(is_task);
        let Some(answer) = answer else {
            return match front.rubric.first() {
                None => Ok(None),
                Some(criterion) => compiler.fail(
                    codes::RUBRIC,
                    criterion.id.span,
                    "a rubric, and nothing that is marked by it",
                    "write `kind = \"performance\"` in [answer], or leave [rubric] out",
                ),
            };
        };
        if front.parts.len() > 1 {
            return compiler.fail(
                codes::RUBRIC,
                answer.kind.span,
                "a work that people mark stands beside other parts",
                "give it a template of its own",
            );
        }
        if front.unread_rubric {
            return Err(Reported);
        }
        if front.rubric.is_empty() {
            return compiler.fail(
                codes::RUBRIC,
                answer.kind.span,
                "there is no rubric to mark the work by",
                "add [rubric.<name>] with `title`, `competency` and `levels`",
            );
        }
        let submit = submit(compiler, answer);
        let rubric = rubric(compiler, front, answer);
        Ok(Some(Self {
            submit: submit?,
            rubric: rubric?,
        }))
    }
}

/// The level needed is the author's, else the last but one.
fn rubric(
    compiler: &mut Compiler<'_>,
    front: &FrontMatter,
    answer: &RawAnswer,
) -> Result<Vec<Criterion>> {
    let mut criteria = Vec::new();
    for raw in &front.rubric {
        let levels = raw.levels.len();
        let usual = levels.saturating_sub(1).max(2);
        let needed = answer.proficient.as_ref();
        let value = needed.map_or(usual, |needed| needed.value as usize);
        if !(2..=levels).contains(&value) {
            let span = needed.map_or(raw.id.span, |needed| needed.span);
            let name = &raw.id.value;
            return compiler.fail(
                codes::RUBRIC,
                span,
                format!("level {value} is needed, and `{name}` has levels 1 to {levels}"),
                "write a level from 2 up to the highest of every criterion; level 1 is reached by everybody",
            );
        }
        criteria.push(Criterion {
            id: raw.id.value.clone(),
            title: raw.title.value.clone(),
            competency: raw.competency.value.clone(),
            competency_span: raw.competency.span,
            levels: raw.levels.iter().map(|level| level.value.clone()).collect(),
            needed: u8::try_from(value).map_err(|_| Reported)?,
        });
    }
    Ok(criteria)
}

/// `"text"` and `"file: pdf, image; 10 MB"`.
fn submit(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<Submit> {
    const HELP: &str = "write \"text\", or such as \"file: pdf, image; 10 MB\"; \
         files may be pdf, image or text, of 50 MB at most";
    let mut submit = Submit::default();
    let mut sound = Ok(());
    for word in &answer.submit {
        let (what, rest) = word.value.split_once(':').unwrap_or((&word.value, ""));
        match (what.trim(), files(rest)) {
            ("text", _) if rest.is_empty() => submit.text = true,
            ("file", Some(rule)) => submit.files = Some(rule),
            _ => {
                let message = format!("“{}” is nothing that can be handed in", word.value);
                sound = compiler.fail(codes::RUBRIC, word.span, message, HELP);
            }
        }
    }
    sound?;
    if !submit.text && submit.files.is_none() {
        return compiler.fail(codes::RUBRIC, answer.span, "nothing is handed in", HELP);
    }
    Ok(submit)
}

fn files(rule: &str) -> Option<FileRule> {
    let (kinds, size) = match rule.split_once(';') {
        None => (rule, None),
        Some((kinds, size)) => (kinds, Some(size)),
    };
    let kind = |name: &str| {
        let mut all = FileKind::ALL.into_iter();
        all.find(|kind| kind.name() == name.trim())
    };
    let kinds: Vec<FileKind> = kinds.split(',').map(kind).collect::<Option<_>>()?;
    let most_bytes = match size {
        None => USUAL_FILE,
        Some(size) => {
            let megabytes: u64 = size.trim().strip_suffix("MB")?.trim().parse().ok()?;
            megabytes.checked_mul(MEGABYTE)?
        }
    };
    (1..=LARGEST_FILE)
        .contains(&most_bytes)
        .then_some(FileRule { kinds, most_bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_how_they_begin() {
        let webp = b"RIFF\x00\x00\x00\x00WEBPVP8 ";
        assert_eq!(FileKind::Image.media_type(webp), Some("image/webp"));
        assert_eq!(FileKind::Image.media_type(b"RIFF"), None);
        assert_eq!(FileKind::Pdf.media_type(b"MZ%PDF-"), None);
        assert_eq!(FileKind::Text.media_type(b"\xff\xfe"), None);
    }

    #[test]
    fn a_rule_for_files_says_kinds_and_size() {
        let rule = |text| files(text).map(|rule| (rule.kinds, rule.most_bytes));
        let both = vec![FileKind::Pdf, FileKind::Image];
        assert_eq!(rule(" pdf, image; 10 MB"), Some((both, 10_000_000)));
        assert_eq!(rule("text"), Some((vec![FileKind::Text], 10_000_000)));
        for bad in [
            "",
            "exe",
            "pdf; 0 MB",
            "pdf; 51 MB",
            "pdf; 5 KB",
            "pdf, ; 1 MB",
        ] {
            assert_eq!(rule(bad), None, "{bad}");
        }
    }
}
