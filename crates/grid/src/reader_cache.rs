//! The cache between workbooks: texts and outlines that need not be worked out again for the next one.
//!
//! The reports of a round are filled into the same blanks with the same programs. So they share most of their texts,
//! and the parts with the list of sheets and the look of cells.

use super::package::{Package, Parts};
use super::read_error::ReadError;
use super::text::Texts;
use super::xlsx::{Outline, PARTS};
use std::rc::Rc;
use std::sync::Arc;

/// The most outlines that are kept.
const KEPT: usize = 16;

/// The cache.
#[derive(Debug, Default)]
pub struct ReaderCache {
    pub(super) texts: Texts,
    pub(super) parts: Parts,
    outlines: Vec<(Made, Rc<Outline>)>,
}

/// The parts that an outline was made from, kept as long as the outline.
type Made = [Arc<[u8]>; 4];

impl ReaderCache {
    /// The outline of a package, or that of an earlier package with the same parts.
    pub(super) fn outline(&mut self, package: &mut Package<'_>) -> Result<Rc<Outline>, ReadError> {
        let parts: Option<Vec<Arc<[u8]>>> =
            PARTS.iter().map(|name| package.known(name).map(Arc::clone)).collect();
        let made: Option<Made> = parts.and_then(|parts| parts.try_into().ok());
        let Some(made) = made else { return Outline::of(package).map(Rc::new) };
        let is_same = |other: &Made| made.iter().zip(other).all(|(own, other)| Arc::ptr_eq(own, other));
        if let Some((_, outline)) = self.outlines.iter().find(|(other, _)| is_same(other)) {
            return Ok(Rc::clone(outline));
        }
        let outline = Rc::new(Outline::of(package)?);
        if outline.is_usual {
            if self.outlines.len() == KEPT {
                self.outlines.clear();
            }
            self.outlines.push((made, Rc::clone(&outline)));
        }
        Ok(outline)
    }
}
