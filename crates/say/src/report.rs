//! Reports about files: text for people, JSON and CSV for programs.
//!
//! It takes the results of reading and checking, and gives text. Nothing here decides anything.

pub mod agreement;
pub mod blanks;
pub mod calendar;
pub mod csv;
pub mod decided;
pub mod influence;
pub mod json;
pub mod manual;
pub mod received;
pub mod round_status;
pub mod rules_on_past_reports;
pub mod tables;
pub mod text;
pub mod totals;

/// The width of each column of a text table, in characters.
fn widths<const N: usize>(lines: &[[String; N]]) -> [usize; N] {
    let mut widths = [0; N];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    widths
}
