//! What is known of whole domains.

use super::*;
use std::collections::{HashMap, HashSet};

#[test]
fn counts_are_those_of_a_plain_loop() {
    let template = sound(TWO_STEP);
    let mut strata: HashMap<(bool, bool), u64> = HashMap::new();
    for a in 2_i64..=9 {
        for root in (-9_i64..=9).filter(|&root| root != 0) {
            for b in (-20_i64..=20).filter(|&b| b != 0) {
                if (a * root + b).abs() < 60 {
                    *strata.entry((root < 0, b < 0)).or_default() += 1;
                }
            }
        }
    }
    let proof = template.proof();
    assert_eq!(
        (proof.method, proof.domain),
        (Method::Exhaustive, 8 * 18 * 40)
    );
    assert_eq!(proof.valid, Count::Exact(strata.values().sum()));
    assert_eq!(proof.distinct, proof.valid);
    for stratum in &proof.strata {
        let radicals = (stratum.radicals[0].1 == 1, stratum.radicals[1].1 == 1);
        assert_eq!(
            stratum.valid,
            Count::Exact(strata[&radicals]),
            "{radicals:?}"
        );
    }
}

#[test]
fn a_huge_domain_is_sampled_and_says_so() {
    let text = TWO_STEP
        .replace("-20..20 except 0", "1..4000000")
        .replace("abs(c) < 60", "c mod 3 == 0");
    let text = text.replace("negative_constant = \"b < 0\"", "even = \"b mod 2 == 0\"");
    let text = text
        .replace("b = 5 }", "b = 3 }")
        .replace("\"16/3\"", "\"4\"");
    let (template, diagnostics) = compile(&text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let template = template.unwrap();
    let proof = template.proof();
    assert_eq!(
        (proof.method, proof.domain),
        (Method::Sampled, 8 * 18 * 4_000_000)
    );
    // One sum in three is divisible by 3, whatever a·root is.
    let truth = proof.domain / 3;
    match proof.valid {
        Count::Between { low, high } => {
            assert!(low <= truth && truth <= high, "{low} {high}");
            assert!(high - low < proof.domain / 100);
        }
        Count::Exact(_) => panic!("576 million tuples were not gone through"),
    }
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let mut seen = HashSet::new();
    for stratum in 0..proof.strata.len() {
        for counter in 0..100 {
            let draw = drawer.draw(stratum, counter).unwrap();
            assert!(seen.insert(draw.index) && !draw.seen_before);
            let shown = stem(&template, &draw, &mut drawer);
            assert!(shown.starts_with("Solve"), "{shown}");
        }
    }
}

#[test]
fn proofs_do_not_depend_on_the_number_of_threads() {
    let facts = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let template = sound(&TWO_STEP.replace("-20..20", "-400..400"));
            let proof = template.proof();
            let mut drawer = template.drawer(&secret(), &learner("ada"));
            let draws: Vec<u64> = (0..20).map(|k| drawer.free(k).unwrap().index).collect();
            (
                proof.valid,
                proof.distinct,
                proof.top_key_share.to_bits(),
                draws,
            )
        })
    };
    assert_eq!(facts(1), facts(3));
}
