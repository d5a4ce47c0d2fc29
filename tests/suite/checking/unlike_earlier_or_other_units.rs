//! Notes about figures that differ from the unit's earlier reports or from other units, raised by files.

use crate::support::builder::{CATALOGUE, Workbook, line, lines, report, workbook};
use phuluc::check::Submission;
use phuluc::desk::Context;
use phuluc::round::{FileReport, Member, Round, consolidate, peers};
use phuluc::say::{Lang, words};

const QUARTER_BEFORE: [&str; 2] = ["2023-09-15", "2023-12-14"];

/// The findings in a report that is compared with an earlier one.
fn beside(now: &Workbook, before: &Workbook) -> Vec<String> {
    lines(&reported(now, &[before.submission()]).checked)
}

fn reported(now: &Workbook, previous: &[Submission]) -> FileReport {
    let context = Context { previous, previous_was_given: true, ..Context::default() };
    report("a.xlsx", now.bytes(), &context)
}

fn hue(form: &str, filled: &[(&str, &str)]) -> Workbook {
    workbook("Xã Ví dụ 01").printed(form, filled)
}

/// The workbook for the same quarter of the year before.
fn a_year_before(workbook: Workbook) -> Workbook {
    workbook.period("2022-12-15", "2023-03-14")
}

/// The members of a round for the forms of these workbooks, one of each unit.
fn members(workbooks: &[Workbook], previous: &[Submission]) -> Vec<Member> {
    let forms: Vec<&str> = workbooks[0].sheets.iter().map(|sheet| sheet.form.id.as_str()).collect();
    let mut text = format!("title = \"Đợt ví dụ\"\nforms = {forms:?}\n");
    for workbook in workbooks {
        text += &format!("[[units]]\nname = {:?}\n", workbook.unit);
    }
    let round = Round::read(&text, &CATALOGUE).unwrap();
    let reports = workbooks.iter().map(|workbook| vec![workbook.report("a.xlsx")]);
    let mut members = consolidate::gather(&round, reports.collect(), &CATALOGUE);
    peers::note(&mut members, previous);
    members
}

/// The findings in the report of the last of some units.
fn among(workbooks: &[Workbook], previous: &[Submission]) -> Vec<String> {
    let members = members(workbooks, previous);
    let reports = members.last().into_iter().flat_map(|member| &member.reports);
    reports.flat_map(|report| lines(&report.checked)).collect()
}

/// Ten units that surveyed about as many people; the last may differ.
fn surveys(last: &str) -> Vec<Workbook> {
    let asked = ["185", "201", "176", "190", "183", "220", "169", "205", "188", last];
    let units = asked.iter().enumerate().map(|(index, asked)| {
        let unit = format!("Xã Ví dụ {:02}", index + 1);
        workbook(&unit).printed("cchc-hue-02", &[("7", "1"), ("7.1", asked), ("7.2", "1")])
    });
    units.collect()
}

/// A case for each rule about figures over time or between units.
pub(crate) fn cases() -> Vec<(&'static str, Vec<String>)> {
    let only = |rule: &str, lines: Vec<String>| -> Vec<String> {
        lines.into_iter().filter(|line| line.contains(rule)).collect()
    };
    vec![
        ("catalogue-jumps", {
            let [now, before] = ["44", "445"].map(|figure| hue("cchc-hue-04", &[("2.2", figure)]));
            beside(&now, &a_year_before(before))
        }),
        ("earlier-not-used", {
            let other = a_year_before(workbook("Xã Ví dụ 02").printed("cchc-hue-02", &[("1", "6")]));
            beside(&hue("cchc-hue-02", &[("1", "6")]), &other)
        }),
        ("falls-within-year", {
            let now = hue("cchc-hue-02", &[("2", "57.14"), ("2.1", "21"), ("2.2", "12")]);
            let before = hue("cchc-hue-02", &[("2", "95.24"), ("2.1", "21"), ("2.2", "20")]);
            beside(&now.period("2023-12-15", "2024-06-14"), &before)
        }),
        ("far-from-past", {
            let [now, before] = ["123000", "185"]
                .map(|asked| hue("cchc-hue-02", &[("7", "1"), ("7.1", asked), ("7.2", "1")]));
            beside(&now, &a_year_before(before))
        }),
        ("far-from-peers", among(&surveys("123000"), &[])),
        ("more-figures-apart", {
            let rows = ["1", "3.2", "3.3.1", "5.1", "6.1", "7.1"];
            let [now, before] =
                ["123000", "185"].map(|figure| hue("cchc-hue-02", &rows.map(|row| (row, figure))));
            only("more-figures-apart", beside(&now, &a_year_before(before)))
        }),
        ("same-as-other-unit", {
            let field = ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1");
            let total = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");
            let units = ["Xã Ví dụ 01", "Xã Ví dụ 02"].map(|unit| workbook(unit).tthc(&[field, total]));
            among(&units, &[])
        }),
        ("unchanged-among-changed", {
            let table =
                |figures| workbook("Xã Ví dụ 01").tthc(&[("Hộ tịch", figures), ("Tổng cộng", figures)]);
            let now = table("200 140 60 0  200 110 90 0  0 0 0");
            let before = table("180 120 60 0  180 100 80 0  0 0 0");
            beside(&now, &before.period(QUARTER_BEFORE[0], QUARTER_BEFORE[1]))
        }),
    ]
}

/// The message of the first finding of a rule.
fn said(report: &FileReport, rule: &str) -> String {
    let finding = report.checked.findings.iter().find(|finding| finding.rule == rule);
    finding.map(|finding| words::message(Lang::Vi, finding)).unwrap_or_default()
}

#[test]
fn the_sentences_have_the_figures() {
    let asked = |asked| hue("cchc-hue-02", &[("7", "1"), ("7.1", asked), ("7.2", "1")]);
    let before = [a_year_before(asked("185")).submission()];
    insta::assert_snapshot!(said(&reported(&asked("123000"), &before), "far-from-past"), @"Phụ lục 2, mục 7.1, ô D34 “Số lượng phiếu khảo sát”: ghi 123.000; báo cáo từ ngày 15/12/2022 đến ngày 14/3/2023 ghi 185 (gấp 665 lần; có thể thừa ba số 0: 123).");
    let members = members(&surveys("123000"), &[]);
    insta::assert_snapshot!(said(&members[9].reports[0], "far-from-peers"), @"Phụ lục 2, mục 7.1, ô D34 “Số lượng phiếu khảo sát”: ghi 123.000; 9 đơn vị khác thường ghi khoảng 189 (gấp 651 lần; có thể thừa ba số 0: 123).");
    let done = |share, done| hue("cchc-hue-02", &[("2", share), ("2.1", "21"), ("2.2", done)]);
    let half = done("57.14", "12").period("2023-12-15", "2024-06-14");
    insta::assert_snapshot!(said(&reported(&half, &[done("95.24", "20").submission()]), "falls-within-year"), @"Phụ lục 2, mục 2.2, ô D13 “Số nhiệm vụ đã hoàn thành”: ghi 12; báo cáo đến ngày 14/3/2024 ghi 20 (giảm 8), số lũy kế trong năm không giảm.");
}

#[test]
fn figures_as_usual_are_not_noted() {
    assert_eq!(among(&surveys("240"), &[]), Vec::<String>::new());
    let [now, before] =
        ["460", "185"].map(|asked| hue("cchc-hue-02", &[("7", "1"), ("7.1", asked), ("7.2", "1")]));
    assert_eq!(beside(&now, &a_year_before(before)), Vec::<String>::new());
    // in a new year the count starts again
    let done = |share, done| hue("cchc-hue-02", &[("2", share), ("2.1", "21"), ("2.2", done)]);
    let year = done("95.24", "20").period("2022-12-15", "2023-12-14");
    assert_eq!(beside(&done("9.52", "2"), &year), Vec::<String>::new());
}

#[test]
fn a_unit_that_jumps_as_all_others_do_is_not_noted() {
    let units = |asked: [&str; 10]| -> Vec<Workbook> {
        let named = asked.iter().enumerate().map(|(index, asked)| {
            let filled = [("7", "1"), ("7.1", *asked), ("7.2", "1")];
            workbook(&format!("Xã Ví dụ {:02}", index + 1)).printed("cchc-hue-02", &filled)
        });
        named.collect()
    };
    let before = units(["18", "20", "170", "19", "18", "22", "16", "20", "18", "30"]);
    let before: Vec<Submission> = before.into_iter().map(|unit| a_year_before(unit).submission()).collect();
    let now = ["180", "200", "1700", "190", "181", "220", "160", "200", "181", "301"];
    assert_eq!(among(&units(now), &before), Vec::<String>::new());
    // a unit that did not jump with the others is far from them, although its figure is what it was
    let mut slipped = now;
    slipped[9] = "300000";
    assert_eq!(among(&units(slipped), &before), ["note far-from-past 7.1 D34 300000 – 30 299970"]);
}

#[test]
fn at_most_five_notes_are_told_and_the_fifth_names_the_other_cells() {
    let rows = ["1", "3.2", "3.3.1", "5.1", "6.1", "7.1"];
    let [now, before] = ["123000", "185"].map(|figure| hue("cchc-hue-02", &rows.map(|row| (row, figure))));
    let report = reported(&now, &[a_year_before(before).submission()]);
    let notes: Vec<String> = report.checked.findings.iter().map(line).collect();
    assert_eq!(notes.iter().filter(|line| line.contains("far-from-past")).count(), 4);
    insta::assert_snapshot!(said(&report, "more-figures-apart"), @"Còn 2 chỗ khác có số khác xa kỳ trước hoặc các đơn vị khác: “PL2” D29, D34.");
}

/// A rule that adds up parts which nobody fills in says nothing of its total.
#[test]
fn a_total_without_parts_is_compared_with_other_units() {
    let talks = ["3", "2", "3", "4", "3", "2", "3", "3", "4", "3000"];
    let units = |parts: &[(&'static str, &'static str)]| -> Vec<Workbook> {
        let units = talks.iter().enumerate().map(|(index, talks)| {
            let figures = [&[("8.2", *talks)], parts].concat();
            workbook(&format!("Xã Ví dụ {:02}", index + 1)).printed("so-lieu-bao-cao", &figures)
        });
        units.collect()
    };
    let noted = |found: &[String]| found.iter().any(|line| line.contains("far-from-peers 8.2 "));
    let found = among(&units(&[]), &[]);
    assert!(noted(&found), "{found:?}");
    let found = among(&units(&[("8.2/a", "2")]), &[]);
    assert!(!noted(&found), "{found:?}");
}

/// A figure that another form gives says nothing new beside that form, and is the only one without it.
#[test]
fn a_figure_of_a_form_that_is_not_there_is_compared_with_other_units() {
    let online = ["185", "201", "176", "190", "183", "220", "169", "205", "188", "191000"];
    let units = |with_table: bool| -> Vec<Workbook> {
        let units = online.iter().enumerate().map(|(index, online)| {
            let unit = workbook(&format!("Xã Ví dụ {:02}", index + 1));
            let table = [("Tổng cộng", "205 185 13 7  200 180 20 0  5 5 0")];
            let unit = if with_table { unit.tthc(&table) } else { unit };
            unit.printed("so-lieu-bao-cao", &[("4.2", *online)])
        });
        units.collect()
    };
    let noted = |found: &[String]| found.iter().any(|line| line.contains("far-from-peers 4.2 "));
    let found = among(&units(false), &[]);
    assert!(noted(&found), "{found:?}");
    let found = among(&units(true), &[]);
    assert!(!noted(&found), "{found:?}");
}

/// A table may come with its total alone.
#[test]
fn the_total_of_a_table_without_lines_is_compared_with_other_units() {
    let units = |lines: &[(&'static str, &'static str)]| -> Vec<Workbook> {
        let units = (1..=10).map(|unit| {
            let late = if unit == 10 {
                "205 185 13 7  200 180 20 0  5000 5000 0"
            } else {
                "205 185 13 7  200 180 20 0  5 5 0"
            };
            workbook(&format!("Xã Ví dụ {unit:02}")).tthc(&[lines, &[("Tổng cộng", late)]].concat())
        });
        units.collect()
    };
    let noted = |found: &[String]| found.iter().any(|line| line.contains("far-from-peers tong "));
    let found = among(&units(&[]), &[]);
    assert!(noted(&found), "{found:?}");
    let found = among(&units(&[("Hộ tịch", "205 185 13 7  200 180 20 0  5 5 0")]), &[]);
    assert!(!noted(&found), "{found:?}");
}
