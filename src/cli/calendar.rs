//! `phuluc lich`: the reports that are due in a year, with their days, and the days off.

use super::disk::shown;
use super::output::{self, Target};
use super::{Error, clock, inputs};
use phuluc::desk;
use phuluc::form::{Catalogue, Form, viet_nam};
use phuluc::say::{Lang, RoundMessage, calendar, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Năm; mặc định là năm nay
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=9999))]
    year: Option<i32>,
    /// Chỉ biểu này, ghi nhiều lần nếu có nhiều biểu; mặc định mọi biểu đang có hiệu lực
    #[arg(long = "form", value_name = "FORM")]
    form: Vec<String>,
    /// Ghi thêm tệp .ics để mở bằng Outlook, lịch Google hoặc lịch điện thoại; tên tệp đuôi khác thì ghi kết quả ra tệp đó
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let catalogue = inputs::catalogue(forms, None, lang)?;
    let year = match args.year {
        Some(year) => year,
        None => clock::when(None).moment(viet_nam())?.year(),
    };
    let (file, calendar_file) = match args.output.as_deref() {
        Some(path) if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ics")) => {
            (None, Some((path, Target::new(path)?)))
        }
        other => (other, None),
    };
    let scheduled = catalogue.calendar().schedule(wanted(&args.form, &catalogue)?, year);
    output::print_or_write(&calendar::text(catalogue.calendar(), &scheduled, year, lang), file, lang)?;
    if let Some((path, target)) = calendar_file {
        target.write(calendar::ics(catalogue.calendar(), &scheduled, year, lang).as_bytes())?;
        output::print_message(&words::say(lang, RoundMessage::Written(&shown(path))));
    }
    Ok(ExitCode::SUCCESS)
}

/// The forms that are named, or all.
fn wanted<'c>(names: &[String], catalogue: &'c Catalogue) -> Result<Vec<&'c Arc<Form>>, Error> {
    let mut ids = Vec::new();
    for name in names {
        let called = catalogue.called(name, None);
        ids.push(&called.map_err(|may_be| desk::Error::UnknownForm { form: name.clone(), may_be })?.id);
    }
    Ok(catalogue.forms().filter(|form| ids.is_empty() || ids.contains(&&form.id)).collect())
}
