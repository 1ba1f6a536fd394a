//! Every kind of answer: its key, its options, what is found wrong with it.

use super::*;

/// A template around an answer; its examples say what comes out.
fn around(parameters: &str, answer: &str, examples: &str) -> String {
    format!(
        "+++\ntitle = \"T\"\nversion = 1\nsymbols = [\"x\", \"y\"]\n\n[parameters]\n{parameters}\n\n\
         [answer]\n{answer}\n\n[[example]]\n{examples}\n+++\n@{{a}} @{{b}} @{{c}}\n"
    )
}

const NUMBERS: &str = "a = \"1..4\"\nb = \"5..9\"\nc = \"2..3\"";
const GIVEN: &str = "given = { a = 2, b = 6, c = 3 }";

#[test]
fn keys_of_every_kind_are_marked_against() {
    let cases = [
        (
            "kind = \"number\"\nrange = [\"a\", \"b\"]",
            "\"2\" = \"right\", \"4.5\" = \"right\", \"7\" = \"wrong\"",
        ),
        (
            "kind = \"number\"\nkey = \"b/a/c^2\"\ndecimal_places = 2",
            "\"0.33\" = \"right\", \"0.4\" = \"wrong\"",
        ),
        (
            "kind = \"quantity\"\nkey = \"a*b\"\nunit = \"m/s\"",
            "\"12 m/s\" = \"right\", \"43.2 km/h\" = \"right\", \"12 kg\" = \"wrong\"",
        ),
        (
            "kind = \"equation\"\nkey = \"y == a*x + b\"",
            "\"y = 2x + 6\" = \"right\", \"y - 2x = 6\" = \"right\", \"y = 2x\" = \"wrong\"",
        ),
        (
            "kind = \"equation\"\nkey = \"y == a*x + b\"\nform = \"y\"\nwrong_form_credit = 0.5",
            "\"2x + 6 = y\" = \"right\", \"y - 2x = 6\" = \"right_value_wrong_form 0.5\"",
        ),
        (
            "kind = \"set\"\nkey = \"[a, b]\"",
            "\"{6, 2}\" = \"right\", \"{2}\" = \"wrong\"",
        ),
        (
            "kind = \"tuple\"\nkey = \"[a, b]\"",
            "\"(2, 6)\" = \"right\", \"(6, 2)\" = \"wrong\"",
        ),
        (
            "kind = \"list\"\nkey = \"[a*x, b]\"",
            "\"[2x, 6]\" = \"right\", \"[6, 2x]\" = \"wrong\"",
        ),
        (
            "kind = \"matrix\"\nkey = \"[[a, b], [c, 0]]\"",
            "\"[[2, 6], [3, 0]]\" = \"right\", \"[[2, 6], [0, 3]]\" = \"wrong\"",
        ),
        (
            "kind = \"choices\"\nkey = [\"a\", \"b\"]\npartial = \"each\"",
            "\"2; 6\" = \"right\"",
        ),
        (
            "kind = \"true_false\"\nkey = \"a*b mod c == 0\"",
            "\"true\" = \"right\", \"false\" = \"wrong\"",
        ),
        (
            "kind = \"ordering\"\nkey = \"sort([a, b, -c])\"\npartial = \"adjacent_pairs\"",
            "\"-3; 2; 6\" = \"right\", \"2; 6; -3\" = \"wrong 0.5\", \"6; 2; -3\" = \"wrong 0\"",
        ),
        (
            "kind = \"matching\"\nleft = \"['sum', 'product']\"\nright = \"[a + b, a*b]\"\nextra = \"[b - 10]\"\npartial = \"each\"",
            "\"sum -> 8; product -> 12\" = \"right\", \"sum -> 8; product -> -4\" = \"wrong 0.5\"",
        ),
        (
            "kind = \"categorise\"\nitems = \"[a, b, -c]\"\ncategory = \"['less', 'more', 'less']\"\ncategories = \"['less', 'more', 'equal']\"\npartial = \"each\"",
            "\"2 -> less; 6 -> more; -3 -> less\" = \"right\", \"2 -> less; 6 -> less; -3 -> less\" = \"wrong 2/3\"",
        ),
        (
            "kind = \"text\"\nkey = [\"join('a', a)\", \"'two'\"]\nspelling = 1",
            "\"A2\" = \"right\", \"Two\" = \"right\", \"six\" = \"wrong\"",
        ),
        (
            "kind = \"point\"\nkey = \"[a, b]\"",
            "\"(2, 6)\" = \"right\", \"(6, 2)\" = \"wrong\"",
        ),
        (
            "kind = \"point\"\nkey = \"[[a, b], [c, a]]\"",
            "\"(3, 2), (2, 6)\" = \"right\", \"(2, 6), (2, 3)\" = \"wrong\", \"(2, 6)\" = \"unreadable\"",
        ),
        (
            "kind = \"graph\"\nkey = \"a*x - b\"\npoints = 2",
            "\"(0, -6), (1, -4)\" = \"right\", \"(0, -6), (1, 4)\" = \"wrong\"",
        ),
    ];
    for (answer, outcomes) in cases {
        let text = around(
            NUMBERS,
            answer,
            &format!("{GIVEN}\nanswers = {{ {outcomes} }}"),
        );
        let errors: Vec<_> = findings(&text)
            .into_iter()
            .filter(|found| !["T135", "T136", "T245"].contains(&found.0))
            .collect();
        assert!(errors.is_empty(), "{answer}: {errors:#?}");
    }
}

#[test]
fn conditions_on_a_symbol_are_keys() {
    for (kind, outcomes) in [
        (
            "inequality",
            "\"2 < x <= 6\" = \"right\", \"x < 6\" = \"wrong\"",
        ),
        ("interval", "\"(2, 6]\" = \"right\", \"(2, 6)\" = \"wrong\""),
    ] {
        let answer = format!("kind = \"{kind}\"\nkey = \"x > a and x <= b\"");
        let text = around(
            NUMBERS,
            &answer,
            &format!("{GIVEN}\nanswers = {{ {outcomes} }}"),
        );
        let found = findings(&text);
        assert!(found.is_empty(), "{kind}: {found:#?}");
    }
}

#[test]
fn intervals_are_shown_as_they_are_written() {
    for (key, shown) in [
        ("x > a and x <= b", "(2, 6]"),
        ("b >= x and a <= x", "[2, 6]"),
        ("x < a or x > b", "(−∞, 2) ∪ (6, ∞)"),
        ("a <= x", "[2, ∞)"),
    ] {
        let answer = format!("kind = \"interval\"\nkey = \"{key}\"");
        let wrong = "answers = { \"(0, 1)\" = \"right\" }";
        let found = findings(&around(NUMBERS, &answer, &format!("{GIVEN}\n{wrong}")));
        let told = found.iter().map(|found| found.2.as_str());
        let told: Vec<&str> = told.filter(|told| told.contains(shown)).collect();
        assert_eq!(told.len(), 1, "{key}: {found:#?}");
    }
}

#[test]
fn every_mistake_in_a_kind_is_found() {
    let cases = [
        ("kind = \"ordering\"\nkey = \"[a, b, a]\"", "T239"),
        (
            "kind = \"ordering\"\nkey = \"['u', 'v']\"\nby = \"[c, 3]\"",
            "T239",
        ),
        ("kind = \"ordering\"\nkey = \"[a]\"", "T238"),
        (
            "kind = \"matching\"\nleft = \"[a, b]\"\nright = \"[c, 3]\"",
            "T240",
        ),
        (
            "kind = \"matching\"\nleft = \"[a, b, c]\"\nright = \"['u', 'v']\"",
            "T238",
        ),
        (
            "kind = \"matching\"\nleft = \"a\"\nright = \"['u', 'v']\"",
            "T238",
        ),
        (
            "kind = \"categorise\"\nitems = \"[a, b, a]\"\ncategory = \"['u', 'v', 'u']\"",
            "T240",
        ),
        (
            "kind = \"categorise\"\nitems = \"[a, b]\"\ncategory = \"['u', 'v']\"\ncategories = \"['u', 'w']\"",
            "T238",
        ),
        ("kind = \"true_false\"\nkey = \"a < b\"", "T245"),
        ("kind = \"point\"\nkey = \"[a, 2*b]\"", "T242"),
        (
            "kind = \"point\"\nkey = \"[a, b]\"\nplane = { x = \"5..1\", y = \"0..9\" }",
            "T242",
        ),
        ("kind = \"number\"\nrange = [\"b\", \"a\"]", "T243"),
        ("kind = \"text\"\nkey = \"' . '\"", "T244"),
        ("kind = \"equation\"\nkey = \"a*x + b\"", "T101"),
        ("kind = \"inequality\"\nkey = \"a < b\"", "T101"),
        ("kind = \"matrix\"\nkey = \"[[a, b], [c]]\"", "T064"),
        ("kind = \"text\"\nkey = \"a\"", "T101"),
        ("kind = \"number\"\nkey = \"a\"\nunit = \"g\"", "T020"),
        ("kind = \"quantity\"\nkey = \"a\"", "T008"),
        ("kind = \"numbr\"\nkey = \"a\"", "T014"),
    ];
    for (answer, code) in cases {
        let text = around(
            NUMBERS,
            answer,
            &format!("{GIVEN}\nanswers = {{ \"?\" = \"unreadable\" }}"),
        );
        let found = findings(&text);
        assert!(
            found.iter().any(|finding| finding.0 == code),
            "{answer}: {found:#?}"
        );
    }
}

#[test]
fn reasons_are_chosen_from() {
    let text = around(
        NUMBERS,
        "kind = \"true_false\"\nkey = \"a*b mod c == 0\"\nreason = \"if(a*b mod c == 0, 'it divides', 'it leaves a remainder')\"\noptions = 2\n\n\
         [misconceptions.size]\nvalue = \"'it is larger'\"",
        &format!(
            "{GIVEN}\nanswers = {{ \"true: it divides\" = \"right\", \"true: it is larger\" = \"size\", \"false: it divides\" = \"wrong\" }}"
        ),
    );
    let text = format!("{text}\n## Misconception: size\nCompare.\n");
    let found: Vec<_> = findings(&text)
        .into_iter()
        .filter(|found| found.0 != "T136")
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    let without = text.replace("reason = ", "# ").replace("options = 2\n", "");
    assert!(findings(&without).iter().any(|found| found.0 == "T241"));
}

#[test]
fn what_is_put_in_order_is_never_shown_in_order() {
    let answer = "kind = \"ordering\"\nkey = \"sort([a, b])\"";
    let text = around(
        NUMBERS,
        answer,
        &format!("{GIVEN}\nanswers = {{ \"2; 6\" = \"right\" }}"),
    );
    let template = sound(&text);
    let mut drawer = template.drawer(&secret(), &learner("ada"));
    for k in 0..20 {
        let draw = drawer.free(k).unwrap();
        let mut instantiator = Instantiator::new(&template);
        instantiator.issue(&mut drawer, &draw).unwrap();
        let pinned = instantiator.pinned().clone();
        assert_eq!(pinned.options.of(0), [1, 0]);
        let again = template.instance(&pinned).unwrap();
        let marked = again.mark(&template, &[(crate::base::PartId::only(), "b,a")]);
        assert_eq!(marked[0].1.outcome, crate::answer::Outcome::Right);
        let key = template.render_key(&again, 0, Output::Text, Locale::ENGLISH);
        assert!(key.contains("; "), "{key}");
    }
}
