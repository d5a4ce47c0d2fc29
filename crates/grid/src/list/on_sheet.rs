//! A list as it is read: found by its column headings, wherever they stand and in whatever order.
//!
//! Cells are read one by one, and every mistake is noted with its cell instead of ending the reading.
//! Columns that staff added for themselves are kept and can be written again.

use super::{Column, Flaw, Head, ListProblem, ListProblems};
use crate::At;
use crate::Cell;
use crate::Content;
use crate::Sheet;
use chrono::{Days, FixedOffset, NaiveDate, NaiveTime};
use phuluc_form::Moment;
use phuluc_form::match_key;
use phuluc_form::moment;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cell::RefCell;
use std::marker::PhantomData;

/// How far down the headings may stand.
const DEEPEST_HEADING: u32 = 30;

/// A list found on a sheet.
#[derive(Debug)]
pub struct ListOnSheet<'s, C> {
    sheet: &'s Sheet,
    /// The sheet's column of each column of the list.
    columns: Vec<Option<u32>>,
    extra: Vec<(u32, String)>,
    first: u32,
    problems: RefCell<Vec<ListProblem>>,
    of: PhantomData<C>,
}

/// A line of a list.
#[derive(Debug)]
pub struct Line<'l, C> {
    list: &'l ListOnSheet<'l, C>,
    row: u32,
}

impl<'s, C: Column> ListOnSheet<'s, C> {
    /// Finds the list.
    ///
    /// # Errors
    /// If no sheet has all columns that are required.
    pub fn find(file: &str, sheets: &'s [Sheet]) -> Result<Self, ListProblems> {
        Self::find_headed(file, sheets, C::head)
    }

    /// Finds the list with other headings than its own.
    ///
    /// # Errors
    /// If no sheet has all columns that are required.
    pub fn find_headed(
        file: &str,
        sheets: &'s [Sheet],
        head: impl Fn(C) -> Head,
    ) -> Result<Self, ListProblems> {
        let heads: Vec<Head> = C::ALL.iter().map(|column| head(*column)).collect();
        for sheet in sheets.iter().filter(|sheet| sheet.visible) {
            for row in 0..=sheet.last_row().unwrap_or(0).min(DEEPEST_HEADING) {
                if let Some(list) = Self::headed_by(sheet, row, &heads) {
                    return Ok(list);
                }
            }
        }
        let wanted = heads.iter().filter(|head| head.required).map(|head| head.label).collect();
        let problem = ListProblem { at: None, flaw: Flaw::NoHeadings(wanted) };
        let sheet = sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default();
        Err(ListProblems { file: file.to_owned(), sheet, list: vec![problem] })
    }

    /// The list whose headings stand in this row, if they do.
    fn headed_by(sheet: &'s Sheet, row: u32, heads: &[Head]) -> Option<Self> {
        let labels: Vec<(u32, String)> =
            sheet.row(row).map(|(at, cell)| (at.column, cell.tidy().into_owned())).collect();
        let columns: Vec<Option<u32>> = heads
            .iter()
            .map(|head| {
                let found = labels.iter().find(|(_, label)| match_key(label) == match_key(head.label));
                found.map(|(column, _)| *column)
            })
            .collect();
        if heads.iter().zip(&columns).any(|(head, column)| head.required && column.is_none()) {
            return None;
        }
        let extra = labels.into_iter().filter(|(column, _)| !columns.contains(&Some(*column))).collect();
        let problems = RefCell::default();
        Some(Self { sheet, columns, extra, first: row + 1, problems, of: PhantomData })
    }

    /// The lines that are not empty in the list's own columns.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_, C>> {
        let last = self.sheet.last_row().map_or(self.first, |last| last + 1);
        (self.first..last)
            .map(|row| Line { list: self, row })
            .filter(|line| C::ALL.iter().any(|column| line.has(*column)))
    }

    /// The headings of columns that staff added.
    pub fn extra_labels(&self) -> Vec<String> {
        self.extra.iter().map(|(_, label)| label.clone()).collect()
    }

    /// Notes a problem.
    pub fn note(&self, at: Option<At>, flaw: Flaw) {
        self.problems.borrow_mut().push(ListProblem { at, flaw });
    }

    /// All that is wrong, if anything is.
    pub fn problems(self, file: &str) -> Option<ListProblems> {
        let mut list = self.problems.into_inner();
        list.sort_by_key(|problem| problem.at);
        let sheet = self.sheet.name.clone();
        (!list.is_empty()).then(|| ListProblems { file: file.to_owned(), sheet, list })
    }
}

impl<'l, C: Column> Line<'l, C> {
    /// The line's row on the sheet, from 1.
    pub const fn number(&self) -> u32 {
        self.row + 1
    }

    /// The cell of a column.
    pub fn at(&self, column: C) -> Option<At> {
        self.list.columns[column.index()].map(|column| At { row: self.row, column })
    }

    fn cell(&self, column: C) -> Option<&'l Cell> {
        self.at(column).and_then(|at| self.list.sheet.get(at))
    }

    fn has(&self, column: C) -> bool {
        !self.text(column).is_empty()
    }

    /// Notes a problem in a column.
    pub fn note(&self, column: C, flaw: Flaw) {
        self.list.note(self.at(column), flaw);
    }

    /// The text there, tidied; empty if there is none.
    pub fn text(&self, column: C) -> String {
        self.at(column).map(|at| self.list.sheet.text(at).into_owned()).unwrap_or_default()
    }

    /// The text there, if there is any.
    pub fn some(&self, column: C) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The text there; the problem is noted if there is none.
    pub fn required(&self, column: C) -> Option<String> {
        let text = self.some(column);
        if text.is_none() {
            self.note(column, Flaw::Missing(column.head().label));
        }
        text
    }

    /// A code, which must be text.
    pub fn code(&self, column: C) -> Option<String> {
        if self.cell(column).is_some_and(|cell| matches!(cell.content, Content::Number(_) | Content::Date(_)))
        {
            self.note(column, Flaw::CodeIsNumber);
        }
        self.some(column)
    }

    /// The texts there, separated by `;`.
    pub fn list(&self, column: C) -> Vec<String> {
        let text = self.text(column);
        let parts = text.split([';', '\n']).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A day: a date of Excel, or text such as 15/12/2026.
    pub fn day(&self, column: C) -> Option<NaiveDate> {
        let text = self.some(column)?;
        let day = match self.cell(column).map(|cell| &cell.content) {
            Some(Content::Date(number) | Content::Number(number)) => day_of(*number),
            _ => moment::find_day(&text),
        };
        if day.is_none() {
            self.note(column, Flaw::NotADay(text));
        }
        day
    }

    /// A moment: a date of Excel, or text such as 15/12/2026 16:30.
    pub fn moment(&self, column: C, zone: FixedOffset) -> Option<Moment> {
        let text = self.some(column)?;
        let moment = match self.cell(column).map(|cell| &cell.content) {
            Some(Content::Date(number) | Content::Number(number)) => moment_of(*number, zone),
            _ => Moment::find(&text, zone),
        };
        if moment.is_none() {
            self.note(column, Flaw::NotAMoment(text));
        }
        moment
    }

    /// A figure, as a number or as text in Vietnamese writing.
    pub fn figure(&self, column: C) -> Option<Decimal> {
        let text = self.some(column)?;
        let figure = match self.cell(column).map(|cell| &cell.content) {
            Some(Content::Number(number)) => Some(*number),
            _ => text.replace('.', "").replace(',', ".").parse().ok(),
        };
        if figure.is_none() {
            self.note(column, Flaw::NotANumber(text));
        }
        figure
    }

    /// What stands in the columns that staff added.
    pub fn extra(&self) -> Vec<String> {
        let cells = self.list.extra.iter().map(|(column, _)| At { row: self.row, column: *column });
        cells.map(|at| self.list.sheet.text(at).into_owned()).collect()
    }
}

/// The date of Excel's day number, which counts from 1900 and takes that year for a leap year.
fn day_of(number: Decimal) -> Option<NaiveDate> {
    let days = number.trunc().to_u64().filter(|days| (1..2_958_466).contains(days))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// A day number with its fraction of a day; without one, the end of the day.
fn moment_of(number: Decimal, zone: FixedOffset) -> Option<Moment> {
    let day = day_of(number)?;
    let seconds = (number.fract() * Decimal::from(86_400)).round().to_u32()?;
    if seconds == 0 {
        return Moment::end_of(day, zone);
    }
    Moment::local(day, NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?, zone)
}

#[cfg(test)]
mod tests {
    use crate::At;
    use crate::Cell;
    use crate::Content;
    use crate::Sheet;
    use crate::list::Flaw;
    use crate::list::ListOnSheet;
    use phuluc_form::Moment;
    use phuluc_form::viet_nam;

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
        let number = |row, column, value: &str| {
            (At { row, column }, Cell::plain(Content::Number(value.parse().unwrap())))
        };
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
        assert_eq!(
            lines[0].moment(Column::Until, viet_nam()).unwrap().to_string(),
            "16 giờ 30 ngày 15/12/2026"
        );
        assert_eq!(lines[0].extra(), ["số máy"]);
        assert_eq!(lines[1].moment(Column::Until, viet_nam()), None);
        let problems = list.problems("a.xlsx").unwrap();
        let found: Vec<(String, Flaw)> = problems
            .list
            .into_iter()
            .map(|problem| (problem.at.unwrap().to_string(), problem.flaw))
            .collect();
        let expected =
            [("C4".to_owned(), Flaw::CodeIsNumber), ("D6".to_owned(), Flaw::NotAMoment("mai".to_owned()))];
        assert_eq!(found, expected);
    }

    /// A day typed as Excel keeps dates, and a moment within a day: a due day ends with its last second.
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

    /// The cells of one line below the headings, of which only the name is required.
    fn line_of(cells: [Content; 3]) -> [Sheet; 1] {
        let heads = ["Mã đơn vị", "Tên đơn vị", "Gia hạn đến"];
        let heads = (0..).zip(heads).map(|(column, head)| text(0, column, head));
        let cells = (0..)
            .zip(cells)
            .filter(|(_, content)| !matches!(content, Content::Text(text) if text.is_empty()));
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
        for (content, problems) in [
            (Content::Text("0123".into()), 0),
            (number("123"), 1),
            (Content::Date("46371".parse().unwrap()), 1),
        ] {
            let sheets = line_of([content, Content::Text("b".into()), Content::Text("".into())]);
            let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
            assert!(list.lines().next().unwrap().code(Column::Code).is_some());
            assert_eq!(list.problems("a.xlsx").map_or(0, |problems| problems.list.len()), problems);
        }
        let sheets = line_of([
            Content::Text("a; b ;;c\nd".into()),
            Content::Text("b".into()),
            Content::Text("".into()),
        ]);
        let list = ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap();
        let line = list.lines().next().unwrap();
        assert_eq!(line.list(Column::Code), ["a", "b", "c", "d"]);
        assert_eq!((line.number(), line.required(Column::Until)), (2, None));
        assert_eq!((line.day(Column::Until), line.moment(Column::Until, viet_nam())), (None, None));
        let problems = list.problems("a.xlsx").unwrap();
        assert_eq!(problems.list.len(), 1, "a cell that is empty is wrong only where one is required");
        assert_eq!(problems.list[0].flaw, Flaw::Missing("Gia hạn đến"));
    }

    /// The days of Excel that are days, and the seconds of one.
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
            ListOnSheet::<Column>::find("a.xlsx", sheets).map(|list| list.lines().count()).map_err(
                |problems| {
                    (
                        problems.sheet,
                        problems.list.into_iter().map(|problem| problem.flaw).collect::<Vec<_>>(),
                    )
                },
            )
        };
        assert_eq!(find(&[headed(30)]), Ok(1));
        let none = Err(("Đơn vị".to_owned(), vec![Flaw::NoHeadings(vec!["Tên đơn vị"])]));
        assert_eq!(find(&[headed(31)]), none);
        let mut hidden = headed(0);
        hidden.visible = false;
        assert_eq!(find(&[hidden.clone()]), none);
        assert_eq!(find(&[hidden, headed(0)]), Ok(1));
        assert_eq!(find(&[Sheet::new("Đơn vị", [text(0, 0, "Mã đơn vị")])]), none);
        // a heading alone is a list without lines, and only the list's own columns make a line
        assert_eq!(find(&[Sheet::new("Đơn vị", [text(0, 0, "Tên đơn vị")])]), Ok(0));
        let beside = [text(0, 0, "Tên đơn vị"), text(0, 1, "Điện thoại"), text(1, 1, "số máy")];
        assert_eq!(find(&[Sheet::new("Đơn vị", beside)]), Ok(0));
        let sheets = [Sheet::new("Đơn vị", [text(0, 0, "Tên đơn vị"), text(0, 1, "Điện thoại")])];
        assert_eq!(ListOnSheet::<Column>::find("a.xlsx", &sheets).unwrap().extra_labels(), ["Điện thoại"]);
    }
}
