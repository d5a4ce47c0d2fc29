//! Recognises the unit that sent a file: by the identity in it, else by the unit that it names, else by its file
//! name.
//!
//! Spellings do not matter (accents, “UBND xã …”, capitals), but nothing is guessed. If several units or none may be
//! meant, the answer is a [`NotRecognised`] with similar units.

use crate::round::Round;
use phuluc_check::submission;
use phuluc_form::{Level, key, match_key, tidy, unit};
use phuluc_grid::{Identity, Sheet};
use std::collections::HashMap;
use std::ops::Range;

/// The similarity at which one name is offered for another.
const ALIKE: f64 = 0.8;
/// The length of the shortest name that is searched inside words.
const LONG_ENOUGH: usize = 6;
/// Words that occur in the names of all reports, and could be a commune's name without its “xã”.
const COMMON: [&str; 5] = ["phu luc", "bao cao", "cai cach", "hanh chinh", "tong hop"];

/// The evidence by which a unit was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The identity that the workbook was made with.
    Identity,
    /// The unit that the workbook names.
    Heading,
    /// The file's name.
    FileName,
}

/// The result if no unit is recognised with certainty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotRecognised {
    /// The name that the file gives, if it gives one.
    pub said: Option<String>,
    /// The unit in the file and the one in its name, by index, if both are units of the round but not the same.
    pub named_for: Option<[usize; 2]>,
    /// The units that may be meant, by index.
    pub may_be: Vec<usize>,
}

/// The evidence about the sender of a workbook.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'c> {
    /// The unit that the workbook was made for.
    pub identity: Option<&'c str>,
    /// The unit that its heading names.
    pub heading: Option<&'c str>,
    /// The file's name, with the folders and archives around it.
    pub file_name: &'c str,
}

/// The names of a round's units, prepared for fast look-up, since a round may have 3,321 units.
#[derive(Clone, Debug)]
pub struct UnitNames<'r> {
    round: &'r Round,
    codes: HashMap<&'r str, Vec<usize>>,
    called: HashMap<String, Vec<usize>>,
    without_level: HashMap<String, Vec<usize>>,
    /// The keys that are searched in file names: names with and without their level, and codes, letters only.
    in_files: Vec<(String, usize)>,
}

impl<'r> UnitNames<'r> {
    /// Prepares the names of a round's units.
    pub fn of(round: &'r Round) -> Self {
        let (mut codes, mut called, mut without_level) = (
            HashMap::<&str, Vec<usize>>::new(),
            HashMap::<_, Vec<usize>>::new(),
            HashMap::<_, Vec<usize>>::new(),
        );
        let mut in_files = Vec::new();
        for (index, unit) in round.units.iter().enumerate() {
            if let Some(code) = unit.code.as_deref() {
                add(codes.entry(code).or_default(), index);
                in_files.extend((code.len() > 2).then(|| (words(code).concat(), index)));
            }
            for name in unit.names() {
                let (key, bare) = (key(name), bare(name));
                in_files.push((words(&key).concat(), index));
                if bare.contains(' ') && !COMMON.contains(&bare.as_str()) {
                    in_files.push((words(&bare).concat(), index));
                }
                add(called.entry(key).or_default(), index);
                add(without_level.entry(bare).or_default(), index);
            }
        }
        in_files.retain(|(name, _)| !name.is_empty());
        Self { round, codes, called, without_level, in_files }
    }

    /// The round.
    pub const fn round(&self) -> &'r Round {
        self.round
    }

    /// The unit that sent a file.
    ///
    /// # Errors
    /// The evidence, if it does not point to exactly one unit.
    pub fn recognise(&self, clues: Clues<'_>) -> Result<(usize, By), NotRecognised> {
        let [identity, heading] = [clues.identity, clues.heading].map(|name| {
            let name = name.filter(|name| !unit::is_nobody(name))?;
            Some((self.named(name), name))
        });
        match (&identity, &heading) {
            // made for one unit and sent under another name, known or not: a person has to look at it
            (Some((a, _)), Some((b, name))) if a != b && !a.is_empty() => {
                let may_be = a.iter().chain(b).copied().collect();
                return Err(NotRecognised { said: Some((*name).to_owned()), named_for: None, may_be });
            }
            _ => {}
        }
        let by_name = self.by_file_name(clues.file_name);
        for (found, by) in [(&identity, By::Identity), (&heading, By::Heading)] {
            if let Some(([only], name)) = found.as_ref().map(|(found, name)| (found.as_slice(), name)) {
                return match by_name.as_slice() {
                    // somebody named the file for another unit of the round: a person has to look at it
                    [other] if other != only => Err(NotRecognised {
                        said: Some((*name).to_owned()),
                        named_for: Some([*only, *other]),
                        may_be: vec![*only, *other],
                    }),
                    _ => Ok((*only, by)),
                };
            }
        }
        // a file name does not overrule a name in the workbook, even if that name fits no unit or two
        if let Some((found, name)) = heading.or(identity) {
            let may_be = if found.is_empty() { self.near(name) } else { found };
            return Err(NotRecognised { said: Some(name.to_owned()), named_for: None, may_be });
        }
        match by_name.as_slice() {
            [only] => Ok((*only, By::FileName)),
            _ => Err(NotRecognised { said: None, named_for: None, may_be: by_name }),
        }
    }

    /// The unit that sent a workbook, by its sheets and its file name.
    ///
    /// # Errors
    /// As [`UnitNames::recognise`].
    pub fn of_sheets(&self, sheets: &[Sheet], file_name: &str) -> Result<(usize, By), NotRecognised> {
        let identity = Identity::find(sheets);
        // the headings of a consolidated workbook name units of the level below
        let is_consolidated = identity.as_ref().is_some_and(|identity| identity.consolidated);
        let heading = if is_consolidated { None } else { submission::named_unit(sheets) };
        let identity = identity.and_then(|identity| identity.unit);
        self.recognise(Clues { identity: identity.as_deref(), heading: heading.as_deref(), file_name })
    }

    /// The units with a name or code; only those with exactly this spelling, if there are any.
    pub fn named(&self, name: &str) -> Vec<usize> {
        let found = self.codes.get(tidy(name).as_str()).or_else(|| self.called.get(&key(name)));
        let called = found.cloned().unwrap_or_default();
        match called.as_slice() {
            [] if Level::of_unit(name).is_none() => {
                self.without_level.get(&key(name)).cloned().unwrap_or_default()
            }
            [] | [_] => called,
            _ => {
                let spelled = tidy(name).to_lowercase();
                let mut exact = called.clone();
                exact.retain(|index| {
                    let mut names = self.round.units[*index].names();
                    names.any(|own| spelled.ends_with(&tidy(own).to_lowercase()))
                });
                if exact.is_empty() { called } else { exact }
            }
        }
    }

    /// The units with similar names, the most similar first.
    fn near(&self, name: &str) -> Vec<usize> {
        let (wanted, wanted_bare) = (key(name), bare(name));
        let mut found: Vec<(f64, usize)> = Vec::new();
        for (index, unit) in self.round.units.iter().enumerate() {
            let mut likeness = 0.0;
            for own in unit.names() {
                let same_but_level = if bare(own) == wanted_bare { 1.0 } else { 0.0 };
                likeness = f64::max(likeness, same_but_level);
                likeness = f64::max(likeness, strsim::normalized_levenshtein(&key(own), &wanted));
            }
            found.push((likeness, index));
        }
        found.retain(|(likeness, _)| *likeness >= ALIKE);
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(3).map(|(_, index)| index).collect()
    }

    /// The units whose names stand in a path: in its last part, else in the folders before it.
    fn by_file_name(&self, path: &str) -> Vec<usize> {
        path.rsplit('/').map(|part| self.in_words(part)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The units whose names stand in a text, except as a part of another unit's longer name.
    fn in_words(&self, text: &str) -> Vec<usize> {
        let words = with_levels(words(text));
        let joined = words.concat();
        let mut edges: Vec<usize> = vec![0];
        edges.extend(words.iter().scan(0, |at, word| {
            *at += word.len();
            Some(*at)
        }));
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for (name, index) in &self.in_files {
            found.extend(places(&joined, name, &edges).map(|place| (place, *index)));
        }
        let mut units: Vec<usize> = Vec::new();
        for (place, index) in &found {
            let is_in_longer_name = found.iter().any(|(other, _)| {
                other.len() > place.len() && other.start <= place.start && place.end <= other.end
            });
            if !is_in_longer_name {
                units.push(*index);
            }
        }
        units.sort_unstable();
        units.dedup();
        units
    }
}

/// Adds a unit to the list, once.
fn add(units: &mut Vec<usize>, index: usize) {
    if !units.contains(&index) {
        units.push(index);
    }
}

/// The key of a name without its level: `phu tien` for “Xã Phú Tiến”.
fn bare(name: &str) -> String {
    let key = key(name);
    let words =
        ["thi tran ", "thi xa ", "dac khu ", "thanh pho ", "xa ", "phuong ", "huyen ", "quan ", "tinh "];
    words.iter().find_map(|word| key.strip_prefix(word)).unwrap_or(&key).to_owned()
}

/// The words of a file name: runs of letters and digits between other signs.
fn words(text: &str) -> Vec<String> {
    let folded = match_key(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The words with abbreviated levels written out: “x phu tien” becomes “xa phu tien”.
fn with_levels(mut words: Vec<String>) -> Vec<String> {
    for index in 1..words.len() {
        let is_name = words[index].len() > 1 || words[index].starts_with(|c: char| c.is_ascii_digit());
        let level = match words[index - 1].as_str() {
            "x" => "xa",
            "p" => "phuong",
            "tt" => "thitran",
            "dk" => "dackhu",
            _ => continue,
        };
        if is_name {
            level.clone_into(&mut words[index - 1]);
        }
    }
    words
}

/// The positions of a name in joined words: as whole words, or inside a word if the name is long enough. The name
/// must not continue with a digit, as “xã 1” does in “xã 10”.
fn places<'t>(text: &'t str, name: &'t str, edges: &'t [usize]) -> impl Iterator<Item = Range<usize>> + 't {
    let ends_in_digit = name.ends_with(|c: char| c.is_ascii_digit());
    text.match_indices(name).map(|(at, name)| at..at + name.len()).filter(move |place| {
        let is_whole = edges.contains(&place.start) && edges.contains(&place.end);
        let goes_on = ends_in_digit && text[place.end..].starts_with(|c: char| c.is_ascii_digit());
        is_whole || (place.len() >= LONG_ENOUGH && !goes_on)
    })
}

#[cfg(test)]
mod tests {
    use super::{By, Clues, NotRecognised, UnitNames};
    use crate::round::Round;
    use phuluc_form::Catalogue;

    fn round(names: &[&str]) -> Round {
        let units: Vec<String> = names.iter().map(|name| format!("[[units]]\nname = \"{name}\"\n")).collect();
        let units = units.concat();
        let text = format!("title = \"a\"\nforms = [\"tthc-06a\"]\n{units}");
        Round::read(&text, &Catalogue::built_in().unwrap()).unwrap()
    }

    #[track_caller]
    fn by_heading(heading: &str, index: usize) {
        let round = round(&["Xã Phú Tiến", "Xã Phú Đình", "Phường Phổ Phong"]);
        let clues = Clues { heading: Some(heading), file_name: "a.xlsx", ..Clues::default() };
        assert_eq!(UnitNames::of(&round).recognise(clues), Ok((index, By::Heading)), "{heading}");
    }

    #[test]
    fn a_unit_is_known_however_it_is_spelled() {
        by_heading("Xã Phú Tiến", 0);
        by_heading("UBND XÃ PHÚ TIẾN", 0);
        by_heading("Ủy ban nhân dân xã Phú Tiên", 0);
        by_heading("phu dinh", 1);
        by_heading("Phổ Phong", 2);
        by_heading("P. Phổ Phong", 2);
        by_heading("HĐND-UBND X. Phú Đình, tỉnh Ví dụ", 1);
    }

    #[track_caller]
    fn by_file(file_name: &str, index: Option<usize>) {
        let round = round(&["Xã Ví dụ 1", "Xã Ví dụ 10", "Xã Phú Tiến", "Xã Phú"]);
        let found = UnitNames::of(&round).recognise(Clues { file_name, ..Clues::default() });
        assert_eq!(found.ok(), index.map(|index| (index, By::FileName)), "{file_name}");
    }

    #[test]
    fn a_file_is_known_by_its_name() {
        by_file("UBND xã Ví dụ 10 - quý IV.xlsx", Some(1));
        by_file("xa-vi-du-1_q4.xlsx", Some(0));
        by_file("XaViDu10.xlsx", Some(1));
        by_file("bc xa phu tien.xlsx", Some(2));
        by_file("tat ca.zip/Xã Ví dụ 1/phu luc.xlsx", Some(0));
        by_file("X. Phu Tien.xlsx", Some(2));
        by_file("HDND-UBND x.Phu.xlsx", Some(3));
        by_file("phu luc 01.xlsx", None);
        by_file("xa vi du 1 va xa vi du 10.xlsx", None);
    }

    /// “xã 1” is not “xã 10”, and a short name does not count inside a word.
    #[test]
    fn a_name_inside_a_word_is_long_and_ends_where_the_number_does() {
        let round = round(&["Xã Ví dụ 1", "Xã Sơn", "Xã Đông"]);
        let recognised =
            |file_name| UnitNames::of(&round).recognise(Clues { file_name, ..Clues::default() }).ok();
        assert_eq!(recognised("bcxavidu1.xlsx"), Some((0, By::FileName)));
        assert_eq!(recognised("bcxavidu10.xlsx"), None);
        assert_eq!(recognised("bcxavidu10xlsx"), None);
        assert_eq!(recognised("bcxason.xlsx"), None);
        assert_eq!(recognised("bcxadong.xlsx"), Some((2, By::FileName)));
    }

    #[test]
    fn words_of_any_report_are_no_units_in_file_names() {
        let round = round(&["Xã Tổng Hợp", "Xã Sơn"]);
        let recognised =
            |file_name| UnitNames::of(&round).recognise(Clues { file_name, ..Clues::default() }).ok();
        assert_eq!(recognised("tong hop.xlsx"), None);
        assert_eq!(recognised("xa tong hop.xlsx"), Some((0, By::FileName)));
        assert_eq!(recognised("bc son.xlsx"), None);
        assert_eq!(recognised("bc xa son.xlsx"), Some((1, By::FileName)));
    }

    #[test]
    fn nothing_is_guessed() {
        let round = round(&["Xã Phú Tiến", "Xã Phú Đình"]);
        let clues = |identity, heading| Clues { identity, heading, file_name: "Xã Phú Tiến.xlsx" };
        let of_two = UnitNames::of(&round).recognise(clues(None, Some("Xã Phú Đình"))).unwrap_err();
        assert_eq!((of_two.named_for, of_two.may_be), (Some([1, 0]), vec![1, 0]));
        let doubt = UnitNames::of(&round).recognise(clues(None, Some("Xã Phú Tiếng"))).unwrap_err();
        assert_eq!(
            doubt,
            NotRecognised { said: Some("Xã Phú Tiếng".to_owned()), named_for: None, may_be: vec![0] }
        );
        let doubt =
            UnitNames::of(&round).recognise(clues(Some("Xã Phú Tiến"), Some("Xã Phú Đình"))).unwrap_err();
        assert_eq!(doubt.may_be, [0, 1]);
        // made for one unit and headed with a name that no unit has
        let doubt = UnitNames::of(&round).recognise(clues(Some("Xã Phú Tiến"), Some("Xã Khác"))).unwrap_err();
        assert_eq!(
            doubt,
            NotRecognised { said: Some("Xã Khác".to_owned()), named_for: None, may_be: vec![0] }
        );
        // dots name nobody, so the file name counts
        let known = UnitNames::of(&round).recognise(clues(None, Some("UBND xã ……")));
        assert_eq!(known, Ok((0, By::FileName)));
        let doubt = UnitNames::of(&round).recognise(clues(None, Some("Phường Phú Tiến"))).unwrap_err();
        assert_eq!(doubt.may_be, [0]);
        assert!(UnitNames::of(&round).recognise(clues(None, Some("Xã Khác"))).unwrap_err().may_be.is_empty());
    }
}
