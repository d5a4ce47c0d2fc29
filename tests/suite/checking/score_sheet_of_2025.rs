//! The score sheet of one province for 2025, a form in `examples/forms`: criteria in steps and by quotients, criteria
//! that do not apply, evidence for points, ranks and bands of 124 invented communes.

use crate::support::builder::{Workbook, lines, workbook};
use phuluc::book::consolidated;
use phuluc::check::{Checker, Submission, rule_check};
use phuluc::desk::{Context, FileContent, Folder, Memory, NewRound, OpenRound, Tools, WantedPeriod};
use phuluc::form::{Catalogue, Form, FormId, PartOfYear};
use phuluc::round::{Consolidation, FileReport, Material, Round, consolidate, imported_units, outside};
use phuluc::say::{Lang, words};
use phuluc::{desk, grid};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/forms/chi-so-cchc-xa-2025/form.toml");
const ID: &str = "chi-so-cchc-xa-2025";

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = std::fs::read_to_string(PATH).expect("the example");
    Catalogue::with([(PATH.to_owned(), text)]).expect("a definition in order")
});
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(CATALOGUE.clone()));

fn form() -> &'static Form {
    CATALOGUE.in_force(&FormId::from(ID), None).expect("the form")
}

/// A score sheet with these rows: maximum, points, evidence, tasks to do and tasks done.
fn scored(filled: &[(&str, &str)]) -> Workbook {
    let columns = ["toi_da", "tu_cham", "tai_lieu", "phai_lam", "da_lam"];
    workbook("Xã Ví dụ 01").period("2025-07-01", "2025-11-30").table_of(form(), &columns, filled)
}

#[track_caller]
fn case(filled: &[(&str, &str)], expected: &[&str]) {
    let mut found = found(filled);
    found.retain(|line| !line.starts_with("warning blank-total"));
    let found: Vec<String> = found.iter().map(|line| line.replace(&format!("{ID}/"), "")).collect();
    assert_eq!(found, expected, "{filled:?}");
}

/// The findings in a score sheet.
pub(crate) fn found(filled: &[(&str, &str)]) -> Vec<String> {
    let sheets = grid::read(&scored(filled).bytes()).expect("our own workbook");
    let submission = Submission::read(&sheets, CHECKER.finder());
    lines(&rule_check::check(&submission, None))
}

#[test]
fn a_criterion_in_steps_takes_no_points_between_them() {
    case(&[("3.1.1", "0.25 0.125 'BC-1")], &[]);
    case(&[("3.1.1", "0.25 0 .")], &[]);
    case(&[("3.1.1", "0.25 0.2 'BC-1")], &["error step-not-allowed 3.1.1 D43 0.2 in – –"]);
}

#[test]
fn points_by_what_was_done_are_rounded_and_have_a_floor() {
    case(&[("3.4.1", "3 2.33 'BC-1 9 7")], &[]);
    case(&[("3.4.1", "3 2.34 'BC-1 9 7")], &["error diem-theo-ty-le 3.4.1 D54 2.34 = 2.33 0.01"]);
    case(&[("3.4.1", "3 0 . 9 5")], &[]);
    case(&[("3.4.1", "3 1.67 'BC-1 9 5")], &["error diem-theo-ty-le 3.4.1 D54 1.67 = 0 1.67"]);
    // if nothing had to be done, nothing can be checked
    case(&[("3.4.1", "3 3 'BC-1 0 0")], &[]);
}

#[test]
fn a_criterion_applies_whole_or_not_at_all_and_points_want_evidence() {
    case(&[("1.2", "1.5 1 'BC-1")], &[]);
    case(&[("1.2", "0 0 .")], &[]);
    case(&[("1.2", "1 1 'BC-1")], &["error printed-figure-changed 1.2 C13 1 = 1.5 -0.5"]);
    // a criterion that does not apply reduces the maxima above it, and nothing else does
    case(&[("1.2", "0 0 ."), ("1", "15.5 .")], &[]);
    case(&[("1.2", "0 0 ."), ("1", "17 .")], &["error cong-len 1 C9 17 = – –"]);
    case(
        &[("1.2", "0 0 ."), ("1", "17.5 .")],
        &["error cong-len 1 C9 17.5 = – –", "error printed-figure-changed 1 C9 17.5 <= 17 0.5"],
    );
    case(&[("1.2", "1.5 1 .")], &["error co-diem-thi-co-tai-lieu 1.2 D13 1 given – –"]);
    case(&[("1.2", "1.5 0 .")], &[]);
}

#[test]
fn points_and_maxima_of_headings_are_the_sums_below() {
    let rows = |own: &str| -> Vec<(String, String)> {
        [("1.1", own), ("1.1.1", "2 2 'BC-1"), ("1.1.2", "2 1 'BC-2")]
            .map(|(row, figures)| (row.to_owned(), figures.to_owned()))
            .to_vec()
    };
    let judge = |own: &str, expected: &[&str]| {
        let rows = rows(own);
        let rows: Vec<(&str, &str)> =
            rows.iter().map(|(row, figures)| (row.as_str(), figures.as_str())).collect();
        case(&rows, expected);
    };
    judge("4 3 .", &[]);
    judge("4 3.5 .", &["error cong-len 1.1 D10 3.5 = 3 0.5"]);
}

/// A score sheet of another author, with one column of points and one of reasons.
const WITH_REASONS: &str = r#"
id = "bang-diem"
version = "1"
title = "Bảng chấm điểm"
short = "Bảng chấm điểm"
sheet = "Bảng chấm điểm"
measure = "Điểm"
basis = "Kế hoạch số 1/KH-UBND"
in_force = { from = 2025-01-01 }
sent = { by = "xã", to = ["tỉnh"], every = ["năm"] }
columns = [
  { id = "stt",      kind = "code",  head = ["STT"] },
  { id = "tieu_chi", kind = "label", head = ["Tiêu chí"] },
  { id = "toi_da",   kind = "score", head = ["Điểm tối đa"], say = "điểm tối đa" },
  { id = "diem",     kind = "score", head = ["Điểm"], say = "điểm" },
  { id = "ly_do",    kind = "text",  head = ["Lý do trừ điểm"], say = "lý do trừ điểm", optional = true },
]
bands = { row = "tong", score = ["diem"], maximum = "toi_da", steps = [{ from = 0, say = "Đạt" }] }
rows = [
  { code = "1", label = "Ban hành kế hoạch", fixed = { toi_da = 2 }, parent = "tong" },
  { code = "2", label = "Báo cáo đúng hạn", fixed = { toi_da = 3 }, parent = "tong" },
  { id = "tong", label = "Tổng điểm", fixed = { toi_da = 5 } },
]
[[rules]]
id = "diem-bang-tong"
title = "Tổng điểm bằng tổng điểm các tiêu chí"
each = "parent"
columns = ["diem"]
that = "value = sum(children)"
why = "Điểm chỉ chấm ở tiêu chí."
todo = "Cộng lại."
[[rules]]
id = "tru-diem-thi-co-ly-do"
title = "Bị trừ điểm thì phải có lý do"
each = "leaf"
that = "diem < toi_da implies given(ly_do)"
why = "Đơn vị phải biết vì sao bị trừ."
todo = "Ghi lý do."
"#;

static WITH_REASONS_CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::with([("bang-diem".to_owned(), WITH_REASONS.to_owned())]).expect("a definition in order")
});

#[track_caller]
fn case_of_reasons(filled: &[(&str, &str)], expected: &[&str]) {
    let checker = Checker::new(WITH_REASONS_CATALOGUE.clone());
    let form = WITH_REASONS_CATALOGUE.in_force(&FormId::from("bang-diem"), None).expect("the form");
    let sent = workbook("Xã Ví dụ 01").period("2025-07-01", "2025-11-30");
    let sheets = grid::read(&sent.table_of(form, &["toi_da", "diem", "ly_do"], filled).bytes());
    let submission = Submission::read(&sheets.expect("our own workbook"), checker.finder());
    let found: Vec<String> = lines(&rule_check::check(&submission, None))
        .iter()
        .map(|line| line.replace("bang-diem/", ""))
        .collect();
    assert_eq!(found, expected, "{filled:?}");
}

#[test]
fn a_reason_is_asked_only_where_points_are_lost() {
    case_of_reasons(&[("1", "2 2 ."), ("2", "3 3 ."), ("tong", "5 5 .")], &[]);
    case_of_reasons(&[("1", "2 2 ."), ("2", "3 2.5 'Muộn"), ("tong", "5 4.5 .")], &[]);
    case_of_reasons(
        &[("1", "2 2 ."), ("2", "3 2.5 ."), ("tong", "5 4.5 .")],
        &["error tru-diem-thi-co-ly-do 2 D10 2.5 given – –"],
    );
    case_of_reasons(
        &[("1", "2 0 ."), ("2", "3 3 ."), ("tong", "5 3 .")],
        &["error tru-diem-thi-co-ly-do 1 D9 0 given – –"],
    );
    // the reason is words and no points, and the points are added up as they stand
    case_of_reasons(
        &[("1", "2 2 ."), ("2", "3 2.5 'Muộn"), ("tong", "5 5 .")],
        &["error diem-bang-tong tong D11 5 = 4.5 0.5"],
    );
}

/// Communes with points for field 3, survey points, and a total out of 99, in a round of their own. Gives also the
/// consolidated workbook.
fn ranked(points: &[(&str, &str)], outside: &[(&str, &str)]) -> (Consolidation, Vec<u8>) {
    let mut text = format!("title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = [\"{ID}\"]\n");
    let folder = Memory::default();
    for (number, (total, field)) in (1..).zip(points) {
        let (unit, path) = (format!("Xã Ví dụ {number:02}"), format!("nhan/{number:02}.xlsx"));
        text += &format!("[[units]]\nname = \"{unit}\"\nfiles = [\"{path}\"]\n");
        let sent = workbook(&unit).period("2025-07-01", "2025-11-30");
        let (total, field) = (format!("99 {total}"), format!("12 {field}"));
        let rows = [("3", field.as_str()), ("tong", total.as_str())];
        folder.put(&path, &sent.table_of(form(), &["toi_da", "tu_cham"], &rows).bytes(), None);
    }
    folder.put("round.toml", text.as_bytes(), None);
    if !outside.is_empty() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, head) in (0..).zip(["Đơn vị", "Biểu", "Mục", "Số liệu", "Căn cứ"]) {
            sheet.write_string(0, column, head).unwrap();
        }
        for (row, (unit, points)) in (1..).zip(outside) {
            let form = &form().short;
            for (column, text) in
                (0..).zip([unit, form.as_str(), "Điểm điều tra xã hội học", points, "Công văn số 9/SNV"])
            {
                sheet.write_string(row, column, text).unwrap();
            }
        }
        folder.put("so-lieu-ngoai.xlsx", &book.save_to_buffer().unwrap(), None);
    }
    let tools = Tools::plain(&CHECKER);
    let open = OpenRound::open(&folder, &tools).unwrap_or_else(|error| panic!("{}", error.said(Lang::Vi)));
    let all = open.consolidation(&tools, false);
    let book = consolidated::write(&all).expect("a workbook");
    (all, book)
}

/// The lines below the ranking, and the rank of each unit.
fn ranking((all, book): &(Consolidation, Vec<u8>)) -> (Vec<String>, String) {
    let sheets = grid::read(book).expect("our own workbook");
    let cells = sheets.iter().flat_map(|sheet| sheet.cells().map(|(_, cell)| cell.shown().into_owned()));
    let said = cells.filter(|text| text.starts_with("Đơn vị bằng") || text.starts_with("Cùng hạng"));
    let scores = all.forms[0].scores.iter();
    let ranks = scores.map(|score| format!("{}: {}", all.members[score.unit].unit.name, score.rank));
    (said.collect(), ranks.collect::<Vec<_>>().join(", "))
}

#[test]
fn what_breaks_a_tie_is_named_and_what_it_does_not_break_shares_a_rank() {
    let all = ranked(&[("70", "9"), ("80", "9"), ("80", "10"), ("80", "9")], &[]);
    let (said, ranks) = ranking(&all);
    // 80, then twice 80 with fewer points in field 3, then the next rank but one
    assert_eq!(ranks, "Xã Ví dụ 03: 1, Xã Ví dụ 02: 2, Xã Ví dụ 04: 2, Xã Ví dụ 01: 4");
    assert_eq!(
        said,
        [
            "Đơn vị bằng tỷ lệ xếp theo điểm lần lượt của: Lĩnh vực 3; Điểm điều tra xã hội học; vẫn bằng thì cùng hạng.",
            "Cùng hạng 2: Xã Ví dụ 02, Xã Ví dụ 04."
        ]
    );
}

#[test]
fn points_of_a_survey_are_given_from_outside_and_break_ties() {
    let points = [("80", "9"), ("80", "9")];
    let (_, ranks) = ranking(&ranked(&points, &[]));
    assert_eq!(ranks, "Xã Ví dụ 01: 1, Xã Ví dụ 02: 1");
    let all = ranked(&points, &[("Xã Ví dụ 01", "20,5"), ("Xã Ví dụ 02", "22")]);
    let (_, ranks) = ranking(&all);
    assert_eq!(ranks, "Xã Ví dụ 02: 1, Xã Ví dụ 01: 2");
    let told = all.0.members[0].reports[0].submission.iter().flat_map(|submission| &submission.adjusted);
    let told: Vec<String> = told.map(|adjusted| words::adjusted(Lang::Vi, adjusted)).collect();
    assert!(told[0].ends_with("lấy 20,5 theo so-lieu-ngoai.xlsx (căn cứ: Công văn số 9/SNV)"), "{told:?}");
}

/// The points of 124 communes, each with the maximum that applies: 26 Tốt, 80 Khá, 18 Trung bình.
fn points() -> Vec<(String, u32)> {
    let hundredths = |value: u32| format!("{}.{:02}", value / 100, value % 100);
    let mut points: Vec<(String, u32)> = (0..26).map(|i| (hundredths(8003 + 40 * i), 99)).collect();
    points.extend((0..75).map(|i| (hundredths(6600 + 16 * if i == 25 { 26 } else { i }), 99)));
    points.extend(
        [(7908, 99), (6485, 99), (7424, 99), (6674, 89), (6500, 89)].map(|(p, most)| (hundredths(p), most)),
    );
    points.extend((0..18).map(|i| (hundredths(6371 - 50 * i), 99)));
    points
}

#[test]
fn communes_are_ranked_by_the_maximum_that_applies_to_them() {
    let points = points();
    assert_eq!(points.len(), 124);
    let mut text = format!("title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = [\"{ID}\"]\n");
    let mut reports: Vec<Vec<FileReport>> = Vec::new();
    for (number, (points, most)) in (1..).zip(&points) {
        let unit = format!("Xã Ví dụ {number:03}");
        text += &format!("[[units]]\nname = \"{unit}\"\n");
        let figures = format!("{most} {points}");
        let sent = workbook(&unit).period("2025-07-01", "2025-11-30");
        let bytes = sent.table_of(form(), &["toi_da", "tu_cham"], &[("tong", &figures)]).bytes();
        let path = format!("nhan/{number:03}.xlsx");
        let tools = Tools::plain(&CHECKER);
        reports.push(vec![desk::report(&path, &FileContent::Bytes(bytes), &Context::default(), &tools)]);
    }
    let round = Round::read(&text, &CATALOGUE).expect("a round");
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let scores = &all.forms[0].scores;
    let mut bands: BTreeMap<&str, usize> = BTreeMap::new();
    for score in scores {
        *bands.entry(&score.band).or_default() += 1;
    }
    assert_eq!(bands, BTreeMap::from([("Tốt", 26), ("Khá", 80), ("Trung bình", 18)]));
    let of = |unit: usize| scores.iter().find(|score| score.unit == unit).expect("a score");
    // equal indices share a rank, and the unit after them has the next rank but one
    let (twin, other) = (of(26 + 25), of(26 + 26));
    assert_eq!(twin.percent, other.percent);
    assert_eq!(scores[78..81].iter().map(|score| score.rank).collect::<Vec<_>>(), [79, 79, 81]);
    assert_eq!((twin.rank, other.rank), (79, 79));
    // both are printed as 74,99, but 74,24/99 is more than 66,74/89
    let (more, less) = (of(26 + 77), of(26 + 78));
    assert_eq!(
        (more.percent.to_string(), less.percent.to_string()),
        ("74.99".to_owned(), "74.99".to_owned())
    );
    assert_eq!(less.rank, more.rank + 1);
    assert_eq!(less.maximum.to_string(), "89");
    assert_eq!((scores[0].rank, scores[0].unit), (1, 25));
}

#[test]
fn what_others_give_is_not_asked_of_the_unit() {
    let (_, book) = ranked(&[("70", "9"), ("80", "9")], &[]);
    let sheets = grid::read(&book).expect("our own workbook");
    let texts = |sheet: &grid::Sheet, row: u32| -> Vec<String> {
        (0..6).map(|column| sheet.text(grid::At { row, column }).into_owned()).collect()
    };
    let data = sheets.iter().find(|sheet| sheet.name == "Dữ liệu").expect("the values");
    let lines = (0..=data.last_row().unwrap_or(0)).map(|row| texts(data, row));
    let survey: Vec<String> = lines
        .filter(|line| line[3] == "Điểm điều tra xã hội học" && line[4] == "tu_cham")
        .map(|line| line[5].clone())
        .collect();
    assert_eq!(survey, ["không thuộc phạm vi", "không thuộc phạm vi"]);
    // no unit has points of its own beside an appraisal, so that there is no column for them
    let ranking = sheets.iter().find(|sheet| {
        sheet.cells().any(|(_, cell)| cell.shown().to_lowercase().starts_with("xếp hạng theo"))
    });
    let heads = ranking.expect("the ranking").cells().map(|(_, cell)| cell.shown().into_owned());
    let heads: Vec<String> =
        heads.filter(|text| ["Điểm", "Tự chấm", "Xếp loại"].contains(&text.as_str())).collect();
    assert_eq!(heads, ["Điểm", "Xếp loại"]);
}

#[test]
fn a_new_round_has_a_list_for_what_others_give() {
    let (folder, tools) = (Memory::default(), Tools::plain(&CHECKER));
    let sheet = crate::support::builder::sheet(&[&["Tên đơn vị"], &["Xã Ví dụ 01"], &["Xã Ví dụ 02"]]);
    let list = imported_units::import("ds.xlsx", &[sheet]).expect("a list of units");
    let new = NewRound {
        period: WantedPeriod::Part(PartOfYear::named("năm 2025").expect("a year")),
        period_name: Some("năm 2025"),
        due: None,
        title: None,
        receiver: Some("Sở Nội vụ tỉnh Ví dụ"),
        forms: &[ID.to_owned()],
        previous: None,
        list: &list,
    };
    let begun = desk::begin(&folder, &new, &tools).unwrap_or_else(|error| panic!("{}", error.said(Lang::Vi)));
    assert_eq!(begun.outside, 2);
    // nothing is given yet, and nothing is wrong with that
    let open = OpenRound::open(&folder, &tools).unwrap_or_else(|error| panic!("{}", error.said(Lang::Vi)));
    assert!(open.outside.is_empty());
    assert!(open.round.title.starts_with("Báo cáo ") && open.round.title.ends_with(" năm 2025"));
    assert!(!open.round.title.contains("cải cách hành chính quý"), "{}", open.round.title);
    let filled = Folder::read(&folder, outside::FILE).expect("the list");
    let mut sheets = grid::read(&filled).expect("our own workbook");
    let (at, _) = sheets[0].cells().find(|(_, cell)| cell.shown() == "Xã Ví dụ 02").expect("its line");
    let cell = |text: &str| grid::Cell::plain(grid::Content::Text(text.into()));
    let [figure, source] = [5, 6].map(|column| grid::At { column, ..at });
    sheets[0] =
        std::mem::take(&mut sheets[0]).with([(figure, cell("22,5")), (source, cell("Công văn số 9/SNV"))]);
    let read = outside::read(&sheets, &open.round, &CATALOGUE).expect("a list in order");
    assert_eq!(read.len(), 1);
    assert_eq!(
        (read[0].unit, read[0].row.as_str(), read[0].figure.to_string()),
        (1, "khao_sat", "22.5".to_owned())
    );
}
