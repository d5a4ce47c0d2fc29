//! The form that a sheet comes nearest to without being it, so that a refusal says what was looked for.

/// A form of which a part was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// What people call the form.
    pub short: String,
    /// The sheet row where its header may begin.
    pub top: u32,
    /// How many of its rows, or of its columns, were found.
    pub found: usize,
    /// How many it has.
    pub of: usize,
    /// The columns that are missing; if none is, it is rows that were counted.
    pub columns: Vec<String>,
    /// The printed rows that were found, by index.
    pub rows: Vec<usize>,
}

impl Nearest {
    /// How much of the form was found, of 1000. Rows say more than columns do.
    pub fn share(&self) -> usize {
        let share = self.found * 1000 / self.of.max(1);
        if self.columns.is_empty() { share } else { share / 4 }
    }
}
