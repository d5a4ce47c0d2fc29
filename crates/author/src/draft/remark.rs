//! What a blank leaves open: lines that are not in the draft, and what must be filled in or confirmed.

/// A line that is not in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number on the sheet, from 1.
    pub line: u32,
    /// What stands in it.
    pub text: String,
}

/// Where a remark belongs in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RemarkAt {
    Title,
    Basis,
    InForce,
    Sent,
    Version,
    Columns,
    Column(usize),
    Rows,
    Row(usize),
}

/// What a sheet cannot say, or says doubtfully.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// No title was found above the table.
    Title,
    /// No document was found that issued the form.
    Basis,
    /// Since when the form is in force; taken from its document's date, if it has one.
    InForce {
        /// Whether a date was found.
        dated: bool,
    },
    /// Which level sends it, to whom, how often.
    Sent,
    /// No year was found to name the version by.
    Version,
    /// What a column's figures are: rows count different things, and several columns hold them.
    MixedColumn,
    /// The column has no header on the sheet.
    NoHead,
    /// The column has the same header as an earlier one.
    HeadTwice,
    /// Open rows were taken, as no row is printed.
    OpenRows,
    /// Rows that name other levels than the commune: their ids.
    OtherLevels(Vec<String>),
    /// The row has no unit of measure, and no rows under it.
    NoMeasure,
    /// The row has a unit of measure, but looks like a heading.
    Heading,
    /// A percentage without its parts.
    NoParts,
    /// Answers in words, without a list of codes.
    NoCodes,
    /// The code stands on the sheet already; the id was made another.
    CodeTwice(String),
    /// Excel may have made the code of this one.
    CodeChanged {
        /// As it stands.
        found: String,
        /// As it may have been printed.
        printed: String,
    },
    /// A row without a label.
    NoLabel,
    /// A line of dots: senders add lines.
    MoreLines,
}
