//! The names of the sheets of the consolidated workbook, and the mark for mixed periods, which are the same in every
//! language.

/// The sheet of all values as read, one a line.
pub const DATA: &str = "Dữ liệu";
/// The sheet of every unit's values.
pub const BY_UNIT: &str = "Theo đơn vị";
/// The sheet of who is in each total, and which totals do not agree.
pub const EXPLAINED: &str = "Diễn giải";
/// The sheet of findings.
pub const FINDINGS: &str = "Cần sửa";
/// The sheet of sources.
pub const SOURCES: &str = "Nguồn số liệu";
/// What is written over totals of different periods.
pub const MIXED_PERIODS: &str = "khác kỳ báo cáo, chỉ để kiểm thử";
