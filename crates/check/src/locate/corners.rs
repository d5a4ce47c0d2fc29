//! The corners of headers: the cells where a form's header may begin.
//!
//! A header is only searched in rows with the label of the form's first column or of its label column. The labels
//! that a text resembles are the same in every file, so they are worked out once for each key.

use super::form_header::CODES;
use super::keyed_sheet::KeyedSheet;
use super::likeness::are_near;
use foldhash::fast::RandomState;
use phuluc_form::{Form, Holds};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The most keys that are remembered. The files of a round share some thousands.
const MOST_KEYS: usize = 20_000;
/// The length of the longest key that is remembered: a label, not an essay.
const LONGEST: usize = 2_000;
/// The bit of the code column under any label, with which any form's header may begin.
const OF_CODES: u64 = 1 << 63;

/// The labels in the corners of forms' headers.
#[derive(Debug)]
pub(super) struct Corners {
    /// Each label with whether a form prints it. Alternative labels must match exactly.
    labels: Vec<(String, bool)>,
    /// For each form, the bits of its own labels.
    of_forms: Vec<u64>,
    /// For each key seen so far, the bits of the labels that it resembles.
    met: RwLock<HashMap<Arc<str>, u64, RandomState>>,
}

impl Corners {
    /// The corners of these forms. Labels beyond the 63rd share the bit of the code column, which every form has.
    pub fn of<'f>(forms: impl Iterator<Item = &'f Form>) -> Self {
        let (mut labels, mut of_forms) = (Vec::<(String, bool)>::new(), Vec::new());
        for form in forms {
            let label = form.column_holding(&Holds::Label);
            let heads = [Some(0), label].into_iter().flatten();
            let mut own = OF_CODES;
            for (number, head) in heads.flat_map(|column| form.columns[column].labels(0).enumerate()) {
                let index = labels.iter().position(|(label, _)| label == head).unwrap_or_else(|| {
                    labels.push((head.to_owned(), false));
                    labels.len() - 1
                });
                // the first label is the printed one
                labels[index].1 |= number == 0;
                own |= 1 << index.min(63);
            }
            of_forms.push(own);
        }
        Self { labels, of_forms, met: RwLock::default() }
    }

    /// The bits of each form, in the order of the forms.
    pub fn of_forms(&self) -> &[u64] {
        &self.of_forms
    }

    /// The rows of a sheet that may hold a corner, with the bits of the labels there.
    pub fn rows(&self, keyed: &KeyedSheet<'_>) -> Vec<(u32, u64)> {
        let mut rows = Vec::new();
        let mut new: Vec<(&Arc<str>, u64)> = Vec::new();
        {
            let met = self.met.read().unwrap_or_else(PoisonError::into_inner);
            for (at, text) in keyed.texts() {
                let labels = met.get(text.key()).copied().unwrap_or_else(|| {
                    let labels = self.near(text.key());
                    new.push((text.key(), labels));
                    labels
                });
                rows.extend((labels != 0).then_some((at.row, labels)));
            }
        }
        new.retain(|(key, _)| key.len() <= LONGEST);
        if !new.is_empty() {
            let mut met = self.met.write().unwrap_or_else(PoisonError::into_inner);
            if met.len() + new.len() > MOST_KEYS {
                met.clear();
            }
            met.extend(new.into_iter().take(MOST_KEYS).map(|(key, labels)| (Arc::clone(key), labels)));
        }
        rows
    }

    /// The bits of the labels that a key resembles.
    fn near(&self, key: &str) -> u64 {
        let of_codes = if CODES.contains(&key) { OF_CODES } else { 0 };
        let labels = self.labels.iter().enumerate();
        let near =
            labels.filter(|(_, (label, is_printed))| label == key || (*is_printed && are_near(label, key)));
        near.fold(of_codes, |bits, (index, _)| bits | 1 << index.min(63))
    }
}

#[cfg(test)]
mod tests {
    use super::{Corners, KeyedSheet, MOST_KEYS};
    use phuluc_form::Catalogue;
    use phuluc_grid::{At, Cell, Content, Sheet};

    /// A sheet of one column with these texts.
    fn sheet(texts: impl IntoIterator<Item = String>) -> Sheet {
        let cells = (0..).zip(texts);
        let cells = cells.map(|(row, text)| (At { row, column: 0 }, Cell::plain(Content::Text(text.into()))));
        Sheet::new("a", cells)
    }

    #[test]
    fn a_key_that_was_met_is_what_it_was() {
        let catalogue = Catalogue::built_in().unwrap();
        let corners = Corners::of(catalogue.forms().map(AsRef::as_ref));
        let sheet = sheet(["STT", "Ghi chép", "Nội dung", "TT"].map(str::to_owned));
        let keyed = KeyedSheet::new(&sheet);
        let first = corners.rows(&keyed);
        assert!(first.iter().any(|(row, _)| *row == 0), "{first:?}");
        assert_eq!(corners.rows(&keyed), first);
    }

    #[test]
    fn no_more_is_remembered_than_a_round_has_in_common() {
        let catalogue = Catalogue::built_in().unwrap();
        let corners = Corners::of(catalogue.forms().map(AsRef::as_ref));
        for part in 0..3 {
            let sheet = sheet((0..MOST_KEYS / 2).map(|n| format!("{part} {n}")));
            corners.rows(&KeyedSheet::new(&sheet));
        }
        assert!(corners.met.read().unwrap().len() <= MOST_KEYS);
    }
}
