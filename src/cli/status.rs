//! `phuluc tinh-hinh`: who has sent, who is late, who must be reminded.

use super::disk::{Disk, shown};
use super::output::{self, Target};
use super::{Error, check, clock, inputs, next};
use clap::ValueEnum;
use phuluc::book::list_sheet;
use phuluc::desk::{OpenRound, Paths};
use phuluc::round::Status;
use phuluc::say::{Lang, RoundMessage, standing, words};
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
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// Ghi thêm tệp Excel “Tình hình gửi”
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
    let target = match &args.output {
        Some(file) => {
            disk.refuse_inputs(file, &open)?;
            Some((Target::new(file)?, file))
        }
        None => None,
    };
    let first = open.register.first();
    let open = open.until(at);
    let members = open.members(&tools, &open.previous, Paths::InRound);
    let without_unit = open.files_without_unit(&tools, Paths::InRound);
    let status = Status::new(&open.round, &members, checker.catalogue(), at)
        .with_not_counted(open.not_counted())
        .with_first(first);
    if let Some((target, file)) = target {
        target.write(&list_sheet::write(&standing::lists(&status, &without_unit))?)?;
        output::say(&words::say(lang, RoundMessage::Written(&shown(file))));
    }
    output::data(&match args.format {
        Format::Text => {
            let text = standing::text(&status, &without_unit, lang);
            text + &check::mend_first(&open.round, &members, &tools, lang)
        }
        Format::Html => phuluc::page::status_file(&open, &status),
        Format::Json => standing::json(&status, &without_unit, lang)?,
    })?;
    output::say_unlisted(&open, lang)?;
    if args.format == Format::Text {
        next::say(next::after(&status, &without_unit, &open)?, &disk, lang);
    }
    Ok(ExitCode::SUCCESS)
}
