//! The codes in a consolidated workbook: it is read back by its codes, even if the words beside them change.

use crate::support::builder::CATALOGUE;
use phuluc::book::consolidated;
use phuluc::grid;
use phuluc::grid::{At, Cell, Content, Sheet};
use phuluc::round::{Material, PassedOn, Refusal, Standing, consolidate};

/// The workbook that version 0.1 wrote for three communes: one accepted, one that sent nothing, one sent back with
/// two errors.
const VERSION_0_1: &[u8] = include_bytes!("../../files/tong-hop-0.1.xlsx");

fn read_back(sheets: &[Sheet]) -> PassedOn {
    consolidated::read_back(sheets, &CATALOGUE).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn version_0_1() -> Vec<Sheet> {
    let sheets = grid::read(VERSION_0_1).unwrap();
    assert!(sheets.iter().all(|sheet| sheet.name != "_ma"));
    sheets
}

/// The same workbook as the program writes it today.
fn today() -> Vec<Sheet> {
    let passed = read_back(&version_0_1());
    let again = consolidate::consolidate(Material::new(&passed.round, passed.members), &CATALOGUE);
    grid::read(&consolidated::write(&again).unwrap()).unwrap()
}

/// The workbook with `change` applied to its texts.
fn reworded(sheets: &[Sheet], change: impl Fn(&Sheet, At, &str) -> String) -> Vec<Sheet> {
    let changed = |sheet: &Sheet| {
        let cells = sheet.cells().map(|(at, cell)| match &cell.content {
            Content::Text(_) => {
                let text = change(sheet, at, &cell.shown());
                (at, Cell { content: Content::Text(text.as_str().into()), ..cell.clone() })
            }
            _ => (at, cell.clone()),
        });
        let mut new = Sheet::new(&sheet.name, cells.collect::<Vec<_>>());
        new.visible = sheet.visible;
        new
    };
    sheets.iter().map(changed).collect()
}

/// Everything that is read back, except sentences.
fn facts(passed: &PassedOn) -> Vec<String> {
    let mut facts = vec![format!("{:?}", passed.round.period)];
    for member in &passed.members {
        let below = member.below.as_ref().unwrap();
        let kinds: Vec<_> = below.decided.iter().map(|decided| decided.kind).collect();
        let (unit, standing) = (&member.unit, member.standing);
        facts.push(format!("{} {:?} {standing:?} {} {kinds:?}", unit.name, unit.level, below.counted));
        facts.extend(
            member.sendings.iter().map(|sending| format!("{} {:?}", sending.number, sending.received)),
        );
        for report in &member.reports {
            let found = report.checked.findings.iter().map(|finding| (&finding.rule, finding.severity));
            facts.push(format!("{} {:?} {:?}", report.path, report.period(), found.collect::<Vec<_>>()));
            for filled in report.submission.iter().flat_map(|submission| &submission.forms) {
                for row in filled.rows.iter() {
                    let answers = (0..filled.form.columns.len()).map(|column| row.entries.get(column).answer);
                    facts.push(format!("{} {:?}", row.id, answers.collect::<Vec<_>>()));
                }
            }
        }
    }
    facts
}

#[test]
fn a_workbook_of_version_0_1_is_read_as_one_of_today() {
    let (old, new) = (read_back(&version_0_1()), read_back(&today()));
    assert_eq!(format!("{old:?}"), format!("{new:?}"));
    let standings: Vec<_> = old.members.iter().map(|member| member.standing).collect();
    assert_eq!(standings, [Standing::Passes, Standing::NotSubmitted, Standing::Fails(2)]);
    let accepted: Vec<_> =
        old.members.iter().map(|member| member.below.as_ref().unwrap().is_accepted()).collect();
    assert_eq!(accepted, [true, false, false]);
    assert_eq!(old.members[2].sendings[0].received.unwrap().iso(), "2026-12-15T09:00:00+07:00");
    assert_eq!(old.members[2].reports[0].period(), old.round.period);
}

/// Every word that is read back may be worded in another way by another version.
#[test]
fn a_word_may_change_from_one_version_to_the_next() {
    let other = [
        ("Lỗi", "Sai"),
        ("Cần xem lại", "Phải xem"),
        ("Lưu ý", "Ghi nhận"),
        ("có số liệu", "đã điền"),
        ("không phát sinh", "bằng không"),
        ("chưa nhập", "bỏ trống"),
        ("không thuộc phạm vi", "ngoài phạm vi"),
        ("chưa gửi báo cáo", "còn chờ"),
        ("chưa báo cáo", "còn chờ"),
        ("đã kiểm tra, không có lỗi", "đã xem, đúng"),
        ("đã kiểm tra, còn", "đã xem, sai"),
        ("chấp nhận số liệu", "đồng ý"),
        ("yêu cầu chỉnh sửa", "trả lại"),
        ("từ ngày", "kể từ"),
        (" giờ ", "h"),
        ("đơn vị", "nơi"),
    ];
    let sheets = reworded(&today(), |sheet, at, text| match (sheet.name.as_str(), text) {
        ("_ma", env!("CARGO_PKG_VERSION")) => "1.0.0".to_owned(),
        // headings stay, since a list is found by them
        _ if at.row < 5 && !sheet.name.starts_with('_') => text.to_owned(),
        (_, "xã") => "cấp xã".to_owned(),
        (_, "có") => "được cộng".to_owned(),
        _ => other.iter().fold(text.to_owned(), |text, (word, new)| text.replace(word, new)),
    });
    let shown: Vec<String> =
        sheets.iter().flat_map(Sheet::cells).map(|(_, cell)| cell.shown().into_owned()).collect();
    assert!(shown.iter().any(|text| text == "đã xem, sai 2 lỗi"));
    assert_eq!(facts(&read_back(&sheets)), facts(&read_back(&today())));
}

/// What people see is what counts: a sentence that somebody changed by hand is not read by its code.
#[test]
fn a_sentence_changed_by_hand_is_noticed() {
    let name = consolidated::SOURCES;
    for (cell, text) in [("F8", "đã kiểm tra, không có lỗi"), ("G8", "chấp nhận số liệu"), ("I8", "quý I")]
    {
        let at = At::named(cell).unwrap();
        let sheets = reworded(&today(), |sheet, here, old| {
            let is_there = sheet.name == name && here == at;
            if is_there { text.to_owned() } else { old.to_owned() }
        });
        let refusal = consolidated::read_back(&sheets, &CATALOGUE).unwrap_err();
        assert_eq!(refusal, Refusal::NotUnderstood { sheet: name.to_owned(), line: 8 }, "{cell}");
    }
}

/// On the sheets of totals, words must be those of the version that wrote them, and figures must be right in any
/// version.
#[test]
fn figures_in_sentences_must_be_right_whatever_the_words() {
    let refused = |sheets: &[Sheet]| consolidated::read_back(sheets, &CATALOGUE).is_err();
    let changed = |sheets: &[Sheet], from: &str, to: &str| {
        reworded(sheets, |sheet, _, text| {
            if sheet.name == consolidated::BY_UNIT { text.replace(from, to) } else { text.to_owned() }
        })
    };
    assert!(refused(&changed(&today(), "2/3 đơn vị", "2/3 xã")));
    assert!(!refused(&changed(&version_0_1(), "2/3 đơn vị", "2/3 xã")));
    assert!(refused(&changed(&version_0_1(), "2/3 đơn vị", "3/3 đơn vị")));
}

#[test]
fn codes_are_laid_out_as_this_version_knows() {
    let mut sheets = today();
    let codes = sheets.iter_mut().find(|sheet| sheet.name == "_ma").unwrap();
    assert!(!codes.visible);
    let cells = codes.cells().map(|(at, cell)| match at {
        At { row: 0, column: 0 } => (at, Cell::plain(Content::Number(9.into()))),
        _ => (at, cell.clone()),
    });
    *codes = Sheet::new("_ma", cells.collect::<Vec<_>>());
    let refusal = consolidated::read_back(&sheets, &CATALOGUE).unwrap_err();
    assert_eq!(refusal, Refusal::NotUnderstood { sheet: "_ma".to_owned(), line: 1 });
}

/// A line with an unknown code must not be passed over.
#[test]
fn a_code_that_is_none_is_noticed() {
    for kind in ["standing", "decision", "sending"] {
        let sheets = today();
        let codes = sheets.iter().find(|sheet| sheet.name == "_ma").unwrap();
        let mut rows = codes.cells().filter(|(at, cell)| at.column == 0 && cell.shown() == kind);
        let row = rows.next().expect("each kind is there").0.row;
        let changed = At { row, column: 2 };
        // in a line of a sending the code is its number, which stands in another column
        let changed = if kind == "sending" { At { column: 3, ..changed } } else { changed };
        let sheets = reworded(&sheets, |sheet, here, old| {
            let is_there = sheet.name == "_ma" && here == changed;
            if is_there { "không rõ".to_owned() } else { old.to_owned() }
        });
        let refusal = consolidated::read_back(&sheets, &CATALOGUE).unwrap_err();
        assert_eq!(refusal, Refusal::NotUnderstood { sheet: "_ma".to_owned(), line: row + 1 }, "{kind}");
    }
}
