//! The sentences about a round in Vietnamese.

use crate::consolidate::Refusal;
use crate::finding::{CellRef, Decision, Ruling};
use crate::list::Flaw;
use crate::manifest::Difference;
use crate::number;
use crate::oddity::Oddity;
use crate::parcel::Kind;
use crate::words::said::Said;

pub(in crate::words) fn say(said: &Said<'_>) -> String {
    match said {
        Said::FlawAt { file, sheet: "", .. } => (*file).to_owned(),
        Said::FlawAt { file, sheet, cell: None } => format!("{file}, trang tính “{sheet}”"),
        Said::FlawAt { file, sheet, cell: Some(cell) } => format!("{file}, trang tính “{sheet}”, ô {cell}"),
        Said::Mistake => "lỗi".to_owned(),
        Said::Flaw(flaw) => self::flaw(flaw),
        Said::TakenIn { files: 0, .. } => "Không có tệp mới nào của đơn vị trong danh sách.".to_owned(),
        Said::TakenIn { files, units, register } => {
            format!("Đã nhận {files} tệp của {units} đơn vị, ghi vào {register}.")
        }
        Said::TakenFile { unit, number, path, original } => {
            format!("{unit}, lần gửi {number}: {path} (tệp gốc “{original}”)")
        }
        Said::OwesNothing => "Đơn vị này không phải gửi biểu nào trong đợt.".to_owned(),
        Said::Checked { errors: 0 } => "Đã kiểm tra, không có lỗi.".to_owned(),
        Said::Checked { errors } => format!("Đã kiểm tra, còn {errors} lỗi."),
        Said::Changed { form, number, places: 0 } => {
            format!("{form}: không có số nào khác lần gửi {number}.")
        }
        Said::Changed { form, number, places } => format!("{form}: {places} ô khác lần gửi {number}:"),
        Said::UnitsUnknown(files) => {
            format!("Chưa rõ đơn vị ({files} tệp, đã lưu trong thư mục nhan, chưa tính cho đơn vị nào):")
        }
        Said::Paste => {
            "Dòng để dán vào don-vi.xlsx (chọn một; dán đè lên dòng của đơn vị, hoặc thêm dòng mới):"
                .to_owned()
        }
        Said::NotTaken(files) => format!("Không nhận ({files} tệp):"),
        Said::Contested { counted, newer } => {
            format!(
                "Lần gửi {newer} còn lỗi, lần gửi {counted} không có lỗi và đang được tính; cần quyết định ở xu-ly.xlsx"
            )
        }
        Said::Ruling(ruling) => self::ruling(ruling),
        Said::Decision(decision) => self::decision(decision),
        Said::Adjusted { place, from, to, decision } => {
            let Decision { who, when, basis, .. } = decision;
            format!("{place}: điều chỉnh từ {from} thành {to} ({who}, {when}; căn cứ: {basis})")
        }
        Said::Decided { unit, ruling, file } => format!("Đã ghi vào {file}: {unit}, {ruling}."),
        Said::Unmatched { unit, decision } => format!(
            "Quyết định không còn khớp với số liệu, nội dung hoặc lần gửi nào: {unit}, {}.",
            self::decision(decision)
        ),
        Said::Reading { done, of } => {
            format!(
                "Đang đọc {}/{} tệp …",
                number::vietnamese((*done).into()),
                number::vietnamese((*of).into())
            )
        }
        Said::NotInRegister(path) => format!(
            "Lưu ý: {path} chưa có trong sổ theo dõi nên không được đọc; chạy “phuluc nhan” để ghi vào sổ."
        ),
        Said::Written(path) => format!("Đã ghi {path}"),
        Said::StatusAt { at, due: None } => format!("Tính đến {at}"),
        Said::StatusAt { at, due: Some(due) } => format!("Tính đến {at}, thời hạn gửi {due}"),
        Said::Completeness(share) => format!("Gửi đủ biểu: {share} đơn vị"),
        Said::Timeliness(share) => format!("Gửi đủ và đúng thời hạn: {share} đơn vị"),
        Said::Reminders => "Nội dung đôn đốc (dán vào Zalo hoặc thư):".to_owned(),
        Said::Standing(_)
        | Said::Late { .. }
        | Said::Extended { .. }
        | Said::RemindMissing { .. }
        | Said::RemindUnusable { .. }
        | Said::RemindReturned { .. }
        | Said::RemindErrors { .. } => super::status::say(said),
        Said::ReturnsWritten { files: 0, .. } => "Không có báo cáo nào cần gửi trả.".to_owned(),
        Said::ReturnsWritten { files, folder } => {
            format!("Đã lập {files} phiếu yêu cầu chỉnh sửa, bổ sung số liệu trong thư mục {folder}.")
        }
        Said::ReturnedOpen { unit } => format!("{unit}: đã yêu cầu chỉnh sửa, bổ sung, chưa gửi lại"),
        Said::OfNobody(path) => format!("{path}: chưa rõ đơn vị"),
        Said::Closed { at, files, file } => {
            format!("Đã chốt số liệu lúc {at}: {files} tệp, ghi ở {file}.")
        }
        Said::Verified { manifest, same: true } => format!(
            "Đợt chốt số liệu {}: {} tệp còn nguyên, tổng hợp lại vẫn ra đúng tệp {}.",
            manifest.closed_at,
            manifest.files.len(),
            manifest.consolidated.path
        ),
        Said::Verified { manifest, same: false } => {
            format!("Đợt chốt số liệu {}: có nội dung khác so với lúc chốt.", manifest.closed_at)
        }
        Said::Difference(difference) => self::difference(difference),
        Said::RoundMade { .. } | Said::BlanksWritten { .. } => beginning(said),
        Said::DefinitionsChecked { .. }
        | Said::Drafted { .. }
        | Said::NotDrafted { .. }
        | Said::NoFormOn(_)
        | Said::DraftNext { .. } => super::draft::say(said),
    }
}

/// What has been made at the beginning of a round.
fn beginning(said: &Said<'_>) -> String {
    match said {
        Said::RoundMade { folder, period, due, units, forms } => {
            let next = match units {
                0 => format!("Điền danh sách đơn vị vào {folder}/don-vi.xlsx."),
                units => format!("Danh sách có {units} đơn vị ({folder}/don-vi.xlsx)."),
            };
            format!(
                "Đã lập đợt báo cáo trong thư mục {folder}: kỳ {period}, {forms} biểu, thời hạn gửi {due}.\n\
                 Xem lại {folder}/round.toml. {next}"
            )
        }
        Said::BlanksWritten { written, kept, carried, folder } => {
            let mut said = format!("Đã lập {written} tệp mẫu, mỗi đơn vị một tệp, trong thư mục {folder}.");
            if *carried > 0 {
                said.push_str(&format!(" Chuyển từ kỳ trước: {carried} số."));
            }
            if *kept > 0 {
                said.push_str(&format!(
                    " Giữ nguyên {kept} tệp đã có từ trước; muốn lập lại thì xóa các tệp đó rồi chạy lại."
                ));
            }
            said
        }
        _ => String::new(),
    }
}

fn meant(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; ý là “{near}”?"))
}

fn difference(difference: &Difference) -> String {
    match difference {
        Difference::Gone(path) => format!("{path}: không còn"),
        Difference::Changed(path) => format!("{path}: đã bị sửa"),
        Difference::New(path) => format!("{path}: mới có thêm"),
        Difference::Definition(form, version) => format!("định nghĩa biểu {form} {version} đã khác"),
        Difference::Consolidated => "tổng hợp lại ra tệp khác".to_owned(),
        Difference::Program(version) => {
            format!(
                "lúc chốt dùng phuluc {version}, nay là {}; tệp có thể khác chỉ vì vậy",
                env!("CARGO_PKG_VERSION")
            )
        }
    }
}

fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Accepted | Ruling::Returned => ruling.kind().name().to_owned(),
        Ruling::Explained { rule, cell: None } => format!("chấp nhận theo giải trình [{rule}]"),
        Ruling::Explained { rule, cell: Some(CellRef { sheet, at }) } => {
            format!("chấp nhận theo giải trình [{rule}] ở trang tính “{sheet}”, ô {at}")
        }
        Ruling::Adjusted { cell: CellRef { sheet, at }, from, to } => {
            let from = from.map_or_else(|| "chưa nhập".to_owned(), number::vietnamese);
            let to = number::vietnamese(*to);
            format!("điều chỉnh số liệu ở trang tính “{sheet}”, ô {at} từ {from} thành {to}")
        }
        Ruling::Extended(until) => format!("gia hạn đến {until}"),
    }
}

fn decision(decision: &Decision) -> String {
    let Decision { who, when, basis, .. } = decision;
    let basis = if basis.is_empty() { String::new() } else { format!("; căn cứ: {basis}") };
    format!("{} ({who}, {when}{basis})", ruling(&decision.ruling))
}

fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoHeadings(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| format!("“{label}”")).collect();
            format!("không thấy dòng tiêu đề có các cột {}", labels.join(", "))
        }
        Flaw::NoLines => "danh sách chưa có dòng nào".to_owned(),
        Flaw::Missing(label) => format!("chưa ghi “{label}”"),
        Flaw::CodeIsNumber => {
            "mã đang là con số, số 0 ở đầu có thể đã mất; định dạng ô là Văn bản (Text) rồi gõ lại mã"
                .to_owned()
        }
        Flaw::Duplicate { text, first } => format!("“{text}” đã có ở ô {first}"),
        Flaw::UnknownUnit { text, near } => {
            format!("không có đơn vị “{text}” trong danh sách{}", meant(near.as_ref()))
        }
        Flaw::Cycle => "đơn vị không thể là cấp trên của chính mình".to_owned(),
        Flaw::UnknownWord { text, allowed } => format!("ghi “{text}”, chỉ nhận: {}", allowed.join(", ")),
        Flaw::NotADay(text) => format!("“{text}” không phải một ngày, ghi như 31/12/2026"),
        Flaw::NotAMoment(text) => {
            format!("“{text}” không phải một thời điểm, ghi như 16:30 ngày 15/12/2026")
        }
        Flaw::DateOrder => "ngày cuối trước ngày đầu".to_owned(),
        Flaw::UnknownForm { text, near } => format!("không có biểu “{text}”{}", meant(near.as_ref())),
        Flaw::NotANumber(text) => format!("“{text}” không phải một con số"),
        Flaw::NotACell(text) => format!("“{text}” không phải tên một ô, ghi như C12"),
    }
}

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
