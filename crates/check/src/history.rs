//! Compares a report with the unit's own earlier reports (số liệu theo thời gian).
//!
//! It takes a report and the earlier ones. It gives at most five notes, the most telling first: a cumulative figure
//! that falls within the year, a figure that hardly ever changes and did, one that is many times what it was, one
//! that stands still among figures that changed. Notes are never errors, since each of them may be true.
//!
//! Figures are compared by their [`size()`], a logarithm, so that a commune and a city are judged alike. What counts
//! as far depends on the median and the median deviation of the others ([`Spread`]), which one wrong figure does not
//! move.
//!
//! In the words of the field this is *selective editing* by robust scores.

mod cells;
mod comparable_reports;
mod deviation;
mod find;
mod size;
mod spread;

pub use cells::{ComparedFigure, compared_figures, figures_of_their_own};
pub use comparable_reports::{Earlier, Jump, WhyUnused};
pub use deviation::{Deviation, factor};
pub use find::{Note, Tolerance, far, far_from_past, most_telling, notes};
pub use size::{chance_deviation, comparable_size, figure_of_size, size};
pub use spread::Spread;
