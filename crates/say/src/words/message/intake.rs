//! Messages about files that are taken in.

use phuluc_form::Moment;
use phuluc_round::Clock;

/// Something that is said about the intake.
#[derive(Clone, Copy, Debug)]
pub enum IntakeMessage<'m> {
    /// How many files of how many units were taken in.
    TakenIn {
        /// How many files.
        files: usize,
        /// Of how many units.
        units: usize,
        /// The register.
        register: &'m str,
    },
    /// A file that was taken in.
    TakenFile {
        /// Its unit.
        unit: &'m str,
        /// The sending.
        number: u32,
        /// Where it is now.
        path: &'m str,
        /// The name under which it came.
        original: &'m str,
    },
    /// When a file came, if nobody said so.
    CameAt {
        /// When.
        at: Moment,
        /// Where that is known from.
        clock: Clock,
    },
    /// A file is older than what has been taken in before it.
    OlderThan {
        /// The form.
        form: &'m str,
        /// The newer sending.
        number: u32,
        /// When that came.
        received: Option<Moment>,
    },
    /// Where staff can say whose a file is that the list of units cannot tell.
    SayInRegister,
    /// The forms that a unit has not sent yet.
    StillMissing(&'m str),
    /// The unit is not asked for anything in this round.
    OwesNothing,
    /// A file was checked.
    Checked {
        /// How many errors it has.
        errors: usize,
    },
    /// Forms came in which nobody wrote a figure.
    EmptyForms(&'m str),
    /// A form came empty after figures had come.
    EmptyAgain {
        /// The form.
        form: &'m str,
        /// The sending that counts for it.
        counted: u32,
    },
    /// What a sending changes in a form.
    Changed {
        /// The form.
        form: &'m str,
        /// The sending before.
        number: u32,
        /// In how many places.
        places: usize,
    },
    /// The heading of files whose unit is not known.
    UnitsUnknown {
        /// How many files.
        files: usize,
    },
    /// The heading of what was not taken in.
    NotTaken {
        /// How many files.
        files: usize,
    },
}
