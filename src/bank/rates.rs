//! How often a guesser and a knower meet the criteria of a bank, and rules of the field beside them.

use super::cache::TableCache;
use super::{Bank, Competency, codes};
use crate::base::{BankId, Code, CompetencyId, Diagnostic};
use crate::decision::{Policy, Weights, item_mix};
use crate::mastery::{
    Belief, BktParameters, Criterion, ItemClass, Judgement, Learners, MasteryError, OPPORTUNITIES,
    PassRates, RawCriterion, pass_rates,
};
use rayon::prelude::*;
use serde::Serialize;
use std::ops::RangeInclusive;

/// More guessers than this should not pass …
const GUESSERS: f64 = 0.02;
/// … and fewer of those who know should not either.
const KNOWERS: f64 = 0.9;

/// How often a competency's criterion is met within 20 opportunities.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionReport {
    /// The competency.
    pub competency: CompetencyId,
    /// By one who does not know and guesses every time.
    pub guesser_passes: f64,
    /// By one who knows.
    pub knower_passes: f64,
    /// The opportunities within which half of those who know meet it; none where fewer ever do.
    pub knower_median: Option<u32>,
    /// The criterion.
    pub criterion: Criterion,
    /// The rules of the field, in their order.
    #[serde(skip)]
    field: Vec<PassRates>,
}

/// How often a rule of the field would be met in the competencies of a bank, from the least to the
/// greatest.
#[derive(Clone, Debug, Serialize)]
pub struct FieldRule {
    /// The bank.
    pub bank: BankId,
    /// What the rule is called.
    pub rule: &'static str,
    /// By one who guesses.
    pub guesser_passes: RangeInclusive<f64>,
    /// By one who knows.
    pub knower_passes: RangeInclusive<f64>,
    /// The opportunities within which half of those who know meet it; none where fewer do.
    pub knower_median: Option<RangeInclusive<u32>>,
}

/// What came of looking at the criteria of a bank.
#[derive(Debug, Default)]
pub struct Criteria {
    /// By competency.
    pub reports: Vec<CriterionReport>,
    /// The rules of the field.
    pub field: Vec<FieldRule>,
    /// Criteria that let too many guessers pass, keep those who know waiting, or cannot be followed.
    pub warnings: Vec<Diagnostic>,
}

impl Bank {
    /// How often one who only guesses and one who knows meet the criterion, for every competency with
    /// problems. Solves the tables of criteria that ask for costs, unless they are in the cache.
    pub fn criteria(&self, cache: Option<&TableCache>) -> Criteria {
        let all: Vec<(usize, &Competency)> = self
            .competencies()
            .iter()
            .enumerate()
            .filter(|(_, competency)| !competency.pool.is_empty())
            .collect();
        let found: Vec<Result<CriterionReport, MasteryError>> = all
            .par_iter()
            .map(|&(place, competency)| {
                let asks = competency.criterion.asks_costs();
                let table = self.table(place).filter(|_| asks);
                let policy = table.and_then(|table| table.policy(cache));
                report(
                    competency,
                    policy.as_deref().map(|policy| policy as &dyn Policy),
                )
            })
            .collect();
        let mut criteria = Criteria::default();
        for ((_, competency), found) in all.into_iter().zip(found) {
            match found {
                Ok(report) => {
                    criteria.warnings.extend(warnings(competency, &report));
                    criteria.reports.push(report);
                }
                Err(error) => {
                    let (message, help) = (error.to_string(), "ask for less");
                    criteria
                        .warnings
                        .extend(warning(competency, codes::INTRICATE, message, help));
                }
            }
        }
        criteria.field = field_rules(self.id(), &criteria.reports);
        criteria
    }
}

fn report(
    competency: &Competency,
    policy: Option<&dyn Policy>,
) -> Result<CriterionReport, MasteryError> {
    let parameters = &competency.parameters;
    let weights = Weights::default();
    let criterion = &competency.criterion;
    let pool = &competency.pool;
    let mix = item_mix(pool, parameters, &weights, criterion, OPPORTUNITIES);
    let pace = parameters.learners().pace([]);
    let judge = |belief: &Belief| Judgement {
        mastery: belief.mastery(&pace),
        pays: policy.is_some_and(|policy| policy.pays(belief, &pace)),
    };
    let rates = pass_rates(criterion, parameters, &mix, OPPORTUNITIES, &judge)?;
    Ok(CriterionReport {
        competency: competency.id.clone(),
        guesser_passes: rates.guesser_passes,
        knower_passes: rates.knower_passes,
        knower_median: rates.knower_median,
        criterion: criterion.clone(),
        field: rates_of_the_field(parameters, &mix)?,
    })
}

/// The rules of the field know of two states only.
fn rates_of_the_field(
    parameters: &BktParameters,
    mix: &[ItemClass],
) -> Result<Vec<PassRates>, MasteryError> {
    let plain = parameters.with_learners(Learners::default());
    let pace = plain.learners().pace([]);
    let judge = |belief: &Belief| Judgement::of(belief.mastery(&pace));
    let rules = RawCriterion::of_the_field().into_iter();
    rules
        .map(|(_, raw)| pass_rates(&raw.check()?, &plain, mix, OPPORTUNITIES, &judge))
        .collect()
}

/// From the least to the greatest, rule by rule.
fn field_rules(bank: &BankId, reports: &[CriterionReport]) -> Vec<FieldRule> {
    let rules = RawCriterion::of_the_field().into_iter().enumerate();
    rules
        .filter_map(|(at, (rule, _))| {
            let rates: Vec<&PassRates> = reports
                .iter()
                .filter_map(|report| report.field.get(at))
                .collect();
            let medians: Option<Vec<u32>> = rates.iter().map(|rates| rates.knower_median).collect();
            Some(FieldRule {
                bank: bank.clone(),
                rule,
                guesser_passes: range(rates.iter().map(|rates| rates.guesser_passes))?,
                knower_passes: range(rates.iter().map(|rates| rates.knower_passes))?,
                knower_median: medians.and_then(range),
            })
        })
        .collect()
}

/// From the least to the greatest; none of nothing.
fn range<T: PartialOrd + Copy>(values: impl IntoIterator<Item = T>) -> Option<RangeInclusive<T>> {
    let mut values = values.into_iter();
    let first = values.next()?;
    let widen = |(low, high): (T, T), value: T| {
        (
            if value < low { value } else { low },
            if value > high { value } else { high },
        )
    };
    let (low, high) = values.fold((first, first), widen);
    Some(low..=high)
}

fn warnings(competency: &Competency, report: &CriterionReport) -> Vec<Diagnostic> {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let (guesser, knower) = (report.guesser_passes, report.knower_passes);
    let lucky = (guesser > GUESSERS).then(|| {
        let message = format!(
            "one who only guesses meets the criterion within {OPPORTUNITIES} opportunities in {} of cases",
            percent(guesser)
        );
        let help = "ask for more right answers or templates, or for more than choosing";
        warning(competency, codes::LUCKY, message, help)
    });
    let held_up = (knower < KNOWERS).then(|| {
        let message = format!(
            "one who knows meets the criterion within {OPPORTUNITIES} opportunities in {} of cases only",
            percent(knower)
        );
        let help = "ask for fewer right answers, a lower target, or less to be covered";
        warning(competency, codes::HELD_UP, message, help)
    });
    [lucky, held_up].into_iter().flatten().flatten().collect()
}

/// A warning about a competency's criterion, where it is written.
fn warning(competency: &Competency, code: Code, message: String, help: &str) -> Option<Diagnostic> {
    let (source, place) = competency.criterion_at.as_ref()?;
    let message = format!("`{}`: {message}", competency.id);
    Some(Diagnostic::warning(code, source, *place, message).help(help))
}
