//! What a learner is given.

use super::*;
use std::collections::HashSet;

#[test]
fn no_problem_comes_twice_until_all_have_come() {
    let template = sound(CHOICE);
    let Count::Exact(valid) = template.proof().valid else {
        panic!("28 tuples are few")
    };
    assert_eq!(valid, 28);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let round = |drawer: &mut Drawer<'_>, from: u64| -> Vec<Draw> {
        (from..from + valid)
            .map(|k| drawer.free(k).unwrap())
            .collect()
    };
    let (first, second) = (round(&mut drawer, 0), round(&mut drawer, valid));
    let indices = |draws: &[Draw]| draws.iter().map(|draw| draw.index).collect::<Vec<_>>();
    assert_eq!(
        indices(&first).iter().collect::<HashSet<_>>().len() as u64,
        valid
    );
    assert_eq!(
        indices(&second).iter().collect::<HashSet<_>>().len() as u64,
        valid
    );
    assert!(first.iter().all(|draw| !draw.seen_before));
    assert!(second.iter().all(|draw| draw.seen_before));
    assert_ne!(indices(&first), indices(&second));
    let mut other = template.drawer(&secret(), &learner("ben"));
    assert_ne!(indices(&first), indices(&round(&mut other, 0)));
}

#[test]
fn an_edit_of_the_text_changes_no_draw_and_one_of_the_domain_does() {
    let edited = TWO_STEP
        .replace("version = 1", "version = 2")
        .replace("Solve $", "Find $x$ in $")
        .replace("abs(c) < 60", "abs( c )<60");
    let (template, reworded) = (sound(TWO_STEP), sound(&edited));
    let narrowed = sound(&TWO_STEP.replace("< 60", "< 50"));
    let draws = |template: &ItemTemplate| -> Vec<u64> {
        let mut drawer = template.drawer(&secret(), &learner("ada"));
        (0..50)
            .map(|counter| drawer.draw(0, counter).unwrap().index)
            .collect()
    };
    assert_eq!(template.domain_fingerprint(), reworded.domain_fingerprint());
    assert_eq!(draws(&template), draws(&reworded));
    assert_ne!(template.domain_fingerprint(), narrowed.domain_fingerprint());
    // A definition that a requirement uses belongs to the domain as well.
    let redefined = sound(&TWO_STEP.replace("a*root + b\"", "b + a*root\""));
    assert_ne!(
        template.domain_fingerprint(),
        redefined.domain_fingerprint()
    );
}

#[test]
fn the_key_stands_everywhere_equally_often() {
    let template = sound(CHOICE);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let mut instantiator = Instantiator::new(&template);
    let mut places = [0_u32; 3];
    let draws = 3_000;
    for k in 0..draws {
        let draw = drawer.free(k).unwrap();
        instantiator.issue(&mut drawer, &draw).unwrap();
        let key = instantiator
            .pinned()
            .options
            .of(0)
            .iter()
            .position(|&option| option == 0)
            .unwrap();
        places[key] += 1;
    }
    let expected = draws as f64 / 3.0;
    let chi_square: f64 = places
        .iter()
        .map(|&n| (f64::from(n) - expected).powi(2) / expected)
        .sum();
    // 99.9 % of the chi-square distribution with two degrees of freedom lie below this.
    assert!(chi_square < 13.82, "{places:?}");
}
