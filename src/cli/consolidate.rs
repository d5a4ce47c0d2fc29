//! `phuluc tong-hop`: the consolidated workbook of a round.

use super::output::Target;
use super::{Error, FailOn, inputs, open_round, output};
use phuluc::book::consolidated::{self, LongTable};
use phuluc::report;
use phuluc::words::{self, DecisionMessage, Lang, RoundMessage};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Tệp Excel ghi ra; mặc định là tong-hop/tong-hop.xlsx trong thư mục của đợt
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Chỉ cộng báo cáo không có lỗi; mặc định báo cáo còn lỗi vẫn được cộng và được đánh dấu
    #[arg(long)]
    only_accepted: bool,
    /// Kỳ để so sánh (kỳ trước, cùng kỳ năm trước): thư mục của đợt hoặc tệp tổng hợp; thêm vào các đợt ghi trong round.toml
    #[arg(long, value_name = "PATH", num_args = 1..)]
    previous: Vec<PathBuf>,
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

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let mut open = open_round::open(&args.round, &checker)?;
    for path in &args.previous {
        open.earlier.push(open_round::earlier(path, &inputs::shown(path), &checker)?);
    }
    let file = args.output.clone().unwrap_or_else(|| open.folder.join("tong-hop").join("tong-hop.xlsx"));
    open_round::refuse_inputs(&file, &open)?;
    let target = Target::new(&file)?;
    for stray in open_round::unlisted(&open)? {
        output::say(&words::say(lang, RoundMessage::NotInRegister(&inputs::shown(&stray))));
    }
    let consolidation = open_round::consolidation(&open, &checker, args.only_accepted);
    for decision in &consolidation.unmatched {
        let unit = &open.round.units[decision.unit].name;
        output::say(&words::say(lang, DecisionMessage::Unmatched { unit, decision }));
    }
    let most = consolidated::MOST_VALUES;
    let beside = target.write_with(|file| consolidated::write_within(&consolidation, most, file))?;
    write_beside(&beside, &file)?;
    output::data(&report::totals::text(
        &consolidation,
        &file.display().to_string().replace('\\', "/"),
        lang,
    ))?;
    let all = consolidation.members.iter().chain(&consolidation.senders);
    let reports = all.flat_map(|member| &member.reports);
    let worst = reports.filter_map(|report| report.checked.worst()).max();
    Ok(if args.fail_on.is_reached_by(worst) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes the values that no sheet holds into files beside the workbook.
pub(crate) fn write_beside(tables: &[LongTable<'_>], book: &Path) -> Result<(), Error> {
    let stem = book.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    for table in tables {
        let file = book.with_file_name(format!("{stem}-{}.csv", table.form));
        Target::new(&file)?.write_with(|out| Ok(table.write(out)?))?;
    }
    Ok(())
}
