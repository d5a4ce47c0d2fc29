//! Banners of times among the rows of a table (I. Quý I/2026, II. Quý I/2025), and lines of another time.
//!
//! It takes the lines of a table with open rows. The rows under a banner of another time belong to that time, and
//! so does a line whose label is nothing but a time (“Cùng kỳ năm 2025” below the total) or ends with one (“Đất đai
//! cùng kỳ”).

use super::named_times::{Time, is_within};
use super::open_line_kinds::OpenLine;
use super::open_words::{is_group_code, says_sum};
use phuluc_form::{Period, match_key};
use std::collections::{BTreeMap, BTreeSet};

/// The lines of a table that are of another time than the report.
#[derive(Debug, Default)]
pub(super) struct OtherTimes {
    /// The banners of other times.
    pub banners: BTreeSet<u32>,
    /// The banners of the report's own time.
    pub own_banners: BTreeSet<u32>,
    /// The lines under each banner of another time, by row, with the row of the banner.
    pub under: BTreeMap<u32, u32>,
    /// Single lines of other times.
    pub single: BTreeSet<u32>,
}

impl OtherTimes {
    pub fn of(lines: &[OpenLine], period: Option<Period>) -> Self {
        let seen: Vec<&OpenLine> =
            lines.iter().filter(|line| line.has_figure || !line.label.is_empty()).collect();
        let banners: Vec<usize> = (0..seen.len()).filter(|&index| is_banner(&seen, index)).collect();
        let is_now = |index: &&usize| seen[**index].time == Some(Time::This);
        let first = banners.first().copied().unwrap_or(0);
        let has_own =
            banners.iter().any(|index| is_now(&index)) || seen[..first].iter().any(|line| line.has_figure);
        let mut apart = Self::default();
        for (place, &index) in banners.iter().enumerate() {
            let banner = seen[index];
            // the months of a quarter make it up, unless the quarter stands beside them
            let is_part =
                !has_own && period.is_some_and(|period| is_within(&match_key(&banner.label), period));
            let end = banners.get(place + 1).copied().unwrap_or(seen.len());
            if banner.is_of_other_time() && !is_part {
                apart.banners.insert(banner.row);
                apart.under.extend(seen[index + 1..end].iter().map(|line| (line.row, banner.row)));
            } else if !is_part {
                apart.own_banners.insert(banner.row);
            }
        }
        let rows = || seen.iter().filter(|line| line.has_figure && !line.may_be_total());
        let are_times = rows().count() > 1 && rows().all(|line| line.time.is_some());
        let is_part =
            |line: &OpenLine| period.is_some_and(|period| is_within(&match_key(&line.label), period));
        let mut is_after_total = false;
        for (index, line) in seen.iter().enumerate() {
            is_after_total |= line.may_be_total() && line.has_figure && index > 0;
            let may_be_numbered = is_after_total || (are_times && !is_part(line));
            let is_alone = line.is_of_other_time() && (may_be_numbered || !line.is_numbered());
            let is_apart = !banners.contains(&index) && !apart.under.contains_key(&line.row);
            if is_apart && line.has_figure && (is_alone || ends_with_other_time(line, &seen)) {
                apart.single.insert(line.row);
            }
        }
        apart
    }

    /// Whether a line is of another time.
    pub fn has(&self, row: u32) -> bool {
        self.banners.contains(&row) || self.under.contains_key(&row) || self.single.contains(&row)
    }

    /// Takes a line back, because it is of the report's time after all.
    pub fn take_back(&mut self, row: u32) {
        self.under.remove(&row);
    }
}

/// Whether the label of a line ends with another time: plainly so, or beside a line with the same name.
fn ends_with_other_time(line: &OpenLine, seen: &[&OpenLine]) -> bool {
    let Some(end) = line.ends_with.as_ref().filter(|end| end.time != Time::This) else { return false };
    let is_beside = || {
        seen.iter().any(|other| {
            other.row != line.row
                && match &other.ends_with {
                    None => match_key(&other.label) == end.name,
                    Some(own) => own.time == Time::This && own.name == end.name,
                }
        })
    };
    end.is_plain || is_beside()
}

/// Whether a line names the time of the rows below it.
fn is_banner(seen: &[&OpenLine], index: usize) -> bool {
    let line = seen[index];
    let Some(below) = seen.get(index + 1) else { return false };
    if line.time.is_none() || line.is_total || says_sum(&line.label) {
        return false;
    }
    let is_coded = is_group_code(&line.code) && below.has_figure && !is_group_code(&below.code);
    let sums = line.sum_of_first(&seen[index + 1..], 2).is_some();
    (!line.has_answer && below.has_answer) || is_coded || (line.has_figure && !line.is_numbered() && sums)
}
