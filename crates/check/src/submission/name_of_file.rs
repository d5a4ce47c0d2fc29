//! The commune that the name of a file names, and the finding if it is another one than the heading names.
//!
//! It takes the name and the submission. File names are written without accents, in short, and for many purposes, so
//! nothing is found unless a whole name of at least two words stands there.

use super::Submission;
use crate::finding::Finding;
use crate::general_rules::identity_differs::{Claim, IdentityDiffers, Named, Stands};
use phuluc_form::{Severity, match_key, unit};

/// The words for levels of communes, as match keys.
const LEVELS: [&[&str]; 4] = [&["xa"], &["phuong"], &["dac", "khu"], &["thi", "tran"]];
/// Words with which something else than a unit's name begins.
const NO_NAMES: [&str; 28] = [
    "quy", "thang", "nam", "ky", "ngay", "lan", "bc", "pl", "bieu", "mau", "cchc", "tthc", "kstt", "ubnd",
    "hdnd", "gui", "nop", "hoi", "cap", "file", "final", "copy", "cu", "moi", "sua", "tinh", "huyen", "va",
];
/// Two words that together are no part of a unit's name, though each may be.
const NO_PAIRS: [[&str; 2]; 9] = [
    ["bao", "cao"],
    ["phu", "luc"],
    ["tong", "hop"],
    ["so", "lieu"],
    ["du", "thao"],
    ["ban", "nhap"],
    ["dau", "nam"],
    ["hanh", "chinh"],
    ["cai", "cach"],
];
/// The most words of a commune's name.
const MOST_WORDS: usize = 4;

/// The finding about a file that is named for another commune than its heading names. It is a warning: files are
/// renamed more easily than headings.
pub fn unit_by_file_name(name: &str, submission: &Submission) -> Option<Finding> {
    let elsewhere = submission.unit_claim.as_ref()?;
    let heading = words(&unit::key(&elsewhere.text));
    let own = after_level(&heading)?;
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if !is_of_another(&words(stem), own) {
        return None;
    }
    let here = Claim { stands: Stands::FileName, text: file.to_owned() };
    let mut finding = IdentityDiffers::finding(Named::Unit, &here, elsewhere);
    finding.severity = Severity::Warning;
    Some(finding)
}

/// Whether the words of a file name name a commune, and not the one of this name.
fn is_of_another(file: &[String], own: &[String]) -> bool {
    let (joined, name) = (file.concat(), own.concat());
    // “Ví dụ 1” does not stand in “Ví dụ 10”
    let is_digit = |c: char| c.is_ascii_digit();
    let is_named = joined
        .match_indices(&name)
        .any(|(at, _)| !(name.ends_with(is_digit) && joined[at + name.len()..].starts_with(is_digit)));
    !is_named
        && (0..file.len()).any(|at| commune_at(&file[at..]).is_some_and(|name| !is_short_for(name, own)))
}

/// The name of the commune that stands at the beginning of some words.
fn commune_at(words: &[String]) -> Option<&[String]> {
    let name = after_level(words)?;
    let begins_else = |at: usize| {
        let pair = NO_PAIRS.iter().any(|pair| name[at..].starts_with(&pair.map(str::to_owned)));
        pair || NO_NAMES.contains(&&*name[at])
    };
    let end = (0..name.len()).find(|&at| begins_else(at)).unwrap_or(name.len()).min(MOST_WORDS);
    // a number ends a name: “Ví dụ 02 15-3-2026”
    let number = name[..end].iter().position(|word| is_number(word));
    let name = &name[..number.map_or(end, |at| at + 1)];
    (name.len() > 1 && !is_number(&name[0])).then_some(name)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words after the level of a commune, with which they begin.
fn after_level(words: &[String]) -> Option<&[String]> {
    LEVELS.iter().find_map(|level| {
        let (first, rest) = words.split_at_checked(level.len())?;
        first.iter().eq(level.iter()).then_some(rest)
    })
}

/// Whether a name has only letters of another, in their order: “VD 01” for Ví dụ 01, “P Tien” for Phú Tiến.
fn is_short_for(name: &[String], own: &[String]) -> bool {
    let mut rest = own.concat();
    for letter in name.concat().chars() {
        match rest.find(letter) {
            Some(at) => drop(rest.drain(..=at)),
            None => return false,
        }
    }
    true
}

/// The words and the numbers of a text as match keys, numbers without zeros in front: “Xã Ví dụ02” gives xa, vi, du, 2.
fn words(text: &str) -> Vec<String> {
    let mut apart = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let begins = (before.is_lowercase() && c.is_uppercase())
            || (before.is_alphanumeric() && c.is_alphanumeric() && before.is_numeric() != c.is_numeric());
        if begins {
            apart.push(' ');
        }
        apart.push(c);
        before = c;
    }
    let key = match_key(&apart);
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| word.trim_start_matches('0'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_of_another, words};

    #[track_caller]
    fn case(file: &str, own: &str, expected: bool) {
        assert_eq!(is_of_another(&words(file), &words(own)), expected, "{file} of {own}");
    }

    #[test]
    fn a_file_is_of_another_commune_if_it_has_a_whole_name_of_one() {
        for file in [
            "UBND xã Ví dụ 02 - quý I",
            "bc-ubnd-xa-vi-du-02-q1",
            "XaViDu02",
            "Phường Ví dụ 3",
            "PL2_xa Phu Tien_lan 2",
            "xa vi du 10",
        ] {
            case(file, "Ví dụ 1", true);
        }
        for file in [
            "UBND xã Ví dụ 01 - quý I",
            "xa vi du 1",
            "XaViDu01",
            "xa VD 01",
            "X VD01",
            "phu luc cap xa quy 1 nam 2026",
            "kinh te xa hoi 2026",
            "xa nop bao cao",
            "Bieu mau xa 2026",
            "xa bao cao lan 2",
            "phuong 5",
            "bao cao",
            "xã",
        ] {
            case(file, "Ví dụ 01", false);
        }
    }
}
