//! The two rows of a percentage: the part and the whole, told by where they stand and by the words of their labels.

use crate::draft::elements::BlankRow;
use crate::draft::label_meaning::refers_back;
use phuluc_form::match_key;
use std::collections::BTreeSet;

/// The part and the whole of a percentage: the two counts under it, or else next to it.
pub(super) fn parts<'r>(
    rows: &'r [BlankRow],
    index: usize,
    children: &[&'r BlankRow],
) -> Option<(&'r BlankRow, &'r BlankRow)> {
    let counts: Vec<&BlankRow> = children.iter().copied().filter(|child| child.is_count()).collect();
    match counts.as_slice() {
        [a, b] if a.measured_in == b.measured_in => Some(part_and_whole(a, b)),
        [] => of_the_row_above(rows, index).or_else(|| beside(rows, index)).or_else(|| by_words(rows, index)),
        _ => None,
    }
}

/// The part and the whole of “Đạt … %” and “Chiếm … %”: the row above, and the row that it stands under.
fn of_the_row_above(rows: &[BlankRow], index: usize) -> Option<(&BlankRow, &BlankRow)> {
    let row = &rows[index];
    let above = rows[..index].last().filter(|_| refers_back(&row.label))?;
    let whole = &rows[above.parent?];
    let stands_beside = above.parent == row.parent || row.parent == Some(index - 1);
    let is_part = above.is_count() && whole.is_count() && above.measured_in == whole.measured_in;
    (stands_beside && is_part).then_some((above, whole))
}

/// The two counts directly above a percentage, or directly below it, if its label names one of them.
fn beside(rows: &[BlankRow], index: usize) -> Option<(&BlankRow, &BlankRow)> {
    let row = &rows[index];
    let are_parts = |[a, b]: [&BlankRow; 2]| {
        let are_siblings = [a, b].iter().all(|other| other.parent == row.parent && other.is_count());
        // two totals are not part and whole, and a comparison with earlier years is no share
        let are_totals = [a, b].iter().all(|other| match_key(&other.label).starts_with("tong"));
        are_siblings
            && a.measured_in == b.measured_in
            && !are_totals
            && !match_key(&row.label).contains("so voi")
    };
    let above = rows[..index].last_chunk().filter(|[a, b]| are_parts([a, b]));
    let above = above.filter(|[_, b]| refers_back(&row.label) || shares(&row.label, &b.label));
    let below = rows[index + 1..].first_chunk().filter(|[a, b]| are_parts([a, b]));
    let below = below.filter(|[a, b]| shares(&row.label, &part_and_whole(a, b).0.label));
    let (part, whole) = above.or(below).map(|[a, b]| part_and_whole(a, b))?;
    // “trực tuyến” and “trực tiếp” are both parts of a whole that is not there
    let shared = |row: &BlankRow| shared_words(&row.label, &rows[index].label);
    (shared(part) >= shared(whole) || match_key(&whole.label).starts_with("tong")).then_some((part, whole))
}

/// The part whose words are all in the label of a percentage, and the row that the part stands under: “Giải quyết đơn
/// đúng hạn đạt … %” is the share of “Đúng hạn” in “Số đơn đã giải quyết”. A percentage that says more of something
/// else, as “Tỷ lệ hồ sơ TTHC cấp xã được giải quyết đúng hạn” beside “Số TTHC cấp xã”, is none of them.
fn by_words(rows: &[BlankRow], index: usize) -> Option<(&BlankRow, &BlankRow)> {
    let ratio = match_key(&rows[index].label);
    if ["so voi", "cung ky", "tang ", "giam "].iter().any(|word| ratio.contains(word)) {
        return None;
    }
    let of_ratio: BTreeSet<String> = words_of(&rows[index].label);
    let mut found: Vec<(usize, &BlankRow, &BlankRow)> = Vec::new();
    for part in rows.iter().filter(|part| part.is_count() && !part.listed) {
        let Some(whole) = part.parent.map(|parent| &rows[parent]) else { continue };
        let (own, of_whole) = (words_of(&part.label), words_of(&whole.label));
        let distinctive = own.difference(&of_whole).count();
        let shared = of_whole.intersection(&of_ratio).count();
        let of_both = of_ratio.iter().filter(|word| own.contains(*word) || of_whole.contains(*word)).count();
        let is_part = whole.is_count()
            && of_both * 2 >= of_ratio.len()
            && whole.measured_in == part.measured_in
            && own.is_subset(&of_ratio)
            && distinctive > 0
            && (own.len() > 1 || shared > 0);
        if is_part {
            found.push((own.len() * 10 + shared, part, whole));
        }
    }
    let best = found.iter().map(|(likeness, ..)| *likeness).max()?;
    let mut found = found.into_iter().filter(|(likeness, ..)| *likeness == best);
    // two equally good ones leave it open
    let (_, part, whole) = found.next().filter(|_| found.next().is_none())?;
    Some((part, whole))
}

/// The words of a label that tell it from others, as match keys.
fn words_of(label: &str) -> BTreeSet<String> {
    const COMMON: [&str; 8] = ["so", "tong", "luong", "trong", "do", "da", "cac", "ty"];
    let key = match_key(label);
    let key = key.split('(').next().unwrap_or_default();
    let words = key.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty() && !COMMON.contains(word)).map(str::to_owned).collect()
}

/// Tells which of two rows is the whole: it is called a total, or says less than the other, or stands first.
fn part_and_whole<'r>(first: &'r BlankRow, second: &'r BlankRow) -> (&'r BlankRow, &'r BlankRow) {
    let [first_is_total, second_is_total] =
        [first, second].map(|row| match_key(&row.label).starts_with("tong"));
    let says_more = match (first_is_total, second_is_total) {
        (false, true) => true,
        (true, _) => false,
        (false, false) => says_more(&first.label, &second.label),
    };
    if says_more { (first, second) } else { (second, first) }
}

/// Whether a label has all words of `other`, and more.
fn says_more(label: &str, other: &str) -> bool {
    let (label, other) = (match_key(label), match_key(other));
    let [label, other] = [&label, &other].map(|key| key.split(' ').collect::<BTreeSet<&str>>());
    other.is_subset(&label) && label.len() > other.len()
}

/// The number of words of a label that are also in `other`.
fn shared_words(label: &str, other: &str) -> usize {
    let (label, other) = (match_key(label), match_key(other));
    label.split(' ').filter(|word| other.split(' ').any(|there| there == *word)).count()
}

/// Whether most words of the part's label are in the percentage's label.
fn shares(ratio: &str, part: &str) -> bool {
    let (ratio, part) = (match_key(ratio), match_key(part));
    let words: Vec<&str> = part.split(' ').filter(|word| !["so", "tong", "luong"].contains(word)).collect();
    let shared = words.iter().filter(|word| ratio.split(' ').any(|other| other == **word)).count();
    words.len() > 1 && shared * 2 > words.len()
}
