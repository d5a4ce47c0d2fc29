//! Aligning the rows of a form with the lines of a sheet, all of them at once.
//!
//! Each pair of a row and a line has a score (`candidate_pairs`). The alignment is the order-preserving set of pairs
//! with the greatest sum, as when two texts are compared. So lines that were inserted, deleted or repeated do not
//! drag the others along, and a label that stands three times is told apart by its surroundings. Rows out of order
//! are searched afterwards among the remaining lines, by code and label together.
//!
//! A pair without a matching code is kept only if every other placement of its row or line is clearly worse. A line
//! that could be two rows becomes neither.

use super::alignment_sums::Sums;
use super::candidate_pairs::{Basis, Candidates, Pairs, RowWords, Wording, candidates};
use super::sheet_line::{Code, SheetLine};
use phuluc_form::{Period, Row};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines of a sheet that are compared. A form has a few hundred rows.
pub(super) const MOST_LINES: usize = 5_000;

/// The line at which a row was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The line, by index.
    pub line: usize,
    /// The evidence for the pair.
    pub basis: Basis,
    /// The score of the pair, at most 1000.
    pub score: i32,
    /// Whether the row was found out of order.
    pub moved: bool,
}

/// The result of the alignment.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    /// The line of each row, if it was found.
    pub matches: Vec<Option<Match>>,
    /// Lines that repeat a row: row and line, by index.
    pub twins: Vec<(usize, usize)>,
    /// Rows found at lines whose labels are worded differently: row and line, by index.
    pub reworded: Vec<(usize, usize)>,
    /// Rows that were not found, each with the line that only its label keeps apart: row and line, by index.
    pub refused: Vec<(usize, usize)>,
}

/// Aligns rows and lines.
///
/// If fewer than `least` rows have a candidate line, no row is aligned: the sheet belongs to another form. `words` are
/// those of the rows, see [`super::candidate_pairs::words_of_rows`].
pub(super) fn align(
    (rows, words): (&[Row], &[String]),
    lines: &[SheetLine],
    least: usize,
    period: Option<Period>,
) -> Alignment {
    as_printed(rows, words, lines, period).unwrap_or_else(|| as_a_whole((rows, words), lines, least, period))
}

/// The alignment of a sheet on which every row stands as printed, once and in order.
///
/// No other alignment has as great a sum, so nothing needs to be compared.
fn as_printed(
    rows: &[Row],
    words: &[String],
    lines: &[SheetLine],
    period: Option<Period>,
) -> Option<Alignment> {
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
    // another line may still repeat a row
    let others: Vec<&SheetLine> = left.iter().map(|&index| &lines[index]).collect();
    let mut pairs = candidates(rows, words, &others, period).pairs;
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

fn as_a_whole(
    (rows, words): (&[Row], &[String]),
    lines: &[SheetLine],
    least: usize,
    period: Option<Period>,
) -> Alignment {
    let all: Vec<&SheetLine> = lines.iter().collect();
    let Candidates { pairs, kept_apart } = candidates(rows, words, &all, period);
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
    alignment.compare_words(rows, lines, &kept_apart, period);
    alignment
}

impl Alignment {
    /// The mean score of all rows, from 0 to 1000; a row that was not found counts as 0.
    pub fn confidence(&self) -> i32 {
        let sum: i32 = self.matches.iter().flatten().map(|found| found.score).sum();
        sum / i32::try_from(self.matches.len().max(1)).unwrap_or(i32::MAX)
    }

    /// Drops rows that stand apart from their parent.
    ///
    /// A row that shares its label with others is identified by its parent. Its code may be another row's that was
    /// renumbered, unless the parent or another row under it comes next above.
    fn drop_orphans(&mut self, rows: &[Row], pairs: &Pairs) {
        let mut by_line: Vec<(usize, usize)> = Vec::new();
        for (row, found) in self.matches.iter().enumerate() {
            by_line.extend(found.as_ref().map(|found| (found.line, row)));
        }
        by_line.sort_unstable();
        // unused lines that could be rows may begin another section
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
            // rows below a dropped row must not rely on it
            above = if is_lost { None } else { Some(row) };
            if is_lost {
                self.matches[row] = None;
            }
        }
    }

    /// Notes rows whose labels are worded differently, and lines that only their labels keep apart from rows.
    fn compare_words(
        &mut self,
        rows: &[Row],
        lines: &[SheetLine],
        kept_apart: &[(usize, usize)],
        period: Option<Period>,
    ) {
        let words = RowWords::of(rows, period);
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
            // between the lines of the neighbouring rows
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

    /// Finds rows that stand out of order, and lines that repeat a row.
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

/// Whether a row is `parent`, or stands below it at any depth.
fn belongs_under(rows: &[Row], mut row: usize, parent: usize) -> bool {
    loop {
        match rows[row].parent {
            _ if row == parent => return true,
            Some(above) => row = above,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Basis, Code, SheetLine, align};
    use crate::locate::candidate_pairs::words_of_rows;
    use phuluc_form::{Catalogue, FormId, Row, bare_code, match_key};

    /// Lines of a sheet as `code|label`.
    fn lines(texts: &[&str]) -> Vec<SheetLine> {
        let lines = (0..).zip(texts).map(|(row, text)| {
            let (code, label) = text.split_once('|').unwrap();
            let code = if code.is_empty() { Code::Absent } else { Code::Text(bare_code(code)) };
            SheetLine::new(row, code, match_key(label).into())
        });
        lines.collect()
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
        let found = align((&rows, &words_of_rows(&rows)), &lines(&texts), 0, None);
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

    fn take_codes_away(lines: &mut [String]) {
        for line in lines {
            *line = format!("|{}", line.split_once('|').unwrap().1);
        }
    }

    #[test]
    fn rows_are_found_as_a_whole() {
        case(|_| {}, "0 1 2 3 4 5 6 7 8 9");
        case(|lines| lines.insert(2, "|Chỉ tiêu khác".to_owned()), "0 1 3 4 5 6 7 8 9 10");
        case(|lines| drop(lines.remove(8)), "0 1 2 3 4 5 6 7 - 8");
        // rows with the same label below a missing row could belong to another
        case(|lines| drop(lines.remove(4)), "0 1 2 3 - - - 6 7 8");
        case(|lines| lines.swap(1, 4), "0 4m - - 1m - - 7 8 9");
        // without codes the same label stands three times, and its surroundings tell the three apart
        case(|lines| take_codes_away(lines), "0l 1l 2l 3l 4l 5l 6l 7l 8l 9l");
        // but not if one of the three is gone together with its neighbours
        case(
            |lines| {
                take_codes_away(lines);
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
        // a label of another level is another row
        case(
            |lines| {
                lines[4] =
                    "3.2|Tỷ lệ hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hạn".to_owned();
            },
            "0 1 2 3 - - - 7 8 9",
        );
    }
}
