//! STACK's answer tests, each as a value and a form.

use crate::case::Stack;
use crate::maxima::{self, Source, Untranslatable, Written};
use crate::numeric;
use crate::rules;
use crate::verdict::{Decided, Got};
use retake::math::{
    Collection, Comparison, Expr, Form, Rational, Relation, Rules, Sense, Symbol, has_form,
    same_system, same_value, written_alike,
};

pub fn decide(case: &Stack) -> Decided {
    let student = case.student.clone().unwrap_or_default();
    let teacher = case.teacher.clone().unwrap_or_default();
    let options = match &case.options {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let got = got(&case.test, &student, &teacher, &options);
    let expects_same = case.expected == "same";
    Decided {
        agrees: (got == Got::Same) == expects_same,
        applicable: !matches!(got, Got::NotApplicable(_)),
        accepted: got == Got::Same && !expects_same,
        test: case.test.clone(),
        student,
        teacher,
        options,
        expected: case.expected.clone(),
        got: got.name().to_owned(),
        why: got.why().to_owned(),
    }
}

fn got(test: &str, student: &str, teacher: &str, options: &str) -> Got {
    let read = |text: &str| maxima::read(text);
    // Figures need nothing to compare with.
    let alone = matches!(test, "SigFigsStrict" | "Expanded" | "LowestTerms");
    let sources = read(student).and_then(|student| {
        let teacher = if alone { "0" } else { teacher };
        Ok((student, read(teacher)?))
    });
    let (student, teacher) = match sources {
        Ok(sources) => sources,
        Err(error @ Untranslatable::Command(_)) => return Got::NotApplicable(error.to_string()),
        Err(error) => return Got::Undecided(error.to_string()),
    };
    let (a, b) = (&student.expr, &teacher.expr);
    if test == "AlgEquiv" && a != b && [a, b].iter().any(|expr| expr.any(&mut maxima::is_noun)) {
        return Got::NotApplicable("a noun is worked out by a computer algebra system".to_owned());
    }
    match test {
        "AlgEquiv" | "AlgEquivNouns" => equal(&student, &teacher, Sense::default()),
        "SubstEquiv" => renamed(a, b, options),
        "EqualComAss" => alike(a, b, Rules::default()),
        "EqualComAssRules" => match rules::read(options) {
            Ok(rules) => alike(a, b, rules),
            Err(unknown) => Got::NotApplicable(format!("rule `{unknown}`")),
        },
        "CasEqual" => alike(a, b, rules::in_order()),
        "SameType" => Got::so(kind(a) == kind(b), "another type"),
        "SysEquiv" => system(a, b),
        "Sets" => match (a, b) {
            (Expr::Collection(Collection::Set, _), Expr::Collection(Collection::Set, _)) => {
                equal(&student, &teacher, Sense::default())
            }
            _ => Got::Different("no set".to_owned()),
        },
        "Equiv" | "EquivFirst" => reasoning(test, a, b, options),
        "PropLogic" => equal(&student, &teacher, Sense::default()),
        "Expanded" | "SingleFrac" | "PartFrac" | "FacForm" | "CompSquare"
            if kind(a) != Kind::Value =>
        {
            Got::Different("no expression".to_owned())
        }
        // There a fraction of a sum is a product, as in (a + b)/2 = (a + b) × 1/2.
        "Expanded" if a.any(&mut is_fraction_of_sum) => {
            Got::Different("a fraction of a sum".to_owned())
        }
        "Expanded" => in_form(a, &[Form::Expanded]),
        "LowestTerms" => in_form(a, &[Form::LowestTerms, Form::RationalDenominator]),
        "SingleFrac" => both(&student, &teacher, &[Form::SingleFraction]),
        "FacForm" => both(&student, &teacher, &[Form::Factored(Some(options.into()))]),
        "PartFrac" => both(
            &student,
            &teacher,
            &[Form::PartialFractions(Some(options.into()))],
        ),
        "CompSquare" => completed_square(&student, &teacher, options),
        "String" | "StringSloppy" => Got::NotApplicable("texts are compared".to_owned()),
        _ => numeric::got(test, a, b, options),
    }
}

/// The exact value of what was written.
pub fn exact(expr: &Written) -> Expr<Rational> {
    expr.map(&mut |number| number.value().clone())
}

/// What a comparison says.
fn compared(comparison: Comparison) -> Got {
    match comparison {
        Comparison::Equal(_) => Got::Same,
        Comparison::Different(witness) => Got::Different(format!("{witness:?}")),
        Comparison::Undecided(doubt) => Got::Undecided(format!("{doubt:?}")),
    }
}

fn equal(student: &Source, teacher: &Source, sense: Sense) -> Got {
    let sense = Sense {
        positive: student.positive || teacher.positive,
        ..sense
    };
    compared(same_value(
        &exact(&student.expr),
        &exact(&teacher.expr),
        &sense,
    ))
}

fn alike(a: &Written, b: &Written, rules: Rules) -> Got {
    Got::so(written_alike(a, b, rules), "written in another way")
}

fn in_form(expr: &Written, forms: &[Form]) -> Got {
    for form in forms {
        if let Err(fault) = has_form(expr, form, &Expr::Boolean(true)) {
            return Got::Different(fault.to_string());
        }
    }
    Got::Same
}

/// The same value, in a form.
fn both(student: &Source, teacher: &Source, forms: &[Form]) -> Got {
    match equal(student, teacher, Sense::default()) {
        Got::Same => in_form(&student.expr, forms),
        other => other,
    }
}

/// The square may be that of an expression, `sin(x)`, which then stands for a symbol.
fn completed_square(student: &Source, teacher: &Source, options: &str) -> Got {
    let same = equal(student, teacher, Sense::default());
    if same != Got::Same {
        return same;
    }
    let Ok(Source { expr: variable, .. }) = maxima::read(options) else {
        return Got::Undecided("the variable is not read".to_owned());
    };
    let name: Symbol = match &variable {
        Expr::Symbol(name) => name.clone(),
        _ => "u".into(),
    };
    let expr = student
        .expr
        .replaced(&mut |part| (*part == variable).then(|| Expr::Symbol(name.clone())));
    in_form(&expr, &[Form::CompletedSquare(Some(name))])
}

/// What sort of thing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Value,
    Equation,
    Statement,
    Text,
    Matrix,
    Interval,
    Collected(Collection),
}

fn kind(expr: &Written) -> Kind {
    match expr {
        Expr::Relation(Relation::Equal, ..) => Kind::Equation,
        Expr::Relation(..) | Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Boolean(_) => {
            Kind::Statement
        }
        Expr::Collection(collection, _) => Kind::Collected(*collection),
        Expr::Matrix(_) => Kind::Matrix,
        Expr::Interval(_) | Expr::Union(_) => Kind::Interval,
        Expr::Apply(name, _) if **name == *"text" => Kind::Text,
        _ => Kind::Value,
    }
}

/// Two lists of equations with the same solutions.
fn system(a: &Written, b: &Written) -> Got {
    let equations = |expr: &Written| match expr {
        Expr::Collection(Collection::List, parts)
            if parts.iter().all(|part| kind(part) == Kind::Equation) =>
        {
            Some(parts.iter().map(exact).collect::<Vec<_>>())
        }
        _ => None,
    };
    match (equations(a), equations(b)) {
        (Some(a), Some(b)) => compared(same_system(&a, &b)),
        _ => Got::Different("no list of equations".to_owned()),
    }
}

/// Reasoning line by line: every line says the same as the one before.
fn reasoning(test: &str, a: &Written, b: &Written, options: &str) -> Got {
    let (Expr::Collection(Collection::List, lines), Expr::Collection(Collection::List, expected)) =
        (a, b)
    else {
        return Got::Different("no list of lines".to_owned());
    };
    let sense = Sense {
        solution_set: true,
        positive: options.contains("assumepos"),
        ..Sense::default()
    };
    // Words between the lines say nothing that can be compared.
    let said = lines.iter().filter(|line| kind(line) != Kind::Text);
    let lines: Vec<_> = said.map(exact).collect();
    if lines.is_empty() {
        return Got::Different("no line".to_owned());
    }
    if test == "EquivFirst"
        && let (Some(first), Some(expected)) = (lines.first(), expected.first())
        && !same_value(first, &exact(expected), &Sense::default()).is_equal()
    {
        return Got::Different("it begins otherwise".to_owned());
    }
    for pair in lines.windows(2) {
        if let [before, after] = pair {
            match compared(same_value(before, after, &sense)) {
                Got::Same => {}
                other => return other,
            }
        }
    }
    Got::Same
}

fn is_fraction_of_sum(expr: &Written) -> bool {
    matches!(expr, Expr::Quotient(above, _) if matches!(**above, Expr::Sum(_)))
}

/// The same but for the names of the variables, save those that the options list.
fn renamed(a: &Written, b: &Written, options: &str) -> Got {
    /// Above, too many ways to try.
    const MOST: usize = 6;
    let names = |expr: &Written| {
        let mut names: Vec<Symbol> = Vec::new();
        expr.any(&mut |part| {
            if let Expr::Symbol(name) = part
                && !names.contains(name)
            {
                names.push(name.clone());
            }
            false
        });
        names
    };
    let fixed = match maxima::read(options) {
        Ok(Source { expr, .. }) => names(&expr),
        Err(_) if options.trim().is_empty() => Vec::new(),
        Err(error) => return Got::Undecided(error.to_string()),
    };
    let (own, wanted) = (names(a), names(b));
    if own.len() != wanted.len() {
        return Got::Different("another number of variables".to_owned());
    }
    if own.len() > MOST {
        return Got::Undecided("many variables".to_owned());
    }
    let (a, b) = (exact(a), exact(b));
    let mut orders = vec![Vec::new()];
    for _ in 0..own.len() {
        orders = orders
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..own.len())
                    .filter(|place| !order.contains(place))
                    .map(|place| [order.as_slice(), &[place]].concat())
            })
            .collect();
    }
    let keeps = |order: &&Vec<usize>| {
        own.iter()
            .zip(order.iter())
            .all(|(name, place)| match wanted.get(*place) {
                Some(other) => name == other || !(fixed.contains(name) || fixed.contains(other)),
                None => false,
            })
    };
    let fits = orders.iter().filter(keeps).any(|order| {
        let renamed = a.replaced(&mut |part| match part {
            Expr::Symbol(name) => {
                let place = own.iter().position(|other| other == name)?;
                wanted
                    .get(*order.get(place)?)
                    .map(|name| Expr::Symbol(name.clone()))
            }
            _ => None,
        });
        same_value(&renamed, &b, &Sense::default()).is_equal()
    });
    Got::so(fits, "no renaming makes it the same")
}
