//! A drawn log as text.

use super::Simulation;
use crate::research::dataset::Names;
use crate::research::log::quoted;
use std::io::{self, Write};

/// Bytes written at a time.
const BLOCK: usize = 1 << 18;

impl Simulation {
    /// Writes the log as CSV under the names every reader of logs knows: `order_id`, `user_id`,
    /// `skill_name`, `correct`, and where the model needs them `problem_id`, `template_id` (the class of
    /// the item) and `time` (seconds since the learner began). Several skills stand between `~~`. `progress`
    /// is told learners done.
    ///
    /// # Errors
    /// What is written to does not take it.
    pub fn write(&self, out: &mut impl Write, mut progress: impl FnMut(u64)) -> io::Result<()> {
        let skills = fields(&self.skills);
        let (items, classes) = (fields(&self.items), fields(&self.classes));
        let mut text = Vec::with_capacity(BLOCK + 4096);
        text.extend_from_slice(b"order_id,user_id,skill_name,correct");
        if self.tells.items {
            text.extend_from_slice(b",problem_id");
        }
        if self.tells.classes {
            text.extend_from_slice(b",template_id");
        }
        if self.tells.times {
            text.extend_from_slice(b",time");
        }
        text.push(b'\n');
        let mut order = 0;
        let mut failed = Ok(());
        for number in 0..self.learners {
            let mut learner = vec![b','];
            digits(&mut learner, number + 1);
            learner.push(b',');
            self.learner(number, |row| {
                order += 1;
                digits(&mut text, order);
                text.extend_from_slice(&learner);
                match row.skills {
                    [skill] => text.extend_from_slice(&skills[*skill as usize]),
                    several => text.extend_from_slice(&joined(&self.skills, several)),
                }
                text.extend_from_slice(if row.right { b",1" } else { b",0" });
                if self.tells.items {
                    text.push(b',');
                    text.extend_from_slice(&items[row.item as usize]);
                }
                if self.tells.classes {
                    text.push(b',');
                    text.extend_from_slice(&classes[row.class as usize]);
                }
                if self.tells.times {
                    text.push(b',');
                    digits(&mut text, row.seconds);
                }
                text.push(b'\n');
                if text.len() >= BLOCK {
                    if failed.is_ok() {
                        failed = out.write_all(&text);
                    }
                    text.clear();
                }
            });
            std::mem::replace(&mut failed, Ok(()))?;
            progress(number + 1);
        }
        out.write_all(&text)?;
        out.flush()
    }
}

/// Names as fields of CSV, by number.
fn fields(names: &Names) -> Vec<Vec<u8>> {
    let all = 0..names.len() as u32;
    all.map(|number| quoted(&names.name(number)).into_owned().into_bytes())
        .collect()
}

/// Several skills as one field.
fn joined(names: &Names, skills: &[u32]) -> Vec<u8> {
    let names: Vec<_> = skills.iter().map(|&skill| names.name(skill)).collect();
    quoted(&names.join("~~")).into_owned().into_bytes()
}

/// A number in decimal digits.
fn digits(text: &mut Vec<u8>, mut number: u64) {
    // 2⁶⁴ has twenty.
    let mut reversed = [0; 20];
    let mut count = 0;
    loop {
        reversed[count] = b'0' + (number % 10) as u8;
        count += 1;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    let start = text.len();
    text.extend_from_slice(&reversed[..count]);
    text[start..].reverse();
}
