//! What can be wrong with parameters, criteria and evidence.

/// Why a number of the model cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MasteryError {
    /// A parameter outside the range in which the filter keeps its meaning.
    #[error("{name} {got} must lie between {low} and {high}; {help}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// What was given.
        got: f64,
        /// Least value allowed.
        low: f64,
        /// Greatest value allowed.
        high: f64,
        /// What to do, or why the range is what it is.
        help: &'static str,
    },
    /// One who does not know would answer right at least as often as one who does.
    #[error("guess {guess} must be below 1 − slip = {}; lower guess or slip", tidy(1.0 - slip))]
    GuessNotBelowKnowing {
        /// P(right | unknown).
        guess: f64,
        /// P(wrong | known).
        slip: f64,
    },
    /// Knowing now would make knowing later less likely.
    #[error("learn {learn} + forget {forget} must be at most 1; lower one of them")]
    LearnAndForget {
        /// P(unknown → known).
        learn: f64,
        /// P(known → unknown).
        forget: f64,
    },
    /// Learning speeds that do not grow.
    #[error("speeds must grow from one to the next; put the slowest first, each pace once")]
    SpeedsOutOfOrder,
    /// A criterion asks for a count outside its range.
    #[error("{name} = {got} must lie between {low} and {high}; {help}")]
    Count {
        /// The key in the criterion.
        name: &'static str,
        /// What was given.
        got: u32,
        /// Least value allowed.
        low: u32,
        /// Greatest value allowed.
        high: u32,
        /// What to do, or why the range is what it is.
        help: &'static str,
    },
    /// The boundary lies above what the parameters let mastery reach.
    #[error(
        "boundary {boundary} cannot be reached: with these parameters mastery stays below {ceiling:.4}; \
         lower the boundary to at most {:.2}, or lower forget, guess or slip", below(*ceiling)
    )]
    Unreachable {
        /// The boundary asked for.
        boundary: f64,
        /// The least number mastery never exceeds.
        ceiling: f64,
    },
    /// The competency has fewer templates than its criterion asks for.
    #[error(
        "the criterion asks for {needed} templates but the competency has {got}; add templates or lower `templates`"
    )]
    TooFewTemplates {
        /// Templates the criterion asks for.
        needed: u32,
        /// Templates there are.
        got: u32,
    },
    /// The competency has fewer strata than its criterion asks for.
    #[error(
        "the criterion asks for {needed} strata but the competency has {got}; add radicals or lower `strata`"
    )]
    TooFewStrata {
        /// Strata the criterion asks for.
        needed: u32,
        /// Strata there are.
        got: u32,
    },
    /// `"all"` without a competency whose all is meant.
    #[error("`{name} = \"all\"` needs a competency with problems; give a number here")]
    AllOfNothing {
        /// The key.
        name: &'static str,
    },
    /// A criterion that asks for nothing.
    #[error("the criterion is empty and would always hold; name what is to be shown")]
    EmptyCriterion,
    /// A list without criteria.
    #[error("`{name}` lists no criteria; give one or more tables, such as {{ streak = 3 }}")]
    EmptyList {
        /// The key.
        name: &'static str,
    },
    /// `then` with other than two criteria.
    #[error("`then` has {got} criteria; give two, the first and what comes after it")]
    ThenTakesTwo {
        /// How many were given.
        got: usize,
    },
    /// A boundary in the first criterion of `then`.
    #[error(
        "the first criterion of `then` holds a boundary; put it beside `then`, for mastery is judged as it is in the end"
    )]
    BoundaryFirst,
    /// A count without the other that belongs to it.
    #[error("`{name}` stands without `{needs}`; give both, such as `right = 4` and `of = 5`")]
    Alone {
        /// The key that is there.
        name: &'static str,
        /// The one that is missing.
        needs: &'static str,
    },
    /// Criteria nested too deep.
    #[error("criteria are nested deeper than {limit}; write it with fewer levels")]
    TooDeep {
        /// The most levels.
        limit: u32,
    },
    /// A criterion of too many requirements.
    #[error("the criterion has more than {limit} requirements; leave some out")]
    TooLarge {
        /// The most requirements.
        limit: u32,
    },
    /// A bound of accuracy that even right answers throughout would not reach.
    #[error(
        "with {of} answers, even all right, no bound of certainty {certainty} reaches {target}; raise `of` or lower `target`"
    )]
    TooFewAnswers {
        /// The answers looked at.
        of: u32,
        /// What the bound must reach.
        target: f64,
        /// Its certainty.
        certainty: f64,
    },
    /// A bound of accuracy too near to what one who knows can do.
    #[error(
        "target {target} must be at most 1 − slip − 0.1 = {}; lower the target or slip", tidy(0.9 - slip)
    )]
    BeyondKnowing {
        /// The target.
        target: f64,
        /// P(wrong | known).
        slip: f64,
    },
    /// One who answers everything right would not meet the criterion.
    #[error(
        "the criterion cannot be met within {opportunities} opportunities, even if every answer is right; ask for less"
    )]
    NeverHolds {
        /// The opportunities followed.
        opportunities: u32,
    },
    /// One who answers everything wrong would meet the criterion.
    #[error(
        "the criterion is met within {opportunities} opportunities even if every answer is wrong; ask for more"
    )]
    AlwaysHolds {
        /// The opportunities followed.
        opportunities: u32,
    },
    /// What was observed cannot happen in any state the belief holds possible.
    #[error("this answer has probability 0 under the belief; give guess and slip values above 0")]
    ImpossibleEvidence,
    /// An exact computation would have to follow more answers than it can.
    #[error(
        "pass rates are computed for at most {limit} opportunities, not {got}; lower the number"
    )]
    TooManyOpportunities {
        /// What was asked for.
        got: u32,
        /// The most it can follow.
        limit: u32,
    },
    /// An exact computation would have to tell too many states apart.
    #[error(
        "the criterion is too intricate to be followed exactly, with more than {limit} states at one opportunity; look at fewer answers"
    )]
    TooIntricate {
        /// The most states.
        limit: usize,
    },
    /// Nothing was marked that could be evidence.
    #[error("a work is evidence for a competency only by a criterion; mark at least one")]
    NoCriterion,
    /// A response time that cannot be.
    #[error(
        "a response time of {took_ms} ms cannot be; it lies between 0 and a day: look at the clock"
    )]
    ResponseTime {
        /// What was given, in milliseconds.
        took_ms: i64,
    },
    /// A typical time that cannot be.
    #[error("a typical time of {typical_ms} ms cannot be; it must be more than 0")]
    TypicalTime {
        /// What was given, in milliseconds.
        typical_ms: f64,
    },
    /// Without an item there is nothing to answer.
    #[error("the item mix is empty; give at least one item class")]
    EmptyMix,
}

/// A difference of decimals without the dust of binary fractions.
fn tidy(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// The greatest number of two places below `ceiling`.
fn below(ceiling: f64) -> f64 {
    (ceiling * 100.0 - 1e-9).floor() / 100.0
}
