//! The cases of the general rules: for each rule a file that breaks it, and the line of the finding.

use crate::checking::unlike_earlier_or_other_units;
use crate::reading_files::cells_of_each_format::typed;
use crate::support::builder::{CHECKER, FIRST_SENDING, LATER, Workbook, line, lines, put, workbook};
use crate::support::cells_as_xml::Drawn;
use crate::support::damage::beneath;
use crate::support::desk::corrected;
use phuluc::book::{Look, SheetRow};
use phuluc::desk::{Context, OpenRound, Paths, Sender, Tools};
use phuluc::form::Encoding;
use phuluc::grid::{At, Cell, CellValue, Content, Sheet};
use phuluc::round::OutsideFigure;
use phuluc::{desk, grid};

use super::files_sent::{
    as_package, district, hue, in_file, in_round, on_two_sheets, receive, receive_at, sent, take_in,
    with_cell, with_label, with_listed_sheet,
};

const FIELD: (&str, &str) = ("Hộ tịch", "30 16 13 1  27 13 13 1  3 2 1");
pub(super) const TOTAL: (&str, &str) = ("Tổng cộng", "30 16 13 1  27 13 13 1  3 2 1");

/// The rules, each with the findings in a file that breaks it.
#[expect(clippy::too_many_lines, reason = "a table, one entry a rule")]
pub(super) fn cases() -> Vec<(&'static str, Vec<String>)> {
    let tthc = |lines: &[(&str, &str)]| workbook("Xã Ví dụ 01").tthc(lines);
    let changed = |change: &dyn Fn(&mut Workbook)| {
        let mut workbook = tthc(&[TOTAL]);
        change(&mut workbook);
        workbook
    };
    let own_sheet = |workbook: &Workbook| grid::read(&workbook.bytes()).unwrap().swap_remove(0);
    let documents = |own: &[&str]| lines(&workbook("Xã Ví dụ 01").register(&[("2", own)]).check());
    let round = |workbooks: &[Workbook]| in_round(workbooks).iter().map(line).collect::<Vec<_>>();
    let mut cases = vec![
        ("ambiguous-number", lines(&hue(&[("1", "1.5")]).check())),
        ("amount-too-small", {
            let filled = [("5.1", "120000000"), ("5.2", "95000")];
            lines(&workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", &filled).check())
        }),
        ("blank-total", lines(&hue(&[("2.1", "20"), ("2.2", "15")]).check())),
        ("cell-error", with_cell("D11", "t=\"e\"><v>#REF!</v>", "0")),
        ("code-not-allowed", lines(&hue(&[("7.2", "3")]).check())),
        ("cell-comment", {
            let drawn = Drawn { comments: &[("D11", "A", "đúng là 9")], ..Drawn::default() };
            drawn.lines(&hue(&[("1", "6")]))
        }),
        ("columns-aligned", with_cell("B8", "t=\"inlineStr\"><is><t>Các chỉ tiêu thống kê</t></is>", "0")),
        ("consolidated-not-taken-over", {
            // somebody typed over a total on the sheet of the form
            let changed = corrected(&district(), "30", "33");
            in_file(changed, &FIRST_SENDING)
        }),
        ("copied-workbook", {
            let mut workbook = tthc(&[TOTAL]);
            workbook.sheets[0].heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
            lines(&workbook.check())
        }),
        ("document-number-malformed", documents(&["Kế hoạch số 109 KH-UBND ngày 10/10/2023"])),
        (
            "document-order",
            documents(&["Thông báo số 64/TB-UBND ngày 04/7/2023", "Thông báo số 63/TB-UBND ngày 24/7/2023"]),
        ),
        ("document-sign-differs", documents(&["Kế hoạch số 52/QĐ-UBND ngày 10/01/2024"])),
        ("document-without-date", documents(&["Thông báo số 29/TB-UBND về việc lấy ý kiến"])),
        ("document-without-number", documents(&["Quyết định ngày 05/01/2024 của UBND xã"])),
        ("draft-sent", {
            let context = Context {
                sender: Sender::Unit {
                    unit: None,
                    original: "du thao.xlsx",
                    opening: &[],
                    level: None,
                    decisions: &[],
                    sending: 1,
                },
                ..Context::default()
            };
            in_file(sent("Xã Ví dụ 01"), &context)
        }),
        ("figure-beside", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].rows[6].cells[4] = put("33");
            lines(&workbook.check())
        }),
        ("figures-outside", with_cell("J46", "><v>25</v>", "0")),
        ("file-changed", {
            let (folder, _) = take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &[("a.xlsx", sent("Xã Ví dụ 01"))]);
            let other = tthc(&[("Tổng cộng", "60 32 26 2  54 26 26 2  6 4 2")]);
            folder.put("nhan/xa-vi-du-01_lan-1.xlsx", &other.bytes(), None);
            let tools = Tools::plain(&CHECKER);
            let members = OpenRound::open(&folder, &tools).unwrap().members(&tools, &[], Paths::InRound);
            lines(&members[0].reports[0].checked)
        }),
        ("file-not-found", {
            let tools = Tools::plain(&CHECKER);
            lines(&desk::report("a.xlsx", &desk::FileContent::Missing, &Context::default(), &tools).checked)
        }),
        ("file-not-taken", take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &[("a.pdf", b"%PDF-1.4\n".to_vec())]).1),
        ("file-put-back", {
            let files = [("a.xlsx", sent("Xã Ví dụ 01"))];
            let (folder, _) = take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &files);
            folder.remove("nhan/xa-vi-du-01_lan-1.xlsx");
            receive(&folder, &files)
        }),
        ("file-repeated", {
            let files = [("a.xlsx", sent("Xã Ví dụ 01")), ("b.xlsx", sent("Xã Ví dụ 01"))];
            take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &files).1
        }),
        ("form-blank", lines(&hue(&[]).check())),
        ("form-joined", {
            let mut found = in_file(on_two_sheets(None), &Context::default());
            // findings of the form's own rules do not depend on its sheets
            found.retain(|line| !line.contains('/'));
            found
        }),
        ("form-missing", {
            let mut found = round(&[hue(&[("1", "6")])]);
            // a finding about the form that came instead is expected, too
            found.retain(|line| !line.contains("form-not-asked"));
            found
        }),
        ("form-not-asked", round(&[tthc(&[TOTAL]).printed("cchc-hue-02", &[("1", "6")])])),
        ("form-repeated", round(&[tthc(&[TOTAL]), tthc(&[TOTAL])])),
        ("form-split", {
            // a figure beside the form makes it uncertain whose rows these are
            let beside = (At { row: 60, column: 9 }, Cell::plain(Content::Number(25.into())));
            let mut found = in_file(on_two_sheets(Some(beside)), &Context::default());
            // each sheet that is not read raises a finding of its own, too
            found.retain(|line| !line.contains("sheet-not-read"));
            found
        }),
        ("format-by-condition", {
            let rule = "<conditionalFormatting sqref=\"D10:D12\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"1\">\
                 <formula>COUNTIF($D$10:$D$12,D10)&gt;1</formula></cfRule></conditionalFormatting>";
            let styles = "<styleSheet><fonts><font/></fonts><cellXfs><xf numFmtId=\"0\" fontId=\"0\"/></cellXfs>\
                 <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
            let drawn = Drawn { styles: Some(styles), around: ["", rule], ..Drawn::default() };
            drawn.lines(&hue(&[("1", "6")]))
        }),
        ("format-missing", with_cell("D10", "s=\"99\"><v>6</v>", "0")),
        ("header-changed", with_label("D9", "Kết quả")),
        ("hidden-sheet", {
            let package = as_package(&[own_sheet(&tthc(&[TOTAL]))], 0, &str::to_owned);
            let hidden =
                package.replaced("xl/workbook.xml", "sheetId=\"1\"", "sheetId=\"1\" state=\"hidden\"");
            in_file(hidden.bytes(), &Context::default())
        }),
        ("identity-differs", {
            let mut workbook = tthc(&[TOTAL]).printed("cchc-hue-02", &[("1", "6")]);
            workbook.sheets[1].heading.right[0] = String::from("Đơn vị báo cáo: UBND xã Ví dụ 02");
            lines(&workbook.check())
        }),
        ("label-contradicts", with_label("B16", "Số UBND huyện đã kiểm tra")),
        ("label-reworded", with_label("B18", "Số vấn đề nêu ra qua kiểm tra")),
        ("line-restored", {
            let files = [("a.xlsx", sent("Xã Ví dụ 01"))];
            let (folder, _) = take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &files);
            crate::receiving::latest_sending::without_line(&folder, 1);
            receive(&folder, &[])
        }),
        ("marked-in-part", {
            let rich = "t=\"inlineStr\"><is><r><t>25</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is>";
            with_cell("D16", rich, "0")
        }),
        ("measure-changed", {
            let mut workbook = hue(&[("3.2", "5")]);
            workbook.sheets[0].rows[6].cells[2] = CellValue::Text("Công chức".to_owned());
            lines(&workbook.check())
        }),
        ("measure-converted", {
            let above = [("D6", "t=\"inlineStr\"><is><t>ĐVT: triệu đồng</t></is>")];
            let amount = workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", &[("5.1", "120")]);
            Drawn { cells: &above, ..Drawn::default() }.lines(&amount)
        }),
        ("measure-doubtful", {
            let above = [("D6", "t=\"inlineStr\"><is><t>ĐVT: triệu đồng</t></is>")];
            let amount = workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", &[("5.1", "120000000000")]);
            Drawn { cells: &above, ..Drawn::default() }.lines(&amount)
        }),
        ("merged-figure", {
            let merged = Drawn { merges: &["D10:D12"], ..Drawn::default() };
            merged.lines(&hue(&[("1", "6")]))
        }),
        ("more-than-shown", with_cell("D16", "s=\"1\"><v>75000</v>", "#,##0,")),
        ("named-for-other", {
            let units = ["Xã Ví dụ 01", "Xã Ví dụ 02"];
            take_in("Huyện Ví dụ", &units, &[("xa-vi-du-01.xlsx", sent("Xã Ví dụ 02"))]).1
        }),
        ("negative-number", lines(&hue(&[("1", "-3")]).check())),
        ("no-known-form", in_file(workbook("Xã Ví dụ 01").bytes(), &Context::default())),
        ("not-a-number", lines(&hue(&[("2", "%")]).check())),
        ("not-calculated", with_cell("D11", "><f>[1]Sheet1!A1</f>", "0")),
        ("not-in-force", lines(&tthc(&[TOTAL]).period("2018-12-15", "2019-12-14").check())),
        ("nothing-of-nothing", {
            let error = [("D17", "t=\"e\"><f>D19/D18</f><v>#DIV/0!</v>")];
            let parts = hue(&[("3.3.1", "0"), ("3.3.2", "0")]);
            Drawn { cells: &error, ..Drawn::default() }.lines(&parts)
        }),
        ("number-as-date", with_cell("D11", "s=\"1\"><v>46300</v>", "dd/mm/yyyy")),
        ("old-font", {
            let package = as_package(&[own_sheet(&tthc(&[TOTAL]))], 2, &|text| {
                typed(text, Encoding::Tcvn3 { capitals: false })
            });
            in_file(package.bytes(), &Context::default())
        }),
        ("only-other-period", with_label("A7", "Số liệu cùng kỳ năm trước")),
        ("other-period-left-out", {
            let sheet = own_sheet(&hue(&[("1", "1")]));
            let heading = Cell::plain(Content::Text("II. Số liệu cùng kỳ năm trước".into()));
            let last_year = sheet.clone().with([(At { row: 6, column: 0 }, heading)]);
            let both = as_package(&[beneath(&sheet, &last_year)], 0, &str::to_owned);
            in_file(both.bytes(), &Context::default())
        }),
        ("out-of-sight", {
            let hidden = Drawn { rows: &[(10, "hidden=\"1\"")], ..Drawn::default() };
            hidden.lines(&hue(&[("1", "6")]))
        }),
        ("outside-differs", {
            let given = OutsideFigure {
                unit: 0,
                form: "cchc-hue-02".into(),
                row: "1".into(),
                column: "so_lieu".into(),
                figure: 5.into(),
                source: "Công văn số 9".to_owned(),
            };
            let context = Context { outside: &[&given], ..Context::default() };
            in_file(hue(&[("1", "6")]).bytes(), &context)
        }),
        ("own-output", in_file(district(), &Context::default())),
        ("part-exceeds", lines(&tthc(&[FIELD, ("Trong đó: khai sinh", "31"), TOTAL]).check())),
        (
            "percent-above-100",
            lines(&workbook("Xã Ví dụ 01").printed("so-lieu-bao-cao", &[("4.17", "9512")]).check()),
        ),
        ("percent-truncated", lines(&hue(&[("2", "66.6"), ("2.1", "3"), ("2.2", "2")]).check())),
        ("period-differs", round(&[tthc(&[TOTAL]).period("2023-12-15", "2024-03-08")])),
        ("period-exceeds-unit", {
            // this commune ended on 31/1/2024
            let folder = crate::round::units_that_begin_or_end::merged();
            receive(&folder, &[("a.xlsx", sent("Xã Ví dụ A"))]);
            let tools = Tools::plain(&CHECKER);
            let open = OpenRound::open(&folder, &tools).unwrap();
            let members = open.members(&tools, &[], Paths::InRound);
            members[0].reports[0].checked.findings.iter().map(line).collect()
        }),
        ("period-in-words", {
            let words = [("A5", "t=\"inlineStr\"><is><t>Quý I năm 2024</t></is>")];
            Drawn { cells: &words, ..Drawn::default() }.lines(&hue(&[("1", "6")]))
        }),
        ("period-unknown", {
            let mut nobody = changed(&|workbook| workbook.with_identity = false);
            nobody.sheets[0].heading.period = None;
            lines(&nobody.check())
        }),
        ("printed-figure-changed", crate::checking::score_sheet_of_2025::found(&[("1.2", "1 0 .")])),
        ("remark-below-table", {
            let remark = "t=\"inlineStr\"><is><t>Đính chính: mục 3.2 là 9 xã</t></is>";
            Drawn { cells: &[("B44", remark)], ..Drawn::default() }.lines(&hue(&[("1", "6")]))
        }),
        ("remark-contradicts", {
            let mut workbook = hue(&[("1", "6")]);
            let row = &mut workbook.sheets[0].rows[0].cells;
            let note = row.len() - 1;
            row[note] = CellValue::Text("Sửa thành 9".to_owned());
            lines(&workbook.check())
        }),
        ("row-after-total", {
            let late = ("Đất đai", "12 5 6 1  10 5 4 1  2 1 1");
            let mut found = lines(&tthc(&[FIELD, TOTAL, late]).check());
            // the total also differs from the sum of its rows
            found.retain(|line| !line.contains("tong-linh-vuc"));
            found
        }),
        ("row-missing", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].rows.pop();
            lines(&workbook.check())
        }),
        (
            "row-repeated",
            lines(
                &tthc(&[
                    ("Đất đai", "30 16 13 1  27 13 13 1  3 2 1"),
                    ("đất  đai", "0 0 0 0 0 0 0 0 0 0 0"),
                    TOTAL,
                ])
                .check(),
            ),
        ),
        ("rows-aligned", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].rows.swap(2, 3);
            lines(&workbook.check())
        }),
        (
            "rows-are-units",
            lines(
                &tthc(&[
                    ("Xã Ví dụ 01", "12 5 6 1  10 5 4 1  2 1 1"),
                    ("Xã Ví dụ 02", "18 11 7 0  17 8 9 0  1 1 0"),
                    TOTAL,
                ])
                .check(),
            ),
        ),
        ("rows-not-counted", lines(&tthc(&[FIELD, ("Trong đó: khai sinh", "29"), TOTAL]).check())),
        ("same-as-before", {
            // the reports agree, as the later one carries over what was in process at the end of the earlier
            let same = tthc(&[("Tổng cộng", "32 16 13 3  29 15 13 1  3 2 1")]);
            let before = [same.clone().period("2023-09-15", "2023-12-14").submission()];
            in_file(same.bytes(), &Context { previous: &before, ..Context::default() })
        }),
        ("share-among-percentages", {
            let filled = [("7.6.2/a", "20"), ("7.6.2/b", "75.5"), ("7.8.3", "'0,95%")];
            lines(&workbook("Xã Ví dụ 01").printed("cchc-thai-nguyen-01", &filled).check())
        }),
        (
            "sheet-left-out",
            with_listed_sheet(
                "r:id=\"r9\"",
                "<Relationship Id=\"r9\" Type=\"x/chartsheet\" Target=\"charts/1.xml\"/>",
            ),
        ),
        ("sheet-missing", with_listed_sheet("r:id=\"\"", "")),
        ("sheet-not-read", {
            let note = Cell::plain(Content::Text("việc cần làm".into()));
            let note = Sheet::new("Ghi chép", [(At { row: 0, column: 0 }, note)]);
            let package = as_package(&[own_sheet(&tthc(&[TOTAL])), note], 0, &str::to_owned);
            in_file(package.bytes(), &Context::default())
        }),
        ("stale-result", with_cell("D16", "><f>2+3</f><v>4</v>", "0")),
        ("step-not-allowed", {
            let above = [("3", "12 0.2 'BC-1"), ("3.1", "2 0.2 'BC-1"), ("tong", "100 0.2 'BC-1")];
            let points = [("3.1.1", "0.25 0.2 'BC-1")];
            crate::checking::score_sheet_of_2025::found(&[&above[..], &points].concat())
        }),
        ("struck-through", {
            let struck = [("D16", "s=\"1\"><v>33</v>")];
            Drawn { cells: &struck, ..Drawn::default() }.lines(&hue(&[("1", "6")]))
        }),
        ("subtotal-differs", lines(&tthc(&[FIELD, ("Cộng", "31"), TOTAL]).check())),
        ("time-not-believed", {
            let (folder, _) = take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &[]);
            // the clock of the sender is a year ahead
            let time = LATER + 365 * 24 * 3600;
            receive_at(&folder, vec![("a.xlsx", sent("Xã Ví dụ 01"), Some(time))], None)
        }),
        ("too-many-digits", with_cell("D16", "><v>1234567890123456</v>", "0")),
        (
            "total-repeated",
            lines(&tthc(&[FIELD, TOTAL, ("Tổng cộng", "31 17 13 1  27 13 13 1  4 3 1")]).check()),
        ),
        ("total-reworded", lines(&tthc(&[FIELD, ("Tổng cộng toàn xã", TOTAL.1)]).check())),
        ("typed-over-formula", crate::answers::values_in_workbooks::typed_over(&["D11"]).0),
        ("unit-came-twice", {
            let units = ["Huyện Ví dụ", "Xã Ví dụ 01"];
            let files = [("huyen.xlsx", district()), ("a.xlsx", sent("Xã Ví dụ 01"))];
            let (folder, _) = take_in("Tỉnh Ví dụ", &units, &files);
            let tools = Tools::plain(&CHECKER);
            let all = OpenRound::open(&folder, &tools).unwrap().consolidation(&tools, false);
            lines(&all.senders[0].reports[0].checked)
        }),
        ("unit-doubtful", take_in("Huyện Ví dụ", &["Xã Ví dụ 01"], &[("a.xlsx", sent("Xã Khác"))]).1),
        ("unit-unknown", {
            let mut nobody = changed(&|workbook| workbook.with_identity = false);
            nobody.sheets[0].heading.right[0] = String::new();
            lines(&nobody.check())
        }),
        ("unknown-column", {
            let mut workbook = hue(&[("1", "6")]);
            workbook.sheets[0].beside = vec![("Hồ sơ giấy".to_owned(), vec![put("5")])];
            lines(&workbook.check())
        }),
        ("unknown-row", {
            let mut workbook = hue(&[("1", "6")]);
            let cells = ["9", "Chỉ tiêu tự thêm", ".", "7", "."].map(put).to_vec();
            workbook.sheets[0].rows.push(SheetRow { cells, look: Look::Plain });
            lines(&workbook.check())
        }),
        ("unreadable-file", in_file(Vec::new(), &Context::default())),
        ("value-in-heading", lines(&hue(&[("5", "25")]).check())),
        (
            "value-out-of-scope",
            lines(&workbook("Xã Ví dụ 01").printed("cchc-hue-03", &[("1", "4"), ("1.2", "4")]).check()),
        ),
        ("wrong-unit", round(&[workbook("Xã Ví dụ 02").tthc(&[TOTAL])])),
        ("zero-of-none", lines(&hue(&[("3.3", "0"), ("3.3.1", "0"), ("3.3.2", "0")]).check())),
    ];
    cases.extend(unlike_earlier_or_other_units::cases());
    cases.sort_by_key(|(rule, _)| *rule);
    cases
}
