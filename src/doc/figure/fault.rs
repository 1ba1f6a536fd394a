//! What can be wrong with a figure.

use std::mem::{Discriminant, discriminant};

/// Why a figure cannot be shown as it is.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutFault {
    /// A label is longer than the room there is.
    #[error("the label “{label}” goes past the edge of the figure")]
    LabelOutside {
        /// The label.
        label: String,
    },
    /// Two labels stand in each other's way.
    #[error("the labels “{first}” and “{second}” overlap")]
    LabelsOverlap {
        /// The one placed first.
        first: String,
        /// The other.
        second: String,
    },
    /// Something that is to be shown lies off the axes.
    #[error("{mark} lies outside the axes")]
    MarkOutside {
        /// What it is, with its place, such as `the point 12`.
        mark: String,
    },
    /// A graph of which nothing is seen.
    #[error("nothing of the graph of function {number} lies within the axes")]
    CurveOutside {
        /// Which of them, from 1.
        number: usize,
    },
    /// An axis with more ticks than can be told apart.
    #[error("an axis has {ticks} ticks where {most} fit")]
    TooManyTicks {
        /// How many there are.
        ticks: u64,
        /// How many fit.
        most: u64,
    },
    /// An axis that does not rise.
    #[error("an axis must rise in steps above 0, not from {from} to {to}")]
    EmptyAxis {
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
    },
    /// Marks too small to be told apart.
    #[error("{marks} marks stand so close that they cannot be told apart")]
    Crowded {
        /// How many there are.
        marks: usize,
    },
    /// A number of parts or of shaded ones that cannot be drawn.
    #[error("{shaded} of {parts} parts cannot be drawn")]
    Parts {
        /// How many are shaded.
        shaded: String,
        /// Into how many the whole is divided.
        parts: String,
    },
    /// A shape without an inside, or a mark without a length.
    #[error("{shape} has no extent")]
    Flat {
        /// What it is.
        shape: &'static str,
    },
    /// Something that the figure says and that is not so.
    #[error("it is marked that {claim}, but it is not so")]
    Untrue {
        /// What is marked.
        claim: String,
    },
    /// Lists that belong together and differ in length.
    #[error("{first} {what} go with {second}")]
    Lengths {
        /// What there are.
        what: &'static str,
        /// How many of them.
        first: usize,
        /// How many of the others.
        second: usize,
    },
}

impl LayoutFault {
    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::LabelOutside { .. } => "shorten the label, or rule the case out in [require]",
            Self::LabelsOverlap { .. } => {
                "leave one out, widen the axes, or keep them apart with a condition in [require]"
            }
            Self::MarkOutside { .. } | Self::CurveOutside { .. } => {
                "widen the axes, or rule the case out in [require]"
            }
            Self::TooManyTicks { .. } => "give the axis a larger step, such as \"0..100 step 10\"",
            Self::EmptyAxis { .. } => "write an axis such as \"-10..10\" or \"0..60 step 5\"",
            Self::Crowded { .. } => "shorten the axis, or show fewer values",
            Self::Parts { .. } => {
                "parts are whole numbers from 1 to 24, and at most six wholes are shaded"
            }
            Self::Untrue { .. } => {
                "mend the mark or the coordinates; the first vertex or side is 1"
            }
            Self::Flat { .. } => "rule the case out in [require]",
            Self::Lengths { .. } => "give both as many; an empty text is no label",
        }
    }

    /// Which of the faults it is, whatever the values.
    pub fn kind(&self) -> Discriminant<Self> {
        discriminant(self)
    }
}
