//! A scene as SVG that stands in a page: no script, no font of its own, and the ink of the text
//! around it.

use super::lettering::{ASCENT, BAR_GAP, Lettering, STACKED};
use super::scene::{Anchor, Label, Pen, Scene, Shape, Spot, WIDTH, spot};
use crate::doc::escape;

/// No drawing reaches so far, in tenths of a pixel; what would is cut off here.
const FARTHEST: f64 = 100_000.0;

/// Appends the scene, named by its alt text.
pub(super) fn write(scene: &Scene, alt: &str, out: &mut String) {
    out.push_str(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"img\" aria-label=\"",
    );
    escape::html(alt, out);
    out.push_str("\" viewBox=\"0 0");
    numbers(&[WIDTH, scene.height], out);
    out.push_str("\" width=\"");
    number(WIDTH, out);
    out.push_str("\" fill=\"none\" stroke=\"currentColor\" stroke-linecap=\"round\" stroke-linejoin=\"round\">");
    for shape in &scene.shapes {
        write_shape(scene, shape, out);
    }
    out.push_str("<g fill=\"currentColor\" stroke=\"none\" font-family=\"sans-serif\">");
    for label in &scene.labels {
        write_label(scene, label, out);
    }
    out.push_str("</g></svg>");
}

fn write_shape(scene: &Scene, shape: &Shape, out: &mut String) {
    match shape {
        Shape::Line(a, b, pen) => {
            out.push_str("<path d=\"");
            command('M', *a, out);
            command('L', *b, out);
            end(*pen, out);
        }
        Shape::Path { spots, closed, pen } => {
            out.push_str("<path d=\"");
            for (at, place) in scene
                .spots
                .get(spots.clone())
                .unwrap_or_default()
                .iter()
                .enumerate()
            {
                command(if at == 0 { 'M' } else { 'L' }, *place, out);
            }
            out.push_str(if *closed { "Z" } else { "" });
            end(*pen, out);
        }
        Shape::Circle(centre, radius, pen) => {
            out.push_str("<circle");
            for (name, value) in [("cx", centre.x), ("cy", centre.y), ("r", *radius)] {
                attribute(name, value, out);
            }
            attributes(*pen, out);
            out.push_str("/>");
        }
        Shape::Bow(from, control, to, pen) => {
            out.push_str("<path d=\"");
            command('M', *from, out);
            command('Q', *control, out);
            numbers(&[to.x, to.y], out);
            end(*pen, out);
        }
        Shape::Arc {
            centre,
            radius,
            ends,
            large,
            sector,
            pen,
        } => {
            out.push_str("<path d=\"");
            if *sector {
                command('M', *centre, out);
                command('L', ends.0, out);
            } else {
                command('M', ends.0, out);
            }
            out.push('A');
            number(*radius, out);
            numbers(&[*radius], out);
            out.push_str(if *large { " 0 1 1" } else { " 0 0 1" });
            numbers(&[ends.1.x, ends.1.y], out);
            out.push_str(if *sector { "Z" } else { "" });
            end(*pen, out);
        }
    }
}

fn end(pen: Pen, out: &mut String) {
    out.push('"');
    attributes(pen, out);
    out.push_str("/>");
}

/// The class of a pen, and how it draws where there is no style sheet.
fn attributes(pen: Pen, out: &mut String) {
    out.push_str(match pen {
        Pen::Grid => " class=\"grid\" stroke-opacity=\".18\"",
        Pen::Axis => " class=\"axis\" stroke-width=\"1.5\"",
        Pen::Outline => " class=\"outline\" stroke-width=\"2\"",
        Pen::Stretch => " class=\"stretch\" stroke-width=\"4.5\" stroke-linecap=\"butt\"",
        Pen::Curve(0) => " class=\"curve\" stroke-width=\"2.5\"",
        Pen::Curve(1) => " class=\"curve second\" stroke-width=\"2.5\" stroke-dasharray=\"9 6\"",
        Pen::Curve(_) => " class=\"curve third\" stroke-width=\"2.5\" stroke-dasharray=\"1 6\"",
        Pen::Dashed => " class=\"dashed\" stroke-width=\"1.5\" stroke-dasharray=\"6 5\"",
        Pen::Shade => " class=\"shade\" fill=\"currentColor\" fill-opacity=\".14\" stroke=\"none\"",
        Pen::Bar => {
            " class=\"bar\" fill=\"currentColor\" fill-opacity=\".28\" stroke-width=\"1.5\""
        }
        Pen::Mark => " class=\"mark\" fill=\"currentColor\" stroke=\"none\"",
        Pen::Hollow => " class=\"hollow\" stroke-width=\"2.5\"",
        Pen::Arrow => " class=\"arrow\" fill=\"currentColor\" stroke=\"none\"",
        Pen::Head => " class=\"head\" fill=\"currentColor\" stroke=\"none\"",
    });
}

fn write_label(scene: &Scene, label: &Label, out: &mut String) {
    let text = scene.text(label);
    let size = label.lettering.size();
    let area = &label.area;
    let Some(stack) = label.stack else {
        let x = match label.anchor {
            Anchor::Start => area.left,
            Anchor::Middle => (area.left + area.right) / 2.0,
            Anchor::End => area.right,
        };
        let italic = label.lettering != Lettering::Tick && is_letter(text);
        let at = spot(x, area.top + ASCENT * size);
        return write_text(text, at, label.anchor, (size, italic), out);
    };
    let [before, over, under, after] = stack.parts(text);
    let [before_width, width, _] = stack.widths(text, size);
    let (centre, middle) = (
        area.left + before_width + width / 2.0,
        (area.top + area.bottom) / 2.0,
    );
    let small = size * STACKED;
    let baseline = middle + size * (ASCENT / 2.0 - 0.03);
    for (part, at, anchor, size) in [
        (before, spot(area.left, baseline), Anchor::Start, size),
        (
            over,
            spot(centre, middle - BAR_GAP - small * 0.12),
            Anchor::Middle,
            small,
        ),
        (
            under,
            spot(centre, middle + BAR_GAP + small * ASCENT),
            Anchor::Middle,
            small,
        ),
        (
            after.trim_start(),
            spot(
                centre + width / 2.0 + if after.starts_with(' ') { 4.0 } else { 1.0 },
                baseline,
            ),
            Anchor::Start,
            size,
        ),
    ] {
        if !part.is_empty() {
            write_text(part, at, anchor, (size, false), out);
        }
    }
    out.push_str("<path d=\"");
    command('M', spot(centre - width / 2.0, middle), out);
    command('L', spot(centre + width / 2.0, middle), out);
    out.push_str("\" stroke=\"currentColor\" stroke-width=\"1.2\"/>");
}

fn is_letter(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|c| matches!(c, '′' | '₀'..='₉'))
}

fn write_text(text: &str, at: Spot, anchor: Anchor, (size, italic): (f64, bool), out: &mut String) {
    out.push_str("<text");
    attribute("x", at.x, out);
    attribute("y", at.y, out);
    attribute("font-size", size, out);
    out.push_str(match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    });
    out.push_str(if italic {
        " font-style=\"italic\">"
    } else {
        ">"
    });
    escape::html(text, out);
    out.push_str("</text>");
}

fn command(command: char, at: Spot, out: &mut String) {
    out.push(command);
    number(at.x, out);
    numbers(&[at.y], out);
}

fn attribute(name: &str, value: f64, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    number(value, out);
    out.push('"');
}

fn numbers(values: &[f64], out: &mut String) {
    for &value in values {
        out.push(' ');
        number(value, out);
    }
}

/// A number of pixels to the nearest tenth, in the same digits on every platform.
fn number(value: f64, out: &mut String) {
    let tenths = (value * 10.0).round().clamp(-FARTHEST, FARTHEST) as i64;
    if tenths < 0 {
        out.push('-');
    }
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    out.push_str(&whole.to_string());
    if tenth > 0 {
        out.push('.');
        out.push(char::from(b'0' + tenth as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_place_at_most() {
        let shown = |value| {
            let mut out = String::new();
            number(value, &mut out);
            out
        };
        assert_eq!(shown(3.0), "3");
        assert_eq!(shown(-0.04), "0");
        assert_eq!(shown(-1.25), "-1.3");
        assert_eq!(shown(12.349), "12.3");
        assert_eq!(shown(f64::NAN), "0");
        assert_eq!(shown(f64::INFINITY), "10000");
    }
}
