//! Every general rule is raised by a file that breaks it, with exactly one finding.

mod each_rule_raised;
mod files_sent;

use self::each_rule_raised::{TOTAL, cases};
use self::files_sent::in_round;
use crate::support::builder::{line, workbook};
use phuluc::round::general_rules;
use std::collections::BTreeSet;

/// The findings of all cases, one case a line.
fn found_in_cases() -> String {
    let found: Vec<String> = cases().into_iter().map(|(_, lines)| lines.join("; ")).collect();
    found.join("\n")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list, one line a rule")]
fn every_rule_finds_its_mistake_and_nothing_else() {
    insta::assert_snapshot!(found_in_cases(), @"
    error ambiguous-number 1 D10 1.5 number – –
    warning amount-too-small 5.2 D51 95000 number – –
    warning blank-total 2 D11 – = 75 –
    note catalogue-jumps 2.2 D20 44 – – –
    note cell-comment – – – – – –
    error cell-error 2 D11 #REF! number – –
    error code-not-allowed 7.2 D35 3 in – –
    note columns-aligned – – – – – –
    error consolidated-not-taken-over – – – – – –
    warning copied-workbook – – – – – –
    warning document-number-malformed 2 C10 Kế hoạch số 109 KH-UBND ngày 10/10/2023 – – –
    warning document-order 2 C10 Thông báo số 64/TB-UBND ngày 04/7/2023 – – –
    warning document-sign-differs 2 C10 Kế hoạch số 52/QĐ-UBND ngày 10/01/2024 – – –
    warning document-without-date 2 C10 Thông báo số 29/TB-UBND về việc lấy ý kiến – – –
    warning document-without-number 2 C10 Quyết định ngày 05/01/2024 của UBND xã – – –
    error draft-sent – – – – – –
    note earlier-not-used – – – – – –
    note falls-within-year 2.2 D13 12 >= 20 -8
    note far-from-past 7.1 D34 123000 – 185 122815
    note far-from-peers 7.1 D34 123000 – 189 122811
    warning figure-beside 3.2 D16 – – – –
    warning figures-outside – – – – – –
    error file-changed – – – – – –
    error file-not-found – – – – – –
    warning file-not-taken – – – – – –
    note file-put-back – – – – – –
    note file-repeated – – – – – –
    error form-blank – – – – – –
    note form-joined – – – – – –
    error form-missing – – – – – –
    note form-not-asked – – – – – –
    error form-repeated – – – – – –
    error form-split – – – – – –
    warning format-by-condition – – – – – –
    warning format-missing – – – – – –
    error header-changed – – – – – –
    warning hidden-sheet – – – – – –
    error identity-differs – C1 – – – –
    error label-contradicts 3.2 B16 – – – –
    warning label-reworded – B18 – – – –
    note line-restored – – – – – –
    error marked-in-part 3.2 D16 251 number – –
    warning measure-changed 3.2 D16 5 – – –
    note measure-converted – – – – – –
    error measure-doubtful 5.1 D50 120000000000 number – –
    warning merged-figure – – – – – –
    note more-figures-apart – – – – – –
    error more-than-shown 3.2 D16 75000 number – –
    error named-for-other – – – – – –
    error negative-number 1 D10 -3 >= 0 -3
    error no-known-form – – – – – –
    error not-a-number 2 D11 % number – –
    error not-calculated 2 D11  number – –
    warning not-in-force – – – – – –
    note nothing-of-nothing – – – – – –
    error number-as-date 2 D11 05/10/2026 number – –
    note old-font – – – – – –
    error only-other-period – – – – – –
    note other-period-left-out – – – – – –
    warning out-of-sight – – – – – –
    warning outside-differs 1 D10 6 = 5 1
    error own-output – – – – – –
    error part-exceeds – C13 – – – –
    warning percent-above-100 4.17 D48 9512 <= 100 9412
    note percent-truncated 2 D11 66.6 = 66.7 -0.1
    warning period-differs – – – – – –
    warning period-exceeds-unit – – – – – –
    note period-in-words – A5 – – – –
    warning period-unknown – – – – – –
    error printed-figure-changed 1.2 C13 1 = 1.5 -0.5
    note remark-below-table – B44 – – – –
    note remark-contradicts – – – – – –
    warning row-after-total – A14 – – – –
    error row-missing 8 – – – – –
    error row-repeated dat dai A13 – – – –
    note rows-aligned – – – – – –
    error rows-are-units – B12 – – – –
    note rows-not-counted – A13 – – – –
    warning same-as-before – – – – – –
    note same-as-other-unit – – – – – –
    warning share-among-percentages 7.8.3 D123 0.95 number – –
    note sheet-left-out – – – – – –
    warning sheet-missing – – – – – –
    note sheet-not-read – – – – – –
    error stale-result 3.2 D16 4 number – –
    error step-not-allowed 3.1.1 D43 0.2 in – –
    error struck-through – – – – – –
    error subtotal-differs – C13 – – – –
    note time-not-believed – – – – – –
    error too-many-digits 3.2 D16 1234567890123460 number – –
    error total-repeated tong A13 – – – –
    note total-reworded tong A13 – – – –
    note typed-over-formula – – – – – –
    note unchanged-among-changed – – – – – –
    warning unit-came-twice – – – – – –
    error unit-doubtful – – – – – –
    warning unit-unknown – – – – – –
    warning unknown-column – F8 – – – –
    warning unknown-row – A37 – – – –
    error unreadable-file – – – – – –
    warning value-in-heading 5 D23 25 blank – –
    warning value-out-of-scope 1.2 D12 4 blank – –
    error wrong-unit – – – – – –
    note zero-of-none 3.3 D17 0 = – –
    ");
    for (rule, lines) in cases() {
        assert!(lines.len() == 1 && lines[0].contains(rule), "{rule}: {lines:?}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let cases: BTreeSet<&str> = cases().into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(general_rules::all().iter().map(|rule| rule.id).collect::<BTreeSet<_>>(), cases);
}

#[test]
fn a_report_of_another_period_is_not_added_up() {
    let other = workbook("Xã Ví dụ 01").tthc(&[TOTAL]).period("2022-12-15", "2023-12-14");
    assert_eq!(in_round(&[other]).iter().map(line).collect::<Vec<_>>(), ["error period-differs – – – – – –"]);
}

#[test]
fn another_units_file_is_pointed_out() {
    let found = in_round(&[workbook("Xã Ví dụ 02").tthc(&[TOTAL])]);
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), ["error wrong-unit – – – – – –"]);
}

#[test]
fn a_file_without_a_form_fails_as_a_whole() {
    let report = workbook("Xã Ví dụ 01").report("a.xlsx");
    assert_eq!(report.status(), phuluc::round::FileStatus::Unreadable);
}
