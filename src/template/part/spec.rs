//! From an author's words to the kind of answer, with all that says what counts as right.

use crate::answer::{
    AnswerKind, CollectionSpec, EquationSpec, ExpressionSpec, NumberNotation, NumberSpec, Partial,
    PlaneSpec, Precision, QuantitySpec, RealSetNotation, TextSpec, Tolerance,
};
use crate::base::{Spanned, closest};
use crate::math::{Collection, Decimal, Form, Rational, Symbol, Unit};
use crate::template::codes;
use crate::template::compile::{Compiler, Reported, Result};
use crate::template::front_matter::{RawAnswer, RawAnswerKind as Kind, RawTolerance, Text};

/// The ends of a plane's axes where the template does not say.
const PLANE_END: i64 = 10;

/// The points of a graph where the template does not say: two make a line.
const GRAPH_POINTS: u32 = 2;

/// The kind of answer asked for.
pub(super) fn kind(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<AnswerKind> {
    let collection = |collection| {
        AnswerKind::Collection(CollectionSpec {
            collection,
            multiplicity: answer.multiplicity.unwrap_or(false),
        })
    };
    Ok(match answer.kind.value {
        Kind::Number => AnswerKind::Number(number(compiler, answer)?),
        Kind::Quantity => AnswerKind::Quantity(QuantitySpec {
            unit: unit(compiler, answer)?,
            compatible_units: answer.compatible_units.unwrap_or(true),
            number: number(compiler, answer)?,
        }),
        Kind::Expression => AnswerKind::Expression(ExpressionSpec {
            form: form(compiler, answer.form.as_ref())?,
            strict: word(compiler, answer.domain.as_ref(), &["strict"], |word| {
                (word == "strict").then_some(())
            })?
            .is_some(),
        }),
        Kind::Equation => AnswerKind::Equation(EquationSpec {
            solved_for: solved_for(compiler, answer)?,
            solution_set: answer.solution_set.unwrap_or(false),
        }),
        Kind::Inequality => AnswerKind::RealSet(RealSetNotation::Either),
        Kind::Interval => AnswerKind::RealSet(RealSetNotation::Intervals),
        Kind::Set => collection(Collection::Set),
        Kind::List => collection(Collection::List),
        Kind::Tuple => collection(Collection::Tuple),
        Kind::Vector => collection(Collection::Vector),
        Kind::Matrix => AnswerKind::Matrix,
        Kind::Choice => AnswerKind::ChoiceOne,
        Kind::Choices => AnswerKind::ChoiceMany(partial(compiler, answer)?),
        Kind::TrueFalse => AnswerKind::TrueFalse,
        Kind::Ordering => AnswerKind::Ordering(partial(compiler, answer)?),
        Kind::Matching => AnswerKind::Matching(partial(compiler, answer)?),
        Kind::Categorise => AnswerKind::Categorise(partial(compiler, answer)?),
        Kind::Text => AnswerKind::Text(text(answer)),
        Kind::Point => AnswerKind::Point(plane(compiler, answer)?),
        Kind::Graph => AnswerKind::Graph {
            points: answer
                .points
                .as_ref()
                .map_or(GRAPH_POINTS, |points| points.value),
            plane: plane(compiler, answer)?,
        },
        Kind::Performance => AnswerKind::Performance,
    })
}

fn number(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<NumberSpec> {
    let of_numbers = |name: &str| Form::parse(name).filter(Form::is_of_numbers);
    let form = word(compiler, answer.form.as_ref(), &Form::NAMES, of_numbers)?;
    let names = NumberNotation::ALL.map(NumberNotation::name);
    let mut accept = Vec::new();
    for notation in &answer.accept {
        accept.extend(word(
            compiler,
            Some(notation),
            &names,
            NumberNotation::parse,
        )?);
    }
    let precision = match (&answer.significant_figures, &answer.decimal_places) {
        (Some(_), Some(places)) => {
            return compiler.fail(
                codes::ANSWER_WORD,
                places.span,
                "an answer is rounded to significant figures or to places, not to both",
                "leave one of them out",
            );
        }
        (Some(figures), None) => Some(Precision::SignificantFigures(figures.value)),
        (None, Some(places)) => Some(Precision::DecimalPlaces(places.value)),
        (None, None) => None,
    };
    Ok(NumberSpec {
        accept,
        form,
        tolerance: answer.tolerance.as_ref().map(tolerance),
        precision,
    })
}

fn tolerance(raw: &RawTolerance) -> Tolerance {
    match raw {
        RawTolerance::Absolute(number) => Tolerance::Absolute(number.value.value().clone()),
        RawTolerance::Percent(number) => {
            let share = Rational::new(1, 100).unwrap_or(Rational::ZERO);
            Tolerance::Relative(number.value.value() * &share)
        }
    }
}

fn unit(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<String> {
    let Some(text) = &answer.unit else {
        return Err(Reported);
    };
    let unit = text.value.trim();
    if Unit::parse(unit).is_some() {
        return Ok(unit.to_owned());
    }
    compiler.fail(
        codes::ANSWER_WORD,
        text.span,
        format!("the unit `{unit}` is not known"),
        "write a unit such as \"g/cm^3\", \"m/s\" or \"kg\"",
    )
}

fn form(compiler: &mut Compiler<'_>, text: Option<&Text>) -> Result<Option<Form>> {
    word(compiler, text, &Form::NAMES, Form::parse)
}

/// The symbol an equation is to be solved for.
fn solved_for(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<Option<Symbol>> {
    let symbols = compiler.symbols();
    let names: Vec<&str> = symbols.iter().map(AsRef::as_ref).collect();
    word(compiler, answer.form.as_ref(), &names, |word| {
        symbols
            .iter()
            .find(|symbol| symbol.as_ref() == word)
            .cloned()
    })
}

fn partial(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<Partial> {
    let ordering = answer.kind.value == Kind::Ordering;
    let names: &[&str] = if ordering {
        &["adjacent_pairs", "places"]
    } else {
        &["each"]
    };
    let partial = word(compiler, answer.partial.as_ref(), names, |word| {
        match (ordering, word) {
            (true, "adjacent_pairs") => Some(Partial::AdjacentPairs),
            (true, "places") | (false, "each") => Some(Partial::Each),
            _ => None,
        }
    })?;
    Ok(partial.unwrap_or_default())
}

fn text(answer: &RawAnswer) -> TextSpec {
    let words = |words: &[Text]| words.iter().map(|word| word.value.clone()).collect();
    TextSpec {
        spelling: answer
            .spelling
            .as_ref()
            .map_or(0, |spelling| spelling.value),
        case: answer.case.unwrap_or(false),
        accents: answer.accents.unwrap_or(false),
        required: words(&answer.required),
        forbidden: words(&answer.forbidden),
    }
}

fn plane(compiler: &mut Compiler<'_>, answer: &RawAnswer) -> Result<PlaneSpec> {
    let usual = || (Rational::from(-PLANE_END), Rational::from(PLANE_END));
    let (x, y) = match &answer.plane {
        None => (usual(), usual()),
        Some(plane) => (axis(compiler, &plane.x)?, axis(compiler, &plane.y)?),
    };
    let tolerance = match &answer.tolerance {
        None => Rational::ZERO,
        Some(RawTolerance::Absolute(number)) => number.value.value().clone(),
        Some(RawTolerance::Percent(number)) => {
            return compiler.fail(
                codes::ANSWER_WORD,
                number.span,
                "on a plane there is nothing to take a share of",
                "write the distance that is still right, such as 0.25",
            );
        }
    };
    Ok(PlaneSpec { x, y, tolerance })
}

/// `-10..10`
fn axis(compiler: &mut Compiler<'_>, text: &Text) -> Result<(Rational, Rational)> {
    let number = |text: &str| Decimal::parse(text.trim()).map(|decimal| decimal.value().clone());
    let ends = text.value.split_once("..");
    let ends = ends.and_then(|(low, high)| Some((number(low)?, number(high)?)));
    match ends {
        Some((low, high)) if low < high => Ok((low, high)),
        _ => compiler.fail(
            codes::PLANE,
            text.span,
            format!("`{}` is no range from left to right", text.value),
            "write two numbers, such as \"-10..10\"",
        ),
    }
}

/// A word out of a closed set.
pub(super) fn word<T>(
    compiler: &mut Compiler<'_>,
    text: Option<&Spanned<String>>,
    names: &[&str],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    let Some(text) = text else { return Ok(None) };
    match parse(&text.value) {
        Some(value) => Ok(Some(value)),
        None => {
            let help = match closest(&text.value, names.iter().copied()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("allowed are {}", names.join(", ")),
            };
            let message = format!("`{}` is not allowed here", text.value);
            compiler.fail(codes::ANSWER_WORD, text.span, message, help)
        }
    }
}
