//! A diagnosis (chẩn đoán): which cells are probably wrong, told of all the broken rules that they explain.
//!
//! A finding says that a rule is broken. A diagnosis says which change would mend it, and with it all the
//! other findings that the same slip caused. Where several changes explain them equally well, it names all
//! of them and prefers none.

pub(crate) mod slip;

use crate::finding::Location;
use phuluc_form::Interval;
use rust_decimal::Decimal;

pub use slip::Slip;

/// What probably went wrong, with the findings that it explains.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// What may have gone wrong, the likeliest first.
    pub explanations: Vec<Explanation>,
    /// How many of them are equally likely; none is preferred if there are more than one.
    pub tied: usize,
    /// How many of the file's broken rules the first one mends.
    pub mends: usize,
    /// Whether these are all the broken rules of the file that share cells with it.
    pub mends_all: bool,
}

/// One thing that may have gone wrong: changes that belong together.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What kind of mistake it is.
    pub mistake: Mistake,
    /// The cells with what they should hold.
    pub changes: Vec<Change>,
    /// The cells that would have to be looked at again; of a row too many or wrong, a cell of its total.
    pub also: Vec<Location>,
    /// A cell of the row that it repeats, if it repeats one; the first cell of a block that stands a line off.
    pub like: Option<Location>,
}

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// One cell is wrong.
    Cell,
    /// Several cells are off by the same amount.
    Together,
    /// Two neighbours stand in each other's place.
    Swapped,
    /// A row is counted that should not be: it stands twice, or the total leaves it out.
    RowTooMany,
    /// A row does not fit its total, in several columns.
    RowWrong,
    /// A row is missing; the changes are what it would hold.
    RowMissing,
    /// A printed row was deleted; the changes are what follows for it.
    RowDeleted,
    /// A block of figures stands one line too low; what should stand at its end is to be entered anew.
    TooLow,
    /// A block of figures stands one line too high.
    TooHigh,
    /// A row is written in another unit of measure.
    OtherMeasure,
    /// What cannot be read, or is blank, follows from the figures beside it.
    Follows,
    /// This period and the one before disagree, and each agrees with itself.
    BetweenPeriods,
}

/// A cell with what it should hold.
#[derive(Clone, Debug)]
pub struct Change {
    /// The cell.
    pub place: Location,
    /// What it should hold, if one figure is likelier than all others.
    pub to: Option<Decimal>,
    /// What it may hold.
    pub range: Interval,
    /// How the figure that stands there came about.
    pub slip: Slip,
}

impl Diagnosis {
    /// The explanation that is likelier than all others, if there is one.
    pub fn likeliest(&self) -> Option<&Explanation> {
        self.explanations.first().filter(|_| self.tied == 1)
    }

    /// The explanations between which it cannot decide, or the likeliest alone.
    pub fn named(&self) -> &[Explanation] {
        &self.explanations[..self.tied.min(self.explanations.len())]
    }
}
