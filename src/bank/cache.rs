//! Solved tables kept on the disk, by what they were solved for.

use crate::decision::value::{Outlook, Table, World};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What every file begins with: the way it is laid out.
const MAGIC: &[u8; 16] = b"retake cache 1\r\n";

/// Bytes of a digest.
const DIGEST: usize = 32;

/// No file is larger: a table of eight interventions has some two million bytes.
const MOST_BYTES: u64 = 16 << 20;

/// A folder of tables and of what comes of them.
///
/// A file's name is the BLAKE3 digest of the world, solver included, so that what has changed is
/// never found again. It holds that digest, the digest of what follows, and what follows. A file
/// that is damaged, or another's, is passed over and written anew; one that cannot be written is
/// done without, for all of it can be solved again. Files of worlds that no longer are may be
/// deleted at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCache {
    folder: PathBuf,
}

/// Tells apart what several threads write at once.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

impl TableCache {
    /// Keeps tables in a folder, which is made when there is something to keep.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The table of a world.
    pub fn table(&self, world: &World) -> Option<Table> {
        Table::from_bytes(world.clone(), &self.read(world, "table")?)
    }

    /// Keeps a table.
    pub fn keep_table(&self, table: &Table) {
        self.write(table.world(), "table", &table.to_bytes());
    }

    /// What comes of the table of a world.
    pub fn outlook(&self, world: &World) -> Option<Outlook> {
        serde_json::from_slice(&self.read(world, "outlook")?).ok()
    }

    /// Keeps what comes of the table of a world.
    pub fn keep_outlook(&self, world: &World, outlook: &Outlook) {
        if let Ok(bytes) = serde_json::to_vec(outlook) {
            self.write(world, "outlook", &bytes);
        }
    }

    fn read(&self, world: &World, kind: &str) -> Option<Vec<u8>> {
        let key = blake3::hash(&world.canonical());
        let file = File::open(self.path(&key, kind)).ok()?;
        let mut bytes = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        let rest = bytes.strip_prefix(MAGIC)?;
        let rest = rest.strip_prefix(key.as_bytes())?;
        let (digest, content) = rest.split_at_checked(DIGEST)?;
        (blake3::hash(content).as_bytes() == digest).then(|| content.to_vec())
    }

    fn write(&self, world: &World, kind: &str, content: &[u8]) {
        let key = blake3::hash(&world.canonical());
        let path = self.path(&key, kind);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let aside = path.with_extension(format!("{kind}.{}.{number}", std::process::id()));
        if put(&aside, &path, &key, content).is_err() {
            // Nothing half-written stays; that it was not kept costs time and nothing else.
            _ = fs::remove_file(&aside);
        }
    }

    fn path(&self, key: &blake3::Hash, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", key.to_hex()))
    }
}

/// Writes a file aside and puts it in its place: others see all of it or nothing.
fn put(aside: &Path, path: &Path, key: &blake3::Hash, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(aside)?;
    file.write_all(MAGIC)?;
    file.write_all(key.as_bytes())?;
    file.write_all(blake3::hash(content).as_bytes())?;
    file.write_all(content)?;
    drop(file);
    fs::rename(aside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::value::{Item, Judged, States};
    use proptest::prelude::*;

    fn world(false_mastery: f64) -> World {
        World {
            states: States {
                learn: vec![0.35],
                forget: 0.0,
                stuck: false,
            },
            prior: [0.85, 0.15, 0.0, 0.0, 0.0],
            items: vec![Item {
                minutes: 1.0,
                guess: 0.25,
                slip: 0.18,
                teaches: true,
            }],
            remedies: Vec::new(),
            hand_over: None,
            false_mastery,
            judged: Judged::Filtered,
        }
    }

    /// The one file of a folder.
    fn only(folder: &Path) -> PathBuf {
        let mut files = fs::read_dir(folder).unwrap();
        let file = files.next().unwrap().unwrap().path();
        assert!(files.next().is_none());
        file
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let cache = TableCache::new(folder.path().join("deep"));
        assert!(cache.table(&world(17.0)).is_none());
        let table = Table::new(world(17.0)).unwrap();
        cache.keep_table(&table);
        cache.keep_table(&table);
        let again = cache.table(&world(17.0)).unwrap();
        assert_eq!(again.to_bytes(), table.to_bytes());
        assert!(cache.table(&world(18.0)).is_none());
        let outlook = table.outlook(1e-4);
        cache.keep_outlook(&world(17.0), &outlook);
        assert_eq!(cache.outlook(&world(17.0)), Some(outlook));
    }

    #[test]
    fn a_damaged_or_foreign_file_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let cache = TableCache::new(folder.path());
        let table = Table::new(world(17.0)).unwrap();
        cache.keep_table(&table);
        let file = only(folder.path());
        let whole = fs::read(&file).unwrap();
        for at in [0, 20, 60, 100, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&file, damaged).unwrap();
            assert!(cache.table(&world(17.0)).is_none(), "{at}");
        }
        fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        assert!(cache.table(&world(17.0)).is_none());
        cache.keep_table(&table);
        assert_eq!(fs::read(only(folder.path())).unwrap(), whole);
        // Another world's table under this one's name.
        let other = TableCache::new(folder.path().join("other"));
        other.keep_table(&Table::new(world(18.0)).unwrap());
        fs::copy(only(&folder.path().join("other")), &file).unwrap();
        assert!(cache.table(&world(17.0)).is_none());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_done_without() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = TableCache::new(file.join("below"));
        cache.keep_table(&Table::new(world(17.0)).unwrap());
        assert!(cache.table(&world(17.0)).is_none());
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let folder = tempfile::tempdir().unwrap();
            let cache = TableCache::new(folder.path());
            let key = blake3::hash(&world(17.0).canonical());
            for kind in ["table", "outlook"] {
                // With a sound frame around them, too.
                put(&folder.path().join("aside"), &cache.path(&key, kind), &key, &bytes).unwrap();
            }
            prop_assert!(cache.table(&world(17.0)).is_none());
            prop_assert!(cache.outlook(&world(17.0)).is_none());
            fs::write(cache.path(&key, "table"), &bytes).unwrap();
            prop_assert!(cache.table(&world(17.0)).is_none());
        }
    }
}
