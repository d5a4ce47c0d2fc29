//! The problems of a list that people keep, and the notices about one that can be used.

use crate::At;

/// All problems of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListProblems {
    /// The path of the file, as people are shown it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The problems, in the order of the sheet.
    pub list: Vec<ListProblem>,
}

/// One problem of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListProblem {
    /// The cell; `None` if the problem is about the whole list.
    pub at: Option<At>,
    /// The flaw.
    pub flaw: Flaw,
}

/// The kinds of problems of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No sheet has these required headings.
    NoHeadings(Vec<&'static str>),
    /// The list is empty.
    NoLines,
    /// A required cell is empty.
    Missing(&'static str),
    /// Excel took a code for a date, so that nobody knows the code.
    CodeIsDate,
    /// Two lines have the same name or code.
    Duplicate {
        /// The text.
        text: String,
        /// The cell where it stands first.
        first: At,
    },
    /// No unit has this name or code.
    UnknownUnit {
        /// The text.
        text: String,
        /// The unit that may be meant.
        near: Option<String>,
    },
    /// A unit is below itself.
    Cycle,
    /// Units took each other over, by their names.
    SuccessionCycle(Vec<String>),
    /// A heading stands twice, as in a list in two columns side by side.
    RepeatedHeading {
        /// The text.
        text: String,
        /// The cell where it stands first.
        first: At,
    },
    /// Another sheet has units that this one has not.
    ListElsewhere(UnreadSheet),
    /// A word is not one of those admitted.
    UnknownWord {
        /// The text.
        text: String,
        /// The words admitted.
        allowed: Vec<String>,
    },
    /// A text is not a day.
    NotADay(String),
    /// A text is not a moment.
    NotAMoment(String),
    /// The last day is before the first.
    DateOrder,
    /// No form, or more than one, has this name.
    UnknownForm {
        /// The text.
        text: String,
        /// The forms that may be meant; several if all of them have this name.
        may_be: Vec<String>,
    },
    /// A text names no period.
    UnknownPeriod(String),
    /// A text is not a figure.
    NotANumber(String),
    /// A text is not the name of a cell.
    NotACell(String),
}

/// The notices about one list that can be used all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListNotices {
    /// The path of the file, as people are shown it.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The notices, one for each kind.
    pub list: Vec<ListNotice>,
}

/// Something that people should know about a list that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListNotice {
    /// Codes that Excel stored as numbers are taken as texts. Their leading zeros may be lost.
    CodesAreNumbers {
        /// The number of such codes.
        count: usize,
        /// The cell of the first one.
        first: At,
    },
    /// Lines that name nothing of the list, such as headings and notes, are left out.
    LeftOut {
        /// The kind of these lines.
        kind: Aside,
        /// Their rows, from 1, and their texts.
        lines: Vec<(u32, String)>,
    },
    /// Other names of a unit are left out, because another line has them as its name.
    NamesOfOthers(Vec<(u32, String)>),
    /// Lines are of units that do not exist on any day of the period.
    OutsidePeriod(Vec<(u32, String)>),
    /// Columns that staff added are kept.
    ColumnsKept(Vec<String>),
    /// Lines are taken for units although they may be none.
    DoubtfulUnits {
        /// Their rows, from 1, and their names.
        lines: Vec<(u32, String)>,
        /// Whether the other lines are numbered.
        is_numbered: bool,
    },
    /// A total or a heading states another number of units than were taken.
    StatedDiffers(StatedUnits),
    /// Other sheets of the file, which are not read.
    SheetsNotRead(Vec<UnreadSheet>),
    /// Lines are about a file that an earlier line has, and are left out.
    RepeatedLines(Vec<RepeatedLine>),
}

/// A line that states a number of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedUnits {
    /// Its row, from 1.
    pub row: u32,
    /// Its text.
    pub text: String,
    /// The number that it states.
    pub stated: usize,
    /// The number of units that were taken there.
    pub taken: usize,
}

/// A sheet that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadSheet {
    /// Its name.
    pub name: String,
    /// The units on it that the list has not.
    pub units: Vec<String>,
}

/// A line about a file that an earlier line has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedLine {
    /// Its row, from 1.
    pub row: u32,
    /// The row of the earlier line.
    pub first: u32,
    /// The path of the file.
    pub path: String,
    /// The name in the earlier line and the name in this one, if they differ.
    pub units: Option<(String, String)>,
}

/// The kinds of lines that name nothing of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The heading of a group: “KHỐI PHƯỜNG”.
    Group,
    /// A total: “Tổng cộng: 23 đơn vị”.
    Total,
    /// A note, a date or a signature.
    Note,
}
