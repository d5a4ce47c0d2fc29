//! `phuluc kiem-tra`: checks workbooks and says which cells to look at.

use super::disk::{self, Disk, shown};
use super::inputs::{self, Source};
use super::output::{self, NOT_DONE};
use super::{Error, FailOn, clock, next};
use clap::ValueEnum;
use phuluc::desk;
use phuluc::desk::{FileContent, SendBack, Tools};
use phuluc::form::visible;
use phuluc::form::{Moment, Severity, moment};
use phuluc::grid::Sheet;
use phuluc::page::ReadReport;
use phuluc::round::{FileReport, FileStatus, Material, Member, Round, consolidate, influence};
use phuluc::say::report::influence::MendFirst;
use phuluc::say::{Lang, NextStep, report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Tệp Excel, thư mục chứa tệp, hoặc thư mục của một đợt báo cáo (có round.toml)
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Cách trình bày: text (để đọc), html (một trang để xem hoặc gửi thư), json, csv (mở bằng Excel)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// Báo cáo kỳ trước, cùng kỳ năm trước (tệp, thư mục, đợt hoặc tệp tổng hợp) để so số liệu
    #[arg(long, value_name = "PATH", num_args = 1..)]
    previous: Vec<PathBuf>,
    /// Lập phiếu yêu cầu chỉnh sửa, bổ sung số liệu cho từng báo cáo có nội dung cần xem lại, ghi vào thư mục này (của một đợt thì mặc định là tra-lai)
    #[arg(long = "return", value_name = "DIR", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "not given, given alone, given with a folder")]
    returning: Option<Option<PathBuf>>,
    /// Thời hạn gửi lại in ở phiếu; của một đợt thì mặc định là thời hạn gửi báo cáo
    #[arg(long, value_name = "TIME", requires = "returning")]
    resend_by: Option<String>,
    /// Thời điểm lập phiếu; mặc định là bây giờ
    #[arg(long, value_name = "TIME", requires = "returning")]
    at: Option<String>,
    /// Chỉ nêu nội dung từ mức độ này trở lên: error (Lỗi), warning (Cần xem lại), note (Lưu ý)
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "note",
        hide_default_value = true,
        hide_possible_values = true
    )]
    severity: Least,
    /// Ghi kết quả ra tệp này; không có --format thì theo đuôi tệp: .txt, .html, .json, .csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
    Html,
    Json,
    Csv,
}

impl Args {
    /// Whether it prints text for people.
    pub fn is_for_people(&self) -> bool {
        matches!(self.format(), Format::Text)
    }

    /// The format that was asked for, or else the one of the output file's ending.
    fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        self.format.unwrap_or(match ending.map(str::to_lowercase).as_deref() {
            Some("html" | "htm") => Format::Html,
            Some("json") => Format::Json,
            Some("csv") => Format::Csv,
            _ => Format::Text,
        })
    }
}

/// The least severity that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Least {
    Error,
    Warning,
    Note,
}

impl Least {
    const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    disk::refuse_inputs(args.output.as_deref(), &args.paths)?;
    let checker = inputs::checker(forms, inputs::first_round(&args.paths), lang)?;
    let tools = inputs::tools(&checker);
    let previous = inputs::previous(&args.previous, &tools)?;
    let disks = inputs::disks(&args.paths);
    let sources = inputs::sources(&disks, &tools, &previous)?;
    let (mut all_sent_back, mut written) = (true, None);
    if let Some(folder) = &args.returning {
        let by = args.resend_by.as_deref().map(|by| desk::moment(by, moment::viet_nam())).transpose()?;
        let now = clock::when(args.at.as_deref()).moment(moment::viet_nam())?;
        let (is_whole, files) = send_back(&sources, folder.as_deref(), (by, now), &tools, lang)?;
        (all_sent_back, written) = (is_whole, Some(files));
    }
    let folder = args.returning.iter().flatten().map(|folder| shown(folder)).next();
    let round = next_step(&sources, written, folder);
    let first = match args.format() {
        Format::Text => {
            let rounds = sources.iter().filter_map(|source| match source {
                Source::Round { open, members, .. } => Some(mend_first(&open.round, members, &tools, lang)),
                Source::Files(_) => None,
            });
            rounds.collect()
        }
        Format::Html | Format::Json | Format::Csv => String::new(),
    };
    let mend_first: Vec<MendFirst> = match args.format() {
        Format::Json => sources.iter().filter_map(|source| mend_first_in(source, &tools, lang)).collect(),
        Format::Text | Format::Html | Format::Csv => Vec::new(),
    };
    let mut reports: Vec<FileReport> = sources.into_iter().flat_map(inputs::Source::into_reports).collect();
    let worst = reports.iter().filter_map(|report| report.checked.worst()).max();
    for report in &mut reports {
        report.findings_mut().retain(|finding| finding.severity >= args.severity.severity());
    }
    let result = match args.format() {
        Format::Text => report::text::check(&reports, lang) + &first,
        Format::Html => visible(&page(&reports, &tools)).into_owned(),
        Format::Json => visible(&report::json::check_rounds(&reports, &mend_first, lang)?).into_owned(),
        Format::Csv => visible(&report::csv::check(&reports, lang)?).into_owned(),
    };
    output::print_styled_or_write(&result, args.output.as_deref(), lang)?;
    if let Some((step, disk)) = round.filter(|_| args.is_for_people() && all_sent_back) {
        next::say(&step, disk, lang);
    }
    Ok(if !all_sent_back || reports.iter().any(|report| report.status() == FileStatus::Unreadable) {
        ExitCode::from(NOT_DONE)
    } else if args.fail_on.is_reached_by(worst) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The places to correct first in a round, by how much they move the totals; empty if none does.
pub(crate) fn mend_first(round: &Round, members: &[Member], tools: &Tools<'_>, lang: Lang) -> String {
    let consolidation = consolidate::consolidate(Material::new(round, members.to_vec()), tools.catalogue());
    let lines = report::influence::lines(&influence::of(&consolidation), lang);
    if lines.is_empty() { String::new() } else { visible(&format!("\n{}\n", lines.join("\n"))).into_owned() }
}

/// The places to correct first, as data for programs.
pub(crate) fn mend_first_for_programs(
    round: &Round,
    members: &[Member],
    tools: &Tools<'_>,
    lang: Lang,
) -> MendFirst {
    let consolidation = consolidate::consolidate(Material::new(round, members.to_vec()), tools.catalogue());
    report::influence::for_programs(&influence::of(&consolidation), &round.title, lang)
}

fn mend_first_in(source: &Source<'_>, tools: &Tools<'_>, lang: Lang) -> Option<MendFirst> {
    match source {
        Source::Round { open, members, .. } => {
            Some(mend_first_for_programs(&open.round, members, tools, lang))
        }
        Source::Files(_) => None,
    }
}

/// The next step, if exactly one round was checked. `written` is the number of workbooks that go back, if somebody
/// asked for them, and `folder` is where they stand, unless that is the round's own.
fn next_step<'s>(
    sources: &[Source<'s>],
    written: Option<usize>,
    folder: Option<String>,
) -> Option<(NextStep, &'s Disk)> {
    let [Source::Round { disk, members, .. }] = sources else { return None };
    let failing = members.iter().filter(|member| member.is_to_mend()).count();
    let step = match (written, failing) {
        (Some(0), _) | (None, 0) => NextStep::Look,
        (Some(_), _) => NextStep::AwaitResent(folder),
        (None, failing) => NextStep::SendBack(failing),
    };
    Some((step, disk))
}

/// The reports with their sheets, as one page.
fn page(reports: &[FileReport], tools: &Tools<'_>) -> String {
    // a file that cannot be read has no sheets, and its report says why
    let sheets = |report: &FileReport| match disk::content(Path::new(&report.path)) {
        FileContent::Bytes(bytes) => (tools.read)(&bytes).unwrap_or_default(),
        FileContent::Unreadable(_) | FileContent::Missing => Vec::new(),
    };
    let sheets: Vec<Vec<Sheet>> = tools.map(reports, sheets);
    let read = reports.iter().zip(&sheets).map(|(report, sheets)| ReadReport { report, sheets });
    phuluc::page::report_file(&read.collect::<Vec<_>>())
}

/// Writes a marked workbook into `folder` for each sender whose reports have findings. Without a folder, those of a
/// round go into the round's own. Gives whether all could be written, and how many were.
fn send_back(
    sources: &[Source<'_>],
    folder: Option<&Path>,
    (resend_by, now): (Option<Moment>, Moment),
    tools: &Tools<'_>,
    lang: Lang,
) -> Result<(bool, usize), Error> {
    let (mut is_whole, mut written) = (true, 0);
    // the paths of reports are relative to the working directory
    let from = Disk::new(Path::new(""));
    for source in sources {
        let own = match source {
            Source::Round { disk, .. } => Some(disk.path(desk::RETURNED)),
            Source::Files(_) => None,
        };
        if let Source::Round { disk, .. } = source {
            disk.refuse_return(folder)?;
        }
        let sets_aside = folder.is_none();
        let folder = folder.map(Path::to_owned).or(own).ok_or(Error::NoReturnFolder)?;
        let to = Disk::new(&folder);
        let send_back =
            SendBack { from: &from, to: &to, within: "", sets_aside, resend_by, now, tools: *tools };
        let sent_back = match source {
            Source::Files(reports) => send_back.files(reports),
            Source::Round { open, members, .. } => send_back.units(open, members)?,
        };
        for line in sent_back.said(&shown(&folder), lang) {
            output::print_message(&line);
        }
        is_whole &= sent_back.failed.is_empty();
        written += sent_back.written;
    }
    Ok((is_whole, written))
}
