//! Speed of what stands behind every answer: the filter, and a whole step of a session; and of the
//! pass rates `check` prints for every competency.

use criterion::{Criterion, criterion_group, criterion_main};
use retake::base::TemplateId;
use retake::decision::{PoolTemplate, ThresholdPolicy, Weights, item_mix};
use retake::mastery::{
    self, Belief, BktParameters, Evidence, Judgement, OPPORTUNITIES, RawLearners, RawParameters,
    ResponseFormat, Speed, Trace, pass_rates,
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
    let speed = |pace| Speed { pace, share: 0.2 };
    let learners = RawLearners {
        speeds: [0.25, 0.5, 1.0, 2.0, 4.0].map(speed).to_vec(),
        stuck: 0.1,
    };
    let learners = learners.check().expect("they make sense");
    let parameters = parameters.with_learners(learners);
    let answers = [true, true, false, true, true, true, false, true].map(|right| Evidence {
        pace: Some(learners.pace([])),
        ..Evidence::new(&parameters, ResponseFormat::Typed, 0, right)
    });
    let mut trace = Trace::before(&parameters);
    c.bench_function("the same with five speeds and stuck", |b| {
        b.iter(|| {
            turn = (turn + 1) % answers.len();
            let evidence = black_box(&answers[turn]);
            if let Ok(next) = trace.absorb(evidence) {
                trace = next;
            }
            trace.opportunities
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
        confirmed: mastery::Check::default(),
        reviewing: mastery::Reviewing::default(),
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
        time: None,
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
        &criterion,
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

criterion_group!(benches, filter, session, rates);
criterion_main!(benches);
