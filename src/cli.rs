//! The command line: its language, its commands, and the files that they read and write.
//!
//! Exit codes: 0 done and nothing found, 1 findings, 2 something could not be read or done.

pub(crate) mod blank;
mod budget;
pub(crate) mod calendar;
pub(crate) mod check;
mod clock;
pub(crate) mod close;
pub(crate) mod consolidate;
pub(crate) mod decide;
mod disk;
mod error;
pub(crate) mod explain;
mod file;
pub(crate) mod forms;
pub(crate) mod help;
mod inputs;
mod leftovers;
mod lock;
pub(crate) mod manual;
pub(crate) mod new;
pub(crate) mod next;
pub(crate) mod open;
pub(crate) mod output;
mod packs;
#[cfg(feature = "parquet")]
mod parquet;
pub(crate) mod read;
pub(crate) mod reading;
pub(crate) mod receive;
pub(crate) mod second_process;
pub(crate) mod status;
mod tables;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use phuluc::form::Severity;
use phuluc::round::round;
use phuluc::say::Lang;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub(crate) use error::Error;

/// Kiểm tra và tổng hợp phụ lục Excel báo cáo cải cách hành chính của cấp xã.
#[derive(Debug, Parser)]
#[command(name = "phuluc", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Bộ biểu mẫu: thư mục hoặc tệp .zip có các định nghĩa (form.toml); biểu trùng mã và phiên bản thì thay biểu có sẵn
    #[arg(long, global = true, value_name = "PACK")]
    pub forms: Option<PathBuf>,
    /// Ngôn ngữ của thông báo: vi (tiếng Việt) hoặc en (tiếng Anh)
    #[arg(
        long,
        global = true,
        value_name = "LANG",
        default_value = "vi",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub lang: LangArg,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Liệt kê các biểu mẫu đã biết; “bieu-mau check” kiểm tra, “bieu-mau draft” phác thảo định nghĩa
    #[command(name = "bieu-mau", visible_alias = "forms")]
    Forms(forms::Args),
    /// Lập tệp mẫu để gửi cho đơn vị điền, tự kiểm tra trong Excel
    #[command(name = "tao-mau", visible_alias = "blank")]
    Blank(blank::Args),
    /// Giải thích một quy tắc kiểm tra
    #[command(name = "giai-thich", visible_alias = "explain")]
    Explain(explain::Args),
    /// Đọc số liệu trong các tệp Excel, mỗi giá trị một dòng
    #[command(name = "doc-so-lieu", visible_alias = "read")]
    Read(read::Args),
    /// Kiểm tra các tệp Excel và cho biết ô nào cần xem lại
    #[command(name = "kiem-tra", visible_alias = "check")]
    Check(check::Args),
    /// Cho biết kỳ nào chốt số liệu, gửi báo cáo ngày nào trong năm, trừ ngày nghỉ lễ, tết
    #[command(name = "lich", visible_alias = "calendar")]
    Calendar(calendar::Args),
    /// Lập thư mục của một đợt báo cáo mới
    #[command(name = "tao-dot", visible_alias = "new")]
    New(new::Args),
    /// Nhận tệp đơn vị gửi vào đợt báo cáo và ghi sổ theo dõi
    #[command(name = "nhan", visible_alias = "receive")]
    Receive(receive::Args),
    /// Cho biết tình hình gửi báo cáo và nội dung đôn đốc
    #[command(name = "tinh-hinh", visible_alias = "status")]
    Status(status::Args),
    /// Ghi một quyết định về báo cáo của đơn vị vào xu-ly.xlsx
    #[command(name = "xu-ly", visible_alias = "decide")]
    Decide(decide::Args),
    /// Tổng hợp một đợt báo cáo thành một tệp Excel
    #[command(name = "tong-hop", visible_alias = "consolidate")]
    Consolidate(consolidate::Args),
    /// Chốt số liệu đợt báo cáo: lập tệp tổng hợp và ghi lại mọi tệp đã dùng
    #[command(name = "chot-so-lieu", visible_alias = "close")]
    Close(close::CloseArgs),
    /// Kiểm chứng một đợt đã chốt: các tệp còn nguyên và tổng hợp lại vẫn ra đúng như cũ
    #[command(name = "kiem-chung", visible_alias = "verify")]
    Verify(close::VerifyArgs),
    /// Mở trang trong trình duyệt: kiểm tra tệp, hoặc làm mọi việc của một đợt báo cáo
    #[command(name = "mo", visible_alias = "open")]
    Open(open::Args),
    /// In trang hướng dẫn (man), hoặc tệp để bash, zsh, fish, PowerShell gợi ý câu lệnh
    #[command(name = "tro-giup", visible_alias = "manual")]
    Manual(manual::Args),
    /// For the program itself: see `second_process`
    #[command(name = second_process::COMMAND, hide = true)]
    Sandbox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    Vi,
    En,
}

impl Command {
    /// Whether the command prints text for people, not data for programs.
    pub fn is_for_people(&self) -> bool {
        match self {
            Self::Check(args) => args.is_for_people(),
            Self::Read(_) | Self::Manual(_) | Self::Sandbox => false,
            _ => true,
        }
    }
}

/// The least severity at which findings make the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    pub fn is_reached_by(self, worst: Option<Severity>) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
            Self::Never => return false,
        };
        worst.is_some_and(|worst| worst >= least)
    }
}

/// Adds the command `mo` where none is named. Files or a folder dropped on the program are opened. On Windows the
/// program alone is opened, too, because a double click starts it so.
fn with_command(mut args: Vec<OsString>) -> Vec<OsString> {
    let is_dropped = args.get(1).is_some_and(|first| {
        let is_command = commands().any(|name| first.as_os_str() == name.as_str());
        !is_command && Path::new(first).exists()
    });
    if is_dropped || (cfg!(windows) && args.len() == 1) {
        args.insert(1, "mo".into());
    }
    // a double click in the folder of a round opens that round
    let is_bare = cfg!(windows) && args.len() == 2 && args.get(1).is_some_and(|command| command == "mo");
    if is_bare && disk::Disk::of_round(Path::new(".")).path(round::FILE).is_file() {
        args.push(".".into());
    }
    args
}

/// The names of all commands and their aliases.
fn commands() -> impl Iterator<Item = String> {
    let command = Args::command();
    let names = command.get_subcommands().flat_map(|known| {
        known.get_name_and_visible_aliases().into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    names.collect::<Vec<_>>().into_iter()
}

/// What was read from the command line.
pub(crate) struct CommandLine {
    /// The language of messages.
    pub lang: Lang,
    /// The command as it was typed, if there was one.
    pub named: Option<String>,
    /// Whether there is nothing on the command line, apart from the language.
    pub is_empty: bool,
    /// The arguments; or clap's error, which may also be a request for help.
    pub parsed: Result<Args, clap::Error>,
}

/// Reads the command line. The language is searched first, so that help and mistakes are in it, too.
pub(crate) fn parse(args: impl Iterator<Item = OsString>) -> CommandLine {
    let args: Vec<OsString> = args.collect();
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let english = words.windows(2).any(|pair| pair == ["--lang", "en"]) || words.contains(&"--lang=en");
    let lang = if english { Lang::En } else { Lang::Vi };
    let named = words.iter().skip(1).find(|word| commands().any(|name| name == **word));
    let named = named.map(|word| (*word).to_owned());
    let is_empty = args.iter().skip(1).all(|arg| {
        arg.to_str().is_some_and(|word| word.starts_with("--lang") || word == "en" || word == "vi")
    });
    let args = with_command(args);
    let command = help::localised(Args::command(), lang);
    let parsed = command.try_get_matches_from(args).and_then(|matches| Args::from_arg_matches(&matches));
    CommandLine { lang, named, is_empty, parsed }
}
