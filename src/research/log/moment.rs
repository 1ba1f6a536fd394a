//! When a response was, in the spellings of logs.

use jiff::civil::DateTime;

/// Numbers from here on are milliseconds since 1970: in seconds it is the year 5138.
const MILLISECONDS_FROM: f64 = 1e11;

/// Seconds since 1970, or since any moment: a number of seconds or milliseconds, or a date and a
/// time as `2008-09-13 14:27:51.0`; none for what is neither.
pub(super) fn seconds(field: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(field).ok()?;
    if let Ok(number) = text.parse::<f64>() {
        let seconds = if number.abs() >= MILLISECONDS_FROM {
            number / 1000.0
        } else {
            number
        };
        return seconds.is_finite().then_some(seconds);
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.as_second() as f64 + f64::from(moment.subsec_nanosecond()) * 1e-9);
    }
    let moment: DateTime = text.parse().ok()?;
    let since = moment.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
    Some(since.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn moments_in_the_spellings_of_logs() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("86400.5", Some(86_400.5)),
            ("1221316071000", Some(1_221_316_071.0)),
            ("2008-09-13 14:27:51.0", Some(1_221_316_071.0)),
            ("2008-09-13T14:27:51", Some(1_221_316_071.0)),
            ("2008-09-13T14:27:51Z", Some(1_221_316_071.0)),
            ("2008-09-13T16:27:51+02:00", Some(1_221_316_071.0)),
            ("yesterday", None),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(seconds(text.as_bytes()), expected, "{text}");
        }
    }
}
