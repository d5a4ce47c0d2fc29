//! The signature below a table, as far as it names a commune: “TM. ỦY BAN NHÂN DÂN XÃ …”, “CHỦ TỊCH UBND XÃ …”, “TỔ TRƯỞNG
//! TỔ … XÃ …”, “Xã …, ngày … tháng … năm …”.
//!
//! It takes a sheet with the last row of its tables, and gives the lines that name a commune.

use super::letterhead::{Line, named, unit_in_letterhead};
use phuluc_form::{Level, match_key, unit};
use phuluc_grid::{At, Content, Sheet};
use regex_lite::Regex;
use std::sync::LazyLock;

/// The words, as match keys, with which the line of somebody who signs begins.
const TITLES: [&str; 16] = [
    "chu tich",
    "pho chu tich",
    "quyen chu tich",
    "q. chu tich",
    "pct",
    "to truong",
    "to pho",
    "truong ban",
    "pho truong ban",
    "truong phong",
    "pho truong phong",
    "giam doc",
    "pho giam doc",
    "chanh van phong",
    "pho chanh van phong",
    "truong doan",
];
/// The words before a title: for whom somebody signs.
const FOR: [&str; 9] = ["kt.", "k/t", "kt", "tl.", "tl", "tuq.", "tuq", "tm.", "tm"];
/// The words for levels of communes, as match keys.
const LEVELS: [&str; 4] = ["xa", "phuong", "dac khu", "thi tran"];

/// The lines that name the commune that signs. A line beside figures is a remark, whatever it names. A title is one only
/// below the row `last`, since rows of tables name offices, too.
pub(super) fn signed_by(sheet: &Sheet, last: Option<u32>) -> Vec<Line<String>> {
    let mut found = Vec::new();
    for (at, cell) in sheet.cells() {
        let Content::Text(text) = &cell.content else { continue };
        // most texts are long, or begin with none of these letters
        if text.len() > 4 * unit::LONGEST_NAME {
            continue;
        }
        let is_below = last.is_some_and(|last| at.row > last);
        let Some(names) = signatory(sheet, at, text.tidy(), is_below) else { continue };
        let is_beside_figures = sheet.row(at.row).any(|(_, cell)| matches!(cell.content, Content::Number(_)));
        let line = Line { names, at, text: text.tidy().to_owned() };
        if line.is_of_commune() && !is_beside_figures {
            found.push(line);
        }
    }
    found
}

/// The unit that a text names as the one that signs.
fn signatory(sheet: &Sheet, at: At, text: &str, is_below: bool) -> Option<String> {
    let acting = ["TM", "T/M", "T.M"].iter().find_map(|words| text.strip_prefix(words));
    if let Some(rest) = acting {
        return in_whose_name(sheet, at, rest, is_below);
    }
    place_of_date(text).or_else(|| is_below.then(|| of_office(sheet, at, text)).flatten())
}

/// The commune after “TM.”, in the same line or the one below: “TM. UBND XÃ …”, “TM. TỔ CÔNG TÁC CCHC XÃ …”.
fn in_whose_name(sheet: &Sheet, at: At, rest: &str, is_below: bool) -> Option<String> {
    let of = rest.strip_prefix(['.', ' '])?.trim_start_matches(['.', ' ']);
    // the title of the person stands in a line of its own
    let lines = of.lines().take_while(|line| after_title(&match_key(line)).is_none());
    let of = lines.collect::<Vec<_>>().join(" ");
    match &*match_key(&of) {
        "ubnd" | "uy ban nhan dan" => commune(first_line_below(sheet, at)?.as_str()),
        key if key.starts_with("ubnd") || key.starts_with("uy ban nhan dan") => {
            unit_in_letterhead(sheet, at, &of)
        }
        key if is_below && !is_of_many(key) => commune_at_end(&of),
        _ => None,
    }
}

/// The commune that the line of an office names at its end: “KT. CHỦ TỊCH UBND XÃ …”, or the line below it.
fn of_office(sheet: &Sheet, at: At, text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim);
    let first = lines.next()?;
    let key = match_key(first);
    let of = after_title(&key)?;
    match (of, lines.next()) {
        _ if is_of_many(&key) => None,
        ("", Some(second)) => commune(second),
        ("", None) => commune(first_line_below(sheet, at)?.as_str()),
        _ => commune_at_end(first),
    }
}

/// Whether a line names several people, as “Chủ tịch, các Phó Chủ tịch UBND xã;” does among those who get a copy.
fn is_of_many(key: &str) -> bool {
    key.contains([',', ';', ':', '('])
}

/// The first line of the cell below another one.
fn first_line_below(sheet: &Sheet, at: At) -> Option<String> {
    sheet.text(At { row: at.row + 1, ..at }).lines().next().map(str::to_owned)
}

/// What stands behind the title of somebody who signs; `None` if the line begins with none.
fn after_title(key: &str) -> Option<&str> {
    let bare = FOR.iter().find_map(|word| key.strip_prefix(word)?.strip_prefix([' ', '.'])).unwrap_or(key);
    let bare = bare.trim_start_matches(['.', ' ']);
    let rest = TITLES.iter().find_map(|title| bare.strip_prefix(title))?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// The commune with which a line ends: “Xã Ví dụ 02” of “Tổ trưởng Tổ công tác CCHC xã Ví dụ 02”.
fn commune_at_end(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let keys: Vec<String> = words.iter().map(|word| match_key(word)).collect();
    let begins = |index: &usize| {
        let two = keys[*index..].iter().take(2).map(String::as_str).collect::<Vec<_>>().join(" ");
        LEVELS.iter().any(|level| *level == keys[*index] || *level == two)
    };
    let start = (1..words.len()).rev().find(begins)?;
    let is_two_words = !LEVELS.contains(&keys[start].as_str());
    let name = &words[start + 1 + usize::from(is_two_words)..];
    is_name_of_commune(words[start], name).then(|| named(&words[start..].join(" "))).flatten()
}

/// Whether words behind a level are the name of a commune: “Xã hội” is none, nor is “xã duyệt”, nor the person in “XÃ
/// Nguyễn Văn A”.
fn is_name_of_commune(level: &str, name: &[&str]) -> bool {
    const FAMILIES: [&str; 16] = [
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho",
        "ngo", "duong", "ly",
    ];
    let is_in_capitals = |word: &str| !word.chars().any(char::is_lowercase);
    let begins_large = name.first().is_some_and(|word| !word.starts_with(char::is_lowercase));
    let is_alike = !is_in_capitals(level) || name.iter().all(|word| is_in_capitals(word));
    let first = name.first().map(|word| match_key(word));
    let is_person = name.len() > 2 && first.as_deref().is_some_and(|first| FAMILIES.contains(&first));
    first.is_some_and(|first| first != "hoi") && is_alike && begins_large && !is_person
}

/// The commune that a line names and nothing else.
fn commune(line: &str) -> Option<String> {
    let is_commune = Level::of_unit(line) == Some(Level::Commune) && line.len() < unit::LONGEST_NAME;
    is_commune.then(|| named(line)).flatten()
}

/// The place in front of a date, in a line that says nothing else: “Xã Ví dụ 01, ngày … tháng … năm 2026”, also in
/// capitals, without the comma, or with the date in figures.
fn place_of_date(text: &str) -> Option<String> {
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        let blank = r"[\d\s.…_]*";
        let in_words = format!("[tT][hH][áÁ][nN][gG]{blank}[nN][ăĂ][mM]{blank}");
        let in_figures = format!("[/-]{blank}[/-]{blank}");
        Regex::new(&format!(r"^(.+?),?\s+[nN][gG][àÀ][yY]{blank}(?:{in_words}|{in_figures})$"))
            .expect("a constant pattern")
    });
    // looking at the end of a date is faster than matching all of it
    let is_blank = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '…' | '_');
    if !text.trim_end_matches(is_blank).ends_with(['m', 'M', '/', '-']) {
        return None;
    }
    named(DATED.captures(text)?.get(1)?.as_str())
}
