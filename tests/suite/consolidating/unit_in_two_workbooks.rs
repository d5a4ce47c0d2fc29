//! Two consolidated workbooks that hold units with the same name: the same unit counts once, two units count twice.

use crate::support::builder::{CATALOGUE, FIRST_SENDING, report, workbook};
use crate::support::consolidation::TOTAL;
use phuluc::book::consolidated;
use phuluc::round::{Consolidation, Material, Round, consolidate};

/// A round of units for `tthc-06a`, each with the bytes of its file.
fn round(receiver: &str, units: &[(&str, &str, Vec<u8>)]) -> Consolidation {
    let mut text = format!(
        "title = \"Quý I/2024\"\nreceiver = {receiver:?}\nforms = [\"tthc-06a\"]\n\
         period = {{ from = 2023-12-15, to = 2024-03-14 }}\n"
    );
    for (name, ..) in units {
        text += &format!("[[units]]\nname = {name:?}\n");
    }
    let mut round = Round::read(&text, &CATALOGUE).unwrap();
    for (unit, (_, code, _)) in round.units.iter_mut().zip(units) {
        unit.code = Some((*code).to_owned()).filter(|code| !code.is_empty());
    }
    let sent = units.iter().map(|(name, _, bytes)| match bytes.as_slice() {
        [] => Vec::new(),
        bytes => vec![report(&format!("nhan/{name}.xlsx"), bytes.to_vec(), &FIRST_SENDING)],
    });
    let members = consolidate::gather(&round, sent.collect(), &CATALOGUE);
    consolidate::consolidate(Material::new(&round, members), &CATALOGUE)
}

/// The consolidated workbook of a district with one commune.
fn district(name: &str, commune: &str, code: &str) -> Vec<u8> {
    let sent = workbook(commune).tthc(&[TOTAL]).bytes();
    consolidated::write(&round(name, &[(commune, code, sent)])).unwrap()
}

/// Two districts each pass one commune on. Checks how many communes count, and the notes about communes that came
/// twice: the index of the district, and the workbook in which the unit counts.
#[track_caller]
fn case(first: (&str, &str), second: (&str, &str), counted: usize, twice: &[(usize, &str)]) {
    let files = [("Huyện A", first), ("Huyện B", second)]
        .map(|(district_name, (commune, code))| (district_name, "", district(district_name, commune, code)));
    let all = round("Tỉnh Ví dụ", &files);
    assert_eq!(all.members.iter().filter(|member| member.included).count(), counted, "{first:?} {second:?}");
    let found = all.senders.iter().enumerate().flat_map(|(index, sender)| {
        let findings = sender.reports.iter().flat_map(|report| &report.checked.findings);
        findings.map(move |finding| (index, phuluc::say::words::message(phuluc::say::Lang::En, finding)))
    });
    let found: Vec<(usize, String)> = found.collect();
    assert_eq!(found.len(), twice.len(), "{found:?}");
    for ((index, said), (expected, path)) in found.iter().zip(twice) {
        assert!(index == expected && said.contains(path), "{found:?}");
    }
}

#[test]
fn a_unit_in_two_workbooks_is_told_by_its_code_and_its_name() {
    let in_a = [(1, "nhan/Huyện A.xlsx")];
    case(("Xã Ví dụ 01", "00127"), ("Xã Ví dụ 01", "00127"), 1, &in_a);
    // two communes with one name and two codes
    case(("Xã Ví dụ 01", "00127"), ("Xã Ví dụ 01", "00128"), 2, &[]);
    // districts number their communes themselves
    case(("Xã Ví dụ 01", "01"), ("Xã Ví dụ 02", "01"), 2, &[]);
    // without a common code they are two, since they are below two districts
    case(("Xã Ví dụ 01", ""), ("Xã Ví dụ 01", ""), 2, &[]);
    case(("Xã Ví dụ 01", "00127"), ("Xã Ví dụ 01", ""), 2, &[]);
    case(("Xã Ví dụ 01", "01"), ("UBND xã Ví dụ 01", "01"), 1, &in_a);
}

/// A unit's own report goes before one that was passed on, but only under the same code.
#[test]
fn what_came_directly_goes_before_what_was_passed_on() {
    for (code, counted, said) in [("00127", 1, 1), ("00128", 2, 0)] {
        let own = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).bytes();
        let passed = district("Huyện A", "Xã Ví dụ 01", "00127");
        let all = round("Tỉnh Ví dụ", &[("Huyện A", "", passed), ("Xã Ví dụ 01", code, own)]);
        assert_eq!(all.members.iter().filter(|member| member.included).count(), counted, "{code}");
        assert_eq!(all.senders[0].reports[0].checked.findings.len(), said, "{code}");
    }
}

/// A unit that is listed here and sent nothing is the unit that was passed on.
#[test]
fn a_unit_listed_here_is_that_of_the_level_below() {
    for (code, units) in [("00127", 1), ("00128", 2)] {
        let passed = district("Huyện A", "Xã Ví dụ 01", "00127");
        let all = round("Tỉnh Ví dụ", &[("Huyện A", "", passed), ("Xã Ví dụ 01", code, Vec::new())]);
        assert_eq!(all.members.len(), units, "{code}");
    }
}
