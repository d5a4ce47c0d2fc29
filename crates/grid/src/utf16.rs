//! XML in UTF-16, which a few programs write, turned into UTF-8.

/// The text in UTF-8, if the bytes are UTF-16. Even without a mark, the zeros in the signs of XML show it.
pub(super) fn as_utf8(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => decoded(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decoded(rest, u16::from_be_bytes),
        [b'<', 0, ..] => decoded(bytes, u16::from_le_bytes),
        [0, b'<', ..] => decoded(bytes, u16::from_be_bytes),
        _ => return None,
    };
    Some(text.into_bytes())
}

/// The text made of units of two bytes.
pub(super) fn decoded(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
