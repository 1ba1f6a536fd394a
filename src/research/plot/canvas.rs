//! A drawing as data: marks at their places, in pixels, y downwards.

use super::letters;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(pub u8, pub u8, pub u8);

/// The paper.
pub(super) const PAPER: Colour = Colour(255, 255, 255);
/// Texts and axes.
pub(super) const INK: Colour = Colour(27, 31, 36);
/// Texts that matter less; 5.9 : 1 against the paper.
pub(super) const SOFT: Colour = Colour(92, 99, 108);
/// Lines to read values by.
pub(super) const GRID: Colour = Colour(226, 230, 234);
/// What was observed: the blue of Okabe & Ito's palette, which the colour-blind tell from its vermilion.
pub(super) const OBSERVED: Colour = Colour(0, 114, 178);
/// What was fitted: their vermilion.
pub(super) const FITTED: Colour = Colour(213, 94, 0);
/// How many there are.
pub(super) const COUNT: Colour = Colour(176, 186, 196);

/// A line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub colour: Colour,
    pub width: f64,
    pub dashed: bool,
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text on its baseline.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub x: f64,
    pub y: f64,
    pub size: f64,
    pub anchor: Anchor,
    pub colour: Colour,
    pub strong: bool,
    /// Whether it runs upwards.
    pub upwards: bool,
    pub text: String,
}

/// Something drawn.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// Through places.
    Line(Vec<(f64, f64)>, Stroke),
    /// An area between places, so opaque.
    Area(Vec<(f64, f64)>, Colour, f64),
    /// A disc with a rim of paper, so that it stands out on lines: its middle and radius.
    Disc((f64, f64), f64, Colour),
    /// A text.
    Text(Text),
}

/// A drawing.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    pub width: f64,
    pub height: f64,
    /// What it is called, and what it shows, for who cannot see it.
    pub title: String,
    pub description: String,
    pub marks: Vec<Mark>,
}

/// Sizes of texts.
pub(super) const TITLE: f64 = 19.0;
pub(super) const HEADING: f64 = 13.0;
pub(super) const BODY: f64 = 12.0;
pub(super) const SMALL: f64 = 11.0;

impl Canvas {
    pub fn new(width: f64) -> Self {
        Self {
            width,
            height: 0.0,
            title: String::new(),
            description: String::new(),
            marks: Vec::new(),
        }
    }

    pub fn line(&mut self, places: Vec<(f64, f64)>, colour: Colour, width: f64) {
        let stroke = Stroke {
            colour,
            width,
            dashed: false,
        };
        self.marks.push(Mark::Line(places, stroke));
    }

    pub fn dashes(&mut self, places: Vec<(f64, f64)>, colour: Colour, width: f64) {
        let stroke = Stroke {
            colour,
            width,
            dashed: true,
        };
        self.marks.push(Mark::Line(places, stroke));
    }

    pub fn area(&mut self, places: Vec<(f64, f64)>, colour: Colour, opacity: f64) {
        self.marks.push(Mark::Area(places, colour, opacity));
    }

    /// A rectangle by two corners.
    pub fn block(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), colour: Colour) {
        self.area(vec![(x1, y1), (x2, y1), (x2, y2), (x1, y2)], colour, 1.0);
    }

    pub fn disc(&mut self, place: (f64, f64), radius: f64, colour: Colour) {
        self.marks.push(Mark::Disc(place, radius, colour));
    }

    pub fn text(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        size: f64,
        colour: Colour,
        text: &str,
    ) {
        self.marks.push(Mark::Text(Text {
            x,
            y,
            size,
            anchor,
            colour,
            strong: false,
            upwards: false,
            text: text.to_owned(),
        }));
    }

    pub fn strong(&mut self, place: (f64, f64), size: f64, text: &str) {
        self.text(place, Anchor::Start, size, INK, text);
        self.last(|text| text.strong = true);
    }

    /// A text that runs upwards, its middle at a place.
    pub fn upwards(&mut self, place: (f64, f64), size: f64, colour: Colour, text: &str) {
        self.text(place, Anchor::Middle, size, colour, text);
        self.last(|text| text.upwards = true);
    }

    fn last(&mut self, change: impl FnOnce(&mut Text)) {
        if let Some(Mark::Text(text)) = self.marks.last_mut() {
            change(text);
        }
    }

    /// A paragraph from a place on, in lines no wider than `most`; returns the height below them.
    pub fn paragraph(&mut self, (x, mut y): (f64, f64), size: f64, most: f64, text: &str) -> f64 {
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if letters::width(&longer, size) > most && !line.is_empty() {
                self.text((x, y), Anchor::Start, size, SOFT, &line);
                y += size * 1.45;
                line = letters::cut(word, size, most);
            } else {
                line = letters::cut(&longer, size, most);
            }
        }
        self.text((x, y), Anchor::Start, size, SOFT, &line);
        y + size * 1.45
    }
}
