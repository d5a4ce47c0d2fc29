//! What people see marked in a cell: struck through, raised or lowered, as a whole or in part.
//!
//! “25¹” with a raised 1 is held by a file as 251, and “33 23” with the 33 struck through as 3323. Only the marks
//! tell what is meant, and not for certain.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The marks of a cell. Cells with the same text share them, so that a copy costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    struck: bool,
    runs: Option<Arc<[Run]>>,
}

/// A stretch of text that looks the same throughout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its text, as typed.
    pub text: String,
    /// Whether it is struck through.
    pub struck: bool,
    /// Whether it stands above or below the line.
    pub position: Position,
}

/// Where text stands in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Position {
    /// On it.
    #[default]
    Level,
    /// Above it, as a superscript.
    Raised,
    /// Below it, as a subscript.
    Lowered,
}

impl Marks {
    /// No marks.
    pub const NONE: Self = Self { struck: false, runs: None };

    /// The marks of a cell of which everything looks the same.
    pub const fn whole(struck: bool) -> Self {
        Self { struck, runs: None }
    }

    /// The marks of a text in runs. Spaces have none, and what all runs have is a mark of the whole cell;
    /// a cell that is raised or lowered as a whole has no mark.
    pub fn of_runs(runs: Vec<Run>) -> Self {
        let mut visible = runs.iter().filter(|run| !run.text.trim().is_empty());
        let Some(first) = visible.next() else { return Self::NONE };
        if visible.all(|run| (run.struck, run.position) == (first.struck, first.position)) {
            return Self::whole(first.struck);
        }
        let struck = runs.iter().all(|run| run.struck || run.text.trim().is_empty());
        Self { struck, runs: Some(runs.into()) }
    }

    /// Whether the whole cell is struck through.
    pub const fn is_struck(&self) -> bool {
        self.struck
    }

    /// The runs of the text, if some are marked and others not; otherwise none.
    pub fn runs(&self) -> &[Run] {
        self.runs.as_deref().unwrap_or_default()
    }

    /// Whether there is a mark in the cell or on it.
    pub const fn is_any(&self) -> bool {
        self.struck || self.runs.is_some()
    }

    /// The text without the runs that are struck through or raised. None of it is left out if there is no mark,
    /// and the 2 of “m²” is no note. Lowered text, as in “CO₂”, belongs to its word.
    pub fn label(&self) -> Option<String> {
        let kept = |run: &Run, before: &str| {
            !run.struck && (run.position != Position::Raised || is_power(before, &run.text))
        };
        let mut label = String::new();
        for run in self.runs() {
            if kept(run, &label) {
                label.push_str(&run.text);
            }
        }
        (!label.trim().is_empty()).then_some(label)
    }

    /// The texts that may be meant, the likeliest first and the whole text last; none if nothing is marked in part.
    pub fn readings(&self) -> Vec<String> {
        if self.runs().is_empty() {
            return Vec::new();
        }
        let text = |kept: fn(&Run) -> bool| -> String {
            self.runs().iter().filter(|run| kept(run)).map(|run| run.text.as_str()).collect()
        };
        let level = |run: &Run| !run.struck && run.position == Position::Level;
        let readings = [
            text(level),
            text(|run| !run.struck),
            text(|run| run.position == Position::Level),
            text(|_| true),
        ];
        let mut distinct: Vec<String> = Vec::new();
        for reading in readings {
            if !reading.trim().is_empty() && !distinct.contains(&reading) {
                distinct.push(reading);
            }
        }
        distinct
    }

    /// The same with the texts of the runs put otherwise.
    #[must_use]
    pub(crate) fn map(&self, text: impl Fn(&str) -> String) -> Self {
        let runs = self.runs.as_ref();
        let runs =
            runs.map(|runs| runs.iter().map(|run| Run { text: text(&run.text), ..run.clone() }).collect());
        Self { struck: self.struck, runs }
    }
}

/// Whether a raised figure is the power of a length before it, as in “km²”.
fn is_power(before: &str, raised: &str) -> bool {
    let unit = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(raised.trim(), "2" | "3") && matches!(unit, "m" | "km" | "hm" | "dam" | "dm" | "cm" | "mm")
}

#[cfg(test)]
mod tests {
    use super::{Marks, Position, Run};

    /// Runs as `text`, `-struck`, `^raised`, `_lowered`.
    fn marks(runs: &[&str]) -> Marks {
        let run = |written: &&str| {
            let (struck, position) = match written.as_bytes()[0] {
                b'-' => (true, Position::Level),
                b'^' => (false, Position::Raised),
                b'_' => (false, Position::Lowered),
                _ => (false, Position::Level),
            };
            Run { text: written.trim_start_matches(['-', '^', '_']).to_owned(), struck, position }
        };
        Marks::of_runs(runs.iter().map(run).collect())
    }

    #[track_caller]
    fn case(runs: &[&str], readings: &[&str], label: &str) {
        let marks = marks(runs);
        assert_eq!(
            (marks.readings(), marks.label().unwrap_or_default()),
            (readings.iter().map(|text| (*text).to_owned()).collect(), label.to_owned())
        );
    }

    #[test]
    fn what_a_marked_text_may_mean() {
        case(&["25", "^1"], &["25", "251"], "25");
        case(&["-33", "23"], &["23", "3323"], "23");
        case(&["Tổng số", "^(1)"], &["Tổng số", "Tổng số(1)"], "Tổng số");
        case(&["Diện tích (m", "^2", ")"], &["Diện tích (m)", "Diện tích (m2)"], "Diện tích (m2)");
        case(&["CO", "_2"], &["CO", "CO2"], "CO2");
        case(&["25", " "], &[], "");
    }

    #[test]
    fn what_all_of_a_text_has_is_a_mark_of_the_cell() {
        assert_eq!(marks(&["-33", "-44", " "]), Marks::whole(true));
        assert_eq!(marks(&["^33", "^44"]), Marks::NONE);
        assert!(!marks(&["-33", "23"]).is_struck());
    }
}
