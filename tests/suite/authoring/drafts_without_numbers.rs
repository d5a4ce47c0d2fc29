//! Drafts from blanks whose rows have no numbers, and from labels that tell little: units that the heading prints,
//! sections in capitals, lists of codes in other spellings, lists of documents below a table.

use super::drafts_of_authorities_blanks::{drafts, only, rules};
use crate::support::builder::sheet;
use phuluc::form::{Form, Holds, Kind};

/// The rows, each with what it holds: “–” for a heading.
fn rows(form: &Form) -> Vec<String> {
    let held = form.fixed_rows().iter().map(|row| {
        let kind = if row.heading { "–".to_owned() } else { format!("{:?}", row.kind) };
        format!("{}: {kind}", row.label)
    });
    held.collect()
}

const HEALTH: [&[&str]; 16] = [
    &["CHĂM SÓC SỨC KHỎE"],
    &["6 tháng, năm 20…"],
    &["Đơn vị tính: Người (trừ khi ghi khác)"],
    &["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện"],
    &["I. KHÁM BỆNH"],
    &["Tổng số lượt khám", "Lượt"],
    &["- Khám bảo hiểm", "Lượt"],
    &["- Khám dịch vụ", "Lượt"],
    &["Số trẻ sinh ra"],
    &["+ Là con thứ 3"],
    &["+ Nhẹ cân"],
    &["Số phụ nữ có thai"],
    &["Trong đó: được tiêm"],
    &["Số tiền xử phạt", "Nghìn đồng"],
    &[],
    &["Các văn bản kèm theo:"],
];

#[test]
fn rows_without_a_unit_have_that_of_the_heading() {
    let form = only(&HEALTH[..14]);
    assert_eq!(form.measure.as_deref(), Some("Người"));
    let kinds: Vec<String> = rows(&form);
    assert_eq!(kinds[0], "I. KHÁM BỆNH: –");
    assert!(kinds.contains(&"Số trẻ sinh ra: Count".to_owned()), "{kinds:?}");
    assert!(kinds.contains(&"Số tiền xử phạt: Money".to_owned()), "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| kind.ends_with('–')).count(), 1, "{kinds:?}");
    let demanded = rules(&form);
    let by = |label: &str| {
        let row = form.fixed_rows().iter().find(|row| *row.label == *label).expect("a row");
        format!("[{}]", row.id)
    };
    let visits =
        format!("{} = {} + {}", by("Tổng số lượt khám"), by("- Khám bảo hiểm"), by("- Khám dịch vụ"));
    let pregnant = format!("{} <= {}", by("Trong đó: được tiêm"), by("Số phụ nữ có thai"));
    for rule in [visits, pregnant] {
        assert!(demanded.contains(&rule.as_str()), "{rule}: {demanded:?}");
    }
}

#[test]
fn a_list_of_documents_below_a_table_is_a_form_of_its_own() {
    let mut lines = HEALTH.to_vec();
    lines.push(&["Tên văn bản", "Số, ngày, tháng, năm", "Cơ quan ban hành", "Minh chứng cho nội dung"]);
    let signed: [&[&str]; 2] = [&["", "", "…, ngày … tháng … năm …"], &["Người lập biểu", "", "Trưởng trạm"]];
    for below in [[&["…"][..], &["…"]], [&[], &[]]] {
        let lines = [&lines[..], &below, &signed].concat();
        let (_, forms) = drafts(sheet(&lines));
        assert_eq!(forms.len(), 2);
        assert_eq!(forms[0].fixed_rows().len(), 10, "{:?}", rows(&forms[0]));
        assert!(forms[1].fixed_rows().is_empty(), "{:?}", rows(&forms[1]));
        let words = forms[1].columns.iter().filter(|column| column.holds == Holds::Value(Kind::Text));
        assert_eq!(words.count(), 2);
    }
}

#[test]
fn lists_of_codes_are_known_in_other_spellings() {
    let form = only(&[
        &["CHUYỂN ĐỔI SỐ"],
        &["STT", "Nội dung", "Đơn vị tính", "Kết quả"],
        &["1", "Hồ sơ sức khỏe", "0. Chưa triển khai 1. Đang triển khai 2. Hoàn thành"],
        &["2", "Có trang thông tin", "Có (1)/ Không (0)"],
        &["3", "Xếp loại", "1-Tốt, 2-Khá, 3-Trung bình"],
        &["4", "Số thôn", "Thôn"],
    ]);
    let codes: Vec<usize> = form
        .fixed_rows()
        .iter()
        .map(|row| match &row.kind {
            Kind::Choice(choices) => choices.len(),
            _ => 0,
        })
        .collect();
    assert_eq!(codes, [3, 2, 3, 0]);
}

#[test]
fn parts_that_cut_across_others_are_not_added_to_them() {
    let form = only(&[
        &["CÁN BỘ VÀ HỢP TÁC XÃ"],
        &["STT", "Nội dung", "Đơn vị tính", "Kết quả"],
        &["1", "Số cán bộ", "Người"],
        &["1.1", "Đại học", "Người"],
        &["1.2", "Thạc sĩ", "Người"],
        &["1.3", "Nữ", "Người"],
        &["2", "Số học sinh", "Người"],
        &["2.1", "Nam", "Người"],
        &["2.2", "Nữ", "Người"],
        &["3", "Số hợp tác xã", "Hợp tác xã"],
        &["3.1", "Hoạt động hiệu quả", "Hợp tác xã"],
        &["3.2", "Thành lập mới", "Hợp tác xã"],
    ]);
    assert_eq!(
        rules(&form),
        ["[1] = [1.1] + [1.2]", "[1.3] <= [1]", "[2] = [2.1] + [2.2]", "[3.1] <= [3]", "[3.2] <= [3]"]
    );
}

#[test]
fn persons_and_spots_are_counted() {
    let form = only(&[
        &["DÂN CƯ"],
        &["STT", "Thôn", "Chia ra", "", "Điểm thu gom rác", "Người phụ trách"],
        &["", "", "Nữ", "Người dân tộc thiểu số", "", ""],
        &["1", "Thôn 1"],
        &["2", "Thôn 2"],
    ]);
    let kinds: Vec<&Holds> = form.columns.iter().map(|column| &column.holds).collect();
    let count = Holds::Value(Kind::Count);
    assert_eq!(kinds[2..], [&count, &count, &count, &Holds::Value(Kind::Text)]);
}
