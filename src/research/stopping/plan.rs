//! What is done with a learner where practice is not all that can be.

use super::rule::{Heard, Rule};
use crate::decision::value::{Action, HandOver, Masses, Table, World};
use std::sync::Arc;

/// A way to decide.
#[derive(Clone, Debug)]
pub enum Plan {
    /// What is expected to cost least.
    Costs(Arc<Table>),
    /// Practice until a rule is content, and something else if that takes too long.
    Fixed(Rule, Otherwise),
}

/// What else a fixed plan does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// Nothing.
    Practise,
    /// It hands the learner over after so many answers.
    HandOverAfter(u32),
    /// It takes the next intervention after so many wrong answers in a row; where none is left it
    /// hands the learner over.
    HelpAfter(u32),
}

/// A plan with one learner.
pub(super) struct Under<'p> {
    world: &'p World,
    used: u32,
    state: State<'p>,
}

enum State<'p> {
    Costs {
        table: &'p Table,
        /// What the evidence leaves, and what is known by now.
        filtered: Masses,
        current: Masses,
    },
    Fixed {
        heard: Heard<'p>,
        otherwise: Otherwise,
        answers: u32,
        wrong: u32,
    },
}

impl Plan {
    /// With a learner of whom nothing is known yet.
    pub(super) fn begin<'p>(&'p self, world: &'p World) -> Under<'p> {
        let state = match self {
            Self::Costs(table) => State::Costs {
                table,
                filtered: table.world().prior,
                current: table.world().prior,
            },
            Self::Fixed(rule, otherwise) => State::Fixed {
                heard: rule.begin(),
                otherwise: *otherwise,
                answers: 0,
                wrong: 0,
            },
        };
        Under {
            world,
            used: 0,
            state,
        }
    }
}

impl Under<'_> {
    /// What comes next.
    pub fn next(&self) -> Action {
        match &self.state {
            State::Costs {
                table,
                filtered,
                current,
            } => table.decide(filtered, current, self.used).action,
            State::Fixed { heard, .. } if heard.is_content() => Action::Declare,
            State::Fixed {
                otherwise: Otherwise::HandOverAfter(most),
                answers,
                ..
            } if answers >= most => Action::HandOver,
            State::Fixed {
                otherwise: Otherwise::HelpAfter(most),
                wrong,
                ..
            } if wrong >= most => {
                let open = |remedy: &usize| self.world.is_open(*remedy, self.used);
                let next = (0..self.world.remedies.len()).find(open);
                next.map_or(Action::HandOver, Action::Remedy)
            }
            State::Fixed { .. } => Action::Item(0),
        }
    }

    /// Takes in the answer to an item.
    pub fn answered(&mut self, number: usize, was_right: bool) {
        match &mut self.state {
            State::Costs {
                table,
                filtered,
                current,
            } => {
                let world = table.world();
                if let Some(item) = world.items.get(number) {
                    *filtered = world.states.answered(current, item, was_right).0;
                    *current = match item.teaches {
                        true => world.states.practised(filtered),
                        false => *filtered,
                    };
                }
            }
            State::Fixed {
                heard,
                answers,
                wrong,
                ..
            } => {
                heard.answer(was_right);
                *answers += 1;
                *wrong = if was_right { 0 } else { *wrong + 1 };
            }
        }
    }

    /// Takes in that an intervention was used, or a person took over and gave the learner back.
    pub fn helped(&mut self, action: Action) {
        let (teaches, frees) = match (action, self.world.hand_over) {
            (Action::Remedy(number), _) => match self.world.remedies.get(number) {
                Some(remedy) => (remedy.teaches, remedy.frees),
                None => return,
            },
            (_, Some(HandOver::Returns { teaches, frees, .. })) => (teaches, frees),
            _ => return,
        };
        if let Action::Remedy(number) = action {
            self.used |= 1 << number;
        }
        match &mut self.state {
            State::Costs {
                table,
                filtered,
                current,
            } => {
                *current = table.world().states.helped(current, teaches, frees);
                *filtered = *current;
            }
            State::Fixed {
                heard,
                answers,
                wrong,
                ..
            } => {
                heard.helped(teaches);
                (*answers, *wrong) = (0, 0);
            }
        }
    }
}
