//! The report on one file: its bytes and their context go in, and the tests see what the context changes.

use crate::support::builder::{CATALOGUE, CHECKER, FIRST_SENDING, Workbook, lines, report, workbook};
use crate::support::round_folder::{TOTAL, report as commune};
use phuluc::book::consolidated;
use phuluc::check::Submission;
use phuluc::desk;
use phuluc::desk::{Context, FileContent, Sender, Tools};
use phuluc::form::Level;
use phuluc::grid::{Foreign, ReadError};
use phuluc::round::{FileReport, Material, Round, UnitNames, consolidate};

fn found(report: &FileReport) -> Vec<String> {
    lines(&report.checked)
}

/// The report of a commune on a quarter.
fn quarter(unit: &str, from: &str, to: &str) -> Workbook {
    workbook(unit).tthc(&[TOTAL]).period(from, to)
}

fn against(previous: &[Submission]) -> Vec<String> {
    found(&report("a.xlsx", commune("Xã Ví dụ 01"), &Context { previous, ..Context::default() }))
}

#[test]
fn only_the_same_units_report_for_the_period_before_is_compared_with() {
    let before = quarter("Xã Ví dụ 01", "2023-09-15", "2023-12-14").submission();
    let others = quarter("Xã Ví dụ 02", "2023-09-15", "2023-12-14").submission();
    let earlier = quarter("Xã Ví dụ 01", "2023-06-15", "2023-09-14").submission();
    let mut nameless = before.clone();
    nameless.unit = None;
    let same = ["warning same-as-before – – – – – –"];
    let is_compared = |previous: &[&Submission]| {
        let previous: Vec<Submission> = previous.iter().copied().cloned().collect();
        against(&previous).iter().any(|line| line == same[0])
    };
    assert!(is_compared(&[&before]));
    assert!(is_compared(&[&others, &earlier, &nameless, &before]));
    assert!(!is_compared(&[&others]));
    assert!(!is_compared(&[&earlier]));
    assert!(!is_compared(&[&nameless]));
}

/// Two files of unknown units are not files of the same unit.
#[test]
fn two_files_without_a_unit_are_not_one_units() {
    let mut nameless = quarter("Xã Ví dụ 01", "2023-09-15", "2023-12-14").submission();
    nameless.unit = None;
    let mut without = workbook("Xã Ví dụ 01").tthc(&[TOTAL]);
    without.with_identity = false;
    without.sheets[0].heading.right[0] = String::new();
    let context = Context { previous: &[nameless], ..Context::default() };
    assert_eq!(found(&report("a.xlsx", without.bytes(), &context)), ["warning unit-unknown – – – – – –"]);
}

/// Rows of other levels are out of a unit's scope. Its level comes from the file, else from the round.
#[test]
fn the_round_says_the_level_where_the_file_does_not() {
    let of_level = |in_file: Option<Level>, in_round: Option<Level>| {
        let mut workbook = workbook("Cụm Ví dụ").printed("cchc-hue-03", &[("1", "4"), ("1.2", "4")]);
        workbook.level = in_file;
        let sender = Sender::Unit {
            unit: None,
            original: "",
            opening: &[],
            level: in_round,
            decisions: &[],
            sending: 1,
        };
        let report = report("a.xlsx", workbook.bytes(), &Context { sender, ..Context::default() });
        let level = report.submission.as_ref().unwrap().level;
        (level, found(&report).iter().any(|line| line.contains("value-out-of-scope")))
    };
    let (commune, province) = (Some(Level::Commune), Some(Level::Province));
    assert_eq!(of_level(None, commune), (commune, true));
    assert_eq!(of_level(None, province), (province, false));
    assert_eq!(of_level(commune, province), (commune, true));
    assert_eq!(of_level(province, commune), (province, false));
}

#[test]
fn what_cannot_be_read_is_said_and_costs_nothing_else() {
    let tools = Tools::plain(&CHECKER);
    let of = |content: FileContent| desk::report("a.xlsx", &content, &FIRST_SENDING, &tools);
    let missing = of(FileContent::Missing);
    assert_eq!(
        (found(&missing), missing.sha256),
        (vec!["error file-not-found – – – – – –".to_owned()], None)
    );
    let unreadable = vec!["error unreadable-file – – – – – –".to_owned()];
    let locked = of(FileContent::Unreadable(ReadError::Foreign(Foreign::Lock)));
    assert_eq!((found(&locked), locked.sha256), (unreadable.clone(), None));
    let empty = of(FileContent::Bytes(Vec::new()));
    assert_eq!((found(&empty), empty.sha256), (unreadable, Some(phuluc::form::sha256(b""))));
    let without_form = report("a.xlsx", workbook("Xã Ví dụ 01").bytes(), &FIRST_SENDING);
    assert_eq!(found(&without_form), ["error no-known-form – – – – – –"]);
    assert!(without_form.submission.is_none());
}

#[test]
fn what_came_and_what_lies_there_now_are_told_apart() {
    let bytes = commune("Xã Ví dụ 01");
    let hash = phuluc::form::sha256(&bytes);
    let as_received = |sha256| Context { as_received: Some(sha256), ..FIRST_SENDING };
    assert_eq!(found(&report("a.xlsx", bytes.clone(), &as_received(&hash))), Vec::<String>::new());
    let changed = found(&report("a.xlsx", bytes, &as_received("0")));
    assert_eq!(changed, ["error file-changed – – – – – –"]);
    // of a missing file nothing more can be said
    let context = as_received("0");
    let gone = desk::report("a.xlsx", &FileContent::Missing, &context, &Tools::plain(&CHECKER));
    assert_eq!(found(&gone), ["error file-not-found – – – – – –"]);
}

fn round() -> Round {
    let text = "title = \"a\"\nreceiver = \"Huyện Ví dụ\"\nforms = [\"tthc-06a\"]\n[[units]]\nname = \"Xã Ví dụ 01\"\n";
    Round::read(text, &CATALOGUE).unwrap()
}

#[test]
fn our_own_consolidated_workbook_is_a_report_only_where_a_unit_of_a_round_sent_it() {
    let round = round();
    let reports = vec![vec![report("a.xlsx", commune("Xã Ví dụ 01"), &FIRST_SENDING)]];
    let members = consolidate::gather(&round, reports, &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let bytes = consolidated::write(&all).unwrap();
    let own = report("tong-hop.xlsx", bytes.clone(), &Context::default());
    assert_eq!(found(&own), ["error own-output – – – – – –"]);
    let names = UnitNames::of(&round);
    let sender = Sender::Doubtful { names: &names, original: "tong-hop.xlsx" };
    let doubtful = report("tong-hop.xlsx", bytes.clone(), &Context { sender, ..Context::default() });
    assert_eq!(found(&doubtful), ["error unit-doubtful – – – – – –", "error own-output – – – – – –"]);
    let sent = report("tong-hop.xlsx", bytes, &FIRST_SENDING);
    assert_eq!(found(&sent), Vec::<String>::new());
    assert_eq!((sent.unit(), sent.passed_on.as_ref().unwrap().members.len()), (Some("Huyện Ví dụ"), 1));
}

#[test]
fn a_doubtful_sender_is_said_first() {
    let round = round();
    let names = UnitNames::of(&round);
    let sender = Sender::Doubtful { names: &names, original: "bao cao.xlsx" };
    let context = Context { sender, as_received: Some("0"), ..Context::default() };
    let rules = ["error unit-doubtful – – – – – –", "error file-changed – – – – – –"];
    assert_eq!(found(&report("a.xlsx", commune("Xã Khác"), &context)), rules);
}
