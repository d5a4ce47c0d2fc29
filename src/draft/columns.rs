//! What the columns of an authority's blank hold, by what they are called.

use super::elements::{Column, Figures, Holds};
use super::remark::{Remark, RemarkAt};
use super::table::Table;
use super::text::slug;
use crate::locate::header::CODES;
use crate::normalise::match_key;

/// What columns of text are called, by how the label begins, folded.
const TEXTS: [&str; 12] = [
    "ly do",
    "bien phap",
    "giai trinh",
    "noi dung",
    "hinh thuc",
    "nguyen nhan",
    "y kien",
    "dia chi",
    "ho ten",
    "ten ",
    "nguoi ",
    "giao phu trach",
];
/// What a column of amounts has in its label, folded.
const AMOUNTS: [&str; 5] = ["kinh phi", "so tien", "du toan", "gia tri", "dong)"];

/// The columns from left to right; `None` if nothing is left to be answered.
pub(super) fn read(table: &Table, remarks: &mut Vec<(RemarkAt, Remark)>) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, (at, path)) in table.columns.iter().enumerate() {
        let holds = holds(path, &columns);
        let mut head = path.clone();
        if columns.iter().any(|earlier| earlier.head == head)
            && let Some(last) = head.last_mut()
        {
            *last = format!("{last} ({})", index + 1);
            remarks.push((RemarkAt::Column(index), Remark::HeadTwice));
        }
        let id = id(holds, path, &columns);
        let say = say(holds, path, table);
        columns.push(Column { at: *at, id, head, say, holds, listed: false });
    }
    make_by_row(&mut columns);
    let has_label = columns.iter().any(|column| column.holds == Holds::Label);
    (has_label && columns.iter().any(Column::is_answered)).then_some(columns)
}

impl Column {
    /// Whether answers stand in it.
    pub fn is_answered(&self) -> bool {
        matches!(self.holds, Holds::ByRow | Holds::Figures(_) | Holds::Text | Holds::Document)
    }

    /// Whether its figures can be added up.
    pub fn is_additive(&self) -> bool {
        matches!(self.holds, Holds::Figures(Figures::Count | Figures::Money | Figures::Score))
    }
}

fn holds(path: &[String], earlier: &[Column]) -> Holds {
    let leaf = path.last().map(|label| match_key(label)).unwrap_or_default();
    let whole = match_key(&path.join(" "));
    let earlier: Vec<Holds> = earlier.iter().map(|column| column.holds).collect();
    if CODES.contains(&leaf.as_str()) && !earlier.contains(&Holds::Code) {
        return Holds::Code;
    }
    if ["don vi tinh", "dvt", "don vi do"].iter().any(|word| leaf.starts_with(word)) {
        return Holds::Measure;
    }
    if leaf.contains("ghi chu") {
        return Holds::Note;
    }
    if !earlier.contains(&Holds::Label) {
        return Holds::Label;
    }
    if leaf.contains("minh chung") || leaf.contains("kiem chung") {
        return Holds::Document;
    }
    if TEXTS.iter().any(|word| leaf.starts_with(word)) {
        return Holds::Text;
    }
    Holds::Figures(if leaf.contains("ty le") || leaf.contains("ti le") || whole.contains('%') {
        Figures::Percent
    } else if whole.split([' ', ',', '(', ')']).any(|word| word == "diem") {
        Figures::Score
    } else if AMOUNTS.iter().any(|word| whole.contains(word)) {
        Figures::Money
    } else {
        Figures::Count
    })
}

/// The only column of figures beside units of measure holds what each row counts.
fn make_by_row(columns: &mut [Column]) {
    let has_measure = columns.iter().any(|column| column.holds == Holds::Measure);
    let figures: Vec<usize> =
        (0..columns.len()).filter(|index| matches!(columns[*index].holds, Holds::Figures(_))).collect();
    if let ([only], true) = (figures.as_slice(), has_measure) {
        columns[*only].become_by_row();
    }
}

impl Column {
    /// Makes its rows say what it holds.
    pub fn become_by_row(&mut self) {
        "so_lieu".clone_into(&mut self.id);
        self.holds = Holds::ByRow;
    }
}

fn id(holds: Holds, path: &[String], earlier: &[Column]) -> String {
    let leaf = path.last().map(String::as_str).unwrap_or_default();
    let named = match holds {
        Holds::Code => "stt".to_owned(),
        Holds::Measure => "don_vi".to_owned(),
        Holds::Note => "ghi_chu".to_owned(),
        // so_lieu is the column that the rows say the kind of
        Holds::Label => {
            Some(slug(leaf, '_', 2)).filter(|id| id != "so_lieu").unwrap_or_else(|| "ten".to_owned())
        }
        _ => slug(leaf, '_', 4),
    };
    let group = path.len().checked_sub(2).map(|above| slug(&path[above], '_', 5));
    let grouped = group.map(|group| format!("{group}_{named}"));
    let counted = (2..).map(|n| format!("{named}_{n}"));
    std::iter::once(named.clone())
        .chain(grouped)
        .chain(counted)
        .map(usable)
        .find(|id| earlier.iter().all(|column| column.id != *id))
        .unwrap_or_default()
}

/// An id as rules can name it: it begins with a letter, and is no word of the rule language.
fn usable(id: String) -> String {
    match id.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && id != "value" => id,
        _ => format!("cot_{id}").trim_end_matches('_').to_owned(),
    }
}

/// What a column of figures is called in sentences; with its group if its own label does not say enough.
fn say(holds: Holds, path: &[String], table: &Table) -> Option<String> {
    if !matches!(holds, Holds::Figures(_)) {
        return None;
    }
    let (leaf, above) = path.split_last()?;
    let twins = table.columns.iter().filter(|(_, other)| other.last() == Some(leaf)).count();
    let says_little = twins > 1 || is_total_label(&match_key(leaf));
    Some(match above.last().filter(|_| says_little) {
        Some(group) => format!("{} ({})", lower_first(leaf), lower_first(group)),
        None => lower_first(leaf),
    })
}

/// Whether a folded label is that of a total.
pub(super) fn is_total_label(leaf: &str) -> bool {
    matches!(leaf, "tong" | "tong cong" | "cong") || leaf.starts_with("tong so")
}

/// A label within a sentence: an abbreviation keeps its capitals.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, Holds, Table, read};

    #[track_caller]
    fn case(heads: &[&str], expected: &[(&str, Holds)]) {
        let columns = heads.iter().map(|head| head.split('/').map(str::to_owned).collect());
        let table = Table { top: 0, body: 1, numbers: None, columns: (0..).zip(columns).collect() };
        let read = read(&table, &mut Vec::new()).unwrap_or_default();
        let found: Vec<(&str, Holds)> =
            read.iter().map(|column| (column.id.as_str(), column.holds)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_are_known_by_what_they_are_called() {
        let count = Holds::Figures(Figures::Count);
        case(
            &["STT", "Chỉ tiêu", "Kết quả/Đơn vị tính", "Kết quả/Số liệu", "Ghi chú"],
            &[
                ("stt", Holds::Code),
                ("chi_tieu", Holds::Label),
                ("don_vi", Holds::Measure),
                ("so_lieu", Holds::ByRow),
                ("ghi_chu", Holds::Note),
            ],
        );
        case(
            &["TT", "Lĩnh vực", "Tiếp nhận/Tổng số", "Đã trả/Tổng số", "Tỷ lệ (%)", "Lý do"],
            &[
                ("stt", Holds::Code),
                ("linh_vuc", Holds::Label),
                ("tong_so", count),
                ("da_tra_tong_so", count),
                ("ty_le", Holds::Figures(Figures::Percent)),
                ("ly_do", Holds::Text),
            ],
        );
        case(
            &["STT", "Tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"],
            &[
                ("stt", Holds::Code),
                ("tieu_chi", Holds::Label),
                ("diem_toi_da", Holds::Figures(Figures::Score)),
                ("tai_lieu_kiem_chung", Holds::Document),
            ],
        );
        case(&["STT", "Nội dung", "Ghi chú"], &[]);
    }
}
