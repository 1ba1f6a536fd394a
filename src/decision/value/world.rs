//! A competency as decisions see it: hidden states, what can be done, and what it costs.

use super::error::WorldError;

/// Hidden states at most: two speeds, known or not, and stuck.
pub const MOST_STATES: usize = 5;

/// Interventions at most: a table has a layer for every set of those used.
pub const MOST_REMEDIES: usize = 8;

/// The mass of every hidden state; those beyond the world's are 0.
pub type Masses = [f64; MOST_STATES];

/// The hidden states, in the order of their masses.
///
/// For each learning speed *unknown* and *known*, the slowest first; then *stuck*, where there is
/// such a state.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    /// P(unknown → known) at one opportunity, for each speed; one or two.
    pub learn: Vec<f64>,
    /// P(known → unknown) at one opportunity.
    pub forget: f64,
    /// Whether learners may be stuck: never to know by practice alone.
    pub stuck: bool,
}

impl States {
    /// How many there are.
    pub fn len(&self) -> usize {
        2 * self.learn.len() + usize::from(self.stuck)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the competency is known in a state.
    pub const fn is_known(&self, state: usize) -> bool {
        state < 2 * self.learn.len() && state % 2 == 1
    }

    /// P(known).
    pub fn known(&self, masses: &Masses) -> f64 {
        (0..self.learn.len())
            .map(|speed| masses[2 * speed + 1])
            .sum()
    }

    /// P(not known), summed and never 1 − known.
    pub fn not_known(&self, masses: &Masses) -> f64 {
        let unknown: f64 = (0..self.learn.len()).map(|speed| masses[2 * speed]).sum();
        unknown + self.stuck_mass(masses)
    }

    /// P(stuck).
    pub fn stuck_mass(&self, masses: &Masses) -> f64 {
        match self.stuck {
            true => masses[2 * self.learn.len()],
            false => 0.0,
        }
    }

    /// The masses after one opportunity to learn.
    pub fn practised(&self, masses: &Masses) -> Masses {
        let mut next = *masses;
        for (speed, learn) in self.learn.iter().enumerate() {
            let (unknown, known) = (masses[2 * speed], masses[2 * speed + 1]);
            next[2 * speed] = unknown * (1.0 - learn) + known * self.forget;
            next[2 * speed + 1] = known * (1.0 - self.forget) + unknown * learn;
        }
        next
    }

    /// The masses after something that teaches the unknown with probability `unknown`, and sets a
    /// stuck learner free, at any speed, with probability `stuck`.
    pub fn helped(&self, masses: &Masses, unknown: f64, stuck: f64) -> Masses {
        let mut next = *masses;
        for speed in 0..self.learn.len() {
            let taught = masses[2 * speed] * unknown;
            next[2 * speed] = masses[2 * speed] * (1.0 - unknown);
            next[2 * speed + 1] += taught;
        }
        if self.stuck {
            let place = 2 * self.learn.len();
            let freed = masses[place] * stuck;
            next[place] = masses[place] * (1.0 - stuck);
            let others: f64 = masses[..place].iter().sum();
            for speed in 0..self.learn.len() {
                // As many of each speed as there are among the others.
                let share = match others > 0.0 {
                    true => (masses[2 * speed] + masses[2 * speed + 1]) / others,
                    false => 1.0 / self.learn.len() as f64,
                };
                next[2 * speed] += freed * share;
            }
        }
        next
    }

    /// The masses after an answer, and how likely it was.
    pub fn answered(&self, masses: &Masses, item: &Item, right: bool) -> (Masses, f64) {
        let mut next = *masses;
        let mut chance = 0.0;
        for (state, mass) in next.iter_mut().enumerate().take(self.len()) {
            *mass *= match (self.is_known(state), right) {
                (true, true) => 1.0 - item.slip,
                (true, false) => item.slip,
                (false, true) => item.guess,
                (false, false) => 1.0 - item.guess,
            };
            chance += *mass;
        }
        if chance > 0.0 {
            next.iter_mut().for_each(|mass| *mass /= chance);
        }
        (next, chance)
    }
}

/// A class of items: what an answer tells, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// What it costs, in minutes.
    pub minutes: f64,
    /// P(right | not known).
    pub guess: f64,
    /// P(wrong | known).
    pub slip: f64,
    /// Whether it teaches: practice does, a check does not.
    pub teaches: bool,
}

/// An intervention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remedy {
    /// What it costs, in minutes.
    pub minutes: f64,
    /// P(unknown → known).
    pub teaches: f64,
    /// P(stuck → unknown).
    pub frees: f64,
    /// Those that must have been used before, as bits.
    pub after: u32,
    /// Whether it is used at most once. What may be used again is taken to work as well every time.
    pub once: bool,
}

/// A person takes over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HandOver {
    /// For good, at this cost in minutes.
    Ends {
        /// What it costs.
        minutes: f64,
    },
    /// And the learner comes back to practice.
    Returns {
        /// What it costs, in minutes.
        minutes: f64,
        /// P(unknown → known).
        teaches: f64,
        /// P(stuck → unknown).
        frees: f64,
    },
}

impl HandOver {
    /// What it costs, in minutes.
    pub const fn minutes(&self) -> f64 {
        match *self {
            Self::Ends { minutes } | Self::Returns { minutes, .. } => minutes,
        }
    }
}

/// What mastery is declared of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judged {
    /// What the evidence shows, before the latest item has taught anything.
    #[default]
    Filtered,
    /// What the learner knows by now.
    Current,
}

/// A competency as decisions see it.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// The hidden states.
    pub states: States,
    /// Their masses before the first answer.
    pub prior: Masses,
    /// Classes of items.
    pub items: Vec<Item>,
    /// Interventions.
    pub remedies: Vec<Remedy>,
    /// Handing over to a person, where there is one.
    pub hand_over: Option<HandOver>,
    /// What declaring mastery costs, in minutes, of somebody who does not know.
    pub false_mastery: f64,
    /// What mastery is declared of.
    pub judged: Judged,
}

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Declare mastery.
    Declare,
    /// Hand over to a person.
    HandOver,
    /// Give an item of this class.
    Item(usize),
    /// Use this intervention.
    Remedy(usize),
}

impl World {
    /// Whether it makes sense, and every learner comes to an end.
    ///
    /// # Errors
    /// What [`WorldError`] says.
    pub fn check(&self) -> Result<(), WorldError> {
        let states = self.states.len();
        let too_many = |what, got, most| WorldError::TooMany { what, got, most };
        if states > MOST_STATES {
            return Err(too_many("hidden states", states, MOST_STATES));
        }
        if self.remedies.len() > MOST_REMEDIES {
            let got = self.remedies.len();
            return Err(too_many("interventions", got, MOST_REMEDIES));
        }
        let sum: f64 = self.prior.iter().sum();
        let proper = self.prior.iter().all(|mass| (0.0..=1.0).contains(mass));
        let beyond = self.prior[states..].iter().any(|&mass| mass > 0.0);
        if !proper || beyond || (sum - 1.0).abs() > 1e-9 || self.states.learn.is_empty() {
            return Err(WorldError::Prior {
                got: self.prior.iter().filter(|&&mass| mass > 0.0).count(),
                states,
            });
        }
        self.check_numbers()?;
        if !self.items.iter().any(|item| item.teaches) {
            return Err(WorldError::NoItems);
        }
        let handed_over = match self.hand_over {
            Some(HandOver::Ends { .. }) => true,
            Some(HandOver::Returns { frees, .. }) => frees > 0.0,
            None => false,
        };
        let again = |remedy: &Remedy| !remedy.once && remedy.frees > 0.0;
        let way_out = handed_over || self.remedies.iter().any(again);
        let stuck = self.states.stuck_mass(&self.prior) > 0.0;
        let learns = self.states.learn.iter().all(|&learn| learn > 0.0);
        match (!stuck && learns) || way_out {
            true => Ok(()),
            // To declare mastery of the stuck is a way out, but nobody means that.
            false => Err(WorldError::NoWayOut),
        }
    }

    fn check_numbers(&self) -> Result<(), WorldError> {
        let cost = |name: &str, got: f64| match got > 0.0 && got.is_finite() {
            true => Ok(()),
            false => Err(WorldError::OutOfRange {
                name: name.to_owned(),
                got,
                allowed: "more than 0",
            }),
        };
        let probability = |name: &str, got: f64| match (0.0..=1.0).contains(&got) {
            true => Ok(()),
            false => Err(WorldError::OutOfRange {
                name: name.to_owned(),
                got,
                allowed: "from 0 to 1",
            }),
        };
        for &learn in &self.states.learn {
            probability("learn", learn)?;
        }
        probability("forget", self.states.forget)?;
        for item in &self.items {
            cost("the minutes of an item", item.minutes)?;
            probability("guess", item.guess)?;
            probability("slip", item.slip)?;
            if item.guess + item.slip >= 1.0 {
                return Err(WorldError::OutOfRange {
                    name: "guess + slip".to_owned(),
                    got: item.guess + item.slip,
                    allowed: "less than 1: a right answer must speak for knowing",
                });
            }
        }
        for remedy in &self.remedies {
            cost("the minutes of an intervention", remedy.minutes)?;
            probability("the efficacy of an intervention", remedy.teaches)?;
            probability(
                "the efficacy of an intervention for the stuck",
                remedy.frees,
            )?;
        }
        if let Some(hand_over) = self.hand_over {
            cost("the minutes of handing over", hand_over.minutes())?;
        }
        cost("the cost of a false mastery", self.false_mastery)
    }

    /// What declaring mastery is expected to cost, in minutes.
    pub fn declare(&self, masses: &Masses) -> f64 {
        self.false_mastery * self.states.not_known(masses)
    }

    /// Whether an intervention can be used after those in `used`.
    pub fn is_open(&self, remedy: usize, used: u32) -> bool {
        let fresh = used & (1 << remedy) == 0;
        self.remedies
            .get(remedy)
            .is_some_and(|remedy| (fresh || !remedy.once) && used & remedy.after == remedy.after)
    }

    /// Where handing over leads; none where it is for good.
    pub fn handed_over(&self, masses: &Masses) -> Option<Masses> {
        match self.hand_over? {
            HandOver::Ends { .. } => None,
            HandOver::Returns { teaches, frees, .. } => {
                Some(self.states.helped(masses, teaches, frees))
            }
        }
    }
}
