//! What is kept of an instance: enough to give it again, word for word.

use serde::{Deserialize, Serialize};

/// What an administration stores: with the text of the template it gives the same instance again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    /// The template's version.
    pub version: u32,
    /// The index in the domain.
    pub index: u64,
    /// The stratum, by its place in the proof.
    pub stratum: usize,
    /// The values of the incidentals, by their numbers, in file order.
    pub incidentals: Vec<u32>,
    /// What has an order of its own in each part.
    pub options: Orders,
}

/// For each part the order in which its options are shown: by their numbers, those of a choice its
/// keys first, then its misconceptions.
///
/// Written as the one list where there is one part, and as a list of lists where there are several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenOrders", into = "WrittenOrders")]
pub struct Orders(pub(super) Vec<Vec<u8>>);

impl Orders {
    /// The order of a part; empty where nothing in it has one.
    pub fn of(&self, part: usize) -> &[u8] {
        self.0.get(part).map_or(&[], Vec::as_slice)
    }

    /// Room for the orders of so many parts.
    pub(super) fn resize(&mut self, parts: usize) {
        self.0.resize_with(parts, Vec::new);
    }
}

impl From<Vec<u8>> for Orders {
    /// The order of the only part.
    fn from(only: Vec<u8>) -> Self {
        Self(vec![only])
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenOrders {
    Only(Vec<u8>),
    Several(Vec<Vec<u8>>),
}

impl From<WrittenOrders> for Orders {
    fn from(written: WrittenOrders) -> Self {
        match written {
            WrittenOrders::Only(only) => Self(vec![only]),
            WrittenOrders::Several(several) => Self(several),
        }
    }
}

impl From<Orders> for WrittenOrders {
    fn from(orders: Orders) -> Self {
        match <[Vec<u8>; 1]>::try_from(orders.0) {
            Ok([only]) => Self::Only(only),
            Err(several) => Self::Several(several),
        }
    }
}
