//! `phuluc kiem-tra`: checks workbooks and says which cells to look at.

use super::output::{self, NOT_DONE};
use super::{Error, FailOn, clock, inputs, returning};
use clap::ValueEnum;
use phuluc::file_report::{FileReport, FileStatus};
use phuluc::moment;
use phuluc::report;
use phuluc::words::Lang;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Tệp Excel, thư mục chứa tệp, hoặc thư mục của một đợt báo cáo (có round.toml)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Cách trình bày: text (để đọc), json, csv (mở bằng Excel)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// Báo cáo kỳ trước (tệp hoặc thư mục) để so số chuyển kỳ
    #[arg(long, value_name = "PATH", num_args = 1..)]
    previous: Vec<PathBuf>,
    /// Lập phiếu yêu cầu chỉnh sửa, bổ sung số liệu cho từng báo cáo có nội dung cần xem lại, ghi vào thư mục này (của một đợt thì mặc định là tra-lai)
    #[arg(long = "return", value_name = "DIR", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "not given, given alone, given with a folder")]
    returning: Option<Option<PathBuf>>,
    /// Thời hạn gửi lại in ở phiếu; của một đợt thì mặc định là thời hạn gửi báo cáo
    #[arg(long, value_name = "TIME", requires = "returning")]
    resend_by: Option<String>,
    /// Mức độ từ đó mã thoát là 1: error, warning, note, never
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "error",
        hide_default_value = true,
        hide_possible_values = true
    )]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

impl Args {
    /// Whether it prints text and no data.
    pub const fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Text)
    }
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let previous = inputs::previous(&args.previous, &checker)?;
    let sources = inputs::sources(&args.paths, &checker, &previous)?;
    if let Some(folder) = &args.returning {
        let zone = moment::viet_nam();
        let by = args.resend_by.as_deref().map(|by| clock::moment(by, zone)).transpose()?;
        returning::write(&sources, folder.as_deref(), by, lang)?;
    }
    let reports: Vec<FileReport> = sources.into_iter().flat_map(inputs::Source::into_reports).collect();
    output::data(&match args.format {
        Format::Text => report::text::check(&reports, lang),
        Format::Json => report::json::check(&reports, lang)?,
        Format::Csv => report::csv::check(&reports, lang)?,
    })?;
    let worst = reports.iter().filter_map(|report| report.checked.worst()).max();
    Ok(if reports.iter().any(|report| report.status() == FileStatus::Unreadable) {
        ExitCode::from(NOT_DONE)
    } else if args.fail_on.is_reached_by(worst) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
