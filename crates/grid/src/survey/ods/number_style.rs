//! The number styles of an `.ods`, turned into a format code of Excel. Each section of the code is a style of its own
//! here.

use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute, number};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The most digits that a style asks for, with room for programs that count differently.
const MOST_DIGITS: u32 = 30;

/// A number style.
#[derive(Debug, Default)]
pub(super) struct NumberStyle {
    /// Its section of a format code.
    section: String,
    /// Whether it is for text.
    of_text: bool,
    /// The styles that replace it, each under its condition.
    instead: Vec<(String, String)>,
}

/// Number styles by their names.
pub(super) type NumberStyles = BTreeMap<String, NumberStyle>;

impl NumberStyle {
    /// Reads a style up to its end, if it is a number style.
    pub fn read(events: &mut Events<'_>, element: &BytesStart<'_>) -> Result<Option<Self>, ReadError> {
        let kind = element.local_name().as_ref().to_owned();
        let day = match kind.as_str() {
            "number-style" | "currency-style" | "percentage-style" | "text-style" => None,
            "date-style" => Some("dd/mm/yyyy"),
            "time-style" => Some("hh:mm:ss"),
            "boolean-style" => Some("General"),
            _ => return Ok(None),
        };
        let mut style = Self { of_text: kind == "text-style", ..Self::default() };
        while let Some(child) = events.child()? {
            match child.local_name().as_ref() {
                "number" => {
                    let digits = digits(events, &child)?;
                    style.section.push_str(&digits);
                    continue;
                }
                "scientific-number" => style.section.push_str("0.00E+00"),
                "fraction" => style.section.push_str("# ??/??"),
                "text-content" => style.section.push('@'),
                "text" | "currency-symbol" => {
                    let text = text(events)?;
                    style.section.push_str(&match (kind.as_str(), text.split_once('%')) {
                        ("percentage-style", Some((before, behind))) => {
                            format!("{}%{}", quoted(before), quoted(behind))
                        }
                        _ => quoted(&text),
                    });
                    continue;
                }
                "map" => {
                    let [condition, name] =
                        ["condition", "apply-style-name"].map(|name| attribute(&child, name));
                    style.instead.extend(condition.zip(name));
                }
                _ => {}
            }
            events.skip()?;
        }
        if let Some(day) = day {
            day.clone_into(&mut style.section);
        }
        Ok(Some(style))
    }

    /// The format code of the style, with the styles that replace it.
    pub fn code(&self, others: &NumberStyles) -> String {
        let instead = self.instead.iter().filter_map(|(condition, name)| {
            let condition = condition.trim().strip_prefix("value()")?.replace("!=", "<>");
            Some((condition.replace(' ', ""), others.get(name)?.section.as_str()))
        });
        let instead: Vec<(String, &str)> = instead.collect();
        let conditions: Vec<&str> = instead.iter().map(|(condition, _)| condition.as_str()).collect();
        let mut sections: Vec<String> = match conditions.as_slice() {
            // sections without conditions are divided in this way
            [">=0"] | [">0", "<0"] | [">0", "<0", "=0"] => {
                instead.iter().map(|(_, section)| (*section).to_owned()).collect()
            }
            _ => {
                instead.iter().take(2).map(|(condition, section)| format!("[{condition}]{section}")).collect()
            }
        };
        sections.push(self.section.clone());
        sections.join(";")
    }

    /// Whether it only formats text.
    pub fn is_for_text(&self) -> bool {
        self.of_text && self.instead.is_empty()
    }
}

/// Reads the digit places of a number up to its end.
fn digits(events: &mut Events<'_>, element: &BytesStart<'_>) -> Result<String, ReadError> {
    let places = |name: &str| number::<u32>(element, name).map(|places| places.min(MOST_DIGITS) as usize);
    let (decimals, least) = (places("decimal-places"), places("min-integer-digits"));
    let grouped = attribute(element, "grouping").is_some_and(|grouping| grouping == "true");
    // a decimal place is optional if the style names what replaces 0
    let always = match attribute(element, "decimal-replacement") {
        Some(_) => 0,
        None => places("min-decimal-places").or(decimals).unwrap_or(0),
    };
    let mut within = Vec::new();
    while let Some(child) = events.child()? {
        if child.local_name().as_ref() == "embedded-text" {
            let place = number::<u32>(&child, "position").unwrap_or(0).min(MOST_DIGITS) as usize;
            within.push((place, quoted(&text(events)?)));
        } else {
            events.skip()?;
        }
    }
    let factor = number::<f64>(element, "display-factor").map_or(0, |factor| match factor {
        1_000.0 => 1,
        1_000_000.0 => 2,
        1_000_000_000.0 => 3,
        _ => 0,
    });
    if decimals.is_none() && !grouped && factor == 0 && within.is_empty() && least.unwrap_or(0) <= 1 {
        return Ok("General".to_owned());
    }
    let least = least.unwrap_or(0);
    let deepest = within.iter().map(|(place, _)| *place + 1).max().unwrap_or(0);
    let count = least.max(deepest).max(if grouped { 4 } else { 1 });
    let mut code = String::new();
    for place in (0..count).rev() {
        code.push(if place < least { '0' } else { '#' });
        for (_, text) in within.iter().filter(|(at, _)| *at == place) {
            code.push_str(text);
        }
        if grouped && place == 3 {
            code.push(',');
        }
    }
    let decimals = decimals.unwrap_or(0).max(always);
    if decimals > 0 {
        code.push('.');
        code.push_str(&"0".repeat(always));
        code.push_str(&"#".repeat(decimals - always));
    }
    code.push_str(&",".repeat(factor));
    Ok(code)
}

/// Reads the text of an element up to its end.
fn text(events: &mut Events<'_>) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut depth = 0;
    loop {
        match events.next()? {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => depth -= 1,
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => text.push_str(if &*name == "quot" { "\"" } else { "&" }),
            Event::Eof => return Err(ReadError::CutShort),
            _ => {}
        }
    }
}

/// A text quoted as a literal of a format code.
fn quoted(text: &str) -> String {
    let pieces: Vec<String> = text
        .split('"')
        .map(|piece| if piece.is_empty() { String::new() } else { format!("\"{piece}\"") })
        .collect();
    pieces.join("\\\"")
}

#[cfg(test)]
mod tests {
    use super::{NumberStyle, NumberStyles};
    use crate::xml_events::{Events, attribute};

    /// Checks the code of the last of several styles.
    #[track_caller]
    fn case(styles: &str, code: &str) {
        let part = format!("<styles>{styles}</styles>");
        let mut events = Events::new("styles.xml", part.as_bytes());
        events.root("styles").unwrap();
        let (mut known, mut last) = (NumberStyles::new(), String::new());
        while let Some(style) = events.child().unwrap() {
            last = attribute(&style, "name").unwrap();
            known.insert(last.clone(), NumberStyle::read(&mut events, &style).unwrap().unwrap());
        }
        assert_eq!(known[&last].code(&known), code);
    }

    #[test]
    fn styles_are_codes() {
        let style = |kind: &str, content: &str| {
            format!("<number:{kind}-style style:name=\"N\">{content}</number:{kind}-style>")
        };
        let plain = "<number:number number:min-integer-digits=\"1\"/>";
        let whole = "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/>";
        let text = |text: &str| format!("<number:text>{text}</number:text>");
        case(&style("number", plain), "General");
        case(&style("number", &[whole, &text("000")].concat()), "0\"000\"");
        case(&style("number", &[whole, &text(" hồ sơ")].concat()), "0\" hồ sơ\"");
        case(&style("percentage", &[whole, &text("%")].concat()), "0%");
        case(&style("number", &[whole, &text("%")].concat()), "0\"%\"");
        case(&style("number", ""), "");
        case(
            &style(
                "number",
                "<number:number number:decimal-places=\"2\" number:min-decimal-places=\"1\" \
                 number:min-integer-digits=\"1\" number:grouping=\"true\" number:display-factor=\"1000\"/>",
            ),
            "#,##0.0#,",
        );
        case(
            &style(
                "number",
                "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"4\">\
                 <number:embedded-text number:position=\"2\">-</number:embedded-text></number:number>",
            ),
            "00\"-\"00",
        );
        case(&style("date", "<number:day/><number:text>/</number:text><number:month/>"), "dd/mm/yyyy");
        case(&style("text", "<number:text-content/>"), "@");
        case(
            &style("currency", &[whole, "<number:currency-symbol>đ</number:currency-symbol>"].concat()),
            "0\"đ\"",
        );
    }

    #[test]
    fn styles_used_instead_are_sections() {
        let whole = "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/>";
        let styles = |own: &str, instead: &[(&str, &str)]| {
            let (mut styles, mut maps) = (String::new(), String::new());
            for (n, (condition, content)) in (0..).zip(instead) {
                styles +=
                    &format!("<number:number-style style:name=\"P{n}\">{content}</number:number-style>");
                let condition = condition.replace('<', "&lt;").replace('>', "&gt;");
                maps += &format!(
                    "<style:map style:condition=\"value(){condition}\" style:apply-style-name=\"P{n}\"/>"
                );
            }
            format!("{styles}<number:number-style style:name=\"N\">{own}{maps}</number:number-style>")
        };
        let minus = format!("<number:text>-</number:text>{whole}");
        case(&styles(&minus, &[(">=0", whole)]), "0;\"-\"0");
        case(&styles("<number:text>-</number:text>", &[(">0", whole), ("<0", &minus)]), "0;\"-\"0;\"-\"");
        case(&styles(whole, &[("=0", "<number:text>-</number:text>")]), "[=0]\"-\";0");
        case(&styles(whole, &[(">=1000", "<number:text>nhiều</number:text>")]), "[>=1000]\"nhiều\";0");
    }
}
