//! A learner's state in a few words.

use crate::service::{CompetencyLink, CompetencyView, Status};

/// What a state is called.
pub fn status(status: &Status) -> &'static str {
    match status {
        Status::Locked => "Locked",
        Status::Ready => "Ready to start",
        Status::Practising => "Practising",
        Status::Proficient => "Proficient",
    }
}

/// The style sheet's name for a state.
pub fn status_class(status: &Status) -> &'static str {
    match status {
        Status::Locked => "locked",
        Status::Ready => "ready",
        Status::Practising => "practising",
        Status::Proficient => "proficient",
    }
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
        Status::Practising => format!("{answers} so far"),
        Status::Proficient => format!("Shown over {answers}"),
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
        .filter(|link| link.status != Status::Proficient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::sample;

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
