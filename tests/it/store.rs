//! What the database promises, and what it says when it cannot.

use crate::trial;
use libtest_mimic::Trial;
use retake::base::{BankId, CompetencyId, LearnerId, PartId, TemplateId, Timestamp};
use retake::mastery::{BktParameters, RawParameters};
use retake::session::State;
use retake::store::{
    Administration, AdministrationId, AdministrationState, Entry, Error, Options, Place,
    Projection, Response, Snapshot, SourceHash, Store, Written,
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Executor};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

pub fn trials() -> Vec<Trial> {
    vec![
        trial("store::what_is_written_is_read", what_is_written_is_read),
        trial(
            "store::a_stale_write_writes_nothing",
            a_stale_write_writes_nothing,
        ),
        trial(
            "store::one_problem_is_open_at_a_place",
            one_problem_is_open_at_a_place,
        ),
        trial("store::no_draw_is_given_twice", no_draw_is_given_twice),
        trial("store::the_log_refuses_changes", the_log_refuses_changes),
        trial("store::the_secret_stays", the_secret_stays),
        trial(
            "store::two_programs_may_open_a_new_database",
            two_programs_may_open_a_new_database,
        ),
        trial(
            "store::a_locked_database_says_so",
            a_locked_database_says_so,
        ),
        trial(
            "store::what_is_no_database_of_ours_is_left_alone",
            what_is_no_database_of_ours_is_left_alone,
        ),
        trial("store::a_damaged_page_says_so", a_damaged_page_says_so),
        trial("store::a_newer_schema_says_so", a_newer_schema_says_so),
        trial(
            "store::a_database_may_be_read_only",
            a_database_may_be_read_only,
        ),
        trial("store::a_missing_folder_says_so", a_missing_folder_says_so),
        trial(
            "store::a_database_may_live_in_memory",
            a_database_may_live_in_memory,
        ),
    ]
}

/// Runs a test to its end on a runtime of its own.
pub fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test)
}

/// A folder for one test's database, and the database's address.
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("retake.db")
    }

    pub fn url(&self) -> String {
        format!("sqlite:{}", self.path().display())
    }

    pub async fn open(&self) -> Result<Store, Error> {
        Store::open(&self.url(), &impatient()).await
    }
}

/// A test does not wait long for a lock that will not be released.
fn impatient() -> Options {
    Options {
        busy_timeout: Duration::from_millis(200),
        ..Options::default()
    }
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(ms)
}

fn place() -> Place {
    Place {
        learner: LearnerId::new("Zoë O’Neil").unwrap(),
        bank: BankId::new("pre-algebra").unwrap(),
        competency: CompetencyId::new("integers").unwrap(),
    }
}

fn parameters() -> BktParameters {
    let raw = RawParameters {
        prior: 0.25,
        learn: 0.12,
        forget: 0.0,
        guess: 0.05,
        slip: 0.08,
        hint: 0.25,
    };
    raw.check().unwrap()
}

fn projection(version: i64) -> Projection {
    Projection {
        place: place(),
        version,
        state: State::new(&parameters()),
    }
}

fn administration(counter: u64) -> Administration {
    Administration {
        id: AdministrationId::new(at(1_000)),
        place: place(),
        template: TemplateId::new("integers/add").unwrap(),
        source: SourceHash::of("text"),
        fingerprint: [7; 32],
        stratum: 3,
        counter,
        epoch: 1,
        identity: [9; 16],
        seen_before: true,
        generator_version: 1,
        language: None,
        pinned: "{}".into(),
        parameters: "{}".into(),
        rationale: "[]".into(),
        seed: u64::MAX,
        shown: at(1_000),
        placement: None,
        state: AdministrationState::Open,
        hints: 0,
        steps: Vec::new(),
    }
}

fn given(administration: &Administration) -> Entry {
    Entry::Administered(Box::new(administration.clone()))
}

fn closed(administration: &Administration) -> Entry {
    Entry::Closed {
        administration: administration.id,
        state: AdministrationState::Skipped,
        at: at(2_000),
    }
}

fn response(administration: &Administration, raw: &str) -> Response {
    Response {
        administration: administration.id,
        part: PartId::only(),
        attempt: 1,
        raw: raw.into(),
        marking: "{}".into(),
        decision: "{}".into(),
        at: at(1_500),
    }
}

/// A database in which the learner has one problem open.
async fn begun(folder: &Folder) -> (Store, Administration) {
    let store = folder.open().await.unwrap();
    store.enter(&place().learner, at(0)).await.unwrap();
    store.keep_sources(&["text"]).await.unwrap();
    let first = administration(0);
    let written = store.write(&projection(1), &[given(&first)]).await.unwrap();
    assert_eq!(written, Written::Done);
    (store, first)
}

async fn look(store: &Store) -> Snapshot<'_> {
    store.snapshot().await.unwrap()
}

async fn raw_connection(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .connect()
        .await
        .unwrap()
}

fn what_is_written_is_read() {
    run(async {
        let folder = Folder::new();
        let (store, first) = begun(&folder).await;
        store.enter(&place().learner, at(5)).await.unwrap();
        assert_eq!(
            look(&store).await.learners().await.unwrap(),
            [place().learner]
        );
        let hash = SourceHash::of("text");
        assert_eq!(
            look(&store).await.source(&hash).await.unwrap().as_deref(),
            Some("text")
        );
        assert_eq!(
            look(&store)
                .await
                .source(&SourceHash::of(""))
                .await
                .unwrap(),
            None
        );

        assert_eq!(
            look(&store).await.under_way(&place()).await.unwrap(),
            Some(first.clone())
        );
        let hint = Entry::Hinted {
            administration: first.id,
            number: 1,
            at: at(1_200),
        };
        let answer = response(&first, "−5 ≤ x");
        let entries = [hint, Entry::Responded(answer.clone()), closed(&first)];
        store.write(&projection(2), &entries).await.unwrap();

        let after = look(&store)
            .await
            .administration(first.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (after.state, after.hints),
            (AdministrationState::Skipped, 1)
        );
        assert_eq!(look(&store).await.under_way(&place()).await.unwrap(), None);
        assert_eq!(
            look(&store).await.responses(first.id).await.unwrap(),
            [answer]
        );
        let stands = look(&store).await.projection(&place()).await.unwrap();
        assert_eq!(stands, Some(projection(2)));
        let exposures = look(&store).await.exposures(&place()).await.unwrap();
        assert_eq!((exposures.len(), exposures[0].next), (1, 1));
        let issued = look(&store)
            .await
            .issued(&place(), &first.template)
            .await
            .unwrap();
        assert!(issued.contains(&[9; 16]));
        store.close().await;
    });
}

fn a_stale_write_writes_nothing() {
    run(async {
        let folder = Folder::new();
        let (store, first) = begun(&folder).await;
        let write = async |version, entries: &[Entry]| {
            store.write(&projection(version), entries).await.unwrap()
        };
        let answer = Entry::Responded(response(&first, "1"));
        for version in [1, 3] {
            let written = write(version, std::slice::from_ref(&answer)).await;
            assert_eq!(written, Written::Stale, "version {version} follows 1");
        }
        assert!(
            look(&store)
                .await
                .responses(first.id)
                .await
                .unwrap()
                .is_empty()
        );

        assert_eq!(write(2, std::slice::from_ref(&answer)).await, Written::Done);
        let other = Entry::Responded(response(&first, "2"));
        assert_eq!(write(3, &[other]).await, Written::Stale);
        assert_eq!(
            look(&store).await.responses(first.id).await.unwrap()[0].raw,
            "1"
        );

        assert_eq!(write(3, &[closed(&first)]).await, Written::Done);
        assert_eq!(write(4, &[closed(&first)]).await, Written::Stale);
        let version = look(&store)
            .await
            .projection(&place())
            .await
            .unwrap()
            .unwrap()
            .version;
        assert_eq!(
            version, 3,
            "the projection is written with the log or not at all"
        );
    });
}

fn one_problem_is_open_at_a_place() {
    run(async {
        let folder = Folder::new();
        let (store, first) = begun(&folder).await;
        let second = administration(1);
        let open = store
            .write(&projection(2), &[given(&second)])
            .await
            .unwrap();
        assert_eq!(open, Written::Stale);
        let entries = [closed(&first), given(&second)];
        let next = store.write(&projection(2), &entries).await.unwrap();
        assert_eq!(next, Written::Done);
    });
}

fn no_draw_is_given_twice() {
    run(async {
        let folder = Folder::new();
        let (store, first) = begun(&folder).await;
        let entries = [closed(&first), given(&administration(0))];
        let again = store.write(&projection(2), &entries).await.unwrap();
        assert_eq!(again, Written::Stale);
    });
}

fn the_log_refuses_changes() {
    run(async {
        let folder = Folder::new();
        let (store, first) = begun(&folder).await;
        let entries = [
            Entry::Hinted {
                administration: first.id,
                number: 1,
                at: at(1),
            },
            Entry::Responded(response(&first, "1")),
            Entry::Intervened {
                decision: "{}".into(),
                at: at(1),
            },
        ];
        store.write(&projection(2), &entries).await.unwrap();
        store.close().await;

        let mut connection = raw_connection(&folder.path()).await;
        for change in [
            "UPDATE responses SET raw = '2'",
            "DELETE FROM responses",
            "UPDATE hints SET number = 2",
            "DELETE FROM hints",
            "UPDATE interventions SET decision = ''",
            "DELETE FROM interventions",
            "UPDATE sources SET text = ''",
            "DELETE FROM sources",
            "UPDATE administrations SET pinned = ''",
            "UPDATE administrations SET pinned = '', state = 'skipped', closed_ms = 1",
            "DELETE FROM administrations",
        ] {
            let error = connection.execute(change).await.unwrap_err().to_string();
            let refused = ["append-only", "never changed", "never deleted"];
            assert!(
                refused.iter().any(|why| error.contains(why)),
                "{change}: {error}"
            );
        }
    });
}

fn the_secret_stays() {
    run(async {
        let folder = Folder::new();
        let first = folder.open().await.unwrap();
        let secret = first.secret().clone();
        first.close().await;
        assert!(*folder.open().await.unwrap().secret() == secret);
        assert!(*Folder::new().open().await.unwrap().secret() != secret);
    });
}

fn two_programs_may_open_a_new_database() {
    run(async {
        let folder = Folder::new();
        let patient = Options::default();
        let url = folder.url();
        let (one, two) = tokio::join!(Store::open(&url, &patient), Store::open(&url, &patient));
        assert!(one.unwrap().secret() == two.unwrap().secret());
    });
}

fn a_locked_database_says_so() {
    run(async {
        let folder = Folder::new();
        let (store, _) = begun(&folder).await;
        let mut other = raw_connection(&folder.path()).await;
        other.execute("BEGIN IMMEDIATE").await.unwrap();
        let error = store.enter(&LearnerId::new("b").unwrap(), at(0)).await;
        assert_eq!(
            error.unwrap_err().to_string(),
            format!(
                "{}: the database is locked by another program; close that program, or wait and try again",
                folder.url()
            )
        );
        other.execute("COMMIT").await.unwrap();
        store
            .enter(&LearnerId::new("b").unwrap(), at(0))
            .await
            .unwrap();
        store.close().await;

        other
            .execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
            .await
            .unwrap();
        assert!(matches!(folder.open().await, Err(Error::Locked { .. })));
    });
}

fn what_is_no_database_of_ours_is_left_alone() {
    run(async {
        let folder = Folder::new();
        fs::write(
            folder.path(),
            "a letter to a friend, which is no database at all",
        )
        .unwrap();
        let error = folder.open().await.unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
        let text = fs::read_to_string(folder.path()).unwrap();
        assert!(text.starts_with("a letter to a friend"));

        let folder = Folder::new();
        let mut other = raw_connection(&folder.path()).await;
        other
            .execute("CREATE TABLE theirs (id INTEGER)")
            .await
            .unwrap();
        let error = folder.open().await.unwrap_err();
        assert!(matches!(error, Error::Foreign { .. }), "{error}");
    });
}

fn a_damaged_page_says_so() {
    run(async {
        let folder = Folder::new();
        let (store, _) = begun(&folder).await;
        store.close().await;
        let mut bytes = fs::read(folder.path()).unwrap();
        let middle = 4096..bytes.len();
        bytes[middle].fill(0xa5);
        fs::write(folder.path(), bytes).unwrap();
        let error = folder.open().await.unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
        assert_eq!(error.to_string().lines().count(), 1);
    });
}

fn a_newer_schema_says_so() {
    run(async {
        let folder = Folder::new();
        folder.open().await.unwrap().close().await;
        let mut connection = raw_connection(&folder.path()).await;
        connection
            .execute("PRAGMA user_version = 99")
            .await
            .unwrap();
        let error = folder.open().await.unwrap_err();
        assert!(matches!(error, Error::Newer { found: 99, .. }), "{error}");
    });
}

fn a_database_may_be_read_only() {
    run(async {
        let folder = Folder::new();
        let (store, first) = begun(&folder).await;
        store.close().await;
        let read_only = Options {
            read_only: true,
            ..impatient()
        };
        let store = Store::open(&folder.url(), &read_only).await.unwrap();
        assert!(
            look(&store)
                .await
                .administration(first.id)
                .await
                .unwrap()
                .is_some()
        );
        let error = store
            .write(&projection(2), &[closed(&first)])
            .await
            .unwrap_err();
        assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
        store.close().await;
        let url = format!("{}?mode=ro", folder.url());
        let store = Store::open(&url, &impatient()).await.unwrap();
        let error = store.enter(&place().learner, at(0)).await.unwrap_err();
        assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
    });
}

fn a_missing_folder_says_so() {
    run(async {
        let folder = Folder::new();
        let url = format!(
            "sqlite:{}/nowhere/retake.db",
            folder.folder.path().display()
        );
        let error = Store::open(&url, &impatient()).await.unwrap_err();
        assert!(matches!(error, Error::CannotOpen { .. }), "{error}");
    });
}

fn a_database_may_live_in_memory() {
    run(async {
        let store = Store::open("sqlite::memory:", &Options::default())
            .await
            .unwrap();
        store.enter(&place().learner, at(0)).await.unwrap();
        assert_eq!(look(&store).await.learners().await.unwrap().len(), 1);
        let other = Store::open("sqlite::memory:", &Options::default())
            .await
            .unwrap();
        assert!(look(&other).await.learners().await.unwrap().is_empty());
    });
}
