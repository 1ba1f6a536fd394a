//! A session laid out, and when the map may be done.

use super::stands::{Stands, stands};
use super::{CompetencyLink, Error, Service, Status};
use crate::bank::{Bank, Competency};
use crate::base::{BankId, LearnerId, Stream, Timestamp};
use crate::session::{BlockKind, Forecast, Remaining, Setting, State, forecast, plan};
use serde::Serialize;

/// How many answers are looked ahead in each competency.
const HORIZON: u32 = 12;

const DAY_MS: f64 = 86_400_000.0;

/// A stretch of a session.
#[derive(Clone, Debug, Serialize)]
pub struct BlockView {
    /// With what.
    pub competency: CompetencyLink,
    /// What for.
    pub purpose: Purpose,
    /// How many problems.
    pub problems: u32,
    /// What they take, in minutes.
    pub minutes: f64,
    /// Of practice, by how much it raises the chance of being proficient; of a check, the chance to
    /// pass it; of a review, the share that it brings back. In [0, 1].
    pub gain: f64,
}

/// What a stretch of a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A delayed check.
    Check,
    /// A review.
    Review,
    /// More practice.
    Practice,
    /// Something new.
    New,
}

/// A session laid out for one learner.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// The bank.
    pub bank: BankId,
    /// Its title.
    pub title: String,
    /// The minutes there are.
    pub minutes: f64,
    /// What to do with them, in order.
    pub blocks: Vec<BlockView>,
    /// Competencies left until all are proficient.
    pub left: usize,
    /// Days of so many minutes until then: as likely sooner as later, and four times in five. None
    /// where nothing is left.
    pub days: Option<(u32, u32)>,
    /// The same as dates, at the rate of this learner so far; none before there is a rate.
    pub dates: Option<(Timestamp, Timestamp)>,
    /// When something already learnt is next due for a review.
    pub next_review: Option<Timestamp>,
}

impl Service {
    /// Lays out so many minutes of a learner, and forecasts when the map may be done.
    ///
    /// # Errors
    /// There is no such bank, or the database does not answer.
    pub async fn plan(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        minutes: f64,
    ) -> Result<PlanView, Error> {
        let bank = self.bank(bank)?;
        let mut snapshot = self.store.snapshot().await?;
        let stands = stands(&mut snapshot, learner, bank).await?;
        let pace = snapshot.practice_of(learner, bank.id()).await?;
        drop(snapshot);
        let now = (self.clock)();
        let known: Vec<Known> = bank
            .competencies()
            .iter()
            .enumerate()
            .map(|(place, competency)| Known::new(&stands, place, competency))
            .collect();
        let is_open = |known: &&Known| known.status != Status::Locked;
        let offers: Vec<_> = known
            .iter()
            .filter(is_open)
            .filter_map(|known| {
                let Known { place, minutes, .. } = *known;
                known
                    .setting
                    .offer(place, &known.state, minutes, now, HORIZON)
            })
            .collect();
        let blocks = plan(&offers, minutes).into_iter().filter_map(|block| {
            Some(BlockView {
                competency: stands.links(&[block.competency]).pop()?,
                purpose: match block.kind {
                    BlockKind::Check => Purpose::Check,
                    BlockKind::Review => Purpose::Review,
                    BlockKind::Practice => Purpose::Practice,
                    BlockKind::New => Purpose::New,
                },
                problems: block.problems,
                minutes: block.minutes,
                gain: block.gain,
            })
        });
        let remaining: Vec<Remaining<'_>> = known
            .iter()
            .filter(|known| known.state.proficient_since().is_none())
            .filter(|known| !known.setting.pool.is_empty())
            .map(|known| Remaining {
                setting: &known.setting,
                state: &known.state,
                minutes: known.minutes,
            })
            .collect();
        let forecast = self.forecast(learner, bank, &remaining);
        let typical = bank_minutes(&known);
        let rate = pace.and_then(|(answers, first)| rate(answers, first, now, typical));
        let after = |minutes: f64, rate: f64| {
            let days = (minutes / rate).min(36_500.0);
            Timestamp::from_ms(now.ms().saturating_add((days * DAY_MS) as i64))
        };
        let reviews = known.iter().filter_map(|known| {
            known.state.proficient_since()?;
            known.state.visits.review_due(&known.setting.reviewing)
        });
        Ok(PlanView {
            bank: bank.id().clone(),
            title: bank.title().to_owned(),
            minutes,
            blocks: blocks.collect(),
            left: remaining.len(),
            days: forecast
                .filter(|_| minutes > 0.0)
                .map(|Forecast { even, likely }| {
                    let days = |total: f64| (total / minutes).ceil().min(36_500.0) as u32;
                    (days(even), days(likely))
                }),
            dates: forecast
                .zip(rate)
                .map(|(Forecast { even, likely }, rate)| (after(even, rate), after(likely, rate))),
            next_review: reviews.min(),
        })
    }

    /// The same for the same learner and the same answers.
    fn forecast(
        &self,
        learner: &LearnerId,
        bank: &Bank,
        remaining: &[Remaining<'_>],
    ) -> Option<Forecast> {
        let names = [learner.as_str().as_bytes(), bank.id().as_str().as_bytes()];
        let key = self.secret.key("forecast", &names);
        forecast(remaining, &mut Stream::new(&key, 0))
    }
}

/// A competency with one learner on it.
struct Known {
    place: usize,
    status: Status,
    setting: Setting,
    state: State,
    /// What a problem takes, in minutes.
    minutes: f64,
}

impl Known {
    fn new(stands: &Stands<'_>, place: usize, competency: &Competency) -> Self {
        let (_, mut state) = stands.state(competency);
        state.trace.pace = stands.pace(competency);
        let problems = competency
            .templates
            .iter()
            .filter(|template| template.task().is_none());
        let all: Vec<f64> = problems.map(|template| template.minutes()).collect();
        Self {
            place,
            status: stands.status(place),
            setting: stands.setting(competency),
            state,
            minutes: (all.iter().sum::<f64>() / all.len().max(1) as f64).max(0.1),
        }
    }
}

/// What a problem takes on average, in minutes.
fn bank_minutes(known: &[Known]) -> f64 {
    let sum: f64 = known.iter().map(|known| known.minutes).sum();
    sum / known.len().max(1) as f64
}

/// Minutes a day, by what was done so far; none in the first three days.
fn rate(answers: u32, first: Timestamp, now: Timestamp, typical: f64) -> Option<f64> {
    let days = now.ms_since(first) as f64 / DAY_MS;
    let minutes = f64::from(answers) * typical;
    (days >= 3.0 && minutes > 0.0).then(|| minutes / days)
}
