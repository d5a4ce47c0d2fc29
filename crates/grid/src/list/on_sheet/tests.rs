//! Tests of lists as staff keep them: odd dates, numbers and words, and columns of their own.

use crate::list::{Flaw, ListNotice, ListOnSheet};
use crate::{At, Cell, Content, Sheet};
use phuluc_form::{Moment, viet_nam};

crate::list_columns! {
    enum Column {
        Code = "Mã đơn vị", 10;
        Name = "Tên đơn vị", 10, required;
        Until = "Gia hạn đến", 10;
    }
}

fn text(row: u32, column: u32, text: &str) -> (At, Cell) {
    (At { row, column }, Cell::plain(Content::Text(text.into())))
}

#[test]
fn a_list_is_read_by_its_headings_in_any_order() {
    let number =
        |row, column, value: &str| (At { row, column }, Cell::plain(Content::Number(value.parse().unwrap())));
    let cells = [
        text(0, 0, "Danh sách"),
        text(2, 0, "TÊN ĐƠN VỊ"),
        text(2, 1, "Điện thoại"),
        text(2, 2, "Mã đơn vị"),
        text(2, 3, "Gia hạn đến"),
        text(3, 0, "Xã Ví dụ 01"),
        text(3, 1, "số máy"),
        number(3, 2, "123"),
        number(3, 3, "46371.6875"),
        text(5, 0, "Xã Ví dụ 02"),
        text(5, 3, "mai"),
    ];
    let sheets = [Sheet::new("Đơn vị", cells)];
    let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
    let lines: Vec<_> = list.lines().collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0].code(Column::Code).as_deref(), Some("123"));
    assert_eq!(lines[0].moment(Column::Until, viet_nam()).unwrap().to_string(), "16 giờ 30 ngày 15/12/2026");
    assert_eq!(lines[0].extra(), ["số máy"]);
    assert_eq!(lines[1].moment(Column::Until, viet_nam()), None);
    let problems = list.problems("a.xlsx").unwrap();
    let found: Vec<(String, Flaw)> =
        problems.list.into_iter().map(|problem| (problem.at.unwrap().to_string(), problem.flaw)).collect();
    assert_eq!(found, [("D6".to_owned(), Flaw::NotAMoment("mai".to_owned()))]);
}

/// A typed date ends with its last second; a date with a time is that moment.
#[test]
fn a_day_without_a_time_lasts_until_its_end() {
    let cell = |row, content| (At { row, column: 1 }, Cell::plain(content));
    let cells = [
        text(0, 0, "Tên đơn vị"),
        text(0, 1, "Gia hạn đến"),
        cell(1, Content::Date("46371".parse().unwrap())),
        cell(2, Content::Number("46371".parse().unwrap())),
        cell(3, Content::Date("46371.5".parse().unwrap())),
        cell(4, Content::Text("15/12/2026".into())),
    ];
    let sheets = [Sheet::new("Đơn vị", cells)];
    let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
    let until = list.lines().map(|line| line.moment(Column::Until, viet_nam()).unwrap().iso());
    let end = "2026-12-15T23:59:59+07:00";
    assert_eq!(until.collect::<Vec<_>>(), [end, end, "2026-12-15T12:00:00+07:00", end]);
    let days = list.lines().map(|line| line.day(Column::Until).unwrap().to_string());
    assert_eq!(days.collect::<Vec<_>>(), ["2026-12-15"; 4]);
}

/// The cells of one line below three headings, of which only the name is required.
fn line_of(cells: [Content; 3]) -> [Sheet; 1] {
    let heads = ["Mã đơn vị", "Tên đơn vị", "Gia hạn đến"];
    let heads = (0..).zip(heads).map(|(column, head)| text(0, column, head));
    let cells =
        (0..).zip(cells).filter(|(_, content)| !matches!(content, Content::Text(text) if text.is_empty()));
    let cells = cells.map(|(column, content)| (At { row: 1, column }, Cell::plain(content)));
    [Sheet::new("Đơn vị", heads.chain(cells).collect::<Vec<_>>())]
}

fn number(figure: &str) -> Content {
    Content::Number(figure.parse().unwrap())
}

#[test]
fn figures_are_numbers_or_are_written_as_in_viet_nam() {
    #[track_caller]
    fn case(content: Content, expected: Option<&str>, problems: usize) {
        let sheets = line_of([Content::Text("a".into()), Content::Text("b".into()), content]);
        let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
        let figure = list.lines().next().unwrap().figure(Column::Until).as_ref().map(ToString::to_string);
        assert_eq!(figure.as_deref(), expected);
        assert_eq!(list.problems("a.xlsx").map_or(0, |problems| problems.list.len()), problems);
    }
    let text = |text: &str| Content::Text(text.into());
    case(number("1.5"), Some("1.5"), 0);
    case(text("1.234,5"), Some("1234.5"), 0);
    case(text("12 xã"), None, 1);
    case(text(""), None, 0);
}

#[test]
fn codes_are_text_and_lists_are_separated() {
    let first = At { row: 1, column: 0 };
    let taken_as_text = vec![ListNotice::CodesAreNumbers { count: 1, first }];
    for (content, code, said) in [
        (Content::Text("0123".into()), "0123", Ok(Vec::new())),
        (number("123"), "123", Ok(taken_as_text)),
        (Content::Date("46371".parse().unwrap()), "15/12/2026", Err(Flaw::CodeIsDate)),
    ] {
        let sheets = line_of([content, Content::Text("b".into()), Content::Text("".into())]);
        let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
        assert_eq!(list.lines().next().unwrap().code(Column::Code).as_deref(), Some(code));
        let finished = list.finished("a.xlsx").map(|notices| notices.list);
        assert_eq!(finished.map_err(|problems| problems.list[0].flaw.clone()), said);
    }
    let sheets =
        line_of([Content::Text("a; b ;;c\nd".into()), Content::Text("b".into()), Content::Text("".into())]);
    let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
    let line = list.lines().next().unwrap();
    assert_eq!(line.list(Column::Code), ["a", "b", "c", "d"]);
    assert_eq!((line.number(), line.required(Column::Until)), (2, None));
    assert_eq!((line.day(Column::Until), line.moment(Column::Until, viet_nam())), (None, None));
    let problems = list.problems("a.xlsx").unwrap();
    assert_eq!(problems.list.len(), 1, "a cell that is empty is wrong only where one is required");
    assert_eq!(problems.list[0].flaw, Flaw::Missing("Gia hạn đến"));
}

/// The day numbers that stand for a day, and those that are out of bounds.
#[test]
fn day_numbers_have_their_bounds() {
    #[track_caller]
    fn case(content: Content, day: Option<&str>, moment: Option<&str>) {
        let sheets = line_of([Content::Text("a".into()), Content::Text("b".into()), content]);
        let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
        let line = list.lines().next().unwrap();
        assert_eq!(line.day(Column::Until).as_ref().map(ToString::to_string).as_deref(), day);
        let found = line.moment(Column::Until, viet_nam()).map(Moment::iso);
        assert_eq!(found.as_deref(), moment);
        let wrong = list.problems("a.xlsx").map_or(0, |problems| problems.list.len());
        assert_eq!(wrong, usize::from(day.is_none()) + usize::from(moment.is_none()));
    }
    case(number("0"), None, None);
    case(number("-1"), None, None);
    case(number("2958466"), None, None);
    case(number("2958465"), Some("9999-12-31"), Some("9999-12-31T23:59:59+07:00"));
    case(number("46371.25"), Some("2026-12-15"), Some("2026-12-15T06:00:00+07:00"));
    let text = |text: &str| Content::Text(text.into());
    case(text("15/12/2026"), Some("2026-12-15"), Some("2026-12-15T23:59:59+07:00"));
    case(text("mai"), None, None);
}

#[test]
fn the_headings_stand_on_a_sheet_that_is_seen_and_not_too_far_down() {
    let headed = |row| Sheet::new("Đơn vị", [text(row, 0, "Tên đơn vị"), text(row + 1, 0, "Xã")]);
    let find = |sheets: &[Sheet]| {
        ListOnSheet::<Column>::find("a.xlsx", sheets).map(|list| list.lines().count()).map_err(|problems| {
            (problems.sheet, problems.list.into_iter().map(|problem| problem.flaw).collect::<Vec<_>>())
        })
    };
    assert_eq!(find(&[headed(30)]), Ok(1));
    let none = Err(("Đơn vị".to_owned(), vec![Flaw::NoHeadings(vec!["Tên đơn vị"])]));
    assert_eq!(find(&[headed(31)]), none);
    let mut hidden = headed(0);
    hidden.visible = false;
    assert_eq!(find(&[hidden.clone()]), none);
    assert_eq!(find(&[hidden, headed(0)]), Ok(1));
    assert_eq!(find(&[Sheet::new("Đơn vị", [text(0, 0, "Mã đơn vị")])]), none);
    // headings alone make a list without lines, and only the list's own columns make a line
    assert_eq!(find(&[Sheet::new("Đơn vị", [text(0, 0, "Tên đơn vị")])]), Ok(0));
    let beside = [text(0, 0, "Tên đơn vị"), text(0, 1, "Điện thoại"), text(1, 1, "số máy")];
    assert_eq!(find(&[Sheet::new("Đơn vị", beside)]), Ok(0));
    let sheets = [Sheet::new("Đơn vị", [text(0, 0, "Tên đơn vị"), text(0, 1, "Điện thoại")])];
    assert_eq!(ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap().extra_labels(), ["Điện thoại"]);
}
