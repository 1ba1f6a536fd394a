//! A criterion written back as the TOML it could have been read from.

use super::{Criterion, RawBoundary, RawCoverage, RawCriterion, RawTemplates};
use std::fmt::{self, Display, Formatter};

impl Display for Criterion {
    /// An inline table.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.raw().fmt(f)
    }
}

impl Display for RawCriterion {
    /// An inline table.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut entries: Vec<String> = Vec::new();
        let mut put = |key: &str, value: Option<String>| {
            entries.extend(value.map(|value| format!("{key} = {value}")));
        };
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        put("boundary", self.boundary.map(boundary));
        put("streak", number(self.streak));
        let average = self.moving_average;
        put(
            "moving_average",
            average.map(|a| format!("{{ memory = {}, above = {} }}", a.memory, a.above)),
        );
        put("right", number(self.right));
        put("of", number(self.of));
        put("points", number(self.points));
        let accuracy = self.accuracy.map(super::RawAccuracy::full);
        put(
            "accuracy",
            accuracy.map(|a| {
                let (of, certainty) = (a.of, a.certainty);
                let usual = of == Self::USUAL_WINDOW && certainty == Self::USUAL_CERTAINTY;
                match usual {
                    true => a.target.to_string(),
                    false => format!(
                        "{{ target = {}, of = {of}, certainty = {certainty} }}",
                        a.target
                    ),
                }
            }),
        );
        put("templates", self.templates.map(templates));
        put("strata", self.strata.map(coverage));
        put("sessions", number(self.sessions));
        put("all", self.all.as_deref().map(list));
        put("any", self.any.as_deref().map(list));
        put("then", self.then.as_deref().map(list));
        match entries.is_empty() {
            true => f.write_str("{}"),
            false => write!(f, "{{ {} }}", entries.join(", ")),
        }
    }
}

fn boundary(boundary: RawBoundary) -> String {
    match boundary {
        RawBoundary::At(boundary) => boundary.to_string(),
        RawBoundary::By(_) => "\"costs\"".to_owned(),
    }
}

fn coverage(coverage: RawCoverage) -> String {
    match coverage {
        RawCoverage::AtLeast(n) => n.to_string(),
        RawCoverage::Every(_) => "\"all\"".to_owned(),
    }
}

fn templates(templates: RawTemplates) -> String {
    match templates {
        RawTemplates::Covered(covered) => coverage(covered),
        RawTemplates::Among { at_least, of } => {
            format!("{{ at_least = {}, of = {of} }}", coverage(at_least))
        }
    }
}

fn list(tables: &[RawCriterion]) -> String {
    let tables: Vec<String> = tables.iter().map(RawCriterion::to_string).collect();
    format!("[{}]", tables.join(", "))
}
