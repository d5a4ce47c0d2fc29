//! `phuluc tinh-hinh`: says who has sent, who is late, and who must be reminded.

use super::disk::{Disk, shown};
use super::output::{self, Target};
use super::{Error, check, clock, inputs, next};
use clap::ValueEnum;
use phuluc::book::list_sheet;
use phuluc::desk::{OpenRound, Paths};
use phuluc::round::Status;
use phuluc::say::{Lang, RoundMessage, round_status, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Tính đến thời điểm này; mặc định là bây giờ
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Cách trình bày: text (để đọc), html (một trang để xem hoặc gửi thư), json
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,
    /// Ghi thêm tệp Excel “Tình hình gửi”; tên tệp đuôi .txt, .html, .json thì ghi kết quả ra tệp đó
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Html,
    Json,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms, Some(&args.round), lang)?;
    let tools = inputs::tools(&checker);
    let disk = Disk::of_round(&args.round);
    let open = OpenRound::open(&disk, &tools)?;
    let at = clock::when(args.at.as_deref()).moment(open.round.zone)?;
    let (file, target) = match args.output.as_deref() {
        Some(file) if of_ending(file).is_none() => {
            disk.refuse_inputs(file, &open)?;
            (None, Some((Target::new(file)?, file)))
        }
        Some(file) => {
            disk.refuse_result(file)?;
            (Some(file), None)
        }
        None => (None, None),
    };
    let format = args.format.or_else(|| of_ending(file?)).unwrap_or(Format::Text);
    let first = open.register.first();
    let open = open.until(at);
    let members = open.members(&tools, &open.previous, Paths::InRound);
    let without_unit = open.files_without_unit(&tools, Paths::InRound);
    let status = Status::new(&open.round, &members, checker.catalogue(), at)
        .with_not_counted(open.not_counted())
        .with_first(first);
    if let Some((target, file)) = target {
        target.write(&list_sheet::write(&round_status::lists(&status, &without_unit))?)?;
        output::print_message(&words::say(lang, RoundMessage::Written(&shown(file))));
    }
    let result = match format {
        Format::Text => {
            let text = round_status::text(&status, &without_unit, lang);
            text + &check::mend_first(&open.round, &members, &tools, lang)
        }
        Format::Html => phuluc::page::status_file(&open, &status, &members, &without_unit, &tools),
        Format::Json => {
            let first = check::mend_first_for_programs(&open.round, &members, &tools, lang);
            round_status::json(&status, &without_unit, &first, lang)?
        }
    };
    output::print_or_write(&result, file, lang)?;
    output::print_unlisted(&open, lang)?;
    if format == Format::Text {
        next::say(&next::after(&status, &without_unit, &open)?, &disk, lang);
    }
    Ok(ExitCode::SUCCESS)
}

/// The format for a file's ending; `None` for a workbook.
fn of_ending(file: &Path) -> Option<Format> {
    match file.extension()?.to_str()?.to_lowercase().as_str() {
        "txt" => Some(Format::Text),
        "html" | "htm" => Some(Format::Html),
        "json" => Some(Format::Json),
        _ => None,
    }
}
