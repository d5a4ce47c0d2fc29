//! The blank cells of a report that its unit has to fill in (item non-response), named form by form.

use crate::cell_ranges;
use crate::words;
use crate::words::{CheckMessage, Lang};
use phuluc_check::FilledForm;
use phuluc_grid::At;
use phuluc_round::FileReport;

/// How many cells of a form are named before it is only said how many more there are.
const LISTED: usize = 40;

/// The number of blank cells.
pub fn count(file: &FileReport) -> usize {
    file.blank_cells().iter().map(|(_, cells)| cells.len()).sum()
}

/// A line for each form with blank cells: “Biểu mẫu 5: D15, D16”.
pub fn lines(file: &FileReport, lang: Lang) -> Vec<String> {
    file.blank_cells().into_iter().map(|(form, cells)| line(form, &cells, lang)).collect()
}

fn line(form: &FilledForm, cells: &[At], lang: Lang) -> String {
    let mut names = cell_ranges::names(cells);
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    names.extend((more > 0).then(|| format!("… (+{more})")));
    words::say(lang, CheckMessage::Blanks { form: &form.form.short, cells: &names.join(", ") })
}
