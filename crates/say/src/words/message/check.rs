//! Messages about the check of a file.

use phuluc_check::{OpenRule, Skipped};
use phuluc_form::Severity;

/// Something that is said about a check.
#[derive(Clone, Copy, Debug)]
pub enum CheckMessage<'m> {
    /// How severe a finding is: Lỗi, Cần xem lại, Lưu ý.
    Severity(Severity),
    /// How many findings there are of each severity.
    Counts {
        /// Errors.
        errors: usize,
        /// Warnings.
        warnings: usize,
        /// Notes.
        notes: usize,
    },
    /// What became of the relations between figures.
    Relations {
        /// How many hold.
        holding: usize,
        /// How many are not checkable.
        open: usize,
        /// How many places are blank.
        blank: usize,
    },
    /// More findings of the same mistake.
    Folded {
        /// How many.
        findings: usize,
        /// Their cells.
        cells: &'m str,
    },
    /// More findings of the same rule.
    Alike {
        /// How many.
        findings: usize,
        /// Their cells.
        cells: &'m str,
    },
    /// The cells of a form that are blank.
    Blanks {
        /// What people call it.
        form: &'m str,
        /// Their names.
        cells: &'m str,
    },
    /// A rule that blanks leave open.
    Open(&'m OpenRule),
    /// A rule that could not be looked at.
    Skipped(&'m Skipped),
}
