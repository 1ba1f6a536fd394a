//! What a teacher sees of a learner who waits, and what a teacher says and does.

use super::super::map::{missing, traces};
use super::super::stands::stands;
use super::super::{Error, PATIENCE, Service, Staff};
use super::learner::help_view;
use super::view::{AskedView, EvidenceView, GivenHelp, HeldView, RecentAnswer};
use crate::bank::{Bank, Competency};
use crate::base::{BankId, CompetencyId, InterventionId, LearnerId, Timestamp};
use crate::mastery::{Pace, Shift};
use crate::session::{Context, EARLIEST_VERDICT, Event, HORIZON, State, step};
use crate::store::{Declaration, Entry, Help, HelpStep, Place, Projection, Written};

/// How many of the latest answers are shown.
const RECENT: usize = 12;

/// The longest note or reason, in characters.
const LONGEST_NOTE: usize = 4_000;

impl Service {
    /// The learners who wait for a teacher, the longest waiting first.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn asked_for(&self, _: &Staff) -> Result<Vec<AskedView>, Error> {
        let asked = self.store.snapshot().await?.asked_for().await?;
        let view = |help: Help| {
            let Place {
                learner,
                bank,
                competency,
            } = help.place;
            // Of a bank that is no longer served there is nothing to show.
            let title = self
                .bank(&bank)
                .ok()?
                .competency(&competency)?
                .title
                .clone();
            Some(AskedView {
                learner,
                bank,
                competency,
                title,
                since: help.at,
            })
        };
        Ok(asked.into_iter().filter_map(view).collect())
    }

    /// Where a learner stands in a competency, with the evidence, on one page.
    ///
    /// # Errors
    /// There is no such bank or competency, or the database does not answer.
    pub async fn evidence(
        &self,
        _: &Staff,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
    ) -> Result<EvidenceView, Error> {
        let bank = self.bank(bank)?;
        let competency = self.competency(bank, competency)?;
        let place = Place::new(learner, bank.id(), &competency.id);
        let mut snapshot = self.store.snapshot().await?;
        let stands = stands(&mut snapshot, learner, bank).await?;
        let evidence = snapshot.evidence(&place).await?;
        let helps = snapshot.helps(&place).await?;
        let declarations = snapshot.declarations(&place).await?;
        drop(snapshot);
        let (_, state) = stands.state(competency);
        let setting = stands.setting(competency);
        let pace = stands.pace(competency);
        let filtered = &state.trace.filtered;
        let traces = traces(&evidence)?;
        let answers = evidence.iter().zip(&traces).rev().take(RECENT);
        let weakest = stands
            .weakest_prerequisite(competency)
            .and_then(|id| bank.position(&id))
            .and_then(|at| Some((stands.links(&[at]).pop()?, stands.mastery_at(at)?)));
        Ok(EvidenceView {
            learner: learner.clone(),
            bank: bank.id().clone(),
            competency: competency.id.clone(),
            title: competency.title.clone(),
            statement: competency.statement.clone(),
            status: stands.status(bank.position(&competency.id).unwrap_or_default()),
            asked: waiting_since(&helps),
            mastery: filtered.mastery(&pace),
            stuck: filtered.stuck_chance(&pace),
            pace: expected_pace(competency, &state, &pace),
            opportunities: state.trace.opportunities,
            will_not_reach: (state.trace.opportunities >= EARLIEST_VERDICT)
                .then(|| setting.outlook(&state, HORIZON))
                .flatten()
                .map(|outlook| outlook.will_not_reach()),
            missing: missing(&setting, &state),
            recent: answers
                .map(|(evidence, trace)| RecentAnswer {
                    opportunity: trace.opportunities,
                    right: evidence.scored.right,
                    help: evidence.scored.help,
                    mastery: trace.mastery(),
                    at: evidence.at,
                })
                .collect(),
            weakest,
            misconceptions: state
                .misconceptions
                .named()
                .into_iter()
                .map(|(id, held)| HeldView {
                    name: id.as_str().replace(['_', '-'], " "),
                    shown: held.shown(),
                    chance: held.chance(),
                })
                .collect(),
            helps: helps.iter().map(|help| given(bank, help)).collect(),
            effort: state.effort.response_time_effort(),
            rapid: state.effort.rapid,
            abuses_hints: state.effort.abuses_hints(),
            review_due: state
                .proficient_since()
                .and_then(|_| state.visits.review_due(&setting.reviewing)),
            declarations: declarations
                .into_iter()
                .rev()
                .map(|said| (said.proficient, said.reason, said.staff, said.at))
                .collect(),
            lessons: bank
                .interventions_for(&competency.id)
                .filter(|one| one.kind.needs_teacher())
                .map(|one| help_view(bank, competency, one, Vec::new()))
                .collect(),
        })
    }

    /// A teacher worked with a learner: practice goes on from what that usually does.
    ///
    /// # Errors
    /// There is no such bank, competency or learner, the note is too long, or the database cannot be
    /// written. Then nothing is recorded.
    pub async fn visited(
        &self,
        staff: &Staff,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
        note: &str,
    ) -> Result<(), Error> {
        check_length(note)?;
        let teacher = self.bank(bank)?.costs().and_then(|costs| costs.teacher);
        // Without a figure in the bank a visit is no reason to think anything else of the learner.
        let shift = match teacher {
            Some(teacher) => Shift::help(
                teacher.efficacy.teaches.mean(),
                teacher.efficacy.frees.mean(),
            )?,
            None => Shift::default(),
        };
        let came = HelpStep::Came {
            staff: staff.name().clone(),
            shift,
            note: note.trim().to_owned(),
        };
        let entry = |state: &State, at| Entry::Helped {
            step: came.clone(),
            opportunity: state.trace.opportunities,
            at,
        };
        let event = Event::Visited { shift };
        self.note(learner, bank, competency, &event, entry).await
    }

    /// A teacher says whether a learner is proficient, and why: that goes before the criterion.
    ///
    /// # Errors
    /// There is no such bank, competency or learner, the reason is missing or too long, or the
    /// database cannot be written. Then nothing is recorded.
    pub async fn declare(
        &self,
        staff: &Staff,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
        proficient: bool,
        reason: &str,
    ) -> Result<(), Error> {
        check_length(reason)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::NoReason);
        }
        let entry = |_: &State, at| {
            Entry::Declared(Declaration {
                proficient,
                reason: reason.to_owned(),
                staff: staff.name().clone(),
                at,
            })
        };
        let event = Event::Declared { proficient };
        self.note(learner, bank, competency, &event, entry).await
    }

    /// Takes in what a teacher did.
    async fn note(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
        event: &Event,
        entry: impl Fn(&State, Timestamp) -> Entry,
    ) -> Result<(), Error> {
        let bank = self.bank(bank)?;
        let competency = self.competency(bank, competency)?;
        if !self.learners().await?.contains(learner) {
            return Err(Error::NoLearner(learner.clone()));
        }
        let place = Place::new(learner, bank.id(), &competency.id);
        for _ in 0..PATIENCE {
            let mut snapshot = self.store.snapshot().await?;
            let stands = stands(&mut snapshot, learner, bank).await?;
            drop(snapshot);
            let (version, state) = stands.state(competency);
            let now = (self.clock)();
            let context = Context {
                now: Some(now),
                pace: Some(stands.pace(competency)),
                ..Context::default()
            };
            let step = step(&stands.setting(competency), &state, event, &context)?;
            let projection = Projection {
                place: place.clone(),
                version: version + 1,
                state: step.state,
            };
            let written = self.store.write(&projection, &[entry(&state, now)]).await?;
            if written == Written::Done {
                return Ok(());
            }
        }
        Err(Error::Busy)
    }
}

fn check_length(text: &str) -> Result<(), Error> {
    match text.chars().count() <= LONGEST_NOTE {
        true => Ok(()),
        false => Err(Error::LongNote {
            longest: LONGEST_NOTE,
        }),
    }
}

/// Since when a teacher is asked for and has not come.
fn waiting_since(helps: &[Help]) -> Option<Timestamp> {
    let by_people = |help: &&Help| matches!(help.step, HelpStep::Asked | HelpStep::Came { .. });
    let last = helps.iter().rev().find(by_people)?;
    (last.step == HelpStep::Asked).then_some(last.at)
}

/// Σ P(speed) × pace.
fn expected_pace(competency: &Competency, state: &State, pace: &Pace) -> f64 {
    let chances = state.trace.filtered.speed_chances(pace);
    let paces = competency.parameters.learners().paces();
    let pairs = chances.as_slice().iter().zip(paces.as_slice());
    pairs.map(|(chance, pace)| chance * pace).sum()
}

fn given(bank: &Bank, help: &Help) -> GivenHelp {
    let name = |id: &InterventionId| {
        let known = bank.interventions().iter().find(|one| one.id == *id);
        known.map_or_else(|| id.to_string(), |one| one.title.clone())
    };
    let (what, note) = match &help.step {
        HelpStep::Taken { intervention, .. } => {
            (format!("Went through “{}”", name(intervention)), "")
        }
        HelpStep::Declined { intervention } => (format!("Put “{}” aside", name(intervention)), ""),
        HelpStep::Asked => ("A teacher was asked for".to_owned(), ""),
        HelpStep::Came { staff, note, .. } => (format!("Worked with {staff}"), note.as_str()),
    };
    GivenHelp {
        what,
        note: note.to_owned(),
        opportunity: help.opportunity,
        at: help.at,
    }
}
