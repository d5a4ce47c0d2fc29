//! The marks that people see on a cell's text: struck through, raised or lowered, or not to be seen at all, as a whole
//! or in part.
//!
//! A file holds “25¹” with a raised 1 as 251, and “33 23” with the 33 struck through as 3323. Only the marks hint at
//! what is meant, and not for certain. Letters of the colour behind them, or of 1 or 2 points, are not seen.

use super::text::Text;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The marks of a cell. Cells with the same text share them, so that copies are cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    struck: bool,
    unseen: bool,
    runs: Option<Arc<Runs>>,
}

/// A text of which some runs are marked and others not.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Runs {
    runs: Vec<Run>,
    /// The text without the marked runs, if anything is left.
    label: Option<Text>,
}

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether it is struck through.
    pub struck: bool,
    /// Its position in the line.
    pub position: Position,
    /// Whether its letters cannot be seen.
    pub unseen: bool,
}

/// The places in a text where another look begins, in units of UTF-16, each with that look.
pub(crate) type Looks = Arc<[(usize, Look)]>;

/// A stretch of text with one look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its text, as typed.
    pub text: String,
    /// Whether it is struck through.
    pub struck: bool,
    /// Its position in the line.
    pub position: Position,
    /// Whether its letters cannot be seen.
    pub unseen: bool,
}

/// The position of text in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Position {
    /// On the line.
    #[default]
    Level,
    /// Above the line, as a superscript.
    Raised,
    /// Below the line, as a subscript.
    Lowered,
}

impl Marks {
    /// No marks.
    pub const NONE: Self = Self { struck: false, unseen: false, runs: None };

    /// The marks of a cell whose text looks the same throughout.
    pub const fn whole(struck: bool, unseen: bool) -> Self {
        Self { struck, unseen, runs: None }
    }

    /// The marks of a text in runs. Spaces have no mark. A mark that all runs share is a mark of the whole cell, but
    /// a cell that is raised or lowered as a whole counts as unmarked.
    pub fn of_runs(runs: Vec<Run>) -> Self {
        let mut visible = runs.iter().filter(|run| !run.text.trim().is_empty());
        let Some(first) = visible.next() else { return Self::NONE };
        let look = |run: &Run| (run.struck, run.position, run.unseen);
        if visible.all(|run| look(run) == look(first)) {
            return Self::whole(first.struck, first.unseen);
        }
        let struck = runs.iter().all(|run| run.struck || run.text.trim().is_empty());
        let unseen = runs.iter().all(|run| run.unseen || run.text.trim().is_empty());
        let label = label(&runs).map(Text::from);
        Self { struck, unseen, runs: Some(Arc::new(Runs { runs, label })) }
    }

    /// The marks of a text that begins with the look of its cell and changes at some places.
    pub(crate) fn of_looks(text: &str, own: Look, looks: &[(usize, Look)]) -> Self {
        let (mut runs, mut looks) = (vec![Run::empty(own)], looks.iter().peekable());
        let mut unit = 0;
        for c in text.chars() {
            while let Some((_, look)) = looks.next_if(|(start, _)| *start <= unit) {
                runs.push(Run::empty(*look));
            }
            if let Some(run) = runs.last_mut() {
                run.text.push(c);
            }
            unit += c.len_utf16();
        }
        runs.retain(|run| !run.text.is_empty());
        Self::of_runs(runs)
    }

    /// Whether the whole cell is struck through.
    pub const fn is_struck(&self) -> bool {
        self.struck
    }

    /// Whether nothing of the cell can be seen.
    pub const fn is_unseen(&self) -> bool {
        self.unseen
    }

    /// The runs of the text, if only some are marked; otherwise none.
    pub fn runs(&self) -> &[Run] {
        self.runs.as_ref().map(|marked| marked.runs.as_slice()).unwrap_or_default()
    }

    /// Whether the cell or a part of its text is marked.
    pub const fn is_any(&self) -> bool {
        self.struck || self.unseen || self.runs.is_some()
    }

    /// The text without the runs that are struck through, raised or not to be seen; `None` if nothing is left out. The 2 of “m²” is
    /// not left out, and lowered text, as in “CO₂”, belongs to its word.
    pub fn label(&self) -> Option<&Text> {
        self.runs.as_ref()?.label.as_ref()
    }

    /// The possible readings, the likeliest first and the whole text last; none if no part is marked.
    pub fn readings(&self) -> Vec<String> {
        if self.runs().is_empty() {
            return Vec::new();
        }
        let text = |kept: fn(&Run) -> bool| -> String {
            self.runs().iter().filter(|run| kept(run)).map(|run| run.text.as_str()).collect()
        };
        let readings = [
            text(|run| !run.struck && !run.unseen && run.position == Position::Level),
            text(|run| !run.unseen),
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

    /// The marks with the texts of the runs changed by a function.
    #[must_use]
    pub(crate) fn map(&self, text: impl Fn(&str) -> String) -> Self {
        match self.runs() {
            [] => self.clone(),
            runs => {
                Self::of_runs(runs.iter().map(|run| Run { text: text(&run.text), ..run.clone() }).collect())
            }
        }
    }
}

impl Run {
    const fn empty(look: Look) -> Self {
        Self { text: String::new(), struck: look.struck, position: look.position, unseen: look.unseen }
    }
}

/// The label that remains of a text without its marked runs.
fn label(runs: &[Run]) -> Option<String> {
    let mut label = String::new();
    for run in runs {
        if !run.struck && !run.unseen && (run.position != Position::Raised || is_power(&label, &run.text)) {
            label.push_str(&run.text);
        }
    }
    (!label.trim().is_empty()).then_some(label)
}

/// Whether a raised figure is the exponent of a length before it, as in “km²”.
fn is_power(before: &str, raised: &str) -> bool {
    let unit = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(raised.trim(), "2" | "3") && matches!(unit, "m" | "km" | "hm" | "dam" | "dm" | "cm" | "mm")
}

#[cfg(test)]
mod tests {
    use super::{Look, Marks, Position, Run};

    /// Runs as `text`, `-struck`, `^raised`, `_lowered`, `~unseen`.
    fn marks(runs: &[&str]) -> Marks {
        let runs = runs.iter().map(|written| {
            let (struck, position) = match written.as_bytes()[0] {
                b'-' => (true, Position::Level),
                b'^' => (false, Position::Raised),
                b'_' => (false, Position::Lowered),
                _ => (false, Position::Level),
            };
            let text = written.trim_start_matches(['-', '^', '_', '~']).to_owned();
            Run { text, struck, position, unseen: written.starts_with('~') }
        });
        Marks::of_runs(runs.collect())
    }

    #[track_caller]
    fn case(runs: &[&str], readings: &[&str], label: &str) {
        let marks = marks(runs);
        assert_eq!(
            (marks.readings(), marks.label().map(ToString::to_string).unwrap_or_default()),
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
        case(&["7", "~9"], &["7", "79"], "7");
    }

    #[test]
    fn what_all_of_a_text_has_is_a_mark_of_the_cell() {
        assert_eq!(marks(&["-33", "-44", " "]), Marks::whole(true, false));
        assert_eq!(marks(&["~33", "~44"]), Marks::whole(false, true));
        assert_eq!(marks(&["^33", "^44"]), Marks::NONE);
        assert!(!marks(&["-33", "23"]).is_struck());
    }

    #[test]
    fn looks_begin_at_units_of_utf_16() {
        let raised = Look { position: Position::Raised, ..Look::default() };
        let of = |text: &str, looks: &[(usize, Look)]| Marks::of_looks(text, Look::default(), looks);
        assert_eq!(of("25¹1", &[(3, raised)]).readings(), ["25¹", "25¹1"]);
        // a letter of two UTF-16 units
        assert_eq!(of("𝟓1", &[(2, raised)]).readings(), ["𝟓", "𝟓1"]);
        assert_eq!(
            of("251", &[(0, Look::default()), (2, raised), (9, Look::default())]).readings(),
            ["25", "251"]
        );
        assert_eq!(of("251", &[(0, raised)]), Marks::NONE);
    }
}
