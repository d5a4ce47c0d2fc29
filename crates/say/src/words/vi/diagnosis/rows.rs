//! Sentences about rows that do not fit their total, in Vietnamese.

use phuluc_check::{Change, Explanation, Location, Mistake, NAMED};
use phuluc_form::number;
use rust_decimal::Decimal;

/// How many figures of a row are told; of more than five, three.
const MOST_FIGURES: usize = 5;
const FIRST_FIGURES: usize = 3;

/// The sentence about a row that stands twice, or that its total leaves out.
pub(super) fn too_many(explanation: &Explanation) -> String {
    let Some(first) = explanation.changes.first() else { return String::new() };
    let (form, row, number) = (&first.place.labels.form, &first.place.labels.row, line(&first.place));
    match explanation.like.as_ref() {
        Some(like) => format!(
            "{form}: “{row}” ghi hai lần, ở dòng {} và dòng {number}, số như nhau. Vì vậy {} ô của dòng tổng không khớp; xóa dòng {number}",
            line(like),
            explanation.changes.len()
        ),
        None => format!("{form}: số tổng chưa cộng dòng {number} “{row}”; cộng dòng này, hoặc bỏ nếu thừa,"),
    }
}

/// The sentence about a row that is wrong in several columns.
pub(super) fn wrong(explanation: &Explanation) -> String {
    let changes = &explanation.changes;
    let Some(first) = changes.first() else { return String::new() };
    let (form, row) = (&first.place.labels.form, &first.place.labels.row);
    let cells = super::cells_in_words(changes.len());
    format!("{form}, dòng “{row}”: có thể sửa cùng lúc {cells}: {}", super::together(changes))
}

/// The sentence about a row that is wrong in all its figures by one slip.
pub(super) fn slipped(explanation: &Explanation) -> String {
    let changes = &explanation.changes;
    let Some(first) = changes.first() else { return String::new() };
    let (form, row) = (&first.place.labels.form, &first.place.labels.row);
    let cells = super::cells_in_words(changes.len());
    let like = explanation.like.as_ref();
    let other = like.map_or_else(String::new, |like| format!("dòng {} “{}”", line(like), like.labels.row));
    if explanation.mistake == Mistake::RowOverwritten {
        let (above, own) = (like.map_or(0, line), line(&first.place));
        return format!(
            "{form}: “{row}” ghi hai lần, ở dòng {above} và dòng {own}, số như nhau; có lẽ dòng {own} ghi đè lên một dòng khác. Theo dòng tổng thì dòng đó có {}",
            figures(explanation)
        );
    }
    let what = match explanation.mistake {
        Mistake::TotalTwice => format!("{cells} đều gấp đôi, có lẽ cộng cả dòng cộng"),
        Mistake::TotalWithoutRow => format!("có lẽ cộng thiếu {other}"),
        Mistake::TotalRowTwice => format!("có lẽ cộng {other} hai lần"),
        _ => format!("{cells} đều {}", super::why(first)),
    };
    format!("{}: {what}: {}", total(&first.place), figures(explanation))
}

/// The sentence about a row that the total includes and that is missing, or was left blank.
pub(super) fn missing(explanation: &Explanation) -> String {
    let Some(first) = explanation.changes.first() else { return String::new() };
    if let Some(blank) = explanation.like.as_ref() {
        return format!(
            "{}: có lẽ thiếu số của một dòng ({}), mà dòng {} “{}” để trống; điền số vào dòng đó, hoặc chuyển các số bên dưới lên một dòng nếu ghi lệch,",
            total(&first.place),
            columns(&explanation.changes),
            line(blank),
            blank.labels.row
        );
    }
    format!("{}: có lẽ thiếu một dòng ({}); thêm dòng đó", total(&first.place), columns(&explanation.changes))
}

/// The sentence about a printed row that was deleted, with the figures that follow for it.
pub(super) fn deleted(explanation: &Explanation) -> String {
    let Some(first) = explanation.changes.first() else { return String::new() };
    let (labels, row) = (&first.place.labels, &first.place.on_form.row);
    let code = if labels.coded { format!("mục {row} ") } else { String::new() };
    format!(
        "{}: thiếu {code}“{}”; theo các số liên quan thì dòng này có {}",
        labels.form,
        labels.row,
        columns(&explanation.changes)
    )
}

/// Whether all explanations are rows that do not fit one total.
pub(super) fn are_all(explanations: &[Explanation]) -> bool {
    let mut all = explanations.iter();
    all.all(|one| matches!(one.mistake, Mistake::RowTooMany | Mistake::RowWrong) && !one.also.is_empty())
}

/// The sentence about rows of which one does not fit the total, if nobody can say which.
pub(super) fn one_of(explanations: &[Explanation]) -> String {
    let Some(total_cell) = explanations.iter().flat_map(|one| &one.also).next() else { return String::new() };
    let named: Vec<String> = explanations.iter().take(NAMED).map(short).collect();
    let by_figures = either(named, explanations.len());
    let named = if by_figures.chars().count() > super::MOST {
        let lines = explanations.iter().take(NAMED).filter_map(|one| one.changes.first());
        let lines: Vec<String> = lines.map(|change| format!("dòng {}", line(&change.place))).collect();
        either(lines, explanations.len())
    } else {
        by_figures
    };
    format!("{}: có lẽ một dòng thừa hoặc sai, không phân biệt được {named}; sửa dòng đó", total(total_cell))
}

/// Several rows, the first by name: `dòng 64; dòng 65; hoặc 3 dòng khác`.
fn either(mut named: Vec<String>, all: usize) -> String {
    let more = all.saturating_sub(named.len());
    named.extend((more > 0).then(|| format!("{more} dòng khác")));
    match named.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}; hoặc {last}", before.join("; ")),
        _ => named.concat(),
    }
}

/// A row with its changes: `dòng 65 (C65: 1,5 → 0,5, D65: 1,5 → 0,5)`; `dòng 64 (thừa)`.
pub(super) fn short(explanation: &Explanation) -> String {
    let number = explanation.changes.first().map_or(0, |change| line(&change.place));
    match explanation.mistake {
        Mistake::RowTooMany => format!("dòng {number} (thừa)"),
        _ => format!("dòng {number} ({})", figures(explanation)),
    }
}

/// The changes in cells: `C65: 1,5 → 0,5, D65: 1,5 → 0,5`.
fn figures(explanation: &Explanation) -> String {
    let figures = explanation.changes.iter().map(|change| {
        let cell = change.place.on_sheet.at.map_or_else(String::new, |at| format!("{at}: "));
        let from = number::vietnamese(change.place.figure().unwrap_or_default());
        format!("{cell}{from} → {}", figure(change))
    });
    let figures: Vec<String> = figures.collect();
    let all = figures.join(", ");
    if all.chars().count() <= super::MOST {
        return all;
    }
    format!(
        "{} và {} ô khác",
        figures[..NAMED.min(figures.len())].join(", "),
        figures.len().saturating_sub(NAMED)
    )
}

/// The figures that a row would hold: `điểm tối đa: 1; điểm trừ: 0,5`. If there are many, only the first are told.
fn columns(changes: &[Change]) -> String {
    let most = if changes.len() > MOST_FIGURES { FIRST_FIGURES } else { changes.len() };
    let figures =
        changes[..most].iter().map(|change| format!("{}: {}", change.place.labels.column, figure(change)));
    let more = (most < changes.len()).then(|| format!("và {} cột khác", changes.len() - most));
    figures.chain(more).collect::<Vec<_>>().join("; ")
}

fn figure(change: &Change) -> String {
    number::vietnamese(change.to.unwrap_or(Decimal::ZERO))
}

/// The name of a total: `Biểu 06a, dòng “Tổng cộng”`, `Bảng điểm Chỉ số CCHC, mục 4.2`.
fn total(place: &Location) -> String {
    let (labels, row) = (&place.labels, &place.on_form.row);
    let row = if labels.coded { format!("mục {row}") } else { format!("dòng “{}”", labels.row) };
    format!("{}, {row}", labels.form)
}

/// The number of the line on the sheet.
fn line(place: &Location) -> u32 {
    place.on_sheet.at.map_or(0, |at| at.row + 1)
}
