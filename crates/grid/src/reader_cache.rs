//! The cache between workbooks: texts and outlines that need not be worked out again for the next one.
//!
//! The reports of a round are filled into the same blanks with the same programs. So they share most of their texts,
//! and the parts with the list of sheets and the look of cells.

use super::package::{Package, Parts};
use super::read_error::ReadError;
use super::text::Texts;
use super::xlsx::{Outline, PARTS, THEME};
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

/// The parts that an outline was made from, kept as long as the outline; the last one, the theme, may be missing.
type Made = ([Arc<[u8]>; 4], Option<Arc<[u8]>>);

impl ReaderCache {
    /// The outline of a package, or that of an earlier package with the same parts.
    pub(super) fn outline(&mut self, package: &mut Package<'_>) -> Result<Rc<Outline>, ReadError> {
        let parts: Option<Vec<Arc<[u8]>>> =
            PARTS.iter().map(|name| package.known(name).map(Arc::clone)).collect();
        let parts: Option<[Arc<[u8]>; 4]> = parts.and_then(|parts| parts.try_into().ok());
        let theme = package.known(THEME).map(Arc::clone);
        let is_theme_known = theme.is_some() || !package.has(THEME);
        let Some(made) = parts.filter(|_| is_theme_known).map(|parts| (parts, theme)) else {
            return Outline::of(package).map(Rc::new);
        };
        let is_same = |(parts, theme): &Made| {
            let is_same_theme = match (&made.1, theme) {
                (Some(own), Some(other)) => Arc::ptr_eq(own, other),
                (own, other) => own.is_none() && other.is_none(),
            };
            is_same_theme && made.0.iter().zip(parts).all(|(own, other)| Arc::ptr_eq(own, other))
        };
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
