//! The lines above the table of a blank: the form's code, its title, and the document that issued it.

use super::left_open::{OmittedLine, Remark, RemarkAt};
use super::row_codes;
use super::rows::is_signature;
use super::text::{one_line, slug};
use chrono::{Datelike, NaiveDate};
use phuluc_form::{Document, match_key};
use phuluc_grid::Sheet;

/// Abbreviations that keep their capitals when a title in capitals is put into a sentence.
const CAPITALS: [&str; 14] = [
    "TTHC", "CCHC", "UBND", "HĐND", "PAKN", "DVC", "DVCTT", "VBQPPL", "CBCCVC", "CNTT", "ISO", "CĐS", "BCCI",
    "QLNN",
];
/// The beginnings of lines above a table that are not part of the title, as match keys.
const NO_TITLE: [&str; 14] = [
    "cong hoa",
    "doc lap",
    "ubnd",
    "uy ban",
    "don vi ",
    "co quan ",
    "ky bao cao",
    "tu ngay",
    "(tu ngay",
    "ngay nhan",
    "kinh gui",
    "so:",
    "kiem tra:",
    "phong ",
];

/// What was read from the lines above a table.
#[derive(Clone, Debug, Default)]
pub(super) struct PrintedHeading {
    pub code: Option<String>,
    pub short: Option<String>,
    pub title: Option<String>,
    pub basis: Option<String>,
    pub issued: Option<NaiveDate>,
    pub year: Option<i32>,
    pub measure: Option<String>,
    pub receiver: Option<String>,
    pub every: Vec<&'static str>,
    /// The lines that are none of these.
    pub unread: Vec<OmittedLine>,
}

/// Reads the lines from row `above` up to the row before `top`, where the table begins.
pub(super) fn read(sheet: &Sheet, above: u32, top: u32) -> PrintedHeading {
    let mut heading = PrintedHeading::default();
    let mut titles: Vec<(u32, String)> = Vec::new();
    let cells = sheet.cells().filter(|(at, _)| (above..top).contains(&at.row));
    let texts: Vec<(u32, String)> = cells.map(|(at, cell)| (at.row + 1, cell.tidy().into_owned())).collect();
    for (number, text) in &texts {
        for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
            match numbered(&line) {
                Some((code, title)) if heading.take(code) => titles.push((*number, title.to_owned())),
                _ if heading.take(&line) => {}
                _ => titles.push((*number, line)),
            }
        }
    }
    heading.year =
        heading.issued.map(|day| day.year()).or_else(|| texts.iter().find_map(|(_, text)| year(text)));
    let lines: Vec<String> = titles.iter().map(|(_, line)| line.clone()).collect();
    heading.title = title(&lines);
    let key = heading.title.as_deref().map(match_key).unwrap_or_default();
    titles.retain(|(_, line)| {
        let bare = row_codes::split(line).map_or(line.as_str(), |(_, title)| title);
        !key.contains(&match_key(bare)) && !is_signature(line)
    });
    heading.unread = titles.into_iter().map(|(line, text)| OmittedLine { line, text }).collect();
    heading
}

impl PrintedHeading {
    /// Takes what a line tells. Gives whether the line is dealt with, so that it is no part of the title.
    fn take(&mut self, line: &str) -> bool {
        let key = match_key(line);
        if begins(&key, &["bieu so", "mau so", "bieu mau so", "mau bieu so", "ky hieu bieu"])
            && line.chars().count() < 60
        {
            let code = line.rsplit([':', ' ']).next().unwrap_or(line).to_owned();
            let short = code.split('/').next().unwrap_or(&code);
            self.short.get_or_insert(format!("Biểu {short}"));
            self.code.get_or_insert(code);
        } else if let Some(number) = number_of_appendix(&key) {
            self.short.get_or_insert(format!("Phụ lục {}", number.to_uppercase()).trim().to_owned());
        } else if begins(&key, &["don vi tinh", "(don vi tinh", "dvt", "(dvt"]) {
            // “Người (trừ khi ghi khác)”
            let measure = after_colon(line).and_then(|text| text.split('(').next()).map(str::trim);
            self.measure = measure.filter(|text| !text.is_empty()).map(str::to_owned);
        } else if begins(&key, &["don vi nhan", "co quan nhan", "noi nhan"]) {
            self.receiver = after_colon(line)
                .filter(|text| !text.contains('…') && !text.contains(".."))
                .map(str::to_owned);
        } else if let Some(basis) = basis(line) {
            self.issued = self.issued.or(Document::read(&basis).and_then(|document| document.date));
            self.basis.get_or_insert(basis);
        } else if is_of_periods(&key) {
            self.every = every(&key);
        } else if let Some(at) = key.find("ky bao cao:").filter(|at| !every(&key[*at..]).is_empty()) {
            self.every = every(&key[at..]);
        } else {
            return begins(&key, &NO_TITLE)
                || is_office(line)
                || key.chars().filter(|c| c.is_alphabetic()).count() < 3;
        }
        true
    }

    /// Takes over from the sheet's first heading what this one lacks: the document, its date, the receiver, the
    /// periods.
    pub fn take_over(&mut self, first: &Self) {
        self.basis = self.basis.take().or_else(|| first.basis.clone());
        self.issued = self.issued.or(first.issued);
        self.year = self.year.or(first.year);
        self.receiver = self.receiver.take().or_else(|| first.receiver.clone());
        if self.every.is_empty() {
            self.every.clone_from(&first.every);
        }
    }

    /// An id made from the form's short name, its sheet or its title.
    pub fn id(&self, sheet: &str) -> String {
        let named = [self.short.as_deref(), Some(sheet), self.title.as_deref()].into_iter().flatten();
        let id =
            named.map(|name| slug(name, '-', 6)).find(|id| id.starts_with(|c: char| c.is_ascii_alphabetic()));
        id.unwrap_or_else(|| "bieu-moi".to_owned())
    }

    /// Remarks about what the heading does not tell.
    pub fn remarks(&self) -> Vec<(RemarkAt, Remark)> {
        let mut remarks = Vec::new();
        if self.year.is_none() {
            remarks.push((RemarkAt::Version, Remark::Version));
        }
        if self.title.is_none() {
            remarks.push((RemarkAt::Title, Remark::Title));
        }
        if self.basis.is_none() {
            remarks.push((RemarkAt::Basis, Remark::Basis));
        }
        remarks.push((RemarkAt::InForce, Remark::InForce { dated: self.issued.is_some() }));
        remarks.push((RemarkAt::Sent, Remark::Sent));
        remarks
    }
}

/// Whether a line, as a match key, names the periods of reports: “(Báo cáo quý, năm)”, “6 tháng, năm 20…”.
fn is_of_periods(key: &str) -> bool {
    let begins_so = begins(key, &["ky bao cao", "(", "bao cao"]) || key.contains("hang quy");
    (key.contains("quy") && begins_so) || (begins(key, &["6 thang", "9 thang"]) && key.len() < 40)
}

/// Splits a line that has both number and title of a form: “PHỤ LỤC II. BẢNG CHẤM ĐIỂM”, “Biểu số 02: Số liệu”.
fn numbered(line: &str) -> Option<(&str, &str)> {
    let (code, title) = [". ", ": ", " - ", " – "].iter().filter_map(|stop| line.split_once(stop)).min()?;
    let key = match_key(code);
    let is_code = begins(&key, &["phu luc", "bieu so", "mau so", "bieu mau so", "mau bieu so"])
        && key.chars().count() <= 24
        && key != "phu luc"
        && !key.ends_with(" so");
    let is_title = title.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    (is_code && is_title).then_some((code, title.trim()))
}

/// Whether a match key begins with one of the words.
fn begins(key: &str, words: &[&str]) -> bool {
    words.iter().any(|word| key.starts_with(word))
}

/// The number in “Phụ lục 01” or “Phụ lục II”. “Phụ lục số liệu” has none: it is a title.
fn number_of_appendix(key: &str) -> Option<&str> {
    let number =
        key.strip_prefix("phu luc")?.trim_start_matches([' ', ':']).trim_end_matches(['.', ':', ' ']);
    let bare = number.strip_prefix("so ").unwrap_or(number);
    let is_number = bare.split(['.', '/', '-']).all(|part| {
        part.len() <= 4
            && (part.chars().all(|c| c.is_ascii_digit()) || part.chars().all(|c| "ivxabc".contains(c)))
    });
    is_number.then_some(bare)
}

/// The text after the first colon, without the bracket that closes the line; `None` if there is none.
fn after_colon(line: &str) -> Option<&str> {
    let (_, text) = line.split_once(':')?;
    Some(text.trim().trim_end_matches(')')).filter(|text| !text.is_empty())
}

/// Whether a line names an office. A match key would not tell, because “Sở” and “Số” have the same one.
fn is_office(line: &str) -> bool {
    let line = line.to_lowercase();
    ["sở ", "bộ ", "văn phòng ", "chi cục ", "cục "].iter().any(|word| line.starts_with(word))
}

/// The document named in “(Kèm theo Công văn số … ngày … của …)”, “Ban hành kèm theo Thông tư …”.
fn basis(line: &str) -> Option<String> {
    let bare = line.trim_matches(['(', ')', ' ', '.']);
    let starts = bare.char_indices().filter(|(at, _)| *at == 0 || bare[..*at].ends_with(' '));
    let found = starts.map(|(at, _)| &bare[at..]).find(|text| {
        Document::read(text).is_some_and(|document| document.number.is_some() && document.kind != "Báo cáo")
    })?;
    let is_issuing = match_key(line).contains("kem theo")
        || match_key(line).contains("ban hanh")
        || found.len() == bare.len();
    is_issuing.then(|| phuluc_form::capital(found))
}

/// The periods that a text names, from the shortest to the longest.
fn every(key: &str) -> Vec<&'static str> {
    const NAMES: [(&str, &str); 5] =
        [("thang", "tháng"), ("quy", "quý"), ("6 thang", "6 tháng"), ("9 thang", "9 tháng"), ("nam", "năm")];
    let months = key.replace("6 thang", "").replace("9 thang", "");
    NAMES
        .into_iter()
        .filter(|(word, _)| if *word == "thang" { months.contains(word) } else { key.contains(word) })
        .map(|(_, name)| name)
        .collect()
}

/// The first year of this century in a text.
fn year(text: &str) -> Option<i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).find(|year| (2000..2100).contains(year))
}

/// The title: the first lines in capitals that stand together, or else the longest line.
fn title(lines: &[String]) -> Option<String> {
    let from_capitals = lines.iter().skip_while(|line| line.contains(char::is_lowercase));
    let capitals = from_capitals.take_while(|line| !line.contains(char::is_lowercase));
    let capitals: Vec<&str> = capitals
        .enumerate()
        // “A. KẾT QUẢ THỰC HIỆN” below a title begins a part of the form
        .take_while(|(number, line)| *number == 0 || row_codes::split(line).is_none())
        // “II. KẾT QUẢ” has the section number of the report that the form was attached to
        .map(|(_, line)| row_codes::split(line).map_or(line.as_str(), |(_, title)| title))
        .collect();
    if capitals.is_empty() {
        return lines.iter().max_by_key(|line| line.chars().count()).cloned();
    }
    let title = capitals.join(" ").split(' ').map(word_of_title).collect::<Vec<_>>().join(" ");
    Some(phuluc_form::capital(&title))
}

/// A word of a title in capitals as a sentence writes it. Abbreviations and numbers stay as they are.
fn word_of_title(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_kept = CAPITALS.contains(&bare) || bare.contains(|c: char| c.is_ascii_digit());
    if is_kept { word.to_owned() } else { word.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::{basis, every, title};

    #[test]
    fn the_document_is_found_however_it_is_introduced() {
        let found = |line: &str| basis(line);
        let letter = Some("Công văn số 188/SNV-CCHC ngày 24/02/2022 của Sở Nội vụ".to_owned());
        assert_eq!(found("(Kèm theo Công văn số 188/SNV-CCHC ngày 24/02/2022 của Sở Nội vụ)"), letter);
        assert_eq!(found("Công văn số 188/SNV-CCHC ngày 24/02/2022 của Sở Nội vụ"), letter);
        assert!(found("Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020").is_some());
        assert_eq!(found("(Kèm theo Báo cáo số …/BC-UBND ngày … của UBND xã …)"), None);
        assert_eq!(found("Kết quả thực hiện Kế hoạch số 5/KH-UBND ngày 01/01/2026"), None);
    }

    #[test]
    fn a_title_in_capitals_is_put_into_a_sentence() {
        let lines = ["Mẫu A".to_owned(), "KẾT QUẢ".to_owned(), "GIẢI QUYẾT TTHC CỦA UBND CẤP XÃ".to_owned()];
        assert_eq!(title(&lines).as_deref(), Some("Kết quả giải quyết TTHC của UBND cấp xã"));
        assert_eq!(title(&["II. KẾT QUẢ SỐ HÓA".to_owned()]).as_deref(), Some("Kết quả số hóa"));
        let parts = ["KẾT QUẢ TIẾP CÔNG DÂN".to_owned(), "A. KẾT QUẢ THỰC HIỆN".to_owned()];
        assert_eq!(title(&parts).as_deref(), Some("Kết quả tiếp công dân"));
        assert_eq!(title(&[]), None);
    }

    #[test]
    fn an_appendix_has_a_number_or_none() {
        let number = |line: &str| super::number_of_appendix(&phuluc_form::match_key(line)).map(str::to_owned);
        assert_eq!(number("Phụ lục 01").as_deref(), Some("01"));
        assert_eq!(number("PHỤ LỤC II.").as_deref(), Some("ii"));
        assert_eq!(number("Phụ lục số 3").as_deref(), Some("3"));
        assert_eq!(number("Phụ lục").as_deref(), Some(""));
        assert_eq!(number("PHỤ LỤC SỐ LIỆU"), None);
    }

    #[test]
    fn a_number_and_a_title_may_share_a_line() {
        let read = |line: &str| super::numbered(line).map(|(code, title)| format!("{code} | {title}"));
        assert_eq!(read("PHỤ LỤC II. BẢNG CHẤM ĐIỂM").as_deref(), Some("PHỤ LỤC II | BẢNG CHẤM ĐIỂM"));
        assert_eq!(read("Biểu số 02: Số liệu").as_deref(), Some("Biểu số 02 | Số liệu"));
        assert_eq!(read("Biểu số: 02/CĐS"), None);
        assert_eq!(read("II. KẾT QUẢ SỐ HÓA"), None);
    }

    #[test]
    fn an_office_is_no_title_and_a_number_is_no_office() {
        assert!(super::is_office("SỞ KHOA HỌC VÀ CÔNG NGHỆ"));
        assert!(!super::is_office("SỐ LIỆU CHUYỂN ĐỔI SỐ"));
    }

    #[test]
    fn periods_are_named_in_their_order() {
        assert_eq!(every("(bao cao quy, 6 thang, nam)"), ["quý", "6 tháng", "năm"]);
        assert_eq!(every("ky bao cao: thang, quy"), ["tháng", "quý"]);
        let mut heading = super::PrintedHeading::default();
        assert!(heading.take("6 tháng, năm 20…") && heading.every == ["6 tháng", "năm"]);
        assert!(heading.take("Đơn vị tính: Người (trừ khi ghi khác)"));
        assert_eq!(heading.measure.as_deref(), Some("Người"));
        assert!(heading.take("(ĐVT: Triệu đồng)"));
        assert_eq!(heading.measure.as_deref(), Some("Triệu đồng"));
    }
}
