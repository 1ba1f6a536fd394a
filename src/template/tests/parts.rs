//! Several parts: error carried forward, places for fields, steps.

use super::*;
use crate::answer::{Marking, Outcome};
use crate::base::PartId;

const DENSITY: &str = r#"+++
title = "Density, then the mass of a second piece"
version = 1

[parameters]
mass = "30.0..60.0 step 0.5"
volume = "20.0..30.0 step 0.5"
second = "12.5..80.0 step 2.5"

[let]
density = "mass/volume"

[require]
different = "second != volume"

[[part]]
id = "density"
weight = 2
kind = "quantity"
key = "density"
unit = "g/cm^3"
significant_figures = 3

[[part]]
id = "mass"
kind = "quantity"
key = "part.density * second"
unit = "g"
significant_figures = 3

[misconceptions.upside_down]
part = "density"
value = "volume/mass"
unless = "mass == volume"

[[example]]
given = { mass = 50.0, volume = 20.5, second = 20.0 }
answers = { density = { "2.44 g/cm^3" = "right", "2440 kg/m^3" = "right", "2.44" = "right_value_wrong_form 0", "0.410 g/cm^3" = "upside_down", "2.5 g/cm^3" = "wrong" }, mass = { "48.8 g" = "right", "0.0488 kg" = "right", "60 g" = "wrong" } }
together = [
  { density = { "2.44 g/cm^3" = "right" }, mass = { "48.8 g" = "right" } },
  { density = { "2.50 g/cm^3" = "wrong" }, mass = { "50.0 g" = "right 1" } },
  { density = { "2.50 g/cm^3" = "wrong" }, mass = { "48.8 g" = "right" } },
  { density = { "0.410 g/cm^3" = "upside_down" }, mass = { "8.20 g" = "right" } },
  { density = { "2.50 g/cm^3" = "wrong" }, mass = { "51.0 g" = "wrong" } },
]
+++
Mass @{mass : decimal 1} g, volume @{volume : decimal 1} cm³.

## Part: density
What is its density?

## Part: mass
What is the mass of @{second : decimal 1} cm³?

## Misconception: upside_down
You divided the volume by the mass.
"#;

fn part(id: &str) -> PartId {
    PartId::new(id).unwrap()
}

#[test]
fn what_follows_from_an_earlier_answer_is_right() {
    let template = sound(DENSITY);
    let ids: Vec<&str> = template
        .parts()
        .iter()
        .map(|part| part.id().as_str())
        .collect();
    assert_eq!(ids, ["density", "mass"]);
    assert_eq!(template.parts()[0].weight(), 2.0);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let draw = drawer.free(0).unwrap();
    let mut instantiator = Instantiator::new(&template);
    instantiator.issue(&mut drawer, &draw).unwrap();
    let instance = instantiator.instance().unwrap();
    let key = |at| template.render_key(&instance, at, Output::Text, Locale::ENGLISH);
    let (density, mass) = (key(0), key(1));
    let responses = [
        (part("density"), density.as_str()),
        (part("mass"), mass.as_str()),
    ];
    let marked = instance.mark(&template, &responses);
    let outcomes: Vec<&Outcome> = marked.iter().map(|(_, marking)| &marking.outcome).collect();
    assert_eq!(
        outcomes,
        [&Outcome::Right, &Outcome::Right],
        "{density} {mass}"
    );
    let follows = |marking: &Marking| marking.message.is_some();
    assert!(!follows(&marked[1].1));
}

#[test]
fn a_division_by_what_was_found_falls_back_to_the_key() {
    let text = DENSITY
        .replace("part.density * second", "second / part.density")
        .replace(
            "\"48.8 g\" = \"right\", \"0.0488 kg\" = \"right\", \"60 g\" = \"wrong\"",
            "\"8.20 g\" = \"right\"",
        );
    let start = text.find("together").unwrap();
    let end = start + text[start..].find("]\n+++").unwrap();
    let text = format!(
        "{}together = [{{ density = {{ \"0 g/cm^3\" = \"wrong\" }}, mass = {{ \"8.20 g\" = \"right\" }} }}, \
         {{ density = {{ \"5.00 g/cm^3\" = \"wrong\" }}, mass = {{ \"4.00 g\" = \"right\" }} }}{}",
        &text[..start],
        &text[end..]
    );
    sound(&text);
}

#[test]
fn orders_of_parts_are_pinned_and_older_ones_read_back() {
    let one: Pinned = serde_json::from_str(
        r#"{"version":1,"index":3,"stratum":0,"incidentals":[1],"options":[2,0,1]}"#,
    )
    .unwrap();
    assert_eq!(one.options.of(0), [2, 0, 1]);
    assert!(
        serde_json::to_string(&one)
            .unwrap()
            .contains(r#""options":[2,0,1]"#)
    );
    let two = r#"{"version":1,"index":3,"stratum":0,"incidentals":[],"options":[[1,0],[]]}"#;
    let read: Pinned = serde_json::from_str(two).unwrap();
    assert_eq!(
        (read.options.of(0), read.options.of(1)),
        (&[1, 0][..], &[][..])
    );
    assert_eq!(serde_json::to_string(&read).unwrap(), two);
}

#[test]
fn fields_have_places_of_their_own() {
    let text = DENSITY.replace("cm³?\n", "cm³? @[mass]\n");
    let template = sound(&text);
    let places: Vec<bool> = template.parts().iter().map(Part::has_slot).collect();
    assert_eq!(places, [false, true]);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    let draw = drawer.free(0).unwrap();
    let mut instantiator = Instantiator::new(&template);
    instantiator.issue(&mut drawer, &draw).unwrap();
    let instance = instantiator.instance().unwrap();
    let section = Section::Part("mass");
    let paper = template
        .render(&instance, section, Output::Text, Locale::ENGLISH)
        .unwrap();
    assert!(paper.ends_with("cm³? ____"), "{paper}");
    let mut field = |name: &str, _, out: &mut String| out.push_str(&format!("<{name}>"));
    let page = template.render_with(
        &instance,
        section,
        Output::Text,
        Locale::ENGLISH,
        &mut field,
    );
    assert!(page.unwrap().ends_with("cm³? <mass>"));
}

#[test]
fn mistakes_with_parts_are_found_where_they_are() {
    let cases = [
        ("id = \"mass\"", "id = \"density\"", "T230", "density"),
        (
            "id = \"mass\"",
            "id = \"mass\"\nstep_of = \"densty\"",
            "T231",
            "densty",
        ),
        (
            "id = \"mass\"",
            "id = \"mass\"\nstep_of = \"mass\"",
            "T231",
            "mass",
        ),
        ("part = \"density\"\n", "", "T232", "upside_down"),
        (
            "part = \"density\"\n",
            "part = \"volume\"\n",
            "T232",
            "volume",
        ),
        (
            "part.density * second",
            "part.mass * second",
            "T233",
            "mass",
        ),
        (
            "key = \"density\"",
            "key = \"density + 0*part.mass\"",
            "T233",
            "mass",
        ),
        (
            "different = \"second != volume\"",
            "different = \"second != volume\"\nz = \"part.density > 1\"",
            "T233",
            "density",
        ),
        ("cm³.\n", "cm³. @[volume]\n", "T234", "volume"),
        ("by the mass.", "by the mass. @[mass]", "T234", "mass"),
        ("cm³.\n", "cm³. @[mass] @[mass]\n", "T235", "mass"),
        ("## Part: mass", "## Part: volume", "T236", "volume"),
        ("unit = \"g\"", "unit = \"gx\"", "T100", "gx"),
    ];
    for (from, to, code, at) in cases {
        let found = findings(&DENSITY.replacen(from, to, 1));
        let here = found
            .iter()
            .any(|finding| finding.0 == code && finding.1 == at);
        assert!(here, "{to}: {found:#?}");
    }
}

/// What follows from a part may have a name; it is computed anew for what a learner found.
#[test]
fn a_named_expression_may_follow_from_an_earlier_part() {
    sound(
        r#"+++
title = "Twice, and twice again"
version = 1

[parameters]
a = "2..9"
b = "2..9"

[let]
four_times = "2*twice"
twice = "2*part.sum"

[[part]]
id = "sum"
kind = "number"
key = "a + b"

[[part]]
id = "four"
kind = "number"
key = "four_times"

[[example]]
given = { a = 2, b = 3 }
together = [
  { sum = { "6" = "wrong" }, four = { "24" = "right" } },
  { sum = { "5" = "right" }, four = { "20" = "right" } },
  { sum = { "6" = "wrong" }, four = { "23" = "wrong" } },
]
+++
What is $@{a} + @{b}$, and four times that?
"#,
    );
}
