//! Templates whose problems come from a table.

use super::*;
use crate::template::TemplateSource;

const SENTENCES: &str = "\
sentence,right,wrong,level,why
The dog wagged {} tail.,its,it's,1,Its is what belongs to it.
{} going to rain.,It's,Its,1,It's is it is.
They left {} coats.,their,there,2,Their is what belongs to them.
\"Put it over {}, please.\",there,their,2,There is a place.
The cat licked {} paw.,its,it's,3,Its is what belongs to it.
";

const HOMOPHONES: &str = r#"+++
title = "Choose the right word"
version = 1

[table]
file = "words.csv"
where = "row.level <= 2"

[answer]
kind = "choice"
key = "row.right"

[misconceptions.sounds_alike]
value = "row.wrong"

[[example]]
given = { row = { sentence = "They left {} coats." } }
answers = { "their" = "right", "there" = "sounds_alike" }
+++
Which word fits? @{fill(row.sentence, "____")}

## Solution
@{fill(row.sentence, row.right)} @{row.why}

## Misconception: sounds_alike
It sounds the same.
"#;

const EVENTS: &str = "\
event,year,theme
The telephone is patented,1876,speech
Regular television begins,1936,pictures
A satellite for pictures,1964,pictures
The first colour film of full length,1935,pictures
A film for a paying public,1895,pictures
The first email,1971,speech
The web is public,1991,speech
The first gramophone,1887,speech
";

const TIMELINE: &str = r#"+++
title = "Count the years"
version = 1

[table]
file = "events.csv"
rows = 3
where = "all_equal(rows.theme) and min_gap(rows.year) >= 5"

[let]
ordered = "sort_by(rows, rows.year)"

[answer]
kind = "number"
key = "max(rows.year) - min(rows.year)"
+++
How many years between first and last? @{each(rows, "{event} ({year})") : list}

## Hint
The first is @{ordered[1].event}, the last @{reverse(ordered).event[1]}.

## Solution
@{each(ordered, "{event} ({year})") : list}
"#;

fn with_table(text: &str, name: &str, rows: &str) -> (Option<ItemTemplate>, Vec<Diagnostic>) {
    let id = TemplateId::new("test/template").unwrap();
    let table = Source::new(name, rows);
    ItemTemplate::compile(
        id,
        TemplateSource::new(Source::new("test.md", text), Some(table)),
    )
}

/// Findings of compiling and proving, as `file:line:column code`.
fn found(text: &str, name: &str, rows: &str) -> Vec<String> {
    let (template, mut diagnostics) = with_table(text, name, rows);
    diagnostics.extend(template.iter().flat_map(|t| t.proof().diagnostics.clone()));
    let told = diagnostics.iter().map(|finding| {
        let (line, column) = finding.line_column();
        format!("{}:{line}:{column} {}", finding.path, finding.code)
    });
    told.collect()
}

fn proved(text: &str, name: &str, rows: &str) -> ItemTemplate {
    assert_eq!(found(text, name, rows), [""; 0]);
    with_table(text, name, rows).0.unwrap()
}

/// Every stem, in the order of the domain.
fn stems(template: &ItemTemplate) -> Vec<String> {
    let mut drawer = template.drawer(&secret(), &learner("ann"));
    let total = template.proof().valid.at_least();
    let draws: Vec<Draw> = (0..total).filter_map(|k| drawer.free(k)).collect();
    let mut stems: Vec<String> = draws
        .iter()
        .map(|draw| stem(template, draw, &mut drawer))
        .collect();
    stems.sort();
    stems
}

#[test]
fn one_row_is_a_problem_and_a_condition_leaves_rows_out() {
    let template = proved(HOMOPHONES, "words.csv", SENTENCES);
    assert_eq!(
        stems(&template),
        [
            "Which word fits? Put it over ____, please.",
            "Which word fits? The dog wagged ____ tail.",
            "Which word fits? They left ____ coats.",
            "Which word fits? ____ going to rain.",
        ]
    );
}

#[test]
fn sets_of_rows_meet_their_conditions_together() {
    let template = proved(TIMELINE, "events.csv", EVENTS);
    // Of four about speech every set of three; of four about pictures not those with 1935 and 1936.
    let years = |stem: &str| stem.matches("18").count() + stem.matches("19").count();
    let stems = stems(&template);
    assert_eq!((template.domain.size(), stems.len()), (56, 6));
    assert!(stems.iter().all(|stem| years(stem) == 3), "{stems:?}");
    let mut instantiator = Instantiator::new(&template);
    let mut drawer = template.drawer(&secret(), &learner("bob"));
    let draw = drawer.free(0).unwrap();
    instantiator.issue(&mut drawer, &draw).unwrap();
    let mut solution = String::new();
    instantiator.write(
        Section::Solution,
        Output::Text,
        Locale::ENGLISH,
        &mut solution,
    );
    let years: Vec<u32> = solution
        .split(['(', ')'])
        .filter_map(|part| part.parse().ok())
        .collect();
    assert!(years.len() == 3 && years.is_sorted(), "{solution}");
}

#[test]
fn where_a_row_stands_in_the_file_does_not_make_another_problem() {
    let template = proved(HOMOPHONES, "words.csv", SENTENCES);
    let lines: Vec<&str> = SENTENCES.lines().collect();
    let mut moved = vec![lines[0]];
    moved.extend(lines[1..].iter().rev());
    let again = proved(HOMOPHONES, "words.csv", &moved.join("\n"));
    assert_eq!(template.domain_fingerprint(), again.domain_fingerprint());
    let more = format!("{SENTENCES}Sit {{}}.,there,their,1,There is a place.\n");
    let longer = proved(HOMOPHONES, "words.csv", &more);
    assert_ne!(template.domain_fingerprint(), longer.domain_fingerprint());
    // A learner's log still knows the old problems among the new.
    let known = drawn(&template);
    let kept = drawn(&longer)
        .iter()
        .filter(|id| known.contains(id))
        .count();
    assert_eq!(kept, known.len());
}

#[test]
fn a_word_mended_in_an_explanation_brings_no_seen_problem_back() {
    let template = proved(HOMOPHONES, "words.csv", SENTENCES);
    // What sorts first is mended too, so that a row would move if it counted.
    let mended = SENTENCES.replace("It's is it is.", "An apostrophe stands for the i of is.");
    let mended = mended.replace("There is a place.", "A place.");
    let again = proved(HOMOPHONES, "words.csv", &mended);
    assert_eq!(template.domain_fingerprint(), again.domain_fingerprint());
    assert_eq!(drawn(&template), drawn(&again));
    let reworded = proved(HOMOPHONES, "words.csv", &SENTENCES.replace("paw", "tail"));
    assert_eq!(template.domain_fingerprint(), reworded.domain_fingerprint());
    let reworded = SENTENCES.replace("wagged", "lifted");
    let other = proved(HOMOPHONES, "words.csv", &reworded);
    assert_ne!(template.domain_fingerprint(), other.domain_fingerprint());
}

/// The identities of a learner's problems, in the order they come.
fn drawn(template: &ItemTemplate) -> Vec<[u8; 16]> {
    let mut drawer = template.drawer(&secret(), &learner("ann"));
    let draws = (0..template.proof().valid.at_least()).filter_map(|k| drawer.free(k));
    let draws: Vec<Draw> = draws.collect();
    let instance = |draw: &Draw| {
        let mut instantiator = Instantiator::new(template);
        instantiator.issue(&mut drawer, draw).unwrap();
        instantiator.instance().unwrap().identity
    };
    draws.iter().map(instance).collect()
}

#[test]
fn mistakes_in_a_table_are_found() {
    let swap = |from: &str, to: &str| HOMOPHONES.replace(from, to);
    let words = |text: &str| found(text, "words.csv", SENTENCES);
    assert_eq!(
        found(HOMOPHONES, "other.csv", SENTENCES),
        ["test.md:6:9 T191"]
    );
    assert_eq!(
        words(&swap("words.csv", "../words.csv")),
        ["test.md:6:9 T190"]
    );
    assert_eq!(words(&swap("words.csv", "words.txt")), ["test.md:6:9 T190"]);
    assert_eq!(
        words(&swap("row.level <= 2", "row.level <= 0")),
        ["test.md:7:10 T199"]
    );
    assert_eq!(words(&swap("row.level <= 2", "row.level <= 9")), [""; 0]);
    assert_eq!(
        words(&swap("row.level <= 2", "row.levels <= 9")),
        ["test.md:7:14 T061"]
    );
    assert_eq!(
        words(&swap("row.level <= 2", "1/(row.level - 3) < 2")),
        ["words.csv:6:1 T130"]
    );
    let odd = SENTENCES.replace("their,there,2", "their,their,2");
    assert_eq!(found(HOMOPHONES, "words.csv", &odd), ["test.md:9:1 T134"]);
    let blank = SENTENCES.replace("They left {} coats.", "They left their coats.");
    assert!(
        found(HOMOPHONES, "words.csv", &blank)
            .iter()
            .any(|told| told.ends_with("T202"))
    );
    let ragged = SENTENCES.replace(",2,There", ",There");
    assert_eq!(
        found(HOMOPHONES, "words.csv", &ragged),
        ["words.csv:5:1 T193"]
    );
}

#[test]
fn a_result_of_an_if_that_no_problem_shows_is_found() {
    let with = |hole: &str| HOMOPHONES.replace("It sounds the same.", hole);
    let told = |hole: &str| {
        let (template, _) = with_table(&with(hole), "words.csv", SENTENCES);
        let diagnostics = template.unwrap().proof().diagnostics.clone();
        let pointed = diagnostics.iter().map(|finding| {
            let source = finding.source.as_ref().unwrap();
            format!("{} {}", finding.code, source.slice(finding.labels[0].span))
        });
        pointed.collect::<Vec<String>>()
    };
    assert_eq!(told("@{if(row.level == 1, 'One', 'Two')}"), [""; 0]);
    assert_eq!(
        told("@{if(row.level == 3, 'Three', 'Other')}"),
        ["T210 'Three'"]
    );
    assert_eq!(
        told("@{if(row.level < 3, if(row.level == 3, 'a', 'b'), if(row.level == 4, 'c', 'd'))}"),
        ["T210 if(row.level == 4, 'c', 'd')", "T210 'a'"]
    );
    assert_eq!(
        told("@{if(row.level > 0 and row.level == 2, 'a', 'b')}"),
        [""; 0]
    );
}

#[test]
fn two_problems_that_look_the_same_are_named() {
    let text = HOMOPHONES.replace("@{fill(row.sentence, \"____\")}", "");
    let (template, _) = with_table(&text, "words.csv", SENTENCES);
    let diagnostics = template.unwrap().proof().diagnostics.clone();
    let twins = diagnostics.iter().find(|finding| finding.code.0 == "T143");
    // “there” against “their” is offered twice.
    assert_eq!(
        twins.unwrap().labels[0].text,
        "the same when row = \"They left {} coats.\" and when row = \"Put it over {}, please.\""
    );
}

#[test]
fn a_row_that_no_problem_uses_is_found() {
    let lonely = format!("{EVENTS}A lonely invention,1900,smell\n");
    assert_eq!(
        found(TIMELINE, "events.csv", &lonely),
        ["events.csv:10:1 T201"]
    );
    let told = TIMELINE.replace(
        "\"all_equal(rows.theme) and",
        "'row.theme == \"speech\" and",
    );
    let told = told.replace(">= 5\"", ">= 5'");
    assert_eq!(found(&told, "events.csv", EVENTS), ["test.md:15:8 T136"]);
}

/// What a hole shows of an expression over the three rows of this table; or the code of what is wrong.
fn shown(expression: &str) -> String {
    const ROWS: &str =
        "word,kind,year,size\napple,fruit,1450,0.5\nPear,fruit,1066,2.25\nkale,leaf,1776,3\n";
    let text = format!(
        "+++\ntitle = \"t\"\nversion = 1\n[parameters]\nn = \"1..2\"\n[table]\nfile = \"t.csv\"\nrows = 3\n\
         [answer]\nkind = \"number\"\nkey = \"n\"\n+++\n@{{n}}: @{{{expression}}}"
    );
    let (template, diagnostics) = with_table(&text, "t.csv", ROWS);
    let Some(template) = template else {
        return diagnostics[0].code.to_string();
    };
    let proof = template.proof();
    if let Some(error) = proof.diagnostics.iter().find(|finding| finding.is_error()) {
        return error.code.to_string();
    }
    let stem = &stems(&template)[0];
    stem.strip_prefix("1: ").unwrap_or(stem).to_owned()
}

#[test]
fn functions_of_rows_lists_and_texts() {
    for (expression, expected) in [
        ("sort(rows.word)", "apple, kale and Pear"),
        ("sort_by(rows, rows.year).word", "Pear, apple and kale"),
        (
            "sort_by(rows.word, rows.size) : list",
            "apple, Pear and kale",
        ),
        ("sort_by(rows, rows.word).year", "1450, 1776 and 1066"),
        (
            "reverse(sort_by(rows, rows.year)).year",
            "1776, 1450 and 1066",
        ),
        ("sort_by(rows, rows.year)[1].word", "Pear"),
        (
            "sort_by(sort_by(rows, rows.word), sort(rows.year))[1].word",
            "apple",
        ),
        ("select(sort(rows.word), [1, 2, 1], 1)", "apple and Pear"),
        (
            "sort(select(rows.word, rows.kind, 'fruit'))",
            "apple and Pear",
        ),
        (
            "sort(select(rows, rows.kind, 'fruit').year)",
            "1066 and 1450",
        ),
        ("position(sort(rows.word), 'kale')", "2"),
        ("position(rows.word, 'plum')", "T130"),
        (
            "each(sort_by(rows, rows.year), '{word} ({year}, {size})')",
            "Pear (1066, 2.25); apple (1450, 0.50) and kale (1776, 3.00)",
        ),
        (
            "join(each(sort(rows.year), '{} AD'), '; ')",
            "1066 AD; 1450 AD; 1776 AD",
        ),
        ("join(sort(rows.year), '–')", "1066–1450–1776"),
        ("each(rows, 'the same')", "T060"),
        ("each(rows, '{colour}')", "T061"),
        ("each(rows.word, '{word}')", "T061"),
        ("each(rows, '{word')", "T060"),
        ("if(all_different(rows.word), 'yes', 'no')", "yes"),
        ("if(all_different(rows.kind), 'yes', 'no')", "no"),
        ("if(all_equal([2, 4/2]), 'yes', 'no')", "yes"),
        ("if(all_equal(rows.year), 'yes', 'no')", "no"),
        ("min_gap(rows.year)", "326"),
        ("min_gap([1])", "T130"),
        ("len(rows)", "3"),
        ("len('naïve')", "5"),
        ("count(rows.kind, 'fruit')", "2"),
        ("fill('{} and {}', 'a', 2)", "a and 2"),
        ("fill('{} and {}', '__')", "__ and __"),
        ("fill('none', 'a')", "T202"),
        ("fill('{} {} {}', 'a', 'b')", "T202"),
        ("upper('straße')", "STRASSE"),
        ("lower('ÉTÉ')", "été"),
        ("capitalise('it is')", "It is"),
        ("capitalise('')", ""),
        (
            "if(starts_with('running', 'run') and ends_with('running', 'ing'), 'a', 'b')",
            "a",
        ),
        ("if(contains('running', 'nn'), 'a', 'b')", "a"),
        ("split('a, b, c', ', ')", "a, b and c"),
        ("letters('its')[3]", "s"),
        ("replace('make a cake', 'ake', 'aking')", "making a caking"),
        ("replace('abc', '', 'x')", "abc"),
        ("sort_by(rows, [1, 2])[1].word", "T130"),
        ("rows", "T069"),
        ("rows.colour", "T061"),
    ] {
        assert_eq!(shown(expression), expected, "{expression}");
    }
}
