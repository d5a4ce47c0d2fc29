//! What one sheet, or the name of its file, says of the sender and the period in two ways.
//!
//! It takes the heading of a sheet on which a form was found, the signature below the table and the names of the sheet
//! and the file. It gives findings that quote both places.

use super::Submission;
use super::letterhead::{Letterhead, Line, named, table_top};
use super::signature::signed_by;
use crate::finding::Finding;
use crate::general_rules::identity_differs::{Claim, IdentityDiffers, Named, Stands};
use crate::locate::named_times;
use chrono::Datelike;
use phuluc_form::{Period, Severity, match_key};
use phuluc_grid::{At, Sheet};
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of lines that speak of another time than the report.
const OTHER_TIME: [&str; 3] = ["cung ky", "ky truoc", "nam truoc"];
/// The first words of lines about what is planned or compared.
const OUTLOOK: [&str; 5] = ["ke hoach", "phuong huong", "nhiem vu", "uoc ", "so voi"];

/// Findings about one sheet that names two units or two periods. The row `last` is that of its last table.
pub(super) fn within(sheet: &Sheet, heading: &Letterhead, last: Option<u32>) -> Vec<Finding> {
    [of_unit(sheet, heading, last), of_period(sheet, heading)].into_iter().flatten().collect()
}

/// The finding about a file whose name names another period than its content.
pub fn by_file_name(name: &str, submission: &Submission) -> Option<Finding> {
    let (period, elsewhere) = submission.period.zip(submission.period_claim.as_ref())?;
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (of_name, words) = Period::in_words(&stem.replace(['_', '-', '.', '+'], " "))?;
    // a month in the name of a file may be that in which it was sent
    let is_month_of_sending = words.starts_with("thang") && !is_month(period);
    let text = file.to_owned();
    let here = Claim { stands: Stands::FileName, text };
    (!is_month_of_sending && period.is_misnamed(of_name))
        .then(|| IdentityDiffers::finding(Named::Period, &here, elsewhere))
}

/// Whether a period is one month, in which case a month in a name is the period.
fn is_month(period: Period) -> bool {
    period.is_called("tháng") == Some(true)
}

/// The finding about another commune in the letterhead, the signature or the sheet's name.
fn of_unit(sheet: &Sheet, heading: &Letterhead, last: Option<u32>) -> Option<Finding> {
    let lines = heading.unit.iter().chain(&heading.unlabelled_units).filter(|line| line.is_of_commune());
    let mut claims: Vec<Claim> = lines.map(|line| line.claim(sheet)).collect();
    claims.extend(signed_by(sheet, last).iter().map(|line| line.claim(sheet)));
    claims.extend(unit_in_name(&sheet.name).map(|text| {
        let stands = Stands::SheetName(sheet.name.clone());
        Claim { stands, text }
    }));
    let first = claims.first()?;
    let other = claims.iter().find(|claim| IdentityDiffers::are_two_units(&claim.text, &first.text))?;
    Some(IdentityDiffers::finding(Named::Unit, other, first))
}

/// The finding about another period in the title or the sheet's name than the heading gives by its days, or else in
/// its first words.
fn of_period(sheet: &Sheet, heading: &Letterhead) -> Option<Finding> {
    if are_side_by_side(sheet) {
        return None;
    }
    let speaks_of_report = |line: &&Line<Period>| {
        let key = sheet.key(line.at);
        !OTHER_TIME.iter().any(|words| key.contains(words))
            && !heads_one_of_several_tables(sheet, line.at)
            && !OUTLOOK.iter().any(|words| key.trim_start_matches(['(', '-', ' ']).starts_with(words))
    };
    let mut in_words = heading.in_words.iter().filter(speaks_of_report);
    let days = heading.period.as_ref().filter(|line| line.at.row < table_top(sheet));
    let first = days.filter(speaks_of_report).or_else(|| in_words.next())?;
    // behind “Kỳ báo cáo:” a month or a year is the period, and not when the report was written
    let differs = |line: &&Line<Period>| {
        first.names.is_misnamed(line.names)
            || (is_labelled(&sheet.key(line.at)) && line.at != first.at && !line.names.is_mostly(first.names))
    };
    if let Some(other) = in_words.find(differs) {
        return Some(IdentityDiffers::finding(Named::Period, &other.claim(sheet), &first.claim(sheet)));
    }
    let (named, has_year) = period_in_name(&sheet.name, first.names)?;
    let stands = Stands::SheetName(sheet.name.clone());
    let other = first.names.is_misnamed(named).then(|| Claim { stands, text: sheet.name.clone() })?;
    let mut finding = IdentityDiffers::finding(Named::Period, &other, &first.claim(sheet));
    // sheets are copied from quarter to quarter, and short names may mean something else
    if !has_year {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}

/// Whether a line gives the period behind a label.
fn is_labelled(key: &str) -> bool {
    ["ky bao cao", "thoi gian bao cao", "ky so lieu"].iter().any(|label| key.starts_with(label))
}

/// The period that the name of a sheet names, and whether it is written out with its year: “Quý II” is that of the
/// report's year, “T6-2026” the month.
fn period_in_name(name: &str, period: Period) -> Option<(Period, bool)> {
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:(quy (?:iv|iii|ii|i|[1-4]))|(?:thang |t)(\d{1,2})(?: (20\d\d))?)$")
            .expect("a constant pattern")
    });
    let spaced = name.replace(['_', '-', '.', '/'], " ");
    if let Some((named, _)) = Period::in_words(&spaced) {
        return Some((named, true));
    }
    let key = match_key(&spaced);
    let found = SHORT.captures(key.trim())?;
    let group = |index: usize| found.get(index).map(|group| group.as_str());
    let part = match (group(1), group(2)) {
        (Some(quarter), _) => quarter.to_owned(),
        (None, Some(month)) => format!("thang {month}"),
        (None, None) => return None,
    };
    let year = group(3).map_or_else(|| period.to.year().to_string(), str::to_owned);
    Some((Period::named(&format!("{part}/{year}"))?, false))
}

/// Whether a line that names a time and nothing else stands right above a table, and a line with another time above
/// another table. Each speaks of its own table.
fn heads_one_of_several_tables(sheet: &Sheet, at: At) -> bool {
    const NEAR: u32 = 2;
    let is_time = |at: At| {
        let key = sheet.key(at);
        !key.is_empty() && named_times::without(&key).is_empty()
    };
    if !is_time(at) {
        return false;
    }
    let tops = sheet.cells().filter(|(at, _)| matches!(&*sheet.key(*at), "stt" | "tt" | "so tt"));
    let tops: BTreeSet<u32> = tops.map(|(at, _)| at.row).collect();
    let headings: Vec<At> = tops
        .iter()
        .filter_map(|top| {
            let first = At { row: top.saturating_sub(NEAR), column: 0 };
            let last = At { row: top.checked_sub(1)?, column: u32::MAX };
            sheet.between(first, last).map(|(at, _)| at).find(|at| is_time(*at))
        })
        .collect();
    headings.contains(&at) && headings.iter().any(|other| sheet.key(*other) != sheet.key(at))
}

/// Whether two tables stand side by side, each with a heading of its own.
fn are_side_by_side(sheet: &Sheet) -> bool {
    let top = table_top(sheet);
    let codes = sheet.row(top).filter(|(at, _)| matches!(&*sheet.key(*at), "stt" | "tt" | "so tt"));
    codes.count() > 1
}

/// The commune that the name of a sheet is: “Xã Ví dụ 02”. Abbreviations and names of forms are none: “TT 01-2020”,
/// “Xã PL2”, “Biểu mẫu xã”.
fn unit_in_name(name: &str) -> Option<String> {
    const LEVELS: [&str; 4] = ["xa", "phuong", "dac khu", "thi tran"];
    const OF_FORMS: [&str; 8] = ["bieu", "mau", "phu luc", "pl", "bm", "bc", "bao cao", "tthc"];
    let key = match_key(name);
    let key = key.strip_prefix("ubnd ").unwrap_or(&key);
    let own = LEVELS.iter().find_map(|level| key.strip_prefix(level)?.strip_prefix(' '))?;
    // the words without the numbers after them
    let words = own.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let padded = format!(" {} ", words.join(" "));
    let is_of_form = OF_FORMS.iter().chain(&LEVELS).any(|word| padded.contains(&format!(" {word} ")));
    (!words.is_empty() && !is_of_form).then(|| named(name)).flatten()
}

/// The finding about a sheet whose letterhead names another commune than the first of the workbook.
pub(super) fn between(
    sheet: &Sheet,
    heading: &Letterhead,
    first: Option<(&Line<String>, &Sheet)>,
) -> Option<Finding> {
    let here = heading.any_unit().filter(|line| line.is_of_commune())?;
    let (first, its_sheet) = first.filter(|(line, _)| line.is_of_commune())?;
    IdentityDiffers::are_two_units(&here.names, &first.names)
        .then(|| IdentityDiffers::finding(Named::Unit, &here.claim(sheet), &first.claim(its_sheet)))
}
