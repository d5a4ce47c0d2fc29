//! What is suggested mends what it says, and nothing that is within a bound breaks another rule.

use super::shares_of_planted_slips::consistent::put;
use crate::support::builder::{lines, workbook};
use crate::support::diagnoses::{commune, dossiers, says, told};
use phuluc::check::{Checked, Location, Submission, rule_check};
use rust_decimal::Decimal;

/// The findings of a diagnosis that remain if its cells are corrected, and those without which they stay.
fn left(report: &Submission, checked: &Checked, index: usize) -> Vec<String> {
    let mut report = report.clone();
    let mut correct = |place: &Location, to: Decimal| {
        let form = report.forms.iter().position(|filled| filled.form.id == place.on_form.form).unwrap();
        let row = report.forms[form].row(&place.on_form.row).unwrap();
        let column = report.forms[form].form.column(&place.on_form.column).unwrap();
        put(&mut report, form, row, column, to);
    };
    let diagnosis = &checked.diagnoses[index];
    let changes =
        || checked.diagnoses.iter().filter_map(|other| other.likeliest()).flat_map(|other| &other.changes);
    for change in &diagnosis.likeliest().unwrap().changes {
        correct(&change.place, change.to.unwrap());
    }
    for place in &diagnosis.needs {
        let change = changes().find(|change| change.place.on_sheet == place.on_sheet).unwrap();
        correct(place, change.to.unwrap());
    }
    let after = rule_check::check(&report, None);
    let key = |finding: &phuluc::check::Finding| (finding.rule.clone(), finding.cell().1);
    let of_it = checked.findings.iter().filter(|finding| finding.diagnosis == Some(index));
    let remain = of_it.filter(|finding| after.findings.iter().any(|other| key(other) == key(finding)));
    remain.map(|finding| finding.rule.clone()).collect()
}

#[test]
fn two_slips_in_one_row_mend_together_what_both_broke() {
    let mut with_needs = 0;
    for line in [
        "513 840 82 5  507 466 40 1  6 5 1",
        "513 480 82 5  507 466 40 1  9 5 1",
        "513 480 28 5  570 566 40 1  6 5 1",
        "531 480 82 5  507 466 40 1  6 5 1",
        "513 480 28 5  507 646 4 1  6 5 1",
        "513 480 28 5  507 466 40 1  9 8 1",
    ] {
        let report = dossiers(&[("Hộ tịch", line)]).submission();
        let checked = rule_check::check(&report, None);
        let certain =
            checked.diagnoses.iter().enumerate().filter(|(_, diagnosis)| diagnosis.likeliest().is_some());
        for (index, diagnosis) in certain {
            assert!(left(&report, &checked, index).is_empty(), "{line}: {:#?}", told(&checked));
            with_needs += usize::from(!diagnosis.needs.is_empty());
        }
    }
    assert!(with_needs > 1);
    says(
        &dossiers(&[("Hộ tịch", "513 840 82 5  507 466 40 1  6 5 1")]),
        &[
            "Biểu 06a, dòng “Hộ tịch”, ô E12 “trực tiếp, dịch vụ bưu chính”: 82 → 28, hai chữ số đổi chỗ; cùng với ô D12 thì hết 2 lỗi.",
            "Biểu 06a, dòng “Hộ tịch”, ô D12 “trực tuyến”: 840 → 480, hai chữ số đổi chỗ; khi đó hết lỗi này.",
        ],
    );
}

#[test]
fn a_bound_among_percentages_leaves_no_room_for_rounding() {
    let sent = |electronic, both| {
        commune()
            .printed("cchc-thai-nguyen-01", &[("7.6.2/a", electronic), ("7.6.2/b", both), ("7.8.3", "80")])
    };
    says(
        &sent("97", "30"),
        &[
            "Phụ lục 01, mục 7.6.2, dòng “Tỷ lệ văn bản được gửi hoàn toàn dưới dạng điện tử và song song với văn bản giấy”, ô D115: 30% → nhiều nhất 3%; khi đó hết nội dung này. Cũng có thể: ô D114 “Tỷ lệ văn bản được gửi hoàn toàn dưới dạng điện tử”: 97% → nhiều nhất 70%.",
        ],
    );
    // beside 100% only what it may be rounded from is left
    let told = told(&sent("100", "100").check());
    let is_open = |told: &String| told.matches("100% → nhiều nhất 0,5%").count() == 2;
    assert!(told.iter().any(is_open), "{told:#?}");
    // no figure is left below a percentage that is above 100 itself
    says(&sent("124", "124"), &[]);
}

#[test]
fn no_suggestion_leaves_a_percentage_blank_that_could_be_worked_out() {
    let law = [("2.2.1", "0"), ("2.2.2", "5")];
    let checked = commune().printed("cchc-hue-03", &law).check();
    assert!(
        told(&checked).iter().all(|told| !told.contains("0 → từ")),
        "{:#?} {:?}",
        told(&checked),
        lines(&checked)
    );
}

#[test]
fn an_illegible_cell_gets_the_figure_that_its_rules_imply() {
    // the appendix is compared with the table only where it gives the figure
    let report = dossiers(&[]).printed("cchc-2025-03", &[("3.2.1", "Tổng 1578")]);
    says(
        &report,
        &[
            "Biểu mẫu 3, mục 3.2.1, ô D26 “Tổng số hồ sơ TTHC đã giải quyết xong”: ghi “Tổng 1578”; theo các số liên quan thì là 1.578.",
        ],
    );
    // a text need not mention every figure, but what it mentions must be legible
    let report = dossiers(&[]).printed("so-lieu-bao-cao", &[("4.1", "abc")]);
    says(
        &report,
        &[
            "Số liệu trong lời văn, mục 4.1, ô D28 “Tổng số hồ sơ tiếp nhận”: ghi “abc”; theo các số liên quan thì là 1.598.",
        ],
    );
    // only one whole number has this percentage
    says(
        &commune().printed("cchc-2025-01", &[("2", "31.03"), ("2.1", "abc"), ("2.2", "9")]),
        &[
            "Biểu mẫu 1, mục 2.1, ô D12 “Số nhiệm vụ đề ra trong kế hoạch”: ghi “abc”; theo các số liên quan thì là 29.",
        ],
    );
}

#[test]
fn what_is_odd_in_a_named_cell_belongs_to_its_story() {
    let report =
        commune().printed("so-lieu-bao-cao", &[("5.1", "120000000"), ("5.2", "950"), ("5.3", "79.17")]);
    let checked = report.check();
    assert!(checked.findings.iter().all(|finding| finding.diagnosis == Some(0)), "{:?}", lines(&checked));
}

#[test]
fn rows_that_differ_from_the_period_before_by_the_same_amount_are_told_each() {
    let before = dossiers(&[]).submission();
    let now = workbook("Xã Ví dụ 01").tthc(&[
        ("Hộ tịch", "20 19 0 1  20 20 0 0  0 0 0"),
        ("Chứng thực", "10 10 0 0  10 10 0 0  0 0 0"),
        ("Đất đai", "20 16 0 4  20 20 0 0  0 0 0"),
        ("Bảo trợ xã hội", "20 14 0 6  20 20 0 0  0 0 0"),
        ("Người có công", "20 14 0 6  20 20 0 0  0 0 0"),
        ("Tổng cộng", "90 73 0 17  90 90 0 0  0 0 0"),
    ]);
    let told = told(&rule_check::check(&now.submission(), Some(&before)));
    for cell in ["F12", "F13", "F15"] {
        assert!(
            told.iter().any(|told| told.contains(&format!("ô {cell} “từ kỳ trước”"))),
            "{cell}: {told:#?}"
        );
    }
}
