//! One learner, drawn round by round.

use super::chain::{Chain, Standing};
use super::{Drawn, Kind, Row, Simulation};

impl Simulation {
    /// Draws a learner; `each` takes the responses in their order.
    pub(super) fn learner(&self, number: u64, mut each: impl FnMut(&Row<'_>)) {
        let (mut draws, kind) = self.begin(number);
        let (skills, listed) = match &self.model {
            Drawn::Joint { skills, together } => {
                return self.learner_together(&mut draws, skills, *together, each);
            }
            Drawn::Baseline(answers) => {
                return self.learner_of_baseline(&mut draws, answers, each);
            }
            Drawn::Alone { skills, chains } => (skills, chains),
        };
        let own: Vec<Chain>;
        let chains: Vec<&Chain> = match kind {
            Kind::Listed(place) => listed.iter().map(|chains| &chains[place]).collect(),
            Kind::Own(shift) => {
                own = skills.iter().map(|skill| skill.chain(&shift)).collect();
                own.iter().collect()
            }
        };
        let mut standings: Vec<Standing> = Vec::with_capacity(skills.len());
        let mut begun = 0;
        for round in 0..self.length {
            let mut gap = (0, 0);
            if round > 0 {
                let (place, number, seconds) = self.gaps.draw(&mut draws);
                gap = (place, number);
                begun += seconds;
            }
            for (at, (skill, chain)) in skills.iter().zip(&chains).enumerate() {
                let right;
                let standing = match standings.get_mut(at) {
                    None => {
                        let (standing, first) = skill.open(chain, &mut draws);
                        right = first;
                        standings.push(standing);
                        standing
                    }
                    Some(standing) => {
                        (*standing, right) = skill.respond(chain, *standing, gap.0, &mut draws);
                        *standing
                    }
                };
                each(&Row {
                    skills: &[at as u32],
                    item: 0,
                    class: skill.class(&standing),
                    gap: gap.1,
                    seconds: begun + at as u64 * self.gaps.pace,
                    right,
                });
            }
        }
    }
}
