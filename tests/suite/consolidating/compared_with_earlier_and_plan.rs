//! Comparison of totals with earlier periods and with the plan: only comparable figures are compared; for others the
//! reason is given.

use crate::support::builder::{CATALOGUE, Workbook, workbook};
use phuluc::book::consolidated;
use phuluc::form::{Consolidate, Rows};
use phuluc::grid;
use phuluc::grid::{At, Sheet};
use phuluc::round::{
    Against, Consolidation, Earlier, FileReport, Material, Pair, Round, Sides, Total, Unlike, compare,
    consolidate,
};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A round of four communes on a period, with the workbooks of those that sent one.
fn round(period: (&str, &str), sent: &[(usize, &dyn Fn(Workbook) -> Workbook)]) -> Consolidation {
    let (from, to) = period;
    let mut text = format!(
        "title = \"Đợt {to}\"\nforms = [\"tthc-06a\", \"cchc-hue-02\"]\nperiod = {{ from = {from}, to = {to} }}\n"
    );
    for number in 1..=4 {
        text += &format!("[[units]]\nname = \"Xã Ví dụ {number:02}\"\n");
    }
    let round = Round::read(&text, &CATALOGUE).unwrap();
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

/// The lines of the comparison without its header, each with its texts joined.
fn compared(consolidation: &Consolidation) -> Vec<String> {
    let sheets = grid::read(&consolidated::write(consolidation).unwrap()).unwrap();
    let Some(sheet) = sheets.iter().find(|sheet| sheet.name == "So sánh") else { return Vec::new() };
    (3..=sheet.last_row().unwrap()).map(|row| line(sheet, row)).filter(|line| !line.is_empty()).collect()
}

fn line(sheet: &Sheet, row: u32) -> String {
    let cells = (0..18).map(|column| sheet.text(At { row, column }));
    cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// The Biểu 06a of a unit with `count` dossiers received online and all resolved in time.
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

/// A code that two units share does not tell them apart.
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
    // a comparison with the plan needs no earlier round
    let lines = compared(&now);
    assert_eq!(lines.len(), 4, "{lines:#?}");
    assert!(lines[3].ends_with("| 8 | 10 | 80 | 1 đơn vị"), "{}", lines[3]);
    assert_eq!(compared(&round(NOW, &[(1, &dossiers(3))])), Vec::<String>::new());
}

/// A place by the indices of form, row and column.
fn place(all: &Consolidation, form: &str, row: &str, column: &str) -> (usize, usize, usize) {
    let form = all.forms.iter().position(|total| total.form.id.as_str() == form).unwrap();
    let total = &all.forms[form];
    let row = total.rows.iter().position(|line| line.id.as_str() == row).unwrap();
    (form, row, total.form.column(&column.into()).unwrap())
}

/// A pair as a line: the present and the earlier figure, the number of units, and whether these are all.
fn said(pair: Option<Result<Pair, Unlike>>) -> String {
    match pair {
        None => "no figure".to_owned(),
        Some(Err(unlike)) => format!("{unlike:?}"),
        Some(Ok(Pair { now, then, units, all })) => {
            format!("{now} | {then} | {units}{}", if all { " all" } else { "" })
        }
    }
}

/// Compares a figure with that of the period before.
#[track_caller]
fn beside(now: &Consolidation, then: &Consolidation, at: (&str, &str, &str), expected: &str) {
    beside_that_of(Against::Before, now, then, at, expected);
}

#[track_caller]
fn beside_that_of(
    against: Against,
    now: &Consolidation,
    then: &Consolidation,
    (form, row, column): (&str, &str, &str),
    expected: &str,
) {
    let (form, row, column) = place(now, form, row, column);
    assert_eq!(said(Sides::new(now, then, against).place(form, row, column)), expected);
}

const RECEIVED: (&str, &str, &str) = ("tthc-06a", "tong", "tiep_nhan");

/// The consolidation with a change.
fn changed(all: &Consolidation, change: impl FnOnce(&mut Consolidation)) -> Consolidation {
    let mut all = all.clone();
    change(&mut all);
    all
}

/// The consolidation with codes for its first two units.
fn coded(all: &Consolidation, codes: [&str; 2]) -> Consolidation {
    changed(all, |all| {
        for (member, code) in all.members.iter_mut().zip(codes) {
            member.unit.code = Some(code.to_owned());
        }
    })
}

#[test]
fn a_unit_is_known_by_its_code_else_by_its_name_and_the_unit_above() {
    let one = round(NOW, &[(1, &dossiers(120))]);
    let two = round(NOW, &[(1, &dossiers(120)), (2, &dossiers(80))]);
    let then = round(BEFORE, &[(1, &dossiers(100)), (2, &dossiers(10))]);
    beside(&one, &then, RECEIVED, "120 | 100 | 1 all");
    // a code that is unique in both rounds goes before the name
    beside(&coded(&one, ["a", "b"]), &coded(&then, ["b", "a"]), RECEIVED, "120 | 10 | 1 all");
    // but not a code that two units share in either round
    beside(&coded(&two, ["a", "a"]), &coded(&then, ["c", "a"]), RECEIVED, "200 | 110 | 2 all");
    beside(&coded(&two, ["c", "a"]), &coded(&then, ["a", "a"]), RECEIVED, "200 | 110 | 2 all");
    // nor does a name that two units share tell them apart
    let twice = |all: &Consolidation| {
        changed(all, |all| all.members[1].unit.name.clone_from(&all.round.units[0].name))
    };
    beside(&twice(&two), &then, RECEIVED, "NoUnit");
    beside(&two, &twice(&then), RECEIVED, "NoUnit");
    // unless different units stand above them
    let below = |all: &Consolidation, above: [usize; 2]| {
        changed(&twice(all), |all| {
            for (member, parent) in all.members.iter_mut().zip(above) {
                member.unit.parent = Some(parent);
            }
        })
    };
    beside(&below(&two, [2, 3]), &below(&then, [2, 3]), RECEIVED, "200 | 110 | 2 all");
    beside(&below(&one, [2, 3]), &below(&then, [3, 2]), RECEIVED, "120 | 10 | 1 all");
}

#[test]
fn units_that_are_left_out_are_in_neither_figure() {
    let now = round(NOW, &[(1, &dossiers(120)), (2, &dossiers(80))]);
    let then = round(BEFORE, &[(1, &dossiers(100)), (2, &dossiers(10))]);
    let without = |all: &Consolidation, unit: usize| changed(all, |all| all.members[unit].included = false);
    beside(&without(&now, 1), &then, RECEIVED, "120 | 100 | 1 all");
    beside(&now, &without(&then, 1), RECEIVED, "120 | 100 | 1");
    beside(&without(&now, 1), &without(&then, 0), RECEIVED, "NoUnit");
    let (form, row, _) = place(&now, "tthc-06a", "tong", "tiep_nhan");
    let share = |now: &Consolidation, then: &Consolidation| {
        said(Some(Sides::new(now, then, Against::Before).share(form, row, &"ty_le_dung_han".into())))
    };
    assert_eq!(share(&now, &then), "100 | 100 | 2 all");
    assert_eq!(share(&without(&now, 1), &then), "100 | 100 | 1 all");
    assert_eq!(share(&now, &without(&then, 1)), "100 | 100 | 1");
    assert_eq!(share(&without(&now, 1), &without(&then, 0)), "NoUnit");
}

#[test]
fn shares_are_made_of_the_parts_and_bases_of_the_same_units() {
    let late = |workbook: Workbook| workbook.tthc(&[("Tổng cộng", "30 30 0 0  30 0 15 15  0 0 0")]);
    let now = round(NOW, &[(1, &late), (2, &dossiers(10)), (3, &dossiers(70))]);
    let then = round(BEFORE, &[(1, &dossiers(20)), (2, &late)]);
    let (form, row, _) = place(&now, "tthc-06a", "tong", "tiep_nhan");
    let share = Sides::new(&now, &then, Against::Before).share(form, row, &"ty_le_dung_han".into());
    // (15 + 10) of (30 + 10), and (20 + 15) of (20 + 30)
    assert_eq!(said(Some(share)), "62.5 | 70 | 2");
}

#[test]
fn none_of_something_is_nought_and_a_blank_is_no_figure() {
    let texts = |figure: &'static str| {
        move |workbook: Workbook| workbook.printed("cchc-hue-02", &[("1", figure), ("5.1", "7")])
    };
    let (none, three, blank) = (texts("không có"), texts("3"), texts("."));
    let at = ("cchc-hue-02", "1", "so_lieu");
    beside(&round(NOW, &[(1, &none)]), &round(BEFORE, &[(1, &three)]), at, "0 | 3 | 1 all");
    beside(&round(NOW, &[(1, &three)]), &round(BEFORE, &[(1, &none)]), at, "3 | 0 | 1 all");
    let now = round(NOW, &[(1, &three), (2, &three)]);
    beside(&now, &round(BEFORE, &[(1, &blank), (2, &three)]), at, "3 | 3 | 1");
    let now = round(NOW, &[(1, &blank), (2, &three)]);
    beside(&now, &round(BEFORE, &[(1, &three), (2, &three)]), at, "3 | 3 | 1 all");
    // a column that the sender left out has no figure either
    let withdrawn = |workbook: Workbook| workbook.tthc(&[("Tổng cộng", "32 32 0 0  30 0 30 0  0 0 0  2")]);
    let (now, then) = (round(NOW, &[(1, &withdrawn)]), round(BEFORE, &[(1, &dossiers(9))]));
    beside(&now, &then, ("tthc-06a", "tong", "rut"), "2 | 0 | 1 all");
}

#[test]
fn the_greatest_stands_beside_the_greatest() {
    let greatest = |all: &Consolidation| {
        changed(all, |all| {
            let (form, row, column) = place(all, "cchc-hue-02", "1", "so_lieu");
            let total = &mut all.forms[form];
            let Rows::Fixed(rows) = &mut Arc::make_mut(&mut total.form).rows else { panic!("printed rows") };
            rows[row].consolidate = Consolidate::Max;
            total.rows[row].cells[column].as_mut().unwrap().total = Total::Max(0.into());
        })
    };
    let texts = |figure: &'static str| {
        move |workbook: Workbook| workbook.printed("cchc-hue-02", &[("1", figure), ("5.1", "7")])
    };
    let now = round(NOW, &[(1, &texts("3")), (2, &texts("5"))]);
    let then = round(BEFORE, &[(1, &texts("9")), (2, &texts("2"))]);
    let at = ("cchc-hue-02", "1", "so_lieu");
    beside(&now, &then, at, "8 | 11 | 2 all");
    beside(&greatest(&now), &greatest(&then), at, "5 | 9 | 2 all");
}

#[test]
fn only_like_is_compared_with_like() {
    let tasks = |workbook: Workbook| {
        workbook.printed("cchc-hue-02", &[("1", "3"), ("2", "80"), ("2.1", "10"), ("2.2", "8"), ("7", "1")])
    };
    let both = |workbook: Workbook| tasks(dossiers(9)(workbook));
    let (now, then) = (round(NOW, &[(1, &both)]), round(BEFORE, &[(1, &both)]));
    let at = |row| ("cchc-hue-02", row, "so_lieu");
    beside(&now, &then, at("1"), "3 | 3 | 1 all");
    beside(&now, &then, at("7"), "no figure");
    for (row, figures) in [("2", "80 | 80 | 1 all"), ("2.1", "10 | 10 | 1 all")] {
        beside(&now, &then, at(row), "Cumulative");
        beside_that_of(Against::LastYear, &now, &then, at(row), figures);
    }
    // another version of the form, or none
    let version = changed(&then, |then| {
        let form = then.forms.iter_mut().find(|total| total.form.id.as_str() == "cchc-hue-02").unwrap();
        Arc::make_mut(&mut form.form).version = "2021".to_owned();
    });
    beside(&now, &version, at("1"), "OtherVersion");
    beside(&now, &version, RECEIVED, "9 | 9 | 1 all");
    let fewer = changed(&then, |then| then.forms.retain(|total| total.form.id.as_str() == "tthc-06a"));
    beside(&now, &fewer, at("1"), "NoForm");
    // with both versions at hand, the same version is found in any order
    let more = changed(&then, |then| then.forms.splice(0..0, version.forms).for_each(drop));
    beside(&now, &more, at("1"), "3 | 3 | 1 all");
    // a field that no unit had before
    let fields = |workbook: Workbook| {
        workbook.tthc(&[("Đất đai", "9 9 0 0  9 0 9 0  0 0 0"), ("Tổng cộng", "9 9 0 0  9 0 9 0  0 0 0")])
    };
    let now = round(NOW, &[(1, &fields)]);
    beside(&now, &then, ("tthc-06a", "dat dai", "tiep_nhan"), "NoPlace");
}

#[test]
fn a_plan_is_for_the_units_that_gave_both_figures() {
    let tasks = |rows: &'static [(&'static str, &'static str)]| {
        move |workbook: Workbook| workbook.printed("cchc-hue-02", rows)
    };
    let (full, done) = (tasks(&[("2.1", "10"), ("2.2", "8")]), tasks(&[("2.2", "4")]));
    let now = round(NOW, &[(1, &full), (2, &done), (3, &full)]);
    let plan = |all: &Consolidation, row: &str| {
        let (form, row, column) = place(all, "cchc-hue-02", row, "so_lieu");
        said(compare::plan(all, form, row, column))
    };
    assert_eq!(plan(&now, "2.2"), "16 | 20 | 2");
    assert_eq!(plan(&now, "2.1"), "no figure");
    assert_eq!(plan(&changed(&now, |now| now.members[1].included = false), "2.2"), "16 | 20 | 2 all");
    assert_eq!(plan(&changed(&now, |now| now.members[0].included = false), "2.2"), "8 | 10 | 1");
    assert_eq!(plan(&round(NOW, &[(2, &done)]), "2.2"), "NoUnit");
    // a maximum is not compared with a plan
    let greatest = changed(&now, |now| {
        let (form, row, _) = place(now, "cchc-hue-02", "2.2", "so_lieu");
        let form = Arc::make_mut(&mut now.forms[form].form);
        let Rows::Fixed(rows) = &mut form.rows else { panic!("printed rows") };
        rows[row].consolidate = Consolidate::Max;
    });
    assert_eq!(plan(&greatest, "2.2"), "no figure");
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
        head.replace("2023-12-15", "2024-12-15").replace("2024-12-14 }", "2025-12-14 }")
            + "[[units]]\nname = \"Xã Ví dụ 01\"\n"
    })
    .unwrap();
    assert!(phuluc(&["tong-hop", sample, "-o", "truoc.xlsx"]).status.success());
    let done = phuluc(&["tong-hop", ".", "-o", "nay.xlsx", "--previous", "truoc.xlsx", sample]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let sheets = grid::read(&std::fs::read(folder.path().join("nay.xlsx")).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "So sánh").unwrap();
    assert!(
        line(sheet, 4).starts_with("So với cùng kỳ năm trước: Đợt báo cáo mẫu năm 2024"),
        "{}",
        line(sheet, 4)
    );
    assert!(line(sheet, 5).starts_with("Không so (đã có số của kỳ đó)"), "{}", line(sheet, 5));
    let refused = phuluc(&["tong-hop", ".", "-o", "b.xlsx", "--previous", "round.toml"]);
    assert_eq!(refused.status.code(), Some(2));
}
