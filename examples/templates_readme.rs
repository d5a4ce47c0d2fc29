//! Prints `templates/README.md` from the definitions.
//!
//! ```text
//! cargo run --example templates_readme > templates/README.md
//! ```

use phuluc::catalogue::Catalogue;
use phuluc::report::manual;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let catalogue =
        Catalogue::built_in().map_err(|_| io::Error::other("a built-in definition has problems"))?;
    io::stdout().write_all(manual::catalogue_page(&catalogue).as_bytes())
}
