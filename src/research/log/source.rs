//! Where logs come from: files and standard input, plain or compressed.

use super::error::LogError;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Stdin};
use std::path::Path;

/// The first bytes of what gzip and zstd write.
const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Opens a log; `-` is standard input. What is compressed is known by its first bytes, whatever its
/// name.
pub(super) fn open(path: &Path) -> Result<Box<dyn Read>, LogError> {
    let failed = |source| LogError::Io {
        path: path.to_owned(),
        source,
    };
    if path == Path::new("-") {
        return expanded(BufReader::new(io::stdin())).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    expanded(BufReader::with_capacity(1 << 18, file)).map_err(failed)
}

/// Readers that can be looked into before they are used.
trait Source: BufRead + 'static {}
impl Source for BufReader<File> {}
impl Source for BufReader<Stdin> {}

fn expanded(mut source: impl Source) -> io::Result<Box<dyn Read>> {
    // A pipe may give its first bytes one by one.
    let mut start = Vec::with_capacity(ZSTD.len());
    source
        .by_ref()
        .take(ZSTD.len() as u64)
        .read_to_end(&mut start)?;
    let (gzip, zstd) = (start.starts_with(&GZIP), start == ZSTD);
    let whole = Cursor::new(start).chain(source);
    Ok(if gzip {
        Box::new(flate2::read::MultiGzDecoder::new(whole))
    } else if zstd {
        let decoder = ruzstd::decoding::StreamingDecoder::new(whole)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        Box::new(decoder)
    } else {
        Box::new(whole)
    })
}
