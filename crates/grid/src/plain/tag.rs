//! The tags of a plain sheet: rows, cells and formulas, with the attributes that matter.

/// The beginning of an element.
pub(super) struct Tag<'p> {
    pub attributes: Attributes<'p>,
    /// Whether it is its end, too.
    pub empty: bool,
    /// What stands behind it.
    pub rest: &'p str,
}

/// The attributes that rows, cells and formulas have and that matter here.
#[derive(Default)]
pub(super) struct Attributes<'p> {
    /// Where it stands.
    pub place: Option<&'p str>,
    pub style: Option<&'p str>,
    pub kind: Option<&'p str>,
    /// Whether there is any, of whatever name.
    pub any: bool,
}

impl<'p> Tag<'p> {
    /// Reads ` name="value"` as often as it stands there; anything else is not plain.
    pub fn read(rest: &'p str, open: &str) -> Option<Self> {
        let bytes = rest.as_bytes();
        if !bytes.starts_with(open.as_bytes()) {
            return None;
        }
        let mut at = open.len();
        let mut attributes = Attributes::default();
        loop {
            match *bytes.get(at)? {
                b'>' => return Some(Self { attributes, empty: false, rest: &rest[at + 1..] }),
                b'/' => {
                    return Some(Self { attributes, empty: true, rest: rest[at + 1..].strip_prefix('>')? });
                }
                b' ' => at += 1,
                _ => return None,
            }
            let name = at;
            while is_of_name(*bytes.get(at)?) {
                at += 1;
            }
            let name = &bytes[name..at];
            if name.is_empty() || !bytes[at..].starts_with(b"=\"") {
                return None;
            }
            at += 2;
            let value = at;
            loop {
                match *bytes.get(at)? {
                    b'"' => break,
                    b'&' | b'<' | b'\'' => return None,
                    _ => at += 1,
                }
            }
            let value = &rest[value..at];
            at += 1;
            attributes.any = true;
            let known = match name {
                b"r" => &mut attributes.place,
                b"s" => &mut attributes.style,
                b"t" => &mut attributes.kind,
                _ => continue,
            };
            // the first one counts
            known.get_or_insert(value);
        }
    }
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.')
}
