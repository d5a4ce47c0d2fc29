//! A report in words: the number of findings, and the message to paste into a chat.

use phuluc_book::ReturnedFile;
use phuluc_check::Story;
use phuluc_form::{Lang, Severity};
use phuluc_round::{FileReport, FileStatus};
use phuluc_say::{CheckMessage, Label, words};

/// The findings that nobody has accepted as explained, the most severe first. Findings with one cause form one story.
pub(crate) fn stories(report: &FileReport) -> Vec<Story<'_>> {
    ReturnedFile { report, sheets: &[], bytes: None, sending: None }.stories()
}

/// A story in one line: its diagnosis, or the message of its finding.
fn headline(story: &Story<'_>) -> String {
    match (story.diagnosis, story.findings.first()) {
        (Some(diagnosis), _) => words::diagnosis(Lang::Vi, diagnosis, story.findings.iter().copied()),
        (None, Some(finding)) => words::message(Lang::Vi, finding),
        (None, None) => String::new(),
    }
}

/// The number of findings in words: “còn 2 lỗi và 1 nội dung cần xem lại”; empty if there are none.
pub(crate) fn counts(report: &FileReport) -> String {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| report.checked.count(severity));
    let named = [(errors, "lỗi"), (warnings, "nội dung cần xem lại"), (notes, "lưu ý")];
    let named = named.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = named.map(|(count, noun)| format!("{count} {noun}")).collect();
    let still = if errors + warnings > 0 { "còn " } else { "" };
    match parts.as_slice() {
        [] => String::new(),
        [only] => format!("{still}{only}"),
        [first @ .., last] => format!("{still}{} và {last}", first.join(", ")),
    }
}

/// The number of findings in words, or that there is no error, or that the file cannot be read.
pub(crate) fn counts_or_none(report: &FileReport) -> String {
    match (report.status(), counts(report).as_str()) {
        (FileStatus::Unreadable, _) => "không đọc được".to_owned(),
        (FileStatus::Fails | FileStatus::Passes, "") => "không có lỗi".to_owned(),
        (FileStatus::Fails | FileStatus::Passes, counts) => counts.to_owned(),
    }
}

/// The headline of the first story.
pub(crate) fn first(report: &FileReport) -> Option<String> {
    stories(report).first().map(headline)
}

/// The message to paste into a chat or a mail.
pub(crate) fn to_paste(report: &FileReport) -> String {
    let unit = report.unit().map_or_else(|| words::say(Lang::Vi, Label::UnknownUnit), str::to_owned);
    if report.status() == FileStatus::Unreadable {
        return format!("{unit}: tệp {} không đọc được.\n{}", report.path, first(report).unwrap_or_default());
    }
    let period = report.period().map(|period| format!(", {period}")).unwrap_or_default();
    let stories: Vec<Story<'_>> =
        stories(report).into_iter().filter(|story| story.severity() >= Severity::Warning).collect();
    if stories.is_empty() {
        return format!("{unit}{period}: đã kiểm tra, không có lỗi.\n");
    }
    let mut text = format!("{unit}{period}: {}.\n", counts(report));
    for (number, story) in (1..).zip(&stories) {
        let severity = words::say(Lang::Vi, CheckMessage::Severity(story.severity()));
        text.push_str(&format!("{number}. {severity}. {}\n", headline(story)));
        if story.diagnosis.is_some() {
            let messages = story.findings.iter().map(|finding| words::message(Lang::Vi, finding));
            messages.for_each(|message| text.push_str(&format!("   - {message}\n")));
        } else if let Some(finding) = story.findings.first() {
            text.push_str(&format!("   Cách xử lý: {}\n", words::todo(Lang::Vi, finding)));
        }
    }
    text
}
