//! The letterhead: the lines above a table that name the sender and the period.
//!
//! Officers write the unit after “Đơn vị báo cáo:”, in the letterhead at the top left, or in the title. They write
//! the period as two days or in words. A value with a label counts before one without, and days count before words.

use crate::finding::Finding;
use crate::general_rules::copied_workbook::CopiedWorkbook;
use crate::general_rules::identity_differs::{Claim, IdentityDiffers, Named};
use phuluc_form::{Level, Period, match_key, unit};
use phuluc_grid::{At, Content, Identity, Sheet};
use regex_lite::Regex;
use std::sync::LazyLock;

/// The number of rows in which a heading may stand.
const ROWS: u32 = 30;
/// The number of rows in which a letterhead may stand.
const LETTERHEAD: u32 = 6;
/// The number of rows in which a period may be given in words.
const TITLE: u32 = 12;

/// The sender and the period, as the lines above a table name them.
#[derive(Clone, Debug, Default)]
pub(super) struct Letterhead {
    /// The unit after a label.
    pub unit: Option<Line<String>>,
    /// The units that the letterhead or the title names.
    pub unlabelled_units: Vec<Line<String>>,
    /// The period by its days.
    pub period: Option<Line<Period>>,
    /// The periods in words, with their days by the cut-off of the decree.
    pub in_words: Vec<Line<Period>>,
}

/// A line that names a unit or a period.
#[derive(Clone, Debug)]
pub(super) struct Line<T> {
    /// What it names.
    pub names: T,
    /// Its cell.
    pub at: At,
    /// Its text.
    pub text: String,
}

impl Line<String> {
    /// What is said of the unit that it names.
    pub fn claim(&self, sheet: &Sheet) -> Claim {
        Claim::in_cell(&sheet.name, self.at, &self.names)
    }

    /// Whether it names a commune.
    pub fn is_of_commune(&self) -> bool {
        Level::of_unit(&self.names) == Some(Level::Commune)
    }
}

impl Line<Period> {
    /// What is said of the period that it names.
    pub fn claim(&self, sheet: &Sheet) -> Claim {
        Claim::in_cell(&sheet.name, self.at, &self.text)
    }
}

impl Letterhead {
    pub fn read(sheet: &Sheet, said: Option<&Identity>) -> Self {
        let mut heading = Self::default();
        if Identity::is_own(sheet, said) {
            return heading;
        }
        let table = table_top(sheet);
        // a number names neither unit nor period
        let cells = sheet.cells().take_while(|(at, _)| at.row < ROWS);
        for (at, cell) in cells.filter(|(_, cell)| !matches!(cell.content, Content::Number(_))) {
            let text = cell.label();
            let line = |names| Line { names, at, text: text.clone().into_owned() };
            heading.unit = heading.unit.or_else(|| {
                reporting_unit(&text).map(|names| Line { names, at, text: text.clone().into_owned() })
            });
            heading.period = heading.period.or_else(|| {
                let period = match cell.label_text() {
                    Some(label) => Period::of_key(label.key()),
                    None => Period::find(&text),
                };
                // days alone may be anything in a table
                let alone = || (at.row < table).then(|| days_alone(sheet, at, &text))?;
                period.or_else(alone).map(line)
            });
            if at.row < table.min(TITLE) {
                heading.in_words.extend(Period::in_words(&text).map(|(period, _)| line(period)));
            }
            if at.row < table.min(LETTERHEAD) && !is_received(sheet, at) {
                let named = unit_in_letterhead(sheet, at, &text);
                heading.unlabelled_units.extend(named.map(|names| Line {
                    names,
                    at,
                    text: text.clone().into_owned(),
                }));
            }
        }
        if said.is_some() {
            heading.typed_over(sheet);
        }
        heading
    }

    /// The unit that it names, after a label if possible.
    pub fn any_unit(&self) -> Option<&Line<String>> {
        self.unit.as_ref().or_else(|| self.unlabelled_units.first())
    }

    /// Reads what was typed over the heading cells of one of our blanks, without the words printed there.
    fn typed_over(&mut self, sheet: &Sheet) {
        let [unit_row, period_row] = [0, 4];
        let mut first = sheet.row(unit_row).map(|(at, cell)| (at, cell.tidy()));
        self.unit = self.unit.take().or_else(|| {
            let (at, text) = first.find(|(_, text)| Level::of_unit(text).is_some())?;
            Some(Line { names: named(&text)?, at, text: text.into_owned() })
        });
        let mut days = sheet.row(period_row).map(|(at, cell)| (at, cell.tidy()));
        self.period = self.period.take().or_else(|| {
            days.find_map(|(at, text)| {
                let names = Period::find(&format!("từ {text}"))?;
                Some(Line { names, at, text: text.into_owned() })
            })
        });
    }

    /// Findings about headings that name another unit or period than the first heading, or than the workbook was made
    /// for.
    pub fn contradictions(
        &self,
        sheet: &Sheet,
        said: Option<&Identity>,
        unit: Option<(&Line<String>, &Sheet)>,
        period: Option<&(Period, Claim)>,
    ) -> Vec<Finding> {
        let made_for_unit = said.and_then(|said| said.unit.as_deref());
        let made_for_period = said.and_then(|said| said.period);
        let mut notices = Vec::new();
        if let Some(here) = &self.unit {
            let other = unit.filter(|(other, _)| unit::key(&other.names) != unit::key(&here.names));
            if let Some((other, its_sheet)) = other {
                let [here, other] = [here.claim(sheet), other.claim(its_sheet)];
                notices.push(IdentityDiffers::finding(Named::Unit, &here, &other));
            } else if let Some(copied) = CopiedWorkbook::unit(&here.names, made_for_unit) {
                notices.push(Finding::about_sheet(sheet, copied));
            }
        }
        // a period in words means the days of the others, if both cover about the same time
        let days = self.period.as_ref().map(|line| (line.names, line.claim(sheet)));
        let known = period.map(|(period, _)| *period).or(made_for_period);
        let in_words = self.in_words.first().map(|line| {
            let known = known.filter(|known| line.names.is_mostly(*known));
            (known.unwrap_or(line.names), line.claim(sheet))
        });
        if let Some((here, claim)) = days.or(in_words) {
            if let Some((_, other)) = period.filter(|(other, _)| *other != here) {
                notices.push(IdentityDiffers::finding(Named::Period, &claim, other));
            } else if let Some(copied) = CopiedWorkbook::period(here, made_for_period) {
                notices.push(Finding::about_sheet(sheet, copied));
            }
        }
        notices
    }
}

/// The period of a line that gives nothing but two days, in one cell (“15/12/2025-14/03/2026”), behind “Kỳ báo cáo:” or
/// beside “Từ ngày”.
fn days_alone(sheet: &Sheet, at: At, text: &str) -> Option<Period> {
    let bare = match text.rsplit_once(':') {
        Some((label, days)) if match_key(label).ends_with("bao cao") => days,
        _ => text,
    };
    let bare = bare.trim_matches(['(', ')', ' ']);
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        let is_days = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | '–' | ' '));
        return is_days.then(|| Period::find(&format!("từ {bare}")))?;
    }
    // most lines are longer, and have no key to look at
    if bare.len() > 20 || !matches!(sheet.key(at).trim_matches(['(', ':', ' ']), "tu" | "tu ngay") {
        return None;
    }
    let line: Vec<_> = sheet.row(at.row).map(|(_, cell)| cell.tidy()).collect();
    Period::find(&line.join(" "))
}

/// The first row of the table's header, which has the code column.
pub(super) fn table_top(sheet: &Sheet) -> u32 {
    let cells = sheet.cells().take_while(|(at, _)| at.row < ROWS);
    let mut tops =
        cells.filter(|(at, _)| matches!(&*sheet.key(*at), "stt" | "tt" | "so tt")).map(|(at, _)| at.row);
    tops.next().unwrap_or(ROWS)
}

/// The unit in “Đơn vị báo cáo: UBND xã Phú Tiến”, on the same line or the next line of the cell.
fn reporting_unit(text: &str) -> Option<String> {
    let (label, unit) = text.split_once(':')?;
    let unit = unit.lines().map(str::trim).find(|line| !line.is_empty())?;
    match_key(label).ends_with("don vi bao cao").then(|| named(unit))?
}

/// A unit's name without the province after it; `None` for dots in the place of a name.
pub(super) fn named(unit: &str) -> Option<String> {
    if unit::is_nobody(unit) {
        return None;
    }
    let end = unit.char_indices().find(|(at, c)| {
        matches!(c, ',' | '-' | '–' | '(') && is_above_commune(unit[at + c.len_utf8()..].trim_start())
    });
    let name = unit[..end.map_or(unit.len(), |(at, _)| at)].trim().trim_end_matches(['.', ';', ',']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether words name a province or a district.
fn is_above_commune(words: &str) -> bool {
    const LEVELS: [&str; 7] = ["tinh ", "thanh pho ", "tp ", "tp.", "huyen ", "quan ", "thi xa "];
    let key = match_key(words);
    LEVELS.iter().any(|level| key.starts_with(level))
}

/// The commune that a line of the letterhead names: “UBND XÃ …”, “XÃ …” under “ỦY BAN NHÂN DÂN”, or the title’s
/// “CỦA ỦY BAN NHÂN DÂN XÃ …”.
pub(super) fn unit_in_letterhead(sheet: &Sheet, at: At, text: &str) -> Option<String> {
    static OF_UNIT: LazyLock<Regex> = LazyLock::new(|| {
        let committee = r"(?:ubnd|[uủ][yỷ] ban nhân dân)";
        let level = "(?:xã|phường|đặc khu|thị trấn)";
        let name = r"[^,;:()\d\n–]*[^,;:()\d\n–\s](?:\s\d{1,2}\b)?";
        Regex::new(&format!(r"(?:^|của |hđnd ?[-–] ?)({committee} {level} {name})"))
            .expect("a constant pattern")
    });
    let joined = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let key = match_key(&joined);
    if key.contains("ban hanh kem theo") || key.contains("nhan bao cao") || key.contains("kinh gui") {
        return None;
    }
    let below_committee = || {
        let above = at.row.checked_sub(1)?;
        let above = sheet.key(At { row: above, ..at });
        let is_committee = matches!(&*above, "uy ban nhan dan" | "ubnd" | "hdnd-ubnd" | "hdnd - ubnd");
        is_committee.then(|| named(&joined)).flatten()
    };
    let is_commune = Level::of_unit(&joined) == Some(Level::Commune);
    // capitals are as long as small letters, except for some that Vietnamese does not have
    let small = joined.to_lowercase();
    // looking for the words that the pattern needs is faster than matching it
    let may_be = small.contains("ubnd ") || small.contains(" ban nhân dân ");
    let of_unit = if may_be { OF_UNIT.captures(&small) } else { None };
    let of_unit = of_unit.and_then(|found| found.get(1));
    let found = of_unit.and_then(|found| {
        let written =
            if small.len() == joined.len() { joined.get(found.range()) } else { Some(found.as_str()) };
        named(written?.trim())
    });
    found.or_else(|| is_commune.then(below_committee).flatten())
}

/// Whether a line names the receiving unit, which stands beside or above it.
fn is_received(sheet: &Sheet, at: At) -> bool {
    let beside = (0..at.column).map(|column| At { row: at.row, column });
    let above = at.row.checked_sub(1).map(|row| At { row, ..at });
    beside.chain(above).any(|other| {
        let key = sheet.key(other);
        key.contains("nhan bao cao") || key.contains("kinh gui")
    })
}

#[cfg(test)]
mod tests {
    use super::{reporting_unit, unit_in_letterhead};
    use phuluc_grid::{At, Cell, Content, Sheet};

    #[test]
    fn the_unit_follows_its_label() {
        assert_eq!(reporting_unit("Đơn vị báo cáo: UBND xã Ví dụ 01").as_deref(), Some("UBND xã Ví dụ 01"));
        assert_eq!(
            reporting_unit("- ĐƠN VỊ BÁO CÁO:\nUBND xã Ví dụ 01\n").as_deref(),
            Some("UBND xã Ví dụ 01")
        );
        assert_eq!(
            reporting_unit("Đơn vị báo cáo: UBND xã Ví dụ 01, tỉnh Ví dụ").as_deref(),
            Some("UBND xã Ví dụ 01")
        );
        assert_eq!(
            reporting_unit("Đơn vị báo cáo: UBND xã Ví dụ 01 - thành phố Ví dụ").as_deref(),
            Some("UBND xã Ví dụ 01")
        );
        for nothing in [
            "Đơn vị nhận báo cáo: Sở Nội vụ",
            "Đơn vị báo cáo:",
            "Đơn vị báo cáo: ……",
            "Đơn vị báo cáo: UBND xã ......",
            "Đơn vị báo cáo: . . . . . .",
            "Đơn vị báo cáo: UBND xã",
        ] {
            assert_eq!(reporting_unit(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn the_letterhead_names_the_commune() {
        #[track_caller]
        fn case(lines: &[&str], expected: &str) {
            let cells = (0..)
                .zip(lines)
                .map(|(row, line)| (At { row, column: 0 }, Cell::plain(Content::Text((*line).into()))));
            let sheet = Sheet::new("Biểu", cells);
            let row = u32::try_from(lines.len() - 1).unwrap();
            let found = unit_in_letterhead(&sheet, At { row, column: 0 }, lines[lines.len() - 1]);
            assert_eq!(found.unwrap_or_default(), expected, "{lines:?}");
        }
        case(&["UBND XÃ VÍ DỤ"], "UBND XÃ VÍ DỤ");
        case(&["ỦY BAN NHÂN DÂN\nXÃ VÍ DỤ 01"], "ỦY BAN NHÂN DÂN XÃ VÍ DỤ 01");
        case(&["ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ 01"], "XÃ VÍ DỤ 01");
        case(&["HĐND-UBND xã Ví dụ"], "UBND xã Ví dụ");
        case(&["BÁO CÁO KẾT QUẢ CỦA ỦY BAN NHÂN DÂN XÃ VÍ DỤ"], "ỦY BAN NHÂN DÂN XÃ VÍ DỤ");
        case(&["(Kèm theo Báo cáo số 12/BC-UBND ngày 14/3/2026 của UBND xã Ví dụ)"], "UBND xã Ví dụ");
        case(&["UBND xã Ví dụ, tỉnh Ví dụ"], "UBND xã Ví dụ");
        for nothing in [
            "Kính gửi: UBND xã Ví dụ",
            "(Ban hành kèm theo Quyết định số 1 của UBND xã Ví dụ)",
            "UBND TỈNH VÍ DỤ",
            "Số UBND xã đã kiểm tra",
            "UBND xã …",
        ] {
            case(&[nothing], "");
        }
    }
}
