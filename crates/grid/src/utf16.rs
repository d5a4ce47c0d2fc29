//! XML in UTF-16, which a few programs write.

/// The same text in UTF-8, if this is UTF-16. The zero that every sign of XML has there tells it even without a mark.
pub(super) fn as_utf8(bytes: &[u8]) -> Option<Vec<u8>> {
    let (unit, text): (fn([u8; 2]) -> u16, &[u8]) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => (u16::from_be_bytes, rest),
        [b'<', 0, ..] => (u16::from_le_bytes, bytes),
        [0, b'<', ..] => (u16::from_be_bytes, bytes),
        _ => return None,
    };
    Some(decoded(text, unit).into_bytes())
}

/// The text of units of two bytes.
pub(super) fn decoded(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
