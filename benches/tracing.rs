//! Speed of what fits are made of: likelihood and expected counts, sequence by sequence and on the
//! trie; and of beliefs updated as responses come in.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use retake::base::{Key, Secret, Stream};
use retake::research::chain::{Cohort, Counts, Passes, Step, Tables, Trie, count_plain};
use retake::research::{LogOptions, Sequences, Symbol, read_log};
use std::hint::black_box;

/// Skills as many, and as unequal, as in the ASSISTments log of 2009: 124 of them, with 1,700
/// learners down to a few.
const SKILLS: usize = 124;

fn tables(skill: usize) -> Tables {
    let mut stream = Stream::new(&key("tables"), skill as u64);
    let mut between = |low: f64, high: f64| low + (high - low) * stream.unit();
    let (prior, learn) = (between(0.2, 0.8), between(0.03, 0.2));
    let (guess, slip) = (between(0.1, 0.4), between(0.05, 0.3));
    let transition = [[1.0 - learn, learn], [0.0, 1.0]];
    Tables {
        prior: [1.0 - prior, prior],
        // Wrong, right, and missing.
        steps: [[1.0 - guess, slip], [guess, 1.0 - slip], [1.0, 1.0]]
            .map(|emission| Step {
                transition,
                emission,
            })
            .to_vec(),
    }
}

fn key(purpose: &str) -> Key {
    Secret::from_seed("bench").key(purpose, &[])
}

/// Responses of so many learners, half of whom give five or fewer and a hundredth more than a
/// hundred.
fn sequences(skill: usize, learners: usize) -> Sequences {
    let tables = tables(skill);
    let mut stream = Stream::new(&key("sequences"), skill as u64);
    let mut all = Sequences::default();
    for _ in 0..learners {
        // The length is log-normal, drawn by Box and Muller's method.
        let radius = (-2.0 * (1.0 - stream.unit()).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * stream.unit()).cos();
        let length = (1.65 + 1.3 * normal).exp().clamp(1.0, 1000.0) as usize;
        let mut known = stream.unit() < tables.prior[1];
        let symbols: Vec<Symbol> = (0..length)
            .map(|_| {
                let right = stream.unit() < tables.steps[1].emission[usize::from(known)];
                known = known || stream.unit() < tables.steps[0].transition[0][1];
                Symbol::from(right)
            })
            .collect();
        all.push(symbols, 1.0);
    }
    all
}

/// The responses that are gone through: those of the log that RETAKE_LOG names, or drawn ones.
fn responses() -> Vec<Sequences> {
    let Some(path) = std::env::var_os("RETAKE_LOG") else {
        let learners = |skill| 1700 / (1 + skill / 6);
        return (0..SKILLS)
            .map(|skill| sequences(skill, learners(skill)))
            .collect();
    };
    let log = read_log(&[path.into()], &LogOptions::default()).expect("the log can be read");
    (0..log.dataset.by_skill.len())
        .map(|skill| log.dataset.sequences(skill))
        .collect()
}

fn expectation(c: &mut Criterion) {
    let skills: Vec<(Sequences, Trie, Tables)> = responses()
        .into_iter()
        .enumerate()
        .map(|(skill, sequences)| {
            let trie = Trie::new(&sequences);
            (sequences, trie, tables(skill))
        })
        .collect();
    let responses: f64 = skills.iter().map(|(all, ..)| all.responses()).sum();
    let mut group = c.benchmark_group("likelihood and expected counts");
    group.throughput(Throughput::Elements(responses as u64));
    group.bench_function("sequence by sequence", |b| {
        b.iter(|| {
            for (sequences, _, tables) in &skills {
                black_box(count_plain(sequences, tables)).expect("nothing is impossible");
            }
        });
    });
    let mut passes = Passes::default();
    group.bench_function("on the trie", |b| {
        b.iter(|| {
            for (_, trie, tables) in &skills {
                let mut counts = Counts::nothing(tables.steps.len());
                let value = passes.log_likelihood(trie, tables);
                passes.count(trie, tables, &mut counts);
                black_box((value, counts)).0.expect("nothing is impossible");
            }
        });
    });
    group.finish();
}

fn cohort(c: &mut Criterion) {
    /// Learners: their beliefs fit the second level of a processor's memory.
    const LEARNERS: u32 = 10_000;
    let tables = tables(0);
    let mut stream = Stream::new(&key("cohort"), 0);
    let responses: Vec<(u32, Symbol)> = (0..LEARNERS)
        .map(|learner| (learner, Symbol::from(stream.unit() < 0.7)))
        .collect();
    let mut cohort = Cohort::new(&tables, LEARNERS as usize);
    let mut group = c.benchmark_group("beliefs of independent learners");
    group.throughput(Throughput::Elements(u64::from(LEARNERS)));
    group.bench_function("updated", |b| {
        b.iter(|| {
            cohort
                .respond(black_box(&responses))
                .expect("nothing is impossible")
        });
    });
    group.finish();
}

criterion_group!(benches, expectation, cohort);
criterion_main!(benches);
