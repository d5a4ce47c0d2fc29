//! Levels (các cấp): a consolidated workbook is a submission one level up.
//!
//! Takes the sheets of a workbook that phuluc consolidated; gives the units below its sender, with
//! their figures, findings and sources, as the level below had them. What the people there could see
//! is what is read: the lists of the workbook. Its totals are then worked out again and must be the
//! ones that stand in it; if any is not, somebody changed it, and nothing of it is taken over.

mod restore;

pub use restore::restore;
