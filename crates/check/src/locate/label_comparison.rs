//! Compares labels word by word, in order.
//!
//! It takes the match keys of a printed label and of one on a sheet, and gives the words that differ. An abbreviation
//! counts as its words, and a typing slip inside a word is no difference. Word pairs that change the indicator, such
//! as opposites, are data here; the words that tell the rows of a form apart come from the form itself.

use super::label_meanings;
use phuluc_form::money;
use std::collections::BTreeSet;

/// Abbreviations that officers write, and the words that they stand for.
const SHORT_FORMS: [(&str, &str); 24] = [
    ("bc", "bao cao"),
    ("bcci", "buu chinh cong ich"),
    ("cbcc", "can bo cong chuc"),
    ("cbccvc", "can bo cong chuc vien chuc"),
    ("cchc", "cai cach hanh chinh"),
    ("cntt", "cong nghe thong tin"),
    ("csdl", "co so du lieu"),
    ("dvc", "dich vu cong"),
    ("dvctt", "dich vu cong truc tuyen"),
    ("hdnd", "hoi dong nhan dan"),
    ("hs", "ho so"),
    ("kh", "ke hoach"),
    ("pa", "phan anh"),
    ("pakn", "phan anh kien nghi"),
    ("qd", "quyet dinh"),
    ("qppl", "quy pham phap luat"),
    ("sl", "so luong"),
    ("ttcp", "thu tuong chinh phu"),
    ("tthc", "thu tuc hanh chinh"),
    ("ttpvhcc", "trung tam phuc vu hanh chinh cong"),
    ("ubnd", "uy ban nhan dan"),
    ("vb", "van ban"),
    ("vbqppl", "van ban quy pham phap luat"),
    ("vp", "van phong"),
];

/// The words of units of money, as match keys.
const UNITS: [&str; 9] = ["dong", "vnd", "trieu", "nghin", "ngan", "ty", "ti", "tr.", "1.000"];

/// Groups of words that change the indicator when one replaces another: cấp tỉnh and cấp xã, trước hạn and quá hạn,
/// trực tuyến and trực tiếp, đã and đang.
const OPPOSITES: [&[&str]; 16] = [
    &["tinh", "huyen", "xa", "phuong", "thon"],
    &["truoc", "dung", "qua", "trong", "som", "tre", "cham", "sau"],
    &["trong", "ngoai"],
    &["tuyen", "tiep", "giay"],
    &["da", "dang", "chua", "se", "can"],
    &["moi", "bai", "sua", "cu"],
    &["tang", "giam"],
    &["cung", "khac"],
    &["toan", "mot", "tung"],
    &["bo", "phan"],
    &["nam", "nu"],
    &["thang", "quy", "nam"],
    &["cao", "thap"],
    &["du", "thieu"],
    &["di", "den"],
    &["thu", "chi"],
];

/// Words that reverse the meaning of a label wherever they are added or left out.
const NEGATIONS: [&str; 4] = ["khong", "chua", "tru", "ngoai"];

/// Words that do not tell labels apart by themselves.
const PARTICLES: [&str; 28] = [
    "ba", "bi", "boi", "ca", "cac", "cho", "con", "cua", "duoc", "gom", "hay", "hoac", "khi", "la", "luong",
    "ma", "moi", "nay", "nhung", "o", "so", "tai", "theo", "thi", "tong", "trong", "va", "ve",
];

/// A difference of a whole word between two labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference<'w> {
    /// A printed word, and the word in its place.
    Replaced(&'w str, &'w str),
    /// A printed word that is missing.
    Missing(&'w str),
    /// A word that is not printed.
    Added(&'w str),
}

/// The words of a key, with abbreviations left as they are.
pub(super) fn as_written(key: &str) -> impl Iterator<Item = &str> {
    key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words of a key, with abbreviations written out. A unit of money is left out, because it only says how to read
/// the figures.
pub(crate) fn words(key: &str) -> Vec<&str> {
    let mut written_out = Vec::new();
    let [before, after] = around_unit(key);
    for word in as_written(before).chain(as_written(after)) {
        match SHORT_FORMS.binary_search_by_key(&word, |(short, _)| short) {
            Ok(index) => written_out.extend(SHORT_FORMS[index].1.split(' ')),
            Err(_) => written_out.push(word),
        }
    }
    written_out
}

/// The parts of a key before and after its unit of money, if it has one: in parentheses, or at its end after a comma
/// or “ĐVT”.
fn around_unit(key: &str) -> [&str; 2] {
    const SAID: [&str; 3] = [" dvt", " don vi tinh", " don vi:"];
    /// The number of letters of the longest unit.
    const LONGEST: usize = 30;
    // most labels have no sign that a unit would follow, which is seen faster than that they have none
    let has_sign = key.bytes().any(|byte| matches!(byte, b'(' | b',' | b'-') || !byte.is_ascii());
    let may_follow = has_sign || key.contains(" dvt") || key.contains(" don vi");
    if !may_follow || !UNITS.iter().any(|unit| key.contains(unit)) {
        return [key, ""];
    }
    let in_parentheses =
        key.rsplit_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?)));
    if let Some((before, (unit, after))) = in_parentheses
        && money::stated(unit).is_some()
    {
        return [before, after];
    }
    let said = SAID.iter().find_map(|said| key.find(said));
    let ends = [said, key.rfind([',', '-', '–', '\u{2014}'])];
    let is_unit = |end: &usize| {
        let tail = key[*end..].trim_matches([' ', ',', '-', '–', '\u{2014}']);
        tail.len() <= LONGEST && money::stated(tail).is_some()
    };
    match ends.into_iter().flatten().find(is_unit) {
        Some(end) => [&key[..end], ""],
        None => [key, ""],
    }
}

/// A key without the unit of money at its end.
pub(super) fn without_unit(key: &str) -> &str {
    match around_unit(key) {
        [before, after] if after.trim().is_empty() => before.trim_end(),
        _ => key,
    }
}

/// The differences between the words on a sheet and the printed words. A typing slip is no difference, unless it
/// makes another word of the form.
pub(super) fn differences<'w>(
    printed: &[&'w str],
    found: &[&'w str],
    own: &BTreeSet<&str>,
) -> Vec<Difference<'w>> {
    let (rows, columns) = (printed.len(), found.len());
    // the least cost from each pair of words on; a whole word costs more than all slips of a label
    let mut costs = vec![vec![0_u32; columns + 1]; rows + 1];
    for row in (0..=rows).rev() {
        for column in (0..=columns).rev() {
            costs[row][column] = steps(printed, found, (row, column), own)
                .map(|(cost, (down, right))| cost + costs[row + down][column + right])
                .min()
                .unwrap_or(0);
        }
    }
    let (mut differences, mut at) = (Vec::new(), (0, 0));
    while at != (rows, columns) {
        let (row, column) = at;
        let best = steps(printed, found, at, own)
            .find(|(cost, (down, right))| cost + costs[row + down][column + right] == costs[row][column]);
        let Some((cost, (down, right))) = best else { break };
        if cost >= WHOLE_WORD {
            differences.push(match (down, right) {
                (0, _) => Difference::Added(found[column]),
                (_, 0) => Difference::Missing(printed[row]),
                _ => Difference::Replaced(printed[row], found[column]),
            });
        }
        at = (row + down, column + right);
    }
    differences
}

const WHOLE_WORD: u32 = 1000;

/// The possible steps from a pair of words: the cost, and the number of words that the step covers in both labels.
fn steps(
    printed: &[&str],
    found: &[&str],
    (row, column): (usize, usize),
    own: &BTreeSet<&str>,
) -> impl Iterator<Item = (u32, (usize, usize))> {
    let (this, that) = (printed.get(row).copied(), found.get(column).copied());
    let side_by_side = this.zip(that).map(|(this, that)| {
        let cost = if this == that {
            0
        } else if is_slip(this, that, own) {
            1
        } else {
            WHOLE_WORD + 500
        };
        (cost, (1, 1))
    });
    // a space that was lost or inserted
    let run_on = this.zip(printed.get(row + 1)).zip(that);
    let run_on =
        run_on.filter(|((this, next), that)| that.strip_prefix(this).is_some_and(|rest| rest == **next));
    let torn = that.zip(found.get(column + 1)).zip(this);
    let torn = torn.filter(|((that, next), this)| this.strip_prefix(that).is_some_and(|rest| rest == **next));
    let missing = this.map(|_| (WHOLE_WORD, (1, 0)));
    let added = that.map(|_| (WHOLE_WORD, (0, 1)));
    let slips = [run_on.map(|_| (1, (2, 1))), torn.map(|_| (1, (1, 2)))];
    [side_by_side].into_iter().chain(slips).chain([missing, added]).flatten()
}

/// Whether a word is a mistyped form of another and not itself a word of the form.
fn is_slip(printed: &str, found: &str, own: &BTreeSet<&str>) -> bool {
    !own.contains(found) && may_be_slip(printed, found)
}

/// Whether a word may be a mistyped form of another, by one or two letters.
fn may_be_slip(printed: &str, found: &str) -> bool {
    let most = match printed.len().max(found.len()) {
        0 | 1 => 0,
        2..=5 => 1,
        _ => 2,
    };
    has_only_letters(printed)
        && has_only_letters(found)
        && !are_opposites(printed, found)
        && !NEGATIONS.contains(&found)
        && (strsim::levenshtein(printed, found) <= most || strsim::osa_distance(printed, found) <= most)
}

fn has_only_letters(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_alphabetic())
}

/// Whether labels differ only in words that do not tell labels apart.
pub(super) fn are_particles(differences: &[Difference<'_>]) -> bool {
    differences.iter().all(|difference| match difference {
        Difference::Replaced(this, that) => PARTICLES.contains(this) && PARTICLES.contains(that),
        Difference::Missing(word) | Difference::Added(word) => PARTICLES.contains(word),
    })
}

fn are_opposites(a: &str, b: &str) -> bool {
    a != b && OPPOSITES.iter().any(|kind| kind.contains(&a) && kind.contains(&b))
}

/// Whether labels with these differences name two indicators, whatever else they share.
///
/// `others` are the other labels of the form.
pub(super) fn contradict<'l>(
    printed: &[&str],
    found: &[&str],
    differences: &[Difference<'_>],
    others: impl Iterator<Item = &'l [&'l str]>,
) -> bool {
    if differences.is_empty() {
        return false;
    }
    let turns_round = differences.iter().any(|difference| match difference {
        Difference::Replaced(this, that) => {
            are_opposites(this, that) || NEGATIONS.contains(this) || NEGATIONS.contains(that)
        }
        Difference::Missing(word) | Difference::Added(word) => NEGATIONS.contains(word),
    });
    let gone = differences.iter().filter_map(|difference| match difference {
        Difference::Replaced(word, _) | Difference::Missing(word) => Some(*word),
        Difference::Added(_) => None,
    });
    let come: Vec<&str> = differences
        .iter()
        .filter_map(|difference| match difference {
            // a slip that happens to make another word
            Difference::Replaced(this, that) if may_be_slip(this, that) => None,
            Difference::Replaced(_, word) | Difference::Added(word) => Some(*word),
            Difference::Missing(_) => None,
        })
        .collect();
    let gone: Vec<&str> = gone.collect();
    let counts_otherwise = have_number(&gone) && have_number(&come);
    let swaps_places = gone.iter().any(|this| come.iter().any(|that| are_opposites(this, that)));
    turns_round
        || counts_otherwise
        || swaps_places
        || label_meanings::change([printed, found], &gone, &come)
        || is_anothers(printed, &come, others)
}

/// Whether a word begins with a digit.
fn have_number(words: &[&str]) -> bool {
    words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether an added word tells another, similar label of the form from this one.
fn is_anothers<'l>(printed: &[&str], come: &[&str], mut others: impl Iterator<Item = &'l [&'l str]>) -> bool {
    let come: Vec<&&str> = come.iter().filter(|word| !PARTICLES.contains(word)).collect();
    !come.is_empty()
        && others.any(|other| {
            let told_apart: Vec<&&str> = other.iter().filter(|word| !printed.contains(word)).collect();
            // labels built alike, which differ in a few words
            let is_sibling = told_apart.len() * 2 <= printed.len().max(other.len()) && told_apart.len() <= 4;
            is_sibling && come.iter().any(|word| told_apart.contains(word))
        })
}

#[cfg(test)]
mod tests {
    use super::{contradict, differences, words};
    use phuluc_form::match_key;
    use std::collections::BTreeSet;

    #[track_caller]
    fn case(printed: &str, found: &str, expected: &str) {
        let keys = [printed, found].map(match_key);
        let [printed, found] = keys.each_ref().map(|key| words(key));
        let own: BTreeSet<&str> = printed.iter().copied().collect();
        let differing = differences(&printed, &found, &own);
        let said = match (differing.is_empty(), contradict(&printed, &found, &differing, std::iter::empty()))
        {
            (true, _) => "same",
            (_, false) => "reworded",
            (_, true) => "another",
        };
        assert_eq!(said, expected, "{differing:?}");
    }

    #[test]
    fn slips_are_no_words_and_some_words_are_others() {
        case("Số văn bản đã ban hành", "Số văn bả đã ban hành", "same");
        case("Số văn bản đã ban hành", "Sốvăn bản đã ban hành", "same");
        case("Số TTHC liên thông", "Số thủ tục hành chính liên thông", "same");
        case("Số văn bản của UBND", "Số VB của Ủy ban nhân dân", "same");
        for unit in [" (triệu đồng)", " (ĐVT: 1.000 đồng)", ", tỷ đồng", " ĐVT: nghìn đồng"]
        {
            case("Vốn đầu tư công đã giải ngân", &format!("Vốn đầu tư công đã giải ngân{unit}"), "same");
        }
        case("Số hồ sơ giải quyết đúng hạn", "Số hồ sơ được giải quyết đúng hạn", "reworded");
        case("Số hồ sơ giải quyết đúng hạn", "Số hồ sơ TTHC giải quyết đúng hạn", "reworded");
        case("Số hồ sơ giải quyết đúng hạn", "Số hồ sơ giải quyết", "another");
        case("Số hồ sơ đã giải quyết xong", "Số hồ sơ tiếp nhận", "another");
        case("Số hồ sơ đã giải quyết xong", "Số hồ sơ quá hạn", "another");
        case("Số hồ sơ tiếp nhận", "Số hồ sơ quá hạn tiếp nhận", "another");
        case("Số hồ sơ tiếp nhận", "Số thủ tục tiếp nhận", "another");
        case("Số văn bản đã ban hành", "Số văn bản đã bãi bỏ", "another");
        case("Số người có mặt", "Số người còn thiếu", "another");
        case("Số văn bản điện tử", "Số văn bản giấy", "another");
        case("Số vấn đề cần phải xử lý", "Số vấn đề đã xử lý", "another");
        case("Số đơn vị sự nghiệp công lập", "Số đơn vị sự nghiệp ngoài công lập", "another");
        case("Số văn bản đã ban hành", "Số văn bản, tài liệu đã ban hành", "reworded");
        case("Số hồ sơ giải quyết đúng hạn", "Số hồ sơ giải quyết quá hạn", "another");
        case("Số hồ sơ trực tuyến", "Số hồ sơ trực tiếp", "another");
        case("Số liên thông cùng cấp", "Số liên thông khác cấp", "another");
        case("Số dịch vụ toàn trình", "Số dịch vụ một phần", "another");
        case("Số vấn đề đã xử lý", "Số vấn đề chưa xử lý", "another");
        case("Số hồ sơ năm 2022", "Số hồ sơ năm 2023", "another");
        case("Số hồ sơ đã giải quyết", "Số hồ sơ không giải quyết", "another");
    }

    #[test]
    fn short_forms_stand_in_their_order() {
        assert!(super::SHORT_FORMS.is_sorted_by_key(|(short, _)| *short));
    }
}
