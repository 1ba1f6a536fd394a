//! The solved equation: what to do, for any belief.

use super::error::WorldError;
use super::grid::Grid;
use super::solve::{after, solve, steps};
use super::world::{Action, Judged, Masses, World};

/// What to do, and what everything that could be done is expected to cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The cheapest.
    pub action: Action,
    /// What it is expected to cost from here on, in minutes.
    pub minutes: f64,
    /// The same of every action, the cheapest first.
    pub all: Vec<(Action, f64)>,
}

/// The least expected cost of a world, for every belief and every set of interventions used.
#[derive(Clone, Debug)]
pub struct Table {
    world: World,
    grid: Grid,
    layers: Vec<Vec<f64>>,
}

impl Table {
    /// Solves a world.
    ///
    /// # Errors
    /// A world that makes no sense.
    pub fn new(world: World) -> Result<Self, WorldError> {
        world.check()?;
        let grid = Grid::new(world.states.len(), steps(world.states.len()));
        let layers = solve(&world, &grid);
        Ok(Self::of(world, grid, layers))
    }

    pub(super) const fn of(world: World, grid: Grid, layers: Vec<Vec<f64>>) -> Self {
        Self {
            world,
            grid,
            layers,
        }
    }

    pub(super) const fn layers(&self) -> &Vec<Vec<f64>> {
        &self.layers
    }

    /// What it was solved for.
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// What to do before the first answer.
    pub fn first(&self) -> Choice {
        let prior = self.world.prior;
        self.at(self.world.declare(&prior), &prior, 0)
    }

    /// What to do after an answer to an item that teaches, or to one that does not, with the
    /// interventions `used`, as bits: `filtered` is the belief the evidence leaves, before the item
    /// has taught anything.
    pub fn choose(&self, filtered: &Masses, teaches: bool, used: u32) -> Choice {
        let current = match teaches {
            true => self.world.states.practised(filtered),
            false => *filtered,
        };
        self.decide(filtered, &current, used)
    }

    /// What to do where the evidence leaves one belief and another holds by now, for what was done
    /// since may have taught or freed; with the interventions `used`, as bits.
    pub fn decide(&self, filtered: &Masses, current: &Masses, used: u32) -> Choice {
        let declared = match self.world.judged {
            Judged::Filtered => filtered,
            Judged::Current => current,
        };
        self.at(self.world.declare(declared), current, used)
    }

    /// Whether declaring mastery is cheapest after an answer to an item that teaches, with no
    /// intervention used.
    pub fn declares(&self, filtered: &Masses) -> bool {
        let current = self.world.states.practised(filtered);
        let declared = match self.world.judged {
            Judged::Filtered => filtered,
            Judged::Current => &current,
        };
        let declare = self.world.declare(declared);
        self.cheapest(declare, &current, 0).0 == Action::Declare
    }

    /// What to do where declaring costs so much; `current` is what is known by now.
    fn at(&self, declare: f64, current: &Masses, used: u32) -> Choice {
        let mut all = Vec::with_capacity(2 + self.world.items.len() + self.world.remedies.len());
        self.each(declare, current, used, |action, minutes| {
            all.push((action, minutes));
        });
        // Stable: of equals the one that stands first.
        all.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (action, minutes) = all[0];
        Choice {
            action,
            minutes,
            all,
        }
    }

    /// The cheapest action, and what it costs.
    pub(super) fn cheapest(&self, declare: f64, current: &Masses, used: u32) -> (Action, f64) {
        let mut best = (Action::Declare, declare);
        self.each(declare, current, used, |action, minutes| {
            if minutes < best.1 {
                best = (action, minutes);
            }
        });
        best
    }

    /// Tells what every action that is open costs.
    ///
    /// One step is looked ahead exactly; what comes behind it is looked up.
    fn each(&self, declare: f64, current: &Masses, used: u32, mut tell: impl FnMut(Action, f64)) {
        let world = &self.world;
        let later = |declare: f64, masses: &Masses, used: u32| {
            // A set of interventions that cannot have come about has no layer.
            let layer = self
                .layers
                .get(used as usize)
                .filter(|layer| !layer.is_empty());
            let further = layer.map_or(f64::INFINITY, |layer| self.grid.around(masses).of(layer));
            declare.min(further)
        };
        tell(Action::Declare, declare);
        for (number, item) in world.items.iter().enumerate() {
            let behind: f64 = [true, false]
                .map(|right| {
                    let (declare, next, chance) = after(world, current, number, right);
                    chance * later(declare, &next, used)
                })
                .iter()
                .sum();
            tell(Action::Item(number), item.minutes + behind);
        }
        for (number, remedy) in world.remedies.iter().enumerate() {
            if world.is_open(number, used) {
                let next = world.states.helped(current, remedy.teaches, remedy.frees);
                let behind = later(world.declare(&next), &next, used | 1 << number);
                tell(Action::Remedy(number), remedy.minutes + behind);
            }
        }
        if let Some(hand_over) = world.hand_over {
            let behind = world
                .handed_over(current)
                .map_or(0.0, |next| later(world.declare(&next), &next, used));
            tell(Action::HandOver, hand_over.minutes() + behind);
        }
    }
}
