//! A learner's state in a few words.

use crate::base::{BankId, CompetencyId, LearnerId, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::service::{CompetencyLink, CompetencyView, Status, SubmitView, TaskState};

/// What a state is called.
pub fn status(status: &Status) -> &'static str {
    match status {
        Status::Locked => "Locked",
        Status::Ready => "Ready to start",
        Status::Inferred => "Likely known",
        Status::Practising => "Practising",
        Status::Proficient => "Proficient",
    }
}

/// The style sheet's name for a state.
pub fn status_class(status: &Status) -> &'static str {
    match status {
        Status::Locked => "locked",
        Status::Ready => "ready",
        Status::Inferred => "inferred",
        Status::Practising => "practising",
        Status::Proficient => "proficient",
    }
}

/// The day of a moment, in UTC.
pub fn day(at: &Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}

/// Where the evidence about a learner and a competency is shown.
pub fn evidence(learner: &LearnerId, bank: &BankId, competency: &CompetencyId) -> String {
    let learner = utf8_percent_encode(learner.as_str(), NON_ALPHANUMERIC);
    format!("/evidence/{learner}/{bank}/{competency}")
}

/// How far a task is.
pub fn task_state(state: &TaskState) -> &'static str {
    match state {
        TaskState::Assigned => "Under way",
        TaskState::Submitted => "Handed in, waiting to be marked",
        TaskState::Marked => "Marked",
    }
}

/// A time in minutes, as people say it.
pub fn minutes(minutes: &f64) -> String {
    let minutes = minutes.round().max(1.0);
    let hours = (minutes / 30.0).round() / 2.0;
    match (minutes, hours) {
        (1.0, _) => "1 minute".to_owned(),
        (minutes, _) if minutes < 60.0 => format!("{minutes} minutes"),
        (_, 1.0) => "1 hour".to_owned(),
        (_, hours) => format!("{hours} hours").replace(".5", "½"),
    }
}

/// A size in bytes, as people say it.
pub fn size(bytes: &u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{:.1} MB", *bytes as f64 / 1e6),
    }
}

/// Which files may be chosen.
pub fn files(submit: &SubmitView) -> String {
    let kinds: Vec<&str> = submit
        .kinds
        .iter()
        .map(|kind| match *kind {
            "pdf" => "PDF documents",
            "image" => "pictures",
            _ => "plain texts",
        })
        .collect();
    let kinds = match kinds.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        kinds => kinds.join(""),
    };
    let (most, each) = (submit.most_files, submit.most_bytes / 1_000_000);
    format!("Up to {most} {kinds}, each of {each} MB at most.")
}

/// A chance as whole percent; nobody is ever quite sure, either way.
pub fn percent(chance: &f64) -> String {
    format!("{}%", (chance * 100.0).round().clamp(1.0, 99.0))
}

/// A clause as a sentence.
pub fn sentence(clause: &str) -> String {
    let mut characters = clause.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}

/// What stands at the foot of a competency's card.
pub fn card_note(view: &CompetencyView) -> String {
    let answers = match view.opportunities {
        0 => "No answers yet".to_owned(),
        1 => "1 answer".to_owned(),
        n => format!("{n} answers"),
    };
    match view.status {
        Status::Locked => {
            let open: Vec<&CompetencyLink> = unmet(&view.prerequisites).collect();
            match open.as_slice() {
                [one] => format!("First: {}", one.title),
                [one, rest @ ..] => format!("First: {} and {} more", one.title, rest.len()),
                [] => "Not open yet".to_owned(),
            }
        }
        Status::Ready => answers,
        Status::Inferred => "From your answers, not shown in practice yet".to_owned(),
        Status::Practising => format!("{answers} so far"),
        Status::Proficient => format!("Shown over {answers}"),
    }
}

/// Where a competency is gone on with: at its problems, or where it is told about.
pub fn place(view: &CompetencyView) -> &'static str {
    match view.status {
        Status::Ready | Status::Inferred | Status::Practising if view.has_problems => "practise",
        _ => "competency",
    }
}

/// The prerequisites that are still to be met, as a sentence lists them.
pub fn still_needed(links: &[CompetencyLink]) -> String {
    let titles: Vec<&str> = unmet(links).map(|link| link.title.as_str()).collect();
    match titles.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn unmet(links: &[CompetencyLink]) -> impl Iterator<Item = &CompetencyLink> {
    links
        .iter()
        .filter(|link| !matches!(link.status, Status::Proficient | Status::Inferred))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::sample;

    #[test]
    fn what_has_only_tasks_is_not_practised() {
        let mut view = sample::overview().competencies.remove(2);
        assert_eq!(place(&view), "practise");
        view.has_problems = false;
        assert_eq!(place(&view), "competency");
    }

    #[test]
    fn a_locked_card_names_what_comes_first() {
        let map = sample::overview();
        let locked = map
            .competencies
            .iter()
            .find(|c| c.status == Status::Locked)
            .unwrap();
        assert_eq!(card_note(locked), "First: Simplify and compare fractions");
        assert_eq!(
            still_needed(&locked.prerequisites),
            "Simplify and compare fractions"
        );
        assert_eq!(still_needed(&[]), "");
    }
}
