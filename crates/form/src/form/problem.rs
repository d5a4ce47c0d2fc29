//! What is wrong with a definition: the file, the line, the offending text, and what may be meant.

use crate::rule::slip::Slip;
use std::ops::Range;

/// All that is wrong with one definition file.
#[derive(Clone, Debug)]
pub struct Problems {
    /// The file, as its reader will find it.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What is wrong, in the order of the text.
    pub list: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in bytes of the file.
    pub span: Range<usize>,
    /// What.
    pub fault: Fault,
}

/// The faults a definition can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not TOML; the message is the parser's.
    Toml(String),
    /// A key is missing from the table.
    Missing(&'static str),
    /// A key that means nothing here.
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
    /// Nothing stands where something must.
    Empty,
    /// An id that stands for something already.
    Duplicate(String),
    /// An id of other letters than it may have.
    BadId(&'static str),
    /// The last day is before the first.
    DateOrder,
    /// A definition that the list of its pack does not have.
    NotInPack(String),
    /// A day of another year than the one that it is listed under.
    OtherYear(i32),
    /// A period is named that cannot be understood.
    NotAPeriod,
    /// Reports are due neither so many working days after the cut-off nor on a day of a month.
    NoDueDay,
    /// The rule's text could not be read.
    Syntax {
        /// What would have fitted.
        expected: &'static str,
        /// What was written in its place, if that is known from other languages.
        slip: Option<Slip>,
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
    /// A heading row takes no answer.
    Heading,
    /// Text cannot be reckoned with.
    NotAFigure,
    /// A row alone means nothing in a form without a `by row` column.
    NoValueColumn,
    /// A column alone means a row at hand, so the rule must run over rows.
    NeedsEachRow,
    /// `sum(children)` needs `each = "parent"`.
    NeedsEachParent,
    /// `sum(open)` needs open rows.
    NeedsOpenRows,
    /// A range of rows runs downwards between rows of one parent.
    NoRange,
    /// `sum(lines)` needs a form with `lines = true` and `each = "row"`.
    NeedsLines,
    /// `lines = true` is for forms of printed rows.
    LinesNeedPrintedRows,
    /// `also` has more lists than `head` has labels.
    AlsoBelowHead,
    /// A row that stands under itself.
    OwnAncestor,
    /// More decimals than anybody prints.
    TooManyDecimals,
    /// Steps of a row that has no points to give.
    StepsWithoutPoints,
    /// Bands must go down and end at 0.
    BandOrder,
    /// `derive` needs a rule of the shape `place = sum`.
    NotARecipe,
    /// A rule that names no place can never be about anything.
    NoPlace,
    /// `solve` needs a rule of the shape `place = place + place`.
    NotSolvable,
    /// A file outside the folder of its round.
    Outside,
    /// No unit reports in a round.
    NoUnits,
    /// A round's units are listed twice.
    TwoLists,
    /// A percentage to recompute has no rule with `derive = true`.
    NoRecipe(String),
    /// A row or column with `blank = "formula"` has no rule `place = sum` that says what stands there.
    NoFormula(String),
    /// What shows only when the definition is looked over as a whole.
    Review(Doubt),
}

/// What a definition that can be read is wrong or doubtful in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A printed code that stands twice under one row.
    CodeTwice {
        /// The code.
        code: String,
        /// The id of the row that has it first.
        first: String,
    },
    /// No figures at all meet the rule.
    NeverHolds,
    /// No figures at all meet the rule and these.
    Contradicts(Vec<String>),
    /// Only figures with a nought among them meet the rule and these.
    OnlyWithNought(Vec<String>),
    /// The rule's condition is never met.
    NeverApplies,
    /// No figures break the rule.
    NeverFails,
    /// Percentages of which no rule says what they are shares of.
    SharesOfNothing(Vec<String>),
    /// A percentage that a rule works out, and that is listed unit by unit all the same.
    ListedThoughWorkedOut(String),
    /// What is to be added up and cannot be.
    NotAdditive(String),
    /// Rows that no rule looks at; all if none is named.
    Unwatched(Vec<String>),
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
