//! Rows on their way to the thread that puts them together.

use super::super::builder::{Builder, OutOfOrder, Row};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

/// Rows handed over at a time: few enough to stay in the cache of a core.
const BATCH: usize = 4096;

/// Batches under way.
const UNDER_WAY: usize = 8;

/// Where rows are put.
pub(super) struct Rows {
    batch: Vec<Row>,
    full: SyncSender<Vec<Row>>,
    /// Batches to be filled again.
    empty: Receiver<Vec<Row>>,
}

/// Where they come out.
pub(super) struct Batches {
    full: Receiver<Vec<Row>>,
    empty: Sender<Vec<Row>>,
}

/// Nobody takes rows any more.
pub(super) struct Gone;

/// A way for rows from one thread to another.
pub(super) fn way() -> (Rows, Batches) {
    let (send_full, full) = sync_channel(UNDER_WAY);
    let (send_empty, empty) = channel();
    let rows = Rows {
        batch: Vec::with_capacity(BATCH),
        full: send_full,
        empty,
    };
    let batches = Batches {
        full,
        empty: send_empty,
    };
    (rows, batches)
}

impl Rows {
    /// Puts a row on the way.
    pub fn push(&mut self, row: Row) -> Result<(), Gone> {
        self.batch.push(row);
        if self.batch.len() < BATCH {
            return Ok(());
        }
        self.send()
    }

    /// Puts on the way what is left.
    pub fn end(mut self) -> Result<(), Gone> {
        self.send()
    }

    fn send(&mut self) -> Result<(), Gone> {
        let next = self.empty.try_recv();
        let next = next.unwrap_or_else(|_| Vec::with_capacity(BATCH));
        let batch = std::mem::replace(&mut self.batch, next);
        self.full.send(batch).map_err(|_| Gone)
    }
}

impl Batches {
    /// The rows of a learner on a skill, both by number, as they come.
    pub fn of(self, learner: u32, skill: u32) -> Vec<Row> {
        let mut own = Vec::new();
        for batch in self.full {
            let wanted = |row: &&Row| row.learner == learner && row.skill == skill;
            own.extend(batch.iter().filter(wanted));
        }
        own
    }

    /// Hands all rows to a builder.
    pub fn build(self, mut builder: Builder) -> Result<Builder, OutOfOrder> {
        for mut batch in self.full {
            builder.take(&batch)?;
            batch.clear();
            // The other end may be done already.
            _ = self.empty.send(batch);
        }
        Ok(builder)
    }
}
