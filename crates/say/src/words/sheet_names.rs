//! The names of the sheets of the consolidated workbook, and the mark for mixed periods, which are the same in every
//! language.

/// The sheet of all values as they were read, one a line.
pub const DATA: &str = "Dữ liệu";
/// The sheet of the values of each unit.
pub const BY_UNIT: &str = "Theo đơn vị";
/// The sheet of the figures of groups of units, in the brief workbook.
pub const BY_GROUP: &str = "Theo nhóm đơn vị";
/// The sheet that says which units are in each total, and which totals disagree.
pub const EXPLAINED: &str = "Diễn giải";
/// The sheet of findings.
pub const FINDINGS: &str = "Cần sửa";
/// The sheet of sources.
pub const SOURCES: &str = "Nguồn số liệu";
/// The mark above totals that mix periods.
pub const MIXED_PERIODS: &str = "khác kỳ báo cáo, chỉ để kiểm thử";
