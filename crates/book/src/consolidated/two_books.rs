//! Two workbooks instead of one: from how many units on, and what the complete one is called.

use phuluc_round::Consolidation;

/// Up to how many units one workbook is written. A province with all its communes and departments has fewer (the
/// largest has 168 communes); at this number the workbook of eight forms has 4 MB and opens in a few seconds, and
/// both grow with the units.
pub const MOST_UNITS: usize = 200;
/// How the name of the complete workbook ends, behind that of the brief one.
pub const COMPLETE: &str = "-day-du";
/// What the overview says of the two.
pub(super) const ABOUT: &str = "Đây là bản rút gọn: số tổng hợp tính từ số của từng nhóm đơn vị. Số của từng đơn vị, dữ liệu và \
     từng nội dung cần xem lại nằm trong bản đầy đủ, là tệp cùng thư mục có tên kết thúc bằng “-day-du.xlsx”.";

/// Whether a consolidation has too many units for one workbook.
pub const fn is_wanted(consolidation: &Consolidation) -> bool {
    consolidation.members.len() > MOST_UNITS
}

/// The path of the complete workbook beside a brief one.
pub fn complete_path(brief: &str) -> String {
    let stem = brief
        .rsplit_once('.')
        .filter(|(_, ending)| ending.eq_ignore_ascii_case("xlsx"))
        .map_or(brief, |(stem, _)| stem);
    format!("{stem}{COMPLETE}.xlsx")
}
