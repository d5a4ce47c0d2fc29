//! A report in words: how many findings, and the text to paste into a chat.

use phuluc_check::Finding;
use phuluc_form::{Lang, Severity};
use phuluc_round::{FileReport, FileStatus};
use phuluc_say::{CheckMessage, Label, words};

/// The findings that nobody accepted as explained, errors first.
pub(crate) fn findings(report: &FileReport) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = report.checked.undecided().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// How many findings there are: “còn 2 lỗi và 1 nội dung cần xem lại”. Nothing is said of none.
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

/// The same, or that there is nothing to find.
pub(crate) fn counts_or_none(report: &FileReport) -> String {
    match (report.status(), counts(report).as_str()) {
        (FileStatus::Unreadable, _) => "không đọc được".to_owned(),
        (FileStatus::Fails | FileStatus::Passes, "") => "không có lỗi".to_owned(),
        (FileStatus::Fails | FileStatus::Passes, counts) => counts.to_owned(),
    }
}

/// The message of the first finding.
pub(crate) fn first(report: &FileReport) -> Option<String> {
    findings(report).first().map(|finding| words::message(Lang::Vi, finding))
}

/// The text that is pasted into a chat or a mail.
pub(crate) fn to_paste(report: &FileReport) -> String {
    let unit = report.unit().map_or_else(|| words::say(Lang::Vi, Label::UnknownUnit), str::to_owned);
    if report.status() == FileStatus::Unreadable {
        return format!("{unit}: tệp {} không đọc được.\n{}", report.path, first(report).unwrap_or_default());
    }
    let period = report.period().map(|period| format!(", {period}")).unwrap_or_default();
    let worth_sending: Vec<&Finding> =
        findings(report).into_iter().filter(|finding| finding.severity >= Severity::Warning).collect();
    if worth_sending.is_empty() {
        return format!("{unit}{period}: đã kiểm tra, không có lỗi.\n");
    }
    let mut text = format!("{unit}{period}: {}.\n", counts(report));
    for (number, finding) in (1..).zip(worth_sending) {
        let severity = words::say(Lang::Vi, CheckMessage::Severity(finding.severity));
        let (message, todo) = (words::message(Lang::Vi, finding), words::todo(Lang::Vi, finding));
        text.push_str(&format!("{number}. {severity}. {message}\n   Cách xử lý: {todo}\n"));
    }
    text
}
