//! `phuluc tao-dot`: makes the folder of a new round, with `round.toml`, `don-vi.xlsx` and a blank for each unit.

use super::disk::{self, Disk, shown};
use super::{Error, blank, inputs, next, output};
use chrono::NaiveDate;
use phuluc::desk;
use phuluc::desk::{FileContent, Folder, NewRound, Tools, WantedPeriod};
use phuluc::form::{Deadline, PartOfYear, Period, moment};
use phuluc::round::{UnitList, imported_units, outside};
use phuluc::say::{CalendarMessage, Lang, NextStep, RoundMessage, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
    /// Thời hạn gửi báo cáo; mặc định theo chế độ báo cáo của biểu, trừ ngày nghỉ (xem “phuluc lich”)
    #[arg(long, value_name = "TIME")]
    due: Option<String>,
    /// Tên đợt báo cáo
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Đơn vị tổng hợp
    #[arg(long, value_name = "TEXT")]
    receiver: Option<String>,
    /// Biểu phải gửi, theo mã hoặc tên (tthc-06a, "Biểu 06a"), ghi nhiều lần nếu có nhiều biểu; mặc định mọi biểu đang có hiệu lực
    #[arg(long = "form", value_name = "FORM")]
    form: Vec<String>,
    /// Thư mục của đợt kỳ trước: số chuyển từ kỳ trước được điền sẵn vào mẫu
    #[arg(long, value_name = "DIR")]
    previous: Option<PathBuf>,
    /// Danh sách đơn vị: tệp Excel hoặc .csv có cột “Tên đơn vị” (và “Mã đơn vị”, nếu có)
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms, Some(&args.folder), lang)?;
    let tools = inputs::tools(&checker);
    let disk = Disk::new(&args.folder);
    desk::refuse_round(&disk)?;
    let previous = args.previous.as_deref().map(|path| disk::seen_from(&args.folder, path));
    let new = NewRound {
        period: period(args)?,
        period_name: args.period.as_deref(),
        due: args.due.as_deref(),
        title: args.title.as_deref(),
        receiver: args.receiver.as_deref(),
        forms: &args.form,
        previous: previous.as_deref(),
        list: &match &args.units {
            Some(path) => units(path, &tools)?,
            None => UnitList::default(),
        },
    };
    for notice in words::list_notices(lang, &new.list.notices) {
        output::print_message(&notice);
    }
    let begun = desk::begin(&disk, &new, &tools)?;
    output::print_message(&words::say(
        lang,
        RoundMessage::Made {
            folder: &shown(&args.folder),
            period: begun.deadline.period,
            due: begun.deadline.due,
            units: new.list.units.len(),
            forms: begun.forms,
        },
    ));
    if let Some(moved) = &begun.deadline.moved {
        output::print_message(&words::say(
            lang,
            CalendarMessage::DueMoved { due: begun.deadline.due, moved },
        ));
    }
    let Deadline { due, cut_off, .. } = begun.deadline;
    if due < cut_off {
        output::print_message(&words::say(lang, CalendarMessage::DueBeforeEnd { due, cut_off }));
    }
    for (form, deadline) in &begun.others {
        output::print_message(&words::say(lang, CalendarMessage::OtherClock { form, deadline }));
    }
    if !begun.unknown_years.is_empty() {
        output::print_message(&words::say(lang, CalendarMessage::NoHolidays(&begun.unknown_years)));
    }
    if begun.outside > 0 {
        let file = &disk.shown(outside::FILE);
        output::print_message(&words::say(
            lang,
            RoundMessage::OutsidePrepared { file, figures: begun.outside },
        ));
    }
    let step = match begun.handed_out {
        Some(count) => {
            blank::say_handed_out(&count, &disk, lang);
            NextStep::Await
        }
        None => NextStep::ListUnits,
    };
    next::say(&step, &disk, lang);
    Ok(ExitCode::SUCCESS)
}

fn period(args: &Args) -> Result<WantedPeriod, Error> {
    if let (Some(from), Some(to)) = (&args.from, &args.to) {
        let (from, to) = (day(from)?, day(to)?);
        let days = Period::new(from, to).ok_or_else(|| Error::NoSuchPeriod(format!("{from} – {to}")))?;
        return Ok(WantedPeriod::Days(days));
    }
    let name = args.period.clone().unwrap_or_default();
    let part = PartOfYear::named(&name).map(WantedPeriod::Part);
    part.or_else(|| Period::written(&name).map(WantedPeriod::Days)).ok_or(Error::NoSuchPeriod(name))
}

fn day(text: &str) -> Result<NaiveDate, desk::Error> {
    moment::find_day(text).ok_or_else(|| desk::Error::NoSuchMoment(text.to_owned()))
}

fn units(path: &Path, tools: &Tools<'_>) -> Result<UnitList, Error> {
    let name = shown(path);
    let sheets = match disk::content(path) {
        FileContent::Missing => return Err(inputs::not_read(path, std::io::ErrorKind::NotFound.into())),
        content => desk::list_sheets(&path.display().to_string(), &content, tools)?,
    };
    Ok(imported_units::import(&name, &sheets).map_err(desk::Error::List)?)
}
