//! `phuluc bieu-mau`: the forms known; with `check`, whether definitions are right.

use super::{Error, inputs, output};
use clap::Subcommand;
use phuluc::report::manual;
use phuluc::words::Lang;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Kiểm tra các định nghĩa biểu mẫu trong một thư mục
    #[command(name = "check", visible_alias = "kiem-tra")]
    Check {
        /// Thư mục chứa các định nghĩa
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let Some(Command::Check { folder }) = &args.command else {
        output::data(&manual::forms(&inputs::catalogue(forms)?, lang))?;
        return Ok(ExitCode::SUCCESS);
    };
    let found = inputs::definitions(folder)?.len();
    if found == 0 {
        return Err(Error::NoDefinitions(folder.clone()));
    }
    inputs::catalogue(Some(folder))?;
    let path = folder.display();
    output::data(&match lang {
        Lang::Vi => format!("{path}: {found} định nghĩa, không có lỗi.\n"),
        Lang::En => format!("{path}: {found} definitions, no problems.\n"),
    })?;
    Ok(ExitCode::SUCCESS)
}
