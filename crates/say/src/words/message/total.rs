//! Messages about totals and the units in them.

use phuluc_form::Period;
use phuluc_round::{Gap, Standing};
use rust_decimal::Decimal;

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
    /// That a total is not what its parts come to.
    Apart {
        /// What its parts are.
        parts: PartsOf,
        /// The total.
        stated: Decimal,
        /// What its parts come to.
        worked_out: Decimal,
    },
    /// By how much more or less than its parts a total is.
    By(Decimal),
    /// That a percentage is worked out from other figures than the totals beside it.
    OtherBase {
        /// Its part, of the units that gave both, and the total.
        part: [Decimal; 2],
        /// Its base, of the units that gave both, and the total.
        base: [Decimal; 2],
    },
    /// Before the units that lack one of the two figures of a percentage.
    LackOneOfTwo,
    /// That so many more units are not named.
    MoreUnits(usize),
    /// That so many more totals do not agree, and where they stand.
    MoreApart(usize),
}

/// What the parts of a total are, as people call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartsOf {
    /// The rows of its column.
    Rows,
    /// The columns of its row.
    Columns,
    /// Items of a form whose rows have one figure.
    Items,
}
