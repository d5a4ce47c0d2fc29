//! A pack of forms (bộ biểu mẫu): the definitions that one authority hands out, with their sources.
//!
//! It takes the texts of a folder or an archive by their paths and gives [`Pack`]s. A folder with a `forms.toml` is a
//! pack. Definitions outside such folders make a pack without a list of sources. The same texts at the same paths
//! within a pack give the same fingerprint, wherever the pack is kept.

mod source;

use crate::form::definition::Definition;
use crate::form::definition_problems::{Fault, Problem, Problems, near};
use crate::form::toml_table::SpannedText;
use chrono::NaiveDate;

/// The file that makes a folder a pack.
pub const FILE: &str = "forms.toml";

/// A pack of forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// The province that hands it out.
    pub province: Option<String>,
    /// The first day on which it is used.
    pub from: Option<NaiveDate>,
    /// Its forms with their sources; `None` if it has no list.
    pub forms: Option<Vec<ListedForm>>,
    /// The first 16 hexadecimal digits of the SHA-256 of its texts and their paths.
    pub fingerprint: String,
    /// Its texts, by their paths within it.
    pub files: Vec<(String, String)>,
    /// The place where it was found, as people are shown it.
    pub place: String,
}

/// A form of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedForm {
    /// Its id, and where the id stands in the list.
    pub id: SpannedText,
    /// The decree or circular that it comes from.
    pub source: String,
}

impl Pack {
    /// Finds the packs among texts with their paths, all from one place.
    ///
    /// # Errors
    /// The problems of their lists.
    pub fn read_all(place: &str, files: Vec<(String, String)>) -> Result<Vec<Self>, Vec<Problems>> {
        let mut folders: Vec<String> = files
            .iter()
            .filter(|(path, _)| name(path) == FILE)
            .map(|(path, _)| folder(path).to_owned())
            .collect();
        // the deepest folder comes first, so that a pack inside another keeps its own files
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
        let mut rest = files;
        let (mut packs, mut bad) = (Vec::new(), Vec::new());
        for folder in folders {
            let (own, others) = rest.into_iter().partition(|(path, _)| is_in(path, &folder));
            rest = others;
            match source::read(place, &folder, &within(own, &folder)) {
                Ok(pack) => packs.push(pack),
                Err(problems) => bad.push(problems),
            }
        }
        if !rest.is_empty() {
            let common = common_folder(&rest);
            packs.push(Self::without_list(place, &common, within(rest, &common)));
        }
        packs.reverse();
        if bad.is_empty() { Ok(packs) } else { Err(bad) }
    }

    /// The pack of definitions that no list names.
    fn without_list(place: &str, below: &str, files: Vec<(String, String)>) -> Self {
        Self {
            name: name(place.trim_end_matches(['/', '\\'])).to_owned(),
            province: None,
            from: None,
            forms: None,
            fingerprint: fingerprint(&files),
            files,
            place: joined(place, below),
        }
    }

    /// Its texts, by the paths that people are shown.
    pub fn shown_files(&self) -> impl Iterator<Item = (String, String)> {
        self.files.iter().map(|(path, text)| (joined(&self.place, path), text.clone()))
    }

    /// The source of one of its forms.
    pub fn source_of(&self, form: &str) -> Option<&str> {
        let listed = self.forms.iter().flatten().find(|listed| listed.id.text == form);
        listed.map(|listed| listed.source.as_str())
    }

    /// The differences between its list and its definitions.
    pub(crate) fn check_list(&self, definitions: &[Definition]) -> Vec<Problems> {
        let Some(listed) = &self.forms else { return Vec::new() };
        let own = definitions.iter().filter(|definition| {
            self.files.iter().any(|(path, _)| joined(&self.place, path) == definition.path)
        });
        let own: Vec<&Definition> = own.collect();
        let mut bad = Vec::new();
        let list = self.files.iter().find(|(path, _)| path == FILE);
        let mut problems = Problems::new(&joined(&self.place, FILE), list.map_or("", |(_, text)| text));
        for form in listed {
            if own.iter().all(|definition| definition.form.id.as_str() != form.id.text) {
                let near = near(&form.id.text, own.iter().map(|definition| definition.form.id.as_str()));
                problems.add(form.id.span.clone(), Fault::UnknownForm { near });
            }
        }
        bad.push(problems);
        for definition in own {
            if listed.iter().all(|form| definition.form.id.as_str() != form.id.text) {
                let mut problems = Problems::new(&definition.path, &definition.text);
                let span = 0..definition.text.find('\n').unwrap_or(0);
                problems.list.push(Problem { span, fault: Fault::NotInPack(definition.form.id.to_string()) });
                bad.push(problems);
            }
        }
        bad.retain(|problems| !problems.is_empty());
        bad
    }
}

/// The last part of a path.
pub(crate) fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The folder of a file, without a slash at its end; empty if it lies at the top.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_in(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn joined(place: &str, path: &str) -> String {
    match (place, path) {
        ("", path) => path.to_owned(),
        (place, "") => place.to_owned(),
        (place, path) => format!("{}/{path}", place.trim_end_matches('/')),
    }
}

/// The texts inside a folder, by their paths in it, sorted by path.
fn within(files: Vec<(String, String)>, folder: &str) -> Vec<(String, String)> {
    let start = if folder.is_empty() { 0 } else { folder.len() + 1 };
    let mut files: Vec<(String, String)> =
        files.into_iter().map(|(path, text)| (path[start..].to_owned(), text)).collect();
    files.sort();
    files
}

/// The folder that holds all files.
fn common_folder(files: &[(String, String)]) -> String {
    let mut common: Option<Vec<&str>> = None;
    for (path, _) in files {
        let parts: Vec<&str> = folder(path).split('/').filter(|part| !part.is_empty()).collect();
        common = Some(match common {
            None => parts,
            Some(common) => {
                common.into_iter().zip(parts).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
            }
        });
    }
    common.unwrap_or_default().join("/")
}

fn fingerprint(files: &[(String, String)]) -> String {
    let mut all = Vec::new();
    for (path, text) in files {
        for part in [path, text] {
            all.extend((part.len() as u64).to_le_bytes());
            all.extend(part.as_bytes());
        }
    }
    crate::sha256(&all)[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::Pack;

    const LIST: &str = "name = \"Bộ biểu mẫu tỉnh Ví dụ\"\nprovince = \"Tỉnh Ví dụ\"\nfrom = 2026-01-01\n\
                        forms = [{ id = \"bieu-03\", source = \"Công văn số 1\" }]\n";

    fn packs(place: &str, files: &[(&str, &str)]) -> Vec<Pack> {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Pack::read_all(place, files).unwrap()
    }

    #[test]
    fn the_same_texts_have_the_same_fingerprint_wherever_they_are() {
        let folder = packs("bo-bieu", &[("forms.toml", LIST), ("a/form.toml", "x")]);
        let archive = packs("b.zip", &[("bo/a/form.toml", "x"), ("bo/forms.toml", LIST)]);
        assert_eq!(folder[0].fingerprint, archive[0].fingerprint);
        assert_eq!(folder[0].files, archive[0].files);
        assert_eq!(archive[0].place, "b.zip/bo");
        assert_eq!(folder[0].source_of("bieu-03"), Some("Công văn số 1"));
        for other in
            [&[("forms.toml", LIST), ("a/form.toml", "y")], &[("forms.toml", LIST), ("b/form.toml", "x")]]
        {
            assert_ne!(packs("bo-bieu", other)[0].fingerprint, folder[0].fingerprint);
        }
        // a pack without a list is known by its own folder
        let loose = packs("bieu", &[("bieu-03/form.toml", "x")]);
        let copied = packs("dot/bieu-mau", &[("form.toml", "x")]);
        assert_eq!(loose[0].fingerprint, copied[0].fingerprint);
        assert_eq!((loose[0].name.as_str(), loose[0].place.as_str()), ("bieu", "bieu/bieu-03"));
    }

    #[test]
    fn a_folder_of_packs_has_several_and_each_keeps_its_own() {
        let files =
            [("1/forms.toml", LIST), ("1/a/form.toml", "x"), ("2/forms.toml", LIST), ("form.toml", "y")];
        let packs = packs("", &files);
        let files: Vec<Vec<&str>> =
            packs.iter().map(|pack| pack.files.iter().map(|(path, _)| path.as_str()).collect()).collect();
        assert_eq!(files, [vec!["form.toml"], vec!["forms.toml"], vec!["a/form.toml", "forms.toml"]]);
    }
}
