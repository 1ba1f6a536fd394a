//! Shares as a person reads them.

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
    fn shares_are_neither_nothing_nor_all_by_rounding() {
        assert_eq!(
            [0.0, 0.0001, 0.9314, 0.99999, 1.0].map(percent),
            ["0.0 %", "< 0.1 %", "93.1 %", "> 99.9 %", "100.0 %"]
        );
    }
}
