//! The damage that a sheet may suffer between the blank and us, and a sheet so damaged.

use phuluc::form::Form;
use phuluc::grid::{At, Cell, Content, Sheet, SheetLayout};
use proptest::prelude::*;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The index of the sheet row of the header in our layout.
const HEADER: u32 = 7;

/// The damage that a sheet may suffer between the blank and us.
#[derive(Clone, Debug)]
pub(crate) enum Damage {
    InsertRow(u32),
    RepeatRow(u32),
    HeaderLower,
    RepeatColumn(u32),
    DeleteRow(u32),
    SwapRows(u32),
    RepeatHeader(u32),
    TitleBlock(u32),
    ShiftRight(u32),
    InsertColumn(u32),
    SwapColumns(u32),
    LoseCode(u32),
    LoseAllCodes,
    CodeAsNumber(u32),
    CodeAsDate(u32),
    RenumberFrom(u32),
    CloseGap,
    Slip(u32, usize),
    Decomposed,
    Unmerged,
    Reworded,
    NotesBelow,
}

pub(crate) fn damage() -> impl Strategy<Value = Damage> {
    let row = 0_u32..40;
    prop_oneof![
        row.clone().prop_map(Damage::InsertRow),
        row.clone().prop_map(Damage::RepeatRow),
        Just(Damage::HeaderLower),
        (2_u32..5).prop_map(Damage::RepeatColumn),
        row.clone().prop_map(Damage::DeleteRow),
        row.clone().prop_map(Damage::SwapRows),
        row.clone().prop_map(Damage::RepeatHeader),
        (1_u32..5).prop_map(Damage::TitleBlock),
        (1_u32..4).prop_map(Damage::ShiftRight),
        (0_u32..5).prop_map(Damage::InsertColumn),
        (0_u32..4).prop_map(Damage::SwapColumns),
        row.clone().prop_map(Damage::LoseCode),
        Just(Damage::LoseAllCodes),
        row.clone().prop_map(Damage::CodeAsNumber),
        row.clone().prop_map(Damage::CodeAsDate),
        row.clone().prop_map(Damage::RenumberFrom),
        (row, 0_usize..30).prop_map(|(row, letter)| Damage::Slip(row, letter)),
        Just(Damage::Decomposed),
        Just(Damage::Unmerged),
        Just(Damage::Reworded),
        Just(Damage::NotesBelow),
    ]
}

/// A sheet that is being damaged: its cells, its merged ranges, and where its table stands now.
struct Desk {
    cells: BTreeMap<At, Cell>,
    merges: Vec<(At, At)>,
    header: u32,
    /// The number of rows of the header.
    depth: u32,
    left: u32,
    rows: u32,
}

/// The sheet, laid out as ours are, after all of `damages`.
pub(crate) fn damaged_sheet(sheet: &Sheet, form: &Form, rows: u32, damages: &[Damage]) -> Sheet {
    let mut desk = Desk {
        cells: sheet.cells().map(|(at, cell)| (at, cell.clone())).collect(),
        merges: sheet.merges().to_vec(),
        header: HEADER,
        depth: SheetLayout::new(form, |_| true).body - HEADER,
        left: 0,
        rows,
    };
    for damage in damages {
        desk.do_damage(damage);
    }
    Sheet::new("Sheet1", desk.cells).merged(desk.merges)
}

fn text(text: &str) -> Cell {
    Cell::plain(Content::Text(text.into()))
}

impl Desk {
    fn moved(&mut self, to: impl Fn(At) -> Option<At>) {
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().filter_map(|(at, cell)| Some((to(at)?, cell))).collect();
        let merges = std::mem::take(&mut self.merges);
        self.merges = merges.into_iter().filter_map(|(from, last)| Some((to(from)?, to(last)?))).collect();
    }

    fn body(&self, row: u32) -> u32 {
        self.header + self.depth + row % self.rows.max(1)
    }

    fn change(&mut self, row: u32, column: u32, change: impl Fn(&str) -> Option<Content>) {
        let at = At { row: self.body(row), column: self.left + column };
        if let Some(cell) = self.cells.get_mut(&at)
            && let Some(content) = change(&cell.shown())
        {
            cell.content = content;
        }
    }

    fn insert_rows(&mut self, before: u32, count: u32) {
        self.moved(|at| Some(if at.row >= before { At { row: at.row + count, ..at } } else { at }));
    }

    #[expect(clippy::too_many_lines, reason = "a table, one arm a kind of damage")]
    fn do_damage(&mut self, damage: &Damage) {
        match *damage {
            Damage::InsertRow(row) => {
                let before = self.body(row);
                self.insert_rows(before, 1);
                let at = |column| At { row: before, column: self.left + column };
                self.cells.insert(at(1), text("Nội dung xã tự thêm"));
                self.cells.insert(at(3), Cell::plain(Content::Number(77_777.into())));
                self.rows += 1;
            }
            Damage::RepeatRow(row) => {
                let row = self.body(row);
                self.insert_rows(row + 1, 1);
                let again: Vec<(At, Cell)> = self
                    .cells
                    .range(At { row, column: 0 }..At { row: row + 1, column: 0 })
                    .map(|(at, cell)| (At { row: row + 1, ..*at }, cell.clone()))
                    .collect();
                self.cells.extend(again);
                self.rows += 1;
            }
            Damage::HeaderLower => {
                self.insert_rows(self.header + self.depth, 1);
                self.depth += 1;
            }
            Damage::RepeatColumn(column) => {
                let column = self.left + column;
                self.type_merges_out();
                self.moved(|at| {
                    Some(if at.column >= column { At { column: at.column + 1, ..at } } else { at })
                });
                let again: Vec<(At, Cell)> = self
                    .cells
                    .iter()
                    .filter(|(at, _)| at.column == column + 1 && at.row >= self.header)
                    .map(|(at, cell)| {
                        let is_figure = matches!(cell.content, Content::Number(_));
                        let figure = Cell::plain(Content::Number(66_666.into()));
                        (At { column, ..*at }, if is_figure { figure } else { cell.clone() })
                    })
                    .collect();
                self.cells.extend(again);
            }
            Damage::DeleteRow(row) => {
                let gone = self.body(row);
                self.moved(|at| match at.row.cmp(&gone) {
                    std::cmp::Ordering::Less => Some(at),
                    std::cmp::Ordering::Equal => None,
                    std::cmp::Ordering::Greater => Some(At { row: at.row - 1, ..at }),
                });
                self.rows -= 1;
            }
            Damage::SwapRows(row) => {
                let (a, b) = (self.body(row), self.body(row * 7 + 3));
                let to = |row| {
                    if row == a {
                        b
                    } else if row == b {
                        a
                    } else {
                        row
                    }
                };
                self.moved(|at| Some(At { row: to(at.row), ..at }));
            }
            Damage::RepeatHeader(row) => {
                let (before, header) = (self.body(row), self.header);
                self.insert_rows(before, 1);
                for column in 0..self.left + 6 {
                    if let Some(cell) = self.cells.get(&At { row: header, column }).cloned() {
                        self.cells.insert(At { row: before, column }, cell);
                    }
                }
                self.rows += 1;
            }
            Damage::TitleBlock(count) => {
                self.insert_rows(0, count);
                self.header += count;
                self.cells.insert(At { row: 0, column: 0 }, text("PHỤ LỤC KÈM THEO BÁO CÁO"));
            }
            Damage::ShiftRight(count) => {
                self.moved(|at| Some(At { column: at.column + count, ..at }));
                self.left += count;
            }
            Damage::InsertColumn(before) => {
                let before = self.left + before;
                self.moved(|at| {
                    Some(if at.column >= before { At { column: at.column + 1, ..at } } else { at })
                });
                self.cells.insert(At { row: self.header, column: before }, text("Số kỳ trước"));
                for row in 0..self.rows {
                    let at = At { row: self.header + self.depth + row, column: before };
                    self.cells.insert(at, Cell::plain(Content::Number(66_666.into())));
                }
                if before == self.left {
                    self.left += 1;
                }
            }
            Damage::SwapColumns(column) => {
                let (a, b) = (self.left + column, self.left + column + 1);
                let to = |column| {
                    if column == a {
                        b
                    } else if column == b {
                        a
                    } else {
                        column
                    }
                };
                let header = self.header;
                // ranges merged across columns are written out first
                self.type_merges_out();
                self.moved(|at| Some(if at.row >= header { At { column: to(at.column), ..at } } else { at }));
            }
            Damage::LoseCode(row) => self.change(row, 0, |_| Some(Content::Text("".into()))),
            Damage::LoseAllCodes => {
                for row in 0..self.rows {
                    self.change(row, 0, |_| Some(Content::Text("".into())));
                }
            }
            Damage::CodeAsNumber(row) => self.change(row, 0, |code| {
                let code = code.trim_end_matches('.');
                code.parse().ok().map(|number: rust_decimal::Decimal| Content::Number(number.normalize()))
            }),
            Damage::CodeAsDate(row) => self.change(row, 0, |code| {
                let parts: Vec<u32> =
                    code.trim_end_matches('.').split('.').filter_map(|part| part.parse().ok()).collect();
                let [day, month] = parts[..] else { return None };
                let date = chrono::NaiveDate::from_ymd_opt(2026, month, day)?;
                let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
                Some(Content::Date((date - first).num_days().into()))
            }),
            Damage::RenumberFrom(row) => {
                for row in row % self.rows.max(1)..self.rows {
                    self.change(row, 0, |code| Some(Content::Text(format!("9{code}").into())));
                }
            }
            Damage::CloseGap => {
                for row in 0..self.rows {
                    self.change(row, 0, |code| {
                        let moved = code.strip_prefix("3.3").map(|rest| format!("3.2{rest}"));
                        moved
                            .or_else(|| code.strip_prefix("3.4").map(|rest| format!("3.3{rest}")))
                            .map(|code| Content::Text(code.into()))
                    });
                }
            }
            Damage::Slip(row, letter) => self.change(row, 1, |label| {
                let mut letters: Vec<char> = label.chars().collect();
                let place = letter % letters.len().max(1);
                (letters.len() > 15).then(|| {
                    letters.remove(place);
                    Content::Text(letters.into_iter().collect::<String>().into())
                })
            }),
            Damage::Decomposed => {
                for cell in self.cells.values_mut() {
                    if let Content::Text(text) = &mut cell.content {
                        *text = text.nfd().collect::<String>().replace(' ', "\u{A0}").into();
                    }
                }
            }
            Damage::Unmerged => self.merges.retain(|(from, _)| from.row < self.header),
            Damage::Reworded => {
                for cell in self.cells.values_mut() {
                    if cell.shown() == "Chỉ tiêu thống kê" {
                        *cell = text("Các chỉ tiêu thống kê");
                    }
                }
            }
            Damage::NotesBelow => {
                let row = self.header + self.depth + self.rows + 2;
                self.cells
                    .insert(At { row, column: self.left + 1 }, text("Ghi chú: số liệu lũy kế từ đầu năm"));
            }
        }
    }

    fn type_merges_out(&mut self) {
        for (from, to) in std::mem::take(&mut self.merges) {
            let Some(cell) = self.cells.get(&from).cloned() else { continue };
            for row in from.row..=to.row {
                for column in from.column..=to.column {
                    self.cells.insert(At { row, column }, cell.clone());
                }
            }
        }
    }
}

/// Two sheets as one, `below` under `above`.
pub(crate) fn beneath(above: &Sheet, below: &Sheet) -> Sheet {
    let down = above.last_row().unwrap_or_default() + 2;
    let moved = |at: At| At { row: at.row + down, ..at };
    let cells = below.cells().map(|(at, cell)| (moved(at), cell.clone()));
    let merges = below.merges().iter().map(|(from, to)| (moved(*from), moved(*to)));
    let all = above.cells().map(|(at, cell)| (at, cell.clone())).chain(cells);
    Sheet::new("Sheet1", all).merged(above.merges().iter().copied().chain(merges).collect::<Vec<_>>())
}
