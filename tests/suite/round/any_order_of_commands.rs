//! A round under any order of commands: no file is lost, no figure counts twice, no unit is left out, and every total
//! is the sum of what counts by the register.

use crate::support::archives_and_mails::{forwarded, mail};
use crate::support::builder::{CHECKER, LATER, workbook};
use phuluc::book::list_sheet;
use phuluc::check::Ruling;
use phuluc::desk::{
    self, Closing, Delivery, Error, Folder, Memory, OpenRound, ReceiptFacts, Request, RulingWanted,
    StatedOrNow, Tools,
};
use phuluc::form::sha256;
use phuluc::round::{RegisterLine, manifest, register};
use phuluc::say::{Lang, report};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const UNITS: [&str; 3] = ["Xã Ví dụ 01", "Xã Ví dụ 02", "Xã Ví dụ 03"];

/// The kinds of files that a unit can send, each with figures of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Good,
    Better,
    Wrong,
    Draft,
    Empty,
}

const KINDS: [Kind; 5] = [Kind::Good, Kind::Better, Kind::Wrong, Kind::Draft, Kind::Empty];

/// A command or an edit by somebody. Units and lines are named by index.
#[derive(Clone, Debug)]
enum Step {
    /// `mailed` says that each file comes in a mail that was forwarded as a whole.
    Receive {
        files: Vec<(usize, Kind)>,
        day: u32,
        mailed: bool,
    },
    Decide {
        unit: usize,
        what: Ruled,
        sending: Option<u32>,
    },
    DeleteLine(usize),
    /// Somebody deletes a received file, or moves it within its folder.
    LoseFile(usize),
    MoveFile(usize),
    /// Somebody copies a line below the list, as it is or for another unit.
    CopyLine(usize, Option<usize>),
    Close,
    OpenAgain,
}

#[derive(Clone, Copy, Debug)]
enum Ruled {
    Accept,
    Return,
    SetAside,
    TakeBack,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let file = (0..UNITS.len(), prop::sample::select(&KINDS[..]));
    let receive = (prop::collection::vec(file, 1..3), 11_u32..18, prop::bool::ANY);
    let ruled =
        prop_oneof![Just(Ruled::Accept), Just(Ruled::Return), Just(Ruled::SetAside), Just(Ruled::TakeBack)];
    let decide = (0..UNITS.len(), ruled, prop::option::of(1_u32..4));
    let step = prop_oneof![
        5 => receive.prop_map(|(files, day, mailed)| Step::Receive { files, day, mailed }),
        4 => decide.prop_map(|(unit, what, sending)| Step::Decide { unit, what, sending }),
        2 => (0_usize..6).prop_map(Step::DeleteLine),
        1 => (0_usize..6).prop_map(Step::LoseFile),
        1 => (0_usize..6).prop_map(Step::MoveFile),
        2 => (0_usize..6, prop::option::of(0..UNITS.len())).prop_map(|(line, unit)| Step::CopyLine(line, unit)),
        1 => Just(Step::Close),
        1 => Just(Step::OpenAgain),
    ];
    prop::collection::vec(step, 3..10)
}

fn figure(unit: usize, kind: Kind) -> u32 {
    let tens = 10_u32.pow(u32::try_from(unit).unwrap());
    match kind {
        Kind::Good => tens,
        Kind::Better => 2 * tens,
        Kind::Wrong => 3 * tens,
        Kind::Draft => 4 * tens,
        Kind::Empty => 0,
    }
}

fn file(unit: usize, kind: Kind) -> (String, Vec<u8>) {
    let n = figure(unit, kind);
    let line = match kind {
        Kind::Empty => ". . . .  . . . .  . . .".to_owned(),
        // the parts do not add up to the total
        Kind::Wrong => format!("{n} 0 0 0  0 0 0 0  {n} 0 {n}"),
        _ => format!("{n} {n} 0 0  {n} 0 {n} 0  0 0 0"),
    };
    let name = if kind == Kind::Draft { "du thao" } else { "bao cao" };
    (format!("{name} {unit} {kind:?}.xlsx"), workbook(UNITS[unit]).tthc(&[("Tổng cộng", &line)]).bytes())
}

/// A round, and the files that were ever taken in, by hash.
struct Story {
    folder: Memory,
    sent: BTreeMap<String, (usize, Kind)>,
    /// The hashes of those that somebody deleted and that have not come again.
    lost: BTreeSet<String>,
    /// The number of decisions so far, so that each has a minute of its own.
    minutes: u32,
}

impl Story {
    fn new() -> Self {
        let folder = Memory::default();
        let units = UNITS.map(|unit| format!("[[units]]\nname = \"{unit}\"\n")).concat();
        let text = format!(
            "title = \"Đợt ví dụ\"\nforms = [\"tthc-06a\"]\n\
             period = {{ from = 2023-12-15, to = 2024-03-14 }}\n{units}"
        );
        folder.put("round.toml", text.as_bytes(), None);
        Self { folder, sent: BTreeMap::new(), lost: BTreeSet::new(), minutes: 0 }
    }

    fn is_closed(&self) -> bool {
        self.folder.exists(manifest::FILE)
    }

    fn play(&mut self, step: &Step) {
        let tools = Tools::plain(&CHECKER);
        self.minutes += 1;
        let now = format!("2024-03-20 10:{:02}", self.minutes);
        let when = StatedOrNow { said: Some(&now), now: LATER };
        match step {
            Step::Receive { files, day, mailed } => {
                let at = format!("2024-03-{day} 10:00");
                let files: Vec<_> =
                    files.iter().map(|&(unit, kind)| (file(unit, kind), (unit, kind))).collect();
                let deliveries = files.iter().map(|((name, bytes), _)| Delivery {
                    name: if *mailed { "thu.eml".to_owned() } else { name.clone() },
                    bytes: if *mailed {
                        forwarded(&mail(&name.replace(' ', "%20"), bytes))
                    } else {
                        bytes.clone()
                    },
                    modified: None,
                });
                let coming =
                    ReceiptFacts { at: StatedOrNow { said: Some(&at), now: LATER }, via: "", document: "" };
                let received = desk::receive(&self.folder, deliveries.collect(), &coming, &tools);
                if self.is_closed() {
                    assert!(matches!(received, Err(Error::Closed(_))));
                    return;
                }
                received.unwrap();
                for ((_, bytes), of) in files {
                    self.lost.remove(&sha256(&bytes));
                    self.sent.insert(sha256(&bytes), of);
                }
            }
            Step::Decide { unit, what, sending } => {
                let ruling = match what {
                    Ruled::Accept => RulingWanted::Accept,
                    Ruled::Return => RulingWanted::Return,
                    Ruled::SetAside => RulingWanted::SetAside,
                    Ruled::TakeBack => RulingWanted::TakeBack(None),
                };
                let (unit, sending) = (UNITS[*unit], *sending);
                let request = Request { unit, sending, ruling, who: "A", when, basis: "đã hỏi" };
                // a decision that cannot apply is refused
                let _ = desk::decide(&self.folder, &request, &tools);
            }
            Step::DeleteLine(line) if !self.is_closed() => {
                let open = OpenRound::open(&self.folder, &tools).unwrap();
                let [mut list, history] = open.register.lists(&open.round);
                if *line < list.lines.len() && list.lines.len() > 1 {
                    list.lines.remove(*line);
                    let bytes = list_sheet::write(&[list, history]).unwrap();
                    self.folder.put(register::FILE, &bytes, None);
                }
            }
            Step::CopyLine(line, unit) if !self.is_closed() => {
                let open = OpenRound::open(&self.folder, &tools).unwrap();
                let [mut list, history] = open.register.lists(&open.round);
                if let Some(mut copy) = list.lines.get(*line).cloned() {
                    let column = list.heads.iter().position(|(head, _)| head == "Đơn vị").unwrap();
                    if let Some(unit) = unit {
                        copy[column] = UNITS[*unit].into();
                    }
                    list.lines.push(copy);
                    let bytes = list_sheet::write(&[list, history]).unwrap();
                    self.folder.put(register::FILE, &bytes, None);
                }
            }
            Step::LoseFile(file) | Step::MoveFile(file) if !self.is_closed() => {
                let files = self.folder.list("nhan").unwrap();
                let Some(path) = files.get(*file) else { return };
                let bytes = self.folder.read(path).unwrap();
                self.folder.remove(path);
                if matches!(step, Step::LoseFile(_)) {
                    self.lost.insert(sha256(&bytes));
                } else {
                    self.folder.put(&format!("nhan/chep {}.xlsx", self.minutes), &bytes, None);
                }
            }
            Step::DeleteLine(_) | Step::CopyLine(..) | Step::LoseFile(_) | Step::MoveFile(_) => {}
            Step::Close => {
                let because = Some("ví dụ");
                let closing = Closing { by: "A", at: when, because, only_accepted: false, lang: Lang::Vi };
                let _ = desk::close(&self.folder, &closing, &tools);
            }
            Step::OpenAgain => self.folder.remove(manifest::FILE),
        }
    }

    fn has_figures(&self, line: &RegisterLine, kind: Kind) -> bool {
        kind != Kind::Empty && !self.lost.contains(&line.sha256)
    }

    /// The file that should count for each unit, worked out from the register and the decisions alone.
    fn expected(&self, open: &OpenRound<'_>) -> BTreeMap<usize, String> {
        let mut counted = BTreeMap::new();
        for unit in 0..UNITS.len() {
            let lines = open.register.entries.iter().filter(|line| line.unit == Some(unit));
            let lines: Vec<_> = lines.map(|line| (line, self.sent[&line.sha256].1)).collect();
            let there = |number: Option<u32>| lines.iter().find(|(line, _)| Some(line.number) == number);
            let mut decisions = open.decisions.of(unit);
            let aside: Vec<u32> = decisions
                .iter()
                .filter(|decision| decision.ruling == Ruling::SetAside)
                .filter_map(|decision| there(decision.sending).map(|(line, _)| line.number))
                .collect();
            decisions.reverse();
            let last_word = decisions.iter().find_map(|decision| {
                let (line, kind) = there(decision.sending)?;
                let can_count = self.has_figures(line, *kind) && !aside.contains(&line.number);
                match decision.ruling {
                    Ruling::Returned => Some(None),
                    Ruling::Accepted if can_count => Some(Some(line.number)),
                    _ => None,
                }
            });
            let accepted = last_word.flatten();
            let best = lines
                .iter()
                .filter(|(line, kind)| self.has_figures(line, *kind) && !aside.contains(&line.number))
                .max_by_key(|(line, kind)| {
                    let is_clean = matches!(kind, Kind::Good | Kind::Better);
                    let order = (line.received, line.number);
                    (accepted == Some(line.number), is_clean, *kind != Kind::Draft, order)
                });
            counted.extend(best.map(|(line, _)| (unit, line.sha256.clone())));
        }
        counted
    }

    fn holds(&self) -> Result<(), TestCaseError> {
        let tools = Tools::plain(&CHECKER);
        let open = OpenRound::open(&self.folder, &tools).unwrap();
        // no file is lost: each one is kept exactly once, byte for byte
        let kept: Vec<String> = self
            .folder
            .list("nhan")
            .unwrap()
            .iter()
            .map(|path| sha256(&self.folder.read(path).unwrap()))
            .collect();
        let all: BTreeSet<&String> = kept.iter().collect();
        let there: BTreeSet<&String> =
            self.sent.keys().filter(|sha256| !self.lost.contains(*sha256)).collect();
        prop_assert_eq!(kept.len(), there.len());
        prop_assert_eq!(all, there);
        // the register has one line a file, and the sendings of a unit have different numbers
        let numbers: BTreeSet<(Option<usize>, u32)> =
            open.register.entries.iter().map(|line| (line.unit, line.number)).collect();
        prop_assert_eq!(numbers.len(), open.register.entries.len());
        let all = open.consolidation(&tools, false);
        // every unit is there
        let names: Vec<&str> = all.members.iter().map(|member| member.unit.name.as_str()).collect();
        prop_assert_eq!(names, UNITS.to_vec());
        // no figure counts twice, and the total is the sum of what counts
        let mut counted = BTreeMap::new();
        for (unit, member) in all.members.iter().enumerate().filter(|(_, member)| member.included) {
            let Some((report, _)) = member.form(&"tthc-06a".into()) else { continue };
            counted.insert(unit, report.sha256.clone().unwrap());
        }
        let expected = self.expected(&open);
        prop_assert_eq!(&counted, &expected);
        let sum: u32 = expected.values().map(|sha| figure(self.sent[sha].0, self.sent[sha].1)).sum();
        let said = report::totals::text(&all, "tong-hop.xlsx", Lang::Vi);
        let total = said.lines().find_map(|line| line.trim().strip_prefix("tổng số tiếp nhận: ")).unwrap();
        let shown = if expected.is_empty() { "–".to_owned() } else { sum.to_string() };
        prop_assert!(total.starts_with(&format!("{shown} (")), "{} {}", total, shown);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_in_whatever_order_nothing_is_lost_and_nothing_counts_twice(steps in steps()) {
        let mut story = Story::new();
        for step in &steps {
            story.play(step);
            story.holds()?;
        }
        // a line deleted from the register comes back with the next intake
        story.play(&Step::OpenAgain);
        story.play(&Step::Receive { files: vec![(0, Kind::Good)], day: 19, mailed: false });
        story.holds()?;
        let open = OpenRound::open(&story.folder, &Tools::plain(&CHECKER)).unwrap();
        // but not if its file is lost as well
        let registered: BTreeSet<&String> = open.register.entries.iter().map(|line| &line.sha256).collect();
        let there = story.sent.keys().filter(|sha256| !story.lost.contains(*sha256));
        prop_assert!(registered.is_superset(&there.collect()));
    }
}
