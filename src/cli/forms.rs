//! `phuluc bieu-mau`: lists the known forms. `check` reviews definitions, `try` tries rules on reports that were
//! sent, and `draft` drafts the definition of a form from an authority's blank.

use super::disk::{self, shown};
use super::output::Target;
use super::{Error, inputs, output, packs};
use clap::Subcommand;
use phuluc::author::{draft, review};
use phuluc::check::Checker;
use phuluc::desk;
use phuluc::form::{Catalogue, Pack, calendar, definition, pack};
use phuluc::round::rules_on_past_reports;
use phuluc::say::{DefinitionMessage, DraftMessage, Lang, manual, report, words};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Ghi kết quả ra tệp này thay vì in ra màn hình
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Kiểm tra các định nghĩa biểu mẫu trong một thư mục, hoặc trong bộ biểu mẫu .zip
    #[command(name = "check", visible_alias = "kiem-tra")]
    Check {
        /// Thư mục chứa các định nghĩa, hoặc tệp .zip
        #[arg(value_name = "PACK")]
        folder: PathBuf,
        /// Ghi kết quả ra tệp này thay vì in ra màn hình
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Phác thảo định nghĩa từ mẫu biểu Excel mà cơ quan đã ban hành
    #[command(name = "draft", visible_alias = "phac-thao")]
    Draft {
        /// Tệp Excel có mẫu biểu để trống
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Thư mục ghi ra, mỗi biểu một thư mục con có form.toml
        #[arg(short, long, value_name = "DIR")]
        output: PathBuf,
        /// Chỉ lấy trang tính này
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
    },
    /// Thử quy tắc mới hoặc đã sửa trên các báo cáo đã gửi: báo ở bao nhiêu báo cáo, của đơn vị nào
    #[command(name = "try", visible_alias = "thu")]
    Try {
        /// Định nghĩa biểu có quy tắc mới hoặc đã sửa (form.toml)
        #[arg(value_name = "FORM")]
        form: PathBuf,
        /// Đợt báo cáo, tệp tổng hợp, tệp hoặc thư mục báo cáo đã gửi
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Ghi kết quả ra tệp này thay vì in ra màn hình
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    match &args.command {
        None => {
            let list = manual::forms(&inputs::catalogue(forms, None, lang)?, lang);
            output::print_or_write(&list, args.output.as_deref(), lang)?;
        }
        Some(Command::Check { folder, output }) => check(folder, output.as_deref(), lang)?,
        Some(Command::Try { form, paths, output }) => {
            disk::refuse_inputs(output.as_deref(), paths)?;
            let said = try_rules(form, paths, forms, lang)?;
            output::print_or_write(&said, output.as_deref(), lang)?;
        }
        Some(Command::Draft { file, output, sheet }) => draft(file, output, sheet.as_deref(), lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check(folder: &Path, file: Option<&Path>, lang: Lang) -> Result<(), Error> {
    let mut lines = Vec::new();
    let packs = packs::read(folder)?;
    let files: Vec<(String, String)> =
        packs.iter().flat_map(Pack::shown_files).filter(is_definition).collect();
    if files.is_empty() {
        return Err(Error::NoDefinitions(folder.to_owned()));
    }
    Catalogue::of_packs(packs).map_err(Error::Definitions)?;
    let definitions = files.iter().map(|(path, text)| definition::read(path, text));
    let definitions = definitions.collect::<Result<Vec<_>, _>>();
    let definitions = definitions.map_err(|problems| Error::Definitions(vec![problems]))?;
    let (mut errors, mut advice) = (Vec::new(), 0);
    for definition in &definitions {
        let review = review::review(definition);
        // of a form with a single column, all rules look at that column
        if let [_, _, ..] = review.by_column.as_slice() {
            let (form, columns) = (definition.form.short.as_str(), review.by_column.as_slice());
            lines.push(words::say(lang, DefinitionMessage::RulesByColumn { form, columns }));
        }
        if !review.advice.is_empty() {
            advice += review.advice.list.len();
            output::print_message(&words::advice(lang, &review.advice));
        }
        errors.push(review.errors);
    }
    errors.retain(|problems| !problems.is_empty());
    if !errors.is_empty() {
        return Err(Error::Definitions(errors));
    }
    let folder = shown(folder);
    let said = DefinitionMessage::Checked { folder: &folder, definitions: definitions.len(), advice };
    lines.push(words::say(lang, said));
    output::print_or_write(&(lines.join("\n") + "\n"), file, lang)
}

/// Whether a file of a pack defines a form, rather than listing the pack or being a calendar.
fn is_definition((path, _): &(String, String)) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name != pack::FILE && name != calendar::FILE
}

/// Tries the rules of a definition on reports that were sent. Gives the text of the outcome. The known definition is
/// only read and stays as it is.
fn try_rules(file: &Path, paths: &[PathBuf], forms: Option<&Path>, lang: Lang) -> Result<String, Error> {
    // the folder of a form stands for its definition
    let inside = file.join("form.toml");
    let file = if inside.is_file() { &inside } else { file };
    let text = fs::read_to_string(file)
        .map_err(|source| desk::Error::Read { path: file.display().to_string(), source })?;
    let before = inputs::catalogue(forms, inputs::first_round(paths), lang)?;
    let path = shown(file);
    let now = before.clone().replacing(&path, &text).map_err(Error::Definitions)?;
    let tried = definition::read(&path, &text).map_err(|problems| Error::Definitions(vec![problems]))?.form;
    let checker = Checker::new(now);
    let reports = inputs::read_again(paths, &inputs::tools(&checker))?;
    let old = before.versions(&tried.id).find(|form| form.version == tried.version);
    let trial = rules_on_past_reports::trial(&tried, old.map(Arc::as_ref), &reports, &checker);
    Ok(report::rules_on_past_reports::text(&trial, lang))
}

fn draft(file: &Path, folder: &Path, sheet: Option<&str>, lang: Lang) -> Result<(), Error> {
    let mut drafts = draft::drafts(&inputs::sheets(file)?, sheet)
        .map_err(|source| Error::NoForm { path: file.to_owned(), source })?;
    let known = Catalogue::built_in().map_err(Error::Definitions)?;
    for draft in &mut drafts.list {
        // rules of other forms name places in a known form, so that a draft does not take its id
        while known.versions(&draft.id.as_str().into()).next().is_some() {
            draft.id.push_str("-moi");
        }
    }
    let paths: Vec<PathBuf> =
        drafts.list.iter().map(|draft| folder.join(&draft.id).join("form.toml")).collect();
    // a draft that somebody may have worked on is never written over
    if let Some(there) = paths.iter().find(|path| path.exists()) {
        return Err(desk::Error::AlreadyThere(there.display().to_string()).into());
    }
    let targets = paths.iter().map(|path| Target::new(path)).collect::<Result<Vec<_>, desk::Error>>()?;
    for (draft, target) in drafts.list.iter().zip(targets) {
        target.write(words::draft(lang, draft).as_bytes())?;
    }
    let mut lines = Vec::new();
    for (draft, path) in drafts.list.iter().zip(&paths) {
        let path = shown(path);
        lines.push(words::say(lang, DraftMessage::Drafted { path: &path, size: draft.size() }));
        lines.extend(draft.left_out.iter().map(|left_out| {
            let (sheet, line, text) = (&draft.sheet, left_out.line, &left_out.text);
            words::say(lang, DraftMessage::LeftOut { sheet, line, text })
        }));
    }
    lines.extend(drafts.left_out.iter().map(|table| {
        let (sheet, line, text) = (&table.sheet, table.line, &table.text);
        words::say(lang, DraftMessage::TableLeftOut { sheet, line, text })
    }));
    lines.extend(drafts.without.iter().map(|sheet| words::say(lang, DraftMessage::NoFormOn(sheet))));
    lines.push(words::say(lang, DraftMessage::Next { folder: &shown(folder) }));
    output::print_text(&(lines.join("\n") + "\n"))
}
