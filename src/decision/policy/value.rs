//! The value policy: what is expected to take the fewest minutes, looked up in a solved table.

use super::{Policy, REVISIT_AFTER, Situation, practise, step_back};
use crate::base::InterventionId;
use crate::decision::value::{Action, Choice, Masses, SpeedGroups, Table};
use crate::decision::{Decision, Intervention, Rationale, Reason, Weights};
use crate::mastery::{Belief, Pace};
use std::sync::Arc;

/// Before so many opportunities nobody is sent to a teacher: so few answers tell nobody's fate.
const BEFORE_A_PERSON: u32 = 4;

/// More is not said to a learner, in minutes.
const MOST_SAID: f64 = 30.0;

/// Less is not worth a word, in minutes.
const LEAST_SAVED: f64 = 0.5;

/// From this P(stuck) on it is worth saying.
const STUCK: f64 = 0.25;

/// Giving up, when the costs make that the cheapest, is not declaring mastery.
const LIKELIER_KNOWN: f64 = 0.5;

/// An intervention a table weighs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub id: InterventionId,
    /// Whether a teacher's time is needed.
    pub needs_teacher: bool,
}

/// Decides by expected minutes.
///
/// - The table says what is cheapest: practice, an intervention, handing over to a person, or to
///   declare mastery.
/// - To declare mastery is the criterion's affair: as long as it does not hold, practice goes on.
///   Where not knowing is the likelier, to declare would be to give up, and the next cheapest is done.
/// - A person, be it for an intervention or to take over, is asked for after four opportunities at
///   the earliest, and while one is free; an intervention comes after one answer at the earliest. Else
///   the next cheapest is done.
/// - Which problem comes is the selector's affair.
#[derive(Clone, Debug)]
pub struct ValuePolicy {
    /// What everything is expected to cost.
    pub table: Arc<Table>,
    /// How a belief comes down to the table's masses.
    pub groups: SpeedGroups,
    /// The interventions of the table, by its places.
    pub offers: Vec<Offer>,
    /// How items are chosen.
    pub weights: Weights,
}

impl Policy for ValuePolicy {
    fn next(&self, situation: &Situation) -> (Decision, Rationale) {
        if situation.proficient_since.is_some() {
            return self.item(situation, None);
        }
        let (filtered, current) = self.masses(situation);
        let choice = self
            .table
            .decide(&filtered, &current, self.used(situation.used));
        let states = &self.table.world().states;
        let likely_known = states.known(&filtered) >= LIKELIER_KNOWN;
        let can = |&&(action, _): &&(Action, f64)| match action {
            Action::Declare => likely_known,
            Action::Item(_) => true,
            Action::Remedy(place) => self.offers.get(place).is_some_and(|offer| {
                situation.trace.opportunities > 0 && (!offer.needs_teacher || person(situation))
            }),
            Action::HandOver => person(situation),
        };
        let is_help = |(action, _): &&(Action, f64)| matches!(action, Action::Remedy(_));
        let is_person = |(action, _): &&(Action, f64)| matches!(action, Action::HandOver);
        // Whoever is stuck is not left to practise because problems are cheap: what the learner can
        // do alone comes first, then a person.
        let help = || {
            let mut open = choice.all.iter().filter(can);
            open.clone().find(is_help).or_else(|| open.find(is_person))
        };
        let best = choice.all.iter().find(can);
        let best = match best {
            Some((Action::Item(_), _)) if situation.is_stuck() => help().or(best),
            best => best,
        };
        let Some(&(action, minutes)) = best else {
            return self.item(situation, None);
        };
        let decision = match action {
            Action::Declare => return self.item(situation, Some(Reason::ShowConsistently)),
            Action::Item(_) => {
                let busy = self.wants_person(&choice) && waited(situation);
                return self.item(situation, busy.then_some(Reason::NoTeacherFree));
            }
            Action::Remedy(place) => match self.offers.get(place) {
                Some(offer) => Intervention::Remedy {
                    intervention: offer.id.clone(),
                },
                None => return self.item(situation, None),
            },
            Action::HandOver => Intervention::HandOver,
        };
        let practice = practice(&choice);
        let stuck = states.stuck_mass(&current);
        let saves = practice - minutes;
        let reasons = [
            (stuck >= STUCK || saves <= 0.0).then_some(Reason::PracticeRarelyHelps { stuck }),
            (saves >= LEAST_SAVED).then_some(Reason::Saves { minutes: saves }),
            // How long it would take otherwise is no comfort where it is long.
            (practice <= MOST_SAID).then_some(Reason::PracticeTakes { minutes: practice }),
        ];
        let rationale = Rationale::new(reasons.into_iter().flatten());
        (Decision::Intervene(decision), rationale)
    }

    /// With no intervention used: as long as there is more that could be done, mastery is declared
    /// later rather than sooner.
    fn pays(&self, belief: &Belief, pace: &Pace) -> bool {
        let masses = self.groups.masses(belief, pace);
        let likely = self.table.world().states.known(&masses) >= LIKELIER_KNOWN;
        likely && self.table.declares(&masses)
    }
}

impl ValuePolicy {
    /// The next problem, or a way out of a run of wrong answers where nothing else helps.
    fn item(&self, situation: &Situation, first: Option<Reason>) -> (Decision, Rationale) {
        match situation.wrong_in_a_row >= REVISIT_AFTER {
            true => step_back(situation),
            false => practise(situation, &self.weights, first),
        }
    }

    /// What the evidence leaves, and what is known by now. What has happened since the latest answer
    /// is part of both: mastery is then declared of what the learner knows by now.
    fn masses(&self, situation: &Situation) -> (Masses, Masses) {
        let trace = situation.trace;
        let current = self.groups.masses(situation.current, &trace.pace);
        match *situation.current == trace.predictive {
            true => (self.groups.masses(&trace.filtered, &trace.pace), current),
            false => (current, current),
        }
    }

    /// The interventions used as bits of the table, as far as it knows them and they can have come
    /// in some order.
    fn used(&self, used: &[InterventionId]) -> u32 {
        let remedies = &self.table.world().remedies;
        let mut bits = 0;
        // Each round takes in one at least, or nothing more can be.
        for _ in 0..remedies.len() {
            for (place, (offer, remedy)) in self.offers.iter().zip(remedies).enumerate() {
                if used.contains(&offer.id) && bits & remedy.after == remedy.after {
                    bits |= 1 << place;
                }
            }
        }
        bits
    }

    /// Whether the cheapest would take a person.
    fn wants_person(&self, choice: &Choice) -> bool {
        match choice.action {
            Action::HandOver => true,
            Action::Remedy(place) => {
                let offer = self.offers.get(place);
                offer.is_some_and(|offer| offer.needs_teacher)
            }
            _ => false,
        }
    }
}

/// Whether a person may be asked for.
fn person(situation: &Situation) -> bool {
    situation.teacher_free && waited(situation)
}

fn waited(situation: &Situation) -> bool {
    situation.trace.opportunities >= BEFORE_A_PERSON
}

/// What the cheapest class of items is expected to cost.
fn practice(choice: &Choice) -> f64 {
    let items = choice.all.iter();
    let mut items = items.filter(|(action, _)| matches!(action, Action::Item(_)));
    items.next().map_or(choice.minutes, |(_, minutes)| *minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{CompetencyId, TemplateId};
    use crate::decision::value::{HandOver, Item, Judged, Remedy, World};
    use crate::decision::{Candidate, ThresholdPolicy};
    use crate::mastery::{
        BktParameters, Emission, Evidence, RawLearners, RawParameters, ResponseFormat, Speed, Trace,
    };
    use std::sync::OnceLock;

    fn parameters() -> BktParameters {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.0,
            guess: 0.05,
            slip: 0.08,
            hint: 0.25,
        };
        let speed = |pace| Speed { pace, share: 0.5 };
        let learners = RawLearners {
            speeds: vec![speed(0.5), speed(2.0)],
            stuck: 0.1,
        };
        let learners = learners.check().unwrap();
        raw.check().unwrap().with_learners(learners)
    }

    fn id(name: &str) -> InterventionId {
        InterventionId::new(name).unwrap()
    }

    /// A page for one, and a talk with a teacher after it.
    fn policy() -> &'static ValuePolicy {
        static POLICY: OnceLock<ValuePolicy> = OnceLock::new();
        POLICY.get_or_init(|| {
            let parameters = parameters();
            let groups = SpeedGroups::new(&parameters);
            let remedy = |minutes, frees, after| Remedy {
                minutes,
                teaches: 0.3,
                frees,
                after,
                once: true,
            };
            let world = World {
                states: groups.states(&parameters),
                prior: groups.masses(
                    &Belief::before(&parameters),
                    &parameters.learners().pace([]),
                ),
                items: vec![Item {
                    minutes: 1.5,
                    guess: 0.05,
                    slip: 0.08,
                    teaches: true,
                }],
                remedies: vec![remedy(5.0, 0.4, 0), remedy(10.0, 0.5, 0b1)],
                hand_over: Some(HandOver::Returns {
                    minutes: 20.0,
                    teaches: 0.6,
                    frees: 0.6,
                }),
                false_mastery: 90.0,
                judged: Judged::Filtered,
            };
            let offer = |name: &str, needs_teacher| Offer {
                id: id(name),
                needs_teacher,
            };
            ValuePolicy {
                table: Arc::new(Table::new(world).unwrap()),
                groups,
                offers: vec![offer("page", false), offer("talk", true)],
                weights: Weights::default(),
            }
        })
    }

    fn trace(answers: &[bool]) -> Trace {
        let parameters = parameters();
        answers
            .iter()
            .fold(Trace::before(&parameters), |trace, &right| {
                let evidence = Evidence::new(&parameters, ResponseFormat::Typed, 0, right);
                trace.absorb(&evidence).unwrap()
            })
    }

    fn decided(
        answers: &[bool],
        used: &[InterventionId],
        teacher_free: bool,
    ) -> (Decision, Rationale) {
        foreseen(answers, used, teacher_free, None, 0)
    }

    fn foreseen(
        answers: &[bool],
        used: &[InterventionId],
        teacher_free: bool,
        will_not_reach: Option<f64>,
        since_help: u32,
    ) -> (Decision, Rationale) {
        let emission = Emission::new(&parameters(), ResponseFormat::Typed, 0);
        let candidates = [Candidate::new(
            TemplateId::new("c/a").unwrap(),
            0,
            9,
            emission,
        )];
        let trace = trace(answers);
        policy().next(&Situation {
            will_not_reach,
            since_help,
            trace: &trace,
            current: &trace.predictive,
            proficient_since: None,
            wrong_in_a_row: 0,
            weakest_prerequisite: None,
            used,
            teacher_free,
            candidates: &candidates,
            seed: 0,
        })
    }

    fn is_item(decision: &Decision) -> bool {
        matches!(decision, Decision::Administer { .. })
    }

    #[test]
    fn practice_comes_first_and_goes_on_while_it_helps() {
        assert!(is_item(&decided(&[], &[], true).0));
        assert!(is_item(&decided(&[true], &[], true).0));
        let (decision, rationale) = decided(&[true; 6], &[], true);
        assert!(is_item(&decision));
        assert_eq!(rationale.reasons()[0], Reason::ShowConsistently);
    }

    #[test]
    fn help_climbs_from_a_page_to_a_person() {
        let (page, both) = ([id("page")], [id("page"), id("talk")]);
        let (decision, rationale) = decided(&[false; 40], &[], true);
        let remedy = |name: &str| {
            Decision::Intervene(Intervention::Remedy {
                intervention: id(name),
            })
        };
        assert_eq!(decision, remedy("page"));
        let first = rationale.reasons().first();
        assert!(matches!(first, Some(Reason::PracticeRarelyHelps { .. })));
        assert_eq!(decided(&[false; 40], &page, true).0, remedy("talk"));
        let over = Decision::Intervene(Intervention::HandOver);
        assert_eq!(decided(&[false; 40], &both, true).0, over);
        // What cannot have come is passed over.
        assert_eq!(decided(&[false; 40], &both[1..], true).0, remedy("page"));
    }

    #[test]
    fn who_will_not_get_there_is_helped_however_cheap_problems_are() {
        let few = [false; 4];
        let both = [id("page"), id("talk")];
        assert!(is_item(&foreseen(&few, &both, true, Some(0.89), 4).0));
        assert!(is_item(&foreseen(&few, &both, true, Some(0.95), 3).0));
        let over = Decision::Intervene(Intervention::HandOver);
        assert_eq!(foreseen(&few, &both, true, Some(0.95), 4).0, over);
        assert!(is_item(&foreseen(&few, &both, false, Some(0.95), 4).0));
        let page = Decision::Intervene(Intervention::Remedy {
            intervention: id("page"),
        });
        assert_eq!(foreseen(&few, &[], true, Some(0.95), 4).0, page);
    }

    #[test]
    fn a_person_is_asked_for_after_four_opportunities_and_while_one_is_free() {
        let both = [id("page"), id("talk")];
        assert!(is_item(&decided(&[false; 3], &both, true).0));
        let (decision, rationale) = decided(&[false; 40], &both, false);
        assert!(is_item(&decision));
        assert_eq!(rationale.reasons()[0], Reason::NoTeacherFree);
    }

    #[test]
    fn wrong_answers_in_a_row_lead_back_where_nothing_else_does() {
        let rests_on = CompetencyId::new("integers").unwrap();
        let trace = trace(&[true, false, false, false]);
        let (decision, _) = policy().next(&Situation {
            will_not_reach: None,
            since_help: 0,
            trace: &trace,
            current: &trace.predictive,
            proficient_since: Some(1),
            wrong_in_a_row: 3,
            weakest_prerequisite: Some(&rests_on),
            used: &[],
            teacher_free: true,
            candidates: &[],
            seed: 0,
        });
        let back = Intervention::RevisitPrerequisite {
            competency: rests_on,
        };
        assert_eq!(decision, Decision::Intervene(back));
    }

    #[test]
    fn declaring_pays_past_a_boundary_and_not_before() {
        let pays = |answers: &[bool]| {
            let trace = trace(answers);
            policy().pays(&trace.filtered, &trace.pace)
        };
        assert!(!pays(&[]) && !pays(&[true]) && !pays(&[false; 20]));
        assert!(pays(&[true; 6]));
        // The baseline has the same say.
        let trace = trace(&[true; 6]);
        assert!(ThresholdPolicy::default().pays(&trace.filtered, &trace.pace));
    }
}
