//! The register of what came (sổ theo dõi báo cáo, `so-theo-doi.xlsx`): one line a file.
//!
//! The program adds lines; staff may put the unit right, add remarks and columns of their own, all
//! of which are kept.

use crate::book::Put;
use crate::book::list::List;
use crate::grid::Sheet;
use crate::ledger::{Flaw, Head, Ledger, LedgerProblems, Line};
use crate::moment::Moment;
use crate::recognise::Names;
use crate::round::Round;

/// The file, in the round's folder.
pub const FILE: &str = "so-theo-doi.xlsx";
/// What stands for a unit that is not known.
pub const UNKNOWN: &str = "chưa rõ đơn vị";

const HEADS: [Head; 12] = [
    Head { label: "STT", width: 6, required: false },
    Head { label: "Mã đơn vị", width: 12, required: false },
    Head { label: "Đơn vị", width: 26, required: true },
    Head { label: "Lần gửi", width: 8, required: false },
    Head { label: "Tệp", width: 32, required: true },
    Head { label: "Tên tệp gốc", width: 32, required: false },
    Head { label: "Thời điểm nhận", width: 20, required: false },
    Head { label: "Căn cứ thời điểm", width: 18, required: false },
    Head { label: "Hình thức gửi", width: 16, required: false },
    Head { label: "Số, ký hiệu văn bản", width: 22, required: false },
    Head { label: "SHA-256", width: 36, required: true },
    Head { label: "Ghi chú", width: 26, required: false },
];
const CODE: usize = 1;
const UNIT: usize = 2;
const NUMBER: usize = 3;
const PATH: usize = 4;
const ORIGINAL: usize = 5;
const RECEIVED: usize = 6;
const CLOCK: usize = 7;
const VIA: usize = 8;
const DOCUMENT: usize = 9;
const HASH: usize = 10;
const REMARK: usize = 11;

/// The register of a round.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Its lines.
    pub entries: Vec<Entry>,
    extra: Vec<String>,
}

/// A file that came.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The unit, by its index in the round; `None` if it is not known.
    pub unit: Option<usize>,
    /// The sending that it belongs to, from 1.
    pub number: u32,
    /// Where it is, relative to the round's folder.
    pub path: String,
    /// The name under which it came.
    pub original: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// When it came.
    pub received: Option<Moment>,
    /// Where that moment is known from.
    pub clock: Clock,
    /// How it came: trục văn bản, thư điện tử, Zalo.
    pub via: String,
    /// The official number of the letter with it.
    pub document: String,
    /// What staff noted.
    pub remark: String,
    /// What stands in the columns that staff added.
    pub extra: Vec<String>,
}

/// Where the moment of receipt is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// Whoever took it in said so.
    #[default]
    Said,
    /// The mail that it was in.
    Mail,
    /// The file's own time.
    File,
}

impl Clock {
    const ALL: [Self; 3] = [Self::Said, Self::Mail, Self::File];

    /// As the register names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Said => "người nhận ghi",
            Self::Mail => "theo thư điện tử",
            Self::File => "theo thời gian của tệp",
        }
    }
}

impl Register {
    /// Reads the register.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(sheets: &[Sheet], round: &Round) -> Result<Self, LedgerProblems> {
        let ledger = Ledger::find(FILE, sheets, &HEADS)?;
        let names = Names::of(round);
        let entries: Vec<Entry> = ledger.lines().map(|line| read_entry(&line, &names, round)).collect();
        let extra = ledger.extra_labels();
        let mut register = Self { entries, extra };
        if let Some(problems) = ledger.problems(FILE) {
            return Err(problems);
        }
        // lines whose unit staff filled in later have no number yet
        for index in 0..register.entries.len() {
            if let (Some(unit), 0) = (register.entries[index].unit, register.entries[index].number) {
                register.entries[index].number = register.next_number(unit, round);
            }
        }
        Ok(register)
    }

    /// The number of a unit's next sending.
    pub fn next_number(&self, unit: usize, round: &Round) -> u32 {
        let listed = u32::from(round.units.get(unit).is_some_and(|unit| !unit.files.is_empty()));
        let of_unit = self.entries.iter().filter(|entry| entry.unit == Some(unit));
        of_unit.map(|entry| entry.number).max().unwrap_or(0).max(listed) + 1
    }

    /// The line of a file with these bytes.
    pub fn with_hash(&self, sha256: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.sha256 == sha256)
    }

    /// The register as it is written.
    pub fn list(&self, round: &Round) -> List {
        let line = |(index, entry): (usize, &Entry)| {
            let unit = entry.unit.and_then(|unit| round.units.get(unit));
            let code = unit.and_then(|unit| unit.code.clone()).unwrap_or_default();
            let name = unit.map_or(UNKNOWN, |unit| unit.name.as_str());
            let number = if entry.number == 0 { Put::Empty } else { Put::Number(entry.number.into()) };
            let received = entry.received.map(|moment| moment.written(round.zone)).unwrap_or_default();
            let clock = if entry.received.is_some() { entry.clock.name() } else { "" };
            let text = |text: &str| if text.is_empty() { Put::Empty } else { Put::Text(text.to_owned()) };
            let mut cells = vec![Put::Number((index + 1).into()), text(&code), text(name), number];
            let texts = [&entry.path, &entry.original, &received, clock, &entry.via, &entry.document];
            cells.extend(texts.map(text));
            cells.extend([&entry.sha256, &entry.remark].map(|part| text(part)));
            cells.extend(entry.extra.iter().map(|part| text(part)));
            cells
        };
        List {
            sheet: "Sổ theo dõi".to_owned(),
            title: "Sổ theo dõi báo cáo".to_owned(),
            remarks: vec![
                round.title.clone(),
                format!(
                    "Dòng ghi “{UNKNOWN}”: chọn lại tên đơn vị đúng như trong don-vi.xlsx. Không sửa cột Tệp và SHA-256."
                ),
            ],
            heads: List::heads_of(&HEADS, &self.extra),
            lines: self.entries.iter().enumerate().map(line).collect(),
            choices: Vec::new(),
            open: true,
        }
    }
}

fn read_entry(line: &Line<'_>, names: &Names<'_>, round: &Round) -> Entry {
    let path = line.required(PATH, HEADS[PATH].label).unwrap_or_default();
    let clock = line.text(CLOCK);
    let number = line.figure(NUMBER).and_then(|number| u32::try_from(number).ok());
    Entry {
        unit: read_unit(line, CODE, UNIT, names, round),
        number: number.unwrap_or(0),
        path,
        original: line.text(ORIGINAL),
        sha256: line.required(HASH, HEADS[HASH].label).unwrap_or_default(),
        received: line.moment(RECEIVED, round.zone),
        clock: Clock::ALL.into_iter().find(|known| known.name() == clock).unwrap_or_default(),
        via: line.text(VIA),
        document: line.text(DOCUMENT),
        remark: line.text(REMARK),
        extra: line.extra(),
    }
}

/// The unit of a line, by its name, or by its code if it has no name.
///
/// What is no unit of the round is noted, unless it says that the unit is not known.
pub(crate) fn read_unit(
    line: &Line<'_>,
    code: usize,
    name: usize,
    names: &Names<'_>,
    round: &Round,
) -> Option<usize> {
    let text = line.some(name).or_else(|| line.some(code))?;
    if crate::normalise::match_key(&text) == crate::normalise::match_key(UNKNOWN) {
        return None;
    }
    let mut found = names.named(&text);
    // two units of one spelling are told apart by their codes
    if let (true, Some(code)) = (found.len() > 1, line.some(code)) {
        found.retain(|&index| round.units[index].code.as_deref() == Some(code.as_str()));
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => {
            let names = round.units.iter().map(|unit| unit.name.as_str());
            let near = crate::form::problem::near(&text, names);
            line.note(name, Flaw::UnknownUnit { text, near });
            None
        }
    }
}
