//! `phuluc tao-dot`: the folder of a new round, with `round.toml`, `don-vi.xlsx` and a blank for each unit.

use super::output::{self, Target};
use super::{Error, handing_out, inputs, open_round};
use chrono::{NaiveDate, NaiveTime};
use phuluc::book::list_sheet;
use phuluc::catalogue::Catalogue;
use phuluc::form::Form;
use phuluc::form::problem::near;
use phuluc::moment::{self, Moment};
use phuluc::period::{Period, working_days_after};
use phuluc::round::template::{self, Beginning};
use phuluc::round::{self, Unit, roster};
use phuluc::unit::Level;
use phuluc::words::{self, Lang, RoundMessage};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// How many working days after the cut-off reports are due, unless the round says otherwise.
const WORKING_DAYS: u32 = 2;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo sẽ lập
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Kỳ báo cáo theo tên: "quý IV/2026", "6 tháng đầu năm 2026", "năm 2026", "tháng 3/2026"
    #[arg(long, value_name = "NAME", conflicts_with_all = ["from", "to"], required_unless_present = "from")]
    period: Option<String>,
    /// Ngày đầu của kỳ báo cáo, nếu không ghi theo tên
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<String>,
    /// Ngày cuối của kỳ báo cáo
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<String>,
    /// Thời hạn gửi báo cáo; mặc định 17 giờ, 2 ngày làm việc sau ngày chốt số liệu
    #[arg(long, value_name = "TIME")]
    due: Option<String>,
    /// Tên đợt báo cáo
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Đơn vị tổng hợp
    #[arg(long, value_name = "TEXT")]
    receiver: Option<String>,
    /// Biểu phải gửi, ghi nhiều lần nếu có nhiều biểu; mặc định mọi biểu đang có hiệu lực
    #[arg(long = "form", value_name = "FORM")]
    form: Vec<String>,
    /// Danh sách đơn vị: tệp Excel có cột “Tên đơn vị” (và “Mã đơn vị”, nếu có)
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let (text, roster) = (args.folder.join(round::FILE), args.folder.join(round::ROSTER));
    if let Some(there) = [&text, &roster].into_iter().find(|path| path.exists()) {
        return Err(Error::AlreadyThere(there.clone()));
    }
    let period = period(args)?;
    let zone = moment::viet_nam();
    let at_five = |day| Moment::local(day, NaiveTime::from_hms_opt(17, 0, 0)?, zone);
    let due = match &args.due {
        Some(due) => Moment::find(due, zone).ok_or_else(|| Error::NoSuchMoment(due.clone()))?,
        None => working_days_after(period.to, WORKING_DAYS)
            .and_then(at_five)
            .ok_or_else(|| Error::NoSuchMoment(period.to.to_string()))?,
    };
    let said = args.period.clone().unwrap_or_else(|| period.to_string());
    let beginning = Beginning {
        title: args.title.clone().unwrap_or_else(|| format!("Báo cáo cải cách hành chính {said}")),
        receiver: args.receiver.clone(),
        level: args.receiver.as_deref().and_then(Level::of_unit),
        period,
        cut_off: Moment::end_of(period.to, zone).unwrap_or(due),
        due,
        forms: wanted(&args.form, checker.catalogue(), period)?,
    };
    let units = match &args.units {
        Some(path) => units(path)?,
        None => Vec::new(),
    };
    let files = [Target::new(&text)?, Target::new(&roster)?];
    for folder in [open_round::RECEIVED, open_round::RETURNED, open_round::CONSOLIDATED] {
        let folder = args.folder.join(folder);
        fs::create_dir_all(&folder).map_err(|source| Error::Write { path: folder, source })?;
    }
    let [text_target, roster_target] = files;
    text_target.write(beginning.text().as_bytes())?;
    roster_target.write(&list_sheet::write(&[template::roster(&units, zone)])?)?;
    output::say(&words::say(
        lang,
        RoundMessage::Made {
            folder: &inputs::shown(&args.folder),
            period,
            due,
            units: units.len(),
            forms: beginning.forms.len(),
        },
    ));
    if !units.is_empty() {
        handing_out::write(&open_round::open(&args.folder, &checker)?, checker.catalogue(), lang)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn period(args: &Args) -> Result<Period, Error> {
    if let (Some(from), Some(to)) = (&args.from, &args.to) {
        let day = |text: &String| moment::find_day(text).ok_or_else(|| Error::NoSuchMoment(text.clone()));
        let (from, to): (NaiveDate, NaiveDate) = (day(from)?, day(to)?);
        return Period::new(from, to).ok_or_else(|| Error::NoSuchPeriod(format!("{from} – {to}")));
    }
    let name = args.period.clone().unwrap_or_default();
    Period::named(&name).ok_or(Error::NoSuchPeriod(name))
}

/// The forms named, or all that are in force when the period ends.
fn wanted<'c>(names: &[String], catalogue: &'c Catalogue, period: Period) -> Result<Vec<&'c Form>, Error> {
    let all: Vec<&Form> =
        catalogue.forms().filter(|form| form.in_force(period.to)).map(Arc::as_ref).collect();
    if names.is_empty() {
        return Ok(all);
    }
    let find = |name: &String| {
        let found = all.iter().copied().find(|form| form.id.as_str() == name);
        found.ok_or_else(|| {
            let near = near(name, all.iter().map(|form| form.id.as_str()));
            Error::UnknownForm { form: name.clone(), near }
        })
    };
    names.iter().map(find).collect()
}

fn units(path: &Path) -> Result<Vec<Unit>, Error> {
    let missing = || Error::Read { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() };
    let sheets = open_round::list(path)?.ok_or_else(missing)?;
    roster::import(&inputs::shown(path), &sheets).map_err(Error::List)
}
