//! Candidate pairs: the lines of a sheet that may be a row of a form, with a score and the evidence.
//!
//! The score goes from 0 to 1000, by the agreement of codes and labels. Below [`SURE`] there is no pair. There is
//! none either if the words of the labels contradict each other, however similar the rest is.

use super::label_comparison::{Difference, as_written, contradict, differences, words};
use super::label_meanings::is_share_of_one;
use super::likeness::alike;
use super::named_times::{TextKind, Time, named};
use super::sheet_line::{Code, SheetLine};
use phuluc_form::{Period, Row};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// The lowest score of a pair.
const SURE: i32 = 800;

/// The evidence that a row and a line belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Code and label, or the label where neither has a code.
    CodeAndLabel,
    /// The same code, and a label that was reworded.
    Reworded,
    /// The label, and a code that Excel turned into a number or a date.
    DamagedCode,
    /// The label alone: the code is missing or differs.
    Label,
}

/// The score and evidence of all pairs, by row and line.
pub(super) type Pairs = Vec<BTreeMap<usize, (i32, Basis)>>;

/// The pairs of a form's rows with the lines of a sheet, and those that only the labels keep apart.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub pairs: Pairs,
    /// Rows and lines, by index, with the same code or similar labels, but with a word that tells them apart.
    pub kept_apart: Vec<(usize, usize)>,
}

/// The labels of a form's rows as words.
pub(super) struct RowWords<'r> {
    rows: Vec<Vec<&'r str>>,
    /// The same labels with abbreviations left as they are.
    as_written: Vec<Vec<&'r str>>,
    /// All the words of the form.
    own: BTreeSet<&'r str>,
    printed: &'r [Row],
    period: Option<Period>,
}

impl<'r> RowWords<'r> {
    pub fn of(printed: &'r [Row], period: Option<Period>) -> Self {
        let rows = printed;
        let short: Vec<Vec<&str>> = rows.iter().map(|row| as_written(&row.key).collect()).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| words(&row.key)).collect();
        let own = rows.iter().chain(&short).flatten().copied().collect();
        Self { rows, as_written: short, own, printed, period }
    }

    /// The relation of a label to the label of a row.
    pub fn wording(&self, row: usize, label: &str) -> Wording {
        let (printed, found) = (&self.rows[row], words(label));
        if is_share_of_one(&self.printed[row].key, label) {
            return Wording::Another;
        }
        let differences = differences(printed, &found, &self.own);
        // an abbreviation itself may have a slip
        let short: Vec<&str> = as_written(label).collect();
        if differences.is_empty() || self::differences(&self.as_written[row], &short, &self.own).is_empty() {
            return Wording::Same;
        }
        if self.is_of_another_time(row, label, &differences) {
            return Wording::Another;
        }
        let others = self.rows.iter().enumerate().filter(|(other, _)| *other != row);
        let others = others.map(|(_, words)| words.as_slice());
        if contradict(printed, &found, &differences, others) { Wording::Another } else { Wording::Reworded }
    }

    /// Whether a label names another time, or has words of one that the printed label does not have.
    fn is_of_another_time(&self, row: usize, label: &str, differences: &[Difference<'_>]) -> bool {
        let come = differences.iter().filter_map(|difference| match difference {
            Difference::Replaced(_, word) | Difference::Added(word) => Some(*word),
            Difference::Missing(_) => None,
        });
        let come = come.collect::<Vec<_>>().join(" ");
        let is_other = |key: &str| {
            let time = named(key, TextKind::Row, self.period);
            matches!(time, Some(Time::Other | Time::Cumulative))
        };
        !come.is_empty() && (is_other(&come) || (is_other(label) && !is_other(&self.printed[row].key)))
    }
}

/// The relation of a label on a sheet to a printed label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// The same words, with or without typing slips.
    Same,
    /// Other words that can mean the same.
    Reworded,
    /// Words that name another indicator.
    Another,
}

/// The words of the labels of rows, with abbreviations written out.
pub(super) fn words_of_rows(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| words(&row.key).join(" ")).collect()
}

/// The pairs of rows and lines that may belong together, with their scores. `row_words` are those of the rows.
pub(super) fn candidates(
    rows: &[Row],
    row_words: &[String],
    lines: &[&SheetLine],
    period: Option<Period>,
) -> Candidates {
    // usually only the printed rows stand on the sheet, and no lines are left
    if lines.is_empty() {
        return Candidates { pairs: vec![BTreeMap::new(); rows.len()], kept_apart: Vec::new() };
    }
    // only a label that is nearly another one is compared word by word
    let of_rows = LazyCell::new(|| RowWords::of(rows, period));
    let printed: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    // a label that is printed in the form is no slip of another label
    let lines: Vec<(&SheetLine, bool)> =
        lines.iter().map(|line| (*line, printed.contains(&*line.label))).collect();
    let mut candidates = Candidates { pairs: Vec::with_capacity(rows.len()), kept_apart: Vec::new() };
    for (index, row) in rows.iter().enumerate() {
        let mut pairs = BTreeMap::new();
        for (at, (line, is_printed)) in lines.iter().enumerate() {
            let is_same = row.key == *line.label;
            let is_anothers = *is_printed && !is_same;
            let alike = match least_alike(row, line, is_anothers) {
                _ if is_same => 1000,
                Some(least) => {
                    let words = alike(&row_words[index], line.words(), least);
                    words.max(alike(&row.key, &line.label, least))
                }
                None => continue,
            };
            let scored = pair(row, line, alike, is_anothers);
            let has_code = is_coded_as(row, &line.code);
            if !has_code && (scored.is_none() || alike < 600) {
                continue;
            }
            match scored {
                Some(scored) if is_same || of_rows.wording(index, &line.label) != Wording::Another => {
                    pairs.insert(at, scored);
                }
                _ => candidates.kept_apart.push((index, at)),
            }
        }
        candidates.pairs.push(pairs);
    }
    // a line with both code and label of one row is not another row with a new number
    let known = candidates.pairs.iter().flatten().filter(|(_, (_, basis))| *basis == Basis::CodeAndLabel);
    let known: BTreeSet<usize> = known.map(|(line, _)| *line).collect();
    for pairs in &mut candidates.pairs {
        pairs.retain(|line, (_, basis)| *basis != Basis::Label || !known.contains(line));
    }
    candidates
}

/// Whether a line has the code of a row.
fn is_coded_as(row: &Row, code: &Code) -> bool {
    match (row.bare.as_deref(), code) {
        (Some(printed), Code::Text(code) | Code::Number(code)) => code == printed || code == row.id.as_str(),
        _ => false,
    }
}

/// How alike the labels of a row and a line must at least be to be looked at together; `None` if only the same label
/// would do.
fn least_alike(row: &Row, line: &SheetLine, is_anothers: bool) -> Option<i32> {
    match (row.bare.as_deref(), &line.code) {
        _ if is_coded_as(row, &line.code) => Some(600),
        (Some(printed), Code::Number(_) | Code::Date(_)) if line.code.may_be(printed) => Some(600),
        (_, Code::Absent) if is_anothers => None,
        (None, Code::Absent) => Some(750),
        (Some(_), Code::Absent) => Some(SURE + 50),
        (None | Some(_), _) => None,
    }
}

/// The score and evidence of a row and a line whose labels are this similar; `None` if they do not belong together.
/// `is_anothers` says that the line has the printed label of another row.
fn pair(row: &Row, line: &SheetLine, alike: i32, is_anothers: bool) -> Option<(i32, Basis)> {
    let key = row.key.as_str();
    let (score, basis) = match (row.bare.as_deref(), &line.code) {
        _ if is_coded_as(row, &line.code) => match alike {
            750.. => (500 + alike / 2, Basis::CodeAndLabel),
            600.. => (500 + alike / 2, Basis::Reworded),
            _ => return None,
        },
        (Some(printed), Code::Number(_) | Code::Date(_)) if line.code.may_be(printed) => {
            (250 + alike * 7 / 10, Basis::DamagedCode)
        }
        (_, Code::Absent) if is_anothers => return None,
        (None, Code::Absent) => match alike {
            750.. => (500 + alike / 2, Basis::CodeAndLabel),
            _ => return None,
        },
        (Some(_), Code::Absent) => (alike - 50, Basis::Label),
        // rows get new numbers when a line is inserted, but they keep their labels
        (None | Some(_), _) if *key == *line.label && key.len() >= 12 => (850, Basis::Label),
        _ => return None,
    };
    (score >= SURE).then_some((score, basis))
}
