//! Filled forms with known damage: each answer is read as it was filled in, or reported as not read. It is never read
//! as the answer of another row.

use crate::support::builder::{FINDER, form, lines, workbook};
use phuluc::check::{Answer, Submission, WhyUnreadable, rule_check};
use phuluc::form::Form;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet, SheetLayout};
use proptest::prelude::*;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

const FORMS: [&str; 4] = ["cchc-hue-02", "cchc-hue-03", "cchc-hue-04", "cchc-thai-nguyen-01"];
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

/// The form with a different figure in every row, then damaged; and the figure of each row.
fn damaged(id: &str, damages: &[Damage]) -> (Submission, BTreeMap<String, String>) {
    let form = form(id);
    let rows: Vec<(String, String)> = (0..)
        .zip(form.fixed_rows())
        .filter(|(_, row)| !row.heading)
        .map(|(n, row)| (row.id.to_string(), (1000 + n).to_string()))
        .collect();
    let filled: Vec<(&str, &str)> =
        rows.iter().map(|(row, figure)| (row.as_str(), figure.as_str())).collect();
    let sheet = grid::read(&workbook("Xã Ví dụ 01").printed(id, &filled).bytes()).unwrap().swap_remove(0);
    let sheet = damaged_sheet(&sheet, form, u32::try_from(form.fixed_rows().len()).unwrap(), damages);
    (Submission::read(&[sheet], &FINDER), rows.into_iter().collect())
}

/// What was read is what was filled in, and what was not read is reported.
fn holds(id: &str, damages: &[Damage]) -> Result<(), TestCaseError> {
    let (submission, filled) = damaged(id, damages);
    let Some(read) = submission.forms.first() else {
        prop_assert!(!submission.notices.is_empty(), "a refusal is said");
        return Ok(());
    };
    prop_assert_eq!(read.form.id.as_str(), id, "the wrong form never matches");
    let mut missing = 0;
    for row in read.rows.iter() {
        let entry = &row.entries.get(3);
        match (&entry.answer, filled.get(row.id.as_str())) {
            (Answer::Blank, Some(_)) => missing += 1,
            // what stands beside the label of another row is kept as unread
            (Answer::Unreadable(unread), Some(_)) if unread.why == WhyUnreadable::OtherLabel => missing += 1,
            (_, Some(figure)) => prop_assert_eq!(&*entry.raw(), figure, "row {}", row.id),
            (_, None) => {}
        }
    }
    let is_said = |rule: &str| matches!(rule, "row-missing" | "label-contradicts");
    let said = submission.notices.iter().filter(|notice| is_said(&notice.rule)).count();
    prop_assert!(said >= missing, "{missing} rows are blank, {said} are said to be missing");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_changes_an_answer(
        id in prop::sample::select(&FORMS[..]),
        damages in prop::collection::vec(damage(), 1..5),
    ) {
        holds(id, &damages)?;
    }
}

/// Three sections of Phụ lục 4 have rows with the same labels. Any of them may be gone, and the codes, too.
#[test]
fn a_label_that_stands_three_times_is_never_guessed() {
    for row in 0..25 {
        for count in 1..=3 {
            let mut damages = vec![Damage::DeleteRow(row); count];
            for after in [Damage::LoseAllCodes, Damage::CloseGap, Damage::RenumberFrom(0)] {
                // without the heading of 3.3, and with new codes, its rows look like those of 3.2
                if matches!(after, Damage::CloseGap)
                    && (row..row + u32::try_from(count).unwrap()).contains(&19)
                {
                    continue;
                }
                damages.push(after);
                if let Err(error) = holds("cchc-hue-04", &damages) {
                    panic!("{damages:?}: {error}");
                }
                damages.pop();
            }
        }
    }
}

#[test]
fn damage_that_leaves_no_doubt_costs_nothing() {
    let harmless = [
        Damage::TitleBlock(3),
        Damage::ShiftRight(2),
        Damage::InsertRow(4),
        Damage::RepeatRow(5),
        Damage::HeaderLower,
        Damage::SwapRows(1),
        Damage::RepeatHeader(6),
        Damage::InsertColumn(2),
        Damage::SwapColumns(3),
        Damage::LoseCode(5),
        Damage::CodeAsNumber(1),
        Damage::CodeAsDate(2),
        Damage::RenumberFrom(20),
        Damage::Slip(3, 7),
        Damage::Decomposed,
        Damage::Unmerged,
        Damage::Reworded,
        Damage::NotesBelow,
    ];
    for id in FORMS {
        for damage in &harmless {
            let (submission, filled) = damaged(id, std::slice::from_ref(damage));
            let found: Vec<&str> = submission.notices.iter().map(|notice| notice.rule.as_str()).collect();
            let form = submission.forms.first().unwrap_or_else(|| panic!("{id} after {damage:?}: {found:?}"));
            let read = form.rows.iter().filter(|row| {
                filled.get(row.id.as_str()).map(String::as_str) == Some(&*row.entries.get(3).raw())
            });
            assert_eq!(read.count(), filled.len(), "{id} after {damage:?}: {found:?}");
        }
    }
}

#[test]
fn receipts_say_what_was_done() {
    let (submission, _) = damaged(
        "cchc-hue-04",
        &[
            Damage::InsertRow(5),
            Damage::LoseCode(8),
            Damage::SwapRows(1),
            Damage::Reworded,
            Damage::CodeAsDate(2),
        ],
    );
    let checked = rule_check::check(&submission, None);
    let said: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.rule.ends_with("-aligned"))
        .map(|finding| phuluc::say::message(phuluc::say::Lang::Vi, finding))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    Phụ lục 4 (trang tính “Sheet1”): cột “Chỉ tiêu thống kê” đọc ở ô B9 ghi “Các chỉ tiêu thống kê”.
    Phụ lục 4 (trang tính “Sheet1”): dòng 11 của mẫu là dòng 20 của tệp, khớp theo mã và tên chỉ tiêu, đứng khác thứ tự; dòng 12 của mẫu là dòng 12 của tệp, khớp theo tên chỉ tiêu, mã bị Excel đổi thành số hoặc ngày; dòng 15 đến 16 của mẫu là dòng 16 đến 17 của tệp, khớp theo mã và tên chỉ tiêu; dòng 17 của mẫu là dòng 18 của tệp, khớp theo tên chỉ tiêu và các dòng xung quanh, mã thiếu hoặc khác; dòng 18 của mẫu là dòng 19 của tệp, khớp theo mã và tên chỉ tiêu; dòng 19 của mẫu là dòng 11 của tệp, khớp theo mã và tên chỉ tiêu, đứng khác thứ tự; và 1 chỗ khác.
    ");
    assert!(lines(&checked).iter().any(|line| line.starts_with("warning unknown-row")));
}

/// Half of a form is not the form. The message says what it resembles.
#[test]
fn a_refusal_says_what_was_looked_for_and_what_was_seen() {
    let half: Vec<Damage> = (0..14).map(|_| Damage::DeleteRow(3)).collect();
    let (submission, _) = damaged("cchc-hue-04", &half);
    assert!(submission.forms.is_empty());
    let said = submission.notices.iter().map(|notice| phuluc::say::message(phuluc::say::Lang::Vi, notice));
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"), @"Trang tính “Sheet1”: không có biểu nào đã biết nên chưa đọc, gần nhất là Phụ lục 4: chỉ thấy 9/25 chỉ tiêu của mẫu.");
}
