//! How wide a text is, before any browser has set it.

/// What a label is for, which decides how it is set; a single letter is set in italics, but for a tick's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lettering {
    /// The number of a tick.
    Tick,
    /// A length, an angle, a coordinate.
    Measure,
    /// The name of a point or an axis.
    Name,
    /// The title of an axis.
    Title,
}

impl Lettering {
    /// The size of the letters, in pixels.
    pub(super) const fn size(self) -> f64 {
        match self {
            Self::Tick | Self::Title => 13.0,
            Self::Measure => 14.0,
            Self::Name => 15.0,
        }
    }
}

/// Height of a line of text above and below its baseline, as a share of its size.
pub(super) const ASCENT: f64 = 0.76;
pub(super) const DESCENT: f64 = 0.22;

/// The size of the numbers of a fraction, as a share of the size around them.
pub(super) const STACKED: f64 = 0.88;

/// Between the numbers of a fraction and its bar, in pixels.
pub(super) const BAR_GAP: f64 = 1.5;

/// Advance widths of the characters from space to `~`, in hundredths of the size.
///
/// They are those of a wide sans-serif (DejaVu Sans, rounded up), the fallback on many systems, so
/// that the estimate is an upper bound for the usual ones.
const WIDTHS: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75,
    79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,
    64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/// How wide a text is at most when it is set at a size, both in pixels.
///
/// ```
/// use retake::doc::figure::text_width;
/// assert!((text_width("10", 10.0) - 12.8).abs() < 1e-9);
/// ```
pub fn text_width(text: &str, size: f64) -> f64 {
    let hundredths: u32 = text.chars().map(character_width).sum();
    f64::from(hundredths) * size / 100.0
}

fn character_width(character: char) -> u32 {
    let code = u32::from(character);
    let ascii = code
        .checked_sub(u32::from(' '))
        .and_then(|at| WIDTHS.get(at as usize));
    match (ascii, character) {
        (Some(&width), _) => u32::from(width),
        (None, '−' | '×' | '÷' | '≤' | '≥' | '≠' | '≈' | '±') => 84,
        (None, '°' | '′' | '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉') => 50,
        (None, '\u{300}'..='\u{36f}') => 0,
        // Scripts whose letters are square, and symbols beyond the basic plane.
        (None, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffdc}' | '\u{10000}'..) => 105,
        (None, _) => 70,
    }
}

/// A fraction within a text: where its numerator and denominator stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stack {
    /// Where the numerator begins, the solidus stands and the denominator ends, in bytes.
    pub start: usize,
    pub bar: usize,
    pub end: usize,
}

impl Stack {
    /// The first fraction of two integers, such as in `1 3/4 cm`; a date or a rate is none.
    pub fn find(text: &str) -> Option<Self> {
        let bar = text.find('/')?;
        let (before, after) = (text.get(..bar)?, text.get(bar + 1..)?);
        let over = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let under = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let whole = before.get(..bar - over)?;
        let rest = after.get(under..)?;
        let stands_alone = !whole
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','))
            && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/');
        (over > 0 && under > 0 && stands_alone).then_some(Self {
            start: bar - over,
            bar,
            end: bar + 1 + under,
        })
    }

    /// What stands before it, its numerator, its denominator, and what stands after it.
    pub fn parts(self, text: &str) -> [&str; 4] {
        [
            text.get(..self.start).unwrap_or_default().trim_end(),
            text.get(self.start..self.bar).unwrap_or_default(),
            text.get(self.bar + 1..self.end).unwrap_or_default(),
            text.get(self.end..).unwrap_or_default(),
        ]
    }

    /// The widths of the four parts, in pixels; a little air stands after a whole number.
    pub fn widths(self, text: &str, size: f64) -> [f64; 3] {
        let [before, over, under, after] = self.parts(text);
        let small = size * STACKED;
        let before = match before {
            "" => 0.0,
            "−" => text_width(before, size) + 1.0,
            _ => text_width(before, size) + 2.0,
        };
        [
            before,
            text_width(over, small).max(text_width(under, small)) + 2.0,
            text_width(after, size),
        ]
    }
}

/// Width and height of a text as it is set, in pixels.
pub(super) fn measure(text: &str, lettering: Lettering) -> (f64, f64, Option<Stack>) {
    let size = lettering.size();
    match Stack::find(text) {
        None => (text_width(text, size), size * (ASCENT + DESCENT), None),
        Some(stack) => {
            let line = size * STACKED * (ASCENT + DESCENT);
            let width = stack.widths(text, size).iter().sum();
            (width, 2.0 * (line + BAR_GAP), Some(stack))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_found_where_they_stand_alone() {
        let parts = |text| Stack::find(text).map(|stack: Stack| stack.parts(text));
        assert_eq!(parts("3/4"), Some(["", "3", "4", ""]));
        assert_eq!(parts("−1 1/2 cm"), Some(["−1", "1", "2", " cm"]));
        for plain in ["km/h", "1/x", "a1/2", "1/2/2024", "1.1/2", "/", "7"] {
            assert_eq!(parts(plain), None, "{plain}");
        }
    }

    #[test]
    fn every_character_has_a_width() {
        assert!(text_width("−3", 10.0) > text_width("3", 10.0));
        assert_eq!(text_width("e\u{301}", 10.0), text_width("e", 10.0));
        assert_eq!(text_width("語", 10.0), 10.5);
        assert!(text_width("ñ", 10.0) >= text_width("n", 10.0));
    }
}
