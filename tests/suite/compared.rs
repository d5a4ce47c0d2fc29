//! Totals beside those of earlier periods and beside the plan: like with like, or the reason why not.

use crate::builder::{CATALOGUE, Workbook, workbook};
use phuluc::book::consolidated;
use phuluc::form::FormId;
use phuluc::grid;
use phuluc::grid::At;
use phuluc::grid::Sheet;
use phuluc::round::Consolidation;
use phuluc::round::Earlier;
use phuluc::round::FileReport;
use phuluc::round::Material;
use phuluc::round::Round;
use phuluc::round::consolidate;
use std::path::Path;
use std::process::Command;

/// A round of four communes for a period, of which some have sent.
fn round(period: (&str, &str), sent: &[(usize, &dyn Fn(Workbook) -> Workbook)]) -> Consolidation {
    let (from, to) = period;
    let mut text = format!(
        "title = \"Đợt {to}\"\nforms = [\"tthc-06a\", \"cchc-hue-02\"]\nperiod = {{ from = {from}, to = {to} }}\n"
    );
    for number in 1..=4 {
        text += &format!("[[units]]\nname = \"Xã Ví dụ {number:02}\"\n");
    }
    let known: Vec<&FormId> = CATALOGUE.forms().map(|form| &form.id).collect();
    let round = Round::read(&text, &known).unwrap();
    let mut reports: Vec<Vec<FileReport>> = vec![Vec::new(); 4];
    for (number, fill) in sent {
        let workbook = fill(workbook(&format!("Xã Ví dụ {number:02}")).period(from, to));
        reports[number - 1].push(workbook.report(&format!("nhan/{number:02}.xlsx")));
    }
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
}

const NOW: (&str, &str) = ("2024-03-15", "2024-06-14");
const BEFORE: (&str, &str) = ("2023-12-15", "2024-03-14");
const LAST_YEAR: (&str, &str) = ("2023-03-15", "2023-06-14");
const HALF_YEAR: (&str, &str) = ("2023-06-15", "2023-12-14");

/// The lines of the comparison, each as its texts joined; the header is not among them.
fn compared(consolidation: &Consolidation) -> Vec<String> {
    let sheets = grid::read(&consolidated::write(consolidation).unwrap()).unwrap();
    let Some(sheet) = sheets.iter().find(|sheet| sheet.name == "So sánh") else { return Vec::new() };
    (3..=sheet.last_row().unwrap()).map(|row| line(sheet, row)).filter(|line| !line.is_empty()).collect()
}

fn line(sheet: &Sheet, row: u32) -> String {
    let cells = (0..18).map(|column| sheet.text(At { row, column }));
    cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// A unit's Biểu 06a with so many dossiers received online, all of them resolved in time.
fn dossiers(count: u32) -> impl Fn(Workbook) -> Workbook {
    move |workbook| {
        let figures = format!("{count} {count} 0 0  {count} 0 {count} 0  0 0 0");
        workbook.tthc(&[("Tổng cộng", &figures)])
    }
}

fn with(mut now: Consolidation, earlier: &[Consolidation]) -> Consolidation {
    let named = |consolidation: &Consolidation| Earlier {
        consolidation: consolidation.clone(),
        source: format!("../{}", consolidation.round.title),
    };
    now.earlier = earlier.iter().map(named).collect();
    now
}

#[test]
fn figures_stand_beside_those_of_the_same_units_before() {
    let now = round(NOW, &[(1, &dossiers(120)), (2, &dossiers(80)), (3, &dossiers(1000))]);
    let before = round(BEFORE, &[(1, &dossiers(100)), (2, &dossiers(100)), (4, &dossiers(7))]);
    let last_year = round(LAST_YEAR, &[(1, &dossiers(60)), (2, &dossiers(40)), (3, &dossiers(500))]);
    let lines = compared(&with(now, &[last_year, before]));
    let received = lines.iter().find(|line| line.contains("tổng số tiếp nhận")).unwrap();
    assert_eq!(
        received,
        "Biểu 06a | Tổng cộng | tổng số tiếp nhận | 1200 | 200 | 0 | 100 | không đổi | \
         2 đơn vị, kỳ này các đơn vị đó: 200 | 600 | 600 | 200 | tăng | 3 đơn vị"
    );
    let share = lines.iter().find(|line| line.contains("tỷ lệ hồ sơ trực tuyến")).unwrap();
    assert!(share.contains("100 | 0 | điểm % | không đổi"), "{share}");
}

/// Codes that two units share are no names.
#[test]
fn units_of_one_code_are_told_apart() {
    let coded = |mut all: Consolidation| {
        all.members.iter_mut().for_each(|member| member.unit.code = Some("01".to_owned()));
        all
    };
    let now = coded(round(NOW, &[(1, &dossiers(120)), (2, &dossiers(80))]));
    let before = coded(round(BEFORE, &[(1, &dossiers(100)), (2, &dossiers(10))]));
    let lines = compared(&with(now, &[before]));
    let received = lines.iter().find(|line| line.contains("tổng số tiếp nhận")).unwrap();
    assert!(received.contains("| 200 | 110 | 90 |"), "{received}");
}

#[test]
fn what_cannot_be_compared_says_why() {
    let tasks = |rows: &'static [(&'static str, &'static str)]| {
        move |workbook: Workbook| workbook.printed("cchc-hue-02", rows)
    };
    let (then, here) =
        (tasks(&[("2.1", "10"), ("2.2", "4")]), tasks(&[("1", "3"), ("2.1", "10"), ("2.2", "8")]));
    let now = round(NOW, &[(1, &here)]);
    let before = round(BEFORE, &[(1, &then)]);
    let half = round(HALF_YEAR, &[(1, &then)]);
    let lines = compared(&with(now.clone(), &[half, before]));
    let find =
        |text: &str| lines.iter().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{lines:#?}"));
    assert!(find("Không so (kỳ dài ngắn khác nhau): Đợt 2023-12-14").contains("từ ngày 15/6/2023"));
    assert!(find("2.1").contains("không so: số lũy kế, chỉ so với cùng kỳ năm trước"), "{}", find("2.1"));
    assert!(find("Phụ lục 2 | 1 |").contains("không so: không đơn vị nào có số ở cả hai kỳ"));
    // beside its plan a figure stands without any earlier round, too
    let lines = compared(&now);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines[2].ends_with("| 8 | 10 | 80 | 1 đơn vị"), "{}", lines[2]);
    assert_eq!(compared(&round(NOW, &[(1, &dossiers(3))])), Vec::<String>::new());
}

#[test]
fn an_earlier_consolidated_workbook_will_do_for_its_round() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/sample-district");
    let folder = tempfile::tempdir().unwrap();
    let phuluc = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_phuluc")).args(args).current_dir(folder.path()).output().unwrap()
    };
    std::fs::write(folder.path().join("round.toml"), {
        let head = std::fs::read_to_string(Path::new(sample).join("round.toml")).unwrap();
        head.replace("2025-12-15", "2026-12-15").replace("2026-12-14 }", "2027-12-14 }")
            + "[[units]]\nname = \"Xã Ví dụ 01\"\n"
    })
    .unwrap();
    assert!(phuluc(&["tong-hop", sample, "-o", "truoc.xlsx"]).status.success());
    let done = phuluc(&["tong-hop", ".", "-o", "nay.xlsx", "--previous", "truoc.xlsx", sample]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let sheets = grid::read(&std::fs::read(folder.path().join("nay.xlsx")).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "So sánh").unwrap();
    assert!(
        line(sheet, 4).starts_with("So với cùng kỳ năm trước: Đợt báo cáo mẫu năm 2026"),
        "{}",
        line(sheet, 4)
    );
    assert!(line(sheet, 5).starts_with("Không so (đã có số của kỳ đó)"), "{}", line(sheet, 5));
    let refused = phuluc(&["tong-hop", ".", "-o", "b.xlsx", "--previous", "round.toml"]);
    assert_eq!(refused.status.code(), Some(2));
}
