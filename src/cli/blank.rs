//! `phuluc tao-mau`: writes the workbook to hand out.

use super::disk::{Disk, shown};
use super::output::{self, Target};
use super::{Error, inputs, next};
use phuluc::author::{Blank, Order};
use phuluc::check::{Checker, GeneralFinding, NotInForce};
use phuluc::desk::{Folder, HandedOut, OpenRound};
use phuluc::form::{Level, Period};
use phuluc::say::{Lang, NextStep, RoundMessage, StatusMessage, words};
use phuluc::{book, desk};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Các biểu, theo mã hoặc tên (tthc-06a, "Biểu 06a"), theo thứ tự trang tính; xem bằng “phuluc bieu-mau”
    #[arg(value_name = "FORM", required_unless_present = "round")]
    form: Vec<String>,
    /// Tệp Excel ghi ra
    #[arg(short, long, value_name = "FILE", required_unless_present = "round")]
    output: Option<PathBuf>,
    /// Thư mục của một đợt báo cáo: lập tệp mẫu cho từng đơn vị, ghi vào thư mục mau của đợt
    #[arg(long, value_name = "ROUND", conflicts_with_all = ["form", "output", "unit", "level", "receiver", "period", "previous"])]
    round: Option<PathBuf>,
    /// Đơn vị báo cáo, như “UBND xã Ví dụ 01”
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Cấp của đơn vị nếu tên không cho biết: xã, huyện, tỉnh, sở
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,
    /// Đơn vị nhận báo cáo
    #[arg(long, value_name = "UNIT")]
    receiver: Option<String>,
    /// Kỳ báo cáo: "quý I/2026", "năm 2026", hoặc 15/12/2025-14/3/2026
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Option<Period>,
    /// Báo cáo kỳ trước của đơn vị: số đang giải quyết cuối kỳ được chuyển sang
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms, args.round.as_deref(), lang)?;
    match (&args.round, &args.output) {
        (Some(round), _) => {
            let (disk, tools) = (Disk::of_round(round), inputs::tools(&checker));
            let count = OpenRound::open(&disk, &tools)?.hand_out(&tools)?;
            say_handed_out(&count, &disk, lang);
            next::say(&NextStep::Await, &disk, lang);
        }
        (None, Some(output)) => one(args, output, &checker, lang)?,
        (None, None) => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn one(args: &Args, output: &Path, checker: &Checker, lang: Lang) -> Result<(), Error> {
    if output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Error::NotXlsx(output.to_owned()));
    }
    let mut wanted = Vec::new();
    for name in &args.form {
        // a form with no version in force then is still better than none
        let form = checker.catalogue().called(name, args.period.map(|period| period.to));
        let form = form.map_err(|may_be| desk::Error::UnknownForm { form: name.clone(), may_be })?;
        if let Some(period) = args.period.filter(|period| !form.in_force(period.to)) {
            let instead = checker.catalogue().in_place_of(form, period.to);
            let why = NotInForce::new(form, period, &instead).say(lang, None);
            let form = &form.known_as();
            output::print_message(&words::say(lang, RoundMessage::BlankNotInForce { form, why: &why }));
        }
        wanted.push(Arc::clone(form));
    }
    let previous = match &args.previous {
        Some(path) => {
            inputs::previous(std::slice::from_ref(path), &inputs::tools(checker))?.into_iter().next()
        }
        None => None,
    };
    let unit = args.unit.clone().or_else(|| previous.as_ref().and_then(|previous| previous.unit.clone()));
    let periods = checker.catalogue().calendar().periods_of(&wanted);
    let mut blank = Blank::new(Order {
        forms: wanted,
        periods,
        unit,
        level: args.level,
        receiver: args.receiver.clone(),
        period: args.period,
        names: Order::names(checker.catalogue()),
    })?;
    let carried = previous.as_ref().map(|previous| blank.carry(previous)).transpose()?;
    if args.previous.as_ref().is_some_and(|path| is_same(path, output)) {
        return Err(Error::OverInput(output.to_owned()));
    }
    Target::new(output)?.write(&book::blank::write(&blank)?)?;
    let path = shown(output);
    let names: Vec<String> = blank.forms().map(|form| form.known_as()).collect();
    let forms = &names.join(", ");
    let mut lines = vec![words::say(lang, RoundMessage::BlankWritten { path: &path, forms })];
    lines.extend(carried.map(|figures| words::say(lang, RoundMessage::CarriedOver { figures })));
    output::print_text(&(lines.join("\n") + "\n"))
}

/// Says how many workbooks were written for the units of a round, and where.
pub(super) fn say_handed_out(count: &HandedOut, disk: &Disk, lang: Lang) {
    let HandedOut { written, there_before: kept, carried, of_nobody, owing_nothing } = count;
    let folder = &disk.shown(desk::HANDED_OUT);
    let message =
        RoundMessage::BlanksWritten { written: *written, kept: *kept, carried: *carried, of_nobody, folder };
    output::print_message(&words::say(lang, message));
    let names: Vec<&str> = owing_nothing.iter().map(String::as_str).collect();
    if !names.is_empty() {
        output::print_message(&words::say(lang, StatusMessage::OweNothing(&names)));
    }
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn level(text: &str) -> Result<Level, String> {
    Level::named(text).ok_or_else(|| "xã, huyện, tỉnh, sở".to_owned())
}

fn period(text: &str) -> Result<Period, String> {
    Period::written(text).ok_or_else(|| "\"quý I/2026\", \"năm 2026\", 15/12/2025-14/3/2026".to_owned())
}
