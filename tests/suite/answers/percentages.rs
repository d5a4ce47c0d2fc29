//! Percentages: judged by what their cells show, above 100, among shares, and shares of 0.

use crate::support::builder::{Workbook, workbook};
use crate::support::cells_as_xml::{Drawn, number};

/// Phụ lục 4 with 2.007 of 2.849 dossiers in time.
fn appendix() -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-hue-04", &[("3.3.1", "2849"), ("3.3.2", "2007")])
}

/// The findings if the share of dossiers in time stands in this cell.
fn share(formats: &[&str], cell: &str) -> Vec<String> {
    Drawn { formats, cells: &[("D29", cell)], ..Drawn::default() }.lines(&appendix())
}

/// The share 2.007/2.849 is 70,4457704457705…%.
#[test]
fn a_share_that_agrees_to_what_its_cell_shows_is_right() {
    for format in ["0.00%", "0%", "0.0%", "0.0000%", "0.000000000000%", "#,##0.00%", "[Red]0.00%"] {
        assert_eq!(share(&[format], &number(1, "D31/D30", "0.704457704457704")), [""; 0], "{format}");
        assert_eq!(share(&[format], &number(1, "", "0.70445770445770446")), [""; 0], "{format}");
        assert_ne!(share(&[format], &number(1, "", "0.713")), [""; 0], "{format}");
    }
    for format in ["General", "0", "0.00", "0.0000", "#,##0.00", "0.00\"%\""] {
        assert_eq!(share(&[format], &number(1, "D31/D30*100", "70.445770445770446")), [""; 0], "{format}");
        assert_eq!(share(&[format], &number(1, "", "70.4457704457705")), [""; 0], "{format}");
        assert_eq!(share(&[format], &number(1, "D31*100%/D30*100", "70.4457704457704")), [""; 0], "{format}");
    }
    // 70,44 is cut off, 70,46 is wrong, and so is a wrong share with all its digits
    assert_eq!(
        share(&["0.00"], &number(1, "", "70.44")),
        ["note percent-truncated 3.3 D29 70.44 = 70.45 -0.01"]
    );
    assert_eq!(share(&["0.00"], &number(1, "", "70.46")).len(), 1);
    assert_eq!(share(&["General"], &number(1, "", "70.4557704457705")).len(), 1);
}

#[test]
fn a_written_percentage_is_quoted_as_written_and_a_worked_out_one_rounded() {
    let said = |value: &str| {
        let cell = number(0, "", value);
        Drawn { cells: &[("D29", &cell)], ..Drawn::default() }.messages(&appendix()).join(" ")
    };
    for (value, quoted) in [
        ("15.3182", "ghi 15,3182%"),
        ("0.3182", "ghi 0,3182 "),
        ("69.1234", "ghi 69,1234%"),
        ("69.123412341234", "ghi 69,12%"),
    ] {
        assert!(said(value).contains(quoted), "{value}: {}", said(value));
    }
}

/// Every share of small counts, with all digits that a computer stores, in three formats.
#[test]
fn no_right_share_is_called_wrong() {
    let mut wrong = Vec::new();
    for base in [7_u32, 9, 11, 13, 21, 33, 37, 59, 97, 113] {
        for part in 0..=base {
            let quotient = f64::from(part) / f64::from(base);
            for (format, value) in
                [("0.00%", quotient), ("General", quotient * 100.0), ("0.0", quotient * 100.0)]
            {
                let (base, part) = (base.to_string(), part.to_string());
                let filled = [("2.1", base.as_str()), ("2.2", part.as_str())];
                let workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &filled);
                let cell = number(1, "D13/D12*100", &value.to_string());
                let cell = if format.contains('%') { cell.replace("*100", "") } else { cell };
                let found = Drawn { formats: &[format], cells: &[("D11", &cell)], ..Drawn::default() }
                    .lines(&workbook);
                if !found.is_empty() {
                    wrong.push(format!("{part}/{base} as {value} in {format}: {found:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_percentage_above_100_is_said_with_its_readings() {
    let satisfied = |figure: &str| {
        let filled = [("4.17", figure), ("5.3", "124,5"), ("5.6", "130")];
        Drawn::default().messages(&workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", &filled))
    };
    insta::assert_snapshot!(satisfied("9512").join("\n"), @"Số liệu trong lời văn, mục 4.17, ô D48 “Tỷ lệ người dân, tổ chức hài lòng”: ghi 9.512%, lớn hơn 100%; có thể là 95,12% (máy dùng dấu chấm làm dấu thập phân).");
    insta::assert_snapshot!(satisfied("124").join("\n"), @"Số liệu trong lời văn, mục 4.17, ô D48 “Tỷ lệ người dân, tổ chức hài lòng”: ghi 124%, lớn hơn 100%.");
    assert_eq!(satisfied("100"), [""; 0]);
}

#[test]
fn a_fraction_among_percentages_is_said() {
    let found = |figures: [&str; 4]| {
        let rows = ["7.6.2/a", "7.6.2/b", "3.3.3", "7.8.3"];
        let filled: Vec<(&str, &str)> = rows.into_iter().zip(figures).collect();
        let workbook = workbook("Xã Ví dụ 01").printed("cchc-thai-nguyen-01", &filled);
        Drawn::default().lines(&workbook)
    };
    insta::assert_snapshot!(found(["20", "75.5", "100", "'0,95%"]).join("\n"), @"warning share-among-percentages 7.8.3 D123 0.95 number – –");
    assert_eq!(found(["'0,5%", "'0,7%", "100", "'0,95%"]), [""; 0]);
}

#[test]
fn nothing_of_nothing_is_no_error() {
    let found = |parts: [&str; 2], formula: &str| {
        let workbook = workbook("Xã Ví dụ 01")
            .printed("cchc-hue-02", &[("1", "5"), ("3.3.1", parts[0]), ("3.3.2", parts[1])]);
        let cell = format!("t=\"e\"><f>{formula}</f><v>#DIV/0!</v>");
        Drawn { cells: &[("D17", &cell)], ..Drawn::default() }.messages(&workbook)
    };
    // pasted as a value or as text, without its formula
    let pasted = |parts: [&str; 2], cell: &str| {
        let workbook = workbook("Xã Ví dụ 01")
            .printed("cchc-hue-02", &[("1", "5"), ("3.3.1", parts[0]), ("3.3.2", parts[1])]);
        Drawn { cells: &[("D17", cell)], ..Drawn::default() }.lines(&workbook)
    };
    for cell in ["t=\"e\"><v>#DIV/0!</v>", "t=\"inlineStr\"><is><t>#DIV/0!</t></is>"] {
        assert_eq!(pasted(["0", "0"], cell), ["note nothing-of-nothing – – – – – –"]);
        assert_eq!(pasted([".", "."], cell), [""; 0]);
        assert!(pasted(["4", "3"], cell)[0].starts_with("error "), "{:?}", pasted(["4", "3"], cell));
        assert!(pasted(["0", "3"], cell)[0].starts_with("error "));
    }
    insta::assert_snapshot!(found(["0", "0"], "D19/D18*100").join("\n"), @"Phụ lục 2 (trang tính “PL2”): ô D17 hiện #DIV/0! vì 0 chia 0, hiểu là không phát sinh.");
    assert_eq!(found([".", "."], "D19/D18"), [""; 0]);
    insta::assert_snapshot!(found(["0", "3"], "D19/D18").join("\n"), @"
    Phụ lục 2, mục 3.3, ô D17 “Tỷ lệ xử lý các vấn đề phát hiện qua kiểm tra”: công thức bị lỗi “#DIV/0!”.
    Phụ lục 2, mục 3.3.2, ô D19 “Số vấn đề phát hiện đã xử lý xong”: ghi 3, không được lớn hơn mục 3.3.1 (ô D18) ghi 0 (lớn hơn 3).
    ");
}
