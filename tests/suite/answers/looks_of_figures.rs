//! Findings about the look of a figure: struck or raised, hidden, merged, in another column, or shown as another
//! figure by its number format.

use crate::support::builder::{Workbook, workbook};
use crate::support::cells_as_xml::{Drawn, number};
use crate::support::diagnoses::told;
use phuluc::check::Answer;

fn appendix() -> Workbook {
    workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6"), ("3.2", "5")])
}

/// A text in runs: `-struck`, `^raised`, or plain.
pub(crate) fn rich(runs: &[&str]) -> String {
    let runs = runs.iter().map(|run| {
        let look = match run.as_bytes()[0] {
            b'-' => "<rPr><strike/></rPr>",
            b'^' => "<rPr><vertAlign val=\"superscript\"/></rPr>",
            _ => "",
        };
        let text = run.trim_start_matches(['-', '^']);
        format!("<r>{look}<t xml:space=\"preserve\">{text}</t></r>")
    });
    format!("t=\"inlineStr\"><is>{}</is>", runs.collect::<String>())
}

/// The messages about Phụ lục 2 with this cell at D16 (row 3.2), and the figure that counts there.
fn drawn(formats: &[&str], cell: &str) -> (Vec<String>, Option<String>) {
    let drawn = Drawn { formats, cells: &[("D16", cell)], ..Drawn::default() };
    let submission = drawn.submission(&appendix());
    let form = &submission.forms[0];
    let answer = form.rows[form.row(&"3.2".into()).unwrap()].entries.get(3).answer;
    (drawn.messages(&appendix()), answer.figure().map(|figure| figure.value.to_string()))
}

#[test]
fn a_figure_struck_or_raised_in_part_is_not_guessed() {
    let mut said = Vec::new();
    for runs in [&["25", "^1"][..], &["-33", "23"], &["25", "^(1)"], &["^1", "25"], &["-12 ", "15"]] {
        let (messages, counted) = drawn(&[], &rich(runs));
        assert_eq!((messages.len(), counted), (1, None), "{runs:?} {messages:?}");
        said.extend(messages);
    }
    insta::assert_snapshot!(said.join("\n"), @"
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “251”, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được; có thể là 25 hoặc 251.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “3323”, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được; có thể là 23 hoặc 3.323.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “25(1)”, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được; có thể là 25.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “125”, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được; có thể là 25 hoặc 125.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “12 15”, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được; có thể là 15 hoặc 1.215.
    ");
    // bold letters are no mark, nor is a raised space
    assert_eq!(drawn(&[], &rich(&["2", "5"])), (Vec::new(), Some("25".to_owned())));
    assert_eq!(drawn(&[], &rich(&["25", "^ "])), (Vec::new(), Some("25".to_owned())));
}

#[test]
fn what_is_struck_through_is_not_counted_until_somebody_says_so() {
    let (messages, counted) = drawn(&[], &number(1, "", "33"));
    insta::assert_snapshot!(messages.join("\n"), @"Phụ lục 2 (trang tính “PL2”): con số ở ô D16 bị gạch ngang, chưa được tính.");
    assert_eq!(counted, None);
    // a struck blank or “-” withdraws nothing
    assert_eq!(drawn(&[], "s=\"1\" t=\"inlineStr\"><is><t>-</t></is>").0, [""; 0]);
}

#[test]
fn a_format_that_shows_another_figure_leaves_both_readings() {
    let mut said = Vec::new();
    for (format, value) in [
        ("0\"000\"", "33"),
        ("#,##0,", "33000"),
        (";;;", "33"),
        ("\"có\"", "33"),
        ("0;0;0", "-33"),
        ("[>10]\"nhiều\";0", "33"),
        ("0", "33.4"),
        ("#.##0", "1250"),
        ("0\\ 0", "1250"),
    ] {
        let (messages, counted) = drawn(&[format], &number(1, "", value));
        assert_eq!(counted, None, "{format}");
        said.push(format!("{format}: {}", messages.join(" ")));
    }
    insta::assert_snapshot!(said.join("\n"), @r#"
    0"000": Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô hiện một số, máy đang lưu số khác; có thể là 33.000 hoặc 33.
    #,##0,: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô hiện một số, máy đang lưu số khác; có thể là 33 hoặc 33.000.
    ;;;: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô không hiện số nào, máy đang lưu một số; có thể là 33.
    "có": Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô không hiện số nào, máy đang lưu một số; có thể là 33.
    0;0;0: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô hiện một số, máy đang lưu số khác; có thể là 33 hoặc -33.
    [>10]"nhiều";0: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô không hiện số nào, máy đang lưu một số; có thể là 33.
    0: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: máy đang lưu 33,4, không phải số nguyên; có thể là 33.400 hoặc 33.
    #.##0: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô hiện một số, máy đang lưu số khác; có thể là 1.250.000 hoặc 1.250.
    0\ 0: Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô hiện một số, máy đang lưu số khác; có thể là 125 hoặc 1.250.
    "#);
    for (format, value) in [
        ("[=0]\"-\";0", "0"),
        ("0;-0;;@", "0"),
        ("_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "33"),
        ("0\" hồ sơ\"", "33"),
        ("[>=1000]0.0,\"K\";0", "33"),
        ("00", "5"),
        ("# ##0", "1250"),
        ("#,##0.000", "1250"),
        ("0.00", "1250"),
        ("\"Có \"0", "33"),
    ] {
        let (messages, counted) = drawn(&[format], &number(1, "", value));
        assert_eq!((messages.as_slice(), counted.as_deref()), (&[] as &[String], Some(value)), "{format}");
    }
}

/// Phụ lục 2 with 33 in D16, of a style with this font and fill, and with conditional formats of these looks.
pub(super) fn styled(font: &str, fill: &str, rules: &str, looks: &str) -> (String, Option<String>) {
    let report = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
    let rules = format!("<conditionalFormatting sqref=\"D16:D17\">{rules}</conditionalFormatting>");
    let styles = format!(
        "<styleSheet><fonts><font/><font>{font}</font></fonts><fills><fill/><fill>{fill}</fill></fills>\
         <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"1\"/></cellXfs>\
         <dxfs>{looks}</dxfs></styleSheet>"
    );
    let drawn = Drawn {
        styles: Some(&styles),
        cells: &[("D16", "s=\"1\"><v>33</v>")],
        around: ["", &rules],
        ..Drawn::default()
    };
    let form = &drawn.submission(&report).forms[0];
    let value = form.rows[form.row(&"3.2".into()).unwrap()].entries.get(3).value();
    (drawn.messages(&report).join(" "), value.map(|value| value.to_string()))
}

#[test]
fn letters_that_cannot_be_seen_leave_the_figure_in_doubt() {
    let white = "<color rgb=\"FFFFFFFF\"/>";
    let unseen = [
        styled(white, "", "", ""),
        styled("<color theme=\"0\"/>", "", "", ""),
        styled("<sz val=\"1\"/>", "", "", ""),
        styled(
            "<color rgb=\"FFFFFF00\"/>",
            "<patternFill patternType=\"solid\"><fgColor rgb=\"FFFFFF00\"/></patternFill>",
            "",
            "",
        ),
    ];
    for (said, value) in unseen {
        assert_eq!(value, None, "{said}");
        assert_eq!(
            said,
            "Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ô không hiện số nào, máy đang lưu một số; có thể là 33."
        );
    }
    let seen = [
        styled(white, "<patternFill patternType=\"solid\"><fgColor rgb=\"FF1F4E79\"/></patternFill>", "", ""),
        styled(
            white,
            "<gradientFill><stop position=\"0\"><color rgb=\"FF1F4E79\"/></stop></gradientFill>",
            "",
            "",
        ),
        styled("<color rgb=\"FFFF0000\"/><sz val=\"8\"/>", "", "", ""),
        styled("<color indexed=\"64\"/>", "", "", ""),
    ];
    for (said, value) in seen {
        assert_eq!((said.as_str(), value.as_deref()), ("", Some("33")));
    }
}

#[test]
fn unseen_letters_in_a_figure_and_a_struck_label_leave_it_in_doubt() {
    let (messages, value) = drawn(
        &[],
        "t=\"inlineStr\"><is><r><t>7</t></r><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>9</t></r></is>",
    );
    assert_eq!(value, None);
    insta::assert_snapshot!(messages.join(" "), @"Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: ghi “79”, trong đó có phần gạch ngang, viết nhỏ lên trên hoặc không nhìn thấy được; có thể là 7 hoặc 79.");
    let report = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6"), ("3.2", "33")]);
    let label = ("B16", "s=\"1\" t=\"inlineStr\"><is><t>Số UBND xã đã kiểm tra</t></is>");
    let drawn = Drawn { cells: &[label], ..Drawn::default() };
    let form = &drawn.submission(&report).forms[0];
    assert_eq!(form.rows[form.row(&"3.2".into()).unwrap()].entries.get(3).value(), None);
    insta::assert_snapshot!(drawn.messages(&report).join(" "), @"Phụ lục 2 (trang tính “PL2”): tên chỉ tiêu bị gạch ngang, số ở ô D16 chưa được tính.");
}

#[test]
fn figures_that_nobody_sees_are_counted_and_said_once() {
    let report = workbook("Xã Ví dụ 01")
        .printed("cchc-hue-02", &[("1", "6"), ("3.2", "5"), ("3.3.1", "4"), ("3.3.2", "0"), ("7", "0")]);
    let cases = [
        Drawn {
            rows: &[(16, "hidden=\"1\""), (18, "hidden=\"1\""), (19, "hidden=\"1\"")],
            ..Drawn::default()
        },
        Drawn { around: ["<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols>", ""], ..Drawn::default() },
        Drawn {
            rows: &[(16, "hidden=\"1\"")],
            around: [
                "",
                "<autoFilter ref=\"A9:E36\"><filterColumn colId=\"3\"><filters><filter val=\"6\"/></filters></filterColumn></autoFilter>",
            ],
            ..Drawn::default()
        },
        Drawn { merges: &["C16:D16"], ..Drawn::default() },
        Drawn { merges: &["D10:D12"], ..Drawn::default() },
        // remarks may be merged in any way
        Drawn { merges: &["E10:E12", "D16:E16"], ..Drawn::default() },
    ];
    let mut said = Vec::new();
    for drawn in cases {
        let submission = drawn.submission(&report);
        let form = &submission.forms[0];
        assert_eq!(form.rows[form.row(&"3.2".into()).unwrap()].entries.get(3).value(), Some(5.into()));
        said.push(drawn.messages(&report).join(" "));
    }
    insta::assert_snapshot!(said.join("\n"), @"
    Phụ lục 2 (trang tính “PL2”): có số ở dòng hoặc cột đang ẩn (ô D16, D18), vẫn được tính.
    Phụ lục 2 (trang tính “PL2”): có số ở dòng hoặc cột đang ẩn (ô D10, D16, D18), vẫn được tính.
    Phụ lục 2 (trang tính “PL2”): có số ở dòng bị bộ lọc ẩn (ô D16), vẫn được tính.
    Phụ lục 2 (trang tính “PL2”): có số dưới ô gộp (ô D16), vẫn được tính.
    Phụ lục 2 (trang tính “PL2”): một số ghi chung cho nhiều ô gộp D10:D12, chỉ tính cho ô đầu.
    ");
}

#[test]
fn a_figure_in_another_column_is_pointed_out() {
    let beside = |column: usize, text: &str| {
        let mut workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
        workbook.sheets[0].rows[6].cells[column] = crate::support::builder::put(text);
        let submission = workbook.submission();
        let form = &submission.forms[0];
        assert_eq!(form.rows[form.row(&"3.2".into()).unwrap()].entries.get(3).answer, &Answer::Blank);
        Drawn::default().messages(&workbook).join(" ")
    };
    let said = [(4, "33"), (4, "'33"), (4, "'1.232"), (2, "33")].map(|(column, text)| beside(column, text));
    insta::assert_snapshot!(said.join("\n"), @"
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: chưa nhập, số “33” ở cột Ghi chú chưa được tính.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: chưa nhập, số “33” ở cột Ghi chú chưa được tính.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: chưa nhập, số “1.232” ở cột Ghi chú chưa được tính.
    Phụ lục 2, mục 3.2, ô D16 “Số UBND xã đã kiểm tra”: chưa nhập, số “33” ở cột Đơn vị tính chưa được tính.
    ");
    for remark in ["'Năm 2026", "'Kế hoạch số 33", "'xem mục 3.1", "'?"] {
        assert_eq!(beside(4, remark), "", "{remark}");
    }
}

#[test]
fn subtotals_over_what_is_hidden_get_no_verdict() {
    let report = workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1.1", "."), ("1.2", "."), ("1.3", "5")]);
    let total = |formula: &str, value: &str, hidden: &'static [(u32, &'static str)]| {
        let cell = number(0, formula, value);
        Drawn { cells: &[("D10", &cell)], rows: hidden, ..Drawn::default() }.lines(&report)
    };
    let is_stale = |lines: Vec<String>| lines.iter().any(|line| line.contains("stale-result"));
    assert!(is_stale(total("SUBTOTAL(9,D11:D13)", "4", &[])));
    assert!(!is_stale(total("SUBTOTAL(9,D11:D13)", "4", &[(12, "hidden=\"1\"")])));
    assert!(!is_stale(total("SUBTOTAL(109,D11:D13)", "4", &[(13, "hidden=\"1\"")])));
    assert!(is_stale(total("SUM(D11:D13)", "4", &[(13, "hidden=\"1\"")])));
}

/// A note behind a label, or a word struck out in it, is no part of the label.
#[test]
fn notes_and_struck_words_are_no_part_of_labels() {
    let found = |cells: &[(&str, &str)], report: &Workbook| {
        let drawn = Drawn { cells, ..Drawn::default() };
        (drawn.lines(report), drawn.submission(report))
    };
    // the headers of the label column and of the answers
    for (place, label) in [("B9", "Nội dung thống kê"), ("D9", "Số liệu")] {
        let (lines, submission) = found(&[(place, &rich(&[label, "^(1)"]))], &appendix());
        assert_eq!((lines.as_slice(), submission.forms.len()), (&[] as &[String], 1), "{place}");
    }
    let field = ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1");
    let total = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");
    let report = workbook("Xã Ví dụ 01").tthc(&[field, total]);
    for runs in [&["Hộ tịch", "^1"][..], &["-Đất đai ", "Hộ tịch"]] {
        let (lines, submission) = found(&[("B12", &rich(runs))], &report);
        assert_eq!(lines, [""; 0], "{runs:?}");
        let rows = &submission.forms[0].rows;
        assert_eq!((rows[0].id.as_str(), &*rows[0].label), ("ho tich", "Hộ tịch"), "{runs:?}");
    }
    let (lines, submission) = found(&[("B13", &rich(&["Tổng cộng", "^(2)"]))], &report);
    assert_eq!((lines.as_slice(), submission.forms[0].rows[1].id.as_str()), (&[] as &[String], "tong"));
}

/// Figures that are not seen but fit the others, and addends that fit in any order.
#[test]
fn a_figure_that_is_not_seen_and_fits_is_told_as_such() {
    let report = workbook("Xã Ví dụ 01").tthc(&[
        ("Hộ tịch", "382 346 31 5  381 315 66 0  1 0 1"),
        ("Chứng thực", "723 674 46 3  720 462 258 0  3 2 1"),
        ("Tổng cộng", "1105 1020 77 8  1101 777 324 0  4 2 2"),
    ]);
    let told_of = |cells: &[(&str, &str)]| {
        let cells: Vec<(&str, String)> =
            cells.iter().map(|(place, value)| (*place, number(1, "", value))).collect();
        let cells: Vec<(&str, &str)> = cells.iter().map(|(place, xml)| (*place, xml.as_str())).collect();
        let drawn = Drawn { formats: &[";;;"], cells: &cells, ..Drawn::default() };
        told(&drawn.checked(&report))
    };
    assert_eq!(
        told_of(&[("C12", "382")]),
        [
            "Biểu 06a, dòng “Hộ tịch”, ô C12 “tổng số tiếp nhận”: ô không hiện số, máy lưu 382, khớp với các số liên quan."
        ]
    );
    let beside = told_of(&[("H12", "315"), ("I12", "66"), ("H13", "462"), ("I13", "258")]);
    assert!(beside.iter().all(|told| !told.contains("đổi chỗ")), "{beside:#?}");
}

#[test]
fn a_nought_that_people_see_as_not_known_is_not_counted() {
    for format in [
        "0;-0;\"chưa có số liệu\"",
        "0;-0;\"Chưa thống kê\"",
        "[=0]\"đang cập nhật\";0",
        "0;-0;\"…\"",
        "0;-0;\"?\"",
        "0;-0;\"x\"",
    ] {
        let (messages, counted) = drawn(&[format], &number(1, "", "0"));
        assert_eq!((messages.len(), counted), (1, None), "{format} {messages:?}");
    }
    for format in ["0;-0;\"-\"", "0;-0;\"không có\"", "0;-0;;@", "0\" đơn vị\""] {
        let (messages, counted) = drawn(&[format], &number(1, "", "0"));
        assert_eq!((messages, counted.as_deref()), (Vec::new(), Some("0")), "{format}");
    }
}

#[test]
fn a_figure_in_the_colour_of_its_ground_is_not_counted_unseen() {
    for format in ["[White]General", "[Color2]0", "[white]0;[Red]-0", "[>10]0;[White]0"] {
        let (messages, counted) = drawn(&[format], &number(1, "", "5"));
        assert_eq!((messages.len(), counted), (1, None), "{format} {messages:?}");
    }
    for format in ["[Red]0", "[Color1]0", "0;[White]-0", "[$-42A]0"] {
        let (messages, counted) = drawn(&[format], &number(1, "", "5"));
        assert_eq!((messages, counted.as_deref()), (Vec::new(), Some("5")), "{format}");
    }
}

#[test]
fn an_amount_may_be_shown_rounded() {
    let report = workbook("Xã Ví dụ 01")
        .period("2025-12-15", "2026-03-14")
        .printed("cchc-2025-06", &[("1.1", "45600"), ("1.2", "1200")]);
    let form = report.sheets[0].form;
    let row = form.fixed_rows().iter().position(|row| row.id.as_str() == "1.1").unwrap();
    let at = format!("D{}", 10 + row);
    for format in ["#,##0", "_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", "#,##0\" triệu đồng\""] {
        let amount = number(1, "", "45600.5");
        let drawn = Drawn { formats: &[format], cells: &[(&at, &amount)], ..Drawn::default() };
        assert!(!drawn.lines(&report).iter().any(|line| line.contains("more-than-shown")), "{format}");
    }
}

#[test]
fn a_figure_with_words_beside_a_blank_is_said() {
    let beside = |text: &str| {
        let cell = format!("t=\"inlineStr\"><is><t>{text}</t></is>");
        let drawn = Drawn { cells: &[("E16", &cell)], ..Drawn::default() };
        let blank = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
        drawn.lines(&blank).into_iter().filter(|line| line.contains("figure-beside")).count()
    };
    for text in ["25", "Có 25 đơn vị", "25/30", "25 (đã xong)", "= 25", "tổng 25", "25-30"] {
        assert_eq!(beside(text), 1, "{text}");
    }
    for text in ["12/3/2026", "Quyết định số 25", "ngày 15/3", "Có 2 đồng chí nghỉ phép"] {
        assert_eq!(beside(text), 0, "{text}");
    }
}
