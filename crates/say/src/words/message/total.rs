//! Messages about totals and the units in them.

use phuluc_form::Period;
use phuluc_round::{Gap, WhyUnranked};
use rust_decimal::Decimal;

/// A message about totals.
#[derive(Clone, Copy, Debug)]
pub enum TotalMessage {
    /// The reason why a unit is not in a total.
    Gap(Gap),
    /// The reason why a unit is not ranked.
    Unranked(WhyUnranked),
    /// The number of units in a total.
    Units {
        /// The units that gave the figure.
        given: usize,
        /// The units that should.
        of: usize,
    },
    /// A period, if it is known.
    Period(Option<Period>),
    /// A total as stated.
    Stated(Decimal),
    /// The words before the parts of a total that are added up.
    Adding(PartsOf),
    /// What the parts of a total come to.
    ComesTo {
        /// Their sum.
        worked_out: Decimal,
        /// The amount by which the total is above it.
        by: Decimal,
    },
    /// The word between parts that come to the same.
    And,
    /// The words before units that were named as a cause already.
    AlsoBy,
    /// The amount by which a total is above or below its parts.
    By(Decimal),
    /// A percentage is worked out from other figures than the totals beside it.
    OtherBase {
        /// Its numerator: of the units that gave both figures, and the total.
        part: [Decimal; 2],
        /// Its denominator: of the units that gave both figures, and the total.
        base: [Decimal; 2],
    },
    /// The words before the units that lack one of the two figures of a percentage.
    LackOneOfTwo,
    /// The number of further units that are not named.
    MoreUnits(usize),
    /// The number of further totals that disagree, and the sheet that names them.
    MoreApart(usize),
}

/// The kind of parts that a total has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartsOf {
    /// The rows of its column.
    Rows,
    /// The columns of its row.
    Columns,
    /// Items of a form whose rows have one figure.
    Items,
}
