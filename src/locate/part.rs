//! A form whose printed rows go on on another sheet, under the same header.

use super::header::{Corners, Wanted};
use super::page::{DEEPEST_HEADER, Page};
use super::printed::{Least, are_enough, find_printed_rows};
use super::{Found, leftover, numbers, strange_columns};
use crate::form::Form;
use crate::grid::Sheet;
use crate::submission::Role;
use std::sync::Arc;

/// The rows of a form below its header as it is printed, however few they are.
pub(crate) fn find_part(sheet: &Sheet, form: &Arc<Form>) -> Option<Found> {
    let page = Page::new(sheet);
    let only = || std::iter::once(form.as_ref());
    let wanted = Wanted::all(only(), &Corners::of(only()), &page).pop()?;
    let mut headers = wanted.corners.range(..=DEEPEST_HEADER).filter_map(|top| wanted.exact(&page, *top));
    let header = headers.next().filter(|_| headers.next().is_none())?;
    let numbers = numbers::are_in(sheet, header.below, header.columns.iter().flatten().count());
    let body = header.below + u32::from(numbers);
    let rows = form.fixed_rows();
    let mut found = find_printed_rows(&page, form, &wanted, rows, header, body, Least::One).ok()?;
    found.strange_columns = strange_columns(sheet, &found, body);
    let corner = wanted.corners.first().copied();
    leftover::cells(sheet, std::slice::from_ref(&found), corner).is_empty().then_some(found)
}

/// Makes the parts of a form, each with its sheet's name, one form: if each has the header as printed and
/// nothing that is none of the form's, none begins before the one that it follows in the form has ended, and
/// all together have enough rows.
pub(crate) fn put_together(mut parts: Vec<(&str, Found)>) -> Option<Vec<Found>> {
    let rows = parts.first()?.1.form.fixed_rows().len();
    let found: usize = parts.iter().map(|(_, part)| part.printed_rows_found()).sum();
    let is_sure = parts.len() > 1
        && parts.iter().all(|(_, part)| part.is_pure() && part.present().eq(parts[0].1.present()))
        && are_apart(&parts)
        && are_enough(found, rows);
    if !is_sure {
        return None;
    }
    let sheets: Vec<String> = parts.iter().map(|(sheet, _)| (*sheet).to_owned()).collect();
    let confidence = parts.iter().map(|(_, part)| part.confidence).sum();
    let there: Vec<usize> = parts.iter().flat_map(|(_, part)| part.printed_indices()).collect();
    for (index, (_, part)) in parts.iter_mut().enumerate() {
        part.confidence = confidence;
        part.is_rest = index > 0;
        // rows that are on no sheet are the first part's
        part.rows.retain(|row| match row.role {
            Role::Fixed(printed) if row.at.is_none() => index == 0 && !there.contains(&printed),
            _ => true,
        });
    }
    parts[0].1.joined = sheets;
    Some(parts.into_iter().map(|(_, part)| part).collect())
}

/// Whether each part holds rows of the form that follow one another, and none of another part's between them.
fn are_apart(parts: &[(&str, Found)]) -> bool {
    let span = |part: &Found| Some((part.printed_indices().min()?, part.printed_indices().max()?));
    let Some(mut spans) = parts.iter().map(|(_, part)| span(part)).collect::<Option<Vec<_>>>() else {
        return false;
    };
    spans.sort_unstable();
    spans.windows(2).all(|pair| pair[0].1 < pair[1].0)
}

impl Found {
    /// The printed rows that are there, by index.
    pub(crate) fn printed_indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().filter(|row| row.at.is_some()).filter_map(|row| match row.role {
            Role::Fixed(index) => Some(index),
            _ => None,
        })
    }

    /// Whether the header is as printed and nothing stands there that is none of the form's.
    const fn is_pure(&self) -> bool {
        self.header.drifted.is_empty()
            && self.strangers.is_empty()
            && self.twins.is_empty()
            && self.strange_columns.is_empty()
    }

    fn present(&self) -> impl Iterator<Item = bool> + '_ {
        self.columns.iter().map(Option::is_some)
    }
}
