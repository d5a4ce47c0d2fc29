//! `phuluc tinh-hinh`: who has sent, who is late, who must be reminded.

use super::output::{self, Target};
use super::{Error, clock, inputs, open_round};
use clap::ValueEnum;
use phuluc::book::list_sheet;
use phuluc::report::standing;
use phuluc::status::Status;
use phuluc::words::{self, Lang, RoundMessage};
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
    /// Cách trình bày: text (để đọc), json
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
    Json,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let open = open_round::open(&args.round, &checker)?;
    let at = clock::at(args.at.as_deref(), open.round.zone)?;
    let target = match &args.output {
        Some(file) => {
            open_round::refuse_inputs(file, &open)?;
            Some((Target::new(file)?, file))
        }
        None => None,
    };
    let open = open.until(at);
    let members = open_round::members(&open, &checker, &open.previous, &str::to_owned);
    let nobodys = open_round::of_nobody(&open, &checker, &str::to_owned);
    let status = Status::new(&open.round, &members, checker.catalogue(), at);
    if let Some((target, file)) = target {
        target.write(&list_sheet::write(&standing::lists(&status, &nobodys))?)?;
        output::say(&words::say(lang, RoundMessage::Written(&inputs::shown(file))));
    }
    output::data(&match args.format {
        Format::Text => standing::text(&status, &nobodys, lang),
        Format::Json => standing::json(&status, &nobodys, lang)?,
    })?;
    for stray in open_round::unlisted(&open)? {
        output::say(&words::say(lang, RoundMessage::NotInRegister(&inputs::shown(&stray))));
    }
    Ok(ExitCode::SUCCESS)
}
