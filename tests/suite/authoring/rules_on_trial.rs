//! Trials of rules: new, changed and trial rules on reports that were sent before.

use crate::support::builder::{CATALOGUE, CHECKER, lines, workbook};
use crate::support::diagnoses;
use phuluc::check::{Checker, Submission};
use phuluc::form::{Catalogue, FormId};
use phuluc::grid;
use phuluc::round::rules_on_past_reports::{self, Trial};
use phuluc::say::{Lang, report};

const DEFINITION: &str = include_str!("../../../templates/cchc-hue-02/form.toml");

/// A checker with one more rule for Phụ lục 2.
fn with_rule(rule: &str) -> Checker {
    let text = format!(
        "{DEFINITION}\n[[rules]]\nid = \"thu\"\ntitle = \"Số văn bản từ 5 trở lên\"\n{rule}\n\
                        why = \"…\"\ntodo = \"Xem lại mục 1.\"\n"
    );
    Checker::new(Catalogue::with([("form.toml".to_owned(), text)]).unwrap())
}

fn sent(checker: &Checker, figures: &[&str]) -> Vec<(String, Submission)> {
    let reports = figures.iter().enumerate().map(|(index, figure)| {
        let unit = format!("Xã Ví dụ {:02}", index + 1);
        let workbook = workbook(&unit).printed("cchc-hue-02", &[("1", figure)]);
        (format!("{index}.xlsx"), checker.read(&grid::read(&workbook.bytes()).unwrap()))
    });
    reports.collect()
}

fn tried(checker: &Checker, figures: &[&str]) -> Trial {
    let id = FormId::from("cchc-hue-02");
    let [new, old] = [checker.catalogue(), &*CATALOGUE].map(|all| all.in_force(&id, None).unwrap());
    rules_on_past_reports::trial(new, Some(old), &sent(checker, figures), checker)
}

#[test]
fn a_new_rule_is_tried_on_the_reports_that_were_sent() {
    let checker = with_rule("that = \"[1] >= 5\"");
    insta::assert_snapshot!(report::rules_on_past_reports::text(&tried(&checker, &["6", "4", "12", "3"]), Lang::Vi), @"
    Đã thử trên 4 báo cáo có biểu này.

    [cchc-hue-02/thu] Số văn bản từ 5 trở lên (quy tắc mới): báo ở 2/4 báo cáo.
      - Xã Ví dụ 02, từ ngày 15/12/2023 đến ngày 14/3/2024: 1
      - Xã Ví dụ 04, từ ngày 15/12/2023 đến ngày 14/3/2024: 1
      | Xã Ví dụ 02, từ ngày 15/12/2023 đến ngày 14/3/2024: Phụ lục 2, mục 1, ô D10 “Số văn bản chỉ đạo CCHC đã ban hành”: ghi 4, không được nhỏ hơn 5 (nhỏ hơn 1).
      | Xã Ví dụ 04, từ ngày 15/12/2023 đến ngày 14/3/2024: Phụ lục 2, mục 1, ô D10 “Số văn bản chỉ đạo CCHC đã ban hành”: ghi 3, không được nhỏ hơn 5 (nhỏ hơn 2).
    ");
}

/// A round and its own consolidated workbook have the same reports.
#[test]
fn the_same_report_in_two_places_counts_once() {
    let checker = with_rule("that = \"[1] >= 5\"");
    let mut reports = sent(&checker, &["6", "4"]);
    reports.extend(sent(&checker, &["6", "3"]));
    let id = FormId::from("cchc-hue-02");
    let [new, old] = [checker.catalogue(), &*CATALOGUE].map(|all| all.in_force(&id, None).unwrap());
    let said = report::rules_on_past_reports::text(
        &rules_on_past_reports::trial(new, Some(old), &reports, &checker),
        Lang::Vi,
    );
    assert!(
        said.starts_with("Đã thử trên 3 báo cáo có biểu này (1 báo cáo có ở hai nơi, chỉ tính một lần)."),
        "{said}"
    );
    // another figure is another report
    assert!(said.contains("báo ở 2/3 báo cáo"), "{said}");
}

#[test]
fn only_what_is_new_is_tried_and_all_if_nothing_is() {
    let checker = with_rule("that = \"[1] >= 5\"");
    let ids = |trial: &Trial| trial.rules.iter().map(|tried| tried.rule.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&tried(&checker, &["6"])), ["cchc-hue-02/thu"]);
    let same = Checker::new(CATALOGUE.clone());
    assert!(ids(&tried(&same, &["6"])).len() > 5);
}

#[test]
fn a_rule_on_trial_is_reported_and_blocks_nothing() {
    let checker = with_rule("that = \"[1] >= 5\"\ntrial = true");
    let (_, report) = sent(&checker, &["4"]).remove(0);
    assert_eq!(lines(&checker.check(&report, None)), ["note cchc-hue-02/thu 1 D10 4 >= 5 -1"]);
    let blocking = with_rule("that = \"[1] >= 5\"");
    let (_, report) = sent(&blocking, &["4"]).remove(0);
    assert_eq!(lines(&blocking.check(&report, None)), ["error cchc-hue-02/thu 1 D10 4 >= 5 -1"]);
}

/// A rule that may be wrong itself neither blames nor clears a figure.
#[test]
fn a_rule_on_trial_turns_no_diagnosis() {
    let told = |checker: &Checker| {
        let plan = [("2", "31.03"), ("2.1", "29"), ("2.2", "99")];
        let workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &plan);
        let report = checker.read(&grid::read(&workbook.bytes()).unwrap());
        diagnoses::told(&checker.check(&report, None))
    };
    let plain = told(&CHECKER);
    assert_eq!(plain.len(), 1, "{plain:#?}");
    for rule in ["[2.2] >= 20", "[2.1] <= 5", "[2.1] + [2.2] >= 100"] {
        assert_eq!(told(&with_rule(&format!("that = \"{rule}\"\ntrial = true"))), plain, "{rule}");
    }
}
