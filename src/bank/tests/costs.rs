//! Costs and learner types in a manifest, and the tables they lead to.

use super::{TOP, bank_with_table, competency, load_findings, manifest_findings};
use crate::bank::{Bank, Beta, Efficacies, Efficacy};
use crate::base::CompetencyId;
use crate::decision::value::HandOver;
use crate::mastery::Belief;
use std::fs;
use std::path::Path;

const COSTS: &str = r#"
[costs]
false_mastery = 90
practice = 1.5
teacher = { minutes = 30, visits_per_week = 20, teaches = [6, 4], frees = [6, 4] }
reason = "r"
"#;

const LEARNERS: &str = r#"
[learners]
speeds = [{ pace = 0.5, share = 0.5 }, { pace = 2, share = 0.5 }]
stuck = 0.06
reason = "r"
"#;

/// What is said of a manifest with something in it replaced.
fn findings(from: &str, to: &str) -> Vec<String> {
    let text = [TOP, COSTS, LEARNERS, &competency("a", "[]")].concat();
    assert!(text.contains(from), "{from}");
    manifest_findings(&text.replace(from, to))
}

#[test]
fn sound_costs_have_no_findings() {
    assert_eq!(findings("practice = 1.5\n", ""), [""; 0]);
    assert_eq!(findings("stuck = 0.06\n", ""), [""; 0]);
}

#[test]
fn costs_that_make_no_sense_are_told_where_they_stand() {
    let later = "say how many minutes of later work it costs to have moved on too early";
    let alpha = "α and β count tries that came out well and ill, imagined ones included";
    for (from, to, finding) in [
        ("= 90", "= 0", format!("B026 15:17 `false_mastery` is 0; it must be minutes above 0, at most 100000 | {later}")),
        ("= 90", "= -5", format!("B026 15:17 `false_mastery` is -5; it must be minutes above 0, at most 100000 | {later}")),
        ("= 90", "= nan", "T013 15:17 `nan` is not written plainly | write its decimal digits, such as 1200 or -0.25".to_owned()),
        ("= 90", "= \"much\"", "T007 15:17 `false_mastery` must be minutes above 0, at most 100000, not a text | write minutes above 0, at most 100000".to_owned()),
        ("false_mastery = 90\n", "", "T008 14:1 [costs] has no `false_mastery` | add `false_mastery = …`: the minutes it costs to move on without the competency".to_owned()),
        ("practice", "practise", "T005 16:1 there is no key `practise` in [costs] | did you mean `practice`?".to_owned()),
        ("minutes = 30", "minutes = 0", "B026 17:23 `minutes` is 0; it must be minutes above 0, at most 240 | say how long a visit takes".to_owned()),
        ("frees = [6, 4] }", "frees = [6, 0] }", format!("B026 17:79 `frees` holds 0; it must be two numbers above 0, such as [3, 7] | {alpha}")),
        ("pace = 2, share = 0.5", "pace = 2, share = 0.4", "B027 21:1 sum of shares 0.9 must lie between 0.999999 and 1.000001 | every learner is of one speed".to_owned()),
        ("pace = 2", "pace = -2", "B027 21:40 pace -2 must lie between 0.1 and 10 | 1 is the usual pace".to_owned()),
        ("stuck = 0.06", "stuck = 0.9", "B027 22:1 stuck 0.9 must lie between 0 and 0.5 | most learn by practice".to_owned()),
        ("pace = 2,", "", "T008 21:40 a speed has no `pace` | add `pace = …`: a number above 0".to_owned()),
    ] {
        assert_eq!(findings(from, to), [finding], "{to}");
    }
}

/// Puts costs and learner types into the bank of the tests.
fn with_costs(folder: &Path, costs: &str) {
    let path = folder.join("words/bank.toml");
    let text = fs::read_to_string(&path).unwrap();
    let at = text.find("[mastery]").unwrap();
    fs::write(&path, format!("{}{costs}\n{}", &text[..at], &text[at..])).unwrap();
}

fn loaded(folder: &Path) -> Bank {
    Bank::load(&folder.join("words")).bank.unwrap()
}

#[test]
fn a_table_is_made_of_costs_learners_and_items() {
    let folder = bank_with_table(30);
    with_costs(folder.path(), &[COSTS, LEARNERS].concat());
    assert_eq!(load_findings(folder.path()), [""; 0]);
    let bank = loaded(folder.path());
    let table = bank.table(0).unwrap();
    let world = table.world();
    assert_eq!(world.states.len(), 5);
    assert_eq!(world.false_mastery, 90.0);
    assert!(world.items.iter().all(|item| item.minutes == 1.5));
    let person = HandOver::Returns {
        minutes: 30.0,
        teaches: 0.6,
        frees: 0.6,
    };
    assert_eq!(world.hand_over, Some(person));
    bank.warm(None);
    let parameters = &bank.competencies()[0].parameters;
    let pace = parameters.learners().pace([]);
    assert!(!bank.policy(0).pays(&Belief::before(parameters), &pace));
    let stakes = &bank.stakes(None)[0];
    assert!(
        stakes.at_least <= stakes.minutes && stakes.minutes < 60.0,
        "{stakes:?}"
    );
}

#[test]
fn without_costs_a_boundary_decides_and_nothing_is_solved() {
    let folder = bank_with_table(30);
    let bank = loaded(folder.path());
    assert!(bank.table(0).is_none() && bank.stakes(None).is_empty());
    assert!(
        bank.policy(0)
            .pays(&Belief::new(0.95).unwrap(), &Default::default())
    );
    assert!(
        bank.policy(7)
            .pays(&Belief::new(0.95).unwrap(), &Default::default())
    );
}

#[test]
fn costs_of_a_competency_change_those_of_the_bank() {
    let folder = bank_with_table(30);
    let path = folder.path().join("words/bank.toml");
    let own = "costs = { false_mastery = 45, reason = \"r\" }\n";
    let text = fs::read_to_string(&path).unwrap() + own;
    fs::write(&path, text).unwrap();
    let found = load_findings(folder.path());
    assert!(
        found.len() == 1 && found[0].starts_with("B026"),
        "{found:?}"
    );
    with_costs(folder.path(), COSTS);
    assert_eq!(load_findings(folder.path()), [""; 0]);
    let bank = loaded(folder.path());
    assert_eq!(bank.table(0).unwrap().world().false_mastery, 45.0);
}

#[test]
fn a_stuck_learner_needs_a_way_out() {
    let folder = bank_with_table(30);
    let teacher =
        "teacher = { minutes = 30, visits_per_week = 20, teaches = [6, 4], frees = [6, 4] }\n";
    with_costs(
        folder.path(),
        &[&COSTS.replace(teacher, ""), LEARNERS].concat(),
    );
    let found = load_findings(folder.path());
    assert!(
        found.len() == 1 && found[0].starts_with("B028") && found[0].contains("add `teacher"),
        "{found:?}"
    );
}

#[test]
fn costs_that_give_learners_up_or_ask_for_too_much_are_warned_of() {
    let folder = bank_with_table(30);
    let cheap = COSTS.replace("= 90", "= 4");
    with_costs(folder.path(), &[&cheap, LEARNERS].concat());
    let bank = loaded(folder.path());
    let warnings = bank.warnings(&bank.stakes(None));
    assert_eq!(warnings[0].code.to_string(), "B029");
    assert!(warnings.iter().all(|warning| !warning.is_error()));
    let folder = bank_with_table(30);
    let busy = COSTS.replace(
        "minutes = 30, visits_per_week = 20",
        "minutes = 1, visits_per_week = 1",
    );
    with_costs(folder.path(), &[&busy, LEARNERS].concat());
    let bank = loaded(folder.path());
    let warnings = bank.warnings(&bank.stakes(None));
    assert!(
        warnings
            .iter()
            .any(|warning| warning.code.to_string() == "B031")
    );
}

#[test]
fn what_is_known_of_an_intervention_changes_the_world_it_is_weighed_in() {
    let bank = Bank::load(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/item-banks/history-and-geography"
    )));
    let bank = bank.bank.unwrap();
    let id = CompetencyId::new("timelines").unwrap();
    let place = bank.position(&id).unwrap();
    let first = bank
        .interventions_for(&id)
        .find(|one| one.efficacy.is_some())
        .unwrap();
    let sure = Beta {
        well: 90.0,
        ill: 10.0,
    };
    let known: Efficacies = [(
        first.id.clone(),
        Efficacy {
            teaches: sure,
            frees: sure,
        },
    )]
    .into();
    let table = bank.table_with(place, &known).unwrap();
    let at = table
        .offers()
        .iter()
        .position(|offer| offer.id == first.id)
        .unwrap();
    assert_eq!(table.world().remedies[at].teaches, 0.9);
    let stated = bank.table(place).unwrap();
    assert_ne!(table.world().canonical(), stated.world().canonical());
    let same = bank.table_with(place, &Efficacies::new()).unwrap();
    assert_eq!(same.world().canonical(), stated.world().canonical());
}
