//! A form whose printed rows stand in sections on several sheets, each under the same header.

use super::corners::Corners;
use super::form_header::WantedHeader;
use super::form_labels::FormLabels;
use super::found_form::{FoundForm, unknown_columns};
use super::keyed_sheet::{DEEPEST_HEADER, KeyedSheet};
use super::printed_rows::{Least, are_enough, find_printed_rows};
use super::{below_numbers, figures_outside};
use crate::submission::Role;
use phuluc_form::Form;
use phuluc_grid::Sheet;
use std::sync::Arc;

/// The rows of a form below a header that stands as printed, even if they are few.
pub(crate) fn find_section(sheet: &Sheet, form: &Arc<Form>) -> Option<FoundForm> {
    let keyed = KeyedSheet::new(sheet);
    let corners = Corners::of(std::iter::once(form.as_ref()));
    let labels = FormLabels::of(form);
    let wanted = WantedHeader::all(std::iter::once((form, &labels)), &corners, &keyed, None).pop()?;
    let mut headers = wanted.corners.range(..=DEEPEST_HEADER).filter_map(|top| wanted.exact(&keyed, *top));
    let header = headers.next().filter(|_| headers.next().is_none())?;
    let body = below_numbers(sheet, form, &header);
    let mut found =
        find_printed_rows(&keyed, &wanted, form.fixed_rows(), header, (body, u32::MAX), Least::One).ok()?;
    found.unknown_columns = unknown_columns(sheet, &found);
    let corner = wanted.corners.first().copied();
    figures_outside::find(sheet, std::slice::from_ref(&found), corner).is_empty().then_some(found)
}

/// Joins sections, each given with its sheet's name, into one form; `None` unless they are certainly one.
///
/// They are one if each section has the header as printed and nothing else, if no two overlap in the form's order of
/// rows, and if all together have enough rows.
pub(crate) fn join_sections(mut sections: Vec<(&str, FoundForm)>) -> Option<Vec<FoundForm>> {
    let rows = sections.first()?.1.form.fixed_rows().len();
    let found: usize = sections.iter().map(|(_, section)| section.printed_rows_found()).sum();
    let is_sure = sections.len() > 1
        && sections
            .iter()
            .all(|(_, section)| section.is_pure() && section.present().eq(sections[0].1.present()))
        && are_apart(&sections)
        && are_enough(found, rows);
    if !is_sure {
        return None;
    }
    let sheets: Vec<String> = sections.iter().map(|(sheet, _)| (*sheet).to_owned()).collect();
    let confidence = sections.iter().map(|(_, section)| section.confidence).sum();
    let there: Vec<usize> = sections.iter().flat_map(|(_, section)| section.printed_indices()).collect();
    for (index, (_, section)) in sections.iter_mut().enumerate() {
        section.confidence = confidence;
        section.is_continued = index > 0;
        // rows that are on no sheet belong to the first section
        section.rows.retain(|row| match row.role {
            Role::Fixed(printed) if row.at.is_none() => index == 0 && !there.contains(&printed),
            _ => true,
        });
    }
    sections[0].1.joined = sheets;
    Some(sections.into_iter().map(|(_, section)| section).collect())
}

/// Whether each section holds consecutive rows of the form, with none of another section's between them.
fn are_apart(sections: &[(&str, FoundForm)]) -> bool {
    let spans = sections.iter().map(|(_, section)| {
        let first_row = section.printed_indices().min()?;
        Some((first_row, section.printed_indices().max()?))
    });
    let Some(mut spans) = spans.collect::<Option<Vec<_>>>() else { return false };
    spans.sort_unstable();
    spans.windows(2).all(|pair| pair[0].1 < pair[1].0)
}

impl FoundForm {
    /// The printed rows that are present, by index.
    pub(crate) fn printed_indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().filter(|row| row.at.is_some()).filter_map(|row| match row.role {
            Role::Fixed(index) => Some(index),
            _ => None,
        })
    }

    /// Whether the header stands as printed and every cell is the form's.
    const fn is_pure(&self) -> bool {
        self.header.drifted.is_empty()
            && self.unknown_rows.is_empty()
            && self.repeated_rows.is_empty()
            && self.unknown_columns.is_empty()
    }

    fn present(&self) -> impl Iterator<Item = bool> + '_ {
        self.columns.iter().map(Option::is_some)
    }
}
