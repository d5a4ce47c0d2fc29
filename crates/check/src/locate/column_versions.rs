//! Columns with two versions of the same figures: “Số liệu” and “Số liệu điều chỉnh”, “Số liệu cũ” and “Số liệu mới”.
//!
//! Nobody knows which of them is meant, so each claims the place of the form's column.

use super::column_times::TimedColumn;
use phuluc_form::Form;

/// Words for versions of figures, as match keys.
const VERSIONS: [&str; 13] = [
    "dieu chinh",
    "dinh chinh",
    "moi",
    "cu",
    "sua lai",
    "sua",
    "cap nhat",
    "bo sung",
    "chinh thuc",
    "so bo",
    "lan 1",
    "lan 2",
    "lan 3",
];
/// Words in front of them.
const BEFORE: [&str; 5] = ["sau", "truoc", "da", "duoc", "khi"];
/// The version that is of another time beside a column without one.
const OLD: &str = "cu";

/// The columns of the sheet that claim the place of a form's column of answers, if there are several because some are
/// versions of it.
pub(super) fn claimants(form: &Form, index: usize, paths: &[(u32, Vec<&str>)]) -> Option<Vec<TimedColumn>> {
    if !form.takes_answers(index) {
        return None;
    }
    let column = &form.columns[index];
    // the label of a group stands above its first column only, or nowhere
    let leaf = column.head_keys.len().saturating_sub(1);
    let is_alone =
        form.columns.iter().filter(|other| other.head_keys.last() == column.head_keys.last()).count() == 1;
    let is_own = |path: &[&str]| {
        column.is_headed(path) || (is_alone && path.last().is_some_and(|last| column.is_called(leaf, last)))
    };
    let is_printed = |path: &[&str]| form.columns.iter().any(|other| other.is_headed(path));
    let as_version = |path: &[&str]| {
        let (mut bare, mut version) = (Vec::with_capacity(path.len()), None);
        for label in path {
            let (label, found) = without_version(label);
            version = version.or(found);
            bare.push(label);
        }
        version.filter(|_| is_own(&bare))
    };
    let mut versions = paths
        .iter()
        .filter(|(_, path)| !is_printed(path))
        .filter_map(|(at, path)| Some((*at, as_version(path)?)));
    let first = versions.next()?;
    let own: Vec<u32> = paths.iter().filter(|(_, path)| is_own(path)).map(|(at, _)| *at).collect();
    let versions = [first].into_iter().chain(versions);
    let versions = versions.filter(|(_, version)| own.is_empty() || *version != OLD).map(|(at, _)| at);
    let all: Vec<u32> = own.iter().copied().chain(versions).collect();
    let all = (all.len() > 1 && all.len() > own.len()).then_some(all)?;
    Some(all.into_iter().map(|column| TimedColumn { column, time: None }).collect())
}

/// A label without the words for a version at its end, and the first of these words.
fn without_version(label: &str) -> (&str, Option<&'static str>) {
    let trimmed = |text: &str| text.trim_end_matches([' ', '(', ')', '-', ',', '/']).len();
    let (mut rest, mut version) = (&label[..trimmed(label)], None);
    let ends_with = |rest: &str, words: &str| {
        rest.strip_suffix(words).is_some_and(|rest| rest.ends_with([' ', '(', '-']) || rest.is_empty())
    };
    loop {
        let found = VERSIONS.into_iter().find(|words| ends_with(rest, words));
        let before = BEFORE.into_iter().find(|words| version.is_some() && ends_with(rest, words));
        let Some(words) = found.or(before) else { break };
        version = version.or(found);
        let shorter = &rest[..rest.len() - words.len()];
        rest = &shorter[..trimmed(shorter)];
    }
    (if version.is_some() { rest } else { label }, version)
}

#[cfg(test)]
mod tests {
    use super::without_version;
    use phuluc_form::match_key;

    #[test]
    fn a_label_may_end_with_a_version() {
        #[track_caller]
        fn case(label: &str, expected: (&str, Option<&str>)) {
            assert_eq!(without_version(&match_key(label)), expected, "{label}");
        }
        case("Số liệu điều chỉnh", ("so lieu", Some("dieu chinh")));
        case("Số liệu (đã điều chỉnh)", ("so lieu", Some("dieu chinh")));
        case("Số liệu sau khi điều chỉnh lần 2", ("so lieu", Some("lan 2")));
        case("Số liệu mới", ("so lieu", Some("moi")));
        case("Số liệu cũ", ("so lieu", Some("cu")));
        case("Số liệu", ("so lieu", None));
        case("Số liệu trước", ("so lieu truoc", None));
        case("Công bố mới ban hành", ("cong bo moi ban hanh", None));
    }
}
