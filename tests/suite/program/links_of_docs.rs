//! The documentation: every link leads to a file, and the README is as short as promised.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The length up to which the README can be read in three minutes.
const README_LINES: usize = 150;

/// All pages that a reader may open.
fn pages() -> Vec<PathBuf> {
    let folders = [ROOT.to_owned(), format!("{ROOT}/docs"), format!("{ROOT}/templates")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages
}

/// The targets of the links on a page, without links to the web or within the page.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')).collect()
}

#[test]
fn every_link_leads_to_a_file() {
    let pages = pages();
    assert!(pages.len() > 8, "{pages:?}");
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            let file = link.split('#').next().unwrap();
            let target = page.parent().unwrap_or(Path::new(ROOT)).join(file);
            assert!(target.exists(), "{} points to {link}", page.display());
        }
    }
}

#[test]
fn the_readme_is_short() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    assert!(readme.lines().count() <= README_LINES);
}
