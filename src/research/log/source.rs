//! Where logs come from: files and standard input, plain or compressed.

use super::error::LogError;
use super::frames::Frames;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The first bytes of what gzip and zstd write.
const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The first bytes of what is no text, and what to do about it.
const FOREIGN: [(&[u8], &str, &str); 5] = [
    (b"PK\x03\x04", "a zip archive", "unpack it first"),
    (b"BZh", "compressed by bzip2", "bzcat FILE | retake … -"),
    (b"\xfd7zX", "compressed by xz", "xzcat FILE | retake … -"),
    (b"\x89HDF", "an HDF5 file", "write it as CSV first"),
    (
        PARQUET,
        "a Parquet file",
        if cfg!(feature = "parquet") {
            "it cannot be read from standard input: name the file"
        } else {
            "write it as CSV, or build retake with --features parquet"
        },
    ),
];

/// The first bytes of Parquet.
const PARQUET: &[u8] = b"PAR1";

/// Opens a log; `-` is standard input. What is compressed is known by its first bytes, whatever its
/// name, and expanded ahead on a thread of its own.
pub(super) fn open(path: &Path) -> Result<Box<dyn Read + Send>, LogError> {
    let failed = |source| LogError::Io {
        path: path.to_owned(),
        source,
    };
    if path == Path::new("-") {
        return expanded(io::stdin(), path);
    }
    let file = File::open(path).map_err(failed)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    #[cfg(feature = "parquet")]
    if is_parquet(&file).map_err(failed)? {
        return Ok(Box::new(Ahead::new(|| {
            super::parquet::ParquetText::new(file)
        })));
    }
    expanded(file, path)
}

/// Whether a file begins as Parquet does; it is left at its start.
#[cfg(feature = "parquet")]
fn is_parquet(mut file: &File) -> io::Result<bool> {
    use std::io::Seek;
    let mut start = Vec::with_capacity(PARQUET.len());
    file.take(PARQUET.len() as u64).read_to_end(&mut start)?;
    // What cannot be wound back, as a pipe, is no Parquet: that is read from its end.
    let back = start.is_empty() || file.rewind().is_ok();
    Ok(back && start == PARQUET)
}

fn expanded(
    mut source: impl Read + Send + 'static,
    path: &Path,
) -> Result<Box<dyn Read + Send>, LogError> {
    let failed = |source| LogError::Io {
        path: path.to_owned(),
        source,
    };
    // A pipe may give its first bytes one by one.
    let mut start = Vec::with_capacity(ZSTD.len());
    source
        .by_ref()
        .take(ZSTD.len() as u64)
        .read_to_end(&mut start)
        .map_err(failed)?;
    let foreign = FOREIGN.iter().find(|(first, ..)| start.starts_with(first));
    if let Some(&(_, what, help)) = foreign {
        return Err(LogError::Foreign {
            file: path.display().to_string(),
            what,
            help,
        });
    }
    let (gzip, zstd) = (start.starts_with(&GZIP), start == ZSTD);
    let whole = Cursor::new(start).chain(source);
    Ok(if gzip {
        let whole = io::BufReader::with_capacity(BLOCK, whole);
        Box::new(Ahead::new(|| {
            Ok(flate2::bufread::MultiGzDecoder::new(whole))
        }))
    } else if zstd {
        let whole = io::BufReader::with_capacity(BLOCK, whole);
        Box::new(Ahead::new(|| Ok(Frames::new(whole))))
    } else {
        Box::new(whole)
    })
}

/// Bytes expanded at a time.
const BLOCK: usize = 1 << 18;

/// Blocks expanded ahead of the reader.
const AHEAD: usize = 8;

/// Reads ahead on a thread of its own, which ends with the input or with this.
struct Ahead {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Cursor<Vec<u8>>,
    ended: bool,
}

impl Ahead {
    /// Reads what is opened on the thread.
    fn new<R: Read>(open: impl FnOnce() -> io::Result<R> + Send + 'static) -> Self {
        let (send, blocks) = sync_channel(AHEAD);
        thread::spawn(move || {
            let mut input = match open() {
                Ok(input) => input,
                Err(error) => {
                    _ = send.send(Err(error));
                    return;
                }
            };
            loop {
                let mut block = Vec::with_capacity(BLOCK);
                let read = input.by_ref().take(BLOCK as u64).read_to_end(&mut block);
                // What came before the damage is a part of the log, too; an empty block is the end.
                let ended = read.is_err() || block.is_empty();
                if (read.is_ok() || !block.is_empty()) && send.send(Ok(block)).is_err() {
                    return;
                }
                if let Err(error) = read {
                    _ = send.send(Err(error));
                }
                if ended {
                    return;
                }
            }
        });
        Self {
            blocks,
            block: Cursor::default(),
            ended: false,
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.block.read(into)?;
            if read > 0 || into.is_empty() || self.ended {
                return Ok(read);
            }
            // A thread that ends without a word has failed.
            let block = self.blocks.recv().map_err(io::Error::other)??;
            self.ended = block.is_empty();
            self.block = Cursor::new(block);
        }
    }
}
