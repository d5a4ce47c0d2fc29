//! Figures under conditional formats: those that change what people see of a figure leave it in doubt.

use crate::answers::looks_of_figures::styled;
use crate::support::builder::workbook;
use crate::support::cells_as_xml::Drawn;

#[test]
fn conditional_formats_that_change_what_is_seen_leave_the_figure_in_doubt() {
    let rule = |kind: &str, formula: &str| {
        format!(
            "<cfRule type=\"{kind}\" operator=\"equal\" dxfId=\"0\" priority=\"1\"><formula>{formula}</formula></cfRule>"
        )
    };
    let look = |look: &str| format!("<dxf>{look}</dxf>");
    let (always, white) = (rule("expression", "TRUE"), look("<font><color rgb=\"FFFFFFFF\"/></font>"));
    let format = |code: &str| look(&format!("<numFmt numFmtId=\"200\" formatCode=\"{code}\"/>"));
    let doubtful = [
        (always.clone(), white.clone()),
        (always.clone(), format(";;;")),
        (always.clone(), format("0&quot;00&quot;")),
        (always.clone(), look("<font><strike/></font>")),
        (rule("cellIs", "33"), white.clone()),
        (rule("expression", "$D16=33"), white.clone()),
    ];
    for (rule, look) in &doubtful {
        let (said, value) = styled("", "", rule, look);
        assert!(value.is_none() && said.contains("D16"), "{rule} {look}: {said} {value:?}");
    }
    let harmless = [
        (rule("cellIs", "0"), white.clone()),
        (rule("expression", "ISERROR(D16)"), white.clone()),
        (rule("expression", "D16=&quot;&quot;"), white),
        (always.clone(), look("<font><color rgb=\"FFFF0000\"/></font>")),
        (
            always.clone(),
            look(
                "<font><color rgb=\"FFFFFFFF\"/></font><fill><patternFill><bgColor rgb=\"FFC00000\"/></patternFill></fill>",
            ),
        ),
        (always, format("#,##0")),
        (rule("expression", "AND(ISNUMBER(D16),N(D16)=INT(N(D16)))"), format("#,##0")),
    ];
    for (rule, look) in &harmless {
        let (said, value) = styled("", "", rule, look);
        assert_eq!((said.as_str(), value.as_deref()), ("", Some("33")), "{rule} {look}");
    }
}

/// What is said of a form with conditional formats on D16 (a number or text) and D17: the messages and the figure.
#[track_caller]
fn under(rules: &str, looks: &[&str], cell: &str, own_font: &str) -> (String, Option<String>) {
    let report = workbook("Xã Ví dụ 01").printed("cchc-hue-02", &[("1", "6")]);
    let looks = format!("<dxf>{}</dxf>", looks.join("</dxf><dxf>"));
    let styles = format!(
        "<styleSheet><fonts><font/><font>{own_font}</font></fonts><fills><fill/></fills>\
         <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\"/></cellXfs>\
         <dxfs>{looks}</dxfs></styleSheet>"
    );
    let cells = [("D16", cell)];
    let drawn = Drawn { styles: Some(&styles), cells: &cells, around: ["", rules], ..Drawn::default() };
    let form = &drawn.submission(&report).forms[0];
    let value = form.rows[form.row(&"3.2".into()).unwrap()].entries.get(3).value();
    (drawn.messages(&report).join(" "), value.map(|value| value.to_string()))
}

/// A conditional format of ranges with one rule.
fn on(ranges: &str, kind: &str, formula: &str, look: u8, priority: u8, more: &str) -> String {
    format!(
        "<conditionalFormatting sqref=\"{ranges}\"><cfRule type=\"{kind}\" operator=\"equal\" dxfId=\"{look}\" priority=\"{priority}\"{more}>\
         <formula>{formula}</formula></cfRule></conditionalFormatting>"
    )
}

const WHITE: &str = "<font><color rgb=\"FFFFFFFF\"/></font>";

const BLUE: &str = "<fill><patternFill><bgColor rgb=\"FF1F4E78\"/></patternFill></fill>";

const STRUCK: &str = "<font><strike/></font>";

const NUMBER: &str = "s=\"1\"><v>33</v>";

const TEXT: &str = "s=\"1\" t=\"inlineStr\"><is><t>33</t></is>";

#[test]
fn a_condition_that_hides_zeros_leaves_other_figures_alone() {
    let rules = [
        on("D10:D20", "expression", "AND(ISNUMBER(D10),D10=0)", 0, 1, ""),
        on("D10:D15 D16:D20", "expression", "D10=0", 0, 1, ""),
        on("D10:D20", "cellIs", "0", 0, 1, ""),
        on("D10:D20", "expression", "$B10=&quot;&quot;", 0, 1, ""),
        on("D10:D20", "expression", "LEN(TRIM(D10))=0", 0, 1, ""),
    ];
    for rule in &rules {
        for cell in [NUMBER, TEXT] {
            let (said, value) = under(rule, &[WHITE], cell, "");
            assert_eq!((said.as_str(), value.as_deref()), ("", Some("33")), "{rule} {cell}");
        }
    }
    let hidden = on("D10:D15 D16:D20", "expression", "AND(ISNUMBER(D10),D10=33)", 0, 1, "");
    assert_eq!(under(&hidden, &[WHITE], NUMBER, "").1, None);
    assert_eq!(under(&hidden, &[WHITE], TEXT, "").1.as_deref(), Some("33"));
}

#[test]
fn a_condition_that_cannot_be_told_leaves_figures_and_is_said_once() {
    let counted = |look| on("D10:D20", "expression", "COUNTIF($D$10:$D$20,D10)&gt;1", look, 1, "");
    let mut said = Vec::new();
    for look in [WHITE, STRUCK, "<numFmt numFmtId=\"200\" formatCode=\";;;\"/>"] {
        let (messages, value) = under(&counted(0), &[look], NUMBER, "");
        assert_eq!(value.as_deref(), Some("33"), "{look}");
        said.push(messages);
    }
    insta::assert_snapshot!(said.join("\n"), @"
    Phụ lục 2 (trang tính “PL2”): định dạng có điều kiện có thể ẩn, gạch hoặc đổi số hiện ra ở ô D10, D16; đã đọc số như máy lưu, cần mở tệp xem lại.
    Phụ lục 2 (trang tính “PL2”): định dạng có điều kiện có thể ẩn, gạch hoặc đổi số hiện ra ở ô D10, D16; đã đọc số như máy lưu, cần mở tệp xem lại.
    Phụ lục 2 (trang tính “PL2”): định dạng có điều kiện có thể ẩn, gạch hoặc đổi số hiện ra ở ô D10, D16; đã đọc số như máy lưu, cần mở tệp xem lại.
    ");
    // a fill, red letters and a rule that does not hold change nothing
    assert_eq!(under(&counted(0), &[BLUE], NUMBER, "").0, "");
    assert_eq!(under(&counted(0), &["<font><color rgb=\"FFFF0000\"/></font>"], NUMBER, "").0, "");
    let done = on("A10:M20", "expression", "=$N10=&quot;Xong&quot;", 0, 1, "");
    assert_eq!(under(&done, &[STRUCK], NUMBER, ""), (String::new(), Some("33".to_owned())));
}

#[test]
fn a_rule_that_stops_and_a_fill_by_condition_are_respected() {
    let stop = on("D10:D20", "expression", "D10&lt;&gt;0", 9, 1, " stopIfTrue=\"1\"");
    let white = on("D10:D20", "expression", "TRUE", 0, 2, "");
    assert_eq!(
        under(&format!("{white}{stop}"), &[WHITE], NUMBER, ""),
        (String::new(), Some("33".to_owned()))
    );
    assert_eq!(under(&white, &[WHITE], NUMBER, "").1, None);
    // red letters of the rule before it have more weight
    let red = on("D10:D20", "expression", "TRUE", 1, 1, "");
    let looks = [WHITE, "<font><color rgb=\"FFFF0000\"/></font>"];
    assert_eq!(under(&format!("{white}{red}"), &looks, NUMBER, "").1.as_deref(), Some("33"));
    // white letters of the cell's own, or of another rule, on a blue ground by condition
    let blue = on("D10:D20", "expression", "TRUE", 1, 1, "");
    let own = "<color rgb=\"FFFFFFFF\"/>";
    assert_eq!(under(&blue, &[WHITE, BLUE], NUMBER, own), (String::new(), Some("33".to_owned())));
    assert_eq!(under(&format!("{blue}{white}"), &[WHITE, BLUE], NUMBER, "").1.as_deref(), Some("33"));
    assert_eq!(under(&blue, &[WHITE, BLUE], NUMBER, "<sz val=\"1\"/>").1, None);
    let may_be_blue = on("D10:D20", "expression", "COUNTIF($D$10:$D$20,D10)&gt;1", 1, 1, "");
    let (said, value) = under(&may_be_blue, &[WHITE, BLUE], NUMBER, own);
    assert!(value.as_deref() == Some("33") && said.contains("định dạng có điều kiện"), "{said}");
}
