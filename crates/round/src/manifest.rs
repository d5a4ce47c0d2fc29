//! The record of a closed round (`chot-so-lieu.json`): its inputs, so that anybody can verify later whether the same
//! files still give the same bytes.

use crate::consolidate::Consolidation;
use phuluc_form::{Moment, moment};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The file's name in the round's folder.
pub const FILE: &str = "chot-so-lieu.json";

/// The record of a closed round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format of this file.
    pub version: u8,
    /// The program's version.
    pub phuluc: String,
    /// The round's title.
    pub round: String,
    /// The time at which it was closed.
    pub closed_at: String,
    /// The person who closed it.
    pub closed_by: String,
    /// The reason for closing it with something undecided, if something was.
    pub because: Option<String>,
    /// The open questions at that time.
    pub undecided: Vec<String>,
    /// Whether only accepted reports are in the totals.
    pub only_accepted: bool,
    /// The files that it was made from, by path.
    pub files: Vec<Hashed>,
    /// The definitions of the forms.
    pub definitions: Vec<UsedDefinition>,
    /// The number of decisions.
    pub decisions: usize,
    /// The consolidated workbook.
    pub consolidated: Hashed,
    /// What was written beside it: the complete workbook of a brief one, and values that no sheet holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Hashed>,
}

impl Manifest {
    /// The time at which the round was closed; `None` if the record holds no time there.
    pub fn closed(&self) -> Option<Moment> {
        Moment::find(&self.closed_at, moment::viet_nam())
    }
}

/// A file and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashed {
    /// Its path, relative to the round's folder.
    pub path: String,
    /// The SHA-256 of its bytes; none if they could not be read.
    pub sha256: Option<String>,
}

/// A form's definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedDefinition {
    /// The form.
    pub form: String,
    /// Its version.
    pub version: String,
    /// The definition's fingerprint.
    pub fingerprint: String,
}

/// A difference from the round at the time it was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A file is gone.
    Gone(String),
    /// A file has other bytes.
    Changed(String),
    /// A file is new.
    New(String),
    /// A definition differs, by form and version.
    Definition(String, String),
    /// Consolidating again gives other bytes.
    Consolidated,
    /// The program has another version, which alone may change the bytes.
    Program(String),
}

/// The definitions that a consolidation used.
pub fn definitions(consolidation: &Consolidation) -> Vec<UsedDefinition> {
    let forms = consolidation.forms.iter().map(|total| &total.form);
    forms
        .map(|form| UsedDefinition {
            form: form.id.to_string(),
            version: form.version.clone(),
            fingerprint: form.fingerprint.clone(),
        })
        .collect()
}

/// The hashes of files.
fn by_path(files: &[Hashed]) -> HashMap<&str, &Option<String>> {
    files.iter().map(|file| (file.path.as_str(), &file.sha256)).collect()
}

impl Manifest {
    /// The differences between the closed round and the round now.
    ///
    /// `written` says what is now at the paths of [`Manifest::results`], and `again` what consolidating gives now.
    pub fn differences(
        &self,
        files: &[Hashed],
        definitions: &[UsedDefinition],
        written: &[Hashed],
        again: &[Hashed],
    ) -> Vec<Difference> {
        let mut differences = Vec::new();
        if self.phuluc != env!("CARGO_PKG_VERSION") {
            differences.push(Difference::Program(self.phuluc.clone()));
        }
        let [now, before] = [files, &self.files].map(by_path);
        for Hashed { path, sha256 } in &self.files {
            match now.get(path.as_str()) {
                None => differences.push(Difference::Gone(path.clone())),
                Some(now) if *now != sha256 => differences.push(Difference::Changed(path.clone())),
                Some(_) => {}
            }
        }
        let new = files.iter().filter(|now| !before.contains_key(now.path.as_str()));
        differences.extend(new.map(|now| Difference::New(now.path.clone())));
        for before in &self.definitions {
            if !definitions.contains(before) {
                differences.push(Difference::Definition(before.form.clone(), before.version.clone()));
            }
        }
        let [written, again] = [written, again].map(by_path);
        for Hashed { path, sha256 } in self.results() {
            match written.get(path.as_str()) {
                None | Some(None) => differences.push(Difference::Gone(path.clone())),
                Some(now) if *now != sha256 => differences.push(Difference::Changed(path.clone())),
                Some(_) => {}
            }
        }
        if self.results().any(|result| again.get(result.path.as_str()) != Some(&&result.sha256)) {
            differences.push(Difference::Consolidated);
        }
        differences
    }

    /// What was written as the round was closed: the consolidated workbook, and what stands beside it.
    pub fn results(&self) -> impl Iterator<Item = &Hashed> {
        [&self.consolidated].into_iter().chain(&self.beside)
    }
}
