//! The letters of a plot: how wide a text is, and its outlines, whatever fonts a machine has.

use std::sync::LazyLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// DejaVu Sans, cut down to Latin, Greek, Cyrillic and the signs of plots; `font/LICENSE` goes with it.
static FONT: &[u8] = include_bytes!("font/DejaVuSans-subset.ttf");

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(FONT, 0).ok());

/// Stands for a character the font does not have.
const UNKNOWN: char = '\u{25a1}';

/// The width of a text at a size, both in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let Some(face) = FACE.as_ref() else {
        return 0.0;
    };
    let units: u32 = text.chars().map(|c| u32::from(advance(face, c))).sum();
    f64::from(units) * size / f64::from(face.units_per_em())
}

/// The text, its end cut off with an ellipsis where it is wider than `most` pixels.
pub(super) fn cut(text: &str, size: f64, most: f64) -> String {
    // What is no letter would break the line.
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if width(&text, size) <= most {
        return text;
    }
    let mut kept = String::new();
    let mut taken = width("…", size);
    for c in text.chars() {
        taken += width(c.encode_utf8(&mut [0; 4]), size);
        if taken > most {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// Draws the outlines of a text from a place on its baseline; y grows downwards.
pub(super) fn outline(text: &str, size: f64, (x, y): (f64, f64), pen: &mut impl Pen) {
    let Some(face) = FACE.as_ref() else {
        return;
    };
    let scale = size / f64::from(face.units_per_em());
    let mut at = x;
    for c in text.chars() {
        let mut placed = Placed {
            pen,
            x: at,
            y,
            scale,
        };
        face.outline_glyph(glyph(face, c), &mut placed);
        at += f64::from(advance(face, c)) * scale;
    }
}

/// What outlines are drawn with.
pub(super) trait Pen {
    fn move_to(&mut self, x: f64, y: f64);
    fn line_to(&mut self, x: f64, y: f64);
    fn quad_to(&mut self, control: (f64, f64), x: f64, y: f64);
    fn close(&mut self);
}

fn glyph(face: &Face<'_>, c: char) -> GlyphId {
    let found = face.glyph_index(c).or_else(|| face.glyph_index(UNKNOWN));
    found.unwrap_or(GlyphId(0))
}

fn advance(face: &Face<'_>, c: char) -> u16 {
    face.glyph_hor_advance(glyph(face, c)).unwrap_or(0)
}

/// A glyph at its place and size.
struct Placed<'p, P> {
    pen: &'p mut P,
    x: f64,
    y: f64,
    scale: f64,
}

impl<P> Placed<'_, P> {
    fn place(&self, x: f32, y: f32) -> (f64, f64) {
        (
            self.x + f64::from(x) * self.scale,
            self.y - f64::from(y) * self.scale,
        )
    }
}

impl<P: Pen> OutlineBuilder for Placed<'_, P> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.pen.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.pen.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.pen.quad_to(control, x, y);
    }

    // Outlines of TrueType have quadratic curves only.
    fn curve_to(&mut self, _: f32, _: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.quad_to(x2, y2, x, y);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font_and_long_texts_are_cut() {
        // Advance widths of DejaVu Sans: 1303 and 569 of 2048 for 0 and i.
        assert!((width("00", 2048.0) - 2606.0).abs() < 1e-9);
        assert!((width("i", 2048.0) - 569.0).abs() < 1e-9);
        assert_eq!(cut("adding", 12.0, 100.0), "adding");
        let cut = cut("Addition and subtraction of fractions", 12.0, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 12.0) <= 100.0, "{cut}");
    }
}
