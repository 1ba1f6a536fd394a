//! “Did you mean …?”

/// The candidate that was most likely meant by `given`, if any comes close.
///
/// Close is: the same but for upper case, at most a third of the characters mistyped (one at
/// least, a swap of neighbours counting once), or one the beginning of the other from three
/// characters on. The first of equals wins.
pub fn closest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let allowed = (lower.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let wanted = candidate.to_lowercase();
            let distance = strsim::osa_distance(&lower, &wanted);
            let shorter = lower.chars().count().min(wanted.chars().count());
            let begins = wanted.starts_with(&lower) || lower.starts_with(&wanted);
            let close = distance <= allowed && distance < shorter.max(1);
            (close || (begins && shorter >= 3)).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_slip_of_the_finger_and_nothing_far_off() {
        let keys = ["title", "version", "symbols", "require", "radicals", "let"];
        assert_eq!(closest("requires", keys), Some("require"));
        assert_eq!(closest("verison", keys), Some("version"));
        assert_eq!(closest("Title", keys), Some("title"));
        assert_eq!(closest("radical", keys), Some("radicals"));
        assert_eq!(closest("colour", keys), None);
        assert_eq!(closest("x", ["a", "b"]), None);
    }
}
