//! Plain text files, as people write them with Notepad or Excel saves them.

use super::utf16;

/// The text, if the bytes are UTF-8 or UTF-16, without the byte order mark.
pub fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16::decoded(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16::decoded(rest, u16::from_be_bytes),
        // UTF-16 without a mark shows in the zeros beside the first letters
        [first, 0, _, 0, ..] if *first != 0 => utf16::decoded(bytes, u16::from_le_bytes),
        [0, first, 0, _, ..] if *first != 0 => utf16::decoded(bytes, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        _ => String::from_utf8(bytes.to_vec()).ok()?,
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn what_notepad_saves_is_read() {
        let text = "title = \"Quý I\"";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            [b"\xFF\xFE", little.as_slice()].concat(),
            [b"\xFE\xFF", big.as_slice()].concat(),
            little,
            big,
        ] {
            assert_eq!(plain_text(&bytes).as_deref(), Some(text));
        }
        assert_eq!(plain_text(b"Xa\xDE"), None);
    }
}
