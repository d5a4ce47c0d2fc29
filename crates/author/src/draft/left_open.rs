//! What a blank leaves open: the lines that are not in the draft, and what must be filled in or confirmed.

/// A line of the sheet that is not in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OmittedLine {
    /// The line's number on the sheet, from 1.
    pub line: u32,
    /// The texts in it.
    pub text: String,
}

/// The place of a remark in the text of the definition.
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

/// Something that the sheet does not tell, or tells doubtfully.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// No title was found above the table.
    Title,
    /// No document was found that issues the form.
    Basis,
    /// The first day in force is not on the sheet; it is taken from the document's date, if there is one.
    InForce {
        /// Whether a date was found.
        dated: bool,
    },
    /// The level that sends it, the receiver, and the periods are not on the sheet.
    Sent,
    /// No year was found to name the version by.
    Version,
    /// The kind of a column's figures is unclear: rows count different things, and several columns hold them.
    MixedColumn,
    /// The column was taken to hold words, though it may hold figures.
    WordsOrFigures,
    /// The column has no header on the sheet.
    NoHead,
    /// The column has the same header as an earlier one.
    HeadTwice,
    /// The form was taken to have open rows, as no row is printed.
    OpenRows,
    /// The ids of rows that name other levels than the commune.
    OtherLevels(Vec<String>),
    /// The row has no unit of measure, and no rows under it.
    NoMeasure,
    /// The row has a unit of measure, but looks like a heading.
    Heading,
    /// The percentage has no parts that it is worked out from.
    NoParts,
    /// The row is answered in words, but has no list of codes.
    NoCodes,
    /// The code stands on the sheet twice, so that the row got another id.
    CodeTwice(String),
    /// Excel may have changed the code.
    CodeChanged {
        /// The code as the sheet shows it.
        found: String,
        /// The code as it may have been printed.
        printed: String,
    },
    /// The row is an average or an amount per person, which cannot be added up.
    Average,
    /// The maximum of the row cannot be read.
    MaximumUnread(String),
    /// What stands beside the maximum is not taken over.
    StepsUnread(String),
    /// The row has no label.
    NoLabel,
    /// A line of dots says that senders add lines.
    MoreLines,
}
