//! Sentences about totals and the units in them, in Vietnamese.

use crate::words::message::{PartsOf, TotalMessage};
use crate::words::sheet_names::EXPLAINED;
use phuluc_check::wording;
use phuluc_form::{Lang, vietnamese};
use phuluc_round::{Gap, Standing, WhyUnranked};
use rust_decimal::Decimal;

pub(super) fn say(message: &TotalMessage) -> String {
    match message {
        TotalMessage::Gap(gap) => self::gap(*gap).to_owned(),
        TotalMessage::Unranked(why) => match why {
            WhyUnranked::Absent(gap) => self::gap(*gap).to_owned(),
            WhyUnranked::Total(Gap::NotRead) => "tổng điểm không đọc được".to_owned(),
            WhyUnranked::Total(Gap::Blank) => "chưa nhập tổng điểm".to_owned(),
            WhyUnranked::Total(gap) => format!("tổng điểm: {}", self::gap(*gap)),
            WhyUnranked::Maximum(Gap::NotRead) => "điểm tối đa không đọc được".to_owned(),
            WhyUnranked::Maximum(_) => "chưa nhập điểm tối đa".to_owned(),
            WhyUnranked::MaximumZero => "điểm tối đa bằng 0".to_owned(),
        },
        TotalMessage::Units { given, of } => format!("{given}/{of} đơn vị"),
        TotalMessage::Period(None) => "chưa rõ kỳ báo cáo".to_owned(),
        TotalMessage::Period(Some(period)) => wording::period(Lang::Vi, *period),
        TotalMessage::Stated(stated) => format!("ghi {}", vietnamese(*stated)),
        TotalMessage::Adding(parts) => match parts {
            PartsOf::Rows => "cộng các dòng",
            PartsOf::Columns => "cộng các cột",
            PartsOf::Items => "cộng các mục thành phần",
        }
        .to_owned(),
        TotalMessage::ComesTo { worked_out, by: amount } => {
            format!("được {} ({})", vietnamese(*worked_out), by(*amount))
        }
        TotalMessage::And => " và ".to_owned(),
        TotalMessage::AlsoBy => "cũng do".to_owned(),
        TotalMessage::By(amount) => by(*amount),
        TotalMessage::OtherBase { part, base } => {
            let [own, beside] =
                [0, 1].map(|side| format!("{}/{}", vietnamese(part[side]), vietnamese(base[side])));
            format!("tính từ {own} của các đơn vị có đủ hai số, không phải {beside} ở các dòng bên cạnh")
        }
        TotalMessage::LackOneOfTwo => "chưa có đủ hai số".to_owned(),
        TotalMessage::MoreUnits(more) => format!("và {more} đơn vị khác"),
        TotalMessage::MoreApart(more) => format!("Còn {more} số khác chưa khớp, xem trang “{EXPLAINED}”."),
    }
}

fn by(amount: Decimal) -> String {
    let word = if amount.is_sign_negative() { "thiếu" } else { "thừa" };
    format!("{word} {}", vietnamese(amount.abs()))
}

pub(super) fn standing(standing: Standing) -> String {
    match standing {
        Standing::NotSubmitted => "chưa gửi báo cáo".to_owned(),
        Standing::SetAside => "đã bỏ lần gửi, chưa gửi lại".to_owned(),
        Standing::Lost => "tệp đã nhận bị mất hoặc bị sửa trong thư mục nhan".to_owned(),
        Standing::Unreadable => "tệp không đọc được".to_owned(),
        Standing::Empty => "gửi biểu trống".to_owned(),
        Standing::OtherUnit => "tệp của đơn vị khác".to_owned(),
        Standing::OtherPeriod => "báo cáo khác kỳ".to_owned(),
        Standing::UnknownPeriod => "chưa rõ kỳ báo cáo".to_owned(),
        Standing::Fails(errors) => format!("đã kiểm tra, còn {errors} lỗi"),
        Standing::Passes => "đã kiểm tra, không có lỗi".to_owned(),
    }
}

const fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::NotSubmitted => "chưa báo cáo",
        Gap::SetAside => "đã bỏ lần gửi",
        Gap::Empty => "gửi biểu trống",
        Gap::Lost => "tệp đã nhận bị mất",
        Gap::Unreadable => "tệp không đọc được",
        Gap::OtherUnit => "tệp của đơn vị khác",
        Gap::OtherPeriod => "báo cáo khác kỳ",
        Gap::UnknownPeriod => "chưa rõ kỳ báo cáo",
        Gap::NotAccepted => "còn lỗi nên chưa cộng",
        Gap::Blank => "chưa nhập",
        Gap::NoParts => "chưa nhập đủ hai số để tính tỷ lệ",
        Gap::NotRead => "số không đọc được",
        Gap::OnlyTotal => "chỉ có dòng tổng cộng",
        Gap::NoTotal => "không có dòng tổng cộng",
    }
}
