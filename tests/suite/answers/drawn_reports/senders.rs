//! Places where senders name themselves and their period, in drawn reports.

use super::reports::Report;
use super::verdict::Change;
use crate::support::chance::Chance;

pub(crate) const KINDS: [(&str, Change); 5] = [
    ("the unit named elsewhere", unit_elsewhere),
    ("the period in other days", period_in_days),
    ("the period in words", period_in_words),
    ("dots for the unit", no_unit),
    ("dots for the period", no_period),
];

fn names_unit(line: &str) -> bool {
    line.to_uppercase().contains("XÃ VÍ DỤ 01")
}

/// Replaces the lines that name the unit by other lines. Gives false if no line does.
fn unit_lines(report: &mut Report, lines: &[&str]) -> bool {
    let heading = &mut report.table().heading;
    let Some(first) = heading.iter().position(|line| names_unit(line)) else { return false };
    heading.retain(|line| !names_unit(line));
    for (at, line) in lines.iter().enumerate() {
        heading.insert(first + at, (*line).to_owned());
    }
    true
}

fn unit_elsewhere(report: &mut Report, chance: &mut Chance) -> bool {
    let lines: [&[&str]; 10] = [
        &["ỦY BAN NHÂN DÂN\nXÃ VÍ DỤ 01"],
        &["ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ 01"],
        &["UBND XÃ VÍ DỤ 01"],
        &["UBND xã Ví dụ 01, tỉnh Ví dụ"],
        &["HĐND-UBND xã Ví dụ 01"],
        &["(Kèm theo Báo cáo số 15/BC-UBND ngày 14/3/2026 của UBND xã Ví dụ 01)"],
        &["BÁO CÁO KẾT QUẢ CỦA ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01"],
        &["Đơn vị báo cáo: ……", "UBND XÃ VÍ DỤ 01"],
        &["Đơn vị báo cáo: UBND xã Ví dụ 01, tỉnh Ví dụ"],
        &["Đơn vị báo cáo:\nUBND xã Ví dụ 01", "Đơn vị nhận báo cáo: Sở Nội vụ"],
    ];
    let lines: &[&str] = chance.pick::<&[&str]>(&lines);
    unit_lines(report, lines)
}

fn no_unit(report: &mut Report, chance: &mut Chance) -> bool {
    let lines =
        ["Đơn vị báo cáo: ……", "Đơn vị báo cáo:", "UBND XÃ ……", "Đơn vị báo cáo: UBND xã ..........."];
    report.has_unit = false;
    report.pages.len() == 1 && unit_lines(report, &[*chance.pick(&lines)])
}

/// Replaces the line with the period by another line. Gives false if there is none.
fn period_line(report: &mut Report, line: &str) -> bool {
    let heading = &mut report.table().heading;
    let Some(own) = heading.iter_mut().find(|line| line.contains("Từ ngày 15/12/2025")) else {
        return false;
    };
    line.clone_into(own);
    true
}

fn period_in_days(report: &mut Report, chance: &mut Chance) -> bool {
    let said = [
        "Từ ngày 15 tháng 12 năm 2025 đến ngày 14 tháng 3 năm 2026",
        "(từ ngày 15/12/2025 đến hết ngày 14/3/2026)",
        "Từ 15-12-2025 đến 14-3-2026",
        "Kỳ báo cáo: từ 15.12.2025 đến 14.03.2026",
        "(Từ ngày 15/12/25 đến ngày 14/3/26)",
        "Số liệu từ ngày 15/12/2025 – 14/3/2026",
        "(Từ ngày 15/12/2025\nđến ngày 14/3/2026)",
    ];
    period_line(report, chance.word(&said))
}

fn period_in_words(report: &mut Report, chance: &mut Chance) -> bool {
    let said = [
        "Quý I năm 2026",
        "QUÝ I/2026",
        "(Quý I/2026)",
        "Kỳ báo cáo: Quý 1 năm 2026",
        "BÁO CÁO QUÝ I NĂM 2026",
    ];
    report.must_be_said = true;
    period_line(report, chance.word(&said))
}

fn no_period(report: &mut Report, chance: &mut Chance) -> bool {
    let said = ["(Từ ngày …… đến ngày ……)", "Kỳ báo cáo: ……", "Từ ngày ... tháng ... năm 2026", ""];
    // tables of other years may name a period of their own
    if report.pages.iter().map(|page| page.tables.len()).sum::<usize>() > 1 {
        return false;
    }
    report.period = None;
    period_line(report, chance.word(&said))
}
