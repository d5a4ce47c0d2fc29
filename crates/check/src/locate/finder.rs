//! The finder: the catalogue of forms, prepared with the corners and labels of their headers for locating them on
//! sheets.

use super::column_labels::ColumnLabels;
use super::corners::Corners;
use phuluc_form::{Catalogue, Form};
use std::sync::Arc;

/// The forms that are searched on sheets.
///
/// The caller makes it once, and all reading threads share it.
#[derive(Debug)]
pub struct Finder {
    catalogue: Catalogue,
    corners: Corners,
    /// The labels of the columns of each form.
    labels: Vec<ColumnLabels>,
}

impl Finder {
    /// Prepares the forms of a catalogue.
    pub fn new(catalogue: Catalogue) -> Self {
        let corners = Corners::of(catalogue.forms().map(AsRef::as_ref));
        let labels = catalogue.forms().map(|form| ColumnLabels::of(form)).collect();
        Self { catalogue, corners, labels }
    }

    /// The catalogue.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// All forms, each with the labels of its columns.
    pub(super) fn forms(&self) -> impl Iterator<Item = (&Arc<Form>, &ColumnLabels)> {
        self.catalogue.forms().zip(&self.labels)
    }

    /// The corners of the headers of all forms.
    pub(super) const fn corners(&self) -> &Corners {
        &self.corners
    }
}
