//! The limits on the size of a workbook: above any real report, below what does harm.

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;
/// The most sheets that a workbook may have.
pub const MAX_SHEETS: usize = 256;
/// The most cells that a workbook may have in all.
pub const MAX_CELLS: usize = 2_000_000;
/// The longest text of a cell, in bytes: Excel holds 32,767 characters.
pub const MAX_TEXT: usize = 256 * 1024;
