//! Reads a `forms.toml`: the text becomes a [`Pack`], and every mistake is noted with its line.

use super::{FILE, ListedForm, Pack, fingerprint, joined};
use crate::form::definition_problems::{Fault, Problems};
use crate::form::toml_table::TomlTable;
use std::cell::RefCell;
use toml::de::DeTable;

/// Reads the list of a pack. The paths of its files are relative to the pack.
pub(super) fn read(place: &str, folder: &str, files: &[(String, String)]) -> Result<Pack, Problems> {
    let place = joined(place, folder);
    let text = files.iter().find(|(path, _)| path == FILE).map(|(_, text)| text.clone()).unwrap_or_default();
    let problems = RefCell::new(Problems::new(&joined(&place, FILE), &text));
    let (document, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        problems.borrow_mut().add(error.span().unwrap_or(0..0), Fault::Toml(error.message().to_owned()));
    }
    let is_toml = problems.borrow().is_empty();
    let pack = is_toml.then(|| {
        let start = 0..text.find('\n').unwrap_or(text.len());
        let table = TomlTable::new(document.get_ref(), start, &problems);
        let name = table.required("name");
        let pack = Pack {
            name: name.map(|name| name.text).unwrap_or_default(),
            province: table.text("province").map(|province| province.text),
            from: table.date("from"),
            forms: Some(table.tables("forms").iter().filter_map(read_form).collect()),
            fingerprint: fingerprint(files),
            files: files.to_vec(),
            place: place.clone(),
        };
        table.require("forms");
        table.finish();
        pack
    });
    let problems = problems.into_inner();
    match pack {
        Some(pack) if problems.is_empty() => Ok(pack),
        _ => Err(problems),
    }
}

fn read_form(t: &TomlTable<'_, '_>) -> Option<ListedForm> {
    let (id, source) = (t.required("id"), t.required("source"));
    t.finish();
    Some(ListedForm { id: id?, source: source?.text })
}
