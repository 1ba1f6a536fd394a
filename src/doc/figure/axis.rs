//! A scale with ticks: where they stand, which of them are numbered.

use super::LayoutFault;
use super::lettering::{Lettering, measure};
use crate::base::Locale;
use crate::math::{Notation, Rational, write_decimal, write_number};

/// Between two ticks, in pixels, at least.
const TICK_GAP: f64 = 4.0;

/// Between two ticks whose distance the author leaves open.
const OWN_GAP: f64 = 12.0;

/// From the number of a tick to the next one above it: closer ones are hard to tell from the lines.
const UP_GAP: f64 = 25.0;

/// Between the numbers of two ticks.
const LABEL_GAP: f64 = 5.0;

/// Decimals past so many places are written as fractions, or not wanted at all.
const MAX_PLACES: u32 = 6;

/// How far off its place a value may be for rounding.
const ROUNDING: f64 = 1e-9;

/// The values along an axis, from one end to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Where it begins.
    pub from: Rational,
    /// Where it ends; greater than `from`.
    pub to: Rational,
    /// From tick to tick, greater than 0; where there is none, as fits.
    pub step: Option<Rational>,
    /// Whether its numbers are written as decimals rather than fractions.
    pub decimals: bool,
}

/// Which ticks are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TickLabels {
    /// As many as fit.
    #[default]
    All,
    /// The first and the last.
    Ends,
    /// None.
    None,
}

/// Which way an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Across,
    Up,
}

/// An axis laid out over a length.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    /// Its first and last value.
    pub from: f64,
    pub to: f64,
    /// Where they stand, in pixels.
    start: f64,
    end: f64,
    first: Rational,
    step: Rational,
    /// How many ticks there are.
    pub ticks: u32,
    decimals: bool,
}

impl Axis {
    /// Lays the axis out from one place to another.
    pub(super) fn scale(&self, start: f64, end: f64) -> Result<Scale, LayoutFault> {
        let shown = |value: &Rational| {
            let mut out = String::new();
            write_number(value, Notation::Text, Locale::ENGLISH, &mut out);
            out
        };
        let length = &self.to - &self.from;
        let pixels = (end - start).abs();
        let step = match &self.step {
            Some(step) => step.clone(),
            None => own_step(&length, pixels),
        };
        let (from, to) = (self.from.to_f64(), self.to.to_f64());
        let ticks = length
            .checked_div(&step)
            .filter(|_| length.signum() > 0 && step.signum() > 0)
            .filter(|_| from < to && from.is_finite() && to.is_finite());
        let Some(ticks) = ticks else {
            return Err(LayoutFault::EmptyAxis {
                from: shown(&self.from),
                to: shown(&self.to),
            });
        };
        let most = (pixels / TICK_GAP) as u64;
        let ticks = ticks.floor().to_i64().map_or(u64::MAX, |n| n as u64);
        if ticks > most {
            return Err(LayoutFault::TooManyTicks { ticks, most });
        }
        Ok(Scale {
            from,
            to,
            start,
            end,
            first: self.from.clone(),
            step,
            ticks: ticks as u32 + 1,
            decimals: self.decimals || self.step.is_none(),
        })
    }
}

/// 1 where that gives a good axis; otherwise the smallest of 1, 2 or 5 times a power of ten that does.
fn own_step(length: &Rational, pixels: f64) -> Rational {
    let most = (pixels / OWN_GAP).max(1.0);
    let length = length.to_f64();
    let count = length;
    if (4.0..=most).contains(&count) {
        return Rational::ONE;
    }
    let mut best = Rational::ONE;
    // From the coarsest to the finest that still fits.
    for exponent in (-6..=12_i32).rev() {
        for lead in [5_i64, 2, 1] {
            let power = Rational::power_of_ten(exponent.unsigned_abs());
            let lead = Rational::from(lead);
            let step = if exponent < 0 {
                lead.checked_div(&power).unwrap_or(Rational::ONE)
            } else {
                &lead * &power
            };
            if length / step.to_f64() > most {
                return best;
            }
            best = step;
        }
    }
    best
}

impl Scale {
    /// Where a value stands, in pixels.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// The value at a place.
    pub fn value(&self, pixel: f64) -> f64 {
        self.from + (pixel - self.start) / (self.end - self.start) * (self.to - self.from)
    }

    /// Whether a value lies on the axis.
    pub fn holds(&self, value: f64) -> bool {
        let slack = ROUNDING * (self.to - self.from);
        (self.from - slack..=self.to + slack).contains(&value)
    }

    /// Where the tick number `at` stands, in pixels.
    pub fn tick(&self, at: u32) -> f64 {
        self.at(self.from + self.step.to_f64() * f64::from(at))
    }

    /// From tick to tick, in pixels.
    pub fn gap(&self) -> f64 {
        (self.step.to_f64() / (self.to - self.from) * (self.end - self.start)).abs()
    }

    /// Calls `put` with the place and the text of each tick that is numbered.
    ///
    /// So many are left out that the others stand apart; zero is never left out, nor are whole
    /// numbers among fractions where there is room for them.
    pub fn labels(
        &self,
        which: TickLabels,
        run: Run,
        locale: Locale,
        mut put: impl FnMut(f64, &str),
    ) -> Result<(), LayoutFault> {
        let mut text = String::new();
        // Where each text ends, and how much room it takes along the axis.
        let mut texts: Vec<(usize, f64)> = Vec::with_capacity(self.ticks as usize);
        let mut zero = 0;
        for tick in 0..self.ticks {
            let value = &self.first + &(&self.step * &Rational::from(i64::from(tick)));
            if value.is_zero() {
                zero = tick;
            }
            let start = text.len();
            self.write(&value, locale, &mut text);
            let (width, height, _) =
                measure(text.get(start..).unwrap_or_default(), Lettering::Tick);
            let room = match run {
                Run::Across => width + LABEL_GAP,
                Run::Up => height.max(UP_GAP),
            };
            texts.push((text.len(), room));
        }
        let last = self.ticks.saturating_sub(1);
        let shown = |tick: u32, every: u32| match which {
            TickLabels::All => tick.abs_diff(zero).is_multiple_of(every),
            TickLabels::Ends => tick == 0 || tick == last,
            TickLabels::None => false,
        };
        let fits = |every: u32| {
            let mut before: Option<(u32, f64)> = None;
            (0..self.ticks)
                .filter(|&tick| shown(tick, every))
                .all(|tick| {
                    let room = texts.get(tick as usize).map_or(0.0, |(_, room)| *room);
                    let apart = before.is_none_or(|(earlier, other)| {
                        f64::from(tick - earlier) * self.gap() >= (room + other) / 2.0
                    });
                    before = Some((tick, room));
                    apart
                })
        };
        let every = self.thinned().find(|&every| fits(every));
        let Some(every) = every else {
            return Err(LayoutFault::TooManyTicks {
                ticks: u64::from(self.ticks),
                most: 1,
            });
        };
        let mut start = 0;
        for (tick, (end, _)) in (0..).zip(texts) {
            if shown(tick, every) {
                put(self.tick(tick), text.get(start..end).unwrap_or_default());
            }
            start = end;
        }
        Ok(())
    }

    /// Every first, second, fifth, tenth … tick; of fractions every whole number before those.
    fn thinned(&self) -> impl Iterator<Item = u32> {
        let whole = match self.step.denominator().to_i64() {
            Some(parts @ 2..=100) if !self.decimals => parts as u32,
            _ => 1,
        };
        let ticks = self.ticks;
        let rounds = [1_u32, 2, 5, 10, 20, 50, 100]
            .into_iter()
            .map(move |n| n.saturating_mul(whole));
        std::iter::once(1)
            .chain(rounds)
            .take_while(move |&every| every == 1 || every <= ticks)
    }

    fn write(&self, value: &Rational, locale: Locale, out: &mut String) {
        let places = value
            .decimal_places()
            .filter(|places| self.decimals && (1..=MAX_PLACES).contains(places));
        match places {
            Some(places) => write_decimal(value, places, Notation::Text, locale, out),
            None => write_number(value, Notation::Text, locale, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: &str, to: &str, step: Option<&str>) -> Axis {
        let number = |text: &str| {
            let (over, under) = text.split_once('/').unwrap_or((text, "1"));
            Rational::new(over.parse().unwrap(), under.parse().unwrap()).unwrap()
        };
        Axis {
            from: number(from),
            to: number(to),
            step: step.map(number),
            decimals: false,
        }
    }

    fn shown(axis: &Axis, pixels: f64) -> String {
        let mut texts = Vec::new();
        axis.scale(0.0, pixels)
            .unwrap()
            .labels(TickLabels::All, Run::Across, Locale::ENGLISH, |_, text| {
                texts.push(text.to_owned());
            })
            .unwrap();
        texts.join(" ")
    }

    #[test]
    fn ticks_are_numbered_as_far_as_there_is_room() {
        assert_eq!(shown(&axis("1", "9", None), 280.0), "1 2 3 4 5 6 7 8 9");
        assert_eq!(shown(&axis("-10", "10", Some("1")), 280.0), "−10 −5 0 5 10");
        assert_eq!(shown(&axis("-7", "7", Some("1")), 130.0), "−5 0 5");
        assert_eq!(
            shown(&axis("0", "2", Some("1/4")), 280.0),
            "0 1/4 1/2 3/4 1 5/4 3/2 7/4 2"
        );
        assert_eq!(shown(&axis("0", "3", Some("1/8")), 280.0), "0 1 2 3");
    }

    #[test]
    fn a_step_that_is_left_open_is_a_round_one() {
        assert_eq!(
            shown(&axis("0", "100", None), 280.0),
            "0 5 10 15 20 25 30 35 40 45 50 55 60 65 70 75 80 85 90 95 100"
                .split(' ')
                .step_by(2)
                .collect::<Vec<_>>()
                .join(" ")
        );
        assert_eq!(axis("0", "1", None).scale(0.0, 280.0).unwrap().ticks, 21);
        assert_eq!(axis("0", "12", None).scale(0.0, 280.0).unwrap().ticks, 13);
    }

    #[test]
    fn an_axis_that_does_not_rise_or_is_too_fine_is_found() {
        let fault = |axis: Axis| axis.scale(0.0, 280.0).err();
        assert!(matches!(
            fault(axis("3", "3", None)),
            Some(LayoutFault::EmptyAxis { .. })
        ));
        assert!(matches!(
            fault(axis("3", "5", Some("-1"))),
            Some(LayoutFault::EmptyAxis { .. })
        ));
        assert_eq!(
            fault(axis("0", "100", Some("1"))),
            Some(LayoutFault::TooManyTicks {
                ticks: 100,
                most: 70
            })
        );
    }
}
