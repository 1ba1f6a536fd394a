//! Any answer to any key of any kind is marked: right only where it is not unreadable, with a place
//! inside what was typed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retake::cli::mark_line;

fuzz_target!(|input: &[u8]| {
    let Ok(line) = std::str::from_utf8(input) else {
        return;
    };
    let _ = mark_line(line);
});
