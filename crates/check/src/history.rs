//! What a report says beside the unit's own earlier reports (số liệu theo thời gian).
//!
//! Takes a report and those before it. Gives notes, the most telling first and at most five: what runs on through
//! the year and falls, what hardly changes and does, what is many times what it was, what stands still among
//! figures that changed. They are never errors, for every one of them may be true.
//!
//! Figures are compared by their [`size()`], a logarithm, so that a commune and a city are judged alike. What is far is
//! said by the median and the median deviation of the others ([`Spread`]), which one wrong figure does not move.
//!
//! In the words of the field this is *selective editing* by robust scores.

mod apart;
mod cells;
mod earlier;
mod find;
mod size;
mod spread;

pub use apart::{Apart, factor};
pub use cells::{ComparedFigure, compared_figures};
pub use earlier::{Earlier, Jump, WhyUnused};
pub use find::{Allowed, Note, far, far_from_past, most_telling, notes};
pub use size::{figure_of, measure, noise, size};
pub use spread::Spread;
