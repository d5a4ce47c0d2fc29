//! The layers of crates: which crate may use which, which crate owns which library, and the names that the engine
//! must not use.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The crates of the engine from the ground up. Each uses only those before it.
const CRATES: [&str; 10] = ["form", "grid", "check", "author", "round", "say", "book", "desk", "page", "web"];
/// Names that the engine must not use, since it has no disk, process, thread, clock or environment.
const FORBIDDEN: [&str; 10] = [
    "std::fs",
    "std::process",
    "std::thread",
    "std::env",
    "std::net",
    "std::time",
    "Utc::now",
    "Local::now",
    "thread_local!",
    "static mut",
];
/// Libraries that belong to one crate, or only to the program.
const PLACED: [(&str, &str); 10] = [
    ("calamine", "grid"),
    ("flate2", "grid"),
    ("rust_xlsxwriter", "book"),
    ("ab_glyph", "book"),
    ("png", "book"),
    ("mail-parser", "round"),
    ("clap", ""),
    ("tempfile", ""),
    ("memory-stats", ""),
    ("anstream", ""),
];

fn manifest(path: &str) -> toml::Table {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap().parse().unwrap()
}

/// The dependencies of a crate, without those that only its tests need.
fn dependencies(path: &str) -> Vec<String> {
    let manifest = manifest(path);
    manifest["dependencies"].as_table().unwrap().keys().cloned().collect()
}

/// The Rust files in a folder and in all folders below it.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file, without comments and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The code with groups such as `use std::{env, fs};` also written out as paths.
fn with_groups_opened(code: &str) -> String {
    let mut opened = code.to_owned();
    for group in code.split("std::{").skip(1) {
        let names = group.split('}').next().unwrap_or_default();
        for name in names.split(',') {
            opened.push_str(&format!("\nstd::{}", name.trim()));
        }
    }
    opened
}

#[test]
fn arrows_go_down() {
    for (height, name) in CRATES.iter().enumerate() {
        for dependency in dependencies(&format!("crates/{name}/Cargo.toml")) {
            let Some(other) = dependency.strip_prefix("phuluc-") else { continue };
            let below = CRATES.iter().position(|name| *name == other).unwrap();
            assert!(below < height, "{name} uses {other}");
        }
    }
    let folders = fs::read_dir(Path::new(ROOT).join("crates")).unwrap();
    assert_eq!(folders.count(), CRATES.len(), "every crate has its place in this list");
}

#[test]
fn every_library_stands_where_it_is_used() {
    let mut users: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in CRATES {
        for dependency in dependencies(&format!("crates/{name}/Cargo.toml")) {
            users.entry(dependency).or_default().push(name);
        }
    }
    for dependency in dependencies("Cargo.toml") {
        users.entry(dependency).or_default().push("");
    }
    for (library, place) in PLACED {
        assert_eq!(users.get(library).map(Vec::as_slice), Some(&[place][..]), "{library}");
    }
}

#[test]
fn the_engine_has_no_disk_process_thread_or_clock() {
    let mut files = 0;
    for name in CRATES {
        for path in sources(&Path::new(ROOT).join("crates").join(name).join("src")) {
            let code = with_groups_opened(&code(&path));
            for forbidden in FORBIDDEN {
                assert!(!code.contains(forbidden), "{} names {forbidden}", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 100, "{files} files were looked at");
}
