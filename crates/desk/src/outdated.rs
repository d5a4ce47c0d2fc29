//! Recognises a blank that was handed out before its form was changed, and that nobody has begun to fill in.
//!
//! It takes the bytes of a workbook in the round's folder and the forms that its unit gets now. Such a workbook may be
//! written anew; any other is somebody's work.

use super::{Tools, untouched};
use phuluc_check::Submission;
use phuluc_form::Form;
use phuluc_grid::Identity;
use std::io::{Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;

/// The part of our workbooks that has the fingerprints of their forms.
const PROPERTIES: &str = "docProps/custom.xml";

/// Whether the workbook is our blank for other definitions of these forms, without a figure of the unit's own. `before`
/// has the reports that figures are carried over from.
pub(super) fn is_outdated_blank(
    bytes: &[u8],
    forms: &[Arc<Form>],
    before: &[Vec<&Submission>],
    tools: &Tools<'_>,
) -> bool {
    // most blanks are current, and need not be read
    let properties = properties(bytes).unwrap_or_default();
    if forms.iter().all(|form| properties.contains(&form.fingerprint)) {
        return false;
    }
    let Ok(sheets) = (tools.read)(bytes) else { return false };
    let Some(identity) = Identity::find(&sheets) else { return false };
    let is_other = |form: &Arc<Form>| {
        identity
            .forms
            .iter()
            .any(|[id, _, _, fingerprint]| *id == form.id.as_str() && *fingerprint != form.fingerprint)
    };
    if identity.consolidated || !forms.iter().any(is_other) {
        return false;
    }
    let submission = Submission::read(&sheets, tools.checker.finder());
    let blank = submission.forms.iter().filter(|filled| filled.is_blank()).count();
    let only_carried_over = untouched::find(&submission, before).len();
    !submission.forms.is_empty() && blank + only_carried_over >= submission.forms.len()
}

/// The properties of a workbook, as XML.
fn properties(bytes: &[u8]) -> Option<String> {
    const MOST_BYTES: u64 = 64 * 1024;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name(PROPERTIES).ok()?;
    let mut text = String::new();
    part.take(MOST_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}
