//! A drawing as PNG: drawn by tiny-skia, its texts by their outlines.

use super::canvas::{Anchor, Canvas, Colour, Mark, PAPER, Stroke, Text};
use super::letters::{self, Pen};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;
use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, StrokeDash, Transform,
};

/// Dots of the picture to a pixel of the drawing: sharp on screens of high density and on paper.
const DENSITY: f32 = 2.0;

/// How much a strong text is thickened, as a share of its size.
const STRONG: f64 = 0.035;

/// Draws a drawing and writes it as PNG; none where it is too large to be drawn.
pub(super) fn write(canvas: &Canvas) -> Option<Vec<u8>> {
    let dots = |length: f64| (length * f64::from(DENSITY)).ceil() as u32;
    let mut picture = Pixmap::new(dots(canvas.width), dots(canvas.height))?;
    picture.fill(paint(PAPER, 1.0).shader_colour());
    for mark in &canvas.marks {
        draw(mark, &mut picture);
    }
    Some(encode(&picture))
}

/// A colour to fill with.
struct Fill(Colour, f64);

fn paint(colour: Colour, opacity: f64) -> Fill {
    Fill(colour, opacity)
}

impl Fill {
    fn shader_colour(&self) -> tiny_skia::Color {
        let Self(Colour(red, green, blue), opacity) = *self;
        tiny_skia::Color::from_rgba8(red, green, blue, (opacity * 255.0).round() as u8)
    }

    fn paint(&self) -> Paint<'static> {
        let mut paint = Paint::default();
        paint.set_color(self.shader_colour());
        paint.anti_alias = true;
        paint
    }
}

fn draw(mark: &Mark, picture: &mut Pixmap) {
    match mark {
        Mark::Line(places, line) => {
            if let Some(path) = path(places, false) {
                stroke(&path, line, picture);
            }
        }
        Mark::Area(places, colour, opacity) => {
            if let Some(path) = path(places, true) {
                fill(&path, &paint(*colour, *opacity), picture);
            }
        }
        Mark::Disc((x, y), radius, colour) => {
            let circle =
                |radius: f64| PathBuilder::from_circle(*x as f32, *y as f32, radius as f32);
            for (radius, colour) in [(radius + 0.5, PAPER), (radius - 0.5, *colour)] {
                if let Some(path) = circle(radius) {
                    fill(&path, &paint(colour, 1.0), picture);
                }
            }
        }
        Mark::Text(text) => write_text(text, picture),
    }
}

fn fill(path: &Path, fill: &Fill, picture: &mut Pixmap) {
    let place = Transform::from_scale(DENSITY, DENSITY);
    picture.fill_path(path, &fill.paint(), FillRule::Winding, place, None);
}

fn stroke(path: &Path, line: &Stroke, picture: &mut Pixmap) {
    let stroke = tiny_skia::Stroke {
        width: line.width as f32,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        dash: line
            .dashed
            .then(|| StrokeDash::new(vec![5.0, 4.0], 0.0))
            .flatten(),
        ..tiny_skia::Stroke::default()
    };
    let place = Transform::from_scale(DENSITY, DENSITY);
    picture.stroke_path(path, &paint(line.colour, 1.0).paint(), &stroke, place, None);
}

fn path(places: &[(f64, f64)], closed: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for (at, &(x, y)) in places.iter().enumerate() {
        match at {
            0 => builder.move_to(x as f32, y as f32),
            _ => builder.line_to(x as f32, y as f32),
        }
    }
    if closed {
        builder.close();
    }
    builder.finish()
}

fn write_text(text: &Text, picture: &mut Pixmap) {
    let width = letters::width(&text.text, text.size);
    let start = match text.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -width / 2.0,
        Anchor::End => -width,
    };
    let mut outline = Outline {
        builder: PathBuilder::new(),
        origin: (text.x, text.y),
        upwards: text.upwards,
    };
    letters::outline(&text.text, text.size, (start, 0.0), &mut outline);
    let Some(path) = outline.builder.finish() else {
        return;
    };
    fill(&path, &paint(text.colour, 1.0), picture);
    if text.strong {
        let thicker = Stroke {
            colour: text.colour,
            width: text.size * STRONG,
            dashed: false,
        };
        stroke(&path, &thicker, picture);
    }
}

/// Outlines at the place of a text, which may run upwards.
struct Outline {
    builder: PathBuilder,
    origin: (f64, f64),
    upwards: bool,
}

impl Outline {
    fn place(&self, x: f64, y: f64) -> (f32, f32) {
        let (x, y) = if self.upwards { (y, -x) } else { (x, y) };
        ((self.origin.0 + x) as f32, (self.origin.1 + y) as f32)
    }
}

impl Pen for Outline {
    fn move_to(&mut self, x: f64, y: f64) {
        let (x, y) = self.place(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f64, y: f64) {
        let (x, y) = self.place(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, control: (f64, f64), x: f64, y: f64) {
        let ((x1, y1), (x, y)) = (self.place(control.0, control.1), self.place(x, y));
        self.builder.quad_to(x1, y1, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

/// An opaque picture as PNG (ISO/IEC 15948): eight bits a colour, one compressed stream.
fn encode(picture: &Pixmap) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let mut rows = Vec::with_capacity((width as usize * 3 + 1) * height as usize);
    for row in picture.data().chunks_exact(width as usize * 4) {
        // Each row says how it is filtered: not at all.
        rows.push(0);
        for dot in row.chunks_exact(4) {
            rows.extend_from_slice(&dot[..3]);
        }
    }
    let mut compressed = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory never fails.
    _ = compressed.write_all(&rows);
    let compressed = compressed.finish().unwrap_or_default();
    let mut header = Vec::with_capacity(13);
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    // Eight bits, red, green and blue; the one compression, filtering, no interlace.
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    // 5669 dots a metre are 144 an inch: two to a pixel of 96.
    let mut density = [5669_u32.to_be_bytes(), 5669_u32.to_be_bytes()].concat();
    density.push(1);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(b"IHDR", &header, &mut out);
    chunk(b"pHYs", &density, &mut out);
    chunk(b"IDAT", &compressed, &mut out);
    chunk(b"IEND", &[], &mut out);
    out
}

fn chunk(name: &[u8; 4], data: &[u8], out: &mut Vec<u8>) {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(data);
    out.extend_from_slice(&(data.len() as u32).to_be_bytes());
    out.extend_from_slice(name);
    out.extend_from_slice(data);
    out.extend_from_slice(&sum.sum().to_be_bytes());
}
