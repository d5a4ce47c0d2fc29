//! The register of received files (sổ theo dõi báo cáo, `so-theo-doi.xlsx`), with one line for each file.
//!
//! The program adds lines. Staff may correct the unit, and add remarks and columns of their own; all of this is kept.
//! A hidden sheet remembers every line that ever existed, so that a file whose line was deleted returns with its old
//! sending and time, and not as the newest.

mod repeated;

use crate::recognise::UnitNames;
use crate::round::Round;
use phuluc_form::{Moment, unit};
use phuluc_grid::{
    CellValue, Flaw, List, ListLine, ListNotice, ListNotices, ListOnSheet, ListProblems, Sheet, list,
};
use std::collections::{HashMap, HashSet};

/// The file's name in the round's folder.
pub const FILE: &str = "so-theo-doi.xlsx";
/// The name of the hidden sheet with all lines that ever existed.
const HISTORY: &str = "Đã nhận";
/// The text in place of an unknown unit.
pub const UNKNOWN: &str = "chưa rõ đơn vị";

phuluc_grid::list_columns! {
    /// The columns of the register.
    enum RegisterColumn {
        Number = "STT", 6;
        UnitCode = "Mã đơn vị", 12;
        Unit = "Đơn vị", 26, required;
        Sending = "Lần gửi", 8;
        Path = "Tệp", 32, required;
        Original = "Tên tệp gốc", 32;
        Received = "Thời điểm nhận", 20;
        TimeSource = "Căn cứ thời điểm", 18;
        Via = "Hình thức gửi", 16;
        Document = "Số, ký hiệu văn bản", 22;
        Sha256 = "SHA-256", 36, required;
        Reception = "Lượt nhận", 8;
        Remark = "Ghi chú", 26;
    }
}

/// The register of a round.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Its lines, one for each file.
    pub entries: Vec<RegisterLine>,
    /// The notices about the list.
    pub notices: ListNotices,
    /// The sheets that staff added to its workbook. Writing it would lose them.
    pub other_sheets: Vec<String>,
    /// The lines that somebody deleted.
    deleted: Vec<RegisterLine>,
    extra: Vec<String>,
}

/// A received file.
#[derive(Clone, Debug, Default)]
pub struct RegisterLine {
    /// The unit, by its index in the round; `None` if it is not known.
    pub unit: Option<usize>,
    /// The number of its sending, from 1.
    pub number: u32,
    /// Its path, relative to the round's folder.
    pub path: String,
    /// The name under which it came.
    pub original: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The moment of its receipt.
    pub received: Option<Moment>,
    /// The source of that moment.
    pub time_source: TimeSource,
    /// The channel that it came through: trục văn bản, thư điện tử, Zalo.
    pub via: String,
    /// The official number of its covering letter.
    pub document: String,
    /// The number of its intake, from 1; registers of earlier versions do not have it.
    pub reception: Option<u32>,
    /// A remark of staff.
    pub remark: String,
    /// The values in the columns that staff added.
    pub extra: Vec<String>,
}

/// The source of the moment of receipt, the most trusted first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeSource {
    /// The person who took it in.
    #[default]
    Said,
    /// The archive around it.
    Archive,
    /// The mail around it.
    Mail,
    /// The time of the file itself.
    File,
}

impl TimeSource {
    const ALL: [Self; 4] = [Self::Said, Self::Archive, Self::Mail, Self::File];

    /// The name in the register.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Said => "người nhận ghi",
            Self::Archive => "theo thời gian trong tệp nén",
            Self::Mail => "theo thư điện tử",
            Self::File => "theo thời gian của tệp",
        }
    }
}

impl Register {
    /// Reads the register.
    ///
    /// # Errors
    /// All problems of the register.
    pub fn read(sheets: &[Sheet], round: &Round) -> Result<Self, ListProblems> {
        let on_sheet = ListOnSheet::find(FILE, sheets)?;
        let names = UnitNames::of(round);
        let mut deleted = history(sheets, &names, round);
        let lines = on_sheet.lines().map(|line| (line.number(), read_entry(&line, &names, round)));
        let (mut entries, repeated) = repeated::leave_out(lines.collect(), &deleted, round);
        if !repeated.is_empty() {
            on_sheet.remark(ListNotice::RepeatedLines(repeated));
        }
        let extra = on_sheet.extra_labels();
        let mut before: HashMap<String, (Option<usize>, u32)> = HashMap::new();
        for line in &deleted {
            before.entry(line.sha256.clone()).or_insert((line.unit, line.number));
        }
        for entry in &mut entries {
            // a file that staff moved to another unit is no earlier sending of that unit
            let is_moved = before.get(&entry.sha256).is_some_and(|(unit, number)| {
                unit.is_some() && *unit != entry.unit && *number == entry.number
            });
            if is_moved {
                entry.number = 0;
            }
        }
        let there: HashSet<&str> = entries.iter().map(|entry| entry.sha256.as_str()).collect();
        deleted.retain(|line| !there.contains(line.sha256.as_str()));
        let other_sheets = on_sheet.other_sheets(sheets, Some(HISTORY));
        let notices = on_sheet.finished(FILE)?;
        let mut register = Self { entries, notices, other_sheets, deleted, extra };
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
        let all = self.entries.iter().chain(&self.deleted);
        let of_unit = all.filter(|entry| entry.unit == Some(unit));
        of_unit.map(|entry| entry.number).max().unwrap_or(0).max(listed) + 1
    }

    /// The number of the next intake.
    pub fn next_reception(&self) -> u32 {
        let all = self.entries.iter().chain(&self.deleted);
        all.filter_map(|entry| entry.reception).max().unwrap_or(0) + 1
    }

    /// Removes and gives the deleted line of a file with these bytes.
    pub fn take_deleted(&mut self, sha256: &str) -> Option<RegisterLine> {
        let index = self.deleted.iter().position(|line| line.sha256 == sha256)?;
        Some(self.deleted.remove(index))
    }

    /// The moment at which the first file came.
    pub fn first(&self) -> Option<Moment> {
        self.entries.iter().filter_map(|line| line.received).min()
    }

    /// The index of the line of a file with these bytes.
    pub fn position(&self, sha256: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.sha256 == sha256)
    }

    /// The register to be written: the list that people see, and the hidden list of all lines.
    pub fn lists(&self, round: &Round) -> [List; 2] {
        let all = (1_usize..).zip(self.entries.iter().chain(&self.deleted));
        let history = List {
            sheet: HISTORY.to_owned(),
            title: HISTORY.to_owned(),
            heads: List::heads_of::<RegisterColumn>(&[]),
            lines: all
                .map(|(number, entry)| list::line_of(|column| cell_value(column, number, entry, round), &[]))
                .collect(),
            hidden: true,
            ..List::default()
        };
        [self.list(round), history]
    }

    /// The list of received files that people see.
    pub fn list(&self, round: &Round) -> List {
        let lines = (1_usize..).zip(&self.entries).map(|(number, entry)| {
            list::line_of(|column| cell_value(column, number, entry, round), &entry.extra)
        });
        List {
            sheet: "Sổ theo dõi".to_owned(),
            title: "Sổ theo dõi báo cáo".to_owned(),
            remarks: vec![
                round.title.clone(),
                format!(
                    "Dòng ghi “{UNKNOWN}”: chọn lại tên đơn vị đúng như trong don-vi.xlsx. Không sửa cột Tệp và SHA-256."
                ),
            ],
            heads: List::heads_of::<RegisterColumn>(&self.extra),
            lines: lines.collect(),
            open: true,
            ..List::default()
        }
    }
}

/// The lines of the hidden sheet, as far as they can be understood.
fn history(sheets: &[Sheet], names: &UnitNames<'_>, round: &Round) -> Vec<RegisterLine> {
    let hidden = sheets.iter().filter(|sheet| !sheet.visible && sheet.name == HISTORY);
    let mut hidden: Vec<Sheet> = hidden.cloned().collect();
    for sheet in &mut hidden {
        sheet.visible = true;
    }
    let Ok(on_sheet) = ListOnSheet::find(FILE, &hidden) else { return Vec::new() };
    on_sheet.lines().map(|line| read_entry(&line, names, round)).collect()
}

/// The value of a column in the line of a file.
fn cell_value(column: RegisterColumn, number: usize, entry: &RegisterLine, round: &Round) -> CellValue {
    let unit = entry.unit.and_then(|unit| round.units.get(unit));
    match column {
        RegisterColumn::Number => number.into(),
        RegisterColumn::UnitCode => unit.and_then(|unit| unit.code.clone()).into(),
        RegisterColumn::Unit => unit.map_or(UNKNOWN, |unit| unit.name.as_str()).into(),
        RegisterColumn::Sending => Some(entry.number).filter(|number| *number > 0).into(),
        RegisterColumn::Path => entry.path.as_str().into(),
        RegisterColumn::Original => entry.original.as_str().into(),
        RegisterColumn::Received => entry.received.map(|received| received.written(round.zone)).into(),
        RegisterColumn::TimeSource => entry.received.map(|_| entry.time_source.name()).into(),
        RegisterColumn::Via => entry.via.as_str().into(),
        RegisterColumn::Document => entry.document.as_str().into(),
        RegisterColumn::Sha256 => entry.sha256.as_str().into(),
        RegisterColumn::Reception => entry.reception.into(),
        RegisterColumn::Remark => entry.remark.as_str().into(),
    }
}

fn read_entry(line: &ListLine<'_, RegisterColumn>, names: &UnitNames<'_>, round: &Round) -> RegisterLine {
    let path = line.required(RegisterColumn::Path).unwrap_or_default();
    let time_source = line.text(RegisterColumn::TimeSource);
    let [number, reception] = [RegisterColumn::Sending, RegisterColumn::Reception]
        .map(|column| line.figure(column).and_then(|number| u32::try_from(number).ok()));
    RegisterLine {
        unit: read_unit(line, RegisterColumn::UnitCode, RegisterColumn::Unit, names, round),
        number: number.unwrap_or(0),
        path,
        original: line.text(RegisterColumn::Original),
        sha256: line.required(RegisterColumn::Sha256).unwrap_or_default(),
        received: line.moment(RegisterColumn::Received, round.zone),
        time_source: TimeSource::ALL
            .into_iter()
            .find(|known| known.name() == time_source)
            .unwrap_or_default(),
        via: line.text(RegisterColumn::Via),
        document: line.text(RegisterColumn::Document),
        reception,
        remark: line.text(RegisterColumn::Remark),
        extra: line.extra(),
    }
}

/// The unit of a line, by its name, or by its code if it has no name.
///
/// A text that names no unit of the round is noted as a problem, unless it says that the unit is unknown.
pub(crate) fn read_unit<C: list::Column>(
    line: &ListLine<'_, C>,
    code: C,
    name: C,
    names: &UnitNames<'_>,
    round: &Round,
) -> Option<usize> {
    let text = line.some(name).or_else(|| line.some(code))?;
    if phuluc_form::match_key(&text) == phuluc_form::match_key(UNKNOWN) || unit::is_nobody(&text) {
        return None;
    }
    let mut found = names.named(&text);
    // codes tell two units of the same spelling apart
    if let (true, Some(code)) = (found.len() > 1, line.some(code)) {
        found.retain(|&index| round.units[index].code.as_deref() == Some(code.as_str()));
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => {
            let names = round.units.iter().map(|unit| unit.name.as_str());
            let near = phuluc_form::near(&text, names);
            line.note(name, Flaw::UnknownUnit { text, near });
            None
        }
    }
}
