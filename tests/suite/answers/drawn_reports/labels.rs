//! Changed labels in drawn reports: slips, abbreviations, synonyms, and words with another meaning.

use super::reports::Report;
use super::verdict::Change;
use crate::support::builder::{CHECKER, line, lines, workbook};
use crate::support::cells_as_xml::Drawn;
use crate::support::chance::Chance;
use crate::support::drawn_sheets::{Head, text};

use phuluc::book::SheetRow;
use phuluc::check::{AnswerState, rule_check};
use phuluc::form::Holds;
use phuluc::grid::{self, CellValue};

pub(crate) const KINDS: [(&str, Change); 11] = [
    ("a letter left out of a label", letter_left_out),
    ("words written for short", short_forms),
    ("another word in a label", another_word),
    ("a telling word turned round", turned_round),
    ("“không” in a label", negated),
    ("the labels of two rows exchanged", exchanged),
    ("a column's label in words of 2026", other_wording),
    ("a column's label in unknown words", unknown_wording),
    ("a column's label turned round", column_turned_round),
    ("a column of the sender's own", own_column),
    ("labels without their parentheses", without_remarks),
];

/// Pairs of words where the second makes it another indicator.
const OPPOSITES: [(&str, &str); 14] = [
    ("trực tuyến", "trực tiếp"),
    ("đúng hạn", "quá hạn"),
    ("quá hạn", "đúng hạn"),
    ("cấp xã", "cấp tỉnh"),
    ("cấp huyện", "cấp xã"),
    ("UBND xã", "UBND huyện"),
    ("cùng cấp", "khác cấp"),
    ("toàn trình", "một phần"),
    ("đã ", "chưa "),
    ("trong năm", "ngoài năm"),
    ("trong kế hoạch", "ngoài kế hoạch"),
    ("công bố mới", "bãi bỏ"),
    ("văn bản đi", "văn bản đến"),
    ("tăng", "giảm"),
];

/// Pairs of words where the second may well mean the same.
const SYNONYMS: [(&str, &str); 8] = [
    ("giải quyết", "xử lý"),
    ("thực hiện", "triển khai"),
    ("ban hành", "phát hành"),
    ("tiếp nhận", "thu nhận"),
    ("kiểm tra", "thẩm tra"),
    ("tổ chức", "cơ sở"),
    ("Số ", "Số lượng "),
    ("được ", ""),
];

const SHORT_FORMS: [(&str, &str); 6] = [
    ("thủ tục hành chính", "TTHC"),
    ("TTHC", "thủ tục hành chính"),
    ("hồ sơ", "HS"),
    ("văn bản", "VB"),
    ("UBND", "Ủy ban nhân dân"),
    ("CCHC", "cải cách hành chính"),
];

/// Changes the label of a printed row that can be changed. Gives the id of the row.
fn relabel(
    report: &mut Report,
    chance: &mut Chance,
    change: impl Fn(&str, &mut Chance) -> Option<String>,
) -> Option<String> {
    let form = report.form;
    // labels of open rows are the sender's own
    if form.total_row().is_some() {
        return None;
    }
    let table = report.table();
    let at = table.head(form, &Holds::Label);
    let first = chance.below(table.lines.len());
    let count = table.lines.len();
    for line in (first..count).chain(0..first) {
        let line = &mut table.lines[line];
        let is_filled =
            line.cells.iter().flatten().any(|cell| crate::support::drawn_sheets::value(cell).is_some());
        let Some(label) = line.cells[at].as_ref().map(|cell| cell.shown().into_owned()) else { continue };
        if let Some(changed) = change(&label, chance).filter(|changed| is_filled && *changed != label) {
            line.cells[at] = Some(text(&changed));
            return line.row.clone();
        }
    }
    None
}

fn one_of(pairs: &[(&str, &str)], label: &str, chance: &mut Chance) -> Option<String> {
    let fitting: Vec<_> = pairs.iter().filter(|(from, _)| label.contains(from)).collect();
    (!fitting.is_empty()).then(|| {
        let (from, to) = chance.pick(&fitting);
        label.replacen(from, to, 1)
    })
}

fn letter_left_out(report: &mut Report, chance: &mut Chance) -> bool {
    let slip = |label: &str, chance: &mut Chance| {
        let mut letters: Vec<char> = label.chars().collect();
        (letters.len() > 15).then(|| {
            letters.remove(1 + chance.below(letters.len() - 1));
            letters.into_iter().collect()
        })
    };
    relabel(report, chance, slip).is_some()
}

fn short_forms(report: &mut Report, chance: &mut Chance) -> bool {
    relabel(report, chance, |label, chance| one_of(&SHORT_FORMS, label, chance)).is_some()
}

fn another_word(report: &mut Report, chance: &mut Chance) -> bool {
    let changed = relabel(report, chance, |label, chance| one_of(&SYNONYMS, label, chance));
    report.must_be_said |= changed.is_some();
    changed.is_some()
}

fn turned_round(report: &mut Report, chance: &mut Chance) -> bool {
    let row = relabel(report, chance, |label, chance| one_of(&OPPOSITES, label, chance));
    row.is_some_and(|row| {
        report.forget_row(&row);
        true
    })
}

fn negated(report: &mut Report, chance: &mut Chance) -> bool {
    let negate = |label: &str, chance: &mut Chance| {
        let mut words: Vec<&str> = label.split(' ').collect();
        (words.len() > 4).then(|| {
            words.insert(2 + chance.below(words.len() - 3), "không");
            words.join(" ")
        })
    };
    relabel(report, chance, negate).is_some_and(|row| {
        report.forget_row(&row);
        true
    })
}

/// Exchanges the labels of two rows, which keep their codes and figures.
fn exchanged(report: &mut Report, chance: &mut Chance) -> bool {
    let form = report.form;
    if form.total_row().is_some() {
        return false;
    }
    let table = report.table();
    let at = table.head(form, &Holds::Label);
    let first = chance.below(table.lines.len() - 1);
    let labels = [first, first + 1].map(|line| table.lines[line].cells[at].clone());
    let [above, below] = labels;
    let shown = |cell: &Option<phuluc::grid::Cell>| cell.as_ref().map(|cell| cell.shown().into_owned());
    if shown(&above) == shown(&below) {
        return false;
    }
    table.lines[first].cells[at] = below;
    table.lines[first + 1].cells[at] = above;
    for row in [first, first + 1].map(|line| report.table().lines[line].row.clone()).into_iter().flatten() {
        report.forget_row(&row);
    }
    true
}

fn without_remarks(report: &mut Report, chance: &mut Chance) -> bool {
    let bare = |label: &str, _: &mut Chance| label.split_once(" (").map(|(bare, _)| bare.to_owned());
    let changed = relabel(report, chance, bare);
    report.must_be_said |= changed.is_some();
    changed.is_some()
}

/// A column label as another commune writes it, in all columns that share it.
fn other_wording(report: &mut Report, chance: &mut Chance) -> bool {
    let form = report.form;
    let wordings = form.columns.iter().filter(|column| !column.optional).flat_map(|column| {
        let levels = column.also.iter().enumerate();
        levels.flat_map(move |(level, also)| {
            also.iter().map(move |label| (column.head[..=level].to_vec(), label))
        })
    });
    let wordings: Vec<(Vec<String>, &String)> = wordings.collect();
    if wordings.is_empty() {
        return false;
    }
    let (path, label) = chance.pick(&wordings).clone();
    for head in &mut report.table().heads {
        if head.path.starts_with(&path) {
            head.path[path.len() - 1].clone_from(label);
        }
    }
    true
}

/// The index of a column of answers in the table.
fn answer_column(report: &mut Report, chance: &mut Chance) -> usize {
    let form = report.form;
    let heads = report.table().heads.iter().enumerate();
    let answers = heads.filter(|(_, head)| head.column.is_some_and(|column| form.takes_answers(column)));
    let answers: Vec<usize> = answers.map(|(at, _)| at).collect();
    *chance.pick(&answers)
}

fn unknown_wording(report: &mut Report, chance: &mut Chance) -> bool {
    let at = answer_column(report, chance);
    let label = *chance.pick(&["Kết quả", "Nội dung báo cáo", "Giá trị", "Chỉ số"]);
    label.clone_into(report.table().heads[at].path.last_mut().unwrap());
    report.must_be_said = true;
    true
}

fn column_turned_round(report: &mut Report, chance: &mut Chance) -> bool {
    const TURNED: [(&str, &str); 5] = [
        ("Trực tuyến", "Không trực tuyến"),
        ("Trước hạn", "Chưa đến hạn trả"),
        ("Quá hạn", "Không quá hạn"),
        ("Trong hạn", "Ngoài hạn"),
        ("Điểm đạt", "Điểm không đạt"),
    ];
    let form = report.form;
    let at = answer_column(report, chance);
    let head = &mut report.table().heads[at];
    let Some((_, turned)) = TURNED.iter().find(|(from, _)| head.path.last().is_some_and(|last| last == from))
    else {
        return false;
    };
    (*turned).clone_into(head.path.last_mut().unwrap());
    let column = form.columns[head.column.unwrap()].id.to_string();
    report.forget(|(_, own)| *own == column);
    report.must_be_said = true;
    true
}

fn own_column(report: &mut Report, chance: &mut Chance) -> bool {
    let table = report.table();
    let label = *chance.pick(&["Ghi chú riêng", "Tham mưu", "Người theo dõi"]);
    table.heads.push(Head { path: vec![label.to_owned()], ..Head::default() });
    for line in &mut table.lines {
        line.cells.push(chance.is_in(30).then(|| text("đã đối chiếu")));
    }
    true
}

const FIGURES: [(&str, &str); 4] = [("1.2", "7"), ("3.2", "98"), ("3.2.1", "1250"), ("3.2.2", "1225")];

/// The state of a row's figure after a change of its label, and the rules of the findings about labels.
fn relabelled(form: &str, row: &str, change: (&str, &str)) -> (AnswerState, Vec<String>) {
    let mut workbook = workbook("Xã Ví dụ 01").printed(form, &[(row, "7")]);
    let own = &mut workbook.sheets[0];
    let index = own.form.fixed_rows().iter().position(|printed| printed.id.as_str() == row).unwrap();
    let label = own.form.column_holding(&Holds::Label).unwrap();
    let SheetRow { cells, .. } = &mut own.rows[index];
    let CellValue::Text(text) = &mut cells[label] else { panic!("no label") };
    assert!(text.contains(change.0), "{text}");
    *text = text.replacen(change.0, change.1, 1);
    let submission = CHECKER.read(&grid::read(&workbook.bytes()).unwrap());
    let form = &submission.forms[0];
    let filled = form.rows.iter().find(|filled| filled.id.as_str() == row).unwrap();
    let column = (0..form.form.columns.len()).find(|column| form.form.takes_answers(*column)).unwrap();
    let state = filled.entries.get(column).answer.state();
    let found = rule_check::check(&submission, None).findings.iter().map(line).collect::<Vec<_>>();
    (state, found.into_iter().filter(|line| line.contains(" label-")).collect())
}

#[test]
fn a_row_of_another_time_or_state_is_not_read_and_not_blank() {
    let others = [
        ("cchc-2025-03", "3.2.1", ("xong", "xong (năm 2022)")),
        ("cchc-2025-03", "3.2.1", ("xong", "xong kỳ trước")),
        ("cchc-2025-03", "3.2.1", ("xong", "xong (tháng 3)")),
        ("cchc-2025-03", "3.2.1", ("xong", "xong (lũy kế)")),
        ("cchc-2025-03", "3.2.1", ("xong", "xong (quý IV/2023)")),
        ("cchc-2025-03", "3.2.1", ("Tổng số hồ sơ", "Tổng số hồ sơ quá hạn")),
        ("cchc-2025-03", "3.2.1", ("đã giải quyết xong", "tiếp nhận")),
        ("cchc-2025-03", "3.2.1", ("TTHC", "TTHC trực tuyến")),
        ("cchc-2025-03", "3.2.2", ("Số", "Tỷ lệ")),
        ("cchc-2025-03", "3.2.2", ("giải quyết đúng hạn", "giải quyết")),
        ("cchc-2025-03", "1.4.2", ("cấp xã", "cấp thôn")),
        ("cchc-2025-04", "2.2", ("có mặt", "còn thiếu")),
        ("cchc-2025-04", "2.2", ("có mặt tại thời điểm báo cáo", "có mặt đầu năm")),
        ("cchc-2025-04", "1.5", ("sự nghiệp công lập", "sự nghiệp ngoài công lập")),
        ("cchc-2025-06", "1.2", ("Đã thực hiện", "Ước thực hiện")),
        ("cchc-2025-06", "1", ("Tỷ lệ thực hiện", "Số vốn thực hiện")),
        ("cchc-2025-07", "3.2", ("văn bản điện tử", "văn bản giấy")),
        ("cchc-2025-07", "2", ("định kỳ", "đột xuất")),
        ("cchc-2025-02", "2.2.1", ("cần phải xử lý", "đã xử lý")),
        ("cchc-2025-02", "1.2", ("ban hành", "bãi bỏ")),
    ];
    for (form, row, change) in others {
        let (state, found) = relabelled(form, row, change);
        assert_eq!(state, AnswerState::Unreadable, "{change:?}: {found:?}");
        assert!(found.len() == 1 && found[0].starts_with("error label-contradicts"), "{change:?}: {found:?}");
    }
    // words that leave the indicator what it is
    for (row, change) in [("3.2.1", ("xong", "xong trong kỳ")), ("1.2", ("công bố", "được công bố"))]
    {
        let (state, found) = relabelled("cchc-2025-03", row, change);
        assert_eq!(state, AnswerState::Number, "{change:?}: {found:?}");
        assert!(found.len() == 1 && found[0].starts_with("warning label-reworded"), "{change:?}: {found:?}");
    }
}

/// The figures of a report whose only column of figures has another heading, and the findings.
fn headed(heading: &str) -> (usize, Vec<String>) {
    let cell = format!("t=\"inlineStr\"><is><t>{heading}</t></is>");
    let report = workbook("Xã Ví dụ 01").printed("cchc-2025-03", &FIGURES);
    let sheet = grid::read(&report.bytes()).unwrap().swap_remove(0);
    let (head, _) = sheet.cells().find(|(_, cell)| cell.tidy() == "Số liệu").unwrap();
    let head = head.to_string();
    let drawn = Drawn { cells: &[(head.as_str(), &cell)], ..Drawn::default() };
    let checked = drawn.checked(&report);
    let forms = drawn.submission(&report).forms;
    let given = forms.first().map_or(0, |form| {
        form.rows.iter().flat_map(|row| row.entries.iter()).filter(|entry| entry.value().is_some()).count()
    });
    (given, lines(&checked))
}

#[test]
fn a_column_of_another_time_or_measure_is_not_read() {
    let others = [
        "Số liệu lũy kế",
        "Số liệu đến 31/12/2023",
        "Số liệu đầu năm",
        "Số liệu 6 tháng",
        "Số liệu tháng 3",
        "Năm 2023",
        "Số liệu của cấp huyện",
        "Số liệu (nghìn)",
        "Số liệu (%)",
        "Số liệu quý IV/2023",
        "Kế hoạch",
        "Kỳ trước",
    ];
    for heading in others {
        let (given, found) = headed(heading);
        assert_eq!(given, 0, "{heading}: {found:?}");
        assert!(found.iter().any(|line| line.starts_with("error header-changed")), "{heading}: {found:?}");
    }
    for heading in ["Kỳ này", "Thực hiện", "Trong kỳ", "Quý I/2024", "Năm 2024", "Số liệu đến 14/3/2024"]
    {
        let (given, found) = headed(heading);
        assert_eq!(given, FIGURES.len(), "{heading}: {found:?}");
        assert!(!found.iter().any(|line| line.starts_with("error")), "{heading}: {found:?}");
    }
}
