//! Marking a work: checked first, then stored with the evidence it is, all or nothing.

use super::super::place::placed;
use super::super::rebuild::retrace;
use super::super::setting::setting;
use super::super::stands::seed;
use super::super::{Error, PATIENCE, Service};
use super::Staff;
use super::judge::Judgement;
use super::look::Look;
use crate::answer::Credit;
use crate::bank::{Bank, Competency};
use crate::base::{CompetencyId, CriterionId, LearnerId, StaffId, Timestamp};
use crate::mastery::{Evidence, RubricScale};
use crate::session::{Context, Event, Setting, State, Status, step};
use crate::store::{
    self, AdministrationId, AdministrationState, Change, Entry, Mark, Place, Projection, Role,
    Written,
};

/// What a marking does to one competency.
struct Effect {
    place: Place,
    projection: Projection,
    entries: Vec<Entry>,
}

/// The levels on the criteria of one competency.
struct Levels {
    competency: CompetencyId,
    marks: Vec<(RubricScale, u8)>,
}

impl Levels {
    /// The mean share of the way from the lowest to the highest level.
    fn credit(&self) -> Credit {
        let share = |&(scale, level): &(RubricScale, u8)| {
            f64::from(level.saturating_sub(1)) / f64::from(scale.levels().saturating_sub(1).max(1))
        };
        let sum: f64 = self.marks.iter().map(share).sum();
        Credit::new(sum / self.marks.len().max(1) as f64).unwrap_or_default()
    }

    fn reached(&self) -> bool {
        self.marks
            .iter()
            .all(|(scale, level)| *level >= scale.needed())
    }
}

impl Service {
    /// A learner's own assessment of a work, or that of a peer it was given to. It is for feedback
    /// and never evidence.
    ///
    /// # Errors
    /// There is no such work of this learner or given to this learner, it is not handed in or was
    /// handed in anew since, the levels do not fit the rubric, or the database cannot be written.
    /// Then nothing is recorded.
    pub async fn assess(
        &self,
        learner: &LearnerId,
        id: AdministrationId,
        submission: u32,
        levels: &[(CriterionId, u8)],
        comment: &str,
    ) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let look = self.look(id).await?;
            let role = match look.given.place.learner == *learner {
                true => Role::Learner(learner.clone()),
                false if look.is_for(learner) => Role::Peer(learner.clone()),
                false => return Err(Error::NotYours(id)),
            };
            let Some(mark) = self.judged(&look, role, submission, levels, comment)? else {
                return Ok(());
            };
            let change = Change {
                place: &look.given.place,
                projection: None,
                entries: &[Entry::Marked(mark)],
            };
            if self.store.write_all(&[change]).await? == Written::Done {
                return Ok(());
            }
        }
        Err(Error::Busy)
    }

    /// A teacher's mark: evidence for every competency of the rubric that the bank has. Sent again it
    /// is taken once.
    ///
    /// # Errors
    /// There is no such work, it is not handed in or was handed in anew since, the levels do not fit
    /// the rubric, or the database cannot be written. Then nothing is recorded.
    pub async fn mark(
        &self,
        staff: &Staff,
        id: AdministrationId,
        submission: u32,
        levels: &[(CriterionId, u8)],
        comment: &str,
    ) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            let look = self.look(id).await?;
            let role = Role::Teacher(staff.name().clone());
            let before = look.latest(&role).map(|mark| mark.levels.clone());
            let Some(mark) = self.judged(&look, role, submission, levels, comment)? else {
                return Ok(());
            };
            let mut own = vec![Entry::Marked(mark.clone())];
            let effects = match look.first_marker() {
                None => {
                    own.push(Entry::Moved {
                        administration: id,
                        from: AdministrationState::Submitted,
                        to: AdministrationState::Marked,
                        at: mark.at,
                    });
                    self.evidence_of(&look, &mark).await?
                }
                Some(first) if first == staff.name() && before.as_ref() != Some(&mark.levels) => {
                    self.revision_of(&look, &mark).await?
                }
                Some(_) => Vec::new(),
            };
            let mut changes = vec![Change {
                place: &look.given.place,
                projection: None,
                entries: &own,
            }];
            changes.extend(effects.iter().map(|effect| Change {
                place: &effect.place,
                projection: Some(&effect.projection),
                entries: &effect.entries,
            }));
            if self.store.write_all(&changes).await? == Written::Done {
                return Ok(());
            }
        }
        Err(Error::Busy)
    }

    /// Gives a work to another learner to look at; once is enough.
    ///
    /// # Errors
    /// There is no such work or learner, it is not handed in, it is the learner's own, or the
    /// database cannot be written.
    pub async fn share(
        &self,
        staff: &Staff,
        id: AdministrationId,
        peer: &LearnerId,
    ) -> Result<(), Error> {
        let look = self.look(id).await?;
        if !look.is_handed_in() {
            return Err(Error::NotHandedIn(id));
        }
        if look.given.place.learner == *peer {
            return Err(Error::OwnWork(id));
        }
        if !self.learners().await?.contains(peer) {
            return Err(Error::NoLearner(peer.clone()));
        }
        let by: StaffId = staff.name().clone();
        let entry = Entry::Shared {
            administration: id,
            peer: peer.clone(),
            by,
            at: (self.clock)(),
        };
        let change = Change {
            place: &look.given.place,
            projection: None,
            entries: &[entry],
        };
        // Stale: it was given to this learner already.
        self.store.write_all(&[change]).await?;
        Ok(())
    }

    /// The mark to be recorded; none where this marker said the same of the same work before.
    fn judged(
        &self,
        look: &Look<'_>,
        role: Role,
        submission: u32,
        levels: &[(CriterionId, u8)],
        comment: &str,
    ) -> Result<Option<Mark>, Error> {
        if !look.is_handed_in() {
            return Err(Error::NotHandedIn(look.given.id));
        }
        look.check_latest(submission)?;
        let Judgement { levels, comment } = Judgement::check(look.task(), levels, comment)?;
        let is_same = |mark: &Mark| {
            mark.submission == submission && mark.levels == levels && mark.comment == comment
        };
        if look.latest(&role).is_some_and(is_same) {
            return Ok(None);
        }
        Ok(Some(Mark {
            administration: look.given.id,
            submission,
            role,
            levels,
            comment,
            at: (self.clock)(),
        }))
    }

    /// What the first mark is evidence for: one piece for each competency.
    async fn evidence_of(&self, look: &Look<'_>, mark: &Mark) -> Result<Vec<Effect>, Error> {
        let bank = self.bank(&look.given.place.bank)?;
        let mut effects = Vec::new();
        for (competency, levels) in by_competency(bank, look, mark)? {
            let (place, setting) = place_of(bank, competency, look);
            let (version, state) = self.state_of(&place, &setting).await?;
            let credit = levels.credit();
            let event = Event::Assessed {
                template: look.given.template.clone(),
                levels: levels.marks,
                seen_before: look.given.seen_before,
            };
            let step = step(&setting, &state, &event, &Context::default())?;
            let Some(scored) = step.scored else { continue };
            let first = scored.opportunity == 1;
            effects.push(Effect {
                entries: vec![Entry::Observed {
                    administration: look.given.id,
                    prior: first.then_some(state.trace.predictive),
                    scored,
                    credit,
                    at: mark.at,
                }],
                projection: Projection {
                    place: place.clone(),
                    version: version + 1,
                    state: step.state,
                },
                place,
            });
        }
        Ok(effects)
    }

    /// The same evidence with other numbers, and the beliefs as they would be had it been so from
    /// the beginning. Who was proficient stays so.
    async fn revision_of(&self, look: &Look<'_>, mark: &Mark) -> Result<Vec<Effect>, Error> {
        let bank = self.bank(&look.given.place.bank)?;
        let mut effects = Vec::new();
        for (competency, levels) in by_competency(bank, look, mark)? {
            let (place, setting) = place_of(bank, competency, look);
            let (version, mut state) = self.state_of(&place, &setting).await?;
            let mut snapshot = self.store.snapshot().await?;
            let mut log = snapshot.evidence(&place).await?;
            let given = snapshot.administrations_of_evidence(&place).await?;
            drop(snapshot);
            let own = log
                .iter_mut()
                .find(|own| own.administration == look.given.id);
            let Some(own) = own else { continue };
            let entry = revise(own, &levels, &setting, look.given.seen_before, mark.at)?;
            let status = state.status;
            retrace(&mut state, &log, &given, &setting)?;
            if let Status::Proficient { .. } = status {
                state.status = status;
            }
            effects.push(Effect {
                entries: vec![entry],
                projection: Projection {
                    place: place.clone(),
                    version: version + 1,
                    state,
                },
                place,
            });
        }
        Ok(effects)
    }

    /// Where a learner stands at a place, and its version; 0 where nothing was begun.
    async fn state_of(&self, place: &Place, setting: &Setting) -> Result<(i64, State), Error> {
        let mut snapshot = self.store.snapshot().await?;
        let stored = snapshot.projection(place).await?;
        let begun = stored.is_none() && !snapshot.administrations(place).await?.is_empty();
        let begun = begun || (stored.is_none() && !snapshot.evidence(place).await?.is_empty());
        let placed = placed(&mut snapshot, &place.learner, &place.bank).await?;
        drop(snapshot);
        let (version, mut state) = match stored {
            Some(stored) => (stored.version, stored.state),
            None if begun => {
                let rebuilt = self.rebuild(place, setting).await?;
                (rebuilt.version, rebuilt.state)
            }
            None => (0, State::new(&setting.parameters)),
        };
        let placed = placed.as_ref();
        seed(&mut state, &place.competency, &setting.parameters, placed);
        Ok((version, state))
    }
}

/// Puts new numbers into a piece of evidence; what happened between then and the next opportunity
/// stays as it was.
fn revise(
    own: &mut store::Evidence,
    levels: &Levels,
    setting: &Setting,
    seen_before: bool,
    at: Timestamp,
) -> Result<Entry, Error> {
    let help = u32::from(seen_before);
    let mut evidence = Evidence::of_levels(&setting.parameters, help, &levels.marks)?;
    evidence.transition = own.scored.evidence.transition;
    own.scored.evidence = evidence;
    own.scored.right = levels.reached();
    Ok(Entry::Revised {
        evidence: own.seq,
        number: own.revision.saturating_add(1),
        scored: own.scored.clone(),
        credit: levels.credit(),
        at,
    })
}

/// The levels on the criteria of each competency that the bank has.
fn by_competency<'b>(
    bank: &'b Bank,
    look: &Look<'_>,
    mark: &Mark,
) -> Result<Vec<(&'b Competency, Levels)>, Error> {
    let mut all: Vec<Levels> = Vec::new();
    for criterion in &look.task().rubric {
        let Some(&level) = mark.levels.get(&criterion.id) else {
            continue;
        };
        let levels = u8::try_from(criterion.levels.len()).unwrap_or(u8::MAX);
        let scale = RubricScale::new(levels, criterion.needed)?;
        match all
            .iter_mut()
            .find(|own| own.competency == criterion.competency)
        {
            Some(own) => own.marks.push((scale, level)),
            None => all.push(Levels {
                competency: criterion.competency.clone(),
                marks: vec![(scale, level)],
            }),
        }
    }
    let of_bank = |levels: Levels| Some((bank.competency(&levels.competency)?, levels));
    Ok(all.into_iter().filter_map(of_bank).collect())
}

fn place_of(bank: &Bank, competency: &Competency, look: &Look<'_>) -> (Place, Setting) {
    let place = Place::new(&look.given.place.learner, bank.id(), &competency.id);
    let setting = setting(bank, competency);
    (place, setting)
}
