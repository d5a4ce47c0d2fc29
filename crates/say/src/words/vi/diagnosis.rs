//! Sentences about a diagnosis, in Vietnamese.

mod change;
mod rows;

use super::name::cell_named;
use crate::words::message::DiagnosisMessage;
use change::{answer, because, bounds, cell_name, figure, from_to, held_by, in_full, why};
use phuluc_check::{Answer, Change, Diagnosis, Explanation, Location, Mistake, NAMED, wording};
use phuluc_form::{Lang, capital, number};
use phuluc_grid::At;

/// The length in characters from which places are named by their cells alone.
const MOST: usize = 280;

pub(super) fn say(message: &DiagnosisMessage<'_>) -> String {
    match message {
        DiagnosisMessage::Whole { diagnosis, findings, all_errors } => {
            capital(&whole(diagnosis, *findings, *all_errors))
        }
        DiagnosisMessage::Instead(others) => format!("Cũng có thể: {}", either(others)),
        DiagnosisMessage::Why(change) => why(change),
        DiagnosisMessage::SameCause(number) => {
            format!("Cùng nguyên nhân với STT {number} của phiếu này: sửa ở đó thì nội dung này hết theo")
        }
    }
}

fn whole(diagnosis: &Diagnosis, findings: usize, all_errors: bool) -> String {
    let named = diagnosis.named();
    let Some(first) = named.first() else { return String::new() };
    if first.mistake == Mistake::BetweenPeriods {
        return between_periods(named);
    }
    let then = then(diagnosis, findings, all_errors);
    match named {
        [only] => format!("{}{then}", explanation(only)),
        tied if rows::are_all(tied) => format!("{}{then}", rows::one_of(tied)),
        tied => {
            let named = either(tied);
            let named = if named.chars().count() > MOST { briefly(tied) } else { named };
            format!("{}không phân biệt được {named}; sửa một trong các chỗ này{then}", home(tied))
        }
    }
}

/// What the change mends.
fn then(diagnosis: &Diagnosis, findings: usize, all_errors: bool) -> String {
    let noun = if all_errors { "lỗi" } else { "nội dung" };
    let then = if diagnosis.tied > 1 { " thì" } else { "; khi đó" };
    let mistake = diagnosis.explanations.first().map(|first| first.mistake);
    let then = match mistake {
        Some(Mistake::Follows | Mistake::RowDeleted) => return String::new(),
        // here the sentence goes on: “xóa dòng này thì hết …”
        Some(Mistake::RowTooMany | Mistake::RowMissing) => " thì",
        _ => then,
    };
    let then = match together_with(&diagnosis.needs) {
        Some(cells) if diagnosis.tied > 1 => format!(" và {cells} thì"),
        Some(cells) => format!("; cùng với {cells} thì"),
        None => then.to_owned(),
    };
    match (findings, diagnosis.mends_all) {
        (0 | 1, _) => format!("{then} hết {noun} này"),
        (findings, true) => format!("{then} hết cả {findings} {noun}"),
        (findings, false) => format!("{then} hết {findings} {noun}"),
    }
}

/// The cells of other mistakes, without which this one is not mended: `ô D12 và ô E12`.
fn together_with(cells: &[Location]) -> Option<String> {
    let mut named: Vec<String> =
        cells.iter().take(NAMED).map(|place| format!("ô {}", cell_name(place).unwrap_or_default())).collect();
    named.extend((cells.len() > NAMED).then(|| "các ô khác".to_owned()));
    let last = named.pop()?;
    Some(if named.is_empty() { last } else { format!("{} và {last}", named.join(", ")) })
}

/// The cells that were worked out from a wrong one, and must be typed again: `, rồi tính lại mục 2.2 (ô D15)`.
fn typed_again(explanation: &Explanation) -> String {
    if explanation.also.is_empty() {
        return String::new();
    }
    let mut cells: Vec<String> = explanation.also.iter().take(NAMED).map(cell_named).collect();
    cells.extend((explanation.also.len() > NAMED).then(|| "…".to_owned()));
    format!(", rồi tính lại {}", cells.join(", "))
}

fn explanation(explanation: &Explanation) -> String {
    let changes = &explanation.changes;
    let Some(first) = changes.first() else { return String::new() };
    let place = &first.place;
    let line = place.on_sheet.at.map_or_else(String::new, |at| format!("dòng {} ", at.row + 1));
    let form = &place.labels.form;
    match explanation.mistake {
        Mistake::Cell => {
            let reason = because(first, explanation.like.as_ref());
            let again = typed_again(explanation);
            format!(
                "{}: {}{reason}{}{again}",
                wording::place(Lang::Vi, place),
                from_to(first),
                in_full(first)
            )
        }
        Mistake::Follows => follows(first),
        Mistake::Together => {
            format!("{form}: có thể sửa cùng lúc {}: {}", cells_in_words(changes.len()), together(changes))
        }
        Mistake::TooLow | Mistake::TooHigh | Mistake::TooFarRight | Mistake::TooFarLeft => {
            format!("{form}: {}", block(explanation))
        }
        Mistake::Swapped => {
            let cells: Vec<String> = changes.iter().map(|change| cell_named(&change.place)).collect();
            let figures: Vec<String> = changes.iter().map(|change| answer(&change.place)).collect();
            format!("{form}: {} có lẽ ghi đổi chỗ cho nhau ({})", cells.join(" và "), figures.join(" và "))
        }
        Mistake::RowTooMany => rows::too_many(explanation),
        Mistake::RowWrong => rows::wrong(explanation),
        Mistake::RowTenfold
        | Mistake::RowOverwritten
        | Mistake::TotalTwice
        | Mistake::TotalWithoutRow
        | Mistake::TotalRowTwice => rows::slipped(explanation),
        Mistake::RowMissing => rows::missing(explanation),
        Mistake::RowDeleted => rows::deleted(explanation),
        Mistake::OtherMeasure => {
            let row = &place.labels.row;
            let cells: Vec<String> = changes.iter().map(from_to).collect();
            format!("{form}, {line}“{row}” có lẽ ghi theo đơn vị tính khác: {}", cells.join("; "))
        }
        Mistake::BetweenPeriods => between_periods(std::slice::from_ref(explanation)),
    }
}

/// A cell that is blank or cannot be read, and whose figure follows from others.
fn follows(change: &Change) -> String {
    let place = wording::place(Lang::Vi, &change.place);
    let to = figure(&change.place, change.to.unwrap_or_default());
    match &change.place.shown.answer {
        Answer::Unreadable(held) if change.to.is_some_and(|to| held.hides(to)) => {
            format!("{place}: ô không hiện số, máy lưu {to}, khớp với các số liên quan")
        }
        Answer::Unreadable(held) => {
            format!("{place}: {}; theo các số liên quan thì là {to}", held_by(&change.place, held))
        }
        _ => format!("{place}: chưa nhập; theo các số liên quan thì là {to}"),
    }
}

/// Two periods that disagree with each other, though each agrees with itself.
fn between_periods(sides: &[Explanation]) -> String {
    let changes: Vec<&Change> = sides.iter().flat_map(|side| &side.changes).collect();
    let (Some(own), Some(before)) = (
        changes.iter().find(|change| !change.place.on_form.previous),
        changes.iter().find(|change| change.place.on_form.previous),
    ) else {
        return String::new();
    };
    let also: Vec<String> = sides.iter().flat_map(|side| &side.also).filter_map(cell_name).collect();
    let also = if also.is_empty() { String::new() } else { format!(" rồi xem lại {}", also.join(", ")) };
    let own_cell = cell_name(&own.place).unwrap_or_default();
    let own_to = own.to.map_or_else(|| bounds(own), |to| figure(&own.place, to));
    let difference =
        own.place.figure().zip(before.place.figure()).map_or_else(String::new, |(own, before)| {
            format!(" (chênh lệch {})", number::vietnamese((own - before).abs()))
        });
    format!(
        "{}: ghi {}; kỳ trước {} ghi {}{difference}. Hai báo cáo đều khớp trong từng biểu nên chưa biết bên nào sai: kỳ trước đúng thì sửa {own_cell} thành {own_to}{also}; kỳ này đúng thì giải trình",
        wording::place(Lang::Vi, &own.place),
        answer(&own.place),
        cell_named(&before.place).trim_end_matches(" kỳ trước"),
        answer(&before.place),
    )
}

/// Several explanations in full: `ô D12 “trực tuyến”: 1 → 2, sai một chữ số; ô E12 …; hoặc ô F12 …`.
fn either(explanations: &[Explanation]) -> String {
    let mut all: Vec<String> = explanations
        .iter()
        .take(NAMED)
        .map(|explanation| short(explanation, home(explanations).is_empty()))
        .collect();
    let more = explanations.len().saturating_sub(NAMED);
    let is_one_cell = explanations.iter().all(|explanation| explanation.changes.len() == 1);
    let noun = if is_one_cell { "ô" } else { "cách" };
    all.extend((more > 0).then(|| format!("{more} {noun} khác")));
    match all.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}; hoặc {last}", before.join("; ")),
        _ => all.concat(),
    }
}

/// Several explanations, each by its cells alone: `ô D12; ô E12 và ô E13; hoặc ô F12`.
fn briefly(explanations: &[Explanation]) -> String {
    let with_form = home(explanations).is_empty();
    let cell = |change: &Change| {
        let at = cell_name(&change.place).unwrap_or_default();
        if with_form { format!("ô {at} của {}", change.place.labels.form) } else { format!("ô {at}") }
    };
    let mut all: Vec<String> = explanations
        .iter()
        .map(|explanation| explanation.changes.iter().map(cell).collect::<Vec<_>>().join(" và "))
        .collect();
    let most = if with_form { NAMED } else { 2 * NAMED };
    let more = all.len().saturating_sub(most);
    all.truncate(most);
    all.extend((more > 0).then(|| format!("{more} cách khác")));
    match all.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}; hoặc {last}", before.join("; ")),
        _ => all.concat(),
    }
}

/// The form that all changes are in, with a colon; empty if they are in several forms.
fn home(explanations: &[Explanation]) -> String {
    let mut changes = explanations.iter().flat_map(|explanation| &explanation.changes);
    let Some(first) = changes.next() else { return String::new() };
    if changes.all(|change| change.place.on_form.form == first.place.on_form.form) {
        format!("{}: ", first.place.labels.form)
    } else {
        String::new()
    }
}

/// The name of a place; with its form if `with_form` says so, since the places are in several forms.
fn named(place: &Location, with_form: bool) -> String {
    if !with_form {
        return cell_named(place);
    }
    let mut own = place.clone();
    own.labels.foreign = false;
    format!("{} {}", own.labels.form, cell_named(&own))
}

fn short(explanation: &Explanation, with_form: bool) -> String {
    match (explanation.mistake, explanation.changes.as_slice()) {
        (
            Mistake::RowTooMany
            | Mistake::RowWrong
            | Mistake::RowTenfold
            | Mistake::RowOverwritten
            | Mistake::TotalTwice
            | Mistake::TotalWithoutRow
            | Mistake::TotalRowTwice,
            _,
        ) => rows::short(explanation),
        (Mistake::Together, changes) => format!("{}: {}", cells_in_words(changes.len()), together(changes)),
        (Mistake::TooLow | Mistake::TooHigh | Mistake::TooFarRight | Mistake::TooFarLeft, _) => {
            block(explanation)
        }
        (Mistake::Swapped, changes) => {
            let cells: Vec<String> = changes.iter().map(|change| named(&change.place, with_form)).collect();
            format!("{} ghi đổi chỗ cho nhau", cells.join(" và "))
        }
        (_, changes) => {
            let changes = changes.iter().map(|change| {
                let reason = because(change, explanation.like.as_ref());
                format!("{}: {}{reason}", named(&change.place, with_form), from_to(change))
            });
            changes.collect::<Vec<_>>().join(" và ") + &typed_again(explanation)
        }
    }
}

/// A block of figures one line or one column off: `cột “trực tuyến”, các số ở D13:D16 có lẽ ghi lệch xuống một dòng;
/// chuyển lên một dòng, nhập lại ô D16`.
fn block(explanation: &Explanation) -> String {
    let first = explanation.like.as_ref().and_then(|place| place.on_sheet.at);
    let last = explanation.also.last().and_then(|place| place.on_sheet.at);
    let cells = match first.zip(last) {
        Some((first, last)) => {
            let corner = |pick: fn(u32, u32) -> u32| At {
                row: pick(first.row, last.row),
                column: pick(first.column, last.column),
            };
            format!("ở {}:{}", corner(u32::min), corner(u32::max))
        }
        None => "này".to_owned(),
    };
    let (off, back, line) = match explanation.mistake {
        Mistake::TooHigh => ("lên", "xuống", "dòng"),
        Mistake::TooFarRight => ("sang phải", "sang trái", "cột"),
        Mistake::TooFarLeft => ("sang trái", "sang phải", "cột"),
        _ => ("xuống", "lên", "dòng"),
    };
    let only = match explanation.also.as_slice() {
        [only] if line == "cột" => format!("dòng “{}”, ", only.labels.row),
        [only] => format!("cột “{}”, ", only.labels.column),
        _ => String::new(),
    };
    let mut anew: Vec<String> = explanation.also.iter().filter_map(cell_name).collect();
    if anew.len() > NAMED {
        anew = vec![format!("{} đến {}", anew[0], anew[anew.len() - 1])];
    }
    format!(
        "{only}các số {cells} có lẽ ghi lệch {off} một {line}; chuyển {back} một {line}, nhập lại ô {}",
        anew.join(", ")
    )
}

/// The number of cells in words: `bốn ô`.
fn cells_in_words(count: usize) -> String {
    match count {
        2 => "hai ô".to_owned(),
        3 => "ba ô".to_owned(),
        4 => "bốn ô".to_owned(),
        5 => "năm ô".to_owned(),
        _ => format!("{count} ô"),
    }
}

/// Changes that belong together: `K15 và L15 bớt 9, D17 thêm 9`.
fn together(changes: &[Change]) -> String {
    if changes.iter().any(|change| change.place.shown.percent) {
        let changes =
            changes.iter().map(|change| format!("{}: {}", named(&change.place, true), from_to(change)));
        return changes.collect::<Vec<_>>().join(" và ");
    }
    let difference = |change: &Change| change.to.zip(change.place.figure()).map(|(to, from)| to - from);
    let line = |change: &Change| {
        let at = change.place.on_sheet.at;
        (change.place.on_sheet.sheet.clone(), at.map(|at| at.row), difference(change))
    };
    let parts = changes.chunk_by(|one, other| line(one) == line(other)).filter_map(|of_line| {
        let by = difference(of_line.first()?)?;
        let cells = of_line.iter().filter_map(|change| {
            Some(format!("{}{}", cell_name(&change.place)?, phuluc_check::whose(Lang::Vi, &change.place)))
        });
        let word = if by.is_sign_negative() { "bớt" } else { "thêm" };
        let cells: Vec<String> = cells.collect();
        let cells = match cells.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} và {last}", before.join(", ")),
            None => return None,
        };
        Some(format!("{cells} {word} {}", number::vietnamese(by.abs())))
    });
    parts.collect::<Vec<_>>().join(", ")
}
