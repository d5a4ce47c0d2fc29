//! The fast path for cells and texts written in the usual ways: `<c r="A1" s="2" t="s"><v>5</v></c>`,
//! `<c r="A1" t="inlineStr"><is><t>Tổng số</t></is></c>`, `<si><t>Tổng số</t></si>`.
//!
//! Most of a workbook looks like this, and reading it in one step costs a quarter of what events cost. This file only
//! splits the bytes; both paths share the code that interprets the pieces. Anything else is left to the events.

use std::str;

/// A cell without a formula.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlainCell<'b> {
    /// The values of `r`, `s` and `t`.
    pub attributes: [Option<&'b str>; 3],
    /// What stands in it, if anything does.
    pub content: Option<PlainContent<'b>>,
}

/// The content of a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PlainContent<'b> {
    /// The content of a `<v>`.
    Value(&'b str),
    /// A text inside the cell.
    Text(PlainText<'b>),
}

/// A text that is a single `<t>`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlainText<'b> {
    /// The text as it is written.
    pub written: &'b str,
    /// Whether the spaces around it count.
    pub keeps_space: bool,
}

/// Takes a cell from the beginning, if it is written in the usual way.
pub(super) fn take_cell<'b>(content: &mut &'b [u8]) -> Option<PlainCell<'b>> {
    let (mut attributes, mut rest) = ([None; 3], content.strip_prefix(b"<c")?);
    // only `r`, `s` and `t`, each at most once and in quotes
    while let [b' ', name, b'=', b'"', behind @ ..] = rest {
        let place = [b'r', b's', b't'].iter().position(|known| known == name)?;
        let (value, behind) =
            behind.split_at(behind.iter().position(|byte| matches!(byte, b'"' | b'&' | b'<'))?);
        if attributes[place].replace(str::from_utf8(value).ok()?).is_some() {
            return None;
        }
        rest = behind.strip_prefix(b"\"")?;
    }
    let (inside, rest) = match rest {
        [b'/', b'>', rest @ ..] | [b' ', b'/', b'>', rest @ ..] => (None, rest),
        [b'>', b'<', b'v', b'>', rest @ ..] => {
            let (value, rest) = text(rest)?;
            (Some(PlainContent::Value(value)), rest.strip_prefix(b"</v></c>")?)
        }
        [b'>', b'<', b'i', b's', b'>', rest @ ..] => {
            let (text, rest) = element(rest)?;
            (Some(PlainContent::Text(text)), rest.strip_prefix(b"</is></c>")?)
        }
        _ => return None,
    };
    *content = rest;
    Some(PlainCell { attributes, content: inside })
}

/// Takes a text from the beginning, if it is written in the usual way.
pub(super) fn take_text<'b>(content: &mut &'b [u8]) -> Option<PlainText<'b>> {
    let (text, rest) = element(content.strip_prefix(b"<si>")?)?;
    *content = rest.strip_prefix(b"</si>")?;
    Some(text)
}

/// The text of the `<t>` that comes first.
fn element(content: &[u8]) -> Option<(PlainText<'_>, &[u8])> {
    let content = content.strip_prefix(b"<t")?;
    let marked = content.strip_prefix(b" xml:space=\"preserve\"");
    let (written, rest) = text(marked.unwrap_or(content).strip_prefix(b">")?)?;
    Some((PlainText { written, keeps_space: marked.is_some() }, rest.strip_prefix(b"</t>")?))
}

/// The text before the next tag, if it is not empty and has no entity.
fn text(content: &[u8]) -> Option<(&str, &[u8])> {
    let (text, rest) = content.split_at(memchr::memchr2(b'<', b'&', content)?);
    (!text.is_empty()).then_some((str::from_utf8(text).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::{PlainText, take_cell, take_text};

    #[track_caller]
    fn cell(written: &str, expected: &str) {
        let mut content = written.as_bytes();
        let cell = take_cell(&mut content);
        let said = cell
            .map(|cell| format!("{:?} {:?}", cell.attributes.map(Option::unwrap_or_default), cell.content));
        assert_eq!(said.unwrap_or_default(), expected, "{written}");
    }

    #[test]
    fn only_what_is_plain_is_taken() {
        cell("<c r=\"A1\" s=\"2\" t=\"s\"><v>5</v></c><c/>", "[\"A1\", \"2\", \"s\"] Some(Value(\"5\"))");
        cell("<c/>", "[\"\", \"\", \"\"] None");
        cell("<c><v>5</v></c>", "[\"\", \"\", \"\"] Some(Value(\"5\"))");
        cell("<c r=\"A1\" t=\"n\" />", "[\"A1\", \"\", \"n\"] None");
        cell(
            "<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> x</t></is></c>",
            "[\"\", \"\", \"inlineStr\"] Some(Text(PlainText { written: \" x\", keeps_space: true }))",
        );
        for other in [
            "<c r=\"A1\"><f>B1</f><v>5</v></c>",
            "<c r=\"A1\"><v>5&#49;</v></c>",
            "<c r=\"A1\"><v></v></c>",
            "<c r=\"A1\"> <v>5</v></c>",
            "<c r='A1'><v>5</v></c>",
            "<c r=\"A1\" r=\"A2\"><v>5</v></c>",
            "<c r=\"A1\"s=\"1\"><v>5</v></c>",
            "<c r=\"A1\"  />",
            "<c t=\"inlineStr\"><is><t>a</t><t>b</t></is></c>",
            "<c t=\"inlineStr\"><is><r><t>a</t></r></is></c>",
            "<c t=\"inlineStr\"><is><t xml:space=\"default\">a</t></is></c>",
            "<c t=\"inlineStr\"><is><t/></is></c>",
            "<cols/>",
            "<c r=\"A1\"><v>5",
        ] {
            cell(other, "");
        }
        let mut texts =
            "<si><t>Tổng</t></si><si><t xml:space=\"preserve\"> x</t></si><si><r/></si>".as_bytes();
        let plain = |written, keeps_space| Some(PlainText { written, keeps_space });
        assert_eq!(take_text(&mut texts), plain("Tổng", false));
        assert_eq!(take_text(&mut texts), plain(" x", true));
        assert_eq!(take_text(&mut texts), None);
    }
}
