//! XML in UTF-16, which a few programs write.

/// The same text in UTF-8, if this is UTF-16. The zero that every sign of XML has there tells it even without a mark.
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

/// The text of units of two bytes.
pub(super) fn decoded(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
