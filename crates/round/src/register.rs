//! The register of what came (sổ theo dõi báo cáo, `so-theo-doi.xlsx`): one line a file.
//!
//! The program adds lines; staff may put the unit right, add remarks and columns of their own, all
//! of which are kept.

use crate::recognise::UnitNames;
use crate::round::Round;
use phuluc_form::Moment;
use phuluc_grid::{CellValue, Flaw, Line, List, ListOnSheet, ListProblems, Sheet, list};

/// The file, in the round's folder.
pub const FILE: &str = "so-theo-doi.xlsx";
/// What stands for a unit that is not known.
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
        Clock = "Căn cứ thời điểm", 18;
        Via = "Hình thức gửi", 16;
        Document = "Số, ký hiệu văn bản", 22;
        Sha256 = "SHA-256", 36, required;
        Remark = "Ghi chú", 26;
    }
}

/// The register of a round.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Its lines.
    pub entries: Vec<RegisterLine>,
    extra: Vec<String>,
}

/// A file that came.
#[derive(Clone, Debug, Default)]
pub struct RegisterLine {
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
    pub fn read(sheets: &[Sheet], round: &Round) -> Result<Self, ListProblems> {
        let on_sheet = ListOnSheet::find(FILE, sheets)?;
        let names = UnitNames::of(round);
        let entries: Vec<RegisterLine> =
            on_sheet.lines().map(|line| read_entry(&line, &names, round)).collect();
        let extra = on_sheet.extra_labels();
        let mut register = Self { entries, extra };
        if let Some(problems) = on_sheet.problems(FILE) {
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

    /// When the first file came.
    pub fn first(&self) -> Option<Moment> {
        self.entries.iter().filter_map(|line| line.received).min()
    }

    /// The line of a file with these bytes.
    pub fn with_hash(&self, sha256: &str) -> Option<&RegisterLine> {
        self.entries.iter().find(|entry| entry.sha256 == sha256)
    }

    /// The register as it is written.
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
            choices: Vec::new(),
            open: true,
        }
    }
}

/// What stands in a column of a file's line.
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
        RegisterColumn::Clock => entry.received.map(|_| entry.clock.name()).into(),
        RegisterColumn::Via => entry.via.as_str().into(),
        RegisterColumn::Document => entry.document.as_str().into(),
        RegisterColumn::Sha256 => entry.sha256.as_str().into(),
        RegisterColumn::Remark => entry.remark.as_str().into(),
    }
}

fn read_entry(line: &Line<'_, RegisterColumn>, names: &UnitNames<'_>, round: &Round) -> RegisterLine {
    let path = line.required(RegisterColumn::Path).unwrap_or_default();
    let clock = line.text(RegisterColumn::Clock);
    let number = line.figure(RegisterColumn::Sending).and_then(|number| u32::try_from(number).ok());
    RegisterLine {
        unit: read_unit(line, RegisterColumn::UnitCode, RegisterColumn::Unit, names, round),
        number: number.unwrap_or(0),
        path,
        original: line.text(RegisterColumn::Original),
        sha256: line.required(RegisterColumn::Sha256).unwrap_or_default(),
        received: line.moment(RegisterColumn::Received, round.zone),
        clock: Clock::ALL.into_iter().find(|known| known.name() == clock).unwrap_or_default(),
        via: line.text(RegisterColumn::Via),
        document: line.text(RegisterColumn::Document),
        remark: line.text(RegisterColumn::Remark),
        extra: line.extra(),
    }
}

/// The unit of a line, by its name, or by its code if it has no name.
///
/// What is no unit of the round is noted, unless it says that the unit is not known.
pub(crate) fn read_unit<C: list::Column>(
    line: &Line<'_, C>,
    code: C,
    name: C,
    names: &UnitNames<'_>,
    round: &Round,
) -> Option<usize> {
    let text = line.some(name).or_else(|| line.some(code))?;
    if phuluc_form::match_key(&text) == phuluc_form::match_key(UNKNOWN) {
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
            let near = phuluc_form::near(&text, names);
            line.note(name, Flaw::UnknownUnit { text, near });
            None
        }
    }
}
