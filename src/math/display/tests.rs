use super::*;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{AnswerSyntax, parse_answer, parse_expression};
use proptest::prelude::*;

/// The expression of a template's text, so that a case is one line.
fn expr(source: &str) -> Expr<Rational> {
    match parse_expression(source) {
        Ok(ast) => build(&ast),
        Err(error) => panic!("{source}: {error}"),
    }
}

fn build(ast: &Ast) -> Expr<Rational> {
    let boxed = |ast: &Ast| Box::new(build(ast));
    match &ast.node {
        Node::Number(literal) => Expr::Number(literal.into()),
        Node::Name(name) => Expr::Symbol(name.as_str().into()),
        // `-3` is the number, as a template with a negative value has it.
        Node::Unary(UnaryOp::Negate, a) => match build(a) {
            Expr::Number(value) => Expr::Number(-&value),
            a => Expr::Negate(Box::new(a)),
        },
        Node::Binary(BinaryOp::Add, a, b) => Expr::Sum(chain(ast, a, build(b))),
        Node::Binary(BinaryOp::Subtract, a, b) => Expr::Sum(chain(ast, a, Expr::Negate(boxed(b)))),
        Node::Binary(BinaryOp::Multiply, a, b) => Expr::Product(chain(ast, a, build(b))),
        Node::Binary(BinaryOp::Divide, a, b) => Expr::Quotient(boxed(a), boxed(b)),
        Node::Binary(BinaryOp::Power, a, b) => Expr::Power(boxed(a), boxed(b)),
        Node::Binary(BinaryOp::Equal, a, b) => Expr::equation(build(a), build(b)),
        Node::Mixed(whole, over, under) => {
            let [whole, over, under] = [whole, over, under].map(|part| Expr::Number(part.into()));
            Expr::Sum(vec![whole, Expr::Quotient(Box::new(over), Box::new(under))])
        }
        other => panic!("{other:?} is no algebra"),
    }
}

/// A chain of one operator is one list; what stands in brackets keeps its own.
fn chain(whole: &Ast, left: &Ast, right: Expr<Rational>) -> Vec<Expr<Rational>> {
    let is_sum = |ast: &Ast| match &ast.node {
        Node::Binary(BinaryOp::Add | BinaryOp::Subtract, first, _) => {
            (first.span.start == ast.span.start).then_some(true)
        }
        Node::Binary(BinaryOp::Multiply, first, _) => {
            (first.span.start == ast.span.start).then_some(false)
        }
        _ => None,
    };
    let mut parts = match build(left) {
        Expr::Sum(parts) if is_sum(left) == Some(true) && is_sum(whole) == Some(true) => parts,
        Expr::Product(parts) if is_sum(left) == Some(false) && is_sum(whole) == Some(false) => {
            parts
        }
        other => vec![other],
    };
    parts.push(right);
    parts
}

fn shown(source: &str, shape: Shape, notation: Notation) -> String {
    let mut out = String::new();
    write_expr(
        &expr(source),
        shape,
        notation,
        Locale::ENGLISH,
        &Rational::clone,
        &mut out,
    );
    out
}

#[test]
fn neat_text() {
    for (source, expect) in [
        ("1*x", "x"),
        ("-1*x", "−x"),
        ("x + -3", "x − 3"),
        ("x - -3", "x + 3"),
        ("-(-x)", "x"),
        ("0*x + 5", "5"),
        ("0*x + 0", "0"),
        ("x + 0 - y", "x − y"),
        ("-3*x + 2", "−3x + 2"),
        ("2 - 3*x", "2 − 3x"),
        ("2 + -3*x", "2 − 3x"),
        ("2 - -3*x", "2 + 3x"),
        ("x*3*y*2", "6xy"),
        ("3*(x + 2)", "3(x + 2)"),
        ("-1*(x + 2)", "−(x + 2)"),
        ("1*(x + 2) + 3", "x + 2 + 3"),
        ("y - (x + 2)", "y − (x + 2)"),
        ("y + (-x + 2)", "y − x + 2"),
        ("(x + 2)*(x - 3)", "(x + 2)(x − 3)"),
        ("(x + 2)*(x + -3)", "(x + 2)(x − 3)"),
        ("(x + 2)*(x + 2)", "(x + 2)²"),
        ("x*x^2*y", "x³y"),
        ("-x*-x", "x²"),
        ("1/2*x", "1/2 x"),
        ("-1/2*x + 1/3", "−1/2 x + 1/3"),
        ("(x + 1)/(x - 2)", "(x + 1)/(x − 2)"),
        ("2*x/3", "2x/3"),
        ("1/(2*x)", "1/(2x)"),
        ("-x/3", "−x/3"),
        ("x/-3", "−x/3"),
        ("(x + 1)/1", "x + 1"),
        ("x^1", "x"),
        ("x^0", "1"),
        ("x^-12", "x⁻¹²"),
        ("x^(1/2)", "x^(1/2)"),
        ("x^n", "x^n"),
        ("x^(n + 1)", "x^(n + 1)"),
        ("(-2)^2", "(−2)²"),
        ("(x + 1)^2", "(x + 1)²"),
        ("(3/4)^2", "(3/4)²"),
        ("(x^2)^3", "(x²)³"),
        ("3*2^n", "3 × 2^n"),
        ("2*3", "2 × 3"),
        ("4/2", "4/2"),
        ("3*(2 + 5)", "3 × (2 + 5)"),
        ("3*speed*time", "3 × speed × time"),
        ("a*x + b == 5", "ax + b = 5"),
        ("9223372036854775807*10 + x", "9223372036854775807 × 10 + x"),
    ] {
        assert_eq!(
            shown(source, Shape::Neat, Notation::Text),
            expect,
            "{source}"
        );
    }
}

#[test]
fn as_written_text() {
    for (source, expect) in [
        ("3*-2 + 5", "3 × (−2) + 5"),
        ("-2*3 + 5", "−2 × 3 + 5"),
        ("5 + -2*3", "5 + (−2) × 3"),
        ("5 - -2", "5 − (−2)"),
        ("3*x", "3x"),
        ("1*x + 0", "1x + 0"),
        ("12/4", "12 ÷ 4"),
        ("12/-4*3", "12 ÷ (−4) × 3"),
        ("3*(12/4)", "3 × (12 ÷ 4)"),
        ("24/(2*3)", "24 ÷ (2 × 3)"),
        ("(3 + 5)/2", "(3 + 5) ÷ 2"),
        ("2*(3 + 4)^2", "2 × (3 + 4)²"),
        ("(-2)^2", "(−2)²"),
        ("-2^2", "−2²"),
        ("2 + (3 + 4)", "2 + (3 + 4)"),
        ("2 - (3 - 4)", "2 − (3 − 4)"),
        ("3*(x + 2)", "3(x + 2)"),
        ("-3*(x + -2)", "−3(x + (−2))"),
        ("(x + 1)/2", "(x + 1)/2"),
        ("-x + 3", "−x + 3"),
        ("3 + -x*2", "3 + (−x) × 2"),
    ] {
        assert_eq!(
            shown(source, Shape::AsWritten, Notation::Text),
            expect,
            "{source}"
        );
    }
}

#[test]
fn latex_and_mathml() {
    for (source, latex, mathml) in [
        ("5", "5", "<mn>5</mn>"),
        ("-3", "-3", "<mrow><mo>−</mo><mn>3</mn></mrow>"),
        ("x", "x", "<mi>x</mi>"),
        (
            "2*x - 3",
            "2x - 3",
            "<mrow><mn>2</mn><mo>\u{2062}</mo><mi>x</mi><mo>−</mo><mn>3</mn></mrow>",
        ),
        (
            "1/2*x",
            r"\frac{1}{2}x",
            "<mrow><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac><mo>\u{2062}</mo><mi>x</mi></mrow>",
        ),
        (
            "-(x + 1)/(x - 2)",
            r"-\frac{x + 1}{x - 2}",
            "<mrow><mo>−</mo><mfrac><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mrow><mi>x</mi><mo>−</mo><mn>2</mn></mrow></mfrac></mrow>",
        ),
        (
            "(x + 1)^2",
            "(x + 1)^{2}",
            "<mrow><msup><mrow><mo>(</mo><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mo>)</mo></mrow><mrow><mn>2</mn></mrow></msup></mrow>",
        ),
        (
            "2*(3/x)",
            r"2 \times \frac{3}{x}",
            "<mrow><mn>2</mn><mo>×</mo><mfrac><mrow><mn>3</mn></mrow><mrow><mi>x</mi></mrow></mfrac></mrow>",
        ),
        (
            "x_1*speed",
            r"x_{1} \times \mathrm{speed}",
            "<mrow><msub><mi>x</mi><mn>1</mn></msub><mo>×</mo><mi>speed</mi></mrow>",
        ),
    ] {
        assert_eq!(
            shown(source, Shape::Neat, Notation::Latex),
            latex,
            "{source}"
        );
        assert_eq!(
            shown(source, Shape::Neat, Notation::MathMl),
            mathml,
            "{source}"
        );
    }
    assert_eq!(
        shown("3*-2 + 12/4", Shape::AsWritten, Notation::Latex),
        r"3 \times (-2) + 12 \div 4"
    );
}

/// What learners type, in LaTeX and MathML.
#[test]
fn typed() {
    let is_unit = |name: &str| matches!(name, "m" | "s");
    let syntax = AnswerSyntax {
        units: Some(is_unit),
        ..AnswerSyntax::any(Locale::ENGLISH)
    };
    for (source, latex, mathml) in [
        (
            "∛8",
            r"\sqrt[3]{8}",
            "<mrow><mrow><mroot><mrow><mn>8</mn></mrow><mrow><mn>3</mn></mrow></mroot></mrow></mrow>",
        ),
        (
            "|x-1|",
            r"\left|x - 1\right|",
            "<mrow><mrow><mo>|</mo><mrow><mi>x</mi><mo>−</mo><mn>1</mn></mrow><mo>|</mo></mrow></mrow>",
        ),
        (
            "1 < x <= 3",
            r"1 < x \le 3",
            "<mrow><mrow><mrow><mrow><mn>1</mn></mrow><mo>&lt;</mo><mrow><mi>x</mi></mrow></mrow><mo>≤</mo><mrow><mn>3</mn></mrow></mrow></mrow>",
        ),
        (
            "x = 2 or x = -2",
            r"x = 2\text{ or }x = -2",
            "<mrow><mrow><mrow><mrow><mi>x</mi></mrow><mo>=</mo><mrow><mn>2</mn></mrow></mrow><mtext>\u{a0}or\u{a0}</mtext><mrow><mrow><mi>x</mi></mrow><mo>=</mo><mrow><mo>−</mo><mn>2</mn></mrow></mrow></mrow></mrow>",
        ),
        (
            "(-inf,3] ∪ (4,inf)",
            r"(-\infty , 3] \cup (4, \infty )",
            "<mrow><mrow><mrow><mo>(</mo><mrow><mo>−</mo><mn>∞</mn></mrow><mo separator=\"true\">,</mo><mrow><mn>3</mn></mrow><mo>]</mo></mrow><mo>∪</mo><mrow><mo>(</mo><mrow><mn>4</mn></mrow><mo separator=\"true\">,</mo><mrow><mn>∞</mn></mrow><mo>)</mo></mrow></mrow></mrow>",
        ),
        (
            "[[1,2],[3,x/2]]",
            r"\begin{pmatrix}1 & 2 \\ 3 & \frac{x}{2}\end{pmatrix}",
            "<mrow><mrow><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mfrac><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></mfrac></mtd></mtr></mtable><mo>)</mo></mrow></mrow>",
        ),
        (
            "9.81 m/s²",
            r"9.81\,\mathrm{m}/\mathrm{s}^{2}",
            "<mrow><mn>9.81</mn><mspace width=\"0.17em\"></mspace><mi mathvariant=\"normal\">m</mi><mo lspace=\"0\" rspace=\"0\">/</mo><msup><mi mathvariant=\"normal\">s</mi><mrow><mn>2</mn></mrow></msup></mrow>",
        ),
        (
            "x ± √2",
            r"x \pm \sqrt{2}",
            "<mrow><mi>x</mi><mo>±</mo><mrow><msqrt><mn>2</mn></msqrt></mrow></mrow>",
        ),
        (
            "log_2 8",
            r"\log_{2}(8)",
            "<mrow><mrow><msub><mi>log</mi><mrow><mn>2</mn></mrow></msub><mo>\u{2061}</mo><mrow><mo>(</mo><mrow><mn>8</mn></mrow><mo>)</mo></mrow></mrow></mrow>",
        ),
        (
            "-2.50e-7",
            r"-2.50 \times 10^{-7}",
            "<mrow><mo>−</mo><mrow><mn>2.50</mn><mo>×</mo><msup><mn>10</mn><mrow><mo>−</mo><mn>7</mn></mrow></msup></mrow></mrow>",
        ),
        (
            "0.(142857)",
            r"0.\overline{142857}",
            "<mrow><mn>0.1\u{305}4\u{305}2\u{305}8\u{305}5\u{305}7\u{305}</mn></mrow>",
        ),
        (
            "2 1/2%",
            r"2\frac{1}{2}\%",
            "<mrow><mrow><mn>2</mn><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></mrow><mo>%</mo></mrow>",
        ),
        (
            "binomial(n,k)",
            r"\binom{n}{k}",
            "<mrow><mrow><mo>(</mo><mfrac linethickness=\"0\"><mrow><mi>n</mi></mrow><mrow><mi>k</mi></mrow></mfrac><mo>)</mo></mrow></mrow>",
        ),
        (
            "a_(n+1)",
            r"a_{n + 1}",
            "<mrow><mrow><msub><mi>a</mi><mrow><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></mrow></msub></mrow></mrow>",
        ),
        (
            "sin(x)^2",
            r"\sin(x)^{2}",
            "<mrow><msup><mrow><mi>sin</mi><mo>\u{2061}</mo><mrow><mo>(</mo><mrow><mrow><mi>x</mi></mrow></mrow><mo>)</mo></mrow></mrow><mrow><mn>2</mn></mrow></msup></mrow>",
        ),
    ] {
        let Ok(reading) = parse_answer(source, &syntax) else {
            panic!("{source} is not read");
        };
        let written = |notation| {
            let mut out = String::new();
            write_reading(&reading.expr, notation, Locale::ENGLISH, &mut out);
            out
        };
        assert_eq!(written(Notation::Latex), latex, "{source}");
        assert_eq!(written(Notation::MathMl), mathml, "{source}");
    }
}

#[test]
fn numbers() {
    let write = |n: i64, d: i64, notation| {
        let mut out = String::new();
        let value = Rational::new(n, d).unwrap_or(Rational::ZERO);
        write_number(&value, notation, Locale::ENGLISH, &mut out);
        out
    };
    assert_eq!(write(0, 1, Notation::Text), "0");
    assert_eq!(write(-1234567, 1, Notation::Text), "−1234567");
    assert_eq!(write(i64::MIN, 1, Notation::Text), "−9223372036854775808");
    assert_eq!(write(3, -4, Notation::Text), "−3/4");
    assert_eq!(write(3, -4, Notation::Latex), r"-\frac{3}{4}");
    assert_eq!(
        write(3, 4, Notation::MathMl),
        "<mfrac><mrow><mn>3</mn></mrow><mrow><mn>4</mn></mrow></mfrac>"
    );
}

#[test]
fn decimals_round_half_away_from_zero() {
    let write = |n: i64, d: i64, places, notation, language| {
        let mut out = String::new();
        let value = Rational::new(n, d).unwrap_or(Rational::ZERO);
        let locale = Locale::of(language).unwrap_or_default();
        write_decimal(&value, places, notation, locale, &mut out);
        out
    };
    for (n, d, places, expect) in [
        (1, 2, 0, "1"),
        (-1, 2, 0, "−1"),
        (5, 8, 2, "0.63"),
        (-5, 8, 2, "−0.63"),
        (1, 3, 4, "0.3333"),
        (7, 1, 2, "7.00"),
        (-1, 1000, 2, "0.00"),
        (999, 1000, 2, "1.00"),
        (1, 20, 2, "0.05"),
        (1, 3, 25, "0.3333333333333333333333333"),
        (-1, i64::MAX, 20, "−0.00000000000000000011"),
        (-1, i64::MAX, 3, "0.000"),
    ] {
        assert_eq!(write(n, d, places, Notation::Text, "en"), expect);
    }
    assert_eq!(write(-3, 2, 1, Notation::Latex, "de"), "-1{,}5");
    assert_eq!(
        write(-3, 2, 1, Notation::MathMl, "de"),
        "<mrow><mo>−</mo><mn>1,5</mn></mrow>"
    );
}

/// Looking at a tree is linear: fifty quotients within products would otherwise take 2^50 steps.
#[test]
fn depth_costs_nothing() {
    for innermost in ["2", "x"] {
        let deep = (0..50).fold(innermost.to_owned(), |inner, _| format!("(({inner})/3*2)"));
        for shape in [Shape::Neat, Shape::AsWritten] {
            assert!(shown(&deep, shape, Notation::Latex).contains(innermost));
        }
    }
}

/// Trees as templates and learners give them, ones, zeros and double signs included.
fn expressions() -> impl Strategy<Value = Expr<Rational>> {
    let number = prop_oneof![
        (-3..=3_i64).prop_map(Rational::from),
        (-9..=9_i64, 1..=4_i64).prop_filter_map("no ratio", |(n, d)| Rational::new(n, d)),
    ];
    let leaf = prop_oneof![
        number.prop_map(Expr::Number),
        "[xy]".prop_map(|symbol| Expr::Symbol(symbol.as_str().into())),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let exponent = prop_oneof![
            (-2..=3_i64).prop_map(|n| Expr::Number(n.into())),
            inner.clone(),
        ];
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed.clone().prop_map(Expr::Negate),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Sum),
            prop::collection::vec(inner, 2..4).prop_map(Expr::Product),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Expr::Quotient(a, b)),
            (boxed, exponent.prop_map(Box::new)).prop_map(|(a, b)| Expr::Power(a, b)),
        ]
    })
}

/// The value at a point; `None` where there is none.
fn value(expr: &Expr<Rational>, x: &Rational, y: &Rational) -> Option<Rational> {
    let at = |expr: &Expr<Rational>| value(expr, x, y);
    match expr {
        Expr::Number(number) => Some(number.clone()),
        Expr::Symbol(symbol) => Some(if **symbol == *"x" { x } else { y }.clone()),
        Expr::Negate(a) => Some(-&at(a)?),
        Expr::Sum(terms) => terms
            .iter()
            .try_fold(Rational::ZERO, |sum, term| Some(&sum + &at(term)?)),
        Expr::Product(factors) => factors.iter().try_fold(Rational::ONE, |product, factor| {
            Some(&product * &at(factor)?)
        }),
        Expr::Quotient(a, b) => at(a)?.checked_div(&at(b)?),
        Expr::Power(a, b) => at(a)?.checked_pow(&at(b)?).ok(),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What is printed as text reads back as the same value, and nobody has to ask what was meant.
    #[test]
    fn text_reads_back(expr in expressions()) {
        let symbols = ["x".into(), "y".into()];
        let syntax = AnswerSyntax::of(&symbols, Locale::ENGLISH);
        for shape in [Shape::Neat, Shape::AsWritten] {
            let mut text = String::new();
            write_expr(&expr, shape, Notation::Text, Locale::ENGLISH, &Rational::clone, &mut text);
            let reading = parse_answer(&text, &syntax);
            let Ok(reading) = reading else {
                return Err(TestCaseError::fail(format!("{text}: {reading:?}")));
            };
            prop_assert_eq!(&reading.ambiguities, &[], "{}", text);
            let again = build(&reading.ast);
            for (x, y) in [(7, 3), (-5, 2), (11, -13)] {
                let (x, y) = (Rational::from(x), Rational::from(y));
                if let Some(expect) = value(&expr, &x, &y) {
                    prop_assert_eq!(value(&again, &x, &y), Some(expect), "{}", text);
                }
            }
        }
    }

    /// The marks of every element balance, and there is exactly one at the top.
    #[test]
    fn mathml_is_one_element(expr in expressions(), neat in any::<bool>()) {
        let shape = if neat { Shape::Neat } else { Shape::AsWritten };
        let mut mathml = String::new();
        write_expr(&expr, shape, Notation::MathMl, Locale::ENGLISH, &Rational::clone, &mut mathml);
        let mut open: Vec<(&str, usize)> = Vec::new();
        let mut top = 0;
        for tag in mathml.split('<').skip(1) {
            let (name, _) = tag.split_once('>').unwrap_or_default();
            if let Some(name) = name.strip_prefix('/') {
                let Some((opened, children)) = open.pop() else {
                    return Err(TestCaseError::fail("closed without being opened"));
                };
                prop_assert_eq!(name, opened);
                if matches!(name, "mfrac" | "msup") {
                    prop_assert_eq!(children, 2, "{}", mathml);
                }
            } else {
                match open.last_mut() {
                    Some((_, children)) => *children += 1,
                    None => top += 1,
                }
                open.push((name, 0));
            }
        }
        prop_assert!(open.is_empty());
        prop_assert_eq!(top, 1, "{}", mathml);
    }
}
