//! Amounts in another unit of money than that of the form: converted if the sheet states the unit, otherwise
//! questioned.

use crate::support::builder::{Workbook, form, put, workbook};
use crate::support::cells_as_xml::{Drawn, number};
use phuluc::book::{Look, SheetRow};
use phuluc::check::Answer;
use phuluc::grid::CellValue;

/// A report with planned and collected fees, planned and paid investment.
fn report(figures: [&str; 4]) -> Workbook {
    let rows = ["5.1", "5.2", "5.7", "5.8"];
    let filled: Vec<(&str, &str)> = rows.into_iter().zip(figures).collect();
    workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", &filled)
}

/// The index of a row of the form.
fn line(id: &str) -> usize {
    let form = crate::support::builder::form("so-lieu-bao-cao");
    form.fixed_rows().iter().position(|row| row.id.as_str() == id).unwrap()
}

/// The answer at 5.7, and the messages.
fn read(workbook: &Workbook, drawn: &Drawn<'_>) -> String {
    let submission = drawn.submission(workbook);
    let form = &submission.forms[0];
    let answer = match form.rows[form.row(&"5.7".into()).unwrap()].entries.get(3).answer {
        Answer::Number(figure) => format!("{} ± {}", figure.value, figure.half().normalize()),
        Answer::Unreadable(it) => format!("{:?} {:?}", it.why, it.readings),
        other => format!("{other:?}"),
    };
    format!("{answer}: {}", drawn.messages(workbook).join(" "))
}

#[test]
fn the_unit_that_a_sheet_says_is_converted_wherever_it_is_said() {
    let plain = report(["59795000", "17332500", "5842", "1004"]);
    let with = |column: usize, text: &str| {
        let mut workbook = plain.clone();
        for id in ["5.7", "5.8"] {
            let cells = &mut workbook.sheets[0].rows[line(id)].cells;
            let text = text.replace(
                "LABEL",
                if id == "5.7" {
                    "Kế hoạch vốn đầu tư công"
                } else {
                    "Vốn đầu tư công đã giải ngân"
                },
            );
            cells[column] = put(&format!("'{text}"));
        }
        read(&workbook, &Drawn::default())
    };
    let in_format = |format: &str, value: &str| {
        let cell = number(1, "", value);
        read(&plain, &Drawn { formats: &[format], cells: &[("D59", &cell)], ..Drawn::default() })
    };
    let mut said = vec![
        with(2, "Triệu đồng"),
        with(2, "Nghìn đồng"),
        with(1, "LABEL (triệu đồng)"),
        with(4, "ĐVT: triệu đồng"),
    ];
    let fractions = report(["59795000", "17332500", "5842.4", "1004.25"]);
    let mut changed = fractions.clone();
    for id in ["5.7", "5.8"] {
        changed.sheets[0].rows[line(id)].cells[2] = put("'Tr.đồng");
    }
    said.push(read(&changed, &Drawn::default()));
    said.extend([
        in_format("#,##0\" triệu\"", "5842"),
        in_format("#,##0,,\" triệu đồng\"", "5842000000"),
        in_format("#,##0,,", "5842000000"),
    ]);
    insta::assert_snapshot!(said.join("\n"), @"
    5842000000 ± 500000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (theo cột Đơn vị tính), đã đổi ra đồng: 5.842 thành 5.842.000.000 (ô D59, D60).
    5842000 ± 500: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo nghìn đồng (theo cột Đơn vị tính), đã đổi ra đồng: 5.842 thành 5.842.000 (ô D59, D60).
    5842000000 ± 500000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (theo tên chỉ tiêu), đã đổi ra đồng: 5.842 thành 5.842.000.000 (ô D59, D60).
    5842000000 ± 500000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (theo cột Ghi chú), đã đổi ra đồng: 5.842 thành 5.842.000.000 (ô D59, D60).
    5842400000 ± 50000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (theo cột Đơn vị tính), đã đổi ra đồng: 5.842,4 thành 5.842.400.000 (ô D59, D60).
    5842000000 ± 500000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (theo định dạng ô), đã đổi ra đồng: 5.842 thành 5.842.000.000 (ô D59). Số liệu trong lời văn, mục 5.8, ô D60 “Vốn đầu tư công đã giải ngân”: ghi 1.004 đồng, trong khi mục 5.7 ghi 5.842.000.000; có thể là 1.004.000.000 đồng hoặc 1.004 đồng.
    5842000000 ± 0: Số liệu trong lời văn, mục 5.8, ô D60 “Vốn đầu tư công đã giải ngân”: ghi 1.004 đồng, trong khi mục 5.7 ghi 5.842.000.000; có thể là 1.004.000.000 đồng hoặc 1.004 đồng.
    MoreThanSeen [5842, 5842000000]: Số liệu trong lời văn, mục 5.7, ô D59 “Kế hoạch vốn đầu tư công”: ô hiện một số, máy đang lưu số khác; có thể là 5.842 hoặc 5.842.000.000. Số liệu trong lời văn, mục 5.8, ô D60 “Vốn đầu tư công đã giải ngân”: ghi 1.004 đồng, nhỏ hơn số tiền khác của biểu hàng nghìn lần; có thể là 1.004.000.000 đồng hoặc 1.004 đồng.
    ");
}

#[test]
fn a_line_above_the_table_speaks_for_all_its_amounts() {
    let drawn = Drawn {
        cells: &[("D6", "t=\"inlineStr\"><is><t>Đơn vị tính: triệu đồng</t></is>")],
        ..Drawn::default()
    };
    insta::assert_snapshot!(read(&report(["59", "17", "5842", "1004"]), &drawn), @"5842000000 ± 500000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (theo dòng ghi trên bảng), đã đổi ra đồng: 59 thành 59.000.000 (ô D50, D51, D59, D60).");
    // converted, these amounts would be larger than is possible
    insta::assert_snapshot!(read(&report(["59795000", "17332500", "5842000000", "1004000000"]), &drawn), @"Measure [5842000000000000, 5842000000]: Số liệu trong lời văn, mục 5.1, ô D50 “Kế hoạch thu phí, lệ phí”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 59.795.000.000.000 hoặc 59.795.000. Số liệu trong lời văn, mục 5.2, ô D51 “Phí, lệ phí đã thu”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 17.332.500.000.000 hoặc 17.332.500. Số liệu trong lời văn, mục 5.7, ô D59 “Kế hoạch vốn đầu tư công”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 5.842.000.000.000.000 hoặc 5.842.000.000. Số liệu trong lời văn, mục 5.8, ô D60 “Vốn đầu tư công đã giải ngân”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 1.004.000.000.000.000 hoặc 1.004.000.000.");
}

#[test]
fn an_amount_that_cannot_be_dong_is_asked_about() {
    let found = |figures: [&str; 4]| Drawn::default().messages(&report(figures)).join("\n");
    insta::assert_snapshot!(found(["59795000", "17332500", "5842", "1004"]), @"
    Số liệu trong lời văn, mục 5.7, ô D59 “Kế hoạch vốn đầu tư công”: ghi 5.842 đồng, nhỏ hơn số tiền khác của biểu hàng nghìn lần; có thể là 5.842.000.000 đồng hoặc 5.842 đồng.
    Số liệu trong lời văn, mục 5.8, ô D60 “Vốn đầu tư công đã giải ngân”: ghi 1.004 đồng, nhỏ hơn số tiền khác của biểu hàng nghìn lần; có thể là 1.004.000.000 đồng hoặc 1.004 đồng.
    ");
    insta::assert_snapshot!(found(["59795000", "17332500", "5842.5", "1004.25"]), @"
    Số liệu trong lời văn, mục 5.7, ô D59 “Kế hoạch vốn đầu tư công”: ghi 5.842,5 đồng, số đồng không có phần lẻ; có thể là 5.842.500.000 đồng hoặc 5.842,5 đồng.
    Số liệu trong lời văn, mục 5.8, ô D60 “Vốn đầu tư công đã giải ngân”: ghi 1.004,25 đồng, số đồng không có phần lẻ; có thể là 1.004.250.000 đồng hoặc 1.004,25 đồng.
    ");
    insta::assert_snapshot!(found(["120000000", "95000", "5842000000", "1004000000"]), @"Số liệu trong lời văn, mục 5.2, ô D51 “Phí, lệ phí đã thu”: ghi 95.000 đồng, trong khi mục 5.1 ghi 120.000.000; có thể là 95.000.000 đồng hoặc 95.000 đồng.");
    // a small amount alone, and a plan of which little was done
    assert_eq!(found(["120000", "95000", ".", "."]), "");
    assert_eq!(found(["120000000", "1500000", "5842000000", "104000000"]), "");
}

/// “2.827 triệu đồng” names its own unit, whatever the row says.
#[test]
fn an_amount_that_names_its_unit_is_certain() {
    let mut workbook = report(["59795000", "17332500", "'5.842 triệu đồng", "'1.004.000.000 đồng"]);
    for id in ["5.7", "5.8"] {
        workbook.sheets[0].rows[line(id)].cells[2] = put("'Triệu đồng");
    }
    insta::assert_snapshot!(read(&workbook, &Drawn::default()), @"5842000000 ± 500000: Số liệu trong lời văn (trang tính “Lời văn báo cáo”): số tiền ghi theo triệu đồng (ghi ngay trong ô), đã đổi ra đồng: 5.842 thành 5.842.000.000 (ô D59).");
}

/// A form in triệu đồng with planned and paid investment, read from a file: the two answers, and the messages.
fn in_millions(figures: [&str; 2], change: impl Fn(&mut Workbook), drawn: &Drawn<'_>) -> String {
    let filled = [("1.1", figures[0]), ("1.2", figures[1])];
    let mut workbook =
        workbook("Xã Ví dụ 01").period("2025-12-15", "2026-03-14").printed("cchc-2025-06", &filled);
    change(&mut workbook);
    let submission = drawn.submission(&workbook);
    let read = ["1.1", "1.2"].map(|id| {
        let row = submission.forms[0].row(&id.into()).unwrap();
        match submission.forms[0].rows[row].entries.get(3).answer {
            Answer::Number(figure) => figure.value.to_string(),
            Answer::Unreadable(it) => format!("{:?} {:?}", it.why, it.readings),
            other => format!("{other:?}"),
        }
    });
    let messages = drawn.messages(&workbook);
    let messages = messages.iter().filter(|message| message.contains("tiền") || message.contains("ô hiện"));
    format!("{}: {}", read.join(", "), messages.map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// An amount that names its unit in its cell is converted with a note, however people write it; with more words around it is
/// said with what it means. Nothing is read in another unit than it names.
#[test]
fn an_amount_names_its_unit_in_many_ways() {
    let read = |text: &str| {
        let said = in_millions([&format!("'{text}"), "12000"], |_| {}, &Drawn::default());
        let (answers, messages) = said.split_once(": ").expect("answers and messages");
        let first = answers.rsplit_once(", ").expect("two answers").0.to_owned();
        (first, messages.contains("đã đổi ra triệu đồng"))
    };
    for text in [
        "24,8 tỷ",
        "24,8 tỉ",
        "24.8 tỷ đồng",
        "24,8tỷ",
        "24,8 Tỷ đ",
        "24,8 tỷ VNĐ",
        "24,8 (tỷ đồng)",
        "24,8 tỷ.",
        "24.800.000 nghìn đồng",
        "24.800.000 ngàn",
        "24.800.000 nghìn",
        "24.800.000.000 đồng",
        "24.800.000.000đ",
        "24.800.000.000 VNĐ",
        "24800000000 VND",
        "₫24.800.000.000",
        "VNĐ 24.800.000.000",
    ] {
        assert_eq!(read(text), ("24800".to_owned(), true), "{text}");
    }
    for text in
        ["24.800 triệu", "24.800 triệu đồng", "24.800 tr", "24.800trđ", "24.800 tr.đ", "24.800 (triệu đồng)"]
    {
        assert_eq!(read(text), ("24800".to_owned(), false), "{text}");
    }
    for text in [
        "khoảng 24,8 tỷ",
        "24,8 tỷ (ước)",
        "≈ 24,8 tỷ đồng",
        "24,8 tỷ đồng/năm",
        "24 tỷ 8",
        "24 tỷ 800",
        "24 tỷ 800 triệu đồng",
    ] {
        let (answer, is_converted) = read(text);
        assert!(answer.ends_with("[24800]") && !is_converted, "{text}: {answer}");
    }
    for text in ["24,850 tỷ", "24,8 tỷ; 3 triệu"] {
        assert!(!read(text).0.starts_with(|c: char| c.is_ascii_digit()), "{text}");
    }
}

/// Writes a text beside a row of the form in triệu đồng.
fn beside(id: &str, column: usize, text: &str) -> impl Fn(&mut Workbook) {
    move |workbook| {
        let row = form("cchc-2025-06").fixed_row(&id.into()).unwrap();
        workbook.sheets[0].rows[row].cells[column] = put(&format!("'{text}"));
    }
}

#[test]
fn currencies_and_scaling_in_number_formats_say_the_unit() {
    let read = |format: &str, values: [&str; 2]| {
        let cells = values.map(|value| number(1, "", value));
        let cells = [("D11", cells[0].as_str()), ("D12", cells[1].as_str())];
        let drawn = Drawn { formats: &[format], cells: &cells, ..Drawn::default() };
        format!("{format} {}", in_millions(["1", "1"], |_| {}, &drawn))
    };
    let dong = ["24800000000", "15500000000"];
    let said = [
        read("#,##0 [$₫-42A]", dong),
        read("#,##0 \"₫\"", dong),
        read("_-* #,##0\\ \"đ\"_-;-* #,##0\\ \"đ\"_-;_-* \"-\"??\\ \"đ\"_-;_-@_-", dong),
        read("[$VND] #,##0", dong),
        read("#,##0,,\" triệu\"", dong),
        read("0.0,,,\" tỷ\"", dong),
        read("#,##0,,", dong),
        read("#,##0.0\" tỷ\"", ["24.8", "15.5"]),
        read("#,##0\" USD\"", ["24800", "15500"]),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    #,##0 [$₫-42A] 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo đồng (theo định dạng ô), đã đổi ra triệu đồng: 24.800.000.000 thành 24.800 (ô D11, D12).
    #,##0 \"₫\" 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo đồng (theo định dạng ô), đã đổi ra triệu đồng: 24.800.000.000 thành 24.800 (ô D11, D12).
    _-* #,##0\\ \"đ\"_-;-* #,##0\\ \"đ\"_-;_-* \"-\"??\\ \"đ\"_-;_-@_- 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo đồng (theo định dạng ô), đã đổi ra triệu đồng: 24.800.000.000 thành 24.800 (ô D11, D12).
    [$VND] #,##0 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo đồng (theo định dạng ô), đã đổi ra triệu đồng: 24.800.000.000 thành 24.800 (ô D11, D12).
    #,##0,,\" triệu\" 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo đồng (theo định dạng ô), đã đổi ra triệu đồng: 24.800.000.000 thành 24.800 (ô D11, D12).
    0.0,,,\" tỷ\" 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo đồng (theo định dạng ô), đã đổi ra triệu đồng: 24.800.000.000 thành 24.800 (ô D11, D12).
    #,##0,, MoreThanSeen [24800, 24800000000], MoreThanSeen [15500, 15500000000]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: ô hiện một số, máy đang lưu số khác; có thể là 24.800 hoặc 24.800.000.000. Biểu mẫu 6, mục 1.2, ô D12 “Đã thực hiện”: ô hiện một số, máy đang lưu số khác; có thể là 15.500 hoặc 15.500.000.000.
    #,##0.0\" tỷ\" 24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo tỷ đồng (theo định dạng ô), đã đổi ra triệu đồng: 24,8 thành 24.800 (ô D11, D12).
    #,##0\" USD\" Worded [24800], Worded [15500]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: ô hiện “24800 USD”, chữ hoặc dấu bên cạnh số do định dạng ô thêm vào; có thể là 24.800. Biểu mẫu 6, mục 1.2, ô D12 “Đã thực hiện”: ô hiện “15500 USD”, chữ hoặc dấu bên cạnh số do định dạng ô thêm vào; có thể là 15.500.
    ");
}

#[test]
fn a_unit_stated_for_other_rows_too_is_asked_about() {
    let plain = Drawn::default();
    let shares = ["24.8", "15.5"];
    let both = |text: &'static str| {
        move |workbook: &mut Workbook| {
            beside("1.1", 2, "Tỷ đồng")(workbook);
            beside("1.2", 2, text)(workbook);
        }
    };
    let merged = Drawn { merges: &["C11:C12"], ..Drawn::default() };
    let said = [
        in_millions(shares, beside("1", 2, "%, tỷ đồng"), &plain),
        in_millions(
            shares,
            beside("1", 1, "Tỷ lệ thực hiện Kế hoạch giải ngân vốn đầu tư công (ĐVT: tỷ đồng)"),
            &plain,
        ),
        in_millions(
            shares,
            |workbook| {
                let below = ["", "Ghi chú: số liệu vốn tính bằng tỷ đồng"].map(|text| {
                    let mut cells = vec![CellValue::Empty; 5];
                    cells[1] = CellValue::Text(text.to_owned());
                    SheetRow { cells, look: Look::Plain }
                });
                workbook.sheets[0].rows.extend(below);
            },
            &plain,
        ),
        in_millions(shares, both("nt"), &plain),
        in_millions(shares, both("″"), &plain),
        in_millions(shares, both(""), &merged),
        in_millions(["24800", "15500"], both("Tỷ đồng"), &plain),
    ];
    let asked = "Measure [24800, 24.8], Measure [15500, 15.5]";
    let expected = [
        asked,
        asked,
        asked,
        "24800, 15500",
        "24800, 15500",
        "24800, 15500",
        "Measure [24800000, 24800], Measure [15500000, 15500]",
    ];
    let answers: Vec<&str> = said.iter().filter_map(|said| said.split(": ").next()).collect();
    assert_eq!(answers, expected, "{said:?}");
    assert!(said[3].contains("theo cột Đơn vị tính"), "{}", said[3]);
}

#[test]
fn an_impossible_amount_is_asked_about_and_a_text_with_a_unit_is_said() {
    let said = [["24800000000", "15500000000"], ["24800000", "15500000"], ["'24,8 tỷ", "'15.500 triệu"]]
        .map(|figures| in_millions(figures, |_| {}, &Drawn::default()));
    let typed = ["'24.800 đồng", "'24 tỷ 800 triệu"];
    insta::assert_snapshot!(format!("{}\n{}", said.join("\n"), in_millions(typed, |_| {}, &Drawn::default())), @"
    Measure [24800, 24800000000], Measure [15500, 15500000000]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 24.800 hoặc 24.800.000.000. Biểu mẫu 6, mục 1.2, ô D12 “Đã thực hiện”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 15.500 hoặc 15.500.000.000.
    Measure [24.8, 24800, 24800000], Measure [15.5, 15500, 15500000]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 24,8 hoặc 24.800 hoặc 24.800.000. Biểu mẫu 6, mục 1.2, ô D12 “Đã thực hiện”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 15,5 hoặc 15.500 hoặc 15.500.000.
    24800, 15500: Biểu mẫu 6 (trang tính “Biểu mẫu 6”): số tiền ghi theo tỷ đồng (ghi ngay trong ô), đã đổi ra triệu đồng: 24,8 thành 24.800 (ô D11).
    Measure [24800, 0.0248], Ambiguous [24800]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 24.800 hoặc 0,0248.
    ");
}

/// What is said of some rows above them, or of a whole sheet in its name.
#[test]
fn a_unit_in_the_remark_of_the_heading_row_or_in_the_name_of_the_sheet_is_asked_about() {
    let rows = crate::support::builder::form("cchc-2025-06").fixed_rows();
    let heading = rows.iter().position(|row| row.id.as_str() == "1").unwrap();
    let noted = |remark: &str| {
        let change = |workbook: &mut Workbook| {
            workbook.sheets[0].rows[heading].cells[4] = put(&format!("'{remark}"));
        };
        in_millions(["45", "12"], change, &Drawn::default())
    };
    let named = |name| in_millions(["45", "12"], |_| (), &Drawn { name: Some(name), ..Drawn::default() });
    let said = [
        noted("Số liệu 1.1, 1.2 tính bằng tỷ đồng"),
        noted("Tăng 5 tỷ đồng"),
        named("BM6 (tỷ đồng)"),
        named("BM6"),
    ];
    insta::assert_snapshot!(said.join("\n"), @"
    Measure [45000, 45], Measure [12000, 12]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 45.000 hoặc 45. Biểu mẫu 6, mục 1.2, ô D12 “Đã thực hiện”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 12.000 hoặc 12.
    45, 12: 
    Measure [45000, 45], Measure [12000, 12]: Biểu mẫu 6, mục 1.1, ô D11 “Kế hoạch được giao”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 45.000 hoặc 45. Biểu mẫu 6, mục 1.2, ô D12 “Đã thực hiện”: không chắc số tiền ghi theo đơn vị tính nào; có thể là 12.000 hoặc 12.
    45, 12:
    ");
}
