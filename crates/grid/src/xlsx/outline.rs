//! The outline of a workbook: the list of its sheets, and the formats of their cells.

use super::conditional_formats::ConditionalLook;
use super::relations::Relations;
use super::styles;
use crate::colour::Theme;
use crate::limits::MAX_SHEETS;
use crate::package::{Package, missing};
use crate::read_error::ReadError;
use crate::sheet::LeftOut;
use crate::survey::CellFormat;
use crate::xml_events::{Events, attribute, says_yes};
use quick_xml::events::{BytesStart, Event};

/// The parts that an outline is made from, under the names that all programs give them.
pub(crate) const PARTS: [&str; 4] =
    ["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"];

/// The part with the theme, which a workbook may have.
pub(crate) const THEME: &str = "xl/theme/theme1.xml";

/// The sheets of a workbook, and the formats of their cells.
#[derive(Debug)]
pub(crate) struct Outline {
    pub listed: Vec<Listed>,
    formats: Vec<CellFormat>,
    /// The looks that conditional formats give.
    pub conditional: Vec<ConditionalLook>,
    /// The format of cells whose own is not among them.
    unlisted: CellFormat,
    /// The colours of its theme.
    pub theme: Theme,
    /// Whether days count from 1904, as on old Macs.
    pub since_1904: bool,
    /// The name of the part with shared texts.
    pub strings: Option<String>,
    /// The name of the part with custom properties.
    pub properties: Option<String>,
    /// Whether it is made from [`PARTS`] and no others.
    pub is_usual: bool,
}

/// A sheet in the workbook's list.
#[derive(Debug)]
pub(crate) struct Listed {
    pub name: String,
    pub visible: bool,
    /// The name of its part, or the reason why it has no cells.
    pub part: Result<String, LeftOut>,
}

/// A part that stands in its usual place, which some programs do not name.
fn in_usual_place(package: &Package<'_>, name: &str) -> Option<String> {
    package.has(name).then(|| name.to_owned())
}

impl Outline {
    pub fn of(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let roots = Relations::of(package, "")?.ok_or_else(|| missing(PARTS[0]))?;
        let workbook = roots.target("/officeDocument").ok_or_else(|| missing("the workbook"))?.to_owned();
        let relations = Relations::of(package, &workbook)?.unwrap_or_default();
        let strings = relations.target("/sharedStrings").map(str::to_owned);
        let strings = strings.or_else(|| in_usual_place(package, "xl/sharedstrings.xml"));
        let properties = roots.target("/custom-properties").map(str::to_owned);
        let properties = properties.or_else(|| in_usual_place(package, "docprops/custom.xml"));
        let styles = relations.target("/styles").map(str::to_owned);
        let styles = styles.or_else(|| in_usual_place(package, PARTS[3]));
        let themes = relations.target("/theme").map(str::to_owned);
        let theme = match &themes {
            Some(part) => package.part(part)?.map(|content| Theme::read(part, &content)).unwrap_or_default(),
            None => Theme::default(),
        };
        let (formats, conditional) = match &styles {
            // a workbook without styles shows everything unformatted
            Some(part) => match package.part(part)? {
                Some(content) => styles::read(part, &content, &theme)?,
                None => (Vec::new(), Vec::new()),
            },
            None => (Vec::new(), Vec::new()),
        };
        let is_named = [relations.target("/sharedStrings"), roots.target("/custom-properties")];
        let is_usual = workbook == PARTS[2]
            && themes.as_deref().is_none_or(|part| part == THEME)
            && styles.as_deref() == Some(PARTS[3])
            && [&strings, &properties]
                .into_iter()
                .zip(is_named)
                .all(|(part, named)| part.as_deref() == named);
        let content = package.required(&workbook)?;
        let mut outline = Self {
            listed: Vec::new(),
            unlisted: CellFormat::unlisted(&formats),
            formats,
            conditional,
            theme,
            since_1904: false,
            strings,
            properties,
            is_usual,
        };
        let mut events = Events::new(&workbook, &content);
        loop {
            match events.next()? {
                Event::Start(element) => {
                    events.check(&element)?;
                    match element.local_name().as_ref() {
                        "workbookPr" => outline.since_1904 = says_yes(&element, "date1904"),
                        "sheet" => outline.list(&element, &relations)?,
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        outline.refuse_without_cells()?;
        Ok(outline)
    }

    /// The format that cells name by this index.
    pub fn format(&self, index: usize) -> &CellFormat {
        self.formats.get(index).unwrap_or(&self.unlisted)
    }

    fn list(&mut self, element: &BytesStart<'_>, relations: &Relations) -> Result<(), ReadError> {
        let name = crate::xml_text::decoded(&attribute(element, "name").unwrap_or_default()).into_owned();
        if self.listed.len() == MAX_SHEETS {
            return Err(ReadError::TooMuch);
        }
        let visible = match attribute(element, "state").as_deref() {
            None | Some("" | "visible") => true,
            Some(_) => false,
        };
        let part = match relations.get(&attribute(element, "id").unwrap_or_default()) {
            Some((kind, part)) => match LeftOut::of_kind(kind.rsplit('/').next().unwrap_or_default()) {
                Some(why) => Err(why),
                None => Ok(part.to_owned()),
            },
            None => Err(LeftOut::Missing),
        };
        // Excel never has two sheets whose names differ only in case
        if self.listed.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(ReadError::TwinSheets(name));
        }
        self.listed.push(Listed { name, visible, part });
        Ok(())
    }

    /// Refuses a workbook without any sheet of cells.
    fn refuse_without_cells(&self) -> Result<(), ReadError> {
        if self.listed.iter().any(|listed| listed.part.is_ok()) {
            return Ok(());
        }
        Err(missing("the part of every sheet"))
    }
}
