//! `phuluc mo`: the screens in a browser, over a round if one is named.

use super::disk::{self, Disk, shown, walk};
use super::{Error, clock, inputs, output};
use crate::server;
use phuluc::check::Checker;
use phuluc::desk;
use phuluc::desk::{FileContent, Folder, OpenRound};
use phuluc::grid::ReadError;
use phuluc::page::{App, Upload};
use phuluc::round::round;
use phuluc::say::{Lang, RoundMessage, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

/// What the server uses as long as the program runs.
static CHECKER: OnceLock<Checker> = OnceLock::new();
static DISK: OnceLock<Disk> = OnceLock::new();
static APP: OnceLock<App<'static>> = OnceLock::new();

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo, hoặc của một đợt sẽ lập; hoặc các tệp cần kiểm tra; không ghi thì mở trang kiểm tra tệp
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Cổng trên máy này; mặc định là một cổng còn trống
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Chỉ in địa chỉ, không mở trình duyệt
    #[arg(long)]
    no_browser: bool,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    // a folder without a round is taken for the folder of a new one
    let round = match args.paths.as_slice() {
        [folder] if !folder.is_file() => Some(folder.as_path()),
        paths => inputs::first_round(paths),
    };
    let checker = inputs::checker(forms, round, lang)?;
    let tools = inputs::tools(CHECKER.get_or_init(|| checker));
    let app = match (args.paths.as_slice(), files(&args.paths)?) {
        ([folder], files) if files.is_empty() => {
            let disk = DISK.get_or_init(|| Disk::of_round(folder));
            // mistakes in a round are told here, not in the browser
            if disk.exists(round::FILE) {
                OpenRound::open(disk, &tools)?;
            }
            App::over(tools, disk)
        }
        (_, files) => {
            let app = App::new(tools).finding(folder_of_round);
            for path in files {
                let name = path.file_name().map(Path::new).map(shown).unwrap_or_default();
                // a file that cannot be opened is named, and the others are still opened
                let refused = match disk::content(&path) {
                    FileContent::Bytes(bytes) => {
                        let size = bytes.len();
                        let is_kept = app.keep(Upload { field: String::new(), name, bytes });
                        (!is_kept).then_some(ReadError::TooLarge(size))
                    }
                    FileContent::Unreadable(why) => Some(why),
                    FileContent::Missing => Some(ReadError::NotOpened(String::new())),
                };
                if let Some(source) = refused {
                    output::print_message(&desk::Error::Unreadable { path: shown(&path), source }.said(lang));
                }
            }
            app
        }
    };
    let app = APP.get_or_init(|| app);
    let now = || clock::when(None).now;
    server::serve(app, now, args.port, |address| {
        output::print_message(&words::say(lang, RoundMessage::Serving(address)));
        // the address is printed above, so it does not matter if no browser opens
        let _ = if args.no_browser { Ok(()) } else { open::that_detached(address) };
    })
    .map_err(Error::Server)?;
    Ok(ExitCode::SUCCESS)
}

/// The folder with this path, if there is one. The program keeps to the first one that it finds.
fn folder_of_round(path: &str) -> Option<&'static dyn Folder> {
    let path = Path::new(path);
    path.is_dir().then(|| -> &'static dyn Folder { DISK.get_or_init(|| Disk::of_round(path)) })
}

/// The workbooks to open: those that are named, and those in folders that are no rounds.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() && !path.join(round::FILE).is_file() {
            files.extend(walk(path)?.into_workbooks());
        } else if path.is_file() && path.file_name().is_none_or(|name| name != round::FILE) {
            files.push(path.clone());
        }
    }
    Ok(files)
}
