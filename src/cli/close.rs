//! `phuluc chot-so-lieu` and `phuluc kiem-chung`: closes a round, and verifies later that it still gives the same
//! bytes.

use super::disk::{self, Disk};
use super::{Error, clock, inputs, next, output};
use phuluc::desk;
use phuluc::desk::{Closing, Folder};
use phuluc::round::manifest;
use phuluc::say::{Lang, NextStep, RoundMessage, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct CloseArgs {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Người chốt số liệu
    #[arg(long, value_name = "TEXT")]
    by: String,
    /// Thời điểm chốt; mặc định là bây giờ
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Lý do chốt khi còn nội dung chưa quyết định
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Chỉ cộng báo cáo không có lỗi hoặc đã được chấp nhận
    #[arg(long)]
    only_accepted: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// Thư mục của đợt báo cáo đã chốt số liệu
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Ghi kết quả ra tệp này thay vì in ra màn hình
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn close(args: &CloseArgs, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms, Some(&args.round), lang)?;
    let disk = Disk::of_round(&args.round);
    let closing = Closing {
        by: &args.by,
        at: clock::when(args.at.as_deref()),
        because: args.because.as_deref(),
        only_accepted: args.only_accepted,
        lang,
    };
    let (manifest, at) = desk::close(&disk, &closing, &inputs::tools(&checker))?;
    let file = disk.shown(manifest::FILE);
    output::print_message(&words::say(lang, RoundMessage::Closed { at, manifest: &manifest, file: &file }));
    next::say(&NextStep::Verify, &disk, lang);
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn verify(args: &VerifyArgs, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    disk::refuse_inputs(args.output.as_deref(), std::slice::from_ref(&args.round))?;
    let checker = inputs::checker(forms, Some(&args.round), lang)?;
    let disk = Disk::of_round(&args.round);
    let (manifest, differences) = desk::verify(&disk, &inputs::tools(&checker))?;
    let mut lines =
        vec![words::say(lang, RoundMessage::Verified { manifest: &manifest, same: differences.is_empty() })];
    lines.extend(
        differences
            .iter()
            .map(|difference| format!("  - {}", words::say(lang, RoundMessage::Difference(difference)))),
    );
    output::print_or_write(&(lines.join("\n") + "\n"), args.output.as_deref(), lang)?;
    let (step, code) = if differences.is_empty() {
        (NextStep::Nothing, ExitCode::SUCCESS)
    } else {
        (NextStep::PutBack, ExitCode::FAILURE)
    };
    next::say(&step, &disk, lang);
    Ok(code)
}
