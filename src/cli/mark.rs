//! `retake mark`: one question and answer a line, marked.

use super::Error;
use super::error::Exit;
use crate::answer::Request;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};

/// Lines marked before they are written: enough to share among threads, few enough to wait for.
const BATCH: usize = 4096;

/// The longest line, in bytes; no question comes near it.
const LONGEST: usize = 1 << 20;

/// Mark answers: one JSON object a line on standard input, one a line on standard output.
///
/// A line asks with `kind`, `key` and `answer` whether the answer is right. For it comes a line with
/// `outcome` (right, right_value_wrong_form, wrong, unreadable), `credit` (from 0 to 1),
/// `understood_as` and `latex` (what was read), `message` (what to tell the learner), and where it
/// applies `at` (the characters that cannot be read, from 0, the second not included), `confirm`
/// (how an ambiguous answer was read) and `misconceptions`.
///
/// A line that makes no sense gets `{"error": …, "line": …}` in its place, and the others go on.
/// Empty lines are passed over. Exits with 0, or with 1 where a line made no sense.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MANUAL)]
pub struct Mark {}

const MANUAL: &str = r#"Kinds, and what their key is:
  number        "3/4", "sqrt(2)", 0.75; or a range = ["1", "2"] in place of a key
  quantity      a number; unit = "g/cm^3"
  expression    "2x + 3"
  equation      "y = 2x + 1"
  inequality    "x > 2 and x <= 5"; typed as an inequality or as an interval
  interval      "(2, 5]"; typed as an interval, or as intervals joined by `or`
  set           "{1, 2}"         list     "[1, 2]"
  tuple         "(1, 2)"         vector   "<1, 2>"
  matrix        "[[1, 2], [3, 4]]"
  choice        a label or an option, with options = ["…", "…"]
  choices       several: "a,c"
  true_false    true or false
  ordering      the options in their order: "b,a,c"
  matching      for each of prompts its option: "b,a,c"
  categorise    the same, options taken more than once
  text          a text, or a list of texts that will do
  point         "(3, -2)", or a list of points in any order

Beside these, by kind:
  form                 lowest_terms, integer, fraction, mixed, decimal, scientific,
                       decimal_places 2, significant_figures 3, single_fraction, expanded,
                       factored, factored x, factored_over_integers, completed_square x,
                       partial_fractions x, simplified, simplified_radical,
                       rational_denominator, solved_for y, like_key
                       (counts also `at_least 3`, `at_most 3`)
  tolerance            0.05, or a share of the key: "2%"
  precision            "significant_figures 3" or "decimal_places 2": the key rounded so
  accept               notations of numbers: integer, fraction, mixed, decimal, percent, scientific
  compatible_units     false where only the unit asked for will do
  strict               true: a value exactly where the key has one
  solution_set         true: equations by their real solutions
  multiplicity         true: {1, 1} is not {1}
  symbols              the letters that may occur, ["x", "y"]; else those of the key
  locale               en, es, de or fr: decimal mark and words of the answer; keys are English
  wrong_form_credit    what the right value in the wrong form is worth
  partial              each, adjacent_pairs
  misconceptions       { "name": "wrong value", … }
  spelling, case, accents, required, forbidden    for text

Examples:
  echo '{"kind": "number", "key": "3/4", "answer": "6/8", "form": "lowest_terms"}' | retake mark
  echo '{"kind": "expression", "key": "2(x+3)", "answer": "2x + 6"}' | retake mark
  retake mark < answers.jsonl > marked.jsonl"#;

/// What is printed for a line that makes no sense.
#[derive(Serialize)]
struct Refused {
    error: String,
    line: usize,
}

impl Mark {
    /// Reads, marks and prints.
    ///
    /// # Errors
    /// Standard input or output does not do its part.
    pub fn run(&self) -> Result<Exit, Error> {
        let mut input = BufReader::new(std::io::stdin().lock());
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut exit = Exit::Fine;
        let mut number = 0;
        loop {
            let batch = batch(&mut input, &mut number)?;
            if batch.is_empty() {
                out.flush()?;
                return Ok(exit);
            }
            let marked: Vec<(Vec<u8>, bool)> = batch
                .par_iter()
                .map(|(number, line)| answered(*number, line))
                .collect();
            for (line, sensible) in marked {
                if !sensible {
                    exit = Exit::Findings;
                }
                out.write_all(&line)?;
                out.write_all(b"\n")?;
            }
            // Whoever waits for an answer gets it.
            out.flush()?;
        }
    }
}

/// The next lines with their numbers, empty ones left out: as many as are there at once.
fn batch(
    input: &mut BufReader<impl Read>,
    number: &mut usize,
) -> std::io::Result<Vec<(usize, Vec<u8>)>> {
    let mut lines = Vec::new();
    loop {
        let Some(line) = line(input)? else {
            return Ok(lines);
        };
        *number += 1;
        if !line.trim_ascii().is_empty() {
            lines.push((*number, line));
        }
        let waiting = input.buffer().contains(&b'\n');
        if lines.len() == BATCH || (!lines.is_empty() && !waiting) {
            return Ok(lines);
        }
    }
}

/// The next line; of one that is too long, enough to see that.
fn line(input: &mut BufReader<impl Read>) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let limit = LONGEST as u64 + 2;
    if input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == limit && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

/// The line to print for a line, and whether that made sense.
fn answered(number: usize, line: &[u8]) -> (Vec<u8>, bool) {
    let reply = if line.len() > LONGEST {
        Err("the line is longer than 1 MB".to_owned())
    } else {
        serde_json::from_slice::<Request>(line)
            .map_err(|error| error.to_string())
            .and_then(|request| request.reply().map_err(|error| error.to_string()))
    };
    let (printed, sensible) = match reply {
        Ok(reply) => (serde_json::to_vec(&reply), true),
        Err(error) => {
            let refused = Refused {
                error,
                line: number,
            };
            (serde_json::to_vec(&refused), false)
        }
    };
    // Texts and numbers always have a spelling in JSON.
    (printed.unwrap_or_default(), sensible)
}
