//! Makes rounds of invented communes with plausible figures and planted mistakes: a district's round on a year with
//! the forms of that time, and a round on a quarter with the forms in use.
//!
//! The same number and seed give the same bytes.

#[path = "differing.rs"]
mod differing;
#[path = "figures.rs"]
mod figures;
#[path = "quarter.rs"]
mod quarter;

use self::figures::{FIELDS, fill};

use phuluc::book::{FormSheet, Heading, Look, SheetRow};
use phuluc::form::{Catalogue, Form, FormId, Holds, Level, Moment, Period, moment};
use phuluc::grid::{CellValue, Identity};
use phuluc::round::{Register, RegisterLine, Round, Unit, register, template};
use phuluc::{book, grid};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::{fs, io};

/// The forms that every commune of the district sends.
const FORMS: [&str; 8] = [
    "tthc-06a",
    "cchc-hue-02",
    "cchc-hue-03",
    "cchc-hue-04",
    "cchc-thai-nguyen-01",
    "bo-chi-so-766",
    "chi-so-cchc-vo-nhai",
    "so-lieu-bao-cao",
];
/// Every twenty-third commune sends nothing.
const SILENT: usize = 23;

/// A round and the mistakes in it.
pub struct Sample {
    /// The files of the round, by path within its folder.
    pub files: Vec<(String, Vec<u8>)>,
    /// The planted mistakes.
    pub planted: Vec<Planted>,
}

impl Sample {
    /// Writes the files into a folder.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn put(&self, folder: &Path) -> io::Result<()> {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// A planted mistake, named by the finding that it must raise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planted {
    /// The file that has it.
    pub file: String,
    /// The id of the rule that must find it.
    pub rule: String,
    /// The id of the row.
    pub row: String,
    /// The id of the column.
    pub column: String,
}

/// A generator of pseudo-random numbers (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll() % (high - low + 1)
    }
}

/// The cells of a form, by row and column.
type Cells = BTreeMap<(String, String), CellValue>;

/// A commune's report before it is written.
struct Report {
    forms: BTreeMap<&'static str, Cells>,
}

impl Report {
    fn set(&mut self, form: &'static str, row: &str, column: &str, value: CellValue) {
        self.forms.entry(form).or_default().insert((row.to_owned(), column.to_owned()), value);
    }

    fn count(&mut self, form: &'static str, row: &str, value: u64) {
        self.set(form, row, "so_lieu", CellValue::Number(value.into()));
    }

    /// Sets a percentage with two decimals, unless its base is 0.
    fn share(&mut self, form: &'static str, row: &str, part: u64, base: u64) {
        if base > 0 {
            self.set(form, row, "so_lieu", CellValue::Number(rate(part, base)));
        }
    }
}

fn rate(part: u64, base: u64) -> Decimal {
    phuluc::form::round(Decimal::from(part * 100) / Decimal::from(base), 2).normalize()
}

/// What a round asks for, and the times of its report.
struct Asked {
    title: &'static str,
    receiver: &'static str,
    period: Period,
    cut_off: &'static str,
    due: &'static str,
    forms: &'static [&'static str],
    /// The moment at which every report is received.
    received: &'static str,
    /// Every commune with this number or a multiple of it sends nothing.
    silent: usize,
    /// The arguments of the command that makes the round.
    made_by: String,
    /// Whether every sheet must differ from every other.
    differing: bool,
}

/// The workbooks of a round by path, before they are registered.
pub type Workbooks = Vec<(String, Vec<u8>)>;

/// The round of a district on the year 2024, with this number of communes.
///
/// # Errors
/// If a workbook cannot be written.
pub fn sample(communes: usize, seed: u64) -> Result<Sample, Box<dyn Error>> {
    district(communes, seed, false, Ok)
}

/// The round of `sample`, with its workbooks changed before they arrive: by making all sheets differ, or in another
/// way.
///
/// # Errors
/// If a workbook cannot be written, or what happens to them fails.
pub fn district(
    communes: usize,
    seed: u64,
    differing: bool,
    sent: impl FnOnce(Workbooks) -> Result<Workbooks, Box<dyn Error>>,
) -> Result<Sample, Box<dyn Error>> {
    let catalogue = Catalogue::built_in().map_err(|_| "a built-in definition has problems")?;
    let asked = Asked {
        title: "Đợt báo cáo mẫu năm 2024",
        receiver: "Tỉnh Ví dụ",
        period: Period::new("2023-12-15".parse()?, "2024-12-14".parse()?).ok_or("a period")?,
        cut_off: "2024-12-14T23:59:59+07:00",
        due: "2024-12-16T17:00:00+07:00",
        forms: &FORMS,
        received: "2024-12-15T09:00:00+07:00",
        silent: SILENT,
        made_by: format!("{communes} DIR {seed}"),
        differing,
    };
    let report = |number| {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        let mut report = Report { forms: BTreeMap::new() };
        fill(&mut report, &mut dice, &catalogue);
        // every third commune makes a mistake, each a different one
        let planted = if number % 3 == 0 { plant(&mut report, number / 3 - 1) } else { Vec::new() };
        (report, planted)
    };
    asked.round(&catalogue, communes, report, sent)
}

/// The round of the first quarter of 2026: ten communes, and the forms in use.
///
/// # Errors
/// If a workbook cannot be written.
pub fn quarter() -> Result<Sample, Box<dyn Error>> {
    quarter::round()
}

/// The rule, row and column of a finding that must be raised.
type Mistake = (&'static str, &'static str, &'static str);

impl Asked {
    /// The files of the round. `report` gives the report of a commune and the mistakes in it, `sent` the workbooks as
    /// they come.
    fn round(
        &self,
        catalogue: &Catalogue,
        communes: usize,
        mut report: impl FnMut(usize) -> (Report, Vec<Mistake>),
        sent: impl FnOnce(Workbooks) -> Result<Workbooks, Box<dyn Error>>,
    ) -> Result<Sample, Box<dyn Error>> {
        let Self { title, receiver, period, cut_off, due, forms, made_by, .. } = self;
        let digits = communes.to_string().len().max(2);
        let round = format!(
            "# Made by `cargo run --release --example sample_round -- {made_by}`.\n\
             title = \"{title}\"\nreceiver = \"{receiver}\"\n\
             period = {{ from = {from}, to = {to} }}\ncut_off = {cut_off}\n\
             due = {due}\nforms = {forms:?}\n",
            from = period.from,
            to = period.to
        );
        let mut units: Vec<Unit> = Vec::new();
        let mut register = Register::default();
        let (mut files, mut senders, mut planted) = (Vec::new(), Vec::new(), Vec::new());
        for number in 1..=communes {
            let name = format!("Xã Ví dụ {number:0digits$}");
            let file = format!("nhan/xa-vi-du-{number:0digits$}.xlsx");
            units.push(Unit { code: Some(format!("VD{number:0digits$}")), ..Unit::named(&name) });
            if number % self.silent == 0 {
                continue;
            }
            let (report, mistakes) = report(number);
            planted.extend(mistakes.into_iter().map(|(rule, row, column)| Planted {
                file: file.clone(),
                rule: rule.to_owned(),
                row: row.to_owned(),
                column: column.to_owned(),
            }));
            files.push((file, self.write(&report, catalogue, number, &name)?));
            senders.push(number - 1);
        }
        let mut files = sent(files)?;
        for ((path, bytes), unit) in files.iter().zip(senders) {
            register.entries.push(RegisterLine {
                unit: Some(unit),
                number: 1,
                original: path.trim_start_matches("nhan/").to_owned(),
                sha256: phuluc::form::sha256(bytes),
                received: Moment::find(self.received, moment::viet_nam()),
                via: "trục văn bản".to_owned(),
                path: path.clone(),
                ..RegisterLine::default()
            });
        }
        planted.sort();
        let mut list = String::from("file;rule;row;column\n");
        for Planted { file, rule, row, column } in &planted {
            list += &format!("{file};{rule};{row};{column}\n");
        }
        let roster = book::list_sheet::write(&[template::roster(&units, moment::viet_nam())])?;
        let opened = Round::open(&round, Some(&grid::read(&roster)?), catalogue);
        let opened = opened.map_err(|_| "a round that phuluc cannot read")?;
        files.push((register::FILE.to_owned(), book::list_sheet::write(&[register.list(&opened)])?));
        files.push(("round.toml".to_owned(), round.into_bytes()));
        files.push(("don-vi.xlsx".to_owned(), roster));
        files.push(("loi-da-cai.csv".to_owned(), list.into_bytes()));
        Ok(Sample { files, planted })
    }

    /// The workbook of a commune.
    fn write(
        &self,
        report: &Report,
        catalogue: &Catalogue,
        number: usize,
        unit: &str,
    ) -> Result<Vec<u8>, Box<dyn Error>> {
        let period = self.period;
        let mut sheets = Vec::new();
        let mut forms = Vec::new();
        for id in self.forms {
            let form =
                catalogue.in_force(&FormId::from(*id), Some(period.to)).ok_or("a form of the round")?;
            forms.push([form.id.as_str(), &form.version, &form.sheet, &form.fingerprint].map(str::to_owned));
            sheets.push(FormSheet {
                present: form.columns.iter().map(|column| !column.optional).collect(),
                form,
                heading: Heading::report(unit, Some(self.receiver), Some(period)),
                rows: rows(form, report.forms.get(id).ok_or("a filled form")?),
                beside: Vec::new(),
                below: Vec::new(),
                folded: BTreeSet::new(),
                notes: Vec::new(),
            });
        }
        let (unit, level) = (Some(unit.to_owned()), Some(Level::Commune));
        let identity = Identity { unit, level, period: Some(period), forms, consolidated: false };
        if self.differing {
            differing::sheets(&mut sheets, number);
            return differing::package(&book::submission(&sheets, &identity)?, number);
        }
        Ok(book::submission(&sheets, &identity)?)
    }
}

/// The figure at a place; 0 if there is none.
fn figure(report: &Report, form: &'static str, row: &str, column: &str) -> Decimal {
    match report.forms.get(form).and_then(|cells| cells.get(&(row.to_owned(), column.to_owned()))) {
        Some(CellValue::Number(figure)) => *figure,
        _ => Decimal::ZERO,
    }
}

/// Plants the mistake of this number. Gives the findings that it must raise.
fn plant(report: &mut Report, which: usize) -> Vec<Mistake> {
    let text = |text: &str| CellValue::Text(text.to_owned());
    match which % 8 {
        0 => {
            let off = figure(report, "tthc-06a", "tong", "truc_tuyen") + Decimal::from(50);
            report.set("tthc-06a", "tong", "truc_tuyen", CellValue::Number(off));
            vec![
                ("tthc-06a/tiep-nhan", "tong", "tiep_nhan"),
                ("tthc-06a/tong-linh-vuc", "tong", "truc_tuyen"),
                ("so-lieu-bao-cao/truc-tuyen-theo-bieu-06a", "4.2", "so_lieu"),
            ]
        }
        1 => {
            report.count("cchc-hue-02", "7.2", 3);
            vec![("code-not-allowed", "7.2", "so_lieu")]
        }
        2 => {
            report.count("cchc-thai-nguyen-01", "7.8.2", 90);
            vec![("cchc-thai-nguyen-01/muc-do-4", "7.8.2", "so_lieu")]
        }
        3 => {
            let off = figure(report, "chi-so-cchc-vo-nhai", "tong", "tham_dinh_1") - Decimal::new(5, 1);
            report.set("chi-so-cchc-vo-nhai", "tong", "tham_dinh_1", CellValue::Number(off.normalize()));
            vec![("chi-so-cchc-vo-nhai/diem-bang-tong", "tong", "tham_dinh_1")]
        }
        4 => {
            report.set("bo-chi-so-766", "4", "toi_da", CellValue::Empty);
            report.set("bo-chi-so-766", "4", "diem", CellValue::Empty);
            vec![("bo-chi-so-766/du-sau-truc", "1", "toi_da")]
        }
        5 => {
            // somebody typed 1.232 on a PC whose decimal sign is the dot
            report.set("tthc-06a", "Đất đai", "tiep_nhan", CellValue::Number(Decimal::new(1232, 3)));
            vec![("ambiguous-number", "dat dai", "tiep_nhan")]
        }
        6 => {
            report.set("cchc-hue-04", "3.4", "so_lieu", text("%"));
            vec![("not-a-number", "3.4", "so_lieu")]
        }
        _ => {
            report.count("cchc-hue-02", "5", 25);
            vec![("value-in-heading", "5", "so_lieu")]
        }
    }
}

fn rows(form: &Form, cells: &Cells) -> Vec<SheetRow> {
    let value = |row: &str, column: &str| {
        cells.get(&(row.to_owned(), column.to_owned())).cloned().unwrap_or(CellValue::Empty)
    };
    let text = |text: Option<&String>| text.map_or(CellValue::Empty, |text| CellValue::Text(text.clone()));
    if let Some(total) = form.total_row() {
        let fields = FIELDS.iter().map(|(field, _)| (*field, *field, Look::Plain));
        let lines = fields.chain([(total.id.as_str(), &*total.label, Look::Total)]);
        return lines
            .map(|(id, label, look)| {
                let cells = form.columns.iter().map(|column| match column.holds {
                    Holds::Label => CellValue::Text(label.to_owned()),
                    _ => value(id, column.id.as_str()),
                });
                SheetRow { cells: cells.collect(), look }
            })
            .collect();
    }
    let printed = form.fixed_rows().iter().map(|row| {
        let cells = form.columns.iter().map(|column| match column.holds {
            Holds::Code => text(row.code.as_ref()),
            Holds::Label => CellValue::Text(row.label.to_string()),
            Holds::Measure => text(row.measured_in.as_ref()),
            _ => value(row.id.as_str(), column.id.as_str()),
        });
        SheetRow { cells: cells.collect(), look: if row.heading { Look::Heading } else { Look::Plain } }
    });
    printed.collect()
}
