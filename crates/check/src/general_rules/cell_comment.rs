//! Comments that people attached to cells, and that say something else than the cells: a figure, a correction, another
//! time.
//!
//! Raised while a form is read from its sheet: one finding for each form. The figures count as they stand.

use crate::answer::{self, Answer, Remark, is_dash};
use crate::finding::general::{GeneralFinding, GeneralRule, Manual};
use crate::finding::{Finding, Location, wording};
use crate::general_rules::remark_below_table::says_otherwise;
use crate::locate::named_times;
use crate::submission::{Entry, FilledForm};
use phuluc_form::{Kind, Lang, Period, Severity, match_key};
use phuluc_grid::{At, Cell, Content, Sheet};
use rust_decimal::Decimal;

/// The comments that say something else than the cells, each with its cell.
#[derive(Clone, Debug)]
pub struct CellComment(pub Vec<(At, String)>);

/// The rule.
pub const RULE: GeneralRule = GeneralRule {
    id: "cell-comment",
    severity: Severity::Note,
    vi: Manual {
        title: "Ghi chú gắn vào ô nói khác số trong ô",
        why: "Chỉ số trong ô được tính; ghi chú gắn vào ô có số khác, có đính chính hoặc nói số của kỳ khác thì số trong ô có thể chưa đúng.",
        example: "Ô D11 ghi 7, ghi chú gắn vào ô ghi “đúng là 9”.",
        todo: "Số trong ô chưa đúng thì sửa trong ô; đã đúng thì xóa ghi chú rồi gửi lại, hoặc không phải làm gì.",
    },
    en: Manual {
        title: "a comment on a cell says something else than the cell",
        why: "only the figure in the cell counts; a comment with another figure, a correction or another time says that it may be wrong",
        example: "D11 is 7, and the comment on it says “đúng là 9”",
        todo: "correct the cell if the comment is right; else nothing need be done",
    },
};

impl GeneralFinding for CellComment {
    fn rule(&self) -> &'static GeneralRule {
        &RULE
    }

    fn say(&self, lang: Lang, _at: Option<&Location>) -> String {
        let said = self.0.iter().take(wording::NAMED).map(|(at, text)| match lang {
            Lang::Vi => format!("ô {at} ghi “{}”", begun(text)),
            Lang::En => format!("{at}: “{}”", begun(text)),
        });
        let said = said.collect::<Vec<_>>().join(", ");
        let more = self.0.len().saturating_sub(wording::NAMED);
        match (lang, more) {
            (Lang::Vi, 0) => format!("ghi chú gắn vào {said}; số trong ô vẫn tính như đang ghi"),
            (Lang::Vi, _) => {
                format!("ghi chú gắn vào {said} và {more} ô khác; số trong ô vẫn tính như đang ghi")
            }
            (Lang::En, 0) => format!("comments on cells ({said}); the figures count as they stand"),
            (Lang::En, _) => {
                format!("comments on cells ({said} and {more} more); the figures count as they stand")
            }
        }
    }
}

/// The beginning of a comment, on one line.
fn begun(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// Checks the comments on the rows of a form; also those around its table if it is the `only` one to say them.
pub(crate) fn find(
    filled: &FilledForm,
    sheet: &Sheet,
    period: Option<Period>,
    only: bool,
) -> Option<Finding> {
    let (mut said, mut is_zero_unknown) = (Vec::new(), false);
    for comment in sheet.comments() {
        let text = comment.text.as_str();
        let row = filled.rows.iter().position(|row| {
            row.entries.iter().any(|entry| entry.at.is_some_and(|at| at.row == comment.at.row))
        });
        let speaks = match row {
            Some(row) => {
                let answers = &filled.rows[row].entries;
                let figures = answers.iter().enumerate();
                let figures =
                    figures.filter(|(column, _)| filled.kind(row, *column).is_some_and(Kind::is_figure));
                let beside: Vec<Entry<'_>> = figures.map(|(_, entry)| entry).collect();
                let own = beside.iter().find(|entry| entry.at == Some(comment.at));
                is_zero_unknown |=
                    own.is_some_and(|own| is_zero(own) && Remark::of(text, period) == Remark::Unknown);
                speaks_against(text, own, &beside, period)
            }
            None => only && is_correction(text, period),
        };
        if speaks {
            said.push((comment.at, text.to_owned()));
        }
    }
    if said.is_empty() {
        return None;
    }
    let mut finding = Finding::about_form(&filled.form, &sheet.name, CellComment(said));
    // a 0 counts although nobody knows the figure
    if is_zero_unknown {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}

/// Whether a comment in a row says something else than its own cell, or than all figures of the row if its cell takes
/// none.
fn speaks_against(text: &str, own: Option<&Entry<'_>>, beside: &[Entry<'_>], period: Option<Period>) -> bool {
    if is_correction(text, period) {
        return true;
    }
    let key = match_key(text);
    let is_said = own.is_some_and(|own| match Remark::of(text, period) {
        Remark::Unknown => own.answer.is_given(),
        Remark::OfOthers => is_zero(own),
        Remark::Nil => {
            matches!(&*key, "khong" | "khong co" | "khong phat sinh")
                && own.value().is_some_and(|it| !it.is_zero())
        }
        Remark::Contradicts => true,
        Remark::Explains => false,
    });
    let values: Vec<Decimal> = match own {
        Some(own) => own.value().into_iter().collect(),
        None => beside.iter().filter_map(Entry::value).collect(),
    };
    is_said || has_other_figure(text, &values)
}

/// Whether a text corrects figures, or says of what other time they are.
fn is_correction(text: &str, period: Option<Period>) -> bool {
    says_otherwise(text, period) || Remark::of(text, period) == Remark::Contradicts
}

fn is_zero(entry: &Entry<'_>) -> bool {
    entry.value().is_some_and(|value| value.is_zero())
        || (*entry.answer == Answer::Nil && is_dash(&entry.raw()))
}

/// Whether a text has another figure than one of these values. What the values are made up of is none, and neither is
/// what stands beside one of them, unless words say that it corrects it.
fn has_other_figure(text: &str, values: &[Decimal]) -> bool {
    const CORRECTS: [&str; 10] = [
        "phai la",
        "dung la",
        "dung ra",
        "chu khong",
        "sai",
        "thieu",
        "thua",
        "cong them",
        "chua tinh",
        "chua cong",
    ];
    let figures = figures(text);
    let others = figures.iter().filter(|readings| !readings.iter().any(|reading| values.contains(reading)));
    let others = others.count();
    if others == 0 {
        return false;
    }
    let key = match_key(text);
    if CORRECTS.iter().any(|phrase| named_times::has(&key, phrase)) {
        return true;
    }
    let first = figures.iter().filter_map(|readings| readings.first());
    let sum = first.clone().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
    let largest = first.max();
    let is_larger = values.iter().all(|value| largest.is_some_and(|largest| largest > value));
    !sum.is_some_and(|sum| values.contains(&sum)) && (others == figures.len() || is_larger)
}

/// The figures in a text, each with its readings. Days, years, numbers of documents, columns and rows are none.
fn figures(text: &str) -> Vec<Vec<Decimal>> {
    /// Words before a number that names something instead of counting it.
    const NAMES: [&str; 24] = [
        "cot", "muc", "dong", "o", "bieu", "luc", "pl", "dieu", "khoan", "diem", "quy", "thang", "nam",
        "ngay", "lan", "thu", "ky", "khoa", "tuan", "gio", "trang", "tt", "stt", "mau",
    ];
    /// Words before “số” in the number of a document.
    const DOCUMENTS: [&str; 8] = ["van", "dinh", "hoach", "cao", "tu", "trinh", "luat", "quyet"];
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == '=' || c == '+').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let keys: Vec<String> = words.iter().map(|word| match_key(word)).collect();
    let key_of = |index: Option<usize>| {
        index.and_then(|index| keys.get(index)).map_or("", |key| key.trim_matches(['(', ':', '.', ',']))
    };
    let found = words.iter().enumerate().filter_map(|(index, word)| {
        let before = key_of(index.checked_sub(1));
        let is_document = before == "so" && DOCUMENTS.contains(&key_of(index.checked_sub(2)));
        if NAMES.contains(&before) || is_document {
            return None;
        }
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
        let end = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(word.len());
        let (number, unit) = word.split_at(end);
        let number = number.trim_end_matches(['.', ',']);
        // 12/3, 12-3-2026, 2.3.1, 766/QĐ and 2a name something
        let is_plain = unit.chars().all(char::is_alphabetic) && (unit.chars().count() != 1 || unit == "đ");
        let is_date =
            number.split('.').count() == 3 && number.rsplit('.').next().is_some_and(|year| year.len() == 4);
        if number.is_empty() || !is_plain || is_date {
            return None;
        }
        let readings = match answer::read(&Cell::plain(Content::Text(number.into())), &Kind::Score) {
            Answer::Number(figure) => vec![figure.value],
            Answer::Unreadable(unreadable) => unreadable.readings,
            Answer::Nil | Answer::Blank | Answer::Text(_) => Vec::new(),
        };
        (!readings.is_empty()).then_some(readings)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::has_other_figure;
    use rust_decimal::Decimal;

    #[test]
    fn a_figure_in_a_comment_is_another_one_or_a_part() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(has_other_figure(text, &[Decimal::from(33)]), expected, "{text}");
        }
        for other in
            ["đúng là 35", "35", "phải là 35 hồ sơ", "35hs", "= 35", "24,8 tỷ", "1.232", "tổng số 35"]
        {
            case(other, true);
        }
        for same in [
            "33",
            "gồm 20 trực tuyến, 13 trực tiếp",
            "33 hồ sơ, trong đó 2 hồ sơ trực tuyến",
            "20+13",
            "theo Công văn số 12/UBND ngày 14/3/2026",
            "theo Quyết định số 766",
            "ngày 14.3.2026",
            "14-3-2026",
            "quý 1 năm 2026",
            "bằng cột 3 cộng cột 4",
            "mục 2.3.1",
            "(1)a",
            "đã kiểm tra",
            "",
        ] {
            case(same, false);
        }
    }
}
