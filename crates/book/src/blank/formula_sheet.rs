//! The hidden sheet of a blank that holds its checks: a line for each place and each rule.
//!
//! Nobody can verify long formulas. So the interval of possible values of each place has cells of its own, and each
//! rule is one short formula over these cells.
//!
//! The columns of a place: its content; its state (0 blank, 1 figure, 2 nil, 3 unreadable); half a unit of its last
//! decimal; the lower and upper end of its interval and whether its value is unknown, first as it stands, then with
//! what follows from the figures beside it; whether it is wrong by itself; its address if it is wrong, and if it is
//! blank; whether it is cleared, and suspect, and in how many broken rules it stands ([`suspect`]).
//!
//! The columns of a rule at a row or column: whether it applies; its truth; its [`RuleResult`]; the address of its first
//! place; the reported and the expected figure; whether it holds, whether all its places are cleared, and in how many broken rules most of them stand.

mod counts;
mod place_line;
mod rule_line;
mod suspect;
mod terms;

use super::admitted;
use super::flaws::flaws;
use super::formats::protect;
use super::formula::{FormulaResult, fixed, formula, quoted};
use super::validation::Admitted;
use phuluc_author::{Blank, Bounds, RowPosition, RuleResult, SolvableEquation};
use phuluc_check::{EntryRef, answer};
use phuluc_form::{Choice, ENDLESS, Form, Holds, InBlank, Kind};
use phuluc_grid::At;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use std::collections::{HashMap, HashSet};
use terms::KnownCells;

/// The name of the sheet.
pub(super) use phuluc_grid::WORKINGS as SHEET;

/// The texts that say that there was none, as the reader of reports knows them.
const NIL: [&str; 7] = ["-", "--", "---", "không", "không có", "không phát sinh", "không có phát sinh"];
/// The range of these texts on the sheet.
const NIL_AT: &str = "$N$2:$N$8";
/// The row of the first phrase of remarks that say a figure is unknown; below the texts above.
const UNKNOWN: u32 = 9;
/// The last column of an Excel sheet.
const LAST: u16 = 16_383;
/// The column with the addresses of wrong cells.
const WRONG: u16 = 11;

/// The lines of the hidden sheet.
pub(super) struct FormulaSheet<'b> {
    blank: &'b Blank,
    /// The lines from row 1 on.
    lines: Vec<FormulaLine>,
    places: HashMap<EntryRef, u32>,
    ends: HashMap<EntryRef, [Bounds; 2]>,
    /// The next line that is free for a place.
    free: u32,
    used: HashMap<(usize, usize), u32>,
    solved: HashMap<EntryRef, Vec<SolvableEquation>>,
    /// The places that are wrong whatever the others are.
    flaws: HashSet<EntryRef>,
    /// The places that the workbook works out, with those to type into that they come from.
    typed: HashMap<EntryRef, Vec<EntryRef>>,
    /// The lines of the places of each row.
    own: HashMap<(usize, usize), Vec<u32>>,
    /// The rules at their rows and columns.
    instances: Vec<Instance>,
    /// The different lists of admitted figures.
    lists: Vec<Vec<Choice>>,
    /// All rules, those that wait for other data included.
    pub rules: Vec<RuleLine>,
    forms: Vec<FormLines>,
}

/// A line: its key, and the formulas with their results by column.
struct FormulaLine {
    key: String,
    cells: Vec<(u16, String, FormulaResult)>,
}

/// A rule in the list of rules.
pub(super) struct RuleLine {
    pub form: usize,
    pub title: String,
    pub todo: String,
    /// The rule's line, and the lines of its instances; `None` if it is checked on receipt.
    pub at: Option<(u32, [u32; 2])>,
    /// The reason why it waits.
    pub waits: Option<phuluc_check::Skipped>,
    /// The result of the rule.
    pub state: Option<RuleResult>,
    /// The number of places with this result.
    pub count: usize,
    /// The first of these places.
    pub first: Option<First>,
}

/// The first place with a rule's result, and the figures there.
#[derive(Clone)]
pub(super) struct First {
    pub address: Option<At>,
    pub reported: FormulaResult,
    pub expected: FormulaResult,
}

/// A rule at one row or column.
struct Instance {
    /// The line of the instance.
    at: u32,
    /// All places that it is about, and the subject among them.
    places: Vec<EntryRef>,
    subject: EntryRef,
    /// Its result.
    state: Option<RuleResult>,
    /// Whether it is an equation without conditions.
    bears_out: bool,
}

/// The lines about a form. Ranges have their first and last line.
#[derive(Clone, Copy, Default)]
struct FormLines {
    /// The lines of all its places.
    block: [u32; 2],
    /// The lines of the places that every unit is asked for.
    asked: [u32; 2],
    /// The line of its counts.
    counts: u32,
}

/// The column with the addresses of blank cells that are asked for.
const BLANK: u16 = 12;

impl<'b> FormulaSheet<'b> {
    pub fn new(blank: &'b Blank) -> Self {
        let mut formulas = Self {
            blank,
            lines: Vec::new(),
            places: HashMap::new(),
            ends: HashMap::new(),
            free: 1,
            used: HashMap::new(),
            solved: HashMap::new(),
            flaws: (0..blank.order.forms.len()).flat_map(|form| flaws(blank, form)).collect(),
            typed: HashMap::new(),
            own: HashMap::new(),
            instances: Vec::new(),
            lists: Vec::new(),
            rules: Vec::new(),
            forms: vec![FormLines::default(); blank.order.forms.len()],
        };
        for form in 0..blank.order.forms.len() {
            formulas.number_places(form);
        }
        let typed = formulas.places.keys().map(|place| (*place, blank.typed_for(*place)));
        formulas.typed = typed.filter(|(_, typed)| !typed.is_empty()).collect();
        for one in blank.solvable_equations() {
            for spot in one.parts.iter().chain([&one.whole]) {
                formulas.solved.entry(*spot).or_default().push(one.clone());
            }
        }
        formulas.lists = admitted::lists(blank);
        for (spot, line) in &formulas.places {
            formulas.own.entry((spot.form, spot.row)).or_default().push(*line);
        }
        formulas.ends = blank.ends(formulas.places.keys().copied());
        for form in 0..blank.order.forms.len() {
            formulas.write_places(form);
        }
        rule_line::write(&mut formulas);
        suspect::write(&mut formulas);
        formulas
    }

    /// The only figures that a place admits, with their range; `None` if it admits others.
    pub fn admitted(&self, spot: EntryRef) -> Option<Admitted> {
        admitted::at(&self.lists, self.blank, spot)
    }

    /// Writes the sheet, and hides it.
    pub fn draw(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(SHEET)?;
        // the style Normal is unlocked, and nothing on this sheet may be typed over
        sheet.set_column_range_format(0, LAST, &Format::new().set_locked())?;
        sheet.set_formula_result_default("");
        for (row, word) in (1..).zip(NIL) {
            sheet.write_string(row, 13, word)?;
        }
        for (row, phrase) in (UNKNOWN..).zip(answer::unknown_phrases()) {
            sheet.write_string(row, 13, phrase)?;
        }
        admitted::draw(sheet, &self.lists, &self.blank.order.periods)?;
        for (row, line) in (1..).zip(&self.lines) {
            sheet.write_string(row, 0, &line.key)?;
            for (column, text, result) in &line.cells {
                sheet.write_formula(row, *column, formula(text, result))?;
            }
        }
        protect(sheet);
        sheet.set_very_hidden(true);
        Ok(())
    }

    /// The first and the last line with the addresses of a form's wrong cells.
    pub fn wrong(&self, form: usize) -> [u32; 2] {
        self.forms[form].block
    }

    /// The line of a form's counts. Its columns: B errors, C warnings, D open, E notes, F blanks, G wrong cells, H
    /// whether anything is given, I what the heading lacks.
    pub fn counts_line(&self, form: usize) -> u32 {
        self.forms[form].counts
    }

    /// A form of the workbook.
    pub fn form(&self, form: usize) -> &'b Form {
        &self.blank.filled(form).form
    }

    /// The address of a cell of this sheet in formulas of other sheets.
    pub fn cell(column: u16, line: u32) -> String {
        format!("{SHEET}!{}", fixed(line, u32::from(column)))
    }

    /// Gives every place its line in advance, so that formulas can refer to places further down.
    fn number_places(&mut self, form: usize) {
        let (printed, added): (Vec<usize>, Vec<usize>) = (0..self.blank.filled(form).rows.len())
            .partition(|&row| matches!(self.blank.plan(form).positions[row], RowPosition::At(_)));
        let printed = printed.into_iter().flat_map(|row| self.places_in(form, row));
        // places that every unit is asked for stand together, so that they can be counted
        let (asked, rest): (Vec<EntryRef>, Vec<EntryRef>) = printed.partition(|spot| self.is_asked(*spot));
        let first = self.free;
        let mut places: Vec<(EntryRef, u32)> = asked.into_iter().zip(first..).collect();
        // a form that asks for nothing still has its first line
        let last = places.last().map_or(first, |(_, line)| *line);
        let mut free = last + 1;
        for spot in rest {
            places.push((spot, free));
            free += 1;
        }
        let mut used = Vec::new();
        for row in added {
            for spot in self.places_in(form, row) {
                places.push((spot, free));
                free += 1;
            }
            used.push(((form, row), free));
            free += 1;
        }
        self.free = free;
        self.forms[form].asked = [first, last];
        let end = used.last().map(|(_, line)| *line).or(places.last().map(|(_, line)| *line));
        self.forms[form].block = [first, end.unwrap_or(first)];
        self.places.extend(places);
        self.used.extend(used);
    }

    /// The places of a row that take answers.
    fn places_in(&self, form: usize, row: usize) -> impl Iterator<Item = EntryRef> + use<'b> {
        let filled = self.blank.filled(form);
        (0..filled.form.columns.len())
            .filter(move |&column| filled.present[column] && filled.kind(row, column).is_some())
            .map(move |column| EntryRef { is_earlier: false, form, row, column })
    }

    /// Whether every unit is asked for a figure at a place.
    fn is_asked(&self, spot: EntryRef) -> bool {
        let filled = self.blank.filled(spot.form);
        let is_figure = filled.kind(spot.row, spot.column).is_some_and(Kind::is_figure);
        is_figure
            && filled.is_asked(spot.row, spot.column)
            && self.blank.in_blank(spot.form, spot.row, spot.column) == Some(InBlank::Input)
    }

    fn write_places(&mut self, form: usize) {
        let mut lines: Vec<(u32, FormulaLine)> = Vec::new();
        for (&spot, &at) in self.places.iter().filter(|(spot, _)| spot.form == form) {
            lines.push((at, self.place(spot, at)));
        }
        for (&(_, row), &at) in self.used.iter().filter(|((of, _), _)| *of == form) {
            lines.push((at, self.use_of(form, row)));
        }
        lines.sort_by_key(|(at, _)| *at);
        // a form that asks for nothing still has its first line
        let first = self.forms[form].asked[0];
        if lines.first().is_none_or(|(at, _)| *at > first) {
            self.lines.push(FormulaLine { key: String::new(), cells: Vec::new() });
        }
        self.lines.extend(lines.into_iter().map(|(_, line)| line));
    }

    /// The line that says whether a row that the sender adds is used: it has a name, if it needs one, and an answer.
    fn use_of(&self, form: usize, row: usize) -> FormulaLine {
        let filled = self.blank.filled(form);
        let names = filled.form.column_holding(&Holds::Label);
        let name = names.and_then(|column| self.reference(EntryRef { is_earlier: false, form, row, column }));
        let mut own = self.own.get(&(form, row)).cloned().unwrap_or_default();
        own.sort_unstable();
        let given =
            format!("LEN({})>0", own.iter().map(|at| format!("B{}", at + 1)).collect::<Vec<_>>().join("&"));
        let name =
            name.map_or_else(|| "TRUE".to_owned(), |Reference { cell, .. }| format!("TRIM({cell})<>\"\""));
        let joined = if filled.rows[row].role == phuluc_check::Role::Open { "AND" } else { "OR" };
        let exists = self.exists(form, row);
        let text = format!("IF({exists},IF({joined}({name},{given}),1,0),0)");
        let used = FormulaResult::number(usize::from(self.blank.is_used(form, row)));
        FormulaLine { key: format!("{}|+{row}", filled.form.id), cells: vec![(1, text, used)] }
    }

    /// A formula for whether the row still exists on the sheet.
    fn exists(&self, form: usize, row: usize) -> String {
        match self.blank.plan(form).positions[row] {
            RowPosition::At(_) => "TRUE".to_owned(),
            RowPosition::Between { above, below, nth } => {
                let sheet = quoted(&self.blank.filled(form).sheet);
                format!("{}<ROWS({sheet}!{}:{})", nth + 2, fixed(above, 0), fixed(below, 0))
            }
        }
    }

    /// The reference to a place's cell in formulas.
    fn reference(&self, spot: EntryRef) -> Option<Reference> {
        let column = self.blank.sheet_column(spot.form, spot.column)?;
        let sheet = quoted(&self.blank.filled(spot.form).sheet);
        let position = self.blank.plan(spot.form).positions[spot.row];
        let at = position.drawn().map(|row| At { row, column });
        Some(match position {
            RowPosition::At(row) => {
                let cell = format!("{sheet}!{}", At { row, column });
                let address = format!("ADDRESS(ROW({cell}),COLUMN({cell}),4)");
                Reference { cell, address, at }
            }
            RowPosition::Between { above, below, nth } => {
                let (top, bottom) = (fixed(above, column), fixed(below, column));
                let cell = format!("INDEX({sheet}!{top}:{bottom},{})", nth + 2);
                let above = format!("{sheet}!{top}");
                let address = format!("ADDRESS(ROW({above})+{},COLUMN({above}),4)", nth + 1);
                Reference { cell, address, at }
            }
        })
    }

    /// The places that somebody typed: a place itself, or those that it is worked out from.
    fn typed_of(&self, place: EntryRef) -> Vec<EntryRef> {
        self.typed.get(&place).cloned().unwrap_or_else(|| vec![place])
    }

    /// The reference to the cell to correct if a place is wrong. One that is worked out is locked, and named by the
    /// first of its parts.
    fn reference_to_correct(&self, place: EntryRef) -> Option<Reference> {
        self.reference(self.typed_of(place).first().copied()?)
    }

    /// The number of blank places that every unit is asked for.
    fn blanks(&self, form: usize) -> usize {
        if self.blank.filled(form).form.sparse {
            return 0;
        }
        let asked = self.places.keys().filter(|spot| spot.form == form && self.is_asked(**spot));
        let printed = asked.filter(|spot| self.is_printed(**spot));
        printed.filter(|spot| !self.blank.entry(**spot).answer.is_given()).count()
    }

    fn is_printed(&self, spot: EntryRef) -> bool {
        matches!(self.blank.plan(spot.form).positions[spot.row], RowPosition::At(_))
    }
}

/// The cells with the phrases of remarks that say a figure is unknown.
fn unknown_at() -> impl Iterator<Item = String> {
    (UNKNOWN..).zip(answer::unknown_phrases()).map(|(row, _)| fixed(row, 13))
}

/// A reference to a cell of a form in formulas.
struct Reference {
    cell: String,
    /// A formula for the cell's address.
    address: String,
    at: Option<At>,
}
