//! Random rounds of units that begin and end: units in are units out in every list, and each file is in one place.

use crate::round::units_that_begin_or_end::{
    Day, QUARTER, consolidation, period, receive, round, sent, status_of, text_of, unit,
};
use crate::support::builder::{CHECKER, workbook};
use phuluc::book::consolidated;
use phuluc::desk::{OpenRound, Tools};
use phuluc::grid::{self, At, Sheet};
use phuluc::round::Unit;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A unit of a random round: the days on which it exists, and what it sends.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    from: usize,
    to: usize,
    sends: Sends,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sends {
    Nothing,
    Good,
    Twice,
    Empty,
    OtherPeriod,
    OtherForm,
    Scan,
}

const FROM: [Day; 4] = ["", "2023-06-01", "2024-01-15", "2024-04-01"];
const TO: [Day; 4] = ["", "2023-10-31", "2024-02-10", "2025-01-01"];

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let sends = prop_oneof![
        Just(Sends::Nothing),
        Just(Sends::Good),
        Just(Sends::Twice),
        Just(Sends::Empty),
        Just(Sends::OtherPeriod),
        Just(Sends::OtherForm),
        Just(Sends::Scan),
    ];
    let one = (0..FROM.len(), 0..TO.len(), sends).prop_map(|(from, to, sends)| Drawn { from, to, sends });
    // at least one unit must owe a report
    prop::collection::vec(one, 1..6).prop_map(|mut all| {
        all.push(Drawn { from: 0, to: 0, sends: Sends::Good });
        all
    })
}

/// The files that the units of a random round send, in their order.
fn files(units: &[(Unit, Drawn)]) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (number, (unit, drawn)) in (1..).zip(units) {
        let name = unit.name.as_str();
        let own = |received| sent(name, received, QUARTER);
        let bytes = match drawn.sends {
            Sends::Nothing => Vec::new(),
            Sends::Good => vec![own(number)],
            Sends::Twice => vec![own(number), own(number + 100)],
            Sends::Empty => vec![workbook(name).tthc(&[("Tổng cộng", ". . . .  . . . .  . . .")]).bytes()],
            Sends::OtherPeriod => vec![sent(name, number, ("2021-12-15", "2022-03-14"))],
            Sends::OtherForm => {
                vec![workbook(name).printed("cchc-hue-03", &[("1", "4"), ("1.3", "4")]).bytes()]
            }
            Sends::Scan => vec![workbook(name).bytes()],
        };
        files.extend(bytes.into_iter().enumerate().map(|(n, bytes)| (format!("{name} {n}.xlsx"), bytes)));
    }
    // one file comes from a sender that the list does not know
    files.push(("khác.xlsx".to_owned(), sent("Xã Khác", 1000, QUARTER)));
    files
}

fn numbers(sheet: &Sheet, column: u32) -> BTreeSet<String> {
    let texts = (5..200).map(|row| sheet.text(At { row, column }).into_owned());
    texts.take_while(|text| !text.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Units in are units out in every list, no file is lost or in two places, and the total is the sum of what
    /// counts.
    #[test]
    fn no_unit_and_no_file_vanishes(drawn in drawn()) {
        let of_list = (1..).zip(&drawn).filter(|(_, it)| {
            // a unit cannot end before it begins
            FROM[it.from].is_empty() || TO[it.to].is_empty() || FROM[it.from] <= TO[it.to]
        });
        let units: Vec<(Unit, Drawn)> = of_list
            .map(|(number, it)| (unit(&format!("Xã Ví dụ {number:02}"), FROM[it.from], TO[it.to], &[]), *it))
            .collect();
        let list: Vec<Unit> = units.iter().map(|(unit, _)| unit.clone()).collect();
        let folder = round(QUARTER, &list);
        let files = files(&units);
        receive(&folder, files.clone());
        let all = consolidation(&folder);
        let owing = || list.iter().filter(|unit| unit.within(period(QUARTER)).is_some());
        let names: Vec<&str> = owing().map(|unit| unit.name.as_str()).collect();
        let members: Vec<&str> = all.members.iter().map(|member| member.unit.name.as_str()).collect();
        prop_assert_eq!(&members, &names);

        let (status, said) = (status_of(&folder), text_of(&all));
        let sheets = grid::read(&consolidated::write(&all).unwrap()).unwrap();
        let sheet = |name: &str| sheets.iter().find(|sheet| sheet.name == name).unwrap();
        prop_assert!(status.contains(&format!("/{} đơn vị (", names.len())), "{}", status);
        prop_assert_eq!(numbers(sheet("Nguồn số liệu"), 0).len(), names.len());
        // the overview has one line for each standing that occurs, up to its next part
        let counts = (5..12).map_while(|row| sheet("Tổng quan").text(At { row, column: 1 }).parse::<usize>().ok());
        prop_assert_eq!(counts.sum::<usize>(), names.len());
        let by_unit = sheet("Theo đơn vị").cells().map(|(_, cell)| cell.shown().into_owned()).collect::<Vec<_>>();
        for unit in &list {
            let (is_owing, has_sent) = (names.contains(&unit.name.as_str()), files.iter().any(|(name, _)| name.starts_with(&unit.name)));
            prop_assert_eq!(status.contains(&format!("  - {}: ", unit.name)), is_owing || has_sent, "{}", status);
            prop_assert_eq!(said.contains(&format!("  - {}: ", unit.name)), is_owing || has_sent, "{}", said);
            prop_assert_eq!(by_unit.contains(&unit.name), is_owing);
            let sources = sheet("Nguồn số liệu").cells().any(|(_, cell)| cell.shown() == unit.name);
            prop_assert!(status.contains(&unit.name) && said.contains(&unit.name) && sources, "{}", unit.name);
        }

        let tools = Tools::plain(&CHECKER);
        let open = OpenRound::open(&folder, &tools).unwrap();
        let mut places: Vec<String> = all.not_counted.iter().map(|file| file.path.clone()).collect();
        let sendings = all.members.iter().flat_map(|member| &member.sendings);
        places.extend(sendings.flat_map(|sending| &sending.files).map(|file| file.path.clone()));
        places.sort();
        let mut registered: Vec<String> = open.register.entries.iter().map(|line| line.path.clone()).collect();
        registered.sort();
        prop_assert_eq!(places, registered);
        prop_assert_eq!(open.register.entries.len(), files.len());

        let counted = (1_u32..).zip(&units).filter(|(_, (unit, _))| names.contains(&unit.name.as_str()));
        let sum: u32 = counted.map(|(number, (_, drawn))| match drawn.sends {
            Sends::Good => number,
            Sends::Twice => number + 100,
            _ => 0,
        }).sum();
        let total = said.lines().find(|line| line.contains("tổng số tiếp nhận")).unwrap().to_owned();
        let expected = if sum == 0 { "–".to_owned() } else { sum.to_string() };
        prop_assert!(total.contains(&format!("tổng số tiếp nhận: {expected} (")), "{} {}", total, expected);
    }
}
