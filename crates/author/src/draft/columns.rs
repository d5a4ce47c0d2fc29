//! The columns of an authority's blank: what each holds, by its label.

use super::choices;
use super::column_meaning::{is_doubtful, names_a_person, speaks_of_points};
use super::elements::{BlankColumn, ColumnHolds, Figures};
use super::left_open::{Remark, RemarkAt};
use super::table::BlankTable;
use super::text::slug;
use phuluc_check::CODES;
use phuluc_form::{Choice, match_key};

/// The beginnings of labels of text columns, as match keys.
const TEXTS: [&str; 25] = [
    "co quan ",
    "ly do",
    "bien phap",
    "giai trinh",
    "nguyen nhan",
    "y kien",
    "dia chi",
    "ho ten",
    "ten ",
    "giao phu trach",
    "ho va ten",
    "chuc vu",
    "chuc danh",
    "so dien thoai",
    "dien thoai",
    "email",
    "so, ky hieu",
    "so, ngay",
    "so ky hieu",
    "trich yeu",
    "can cu",
    "cach cham",
    "cach tinh",
    "huong dan",
    "tra loi",
];
/// Parts of labels of columns of amounts, as match keys.
const AMOUNTS: [&str; 5] = ["kinh phi", "so tien", "du toan", "gia tri", "dong)"];

/// The columns of a table from left to right; `None` if none of them takes answers.
pub(super) fn read(table: &BlankTable, remarks: &mut Vec<(RemarkAt, Remark)>) -> Option<Vec<BlankColumn>> {
    let mut columns: Vec<BlankColumn> = Vec::new();
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
        if holds == ColumnHolds::Text && is_doubtful(path) && path.len() > 1 {
            remarks.push((RemarkAt::Column(index), Remark::WordsOrFigures));
        }
        if table.unlabelled.contains(&index) {
            remarks.push((RemarkAt::Column(index), Remark::NoHead));
        }
        let say = say(holds, path, table);
        let cumulative = path.iter().any(|label| match_key(label).contains("luy ke"));
        let choices = if holds == ColumnHolds::Choice { printed_codes(path) } else { Vec::new() };
        let may_exceed_100 = holds == ColumnHolds::Figures(Figures::Percent) && compares(path);
        columns.push(BlankColumn {
            at: *at,
            id,
            head,
            say,
            holds,
            listed: false,
            cumulative,
            asked: Vec::new(),
            choices,
            may_exceed_100,
        });
    }
    make_by_row(&mut columns);
    let has_label = columns.iter().any(|column| column.holds == ColumnHolds::Label);
    (has_label && columns.iter().any(BlankColumn::is_answered)).then_some(columns)
}

impl BlankColumn {
    /// Whether answers are filled into it.
    pub fn is_answered(&self) -> bool {
        matches!(
            self.holds,
            ColumnHolds::ByRow
                | ColumnHolds::Figures(_)
                | ColumnHolds::Choice
                | ColumnHolds::Text
                | ColumnHolds::Document
        )
    }

    /// Whether it holds the printed maximum of each score.
    pub fn is_maximum(&self) -> bool {
        let head = match_key(&self.head.join(" "));
        ["toi da", "diem chuan", "thang diem"].iter().any(|word| head.contains(word))
            && matches!(self.holds, ColumnHolds::Figures(Figures::Score | Figures::Count))
    }

    /// Whether its figures can be added up.
    pub fn is_additive(&self) -> bool {
        matches!(self.holds, ColumnHolds::Figures(Figures::Count | Figures::Money | Figures::Score))
    }
}

/// What a column holds, by its labels and by what the columns before it hold.
fn holds(path: &[String], earlier: &[BlankColumn]) -> ColumnHolds {
    let leaf = path.last().map(|label| match_key(label)).unwrap_or_default();
    let whole = match_key(&path.join(" "));
    let earlier: Vec<ColumnHolds> = earlier.iter().map(|column| column.holds).collect();
    if CODES.contains(&leaf.as_str()) && !earlier.contains(&ColumnHolds::Code) {
        return ColumnHolds::Code;
    }
    if ["don vi tinh", "dvt", "don vi do"].iter().any(|word| leaf.starts_with(word)) {
        return ColumnHolds::Measure;
    }
    if leaf.contains("ghi chu") {
        return ColumnHolds::Note;
    }
    if !earlier.contains(&ColumnHolds::Label) {
        return ColumnHolds::Label;
    }
    // next to labels, “đơn vị” is the unit of measure
    if leaf == "don vi" {
        return ColumnHolds::Measure;
    }
    if !printed_codes(path).is_empty() {
        return ColumnHolds::Choice;
    }
    if leaf.contains("minh chung") || leaf.contains("kiem chung") {
        // on a score sheet, evidence is any text
        let beside_points = earlier.contains(&ColumnHolds::Figures(Figures::Score));
        return if beside_points { ColumnHolds::Text } else { ColumnHolds::Document };
    }
    if TEXTS.iter().any(|word| leaf.starts_with(word)) || names_a_person(&leaf) || is_doubtful(path) {
        return ColumnHolds::Text;
    }
    ColumnHolds::Figures(if leaf.contains("ty le") || leaf.contains("ti le") || whole.contains('%') {
        Figures::Percent
    } else if speaks_of_points(&whole)
        // “Tự chấm”, “Thẩm định” beside “Điểm chuẩn”
        || (earlier.contains(&ColumnHolds::Figures(Figures::Score))
            && ["cham", "tham dinh", "danh gia", "dat"].iter().any(|word| leaf.ends_with(word)))
    {
        Figures::Score
    } else if AMOUNTS.iter().any(|word| whole.contains(word)) {
        Figures::Money
    } else {
        Figures::Count
    })
}

/// The list of codes that a header prints, in brackets or without: “Hình thức (Trực tiếp = 1; Trực tuyến = 2)”.
fn printed_codes(path: &[String]) -> Vec<Choice> {
    let Some(leaf) = path.last() else { return Vec::new() };
    let inner = leaf.split_once('(').map(|(_, inner)| inner.trim_end_matches([')', ' ']));
    let inner = inner.map(choices::read).unwrap_or_default();
    if inner.is_empty() { choices::bracketed(leaf) } else { inner }
}

/// Whether a header compares with another period, a plan or a target, so that more than 100% is nothing unusual.
fn compares(path: &[String]) -> bool {
    const WORDS: [&str; 8] =
        ["so voi", "so sanh", "cung ky", "ke hoach", "th/kh", "du toan", "muc tieu", "tang truong"];
    let whole = match_key(&path.join(" "));
    let is_of_years = path.last().is_some_and(|leaf| {
        let years: Vec<&str> = leaf.split('/').map(str::trim).collect();
        years.len() == 2
            && years.iter().all(|year| year.len() == 4 && year.bytes().all(|c| c.is_ascii_digit()))
    });
    is_of_years || WORDS.iter().any(|word| whole.contains(word))
}

/// Makes the only column of figures a column whose kind each row says, if the form has units of measure.
fn make_by_row(columns: &mut [BlankColumn]) {
    let has_measure = columns.iter().any(|column| column.holds == ColumnHolds::Measure);
    let figures: Vec<usize> =
        (0..columns.len()).filter(|index| matches!(columns[*index].holds, ColumnHolds::Figures(_))).collect();
    if let ([only], true) = (figures.as_slice(), has_measure) {
        columns[*only].become_by_row();
    }
}

impl BlankColumn {
    /// Turns it into the column whose kind each row says.
    pub fn become_by_row(&mut self) {
        "so_lieu".clone_into(&mut self.id);
        self.holds = ColumnHolds::ByRow;
    }
}

/// The id of a column, different from those of the columns before it.
fn id(holds: ColumnHolds, path: &[String], earlier: &[BlankColumn]) -> String {
    let leaf = path.last().map(String::as_str).unwrap_or_default();
    let named = match holds {
        ColumnHolds::Code => "stt".to_owned(),
        ColumnHolds::Measure => "don_vi".to_owned(),
        ColumnHolds::Note => "ghi_chu".to_owned(),
        // so_lieu is the id of the column whose kind each row says
        ColumnHolds::Label => {
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

/// The id, changed if rules could not use it: it must begin with a letter and be no word of the rule language.
fn usable(id: String) -> String {
    match id.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && id != "value" => id,
        _ => format!("cot_{id}").trim_end_matches('_').to_owned(),
    }
}

/// The name of a column of figures in sentences. It has its group if the label alone does not tell enough.
fn say(holds: ColumnHolds, path: &[String], table: &BlankTable) -> Option<String> {
    let (leaf, above) = path.split_last()?;
    if holds == ColumnHolds::Choice {
        return leaf.split(" (").next().map(lower_first);
    }
    if !matches!(holds, ColumnHolds::Figures(_)) {
        return None;
    }
    let twins = table.columns.iter().filter(|(_, other)| other.last() == Some(leaf)).count();
    let says_little = twins > 1 || is_total_label(&match_key(leaf));
    Some(match above.last().filter(|_| says_little) {
        Some(group) => format!("{} ({})", lower_first(leaf), lower_first(group)),
        None => lower_first(leaf),
    })
}

/// Whether a label, as a match key, is the label of a total.
pub(super) fn is_total_label(leaf: &str) -> bool {
    matches!(leaf, "tong" | "tong cong" | "cong") || leaf.starts_with("tong so")
}

/// A label as it is written within a sentence. An abbreviation keeps its capitals.
pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{BlankTable, ColumnHolds, Figures, read};

    #[track_caller]
    fn case(heads: &[&str], expected: &[(&str, ColumnHolds)]) {
        let columns = heads.iter().map(|head| head.split('/').map(str::to_owned).collect());
        let table = BlankTable {
            above: 0,
            top: 0,
            body: 1,
            end: 1,
            numbers: None,
            columns: (0..).zip(columns).collect(),
            unlabelled: Vec::new(),
        };
        let read = read(&table, &mut Vec::new()).unwrap_or_default();
        let found: Vec<(&str, ColumnHolds)> =
            read.iter().map(|column| (column.id.as_str(), column.holds)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_are_known_by_what_they_are_called() {
        let count = ColumnHolds::Figures(Figures::Count);
        case(
            &["STT", "Chỉ tiêu", "Kết quả/Đơn vị tính", "Kết quả/Số liệu", "Ghi chú"],
            &[
                ("stt", ColumnHolds::Code),
                ("chi_tieu", ColumnHolds::Label),
                ("don_vi", ColumnHolds::Measure),
                ("so_lieu", ColumnHolds::ByRow),
                ("ghi_chu", ColumnHolds::Note),
            ],
        );
        case(
            &["TT", "Lĩnh vực", "Tiếp nhận/Tổng số", "Đã trả/Tổng số", "Tỷ lệ (%)", "Lý do"],
            &[
                ("stt", ColumnHolds::Code),
                ("linh_vuc", ColumnHolds::Label),
                ("tong_so", count),
                ("da_tra_tong_so", count),
                ("ty_le", ColumnHolds::Figures(Figures::Percent)),
                ("ly_do", ColumnHolds::Text),
            ],
        );
        case(
            &["STT", "Tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"],
            &[
                ("stt", ColumnHolds::Code),
                ("tieu_chi", ColumnHolds::Label),
                ("diem_toi_da", ColumnHolds::Figures(Figures::Score)),
                ("tai_lieu_kiem_chung", ColumnHolds::Text),
            ],
        );
        case(
            &[
                "STT",
                "Xã",
                "Chia ra/Nữ",
                "Chia ra/Người dân tộc thiểu số",
                "Người cao tuổi",
                "Người phụ trách",
            ],
            &[
                ("stt", ColumnHolds::Code),
                ("xa", ColumnHolds::Label),
                ("nu", count),
                ("nguoi_dan_toc_thieu", count),
                ("nguoi_cao_tuoi", count),
                ("nguoi_phu_trach", ColumnHolds::Text),
            ],
        );
        case(
            &[
                "STT",
                "Tên",
                "Hình thức",
                "Hình thức trực tuyến",
                "Ngày ban hành",
                "Thời gian giải quyết (giờ)",
            ],
            &[
                ("stt", ColumnHolds::Code),
                ("ten", ColumnHolds::Label),
                ("hinh_thuc", ColumnHolds::Text),
                ("hinh_thuc_truc_tuyen", count),
                ("ngay_ban_hanh", ColumnHolds::Text),
                ("thoi_gian_giai_quyet", count),
            ],
        );
        case(
            &[
                "STT",
                "Thôn",
                "Điểm thu gom rác/Tổng số",
                "Điểm thu gom rác/Đạt chuẩn",
                "Điểm tự chấm",
                "Có (1), Không (0)",
            ],
            &[
                ("stt", ColumnHolds::Code),
                ("thon", ColumnHolds::Label),
                ("tong_so", count),
                ("dat_chuan", count),
                ("diem_tu_cham", ColumnHolds::Figures(Figures::Score)),
                ("co_1_khong_0", ColumnHolds::Choice),
            ],
        );
        case(&["STT", "Nội dung", "Ghi chú"], &[]);
    }
}
