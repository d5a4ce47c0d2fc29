//! Writes `templates/<id>/blank.xlsx` for every form: the workbook that `phuluc tao-mau` makes of it.
//!
//! A test checks that the files are current. Run it in the repository: `cargo run --example blanks`.

use phuluc::author::{Blank, Order};
use phuluc::book;
use phuluc::form::Catalogue;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalogue = Catalogue::built_in().map_err(|_| "a definition in templates has problems")?;
    for form in catalogue.forms() {
        let newest = catalogue.in_force(&form.id, None).is_some_and(|newest| newest.version == form.version);
        let name = if newest { "blank.xlsx".to_owned() } else { format!("blank-{}.xlsx", form.version) };
        let forms = vec![form.clone()];
        let periods = catalogue.calendar().periods_of(&forms);
        let blank =
            Blank::new(Order { forms, periods, names: Order::names(&catalogue), ..Order::default() })?;
        let path = Path::new("templates").join(form.id.as_str()).join(name);
        std::fs::write(path, book::blank::write(&blank)?)?;
    }
    Ok(())
}
