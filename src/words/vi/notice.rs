//! What the general rules find, in Vietnamese.

use super::receipt;
use crate::answer::{Unreadable, Why};
use crate::finding::wording::{self, as_written, first_cells, nearest as nearest_form, quoted, spelled};
use crate::finding::{DatedDocument, Location, Notice, shown};
use crate::lang::Lang;
use crate::number;
use crate::period::date;
use rust_decimal::Decimal;

#[expect(clippy::too_many_lines, reason = "one line a notice")]
pub(super) fn notice(notice: &Notice, at: Option<&Location>) -> String {
    let here = at.map(|place| wording::answer(Lang::Vi, place)).unwrap_or_default();
    match notice {
        Notice::Unreadable(error) => format!("không đọc được: {}", wording::read_error(Lang::Vi, error)),
        Notice::NoForm { sheets, nearest } => {
            let near = nearest_form(Lang::Vi, nearest.as_ref());
            format!("không có biểu nào đã biết{near}; các trang tính trong tệp: {}", quoted(sheets))
        }
        Notice::SheetNotRead { nearest } => {
            format!("không có biểu nào đã biết nên chưa đọc{}", nearest_form(Lang::Vi, nearest.as_ref()))
        }
        Notice::NoUnit => "không rõ đơn vị báo cáo".to_owned(),
        Notice::NoPeriod => "không rõ kỳ báo cáo".to_owned(),
        Notice::OtherUnit { here, there } => {
            format!("ghi đơn vị “{here}”, chỗ khác trong tệp ghi “{there}”")
        }
        Notice::OtherPeriod { here, there } => {
            format!("ghi kỳ báo cáo {here}, chỗ khác trong tệp ghi {there}")
        }
        Notice::NotTheRoundsPeriod { here, round } => {
            let apart = if here.is_mostly(*round) {
                ""
            } else {
                "; phần lớn số ngày không trùng nên không cộng vào tổng"
            };
            format!("báo cáo {here}, kỳ của đợt là {round}{apart}")
        }
        Notice::FormMissing { short } => format!("gửi chưa đủ biểu (thiếu: {short})"),
        Notice::FormTwice { first } => {
            format!("biểu này đã có ở trang tính “{first}”; số ở trang tính này chưa được đọc")
        }
        Notice::FormInTwoFiles { first } => {
            format!("biểu này đã có ở tệp “{first}”; số ở tệp này chưa được dùng")
        }
        Notice::HiddenSheet => "biểu nằm ở trang tính ẩn".to_owned(),
        Notice::FormBlank => "biểu chưa nhập số nào".to_owned(),
        Notice::Receipt(receipt) => receipt::said(receipt),
        Notice::OwnOutput => {
            "đây là tệp tổng hợp do phuluc lập, không phải báo cáo của một đơn vị".to_owned()
        }
        Notice::NoFile => "không có tệp này".to_owned(),
        Notice::MadeForOtherUnit(unit) => {
            format!("tiêu đề ghi đơn vị khác, tệp này được lập cho “{unit}”")
        }
        Notice::MadeForOtherPeriod(period) => {
            format!("tiêu đề ghi kỳ báo cáo khác, tệp này được lập cho kỳ {period}")
        }
        Notice::ListedUnder { here, listed } => {
            format!("tệp ghi đơn vị “{here}”, danh sách của đợt ghi “{listed}”; không cộng vào tổng")
        }
        Notice::Oddity(oddity) => super::said::odd(oddity),
        Notice::NotInForce { version, from, period } => {
            format!("dùng mẫu “{version}” (có hiệu lực từ ngày {}) cho kỳ báo cáo {period}", date(*from))
        }
        Notice::RowMissing { row, label, coded: true } => format!("không thấy mục {row} “{label}”"),
        Notice::RowMissing { label, .. } => format!("không thấy dòng “{label}”"),
        Notice::RowTwice { first, second, readings: None, .. } => {
            format!("dòng {first} và dòng {second} của trang tính cùng là một chỉ tiêu, ghi như nhau")
        }
        Notice::RowTwice { first, second, readings: Some([above, below]), .. } => {
            let said = |cells: &[String]| as_written(cells, "trống");
            format!(
                "dòng {first} và dòng {second} của trang tính cùng là một chỉ tiêu nhưng ghi khác nhau: dòng {first} ghi {}, dòng {second} ghi {}",
                said(above),
                said(below)
            )
        }
        Notice::UnknownRow { row, text } => {
            format!("dòng {row} không có trong mẫu, số ở dòng này chưa được đọc: “{text}”")
        }
        Notice::UnknownColumn { text, .. } => {
            format!("cột này không có trong mẫu, số ở cột này chưa được đọc (ô đầu ghi “{text}”)")
        }
        Notice::FormSplit { short, first } => {
            format!(
                "có các dòng của {short}, các dòng khác của biểu này ở trang tính “{first}”; chưa ghép được"
            )
        }
        Notice::Leftover { cells, nearest } => {
            let near = nearest_form(Lang::Vi, nearest.as_ref());
            let cells = first_cells(cells, |others| format!("và {others} ô khác"));
            format!("có số nằm ngoài bảng của biểu, chưa được đọc (ô {cells}){near}")
        }
        Notice::NotRead(unreadable) => not_read(unreadable, &here, at.map_or("", |place| &place.shown.raw)),
        Notice::TypedOver => format!("số {here} gõ đè lên công thức của mẫu"),
        Notice::Negative => format!("ghi {here}, số này không thể nhỏ hơn 0"),
        Notice::CodeNotAllowed { allowed } => {
            let codes: Vec<String> = allowed
                .iter()
                .map(|(code, label)| format!("{} ({label})", number::vietnamese(*code)))
                .collect();
            format!("ghi {here}; chỉ ghi {}", codes.join(", "))
        }
        Notice::ValueInHeading => format!("ghi {here} ở dòng tiêu đề mục, dòng này không nhận số liệu"),
        Notice::ValueOutOfScope(level) => {
            format!("ghi {here}, dòng này không thuộc phạm vi báo cáo của cấp {}", level.name())
        }
        Notice::MeasureChanged { printed, found } => {
            format!("ghi {here} theo đơn vị tính “{found}”, mẫu biểu là “{printed}”")
        }
        Notice::BlankTotal { computed } => {
            let unit = if at.is_some_and(|place| place.shown.percent) { "%" } else { "" };
            let computed = match shown(*computed, !unit.is_empty()) {
                Some(value) => number::vietnamese(value),
                None => {
                    let lo = computed.lo().unwrap_or_default();
                    format!("ít nhất {}", number::vietnamese(lo.normalize()))
                }
            };
            format!("chưa nhập, trong khi các số thành phần cho biết là {computed}{unit}")
        }
        Notice::PercentCut { ratio, rounded } => {
            let parts = spelled(ratio, &|place| wording::answer(Lang::Vi, place), &|a: &str, b: &str| {
                format!("{a}/{b}")
            });
            format!(
                "ghi {here}; {parts} là {}% (số ghi bị cắt, chưa làm tròn)",
                number::vietnamese_as_is(*rounded)
            )
        }
        Notice::DocumentWithoutNumber
        | Notice::DocumentWithoutDate
        | Notice::DocumentMalformed { .. }
        | Notice::DocumentSign { .. }
        | Notice::DocumentOrder { .. } => document(notice, at),
        Notice::ZeroOfNone => {
            format!("ghi {here}, trong khi không có gì để tính tỷ lệ (0/0); ghi “không phát sinh”")
        }
    }
}
/// Why no figure could be read, and what it may be.
fn not_read(unreadable: &Unreadable, here: &str, raw: &str) -> String {
    let Unreadable { why, readings, stored } = unreadable;
    // what the machine stores is no reading of its own where it cannot be meant
    let is_meant = |reading: &&Decimal| *why == Why::MoreThanSeen || Some(**reading) != *stored;
    let sign = if *why == Why::Share { "%" } else { "" };
    let meant = readings.iter().filter(is_meant).map(|value| format!("{}{sign}", number::vietnamese(*value)));
    let meant: Vec<String> = meant.collect();
    let may_be = match meant.as_slice() {
        [] => String::new(),
        meant => format!("; có thể là {}", meant.join(" hoặc ")),
    };
    match (why, stored) {
        (Why::Ambiguous, Some(stored)) => {
            format!("máy đang lưu {}, không phải số nguyên{may_be}", number::vietnamese(*stored))
        }
        (Why::Ambiguous, None) => format!("ghi {here}, không chắc là số nào{may_be}"),
        (Why::Share, _) => {
            let written = readings.first().copied().unwrap_or_default();
            format!("ghi {} mà không có %, không chắc là số nào{may_be}", number::vietnamese(written))
        }
        (Why::NotANumber, _) => format!("ghi {here}, cần một con số{may_be}"),
        (Why::NotCalculated, _) => format!("có công thức nhưng chưa có kết quả{may_be}"),
        (Why::CellError, _) => format!("công thức bị lỗi {here}"),
        (Why::MoreThanSeen, _) => format!("ô hiện một số, máy đang lưu số khác{may_be}"),
        (Why::Date, _) => format!("ô đang là ngày {raw}, cần một con số{may_be}"),
        (Why::TooLong, _) => format!("ghi {here}, dài hơn 15 chữ số mà Excel giữ được"),
        (Why::Stale, _) => match meant.as_slice() {
            [again, stored] => {
                format!("công thức tính lại được {again} nhưng tệp đang lưu kết quả {stored}")
            }
            _ => format!("kết quả công thức lưu trong tệp khác kết quả tính lại{may_be}"),
        },
    }
}

/// What is wrong with a document.
fn document(notice: &Notice, at: Option<&Location>) -> String {
    match notice {
        Notice::DocumentWithoutNumber => format!("ghi {}, không có số, ký hiệu", clipped(at)),
        Notice::DocumentWithoutDate => format!("ghi {}, không có ngày ban hành", clipped(at)),
        Notice::DocumentMalformed { reference } => {
            format!("ghi {}, số và ký hiệu viết chưa đúng, có thể là {reference}", clipped(at))
        }
        Notice::DocumentSign { kind, own, found } => {
            let kind = kind.to_lowercase();
            format!("ghi {}, ký hiệu {found} không phải của {kind} (ký hiệu {own})", clipped(at))
        }
        Notice::DocumentOrder { document, others } => {
            let dated =
                |document: &DatedDocument| format!("{} ngày {}", document.reference, date(document.date));
            let others: Vec<String> = others.iter().map(dated).collect();
            format!("{}, trong khi {}: số và ngày không theo thứ tự", dated(document), others.join(", "))
        }
        _ => String::new(),
    }
}

/// The beginning of what stands at a place, in quotes and without the dash of a list.
fn clipped(at: Option<&Location>) -> String {
    let raw = at.map_or("", |place| place.shown.raw.trim_start_matches([' ', '-', '+', '•']));
    let beginning: String = raw.chars().take(60).collect();
    let more = if beginning.len() < raw.len() { " …" } else { "" };
    format!("“{}{more}”", beginning.trim_end())
}
