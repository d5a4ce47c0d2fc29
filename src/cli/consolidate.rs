//! `phuluc tong-hop`: writes the consolidated workbook of a round.

use super::disk::{self, Disk, shown};
use super::output::{FirstFailure, Target};
use super::{Error, FailOn, inputs, next, output};
use clap::ValueEnum;
use phuluc::book::consolidated;
use phuluc::book::consolidated::brief;
use phuluc::desk;
use phuluc::desk::{Folder as _, OpenRound};
use phuluc::round::{Consolidation, manifest};
use phuluc::say::report::totals::ResultFiles;
use phuluc::say::{DecisionMessage, Lang, NextStep, RoundMessage, report, words};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Tệp Excel ghi ra; mặc định là tong-hop/tong-hop.xlsx trong thư mục của đợt; tên tệp đuôi .html thì ghi trang vào tệp đó
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Cách trình bày: text (để đọc), html (một trang có mọi biểu, mở ra số của từng đơn vị)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// Chỉ cộng báo cáo không có lỗi; mặc định báo cáo còn lỗi vẫn được cộng và được đánh dấu
    #[arg(long)]
    only_accepted: bool,
    /// Kỳ để so sánh (kỳ trước, cùng kỳ năm trước): thư mục của đợt hoặc tệp tổng hợp; thêm vào các đợt ghi trong round.toml
    #[arg(long, value_name = "PATH", num_args = 1..)]
    previous: Vec<PathBuf>,
    /// Ghi thêm các biểu đồ của trang “Tổng quan” thành tệp hình SVG và PNG vào thư mục này
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// Mức độ từ đó mã thoát là 1: error, warning, note, never
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "never",
        hide_default_value = true,
        hide_possible_values = true
    )]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Html,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms, Some(&args.round), lang)?;
    let tools = inputs::tools(&checker);
    let disk = Disk::of_round(&args.round);
    let mut open = OpenRound::open(&disk, &tools)?;
    for path in &args.previous {
        open.earlier.push(desk::read_earlier_round(disk::beside(path), &shown(path), &tools)?);
    }
    let page = args.output.as_deref().filter(|file| is_page(file));
    let book = args.output.clone().filter(|_| page.is_none());
    let format = if page.is_some() { Format::Html } else { args.format };
    if let Some(page) = page {
        disk.refuse_result(page)?;
    }
    let file = book.unwrap_or_else(|| disk.path(desk::WORKBOOK));
    disk.refuse_inputs(&file, &open)?;
    let target = Target::new(&file)?;
    output::print_unlisted(&open, lang)?;
    let consolidation = open.consolidation(&tools, args.only_accepted);
    for (decision, why) in &consolidation.unmatched {
        let unit = &open.round.units[decision.unit].name;
        output::print_message(&words::say(lang, DecisionMessage::Unmatched { unit, decision, why }));
    }
    let complete =
        brief::is_wanted(&consolidation).then(|| PathBuf::from(brief::complete_path(&shown(&file))));
    if let Some(complete) = &complete {
        disk.refuse_inputs(complete, &open)?;
    }
    write(&consolidation, target, &file, complete.as_deref())?;
    let complete = complete.as_deref().map(shown);
    if let Some(dir) = &args.charts {
        write_charts(&consolidation, dir, lang)?;
    }
    let result = match format {
        Format::Text => {
            let files = ResultFiles { workbook: &shown(&file), complete: complete.as_deref() };
            report::totals::text(&consolidation, files, lang)
        }
        Format::Html => phuluc::page::totals_file(&consolidation),
    };
    output::print_or_write(&result, page, lang)?;
    let step = if disk.exists(manifest::FILE) {
        NextStep::Verify
    } else {
        next::after_consolidating(&consolidation.members)
    };
    if format == Format::Text {
        next::say(&step, &disk, lang);
    }
    let all = consolidation.members.iter().chain(&consolidation.senders);
    let reports = all.flat_map(|member| &member.reports);
    let worst = reports.filter_map(|report| report.checked.worst()).max();
    Ok(if args.fail_on.is_reached_by(worst) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Whether a file is a page by its ending.
fn is_page(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["html", "htm"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Writes the charts as SVG and PNG files into a folder, or says that there are none.
fn write_charts(consolidation: &Consolidation, dir: &Path, lang: Lang) -> Result<(), Error> {
    let charts = consolidated::charts(consolidation);
    if charts.is_empty() {
        output::print_message(&words::say(lang, RoundMessage::NoCharts(&shown(dir))));
    }
    for (name, picture) in charts {
        Target::new(&dir.join(name))?.write(&picture)?;
    }
    Ok(())
}

/// Writes the workbook, beside it the complete one if it is to be brief, and the values that no sheet holds.
fn write(
    consolidation: &Consolidation,
    target: Target<'_>,
    book: &Path,
    complete: Option<&Path>,
) -> Result<(), Error> {
    let most = consolidated::MOST_VALUES;
    let whole = |file: &mut FirstFailure<'_>| consolidated::write_within(consolidation, most, file);
    let (tables, mut filled) = match complete {
        None => {
            let (book, tables) = target.filled(whole)?;
            (tables, vec![book])
        }
        Some(path) => {
            let (complete, tables) = Target::new(path)?.filled(whole)?;
            let bytes = brief::write(consolidation, &complete.sha256()?).map_err(desk::Error::from)?;
            let (brief, ()) = target.filled(|file| Ok(file.write_all(&bytes)?))?;
            (tables, vec![brief, complete])
        }
    };
    let stem = book.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let paths: Vec<PathBuf> =
        tables.iter().map(|table| book.with_file_name(format!("{stem}-{}.csv", table.form))).collect();
    for (table, path) in tables.iter().zip(&paths) {
        filled.push(Target::new(path)?.filled(|out| Ok(table.write(out)?))?.0);
    }
    Ok(output::place_together(filled)?)
}
