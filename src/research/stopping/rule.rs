//! When practice has shown enough.

use super::scenario::Chain;
use crate::base::TemplateId;
use crate::decision::value::{Masses, Table};
use crate::mastery::{Answer, Criterion, Judgement, Tally};
use std::sync::Arc;

/// A rule over the answers of one learner.
#[derive(Clone, Debug)]
pub enum Rule {
    /// A criterion as banks have it. What it asks of mastery is asked of what the evidence shows,
    /// before the latest item has taught.
    Criterion {
        /// The criterion.
        criterion: Criterion,
        /// What is believed of learners.
        chain: Chain,
        /// The template that is practised.
        template: TemplateId,
    },
    /// P(known), once the latest item has taught, is above this: as the literature has it.
    Belief {
        /// What is believed of learners.
        chain: Chain,
        /// What it must exceed.
        above: f64,
    },
    /// To declare mastery costs least.
    Costs(Arc<Table>),
}

/// What a rule has made of a learner's answers so far.
#[derive(Clone, Debug)]
pub struct Heard<'r> {
    state: State<'r>,
    content: bool,
}

#[derive(Clone, Debug)]
enum State<'r> {
    Criterion {
        tally: Tally,
        answer: Answer,
        chain: &'r Chain,
        known: f64,
    },
    Belief {
        chain: &'r Chain,
        above: f64,
        known: f64,
    },
    Costs {
        table: &'r Table,
        current: Masses,
    },
}

impl Rule {
    /// Before the first answer.
    pub fn begin(&self) -> Heard<'_> {
        let state = match self {
            Self::Criterion {
                criterion,
                chain,
                template,
            } => State::Criterion {
                tally: criterion.begin(),
                answer: Answer {
                    template: template.clone(),
                    stratum: 0,
                    right: false,
                    session: 0,
                },
                chain,
                known: chain.prior,
            },
            Self::Belief { chain, above } => State::Belief {
                chain,
                above: *above,
                known: chain.prior,
            },
            Self::Costs(table) => State::Costs {
                table,
                current: table.world().prior,
            },
        };
        Heard {
            state,
            content: false,
        }
    }

    /// The first of these answers, from 0, after which it is content.
    pub fn first(&self, answers: &[bool]) -> Option<usize> {
        let mut heard = self.begin();
        answers.iter().position(|&right| {
            heard.answer(right);
            heard.is_content()
        })
    }
}

impl Heard<'_> {
    /// Hears an answer.
    pub fn answer(&mut self, right: bool) {
        self.content = match &mut self.state {
            State::Criterion {
                tally,
                answer,
                chain,
                known,
            } => {
                answer.right = right;
                tally.push(answer);
                let mastery = chain.heard(*known, right);
                *known = chain.practised(mastery);
                tally.holds(&Judgement::of(mastery))
            }
            State::Belief {
                chain,
                above,
                known,
            } => {
                *known = chain.practised(chain.heard(*known, right));
                *known > *above
            }
            State::Costs { table, current } => {
                let world = table.world();
                let Some(item) = world.items.first() else {
                    return;
                };
                let filtered = world.states.answered(current, item, right).0;
                *current = world.states.practised(&filtered);
                table.declares(&filtered)
            }
        };
    }

    /// Hears that the learner had help that teaches with this probability: what is believed goes up
    /// by it. What asks for answers waits for them.
    pub fn helped(&mut self, teaches: f64) {
        match &mut self.state {
            State::Criterion { known, .. } => *known += (1.0 - *known) * teaches,
            State::Belief { above, known, .. } => {
                *known += (1.0 - *known) * teaches;
                self.content = *known > *above;
            }
            State::Costs { table, current } => {
                *current = table.world().states.helped(current, teaches, 0.0);
            }
        }
    }

    /// Whether it has heard enough.
    pub const fn is_content(&self) -> bool {
        self.content
    }
}
