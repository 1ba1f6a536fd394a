//! Cases whose verdict does not follow from mathematics, by rules with their reasons.

use crate::maxima;
use crate::stack::exact;
use crate::verdict::Decided;
use retake::math::{Collection, Expr, enclose};
use serde::Deserialize;

/// The rules, in the project's own words.
const RULES: &str = include_str!("exceptions.toml");

#[derive(Deserialize)]
struct File {
    rule: Vec<Rule>,
}

/// Which cases a rule is about, and why they are exceptions. What is not said does not matter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub reason: String,
    /// The names of tests.
    #[serde(default)]
    tests: Vec<String>,
    expected: Option<String>,
    /// Patterns, `*` for any characters.
    student: Option<String>,
    teacher: Option<String>,
    options: Option<String>,
    /// What holds of the two expressions.
    #[serde(default)]
    when: Vec<Condition>,
}

/// What may hold of a case.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Condition {
    /// A number with a decimal mark stands in the student's answer or in the teacher's.
    Decimal,
    /// One of them has conditions joined by `and`, `or` or `not`, or is one.
    Statement,
    /// Both hold one variable, and not the same.
    OtherVariable,
    /// In the student's text a letter that is no function stands right before a bracket.
    LetterBeforeBracket,
    /// The teacher's expression has a function that is only named.
    NamedFunction,
    /// The two are the same numbers as far as 256 bits tell, element by element.
    EqualByBounds,
    /// In the student's text stands a word of logic that is no `and`, `or` or `not`.
    Gate,
}

pub fn rules() -> Result<Vec<Rule>, toml::de::Error> {
    toml::from_str::<File>(RULES).map(|file| file.rule)
}

impl Rule {
    /// Whether it is about a case.
    pub fn covers(&self, case: &Decided) -> bool {
        let is = |pattern: &Option<String>, text: &str| {
            pattern
                .as_ref()
                .is_none_or(|pattern| matches(pattern, text))
        };
        (self.tests.is_empty() || self.tests.contains(&case.test))
            && self
                .expected
                .as_ref()
                .is_none_or(|expected| *expected == case.expected)
            && is(&self.student, &case.student)
            && is(&self.teacher, &case.teacher)
            && is(&self.options, &case.options)
            && self.when.iter().all(|condition| condition.holds(case))
    }
}

/// Whether a text fits a pattern in which `*` stands for any characters.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

impl Condition {
    fn holds(self, case: &Decided) -> bool {
        let read = |text: &str| maxima::read(text).ok().map(|source| source.expr);
        let (student, teacher) = (read(&case.student), read(&case.teacher));
        let either = |holds: &dyn Fn(&maxima::Written) -> bool| {
            [&student, &teacher]
                .into_iter()
                .flatten()
                .any(|expr| expr.any(&mut |part| holds(part)))
        };
        let is_condition = |expr: &maxima::Written| {
            matches!(
                expr,
                Expr::Relation(..) | Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Boolean(_)
            )
        };
        match self {
            Self::Decimal => {
                either(&|part| matches!(part, Expr::Number(number) if number.is_decimal()))
            }
            Self::Statement => either(&|part| is_condition(part)),
            Self::OtherVariable => match (&student, &teacher) {
                (Some(student), Some(teacher)) => {
                    let (own, other) = (variables(student), variables(teacher));
                    own.len() == 1 && other.len() == 1 && own != other
                }
                _ => false,
            },
            Self::LetterBeforeBracket => words(&case.student)
                .any(|(word, rest)| rest.starts_with('(') && word.chars().count() == 1),
            Self::NamedFunction => teacher.is_some_and(|teacher| {
                teacher.any(&mut |part| {
                    matches!(part, Expr::Apply(name, _) if !name.ends_with(']') && **name != *"text")
                })
            }),
            Self::EqualByBounds => match (&student, &teacher) {
                (Some(student), Some(teacher)) => equal_by_bounds(student, teacher),
                _ => false,
            },
            Self::Gate => words(&case.student)
                .any(|(word, _)| matches!(word, "xor" | "xnor" | "nand" | "nor" | "implies")),
        }
    }
}

/// Whether two numbers, or the elements of two sets, have bounds that meet: a check that shares nothing
/// with the proof it stands beside.
fn equal_by_bounds(a: &maxima::Written, b: &maxima::Written) -> bool {
    let meet = |a: &maxima::Written, b: &maxima::Written| match (
        enclose(&exact(a), 256),
        enclose(&exact(b), 256),
    ) {
        (Some((low, high)), Some((other_low, other_high))) => {
            low <= other_high && other_low <= high
        }
        _ => false,
    };
    match (a, b) {
        (Expr::Collection(Collection::Set, own), Expr::Collection(Collection::Set, others)) => {
            own.iter().all(|a| others.iter().any(|b| meet(a, b)))
                && others.iter().all(|b| own.iter().any(|a| meet(a, b)))
        }
        _ => meet(a, b),
    }
}

/// The runs of letters in a text, each with what follows it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices(|c: char| c.is_alphabetic())
        .filter_map(|(start, _)| {
            let starts = !text[..start].ends_with(char::is_alphabetic);
            let rest = &text[start..];
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            starts.then(|| rest.split_at(end))
        })
}

fn variables(expr: &maxima::Written) -> Vec<retake::math::Symbol> {
    let mut names = Vec::new();
    expr.any(&mut |part| {
        if let Expr::Symbol(name) = part
            && !names.contains(name)
        {
            names.push(name.clone());
        }
        false
    });
    names
}
