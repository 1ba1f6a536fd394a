//! What to do with the minutes there are, and when the whole map may be done.

use super::{Outlook, Setting, State, Status};
use crate::base::{Stream, Timestamp};
use crate::mastery::{Answer, Belief, Emission, Evidence};

/// What a stretch of a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The delayed check of something shown before.
    Check,
    /// Something that has begun to fade.
    Review,
    /// Something begun.
    Practice,
    /// Something new.
    New,
}

/// A competency that could be worked on.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its place in the bank.
    pub competency: usize,
    /// What for.
    pub kind: BlockKind,
    /// What a problem takes, in minutes; above 0.
    pub minutes: f64,
    /// The problems it takes, where that is given: of a check, of a review.
    pub problems: Option<u32>,
    /// What so many problems are expected to come to, from none on, each in [0, 1]: of practice,
    /// P(proficient); of a check, P(passed); of a review, what is brought back.
    pub comes_to: Vec<f64>,
}

/// A stretch of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The competency's place in the bank.
    pub competency: usize,
    /// What for.
    pub kind: BlockKind,
    /// How many problems.
    pub problems: u32,
    /// What they take, in minutes.
    pub minutes: f64,
    /// By how much they are expected to bring it on, in [0, 1].
    pub gain: f64,
}

/// Problems of one competency in a row at most: beyond, something else does more good.
const LONGEST_BLOCK: u32 = 12;

/// The share of the time for what was learnt before.
const FOR_LATER: f64 = 0.5;

/// Lays the minutes out: what is due for a check or a review first, up to half of the time, then
/// what brings most a minute; and in an order that mixes kinds, checks first, new things last.
pub fn plan(offers: &[Offer], minutes: f64) -> Vec<Block> {
    let mut left = minutes.max(0.0);
    let mut blocks: Vec<Block> = Vec::new();
    let mut due = left * FOR_LATER;
    let mut later: Vec<&Offer> = offers
        .iter()
        .filter(|offer| matches!(offer.kind, BlockKind::Check | BlockKind::Review))
        .collect();
    later.sort_by_key(|offer| offer.kind);
    for offer in later {
        let block = block(offer, offer.problems.unwrap_or(1));
        // The first one is never too long: a short session is a check or a review.
        if block.minutes <= due.max(0.0) || (blocks.is_empty() && block.minutes <= left) {
            due -= block.minutes;
            left -= block.minutes;
            blocks.push(block);
        }
    }
    // The problems each of the others is given.
    let mut open: Vec<(&Offer, u32)> = offers
        .iter()
        .filter(|offer| matches!(offer.kind, BlockKind::Practice | BlockKind::New))
        .map(|offer| (offer, 0))
        .collect();
    while let Some((place, problems)) = best(&open, left) {
        let (offer, given) = &mut open[place];
        left -= f64::from(problems - *given) * offer.minutes;
        *given = problems;
    }
    let given = open.into_iter().filter(|(_, given)| *given > 0);
    blocks.extend(given.map(|(offer, given)| block(offer, given)));
    blocks.sort_by_key(|block| block.kind);
    blocks
}

/// Where going on brings most a minute, and up to how many problems; none where nothing more fits,
/// or does any good.
fn best(open: &[(&Offer, u32)], left: f64) -> Option<(usize, u32)> {
    let mut best = None;
    let mut most = 0.0;
    for (place, (offer, given)) in open.iter().enumerate() {
        let so_far = block(offer, *given).gain;
        for problems in given + 1..=LONGEST_BLOCK {
            let minutes = f64::from(problems - given) * offer.minutes;
            let a_minute = (block(offer, problems).gain - so_far) / minutes;
            if minutes <= left && a_minute > most {
                most = a_minute;
                best = Some((place, problems));
            }
        }
    }
    best
}

fn block(offer: &Offer, problems: u32) -> Block {
    let at = |problems: u32| {
        let known = offer.comes_to.get(problems as usize);
        known.or(offer.comes_to.last()).copied().unwrap_or(0.0)
    };
    Block {
        competency: offer.competency,
        kind: offer.kind,
        problems,
        minutes: f64::from(problems) * offer.minutes,
        gain: (at(problems) - at(0)).max(0.0),
    }
}

impl Setting {
    /// What a competency offers at `now`; none where there is nothing to do, or nothing to practise.
    /// `horizon` is how many answers are looked ahead.
    pub fn offer(
        &self,
        competency: usize,
        state: &State,
        minutes: f64,
        now: Timestamp,
        horizon: u32,
    ) -> Option<Offer> {
        if self.pool.is_empty() {
            return None;
        }
        let mastery = state.trace.mastery();
        let offer = |kind, problems, comes_to| Offer {
            competency,
            kind,
            minutes,
            problems,
            comes_to,
        };
        let Status::Proficient { .. } = state.status else {
            let kind = match state.exposures.problems() > 0 || state.trace.opportunities > 0 {
                true => BlockKind::Practice,
                false => BlockKind::New,
            };
            let Outlook { within } = self.outlook(state, horizon)?;
            return Some(offer(kind, None, within));
        };
        let recall = state.visits.recall(now).unwrap_or(1.0);
        if state.check_due(self, now) {
            let check = &self.confirmed;
            let right = mastery * recall * (1.0 - self.parameters.slip());
            let passes = at_least(check.right(), check.of(), right);
            return Some(offer(BlockKind::Check, Some(check.of()), vec![0.0, passes]));
        }
        let is_due = state.check.review || recall < self.reviewing.target();
        is_due.then(|| {
            let faded = mastery * (1.0 - recall);
            offer(BlockKind::Review, Some(2), vec![0.0, faded])
        })
    }
}

/// P(at least k of n), each with chance p.
fn at_least(k: u32, n: u32, p: f64) -> f64 {
    let mut chances = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; chances.len() + 1];
        for (right, chance) in chances.iter().enumerate() {
            next[right] += chance * (1.0 - p);
            next[right + 1] += chance * p;
        }
        chances = next;
    }
    chances.iter().skip(k as usize).sum()
}

/// What is left of one competency.
#[derive(Clone, Debug)]
pub struct Remaining<'a> {
    /// Its setting.
    pub setting: &'a Setting,
    /// Where the learner stands.
    pub state: &'a State,
    /// What a problem takes, in minutes.
    pub minutes: f64,
}

/// When a map may be done, in minutes of practice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// As likely sooner as later.
    pub even: f64,
    /// Four times in five it is done by then.
    pub likely: f64,
}

/// Ways the future is drawn.
const FUTURES: usize = 200;

/// Answers after which practice ends all the same: by then somebody has come to help.
const MOST_ANSWERS: u32 = 60;

/// Draws how practice may go on in all that is left, at the speed this learner is likely to have.
/// The same stream gives the same figures. None where nothing is left.
pub fn forecast(remaining: &[Remaining<'_>], stream: &mut Stream) -> Option<Forecast> {
    let first = remaining.first()?;
    let speeds = first
        .state
        .trace
        .filtered
        .speed_chances(&first.state.trace.pace);
    let mut totals: Vec<f64> = (0..FUTURES)
        .map(|_| {
            let speed = pick(speeds.as_slice(), stream);
            let of = |one: &Remaining<'_>, stream: &mut Stream| {
                f64::from(answers(one, speed, stream)) * one.minutes
            };
            remaining.iter().map(|one| of(one, stream)).sum()
        })
        .collect();
    totals.sort_by(f64::total_cmp);
    Some(Forecast {
        even: totals[FUTURES / 2],
        likely: totals[FUTURES * 4 / 5],
    })
}

/// Answers until the criterion holds, for somebody of this speed, drawn.
fn answers(remaining: &Remaining<'_>, speed: usize, stream: &mut Stream) -> u32 {
    let Remaining { setting, state, .. } = remaining;
    let mut trace = state.trace;
    trace.predictive = state.current();
    let mut hidden = Hidden::draw(&trace.predictive, speed, stream);
    let mut tally = setting.criterion.fold(&state.window);
    let learn = setting.parameters.transition().learn;
    let learn = learn
        .as_slice()
        .get(speed)
        .copied()
        .unwrap_or(setting.parameters.learn());
    let turns = setting.turns().take(MOST_ANSWERS as usize);
    for (answered, (format, answer)) in (1..).zip(turns) {
        let emission = Emission::new(&setting.parameters, format, 0);
        let likelihood = emission.likelihood(true);
        let chance = match hidden {
            Hidden::Known => likelihood.known,
            Hidden::Unknown | Hidden::Stuck => likelihood.unknown,
        };
        let right = stream.unit() < chance;
        let evidence = Evidence {
            pace: Some(trace.pace),
            ..Evidence::new(&setting.parameters, format, 0, right)
        };
        match trace.absorb(&evidence) {
            Ok(next) => trace = next,
            Err(_) => return answered,
        }
        tally.push(&Answer { right, ..answer });
        if tally.holds(&setting.judge(&trace)) {
            return answered;
        }
        hidden = match hidden {
            Hidden::Unknown if stream.unit() < learn => Hidden::Known,
            Hidden::Known if stream.unit() < setting.parameters.forget() => Hidden::Unknown,
            same => same,
        };
    }
    MOST_ANSWERS
}

#[derive(Clone, Copy, PartialEq)]
enum Hidden {
    Unknown,
    Known,
    Stuck,
}

impl Hidden {
    /// The state of somebody of this speed, as likely as the belief has it.
    fn draw(belief: &Belief, speed: usize, stream: &mut Stream) -> Self {
        let speed = speed.min(belief.speeds().saturating_sub(1));
        let masses = [belief.unknown(), belief.known(), belief.stuck()].map(|all| all[speed]);
        match pick(&masses, stream) {
            0 => Self::Unknown,
            1 => Self::Known,
            _ => Self::Stuck,
        }
    }
}

/// A place, as likely as its weight says.
fn pick(weights: &[f64], stream: &mut Stream) -> usize {
    let mut left = stream.unit() * weights.iter().sum::<f64>();
    for (place, weight) in weights.iter().enumerate() {
        if left < *weight {
            return place;
        }
        left -= weight;
    }
    weights.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(competency: usize, kind: BlockKind, comes_to: &[f64]) -> Offer {
        Offer {
            competency,
            kind,
            minutes: 2.0,
            problems: matches!(kind, BlockKind::Check | BlockKind::Review).then_some(2),
            comes_to: comes_to.to_vec(),
        }
    }

    #[test]
    fn what_is_due_comes_first_and_the_rest_goes_where_it_brings_most() {
        let offers = [
            offer(0, BlockKind::New, &[0.0, 0.0, 0.0, 0.3]),
            offer(1, BlockKind::Practice, &[0.2, 0.6, 0.8, 0.85]),
            offer(2, BlockKind::Check, &[0.0, 0.9]),
            offer(3, BlockKind::Review, &[0.0, 0.2]),
        ];
        let blocks = plan(&offers, 20.0);
        let said: Vec<_> = blocks
            .iter()
            .map(|block| (block.competency, block.problems))
            .collect();
        // Two checks and two reviews leave 12 minutes: problems at .2 and .1 a minute, then three at
        // .05, and one at .025.
        assert_eq!(said, [(2, 2), (3, 2), (1, 3), (0, 3)]);
        assert!(blocks.iter().map(|block| block.minutes).sum::<f64>() <= 20.0);
        assert_eq!(plan(&offers, 4.0).len(), 1, "a short session is a check");
        for minutes in [0.0, -1.0, f64::NAN] {
            assert!(plan(&offers, minutes).is_empty());
        }
    }

    /// Of 3 with p = .9: 3 × .81 × .1 + .729 = .972.
    #[test]
    fn two_of_three() {
        assert!((at_least(2, 3, 0.9) - 0.972).abs() < 1e-12);
        assert!((at_least(0, 3, 0.2) - 1.0).abs() < 1e-12);
        assert_eq!(at_least(4, 3, 0.9), 0.0);
    }

    /// Of two states nobody is stuck; 1 / learn opportunities to know it, some more to show it.
    #[test]
    fn who_learns_fast_is_done_sooner_and_the_same_stream_says_the_same() {
        let setting = |learn: f64| {
            let raw = crate::mastery::RawParameters {
                prior: 0.2,
                learn,
                forget: 0.0,
                guess: 0.1,
                slip: 0.1,
                hint: 0.2,
            };
            let mut setting = Setting::of(raw.check().unwrap());
            let pooled = |name: &str| crate::decision::PoolTemplate {
                id: crate::base::TemplateId::new(name).unwrap(),
                format: crate::mastery::ResponseFormat::Typed,
                hints: 0,
                strata: vec![50],
            };
            setting.pool = vec![pooled("c/a"), pooled("c/b")];
            setting
        };
        let said = |learn| {
            let setting = setting(learn);
            let state = State::new(&setting.parameters);
            let one = Remaining {
                setting: &setting,
                state: &state,
                minutes: 2.0,
            };
            let key = crate::base::Secret::from_seed("forecast").key("forecast", &[]);
            forecast(&[one.clone(), one], &mut Stream::new(&key, 0)).unwrap()
        };
        let (fast, slow) = (said(0.4), said(0.08));
        assert!(fast.even < slow.even && fast.likely < slow.likely);
        assert!(slow.even <= slow.likely && fast.even > 2.0 * 2.0 * 3.0);
        assert_eq!(fast, said(0.4));
        let key = crate::base::Secret::from_seed("forecast").key("forecast", &[]);
        assert_eq!(forecast(&[], &mut Stream::new(&key, 0)), None);
    }
}
