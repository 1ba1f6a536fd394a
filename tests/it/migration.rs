//! A database of an earlier version goes on where it stopped.

use crate::small_bank::{TEXT, ada, answer, serve, small, start, sums};
use crate::store::{Folder, run};
use crate::trial;
use libtest_mimic::Trial;
use retake::service::{Administered, Verdict, replay};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};

/// The schema as the first version made it.
const FIRST: &str = include_str!("../../src/store/sqlite/0001_begin.sql");

/// What that version had of each table.
const TABLES: [(&str, &str); 7] = [
    ("meta", "name, value"),
    ("sources", "hash, text"),
    ("learners", "id, since_ms"),
    (
        "administrations",
        "id, learner, bank, competency, template, source, fingerprint, stratum, counter, epoch, \
         identity, seen_before, generator_version, pinned, parameters, rationale, seed, shown_ms, \
         state, closed_ms",
    ),
    (
        "responses",
        "administration, part, attempt, raw, marking, decision, at_ms",
    ),
    (
        "evidence",
        "seq, learner, bank, competency, opportunity, administration, correct, help, counts, prior, \
         applied, at_ms",
    ),
    ("beliefs", "learner, bank, competency, version, state"),
];

pub fn trials() -> Vec<Trial> {
    vec![trial(
        "migration::a_problem_under_way_in_version_1_is_answered",
        a_problem_under_way_in_version_1_is_answered,
    )]
}

/// Copies a database into one of the first schema.
async fn as_of_version_1(from: &Folder, to: &Folder) {
    let file = SqliteConnectOptions::new()
        .filename(to.path())
        .create_if_missing(true);
    let mut connection = file.connect().await.unwrap();
    connection.execute(FIRST).await.unwrap();
    sqlx::query("ATTACH ? AS later")
        .bind(from.path().display().to_string())
        .execute(&mut connection)
        .await
        .unwrap();
    for (table, columns) in TABLES {
        let copy = format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM later.{table}");
        connection.execute(sqlx::AssertSqlSafe(copy)).await.unwrap();
    }
}

fn a_problem_under_way_in_version_1_is_answered() {
    run(async {
        let (later, folder) = (Folder::new(), Folder::new());
        let service = serve(&later, TEXT).await;
        let first = start(&service).await;
        let told = answer(&service, &first, true).await;
        let open = start(&service).await;
        service.store().close().await;
        as_of_version_1(&later, &folder).await;

        let service = serve(&folder, TEXT).await;
        let again = start(&service).await;
        assert_eq!(again.administration, open.administration);
        assert_eq!(again.stem, open.stem);
        let Administered::Answered(kept) = service.problem(first.administration).await.unwrap()
        else {
            panic!("it was answered before");
        };
        assert_eq!((kept.credit, kept.verdict), (1.0, Verdict::Right));
        assert_eq!(kept.mastery_after, told.mastery_after);
        let feedback = answer(&service, &again, false).await;
        assert_eq!(feedback.problem.opportunity, 2);
        let report = replay(service.store()).await.unwrap();
        assert_eq!((report.evidence, report.is_identical()), (2, true));
        service.store().close().await;

        // Opened again there is nothing left to do, and the keys between the tables hold.
        let service = serve(&folder, TEXT).await;
        let history = service.history(&ada(), &small(), &sums()).await.unwrap();
        assert_eq!(history.points.len(), 2);
        let file = SqliteConnectOptions::new()
            .filename(folder.path())
            .foreign_keys(true);
        let mut connection = file.connect().await.unwrap();
        let broken: i64 = sqlx::query_scalar("SELECT count(*) FROM pragma_foreign_key_check")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(broken, 0);
        let stray = "INSERT INTO hints VALUES (zeroblob(16), 1, 0)";
        assert!(connection.execute(stray).await.is_err());
    });
}
