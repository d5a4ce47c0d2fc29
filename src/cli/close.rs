//! `phuluc chot-so-lieu` and `phuluc kiem-chung`: closes a round, and looks later whether it still
//! gives the same bytes.

use super::consolidate::write_beside;
use super::keep::Lock;
use super::output::{self, Target};
use super::{Error, clock, inputs, open_round};
use phuluc::book::consolidated;
use phuluc::consolidate::{Consolidation, Standing};
use phuluc::manifest::{self, Hashed, Manifest};
use phuluc::register;
use phuluc::round::{self, decisions};
use phuluc::words::{self, DecisionMessage, Lang, RoundMessage};
use std::fs;
use std::io::Cursor;
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
}

/// The consolidated workbook of a closed round, relative to its folder.
const CONSOLIDATED: &str = "tong-hop/tong-hop.xlsx";

pub(crate) fn close(args: &CloseArgs, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let folder = open_round::open(&args.round, &checker)?.folder;
    let _lock = Lock::take(&folder)?;
    let open = open_round::open(&args.round, &checker)?;
    let at = clock::at(args.at.as_deref(), open.round.zone)?;
    let consolidation = open_round::consolidation(&open, &checker, args.only_accepted);
    let undecided = undecided(&open, &consolidation, lang)?;
    if !undecided.is_empty() && args.because.is_none() {
        for line in &undecided {
            output::say(&format!("  - {line}"));
        }
        return Err(Error::Undecided(undecided.len()));
    }
    let targets = [folder.join(CONSOLIDATED), folder.join(manifest::FILE)];
    let [book_target, manifest_target] = [Target::new(&targets[0])?, Target::new(&targets[1])?];
    let mut book = Cursor::new(Vec::new());
    let beside = consolidated::write_within(&consolidation, consolidated::MOST_VALUES, &mut book)?;
    write_beside(&beside, &targets[0])?;
    let book = book.into_inner();
    let manifest = Manifest {
        version: 1,
        phuluc: env!("CARGO_PKG_VERSION").to_owned(),
        round: open.round.title.clone(),
        closed_at: at.iso(),
        closed_by: args.by.clone(),
        because: args.because.clone(),
        undecided,
        only_accepted: args.only_accepted,
        files: files(&folder)?,
        definitions: manifest::definitions(&consolidation),
        decisions: open.decisions.list.len(),
        consolidated: Hashed { path: CONSOLIDATED.to_owned(), sha256: phuluc::sha256(&book) },
    };
    book_target.write(&book)?;
    let mut text = serde_json::to_string_pretty(&manifest)?;
    text.push('\n');
    manifest_target.write(text.as_bytes())?;
    let file = inputs::shown(&targets[1]);
    output::say(&words::say(lang, RoundMessage::Closed { at, files: manifest.files.len(), file: &file }));
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn verify(args: &VerifyArgs, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let path = args.round.join(manifest::FILE);
    let text = fs::read_to_string(&path).map_err(|_| Error::NotClosed(args.round.clone()))?;
    let manifest: Manifest = serde_json::from_str(&text)?;
    let open = open_round::open(&args.round, &checker)?;
    let consolidation = open_round::consolidation(&open, &checker, manifest.only_accepted);
    let again = phuluc::sha256(&consolidated::write(&consolidation)?);
    let written = fs::read(open.folder.join(&manifest.consolidated.path)).ok();
    let written = written.map(|bytes| phuluc::sha256(&bytes));
    let definitions = manifest::definitions(&consolidation);
    let differences = manifest.differences(&files(&open.folder)?, &definitions, written.as_deref(), &again);
    let mut lines =
        vec![words::say(lang, RoundMessage::Verified { manifest: &manifest, same: differences.is_empty() })];
    lines.extend(
        differences
            .iter()
            .map(|difference| format!("  - {}", words::say(lang, RoundMessage::Difference(difference)))),
    );
    output::data(&(lines.join("\n") + "\n"))?;
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files that a round is made of: its lists, and everything that was received.
fn files(folder: &Path) -> Result<Vec<Hashed>, Error> {
    let lists = [round::FILE, round::ROSTER, register::FILE, decisions::FILE].map(|file| folder.join(file));
    let mut paths: Vec<PathBuf> = lists.into_iter().filter(|path| path.is_file()).collect();
    let received = folder.join(open_round::RECEIVED);
    if received.is_dir() {
        paths.extend(inputs::all_files(&received)?);
    }
    let hashed = |path: PathBuf| {
        let bytes = fs::read(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let within = inputs::shown(path.strip_prefix(folder).unwrap_or(&path));
        Ok(Hashed { path: within, sha256: phuluc::sha256(&bytes) })
    };
    let mut files = paths.into_iter().map(hashed).collect::<Result<Vec<Hashed>, Error>>()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// What somebody should have decided before a round is closed, a line each.
fn undecided(
    open: &open_round::OpenRound,
    consolidation: &Consolidation,
    lang: Lang,
) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for member in consolidation.members.iter().chain(&consolidation.senders) {
        let unit = &member.unit.name;
        if !member.is_accepted() {
            let line = match member.standing {
                _ if member.returned().is_some() => {
                    Some(words::say(lang, RoundMessage::ReturnedOpen { unit }))
                }
                Standing::Passes => None,
                standing => Some(format!("{unit}: {}", lang.words().standing(standing))),
            };
            lines.extend(line);
        }
        lines.extend(member.contested.iter().map(|contest| {
            let said = words::say(
                lang,
                DecisionMessage::Contested { counted: contest.counted, newer: contest.newer },
            );
            format!("{unit}: {said}")
        }));
    }
    for decision in &consolidation.unmatched {
        let unit = &open.round.units[decision.unit].name;
        lines.push(words::say(lang, DecisionMessage::Unmatched { unit, decision }));
    }
    for entry in open.register.entries.iter().filter(|entry| entry.unit.is_none()) {
        lines.push(words::say(lang, RoundMessage::UnitUnknown(&entry.path)));
    }
    for stray in open_round::unlisted(open)? {
        lines.push(words::say(lang, RoundMessage::NotInRegister(&inputs::shown(&stray))));
    }
    Ok(lines)
}
