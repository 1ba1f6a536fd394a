use super::*;
use crate::base::{Diagnostic, Locale, Source, Span};
use crate::math::Rational;
use proptest::prelude::*;

fn compile(text: &str) -> (Document, Vec<Diagnostic>, Source) {
    let source = Source::new("t.md", text);
    let mut diagnostics = Vec::new();
    let document = Document::compile(&source, Span::new(0, text.len()), &mut diagnostics);
    (document, diagnostics, source)
}

/// Writes a document whose holes hold numbers such as `@{-3/4}` or texts such as `@{"Ada"}`.
fn written(text: &str, output: Output) -> String {
    let (document, diagnostics, _) = compile(text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let mut out = String::new();
    let mut fill = |index: usize, place: Place, out: &mut String| {
        let hole = &document.holes()[index];
        let format = hole.format.as_ref().map(|format| format.value);
        let expression = hole.expression.value.as_str();
        let (over, under) = expression.split_once('/').unwrap_or((expression, "1"));
        match over.parse().ok().zip(under.parse().ok()) {
            Some((over, under)) => {
                let value = Rational::new(over, under).expect("a number");
                write_number(&value, format, place, Locale::ENGLISH, out);
            }
            None => write_text(expression.trim_matches('"'), place, out),
        }
    };
    let mut slot = |name: &str, _: Output, out: &mut String| out.push_str(&format!("[{name}]"));
    document.write(output, &mut fill, &mut slot, &mut out);
    out
}

fn text(source: &str) -> String {
    written(source, Output::Text)
}

/// HTML without what every formula repeats.
fn html(source: &str) -> String {
    written(source, Output::Html)
        .replace(" xmlns=\"http://www.w3.org/1998/Math/MathML\"", "")
        .replace(" display=\"inline\"", "")
}

#[test]
fn slots_stand_in_lines_or_alone() {
    let source = "Fill in @[a] and *@[b]*.\n\n@[figure]\n\n- @[c]\n\n| x |\n|---|\n| @[d] |";
    assert_eq!(
        html(source),
        "<p>Fill in [a] and <em>[b]</em>.</p>\n[figure]\n<ul><li>[c]</li></ul>\n<table><thead><tr>\
         <th scope=\"col\">x</th></tr></thead><tbody><tr><td>[d]</td></tr></tbody></table>"
    );
    assert_eq!(
        text(source),
        "Fill in [a] and [b].\n\n[figure]\n\n• [c]\n\nx\n--\n[d]"
    );
    let (document, _, _) = compile(source);
    let alone = document.slots().iter().map(|slot| slot.alone);
    assert_eq!(alone.collect::<Vec<_>>(), [false, false, true, true, false]);
    let (_, diagnostics, _) = compile("$x = @[a]$");
    assert_eq!(diagnostics[0].code.0, "D016");
}

const RICH: &str = r#"Solve for $x$, **@{"Ada"}** *with care*:

$$3x @{-5 : signed} = \frac{@{7}}{@{-2}}$$

1. Undo the @{-5 : signed} on both sides.
2. `x < @{2}` costs \$5,\
   or @{3/4} of it:
   - $x^{@{2}} \le 0.\overline{3}$
   - [more](https://a.org/?x=1&y=2)

| name | share |
|:-----|------:|
| oak  | @{1/4 : percent} |
"#;

#[test]
fn a_rich_document_as_text() {
    assert_eq!(
        text(RICH),
        "Solve for x, Ada with care:

3x − 5 = 7/(−2)

1. Undo the −5 on both sides.
2. x < 2 costs $5,
   or 3/4 of it:
   • x² ≤ 0.3\u{305}
   • more (https://a.org/?x=1&y=2)

name | share
-----|------
oak  |    25%"
    );
}

#[test]
fn a_rich_document_as_latex() {
    assert_eq!(
        written(RICH, Output::Latex),
        r"Solve for $x$, \textbf{Ada} \emph{with care}:

$$3x -5 = \frac{7}{-2}$$
\begin{enumerate}
\item Undo the $-5$ on both sides.
\item \texttt{x~\textless{}~2} costs \$5,\\
or $\frac{3}{4}$ of it:
\begin{itemize}
\item $x^{2} \le 0.\overline{3}$
\item \href{https://a.org/?x=1\&y=2}{more}
\end{itemize}
\end{enumerate}

\begin{tabular}{lr}
name & share \\
\hline
oak & 25\% \\
\end{tabular}"
    );
}

#[test]
fn a_rich_document_as_html() {
    let out = html(RICH);
    assert_eq!(tree(&written(RICH, Output::Html)).map(|_| ()), Ok(()));
    assert_eq!(
        out,
        "<p>Solve for <span class=\"together\"><math><mi>x</mi></math>,</span> <strong>Ada</strong> <em>with care</em>:</p>
<p><math display=\"block\"><mn>3</mn><mi>x</mi><mo>−</mo><mn>5</mn><mo>=</mo><mfrac><mrow><mrow><mn>7</mn></mrow></mrow><mrow><mrow><mrow><mo>−</mo><mn>2</mn></mrow></mrow></mrow></mfrac></math></p>
<ol><li>Undo the −5 on both sides.</li><li><code>x &lt; 2</code> costs $5,<br>
or <math><mfrac><mrow><mn>3</mn></mrow><mrow><mn>4</mn></mrow></mfrac></math> of it:
<ul><li><math><msup><mi>x</mi><mrow><mrow><mn>2</mn></mrow></mrow></msup><mo>≤</mo><mn>0</mn><mo lspace=\"0\" rspace=\"0\">.</mo><mover><mrow><mn>3</mn></mrow><mo stretchy=\"true\">‾</mo></mover></math></li><li><a href=\"https://a.org/?x=1&amp;y=2\" rel=\"noopener noreferrer\">more</a></li></ul></li></ol>
<table><thead><tr><th scope=\"col\" class=\"left\">name</th><th scope=\"col\" class=\"right\">share</th></tr></thead><tbody><tr><td class=\"left\">oak</td><td class=\"right\">25%</td></tr></tbody></table>"
    );
}

#[test]
fn mathematics_reads_as_plain_text() {
    assert_eq!(
        text(r"$\frac{x + 1}{2y} \times \sqrt{2}$"),
        "(x + 1)/(2y) × √2"
    );
    assert_eq!(text(r"$\sqrt{x+1} \div \sqrt[3]{8}$"), "√(x + 1) ÷ ³√8");
    assert_eq!(text(r"$2\frac{1}{2} \cdot -3$"), "2 1/2 · −3");
    assert_eq!(text(r"$x_1 - (-3)^2 \ne 90^\circ$"), "x₁ − (−3)² ≠ 90°");
    assert_eq!(text(r"$5\,\text{cm of } @{2}\text{ m}$"), "5 cm of 2 m");
    assert_eq!(text(r"$1{,}000 > 3, 4$"), "1,000 > 3, 4");
    assert_eq!(text(r"$@{3/4}^{@{2}} + a^{n+1}$"), "(3/4)² + a^(n + 1)");
    assert_eq!(text(r"$\frac{@{1/2}}{@{-3}}$"), "(1/2)/(−3)");
    assert_eq!(text(r"$\left( \frac{a}{b} \right) x$"), "(a/b)x");
    assert_eq!(text(r"$|@{3} - @{-4 : paren}|$"), "|3 − (−4)|");
    assert_eq!(text(r#"$@{4} @{"+"} @{3} @{"≤"} n$"#), "4 + 3 ≤ n");
    assert_eq!(
        text(r"$$\begin{aligned} x &= 2 \\ y &= 3 \end{aligned}$$"),
        "x = 2\ny = 3"
    );
    assert_eq!(text(r"$\sin x = f(x)$"), "sin x = f(x)");
}

#[test]
fn values_take_the_place_of_whole_elements() {
    assert_eq!(
        html("$@{2}x$"),
        "<p><math><mrow><mn>2</mn></mrow><mi>x</mi></math></p>"
    );
    assert_eq!(
        html(r"$a_@{1}^@{2}$"),
        "<p><math><msubsup><mi>a</mi><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></msubsup></math></p>"
    );
    assert_eq!(
        html(r#"$\text{for @{"A&B"} only}$"#),
        "<p><math><mrow><mtext>for\u{a0}</mtext><mtext>A&amp;B</mtext><mtext>\u{a0}only</mtext></mrow></math></p>"
    );
    assert_eq!(
        html(r"$x @{5 : signed}$, $@{5 : signed}$"),
        "<p><span class=\"together\"><math><mi>x</mi><mo>+</mo><mn>5</mn></math>,</span> <math><mrow><mrow><mo>+</mo><mn>5</mn></mrow></mrow></math></p>"
    );
    assert_eq!(
        html(r"$a < b \& c$"),
        "<p><math><mi>a</mi><mo>&lt;</mo><mi>b</mi><mi>&amp;</mi><mi>c</mi></math></p>"
    );
}

#[test]
fn holes_know_whether_they_stand_in_mathematics() {
    let (document, diagnostics, source) = compile("@{a} $@{b} \\text{@{c}}$ `@{d}`");
    assert!(diagnostics.is_empty());
    let math: Vec<_> = document.holes().iter().map(|hole| hole.math).collect();
    assert_eq!(math, [false, true, false, false]);
    assert_eq!(source.slice(document.holes()[1].span), "@{b}");
}

#[test]
fn what_documents_do_not_have_is_reported_at_its_place() {
    let (document, diagnostics, source) = compile(
        "é @{x <b>bold</b>\n\n![i](https://a.org)\n\n### Title\n\n[l](http://a.org) [@{a}](https://@{b})\n\nIt costs $5.\n\n$x^{@{n}$ and $1 \\tims 2$\n\n<div>\nx\n</div>\n\n---\n\n- $\\frac{@{k}}$ ok @{z : lists}\n",
    );
    let found: Vec<_> = diagnostics
        .iter()
        .map(|d| {
            format!(
                "{} {} {}",
                d.line_column().0,
                d.code,
                source.slice(d.labels[0].span)
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "1 D001 @{",
            "19 D003 lists",
            "3 D007 ![i](https://a.org)",
            "5 D008 ### Title",
            "7 D009 [l](http://a.org)",
            "7 D013 [@{a}](https://@{b})",
            "9 D011 $",
            "11 D011 $",
            "13 D006 <div>\nx\n</div>",
            "17 D012 ---",
            "11 D010 \\tims",
            "19 D010 \\frac{@{k}}",
        ]
    );
    assert_eq!(document.holes().len(), 5);
}

/// What stands in an XML text: `<name>` and `</name>` for tags, anything else is text.
fn tree(markup: &str) -> Result<Vec<String>, String> {
    let mut parts = Vec::new();
    let mut open = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        let (tag, after) = tag[1..].split_once('>').ok_or("a tag is not closed")?;
        parts.push(unescaped(before)?);
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or("");
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) || tag.contains('<')
        {
            return Err(format!("`{tag}` is not a tag"));
        }
        if tag.starts_with('/') {
            let opened = open.pop();
            if opened != Some(name) {
                return Err(format!("`{tag}` closes {opened:?}"));
            }
        } else if !tag.ends_with('/') && name != "br" {
            open.push(name);
        }
        parts.push(format!("<{tag}>"));
        rest = after;
    }
    parts.push(unescaped(rest)?);
    match open.last() {
        Some(name) => Err(format!("`{name}` is not closed")),
        None => Ok(parts),
    }
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut out = text.to_owned();
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ] {
        out = out.replace(entity, character);
    }
    match out.replace("&amp;", "").contains('&') {
        true => Err(format!("`{text}` has a bare `&`")),
        false => Ok(out.replace("&amp;", "&")),
    }
}

const HOLES: &str = "Say @{a}, **@{a}** `@{a}` [@{a}](https://a.org)\n\n- $x^@{a} + \\frac{@{a}}{2} \\text{for @{a}}$\n\n| a |\n|--|\n| @{a} |\n";

fn with_value(document: &Document, value: &str, output: Output) -> String {
    let mut out = String::new();
    document.write(
        output,
        &mut |_, place, out| write_text(value, place, out),
        &mut |_: &str, _, _: &mut String| {},
        &mut out,
    );
    out
}

proptest! {
    /// Whatever a value holds, it is text where its hole stood, and nothing else.
    #[test]
    fn a_value_never_changes_the_structure(value in "[ -~é−\n\u{e000}]{2,12}") {
        let (document, _, _) = compile(HOLES);
        let plain = tree(&with_value(&document, "MARK", Output::Html)).expect("well-formed");
        let html = tree(&with_value(&document, &value, Output::Html)).expect("well-formed");
        let visible = value.replace('\n', " ");
        let expected: Vec<_> = plain.iter().map(|part| part.replace("MARK", &visible)).collect();
        prop_assert_eq!(html, expected);
        let latex = with_value(&document, &value, Output::Latex);
        let bare = latex.replace("\\\\", "").replace("\\{", "").replace("\\}", "");
        prop_assert_eq!(bare.matches('{').count(), bare.matches('}').count());
    }

    /// Any text compiles to well-formed HTML, with or without findings.
    #[test]
    fn any_text_compiles(
        text in "([a-cx1-3 \n*_`$^{}\\\\|<>&\\[\\]()#.+=-]|@\\{a\\}|\\\\frac|\\\\text\\{|- |\\$\\$|\\\\left\\(|\n\n){0,50}"
    ) {
        let (document, _, _) = compile(&text);
        let html = with_value(&document, "<v>", Output::Html);
        prop_assert!(tree(&html).is_ok(), "{:?}: {}", tree(&html), html);
        with_value(&document, "<v>", Output::Text);
        with_value(&document, "<v>", Output::Latex);
    }
}

#[test]
fn deep_nesting_is_refused_instead_of_followed() {
    for text in [
        "> ".repeat(3000),
        "- ".repeat(3000),
        "*a ".repeat(3000),
        "[".repeat(3000),
        format!("${}$", "{".repeat(900)),
        format!("${}x$", "\\sqrt".repeat(390)),
        format!("${}x$", "\\frac1".repeat(330)),
        format!("${}x$", "x^".repeat(900)),
        format!("${}$", "\\left(".repeat(300)),
    ] {
        let (document, _, _) = compile(&text);
        with_value(&document, "v", Output::Html);
    }
}
