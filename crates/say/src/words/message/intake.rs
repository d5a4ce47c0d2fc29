//! What is said about files that are taken in.

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
