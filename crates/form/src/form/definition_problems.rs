//! The problems of a definition: for each the file, the place, the fault, and the word that may be meant.

use crate::rule::foreign_spelling::ForeignSpelling;
use std::ops::Range;

/// All problems of one definition file.
#[derive(Clone, Debug)]
pub struct Problems {
    /// The path of the file, as people are shown it.
    pub path: String,
    /// The text of the file.
    pub text: String,
    /// The problems, in the order of the text.
    pub list: Vec<Problem>,
}

/// One mistake in a definition, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, in bytes of the file.
    pub span: Range<usize>,
    /// The fault.
    pub fault: Fault,
}

/// The faults a definition can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not TOML; the message is the parser's.
    Toml(String),
    /// A key is missing from the table.
    Missing(&'static str),
    /// A key that has no meaning in this table.
    UnknownKey {
        /// The key that may be meant.
        near: Option<String>,
    },
    /// The value is of another type.
    WrongType {
        /// The type wanted, as TOML names it.
        expected: &'static str,
        /// The type found.
        found: String,
    },
    /// A word that is not one of those admitted.
    UnknownWord {
        /// The words admitted.
        allowed: Vec<String>,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// An empty value where something is required.
    Empty,
    /// An id that is already taken.
    Duplicate(String),
    /// An id with characters that ids may not have.
    BadId(&'static str),
    /// The last day is before the first.
    DateOrder,
    /// A definition that is missing from the list of its pack.
    NotInPack(String),
    /// A day outside the year that it is listed under.
    OtherYear(i32),
    /// A text that names no period.
    NotAPeriod,
    /// A due rule without a number of working days and without a day of the month, or with both.
    NoDueDay,
    /// The rule's text could not be read.
    Syntax {
        /// The words of the grammar that would fit there.
        expected: &'static str,
        /// The habit from another language that was written instead, if it is a known one.
        slip: Option<ForeignSpelling>,
    },
    /// A row that the form does not have.
    UnknownRow {
        /// The row that may be meant.
        near: Option<String>,
    },
    /// A column that the form does not have.
    UnknownColumn {
        /// The column that may be meant.
        near: Option<String>,
    },
    /// A form that is not known.
    UnknownForm {
        /// The form that may be meant.
        near: Option<String>,
    },
    /// A place in a heading row, which takes no answer.
    Heading,
    /// A place with text, which rules cannot calculate with.
    NotAFigure,
    /// Words are compared with a place that holds none.
    NotWords,
    /// A place that names only a row, in a form without a `by row` column.
    NoValueColumn,
    /// A place that names only a row, in a form with several `by row` columns; these are to choose from.
    SeveralValueColumns(Vec<String>),
    /// A place that names only a column, in a rule that does not run over rows.
    NeedsEachRow,
    /// `sum(children)` without `each = "parent"`.
    NeedsEachParent,
    /// `sum(open)` in a form without open rows.
    NeedsOpenRows,
    /// A range that does not run downwards between rows of one parent.
    NoRange,
    /// A range whose ends name different columns.
    RangeOfColumns,
    /// `sum(lines)` without `lines = true` in the form and `each = "row"` in the rule.
    NeedsLines,
    /// `lines = true` in a form without printed rows.
    LinesNeedPrintedRows,
    /// `also` with more lists than `head` has labels.
    AlsoBelowHead,
    /// A row that stands under itself.
    OwnAncestor,
    /// More decimals than anybody prints.
    TooManyDecimals,
    /// Steps of a row that has no points to give.
    StepsWithoutPoints,
    /// Bands that do not go down to 0.
    BandOrder,
    /// `derive` in a rule that is not `place = sum`.
    NotARecipe,
    /// A rule that names no place.
    NoPlace,
    /// `solve` in a rule that is not `place = place + place`.
    NotSolvable,
    /// A file outside the folder of its round.
    Outside,
    /// A round without units.
    NoUnits,
    /// A round that lists its units twice.
    TwoLists,
    /// A percentage to recompute without a rule with `derive = true`.
    NoRecipe(String),
    /// A row or column with `blank = "formula"` but without a rule `place = sum` for it.
    NoFormula(String),
    /// A doubt from the review of the whole definition.
    Review(Doubt),
}

/// A mistake or doubt that only a review of the whole definition finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A printed code that stands twice under one row.
    CodeTwice {
        /// The code.
        code: String,
        /// The id of the row that has it first.
        first: String,
    },
    /// A rule that no figures can meet; at this row, if it runs over rows.
    NeverHolds(Option<String>),
    /// A rule that no figures can meet together with these rules.
    Contradicts(Vec<String>),
    /// A rule that is met together with these rules only if a figure is 0.
    OnlyWithNought(Vec<String>),
    /// A rule that runs at no row and no column.
    RunsNowhere,
    /// A rule whose condition is never met.
    NeverApplies,
    /// A rule that no figures can break.
    NeverFails,
    /// Percentages without a rule that says what they are shares of.
    SharesOfNothing(Vec<String>),
    /// Percentages that rules work out in other columns, but not in these.
    SharesNotIn {
        /// The rows.
        rows: Vec<String>,
        /// The names of the columns without a rule.
        columns: Vec<String>,
    },
    /// An average, or a figure per person, that consolidation adds up.
    AverageSummed(String),
    /// A percentage that a rule works out, but that consolidation lists unit by unit.
    ListedThoughWorkedOut(String),
    /// A value to be added up that is not additive.
    NotAdditive(String),
    /// Figures that no rule looks at.
    Unwatched {
        /// The rows; all rows if none is named.
        rows: Vec<String>,
        /// The names of the columns; none if the form has only one.
        columns: Vec<String>,
    },
    /// The lines at which a draft is to be filled in.
    ToFill(Vec<usize>),
    /// The lines at which a draft is to be confirmed.
    ToConfirm(Vec<usize>),
}

impl Problems {
    /// No problem yet.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), list: Vec::new() }
    }

    /// Notes a problem.
    pub fn add(&mut self, span: Range<usize>, fault: Fault) {
        self.list.push(Problem { span, fault });
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The candidate that a mistyped word most likely stands for, if one is near enough.
pub fn near<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn a_slip_is_recognised_and_nonsense_is_not() {
        let columns = ["tiep_nhan", "truc_tuyen", "qua_han"];
        assert_eq!(near("tiep_nhna", columns).as_deref(), Some("tiep_nhan"));
        assert_eq!(near("qua_hn", columns).as_deref(), Some("qua_han"));
        assert_eq!(near("xyz", columns), None);
    }
}
