//! The look of cells is read alike in every file format: struck and raised text, number formats, hidden rows and
//! columns, letters that are not seen, comments.

use crate::answers::looks_of_figures::rich;
use crate::support::builder::{CHECKER, Workbook, workbook};
use crate::support::cells_as_xml::{Drawn, number};
use crate::support::files;
use crate::support::looks_as_files::{FORMATS, as_ods, as_xls, as_xlsb};
use phuluc::grid;
use phuluc::say::{Lang, words};

/// The messages about a report, which must be the same for an `.xlsx` and for every other format.
#[track_caller]
fn alike(drawn: &Drawn<'_>) -> Vec<String> {
    let report: Workbook = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6"), ("3.2", "5")]);
    let bytes = drawn.bytes(&report);
    let sheet = grid::read(&bytes).unwrap().swap_remove(0);
    let messages = |bytes: &[u8]| -> Vec<String> {
        let findings = CHECKER.check(&CHECKER.read(&grid::read(bytes).unwrap()), None).findings;
        let said = findings.iter().map(|finding| words::message(Lang::Vi, finding));
        // the writers name the only sheet in their own ways
        said.map(|said| said.replace("“Biểu”", "“PL2”").replace("“B”", "“PL2”")).collect()
    };
    let xlsx = messages(&bytes);
    assert_eq!(messages(&as_xls(&sheet)), xlsx, "xls");
    assert_eq!(messages(&as_xlsb(&sheet)), xlsx, "xlsb");
    assert_eq!(messages(&as_ods(&sheet)), xlsx, "ods");
    xlsx
}

#[test]
fn struck_and_raised_text_is_seen_in_every_format() {
    for runs in [&["25", "^1"][..], &["-33", "23"], &["25", "^(1)"], &["^1", "25"], &["-12 ", "15"], &["-33"]]
    {
        let found = alike(&Drawn { cells: &[("D16", &rich(runs))], ..Drawn::default() });
        assert_eq!(found.len(), 1, "{runs:?} {found:?}");
    }
    // bold letters are no mark
    assert_eq!(alike(&Drawn { cells: &[("D16", &rich(&["2", "5"]))], ..Drawn::default() }), [""; 0]);
    let struck = Drawn { cells: &[("D16", "s=\"1\"><v>33</v>")], ..Drawn::default() };
    assert_eq!(alike(&struck).len(), 1);
}

#[test]
fn number_formats_are_seen_in_every_format() {
    for ((format, _), value) in FORMATS.into_iter().zip(["33", "33000", "33.4", "33", "33"]) {
        let cells = [("D16", &*number(1, "", value))];
        let found = alike(&Drawn { formats: &[format], cells: &cells, ..Drawn::default() });
        assert_eq!(found.len(), usize::from(!format.contains("hồ sơ")), "{format} {found:?}");
    }
}

#[test]
fn hidden_rows_and_columns_are_seen_in_every_format() {
    let rows = Drawn { rows: &[(16, "hidden=\"1\"")], ..Drawn::default() };
    assert_eq!(alike(&rows).len(), 1);
    let columns =
        Drawn { around: ["<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols>", ""], ..Drawn::default() };
    assert_eq!(alike(&columns).len(), 1);
}

#[test]
fn letters_of_the_colour_of_their_ground_are_seen_in_no_format() {
    let styles = "<styleSheet><fonts><font><name val=\"Arial\"/></font><font><color rgb=\"FFFFFFFF\"/><name val=\"Arial\"/></font>\
                  </fonts><fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\">\
                  <fgColor rgb=\"FF1F4E79\"/></patternFill></fill></fills><cellXfs><xf fontId=\"0\" fillId=\"0\"/>\
                  <xf fontId=\"1\" fillId=\"0\"/><xf fontId=\"1\" fillId=\"1\"/></cellXfs></styleSheet>";
    let found =
        |cell: &str| alike(&Drawn { styles: Some(styles), cells: &[("D16", cell)], ..Drawn::default() });
    for cell in ["s=\"1\"><v>7</v>", "s=\"1\" t=\"inlineStr\"><is><t>7</t></is>"] {
        assert_eq!(found(cell).len(), 1, "{cell}");
    }
    assert_eq!(found("s=\"2\"><v>7</v>"), [""; 0], "on a dark ground they are seen");
}

#[test]
fn comments_on_cells_are_seen_in_every_format() {
    let found = |comments: &[(&str, &str, &str)]| alike(&Drawn { comments, ..Drawn::default() });
    for text in ["đúng là 33", "33", "Sửa thành 9", "số liệu quý trước", "A:\nphải là 7 chứ không phải 6"]
    {
        let said = found(&[("D10", "A", text)]);
        assert_eq!(said.len(), 1, "{text}: {said:?}");
        let shown = text.trim_start_matches("A:\n");
        assert!(said[0].contains(&format!("ghi chú gắn vào ô D10 ghi “{shown}”")), "{said:?}");
    }
    // an empty cell, a label and the heading may have one, too; all are said together
    let said = found(&[
        ("D5", "A", "Số liệu ước thực hiện"),
        ("B11", "A", "9"),
        ("D12", "A", "có 14"),
        ("D16", "A", "là 7"),
    ]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        ["D5", "B11", "D12", "D16"].iter().all(|at| said[0].contains(&format!("ô {at} ghi"))),
        "{said:?}"
    );
    for nothing in [
        "đã kiểm tra",
        "6",
        "gồm 4 của xã, 2 của huyện",
        "Theo Quyết định số 12/QĐ-UBND ngày 14/3/2026",
        "phuluc:",
    ] {
        assert_eq!(found(&[("D10", "A", nothing)]), [""; 0], "{nothing}");
    }
    // ours, which a sender sends back with the corrected figures
    assert_eq!(found(&[("D10", "phuluc", "Lỗi: ghi 9, đúng là 33")]), [""; 0]);
}

#[test]
fn notes_in_labels_are_left_out_in_every_format() {
    let form = crate::support::builder::form("cchc-hue-02");
    let label = &*form.fixed_rows().iter().find(|row| row.id.as_str() == "3.2").unwrap().label;
    for runs in [[label, "^(1)"], ["-Số cuộc họp ", label], [label, "- giao ban"]] {
        let cell = rich(&runs);
        assert_eq!(alike(&Drawn { cells: &[("B16", &cell)], ..Drawn::default() }), [""; 0], "{cell}");
    }
}

#[test]
fn rows_that_a_filter_hides_in_an_ods_are_known() {
    let rows = "<table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"float\" \
                office:value=\"7\"/></table:table-row><table:table-row table:visibility=\"collapse\">\
                <table:table-cell/></table:table-row>";
    let sheets = grid::read(&files::ods(rows).bytes()).unwrap();
    let hidden = sheets[0].hidden();
    let states = [0, 1, 2].map(|row| (hidden.has_row(row), hidden.has_filtered(row)));
    assert_eq!(states, [(true, true), (true, false), (false, false)]);
}
