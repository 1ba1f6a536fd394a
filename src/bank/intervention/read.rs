//! From a file to an intervention; everything wrong is reported in one run.

use super::{Beta, Efficacy, Intervention, InterventionKind, Places, Section, SectionReader};
use crate::bank::codes;
use crate::bank::files::{self, Root};
use crate::bank::folders::misnamed;
use crate::bank::manifest::required_text;
use crate::base::{
    Code, CompetencyId, Diagnostic, InterventionId, MisconceptionId, Source, Span, Spanned, closest,
};
use crate::doc::Document;
use crate::template::body::{headings, trimmed};
use crate::template::front_matter::Text;
use crate::template::front_matter::reader::{Reader, Table, Value};
use crate::template::front_matter::{split, syntax};
use rayon::prelude::*;

/// The folder of a bank that holds its interventions.
pub(in crate::bank) const FOLDER: &str = "interventions";

const KEYS: [&str; 10] = [
    "kind",
    "title",
    "competency",
    "prerequisite",
    "minutes",
    "efficacy",
    "misconceptions",
    "once",
    "after",
    "reason",
];

/// The heading from which on the text is for the teacher.
const FOR_THE_TEACHER: &str = "For the teacher";

/// The heading of what the learner looks at after trying.
const ANSWER: &str = "Answer";

/// An intervention takes so long at most, in minutes: more is a lesson of its own.
const LONGEST: f64 = 60.0;

/// Every intervention of a bank, by name.
pub(in crate::bank) fn read_all(
    root: &Root<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Intervention> {
    let files: Vec<String> = root
        .list(FOLDER, diagnostics)
        .files
        .into_iter()
        .filter(|file| file.ends_with(".md"))
        .collect();
    let read: Vec<(Option<Intervention>, Vec<Diagnostic>)> = files
        .par_iter()
        .map(|file| {
            let mut found = Vec::new();
            let intervention = read_file(root, file, &mut found);
            (intervention, found)
        })
        .collect();
    let mut all = Vec::with_capacity(read.len());
    for (intervention, found) in read {
        all.extend(intervention);
        diagnostics.extend(found);
    }
    all
}

fn read_file(
    root: &Root<'_>,
    file: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Intervention> {
    let path = root.shown(FOLDER).join(file);
    let name = file.strip_suffix(".md").unwrap_or(file);
    let id = InterventionId::new(name)
        .map_err(|error| diagnostics.push(misnamed(&path, &error)))
        .ok()?;
    match files::read(&path) {
        Ok(source) => read(id, source, diagnostics),
        Err(finding) => {
            diagnostics.push(*finding);
            None
        }
    }
}

/// Reads one; none where something it needs is missing, which then was reported.
fn read(
    id: InterventionId,
    source: Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Intervention> {
    let (front, body) = split(&source, diagnostics)?;
    let healed = syntax::heal(source.slice(front));
    let (toml, broken) = syntax::parse(&healed, &source, front.start, diagnostics);
    let mut reader = Reader {
        source: &source,
        offset: front.start,
        broken,
        diagnostics,
    };
    let table = reader.entries("the front matter", Span::at(front.start), toml.get_ref());
    reader.check_keys(&table, &KEYS, &[], &[]);
    let kind = kind(&mut reader, &table);
    let title = required_text(
        &mut reader,
        &table,
        "title",
        "what the learner sees, in quotes",
    );
    let competency = required_text(&mut reader, &table, "competency", "the id of a competency");
    let competency = competency.and_then(|text| id_of(&mut reader, &text, CompetencyId::new));
    let prerequisite = optional(&mut reader, &table, "prerequisite")
        .and_then(|text| id_of(&mut reader, &text, CompetencyId::new));
    let minutes = minutes(&mut reader, &table);
    let efficacy = kind.and_then(|kind| efficacy(&mut reader, &table, kind));
    let misconceptions = ids(&mut reader, &table, "misconceptions", MisconceptionId::new);
    let after = ids(&mut reader, &table, "after", InterventionId::new);
    let once = table.get("once").is_none_or(|value| {
        value.get_ref().as_bool().unwrap_or_else(|| {
            reader.wrong_type("`once`", value, "true or false");
            true
        })
    });
    let reason = required_text(
        &mut reader,
        &table,
        "reason",
        "in quotes, where its numbers come from",
    );
    let places = Places {
        competency: table.key_span("competency"),
        prerequisite: table.key_span("prerequisite"),
        misconceptions: misconceptions.iter().map(|id| id.span).collect(),
        after: after.iter().map(|id| id.span).collect(),
    };
    let sections = sections(&source, body, diagnostics);
    Some(Intervention {
        id,
        kind: kind?,
        title: title?.value,
        competency: competency?,
        prerequisite,
        minutes: minutes?,
        efficacy: efficacy?,
        misconceptions: misconceptions.into_iter().map(|id| id.value).collect(),
        once,
        after: after.into_iter().map(|id| id.value).collect(),
        reason: reason?.value,
        sections,
        source,
        places,
    })
}

fn kind(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<InterventionKind> {
    let names = InterventionKind::ALL.map(InterventionKind::name);
    let text = required_text(
        reader,
        table,
        "kind",
        &format!("one of {}", names.join(", ")),
    )?;
    let found = InterventionKind::ALL
        .into_iter()
        .find(|kind| kind.name() == text.value);
    if found.is_none() {
        let help = closest(&text.value, names).map_or_else(
            || format!("the kinds are {}", names.join(", ")),
            |meant| format!("did you mean `{meant}`?"),
        );
        let message = format!("there is no kind `{}` of intervention", text.value);
        reader.error(codes::INTERVENTION, text.span, message, help);
    }
    found
}

fn minutes(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<f64> {
    const ALLOWED: &str = "a number above 0, at most 60";
    let Some(value) = table.get("minutes") else {
        reader.missing(table, "minutes", ALLOWED);
        return None;
    };
    let number = reader.number("`minutes`", value, ALLOWED)?;
    let minutes = number.value.value().to_f64();
    if minutes > 0.0 && minutes <= LONGEST {
        return Some(minutes);
    }
    let message = format!("{minutes} minutes are {ALLOWED}");
    let help = "say how long it takes a learner; what is longer is a lesson of its own";
    reader.error(codes::INTERVENTION, number.span, message, help);
    None
}

/// The efficacy, or that there is none where none is needed; the outer none is what was reported.
fn efficacy(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    kind: InterventionKind,
) -> Option<Option<Efficacy>> {
    const ALLOWED: &str = "{ teaches = [α, β], frees = [α, β] }, Beta priors";
    let value = match (table.get("efficacy"), kind) {
        (None, InterventionKind::Enrichment) => return Some(None),
        (Some(_), InterventionKind::Enrichment) => {
            let span = table.key_span("efficacy");
            let message = "an enrichment is for those who know: it has no efficacy".to_owned();
            reader.error(codes::INTERVENTION, span, message, "take the key out");
            return None;
        }
        (None, _) => {
            reader.missing(table, "efficacy", ALLOWED);
            return None;
        }
        (Some(value), _) => value,
    };
    let own = reader.table("`efficacy`", value, ALLOWED)?;
    reader.check_keys(&own, &["teaches", "frees"], &[], &[]);
    let teaches = beta(reader, &own, "teaches", codes::INTERVENTION);
    let frees = beta(reader, &own, "frees", codes::INTERVENTION);
    Some(Some(Efficacy {
        teaches: teaches?,
        frees: frees?,
    }))
}

/// A Beta prior as `[α, β]`; what is wrong with its numbers is reported by this code.
pub(in crate::bank) fn beta(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    key: &str,
    code: Code,
) -> Option<Beta> {
    const ALLOWED: &str = "two numbers above 0, such as [3, 7]";
    let Some(value) = table.get(key) else {
        reader.missing(table, key, ALLOWED);
        return None;
    };
    let what = format!("`{key}`");
    let Some([well, ill]) = value.get_ref().as_array().and_then(|all| all.get(..)) else {
        reader.wrong_type(&what, value, ALLOWED);
        return None;
    };
    let mut number = |value: &Value<'_>| {
        let number = reader.number(&what, value, ALLOWED)?;
        let got = number.value.value().to_f64();
        if got > 0.0 {
            return Some(got);
        }
        let message = format!("{what} holds {got}; it must be {ALLOWED}");
        let help = "α and β count tries that came out well and ill, imagined ones included";
        reader.error(code, number.span, message, help);
        None
    };
    let (well, ill) = (number(well), number(ill));
    Some(Beta {
        well: well?,
        ill: ill?,
    })
}

/// The text, section by section.
fn sections(source: &Source, body: Span, diagnostics: &mut Vec<Diagnostic>) -> Vec<Section> {
    let (headings, _) = headings(source, body);
    let first = headings.first().map_or(body.end, |heading| heading.start);
    let mut stretches = vec![(None, Span::new(body.start, first))];
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map_or(body.end, |next| next.start);
        stretches.push((Some(*heading), Span::new(heading.end, end)));
    }
    let mut sections = Vec::new();
    let mut teacher = false;
    for (heading, span) in stretches {
        let title = heading.map(|heading| {
            let line = source.slice(heading).trim_start_matches([' ', '#']);
            line.trim_end_matches([' ', '#']).to_owned()
        });
        teacher |= title.as_deref() == Some(FOR_THE_TEACHER);
        let reader = match title.as_deref() {
            _ if teacher => SectionReader::Teacher,
            Some(ANSWER) => SectionReader::LearnerAfterwards,
            _ => SectionReader::Learner,
        };
        let span = trimmed(source, span);
        if span.start == span.end {
            if let Some(heading) = heading {
                let message = "this section has no text";
                let finding = Diagnostic::error(codes::INTERVENTION, source, heading, message);
                diagnostics.push(finding.help("write it, or take the heading out"));
            }
            continue;
        }
        sections.push(Section {
            heading: title,
            reader,
            text: document(source, span, diagnostics),
        });
    }
    let for_learner = |section: &Section| section.reader == SectionReader::Learner;
    if !sections.iter().any(for_learner) {
        let message = "the intervention has no text for the learner";
        let place = Span::at(body.start);
        let finding = Diagnostic::error(codes::INTERVENTION, source, place, message);
        diagnostics.push(finding.help("write it below the front matter"));
    }
    sections
}

/// A text without holes.
fn document(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Document {
    let document = Document::compile(source, span, diagnostics);
    let holes = document.holes().iter().map(|hole| hole.span);
    for place in holes.chain(document.slots().iter().map(|slot| slot.span)) {
        let message = "an intervention is the same for everyone: it has no holes";
        let finding = Diagnostic::error(codes::INTERVENTION, source, place, message);
        diagnostics.push(finding.help("write the number or the word itself"));
    }
    document
}

fn optional(reader: &mut Reader<'_>, table: &Table<'_>, key: &str) -> Option<Text> {
    let value = table.get(key)?;
    reader.text(&format!("`{key}`"), value, "a name in quotes")
}

fn id_of<T, E: std::fmt::Display>(
    reader: &mut Reader<'_>,
    text: &Text,
    new: impl Fn(&str) -> Result<T, E>,
) -> Option<T> {
    new(&text.value)
        .map_err(|error| {
            let help = "ids come from the names of folders and files, such as `two-step-equations`";
            reader.error(codes::NAME, text.span, error.to_string(), help);
        })
        .ok()
}

fn ids<T, E: std::fmt::Display>(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    key: &str,
    new: impl Fn(&str) -> Result<T, E> + Copy,
) -> Vec<Spanned<T>> {
    let (what, allowed) = (format!("`{key}`"), "a list of names in quotes");
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    let Some(values) = value.get_ref().as_array() else {
        reader.wrong_type(&what, value, allowed);
        return Vec::new();
    };
    values
        .iter()
        .filter_map(|value| {
            let text = reader.text(&what, value, allowed)?;
            let id = id_of(reader, &text, new)?;
            Some(Spanned::new(id, text.span))
        })
        .collect()
}
