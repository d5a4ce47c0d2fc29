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
    let folder = match &args.command {
        Some(Command::Check { folder }) => Some(folder.as_path()),
        None => forms,
    };
    output::data(&manual::forms(&inputs::catalogue(folder)?, lang))?;
    Ok(ExitCode::SUCCESS)
}
