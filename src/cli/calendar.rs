//! `phuluc lich`: which reports are due when in a year, and which days are off.

use super::disk::shown;
use super::output::{self, Target};
use super::{Error, clock, inputs};
use phuluc::desk;
use phuluc::form::{Catalogue, Form, near, viet_nam};
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
    /// Ghi thêm tệp .ics để mở bằng Outlook, lịch Google hoặc lịch điện thoại
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let catalogue = inputs::catalogue(forms, None, lang)?;
    let year = match args.year {
        Some(year) => year,
        None => clock::when(None).moment(viet_nam())?.year(),
    };
    let target = args.output.as_deref().map(Target::new).transpose()?;
    let scheduled = catalogue.calendar().schedule(wanted(&args.form, &catalogue)?, year);
    output::data(&calendar::text(catalogue.calendar(), &scheduled, year, lang))?;
    if let (Some(target), Some(file)) = (target, &args.output) {
        target.write(calendar::ics(catalogue.calendar(), &scheduled, year, lang).as_bytes())?;
        output::say(&words::say(lang, RoundMessage::Written(&shown(file))));
    }
    Ok(ExitCode::SUCCESS)
}

/// The forms named, or all.
fn wanted<'c>(names: &[String], catalogue: &'c Catalogue) -> Result<Vec<&'c Arc<Form>>, Error> {
    for name in names {
        if catalogue.forms().all(|form| form.id.as_str() != name) {
            let near = near(name, catalogue.forms().map(|form| form.id.as_str()));
            return Err(desk::Error::UnknownForm { form: name.clone(), near }.into());
        }
    }
    Ok(catalogue
        .forms()
        .filter(|form| names.is_empty() || names.iter().any(|name| form.id.as_str() == name))
        .collect())
}
