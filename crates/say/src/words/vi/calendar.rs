//! Sentences about holidays and due times, in Vietnamese.

use crate::words::message::CalendarMessage;
use chrono::{Datelike, NaiveDate, Weekday};
use phuluc_form::date;

/// How many forms are named; of more, the first ones and their number.
const NAMED: usize = 3;

pub(super) fn say(message: &CalendarMessage<'_>) -> String {
    match message {
        CalendarMessage::Title(year) => format!("Lịch báo cáo năm {year}"),
        CalendarMessage::Heads => "Kỳ báo cáo|Số liệu từ ngày|Chốt hết ngày|Thời hạn gửi|Biểu".to_owned(),
        CalendarMessage::Due(deadline) => {
            let moved = if deadline.moved.is_some() { " (chuyển từ ngày nghỉ)" } else { "" };
            format!("{}, {}{moved}", deadline.due, weekday(deadline.due.day()))
        }
        CalendarMessage::Forms(forms) => match forms.len() {
            0..=NAMED => forms.join(", "),
            all => format!("{} biểu: {}, …", all, forms[..NAMED].join(", ")),
        },
        CalendarMessage::Regime(regime) => {
            // a regime may be named “Theo tháng, quý, năm dương lịch”
            let name = regime.name.strip_prefix("Theo ").unwrap_or(&regime.name);
            format!("Theo {name}: {}.", regime.source)
        }
        CalendarMessage::OwnClocks(forms) => format!("Theo thời hạn riêng của biểu: {}.", forms.join(", ")),
        CalendarMessage::NothingDue => "Không có biểu nào có hiệu lực phải gửi trong năm này.".to_owned(),
        CalendarMessage::Holidays => "Ngày nghỉ lễ, tết và ngày làm bù".to_owned(),
        CalendarMessage::DaysOff(days) if days.from == days.to => {
            format!("{}: {} ({})", dated(days.from), days.name, days.source)
        }
        CalendarMessage::DaysOff(days) => {
            format!("{} – {}: {} ({})", dated(days.from), dated(days.to), days.name, days.source)
        }
        CalendarMessage::Worked(worked) => {
            let instead =
                worked.instead_of.map_or_else(String::new, |day| format!(" thay cho {}", dated(day)));
            format!("{}: làm bù{instead} ({})", dated(worked.day), worked.source)
        }
        CalendarMessage::Missing(what) => format!("Chưa có: {what}"),
        CalendarMessage::NoHolidays(years) => {
            let years: Vec<String> = years.iter().map(i32::to_string).collect();
            format!(
                "Chưa có ngày nghỉ lễ, tết năm {}: chỉ trừ thứ Bảy, Chủ nhật. Ghi vào lich.toml trong bộ biểu mẫu khi có thông báo.",
                years.join(", ")
            )
        }
        CalendarMessage::DueMoved { due, moved } => {
            let name = moved.holiday.as_deref().unwrap_or("cuối tuần");
            format!("Lưu ý: {} là ngày nghỉ ({name}) nên thời hạn gửi chuyển sang {due}.", moved.from)
        }
        CalendarMessage::DueBeforeEnd { due, cut_off } => format!(
            "Lưu ý: thời hạn gửi {due} trước thời gian chốt số liệu {cut_off}; xem lại thời hạn trong round.toml."
        ),
        CalendarMessage::OtherClock { form, deadline } => format!(
            "Lưu ý: {form} có thời hạn riêng: số liệu {}, gửi trước {}. Đợt này không theo thời hạn đó; nếu cần thì lập đợt riêng cho biểu này.",
            deadline.period, deadline.due
        ),
        CalendarMessage::CutOffTitle { period } => format!("Chốt số liệu {period}"),
        CalendarMessage::DueTitle { period } => format!("Hạn gửi báo cáo {period}"),
    }
}

fn dated(day: NaiveDate) -> String {
    format!("{} {}", weekday(day), date(day))
}

fn weekday(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}
