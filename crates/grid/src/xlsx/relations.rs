//! The relations of a part to other parts, with targets resolved by the packaging standard ([ECMA-376-2]).

use crate::package::Package;
use crate::read_error::ReadError;
use crate::xml_events::{Events, attribute};
use quick_xml::events::Event;

/// The relations of a part.
#[derive(Debug, Default)]
pub(crate) struct Relations(Vec<Relation>);

#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    /// The name of the target part within the package.
    target: String,
}

impl Relations {
    /// The relations of a part, or of the whole package if the name is empty; none if there is no list of them.
    pub fn of(package: &mut Package<'_>, part: &str) -> Result<Option<Self>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let list = format!("{folder}/_rels/{name}.rels");
        let list = list.trim_start_matches('/');
        let Some(content) = package.part(list)? else { return Ok(None) };
        let mut events = Events::new(list, &content);
        let mut relations = Vec::new();
        loop {
            match events.next()? {
                Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                    events.check(&element)?;
                    let [id, kind, target, mode] = ["Id", "Type", "Target", "TargetMode"]
                        .map(|name| attribute(&element, name).unwrap_or_default());
                    if !mode.eq_ignore_ascii_case("External") {
                        relations.push(Relation { id, kind, target: resolve(folder, &target) });
                    }
                }
                Event::Eof => return Ok(Some(Self(relations))),
                _ => {}
            }
        }
    }

    /// The first part of a kind, which is known by the end of its address.
    pub fn target(&self, kind: &str) -> Option<&str> {
        self.targets(kind).next()
    }

    /// All parts of a kind.
    pub fn targets(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |relation| relation.kind.ends_with(kind)).map(|relation| &*relation.target)
    }

    /// All relations: id, kind and part.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().map(|relation| (&*relation.id, &*relation.kind, &*relation.target))
    }

    /// Kind and part of the relation with this id.
    pub fn get(&self, id: &str) -> Option<(&str, &str)> {
        let found = self.0.iter().find(|relation| relation.id == id)?;
        Some((&found.kind, &found.target))
    }
}

/// The name of the part that a target means, seen from this folder.
pub fn resolve(folder: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/").replace("%20", " ")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[track_caller]
    fn case(folder: &str, target: &str, part: &str) {
        assert_eq!(resolve(folder, target), part, "{target} in {folder:?}");
    }

    #[test]
    fn targets_are_resolved_as_the_packaging_standard_says() {
        case("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml");
        case("xl", "./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml");
        case("xl", "../xl/worksheets/./sheet1.xml", "xl/worksheets/sheet1.xml");
        case("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml");
        case("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml");
        case("xl", "\\xl\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml");
        case("xl/worksheets", "../tables/table1.xml", "xl/tables/table1.xml");
        case("", "xl/workbook.xml", "xl/workbook.xml");
        case("", "../../xl/workbook.xml", "xl/workbook.xml");
        case("xl", "worksheets/Trang%20mot.xml#A1", "xl/worksheets/Trang mot.xml");
    }
}
