//! Writes the generated part of `templates/README.md` from the definitions.
//!
//! ```text
//! cargo run --example templates_readme
//! ```

use phuluc::form::Catalogue;
use phuluc::say::manual;
use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let catalogue =
        Catalogue::built_in().map_err(|_| io::Error::other("a built-in definition has problems"))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/README.md");
    let text = fs::read_to_string(&path)?;
    let (guide, _) = text.split_once(manual::GENERATED).ok_or(io::Error::other("the marker is gone"))?;
    fs::write(path, format!("{guide}{}{}", manual::GENERATED, manual::catalogue_page(&catalogue)))
}
