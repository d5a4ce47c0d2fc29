//! The rules that a blank can suggest, each with its title, its reason and what to do.

use super::columns::lower_first;
use super::elements::{BlankColumn, BlankRow, SuggestedRule, SuggestionReason};
use super::text::slug;
use rust_decimal::Decimal;

pub(super) const WHY_SUM: &str = "Số tổng phải bằng các số thành phần cộng lại.";
const WHY_PART: &str = "Một phần không thể lớn hơn toàn bộ.";
const WHY_RATIO: &str = "Tỷ lệ phải tính được từ hai số đã ghi.";

impl SuggestedRule {
    pub fn new(id: &str, because: SuggestionReason, why: &'static str, that: String) -> Self {
        Self {
            id: id.to_owned(),
            title: String::new(),
            each: None,
            columns: Vec::new(),
            except: Vec::new(),
            that,
            derive: false,
            why,
            todo: String::new(),
            because,
        }
    }
}

/// The row is the percentage of `part` in `whole`, and `part` is at most `whole`.
pub(super) fn ratio(row: &BlankRow, part: &BlankRow, whole: &BlankRow) -> Vec<SuggestedRule> {
    let slug = id_of(&row.id);
    let that = format!("[{}] = percent([{}], [{}])", row.id, part.id, whole.id);
    let ratio = SuggestedRule {
        title: capital(&format!("{} bằng {} trên {}", row.name(), part.name(), whole.name())),
        derive: true,
        todo: format!("Tính lại từ {} và {}.", part.name(), whole.name()),
        ..SuggestedRule::new(&format!("ty-le-{slug}"), SuggestionReason::Ratio, WHY_RATIO, that)
    };
    vec![ratio, part_of(part, whole)]
}

/// The part is at most the whole.
pub(super) fn part_of(part: &BlankRow, whole: &BlankRow) -> SuggestedRule {
    SuggestedRule {
        title: capital(&format!("{} không lớn hơn {}", part.name(), whole.name())),
        todo: "Xem lại hai số.".to_owned(),
        ..SuggestedRule::new(
            &format!("khong-qua-{}", id_of(&whole.id)),
            SuggestionReason::Part,
            WHY_PART,
            format!("[{}] <= [{}]", part.id, whole.id),
        )
    }
}

/// The row is the sum of its parts, or at least their sum if there may be others.
pub(super) fn sum(row: &BlankRow, parts: &[&BlankRow], because: SuggestionReason) -> SuggestedRule {
    let terms: Vec<String> = parts.iter().map(|part| format!("[{}]", part.id)).collect();
    let names: Vec<String> = parts.iter().map(|part| part.name()).collect();
    let (sign, said) = if matches!(because, SuggestionReason::Children | SuggestionReason::Division) {
        ("=", "bằng")
    } else {
        (">=", "không nhỏ hơn")
    };
    SuggestedRule {
        title: capital(&format!("{} {said} {}", row.name(), names.join(" + "))),
        todo: "Cộng lại các dòng thành phần; sửa dòng ghi sai hoặc bổ sung dòng bị sót.".to_owned(),
        ..SuggestedRule::new(
            &format!("tong-{}", id_of(&row.id)),
            because,
            WHY_SUM,
            format!("[{}] {sign} {}", row.id, terms.join(" + ")),
        )
    }
}

/// The row is what the formula in its label says.
pub(super) fn row_formula(row: &BlankRow, formula: &str) -> SuggestedRule {
    let said = formula.replace('[', "mục ").replace(']', "");
    SuggestedRule {
        title: capital(&format!("{} bằng {said}", row.name())),
        todo: "Tính lại theo công thức ghi ở tên chỉ tiêu; sửa số ghi sai.".to_owned(),
        ..SuggestedRule::new(
            &format!("cong-thuc-{}", id_of(&row.id)),
            SuggestionReason::RowNumbers,
            "Biểu in công thức này ở tên chỉ tiêu.",
            format!("[{}] = {formula}", row.id),
        )
    }
}

/// The first row is at least the sum of the others.
pub(super) fn first_is_total(counts: &[&BlankRow]) -> Vec<SuggestedRule> {
    match counts {
        [first, others @ ..] => {
            vec![sum(first, others, SuggestionReason::FirstIsTotal)]
        }
        [] => Vec::new(),
    }
}

/// If the row is answered with `yes`, the rows under it must be given.
pub(super) fn yes_needs(row: &BlankRow, yes: Decimal, children: &[&BlankRow]) -> Vec<SuggestedRule> {
    let asked: Vec<&&BlankRow> = children.iter().filter(|child| child.is_figure()).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let given: Vec<String> = asked.iter().map(|child| format!("given([{}])", child.id)).collect();
    let names: Vec<String> = asked.iter().map(|child| child.name()).collect();
    vec![SuggestedRule {
        title: capital(&format!("{} ghi có thì phải nhập {}", row.name(), names.join(", "))),
        todo: "Bổ sung số liệu của các dòng bên dưới, hoặc sửa câu trả lời.".to_owned(),
        ..SuggestedRule::new(
            &format!("co-thi-nhap-{}", id_of(&row.id)),
            SuggestionReason::Yes,
            "Có thực hiện thì phải có số liệu.",
            format!("[{}] = {yes} implies {}", row.id, given.join(" and ")),
        )
    }]
}

/// In each row, the total is the sum of the parts.
pub(super) fn column_sum(total: &BlankColumn, parts: &[&BlankColumn]) -> SuggestedRule {
    let names: Vec<String> = parts.iter().map(|part| part.name()).collect();
    let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    SuggestedRule {
        title: capital(&format!("{} bằng {}", total.name(), names.join(" + "))),
        each: Some("row"),
        todo: "Cộng lại các ô của dòng; sửa ô ghi sai.".to_owned(),
        ..SuggestedRule::new(
            &format!("cong-{}", id_of(&total.id)),
            SuggestionReason::Columns,
            WHY_SUM,
            format!("{} = {}", total.id, ids.join(" + ")),
        )
    }
}

/// In each row, the part is at most the whole.
pub(super) fn column_part(part: &BlankColumn, whole: &BlankColumn) -> SuggestedRule {
    SuggestedRule {
        title: capital(&format!("{} không lớn hơn {}", part.name(), whole.name())),
        each: Some("row"),
        todo: "Xem lại hai số.".to_owned(),
        ..SuggestedRule::new(
            &format!("khong-qua-{}", id_of(&whole.id)),
            SuggestionReason::Part,
            WHY_PART,
            format!("{} <= {}", part.id, whole.id),
        )
    }
}

/// In each row, `ratio` is the percentage of `part` in `whole`.
pub(super) fn column_ratio(ratio: &BlankColumn, part: &BlankColumn, whole: &BlankColumn) -> SuggestedRule {
    SuggestedRule {
        title: capital(&format!("{} bằng {} trên {}", ratio.name(), part.name(), whole.name())),
        each: Some("row"),
        derive: true,
        todo: format!("Tính lại từ {} và {}.", part.name(), whole.name()),
        ..SuggestedRule::new(
            &format!("ty-le-{}", id_of(&ratio.id)),
            SuggestionReason::Ratio,
            WHY_RATIO,
            format!("{} = percent({}, {})", ratio.id, part.id, whole.id),
        )
    }
}

/// A place's id, shortened for use in the id of a rule.
fn id_of(id: &str) -> String {
    slug(id, '-', 8)
}

/// The first eight words of a label.
fn short(label: &str) -> String {
    let words: Vec<&str> = label.split(' ').collect();
    let cut = words.len() > 8;
    format!(
        "{}{}",
        words[..words.len().min(8)].join(" ").trim_end_matches([':', '.', ',']),
        if cut { " …" } else { "" }
    )
}

fn capital(text: &str) -> String {
    // a title that begins with a quoted name has its capital within the quotes
    match text.strip_prefix('“') {
        Some(rest) => format!("“{}", phuluc_form::capital(rest)),
        None => phuluc_form::capital(text),
    }
}

impl BlankRow {
    fn name(&self) -> String {
        match &self.code {
            Some(code) if code.starts_with(&self.id) => format!("mục {}", self.id),
            _ => format!("“{}”", short(&self.label)),
        }
    }
}

impl BlankColumn {
    fn name(&self) -> String {
        format!(
            "“{}”",
            self.say.clone().unwrap_or_else(|| lower_first(self.head.last().map_or("", String::as_str)))
        )
    }
}
