//! Consolidation of many submissions: the totals, and the units in them.

use crate::support::builder::{self, CATALOGUE, Workbook, report, workbook};
use crate::support::consolidation::{TOTAL, cell, changed, consolidate, round, said, tthc};
use phuluc::desk::Context;
use phuluc::form::{FormId, Level};
use phuluc::round::{
    Below, Consolidation, FileReport, Gap, Material, Member, Round, Standing, Total, consolidate,
};
use std::fs;

#[test]
fn the_five_reports_come_to_what_their_reports_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/five-reports");
    let round =
        Round::read(&fs::read_to_string(format!("{folder}/round.toml")).unwrap(), &CATALOGUE).unwrap();
    let reports = round.units.iter().map(|unit| {
        let report = |file: &String| {
            let bytes = fs::read(format!("{folder}/{file}")).unwrap();
            builder::report(file, bytes, &Context::default())
        };
        unit.files.iter().map(report).collect()
    });
    let members = consolidate::gather(&round, reports.collect(), &CATALOGUE);
    let mut consolidation = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    assert!(consolidation.mixed_periods);
    let form = |id: &str| consolidation.forms.iter().find(|total| total.form.id.as_str() == id).unwrap();
    // 73,25 of 100 falls into the band “khá”, as in the report
    let scores: Vec<(usize, String, &str)> = form("chi-so-cchc-vo-nhai")
        .scores
        .iter()
        .map(|score| (score.unit, format!("{}/{}", score.score, score.maximum), score.band.as_str()))
        .collect();
    assert_eq!(scores, [(4, "73.25/100".to_owned(), "Khá")]);
    let of = |id: &str, row: &str| {
        let row = form(id).rows.iter().find(|line| line.id.as_str() == row).unwrap();
        said(row.cells[3].as_ref().unwrap())
    };
    // a code that is not in the list is counted apart; catalogues of procedures are not added up
    assert_eq!(of("cchc-thai-nguyen-01", "7.2"), "0×0, 1×0, 2×0, 3×1 1/1 []");
    assert_eq!(
        of("so-lieu-bao-cao", "3.1"),
        "Differing([(121, 1), (130, 1)]) 2/5 [0 Blank, 3 Blank, 4 Blank]"
    );
    assert_eq!(of("so-lieu-bao-cao", "8.1"), "46 2/5 [2 Blank, 3 Blank, 4 Blank]");
    consolidation.forms.retain(|total| total.form.id.as_str() == "tthc-06a");
    let figure = |column| said(cell(&consolidation, "tong", column));
    assert_eq!(figure("tiep_nhan"), "9369 4/4 []");
    assert_eq!(figure("da_giai_quyet"), "9273 4/4 []");
    assert_eq!(figure("qua_han"), "22 4/4 []");
    assert_eq!(figure("dang_giai_quyet"), "96 4/4 []");
    assert_eq!(figure("truc_tuyen"), "5095 3/4 [3 Blank]");
    // of the three units that gave both figures, which received 1232 + 78 + 4088
    assert_eq!(figure("ty_le_truc_tuyen"), "5095/5398=94.39 3/4 [3 Blank]");
    let standings: Vec<Standing> = consolidation.members.iter().map(|member| member.standing).collect();
    let fails = Standing::Fails;
    assert_eq!(standings, [fails(2), fails(3), Standing::Passes, fails(2), fails(11)]);
}

#[test]
fn totals_say_who_is_not_in_them_and_why() {
    let wrong = ("Tổng cộng", "31 16 13 1  28 14 13 1  3 2 1");
    let blank = ("Tổng cộng", "30 . 13 1  27 13 13 1  3 2 1");
    let strange = ("Tổng cộng", "30 16.5 13 1  27 13 13 1  3 2 1");
    let other = tthc(6, &[TOTAL]).map(|workbook| workbook.period("2022-12-15", "2023-12-14"));
    let sent = [tthc(1, &[TOTAL]), tthc(2, &[wrong]), None, tthc(4, &[blank]), tthc(5, &[strange]), other];
    let all = consolidate(&["tthc-06a"], &sent, false);
    assert_eq!(said(cell(&all, "tong", "tiep_nhan")), "121 4/6 [2 NotSubmitted, 5 OtherPeriod]");
    assert_eq!(
        said(cell(&all, "tong", "truc_tuyen")),
        "32 2/6 [2 NotSubmitted, 3 Blank, 4 NotRead, 5 OtherPeriod]"
    );
    assert_eq!(
        said(cell(&all, "tong", "ty_le_truc_tuyen")),
        "32/61=52.46 2/6 [2 NotSubmitted, 3 Blank, 4 NotRead, 5 OtherPeriod]"
    );
    let accepted = consolidate(&["tthc-06a"], &sent, true);
    assert_eq!(
        said(cell(&accepted, "tong", "tiep_nhan")),
        "60 2/6 [1 NotAccepted, 2 NotSubmitted, 4 NotAccepted, 5 OtherPeriod]"
    );
}

#[test]
fn fields_are_joined_by_their_names() {
    let a = tthc(1, &[("Đất đai", "10 5 5 0 10 5 5 0 0 0 0"), ("Tổng cộng", "10 5 5 0 10 5 5 0 0 0 0")]);
    let b = tthc(
        2,
        &[
            ("Hộ tịch", "7 5 2 0 7 5 2 0 0 0 0"),
            ("ĐẤT ĐAI ", "3 3 0 0 3 3 0 0 0 0 0"),
            ("Tổng cộng", "10 8 2 0 10 8 2 0 0 0 0"),
        ],
    );
    let c = tthc(3, &[TOTAL]);
    let all = consolidate(&["tthc-06a"], &[a, b, c], false);
    let labels: Vec<&str> = all.forms[0].rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["Đất đai", "Hộ tịch", "Tổng cộng"]);
    assert_eq!(said(cell(&all, "dat dai", "tiep_nhan")), "13 2/3 [2 OnlyTotal]");
    // Xã Ví dụ 01 lists its fields without this one, so nothing is missing
    assert_eq!(said(cell(&all, "ho tich", "tiep_nhan")), "7 1/2 [2 OnlyTotal]");
    assert_eq!(said(cell(&all, "tong", "tiep_nhan")), "50 3/3 []");
}

#[test]
fn each_kind_of_row_is_consolidated_in_its_own_way() {
    let hue_2 = |number: u32, filled: &[(&str, &str)]| {
        Some(workbook(&format!("Xã Ví dụ {number:02}")).printed("cchc-hue-02", filled))
    };
    let sent = [
        hue_2(
            1,
            &[
                ("1", "6"),
                ("2", "75"),
                ("2.1", "20"),
                ("2.2", "15"),
                ("7", "1"),
                ("7.1", "10"),
                ("7.2", "1"),
                ("4.2", "50"),
            ],
        ),
        hue_2(2, &[("1", "0"), ("2", "50"), ("2.1", "2"), ("2.2", "1"), ("7", "0"), ("7.2", "3")]),
        hue_2(
            3,
            &[
                ("1", "không có"),
                ("2", "100"),
                ("2.1", "."),
                ("2.2", "4"),
                ("7", "1"),
                ("7.1", "5"),
                ("7.2", "1"),
            ],
        ),
    ];
    let all = consolidate(&["cchc-hue-02"], &sent, false);
    let figure = |row| said(cell(&all, row, "so_lieu"));
    assert_eq!(figure("1"), "6 3/3 []", "none counts, and is 0");
    assert_eq!(figure("2"), "16/22=72.73 2/3 [2 NoParts]", "never the average of 75, 50 and 100");
    assert_eq!(figure("7"), "0×1, 1×2 3/3 []");
    assert_eq!(figure("7.2"), "0×0, 1×2, 2×0, 3×1 3/3 []");
    assert_eq!(figure("4.2"), "List 1/3 [1 Blank, 2 Blank]");
    let total = &all.forms[0];
    let row = total.rows.iter().find(|row| row.id.as_str() == "4.2").unwrap();
    let column = total.form.value_column().unwrap();
    let listed: Vec<(usize, String)> = total.table(&all.members).listed(row, column).collect();
    assert_eq!(listed, [(0, "50".to_owned())]);
    assert_eq!(figure("3.1"), "OutOfScope 0/0 []");
    assert_eq!(figure("5.1"), "Nothing 0/3 [0 Blank, 1 Blank, 2 Blank]");

    let hue_4 = |number: u32, size: &str| {
        Some(
            workbook(&format!("Xã Ví dụ {number:02}"))
                .printed("cchc-hue-04", &[("1.4.3", size), ("1.4", size)]),
        )
    };
    let all = consolidate(&["cchc-hue-04"], &[hue_4(1, "129"), hue_4(2, "130"), hue_4(3, "129")], false);
    assert_eq!(said(cell(&all, "1.4.3", "so_lieu")), "129×2, not [(1, 130)] 3/3 []");
}

#[test]
fn a_unit_that_owes_nothing_is_no_gap() {
    let text = r#"
        title = "Đợt ví dụ"
        [[units]]
        name = "Xã Ví dụ 01"
        forms = ["tthc-06a"]
        [[units]]
        name = "Xã Ví dụ 02"
        forms = []
    "#;
    let round = Round::read(text, &CATALOGUE).unwrap();
    let members = consolidate::gather(&round, vec![Vec::new(), Vec::new()], &CATALOGUE);
    let all = consolidate::consolidate(Material::new(&round, members), &CATALOGUE);
    let cell = cell(&all, "tong", "tiep_nhan");
    assert_eq!(cell.gaps, [(0, Gap::NotSubmitted)]);
    assert_eq!(cell.total, Total::Nothing);
}

/// What the level below left out stays out, whatever this level takes.
#[test]
fn what_the_level_below_left_out_is_in_no_total() {
    let sent = [tthc(1, &[TOTAL]), tthc(2, &[("Đất đai", TOTAL.1), TOTAL])];
    for (counted, received, fields) in [(true, "60 2/2 []", 2), (false, "30 1/2 [1 NotAccepted]", 1)] {
        let all = changed(round(&["tthc-06a"], true, &sent), |members| {
            members[1].below = Some(Below { counted, ..Below::default() });
        });
        assert_eq!(said(cell(&all, "tong", "tiep_nhan")), received);
        // nor does it add fields that no other unit has
        assert_eq!(all.forms[0].rows.len(), fields);
    }
}

/// The level of a unit comes from its report, else from the round, else from the form.
#[test]
fn rows_concern_units_of_their_level() {
    let sent = |level: Option<Level>| {
        // a unit's name may tell its level, so this one has a neutral name
        let mut workbook = workbook("Khu Ví dụ");
        workbook.level = level;
        let workbook = workbook.printed("cchc-hue-02", &[("1", "3"), ("3.1", "2"), ("5.1", "4")]);
        let (mut round, reports) = round(&["cchc-hue-02"], true, &[Some(workbook)]);
        "Khu Ví dụ".clone_into(&mut round.units[0].name);
        (round, reports)
    };
    let inspected = |report: Option<Level>, listed: Option<Level>| {
        let all = changed(sent(report), |members| members[0].unit.level = listed);
        said(cell(&all, "3.1", "so_lieu"))
    };
    let (commune, district) = (Some(Level::Commune), Some(Level::District));
    assert_eq!(inspected(commune, district), "OutOfScope 0/0 []");
    assert_eq!(inspected(district, commune), "2 1/1 []");
    assert_eq!(inspected(None, district), "2 1/1 []");
    assert_eq!(inspected(None, commune), "OutOfScope 0/0 []");
    assert_eq!(inspected(None, None), "OutOfScope 0/0 []");
}

/// A form is missing only once the unit has sent something, and a file that cannot be read tells nothing about it.
#[test]
fn forms_are_missing_from_units_that_sent_others() {
    let missing = |reports: Vec<FileReport>| {
        let (round, _) = round(&["cchc-hue-02", "tthc-06a"], true, &[tthc(1, &[TOTAL])]);
        let member = consolidate::gather(&round, vec![reports], &CATALOGUE).remove(0);
        let noted = member.reports.iter().map(|report| {
            report.checked.findings.iter().filter(|finding| finding.rule == "form-missing").count()
        });
        let missing: Vec<String> = member.missing.iter().map(|(id, _)| id.to_string()).collect();
        (missing.join(" "), noted.collect::<Vec<_>>(), member.standing)
    };
    let tthc = tthc(1, &[TOTAL]).unwrap();
    let both = tthc.clone().printed("cchc-hue-02", &[("1", "3")]).report("nhan/2.xlsx");
    let (good, bad) =
        (tthc.report("nhan/01.xlsx"), report("nhan/1.xlsx", b"%PDF".to_vec(), &Context::default()));
    assert_eq!(missing(vec![both]).0, "");
    let (forms, noted, _) = missing(vec![good.clone()]);
    assert_eq!((forms.as_str(), noted.as_slice()), ("cchc-hue-02", &[1][..]));
    assert_eq!(missing(vec![bad.clone()]), (String::new(), vec![0], Standing::Unreadable));
    let (forms, noted, _) = missing(vec![bad, good]);
    assert_eq!((forms.as_str(), noted.as_slice()), ("cchc-hue-02", &[0, 1][..]));
}

#[test]
fn periods_are_mixed_if_units_that_count_differ_in_a_round_without_one() {
    let other = || tthc(2, &[TOTAL]).map(|workbook| workbook.period("2022-12-15", "2023-12-14"));
    let mixed = |period, sent: &[Option<Workbook>], change: &dyn Fn(&mut Vec<Member>)| {
        changed(round(&["tthc-06a"], period, sent), change).mixed_periods
    };
    let differing = [tthc(1, &[TOTAL]), other()];
    assert!(mixed(false, &differing, &|_| {}));
    assert!(!mixed(true, &differing, &|_| {}));
    assert!(!mixed(true, &[tthc(1, &[TOTAL]), tthc(2, &[TOTAL])], &|_| {}));
    assert!(!mixed(false, &[tthc(1, &[TOTAL]), tthc(2, &[TOTAL])], &|_| {}));
    let leave_out = |members: &mut Vec<Member>| {
        members[1].below = Some(Below { counted: false, ..Below::default() });
    };
    assert!(!mixed(false, &differing, &leave_out));
}

/// Figures of an unknown period count for no unit, whether the round has a period or not.
#[test]
fn a_report_whose_period_is_unknown_counts_for_nobody() {
    let mut sent = workbook("Xã Ví dụ 01");
    sent.period = None;
    let sent = [Some(sent.tthc(&[TOTAL]))];
    for period in [true, false] {
        let all = changed(round(&["tthc-06a"], period, &sent), |_| {});
        assert_eq!(all.members[0].standing, Standing::UnknownPeriod);
        assert_eq!(said(cell(&all, "tong", "tiep_nhan")), "Nothing 0/1 [0 UnknownPeriod]");
    }
}

/// Several lines of one field are added up: “không có” adds nothing, and a blank leaves the sum open.
#[test]
fn several_lines_of_a_field_are_one_figure() {
    #[track_caller]
    fn case(first: &str, second: &str, expected: &str) {
        let lines = [
            ("Đất đai", format!("{first} . . .  . . . .  . . .")),
            ("Đất đai", format!("{second} 1 . .  . . . .  . . .")),
            (TOTAL.0, TOTAL.1.to_owned()),
        ];
        let lines: Vec<(&str, &str)> = lines.iter().map(|(label, line)| (*label, line.as_str())).collect();
        let all = consolidate(&["tthc-06a"], &[tthc(1, &lines)], false);
        assert_eq!(said(cell(&all, "dat dai", "tiep_nhan")), expected);
    }
    case("3", "4", "7 1/1 []");
    case("3", "-", "3 1/1 []");
    case("-", "4", "4 1/1 []");
    case("-", "-", "0 1/1 []");
    case("3", ".", "Nothing 0/1 [0 Blank]");
    case("3", "x", "Nothing 0/1 [0 NotRead]");
}

#[test]
fn a_column_that_a_unit_left_out_has_nothing_in_it() {
    let withdrawn = ("Tổng cộng", "32 16 13 3  27 13 13 1  3 2 1  2");
    let all = consolidate(&["tthc-06a"], &[tthc(1, &[withdrawn]), tthc(2, &[TOTAL])], false);
    assert_eq!(said(cell(&all, "tong", "rut")), "2 2/2 []");
    let present = |all: &Consolidation, id: &str| {
        let total = &all.forms[0];
        total.present[total.form.column(&id.into()).unwrap()]
    };
    assert!(present(&all, "rut") && present(&all, "tiep_nhan") && !present(&all, "tra_lai"));
    assert!(!present(&consolidate(&["tthc-06a"], &[None, tthc(2, &[TOTAL])], false), "rut"));
}

/// A unit that sent an old version owes that version; a unit that sent nothing owes the newest.
#[test]
fn each_version_of_a_form_is_added_up_by_itself() {
    let old = CATALOGUE.versions(&FormId::from("tthc-06a")).find(|form| form.version == "2017").unwrap();
    let old = workbook("Xã Ví dụ 02").open(old, &[("Tổng cộng", "30 16 13 1  27 26 1  3 2 1")]);
    let hue = tthc(1, &[TOTAL]).map(|workbook| workbook.printed("cchc-hue-02", &[("1", "3")]));
    let sent = [hue, Some(old), None];
    let all = changed(round(&["tthc-06a", "cchc-hue-02"], false, &sent), |_| {});
    let forms: Vec<String> = all
        .forms
        .iter()
        .map(|total| format!("{} {} {:?}", total.form.id, total.form.version, total.owing))
        .collect();
    let newest = &CATALOGUE.in_force(&FormId::from("tthc-06a"), None).unwrap().version;
    let expected = [
        "cchc-hue-02 2022 [0, 1, 2]".to_owned(),
        "tthc-06a 2017 [1]".to_owned(),
        format!("tthc-06a {newest} [0, 2]"),
    ];
    assert_eq!(forms, expected);
}
