//! Instances, texts and proofs a second, on one core.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use rayon::ThreadPoolBuilder;
use retake::base::{LearnerId, Locale, Secret, Source, TemplateId};
use retake::doc::Output;
use retake::template::{Draw, Drawer, Instantiator, ItemTemplate, Section};
use std::hint::black_box;

const TWO_STEP: &str = include_str!("templates/two-step.md");
const ADD_FRACTIONS: &str = include_str!("templates/add-fractions.md");

fn compile(name: &str, text: &str) -> ItemTemplate {
    let id = TemplateId::new(&format!("bench/{name}")).unwrap();
    let (template, diagnostics) = ItemTemplate::compile(id, Source::new(name, text));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    template.unwrap()
}

fn draws(drawer: &mut Drawer<'_>, count: u64) -> Vec<Draw> {
    (0..count).map(|k| drawer.free(k).unwrap()).collect()
}

/// Everything `generate` does for a row, but for writing it down: draw, values, texts.
fn instances(c: &mut Criterion) {
    let (secret, learner) = (Secret::from_seed("bench"), LearnerId::new("ada").unwrap());
    let locale = Locale::ENGLISH;
    let mut group = c.benchmark_group("instance");
    for (name, text) in [("two-step", TWO_STEP), ("add-fractions", ADD_FRACTIONS)] {
        let template = compile(name, text);
        template.proof();
        let mut drawer = template.drawer(&secret, &learner);
        let mut instantiator = Instantiator::new(&template);
        let draws = draws(&mut drawer, 150);
        group.throughput(Throughput::Elements(draws.len() as u64));
        group.bench_function(format!("{name}/values"), |b| {
            b.iter(|| {
                for draw in &draws {
                    instantiator.issue(&mut drawer, black_box(draw)).unwrap();
                }
            });
        });
        let mut out = String::new();
        group.bench_function(format!("{name}/text and LaTeX"), |b| {
            b.iter(|| {
                for draw in &draws {
                    out.clear();
                    instantiator.issue(&mut drawer, black_box(draw)).unwrap();
                    for output in [Output::Text, Output::Latex] {
                        instantiator.write(Section::Stem, output, locale, &mut out);
                        instantiator.write_key(0, output, locale, &mut out);
                        for at in 0..instantiator.option_count(0) {
                            instantiator.write_option(0, at, output, locale, &mut out);
                        }
                    }
                    black_box(&out);
                }
            });
        });
        group.bench_function(format!("{name}/whole page with MathML"), |b| {
            b.iter(|| {
                for draw in &draws {
                    out.clear();
                    instantiator.issue(&mut drawer, black_box(draw)).unwrap();
                    for section in [
                        Section::Stem,
                        Section::Hint(0),
                        Section::Hint(1),
                        Section::Solution,
                    ] {
                        instantiator.write(section, Output::Html, locale, &mut out);
                    }
                    for at in 0..instantiator.option_count(0) {
                        instantiator.write_option(0, at, Output::Html, locale, &mut out);
                    }
                    black_box(&out);
                }
            });
        });
    }
    group.finish();
}

fn proof(c: &mut Criterion) {
    let one_core = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut group = c.benchmark_group("proof");
    for (name, text) in [("two-step", TWO_STEP), ("add-fractions", ADD_FRACTIONS)] {
        // A domain large enough that what is done once does not count.
        let wide = text
            .replace("-20..20 except 0", "-200..200 except 0")
            .replace("abs(c) < 60", "c != 0")
            .replace("2..8", "2..60");
        let size = compile(name, &wide).proof().domain;
        group.throughput(Throughput::Elements(size)).sample_size(20);
        group.bench_function(name, |b| {
            b.iter_batched(
                || compile(name, &wide),
                |template| one_core.install(|| template.proof().top_key_share),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, instances, proof);
criterion_main!(benches);
