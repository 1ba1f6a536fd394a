//! `[figure]`: what is drawn beside the stem.

use super::reader::{Reader, Table, Value};
use super::{Entry, Text, codes};
use crate::base::{Locale, Span, Spanned, closest};
use toml::de::DeValue;

/// `[figure]`: what is drawn beside the stem, or where `@[figure]` stands.
///
/// Strings are expressions, but for axes (`from..to`), titles and lists of labels, which are texts
/// with holes; one string in the place of a list is an expression that gives the list.
///
/// ```toml
/// [figure]
/// kind = "number_line"
/// axis = "-10..10"                  # from..to, with `step s` where it is not 1
/// tick_labels = "ends"              # all (as they fit), ends, none
/// points = ["a", "b"]               # or one expression that gives a list
/// labels = ["A", "@{b}"]            # texts with holes, or one expression that gives a list
/// intervals = ["[a, b)", "(c, inf)", "if(closed, [d, inf), (d, inf))"]
/// jumps = ["a..a + b"]
/// jump_labels = ["@{b : signed}"]
/// title = "degrees"
/// alt = "A number line from −10 to 10 with a point at @{a}."
///
/// [figure]
/// kind = "axes"
/// x = "-10..10"
/// y = "0..60 step 5"
/// x_title = "time (h)"              # `x` and `y` where they are not said
/// y_title = "distance (km)"
/// functions = ["a*x + b"]           # in one declared symbol
/// function_labels = ["f"]
/// points = ["[p, q]"]               # or { x = "times", y = "distances" }
/// labels = ["P(@{p}, @{q})"]
/// joined = true                     # lines from point to point
/// segments = ["[0, 0, p, q]"]
/// regions = ["y > a*x + b", "x <= 3"]
/// alt = "…"
///
/// [figure]
/// kind = "bar_chart"                # lies on its side where the labels are long
/// labels = ["Mon", "Tue"]
/// values = "visitors"
/// axis = "0..20 step 5"             # where it is left out, as fits
/// x_title = "day"
/// y_title = "visitors"
/// alt = "…"
///
/// [figure]
/// kind = "dot_plot"
/// values = "data"
/// axis = "1..9"
/// title = "books read"
/// alt = "…"
///
/// [figure]
/// kind = "fraction_bar"             # or "fraction_circle"
/// parts = "d"                       # or several: ["d", "e"]
/// shaded = "n"
/// labels = ["@{n}/@{d}"]
/// alt = "…"
///
/// [figure]
/// kind = "geometry"
/// vertices = ["[0, 0]", "[a, 0]", "[0, b]"]
/// # or triangle = "[a, b, c]" (its sides), regular = "n" (sides), angle = "t" (degrees)
/// names = ["A", "B", "C"]
/// sides = ["@{a} cm", "", "@{b} cm"]    # the first from the first vertex to the second
/// angles = ["", "@{t}°"]
/// right_angles = [1]                # vertices, from 1
/// equal_sides = [1, 3]
/// circles = ["[0, 0, r]"]
/// segments = ["[0, 0, r, 0]"]
/// dashed = ["[0, 0, 0, h]"]
/// segment_labels = ["@{r} cm", "h"]
/// points = ["[0, 0]"]
/// labels = ["M"]
/// alt = "…"
///
/// [figure]
/// kind = "table"
/// heads = ["time (s)", "distance (m)"]
/// columns = ["times", "distances"]  # a list for each
/// across = true                     # lists run from left to right
/// title = "A walk"
/// alt = "…"
///
/// [figure.es]                       # what is otherwise in another language
/// alt = "…"
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RawFigure {
    /// The header.
    pub span: Span,
    /// What is drawn.
    pub kind: Spanned<RawFigureKind>,
    /// Its other keys, in file order.
    pub values: Vec<Entry<RawFigureValue>>,
    /// Whether it has an alt text, possibly one that could not be read.
    pub names_alt: bool,
    /// The keys that differ in other languages.
    pub translations: Vec<(Spanned<Locale>, Vec<Entry<RawFigureValue>>)>,
}

/// The kinds of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawFigureKind {
    /// `number_line`
    NumberLine,
    /// `axes`
    Axes,
    /// `bar_chart`
    BarChart,
    /// `dot_plot`
    DotPlot,
    /// `fraction_bar`
    FractionBar,
    /// `fraction_circle`
    FractionCircle,
    /// `geometry`
    Geometry,
    /// `table`
    Table,
}

/// The value of a key of a figure; the key decides whether its strings are expressions or texts.
#[derive(Clone, Debug, PartialEq)]
pub enum RawFigureValue {
    /// `"data"`
    One(Text),
    /// `["a", "b"]`, elements may be empty
    Several(Vec<Text>),
    /// `{ x = "times", y = "distances" }`
    Pair(Text, Text),
    /// `true`
    Flag(Spanned<bool>),
}

impl RawFigure {
    /// Whether it has an alt text of its own in a language.
    pub fn speaks(&self, language: Locale) -> bool {
        let mut translations = self.translations.iter();
        translations.any(|(own, values)| {
            own.value == language && values.iter().any(|entry| entry.name.value == "alt")
        })
    }
}

impl RawFigureValue {
    /// Where it stands; of a list its first element.
    pub fn span(&self) -> Span {
        match self {
            Self::One(text) | Self::Pair(text, _) => text.span,
            Self::Several(texts) => texts.first().map_or_else(Span::default, |text| text.span),
            Self::Flag(flag) => flag.span,
        }
    }
}

const ALLOWED: &str = "an expression in quotes, or a list of them";

impl RawFigureKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::NumberLine,
        Self::Axes,
        Self::BarChart,
        Self::DotPlot,
        Self::FractionBar,
        Self::FractionCircle,
        Self::Geometry,
        Self::Table,
    ];

    /// As an author writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NumberLine => "number_line",
            Self::Axes => "axes",
            Self::BarChart => "bar_chart",
            Self::DotPlot => "dot_plot",
            Self::FractionBar => "fraction_bar",
            Self::FractionCircle => "fraction_circle",
            Self::Geometry => "geometry",
            Self::Table => "table",
        }
    }

    /// The keys it has beside `kind` and `alt`.
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::NumberLine => &[
                "axis",
                "tick_labels",
                "points",
                "labels",
                "intervals",
                "jumps",
                "jump_labels",
                "title",
            ],
            Self::Axes => &[
                "x",
                "y",
                "x_title",
                "y_title",
                "functions",
                "function_labels",
                "points",
                "labels",
                "joined",
                "segments",
                "regions",
            ],
            Self::BarChart => &["labels", "values", "axis", "x_title", "y_title"],
            Self::DotPlot => &["values", "axis", "title"],
            Self::FractionBar | Self::FractionCircle => &["parts", "shaded", "labels"],
            Self::Geometry => &[
                "vertices",
                "triangle",
                "regular",
                "angle",
                "names",
                "sides",
                "angles",
                "right_angles",
                "equal_sides",
                "circles",
                "segments",
                "dashed",
                "segment_labels",
                "points",
                "labels",
            ],
            Self::Table => &["heads", "columns", "across", "title"],
        }
    }
}

/// Reads `[figure]`; `None` when what is to be drawn cannot be said.
pub(super) fn figure(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    top: &[&str],
) -> Option<RawFigure> {
    let Some(value) = table.get("kind") else {
        reader.missing(table, "kind", &kinds());
        return None;
    };
    let kind = kind(reader, value)?;
    let mut allowed = vec!["kind", "alt"];
    allowed.extend(kind.value.keys());
    let languages = Locale::ALL.map(|locale| locale.language);
    let in_language = |key: &str| languages.contains(&key);
    let own = Table {
        name: table.name.clone(),
        span: table.span,
        entries: table
            .entries
            .iter()
            .filter(|(key, _)| !in_language(key.value))
            .cloned()
            .collect(),
    };
    reader.check_keys(&own, &allowed, &[], top);
    let values = values(reader, &own);
    let mut translations = Vec::new();
    for (key, value) in &table.entries {
        let Some(locale) = Locale::of(key.value).filter(|_| in_language(key.value)) else {
            continue;
        };
        let name = format!("[figure.{}]", key.value);
        let keys = "a table with what is otherwise in that language, such as `alt`";
        if let Some(inner) = reader.table(&name, value, keys) {
            reader.check_keys(&inner, allowed.get(1..).unwrap_or_default(), &[], top);
            translations.push((Spanned::new(locale, key.span), self::values(reader, &inner)));
        }
    }
    Some(RawFigure {
        span: table.span,
        kind,
        values,
        names_alt: own.get("alt").is_some(),
        translations,
    })
}

fn kinds() -> String {
    let names: Vec<String> = RawFigureKind::ALL
        .iter()
        .map(|kind| format!("\"{}\"", kind.name()))
        .collect();
    format!("one of {}", names.join(", "))
}

fn kind(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spanned<RawFigureKind>> {
    let text = reader.text("`kind`", value, &kinds())?;
    if let Some(kind) = RawFigureKind::ALL
        .into_iter()
        .find(|kind| kind.name() == text.value)
    {
        return Some(Spanned::new(kind, text.span));
    }
    let help = match closest(&text.value, RawFigureKind::ALL.map(RawFigureKind::name)) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("write {}", kinds()),
    };
    let message = format!("there is no kind of figure \"{}\"", text.value);
    reader.error(codes::WORD, text.span, message, help);
    None
}

fn values(reader: &mut Reader<'_>, table: &Table<'_>) -> Vec<Entry<RawFigureValue>> {
    let mut values = Vec::new();
    for (key, value) in &table.entries {
        if key.value == "kind" {
            continue;
        }
        if let Some(value) = self::value(reader, &format!("`{}`", key.value), value) {
            let name = Spanned::new(key.value.to_owned(), key.span);
            values.push(Entry { name, value });
        }
    }
    values
}

fn value(reader: &mut Reader<'_>, what: &str, value: &Value<'_>) -> Option<RawFigureValue> {
    match value.get_ref() {
        DeValue::Boolean(flag) => {
            let span = reader.span(value);
            Some(RawFigureValue::Flag(Spanned::new(*flag, span)))
        }
        DeValue::Array(array) => {
            let elements: Vec<Option<Text>> = array
                .iter()
                .map(|element| expression(reader, what, element, true))
                .collect();
            elements
                .into_iter()
                .collect::<Option<Vec<Text>>>()
                .map(RawFigureValue::Several)
        }
        DeValue::Table(_) => {
            let allowed = "lists side by side, such as { x = \"times\", y = \"distances\" }";
            let pair = reader.table(what, value, allowed)?;
            reader.check_keys(&pair, &["x", "y"], &[], &[]);
            let mut side = |key: &str| match pair.get(key) {
                Some(value) => expression(reader, what, value, false),
                None => {
                    reader.missing(&pair, key, "a list of coordinates");
                    None
                }
            };
            let (x, y) = (side("x"), side("y"));
            Some(RawFigureValue::Pair(x?, y?))
        }
        _ => expression(reader, what, value, false).map(RawFigureValue::One),
    }
}

/// An expression or a text with holes; a number may do without quotes, and one of several be empty.
fn expression(
    reader: &mut Reader<'_>,
    what: &str,
    value: &Value<'_>,
    may_be_empty: bool,
) -> Option<Text> {
    match value.get_ref() {
        DeValue::Integer(_) | DeValue::Float(_) => {
            let number = reader.number(what, value, ALLOWED)?;
            let written = reader.source.slice(number.span).replace('_', "");
            Some(Spanned::new(written, number.span))
        }
        DeValue::String(text) if may_be_empty && text.is_empty() => {
            let span = reader.span(value);
            Some(Spanned::new(String::new(), span))
        }
        _ => reader.formula(what, value, ALLOWED),
    }
}
