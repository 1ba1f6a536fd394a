//! The plane that points are set on: its grid and its axes.

use crate::service::PlaneView;

/// The side of a plane's squares in the drawing's units.
const SQUARE: i64 = 20;

/// The most squares along one side; beyond, a square stands for several units.
const MOST_SQUARES: i64 = 20;

/// The lines of a plane in the drawing's units, y growing downwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
    /// Units a square stands for.
    pub step: i64,
    /// Places of the upright lines, with the number at each.
    pub upright: Vec<(i64, i64)>,
    /// Places of the level lines, with the number at each.
    pub level: Vec<(i64, i64)>,
    /// Where the axes run: x of the upright one, y of the level one, at the edge where 0 is outside.
    pub axes: (i64, i64),
}

impl Plane {
    /// The lines of a plane.
    pub fn of(PlaneView { x, y }: PlaneView) -> Self {
        let span = (x.1.saturating_sub(x.0))
            .max(y.1.saturating_sub(y.0))
            .max(1);
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
        let step = steps
            .into_iter()
            .find(|step| span / step <= MOST_SQUARES)
            .unwrap_or(span / MOST_SQUARES + 1);
        let place = |value: i64, from: i64| (value - from) * SQUARE / step;
        let (width, height) = (place(x.1, x.0).max(SQUARE), place(y.1, y.0).max(SQUARE));
        let first = |from: i64| from + (step - from.rem_euclid(step)) % step;
        let lines = |from: i64, to: i64| (first(from)..=to).step_by(step as usize);
        Self {
            width,
            height,
            step,
            upright: lines(x.0, x.1).map(|at| (place(at, x.0), at)).collect(),
            level: lines(y.0, y.1)
                .map(|at| (height - place(at, y.0), at))
                .collect(),
            axes: (
                place(0, x.0).clamp(0, width),
                (height - place(0, y.0)).clamp(0, height),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_has_its_axes_where_zero_is() {
        let plane = Plane::of(PlaneView {
            x: (-10, 10),
            y: (-5, 5),
        });
        assert_eq!((plane.width, plane.height, plane.step), (400, 200, 1));
        assert_eq!(plane.axes, (200, 100));
        assert_eq!(plane.upright.first(), Some(&(0, -10)));
        assert_eq!(plane.level.last(), Some(&(0, 5)));
        let far = Plane::of(PlaneView {
            x: (3, 103),
            y: (0, 40),
        });
        assert_eq!((far.step, far.axes), (5, (0, 160)));
        assert_eq!(far.upright.first(), Some(&(8, 5)));
    }
}
