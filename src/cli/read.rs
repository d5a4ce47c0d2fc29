//! `phuluc doc-so-lieu`: prints the values as they were read, one line each.

use super::output::{self, NOT_DONE};
use super::{Error, disk, inputs};
use clap::ValueEnum;
use phuluc::form::visible;
use phuluc::round::FileStatus;
use phuluc::say::{Lang, report, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Tệp Excel, thư mục chứa tệp, hoặc thư mục của một đợt báo cáo (có round.toml)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Cách trình bày: csv (mở bằng Excel) hoặc json
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// Ghi kết quả ra tệp này; không có --format thì theo đuôi tệp: .csv, .json
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    disk::refuse_inputs(args.output.as_deref(), &args.paths)?;
    let checker = inputs::checker(forms, inputs::first_round(&args.paths), lang)?;
    let reports = inputs::reports(&args.paths, &inputs::tools(&checker))?;
    let is_json = args.output.as_deref().and_then(Path::extension).is_some_and(|ending| ending == "json");
    let result = match args.format.unwrap_or(if is_json { Format::Json } else { Format::Csv }) {
        Format::Csv => report::csv::read(&reports, lang)?,
        Format::Json => report::json::read(&reports)?,
    };
    output::result(&visible(&result), args.output.as_deref(), lang)?;
    let mut code = ExitCode::SUCCESS;
    for report in reports.iter().filter(|report| report.status() == FileStatus::Unreadable) {
        for finding in &report.checked.findings {
            output::say(&format!("{}: {}", report.path, words::message(lang, finding)));
        }
        code = ExitCode::from(NOT_DONE);
    }
    Ok(code)
}
