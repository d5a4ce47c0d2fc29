//! The order-preserving pairs of rows and lines with the greatest sum of scores, as when two texts are compared.
//!
//! It takes the possible pairs with their scores. It gives the line of each row, and says whether another placement
//! comes close.

use super::align::Match;
use super::candidate_pairs::Pairs;

/// The score above which a pair improves the sum, so that one good pair beats two poor ones.
const WORTH: i32 = 600;
/// The lead that a pair needs over the next best placement.
const MARGIN: i32 = 60;
/// The greatest sums of pairs of rows and lines in order.
pub(super) struct Sums<'p> {
    pairs: &'p Pairs,
    /// The sum for the first rows and lines, by their numbers.
    ahead: Vec<Vec<i32>>,
    /// The sum for the last rows and lines, by the numbers of those skipped.
    behind: Vec<Vec<i32>>,
}

impl<'p> Sums<'p> {
    pub fn of(pairs: &'p Pairs, lines: usize) -> Self {
        Self { pairs, ahead: sums(pairs, lines, false), behind: sums(pairs, lines, true) }
    }

    /// The line of each row in the alignment with the greatest sum.
    pub fn best_way(&self) -> Vec<Option<Match>> {
        let ahead = &self.ahead;
        let mut matches = vec![None; self.pairs.len()];
        let (mut row, mut line) = (self.pairs.len(), ahead[0].len() - 1);
        while row > 0 && line > 0 {
            if ahead[row][line] == ahead[row][line - 1] {
                line -= 1;
            } else if ahead[row][line] == ahead[row - 1][line] {
                row -= 1;
            } else {
                (row, line) = (row - 1, line - 1);
                let (score, basis) = self.pairs[row][&line];
                matches[row] = Some(Match { line, basis, score, moved: false });
            }
        }
        matches
    }

    /// Whether another placement of the row or its line comes close to the best sum.
    pub fn has_rival(&self, row: usize, found: &Match) -> bool {
        let best = self.behind[0][0];
        let of_row = self.pairs[row].iter().filter(|(line, _)| **line != found.line);
        let of_row = of_row.map(|(line, (score, _))| self.through(row, *line, *score));
        let of_line = self.pairs.iter().enumerate().filter(|(other, _)| *other != row);
        let of_line = of_line.filter_map(|(other, pairs)| {
            let (score, _) = pairs.get(&found.line)?;
            Some(self.through(other, found.line, *score))
        });
        of_row.chain(of_line).any(|sum| sum > best - MARGIN)
    }

    /// The greatest sum of an alignment with this pair.
    fn through(&self, row: usize, line: usize, score: i32) -> i32 {
        self.ahead[row][line] + score - WORTH + self.behind[row + 1][line + 1]
    }
}

/// The greatest sums for the first rows and lines, or for the last ones.
fn sums(pairs: &Pairs, lines: usize, from_end: bool) -> Vec<Vec<i32>> {
    let rows = pairs.len();
    let mut sums = vec![vec![0; lines + 1]; rows + 1];
    for step in 1..=rows {
        for mark in 1..=lines {
            let (row, line) = if from_end { (rows - step, lines - mark) } else { (step - 1, mark - 1) };
            // indices of the table: the number of rows and lines so far, or the number skipped
            let (this, next) = ((row, line), (row + 1, line + 1));
            let ((r, l), (r0, l0)) = if from_end { (this, next) } else { (next, this) };
            let with = pairs[row].get(&line).map_or(i32::MIN, |(score, _)| sums[r0][l0] + score - WORTH);
            sums[r][l] = with.max(sums[r0][l]).max(sums[r][l0]);
        }
    }
    sums
}
