//! What a cell says: its figure, or the reason why it is not certain.

mod conditional_formats;
pub(crate) mod drawn_reports;
pub(crate) mod looks_of_figures;
mod percentages;
mod remarks_on_figures;
mod units_of_counts;
mod units_of_money;
pub(crate) mod values_in_workbooks;
mod values_of_cells;
