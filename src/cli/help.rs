//! Help, and messages about mistakes on the command line, in both languages.

use super::output;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use phuluc::say::Lang;
use std::num::ParseIntError;
use std::process::ExitCode;

/// The texts of the English help, by command and argument. The Vietnamese ones are the doc comments of the arguments.
const ENGLISH: &[(&str, &str, &str)] = &[
    (
        "phuluc",
        "",
        "Checks and consolidates the Excel appendices with which communes report on administrative reform",
    ),
    (
        "",
        "forms",
        "Pack of forms: a folder or .zip of definitions; the same id and version replaces a built-in form",
    ),
    ("", "lang", "Language of messages: vi or en"),
    (
        "bieu-mau",
        "",
        "Lists the known forms; `forms check` checks definitions, `forms try` tries rules, `forms draft` drafts one",
    ),
    (
        "try",
        "",
        "Tries new or changed rules on reports that were sent: on how many they find something, and on whom",
    ),
    ("try", "form", "Definition with new or changed rules (form.toml)"),
    ("try", "paths", "Rounds, consolidated workbooks, files or folders of reports that were sent"),
    ("bieu-mau", "output", "Writes the result to this file instead of printing it"),
    ("try", "output", "Writes the result to this file instead of printing it"),
    ("check", "output", "Writes the result to this file instead of printing it"),
    ("giai-thich", "output", "Writes the result to this file instead of printing it"),
    ("tro-giup", "output", "Writes the result to this file instead of printing it"),
    ("kiem-chung", "output", "Writes the result to this file instead of printing it"),
    ("nhan", "output", "Writes the result to this file instead of printing it"),
    ("check", "", "Checks the form definitions in a folder or in a pack"),
    ("check", "folder", "Folder of definitions, or a .zip"),
    ("draft", "", "Drafts a definition of the Excel blank that an authority issued"),
    ("draft", "file", "Workbook with the empty form"),
    ("draft", "output", "Folder to write to, a folder with form.toml for each form"),
    ("draft", "sheet", "Only this sheet"),
    ("tao-mau", "", "Writes the workbook to hand out, which checks itself in Excel"),
    ("tao-mau", "form", "The forms by id or name, in the order of the sheets; `phuluc forms` lists them"),
    ("tao-mau", "output", "The workbook to write"),
    ("tao-mau", "round", "A round's folder: writes a blank for every unit into its folder mau"),
    ("tao-mau", "unit", "The reporting unit"),
    ("tao-mau", "level", "The unit's level, if its name does not say it: xã, huyện, tỉnh, sở"),
    ("tao-mau", "receiver", "The receiving unit"),
    ("tao-mau", "period", "The period: \"quý I/2026\", \"năm 2026\", or 15/12/2025-14/3/2026"),
    ("tao-mau", "previous", "The unit's report of the period before: what was in process is carried over"),
    ("giai-thich", "", "Explains a rule"),
    ("giai-thich", "rule", "The rule's id, as a check prints it in brackets: tthc-06a/tiep-nhan"),
    ("lich", "", "Says on which days of a year data is cut off and reports are due, holidays left out"),
    ("lich", "year", "The year; this one if not given"),
    ("lich", "form", "Only this form, given once for each; else all that are in force"),
    (
        "lich",
        "output",
        "Writes an .ics file for Outlook, Google or a phone, too; with another ending, the result itself",
    ),
    ("tao-dot", "", "Makes the folder of a new round"),
    ("tao-dot", "folder", "The round's folder, to be made"),
    ("tao-dot", "period", "The period by its name: \"quý IV/2026\", \"6 tháng đầu năm 2026\", \"năm 2026\""),
    ("tao-dot", "from", "The period's first day, instead of its name"),
    ("tao-dot", "to", "The period's last day"),
    (
        "tao-dot",
        "due",
        "Until when reports must have come; else as the regime of the forms says, holidays left out",
    ),
    ("tao-dot", "title", "The round's title"),
    ("tao-dot", "receiver", "The unit that consolidates"),
    ("tao-dot", "form", "A form to report, given once for each; else all that are in force"),
    ("tao-dot", "units", "The list of units: a workbook with a column “Tên đơn vị” (and “Mã đơn vị”)"),
    ("nhan", "", "Takes what was sent into a round, and into its register"),
    ("nhan", "round", "The round's folder (with round.toml)"),
    ("nhan", "paths", "Workbooks, folders, .zip, .eml; if none, what was put into the folder nhan by hand"),
    ("nhan", "at", "When it came; else as the mail or the file says, which is noted"),
    ("nhan", "via", "How it came: post, mail, Zalo …"),
    ("nhan", "number", "The official number of the letter with it"),
    ("xu-ly", "", "Adds a decision about a unit's report to xu-ly.xlsx"),
    ("xu-ly", "round", "The round's folder (with round.toml)"),
    ("xu-ly", "unit", "The unit, by name or code"),
    (
        "xu-ly",
        "decision",
        "accept, return, explain, adjust, extend, set-aside (leave a sending out) or take-back (undo a decision)",
    ),
    ("xu-ly", "line", "The line of the decision to take back (STT in xu-ly.xlsx); else the unit's last one"),
    ("xu-ly", "by", "Who decided"),
    ("xu-ly", "basis", "On which basis"),
    ("xu-ly", "at", "When; now if not given"),
    ("xu-ly", "sending", "The sending; else the last that had come by then"),
    ("xu-ly", "rule", "The rule whose finding is explained, as a check prints it in brackets"),
    ("xu-ly", "sheet", "The cell's sheet"),
    ("xu-ly", "cell", "The cell, such as C12"),
    ("xu-ly", "from", "The figure in the cell; none if it is blank"),
    ("xu-ly", "to", "The figure that counts instead"),
    ("xu-ly", "until", "Until when the unit may send"),
    ("tinh-hinh", "", "Says who has sent, who is late, and what to remind them with"),
    ("tinh-hinh", "round", "The round's folder (with round.toml)"),
    ("tinh-hinh", "at", "The moment up to which it is counted; now if not given"),
    ("tinh-hinh", "format", "text or json"),
    (
        "tinh-hinh",
        "output",
        "Writes a workbook “Tình hình gửi”, too; with .txt, .html or .json, the result itself",
    ),
    ("chot-so-lieu", "", "Closes a round: writes its consolidated workbook and the record of all files used"),
    ("chot-so-lieu", "round", "The round's folder (with round.toml)"),
    ("chot-so-lieu", "by", "Who closes it"),
    ("chot-so-lieu", "at", "When; now if not given"),
    ("chot-so-lieu", "because", "Why it is closed though something is undecided"),
    ("chot-so-lieu", "only_accepted", "Add up only reports that have no errors or were accepted"),
    ("mo", "", "Opens the screens in the browser: checks files, or does everything of a round"),
    (
        "mo",
        "paths",
        "The folder of a round or of one to be made; or the files to check; none for the page alone",
    ),
    ("mo", "port", "The port on this machine; a free one if not given"),
    ("mo", "no_browser", "Only prints the address, opens no browser"),
    ("tro-giup", "", "Prints a man page, or what a shell needs to complete commands"),
    ("tro-giup", "what", "man, bash, zsh, fish, powershell or elvish"),
    ("kiem-chung", "", "Says whether a closed round's files are unchanged and still give the same bytes"),
    ("kiem-chung", "round", "The folder of a closed round"),
    ("doc-so-lieu", "", "Reads the values of workbooks, one a line"),
    ("doc-so-lieu", "paths", "Workbooks, folders of workbooks, or a round's folder (with round.toml)"),
    ("doc-so-lieu", "format", "csv, json, or parquet (to be queried over many periods)"),
    (
        "doc-so-lieu",
        "output",
        "Writes the result to this file; the format by its ending: .csv or .json. Into a folder: a file for each round and period, to be queried",
    ),
    ("kiem-tra", "", "Checks workbooks and says which cells to look at"),
    ("kiem-tra", "paths", "Workbooks, folders of workbooks, or a round's folder (with round.toml)"),
    ("kiem-tra", "format", "text, html (a page to look at or to mail), json or csv"),
    ("kiem-tra", "severity", "Shows only findings of this severity or a graver one: error, warning, note"),
    (
        "kiem-tra",
        "output",
        "Writes the result to this file; the format by its ending: .txt, .html, .json, .csv",
    ),
    (
        "kiem-tra",
        "previous",
        "Reports of the period before or of last year (files, folders, rounds, consolidated workbooks) to compare with",
    ),
    (
        "kiem-tra",
        "returning",
        "Writes a workbook to send back for each report with findings into this folder (a round's: tra-lai)",
    ),
    ("kiem-tra", "at", "When the workbooks to send back are made; now if not given"),
    ("kiem-tra", "resend_by", "Until when they must come again; of a round, its due time if not given"),
    ("kiem-tra", "fail_on", "Severity from which the exit code is 1: error, warning, note, never"),
    ("tong-hop", "", "Consolidates a round into one workbook"),
    ("tong-hop", "round", "The round's folder (with round.toml)"),
    (
        "tong-hop",
        "output",
        "The workbook to write; tong-hop/tong-hop.xlsx in the round's folder if not given; a name that ends in .html gets the page",
    ),
    (
        "tong-hop",
        "only_accepted",
        "Add up only reports without errors; else all are, and those with errors are marked",
    ),
    ("tong-hop", "previous", "Rounds or consolidated workbooks to compare with, beside those of round.toml"),
    ("tong-hop", "fail_on", "Severity from which the exit code is 1: error, warning, note, never"),
];

/// The placeholders of values in help: the English one with the Vietnamese one.
const VALUES: [(&str, &str); 24] = [
    ("PATH", "TỆP"),
    ("FILE", "TỆP"),
    ("DIR", "THƯ MỤC"),
    ("ROUND", "ĐỢT"),
    ("UNIT", "ĐƠN VỊ"),
    ("LEVEL", "CẤP"),
    ("PERIOD", "KỲ"),
    ("NAME", "TÊN"),
    ("DATE", "NGÀY"),
    ("TIME", "THỜI ĐIỂM"),
    ("TEXT", "CHỮ"),
    ("FORM", "BIỂU"),
    ("FORMAT", "DẠNG"),
    ("SEVERITY", "MỨC ĐỘ"),
    ("DECISION", "QUYẾT ĐỊNH"),
    ("RULE", "QUY TẮC"),
    ("SHEET", "TRANG TÍNH"),
    ("CELL", "Ô"),
    ("LANG", "NGÔN NGỮ"),
    ("N", "SỐ"),
    ("NUMBER", "SỐ"),
    ("PACK", "BỘ BIỂU"),
    ("PORT", "CỔNG"),
    ("YEAR", "NĂM"),
];
/// The words that clap itself puts into help, with their Vietnamese translation.
const OF_PARSER: [(&str, &str); 4] = [
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("<COMMAND>", "<LỆNH>"),
    ("[COMMAND]", "[LỆNH]"),
    ("[alias: ", "[còn gọi là: "),
];

/// The command line with its help in a language.
pub(crate) fn localised(command: Command, lang: Lang) -> Command {
    let [usage, commands, arguments, options, help, version] = match lang {
        Lang::Vi => ["Cách dùng", "Các lệnh", "Tham số", "Tùy chọn", "Hiện hướng dẫn này", "Hiện phiên bản"],
        Lang::En => ["Usage", "Commands", "Arguments", "Options", "Prints this help", "Prints the version"],
    };
    let template = format!(
        "{{about-with-newline}}\n{usage}: {{usage}}\n\n{commands}:\n{{subcommands}}\n\n{options}:\n{{options}}\n"
    );
    let leaf = format!(
        "{{about-with-newline}}\n{usage}: {{usage}}\n\n{arguments}:\n{{positionals}}\n\n{options}:\n{{options}}\n"
    );
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").help(help).global(true).action(ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").help(version).action(ArgAction::Version));
    dressed(command, &template, &leaf, lang)
}

/// A command and its subcommands with help in a language.
fn dressed(command: Command, template: &str, leaf: &str, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let has_commands = command.has_subcommands();
    let mut command = command.help_template(if has_commands { template } else { leaf }.to_owned());
    if lang == Lang::Vi {
        command = command.mut_args(|arg| {
            let named = arg.get_value_names().and_then(<[_]>::first).map(ToString::to_string);
            match VALUES.iter().find(|(english, _)| named.as_deref() == Some(english)) {
                Some((_, vietnamese)) => arg.value_name(vietnamese),
                None => arg,
            }
        });
    }
    if lang == Lang::En {
        if let Some(about) = english(&name, "") {
            command = command.about(about);
        }
        command = command.mut_args(|arg| match english(&name, arg.get_id().as_str()) {
            Some(help) => arg.help(help),
            None => arg,
        });
    }
    command.mut_subcommands(|sub| dressed(sub, template, leaf, lang))
}

/// The English help for an argument of a command, or for the command itself if `argument` is empty.
fn english(command: &str, argument: &str) -> Option<&'static str> {
    let mut about = ENGLISH.iter().filter(|(_, id, _)| *id == argument);
    let found = about.find(|(at, ..)| *at == command || (at.is_empty() && !argument.is_empty()));
    found.map(|(_, _, text)| *text)
}

/// Shows the help that was asked for, or the mistake on the command line. `command` is the command that was typed.
pub(crate) fn show(error: &clap::Error, command: Option<&str>, lang: Lang) -> ExitCode {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let rendered = || {
        let text = error.render().ansi().to_string();
        match lang {
            Lang::En => text,
            Lang::Vi => without_english(text),
        }
    };
    if asked {
        return match output::print_styled(&rendered()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => output::print_error(&error, lang),
        };
    }
    let shown = match lang {
        Lang::Vi => vietnamese(error, command),
        Lang::En => None,
    };
    output::print_message(shown.unwrap_or_else(rendered).trim_end());
    ExitCode::from(output::NOT_DONE)
}

/// Help with the parser's own words in Vietnamese.
fn without_english(help: String) -> String {
    OF_PARSER.iter().fold(help, |text, (english, said)| text.replace(english, said))
}

/// The text that clap's error has for a kind of context.
fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) if !texts.is_empty() => Some(texts.join(", ")),
        _ => None,
    }
}

/// The question whether clap's suggestion was meant.
fn meant(error: &clap::Error, kind: ContextKind) -> String {
    context(error, kind).map_or_else(String::new, |near| format!("; có phải “{near}” không?"))
}

/// The reason why a value was refused: the forms that our own parser takes, but not the messages of Rust's number
/// parser.
fn reason(error: &clap::Error) -> String {
    use std::error::Error as _;
    let source = error.source().filter(|source| source.downcast_ref::<ParseIntError>().is_none());
    match source.map(ToString::to_string).filter(|text| !text.is_ascii()) {
        Some(text) => format!("; ghi như: {text}"),
        None if error.kind() == ErrorKind::ValueValidation => "; cần một số nguyên".to_owned(),
        None => String::new(),
    }
}

/// The Vietnamese message for a mistake; `None` for kinds of mistakes that have none.
fn vietnamese(error: &clap::Error, command: Option<&str>) -> Option<String> {
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("không có tùy chọn “{argument}”{}", meant(error, ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("không có lệnh “{command}”{}", meant(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("thiếu {}", argument.trim_end_matches('.')),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
            let valid = context(error, ContextKind::ValidValue)
                .map_or_else(|| reason(error), |valid| format!("; chỉ nhận: {valid}"));
            format!("“{value}” không dùng được cho {argument}{valid}")
        }
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            Some(other) if other != argument => format!("{argument} không dùng cùng với {other}"),
            _ => format!("{argument} chỉ được ghi một lần"),
        },
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("số giá trị ghi sau {argument} chưa đúng")
        }
        ErrorKind::NoEquals => format!("{argument} phải có dấu = trước giá trị"),
        ErrorKind::InvalidUtf8 => "có chữ không đọc được trong câu lệnh".to_owned(),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "chưa ghi lệnh nào".to_owned()
        }
        _ => return None,
    };
    let stop = if said.ends_with('?') { "" } else { "." };
    let command = command.map_or_else(String::new, |command| format!("{command} "));
    Some(format!("Câu lệnh chưa đúng: {said}{stop} Xem hướng dẫn: phuluc {command}--help"))
}

#[cfg(test)]
mod tests {
    use super::{localised, without_english};
    use crate::cli::Args;
    use clap::{Command, CommandFactory as _};
    use phuluc::say::Lang;

    /// What stands between brackets of a help and is in capitals of English.
    fn english_values(help: &str) -> Vec<String> {
        let words = help.split(['<', '[']).skip(1).filter_map(|rest| rest.split(['>', ']']).next());
        words
            .filter(|word| !word.is_empty() && word.chars().all(|sign| sign.is_ascii_uppercase()))
            .map(str::to_owned)
            .collect()
    }

    fn assert_in_vietnamese(command: &mut Command) {
        let help = without_english(command.render_long_help().to_string());
        assert_eq!(english_values(&help), [""; 0], "{}", command.get_name());
        command.get_subcommands_mut().for_each(assert_in_vietnamese);
    }

    #[test]
    fn nothing_stands_for_a_value_in_english() {
        assert_eq!(english_values("phuluc bieu-mau [OPTIONS] <ĐỢT> <N>"), ["OPTIONS", "N"]);
        let mut command = localised(Args::command(), Lang::Vi);
        command.build();
        assert_in_vietnamese(&mut command);
    }
}
