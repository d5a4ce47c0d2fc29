//! One change of a cell: its figures, and why it is likely.

use phuluc_check::{Answer, Change, Location, Slip, Unreadable, WhyUnreadable, wording};
use phuluc_form::{Lang, number};
use rust_decimal::Decimal;

/// A change: `254 → 204`. A percentage has its sign on both sides.
pub(super) fn from_to(change: &Change) -> String {
    let from = answer(&change.place);
    let to = match change.to {
        Some(to) => figure_as_is(&change.place, with_decimals(&change.place, to)),
        None => bounds(change),
    };
    let has_least = change.range.lo().is_some_and(|lo| !lo.is_zero());
    let is_open = change.to.is_none() && !has_least && change.range.hi().is_none();
    match change.place.shown.answer {
        Answer::Blank if is_open => "chưa nhập, cần ghi số".to_owned(),
        Answer::Blank => format!("chưa nhập, điền {to}"),
        _ if is_open => format!("ghi {from}, cần ghi số khác"),
        _ => format!("{from} → {to}"),
    }
}

/// The range that a cell may hold, in whole numbers if it counts things.
pub(super) fn bounds(change: &Change) -> String {
    let is_whole =
        change.place.figure().is_none_or(|figure| figure.scale() == 0) && !change.place.shown.percent;
    let end = |value: Decimal, up: bool| match (is_whole, up) {
        (true, true) => value.ceil(),
        (true, false) => value.floor(),
        (false, _) => number::round(value, 2).normalize(),
    };
    let figure = |value: Decimal| figure(&change.place, value.normalize());
    let lo = change.range.lo().filter(|lo| !lo.is_zero()).map(|lo| end(lo, true));
    let hi = change.range.hi().map(|hi| end(hi, false));
    match (lo, hi) {
        (Some(lo), Some(hi)) => format!("từ {} đến {}", figure(lo.min(hi)), figure(hi.max(lo))),
        (Some(lo), None) => format!("ít nhất {}", figure(lo)),
        (None, Some(hi)) => format!("nhiều nhất {}", figure(hi)),
        (None, None) => "số khác".to_owned(),
    }
}

pub(super) fn figure(place: &Location, value: Decimal) -> String {
    figure_as_is(place, value.normalize())
}

/// A figure with all its decimals.
fn figure_as_is(place: &Location, value: Decimal) -> String {
    let sign = if place.shown.percent { "%" } else { "" };
    format!("{}{sign}", number::vietnamese_as_is(value))
}

/// A percentage with decimals that has as many as the one in its cell: 83,20 beside 83,19.
fn with_decimals(place: &Location, to: Decimal) -> Decimal {
    let mut padded = to.normalize();
    let decimals = place.figure().map_or(0, |from| from.normalize().scale()).min(2);
    if place.shown.percent && padded.scale() > 0 && padded.scale() < decimals {
        padded.rescale(decimals);
    }
    padded
}

pub(super) fn answer(place: &Location) -> String {
    wording::answer(Lang::Vi, place)
}

/// Why a change is likely, after its figures, with the other figures that the cell may hold: `, hai chữ số đổi chỗ (hoặc
/// từ 2.232 đến 2.385)`.
pub(super) fn because(change: &Change, part: Option<&Location>) -> String {
    let reason = match part.and_then(cell_name) {
        Some(part) => why(change).replace("một thành phần", &format!("ô {part}")),
        None => why(change),
    };
    let reason = if reason.is_empty() { String::new() } else { format!(", {reason}") };
    if change.has_choice() { format!("{reason} (hoặc {})", bounds(change)) } else { reason }
}

/// The size of a power of ten, or of its reciprocal.
fn times(power: i8) -> String {
    number::vietnamese(Decimal::from(10_i64.pow(u32::from(power.unsigned_abs()))))
}

pub(super) fn why(change: &Change) -> String {
    // a figure that is not known has no reason to give
    if change.to.is_none() {
        return String::new();
    }
    match change.slip {
        Slip::Neighbour => "trùng số của ô bên cạnh".to_owned(),
        Slip::Before => "trùng số của kỳ trước".to_owned(),
        Slip::OneDigit => "sai một chữ số".to_owned(),
        Slip::DigitsSwapped => "hai chữ số đổi chỗ".to_owned(),
        Slip::Tenfold(power) if power > 0 => format!("ghi lớn gấp {} lần", times(power)),
        Slip::Tenfold(power) => format!("ghi nhỏ đi {} lần", times(power)),
        Slip::InThousands => "có lẽ ghi theo nghìn đồng".to_owned(),
        Slip::InMillions => "có lẽ ghi theo triệu đồng".to_owned(),
        Slip::Sign => "sai dấu".to_owned(),
        Slip::Cut => "bị cắt, chưa làm tròn".to_owned(),
        Slip::OtherBase => "tính trên số khác".to_owned(),
        Slip::DigitMissing => "thiếu một chữ số".to_owned(),
        Slip::DigitTooMany => "thừa một chữ số".to_owned(),
        Slip::PartTooMany => "cộng thừa một thành phần".to_owned(),
        Slip::PartMissing => "cộng thiếu một thành phần".to_owned(),
        Slip::Blank | Slip::Reading | Slip::Other(_) => String::new(),
    }
}

/// How to type an amount that stands in thousands or millions.
pub(super) fn in_full(change: &Change) -> String {
    match (change.slip, change.to) {
        (Slip::InThousands | Slip::InMillions, Some(to)) => format!("; ghi đủ số đồng: {}", to.normalize()),
        _ => String::new(),
    }
}

/// What a cell holds that could not be read: `máy đang lưu 1,224`, `ô hiện 12, máy lưu 11,8`, `ghi “abc”`.
pub(super) fn held_by(place: &Location, held: &Unreadable) -> String {
    let seen = held.readings.iter().find(|reading| Some(**reading) != held.stored);
    match (held.why, held.stored, seen) {
        (WhyUnreadable::NotCalculated, ..) => "công thức chưa có kết quả".to_owned(),
        (WhyUnreadable::MoreThanSeen, Some(stored), Some(seen)) => {
            format!("ô hiện {}, máy lưu {}", figure(place, *seen), figure(place, stored))
        }
        (_, Some(stored), _) => format!("máy đang lưu {}", figure(place, stored)),
        (_, None, _) => format!("ghi {}", answer(place)),
    }
}

/// The name of a cell without its sheet.
pub(super) fn cell_name(place: &Location) -> Option<String> {
    place.on_sheet.at.map(|at| at.to_string())
}
