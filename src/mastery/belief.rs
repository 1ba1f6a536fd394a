//! What is believed of a learner: the mass of every hidden state.

use super::bits::Bits;
use super::parameters::within;
use super::{
    BktParameters, Learners, Likelihood, MOST_SPEEDS, MasteryError, Pace, PerSpeed, Shift,
    Transition,
};
use serde::{Deserialize, Serialize};

/// One mass for each speed; those beyond the speeds are 0.
type Masses = [f64; MOST_SPEEDS];

/// The joint masses of learning speed and {unknown, known, stuck}: each kept for itself and all
/// summing to 1.
///
/// Every speed begins with the same mass, whatever its share among learners: so the masses say what
/// the answers on this competency say, and nothing else. What is known of the learner's speed from
/// elsewhere is a [`Pace`], and comes in where a probability is asked for.
///
/// Never one mass as 1 − the other: after some fifty right answers that difference is exactly 0,
/// and no wrong answer could ever move it again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Belief {
    speeds: u8,
    unknown: Masses,
    known: Masses,
    stuck: Masses,
}

impl Belief {
    /// A belief of two states before any answer: P(known) = `prior`, in [0, 1].
    ///
    /// # Errors
    /// `prior` is no probability.
    pub fn new(prior: f64) -> Result<Self, MasteryError> {
        Self::begin(prior, &Learners::default())
    }

    /// A belief before any answer, of learners of these types: P(known) = `prior`, in [0, 1].
    ///
    /// # Errors
    /// `prior` is no probability.
    pub fn begin(prior: f64, learners: &Learners) -> Result<Self, MasteryError> {
        within("prior", prior, 0.0, 1.0, "it is a probability")?;
        Ok(Self::at(prior, learners))
    }

    /// The belief before the first answer.
    pub fn before(parameters: &BktParameters) -> Self {
        Self::at(parameters.prior(), parameters.learners())
    }

    fn at(prior: f64, learners: &Learners) -> Self {
        let speeds = learners.speeds();
        let mut begun = Self {
            // At most five.
            speeds: speeds as u8,
            unknown: [0.0; MOST_SPEEDS],
            known: [0.0; MOST_SPEEDS],
            stuck: [0.0; MOST_SPEEDS],
        };
        let each = speeds as f64;
        for speed in 0..speeds {
            begun.known[speed] = prior / each;
            begun.stuck[speed] = (1.0 - prior) * learners.stuck() / each;
            begun.unknown[speed] = (1.0 - prior) * (1.0 - learners.stuck()) / each;
        }
        begun
    }

    /// How many learning speeds it tells apart.
    pub const fn speeds(&self) -> usize {
        self.speeds as usize
    }

    /// The masses of unknown, the slowest speed first.
    pub fn unknown(&self) -> &[f64] {
        &self.unknown[..self.speeds()]
    }

    /// The masses of known, the slowest speed first.
    pub fn known(&self) -> &[f64] {
        &self.known[..self.speeds()]
    }

    /// The masses of stuck, the slowest speed first.
    pub fn stuck(&self) -> &[f64] {
        &self.stuck[..self.speeds()]
    }

    /// How likely the evidence is at each speed, up to a factor: for [`Learners::pace`].
    pub fn weights(&self) -> PerSpeed {
        PerSpeed::of(self.speeds(), |speed| {
            self.unknown[speed] + self.known[speed] + self.stuck[speed]
        })
    }

    /// P(known) of a learner of this pace:
    ///
    /// Σ pace × known / Σ pace × (unknown + known + stuck)
    pub fn mastery(&self, pace: &Pace) -> f64 {
        self.share(&self.known, pace)
    }

    /// P(stuck) of a learner of this pace.
    pub fn stuck_chance(&self, pace: &Pace) -> f64 {
        self.share(&self.stuck, pace)
    }

    /// P(speed) of a learner of this pace, the answers on this competency included.
    pub fn speed_chances(&self, pace: &Pace) -> PerSpeed {
        let weights = self.weights();
        let each = |speed: usize| weights.as_slice()[speed] * self.chance(pace, speed);
        let sum: f64 = (0..self.speeds()).map(each).sum();
        PerSpeed::of(self.speeds(), |speed| each(speed) / sum)
    }

    fn share(&self, of: &Masses, pace: &Pace) -> f64 {
        // One speed: the masses are the probabilities, and nothing is rounded anew.
        if self.speeds == 1 {
            return of[0];
        }
        let (mut part, mut all) = (0.0, 0.0);
        for (speed, mass) in of.iter().enumerate().take(self.speeds()) {
            let chance = self.chance(pace, speed);
            part += chance * mass;
            all += chance * (self.unknown[speed] + self.known[speed] + self.stuck[speed]);
        }
        part / all
    }

    /// P(speed); every one as likely where the pace is of another number of speeds.
    fn chance(&self, pace: &Pace, speed: usize) -> f64 {
        match pace.chances().len() == self.speeds() {
            true => pace.chances().as_slice()[speed],
            false => 1.0,
        }
    }

    /// How likely what was observed is of a learner of this pace: Σ mass × likelihood.
    pub fn predict(&self, likelihood: &Likelihood, pace: &Pace) -> f64 {
        let known = self.mastery(pace);
        let not_known = match self.speeds {
            1 => self.unknown[0] + self.stuck[0],
            _ => self.share(&self.unknown, pace) + self.share(&self.stuck, pace),
        };
        not_known * likelihood.unknown + known * likelihood.known
    }

    /// The belief once the evidence is in, before the next transition (L⁺).
    ///
    /// mass⁺ = mass × likelihood / Σ mass × likelihood
    ///
    /// Who is stuck answers as one who does not know.
    ///
    /// # Errors
    /// [`MasteryError::ImpossibleEvidence`]: no state held possible can bring this about.
    #[inline]
    pub fn filter(&self, likelihood: &Likelihood) -> Result<Self, MasteryError> {
        let Likelihood { unknown, known } = *likelihood;
        let mut next = *self;
        if self.speeds == 1 {
            return next.filter_one(unknown, known).map(|()| next);
        }
        // All places, so that they are reckoned side by side: those beyond the speeds stay 0.
        for speed in 0..MOST_SPEEDS {
            next.unknown[speed] = joint(self.unknown[speed], unknown);
            next.known[speed] = joint(self.known[speed], known);
            next.stuck[speed] = joint(self.stuck[speed], unknown);
        }
        let total = |masses: &Masses| masses.iter().sum::<f64>();
        let sum = total(&next.unknown) + total(&next.known) + total(&next.stuck);
        if sum > 0.0 {
            // Fifteen masses are multiplied by what is divided once.
            let part = 1.0 / sum;
            for speed in 0..MOST_SPEEDS {
                next.unknown[speed] *= part;
                next.known[speed] *= part;
                next.stuck[speed] *= part;
            }
            Ok(next)
        } else {
            Err(MasteryError::ImpossibleEvidence)
        }
    }

    /// The same for one speed, each mass divided: so it was before there were more, and logs of that
    /// time replay to the bit.
    #[inline]
    fn filter_one(&mut self, on_unknown: f64, on_known: f64) -> Result<(), MasteryError> {
        let unknown = joint(self.unknown[0], on_unknown);
        let known = joint(self.known[0], on_known);
        let stuck = joint(self.stuck[0], on_unknown);
        let sum = unknown + known + stuck;
        if sum > 0.0 {
            self.unknown[0] = unknown / sum;
            self.known[0] = known / sum;
            self.stuck[0] = stuck / sum;
            Ok(())
        } else {
            Err(MasteryError::ImpossibleEvidence)
        }
    }

    /// The belief at the next opportunity (L′).
    ///
    /// known′ = known(1 − forget) + unknown × learn, and unknown′ likewise; who is stuck stays so
    #[inline]
    #[must_use]
    pub fn transition(&self, transition: &Transition) -> Self {
        let mut next = *self;
        let forget = transition.forget;
        let places = if self.speeds == 1 { 1 } else { MOST_SPEEDS };
        for speed in 0..places {
            let (unknown, known) = (self.unknown[speed], self.known[speed]);
            let learn = transition.learn.places()[speed];
            next.unknown[speed] = unknown * (1.0 - learn) + known * forget;
            next.known[speed] = known * (1.0 - forget) + unknown * learn;
        }
        next
    }

    /// The belief after something beside practice: help, or time.
    #[must_use]
    pub fn shift(&self, shift: &Shift) -> Self {
        let mut next = *self;
        let Shift {
            teaches,
            frees,
            forgets,
        } = *shift;
        for speed in 0..self.speeds() {
            let (unknown, known) = (self.unknown[speed], self.known[speed]);
            let stuck = self.stuck[speed];
            next.unknown[speed] = unknown * (1.0 - teaches) + known * forgets + stuck * frees;
            next.known[speed] = known * (1.0 - forgets) + unknown * teaches;
            next.stuck[speed] = stuck * (1.0 - frees);
        }
        next
    }

    /// The same for other learner types, where a bank's have changed: P(known) stays what it is for
    /// a learner of this pace, and P(stuck) where both have such a state.
    #[must_use]
    pub fn among(&self, learners: &Learners, pace: &Pace) -> Self {
        let (known, stuck) = (self.mastery(pace), self.stuck_chance(pace));
        let mut next = Self::at(known, learners);
        let was_told = self.stuck.iter().any(|&mass| mass > 0.0);
        if was_told && learners.stuck() > 0.0 && known < 1.0 {
            let each = learners.speeds() as f64;
            for speed in 0..learners.speeds() {
                next.stuck[speed] = stuck / each;
                next.unknown[speed] = (1.0 - known - stuck).max(0.0) / each;
            }
        }
        next
    }
}

/// Mass × likelihood; 0 only if one of them is, never because the product is too small to hold:
/// a state once lost would never come back.
#[inline]
fn joint(mass: f64, likelihood: f64) -> f64 {
    let product = mass * likelihood;
    // No short cuts: the places of all speeds are reckoned at once.
    let lost = (product < f64::MIN_POSITIVE) & (mass > 0.0) & (likelihood > 0.0);
    if lost { f64::MIN_POSITIVE } else { product }
}

/// What rounding may leave of a sum of masses beyond 1, with room to spare.
const SLACK: f64 = 1e-9;

const DAMAGED: &str = "the stored belief is damaged; replay the log";

/// Two states stand as the masses of unknown and known, as they did before there were types.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Plain([Bits; 2]),
    Types {
        unknown: Vec<Bits>,
        known: Vec<Bits>,
        stuck: Vec<Bits>,
    },
}

impl From<Belief> for Stored {
    fn from(belief: Belief) -> Self {
        let all = |masses: &[f64]| masses.iter().copied().map(Bits).collect();
        match (belief.speeds, belief.stuck[0]) {
            (1, 0.0) => Self::Plain([Bits(belief.unknown[0]), Bits(belief.known[0])]),
            _ => Self::Types {
                unknown: all(belief.unknown()),
                known: all(belief.known()),
                stuck: all(belief.stuck()),
            },
        }
    }
}

impl TryFrom<Stored> for Belief {
    type Error = MasteryError;

    fn try_from(stored: Stored) -> Result<Self, MasteryError> {
        let [unknown, known, stuck] = match stored {
            Stored::Plain([unknown, known]) => [vec![unknown], vec![known], vec![Bits(0.0)]],
            Stored::Types {
                unknown,
                known,
                stuck,
            } => [unknown, known, stuck],
        };
        let speeds = unknown.len();
        if !(1..=MOST_SPEEDS).contains(&speeds) || known.len() != speeds || stuck.len() != speeds {
            return Err(MasteryError::Count {
                name: "speeds",
                got: u32::try_from(speeds).unwrap_or(u32::MAX),
                low: 1,
                high: MOST_SPEEDS as u32,
                help: DAMAGED,
            });
        }
        let mut sum = 0.0;
        let mut read = |masses: &[Bits]| {
            let mut places = [0.0; MOST_SPEEDS];
            for (place, &Bits(mass)) in places.iter_mut().zip(masses) {
                within("mass", mass, 0.0, 1.0 + SLACK, DAMAGED)?;
                sum += mass;
                *place = mass;
            }
            Ok(places)
        };
        let belief = Self {
            speeds: speeds as u8,
            unknown: read(&unknown)?,
            known: read(&known)?,
            stuck: read(&stuck)?,
        };
        within("sum of masses", sum, 1.0 - SLACK, 1.0 + SLACK, DAMAGED)?;
        Ok(belief)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{Evidence, RawLearners, RawParameters, ResponseFormat, Speed, Trace};
    use proptest::prelude::*;

    /// Sums over some thousand paths.
    const ROUNDING: f64 = 1e-11;

    fn any_learners() -> impl Strategy<Value = Learners> {
        let speeds = proptest::collection::btree_map(1_u32..=100, 1_u32..=9, 1..=MOST_SPEEDS);
        (speeds, 0.0..=0.5).prop_map(|(speeds, stuck)| {
            let all: u32 = speeds.values().sum();
            let speed = |(pace, share)| Speed {
                pace: f64::from(pace) / 10.0,
                share: f64::from(share) / f64::from(all),
            };
            let speeds = speeds.into_iter().map(speed).collect();
            RawLearners { speeds, stuck }.check().unwrap()
        })
    }

    fn any_parameters() -> impl Strategy<Value = BktParameters> {
        let numbers = (0.01..0.99, 0.0..0.5, 0.0..0.3, 0.01..0.45, 0.01..0.45);
        (numbers, any_learners()).prop_map(|((prior, learn, forget, guess, slip), learners)| {
            let raw = RawParameters {
                prior,
                learn,
                forget,
                guess,
                slip,
                hint: 0.25,
            };
            raw.check().unwrap().with_learners(learners)
        })
    }

    fn any_shift() -> impl Strategy<Value = Shift> {
        (0.0..=1.0, 0.0..=1.0, 0.0..=1.0).prop_map(|(teaches, frees, forgets)| Shift {
            teaches,
            frees,
            forgets,
        })
    }

    /// What happened at one opportunity: a shift before it, and whether the answer was right.
    type Told = (Shift, bool);

    fn evidence(parameters: &BktParameters, (shift, right): Told) -> Evidence {
        let plain = Evidence::new(parameters, ResponseFormat::Typed, 0, right);
        Evidence {
            shifts: vec![shift],
            ..plain
        }
    }

    /// P(answers, state at the latest one) for one speed, over every path through the hidden
    /// states: unknown, known, stuck.
    fn paths(parameters: &BktParameters, speed: usize, told: &[Told]) -> [f64; 3] {
        let learn = parameters.transition().learn.as_slice()[speed];
        let forget = parameters.forget();
        let begin = [
            (1.0 - parameters.prior()) * (1.0 - parameters.learners().stuck()),
            parameters.prior(),
            (1.0 - parameters.prior()) * parameters.learners().stuck(),
        ];
        let mut all = [0.0; 3];
        let mut open: Vec<(usize, usize, f64)> = (0..3).map(|s| (0, s, begin[s])).collect();
        while let Some((at, state, chance)) = open.pop() {
            let Some(&(shift, right)) = told.get(at) else {
                continue;
            };
            let moves = match state {
                0 => [1.0 - shift.teaches, shift.teaches, 0.0],
                1 => [shift.forgets, 1.0 - shift.forgets, 0.0],
                _ => [shift.frees, 0.0, 1.0 - shift.frees],
            };
            for (now, moved) in moves.into_iter().enumerate() {
                let answer = match (now == 1, right) {
                    (true, true) => 1.0 - parameters.slip(),
                    (true, false) => parameters.slip(),
                    (false, true) => parameters.guess(),
                    (false, false) => 1.0 - parameters.guess(),
                };
                let chance = chance * moved * answer;
                if at + 1 == told.len() {
                    all[now] += chance;
                    continue;
                }
                let learns = match now {
                    0 => [1.0 - learn, learn, 0.0],
                    1 => [forget, 1.0 - forget, 0.0],
                    _ => [0.0, 0.0, 1.0],
                };
                for (next, learnt) in learns.into_iter().enumerate() {
                    if learnt > 0.0 {
                        open.push((at + 1, next, chance * learnt));
                    }
                }
            }
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Two competencies of one learner, every speed and every path: what the filters say of each
        /// with the other's weights as the pace is what the whole says.
        #[test]
        fn the_filter_is_exact_across_states_speeds_and_competencies(
            first in any_parameters(), second in any_parameters(),
            told in proptest::collection::vec((any_shift(), any::<bool>()), 1..4),
            elsewhere in proptest::collection::vec((any_shift(), any::<bool>()), 1..4),
        ) {
            let learners = *first.learners();
            let second = second.with_learners(learners);
            let (mut known, mut stuck, mut all) = (0.0, 0.0, 0.0);
            for speed in 0..learners.speeds() {
                let own = paths(&first, speed, &told);
                let other: f64 = paths(&second, speed, &elsewhere).iter().sum();
                let share = learners.shares().as_slice()[speed];
                known += share * own[1] * other;
                stuck += share * own[2] * other;
                all += share * own.iter().sum::<f64>() * other;
            }
            let follow = |parameters: &BktParameters, told: &[Told]| {
                let log: Vec<Evidence> =
                    told.iter().map(|&told| evidence(parameters, told)).collect();
                Trace::replay(Belief::before(parameters), &log).unwrap().filtered
            };
            let pace = learners.pace([&follow(&second, &elsewhere).weights()]);
            let own = follow(&first, &told);
            prop_assert!((own.mastery(&pace) - known / all).abs() < ROUNDING);
            prop_assert!((own.stuck_chance(&pace) - stuck / all).abs() < ROUNDING);
        }

        #[test]
        fn masses_stay_probabilities_and_come_back_to_the_bit(
            given in any_parameters(), told in proptest::collection::vec((any_shift(), any::<bool>()), 0..40),
        ) {
            let mut trace = Trace::before(&given);
            for told in told {
                trace = trace.absorb(&evidence(&given, told)).unwrap();
                let belief = trace.predictive;
                let masses = [belief.unknown(), belief.known(), belief.stuck()];
                prop_assert!(masses.iter().all(|masses| masses.iter().all(|m| (0.0..=1.0).contains(m))));
                prop_assert!((belief.weights().sum() - 1.0).abs() < ROUNDING);
            }
            let stored = serde_json::to_string(&trace).unwrap();
            prop_assert_eq!(serde_json::from_str::<Trace>(&stored).unwrap(), trace);
            let stored = serde_json::to_string(&given).unwrap();
            prop_assert_eq!(serde_json::from_str::<BktParameters>(&stored).unwrap(), given);
        }

        #[test]
        fn other_types_leave_what_is_known_as_it_is(
            given in any_parameters(), other in any_learners(), right in proptest::collection::vec(any::<bool>(), 0..10),
        ) {
            let log = right.iter().map(|&right| Evidence::new(&given, ResponseFormat::Typed, 0, right));
            let trace = log.fold(Trace::before(&given), |trace, one| trace.absorb(&one).unwrap());
            let next = trace.predictive.among(&other, &trace.pace);
            prop_assert_eq!(next.speeds(), other.speeds());
            let pace = other.pace([]);
            prop_assert!((next.mastery(&pace) - trace.expected()).abs() < ROUNDING);
            prop_assert!((next.weights().sum() - 1.0).abs() < ROUNDING);
        }
    }

    /// Prior .2, of the others one in ten is stuck, learn .3, guess and slip .1: the figures are those
    /// of the recursion over three masses, computed apart.
    #[test]
    fn wrong_answers_speak_for_being_stuck_where_practice_teaches() {
        let raw = RawLearners {
            speeds: vec![Speed {
                pace: 1.0,
                share: 1.0,
            }],
            stuck: 0.1,
        };
        let parameters = RawParameters {
            prior: 0.2,
            learn: 0.3,
            forget: 0.0,
            guess: 0.1,
            slip: 0.1,
            hint: 0.25,
        };
        let parameters = parameters.check().unwrap();
        let parameters = parameters.with_learners(raw.check().unwrap());
        let mut trace = Trace::before(&parameters);
        assert!((trace.filtered.stuck_chance(&trace.pace) - 0.08).abs() < ROUNDING);
        for told in [
            0.131_046_756_188_319,
            0.234_663_668_770_640,
            0.384_874_931_994_986,
            0.560_807_603_215_758,
        ] {
            let wrong = Evidence::new(&parameters, ResponseFormat::Typed, 0, false);
            for _ in 0..2 {
                trace = trace.absorb(&wrong).unwrap();
            }
            let stuck = trace.filtered.stuck_chance(&trace.pace);
            assert!((stuck - told).abs() < ROUNDING, "{stuck}");
        }
    }

    #[test]
    fn two_states_are_stored_as_they_always_were() {
        let belief = Belief::new(0.25).unwrap();
        let stored = serde_json::to_string(&belief).unwrap();
        assert_eq!(stored, "[\"3fe8000000000000\",\"3fd0000000000000\"]");
        assert_eq!(serde_json::from_str::<Belief>(&stored).unwrap(), belief);
        for damaged in [
            "[\"3fe8000000000000\",\"3fe8000000000000\"]",
            "{\"unknown\":[],\"known\":[],\"stuck\":[]}",
            "{\"unknown\":[\"3fe8000000000000\"],\"known\":[],\"stuck\":[]}",
        ] {
            assert!(
                serde_json::from_str::<Belief>(damaged).is_err(),
                "{damaged}"
            );
        }
    }
}
