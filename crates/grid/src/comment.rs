//! Comments (ghi chú) that people attach to cells.
//!
//! They are no content. A comment that is not read, because its part is damaged or of a kind that is not known, costs
//! no cell.

use crate::cell_address::At;
use serde::{Deserialize, Serialize};

/// The author of the comments that phuluc attaches to cells. They tell a sender what was found, and nobody else.
pub const OUR_COMMENTS: &str = "phuluc";
/// The sign, of no width, with which their texts begin: some programs lose the names of authors.
pub const OUR_SIGN: char = '\u{200b}';
/// The most comments of a sheet that are kept.
const MOST: usize = 2000;
/// The most characters of a comment that are kept.
const LONGEST: usize = 500;

/// A comment on a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The cell.
    pub at: At,
    /// The text, without the name of its author.
    pub text: String,
}

/// Adds a comment by `author` to those of a sheet, unless it is one of ours or says nothing.
///
/// Excel begins the text with the name of the author on a line of its own.
pub(super) fn add(comments: &mut Vec<Comment>, at: At, author: &str, text: &str) {
    let author = author.trim();
    let text = text.trim();
    let is_ours = author == OUR_COMMENTS || text.starts_with(OUR_SIGN);
    let own = text.strip_prefix(author).and_then(|rest| rest.trim_start().strip_prefix(':'));
    let own = own.filter(|_| !author.is_empty()).unwrap_or(text).trim();
    if is_ours || own.is_empty() || comments.len() == MOST {
        return;
    }
    comments.push(Comment { at, text: own.chars().take(LONGEST).collect() });
}

/// Puts the comments of a sheet in the order of its cells.
pub(super) fn in_order(mut comments: Vec<Comment>) -> Vec<Comment> {
    comments.sort_by_key(|comment| comment.at);
    comments
}

#[cfg(test)]
mod tests {
    use super::add;
    use crate::At;

    #[test]
    fn the_name_of_an_author_is_no_part_of_a_comment() {
        #[track_caller]
        fn case(author: &str, text: &str, expected: &[&str]) {
            let mut comments = Vec::new();
            add(&mut comments, At { row: 1, column: 2 }, author, text);
            let texts: Vec<&str> = comments.iter().map(|comment| comment.text.as_str()).collect();
            assert_eq!(texts, expected, "{author} {text}");
        }
        case("Admin", "Admin:\nđúng là 33", &["đúng là 33"]);
        case("Admin", "đúng là 33", &["đúng là 33"]);
        case("", ": 33", &[": 33"]);
        case("Admin", "Admin:\n", &[]);
        case("phuluc", "Lỗi: ghi 33", &[]);
        case("", "\u{200b}Lỗi: ghi 33", &[]);
    }
}
