//! Drawn reports for tests: a table of a form under a letterhead, and what its sender means at every place.
//!
//! A generator takes a report and changes it as senders do. Then every place is judged (`verdict`).

use crate::support::chance::Chance;
use crate::support::drawn_sheets::{Head, Page, Table, number, table, takes_figures, value};
use crate::support::styled_sheets;
use phuluc::form::{Form, Holds, Kind, Period};
use phuluc::grid;
use phuluc::grid::{Cell, Sheet};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The period of every drawn report, in the words of its letterhead.
pub(crate) const PERIOD: &str = "(Từ ngày 15/12/2025 đến ngày 14/3/2026)";

/// A place of a form, by the ids of row and column.
pub(crate) type Place = (String, String);

/// What the sender means at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Figure(Decimal),
    /// Nothing occurred (không phát sinh).
    Nil,
    /// Nothing is said, or the figure is not known yet.
    Blank,
    /// The meaning cannot be told, which must be reported.
    Doubtful,
}

/// What a report means, place by place.
pub(crate) type Meant = BTreeMap<Place, Meaning>;

/// A place with a figure in the report's own table: its line and its column there.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub line: usize,
    pub head: usize,
    pub place: Place,
    pub kind: Kind,
    pub value: Decimal,
}

/// A drawn report on one form.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub form: &'static Form,
    pub pages: Vec<Page>,
    /// The indices of the page, and of the table on it, that are the report's own.
    pub own: (usize, usize),
    pub meant: Meant,
    /// Whether at least one finding must be raised.
    pub must_be_said: bool,
    /// Places that a finding must name, whatever is read there.
    pub said_at: BTreeSet<Place>,
    /// Places that must be right, or be named by a finding.
    pub touched: BTreeSet<Place>,
    /// Whether the report names its sender.
    pub has_unit: bool,
    /// The period that the report names.
    pub period: Option<Period>,
}

/// A report on a form as a commune sends it, in one of several layouts.
pub(crate) fn report(form: &'static Form, chance: &mut Chance) -> Report {
    let mut table = table(form, chance);
    table.heading = match chance.below(3) {
        0 => vec![
            "ỦY BAN NHÂN DÂN\nXÃ VÍ DỤ 01".to_owned(),
            form.title.to_uppercase(),
            PERIOD.to_owned(),
            "Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(),
        ],
        1 => vec![
            "Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(),
            form.short.clone(),
            format!("Kỳ báo cáo: quý I năm 2026 {PERIOD}"),
        ],
        _ => vec![
            "UBND XÃ VÍ DỤ 01".to_owned(),
            String::new(),
            form.title.clone(),
            "Đơn vị báo cáo: UBND xã Ví dụ 01".to_owned(),
            PERIOD.to_owned(),
            String::new(),
        ],
    };
    let name = (*chance.pick(&[form.sheet.as_str(), "Sheet1", "Bieu so lieu"])).to_owned();
    let left = u32::try_from(chance.below(3)).unwrap();
    let page = Page { name, visible: true, left, tables: vec![table], below: Vec::new() };
    let mut report = Report {
        form,
        pages: vec![page],
        own: (0, 0),
        meant: Meant::new(),
        must_be_said: false,
        said_at: BTreeSet::new(),
        touched: BTreeSet::new(),
        has_unit: true,
        period: Period::find(PERIOD),
    };
    report.meant = report.figures();
    report
}

/// The figures of a table, by place.
pub(crate) fn figures(form: &Form, table: &Table) -> Meant {
    let mut meant = Meant::new();
    for line in &table.lines {
        for (head, cell) in table.heads.iter().zip(&line.cells) {
            let column = head.column.filter(|column| takes_figures(form, *column));
            if let (Some(row), Some(column), Some(cell)) = (&line.row, column, cell)
                && let Some(figure) = value(cell)
            {
                let column = form.columns[column].id.to_string();
                meant.insert((row.clone(), column), Meaning::Figure(figure));
            }
        }
    }
    meant
}

impl Report {
    /// The report's own table.
    pub fn table(&mut self) -> &mut Table {
        &mut self.pages[self.own.0].tables[self.own.1]
    }

    /// Marks places whose meaning nobody can tell, so that a finding must be raised.
    pub fn forget(&mut self, is_it: impl Fn(&Place) -> bool) {
        self.meant
            .iter_mut()
            .filter(|(place, _)| is_it(place))
            .for_each(|(_, meaning)| *meaning = Meaning::Doubtful);
        self.must_be_said = true;
    }

    /// Marks all places of a row in this way.
    pub fn forget_row(&mut self, row: &str) {
        self.forget(|(own, _)| own == row);
    }

    /// The figures of its own table.
    pub fn figures(&self) -> Meant {
        figures(self.form, &self.pages[self.own.0].tables[self.own.1])
    }

    /// One of the spots whose kind fits.
    pub fn spot(&mut self, chance: &mut Chance, fits: impl Fn(&Kind) -> bool) -> Option<Spot> {
        let spots = self.spots(fits);
        (!spots.is_empty()).then(|| chance.pick(&spots).clone())
    }

    /// The places of its own table whose cell holds what they mean, and whose kind fits.
    pub fn spots(&mut self, fits: impl Fn(&Kind) -> bool) -> Vec<Spot> {
        let (form, meant) = (self.form, self.meant.clone());
        let table = self.table();
        let mut spots = Vec::new();
        for (line, cells) in table.lines.iter().enumerate() {
            for (head, (column, cell)) in table.heads.iter().zip(&cells.cells).enumerate() {
                let (Some(row), Some(column), Some(cell)) = (&cells.row, column.column, cell) else {
                    continue;
                };
                let printed = form.fixed_row(&row.as_str().into());
                let place = (row.clone(), form.columns[column].id.to_string());
                if let Some(kind) = form.kind(printed, column)
                    && let Some(value) = value(cell)
                    && *cell == number(value)
                    && meant.get(&place) == Some(&Meaning::Figure(value))
                    && fits(kind)
                {
                    spots.push(Spot { line, head, place, kind: kind.clone(), value });
                }
            }
        }
        spots
    }

    /// Puts a cell into a place that keeps its meaning.
    pub fn put(&mut self, spot: &Spot, cell: Option<Cell>) {
        self.table().lines[spot.line].cells[spot.head] = cell;
        self.touched.insert(spot.place.clone());
    }

    /// Puts a cell into a place that gets another meaning.
    pub fn put_meaning(&mut self, spot: &Spot, cell: Option<Cell>, meaning: Meaning) {
        self.put(spot, cell);
        self.meant.insert(spot.place.clone(), meaning);
    }

    /// Puts a cell into a place whose meaning then nobody can tell.
    pub fn put_doubtful(&mut self, spot: &Spot, cell: Option<Cell>) {
        self.put_meaning(spot, cell, Meaning::Doubtful);
    }

    /// Puts a text beside a figure, into the column that holds `holds`. Gives false if there is no such column.
    pub fn put_beside(&mut self, spot: &Spot, holds: &Holds, cell: Cell) -> bool {
        let form = self.form;
        let is_it = |head: &Head| head.column.is_some_and(|column| form.columns[column].holds == *holds);
        let table = self.table();
        let Some(at) = table.heads.iter().position(is_it) else { return false };
        table.lines[spot.line].cells[at] = Some(cell);
        true
    }

    pub fn bytes(&self) -> Vec<u8> {
        let sheets: Vec<Sheet> = self.pages.iter().map(Page::sheet).collect();
        styled_sheets::workbook(&sheets)
    }

    /// The sheets as they are read from its bytes.
    pub fn sheets(&self) -> Vec<Sheet> {
        grid::read(&self.bytes()).expect("a workbook of ours")
    }
}
