//! The finder: the catalogue of forms, prepared with the corners and labels of their headers for locating them on
//! sheets.

use super::corners::Corners;
use super::form_labels::FormLabels;
use phuluc_form::{Catalogue, Form};
use std::sync::Arc;

/// The forms that are searched on sheets.
///
/// The caller makes it once, and all reading threads share it.
#[derive(Debug)]
pub struct Finder {
    catalogue: Catalogue,
    corners: Corners,
    /// The labels of each form.
    labels: Vec<FormLabels>,
}

impl Finder {
    /// Prepares the forms of a catalogue.
    pub fn new(catalogue: Catalogue) -> Self {
        let corners = Corners::of(catalogue.forms().map(AsRef::as_ref));
        let labels = catalogue.forms().map(|form| FormLabels::of(form)).collect();
        Self { catalogue, corners, labels }
    }

    /// The catalogue.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// All forms, each with its labels.
    pub(super) fn forms(&self) -> impl Iterator<Item = (&Arc<Form>, &FormLabels)> {
        self.catalogue.forms().zip(&self.labels)
    }

    /// The corners of the headers of all forms.
    pub(super) const fn corners(&self) -> &Corners {
        &self.corners
    }
}
