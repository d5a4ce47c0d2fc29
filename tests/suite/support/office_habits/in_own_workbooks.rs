//! Habits of those who type the form themselves, or copy it into a workbook of their own.

use super::Desk;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::text;
use phuluc::grid::{At, Cell, Content};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

pub(super) fn dashes_in_headings(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.write(chance, |kind, answer, _| (kind.is_none() && !answer.is_given()).then(|| text("-")))
}

pub(super) fn renamed(desk: &mut Desk, chance: &mut Chance) -> bool {
    let names = [
        format!("{} ", desk.name),
        format!("{} (nộp)", desk.name),
        desk.name.to_uppercase(),
        format!("Sheet {}", desk.name),
    ];
    chance.word(&names).clone_into(&mut desk.name);
    true
}

pub(super) fn letterhead(desk: &mut Desk, _: &mut Chance) -> bool {
    desk.moved(|at| At { row: at.row + 3, ..at });
    let [left, right] = [desk.columns[0], desk.columns[0] + 3];
    for (row, column, said) in [
        (0, left, "ỦY BAN NHÂN DÂN"),
        (0, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (1, right, "Độc lập - Tự do - Hạnh phúc"),
    ] {
        desk.cells.insert(At { row, column }, text(said));
    }
    true
}

pub(super) fn heading_lower(desk: &mut Desk, chance: &mut Chance) -> bool {
    let (header, down) = (desk.header, 1 + u32::try_from(chance.below(3)).unwrap());
    desk.moved(|at| if at.row >= header { At { row: at.row + down, ..at } } else { at });
    true
}

pub(super) fn to_the_right(desk: &mut Desk, _: &mut Chance) -> bool {
    desk.moved(|at| At { column: at.column + 1, ..at });
    true
}

pub(super) fn capitals(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| at.row < desk.body[0] && at.row >= desk.header, str::to_uppercase)
}

/// Column labels in the words of communes, as the definition lists them.
pub(super) fn head_wordings(desk: &mut Desk, chance: &mut Chance) -> bool {
    let Some(form) = desk.form.clone() else { return false };
    let levels = form.columns.iter().flat_map(|column| column.head.iter().zip(&column.also));
    let wordings: Vec<(&String, &Vec<String>)> = levels.filter(|(_, also)| !also.is_empty()).collect();
    if wordings.is_empty() {
        return false;
    }
    let (printed, also) = *chance.pick(&wordings);
    let worded = chance.word(also).to_owned();
    let change = |label: &str| if label == printed { worded.clone() } else { label.to_owned() };
    desk.reword(chance, |at, desk| (desk.header..desk.body[0]).contains(&at.row), change)
}

pub(super) fn loud_total(desk: &mut Desk, chance: &mut Chance) -> bool {
    let behind = chance.word(&["", ":", " "]);
    let change = |label: &str| {
        if label == "Tổng cộng" { format!("TỔNG CỘNG{behind}") } else { label.to_owned() }
    };
    desk.reword(chance, |at, desk| at.row >= desk.body[0], change)
}

pub(super) fn label_spaces(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| desk.is_label(*at), |label| format!(" {} ", label.replacen(' ', "  ", 1)))
}

pub(super) fn hard_spaces(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| at.row >= desk.header, |label| label.replace(' ', "\u{a0}"))
}

pub(super) fn decomposed(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |_, _| true, |label| label.nfd().collect())
}

pub(super) fn tones(desk: &mut Desk, chance: &mut Chance) -> bool {
    let change =
        |label: &str| label.replace("óa", "oá").replace("ủy", "uỷ").replace("ỹ", "ĩ").replace(" - ", " – ");
    desk.reword(chance, |at, desk| desk.is_label(*at), change)
}

pub(super) fn short_words(desk: &mut Desk, chance: &mut Chance) -> bool {
    let change = |label: &str| {
        label
            .replace("thủ tục hành chính", "TTHC")
            .replace("Ủy ban nhân dân", "UBND")
            .replace("hồ sơ", "HS")
            .replace("văn bản", "VB")
    };
    desk.reword(chance, |at, desk| desk.is_label(*at), change)
}

pub(super) fn number_codes(desk: &mut Desk, chance: &mut Chance) -> bool {
    let codes: Vec<At> = desk.cells.keys().copied().filter(|at| desk.is_code(*at)).collect();
    let mut is_done = false;
    for at in codes {
        let code = desk.cells[&at].tidy().trim_end_matches('.').to_owned();
        // as a number 1.10 would become 1.1
        if let Ok(number) = code.parse::<Decimal>()
            && !code.ends_with('0')
            && chance.is_in(80)
        {
            desk.cells.insert(at, Cell::plain(Content::Number(number)));
            is_done = true;
        }
    }
    is_done
}

pub(super) fn bare_codes(desk: &mut Desk, chance: &mut Chance) -> bool {
    desk.reword(chance, |at, desk| desk.is_code(*at), |code| code.trim_end_matches('.').to_owned())
}

pub(super) fn rows_exchanged(desk: &mut Desk, chance: &mut Chance) -> bool {
    let [first, last] = desk.body;
    if last - first < 3 {
        return false;
    }
    let row = first + u32::try_from(chance.below(usize::try_from(last - first - 1).unwrap())).unwrap();
    let swapped = |at: At| match at.row {
        own if own == row => At { row: row + 1, ..at },
        own if own == row + 1 => At { row, ..at },
        _ => at,
    };
    let code =
        |row| desk.cells.get(&At { row, column: desk.columns[0] }).map(|cell| cell.tidy().into_owned());
    let [above, below] = [code(row), code(row + 1)];
    // rows are swapped only if neither belongs under the other
    let are_equals = above.zip(below).is_some_and(|(above, below)| {
        above.matches('.').count() == below.matches('.').count() && !above.is_empty() && !below.is_empty()
    });
    if !are_equals {
        return false;
    }
    desk.moved(swapped);
    true
}

pub(super) fn own_line(desk: &mut Desk, chance: &mut Chance) -> bool {
    let row = desk.body[0]
        + u32::try_from(chance.below(usize::try_from(desk.body[1] - desk.body[0]).unwrap())).unwrap();
    desk.moved(|at| if at.row > row { At { row: at.row + 1, ..at } } else { at });
    let column = desk.columns[1];
    desk.cells.insert(
        At { row: row + 1, column },
        text(chance.word(&["Ghi chú: số liệu đến ngày chốt", "(có danh sách kèm theo)"])),
    );
    true
}

pub(super) fn period_otherwise(desk: &mut Desk, chance: &mut Chance) -> bool {
    let days = chance.below(3);
    let change = |line: &str| {
        let Some(period) = phuluc::form::Period::find(line) else { return line.to_owned() };
        let [from, to] = [period.from, period.to];
        match days {
            0 => {
                from.format("từ ngày %d tháng %m năm %Y").to_string()
                    + &to.format(" đến ngày %d tháng %m năm %Y").to_string()
            }
            1 => from.format("(Từ %d-%m-%Y").to_string() + &to.format(" đến %d-%m-%Y)").to_string(),
            _ => {
                from.format("Kỳ báo cáo: từ %d/%m/%Y").to_string()
                    + &to.format(" đến hết ngày %d/%m/%Y").to_string()
            }
        }
    };
    desk.reword(chance, |at, desk| at.row < desk.header, change)
}

pub(super) fn unmerged(desk: &mut Desk, _: &mut Chance) -> bool {
    let body = desk.header;
    let before = desk.merges.len();
    // titles keep to their first cells; the header stays as it is
    desk.merges.retain(|(from, _)| from.row >= body);
    desk.merges.len() < before
}
