//! The columns of the list of units, and words that stand in them.

phuluc_grid::list_columns! {
    /// The columns of the list.
    pub enum RosterColumn {
        Code = "Mã đơn vị", 12;
        Name = "Tên đơn vị", 30, required;
        OtherNames = "Tên gọi khác", 30;
        Parent = "Mã cơ quan cấp trên", 14;
        Level = "Cấp", 8;
        From = "Có từ ngày", 13;
        To = "Đến hết ngày", 13;
        Until = "Gia hạn đến", 19;
        ExtendedBy = "Văn bản gia hạn", 26;
        Forms = "Biểu phải gửi", 26;
        Remark = "Ghi chú", 26;
        // lines that are pasted must fit lists of earlier versions, so these two columns come last
        Succeeds = "Kế thừa của", 24;
        SucceedsFrom = "Từ ngày", 13;
    }
}

/// The text under “Biểu phải gửi” for a unit that only groups others.
pub const NOTHING: &str = "không";

/// The columns whose values only units have.
pub(in crate::round) const FACTS: [RosterColumn; 8] = [
    RosterColumn::Parent,
    RosterColumn::Level,
    RosterColumn::From,
    RosterColumn::To,
    RosterColumn::Until,
    RosterColumn::Forms,
    RosterColumn::Succeeds,
    RosterColumn::SucceedsFrom,
];
