//! Rules of when to stop practising, held against each other: a study of drawn learners, not a timing.
//! Prints the tables of `benches/README.md` in Markdown.

use retake::base::TemplateId;
use retake::decision::value::{HandOver, Table, World};
use retake::mastery::RawCriterion;
use retake::research::stopping::worlds::{
    LENGTH, SCENARIOS, ladder, ladder_of_two_speeds, pre_algebra, slow_and_fast, world_of,
};
use retake::research::stopping::{
    Chain, Estimate, Followed, Measured, Otherwise, Plan, Rule, Scenario, Who, draw, follow,
};
use std::sync::Arc;

const LEARNERS: u64 = 40_000;

/// What fixed plans believe of the ladder's learners: nobody is stuck.
const BELIEVED: Chain = Chain {
    prior: 0.2,
    learn: 0.15,
    slip: 0.1,
    guess: 0.2,
};

/// One chain fitted to slow and fast learners alike.
const MIXED: Chain = Chain {
    prior: 0.0236,
    learn: 0.1063,
    slip: 0.1993,
    guess: 0.2022,
};

fn criterion(chain: &Chain, raw: &str) -> Rule {
    let raw: RawCriterion = serde_json::from_str(raw).expect("a criterion");
    Rule::Criterion {
        criterion: raw.check().expect("a criterion that makes sense"),
        chain: *chain,
        template: TemplateId::new("any/item").expect("a name"),
    }
}

fn belief(chain: &Chain, above: f64) -> Rule {
    Rule::Belief {
        chain: *chain,
        above,
    }
}

fn table(world: &World) -> Arc<Table> {
    Arc::new(Table::new(world.clone()).expect("a world that makes sense"))
}

/// A mean with its standard error.
fn with_error(estimate: Estimate, digits: usize) -> String {
    format!("{:.digits$} ± {:.digits$}", estimate.mean, estimate.error)
}

fn percent(estimate: Estimate) -> String {
    format!("{:.1}", 100.0 * estimate.mean)
}

fn scenarios() {
    println!("| rule | B1 | B3 | B5 |\n|---|---|---|---|");
    let chains: Vec<Chain> = SCENARIOS
        .iter()
        .filter(|(name, _)| ["B1", "B3", "B5"].contains(name))
        .filter_map(|(_, scenario)| match scenario {
            Scenario::Sudden(chain) => Some(*chain),
            Scenario::Gradual(_) => None,
        })
        .collect();
    let drawn: Vec<_> = chains
        .iter()
        .map(|chain| draw(&Scenario::Sudden(*chain), LEARNERS, LENGTH, "bench"))
        .collect();
    type Make = fn(&Chain) -> Rule;
    let rules: [(&str, Make); 9] = [
        ("2 in a row", |chain| criterion(chain, r#"{ "streak": 2 }"#)),
        ("3 in a row", |chain| criterion(chain, r#"{ "streak": 3 }"#)),
        ("5 in a row", |chain| criterion(chain, r#"{ "streak": 5 }"#)),
        ("5 points, as ALEKS counts", |chain| {
            criterion(chain, r#"{ "points": 5 }"#)
        }),
        ("4 of 5", |chain| {
            criterion(chain, r#"{ "right": 4, "of": 5 }"#)
        }),
        ("8 of 10", |chain| {
            criterion(chain, r#"{ "right": 8, "of": 10 }"#)
        }),
        ("P(known) > .95", |chain| belief(chain, 0.95)),
        ("P(known) > .98", |chain| belief(chain, 0.98)),
        ("what costs least", |chain| {
            Rule::Costs(table(&world_of(chain)))
        }),
    ];
    for (name, rule) in rules {
        let cell = |(chain, drawn): (&Chain, &retake::research::stopping::Draw)| {
            let Measured {
                wmad,
                effort,
                premature,
                ..
            } = drawn.measure(&rule(chain));
            format!(
                "{}; {:.1}; {} %",
                with_error(wmad, 2),
                effort.mean,
                percent(premature)
            )
        };
        let cells: Vec<String> = chains.iter().zip(&drawn).map(cell).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

fn row(name: &str, of: &Followed) {
    println!(
        "| {name} | {} | {:.1} | {:.1} | {} | {} |",
        with_error(of.minutes, 2),
        of.items.mean,
        of.remedies.mean,
        percent(of.hand_overs),
        percent(of.false_mastery),
    );
}

fn plans() {
    let ends = HandOver::Ends { minutes: 15.0 };
    let world = ladder(ends);
    let sure = || belief(&BELIEVED, 0.95);
    println!(
        "\n| plan | minutes | items | interventions | handed over, of 100 | false mastery, % |\n|---|---|---|---|---|---|"
    );
    for (name, plan) in [
        ("what costs least", Plan::Costs(table(&world))),
        (
            "3 in a row; handed over after 10 items",
            Plan::Fixed(
                criterion(&BELIEVED, r#"{ "streak": 3 }"#),
                Otherwise::HandOverAfter(10),
            ),
        ),
        (
            "P(known) > .95; handed over after 15 items",
            Plan::Fixed(sure(), Otherwise::HandOverAfter(15)),
        ),
        (
            "P(known) > .95; help after 2 wrong in a row",
            Plan::Fixed(sure(), Otherwise::HelpAfter(2)),
        ),
        (
            "P(known) > .95; help after 3 wrong in a row",
            Plan::Fixed(sure(), Otherwise::HelpAfter(3)),
        ),
        (
            "P(known) > .95, nothing else",
            Plan::Fixed(sure(), Otherwise::Practise),
        ),
    ] {
        let groups = follow(&world, &plan, LEARNERS, "bench");
        if let Some((Who::Everybody, all)) = groups.first() {
            row(name, all);
        }
    }
}

fn hand_overs() {
    let returns = HandOver::Returns {
        minutes: 15.0,
        teaches: 0.6,
        frees: 0.7,
    };
    println!("\n| what costs least | all | slow | fast | stuck |\n|---|---|---|---|---|");
    for (name, hand_over) in [
        (
            "a person takes over for good",
            HandOver::Ends { minutes: 15.0 },
        ),
        ("a person gives the learner back", returns),
    ] {
        let world = ladder_of_two_speeds(hand_over);
        let groups = follow(&world, &Plan::Costs(table(&world)), LEARNERS, "bench");
        let cells = groups.iter().map(|(_, of)| percent(of.hand_overs));
        println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

fn speeds() {
    println!("\n| rule | slow: items; know when declared, % | fast | apart |\n|---|---|---|---|");
    let world = slow_and_fast();
    let own = pre_algebra();
    let fixed = |rule| Plan::Fixed(rule, Otherwise::Practise);
    for (name, world, plan) in [
        (
            "one chain for both, P(known) > .95",
            &world,
            fixed(belief(&MIXED, 0.95)),
        ),
        (
            "one chain for both, P(known) > .99",
            &world,
            fixed(belief(&MIXED, 0.99)),
        ),
        (
            "3 in a row",
            &world,
            fixed(criterion(&MIXED, r#"{ "streak": 3 }"#)),
        ),
        (
            "5 in a row",
            &world,
            fixed(criterion(&MIXED, r#"{ "streak": 5 }"#)),
        ),
        ("what costs least", &world, Plan::Costs(table(&world))),
        (
            "what costs least, learners as in pre-algebra",
            &own,
            Plan::Costs(table(&own)),
        ),
    ] {
        let groups = follow(world, &plan, LEARNERS, "bench");
        let of = |speed| {
            let found = groups.iter().find(|(who, _)| *who == Who::Speed(speed));
            found.map(|(_, of)| *of).unwrap_or_default()
        };
        let [slow, fast] = [0, 1].map(of);
        let cell = |of: &Followed| format!("{:.1}; {}", of.items.mean, percent(of.knowing));
        println!(
            "| {name} | {} | {} | {:.3} |",
            cell(&slow),
            cell(&fast),
            fast.knowing.mean - slow.knowing.mean
        );
    }
}

fn main() {
    scenarios();
    plans();
    hand_overs();
    speeds();
}
