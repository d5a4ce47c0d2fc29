//! Drafts from blanks with tables drawn at random: no line of any is lost.

use crate::authoring::drafts_of_authorities_blanks::form;
use crate::support::builder::sheet;
use phuluc::author::draft;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever tables stand on a sheet, no line of any is lost.
    #[test]
    fn every_line_is_in_a_form_or_is_named(
        tables in vec((
            select(vec![
                ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
                ["", "Chỉ tiêu", "Đơn vị tính", "Thực hiện"],
                ["TT", "Nội dung", "ĐVT", "Kết quả"],
                ["STT", "Tiêu chí", "Ghi chú", ""],
            ]),
            1_usize..6,
            any::<bool>(),
        ), 1..5),
    ) {
        let mut lines: Vec<Vec<String>> = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        for (number, (head, rows, is_signed)) in tables.iter().enumerate() {
            lines.push(vec![format!("Biểu mẫu số {}", number + 1)]);
            lines.push(vec!["KẾT QUẢ THỰC HIỆN CÔNG TÁC".to_owned()]);
            lines.push(head.iter().map(|text| (*text).to_owned()).collect());
            for row in 1..=*rows {
                let label = format!("Số việc của bảng {} dòng {row}", number + 1);
                lines.push(vec![row.to_string(), label.clone(), "Việc".to_owned()]);
                labels.push(label);
            }
            if *is_signed {
                lines.push(vec!["Người lập biểu".to_owned()]);
            }
            lines.push(Vec::new());
        }
        let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
        let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
        let drawn = sheet(&lines);
        let Ok(drafts) = draft::drafts(&[drawn], None) else {
            // then no table has a column to fill in
            prop_assert!(tables.iter().all(|(head, _, _)| head[3].is_empty()));
            return Ok(());
        };
        let mut found: Vec<String> = Vec::new();
        for draft in &drafts.list {
            let form = form(draft);
            found.extend(form.fixed_rows().iter().map(|row| row.label.to_string()));
            found.extend(draft.left_out.iter().map(|line| line.text.clone()));
        }
        let is_named = |number: usize| drafts.left_out.iter().any(|table| table.text.contains(tables[number].0[1]));
        for label in &labels {
            let times = found.iter().filter(|text| text.contains(label.as_str())).count();
            let number: usize = label.split(' ').nth(4).unwrap().parse::<usize>().unwrap() - 1;
            let asks_nothing = tables[number].0[3].is_empty();
            prop_assert!(times == 1 || (asks_nothing && is_named(number)), "{label}: {times} of {found:?}");
        }
    }
}
