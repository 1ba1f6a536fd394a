//! Worlds and tables as bytes: what a table is kept by, and what is kept of it.

use super::grid::Grid;
use super::solve::{reached, steps};
use super::table::Table;
use super::world::{HandOver, Judged, World};

/// The equation and how it is solved; whatever changes a table changes this.
const SOLVER: &[u8] = b"retake value table 1";

impl World {
    /// All that a table depends on, in one way of writing: worlds that are equal give equal bytes,
    /// others different ones.
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Writer(SOLVER.to_vec());
        out.numbers(&self.states.learn);
        out.numbers(&[self.states.forget]);
        out.flag(self.states.stuck);
        out.numbers(&self.prior);
        out.count(self.items.len());
        for item in &self.items {
            out.numbers(&[item.minutes, item.guess, item.slip]);
            out.flag(item.teaches);
        }
        out.count(self.remedies.len());
        for remedy in &self.remedies {
            out.numbers(&[remedy.minutes, remedy.teaches, remedy.frees]);
            out.count(remedy.after as usize);
            out.flag(remedy.once);
        }
        match self.hand_over {
            None => out.count(0),
            Some(HandOver::Ends { minutes }) => out.numbers(&[minutes]),
            Some(HandOver::Returns {
                minutes,
                teaches,
                frees,
            }) => out.numbers(&[minutes, teaches, frees]),
        }
        out.numbers(&[self.false_mastery]);
        out.flag(self.judged == Judged::Current);
        out.0
    }
}

/// Bytes in the making; every list begins with its length.
struct Writer(Vec<u8>);

impl Writer {
    fn count(&mut self, count: usize) {
        self.0.extend((count as u64).to_le_bytes());
    }

    fn numbers(&mut self, numbers: &[f64]) {
        self.count(numbers.len());
        for number in numbers {
            self.0.extend(number.to_bits().to_le_bytes());
        }
    }

    fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }
}

impl Table {
    /// Its values, four bytes each, layer by layer; the world is not among them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let values = self.layers().iter().flatten();
        // Solved values are such that four bytes hold them.
        values
            .flat_map(|&value| (value as f32).to_le_bytes())
            .collect()
    }

    /// The table of a world, from its values; none where they are not those of any such table.
    pub fn from_bytes(world: World, bytes: &[u8]) -> Option<Self> {
        world.check().ok()?;
        let grid = Grid::new(world.states.len(), steps(world.states.len()));
        let reached = reached(&world);
        let layers = reached.iter().filter(|&&reached| reached).count();
        if bytes.len() != 4 * grid.len() * layers {
            return None;
        }
        let mut values = bytes.chunks_exact(4).map(|four| {
            let value = f64::from(f32::from_le_bytes(four.try_into().ok()?));
            (value.is_finite() && value >= 0.0).then_some(value)
        });
        let mut layer = |&reached: &bool| match reached {
            true => values
                .by_ref()
                .take(grid.len())
                .collect::<Option<Vec<f64>>>(),
            false => Some(Vec::new()),
        };
        let layers = reached.iter().map(&mut layer).collect::<Option<Vec<_>>>()?;
        Some(Self::of(world, grid, layers))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::ladder;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_table_read_back_is_the_table() {
        let table = Table::new(ladder()).unwrap();
        let bytes = table.to_bytes();
        let again = Table::from_bytes(ladder(), &bytes).unwrap();
        assert_eq!(again.layers(), table.layers());
        assert_eq!(again.first(), table.first());
        assert!(Table::from_bytes(ladder(), &bytes[1..]).is_none());
        let mut damaged = bytes;
        damaged[..4].copy_from_slice(&f32::NAN.to_le_bytes());
        assert!(Table::from_bytes(ladder(), &damaged).is_none());
    }

    #[test]
    fn whatever_changes_a_world_changes_its_bytes() {
        let changes: [fn(&mut World); 9] = [
            |world| world.states.learn[0] += 0.01,
            |world| world.states.forget = 0.01,
            |world| world.prior.swap(0, 1),
            |world| world.items[0].teaches = false,
            |world| world.items.push(world.items[0]),
            |world| world.remedies[1].after = 0,
            |world| world.remedies[1].once = false,
            |world| world.false_mastery *= 2.0,
            |world| world.judged = Judged::Filtered,
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut other = ladder();
            change(&mut other);
            assert_ne!(other.canonical(), ladder().canonical(), "{at}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert!(Table::from_bytes(ladder(), &bytes).is_none());
        }
    }
}
