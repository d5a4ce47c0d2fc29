//! Forms found once for all sheets of one frame: those made from the same blank and filled in otherwise.
//!
//! Where forms are on a sheet depends on what is printed there, and hardly on what is answered. Once forms
//! a form was found and nothing about it leaned on an answer, a [`Frame`] keeps every cell that may have
//! mattered; on a sheet with the same cells the same form is found in the same place, whatever stands
//! elsewhere: at its answers, above its header, and in words below the last row. A sheet that differs in any
//! other cell is looked at as if there were no frames, and a test holds that nobody can tell the difference.
//! Sheets with several forms, or with what may be the corner of another header, have no frame.

use super::Found;
use super::header::Corners;
use super::numbers;
use super::page::Page;
use crate::grid::{At, Cell, Content, Sheet, Text};
use crate::number;
use crate::period::Period;
use crate::submission::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock};

/// How many frames are kept: a round has one for each form and each program that sheets were stored with.
const KEPT: usize = 64;
/// The most cells of a frame; a form has a few hundred.
const MOST_CELLS: usize = 5_000;

/// The frames met so far.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    known: RwLock<Vec<Frame>>,
}

/// What a sheet must hold for certain forms to be found on it.
#[derive(Debug)]
pub(crate) struct Frame {
    period: Option<Period>,
    merges: Vec<(At, At)>,
    /// The cells that must be there, in their order.
    printed: Vec<(At, Printed)>,
    /// The first row of the header.
    top: u32,
    /// The sheet columns that take answers, by sheet row.
    answers: BTreeMap<u32, Arc<BTreeSet<u32>>>,
    /// The rows that a header may reach into, where a blank is something else than an answer.
    headers: BTreeSet<u32>,
    /// From which row on there may be words, and the columns in which there may be none.
    below: Option<u32>,
    labels: BTreeSet<u32>,
    /// The rows of which it was asked whether they number so many columns, and whether they do.
    numbers: Vec<(u32, usize, bool)>,
    found: Arc<Found>,
}

/// What must stand in a cell.
#[derive(Debug)]
enum Printed {
    /// This.
    Exactly(Cell),
    /// An answer that is no text.
    Figure,
}

impl Frames {
    /// The form on a sheet, if its frame is known.
    pub fn find(&self, sheet: &Sheet, corners: &Corners, period: Option<Period>) -> Option<Arc<Found>> {
        let known = self.known.read().ok()?;
        // the one that was met last is met again soonest
        let frame = known.iter().rev().find(|frame| frame.period == period && frame.fits(sheet, corners))?;
        Some(Arc::clone(&frame.found))
    }

    /// Keeps a frame, and lets go of the oldest one if there are too many.
    pub fn keep(&self, frame: Frame) {
        if let Ok(mut known) = self.known.write() {
            if known.len() == KEPT {
                known.remove(0);
            }
            known.push(frame);
        }
    }
}

impl Frame {
    /// The frame of a page on which this is the only form that was found, unless that leaned on an answer.
    pub fn of(
        page: &Page<'_>,
        found: &Arc<Found>,
        corners: &Corners,
        period: Option<Period>,
        deepest: u32,
    ) -> Option<Self> {
        let (sheet, top) = (page.sheet, found.header.top);
        // where another header may begin, other cells are looked at, too
        let is_elsewhere = |(at, text): (At, &Text)| at.row != top && corners.named(text) != 0;
        if page.leans_on_answers() || page.texts().any(is_elsewhere) {
            return None;
        }
        let labels = page.columns_of_lines();
        let documents = found.form.document_column();
        let columns = found.answer_columns().filter(|(column, _)| Some(*column) != documents);
        let columns = columns.map(|(_, at)| at).filter(|at| !labels.contains(at));
        let columns: Arc<BTreeSet<u32>> = Arc::new(columns.collect());
        let rows = found.rows.iter().filter(|row| matches!(row.role, Role::Fixed(_)));
        let answers = rows.filter_map(|row| Some((row.at?, Arc::clone(&columns)))).collect();
        let strange = found.strangers.iter().copied().chain(found.twins.iter().map(|(_, row)| *row));
        let gap = found.rows_at().chain(strange).chain([found.body]).max()? + 1;
        let below = sheet.row(gap).next().is_none().then_some(gap + 1);
        let mut frame = Self {
            period,
            merges: sheet.merges().to_vec(),
            printed: Vec::new(),
            top,
            answers,
            headers: (top..top + deepest).collect(),
            below,
            labels,
            numbers: page.numbers_asked(),
            found: Arc::clone(found),
        };
        for (at, cell) in sheet.cells() {
            if frame.is_answer_in_header(at) && !matches!(cell.content, Content::Text(_)) {
                frame.printed.push((at, Printed::Figure));
            } else if !frame.is_free(at, cell, corners) {
                frame.printed.push((at, Printed::Exactly(cell.clone())));
            }
        }
        // what must stand in a column makes sure that it is used
        let is_printed = |(column, from): (u32, u32)| {
            let is_there = |printed: &Printed| match printed {
                Printed::Exactly(cell) => !cell.is_empty(),
                // it may be a formula without a result
                Printed::Figure => false,
            };
            let mut printed = frame.printed.iter();
            printed.any(|(at, printed)| at.column == column && at.row >= from && is_there(printed))
        };
        let is_sure = frame.printed.len() <= MOST_CELLS && page.uses_asked().into_iter().all(is_printed);
        is_sure.then_some(frame)
    }

    /// Whether a sheet holds what is printed, and elsewhere only what does not matter.
    fn fits(&self, sheet: &Sheet, corners: &Corners) -> bool {
        let mut printed = self.printed.iter().peekable();
        let mut cells = sheet.cells();
        cells.all(|(at, cell)| match printed.next_if(|(place, _)| *place == at) {
            Some((_, Printed::Exactly(other))) => {
                cell.content == other.content && cell.format == other.format
            }
            Some((_, Printed::Figure)) => !matches!(cell.content, Content::Text(_)),
            None => self.is_free(at, cell, corners),
        }) && printed.next().is_none()
            && self.merges == sheet.merges()
            && self.numbers.iter().all(|(row, columns, are)| numbers::are_in(sheet, *row, *columns) == *are)
    }

    /// Whether a cell may hold what it does and as well something else, or nothing.
    fn is_free(&self, at: At, cell: &Cell, corners: &Corners) -> bool {
        let is_corner = matches!(&cell.content, Content::Text(text) if corners.named(text) != 0);
        if is_corner {
            return false;
        }
        let is_words = || matches!(cell.content, Content::Text(_)) && !number::may_be_figure(cell);
        // a label that is merged into the header is read there
        let reaches_in = || self.merges.iter().any(|(from, to)| *from == at && to.row >= self.top);
        (at.row < self.top && !reaches_in())
            || (self.is_answer(at) && !self.headers.contains(&at.row))
            || (self.below.is_some_and(|below| at.row >= below)
                && !self.labels.contains(&at.column)
                && is_words())
    }

    fn is_answer(&self, at: At) -> bool {
        self.answers.get(&at.row).is_some_and(|columns| columns.contains(&at.column))
    }

    fn is_answer_in_header(&self, at: At) -> bool {
        self.headers.contains(&at.row) && self.is_answer(at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Seen, find, look_for};
    use crate::catalogue::Catalogue;
    use crate::grid::{self, At, Cell, Content, Sheet};
    use proptest::prelude::*;
    use std::fs;
    use std::path::Path;

    /// The sheets of a report of the sample district.
    fn sheets(number: u32) -> Vec<Sheet> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/sample-district/nhan");
        grid::read(&fs::read(folder.join(format!("xa-vi-du-{number:02}.xlsx"))).unwrap()).unwrap()
    }

    /// All that was found on a sheet.
    fn told(seen: &Seen) -> String {
        let form = |found: &Found| {
            let rows = found.rows.iter().map(|row| (&row.id, row.role, &row.label, row.at, row.piece));
            format!(
                "{:?} {:?}\n",
                (
                    &found.form.id,
                    &found.form.version,
                    &found.columns,
                    rows.collect::<Vec<_>>(),
                    &found.header
                ),
                (&found.strangers, &found.twins, &found.strange_columns, found.body, &found.alignment),
            )
        };
        let forms: String = seen.forms.iter().map(|found| form(found)).collect();
        format!("{forms}{:?} {:?}", seen.nearest.as_ref().map(|near| near.top), seen.leftover)
    }

    /// What may come to stand in a cell; `None` for nothing.
    fn contents() -> impl Strategy<Value = Option<Content>> {
        let texts = ["không", "STT", "12", "Xã Ví dụ 01", "1.1", "Tổng số", "Nội dung", " ", "(1)"];
        let text = prop::sample::select(texts.to_vec()).prop_map(|text| Some(Content::Text(text.into())));
        let number = (0..40_i64).prop_map(|number| Some(Content::Number(number.into())));
        prop_oneof![2 => Just(None), 3 => number, 4 => text]
    }

    /// A place for a change: that of a cell, by its number, or beside it.
    fn places() -> impl Strategy<Value = (prop::sample::Index, u32, u32)> {
        (any::<prop::sample::Index>(), 0..3_u32, 0..2_u32)
    }

    fn changed(sheet: &Sheet, place: &(prop::sample::Index, u32, u32), content: Option<Content>) -> Sheet {
        let (index, right, down) = place;
        let cells: Vec<(At, Cell)> = sheet.cells().map(|(at, cell)| (at, cell.clone())).collect();
        if cells.is_empty() {
            return sheet.clone();
        }
        let at = cells[index.index(cells.len())].0;
        let at = At { row: at.row + down, column: at.column + right };
        let others = cells.into_iter().filter(|(other, _)| *other != at);
        // now and then the cell is merged with the one below
        let merge = (*right == 2).then_some((at, At { row: at.row + 1, ..at }));
        let own = content.map(|content| (at, Cell::plain(content)));
        Sheet::new(&sheet.name, others.chain(own)).merged(sheet.merges().iter().copied().chain(merge))
    }

    #[test]
    fn a_sheet_of_a_known_frame_is_found_without_looking() {
        let catalogue = Catalogue::built_in().unwrap();
        let find = |sheet: &Sheet| catalogue.frames().find(sheet, catalogue.corners(), None);
        for sheet in sheets(2) {
            super::super::find(&sheet, &catalogue, None);
        }
        let others = sheets(3);
        let known: Vec<&str> =
            others.iter().filter(|sheet| find(sheet).is_some()).map(|sheet| sheet.name.as_str()).collect();
        // rows that senders add themselves depend on what they answer, and one title is nearly a header's corner
        assert_eq!(known, ["PL2", "PL3", "PL4", "PL01", "Bộ chỉ số 766", "Chỉ số CCHC"]);
    }

    fn text(text: &str) -> Content {
        Content::Text(text.into())
    }

    fn range(from: &str, to: &str) -> (At, At) {
        (from.parse().unwrap(), to.parse().unwrap())
    }

    fn sheet(cells: &[(&str, Content)], merges: &[(At, At)]) -> Sheet {
        let cells = cells.iter().map(|(at, content)| (at.parse().unwrap(), Cell::plain(content.clone())));
        Sheet::new("Biểu", cells).merged(merges.iter().copied())
    }

    /// A form of two columns and three rows, and what stands in its rows.
    fn form(id: &str, columns: &str, rows: &str) -> (String, String) {
        let text = format!(
            "id = \"{id}\"\nversion = \"1\"\ntitle = \"{id}\"\nshort = \"{id}\"\nsheet = \"{id}\"\n\
             measure = \"Hồ sơ\"\nbasis = \"không\"\nin_force = {{ from = 2022-08-01 }}\n\
             sent = {{ by = \"xã\", to = [\"tỉnh\"], every = [\"năm\"] }}\n\
             columns = [\n{columns}\n]\nrows = [\n{rows}\n]\n"
        );
        (format!("{id}.toml"), text)
    }

    /// What is found on the second sheet by those who know the first one, and by those who do not.
    #[track_caller]
    fn same(definition: Option<&(String, String)>, first: &Sheet, second: &Sheet) {
        let catalogue = || Catalogue::with(definition.cloned()).unwrap();
        let (knowing, looking) = (catalogue(), catalogue());
        find(first, &knowing, None);
        assert_eq!(told(&find(second, &knowing, None)), told(&look_for(second, &looking, None)));
    }

    #[test]
    fn labels_that_are_merged_into_the_header_from_above_matter() {
        let columns = "{ id = \"stt\", kind = \"code\", head = [\"STT\"] },\n\
             { id = \"ten\", kind = \"label\", head = [\"Lĩnh vực hai kỳ\"] },\n\
             { id = \"truoc\", kind = \"count\", head = [\"Kỳ trước\", \"Số lượng\"], say = \"kỳ trước\" },\n\
             { id = \"nay\", kind = \"count\", head = [\"Kỳ này\", \"Số lượng\"], say = \"kỳ này\" },";
        let rows = "{ code = \"1\", label = \"Đất đai\" },\n{ code = \"2\", label = \"Hộ tịch\" },";
        let with_groups = |left: &str, right: &str| {
            let number = |number: i64| Content::Number(number.into());
            let cells = [
                ("C4", text(left)),
                ("D4", text(right)),
                ("A5", text("STT")),
                ("B5", text("Lĩnh vực hai kỳ")),
                ("C6", text("Số lượng")),
                ("D6", text("Số lượng")),
                ("A7", text("1")),
                ("B7", text("Đất đai")),
                ("C7", number(10)),
                ("D7", number(20)),
                ("A8", text("2")),
                ("B8", text("Hộ tịch")),
                ("C8", number(11)),
                ("D8", number(21)),
            ];
            let merges = [("A5", "A6"), ("B5", "B6"), ("C4", "C5"), ("D4", "D5")];
            sheet(&cells, &merges.map(|(from, to)| range(from, to)))
        };
        let (first, second) = (with_groups("Kỳ trước", "Kỳ này"), with_groups("Kỳ này", "Kỳ trước"));
        same(Some(&form("hai-ky", columns, rows)), &first, &second);
    }

    #[test]
    fn a_header_above_the_form_may_have_rows_on_another_sheet() {
        let columns = "{ id = \"ten\", kind = \"label\", head = [\"Loại vi phạm bị xử lý\"] },\n\
             { id = \"so\", kind = \"count\", head = [\"Số vụ\"], say = \"số vụ\" },";
        let labels = ["Lấn chiếm đất công", "Xây dựng trái phép", "Khai thác khoáng sản"];
        let row = |(id, label): (&str, &str)| format!("{{ id = \"{id}\", label = \"{label}\" }},");
        let rows = ["a", "b", "c"].into_iter().zip(labels).map(row).collect::<Vec<_>>().join("\n");
        let below = sheets(2).into_iter().find(|sheet| sheet.name == "PL2").unwrap();
        let down = |at: At| At { row: at.row + 10, ..at };
        let above = |cells: &[(&str, Content)]| {
            let own = below.cells().map(|(at, cell)| (down(at), cell.clone()));
            let merges: Vec<(At, At)> =
                below.merges().iter().map(|(from, to)| (down(*from), down(*to))).collect();
            sheet(cells, &merges).with(own)
        };
        let head = vec![("A2", text("Loại vi phạm bị xử lý")), ("B2", text("Số vụ"))];
        let mut full = head.clone();
        full.extend(["A3", "A4", "A5"].into_iter().zip(labels.map(text)));
        full.extend([("B3", text("không")), ("B4", text("mười hai")), ("B5", text("không"))]);
        same(Some(&form("khong-ma", columns, &rows)), &above(&head), &above(&full));
    }

    #[test]
    fn a_cell_in_which_nothing_can_be_seen_is_no_use_of_a_column() {
        let base = sheets(2).into_iter().find(|sheet| sheet.name == "Bộ chỉ số 766").unwrap();
        let down = |at: At| if at.row >= 11 { At { row: at.row + 1, ..at } } else { at };
        let with = |own: &[(&str, Content)]| {
            let is_score = |at: &At| at.column == 3 && at.row >= 8;
            let cells = base.cells().map(|(at, cell)| (down(at), cell.clone()));
            let merges = base.merges().iter().copied().chain([range("D8", "E8")]);
            let blanks = ["E8", "D12", "E12"].map(|at| (at, text(" ")));
            let own = blanks.iter().chain(own);
            let own = own.map(|(at, content)| (at.parse().unwrap(), Cell::plain(content.clone())));
            Sheet::new("Bộ chỉ số 766", cells.filter(|(at, _)| !is_score(at)).chain(own)).merged(merges)
        };
        let scores = ["E9", "E10", "E11", "E13", "E14", "E15", "E16"];
        let first = with(&scores.map(|at| (at, Content::Number(7.into()))));
        same(None, &first, &with(&[("E9", Content::NotCalculated), ("E10", Content::NotCalculated)]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_a_frame_says_is_what_looking_finds(
            number in 2_u32..5,
            sheet in any::<prop::sample::Index>(),
            changes in prop::collection::vec((places(), contents()), 1..4),
        ) {
            thread_local! {
                static CATALOGUES: [Catalogue; 2] =
                    [Catalogue::built_in().unwrap(), Catalogue::built_in().unwrap()];
                static SHEETS: Vec<Vec<Sheet>> = (2..5).map(sheets).collect();
            }
            let mut sheet = SHEETS.with(|sheets| {
                let sheets = &sheets[number as usize - 2];
                sheets[sheet.index(sheets.len())].clone()
            });
            CATALOGUES.with(|[knowing, looking]| {
                find(&sheet, knowing, None);
                for (place, content) in &changes {
                    sheet = changed(&sheet, place, content.clone());
                    let (found, looked_for) = (find(&sheet, knowing, None), look_for(&sheet, looking, None));
                    prop_assert_eq!(told(&found), told(&looked_for));
                }
                Ok(())
            })?;
        }
    }
}
