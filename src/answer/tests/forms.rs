use crate::base::Locale;
use crate::math::{AnswerSyntax, Expr, Form, Symbol, WrittenNumber, has_form, parse_answer};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    given: String,
    form: String,
    /// What the learner is told; empty where the form is right.
    says: String,
}

#[derive(serde::Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

fn written(text: &str, symbols: &[Symbol]) -> Expr<WrittenNumber> {
    let syntax = AnswerSyntax::of(symbols, Locale::ENGLISH);
    let reading = parse_answer(text, &syntax).unwrap_or_else(|error| panic!("{text}: {error}"));
    reading.expr
}

#[test]
fn forms() {
    let symbols: [Symbol; 2] = ["x".into(), "y".into()];
    let corpus: Corpus = toml::from_str(include_str!("forms.toml")).unwrap();
    let faults: Vec<String> = corpus
        .cases
        .iter()
        .filter_map(|case| {
            let form = Form::parse(&case.form).unwrap();
            let said = match has_form(&written(&case.given, &symbols), &form, &Expr::Boolean(true))
            {
                Ok(()) => String::new(),
                Err(fault) => fault.to_string(),
            };
            let given = &case.given;
            (said != case.says)
                .then(|| format!("{given} {}: “{said}”, not “{}”", case.form, case.says))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
