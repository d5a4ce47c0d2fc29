//! The round of a quarter since July 2025: communes send Biểu 06a and the seven forms in use to their province.

use super::figures::{Dossiers, fill_dossiers};
use super::{Asked, Dice, Mistake, Report, Sample, figure};
use phuluc::form::{Catalogue, Period};
use phuluc::grid::CellValue;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::error::Error;

const FORMS: [&str; 8] = [
    "tthc-06a",
    "cchc-2025-01",
    "cchc-2025-02",
    "cchc-2025-03",
    "cchc-2025-04",
    "cchc-2025-05",
    "cchc-2025-06",
    "cchc-2025-07",
];

/// A round of ten communes. The last one sends nothing, four make a mistake.
pub(super) fn round() -> Result<Sample, Box<dyn Error>> {
    let catalogue = Catalogue::built_in().map_err(|_| "a built-in definition has problems")?;
    let asked = Asked {
        title: "Báo cáo cải cách hành chính quý I/2026",
        receiver: "Sở Nội vụ tỉnh Ví dụ",
        period: Period::new("2025-12-15".parse()?, "2026-03-14".parse()?).ok_or("a period")?,
        cut_off: "2026-03-14T23:59:59+07:00",
        due: "2026-03-16T17:00:00+07:00",
        forms: &FORMS,
        received: "2026-03-16T09:00:00+07:00",
        silent: 10,
        made_by: "quy-1-2026 DIR".to_owned(),
        differing: false,
    };
    let report = |number| {
        let mut dice = Dice(2_026_000 + number as u64);
        let mut report = Report { forms: BTreeMap::new() };
        let dossiers = fill_dossiers(&mut report, &mut dice);
        fill(&mut report, &mut dice, &dossiers);
        let planted = plant(&mut report, number);
        (report, planted)
    };
    asked.round(&catalogue, 10, report, Ok)
}

/// Fills every row that a commune is asked for.
fn fill(report: &mut Report, dice: &mut Dice, dossiers: &Dossiers) {
    let (planned, found, orders) = (dice.between(18, 30), dice.between(0, 5), dice.between(12, 40));
    let (done, solved) = (dice.between(planned / 5, planned / 3), dice.between(0, found));
    let form = "cchc-2025-01";
    counts(report, form, &[("1", dice.between(3, 9)), ("2.1", planned), ("2.2", done), ("3.2", 1)]);
    counts(report, form, &[("3.3.1", found), ("3.3.2", solved), ("4.1", orders), ("4.1.1", orders - 4)]);
    counts(
        report,
        form,
        &[("4.1.2", 1), ("4.1.3", 0), ("5", 1), ("5.1", dice.between(80, 240)), ("5.2", 2), ("6", 1)],
    );
    report.share(form, "2", done, planned);
    share_or_nil(report, form, "3.3", solved, found);

    let (issued, checked) = (dice.between(0, 2), dice.between(1, 4));
    let form = "cchc-2025-02";
    counts(report, form, &[("1", issued), ("1.2", issued), ("2.2.1", checked), ("2.2.2", checked)]);
    counts(report, form, &[("3.2.1", 0), ("3.2.2", 0)]);
    report.share(form, "2.2", checked, checked);
    share_or_nil(report, form, "3.2", 0, 0);

    let asked = dice.between(1, 3);
    let form = "cchc-2025-03";
    counts(report, form, &[("1.1", 0), ("1.2", 12), ("1.3", 5), ("1.4", 445), ("1.4.2", 445), ("1.4.3", 0)]);
    counts(
        report,
        form,
        &[("2.1", 100), ("2.2", 60), ("3.2.1", dossiers.resolved), ("3.2.2", dossiers.in_time)],
    );
    counts(report, form, &[("3.3.1", asked), ("3.3.2", asked)]);
    report.share(form, "3.2", dossiers.in_time, dossiers.resolved);
    report.share(form, "3.3", asked, asked);

    let (schools, staff, teachers) = (dice.between(6, 14), dice.between(40, 60), dice.between(120, 260));
    let form = "cchc-2025-04";
    counts(
        report,
        form,
        &[("1.2", 100), ("1.5", schools), ("1.5.3", schools), ("2.1", staff), ("2.2", staff - 3)],
    );
    counts(report, form, &[("2.3", 4), ("2.4", 0), ("3.1", teachers), ("3.2", teachers - 5), ("3.3", 1)]);
    report.set(form, "3.4", "so_lieu", CellValue::Number(Decimal::new(104, 1)));

    let form = "cchc-2025-05";
    counts(
        report,
        form,
        &[("1.1", 1), ("1.2", schools), ("1.3", 0), ("2.1", 1), ("2.2", dice.between(0, 3))],
    );
    counts(report, form, &[("3", 0), ("4", 1), ("4.2", 0), ("4.3", 0), ("4.4", 1)]);

    let (plan, partly) = (dice.between(8_000, 40_000), dice.between(2, 4));
    let spent = plan * dice.between(5, 30) / 100;
    let form = "cchc-2025-06";
    counts(report, form, &[("1.1", plan), ("1.2", spent), ("2.1", schools), ("2.2", 0), ("2.3", 1)]);
    counts(report, form, &[("2.4", partly), ("2.4.1", 0), ("2.4.2", 1), ("2.4.3", partly - 1)]);
    counts(report, form, &[("2.5", schools - 1 - partly), ("2.6", 0)]);
    report.share(form, "1", spent, plan);

    let whole = dossiers.online;
    let form = "cchc-2025-07";
    counts(report, form, &[("1", 1), ("2", 100), ("3.1.2", 100), ("3.2", 98), ("3.2.2", 98)]);
    let shares = [
        ("4.1", 210, 180),
        ("4.2", 96, 88),
        ("4.3", whole + 12, whole),
        ("4.4", dossiers.received - whole, (dossiers.received - whole) / 2),
        ("4.5", 140, 122),
    ];
    for (row, base, part) in shares {
        let [base_row, part_row] = [format!("{row}.1"), format!("{row}.2")];
        counts(report, form, &[(&base_row, base), (&part_row, part)]);
        share_or_nil(report, form, row, part, base);
    }
}

fn counts(report: &mut Report, form: &'static str, figures: &[(&str, u64)]) {
    for (row, figure) in figures {
        report.count(form, row, *figure);
    }
}

/// Sets a percentage, or the remark “không phát sinh” if its base is 0.
fn share_or_nil(report: &mut Report, form: &'static str, row: &str, part: u64, base: u64) {
    report.share(form, row, part, base);
    if base == 0 {
        report.set(form, row, "ghi_chu", text("không phát sinh"));
    }
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

/// Plants the mistake of a commune. Gives the rules that must find it.
fn plant(report: &mut Report, number: usize) -> Vec<Mistake> {
    match number {
        3 => {
            let off = figure(report, "tthc-06a", "tong", "truc_tuyen") + Decimal::from(50);
            report.set("tthc-06a", "tong", "truc_tuyen", CellValue::Number(off));
            vec![
                ("tthc-06a/tiep-nhan", "tong", "tiep_nhan"),
                ("tthc-06a/tong-linh-vuc", "tong", "truc_tuyen"),
            ]
        }
        5 => {
            // a percentage typed as a fraction of 1
            let fraction = figure(report, "cchc-2025-01", "2", "so_lieu") / Decimal::ONE_HUNDRED;
            report.set("cchc-2025-01", "2", "so_lieu", CellValue::Number(fraction.normalize()));
            vec![("cchc-2025-01/ty-le-hoan-thanh-ke-hoach", "2", "so_lieu")]
        }
        7 => {
            report.count("cchc-2025-01", "5.2", 3);
            vec![("code-not-allowed", "5.2", "so_lieu")]
        }
        8 => {
            report.count("cchc-2025-03", "1.4", 465);
            // the remark says that the dash is no zero
            report.set("cchc-2025-06", "2.4.1", "so_lieu", text("-"));
            report.set("cchc-2025-06", "2.4.1", "ghi_chu", text("Chưa có số liệu cụ thể của từng mức"));
            vec![("cchc-2025-03/tong-tthc", "1.4", "so_lieu"), ("remark-contradicts", "", "")]
        }
        _ => Vec::new(),
    }
}
