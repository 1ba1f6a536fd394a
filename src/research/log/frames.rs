//! Zstandard: the frames of a file, one behind the other.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};

/// Expands frame after frame, leaves out those to be skipped, and holds each against its checksum.
///
/// What compresses on many threads writes many frames, and files put together have as many.
pub(super) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether the decoder is in a frame.
    begun: bool,
}

impl<R: BufRead> Frames<R> {
    pub fn new(source: R) -> Self {
        Self {
            source,
            decoder: FrameDecoder::new(),
            begun: false,
        }
    }

    /// Begins the next frame; false at the end of the input.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.begun = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = self.source.by_ref().take(length.into());
                    io::copy(&mut skipped, &mut io::sink())?;
                }
                Err(error) => return Err(invalid(error)),
            }
        }
        Ok(false)
    }

    fn end(&mut self) -> io::Result<()> {
        self.begun = false;
        let said = self.decoder.get_checksum_from_data();
        if said.is_some() && said != self.decoder.get_calculated_checksum() {
            return Err(invalid("a frame differs from its checksum"));
        }
        Ok(())
    }
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            let at_hand = self.decoder.can_collect();
            if self.begun && at_hand > 0 {
                return self.decoder.read(into);
            }
            if self.begun && !self.decoder.is_finished() {
                let strategy = BlockDecodingStrategy::UptoBytes(into.len());
                self.decoder
                    .decode_blocks(&mut self.source, strategy)
                    .map_err(invalid)?;
                continue;
            }
            if self.begun {
                self.end()?;
            }
            if !self.begin()? {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Frames;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Read;

    fn expanded(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut out = Vec::new();
        Frames::new(bytes).read_to_end(&mut out).map(|_| out)
    }

    #[test]
    fn every_frame_counts() {
        let text: Vec<u8> = (0..400_000_u32).flat_map(u32::to_le_bytes).collect();
        let (first, second) = text.split_at(900_000);
        let frame = |part: &[u8]| compress_to_vec(part, CompressionLevel::Fastest);
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
        let file = [frame(first), skipped, frame(second)].concat();
        assert_eq!(expanded(&file).unwrap(), text);
        assert_eq!(expanded(b"").unwrap(), b"");
        for damaged in [&file[..file.len() - 9], &[&file[..], b"more"].concat()] {
            assert!(expanded(damaged).is_err());
        }
    }
}
