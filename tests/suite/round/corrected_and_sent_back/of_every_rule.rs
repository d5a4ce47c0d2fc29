//! The same law over a workbook that breaks each rule of each form, drawn by us, filled into our blank, and laid out
//! by another office.

use super::{blank_like, drawn_anew, filled_in};
use crate::checking::rules_of_forms;
use crate::reading_files::clean_files_of_five_programs;
use crate::round::returned_workbook_keeps_its_content::correcting_gives_no_new_error;
use crate::support::builder::{CATALOGUE, FINDER};
use crate::support::chance::Chance;
use phuluc::check::Submission;
use phuluc::grid;
use std::collections::BTreeSet;

/// Runs the law over a workbook for every rule. Gives the forms of which some correction was named.
fn forms_of(drawn: impl Fn(&[u8]) -> Option<Vec<u8>>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (rule, workbook) in rules_of_forms::broken() {
        let Some(bytes) = drawn(&workbook.bytes()) else { continue };
        if correcting_gives_no_new_error(&bytes) {
            named.insert(rule.split('/').next().unwrap_or_default().to_owned());
        }
    }
    named
}

/// The forms that have rules.
fn with_rules() -> BTreeSet<String> {
    let forms = CATALOGUE.forms().filter(|form| !form.rules.is_empty());
    forms.map(|form| form.id.to_string()).collect()
}

#[test]
fn as_we_draw_it() {
    assert_eq!(forms_of(|bytes| Some(bytes.to_vec())), with_rules());
}

#[test]
fn in_our_own_blank() {
    let named = forms_of(|bytes| {
        let (blank, answers) = blank_like(&Submission::read(&grid::read(bytes).unwrap(), &FINDER));
        Some(filled_in(blank, answers))
    });
    assert_eq!(named, with_rules());
}

#[test]
fn in_layouts_of_senders() {
    let chance = std::cell::RefCell::new(Chance::new(61));
    let named = forms_of(|bytes| {
        let drawn = drawn_anew(&grid::read(bytes).unwrap(), &mut chance.borrow_mut());
        (!drawn.is_empty()).then(|| clean_files_of_five_programs::by_ours(&drawn))
    });
    assert_eq!(named, with_rules());
}
