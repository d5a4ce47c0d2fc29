//! What was met in workbooks read before and need not be worked out again for the next one.
//!
//! The reports of a round are filled into the same blanks with the same programs: most of their texts are the
//! same, and so are the parts that say which sheets there are and how their cells look.

use super::package::{Package, Parts};
use super::read_error::ReadError;
use super::text::Texts;
use super::xlsx::{Outline, PARTS};
use std::rc::Rc;
use std::sync::Arc;

/// How many outlines are kept.
const KEPT: usize = 16;

/// What was met so far.
#[derive(Debug, Default)]
pub struct ReaderCache {
    pub(super) texts: Texts,
    pub(super) parts: Parts,
    outlines: Vec<(Made, Rc<Outline>)>,
}

/// The parts that an outline is made of, which are kept as long as it is.
type Made = [Arc<[u8]>; 4];

impl ReaderCache {
    /// The outline of a package, or the one of another package in which it is the same.
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
