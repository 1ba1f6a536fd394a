//! One attempt at the next problem: decided, drawn, pinned, and stored before it is shown.

use super::draw::{Drawing, LONGEST_SEARCH};
use super::help::help_view;
use super::practise::Going;
use super::shelf::{Problem, Template};
use super::show::words;
use super::sitting::decided;
use super::stands::Stands;
use super::{Error, Next, Service, Status, StopKind, StopView};
use crate::bank::{Bank, Competency, Intervention as BankIntervention};
use crate::base::{InterventionId, Stream, TemplateId};
use crate::decision::{Decision, Intervention};
use crate::mastery::Shift;
use crate::session::{Context, Event, Setting, State, Step, step};
use crate::store::{
    Administration, AdministrationState, Entry, Exposure, HelpStep, Place, Projection, Written,
};
use crate::template::{ItemInstance, ItemTemplate};
use std::collections::{HashMap, HashSet};

/// One attempt at giving the next problem, from what was read of the database.
pub(super) struct Desk<'a> {
    service: &'a Service,
    stands: &'a Stands<'a>,
    bank: &'a Bank,
    competency: &'a Competency,
    place: &'a Place,
    pub(super) setting: Setting,
    pub(super) version: i64,
    pub(super) state: State,
    context: Context,
}

/// A problem drawn, to be stored before it is shown.
struct Drawn<'a> {
    template: &'a ItemTemplate,
    instance: ItemInstance,
    administration: Administration,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        service: &'a Service,
        stands: &'a Stands<'a>,
        competency: &'a Competency,
        place: &'a Place,
        asked: u32,
    ) -> Self {
        let (version, mut state) = stands.state(competency);
        let is_known = |id: &InterventionId| {
            let mut known = stands.bank.interventions().iter();
            known.any(|one| one.id == *id)
        };
        // What the bank no longer has cannot be taken.
        state.help.waiting &= state.help.open().is_some_and(is_known);
        let key = service.secret.key(
            "decision",
            &[
                place.learner.as_str().as_bytes(),
                place.bank.as_str().as_bytes(),
                place.competency.as_str().as_bytes(),
            ],
        );
        let teacher = stands.bank.costs().and_then(|costs| costs.teacher);
        let seed = Stream::new(&key, u64::from(state.exposures.problems())).next_u64();
        Self {
            service,
            stands,
            bank: stands.bank,
            competency,
            place,
            setting: stands.setting(competency),
            version,
            state,
            context: Context {
                seed,
                weakest_prerequisite: stands.weakest_prerequisite(competency),
                now: Some((service.clock)()),
                pace: Some(stands.pace(competency)),
                teachers_busy: teacher.is_none_or(|teacher| asked >= teacher.visits_per_week),
            },
        }
    }

    /// None where something changed meanwhile.
    pub(super) async fn advance(
        mut self,
        going: &Going,
        aside: Option<&Administration>,
        exposures: &[Exposure],
    ) -> Result<Option<Next>, Error> {
        if let Some(locked) = self.locked() {
            return Ok(Some(locked));
        }
        if self.version == 0 {
            // Whoever begins is let in.
            self.service.enter(&self.place.learner).await?;
        }
        self.count_draws(exposures);
        let help = match going {
            Going::Helped(intervention) => Some(HelpStep::Taken {
                intervention: intervention.clone(),
                shift: self.works(intervention)?,
            }),
            Going::Declined(intervention) => Some(HelpStep::Declined {
                intervention: intervention.clone(),
            }),
            Going::On | Going::Past(_) => None,
        };
        let open = self.state.help.open();
        // Sent again after it was taken in: what comes next is shown once more.
        let help = help.filter(|help| match help {
            HelpStep::Taken { intervention, .. } | HelpStep::Declined { intervention } => {
                open == Some(intervention) || !self.state.help.offered.contains(intervention)
            }
            HelpStep::Asked | HelpStep::Came { .. } => false,
        });
        let event = match &help {
            Some(HelpStep::Taken {
                intervention,
                shift,
            }) => Event::Helped {
                intervention: intervention.clone(),
                shift: *shift,
            },
            Some(HelpStep::Declined { intervention }) => Event::Declined {
                intervention: intervention.clone(),
            },
            _ if aside.is_some() => Event::Skipped,
            _ => Event::Next,
        };
        let (step, drawn) = self.decide(&event).await?;
        let now = self.context.now.unwrap_or_default();
        let opportunity = self.state.trace.opportunities;
        let close = |aside: &Administration| Entry::Closed {
            administration: aside.id,
            state: AdministrationState::Skipped,
            at: now,
        };
        let mut entries: Vec<Entry> = aside.map(close).into_iter().collect();
        let helped = |step| Entry::Helped {
            step,
            opportunity,
            at: now,
        };
        entries.extend(help.map(helped));
        let next = match (&step.decision, drawn) {
            (_, Some(drawn)) => {
                let next = self.show(&drawn, &step.state);
                entries.push(Entry::Administered(Box::new(drawn.administration)));
                next
            }
            (Decision::Intervene(intervention), None) => {
                entries.push(Entry::Intervened {
                    decision: decided(&step)?,
                    at: now,
                });
                if matches!(intervention, Intervention::HandOver) {
                    entries.push(helped(HelpStep::Asked));
                }
                self.suggest(intervention, &step)?
            }
            (_, None) => self.stop(StopKind::NoItems, &step, &[]),
        };
        let projection = Projection {
            place: self.place.clone(),
            version: self.version + 1,
            state: step.state,
        };
        let written = self.service.store.write(&projection, &entries).await?;
        Ok((written == Written::Done).then_some(next))
    }

    /// A competency not begun waits for what it rests on.
    fn locked(&self) -> Option<Next> {
        let place = self.bank.position(&self.competency.id)?;
        if self.stands.status(place) != Status::Locked {
            return None;
        }
        let missing = self.stands.links(self.stands.missing(place));
        let titles: Vec<&str> = missing.iter().map(|link| link.title.as_str()).collect();
        let why = format!("This builds on: {}. Begin there.", titles.join(", "));
        Some(Next::Stop(Box::new(StopView {
            kind: StopKind::Locked,
            why: vec![why],
            next: missing,
            ..self.stop_view()
        })))
    }

    /// Takes the counters from the log, for the domains as they are now: a template whose domain
    /// was edited is drawn from its beginning, in a new order.
    fn count_draws(&mut self, exposures: &[Exposure]) {
        for pooled in &self.competency.pool {
            let Some(template) = self.bank.template(&pooled.id) else {
                continue;
            };
            for (stratum, _) in (0..).zip(&pooled.strata) {
                let drawn = exposures.iter().find(|exposure| {
                    exposure.template == pooled.id
                        && exposure.stratum == stratum
                        && exposure.fingerprint == *template.domain_fingerprint()
                });
                let next = drawn.map_or(0, |exposure| exposure.next);
                let own = &mut self.state.exposures;
                own.resume_at(&pooled.id, stratum, next);
            }
        }
    }

    /// The next step and, where it gives a problem, that problem. What this learner has met under
    /// an earlier domain is passed over as long as there is anything fresh.
    async fn decide(&mut self, event: &Event) -> Result<(Step, Option<Drawn<'a>>), Error> {
        let mut met: HashMap<TemplateId, HashSet<[u8; 16]>> = HashMap::new();
        for _ in 0..LONGEST_SEARCH {
            let step = step(&self.setting, &self.state, event, &self.context)?;
            let Decision::Administer {
                template: id,
                stratum,
                counter,
            } = &step.decision
            else {
                return Ok((step, None));
            };
            let template = self.template(id)?;
            if !met.contains_key(id) {
                let mut snapshot = self.service.store.snapshot().await?;
                let issued = snapshot.issued(self.place, id).await?;
                met.insert(id.clone(), issued);
            }
            let drawn = self.draw(template, *stratum, *counter, &step)?;
            match drawn {
                Some(drawn) if drawn.is_acceptable(met.get(id)) => return Ok((step, Some(drawn))),
                _ => self.state.exposures.pass_over(id, *stratum),
            };
        }
        Err(self.undrawable("everything drawn was met before".to_owned()))
    }

    fn draw(
        &self,
        template: &'a ItemTemplate,
        stratum: u32,
        counter: u64,
        step: &Step,
    ) -> Result<Option<Drawn<'a>>, Error> {
        let drawing = Drawing {
            place: self.place,
            template,
            parameters: &self.setting.parameters,
            rationale: &step.rationale,
            seed: self.context.seed,
            state: AdministrationState::Open,
            placement: None,
        };
        let drawn = self.service.draw(&drawing, stratum, counter)?;
        Ok(drawn.map(|(instance, administration)| Drawn {
            template,
            instance,
            administration,
        }))
    }

    fn template(&self, id: &TemplateId) -> Result<&'a ItemTemplate, Error> {
        self.bank
            .template(id)
            .ok_or_else(|| self.undrawable(format!("there is no template `{id}`")))
    }

    fn undrawable(&self, detail: String) -> Error {
        Error::Undrawable {
            competency: self.competency.id.clone(),
            detail,
        }
    }

    fn show(&self, drawn: &Drawn<'_>, state: &State) -> Next {
        let problem = Problem::new(
            Template::Loaded(drawn.template),
            drawn.instance.clone(),
            drawn
                .administration
                .language
                .unwrap_or_else(|| self.bank.language()),
        );
        let given = &drawn.administration;
        let view = self.service.problem_view(given, &problem, &state.trace, 0);
        Next::Problem(Box::new(view))
    }

    fn suggest(&self, intervention: &Intervention, step: &Step) -> Result<Next, Error> {
        let other = || self.stands.other_than(self.competency);
        let (kind, to) = match intervention {
            Intervention::Remedy { intervention } => {
                let intervention = self.intervention(intervention)?;
                let why = words(&step.rationale);
                let view = help_view(self.bank, self.competency, intervention, why);
                return Ok(Next::Help(Box::new(view)));
            }
            Intervention::HandOver => (StopKind::Teacher, other()),
            Intervention::RevisitPrerequisite { competency } => {
                (StopKind::Suggestion, self.bank.position(competency))
            }
            _ => (StopKind::Suggestion, other()),
        };
        Ok(self.stop(kind, step, to.as_slice()))
    }

    fn intervention(&self, id: &InterventionId) -> Result<&'a BankIntervention, Error> {
        let all = self.bank.interventions();
        let known = all.iter().find(|one| one.id == *id);
        known.ok_or_else(|| self.undrawable(format!("there is no intervention `{id}`")))
    }

    /// What an intervention is expected to do, by what is believed of it now.
    fn works(&self, id: &InterventionId) -> Result<Shift, Error> {
        let known = self.bank.efficacy(self.intervention(id)?);
        Ok(match known {
            Some(works) => Shift::help(works.teaches.mean(), works.frees.mean())?,
            None => Shift::default(),
        })
    }

    fn stop(&self, kind: StopKind, step: &Step, to: &[usize]) -> Next {
        Next::Stop(Box::new(StopView {
            kind,
            why: words(&step.rationale),
            next: self.stands.links(to),
            ..self.stop_view()
        }))
    }

    fn stop_view(&self) -> StopView {
        StopView {
            bank: self.bank.id().clone(),
            competency: self.competency.id.clone(),
            title: self.competency.title.clone(),
            kind: StopKind::NoItems,
            why: Vec::new(),
            mastery: self.state.trace.mastery(),
            next: Vec::new(),
        }
    }
}

impl Drawn<'_> {
    /// Fresh, or labelled as seen before since the stratum is used up.
    fn is_acceptable(&self, met: Option<&HashSet<[u8; 16]>>) -> bool {
        let met = met.is_some_and(|met| met.contains(&self.administration.identity));
        self.administration.seen_before || !met
    }
}
