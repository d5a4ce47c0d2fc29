//! Fills the report of a commune with figures that agree with each other, form by form.

use super::{Dice, Report};
use phuluc::form::{Catalogue, FormId};
use phuluc::grid::CellValue;
use rust_decimal::Decimal;

/// The fields of `tthc-06a`, each with its usual number of dossiers.
pub(super) const FIELDS: [(&str, u64); 5] =
    [("Hộ tịch", 400), ("Chứng thực", 700), ("Đất đai", 150), ("Bảo trợ xã hội", 90), ("Người có công", 30)];

/// Fills all forms. The figures agree within each form and across forms.
pub(super) fn fill(report: &mut Report, dice: &mut Dice, catalogue: &Catalogue) {
    let dossiers = fill_dossiers(report, dice);
    fill_indicators(report, dice, &dossiers);
    fill_scores(report, dice, catalogue);
}

/// The totals of `tthc-06a`.
pub(super) struct Dossiers {
    pub received: u64,
    pub online: u64,
    pub resolved: u64,
    pub in_time: u64,
    pub late: u64,
    pub pending: u64,
}

const DOSSIER_COLUMNS: [&str; 11] = [
    "tiep_nhan",
    "truc_tuyen",
    "truc_tiep",
    "ky_truoc",
    "da_giai_quyet",
    "truoc_han",
    "dung_han",
    "qua_han",
    "dang_giai_quyet",
    "trong_han",
    "dang_qua_han",
];

pub(super) fn fill_dossiers(report: &mut Report, dice: &mut Dice) -> Dossiers {
    let mut totals = [0_u64; 11];
    for (field, about) in FIELDS {
        let (direct, carried) = (dice.between(0, about / 10), dice.between(0, 5));
        let online = dice.between(about * 8 / 10, about * 12 / 10);
        let received = online + direct + carried;
        let pending = dice.between(0, 6);
        let pending_late = dice.between(0, 1).min(pending);
        let resolved = received - pending;
        let late = dice.between(0, 2);
        let early = dice.between((resolved - late) / 2, resolved - late);
        let figures = [
            received,
            online,
            direct,
            carried,
            resolved,
            early,
            resolved - late - early,
            late,
            pending,
            pending - pending_late,
            pending_late,
        ];
        for (column, (figure, total)) in DOSSIER_COLUMNS.iter().zip(figures.iter().zip(&mut totals)) {
            *total += figure;
            report.set("tthc-06a", field, column, CellValue::Number((*figure).into()));
        }
    }
    for (column, total) in DOSSIER_COLUMNS.iter().zip(totals) {
        report.set("tthc-06a", "tong", column, CellValue::Number(total.into()));
    }
    Dossiers {
        received: totals[0],
        online: totals[1],
        resolved: totals[4],
        in_time: totals[5] + totals[6],
        late: totals[7],
        pending: totals[8],
    }
}

fn fill_indicators(report: &mut Report, dice: &mut Dice, dossiers: &Dossiers) {
    let (planned, issued, staff) = (dice.between(15, 30), dice.between(4, 12), dice.between(18, 24));
    let (done, found) = (dice.between(planned / 2, planned), dice.between(0, 6));
    let (solved, orders) = (dice.between(0, found), dice.between(10, 60));
    let (legal, reviewed) = (dice.between(0, 2), dice.between(3, 20));
    let level_3_4 = dice.between(30, 60);

    let hue = "cchc-hue-02";
    for (row, figure) in [("1", issued), ("2.1", planned), ("2.2", done), ("3.2", 1), ("3.3.1", found)] {
        report.count(hue, row, figure);
    }
    report.share(hue, "2", done, planned);
    report.count(hue, "3.3.2", solved);
    report.share(hue, "3.3", solved, found);
    for (row, figure) in [("5.1", orders), ("5.2", orders - 3), ("5.3", 1), ("5.4", 0)] {
        report.count(hue, row, figure);
    }
    for (row, figure) in [("6.1", 2), ("6.2", 2), ("6.3", 0), ("6.4", 0), ("7", 1), ("7.2", 2), ("8", 1)] {
        report.count(hue, row, figure);
    }
    report.count(hue, "7.1", dice.between(80, 300));

    let hue = "cchc-hue-03";
    for (row, figure) in [("1", legal), ("1.3", legal), ("2.1", reviewed), ("3.1", reviewed)] {
        report.count(hue, row, figure);
    }
    for row in ["2.2.1", "2.2.2", "3.2.1", "3.2.2"] {
        report.count(hue, row, 0);
    }

    let hue = "cchc-hue-04";
    for (row, figure) in [("1.1", 0), ("1.2", 2), ("1.3", 1), ("1.4", 129), ("1.4.3", 129)] {
        report.count(hue, row, figure);
    }
    for (row, figure) in [("2.1", 3), ("2.2", 17), ("2.3", 10), ("3.4.1", 2), ("3.4.2", 2)] {
        report.count(hue, row, figure);
    }
    report.count(hue, "3.3.1", dossiers.resolved);
    report.count(hue, "3.3.2", dossiers.in_time);
    report.share(hue, "3.3", dossiers.in_time, dossiers.resolved);
    report.share(hue, "3.4", 2, 2);

    let table = "cchc-thai-nguyen-01";
    for (row, figure) in [
        ("1.1.1", planned),
        ("1.1.2", done),
        ("1.1.3", issued),
        ("1.2.3", found),
        ("1.2.4", solved),
        ("1.3.1", 4),
        ("1.3.2", 3),
        ("1.3.3", 0),
        ("1.4.1", 120),
        ("1.4.2", 2),
        ("1.5", 1),
        ("2.1", legal),
        ("2.2", reviewed),
        ("2.3", reviewed),
        ("2.4", 0),
        ("2.5", 0),
        ("3.1.3", 129),
        ("3.1.3/xa", 129),
        ("3.4.1", 129),
        ("3.4.2", level_3_4),
        ("3.4.3", 16),
        ("4.2.1", staff),
        ("4.2.2", staff),
        ("7.2", 2),
        ("7.3", 2),
        ("7.6.2", 600),
        ("7.6.2/a", 97),
        ("7.6.2/b", 3),
        ("7.8.1", level_3_4 - 20),
        ("7.8.2", 20),
    ] {
        report.count(table, row, figure);
    }
    report.share(table, "3.3.3", dossiers.in_time, dossiers.resolved);
    report.share(table, "7.8.3", dossiers.online, dossiers.received);

    let text = "so-lieu-bao-cao";
    for (row, figure) in [
        ("1.1", planned),
        ("1.2", done),
        ("3.1", 129),
        ("4.1", dossiers.received),
        ("4.2", dossiers.online),
        ("4.4", dossiers.resolved),
        ("4.5", dossiers.in_time),
        ("4.7", dossiers.late),
        ("4.8", dossiers.pending),
        ("6.2", staff),
        ("7.2", orders),
        ("8.2", 3),
    ] {
        report.count(text, row, figure);
    }
    report.share(text, "1.3", done, planned);
    report.share(text, "4.3", dossiers.online, dossiers.received);
    report.share(text, "4.6", dossiers.in_time, dossiers.resolved);
}

/// Fills the score sheets. Scores of the second are quarters of a point; each criterion without others below it is
/// worth one point.
fn fill_scores(report: &mut Report, dice: &mut Dice, catalogue: &Catalogue) {
    let axes = [("1", 18), ("2", 20), ("3", 12), ("4", 10), ("5", 18), ("6", 22)];
    let mut sum = Decimal::ZERO;
    for (row, maximum) in axes {
        let tenths = dice.between(maximum * 6, maximum * 10);
        let score = Decimal::new(i64::try_from(tenths).unwrap_or(0), 1).normalize();
        sum += score;
        report.set("bo-chi-so-766", row, "toi_da", CellValue::Number(maximum.into()));
        report.set("bo-chi-so-766", row, "diem", CellValue::Number(score));
    }
    report.set("bo-chi-so-766", "tong", "toi_da", CellValue::Number(100.into()));
    report.set("bo-chi-so-766", "tong", "diem", CellValue::Number(sum.normalize()));

    let Some(form) = catalogue.in_force(&FormId::from("chi-so-cchc-vo-nhai"), None) else { return };
    let rows = form.fixed_rows();
    let is_leaf = |index: usize| rows.iter().all(|row| row.parent != Some(index));
    let mut quarters = vec![(0_u64, 0_u64); rows.len()];
    for index in (0..rows.len()).filter(|&index| is_leaf(index)) {
        let score = 4 - dice.between(0, 3) * dice.between(0, 1);
        let mut above = Some(index);
        while let Some(row) = above {
            quarters[row] = (quarters[row].0 + 4, quarters[row].1 + score);
            above = rows[row].parent;
        }
    }
    let points = |quarters: u64| CellValue::Number((Decimal::from(quarters) / Decimal::from(4)).normalize());
    for (row, (maximum, score)) in rows.iter().zip(quarters) {
        let id = row.id.as_str();
        report.set("chi-so-cchc-vo-nhai", id, "toi_da", points(maximum));
        report.set("chi-so-cchc-vo-nhai", id, "tham_dinh_1", points(score));
        if id != "tong" {
            report.set("chi-so-cchc-vo-nhai", id, "diem_tru", points(maximum - score));
        }
    }
}
