//! The unit and the period of a report, read from the lines that officers write above their tables.

use crate::support::builder::{CATALOGUE, Workbook, report, workbook};
use crate::support::cells_as_xml::Drawn;
use phuluc::desk::Context;
use phuluc::round::{Round, Standing, consolidate};

pub(super) fn appendix() -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")])
}

pub(super) fn text(text: &str) -> String {
    format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>")
}

/// The unit and the period read from Phụ lục 2 with these two texts above its table, and the findings.
fn read(unit: &str, period: &str) -> String {
    let (unit, period) = (text(unit), text(period));
    // C1 and A5 are the cells of our own sheets
    let drawn = Drawn { cells: &[("C1", &unit), ("A5", &period)], ..Drawn::default() };
    let submission = drawn.submission(&appendix());
    let period = submission.period.map_or("?".to_owned(), |period| format!("{} {}", period.from, period.to));
    // it does not matter here that the form belongs to another year
    let messages =
        drawn.messages(&appendix()).into_iter().filter(|message| !message.contains("lập theo mẫu"));
    let messages: Vec<String> = messages.collect();
    format!(
        "{} | {period} | {}",
        submission.unit.unwrap_or_default(),
        if messages.is_empty() { "–".to_owned() } else { messages.join(" ") }
    )
}

#[test]
fn a_period_is_read_as_officers_write_it() {
    let said = [
        "(Kỳ báo cáo: từ ngày 15/12/2025 đến hết ngày 14/3/2026)",
        "Từ ngày 15-12-2025 đến ngày 14-3-2026",
        "từ ngày 15.12.2025 đến 14.3.2026",
        "từ ngày 15/12/25 đến ngày 14/3/26",
        "từ ngày 15 tháng 12 năm 2025 đến ngày 14 tháng 3 năm 2026",
        "Quý I năm 2026",
        "QUÝ I/2026",
        "Năm 2026",
        "6 tháng đầu năm 2026",
        "9 tháng năm 2026",
        "Tháng 3 năm 2026",
        "15/12/2025-14/03/2026",
        "(15/12/2025 – 14/3/2026)",
        "Kỳ báo cáo: 15/12/2025–14/3/2026",
        "Kỳ báo cáo: Quý I và Quý II/2026",
        "(Từ ngày …/…/20… đến ngày …/…/20…)",
    ];
    let said = said.map(|period| read("Đơn vị báo cáo: Xã Ví dụ 01", period));
    insta::assert_snapshot!(said.join("\n"), @"
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | Trang tính “PL2”, ô A5: ghi “Quý I năm 2026”, hiểu là từ ngày 15/12/2025 đến ngày 14/3/2026.
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | Trang tính “PL2”, ô A5: ghi “QUÝ I/2026”, hiểu là từ ngày 15/12/2025 đến ngày 14/3/2026.
    Xã Ví dụ 01 | 2025-12-15 2026-12-14 | Trang tính “PL2”, ô A5: ghi “Năm 2026”, hiểu là từ ngày 15/12/2025 đến ngày 14/12/2026.
    Xã Ví dụ 01 | 2025-12-15 2026-06-14 | Trang tính “PL2”, ô A5: ghi “6 tháng đầu năm 2026”, hiểu là từ ngày 15/12/2025 đến ngày 14/6/2026.
    Xã Ví dụ 01 | 2025-12-15 2026-09-14 | Trang tính “PL2”, ô A5: ghi “9 tháng năm 2026”, hiểu là từ ngày 15/12/2025 đến ngày 14/9/2026.
    Xã Ví dụ 01 | 2026-02-15 2026-03-14 | Trang tính “PL2”, ô A5: ghi “Tháng 3 năm 2026”, hiểu là từ ngày 15/02/2026 đến ngày 14/3/2026.
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    Xã Ví dụ 01 | ? | Không rõ kỳ báo cáo.
    Xã Ví dụ 01 | ? | Không rõ kỳ báo cáo.
    ");
}

#[test]
fn a_period_is_read_from_several_cells() {
    let texts = ["Từ ngày", "15/12/2025", "đến ngày", "14/3/2026"].map(text);
    let cells: Vec<(&str, &str)> =
        ["A5", "B5", "C5", "D5"].into_iter().zip(texts.iter().map(String::as_str)).collect();
    let submission = Drawn { cells: &cells, ..Drawn::default() }.submission(&appendix());
    let period = submission.period.map(|period| period.to_string());
    assert_eq!(period.as_deref(), Some("từ ngày 15/12/2025 đến ngày 14/3/2026"));
}

#[test]
fn a_sender_is_read_as_officers_write_it() {
    let period = "(Từ ngày 15/12/2025 đến ngày 14/3/2026)";
    let said = [
        "Đơn vị báo cáo: UBND xã Ví dụ 01, tỉnh Ví dụ",
        "Đơn vị báo cáo: ……",
        "UBND XÃ VÍ DỤ 01",
        "ỦY BAN NHÂN DÂN\nXÃ VÍ DỤ 01",
        "HĐND-UBND xã Ví dụ 01",
        "(Kèm theo Báo cáo số 12/BC-UBND ngày 14/3/2026 của UBND xã Ví dụ 01)",
        "BÁO CÁO CỦA ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01",
        "Đơn vị nhận báo cáo: UBND xã Ví dụ 01",
    ];
    let said = said.map(|unit| read(unit, period));
    insta::assert_snapshot!(said.join("\n"), @"
    UBND xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
     | 2025-12-15 2026-03-14 | Không rõ đơn vị báo cáo.
    UBND XÃ VÍ DỤ 01 | 2025-12-15 2026-03-14 | –
    ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01 | 2025-12-15 2026-03-14 | –
    UBND xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    UBND xã Ví dụ 01 | 2025-12-15 2026-03-14 | –
    ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01 | 2025-12-15 2026-03-14 | –
     | 2025-12-15 2026-03-14 | Không rõ đơn vị báo cáo.
    ");
}

/// The standing of a unit that sends Phụ lục 2 with these texts into a round of the first quarter.
fn standing(texts: &[(&str, &str)]) -> (Standing, Vec<String>) {
    let text_of_round = r#"
        title = "Quý I/2026"
        forms = ["cchc-hue-02"]
        period = { from = 2025-12-15, to = 2026-03-10 }
        [[units]]
        name = "Xã Ví dụ 01"
    "#;
    let round = Round::read(text_of_round, &CATALOGUE).unwrap();
    let texts: Vec<(&str, String)> = texts.iter().map(|(at, words)| (*at, text(words))).collect();
    let cells: Vec<(&str, &str)> = texts.iter().map(|(at, xml)| (*at, xml.as_str())).collect();
    let bytes = Drawn { cells: &cells, ..Drawn::default() }.bytes(&appendix());
    let context = Context { period: round.period, ..Context::default() };
    let members = consolidate::gather(&round, vec![vec![report("a.xlsx", bytes, &context)]], &CATALOGUE);
    let findings = members[0].reports.iter().flat_map(|report| &report.checked.findings);
    let of_heading = |rule: &String| rule.starts_with("period") || rule == "identity-differs";
    let rules = findings.map(|finding| finding.rule.clone()).filter(of_heading);
    (members[0].standing, rules.collect())
}

#[test]
fn a_report_of_another_period_or_of_none_counts_for_nobody() {
    let of_period = |period: &str| standing(&[("A5", period)]);
    assert_eq!(
        of_period("Quý III năm 2026"),
        (Standing::OtherPeriod, vec!["period-differs".to_owned(), "period-in-words".to_owned()])
    );
    assert_eq!(of_period("Năm 2026").0, Standing::OtherPeriod);
    assert_eq!(of_period("……"), (Standing::UnknownPeriod, vec!["period-unknown".to_owned()]));
    // a period in words means the days of the round if it is about the same time
    assert_eq!(of_period("Quý I năm 2026"), (Standing::Passes, vec!["period-in-words".to_owned()]));
    assert_eq!(of_period("Từ ngày 15/12/2025 đến hết ngày 10/3/2026"), (Standing::Passes, Vec::new()));
    // two days in a remark are no period
    assert_eq!(
        standing(&[("A5", "Quý I năm 2026"), ("E10", "05/01/2026 - 06/01/2026")]),
        (Standing::Passes, vec!["period-in-words".to_owned()])
    );
}

#[test]
fn a_report_that_names_two_periods_or_two_units_counts_for_nobody() {
    let days = ("A5", "Từ ngày 15/12/2025 đến hết ngày 10/3/2026");
    let contradicted = vec!["identity-differs".to_owned()];
    assert_eq!(
        standing(&[("A4", "Báo cáo quý II năm 2026"), days]),
        (Standing::UnknownPeriod, contradicted.clone())
    );
    assert_eq!(standing(&[days, ("D60", "TM. UBND XÃ VÍ DỤ 02")]), (Standing::OtherUnit, contradicted));
}
