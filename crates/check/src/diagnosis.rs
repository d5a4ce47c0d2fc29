//! A diagnosis (chẩn đoán): which cells are probably wrong, with all broken rules that they explain.
//!
//! A finding says that a rule is broken. A diagnosis says which change would mend it, together with all other
//! findings that the same slip caused. If several changes explain them equally well, it names all and prefers none.

pub(crate) mod slip;

use crate::finding::Location;
use phuluc_form::Interval;
use rust_decimal::Decimal;

pub use slip::Slip;

/// What probably went wrong, with the findings that it explains.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The possible mistakes, the likeliest first.
    pub explanations: Vec<Explanation>,
    /// How many of the first explanations are equally likely. If there are several, none is preferred.
    pub tied: usize,
    /// How many broken rules of the file the first explanation mends.
    pub mends: usize,
    /// The cells of other diagnoses that must be corrected, too, before all these hold.
    pub needs: Vec<Location>,
    /// Whether these are all the broken rules of the file that share cells with it.
    pub mends_all: bool,
}

/// A possible mistake: changes that belong together.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The kind of mistake.
    pub mistake: Mistake,
    /// The cells to change, with what they should hold.
    pub changes: Vec<Change>,
    /// The cells that somebody must look at again; for a row too many or wrong, a cell of its total; for a single cell,
    /// those that were worked out from it.
    pub also: Vec<Location>,
    /// A cell of the row that is repeated, left out, counted twice or left blank, or the first cell of the block that
    /// stands a line off.
    pub like: Option<Location>,
}

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// One cell is wrong.
    Cell,
    /// Several cells are off by the same amount.
    Together,
    /// Two neighbouring figures were exchanged.
    Swapped,
    /// A row should not be counted: it stands twice, or the total leaves it out.
    RowTooMany,
    /// A row does not fit its total in several columns.
    RowWrong,
    /// All figures of a row are too large or too small by the same power of ten.
    RowTenfold,
    /// A row has the name and the figures of an earlier one, and was another row before; the changes are its figures.
    RowOverwritten,
    /// All figures of a total are twice what its rows come to.
    TotalTwice,
    /// A total leaves out one of its rows.
    TotalWithoutRow,
    /// A total counts one of its rows twice.
    TotalRowTwice,
    /// A row is missing; the changes are its figures.
    RowMissing,
    /// A printed row was deleted; the changes are the figures that follow for it.
    RowDeleted,
    /// A block of figures stands one line too low; the figures at its end must be entered anew.
    TooLow,
    /// A block of figures stands one line too high.
    TooHigh,
    /// A block of figures stands one column too far right.
    TooFarRight,
    /// A block of figures stands one column too far left.
    TooFarLeft,
    /// The amounts of a row are in another unit of money.
    OtherMeasure,
    /// A figure that is blank or cannot be read follows from the figures beside it.
    Follows,
    /// This period and the one before disagree, though each is consistent.
    BetweenPeriods,
}

/// A cell, and the figure that it should hold.
#[derive(Clone, Debug)]
pub struct Change {
    /// The cell.
    pub place: Location,
    /// The figure that it should hold, if one is likelier than all others.
    pub to: Option<Decimal>,
    /// The range of figures that it may hold.
    pub range: Interval,
    /// The slip that led to the figure in the cell.
    pub slip: Slip,
}

impl Change {
    /// Whether the cell may hold several whole figures, of which a slip in its digits leads to one.
    pub fn has_choice(&self) -> bool {
        let is_wide = self.range.lo().zip(self.range.hi()).is_none_or(|(lo, hi)| hi - lo > Decimal::ONE);
        let is_of_digits = matches!(
            self.slip,
            Slip::OneDigit | Slip::DigitsSwapped | Slip::DigitMissing | Slip::DigitTooMany
        );
        let is_bounded = self.range.hi().is_some() || self.range.lo().is_some_and(|lo| !lo.is_zero());
        self.to.is_some() && is_of_digits && !self.place.shown.percent && is_wide && is_bounded
    }
}

impl Diagnosis {
    /// The explanation that is likelier than all others, if there is one.
    pub fn likeliest(&self) -> Option<&Explanation> {
        self.explanations.first().filter(|_| self.tied == 1)
    }

    /// The cells of this report that it suspects.
    pub fn suspects(&self) -> impl Iterator<Item = &Location> {
        let changes = self.named().iter().flat_map(|explanation| &explanation.changes);
        changes.map(|change| &change.place).filter(|place| !place.on_form.previous)
    }

    /// The explanations that are equally likely, or the likeliest alone.
    pub fn named(&self) -> &[Explanation] {
        &self.explanations[..self.tied.min(self.explanations.len())]
    }
}
