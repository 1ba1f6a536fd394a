//! Questions in plain data: one line, one case, for every kind that has values and forms.

use crate::answer::Request;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    #[serde(flatten)]
    request: Request,
    /// An outcome, or the misconception that should be recognised.
    expect: String,
    /// A part of what the learner is told.
    says: Option<String>,
}

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

#[test]
fn plain_data_is_marked() {
    let corpus: Corpus = toml::from_str(include_str!("requests.toml")).unwrap();
    let faults: Vec<String> = corpus.cases.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn fault(case: &Case) -> Option<String> {
    let (kind, given) = (&case.request.kind, case.request.answer.text());
    let key = case.request.key.text();
    let reply = match case.request.reply() {
        Ok(reply) => reply,
        Err(error) => return Some(format!("{kind} {given} for {key}: {error}")),
    };
    let got = match reply.misconceptions.as_slice() {
        [only] => only,
        _ => reply.outcome,
    };
    let message = reply.message.unwrap_or_default();
    let says = case.says.as_deref().unwrap_or_default();
    (got != case.expect || !message.contains(says)).then(|| {
        format!(
            "{kind} {given} for {key}: {got} ({message}), not {} ({says})",
            case.expect
        )
    })
}
