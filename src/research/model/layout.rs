//! The parameters of one skill, and which of them each symbol of its alphabet uses.

use super::parameter::{Parameter, Role, logistic, logit};
use super::spec::{Constraints, LearnBy, ModelSpec};
use super::terms::{Fade, Term, Terms};
use crate::research::chain::{Counts, Step, Tables};
use crate::research::response::{Alphabet, Outcome, Response};
use crate::research::sequences::{Sequences, Symbol};

/// What a symbol is to the model: a response, and what matters of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meaning {
    /// The response.
    pub response: Response,
    /// Whether it is a learner's first on the skill, where that matters.
    pub first: bool,
    /// The class of the response before, where that matters.
    pub after: Option<u32>,
}

/// The parameters a symbol uses, by their places.
#[derive(Clone, Copy, Debug)]
struct Uses {
    outcome: Outcome,
    guess: usize,
    slip: usize,
    difficulty: Option<usize>,
    learn: Option<usize>,
    forget: Option<usize>,
    decay: Option<(usize, f64)>,
    first: Option<[usize; 2]>,
}

/// How a kind of learner differs from the others of a mixture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shift {
    /// Added to the prior on the logit scale.
    pub prior: f64,
    /// Added to learn on the logit scale.
    pub learn: f64,
    /// Neither knows at first nor ever learns.
    pub stuck: bool,
}

/// The parameters of one skill and what its symbols mean.
#[derive(Clone, Debug)]
pub struct Layout {
    parameters: Vec<Parameter>,
    uses: Vec<Uses>,
    prior: Option<usize>,
}

impl Layout {
    /// Recodes the sequences of a skill to what the model needs to know, and lays out its
    /// parameters. `days` gives for every gap bin the time it stands for.
    pub fn new(
        spec: &ModelSpec,
        constraints: &Constraints,
        responses: &[Response],
        sequences: &Sequences,
        days: &[f64],
    ) -> (Self, Sequences) {
        let mut alphabet = Alphabet::default();
        let begun;
        let mut sequences = sequences;
        if spec.first_response {
            begun = begun_with_an_answer(responses, sequences);
            sequences = &begun;
        }
        let mut recoded = sequences.recoded(|before, symbol| {
            let class_before = |before| responses[before as usize].class;
            alphabet.symbol(Meaning {
                response: responses[symbol as usize],
                first: spec.first_response && before.is_none(),
                after: (spec.learn != LearnBy::Skill)
                    .then(|| before.map(class_before))
                    .flatten(),
            })
        });
        // In the order of their meanings, not in that of the learners they were met with: then a log
        // and its counted patterns come to the same bits.
        let ranks = alphabet.sort();
        recoded.renumber(&ranks);
        (
            Self::of(spec, constraints, alphabet.letters(), days),
            recoded,
        )
    }

    /// The parameters that symbols of these meanings use.
    pub fn of(
        spec: &ModelSpec,
        constraints: &Constraints,
        meanings: &[Meaning],
        days: &[f64],
    ) -> Self {
        let mut layout = Self {
            parameters: Vec::new(),
            uses: Vec::new(),
            prior: None,
        };
        let mut place = |role: Role, class| {
            let known = layout.parameters.iter().position(|parameter: &Parameter| {
                parameter.role == role && parameter.class == class
            });
            known.unwrap_or_else(|| {
                layout.parameters.push(Parameter {
                    role,
                    class,
                    constraint: constraints.get(role.name()).copied().unwrap_or_default(),
                });
                layout.parameters.len() - 1
            })
        };
        let first = spec
            .first_response
            .then(|| [Role::PriorAfterWrong, Role::PriorAfterRight].map(|role| place(role, None)));
        layout.prior = first.is_none().then(|| place(Role::Prior, None));
        let first_right = first.map(|_| place(Role::FirstRight, None));
        for meaning in meanings {
            let Response {
                outcome,
                class,
                gap,
            } = meaning.response;
            let of_class = spec.guess_slip.then_some((class, None));
            // By class, a first response is behind none and needs no transition.
            let learn = match spec.learn {
                LearnBy::Skill => Some(None),
                LearnBy::Class => meaning.after.map(|after| Some((after, None))),
                LearnBy::Order => meaning.after.map(|after| Some((after, Some(class)))),
            };
            layout.uses.push(Uses {
                outcome,
                learn: learn.map(|class| place(Role::Learn, class)),
                forget: spec.forget.then(|| place(Role::Forget, None)),
                guess: place(Role::Guess, of_class),
                slip: place(Role::Slip, of_class),
                difficulty: spec
                    .difficulty
                    .then(|| place(Role::Difficulty, Some((class, None)))),
                decay: spec.decay.then(|| {
                    let days = days.get(usize::from(gap)).copied().unwrap_or(0.0);
                    (place(Role::HalfLifeDays, None), days)
                }),
                first: first.zip(first_right).filter(|_| meaning.first).map(
                    |([after_wrong, after_right], right)| match outcome {
                        Outcome::Right => [right, after_right],
                        _ => [right, after_wrong],
                    },
                ),
            });
        }
        layout
    }

    /// The parameters, in the order their values are given everywhere.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// How many symbols the alphabet has.
    pub fn symbols(&self) -> usize {
        self.uses.len()
    }

    /// The values at a place of the scale the fit walks on.
    pub fn values(&self, at: &[f64]) -> Vec<f64> {
        let pairs = self.parameters.iter().zip(at);
        pairs.map(|(parameter, &x)| parameter.value(x)).collect()
    }

    /// What every symbol means at these values, to a kind of learner.
    pub fn tables(&self, values: &[f64], shift: &Shift) -> Tables {
        let known = match self.prior {
            // Behind a first response the prior stands in its emission.
            None => return self.tables_from([1.0, 1.0], values, shift),
            Some(_) if shift.stuck => 0.0,
            Some(prior) => shifted(values[prior], shift.prior),
        };
        self.tables_from([1.0 - known, known], values, shift)
    }

    fn tables_from(&self, prior: [f64; 2], values: &[f64], shift: &Shift) -> Tables {
        let step = |uses: &Uses| Step {
            transition: transition(uses, values, shift),
            emission: emission(uses, values),
        };
        Tables {
            prior,
            steps: self.uses.iter().map(step).collect(),
        }
    }

    /// For every symbol P(right | state) in its circumstances, whatever came of it.
    pub fn right(&self, values: &[f64]) -> Vec<[f64; 2]> {
        let right = |uses: &Uses| match uses.first {
            // The masses before a first response are 1 and 1: its chance is shared between them.
            Some([right, _]) => [values[right] / 2.0; 2],
            None => {
                let as_right = Uses {
                    outcome: Outcome::Right,
                    ..*uses
                };
                emission(&as_right, values)
            }
        };
        self.uses.iter().map(right).collect()
    }

    /// What came of the response that every symbol stands for.
    pub fn outcomes(&self) -> Vec<Outcome> {
        self.uses.iter().map(|uses| uses.outcome).collect()
    }

    /// Adds to `terms` what expected counts say of every parameter, for a kind of learner.
    pub fn weigh(&self, values: &[f64], shift: &Shift, counts: &Counts, terms: &mut [Terms]) {
        if let Some(prior) = self.prior
            && !shift.stuck
        {
            let [unknown, known] = counts.prior;
            terms[prior].add(Term::new(known, unknown, shift.prior));
        }
        for (symbol, uses) in self.uses.iter().enumerate() {
            weigh_answer(uses, values, counts.emission[symbol], terms);
            weigh_moves(uses, values, shift, counts.transition[symbol], terms);
        }
    }

    /// Room for what is known of every parameter, with what was laid down beforehand.
    pub fn terms(&self) -> Vec<Terms> {
        self.parameters.iter().map(Terms::prior).collect()
    }

    /// ln P(parameters) under the priors laid down, up to a constant.
    pub fn log_prior(&self, values: &[f64]) -> f64 {
        let pairs = self.parameters.iter().zip(values);
        pairs
            .map(|(parameter, &value)| Terms::log_prior(parameter, value))
            .sum()
    }
}

/// The sequences without what is missing before the first answer.
fn begun_with_an_answer(responses: &[Response], sequences: &Sequences) -> Sequences {
    let missing = |symbol: &Symbol| responses[*symbol as usize].outcome == Outcome::Missing;
    let mut begun = Sequences::default();
    for (symbols, count) in sequences.iter() {
        begun.push(
            symbols.iter().copied().skip_while(|symbol| missing(symbol)),
            count,
        );
    }
    begun
}

/// A probability moved on the logit scale.
fn shifted(p: f64, by: f64) -> f64 {
    if by == 0.0 {
        p
    } else {
        logistic(logit(p) + by)
    }
}

/// P(outcome | state).
fn emission(uses: &Uses, values: &[f64]) -> [f64; 2] {
    if let Some([right, known]) = uses.first {
        let (right, known) = (values[right], values[known]);
        let chance = match uses.outcome {
            Outcome::Right => right,
            _ => 1.0 - right,
        };
        return [chance * (1.0 - known), chance * known];
    }
    let harder = uses.difficulty.map_or(0.0, |place| values[place]);
    let guess = shifted(values[uses.guess], -harder);
    let slip = shifted(values[uses.slip], harder);
    match uses.outcome {
        Outcome::Right => [guess, 1.0 - slip],
        Outcome::Wrong => [1.0 - guess, slip],
        Outcome::Missing => [1.0, 1.0],
    }
}

/// Learn and forget at an opportunity, as P(from → to).
fn within_session(uses: &Uses, values: &[f64], shift: &Shift) -> [[f64; 2]; 2] {
    let learn = match uses.learn {
        Some(_) if shift.stuck => 0.0,
        Some(learn) => shifted(values[learn], shift.learn),
        None => 0.0,
    };
    let forget = uses.forget.map_or(0.0, |forget| values[forget]);
    [[1.0 - learn, learn], [forget, 1.0 - forget]]
}

/// The share of what is known that lasts until this response.
fn lasts(uses: &Uses, values: &[f64]) -> f64 {
    uses.decay
        .map_or(1.0, |(place, days)| libm::exp2(-days / values[place]))
}

/// P(from → to) on the way to a response: practice first, then time.
fn transition(uses: &Uses, values: &[f64], shift: &Shift) -> [[f64; 2]; 2] {
    let lasts = lasts(uses, values);
    within_session(uses, values, shift)
        .map(|[unknown, known]| [unknown + known * (1.0 - lasts), known * lasts])
}

/// What an answer says of guess, slip and difficulty.
fn weigh_answer(uses: &Uses, values: &[f64], [unknown, known]: [f64; 2], terms: &mut [Terms]) {
    let right = match uses.outcome {
        Outcome::Right => true,
        Outcome::Wrong => false,
        Outcome::Missing => return,
    };
    let split = |met: f64, hit: bool| if hit { (met, 0.0) } else { (0.0, met) };
    if let Some([first_right, after]) = uses.first {
        let (yes, no) = split(unknown + known, right);
        terms[first_right].add(Term::new(yes, no, 0.0));
        terms[after].add(Term::new(known, unknown, 0.0));
        return;
    }
    let harder = uses.difficulty.map_or(0.0, |place| values[place]);
    let (yes, no) = split(unknown, right);
    terms[uses.guess].add(Term::new(yes, no, -harder));
    let (yes, no) = split(known, !right);
    terms[uses.slip].add(Term::new(yes, no, harder));
    if let Some(difficulty) = uses.difficulty {
        let (yes, no) = split(unknown, !right);
        terms[difficulty].add(Term::new(yes, no, -logit(values[uses.guess])));
        let (yes, no) = split(known, !right);
        terms[difficulty].add(Term::new(yes, no, logit(values[uses.slip])));
    }
}

/// What moves on the way to a response say of learn, forget and the half-life.
///
/// Time acts behind practice, so a state between the two is summed over: who ended up unknown
/// either was so then or has lost since what they knew.
fn weigh_moves(
    uses: &Uses,
    values: &[f64],
    shift: &Shift,
    moved: [[f64; 2]; 2],
    terms: &mut [Terms],
) {
    let session = within_session(uses, values, shift);
    let lasts = lasts(uses, values);
    let lost = [0, 1].map(|from| {
        let [unknown, known]: [f64; 2] = session[from];
        let through = known * (1.0 - lasts);
        let sum = unknown + through;
        if sum > 0.0 {
            moved[from][0] * through / sum
        } else {
            0.0
        }
    });
    let between = [0, 1].map(|from| [moved[from][0] - lost[from], moved[from][1] + lost[from]]);
    if let Some(learn) = uses.learn
        && !shift.stuck
    {
        terms[learn].add(Term::new(between[0][1], between[0][0], shift.learn));
    }
    if let Some(forget) = uses.forget {
        terms[forget].add(Term::new(between[1][0], between[1][1], 0.0));
    }
    if let Some((half_life, days)) = uses.decay
        && days > 0.0
    {
        terms[half_life].fade(Fade {
            days,
            kept: moved[0][1] + moved[1][1],
            lost: lost[0] + lost[1],
        });
    }
}
