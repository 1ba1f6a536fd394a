//! Every format, and everything that can be wrong with a log.

mod bad;
mod bytes;

use super::{Format, Keep, LogError, LogOptions, OrderedBy, ReadLog, read_log};
use std::io::Write;

/// Reads what a log says.
fn read(text: impl AsRef<[u8]>, options: &LogOptions) -> Result<ReadLog, LogError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_ref()).unwrap();
    read_log(&[file.path().to_owned()], options)
}

/// Skill, learner and outcomes of every sequence, as `skill learner 01.`.
fn told(read: &ReadLog) -> Vec<String> {
    let dataset = &read.dataset;
    let mut all = Vec::new();
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        let sequences = dataset.sequences(skill);
        for (at, (learner, _)) in learners.iter().enumerate() {
            let outcomes: String = sequences
                .get(at)
                .0
                .iter()
                .map(|&symbol| {
                    ['0', '1', '.'][dataset.alphabet.letters()[symbol as usize].outcome as usize]
                })
                .collect();
            all.push(format!(
                "{} {} {outcomes}",
                dataset.skills.name(skill as u32),
                dataset.learners.name(*learner)
            ));
        }
    }
    all
}

fn plain(text: &str) -> ReadLog {
    read(text, &LogOptions::default()).unwrap()
}

#[test]
fn the_usual_formats() {
    let cases = [
        (
            "order_id,user_id,skill_name,correct\n1,a,add,1\n2,b,add,0\n3,a,add,0\n",
            "add a 10|add b 0",
        ),
        (
            "Anon Student Id\tStep Name\tCorrect First Attempt\tKC(Default)\na\tx\t1\tadd~~sub\na\ty\t0\tsub\nb\tz\t1\t\n",
            "add a 1|sub a 10",
        ),
        (
            "user_id\titem_id\ttimestamp\tcorrect\tskill_id\n1\t5\t10\t1\t7~~8\n1\t6\t11\t0\t8\n",
            "7 1 1|8 1 10",
        ),
        (
            "fold,uid,concepts,responses,timestamps\n0,u,\"3,4_5,-1\",\"1,0,-1\",\"5,6,-1\"\n",
            "3 u 1|4 u 0|5 u 0",
        ),
        (
            "1\ts\tx\tadd~sub\n2\ts\ty\tadd\n.\ts\tz\tsub\n1\ts\tz\t.\n",
            "add s 10|sub s 1.",
        ),
        (
            "\u{feff}user_id;skill_name;correct\r\n1;\"a; \"\"b\"\"\";TRUE\r\n\r\n1;\"a; \"\"b\"\"\";\r\n",
            "a; \"b\" 1 1.",
        ),
        (
            "user_id,skill_name,correct\n\"o\nn\ne\",\"s,t\",1\n\"o\nn\ne\",\"s,t\",0",
            "s,t o\nn\ne 10",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(told(&plain(text)).join("|"), expected, "{text}");
    }
}

#[test]
fn three_lines_a_learner() {
    let read = plain("3\n7,7,8,\n1,0,1,\n2\n7,8\n0,0\n");
    assert_eq!(read.report.format, Format::ThreeLines);
    let outcomes: Vec<String> = told(&read)
        .iter()
        .map(|line| line.rsplit(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(outcomes, ["10", "0", "1", "0"]);
}

#[test]
fn rows_out_of_order_are_put_in_order() {
    let text = "order_id,user_id,skill_name,correct\n3,a,s,0\n1,a,s,1\n2,b,s,1\n2,a,s,1\n";
    let read = plain(text);
    assert_eq!(told(&read), ["s a 110", "s b 1"]);
    assert_eq!(read.report.order, OrderedBy::Column("order_id".to_owned()));
    assert!(read.report.sorted);
}

#[test]
fn repeated_rows_count_once() {
    let read = plain("order_id,user_id,skill_name,correct\n1,a,s,0\n1,a,s,0\n2,a,s,1\n");
    assert_eq!(
        (told(&read).join("|").as_str(), read.report.repeated),
        ("s a 01", 1)
    );
}

#[test]
fn bad_rows_are_counted_and_told() {
    let text = "user_id,skill_name,correct\na,s,1\na,s\na,s,0.5\n,s,1\na,s,maybe\na,,1\n";
    let read = plain(text);
    let told: Vec<String> = read
        .report
        .first_bad
        .iter()
        .map(|bad| format!("{}: {}", bad.place.line, bad.reason))
        .collect();
    assert_eq!(
        told,
        [
            "3: 2 fields, and the header has 3",
            "4: an outcome of 0.5 is neither right nor wrong; say from what credit on an answer is right: --right-from 0.5",
            "5: no learner",
            "6: `maybe` says neither right nor wrong; write 1, 0, or nothing where there was no answer",
        ]
    );
    assert_eq!(
        (read.report.bad, read.report.rows, read.report.without_skill),
        (4, 6, 1)
    );
    let strict = LogOptions {
        strict: true,
        ..LogOptions::default()
    };
    let error = read_error(text, &strict);
    assert!(
        error.ends_with(":3: 2 fields, and the header has 3"),
        "{error}"
    );
}

fn read_error(text: &str, options: &LogOptions) -> String {
    super::tests::read(text, options).unwrap_err().to_string()
}

#[test]
fn logs_that_are_none() {
    for (text, expected) in [
        ("", "nothing in it"),
        ("\n\n", "nothing in it"),
        (
            "user_id,correct\n1,1\n",
            "which column is the skill? name it with --column skill=NAME",
        ),
        (
            "user_id|skill_name|correct\n1|2|1\n",
            "which column is the learner?",
        ),
        (
            "user_id,skill_name,correct\n\"a,s,1\nb,s,1\n",
            ":2:1: a quotation mark opens here",
        ),
        (
            "user_id,skill_name,correct\na,s,x\nb,s,y\n",
            ":2:5: `x` says neither right nor wrong",
        ),
    ] {
        let error = read_error(text, &LogOptions::default());
        assert!(error.contains(expected), "{error}");
    }
    let told = LogOptions {
        columns: vec![(super::Role::Learner, "studnt".to_owned())],
        ..LogOptions::default()
    };
    let error = read_error("student,skill,correct\na,s,1\n", &told);
    assert!(
        error.contains("no column `studnt`; did you mean `student`?"),
        "{error}"
    );
}

#[test]
fn gaps_and_classes_become_symbols() {
    let keep = Keep {
        gaps: true,
        classes: true,
        events: true,
        patterns: false,
    };
    let options = LogOptions {
        keep,
        ..LogOptions::default()
    };
    let text = "user_id,skill_name,correct,template_id,timestamp\na,s,1,t1,0\na,s,0,t2,60\na,s,1,t1,172860\n";
    let read = read(text, &options).unwrap();
    let letters = read.dataset.alphabet.letters();
    let sequences = read.dataset.sequences(0);
    let gaps: Vec<u8> = sequences
        .get(0)
        .0
        .iter()
        .map(|&symbol| letters[symbol as usize].gap)
        .collect();
    let classes: Vec<u32> = sequences
        .get(0)
        .0
        .iter()
        .map(|&symbol| letters[symbol as usize].class)
        .collect();
    assert_eq!((gaps[0], gaps[1]), (0, 0));
    assert_eq!(read.dataset.gap_days[usize::from(gaps[2])], 2.0);
    assert_eq!(classes, [0, 1, 0]);
    assert_eq!(read.dataset.events.of(0).len(), 3);
}

#[test]
fn compressed_logs_are_known_by_their_bytes() {
    let text = b"user_id,skill_name,correct\na,s,1\na,s,0\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = ruzstd::encoding::compress_to_vec(
        text.as_slice(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for bytes in [gzip, zstd] {
        assert_eq!(
            told(&read(bytes, &LogOptions::default()).unwrap()),
            ["s a 10"]
        );
    }
}

#[test]
fn events_are_in_the_order_of_each_learner() {
    let options = LogOptions {
        keep: Keep {
            events: true,
            ..Keep::default()
        },
        ..LogOptions::default()
    };
    let text = "order_id,user_id,skill_name,correct,problem_id\n4,a,s,0,x\n1,b,s,1,x\n2,a,s~~t,1,y\n3,a,t,,z\n5,a,t,1,w\n5,a,s,1,w\n";
    let read = read(text, &options).unwrap();
    let dataset = &read.dataset;
    let of = |learner: &str| -> Vec<String> {
        let number = dataset.learners.find(learner.as_bytes()).unwrap();
        let name = |skill: &u32| dataset.skills.name(*skill).into_owned();
        dataset
            .events
            .of(number as usize)
            .iter()
            .map(|event| {
                let skills: Vec<String> = dataset.events.skills(event).iter().map(name).collect();
                let item = dataset.items.name(event.item);
                format!(
                    "{} {item} {:?} {}",
                    skills.join("+"),
                    event.outcome,
                    event.place
                )
            })
            .collect()
    };
    assert_eq!(
        of("a"),
        [
            "s+t y Right 1",
            "t z Missing 2",
            "s x Wrong 3",
            // ASSISTments repeats a row for each skill of a response.
            "t+s w Right 4",
        ]
    );
    assert_eq!(of("b"), ["s x Right 0"]);
    assert_eq!(told(&read), ["s a 101", "s b 1", "t a 1.1"]);
}
