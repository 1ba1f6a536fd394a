//! Logs that are not as they should be: each is read right, or told with its place and what to do.

use super::{read, told};
use crate::research::log::{Keep, LogError, LogOptions, Role, read_log};
use std::io::Write;
use std::path::PathBuf;

/// What comes of a log: its sequences, then what is told of its rows; or the error, without the
/// name of the file.
fn comes_to(bytes: &[u8], options: &LogOptions) -> String {
    match read(bytes, options) {
        Ok(read) => {
            let report = &read.report;
            let mut all = told(&read);
            for bad in &report.first_bad {
                all.push(format!(
                    "{}:{} {}",
                    bad.place.line, bad.place.column, bad.reason
                ));
            }
            for (count, name) in [
                (report.repeated, "repeated"),
                (report.without_skill, "without skill"),
                (report.tied, "tied"),
                (report.backwards, "backwards"),
            ] {
                if count > 0 {
                    all.push(format!("{count} {name}"));
                }
            }
            all.join(" | ")
        }
        Err(error) => {
            let error = error.to_string();
            let own = error.find(".tmp").map(|at| &error[at..]);
            let behind = own.and_then(|own| own.find(':').map(|at| &own[at..]));
            format!("error{}", behind.unwrap_or(&error))
        }
    }
}

fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| {
        if big {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        }
    };
    let mark = mark.then_some(0xfeff);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(bytes)
        .collect()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn read_right_or_told() {
    const HEAD: &str = "user_id,skill_name,correct\n";
    let log = "user_id,skill_name,correct\na,s,1\n";
    let many: String = HEAD
        .chars()
        .chain((0..5000).flat_map(|at| format!("l{at},s,{}\n", at % 2).chars().collect::<Vec<_>>()))
        .collect();
    let truncated = {
        let whole = gzip(many.as_bytes());
        whole[..whole.len() / 2].to_vec()
    };
    let cases: [(&str, Vec<u8>, &str); 46] = [
        ("empty", b"".to_vec(), "error: nothing in it"),
        ("blank lines", b"\n\r\n \n".to_vec(), "error: nothing in it"),
        ("a mark and no more", b"\xef\xbb\xbf".to_vec(), "error: nothing in it"),
        ("header only", HEAD.into(), "error: the names of columns, and no response below them"),
        ("one response", log.into(), "s a 1"),
        ("one learner", format!("{HEAD}a,s,1\na,s,0\na,t,1").into(), "s a 10 | t a 1"),
        ("all right", format!("{HEAD}a,s,1\nb,s,1\n").into(), "s a 1 | s b 1"),
        ("nothing seen", format!("{HEAD}a,s,\nb,s,NA\n").into(), "s a . | s b ."),
        ("no skill", format!("{HEAD}a,,1\nb,NA,1\nc,s,1\n").into(), "s c 1 | 2 without skill"),
        ("marks, commas and ends of lines in names", format!("{HEAD}\"a\"\"b\",\"s,\nt\",1\n").into(), "s,\nt a\"b 1"),
        ("a mark within a name", format!("{HEAD}a\"b\",5\" pipe,1\n").into(), "5\" pipe a\"b\" 1"),
        ("text behind a closing mark", format!("{HEAD}\"a\"b,\"s\" t,1\n").into(), "s t ab 1"),
        ("a mark never closed", format!("{HEAD}a,s,1\nb,\"s,0\nc,s,1\n").into(), "error:3:3: a quotation mark opens here and is never closed"),
        ("a mark never closed, lines on", format!("{HEAD}\"a\nb\",\"s,0\nc,s,1\n").into(), "error:3:4: a quotation mark opens here"),
        ("byte order mark, CRLF", format!("\u{feff}{}", log.replace('\n', "\r\n")).into(), "s a 1"),
        ("CR only", format!("{log}a,s,0\n").replace('\n', "\r").into(), "s a 10"),
        ("CR only, bad row", format!("{log}a,s,x\n").replace('\n', "\r").into(), "s a 1 | 3:5 `x` says neither right nor wrong"),
        ("no last end", format!("{HEAD}a,s,1").into(), "s a 1"),
        ("UTF-16 with mark", utf16(log, true, false), "error: this is UTF-16; write it as UTF-8: iconv"),
        ("UTF-16, the other way round", utf16(log, true, true), "error: this is UTF-16"),
        ("UTF-16 without mark", utf16(log, false, false), "error:1:2: a byte of value 0: this is no text, or it is UTF-16"),
        ("no UTF-8", [HEAD.as_bytes(), b"caf\xe9,s,1\nb,s,1\n"].concat(), "s b 1 | 2:1 `caf\u{fffd}` is not UTF-8"),
        ("a byte of value 0 in a name", format!("{HEAD}a\0,s,1\nb,s,1\n").into(), "s b 1 | 2:1 `a␀` has a byte of value 0"),
        ("a byte of value 0 as outcome", format!("{HEAD}a,s,\0\nb,s,1\n").into(), "s b 1 | 2:5 `\0` says neither"),
        ("another separator", b"user_id|skill_name|correct\na|s|1\n".to_vec(), "error: which column is the learner? name it with --column learner=NAME; there are `user_id|skill_name|correct`: fields are separated by commas, tabs or semicolons"),
        ("semicolons", b"user_id;skill_name;correct\na;s, t;1\n".to_vec(), "s, t a 1"),
        ("columns in another order", b"correct,x,skill_name,user_id\n1,9,s,a\n".to_vec(), "s a 1"),
        ("a column twice", b"user_id,correct,skill_name,correct\na,1,s,0\n".to_vec(), "error:1:28: the column `correct` is there twice; which is meant?"),
        ("a column twice in another case", b"user_id,Correct,skill_name,correct\na,1,s,0\n".to_vec(), "error:1:28: the column `correct` is there twice"),
        ("an idle column twice", b"user_id,x,skill_name,x,correct\na,1,s,0,1\n".to_vec(), "s a 1"),
        ("too few fields", format!("{HEAD}a,s\nb,s,1\n").into(), "s b 1 | 2:0 2 fields, and the header has 3"),
        ("too many", format!("{HEAD}a,s,1,\nb,s,1\n").into(), "s b 1 | 2:0 4 fields"),
        ("half a credit", format!("{HEAD}a,s,0.5\nb,s,1\n").into(), "s b 1 | 2:5 an outcome of 0.5 is neither right nor wrong; say from what credit on an answer is right"),
        ("what is no outcome", format!("{HEAD}a,s,1\nb,s,-1\nb,s,inf\nb,s,1e\n").into(), "s a 1 | 3:5 an outcome of -1 is outside 0 (wrong) to 1 (right) | 4:5 an outcome of inf is outside 0 (wrong) to 1 (right) | 5:5 `1e` says"),
        ("bad behind quoted fields", format!("{HEAD}\"a,b\",\"s\nt\",x\nb,s,1\n").into(), "s b 1 | 3:4 `x` says neither"),
        ("nothing but bad rows", format!("{HEAD}a,s,x\nb,s,y\n").into(), "error:2:5: `x` says neither right nor wrong; write 1, 0, or nothing where there was no answer; and so on: none of the 2 rows can be used"),
        ("repeated rows", b"order_id,user_id,skill_name,correct\n1,a,s,1\n1,a,s,1\n2,a,s,0\n".to_vec(), "s a 10 | 1 repeated"),
        ("alike without an order", format!("{HEAD}a,s,1\na,s,1\n").into(), "s a 11"),
        ("two at the same time", b"timestamp,user_id,skill_name,correct,item_id\n1,a,s,1,x\n1,a,s,1,y\n".to_vec(), "s a 11 | 1 tied"),
        ("no number to order by", b"order_id,user_id,skill_name,correct\nx,a,s,1\n,a,s,1\n2,a,s,0\n".to_vec(), "s a 0 | 2:1 `x` is no number to order by | 3:1 `` is no number to order by"),
        ("too large to order by", b"order_id,user_id,skill_name,correct\n9007199254740993,a,s,1\n2,a,s,0\n".to_vec(), "s a 0 | 2:1 `9007199254740993` is too large to order by exactly"),
        ("times of all sorts", b"time,user_id,skill_name,correct\n-7200,a,s,1\n1e300,a,s,1\nNaN,a,s,1\n0000-00-00 00:00:00,a,s,1\n0,a,s,0\n".to_vec(), "s a 10 | 3:1 `1e300` is no time; write seconds, or a date as 2008-09-13 14:27:51 | 4:1 `NaN` is no time; write seconds, or a date as 2008-09-13 14:27:51 | 5:1 `0000-00-00 00:00:00` is no time"),
        ("half of a gzip", truncated, "error: reading broke off at line"),
        ("no gzip", b"\x1f\x8bgarbage and more of it".to_vec(), "error: reading broke off at line 1"),
        ("no zstd", b"\x28\xb5\x2f\xfdgarbage and more of it".to_vec(), "error: reading broke off at line 1"),
        ("a zip archive", b"PK\x03\x04 and so on".to_vec(), "error: this is a zip archive, not a log; unpack it first"),
    ];
    for (name, bytes, expected) in cases {
        let came = comes_to(&bytes, &LogOptions::default());
        assert!(came.starts_with(expected), "{name}: {came}");
    }
}

#[test]
fn what_other_formats_get_wrong() {
    for (text, expected) in [
        (
            "fold,uid,concepts,responses\n0,u,\"3,4,5\",\"1,x,0\"\n",
            "3 u 1 | 5 u 0 | 2:13 `x` says neither",
        ),
        (
            "fold,uid,concepts,responses\n0,u,\"3,4\",\"1\"\n0,v,3,1\n",
            "3 v 1 | 2:11 2 skills and 1 outcomes",
        ),
        (
            "2\n7,8\n1,0\n2\n7,8\n",
            "error: ends within a learner's three lines",
        ),
        (
            "2\n7,8\n1\n1\n7\n1\n",
            "1 | 3:0 2 responses are announced, 2 skills and 1 outcomes given",
        ),
        (
            "1\ts\tx\tadd\n3\ts\tx\tadd\n1\ts\tx\n",
            "add s 1 | 2:1 `3` is no outcome; 1 is right, 2 wrong and . not observed | 3:0 3 fields",
        ),
    ] {
        let came = comes_to(text.as_bytes(), &LogOptions::default());
        // Learners of three lines are called by their file.
        let came = came.split_once(".tmp").map_or(came.as_str(), |(_, own)| {
            own.split_once(' ').map_or("", |(_, rest)| rest)
        });
        assert!(came.starts_with(expected), "{text}: {came}");
    }
}

#[test]
fn times_that_go_back_are_counted() {
    let options = LogOptions {
        keep: Keep {
            gaps: true,
            ..Keep::default()
        },
        ..LogOptions::default()
    };
    let text =
        "order_id,user_id,skill_name,correct,time\n1,a,s,1,90000\n2,a,s,0,0\n3,a,s,1,90000\n";
    assert_eq!(comes_to(text.as_bytes(), &options), "s a 101 | 1 backwards");
    let text = "order_id,user_id,skill_name,correct,time\n1,a,s,1,\n2,a,s,0,5\n";
    assert!(comes_to(text.as_bytes(), &options).starts_with("s a 0 | 2:9 `` is no time"));
}

#[test]
fn classes_are_asked_for() {
    let options = LogOptions {
        keep: Keep {
            classes: true,
            ..Keep::default()
        },
        ..LogOptions::default()
    };
    let came = comes_to(b"user_id,skill_name,correct\na,s,1\n", &options);
    assert!(
        came.starts_with("error: which column is the class? name it with --column class=NAME"),
        "{came}"
    );
}

#[test]
fn a_column_told_is_the_one_meant() {
    let told = |name: &str| LogOptions {
        columns: vec![(Role::Correct, name.to_owned())],
        ..LogOptions::default()
    };
    let text = b"user_id,Correct,skill_name,correct\na,1,s,0\n";
    assert_eq!(comes_to(text, &told("Correct")), "s a 1");
    assert_eq!(comes_to(text, &told("correct")), "s a 0");
}

#[test]
fn files_that_are_none_and_files_that_differ() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let write = |name: &str, text: &str| std::fs::write(path(name), text).unwrap();
    write("a.csv", "order_id,user_id,skill_name,correct\n1,a,s,1\n");
    write("b.csv", "user_id,skill_name,correct\na,s,1\n");
    write("c.csv", "order_id,user_id,skill_name,correct\n");
    write("d.csv", "competency,pattern,count\ns,01,3\n");
    let read = |names: &[&str]| {
        let paths: Vec<PathBuf> = names.iter().map(|name| path(name)).collect();
        let keep = Keep {
            patterns: true,
            ..Keep::default()
        };
        read_log(
            &paths,
            &LogOptions {
                keep,
                ..LogOptions::default()
            },
        )
    };
    for (names, expected) in [
        (&["nowhere.csv"][..], "No such file"),
        (&["."], "is a directory"),
        (
            &["a.csv", "b.csv"],
            "b.csv: responses are ordered by row, and by order_id in the log before it",
        ),
        (
            &["a.csv", "d.csv"],
            "d.csv: responses are ordered by pattern, and by order_id",
        ),
        (&["a.csv", "a.csv"], "a.csv: given twice"),
        (&["c.csv"], "c.csv: the names of columns, and no response"),
    ] {
        let error = read(names).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    // A part of a log may be empty.
    assert_eq!(told(&read(&["a.csv", "c.csv"]).unwrap()), ["s a 1"]);
    assert!(matches!(
        read(&["c.csv", "nowhere.csv"]),
        Err(LogError::Io { .. })
    ));
}
