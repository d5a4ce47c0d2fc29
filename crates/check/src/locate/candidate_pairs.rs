//! Candidate pairs: which line of a sheet may be which row of a form, how well they belong together, and by
//! what.
//!
//! A pair has a score from 0 to 1000, from how its codes and labels agree; below [`SURE`] it is no pair.

use super::likeness::alike;
use super::line::{Code, SheetLine};
use phuluc_form::Row;
use std::collections::{BTreeMap, BTreeSet};

/// The least score of a pair.
const SURE: i32 = 800;

/// By what a row and a line belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Code and label, or the label where neither has a code.
    CodeAndLabel,
    /// The same code, and a label that was worded anew.
    Reworded,
    /// The label, and a code that Excel made a number or date.
    DamagedCode,
    /// The label, while the code is missing or another one.
    Label,
}

/// The scores of all pairs, by row and line.
pub(super) type Pairs = Vec<BTreeMap<usize, (i32, Basis)>>;

/// The pairs of rows and lines that may belong together, with their scores.
pub(super) fn pairs(rows: &[Row], lines: &[SheetLine]) -> Pairs {
    // as a rule nothing but the printed rows stands there
    if lines.is_empty() {
        return vec![BTreeMap::new(); rows.len()];
    }
    let printed: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    // a label that is printed somewhere is no slip of another one
    let lines: Vec<(&SheetLine, bool)> =
        lines.iter().map(|line| (line, printed.contains(&*line.label))).collect();
    let mut pairs: Pairs = Vec::with_capacity(rows.len());
    for row in rows {
        let scored = lines.iter().enumerate();
        let scored =
            scored.filter_map(|(index, (line, is_printed))| Some((index, pair(row, line, *is_printed)?)));
        pairs.push(scored.collect());
    }
    // a line with both code and label of one row is no other row numbered anew
    let known = pairs.iter().flatten().filter(|(_, (_, basis))| *basis == Basis::CodeAndLabel);
    let known: BTreeSet<usize> = known.map(|(line, _)| *line).collect();
    for pairs in &mut pairs {
        pairs.retain(|line, (_, basis)| *basis != Basis::Label || !known.contains(line));
    }
    pairs
}

/// How well a row and a line belong together, and by what; `None` if they do not.
fn pair(row: &Row, line: &SheetLine, is_printed: bool) -> Option<(i32, Basis)> {
    let key = row.key.as_str();
    let (score, basis) = match (row.bare.as_deref(), &line.code) {
        (Some(printed), Code::Text(code) | Code::Number(code))
            if code == printed || code == row.id.as_str() =>
        {
            match alike(key, &line.label) {
                alike @ 750.. => (500 + alike / 2, Basis::CodeAndLabel),
                alike @ 600.. => (500 + alike / 2, Basis::Reworded),
                _ => return None,
            }
        }
        (Some(printed), Code::Number(_) | Code::Date(_)) if line.code.may_be(printed) => {
            (250 + alike(key, &line.label) * 7 / 10, Basis::DamagedCode)
        }
        (_, Code::Absent) if is_printed && *key != *line.label => return None,
        (None, Code::Absent) => match alike(key, &line.label) {
            alike @ 750.. => (500 + alike / 2, Basis::CodeAndLabel),
            _ => return None,
        },
        (Some(_), Code::Absent) => (alike(key, &line.label) - 50, Basis::Label),
        // rows are numbered anew when a line comes in between, but then their labels stay as they are
        (None | Some(_), _) if *key == *line.label && key.len() >= 12 => (850, Basis::Label),
        _ => return None,
    };
    (score >= SURE).then_some((score, basis))
}
