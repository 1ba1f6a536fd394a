//! What a survey says to the author.

use super::survey::{MAX_STRATA, Origin, PartSurvey, Seen, Survey};
use super::{Method, codes};
use crate::answer::AnswerKind;
use crate::base::{Diagnostic, Locale, MisconceptionId, Severity, Span, counted};
use crate::template::item_template::Section;
use crate::template::part::{Ask, Part};
use crate::template::program::Fault;
use crate::template::tuple::block;

/// A choice whose key is one value more often than this is guessed by habit.
const FREQUENT_OPTION: f64 = 0.6;

/// The same where the answer is typed.
const FREQUENT_ANSWER: f64 = 0.35;

/// All that is to be said, the gravest first within each place.
pub(super) fn diagnostics(survey: &Survey<'_>, method: Method) -> Vec<Diagnostic> {
    let report = Report { survey, method };
    let mut diagnostics = report.faults();
    if survey.valid == 0 {
        if diagnostics.is_empty() {
            diagnostics.push(report.no_instance());
        }
        return diagnostics;
    }
    diagnostics.extend(report.values());
    diagnostics.extend(report.figures());
    diagnostics.extend(report.idle());
    diagnostics.extend(report.idle_rows());
    diagnostics.extend(report.idle_branches());
    // What is odd about all problems together is looked into once each of them is sound.
    if !diagnostics.iter().any(Diagnostic::is_error) {
        for (part, seen) in survey.template.parts.iter().zip(&survey.parts) {
            diagnostics.extend(report.alike(part, seen));
            diagnostics.extend(report.telling_rank(part, seen));
            diagnostics.extend(report.one_truth(part, seen));
            diagnostics.extend(report.frequent_key(part, seen));
        }
        diagnostics.extend(report.same_problem());
    }
    diagnostics
}

struct Report<'s, 't> {
    survey: &'s Survey<'t>,
    method: Method,
}

impl Report<'_, '_> {
    fn error(&self, code: crate::base::Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.survey.template.source(), span, message)
    }

    /// What can only be said for sure once every tuple was looked at.
    fn never(&self, code: crate::base::Code, span: Span, message: String) -> Diagnostic {
        match self.method {
            Method::Exhaustive => self.error(code, span, message),
            Method::Sampled => Diagnostic {
                severity: Severity::Warning,
                ..self.error(
                    code,
                    span,
                    format!("{message} in the sample that was looked at"),
                )
            },
        }
    }

    fn warning(&self, code: crate::base::Code, span: Span, message: String) -> Diagnostic {
        Diagnostic::warning(code, self.survey.template.source(), span, message)
    }

    /// `when a = 3, b = 3 (61 such instances)`
    fn when(&self, seen: Seen) -> String {
        let template = self.survey.template;
        let values = template.describe(seen.first);
        match (self.method, seen.count) {
            _ if values.is_empty() => String::new(),
            (_, 1) => format!("when {values}"),
            (Method::Exhaustive, count) => format!("when {values} ({count} such instances)"),
            (Method::Sampled, count) => format!("when {values} ({count} such in the sample)"),
        }
    }

    fn origin(&self, (stage, operation): Origin) -> Span {
        block(self.survey.template, stage).origins[operation as usize]
    }

    fn faults(&self) -> Vec<Diagnostic> {
        let faults = self.survey.faults.iter();
        faults
            .map(|(&(origin, fault), &seen)| self.fault(self.origin(origin), fault, seen))
            .collect()
    }

    fn fault(&self, span: Span, fault: Fault, seen: Seen) -> Diagnostic {
        let text = without_brackets(self.survey.template.source().slice(span));
        let when = self.when(seen);
        let (code, message, label, help) = match fault {
            Fault::DivisionByZero => (
                codes::DIVISION_BY_ZERO,
                "the denominator can be 0",
                format!("{text} is 0 {when}").trim_end().to_owned(),
                format!("add `nonzero = \"{text} != 0\"` to [require]"),
            ),
            Fault::NotAnInteger => (
                codes::FAULT,
                "an integer is needed, but the value can be a fraction",
                when,
                "round it, or rule the case out in [require]".to_owned(),
            ),
            Fault::OutOfRange => (
                codes::FAULT,
                "the list has no such element",
                when,
                "the first element is 1, the last len(list)".to_owned(),
            ),
            Fault::Uneven => (
                codes::FAULT,
                "two lists that go together can have different lengths",
                when,
                "take both from the same rows".to_owned(),
            ),
            Fault::Blanks => (
                codes::BLANKS,
                "the text has another number of blanks than there are words for them",
                when,
                "a blank is written {}: give one word for all of them, or as many as there are"
                    .to_owned(),
            ),
            Fault::EmptyList => (
                codes::FAULT,
                "the list can be empty, or too short for this",
                when,
                "rule the case out in [require]".to_owned(),
            ),
            Fault::PastWord => (
                codes::TOO_COMPLEX,
                "the integer is too large for this",
                when,
                "exponents, places and what is_prime, is_square and digits take have up to 18 digits"
                    .to_owned(),
            ),
            Fault::TooLarge | Fault::Overflow => (
                codes::TOO_COMPLEX,
                "the value goes past the budget of a number, a list or a text",
                when,
                "numbers have up to some 1,200 digits, lists 10,000 elements; make it simpler"
                    .to_owned(),
            ),
        };
        self.error(code, span, message).labelled(label).help(help)
    }

    fn no_instance(&self) -> Diagnostic {
        let template = self.survey.template;
        let span = template
            .requirements
            .first()
            .map_or(Span::at(0), |first| first.span);
        self.never(
            codes::NO_INSTANCE,
            span,
            "no problem meets all requirements".to_owned(),
        )
        .help("relax [require] or widen [parameters]")
    }

    /// Radicals, formats and forms that do not hold for some values.
    fn values(&self) -> Vec<Diagnostic> {
        let (survey, template) = (self.survey, self.survey.template);
        let mut diagnostics = Vec::new();
        for (&at, &seen) in &survey.bad_radicals {
            let radical = &template.radicals[at];
            diagnostics.push(
                self.error(
                    codes::BAD_RADICAL,
                    radical.span,
                    "a radical must be a small integer",
                )
                .labelled(self.when(seen))
                .help("use true or false, or an integer of few values"),
            );
        }
        let holes = survey
            .bad_formats
            .iter()
            .filter_map(|(&(section, hole), seen)| {
                let (_, expression) = template.sections[section].choosy().nth(hole)?;
                Some((expression.span, seen))
            });
        for (span, &seen) in holes {
            diagnostics.push(
                self.error(codes::BAD_FORMAT, span, "the value has no end as a decimal")
                    .labelled(self.when(seen))
                    .help("say how many places: `decimal 2`"),
            );
        }
        for (&(part, flaw), &seen) in &survey.flaws {
            let least = survey.parts[part].least.unwrap_or(0);
            let told = flaw.told(&template.parts[part], least);
            diagnostics.push(
                self.error(told.code, told.span, told.message)
                    .labelled(self.when(seen))
                    .help(told.help),
            );
        }
        if let Some(seen) = survey.many_strata {
            let span = template
                .radicals
                .first()
                .map_or(Span::at(0), |radical| radical.span);
            let message = format!("the radicals make more than {MAX_STRATA} strata");
            diagnostics.push(
                self.error(codes::MANY_STRATA, span, message)
                    .labelled(self.when(seen))
                    .help("a radical has few values: group them, as in `a > 5`"),
            );
        }
        diagnostics
    }

    /// What is wrong with figures, each kind of fault once, whatever the language.
    fn figures(&self) -> Vec<Diagnostic> {
        let template = self.survey.template;
        let mut told = Vec::new();
        let mut diagnostics = Vec::new();
        for found in &self.survey.figures {
            let Some(figure) = &template.sections[found.section].figure else {
                continue;
            };
            if told.contains(&found.fault.kind()) {
                continue;
            }
            told.push(found.fault.kind());
            diagnostics.push(
                self.error(codes::FIGURE_LAYOUT, figure.span, found.fault.to_string())
                    .labelled(self.when(found.seen))
                    .help(found.fault.help()),
            );
        }
        diagnostics
    }

    fn idle(&self) -> Vec<Diagnostic> {
        let (survey, template) = (self.survey, self.survey.template);
        let mut diagnostics = Vec::new();
        for at in survey.idle_requirements() {
            let requirement = &template.requirements[at];
            let message = format!("`{}` never rules anything out", requirement.name);
            diagnostics.push(
                self.never(codes::IDLE_REQUIREMENT, requirement.span, message)
                    .help("remove it, or mend its condition"),
            );
        }
        let parts = template.parts.iter().zip(&survey.parts);
        let misconceptions = parts.flat_map(|(part, seen)| {
            let candidates = part.candidates.misconceptions();
            candidates.map(|(at, id, span)| (seen.active[at], id, span))
        });
        for (active, id, span) in misconceptions {
            if active == 0 {
                let message =
                    format!("`{id}` is never active: it always counts as the key or is ruled out");
                diagnostics.push(self.never(codes::IDLE_MISCONCEPTION, span, message).help(
                    "mend its value, its `unless` or the tolerance of the key, or remove it",
                ));
            }
        }
        diagnostics
    }

    /// Misconceptions that lead to the same wherever there is one of them.
    fn alike(&self, part: &Part, seen: &PartSurvey) -> Vec<Diagnostic> {
        let known: Vec<_> = part.candidates.misconceptions().collect();
        let mut found = Vec::new();
        for (place, (at, id, span)) in known.iter().enumerate() {
            let same = |earlier: &&(usize, &MisconceptionId, Span)| {
                let apart = 1 << at | 1 << earlier.0;
                seen.active[*at] > 0 && seen.alike[*at] & seen.alike[earlier.0] & apart == apart
            };
            if let Some((_, earlier, first)) = known[..place].iter().find(same) {
                let message = format!("`{id}` always leads to the same as `{earlier}`");
                found.push(
                    self.warning(codes::SAME_MISCONCEPTIONS, *span, message)
                        .also(*first, "the other one")
                        .help("who answers so is told of both as possible: mend one value, or keep one of them"),
                );
            }
        }
        found
    }

    /// Results of an `if` in a section or a named expression that no problem comes to.
    fn idle_branches(&self) -> Vec<Diagnostic> {
        let sections = self.survey.template.sections.iter();
        let seen = sections.zip(&self.survey.branches);
        let branches = seen.flat_map(|(section, seen)| section.block.branches.iter().zip(seen));
        let values = self.survey.template.values.branches.iter();
        let branches = branches.chain(values.zip(&self.survey.value_branches));
        let idle = branches.filter_map(|(branch, seen)| match seen {
            [true, false] => Some((branch.then, "holds")),
            [false, true] => Some((branch.otherwise, "fails")),
            // One that was never come to stands in another that says so.
            _ => None,
        });
        let sampled = match self.method {
            Method::Exhaustive => "",
            Method::Sampled => " in the sample that was looked at",
        };
        idle.map(|(span, never)| {
            let message = format!("no problem comes to this: the condition never {never}{sampled}");
            self.warning(codes::IDLE_BRANCH, span, message)
                .help("mend the condition, or leave the `if` out")
        })
        .collect()
    }

    /// Rows that a condition leaves in the table, but that never come together with others, or that
    /// a requirement always rules out.
    fn idle_rows(&self) -> Vec<Diagnostic> {
        let Some(table) = &self.survey.template.table else {
            return Vec::new();
        };
        let rows = table.places.iter().zip(&self.survey.used_rows);
        let idle: Vec<Span> = rows
            .filter(|(_, used)| !**used)
            .map(|(row, _)| *row)
            .collect();
        let Some(&first) = idle.iter().min() else {
            return Vec::new();
        };
        let message = match (idle.len(), self.method) {
            (1, Method::Exhaustive) => "no problem uses this row".to_owned(),
            (1, Method::Sampled) => "no problem of the sample uses this row".to_owned(),
            (count, _) => {
                let others = counted(count - 1, "other");
                format!("no problem uses this row, nor {others}")
            }
        };
        let finding = Diagnostic::warning(codes::TABLE_IDLE_ROW, &table.source, first, message);
        vec![finding.help("mend it, or leave it out with a condition on `row` in `where`")]
    }

    fn telling_rank(&self, part: &Part, seen: &PartSurvey) -> Option<Diagnostic> {
        let (low, high) = seen.rank?;
        let candidates = &part.candidates;
        (low == high && candidates.options != 2).then(|| {
            let rank = match low {
                0 => "smallest".to_owned(),
                at => format!("number {} by size", at + 1),
            };
            let message = format!("the key is always the {rank} of the options");
            self.warning(codes::TELLING_RANK, candidates.span, message)
                .help("add misconceptions that lead to larger and to smaller values")
        })
    }

    /// Whoever has answered one of two problems that look the same has seen the other.
    fn same_problem(&self) -> Option<Diagnostic> {
        let (survey, template) = (self.survey, self.survey.template);
        let (valid, distinct) = (survey.valid, survey.problems.len() as u64);
        let stem = template.section(Section::Stem, Locale::ENGLISH)?;
        (self.method == Method::Exhaustive && distinct < valid).then(|| {
            let span = Span::at(template.sections[stem].span.start);
            let values = |(first, second)| {
                let (first, second) = (template.describe(first), template.describe(second));
                format!("the same when {first} and when {second}")
            };
            let twins = survey.twins.map(values);
            self.warning(
                codes::SAME_PROBLEM,
                span,
                format!(
                    "{valid} instances make only {} that look different",
                    counted(distinct as usize, "problem")
                ),
            )
            .labelled(twins.unwrap_or_default())
            .help("show every parameter, or rule twins out with a requirement such as `a <= b`")
        })
    }

    fn one_truth(&self, part: &Part, seen: &PartSurvey) -> Option<Diagnostic> {
        let always = match seen.truths {
            [0, 0] => return None,
            [0, _] => "always true",
            [_, 0] => "never true",
            _ => return None,
        };
        let message = format!("the statement is {always}");
        Some(
            self.warning(codes::ONE_TRUTH, part.candidates.span, message)
                .help("vary the parameters so that both happen"),
        )
    }

    fn frequent_key(&self, part: &Part, seen: &PartSurvey) -> Option<Diagnostic> {
        let candidates = &part.candidates;
        let span = candidates
            .all
            .first()
            .map_or(candidates.span, |key| key.span);
        if matches!(candidates.ask, Ask::Work) || seen.truths.contains(&self.survey.valid) {
            return None;
        }
        let share = seen.top_key_share(self.survey.valid);
        let limit = if candidates.is_choice() || candidates.kind == AnswerKind::TrueFalse {
            FREQUENT_OPTION
        } else {
            FREQUENT_ANSWER
        };
        (share > limit).then(|| {
            let message = format!(
                "one value is the key in {:.0} % of the instances",
                share * 100.0
            );
            self.warning(codes::FREQUENT_KEY, span, message)
                .help("vary the parameters so that no answer can be guessed by habit")
        })
    }
}

/// An expression without a pair of brackets around all of it.
fn without_brackets(text: &str) -> &str {
    let Some(inner) = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
    else {
        return text;
    };
    let mut depth = 0_i32;
    let closes_early = inner.chars().any(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0
    });
    if closes_early { text } else { inner }
}
