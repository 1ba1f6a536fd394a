//! Cases of what can be typed: whether it is read, and as what.

use crate::case::{Display, Figures, Separator, Validation};
use crate::maxima::{self, Untranslatable, Written};
use crate::verdict::Decided;
use crate::{numeric, rules};
use retake::base::Locale;
use retake::math::{
    AnswerSyntax, Comparison, Doubt, Expr, Fraction, Function, Sense, WrittenNumber, enclose,
    is_unit, parse_answer, round_to_places, same_value, written_alike,
};

/// What an answer is read as, or why not.
fn read(input: &str, locale: Locale, units: bool) -> Result<Written, String> {
    let functions = ["f".into(), "g".into(), "h".into()];
    let syntax = AnswerSyntax {
        units: units.then_some(is_unit),
        functions: &functions,
        ..AnswerSyntax::any(locale)
    };
    let read = parse_answer(input, &syntax).map_err(|error| error.to_string())?;
    // What has no value is found when it is marked.
    let exact = read
        .expr
        .map(&mut |number: &WrittenNumber| number.value().clone());
    match same_value(&exact, &exact, &Sense::default()) {
        Comparison::Undecided(Doubt::NoValue) => Err("it has no value".to_owned()),
        _ => Ok(read.expr),
    }
}

/// Letters by their names, and indices as parts of a name, in both notations.
fn named_as_here(expr: &Written) -> Written {
    const GREEK: [(char, &str); 24] = [
        ('α', "alpha"),
        ('β', "beta"),
        ('γ', "gamma"),
        ('δ', "delta"),
        ('ε', "epsilon"),
        ('ζ', "zeta"),
        ('η', "eta"),
        ('θ', "theta"),
        ('ι', "iota"),
        ('κ', "kappa"),
        ('λ', "lambda"),
        ('μ', "mu"),
        ('ν', "nu"),
        ('ξ', "xi"),
        ('ο', "omicron"),
        ('π', "pi"),
        ('ρ', "rho"),
        ('σ', "sigma"),
        ('τ', "tau"),
        ('υ', "upsilon"),
        ('φ', "phi"),
        ('χ', "chi"),
        ('ψ', "psi"),
        ('ω', "omega"),
    ];
    let spelled = |name: &str| {
        let mut text = String::new();
        for letter in name.chars() {
            let small = letter.to_lowercase().next().unwrap_or(letter);
            match GREEK.iter().find(|(greek, _)| *greek == small) {
                Some((_, word)) if small == letter => text.push_str(word),
                Some((_, word)) => {
                    text.extend(word.chars().take(1).flat_map(char::to_uppercase));
                    text.push_str(&word[1..]);
                }
                None => text.push(letter),
            }
        }
        text
    };
    expr.replaced(&mut |part| match part {
        Expr::Symbol(name) => Some(Expr::Symbol(spelled(name).as_str().into())),
        // The word log is read; to which base it is differs by convention, not by reading.
        Expr::Call(Function::Ln, arguments) => Some(Expr::Call(
            Function::Log,
            arguments.iter().map(named_as_here).collect(),
        )),
        Expr::Apply(name, indices) if name.ends_with("[]") || name.ends_with('_') => {
            let name = name.trim_end_matches("[]").trim_end_matches('_');
            match indices.as_slice() {
                [Expr::Number(index)] => Some(Expr::Symbol(
                    format!("{name}_{}", index.value()).as_str().into(),
                )),
                _ => Some(Expr::Apply(
                    format!("{name}_").as_str().into(),
                    indices.iter().map(named_as_here).collect(),
                )),
            }
        }
        _ => None,
    })
}

/// Compares what we read with what was expected to be read.
fn decided(
    test: &str,
    input: &str,
    got: Result<Written, String>,
    valid: bool,
    (parsed, notes): (&str, &str),
) -> Decided {
    let mut why = got.as_ref().err().cloned().unwrap_or_default();
    let mut applicable = true;
    let agrees = match (&got, valid) {
        (Err(_), valid) => !valid,
        (Ok(_), false) => {
            why = "it is read here".to_owned();
            false
        }
        (Ok(own), true) => match maxima::read(parsed) {
            Ok(source) => {
                let wanted = named_as_here(&numeric::with_units(&source.expr));
                let own = &named_as_here(&numeric::with_units(own));
                let alike = written_alike(own, &wanted, rules::in_order());
                if !alike {
                    why = format!("read as {own:?}");
                }
                alike
            }
            Err(error @ Untranslatable::Command(_)) => {
                why = error.to_string();
                applicable = false;
                false
            }
            Err(error) => {
                why = error.to_string();
                false
            }
        },
    };
    Decided {
        test: test.to_owned(),
        student: input.to_owned(),
        teacher: parsed.to_owned(),
        options: notes.to_owned(),
        expected: if valid { "valid" } else { "invalid" }.to_owned(),
        got: if got.is_ok() { "valid" } else { "invalid" }.to_owned(),
        why,
        agrees,
        applicable,
        accepted: false,
    }
}

pub fn validation(case: &Validation) -> Decided {
    let got = read(&case.input, Locale::ENGLISH, case.kind == "units");
    let test = format!("reading {}", case.kind);
    let notes = case.notes.as_str().unwrap_or_default();
    decided(&test, &case.input, got, case.valid, (&case.parsed, notes))
}

/// The same text with a decimal point and with a decimal comma.
pub fn separator(case: &Separator) -> [Decided; 2] {
    let comma = Locale::of("de").unwrap_or(Locale::ENGLISH);
    [
        decided(
            "reading decimal point",
            &case.input,
            read(&case.input, Locale::ENGLISH, false),
            case.british_valid,
            (&case.british, ""),
        ),
        decided(
            "reading decimal comma",
            &case.input,
            read(&case.input, comma, false),
            case.continental_valid,
            (&case.continental, ""),
        ),
    ]
}

/// The figures of the first number in a text.
pub fn figures(case: &Figures) -> Decided {
    let number = first_number(&case.input);
    let got = read(&number, Locale::ENGLISH, false)
        .ok()
        .and_then(|expr| retake::math::Figures::written(&expr));
    let wanted = (case.min_sf, case.max_sf, case.dp);
    let found = got.map(|figures| (figures.least, figures.most, figures.places));
    Decided {
        test: "significant figures".to_owned(),
        student: case.input.clone(),
        teacher: String::new(),
        options: String::new(),
        expected: format!("{wanted:?}"),
        got: format!("{found:?}"),
        why: String::new(),
        agrees: found == Some(wanted),
        applicable: true,
        accepted: false,
    }
}

/// The first run of digits with a point and a power of ten among them.
fn first_number(text: &str) -> String {
    let starts = |c: char| c.is_ascii_digit();
    let Some(start) = text.find(|c: char| starts(c) || c == '.') else {
        return text.to_owned();
    };
    let rest = &text[start..];
    let mut end = rest
        .find(|c: char| !starts(c) && c != '.')
        .unwrap_or(rest.len());
    if let Some(after) = rest[end..].strip_prefix(['e', 'E']) {
        let sign = usize::from(after.starts_with(['+', '-']));
        let digits = after[sign..]
            .find(|c: char| !starts(c))
            .unwrap_or(after.len() - sign);
        if digits > 0 {
            end += 1 + sign + digits;
        }
    }
    rest[..end].to_owned()
}

/// A number shown with so many places, zeros at its end left out.
pub fn display(case: &Display) -> Decided {
    let shown = maxima::read(&case.input).ok().and_then(|source| {
        if case.dp as usize > numeric::MOST_DIGITS {
            return None;
        }
        let exact = source
            .expr
            .map(&mut |number: &WrittenNumber| number.value().clone());
        let value = match Fraction::of(&exact)
            .ok()
            .and_then(|fraction| fraction.as_number())
        {
            Some(value) => round_to_places(&value, case.dp),
            None => {
                let (low, high) = enclose(&exact, 128)?;
                let low = round_to_places(&low, case.dp);
                (low == round_to_places(&high, case.dp)).then_some(low)?
            }
        };
        maxima::read(&case.out).ok().map(|wanted| {
            let wanted = wanted
                .expr
                .map(&mut |number: &WrittenNumber| number.value().clone());
            Fraction::of(&wanted)
                .ok()
                .and_then(|fraction| fraction.as_number())
                .is_some_and(|wanted| wanted == value)
        })
    });
    Decided {
        test: "decimal places".to_owned(),
        student: case.input.clone(),
        teacher: String::new(),
        options: case.dp.to_string(),
        expected: case.out.clone(),
        got: format!("{shown:?}"),
        why: String::new(),
        agrees: shown == Some(true),
        applicable: true,
        accepted: false,
    }
}
