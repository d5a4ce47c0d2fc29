//! Where a unit stands, and what it is reminded with, in Vietnamese.

use crate::words::message::StatusMessage;
use crate::words::vi::total;
use phuluc_form::date;
use phuluc_round::{Reminder, UnitState, UnitStatus, Until};

pub(in crate::words) fn say(message: &StatusMessage<'_>) -> String {
    match message {
        StatusMessage::At { at, due: None } => format!("Tính đến {at}"),
        StatusMessage::At { at, due: Some(due) } => format!("Tính đến {at}, thời hạn gửi {due}"),
        StatusMessage::Completeness(share) => format!("Gửi đủ biểu: {share} đơn vị"),
        StatusMessage::Timeliness(share) => format!("Gửi đủ và đúng thời hạn: {share} đơn vị"),
        StatusMessage::Unit(unit) => standing(unit),
        StatusMessage::Late { seconds, complete: true } => format!("gửi muộn {}", lasting(*seconds)),
        StatusMessage::Late { seconds, complete: false } => format!("đã quá thời hạn {}", lasting(*seconds)),
        StatusMessage::Extended { until, by: None } => format!("gia hạn đến {until}"),
        StatusMessage::Extended { until, by: Some(by) } => format!("gia hạn đến {until} (theo {by})"),
        StatusMessage::Reminder(about) => reminder(about),
    }
}

fn standing(unit: &UnitStatus<'_>) -> String {
    match unit.state {
        UnitState::NotSent => "chưa gửi báo cáo".to_owned(),
        UnitState::Unusable(standing) => total::standing(standing),
        UnitState::InPart => {
            let missing: Vec<&str> = unit.missing.iter().map(|(_, short)| short.as_str()).collect();
            format!("gửi chưa đủ biểu (thiếu: {})", missing.join(", "))
        }
        UnitState::Returned(when) => format!("đã yêu cầu chỉnh sửa, bổ sung ngày {}", date(when.day())),
        UnitState::Fails(errors) => format!("đã kiểm tra, còn {errors} lỗi"),
        UnitState::Passes => "đã kiểm tra, không có lỗi".to_owned(),
        UnitState::Accepted(when) => format!("đã chấp nhận số liệu ngày {}", date(when.day())),
    }
}

/// What to write to a unit.
fn reminder(reminder: &Reminder) -> String {
    match reminder {
        Reminder::Missing { at, forms, unit, until } => {
            format!("Đến {at} chưa nhận được {} của {unit}. Đề nghị gửi {}.", listed(forms), asked(*until))
        }
        Reminder::Unusable { standing, forms, unit, until } => format!(
            "Tệp {unit} gửi chưa dùng được ({}), chưa có số liệu {}. Đề nghị gửi lại {}.",
            total::standing(*standing),
            listed(forms),
            asked(*until)
        ),
        Reminder::Returned { when, unit, until } => format!(
            "Báo cáo của {unit} đã được yêu cầu chỉnh sửa, bổ sung ngày {}, đến nay chưa nhận được bản gửi lại. Đề nghị gửi {}.",
            date(when.day()),
            asked(*until)
        ),
        Reminder::Errors { errors, received, unit, until } => {
            let received = received.map_or_else(String::new, |received| format!(" (nhận {received})"));
            format!(
                "Báo cáo của {unit}{received} còn {errors} lỗi. Đề nghị chỉnh sửa và gửi lại {}.",
                asked(*until)
            )
        }
    }
}

/// “Biểu 06a, Phụ lục 2 và Phụ lục 3”.
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

/// “2 ngày 3 giờ”, “5 giờ”, “12 phút”.
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
