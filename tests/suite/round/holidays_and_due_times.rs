//! Holidays and due times: from `lich.toml` and the definitions to the deadlines of a new round.

use crate::support::builder::CATALOGUE;
use phuluc::check::Checker;
use phuluc::desk::{self, Begun, Folder, Memory, NewRound, Tools, WantedPeriod};
use phuluc::form::{Calendar, Catalogue, PartOfYear, Period};
use phuluc::round::UnitList;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The score sheet of one province. It has clocks of its own.
fn score_sheet() -> (String, String) {
    let path = "examples/forms/chi-so-cchc-xa-2025/form.toml";
    (path.to_owned(), fs::read_to_string(Path::new(ROOT).join(path)).unwrap())
}

/// Begins a round for `forms`. Gives it with its `round.toml`.
fn begun(
    files: Vec<(String, String)>,
    period: WantedPeriod,
    due: Option<&str>,
    forms: &[&str],
) -> (Begun, String) {
    let checker = Checker::new(Catalogue::with(files).unwrap());
    let (tools, folder) = (Tools::plain(&checker), Memory::default());
    let forms: Vec<String> = forms.iter().map(|form| (*form).to_owned()).collect();
    let new = NewRound {
        period,
        period_name: None,
        due,
        title: None,
        receiver: None,
        forms: &forms,
        previous: None,
        list: &UnitList::default(),
    };
    let begun = desk::begin(&folder, &new, &tools).unwrap();
    (begun, String::from_utf8(folder.read("round.toml").unwrap()).unwrap())
}

fn part(name: &str) -> WantedPeriod {
    WantedPeriod::Part(PartOfYear::named(name).unwrap())
}

#[test]
fn a_proposed_due_time_leaves_holidays_out() {
    #[track_caller]
    fn case(period: &str, expected: &str) {
        let (begun, round) = begun(Vec::new(), part(period), None, &["tthc-06a"]);
        assert_eq!(begun.deadline.due.to_string(), format!("17 giờ 00 ngày {expected}"), "{period}");
        assert_eq!(begun.deadline.moved, None);
        assert!(round.contains("(Nghị định 09/2019/NĐ-CP)"), "{round}");
    }
    case("quý I/2026", "17/3/2026");
    // the cut-off is a Saturday, and the week after it is Tết
    case("tháng 2/2026", "24/02/2026");
    // the holidays 30/4 and 01/5, with the Monday in their place, lie after the due time
    case("tháng 4/2027", "19/4/2027");
    case("năm 2026", "16/12/2026");
}

#[test]
fn a_due_time_on_a_day_off_moves_to_the_next_working_day_and_is_said() {
    #[track_caller]
    fn case(due: &str, expected: &str, holiday: Option<&str>) {
        let (begun, round) = begun(Vec::new(), part("tháng 1/2026"), Some(due), &["tthc-06a"]);
        assert_eq!(begun.deadline.due.to_string(), expected);
        assert_eq!(begun.deadline.moved.map(|moved| moved.holiday), Some(holiday.map(str::to_owned)));
        assert!(round.contains("rơi vào ngày nghỉ"), "{round}");
        assert!(!round.contains("đề xuất"), "{round}");
    }
    case("17:00 17/01/2026", "17 giờ 00 ngày 19/01/2026", None);
    case("11:00 17/02/2026", "11 giờ 00 ngày 23/02/2026", Some("Tết Nguyên đán Bính Ngọ"));
    case("16:30 01/5/2026", "16 giờ 30 ngày 04/5/2026", Some("Ngày Chiến thắng, Quốc tế Lao động"));
    // a Saturday that makes up for a day off is a working day
    let (begun, _) = begun(Vec::new(), part("tháng 1/2026"), Some("17:00 10/01/2026"), &["tthc-06a"]);
    assert_eq!(begun.deadline.moved, None);
}

#[test]
fn a_form_has_its_own_clocks_and_a_round_says_which_it_does_not_go_by() {
    let (alone, round) = begun(vec![score_sheet()], part("năm 2025"), None, &["chi-so-cchc-xa-2025"]);
    assert_eq!(alone.deadline.period.to_string(), "từ ngày 01/7/2025 đến ngày 30/11/2025");
    assert_eq!(alone.deadline.due.to_string(), "17 giờ 00 ngày 05/12/2025");
    assert_eq!(alone.others, []);
    assert!(round.contains("period   = { from = 2025-07-01, to = 2025-11-30 }"), "{round}");
    let forms = ["tthc-06a", "cchc-2025-01", "chi-so-cchc-xa-2025"];
    let (mixed, round) = begun(vec![score_sheet()], part("năm 2025"), None, &forms);
    assert_eq!(mixed.deadline.due.to_string(), "17 giờ 00 ngày 16/12/2025");
    assert!(round.contains("period   = { from = 2024-12-15, to = 2025-12-14 }"), "{round}");
    let [(form, deadline)] = mixed.others.as_slice() else { panic!("{:?}", mixed.others) };
    assert_eq!((form.as_str(), deadline), ("Chỉ số CCHC 2025", &alone.deadline));
}

#[test]
fn days_that_somebody_wrote_are_kept_and_are_no_regimes() {
    let days = Period::new("2026-01-01".parse().unwrap(), "2026-03-27".parse().unwrap()).unwrap();
    let (begun, round) = begun(Vec::new(), WantedPeriod::Days(days), None, &["tthc-06a"]);
    assert_eq!(begun.deadline.period, days);
    assert_eq!(begun.deadline.due.to_string(), "17 giờ 00 ngày 31/3/2026");
    assert!(!round.contains("Nghị định 09/2019"), "{round}");
}

#[test]
fn a_year_without_holidays_is_said_until_somebody_adds_it() {
    let (without, round) = begun(Vec::new(), part("tháng 1/2029"), None, &["tthc-06a"]);
    assert_eq!(without.unknown_years, [2029]);
    assert!(round.contains("Chưa có ngày nghỉ lễ, tết năm 2029 trong lich.toml"), "{round}");
    let added = "[[years]]\nyear = 2029\noff = [{ from = 2029-01-15, name = \"Ngày lễ ví dụ\", source = \"Thông báo số 1\" }]\n";
    let files = vec![("bo-bieu/lich.toml".to_owned(), added.to_owned())];
    let (with, round) = begun(files, part("tháng 1/2029"), None, &["tthc-06a"]);
    assert_eq!(with.unknown_years, [0; 0]);
    assert_eq!(without.deadline.due.to_string(), "17 giờ 00 ngày 16/01/2029");
    assert_eq!(with.deadline.due.to_string(), "17 giờ 00 ngày 17/01/2029");
    assert!(!round.contains("Chưa có"), "{round}");
}

/// Every holiday names its document, and every day that makes up for another is on a weekend.
#[test]
fn the_built_in_years_hold_together() {
    let calendar = Calendar::built_in().unwrap();
    let years: Vec<i32> = calendar.years.iter().map(|year| year.year).collect();
    assert_eq!(years, [2025, 2026, 2027]);
    for year in &calendar.years {
        assert!(year.off.iter().any(|days| days.name.starts_with("Tết Nguyên đán")));
        for pair in year.off.windows(2) {
            assert!(pair[0].to < pair[1].from, "{}", pair[1].name);
        }
        for worked in &year.work {
            assert!(calendar.closed(worked.day).is_none());
            assert!(worked.instead_of.is_some_and(|day| calendar.closed(day).is_some()));
            let bare = Calendar { years: Vec::new(), regimes: Vec::new() };
            assert!(bare.closed(worked.day).is_some(), "{} is no weekend", worked.day);
        }
    }
}

#[test]
fn a_regime_that_nobody_knows_is_refused() {
    let (path, text) = score_sheet();
    let text = text.replace("clocks   = { own", "clocks   = { regime = \"nd-9-2019\", own");
    let problems = Catalogue::with([(path, text)]).unwrap_err();
    let phuluc::form::Fault::UnknownWord { near, .. } = &problems[0].list[0].fault else {
        panic!("{problems:?}");
    };
    assert_eq!(near.as_deref(), Some("nd-09-2019"));
}

/// Each form names its regime, so that their order in `lich.toml` does not matter.
#[test]
fn each_built_in_form_names_its_regime() {
    for form in CATALOGUE.forms() {
        let regime = form.clocks.regime.as_deref();
        let expected = match form.id.as_str() {
            "bo-chi-so-766" | "chi-so-cchc-vo-nhai" => "duong-lich",
            _ => "nd-09-2019",
        };
        assert_eq!(regime, Some(expected), "{}", form.id);
    }
    let index = CATALOGUE.in_force(&"bo-chi-so-766".into(), None).unwrap();
    let quarter = PartOfYear::named("quý I/2026").unwrap();
    let deadline = CATALOGUE.calendar().deadline(&index.clocks, quarter).unwrap();
    assert_eq!(deadline.period.to_string(), "từ ngày 01/01/2026 đến ngày 31/3/2026");
}

#[test]
fn a_due_time_before_the_end_of_the_data_is_remarked() {
    let folder = tempfile::tempdir().unwrap();
    let begin = |name: &str, due: &str| {
        let path = folder.path().join(name);
        let args = ["tao-dot", path.to_str().unwrap(), "--period", "quý I/2026", "--due", due];
        let output = crate::support::round_folder::phuluc(&args);
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let said = begin("a", "10/3/2026 17:00");
    assert!(
        said.contains("Lưu ý: thời hạn gửi 17 giờ 00 ngày 10/3/2026 trước thời gian chốt số liệu"),
        "{said}"
    );
    assert!(!begin("b", "16/3/2026 17:00").contains("trước thời gian chốt số liệu"));
}
