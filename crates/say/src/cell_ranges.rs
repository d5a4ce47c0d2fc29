//! Cells in few words: `D21, D22, E18:E25`.
//!
//! It takes the addresses of cells. It gives their names, with cells one below the other as a range.

use phuluc_grid::At;

/// The least number of cells one below the other that become a range.
const FEWEST: usize = 3;

/// The names of cells and ranges, in the order of their first cells.
pub fn names(cells: &[At]) -> Vec<String> {
    let mut cells = cells.to_vec();
    cells.sort_unstable_by_key(|at| (at.column, at.row));
    cells.dedup();
    let mut named: Vec<(At, String)> = Vec::new();
    for run in cells.chunk_by(|one, other| (one.column, one.row + 1) == (other.column, other.row)) {
        match run {
            [first, .., last] if run.len() >= FEWEST => named.push((*first, format!("{first}:{last}"))),
            _ => named.extend(run.iter().map(|at| (*at, at.to_string()))),
        }
    }
    named.sort_unstable_by_key(|(first, _)| (first.row, first.column));
    named.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::names;
    use phuluc_grid::At;

    #[track_caller]
    fn case(cells: &str, expected: &str) {
        let cells: Vec<At> = cells.split(' ').map(|name| At::named(name).unwrap()).collect();
        assert_eq!(names(&cells).join(", "), expected);
    }

    #[test]
    fn cells_one_below_the_other_are_a_range() {
        case("D21 D22", "D21, D22");
        case("L12 M12", "L12, M12");
        case("E10 E11 E12 E15 D11", "E10:E12, D11, E15");
        case("C9 C10 C11 D9 D10 D11", "C9:C11, D9:D11");
    }
}
