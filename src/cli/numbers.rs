//! Numbers as a person reads them.

/// `1,234,567`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 template`, `12 templates`
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number as u64))
}

/// `93.1 %`; what is not nothing is never shown as nothing, nor what is not all as all.
pub fn percent(share: f64) -> String {
    let written = format!("{:.1} %", share * 100.0);
    match written.as_str() {
        "0.0 %" if share > 0.0 => "< 0.1 %".to_owned(),
        "100.0 %" if share < 1.0 => "> 99.9 %".to_owned(),
        _ => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [0, 1, 2].map(|n| counted(n, "error")),
            ["0 errors", "1 error", "2 errors"]
        );
        assert_eq!(
            [0.0, 0.0001, 0.9314, 0.99999, 1.0].map(percent),
            ["0.0 %", "< 0.1 %", "93.1 %", "> 99.9 %", "100.0 %"]
        );
    }
}
