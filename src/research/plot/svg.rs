//! A drawing as SVG: texts stay texts, and its title and description are read aloud.

use super::canvas::{Anchor, Canvas, Colour, Mark, PAPER, Text};
use crate::doc::{Output, Place, write_text};
use std::fmt::Write;

/// Fonts about as wide as the one texts are measured by, or narrower.
const FONTS: &str = "'DejaVu Sans', Verdana, 'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif";

/// Writes a drawing.
pub(super) fn write(canvas: &Canvas) -> String {
    let mut out = String::new();
    let (width, height) = (number(canvas.width), number(canvas.height));
    // Writing to a text never fails.
    _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\" font-family=\"{FONTS}\">\n<title id=\"title\">"
    );
    escaped(&canvas.title, &mut out);
    out.push_str("</title>\n<desc id=\"description\">");
    escaped(&canvas.description, &mut out);
    _ = writeln!(
        out,
        "</desc>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
        hex(PAPER)
    );
    for mark in &canvas.marks {
        self::mark(mark, &mut out);
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

fn mark(mark: &Mark, out: &mut String) {
    _ = match mark {
        Mark::Line(places, stroke) => write!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{}/>",
            path(places),
            hex(stroke.colour),
            number(stroke.width),
            if stroke.dashed {
                " stroke-dasharray=\"5 4\""
            } else {
                ""
            }
        ),
        Mark::Area(places, colour, opacity) => write!(
            out,
            "<path d=\"{}Z\" fill=\"{}\"{}/>",
            path(places),
            hex(*colour),
            if *opacity < 1.0 {
                format!(" fill-opacity=\"{}\"", number(*opacity))
            } else {
                String::new()
            }
        ),
        Mark::Disc((x, y), radius, colour) => write!(
            out,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\"/>",
            number(*x),
            number(*y),
            number(*radius),
            hex(*colour),
            hex(PAPER)
        ),
        Mark::Text(text) => {
            self::text(text, out);
            Ok(())
        }
    };
}

fn text(text: &Text, out: &mut String) {
    let (x, y) = (number(text.x), number(text.y));
    _ = write!(
        out,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\"",
        number(text.size),
        hex(text.colour)
    );
    out.push_str(match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    });
    if text.strong {
        out.push_str(" font-weight=\"600\"");
    }
    if text.upwards {
        _ = write!(out, " transform=\"rotate(-90 {x} {y})\"");
    }
    out.push('>');
    escaped(&text.text, out);
    out.push_str("</text>");
}

fn path(places: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (at, (x, y)) in places.iter().enumerate() {
        let command = if at == 0 { 'M' } else { 'L' };
        _ = write!(out, "{command}{} {}", number(*x), number(*y));
    }
    out
}

fn escaped(text: &str, out: &mut String) {
    write_text(text, Place::prose(Output::Html), out);
}

/// A number to a hundredth.
fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() / 100.0;
    // Adding 0 makes −0 a 0.
    format!("{}", hundredths + 0.0)
}

fn hex(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
