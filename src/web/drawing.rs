//! The competency map as layers of cards and the lines between them.
//!
//! The cards themselves are placed by the style sheet; on wide screens it gives them the measures
//! below, so that the lines computed here meet them.

/// Width and height of a card, and the gaps between them, in pixels: as in the style sheet.
const CARD: (f64, f64) = (260.0, 152.0);
const GAP: (f64, f64) = (32.0, 56.0);

/// Cards side by side at most.
const ACROSS: usize = 4;

/// How wide the drawing is: a full row.
const WIDTH: f64 = ACROSS as f64 * CARD.0 + (ACROSS - 1) as f64 * GAP.0;

/// Rounds of ordering by neighbours; crossings no longer shrink after a few.
const SWEEPS: usize = 6;

/// A prerequisite's line to what needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The SVG path.
    pub path: String,
    /// Whether the prerequisite is met.
    pub open: bool,
}

/// The lines of a map and the size of their drawing.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// In pixels.
    pub width: f64,
    /// In pixels.
    pub height: f64,
    /// From every prerequisite to what needs it.
    pub lines: Vec<Line>,
}

/// Puts the nodes in rows: none stands above or beside what it needs. `needs[i]` are the indices
/// node `i` depends on; unknown ones and cycles are passed over, for a map is checked elsewhere.
pub fn rows(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut layers: Vec<Vec<usize>> = Vec::new();
    for (node, depth) in depths(needs).into_iter().enumerate() {
        if layers.len() <= depth {
            layers.resize(depth + 1, Vec::new());
        }
        if let Some(layer) = layers.get_mut(depth) {
            layer.push(node);
        }
    }
    order(&mut layers, needs);
    layers
        .iter()
        .flat_map(|layer| {
            let rows = layer.len().div_ceil(ACROSS).max(1);
            layer
                .chunks(layer.len().div_ceil(rows).max(1))
                .map(<[usize]>::to_vec)
        })
        .collect()
}

/// The longest chain of prerequisites below each node.
fn depths(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut depth = vec![0; needs.len()];
    // A chain is at most as long as there are nodes; it settles after as many rounds as the map is deep.
    for _ in 0..needs.len() {
        let next: Vec<usize> = needs
            .iter()
            .map(|below| {
                let deepest = below.iter().filter_map(|&n| depth.get(n)).max();
                deepest.map_or(0, |d| (d + 1).min(needs.len() - 1))
            })
            .collect();
        if next == depth {
            break;
        }
        depth = next;
    }
    depth
}

/// Fewer crossings: layer by layer, down and up in turns, every node moves towards the mean place
/// of its neighbours (Sugiyama's barycentre method, doi:10.1109/TSMC.1981.4308636).
fn order(layers: &mut [Vec<usize>], needs: &[Vec<usize>]) {
    let mut place = vec![0.0; needs.len()];
    for layer in layers.iter() {
        put(&mut place, layer);
    }
    let down = 0..layers.len();
    for at in std::iter::repeat_n(down.clone().chain(down.rev()), SWEEPS).flatten() {
        let Some(layer) = layers.get_mut(at) else {
            continue;
        };
        let pull: Vec<f64> = (0..needs.len())
            .map(|node| mean_place(node, needs, &place))
            .collect();
        layer.sort_by(|&a, &b| pull[a].total_cmp(&pull[b]));
        put(&mut place, layer);
    }
}

/// Spreads a layer evenly between 0 and 1.
fn put(place: &mut [f64], layer: &[usize]) {
    for (at, &node) in layer.iter().enumerate() {
        if let Some(place) = place.get_mut(node) {
            *place = (at as f64 + 0.5) / layer.len() as f64;
        }
    }
}

/// The mean place of all a node needs and all that need it; its own if it stands alone.
fn mean_place(node: usize, needs: &[Vec<usize>], place: &[f64]) -> f64 {
    let below = needs[node].iter().copied();
    let above = (0..needs.len()).filter(|&other| needs[other].contains(&node));
    let (sum, count) = below
        .chain(above)
        .filter_map(|neighbour| place.get(neighbour))
        .fold((0.0, 0.0), |(sum, count), place| (sum + place, count + 1.0));
    if count == 0.0 {
        place[node]
    } else {
        sum / count
    }
}

/// The lines of a map whose cards stand in `rows`; `met[i]` says whether node `i` is proficient.
pub fn draw(rows: &[Vec<usize>], needs: &[Vec<usize>], met: &[bool]) -> Drawing {
    let mut place = vec![None; needs.len()];
    for (r, row) in rows.iter().enumerate() {
        for (at, &node) in row.iter().enumerate() {
            if let Some(place) = place.get_mut(node) {
                *place = Some((r, column(at as f64, row.len())));
            }
        }
    }
    let mut lines = Vec::new();
    for (node, below) in needs.iter().enumerate() {
        for &from in below.iter().filter(|&&from| !implied(needs, node, from)) {
            if let (Some(&Some(start)), Some(&Some(end))) = (place.get(from), place.get(node)) {
                lines.push(Line {
                    path: path(rows, start, end),
                    open: met.get(from).copied().unwrap_or_default(),
                });
            }
        }
    }
    // Met ones last, on top of the others.
    lines.sort_by_key(|line| line.open);
    Drawing {
        width: WIDTH,
        height: top(rows.len()) - GAP.1,
        lines,
    }
}

/// The middle of the card at a place of a row of so many, which stands in the middle of the map;
/// half places are the gaps.
fn column(at: f64, count: usize) -> f64 {
    WIDTH / 2.0 + (at - (count as f64 - 1.0) / 2.0) * (CARD.0 + GAP.0)
}

/// The upper edge of a row.
fn top(row: usize) -> f64 {
    row as f64 * (CARD.1 + GAP.1)
}

/// From the lower edge of one card to the upper edge of another, through the gaps of the rows in
/// between that lie nearest to the straight way.
fn path(rows: &[Vec<usize>], (from, x1): (usize, f64), (to, x2): (usize, f64)) -> String {
    let bend = GAP.1 * 0.6;
    let mut path = format!("M{x1} {}", top(from) + CARD.1);
    let mut at = x1;
    for row in from + 1..=to {
        let x = match rows.get(row) {
            Some(cards) if row < to => {
                let straight = x1 + (x2 - x1) * (row - from) as f64 / (to - from) as f64;
                let gaps = (0..=cards.len()).map(|gap| column(gap as f64 - 0.5, cards.len()));
                let far = |x: &f64| (x - straight).abs();
                gaps.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(x2)
            }
            _ => x2,
        };
        let (low, high) = (top(row) - GAP.1, top(row));
        path.push_str(&format!(
            "C{at} {} {x} {} {x} {high}",
            low + bend,
            high - bend
        ));
        if row < to {
            path.push_str(&format!("V{}", high + CARD.1));
        }
        at = x;
    }
    path
}

/// Whether `from` is also a prerequisite of another prerequisite of `node`: its line would say
/// nothing new.
fn implied(needs: &[Vec<usize>], node: usize, from: usize) -> bool {
    let mut seen = vec![false; needs.len()];
    let mut open: Vec<usize> = needs
        .get(node)
        .into_iter()
        .flatten()
        .copied()
        .filter(|&n| n != from)
        .collect();
    while let Some(n) = open.pop() {
        if n == from {
            return true;
        }
        if let Some(visited) = seen.get_mut(n)
            && !std::mem::replace(visited, true)
        {
            open.extend(needs.get(n).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_diamond_has_three_rows_and_no_shortcut() {
        let needs = vec![vec![], vec![0], vec![0], vec![1, 2, 0]];
        let rows = rows(&needs);
        assert_eq!(rows, [vec![0], vec![1, 2], vec![3]]);
        let drawing = draw(&rows, &needs, &[true, false, false, false]);
        assert_eq!(drawing.lines.len(), 4);
        assert_eq!(drawing.lines.iter().filter(|line| line.open).count(), 2);
    }

    #[test]
    fn a_long_line_goes_through_a_gap() {
        let needs = vec![vec![], vec![], vec![0], vec![2, 1]];
        let rows = vec![vec![0, 1], vec![2], vec![3]];
        let drawing = draw(&rows, &needs, &[]);
        let gap = column(0.5, 1);
        let passes = |line: &Line| line.path.contains(&format!("{gap} {}V", top(1)));
        assert_eq!(drawing.lines.iter().filter(|line| passes(line)).count(), 1);
    }

    proptest! {
        #[test]
        fn nothing_stands_beside_or_above_what_it_needs(
            links in proptest::collection::vec((0usize..20, 0usize..20), 0..60)
        ) {
            let mut needs = vec![Vec::new(); 20];
            for (a, b) in links.into_iter().filter(|(a, b)| a > b) {
                needs[a].push(b);
            }
            let rows = rows(&needs);
            let row_of = |node| rows.iter().position(|row| row.contains(&node));
            prop_assert_eq!(rows.iter().map(Vec::len).sum::<usize>(), 20);
            prop_assert!(rows.iter().all(|row| row.len() <= ACROSS));
            for (node, below) in needs.iter().enumerate() {
                for &from in below {
                    prop_assert!(row_of(from) < row_of(node));
                }
            }
        }

        #[test]
        fn any_links_are_survived(links in proptest::collection::vec((0usize..9, 0usize..12), 0..30)) {
            let mut needs = vec![Vec::new(); 9];
            for (a, b) in links {
                needs[a].push(b);
            }
            draw(&rows(&needs), &needs, &[]);
        }
    }
}
