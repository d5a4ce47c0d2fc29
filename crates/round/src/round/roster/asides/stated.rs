//! The number of units that a total or the heading of a group states, compared with the units that were taken.

use super::words::words_of;
use phuluc_form::match_key;
use phuluc_grid::{Aside, StatedUnits};

/// The groups and totals of a list, each with the number of units above it.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Mark>);

#[derive(Debug)]
struct Mark {
    kind: Aside,
    row: u32,
    text: String,
    /// The numbers of units that it may state.
    stated: Vec<usize>,
    units_above: usize,
}

impl Marks {
    /// Adds a line that is no unit. Totals may have their number in the column of codes.
    pub(super) fn mark(&mut self, kind: Aside, line: &(u32, String), code: Option<&str>, units_above: usize) {
        let (row, text) = line.clone();
        let mut stated = if kind == Aside::Note { Vec::new() } else { numbers_in(&text, kind) };
        if stated.is_empty() && kind == Aside::Total {
            stated.extend(code.and_then(|code| code.parse::<usize>().ok()));
        }
        if kind != Aside::Note {
            self.0.push(Mark { kind, row, text, stated, units_above });
        }
    }

    /// The lines that state another number of units than any part of the list beside them has. A total counts what
    /// stands above it, from the beginning or from another such line; a heading counts what stands below.
    pub(super) fn that_differ(self, units: usize) -> Vec<StatedUnits> {
        let mut differ = Vec::new();
        for (index, mark) in self.0.iter().enumerate() {
            let Some(&stated) = mark.stated.first() else { continue };
            let others = |marks: &[Mark]| marks.iter().map(|mark| mark.units_above).collect::<Vec<usize>>();
            let counts: Vec<usize> = if mark.kind == Aside::Total {
                let starts = others(&self.0[..index]);
                [0].into_iter().chain(starts).map(|start| mark.units_above - start).collect()
            } else {
                let ends = others(&self.0[index + 1..]);
                ends.into_iter().chain([units]).map(|end| end - mark.units_above).collect()
            };
            if !counts.iter().any(|count| mark.stated.contains(count)) {
                let taken = counts.first().copied().unwrap_or_default();
                differ.push(StatedUnits { row: mark.row, text: mark.text.clone(), stated, taken });
            }
        }
        differ
    }
}

/// The numbers of units that a text may state: the first one, and the sum of all of them.
fn numbers_in(text: &str, kind: Aside) -> Vec<usize> {
    const COUNTED: [&str; 8] = ["don", "xa", "phuong", "dac", "so", "co", "nganh", "thi"];
    const TOTALS: [&str; 4] = ["tong", "cong", "so", "la"];
    // “(1+2)” names lines
    if text.contains('+') {
        return Vec::new();
    }
    let words = words_of(text);
    let mut numbers = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Ok(number) = word.parse::<usize>() else { continue };
        let is_counted = words.get(at + 1).is_some_and(|next| COUNTED.contains(&match_key(next).as_str()));
        let ends_total = kind == Aside::Total
            && at + 1 == words.len()
            && words[..at].iter().all(|word| TOTALS.contains(&match_key(word).as_str()));
        if is_counted || ends_total {
            numbers.push(number);
        }
    }
    let sum = numbers.iter().sum();
    numbers.truncate(1);
    if !numbers.is_empty() {
        numbers.push(sum);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::numbers_in;
    use phuluc_grid::Aside;

    #[test]
    fn numbers_of_units_are_those_before_words_for_units() {
        for (text, numbers) in [
            ("Tổng số: 6 đơn vị (02 xã, 02 phường, 02 sở)", vec![6, 12]),
            ("Tổng cộng 20 xã, 3 phường", vec![20, 23]),
            ("Cộng: 05", vec![5, 5]),
            ("TỔNG CỘNG (1+2)", vec![]),
            ("Tổng cộng năm 2026", vec![]),
            ("Tổng cộng", vec![]),
        ] {
            assert_eq!(numbers_in(text, Aside::Total), numbers, "{text}");
        }
        for (text, numbers) in
            [("CỤM 1: 2 xã", vec![2, 2]), ("Cụm số 2", vec![]), ("Huyện Ví dụ cũ (2 xã)", vec![2, 2])]
        {
            assert_eq!(numbers_in(text, Aside::Group), numbers, "{text}");
        }
    }
}
