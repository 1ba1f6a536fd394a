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
