//! What is said about files that are taken in or not, in Vietnamese.

use crate::consolidate::Refusal;
use crate::oddity::Oddity;
use crate::parcel::Kind;

/// What is said about a file when it is taken in.
pub(super) fn odd(oddity: &Oddity) -> String {
    match oddity {
        Oddity::UnitDoubtful { said, may_be } => {
            let said = match said {
                Some(said) => format!("chưa rõ đơn vị; tệp ghi “{said}”"),
                None => "chưa rõ đơn vị; cả tệp và tên tệp không ghi đơn vị nào trong danh sách".to_owned(),
            };
            match may_be.as_slice() {
                [] => said,
                names => format!("{said}, có thể là {}", names.join(" hoặc ")),
            }
        }
        Oddity::NamedForOther { here, file_name } => {
            format!("tên tệp ghi “{file_name}”, trong tệp là số liệu của “{here}”")
        }
        Oddity::SameFileAgain { first, number: 0 } => format!("tệp này đã nhận ({first})"),
        Oddity::SameFileAgain { first, number } => format!("tệp này đã nhận ở lần gửi {number} ({first})"),
        Oddity::NotTaken(kind) => self::kind(*kind).to_owned(),
        Oddity::SameAsBefore { figures } => format!("cả {figures} số giống hệt báo cáo kỳ trước"),
        Oddity::ChangedSinceReceipt => {
            "tệp đã khác so với lúc nhận (SHA-256 không khớp sổ theo dõi)".to_owned()
        }
        Oddity::NotTakenOver(refusal) => {
            format!("không lấy được số liệu từ tệp tổng hợp này: {}", self::refusal(refusal))
        }
        Oddity::CameTwice { unit, counted } if counted.is_empty() => {
            format!("{unit} đã gửi trực tiếp, nên số của đơn vị này trong tệp tổng hợp không được cộng")
        }
        Oddity::CameTwice { unit, counted } => {
            format!(
                "{unit} đã có trong tệp “{counted}”, nên số của đơn vị này trong tệp tổng hợp không được cộng"
            )
        }
    }
}

/// Why nothing of a consolidated workbook is taken over.
fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoList(sheet) => format!("không thấy trang “{sheet}” với đủ các cột"),
        Refusal::NotUnderstood { sheet, line } => {
            format!("trang “{sheet}”, dòng {line}: không hiểu nội dung")
        }
        Refusal::Lines { sheet, unit, said, found } => {
            format!("trang “{sheet}”: {unit} phải có {said} dòng, thấy {found} dòng")
        }
        Refusal::UnknownForm(form) => format!("máy này không có mẫu biểu “{form}”"),
        Refusal::NotWorkedOut => "không tính lại được số tổng hợp từ số của các đơn vị trong tệp".to_owned(),
        Refusal::Changed { sheet, at, here, expected } => {
            let here = if here.is_empty() { "bỏ trống".to_owned() } else { format!("ghi {here}") };
            let expected =
                if expected.is_empty() { "để trống".to_owned() } else { format!("là {expected}") };
            format!(
                "trang “{sheet}”, ô {at} {here}, tính lại từ số của các đơn vị {expected}; \
                 tệp đã bị sửa sau khi tổng hợp, hoặc được lập bằng phiên bản phuluc khác"
            )
        }
    }
}

/// What a file that no figures are read from is called.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Rar => "tệp nén .rar, chưa mở được; giải nén rồi nhận lại",
        Kind::SevenZip => "tệp nén .7z, chưa mở được; giải nén rồi nhận lại",
        Kind::Pdf => "tệp .pdf (bản in hoặc bản scan), không có số liệu để đọc; cần tệp Excel",
        Kind::Word => "văn bản Word, không có số liệu để đọc; cần tệp Excel",
        Kind::Picture => "ảnh, không có số liệu để đọc; cần tệp Excel",
        Kind::OutlookMail => "thư .msg của Outlook, chưa mở được; lưu tệp đính kèm ra rồi nhận lại",
        Kind::BadZip => "tệp nén .zip hỏng hoặc có mật khẩu; giải nén rồi nhận lại",
        Kind::BadMail => "thư không đọc được hoặc không có tệp đính kèm",
        Kind::TooMuch => "nén nhiều lớp hoặc quá lớn, chưa mở; giải nén rồi nhận lại",
        Kind::Unknown => "không phải tệp Excel",
    }
}
