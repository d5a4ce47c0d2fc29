//! What is said of a named cell: what it holds beside what it shows, which part is missing, how many decimals.

use crate::support::builder::{form, report as read};
use crate::support::diagnoses::{commune, dossiers, told};
use phuluc::check::{EarlierNotUsed, Finding};
use phuluc::desk::Context;
use phuluc::say::{Lang, report};
use std::sync::Arc;

#[test]
fn a_number_that_is_stored_is_not_quoted_as_text() {
    let told = told(&dossiers(&[("Chứng thực", "763 0.75 13 0  760 450 310 0  3 3 0")]).check());
    assert!(told[0].ends_with("máy đang lưu 0,75; theo các số liên quan thì là 750."), "{told:#?}");
}

#[test]
fn the_part_that_a_sum_leaves_out_is_named_and_each_cell_once() {
    let total = ("Tổng cộng", "1405 1516 68 14  1578 1152 425 1  20 18 2");
    let text = [("4.1", "1598"), ("4.2", "1516"), ("4.3", "94.87"), ("4.4", "1578"), ("4.8", "20")];
    let sent = dossiers(&[total]).printed("so-lieu-bao-cao", &text).bytes();
    let said = report::text::check(&[read("a.xlsx", sent, &Context::default())], Lang::Vi);
    assert!(said.contains("1.405 → 1.598, cộng thiếu ô C14;"), "{said}");
    assert!(
        said.contains("nội dung khác cùng nguyên nhân: Biểu 06a: C17; Số liệu trong lời văn: D28"),
        "{said}"
    );
}

#[test]
fn a_percentage_has_the_decimals_of_the_one_that_it_replaces() {
    let cut = [("4.1", "1232"), ("4.2", "1025"), ("4.3", "83.19")];
    let told = told(&commune().printed("so-lieu-bao-cao", &cut).check());
    assert!(told.iter().any(|told| told.contains("83,19% → 83,20%")), "{told:#?}");
}

#[test]
fn findings_without_a_cell_are_listed_by_their_forms() {
    let ids = ["cchc-hue-02", "cchc-hue-03", "cchc-hue-04", "so-lieu-bao-cao"];
    let sent = ids.iter().fold(commune(), |sent, id| sent.printed(id, &[]));
    let mut file = read("a.xlsx", sent.bytes(), &Context::default());
    Arc::make_mut(&mut file.checked).findings = ids
        .iter()
        .map(|id| {
            let found = EarlierNotUsed { own: Vec::new(), others: 1 };
            Finding::about_form(form(id), &form(id).sheet, found)
        })
        .collect();
    let said = report::text::check(&[file], Lang::Vi);
    let others = "Còn 3 nội dung cùng loại: Phụ lục 3; Phụ lục 4; Số liệu trong lời văn";
    assert!(said.contains(others), "{said}");
}
