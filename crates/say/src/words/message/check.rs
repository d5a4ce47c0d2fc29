//! Messages about the check of a file.

use phuluc_check::{OpenRule, Skipped};
use phuluc_form::Severity;

/// A message about the check of a file.
#[derive(Clone, Copy, Debug)]
pub enum CheckMessage<'m> {
    /// The severity of a finding: Lỗi, Cần xem lại, Lưu ý.
    Severity(Severity),
    /// The number of findings of each severity.
    Counts {
        /// Errors.
        errors: usize,
        /// Warnings.
        warnings: usize,
        /// Notes.
        notes: usize,
    },
    /// The outcome of the rules that relate figures.
    Relations {
        /// The number that hold.
        holding: usize,
        /// The number that cannot be checked.
        open: usize,
        /// The number of blank places.
        blank: usize,
    },
    /// Further findings with the same diagnosis.
    Folded {
        /// Their number.
        findings: usize,
        /// Their cells.
        cells: &'m str,
    },
    /// Further findings of the same rule.
    Alike {
        /// Their number.
        findings: usize,
        /// Their cells, or the forms that they are about.
        cells: &'m str,
        /// Whether each has a cell.
        at_cells: bool,
    },
    /// The blank cells of a form.
    Blanks {
        /// The short name of the form.
        form: &'m str,
        /// The names of the cells.
        cells: &'m str,
    },
    /// A rule that cannot be decided because of blanks.
    Open(&'m OpenRule),
    /// A rule that could not be checked at all.
    Skipped(&'m Skipped),
}
