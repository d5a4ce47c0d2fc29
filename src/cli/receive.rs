//! `phuluc nhan`: receives what was sent into the round's folder and its register.

use super::disk::{self, Disk, shown, walk};
use super::{Error, clock, file, inputs, next, output};
use phuluc::desk;
use phuluc::desk::{Delivery, Folder, ReceiptFacts};
use phuluc::grid::ReadError;
use phuluc::round::register;
use phuluc::say::{Lang, NextStep, PassedOver, Receipt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Thư mục của đợt báo cáo (có round.toml)
    #[arg(value_name = "ROUND")]
    round: PathBuf,
    /// Tệp Excel, thư mục, tệp .zip, thư .eml; không ghi thì nhận các tệp đã chép vào thư mục nhan
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Thời điểm nhận; mặc định lấy theo thư hoặc theo thời gian của tệp, và ghi rõ như vậy
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Hình thức gửi: trục văn bản, thư điện tử, Zalo …
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    via: String,
    /// Số, ký hiệu văn bản gửi kèm
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    number: String,
    /// Ghi kết quả ra tệp này thay vì in ra màn hình
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    disk::refuse_inputs(args.output.as_deref(), &args.paths)?;
    disk::refuse_inputs(args.output.as_deref(), std::slice::from_ref(&args.round))?;
    let checker = inputs::checker(forms, Some(&args.round), lang)?;
    let disk = Disk::of_round(&args.round);
    let coming = ReceiptFacts { at: clock::when(args.at.as_deref()), via: &args.via, document: &args.number };
    let (deliveries, unread) = deliveries(&args.paths, &disk)?;
    for error in &unread {
        output::print_message(&error.said(lang));
    }
    let all = desk::receive(&disk, deliveries, &coming, &inputs::tools(&checker))?;
    let said = Receipt::new(
        &all.open.round,
        &all.register,
        &all.members,
        &all.received,
        &disk.shown(register::FILE),
        lang,
    )
    .text();
    output::print_or_write(&said, args.output.as_deref(), lang)?;
    let doubtful = all.register.entries.iter().filter(|entry| entry.unit.is_none()).count();
    let failing = all.members.iter().filter(|member| member.is_to_mend()).count();
    let step = match (doubtful, failing) {
        (0, 0) => NextStep::Look,
        (0, failing) => NextStep::SendBack(failing),
        (doubtful, _) => NextStep::NameSenders(doubtful),
    };
    next::say(&step, &disk, lang);
    Ok(if all.has_findings() || !unread.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The files at the paths, and the errors of those that cannot be read. Paths in the round's folder of received files
/// are left out, because what is there is found anyway.
fn deliveries(paths: &[PathBuf], disk: &Disk) -> Result<(Vec<Delivery>, Vec<desk::Error>), Error> {
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for path in paths.iter().filter(|path| !disk.has_received(path)) {
        if path.is_dir() {
            let base = path.parent().unwrap_or(path);
            let below = walk(path)?;
            output::print_passed_over(below.loops.iter().map(|path| (PassedOver::LeadsBack, shown(path))));
            for file in below.files.into_iter().filter(|file| desk::is_put_by_people(&shown(file))) {
                let name = shown(file.strip_prefix(base).unwrap_or(&file));
                files.push((file, name));
            }
        } else {
            let name = path.file_name().map(Path::new).map(shown).unwrap_or_default();
            files.push((path.clone(), name));
        }
    }
    let (mut deliveries, mut unread) = (Vec::new(), Vec::new());
    for (path, name) in files {
        match delivery(&path, name) {
            Ok(delivery) => deliveries.push(delivery),
            Err(error) => unread.push(error),
        }
    }
    // if the only file cannot be read, nothing is received
    match unread.pop() {
        Some(error) if deliveries.is_empty() && unread.is_empty() => Err(error.into()),
        error => Ok((deliveries, unread.into_iter().chain(error).collect())),
    }
}

fn delivery(path: &Path, name: String) -> Result<Delivery, desk::Error> {
    let shown = || path.display().to_string();
    let modified = disk::modified(path).map_err(|source| desk::Error::Read { path: shown(), source })?;
    let bytes = match file::read(path) {
        // a file that is too large and is no workbook by its name, such as a film, is reported as what it is
        Err(ReadError::TooLarge(_)) if desk::holds_no_figures(&name) => Vec::new(),
        read => read.map_err(|source| desk::Error::Unreadable { path: shown(), source })?,
    };
    Ok(Delivery { name, bytes, modified: Some(modified) })
}
