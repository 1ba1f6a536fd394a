//! Every ink can be read on its ground.

/// The relative luminance of `#rrggbb`, in [0, 1]. WCAG 2.2, “relative luminance”.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        match share <= 0.04045 {
            true => share / 12.92,
            false => ((share + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// WCAG 2.2, “contrast ratio”: 1 to 21.
fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_ink_can_be_read_on_its_ground() {
    const READABLE: f64 = 4.5; // WCAG 2.2, 1.4.3, level AA
    let style = include_str!("../assets/style.css");
    let palettes: Vec<&str> = style.split(":root {").skip(1).collect();
    assert_eq!(palettes.len(), 2, "a light palette and a dark one");
    for palette in palettes {
        let colour = |name: &str| {
            let (_, rest) = palette.split_once(&format!("--{name}: ")).unwrap();
            rest.split(';').next().unwrap()
        };
        let plain = [
            "page",
            "sheet",
            "square",
            "blue-soft",
            "green-soft",
            "amber-soft",
            "red-soft",
        ];
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for ink in ["ink", "muted"] {
            pairs.extend(plain.map(|ground| (ink, ground)));
        }
        for ink in ["blue", "green", "amber", "red", "lock"] {
            pairs.extend([(ink, "page"), (ink, "sheet")]);
        }
        pairs.extend([
            ("blue", "blue-soft"),
            ("green", "green-soft"),
            ("amber", "amber-soft"),
        ]);
        pairs.extend([
            ("red", "red-soft"),
            ("on-blue", "blue"),
            ("on-blue", "blue-deep"),
        ]);
        for (ink, ground) in pairs {
            let ratio = contrast(colour(ink), colour(ground));
            assert!(ratio >= READABLE, "{ink} on {ground}: {ratio:.2}");
        }
    }
}
