//! Messages about files that are taken in.

use phuluc_form::Moment;
use phuluc_round::TimeSource;

/// A message about the intake of files.
#[derive(Clone, Copy, Debug)]
pub enum IntakeMessage<'m> {
    /// The number of files and units that were taken in.
    TakenIn {
        /// The number of files.
        files: usize,
        /// The number of units.
        units: usize,
        /// The file of the register.
        register: &'m str,
    },
    /// A file that was taken in.
    TakenFile {
        /// Its unit.
        unit: &'m str,
        /// The number of the sending.
        number: u32,
        /// The path in the folder of the round.
        path: &'m str,
        /// The name of the file as it came.
        original: &'m str,
    },
    /// The moment when a file came, if nobody said it.
    CameAt {
        /// The moment.
        at: Moment,
        /// The source of that moment.
        time_source: TimeSource,
    },
    /// A file is older than one that was taken in before.
    OlderThan {
        /// The form.
        form: &'m str,
        /// The newer sending.
        number: u32,
        /// The moment when that was received.
        received: Option<Moment>,
    },
    /// Staff may write the unit of a file into the register where the list of units does not tell it.
    SayInRegister,
    /// The forms that a unit has not sent yet.
    StillMissing(&'m str),
    /// The unit owes nothing in this round.
    OwesNothing,
    /// A file was checked.
    Checked {
        /// The number of errors.
        errors: usize,
    },
    /// The names of forms that came without any figure.
    EmptyForms(&'m str),
    /// A form came empty after a sending with figures.
    EmptyAgain {
        /// The form.
        form: &'m str,
        /// The sending that counts for it.
        counted: u32,
    },
    /// The number of differences between a sending and the one before, in a form.
    Changed {
        /// The form.
        form: &'m str,
        /// The number of the sending before.
        number: u32,
        /// The number of places that differ.
        places: usize,
    },
    /// The heading of the files whose unit is not known.
    UnitsUnknown {
        /// The number of files.
        files: usize,
    },
    /// The heading of the files that were not taken in.
    NotTaken {
        /// The number of files.
        files: usize,
    },
}
