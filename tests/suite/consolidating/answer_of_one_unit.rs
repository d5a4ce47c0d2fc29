//! The answer of one unit at one place of a consolidated form: a figure, a text, or the reason why there is none.

use crate::support::builder::workbook;
use crate::support::consolidation::{cell, changed, consolidate, round, said};
use phuluc::form::{FormId, Level};
use phuluc::round::{Consolidation, Gap, UnitAnswer};

/// The answer of a unit at a row and a column, and whether the row concerns the unit.
fn at(all: &Consolidation, form: &str, unit: usize, row: &str, column: &str) -> (String, bool) {
    let total = all.forms.iter().find(|total| total.form.id.as_str() == form).unwrap();
    let table = total.table(&all.members);
    let row = total.rows.iter().find(|line| line.id.as_str() == row).unwrap();
    let said = table.said(unit, row, total.form.column(&column.into()).unwrap());
    (format!("{said:?}"), table.concerns(unit, row))
}

/// Words have no total. They are listed by unit, as they were written.
#[test]
fn words_are_listed_as_they_were_written() {
    let sent = |number: u32, figures: &str| {
        let columns = ["toi_da", "tu_cham", "tham_dinh_1", "diem_tru", "ly_do"];
        let workbook = workbook(&format!("Xã Ví dụ {number:02}"));
        Some(workbook.table("chi-so-cchc-vo-nhai", &columns, &[("3", figures)]))
    };
    let sent = [sent(1, "20 18 18 2 'Chậm"), sent(2, "20 20 20 . ."), sent(3, "20 19 19 1 'Thiếu")];
    let all = consolidate(&["chi-so-cchc-vo-nhai"], &sent, false);
    let total = &all.forms[0];
    let row = total.rows.iter().find(|row| row.id.as_str() == "3").unwrap();
    let column = total.form.column(&"ly_do".into()).unwrap();
    let listed: Vec<(usize, String)> = total.table(&all.members).listed(row, column).collect();
    assert_eq!(listed, [(0, "Chậm".to_owned()), (2, "Thiếu".to_owned())]);
    assert_eq!(at(&all, "chi-so-cchc-vo-nhai", 0, "3", "ly_do").0, format!("{:?}", UnitAnswer::Text("Chậm")));
}

/// A blank in a report that does not count is not a blank of this round: the report is missing.
#[test]
fn a_blank_of_a_unit_that_has_not_reported_is_its_report_missing() {
    let filled =
        |number: u32| workbook(&format!("Xã Ví dụ {number:02}")).printed("cchc-hue-02", &[("1", "3")]);
    let other = filled(2).period("2022-12-15", "2023-12-14");
    let all = consolidate(&["cchc-hue-02"], &[Some(filled(1)), Some(other)], false);
    let blank = |unit| at(&all, "cchc-hue-02", unit, "5.1", "so_lieu").0;
    assert_eq!(blank(0), format!("{:?}", UnitAnswer::Nothing(Gap::Blank)));
    assert_eq!(blank(1), format!("{:?}", UnitAnswer::Nothing(Gap::OtherPeriod)));
    // its figures are shown all the same
    assert_eq!(at(&all, "cchc-hue-02", 1, "1", "so_lieu").0, format!("{:?}", UnitAnswer::Figure(3.into())));
}

#[test]
fn a_row_concerns_those_who_owe_the_form_and_are_of_its_levels() {
    let sent = [1, 2, 3].map(|number: u32| {
        let workbook = workbook(&format!("Xã Ví dụ {number:02}"));
        Some(workbook.printed("cchc-hue-02", &[("1", "3")]).printed("cchc-hue-03", &[("1", "4")]))
    });
    let all = changed(round(&["cchc-hue-02", "cchc-hue-03"], true, &sent), |members| {
        members[1].unit.level = Some(Level::Province);
        for report in &mut members[1].reports {
            report.submission.as_mut().unwrap().level = Some(Level::Province);
        }
        members[2].unit.forms = vec![FormId::from("cchc-hue-03")];
    });
    let concerned = |row: &str| [0, 1, 2].map(|unit| at(&all, "cchc-hue-02", unit, row, "so_lieu").1);
    assert_eq!(concerned("1"), [true, true, false]);
    // inspections of departments do not concern a commune
    assert_eq!(concerned("3.1"), [false, true, false]);
    assert_eq!(at(&all, "cchc-hue-02", 2, "1", "so_lieu").0, format!("{:?}", UnitAnswer::NotAsked));
}

/// A percentage that concerns no unit is not missing.
#[test]
fn a_share_of_no_unit_is_out_of_scope() {
    let sent = workbook("Xã Ví dụ 01").printed("cchc-hue-04", &[("1.1", "9")]);
    let all = consolidate(&["cchc-hue-04"], &[Some(sent), None], false);
    assert_eq!(said(cell(&all, "3.1", "so_lieu")), "OutOfScope 0/0 []");
}
