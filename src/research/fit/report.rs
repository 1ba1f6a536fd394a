//! Fits as they are kept: with names, intervals and what must be said of them.

use super::notes::notes;
use super::skill::SkillFit;
use super::uncertainty::Uncertain;
use super::whole::Prepared;
use crate::research::dataset::Dataset;
use crate::research::fitted::{FittedParameter, FittedSkill, Likeliest};
use crate::research::model::Parameter;
use crate::research::response::Outcome;

/// The fit of one skill, as it is kept.
pub(super) fn fitted_skill(
    dataset: &Dataset,
    prepared: &Prepared,
    fit: &SkillFit,
    uncertain: &[Uncertain],
) -> FittedSkill {
    let chosen = fit.chosen();
    let parameters = prepared.layout.parameters();
    let likeliest = fit.usable.as_ref().map(|_| Likeliest {
        parameters: parameters
            .iter()
            .zip(&fit.best.values)
            .map(|(parameter, &value)| named(dataset, parameter, value))
            .collect(),
        log_likelihood: fit.best.log_likelihood,
    });
    let with_intervals =
        |((parameter, &value), (uncertain, &place)): ((&Parameter, &f64), (&Uncertain, &f64))| {
            FittedParameter {
                standard_error: uncertain
                    .error
                    .map(|error| error * parameter.slope(place).abs()),
                interval: uncertain
                    .interval
                    .map(|(low, high)| (parameter.value(low), parameter.value(high))),
                ..named(dataset, parameter, value)
            }
        };
    FittedSkill {
        parameters: parameters
            .iter()
            .zip(&chosen.values)
            .zip(uncertain.iter().zip(&chosen.place))
            .map(with_intervals)
            .collect(),
        log_likelihood: chosen.log_likelihood,
        responses: prepared.responses,
        learners: prepared.count,
        likeliest,
        notes: notes(&prepared.layout, fit, uncertain, prepared.responses),
    }
}

fn named(dataset: &Dataset, parameter: &Parameter, value: f64) -> FittedParameter {
    let class = |class: u32| dataset.classes.name(class).into_owned();
    FittedParameter {
        name: parameter.role,
        class: parameter.class.map(|(first, _)| class(first)),
        then: parameter.class.and_then(|(_, then)| then).map(class),
        value,
        standard_error: None,
        interval: None,
    }
}

/// The share of answers that are right; one half where there is none.
pub(in crate::research) fn share_right(dataset: &Dataset) -> f64 {
    let letters = dataset.alphabet.letters();
    let (mut right, mut all) = (0_u64, 0_u64);
    let mut symbols = Vec::new();
    for &(_, sequence) in dataset.by_skill.iter().flatten() {
        symbols.clear();
        dataset.packed.read(sequence, &mut symbols);
        let learners = dataset.packed.shared_by(sequence);
        for &symbol in &symbols {
            match letters[symbol as usize].outcome {
                Outcome::Right => {
                    right += learners;
                    all += learners;
                }
                Outcome::Wrong => all += learners,
                Outcome::Missing => {}
            }
        }
    }
    if all == 0 {
        0.5
    } else {
        right as f64 / all as f64
    }
}
