//! The outline of a plain workbook: its sheets, and how their cells look.

use crate::limits::MAX_SHEETS;
use crate::package::Package;
use crate::survey::CellFormat;
use crate::survey::xlsx::{formats, relations};
use crate::xml_events::{Events, attribute};
use quick_xml::events::Event;

/// Which sheets a workbook has, and how their cells look.
#[derive(Debug)]
pub(crate) struct Outline {
    pub listed: Vec<Listed>,
    pub formats: Vec<CellFormat>,
    /// Whether a format may show dates.
    pub dates: Vec<bool>,
}

impl Outline {
    pub fn of(package: &mut Package<'_>) -> Option<Self> {
        let workbook = relations(package, "_rels/.rels").ok()?;
        let mut targets = workbook.into_values().filter(|(kind, _)| kind.ends_with("/officeDocument"));
        if targets.next()?.1.trim_start_matches('/') != "xl/workbook.xml" {
            return None;
        }
        let listed = listed(package)?;
        let (formats, dates) = formats(package, "xl").ok()?;
        Some(Self { listed, formats, dates })
    }
}

/// A sheet in the workbook's list.
#[derive(Debug)]
pub(crate) struct Listed {
    pub name: String,
    pub visible: bool,
    pub part: String,
}

fn listed(package: &mut Package<'_>) -> Option<Vec<Listed>> {
    let relations = relations(package, "xl/_rels/workbook.xml.rels").ok()?;
    let is_elsewhere = |kind: &str, place: &str| {
        relations.values().any(|(other, target)| {
            other.ends_with(kind) && target != place && target.strip_prefix("/xl/") != Some(place)
        })
    };
    if is_elsewhere("/sharedStrings", "sharedStrings.xml") || is_elsewhere("/styles", "styles.xml") {
        return None;
    }
    let content = package.part("xl/workbook.xml").ok()??;
    let mut listed: Vec<Listed> = Vec::new();
    let mut events = Events::new(&content);
    loop {
        match events.next().ok()? {
            Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                let name = attribute(&element, "name")?;
                let visible = match attribute(&element, "state").as_deref() {
                    None | Some("visible") => true,
                    Some("hidden" | "veryHidden") => false,
                    Some(_) => return None,
                };
                let (kind, target) = relations.get(&attribute(&element, "id")?)?;
                let is_twin = listed.iter().any(|other| other.name.to_lowercase() == name.to_lowercase());
                if is_twin || !kind.ends_with("/worksheet") || name.contains("_x") {
                    return None;
                }
                let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                listed.push(Listed { name, visible, part });
            }
            Event::Eof => return (listed.len() <= MAX_SHEETS).then_some(listed),
            Event::CData(_) => return None,
            _ => {}
        }
    }
}
