//! The similarity of two labels by their letters.
//!
//! It takes their match keys, and gives a number from 0 to 1000. Labels of two indicators often differ in one word
//! only; whether they mean the same is decided by words (`words`).

/// The least similarity of a label to a column's label.
pub(super) const SURE: i32 = 780;

/// Whether two keys are similar enough for a label of a column.
pub(super) fn are_near(a: &str, b: &str) -> bool {
    // most texts already differ too much in length
    a.len() * 4 >= b.len() * 3
        && b.len() * 4 >= a.len() * 3
        && may_be_alike(a, b, SURE)
        && alike(a, b, SURE) >= SURE
}

/// The similarity of two keys, from 0 to 1000; 0 if it is less than `least`.
pub(super) fn alike(a: &str, b: &str, least: i32) -> i32 {
    if a == b {
        return 1000;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // a sender added or left out a remark or reference
    let rest = long.strip_prefix(short).filter(|_| short.len() >= 20);
    if rest.is_some_and(|rest| rest.starts_with([' ', '(', ',', ';', ':', '.'])) {
        return 900;
    }
    // a key that is this much shorter is not similar enough for anything
    if short.len() * 5 < long.len() * 3 {
        return 0;
    }
    let most = long.chars().count().max(short.chars().count());
    if !may_be_alike(a, b, least) {
        return 0;
    }
    let same = most - strsim::levenshtein(a, b).min(most);
    let alike = i32::try_from(same * 1000 / most.max(1)).unwrap_or(0);
    if alike < least { 0 } else { alike }
}

/// Whether two keys can be this similar, judging by how often each letter occurs.
///
/// Each letter that only one key has takes an edit. This sorts out most keys without looking at the order of their
/// letters. A key that begins with the other one, with a remark after it, always passes.
fn may_be_alike(a: &str, b: &str, least: i32) -> bool {
    if !a.is_ascii() || !b.is_ascii() || a.starts_with(b) || b.starts_with(a) {
        return true;
    }
    let mut surplus = [0_i32; 128];
    for letter in a.bytes() {
        surplus[usize::from(letter & 127)] += 1;
    }
    for letter in b.bytes() {
        surplus[usize::from(letter & 127)] -= 1;
    }
    let (more, fewer) = surplus.iter().fold((0, 0), |(more, fewer), n| (more + n.max(&0), fewer - n.min(&0)));
    let edits = usize::try_from(more.max(fewer)).unwrap_or(0);
    let most = a.len().max(b.len());
    (most - edits.min(most)) * 1000 >= most * usize::try_from(least).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn keys_are_alike_by_their_letters() {
        assert_eq!(alike("so tthc cap tinh", "ghi chu", 600), 0);
        assert!(alike("so nhiem vu de ra trong ke hoach", "so nhiem vu de ra trong ke hoch", 750) > 900);
        assert_eq!(alike("tong so phan anh kien nghi", "tong so phan anh kien nghi (pakn)", 600), 900);
    }
}
