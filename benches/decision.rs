//! Speed of decisions: the choice among items, the tables behind interventions and mastery, and a
//! step of placement.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use retake::base::{Secret, Stream, TemplateId};
use retake::decision::placement::{
    CompetencyPrior, Item as PlacementItem, Next, Placement, PlacementMap, PlacementOptions,
};
use retake::decision::value::{HandOver, Item, Judged, Remedy, States, Table, World};
use retake::decision::{Candidate, Weights, select};
use retake::mastery::{Emission, RawParameters, ResponseFormat};
use std::hint::black_box;

/// Strata of `templates` templates, five each; every template tells something else.
fn candidates(templates: u32) -> Vec<Candidate> {
    let of_template = |template: u32| {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.01,
            guess: 0.02 + f64::from(template) / 5_000.0,
            slip: 0.08,
            hint: 0.25,
        };
        let parameters = raw.check().expect("they are in range");
        let emission = Emission::new(&parameters, ResponseFormat::Typed, 0);
        (0..5).map(move |stratum| {
            let id = TemplateId::new(&format!("competency/t{template}")).expect("it is a name");
            let mut candidate = Candidate::new(id, stratum, 100, emission);
            candidate.due = f64::from((template + stratum) % 7) - 3.0;
            candidate.last = (!template.is_multiple_of(3)).then_some(1 + template % 40);
            candidate
        })
    };
    (0..templates).flat_map(of_template).collect()
}

fn selection(c: &mut Criterion) {
    for templates in [100, 1_000] {
        let candidates = candidates(templates);
        let weights = Weights::default();
        let mut seed = 0_u64;
        let name = format!("choice among {} candidates", candidates.len());
        c.bench_function(&name, |b| {
            b.iter(|| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                select(black_box(0.25), black_box(&candidates), &weights, seed)
            });
        });
    }
}

/// A competency as the banks have them: two speeds, some stuck, typed answers and choices, a teacher.
fn world(remedies: usize) -> World {
    let all = [(6.0, 0.3, 0.2), (5.0, 0.35, 0.15), (12.0, 0.45, 0.4)];
    let item = |minutes, guess| Item {
        minutes,
        guess,
        slip: 0.1,
        teaches: true,
    };
    World {
        states: States {
            learn: vec![0.05, 0.19],
            forget: 0.0,
            stuck: true,
        },
        prior: [0.376, 0.1, 0.376, 0.1, 0.048],
        items: vec![item(1.5, 0.05), item(1.0, 0.25)],
        remedies: all[..remedies]
            .iter()
            .map(|&(minutes, teaches, frees)| Remedy {
                minutes,
                teaches,
                frees,
                after: 0,
                once: true,
            })
            .collect(),
        hand_over: Some(HandOver::Returns {
            minutes: 30.0,
            teaches: 0.6,
            frees: 0.6,
        }),
        false_mastery: 120.0,
        judged: Judged::Filtered,
    }
}

fn tables(c: &mut Criterion) {
    let mut group = c.benchmark_group("tables");
    group.sample_size(10);
    group.bench_function("a table of three interventions", |b| {
        b.iter(|| Table::new(black_box(world(3))));
    });
    let table = Table::new(world(3)).expect("it makes sense");
    group.bench_function("what comes of it", |b| b.iter(|| table.outlook(1e-3)));
    let bytes = table.to_bytes();
    group.bench_function("a table read back", |b| {
        b.iter(|| Table::from_bytes(world(3), black_box(&bytes)));
    });
    group.finish();
    let belief = [0.3, 0.25, 0.1, 0.3, 0.05];
    c.bench_function("a decision looked up", |b| {
        b.iter(|| table.choose(black_box(&belief), true, 0));
    });
    c.bench_function("whether mastery pays", |b| {
        b.iter(|| table.declares(black_box(&belief)));
    });
}

/// A hundred competencies, each resting on one or two of the five before it, so that six at a time
/// part the map.
fn map() -> PlacementMap {
    let key = Secret::from_seed("bench").key("map", &[]);
    let mut stream = Stream::new(&key, 0);
    let competencies = (0..100_usize).map(|at| {
        let mut prerequisites: Vec<usize> = (0..at.min(2))
            .map(|_| at - 1 - stream.below(at.min(5) as u64) as usize)
            .collect();
        prerequisites.sort_unstable();
        prerequisites.dedup();
        CompetencyPrior {
            prerequisites,
            known: 0.9,
            leak: 0.05,
        }
    });
    PlacementMap::new(competencies.collect()).expect("it is a map")
}

fn placement(c: &mut Criterion) {
    let item = PlacementItem {
        guess: 0.2,
        slip: 0.1,
        minutes: 1.0,
    };
    let fresh = Placement::new(&map(), vec![Some(item); 100], PlacementOptions::default())
        .expect("it can be placed on");
    c.bench_function("a step of placement on 100 competencies", |b| {
        b.iter_batched(
            || fresh.clone(),
            |mut placement| {
                if let Next::Ask { competency, .. } = placement.ask() {
                    _ = placement.answer(competency, true);
                }
                placement
            },
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, selection, tables, placement);
criterion_main!(benches);
