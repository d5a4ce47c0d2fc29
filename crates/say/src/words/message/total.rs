//! Messages about totals and the units in them.

use phuluc_form::Period;
use phuluc_round::{Gap, Standing};

/// Something that is said about totals.
#[derive(Clone, Copy, Debug)]
pub enum TotalMessage {
    /// Where a unit stands.
    Standing(Standing),
    /// Why a unit is not in a total.
    Gap(Gap),
    /// How many units of how many are in it.
    Units {
        /// How many.
        given: usize,
        /// Of how many.
        of: usize,
    },
    /// A period, if it is known.
    Period(Option<Period>),
}
