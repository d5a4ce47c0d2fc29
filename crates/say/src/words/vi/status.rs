//! The status of a unit and the reminders, in Vietnamese.

use crate::words::message::StatusMessage;
use crate::words::vi::total;
use phuluc_check::{Location, wording};
use phuluc_form::{Lang, Moment, date, vietnamese};
use phuluc_round::influence::{Moved, Moving};
use phuluc_round::{Member, PartOfPeriod, Reminder, Standing, Status, UnitState, Until};
use rust_decimal::Decimal;

pub(in crate::words) fn say(message: &StatusMessage<'_>) -> String {
    match message {
        StatusMessage::At { at, due: None } => format!("Tính đến {at}"),
        StatusMessage::At { at, due: Some(due) } => format!("Tính đến {at}, thời hạn gửi {due}"),
        StatusMessage::NothingYet(None) => "Chưa nhận được tệp nào.".to_owned(),
        StatusMessage::NothingYet(Some(first)) => {
            format!("Đến thời điểm này chưa nhận được tệp nào; tệp đầu tiên nhận {first}.")
        }
        StatusMessage::Completeness(share) => format!("Gửi đủ biểu: {}", of_units(share)),
        StatusMessage::Timeliness(share) => format!("Gửi đủ và đúng thời hạn: {}", of_units(share)),
        StatusMessage::Unit(member) => state(member),
        StatusMessage::Standing(standing) => total::standing(*standing),
        StatusMessage::Late { seconds, complete: true } => format!("gửi muộn {}", lasting(*seconds)),
        StatusMessage::Late { seconds, complete: false } => format!("đã quá thời hạn {}", lasting(*seconds)),
        StatusMessage::Extended { until, by: None } => format!("gia hạn đến {until}"),
        StatusMessage::Extended { until, by: Some(by) } => format!("gia hạn đến {until} (theo {by})"),
        StatusMessage::NotAsked { files } => {
            format!("Đơn vị không phải gửi biểu nào trong đợt mà đã gửi ({files} tệp, không cộng vào tổng):")
        }
        StatusMessage::OweNothing(units) => {
            format!("Không phải gửi biểu nào kỳ này ({} đơn vị): {}.", units.len(), units.join(", "))
        }
        StatusMessage::Part(part) => self::part(part),
        StatusMessage::NamesOther(name) => format!("tệp ghi “{name}”, tính theo sổ theo dõi"),
        StatusMessage::LostFile(path) => {
            format!("tìm lại bản gốc của {path} (thư, Zalo, trục văn bản) rồi nhận lại")
        }
        StatusMessage::Group(status) => group(status),
        StatusMessage::Reminder(about) => reminder(about),
        StatusMessage::MendFirst { shown, less, others } => {
            let mut left = Vec::new();
            left.extend((*less > 0).then(|| format!("{less} chỗ khác ảnh hưởng ít hơn")));
            left.extend((*others > 0).then(|| {
                format!("{others} nội dung khác không làm thay đổi số tổng hợp hoặc chưa tính được")
            }));
            let left = if left.is_empty() { String::new() } else { format!("; còn {}", left.join(", ")) };
            format!("Nên xem trước {shown} chỗ ảnh hưởng nhiều nhất đến số tổng hợp{left}")
        }
        StatusMessage::Moving(moving) => self::moving(moving),
    }
}

/// A share with the word for units: “22/23 (95,65%)” becomes “22/23 đơn vị (95,65%)”.
fn of_units(share: &str) -> String {
    match share.split_once(' ') {
        Some((given, percent)) => format!("{given} đơn vị {percent}"),
        None => format!("{share} đơn vị"),
    }
}

/// A place that may be corrected, and the consolidated figures that it moves.
fn moving(moving: &Moving<'_>) -> String {
    let place = wording::place(Lang::Vi, moving.place);
    let mut changes = from_to(moving.place, moving.to);
    for (place, to) in moving.together.iter().take(TOGETHER) {
        let name = match place.on_sheet.at {
            Some(at) if place.on_sheet.sheet == moving.place.on_sheet.sheet => at.to_string(),
            _ => wording::place(Lang::Vi, place),
        };
        changes += &format!(", {name}: {}", from_to(place, *to));
    }
    let more = moving.together.len().saturating_sub(TOGETHER);
    if more > 0 {
        changes += &format!(" và {more} ô khác");
    }
    let moves: Vec<String> = moving.moves.iter().map(moved).collect();
    let moves = moves.join("; ");
    format!("{}: {place}: {changes} ({moves})", moving.unit)
}

/// The further cells of a correction that are listed.
const TOGETHER: usize = 3;

fn from_to(place: &Location, to: Decimal) -> String {
    let sign = if place.shown.percent { "%" } else { "" };
    format!("{} → {}{sign}", wording::answer(Lang::Vi, place), vietnamese(to))
}

/// What a consolidated figure becomes.
fn moved(moved: &Moved) -> String {
    match moved {
        Moved::Sum { from, to } => {
            format!("số tổng hợp từ {} thành {}", vietnamese(*from), vietnamese(*to))
        }
        Moved::Share { name, row, from, to } => {
            let row = row.as_ref().map_or_else(String::new, |row| format!(", dòng “{row}”,"));
            format!("{name}{row} từ {} thành {}", percentage(*from), percentage(*to))
        }
        Moved::Rank { from, to } => format!("xếp hạng từ {from} thành {to}"),
    }
}

/// A percentage with two decimals, so that two beside each other are alike.
fn percentage(value: Decimal) -> String {
    let mut value = value;
    value.rescale(2);
    format!("{value}%").replace('.', ",")
}

/// The days on which a unit exists, and the units that it took over or was taken over by.
fn part(PartOfPeriod { from, to, of, by }: &PartOfPeriod) -> String {
    let mut parts = Vec::new();
    parts.extend(from.map(|from| format!("chỉ có từ ngày {}", date(from))));
    parts.extend(to.map(|to| format!("chỉ đến hết ngày {}", date(to))));
    parts.extend(of.iter().map(|(name, day)| match day.filter(|day| Some(*day) != *from) {
        Some(day) => format!("kế thừa của {name} từ ngày {}", date(day)),
        None => format!("kế thừa của {name}"),
    }));
    if !by.is_empty() {
        parts.push(format!("đơn vị kế thừa: {}", by.join(", ")));
    }
    parts.join(", ")
}

/// The state of a unit, in the same words wherever the unit is named.
fn state(member: &Member) -> String {
    match member.state() {
        UnitState::NotSent => total::standing(Standing::NotSubmitted),
        UnitState::SetAside => total::standing(Standing::SetAside),
        UnitState::Empty => total::standing(Standing::Empty),
        UnitState::Unusable(standing) => total::standing(standing),
        UnitState::Fails(errors) => total::standing(Standing::Fails(errors)),
        UnitState::Passes => total::standing(Standing::Passes),
        UnitState::Lost => total::standing(Standing::Lost),
        UnitState::Draft(0) => "mới gửi bản dự thảo".to_owned(),
        UnitState::Draft(errors) => format!("mới gửi bản dự thảo, còn {errors} lỗi"),
        UnitState::InPart => format!("gửi chưa đủ biểu ({})", open(member).join("; ")),
        UnitState::Returned(when) => decided("đã yêu cầu chỉnh sửa, bổ sung", when, member),
        UnitState::Accepted(when) => decided("đã chấp nhận số liệu", when, member),
    }
}

/// What was decided and when, and what is still open.
fn decided(what: &str, when: Moment, member: &Member) -> String {
    let mut parts = vec![format!("{what} ngày {}", date(when.day()))];
    parts.extend(open(member));
    parts.join("; ")
}

/// What is still open although somebody decided or something is missing: the forms that have not come or came empty,
/// and the errors.
fn open(member: &Member) -> Vec<String> {
    let [absent, empty] = member.lacking().map(|forms| forms.join(", "));
    let mut parts = Vec::new();
    parts.extend((!absent.is_empty()).then(|| format!("thiếu: {absent}")));
    parts.extend((!empty.is_empty()).then(|| format!("biểu trống: {empty}")));
    match member.standing {
        Standing::Fails(_) => {
            parts.extend(member.is_draft().then(|| "bản dự thảo".to_owned()));
            let errors = member.errors_within_forms();
            parts.extend((errors > 0).then(|| format!("còn {errors} lỗi")));
        }
        Standing::Passes | Standing::NotSubmitted | Standing::SetAside | Standing::Empty => {}
        standing @ (Standing::Lost
        | Standing::Unreadable
        | Standing::OtherUnit
        | Standing::OtherPeriod
        | Standing::UnknownPeriod) => parts.push(total::standing(standing)),
    }
    parts
}

/// The reminder to a unit.
fn reminder(reminder: &Reminder) -> String {
    match reminder {
        Reminder::Missing { at, forms, empty, unit, until } => match (forms.as_slice(), empty.as_slice()) {
            (forms, []) => {
                format!(
                    "Đến {at} chưa nhận được {} của {unit}. Đề nghị gửi {}.",
                    listed(forms),
                    asked(*until)
                )
            }
            ([], empty) => format!(
                "{} của {unit} gửi còn trống nên chưa tính là đã gửi. Đề nghị điền số liệu (không phát sinh thì ghi 0) và gửi lại {}.",
                listed(empty),
                asked(*until)
            ),
            (forms, empty) => format!(
                "Đến {at} chưa nhận được {} của {unit}; {} gửi còn trống nên chưa tính là đã gửi. Đề nghị điền số liệu (không phát sinh thì ghi 0) và gửi {}.",
                listed(forms),
                listed(empty),
                asked(*until)
            ),
        },
        Reminder::SetAside { forms, unit, until } => format!(
            "Lần gửi của {unit} đã bỏ, không tính, nên chưa có số liệu {}. Đề nghị gửi lại {}.",
            listed(forms),
            asked(*until)
        ),
        Reminder::Unusable { standing, forms, unit, until } => format!(
            "Tệp {unit} gửi chưa dùng được ({}), chưa có số liệu {}. Đề nghị gửi lại {}.",
            total::standing(*standing),
            listed(forms),
            asked(*until)
        ),
        Reminder::Unopened { unit, until } => format!(
            "Tệp {unit} gửi sau cùng không đọc được. Đề nghị mở thử tệp bằng Excel, bỏ mật khẩu nếu có, và gửi lại {}.",
            asked(*until)
        ),
        Reminder::Returned { when, unit, until } => format!(
            "Báo cáo của {unit} đã được yêu cầu chỉnh sửa, bổ sung ngày {}, đến nay chưa nhận được bản gửi lại. Đề nghị gửi {}.",
            date(when.day()),
            asked(*until)
        ),
        Reminder::Draft { errors, unit, until } => {
            let and_mend = if *errors > 0 {
                format!(", còn {errors} lỗi. Đề nghị chỉnh sửa và gửi")
            } else {
                ". Đề nghị gửi".to_owned()
            };
            format!("{unit} mới gửi bản dự thảo{and_mend} bản chính thức {}.", asked(*until))
        }
        Reminder::Errors { errors, received, unit, until } => {
            let received = received.map_or_else(String::new, |received| format!(" (nhận {received})"));
            format!(
                "Báo cáo của {unit}{received} còn {errors} lỗi. Đề nghị chỉnh sửa và gửi lại {}.",
                asked(*until)
            )
        }
    }
}

/// The text to all units at once: who has sent nothing or not everything, and who has something to correct.
fn group(status: &Status<'_>) -> String {
    let rate = status.completeness();
    let title = &status.round.title;
    let mut parts = vec![match rate.given {
        0 => format!("Đến {}, {title}: chưa đơn vị nào gửi đủ.", status.at),
        given => format!("Đến {}, {title}: {given}/{} đơn vị đã gửi đủ.", status.at, rate.of),
    }];
    let (mut not_sent, mut in_part, mut to_mend) = (Vec::new(), Vec::new(), Vec::new());
    for unit in &status.units {
        let name = &unit.unit.name;
        match &unit.reminder {
            None => {}
            Some(Reminder::Missing { .. }) if unit.state == UnitState::NotSent => not_sent.push(name.clone()),
            Some(Reminder::Missing { forms, empty, .. }) => {
                let forms: Vec<&str> = forms.iter().chain(empty).map(String::as_str).collect();
                in_part.push(format!("{name} ({})", forms.join(", ")));
            }
            Some(
                Reminder::SetAside { .. }
                | Reminder::Unusable { .. }
                | Reminder::Unopened { .. }
                | Reminder::Returned { .. }
                | Reminder::Draft { .. }
                | Reminder::Errors { .. },
            ) => to_mend.push(format!("{name} ({})", state(unit.member))),
        }
    }
    for (said, units) in [
        ("Chưa gửi báo cáo", not_sent),
        ("Còn thiếu hoặc để trống biểu", in_part),
        ("Cần chỉnh sửa và gửi lại", to_mend),
    ] {
        if !units.is_empty() {
            parts.push(format!("{said}: {}.", units.join(", ")));
        }
    }
    let until = match status.round.due {
        None => Until::Soon,
        Some(due) if due <= status.at => Until::AtOnce,
        Some(due) => Until::Before(due),
    };
    parts.push(format!("Đề nghị các đơn vị gửi {}.", asked(until)));
    // who has an extension is not asked for it at once
    let extended = status.units.iter().filter(|unit| unit.unit.extension.is_some());
    for (name, own) in extended.filter_map(|unit| Some((&unit.unit.name, unit.reminder.as_ref()?.until()))) {
        if own != until {
            parts.push(format!("Riêng {name} được gia hạn, gửi {}.", asked(own)));
        }
    }
    parts.join(" ")
}

/// The forms in a row: “Biểu 06a, Phụ lục 2 và Phụ lục 3”.
fn listed(forms: &[String]) -> String {
    match forms {
        [] => "báo cáo".to_owned(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} và {last}", all.join(", ")),
    }
}

fn asked(until: Until) -> String {
    match until {
        Until::Soon => "sớm".to_owned(),
        Until::AtOnce => "ngay".to_owned(),
        Until::Before(due) if due.to_string().starts_with("hết") => format!("chậm nhất {due}"),
        Until::Before(due) => format!("trước {due}"),
    }
}

/// A duration: “2 ngày 3 giờ”, “5 giờ”, “12 phút”.
fn lasting(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60);
    match (days, hours, minutes) {
        (0, 0, minutes) => format!("{} phút", minutes.max(1)),
        (0, hours, 0) => format!("{hours} giờ"),
        (0, hours, minutes) => format!("{hours} giờ {minutes} phút"),
        (days, 0, _) => format!("{days} ngày"),
        (days, hours, _) => format!("{days} ngày {hours} giờ"),
    }
}
