//! Speed of the keyed order and the keyed stream: one of each stands behind every draw.

use criterion::{Criterion, criterion_group, criterion_main};
use retake::base::{Permutation, Secret, Stream, name_id};
use std::hint::black_box;

fn permutation(c: &mut Criterion) {
    let key = Secret::from_seed("bench").key("bench", &[]);
    let mut group = c.benchmark_group("permutation");
    for len in [1_000, 100_000, 10_000_000] {
        let permutation = Permutation::new(&key, len);
        let mut place = 0;
        group.bench_function(format!("at, of {len}"), |b| {
            b.iter(|| {
                place += 1;
                permutation.at(black_box(place))
            });
        });
        group.bench_function(format!("at, in a dependent chain, of {len}"), |b| {
            b.iter(|| {
                place = permutation.at(place);
                place
            });
        });
        group.bench_function(format!("new, of {len}"), |b| {
            b.iter(|| Permutation::new(black_box(&key), len));
        });
    }
}

fn stream(c: &mut Criterion) {
    let key = Secret::from_seed("bench").key("bench", &[]);
    let mut stream = Stream::new(&key, name_id("bench"));
    let mut group = c.benchmark_group("stream");
    group.bench_function("a number below 10, walking", |b| {
        b.iter(|| stream.below(black_box(10)));
    });
    let mut k = 0;
    group.bench_function("a number below 10, jumping", |b| {
        b.iter(|| {
            k += 1000;
            stream.seek(k).below(black_box(10))
        });
    });
    group.bench_function("four options into an order", |b| {
        b.iter(|| {
            let mut order = [0_u8, 1, 2, 3];
            stream.shuffle(&mut order);
            order
        });
    });
    group.bench_function("key of a learner and a template", |b| {
        let secret = Secret::from_seed("bench");
        b.iter(|| secret.key("draw", &[black_box(b"ada"), b"integers/add"]));
    });
}

criterion_group!(benches, permutation, stream);
criterion_main!(benches);
