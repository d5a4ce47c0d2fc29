//! A consolidated workbook of the level below whose figures cannot be taken over.
//!
//! Raised when the units of a consolidated workbook are read back from it.

use crate::consolidate::Refusal;
use phuluc_check::{GeneralFinding, GeneralRule, Location, Manual};
use phuluc_form::{Lang, Severity};

/// The reason why a consolidated workbook cannot be taken over.
#[derive(Clone, Debug)]
pub struct ConsolidatedNotTakenOver(pub Refusal);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "consolidated-not-taken-over",
    severity: Severity::Error,
    vi: Manual {
        title: "Không lấy được số liệu từ tệp tổng hợp của cấp dưới",
        why: "Số của từng đơn vị được đọc từ các trang “Nguồn số liệu”, “Dữ liệu”, “Cần sửa” rồi cộng lại; chỉ một số ở biểu tổng hợp khác với số cộng lại là tệp đã bị sửa tay, không biết số nào đúng.",
        example: "Ô D9 của Biểu 06a ghi 1.234, số của các đơn vị trong tệp cộng lại là 1.230.",
        todo: "Đề nghị đơn vị tổng hợp lại từ báo cáo của các xã rồi gửi tệp mới, không sửa tay tệp tổng hợp; muốn sửa số của xã nào thì ghi điều chỉnh vào xu-ly.xlsx.",
    },
    en: Manual {
        title: "the figures of a consolidated workbook cannot be taken over",
        why: "the units' figures are read from its lists and added up again; if a single total differs, the file was changed by hand and nobody knows which figure is right",
        example: "D9 of a form holds 1,234 and the units in the file come to 1,230",
        todo: "ask the sender to consolidate again and not to change the workbook by hand; adjustments belong into xu-ly.xlsx",
    },
};

impl GeneralFinding for ConsolidatedNotTakenOver {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        match lang {
            Lang::Vi => {
                format!("không lấy được số liệu từ tệp tổng hợp này: {}", vietnamese(&self.0))
            }
            Lang::En => {
                format!(
                    "the figures of this consolidated workbook cannot be taken over: {}",
                    english(&self.0)
                )
            }
        }
    }
}

fn vietnamese(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoList(sheet) => format!("không thấy trang “{sheet}” với đủ các cột"),
        Refusal::NotUnderstood { sheet, line } => {
            format!("trang “{sheet}”, dòng {line}: không hiểu nội dung")
        }
        Refusal::Lines { sheet, unit, said, found } => {
            format!("trang “{sheet}”: {unit} phải có {said} dòng, thấy {found} dòng")
        }
        Refusal::UnknownForm(form) => format!("máy này không có mẫu biểu “{form}”"),
        Refusal::Brief => "đây là bản rút gọn, không có số của từng đơn vị; gửi bản đầy đủ đi cùng, tên kết thúc bằng “-day-du.xlsx”".to_owned(),
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

fn english(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoList(sheet) => format!("there is no sheet “{sheet}” with all its columns"),
        Refusal::NotUnderstood { sheet, line } => format!("sheet “{sheet}”, line {line} makes no sense"),
        Refusal::Lines { sheet, unit, said, found } => {
            format!("sheet “{sheet}” should have {said} lines of {unit} and has {found}")
        }
        Refusal::UnknownForm(form) => format!("the form “{form}” is not known here"),
        Refusal::Brief => "this is the brief workbook, which has no unit's figures; send the complete one that goes with it, whose name ends in “-day-du.xlsx”".to_owned(),
        Refusal::NotWorkedOut => "its totals could not be worked out again from the units in it".to_owned(),
        Refusal::Changed { sheet, at, here, expected } => {
            format!(
                "sheet “{sheet}”, cell {at} holds “{here}”, the units' figures give “{expected}”; \
                 the workbook was changed after it was written, or another version of phuluc wrote it"
            )
        }
    }
}
