//! An answer through the service: marked, scored, durable in SQLite, and told; and start-up.
//!
//! The 99th percentile for one learner is to stay under 10 ms, start-up with the bank under 2 s.

use criterion::{Criterion, criterion_group, criterion_main};
use retake::bank::Bank;
use retake::base::{LearnerId, Timestamp};
use retake::service::{AnswerField, Next, PartAnswer, PartView, ProblemView, Service};
use retake::store::{Options, Store};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(10));
    targets = an_answer, start_up
}
criterion_main!(benches);

fn bank() -> Bank {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("item-banks/pre-algebra");
    let loaded = Bank::load(&folder);
    let findings = loaded.diagnostics.len();
    loaded
        .bank
        .unwrap_or_else(|| panic!("the bank has {findings} findings"))
}

async fn serve(folder: &TempDir, banks: Vec<Bank>) -> Service {
    let url = format!("sqlite:{}", folder.path().join("bench.sqlite").display());
    let store = Store::open(&url, &Options::default()).await.unwrap();
    let clock = Arc::new(|| Timestamp::from(SystemTime::now()));
    Service::open(store, banks, clock, None).await.unwrap()
}

/// Something that can be read, and so is scored; nothing here knows the key.
fn plausible(problem: &ProblemView) -> Vec<PartAnswer> {
    let answer = |part: &PartView| PartAnswer {
        part: part.id.clone(),
        raw: match &part.field {
            AnswerField::Expression { symbols } => symbols.first().map_or("7", String::as_str),
            AnswerField::ChoiceOne { .. } | AnswerField::ChoiceMany { .. } => "a",
            _ => "7",
        }
        .to_owned(),
        confirmed: true,
    };
    problem.parts.iter().map(answer).collect()
}

struct Learner {
    service: Service,
    open: ProblemView,
}

impl Learner {
    async fn enter(service: Service) -> Self {
        let ada = LearnerId::new("Ada").unwrap();
        let bank = service.banks().remove(0).id;
        let map = service.overview(&ada, &bank).await.unwrap();
        let first = map.recommended.unwrap();
        let Next::Problem(open) = service.start_or_resume(&ada, &bank, &first).await.unwrap()
        else {
            panic!("a new learner has a problem to begin with");
        };
        Self {
            service,
            open: *open,
        }
    }

    /// Answers the open problem and asks for the next; only the answer is timed.
    async fn answer(&mut self) -> Duration {
        let answers = plausible(&self.open);
        let id = self.open.administration;
        let begin = Instant::now();
        let answered = self.service.answer(id, self.open.attempt, &answers).await;
        let taken = begin.elapsed();
        answered.unwrap();
        loop {
            if let Next::Problem(open) = self.service.next(id).await.unwrap() {
                self.open = *open;
                return taken;
            }
        }
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().enable_all().build().unwrap()
}

fn an_answer(criterion: &mut Criterion) {
    let runtime = runtime();
    let folder = TempDir::new().unwrap();
    let mut learner = runtime.block_on(async {
        let service = serve(&folder, vec![bank()]).await;
        Learner::enter(service).await
    });
    let mut all = Vec::new();
    criterion.bench_function("service/answer, durable", |bencher| {
        bencher.iter_custom(|iterations| {
            (0..iterations)
                .map(|_| {
                    let taken = runtime.block_on(learner.answer());
                    all.push(taken);
                    taken
                })
                .sum()
        });
    });
    all.sort_unstable();
    let percentile = |p: usize| all.get(all.len() * p / 100).copied().unwrap_or_default();
    println!(
        "service/answer, durable: {} answers of one learner, p50 {:.2?}, p99 {:.2?}, longest {:.2?}",
        all.len(),
        percentile(50),
        percentile(99),
        all.last().copied().unwrap_or_default(),
    );
}

fn start_up(criterion: &mut Criterion) {
    let runtime = runtime();
    let folder = TempDir::new().unwrap();
    criterion.bench_function("service/start-up with the bank", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async { serve(&folder, vec![bank()]).await.store().close().await });
        });
    });
}
