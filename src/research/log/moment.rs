//! When a response was, in the spellings of logs.

use jiff::civil::DateTime;

/// Numbers from here on are milliseconds since 1970, then micro- and nanoseconds: in seconds it is
/// the year 5138.
const MILLISECONDS_FROM: f64 = 1e11;

/// The end of the year 9999 in seconds since 1970: what is further off is no time.
const FURTHEST: f64 = 253_402_300_800.0;

/// A number as logs have them: fast for whole numbers of up to 15 digits, none for what is not
/// finite.
pub(super) fn number(field: &[u8]) -> Option<f64> {
    let digits = field.iter().all(u8::is_ascii_digit);
    if digits && (1..=15).contains(&field.len()) {
        return Some(whole(field) as f64);
    }
    let number: f64 = std::str::from_utf8(field).ok()?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// The value of digits, few enough for it.
fn whole(digits: &[u8]) -> i64 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + i64::from(digit - b'0'))
}

/// Seconds since 1970, or since any moment: a number of seconds, milli-, micro- or nanoseconds, or a
/// date and a time as `2008-09-13 14:27:51.0`; none for what is neither.
pub(super) fn seconds(field: &[u8]) -> Option<f64> {
    if let Some(number) = number(field) {
        let unit = [1e6, 1e3, 1.0]
            .into_iter()
            .find(|unit| number.abs() >= MILLISECONDS_FROM * unit)
            .map_or(1.0, |unit| unit * 1e3);
        let seconds = number / unit;
        return (seconds.abs() < FURTHEST).then_some(seconds);
    }
    if let Some(seconds) = date_and_time(field) {
        return Some(seconds);
    }
    let text = std::str::from_utf8(field).ok()?;
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.as_second() as f64 + f64::from(moment.subsec_nanosecond()) * 1e-9);
    }
    let moment: DateTime = text.parse().ok()?;
    let since = moment.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
    Some(since.as_secs_f64())
}

/// `2008-09-13 14:27:51` to the letter, which most logs have and the general way takes long for;
/// none for the last days of months, which are not all there every month.
fn date_and_time(field: &[u8]) -> Option<f64> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b' ' | b'T',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
    ] = field
    else {
        return None;
    };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let [year, month, day, hour, minute, second] = [
        &digits[..4],
        &digits[4..6],
        &digits[6..8],
        &digits[8..10],
        &digits[10..12],
        &digits[12..],
    ]
    .map(whole);
    let fits = (1..=12).contains(&month)
        && (1..=28).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    if !fits {
        return None;
    }
    let days = days_since_1970(year, month, day);
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) as f64)
}

/// Days of the Gregorian calendar: years begin in March, so that the leap day is their last
/// (Hinnant, *chrono-compatible low-level date algorithms*, days_from_civil).
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + days - 719_468
}

#[cfg(test)]
mod tests {
    use super::{DateTime, date_and_time, number, seconds};
    use proptest::prelude::*;

    #[test]
    fn moments_in_the_spellings_of_logs() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("-3600", Some(-3600.0)),
            ("86400.5", Some(86_400.5)),
            ("1221316071", Some(1_221_316_071.0)),
            ("1221316071000", Some(1_221_316_071.0)),
            ("1221316071000000", Some(1_221_316_071.0)),
            ("1221316071000000000", Some(1_221_316_071.0)),
            ("2008-09-13 14:27:51", Some(1_221_316_071.0)),
            ("2008-09-13 14:27:51.0", Some(1_221_316_071.0)),
            ("2008-09-13T14:27:51", Some(1_221_316_071.0)),
            ("2008-09-13T14:27:51Z", Some(1_221_316_071.0)),
            ("2008-09-13T16:27:51+02:00", Some(1_221_316_071.0)),
            ("2008-02-29 00:00:00", Some(1_204_243_200.0)),
            ("2009-02-29 00:00:00", None),
            ("yesterday", None),
            ("NaN", None),
            ("inf", None),
            ("1e300", None),
            ("-1e300", None),
            ("", None),
        ] {
            assert_eq!(seconds(text.as_bytes()), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_fast_ways_are_right(year in 0_i16..9999, month in 1_i8..13, day in 1_i8..29, second in 0_i32..86_400, number_of in 0_u64..u64::MAX) {
            let (hour, minute, second) = ((second / 3600) as i8, (second / 60 % 60) as i8, (second % 60) as i8);
            let moment = DateTime::constant(year, month, day, hour, minute, second, 0);
            let since = moment.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
            let text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
            prop_assert_eq!(date_and_time(text.as_bytes()), Some(since.as_secs_f64()));
            let text = number_of.to_string();
            prop_assert_eq!(number(text.as_bytes()), text.parse().ok());
        }
    }
}
