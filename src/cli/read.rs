//! `phuluc doc-so-lieu`: prints the values as they were read, one line each, or writes rounds as tables into a folder.

use super::output::{self, NOT_DONE};
use super::tables::{self, Format};
use super::{Error, disk, inputs};
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
    /// Cách trình bày: csv (mở bằng Excel), json, hoặc parquet (để truy vấn nhiều kỳ)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// Ghi kết quả ra tệp này; không có --format thì theo đuôi tệp: .csv, .json. Nếu là thư mục: mỗi đợt, mỗi kỳ một tệp để truy vấn
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    if let Some(folder) = args.output.as_deref().filter(|output| is_folder(output)) {
        let format = args.format.unwrap_or(Format::Csv);
        if format == Format::Json {
            return Err(Error::NeedsFile(folder.to_owned()));
        }
        tables::write(&args.paths, format, folder, forms, lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    disk::refuse_inputs(args.output.as_deref(), &args.paths)?;
    let checker = inputs::checker(forms, inputs::first_round(&args.paths), lang)?;
    let reports = inputs::reports(&args.paths, &inputs::tools(&checker))?;
    let is_json = args.output.as_deref().and_then(Path::extension).is_some_and(|ending| ending == "json");
    let result = match args.format.unwrap_or(if is_json { Format::Json } else { Format::Csv }) {
        Format::Json => report::json::read(&reports)?,
        Format::Csv => report::csv::read(&reports, lang)?,
        #[cfg(feature = "parquet")]
        Format::Parquet => return Err(Error::NeedsFolder),
    };
    output::print_styled_or_write(&visible(&result), args.output.as_deref(), lang)?;
    let mut code = ExitCode::SUCCESS;
    for report in reports.iter().filter(|report| report.status() == FileStatus::Unreadable) {
        for finding in &report.checked.findings {
            output::print_message(&format!("{}: {}", report.path, words::message(lang, finding)));
        }
        code = ExitCode::from(NOT_DONE);
    }
    Ok(code)
}

/// Whether what is named as output is a folder: it is one, or its name ends like one.
fn is_folder(output: &Path) -> bool {
    output.is_dir() || output.as_os_str().to_string_lossy().ends_with(['/', '\\'])
}
