//! Habits of anybody, also in a workbook that was handed out.

use super::Desk;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::text;
use phuluc::check::Answer;
use phuluc::form::Kind;
use phuluc::grid::{At, Cell, Content, NumberFormat};
use rust_decimal::Decimal;

fn figure(answer: &Answer) -> Option<Decimal> {
    answer.figure().map(|figure| figure.value.normalize())
}

fn vietnamese(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

pub(super) fn dashes(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let is_nought = *kind == Some(Kind::Count) && figure(answer).is_some_and(|value| value.is_zero());
        is_nought.then(|| text(chance.word(&["-", "–", "không có", "Không phát sinh"])))
    })
}

fn beside(desk: &mut Desk, chance: &mut Chance, said: &[&str], is_it: impl Fn(&Answer) -> bool) -> bool {
    let Some(column) = desk.remarks() else { return false };
    let rows: Vec<u32> = desk
        .places
        .iter()
        .filter(|(_, kind, answer)| kind.is_some() && is_it(answer))
        .map(|(at, ..)| at.row)
        .collect();
    let mut is_done = false;
    for row in rows {
        let at = At { row, column };
        if desk.cells.get(&at).is_none_or(Cell::is_empty) && chance.is_in(25) {
            desk.cells.insert(at, text(chance.word(said)));
            is_done = true;
        }
    }
    is_done
}

pub(super) fn nil_remarks(desk: &mut Desk, chance: &mut Chance) -> bool {
    let is_nought = |answer: &Answer| figure(answer).is_some_and(|value| value.is_zero());
    beside(desk, chance, &["Không có", "Không phát sinh", "không có hồ sơ"], is_nought)
}

pub(super) fn remarks(desk: &mut Desk, chance: &mut Chance) -> bool {
    let said = [
        "Đã đối chiếu",
        "Số liệu trên phần mềm một cửa",
        "Tăng 5% so với cùng kỳ năm trước",
        "Kế hoạch số 15/KH-UBND ngày 05/01/2026",
        "Có danh sách kèm theo",
        "Trong đó 02 hồ sơ liên thông",
        "x",
    ];
    beside(desk, chance, &said, Answer::is_given)
}

pub(super) fn as_text(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let written =
            if value < Decimal::TEN && chance.is_in(40) { format!("0{value}") } else { value.to_string() };
        Some(text(&written))
    })
}

pub(super) fn spaces(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let written =
            [format!("{value} "), format!(" {value}"), format!("{value}\u{a0}"), format!("{value}\u{200b}")];
        Some(text(chance.word(&written)))
    })
}

pub(super) fn dots(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let digits = (value >= Decimal::ONE_THOUSAND).then(|| value.to_string())?;
        let groups =
            digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned());
        Some(text(&groups.collect::<Vec<_>>().join(".")))
    })
}

pub(super) fn with_sign(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, chance| {
        let value = figure(answer).filter(|_| *kind == Some(Kind::Percent))?;
        let between = chance.word(&["", " "]);
        Some(text(&format!("{}{between}%", vietnamese(value))))
    })
}

pub(super) fn percent_format(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| {
        let value = figure(answer).filter(|_| *kind == Some(Kind::Percent))?;
        let content = Content::Number((value / Decimal::ONE_HUNDRED).normalize());
        Some(Cell { format: NumberFormat::new("0.00%"), ..Cell::plain(content) })
    })
}

pub(super) fn accounting(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| {
        let value = figure(answer).filter(|_| matches!(kind, Some(Kind::Count | Kind::Money)))?;
        let format = NumberFormat::new("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)");
        Some(Cell { format, ..Cell::plain(Content::Number(value)) })
    })
}

pub(super) fn signature(desk: &mut Desk, chance: &mut Chance) -> bool {
    let last = desk.cells.keys().map(|at| at.row).max().unwrap_or(0);
    let right = desk.columns[0] + 2 + u32::try_from(chance.below(3)).unwrap();
    for (down, column, said) in [
        (2, right, "Xã Ví dụ, ngày 15 tháng 3 năm 2026"),
        (3, desk.columns[0], "NGƯỜI LẬP BIỂU"),
        (3, right, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
        (4, right, "(Ký tên, đóng dấu)"),
    ] {
        desk.cells.insert(At { row: last + down, column }, text(said));
    }
    true
}

pub(super) fn typed_over(desk: &mut Desk, _: &mut Chance) -> bool {
    let formulas = desk.cells.values_mut().filter(|cell| cell.formula.is_some());
    formulas.map(|cell| cell.formula = None).count() > 0
}
