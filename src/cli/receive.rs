//! `phuluc nhan`: takes what was sent into the round's folder and its register.

use super::keep::{Kept, Lock};
use super::output::{self, Target};
use super::{Error, clock, inputs, open_round, sandbox};
use phuluc::book::list_sheet;
use phuluc::checker::Checker;
use phuluc::finding::{Finding, Notice, Problem};
use phuluc::intake::{Arrival, Intake, Received};
use phuluc::moment::Moment;
use phuluc::oddity::Oddity;
use phuluc::parcel::{self, Content};
use phuluc::register::{self, Clock, Register};
use phuluc::report::received;
use phuluc::round::decisions;
use phuluc::words::Lang;
use std::collections::BTreeSet;
use std::fs;
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
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let checker = inputs::checker(forms)?;
    let folder = open_round::open(&args.round, &checker)?.folder;
    let _lock = Lock::take(&folder)?;
    let kept = Kept::of(folder.join(register::FILE))?;
    // once more, now that nobody else writes
    let mut open = open_round::open(&args.round, &checker)?;
    let at = args.at.as_deref().map(|at| clock::moment(at, open.round.zone)).transpose()?;
    let arrivals = arrivals(args, at, &open)?;
    let mut register = open.register.clone();
    let mut seen_again = Vec::new();
    let mut all: Vec<Received> = Vec::new();
    {
        let mut intake = Intake::new(&open.round, checker.finder(), &mut register, sandbox::read);
        for entry in 0..open.register.entries.len() {
            if open.register.entries[entry].unit.is_none() {
                let bytes = fs::read(folder.join(&open.register.entries[entry].path)).unwrap_or_default();
                let findings = intake.look_again(entry, &bytes);
                let original = open.register.entries[entry].original.clone();
                seen_again.push(Received { original, entry: Some(entry), bytes: None, findings });
            }
        }
        for arrival in arrivals {
            let is_taken = |path: &str| folder.join(path).exists();
            let was_dropped = arrival.was_dropped;
            let received = intake.take(arrival, &is_taken);
            // what lies in an archive in nhan is met anew every time
            if was_dropped && received.findings.iter().any(is_again) {
                continue;
            }
            if let (Some(path), Some(bytes)) = (intake.path(&received), &received.bytes) {
                Target::new(&folder.join(path))?.write(bytes)?;
            }
            all.push(received);
        }
    }
    kept.write(&list_sheet::write(&[register.list(&open.round)])?)?;
    // the list to decide in stands ready as soon as there is something to decide
    let to_decide = folder.join(decisions::FILE);
    if !to_decide.exists() {
        Target::new(&to_decide)?.write(&list_sheet::write(&[open.decisions.list(&open.round)])?)?;
    }
    all.extend(seen_again);
    let new: BTreeSet<usize> =
        all.iter().filter_map(|received| register.entries[received.entry?].unit).collect();
    open.register = register.clone();
    show(&open.only(|unit| new.contains(&unit)), &register, &checker, &all, lang)
}

/// Everything that was sent, in the order in which it came.
fn arrivals(args: &Args, at: Option<Moment>, open: &open_round::OpenRound) -> Result<Vec<Arrival>, Error> {
    let mut arrivals = Vec::new();
    let mut put = |path: &Path, name: String, in_place: Option<String>| -> Result<(), Error> {
        let failed = |source| Error::Read { path: path.to_owned(), source };
        let bytes = fs::read(path).map_err(failed)?;
        let modified = fs::metadata(path).and_then(|file| file.modified()).map_err(failed)?;
        let received = at.unwrap_or_else(|| clock::of_system(modified, open.round.zone));
        let clock = if at.is_some() { Clock::Said } else { Clock::File };
        for piece in parcel::unpack(&name, bytes, open.round.zone) {
            let is_mail = piece.mailed.is_some() && args.via.is_empty();
            // an archive put into nhan by hand stays there; what is in it is taken out beside it
            let is_itself = piece.name == name && matches!(piece.content, Content::Workbook(_));
            arrivals.push(Arrival {
                received,
                clock,
                via: if is_mail { "thư điện tử".to_owned() } else { args.via.clone() },
                document: args.number.clone(),
                was_dropped: in_place.is_some(),
                in_place: in_place.clone().filter(|_| is_itself),
                piece,
            });
        }
        Ok(())
    };
    let nhan = open.folder.join(open_round::RECEIVED).canonicalize().ok();
    let is_inside = |path: &Path| {
        nhan.as_ref().is_some_and(|nhan| path.canonicalize().is_ok_and(|path| path.starts_with(nhan)))
    };
    for path in args.paths.iter().filter(|path| !is_inside(path)) {
        if path.is_dir() {
            let base = path.parent().unwrap_or(path);
            for file in inputs::all_files(path)? {
                put(&file, inputs::shown(file.strip_prefix(base).unwrap_or(&file)), None)?;
            }
        } else {
            let name = path.file_name().map(Path::new).map(inputs::shown).unwrap_or_default();
            put(path, name, None)?;
        }
    }
    for file in open_round::dropped(open)? {
        let within = inputs::shown(file.strip_prefix(&open.folder).unwrap_or(&file));
        let name = within.strip_prefix("nhan/").unwrap_or(&within).to_owned();
        put(&file, name, Some(within))?;
    }
    arrivals.sort_by_key(|arrival| arrival.received);
    Ok(arrivals)
}

fn is_again(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::General(Notice::Oddity(Oddity::SameFileAgain { .. })))
}

fn show(
    open: &open_round::OpenRound,
    register: &Register,
    checker: &Checker,
    all: &[Received],
    lang: Lang,
) -> Result<ExitCode, Error> {
    let members = open_round::members(open, checker, &open.previous, &str::to_owned);
    let file = inputs::shown(&open.folder.join(register::FILE));
    output::data(&received::text(&open.round, register, &members, all, &file, lang))?;
    let found = all.iter().flat_map(|received| &received.findings).any(|finding| !is_again(finding));
    Ok(if found { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
