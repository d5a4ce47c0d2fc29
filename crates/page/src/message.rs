//! A report in words: the number of findings, and the message to paste into a chat.

use phuluc_book::ReturnedFile;
use phuluc_check::Story;
use phuluc_form::{Lang, Severity, capital};
use phuluc_round::{FileReport, FileStatus};
use phuluc_say::report::blanks;
use phuluc_say::{CheckMessage, Label, words};

/// The findings for the sender that nobody has accepted as explained, the most severe first. Findings with one cause
/// form one story.
fn for_sender(report: &FileReport) -> Vec<Story<'_>> {
    ReturnedFile { report, sheets: &[], bytes: None, sending: None }.stories()
}

/// The findings that nobody has accepted as explained, also those that only staff can settle, the most severe first.
pub(crate) fn stories(report: &FileReport) -> Vec<Story<'_>> {
    let mut stories = report.checked.stories();
    for story in &mut stories {
        story.findings.retain(|finding| !finding.is_decided());
    }
    stories.retain(|story| !story.findings.is_empty());
    stories
}

/// How many cells are blank that the unit has to fill in: “còn 3 ô chưa nhập”; `None` if there are none.
pub(crate) fn blanks(report: &FileReport) -> Option<String> {
    Some(blanks::count(report)).filter(|count| *count > 0).map(|count| format!("còn {count} ô chưa nhập"))
}

/// The number of blank cells, and a line for each form that names them; nothing if there are none.
pub(crate) fn blank_lines(report: &FileReport) -> Vec<String> {
    let heading = blanks(report).map(|count| format!("{}:", capital(&count)));
    heading.into_iter().chain(blanks::lines(report, Lang::Vi)).collect()
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
        (FileStatus::Fails | FileStatus::Passes, counts) => {
            let counts = if counts.is_empty() { "không có lỗi" } else { counts };
            std::iter::once(counts.to_owned()).chain(blanks(report)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The headline of the first story, or else the blank cells.
pub(crate) fn first(report: &FileReport) -> Option<String> {
    let headline = stories(report).first().map(headline);
    headline.or_else(|| Some(blank_lines(report).join(" ")).filter(|line| !line.is_empty()))
}

/// The message to paste into a chat or a mail.
pub(crate) fn to_paste(report: &FileReport) -> String {
    let unit = report.unit().map_or_else(|| words::say(Lang::Vi, Label::UnknownUnit), str::to_owned);
    if report.status() == FileStatus::Unreadable {
        return format!("{unit}: tệp {} không đọc được.\n{}", report.path, first(report).unwrap_or_default());
    }
    let period = report.period().map(|period| format!(", {period}")).unwrap_or_default();
    let stories: Vec<Story<'_>> =
        for_sender(report).into_iter().filter(|story| story.severity() >= Severity::Warning).collect();
    let result =
        if stories.is_empty() { "đã kiểm tra, không có lỗi".to_owned() } else { counts(report) };
    let mut text = format!("{unit}{period}: {result}.\n");
    for (number, story) in (1..).zip(&stories) {
        let severity = words::say(Lang::Vi, CheckMessage::Severity(story.severity()));
        text.push_str(&format!("{number}. {severity}. {}\n", headline(story)));
        if story.diagnosis.is_some() {
            for finding in &story.findings {
                text.push_str(&format!("   - {}\n", words::message(Lang::Vi, finding)));
            }
        } else if let Some(finding) = story.findings.first() {
            text.push_str(&format!("   Cách xử lý: {}\n", words::todo(Lang::Vi, finding)));
        }
    }
    for line in blank_lines(report) {
        text.push_str(&format!("{line}\n"));
    }
    text
}
