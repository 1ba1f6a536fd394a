//! The next question of a placement: the one that tells most, stored before it is shown.

use super::super::draw::{Drawing, LONGEST_SEARCH};
use super::super::shelf::Problem;
use super::super::sitting::attempts;
use super::super::{Error, Placing, QuestionView, Service};
use super::count;
use super::course::Course;
use super::placed::{Ending, Placed};
use crate::bank::{Bank, Competency};
use crate::base::{Stream, TemplateId};
use crate::decision::placement::Next;
use crate::decision::{Rationale, Reason};
use crate::mastery::Emission;
use crate::store::{
    self, Administration, AdministrationState, Change, Entry, Exposure, Place, Written,
};
use crate::template::ItemTemplate;

impl Service {
    /// The open question, else the next one, else the end; none where something changed meanwhile.
    pub(super) async fn go_on_placing(
        &self,
        under_way: &store::Placement,
    ) -> Result<Option<Placing>, Error> {
        let mut snapshot = self.store.snapshot().await?;
        let answers = snapshot.placement_answers(under_way.id).await?;
        let open = snapshot.open_question(under_way.id).await?;
        drop(snapshot);
        let course = Course::read(under_way)?;
        let number = count(answers.len()).saturating_add(1);
        if let Some(open) = open {
            match self.problem_of(&open).await {
                Ok(problem) => {
                    let view = self.question_view(&open, &problem, &course, number).await?;
                    return Ok(Some(Placing::Question(Box::new(view))));
                }
                Err(Error::Unusable { .. }) => self.put_aside(&open).await?,
                Err(error) => return Err(error),
            }
        }
        let bank = self.bank(&under_way.bank)?;
        let mut placement = course.placement(&answers)?;
        while let Next::Ask {
            competency, bits, ..
        } = placement.ask()
        {
            let found = course.competency(competency);
            let asked = found.and_then(|id| bank.competency(id));
            let question = match asked {
                Some(asked) => {
                    self.draw_question(under_way, bank, asked, number, bits)
                        .await?
                }
                None => None,
            };
            // What the bank has no fresh problem for is left to the map.
            let Some(question) = question else {
                placement.leave_out(competency);
                continue;
            };
            let change = Change {
                place: &question.place,
                projection: None,
                entries: &[Entry::Administered(Box::new(question.clone()))],
            };
            if self.store.write_all(&[change]).await? == Written::Stale {
                return Ok(None);
            }
            let problem = self.problem_of(&question).await?;
            let view = self
                .question_view(&question, &problem, &course, number)
                .await?;
            return Ok(Some(Placing::Question(Box::new(view))));
        }
        let result = Placed::of(&course, &placement, &answers, Ending::Enough);
        let ended = self.end_placing(under_way, answers.len(), &result).await?;
        Ok(ended.map(|view| Placing::Placed(Box::new(view))))
    }

    /// A fresh problem of a competency, of those that are hardest to guess; none where all were met.
    async fn draw_question(
        &self,
        under_way: &store::Placement,
        bank: &Bank,
        competency: &Competency,
        number: u32,
        bits: f64,
    ) -> Result<Option<Administration>, Error> {
        let place = Place::new(&under_way.learner, bank.id(), &competency.id);
        let key = self.secret.key(
            "placement",
            &[
                place.learner.as_str().as_bytes(),
                place.bank.as_str().as_bytes(),
                place.competency.as_str().as_bytes(),
            ],
        );
        let seed = Stream::new(&key, u64::from(number)).next_u64();
        let mut snapshot = self.store.snapshot().await?;
        let exposures = snapshot.exposures(&place).await?;
        drop(snapshot);
        let rationale = Rationale::new([Reason::Information { bits }]);
        for choice in choices(bank, competency, &exposures, seed) {
            let mut snapshot = self.store.snapshot().await?;
            let met = snapshot.issued(&place, choice.template.id()).await?;
            drop(snapshot);
            let drawing = Drawing {
                place: &place,
                template: choice.template,
                parameters: &competency.parameters,
                rationale: &rationale,
                seed,
                state: AdministrationState::Open,
                placement: Some(under_way.id),
            };
            for counter in (choice.next..choice.problems).take(LONGEST_SEARCH) {
                if let Some((_, question)) = self.draw(&drawing, choice.stratum, counter)?
                    && !question.seen_before
                    && !met.contains(&question.identity)
                {
                    return Ok(Some(question));
                }
            }
        }
        Ok(None)
    }

    /// A question that can no longer be shown is put aside.
    async fn put_aside(&self, open: &Administration) -> Result<(), Error> {
        let close = Entry::Closed {
            administration: open.id,
            state: AdministrationState::Skipped,
            at: (self.clock)(),
        };
        let change = Change {
            place: &open.place,
            projection: None,
            entries: &[close],
        };
        // Stale where somebody else was faster.
        self.store.write_all(&[change]).await?;
        Ok(())
    }

    /// A question as its learner sees it: no hints, no steps, nothing on how it goes.
    pub(super) async fn question_view(
        &self,
        given: &Administration,
        problem: &Problem<'_>,
        course: &Course,
        number: u32,
    ) -> Result<QuestionView, Error> {
        let responses = self.store.snapshot().await?.responses(given.id).await?;
        let mut view = self.bare_problem_view(given, problem, attempts(&responses));
        view.hints_left = 0;
        for part in &mut view.parts {
            part.steps = None;
        }
        Ok(QuestionView {
            problem: view,
            number,
            most: course.questions(),
        })
    }
}

/// A stratum that has fresh problems.
struct Choice<'b> {
    template: &'b ItemTemplate,
    stratum: u32,
    /// The next draw …
    next: u64,
    /// … of so many.
    problems: u64,
    guess: f64,
    /// Settles ties.
    turn: u64,
}

/// Those of a competency, in the order in which they are tried.
fn choices<'b>(
    bank: &'b Bank,
    competency: &Competency,
    exposures: &[Exposure],
    seed: u64,
) -> Vec<Choice<'b>> {
    let mut choices = Vec::new();
    let drawn = |id: &TemplateId, template: &ItemTemplate, stratum: u32| {
        let own = exposures.iter().find(|exposure| {
            exposure.template == *id
                && exposure.stratum == stratum
                && exposure.fingerprint == *template.domain_fingerprint()
        });
        own.map_or(0, |exposure| exposure.next)
    };
    for pooled in &competency.pool {
        let Some(template) = bank.template(&pooled.id) else {
            continue;
        };
        let emission = Emission::new(&competency.parameters, pooled.format, 0);
        for (stratum, &problems) in (0..).zip(&pooled.strata) {
            choices.push(Choice {
                template,
                stratum,
                next: drawn(&pooled.id, template, stratum),
                problems,
                guess: emission.guess(),
                // Any spreading of the seed will do.
                turn: seed.rotate_left(count(choices.len()) % 64) ^ choices.len() as u64,
            });
        }
    }
    choices.retain(|choice| choice.next < choice.problems);
    choices.sort_by(|a, b| a.guess.total_cmp(&b.guess).then(a.turn.cmp(&b.turn)));
    choices
}
