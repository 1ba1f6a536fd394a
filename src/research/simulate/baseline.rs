//! Learners drawn from the baselines that say how likely an answer is from what came before.

use super::draws::Draws;
use super::{Row, SimulateError, Simulation};
use crate::research::dataset::Names;
use crate::research::fitted::{Fitted, FittedParameter};
use crate::research::model::{Baseline, Role, logistic};

/// Easiness, and what each right and wrong answer before adds, in logits.
type Weights = [f64; 3];

/// Right and wrong answers before.
type Before = [f64; 2];

/// The logits of every answer.
#[derive(Debug)]
pub(super) struct Answers {
    /// Whether counts go in by ln(1 + n).
    logarithms: bool,
    ability_sd: f64,
    whole: Weights,
    skills: Vec<Weights>,
    difficulties: Vec<f64>,
    /// The items of every skill.
    items: Vec<Vec<u32>>,
}

impl Answers {
    /// The answers of a baseline; its items are numbered in `names`.
    ///
    /// Which skill an item is of the parameters do not say: one called as a skill is that skill's
    /// own, the others are dealt out in turn.
    pub fn new(
        baseline: Baseline,
        fitted: &Fitted,
        names: &mut Names,
    ) -> Result<Self, SimulateError> {
        if baseline == Baseline::Elo {
            return Err(SimulateError::NoLearners(baseline.name()));
        }
        let value = |parameters: &[FittedParameter], role: Role| {
            let found = parameters.iter().find(|own| own.name == role);
            found.map_or(0.0, |own| own.value)
        };
        let weights = |parameters: &[FittedParameter]| {
            [Role::Easiness, Role::PerRight, Role::PerWrong].map(|role| value(parameters, role))
        };
        let count = fitted.skills.len();
        let mut items = vec![Vec::new(); count];
        let mut dealt = (0..count).cycle();
        for name in fitted.items.keys() {
            let number = names.number(name.as_bytes());
            let own = fitted.skills.keys().position(|skill| skill == name);
            if let Some(skill) = own.or_else(|| dealt.next()) {
                items[skill].push(number);
            }
        }
        // A skill without an item of its own shares them all.
        for own in items.iter_mut().filter(|own| own.is_empty()) {
            own.extend(0..names.len() as u32);
        }
        let skills = fitted.skills.values();
        Ok(Self {
            logarithms: baseline == Baseline::BestLr,
            ability_sd: value(&fitted.whole, Role::AbilitySd),
            whole: weights(&fitted.whole),
            skills: skills.map(|skill| weights(&skill.parameters)).collect(),
            difficulties: fitted.items.values().copied().collect(),
            items,
        })
    }

    fn logit(&self, [easiness, per_right, per_wrong]: Weights, before: Before) -> f64 {
        let scale = |count: f64| match self.logarithms {
            true => libm::log1p(count),
            false => count,
        };
        let [right, wrong] = before.map(scale);
        easiness + per_right * right + per_wrong * wrong
    }
}

impl Simulation {
    /// Draws a learner's ability and answers.
    pub(super) fn learner_of_baseline(
        &self,
        draws: &mut Draws,
        answers: &Answers,
        mut each: impl FnMut(&Row<'_>),
    ) {
        let ability = match answers.ability_sd {
            0.0 => 0.0,
            spread => spread * draws.normals()[0],
        };
        let mut all: Before = [0.0; 2];
        let mut own: Vec<Before> = vec![[0.0; 2]; answers.skills.len()];
        for _ in 0..self.length {
            for (at, &weights) in answers.skills.iter().enumerate() {
                let items = &answers.items[at];
                let item = items.get(draws.below(items.len())).copied();
                let difficulty = item.map_or(0.0, |item| answers.difficulties[item as usize]);
                let logit = ability - difficulty
                    + answers.logit(answers.whole, all)
                    + answers.logit(weights, own[at]);
                let right = draws.happens(logistic(logit));
                let came = usize::from(!right);
                all[came] += 1.0;
                own[at][came] += 1.0;
                each(&Row {
                    skills: &[at as u32],
                    item: item.unwrap_or_default(),
                    class: 0,
                    gap: 0,
                    seconds: 0,
                    right,
                });
            }
        }
    }
}
