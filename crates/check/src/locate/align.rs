//! Aligning the rows of a form with the lines of a sheet, all of them at once.
//!
//! Pairs of a row and a line have scores (`candidate_pairs`). Of all ways to lay rows and lines side by side
//! without crossing, the one with the greatest sum counts, as when two texts are compared. So lines that were
//! inserted, deleted or repeated do not drag the others along, and a label that stands three times is told
//! apart by what stands around it. Rows out of order are looked for afterwards among what is left, by code
//! and label together.
//!
//! A pair that is not sure by its code is kept only if no other way to place its row or its line does
//! nearly as well. A line that could be two rows is none.

use super::candidate_pairs::{Basis, Candidates, Pairs, RowWords, Wording, candidates};
use super::line::{Code, SheetLine};
use phuluc_form::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What a pair must be better than for the whole to gain by it; so one good pair beats two poor ones.
const WORTH: i32 = 600;
/// How much worse the next best way must be.
const MARGIN: i32 = 60;
/// The most lines of a sheet that are compared; a form has a few hundred rows.
pub(super) const MOST_LINES: usize = 5_000;

/// A line that a row was found at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The line, by index.
    pub line: usize,
    /// By what.
    pub basis: Basis,
    /// The score of the pair, at most 1000.
    pub score: i32,
    /// Whether it stands in another place than its neighbours suggest.
    pub moved: bool,
}

/// Where the rows of a form were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    /// For each row its line.
    pub matches: Vec<Option<Match>>,
    /// Lines that are a row once more: row and line, by index.
    pub twins: Vec<(usize, usize)>,
    /// Rows that were found at lines whose labels have other words.
    pub reworded: Vec<(usize, usize)>,
    /// Rows that were not found, and the lines that their labels keep apart from them.
    pub refused: Vec<(usize, usize)>,
}

/// Aligns rows and lines.
///
/// Where fewer rows than `least` can have been found at all, none are: the sheet is another form's.
pub(super) fn align(rows: &[Row], lines: &[SheetLine], least: usize) -> Alignment {
    as_printed(rows, lines).unwrap_or_else(|| as_a_whole(rows, lines, least))
}

/// The alignment of a sheet on which every row stands as printed and none a second time.
///
/// No other way to lay rows and lines side by side has as great a sum, so that there is nothing to weigh.
fn as_printed(rows: &[Row], lines: &[SheetLine]) -> Option<Alignment> {
    let mut matches = Vec::with_capacity(rows.len());
    let mut left: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if rows.get(matches.len()).is_some_and(|row| is_as_printed(row, line)) {
            matches.push(Some(Match { line: index, basis: Basis::CodeAndLabel, score: 1000, moved: false }));
        } else if rows.iter().any(|row| is_as_printed(row, line)) {
            return None;
        } else {
            left.push(index);
        }
    }
    if matches.len() < rows.len() {
        return None;
    }
    // another line may still be a row once more
    let others: Vec<SheetLine> = left.iter().map(|&index| lines[index].clone()).collect();
    let mut pairs = candidates(rows, &others).pairs;
    for pairs in &mut pairs {
        *pairs = std::mem::take(pairs).into_iter().map(|(index, pair)| (left[index], pair)).collect();
    }
    let mut alignment = Alignment { matches, ..Alignment::default() };
    alignment.find_moved(&pairs, lines.len());
    alignment.drop_orphans(rows, &pairs);
    Some(alignment)
}

/// Whether a line has the code and the label of a row as they are printed.
fn is_as_printed(row: &Row, line: &SheetLine) -> bool {
    *line.label == *row.key
        && match (row.code.as_deref(), &line.code) {
            (None, Code::Absent) => true,
            (Some(_), Code::Text(code) | Code::Number(code)) => {
                code == row.id.as_str() || Some(code.as_str()) == row.bare.as_deref()
            }
            _ => false,
        }
}

fn as_a_whole(rows: &[Row], lines: &[SheetLine], least: usize) -> Alignment {
    let Candidates { pairs, kept_apart } = candidates(rows, lines);
    if pairs.iter().filter(|pairs| !pairs.is_empty()).count() < least {
        return Alignment { matches: vec![None; rows.len()], ..Alignment::default() };
    }
    let sums = Sums::of(&pairs, lines.len());
    let mut matches = sums.best_way();
    for (row, found) in matches.iter_mut().enumerate() {
        found.take_if(|found| found.basis > Basis::Reworded && sums.has_rival(row, found));
    }
    let mut alignment = Alignment { matches, ..Alignment::default() };
    alignment.find_moved(&pairs, lines.len());
    alignment.drop_orphans(rows, &pairs);
    alignment.compare_words(rows, lines, &kept_apart);
    alignment
}

impl Alignment {
    /// The share of rows that were found, each as sure as it is, of 1000.
    pub fn confidence(&self) -> i32 {
        let sum: i32 = self.matches.iter().flatten().map(|found| found.score).sum();
        sum / i32::try_from(self.matches.len().max(1)).unwrap_or(i32::MAX)
    }

    /// Lets go of rows that stand apart from where they belong.
    ///
    /// A row whose label others have, too, is known by the row that it belongs under. Its code may be another
    /// row's that was numbered anew, unless that row or another one under it stands next above.
    fn drop_orphans(&mut self, rows: &[Row], pairs: &Pairs) {
        let mut by_line: Vec<(usize, usize)> = Vec::new();
        for (row, found) in self.matches.iter().enumerate() {
            by_line.extend(found.as_ref().map(|found| (found.line, row)));
        }
        by_line.sort_unstable();
        // lines that could be rows and are none: the heading of another section, maybe
        let used: BTreeSet<usize> = by_line.iter().map(|(line, _)| *line).collect();
        let doubtful: BTreeSet<usize> =
            pairs.iter().flat_map(BTreeMap::keys).copied().filter(|line| !used.contains(line)).collect();
        let (mut above, mut begun) = (None, 0);
        for (line, row) in by_line {
            if doubtful.range(begun..line).next().is_some() {
                above = None;
            }
            begun = line;
            let is_lost = rows[row].parent.is_some_and(|parent| {
                let is_home = above.is_some_and(|above| belongs_under(rows, above, parent));
                !is_home && (0..rows.len()).any(|other| other != row && rows[other].key == rows[row].key)
            });
            // rows below a lost one must not lean on it
            above = if is_lost { None } else { Some(row) };
            if is_lost {
                self.matches[row] = None;
            }
        }
    }

    /// What the labels of the rows say otherwise, and which lines only their labels keep apart from rows.
    fn compare_words(&mut self, rows: &[Row], lines: &[SheetLine], kept_apart: &[(usize, usize)]) {
        let words = RowWords::of(rows);
        for (row, found) in self.matches.iter().enumerate() {
            let Some(found) = found else { continue };
            let label = &lines[found.line].label;
            if *rows[row].key != **label && words.wording(row, label) != Wording::Same {
                self.reworded.push((row, found.line));
            }
        }
        let mut taken: BTreeSet<usize> = self.matches.iter().flatten().map(|found| found.line).collect();
        taken.extend(self.twins.iter().map(|(_, line)| *line));
        for row in (0..self.matches.len()).filter(|row| self.matches[*row].is_none()) {
            // between the lines of the rows around it
            let above = self.matches[..row].iter().flatten().map(|found| found.line).max();
            let below = self.matches[row + 1..].iter().flatten().map(|found| found.line).min();
            let is_in_place = |line: usize| {
                above.is_none_or(|above| above < line) && below.is_none_or(|below| line < below)
            };
            let own = kept_apart.iter().filter(|(other, line)| *other == row && !taken.contains(line));
            let line = own.map(|(_, line)| *line).max_by_key(|line| is_in_place(*line));
            if let Some(line) = line {
                taken.insert(line);
                self.refused.push((row, line));
            }
        }
    }

    /// Rows that stand elsewhere, and rows that stand twice.
    fn find_moved(&mut self, pairs: &Pairs, lines: usize) {
        let mut free = vec![true; lines];
        for found in self.matches.iter().flatten() {
            free[found.line] = false;
        }
        for line in (0..lines).filter(|&line| free[line]) {
            let rows = pairs.iter().enumerate().filter(|(_, pairs)| {
                pairs.get(&line).is_some_and(|(_, basis)| *basis == Basis::CodeAndLabel)
            });
            let rows: Vec<usize> = rows.map(|(row, _)| row).collect();
            match rows.iter().find(|&&row| self.matches[row].is_none()) {
                Some(&row) => {
                    let (score, basis) = pairs[row][&line];
                    self.matches[row] = Some(Match { line, basis, score, moved: true });
                }
                None => self.twins.extend(rows.first().map(|&row| (row, line))),
            }
        }
    }
}

/// Whether a row is another one, or stands under it at whatever depth.
fn belongs_under(rows: &[Row], mut row: usize, parent: usize) -> bool {
    loop {
        match rows[row].parent {
            _ if row == parent => return true,
            Some(above) => row = above,
            None => return false,
        }
    }
}

/// The greatest sums to which rows and lines come side by side.
struct Sums<'p> {
    pairs: &'p Pairs,
    /// Among the first rows and lines, by how many they are.
    ahead: Vec<Vec<i32>>,
    /// Among the last ones, by how many are passed over.
    behind: Vec<Vec<i32>>,
}

impl<'p> Sums<'p> {
    fn of(pairs: &'p Pairs, lines: usize) -> Self {
        Self { pairs, ahead: sums(pairs, lines, false), behind: sums(pairs, lines, true) }
    }

    /// The pairs of the way with the greatest sum, for each row.
    fn best_way(&self) -> Vec<Option<Match>> {
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

    /// Whether some other way to place a row or its line does nearly as well as the best one.
    fn has_rival(&self, row: usize, found: &Match) -> bool {
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

    /// The greatest sum of all ways that have a pair in them.
    fn through(&self, row: usize, line: usize, score: i32) -> i32 {
        self.ahead[row][line] + score - WORTH + self.behind[row + 1][line + 1]
    }
}

/// The greatest sums of the pairs among the first rows and lines, or among the last ones.
fn sums(pairs: &Pairs, lines: usize, from_end: bool) -> Vec<Vec<i32>> {
    let rows = pairs.len();
    let mut sums = vec![vec![0; lines + 1]; rows + 1];
    for step in 1..=rows {
        for mark in 1..=lines {
            let (row, line) = if from_end { (rows - step, lines - mark) } else { (step - 1, mark - 1) };
            // indices into the table: how many rows and lines are behind, or how many are passed over
            let (this, next) = ((row, line), (row + 1, line + 1));
            let ((r, l), (r0, l0)) = if from_end { (this, next) } else { (next, this) };
            let with = pairs[row].get(&line).map_or(i32::MIN, |(score, _)| sums[r0][l0] + score - WORTH);
            sums[r][l] = with.max(sums[r0][l]).max(sums[r][l0]);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{Basis, Code, SheetLine, align};
    use phuluc_form::{Catalogue, FormId, Row, bare_code, match_key};

    /// Lines of a sheet as `code|label`.
    fn lines(texts: &[&str]) -> Vec<SheetLine> {
        let line = |(row, text): (u32, &&str)| {
            let (code, label) = text.split_once('|').unwrap();
            let code = if code.is_empty() { Code::Absent } else { Code::Text(bare_code(code)) };
            SheetLine { row, code, label: match_key(label).into() }
        };
        (0..).zip(texts).map(line).collect()
    }

    fn rows() -> Vec<Row> {
        let catalogue = Catalogue::built_in().unwrap();
        let form = catalogue.in_force(&FormId::from("cchc-hue-04"), None).unwrap();
        let mut rows = form.fixed_rows()[12..22].to_vec();
        for row in &mut rows {
            row.parent = row.parent.and_then(|parent| parent.checked_sub(12));
        }
        rows
    }

    #[track_caller]
    fn case(change: impl Fn(&mut Vec<String>), expected: &str) {
        let rows = rows();
        let mut texts: Vec<String> =
            rows.iter().map(|row| format!("{}|{}", row.code.as_deref().unwrap_or(""), row.label)).collect();
        change(&mut texts);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = align(&rows, &lines(&texts), 0);
        let found = found.matches.iter().map(|found| match found {
            None => "-".to_owned(),
            Some(found) => {
                let mark = match found.basis {
                    Basis::CodeAndLabel => "",
                    Basis::Reworded => "r",
                    Basis::DamagedCode => "d",
                    Basis::Label => "l",
                };
                format!("{}{mark}{}", found.line, if found.moved { "m" } else { "" })
            }
        });
        assert_eq!(found.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn rows_are_found_as_a_whole() {
        case(|_| {}, "0 1 2 3 4 5 6 7 8 9");
        case(|lines| lines.insert(2, "|Chỉ tiêu khác".to_owned()), "0 1 3 4 5 6 7 8 9 10");
        case(|lines| drop(lines.remove(8)), "0 1 2 3 4 5 6 7 - 8");
        // the rows of the same label below a row that is gone could be another's
        case(|lines| drop(lines.remove(4)), "0 1 2 3 - - - 6 7 8");
        case(|lines| lines.swap(1, 4), "0 4m - - 1m - - 7 8 9");
        let uncoded = |lines: &mut Vec<String>| {
            for line in lines {
                *line = format!("|{}", line.split_once('|').unwrap().1);
            }
        };
        // without codes the same label stands three times, and what is around it tells them apart
        case(uncoded, "0l 1l 2l 3l 4l 5l 6l 7l 8l 9l");
        // but not if one of the three is gone together with its neighbours
        case(
            |lines| {
                uncoded(lines);
                lines.drain(1..6);
            },
            "0l - - - - - - 2l 3l 4l",
        );
    }

    #[test]
    fn numbers_anew_and_wordings_anew() {
        case(|lines| lines[0] = "2|Kết quả giải quyết TTHC".to_owned(), "0l 1 2 3 4 5 6 7 8 9");
        case(
            |lines| {
                lines[1] = "3.1|Tỷ lệ hồ sơ do các sở, ngành tiếp nhận giải quyết đúng thời hạn".to_owned();
            },
            "0 1 2 3 4 5 6 7 8 9",
        );
        case(|lines| lines[1] = "3.1|Số cuộc kiểm tra của tỉnh".to_owned(), "0 - - - 4 5 6 7 8 9");
        // another level is another row
        case(
            |lines| {
                lines[4] =
                    "3.2|Tỷ lệ hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hạn".to_owned();
            },
            "0 1 2 3 - - - 7 8 9",
        );
    }
}
