//! Filled forms with known damage: each answer is read as it was filled in, or reported as not read. It is never read
//! as the answer of another row.

use crate::support::builder::{FINDER, form, lines, workbook};
use crate::support::damage::{Damage, damage, damaged_sheet};
use phuluc::check::{Answer, Submission, WhyUnreadable, rule_check};
use phuluc::grid;
use proptest::prelude::*;
use std::collections::BTreeMap;

const FORMS: [&str; 4] = ["cchc-hue-02", "cchc-hue-03", "cchc-hue-04", "cchc-thai-nguyen-01"];

/// The form with a different figure in every row, then damaged; and the figure of each row.
fn damaged(id: &str, damages: &[Damage]) -> (Submission, BTreeMap<String, String>) {
    let form = form(id);
    let rows: Vec<(String, String)> = (0..)
        .zip(form.fixed_rows())
        .filter(|(_, row)| !row.heading)
        .map(|(n, row)| (row.id.to_string(), (1000 + n).to_string()))
        .collect();
    let filled: Vec<(&str, &str)> =
        rows.iter().map(|(row, figure)| (row.as_str(), figure.as_str())).collect();
    let sheet = grid::read(&workbook("Xã Ví dụ 01").printed(id, &filled).bytes()).unwrap().swap_remove(0);
    let sheet = damaged_sheet(&sheet, form, u32::try_from(form.fixed_rows().len()).unwrap(), damages);
    (Submission::read(&[sheet], &FINDER), rows.into_iter().collect())
}

/// What was read is what was filled in, and what was not read is reported.
fn holds(id: &str, damages: &[Damage]) -> Result<(), TestCaseError> {
    let (submission, filled) = damaged(id, damages);
    let Some(read) = submission.forms.first() else {
        prop_assert!(!submission.notices.is_empty(), "a refusal is said");
        return Ok(());
    };
    prop_assert_eq!(read.form.id.as_str(), id, "the wrong form never matches");
    let mut missing = 0;
    for row in read.rows.iter() {
        let entry = &row.entries.get(3);
        match (&entry.answer, filled.get(row.id.as_str())) {
            (Answer::Blank, Some(_)) => missing += 1,
            // what stands beside the label of another row is kept as unread
            (Answer::Unreadable(unread), Some(_)) if unread.why == WhyUnreadable::OtherLabel => missing += 1,
            (_, Some(figure)) => prop_assert_eq!(&*entry.raw(), figure, "row {}", row.id),
            (_, None) => {}
        }
    }
    let is_said = |rule: &str| matches!(rule, "row-missing" | "label-contradicts");
    let said = submission.notices.iter().filter(|notice| is_said(&notice.rule)).count();
    prop_assert!(said >= missing, "{missing} rows are blank, {said} are said to be missing");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_changes_an_answer(
        id in prop::sample::select(&FORMS[..]),
        damages in prop::collection::vec(damage(), 1..5),
    ) {
        holds(id, &damages)?;
    }
}

/// Three sections of Phụ lục 4 have rows with the same labels. Any of them may be gone, and the codes, too.
#[test]
fn a_label_that_stands_three_times_is_never_guessed() {
    for row in 0..25 {
        for count in 1..=3 {
            let mut damages = vec![Damage::DeleteRow(row); count];
            for after in [Damage::LoseAllCodes, Damage::CloseGap, Damage::RenumberFrom(0)] {
                // without the heading of 3.3, and with new codes, its rows look like those of 3.2
                if matches!(after, Damage::CloseGap)
                    && (row..row + u32::try_from(count).unwrap()).contains(&19)
                {
                    continue;
                }
                damages.push(after);
                if let Err(error) = holds("cchc-hue-04", &damages) {
                    panic!("{damages:?}: {error}");
                }
                damages.pop();
            }
        }
    }
}

#[test]
fn damage_that_leaves_no_doubt_costs_nothing() {
    let harmless = [
        Damage::TitleBlock(3),
        Damage::ShiftRight(2),
        Damage::InsertRow(4),
        Damage::RepeatRow(5),
        Damage::HeaderLower,
        Damage::SwapRows(1),
        Damage::RepeatHeader(6),
        Damage::InsertColumn(2),
        Damage::SwapColumns(3),
        Damage::LoseCode(5),
        Damage::CodeAsNumber(1),
        Damage::CodeAsDate(2),
        Damage::RenumberFrom(20),
        Damage::Slip(3, 7),
        Damage::Decomposed,
        Damage::Unmerged,
        Damage::Reworded,
        Damage::NotesBelow,
    ];
    for id in FORMS {
        for damage in &harmless {
            let (submission, filled) = damaged(id, std::slice::from_ref(damage));
            let found: Vec<&str> = submission.notices.iter().map(|notice| notice.rule.as_str()).collect();
            let form = submission.forms.first().unwrap_or_else(|| panic!("{id} after {damage:?}: {found:?}"));
            let read = form.rows.iter().filter(|row| {
                filled.get(row.id.as_str()).map(String::as_str) == Some(&*row.entries.get(3).raw())
            });
            assert_eq!(read.count(), filled.len(), "{id} after {damage:?}: {found:?}");
        }
    }
}

#[test]
fn receipts_say_what_was_done() {
    let (submission, _) = damaged(
        "cchc-hue-04",
        &[
            Damage::InsertRow(5),
            Damage::LoseCode(8),
            Damage::SwapRows(1),
            Damage::Reworded,
            Damage::CodeAsDate(2),
        ],
    );
    let checked = rule_check::check(&submission, None);
    let said: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.rule.ends_with("-aligned"))
        .map(|finding| phuluc::say::message(phuluc::say::Lang::Vi, finding))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"
    Phụ lục 4 (trang tính “Sheet1”): cột “Chỉ tiêu thống kê” đọc ở ô B9 ghi “Các chỉ tiêu thống kê”.
    Phụ lục 4 (trang tính “Sheet1”): dòng 11 của mẫu là dòng 20 của tệp, khớp theo mã và tên chỉ tiêu, đứng khác thứ tự; dòng 12 của mẫu là dòng 12 của tệp, khớp theo tên chỉ tiêu, mã bị Excel đổi thành số hoặc ngày; dòng 15 đến 16 của mẫu là dòng 16 đến 17 của tệp, khớp theo mã và tên chỉ tiêu; dòng 17 của mẫu là dòng 18 của tệp, khớp theo tên chỉ tiêu và các dòng xung quanh, mã thiếu hoặc khác; dòng 18 của mẫu là dòng 19 của tệp, khớp theo mã và tên chỉ tiêu; dòng 19 của mẫu là dòng 11 của tệp, khớp theo mã và tên chỉ tiêu, đứng khác thứ tự; và 1 chỗ khác.
    ");
    assert!(lines(&checked).iter().any(|line| line.starts_with("warning unknown-row")));
}

/// Half of a form is not the form. The message says what it resembles.
#[test]
fn a_refusal_says_what_was_looked_for_and_what_was_seen() {
    let half: Vec<Damage> = (0..14).map(|_| Damage::DeleteRow(3)).collect();
    let (submission, _) = damaged("cchc-hue-04", &half);
    assert!(submission.forms.is_empty());
    let said = submission.notices.iter().map(|notice| phuluc::say::message(phuluc::say::Lang::Vi, notice));
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"), @"Trang tính “Sheet1”: không có biểu nào đã biết nên chưa đọc, gần nhất là Phụ lục 4: chỉ thấy 9/25 chỉ tiêu của mẫu.");
}
