//! STACK's names of rewriting rules as ours.

use retake::math::{Rule, Rules};

/// The order of terms and factors matters, and nothing may be rewritten.
pub fn in_order() -> Rules {
    [Rule::TermsInOrder, Rule::FactorsInOrder]
        .into_iter()
        .collect()
}

/// `[ID_TRANS, sqrtRem]`, `ID_TRANS`, `delete(zeroMul, ID_TRANS)`.
///
/// # Errors
/// A name that is not known.
pub fn read(options: &str) -> Result<Rules, String> {
    let options = options.trim();
    if let Some(inner) = options
        .strip_prefix("delete(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let (removed, from) = inner.split_once(',').ok_or_else(|| options.to_owned())?;
        let removed = read(removed)?;
        return Ok(removed.iter().fold(read(from)?, Rules::without));
    }
    let list = options.trim_start_matches('[').trim_end_matches(']');
    let mut rules = Rules::default();
    for name in list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        for rule in named(name).ok_or_else(|| name.to_owned())? {
            rules = rules.with(*rule);
        }
    }
    Ok(rules)
}

fn named(name: &str) -> Option<&'static [Rule]> {
    Some(match name {
        "zeroAdd" => &[Rule::PlusZero],
        "zeroMul" => &[Rule::TimesZero],
        "oneMul" => &[Rule::TimesOne],
        "oneDiv" => &[Rule::OverOne],
        "onePow" => &[Rule::PowerOfOne],
        "idPow" => &[Rule::PowerOne],
        "zeroPow" => &[Rule::PowerOfZero],
        "zPow" => &[Rule::PowerZero],
        "negNeg" => &[Rule::MinusMinus],
        "negDiv" => &[Rule::MinusBelow],
        "negOrd" => &[Rule::MinusSum],
        "negDist" => &[Rule::MinusDistributed],
        "recipMul" | "divDiv" => &[Rule::FractionOfFractions],
        "idDiv" | "divCancel" => &[Rule::Cancelled],
        "intAdd" => &[Rule::IntegersAdded],
        "intMul" => &[Rule::IntegersMultiplied],
        "intPow" => &[Rule::IntegersRaised],
        "intFac" => &[Rule::IntegersFactored],
        "ratAdd" | "ratLow" => &[Rule::FractionsAdded],
        "sqrtRem" => &[Rule::RootsAsPowers],
        "noncomAdd" => &[Rule::TermsInOrder],
        "noncomMul" => &[Rule::FactorsInOrder],
        "comNeg" => &[Rule::MinusAnywhere],
        "comMulNum" => &[Rule::NumbersAnywhere],
        "assAdd" | "assMul" | "unAdd" | "unMul" | "comAdd" | "comMul" | "testdebug"
        | "ALG_TRANS" => &[],
        "ID_TRANS" => &[
            Rule::PlusZero,
            Rule::TimesZero,
            Rule::TimesOne,
            Rule::OverOne,
            Rule::PowerOfOne,
            Rule::PowerOne,
            Rule::PowerOfZero,
            Rule::PowerZero,
        ],
        "NEG_TRANS" => &[Rule::MinusMinus, Rule::MinusBelow, Rule::MinusSum],
        "DIV_TRANS" => &[Rule::FractionOfFractions, Rule::Cancelled, Rule::OverOne],
        "INT_ARITH" => &[
            Rule::IntegersAdded,
            Rule::IntegersMultiplied,
            Rule::IntegersRaised,
        ],
        _ => return None,
    })
}
