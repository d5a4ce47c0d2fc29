//! The parts with the comments on the cells of a sheet of an `.xlsb`.

use super::records::{Records, long, wide};
use crate::cell_address::At;
use crate::comment::{self, Comment};
use crate::package::Package;
use crate::read_error::ReadError;
use crate::xlsx::Relations;

/// The comments on the cells of the sheet in this part. Parts that cannot be read have none.
pub(super) fn of_sheet(package: &mut Package<'_>, part: &str) -> Vec<Comment> {
    let Ok(Some(relations)) = Relations::of(package, part) else { return Vec::new() };
    let mut comments = Vec::new();
    for part in relations.targets("/comments") {
        if let Ok(Some(content)) = package.part(part) {
            let _ = read(&content, &mut comments);
        }
    }
    comments
}

fn read(content: &[u8], comments: &mut Vec<Comment>) -> Result<(), ReadError> {
    let (mut authors, mut open) = (Vec::new(), None);
    for record in Records(content) {
        match record? {
            // BrtCommentAuthor
            (0x0278, body) => authors.push(wide(body, 0).map(|(name, _)| name).unwrap_or_default()),
            // BrtBeginComment: the author, then the first and last row and column
            (0x027B, body) => {
                let at = At { row: long(body, 4)?, column: long(body, 12)? };
                open = Some((long(body, 0)? as usize, at));
            }
            // BrtCommentText: a byte of flags, then the text
            (0x027D, body) => {
                if let (Some((author, at)), Some((text, _))) = (open.take(), wide(body, 1)) {
                    let author = authors.get(author).map(String::as_str).unwrap_or_default();
                    comment::add(comments, at, author, &text);
                }
            }
            _ => {}
        }
    }
    Ok(())
}
