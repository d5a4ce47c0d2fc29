//! References to documents as communes write them: “Kế hoạch số 53/KH-UBND ngày 06/4/2023 …”.
//!
//! It takes one line of text. It gives the document with its type, and with number, sign, date and issuer if the line
//! has them. A line that is a sentence gives nothing. The types and their signs are those of Nghị định 30/2020/NĐ-CP,
//! Phụ lục III.

use crate::normalise::match_key;
use chrono::NaiveDate;
use regex_lite::Regex;
use std::sync::LazyLock;

/// A document as a line refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its type: Kế hoạch, Quyết định.
    pub kind: &'static str,
    /// Its number, without leading zeros.
    pub number: Option<u32>,
    /// Its sign without spaces: `KH-UBND`.
    pub sign: Option<String>,
    /// Whether the slash between number and sign is missing: `109 KH-UBND`.
    pub malformed: bool,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// The issuing body, if the line names it.
    pub issuer: Option<String>,
}

/// The types of documents with their signs. Letters (công văn) have no sign of their own.
const TYPES: &[(&str, &str)] = &[
    ("Quyết định", "QĐ"),
    ("Kế hoạch", "KH"),
    ("Thông báo", "TB"),
    ("Báo cáo", "BC"),
    ("Công văn", ""),
    ("Chỉ thị", "CT"),
    ("Nghị quyết", "NQ"),
    ("Nghị định", "NĐ"),
    ("Thông tư", "TT"),
    ("Tờ trình", "TTr"),
    ("Hướng dẫn", "HD"),
    ("Quy chế", "QC"),
    ("Quy định", "QyĐ"),
    ("Chương trình", "CTr"),
    ("Phương án", "PA"),
    ("Đề án", "ĐA"),
    ("Dự án", "DA"),
    ("Biên bản", "BB"),
    ("Kết luận", "KL"),
    ("Công điện", "CĐ"),
    ("Giấy mời", "GM"),
    ("Thông cáo", "TC"),
];

impl Document {
    /// Reads a line; `None` if it does not refer to a document.
    ///
    /// ```
    /// use phuluc_form::Document;
    /// let plan = Document::read("- Kế hoạch số 53/KH-UBND ngày 06/4/2023 của UBND xã về PAPI").unwrap();
    /// assert_eq!((plan.number, plan.sign.as_deref()), (Some(53), Some("KH-UBND")));
    /// assert_eq!(plan.date.unwrap().to_string(), "2023-04-06");
    /// assert_eq!(plan.issuer.as_deref(), Some("UBND xã"));
    /// assert_eq!(Document::read("Tuyên truyền lồng ghép vào các hội nghị"), None);
    /// ```
    pub fn read(line: &str) -> Option<Self> {
        let text = line.trim_start_matches([' ', '-', '–', '+', '*', '•', '.', '\u{A0}']);
        let (kind, rest) = TYPES.iter().find_map(|(kind, _)| Some((*kind, after_word(text, kind)?)))?;
        let number = find_number(rest);
        let after = number.as_ref().map_or(rest, |number| &rest[number.end..]);
        Some(Self {
            kind,
            date: find_date(after),
            issuer: find_issuer(after),
            malformed: number.as_ref().is_some_and(|number| number.malformed),
            sign: number.as_ref().map(|number| number.sign.clone()),
            number: number.map(|number| number.value),
        })
    }

    /// The sign that fits the type, if the document has the sign of another type: “Kế hoạch số 52/QĐ-UBND”.
    pub fn sign_of_its_type(&self) -> Option<&'static str> {
        let own = TYPES.iter().find(|(kind, _)| *kind == self.kind).map(|(_, sign)| *sign)?;
        let found = self.sign.as_deref()?.split(['-', '/']).next()?;
        let found = match_key(found);
        let is_another = !own.is_empty() && found != match_key(own);
        (is_another && TYPES.iter().any(|(_, sign)| match_key(sign) == found)).then_some(own)
    }

    /// The number and sign in correct spelling: `53/KH-UBND`.
    pub fn reference(&self) -> Option<String> {
        let number = self.number?;
        Some(format!("{number:02}/{}", self.sign.as_deref().unwrap_or_default()))
    }
}

/// The rest of a text that begins with a word, whatever accents the word has there.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let end = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .find(|&end| match_key(&text[..end]) == match_key(word))?;
    // an accent that is a character of its own still belongs to the word
    let rest = text[end..].trim_start_matches(unicode_normalization::char::is_combining_mark);
    rest.chars().next().is_none_or(|next| !next.is_alphanumeric()).then_some(rest)
}

struct Number {
    value: u32,
    sign: String,
    malformed: bool,
    /// The byte offset at which the number ends in the text.
    end: usize,
}

/// Finds number and sign: `số 53/KH-UBND`, `76 /KH-UBND`, `29/TB –UBND`, `26/2019/QĐ-UBND`, `109 KH-UBND`,
/// `48KH-UBND`.
fn find_number(text: &str) -> Option<Number> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^\s*(?:[Ss]ố\s*:?\s*)?(\d{1,5})\s*(?:/\s*\d{4}\s*)?(/?)\s*([A-ZĐ][\wĐđ]*(?:\s*[-–]\s*[A-ZĐ][\wĐđ]*)+|[A-ZĐ]{2,})",
        )
        .expect("a constant pattern")
    });
    let found = NUMBER.captures(text)?;
    let sign: String = found[3].chars().filter(|c| !c.is_whitespace()).collect();
    Some(Number {
        value: found[1].parse().ok()?,
        sign: sign.replace('–', "-"),
        malformed: found[2].is_empty(),
        end: found.get(0)?.end(),
    })
}

/// Finds a date at the very beginning, or after “ngày” before the subject.
fn find_date(text: &str) -> Option<NaiveDate> {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\s,(–-]*(?:ky )?(?:ngay )?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
            .expect("a constant pattern")
    });
    static LATER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bngay (\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|nam)\s*(\d{4})")
            .expect("a constant pattern")
    });
    let folded = format!(" {}", match_key(text));
    let before_subject = folded.split(" ve viec ").next().and_then(|text| text.split(" v/v ").next())?;
    let found = FIRST.captures(&folded).or_else(|| LATER.captures(before_subject))?;
    let (_, [day, month, year]) = found.extract();
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Finds the issuer between “của” and the subject.
fn find_issuer(text: &str) -> Option<String> {
    let (_, issuer) = text.split_once("của ")?;
    let end = [" về ", " V/v ", " v/v ", " triển khai ", " ban hành ", " công khai ", ",", ";"]
        .iter()
        .filter_map(|stop| issuer.find(stop))
        .min()
        .unwrap_or(issuer.len());
    let issuer = issuer[..end].trim_end_matches([' ', '.']);
    // an issuer's name is shorter than a sentence
    (!issuer.is_empty() && issuer.chars().count() <= 60).then(|| issuer.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Document;

    #[track_caller]
    fn case(line: &str, expected: &str) {
        let found = Document::read(line).map_or("sentence".to_owned(), |document| {
            let date = document.date.map_or("–".to_owned(), |date| date.to_string());
            let mark = if document.malformed { " malformed" } else { "" };
            let (kind, reference) = (document.kind, document.reference());
            format!("{kind} {} {date}{mark}", reference.as_deref().unwrap_or("–"))
        });
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn documents_are_read_as_communes_write_them() {
        case("- Kế hoạch số 06/KH-UBND ngày 11/01/2023 của UBND xã", "Kế hoạch 06/KH-UBND 2023-01-11");
        case("-Thông báo số 63/ TB-UBND ngày 24/7/2023 công khai", "Thông báo 63/TB-UBND 2023-07-24");
        case("Kế hoạch số 76 /KH-UBND ngày 07/6/2023", "Kế hoạch 76/KH-UBND 2023-06-07");
        case("Quyết định 71/QĐ-UBND - 16/05/2023 Quyết định công khai", "Quyết định 71/QĐ-UBND 2023-05-16");
        case("- Thông báo số 29/TB –UBND Về việc Lấy ý kiến", "Thông báo 29/TB-UBND –");
        case("Kế hoạch số 109 KH-UBND ngày 10/10/2022", "Kế hoạch 109/KH-UBND 2022-10-10 malformed");
        case("Kế hoạch số 48KH-UBND ngày 09/01/2024", "Kế hoạch 48/KH-UBND 2024-01-09 malformed");
        case("Quyết định số 131/QĐ-BCĐ ngày 21/9/2021 của BCĐ", "Quyết định 131/QĐ-BCĐ 2021-09-21");
        case("Quyết định số 26/2019/QĐ-UBND ngày 21/10/2019", "Quyết định 26/QĐ-UBND 2019-10-21");
        case("Công văn số 1489/UBND-NV ngày 03/4/2023", "Công văn 1489/UBND-NV 2023-04-03");
        case(
            "Nghị quyết số 12 /NQ-HĐND của HĐND xã ngày 20 tháng 7 năm 2022 về việc",
            "Nghị quyết 12/NQ-HĐND 2022-07-20",
        );
        case("Kế hoạch của Ban thanh tra nhân dân năm 2023.", "Kế hoạch – –");
        case("Thông báo công bố công khai đề án", "Thông báo – –");
    }

    #[test]
    fn the_subjects_dates_are_not_the_documents() {
        case("Báo cáo về việc thực hiện từ ngày 15/12/2022 đến ngày 30/9/2023", "Báo cáo – –");
        case("Kế hoạch số 5/KH-UBND về số liệu đến 30/9/2023", "Kế hoạch 05/KH-UBND –");
    }

    #[test]
    fn sentences_are_no_documents() {
        for line in [
            "Tuyên truyền lồng ghép vào các Hội nghị",
            "- Năm 2023 mở 7 Hội nghị tuyên truyền theo kế hoạch",
            "Công khai danh sách hộ đền bù GPMB",
            "Quyết địnhxyz 5",
            "",
        ] {
            case(line, "sentence");
        }
    }

    #[test]
    fn a_sign_that_is_another_types_is_noticed() {
        for (line, sign) in [
            ("Kế hoạch số 52/QĐ-UBND ngày 10/01/2024", Some("KH")),
            ("Kế hoạch số 52/KH-UBND ngày 10/01/2024", None),
            ("Công văn số 52/UBND-NV", None),
            ("Thông tư số 01/2020/TT-VPCP", None),
        ] {
            assert_eq!(Document::read(line).unwrap().sign_of_its_type(), sign, "{line}");
        }
    }
}
