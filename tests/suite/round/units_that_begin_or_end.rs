//! Units that begin or end within the period, take each other over, or send although they owe nothing: each stays in
//! every list, and each file in one place.

use crate::support::builder::{CATALOGUE, CHECKER, LATER, workbook};
use phuluc::book::{consolidated, list_sheet};
use phuluc::desk::{self, Delivery, Memory, OpenRound, Paths, ReceiptFacts, StatedOrNow, Tools};
use phuluc::form::{Moment, Period, viet_nam};
use phuluc::grid::{self};
use phuluc::round::{
    Against, Consolidation, Earlier, Pair, Sides, Status, Succession, Unit, compare, template,
};
use phuluc::say::{Lang, report, words};

pub(super) type Day = &'static str;
pub(super) const QUARTER: (Day, Day) = ("2023-12-15", "2024-03-14");

pub(super) fn period((from, to): (Day, Day)) -> Period {
    Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
}

/// A unit that exists on these days and took over the units in `of`.
pub(super) fn unit(name: &str, from: Day, to: Day, of: &[&str]) -> Unit {
    let day = |day: Day| day.parse().ok();
    let successions =
        of.iter().map(|name| Succession { name: (*name).to_owned(), code: None, from: None }).collect();
    Unit { exists: (day(from), day(to)), successions, ..Unit::named(name) }
}

/// A round for `tthc-06a` with its list of units.
pub(super) fn round(days: (Day, Day), units: &[Unit]) -> Memory {
    let folder = Memory::default();
    let text = format!(
        "title = \"Đợt ví dụ\"\nreceiver = \"Tỉnh Ví dụ\"\nforms = [\"tthc-06a\"]\n\
         period = {{ from = {}, to = {} }}\ndue = 2024-03-18T17:00:00+07:00\n",
        days.0, days.1
    );
    folder.put("round.toml", text.as_bytes(), None);
    let roster = list_sheet::write(&[template::roster(units, viet_nam())]).unwrap();
    folder.put("don-vi.xlsx", &roster, None);
    folder
}

/// A report of `received` dossiers on these days.
pub(super) fn sent(unit: &str, received: u32, days: (Day, Day)) -> Vec<u8> {
    let line = format!("{received} {received} 0 0  {received} 0 {received} 0  0 0 0");
    workbook(unit).tthc(&[("Tổng cộng", &line)]).period(days.0, days.1).bytes()
}

pub(super) fn receive(folder: &Memory, files: Vec<(String, Vec<u8>)>) {
    let deliveries = files.into_iter().map(|(name, bytes)| Delivery { name, bytes, modified: None });
    let at = StatedOrNow { said: Some("2024-03-15 10:00"), now: LATER };
    let coming = ReceiptFacts { at, via: "", document: "" };
    desk::receive(folder, deliveries.collect(), &coming, &Tools::plain(&CHECKER)).unwrap();
}

pub(super) fn consolidation(folder: &Memory) -> Consolidation {
    let tools = Tools::plain(&CHECKER);
    OpenRound::open(folder, &tools).unwrap().consolidation(&tools, false)
}

pub(super) fn text_of(all: &Consolidation) -> String {
    report::totals::text(all, "tong-hop.xlsx", Lang::Vi)
}

pub(super) fn status_of(folder: &Memory) -> String {
    let tools = Tools::plain(&CHECKER);
    let open = OpenRound::open(folder, &tools).unwrap();
    let members = open.members(&tools, &[], Paths::InRound);
    let at = Moment::find("2024-03-15 12:00", viet_nam()).unwrap();
    let status = Status::new(&open.round, &members, &CATALOGUE, at).with_not_counted(open.not_counted());
    report::round_status::text(&status, &open.files_without_unit(&tools, Paths::InRound), Lang::Vi)
}

/// A round in which Xã A ends within the quarter, and Xã C takes it over.
pub(crate) fn merged() -> Memory {
    let units = [
        unit("Xã Ví dụ A", "", "2024-01-31", &[]),
        unit("Xã Ví dụ B", "", "", &[]),
        unit("Xã Ví dụ C", "2024-02-01", "", &["Xã Ví dụ A"]),
    ];
    round(QUARTER, &units)
}

#[test]
fn what_a_unit_reports_counts_until_its_end_and_its_successors_from_then_on() {
    let folder = merged();
    let files = [
        ("a.xlsx", sent("Xã Ví dụ A", 30, ("2023-12-15", "2024-01-31"))),
        ("b.xlsx", sent("Xã Ví dụ B", 20, QUARTER)),
        // this report names the whole period of the round
        ("c.xlsx", sent("Xã Ví dụ C", 10, QUARTER)),
    ];
    receive(&folder, files.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec());
    let all = consolidation(&folder);
    let said = text_of(&all);
    for line in [
        "  - Xã Ví dụ A: đã kiểm tra, không có lỗi; chỉ đến hết ngày 31/01/2024, đơn vị kế thừa: Xã Ví dụ C",
        "  - Xã Ví dụ C: đã kiểm tra, không có lỗi; chỉ có từ ngày 01/02/2024, kế thừa của Xã Ví dụ A",
        "  tổng số tiếp nhận: 60 (3/3 đơn vị)",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    // of the other days both may report, and somebody looks at that
    let findings = |unit: usize| {
        let findings = all.members[unit].reports[0].checked.findings.iter();
        findings.map(|finding| words::message(Lang::Vi, finding)).collect::<Vec<_>>()
    };
    assert_eq!((findings(0), findings(1)), (Vec::new(), Vec::new()));
    assert_eq!(
        findings(2),
        [
            "Báo cáo từ ngày 15/12/2023 đến ngày 14/3/2024, đơn vị chỉ có từ ngày 01/02/2024 đến ngày 14/3/2024; số của những ngày khác có thể bị tính hai lần (Xã Ví dụ A)."
        ]
    );
    let status = status_of(&folder);
    assert!(
        status.contains("Xã Ví dụ A: đã kiểm tra, không có lỗi; chỉ đến hết ngày 31/01/2024"),
        "{status}"
    );
    let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
    let explained = sheets.iter().find(|sheet| sheet.name == "Diễn giải").unwrap();
    let legend = "Đơn vị thay đổi trong kỳ: Xã Ví dụ A (chỉ đến hết ngày 31/01/2024, đơn vị kế thừa: Xã Ví dụ C); \
                  Xã Ví dụ C (chỉ có từ ngày 01/02/2024, kế thừa của Xã Ví dụ A).";
    assert!(explained.cells().any(|(_, cell)| cell.shown() == legend));
    // the level above tells the same
    let above = round(QUARTER, &[unit("Tỉnh Ví dụ", "", "", &[])]);
    receive(&above, vec![("tinh.xlsx".to_owned(), consolidated::write(&all).unwrap())]);
    let units = |said: &str| {
        said.lines().filter(|line| line.contains("Xã Ví dụ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(units(&text_of(&consolidation(&above))), units(&said));
}

#[test]
fn a_report_on_the_time_after_a_units_end_is_not_its_own() {
    let folder = merged();
    receive(&folder, vec![("a.xlsx".to_owned(), sent("Xã Ví dụ A", 30, ("2024-02-01", "2024-03-14")))]);
    assert!(text_of(&consolidation(&folder)).contains("Xã Ví dụ A: báo cáo khác kỳ"));
}

#[test]
fn a_unit_of_which_nothing_has_come_is_not_forgotten() {
    let status = status_of(&merged());
    assert!(status.contains("\nChưa nhận được tệp nào.\n"), "{status}");
    assert!(
        status.contains(
            "Xã Ví dụ A: chưa gửi báo cáo; chỉ đến hết ngày 31/01/2024, đơn vị kế thừa: Xã Ví dụ C"
        ),
        "{status}"
    );
}

/// A unit that ended before the period owes nothing. If it sends a file, that file is listed.
#[test]
fn what_comes_from_a_unit_that_owes_nothing_is_listed() {
    let folder =
        round(QUARTER, &[unit("Xã Ví dụ A", "", "2023-12-14", &[]), unit("Xã Ví dụ B", "", "", &[])]);
    let files = [("a.xlsx", sent("Xã Ví dụ A", 30, QUARTER)), ("x.xlsx", sent("Xã Khác", 30, QUARTER))];
    receive(&folder, files.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec());
    let status = status_of(&folder);
    assert!(status.contains("Gửi đủ biểu: 0/1 đơn vị (0%)"), "{status}");
    assert!(
        status.contains(
            "Đơn vị không phải gửi biểu nào trong đợt mà đã gửi (1 tệp, không cộng vào tổng):\n  - Xã Ví dụ A: nhan/xa-vi-du-a_lan-1.xlsx"
        ),
        "{status}"
    );
    let all = consolidation(&folder);
    let said = text_of(&all);
    assert!(said.contains("  - Xã Ví dụ A: nhan/xa-vi-du-a_lan-1.xlsx, không cộng vào tổng"), "{said}");
    assert!(said.contains("  - chưa rõ đơn vị: nhan/chua-ro_x.xlsx, không cộng vào tổng"), "{said}");
    let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
    let sources = sheets.iter().find(|sheet| sheet.name == "Nguồn số liệu").unwrap();
    let texts: Vec<String> = sources.cells().map(|(_, cell)| cell.shown().into_owned()).collect();
    // the unit itself is named, whether it sent anything or not
    let named = "Không phải gửi biểu nào kỳ này (1 đơn vị): Xã Ví dụ A.";
    assert!(status.contains(&format!("\n{named}\n")) && said.contains(named), "{status}\n{said}");
    let request = desk::Request {
        unit: "Xã Ví dụ A",
        sending: None,
        ruling: desk::RulingWanted::Accept,
        who: "A",
        when: StatedOrNow { said: Some("2024-03-16 10:00"), now: LATER },
        basis: "",
    };
    let refused = desk::decide(&folder, &request, &Tools::plain(&CHECKER)).unwrap_err().said(Lang::Vi);
    assert_eq!(refused, "Xã Ví dụ A không phải gửi biểu nào trong đợt nên không có gì để quyết định");
    let heading = texts.iter().position(|text| text == "Không phải gửi biểu nào kỳ này").unwrap();
    assert_eq!(texts[heading + 1], "Xã Ví dụ A");
    for text in ["không phải gửi biểu nào trong đợt", "nhan/xa-vi-du-a_lan-1.xlsx", "nhan/chua-ro_x.xlsx"]
    {
        assert!(texts.iter().any(|other| other == text), "{text}: {texts:?}");
    }
}

#[test]
fn a_predecessor_that_is_not_in_the_list_is_a_mistake() {
    let folder = round(QUARTER, &[unit("Xã Ví dụ C", "2024-02-01", "", &["Xã Ví dụ A"])]);
    let refused = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap_err();
    assert!(matches!(refused, desk::Error::Round { .. }), "{refused}");
}

const BEFORE: (Day, Day) = ("2023-09-15", "2023-12-14");

/// The comparison of “tổng số tiếp nhận” between two rounds, and the units that were merged or split between them.
fn compared(then: &Memory, now: &Memory) -> (Option<Pair>, Vec<String>) {
    let [then, now] = [then, now].map(consolidation);
    let (all, earlier) = (now.clone(), Earlier { consolidation: then.clone(), source: "truoc".to_owned() });
    let sides = Sides::new(&now, &then, Against::Before);
    let column = now.forms[0].form.column(&"tiep_nhan".into()).unwrap();
    let row = now.forms[0].rows.iter().position(|row| row.id.as_str() == "tong").unwrap();
    let named =
        sides.successions().into_iter().map(|(now, then)| format!("{} < {}", now.join("+"), then.join("+")));
    let named: Vec<String> = named.collect();
    let with = Consolidation { earlier: vec![earlier], ..all };
    let sheets = grid::read(&consolidated::write(&with).unwrap()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.name == "So sánh").unwrap();
    let told = sheet.cells().filter(|(_, cell)| cell.shown().contains("đơn vị sắp xếp lại")).count();
    assert_eq!(told, named.len());
    assert_eq!(compare::against(now.round.period, then.round.period), Ok(Against::Before));
    (sides.place(0, row, column).and_then(Result::ok), named)
}

fn with_reports(days: (Day, Day), units: &[Unit], reports: &[(&str, u32)]) -> Memory {
    let folder = round(days, units);
    let files = reports.iter().map(|(name, received)| {
        let own = units.iter().find(|unit| unit.name == *name).unwrap().within(period(days)).unwrap();
        let line = format!("{received} {received} 0 0  {received} 0 {received} 0  0 0 0");
        let mut workbook = workbook(name).tthc(&[("Tổng cộng", &line)]);
        workbook.period = Some(own);
        workbook.sheets[0].heading.period = Some(own);
        (format!("{name}.xlsx"), workbook.bytes())
    });
    receive(&folder, files.collect());
    folder
}

#[test]
fn units_that_succeeded_each_other_are_compared_together_or_not_at_all() {
    let old = ["Xã Ví dụ A", "Xã Ví dụ B", "Xã Ví dụ D"].map(|name| unit(name, "", "", &[]));
    let then = |reports: &[(&str, u32)]| with_reports(BEFORE, &old, reports);
    let all = [("Xã Ví dụ A", 10), ("Xã Ví dụ B", 20), ("Xã Ví dụ D", 5)];
    let pair =
        |now: u32, then: u32, units, all| Some(Pair { now: now.into(), then: then.into(), units, all });
    // two units merged
    let merged = [
        unit("Xã Ví dụ C", "2023-12-15", "", &["Xã Ví dụ A", "Xã Ví dụ B"]),
        unit("Xã Ví dụ D", "", "", &[]),
    ];
    // the list still has the units that no longer exist
    let gone = ["Xã Ví dụ A", "Xã Ví dụ B"].map(|name| unit(name, "", "2023-12-14", &[]));
    let merged = [&merged[..], &gone[..]].concat();
    let now = with_reports(QUARTER, &merged, &[("Xã Ví dụ C", 33), ("Xã Ví dụ D", 6)]);
    let named = vec!["Xã Ví dụ C < Xã Ví dụ A+Xã Ví dụ B".to_owned()];
    assert_eq!(compared(&then(&all), &now), (pair(39, 35, 2, true), named.clone()));
    // one of the two had not reported, so that the other alone is no base for the successor
    assert_eq!(compared(&then(&all[1..]), &now), (pair(6, 5, 1, false), named));
    // one unit was split
    let split = [
        unit("Xã Ví dụ E", "2023-12-15", "", &["Xã Ví dụ A"]),
        unit("Xã Ví dụ F", "2023-12-15", "", &["Xã Ví dụ A"]),
        unit("Xã Ví dụ A", "", "2023-12-14", &[]),
        unit("Xã Ví dụ B", "", "", &[]),
        unit("Xã Ví dụ D", "", "", &[]),
    ];
    let reports = [("Xã Ví dụ E", 4), ("Xã Ví dụ F", 7), ("Xã Ví dụ B", 21), ("Xã Ví dụ D", 6)];
    let named = vec!["Xã Ví dụ E+Xã Ví dụ F < Xã Ví dụ A".to_owned()];
    let now = with_reports(QUARTER, &split, &reports);
    assert_eq!(compared(&then(&all), &now), (pair(38, 35, 4, true), named.clone()));
    let now = with_reports(QUARTER, &split, &reports[1..]);
    assert_eq!(compared(&then(&all), &now), (pair(27, 25, 2, false), named));
    // one unit ends within the quarter, and another takes it over
    let within = [
        unit("Xã Ví dụ A", "", "2024-01-31", &[]),
        unit("Xã Ví dụ C", "2024-02-01", "", &["Xã Ví dụ A"]),
        unit("Xã Ví dụ B", "", "", &[]),
        unit("Xã Ví dụ D", "", "", &[]),
    ];
    let reports = [("Xã Ví dụ A", 6), ("Xã Ví dụ C", 5), ("Xã Ví dụ B", 21), ("Xã Ví dụ D", 6)];
    let now = with_reports(QUARTER, &within, &reports);
    let named = vec!["Xã Ví dụ A+Xã Ví dụ C < Xã Ví dụ A".to_owned()];
    assert_eq!(compared(&then(&all), &now), (pair(38, 35, 4, true), named));
}

/// A slip in a date must not remove a unit in silence.
#[test]
fn a_unit_outside_the_period_is_named() {
    let units = [unit("Xã Ví dụ 01", "", "", &[]), unit("Xã Ví dụ 02", "2206-01-01", "", &[])];
    let folder = round(QUARTER, &units);
    let open = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap();
    let said = words::list_notices(Lang::Vi, &open.round.notices);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("“Xã Ví dụ 02” không có ngày nào trong kỳ báo cáo"), "{said:?}");
}

#[test]
fn the_list_of_units_is_read_as_it_was_written() {
    let folder = merged();
    let open = OpenRound::open(&folder, &Tools::plain(&CHECKER)).unwrap();
    let [a, _, c] = open.round.units.as_slice() else { panic!("{:?}", open.round.units) };
    assert_eq!(a.exists, (None, "2024-01-31".parse().ok()));
    assert_eq!(c.successions, [Succession { name: "Xã Ví dụ A".to_owned(), code: None, from: None }]);
}
