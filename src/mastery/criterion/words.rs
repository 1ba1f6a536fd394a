//! A criterion in words: exact for a teacher, plain for a learner.

use super::Accuracy;
use super::{Criterion, FullAccuracy, RawBoundary, RawCoverage, RawCriterion, RawTemplates};

/// For whom it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Teacher,
    Student,
}

impl Criterion {
    /// What is to be shown, exactly: a phrase without a full stop.
    pub fn for_teacher(&self) -> String {
        self.raw().in_words(For::Teacher)
    }

    /// What is to be shown, in a learner's words: a phrase without a full stop.
    pub fn for_student(&self) -> String {
        self.raw().in_words(For::Student)
    }
}

impl RawCriterion {
    fn in_words(&self, whom: For) -> String {
        let mut phrases: Vec<String> = Vec::new();
        phrases.extend(self.right.zip(self.of).map(|(right, of)| match whom {
            For::Teacher => format!("at least {right} of the last {of} answers right"),
            For::Student => format!("at least {right} of your last {of} answers right"),
        }));
        phrases.extend(self.accuracy.map(|raw| accuracy(raw.full(), whom)));
        phrases.extend(self.streak.map(|streak| match streak {
            1 => "a right answer".to_owned(),
            _ => format!("{streak} right answers in a row"),
        }));
        phrases.extend(self.moving_average.map(|average| match whom {
            For::Teacher => format!(
                "a moving average of right answers (memory {}) above {}",
                average.memory, average.above
            ),
            For::Student => "nearly all of your latest answers right".to_owned(),
        }));
        phrases.extend(self.points.map(|points| {
            let how =
                "one for a right answer, two from the second in a row, one off for a wrong one";
            format!("{points} points ({how})")
        }));
        phrases.extend(self.templates.map(|raw| templates(raw, self.among(), whom)));
        phrases.extend(self.strata.map(|raw| strata(raw, whom)));
        phrases.extend(self.sessions.map(|sessions| match (sessions, whom) {
            (1, _) => "right answers in one session".to_owned(),
            (_, For::Teacher) => format!("right answers in at least {sessions} sessions"),
            (_, For::Student) => format!("right answers on {sessions} different occasions"),
        }));
        phrases.extend(self.boundary.map(|raw| boundary(raw, whom)));
        let nested =
            |all: &[Self]| -> Vec<String> { all.iter().map(|raw| raw.in_brackets(whom)).collect() };
        phrases.extend(self.all.as_deref().map(|all| nested(all).join(" and ")));
        phrases.extend(self.any.as_deref().map(|any| match nested(any) {
            only if only.len() == 1 => only.concat(),
            any => format!("either {}", any.join(" or ")),
        }));
        phrases.extend(
            self.then
                .as_deref()
                .map(|then| nested(then).join(", and after that ")),
        );
        joined(&phrases)
    }

    /// In brackets where it is made of several phrases.
    fn in_brackets(&self, whom: For) -> String {
        let words = self.in_words(whom);
        match words.contains(", ") || words.contains(" and ") {
            true => format!("({words})"),
            false => words,
        }
    }

    /// The answers among which templates are counted.
    fn among(&self) -> u32 {
        let accuracy = self.accuracy.map(|accuracy| accuracy.full().of);
        self.of.or(accuracy).unwrap_or(Self::USUAL_WINDOW)
    }
}

/// “a”, “a and b”, “a, b and c”.
fn joined(phrases: &[String]) -> String {
    match phrases {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn boundary(raw: RawBoundary, whom: For) -> String {
    match (raw, whom) {
        (RawBoundary::At(boundary), For::Teacher) => {
            format!("a mastery of {} % or more", percent(boundary))
        }
        (RawBoundary::By(_), For::Teacher) => {
            "that declaring mastery is expected to cost least".to_owned()
        }
        (_, For::Student) => "enough right answers that it was not luck".to_owned(),
    }
}

fn accuracy(full: FullAccuracy, whom: For) -> String {
    let FullAccuracy {
        target,
        of,
        certainty,
    } = full;
    let table = Accuracy::new(target, certainty, of);
    match (whom, table.least_of(of), table.fewest()) {
        (For::Student, Some(least), Some(fewest)) if fewest < of => {
            format!(
                "at least {least} of your last {of} answers right (or your first {fewest}, without a mistake)"
            )
        }
        (For::Student, Some(least), _) => {
            format!("at least {least} of your last {of} answers right")
        }
        _ => format!(
            "over the last {of} answers an accuracy of {} % or more, with {} % certainty",
            percent(target),
            percent(certainty)
        ),
    }
}

fn templates(raw: RawTemplates, among: u32, whom: For) -> String {
    let (covered, of) = match raw {
        RawTemplates::Covered(covered) => (covered, among),
        RawTemplates::Among { at_least, of } => (at_least, of),
    };
    match (covered, whom) {
        (RawCoverage::AtLeast(1), For::Teacher) => {
            format!("a right answer among the last {of}")
        }
        (RawCoverage::AtLeast(n), For::Teacher) => {
            format!("right answers on at least {n} templates among the last {of} answers")
        }
        (RawCoverage::Every(_), For::Teacher) => {
            format!("right answers on every template among the last {of} answers")
        }
        (RawCoverage::AtLeast(1), For::Student) => "a right answer".to_owned(),
        (RawCoverage::AtLeast(n), For::Student) => {
            format!("right answers on {n} kinds of problem or more")
        }
        (RawCoverage::Every(_), For::Student) => {
            "right answers on every kind of problem".to_owned()
        }
    }
}

fn strata(raw: RawCoverage, whom: For) -> String {
    match (raw, whom) {
        (RawCoverage::AtLeast(n), For::Teacher) => format!("right answers in at least {n} strata"),
        (RawCoverage::Every(_), For::Teacher) => "right answers in every stratum".to_owned(),
        (RawCoverage::AtLeast(n), For::Student) => {
            format!("right answers at {n} different sorts of problem, easier and harder")
        }
        (RawCoverage::Every(_), For::Student) => {
            "a right answer at every sort of problem there is, easier and harder".to_owned()
        }
    }
}

/// A share as percent, without the dust of binary fractions.
fn percent(share: f64) -> f64 {
    (share * 1e4).round() / 1e2
}
