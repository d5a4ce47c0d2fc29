//! Lists the definitions in `templates` for [`catalogue`](src/catalogue.rs), so that a new form needs no Rust.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?).join("../..");
    println!("cargo::rerun-if-changed={}", root.join("templates").display());
    let mut list = String::from("&[\n");
    for folder in entries(&root.join("templates"))?.iter().filter(|path| path.is_dir()) {
        for file in
            entries(folder)?.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = file.strip_prefix(&root).map_err(io::Error::other)?;
            let name = name.display().to_string().replace('\\', "/");
            list += &format!("({name:?}, include_str!({:?})),\n", file.display().to_string());
        }
    }
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("definitions.rs"), list)
}

/// The entries of a folder sorted by name, so that every build is the same.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}
