//! Texts of a blank as a definition writes them.

use phuluc_form::match_key;

/// An id made from the first `most` words of a text, without accents, joined by `joint`.
pub(super) fn slug(text: &str, joint: char, most: usize) -> String {
    let folded = match_key(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(most).collect::<Vec<_>>().join(joint.encode_utf8(&mut [0; 4]))
}

/// A text on one line, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
