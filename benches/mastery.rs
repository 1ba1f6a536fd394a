//! Speed of what stands behind every answer: the filter, the choice of the next item, and a whole
//! step of a session; and of the pass rates `check` prints for every competency.

use criterion::{Criterion, criterion_group, criterion_main};
use retake::base::TemplateId;
use retake::decision::{Candidate, PoolTemplate, ThresholdPolicy, Weights, item_mix, select};
use retake::mastery::{
    self, Belief, BktParameters, Emission, Evidence, Judgement, OPPORTUNITIES, RawParameters,
    ResponseFormat, Trace, pass_rates,
};
use retake::session::{Context, Event, Mark, Setting, State, step};
use std::hint::black_box;

/// Parameters as a bank gives them.
fn parameters(guess: f64) -> BktParameters {
    let raw = RawParameters {
        prior: 0.25,
        learn: 0.12,
        forget: 0.01,
        guess,
        slip: 0.08,
        hint: 0.25,
    };
    raw.check().expect("they are in range")
}

fn template(name: usize) -> TemplateId {
    TemplateId::new(&format!("competency/t{name}")).expect("it is a name")
}

fn filter(c: &mut Criterion) {
    let parameters = parameters(0.05);
    // Each update needs the one before. Rights and wrongs in turn keep the belief in motion.
    let answers = [true, true, false, true, true, true, false, true]
        .map(|right| Evidence::new(&parameters, ResponseFormat::Typed, 0, right));
    let mut turn = 0;
    let mut trace = Trace::before(&parameters);
    c.bench_function("belief update in a dependent chain", |b| {
        b.iter(|| {
            turn = (turn + 1) % answers.len();
            let evidence = black_box(&answers[turn]);
            if let Ok(next) = trace.absorb(evidence) {
                trace = next;
            }
            trace.mastery()
        });
    });
}

fn selection(c: &mut Criterion) {
    let candidates: Vec<Candidate> = (0..500_u32)
        .map(|i| {
            // Five hundred templates that all differ in what their answers say.
            let parameters = parameters(0.02 + f64::from(i) / 2_000.0);
            let emission = Emission::new(&parameters, ResponseFormat::Typed, 0);
            let mut candidate = Candidate::new(template(i as usize), 0, 100, emission);
            candidate.due = f64::from(i % 7) - 3.0;
            candidate.last = (i % 3 > 0).then_some(1 + i % 40);
            candidate
        })
        .collect();
    let known = parameters(0.05).prior();
    let weights = Weights::default();
    let mut seed = 0_u64;
    c.bench_function("choice among 500 candidates", |b| {
        b.iter(|| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            select(black_box(known), black_box(&candidates), &weights, seed)
        });
    });
}

fn setting() -> Setting {
    let format = |i| match i {
        3 => ResponseFormat::ChooseOne { options: 4 },
        _ => ResponseFormat::Typed,
    };
    Setting {
        parameters: parameters(0.05),
        criterion: mastery::Criterion::default(),
        policy: std::sync::Arc::new(ThresholdPolicy::default()),
        pool: (0..4)
            .map(|i| PoolTemplate {
                id: template(i),
                format: format(i),
                hints: 2,
                strata: vec![200, 300, 100],
            })
            .collect(),
    }
}

fn session(c: &mut Criterion) {
    let setting = setting();
    let context = Context::default();
    let fresh = State::new(&setting.parameters);
    let right = Event::Answered {
        mark: Mark::Right,
        credit: retake::answer::Credit::FULL,
        format: ResponseFormat::Typed,
        seen_before: false,
    };
    c.bench_function("a problem given and answered", |b| {
        b.iter(|| {
            let given = step(&setting, black_box(&fresh), &Event::Next, &context)?;
            step(&setting, &given.state, &right, &context)
        });
    });
}

fn rates(c: &mut Criterion) {
    let setting = setting();
    let parameters = setting.parameters;
    let criterion = setting.criterion;
    let pace = parameters.learners().pace([]);
    let judge = |belief: &Belief| Judgement::of(belief.mastery(&pace));
    let mix = item_mix(
        &setting.pool,
        &parameters,
        &Weights::default(),
        OPPORTUNITIES,
    );
    c.bench_function("exact pass rates within 20 opportunities", |b| {
        b.iter(|| {
            pass_rates(
                &criterion,
                black_box(&parameters),
                &mix,
                OPPORTUNITIES,
                &judge,
            )
        });
    });
}

criterion_group!(benches, filter, selection, session, rates);
criterion_main!(benches);
