//! The finder: the catalogue of forms, prepared with the corners of their headers for locating them on sheets.

use super::corners::Corners;
use phuluc_form::Catalogue;

/// The forms that are searched on sheets.
///
/// The caller makes it once, and all reading threads share it.
#[derive(Debug)]
pub struct Finder {
    catalogue: Catalogue,
    corners: Corners,
}

impl Finder {
    /// Prepares the forms of a catalogue.
    pub fn new(catalogue: Catalogue) -> Self {
        let corners = Corners::of(catalogue.forms().map(AsRef::as_ref));
        Self { catalogue, corners }
    }

    /// The catalogue.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The corners of the headers of all forms.
    pub(super) const fn corners(&self) -> &Corners {
        &self.corners
    }
}
