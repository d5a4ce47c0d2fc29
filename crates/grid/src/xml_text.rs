//! Texts as Excel writes them in XML: line ends, and characters that XML cannot hold, written as `_x000D_`.

use std::borrow::Cow;
use std::iter;

/// The length of an escaped character such as `_x000D_`.
const ESCAPE: usize = "_x000D_".len();

/// The text that a written form means.
pub(super) fn decoded(written: &str) -> Cow<'_, str> {
    let text = if written.contains('\r') {
        Cow::Owned(written.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(written)
    };
    if text.contains("_x") { Cow::Owned(unescaped(&text)) } else { text }
}

/// A text without the ASCII spaces around it, which count only where the element says so. Other spaces stay.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_ascii()
}

fn unescaped(mut text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    while let Some(at) = text.find("_x") {
        let Some(first) = unit(&text[at..]) else {
            plain.push_str(&text[..=at]);
            text = &text[at + 1..];
            continue;
        };
        plain.push_str(&text[..at]);
        text = &text[at + ESCAPE..];
        // characters beyond the first 65,536 have two halves
        let second = unit(text).filter(|half| is_first_half(first) && (0xDC00..0xE000).contains(half));
        if second.is_some() {
            text = &text[ESCAPE..];
        }
        let units = iter::once(first).chain(second);
        plain.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    plain + text
}

fn is_first_half(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

/// The unit of UTF-16 that a text begins with, as an escape.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[track_caller]
    fn case(written: &str, meant: &str) {
        assert_eq!(decoded(written), meant);
    }

    #[test]
    fn what_excel_writes_otherwise() {
        case("Tổng số", "Tổng số");
        case("a\r\nb\rc", "a\nb\nc");
        case("a_x000D_b", "a\rb");
        case("_x005F_x000D_", "_x000D_");
        case("__x0041__x", "_A_x");
        case("_xD83D__xDCF7_", "📷");
        case("_xD83D_", "\u{FFFD}");
        case("_x00ĐĐ_", "_x00ĐĐ_");
    }
}
