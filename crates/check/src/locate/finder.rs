//! What forms are found with: their definitions, and the corners of their headers.

use super::corners::Corners;
use phuluc_form::Catalogue;

/// The forms that are looked for on sheets.
///
/// Made once by whoever reads, and shared by all threads that read.
#[derive(Debug)]
pub struct Finder {
    catalogue: Catalogue,
    corners: Corners,
}

impl Finder {
    /// Looks for these forms.
    pub fn new(catalogue: Catalogue) -> Self {
        let corners = Corners::of(catalogue.forms().map(AsRef::as_ref));
        Self { catalogue, corners }
    }

    /// The forms.
    pub const fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The corners of all their headers.
    pub(super) const fn corners(&self) -> &Corners {
        &self.corners
    }
}
