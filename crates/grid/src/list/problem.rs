//! What can be wrong with a list that people keep.

use crate::At;

/// What is wrong with a list: the file, and everything wrong in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListProblems {
    /// The file, as its reader will find it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// What is wrong, in the order of the sheet.
    pub list: Vec<ListProblem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListProblem {
    /// The cell, unless it is about the whole list.
    pub at: Option<At>,
    /// What.
    pub flaw: Flaw,
}

/// The flaws that a list can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No sheet has these headings.
    NoHeadings(Vec<&'static str>),
    /// Nothing is in the list.
    NoLines,
    /// Nothing stands where something must.
    Missing(&'static str),
    /// A code that Excel took for a date, so that nobody knows what it was.
    CodeIsDate,
    /// What names one line names another, too.
    Duplicate {
        /// The text.
        text: String,
        /// The cell where it stands first.
        first: At,
    },
    /// No unit of that name or code.
    UnknownUnit {
        /// The text.
        text: String,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// A unit under itself.
    Cycle,
    /// A word that is not one of those admitted.
    UnknownWord {
        /// The text.
        text: String,
        /// The words admitted.
        allowed: Vec<String>,
    },
    /// Not a day.
    NotADay(String),
    /// Not a moment.
    NotAMoment(String),
    /// The last day is before the first.
    DateOrder,
    /// A form that is not known.
    UnknownForm {
        /// The text.
        text: String,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// Not the name of a period.
    UnknownPeriod(String),
    /// Not a figure.
    NotANumber(String),
    /// Not a cell's name.
    NotACell(String),
}

/// What is to be said about a list that can be used all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListNotices {
    /// The file, as its reader will find it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The notices, one for each kind.
    pub list: Vec<ListNotice>,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListNotice {
    /// Codes that Excel took for numbers are taken as texts; zeros at their front may be lost.
    CodesAreNumbers {
        /// How many.
        count: usize,
        /// The first of them.
        first: At,
    },
    /// Lines that name nothing of the list are left out.
    LeftOut {
        /// What they are.
        kind: Aside,
        /// Their rows, from 1, and what stands there.
        lines: Vec<(u32, String)>,
    },
    /// Other names of a line are left out, because they are the names of others.
    NamesOfOthers(Vec<(u32, String)>),
    /// Columns that only its keepers know are kept.
    ColumnsKept(Vec<String>),
}

/// What a line is that names nothing of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The heading of a group: “KHỐI PHƯỜNG”.
    Group,
    /// A total: “Tổng cộng: 23 đơn vị”.
    Total,
    /// A note, a date or a signature.
    Note,
}
